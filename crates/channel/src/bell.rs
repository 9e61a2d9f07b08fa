//! Waking a side that sleeps, at the price of one fence and one load when it does not. Not what it
//! sleeps for: the sleeper looks for that again between arming the bell and sleeping.

use std::time::Duration;

use crate::sync::{AtomicU32, Ordering, fence};

/// Nobody sleeps.
pub(crate) const IDLE: u32 = 0;
/// Somebody sleeps, or is about to.
pub(crate) const ARMED: u32 = 1;

/// Sleeping on a word and waking its sleepers.
pub(crate) trait Futex {
    /// Sleeps if `word` holds `expected`, until a wake, the timeout, or for no reason at all.
    fn sleep(&self, word: &AtomicU32, expected: u32, timeout: Option<Duration>);
    /// Wakes all who sleep on `word`.
    fn wake(&self, word: &AtomicU32);
}

/// Announces that this side is about to sleep. What it waits for must be looked at once more
/// between this and [`sleep`].
pub(crate) fn arm(bell: &AtomicU32) {
    // Pairs with the load in `ring`.
    bell.swap(ARMED, Ordering::Relaxed);
    // Either the ringer's load sees the store above, or the look that follows this fence sees what
    // the ringer stored before its own fence.
    fence(Ordering::SeqCst);
}

/// Sleeps unless the bell has rung since it was armed.
pub(crate) fn sleep(bell: &AtomicU32, futex: &impl Futex, timeout: Option<Duration>) {
    futex.sleep(bell, ARMED, timeout);
}

/// Takes back an `arm`. Only for a bell with one sleeper: others would be forgotten.
pub(crate) fn disarm(bell: &AtomicU32) {
    // Pairs with the load in `ring`; a ringer that still sees ARMED makes one needless call.
    bell.swap(IDLE, Ordering::Relaxed);
}

/// Wakes whoever sleeps. What they wait for must have been stored before.
pub(crate) fn ring(bell: &AtomicU32, futex: &impl Futex) {
    fence(Ordering::SeqCst);
    // Pairs with the store in `arm`. The swap leaves the system call to one of several ringers.
    if bell.load(Ordering::Relaxed) == ARMED && bell.swap(IDLE, Ordering::Relaxed) == ARMED {
        futex.wake(bell);
    }
}

/// The kernel's futexes, shared between processes.
#[cfg(not(loom))]
pub(crate) struct Kernel;

#[cfg(not(loom))]
impl Futex for Kernel {
    fn sleep(&self, word: &AtomicU32, expected: u32, timeout: Option<Duration>) {
        let timeout = timeout
            .map(|t| rustix::time::Timespec { tv_sec: t.as_secs() as _, tv_nsec: t.subsec_nanos() as _ });
        // Whatever the answer (woken, changed, timed out, interrupted), the caller looks again.
        let _ = rustix::thread::futex::wait(
            word,
            rustix::thread::futex::Flags::empty(),
            expected,
            timeout.as_ref(),
        );
    }

    fn wake(&self, word: &AtomicU32) {
        let _ = rustix::thread::futex::wake(word, rustix::thread::futex::Flags::empty(), i32::MAX as u32);
    }
}
