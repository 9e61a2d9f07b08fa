//! What this process has compiled, and what its kernels left to the interpreter: for those who want them faster.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

static TALLY: Mutex<Tally> = Mutex::new(Tally {
    operations: BTreeMap::new(),
    kernels: 0,
    found: 0,
    refused: Vec::new(),
    time: Duration::ZERO,
    longest: (Duration::ZERO, String::new()),
});
/// Instructions that the interpreter executed where machine code had left a warp to it.
pub static STRETCHES: AtomicU64 = AtomicU64::new(0);
/// Instructions of kernels that have no machine code.
pub static UNCOMPILED: AtomicU64 = AtomicU64::new(0);

struct Tally {
    /// How often machine code had an operation done by the interpreter.
    operations: BTreeMap<String, &'static AtomicU64>,
    kernels: u64,
    /// Those that had been compiled before, by another process.
    found: u64,
    /// Kernels left to the interpreter, and why.
    refused: Vec<String>,
    time: Duration,
    longest: (Duration, String),
}

fn tally() -> MutexGuard<'static, Tally> {
    TALLY.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// The counter of an operation. There are as many as PTX has forms.
pub fn operation(name: &str) -> &'static AtomicU64 {
    let mut tally = tally();
    if let Some(counter) = tally.operations.get(name) {
        return counter;
    }
    let counter: &'static AtomicU64 = Box::leak(Box::default());
    tally.operations.insert(name.to_owned(), counter);
    counter
}

/// A kernel was compiled.
pub fn compiled(name: &str, time: Duration) {
    tally().spent(name, time).kernels += 1;
}

/// A kernel's code was found in the store.
pub fn found(name: &str, time: Duration) {
    tally().spent(name, time).found += 1;
}

/// A kernel was left to the interpreter.
pub fn refused(name: &str, time: Duration, reason: &str) {
    /// So many are named in a summary.
    const NAMED: usize = 8;
    let mut tally = tally();
    let refused = &mut tally.spent(name, time).refused;
    if refused.len() < NAMED {
        refused.push(format!("{name}: {reason}"));
    }
}

impl Tally {
    fn spent(&mut self, name: &str, time: Duration) -> &mut Tally {
        self.time += time;
        if time > self.longest.0 {
            self.longest = (time, name.to_owned());
        }
        self
    }
}

/// What a session's summary says of kernels: a line each.
pub fn remarks() -> Vec<String> {
    const LINES: usize = 24;
    let tally = tally();
    if tally.kernels + tally.found == 0 && tally.refused.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!(
        "{} kernels compiled, {} found compiled, in {:.3} s (longest {:.3} s: {})",
        tally.kernels,
        tally.found,
        tally.time.as_secs_f64(),
        tally.longest.0.as_secs_f64(),
        tally.longest.1,
    )];
    lines.extend(tally.refused.iter().map(|refused| format!("left to the interpreter: {refused}")));
    let mut rows: Vec<(&str, u64)> =
        tally.operations.iter().map(|(name, count)| (name.as_str(), count.load(Ordering::Relaxed))).collect();
    rows.push(("stretches of instructions", STRETCHES.load(Ordering::Relaxed)));
    rows.push(("kernels without machine code", UNCOMPILED.load(Ordering::Relaxed)));
    rows.retain(|&(_, count)| count > 0);
    rows.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    lines.extend(
        rows.into_iter().take(LINES).map(|(name, count)| format!("  {count:>12} interpreted: {name}")),
    );
    lines
}
