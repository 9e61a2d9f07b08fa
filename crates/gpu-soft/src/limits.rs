//! Limits of contexts (CU_LIMIT_*): what a program sets and asks, and the heap of its kernels' malloc, which one of them bounds.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use cuda_abi::{CUlimit, CuError, CuResult};
use parking_lot::Mutex;

type L = CUlimit;

/// The largest stack of a thread, in bytes: what every thread has, so that any smaller one is granted.
pub const MOST_STACK: u64 = 512 << 10;
/// The largest buffer of what kernels print, in bytes: it is the worker's own memory, for each kernel that runs.
pub const MOST_PRINTED: u64 = 256 << 20;
/// The most that a level-2 cache fetches at once, in bytes.
const MOST_L2_FETCH: u64 = 128;

/// The limits of a context, with the defaults of real devices (CUDA Driver API, cuCtxGetLimit).
#[derive(Debug)]
pub struct Limits {
    values: Mutex<HashMap<u32, u64>>,
    /// What kernels have allocated, by address, and how many bytes that is.
    heap: Mutex<(HashMap<u64, u64>, u64)>,
    /// A kernel that prints has been launched.
    has_printed: AtomicBool,
}

impl Default for Limits {
    fn default() -> Self {
        let values = [
            (L::CU_LIMIT_STACK_SIZE, 1 << 10),
            (L::CU_LIMIT_PRINTF_FIFO_SIZE, 1 << 20),
            (L::CU_LIMIT_MALLOC_HEAP_SIZE, 8 << 20),
            (L::CU_LIMIT_DEV_RUNTIME_PENDING_LAUNCH_COUNT, 2048),
            (L::CU_LIMIT_MAX_L2_FETCH_GRANULARITY, 64),
            (L::CU_LIMIT_PERSISTING_L2_CACHE_SIZE, 0),
        ];
        let values = values.map(|(limit, value)| (limit.0, value)).into();
        Self { values: Mutex::new(values), heap: Mutex::default(), has_printed: AtomicBool::new(false) }
    }
}

impl Limits {
    /// What a limit is.
    ///
    /// # Errors
    /// `UNSUPPORTED_LIMIT` if there is no such limit.
    pub fn get(&self, limit: u32) -> CuResult<u64> {
        self.values.lock().get(&limit).copied().ok_or(CuError::UNSUPPORTED_LIMIT)
    }

    /// The stack of a thread, in bytes.
    pub fn stack(&self) -> u32 {
        self.get(L::CU_LIMIT_STACK_SIZE.0).map_or(0, |bytes| bytes as u32)
    }

    /// The buffer of what a kernel prints, in bytes.
    pub fn printed(&self) -> u64 {
        self.get(L::CU_LIMIT_PRINTF_FIFO_SIZE.0).unwrap_or(0)
    }

    /// A kernel that prints is launched: from here on the size of its buffer is settled (CUDA Driver API, cuCtxSetLimit).
    pub fn has_printed(&self) {
        self.has_printed.store(true, Ordering::Relaxed);
    }

    /// Sets a limit.
    ///
    /// # Errors
    /// `UNSUPPORTED_LIMIT` if there is no such limit; `INVALID_VALUE` beyond what it can be, and for the buffer of what kernels print
    /// when one has been launched; `OUT_OF_MEMORY` if that buffer is too large.
    pub fn set(&self, limit: u32, value: u64) -> CuResult {
        let mut values = self.values.lock();
        let known = values.get_mut(&limit).ok_or(CuError::UNSUPPORTED_LIMIT)?;
        *known = match CUlimit(limit) {
            L::CU_LIMIT_STACK_SIZE if value > MOST_STACK => return Err(CuError::INVALID_VALUE),
            L::CU_LIMIT_PRINTF_FIFO_SIZE if self.has_printed.load(Ordering::Relaxed) => {
                return Err(CuError::INVALID_VALUE);
            }
            L::CU_LIMIT_PRINTF_FIFO_SIZE if value > MOST_PRINTED => return Err(CuError::OUT_OF_MEMORY),
            // Stacks are of whole 16 bytes.
            L::CU_LIMIT_STACK_SIZE => value.next_multiple_of(16),
            L::CU_LIMIT_MAX_L2_FETCH_GRANULARITY => value.min(MOST_L2_FETCH),
            // No part of the cache is set aside.
            L::CU_LIMIT_PERSISTING_L2_CACHE_SIZE => 0,
            _ => value,
        };
        Ok(())
    }

    /// Takes part of the heap for what `allocate` gives an address to.
    pub fn allocate(&self, bytes: u64, allocate: impl FnOnce() -> Option<u64>) -> Option<u64> {
        let most = self.get(L::CU_LIMIT_MALLOC_HEAP_SIZE.0).unwrap_or(0);
        let mut heap = self.heap.lock();
        if heap.1.checked_add(bytes)? > most {
            return None;
        }
        let address = allocate()?;
        heap.0.insert(address, bytes);
        heap.1 += bytes;
        Some(address)
    }

    /// Gives the heap back what is at an address; `false` if nothing is.
    pub fn free(&self, address: u64) -> bool {
        let mut heap = self.heap.lock();
        let Some(bytes) = heap.0.remove(&address) else { return false };
        heap.1 -= bytes;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heap_is_as_large_as_its_limit() {
        let limits = Limits::default();
        assert_eq!(limits.set(L::CU_LIMIT_MALLOC_HEAP_SIZE.0, 100), Ok(()));
        assert_eq!(limits.allocate(60, || Some(1)), Some(1));
        assert_eq!(limits.allocate(60, || Some(2)), None);
        assert_eq!(limits.allocate(u64::MAX, || Some(2)), None);
        assert!(limits.free(1) && !limits.free(1));
        assert_eq!(limits.allocate(60, || Some(2)), Some(2));
    }

    #[test]
    fn limits_that_there_are_not_are_refused() {
        let limits = Limits::default();
        assert_eq!(limits.get(L::CU_LIMIT_DEV_RUNTIME_SYNC_DEPTH.0), Err(CuError::UNSUPPORTED_LIMIT));
        assert_eq!(limits.set(77, 1), Err(CuError::UNSUPPORTED_LIMIT));
        assert_eq!(limits.set(L::CU_LIMIT_STACK_SIZE.0, MOST_STACK + 1), Err(CuError::INVALID_VALUE));
        assert_eq!(limits.set(L::CU_LIMIT_STACK_SIZE.0, 1001), Ok(()));
        assert_eq!(limits.get(L::CU_LIMIT_STACK_SIZE.0), Ok(1008));
    }

    #[test]
    fn what_kernels_may_print_is_settled_when_one_does() {
        let (limits, fifo) = (Limits::default(), L::CU_LIMIT_PRINTF_FIFO_SIZE.0);
        assert_eq!(limits.printed(), 1 << 20);
        assert_eq!(limits.set(fifo, MOST_PRINTED + 1), Err(CuError::OUT_OF_MEMORY));
        assert_eq!(limits.set(fifo, 4000), Ok(()));
        assert_eq!(limits.printed(), 4000);
        limits.has_printed();
        assert_eq!(limits.set(fifo, 4000), Err(CuError::INVALID_VALUE));
        assert_eq!(limits.set(L::CU_LIMIT_STACK_SIZE.0, 4096), Ok(()));
        assert_eq!(limits.printed(), 4000);
    }
}
