//! What this process has allocated: which addresses are whose, answered without asking the worker.

use std::collections::BTreeMap;

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
    /// A number that no other allocation of this process has had.
    pub unique: u64,
    /// Where it was allocated.
    pub context: &'static Context,
    /// That context's id then.
    pub context_id: ContextId,
}

impl Allocation {
    /// Whether the host's code may touch it by its address.
    pub fn is_host_accessible(&self) -> bool {
        matches!(self.kind, RangeKind::Managed | RangeKind::Host)
    }
}

/// Every allocation, by first address.
#[derive(Default)]
pub struct Ranges(RwLock<BTreeMap<u64, Allocation>>);

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
        match bytes <= allocation.bytes - (address - allocation.start) {
            true => Ok(allocation),
            false => Err(CuError::INVALID_VALUE),
        }
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
        self.0.write().remove(&address);
    }

    /// Forgets what belonged to a context that has ended.
    pub fn forget_context(&self, id: ContextId) {
        self.0.write().retain(|_, allocation| allocation.context_id != id);
    }
}
