//! Functions of the program that a stream calls. The driver calls us, on a thread of its own; we hand the call to the guest and keep that
//! thread until the guest has run it, as long as the program's own function would.

use std::collections::{HashMap, VecDeque};
use std::ffi::c_void;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cuda_abi::{CUstream, CuError, CuResult};
use gpu::Completion;
use parking_lot::{Condvar, Mutex};
use wire::ABANDONED;

use crate::context::Context;

/// One call of one function.
struct Gate {
    token: u64,
    context: Arc<Context>,
    functions: Arc<HostFunctions>,
    /// The guest has it, or will.
    is_offered: AtomicBool,
    is_open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn open(&self) {
        *self.is_open.lock() = true;
        self.opened.notify_all();
    }
}

#[derive(Default)]
struct State {
    /// Due, and nobody has asked yet.
    due: VecDeque<u64>,
    /// Whoever asks for the next one.
    asking: VecDeque<Completion<u64>>,
    /// Given to streams and not done, by what the guest calls them.
    gates: HashMap<u64, Arc<Gate>>,
}

/// The calls that are on their way.
#[derive(Default)]
pub struct HostFunctions(Mutex<State>);

impl HostFunctions {
    /// Lets a stream call the guest. The context is current.
    ///
    /// # Errors
    /// The driver's.
    pub fn launch(self: &Arc<Self>, context: &Arc<Context>, stream: CUstream, token: u64) -> CuResult {
        let gate = Arc::new(Gate {
            token,
            context: context.clone(),
            functions: self.clone(),
            is_offered: AtomicBool::new(false),
            is_open: Mutex::new(false),
            opened: Condvar::new(),
        });
        self.0.lock().gates.insert(token, gate.clone());
        let argument = Arc::into_raw(gate);
        // SAFETY: the callback takes exactly this pointer, once. Should the context fail first it is never called, and the gate stays.
        let launched = unsafe {
            (context.driver.functions.launch_host)(stream, Some(called), argument.cast_mut().cast())
        }
        .ok();
        if launched.is_err() {
            // SAFETY: the driver has not taken it.
            drop(unsafe { Arc::from_raw(argument) });
            self.0.lock().gates.remove(&token);
        }
        launched
    }

    /// Whether some stream waits for the guest, or will.
    pub fn are_outstanding(&self) -> bool {
        !self.0.lock().gates.is_empty()
    }

    /// A stream has got there.
    fn offer(&self, token: u64) {
        let asking = {
            let mut state = self.0.lock();
            let asking = state.asking.pop_front();
            if asking.is_none() {
                state.due.push_back(token);
            }
            asking
        };
        if let Some(asking) = asking {
            asking.complete(Ok(token));
        }
    }

    /// No stream will get to it, and the guest hears of that.
    pub fn refuse(&self, token: u64) {
        self.offer(token | ABANDONED);
    }

    /// Answers with the next one that is due, when there is one.
    pub fn next(&self, done: Completion<u64>) {
        let due = {
            let mut state = self.0.lock();
            match state.due.pop_front() {
                Some(due) => due,
                None => return state.asking.push_back(done),
            }
        };
        done.complete(Ok(due));
    }

    /// Where the stream is that waits for it.
    ///
    /// # Errors
    /// `INVALID_HANDLE` if there is no such call.
    pub fn context_of(&self, token: u64) -> CuResult<Arc<Context>> {
        self.0.lock().gates.get(&token).map(|gate| gate.context.clone()).ok_or(CuError::INVALID_HANDLE)
    }

    /// The guest has run it.
    ///
    /// # Errors
    /// `INVALID_HANDLE` if there is no such call.
    pub fn done(&self, token: u64) -> CuResult {
        let gate = self.0.lock().gates.remove(&token).ok_or(CuError::INVALID_HANDLE)?;
        gate.open();
        Ok(())
    }

    /// The context has failed: no stream of it gets to a function any more, and the guest hears of that.
    pub fn fail(&self, context: &Context) {
        let failed: Vec<_> = self
            .0
            .lock()
            .gates
            .extract_if(|_, gate| {
                gate.context.id == context.id && !gate.is_offered.swap(true, Ordering::Relaxed)
            })
            .map(|(_, gate)| gate)
            .collect();
        for gate in failed {
            gate.open();
            self.offer(gate.token | ABANDONED);
        }
    }

    /// The context ends: the driver's threads shall not wait for the guest.
    pub fn abandon(&self, context: &Context) {
        let abandoned: Vec<_> = self
            .0
            .lock()
            .gates
            .extract_if(|_, gate| gate.context.id == context.id)
            .map(|(_, gate)| gate)
            .collect();
        abandoned.iter().for_each(|gate| gate.open());
    }
}

/// What the driver calls. No call into the driver may be made here (CUDA Driver API, cuLaunchHostFunc), and none is.
unsafe extern "C" fn called(argument: *mut c_void) {
    // SAFETY: `launch` made this pointer from an Arc, and the driver calls once.
    let gate = unsafe { Arc::from_raw(argument.cast_const().cast::<Gate>()) };
    let is_open = *gate.is_open.lock();
    if !is_open && !gate.is_offered.swap(true, Ordering::Relaxed) {
        gate.functions.offer(gate.token);
    }
    let mut is_open = gate.is_open.lock();
    while !*is_open {
        gate.opened.wait(&mut is_open);
    }
}
