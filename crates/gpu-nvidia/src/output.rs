//! What kernels print: NVIDIA's driver writes it to the worker's own standard output, which is therefore a file in memory.
//!
//! A file takes any amount at once. A pipe would not: the thread that lets the driver print is the one that empties it.

use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::fs::FileExt;

use gpu::Host;
use parking_lot::Mutex;
use wire::Output;

unsafe extern "C" {
    static stdout: *mut libc::FILE;
}

/// This process's standard output, read from where the last look ended.
pub struct Capture {
    file: File,
    at: Mutex<u64>,
}

impl Capture {
    /// Puts the file in the place of descriptor 1. What is written there from now on is the program's.
    ///
    /// # Errors
    /// The kernel's.
    pub fn begin() -> io::Result<Self> {
        // SAFETY: a plain call; the name is a C string.
        let fd = unsafe { libc::memfd_create(c"vgpu-output".as_ptr(), libc::MFD_CLOEXEC) };
        if fd < 0 {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: the kernel made this descriptor for us just now.
        let file = unsafe { File::from_raw_fd(fd) };
        // Holes are punched where it was read: what is written must not land there.
        // SAFETY: plain calls on a descriptor that is ours, and on 1, which becomes a second name for it.
        let placed = unsafe {
            libc::fcntl(file.as_raw_fd(), libc::F_SETFL, libc::O_APPEND) == 0
                && libc::dup2(file.as_raw_fd(), 1) == 1
        };
        if placed { Ok(Self { file, at: Mutex::new(0) }) } else { Err(io::Error::last_os_error()) }
    }

    /// Gives what has been written since the last time to the guest.
    pub fn forward(&self, host: &dyn Host) {
        let mut at = self.at.lock();
        // SAFETY: C's own stream.
        unsafe { libc::fflush(stdout) };
        let start = *at;
        let mut buffer = [0; 16 << 10];
        while let Ok(read @ 1..) = self.file.read_at(&mut buffer, *at) {
            host.output(Output::Stdout, &buffer[..read]);
            *at += read as u64;
        }
        if *at > start {
            let punch = libc::FALLOC_FL_PUNCH_HOLE | libc::FALLOC_FL_KEEP_SIZE;
            // SAFETY: a plain call on our descriptor; the range was read. Should the kernel refuse, memory stays in use, no more.
            unsafe { libc::fallocate(self.file.as_raw_fd(), punch, start as i64, (*at - start) as i64) };
        }
    }
}
