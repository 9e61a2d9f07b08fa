//! What the guest libraries share: contexts, handles, images, the connection to the host.

pub mod api;

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use cuda_abi::functions::{Address, Function};
use cuda_abi::{CUresult, CuError, CuResult};

static ADDRESSES: OnceLock<&'static [Address]> = OnceLock::new();

thread_local! {
    static PER_THREAD_STREAM: Cell<bool> = const { Cell::new(false) };
}

/// Takes the addresses of the exported functions, parallel to `cuda_abi::functions::FUNCTIONS`.
pub fn register(addresses: &'static [Address]) {
    // Registered once by the loader; a second copy would be the same table.
    let _ = ADDRESSES.set(addresses);
}

/// The address of an exported function; `None` before `register`.
pub fn address(function: &Function) -> Option<Address> {
    ADDRESSES.get()?.get(function.index()?).copied()
}

/// Answers one exported function.
pub fn entry(_function: &'static Function, call: impl FnOnce() -> CuResult) -> CUresult {
    // A panic must not reach the program's C frames.
    catch_unwind(AssertUnwindSafe(call)).unwrap_or(Err(CuError::UNKNOWN)).into()
}

/// Answers one exported function in which stream 0 is the calling thread's default stream.
pub fn entry_per_thread(function: &'static Function, call: impl FnOnce() -> CuResult) -> CUresult {
    let outer = PER_THREAD_STREAM.replace(true);
    let result = entry(function, call);
    PER_THREAD_STREAM.set(outer);
    result
}

/// Whether stream 0 is the calling thread's default stream in the call being answered.
pub fn per_thread_stream() -> bool {
    PER_THREAD_STREAM.get()
}

/// Answers a function that is not implemented.
pub fn unsupported(_function: &'static Function) -> CUresult {
    CuError::NOT_SUPPORTED.into()
}
