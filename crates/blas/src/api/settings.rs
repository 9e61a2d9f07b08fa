//! Handles and what is set for them (cuBLAS Library, "cuBLAS Helper Function Reference").

use std::ffi::{CStr, c_char, c_int, c_void};
use std::sync::OnceLock;

use crate::Status;
use crate::handle::{self, Raw, Settings};
use crate::status::Result;

/// The minor version of both interfaces that the implemented functions keep to.
const MINOR: c_int = 0;

/// The major version of the interface: the last number of the name under which this library was loaded, `libcublas.so.13`.
fn major() -> c_int {
    static MAJOR: OnceLock<c_int> = OnceLock::new();
    *MAJOR.get_or_init(|| {
        // SAFETY: a structure of pointers, for which zero is a value.
        let mut found: libc::Dl_info = unsafe { std::mem::zeroed() };
        // SAFETY: the address is a function's of this library; the structure lives through the call.
        let is_found = unsafe { libc::dladdr(major as *const c_void, &mut found) } != 0;
        if !is_found || found.dli_fname.is_null() {
            return 12;
        }
        // SAFETY: the loader's name of the library, which stays loaded.
        let name = unsafe { CStr::from_ptr(found.dli_fname) }.to_string_lossy();
        name.rsplit('.').next().and_then(|number| number.parse().ok()).unwrap_or(12)
    })
}

/// Writes through a pointer of the program's.
///
/// # Safety
/// It is null or valid for a write.
unsafe fn put<T>(to: *mut T, value: T) -> Result {
    if to.is_null() {
        return Err(Status::INVALID_VALUE);
    }
    // SAFETY: the caller's.
    unsafe { to.write(value) };
    Ok(())
}

/// # Safety
/// `handle` is null or valid for a write.
#[unsafe(no_mangle)]
unsafe extern "C" fn cublasCreate_v2(handle: *mut Raw) -> Status {
    if handle.is_null() {
        return Status::INVALID_VALUE;
    }
    // SAFETY: the caller's.
    handle::create().and_then(|made| unsafe { put(handle, made) }).into()
}

#[unsafe(no_mangle)]
extern "C" fn cublasDestroy_v2(handle: Raw) -> Status {
    handle::destroy(handle).into()
}

/// # Safety
/// `version` is null or valid for a write.
#[unsafe(no_mangle)]
unsafe extern "C" fn cublasGetVersion_v2(_handle: Raw, version: *mut c_int) -> Status {
    // SAFETY: the caller's.
    unsafe { put(version, 10_000 * major() + 100 * MINOR) }.into()
}

/// # Safety
/// `value` is null or valid for a write.
#[unsafe(no_mangle)]
unsafe extern "C" fn cublasGetProperty(which: c_int, value: *mut c_int) -> Status {
    // library_types.h, `libraryPropertyType`: major, minor, patch level.
    let property = match which {
        0 => major(),
        1 => MINOR,
        2 => 0,
        _ => return Status::INVALID_VALUE,
    };
    // SAFETY: the caller's.
    unsafe { put(value, property) }.into()
}

#[unsafe(no_mangle)]
extern "C" fn cublasGetCudartVersion() -> usize {
    (1000 * major() + 10 * MINOR) as usize
}

#[unsafe(no_mangle)]
extern "C" fn cublasGetStatusName(status: Status) -> *const c_char {
    status.name().as_ptr()
}

#[unsafe(no_mangle)]
extern "C" fn cublasGetStatusString(status: Status) -> *const c_char {
    status.meaning().as_ptr()
}

/// Memory that the program offers for work: none is needed.
#[unsafe(no_mangle)]
extern "C" fn cublasSetWorkspace_v2(handle: Raw, workspace: *mut c_void, size: usize) -> Status {
    if workspace.is_null() && size > 0 {
        return Status::INVALID_VALUE;
    }
    handle::settings(handle).map(|_| ()).into()
}

#[unsafe(no_mangle)]
extern "C" fn cublasSetStream_v2(handle: Raw, stream: usize) -> Status {
    handle::set(handle, |settings| settings.stream = stream).into()
}

/// Reads a setting.
///
/// # Safety
/// `to` is null or valid for a write.
unsafe fn get<T>(handle: Raw, to: *mut T, which: impl FnOnce(&Settings) -> T) -> Status {
    // SAFETY: the caller's.
    handle::settings(handle).and_then(|settings| unsafe { put(to, which(&settings)) }).into()
}

/// # Safety
/// `stream` is null or valid for a write.
#[unsafe(no_mangle)]
unsafe extern "C" fn cublasGetStream_v2(handle: Raw, stream: *mut usize) -> Status {
    // SAFETY: the caller's.
    unsafe { get(handle, stream, |settings| settings.stream) }
}

#[unsafe(no_mangle)]
extern "C" fn cublasSetPointerMode_v2(handle: Raw, mode: c_int) -> Status {
    match mode {
        0 | 1 => handle::set(handle, |settings| settings.device_scalars = mode == 1).into(),
        _ => Status::INVALID_VALUE,
    }
}

/// # Safety
/// `mode` is null or valid for a write.
#[unsafe(no_mangle)]
unsafe extern "C" fn cublasGetPointerMode_v2(handle: Raw, mode: *mut c_int) -> Status {
    // SAFETY: the caller's.
    unsafe { get(handle, mode, |settings| c_int::from(settings.device_scalars)) }
}

#[unsafe(no_mangle)]
extern "C" fn cublasSetAtomicsMode(handle: Raw, mode: c_int) -> Status {
    match mode {
        0 | 1 => handle::set(handle, |settings| settings.atomics_mode = mode).into(),
        _ => Status::INVALID_VALUE,
    }
}

/// # Safety
/// `mode` is null or valid for a write.
#[unsafe(no_mangle)]
unsafe extern "C" fn cublasGetAtomicsMode(handle: Raw, mode: *mut c_int) -> Status {
    // SAFETY: the caller's.
    unsafe { get(handle, mode, |settings| settings.atomics_mode) }
}

#[unsafe(no_mangle)]
extern "C" fn cublasSetMathMode(handle: Raw, mode: c_int) -> Status {
    /// cublasMath_t: the mode, and CUBLAS_MATH_DISALLOW_REDUCED_PRECISION_REDUCTION beside it.
    const MODES: c_int = 0xf;
    const NO_REDUCTION: c_int = 16;
    match mode {
        mode if mode & !(MODES | NO_REDUCTION) == 0 => {
            handle::set(handle, |settings| settings.math_mode = mode).into()
        }
        _ => Status::INVALID_VALUE,
    }
}

/// # Safety
/// `mode` is null or valid for a write.
#[unsafe(no_mangle)]
unsafe extern "C" fn cublasGetMathMode(handle: Raw, mode: *mut c_int) -> Status {
    // SAFETY: the caller's.
    unsafe { get(handle, mode, |settings| settings.math_mode) }
}

#[unsafe(no_mangle)]
extern "C" fn cublasSetSmCountTarget(handle: Raw, count: c_int) -> Status {
    match count {
        0.. => handle::set(handle, |settings| settings.multiprocessors = count).into(),
        _ => Status::INVALID_VALUE,
    }
}

/// # Safety
/// `count` is null or valid for a write.
#[unsafe(no_mangle)]
unsafe extern "C" fn cublasGetSmCountTarget(handle: Raw, count: *mut c_int) -> Status {
    // SAFETY: the caller's.
    unsafe { get(handle, count, |settings| settings.multiprocessors) }
}
