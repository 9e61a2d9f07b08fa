//! Linear copies and sets ("Memory Management": cuMemcpy*, cuMemset*).

use std::ffi::{c_uchar, c_uint, c_ushort, c_void};

use cuda_abi::{CUdeviceptr, CUstream, CuResult};

use crate::driver::{Driver, driver};
use crate::rows::{Fill, Rows};
use crate::stream::{self, Resolved};
use crate::transfer::{End, Wait, copy};
use crate::work::Work;

/// An end that must be the device's.
fn device_end(driver: &Driver, address: CUdeviceptr, bytes: usize) -> CuResult<End> {
    driver.ranges.check(address, bytes as u64).map(|_| End::Device(address))
}

/// An end that the program calls its own: page-locked and managed memory of ours is recognised.
fn host_end(driver: &Driver, pointer: *const c_void, bytes: usize) -> CuResult<End> {
    End::of(driver, pointer.addr() as u64, bytes as u64)
}

/// A synchronous copy is in the order of the default stream.
///
/// # Safety
/// As [`copy`].
pub(super) unsafe fn now(ends: impl FnOnce(&Driver) -> CuResult<(End, End)>, bytes: usize) -> CuResult {
    let driver = driver()?;
    let stream = stream::default(driver)?;
    if bytes == 0 {
        return Ok(());
    }
    driver.captures.refuse(&stream)?;
    driver.captures.refuse_unsafe()?;
    let (dst, src) = ends(driver)?;
    // SAFETY: the caller's promise.
    unsafe { copy(driver, dst, src, bytes as u64, stream, Wait::Yes) }
}

/// # Safety
/// As [`copy`].
pub(super) unsafe fn later(
    ends: impl FnOnce(&Driver) -> CuResult<(End, End)>,
    bytes: usize,
    stream: CUstream,
) -> CuResult {
    let driver = driver()?;
    let stream = stream::resolve(driver, stream)?;
    if bytes == 0 {
        return Ok(());
    }
    let (dst, src) = ends(driver)?;
    if driver.captures.take(driver, &stream, || Work::Copy(Rows::linear(dst, src, bytes as u64)))? {
        return Ok(());
    }
    // SAFETY: the caller's promise.
    unsafe { copy(driver, dst, src, bytes as u64, stream, Wait::No) }
}

/// # Safety
/// `source` is valid for reads of `bytes` bytes.
pub unsafe fn cuMemcpyHtoD_v2(target: CUdeviceptr, source: *const c_void, bytes: usize) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { now(|driver| Ok((device_end(driver, target, bytes)?, host_end(driver, source, bytes)?)), bytes) }
}

/// # Safety
/// `target` is valid for writes of `bytes` bytes.
pub unsafe fn cuMemcpyDtoH_v2(target: *mut c_void, source: CUdeviceptr, bytes: usize) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { now(|driver| Ok((host_end(driver, target, bytes)?, device_end(driver, source, bytes)?)), bytes) }
}

/// Copies within the device.
pub fn cuMemcpyDtoD_v2(target: CUdeviceptr, source: CUdeviceptr, bytes: usize) -> CuResult {
    let driver = driver()?;
    let stream = stream::default(driver)?;
    driver.captures.refuse(&stream)?;
    device_to_device(driver, target, source, bytes, stream)?;
    let syncs = |address| driver.ranges.find(address).is_some_and(|allocation| allocation.syncs);
    match bytes > 0 && (syncs(target) || syncs(source)) {
        true => driver.session.stream_synchronize(stream.id),
        false => Ok(()),
    }
}

/// Not waited for, even by the synchronous form: it takes its turn in the stream (CUDA Driver API, "API synchronization behavior").
fn device_to_device(driver: &Driver, dst: u64, src: u64, bytes: usize, stream: Resolved) -> CuResult {
    if bytes == 0 {
        return Ok(());
    }
    let ends = (device_end(driver, dst, bytes)?, device_end(driver, src, bytes)?);
    if driver.captures.take(driver, &stream, || Work::Copy(Rows::linear(ends.0, ends.1, bytes as u64)))? {
        return Ok(());
    }
    // SAFETY: neither end is the program's own memory.
    unsafe { copy(driver, ends.0, ends.1, bytes as u64, stream, Wait::No) }
}

/// # Safety
/// Addresses that are not the device's are valid for `bytes` bytes.
pub unsafe fn cuMemcpy(target: CUdeviceptr, source: CUdeviceptr, bytes: usize) -> CuResult {
    let ends = |driver: &Driver| {
        Ok((End::of(driver, target, bytes as u64)?, End::of(driver, source, bytes as u64)?))
    };
    // SAFETY: the caller's promise.
    unsafe { now(ends, bytes) }
}

/// # Safety
/// As [`cuMemcpy`].
pub unsafe fn cuMemcpyAsync(
    target: CUdeviceptr,
    source: CUdeviceptr,
    bytes: usize,
    stream: CUstream,
) -> CuResult {
    let ends = |driver: &Driver| {
        Ok((End::of(driver, target, bytes as u64)?, End::of(driver, source, bytes as u64)?))
    };
    // SAFETY: the caller's promise.
    unsafe { later(ends, bytes, stream) }
}

/// # Safety
/// `source` is valid for reads of `bytes` bytes.
pub unsafe fn cuMemcpyHtoDAsync_v2(
    target: CUdeviceptr,
    source: *const c_void,
    bytes: usize,
    stream: CUstream,
) -> CuResult {
    let ends = |driver: &Driver| Ok((device_end(driver, target, bytes)?, host_end(driver, source, bytes)?));
    // SAFETY: the caller's promise.
    unsafe { later(ends, bytes, stream) }
}

/// # Safety
/// `target` is valid for writes of `bytes` bytes.
pub unsafe fn cuMemcpyDtoHAsync_v2(
    target: *mut c_void,
    source: CUdeviceptr,
    bytes: usize,
    stream: CUstream,
) -> CuResult {
    let ends = |driver: &Driver| Ok((host_end(driver, target, bytes)?, device_end(driver, source, bytes)?));
    // SAFETY: the caller's promise.
    unsafe { later(ends, bytes, stream) }
}

/// Copies within the device.
pub fn cuMemcpyDtoDAsync_v2(
    target: CUdeviceptr,
    source: CUdeviceptr,
    bytes: usize,
    stream: CUstream,
) -> CuResult {
    let driver = driver()?;
    let stream = stream::resolve(driver, stream)?;
    device_to_device(driver, target, source, bytes, stream)
}

fn set(target: CUdeviceptr, value: u32, element: u32, count: usize, stream: CUstream) -> CuResult {
    fill(Fill { dst: target, pitch: 0, value, element, width: count as u64, height: 1 }, stream)
}

/// Sets in the order of a stream.
pub(super) fn fill(fill: Fill, stream: CUstream) -> CuResult {
    let driver = driver()?;
    let stream = stream::resolve(driver, stream)?;
    if fill.is_empty() {
        return Ok(());
    }
    let fill = fill.check(driver)?;
    if driver.captures.take(driver, &stream, || Work::Set(fill))? {
        return Ok(());
    }
    fill.issue(driver, stream)
}

/// A set is asynchronous even in its synchronous form, unless it is of page-locked or managed memory, which the host may read next
/// (CUDA Driver API, "API synchronization behavior").
fn set_now(target: CUdeviceptr, value: u32, width: u32, count: usize) -> CuResult {
    let driver = driver()?;
    driver.captures.refuse(&stream::default(driver)?)?;
    set(target, value, width, count, std::ptr::null_mut())?;
    settle(target)
}

/// Waits for the default stream where the host may read the memory next.
pub(super) fn settle(target: CUdeviceptr) -> CuResult {
    let driver = driver()?;
    match driver.ranges.find(target) {
        Some(allocation) if allocation.is_waited_for() => {
            driver.session.stream_synchronize(stream::default(driver)?.id)
        }
        _ => Ok(()),
    }
}

/// Sets bytes.
pub fn cuMemsetD8_v2(target: CUdeviceptr, value: c_uchar, count: usize) -> CuResult {
    set_now(target, value.into(), 1, count)
}

/// Sets 16-bit elements.
pub fn cuMemsetD16_v2(target: CUdeviceptr, value: c_ushort, count: usize) -> CuResult {
    set_now(target, value.into(), 2, count)
}

/// Sets 32-bit elements.
pub fn cuMemsetD32_v2(target: CUdeviceptr, value: c_uint, count: usize) -> CuResult {
    set_now(target, value, 4, count)
}

/// Sets bytes.
pub fn cuMemsetD8Async(target: CUdeviceptr, value: c_uchar, count: usize, stream: CUstream) -> CuResult {
    set(target, value.into(), 1, count, stream)
}

/// Sets 16-bit elements.
pub fn cuMemsetD16Async(target: CUdeviceptr, value: c_ushort, count: usize, stream: CUstream) -> CuResult {
    set(target, value.into(), 2, count, stream)
}

/// Sets 32-bit elements.
pub fn cuMemsetD32Async(target: CUdeviceptr, value: c_uint, count: usize, stream: CUstream) -> CuResult {
    set(target, value, 4, count, stream)
}
