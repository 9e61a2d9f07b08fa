//! What a guest may do with its connection, whatever carries it; not how it is carried.

use std::time::Duration;

use crate::ProtocolError;
use crate::window::Window;

/// Why a frame was not delivered, or a completion will never come.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Lost {
    /// The worker's process ended, or the connection to it broke. Everything it held is gone.
    #[error("the worker is gone")]
    PeerGone,
    /// This process closed the channel.
    #[error("the channel is closed")]
    Closed,
    /// This process is a forked child of the one that connected; the session stayed with its parent.
    #[error("the channel belongs to the parent of this process")]
    Forked,
    /// The worker wrote something that the protocol does not allow.
    #[error("the worker broke the protocol")]
    Protocol(#[from] ProtocolError),
    /// The frame is longer than [`GuestChannel::max_body`]; the session itself is unharmed.
    #[error("a body of {body} bytes is longer than the {limit} that this transport carries")]
    TooLong {
        /// Bytes that were to be sent.
        body: usize,
        /// Bytes that one frame may carry.
        limit: usize,
    },
}

/// Bytes in the arena: what a frame says instead of carrying them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Staged {
    /// Bytes from the start of the arena.
    pub offset: u64,
    /// Bytes.
    pub len: u64,
}

/// The guest's end. All methods may be called from any thread at any time.
///
/// Frames arrive in the order in which `post` and `call` took their turn; frames of one thread
/// arrive in the order of its calls.
pub trait GuestChannel: Send + Sync {
    /// Sends a frame that expects no reply; its body is the concatenation of `parts`. Returns when
    /// the frame is visible to the worker, which is woken if it sleeps. Waits while the ring is full.
    fn post(&self, call: u16, parts: &[&[u8]]) -> Result<(), Lost>;

    /// Sends a frame, waits for its completion, hands the reply's payload to `reply` (called at most
    /// once, on this thread, with no lock held) and returns the worker's status, a `CUresult`.
    fn call(&self, call: u16, parts: &[&[u8]], reply: &mut dyn FnMut(&[u8])) -> Result<u32, Lost>;

    /// A `CUresult` that is not zero as long as a context of the session has failed. Two loads.
    fn fault(&self) -> u32;

    /// Hands every event that has arrived to `sink`, oldest first. A lock is held while `sink` runs,
    /// so that events of several threads keep their order: `sink` must not come back here.
    fn events(&self, sink: &mut dyn FnMut(&[u8]));

    /// Bytes that one frame's body may have.
    fn max_body(&self) -> usize;

    /// Bytes that one reply's payload may have.
    fn max_reply(&self) -> usize;

    /// The longest `stage` or `reserve`, in bytes; 0 where the transport has no arena.
    fn max_staged(&self) -> usize;

    /// Copies `bytes` into the arena, waiting for room. The worker gives the room back. `None` if
    /// the transport has no arena, `bytes` is longer than [`max_staged`](Self::max_staged), or the
    /// channel is lost.
    fn stage(&self, bytes: &[u8]) -> Option<Staged>;

    /// Takes room in the arena for the worker to write to. Give it back with
    /// [`unstage`](Self::unstage). `None` as for [`stage`](Self::stage).
    fn reserve(&self, len: usize) -> Option<Staged>;

    /// Copies what the worker wrote at `staged`, from [`reserve`](Self::reserve), to the start of
    /// `to`, as far as both reach, and gives the room back. An empty `to` only gives it back.
    fn unstage(&self, staged: Staged, to: &mut [u8]);

    /// The addresses that both sides share, where the transport has them.
    fn window(&self) -> Option<&Window>;

    /// Whether the worker is known to be gone. Asks nobody: it turns true when some call notices,
    /// or within 100 ms while a call waits.
    fn is_lost(&self) -> bool;

    /// Tells the worker that the session ends in good order, and wakes whoever waits: they get
    /// [`Lost::Closed`]. Does not block.
    fn close(&self);

    /// The protocol version that both sides agreed on.
    fn version(&self) -> u32;
}

/// How long a waiting guest sleeps before it looks whether the worker still lives.
pub(crate) const LIVENESS: Duration = Duration::from_millis(50);
