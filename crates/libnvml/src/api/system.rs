//! The library itself: start and end, versions, texts of errors.

use std::ffi::{CStr, c_char, c_int, c_uint};

use cuda_abi::nvml::{NVML_INIT_FLAG_NO_ATTACH, NVML_INIT_FLAG_NO_GPUS, nvmlReturn_t as Return};

use crate::entry::{Failure, INVALID_ARGUMENT, NvmlResult};
use crate::{state, text};

/// The CUDA version that the driver library beside this one implements, as cuDriverGetVersion gives it.
const CUDA_VERSION: c_int = cuda_abi::types::CUDA_VERSION as c_int;
/// The oldest branch of NVIDIA's driver that CUDA 13 runs with (CUDA Toolkit Release Notes, "CUDA Toolkit and Minimum Required Driver
/// Version for CUDA Minor Version Compatibility"): readers compare the first number. What follows is vgpu's own version.
const DRIVER_BRANCH: &str = "580";

/// # Errors
/// `DRIVER_NOT_LOADED` where no host is found.
pub fn nvmlInit_v2() -> NvmlResult {
    state::init()
}

/// # Errors
/// As [`nvmlInit_v2`].
pub fn nvmlInit() -> NvmlResult {
    state::init()
}

/// # Errors
/// As [`nvmlInit_v2`]; `INVALID_ARGUMENT` for flags that there are not. A host without devices is no error in either form.
pub fn nvmlInitWithFlags(flags: c_uint) -> NvmlResult {
    if flags & !(NVML_INIT_FLAG_NO_GPUS | NVML_INIT_FLAG_NO_ATTACH) != 0 {
        return Err(INVALID_ARGUMENT);
    }
    state::init()
}

/// # Errors
/// `UNINITIALIZED`.
pub fn nvmlShutdown() -> NvmlResult {
    state::shutdown()
}

/// What an error says to people.
pub fn nvmlErrorString(result: Return) -> *const c_char {
    let text: &CStr = match result {
        Return::NVML_SUCCESS => c"Success",
        Return::NVML_ERROR_UNINITIALIZED => c"Uninitialized",
        Return::NVML_ERROR_INVALID_ARGUMENT => c"Invalid Argument",
        Return::NVML_ERROR_NOT_SUPPORTED => c"Not Supported",
        Return::NVML_ERROR_NO_PERMISSION => c"Insufficient Permissions",
        Return::NVML_ERROR_ALREADY_INITIALIZED => c"Already Initialized",
        Return::NVML_ERROR_NOT_FOUND => c"Not Found",
        Return::NVML_ERROR_INSUFFICIENT_SIZE => c"Insufficient Size",
        Return::NVML_ERROR_INSUFFICIENT_POWER => c"Insufficient External Power",
        Return::NVML_ERROR_DRIVER_NOT_LOADED => c"Driver Not Loaded",
        Return::NVML_ERROR_TIMEOUT => c"Timeout",
        Return::NVML_ERROR_IRQ_ISSUE => c"Interrupt Request Issue",
        Return::NVML_ERROR_LIBRARY_NOT_FOUND => c"NVML Shared Library Not Found",
        Return::NVML_ERROR_FUNCTION_NOT_FOUND => c"Function Not Found",
        Return::NVML_ERROR_CORRUPTED_INFOROM => c"Corrupted infoROM",
        Return::NVML_ERROR_GPU_IS_LOST => c"GPU is lost",
        Return::NVML_ERROR_RESET_REQUIRED => c"GPU requires reset",
        Return::NVML_ERROR_OPERATING_SYSTEM => c"GPU access blocked by the operating system",
        Return::NVML_ERROR_LIB_RM_VERSION_MISMATCH => c"Driver/library version mismatch",
        Return::NVML_ERROR_IN_USE => c"In use by another client",
        Return::NVML_ERROR_MEMORY => c"Insufficient Memory",
        Return::NVML_ERROR_NO_DATA => c"No data",
        Return::NVML_ERROR_ARGUMENT_VERSION_MISMATCH => c"Argument version mismatch",
        _ => c"Unknown Error",
    };
    text.as_ptr()
}

/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`, `INSUFFICIENT_SIZE`.
///
/// # Safety
/// `version` is null or valid for writes of `length` bytes.
pub unsafe fn nvmlSystemGetDriverVersion(version: *mut c_char, length: c_uint) -> NvmlResult {
    let link = state::link()?;
    let own = format!("{DRIVER_BRANCH}.{}", env!("CARGO_PKG_VERSION"));
    let said = if link.driver_version.is_empty() { &own } else { &link.driver_version };
    // SAFETY: the caller's promise.
    unsafe { text::put(said, version, length) }
}

/// # Errors
/// `INVALID_ARGUMENT`, `INSUFFICIENT_SIZE`.
///
/// # Safety
/// As for [`nvmlSystemGetDriverVersion`].
pub unsafe fn nvmlSystemGetNVMLVersion(version: *mut c_char, length: c_uint) -> NvmlResult {
    let said = format!("{}.{DRIVER_BRANCH}.{}", CUDA_VERSION / 1000, env!("CARGO_PKG_VERSION"));
    // SAFETY: the caller's promise.
    unsafe { text::put(&said, version, length) }
}

/// # Errors
/// `INVALID_ARGUMENT`.
///
/// # Safety
/// `version` is null or valid for a write.
pub unsafe fn nvmlSystemGetCudaDriverVersion(version: *mut c_int) -> NvmlResult {
    // SAFETY: the caller's promise.
    unsafe { text::set(version, CUDA_VERSION) }
}

/// # Errors
/// `INVALID_ARGUMENT`.
///
/// # Safety
/// `version` is null or valid for a write.
pub unsafe fn nvmlSystemGetCudaDriverVersion_v2(version: *mut c_int) -> NvmlResult {
    // SAFETY: the caller's promise.
    unsafe { nvmlSystemGetCudaDriverVersion(version) }
}

/// # Errors
/// `NOT_FOUND` if there is no such process; `NO_PERMISSION` if it is not ours to look at.
///
/// # Safety
/// `name` is null or valid for writes of `length` bytes.
pub unsafe fn nvmlSystemGetProcessName(pid: c_uint, name: *mut c_char, length: c_uint) -> NvmlResult {
    state::link()?;
    if name.is_null() || length == 0 {
        return Err(INVALID_ARGUMENT);
    }
    let line = std::fs::read(format!("/proc/{pid}/cmdline")).map_err(|error| match error.kind() {
        std::io::ErrorKind::PermissionDenied => Failure(Return::NVML_ERROR_NO_PERMISSION),
        _ => Failure(Return::NVML_ERROR_NOT_FOUND),
    })?;
    let first = line.split(|byte| *byte == 0).next().unwrap_or_default();
    // A name that is too long is cut, as the documentation says.
    let cut = &first[..first.len().min(length as usize - 1)];
    // SAFETY: the caller's promise; cut and zero fit.
    unsafe {
        std::ptr::copy_nonoverlapping(cut.as_ptr(), name.cast(), cut.len());
        *name.add(cut.len()) = 0;
    }
    Ok(())
}

/// No S-class units.
///
/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`.
///
/// # Safety
/// `count` is null or valid for a write.
pub unsafe fn nvmlUnitGetCount(count: *mut c_uint) -> NvmlResult {
    state::link()?;
    // SAFETY: the caller's promise.
    unsafe { text::set(count, 0) }
}
