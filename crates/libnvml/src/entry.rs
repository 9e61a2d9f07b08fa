//! What every exported function does around its own work.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use cuda_abi::CuError;
use cuda_abi::nvml::nvmlReturn_t;

use crate::state;

/// What a function of NVML's answers when it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure(pub nvmlReturn_t);

/// The result of a function.
pub type NvmlResult<T = ()> = Result<T, Failure>;

/// An argument that NVML does not take.
pub const INVALID_ARGUMENT: Failure = Failure(nvmlReturn_t::NVML_ERROR_INVALID_ARGUMENT);
/// Something that the device does not have.
pub const NOT_SUPPORTED: Failure = Failure(nvmlReturn_t::NVML_ERROR_NOT_SUPPORTED);

impl From<CuError> for Failure {
    fn from(error: CuError) -> Self {
        Self(match error {
            CuError::NOT_SUPPORTED => nvmlReturn_t::NVML_ERROR_NOT_SUPPORTED,
            CuError::INVALID_DEVICE | CuError::INVALID_VALUE => nvmlReturn_t::NVML_ERROR_INVALID_ARGUMENT,
            CuError::DEVICE_UNAVAILABLE => nvmlReturn_t::NVML_ERROR_GPU_IS_LOST,
            _ => nvmlReturn_t::NVML_ERROR_UNKNOWN,
        })
    }
}

/// VGPU_LOG=calls: one line for each call on stderr.
static LOGS_CALLS: LazyLock<bool> =
    LazyLock::new(|| std::env::var_os("VGPU_LOG").is_some_and(|level| level == "calls"));

fn log(name: &str, outcome: nvmlReturn_t) {
    if *LOGS_CALLS {
        match outcome {
            nvmlReturn_t::NVML_SUCCESS => guest::complain(format_args!("{name}")),
            failed => guest::complain(format_args!("{name} -> {}", failed.0)),
        }
    }
}

/// Answers one exported function.
pub fn entry(name: &'static str, call: impl FnOnce() -> NvmlResult) -> nvmlReturn_t {
    // Nothing in here should panic; if it does all the same, it must not reach the program's C frames.
    let outcome = match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(())) => nvmlReturn_t::NVML_SUCCESS,
        Ok(Err(failure)) => failure.0,
        Err(_) => nvmlReturn_t::NVML_ERROR_UNKNOWN,
    };
    log(name, outcome);
    outcome
}

/// Answers a function that is not implemented. Readers ask for everything and expect this of most devices, so the host is not told.
pub fn unsupported(name: &'static str) -> nvmlReturn_t {
    entry(name, || state::link().and(Err(NOT_SUPPORTED)))
}
