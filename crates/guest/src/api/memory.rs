//! Device, page-locked and managed memory ("Memory Management").

use std::ffi::{c_uint, c_void};

use cuda_abi::{CUdeviceptr, CuError, CuResult};
use wire::ContextId;

use super::{put, put_if_wanted, wanted};
use crate::context::{self, Context};
use crate::driver::{Driver, driver};
use crate::memory::{Allocation, RangeKind};

/// CU_MEMHOSTALLOC_PORTABLE, _DEVICEMAP and _WRITECOMBINED.
const HOST_FLAGS: c_uint = 7;

fn remember(
    driver: &Driver,
    (context, context_id): (&'static Context, ContextId),
    (start, bytes): (u64, usize),
    kind: RangeKind,
    flags: c_uint,
) {
    let unique = driver.new_unique();
    driver.ranges.add(Allocation {
        start,
        bytes: bytes as u64,
        kind,
        flags,
        syncs: false,
        unique,
        context,
        context_id,
    });
}

/// # Safety
/// `address` is NULL or valid for a write.
pub unsafe fn cuMemAlloc_v2(address: *mut CUdeviceptr, bytes: usize) -> CuResult {
    let driver = driver()?;
    wanted(address)?;
    let current = context::alive(driver)?;
    driver.captures.refuse_unsafe()?;
    if bytes == 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let start = driver.session.mem_alloc(current.1, bytes as u64)?;
    remember(driver, current, (start, bytes), RangeKind::Device, 0);
    // SAFETY: the caller's promise.
    unsafe { put(address, start) }
}

/// Rows of at least `width` bytes that each start at a multiple of 512 bytes.
///
/// # Safety
/// `address` and `pitch` are NULL or valid for writes.
pub unsafe fn cuMemAllocPitch_v2(
    address: *mut CUdeviceptr,
    pitch: *mut usize,
    width: usize,
    height: usize,
    element: c_uint,
) -> CuResult {
    /// As real devices choose it: CU_DEVICE_ATTRIBUTE_TEXTURE_ALIGNMENT.
    const PITCH_ALIGNMENT: usize = 512;
    driver()?;
    wanted(pitch)?;
    if width == 0 || height == 0 || !matches!(element, 4 | 8 | 16) {
        return Err(CuError::INVALID_VALUE);
    }
    let row = width.checked_next_multiple_of(PITCH_ALIGNMENT).ok_or(CuError::INVALID_VALUE)?;
    let bytes = row.checked_mul(height).ok_or(CuError::OUT_OF_MEMORY)?;
    // SAFETY: the caller's promise.
    unsafe {
        cuMemAlloc_v2(address, bytes)?;
        put(pitch, row)
    }
}

/// Frees device or managed memory. NULL is allowed and does nothing.
pub fn cuMemFree_v2(address: CUdeviceptr) -> CuResult {
    let driver = driver()?;
    if address == 0 {
        return context::alive(driver).map(|_| ());
    }
    free(driver, address, |kind| {
        matches!(kind, RangeKind::Device | RangeKind::Managed | RangeKind::Pooled { .. })
    })
}

fn free(driver: &Driver, address: u64, allowed: fn(RangeKind) -> bool) -> CuResult {
    let found = driver.ranges.starting_at(address, allowed)?;
    driver.captures.refuse_unsafe()?;
    if let Some(block) = driver.graph_memory.find(address) {
        // The graph's next launch gives it out again: what uses it now must be done by then.
        driver.session.context_synchronize(found.context_id)?;
        return block.free(driver);
    }
    // Forgotten first: once the worker has freed it, another thread may be given the same address. Of two threads that free it, one
    // finds it.
    let allocation = driver.ranges.take(address).ok_or(CuError::INVALID_VALUE)?;
    let freed = match allocation.kind {
        RangeKind::Host => driver.session.host_free(allocation.context_id, address),
        _ => driver.session.mem_free(allocation.context_id, address),
    };
    match freed {
        Ok(()) if allocation.kind == RangeKind::Managed => {
            driver.advices.forget(allocation.start, allocation.bytes)
        }
        Ok(()) => {}
        Err(_) => driver.ranges.add(allocation),
    }
    freed
}

/// # Safety
/// `free` and `total` are NULL or valid for writes.
pub unsafe fn cuMemGetInfo_v2(free: *mut usize, total: *mut usize) -> CuResult {
    let driver = driver()?;
    let (_, id) = context::alive(driver)?;
    let info = driver.session.mem_info(id)?;
    // SAFETY: the caller's promise.
    unsafe {
        put_if_wanted(free, info.free as usize);
        put_if_wanted(total, info.total as usize);
    }
    Ok(())
}

/// Memory for program and kernels alike exists only where both processes share a window: not with a host on another machine.
fn both_sides_reach_it(driver: &Driver) -> CuResult {
    driver.session.channel().window().map(|_| ()).ok_or(CuError::NOT_SUPPORTED)
}

/// # Safety
/// `pointer` is NULL or valid for a write.
pub unsafe fn cuMemHostAlloc(pointer: *mut *mut c_void, bytes: usize, flags: c_uint) -> CuResult {
    let driver = driver()?;
    wanted(pointer)?;
    let current = context::alive(driver)?;
    driver.captures.refuse_unsafe()?;
    if bytes == 0 || flags & !HOST_FLAGS != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    both_sides_reach_it(driver)?;
    let start = driver.session.host_alloc(current.1, bytes as u64, flags)?;
    remember(driver, current, (start, bytes), RangeKind::Host, flags);
    // SAFETY: the caller's promise.
    unsafe { put(pointer, start as *mut c_void) }
}

/// # Safety
/// `pointer` is NULL or valid for a write.
pub unsafe fn cuMemAllocHost_v2(pointer: *mut *mut c_void, bytes: usize) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuMemHostAlloc(pointer, bytes, 0) }
}

/// Frees page-locked memory. NULL is refused, as the real driver does.
pub fn cuMemFreeHost(pointer: *mut c_void) -> CuResult {
    free(driver()?, pointer.addr() as u64, |kind| kind == RangeKind::Host)
}

/// # Safety
/// `address` is NULL or valid for a write.
pub unsafe fn cuMemHostGetDevicePointer_v2(
    address: *mut CUdeviceptr,
    pointer: *mut c_void,
    flags: c_uint,
) -> CuResult {
    let driver = driver()?;
    context::alive(driver)?;
    if flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let host = pointer.addr() as u64;
    match driver.ranges.find(host) {
        // Host and device share the address (CU_DEVICE_ATTRIBUTE_UNIFIED_ADDRESSING).
        Some(allocation) if allocation.kind == RangeKind::Host => {
            // SAFETY: the caller's promise.
            unsafe { put(address, host) }
        }
        _ => Err(CuError::INVALID_VALUE),
    }
}

/// Registers memory of the program's own. It is copied by way of staging like any other: the device does not reach it by its address
/// (CU_DEVICE_ATTRIBUTE_CAN_USE_HOST_POINTER_FOR_REGISTERED_MEM is 0).
pub fn cuMemHostRegister_v2(pointer: *mut c_void, bytes: usize, flags: c_uint) -> CuResult {
    /// CU_MEMHOSTREGISTER_PORTABLE, _DEVICEMAP, _IOMEMORY and _READ_ONLY.
    const KNOWN: c_uint = 0xf;
    /// Those that ask for what is not there: mapped memory and I/O memory.
    const REFUSED: c_uint = 0x6;
    let driver = driver()?;
    context::alive(driver)?;
    let start = pointer.addr() as u64;
    let end = start.checked_add(bytes as u64).ok_or(CuError::INVALID_VALUE)?;
    if pointer.is_null() || bytes == 0 || flags & !KNOWN != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    if flags & REFUSED != 0 {
        return Err(CuError::NOT_SUPPORTED);
    }
    let mut registered = driver.registered.lock();
    let overlaps = registered.range(..end).next_back().is_some_and(|(first, length)| first + length > start);
    if overlaps || driver.ranges.find(start).is_some() {
        return Err(CuError::HOST_MEMORY_ALREADY_REGISTERED);
    }
    registered.insert(start, bytes as u64);
    Ok(())
}

/// Ends what [`cuMemHostRegister_v2`] began.
pub fn cuMemHostUnregister(pointer: *mut c_void) -> CuResult {
    let driver = driver()?;
    context::alive(driver)?;
    match driver.registered.lock().remove(&(pointer.addr() as u64)) {
        Some(_) => Ok(()),
        None => Err(CuError::HOST_MEMORY_NOT_REGISTERED),
    }
}

/// # Safety
/// `flags` is NULL or valid for a write.
pub unsafe fn cuMemHostGetFlags(flags: *mut c_uint, pointer: *mut c_void) -> CuResult {
    /// CU_MEMHOSTALLOC_DEVICEMAP: with unified addressing all of it is mapped.
    const DEVICE_MAP: c_uint = 2;
    match driver()?.ranges.find(pointer.addr() as u64) {
        Some(allocation) if allocation.kind == RangeKind::Host => {
            // SAFETY: the caller's promise.
            unsafe { put(flags, allocation.flags | DEVICE_MAP) }
        }
        _ => Err(CuError::INVALID_VALUE),
    }
}

/// # Safety
/// `address` is NULL or valid for a write.
pub unsafe fn cuMemAllocManaged(address: *mut CUdeviceptr, bytes: usize, flags: c_uint) -> CuResult {
    /// CU_MEM_ATTACH_GLOBAL and CU_MEM_ATTACH_HOST.
    const ATTACH: [c_uint; 2] = [1, 2];
    let driver = driver()?;
    wanted(address)?;
    let current = context::alive(driver)?;
    driver.captures.refuse_unsafe()?;
    if bytes == 0 || !ATTACH.contains(&flags) {
        return Err(CuError::INVALID_VALUE);
    }
    both_sides_reach_it(driver)?;
    let start = driver.session.managed_alloc(current.1, bytes as u64, flags)?;
    remember(driver, current, (start, bytes), RangeKind::Managed, flags);
    // SAFETY: the caller's promise.
    unsafe { put(address, start) }
}

/// # Safety
/// `base` and `bytes` are NULL or valid for writes.
pub unsafe fn cuMemGetAddressRange_v2(
    base: *mut CUdeviceptr,
    bytes: *mut usize,
    address: CUdeviceptr,
) -> CuResult {
    let driver = driver()?;
    context::alive(driver)?;
    let allocation = driver.ranges.find(address).ok_or(CuError::NOT_FOUND)?;
    // SAFETY: the caller's promise.
    unsafe {
        put_if_wanted(base, allocation.start);
        put_if_wanted(bytes, allocation.bytes as usize);
    }
    Ok(())
}
