//! What a guest has of its worker besides shared memory: how it notices the worker's end, wakes it, ends it, and sleeps itself.

use std::os::fd::OwnedFd;
use std::sync::atomic::AtomicU32;
use std::time::{Duration, Instant};

use crate::bell::{Futex, Kernel};
use crate::pci::Session;
use crate::socket;

/// First and longest nap of a thread that polls: a device without a driver cannot interrupt it.
const NAPS: (Duration, Duration) = (Duration::from_micros(50), Duration::from_millis(1));

/// A guest's line to its worker.
pub(crate) enum Line {
    /// On one machine. The socket's other end is the worker's for life: it hangs up when the worker ends.
    Socket(OwnedFd),
    /// Through a PCI device.
    Device(Session),
}

impl Line {
    /// Whether the worker has ended.
    pub fn hung_up(&self) -> bool {
        match self {
            Self::Socket(socket) => socket::hung_up(socket),
            Self::Device(session) => !session.is_live(),
        }
    }

    /// Ends the session.
    pub fn hang_up(&self) {
        match self {
            Self::Socket(socket) => {
                let _ = rustix::net::shutdown(socket, rustix::net::Shutdown::Both);
            }
            Self::Device(session) => session.release(),
        }
    }

    /// Lets no later read of shared memory be older than the word just read. An acquire load does so for ordinary memory; reads of a
    /// write-combining mapping may be made early (Intel SDM volume 3, 13.3.1).
    #[inline]
    pub fn order_reads(&self) {
        #[cfg(target_arch = "x86_64")]
        if matches!(self, Self::Device(_)) {
            // SAFETY: every x86-64 processor has SSE2, which brought the instruction.
            unsafe { std::arch::x86_64::_mm_lfence() };
        }
    }
}

/// Sleeping is for the worker's answers; waking is for the worker.
impl Futex for Line {
    fn sleep(&self, word: &AtomicU32, expected: u32, timeout: Option<Duration>) {
        match self {
            Self::Socket(_) => Kernel.sleep(word, expected, timeout),
            Self::Device(_) => nap(word, expected, timeout),
        }
    }

    fn wake(&self, word: &AtomicU32) {
        match self {
            Self::Socket(_) => Kernel.wake(word),
            Self::Device(session) => session.ring_doorbell(),
        }
    }
}

/// Naps until the word changes. The kernel knows no futex in a device's memory.
fn nap(word: &AtomicU32, expected: u32, timeout: Option<Duration>) {
    let begun = Instant::now();
    let mut nap = NAPS.0;
    // Pairs with the swap in `bell::ring`, and orders nothing: the caller looks again at what it waits for.
    while word.load(std::sync::atomic::Ordering::Relaxed) == expected
        && timeout.is_none_or(|timeout| begun.elapsed() < timeout)
    {
        std::thread::sleep(nap);
        nap = (nap * 2).min(NAPS.1);
    }
}
