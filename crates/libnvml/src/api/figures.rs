//! What a device does now: memory, utilisation, and what only a real one has.

use std::ffi::{c_int, c_uint, c_ulonglong};

use cuda_abi::nvml::*;
use wire::metric;

use crate::entry::{Failure, INVALID_ARGUMENT, NOT_SUPPORTED, NvmlResult};
use crate::{state, text};

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `memory` is null or valid for a write.
pub unsafe fn nvmlDeviceGetMemoryInfo(device: nvmlDevice_t, memory: *mut nvmlMemory_t) -> NvmlResult {
    let link = state::link()?;
    let usage = link.usage(link.device(device)?.0)?;
    let free = usage.total.saturating_sub(usage.used);
    // SAFETY: the caller's promise.
    unsafe { text::set(memory, nvmlMemory_t { total: usage.total, free, used: usage.used }) }
}

/// The version that a structure says it has: its size in the lower three bytes, a number in the highest.
const fn version_of<T>(number: c_uint) -> c_uint {
    size_of::<T>() as c_uint | number << 24
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `ARGUMENT_VERSION_MISMATCH` for another version.
///
/// # Safety
/// `memory` is null or valid for a read and a write.
pub unsafe fn nvmlDeviceGetMemoryInfo_v2(device: nvmlDevice_t, memory: *mut nvmlMemory_v2_t) -> NvmlResult {
    let link = state::link()?;
    let index = link.device(device)?.0;
    if memory.is_null() {
        return Err(INVALID_ARGUMENT);
    }
    // SAFETY: the caller's promise.
    let version = unsafe { (*memory).version };
    if version != version_of::<nvmlMemory_v2_t>(2) {
        return Err(Failure(nvmlReturn_t::NVML_ERROR_ARGUMENT_VERSION_MISMATCH));
    }
    let usage = link.usage(index)?;
    let free = usage.total.saturating_sub(usage.used);
    // SAFETY: the caller's promise.
    unsafe {
        memory.write(nvmlMemory_v2_t { version, total: usage.total, reserved: 0, free, used: usage.used });
    }
    Ok(())
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `utilization` is null or valid for a write.
pub unsafe fn nvmlDeviceGetUtilizationRates(
    device: nvmlDevice_t,
    utilization: *mut nvmlUtilization_t,
) -> NvmlResult {
    let link = state::link()?;
    let (gpu, memory) = link.utilization(link.device(device)?.0)?;
    // SAFETY: the caller's promise.
    unsafe { text::set(utilization, nvmlUtilization_t { gpu, memory }) }
}

fn figure(device: nvmlDevice_t, which: u32, argument: u32) -> NvmlResult<u64> {
    let link = state::link()?;
    let index = link.device(device)?.0;
    Ok(link.session.device_metric(index, which, argument)?)
}

/// Functions that give one number, with or without a number that says which.
macro_rules! figures {
    ($($name:ident ( $($which:ident : $ty:ty)? ) = $metric:ident;)*) => { $(
        /// # Errors
        /// `UNINITIALIZED`, `INVALID_ARGUMENT`; `NOT_SUPPORTED` where the device has no such figure.
        ///
        /// # Safety
        /// `value` is null or valid for a write.
        pub unsafe fn $name(device: nvmlDevice_t, $($which: $ty,)? value: *mut c_uint) -> NvmlResult {
            let argument = 0 $(+ number($which))?;
            let said = figure(device, metric::$metric, argument)?;
            // SAFETY: the caller's promise.
            unsafe { text::set(value, said as c_uint) }
        }
    )* };
}

/// An enumeration's number.
fn number<T: Into<Number>>(which: T) -> u32 {
    which.into().0
}

/// See [`number`].
struct Number(u32);

macro_rules! numbers {
    ($($ty:ty),*) => { $(
        impl From<$ty> for Number {
            fn from(which: $ty) -> Self {
                Self(which.0)
            }
        }
    )* };
}
numbers!(nvmlTemperatureSensors_t, nvmlTemperatureThresholds_t, nvmlClockType_t, nvmlPcieUtilCounter_t);

figures! {
    nvmlDeviceGetTemperature(sensor: nvmlTemperatureSensors_t) = TEMPERATURE;
    nvmlDeviceGetTemperatureThreshold(threshold: nvmlTemperatureThresholds_t) = TEMPERATURE_THRESHOLD;
    nvmlDeviceGetPowerUsage() = POWER;
    nvmlDeviceGetPowerManagementLimit() = POWER_LIMIT;
    nvmlDeviceGetEnforcedPowerLimit() = ENFORCED_POWER_LIMIT;
    nvmlDeviceGetPowerManagementDefaultLimit() = DEFAULT_POWER_LIMIT;
    nvmlDeviceGetClockInfo(clock: nvmlClockType_t) = CLOCK;
    nvmlDeviceGetMaxClockInfo(clock: nvmlClockType_t) = MAX_CLOCK;
    nvmlDeviceGetFanSpeed() = FAN;
    nvmlDeviceGetPcieThroughput(counter: nvmlPcieUtilCounter_t) = PCIE_THROUGHPUT;
    nvmlDeviceGetCurrPcieLinkGeneration() = PCIE_GENERATION;
    nvmlDeviceGetCurrPcieLinkWidth() = PCIE_WIDTH;
    nvmlDeviceGetMaxPcieLinkGeneration() = MAX_PCIE_GENERATION;
    nvmlDeviceGetMaxPcieLinkWidth() = MAX_PCIE_WIDTH;
}

/// Only the current value of a clock is known, not those that somebody chose.
///
/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `NOT_SUPPORTED` for the others, and where the device has no such clock.
///
/// # Safety
/// `clock` is null or valid for a write.
pub unsafe fn nvmlDeviceGetClock(
    device: nvmlDevice_t,
    kind: nvmlClockType_t,
    which: nvmlClockId_t,
    clock: *mut c_uint,
) -> NvmlResult {
    if which != nvmlClockId_t::NVML_CLOCK_ID_CURRENT {
        state::link()?.device(device)?;
        return Err(NOT_SUPPORTED);
    }
    // SAFETY: the caller's promise.
    unsafe { nvmlDeviceGetClockInfo(device, kind, clock) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `NOT_SUPPORTED` where the device has none.
///
/// # Safety
/// `state` is null or valid for a write.
pub unsafe fn nvmlDeviceGetPerformanceState(device: nvmlDevice_t, state: *mut nvmlPstates_t) -> NvmlResult {
    let said = figure(device, metric::PERFORMANCE_STATE, 0)?;
    // SAFETY: the caller's promise.
    unsafe { text::set(state, nvmlPstates_t(said as c_uint)) }
}

/// # Errors
/// As [`nvmlDeviceGetPerformanceState`].
///
/// # Safety
/// As for [`nvmlDeviceGetPerformanceState`].
pub unsafe fn nvmlDeviceGetPowerState(device: nvmlDevice_t, state: *mut nvmlPstates_t) -> NvmlResult {
    // SAFETY: the caller's promise.
    unsafe { nvmlDeviceGetPerformanceState(device, state) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `NOT_SUPPORTED` where the device does not count.
///
/// # Safety
/// `energy` is null or valid for a write.
pub unsafe fn nvmlDeviceGetTotalEnergyConsumption(
    device: nvmlDevice_t,
    energy: *mut c_ulonglong,
) -> NvmlResult {
    let said = figure(device, metric::ENERGY, 0)?;
    // SAFETY: the caller's promise.
    unsafe { text::set(energy, said) }
}

/// # Safety
/// `share` and `period` are null or valid for a write.
unsafe fn engine(device: nvmlDevice_t, which: u32, share: *mut c_uint, period: *mut c_uint) -> NvmlResult {
    /// How long NVIDIA's own library says that it samples, in microseconds, where it does not say.
    const UNKNOWN: c_uint = 0;
    let said = figure(device, which, 0)?;
    // SAFETY: the caller's promise.
    unsafe {
        text::set(share, said as c_uint)?;
        text::set(period, UNKNOWN)
    }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `NOT_SUPPORTED` without an encoder.
///
/// # Safety
/// `utilization` and `period` are null or valid for a write.
pub unsafe fn nvmlDeviceGetEncoderUtilization(
    device: nvmlDevice_t,
    utilization: *mut c_uint,
    period: *mut c_uint,
) -> NvmlResult {
    // SAFETY: the caller's promise.
    unsafe { engine(device, metric::ENCODER, utilization, period) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `NOT_SUPPORTED` without a decoder.
///
/// # Safety
/// `utilization` and `period` are null or valid for a write.
pub unsafe fn nvmlDeviceGetDecoderUtilization(
    device: nvmlDevice_t,
    utilization: *mut c_uint,
    period: *mut c_uint,
) -> NvmlResult {
    // SAFETY: the caller's promise.
    unsafe { engine(device, metric::DECODER, utilization, period) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `NOT_SUPPORTED` where memory has no error correction.
///
/// # Safety
/// `current` and `pending` are null or valid for a write.
pub unsafe fn nvmlDeviceGetEccMode(
    device: nvmlDevice_t,
    current: *mut nvmlEnableState_t,
    pending: *mut nvmlEnableState_t,
) -> NvmlResult {
    let said = figure(device, metric::ECC, 0)? as c_uint;
    // SAFETY: the caller's promise.
    unsafe {
        text::set(current, nvmlEnableState_t(said & 1))?;
        text::set(pending, nvmlEnableState_t(said >> 1 & 1))
    }
}

/// Each field by itself; those that have no function above are not supported.
///
/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`. What a field has to say is in its own result.
///
/// # Safety
/// `values` is null or valid for reads and writes of `count` values.
pub unsafe fn nvmlDeviceGetFieldValues(
    device: nvmlDevice_t,
    count: c_int,
    values: *mut nvmlFieldValue_t,
) -> NvmlResult {
    state::link()?.device(device)?;
    let count = usize::try_from(count).map_err(|_| INVALID_ARGUMENT)?;
    if values.is_null() || count == 0 {
        return Err(INVALID_ARGUMENT);
    }
    // SAFETY: the caller's promise.
    let values = unsafe { std::slice::from_raw_parts_mut(values, count) };
    for value in values {
        let asked = match value.fieldId {
            NVML_FI_DEV_POWER_INSTANT | NVML_FI_DEV_POWER_AVERAGE => figure(device, metric::POWER, 0),
            NVML_FI_DEV_TOTAL_ENERGY_CONSUMPTION => figure(device, metric::ENERGY, 0),
            _ => Err(NOT_SUPPORTED),
        };
        value.timestamp = microseconds();
        value.latencyUsec = 0;
        match asked {
            Ok(figure) => {
                value.nvmlReturn = nvmlReturn_t::NVML_SUCCESS;
                value.valueType = nvmlValueType_t::NVML_VALUE_TYPE_UNSIGNED_LONG_LONG;
                value.value.ullVal = figure;
            }
            Err(failure) => value.nvmlReturn = failure.0,
        }
    }
    Ok(())
}

/// Since 1970.
pub(super) fn microseconds() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_micros() as i64)
}
