//! The driver's results: `CUresult` as C has it, and `CuError`, which is never success.
//!
//! `CuResult` lets `?` carry an error to the C boundary, where it becomes a `CUresult` again.

use core::ffi::CStr;
use core::fmt;
use core::num::NonZeroU32;

pub use crate::generated::errors::RESULTS;

/// What a driver function returns across the C boundary: 0 for success, else an error's number.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[must_use]
pub struct CUresult(pub u32);

/// A driver error: any `CUresult` but success, known by name or not.
#[repr(transparent)]
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub struct CuError(NonZeroU32);

/// The result of a driver call in Rust.
pub type CuResult<T = ()> = Result<T, CuError>;

/// One result with its texts, NUL-terminated for `cuGetErrorName` and `cuGetErrorString`.
#[derive(Clone, Copy, Debug)]
pub struct ResultRow {
    /// The value of `CUresult`.
    pub number: u32,
    /// The name in cuda.h, such as `CUDA_ERROR_INVALID_VALUE`.
    pub name: &'static CStr,
    /// What `cuGetErrorString` says of it.
    pub description: &'static CStr,
}

/// 999, which `CuError::UNKNOWN` has; that constant is itself made by `CuError::new`.
const NUMBER_OF_UNKNOWN: NonZeroU32 = NonZeroU32::MIN.saturating_add(998);

/// The row of a result; `None` for numbers that cuda.h does not have.
pub fn lookup(result: CUresult) -> Option<&'static ResultRow> {
    let at = RESULTS.binary_search_by_key(&result.0, |row| row.number).ok()?;
    RESULTS.get(at)
}

impl CUresult {
    /// Success.
    pub const SUCCESS: CUresult = CUresult(0);

    /// This result as Rust's.
    pub const fn ok(self) -> CuResult {
        match NonZeroU32::new(self.0) {
            None => Ok(()),
            Some(number) => Err(CuError(number)),
        }
    }
}

impl CuError {
    /// An error by its number; 0, which is not an error, becomes `UNKNOWN`.
    pub const fn new(number: u32) -> CuError {
        match NonZeroU32::new(number) {
            Some(number) => CuError(number),
            None => CuError(NUMBER_OF_UNKNOWN),
        }
    }

    /// The number in cuda.h.
    pub const fn number(self) -> u32 {
        self.0.get()
    }

    /// The name in cuda.h, such as `CUDA_ERROR_INVALID_VALUE`.
    pub fn name(self) -> &'static str {
        lookup(self.into()).and_then(|row| row.name.to_str().ok()).unwrap_or("unrecognized error code")
    }

    /// Whether a context that reports it is of no more use (CUDA Driver API, "Data types used by CUDA driver": the errors that say
    /// that the process must be terminated, or that the context cannot be used). Such a context answers every later call with it.
    pub const fn is_sticky(self) -> bool {
        matches!(
            self,
            CuError::ECC_UNCORRECTABLE
                | CuError::NVLINK_UNCORRECTABLE
                | CuError::CONTAINED
                | CuError::ILLEGAL_ADDRESS
                | CuError::LAUNCH_TIMEOUT
                | CuError::ASSERT
                | CuError::HARDWARE_STACK_ERROR
                | CuError::ILLEGAL_INSTRUCTION
                | CuError::MISALIGNED_ADDRESS
                | CuError::INVALID_ADDRESS_SPACE
                | CuError::INVALID_PC
                | CuError::LAUNCH_FAILED
                | CuError::EXTERNAL_DEVICE
                | CuError::TENSOR_MEMORY_LEAK
        )
    }

    /// A short sentence, as `cuGetErrorString` gives it.
    pub fn description(self) -> &'static str {
        lookup(self.into()).and_then(|row| row.description.to_str().ok()).unwrap_or("unrecognized error code")
    }
}

impl fmt::Display for CuError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} ({})", self.description(), self.number())
    }
}

impl fmt::Debug for CuError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} ({})", self.name(), self.number())
    }
}

impl core::error::Error for CuError {}

impl From<CuError> for CUresult {
    fn from(error: CuError) -> CUresult {
        CUresult(error.number())
    }
}

impl From<CuResult> for CUresult {
    fn from(result: CuResult) -> CUresult {
        match result {
            Ok(()) => CUresult::SUCCESS,
            Err(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_descriptions_are_those_of_the_driver() {
        assert_eq!(CuError::INVALID_VALUE.number(), 1);
        assert_eq!(CuError::INVALID_VALUE.name(), "CUDA_ERROR_INVALID_VALUE");
        assert_eq!(CuError::INVALID_VALUE.description(), "invalid argument");
        assert_eq!(CuError::NO_DEVICE.description(), "no CUDA-capable device is detected");
        assert_eq!(CuError::ILLEGAL_ADDRESS.number(), 700);
        assert_eq!(CuError::NOT_SUPPORTED.number(), 801);
        assert_eq!(CuError::UNKNOWN.number(), 999);
        assert_eq!(CuError::new(0), CuError::UNKNOWN);
    }

    #[test]
    fn lookup_knows_success_and_refuses_unknown_numbers() {
        let success = lookup(CUresult::SUCCESS).map(|row| (row.name, row.description));
        assert_eq!(success, Some((c"CUDA_SUCCESS", c"no error")));
        assert!(lookup(CUresult(12345)).is_none());
        assert_eq!(CuError::new(12345).name(), "unrecognized error code");
    }

    #[test]
    fn every_row_is_found_by_its_number() {
        for row in RESULTS {
            assert_eq!(lookup(CUresult(row.number)).map(|found| found.name), Some(row.name));
        }
        assert!(RESULTS.is_sorted_by(|a, b| a.number < b.number));
    }

    #[test]
    fn results_cross_the_c_boundary_unchanged() {
        assert_eq!(CUresult::from(Ok(())), CUresult::SUCCESS);
        assert_eq!(CUresult::from(Err(CuError::OUT_OF_MEMORY)), CUresult(2));
        assert_eq!(CUresult(2).ok(), Err(CuError::OUT_OF_MEMORY));
        assert_eq!(CUresult(0).ok(), Ok(()));
        assert_eq!(size_of::<CuResult>(), size_of::<CUresult>());
    }
}
