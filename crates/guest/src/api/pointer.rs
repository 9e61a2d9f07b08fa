//! What an address is ("Unified Addressing").

use std::ffi::{c_int, c_uint, c_void};

use cuda_abi::{CUcontext, CUdeviceptr, CUmemorytype, CUpointer_attribute, CuError, CuResult};

use super::wanted;
use crate::context;
use crate::driver::driver;
use crate::memory::{Allocation, NO_CONTEXT, RangeKind};

/// # Safety
/// `data` is NULL or valid for a write of what the attribute is.
pub unsafe fn cuPointerGetAttribute(
    data: *mut c_void,
    attribute: CUpointer_attribute,
    pointer: CUdeviceptr,
) -> CuResult {
    let driver = driver()?;
    wanted(data)?;
    context::alive(driver)?;
    let allocation = driver.ranges.find(pointer).ok_or(CuError::INVALID_VALUE)?;
    // SAFETY: the caller's promise.
    unsafe { write_attribute(data, attribute, pointer, &allocation) }
}

/// Of an address that is no allocation, every attribute reads as empty, and the call succeeds (CUDA Driver API, cuPointerGetAttributes).
///
/// # Safety
/// `attributes` and `data` have `count` entries; each of `data` is valid for a write of what its attribute is.
pub unsafe fn cuPointerGetAttributes(
    count: c_uint,
    attributes: *mut CUpointer_attribute,
    data: *mut *mut c_void,
    pointer: CUdeviceptr,
) -> CuResult {
    let driver = driver()?;
    wanted(attributes)?;
    wanted(data)?;
    context::alive(driver)?;
    let allocation = driver.ranges.find(pointer);
    for index in 0..count as usize {
        // SAFETY: the caller's promise: there are `count` of each.
        let (attribute, target) = unsafe { (attributes.add(index).read(), data.add(index).read()) };
        wanted(target)?;
        // SAFETY: as above.
        unsafe {
            match &allocation {
                Some(allocation) => match write_attribute(target, attribute, pointer, allocation) {
                    Err(CuError::NOT_SUPPORTED | CuError::INVALID_VALUE) => write_empty(target, attribute),
                    written => written,
                },
                None => write_empty(target, attribute),
            }?;
        }
    }
    Ok(())
}

/// Sets whether synchronous calls on an allocation always wait, the only attribute that can be set.
///
/// # Safety
/// `value` is NULL or valid for a read of what the attribute is.
pub unsafe fn cuPointerSetAttribute(
    value: *const c_void,
    attribute: CUpointer_attribute,
    pointer: CUdeviceptr,
) -> CuResult {
    let driver = driver()?;
    wanted(value)?;
    if attribute != CUpointer_attribute::CU_POINTER_ATTRIBUTE_SYNC_MEMOPS {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise; not NULL.
    let syncs = unsafe { value.cast::<c_uint>().read() } != 0;
    driver.ranges.change(pointer, |allocation| allocation.syncs = syncs)
}

/// # Safety
/// `data` is valid for a write of what the attribute is.
unsafe fn write_attribute(
    data: *mut c_void,
    attribute: CUpointer_attribute,
    pointer: CUdeviceptr,
    allocation: &Allocation,
) -> CuResult {
    type A = CUpointer_attribute;
    let is_host = allocation.kind == RangeKind::Host;
    // SAFETY: the caller's promise, attribute by attribute as documented for cuPointerGetAttribute.
    unsafe {
        match attribute {
            A::CU_POINTER_ATTRIBUTE_CONTEXT => data.cast::<CUcontext>().write(match allocation.context_id {
                NO_CONTEXT => std::ptr::null_mut(),
                _ => allocation.context.as_c(),
            }),
            A::CU_POINTER_ATTRIBUTE_MEMORY_TYPE => data.cast::<CUmemorytype>().write(match is_host {
                true => CUmemorytype::CU_MEMORYTYPE_HOST,
                false => CUmemorytype::CU_MEMORYTYPE_DEVICE,
            }),
            A::CU_POINTER_ATTRIBUTE_DEVICE_POINTER => data.cast::<CUdeviceptr>().write(pointer),
            A::CU_POINTER_ATTRIBUTE_HOST_POINTER if allocation.is_host_accessible() => {
                data.cast::<u64>().write(pointer);
            }
            A::CU_POINTER_ATTRIBUTE_HOST_POINTER => return Err(CuError::INVALID_VALUE),
            A::CU_POINTER_ATTRIBUTE_SYNC_MEMOPS => data.cast::<c_uint>().write(allocation.syncs.into()),
            A::CU_POINTER_ATTRIBUTE_BUFFER_ID => data.cast::<u64>().write(allocation.unique),
            A::CU_POINTER_ATTRIBUTE_IS_MANAGED => {
                data.cast::<c_uint>().write((allocation.kind == RangeKind::Managed).into());
            }
            A::CU_POINTER_ATTRIBUTE_DEVICE_ORDINAL => {
                data.cast::<c_int>().write(allocation.context.device as c_int)
            }
            A::CU_POINTER_ATTRIBUTE_IS_LEGACY_CUDA_IPC_CAPABLE => {
                use cuda_abi::CUdevice_attribute as D;
                let attribute = D::CU_DEVICE_ATTRIBUTE_IPC_EVENT_SUPPORTED.0;
                let device = driver()?.device(allocation.context.device)?;
                let is_there = device.description.attribute(attribute).unwrap_or(0) != 0;
                data.cast::<c_uint>().write((is_there && allocation.kind == RangeKind::Device).into());
            }
            A::CU_POINTER_ATTRIBUTE_RANGE_START_ADDR => data.cast::<CUdeviceptr>().write(allocation.start),
            A::CU_POINTER_ATTRIBUTE_RANGE_SIZE => data.cast::<usize>().write(allocation.bytes as usize),
            A::CU_POINTER_ATTRIBUTE_MAPPED => data.cast::<c_uint>().write(1),
            A::CU_POINTER_ATTRIBUTE_ALLOWED_HANDLE_TYPES => data.cast::<u64>().write(0),
            A::CU_POINTER_ATTRIBUTE_IS_GPU_DIRECT_RDMA_CAPABLE => data.cast::<c_uint>().write(0),
            A::CU_POINTER_ATTRIBUTE_ACCESS_FLAGS => data.cast::<c_uint>().write(3),
            A::CU_POINTER_ATTRIBUTE_MEMPOOL_HANDLE => data.cast::<u64>().write(match allocation.kind {
                RangeKind::Pooled { pool } => pool,
                _ => 0,
            }),
            A::CU_POINTER_ATTRIBUTE_MAPPING_SIZE => data.cast::<usize>().write(allocation.bytes as usize),
            A::CU_POINTER_ATTRIBUTE_MAPPING_BASE_ADDR => data.cast::<CUdeviceptr>().write(allocation.start),
            A::CU_POINTER_ATTRIBUTE_MEMORY_BLOCK_ID => data.cast::<u64>().write(allocation.unique),
            A::CU_POINTER_ATTRIBUTE_IS_HW_DECOMPRESS_CAPABLE => data.cast::<c_uint>().write(0),
            A::CU_POINTER_ATTRIBUTE_LOCALITY_DOMAIN_ORDINAL => data.cast::<c_int>().write(-1),
            A::CU_POINTER_ATTRIBUTE_P2P_TOKENS => return Err(CuError::NOT_SUPPORTED),
            _ => return Err(CuError::INVALID_VALUE),
        }
    }
    Ok(())
}

/// # Safety
/// `data` is valid for a write of what the attribute is.
unsafe fn write_empty(data: *mut c_void, attribute: CUpointer_attribute) -> CuResult {
    type A = CUpointer_attribute;
    // SAFETY: the caller's promise.
    unsafe {
        match attribute {
            A::CU_POINTER_ATTRIBUTE_CONTEXT
            | A::CU_POINTER_ATTRIBUTE_DEVICE_POINTER
            | A::CU_POINTER_ATTRIBUTE_HOST_POINTER
            | A::CU_POINTER_ATTRIBUTE_BUFFER_ID
            | A::CU_POINTER_ATTRIBUTE_RANGE_START_ADDR
            | A::CU_POINTER_ATTRIBUTE_RANGE_SIZE
            | A::CU_POINTER_ATTRIBUTE_ALLOWED_HANDLE_TYPES
            | A::CU_POINTER_ATTRIBUTE_MAPPING_SIZE
            | A::CU_POINTER_ATTRIBUTE_MAPPING_BASE_ADDR
            | A::CU_POINTER_ATTRIBUTE_MEMORY_BLOCK_ID
            | A::CU_POINTER_ATTRIBUTE_MEMPOOL_HANDLE => data.cast::<u64>().write(0),
            A::CU_POINTER_ATTRIBUTE_LOCALITY_DOMAIN_ORDINAL => data.cast::<c_int>().write(-1),
            A::CU_POINTER_ATTRIBUTE_DEVICE_ORDINAL => data.cast::<c_int>().write(-2),
            A::CU_POINTER_ATTRIBUTE_MEMORY_TYPE
            | A::CU_POINTER_ATTRIBUTE_SYNC_MEMOPS
            | A::CU_POINTER_ATTRIBUTE_IS_MANAGED
            | A::CU_POINTER_ATTRIBUTE_IS_LEGACY_CUDA_IPC_CAPABLE
            | A::CU_POINTER_ATTRIBUTE_MAPPED
            | A::CU_POINTER_ATTRIBUTE_IS_HW_DECOMPRESS_CAPABLE
            | A::CU_POINTER_ATTRIBUTE_IS_GPU_DIRECT_RDMA_CAPABLE
            | A::CU_POINTER_ATTRIBUTE_ACCESS_FLAGS => data.cast::<c_uint>().write(0),
            _ => return Err(CuError::INVALID_VALUE),
        }
    }
    Ok(())
}
