//! Texts that go into a caller's buffers.

use std::ffi::{CStr, c_char, c_uint};

use cuda_abi::nvml::nvmlReturn_t;

use crate::entry::{Failure, INVALID_ARGUMENT, NvmlResult};

/// Copies a text with its ending zero into a buffer of `length` bytes.
///
/// # Errors
/// `INVALID_ARGUMENT` without a buffer, `INSUFFICIENT_SIZE` where it does not fit.
///
/// # Safety
/// `buffer` is null or valid for writes of `length` bytes.
pub unsafe fn put(text: &str, buffer: *mut c_char, length: c_uint) -> NvmlResult {
    if buffer.is_null() {
        return Err(INVALID_ARGUMENT);
    }
    if text.len() >= length as usize {
        return Err(Failure(nvmlReturn_t::NVML_ERROR_INSUFFICIENT_SIZE));
    }
    // SAFETY: the caller's promise; text and zero fit.
    unsafe {
        std::ptr::copy_nonoverlapping(text.as_ptr(), buffer.cast(), text.len());
        *buffer.add(text.len()) = 0;
    }
    Ok(())
}

/// Fills a field of a structure, cutting what does not fit.
pub fn fill<const N: usize>(field: &mut [c_char; N], text: &str) {
    *field = [0; N];
    for (to, from) in field[..N - 1].iter_mut().zip(text.bytes()) {
        *to = from as c_char;
    }
}

/// A caller's string.
///
/// # Errors
/// `INVALID_ARGUMENT` for null, or for what is not UTF-8: no name here is anything else.
///
/// # Safety
/// `text` is null or ends with a zero byte.
pub unsafe fn get<'a>(text: *const c_char) -> NvmlResult<&'a str> {
    if text.is_null() {
        return Err(INVALID_ARGUMENT);
    }
    // SAFETY: the caller's promise.
    unsafe { CStr::from_ptr(text) }.to_str().map_err(|_| INVALID_ARGUMENT)
}

/// Writes a value.
///
/// # Errors
/// `INVALID_ARGUMENT` for null.
///
/// # Safety
/// `to` is null or valid for a write.
pub unsafe fn set<T>(to: *mut T, value: T) -> NvmlResult {
    if to.is_null() {
        return Err(INVALID_ARGUMENT);
    }
    // SAFETY: the caller's promise.
    unsafe { to.write(value) };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_fits_with_its_zero_or_not_at_all() {
        let mut buffer = [1 as c_char; 5];
        // SAFETY: the buffer is as long as is said.
        unsafe {
            assert_eq!(
                put("abcde", buffer.as_mut_ptr(), 5),
                Err(Failure(nvmlReturn_t::NVML_ERROR_INSUFFICIENT_SIZE))
            );
            assert_eq!(buffer, [1; 5]);
            assert_eq!(put("abcd", buffer.as_mut_ptr(), 5), Ok(()));
            assert_eq!(get(buffer.as_ptr()), Ok("abcd"));
            assert_eq!(put("", std::ptr::null_mut(), 5), Err(INVALID_ARGUMENT));
        }
        let mut field = [1 as c_char; 4];
        fill(&mut field, "abcdef");
        assert_eq!(field, [b'a' as c_char, b'b' as c_char, b'c' as c_char, 0]);
    }
}
