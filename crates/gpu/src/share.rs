//! What a session gives others of its tenant, and takes from them: memory, events, whatever else a backend has a note of.
//!
//! Only the host moves it from one session to another: a backend names it by the key that it was given.

use std::os::fd::{BorrowedFd, OwnedFd};

/// What is shared. A key of one kind opens nothing of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum ShareKind {
    /// An allocation with an address.
    Memory = 1,
    /// Memory without an address.
    Physical = 2,
    /// A pool.
    Pool = 3,
    /// An allocation of a pool.
    Pooled = 4,
    /// An event.
    Event = 5,
}

/// Bytes of a note.
pub const NOTE_LEN: usize = 128;

/// What those who open it are to know: the backend's business, and nobody else's.
pub type Note = [u8; NOTE_LEN];

/// A note that begins with these bytes.
pub fn note(bytes: &[u8]) -> Note {
    let mut note = [0; NOTE_LEN];
    let length = bytes.len().min(NOTE_LEN);
    note[..length].copy_from_slice(&bytes[..length]);
    note
}

/// Something that a session gives.
pub struct Offer<'a> {
    /// What it is.
    pub kind: ShareKind,
    /// What who opens it is to know.
    pub note: Note,
    /// Addresses in the session's window: the first, and how many. Who opens it gets the memory behind them.
    pub window: Option<(u64, u64)>,
    /// A descriptor that who opens it gets.
    pub descriptor: Option<BorrowedFd<'a>>,
}

/// Something of another session.
pub struct Opened {
    /// What its session noted.
    pub note: Note,
    /// The memory that it lies in, or the descriptor that its session gave.
    pub descriptor: Option<OwnedFd>,
    /// Where in that memory it begins, in bytes.
    pub at: u64,
    /// Bytes of it.
    pub bytes: u64,
}

/// An event of several sessions: which generation was recorded last, and which has completed. A generation completes with every later
/// one. Dropped, it is this session's no more.
pub trait SharedEvent: Send + Sync {
    /// The newest generation; 0 before the first.
    fn recorded(&self) -> u64;
    /// The newest generation that has completed.
    fn completed(&self) -> u64;
    /// Begins a generation, which this session will complete. If the session ends first, the host does.
    fn record(&self) -> u64;
    /// A generation is complete: whoever waits for it hears of it.
    fn complete(&self, generation: u64);
}
