//! Exported variables, as a debugger (cuda-gdb) expects them in the driver: it writes them through ptrace.

use core::cell::UnsafeCell;

/// Zeroed bytes that a debugger may write while the process is stopped.
#[repr(C, align(8))]
pub struct Variable<const SIZE: usize>(UnsafeCell<[u8; SIZE]>);

impl<const SIZE: usize> Variable<SIZE> {
    /// The initial value.
    pub const fn zeroed() -> Self {
        Variable(UnsafeCell::new([0; SIZE]))
    }
}

// SAFETY: this process never reads or writes the bytes.
unsafe impl<const SIZE: usize> Sync for Variable<SIZE> {}
