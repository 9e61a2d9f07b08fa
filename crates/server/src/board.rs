//! What sessions use of the devices, for NVML, and the events that they share: one board for each tenant, shared by its workers.
//!
//! Each worker writes a row of its own and reads all of them. Who owns one worker owns what its tenant is told, and nothing of
//! anybody else's: tenants have different boards. The broker hands rows out and wipes them when workers end.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use anyhow::{Context, Result, ensure};
use parking_lot::Mutex;
use rustix::fs::{MemfdFlags, SealFlags};
use rustix::mm::{MapFlags, ProtFlags};
use wire::{DeviceUsage, ProcessUsage, Processes};

use crate::shared_event::{EVENTS, Events};

/// Devices whose use a row tells.
const DEVICES: usize = 16;

/// What a session uses of one device.
#[repr(C, align(64))]
#[derive(Default)]
struct Cell {
    contexts: AtomicU32,
    /// Pieces of work that are executing.
    running: AtomicU32,
    /// Bytes.
    memory: AtomicU64,
    /// Nanoseconds, up to `since`.
    busy: AtomicU64,
    /// When it began to execute what it executes now; 0 while it does not.
    since: AtomicU64,
}

#[repr(C, align(64))]
struct Row {
    /// Of the guest; 0 while it has not said.
    pid: AtomicU32,
    cells: [Cell; DEVICES],
}

/// A tenant's board, mapped.
pub struct Board {
    memory: OwnedFd,
    rows: NonNull<Row>,
    count: usize,
    /// Which rows are handed out; the broker's.
    taken: Mutex<Vec<bool>>,
    /// Which events are; the broker's, too.
    taken_events: Mutex<Vec<bool>>,
}

// SAFETY: the mapping consists of atomics, and lives as long as the board.
unsafe impl Send for Board {}
// SAFETY: as above.
unsafe impl Sync for Board {}

impl Board {
    /// A board for as many sessions.
    ///
    /// # Errors
    /// The kernel's.
    pub fn create(sessions: usize) -> Result<Arc<Self>> {
        let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
        let memory = rustix::fs::memfd_create("board", flags).context("a board's memory")?;
        let bytes = sessions.max(1) * size_of::<Row>() + size_of::<Events>();
        rustix::fs::ftruncate(&memory, bytes as u64).context("a board's memory")?;
        let seals = SealFlags::SHRINK | SealFlags::GROW | SealFlags::SEAL;
        rustix::fs::fcntl_add_seals(&memory, seals).context("a board's memory")?;
        Self::map(memory).map(Arc::new)
    }

    /// The board behind a descriptor that [`Board::create`] made.
    ///
    /// # Errors
    /// The kernel's; a size that no board has, or one that could change.
    pub fn map(memory: OwnedFd) -> Result<Self> {
        let bytes = rustix::fs::fstat(&memory).context("a board's memory")?.st_size as usize;
        let sealed = rustix::fs::fcntl_get_seals(&memory).context("a board's memory")?;
        ensure!(
            bytes >= size_of::<Row>() + size_of::<Events>() && sealed.contains(SealFlags::SHRINK),
            "not a board"
        );
        // SAFETY: a new mapping of a file whose size cannot shrink.
        let mapped = unsafe {
            let protection = ProtFlags::READ | ProtFlags::WRITE;
            rustix::mm::mmap(std::ptr::null_mut(), bytes, protection, MapFlags::SHARED, &memory, 0)
        };
        let rows = NonNull::new(mapped.context("a board's memory")?.cast()).context("no address")?;
        let count = (bytes - size_of::<Events>()) / size_of::<Row>();
        let (taken, taken_events) = (Mutex::new(vec![false; count]), Mutex::new(vec![false; EVENTS]));
        Ok(Self { memory, rows, count, taken, taken_events })
    }

    fn bytes(&self) -> usize {
        self.count * size_of::<Row>() + size_of::<Events>()
    }

    /// What the sessions have of events.
    pub fn events(&self) -> &Events {
        // SAFETY: behind the rows the mapping holds them, of atomics for which every value is valid, aligned as rows are.
        unsafe { self.rows.add(self.count).cast().as_ref() }
    }

    /// An event that nobody has, as new; `None` if all are taken.
    pub fn take_event(&self) -> Option<usize> {
        let mut taken = self.taken_events.lock();
        let event = taken.iter().position(|taken| !taken)?;
        taken[event] = true;
        self.events().reset(event);
        Some(event)
    }

    /// Nobody has an event any more.
    pub fn give_event(&self, event: usize) {
        if let Some(taken) = self.taken_events.lock().get_mut(event) {
            *taken = false;
        }
    }

    fn rows(&self) -> &[Row] {
        // SAFETY: the mapping holds as many rows, of atomics for which every value is valid, and is unmapped only by `drop`.
        unsafe { std::slice::from_raw_parts(self.rows.as_ptr(), self.count) }
    }

    /// A row that nobody has, given back when dropped; `None` if all are taken.
    pub fn take(self: &Arc<Self>) -> Option<Place> {
        let mut taken = self.taken.lock();
        let row = taken.iter().position(|taken| !taken)?;
        taken[row] = true;
        Some(Place { board: self.clone(), row })
    }

    fn wipe(&self, row: usize) {
        let Some(row) = self.rows().get(row) else { return };
        row.pid.store(0, Ordering::Relaxed);
        for cell in &row.cells {
            cell.contexts.store(0, Ordering::Relaxed);
            cell.running.store(0, Ordering::Relaxed);
            cell.memory.store(0, Ordering::Relaxed);
            cell.busy.store(0, Ordering::Relaxed);
            cell.since.store(0, Ordering::Relaxed);
        }
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        // SAFETY: the mapping is this board's, and nobody borrows from it any more.
        let unmapped = unsafe { rustix::mm::munmap(self.rows.as_ptr().cast(), self.bytes()) };
        if let Err(error) = unmapped {
            tracing::error!(%error, "a board stays mapped");
        }
    }
}

/// A session's row, in the broker.
pub struct Place {
    board: Arc<Board>,
    row: usize,
}

impl Place {
    /// The board's memory, for a worker.
    pub fn memory(&self) -> BorrowedFd<'_> {
        self.board.memory.as_fd()
    }

    /// The row's number, for a worker.
    pub fn row(&self) -> usize {
        self.row
    }

    /// The board.
    pub fn board(&self) -> &Arc<Board> {
        &self.board
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.board.wipe(self.row);
        if let Some(taken) = self.board.taken.lock().get_mut(self.row) {
            *taken = false;
        }
    }
}

/// A session's row, in its worker, and the board around it.
pub struct Meter {
    board: Board,
    row: usize,
}

/// Nanoseconds that count alike in all processes of the machine; never 0.
fn now() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    (time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64).max(1)
}

impl Meter {
    /// For the session with this row.
    ///
    /// # Errors
    /// Those of [`Board::map`]; no such row.
    pub fn new(memory: OwnedFd, row: usize) -> Result<Self> {
        let board = Board::map(memory)?;
        ensure!(row < board.count, "the board has no row {row}");
        Ok(Self { board, row })
    }

    fn own(&self) -> &Row {
        &self.board.rows()[self.row]
    }

    /// The row's number.
    pub fn row(&self) -> usize {
        self.row
    }

    /// What the tenant's sessions have of events.
    pub fn events(&self) -> &Events {
        self.board.events()
    }

    fn cell(&self, device: u32) -> Option<&Cell> {
        self.own().cells.get(device as usize)
    }

    /// See [`gpu::Host::is_process`].
    pub fn is_process(&self, pid: u32) {
        self.own().pid.store(pid, Ordering::Relaxed);
    }

    /// See [`gpu::Host::holds_contexts`].
    pub fn holds_contexts(&self, device: u32, count: u32) {
        if let Some(cell) = self.cell(device) {
            cell.contexts.store(count, Ordering::Relaxed);
        }
    }

    /// See [`gpu::Host::holds_memory`].
    pub fn holds_memory(&self, device: u32, bytes: u64) {
        if let Some(cell) = self.cell(device) {
            cell.memory.store(bytes, Ordering::Relaxed);
        }
    }

    /// See [`gpu::Host::executes`]. Only the first piece after a rest looks at the clock.
    #[inline]
    pub fn executes(&self, device: u32, begins: bool) {
        let Some(cell) = self.cell(device) else { return };
        if begins {
            cell.running.fetch_add(1, Ordering::Relaxed);
            if cell.since.load(Ordering::Relaxed) == 0 {
                // Two that begin at once both set it, to nearly the same.
                cell.since.store(now(), Ordering::Relaxed);
            }
        } else {
            cell.running.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Nothing more is ready: what has been executing since its first piece is counted.
    pub fn rests(&self) {
        for cell in &self.own().cells {
            let since = cell.since.load(Ordering::Relaxed);
            if since != 0 && cell.running.load(Ordering::Relaxed) == 0 {
                // In this order, so that a reader in between counts the time twice for once rather than not at all.
                cell.busy.fetch_add(now().saturating_sub(since), Ordering::Relaxed);
                cell.since.store(0, Ordering::Relaxed);
            }
        }
    }

    /// What all rows say of a device; its total memory is not known here.
    pub fn usage(&self, device: u32) -> Option<DeviceUsage> {
        self.cell(device)?;
        let at = now();
        let mut usage = DeviceUsage { at, ..DeviceUsage::default() };
        for cell in self.board.rows().iter().map(|row| &row.cells[device as usize]) {
            usage.used = usage.used.saturating_add(cell.memory.load(Ordering::Relaxed));
            usage.busy = usage.busy.saturating_add(busy(cell, at));
        }
        Some(usage)
    }

    /// The rows that have a context on a device and said which process they are.
    pub fn processes(&self, device: u32) -> Option<Processes> {
        self.cell(device)?;
        let at = now();
        let used = self.board.rows().iter().filter_map(|row| {
            let (pid, cell) = (row.pid.load(Ordering::Relaxed), &row.cells[device as usize]);
            (pid != 0 && cell.contexts.load(Ordering::Relaxed) > 0).then(|| ProcessUsage {
                pid,
                busy: busy(cell, at),
                memory: cell.memory.load(Ordering::Relaxed),
            })
        });
        Some(Processes(used.take(Processes::MAX).collect()))
    }
}

fn busy(cell: &Cell, at: u64) -> u64 {
    let since = cell.since.load(Ordering::Relaxed);
    let under_way = if since == 0 { 0 } else { at.saturating_sub(since) };
    cell.busy.load(Ordering::Relaxed).saturating_add(under_way)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meter(place: &Place) -> Meter {
        Meter::new(place.memory().try_clone_to_owned().unwrap(), place.row()).unwrap()
    }

    #[test]
    fn each_session_sees_what_all_of_its_tenant_hold() {
        let board = Board::create(2).unwrap();
        let (first, second) = (board.take().unwrap(), board.take().unwrap());
        assert!(board.take().is_none(), "two sessions are all");
        let (one, other) = (meter(&first), meter(&second));
        one.is_process(7);
        one.holds_contexts(0, 1);
        one.holds_memory(0, 100);
        other.is_process(8);
        other.holds_memory(0, 20);
        assert_eq!(other.usage(0).unwrap().used, 120);
        assert_eq!(other.usage(1).unwrap().used, 0);
        assert_eq!(other.usage(DEVICES as u32), None);
        let told = other.processes(0).unwrap().0;
        assert_eq!(told.iter().map(|process| (process.pid, process.memory)).collect::<Vec<_>>(), [(7, 100)]);
        drop(first);
        assert_eq!(other.usage(0).unwrap().used, 20, "the broker wipes the row of a worker that ended");
        assert_eq!(board.take().unwrap().row(), 0);
    }

    #[test]
    fn time_counts_while_something_executes_and_not_after() {
        let board = Board::create(1).unwrap();
        let place = board.take().unwrap();
        let meter = meter(&place);
        meter.executes(0, true);
        meter.executes(0, true);
        std::thread::sleep(std::time::Duration::from_millis(2));
        let under_way = meter.usage(0).unwrap().busy;
        assert!(under_way >= 2_000_000, "{under_way} ns");
        meter.executes(0, false);
        meter.rests();
        assert!(meter.usage(0).unwrap().busy > under_way, "one piece still executes");
        meter.executes(0, false);
        meter.rests();
        let at_rest = meter.usage(0).unwrap().busy;
        std::thread::sleep(std::time::Duration::from_millis(2));
        assert_eq!(meter.usage(0).unwrap().busy, at_rest);
    }

    #[test]
    fn what_is_not_a_board_is_refused() {
        let memory = rustix::fs::memfd_create("small", MemfdFlags::CLOEXEC).unwrap();
        assert!(Board::map(memory).is_err());
        let board = Board::create(1).unwrap();
        let place = board.take().unwrap();
        assert!(Meter::new(place.memory().try_clone_to_owned().unwrap(), 1).is_err());
    }
}
