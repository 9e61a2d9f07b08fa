//! NVML's functions, each under its own name, by what they are about.

mod device;
mod event;
mod figures;
mod identity;
mod pair;
mod process;
mod system;

pub use device::*;
pub use event::*;
pub use figures::*;
pub use identity::*;
pub use pair::*;
pub use process::*;
pub use system::*;
