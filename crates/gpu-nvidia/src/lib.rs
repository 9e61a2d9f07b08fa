//! The host's real GPU: NVIDIA's driver, opened at run time, behind the [`gpu::Gpu`] trait.
//!
//! One session is one process with its own contexts. No method waits in the driver for work to end: who waits is told by `completion`,
//! and what may wait by itself (freeing, destroying) is done by `janitor`'s thread. Device addresses are the driver's own.

mod arrays;
mod completion;
mod context;
mod device;
pub mod driver;
mod graphs;
mod host_function;
mod image;
mod janitor;
mod memory;
mod nvml;
mod output;
mod pools;
mod references;
mod sharing;
mod textures;
mod usage;
mod virtual_memory;

use std::collections::HashMap;
use std::ffi::{CString, c_uint};
use std::ptr;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use cuda_abi::{
    CU_LAUNCH_PARAM_BUFFER_POINTER, CU_LAUNCH_PARAM_BUFFER_SIZE, CU_LAUNCH_PARAM_END, CUdevice,
    CUlaunchAttribute, CUlaunchAttributeID, CUlaunchAttributeValue, CUlaunchConfig, CUlimit, CUresult,
    CUstream, CUstream_st, CuError, CuResult,
};
use gpu::{Completion, Gpu, Host};
use parking_lot::Mutex;
use wire::*;

pub use driver::{Driver, DriverError, DriverOptions};
pub use memory::Window;
pub use output::Capture;

use arrays::Arrays;
use completion::{Completions, Then};
use context::{Context, Event, Raw};
use driver::Functions;
use graphs::Graphs;
use host_function::HostFunctions;
use image::Images;
use janitor::Janitor;
use memory::{Kind, Memory, Retired};
use nvml::Nvml;
use pools::Pools;
use sharing::Sharing;
use usage::Usage;
use virtual_memory::VirtualMemory;

/// How long an allocation that does not fit waits for memory that is being freed.
const FREEING: Duration = Duration::from_secs(2);
/// How long a question for free memory waits for memory that is being freed.
const SOON_FREE: Duration = Duration::from_millis(20);
/// Outstanding work from which on whoever asks naps, since no more is taken anyway.
const FULL: usize = 1 << 10;

/// A stream of the driver's.
#[derive(Clone)]
struct Stream {
    /// NULL for a context's legacy default stream.
    handle: Raw<CUstream_st>,
    context: Arc<Context>,
}

#[derive(Default)]
struct Names {
    contexts: HashMap<ContextId, Arc<Context>>,
    streams: HashMap<StreamId, Stream>,
    events: HashMap<EventId, Arc<Event>>,
}

/// The GPUs of one session.
pub struct NvidiaGpu {
    driver: Arc<Driver>,
    devices: Vec<CUdevice>,
    names: Mutex<Names>,
    images: Images,
    memory: Arc<Memory>,
    virtual_memory: VirtualMemory,
    pools: Arc<Pools>,
    arrays: Arrays,
    /// Textures and surfaces by their handles: whose they are, and whether they are textures.
    textures: Mutex<HashMap<u64, (Arc<Context>, bool)>>,
    graphs: Graphs,
    sharing: Arc<Sharing>,
    completions: Arc<Completions>,
    host_functions: Arc<HostFunctions>,
    janitor: Janitor,
    host: Arc<dyn Host>,
    usage: Arc<Usage>,
    /// Opened when it is first asked.
    nvml: OnceLock<CuResult<Nvml>>,
    unsupported: Mutex<HashMap<String, u64>>,
}

/// Why a session has no GPU.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The driver.
    #[error(transparent)]
    Driver(#[from] DriverError),
    /// The driver cannot say how many devices it has.
    #[error("the driver does not tell its devices: {0}")]
    Devices(CuError),
    /// A thread.
    #[error("no thread for the GPU")]
    Thread(#[from] std::io::Error),
}

impl NvidiaGpu {
    /// The devices with these numbers, or all of them if none is named.
    ///
    /// # Errors
    /// A device that there is not; no threads.
    pub fn new(
        driver: Arc<Driver>,
        chosen: &[u32],
        window: Option<Window>,
        capture: Option<Capture>,
        host: Arc<dyn Host>,
    ) -> Result<Self, StartError> {
        let count = driver.device_count().map_err(StartError::Devices)?;
        if let Some(absent) = chosen.iter().find(|index| **index >= count) {
            return Err(DriverError::Device(*absent, count).into());
        }
        let all: Vec<u32> = (0..count).collect();
        let mut devices = Vec::new();
        for index in if chosen.is_empty() { &all } else { chosen } {
            let mut device = 0;
            // SAFETY: a plain call with a target that lives through it.
            unsafe { (driver.functions.device_get)(&mut device, *index as i32) }
                .ok()
                .map_err(StartError::Devices)?;
            devices.push(device);
        }
        let host_functions = Arc::<HostFunctions>::default();
        let completions = Arc::new(Completions::new(host.clone(), capture, host_functions.clone()));
        let napping = completions.clone();
        thread::Builder::new().name("completions".into()).spawn(move || napping.nap())?;
        Ok(Self {
            memory: Arc::new(Memory::new(driver.clone(), window)),
            driver,
            virtual_memory: VirtualMemory::default(),
            pools: Arc::default(),
            arrays: Arrays::default(),
            textures: Mutex::default(),
            graphs: Graphs::default(),
            sharing: Arc::new(Sharing::new(host.clone())),
            names: Mutex::default(),
            images: Images::default(),
            completions,
            host_functions,
            janitor: Janitor::start()?,
            usage: Arc::new(Usage::new(host.clone(), devices.len())),
            nvml: OnceLock::new(),
            devices,
            host,
            unsupported: Mutex::default(),
        })
    }

    /// Calls that guests made and that nothing implements, with how often.
    pub fn unsupported(&self) -> Vec<(String, u64)> {
        let mut all: Vec<_> =
            self.unsupported.lock().iter().map(|(name, count)| (name.clone(), *count)).collect();
        all.sort();
        all
    }

    fn device(&self, device: u32) -> CuResult<CUdevice> {
        self.devices.get(device as usize).copied().ok_or(CuError::INVALID_DEVICE)
    }

    fn context(&self, context: ContextId) -> CuResult<Arc<Context>> {
        self.names.lock().contexts.get(&context).cloned().ok_or(CuError::INVALID_CONTEXT)
    }

    fn stream(&self, stream: StreamId) -> CuResult<Stream> {
        self.names.lock().streams.get(&stream).cloned().ok_or(CuError::INVALID_HANDLE)
    }

    fn event(&self, event: EventId) -> CuResult<Arc<Event>> {
        self.names.lock().events.get(&event).cloned().ok_or(CuError::INVALID_HANDLE)
    }

    /// The host's management library, and a device as it names it.
    fn nvml(&self, device: u32) -> CuResult<(&Nvml, nvml::Device)> {
        let described = self.device_describe(device)?;
        let nvml = self.nvml.get_or_init(Nvml::open).as_ref().map_err(|error| *error)?;
        Ok((nvml, nvml.device(&described.uuid)?))
    }

    /// Calls the driver in a context. An error that ends the context ends it here too.
    fn call(&self, context: &Arc<Context>, call: impl FnOnce(&Functions) -> CUresult) -> CuResult {
        context.enter()?;
        let outcome = call(&self.driver.functions).ok();
        if let Err(error) = outcome
            && error.is_sticky()
        {
            self.completions.context_failed(context, error);
        }
        outcome
    }

    /// Gives a stream a piece of work.
    fn submit(&self, id: StreamId, call: impl FnOnce(&Functions, CUstream) -> CUresult) -> CuResult {
        let stream = self.stream(id)?;
        self.call(&stream.context, |driver| call(driver, stream.handle.0))?;
        self.completions.submitted(id, stream.handle.0, None);
        Ok(())
    }

    /// The same for work that a graph may have as a node.
    fn submit_or_record(
        &self,
        id: StreamId,
        call: impl FnOnce(&Functions, CUstream) -> CUresult,
    ) -> CuResult {
        match self.graphs.recording(id) {
            Some((context, stream)) => self.call(&context, |driver| call(driver, stream)),
            None => self.submit(id, call),
        }
    }

    /// The context of a stream, which may record.
    fn context_of(&self, id: StreamId) -> CuResult<Arc<Context>> {
        match self.graphs.recording(id) {
            Some((context, _)) => Ok(context),
            None => self.stream(id).map(|stream| stream.context),
        }
    }

    /// Tells `then` when the stream has got here; also if it cannot.
    fn when_reached(&self, id: StreamId, then: impl FnOnce(CuResult) + Send + 'static) {
        let stream = match self.stream(id).and_then(|stream| stream.context.enter().map(|()| stream)) {
            Ok(stream) => stream,
            Err(error) => return then(Err(error)),
        };
        // Kept outside of the mark, which may not come to be.
        let then = Arc::new(Mutex::new(Some(then)));
        let told = then.clone();
        let tell = move |then: Arc<Mutex<Option<_>>>, outcome| {
            if let Some(then) = then.lock().take() {
                let then: Box<dyn FnOnce(CuResult) + Send> = Box::new(then);
                then(outcome);
            }
        };
        let marked = self.completions.mark(
            id,
            stream.handle.0,
            true,
            Some(Box::new(move |outcome| tell(told, outcome))),
        );
        if let Err(error) = marked {
            if error.is_sticky() {
                self.completions.context_failed(&stream.context, error);
            }
            tell(then, Err(error));
        }
    }

    /// Tells `then` when all work that the context has now is done.
    fn when_context_done(&self, context: &Arc<Context>, then: impl FnOnce(CuResult) + Send + 'static) {
        if let Err(error) = context.status() {
            return then(Err(error));
        }
        let busy = self.completions.busy_streams(context);
        let join = Arc::new(Join {
            left: AtomicUsize::new(busy.len() + 1),
            outcome: Mutex::new(Ok(())),
            then: Mutex::new(Some(Box::new(then))),
        });
        for (stream, is_destroyed) in busy {
            let part = join.clone();
            let arrive = move |outcome| part.arrive(outcome);
            match is_destroyed {
                true => self.completions.after_last_mark(stream, Box::new(arrive)),
                false => self.when_reached(stream, arrive),
            }
        }
        join.arrive(Ok(()));
    }

    /// `done`, after the pools have heard of the synchronisation that it ends.
    fn trimming(&self, done: Completion) -> Completion {
        if !self.pools.have_freed() {
            return done;
        }
        let (pools, driver) = (self.pools.clone(), self.driver.clone());
        Completion::new(move |outcome| {
            pools.synchronized(&driver);
            done.complete(outcome);
        })
    }

    /// Frees once all work that the context has now is done.
    fn free(&self, context: ContextId, address: u64, allowed: fn(Kind) -> bool, done: Completion) {
        let retired =
            self.context(context).and_then(|context| Ok((context, self.memory.retire(address, allowed)?)));
        let (context, retired) = match retired {
            Ok(retired) => retired,
            Err(error) => return done.complete(Err(error)),
        };
        let memory = self.memory.clone();
        let janitor = self.janitor.clone();
        let (owner, usage) = (context.clone(), self.usage.clone());
        let sharing = self.sharing.clone();
        self.when_context_done(&context, move |outcome| {
            let release = move || {
                let freed = outcome.and_then(|()| owner.enter()).and_then(|()| memory.release(retired));
                sharing.freed(retired.address());
                if freed.is_ok() {
                    usage.drop_memory(owner.device, retired.device_bytes());
                }
                done.complete(freed);
            };
            janitor.give(Box::new(release));
        });
    }
}

/// Several marks, of which the last one tells.
struct Join {
    left: AtomicUsize,
    outcome: Mutex<CuResult>,
    then: Mutex<Option<Then>>,
}

impl Join {
    fn arrive(&self, outcome: CuResult) {
        if outcome.is_err() {
            let mut first = self.outcome.lock();
            *first = first.and(outcome);
        }
        // Each arrival's outcome is seen by the last one.
        if self.left.fetch_sub(1, Ordering::AcqRel) == 1
            && let Some(then) = self.then.lock().take()
        {
            then(*self.outcome.lock());
        }
    }
}

/// What `mem_free` frees.
fn is_freeable(kind: Kind) -> bool {
    use Kind::{Device, Managed, Opened, Pooled, PooledOpened};
    matches!(kind, Device | Managed | Opened | Pooled | PooledOpened)
}

/// What a shape says besides grid and block, as the driver takes it.
fn attributes(shape: &LaunchShape) -> Vec<CUlaunchAttribute> {
    type Id = CUlaunchAttributeID;
    let attribute = |id, value| CUlaunchAttribute { id, value, ..CUlaunchAttribute::default() };
    let mut all = Vec::new();
    if shape.flags & LaunchShape::COOPERATIVE != 0 {
        let value = CUlaunchAttributeValue { cooperative: 1 };
        all.push(attribute(Id::CU_LAUNCH_ATTRIBUTE_COOPERATIVE, value));
    }
    if shape.flags & LaunchShape::PROGRAMMATIC != 0 {
        let value = CUlaunchAttributeValue { programmaticStreamSerializationAllowed: 1 };
        all.push(attribute(Id::CU_LAUNCH_ATTRIBUTE_PROGRAMMATIC_STREAM_SERIALIZATION, value));
    }
    if let Some(priority) = shape.priority() {
        all.push(attribute(Id::CU_LAUNCH_ATTRIBUTE_PRIORITY, CUlaunchAttributeValue { priority }));
    }
    let [x, y, z] = shape.cluster();
    if [x, y, z] != [1; 3] {
        let mut value = CUlaunchAttributeValue::default();
        value.clusterDim.x = x;
        value.clusterDim.y = y;
        value.clusterDim.z = z;
        all.push(attribute(Id::CU_LAUNCH_ATTRIBUTE_CLUSTER_DIMENSION, value));
    }
    all
}

impl Drop for NvidiaGpu {
    fn drop(&mut self) {
        self.completions.end();
    }
}

impl Gpu for NvidiaGpu {
    fn device_count(&self) -> CuResult<u32> {
        Ok(self.devices.len() as u32)
    }

    fn device_describe(&self, device: u32) -> CuResult<DeviceDescription> {
        let (has_window, can_share) = (self.memory.has_window(), self.host.can_share());
        device::describe(&self.driver, self.device(device)?, has_window, can_share)
    }

    fn context_create(
        &self,
        context: ContextId,
        device: u32,
        flags: u32,
        default_stream: StreamId,
    ) -> CuResult {
        let ordinal = device;
        let device = self.device(device)?;
        {
            let names = self.names.lock();
            if names.contexts.contains_key(&context) || names.streams.contains_key(&default_stream) {
                return Err(CuError::INVALID_HANDLE);
            }
        }
        let created = Arc::new(Context::create(&self.driver, context, (ordinal, device), flags)?);
        self.completions.add_stream(default_stream, &created);
        let mut names = self.names.lock();
        names
            .streams
            .insert(default_stream, Stream { handle: Raw(ptr::null_mut()), context: created.clone() });
        names.contexts.insert(context, created);
        self.usage.add_context(ordinal);
        Ok(())
    }

    fn context_destroy(&self, context: ContextId) -> CuResult {
        let (destroyed, events) = {
            let mut names = self.names.lock();
            let destroyed = names.contexts.remove(&context).ok_or(CuError::INVALID_CONTEXT)?;
            names.streams.retain(|_, stream| stream.context.id != context);
            let events: Vec<_> = names.events.extract_if(|_, event| event.context.id == context).collect();
            (destroyed, events)
        };
        drop(events);
        self.completions.is_gone(context);
        self.images.forget_context(context);
        self.arrays.forget_context(context);
        self.textures.lock().retain(|_, (owner, _)| owner.id != context);
        self.graphs.forget_context(context);
        self.host_functions.abandon(&destroyed);
        self.completions.forget_context(&destroyed);
        let (memory, completions) = (self.memory.clone(), self.completions.clone());
        let sharing = self.sharing.clone();
        let held = self.memory.retire_context(context);
        let (usage, bytes) = (self.usage.clone(), held.iter().map(Retired::device_bytes).sum());
        self.janitor.give(Box::new(move || {
            completions.quiesce();
            destroyed.destroy();
            usage.drop_context(destroyed.device, bytes);
            if destroyed.prints.load(Ordering::Relaxed) {
                completions.forward_output();
            }
            for retired in held {
                sharing.freed(retired.address());
                memory.release_destroyed(retired);
            }
        }));
        Ok(())
    }

    fn context_synchronize(&self, context: ContextId, done: Completion) {
        let done = self.trimming(done);
        match self.context(context) {
            Ok(context) => self.when_context_done(&context, |outcome| done.complete(outcome)),
            Err(error) => done.complete(Err(error)),
        }
    }

    fn context_status(&self, context: ContextId) -> CuResult {
        self.context(context)?.status()
    }

    fn context_set_limit(&self, context: ContextId, limit: u32, value: u64) -> CuResult {
        let value = usize::try_from(value).map_err(|_| CuError::INVALID_VALUE)?;
        self.call(&self.context(context)?, |driver| {
            // SAFETY: a plain call; limits that the driver does not know it refuses.
            unsafe { (driver.context_set_limit)(CUlimit(limit), value) }
        })
    }

    fn context_get_limit(&self, context: ContextId, limit: u32) -> CuResult<u64> {
        let mut value = 0;
        self.call(&self.context(context)?, |driver| {
            // SAFETY: a plain call with a target that lives through it.
            unsafe { (driver.context_get_limit)(&mut value, CUlimit(limit)) }
        })?;
        Ok(value as u64)
    }

    fn mem_alloc(&self, context: ContextId, bytes: u64) -> CuResult<u64> {
        let context = self.context(context)?;
        let size = usize::try_from(bytes).map_err(|_| CuError::OUT_OF_MEMORY)?;
        let mut address = 0;
        let mut allocated = self.call(&context, |driver| {
            // SAFETY: a plain call with a target that lives through it.
            unsafe { (driver.mem_alloc)(&mut address, size) }
        });
        if allocated == Err(CuError::OUT_OF_MEMORY) && self.janitor.wait(FREEING) {
            // SAFETY: as above.
            allocated = self.call(&context, |driver| unsafe { (driver.mem_alloc)(&mut address, size) });
        }
        allocated?;
        self.memory.add(address, bytes, Kind::Device, context.id);
        self.usage.add_memory(context.device, bytes);
        Ok(address)
    }

    fn mem_free(&self, context: ContextId, address: u64, done: Completion) {
        self.free(context, address, is_freeable, done);
    }

    fn mem_info(&self, context: ContextId) -> CuResult<MemInfo> {
        let (mut free, mut total) = (0, 0);
        let context = self.context(context)?;
        // What the program has freed is to be seen as free; what waits for work that still runs is not waited for.
        self.janitor.wait(SOON_FREE);
        self.call(&context, |driver| {
            // SAFETY: a plain call with targets that live through it.
            unsafe { (driver.mem_info)(&mut free, &mut total) }
        })?;
        Ok(MemInfo { free: free as u64, total: total as u64 })
    }

    fn host_alloc(&self, context: ContextId, bytes: u64, flags: u32) -> CuResult<u64> {
        let context = self.context(context)?;
        context.enter()?;
        self.memory.allocate_shared(&context, Kind::Host, bytes, flags)
    }

    fn host_free(&self, context: ContextId, address: u64, done: Completion) {
        self.free(context, address, |kind| kind == Kind::Host, done);
    }

    fn managed_alloc(&self, context: ContextId, bytes: u64, flags: u32) -> CuResult<u64> {
        let context = self.context(context)?;
        context.enter()?;
        self.memory.allocate_shared(&context, Kind::Managed, bytes, flags)
    }

    fn memcpy(&self, dst: u64, src: u64, bytes: u64, stream: StreamId) -> CuResult {
        if bytes == 0 {
            return self.context_of(stream).map(|_| ());
        }
        self.memory.check(dst, bytes)?;
        self.memory.check(src, bytes)?;
        // SAFETY: both ranges are allocations of this session.
        self.submit_or_record(stream, |driver, stream| unsafe {
            (driver.memcpy)(dst, src, bytes as usize, stream)
        })
    }

    fn write(&self, dst: u64, stream: StreamId, bytes: &[u8]) -> CuResult {
        self.write_from(dst, stream, bytes.len(), |target| {
            // SAFETY: the staging memory has at least this many bytes, and is nobody else's.
            unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), target, bytes.len()) };
            Ok(())
        })
    }

    fn write_staged(&self, dst: u64, stream: StreamId, source: Staged) -> CuResult {
        let mut is_taken = false;
        let written = self.write_from(dst, stream, source.length as usize, |target| {
            is_taken = true;
            // SAFETY: the staging memory has at least this many bytes.
            unsafe { self.host.take_staged(source, target) }
        });
        if !is_taken {
            self.host.drop_staged(source);
        }
        written
    }

    fn read(&self, src: u64, bytes: u64, stream: StreamId, done: Completion<Vec<u8>>) {
        if bytes > MAX_INLINE_READ {
            return done.complete(Err(CuError::INVALID_VALUE));
        }
        self.read_to(src, bytes as usize, stream, done, move |memory| {
            // SAFETY: the copy into these bytes of staging memory is over.
            Ok(unsafe { std::slice::from_raw_parts(memory, bytes as usize) }.to_vec())
        });
    }

    fn read_staged(&self, src: u64, stream: StreamId, target: Staged, done: Completion) {
        let host = self.host.clone();
        self.read_to(src, target.length as usize, stream, done, move |memory| {
            // SAFETY: as above; there are as many bytes as the target has.
            unsafe { host.put_staged(target, memory) }
        });
    }

    fn memset(&self, dst: u64, value: u32, width: u32, count: u64, stream: StreamId) -> CuResult {
        if !matches!(width, 1 | 2 | 4) || !dst.is_multiple_of(width.into()) {
            return Err(CuError::INVALID_VALUE);
        }
        if count == 0 {
            return self.context_of(stream).map(|_| ());
        }
        self.memory.check(dst, count.checked_mul(width.into()).ok_or(CuError::INVALID_VALUE)?)?;
        let count = count as usize;
        // SAFETY: the range is an allocation of this session, aligned as the width demands.
        self.submit_or_record(stream, |driver, stream| unsafe {
            match width {
                1 => (driver.set_8)(dst, value as u8, count, stream),
                2 => (driver.set_16)(dst, value as u16, count, stream),
                _ => (driver.set_32)(dst, value, count, stream),
            }
        })
    }

    fn blob_write(&self, blob: BlobId, offset: u64, bytes: &[u8]) -> CuResult {
        self.images.blob_write(blob, offset, bytes)
    }

    fn module_load(&self, context: ContextId, module: ModuleId, blob: BlobId, kind: ImageKind) -> CuResult {
        let image = self.images.take_blob(blob)?;
        let context = self.context(context)?;
        context.enter()?;
        self.images.load(&context, module, image, kind)
    }

    fn module_unload(&self, module: ModuleId) -> CuResult {
        let forgotten = self.images.forget(module)?;
        let janitor = self.janitor.clone();
        let context = forgotten.context.clone();
        self.when_context_done(&context, move |outcome| {
            let unload = move || {
                if outcome.and_then(|()| forgotten.context.enter()).is_ok() {
                    // SAFETY: it was loaded in this context, and nobody has its name any more.
                    let _ = unsafe { (forgotten.context.driver.functions.module_unload)(forgotten.handle.0) };
                }
            };
            janitor.give(Box::new(unload));
        });
        Ok(())
    }

    fn module_global(&self, module: ModuleId, name: &str) -> CuResult<Range> {
        let module = self.images.module(module)?;
        let name = CString::new(name).map_err(|_| CuError::NOT_FOUND)?;
        let (mut address, mut bytes) = (0, 0);
        self.call(&module.context, |driver| {
            // SAFETY: the module is loaded; the name and the targets live through the call.
            unsafe { (driver.module_global)(&mut address, &mut bytes, module.handle.0, name.as_ptr()) }
        })?;
        self.memory.add(address, bytes as u64, Kind::Variable, module.context.id);
        Ok(Range { address, bytes: bytes as u64 })
    }

    fn function_get(
        &self,
        module: ModuleId,
        function: FunctionId,
        name: &str,
    ) -> CuResult<FunctionDescription> {
        self.images.module(module)?.context.enter()?;
        self.images.name_function(function, module, name)
    }

    fn module_functions(&self, module: ModuleId, first: u32) -> CuResult<Vec<u8>> {
        self.images.function_names(module, first)
    }

    fn module_log(&self, context: ContextId) -> CuResult<Vec<u8>> {
        Ok(self.images.log(context))
    }

    fn launch(&self, function: FunctionId, stream: StreamId, shape: LaunchShape, params: &[u8]) -> CuResult {
        let function = self.images.function(function)?;
        if params.len() < function.params_bytes {
            return Err(CuError::INVALID_VALUE);
        }
        if self.context_of(stream)?.id != function.context.id {
            return Err(CuError::INVALID_HANDLE);
        }
        function.context.enter()?;
        function.allow_shared(shape.shared_bytes)?;
        let ([gx, gy, gz], [bx, by, bz]) = (shape.grid, shape.block);
        let kernel = function.handle.0;
        let mut size = function.params_bytes;
        let mut extra = [
            CU_LAUNCH_PARAM_BUFFER_POINTER,
            params.as_ptr().cast_mut().cast(),
            CU_LAUNCH_PARAM_BUFFER_SIZE,
            (&raw mut size).cast(),
            CU_LAUNCH_PARAM_END,
        ];
        let extra = if size == 0 { ptr::null_mut() } else { extra.as_mut_ptr() };
        if shape.flags != 0 {
            let mut attributes = attributes(&shape);
            // SAFETY: as below; the attributes live through the call as well.
            return self.submit_or_record(stream, |driver, stream| unsafe {
                let config = CUlaunchConfig {
                    gridDimX: gx,
                    gridDimY: gy,
                    gridDimZ: gz,
                    blockDimX: bx,
                    blockDimY: by,
                    blockDimZ: bz,
                    sharedMemBytes: shape.shared_bytes,
                    hStream: stream,
                    attrs: attributes.as_mut_ptr(),
                    numAttrs: attributes.len() as c_uint,
                };
                (driver.launch_ex)(&config, kernel, ptr::null_mut(), extra)
            });
        }
        // SAFETY: the kernel is loaded; the block has as many bytes as its parameters take; all of it lives through the call.
        self.submit_or_record(stream, |driver, stream| unsafe {
            (driver.launch)(
                kernel,
                gx,
                gy,
                gz,
                bx,
                by,
                bz,
                shape.shared_bytes,
                stream,
                ptr::null_mut(),
                extra,
            )
        })
    }

    fn launch_host(&self, stream: StreamId, function: u64) -> CuResult {
        let launched = self.stream(stream).and_then(|found| {
            found.context.enter()?;
            self.host_functions.launch(&found.context, found.handle.0, function)?;
            Ok(found)
        });
        // The guest posted it before it knew that the context has failed, and waits to hear of it.
        let found = launched.inspect_err(|_| self.host_functions.refuse(function))?;
        self.completions.submitted(stream, found.handle.0, None);
        Ok(())
    }

    fn next_host_function(&self, done: Completion<u64>) {
        self.host_functions.next(done);
    }

    fn host_function_done(&self, function: u64) -> CuResult {
        self.host_functions.done(function)
    }

    fn host_function_failed(&self, function: u64) -> CuResult {
        let context = self.host_functions.context_of(function)?;
        // The driver's own context does what is queued behind; nothing of it is told any more.
        self.completions.context_failed(&context, CuError::LAUNCH_FAILED);
        self.host_functions.done(function)
    }

    fn stream_create(&self, context: ContextId, stream: StreamId, flags: u32, priority: i32) -> CuResult {
        let context = self.context(context)?;
        if self.context_of(stream).is_ok() {
            return Err(CuError::INVALID_HANDLE);
        }
        let mut handle = ptr::null_mut();
        self.call(&context, |driver| {
            // SAFETY: a plain call with a target that lives through it.
            unsafe { (driver.stream_create)(&mut handle, flags, priority) }
        })?;
        self.completions.add_stream(stream, &context);
        self.names.lock().streams.insert(stream, Stream { handle: Raw(handle), context });
        Ok(())
    }

    fn stream_destroy(&self, stream: StreamId) -> CuResult {
        let found = self.stream(stream)?;
        if found.handle.0.is_null() {
            return Err(CuError::INVALID_HANDLE);
        }
        self.names.lock().streams.remove(&stream);
        found.context.enter()?;
        self.completions.end_stream(stream, found.handle.0);
        // SAFETY: it was created here and nobody has its name any more. The driver lets its work finish.
        self.call(&found.context, |driver| unsafe { (driver.stream_destroy)(found.handle.0) })
    }

    fn stream_synchronize(&self, stream: StreamId, done: Completion) {
        let done = self.trimming(done);
        let prints = match self.stream(stream) {
            Ok(found) => found.context.prints.load(Ordering::Relaxed),
            Err(error) => return done.complete(Err(error)),
        };
        // What it printed comes with a mark.
        match self.stream_query(stream) {
            Ok(()) if !prints => done.complete(Ok(())),
            Err(error) if error != CuError::NOT_READY => done.complete(Err(error)),
            _ => self.when_reached(stream, |outcome| done.complete(outcome)),
        }
    }

    fn stream_query(&self, stream: StreamId) -> CuResult {
        let found = self.stream(stream)?;
        // SAFETY: the stream is alive.
        self.call(&found.context, |driver| unsafe { (driver.stream_query)(found.handle.0) })?;
        self.completions.is_idle_now(stream);
        Ok(())
    }

    fn stream_wait_event(&self, stream: StreamId, event: EventId) -> CuResult {
        let event = self.event(event)?;
        // SAFETY: both are alive.
        self.submit(stream, |driver, stream| unsafe { (driver.stream_wait_event)(stream, event.handle.0, 0) })
    }

    fn event_create(&self, context: ContextId, event: EventId, flags: u32) -> CuResult {
        let context = self.context(context)?;
        if self.names.lock().events.contains_key(&event) {
            return Err(CuError::INVALID_HANDLE);
        }
        let created = Event::create(&context, flags)?;
        self.names.lock().events.insert(event, created);
        Ok(())
    }

    fn event_destroy(&self, event: EventId) -> CuResult {
        let destroyed = self.names.lock().events.remove(&event);
        self.sharing.event_destroyed(event);
        destroyed.map(|_| ()).ok_or(CuError::INVALID_HANDLE)
    }

    fn event_record(&self, event: EventId, stream: StreamId) -> CuResult {
        let recorded = {
            let mut names = self.names.lock();
            let known = names.events.get_mut(&event).ok_or(CuError::INVALID_HANDLE)?;
            // Somebody waits for the generation before: that stays an event of its own. One that other processes have stays the same.
            if Arc::strong_count(known) > 1 && known.flags & Event::INTERPROCESS == 0 {
                *known = Event::create(&known.context, known.flags)?;
            }
            known.clone()
        };
        // SAFETY: both are alive.
        self.submit(stream, |driver, stream| unsafe { (driver.event_record)(recorded.handle.0, stream) })
    }

    fn event_query(&self, event: EventId) -> CuResult {
        let event = self.event(event)?;
        // SAFETY: it is alive.
        self.call(&event.context, |driver| unsafe { (driver.event_query)(event.handle.0) })
    }

    fn event_synchronize(&self, event: EventId, done: Completion) {
        let done = self.trimming(done);
        let found = match self.event(event) {
            Ok(found) => found,
            Err(error) => return done.complete(Err(error)),
        };
        let prints = found.context.prints.load(Ordering::Relaxed);
        // SAFETY: it is alive.
        match self.call(&found.context, |driver| unsafe { (driver.event_query)(found.handle.0) }) {
            Ok(()) if !prints => done.complete(Ok(())),
            Err(error) if error != CuError::NOT_READY => done.complete(Err(error)),
            _ => self.completions.when_event_done(&found, Box::new(|outcome| done.complete(outcome))),
        }
    }

    fn event_elapsed(&self, start: EventId, end: EventId) -> CuResult<i64> {
        let (start, end) = (self.event(start)?, self.event(end)?);
        let mut milliseconds = 0f32;
        self.call(&start.context, |driver| {
            // SAFETY: both are alive; the target lives through the call.
            unsafe { (driver.event_elapsed)(&mut milliseconds, start.handle.0, end.handle.0) }
        })?;
        Ok((f64::from(milliseconds) * 1e6) as i64)
    }

    fn count_unsupported(&self, name: &str) -> CuResult {
        /// Distinct names that are counted; the driver has fewer than a thousand.
        const MAX_NAMES: usize = 2000;
        let mut counts = self.unsupported.lock();
        if let Some(count) = counts.get_mut(name) {
            *count += 1;
        } else if counts.len() < MAX_NAMES && name.len() < 200 {
            counts.insert(name.to_owned(), 1);
        }
        Ok(())
    }

    fn device_usage(&self, device: u32) -> CuResult<DeviceUsage> {
        // What the host's NVML says counts other programs of the host too, as on any machine.
        let counted = self.host.usage(device);
        match self.nvml(device).and_then(|(nvml, handle)| nvml.memory(handle)) {
            Ok((total, used)) => Ok(DeviceUsage { total, used, ..counted.unwrap_or_default() }),
            Err(error) => {
                let usage = counted.ok_or(error)?;
                Ok(DeviceUsage { total: self.device_describe(device)?.total_memory, ..usage })
            }
        }
    }

    fn device_processes(&self, device: u32) -> CuResult<Processes> {
        self.device(device)?;
        self.host.processes(device).ok_or(CuError::NOT_SUPPORTED)
    }

    fn device_metric(&self, device: u32, metric: u32, argument: u32) -> CuResult<u64> {
        let (nvml, handle) = self.nvml(device)?;
        nvml.metric(handle, metric, argument)
    }

    fn driver_version(&self) -> CuResult<Vec<u8>> {
        self.nvml(0)?.0.driver_version()
    }

    fn process_id(&self, pid: u32) -> CuResult {
        self.host.is_process(pid);
        Ok(())
    }

    /// When the driver does what, only its own tools are told.
    fn trace_work(&self, _is_wanted: u32) -> CuResult<u64> {
        Err(CuError::NOT_SUPPORTED)
    }

    fn address_reserve(&self, bytes: u64, alignment: u64, wanted: u64) -> CuResult<u64> {
        let mut address = 0;
        let (bytes, alignment) = (bytes as usize, alignment as usize);
        // SAFETY: a plain call with a target that lives through it.
        unsafe { (self.driver.functions.address_reserve)(&mut address, bytes, alignment, wanted, 0) }.ok()?;
        Ok(address)
    }

    fn address_free(&self, address: u64, bytes: u64) -> CuResult {
        // SAFETY: a call without pointers; the driver refuses what is not reserved.
        unsafe { (self.driver.functions.address_free)(address, bytes as usize) }.ok()
    }

    fn physical_create(&self, memory: MemoryId, bytes: u64, properties: MemoryProperties) -> CuResult {
        self.virtual_memory.create(&self.driver, &self.devices, memory, bytes, properties)
    }

    fn physical_release(&self, memory: MemoryId) -> CuResult {
        self.sharing.released(memory);
        self.virtual_memory.release(&self.driver, memory)
    }

    fn memory_map(&self, address: u64, bytes: u64, offset: u64, memory: MemoryId) -> CuResult {
        self.virtual_memory.map(&self.driver, address, bytes, offset, memory)
    }

    fn memory_unmap(&self, address: u64, bytes: u64) -> CuResult {
        self.virtual_memory.unmap(&self.driver, &self.memory, address, bytes)
    }

    fn memory_access(&self, address: u64, bytes: u64, place: Place, access: u32) -> CuResult {
        let place = virtual_memory::location(place, &self.devices)?;
        self.virtual_memory.allow(&self.driver, &self.memory, (address, bytes), place, access)
    }

    fn allocation_granularity(&self, properties: MemoryProperties, option: u32) -> CuResult<u64> {
        VirtualMemory::granularity(&self.driver, &self.devices, properties, option)
    }

    fn pool_create(&self, pool: PoolId, max_bytes: u64, properties: MemoryProperties) -> CuResult {
        self.pools.create(&self.driver, &self.devices, pool, max_bytes, properties)
    }

    fn pool_destroy(&self, pool: PoolId) -> CuResult {
        self.pools.destroy(&self.driver, pool)?;
        self.sharing.pool_destroyed(pool);
        Ok(())
    }

    fn pool_default(&self, pool: PoolId, device: u32) -> CuResult {
        self.pools.default_of(&self.driver, pool, self.device(device)?)
    }

    fn pool_get(&self, pool: PoolId, attribute: u32) -> CuResult<u64> {
        self.pools.attribute(&self.driver, pool, attribute)
    }

    fn pool_set(&self, pool: PoolId, attribute: u32, value: u64) -> CuResult {
        self.pools.set_attribute(&self.driver, pool, attribute, value)
    }

    fn pool_trim(&self, pool: PoolId, keep: u64) -> CuResult {
        let pool = self.pools.get(pool)?;
        // SAFETY: the pool is alive.
        unsafe { (self.driver.functions.pool_trim)(pool.0, keep as usize) }.ok()
    }

    fn pool_access(&self, pool: PoolId, place: Place, access: u32) -> CuResult {
        let place = virtual_memory::location(place, &self.devices)?;
        self.pools.allow(&self.driver, pool, place, access)
    }

    fn pool_alloc(&self, pool: PoolId, stream: StreamId, bytes: u64, done: Completion<u64>) {
        let found = self.pools.get(pool).and_then(|pool| Ok((pool, self.stream(stream)?)));
        let (pool, found) = match found {
            Ok(found) => found,
            Err(error) => return done.complete(Err(error)),
        };
        let (memory, completions) = (self.memory.clone(), self.completions.clone());
        let allocate = move || {
            // Whole, and not the pointers in them: those may not go to another thread by themselves.
            let (pool, found) = (pool, found);
            let outcome = found.context.enter().and_then(|()| {
                let mut address = 0;
                // SAFETY: pool and stream are alive; the target lives through the call.
                unsafe {
                    (found.context.driver.functions.pool_alloc)(
                        &mut address,
                        bytes as usize,
                        pool.0,
                        found.handle.0,
                    )
                }
                .ok()?;
                memory.add(address, bytes, Kind::Pooled, found.context.id);
                completions.submitted(stream, found.handle.0, None);
                Ok(address)
            });
            done.complete(outcome);
        };
        // The driver may wait until a stream has freed enough, and that stream for the guest, whose frames this thread takes.
        match self.host_functions.are_outstanding() {
            true => self.janitor.give(Box::new(allocate)),
            false => allocate(),
        }
    }

    fn free_async(&self, address: u64, stream: StreamId) -> CuResult {
        self.stream(stream)?;
        let is_freed = |kind| matches!(kind, Kind::Device | Kind::Pooled | Kind::PooledOpened);
        self.memory.retire(address, is_freed)?;
        self.sharing.freed(address);
        self.pools.will_free();
        // SAFETY: it was allocated here and is freed once: it is off the books.
        self.submit(stream, |driver, stream| unsafe { (driver.free_async)(address, stream) })
    }

    fn array_create(&self, context: ContextId, array: ArrayId, description: ArrayDescription) -> CuResult {
        let context = self.context(context)?;
        context.enter()?;
        self.arrays.create(&context, array, &description)
    }

    fn array_destroy(&self, array: ArrayId, done: Completion) {
        let array = match self.arrays.remove(array) {
            Ok(array) => array,
            Err(error) => return done.complete(Err(error)),
        };
        let janitor = self.janitor.clone();
        let context = array.context.clone();
        self.when_context_done(&context, move |outcome| {
            let release = move || {
                let entered = outcome.and_then(|()| array.context.enter());
                done.complete(entered.and_then(|()| array.destroy(&array.context.driver.functions)));
            };
            janitor.give(Box::new(release));
        });
    }

    fn array_copy(&self, array: ArrayId, part: ArrayBox, linear: Rows, stream: StreamId) -> CuResult {
        let rows = part.depth.saturating_sub(1).checked_mul(linear.height);
        let rows = rows.and_then(|rows| rows.checked_add(part.height.saturating_sub(1)));
        let bytes = rows.and_then(|rows| rows.checked_mul(linear.pitch));
        let bytes = bytes.and_then(|bytes| bytes.checked_add(part.width)).ok_or(CuError::INVALID_VALUE)?;
        self.memory.check(linear.address, bytes)?;
        let copy = self.arrays.get(array)?.copy(part, linear)?;
        // SAFETY: the array is alive, and the driver checks the part; the rows are an allocation of this session.
        self.submit_or_record(stream, |driver, stream| unsafe { (driver.copy_3d)(&copy, stream) })
    }

    fn texture_create(
        &self,
        context: ContextId,
        resource: TextureResource,
        sampling: TextureSampling,
    ) -> CuResult<u64> {
        self.create_texture(context, &resource, &sampling)
    }

    fn texture_destroy(&self, texture: u64) -> CuResult {
        self.destroy_texture(texture)
    }

    fn surface_create(&self, context: ContextId, array: ArrayId, level: u32) -> CuResult<u64> {
        NvidiaGpu::create_surface(self, context, array, level)
    }

    fn surface_destroy(&self, surface: u64) -> CuResult {
        self.destroy_texture(surface)
    }

    fn reference_get(&self, module: ModuleId, is_surface: u32, name: &str) -> CuResult {
        self.find_reference(module, is_surface != 0, name)
    }

    fn reference_bind(
        &self,
        module: ModuleId,
        is_surface: u32,
        resource: TextureResource,
        sampling: TextureSampling,
        name: &str,
    ) -> CuResult {
        self.bind_reference(module, is_surface != 0, &resource, &sampling, name)
    }

    fn graph_create(&self, context: ContextId, graph: GraphId) -> CuResult {
        self.make_graph(context, graph)
    }

    fn graph_destroy(&self, graph: GraphId) -> CuResult {
        self.drop_graph(graph)
    }

    fn condition_create(&self, graph: GraphId, default: u32, has_default: u32) -> CuResult<u64> {
        self.make_condition(graph, (has_default != 0).then_some(default))
    }

    fn graph_record(&self, graph: GraphId, stream: StreamId) -> CuResult {
        self.record_graph(graph, stream)
    }

    fn graph_branch(&self, stream: StreamId, condition: u64, kind: u32, bodies: u32) -> CuResult {
        self.add_branch(stream, condition, kind, bodies)
    }

    fn graph_recorded(&self, stream: StreamId) -> CuResult {
        self.end_recording(stream)
    }

    fn graph_body(&self, condition: u64, index: u32, body: GraphId) -> CuResult {
        self.name_body(condition, index, body)
    }

    fn graph_launch(&self, graph: GraphId, stream: StreamId) -> CuResult {
        self.run_graph(graph, stream)
    }

    fn share_memory(&self, address: u64) -> CuResult<ShareKey> {
        self.share_allocation(address)
    }

    fn open_memory(&self, context: ContextId, key: ShareKey) -> CuResult<Range> {
        self.open_allocation(context, key)
    }

    fn share_event(&self, event: EventId) -> CuResult<ShareKey> {
        self.share_an_event(event)
    }

    fn open_event(&self, context: ContextId, event: EventId, key: ShareKey) -> CuResult {
        self.open_an_event(context, event, key)
    }

    fn share_physical(&self, memory: MemoryId) -> CuResult<ShareKey> {
        self.share_created(memory)
    }

    fn open_physical(&self, memory: MemoryId, key: ShareKey) -> CuResult<SharedMemory> {
        self.open_created(memory, key)
    }

    fn share_pool(&self, pool: PoolId) -> CuResult<ShareKey> {
        self.share_a_pool(pool)
    }

    fn open_pool(&self, pool: PoolId, key: ShareKey) -> CuResult<SharedMemory> {
        self.open_a_pool(pool, key)
    }

    fn share_pooled(&self, address: u64) -> CuResult<ShareKey> {
        self.share_from_pool(address)
    }

    fn open_pooled(&self, context: ContextId, pool: PoolId, key: ShareKey) -> CuResult<Range> {
        self.open_from_pool(context, pool, key)
    }

    fn stream_mem_op(
        &self,
        stream: StreamId,
        operation: u32,
        address: u64,
        value: u64,
        flags: u32,
    ) -> CuResult {
        use cuda_abi::CUstreamBatchMemOpType as Op;
        let operation = Op(operation);
        let is_wide =
            matches!(operation, Op::CU_STREAM_MEM_OP_WAIT_VALUE_64 | Op::CU_STREAM_MEM_OP_WRITE_VALUE_64);
        self.memory.check(address, if is_wide { 8 } else { 4 })?;
        // SAFETY: the word is memory of this session.
        self.submit(stream, |driver, stream| unsafe {
            match operation {
                Op::CU_STREAM_MEM_OP_WAIT_VALUE_32 => {
                    (driver.wait_value_32)(stream, address, value as u32, flags)
                }
                Op::CU_STREAM_MEM_OP_WAIT_VALUE_64 => (driver.wait_value_64)(stream, address, value, flags),
                Op::CU_STREAM_MEM_OP_WRITE_VALUE_32 => {
                    (driver.write_value_32)(stream, address, value as u32, flags)
                }
                Op::CU_STREAM_MEM_OP_WRITE_VALUE_64 => (driver.write_value_64)(stream, address, value, flags),
                _ => CuError::INVALID_VALUE.into(),
            }
        })
    }

    fn stream_priority(&self, stream: StreamId, priority: i32) -> CuResult {
        use cuda_abi::{CUlaunchAttributeID, CUlaunchAttributeValue};
        let found = self.stream(stream)?;
        let value = CUlaunchAttributeValue { priority };
        let attribute = CUlaunchAttributeID::CU_LAUNCH_ATTRIBUTE_PRIORITY;
        self.call(&found.context, |driver| {
            // SAFETY: the stream is alive, and the value lives through the call.
            unsafe { (driver.stream_set_attribute)(found.handle.0, attribute, &value) }
        })
    }

    fn device_peer(&self, device: u32, peer: u32, attribute: u32) -> CuResult<i64> {
        let (device, peer) = (self.device(device)?, self.device(peer)?);
        let mut value = 0;
        // SAFETY: plain calls with a target that lives through them.
        unsafe {
            match attribute {
                0 => (self.driver.functions.device_can_access_peer)(&mut value, device, peer),
                _ => (self.driver.functions.device_p2p_attribute)(
                    &mut value,
                    cuda_abi::CUdevice_P2PAttribute(attribute),
                    device,
                    peer,
                ),
            }
        }
        .ok()?;
        Ok(value.into())
    }

    fn peer_access(&self, context: ContextId, peer: ContextId, is_allowed: u32) -> CuResult {
        let (context, peer) = (self.context(context)?, self.context(peer)?);
        self.call(&context, |driver| {
            // SAFETY: both contexts are alive, and one of them is current.
            unsafe {
                match is_allowed {
                    0 => (driver.disable_peer)(peer.handle()),
                    _ => (driver.enable_peer)(peer.handle(), 0),
                }
            }
        })
    }

    fn advance(&self) -> bool {
        let any = self.completions.ask();
        if !any && self.completions.outstanding() > FULL {
            thread::sleep(Duration::from_micros(50));
        }
        any
    }

    fn has_work(&self) -> bool {
        self.completions.is_restless()
    }

    fn backlog(&self) -> usize {
        self.completions.outstanding()
    }
}

impl NvidiaGpu {
    /// Copies bytes that `fill` puts into staging memory to the device.
    fn write_from(
        &self,
        dst: u64,
        id: StreamId,
        bytes: usize,
        fill: impl FnOnce(*mut u8) -> CuResult,
    ) -> CuResult {
        let stream = self.stream(id)?;
        if bytes == 0 {
            return Ok(());
        }
        self.memory.check(dst, bytes as u64)?;
        stream.context.enter()?;
        let stage = stream.context.stage(bytes)?;
        fill(stage.as_ptr())?;
        self.call(&stream.context, |driver| {
            // SAFETY: the target is an allocation of this session; the source stays until the stream has passed.
            unsafe { (driver.write)(dst, stage.as_ptr().cast(), bytes, stream.handle.0) }
        })?;
        self.completions.submitted(id, stream.handle.0, Some(stage));
        Ok(())
    }

    /// Copies from the device into staging memory, and completes with what `deliver` makes of it.
    fn read_to<T: Send + 'static>(
        &self,
        src: u64,
        bytes: usize,
        id: StreamId,
        done: Completion<T>,
        deliver: impl FnOnce(*const u8) -> CuResult<T> + Send + 'static,
    ) {
        let begun = self.memory.check(src, bytes as u64).and_then(|()| {
            let stream = self.stream(id)?;
            stream.context.enter()?;
            let stage = stream.context.stage(bytes)?;
            self.call(&stream.context, |driver| {
                // SAFETY: the source is an allocation of this session; the target stays until the stream has passed.
                unsafe { (driver.read)(stage.as_ptr().cast(), src, bytes, stream.handle.0) }
            })?;
            self.completions.submitted(id, stream.handle.0, None);
            Ok(stage)
        });
        match begun {
            Ok(stage) => self.when_reached(id, move |outcome| {
                done.complete(outcome.and_then(|()| deliver(stage.as_ptr())));
            }),
            Err(error) => done.complete(Err(error)),
        }
    }
}
