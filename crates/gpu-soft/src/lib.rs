//! A GPU in software: memory, streams, events, modules, kernels.
//!
//! It has no threads of its own: whoever calls [`gpu::Gpu::advance`] runs the next piece of work that CUDA's order allows, and
//! several may do so at once. What a kernel does is ptx-jit's.

mod arrays;
mod fifo;
mod host_function;
mod kernel;
mod limits;
mod mem_op;
mod memory;
mod module;
mod options;
mod pools;
mod profile;
mod profiles;
mod queue;
mod sharing;
mod textures;
mod virtual_memory;
mod work;

use std::collections::HashMap;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use cuda_abi::{CuError, CuResult};
use gpu::{Completion, Gpu, Host, Offer, ShareKind};
use parking_lot::Mutex;
use wire::*;

pub use memory::{GRANULARITY, Space};
pub use options::Options;
pub use profile::Profile;
pub use profiles::PROFILES;
pub use ptx_jit::{CodeStore, Key};

use arrays::Arrays;
use host_function::HostFunctions;
use kernel::{Failure, Surroundings};
use limits::Limits;
use memory::{Kind, Memory};
use module::Modules;
use pools::Pools;
use queue::{Due, Queues};
use sharing::{Sharing, note_of};
use textures::Textures;
use work::{StagedInput, Work};

/// Whether a piece of work is over when `run` returns.
enum Ran {
    /// It is.
    ToItsEnd,
    /// It is, and somebody is told once the stream is seen to be past it: who then asks finds nothing left.
    ToBeTold(Box<dyn FnOnce()>),
    /// It is, and its stream has been moved past it.
    Finished,
    /// Its stream waits until the guest says so.
    ToTheGuest,
}

/// The software GPUs of one session.
pub struct SoftGpu {
    /// What each device says of itself.
    profiles: Vec<Profile>,
    shares_host: bool,
    memory: Arc<Memory>,
    pools: Arc<Pools>,
    arrays: Arrays,
    textures: Arc<Textures>,
    queues: Mutex<Queues>,
    /// What `backlog` answers without taking the lock.
    backlog: AtomicUsize,
    modules: Modules,
    limits: Mutex<HashMap<ContextId, Arc<Limits>>>,
    unsupported: Mutex<HashMap<String, u64>>,
    host_functions: Arc<HostFunctions>,
    host: Arc<dyn Host>,
    epoch: Instant,
    /// Whether the guest wants to hear of each piece of work.
    is_traced: AtomicBool,
}

impl SoftGpu {
    /// GPUs as `profiles` say, at least one, whose memory is `space`: the first's comes first.
    pub fn new(profiles: &[&Profile], space: Space, host: Arc<dyn Host>) -> Self {
        let host_bytes = space.host.1;
        let counts = host.clone();
        let mut left = space.device.1;
        let mut own = Vec::new();
        for profile in profiles {
            let memory = profile.memory.min(left);
            left -= memory;
            own.push(Profile { memory, ..(*profile).clone() });
        }
        let sizes: Vec<u64> = own.iter().map(|profile| profile.memory).collect();
        let memory =
            Arc::new(Memory::new(space, &sizes, Sharing::new(host.clone()), move |device, bytes| {
                counts.holds_memory(device, bytes)
            }));
        Self {
            shares_host: host_bytes > 0,
            profiles: own,
            pools: Arc::new(Pools::new(memory.clone())),
            arrays: Arrays::default(),
            textures: Arc::default(),
            memory,
            queues: Mutex::default(),
            backlog: AtomicUsize::new(0),
            modules: Modules::default(),
            limits: Mutex::default(),
            unsupported: Mutex::default(),
            host_functions: Arc::default(),
            host,
            epoch: Instant::now(),
            is_traced: AtomicBool::new(false),
        }
    }

    /// Says how kernels are made and run, before there are any.
    pub fn set_options(&mut self, options: Options) {
        self.modules.options = options;
    }

    /// Calls that guests made and that nothing implements, with how often.
    pub fn unsupported(&self) -> Vec<(String, u64)> {
        let mut all: Vec<_> =
            self.unsupported.lock().iter().map(|(name, count)| (name.clone(), *count)).collect();
        all.sort();
        all
    }

    fn limits(&self, context: ContextId) -> CuResult<Arc<Limits>> {
        self.limits.lock().get(&context).cloned().ok_or(CuError::INVALID_CONTEXT)
    }

    /// What the device of a context says of itself.
    fn profile_of(&self, context: ContextId) -> CuResult<&Profile> {
        self.profiles.get(self.memory.device_of(context) as usize).ok_or(CuError::INVALID_DEVICE)
    }

    /// What the device of a stream says of itself.
    fn profile_at(&self, stream: StreamId) -> CuResult<&Profile> {
        match &*self.profiles {
            [only] => Ok(only),
            _ => self.profile_of(self.queues.lock().context_of(stream)?),
        }
    }

    /// Runs `change` under the queues' lock and what it made due after it.
    fn change(&self, change: impl FnOnce(&mut Queues) -> Due) {
        let due = {
            let mut queues = self.queues.lock();
            let due = change(&mut queues);
            self.backlog.store(queues.backlog(), Ordering::Relaxed);
            due
        };
        due.deliver();
    }

    /// Runs what may queue work of its own under the queues' lock, so that [`Gpu::has_work`] hears of it.
    fn order(&self, order: impl FnOnce(&mut Queues) -> CuResult) -> CuResult {
        let mut queues = self.queues.lock();
        let outcome = order(&mut queues);
        self.backlog.store(queues.backlog(), Ordering::Relaxed);
        outcome
    }

    fn push(&self, stream: StreamId, work: Work) -> CuResult {
        let pushed = {
            let mut queues = self.queues.lock();
            let pushed = queues.push(stream, work);
            self.backlog.store(queues.backlog(), Ordering::Relaxed);
            pushed
        };
        // Work that was refused may own staged bytes, so it is dropped after the lock. That its context has failed is the context's
        // news, not this call's: whoever waits for the context hears of it, and nobody else.
        match pushed {
            Err((work, error)) if self.context_of_is_faulted(stream) => {
                tracing::debug!(%error, "work of a failed context was dropped");
                work.abandon(error);
                Ok(())
            }
            Err((_, error)) => Err(error),
            Ok(()) => Ok(()),
        }
    }

    fn context_of_is_faulted(&self, stream: StreamId) -> bool {
        let queues = self.queues.lock();
        queues.context_of(stream).is_ok_and(|context| queues.status(context).is_err())
    }

    /// `push` for work that somebody waits for: an error reaches whoever waits.
    fn push_waited(&self, stream: StreamId, work: Work) {
        let pushed = {
            let mut queues = self.queues.lock();
            let pushed = queues.push(stream, work);
            self.backlog.store(queues.backlog(), Ordering::Relaxed);
            pushed
        };
        if let Err((work, error)) = pushed {
            work.abandon(error);
        }
    }

    fn check_range(&self, address: u64, bytes: u64) -> CuResult {
        if bytes == 0 || self.memory.reach().holds(address, bytes) {
            Ok(())
        } else {
            Err(CuError::INVALID_VALUE)
        }
    }

    fn check_target(&self, address: u64, bytes: u64) -> CuResult {
        if bytes == 0 || self.memory.reach().holds_to_write(address, bytes) {
            Ok(())
        } else {
            Err(CuError::INVALID_VALUE)
        }
    }

    fn run(&self, stream: StreamId, context: ContextId, work: Work) -> Result<Ran, Failure> {
        match work {
            Work::Copy { dst, src, bytes } => {
                // SAFETY: both ranges were allocations of the session when the copy was queued, so they lie in its window,
                // which stays mapped; what the guest or a kernel does to them meanwhile is the program's race.
                unsafe { ptr::copy(src as *const u8, dst as *mut u8, bytes as usize) };
            }
            Work::CopyBoxes(boxes) => {
                // SAFETY: as above, of the linear side; the array lies in the window, too.
                unsafe { boxes.copy() };
            }
            Work::Write { dst, bytes } => {
                // SAFETY: as above; the source is ours.
                unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), dst as *mut u8, bytes.len()) };
            }
            Work::WriteStaged { dst, source } => {
                // SAFETY: as above.
                unsafe { source.take(dst as *mut u8) }.map_err(|error| Failure::plain(error, "arena"))?;
            }
            Work::Read { src, bytes, done } => {
                let mut out = vec![0; bytes as usize];
                // SAFETY: as above; the target is ours.
                unsafe { ptr::copy_nonoverlapping(src as *const u8, out.as_mut_ptr(), out.len()) };
                return Ok(Ran::ToBeTold(Box::new(move || done.complete(Ok(out)))));
            }
            Work::ReadStaged { src, target, done } => {
                // SAFETY: as above.
                let outcome = unsafe { self.host.put_staged(target, src as *const u8) };
                return Ok(Ran::ToBeTold(Box::new(move || done.complete(outcome))));
            }
            Work::Set { dst, value, width, count } => {
                // SAFETY: as above; width divides dst and is 1, 2 or 4.
                unsafe { set(dst, value, width, count as usize) };
            }
            Work::Launch { kernel, shape, params, bound } => {
                let is_over = &*self.queues.lock().is_over(context);
                let (memory, host, textures) = (&*self.memory, &*self.host, &*self.textures);
                let options = &self.modules.options;
                // Those of a context that is gone by now bound nothing any more.
                let limits = &*self.limits(context).unwrap_or_default();
                kernel.run(
                    &shape,
                    &params,
                    &Surroundings {
                        host,
                        memory,
                        textures,
                        bound: bound.as_ref(),
                        limits,
                        context,
                        epoch: self.epoch,
                        is_over,
                        options,
                    },
                )?;
            }
            Work::Free { address, pending } => {
                // A free that something else came before is the guest's mistake, and nobody's harm.
                if let Ok(retired) = self.memory.retire(address, is_device_memory) {
                    self.pools.free(retired);
                }
                drop(pending);
            }
            Work::Record { event, generation } => {
                let time = self.epoch.elapsed().as_nanos() as i64;
                self.change(|queues| queues.reach_event(event, generation, time).and(queues.finish(stream)));
                return Ok(Ran::Finished);
            }
            Work::Await { .. } => {}
            Work::Notify(done) => {
                let status = self.queues.lock().status(context);
                return Ok(Ran::ToBeTold(Box::new(move || done.complete(status))));
            }
            Work::WaitValue { address, value, is_wide, compare } => {
                let is_over = self.queues.lock().is_over(context);
                // SAFETY: the word was memory of the session when the wait was queued, so it stays mapped.
                mem_op::wait(|| unsafe { mem_op::read(address, is_wide) }, value, is_wide, compare, &is_over);
            }
            Work::WriteValue { address, value, is_wide } => {
                // SAFETY: as above.
                unsafe { mem_op::write(address, value, is_wide) };
            }
            Work::Host(call) => {
                call.give(stream);
                return Ok(Ran::ToTheGuest);
            }
        }
        Ok(Ran::ToItsEnd)
    }

    /// `done`, after the pools have heard of the synchronisation that it ends.
    fn trimming(&self, done: Completion) -> Completion {
        if !self.pools.exist() {
            return done;
        }
        let pools = self.pools.clone();
        Completion::new(move |outcome| {
            pools.synchronized();
            done.complete(outcome);
        })
    }

    /// Frees once all work that the context has now is done: until then a queued kernel may use it.
    fn free(&self, context: ContextId, address: u64, allowed: fn(Kind) -> bool, done: Completion) {
        let (memory, pools) = (self.memory.clone(), self.pools.clone());
        if let Err(error) = memory.check(address, allowed) {
            return done.complete(Err(error));
        }
        let then = Completion::new(move |outcome: CuResult| {
            let freed = outcome.and_then(|()| memory.retire(address, allowed));
            done.complete(freed.map(|retired| pools.ended(retired)));
        });
        self.change(|queues| queues.when_context_done(context, then));
    }
}

/// The vendor that programs look for, in PCI.
const PCI_VENDOR: u64 = 0x10de;
/// Number and vendor of the subsystem of the device that guests see (docs/pci-device.md).
const PCI_SUBSYSTEM: u32 = 0x16c1_10de;

/// What cuMemFree frees of device memory, and streams.
fn is_device_memory(kind: Kind) -> bool {
    matches!(kind, Kind::Device | Kind::Pooled | Kind::Opened)
}

/// Sets `count` elements of `width` bytes.
///
/// # Safety
/// `dst` is aligned to `width`, which is 1, 2 or 4, and valid for writes of `count * width` bytes.
unsafe fn set(dst: u64, value: u32, width: u32, count: usize) {
    if count == 0 {
        // Of no elements the address may be anything, even 0, which a slice may not.
        return;
    }
    // SAFETY: the caller's promise is what each of these needs.
    unsafe {
        match width {
            1 => ptr::write_bytes(dst as *mut u8, value as u8, count),
            2 => std::slice::from_raw_parts_mut(dst as *mut u16, count).fill(value as u16),
            _ => std::slice::from_raw_parts_mut(dst as *mut u32, count).fill(value),
        }
    }
}

/// The most blocks of a cluster, where a function allows more than is portable.
const LARGEST_CLUSTER: u32 = 16;

/// Clusters are of few blocks, and the grid of whole ones.
fn check_cluster(profile: &Profile, shape: &LaunchShape, cluster: [u32; 3]) -> CuResult {
    let blocks = cluster.iter().try_fold(1u32, |all, side| all.checked_mul(*side));
    if profile.compute_capability.0 < 9 {
        return Err(CuError::NOT_SUPPORTED);
    }
    if !blocks.is_some_and(|blocks| (1..=LARGEST_CLUSTER).contains(&blocks)) {
        return Err(CuError::INVALID_CLUSTER_SIZE);
    }
    let is_whole = shape.grid.iter().zip(cluster).all(|(grid, side)| grid.is_multiple_of(side));
    if is_whole { Ok(()) } else { Err(CuError::INVALID_VALUE) }
}

/// Grid and block limits: CUDA C++ Programming Guide, "Technical Specifications per Compute Capability".
fn check_shape(shape: &LaunchShape) -> CuResult {
    let [x, y, z] = shape.grid;
    let [bx, by, bz] = shape.block;
    let grid_fits = x > 0 && y > 0 && z > 0 && x <= i32::MAX as u32 && y <= 65_535 && z <= 65_535;
    let block_fits = bx <= 1024 && by <= 1024 && bz <= 64 && (1..=1024).contains(&(bx * by * bz));
    if grid_fits && block_fits { Ok(()) } else { Err(CuError::INVALID_VALUE) }
}

impl Gpu for SoftGpu {
    fn device_count(&self) -> CuResult<u32> {
        Ok(self.profiles.len() as u32)
    }

    fn device_describe(&self, device: u32) -> CuResult<DeviceDescription> {
        let profile = self.profiles.get(device as usize).ok_or(CuError::INVALID_DEVICE)?;
        let mut described = profile.describe(device, profile.memory, self.shares_host);
        if self.host.can_share() {
            for (attribute, value) in profile::SHARING {
                if let Some(known) = described.attributes.get_mut(attribute.0 as usize) {
                    *known = Some(value);
                }
            }
        }
        Ok(described)
    }

    fn context_create(
        &self,
        context: ContextId,
        device: u32,
        _flags: u32,
        default_stream: StreamId,
    ) -> CuResult {
        if device >= self.device_count()? {
            return Err(CuError::INVALID_DEVICE);
        }
        let mut queues = self.queues.lock();
        queues.create_context(context, default_stream)?;
        self.memory.add_context(context, device);
        self.host.holds_contexts(device, self.memory.contexts_on(device));
        drop(queues);
        self.limits.lock().insert(context, Arc::default());
        Ok(())
    }

    fn context_destroy(&self, context: ContextId) -> CuResult {
        let due = self.queues.lock().destroy_context(context)?;
        self.host.is_gone(context);
        let device = self.memory.device_of(context);
        due.deliver();
        self.modules.drop_context(context);
        self.arrays.forget_context(context);
        self.textures.forget_context(context);
        self.limits.lock().remove(&context);
        let held = self.memory.retire_context(context);
        self.host.holds_contexts(device, self.memory.contexts_on(device));
        let pools = self.pools.clone();
        let release = move || held.into_iter().for_each(|retired| pools.ended(retired));
        // A kernel that still runs must not see its memory given to somebody else.
        self.change(|queues| queues.when_context_stops(context, Completion::new(move |_| release())));
        Ok(())
    }

    fn context_synchronize(&self, context: ContextId, done: Completion) {
        let done = self.trimming(done);
        self.change(|queues| queues.when_context_done(context, done));
    }

    fn context_status(&self, context: ContextId) -> CuResult {
        self.queues.lock().status(context)
    }

    fn context_set_limit(&self, context: ContextId, limit: u32, value: u64) -> CuResult {
        self.context_status(context)?;
        self.limits(context)?.set(limit, value)
    }

    fn context_get_limit(&self, context: ContextId, limit: u32) -> CuResult<u64> {
        self.context_status(context)?;
        self.limits(context)?.get(limit)
    }

    fn mem_alloc(&self, context: ContextId, bytes: u64) -> CuResult<u64> {
        self.context_status(context)?;
        self.memory.allocate(context, Kind::Device, bytes)
    }

    fn mem_free(&self, context: ContextId, address: u64, done: Completion) {
        self.free(context, address, |kind| is_device_memory(kind) || kind == Kind::Managed, done);
    }

    fn mem_info(&self, context: ContextId) -> CuResult<MemInfo> {
        self.context_status(context)?;
        Ok(self.memory.info(context))
    }

    fn host_alloc(&self, context: ContextId, bytes: u64, _flags: u32) -> CuResult<u64> {
        self.context_status(context)?;
        self.memory.allocate(context, Kind::Host, bytes)
    }

    fn host_free(&self, context: ContextId, address: u64, done: Completion) {
        self.free(context, address, |kind| kind == Kind::Host, done);
    }

    fn managed_alloc(&self, context: ContextId, bytes: u64, _flags: u32) -> CuResult<u64> {
        self.context_status(context)?;
        self.memory.allocate(context, Kind::Managed, bytes)
    }

    fn memcpy(&self, dst: u64, src: u64, bytes: u64, stream: StreamId) -> CuResult {
        self.check_target(dst, bytes)?;
        self.check_range(src, bytes)?;
        self.push(stream, Work::Copy { dst, src, bytes })
    }

    fn write(&self, dst: u64, stream: StreamId, bytes: &[u8]) -> CuResult {
        self.check_target(dst, bytes.len() as u64)?;
        self.push(stream, Work::Write { dst, bytes: bytes.into() })
    }

    fn write_staged(&self, dst: u64, stream: StreamId, source: Staged) -> CuResult {
        let input = StagedInput::new(source, self.host.clone());
        self.check_target(dst, source.length)?;
        self.push(stream, Work::WriteStaged { dst, source: input })
    }

    fn read(&self, src: u64, bytes: u64, stream: StreamId, done: Completion<Vec<u8>>) {
        if bytes > MAX_INLINE_READ || self.check_range(src, bytes).is_err() {
            return done.complete(Err(CuError::INVALID_VALUE));
        }
        self.push_waited(stream, Work::Read { src, bytes, done });
    }

    fn read_staged(&self, src: u64, stream: StreamId, target: Staged, done: Completion) {
        if self.check_range(src, target.length).is_err() {
            return done.complete(Err(CuError::INVALID_VALUE));
        }
        self.push_waited(stream, Work::ReadStaged { src, target, done });
    }

    fn memset(&self, dst: u64, value: u32, width: u32, count: u64, stream: StreamId) -> CuResult {
        if !matches!(width, 1 | 2 | 4) || !dst.is_multiple_of(width.into()) {
            return Err(CuError::INVALID_VALUE);
        }
        let bytes = count.checked_mul(width.into()).ok_or(CuError::INVALID_VALUE)?;
        self.check_target(dst, bytes)?;
        self.push(stream, Work::Set { dst, value, width, count })
    }

    fn blob_write(&self, blob: BlobId, offset: u64, bytes: &[u8]) -> CuResult {
        self.modules.blob_write(blob, offset, bytes)
    }

    fn module_load(&self, context: ContextId, module: ModuleId, blob: BlobId, kind: ImageKind) -> CuResult {
        let image = self.modules.take_blob(blob)?;
        self.context_status(context)?;
        let profile = self.profile_of(context)?;
        self.modules.load(context, module, &image, kind, profile.compute_capability, &self.memory)
    }

    fn module_unload(&self, module: ModuleId) -> CuResult {
        let unloaded = self.modules.unload(module)?;
        let memory = self.memory.clone();
        let context = unloaded.context();
        let textures = self.textures.clone();
        let then = Completion::new(move |_| {
            unloaded.bound().values().for_each(|handle| textures.forget(*handle));
            unloaded.free_variables(&memory);
        });
        self.change(|queues| queues.when_context_done(context, then));
        Ok(())
    }

    fn module_global(&self, module: ModuleId, name: &str) -> CuResult<Range> {
        self.modules.global(module, name)
    }

    fn function_get(
        &self,
        module: ModuleId,
        function: FunctionId,
        name: &str,
    ) -> CuResult<FunctionDescription> {
        self.modules.function(module, function, name)
    }

    fn module_functions(&self, module: ModuleId, first: u32) -> CuResult<Vec<u8>> {
        self.modules.function_names(module, first)
    }

    fn module_log(&self, context: ContextId) -> CuResult<Vec<u8>> {
        Ok(self.modules.log(context))
    }

    fn launch(&self, function: FunctionId, stream: StreamId, shape: LaunchShape, params: &[u8]) -> CuResult {
        check_shape(&shape)?;
        let kernel = self.modules.kernel(function)?;
        if params.len() < kernel.params_bytes()
            || kernel.required_threads().is_some_and(|needed| needed != shape.block)
        {
            return Err(CuError::INVALID_VALUE);
        }
        let profile = self.profile_at(stream)?;
        if shape.shared_bytes > profile.shared_per_block_optin as u32 {
            return Err(CuError::INVALID_VALUE);
        }
        if let Some(cluster) = kernel.cluster(&shape) {
            check_cluster(profile, &shape, cluster)?;
        }
        let blocks: u64 = shape.grid.iter().map(|side| u64::from(*side)).product();
        if shape.flags & LaunchShape::COOPERATIVE != 0 && blocks > profile.blocks_at_once() {
            return Err(CuError::COOPERATIVE_LAUNCH_TOO_LARGE);
        }
        if kernel.prints() {
            let context = self.queues.lock().context_of(stream)?;
            self.limits(context)?.has_printed();
        }
        kernel.prepare(shape.block);
        let bound = kernel.bound();
        self.push(stream, Work::Launch { kernel, shape, params: params.into(), bound })
    }

    fn launch_host(&self, stream: StreamId, function: u64) -> CuResult {
        self.push(stream, Work::Host(self.host_functions.call(function)))
    }

    fn next_host_function(&self, done: Completion<u64>) {
        self.host_functions.next(done);
    }

    fn host_function_done(&self, function: u64) -> CuResult {
        let stream = self.host_functions.done(function)?;
        self.change(|queues| queues.finish(stream));
        Ok(())
    }

    fn host_function_failed(&self, function: u64) -> CuResult {
        let stream = self.host_functions.done(function)?;
        // A stream that was destroyed has its context still, or there is nobody to tell.
        let context = self.queues.lock().context_of(stream);
        if let Ok(context) = context
            && self.context_status(context).is_ok()
        {
            self.host.fault(context, CuError::LAUNCH_FAILED, "the guest could not do a part of a graph");
            self.change(|queues| queues.fail(context, CuError::LAUNCH_FAILED));
        }
        self.change(|queues| queues.finish(stream));
        Ok(())
    }

    fn stream_create(&self, context: ContextId, stream: StreamId, flags: u32, priority: i32) -> CuResult {
        self.queues.lock().create_stream(context, stream, flags, priority)
    }

    fn stream_destroy(&self, stream: StreamId) -> CuResult {
        self.queues.lock().destroy_stream(stream)
    }

    fn stream_synchronize(&self, stream: StreamId, done: Completion) {
        let idle = self.queues.lock().is_idle(stream);
        let done = self.trimming(done);
        match idle {
            Ok(true) => done.complete(Ok(())),
            Ok(false) => self.push_waited(stream, Work::Notify(done)),
            Err(error) => done.complete(Err(error)),
        }
    }

    fn stream_query(&self, stream: StreamId) -> CuResult {
        match self.queues.lock().is_done_with_its_own(stream)? {
            true => Ok(()),
            false => Err(CuError::NOT_READY),
        }
    }

    fn stream_wait_event(&self, stream: StreamId, event: EventId) -> CuResult {
        self.order(|queues| queues.wait_event(stream, event))
    }

    fn event_create(&self, context: ContextId, event: EventId, _flags: u32) -> CuResult {
        self.queues.lock().create_event(context, event)
    }

    fn event_destroy(&self, event: EventId) -> CuResult {
        self.queues.lock().destroy_event(event)
    }

    fn event_record(&self, event: EventId, stream: StreamId) -> CuResult {
        self.order(|queues| queues.record(event, stream))
    }

    fn event_query(&self, event: EventId) -> CuResult {
        self.queues.lock().query_event(event)
    }

    fn event_synchronize(&self, event: EventId, done: Completion) {
        let done = self.trimming(done);
        self.change(|queues| queues.when_event_done(event, done));
    }

    fn event_elapsed(&self, start: EventId, end: EventId) -> CuResult<i64> {
        self.queues.lock().elapsed(start, end)
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
        let description = self.device_describe(device)?;
        let usage = self.host.usage(device).ok_or(CuError::NOT_SUPPORTED)?;
        Ok(DeviceUsage { total: description.total_memory, ..usage })
    }

    fn device_processes(&self, device: u32) -> CuResult<Processes> {
        self.device_describe(device)?;
        self.host.processes(device).ok_or(CuError::NOT_SUPPORTED)
    }

    /// It has no temperature, no power, no clocks of its own.
    fn device_metric(&self, device: u32, which: u32, _argument: u32) -> CuResult<u64> {
        let profile = self.profiles.get(device as usize).ok_or(CuError::INVALID_DEVICE)?;
        match which {
            metric::PCI_DEVICE => Ok(u64::from(profile.pci_device) << 16 | PCI_VENDOR),
            metric::PCI_SUBSYSTEM => Ok(PCI_SUBSYSTEM.into()),
            _ => Err(CuError::NOT_SUPPORTED),
        }
    }

    fn driver_version(&self) -> CuResult<Vec<u8>> {
        Ok(Vec::new())
    }

    fn process_id(&self, pid: u32) -> CuResult {
        self.host.is_process(pid);
        Ok(())
    }

    fn trace_work(&self, is_wanted: u32) -> CuResult<u64> {
        self.is_traced.store(is_wanted != 0, Ordering::Relaxed);
        Ok(trace_clock())
    }

    fn address_reserve(&self, bytes: u64, alignment: u64, wanted: u64) -> CuResult<u64> {
        self.memory.reserve(bytes, alignment, wanted)
    }

    fn address_free(&self, address: u64, bytes: u64) -> CuResult {
        self.memory.change_mapped(|mapped| mapped.free(address, bytes).map(|()| Vec::new()))
    }

    fn physical_create(&self, memory: MemoryId, bytes: u64, properties: MemoryProperties) -> CuResult {
        self.memory.create_physical(memory, bytes, properties)
    }

    fn physical_release(&self, memory: MemoryId) -> CuResult {
        self.memory.change_mapped(|mapped| Ok(mapped.release(memory)?.into_iter().collect()))
    }

    fn memory_map(&self, address: u64, bytes: u64, offset: u64, memory: MemoryId) -> CuResult {
        self.memory.change_mapped(|mapped| mapped.map(address, bytes, offset, memory).map(|()| Vec::new()))
    }

    fn memory_unmap(&self, address: u64, bytes: u64) -> CuResult {
        self.memory.change_mapped(|mapped| mapped.unmap(address, bytes))
    }

    fn memory_access(&self, address: u64, bytes: u64, place: Place, access: u32) -> CuResult {
        let device = virtual_memory::device(place, self.device_count()?)?;
        self.memory.change_mapped(|mapped| mapped.allow(address, bytes, device, access).map(|()| Vec::new()))
    }

    fn allocation_granularity(&self, properties: MemoryProperties, _option: u32) -> CuResult<u64> {
        virtual_memory::granularity(properties, self.device_count()?)
    }

    fn pool_create(&self, pool: PoolId, max_bytes: u64, properties: MemoryProperties) -> CuResult {
        virtual_memory::granularity(properties, self.device_count()?)?;
        self.pools.create(pool, SharedMemory::new(max_bytes, properties), None)
    }

    fn pool_destroy(&self, pool: PoolId) -> CuResult {
        self.pools.destroy(pool)
    }

    fn pool_default(&self, pool: PoolId, device: u32) -> CuResult {
        if device >= self.device_count()? {
            return Err(CuError::INVALID_DEVICE);
        }
        let told = SharedMemory { place_id: device as i32, ..SharedMemory::default() };
        self.pools.create(pool, told, Some(device))
    }

    fn pool_get(&self, pool: PoolId, attribute: u32) -> CuResult<u64> {
        self.pools.get(pool, attribute)
    }

    fn pool_set(&self, pool: PoolId, attribute: u32, value: u64) -> CuResult {
        self.pools.set(pool, attribute, value)
    }

    fn pool_trim(&self, pool: PoolId, keep: u64) -> CuResult {
        self.pools.trim(pool, keep)
    }

    fn pool_access(&self, pool: PoolId, place: Place, access: u32) -> CuResult {
        let device = virtual_memory::device(place, self.device_count()?)?;
        match access {
            0 => self.pools.allow(pool, device, false),
            3 => self.pools.allow(pool, device, true),
            1 => Err(CuError::NOT_SUPPORTED),
            _ => Err(CuError::INVALID_VALUE),
        }
    }

    fn pool_alloc(&self, pool: PoolId, stream: StreamId, bytes: u64, done: Completion<u64>) {
        let context = {
            let queues = self.queues.lock();
            queues.context_of(stream).and_then(|context| queues.status(context).map(|()| context))
        };
        match context {
            Ok(_) if bytes == 0 => done.complete(Err(CuError::INVALID_VALUE)),
            Ok(context) => self.pools.allocate(pool, context, bytes, done),
            Err(error) => done.complete(Err(error)),
        }
    }

    fn free_async(&self, address: u64, stream: StreamId) -> CuResult {
        self.memory.check(address, is_device_memory)?;
        self.push(stream, Work::Free { address, pending: self.pools.will_free() })
    }

    fn array_create(&self, context: ContextId, array: ArrayId, description: ArrayDescription) -> CuResult {
        self.context_status(context)?;
        self.arrays.create(&self.memory, context, array, &description)
    }

    fn array_destroy(&self, array: ArrayId, done: Completion) {
        match self.arrays.remove(array) {
            Ok((context, address)) => {
                let textures = self.textures.clone();
                let done = Completion::new(move |outcome| {
                    textures.forget_array(array);
                    done.complete(outcome);
                });
                self.free(context, address, |kind| kind == Kind::Array, done);
            }
            Err(error) => done.complete(Err(error)),
        }
    }

    fn array_copy(&self, array: ArrayId, part: ArrayBox, linear: Rows, stream: StreamId) -> CuResult {
        let reach = self.memory.reach();
        let boxes = self.arrays.copy(array, part, linear, |address, bytes| match part.is_target {
            0 => reach.holds_to_write(address, bytes),
            _ => reach.holds(address, bytes),
        })?;
        self.push(stream, Work::CopyBoxes(boxes))
    }

    fn texture_create(
        &self,
        context: ContextId,
        resource: TextureResource,
        sampling: TextureSampling,
    ) -> CuResult<u64> {
        self.context_status(context)?;
        let reach = self.memory.reach_of(context);
        self.textures.create(&self.arrays, &reach, context, &resource, &sampling)
    }

    fn texture_destroy(&self, texture: u64) -> CuResult {
        let context = self.textures.context_of(texture)?;
        let textures = self.textures.clone();
        let then = Completion::new(move |_| textures.forget(texture));
        self.change(|queues| queues.when_context_done(context, then));
        Ok(())
    }

    fn surface_create(&self, context: ContextId, array: ArrayId, level: u32) -> CuResult<u64> {
        self.context_status(context)?;
        self.textures.create_surface(&self.arrays, context, array, level)
    }

    fn surface_destroy(&self, surface: u64) -> CuResult {
        self.texture_destroy(surface)
    }

    fn reference_get(&self, module: ModuleId, is_surface: u32, name: &str) -> CuResult {
        self.modules.reference(module, name, is_surface != 0).map(|_| ())
    }

    fn reference_bind(
        &self,
        module: ModuleId,
        is_surface: u32,
        resource: TextureResource,
        sampling: TextureSampling,
        name: &str,
    ) -> CuResult {
        let (found, address) = self.modules.reference(module, name, is_surface != 0)?;
        let context = found.context();
        let handle = match is_surface {
            0 => self.texture_create(context, resource, sampling)?,
            _ => self.surface_create(context, ArrayId(resource.array), resource.first_level)?,
        };
        // Launches that are queued still read what was bound before.
        match found.bind(address, handle) {
            Some(before) => self.texture_destroy(before).or(Ok(())),
            None => Ok(()),
        }
    }

    /// Conditional nodes are the guest's: see decision 11.
    fn graph_create(&self, _context: ContextId, _graph: GraphId) -> CuResult {
        Err(CuError::NOT_SUPPORTED)
    }

    fn graph_destroy(&self, _graph: GraphId) -> CuResult {
        Err(CuError::NOT_SUPPORTED)
    }

    fn condition_create(&self, _graph: GraphId, _default: u32, _has_default: u32) -> CuResult<u64> {
        Err(CuError::NOT_SUPPORTED)
    }

    fn graph_record(&self, _graph: GraphId, _stream: StreamId) -> CuResult {
        Err(CuError::NOT_SUPPORTED)
    }

    fn graph_branch(&self, _stream: StreamId, _condition: u64, _kind: u32, _bodies: u32) -> CuResult {
        Err(CuError::NOT_SUPPORTED)
    }

    fn graph_recorded(&self, _stream: StreamId) -> CuResult {
        Err(CuError::NOT_SUPPORTED)
    }

    fn graph_body(&self, _condition: u64, _index: u32, _body: GraphId) -> CuResult {
        Err(CuError::NOT_SUPPORTED)
    }

    fn graph_launch(&self, _graph: GraphId, _stream: StreamId) -> CuResult {
        Err(CuError::NOT_SUPPORTED)
    }

    fn share_memory(&self, address: u64) -> CuResult<ShareKey> {
        self.memory.share(address, None)
    }

    fn open_memory(&self, context: ContextId, key: ShareKey) -> CuResult<Range> {
        self.context_status(context)?;
        self.memory.open(context, key, None)
    }

    fn share_event(&self, event: EventId) -> CuResult<ShareKey> {
        self.queues.lock().share_event(event, || self.host.offer_event())
    }

    fn open_event(&self, context: ContextId, event: EventId, key: ShareKey) -> CuResult {
        self.context_status(context)?;
        let shared = self.host.open_event(key)?;
        self.queues.lock().open_event(context, event, (key, shared))
    }

    fn share_physical(&self, memory: MemoryId) -> CuResult<ShareKey> {
        self.memory.share_physical(memory)
    }

    fn open_physical(&self, memory: MemoryId, key: ShareKey) -> CuResult<SharedMemory> {
        self.memory.open_physical(memory, key)
    }

    fn share_pool(&self, pool: PoolId) -> CuResult<ShareKey> {
        self.pools.share(pool, |told| {
            let offer = Offer { kind: ShareKind::Pool, note: note_of(told), window: None, descriptor: None };
            self.host.offer(offer)
        })
    }

    fn open_pool(&self, pool: PoolId, key: ShareKey) -> CuResult<SharedMemory> {
        let opened = self.host.open_offered(key, ShareKind::Pool)?;
        let created = SharedMemory::read(&opened.note).map_err(|_| CuError::INVALID_VALUE).and_then(|told| {
            self.pools.create_foreign(pool, told, key)?;
            Ok(told)
        });
        created.inspect_err(|_| self.host.close_offered(key))
    }

    fn share_pooled(&self, address: u64) -> CuResult<ShareKey> {
        self.memory.share(address, Some(self.pools.key_around(address)?))
    }

    fn open_pooled(&self, context: ContextId, pool: PoolId, key: ShareKey) -> CuResult<Range> {
        self.context_status(context)?;
        self.memory.open(context, key, Some(self.pools.foreign_key(pool)?))
    }

    fn heard(&self) {
        self.change(Queues::heard);
        self.host.wake();
    }

    fn stream_mem_op(
        &self,
        stream: StreamId,
        operation: u32,
        address: u64,
        value: u64,
        flags: u32,
    ) -> CuResult {
        let (is_wait, is_wide) = mem_op::kind(operation)?;
        let bytes = if is_wide { 8 } else { 4 };
        if !address.is_multiple_of(bytes) {
            return Err(CuError::INVALID_VALUE);
        }
        self.check_range(address, bytes)?;
        let work = match is_wait {
            true => Work::WaitValue { address, value, is_wide, compare: mem_op::compare(flags)? },
            false => Work::WriteValue { address, value, is_wide },
        };
        self.push(stream, work)
    }

    fn stream_priority(&self, stream: StreamId, priority: i32) -> CuResult {
        self.queues.lock().set_priority(stream, priority)
    }

    fn device_peer(&self, device: u32, peer: u32, attribute: u32) -> CuResult<i64> {
        use cuda_abi::CUdevice_P2PAttribute as A;
        if device.max(peer) >= self.device_count()? {
            return Err(CuError::INVALID_DEVICE);
        }
        Ok(match A(attribute) {
            // That they can, and all that follows: atomics too, and arrays.
            _ if device == peer => 0,
            A(0)
            | A::CU_DEVICE_P2P_ATTRIBUTE_ACCESS_SUPPORTED
            | A::CU_DEVICE_P2P_ATTRIBUTE_NATIVE_ATOMIC_SUPPORTED
            | A::CU_DEVICE_P2P_ATTRIBUTE_CUDA_ARRAY_ACCESS_SUPPORTED => 1,
            _ => 0,
        })
    }

    fn peer_access(&self, context: ContextId, peer: ContextId, is_allowed: u32) -> CuResult {
        self.context_status(context)?;
        self.memory.allow_peer(context, self.memory.device_of(peer), is_allowed != 0);
        Ok(())
    }

    fn advance(&self) -> bool {
        let next = self.queues.lock().next();
        let Some((stream, context, work)) = next else { return false };
        // Without a lock where there is one device: this is on the way of every launch.
        let device = if self.profiles.len() > 1 { self.memory.device_of(context) } else { 0 };
        self.host.executes(device, true);
        let traced = if self.is_traced.load(Ordering::Relaxed) { work.name() } else { None };
        let ran = match traced {
            None => self.run(stream, context, work),
            Some(name) => {
                let begin = trace_clock();
                let ran = self.run(stream, context, work);
                self.host.has_done(&wire::trace::Work {
                    begin,
                    end: trace_clock(),
                    device,
                    stream: stream.0,
                    name,
                });
                ran
            }
        };
        self.host.executes(device, false);
        match ran {
            Ok(Ran::ToTheGuest | Ran::Finished) => return true,
            Ok(Ran::ToBeTold(tell)) => {
                self.change(|queues| queues.finish(stream));
                tell();
                return true;
            }
            Ok(Ran::ToItsEnd) => {}
            // Of a context that failed before or was destroyed meanwhile, nobody wants to hear.
            Err(_) if self.context_status(context).is_err() => {}
            Err(failure) => {
                self.host.fault(context, failure.error, &failure.report);
                self.change(|queues| queues.fail(context, failure.error));
            }
        }
        self.change(|queues| queues.finish(stream));
        true
    }

    fn has_work(&self) -> bool {
        self.backlog.load(Ordering::Relaxed) > 0 && self.queues.lock().has_next()
    }

    fn backlog(&self) -> usize {
        self.backlog.load(Ordering::Relaxed)
    }

    fn remarks(&self) -> Vec<String> {
        ptx_jit::remarks()
    }
}

/// Nanoseconds of the clock that does not jump and that all processes of a machine share.
fn trace_clock() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_beyond_every_limit_are_refused_and_not_multiplied() {
        let shape = |grid, block| LaunchShape { grid, block, ..LaunchShape::default() };
        assert_eq!(check_shape(&shape([1; 3], [1024, 1, 1])), Ok(()));
        assert_eq!(check_shape(&shape([1; 3], [16, 8, 8])), Ok(()));
        for block in [[u32::MAX; 3], [1024, 1024, 64], [0, 1, 1], [1, 1, 65], [1 << 31, 2, 0]] {
            assert_eq!(check_shape(&shape([1; 3], block)), Err(CuError::INVALID_VALUE), "{block:?}");
        }
    }
}
