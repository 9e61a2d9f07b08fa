//! The library's one connection to the host: counted by nvmlInit and nvmlShutdown, made anew in the child of a fork.

use std::sync::Arc;

use cuda_abi::nvml::nvmlReturn_t;
use parking_lot::Mutex;

use crate::entry::{Failure, NvmlResult};
use crate::link::Link;

struct State {
    initialisations: u32,
    process: u32,
    link: Option<Arc<Link>>,
}

static STATE: Mutex<State> = Mutex::new(State { initialisations: 0, process: 0, link: None });

/// nvmlInit: the first one connects.
///
/// # Errors
/// `DRIVER_NOT_LOADED` where no host is found.
pub fn init() -> NvmlResult {
    let mut state = STATE.lock();
    if state.initialisations == 0 {
        state.connect()?;
    }
    state.initialisations = state.initialisations.saturating_add(1);
    Ok(())
}

/// nvmlShutdown: the last one hangs up.
///
/// # Errors
/// `UNINITIALIZED` if there was no nvmlInit before.
pub fn shutdown() -> NvmlResult {
    let mut state = STATE.lock();
    if state.initialisations == 0 {
        return Err(Failure(nvmlReturn_t::NVML_ERROR_UNINITIALIZED));
    }
    state.initialisations -= 1;
    if state.initialisations == 0 {
        state.hang_up();
    }
    Ok(())
}

/// The connection.
///
/// # Errors
/// `UNINITIALIZED` before nvmlInit; in the child of a fork, `DRIVER_NOT_LOADED` if the host is gone.
pub fn link() -> NvmlResult<Arc<Link>> {
    let mut state = STATE.lock();
    if state.initialisations == 0 {
        return Err(Failure(nvmlReturn_t::NVML_ERROR_UNINITIALIZED));
    }
    if state.process != std::process::id() {
        state.connect()?;
    }
    state.link.clone().ok_or(Failure(nvmlReturn_t::NVML_ERROR_UNINITIALIZED))
}

impl State {
    fn connect(&mut self) -> NvmlResult {
        self.hang_up();
        let channel = guest::connect().map_err(|_| Failure(nvmlReturn_t::NVML_ERROR_DRIVER_NOT_LOADED))?;
        self.link = Some(Arc::new(Link::new(guest::Session::new(channel))?));
        self.process = std::process::id();
        Ok(())
    }

    fn hang_up(&mut self) {
        let link = self.link.take();
        if self.process != std::process::id() {
            // The parent's: its threads and its session are not this process's to end.
            std::mem::forget(link);
        }
    }
}
