//! Memory that graphs allocate: it has its address from the making of the node on, and belongs to the program between a launch that
//! allocates it and whatever frees it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

use cuda_abi::{CuError, CuResult};
use parking_lot::Mutex;
use wire::ContextId;

use crate::context::Context;
use crate::driver::{self, Driver};
use crate::memory::{Allocation, RangeKind};

/// The memory of one allocation node.
pub struct Block {
    /// Its first address.
    pub address: u64,
    /// Bytes that the program asked for.
    pub bytes: u64,
    context: &'static Context,
    /// The context that it was allocated in.
    pub context_id: ContextId,
    is_allocated: AtomicBool,
}

/// What graphs have of a device's memory, in bytes (CUgraphMem_attribute).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Allocated by launches, and not freed.
    pub used: u64,
    /// The most that it was.
    pub used_high: u64,
    /// Set aside for nodes.
    pub reserved: u64,
    /// The most that it was.
    pub reserved_high: u64,
}

/// The memory of all graphs.
#[derive(Default)]
pub struct GraphMemory {
    blocks: Mutex<HashMap<u64, Weak<Block>>>,
    usage: Mutex<HashMap<u32, Usage>>,
}

impl GraphMemory {
    /// Memory for a new allocation node.
    ///
    /// # Errors
    /// `OUT_OF_MEMORY`.
    pub fn reserve(
        &self,
        driver: &Driver,
        (context, context_id): (&'static Context, ContextId),
        bytes: u64,
    ) -> CuResult<Arc<Block>> {
        let address = driver.session.mem_alloc(context_id, bytes)?;
        let (flags, unique) = (0, driver.new_unique());
        let kind = RangeKind::Device;
        driver.ranges.add(Allocation {
            start: address,
            bytes,
            kind,
            flags,
            syncs: false,
            unique,
            context,
            context_id,
        });
        let block =
            Arc::new(Block { address, bytes, context, context_id, is_allocated: AtomicBool::new(false) });
        self.blocks.lock().insert(address, Arc::downgrade(&block));
        self.count(context.device, |usage| {
            usage.reserved += bytes;
            usage.reserved_high = usage.reserved_high.max(usage.reserved);
        });
        Ok(block)
    }

    /// The memory of a node, if that begins at an address.
    pub fn find(&self, address: u64) -> Option<Arc<Block>> {
        self.blocks.lock().get(&address)?.upgrade()
    }

    /// What graphs have of a device.
    pub fn usage(&self, device: u32) -> Usage {
        self.usage.lock().get(&device).copied().unwrap_or_default()
    }

    /// Changes what is remembered of a device.
    pub fn count(&self, device: u32, change: impl FnOnce(&mut Usage)) {
        change(self.usage.lock().entry(device).or_default());
    }
}

impl Block {
    /// The ordinal of its device among the visible ones.
    pub fn device(&self) -> u32 {
        self.context.device
    }

    /// Whether it is the program's now.
    pub fn is_allocated(&self) -> bool {
        self.is_allocated.load(Ordering::Relaxed)
    }

    /// A launch has allocated it.
    pub fn allocate(&self, driver: &Driver) {
        if !self.is_allocated.swap(true, Ordering::Relaxed) {
            driver.graph_memory.count(self.context.device, |usage| {
                usage.used += self.bytes;
                usage.used_high = usage.used_high.max(usage.used);
            });
        }
    }

    /// Something has freed it: it is the graph's again.
    ///
    /// # Errors
    /// `INVALID_VALUE` if it was not allocated.
    pub fn free(&self, driver: &Driver) -> CuResult {
        match self.is_allocated.swap(false, Ordering::Relaxed) {
            false => Err(CuError::INVALID_VALUE),
            true => {
                driver.graph_memory.count(self.context.device, |usage| {
                    usage.used = usage.used.saturating_sub(self.bytes);
                });
                Ok(())
            }
        }
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        let Some(driver) = driver::running() else { return };
        driver.graph_memory.blocks.lock().remove(&self.address);
        let is_allocated = self.is_allocated();
        driver.graph_memory.count(self.context.device, |usage| {
            usage.reserved = usage.reserved.saturating_sub(self.bytes);
            if is_allocated {
                usage.used = usage.used.saturating_sub(self.bytes);
            }
        });
        // What is the program's it frees itself, as any other memory. What went with its context is gone already.
        let is_there = driver.ranges.starting_at(self.address, |_| true);
        if !is_allocated && is_there.is_ok_and(|range| range.context_id == self.context_id) {
            driver.ranges.remove(self.address);
            let _ = driver.session.mem_free(self.context_id, self.address);
        }
    }
}
