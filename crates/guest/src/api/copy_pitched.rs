//! Copies and sets of rows and planes in linear memory ("Memory Management": cuMemcpy2D*, cuMemcpy3D*, cuMemsetD2D*). Arrays are not
//! supported.

use std::ffi::{c_uchar, c_uint, c_ushort, c_void};

use cuda_abi::{
    CUDA_MEMCPY2D, CUDA_MEMCPY3D, CUarray, CUdeviceptr, CUmemorytype, CUstream, CuError, CuResult,
};

use super::wanted;
use crate::driver::{Driver, driver};
use crate::stream::{self, Resolved};
use crate::transfer::{End, Wait, copy};

/// One side of a pitched copy: rows `pitch` bytes apart, planes `pitch * height` bytes apart.
#[derive(Clone, Copy)]
struct Side {
    address: u64,
    is_device: bool,
    pitch: u64,
    height: u64,
}

impl Side {
    #[allow(clippy::too_many_arguments, reason = "one side of the driver's structure")]
    fn new(
        kind: CUmemorytype,
        host: *const c_void,
        device: CUdeviceptr,
        array: CUarray,
        (x, y, z): (usize, usize, usize),
        pitch: usize,
        height: usize,
        width: usize,
    ) -> CuResult<Self> {
        let (base, is_device) = match kind {
            CUmemorytype::CU_MEMORYTYPE_HOST => (host.addr() as u64, false),
            CUmemorytype::CU_MEMORYTYPE_DEVICE => (device, true),
            CUmemorytype::CU_MEMORYTYPE_UNIFIED => (device, false),
            CUmemorytype::CU_MEMORYTYPE_ARRAY if array.is_null() => return Err(CuError::INVALID_VALUE),
            CUmemorytype::CU_MEMORYTYPE_ARRAY => return Err(CuError::NOT_SUPPORTED),
            _ => return Err(CuError::INVALID_VALUE),
        };
        // A pitch of 0 means rows without gaps.
        let pitch = if pitch == 0 { x.checked_add(width).ok_or(CuError::INVALID_VALUE)? } else { pitch };
        let ends = x.checked_add(width).ok_or(CuError::INVALID_VALUE)?;
        if base == 0 || ends > pitch {
            return Err(CuError::INVALID_VALUE);
        }
        let side = Self { address: base, is_device, pitch: pitch as u64, height: height as u64 };
        let address = side.row(y as u64, z as u64).and_then(|row| row.checked_add(x as u64));
        Ok(Self { address: address.ok_or(CuError::INVALID_VALUE)?, ..side })
    }

    /// The address of a row's first byte.
    fn row(&self, y: u64, z: u64) -> Option<u64> {
        let rows = z.checked_mul(self.height)?.checked_add(y)?;
        self.address.checked_add(rows.checked_mul(self.pitch)?)
    }

    fn end(&self, driver: &Driver, address: u64, bytes: u64) -> CuResult<End> {
        match self.is_device {
            true => driver.ranges.check(address, bytes).map(|_| End::Device(address)),
            false => End::of(driver, address, bytes),
        }
    }
}

/// Copies `depth` planes of `height` rows of `width` bytes.
///
/// # Safety
/// Rows that are the program's own memory are valid.
unsafe fn rows(
    dst: Side,
    src: Side,
    (width, height, depth): (usize, usize, usize),
    stream: Resolved,
    wait: Wait,
) -> CuResult {
    let driver = driver()?;
    if width == 0 || height == 0 || depth == 0 {
        return Ok(());
    }
    let (width, height, depth) = (width as u64, height as u64, depth as u64);
    let is_dense = |side: &Side| side.pitch == width && (depth == 1 || side.height == height);
    let whole = width.checked_mul(height).and_then(|plane| plane.checked_mul(depth));
    let (bytes, height, depth) = match whole {
        Some(whole) if is_dense(&dst) && is_dense(&src) => (whole, 1, 1),
        _ => (width, height, depth),
    };
    // The last row first: a copy that does not fit as a whole must not begin.
    for side in [&dst, &src] {
        let last = side.row(height - 1, depth - 1).ok_or(CuError::INVALID_VALUE)?;
        side.end(driver, last, bytes)?;
    }
    for z in 0..depth {
        for y in 0..height {
            let (Some(to), Some(from)) = (dst.row(y, z), src.row(y, z)) else {
                return Err(CuError::INVALID_VALUE);
            };
            let (to, from) = (dst.end(driver, to, bytes)?, src.end(driver, from, bytes)?);
            // SAFETY: the caller's promise.
            unsafe { copy(driver, to, from, bytes, stream, Wait::No) }?;
        }
    }
    if wait == Wait::Yes { driver.session.stream_synchronize(stream.id) } else { Ok(()) }
}

/// # Safety
/// `copy` is NULL or valid, and leads to memory that is.
unsafe fn two(copy: *const CUDA_MEMCPY2D, stream: CUstream, wait: Wait) -> CuResult {
    let stream = stream::resolve(driver()?, stream)?;
    wanted(copy)?;
    // SAFETY: the caller's promise; not NULL.
    let c = unsafe { copy.read() };
    let (dst, src) = ((c.dstXInBytes, c.dstY, 0), (c.srcXInBytes, c.srcY, 0));
    let width = c.WidthInBytes;
    let dst =
        Side::new(c.dstMemoryType, c.dstHost, c.dstDevice, c.dstArray, dst, c.dstPitch, c.Height, width)?;
    let src =
        Side::new(c.srcMemoryType, c.srcHost, c.srcDevice, c.srcArray, src, c.srcPitch, c.Height, width)?;
    // SAFETY: the caller's promise.
    unsafe { rows(dst, src, (width, c.Height, 1), stream, wait) }
}

/// # Safety
/// As [`two`].
unsafe fn three(copy: *const CUDA_MEMCPY3D, stream: CUstream, wait: Wait) -> CuResult {
    let stream = stream::resolve(driver()?, stream)?;
    wanted(copy)?;
    // SAFETY: the caller's promise; not NULL.
    let c = unsafe { copy.read() };
    if c.srcLOD != 0 || c.dstLOD != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let (dst, src) = ((c.dstXInBytes, c.dstY, c.dstZ), (c.srcXInBytes, c.srcY, c.srcZ));
    let width = c.WidthInBytes;
    // A height of 0 means planes without gaps.
    let tall = |height: usize| if height == 0 { c.Height } else { height };
    let dst = Side::new(
        c.dstMemoryType,
        c.dstHost,
        c.dstDevice,
        c.dstArray,
        dst,
        c.dstPitch,
        tall(c.dstHeight),
        width,
    )?;
    let src = Side::new(
        c.srcMemoryType,
        c.srcHost,
        c.srcDevice,
        c.srcArray,
        src,
        c.srcPitch,
        tall(c.srcHeight),
        width,
    )?;
    // SAFETY: the caller's promise.
    unsafe { rows(dst, src, (width, c.Height, c.Depth), stream, wait) }
}

/// # Safety
/// `copy` is NULL or valid, and leads to memory that is.
pub unsafe fn cuMemcpy2D_v2(copy: *const CUDA_MEMCPY2D) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { two(copy, std::ptr::null_mut(), Wait::Yes) }
}

/// # Safety
/// As [`cuMemcpy2D_v2`].
pub unsafe fn cuMemcpy2DUnaligned_v2(copy: *const CUDA_MEMCPY2D) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { two(copy, std::ptr::null_mut(), Wait::Yes) }
}

/// # Safety
/// As [`cuMemcpy2D_v2`].
pub unsafe fn cuMemcpy2DAsync_v2(copy: *const CUDA_MEMCPY2D, stream: CUstream) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { two(copy, stream, Wait::No) }
}

/// # Safety
/// As [`cuMemcpy2D_v2`].
pub unsafe fn cuMemcpy3D_v2(copy: *const CUDA_MEMCPY3D) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { three(copy, std::ptr::null_mut(), Wait::Yes) }
}

/// # Safety
/// As [`cuMemcpy2D_v2`].
pub unsafe fn cuMemcpy3DAsync_v2(copy: *const CUDA_MEMCPY3D, stream: CUstream) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { three(copy, stream, Wait::No) }
}

/// Sets `height` rows of `width` elements.
fn set(
    target: CUdeviceptr,
    pitch: usize,
    (value, element): (u32, u32),
    (width, height): (usize, usize),
    stream: CUstream,
) -> CuResult {
    let driver = driver()?;
    let stream = stream::resolve(driver, stream)?;
    if width == 0 || height == 0 {
        return Ok(());
    }
    let row = (width as u64).checked_mul(element.into()).ok_or(CuError::INVALID_VALUE)?;
    let pitch = if height == 1 { row } else { pitch as u64 };
    let last = (height as u64 - 1).checked_mul(pitch).and_then(|last| last.checked_add(row));
    let is_aligned = target.is_multiple_of(element.into()) && pitch.is_multiple_of(element.into());
    if row > pitch || !is_aligned {
        return Err(CuError::INVALID_VALUE);
    }
    driver.ranges.check(target, last.ok_or(CuError::INVALID_VALUE)?)?;
    if row == pitch {
        return driver.session.memset(target, value, element, width as u64 * height as u64, stream.id);
    }
    (0..height as u64)
        .try_for_each(|y| driver.session.memset(target + y * pitch, value, element, width as u64, stream.id))
}

/// Sets rows of 8-bit elements.
pub fn cuMemsetD2D8_v2(
    target: CUdeviceptr,
    pitch: usize,
    value: c_uchar,
    width: usize,
    height: usize,
) -> CuResult {
    set(target, pitch, (value.into(), 1), (width, height), std::ptr::null_mut())
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
    set(target, pitch, (value.into(), 2), (width, height), std::ptr::null_mut())
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
    set(target, pitch, (value, 4), (width, height), std::ptr::null_mut())
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
