//! Which atomic operations reach memory on the far side of a link ("Device Management": cuDeviceGetHostAtomicCapabilities; "Peer Context
//! Memory Access": cuDeviceGetP2PAtomicCapabilities).

use std::ffi::c_uint;

use cuda_abi::{
    CUatomicOperation as O, CUatomicOperationCapability as C, CUdevice, CUdevice_P2PAttribute as P,
    CUdevice_attribute as A, CuError, CuResult,
};

use super::{list, wanted};
use crate::driver::{Device, driver};

/// What a software GPU's atomic instructions are, on whichever memory they act (PTX ISA, atom and red).
fn of(operation: O) -> c_uint {
    let scalar = C::CU_ATOMIC_CAPABILITY_SCALAR_32.0 | C::CU_ATOMIC_CAPABILITY_SCALAR_64.0;
    let (signed, unsigned) = (C::CU_ATOMIC_CAPABILITY_SIGNED.0, C::CU_ATOMIC_CAPABILITY_UNSIGNED.0);
    let reduction = C::CU_ATOMIC_CAPABILITY_REDUCTION.0;
    match operation {
        O::CU_ATOMIC_OPERATION_INTEGER_ADD
        | O::CU_ATOMIC_OPERATION_INTEGER_MIN
        | O::CU_ATOMIC_OPERATION_INTEGER_MAX => signed | unsigned | reduction | scalar,
        O::CU_ATOMIC_OPERATION_INTEGER_INCREMENT | O::CU_ATOMIC_OPERATION_INTEGER_DECREMENT => {
            unsigned | reduction | C::CU_ATOMIC_CAPABILITY_SCALAR_32.0
        }
        O::CU_ATOMIC_OPERATION_AND | O::CU_ATOMIC_OPERATION_OR | O::CU_ATOMIC_OPERATION_XOR => {
            unsigned | reduction | scalar
        }
        O::CU_ATOMIC_OPERATION_EXCHANGE | O::CU_ATOMIC_OPERATION_CAS => unsigned | scalar,
        O::CU_ATOMIC_OPERATION_FLOAT_ADD => signed | reduction | scalar,
        _ => 0,
    }
}

/// # Safety
/// `capabilities` and `operations` are NULL or have `count` entries.
unsafe fn tell(
    capabilities: *mut c_uint,
    operations: *const O,
    count: c_uint,
    is_native: impl FnOnce() -> CuResult<bool>,
) -> CuResult {
    wanted(capabilities)?;
    // SAFETY: the caller's promise.
    let operations = unsafe { list(operations, count as usize) }?;
    if operations.is_empty() || operations.iter().any(|asked| asked.0 >= O::CU_ATOMIC_OPERATION_MAX.0) {
        return Err(CuError::INVALID_VALUE);
    }
    let is_native = is_native()?;
    for (index, operation) in operations.into_iter().enumerate() {
        let told = if is_native { of(operation) } else { 0 };
        // SAFETY: the caller's promise; not NULL.
        unsafe { capabilities.add(index).write(told) };
    }
    Ok(())
}

/// Refuses devices whose own driver is not asked here.
fn is_known(device: &Device) -> CuResult {
    if device.description.runs_machine_code { Err(CuError::NOT_SUPPORTED) } else { Ok(()) }
}

/// # Safety
/// `capabilities` and `operations` are NULL or have `count` entries.
pub unsafe fn cuDeviceGetHostAtomicCapabilities(
    capabilities: *mut c_uint,
    operations: *const O,
    count: c_uint,
    device: CUdevice,
) -> CuResult {
    let device = driver()?.device_of(device)?;
    is_known(device)?;
    let attribute = A::CU_DEVICE_ATTRIBUTE_HOST_NATIVE_ATOMIC_SUPPORTED;
    let is_native = device.description.attribute(attribute.0).unwrap_or(0) != 0;
    // SAFETY: the caller's promise.
    unsafe { tell(capabilities, operations, count, || Ok(is_native)) }
}

/// # Safety
/// As [`cuDeviceGetHostAtomicCapabilities`].
pub unsafe fn cuDeviceGetP2PAtomicCapabilities(
    capabilities: *mut c_uint,
    operations: *const O,
    count: c_uint,
    device: CUdevice,
    peer: CUdevice,
) -> CuResult {
    let driver = driver()?;
    let (device, peer) = (driver.device_of(device)?, driver.device_of(peer)?);
    if device.ordinal == peer.ordinal {
        return Err(CuError::INVALID_DEVICE);
    }
    is_known(device)?;
    let attribute = P::CU_DEVICE_P2P_ATTRIBUTE_NATIVE_ATOMIC_SUPPORTED;
    let ask = || driver.session.device_peer(device.ordinal, peer.ordinal, attribute.0);
    // SAFETY: the caller's promise.
    unsafe { tell(capabilities, operations, count, || ask().map(|answer| answer != 0)) }
}
