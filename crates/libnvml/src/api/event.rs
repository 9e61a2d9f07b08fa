//! Events of devices. A guest's devices report none, so whoever waits waits in vain, for as long as it said.

use std::collections::BTreeSet;
use std::ffi::{c_uint, c_ulonglong};
use std::thread;
use std::time::Duration;

use cuda_abi::nvml::*;
use parking_lot::Mutex;

use crate::entry::{Failure, INVALID_ARGUMENT, NOT_SUPPORTED, NvmlResult};
use crate::{state, text};

/// Sets that there are, and the number of the last.
static SETS: Mutex<(BTreeSet<usize>, usize)> = Mutex::new((BTreeSet::new(), 0x6576_7400_0000));

fn check(set: nvmlEventSet_t) -> NvmlResult {
    state::link()?;
    if SETS.lock().0.contains(&set.addr()) { Ok(()) } else { Err(INVALID_ARGUMENT) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `set` is null or valid for a write.
pub unsafe fn nvmlEventSetCreate(set: *mut nvmlEventSet_t) -> NvmlResult {
    state::link()?;
    if set.is_null() {
        return Err(INVALID_ARGUMENT);
    }
    let mut sets = SETS.lock();
    sets.1 += 1;
    let number = sets.1;
    sets.0.insert(number);
    // SAFETY: the caller's promise.
    unsafe { text::set(set, std::ptr::without_provenance_mut(number)) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
pub fn nvmlEventSetFree(set: nvmlEventSet_t) -> NvmlResult {
    check(set)?;
    SETS.lock().0.remove(&set.addr());
    Ok(())
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `types` is null or valid for a write.
pub unsafe fn nvmlDeviceGetSupportedEventTypes(device: nvmlDevice_t, types: *mut c_ulonglong) -> NvmlResult {
    state::link()?.device(device)?;
    // SAFETY: the caller's promise.
    unsafe { text::set(types, 0) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `NOT_SUPPORTED` for every type of event.
pub fn nvmlDeviceRegisterEvents(device: nvmlDevice_t, types: c_ulonglong, set: nvmlEventSet_t) -> NvmlResult {
    check(set)?;
    state::link()?.device(device)?;
    if types == 0 { Ok(()) } else { Err(NOT_SUPPORTED) }
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `TIMEOUT` after as many milliseconds.
pub fn nvmlEventSetWait_v2(
    set: nvmlEventSet_t,
    _data: *mut nvmlEventData_t,
    milliseconds: c_uint,
) -> NvmlResult {
    check(set)?;
    thread::sleep(Duration::from_millis(milliseconds.into()));
    Err(Failure(nvmlReturn_t::NVML_ERROR_TIMEOUT))
}

/// # Errors
/// As [`nvmlEventSetWait_v2`].
pub fn nvmlEventSetWait(set: nvmlEventSet_t, data: *mut nvmlEventData_t, milliseconds: c_uint) -> NvmlResult {
    nvmlEventSetWait_v2(set, data, milliseconds)
}
