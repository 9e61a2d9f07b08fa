//! The signals of `vgpu run`: the program gets them, and this process stays to clean up after it.

use std::io;
use std::mem;
use std::ptr;
use std::sync::atomic::{AtomicI32, Ordering};

/// What asks a process to end. Children get these handled as usual: exec undoes handlers.
const FORWARDED: [libc::c_int; 4] = [libc::SIGINT, libc::SIGQUIT, libc::SIGTERM, libc::SIGHUP];

/// The program; 0 before it is started.
static PROGRAM: AtomicI32 = AtomicI32::new(0);
/// A signal that came before it was started.
static EARLY: AtomicI32 = AtomicI32::new(0);

/// Lets a closed pipe end this process quietly, as `nvidia-smi | head` does of any tool: Rust's runtime ignores the signal.
pub fn end_with_the_pipe() {
    // SAFETY: the default disposition has no handler.
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_DFL) };
}

/// Takes the signals over. Those that are ignored (as under nohup) stay so.
pub fn take_over() {
    for signal in FORWARDED {
        // SAFETY: both structures are plain data of this function; the handler only does what signal-safety(7) allows.
        unsafe {
            let mut old: libc::sigaction = mem::zeroed();
            if libc::sigaction(signal, ptr::null(), &mut old) != 0 || old.sa_sigaction == libc::SIG_IGN {
                continue;
            }
            let mut new: libc::sigaction = mem::zeroed();
            new.sa_sigaction = forward as *const () as usize;
            new.sa_flags = libc::SA_SIGINFO | libc::SA_RESTART;
            libc::sigaction(signal, &new, ptr::null_mut());
        }
    }
}

/// The program is started: signals go there from now on.
pub fn forward_to(program: u32) {
    PROGRAM.store(program as i32, Ordering::SeqCst);
    let early = EARLY.swap(0, Ordering::SeqCst);
    if early != 0 {
        // SAFETY: a plain system call; the process is a child that has not been waited for.
        unsafe { libc::kill(program as i32, early) };
    }
}

/// The program has ended; its number may soon be another's.
pub fn forward_no_more() {
    PROGRAM.store(0, Ordering::SeqCst);
}

/// The signal that came before there was a program.
pub fn came_early() -> Option<i32> {
    match EARLY.load(Ordering::SeqCst) {
        0 => None,
        signal => Some(signal),
    }
}

extern "C" fn forward(signal: libc::c_int, info: *mut libc::siginfo_t, _: *mut libc::c_void) {
    // What the terminal sends goes to the whole process group, so the program has it already.
    // SAFETY: the kernel passes a valid structure to handlers with SA_SIGINFO.
    let is_from_terminal = unsafe { (*info).si_code } == libc::SI_KERNEL;
    match PROGRAM.load(Ordering::SeqCst) {
        0 => EARLY.store(signal, Ordering::SeqCst),
        _ if is_from_terminal => {}
        program => {
            // SAFETY: `kill` and errno are safe in handlers; errno is put back.
            unsafe {
                let errno = *libc::__errno_location();
                libc::kill(program, signal);
                *libc::__errno_location() = errno;
            }
        }
    }
}

/// Waits for a child as `waitpid` does, through interruptions.
///
/// # Errors
/// The kernel's.
pub fn wait(child: u32) -> io::Result<libc::c_int> {
    loop {
        let mut status = 0;
        // SAFETY: `status` has room for one int.
        let waited = unsafe { libc::waitpid(child as i32, &mut status, 0) };
        if waited == child as i32 {
            return Ok(status);
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}
