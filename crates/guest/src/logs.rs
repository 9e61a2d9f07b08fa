//! Failed calls, written down for a program that wants to read of them ("Error Log Management").

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use cuda_abi::CuError;
use parking_lot::Mutex;

/// Bytes of messages that are kept.
const ROOM: usize = 25_600;
/// Said in the place of messages that were too many.
const TRUNCATED: &str = "[truncated: older messages are gone]\n";

/// What is called with a message.
type Callback = Box<dyn Fn(&str) + Send + Sync>;

#[derive(Default)]
struct State {
    messages: VecDeque<String>,
    bytes: usize,
    /// The number of the first message that is kept.
    first: u32,
    callbacks: Vec<(u64, std::sync::Arc<Callback>)>,
    last_callback: u64,
}

static STATE: Mutex<Option<State>> = Mutex::new(None);
/// Whether anybody has asked for logs yet: the first call to do so starts them, and until then failures cost nothing.
static IS_KEPT: AtomicBool = AtomicBool::new(false);

fn with<T>(then: impl FnOnce(&mut State) -> T) -> T {
    // Pairs with the load in `failed`; a call that fails at the same moment may be missed.
    IS_KEPT.store(true, Ordering::Relaxed);
    then(STATE.lock().get_or_insert_with(State::default))
}

/// A call has failed.
#[cold]
pub fn failed(function: &str, error: CuError) {
    // What a query says of unfinished work is no failure.
    if error == CuError::NOT_READY || !IS_KEPT.load(Ordering::Relaxed) {
        return;
    }
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let (seconds, milliseconds) = (since.as_secs(), since.subsec_millis());
    let (hours, minutes) = (seconds / 3600 % 24, seconds / 60 % 60);
    // By the system call: glibc has had a function for it since 2.30 only.
    let thread = rustix::thread::gettid().as_raw_nonzero();
    let process = std::process::id();
    let seconds = seconds % 60;
    let message = format!(
        "[{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}][{process}][{thread}][CUDA][E] {function}: {error}\n"
    );
    let callbacks = with(|state| {
        state.bytes += message.len();
        state.messages.push_back(message.clone());
        while state.bytes > ROOM {
            let Some(gone) = state.messages.pop_front() else { break };
            state.bytes -= gone.len();
            state.first = state.first.wrapping_add(1);
        }
        state.callbacks.clone()
    });
    // Without the lock: they may call the driver.
    callbacks.iter().for_each(|(_, callback)| callback(message.trim_end()));
}

/// Lets a function hear of failures; returns its number.
pub fn register(callback: Callback) -> u64 {
    with(|state| {
        state.last_callback += 1;
        state.callbacks.push((state.last_callback, std::sync::Arc::new(callback)));
        state.last_callback
    })
}

/// Lets it hear no more; `false` if there is none of that number.
pub fn unregister(number: u64) -> bool {
    with(|state| {
        let before = state.callbacks.len();
        state.callbacks.retain(|(known, _)| *known != number);
        state.callbacks.len() < before
    })
}

/// The number of the next message.
pub fn next() -> u32 {
    with(|state| state.first.wrapping_add(state.messages.len() as u32))
}

/// The messages from the `from`-th on, all without it, and the newest of them where they are more than `room` bytes; nothing if not even
/// one fits.
pub fn read(from: Option<u32>, room: usize) -> Option<String> {
    with(|state| {
        let skipped = from.map_or(0, |from| from.wrapping_sub(state.first) as i32);
        let is_cut = skipped < 0 || (from.is_none() && state.first > 0);
        let wanted: Vec<&String> = state.messages.iter().skip(skipped.max(0) as usize).collect();
        if wanted.is_empty() {
            return Some(String::new());
        }
        let all: usize = wanted.iter().map(|message| message.len()).sum();
        let mut text = String::new();
        let mut left = room;
        if is_cut || all > room {
            left = left.checked_sub(TRUNCATED.len())?;
            text.push_str(TRUNCATED);
        }
        let mut kept = wanted.len();
        for (index, message) in wanted.iter().enumerate().rev() {
            match left.checked_sub(message.len()) {
                Some(rest) => left = rest,
                None => break,
            }
            kept = index;
        }
        if kept == wanted.len() {
            return None;
        }
        wanted[kept..].iter().for_each(|message| text.push_str(message));
        Some(text)
    })
}
