//! VGPU-STUB, the PCI device: what a virtual machine's hypervisor shows its guest, served by vfio-user, and the sessions behind it.
//!
//! [`Device`] is the device without anything around it: configuration space, registers and slots, a pure state machine. [`server`] puts
//! it on a socket, `sessions` gives each slot a worker process. Registers and slots are specified in docs/pci-device.md.

mod config_space;
mod device;
mod registers;
pub mod server;
mod sessions;

pub use config_space::ConfigSpace;
pub use device::{Bars, Device};
pub use registers::{Action, Registers};
