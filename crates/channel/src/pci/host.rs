//! The device process's part of sessions: the memory of BAR2, and what it says to workers on behalf of guests that have no socket.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::atomic::Ordering;
use std::time::Instant;

use rustix::fs::FallocateFlags;
use rustix::io::Errno;

use super::Layout;
use crate::bell::{self, Futex, Kernel};
use crate::handshake::{Base, BaseAnswer, MAGIC, Malformed, Offer, PATIENCE, Refusal};
use crate::region::{self, Extent, Region, RegionError, RegionGeometry};
use crate::socket::{self, SocketError};
use crate::unix::SessionMemory;

/// The memory behind BAR2: one sealed memfd, committed as it is touched.
#[derive(Debug)]
pub struct SlotMemory {
    memory: OwnedFd,
    layout: Layout,
    /// The first pages of each slot.
    controls: Vec<Region>,
}

impl SlotMemory {
    /// Makes the memory, with every slot cleared.
    ///
    /// # Errors
    /// The kernel's.
    pub fn create(layout: Layout) -> Result<Self, RegionError> {
        let bytes = layout.bar().ok_or(RegionError::Memory(0))?;
        let refused = |source| RegionError::Kernel { what: "make the slots' memory", source };
        let memory = region::sealed_memory("vgpu-slots", bytes).map_err(refused)?;
        let control = |slot| Region::map_control(&memory, layout.at(slot));
        let controls = (0..layout.slots).map(control).collect::<Result<Vec<_>, _>>()?;
        let this = Self { memory, layout, controls };
        (0..layout.slots).try_for_each(|slot| this.clear(slot))?;
        Ok(this)
    }

    /// Where things lie.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Gives a slot's memory back to the system and makes it an unused region again. Guests that still have it mapped see the same.
    ///
    /// # Errors
    /// The kernel's, or there is no such slot.
    pub fn clear(&self, slot: u32) -> Result<(), RegionError> {
        if slot >= self.layout.slots {
            return Err(RegionError::NotARegion);
        }
        let (at, len) = (self.layout.at(slot), self.layout.slot);
        rustix::fs::fallocate(&self.memory, FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE, at, len)
            .map_err(|source| RegionError::Kernel { what: "give a slot's memory back", source })?;
        region::write_header(&self.memory, at, &RegionGeometry::default())
    }

    /// The guest's count of signs of life. 0 where there is no such slot.
    pub fn beat(&self, slot: u32) -> u32 {
        // Pairs with the addition in the guest's `beat`; only that it changes matters.
        self.control(slot).map_or(0, |region| region.beat().load(Ordering::Relaxed))
    }

    /// The version and the window's address that the guest asks for: anything at all.
    pub fn asked(&self, slot: u32) -> (u32, u64) {
        self.control(slot).map_or((0, 0), Region::asked)
    }

    /// Wakes the slot's worker if it sleeps.
    pub fn wake(&self, slot: u32) {
        if let Some(region) = self.control(slot) {
            // As `bell::ring`, whose first half the guest has done.
            region.frames_bell().store(bell::IDLE, Ordering::Relaxed);
            Kernel.wake(region.frames_bell());
        }
    }

    /// A slot as a worker takes it.
    ///
    /// # Errors
    /// No descriptors are left.
    pub fn session(&self, slot: u32) -> Result<SessionMemory, Errno> {
        let at = self.layout.at(slot);
        let duplicate = || rustix::io::fcntl_dupfd_cloexec(&self.memory, 0);
        Ok(SessionMemory {
            region: duplicate()?,
            region_extent: Extent { at, len: self.layout.window_at },
            window: Some((duplicate()?, self.layout.window)),
            window_at: at + self.layout.window_at,
            window_mapped: None,
        })
    }

    fn control(&self, slot: u32) -> Option<&Region> {
        self.controls.get(slot as usize)
    }
}

impl AsFd for SlotMemory {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.memory.as_fd()
    }
}

/// What a worker says to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The window is there: the session lives.
    Mapped,
    /// Something else is there.
    Taken,
}

/// Why a worker did not come to be.
#[derive(Debug, thiserror::Error)]
pub enum GreetError {
    /// It ended, or took too long.
    #[error("the worker does not answer")]
    Socket(#[from] SocketError),
    /// It said what it must not.
    #[error("the worker breaks the handshake")]
    Malformed(#[from] Malformed),
    /// It said no.
    #[error("the worker refuses")]
    Refused(#[source] Refusal),
}

/// Takes a new worker's offer, whose sizes and descriptors the device knows already.
///
/// # Errors
/// See [`GreetError`].
pub fn greet(worker: &UnixStream) -> Result<(), GreetError> {
    let offer: Offer = socket::receive(worker, &mut Vec::new(), Instant::now() + PATIENCE)?;
    match (offer.magic, offer.refusal.get()) {
        (MAGIC, 0) => Ok(()),
        (MAGIC, refusal) => Err(GreetError::Refused(Refusal::from_number(refusal))),
        (other, _) => Err(Malformed::Magic(other).into()),
    }
}

/// Names the guest's address for the window to the worker.
///
/// # Errors
/// See [`GreetError`].
pub fn propose(worker: &UnixStream, base: u64) -> Result<Answer, GreetError> {
    let deadline = Instant::now() + PATIENCE;
    let message = Base { magic: MAGIC, reserved: 0.into(), base: base.into() };
    socket::send(worker, &message, &[], deadline)?;
    let answer: BaseAnswer = socket::receive(worker, &mut Vec::new(), deadline)?;
    if answer.magic != MAGIC || answer.base.get() != base {
        return Err(Malformed::Magic(answer.magic).into());
    }
    Ok(if answer.accepted.get() == 1 { Answer::Mapped } else { Answer::Taken })
}
