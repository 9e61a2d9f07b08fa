//! Pools of stream-ordered memory as the program names them, and which is each device's.

use std::sync::OnceLock;

use cuda_abi::{CUmemPoolProps, CuError, CuResult};
use parking_lot::Mutex;
use wire::{Place, PoolId};

use crate::driver::{Device, Driver};

/// A pool.
pub struct Pool {
    /// The worker's id of it.
    pub id: PoolId,
    /// The visible device that its memory lies on.
    pub device: u32,
    /// Whether it is that device's default one, which cannot be destroyed.
    pub is_default: bool,
    /// Another process made it: nothing is allocated from it here.
    pub is_foreign: bool,
    /// What it was created with.
    pub properties: CUmemPoolProps,
    /// CU_MEM_ACCESS_FLAGS_* of each place that was given some.
    pub access: Mutex<Vec<(Place, u32)>>,
}

// SAFETY: the pointer among the properties is Windows' and never followed.
unsafe impl Send for Pool {}
// SAFETY: as above.
unsafe impl Sync for Pool {}

/// The pools of a device, by handle.
#[derive(Default)]
pub struct DevicePools {
    default: OnceLock<u64>,
    naming: Mutex<()>,
    current: Mutex<Option<u64>>,
}

impl Device {
    /// The handle of its default pool.
    ///
    /// # Errors
    /// The worker's.
    pub fn default_pool(&self, driver: &Driver) -> CuResult<u64> {
        use cuda_abi::{CUmemAllocationType, CUmemLocationType};
        let _naming = self.pools.naming.lock();
        if let Some(pool) = self.pools.default.get() {
            return Ok(*pool);
        }
        let id = PoolId(driver.session.new_id());
        driver.session.pool_default(id, self.ordinal)?;
        let device = self.primary.device;
        // SAFETY: zeros mean no limit, no handle types, nothing special.
        let mut properties: CUmemPoolProps = unsafe { std::mem::zeroed() };
        properties.allocType = CUmemAllocationType::CU_MEM_ALLOCATION_TYPE_PINNED;
        properties.location.type_ = CUmemLocationType::CU_MEM_LOCATION_TYPE_DEVICE;
        properties.location.__bindgen_anon_1.id = device as i32;
        let access = Mutex::default();
        let made = Pool { id, device, is_default: true, is_foreign: false, properties, access };
        let pool = driver.pools.insert(made);
        Ok(*self.pools.default.get_or_init(|| pool))
    }

    /// The handle of the pool that cuMemAllocAsync allocates from.
    ///
    /// # Errors
    /// The worker's.
    pub fn current_pool(&self, driver: &Driver) -> CuResult<u64> {
        let current = *self.pools.current.lock();
        match current {
            Some(pool) => Ok(pool),
            None => self.default_pool(driver),
        }
    }

    /// Makes it another one.
    ///
    /// # Errors
    /// `INVALID_VALUE` for a pool of another device.
    pub fn set_current_pool(&self, driver: &Driver, handle: u64) -> CuResult {
        let pool = driver.pools.get(handle).map_err(|_| CuError::INVALID_VALUE)?;
        if pool.device != self.primary.device || pool.is_foreign {
            return Err(CuError::INVALID_VALUE);
        }
        *self.pools.current.lock() = Some(handle);
        Ok(())
    }

    /// A pool is gone: whose it was has its default one again.
    pub fn forget_pool(&self, handle: u64) {
        let mut current = self.pools.current.lock();
        if *current == Some(handle) {
            *current = None;
        }
    }
}
