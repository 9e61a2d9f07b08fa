//! Functions of the program on their way to the guest and back.

use std::collections::{HashMap, VecDeque};

use cuda_abi::{CuError, CuResult};
use gpu::Completion;
use parking_lot::Mutex;
use wire::StreamId;

#[derive(Default)]
struct State {
    /// Due, and nobody has asked yet.
    due: VecDeque<u64>,
    /// Whoever asks for the next one.
    asking: VecDeque<Completion<u64>>,
    /// At the guest, with the streams that wait for them.
    out: HashMap<u64, Option<StreamId>>,
}

/// The functions of a session.
#[derive(Default)]
pub struct HostFunctions(Mutex<State>);

impl HostFunctions {
    /// Gives a function to the guest. Without a stream its context has failed: the guest hears of it, and nothing waits.
    pub fn offer(&self, function: u64, stream: Option<StreamId>) {
        let asking = {
            let mut state = self.0.lock();
            state.out.insert(function, stream);
            let asking = state.asking.pop_front();
            if asking.is_none() {
                state.due.push_back(function);
            }
            asking
        };
        if let Some(asking) = asking {
            asking.complete(Ok(function));
        }
    }

    /// Completes `done` with the next function that is due, when there is one.
    pub fn next(&self, done: Completion<u64>) {
        let due = {
            let mut state = self.0.lock();
            match state.due.pop_front() {
                Some(function) => function,
                None => return state.asking.push_back(done),
            }
        };
        done.complete(Ok(due));
    }

    /// The guest is done with a function: returns the stream that waits for it, if one does.
    ///
    /// # Errors
    /// `INVALID_HANDLE` if the guest has no such function.
    pub fn done(&self, function: u64) -> CuResult<Option<StreamId>> {
        self.0.lock().out.remove(&function).ok_or(CuError::INVALID_HANDLE)
    }
}
