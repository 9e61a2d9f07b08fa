//! What holds between two devices ("Device Queries", peers and boards).

use std::ffi::c_int;

use cuda_abi::nvml::{nvmlDevice_t, nvmlGpuP2PCapsIndex_t, nvmlGpuP2PStatus_t};
use cuda_abi::types::CUdevice_attribute as Attribute;

use super::identity::attribute;
use crate::entry::{INVALID_ARGUMENT, NOT_SUPPORTED, NvmlResult};
use crate::{state, text};

/// What `device_peer` is asked: whether memory is reached at all, and CU_DEVICE_P2P_ATTRIBUTE_NATIVE_ATOMIC_SUPPORTED.
const REACHES: u32 = 0;
const ATOMICS: u32 = 3;

/// Whether one device can do something with another's memory, as kernels can.
///
/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `NOT_SUPPORTED` for NVLink and for the bus, of which nothing is known.
///
/// # Safety
/// `status` is null or valid for a write.
pub unsafe fn nvmlDeviceGetP2PStatus(
    one: nvmlDevice_t,
    other: nvmlDevice_t,
    index: nvmlGpuP2PCapsIndex_t,
    status: *mut nvmlGpuP2PStatus_t,
) -> NvmlResult {
    let link = state::link()?;
    let (one, other) = (link.device(one)?.0, link.device(other)?.0);
    if one == other {
        return Err(INVALID_ARGUMENT);
    }
    let asked = match index {
        nvmlGpuP2PCapsIndex_t::NVML_P2P_CAPS_INDEX_READ
        | nvmlGpuP2PCapsIndex_t::NVML_P2P_CAPS_INDEX_WRITE => REACHES,
        nvmlGpuP2PCapsIndex_t::NVML_P2P_CAPS_INDEX_ATOMICS => ATOMICS,
        nvmlGpuP2PCapsIndex_t::NVML_P2P_CAPS_INDEX_NVLINK
        | nvmlGpuP2PCapsIndex_t::NVML_P2P_CAPS_INDEX_PCI => {
            return Err(NOT_SUPPORTED);
        }
        _ => return Err(INVALID_ARGUMENT),
    };
    let said = match link.session.device_peer(one, other, asked)? {
        0 => nvmlGpuP2PStatus_t::NVML_P2P_STATUS_NOT_SUPPORTED,
        _ => nvmlGpuP2PStatus_t::NVML_P2P_STATUS_OK,
    };
    // SAFETY: the caller's promise.
    unsafe { text::set(status, said) }
}

/// Whether two devices are on one board: those are that have a board of several GPUs, and the same one.
///
/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `NOT_SUPPORTED` where the host says nothing of boards.
///
/// # Safety
/// `are_together` is null or valid for a write.
pub unsafe fn nvmlDeviceOnSameBoard(
    one: nvmlDevice_t,
    other: nvmlDevice_t,
    are_together: *mut c_int,
) -> NvmlResult {
    let link = state::link()?;
    let is_one = link.device(one)?.0 == link.device(other)?.0;
    let of_several = Attribute::CU_DEVICE_ATTRIBUTE_MULTI_GPU_BOARD;
    let group = Attribute::CU_DEVICE_ATTRIBUTE_MULTI_GPU_BOARD_GROUP_ID;
    let share = attribute(one, of_several)? != 0
        && attribute(other, of_several)? != 0
        && attribute(one, group)? == attribute(other, group)?;
    // SAFETY: the caller's promise.
    unsafe { text::set(are_together, c_int::from(is_one || share)) }
}
