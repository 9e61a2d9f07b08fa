//! Who uses which reply slot: the guest's private table. Not the slots themselves.

use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// A slot taken for one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ticket {
    pub slot: u32,
    /// Differs from that of the slot's earlier uses, and is never zero.
    pub sequence: u32,
}

/// The free slots and each slot's latest sequence.
#[derive(Debug)]
pub(crate) struct SlotTable {
    /// One bit a slot, set while it is free.
    free: Vec<AtomicU64>,
    sequences: Vec<AtomicU32>,
    waiting: AtomicUsize,
    turn: Mutex<()>,
    freed: Condvar,
}

impl SlotTable {
    pub fn new(slots: u32) -> Self {
        let word = |first: u32| match slots.saturating_sub(first).min(64) {
            64 => u64::MAX,
            bits => (1 << bits) - 1,
        };
        Self {
            free: (0..slots.div_ceil(64)).map(|index| AtomicU64::new(word(index * 64))).collect(),
            sequences: (0..slots).map(|_| AtomicU32::new(0)).collect(),
            waiting: AtomicUsize::new(0),
            turn: Mutex::new(()),
            freed: Condvar::new(),
        }
    }

    /// Takes a slot; `None` if all are in use. Prefers the lowest, whose lines are the warmest.
    pub fn take(&self) -> Option<Ticket> {
        for (index, word) in self.free.iter().enumerate() {
            let mut bits = word.load(Ordering::Relaxed);
            while bits != 0 {
                let bit = bits & bits.wrapping_neg();
                // Pairs with the release in `give_back`.
                let before = word.fetch_and(!bit, Ordering::Acquire);
                if before & bit != 0 {
                    let slot = index * 64 + bit.trailing_zeros() as usize;
                    return Some(Ticket { slot: slot as u32, sequence: self.next_sequence(slot) });
                }
                bits = before & !bit;
            }
        }
        None
    }

    /// The slot is this caller's, so nobody else counts on its sequence meanwhile.
    fn next_sequence(&self, slot: usize) -> u32 {
        let sequence = self.sequences[slot].load(Ordering::Relaxed).wrapping_add(1).max(1);
        self.sequences[slot].store(sequence, Ordering::Relaxed);
        sequence
    }

    /// Makes a slot free again.
    pub fn give_back(&self, ticket: Ticket) {
        let slot = ticket.slot as usize;
        // Pairs with the acquire in `take`.
        self.free[slot / 64].fetch_or(1 << (slot % 64), Ordering::Release);
        if self.waiting.load(Ordering::Relaxed) > 0 {
            self.freed.notify_one();
        }
    }

    /// Sleeps until a slot may be free, at most a millisecond: a `give_back` that does not see this
    /// waiter is made up for by looking again.
    pub fn wait(&self) {
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_add(1, Ordering::Relaxed);
        drop(self.freed.wait_timeout(turn, Duration::from_millis(1)));
        self.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_is_taken_once_and_a_reused_one_has_a_new_sequence() {
        let table = SlotTable::new(70);
        let tickets: Vec<_> = std::iter::from_fn(|| table.take()).collect();
        let mut slots: Vec<_> = tickets.iter().map(|ticket| ticket.slot).collect();
        slots.sort_unstable();
        assert_eq!(slots, (0..70).collect::<Vec<_>>());
        table.give_back(tickets[69]);
        assert_eq!(table.take(), Some(Ticket { slot: 69, sequence: 2 }));
        assert_eq!(table.take(), None);
    }

    #[test]
    fn a_sequence_that_wraps_skips_zero() {
        let table = SlotTable::new(1);
        table.sequences[0].store(u32::MAX, Ordering::Relaxed);
        assert_eq!(table.take(), Some(Ticket { slot: 0, sequence: 1 }));
    }
}
