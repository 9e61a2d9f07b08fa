//! Memory for machine code: written once, then executable and no longer writable.

use std::ptr;

use rustix::mm::{MapFlags, MprotectFlags, ProtFlags, mmap_anonymous, mprotect, munmap};

/// Pages that hold code.
pub struct Pages {
    start: *mut u8,
    bytes: usize,
    /// What of them is code.
    used: usize,
    /// It expects the processor to flush subnormals.
    pub flushes: bool,
}

// SAFETY: nobody writes to them after they were made.
unsafe impl Send for Pages {}
// SAFETY: as above.
unsafe impl Sync for Pages {}

impl Pages {
    /// Pages with a copy of `code`, which does not depend on where it is; nothing if the system gives none.
    pub fn new(code: &[u8], flushes: bool) -> Option<Pages> {
        let bytes = code.len().max(1).next_multiple_of(4096);
        let (read_write, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE);
        // SAFETY: a new mapping at a place that the system chooses.
        let start = unsafe { mmap_anonymous(ptr::null_mut(), bytes, read_write, flags) }.ok()?.cast::<u8>();
        let pages = Pages { start, bytes, used: code.len(), flushes };
        // SAFETY: the mapping has room for it, and nobody else knows it yet.
        unsafe { ptr::copy_nonoverlapping(code.as_ptr(), start, code.len()) };
        // SAFETY: the whole of our own mapping.
        unsafe { mprotect(start.cast(), bytes, MprotectFlags::READ | MprotectFlags::EXEC) }.ok()?;
        Some(pages)
    }

    /// The code.
    pub fn code(&self) -> &[u8] {
        // SAFETY: so many bytes were written here, and nobody writes to them any more.
        unsafe { std::slice::from_raw_parts(self.start, self.used) }
    }

    pub fn start(&self) -> *const u8 {
        self.start
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // SAFETY: our own mapping; whoever runs its code holds a reference to these pages.
        let _ = unsafe { munmap(self.start.cast(), self.bytes) };
    }
}
