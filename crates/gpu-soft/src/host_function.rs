//! Functions of the program on their way to the guest and back.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use cuda_abi::{CuError, CuResult};
use gpu::Completion;
use parking_lot::Mutex;
use wire::{ABANDONED, StreamId};

#[derive(Default)]
struct State {
    /// Due, and nobody has asked yet.
    due: VecDeque<u64>,
    /// Whoever asks for the next one.
    asking: VecDeque<Completion<u64>>,
    /// At the guest, with the streams that wait for them.
    out: HashMap<u64, StreamId>,
}

/// Those of a session.
#[derive(Default)]
pub struct HostFunctions(Mutex<State>);

/// A function that a stream has not got to. Dropped before that, it will never be called, and the guest hears of it.
pub struct HostCall {
    functions: Arc<HostFunctions>,
    function: Option<u64>,
}

impl HostCall {
    /// The guest is to run it; `stream` waits.
    pub fn give(mut self, stream: StreamId) {
        if let Some(function) = self.function.take() {
            self.functions.0.lock().out.insert(function, stream);
            self.functions.offer(function);
        }
    }
}

impl Drop for HostCall {
    fn drop(&mut self) {
        if let Some(function) = self.function.take() {
            self.functions.offer(function | ABANDONED);
        }
    }
}

impl HostFunctions {
    /// A function that a stream will get to.
    pub fn call(self: &Arc<Self>, function: u64) -> HostCall {
        HostCall { functions: self.clone(), function: Some(function) }
    }

    fn offer(&self, function: u64) {
        let asking = {
            let mut state = self.0.lock();
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

    /// Answers with the next one that is due, when there is one.
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

    /// The guest has run it; the stream that waited.
    ///
    /// # Errors
    /// `INVALID_HANDLE` if there is no such call.
    pub fn done(&self, function: u64) -> CuResult<StreamId> {
        self.0.lock().out.remove(&function).ok_or(CuError::INVALID_HANDLE)
    }
}
