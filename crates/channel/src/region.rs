//! The region that guest and worker share: its layout, and a mapping of it. Not the rules by which
//! rings, slots and chunks are used.
//!
//! Everything is found by offsets from the region's start, so the two mappings may lie at different
//! addresses, and the region may be a memfd or a PCI BAR.

use std::os::fd::{AsFd, OwnedFd};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::fs::{MemfdFlags, SealFlags};
use rustix::io::Errno;
use rustix::mm::{Advice, MapFlags, ProtFlags};
use zerocopy::little_endian::{U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use crate::frames::{Limits, RingBytes};

#[cfg(not(target_endian = "little"))]
compile_error!("the region's words are little-endian, and are accessed in place");

const MAGIC: [u8; 8] = *b"VGPUrgn\0";
const LAYOUT: u32 = 1;

/// What a guest asks of a PCI device when it starts a session: the version, and the window's address.
const ASKED_VERSION: usize = 0x40;
const ASKED_BASE: usize = 0x48;
const FAULT: usize = 0x100;
const CLOSING: usize = 0x180;
const BEAT: usize = 0x200;
const SUBMIT_CONTROL: usize = 0x1000;
const EVENT_CONTROL: usize = 0x1200;
const ARENA_BELL: usize = 0x1400;
const CHUNK_STATES: usize = 0x1800;
const CHUNK_STATE_STRIDE: usize = 64;
const MAX_CHUNKS: u32 = 32;
/// Where the submit ring's bytes begin; the other parts follow it.
const PARTS: usize = 0x2000;

const TAIL: usize = 0x000;
const HEAD: usize = 0x080;
const FRAMES_BELL: usize = 0x100;
const SPACE_BELL: usize = 0x180;

const SLOT_DONE: usize = 0;
const SLOT_BELL: usize = 4;
const SLOT_STATUS: usize = 8;
const SLOT_LEN: usize = 12;
const SLOT_PAYLOAD: usize = 16;
const SLOT_STRIDE: usize = 4096;

/// Bytes that a reply in a slot may have.
pub const SLOT_REPLY: usize = SLOT_STRIDE - SLOT_PAYLOAD;

/// Sizes of the region's parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionGeometry {
    /// Bytes of the ring from guest to worker: a power of two, 4 KiB to 64 MiB.
    pub submit: u32,
    /// Bytes of the ring from worker to guest: a power of two, 4 KiB to 64 MiB.
    pub event: u32,
    /// Reply slots of 4 KiB each, 1 to 256.
    pub slots: u32,
    /// Chunks of the arena, 1 to 32.
    pub chunks: u32,
    /// Bytes of a chunk: a multiple of 4 KiB, up to 64 MiB.
    pub chunk: u32,
}

impl Default for RegionGeometry {
    fn default() -> Self {
        Self { submit: 1 << 20, event: 8 << 20, slots: 256, chunks: 16, chunk: 1 << 20 }
    }
}

impl RegionGeometry {
    /// Whether each size is one that it may be.
    pub fn is_valid(&self) -> bool {
        let ring = |len: u32| len.is_power_of_two() && (4 << 10..=64 << 20).contains(&len);
        let chunk = self.chunk > 0 && self.chunk.is_multiple_of(4096) && self.chunk <= 64 << 20;
        ring(self.submit)
            && ring(self.event)
            && (1..=256).contains(&self.slots)
            && (1..=MAX_CHUNKS).contains(&self.chunks)
            && chunk
    }

    /// Bytes of the whole region.
    pub fn total(&self) -> usize {
        self.arena_at() + self.arena()
    }

    /// Bytes of the arena.
    pub fn arena(&self) -> usize {
        self.chunks as usize * self.chunk as usize
    }

    /// What a frame from the guest may be.
    pub fn limits(&self) -> Limits {
        Limits { frame: longest_frame(self.submit), slots: self.slots }
    }

    fn event_at(&self) -> usize {
        PARTS + self.submit as usize
    }

    fn slots_at(&self) -> usize {
        self.event_at() + self.event as usize
    }

    fn arena_at(&self) -> usize {
        self.slots_at() + self.slots as usize * SLOT_STRIDE
    }
}

/// The longest frame of a ring: with the padding before it, at most half the ring.
pub(crate) fn longest_frame(ring: u32) -> u32 {
    ring / 4
}

/// Where in its memory a region may lie, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// From the memory's start; a multiple of 4096.
    pub at: u64,
    /// The most that the region may have.
    pub len: u64,
}

/// The region's first 64 bytes. Written once by the host before the guest has the region; the guest
/// reads them once. Little-endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
struct RegionHeader {
    magic: [u8; 8],
    layout: U32,
    submit_len: U32,
    submit_at: U64,
    event_at: U64,
    slots_at: U64,
    arena_at: U64,
    event_len: U32,
    slots: U32,
    chunks: U32,
    chunk_len: U32,
}

impl RegionHeader {
    fn new(geometry: &RegionGeometry) -> Self {
        Self {
            magic: MAGIC,
            layout: U32::new(LAYOUT),
            submit_len: U32::new(geometry.submit),
            submit_at: U64::new(PARTS as u64),
            event_at: U64::new(geometry.event_at() as u64),
            slots_at: U64::new(geometry.slots_at() as u64),
            arena_at: U64::new(geometry.arena_at() as u64),
            event_len: U32::new(geometry.event),
            slots: U32::new(geometry.slots),
            chunks: U32::new(geometry.chunks),
            chunk_len: U32::new(geometry.chunk),
        }
    }

    fn geometry(&self) -> RegionGeometry {
        RegionGeometry {
            submit: self.submit_len.get(),
            event: self.event_len.get(),
            slots: self.slots.get(),
            chunks: self.chunks.get(),
            chunk: self.chunk_len.get(),
        }
    }

    /// The geometry, if it is one that can be, lies as it must, and fits into `len` bytes.
    fn checked(&self, len: u64) -> Result<RegionGeometry, RegionError> {
        let geometry = self.geometry();
        let fits = geometry.is_valid() && geometry.total() as u64 <= len;
        if fits && *self == Self::new(&geometry) { Ok(geometry) } else { Err(RegionError::NotARegion) }
    }
}

/// Why a region could not be made or mapped.
#[derive(Debug, thiserror::Error)]
pub enum RegionError {
    /// A size is not one that it may be.
    #[error("a region of {0:?} cannot be")]
    Geometry(RegionGeometry),
    /// The memory does not hold a region of this layout.
    #[error("the memory does not hold a region of layout {LAYOUT}")]
    NotARegion,
    /// The memfd is smaller than its region, or not sealed against shrinking.
    #[error("the region's memory has {0} bytes or is not sealed")]
    Memory(u64),
    /// The kernel refused.
    #[error("the kernel refused to {what}")]
    Kernel {
        /// What was asked.
        what: &'static str,
        /// Its answer.
        source: Errno,
    },
}

fn refused(what: &'static str) -> impl FnOnce(Errno) -> RegionError {
    move |source| RegionError::Kernel { what, source }
}

/// A new memfd of `len` zero bytes, committed as they are touched, whose size can never change.
pub(crate) fn sealed_memory(name: &str, len: u64) -> Result<OwnedFd, Errno> {
    let memory = rustix::fs::memfd_create(name, MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING)?;
    rustix::fs::ftruncate(&memory, len)?;
    rustix::fs::fcntl_add_seals(&memory, SealFlags::SHRINK | SealFlags::GROW | SealFlags::SEAL)?;
    Ok(memory)
}

/// Makes a region: a sealed memfd with its header written.
pub fn create(geometry: RegionGeometry) -> Result<OwnedFd, RegionError> {
    if !geometry.is_valid() {
        return Err(RegionError::Geometry(geometry));
    }
    let memory =
        sealed_memory("vgpu-region", geometry.total() as u64).map_err(refused("make the region's memory"))?;
    write_header(&memory, 0, &geometry)?;
    Ok(memory)
}

/// Writes the header of a region at `at` of memory that is zeros there.
pub(crate) fn write_header(memory: impl AsFd, at: u64, geometry: &RegionGeometry) -> Result<(), RegionError> {
    let header = RegionHeader::new(geometry);
    let written =
        rustix::io::pwrite(memory, header.as_bytes(), at).map_err(refused("write the region's header"))?;
    if written == size_of::<RegionHeader>() { Ok(()) } else { Err(RegionError::NotARegion) }
}

/// A mapping of a region. Unmapped when dropped.
#[derive(Debug)]
pub(crate) struct Region {
    start: NonNull<u8>,
    /// Bytes of the mapping, at least the region's.
    mapped: usize,
    geometry: RegionGeometry,
}

// SAFETY: the mapping lives as long as the region; shared words are accessed as atomics, and other
// bytes by the side that the protocol says owns them.
unsafe impl Send for Region {}
// SAFETY: as above.
unsafe impl Sync for Region {}

/// One ring of the region.
#[derive(Clone, Copy)]
pub(crate) struct Ring<'a> {
    pub tail: &'a AtomicU32,
    pub head: &'a AtomicU32,
    /// Armed while the consumer sleeps.
    pub frames: &'a AtomicU32,
    /// Armed while producers sleep.
    pub space: &'a AtomicU32,
    pub bytes: RingBytes<'a>,
}

/// One reply slot of the region.
#[derive(Clone, Copy)]
pub(crate) struct Slot<'a> {
    /// The sequence of the newest completion.
    pub done: &'a AtomicU32,
    /// Armed while the caller sleeps.
    pub bell: &'a AtomicU32,
    pub status: &'a AtomicU32,
    pub len: &'a AtomicU32,
    payload: NonNull<u8>,
}

impl Slot<'_> {
    /// Copies a reply out; as many bytes as fit both `to` and the slot.
    pub fn read(&self, to: &mut [u8]) {
        let len = to.len().min(SLOT_REPLY);
        // SAFETY: the slot has SLOT_REPLY payload bytes in the mapping; `to` is private memory.
        unsafe { std::ptr::copy_nonoverlapping(self.payload.as_ptr(), to.as_mut_ptr(), len) };
    }

    /// Copies a reply in; as many bytes as fit the slot.
    pub fn write(&self, from: &[u8]) {
        let len = from.len().min(SLOT_REPLY);
        // SAFETY: the slot has SLOT_REPLY payload bytes in the mapping; `from` is private memory.
        unsafe { std::ptr::copy_nonoverlapping(from.as_ptr(), self.payload.as_ptr(), len) };
    }
}

impl Region {
    /// Maps a region that lies within `extent` and checks its header. `inherit` says whether a forked
    /// child keeps the mapping.
    pub fn map(memory: impl AsFd, extent: Extent, inherit: bool) -> Result<Self, RegionError> {
        let geometry = Self::read_header(&memory, extent.at)?.checked(extent.len)?;
        let bytes = rustix::fs::fstat(&memory).map_err(refused("tell the region's size"))?.st_size as u64;
        let sealed =
            rustix::fs::fcntl_get_seals(&memory).is_ok_and(|seals| seals.contains(SealFlags::SHRINK));
        let end = extent.at.checked_add(geometry.total() as u64);
        if end.is_none_or(|end| end > bytes) || !sealed {
            return Err(RegionError::Memory(bytes));
        }
        // The memory cannot shrink (sealed, just checked), so every access within `total` is to a page.
        let start = Self::map_shared(&memory, extent.at, geometry.total(), inherit)?;
        Ok(Self { start, mapped: geometry.total(), geometry })
    }

    /// Maps a region that lies in a device's memory, where the header can be read only by mapping it, and
    /// which has no size of its own: the caller knows that `extent` is within the device.
    pub fn map_device(memory: impl AsFd, extent: Extent) -> Result<Self, RegionError> {
        let mapped = usize::try_from(extent.len).map_err(|_| RegionError::Memory(extent.len))?;
        if mapped < PARTS {
            return Err(RegionError::Memory(extent.len));
        }
        let start = Self::map_shared(&memory, extent.at, mapped, false)?;
        // Owns the mapping from here on; the geometry is replaced before anything uses it.
        let mut region = Self { start, mapped, geometry: RegionGeometry::default() };
        let mut bytes = [0; size_of::<RegionHeader>()];
        for (index, word) in bytes.chunks_exact_mut(4).enumerate() {
            word.copy_from_slice(&region.word(index * 4).load(Ordering::Relaxed).to_ne_bytes());
        }
        let header = RegionHeader::read_from_bytes(&bytes).map_err(|_| RegionError::NotARegion)?;
        region.geometry = header.checked(extent.len)?;
        Ok(region)
    }

    /// Maps the first pages of the region at `at`: the words before the rings, for a host that serves the
    /// region without being its worker. Nothing else of the region may be used.
    pub fn map_control(memory: impl AsFd, at: u64) -> Result<Self, RegionError> {
        let start = Self::map_shared(&memory, at, PARTS, false)?;
        Ok(Self { start, mapped: PARTS, geometry: RegionGeometry::default() })
    }

    fn map_shared(
        memory: &impl AsFd,
        at: u64,
        len: usize,
        inherit: bool,
    ) -> Result<NonNull<u8>, RegionError> {
        let access = ProtFlags::READ | ProtFlags::WRITE;
        // SAFETY: a new mapping at an address of the kernel's choice touches nothing.
        let start =
            unsafe { rustix::mm::mmap(std::ptr::null_mut(), len, access, MapFlags::SHARED, memory, at) }
                .map_err(refused("map the region"))?;
        if !inherit {
            // SAFETY: the range is this mapping; the advice changes only what a forked child sees.
            let advised = unsafe { rustix::mm::madvise(start, len, Advice::LinuxDontFork) };
            if let Err(error) = advised {
                // SAFETY: the mapping was made above, and nothing refers to it.
                let _ = unsafe { rustix::mm::munmap(start, len) };
                return Err(refused("keep the region from children")(error));
            }
        }
        NonNull::new(start.cast()).ok_or(RegionError::NotARegion)
    }

    fn read_header(memory: &impl AsFd, at: u64) -> Result<RegionHeader, RegionError> {
        let mut bytes = [0; size_of::<RegionHeader>()];
        let read = rustix::io::pread(memory, &mut bytes, at).map_err(refused("read the region's header"))?;
        if read < bytes.len() {
            return Err(RegionError::NotARegion);
        }
        RegionHeader::read_from_bytes(&bytes).map_err(|_| RegionError::NotARegion)
    }

    pub fn geometry(&self) -> &RegionGeometry {
        &self.geometry
    }

    /// The session's sticky status.
    pub fn fault(&self) -> &AtomicU32 {
        self.word(FAULT)
    }

    /// Not zero when the guest ends the session in good order.
    pub fn closing(&self) -> &AtomicU32 {
        self.word(CLOSING)
    }

    /// Counts up while the guest lives, where nothing else tells of its end (a PCI device).
    pub fn beat(&self) -> &AtomicU32 {
        self.word(BEAT)
    }

    /// Writes what a guest asks of a PCI device: the version to speak and the window's address.
    pub fn ask(&self, version: u32, base: u64) {
        self.word(ASKED_VERSION).store(version, Ordering::Relaxed);
        self.word(ASKED_BASE).store(base as u32, Ordering::Relaxed);
        self.word(ASKED_BASE + 4).store((base >> 32) as u32, Ordering::Relaxed);
    }

    /// Reads what [`ask`](Self::ask) wrote.
    pub fn asked(&self) -> (u32, u64) {
        let [version, low, high] =
            [ASKED_VERSION, ASKED_BASE, ASKED_BASE + 4].map(|at| self.word(at).load(Ordering::Relaxed));
        (version, u64::from(high) << 32 | u64::from(low))
    }

    /// Armed while guest threads wait for a chunk.
    pub fn arena_bell(&self) -> &AtomicU32 {
        self.word(ARENA_BELL)
    }

    /// Armed while the worker sleeps.
    pub fn frames_bell(&self) -> &AtomicU32 {
        self.word(SUBMIT_CONTROL + FRAMES_BELL)
    }

    /// The ring from guest to worker.
    pub fn submit(&self) -> Ring<'_> {
        self.ring(SUBMIT_CONTROL, PARTS, self.geometry.submit)
    }

    /// The ring from worker to guest.
    pub fn event(&self) -> Ring<'_> {
        self.ring(EVENT_CONTROL, self.geometry.event_at(), self.geometry.event)
    }

    /// A reply slot; `None` beyond the last.
    pub fn slot(&self, index: u32) -> Option<Slot<'_>> {
        let index = Some(index as usize).filter(|_| index < self.geometry.slots)?;
        let at = self.geometry.slots_at() + index * SLOT_STRIDE;
        Some(Slot {
            done: self.word(at + SLOT_DONE),
            bell: self.word(at + SLOT_BELL),
            status: self.word(at + SLOT_STATUS),
            len: self.word(at + SLOT_LEN),
            // SAFETY: a slot lies within the region, and its payload within the slot.
            payload: unsafe { self.start.add(at + SLOT_PAYLOAD) },
        })
    }

    /// The state of a chunk of the arena; `None` beyond the last.
    pub fn chunk_state(&self, chunk: u32) -> Option<&AtomicU32> {
        (chunk < self.geometry.chunks).then(|| self.word(CHUNK_STATES + chunk as usize * CHUNK_STATE_STRIDE))
    }

    /// Where `len` bytes at `offset` in the arena are, if they lie within one chunk.
    pub fn arena(&self, offset: u64, len: u64) -> Option<*mut u8> {
        let chunk = u64::from(self.geometry.chunk);
        let end = offset.checked_add(len)?;
        let chunk_end = (offset / chunk).checked_add(1)?.checked_mul(chunk)?;
        if end > chunk_end || end > self.geometry.arena() as u64 {
            return None;
        }
        // SAFETY: in the arena, just checked, which lies within the region.
        Some(unsafe { self.start.add(self.geometry.arena_at() + offset as usize) }.as_ptr())
    }

    fn ring(&self, control: usize, bytes_at: usize, len: u32) -> Ring<'_> {
        Ring {
            tail: self.word(control + TAIL),
            head: self.word(control + HEAD),
            frames: self.word(control + FRAMES_BELL),
            space: self.word(control + SPACE_BELL),
            // SAFETY: the ring's bytes lie within the region, page-aligned.
            bytes: unsafe { RingBytes::new(self.start.add(bytes_at).as_ptr(), len as usize) },
        }
    }

    fn word(&self, at: usize) -> &AtomicU32 {
        debug_assert!(at.is_multiple_of(4) && at + 4 <= self.mapped);
        // SAFETY: callers pass constants, or offsets of slots and chunks whose index they checked:
        // aligned and within the mapping, which lives as long as `self`. Any bytes are a valid u32.
        unsafe { self.start.add(at).cast::<AtomicU32>().as_ref() }
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        // SAFETY: the mapping is this region's own, and borrows of it cannot outlive it.
        let _ = unsafe { rustix::mm::munmap(self.start.as_ptr().cast(), self.mapped) };
    }
}
