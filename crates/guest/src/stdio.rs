//! The program's stdout and stderr: what kernels print, and the few words that the library has for people.

use std::fmt::Arguments;

use wire::Output;

use crate::trace;

unsafe extern "C" {
    static stdout: *mut libc::FILE;
    static stderr: *mut libc::FILE;
}

/// Takes an event of the worker's. Writes what a kernel printed through the program's own streams, so that it keeps its place among the program's words.
pub fn program_output(event: &[u8]) {
    if trace::event(event) {
        return;
    }
    let Some((to, bytes)) = Output::split(event) else { return };
    // SAFETY: the streams are C's, open or not; fwrite takes their lock and reads `bytes.len()` bytes.
    unsafe {
        let stream = match to {
            Output::Stdout => stdout,
            Output::Stderr => stderr,
        };
        libc::fwrite(bytes.as_ptr().cast(), 1, bytes.len(), stream);
    }
}

/// One line on stderr, in one write.
pub fn complain(message: Arguments) {
    let line = format!("vgpu: {message}\n");
    // SAFETY: writes `line`, which lives through the call. A closed stderr is none of our business.
    unsafe { libc::write(2, line.as_ptr().cast(), line.len()) };
}
