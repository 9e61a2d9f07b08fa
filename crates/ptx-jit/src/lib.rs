//! Executing PTX: the plain interpreter, behind the trait that compiled code implements too.

mod compile;
mod executor;
mod interp;
mod lockstep;
mod pool;
mod printf;
mod softfloat;
mod tally;
mod texture;

pub use compile::{Cache, CodeStore, Compiler, Key, Measured, image_hash};
pub use executor::{
    Access, Executor, Fault, FaultKind, Host, Kernel, KernelParam, Launch, LinkError, LoadError, Memory,
    Placement, Program,
};
pub use interp::{Checker, Interpreter};
pub use tally::remarks;
pub use texture::{Beyond, Color, Level, Number, Texture};

/// Generic addresses of shared memory start here: outside every range that device memory is given.
pub const SHARED_WINDOW: u64 = 0x0100_0000_0000;
/// Generic addresses of local memory start here.
pub const LOCAL_WINDOW: u64 = 0x0200_0000_0000;
/// Generic addresses of an entry's parameters start here.
pub const PARAM_WINDOW: u64 = 0x0300_0000_0000;
/// Values of pointers to functions start here; nothing can be read or written there.
pub const CODE_WINDOW: u64 = 0x0400_0000_0000;
/// The size of each of these windows in bytes.
pub const WINDOW_BYTES: u64 = 0x0100_0000_0000;
