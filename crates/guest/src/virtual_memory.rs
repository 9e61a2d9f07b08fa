//! Virtual memory management as the program sees it: what it reserved, created and mapped, and who may use that.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cuda_abi::{CUmemAllocationProp, CuError, CuResult};
use parking_lot::Mutex;
use wire::{MemoryId, MemoryProperties, Place, ShareKey};

use crate::driver::Driver;
use crate::handles::{HandleKind, Table};
use crate::memory::{Allocation, NO_CONTEXT, RangeKind};
use crate::sharing::of_others;

/// CU_MEM_LOCATION_TYPE_DEVICE.
pub const DEVICE: u32 = 1;
/// What CU_MEM_ACCESS_FLAGS_PROT_READWRITE has and CU_MEM_ACCESS_FLAGS_PROT_READ has not.
const WRITE: u32 = 2;

/// Memory without an address.
pub struct Physical {
    /// The worker's id of it.
    pub id: MemoryId,
    /// Its handle.
    pub handle: u64,
    /// What cuMemGetAllocationPropertiesFromHandle says.
    pub properties: CUmemAllocationProp,
    /// The visible device that it lies on.
    pub device: u32,
    /// How many cuMemRelease it takes until nobody names it, and how many mappings it has.
    users: Mutex<(u32, u32)>,
}

// SAFETY: the pointer among the properties is Windows' and never followed.
unsafe impl Send for Physical {}
// SAFETY: as above.
unsafe impl Sync for Physical {}

/// Pages at an address.
struct Mapping {
    bytes: u64,
    physical: Arc<Physical>,
    /// CU_MEM_ACCESS_FLAGS_* of each place that was given some.
    access: Vec<(Place, u32)>,
}

#[derive(Default)]
struct State {
    reservations: BTreeMap<u64, u64>,
    mappings: BTreeMap<u64, Mapping>,
}

/// Everything of this process.
pub struct VirtualMemory {
    physical: Table<Physical>,
    state: Mutex<State>,
    is_used: AtomicBool,
}

impl Default for VirtualMemory {
    fn default() -> Self {
        Self {
            physical: Table::new(HandleKind::Memory),
            state: Mutex::default(),
            is_used: AtomicBool::new(false),
        }
    }
}

impl State {
    fn mapping_at(&self, address: u64) -> Option<(u64, &Mapping)> {
        let (start, mapping) = self.mappings.range(..=address).next_back()?;
        (address - start < mapping.bytes).then_some((*start, mapping))
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
}

impl VirtualMemory {
    /// Whether an address is in a reservation.
    #[inline]
    pub fn is_reserved(&self, address: u64) -> bool {
        self.is_used.load(Ordering::Relaxed) && {
            let state = self.state.lock();
            let before = state.reservations.range(..=address).next_back();
            before.is_some_and(|(start, bytes)| address - start < *bytes)
        }
    }

    /// Reserves addresses.
    ///
    /// # Errors
    /// The worker's.
    pub fn reserve(&self, driver: &Driver, bytes: u64, alignment: u64, wanted: u64) -> CuResult<u64> {
        let start = driver.session.address_reserve(bytes, alignment, wanted)?;
        self.state.lock().reservations.insert(start, bytes);
        self.is_used.store(true, Ordering::Relaxed);
        Ok(start)
    }

    /// Gives a whole reservation back.
    ///
    /// # Errors
    /// `INVALID_VALUE` if it is none, or something is mapped in it.
    pub fn free(&self, driver: &Driver, start: u64, bytes: u64) -> CuResult {
        let mut state = self.state.lock();
        if state.reservations.get(&start) != Some(&bytes) {
            return Err(CuError::INVALID_VALUE);
        }
        driver.session.address_free(start, bytes)?;
        state.reservations.remove(&start);
        Ok(())
    }

    /// Creates memory without an address.
    ///
    /// # Errors
    /// The worker's.
    pub fn create(
        &self,
        driver: &Driver,
        bytes: u64,
        wanted: MemoryProperties,
        properties: CUmemAllocationProp,
        device: u32,
    ) -> CuResult<u64> {
        let id = MemoryId(driver.session.new_id());
        driver.session.physical_create(id, bytes, wanted)?;
        let users = Mutex::new((1, 0));
        let made = |handle| Physical { id, handle, properties, device, users };
        Ok(self.physical.insert_with(made).0)
    }

    /// Names memory of another process.
    ///
    /// # Errors
    /// The worker's; `INVALID_DEVICE` for memory of a device that is not visible.
    pub fn import(&self, driver: &Driver, key: ShareKey) -> CuResult<u64> {
        let id = MemoryId(driver.session.new_id());
        let shared = driver.session.open_physical(id, key)?;
        let (device, location) = of_others(driver, &shared).inspect_err(|_| {
            let _ = driver.session.physical_release(id);
        })?;
        // SAFETY: zeros are what the reserved parts are; the rest is set below.
        let mut properties: CUmemAllocationProp = unsafe { std::mem::zeroed() };
        properties.type_.0 = shared.kind;
        properties.requestedHandleTypes.0 = shared.handle_types;
        properties.location = location;
        let users = Mutex::new((1, 0));
        let made = |handle| Physical { id, handle, properties, device, users };
        Ok(self.physical.insert_with(made).0)
    }

    /// The memory that a handle names.
    ///
    /// # Errors
    /// `INVALID_VALUE` if it names none any more.
    pub fn physical(&self, handle: u64) -> CuResult<Arc<Physical>> {
        let physical = self.physical.get(handle).map_err(|_| CuError::INVALID_VALUE)?;
        let is_named = physical.users.lock().0 > 0;
        if is_named { Ok(physical) } else { Err(CuError::INVALID_VALUE) }
    }

    /// One who names it less.
    ///
    /// # Errors
    /// `INVALID_VALUE` if it names none any more.
    pub fn release(&self, driver: &Driver, handle: u64) -> CuResult {
        let physical = self.physical(handle)?;
        let mut users = physical.users.lock();
        users.0 = users.0.checked_sub(1).ok_or(CuError::INVALID_VALUE)?;
        match *users {
            (0, 0) => self.forget(driver, &physical),
            _ => Ok(()),
        }
    }

    /// Mappings keep the worker's name of it alive, too: cuMemRetainAllocationHandle may ask for it again.
    fn forget(&self, driver: &Driver, physical: &Physical) -> CuResult {
        let _ = self.physical.remove(physical.handle);
        driver.session.physical_release(physical.id)
    }

    /// Maps memory at reserved addresses.
    ///
    /// # Errors
    /// `INVALID_VALUE` for no such memory, for addresses that are not reserved or not free, or a range beyond the memory.
    pub fn map(&self, driver: &Driver, start: u64, bytes: u64, offset: u64, handle: u64) -> CuResult {
        let physical = self.physical(handle)?;
        let mut state = self.state.lock();
        driver.session.memory_map(start, bytes, offset, physical.id)?;
        physical.users.lock().1 += 1;
        state.mappings.insert(start, Mapping { bytes, physical, access: Vec::new() });
        Ok(())
    }

    /// Takes whole mappings away.
    ///
    /// # Errors
    /// `INVALID_VALUE` for a range that is not made of them.
    pub fn unmap(&self, driver: &Driver, start: u64, bytes: u64) -> CuResult {
        let mut state = self.state.lock();
        let tiles = state.tiles(start, bytes)?;
        // Forgotten first: nobody is to copy there once they are gone.
        let hidden: Vec<_> = tiles.iter().filter_map(|tile| driver.ranges.take(*tile)).collect();
        if let Err(error) = driver.session.memory_unmap(start, bytes) {
            hidden.into_iter().for_each(|allocation| driver.ranges.add(allocation));
            return Err(error);
        }
        for tile in tiles {
            let Some(Mapping { physical, .. }) = state.mappings.remove(&tile) else { continue };
            let mut users = physical.users.lock();
            users.1 = users.1.saturating_sub(1);
            if *users == (0, 0) {
                self.forget(driver, &physical)?;
            }
        }
        Ok(())
    }

    /// Says what places may do with whole mappings.
    ///
    /// # Errors
    /// `INVALID_VALUE` for a range that is not made of mappings; the worker's.
    pub fn allow(&self, driver: &Driver, start: u64, bytes: u64, place: Place, flags: u32) -> CuResult {
        let mut state = self.state.lock();
        let tiles = state.tiles(start, bytes)?;
        driver.session.memory_access(start, bytes, driver.host_place(place)?, flags)?;
        for tile in tiles {
            let Some(mapping) = state.mappings.get_mut(&tile) else { continue };
            mapping.access.retain(|(other, _)| *other != place);
            mapping.access.push((place, flags));
            match mapping.access.iter().any(|(_, flags)| *flags != 0) {
                false => drop(driver.ranges.take(tile)),
                true if driver.ranges.find(tile).is_some() => {}
                true => driver.ranges.add(Allocation {
                    start: tile,
                    bytes: mapping.bytes,
                    kind: RangeKind::Mapped { is_writable: true },
                    flags: 0,
                    syncs: false,
                    unique: driver.new_unique(),
                    context: driver.device(mapping.physical.device)?.primary,
                    context_id: NO_CONTEXT,
                }),
            }
            let is_writable = mapping.access.iter().any(|(_, flags)| flags & WRITE != 0);
            driver.ranges.set_writable(tile, is_writable);
        }
        Ok(())
    }

    /// What a place may do with the mapping at an address.
    ///
    /// # Errors
    /// `INVALID_VALUE` if nothing is mapped there.
    pub fn access(&self, address: u64, place: Place) -> CuResult<u32> {
        let state = self.state.lock();
        let (_, mapping) = state.mapping_at(address).ok_or(CuError::INVALID_VALUE)?;
        let given = mapping.access.iter().find(|(other, _)| *other == place);
        Ok(given.map_or(0, |(_, flags)| *flags))
    }

    /// One more who names the memory that is mapped at an address; its handle.
    ///
    /// # Errors
    /// `INVALID_VALUE` if nothing is mapped there.
    pub fn retain(&self, address: u64) -> CuResult<u64> {
        let state = self.state.lock();
        let (_, mapping) = state.mapping_at(address).ok_or(CuError::INVALID_VALUE)?;
        mapping.physical.users.lock().0 += 1;
        Ok(mapping.physical.handle)
    }
}

impl Driver {
    /// A place of the program's as the host numbers it.
    ///
    /// # Errors
    /// `INVALID_DEVICE` for a device that is not visible.
    pub fn host_place(&self, place: Place) -> CuResult<Place> {
        match place.kind {
            DEVICE => Ok(Place { kind: DEVICE, id: self.device_of(place.id)?.ordinal as i32 }),
            _ => Ok(place),
        }
    }
}
