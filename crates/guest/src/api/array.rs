//! Arrays, and the copies of one dimension that name them ("Memory Management": cuArray*, cuMipmappedArray*, cuMemcpyAto*).

use std::ffi::{c_uint, c_void};

use cuda_abi::{
    CUDA_ARRAY_DESCRIPTOR, CUDA_ARRAY_MEMORY_REQUIREMENTS, CUDA_ARRAY_SPARSE_PROPERTIES,
    CUDA_ARRAY3D_DESCRIPTOR, CUarray, CUdevice, CUdeviceptr, CUmemorytype, CUmipmappedArray, CUstream,
    CuError, CuResult,
};
use parking_lot::Mutex;
use wire::{ArrayDescription, ArrayId};

use super::copy_pitched::{copy, side};
use super::{as_c, from_c, put, wanted};
use crate::array::{Array, Mipmapped, element};
use crate::driver::driver;
use crate::rows::{Rows, Side};
use crate::transfer::Wait;
use crate::{context, driver::Driver};

type Kind = CUmemorytype;

/// Has the worker make an array; its id, its context, and the bytes of an element.
fn make(
    driver: &Driver,
    wanted: &CUDA_ARRAY3D_DESCRIPTOR,
    levels: u32,
) -> CuResult<(ArrayId, wire::ContextId, u64)> {
    let (_, context) = context::alive(driver)?;
    driver.captures.refuse_unsafe()?;
    let element = element(wanted.Format, wanted.NumChannels)?;
    if wanted.Width == 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let id = ArrayId(driver.session.new_id());
    let description = ArrayDescription {
        width: wanted.Width as u64,
        height: wanted.Height as u64,
        depth: wanted.Depth as u64,
        format: wanted.Format.0,
        channels: wanted.NumChannels,
        flags: wanted.Flags,
        levels,
    };
    driver.session.array_create(context, id, description)?;
    Ok((id, context, element))
}

/// # Safety
/// `array` is NULL or valid for a write, `descriptor` NULL or valid.
pub unsafe fn cuArray3DCreate_v2(
    array: *mut CUarray,
    descriptor: *const CUDA_ARRAY3D_DESCRIPTOR,
) -> CuResult {
    let driver = driver()?;
    wanted(array)?;
    wanted(descriptor)?;
    // SAFETY: the caller's promise; not NULL.
    let descriptor = unsafe { descriptor.read() };
    let (id, context_id, element) = make(driver, &descriptor, 0)?;
    let handle = driver.arrays.insert(Array { id, context_id, descriptor, level: None, element });
    // SAFETY: the caller's promise.
    unsafe { put(array, as_c(handle)) }
}

/// # Safety
/// As [`cuArray3DCreate_v2`].
pub unsafe fn cuArrayCreate_v2(array: *mut CUarray, descriptor: *const CUDA_ARRAY_DESCRIPTOR) -> CuResult {
    wanted(descriptor)?;
    // SAFETY: the caller's promise; not NULL.
    let flat = unsafe { descriptor.read() };
    let descriptor = CUDA_ARRAY3D_DESCRIPTOR {
        Width: flat.Width,
        Height: flat.Height,
        Depth: 0,
        Format: flat.Format,
        NumChannels: flat.NumChannels,
        Flags: 0,
    };
    // SAFETY: the caller's promise; the description lives through the call.
    unsafe { cuArray3DCreate_v2(array, &descriptor) }
}

fn find(driver: &Driver, array: CUarray) -> CuResult<std::sync::Arc<Array>> {
    driver.arrays.get(from_c(array))
}

/// Frees an array once the work that may use it is done. Levels of a mipmapped one go with that.
pub fn cuArrayDestroy(array: CUarray) -> CuResult {
    let driver = driver()?;
    if find(driver, array)?.level.is_some() {
        return Err(CuError::INVALID_HANDLE);
    }
    driver.captures.refuse_unsafe()?;
    let removed = driver.arrays.remove(from_c(array))?;
    driver.session.array_destroy(removed.id)
}

/// # Safety
/// `descriptor` is NULL or valid for a write.
pub unsafe fn cuArray3DGetDescriptor_v2(
    descriptor: *mut CUDA_ARRAY3D_DESCRIPTOR,
    array: CUarray,
) -> CuResult {
    let array = find(driver()?, array)?;
    // SAFETY: the caller's promise.
    unsafe { put(descriptor, array.descriptor) }
}

/// # Safety
/// `descriptor` is NULL or valid for a write.
pub unsafe fn cuArrayGetDescriptor_v2(descriptor: *mut CUDA_ARRAY_DESCRIPTOR, array: CUarray) -> CuResult {
    let array = find(driver()?, array)?;
    let CUDA_ARRAY3D_DESCRIPTOR { Width, Height, Format, NumChannels, .. } = array.descriptor;
    // SAFETY: the caller's promise.
    unsafe { put(descriptor, CUDA_ARRAY_DESCRIPTOR { Width, Height, Format, NumChannels }) }
}

/// Only arrays whose memory comes later have requirements to tell, and there are none (cuArrayGetMemoryRequirements).
pub fn cuArrayGetMemoryRequirements(
    _requirements: *mut CUDA_ARRAY_MEMORY_REQUIREMENTS,
    array: CUarray,
    device: CUdevice,
) -> CuResult {
    let driver = driver()?;
    find(driver, array)?;
    driver.device_of(device)?;
    Err(CuError::INVALID_VALUE)
}

/// Only formats of several planes have planes, and there are none (cuArrayGetPlane).
pub fn cuArrayGetPlane(_plane: *mut CUarray, array: CUarray, _index: c_uint) -> CuResult {
    find(driver()?, array)?;
    Err(CuError::INVALID_VALUE)
}

/// As [`cuArrayGetMemoryRequirements`].
pub fn cuMipmappedArrayGetMemoryRequirements(
    _requirements: *mut CUDA_ARRAY_MEMORY_REQUIREMENTS,
    array: CUmipmappedArray,
    device: CUdevice,
) -> CuResult {
    let driver = driver()?;
    driver.mipmapped.get(from_c(array))?;
    driver.device_of(device)?;
    Err(CuError::INVALID_VALUE)
}

/// Only sparse arrays have tiles to tell of, and there are none (cuArrayGetSparseProperties).
pub fn cuArrayGetSparseProperties(
    _properties: *mut CUDA_ARRAY_SPARSE_PROPERTIES,
    array: CUarray,
) -> CuResult {
    find(driver()?, array)?;
    Err(CuError::INVALID_VALUE)
}

/// As [`cuArrayGetSparseProperties`].
pub fn cuMipmappedArrayGetSparseProperties(
    _properties: *mut CUDA_ARRAY_SPARSE_PROPERTIES,
    array: CUmipmappedArray,
) -> CuResult {
    driver()?.mipmapped.get(from_c(array))?;
    Err(CuError::INVALID_VALUE)
}

/// # Safety
/// `array` is NULL or valid for a write, `descriptor` NULL or valid.
pub unsafe fn cuMipmappedArrayCreate(
    array: *mut CUmipmappedArray,
    descriptor: *const CUDA_ARRAY3D_DESCRIPTOR,
    levels: c_uint,
) -> CuResult {
    let driver = driver()?;
    wanted(array)?;
    wanted(descriptor)?;
    if levels == 0 {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise; not NULL.
    let descriptor = unsafe { descriptor.read() };
    let lengths = [descriptor.Width, descriptor.Height, descriptor.Depth];
    // More levels than lengths can be halved are clamped (cuMipmappedArrayCreate).
    let layered = descriptor.Flags & 5 != 0;
    let largest = lengths[..if layered { 2 } else { 3 }].iter().max().copied().unwrap_or(0);
    let levels = levels.min(largest.checked_ilog2().map_or(0, |log| log + 1));
    let (id, context_id, element) = make(driver, &descriptor, levels.max(1))?;
    let levels = Mutex::new(vec![0; levels.max(1) as usize]);
    let handle = driver.mipmapped.insert(Mipmapped { id, context_id, descriptor, element, levels });
    // SAFETY: the caller's promise.
    unsafe { put(array, as_c(handle)) }
}

/// # Safety
/// `level` is NULL or valid for a write.
pub unsafe fn cuMipmappedArrayGetLevel(
    level: *mut CUarray,
    array: CUmipmappedArray,
    index: c_uint,
) -> CuResult {
    let driver = driver()?;
    wanted(level)?;
    let array = driver.mipmapped.get(from_c(array))?;
    let mut levels = array.levels.lock();
    let found = levels.get_mut(index as usize).ok_or(CuError::INVALID_VALUE)?;
    if *found == 0 {
        *found = driver.arrays.insert(array.level(index));
    }
    // SAFETY: the caller's promise.
    unsafe { put(level, as_c(*found)) }
}

/// Frees a mipmapped array, with its levels, once the work that may use it is done.
pub fn cuMipmappedArrayDestroy(array: CUmipmappedArray) -> CuResult {
    let driver = driver()?;
    driver.captures.refuse_unsafe()?;
    let removed = driver.mipmapped.remove(from_c(array))?;
    for level in removed.levels.lock().iter() {
        let _ = driver.arrays.remove(*level);
    }
    driver.session.array_destroy(removed.id)
}

/// A side of a copy of one row: an array's, from a byte on.
fn in_array(array: CUarray, offset: usize, bytes: usize) -> CuResult<Side> {
    side(Kind::CU_MEMORYTYPE_ARRAY, std::ptr::null(), 0, array, (offset, 0, 0), 0, 1, (bytes, 1, 1))
}

fn in_device(address: CUdeviceptr, bytes: usize) -> CuResult<Side> {
    let nothing = std::ptr::null_mut();
    side(Kind::CU_MEMORYTYPE_DEVICE, nothing, address, nothing.cast(), (0, 0, 0), 0, 1, (bytes, 1, 1))
}

fn in_host(pointer: *const c_void, bytes: usize) -> CuResult<Side> {
    let nothing = std::ptr::null_mut();
    side(Kind::CU_MEMORYTYPE_HOST, pointer, 0, nothing, (0, 0, 0), 0, 1, (bytes, 1, 1))
}

/// # Safety
/// Sides that are the program's own memory are valid for `bytes` bytes.
unsafe fn row(dst: Side, src: Side, bytes: usize, stream: CUstream, wait: Wait) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { copy(Rows { dst, src, width: bytes as u64, height: 1, depth: 1 }, stream, wait) }
}

const LEGACY: CUstream = std::ptr::null_mut();

/// Copies bytes of a row between arrays.
pub fn cuMemcpyAtoA_v2(dst: CUarray, to: usize, src: CUarray, from: usize, bytes: usize) -> CuResult {
    // SAFETY: neither side is the program's own memory.
    unsafe { row(in_array(dst, to, bytes)?, in_array(src, from, bytes)?, bytes, LEGACY, Wait::Yes) }
}

/// Copies bytes of a row from an array.
pub fn cuMemcpyAtoD_v2(dst: CUdeviceptr, src: CUarray, from: usize, bytes: usize) -> CuResult {
    // SAFETY: neither side is the program's own memory.
    unsafe { row(in_device(dst, bytes)?, in_array(src, from, bytes)?, bytes, LEGACY, Wait::Yes) }
}

/// Copies bytes to a row of an array.
pub fn cuMemcpyDtoA_v2(dst: CUarray, to: usize, src: CUdeviceptr, bytes: usize) -> CuResult {
    // SAFETY: neither side is the program's own memory.
    unsafe { row(in_array(dst, to, bytes)?, in_device(src, bytes)?, bytes, LEGACY, Wait::Yes) }
}

/// # Safety
/// `dst` is valid for writes of `bytes` bytes.
pub unsafe fn cuMemcpyAtoH_v2(dst: *mut c_void, src: CUarray, from: usize, bytes: usize) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { row(in_host(dst, bytes)?, in_array(src, from, bytes)?, bytes, LEGACY, Wait::Yes) }
}

/// # Safety
/// `src` is valid for reads of `bytes` bytes.
pub unsafe fn cuMemcpyHtoA_v2(dst: CUarray, to: usize, src: *const c_void, bytes: usize) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { row(in_array(dst, to, bytes)?, in_host(src, bytes)?, bytes, LEGACY, Wait::Yes) }
}

/// # Safety
/// As [`cuMemcpyAtoH_v2`].
pub unsafe fn cuMemcpyAtoHAsync_v2(
    dst: *mut c_void,
    src: CUarray,
    from: usize,
    bytes: usize,
    stream: CUstream,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { row(in_host(dst, bytes)?, in_array(src, from, bytes)?, bytes, stream, Wait::No) }
}

/// # Safety
/// As [`cuMemcpyHtoA_v2`].
pub unsafe fn cuMemcpyHtoAAsync_v2(
    dst: CUarray,
    to: usize,
    src: *const c_void,
    bytes: usize,
    stream: CUstream,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { row(in_array(dst, to, bytes)?, in_host(src, bytes)?, bytes, stream, Wait::No) }
}
