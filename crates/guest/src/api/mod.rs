//! The driver calls that the guest implements, under the names of their symbols.
#![allow(non_snake_case, reason = "the names are the driver's")]

use core::ffi::{c_int, c_uint};

use cuda_abi::{CuError, CuResult};

/// Starts the driver; `flags` must be 0.
pub fn cuInit(flags: c_uint) -> CuResult {
    if flags == 0 { Ok(()) } else { Err(CuError::INVALID_VALUE) }
}

/// Stores the CUDA version that the driver implements.
///
/// # Safety
/// `version` is null or valid for a write.
pub unsafe fn cuDriverGetVersion(version: *mut c_int) -> CuResult {
    if version.is_null() {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: not null, and so valid by this function's contract.
    unsafe { version.write(13050) };
    Ok(())
}
