//! The window: one range of addresses, mapped from one memfd in guest and worker alike, so that a
//! pointer means the same on both sides. Not who allocates from it.

use std::ops::Range;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::fs::FallocateFlags;
use rustix::io::Errno;
use rustix::mm::{Advice, MapFlags, ProtFlags};

const TIB: usize = 1 << 40;

/// Where the window may begin, in the order in which they are tried: addresses that neither the
/// kernel's own choices (from the top of the address space down) nor programs linked at fixed
/// addresses use, one TiB apart.
pub fn candidates() -> impl Iterator<Item = usize> {
    (0..64).map(|k| 0x1000_0000_0000 + k * TIB)
}

/// Whether `base` is one of the [`candidates`]: a worker maps nowhere else.
pub fn is_candidate(base: usize) -> bool {
    candidates().any(|candidate| candidate == base)
}

/// Sizes of the window's two parts, in bytes; multiples of 2 MiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WindowSize {
    /// Pinned and managed memory, at the window's start.
    pub host: u64,
    /// Device memory, after it.
    pub device: u64,
}

impl WindowSize {
    /// Alignment of both parts, in bytes.
    pub const ALIGN: u64 = 2 << 20;
    /// The largest window, in bytes: what lies between two candidates.
    pub const MAX: u64 = TIB as u64;

    /// Bytes of both parts, or `None` if either is not aligned or the sum exceeds [`Self::MAX`].
    pub fn total(self) -> Option<u64> {
        let total = self.host.checked_add(self.device)?;
        let aligned = self.host.is_multiple_of(Self::ALIGN) && self.device.is_multiple_of(Self::ALIGN);
        (aligned && total <= Self::MAX).then_some(total)
    }
}

/// Why a window could not be mapped or changed.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// The sizes are not ones that a window can have.
    #[error("a window of {0:?} cannot be")]
    Size(WindowSize),
    /// The memfd is smaller than the window or not sealed against shrinking.
    #[error("the window's memory has {0} bytes or is not sealed")]
    Memory(u64),
    /// The range is not within the window or not page-aligned.
    #[error("{len} bytes at {addr:#x} are not whole pages of the window")]
    Range {
        /// First address.
        addr: usize,
        /// Bytes.
        len: usize,
    },
    /// The kernel refused.
    #[error("the kernel refused to {what}")]
    Kernel {
        /// What was asked.
        what: &'static str,
        /// Its answer.
        source: Errno,
    },
}

/// A mapped window. Unmapped when dropped.
#[derive(Debug)]
pub struct Window {
    base: usize,
    size: WindowSize,
    memory: OwnedFd,
    /// Where in the memory it begins, in bytes.
    at: u64,
    /// Whether the mapping goes with this value.
    is_own: bool,
}

/// Why memory could not be mapped, and the memory, to be mapped elsewhere.
type Unmapped = (WindowError, OwnedFd);

impl Window {
    /// Maps `memory` at `base`, where nothing may be mapped yet. `inherit` says whether a forked
    /// child keeps the mapping.
    ///
    /// The guest does this before it names `base` to the worker, so that no other thread's mapping
    /// takes the place meanwhile.
    pub fn map(base: usize, size: WindowSize, memory: OwnedFd, inherit: bool) -> Result<Self, Unmapped> {
        Self::map_part(base, size, memory, 0, inherit)
    }

    /// [`Window::map`] for a window that begins at byte `at` of its memory.
    pub fn map_part(
        base: usize,
        size: WindowSize,
        memory: OwnedFd,
        at: u64,
        inherit: bool,
    ) -> Result<Self, Unmapped> {
        let Some(end) = size.total().and_then(|total| total.checked_add(at)) else {
            return Err((WindowError::Size(size), memory));
        };
        let enough = rustix::fs::fstat(&memory).is_ok_and(|stat| stat.st_size as u64 >= end);
        let sealed = rustix::fs::fcntl_get_seals(&memory)
            .is_ok_and(|seals| seals.contains(rustix::fs::SealFlags::SHRINK));
        if !enough || !sealed {
            let bytes = rustix::fs::fstat(&memory).map_or(0, |stat| stat.st_size as u64);
            return Err((WindowError::Memory(bytes), memory));
        }
        // The memory cannot shrink (sealed, just checked), so every access is to a page.
        Self::map_known(base, size, memory, at, inherit)
    }

    /// [`Window::map_part`] for a device's memory, which has no size of its own: the caller knows that the
    /// window is within the device.
    pub(crate) fn map_known(
        base: usize,
        size: WindowSize,
        memory: OwnedFd,
        at: u64,
        inherit: bool,
    ) -> Result<Self, Unmapped> {
        let Some(total) = size.total().filter(|total| *total > 0) else {
            return Err((WindowError::Size(size), memory));
        };
        let len = total as usize;
        let flags = MapFlags::SHARED | MapFlags::NORESERVE | MapFlags::FIXED_NOREPLACE;
        // SAFETY: FIXED_NOREPLACE never replaces a mapping, so no memory that anything refers to is
        // touched; kernels that do not know the flag take the address as a hint, checked below.
        let mapped = unsafe {
            rustix::mm::mmap(base as *mut _, len, ProtFlags::READ | ProtFlags::WRITE, flags, &memory, at)
        };
        let mapped = match mapped {
            Ok(mapped) => mapped,
            Err(source) => return Err((WindowError::Kernel { what: "map the window", source }, memory)),
        };
        if mapped as usize != base {
            // SAFETY: this is the mapping made above, and nothing refers to it.
            let _ = unsafe { rustix::mm::munmap(mapped, len) };
            return Err((WindowError::Kernel { what: "map the window", source: Errno::EXIST }, memory));
        }
        // Copies of many megabytes are a quarter faster on huge pages. Only a hint: where shared memory cannot have them, nothing is lost.
        // SAFETY: the range is this mapping; the advice changes no contents.
        let _ = unsafe { rustix::mm::madvise(mapped, len, Advice::LinuxHugepage) };
        let window = Self { base, size, memory, at, is_own: true };
        if !inherit {
            // SAFETY: the range is this mapping; the advice changes only what a forked child sees.
            let advised = unsafe { rustix::mm::madvise(mapped, len, Advice::LinuxDontFork) };
            if let Err(source) = advised {
                let memory = window.into_memory();
                return Err((WindowError::Kernel { what: "keep the window from children", source }, memory));
            }
        }
        Ok(window)
    }

    /// A window that something else in this process has mapped, and keeps mapped until the process ends: the one that a driver
    /// library shares with its own host.
    pub(crate) fn adopt(base: usize, size: WindowSize, memory: OwnedFd) -> Self {
        Self { base, size, memory, at: 0, is_own: false }
    }

    /// Unmaps the window and gives its memory back, to be mapped elsewhere.
    pub(crate) fn into_memory(self) -> OwnedFd {
        let this = std::mem::ManuallyDrop::new(self);
        this.unmap();
        // SAFETY: `this` is never dropped nor used again, so the descriptor has one owner.
        unsafe { std::ptr::read(&this.memory) }
    }

    /// The caller is the window's only owner and about to forget it.
    fn unmap(&self) {
        if self.is_own {
            // SAFETY: the mapping is this window's own; whoever used its addresses had to keep it alive.
            let _ = unsafe { rustix::mm::munmap(self.base as *mut _, self.len()) };
        }
    }

    /// The first address.
    pub fn base(&self) -> usize {
        self.base
    }

    /// Bytes of both parts.
    pub fn len(&self) -> usize {
        (self.size.host + self.size.device) as usize
    }

    /// Never: a window has at least one page.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Addresses of pinned and managed memory.
    pub fn host(&self) -> Range<usize> {
        self.base..self.base + self.size.host as usize
    }

    /// Addresses of device memory.
    pub fn device(&self) -> Range<usize> {
        self.base + self.size.host as usize..self.base + self.len()
    }

    /// Whether `len` bytes at `addr` lie within the window.
    pub fn contains(&self, addr: usize, len: usize) -> bool {
        let Some(from) = addr.checked_sub(self.base) else { return false };
        from.checked_add(len).is_some_and(|end| end <= self.len())
    }

    /// Gives the memory of whole pages back to the system, on both sides; they read as zeros
    /// afterwards. `addr` and `len` are multiples of 4096.
    pub fn decommit(&self, addr: usize, len: usize) -> Result<(), WindowError> {
        if !self.contains(addr, len) || !addr.is_multiple_of(4096) || !len.is_multiple_of(4096) {
            return Err(WindowError::Range { addr, len });
        }
        if len == 0 {
            return Ok(());
        }
        let flags = FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE;
        rustix::fs::fallocate(&self.memory, flags, self.at + (addr - self.base) as u64, len as u64)
            .map_err(|source| WindowError::Kernel { what: "decommit pages of the window", source })
    }
}

impl AsFd for Window {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.memory.as_fd()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        self.unmap();
    }
}
