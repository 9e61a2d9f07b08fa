//! What every exported function does around its own work, and where the exported functions are.

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use cuda_abi::functions::{Address, Function};
use cuda_abi::{CUresult, CuError, CuResult};
use parking_lot::Mutex;
use wire::record::Entry;

use crate::trace::Arguments;
use crate::{context, driver, logs, record, stdio, trace};

/// VGPU_LOG=calls: one line for each call on stderr.
static LOGS_CALLS: AtomicBool = AtomicBool::new(false);
/// Whether anybody looks at calls: by that, or by tracing.
static IS_WATCHED: AtomicBool = AtomicBool::new(false);
static ADDRESSES: OnceLock<&'static [Address]> = OnceLock::new();
static UNSUPPORTED: Mutex<BTreeMap<&'static str, u64>> = Mutex::new(BTreeMap::new());

/// Takes the addresses of the exported functions, parallel to [`cuda_abi::functions::FUNCTIONS`].
pub fn register(addresses: &'static [Address]) {
    let _ = ADDRESSES.set(addresses);
    let logs_calls = std::env::var_os("VGPU_LOG").is_some_and(|level| level == "calls");
    LOGS_CALLS.store(logs_calls, Ordering::Relaxed);
    IS_WATCHED.store(trace::start() || logs_calls, Ordering::Relaxed);
}

/// The address of an exported function.
pub fn address(function: &Function) -> Option<*mut c_void> {
    Some(ADDRESSES.get()?.get(function.index()?)?.0.cast_mut())
}

/// Answers one exported function, whose arguments `describe` tells if it is traced.
#[inline]
pub fn entry(
    function: &'static Function,
    call: impl FnOnce() -> CuResult,
    describe: impl FnOnce(&mut Arguments),
) -> CUresult {
    let is_watched = IS_WATCHED.load(Ordering::Relaxed);
    let begin = if is_watched { trace::now() } else { 0 };
    // Nothing in here should panic; if it does all the same, it must not reach the program's C frames.
    let outcome = catch_unwind(AssertUnwindSafe(call)).unwrap_or(Err(CuError::UNKNOWN));
    if is_watched {
        watch(function, begin, outcome, describe);
    }
    if let Err(error) = outcome {
        logs::failed(function.symbol, error);
    }
    outcome.into()
}

#[cold]
fn watch(function: &Function, begin: u64, outcome: CuResult, describe: impl FnOnce(&mut Arguments)) {
    if LOGS_CALLS.load(Ordering::Relaxed) {
        log(function, outcome);
    }
    if trace::is_on() {
        let told = AssertUnwindSafe(|| trace::call(function, begin, outcome, describe));
        // Nor this.
        let _ = catch_unwind(told);
    }
}

#[cold]
fn log(function: &Function, outcome: CuResult) {
    match outcome {
        Ok(()) => stdio::complain(format_args!("{}", function.symbol)),
        Err(error) => stdio::complain(format_args!("{} -> {error:?}", function.symbol)),
    }
}

/// Answers one exported function in which stream 0 is the calling thread's own default stream.
#[inline]
pub fn entry_per_thread(
    function: &'static Function,
    call: impl FnOnce() -> CuResult,
    describe: impl FnOnce(&mut Arguments),
) -> CUresult {
    context::with_per_thread_default(|| entry(function, call, describe))
}

/// Answers a function that is not implemented, and counts it by name, here and at the host.
pub fn unsupported(function: &'static Function) -> CUresult {
    let count = {
        let mut counts = UNSUPPORTED.lock();
        let count = counts.entry(function.symbol).or_default();
        *count += 1;
        *count
    };
    if count == 10u64.pow(count.ilog10()) {
        record::note(&Entry::Unsupported { name: function.symbol.to_owned(), count });
    }
    if IS_WATCHED.load(Ordering::Relaxed) {
        watch(function, trace::now(), Err(CuError::NOT_SUPPORTED), |_| {});
    }
    logs::failed(function.symbol, CuError::NOT_SUPPORTED);
    if let Ok(driver) = driver::driver() {
        // Counting is for people; that it did not get there changes nothing for the program.
        let _ = driver.session.count_unsupported(function.symbol);
    }
    CuError::NOT_SUPPORTED.into()
}

/// The functions that this process called in vain, with how often.
pub fn unsupported_calls() -> Vec<(&'static str, u64)> {
    UNSUPPORTED.lock().iter().map(|(name, count)| (*name, *count)).collect()
}
