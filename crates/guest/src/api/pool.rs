//! Memory that is allocated and freed in the order of streams, and the pools that it comes from ("Stream Ordered Memory Allocator").

use std::ffi::{c_int, c_ulonglong, c_void};

use cuda_abi::{
    CUdevice, CUdeviceptr, CUmemAccess_flags, CUmemAccessDesc, CUmemAllocationHandleType,
    CUmemAllocationType, CUmemLocation, CUmemPool_attribute as A, CUmemPoolProps, CUmemPoolPtrExportData,
    CUmemoryPool, CUstream, CUstreamCaptureStatus, CuError, CuResult,
};
use wire::{MemoryProperties, Place, ShareKey};

use super::virtual_memory::{check_handle_types, place};
use super::{as_c, from_c, list, put, wanted};
use crate::context;
use crate::driver::{Driver, driver};
use crate::memory::{Allocation, RangeKind};
use crate::pool::Pool;
use crate::sharing::{check_handle_type, key_in, of_others, put_descriptor};
use crate::stream::{self, Resolved};
use crate::virtual_memory::DEVICE;
use crate::work::Work;

/// CU_MEM_ALLOCATION_TYPE_PINNED.
const PINNED: CUmemAllocationType = CUmemAllocationType::CU_MEM_ALLOCATION_TYPE_PINNED;

fn find(driver: &Driver, pool: CUmemoryPool) -> CuResult<std::sync::Arc<Pool>> {
    driver.pools.get(from_c(pool)).map_err(|_| CuError::INVALID_VALUE)
}

/// # Safety
/// `address` is NULL or valid for a write.
unsafe fn allocate(
    driver: &Driver,
    address: *mut CUdeviceptr,
    bytes: usize,
    pool: u64,
    stream: Resolved,
) -> CuResult {
    wanted(address)?;
    let found = driver.pools.get(pool).map_err(|_| CuError::INVALID_VALUE)?;
    if bytes == 0 || found.is_foreign {
        return Err(CuError::INVALID_VALUE);
    }
    if driver.captures.status(&stream)?.0 != CUstreamCaptureStatus::CU_STREAM_CAPTURE_STATUS_NONE {
        let owner = (stream.context, stream.context_id);
        let block = driver.graph_memory.reserve(driver, owner, bytes as u64)?;
        let start = block.address;
        driver.captures.take(driver, &stream, || Work::Allocate(block))?;
        // SAFETY: the caller's promise.
        return unsafe { put(address, start) };
    }
    let start = driver.session.pool_alloc(found.id, stream.id, bytes as u64)?;
    driver.ranges.add(Allocation {
        start,
        bytes: bytes as u64,
        kind: RangeKind::Pooled { pool },
        flags: 0,
        syncs: false,
        unique: driver.new_unique(),
        context: stream.context,
        context_id: stream.context_id,
    });
    // SAFETY: the caller's promise.
    unsafe { put(address, start) }
}

/// # Safety
/// `address` is NULL or valid for a write.
pub unsafe fn cuMemAllocAsync(address: *mut CUdeviceptr, bytes: usize, stream: CUstream) -> CuResult {
    let driver = driver()?;
    let stream = stream::resolve(driver, stream)?;
    let pool = driver.device(stream.context.device)?.current_pool(driver)?;
    // SAFETY: the caller's promise.
    unsafe { allocate(driver, address, bytes, pool, stream) }
}

/// # Safety
/// `address` is NULL or valid for a write.
pub unsafe fn cuMemAllocFromPoolAsync(
    address: *mut CUdeviceptr,
    bytes: usize,
    pool: CUmemoryPool,
    stream: CUstream,
) -> CuResult {
    let driver = driver()?;
    let stream = stream::resolve(driver, stream)?;
    // SAFETY: the caller's promise.
    unsafe { allocate(driver, address, bytes, from_c(pool), stream) }
}

/// Frees device memory, of a pool or not, when the stream gets there.
pub fn cuMemFreeAsync(address: CUdeviceptr, stream: CUstream) -> CuResult {
    let driver = driver()?;
    let stream = stream::resolve(driver, stream)?;
    if let Some(block) = driver.graph_memory.find(address) {
        let is_captured = driver.captures.take(driver, &stream, || Work::Free(address))?;
        return if is_captured { Ok(()) } else { block.free(driver) };
    }
    let is_freeable = |kind| matches!(kind, RangeKind::Pooled { .. } | RangeKind::Device);
    driver.ranges.starting_at(address, is_freeable)?;
    driver.captures.refuse(&stream)?;
    // Whoever takes it off the books frees it.
    driver.ranges.take(address).ok_or(CuError::INVALID_VALUE)?;
    driver.session.free_async(address, stream.id)
}

/// # Safety
/// `pool` is NULL or valid for a write, `properties` NULL or valid.
pub unsafe fn cuMemPoolCreate(pool: *mut CUmemoryPool, properties: *const CUmemPoolProps) -> CuResult {
    let driver = driver()?;
    wanted(pool)?;
    wanted(properties)?;
    // SAFETY: the caller's promise; not NULL.
    let properties = unsafe { properties.read() };
    let program = place(&properties.location);
    let host = driver.host_place(program)?;
    if properties.reserved.iter().any(|byte| *byte != 0) {
        return Err(CuError::INVALID_VALUE);
    }
    let [low, high] = properties.usage.to_le_bytes();
    let told = MemoryProperties {
        kind: properties.allocType.0,
        handle_types: properties.handleTypes.0,
        place_kind: host.kind,
        place_id: host.id,
        flags: u32::from_le_bytes([0, properties.gpuDirectRDMACapable, low, high]),
    };
    let device = if program.kind == DEVICE { program.id as u32 } else { 0 };
    check_handle_types(driver, told.handle_types, device)?;
    let id = wire::PoolId(driver.session.new_id());
    driver.session.pool_create(id, properties.maxSize as u64, told)?;
    let access = Default::default();
    let made = Pool { id, device, is_default: false, is_foreign: false, properties, access };
    // SAFETY: the caller's promise.
    unsafe { put(pool, as_c(driver.pools.insert(made))) }
}

/// Destroys a pool; what is allocated from it stays until it is freed.
pub fn cuMemPoolDestroy(pool: CUmemoryPool) -> CuResult {
    let driver = driver()?;
    if find(driver, pool)?.is_default {
        return Err(CuError::INVALID_VALUE);
    }
    let removed = driver.pools.remove(from_c(pool)).map_err(|_| CuError::INVALID_VALUE)?;
    driver.device(removed.device)?.forget_pool(from_c(pool));
    driver.session.pool_destroy(removed.id)
}

/// Gives back what is not in use, down to `keep` bytes.
pub fn cuMemPoolTrimTo(pool: CUmemoryPool, keep: usize) -> CuResult {
    let driver = driver()?;
    driver.session.pool_trim(find(driver, pool)?.id, keep as u64)
}

/// Whether an attribute is an int; others are cuuint64_t.
fn is_int(attribute: A) -> bool {
    attribute.0 <= A::CU_MEMPOOL_ATTR_REUSE_ALLOW_INTERNAL_DEPENDENCIES.0
}

/// # Safety
/// `value` is NULL or valid for a write of what the attribute is.
pub unsafe fn cuMemPoolGetAttribute(pool: CUmemoryPool, attribute: A, value: *mut c_void) -> CuResult {
    let driver = driver()?;
    wanted(value)?;
    let pool = find(driver, pool)?;
    let properties = &pool.properties;
    let place = place(&properties.location);
    let local = match attribute {
        A::CU_MEMPOOL_ATTR_ALLOCATION_TYPE => properties.allocType.0 as c_int,
        A::CU_MEMPOOL_ATTR_EXPORT_HANDLE_TYPES => properties.handleTypes.0 as c_int,
        A::CU_MEMPOOL_ATTR_LOCATION_ID => place.id,
        A::CU_MEMPOOL_ATTR_LOCATION_TYPE => place.kind as c_int,
        A::CU_MEMPOOL_ATTR_HW_DECOMPRESS_ENABLED => 0,
        A::CU_MEMPOOL_ATTR_LOCALITY_DOMAIN_ID => -1,
        A::CU_MEMPOOL_ATTR_MAX_POOL_SIZE => {
            // SAFETY: the caller's promise; not NULL.
            unsafe { value.cast::<u64>().write(properties.maxSize as u64) };
            return Ok(());
        }
        _ => {
            let found = driver.session.pool_get(pool.id, attribute.0)?;
            // SAFETY: the caller's promise; not NULL.
            unsafe {
                match is_int(attribute) {
                    true => value.cast::<c_int>().write(found as c_int),
                    false => value.cast::<u64>().write(found),
                }
            }
            return Ok(());
        }
    };
    // SAFETY: the caller's promise; not NULL.
    unsafe { value.cast::<c_int>().write(local) };
    Ok(())
}

/// # Safety
/// `value` is NULL or valid for a read of what the attribute is.
pub unsafe fn cuMemPoolSetAttribute(pool: CUmemoryPool, attribute: A, value: *mut c_void) -> CuResult {
    let driver = driver()?;
    wanted(value)?;
    let pool = find(driver, pool)?;
    if attribute.0 == 0 || attribute.0 > A::CU_MEMPOOL_ATTR_USED_MEM_HIGH.0 {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise; not NULL.
    let value = unsafe {
        match is_int(attribute) {
            true => u64::from(value.cast::<c_int>().read() as u32),
            false => value.cast::<u64>().read(),
        }
    };
    driver.session.pool_set(pool.id, attribute.0, value)
}

/// # Safety
/// `wanted` is NULL or valid for reads of `count` values.
pub unsafe fn cuMemPoolSetAccess(
    pool: CUmemoryPool,
    wanted: *const CUmemAccessDesc,
    count: usize,
) -> CuResult {
    let driver = driver()?;
    let pool = find(driver, pool)?;
    // SAFETY: the caller's promise.
    let wanted = unsafe { list(wanted, count) }?;
    for given in &wanted {
        let place = place(&given.location);
        let is_own = place == Place { kind: DEVICE, id: pool.device as i32 };
        // What a device can do with its own memory cannot be taken from it (cuMemPoolSetAccess).
        if !matches!(given.flags.0, 0 | 1 | 3) || (is_own && given.flags.0 != 3) {
            return Err(CuError::INVALID_VALUE);
        }
        driver.session.pool_access(pool.id, driver.host_place(place)?, given.flags.0)?;
        let mut access = pool.access.lock();
        access.retain(|(other, _)| *other != place);
        access.push((place, given.flags.0));
    }
    Ok(())
}

/// # Safety
/// `flags` is NULL or valid for a write, `location` NULL or valid.
pub unsafe fn cuMemPoolGetAccess(
    flags: *mut CUmemAccess_flags,
    pool: CUmemoryPool,
    location: *mut CUmemLocation,
) -> CuResult {
    let driver = driver()?;
    let pool = find(driver, pool)?;
    wanted(location)?;
    // SAFETY: the caller's promise; not NULL.
    let place = place(&unsafe { location.read() });
    driver.host_place(place)?;
    let is_own = place == Place { kind: DEVICE, id: pool.device as i32 };
    let given = pool.access.lock().iter().find(|(other, _)| *other == place).map(|(_, flags)| *flags);
    // SAFETY: the caller's promise.
    unsafe { put(flags, CUmemAccess_flags(given.unwrap_or(if is_own { 3 } else { 0 }))) }
}

/// # Safety
/// `pool` is NULL or valid for a write.
pub unsafe fn cuDeviceGetDefaultMemPool(pool: *mut CUmemoryPool, device: CUdevice) -> CuResult {
    let driver = driver()?;
    wanted(pool)?;
    let found = driver.device_of(device)?.default_pool(driver)?;
    // SAFETY: the caller's promise.
    unsafe { put(pool, as_c(found)) }
}

/// # Safety
/// `pool` is NULL or valid for a write.
pub unsafe fn cuDeviceGetMemPool(pool: *mut CUmemoryPool, device: CUdevice) -> CuResult {
    let driver = driver()?;
    wanted(pool)?;
    let found = driver.device_of(device)?.current_pool(driver)?;
    // SAFETY: the caller's promise.
    unsafe { put(pool, as_c(found)) }
}

/// What cuMemAllocAsync allocates from on this device.
pub fn cuDeviceSetMemPool(device: CUdevice, pool: CUmemoryPool) -> CuResult {
    let driver = driver()?;
    driver.device_of(device)?.set_current_pool(driver, from_c(pool))
}

/// The device of a location that has pools: of others, and of managed memory, there are none here.
///
/// # Safety
/// `location` is NULL or valid.
unsafe fn device_at(location: *mut CUmemLocation, kind: CUmemAllocationType) -> CuResult<CUdevice> {
    wanted(location)?;
    // SAFETY: the caller's promise; not NULL.
    match (place(&unsafe { location.read() }), kind) {
        (Place { kind: DEVICE, id }, PINNED) => Ok(id),
        (Place { kind: 0, .. }, _) => Err(CuError::INVALID_VALUE),
        _ => Err(CuError::NOT_SUPPORTED),
    }
}

/// # Safety
/// `pool` is NULL or valid for a write, `location` NULL or valid.
pub unsafe fn cuMemGetDefaultMemPool(
    pool: *mut CUmemoryPool,
    location: *mut CUmemLocation,
    kind: CUmemAllocationType,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuDeviceGetDefaultMemPool(pool, device_at(location, kind)?) }
}

/// # Safety
/// As [`cuMemGetDefaultMemPool`].
pub unsafe fn cuMemGetMemPool(
    pool: *mut CUmemoryPool,
    location: *mut CUmemLocation,
    kind: CUmemAllocationType,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuDeviceGetMemPool(pool, device_at(location, kind)?) }
}

/// # Safety
/// `location` is NULL or valid.
pub unsafe fn cuMemSetMemPool(
    location: *mut CUmemLocation,
    kind: CUmemAllocationType,
    pool: CUmemoryPool,
) -> CuResult {
    // SAFETY: the caller's promise.
    cuDeviceSetMemPool(unsafe { device_at(location, kind)? }, pool)
}

/// A descriptor by which other processes import a pool.
///
/// # Safety
/// `shareable` is NULL or valid for a write of what the kind of handle is.
pub unsafe fn cuMemPoolExportToShareableHandle(
    shareable: *mut c_void,
    pool: CUmemoryPool,
    kind: CUmemAllocationHandleType,
    flags: c_ulonglong,
) -> CuResult {
    let driver = driver()?;
    wanted(shareable)?;
    check_handle_type(kind)?;
    let pool = find(driver, pool)?;
    if flags != 0 || pool.is_foreign || pool.properties.handleTypes.0 & kind.0 == 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let key = driver.session.share_pool(pool.id)?;
    // SAFETY: the caller's promise; not NULL.
    unsafe { put_descriptor(shareable, key) }
}

/// Names a pool of another process. Nothing can be allocated from it.
///
/// # Safety
/// `pool` is NULL or valid for a write.
pub unsafe fn cuMemPoolImportFromShareableHandle(
    pool: *mut CUmemoryPool,
    shareable: *mut c_void,
    kind: CUmemAllocationHandleType,
    flags: c_ulonglong,
) -> CuResult {
    let driver = driver()?;
    wanted(pool)?;
    check_handle_type(kind)?;
    if flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let id = wire::PoolId(driver.session.new_id());
    let shared = driver.session.open_pool(id, key_in(shareable)?)?;
    let (device, location) = of_others(driver, &shared).inspect_err(|_| {
        let _ = driver.session.pool_destroy(id);
    })?;
    // SAFETY: zeros mean nothing special; the rest is set below.
    let mut properties: CUmemPoolProps = unsafe { std::mem::zeroed() };
    properties.allocType = PINNED;
    properties.handleTypes.0 = shared.handle_types;
    properties.location = location;
    properties.maxSize = shared.bytes as usize;
    let made =
        Pool { id, device, is_default: false, is_foreign: true, properties, access: Default::default() };
    // SAFETY: the caller's promise.
    unsafe { put(pool, as_c(driver.pools.insert(made))) }
}

/// What another process imports an allocation of a shared pool by.
///
/// # Safety
/// `data` is NULL or valid for a write.
pub unsafe fn cuMemPoolExportPointer(data: *mut CUmemPoolPtrExportData, address: CUdeviceptr) -> CuResult {
    let driver = driver()?;
    wanted(data)?;
    let is_pooled = |kind| matches!(kind, RangeKind::Pooled { .. });
    let found = driver.ranges.starting_at(address, is_pooled)?;
    let ShareKey(reserved) = driver.session.share_pooled(found.start)?;
    // SAFETY: the caller's promise.
    unsafe { put(data, CUmemPoolPtrExportData { reserved }) }
}

/// An allocation of another process's pool. It is freed like any of a pool, before that process frees it.
///
/// # Safety
/// `address` is NULL or valid for a write, `data` NULL or valid.
pub unsafe fn cuMemPoolImportPointer(
    address: *mut CUdeviceptr,
    pool: CUmemoryPool,
    data: *mut CUmemPoolPtrExportData,
) -> CuResult {
    let driver = driver()?;
    wanted(address)?;
    wanted(data)?;
    let found = find(driver, pool)?;
    let (context, context_id) = context::alive(driver)?;
    // SAFETY: the caller's promise; not NULL.
    let key = ShareKey(unsafe { data.read() }.reserved);
    let opened = driver.session.open_pooled(context_id, found.id, key)?;
    driver.ranges.add(Allocation {
        start: opened.address,
        bytes: opened.bytes,
        kind: RangeKind::Pooled { pool: from_c(pool) },
        flags: 0,
        syncs: false,
        unique: driver.new_unique(),
        context,
        context_id,
    });
    // SAFETY: the caller's promise.
    unsafe { put(address, opened.address) }
}
