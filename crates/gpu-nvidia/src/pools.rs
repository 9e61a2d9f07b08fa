//! Pools of stream-ordered memory: the driver's, under the guest's names.

use std::collections::HashMap;
use std::ffi::c_void;
use std::sync::atomic::{AtomicBool, Ordering};

use cuda_abi::{
    CUdevice, CUmemAccess_flags, CUmemAccessDesc, CUmemAllocationHandleType, CUmemAllocationType,
    CUmemLocation, CUmemPool_attribute as A, CUmemPoolHandle_st, CUmemPoolProps, CuError, CuResult,
};
use parking_lot::Mutex;
use wire::{MemoryProperties, Place, PoolId, SharedMemory};

use crate::context::Raw;
use crate::driver::Driver;
use crate::virtual_memory::location;

/// A pool of the driver's.
pub type Handle = Raw<CUmemPoolHandle_st>;

struct Pool {
    handle: Handle,
    is_default: bool,
    shared: SharedMemory,
}

/// The pools that a guest has names for.
#[derive(Default)]
pub struct Pools {
    pools: Mutex<HashMap<PoolId, Pool>>,
    /// Streams have freed something since somebody waited for one.
    has_freed: AtomicBool,
}

/// The bytes of an attribute's value: it is an int or a cuuint64_t (cuMemPoolSetAttribute), little-endian in the first of eight bytes.
fn is_known(attribute: u32) -> CuResult {
    let known = A::CU_MEMPOOL_ATTR_REUSE_FOLLOW_EVENT_DEPENDENCIES.0..=A::CU_MEMPOOL_ATTR_USED_MEM_HIGH.0;
    if known.contains(&attribute) { Ok(()) } else { Err(CuError::INVALID_VALUE) }
}

impl Pools {
    /// The driver's handle of a pool.
    ///
    /// # Errors
    /// `INVALID_HANDLE` for no such pool.
    pub fn get(&self, pool: PoolId) -> CuResult<Handle> {
        self.pools.lock().get(&pool).map(|pool| pool.handle).ok_or(CuError::INVALID_HANDLE)
    }

    /// A pool of another process.
    ///
    /// # Errors
    /// `INVALID_HANDLE` for a name that is taken.
    pub fn name_foreign(&self, pool: PoolId, handle: Handle, shared: SharedMemory) -> CuResult {
        self.name(pool, handle, false, shared)
    }

    /// The driver's handle of a pool, and what it was made as.
    ///
    /// # Errors
    /// `INVALID_HANDLE` for no such pool.
    pub fn shareable(&self, pool: PoolId) -> CuResult<(Handle, SharedMemory)> {
        let pools = self.pools.lock();
        pools.get(&pool).map(|pool| (pool.handle, pool.shared)).ok_or(CuError::INVALID_HANDLE)
    }

    fn name(&self, pool: PoolId, handle: Handle, is_default: bool, shared: SharedMemory) -> CuResult {
        match self.pools.lock().entry(pool) {
            std::collections::hash_map::Entry::Occupied(_) => Err(CuError::INVALID_HANDLE),
            std::collections::hash_map::Entry::Vacant(vacant) => {
                vacant.insert(Pool { handle, is_default, shared });
                Ok(())
            }
        }
    }

    /// A stream frees something.
    pub fn will_free(&self) {
        self.has_freed.store(true, Ordering::Relaxed);
    }

    /// Whether the next synchronisation matters to pools.
    pub fn have_freed(&self) -> bool {
        self.has_freed.load(Ordering::Relaxed)
    }

    /// Somebody has waited for work. The driver gives back what pools hold beyond their thresholds when it is told to wait
    /// (CU_MEMPOOL_ATTR_RELEASE_THRESHOLD), which it never is here.
    pub fn synchronized(&self, driver: &Driver) {
        if !self.has_freed.swap(false, Ordering::Relaxed) {
            return;
        }
        for pool in self.pools.lock().values() {
            let mut threshold = 0u64;
            let target: *mut c_void = (&raw mut threshold).cast();
            let attribute = A::CU_MEMPOOL_ATTR_RELEASE_THRESHOLD;
            // SAFETY: the pool is alive; the target is a cuuint64_t.
            let known = unsafe { (driver.functions.pool_get)(pool.handle.0, attribute, target) }.ok();
            if known.is_ok() {
                // SAFETY: the pool is alive.
                let _ = unsafe { (driver.functions.pool_trim)(pool.handle.0, threshold as usize) };
            }
        }
    }

    /// cuMemPoolCreate.
    ///
    /// # Errors
    /// The driver's.
    pub fn create(
        &self,
        driver: &Driver,
        devices: &[CUdevice],
        pool: PoolId,
        max_bytes: u64,
        wanted: MemoryProperties,
    ) -> CuResult {
        // SAFETY: zeros are what the reserved parts must be; the rest is set below.
        let mut properties: CUmemPoolProps = unsafe { std::mem::zeroed() };
        properties.allocType = CUmemAllocationType(wanted.kind);
        properties.handleTypes = CUmemAllocationHandleType(wanted.handle_types);
        properties.location = location(Place { kind: wanted.place_kind, id: wanted.place_id }, devices)?;
        properties.maxSize = max_bytes as usize;
        let [_, _, low, high] = wanted.flags.to_le_bytes();
        properties.usage = u16::from_le_bytes([low, high]);
        let mut handle = std::ptr::null_mut();
        // SAFETY: target and properties live through the call.
        unsafe { (driver.functions.pool_create)(&mut handle, &properties) }.ok()?;
        self.name(pool, Raw(handle), false, SharedMemory::new(max_bytes, wanted))
    }

    /// cuMemPoolDestroy.
    ///
    /// # Errors
    /// `INVALID_HANDLE` for no such pool, `INVALID_VALUE` for a device's default one; the driver's.
    pub fn destroy(&self, driver: &Driver, pool: PoolId) -> CuResult {
        let mut pools = self.pools.lock();
        let found = pools.get(&pool).ok_or(CuError::INVALID_HANDLE)?;
        if found.is_default {
            return Err(CuError::INVALID_VALUE);
        }
        let handle = found.handle;
        pools.remove(&pool);
        // SAFETY: it was created here and is destroyed once.
        unsafe { (driver.functions.pool_destroy)(handle.0) }.ok()
    }

    /// cuDeviceGetDefaultMemPool.
    ///
    /// # Errors
    /// The driver's.
    pub fn default_of(&self, driver: &Driver, pool: PoolId, device: CUdevice) -> CuResult {
        let mut handle = std::ptr::null_mut();
        // SAFETY: the target lives through the call.
        unsafe { (driver.functions.pool_default)(&mut handle, device) }.ok()?;
        self.name(pool, Raw(handle), true, SharedMemory::default())
    }

    /// cuMemPoolGetAttribute, of those that are an int or a cuuint64_t.
    ///
    /// # Errors
    /// `INVALID_VALUE` for other attributes; the driver's.
    pub fn attribute(&self, driver: &Driver, pool: PoolId, attribute: u32) -> CuResult<u64> {
        is_known(attribute)?;
        let pool = self.get(pool)?;
        let mut value = 0u64;
        let target: *mut c_void = (&raw mut value).cast();
        // SAFETY: the pool is alive; the target has the eight bytes that the longest value takes.
        unsafe { (driver.functions.pool_get)(pool.0, A(attribute), target) }.ok()?;
        Ok(value)
    }

    /// cuMemPoolSetAttribute, of those that are an int or a cuuint64_t.
    ///
    /// # Errors
    /// As [`Pools::attribute`].
    pub fn set_attribute(&self, driver: &Driver, pool: PoolId, attribute: u32, mut value: u64) -> CuResult {
        is_known(attribute)?;
        let pool = self.get(pool)?;
        let source: *mut c_void = (&raw mut value).cast();
        // SAFETY: as above.
        unsafe { (driver.functions.pool_set)(pool.0, A(attribute), source) }.ok()
    }

    /// cuMemPoolSetAccess, for one place.
    ///
    /// # Errors
    /// The driver's.
    pub fn allow(&self, driver: &Driver, pool: PoolId, location: CUmemLocation, access: u32) -> CuResult {
        let pool = self.get(pool)?;
        let wanted = CUmemAccessDesc { location, flags: CUmemAccess_flags(access) };
        // SAFETY: the pool is alive; the description lives through the call, and there is one.
        unsafe { (driver.functions.pool_access)(pool.0, &wanted, 1) }.ok()
    }
}
