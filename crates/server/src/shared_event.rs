//! Events that several sessions of a tenant use: generations in the tenant's board, and a bell for who waits. Not who may use which.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use rustix::thread::futex;

/// Events that a tenant's sessions share at a time.
pub const EVENTS: usize = 1024;

/// One event.
#[repr(C, align(64))]
struct Cell {
    recorded: AtomicU64,
    completed: AtomicU64,
    /// The row of the session that recorded last, from 1.
    recorder: AtomicU32,
}

/// A tenant's events. Zeros are as many that were never recorded.
#[repr(C, align(64))]
pub struct Events {
    /// Counts what has completed; sleepers wait for it to change.
    bell: AtomicU32,
    cells: [Cell; EVENTS],
}

impl Events {
    /// The newest generation.
    pub fn recorded(&self, event: usize) -> u64 {
        self.cells.get(event).map_or(0, |cell| cell.recorded.load(Ordering::Acquire))
    }

    /// The newest generation that has completed.
    pub fn completed(&self, event: usize) -> u64 {
        // Pairs with `complete`: who sees the generation sees what its stream wrote.
        self.cells.get(event).map_or(u64::MAX, |cell| cell.completed.load(Ordering::Acquire))
    }

    /// Begins a generation, which the session with this row will complete.
    pub fn record(&self, event: usize, row: usize) -> u64 {
        let Some(cell) = self.cells.get(event) else { return 0 };
        // Before the generation: a session that ends in between leaves none that nobody completes.
        cell.recorder.store(row as u32 + 1, Ordering::Release);
        cell.recorded.fetch_add(1, Ordering::AcqRel) + 1
    }

    /// A generation has completed, and with it all before.
    pub fn complete(&self, event: usize, generation: u64) {
        if let Some(cell) = self.cells.get(event) {
            cell.completed.fetch_max(generation, Ordering::AcqRel);
            self.ring();
        }
    }

    /// As new.
    pub fn reset(&self, event: usize) {
        if let Some(cell) = self.cells.get(event) {
            cell.recorder.store(0, Ordering::Relaxed);
            cell.recorded.store(0, Ordering::Relaxed);
            cell.completed.store(0, Ordering::Release);
        }
    }

    /// The session with this row has ended: what it recorded last is complete, since it never will be otherwise.
    pub fn session_ended(&self, row: usize) {
        for cell in &self.cells {
            if cell.recorder.load(Ordering::Acquire) == row as u32 + 1 {
                cell.completed.fetch_max(cell.recorded.load(Ordering::Acquire), Ordering::AcqRel);
            }
        }
        self.ring();
    }

    fn ring(&self) {
        self.bell.fetch_add(1, Ordering::Release);
        let _ = futex::wake(&self.bell, futex::Flags::empty(), i32::MAX as u32);
    }

    /// What the bell says now.
    pub fn rung(&self) -> u32 {
        self.bell.load(Ordering::Acquire)
    }

    /// Sleeps until the bell says something else than it did.
    pub fn wait(&self, before: u32) {
        // Woken, changed or interrupted: the caller looks again.
        let _ = futex::wait(&self.bell, futex::Flags::empty(), before, None);
    }
}
