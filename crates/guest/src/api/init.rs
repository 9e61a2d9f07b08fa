//! Initialisation, versions, error texts, entry points ("Initialization", "Version Management", "Error Handling", "Driver Entry Point Access").

use std::ffi::{CStr, c_char, c_int, c_uint, c_void};
use std::sync::OnceLock;

use cuda_abi::functions::{Missing, resolve};
use cuda_abi::{
    CUDA_VERSION, CUdriverProcAddressQueryResult, CUmoduleLoadingMode, CUresult, CUuuid, CuError, CuResult,
    cuuint64_t, lookup,
};

use super::{put, put_if_wanted, wanted};
use crate::{driver, export_tables, exports, record};

/// Initialises the driver. `flags` must be 0.
pub fn cuInit(flags: c_uint) -> CuResult {
    if flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    driver::init()
}

/// The CUDA version that this driver library has: that of the headers it was made from.
///
/// # Safety
/// `version` is NULL or valid for a write.
pub unsafe fn cuDriverGetVersion(version: *mut c_int) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { put(version, CUDA_VERSION as c_int) }
}

/// # Safety
/// `text` is NULL or valid for a write.
pub unsafe fn cuGetErrorName(error: CUresult, text: *mut *const c_char) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { put_text(lookup(error).map(|row| row.name), text) }
}

/// # Safety
/// `text` is NULL or valid for a write.
pub unsafe fn cuGetErrorString(error: CUresult, text: *mut *const c_char) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { put_text(lookup(error).map(|row| row.description), text) }
}

/// # Safety
/// `target` is NULL or valid for a write.
unsafe fn put_text(text: Option<&'static CStr>, target: *mut *const c_char) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { put(target, text.map_or(std::ptr::null(), CStr::as_ptr)) }?;
    text.map(|_| ()).ok_or(CuError::INVALID_VALUE)
}

/// CU_GET_PROC_ADDRESS_PER_THREAD_DEFAULT_STREAM.
const PER_THREAD_DEFAULT_STREAM: cuuint64_t = 2;
/// CU_GET_PROC_ADDRESS_LEGACY_STREAM.
const LEGACY_STREAM: cuuint64_t = 1;

/// The four-argument form of CUDA 11.3.
///
/// # Safety
/// As [`cuGetProcAddress_v2`].
pub unsafe fn cuGetProcAddress(
    symbol: *const c_char,
    target: *mut *mut c_void,
    cuda_version: c_int,
    flags: cuuint64_t,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuGetProcAddress_v2(symbol, target, cuda_version, flags, std::ptr::null_mut()) }
}

/// The address of a driver function by base name, in the newest ABI that is not newer than `cuda_version`.
///
/// # Safety
/// `symbol` is NULL or a C string; `target` and `status` are NULL or valid for writes.
pub unsafe fn cuGetProcAddress_v2(
    symbol: *const c_char,
    target: *mut *mut c_void,
    cuda_version: c_int,
    flags: cuuint64_t,
    status: *mut CUdriverProcAddressQueryResult,
) -> CuResult {
    wanted(symbol)?;
    wanted(target)?;
    if flags & !(LEGACY_STREAM | PER_THREAD_DEFAULT_STREAM) != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise; not NULL.
    let name = unsafe { CStr::from_ptr(symbol) }.to_str().unwrap_or_default();
    let version = u32::try_from(cuda_version).map_err(|_| CuError::INVALID_VALUE)?;
    record::asked_for(version);
    let per_thread = flags & PER_THREAD_DEFAULT_STREAM != 0;
    let found =
        resolve(name, version, per_thread).map_err(Some).and_then(|row| exports::address(row).ok_or(None));
    let (address, query, outcome) = match found {
        Ok(address) => (address, CUdriverProcAddressQueryResult::CU_GET_PROC_ADDRESS_SUCCESS, Ok(())),
        Err(Some(Missing::Version)) => (
            std::ptr::null_mut(),
            CUdriverProcAddressQueryResult::CU_GET_PROC_ADDRESS_VERSION_NOT_SUFFICIENT,
            Err(CuError::NOT_FOUND),
        ),
        Err(_) => (
            std::ptr::null_mut(),
            CUdriverProcAddressQueryResult::CU_GET_PROC_ADDRESS_SYMBOL_NOT_FOUND,
            Err(CuError::NOT_FOUND),
        ),
    };
    // SAFETY: the caller's promise; not NULL where it must not be.
    unsafe {
        put(target, address)?;
        put_if_wanted(status, query);
    }
    // With a place for the status, the status is the answer (CUDA Driver API, cuGetProcAddress).
    if status.is_null() { outcome } else { Ok(()) }
}

/// # Safety
/// `table` is NULL or valid for a write, `id` NULL or a CUuuid.
pub unsafe fn cuGetExportTable(table: *mut *const c_void, id: *const CUuuid) -> CuResult {
    wanted(table)?;
    wanted(id)?;
    // SAFETY: the caller's promise; not NULL.
    let id = unsafe { id.read() }.bytes.map(|byte| byte as u8);
    let found = export_tables::find(&id);
    // SAFETY: the caller's promise; not NULL.
    unsafe { put(table, found.unwrap_or(std::ptr::null())) }?;
    found.map(|_| ()).ok_or(CuError::NOT_FOUND)
}

/// Whether the program wants its images loaded before they are used (CUDA Programming Guide, "Lazy Loading"). Asked once.
pub(super) fn loads_eagerly() -> bool {
    static EAGER: OnceLock<bool> = OnceLock::new();
    *EAGER.get_or_init(|| std::env::var_os("CUDA_MODULE_LOADING").is_some_and(|mode| mode == "EAGER"))
}

/// # Safety
/// `mode` is NULL or valid for a write.
pub unsafe fn cuModuleGetLoadingMode(mode: *mut CUmoduleLoadingMode) -> CuResult {
    driver::driver()?;
    let value = match loads_eagerly() {
        true => CUmoduleLoadingMode::CU_MODULE_EAGER_LOADING,
        false => CUmoduleLoadingMode::CU_MODULE_LAZY_LOADING,
    };
    // SAFETY: the caller's promise.
    unsafe { put(mode, value) }
}
