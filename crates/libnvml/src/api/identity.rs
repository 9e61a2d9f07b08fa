//! What a device is: names, PCI address, architecture, modes.

use std::ffi::{c_char, c_int, c_uint};

use cuda_abi::nvml::*;
use cuda_abi::types::CUdevice_attribute as Attribute;
use wire::metric;

use super::device::uuid;
use crate::entry::{Failure, INVALID_ARGUMENT, NOT_SUPPORTED, NvmlResult};
use crate::{state, text};

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`, `INSUFFICIENT_SIZE`.
///
/// # Safety
/// `name` is null or valid for writes of `length` bytes.
pub unsafe fn nvmlDeviceGetName(device: nvmlDevice_t, name: *mut c_char, length: c_uint) -> NvmlResult {
    let link = state::link()?;
    // SAFETY: the caller's promise.
    unsafe { text::put(&link.device(device)?.1.name, name, length) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`, `INSUFFICIENT_SIZE`.
///
/// # Safety
/// `name` is null or valid for writes of `length` bytes.
pub unsafe fn nvmlDeviceGetUUID(device: nvmlDevice_t, name: *mut c_char, length: c_uint) -> NvmlResult {
    let link = state::link()?;
    // SAFETY: the caller's promise.
    unsafe { text::put(&uuid(link.device(device)?.1), name, length) }
}

/// By the name's first word, where that is one of NVIDIA's brands.
///
/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `brand` is null or valid for a write.
pub unsafe fn nvmlDeviceGetBrand(device: nvmlDevice_t, brand: *mut nvmlBrandType_t) -> NvmlResult {
    let link = state::link()?;
    let name = &link.device(device)?.1.name;
    let said = match name.strip_prefix("NVIDIA ") {
        Some(rest) if rest.starts_with("GeForce RTX") => nvmlBrandType_t::NVML_BRAND_GEFORCE_RTX,
        Some(rest) if rest.starts_with("GeForce") => nvmlBrandType_t::NVML_BRAND_GEFORCE,
        Some(rest) if rest.starts_with("TITAN") => nvmlBrandType_t::NVML_BRAND_TITAN,
        Some(rest) if rest.starts_with("RTX") => nvmlBrandType_t::NVML_BRAND_NVIDIA_RTX,
        Some(_) => nvmlBrandType_t::NVML_BRAND_NVIDIA,
        None if name.starts_with("Tesla") => nvmlBrandType_t::NVML_BRAND_TESLA,
        None if name.starts_with("Quadro") => nvmlBrandType_t::NVML_BRAND_QUADRO,
        None => nvmlBrandType_t::NVML_BRAND_UNKNOWN,
    };
    // SAFETY: the caller's promise.
    unsafe { text::set(brand, said) }
}

fn pci_info(device: nvmlDevice_t) -> NvmlResult<nvmlPciInfo_t> {
    let link = state::link()?;
    let (index, description) = link.device(device)?;
    let [domain, bus, slot] = description.pci;
    let id = |which| link.session.device_metric(index, which, 0).map(|id| id as c_uint);
    let mut info = nvmlPciInfo_t {
        domain,
        bus,
        device: slot,
        // A host that does not tell them leaves none to make up.
        pciDeviceId: id(metric::PCI_DEVICE)?,
        pciSubSystemId: id(metric::PCI_SUBSYSTEM)?,
        ..nvmlPciInfo_t::default()
    };
    text::fill(&mut info.busId, &format!("{domain:08X}:{bus:02X}:{slot:02X}.0"));
    text::fill(&mut info.busIdLegacy, &format!("{domain:04X}:{bus:02X}:{slot:02X}.0"));
    Ok(info)
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `pci` is null or valid for a write.
pub unsafe fn nvmlDeviceGetPciInfo_v3(device: nvmlDevice_t, pci: *mut nvmlPciInfo_t) -> NvmlResult {
    // SAFETY: the caller's promise.
    unsafe { text::set(pci, pci_info(device)?) }
}

/// The structure of this version ends before the address with eight digits of domain: nvmlPciInfo_v2_t.
///
/// # Errors
/// As [`nvmlDeviceGetPciInfo_v3`].
///
/// # Safety
/// `pci` is null or valid for a write of an nvmlPciInfo_v2_t.
pub unsafe fn nvmlDeviceGetPciInfo_v2(device: nvmlDevice_t, pci: *mut nvmlPciInfo_t) -> NvmlResult {
    let info = pci_info(device)?;
    if pci.is_null() {
        return Err(INVALID_ARGUMENT);
    }
    // SAFETY: the shorter structure is the longer one's beginning.
    unsafe {
        let bytes = std::mem::offset_of!(nvmlPciInfo_t, busId);
        std::ptr::copy_nonoverlapping((&raw const info).cast::<u8>(), pci.cast::<u8>(), bytes);
    }
    Ok(())
}

/// The first version's structure has no subsystem: it ends with four reserved words, which readers ignore.
///
/// # Errors
/// As [`nvmlDeviceGetPciInfo_v3`].
///
/// # Safety
/// As for [`nvmlDeviceGetPciInfo_v2`].
pub unsafe fn nvmlDeviceGetPciInfo(device: nvmlDevice_t, pci: *mut nvmlPciInfo_t) -> NvmlResult {
    // SAFETY: the caller's promise.
    unsafe { nvmlDeviceGetPciInfo_v2(device, pci) }
}

pub(super) fn attribute(device: nvmlDevice_t, which: Attribute) -> NvmlResult<c_int> {
    let link = state::link()?;
    link.device(device)?.1.attribute(which.0).ok_or(NOT_SUPPORTED)
}

fn compute_capability(device: nvmlDevice_t) -> NvmlResult<(c_int, c_int)> {
    Ok((
        attribute(device, Attribute::CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)?,
        attribute(device, Attribute::CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR)?,
    ))
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `major` and `minor` are null or valid for a write.
pub unsafe fn nvmlDeviceGetCudaComputeCapability(
    device: nvmlDevice_t,
    major: *mut c_int,
    minor: *mut c_int,
) -> NvmlResult {
    let said = compute_capability(device)?;
    // SAFETY: the caller's promise.
    unsafe {
        text::set(major, said.0)?;
        text::set(minor, said.1)
    }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `architecture` is null or valid for a write.
pub unsafe fn nvmlDeviceGetArchitecture(
    device: nvmlDevice_t,
    architecture: *mut nvmlDeviceArchitecture_t,
) -> NvmlResult {
    let said = match compute_capability(device)? {
        (3, _) => NVML_DEVICE_ARCH_KEPLER,
        (5, _) => NVML_DEVICE_ARCH_MAXWELL,
        (6, _) => NVML_DEVICE_ARCH_PASCAL,
        (7, 0..5) => NVML_DEVICE_ARCH_VOLTA,
        (7, _) => NVML_DEVICE_ARCH_TURING,
        (8, 9) => NVML_DEVICE_ARCH_ADA,
        (8, _) => NVML_DEVICE_ARCH_AMPERE,
        (9, _) => NVML_DEVICE_ARCH_HOPPER,
        (10..=12, _) => NVML_DEVICE_ARCH_BLACKWELL,
        _ => NVML_DEVICE_ARCH_UNKNOWN,
    };
    // SAFETY: the caller's promise.
    unsafe { text::set(architecture, said) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `mode` is null or valid for a write.
pub unsafe fn nvmlDeviceGetComputeMode(device: nvmlDevice_t, mode: *mut nvmlComputeMode_t) -> NvmlResult {
    let said = attribute(device, Attribute::CU_DEVICE_ATTRIBUTE_COMPUTE_MODE)?;
    // SAFETY: the caller's promise. Both interfaces number the modes alike.
    unsafe { text::set(mode, nvmlComputeMode_t(said as c_uint)) }
}

/// # Safety
/// `to` is null or valid for a write.
unsafe fn state_of(device: nvmlDevice_t, to: *mut nvmlEnableState_t, is_on: bool) -> NvmlResult {
    state::link()?.device(device)?;
    let said = match is_on {
        true => nvmlEnableState_t::NVML_FEATURE_ENABLED,
        false => nvmlEnableState_t::NVML_FEATURE_DISABLED,
    };
    // SAFETY: the caller's promise.
    unsafe { text::set(to, said) }
}

/// The host serves on when no program uses it.
///
/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `mode` is null or valid for a write.
pub unsafe fn nvmlDeviceGetPersistenceMode(device: nvmlDevice_t, mode: *mut nvmlEnableState_t) -> NvmlResult {
    // SAFETY: the caller's promise.
    unsafe { state_of(device, mode, true) }
}

/// A guest has no display on the device.
///
/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `display` is null or valid for a write.
pub unsafe fn nvmlDeviceGetDisplayMode(device: nvmlDevice_t, display: *mut nvmlEnableState_t) -> NvmlResult {
    // SAFETY: the caller's promise.
    unsafe { state_of(device, display, false) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `is_active` is null or valid for a write.
pub unsafe fn nvmlDeviceGetDisplayActive(
    device: nvmlDevice_t,
    is_active: *mut nvmlEnableState_t,
) -> NvmlResult {
    // SAFETY: the caller's promise.
    unsafe { state_of(device, is_active, false) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `mode` is null or valid for a write.
pub unsafe fn nvmlDeviceGetAccountingMode(device: nvmlDevice_t, mode: *mut nvmlEnableState_t) -> NvmlResult {
    // SAFETY: the caller's promise.
    unsafe { state_of(device, mode, false) }
}

/// Guests have whole devices.
///
/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `current` and `pending` are null or valid for a write.
pub unsafe fn nvmlDeviceGetMigMode(
    device: nvmlDevice_t,
    current: *mut c_uint,
    pending: *mut c_uint,
) -> NvmlResult {
    state::link()?.device(device)?;
    // SAFETY: the caller's promise.
    unsafe {
        text::set(current, NVML_DEVICE_MIG_DISABLE)?;
        text::set(pending, NVML_DEVICE_MIG_DISABLE)
    }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `count` is null or valid for a write.
pub unsafe fn nvmlDeviceGetMaxMigDeviceCount(device: nvmlDevice_t, count: *mut c_uint) -> NvmlResult {
    state::link()?.device(device)?;
    // SAFETY: the caller's promise.
    unsafe { text::set(count, 0) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `NOT_FOUND`, since there is none.
pub fn nvmlDeviceGetMigDeviceHandleByIndex(
    device: nvmlDevice_t,
    _index: c_uint,
    _mig: *mut nvmlDevice_t,
) -> NvmlResult {
    state::link()?.device(device)?;
    Err(Failure(nvmlReturn_t::NVML_ERROR_NOT_FOUND))
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `is_mig` is null or valid for a write.
pub unsafe fn nvmlDeviceIsMigDeviceHandle(device: nvmlDevice_t, is_mig: *mut c_uint) -> NvmlResult {
    state::link()?.device(device)?;
    // SAFETY: the caller's promise.
    unsafe { text::set(is_mig, 0) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `is_multi` is null or valid for a write.
pub unsafe fn nvmlDeviceGetMultiGpuBoard(device: nvmlDevice_t, is_multi: *mut c_uint) -> NvmlResult {
    let said = attribute(device, Attribute::CU_DEVICE_ATTRIBUTE_MULTI_GPU_BOARD)?;
    // SAFETY: the caller's promise.
    unsafe { text::set(is_multi, said as c_uint) }
}

/// How far two devices are apart: known only of a device and itself.
///
/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `NOT_SUPPORTED` for two devices.
///
/// # Safety
/// `level` is null or valid for a write.
pub unsafe fn nvmlDeviceGetTopologyCommonAncestor(
    one: nvmlDevice_t,
    other: nvmlDevice_t,
    level: *mut nvmlGpuTopologyLevel_t,
) -> NvmlResult {
    let link = state::link()?;
    if link.device(one)?.0 != link.device(other)?.0 {
        return Err(NOT_SUPPORTED);
    }
    // SAFETY: the caller's promise.
    unsafe { text::set(level, nvmlGpuTopologyLevel_t::NVML_TOPOLOGY_INTERNAL) }
}
