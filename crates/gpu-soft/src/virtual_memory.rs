//! Memory without addresses and addresses without memory ("Virtual Memory Management"): reservations, mappings, who may use them.
//!
//! A mapping is a second mapping of pages of device memory at an address of the reserved area. What is reserved and not mapped has
//! scratch pages under it: nothing that still runs with an old idea of what is mapped can stop the process.

use std::collections::{BTreeMap, HashMap};
use std::os::fd::{AsRawFd, OwnedFd};
use std::ptr;

use cuda_abi::{CuError, CuResult};
use gpu::Opened;
use wire::{MemoryId, MemoryProperties, Place, ShareKey, SharedMemory};

use crate::memory::Pool;

/// What sizes and addresses are multiples of, in bytes: as on real devices, a huge page.
pub const GRANULARITY: u64 = 2 << 20;

/// CU_MEM_ACCESS_FLAGS_PROT_READ and _READWRITE.
const READ: u32 = 1;
const READ_WRITE: u32 = 3;

/// CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR.
pub const DESCRIPTORS: u32 = 1;

/// What the kernel maps at a time, in bytes.
const PAGE: u64 = 4096;

/// CU_MEM_ALLOCATION_TYPE_PINNED and CU_MEM_LOCATION_TYPE_DEVICE.
const PINNED: u32 = 1;
const DEVICE: u32 = 1;

/// What sizes and addresses of memory with these properties are multiples of, in bytes.
///
/// # Errors
/// `INVALID_VALUE` for kinds that there are not, `NOT_SUPPORTED` for what a software GPU does not have.
pub fn granularity(wanted: MemoryProperties, devices: u32) -> CuResult<u64> {
    let MemoryProperties { kind, handle_types, place_kind, place_id, flags } = wanted;
    match (kind, place_kind) {
        (PINNED, DEVICE) if !(0..devices as i32).contains(&place_id) => Err(CuError::INVALID_DEVICE),
        (PINNED, DEVICE) if handle_types & !DESCRIPTORS == 0 && flags == 0 => Ok(GRANULARITY),
        (PINNED, 1..) => Err(CuError::NOT_SUPPORTED),
        _ => Err(CuError::INVALID_VALUE),
    }
}

/// The device that a place is.
///
/// # Errors
/// `NOT_SUPPORTED` for places that are no device, `INVALID_DEVICE`.
pub fn device(place: Place, devices: u32) -> CuResult<u32> {
    match place {
        Place { kind: DEVICE, id } if (0..devices as i32).contains(&id) => Ok(id as u32),
        Place { kind: DEVICE, .. } => Err(CuError::INVALID_DEVICE),
        Place { kind: 0, .. } => Err(CuError::INVALID_VALUE),
        _ => Err(CuError::NOT_SUPPORTED),
    }
}

struct Physical {
    /// Where its pages lie in device memory.
    address: u64,
    shared: SharedMemory,
    mappings: u32,
    is_released: bool,
}

/// Another session's memory, mapped in the area.
struct Import {
    key: ShareKey,
    /// What of the area it takes: first address and bytes.
    taken: (u64, u64),
}

struct Mapping {
    bytes: u64,
    memory: MemoryId,
    /// The devices that may read it, a bit for each.
    devices: u64,
    /// Those that may write to it, too.
    writers: u64,
}

/// What a session has reserved, created and mapped.
pub struct VirtualMemory {
    area: Pool,
    /// The whole area is mapped, so that nothing else of the process gets a part of it.
    is_kept: bool,
    whole: (u64, u64),
    reservations: BTreeMap<u64, u64>,
    physical: HashMap<MemoryId, Physical>,
    mappings: BTreeMap<u64, Mapping>,
    /// By the address of the first byte.
    imports: HashMap<u64, Import>,
}

/// Pages that nothing uses any more.
pub struct Unused {
    /// Of the first.
    pub address: u64,
    /// How many.
    pub bytes: u64,
    /// They are this session's device memory, not another's.
    pub is_own: bool,
}

impl VirtualMemory {
    /// With these addresses to reserve: the first, and how many.
    pub fn new((base, bytes): (u64, u64)) -> Self {
        let start = base.next_multiple_of(GRANULARITY);
        let bytes = (base + bytes).saturating_sub(start) / GRANULARITY * GRANULARITY;
        Self {
            area: Pool::new((start, bytes)),
            is_kept: false,
            whole: (start, bytes),
            reservations: BTreeMap::new(),
            physical: HashMap::new(),
            mappings: BTreeMap::new(),
            imports: HashMap::new(),
        }
    }

    fn keep_area(&mut self) -> CuResult {
        if !self.is_kept {
            if !keep(self.whole) {
                return Err(CuError::NOT_SUPPORTED);
            }
            self.is_kept = true;
        }
        Ok(())
    }

    /// Maps another session's memory where nothing is reserved; the address of its first byte.
    pub fn import(&mut self, key: ShareKey, opened: Opened) -> CuResult<u64> {
        let Opened { descriptor, at, bytes, .. } = opened;
        let descriptor = descriptor.ok_or(CuError::INVALID_VALUE)?;
        let lead = at % PAGE;
        let length = bytes.checked_add(lead).and_then(|length| length.checked_next_multiple_of(PAGE));
        let length = length.ok_or(CuError::INVALID_VALUE)?;
        let taken = length.checked_next_multiple_of(GRANULARITY).ok_or(CuError::OUT_OF_MEMORY)?;
        self.keep_area()?;
        let start = self.area.take(taken, GRANULARITY).ok_or(CuError::OUT_OF_MEMORY)?;
        if !lay(start, length, &descriptor, at - lead) {
            self.area.give(start, taken);
            return Err(CuError::OUT_OF_MEMORY);
        }
        self.imports.insert(start + lead, Import { key, taken: (start, taken) });
        Ok(start + lead)
    }

    /// Takes it away; its key.
    pub fn drop_import(&mut self, address: u64) -> Option<ShareKey> {
        let Import { key, taken: (start, bytes) } = self.imports.remove(&address)?;
        // Where that fails the addresses stay taken.
        if lay_scratch(start, bytes) {
            self.area.give(start, bytes);
        }
        Some(key)
    }

    /// Memory that was made to be shared, and where it lies.
    pub fn shareable(&self, memory: MemoryId) -> CuResult<(u64, SharedMemory)> {
        let found = self.physical.get(&memory).filter(|found| !found.is_released);
        let found = found.filter(|found| found.shared.handle_types & DESCRIPTORS != 0);
        let found = found.ok_or(CuError::INVALID_VALUE)?;
        // What is another session's, that one shares.
        if self.imports.contains_key(&found.address) {
            return Err(CuError::NOT_SUPPORTED);
        }
        Ok((found.address, found.shared))
    }

    /// Reserves addresses, at `wanted` if they are free.
    pub fn reserve(&mut self, bytes: u64, alignment: u64, wanted: u64) -> CuResult<u64> {
        let is_power = alignment == 0 || alignment.is_power_of_two();
        if bytes == 0 || !bytes.is_multiple_of(GRANULARITY) || !is_power {
            return Err(CuError::INVALID_VALUE);
        }
        self.keep_area()?;
        let alignment = alignment.max(GRANULARITY);
        let is_wanted = wanted != 0 && wanted.is_multiple_of(alignment) && self.area.take_at(wanted, bytes);
        let start = match is_wanted {
            true => wanted,
            false => self.area.take(bytes, alignment).ok_or(CuError::OUT_OF_MEMORY)?,
        };
        if !lay_scratch(start, bytes) {
            self.area.give(start, bytes);
            return Err(CuError::OUT_OF_MEMORY);
        }
        self.reservations.insert(start, bytes);
        Ok(start)
    }

    /// Gives a whole reservation back.
    pub fn free(&mut self, start: u64, bytes: u64) -> CuResult {
        let is_mapped = self.mappings.range(start..start.saturating_add(bytes)).next().is_some();
        if self.reservations.get(&start) != Some(&bytes) || is_mapped {
            return Err(CuError::INVALID_VALUE);
        }
        self.reservations.remove(&start);
        self.area.give(start, bytes);
        Ok(())
    }

    /// Names pages of device memory.
    pub fn create(&mut self, memory: MemoryId, address: u64, shared: SharedMemory) -> CuResult {
        if self.physical.contains_key(&memory) {
            return Err(CuError::INVALID_HANDLE);
        }
        let physical = Physical { address, shared, mappings: 0, is_released: false };
        self.physical.insert(memory, physical);
        Ok(())
    }

    /// Nobody names them any more.
    pub fn release(&mut self, memory: MemoryId) -> CuResult<Option<Unused>> {
        let found = self.physical.get_mut(&memory).filter(|found| !found.is_released);
        found.ok_or(CuError::INVALID_VALUE)?.is_released = true;
        Ok(self.unused(memory))
    }

    fn unused(&mut self, memory: MemoryId) -> Option<Unused> {
        let found = self.physical.get(&memory)?;
        if found.mappings > 0 || !found.is_released {
            return None;
        }
        let is_own = !self.imports.contains_key(&found.address);
        let unused = Unused { address: found.address, bytes: found.shared.bytes, is_own };
        self.physical.remove(&memory);
        Some(unused)
    }

    /// Maps pages at reserved addresses where nothing is mapped.
    pub fn map(&mut self, start: u64, bytes: u64, offset: u64, memory: MemoryId) -> CuResult {
        let is_whole = [start, bytes, offset].iter().all(|number| number.is_multiple_of(GRANULARITY));
        let end = start.checked_add(bytes).ok_or(CuError::INVALID_VALUE)?;
        let is_reserved = self
            .reservations
            .range(..=start)
            .next_back()
            .is_some_and(|(first, length)| end <= first + length);
        let is_free = self
            .mappings
            .range(..end)
            .next_back()
            .is_none_or(|(first, mapping)| first + mapping.bytes <= start);
        let found = self.physical.get_mut(&memory).filter(|found| !found.is_released);
        let found = found.ok_or(CuError::INVALID_VALUE)?;
        let fits = offset.checked_add(bytes).is_some_and(|last| last <= found.shared.bytes);
        if bytes == 0 || !is_whole || !is_reserved || !is_free || !fits {
            return Err(CuError::INVALID_VALUE);
        }
        if !alias(start, found.address + offset, bytes) {
            return Err(CuError::OUT_OF_MEMORY);
        }
        found.mappings += 1;
        self.mappings.insert(start, Mapping { bytes, memory, devices: 0, writers: 0 });
        Ok(())
    }

    /// The first addresses of the mappings that make up a range without gaps and without parts.
    fn tiles(&self, start: u64, bytes: u64) -> CuResult<Vec<u64>> {
        let end = start.checked_add(bytes).filter(|end| *end > start).ok_or(CuError::INVALID_VALUE)?;
        let mut next = start;
        let mut tiles = Vec::new();
        for (first, mapping) in self.mappings.range(start..end) {
            if *first != next {
                return Err(CuError::INVALID_VALUE);
            }
            tiles.push(*first);
            next = first + mapping.bytes;
        }
        if next == end { Ok(tiles) } else { Err(CuError::INVALID_VALUE) }
    }

    /// Takes whole mappings away; what is not used any more then.
    pub fn unmap(&mut self, start: u64, bytes: u64) -> CuResult<Vec<Unused>> {
        let tiles = self.tiles(start, bytes)?;
        if !lay_scratch(start, bytes) {
            return Err(CuError::OUT_OF_MEMORY);
        }
        let mut unused = Vec::new();
        for tile in tiles {
            let Some(mapping) = self.mappings.remove(&tile) else { continue };
            if let Some(found) = self.physical.get_mut(&mapping.memory) {
                found.mappings -= 1;
            }
            unused.extend(self.unused(mapping.memory));
        }
        Ok(unused)
    }

    /// Says what a device may do with whole mappings.
    pub fn allow(&mut self, start: u64, bytes: u64, device: u32, access: u32) -> CuResult {
        let (reads, writes) = match access {
            0 => (false, false),
            READ => (true, false),
            READ_WRITE => (true, true),
            _ => return Err(CuError::INVALID_VALUE),
        };
        for tile in self.tiles(start, bytes)? {
            if let Some(mapping) = self.mappings.get_mut(&tile) {
                let bit = 1u64.checked_shl(device).ok_or(CuError::INVALID_DEVICE)?;
                mapping.devices = if reads { mapping.devices | bit } else { mapping.devices & !bit };
                mapping.writers = if writes { mapping.writers | bit } else { mapping.writers & !bit };
            }
        }
        Ok(())
    }

    /// The ranges that some of the devices of these bits may use: first address, and the one after the last.
    pub fn reach(&self, devices: u64) -> impl Iterator<Item = (u64, u64)> {
        let usable = self.mappings.iter().filter(move |(_, mapping)| mapping.devices & devices != 0);
        usable.map(|(start, mapping)| (*start, start + mapping.bytes))
    }

    /// The ranges of those that none of the devices may write to.
    pub fn read_only(&self, devices: u64) -> impl Iterator<Item = (u64, u64)> {
        let usable = self.mappings.iter().filter(move |(_, mapping)| mapping.devices & devices != 0);
        let read_only = usable.filter(move |(_, mapping)| mapping.writers & devices == 0);
        read_only.map(|(start, mapping)| (*start, start + mapping.bytes))
    }
}

/// Keeps the area for this session: from here on nothing else of the process is mapped there.
fn keep((base, bytes): (u64, u64)) -> bool {
    if bytes == 0 {
        return false;
    }
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_FIXED_NOREPLACE;
    // SAFETY: a new mapping, which the flags keep from replacing another.
    let mapped = unsafe { libc::mmap(at(base), bytes as usize, libc::PROT_NONE, flags, -1, 0) };
    mapped.addr() as u64 == base
}

fn at(address: u64) -> *mut libc::c_void {
    ptr::with_exposed_provenance_mut(address as usize)
}

/// Lays empty pages of nobody's under a part of the area.
fn lay_scratch(start: u64, bytes: u64) -> bool {
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_FIXED;
    let access = libc::PROT_READ | libc::PROT_WRITE;
    // SAFETY: whole pages of the area, which this session keeps: what is replaced is scratch, or a mapping that is being taken away.
    let mapped = unsafe { libc::mmap(at(start), bytes as usize, access, flags, -1, 0) };
    mapped != libc::MAP_FAILED
}

/// Maps a part of another session's memory in the area.
fn lay(start: u64, bytes: u64, memory: &OwnedFd, from: u64) -> bool {
    let Ok(from) = libc::off_t::try_from(from) else { return false };
    let flags = libc::MAP_SHARED | libc::MAP_NORESERVE | libc::MAP_FIXED;
    let access = libc::PROT_READ | libc::PROT_WRITE;
    // SAFETY: whole pages of the area, which this session keeps and nothing uses yet; the memory's size is sealed, and the broker has
    // seen that the part lies within it.
    let mapped = unsafe { libc::mmap(at(start), bytes as usize, access, flags, memory.as_raw_fd(), from) };
    mapped != libc::MAP_FAILED
}

/// Maps the pages at `from` a second time.
fn alias(start: u64, from: u64, bytes: u64) -> bool {
    let flags = libc::MREMAP_MAYMOVE | libc::MREMAP_FIXED;
    // SAFETY: whole pages: the target is a part of the kept area with scratch pages, the source shared pages of device memory, which
    // stay where they are, because an old size of 0 adds a mapping (mremap(2)).
    let mapped = unsafe { libc::mremap(at(from), 0, bytes as usize, flags, at(start)) };
    mapped != libc::MAP_FAILED
}
