//! cublasStatus_t.

use std::ffi::CStr;

/// What a function answers (cuBLAS Library, "cublasStatus_t").
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status(pub i32);

/// A function's result before it crosses C.
pub type Result<T = ()> = std::result::Result<T, Status>;

impl Status {
    /// Done.
    pub const SUCCESS: Self = Self(0);
    /// There is no such handle.
    pub const NOT_INITIALIZED: Self = Self(1);
    /// The device's or the host's memory does not suffice.
    pub const ALLOC_FAILED: Self = Self(3);
    /// An argument is out of its range.
    pub const INVALID_VALUE: Self = Self(7);
    /// A copy failed.
    pub const MAPPING_ERROR: Self = Self(11);
    /// A kernel could not be launched.
    pub const EXECUTION_FAILED: Self = Self(13);
    /// The driver library does not do what it should.
    pub const INTERNAL_ERROR: Self = Self(14);
    /// There is no such function, or not for these types.
    pub const NOT_SUPPORTED: Self = Self(15);

    const TEXTS: &[(i32, &CStr, &CStr)] = &[
        (0, c"CUBLAS_STATUS_SUCCESS", c"success"),
        (1, c"CUBLAS_STATUS_NOT_INITIALIZED", c"the library was not initialized"),
        (3, c"CUBLAS_STATUS_ALLOC_FAILED", c"the resource allocation failed"),
        (7, c"CUBLAS_STATUS_INVALID_VALUE", c"an unsupported value or parameter was passed to the function"),
        (8, c"CUBLAS_STATUS_ARCH_MISMATCH", c"the device architecture lacks a required feature"),
        (11, c"CUBLAS_STATUS_MAPPING_ERROR", c"an access to GPU memory space failed"),
        (13, c"CUBLAS_STATUS_EXECUTION_FAILED", c"the GPU program failed to execute"),
        (14, c"CUBLAS_STATUS_INTERNAL_ERROR", c"an internal operation failed"),
        (15, c"CUBLAS_STATUS_NOT_SUPPORTED", c"the functionality is not supported"),
        (16, c"CUBLAS_STATUS_LICENSE_ERROR", c"a license check failed"),
    ];

    /// The constant's name.
    pub fn name(self) -> &'static CStr {
        self.text().map_or(c"unknown status", |(_, name, _)| name)
    }

    /// What it means.
    pub fn meaning(self) -> &'static CStr {
        self.text().map_or(c"unknown status", |(_, _, meaning)| meaning)
    }

    fn text(self) -> Option<&'static (i32, &'static CStr, &'static CStr)> {
        Self::TEXTS.iter().find(|(code, _, _)| *code == self.0)
    }
}

impl From<Result> for Status {
    fn from(result: Result) -> Self {
        result.err().unwrap_or(Self::SUCCESS)
    }
}
