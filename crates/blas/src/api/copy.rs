//! Vectors and matrices between host and device (cuBLAS Library, "cublasSetVector()" and those that follow it).

use std::ffi::{c_int, c_void};

use crate::Status;
use crate::driver::{Copy2d, Driver};
use crate::status::Result;

/// Copies `rows` by `columns` elements; a leading dimension is the elements from one column to the next.
///
/// # Safety
/// Both pointers are of matrices as described; in the stream's order, if there is one, until it has come so far.
unsafe fn matrix(
    (rows, columns, size): (c_int, c_int, c_int),
    (from, leading_from): (*const c_void, c_int),
    (to, leading_to): (*mut c_void, c_int),
    stream: Option<usize>,
) -> Result {
    let is_valid = rows >= 0 && columns >= 0 && size > 0 && leading_from > 0 && leading_to > 0;
    if !is_valid {
        return Err(Status::INVALID_VALUE);
    }
    if rows == 0 || columns == 0 {
        return Ok(());
    }
    let driver = Driver::get()?;
    driver.current_context()?;
    let bytes = |count: c_int| count as usize * size as usize;
    let copy = Copy2d::rows(
        (from.expose_provenance() as u64, bytes(leading_from)),
        (to.expose_provenance() as u64, bytes(leading_to)),
        bytes(rows),
        columns as usize,
    );
    // SAFETY: the caller's; without a stream this waits for the end.
    unsafe { driver.copy_rows(&copy, stream.unwrap_or(0))? };
    if stream.is_none() { driver.synchronize(0) } else { Ok(()) }
}

/// A vector is a matrix of one row.
macro_rules! vectors {
    ($($name:ident, $asynchronous:ident;)*) => {$(
        /// # Safety
        /// Both are vectors of so many elements with these increments, one on the host and one on the device.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $name(
            n: c_int, size: c_int, x: *const c_void, incx: c_int, y: *mut c_void, incy: c_int,
        ) -> Status {
            // SAFETY: the caller's.
            unsafe { matrix((1, n, size), (x, incx), (y, incy), None) }.into()
        }

        /// # Safety
        /// The same, until the stream has come so far.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $asynchronous(
            n: c_int, size: c_int, x: *const c_void, incx: c_int, y: *mut c_void, incy: c_int, stream: usize,
        ) -> Status {
            // SAFETY: the caller's.
            unsafe { matrix((1, n, size), (x, incx), (y, incy), Some(stream)) }.into()
        }
    )*};
}

macro_rules! matrices {
    ($($name:ident, $asynchronous:ident;)*) => {$(
        /// # Safety
        /// Both are matrices of so many elements with these leading dimensions, one on the host and one on the device.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $name(
            rows: c_int, columns: c_int, size: c_int, a: *const c_void, lda: c_int, b: *mut c_void, ldb: c_int,
        ) -> Status {
            // SAFETY: the caller's.
            unsafe { matrix((rows, columns, size), (a, lda), (b, ldb), None) }.into()
        }

        /// # Safety
        /// The same, until the stream has come so far.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $asynchronous(
            rows: c_int, columns: c_int, size: c_int, a: *const c_void, lda: c_int, b: *mut c_void, ldb: c_int, stream: usize,
        ) -> Status {
            // SAFETY: the caller's.
            unsafe { matrix((rows, columns, size), (a, lda), (b, ldb), Some(stream)) }.into()
        }
    )*};
}

vectors! {
    cublasSetVector, cublasSetVectorAsync;
    cublasGetVector, cublasGetVectorAsync;
}
matrices! {
    cublasSetMatrix, cublasSetMatrixAsync;
    cublasGetMatrix, cublasGetMatrixAsync;
}
