//! Spinning before sleeping: for how long, and politely on a machine with few cores.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Looks between two readings of the clock.
const LOOKS: u32 = 64;
/// Past this much spinning the other side may be waiting for this core.
const YIELD_AFTER: Duration = Duration::from_micros(2);

/// Looks at `done` until it holds (true) or `limit` has passed (false).
pub(crate) fn until(limit: Duration, mut done: impl FnMut() -> bool) -> bool {
    if done() {
        return true;
    }
    if limit.is_zero() || !several_cores() {
        return false;
    }
    let mut begun = None;
    loop {
        for _ in 0..LOOKS {
            std::hint::spin_loop();
            if done() {
                return true;
            }
        }
        let spun = begun.get_or_insert_with(Instant::now).elapsed();
        if spun >= limit {
            return false;
        }
        if spun >= YIELD_AFTER {
            std::thread::yield_now();
        }
    }
}

/// On one core the other side cannot run while this one spins.
fn several_cores() -> bool {
    static SEVERAL: OnceLock<bool> = OnceLock::new();
    *SEVERAL.get_or_init(|| std::thread::available_parallelism().is_ok_and(|cores| cores.get() > 1))
}
