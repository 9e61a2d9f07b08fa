//! A GPU with a test in place of its session: threads that advance it, an arena, a note of what it reports.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use cuda_abi::{CuError, CuResult};
use gpu::{Completion, Gpu, Host};
use parking_lot::Mutex;
use wire::{
    BlobId, ContextId, EventId, FunctionId, ImageKind, LaunchShape, ModuleId, Output, Staged, StreamId,
};

/// What takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long work that must not go on is watched.
const WATCHED: Duration = Duration::from_millis(30);
/// Bytes of the arena.
const ARENA: usize = 1 << 20;

/// A session for the GPU under test.
#[derive(Default)]
pub struct TestHost {
    /// The arena's bytes.
    pub arena: Mutex<Vec<u8>>,
    /// Rooms that were given back.
    pub given_back: Mutex<Vec<Staged>>,
    /// Contexts that failed.
    pub faults: Mutex<Vec<(ContextId, CuError)>>,
    /// Contexts that were destroyed.
    pub gone: Mutex<Vec<ContextId>>,
}

impl TestHost {
    /// Nothing has happened.
    pub fn new() -> Arc<Self> {
        Arc::new(Self { arena: Mutex::new(vec![0; ARENA]), ..Self::default() })
    }
}

fn room(arena: &[u8], staged: Staged) -> CuResult<std::ops::Range<usize>> {
    let range = staged.offset as usize..(staged.offset + staged.length) as usize;
    if range.end <= arena.len() { Ok(range) } else { Err(CuError::INVALID_VALUE) }
}

impl Host for TestHost {
    fn output(&self, _to: Output, _bytes: &[u8]) {}

    fn fault(&self, context: ContextId, error: CuError, _report: &str) {
        self.faults.lock().push((context, error));
    }

    fn is_gone(&self, context: ContextId) {
        self.gone.lock().push(context);
    }

    fn wake(&self) {}

    unsafe fn take_staged(&self, source: Staged, to: *mut u8) -> CuResult {
        let arena = self.arena.lock();
        let range = room(&arena, source)?;
        // SAFETY: the caller's promise; the arena is ours.
        unsafe { to.copy_from_nonoverlapping(arena[range].as_ptr(), source.length as usize) };
        drop(arena);
        self.drop_staged(source);
        Ok(())
    }

    unsafe fn put_staged(&self, target: Staged, from: *const u8) -> CuResult {
        let mut arena = self.arena.lock();
        let range = room(&arena, target)?;
        // SAFETY: as above.
        unsafe { from.copy_to_nonoverlapping(arena[range].as_mut_ptr(), target.length as usize) };
        Ok(())
    }

    fn drop_staged(&self, source: Staged) {
        self.given_back.lock().push(source);
    }
}

/// A kernel that waits, one that adds, one that reads a texture reference, one that writes where nothing is; a variable with a first value.
const MODULE: &str = "
.version 6.4
.target sm_70
.address_size 64
.visible .global .align 4 .u32 answer = 42;
.visible .entry wait_for(.param .u64 flag) {
  .reg .pred %p; .reg .b32 %r<2>; .reg .b64 %d<2>;
  ld.param.u64 %d1, [flag];
LOOP:
  ld.volatile.global.u32 %r1, [%d1]; setp.eq.u32 %p, %r1, 0; @%p bra LOOP;
  ret;
}
.visible .entry add(.param .u64 at, .param .u32 by) {
  .reg .b32 %r<4>; .reg .b64 %d<2>;
  ld.param.u64 %d1, [at]; ld.param.u32 %r1, [by];
  ld.global.u32 %r2, [%d1]; add.u32 %r2, %r2, %r1; st.global.u32 [%d1], %r2;
  ret;
}
.visible .entry twice(.param .u64 at) {
  .reg .b32 %r<2>; .reg .b64 %d<2>;
  ld.param.u64 %d1, [at]; ld.global.u32 %r1, [%d1]; add.u32 %r1, %r1, %r1; st.global.u32 [%d1], %r1;
  ret;
}
.global .texref image;
.global .surfref face;
.visible .entry fetch(.param .u64 at) {
  .reg .b32 %r<6>; .reg .b64 %d<2>;
  ld.param.u64 %d1, [at]; mov.b32 %r1, 0;
  tex.1d.v4.u32.s32 {%r2, %r3, %r4, %r5}, [image, {%r1}]; st.global.u32 [%d1], %r2;
  ret;
}
.visible .entry stray() {
  .reg .b64 %d;
  mov.u64 %d, 64; st.global.u32 [%d], 1;
  ret;
}
";

/// A block of one thread.
pub const ONE: LaunchShape = LaunchShape { grid: [1; 3], block: [1; 3], shared_bytes: 0, flags: 0 };

static LAST_ID: AtomicU32 = AtomicU32::new(0);

/// A number that no rule has used.
pub fn id() -> u32 {
    LAST_ID.fetch_add(1, Ordering::Relaxed) + 1
}

/// The GPU under test.
pub struct Bench {
    /// It.
    pub gpu: Arc<dyn Gpu>,
    /// Its session.
    pub host: Arc<TestHost>,
    over: Arc<AtomicBool>,
}

impl Bench {
    /// Advances `gpu` from now on, on two threads.
    pub fn new(gpu: Arc<dyn Gpu>, host: Arc<TestHost>) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        for _ in 0..2 {
            let (gpu, over) = (gpu.clone(), over.clone());
            thread::spawn(move || {
                while !over.load(Ordering::Acquire) {
                    if !gpu.has_work() || !gpu.advance() {
                        thread::sleep(Duration::from_micros(20));
                    }
                }
            });
        }
        Self { gpu, host, over }
    }

    /// The outcome of a call that waits.
    pub fn wait<T: Send + 'static>(&self, call: impl FnOnce(&dyn Gpu, Completion<T>)) -> CuResult<T> {
        self.begin(call).recv_timeout(PATIENCE).expect("the call completes")
    }

    /// A call that waits, not waited for.
    pub fn begin<T: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn Gpu, Completion<T>),
    ) -> mpsc::Receiver<CuResult<T>> {
        let (tell, told) = mpsc::channel();
        call(&*self.gpu, Completion::new(move |outcome| drop(tell.send(outcome))));
        told
    }

    /// Panics if a call completes that must not yet.
    pub fn expect_waiting<T>(&self, call: &mpsc::Receiver<CuResult<T>>) {
        assert!(call.recv_timeout(WATCHED).is_err(), "it completed too early");
    }

    /// Panics unless a call completes with success.
    pub fn expect_done<T>(&self, call: &mpsc::Receiver<CuResult<T>>) -> T {
        call.recv_timeout(PATIENCE).expect("the call completes").expect("it succeeds")
    }

    /// A context with the module of this suite.
    pub fn context(&self) -> Context<'_> {
        let (context, stream) = (ContextId(id()), StreamId(id()));
        self.gpu.context_create(context, 0, 0, stream).expect("a context");
        let module = ModuleId(id());
        self.load(context, module, MODULE.as_bytes()).expect("the module loads");
        Context { bench: self, id: context, stream, module }
    }

    /// Sends an image and loads it.
    pub fn load(&self, context: ContextId, module: ModuleId, image: &[u8]) -> CuResult {
        let blob = BlobId(id());
        self.gpu.blob_write(blob, 0, image)?;
        self.gpu.module_load(context, module, blob, ImageKind::Ptx)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Release);
    }
}

/// A context of a rule's own, destroyed with it.
pub struct Context<'a> {
    /// Where it is.
    pub bench: &'a Bench,
    /// Its name.
    pub id: ContextId,
    /// Its default stream.
    pub stream: StreamId,
    /// The suite's module.
    pub module: ModuleId,
}

impl Context<'_> {
    /// Zeroed device memory.
    pub fn memory(&self, bytes: u64) -> u64 {
        let address = self.bench.gpu.mem_alloc(self.id, bytes).expect("memory");
        self.bench.gpu.memset(address, 0, 1, bytes, self.stream).expect("a set");
        self.synchronize(self.stream).expect("the set is done");
        address
    }

    /// A zeroed word that both sides see.
    pub fn flag(&self) -> Flag {
        let address = self.bench.gpu.host_alloc(self.id, 4, 0).expect("pinned memory");
        let flag = Flag(address);
        flag.set(0);
        flag
    }

    /// A stream; non-blocking or not.
    pub fn new_stream(&self, flags: u32) -> StreamId {
        let stream = StreamId(id());
        self.bench.gpu.stream_create(self.id, stream, flags, 0).expect("a stream");
        stream
    }

    /// An event.
    pub fn event(&self) -> EventId {
        let event = EventId(id());
        self.bench.gpu.event_create(self.id, event, 0).expect("an event");
        event
    }

    /// A kernel of the suite's module.
    pub fn function(&self, name: &str) -> FunctionId {
        let function = FunctionId(id());
        self.bench.gpu.function_get(self.module, function, name).expect("the kernel is there");
        function
    }

    /// Launches one thread of a kernel.
    pub fn launch(&self, name: &str, stream: StreamId, params: &[u8]) {
        self.bench.gpu.launch(self.function(name), stream, ONE, params).expect("a launch");
    }

    /// Adds to a word of device memory.
    pub fn add(&self, at: u64, by: u32, stream: StreamId) {
        let mut params = at.to_le_bytes().to_vec();
        params.extend(by.to_le_bytes());
        self.launch("add", stream, &params);
    }

    /// Keeps a stream busy until the flag is set.
    pub fn block(&self, flag: &Flag, stream: StreamId) {
        self.launch("wait_for", stream, &flag.0.to_le_bytes());
    }

    /// Waits for a stream.
    pub fn synchronize(&self, stream: StreamId) -> CuResult {
        self.bench.wait(|gpu, done| gpu.stream_synchronize(stream, done))
    }

    /// A stream's end, not waited for.
    pub fn end_of(&self, stream: StreamId) -> mpsc::Receiver<CuResult> {
        self.bench.begin(|gpu, done| gpu.stream_synchronize(stream, done))
    }

    /// Bytes of device memory.
    pub fn read(&self, address: u64, bytes: u64) -> CuResult<Vec<u8>> {
        self.bench.wait(|gpu, done| gpu.read(address, bytes, self.stream, done))
    }

    /// A word of device memory.
    pub fn word(&self, address: u64) -> u32 {
        let bytes = self.read(address, 4).expect("a read");
        u32::from_le_bytes(bytes.try_into().expect("four bytes"))
    }
}

impl Drop for Context<'_> {
    fn drop(&mut self) {
        // A rule that is about it has destroyed it.
        let _ = self.bench.gpu.context_destroy(self.id);
    }
}

/// A word of pinned memory.
pub struct Flag(pub u64);

impl Flag {
    /// Stores it.
    pub fn set(&self, value: u32) {
        // SAFETY: four aligned bytes of pinned memory, which is mapped here while its context lives.
        unsafe { (self.0 as *mut u32).write_volatile(value) };
    }

    /// Loads it.
    pub fn get(&self) -> u32 {
        // SAFETY: as above.
        unsafe { (self.0 as *const u32).read_volatile() }
    }
}
