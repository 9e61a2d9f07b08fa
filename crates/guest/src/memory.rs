//! What this process has allocated: which addresses are whose, answered without asking the worker.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use cuda_abi::{CuError, CuResult};
use parking_lot::RwLock;
use wire::ContextId;

use crate::context::Context;

/// How a range was allocated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeKind {
    /// cuMemAlloc.
    Device,
    /// cuMemAllocManaged.
    Managed,
    /// cuMemHostAlloc.
    Host,
    /// A module's variable: freed with its module.
    Variable,
    /// cuMemAllocAsync.
    Pooled {
        /// The handle of the pool that it is from.
        pool: u64,
    },
    /// cuIpcOpenMemHandle.
    Opened,
    /// cuMemMap, once some device may access it: no context's.
    Mapped {
        /// Whether some device may write there.
        is_writable: bool,
    },
}

/// One allocation.
#[derive(Clone, Copy)]
pub struct Allocation {
    /// First address.
    pub start: u64,
    /// Bytes that the program asked for.
    pub bytes: u64,
    /// How it was allocated.
    pub kind: RangeKind,
    /// CU_MEMHOSTALLOC_* or CU_MEM_ATTACH_*.
    pub flags: u32,
    /// CU_POINTER_ATTRIBUTE_SYNC_MEMOPS.
    pub syncs: bool,
    /// A number that no other allocation of this process has had.
    pub unique: u64,
    /// Where it was allocated.
    pub context: &'static Context,
    /// That context's id then; 0 for what belongs to no context, whose `context` is the device's primary one, alive or not.
    pub context_id: ContextId,
}

/// Of what belongs to no context.
pub const NO_CONTEXT: ContextId = ContextId(0);

impl Allocation {
    /// Whether synchronous calls that only start work on it have to wait for that: the host may read it next, or the program wants it
    /// (CU_POINTER_ATTRIBUTE_SYNC_MEMOPS).
    pub fn is_waited_for(&self) -> bool {
        self.is_host_accessible() || self.syncs
    }

    /// Whether the host's code may touch it by its address.
    pub fn is_host_accessible(&self) -> bool {
        matches!(self.kind, RangeKind::Managed | RangeKind::Host)
    }
}

/// Every allocation, by first address; and whether there has been one that no device may write to.
#[derive(Default)]
pub struct Ranges(RwLock<BTreeMap<u64, Allocation>>, AtomicBool);

impl Ranges {
    /// Remembers an allocation.
    pub fn add(&self, allocation: Allocation) {
        self.0.write().insert(allocation.start, allocation);
    }

    /// The allocation that holds an address.
    #[inline]
    pub fn find(&self, address: u64) -> Option<Allocation> {
        let ranges = self.0.read();
        let (_, allocation) = ranges.range(..=address).next_back()?;
        (address - allocation.start < allocation.bytes).then_some(*allocation)
    }

    /// The allocation that holds all of `bytes` from `address` on, of memory that the device reaches.
    ///
    /// # Errors
    /// `INVALID_VALUE` if there is none.
    #[inline]
    pub fn check(&self, address: u64, bytes: u64) -> CuResult<Allocation> {
        let allocation = self.find(address).ok_or(CuError::INVALID_VALUE)?;
        let within = allocation.bytes - (address - allocation.start);
        match bytes <= within || self.continues(&allocation, bytes - within) {
            true => Ok(allocation),
            false => Err(CuError::INVALID_VALUE),
        }
    }

    /// Refuses to write where the device may only read.
    ///
    /// # Errors
    /// `INVALID_VALUE`.
    #[inline]
    pub fn check_writable(&self, address: u64, bytes: u64) -> CuResult {
        // Pairs with nothing: who gives access and who copies agree on the order themselves.
        if !self.1.load(Ordering::Relaxed) {
            return Ok(());
        }
        let ranges = self.0.read();
        let mut met = ranges.range(..address.saturating_add(bytes)).rev();
        let is_read_only = |found: &Allocation| found.kind == RangeKind::Mapped { is_writable: false };
        let met = met.find_map(|(start, found)| match start + found.bytes <= address {
            true => Some(false),
            false => is_read_only(found).then_some(true),
        });
        if met == Some(true) { Err(CuError::INVALID_VALUE) } else { Ok(()) }
    }

    /// Says whether devices may write to the mapping that starts at an address.
    pub fn set_writable(&self, start: u64, is_writable: bool) {
        if !is_writable {
            self.1.store(true, Ordering::Relaxed);
        }
        if let Some(found) = self.0.write().get_mut(&start) {
            found.kind = RangeKind::Mapped { is_writable };
        }
    }

    /// Whether mappings that touch go on for `missing` bytes behind one: together they are one piece of memory.
    #[cold]
    fn continues(&self, first: &Allocation, mut missing: u64) -> bool {
        let ranges = self.0.read();
        let mut next = first.start + first.bytes;
        while missing > 0 && matches!(first.kind, RangeKind::Mapped { .. }) {
            let Some(mapping) =
                ranges.get(&next).filter(|found| matches!(found.kind, RangeKind::Mapped { .. }))
            else {
                break;
            };
            missing = missing.saturating_sub(mapping.bytes);
            next += mapping.bytes;
        }
        missing == 0
    }

    /// The allocation that starts at an address.
    ///
    /// # Errors
    /// `INVALID_VALUE` if there is none, or `allowed` does not admit it.
    pub fn starting_at(&self, address: u64, allowed: impl Fn(RangeKind) -> bool) -> CuResult<Allocation> {
        match self.0.read().get(&address) {
            Some(allocation) if allowed(allocation.kind) => Ok(*allocation),
            _ => Err(CuError::INVALID_VALUE),
        }
    }

    /// Forgets the allocation that starts at an address.
    pub fn remove(&self, address: u64) {
        self.take(address);
    }

    /// Forgets the allocation that starts at an address; what it was.
    pub fn take(&self, address: u64) -> Option<Allocation> {
        self.0.write().remove(&address)
    }

    /// Changes what is said of the allocation that holds an address.
    ///
    /// # Errors
    /// `INVALID_VALUE` if there is none.
    pub fn change(&self, address: u64, change: impl FnOnce(&mut Allocation)) -> CuResult {
        let mut ranges = self.0.write();
        let found = ranges.range_mut(..=address).next_back().map(|(_, allocation)| allocation);
        let found = found.filter(|allocation| address - allocation.start < allocation.bytes);
        found.map(change).ok_or(CuError::INVALID_VALUE)
    }

    /// Forgets what belonged to a context that has ended.
    pub fn forget_context(&self, id: ContextId) {
        self.0.write().retain(|_, allocation| allocation.context_id != id);
    }
}
