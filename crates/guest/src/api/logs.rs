//! Logs of failed calls ("Error Log Management"), and the profiler's switch ("Profiler Control").

use std::ffi::{CStr, CString, OsStr, c_char, c_uint, c_void};
use std::os::unix::ffi::OsStrExt;

use cuda_abi::{CUlogIterator, CUlogLevel, CUlogsCallback, CUlogsCallbackHandle, CuError, CuResult};

use super::{as_c, from_c, put, put_if_wanted, wanted};
use crate::driver::driver;
use crate::{context, logs};

fn no_flags(flags: c_uint) -> CuResult {
    if flags == 0 { Ok(()) } else { Err(CuError::INVALID_VALUE) }
}

/// Lets a function hear of every call that fails from now on, on the thread that made it.
///
/// # Safety
/// `callback` may be called with `data` from any thread until it is unregistered; `handle` is NULL or valid for a write.
pub unsafe fn cuLogsRegisterCallback(
    callback: CUlogsCallback,
    data: *mut c_void,
    handle: *mut CUlogsCallbackHandle,
) -> CuResult {
    let callback = callback.ok_or(CuError::INVALID_VALUE)?;
    let data = data.expose_provenance();
    let number = logs::register(Box::new(move |message: &str| {
        let Ok(text) = CString::new(message) else { return };
        let length = text.as_bytes().len();
        // SAFETY: the caller's promise; the message is a C string that lives through the call.
        unsafe {
            callback(
                std::ptr::with_exposed_provenance_mut(data),
                CUlogLevel::CU_LOG_LEVEL_ERROR,
                text.as_ptr().cast_mut(),
                length,
            );
        }
    }));
    // SAFETY: the caller's promise.
    unsafe { put_if_wanted(handle, as_c(number)) };
    Ok(())
}

/// Lets it hear no more.
pub fn cuLogsUnregisterCallback(callback: CUlogsCallbackHandle) -> CuResult {
    if logs::unregister(from_c(callback)) { Ok(()) } else { Err(CuError::INVALID_VALUE) }
}

/// # Safety
/// `iterator` is NULL or valid for a write.
pub unsafe fn cuLogsCurrent(iterator: *mut CUlogIterator, flags: c_uint) -> CuResult {
    no_flags(flags)?;
    // SAFETY: the caller's promise.
    unsafe { put(iterator, logs::next()) }
}

/// # Safety
/// `iterator` is NULL or valid for reads and writes, `path` NULL or a C string.
pub unsafe fn cuLogsDumpToFile(iterator: *mut CUlogIterator, path: *const c_char, flags: c_uint) -> CuResult {
    no_flags(flags)?;
    wanted(path)?;
    // SAFETY: the caller's promise; not NULL where it is read.
    let (from, path) = unsafe { ((!iterator.is_null()).then(|| iterator.read()), CStr::from_ptr(path)) };
    let next = logs::next();
    let text = logs::read(from, usize::MAX).unwrap_or_default();
    std::fs::write(OsStr::from_bytes(path.to_bytes()), text).map_err(|_| CuError::INVALID_VALUE)?;
    // SAFETY: the caller's promise.
    unsafe { put_if_wanted(iterator, next) };
    Ok(())
}

/// # Safety
/// `iterator` is NULL or valid for reads and writes; `size` as well; `buffer` is NULL or has as many bytes as that says.
pub unsafe fn cuLogsDumpToMemory(
    iterator: *mut CUlogIterator,
    buffer: *mut c_char,
    size: *mut usize,
    flags: c_uint,
) -> CuResult {
    no_flags(flags)?;
    wanted(buffer)?;
    wanted(size)?;
    // SAFETY: the caller's promise; not NULL where it is read.
    let (from, room) = unsafe { ((!iterator.is_null()).then(|| iterator.read()), size.read()) };
    if room == 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let next = logs::next();
    let text = logs::read(from, room - 1);
    let bytes = text.as_deref().unwrap_or_default().as_bytes();
    // SAFETY: the caller's promise: with its zero the text is no longer than the room.
    unsafe {
        buffer.cast::<u8>().copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
        buffer.add(bytes.len()).write(0);
        size.write(bytes.len());
    }
    if text.is_none() {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise.
    unsafe { put_if_wanted(iterator, next) };
    Ok(())
}

/// There is no profiler to start: this does nothing, as the real driver does without one.
pub fn cuProfilerStart() -> CuResult {
    context::alive(driver()?).map(|_| ())
}

/// As [`cuProfilerStart`].
pub fn cuProfilerStop() -> CuResult {
    context::alive(driver()?).map(|_| ())
}
