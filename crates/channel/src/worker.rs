//! What a worker may do with its guest's connection, whatever carries it; not how it is carried.

use std::sync::Arc;
use std::time::Duration;

use crate::guest::Staged;
use crate::window::Window;

/// What the other side wrote that the protocol does not allow. It ends the session.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProtocolError {
    /// A ring's index moved backwards, beyond the ring, or off the alignment of frames.
    #[error("ring index {index:#x} is not reachable from {from:#x} in a ring of {ring} bytes")]
    Index {
        /// What the other side wrote.
        index: u32,
        /// Our own index.
        from: u32,
        /// Bytes of the ring.
        ring: u32,
    },
    /// A frame's length is too short, too long, unaligned, or reaches beyond what was published.
    #[error("a frame of {length} bytes with {available} available")]
    Length {
        /// What the header says, in bytes.
        length: u32,
        /// Bytes published from the frame's start, or the longest frame allowed.
        available: u32,
    },
    /// A reply slot that does not exist.
    #[error("reply slot {0} does not exist")]
    Slot(u32),
    /// A call number that this side of the transport never sends.
    #[error("call number {0:#06x} is reserved")]
    ReservedCall(u16),
    /// Flag bits that no version defines.
    #[error("flags {0:#06x} are not defined")]
    Flags(u16),
    /// A range outside the arena, or across its chunks.
    #[error("{len} bytes at {offset:#x} are not within one chunk of the arena")]
    Arena {
        /// Bytes from the arena's start.
        offset: u64,
        /// Bytes.
        len: u64,
    },
    /// A reply longer than its slot.
    #[error("a reply of {len} bytes is longer than the {limit} of a slot")]
    Reply {
        /// Bytes.
        len: usize,
        /// Bytes that a reply may have.
        limit: usize,
    },
}

/// Where a completion goes: one use of one reply slot. Not `Clone`: a call completes once.
#[derive(Debug, PartialEq, Eq)]
pub struct ReplyTo {
    pub(crate) slot: u32,
    pub(crate) sequence: u32,
}

impl ReplyTo {
    /// A use of a slot that no frame has named: for tests and fuzzing of what answers calls.
    pub fn new(slot: u32, sequence: u32) -> Self {
        Self { slot, sequence }
    }
}

/// A frame, already copied to private memory; its body is in the buffer given to `receive`.
#[derive(Debug, PartialEq, Eq)]
pub struct Received {
    /// The number of the call. Never a reserved one.
    pub call: u16,
    /// Where the completion goes; `None` if the guest expects none. Dropping it leaves a guest
    /// thread waiting until the session ends.
    pub reply: Option<ReplyTo>,
}

/// Why [`FrameSource::wait`] returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woken {
    /// There may be frames: call `receive` until it returns `None`.
    Frames,
    /// Another thread called [`WorkerChannel::kick`].
    Kicked,
    /// The guest closed the channel or ended. Stays so.
    PeerGone,
}

/// The worker's receiving end: one thread's.
pub trait FrameSource: Send {
    /// Takes the next frame and leaves its body, without padding, in `body` (cleared first). `None`
    /// if none has arrived. After an error the session is over: the source stays where it is.
    fn receive(&mut self, body: &mut Vec<u8>) -> Result<Option<Received>, ProtocolError>;

    /// Waits until there is something to do: spins for `spin`, then sleeps without using any CPU.
    fn wait(&mut self, spin: Duration) -> Woken;
}

/// The worker's answering end. All methods may be called from any thread at any time.
pub trait WorkerChannel: Send + Sync {
    /// Completes a call with a `CUresult` and a payload, and wakes the guest's thread if it sleeps.
    /// Fails only if the payload is longer than [`max_reply`](Self::max_reply): the call is then
    /// completed with `CUDA_ERROR_UNKNOWN` (999) and no payload.
    fn reply(&self, to: ReplyTo, status: u32, payload: &[u8]) -> Result<(), ProtocolError>;

    /// Reports that a context of the session has failed, as a `CUresult`: from then on the guest asks after
    /// contexts before it uses them. Only the first takes effect, until [`clear_fault`](Self::clear_fault). The two are not called at once.
    fn set_fault(&self, status: u32);

    /// Reports that all contexts that had failed are gone.
    fn clear_fault(&self);

    /// Sends output for the program. Dropped, and counted in [`dropped`](Self::dropped), if the guest
    /// has not made room.
    fn emit(&self, event: &[u8]);

    /// Events dropped so far.
    fn dropped(&self) -> u64;

    /// Makes the thread in, or next to enter, [`FrameSource::wait`] return [`Woken::Kicked`].
    fn kick(&self);

    /// Bytes that one reply's payload may have.
    fn max_reply(&self) -> usize;

    /// Copies staged bytes, of which `to.len()` are expected, to private memory.
    fn copy_out(&self, staged: Staged, to: &mut [u8]) -> Result<(), ProtocolError>;

    /// Copies `staged.len` staged bytes to `to`.
    ///
    /// # Safety
    /// `to` is valid for writes of `staged.len` bytes and does not overlap the arena.
    unsafe fn copy_out_raw(&self, staged: Staged, to: *mut u8) -> Result<(), ProtocolError>;

    /// Copies `from` to the start of the guest's reserved room.
    fn copy_in(&self, staged: Staged, from: &[u8]) -> Result<(), ProtocolError>;

    /// Copies `staged.len` bytes from `from` to the guest's reserved room.
    ///
    /// # Safety
    /// `from` is valid for reads of `staged.len` bytes and does not overlap the arena.
    unsafe fn copy_in_raw(&self, staged: Staged, from: *const u8) -> Result<(), ProtocolError>;

    /// Gives staged room back to the guest.
    fn release(&self, staged: Staged) -> Result<(), ProtocolError>;

    /// The addresses that both sides share, where the transport has them.
    fn window(&self) -> Option<&Window>;

    /// Whether the guest is gone: known within 100 ms of its end.
    fn peer_gone(&self) -> bool;

    /// Whether the guest said that it ends in good order.
    fn closed_in_order(&self) -> bool;

    /// The protocol version that both sides agreed on.
    fn version(&self) -> u32;
}

/// Both ends of a worker's connection: the one that its dispatching thread owns, and the one that
/// all its threads share.
pub struct Worker {
    /// Where frames come from.
    pub frames: Box<dyn FrameSource>,
    /// Where completions, faults and events go.
    pub channel: Arc<dyn WorkerChannel>,
}

impl From<crate::ring::BadIndex> for ProtocolError {
    fn from(bad: crate::ring::BadIndex) -> Self {
        Self::Index { index: bad.index, from: bad.from, ring: bad.ring }
    }
}
