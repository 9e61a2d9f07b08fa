//! The session's memory: which addresses are allocated, of what kind, and which of them a kernel may touch.
//!
//! Device addresses are addresses of this process, in the window that guest and worker map alike. Nothing here reads or
//! writes the memory itself.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use cuda_abi::{CuError, CuResult};
use parking_lot::Mutex;
use wire::{ContextId, MemInfo, MemoryId, MemoryProperties, SharedMemory};

use crate::sharing::{Lent, Sharing};
use crate::virtual_memory::{self, Unused, VirtualMemory};

/// Allocations start and end on multiples of this many bytes, as on real devices.
pub const GRANULARITY: u64 = 512;

/// What the kernel maps at a time, in bytes.
const PAGE: u64 = 4096;

/// Freed ranges of at least this many bytes go back to the system.
const DECOMMIT_FROM: u64 = 64 << 10;

/// The addresses that a session has, and how to give pages back.
pub struct Space {
    /// Host (pinned, managed) memory: first address and bytes.
    pub host: (u64, u64),
    /// Device memory: first address and bytes. Its pages are shared ones (`MAP_SHARED`), of which further mappings can be made.
    pub device: (u64, u64),
    /// Addresses for those mappings, where this process has nothing: first address and bytes.
    pub reserved: (u64, u64),
    /// Gives the pages of a range of addresses back; they read as zero afterwards.
    pub decommit: Box<dyn Fn(u64, u64) + Send + Sync>,
}

/// What kind of memory an allocation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// cuMemAlloc, or a module's variable.
    Device,
    /// Stream-ordered memory of a pool.
    Pooled,
    /// An array, which is no kernel's to reach by an address.
    Array,
    /// An allocation of another session.
    Opened,
    /// A kernel's malloc.
    Heap,
    /// cuMemAllocManaged.
    Managed,
    /// cuMemHostAlloc.
    Host,
}

#[derive(Clone, Copy, Debug)]
struct Allocation {
    /// Bytes that were asked for, and those that it takes.
    bytes: u64,
    reserved: u64,
    kind: Kind,
    context: ContextId,
    /// Other devices that may use it, a bit for each: of memory of pools.
    devices: u64,
}

/// A range of addresses with holes, kept as the map of its free pieces.
pub struct Pool {
    free: BTreeMap<u64, u64>,
    total: u64,
    used: u64,
}

impl Pool {
    /// All of these addresses are free.
    pub fn new((base, bytes): (u64, u64)) -> Self {
        let mut free = BTreeMap::new();
        if bytes > 0 {
            free.insert(base, bytes);
        }
        Self { free, total: bytes, used: 0 }
    }

    /// Takes `bytes` at a multiple of `alignment` from the smallest piece that holds them.
    pub fn take(&mut self, bytes: u64, alignment: u64) -> Option<u64> {
        let padded = |start: u64| start.checked_next_multiple_of(alignment).map(|first| first - start);
        let holds = |start: &u64, size: &u64| {
            padded(*start).and_then(|padding| size.checked_sub(padding)).is_some_and(|left| left >= bytes)
        };
        let (&start, _) =
            self.free.iter().filter(|(start, size)| holds(start, size)).min_by_key(|(_, size)| **size)?;
        let first = start + padded(start)?;
        self.take_at(first, bytes).then_some(first)
    }

    /// Takes `bytes` from an address on, if all of them are free.
    pub fn take_at(&mut self, first: u64, bytes: u64) -> bool {
        let Some((&start, &size)) = self.free.range(..=first).next_back() else { return false };
        let before = first - start;
        let Some(after) = size.checked_sub(before).and_then(|left| left.checked_sub(bytes)) else {
            return false;
        };
        self.free.remove(&start);
        if before > 0 {
            self.free.insert(start, before);
        }
        if after > 0 {
            self.free.insert(first + bytes, after);
        }
        self.used += bytes;
        true
    }

    /// Makes a range free that was taken.
    pub fn give(&mut self, mut start: u64, mut bytes: u64) {
        self.used -= bytes;
        if let Some((&before, &size)) = self.free.range(..start).next_back()
            && before + size == start
        {
            self.free.remove(&before);
            start = before;
            bytes += size;
        }
        if let Some(after) = self.free.remove(&(start + bytes)) {
            bytes += after;
        }
        self.free.insert(start, bytes);
    }
}

/// What a context is to memory.
#[derive(Clone, Copy, Default)]
struct Owner {
    device: u32,
    /// The devices whose memory it may use besides its own, a bit for each (cuCtxEnablePeerAccess).
    peers: u64,
}

/// Who looks: a device and the devices whose memory it may use besides its own; none for whoever may use all.
type Viewer = Option<(u32, u64)>;

struct State {
    host: Pool,
    /// Of each device.
    devices: Vec<Pool>,
    owners: HashMap<ContextId, Owner>,
    allocations: BTreeMap<u64, Allocation>,
    mapped: VirtualMemory,
    reach: HashMap<Viewer, Arc<Reach>>,
}

impl State {
    fn pool(&mut self, kind: Kind, device: usize) -> Option<&mut Pool> {
        match kind {
            Kind::Managed | Kind::Host => Some(&mut self.host),
            _ => self.devices.get_mut(device),
        }
    }
}

/// The session's allocations.
pub struct Memory {
    state: Mutex<State>,
    space: Space,
    /// The first address of each device's memory, ascending.
    bases: Vec<u64>,
    /// With other sessions.
    pub(crate) sharing: Sharing,
    held: Box<dyn Fn(u32, u64) + Send + Sync>,
}

impl Memory {
    /// Nothing allocated yet in `space`, of which devices have as many bytes as `sizes` say. Whenever that changes, `held` hears how many
    /// bytes of a device's memory are allocated.
    pub fn new(
        space: Space,
        sizes: &[u64],
        sharing: Sharing,
        held: impl Fn(u32, u64) + Send + Sync + 'static,
    ) -> Self {
        let (mut base, mut left) = space.device;
        let mut bases = Vec::new();
        let mut devices = Vec::new();
        for size in sizes {
            let bytes = (*size).min(left);
            bases.push(base);
            devices.push(Pool::new((base, bytes)));
            base += bytes;
            left -= bytes;
        }
        let state = State {
            host: Pool::new(space.host),
            devices,
            owners: HashMap::new(),
            allocations: BTreeMap::new(),
            mapped: VirtualMemory::new(space.reserved),
            reach: HashMap::new(),
        };
        Self { state: Mutex::new(state), space, bases, sharing, held: Box::new(held) }
    }

    /// Whose memory an address of the device part is.
    fn device_at(&self, address: u64) -> usize {
        self.bases.partition_point(|base| *base <= address).saturating_sub(1)
    }

    /// How many devices there are.
    pub fn device_count(&self) -> u32 {
        self.bases.len() as u32
    }

    /// A context is there, on a device.
    pub fn add_context(&self, context: ContextId, device: u32) {
        self.state.lock().owners.insert(context, Owner { device, peers: 0 });
    }

    /// The device of a context.
    pub fn device_of(&self, context: ContextId) -> u32 {
        self.state.lock().owners.get(&context).map_or(0, |owner| owner.device)
    }

    /// How many contexts a device has.
    pub fn contexts_on(&self, device: u32) -> u32 {
        self.state.lock().owners.values().filter(|owner| owner.device == device).count() as u32
    }

    /// Lets a context use another device's memory, or not.
    pub fn allow_peer(&self, context: ContextId, device: u32, allowed: bool) {
        if let Some(owner) = self.state.lock().owners.get_mut(&context) {
            let bit = 1u64.checked_shl(device).unwrap_or(0);
            owner.peers = if allowed { owner.peers | bit } else { owner.peers & !bit };
        }
    }

    /// Lets the devices of these bits use an allocation.
    pub fn set_access(&self, address: u64, devices: u64) {
        let mut state = self.state.lock();
        if let Some(allocation) = state.allocations.get_mut(&address) {
            allocation.devices = devices;
        }
        state.reach.clear();
    }

    /// Allocates `bytes` (at least 1) and returns the address.
    ///
    /// # Errors
    /// `INVALID_VALUE` for no bytes, `OUT_OF_MEMORY` where they do not fit.
    pub fn allocate(&self, context: ContextId, kind: Kind, bytes: u64) -> CuResult<u64> {
        self.allocate_on(self.device_of(context), context, kind, bytes)
    }

    /// As [`Memory::allocate`], on a device that need not be the context's.
    ///
    /// # Errors
    /// As there.
    pub fn allocate_on(&self, device: u32, context: ContextId, kind: Kind, bytes: u64) -> CuResult<u64> {
        if bytes == 0 {
            return Err(CuError::INVALID_VALUE);
        }
        let reserved = bytes.checked_next_multiple_of(GRANULARITY).ok_or(CuError::OUT_OF_MEMORY)?;
        let mut state = self.state.lock();
        let pool = state.pool(kind, device as usize).ok_or(CuError::INVALID_DEVICE)?;
        let address = match pool.take(reserved, GRANULARITY) {
            Some(address) => address,
            None => {
                drop(state);
                self.take_returned();
                state = self.state.lock();
                let pool = state.pool(kind, device as usize).ok_or(CuError::INVALID_DEVICE)?;
                pool.take(reserved, GRANULARITY).ok_or(CuError::OUT_OF_MEMORY)?
            }
        };
        state.allocations.insert(address, Allocation { bytes, reserved, kind, context, devices: 0 });
        state.reach.clear();
        self.tell(&state, device as usize);
        Ok(address)
    }

    fn tell(&self, state: &State, device: usize) {
        (self.held)(device as u32, state.devices.get(device).map_or(0, |pool| pool.used));
    }

    /// Whether `address` is the start of an allocation that `allowed` admits.
    ///
    /// # Errors
    /// `INVALID_VALUE` if it is not.
    pub fn check(&self, address: u64, allowed: impl Fn(Kind) -> bool) -> CuResult {
        match self.state.lock().allocations.get(&address) {
            Some(allocation) if allowed(allocation.kind) => Ok(()),
            _ => Err(CuError::INVALID_VALUE),
        }
    }

    /// Takes an allocation off the books; its addresses are reused only after [`Memory::release`].
    ///
    /// # Errors
    /// `INVALID_VALUE` if `address` is not the start of an allocation that `allowed` admits.
    pub fn retire(&self, address: u64, allowed: impl Fn(Kind) -> bool) -> CuResult<Retired> {
        let mut state = self.state.lock();
        match state.allocations.get(&address) {
            Some(allocation) if allowed(allocation.kind) => {
                let retired = Retired { address, bytes: allocation.reserved, kind: allocation.kind };
                state.allocations.remove(&address);
                state.reach.clear();
                Ok(retired)
            }
            _ => Err(CuError::INVALID_VALUE),
        }
    }

    /// Everything that a context still holds, off the books.
    pub fn retire_context(&self, context: ContextId) -> Vec<Retired> {
        let mut state = self.state.lock();
        let retired: Vec<_> = state
            .allocations
            .extract_if(.., |_, allocation| allocation.context == context)
            .map(|(address, allocation)| Retired {
                address,
                bytes: allocation.reserved,
                kind: allocation.kind,
            })
            .collect();
        state.owners.remove(&context);
        state.reach.clear();
        retired
    }

    /// Makes the addresses of a retired allocation free for others, once no other session uses it.
    pub fn release(&self, retired: Retired) {
        if retired.kind == Kind::Opened {
            return self.release_opened(retired.address);
        }
        self.take_returned();
        if let Some(freed) = self.sharing.withdraw(Lent::Allocation(retired)) {
            self.free(freed);
        }
    }

    /// What other sessions have let go of is free.
    fn take_returned(&self) {
        self.sharing.returned().into_iter().for_each(|freed| self.free(freed));
    }

    fn free(&self, freed: Lent) {
        match freed {
            Lent::Allocation(retired) => self.free_allocation(retired),
            Lent::Pages(address, bytes) => self.free_pages(address, bytes),
        }
    }

    fn free_pages(&self, address: u64, bytes: u64) {
        (self.space.decommit)(address, bytes);
        let device = self.device_at(address);
        let mut state = self.state.lock();
        if let Some(pool) = state.devices.get_mut(device) {
            pool.give(address, bytes);
        }
        self.tell(&state, device);
    }

    /// An allocation of another session is mapped at an address.
    pub(crate) fn add_opened(&self, address: u64, bytes: u64, context: ContextId) {
        let mut state = self.state.lock();
        let opened = Allocation { bytes, reserved: bytes, kind: Kind::Opened, context, devices: 0 };
        state.allocations.insert(address, opened);
        state.reach.clear();
    }

    fn release_opened(&self, address: u64) {
        let imported = self.state.lock().mapped.drop_import(address);
        if let Some(key) = imported {
            self.sharing.close(key);
        }
    }

    /// How many bytes the allocation of this kind has that begins at an address.
    pub(crate) fn bytes_of(&self, address: u64, kind: Kind) -> Option<u64> {
        let state = self.state.lock();
        state.allocations.get(&address).filter(|found| found.kind == kind).map(|found| found.reserved)
    }

    /// Does something with reservations and mappings that changes nobody's reach.
    pub(crate) fn with_mapped<T>(&self, act: impl FnOnce(&mut VirtualMemory) -> T) -> T {
        act(&mut self.state.lock().mapped)
    }

    fn free_allocation(&self, retired: Retired) {
        if retired.bytes >= DECOMMIT_FROM {
            (self.space.decommit)(retired.address, retired.bytes);
        }
        let device = self.device_at(retired.address);
        let mut state = self.state.lock();
        if let Some(pool) = state.pool(retired.kind, device) {
            pool.give(retired.address, retired.bytes);
        }
        self.tell(&state, device);
    }

    /// Pages of device memory that have no address yet.
    ///
    /// # Errors
    /// `INVALID_VALUE` for a size that is no multiple of the granularity, `NOT_SUPPORTED` for what is not plain device memory,
    /// `OUT_OF_MEMORY`.
    pub fn create_physical(&self, memory: MemoryId, bytes: u64, wanted: MemoryProperties) -> CuResult {
        let granularity = virtual_memory::granularity(wanted, self.device_count())?;
        if bytes == 0 || !bytes.is_multiple_of(granularity) {
            return Err(CuError::INVALID_VALUE);
        }
        let device = wanted.place_id as usize;
        let mut state = self.state.lock();
        let pool = state.devices.get_mut(device).ok_or(CuError::INVALID_DEVICE)?;
        let address = pool.take(bytes, PAGE).ok_or(CuError::OUT_OF_MEMORY)?;
        let created = state.mapped.create(memory, address, SharedMemory::new(bytes, wanted));
        if created.is_err()
            && let Some(pool) = state.devices.get_mut(device)
        {
            pool.give(address, bytes);
        }
        self.tell(&state, device);
        created
    }

    /// Changes reservations and mappings; what is not used any more then goes back to the device.
    ///
    /// # Errors
    /// Those of `change`.
    pub fn change_mapped(
        &self,
        change: impl FnOnce(&mut VirtualMemory) -> CuResult<Vec<Unused>>,
    ) -> CuResult {
        let unused = {
            let mut state = self.state.lock();
            state.reach.clear();
            change(&mut state.mapped)?
        };
        for Unused { address, bytes, is_own } in unused {
            if !is_own {
                self.release_opened(address);
            } else if let Some(freed) = self.sharing.withdraw(Lent::Pages(address, bytes)) {
                self.free(freed);
            }
        }
        self.take_returned();
        Ok(())
    }

    /// Reserves addresses, at `wanted` if that is not 0 and they are free.
    ///
    /// # Errors
    /// `INVALID_VALUE` for a size that is no multiple of the granularity, `OUT_OF_MEMORY`.
    pub fn reserve(&self, bytes: u64, alignment: u64, wanted: u64) -> CuResult<u64> {
        self.state.lock().mapped.reserve(bytes, alignment, wanted)
    }

    /// Puts what was retired and not released on the books again, for a context.
    pub fn revive(&self, retired: Retired, context: ContextId) -> u64 {
        let Retired { address, bytes, kind } = retired;
        let mut state = self.state.lock();
        state.allocations.insert(address, Allocation { bytes, reserved: bytes, kind, context, devices: 0 });
        state.reach.clear();
        address
    }

    /// Free and total memory of a context's device.
    pub fn info(&self, context: ContextId) -> MemInfo {
        let state = self.state.lock();
        let device = state.owners.get(&context).map_or(0, |owner| owner.device);
        let (total, used) = state.devices.get(device as usize).map_or((0, 0), |pool| (pool.total, pool.used));
        MemInfo { free: total - used, total }
    }

    /// What is allocated now, on any device, for a copy to check against.
    pub fn reach(&self) -> Arc<Reach> {
        self.seen_by(&mut self.state.lock(), None)
    }

    /// What kernels of a context may use now: its own device's memory, that of its peers, the host's.
    pub fn reach_of(&self, context: ContextId) -> Arc<Reach> {
        let mut state = self.state.lock();
        // Of one device all is its own.
        let owner = state.owners.get(&context).copied().unwrap_or_default();
        let viewer = (self.bases.len() > 1).then_some((owner.device, owner.peers));
        self.seen_by(&mut state, viewer)
    }

    fn seen_by(&self, state: &mut State, viewer: Viewer) -> Arc<Reach> {
        if let Some(reach) = state.reach.get(&viewer) {
            return reach.clone();
        }
        let bit = |device: usize| 1u64.checked_shl(device as u32).unwrap_or(0);
        let is_seen = |start: u64, allocation: &Allocation| match (allocation.kind, viewer) {
            (Kind::Array, _) => false,
            (Kind::Host | Kind::Managed | Kind::Opened, _) | (_, None) => true,
            (kind, Some((own, peers))) => {
                let on = bit(self.device_at(start));
                let own = bit(own as usize);
                // Memory of pools is its peers' only where the pool says so (cuMemPoolSetAccess).
                on == own || allocation.devices & own != 0 || (kind != Kind::Pooled && peers & on != 0)
            }
        };
        let mut all: Vec<(u64, u64)> = Vec::with_capacity(state.allocations.len());
        let seen = state.allocations.iter().filter(|(start, allocation)| is_seen(**start, allocation));
        all.extend(seen.map(|(start, allocation)| (*start, start + allocation.reserved)));
        let devices = viewer.map_or(u64::MAX, |(own, _)| bit(own as usize));
        all.extend(state.mapped.reach(devices));
        all.sort_unstable();
        let mut ranges: Vec<(u64, u64)> = Vec::with_capacity(all.len());
        for (start, end) in all {
            match ranges.last_mut() {
                Some((_, last)) if *last == start => *last = end,
                _ => ranges.push((start, end)),
            }
        }
        let reach =
            Arc::new(Reach { ranges: ranges.into(), read_only: state.mapped.read_only(devices).collect() });
        state.reach.insert(viewer, reach.clone());
        reach
    }

    /// Whether all of `bytes` from `address` on were asked for as part of one allocation. Mapped memory counts as the whole that it is.
    pub fn is_within_one(&self, address: u64, bytes: u64) -> bool {
        let state = self.state.lock();
        match state.allocations.range(..=address).next_back() {
            Some((start, allocation)) if address < start + allocation.reserved => {
                address.checked_add(bytes).is_some_and(|end| end <= start + allocation.bytes)
            }
            _ => true,
        }
    }

    /// The allocation nearest to an address, for a fault report: its start and bytes.
    pub fn nearest(&self, address: u64) -> Option<(u64, u64)> {
        let state = self.state.lock();
        let before = state.allocations.range(..=address).next_back();
        let after = state.allocations.range(address..).next();
        let distance = |(start, allocation): &(&u64, &Allocation)| {
            address.saturating_sub(**start + allocation.reserved).max(start.saturating_sub(address))
        };
        before
            .into_iter()
            .chain(after)
            .min_by_key(distance)
            .map(|(start, allocation)| (*start, allocation.bytes))
    }
}

/// An allocation that is off the books and not yet free for others.
#[derive(Debug)]
pub struct Retired {
    address: u64,
    bytes: u64,
    kind: Kind,
}

impl Retired {
    /// Its bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// What it was.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Where it was.
    pub fn address(&self) -> u64 {
        self.address
    }
}

/// The allocated ranges at one moment, in order and merged where they touch.
#[derive(Debug)]
pub struct Reach {
    ranges: Box<[(u64, u64)]>,
    /// Parts of them that may not be written to, in order.
    read_only: Box<[(u64, u64)]>,
}

impl Reach {
    /// The allocated range around `address`: first address, and the one after the last.
    #[inline]
    pub fn around(&self, address: u64) -> Option<(u64, u64)> {
        let index = self.ranges.partition_point(|(start, _)| *start <= address).checked_sub(1)?;
        let (start, end) = self.ranges[index];
        (address < end).then_some((start, end))
    }

    /// Whether all of `bytes` from `address` on are allocated.
    #[inline]
    pub fn holds(&self, address: u64, bytes: u64) -> bool {
        self.around(address).is_some_and(|(_, end)| bytes <= end - address)
    }

    /// What of the range around `address` may be written to, as [`Reach::around`].
    #[inline]
    pub fn around_to_write(&self, address: u64) -> Option<(u64, u64)> {
        let (mut start, mut end) = self.around(address)?;
        let next = self.read_only.partition_point(|(start, _)| *start <= address);
        if let Some((_, before)) = next.checked_sub(1).map(|before| self.read_only[before]) {
            start = start.max(before);
        }
        if let Some((after, _)) = self.read_only.get(next) {
            end = end.min(*after);
        }
        (start <= address).then_some((start, end))
    }

    /// Whether all of `bytes` from `address` on may be written to.
    #[inline]
    pub fn holds_to_write(&self, address: u64, bytes: u64) -> bool {
        self.around_to_write(address).is_some_and(|(_, end)| bytes <= end - address)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    const ONE: ContextId = ContextId(1);

    /// A host without other sessions.
    struct Alone;

    impl gpu::Host for Alone {
        fn output(&self, _: wire::Output, _: &[u8]) {}
        fn fault(&self, _: ContextId, _: CuError, _: &str) {}
        fn is_gone(&self, _: ContextId) {}
        fn wake(&self) {}
        unsafe fn take_staged(&self, _: wire::Staged, _: *mut u8) -> CuResult {
            Err(CuError::NOT_SUPPORTED)
        }
        unsafe fn put_staged(&self, _: wire::Staged, _: *const u8) -> CuResult {
            Err(CuError::NOT_SUPPORTED)
        }
        fn drop_staged(&self, _: wire::Staged) {}
    }

    /// Little memory, of addresses where nothing is.
    pub(crate) fn memory() -> Memory {
        let space = Space {
            host: (1 << 20, 1 << 20),
            device: (1 << 30, 1 << 20),
            reserved: (0, 0),
            decommit: Box::new(|_, _| {}),
        };
        Memory::new(space, &[1 << 20], Sharing::new(Arc::new(Alone)), |_, _| {})
    }

    #[test]
    fn freed_neighbours_become_one_piece_again() {
        let memory = memory();
        let all: Vec<_> =
            (0..4).map(|_| memory.allocate(ONE, Kind::Device, 256 << 10).expect("fits")).collect();
        assert_eq!(memory.allocate(ONE, Kind::Device, 1), Err(CuError::OUT_OF_MEMORY));
        for index in [2, 0, 3, 1] {
            let retired = memory.retire(all[index], |_| true).expect("allocated");
            memory.release(retired);
        }
        assert_eq!(memory.allocate(ONE, Kind::Device, 1 << 20), Ok(1 << 30));
    }

    #[test]
    fn only_the_start_of_an_allocation_of_the_right_kind_can_be_freed() {
        let memory = memory();
        let address = memory.allocate(ONE, Kind::Device, 1024).expect("fits");
        assert!(memory.retire(address + 512, |_| true).is_err());
        assert!(memory.retire(address, |kind| kind == Kind::Host).is_err());
        assert!(memory.retire(address, |kind| kind == Kind::Device).is_ok());
        assert!(memory.retire(address, |_| true).is_err());
    }

    #[test]
    fn reach_ends_where_the_last_allocation_does() {
        let memory = memory();
        let first = memory.allocate(ONE, Kind::Device, 512).expect("fits");
        let second = memory.allocate(ONE, Kind::Device, 100).expect("fits");
        assert_eq!(second, first + 512);
        let reach = memory.reach();
        assert!(reach.holds(first, 1024));
        assert!(!reach.holds(first, 1025));
        assert!(!reach.holds(first - 1, 1));
        assert!(!reach.holds(u64::MAX, u64::MAX));
        assert_eq!(memory.nearest(first + 4096), Some((second, 100)));
    }

    #[test]
    fn what_may_only_be_read_ends_what_may_be_written() {
        let reach = Reach {
            ranges: [(0x1000, 0x5000), (0x8000, 0x9000)].into(),
            read_only: [(0x2000, 0x3000), (0x8000, 0x9000)].into(),
        };
        assert_eq!(reach.around_to_write(0x1800), Some((0x1000, 0x2000)));
        assert_eq!(reach.around_to_write(0x2000), None);
        assert_eq!(reach.around_to_write(0x2fff), None);
        assert_eq!(reach.around_to_write(0x3000), Some((0x3000, 0x5000)));
        assert_eq!(reach.around_to_write(0x8800), None);
        assert_eq!(reach.around_to_write(0x6000), None);
        assert!(
            reach.holds(0x1ffc, 8) && !reach.holds_to_write(0x1ffc, 8) && reach.holds_to_write(0x1ffc, 4)
        );
    }

    #[test]
    fn sizes_that_wrap_are_out_of_memory() {
        assert_eq!(memory().allocate(ONE, Kind::Device, u64::MAX), Err(CuError::OUT_OF_MEMORY));
        assert_eq!(memory().allocate(ONE, Kind::Host, 0), Err(CuError::INVALID_VALUE));
    }
}
