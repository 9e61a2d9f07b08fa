//! Contexts: each device's primary one, those that a program creates, and which is current on each thread.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use cuda_abi::{CUcontext, CuError, CuResult};
use parking_lot::Mutex;
use wire::{ContextId, EventId, StreamId};

use crate::driver::Driver;
use crate::local_storage::LocalStorage;

/// CU_SHARED_MEM_CONFIG_FOUR_BYTE_BANK_SIZE, which devices without a choice have.
const FOUR_BYTE_BANKS: u32 = 1;

/// A context. Programs name contexts long after their end, on the stacks of threads and in graphs, so its memory is never freed: once it
/// has ended and is on no stack it becomes another context of its device.
pub struct Context {
    /// Its handle as the program holds it.
    handle: AtomicU64,
    /// The ordinal among the visible devices.
    pub device: u32,
    /// Whether it is its device's primary context.
    pub is_primary: bool,
    /// What cuCtxGetId says.
    unique: AtomicU64,
    /// On how many places of threads' stacks it is.
    on_stacks: AtomicU32,
    /// CU_CTX_*.
    pub flags: AtomicU32,
    /// CU_FUNC_CACHE_*, a preference that is remembered.
    pub cache_config: AtomicU32,
    /// CU_SHARED_MEM_CONFIG_*, as well.
    pub shared_config: AtomicU32,
    /// What work of all streams waits for: cuCtxWaitEvent.
    barrier: Mutex<Option<EventId>>,
    /// Default streams of threads.
    own_streams: Mutex<Vec<StreamId>>,
    /// The worker's id while it is alive, else 0: a primary context dies with its last release and comes back with another id.
    id: AtomicU32,
    default_stream: AtomicU32,
    retained: Mutex<u32>,
    /// How often cuCtxAttach was called for it, and not cuCtxDetach.
    pub attached: AtomicU32,
    /// Ids of it and of those whose devices' memory it may use.
    pub peers: Mutex<Vec<(ContextId, ContextId)>>,
    /// What libraries attach to it (export table CONTEXT_LOCAL_STORAGE).
    pub storage: LocalStorage,
}

impl Context {
    pub(crate) fn new(handle: u64, device: u32, is_primary: bool, unique: u64, flags: u32) -> Self {
        Self {
            handle: AtomicU64::new(handle),
            device,
            is_primary,
            unique: AtomicU64::new(unique),
            on_stacks: AtomicU32::new(0),
            flags: AtomicU32::new(flags),
            cache_config: AtomicU32::new(0),
            shared_config: AtomicU32::new(FOUR_BYTE_BANKS),
            barrier: Mutex::default(),
            own_streams: Mutex::default(),
            id: AtomicU32::new(0),
            default_stream: AtomicU32::new(0),
            retained: Mutex::new(0),
            attached: AtomicU32::new(0),
            peers: Mutex::default(),
            storage: LocalStorage::default(),
        }
    }

    /// The worker's id of it.
    ///
    /// # Errors
    /// `CONTEXT_IS_DESTROYED` if it is not alive.
    #[inline]
    pub fn id(&self) -> CuResult<ContextId> {
        match self.id.load(Ordering::Acquire) {
            0 => Err(CuError::CONTEXT_IS_DESTROYED),
            id => Ok(ContextId(id)),
        }
    }

    /// Whether it is alive.
    pub fn is_alive(&self) -> bool {
        self.id().is_ok()
    }

    /// The legacy default stream.
    #[inline]
    pub fn default_stream(&self) -> StreamId {
        StreamId(self.default_stream.load(Ordering::Relaxed))
    }

    /// The handle as C has it.
    pub fn as_c(&self) -> CUcontext {
        std::ptr::without_provenance_mut(self.handle.load(Ordering::Relaxed) as usize)
    }

    /// The handle, if this is still the context with that id; else NULL.
    pub fn as_c_if(&self, id: ContextId) -> CUcontext {
        if self.id() == Ok(id) { self.as_c() } else { std::ptr::null_mut() }
    }

    /// What cuCtxGetId says.
    pub fn unique(&self) -> u64 {
        self.unique.load(Ordering::Relaxed)
    }

    /// Whether it has ended and no thread would find it current again.
    pub(crate) fn is_spare(&self) -> bool {
        !self.is_primary && !self.is_alive() && self.on_stacks.load(Ordering::SeqCst) == 0
    }

    /// Becomes another context, not alive yet; one that [`Context::is_spare`].
    pub(crate) fn renew(&self, handle: u64, unique: u64, flags: u32) {
        self.handle.store(handle, Ordering::Relaxed);
        self.unique.store(unique, Ordering::Relaxed);
        self.flags.store(flags, Ordering::Relaxed);
        self.attached.store(0, Ordering::Relaxed);
        self.peers.lock().clear();
    }

    fn start(&self, driver: &Driver) -> CuResult {
        let id = driver.session.new_id();
        let stream = driver.session.new_id();
        let device = driver.device(self.device)?.ordinal;
        let flags = self.flags.load(Ordering::Relaxed);
        driver.session.context_create(ContextId(id), device, flags, StreamId(stream))?;
        self.default_stream.store(stream, Ordering::Relaxed);
        // Pairs with the load in `id`: whoever sees the id sees the stream.
        self.id.store(id, Ordering::Release);
        Ok(())
    }

    /// Lets streams that are made from now on begin with waiting for an event; returns what they would have waited for.
    pub fn set_barrier(&self, event: EventId) -> Option<EventId> {
        self.barrier.lock().replace(event)
    }

    /// Lets a new stream wait for what the context waits for.
    pub fn hold_back(&self, driver: &Driver, stream: StreamId) -> CuResult {
        match *self.barrier.lock() {
            Some(event) => driver.session.stream_wait_event(stream, event),
            None => Ok(()),
        }
    }

    /// The default streams of threads.
    pub fn own_streams(&self) -> Vec<StreamId> {
        self.own_streams.lock().clone()
    }

    fn stop(&self, driver: &Driver) -> CuResult {
        *self.barrier.lock() = None;
        self.own_streams.lock().clear();
        self.cache_config.store(0, Ordering::Relaxed);
        self.shared_config.store(FOUR_BYTE_BANKS, Ordering::Relaxed);
        self.storage.clear(self.as_c());
        match self.id.swap(0, Ordering::AcqRel) {
            0 => Ok(()),
            id => {
                driver.forget_context(ContextId(id));
                driver.session.context_destroy(ContextId(id))
            }
        }
    }

    /// One more user of the primary context, which the first brings to life.
    pub fn retain(&self, driver: &Driver) -> CuResult {
        let mut retained = self.retained.lock();
        if *retained == 0 || !self.is_alive() {
            self.start(driver)?;
        }
        *retained += 1;
        Ok(())
    }

    /// One user less; the last one ends it.
    ///
    /// # Errors
    /// `INVALID_CONTEXT` if nobody retained it.
    pub fn release(&self, driver: &Driver) -> CuResult {
        {
            let mut retained = self.retained.lock();
            *retained = retained.checked_sub(1).ok_or(CuError::INVALID_CONTEXT)?;
            if *retained > 0 {
                return Ok(());
            }
        }
        // Not under the lock: what libraries attached to the context is destroyed by calling back into them.
        self.stop(driver)
    }

    /// Ends the primary context whoever uses it. Those who retained it still have to release it.
    pub fn reset(&self, driver: &Driver) -> CuResult {
        if !self.is_alive() {
            return Ok(());
        }
        self.stop(driver)?;
        let retained = self.retained.lock();
        if *retained > 0 && !self.is_alive() {
            self.start(driver)?;
        }
        Ok(())
    }

    /// Brings a created context to life.
    pub fn create(&'static self, driver: &Driver) -> CuResult {
        self.start(driver).inspect_err(|_| driver.ended.lock().push(self))
    }

    /// Ends a created context, of which the program keeps the handle.
    pub fn destroy(&'static self, driver: &Driver) -> CuResult {
        let stopped = self.stop(driver);
        let mut ended = driver.ended.lock();
        if !ended.iter().any(|other| std::ptr::eq(*other, self)) {
            ended.push(self);
        }
        stopped
    }
}

thread_local! {
    // All but the last need no destructor: calls from a thread's last destructors must still find them.
    static CURRENT: Cell<Option<&'static Context>> = const { Cell::new(None) };
    static BELOW: ManuallyDrop<RefCell<Vec<Option<&'static Context>>>> = const { ManuallyDrop::new(RefCell::new(Vec::new())) };
    static IS_COUNTED: Cell<bool> = const { Cell::new(true) };
    static PER_THREAD_DEFAULT: Cell<bool> = const { Cell::new(false) };
    static OWN_STREAMS: OwnStreams = OwnStreams::default();
}

/// A thread's own default streams, by context. They end with the thread, once their work is done.
#[derive(Default)]
struct OwnStreams(RefCell<HashMap<u32, StreamId>>);

impl Drop for OwnStreams {
    fn drop(&mut self) {
        // Whatever the thread still calls, it leaves no context behind. The current one stays so for its last destructors.
        let below = BELOW.with(|below| below.take());
        below.into_iter().chain([CURRENT.get()]).flatten().for_each(leave);
        IS_COUNTED.set(false);
        let Ok(driver) = crate::driver::driver() else { return };
        for (context, stream) in self.0.get_mut() {
            driver.contexts.for_each(|known| known.own_streams.lock().retain(|own| own != stream));
            // Those of a context that has ended went with it; a session that is gone has forgotten all.
            if driver.is_context_alive(ContextId(*context)) {
                let _ = driver.session.stream_destroy(*stream);
            }
        }
    }
}

/// The context that is current on this thread, if any.
#[inline]
pub fn current() -> Option<&'static Context> {
    CURRENT.get()
}

/// The context that is current on this thread.
///
/// # Errors
/// `INVALID_CONTEXT` if there is none; `CONTEXT_IS_DESTROYED` if it is no longer alive; its sticky error if it has failed.
#[inline]
pub fn alive(driver: &Driver) -> CuResult<(&'static Context, ContextId)> {
    let context = current().ok_or(CuError::INVALID_CONTEXT)?;
    let id = context.id()?;
    if driver.session.has_fault() {
        driver.session.context_status(id)?;
    }
    Ok((context, id))
}

/// Counts a context as one of this thread's stack; [`leave`] or one of the functions below is next.
pub(crate) fn enter(context: &Context) {
    // Its first use lets it end with the thread; one that is ending counts no more.
    if OWN_STREAMS.try_with(|_| ()).is_ok() && IS_COUNTED.get() {
        context.on_stacks.fetch_add(1, Ordering::SeqCst);
    }
}

/// A context goes from this thread's stack.
pub(crate) fn leave(context: &Context) {
    if IS_COUNTED.get() {
        context.on_stacks.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Makes a context that was entered, or none, current in place of the one that is.
pub fn set_current(context: Option<&'static Context>) {
    if let Some(before) = CURRENT.replace(context) {
        leave(before);
    }
}

/// Makes a context that was entered current on top of the one that is.
pub fn push(context: &'static Context) {
    BELOW.with(|below| below.borrow_mut().push(CURRENT.get()));
    CURRENT.set(Some(context));
}

/// Takes the current context away; the one below it becomes current.
///
/// # Errors
/// `INVALID_CONTEXT` if there is none.
pub fn pop() -> CuResult<&'static Context> {
    let top = CURRENT.get().ok_or(CuError::INVALID_CONTEXT)?;
    CURRENT.set(BELOW.with(|below| below.borrow_mut().pop().flatten()));
    leave(top);
    Ok(top)
}

/// Whether stream 0 means this thread's own default stream in the call that is being made.
#[inline]
pub fn is_per_thread_default() -> bool {
    PER_THREAD_DEFAULT.get()
}

/// Runs `call` with stream 0 meaning this thread's own default stream.
#[inline]
pub fn with_per_thread_default<T>(call: impl FnOnce() -> T) -> T {
    PER_THREAD_DEFAULT.set(true);
    let result = call();
    PER_THREAD_DEFAULT.set(false);
    result
}

/// This thread's own default stream of the current context, which its first use creates.
pub fn own_stream(driver: &Driver, (place, context): (&Context, ContextId)) -> CuResult<StreamId> {
    let own = OWN_STREAMS.try_with(|streams| {
        if let Some(stream) = streams.0.borrow().get(&context.0) {
            return Ok(*stream);
        }
        let stream = StreamId(driver.session.new_id());
        driver.session.stream_create(context, stream, 0, 0)?;
        place.hold_back(driver, stream)?;
        place.own_streams.lock().push(stream);
        streams.0.borrow_mut().insert(context.0, stream);
        Ok(stream)
    });
    // A thread whose own streams have ended already is ending itself.
    own.unwrap_or(Err(CuError::DEINITIALIZED))
}

thread_local! {
    static CAPTURE_MODE: Cell<cuda_abi::CUstreamCaptureMode>
        = const { Cell::new(cuda_abi::CUstreamCaptureMode::CU_STREAM_CAPTURE_MODE_GLOBAL) };
}

/// This thread's capture mode.
pub fn capture_mode() -> cuda_abi::CUstreamCaptureMode {
    CAPTURE_MODE.get()
}

/// Sets this thread's capture mode; returns what it was.
pub fn exchange_capture_mode(mode: cuda_abi::CUstreamCaptureMode) -> cuda_abi::CUstreamCaptureMode {
    CAPTURE_MODE.replace(mode)
}

/// The driver with the id of this thread's current context, alive.
///
/// # Errors
/// As [`alive`].
pub fn alive_in(driver: &'static Driver) -> CuResult<(&'static Driver, ContextId)> {
    alive(driver).map(|(_, id)| (driver, id))
}
