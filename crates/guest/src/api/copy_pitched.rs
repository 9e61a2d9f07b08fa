//! Copies and sets of rows and planes in linear memory and arrays ("Memory Management": cuMemcpy2D*, cuMemcpy3D*, cuMemsetD2D*).

use std::ffi::{c_uchar, c_uint, c_ushort, c_void};

use cuda_abi::{
    CUDA_MEMCPY2D, CUDA_MEMCPY3D, CUarray, CUdeviceptr, CUmemorytype, CUstream, CuError, CuResult,
};

use super::copy::settle;
use super::{from_c, wanted};
use crate::driver::driver;
use crate::rows::{ArrayCorner, Fill, Rows, Side};
use crate::stream;
use crate::transfer::Wait;
use crate::work::Work;

#[allow(clippy::too_many_arguments, reason = "one side of the driver's structure")]
pub(super) fn side(
    kind: CUmemorytype,
    host: *const c_void,
    device: CUdeviceptr,
    array: CUarray,
    (x, y, z): (usize, usize, usize),
    pitch: usize,
    height: usize,
    (width, rows, planes): (usize, usize, usize),
) -> CuResult<Side> {
    let (base, is_device) = match kind {
        CUmemorytype::CU_MEMORYTYPE_HOST => (host.addr() as u64, false),
        CUmemorytype::CU_MEMORYTYPE_DEVICE => (device, true),
        CUmemorytype::CU_MEMORYTYPE_UNIFIED => (device, false),
        CUmemorytype::CU_MEMORYTYPE_ARRAY if array.is_null() => return Err(CuError::INVALID_VALUE),
        CUmemorytype::CU_MEMORYTYPE_ARRAY => return in_array(array, (x, y, z), (width, rows, planes)),
        _ => return Err(CuError::INVALID_VALUE),
    };
    // A pitch of 0 means rows without gaps.
    let pitch = if pitch == 0 { x.checked_add(width).ok_or(CuError::INVALID_VALUE)? } else { pitch };
    let ends = x.checked_add(width).ok_or(CuError::INVALID_VALUE)?;
    if base == 0 || ends > pitch {
        return Err(CuError::INVALID_VALUE);
    }
    let side = Side { address: base, is_device, pitch: pitch as u64, height: height as u64, array: None };
    let address = side.row(y as u64, z as u64).and_then(|row| row.checked_add(x as u64));
    Ok(Side { address: address.ok_or(CuError::INVALID_VALUE)?, ..side })
}

/// A side in an array, which holds all of it.
fn in_array(
    handle: CUarray,
    (x, y, z): (usize, usize, usize),
    (width, rows, planes): (usize, usize, usize),
) -> CuResult<Side> {
    let array = driver()?.arrays.get(from_c(handle))?;
    let (row, height, depth) = array.extent();
    let within =
        |from: usize, count: usize, all: u64| from.checked_add(count).is_some_and(|end| end as u64 <= all);
    let is_whole = [x, width].iter().all(|bytes| (*bytes as u64).is_multiple_of(array.element));
    if !is_whole || !within(x, width, row) || !within(y, rows, height) || !within(z, planes, depth) {
        return Err(CuError::INVALID_VALUE);
    }
    let level = array.level.unwrap_or(0);
    let corner =
        ArrayCorner { id: array.id, handle: from_c(handle), level, x: x as u64, y: y as u64, z: z as u64 };
    Ok(Side { address: 0, is_device: true, pitch: 0, height: 0, array: Some(corner) })
}

/// # Safety
/// Rows that are the program's own memory are valid.
pub(super) unsafe fn copy(rows: Rows, stream: CUstream, wait: Wait) -> CuResult {
    let driver = driver()?;
    let stream = stream::resolve(driver, stream)?;
    match wait {
        Wait::Yes => {
            driver.captures.refuse(&stream)?;
            driver.captures.refuse_unsafe()?;
        }
        Wait::No => {
            rows.check(driver)?;
            if !rows.is_empty() && driver.captures.take(driver, &stream, || Work::Copy(rows))? {
                return Ok(());
            }
        }
    }
    // SAFETY: the caller's promise.
    unsafe { rows.issue(driver, stream, wait) }
}

/// # Safety
/// `copy` is NULL or valid.
unsafe fn two(copy: *const CUDA_MEMCPY2D) -> CuResult<Rows> {
    wanted(copy)?;
    // SAFETY: the caller's promise; not NULL.
    let c = unsafe { copy.read() };
    let (dst, src) = ((c.dstXInBytes, c.dstY, 0), (c.srcXInBytes, c.srcY, 0));
    let width = c.WidthInBytes;
    let all = (width, c.Height, 1);
    let dst = side(c.dstMemoryType, c.dstHost, c.dstDevice, c.dstArray, dst, c.dstPitch, c.Height, all)?;
    let src = side(c.srcMemoryType, c.srcHost, c.srcDevice, c.srcArray, src, c.srcPitch, c.Height, all)?;
    Ok(Rows { dst, src, width: width as u64, height: c.Height as u64, depth: 1 })
}

/// # Safety
/// `copy` is NULL or valid.
pub(super) unsafe fn three(copy: *const CUDA_MEMCPY3D) -> CuResult<Rows> {
    wanted(copy)?;
    // SAFETY: the caller's promise; not NULL.
    let c = unsafe { copy.read() };
    if c.srcLOD != 0 || c.dstLOD != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let (dst, src) = ((c.dstXInBytes, c.dstY, c.dstZ), (c.srcXInBytes, c.srcY, c.srcZ));
    let width = c.WidthInBytes;
    let all = (width, c.Height, c.Depth);
    // A height of 0 means planes without gaps.
    let tall = |height: usize| if height == 0 { c.Height } else { height };
    let (to, from) = (tall(c.dstHeight), tall(c.srcHeight));
    let dst = side(c.dstMemoryType, c.dstHost, c.dstDevice, c.dstArray, dst, c.dstPitch, to, all)?;
    let src = side(c.srcMemoryType, c.srcHost, c.srcDevice, c.srcArray, src, c.srcPitch, from, all)?;
    Ok(Rows { dst, src, width: width as u64, height: c.Height as u64, depth: c.Depth as u64 })
}

/// # Safety
/// `copy` is NULL or valid, and leads to memory that is.
pub unsafe fn cuMemcpy2D_v2(copy: *const CUDA_MEMCPY2D) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { self::copy(two(copy)?, std::ptr::null_mut(), Wait::Yes) }
}

/// # Safety
/// As [`cuMemcpy2D_v2`].
pub unsafe fn cuMemcpy2DUnaligned_v2(copy: *const CUDA_MEMCPY2D) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { self::copy(two(copy)?, std::ptr::null_mut(), Wait::Yes) }
}

/// # Safety
/// As [`cuMemcpy2D_v2`].
pub unsafe fn cuMemcpy2DAsync_v2(copy: *const CUDA_MEMCPY2D, stream: CUstream) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { self::copy(two(copy)?, stream, Wait::No) }
}

/// # Safety
/// As [`cuMemcpy2D_v2`].
pub unsafe fn cuMemcpy3D_v2(copy: *const CUDA_MEMCPY3D) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { self::copy(three(copy)?, std::ptr::null_mut(), Wait::Yes) }
}

/// # Safety
/// As [`cuMemcpy2D_v2`].
pub unsafe fn cuMemcpy3DAsync_v2(copy: *const CUDA_MEMCPY3D, stream: CUstream) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { self::copy(three(copy)?, stream, Wait::No) }
}

/// Sets `height` rows of `width` elements.
fn set(
    target: CUdeviceptr,
    pitch: usize,
    (value, element): (u32, u32),
    (width, height): (usize, usize),
    stream: CUstream,
) -> CuResult {
    let (pitch, width, height) = (pitch as u64, width as u64, height as u64);
    super::copy::fill(Fill { dst: target, pitch, value, element, width, height }, stream)
}

/// Sets rows of 8-bit elements.
pub fn cuMemsetD2D8_v2(
    target: CUdeviceptr,
    pitch: usize,
    value: c_uchar,
    width: usize,
    height: usize,
) -> CuResult {
    set(target, pitch, (value.into(), 1), (width, height), std::ptr::null_mut())?;
    settle(target)
}

/// Sets rows of 8-bit elements in the order of a stream.
pub fn cuMemsetD2D8Async(
    target: CUdeviceptr,
    pitch: usize,
    value: c_uchar,
    width: usize,
    height: usize,
    stream: CUstream,
) -> CuResult {
    set(target, pitch, (value.into(), 1), (width, height), stream)
}

/// Sets rows of 16-bit elements.
pub fn cuMemsetD2D16_v2(
    target: CUdeviceptr,
    pitch: usize,
    value: c_ushort,
    width: usize,
    height: usize,
) -> CuResult {
    set(target, pitch, (value.into(), 2), (width, height), std::ptr::null_mut())?;
    settle(target)
}

/// Sets rows of 16-bit elements in the order of a stream.
pub fn cuMemsetD2D16Async(
    target: CUdeviceptr,
    pitch: usize,
    value: c_ushort,
    width: usize,
    height: usize,
    stream: CUstream,
) -> CuResult {
    set(target, pitch, (value.into(), 2), (width, height), stream)
}

/// Sets rows of 32-bit elements.
pub fn cuMemsetD2D32_v2(
    target: CUdeviceptr,
    pitch: usize,
    value: c_uint,
    width: usize,
    height: usize,
) -> CuResult {
    set(target, pitch, (value, 4), (width, height), std::ptr::null_mut())?;
    settle(target)
}

/// Sets rows of 32-bit elements in the order of a stream.
pub fn cuMemsetD2D32Async(
    target: CUdeviceptr,
    pitch: usize,
    value: c_uint,
    width: usize,
    height: usize,
    stream: CUstream,
) -> CuResult {
    set(target, pitch, (value, 4), (width, height), stream)
}
