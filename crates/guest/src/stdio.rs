//! The program's stdout and stderr: what kernels print, and the few words that the library has for people.

use std::fmt::Arguments;

unsafe extern "C" {
    static stdout: *mut libc::FILE;
}

/// Writes what a kernel printed through the program's own stdout stream, so that it keeps its place among the program's words.
pub fn program_output(bytes: &[u8]) {
    // SAFETY: `stdout` is C's, open or not; fwrite takes its lock and reads `bytes.len()` bytes.
    unsafe { libc::fwrite(bytes.as_ptr().cast(), 1, bytes.len(), stdout) };
}

/// One line on stderr, in one write.
pub fn complain(message: Arguments) {
    let line = format!("vgpu: {message}\n");
    // SAFETY: writes `line`, which lives through the call. A closed stderr is none of our business.
    unsafe { libc::write(2, line.as_ptr().cast(), line.len()) };
}
