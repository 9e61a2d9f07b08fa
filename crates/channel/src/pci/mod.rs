//! The PCI device as guest and device process agree on it (docs/pci-device.md): registers, tickets, where slots lie. Not who serves it:
//! that is crates/pci.

mod guest;
mod host;

pub use guest::{Device, PciError, Registers, devices};
pub use host::{Answer, GreetError, SlotMemory, greet, propose};

pub(crate) use guest::Session;

use crate::region::RegionGeometry;
use crate::window::WindowSize;

/// Vendor: NVIDIA.
pub const VENDOR: u16 = 0x10de;
/// Device: a Hopper card of the PCIe form, so that software that looks only here knows what to do.
pub const DEVICE: u16 = 0x2331;
/// Vendor of the subsystem.
pub const SUBSYSTEM_VENDOR: u16 = 0x10de;
/// The subsystem.
pub const SUBSYSTEM: u16 = 0x16c1;
/// 3D controller.
pub const CLASS: u32 = 0x03_0200;
/// The revision.
pub const REVISION: u8 = 0xa1;

/// Bytes of BAR0, the registers.
pub const REGISTERS_LEN: usize = 4096;
/// The word that tells this device from a card of the same ids: "VGPU".
pub const MAGIC: u32 = u32::from_le_bytes(*b"VGPU");
/// The layout of the registers and of the slots. A guest uses no other.
pub const LAYOUT: u32 = 1;
/// Most slots that a device has.
pub const MAX_SLOTS: u32 = 64;
/// How long a session lives without a sign of its guest.
pub const LEASE: std::time::Duration = std::time::Duration::from_secs(5);
/// How often a guest gives one.
pub const BEAT: std::time::Duration = std::time::Duration::from_secs(1);

/// Offsets of the registers in BAR0, in bytes. All are 32 bits wide and are accessed whole.
pub mod register {
    /// Read: [`super::MAGIC`].
    pub const MAGIC: usize = 0x00;
    /// Read: [`super::LAYOUT`].
    pub const LAYOUT: usize = 0x04;
    /// Read: the oldest version of the protocol that workers speak.
    pub const VERSION_MIN: usize = 0x08;
    /// Read: the newest.
    pub const VERSION_MAX: usize = 0x0c;
    /// Read: slots, 1 to 64.
    pub const SLOTS: usize = 0x10;
    /// Read: pages of 4 KiB of a slot.
    pub const SLOT_PAGES: usize = 0x14;
    /// Read: pages between a slot's start and its window's.
    pub const WINDOW_AT: usize = 0x18;
    /// Read: pages of the window's host part.
    pub const WINDOW_HOST: usize = 0x1c;
    /// Read: pages of the window's device part.
    pub const WINDOW_DEVICE: usize = 0x20;
    /// Read: sessions that are not free.
    pub const STATUS: usize = 0x24;
    /// Read: four words that tell this virtual machine from others.
    pub const IDENTITY: usize = 0x30;
    /// Read: takes a slot and returns its ticket; 0 if none is free.
    pub const ALLOCATE: usize = 0x40;
    /// Write a ticket: starts the session with what the slot's region asks for.
    pub const START: usize = 0x44;
    /// Write a ticket: wakes the worker.
    pub const DOORBELL: usize = 0x48;
    /// Write a ticket: ends the session.
    pub const RELEASE: usize = 0x4c;
    /// Read: generation and state of slot 0; the other slots' words follow.
    pub const SESSION: usize = 0x100;
}

/// What a slot is doing: the low byte of its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum SlotState {
    /// Nobody has it.
    Free = 0,
    /// A guest process has taken it and not started.
    Taken = 1,
    /// A worker is starting.
    Starting = 2,
    /// A worker serves it.
    Live = 3,
    /// The worker has something at the window's address: ask for another and start again.
    OtherBase = 4,
    /// There will be no worker.
    Refused = 5,
    /// It is being cleared.
    Ending = 6,
}

impl SlotState {
    /// The state that a slot's word holds, if it is one.
    pub fn of(word: u32) -> Option<Self> {
        let all = [
            Self::Free,
            Self::Taken,
            Self::Starting,
            Self::Live,
            Self::OtherBase,
            Self::Refused,
            Self::Ending,
        ];
        all.into_iter().find(|state| *state as u32 == word & 0xff)
    }
}

/// One use of one slot: the slot in the low byte, above it a generation that is never 0. Registers take no ticket but the newest of its
/// slot, so a process that has lost its session cannot touch the next one's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(u32);

impl Ticket {
    /// The newest generation: the one above would look like a device that does not answer.
    pub const LAST_GENERATION: u32 = 0x00ff_fffe;

    /// `generation` is 1 to [`Self::LAST_GENERATION`], `slot` below [`MAX_SLOTS`].
    pub fn new(slot: u32, generation: u32) -> Self {
        Self(generation << 8 | slot & 0xff)
    }

    /// What a register holds, if it is a ticket.
    pub fn from_word(word: u32) -> Option<Self> {
        let generation = word >> 8;
        ((1..=Self::LAST_GENERATION).contains(&generation) && word & 0xff < MAX_SLOTS).then_some(Self(word))
    }

    /// As registers take it.
    pub fn word(self) -> u32 {
        self.0
    }

    /// Which slot.
    pub fn slot(self) -> u32 {
        self.0 & 0xff
    }

    /// Which use of it.
    pub fn generation(self) -> u32 {
        self.0 >> 8
    }
}

/// Where things lie in BAR2, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Slots, one after the other from the start.
    pub slots: u32,
    /// Bytes of a slot.
    pub slot: u64,
    /// Bytes between a slot's start, where its region is, and its window.
    pub window_at: u64,
    /// The window's parts.
    pub window: WindowSize,
}

impl Layout {
    /// The sizes of a slot are told in these.
    pub const PAGE: u64 = 4096;

    /// `slots` slots of `slot` bytes, each with a region of the default geometry, a third of the rest for host memory and two for device
    /// memory. `None` if the product is not a power of two of at most 1 TiB, or a slot is smaller than 32 MiB.
    pub fn new(slots: u32, slot: u64) -> Option<Self> {
        let align = WindowSize::ALIGN;
        let window_at = (RegionGeometry::default().total() as u64).next_multiple_of(align);
        let host = (slot.checked_sub(window_at)? / 3).next_multiple_of(align);
        let device = slot.checked_sub(window_at + host)?;
        let layout = Self { slots, slot, window_at, window: WindowSize { host, device } };
        let bar = layout.bar()?;
        let fits = bar.is_power_of_two() && bar <= 1 << 40 && slot >= 32 << 20;
        (fits && layout.is_valid()).then_some(layout)
    }

    /// Whether sizes that another side named can be used.
    pub fn is_valid(&self) -> bool {
        let end = self.window.total().and_then(|total| total.checked_add(self.window_at));
        (1..=MAX_SLOTS).contains(&self.slots)
            && self.window_at > 0
            && self.window.total().is_some_and(|total| total > 0)
            && end.is_some_and(|end| end <= self.slot)
            && self.bar().is_some()
    }

    /// Bytes of BAR2.
    pub fn bar(&self) -> Option<u64> {
        self.slot.checked_mul(u64::from(self.slots))
    }

    /// Where a slot begins.
    pub fn at(&self, slot: u32) -> u64 {
        self.slot * u64::from(slot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_fills_its_bar_and_keeps_the_windows_alignment() {
        let layout = Layout::new(4, 256 << 20).unwrap();
        assert_eq!(layout.bar(), Some(1 << 30));
        assert_eq!(layout.window_at + layout.window.total().unwrap(), layout.slot);
        assert!(layout.window_at >= RegionGeometry::default().total() as u64);
        for (slots, slot) in
            [(3, 256 << 20), (4, 16 << 20), (0, 256 << 20), (128, 256 << 20), (4, u64::MAX), (1, 2 << 40)]
        {
            assert_eq!(Layout::new(slots, slot), None, "{slots} of {slot}");
        }
    }

    #[test]
    fn what_a_dead_device_answers_is_no_ticket() {
        assert_eq!(Ticket::from_word(u32::MAX), None);
        assert_eq!(Ticket::from_word(0), None);
        let ticket = Ticket::new(3, Ticket::LAST_GENERATION);
        assert_eq!(Ticket::from_word(ticket.word()), Some(ticket));
        assert_eq!((ticket.slot(), ticket.generation()), (3, Ticket::LAST_GENERATION));
        assert_eq!(SlotState::of(u32::MAX), None);
    }
}
