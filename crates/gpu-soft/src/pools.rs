//! Pools of stream-ordered memory ("Stream Ordered Memory Allocator"): what they hold, and who waits for it.
//!
//! An allocation is there when the call returns. What a stream frees stays with its pool until a synchronisation finds that the pool holds
//! more than its threshold; an allocation that does not fit waits for what streams are about to free.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cuda_abi::{CUmemPool_attribute as A, CuError, CuResult};
use gpu::Completion;
use parking_lot::Mutex;
use wire::{ContextId, PoolId, ShareKey, SharedMemory};

use crate::memory::{GRANULARITY, Kind, Memory, Retired};

#[derive(Default)]
struct Pool {
    /// Which device's default one it is, if one's.
    default_of: Option<u32>,
    device: u32,
    told: SharedMemory,
    /// The other devices that may use its memory, a bit for each.
    access: u64,
    max_bytes: u64,
    threshold: u64,
    /// CU_MEMPOOL_ATTR_REUSE_*: what may be reused is what streams have freed, whatever they say.
    reuse: [u64; 3],
    used: u64,
    used_high: u64,
    reserved: u64,
    reserved_high: u64,
    free: Vec<Retired>,
    is_destroyed: bool,
    /// What other sessions know it by, or this one another's.
    key: Option<ShareKey>,
    /// It is another session's: nothing is allocated from it here.
    is_foreign: bool,
}

struct Waiting {
    pool: PoolId,
    context: ContextId,
    bytes: u64,
    then: Completion<u64>,
}

#[derive(Default)]
struct State {
    pools: HashMap<PoolId, Pool>,
    /// Where each allocation is from.
    from: HashMap<u64, PoolId>,
    /// Frees that streams have not got to.
    pending: usize,
    waiting: VecDeque<Waiting>,
}

/// The pools of a session.
pub struct Pools {
    memory: Arc<Memory>,
    state: Mutex<State>,
    /// There is a pool, or was.
    exists: AtomicBool,
    /// Something may be held that no allocation uses.
    holds: AtomicBool,
}

/// A free that a stream has not got to. Dropped without having run, it gives up.
pub struct Pending(Arc<Pools>);

impl Drop for Pending {
    fn drop(&mut self) {
        self.0.settle();
    }
}

impl Pool {
    /// The largest of what is free first, down to `keep` bytes in all.
    fn trim(&mut self, memory: &Memory, keep: u64) {
        while self.reserved > keep
            && let Some(retired) = self.free.pop()
        {
            self.reserved -= retired.bytes();
            memory.release(retired);
        }
    }

    fn allocate(&mut self, memory: &Memory, context: ContextId, bytes: u64) -> CuResult<u64> {
        let rounded = bytes.checked_next_multiple_of(GRANULARITY).ok_or(CuError::OUT_OF_MEMORY)?;
        let address = match self.free.iter().position(|retired| retired.bytes() == rounded) {
            Some(index) => memory.revive(self.free.swap_remove(index), context),
            None => {
                let most = if self.max_bytes == 0 { u64::MAX } else { self.max_bytes };
                if self.used.saturating_add(rounded) > most {
                    return Err(CuError::OUT_OF_MEMORY);
                }
                self.trim(memory, most - rounded);
                let address = memory.allocate_on(self.device, context, Kind::Pooled, bytes)?;
                self.reserved += rounded;
                self.reserved_high = self.reserved_high.max(self.reserved);
                address
            }
        };
        if self.access != 0 {
            memory.set_access(address, self.access);
        }
        self.used += rounded;
        self.used_high = self.used_high.max(self.used);
        Ok(address)
    }
}

impl State {
    fn pool(&mut self, pool: PoolId) -> CuResult<&mut Pool> {
        self.pools.get_mut(&pool).filter(|pool| !pool.is_destroyed).ok_or(CuError::INVALID_HANDLE)
    }

    fn allocate(&mut self, memory: &Memory, context: ContextId, pool: PoolId, bytes: u64) -> CuResult<u64> {
        if self.pool(pool)?.is_foreign {
            return Err(CuError::INVALID_VALUE);
        }
        let mut address = self.pool(pool)?.allocate(memory, context, bytes);
        if address == Err(CuError::OUT_OF_MEMORY) {
            self.pools.values_mut().for_each(|pool| pool.trim(memory, 0));
            address = self.pool(pool)?.allocate(memory, context, bytes);
        }
        if let Ok(address) = address {
            self.from.insert(address, pool);
        }
        address
    }

    /// Takes an allocation that was retired back into its pool.
    fn take_back(&mut self, memory: &Memory, retired: Retired, keep: bool) {
        let from = self.from.remove(&retired.address());
        let Some((id, pool)) = from.and_then(|id| self.pools.get_mut(&id).map(|pool| (id, pool))) else {
            return memory.release(retired);
        };
        pool.used -= retired.bytes();
        if keep && !pool.is_destroyed {
            pool.free.push(retired);
            return;
        }
        pool.reserved -= retired.bytes();
        memory.release(retired);
        if pool.is_destroyed && pool.used == 0 {
            self.pools.remove(&id);
        }
    }
}

impl Pools {
    /// None yet.
    pub fn new(memory: Arc<Memory>) -> Self {
        Self {
            memory,
            state: Mutex::default(),
            exists: AtomicBool::new(false),
            holds: AtomicBool::new(false),
        }
    }

    /// A pool as it is told; of 0 bytes, without a limit.
    pub fn create(&self, pool: PoolId, told: SharedMemory, default_of: Option<u32>) -> CuResult {
        let mut state = self.state.lock();
        if state.pools.contains_key(&pool) {
            return Err(CuError::INVALID_HANDLE);
        }
        self.exists.store(true, Ordering::Relaxed);
        let (device, max_bytes) = (told.place_id as u32, told.bytes);
        let created = Pool { default_of, device, told, max_bytes, reuse: [1; 3], ..Pool::default() };
        state.pools.insert(pool, created);
        Ok(())
    }

    /// Another session's pool.
    pub fn create_foreign(&self, pool: PoolId, told: SharedMemory, key: ShareKey) -> CuResult {
        self.create(pool, told, None)?;
        let mut state = self.state.lock();
        let created = state.pool(pool)?;
        (created.key, created.is_foreign) = (Some(key), true);
        Ok(())
    }

    /// The key of another session's pool.
    pub fn foreign_key(&self, pool: PoolId) -> CuResult<ShareKey> {
        let mut state = self.state.lock();
        let found = state.pool(pool)?;
        found.key.filter(|_| found.is_foreign).ok_or(CuError::INVALID_VALUE)
    }

    /// The key of a pool of this session's, which `offer` makes the first time.
    pub fn share(
        &self,
        pool: PoolId,
        offer: impl FnOnce(&SharedMemory) -> CuResult<ShareKey>,
    ) -> CuResult<ShareKey> {
        let mut state = self.state.lock();
        let found = state.pool(pool)?;
        match found.key {
            // Another session's, or not made to be shared.
            _ if found.is_foreign || found.told.handle_types == 0 => Err(CuError::INVALID_VALUE),
            Some(key) => Ok(key),
            None => Ok(*found.key.insert(offer(&found.told)?)),
        }
    }

    /// The key of the pool that an allocation is from.
    pub fn key_around(&self, address: u64) -> CuResult<ShareKey> {
        let mut state = self.state.lock();
        let pool = state.from.get(&address).copied().ok_or(CuError::INVALID_VALUE)?;
        state.pool(pool)?.key.ok_or(CuError::INVALID_VALUE)
    }

    /// Forgets a pool once nothing of it is in use.
    pub fn destroy(&self, id: PoolId) -> CuResult {
        let mut state = self.state.lock();
        let pool = state.pool(id)?;
        if pool.default_of.is_some() {
            return Err(CuError::INVALID_VALUE);
        }
        pool.trim(&self.memory, 0);
        pool.is_destroyed = true;
        if let Some(key) = pool.key.take() {
            self.memory.sharing.forget(key, pool.is_foreign);
        }
        if pool.used == 0 {
            state.pools.remove(&id);
        }
        Ok(())
    }

    /// What CU_MEMPOOL_ATTR_* says.
    pub fn get(&self, pool: PoolId, attribute: u32) -> CuResult<u64> {
        let mut state = self.state.lock();
        let pool = state.pool(pool)?;
        Ok(match A(attribute) {
            A::CU_MEMPOOL_ATTR_REUSE_FOLLOW_EVENT_DEPENDENCIES
            | A::CU_MEMPOOL_ATTR_REUSE_ALLOW_OPPORTUNISTIC
            | A::CU_MEMPOOL_ATTR_REUSE_ALLOW_INTERNAL_DEPENDENCIES => pool.reuse[attribute as usize - 1],
            A::CU_MEMPOOL_ATTR_RELEASE_THRESHOLD => pool.threshold,
            A::CU_MEMPOOL_ATTR_RESERVED_MEM_CURRENT => pool.reserved,
            A::CU_MEMPOOL_ATTR_RESERVED_MEM_HIGH => pool.reserved_high,
            A::CU_MEMPOOL_ATTR_USED_MEM_CURRENT => pool.used,
            A::CU_MEMPOOL_ATTR_USED_MEM_HIGH => pool.used_high,
            _ => return Err(CuError::INVALID_VALUE),
        })
    }

    /// Sets what of that can be set; the high marks only to 0, which makes them what is now.
    pub fn set(&self, pool: PoolId, attribute: u32, value: u64) -> CuResult {
        let mut state = self.state.lock();
        let pool = state.pool(pool)?;
        match (A(attribute), value) {
            (
                A::CU_MEMPOOL_ATTR_REUSE_FOLLOW_EVENT_DEPENDENCIES
                | A::CU_MEMPOOL_ATTR_REUSE_ALLOW_OPPORTUNISTIC
                | A::CU_MEMPOOL_ATTR_REUSE_ALLOW_INTERNAL_DEPENDENCIES,
                0 | 1,
            ) => pool.reuse[attribute as usize - 1] = value,
            (A::CU_MEMPOOL_ATTR_RELEASE_THRESHOLD, _) => pool.threshold = value,
            (A::CU_MEMPOOL_ATTR_RESERVED_MEM_HIGH, 0) => pool.reserved_high = pool.reserved,
            (A::CU_MEMPOOL_ATTR_USED_MEM_HIGH, 0) => pool.used_high = pool.used,
            _ => return Err(CuError::INVALID_VALUE),
        }
        Ok(())
    }

    /// Gives back what is free, down to `keep` bytes.
    pub fn trim(&self, pool: PoolId, keep: u64) -> CuResult {
        self.state.lock().pool(pool)?.trim(&self.memory, keep);
        Ok(())
    }

    /// Lets a device use all memory of a pool, or not. Its own always may.
    pub fn allow(&self, id: PoolId, device: u32, allowed: bool) -> CuResult {
        let mut state = self.state.lock();
        let pool = state.pool(id)?;
        let bit = 1u64.checked_shl(device).ok_or(CuError::INVALID_DEVICE)?;
        match allowed {
            true => pool.access |= bit,
            false if pool.device == device => return Err(CuError::INVALID_VALUE),
            false => pool.access &= !bit,
        }
        let access = pool.access;
        for (address, _) in state.from.iter().filter(|(_, from)| **from == id) {
            self.memory.set_access(*address, access);
        }
        Ok(())
    }

    /// Whether synchronisations are news to pools.
    pub fn exist(&self) -> bool {
        self.exists.load(Ordering::Relaxed)
    }

    /// Somebody has waited for work: pools give back what they hold beyond their thresholds.
    pub fn synchronized(&self) {
        if !self.holds.swap(false, Ordering::Relaxed) {
            return;
        }
        let mut state = self.state.lock();
        for pool in state.pools.values_mut() {
            pool.trim(&self.memory, pool.threshold);
        }
    }

    /// Allocates, now or when streams have freed enough.
    pub fn allocate(&self, pool: PoolId, context: ContextId, bytes: u64, then: Completion<u64>) {
        let mut state = self.state.lock();
        let allocated = state.allocate(&self.memory, context, pool, bytes);
        if allocated == Err(CuError::OUT_OF_MEMORY) && state.pending > 0 {
            return state.waiting.push_back(Waiting { pool, context, bytes, then });
        }
        drop(state);
        then.complete(allocated);
    }

    /// A stream will free something.
    pub fn will_free(self: &Arc<Self>) -> Pending {
        self.state.lock().pending += 1;
        Pending(self.clone())
    }

    /// A stream frees an allocation, of whatever kind.
    pub fn free(&self, retired: Retired) {
        self.holds.store(true, Ordering::Relaxed);
        self.state.lock().take_back(&self.memory, retired, true);
    }

    /// An allocation ended with its context, or was freed without a stream.
    pub fn ended(&self, retired: Retired) {
        match retired.kind() {
            Kind::Pooled => self.state.lock().take_back(&self.memory, retired, false),
            _ => self.memory.release(retired),
        }
    }

    /// One free less is pending: who waits for memory is tried again, and told if there is nothing left to wait for.
    fn settle(&self) {
        let mut told = Vec::new();
        let mut state = self.state.lock();
        state.pending -= 1;
        for Waiting { pool, context, bytes, then } in std::mem::take(&mut state.waiting) {
            match state.allocate(&self.memory, context, pool, bytes) {
                Err(CuError::OUT_OF_MEMORY) if state.pending > 0 => {
                    state.waiting.push_back(Waiting { pool, context, bytes, then });
                }
                outcome => told.push((then, outcome)),
            }
        }
        drop(state);
        for (then, outcome) in told {
            then.complete(outcome);
        }
    }
}
