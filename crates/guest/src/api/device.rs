//! Devices ("Device Management", and its deprecated part), answered from what the host said when the session began.

use std::ffi::{CStr, c_char, c_int, c_uint};

use cuda_abi::{
    CUdevice, CUdevice_P2PAttribute, CUdevice_attribute, CUdevprop, CUexecAffinityType, CUuuid, CuError,
    CuResult,
};

use super::put;
use crate::driver::driver;

/// # Safety
/// `device` is NULL or valid for a write.
pub unsafe fn cuDeviceGet(device: *mut CUdevice, ordinal: c_int) -> CuResult {
    driver()?.device_of(ordinal)?;
    // SAFETY: the caller's promise.
    unsafe { put(device, ordinal) }
}

/// # Safety
/// `count` is NULL or valid for a write.
pub unsafe fn cuDeviceGetCount(count: *mut c_int) -> CuResult {
    let devices = driver()?.devices.len();
    // SAFETY: the caller's promise.
    unsafe { put(count, devices as c_int) }
}

/// # Safety
/// `name` is NULL or valid for writes of `length` bytes.
pub unsafe fn cuDeviceGetName(name: *mut c_char, length: c_int, device: CUdevice) -> CuResult {
    let device = driver()?.device_of(device)?;
    // SAFETY: the caller's promise.
    unsafe { put_c_string(&device.description.name, name, length) }
}

/// As much of `text` as fits, ended by a zero.
///
/// # Safety
/// `target` is NULL or valid for writes of `length` bytes.
unsafe fn put_c_string(text: &str, target: *mut c_char, length: c_int) -> CuResult {
    let room = usize::try_from(length).unwrap_or(0);
    if target.is_null() || room == 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let bytes = &text.as_bytes()[..text.len().min(room - 1)];
    // SAFETY: the caller's promise: one byte more than `bytes` fits.
    unsafe {
        target.copy_from_nonoverlapping(bytes.as_ptr().cast(), bytes.len());
        target.add(bytes.len()).write(0);
    }
    Ok(())
}

/// # Safety
/// `uuid` is NULL or valid for a write.
pub unsafe fn cuDeviceGetUuid(uuid: *mut CUuuid, device: CUdevice) -> CuResult {
    let device = driver()?.device_of(device)?;
    // SAFETY: the caller's promise.
    unsafe { put(uuid, CUuuid { bytes: device.description.uuid.map(|byte| byte as c_char) }) }
}

/// # Safety
/// As [`cuDeviceGetUuid`].
pub unsafe fn cuDeviceGetUuid_v2(uuid: *mut CUuuid, device: CUdevice) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuDeviceGetUuid(uuid, device) }
}

/// # Safety
/// `bytes` is NULL or valid for a write.
pub unsafe fn cuDeviceTotalMem_v2(bytes: *mut usize, device: CUdevice) -> CuResult {
    let device = driver()?.device_of(device)?;
    // SAFETY: the caller's promise.
    unsafe { put(bytes, device.description.total_memory as usize) }
}

/// # Safety
/// `value` is NULL or valid for a write.
pub unsafe fn cuDeviceGetAttribute(
    value: *mut c_int,
    attribute: CUdevice_attribute,
    device: CUdevice,
) -> CuResult {
    let device = driver()?.device_of(device)?;
    let known = device.description.attribute(attribute.0).ok_or(CuError::INVALID_VALUE)?;
    // SAFETY: the caller's promise.
    unsafe { put(value, known) }
}

/// # Safety
/// `major` and `minor` are NULL or valid for writes.
pub unsafe fn cuDeviceComputeCapability(major: *mut c_int, minor: *mut c_int, device: CUdevice) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe {
        cuDeviceGetAttribute(
            major,
            CUdevice_attribute::CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR,
            device,
        )?;
        cuDeviceGetAttribute(minor, CUdevice_attribute::CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device)
    }
}

/// # Safety
/// `text` is NULL or valid for writes of `length` bytes.
pub unsafe fn cuDeviceGetPCIBusId(text: *mut c_char, length: c_int, device: CUdevice) -> CuResult {
    let [domain, bus, slot] = driver()?.device_of(device)?.description.pci;
    // SAFETY: the caller's promise.
    unsafe { put_c_string(&format!("{domain:04x}:{bus:02x}:{slot:02x}.0"), text, length) }
}

/// Accepts `[domain]:[bus]:[device].[function]` in hexadecimal, the domain and the function being optional.
///
/// # Safety
/// `device` is NULL or valid for a write; `text` is NULL or a C string.
pub unsafe fn cuDeviceGetByPCIBusId(device: *mut CUdevice, text: *const c_char) -> CuResult {
    let driver = driver()?;
    super::wanted(text)?;
    // SAFETY: the caller's promise; not NULL.
    let text = unsafe { CStr::from_ptr(text) }.to_str().map_err(|_| CuError::INVALID_VALUE)?;
    let wanted = parse_pci(text).ok_or(CuError::INVALID_VALUE)?;
    let found = driver.devices.iter().position(|device| device.description.pci == wanted);
    // SAFETY: the caller's promise.
    unsafe { put(device, found.ok_or(CuError::INVALID_DEVICE)? as CUdevice) }
}

fn parse_pci(text: &str) -> Option<[u32; 3]> {
    let text = text.split_once('.').map_or(text, |(address, _function)| address);
    let mut parts = text.rsplitn(3, ':').map(|part| u32::from_str_radix(part, 16).ok());
    let (device, bus) = (parts.next()??, parts.next()??);
    Some([parts.next().unwrap_or(Some(0))?, bus, device])
}

/// # Safety
/// `can` is NULL or valid for a write.
pub unsafe fn cuDeviceCanAccessPeer(can: *mut c_int, device: CUdevice, peer: CUdevice) -> CuResult {
    /// What asks for that among the attributes.
    const REACHES: u32 = 0;
    let driver = driver()?;
    super::wanted(can)?;
    let (device, peer) = (driver.device_of(device)?, driver.device_of(peer)?);
    let answer = match device.ordinal == peer.ordinal {
        // A device is no peer of itself.
        true => 0,
        false => driver.session.device_peer(device.ordinal, peer.ordinal, REACHES)?,
    };
    // SAFETY: the caller's promise.
    unsafe { put(can, answer as c_int) }
}

/// # Safety
/// `value` is NULL or valid for a write.
pub unsafe fn cuDeviceGetP2PAttribute(
    value: *mut c_int,
    attribute: CUdevice_P2PAttribute,
    device: CUdevice,
    peer: CUdevice,
) -> CuResult {
    let driver = driver()?;
    super::wanted(value)?;
    let (device, peer) = (driver.device_of(device)?, driver.device_of(peer)?);
    // Numbered from 1 to CU_DEVICE_P2P_ATTRIBUTE_ONLY_PARTIAL_NATIVE_ATOMIC_SUPPORTED; a device is no peer of itself.
    if device.ordinal == peer.ordinal {
        return Err(CuError::INVALID_DEVICE);
    }
    if !(1..=5).contains(&attribute.0) {
        return Err(CuError::INVALID_VALUE);
    }
    let answer = driver.session.device_peer(device.ordinal, peer.ordinal, attribute.0)?;
    // SAFETY: the caller's promise.
    unsafe { put(value, answer as c_int) }
}

/// # Safety
/// `supported` is NULL or valid for a write.
pub unsafe fn cuDeviceGetExecAffinitySupport(
    supported: *mut c_int,
    _kind: CUexecAffinityType,
    device: CUdevice,
) -> CuResult {
    driver()?.device_of(device)?;
    // SAFETY: the caller's promise.
    unsafe { put(supported, 0) }
}

/// # Safety
/// `flags` and `active` are NULL or valid for writes.
pub unsafe fn cuDevicePrimaryCtxGetState(
    device: CUdevice,
    flags: *mut c_uint,
    active: *mut c_int,
) -> CuResult {
    let primary = driver()?.device_of(device)?.primary;
    // SAFETY: the caller's promise.
    unsafe {
        put(flags, primary.flags.load(std::sync::atomic::Ordering::Relaxed))?;
        put(active, primary.is_alive().into())
    }
}

/// LUIDs exist on Windows only (CUDA Driver API, cuDeviceGetLuid).
///
/// # Safety
/// None: nothing is written.
pub unsafe fn cuDeviceGetLuid(_luid: *mut c_char, _mask: *mut c_uint, device: CUdevice) -> CuResult {
    driver()?.device_of(device)?;
    Err(CuError::NOT_SUPPORTED)
}

/// The properties that CUDA 2 knew.
///
/// # Safety
/// `properties` is NULL or valid for a write.
pub unsafe fn cuDeviceGetProperties(properties: *mut CUdevprop, device: CUdevice) -> CuResult {
    type A = CUdevice_attribute;
    let description = &driver()?.device_of(device)?.description;
    let value = |attribute: A| description.attribute(attribute.0).unwrap_or(0);
    let known = CUdevprop {
        maxThreadsPerBlock: value(A::CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK),
        maxThreadsDim: [
            A::CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_X,
            A::CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_Y,
            A::CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_Z,
        ]
        .map(value),
        maxGridSize: [
            A::CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_X,
            A::CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_Y,
            A::CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_Z,
        ]
        .map(value),
        sharedMemPerBlock: value(A::CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK),
        totalConstantMemory: value(A::CU_DEVICE_ATTRIBUTE_TOTAL_CONSTANT_MEMORY),
        SIMDWidth: value(A::CU_DEVICE_ATTRIBUTE_WARP_SIZE),
        memPitch: value(A::CU_DEVICE_ATTRIBUTE_MAX_PITCH),
        regsPerBlock: value(A::CU_DEVICE_ATTRIBUTE_MAX_REGISTERS_PER_BLOCK),
        clockRate: value(A::CU_DEVICE_ATTRIBUTE_CLOCK_RATE),
        textureAlign: value(A::CU_DEVICE_ATTRIBUTE_TEXTURE_ALIGNMENT),
    };
    // SAFETY: the caller's promise.
    unsafe { put(properties, known) }
}

#[cfg(test)]
mod tests {
    use super::parse_pci;

    #[test]
    fn pci_addresses_are_read_with_and_without_domain_and_function() {
        assert_eq!(parse_pci("0000:05:00.0"), Some([0, 5, 0]));
        assert_eq!(parse_pci("05:1f"), Some([0, 5, 0x1f]));
        assert_eq!(parse_pci("1:a:b.1"), Some([1, 10, 11]));
        assert_eq!(parse_pci("x:05:00"), None);
        assert_eq!(parse_pci(""), None);
    }
}
