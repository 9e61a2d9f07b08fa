//! Modules: from PTX text to kernels that can be launched, with their variables in device memory.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use cuda_abi::{CuError, CuResult};
use gpu::Host;
use parking_lot::Mutex;
use ptx_jit::{Cache, Checker, Compiler, Executor, FaultKind, Launch, Program, image_hash};
use wire::{
    BlobId, ContextId, FunctionDescription, FunctionId, ImageKind, LaunchShape, MAX_PARAMS, ModuleId, Output,
    ParamLayout, Range,
};

use crate::fifo::Fifo;
use crate::limits::Limits;
use crate::memory::{Kind, Memory, Reach};
use crate::options::Options;
use crate::textures::Textures;

/// Bytes of images on their way that a session may hold.
const MAX_BLOBS: usize = 1 << 30;
/// Bytes of names in one reply.
const NAMES_PAGE: usize = 2048;
/// The newest PTX ISA that is understood.
const NEWEST_PTX: (u32, u32) = (9, 5);
/// A compiler message is cut after this many bytes.
const MAX_LOG: usize = 2048;

/// Why work failed, for the program and for people.
pub struct Failure {
    pub error: CuError,
    pub report: String,
}

impl Failure {
    pub fn plain(error: CuError, report: &str) -> Self {
        Self { error, report: report.to_owned() }
    }
}

/// A kernel, ready to launch.
pub struct Kernel {
    program: Arc<dyn Program>,
    index: usize,
    grids: AtomicU64,
    /// The shape of blocks that it was last prepared for, as one number.
    prepared: AtomicU64,
}

/// A loaded module.
pub struct Module {
    context: ContextId,
    program: Arc<dyn Program>,
    variables: Vec<(String, Range, bool)>,
    allocations: Vec<u64>,
    /// The virtual architecture that it was compiled for, as 75 for compute_75.
    target: u32,
    /// That of the device that it was loaded for.
    capability: u32,
}

impl Module {
    pub fn context(&self) -> ContextId {
        self.context
    }

    /// Frees what its variables take. Nothing of it runs any more.
    pub fn free_variables(&self, memory: &Memory) {
        for &address in &self.allocations {
            // An allocation that is gone went with its context.
            if let Ok(retired) = memory.retire(address, |_| true) {
                memory.release(retired);
            }
        }
    }
}

/// The modules and functions of a session, and images on their way.
#[derive(Default)]
pub struct Modules {
    pub options: Options,
    blobs: Mutex<HashMap<BlobId, Vec<u8>>>,
    modules: Mutex<HashMap<ModuleId, Arc<Module>>>,
    functions: Mutex<HashMap<FunctionId, (ModuleId, Arc<Kernel>)>>,
    logs: Mutex<HashMap<ContextId, Vec<u8>>>,
}

impl Modules {
    /// Appends a piece of an image.
    pub fn blob_write(&self, blob: BlobId, offset: u64, bytes: &[u8]) -> CuResult {
        let mut blobs = self.blobs.lock();
        let held: usize = blobs.values().map(Vec::len).sum();
        if held + bytes.len() > MAX_BLOBS {
            return Err(CuError::OUT_OF_MEMORY);
        }
        let image = blobs.entry(blob).or_default();
        if image.len() as u64 != offset {
            return Err(CuError::INVALID_VALUE);
        }
        image.extend_from_slice(bytes);
        Ok(())
    }

    /// The image that was written, which is forgotten.
    pub fn take_blob(&self, blob: BlobId) -> CuResult<Vec<u8>> {
        self.blobs.lock().remove(&blob).ok_or(CuError::INVALID_IMAGE)
    }

    /// The last message of the compiler.
    pub fn log(&self, context: ContextId) -> Vec<u8> {
        self.logs.lock().get(&context).cloned().unwrap_or_default()
    }

    fn refuse(&self, context: ContextId, error: CuError, message: &dyn std::fmt::Display) -> CuError {
        let mut text = message.to_string().into_bytes();
        text.truncate(MAX_LOG);
        tracing::warn!(message = %message, "an image was refused");
        self.logs.lock().insert(context, text);
        error
    }

    /// Makes an image a module.
    pub fn load(
        &self,
        context: ContextId,
        id: ModuleId,
        image: &[u8],
        kind: ImageKind,
        capability: (i32, i32),
        memory: &Memory,
    ) -> CuResult {
        if kind != ImageKind::Ptx {
            let why = "machine code needs a real GPU: the software GPU runs PTX";
            return Err(self.refuse(context, CuError::NO_BINARY_FOR_GPU, &why));
        }
        let module = ptx::parse(image).map_err(|error| self.refuse(context, CuError::INVALID_PTX, &error))?;
        let newest = (capability.0 * 10 + capability.1) as u32;
        if module.target > newest || (module.target_suffix == Some(b'a') && module.target != newest) {
            let why = format!("the module is for sm_{}, the device is sm_{newest}", module.target);
            return Err(self.refuse(context, CuError::INVALID_PTX, &why));
        }
        if module.version > NEWEST_PTX {
            let why =
                format!("PTX {}.{} is newer than this device knows", module.version.0, module.version.1);
            return Err(self.refuse(context, CuError::UNSUPPORTED_PTX_VERSION, &why));
        }
        let target = module.target;
        let store = self.options.kernels.clone();
        let cache = store.map(|store| Cache { store, image: image_hash(image) });
        let compiler = Compiler { cache, ..Compiler::default() };
        let executor: &dyn Executor = if self.options.memcheck { &Checker } else { &compiler };
        let mut program =
            executor.load(module).map_err(|error| self.refuse(context, CuError::INVALID_PTX, &error))?;
        let loaded = place(&mut *program, context, memory).map_err(|error| match error {
            CuError::INVALID_PTX => {
                self.refuse(context, error, &"the module names a variable that it does not define")
            }
            other => other,
        })?;
        let (variables, allocations) = loaded;
        let module = Module {
            context,
            program: Arc::from(program),
            variables,
            allocations,
            target,
            capability: newest,
        };
        match self.modules.lock().insert(id, Arc::new(module)) {
            None => Ok(()),
            Some(_) => Err(CuError::INVALID_HANDLE),
        }
    }

    fn find(&self, module: ModuleId) -> CuResult<Arc<Module>> {
        self.modules.lock().get(&module).cloned().ok_or(CuError::INVALID_HANDLE)
    }

    /// Forgets a module and its functions; queued launches keep what they need.
    pub fn unload(&self, id: ModuleId) -> CuResult<Arc<Module>> {
        let module = self.modules.lock().remove(&id).ok_or(CuError::INVALID_HANDLE)?;
        self.functions.lock().retain(|_, (of, _)| *of != id);
        Ok(module)
    }

    /// Forgets what belongs to a context.
    pub fn drop_context(&self, context: ContextId) {
        let mut modules = self.modules.lock();
        modules.retain(|_, module| module.context != context);
        self.functions.lock().retain(|_, (of, _)| modules.contains_key(of));
        self.logs.lock().remove(&context);
    }

    /// Where a variable is.
    pub fn global(&self, module: ModuleId, name: &str) -> CuResult<Range> {
        let module = self.find(module)?;
        // cudart asks for variables without external linkage too; of two of one name the visible one is meant.
        let named = || module.variables.iter().filter(|(known, ..)| known == name);
        let found = named().find(|(_, _, visible)| *visible).or_else(|| named().next());
        found.map(|(_, range, _)| *range).ok_or(CuError::NOT_FOUND)
    }

    /// Names a kernel and describes it.
    pub fn function(
        &self,
        module: ModuleId,
        function: FunctionId,
        name: &str,
    ) -> CuResult<FunctionDescription> {
        let found = self.find(module)?;
        let kernels = found.program.kernels();
        let index = kernels.iter().position(|kernel| kernel.name == name).ok_or(CuError::NOT_FOUND)?;
        let kernel = &kernels[index];
        if let Some(reason) = &kernel.rejected {
            return Err(self.refuse(found.context, CuError::INVALID_PTX, &format!("{name}: {reason}")));
        }
        if kernel.params.len() > MAX_PARAMS {
            return Err(CuError::INVALID_IMAGE);
        }
        let short = |value: u32| u16::try_from(value).map_err(|_| CuError::INVALID_IMAGE);
        let layout = kernel
            .params
            .iter()
            .map(|param| Ok(ParamLayout { offset: short(param.offset)?, size: short(param.size)? }))
            .collect::<CuResult<Vec<_>>>()?;
        let bound = kernel.required_threads.or(kernel.max_threads);
        let threads = bound.map_or(1024, |[x, y, z]| x.saturating_mul(y).saturating_mul(z).min(1024));
        let ready = Kernel {
            program: found.program.clone(),
            index,
            grids: AtomicU64::new(0),
            prepared: AtomicU64::new(0),
        };
        self.functions.lock().insert(function, (module, Arc::new(ready)));
        Ok(FunctionDescription {
            max_threads_per_block: threads,
            shared_bytes: kernel.shared_bytes,
            const_bytes: u32::try_from(kernel.const_bytes).unwrap_or(u32::MAX),
            local_bytes: kernel.local_bytes,
            registers: kernel.registers,
            ptx_version: found.target,
            binary_version: found.capability,
            required_threads: kernel.required_threads.unwrap_or_default(),
            params: layout,
        })
    }

    /// Names of kernels from the `first`-th on, each ended by a zero.
    pub fn function_names(&self, module: ModuleId, first: u32) -> CuResult<Vec<u8>> {
        let module = self.find(module)?;
        let mut page = Vec::new();
        for kernel in module.program.kernels().iter().skip(first as usize) {
            if page.len() + kernel.name.len() + 1 > NAMES_PAGE {
                break;
            }
            page.extend_from_slice(kernel.name.as_bytes());
            page.push(0);
        }
        Ok(page)
    }

    /// A kernel that was named.
    pub fn kernel(&self, function: FunctionId) -> CuResult<Arc<Kernel>> {
        self.functions.lock().get(&function).map(|(_, kernel)| kernel.clone()).ok_or(CuError::INVALID_HANDLE)
    }
}

type Placed = (Vec<(String, Range, bool)>, Vec<u64>);

/// Gives a program's variables device memory with their first values.
fn place(program: &mut dyn Program, context: ContextId, memory: &Memory) -> CuResult<Placed> {
    let mut allocations = Vec::new();
    let mut addresses = Vec::new();
    let mut variables = Vec::new();
    let mut outcome = Ok(());
    for placement in program.placements() {
        if placement.external {
            outcome = Err(CuError::INVALID_PTX);
            break;
        }
        let kind = if placement.managed { Kind::Managed } else { Kind::Device };
        match memory.allocate(context, kind, placement.size.max(1)) {
            Ok(address) => {
                allocations.push(address);
                addresses.push(address);
                let range = Range { address, bytes: placement.size };
                variables.push((placement.name.clone(), range, placement.visible));
            }
            Err(error) => {
                outcome = Err(error);
                break;
            }
        }
    }
    let linked = outcome.and_then(|()| program.link(&addresses).map_err(|_| CuError::INVALID_IMAGE));
    if let Err(error) = linked {
        for address in allocations {
            if let Ok(retired) = memory.retire(address, |_| true) {
                memory.release(retired);
            }
        }
        return Err(error);
    }
    for (index, &(_, range, _)) in variables.iter().enumerate() {
        let bytes = program.initial(index);
        let given = bytes.len().min(range.bytes as usize);
        let start = range.address as *mut u8;
        // SAFETY: a fresh allocation of this many bytes, of which nobody else knows yet; what the image does not give is zero.
        unsafe {
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), start, given);
            std::ptr::write_bytes(start.add(given), 0, range.bytes as usize - given);
        }
    }
    Ok((variables, allocations))
}

/// The session's memory as a kernel may reach it: what was allocated when it started, and what has been since.
struct Reachable<'a> {
    at_start: Arc<Reach>,
    textures: &'a Textures,
    memory: &'a Memory,
    context: ContextId,
    /// Each access is held to one allocation.
    exact: bool,
}

// SAFETY: the ranges are allocations within the session's window, which stays mapped for reads and writes; memory is freed only
// when the work that may use it has ended.
unsafe impl ptx_jit::Memory for Reachable<'_> {
    fn resolve(&self, address: u64, len: u64, access: ptx_jit::Access) -> Option<*mut u8> {
        let within = |reach: &Reach| match access {
            ptx_jit::Access::Read => reach.holds(address, len),
            ptx_jit::Access::Write => reach.holds_to_write(address, len),
        };
        let holds = within(&self.at_start) || within(&self.memory.reach_of(self.context));
        (holds && (!self.exact || self.memory.is_within_one(address, len))).then_some(address as *mut u8)
    }

    fn texture(&self, handle: u64) -> Option<Arc<ptx_jit::Texture>> {
        self.textures
            .find(handle, |address, bytes| self.resolve(address, bytes, ptx_jit::Access::Read).is_some())
    }

    fn around(&self, address: u64, access: ptx_jit::Access) -> Option<(u64, u64)> {
        if self.exact {
            return None;
        }
        let around = |reach: &Reach| match access {
            ptx_jit::Access::Read => reach.around(address),
            ptx_jit::Access::Write => reach.around_to_write(address),
        };
        around(&self.at_start).or_else(|| around(&self.memory.reach_of(self.context)))
    }
}

/// What a kernel asks of its surroundings, answered by the session.
pub struct Surroundings<'a> {
    pub host: &'a dyn Host,
    pub memory: &'a Memory,
    pub textures: &'a Textures,
    pub limits: &'a Limits,
    pub context: ContextId,
    pub epoch: Instant,
    /// Its context has failed or is destroyed.
    pub is_over: &'a AtomicBool,
    pub options: &'a Options,
}

/// A launch's surroundings, and when it has taken too long.
struct Timed<'a> {
    surroundings: &'a Surroundings<'a>,
    until: Option<Instant>,
    printed: Mutex<Fifo>,
}

impl ptx_jit::Host for Timed<'_> {
    fn cancelled(&self) -> bool {
        self.surroundings.is_over.load(Ordering::Relaxed)
            || self.until.is_some_and(|until| Instant::now() > until)
    }

    fn print(&self, text: &[u8]) {
        self.printed.lock().push(text);
    }

    fn complain(&self, line: &[u8]) {
        self.surroundings.host.output(Output::Stderr, line);
    }

    fn timer_ns(&self) -> u64 {
        self.surroundings.epoch.elapsed().as_nanos() as u64
    }

    fn allocate(&self, bytes: u64) -> Option<u64> {
        self.surroundings.limits.allocate(bytes, || {
            self.surroundings.memory.allocate(self.surroundings.context, Kind::Heap, bytes).ok()
        })
    }

    fn free(&self, address: u64) {
        if !self.surroundings.limits.free(address) {
            return;
        }
        if let Ok(retired) = self.surroundings.memory.retire(address, |kind| kind == Kind::Heap) {
            self.surroundings.memory.release(retired);
        }
    }
}

/// Where the blocks of a cooperative launch meet (cooperative groups' grid workspace): a size and a barrier, of 4 bytes each.
struct Workspace<'a> {
    address: u64,
    memory: &'a Memory,
}

impl<'a> Workspace<'a> {
    const BYTES: u64 = 8;

    fn new(memory: &'a Memory, context: ContextId) -> Result<Self, Failure> {
        let address = memory
            .allocate(context, Kind::Heap, Self::BYTES)
            .map_err(|error| Failure::plain(error, "no memory for a cooperative launch"))?;
        // SAFETY: a fresh allocation of this many bytes, of which nobody else knows yet.
        unsafe { std::ptr::write_bytes(address as *mut u8, 0, Self::BYTES as usize) };
        Ok(Self { address, memory })
    }
}

impl Drop for Workspace<'_> {
    fn drop(&mut self) {
        // An allocation that is gone went with its context.
        if let Ok(retired) = self.memory.retire(self.address, |kind| kind == Kind::Heap) {
            self.memory.release(retired);
        }
    }
}

impl Kernel {
    /// The only block shape that it can be launched with, if there is one (`.reqntid`).
    pub fn required_threads(&self) -> Option<[u32; 3]> {
        self.program.kernels()[self.index].required_threads
    }

    /// As in its image.
    pub fn name(&self) -> &str {
        &self.program.kernels()[self.index].name
    }

    /// Blocks of a cluster in a launch of this shape: what that says, else what the kernel was compiled for.
    pub fn cluster(&self, shape: &LaunchShape) -> Option<[u32; 3]> {
        match shape.cluster() {
            [1, 1, 1] => self.program.kernels()[self.index].required_cluster,
            cluster => Some(cluster),
        }
    }

    /// Whether it may print.
    pub fn prints(&self) -> bool {
        self.program.kernels()[self.index].prints
    }

    /// Size of its parameter block in bytes.
    pub fn params_bytes(&self) -> usize {
        self.program.kernels()[self.index].param_bytes as usize
    }

    /// Has what it needs for blocks of this shape made while its launch waits.
    pub fn prepare(&self, [x, y, z]: [u32; 3]) {
        // Sides have eleven bits at most: the shape as one number, which is not zero.
        let shape = u64::from(x) << 42 | u64::from(y) << 21 | u64::from(z);
        if self.prepared.load(Ordering::Relaxed) != shape {
            self.prepared.store(shape, Ordering::Relaxed);
            self.program.prepare(self.index, [x, y, z]);
        }
    }

    /// Runs it to its end.
    pub fn run(
        &self,
        shape: &LaunchShape,
        params: &[u8],
        surroundings: &Surroundings,
    ) -> Result<(), Failure> {
        let memory = surroundings.memory;
        let workspace = match shape.flags & LaunchShape::COOPERATIVE {
            0 => None,
            _ => Some(Workspace::new(memory, surroundings.context)?),
        };
        let launch = Launch {
            kernel: self.index,
            grid: shape.grid,
            block: shape.block,
            dynamic_shared: shape.shared_bytes,
            params,
            grid_id: self.grids.fetch_add(1, Ordering::Relaxed),
            local_limit: surroundings.limits.stack(),
            cluster: self.cluster(shape),
            cooperative: workspace.as_ref().map(|workspace| workspace.address),
        };
        let until = surroundings.options.kernel_limit.and_then(|limit| Instant::now().checked_add(limit));
        let timed =
            Timed { surroundings, until, printed: Mutex::new(Fifo::new(surroundings.limits.printed())) };
        let ended = self.program.launch(
            &launch,
            &Reachable {
                at_start: memory.reach_of(surroundings.context),
                textures: surroundings.textures,
                memory,
                context: surroundings.context,
                exact: surroundings.options.memcheck,
            },
            &timed,
        );
        // What it printed before a fault tells of that.
        timed.printed.into_inner().flush(|text| surroundings.host.output(Output::Stdout, text));
        ended.map_err(|fault| {
            let nearest = fault
                .address
                .and_then(|address| memory.nearest(address))
                .map_or(String::new(), |(start, bytes)| {
                    format!("; the nearest allocation is {bytes} bytes at {start:#x}")
                });
            Failure { error: error_of(fault.kind), report: format!("{fault}{nearest}") }
        })
    }
}

fn error_of(kind: FaultKind) -> CuError {
    match kind {
        FaultKind::IllegalAddress => CuError::ILLEGAL_ADDRESS,
        FaultKind::MisalignedAddress => CuError::MISALIGNED_ADDRESS,
        FaultKind::Assert => CuError::ASSERT,
        FaultKind::IllegalInstruction => CuError::ILLEGAL_INSTRUCTION,
        FaultKind::Deadlock | FaultKind::Cancelled => CuError::LAUNCH_TIMEOUT,
        FaultKind::InvalidLaunch => CuError::INVALID_VALUE,
        FaultKind::StackOverflow => CuError::HARDWARE_STACK_ERROR,
        FaultKind::Trap => CuError::LAUNCH_FAILED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &[u8] = b".version 8.6\n.target sm_90a\n.address_size 64\n.visible .entry good() { ret; }\n\
        .visible .entry bad() { wgmma.fence.sync.aligned; ret; }\n\
        .visible .entry newer() { .reg .b32 %r; mov.u32 %r, %of_tomorrow; ret; }\n";

    #[test]
    fn a_kernel_that_cannot_run_is_invalid_ptx_with_its_reason_and_the_others_are_there() {
        let memory = crate::memory::tests::memory();
        let (modules, context, id) = (Modules::default(), ContextId(1), ModuleId(1));
        modules.load(context, id, TEXT, ImageKind::Ptx, (9, 0), &memory).expect("one kernel is good");
        let log = || String::from_utf8(modules.log(context)).expect("text");
        for (number, name, why) in [(2, "bad", "wgmma.fence"), (3, "newer", "%of_tomorrow")] {
            let refused = modules.function(id, FunctionId(number), name);
            assert_eq!(refused.err(), Some(CuError::INVALID_PTX), "{name}");
            assert!(log().contains(name) && log().contains(why), "{}", log());
            assert!(modules.kernel(FunctionId(number)).is_err(), "{name}");
        }
        modules.function(id, FunctionId(1), "good").expect("it can run");
    }
}
