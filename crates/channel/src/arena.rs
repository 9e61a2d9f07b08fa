//! Chunks of the arena: the guest takes them, either side gives them back. Not what is in them.

use std::sync::atomic::Ordering;

use crate::bell::{self, Kernel};
use crate::region::Region;

const FREE: u32 = 0;
const TAKEN: u32 = 1;

/// Takes a free chunk; returns its number. The lowest: it is the likeliest to be in a cache.
pub(crate) fn take(region: &Region) -> Option<u32> {
    (0..region.geometry().chunks).find(|chunk| {
        region.chunk_state(*chunk).is_some_and(|state| {
            // Pairs with the store in `give_back`: its copying is over.
            state.compare_exchange(FREE, TAKEN, Ordering::Acquire, Ordering::Relaxed).is_ok()
        })
    })
}

/// Gives a chunk back and wakes whoever waits for one. False if there is no such chunk.
pub(crate) fn give_back(region: &Region, chunk: u32) -> bool {
    let Some(state) = region.chunk_state(chunk) else { return false };
    // Pairs with the exchange in `take`.
    state.store(FREE, Ordering::Release);
    bell::ring(region.arena_bell(), &Kernel);
    true
}

/// The chunk that an offset lies in.
pub(crate) fn chunk_of(region: &Region, offset: u64) -> u32 {
    u32::try_from(offset / u64::from(region.geometry().chunk)).unwrap_or(u32::MAX)
}
