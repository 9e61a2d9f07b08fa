//! What an executor of PTX offers to a software GPU, and what it needs from one. No implementation.

use std::sync::Arc;

use ptx::{Module, Opaque, ParseError, Space};
use thiserror::Error;

use crate::texture::Texture;

/// What an access does to memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// It only reads.
    Read,
    /// It writes, or reads and writes.
    Write,
}

/// Device memory as kernels may reach it.
///
/// # Safety
/// A pointer that `resolve` returns must be valid for reads of `len` bytes (and for writes, if asked), from any
/// thread, until the launch that asked has returned.
pub unsafe trait Memory: Sync {
    /// Where the `len` bytes at device address `address` are, if all of them may be accessed so. Device addresses
    /// are expected to be addresses of this process, so the answer is normally `address` itself.
    fn resolve(&self, address: u64, len: u64, access: Access) -> Option<*mut u8>;

    /// The addresses around `address`, first and one behind the last, that may all be accessed so, each of them an
    /// address of this process itself, for as long as what `resolve` returns. Nothing where there are none or where
    /// device addresses are others.
    fn around(&self, address: u64, access: Access) -> Option<(u64, u64)> {
        let _ = (address, access);
        None
    }

    /// The handle that is bound to the reference at an address, for this launch.
    fn reference(&self, address: u64) -> Option<u64> {
        let _ = address;
        None
    }

    /// The texture or surface that a handle names.
    fn texture(&self, handle: u64) -> Option<Arc<Texture>> {
        let _ = handle;
        None
    }
}

/// What kernels need besides memory.
pub trait Host: Sync {
    /// Takes what one call of a kernel's printed, already formatted.
    fn print(&self, text: &[u8]);
    /// Takes the line that a failed device-side assertion says, which belongs on stderr.
    fn complain(&self, line: &[u8]) {
        self.print(line);
    }
    /// Whether running kernels should stop. Asked often; must be cheap.
    fn cancelled(&self) -> bool {
        false
    }
    /// A clock that counts processor cycles, or something of that rate.
    fn clock(&self) -> u64 {
        self.timer_ns()
    }
    /// Nanoseconds since some fixed moment.
    fn timer_ns(&self) -> u64 {
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |since| since.as_nanos() as u64)
    }
    /// Device-side `malloc`: the address of `bytes` bytes, aligned to 16, or nothing if the heap is full.
    fn allocate(&self, bytes: u64) -> Option<u64> {
        let _ = bytes;
        None
    }
    /// Device-side `free` of such an address.
    fn free(&self, address: u64) {
        let _ = address;
    }
}

/// Why a kernel was stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum FaultKind {
    /// Memory that is not the kernel's (CUDA_ERROR_ILLEGAL_ADDRESS).
    #[error("illegal address")]
    IllegalAddress,
    /// CUDA_ERROR_MISALIGNED_ADDRESS.
    #[error("misaligned address")]
    MisalignedAddress,
    /// A device-side assertion (CUDA_ERROR_ASSERT).
    #[error("assertion failed")]
    Assert,
    /// `trap` or `brkpt` (CUDA_ERROR_LAUNCH_FAILED).
    #[error("trap")]
    Trap,
    /// An operation without meaning, for instance a call to what is no function (CUDA_ERROR_ILLEGAL_INSTRUCTION,
    /// or CUDA_ERROR_INVALID_PC for calls).
    #[error("illegal instruction")]
    IllegalInstruction,
    /// Calls nested deeper than the stack of a thread allows (CUDA_ERROR_LAUNCH_FAILED).
    #[error("stack overflow")]
    StackOverflow,
    /// Threads wait for others that will never come.
    #[error("threads wait for each other for ever")]
    Deadlock,
    /// `Host::cancelled` said so (CUDA_ERROR_LAUNCH_TIMEOUT, or the context is going away).
    #[error("cancelled")]
    Cancelled,
    /// The launch itself does not fit the kernel (CUDA_ERROR_INVALID_VALUE).
    #[error("the launch does not fit the kernel")]
    InvalidLaunch,
}

/// Where and why a kernel was stopped.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{kind} in {kernel}, block {block:?}, thread {thread:?}, PTX line {line}{}", at(*.address))]
pub struct Fault {
    /// Why.
    pub kind: FaultKind,
    /// The kernel's name.
    pub kernel: String,
    /// `%ctaid`.
    pub block: [u32; 3],
    /// `%tid`.
    pub thread: [u32; 3],
    /// Line of the PTX text, from 1; 0 if none applies.
    pub line: u32,
    /// The address of the access, if it was one.
    pub address: Option<u64>,
}

fn at(address: Option<u64>) -> String {
    address.map_or(String::new(), |address| format!(", address {address:#x}"))
}

/// A module that cannot be executed.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum LoadError {
    /// A function that no module defines and that the device does not have.
    #[error("function `{0}` is not defined")]
    UndefinedFunction(String),
}

/// Addresses that do not fit the module.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum LinkError {
    /// Not one address for each placement.
    #[error("{expected} addresses are needed, {given} were given")]
    Count {
        /// `placements().len()`.
        expected: usize,
        /// What was given.
        given: usize,
    },
    /// The program has been launched from already.
    #[error("the program is in use")]
    InUse,
}

/// A variable that needs device memory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placement {
    /// Its name; of a function's own variable, not unique.
    pub name: String,
    /// `Global` or `Const`.
    pub space: Space,
    /// Size in bytes.
    pub size: u64,
    /// Alignment in bytes.
    pub align: u32,
    /// Other code may ask for its address by name.
    pub visible: bool,
    /// Only declared here: its address is that of another module's variable.
    pub external: bool,
    /// Managed memory.
    pub managed: bool,
    /// What it stands for, if not for its bytes.
    pub opaque: Option<Opaque>,
}

/// A parameter of a kernel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KernelParam {
    /// Offset in the parameter block, in bytes.
    pub offset: u32,
    /// Size in bytes.
    pub size: u32,
    /// Alignment in bytes.
    pub align: u32,
}

/// A kernel and its attributes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kernel {
    /// Its name.
    pub name: String,
    /// Its parameters in order.
    pub params: Vec<KernelParam>,
    /// Size of the parameter block in bytes.
    pub param_bytes: u32,
    /// Static shared memory in bytes, that of called functions included.
    pub shared_bytes: u32,
    /// Local memory of the kernel itself in bytes.
    pub local_bytes: u32,
    /// Constants of the module in bytes.
    pub const_bytes: u64,
    /// Registers, as a real compiler might count them: never more than 255.
    pub registers: u32,
    /// `.maxntid`.
    pub max_threads: Option<[u32; 3]>,
    /// `.reqntid`.
    pub required_threads: Option<[u32; 3]>,
    /// `.reqnctapercluster`.
    pub required_cluster: Option<[u32; 3]>,
    /// It, or a function that it may call, prints.
    pub prints: bool,
    /// The instruction for which it cannot run, with its line and column.
    pub rejected: Option<ParseError>,
}

/// One launch.
#[derive(Clone, Copy, Debug)]
pub struct Launch<'a> {
    /// Index in `Program::kernels`.
    pub kernel: usize,
    /// Blocks.
    pub grid: [u32; 3],
    /// Threads of a block: 1024 at most.
    pub block: [u32; 3],
    /// Dynamic shared memory in bytes.
    pub dynamic_shared: u32,
    /// The parameter block: `Kernel::param_bytes` bytes at least.
    pub params: &'a [u8],
    /// `%gridid`.
    pub grid_id: u64,
    /// Stack of a thread in bytes, at most, beyond what the frames of all its functions take once.
    pub local_limit: u32,
    /// Blocks of a cluster, if there are clusters: the grid is made of whole ones. All of a cluster run at once.
    pub cluster: Option<[u32; 3]>,
    /// Where all blocks run at once: the device address of their workspace, 8 bytes of zeros, which `%envreg1` (high) and `%envreg2`
    /// (low) tell. Blocks of other launches may run one after another.
    pub cooperative: Option<u64>,
}

/// Something that makes parsed modules executable.
pub trait Executor: Send + Sync {
    /// Makes a module executable.
    ///
    /// # Errors
    /// What the module needs and nobody has.
    fn load(&self, module: Module) -> Result<Box<dyn Program>, LoadError>;
}

/// An executable module.
pub trait Program: Send + Sync {
    /// The variables that need device memory, in the order that `link` wants their addresses.
    fn placements(&self) -> &[Placement];

    /// Tells where each placement is. Must come before the first launch.
    ///
    /// # Errors
    /// The wrong number of addresses.
    fn link(&mut self, addresses: &[u64]) -> Result<(), LinkError>;

    /// The initial bytes of a placement, addresses filled in; shorter than its size means that zeros follow.
    fn initial(&self, placement: usize) -> Vec<u8>;

    /// The kernels.
    fn kernels(&self) -> &[Kernel];

    /// Tells that a kernel will be launched with blocks of this shape: what it needs for that may be made meanwhile.
    fn prepare(&self, kernel: usize, block: [u32; 3]) {
        let _ = (kernel, block);
    }

    /// Runs a kernel to its end, on all cores.
    ///
    /// # Errors
    /// The first fault that a thread of it had.
    fn launch(&self, launch: &Launch, memory: &dyn Memory, host: &dyn Host) -> Result<(), Fault>;
}
