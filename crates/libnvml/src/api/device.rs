//! Finding devices: by number, UUID, PCI address. None has a serial number.

use std::ffi::{c_char, c_uint};

use cuda_abi::nvml::{nvmlDevice_t, nvmlReturn_t as Return};
use wire::DeviceDescription;

use crate::entry::{Failure, INVALID_ARGUMENT, NvmlResult};
use crate::link::Link;
use crate::{state, text};

const NOT_FOUND: Failure = Failure(Return::NVML_ERROR_NOT_FOUND);

/// The UUID as NVML writes it.
pub(super) fn uuid(device: &DeviceDescription) -> String {
    let hex: String = device.uuid.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("GPU-{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// # Safety
/// `to` is null or valid for a write.
unsafe fn give(link: &Link, to: *mut nvmlDevice_t, is_it: impl Fn(&DeviceDescription) -> bool) -> NvmlResult {
    let index = link.devices.iter().position(is_it).ok_or(NOT_FOUND)?;
    // SAFETY: the caller's promise.
    unsafe { text::set(to, link.handle(index as u32)) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `count` is null or valid for a write.
pub unsafe fn nvmlDeviceGetCount_v2(count: *mut c_uint) -> NvmlResult {
    let link = state::link()?;
    // SAFETY: the caller's promise.
    unsafe { text::set(count, link.devices.len() as c_uint) }
}

/// # Errors
/// As [`nvmlDeviceGetCount_v2`].
///
/// # Safety
/// As for [`nvmlDeviceGetCount_v2`].
pub unsafe fn nvmlDeviceGetCount(count: *mut c_uint) -> NvmlResult {
    // SAFETY: the caller's promise.
    unsafe { nvmlDeviceGetCount_v2(count) }
}

/// # Errors
/// `UNINITIALIZED`; `INVALID_ARGUMENT` if there is no such device.
///
/// # Safety
/// `device` is null or valid for a write.
pub unsafe fn nvmlDeviceGetHandleByIndex_v2(index: c_uint, device: *mut nvmlDevice_t) -> NvmlResult {
    let link = state::link()?;
    if index as usize >= link.devices.len() {
        return Err(INVALID_ARGUMENT);
    }
    // SAFETY: the caller's promise.
    unsafe { text::set(device, link.handle(index)) }
}

/// # Errors
/// As [`nvmlDeviceGetHandleByIndex_v2`].
///
/// # Safety
/// As for [`nvmlDeviceGetHandleByIndex_v2`].
pub unsafe fn nvmlDeviceGetHandleByIndex(index: c_uint, device: *mut nvmlDevice_t) -> NvmlResult {
    // SAFETY: the caller's promise.
    unsafe { nvmlDeviceGetHandleByIndex_v2(index, device) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `NOT_FOUND` if there is no such device.
///
/// # Safety
/// `name` is null or ends with a zero byte, `device` is null or valid for a write.
pub unsafe fn nvmlDeviceGetHandleByUUID(name: *const c_char, device: *mut nvmlDevice_t) -> NvmlResult {
    let link = state::link()?;
    // SAFETY: the caller's promise.
    let wanted = unsafe { text::get(name) }?;
    // SAFETY: the caller's promise.
    unsafe { give(&link, device, |device| uuid(device).eq_ignore_ascii_case(wanted)) }
}

/// A PCI address: `[domain:]bus:device[.function]`, hexadecimal.
fn parse_bus_id(text: &str) -> Option<[u32; 3]> {
    let (address, function) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = address.split(':').rev().map(|part| u32::from_str_radix(part, 16).ok());
    let (device, bus) = (parts.next()??, parts.next()??);
    let domain = parts.next().unwrap_or(Some(0))?;
    let function = u32::from_str_radix(function, 16).ok()?;
    (parts.next().is_none() && function == 0).then_some([domain, bus, device])
}

/// # Errors
/// `UNINITIALIZED`; `INVALID_ARGUMENT` for what is no PCI address; `NOT_FOUND` if there is no such device.
///
/// # Safety
/// `bus_id` is null or ends with a zero byte, `device` is null or valid for a write.
pub unsafe fn nvmlDeviceGetHandleByPciBusId_v2(
    bus_id: *const c_char,
    device: *mut nvmlDevice_t,
) -> NvmlResult {
    let link = state::link()?;
    // SAFETY: the caller's promise.
    let wanted = parse_bus_id(unsafe { text::get(bus_id) }?).ok_or(INVALID_ARGUMENT)?;
    // SAFETY: the caller's promise.
    unsafe { give(&link, device, |device| device.pci == wanted) }
}

/// # Errors
/// As [`nvmlDeviceGetHandleByPciBusId_v2`].
///
/// # Safety
/// As for [`nvmlDeviceGetHandleByPciBusId_v2`].
pub unsafe fn nvmlDeviceGetHandleByPciBusId(bus_id: *const c_char, device: *mut nvmlDevice_t) -> NvmlResult {
    // SAFETY: the caller's promise.
    unsafe { nvmlDeviceGetHandleByPciBusId_v2(bus_id, device) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `NOT_FOUND`, since no device has a serial number.
///
/// # Safety
/// `serial` is null or ends with a zero byte.
pub unsafe fn nvmlDeviceGetHandleBySerial(serial: *const c_char, _device: *mut nvmlDevice_t) -> NvmlResult {
    state::link()?;
    // SAFETY: the caller's promise.
    unsafe { text::get(serial) }?;
    Err(NOT_FOUND)
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `index` is null or valid for a write.
pub unsafe fn nvmlDeviceGetIndex(device: nvmlDevice_t, index: *mut c_uint) -> NvmlResult {
    let link = state::link()?;
    // SAFETY: the caller's promise.
    unsafe { text::set(index, link.device(device)?.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pci_addresses_are_read_as_tools_write_them() {
        for text in ["00000000:05:00.0", "0000:05:00.0", "0000:05:00", "05:00.0"] {
            assert_eq!(parse_bus_id(text), Some([0, 5, 0]), "{text}");
        }
        assert_eq!(parse_bus_id("00000001:0A:1F.0"), Some([1, 10, 31]));
        for text in ["", "5", "05:00.1", "x:05:00.0", "0:0:0:0.0", "05:"] {
            assert_eq!(parse_bus_id(text), None, "{text}");
        }
    }
}
