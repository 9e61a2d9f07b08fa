//! Noticing that this process is a forked child, at the price of one load.

use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::mm::{Advice, MapFlags, ProtFlags};

const PAGE: usize = 4096;
const HERE: u32 = 1;

/// Remembers the process that made it.
#[derive(Debug)]
pub struct ForkGuard {
    /// A page that the kernel empties in a forked child; `None` where it cannot (Linux before 4.14).
    page: Option<NonNull<AtomicU32>>,
    pid: u32,
}

// SAFETY: the page is only ever accessed as an atomic, and lives as long as the guard.
unsafe impl Send for ForkGuard {}
// SAFETY: as above.
unsafe impl Sync for ForkGuard {}

impl ForkGuard {
    /// A guard for this process.
    pub fn new() -> Self {
        Self { page: wiped_page(), pid: std::process::id() }
    }

    /// Whether this process is a child, at any depth, of the one that made the guard.
    #[inline]
    pub fn is_child(&self) -> bool {
        match self.page {
            // SAFETY: the page is mapped until the guard is dropped, in children too.
            Some(page) => unsafe { page.as_ref() }.load(Ordering::Relaxed) != HERE,
            None => std::process::id() != self.pid,
        }
    }
}

impl Default for ForkGuard {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for ForkGuard {
    fn drop(&mut self) {
        if let Some(page) = self.page {
            // SAFETY: this guard made the mapping, and nothing else refers to it.
            let _ = unsafe { rustix::mm::munmap(page.as_ptr().cast(), PAGE) };
        }
    }
}

fn wiped_page() -> Option<NonNull<AtomicU32>> {
    // SAFETY: a new anonymous mapping at an address of the kernel's choice touches nothing.
    let page = unsafe {
        rustix::mm::mmap_anonymous(
            std::ptr::null_mut(),
            PAGE,
            ProtFlags::READ | ProtFlags::WRITE,
            MapFlags::PRIVATE,
        )
    }
    .ok()?;
    // SAFETY: the advice concerns the page just made.
    if unsafe { rustix::mm::madvise(page, PAGE, Advice::LinuxWipeOnFork) }.is_err() {
        // SAFETY: nothing refers to the page yet.
        let _ = unsafe { rustix::mm::munmap(page, PAGE) };
        return None;
    }
    let page = NonNull::new(page.cast::<AtomicU32>())?;
    // SAFETY: the page is mapped, writable, aligned and zeroed, so it holds a valid atomic.
    unsafe { page.as_ref() }.store(HERE, Ordering::Relaxed);
    Some(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forked_child_knows_and_the_parent_is_unchanged() {
        let guard = ForkGuard::new();
        assert!(!guard.is_child());
        // SAFETY: the child only loads, and leaves by _exit.
        let child = unsafe { libc::fork() };
        if child == 0 {
            let code = if guard.is_child() { 7 } else { 1 };
            // SAFETY: ends the child without running anything of the parent's.
            unsafe { libc::_exit(code) };
        }
        let mut status = 0;
        // SAFETY: `child` is the process forked above, and `status` is ours.
        assert_eq!(unsafe { libc::waitpid(child, &mut status, 0) }, child);
        assert_eq!(libc::WEXITSTATUS(status), 7);
        assert!(!guard.is_child());
    }
}
