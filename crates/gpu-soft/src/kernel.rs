//! Kernels that run: what they reach and ask, and how a launch ends.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use cuda_abi::CuError;
use gpu::Host;
use parking_lot::Mutex;
use ptx_jit::{FaultKind, Launch, Program};
use wire::{ContextId, LaunchShape, Output};

use crate::fifo::Fifo;
use crate::limits::Limits;
use crate::memory::{Kind, Memory, Reach};
use crate::options::Options;
use crate::textures::Textures;

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

/// What a module's references are bound to: texture and surface handles, by the references' addresses.
pub type Bound = Arc<HashMap<u64, u64>>;

/// A kernel, ready to launch.
pub struct Kernel {
    program: Arc<dyn Program>,
    /// What the next launches read by the module's references, if it has any.
    references: Option<Arc<Mutex<Bound>>>,
    index: usize,
    grids: AtomicU64,
    /// The shape of blocks that it was last prepared for, as one number.
    prepared: AtomicU64,
}

/// The session's memory as a kernel may reach it: what was allocated when it started, and what has been since.
struct Reachable<'a> {
    at_start: Arc<Reach>,
    textures: &'a Textures,
    bound: Option<&'a Bound>,
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

    fn reference(&self, address: u64) -> Option<u64> {
        self.bound?.get(&address).copied()
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
    /// What the module's references were bound to when the launch was queued.
    pub bound: Option<&'a Bound>,
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
    /// The `index`-th of a program's, with the references of its module if that has any.
    pub fn new(program: Arc<dyn Program>, index: usize, references: Option<Arc<Mutex<Bound>>>) -> Self {
        Self { program, references, index, grids: AtomicU64::new(0), prepared: AtomicU64::new(0) }
    }

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

    /// What its module's references are bound to now.
    pub fn bound(&self) -> Option<Bound> {
        self.references.as_ref().map(|references| references.lock().clone())
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
                bound: surroundings.bound,
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
