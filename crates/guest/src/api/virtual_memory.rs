//! Reserving addresses, creating memory, mapping the one at the other ("Virtual Memory Management").

use std::ffi::{c_ulonglong, c_void};

use cuda_abi::{
    CUdeviceptr, CUmemAccessDesc, CUmemAllocationGranularity_flags, CUmemAllocationHandleType,
    CUmemAllocationProp, CUmemGenericAllocationHandle, CUmemLocation, CuError, CuResult,
};
use wire::{MemoryProperties, Place};

use super::{list, put, wanted};
use crate::driver::{Driver, driver};
use crate::sharing::{check_handle_type, key_in, put_descriptor};
use crate::virtual_memory::DEVICE;

/// Addresses and sizes of reservations and mappings are multiples of the kernel's pages at least.
const PAGE: usize = 4096;

/// # Safety
/// `address` is NULL or valid for a write.
pub unsafe fn cuMemAddressReserve(
    address: *mut CUdeviceptr,
    bytes: usize,
    alignment: usize,
    fixed: CUdeviceptr,
    flags: c_ulonglong,
) -> CuResult {
    let driver = driver()?;
    wanted(address)?;
    let is_power = alignment == 0 || alignment.is_power_of_two();
    if bytes == 0 || !bytes.is_multiple_of(PAGE) || !is_power || flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let start = driver.virtual_memory.reserve(driver, bytes as u64, alignment as u64, fixed)?;
    // SAFETY: the caller's promise.
    unsafe { put(address, start) }
}

/// Gives a whole reservation back.
pub fn cuMemAddressFree(address: CUdeviceptr, bytes: usize) -> CuResult {
    let driver = driver()?;
    driver.virtual_memory.free(driver, address, bytes as u64)
}

/// The id of a location. Of device localities, which carry more than an id, none is supported.
pub(super) fn place(location: &CUmemLocation) -> Place {
    // SAFETY: both members of the union are plain numbers, and it was read as a whole.
    Place { kind: location.type_.0, id: unsafe { location.__bindgen_anon_1.id } }
}

/// Refuses kinds of handles that memory of a place cannot be shared by.
pub(super) fn check_handle_types(driver: &Driver, types: u32, device: u32) -> CuResult {
    use cuda_abi::CUdevice_attribute as A;
    let attribute = A::CU_DEVICE_ATTRIBUTE_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR_SUPPORTED;
    let supported = driver.device(device)?.description.attribute(attribute.0).unwrap_or(0);
    // CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR is the first bit.
    if types & !(supported as u32 & 1) == 0 { Ok(()) } else { Err(CuError::NOT_SUPPORTED) }
}

/// What the worker is told of the properties, with devices as the host numbers them; and the visible device.
fn properties(driver: &Driver, wanted: &CUmemAllocationProp) -> CuResult<(MemoryProperties, u32)> {
    let program = place(&wanted.location);
    let host = driver.host_place(program)?;
    let flags = &wanted.allocFlags;
    let [low, high] = flags.usage.to_le_bytes();
    let told = MemoryProperties {
        kind: wanted.type_.0,
        handle_types: wanted.requestedHandleTypes.0,
        place_kind: host.kind,
        place_id: host.id,
        // Compressible memory is a wish; what is told of it afterwards is that it was not granted.
        flags: u32::from_le_bytes([0, flags.gpuDirectRDMACapable, low, high]),
    };
    let device = if program.kind == DEVICE { program.id as u32 } else { 0 };
    check_handle_types(driver, told.handle_types, device)?;
    Ok((told, device))
}

/// # Safety
/// `handle` is NULL or valid for a write, `wanted` NULL or valid.
pub unsafe fn cuMemCreate(
    handle: *mut CUmemGenericAllocationHandle,
    bytes: usize,
    wanted: *const CUmemAllocationProp,
    flags: c_ulonglong,
) -> CuResult {
    let driver = driver()?;
    self::wanted(handle)?;
    self::wanted(wanted)?;
    if bytes == 0 || flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise; not NULL.
    let mut wanted = unsafe { wanted.read() };
    let (told, device) = properties(driver, &wanted)?;
    wanted.allocFlags.compressionType = 0;
    let created = driver.virtual_memory.create(driver, bytes as u64, told, wanted, device)?;
    // SAFETY: the caller's promise.
    unsafe { put(handle, created) }
}

/// Lets go of memory; mappings of it stay.
pub fn cuMemRelease(handle: CUmemGenericAllocationHandle) -> CuResult {
    let driver = driver()?;
    driver.virtual_memory.release(driver, handle)
}

/// Maps memory at reserved addresses, where nobody may use it yet.
pub fn cuMemMap(
    address: CUdeviceptr,
    bytes: usize,
    offset: usize,
    handle: CUmemGenericAllocationHandle,
    flags: c_ulonglong,
) -> CuResult {
    let driver = driver()?;
    if bytes == 0 || flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    driver.virtual_memory.map(driver, address, bytes as u64, offset as u64, handle)
}

/// Takes mappings away. It does not wait for work that uses them.
pub fn cuMemUnmap(address: CUdeviceptr, bytes: usize) -> CuResult {
    let driver = driver()?;
    // Work that was posted before may use the mapping, of whichever context: it belongs to none.
    driver.contexts.for_each(|context| {
        if let Ok(id) = context.id() {
            // A context that has failed uses nothing any more.
            let _ = driver.session.context_synchronize(id);
        }
    });
    driver.virtual_memory.unmap(driver, address, bytes as u64)
}

/// # Safety
/// `wanted` is NULL or valid for reads of `count` values.
pub unsafe fn cuMemSetAccess(
    address: CUdeviceptr,
    bytes: usize,
    wanted: *const CUmemAccessDesc,
    count: usize,
) -> CuResult {
    let driver = driver()?;
    // SAFETY: the caller's promise.
    let wanted = unsafe { list(wanted, count) }?;
    if wanted.is_empty() || wanted.iter().any(|given| !matches!(given.flags.0, 0 | 1 | 3)) {
        return Err(CuError::INVALID_VALUE);
    }
    wanted.iter().try_for_each(|given| {
        driver.virtual_memory.allow(driver, address, bytes as u64, place(&given.location), given.flags.0)
    })
}

/// # Safety
/// `flags` is NULL or valid for a write, `location` NULL or valid.
pub unsafe fn cuMemGetAccess(
    flags: *mut c_ulonglong,
    location: *const CUmemLocation,
    address: CUdeviceptr,
) -> CuResult {
    let driver = driver()?;
    wanted(location)?;
    // SAFETY: the caller's promise; not NULL.
    let place = place(&unsafe { location.read() });
    driver.host_place(place)?;
    let access = driver.virtual_memory.access(address, place)?;
    // SAFETY: the caller's promise.
    unsafe { put(flags, access.into()) }
}

/// # Safety
/// `granularity` is NULL or valid for a write, `wanted` NULL or valid.
pub unsafe fn cuMemGetAllocationGranularity(
    granularity: *mut usize,
    wanted: *const CUmemAllocationProp,
    option: CUmemAllocationGranularity_flags,
) -> CuResult {
    let driver = driver()?;
    self::wanted(granularity)?;
    self::wanted(wanted)?;
    if option.0 > 1 {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise; not NULL.
    let (told, _) = properties(driver, &unsafe { wanted.read() })?;
    let found = driver.session.allocation_granularity(told, option.0)?;
    // SAFETY: the caller's promise.
    unsafe { put(granularity, found as usize) }
}

/// # Safety
/// `found` is NULL or valid for a write.
pub unsafe fn cuMemGetAllocationPropertiesFromHandle(
    found: *mut CUmemAllocationProp,
    handle: CUmemGenericAllocationHandle,
) -> CuResult {
    let physical = driver()?.virtual_memory.physical(handle)?;
    // SAFETY: the caller's promise.
    unsafe { put(found, physical.properties) }
}

/// # Safety
/// `handle` is NULL or valid for a write.
pub unsafe fn cuMemRetainAllocationHandle(
    handle: *mut CUmemGenericAllocationHandle,
    address: *mut c_void,
) -> CuResult {
    let driver = driver()?;
    wanted(handle)?;
    let retained = driver.virtual_memory.retain(address.addr() as u64)?;
    // SAFETY: the caller's promise.
    unsafe { put(handle, retained) }
}

/// A descriptor by which other processes import memory.
///
/// # Safety
/// `shareable` is NULL or valid for a write of what the kind of handle is.
pub unsafe fn cuMemExportToShareableHandle(
    shareable: *mut c_void,
    handle: CUmemGenericAllocationHandle,
    kind: CUmemAllocationHandleType,
    flags: c_ulonglong,
) -> CuResult {
    let driver = driver()?;
    wanted(shareable)?;
    check_handle_type(kind)?;
    let physical = driver.virtual_memory.physical(handle)?;
    if flags != 0 || physical.properties.requestedHandleTypes.0 & kind.0 == 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let key = driver.session.share_physical(physical.id)?;
    // SAFETY: the caller's promise; not NULL.
    unsafe { put_descriptor(shareable, key) }
}

/// Names memory of another process.
///
/// # Safety
/// `handle` is NULL or valid for a write.
pub unsafe fn cuMemImportFromShareableHandle(
    handle: *mut CUmemGenericAllocationHandle,
    shareable: *mut c_void,
    kind: CUmemAllocationHandleType,
) -> CuResult {
    let driver = driver()?;
    wanted(handle)?;
    check_handle_type(kind)?;
    let imported = driver.virtual_memory.import(driver, key_in(shareable)?)?;
    // SAFETY: the caller's promise.
    unsafe { put(handle, imported) }
}
