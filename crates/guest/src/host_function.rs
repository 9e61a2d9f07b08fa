//! Functions of the program that a stream calls (cuLaunchHostFunc, cuStreamAddCallback): a thread of ours asks the worker for the next one
//! that is due, runs it, and says so.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use cuda_abi::{CuError, CuResult};
use parking_lot::Mutex;
use wire::{ABANDONED, ContextId};

use crate::driver::Driver;
use crate::stdio;

thread_local! {
    static IS_INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread runs a function that a stream called, which must not call CUDA (CUDA Driver API, cuStreamAddCallback).
#[inline]
pub fn is_inside() -> bool {
    IS_INSIDE.get()
}

/// Calls a function of the program's, inside which CUDA is not to be called.
pub fn inside(call: impl FnOnce()) {
    IS_INSIDE.set(true);
    call();
    IS_INSIDE.set(false);
}

/// What is to be called, with what became of its context: where that has failed, the stream never got there. What it returns is whether
/// it was done: if not, its context fails.
type Function = Box<dyn FnOnce(CuResult) -> CuResult + Send>;

/// What is to be called.
struct Waiting {
    function: Function,
    /// Where its stream is.
    context: ContextId,
    /// Whether it has a thread of its own, to post work and wait for it; else all share one, in turn.
    has_thread: bool,
}

thread_local! {
    static SERVES: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread was made for one function, which a stream waits for.
#[inline]
pub fn is_serving() -> bool {
    SERVES.get()
}

/// The functions that streams will call.
#[derive(Default)]
pub struct HostFunctions {
    waiting: Mutex<HashMap<u64, Waiting>>,
    has_thread: AtomicBool,
    starting: Mutex<()>,
}

impl HostFunctions {
    /// Keeps a function until its stream gets there; returns what the worker is to call it.
    ///
    /// # Errors
    /// `OUT_OF_MEMORY` if there is no thread to run it on.
    pub fn keep(&self, driver: &'static Driver, context: ContextId, function: Function) -> CuResult<u64> {
        self.keep_waiting(driver, Waiting { function, context, has_thread: false })
    }

    /// As [`HostFunctions::keep`], for what gets a thread of its own.
    ///
    /// # Errors
    /// As there.
    pub fn keep_long(
        &self,
        driver: &'static Driver,
        context: ContextId,
        function: Function,
    ) -> CuResult<u64> {
        self.keep_waiting(driver, Waiting { function, context, has_thread: true })
    }

    fn keep_waiting(&self, driver: &'static Driver, function: Waiting) -> CuResult<u64> {
        self.start_thread(driver)?;
        let token = driver.new_unique();
        self.waiting.lock().insert(token, function);
        Ok(token)
    }

    /// The stream will not get there.
    pub fn forget(&self, token: u64) {
        self.waiting.lock().remove(&token);
    }

    fn start_thread(&self, driver: &'static Driver) -> CuResult {
        if self.has_thread.load(Ordering::Acquire) {
            return Ok(());
        }
        let _starting = self.starting.lock();
        if self.has_thread.load(Ordering::Acquire) {
            return Ok(());
        }
        let spawned = without_signals(|| {
            std::thread::Builder::new()
                .name("vgpu-callback".into())
                .spawn(move || driver.host_functions.serve(driver))
        });
        if let Err(error) = spawned {
            stdio::complain(format_args!("no thread for host functions: {error}"));
            return Err(CuError::OUT_OF_MEMORY);
        }
        self.has_thread.store(true, Ordering::Release);
        Ok(())
    }

    fn serve(&self, driver: &'static Driver) {
        while let Ok(token) = driver.session.next_host_function() {
            let is_abandoned = token & ABANDONED != 0;
            let token = token & !ABANDONED;
            let waiting = self.waiting.lock().remove(&token);
            match waiting {
                Some(Waiting { function, context, .. }) if is_abandoned => {
                    let gone = Err(CuError::CONTEXT_IS_DESTROYED);
                    let _ = function(driver.session.context_status(context).and(gone));
                }
                Some(Waiting { function, has_thread: true, .. }) => {
                    start(driver, token, function);
                    continue;
                }
                // The program's own: what it does wrong is its own.
                Some(Waiting { function, .. }) => {
                    let _ = function(Ok(()));
                }
                None => {}
            }
            if is_abandoned {
                continue;
            }
            if driver.session.host_function_done(token).is_err() {
                return;
            }
        }
    }
}

/// Runs a function on a thread of its own. If there is none, or the function fails, so does the context.
fn start(driver: &'static Driver, token: u64, function: Function) {
    let run = move || {
        SERVES.set(true);
        // A session that is gone waits for nothing.
        let _ = match function(Ok(())) {
            Ok(()) => driver.session.host_function_done(token),
            Err(_) => driver.session.host_function_failed(token),
        };
    };
    let spawned = without_signals(|| std::thread::Builder::new().name("vgpu-condition".into()).spawn(run));
    if let Err(error) = spawned {
        stdio::complain(format_args!("no thread for a graph's condition: {error}"));
        let _ = driver.session.host_function_failed(token);
    }
}

/// Runs `start` with all signals blocked: threads that it starts never run a handler of the program.
fn without_signals<T>(start: impl FnOnce() -> T) -> T {
    // SAFETY: the sets are this frame's own; the mask that was is restored before returning.
    unsafe {
        let mut all = std::mem::zeroed();
        let mut before = std::mem::zeroed();
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_SETMASK, &all, &mut before);
        let result = start();
        libc::pthread_sigmask(libc::SIG_SETMASK, &before, std::ptr::null_mut());
        result
    }
}
