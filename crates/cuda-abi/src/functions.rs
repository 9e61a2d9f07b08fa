//! The driver's exported functions, and how `cuGetProcAddress` chooses among them.
//!
//! A program asks for a base name and a CUDA version; the answer is the newest ABI of that name which
//! that version already had (CUDA Driver API, "Driver Entry Point Access").

use core::ffi::c_void;

pub use crate::generated::functions::{ENTRY_POINTS, FUNCTIONS, HEADER_VERSION, VARIABLES};

use crate::errors::{CuError, CuResult};
use crate::types::{CUdriverProcAddress_flags, CUdriverProcAddressQueryResult};

/// One exported symbol of libcuda.so.1.
#[derive(Debug)]
pub struct Function {
    /// The symbol, such as `cuMemcpyHtoDAsync_v2_ptsz`.
    pub symbol: &'static str,
    /// The name that `cuGetProcAddress` takes, such as `cuMemcpyHtoDAsync`.
    pub base: &'static str,
    /// The first CUDA version whose programs find this symbol by its base name, such as 7000; `None`
    /// where they cannot.
    pub since: Option<u32>,
    /// What stream 0 means in it.
    pub variant: Variant,
    /// Whether cuda.h declares it.
    pub documented: bool,
    /// Whether crates/guest implements it.
    pub implemented: bool,
    /// Where it is answered.
    pub class: Class,
}

/// What stream 0 means in a function.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Variant {
    /// The legacy default stream, or the function takes no stream.
    Plain,
    /// The calling thread's default stream: the symbols that end in `_ptds` or `_ptsz`.
    PerThreadStream,
}

/// Where and how a call is answered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Class {
    /// In the guest.
    Local,
    /// Posted to the host; returns at once.
    Async,
    /// Sent to the host, whose answer may be waited for.
    Sync,
    /// With `CUDA_ERROR_NOT_SUPPORTED`.
    Unsupported,
}

/// One name and version that `cuGetProcAddress` knows.
#[derive(Debug)]
pub struct EntryPoint {
    /// The base name.
    pub name: &'static str,
    /// Whether it is the variant for per-thread default streams.
    pub per_thread: bool,
    /// The CUDA version from which it is found, such as 12000.
    pub version: u32,
    /// Index into `FUNCTIONS`.
    pub function: u16,
}

/// Why a name has no function.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Missing {
    /// No version has such a function.
    Symbol,
    /// Only versions newer than the one asked for have it.
    Version,
}

/// The address of an exported function, parallel to `FUNCTIONS`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug)]
pub struct Address(pub *const c_void);

// SAFETY: the pointer is to code, which is never written and lives as long as the library.
unsafe impl Sync for Address {}
// SAFETY: as above.
unsafe impl Send for Address {}

impl Missing {
    /// What `cuGetProcAddress` stores at `symbolStatus`.
    pub const fn status(self) -> CUdriverProcAddressQueryResult {
        match self {
            Missing::Symbol => CUdriverProcAddressQueryResult::CU_GET_PROC_ADDRESS_SYMBOL_NOT_FOUND,
            Missing::Version => CUdriverProcAddressQueryResult::CU_GET_PROC_ADDRESS_VERSION_NOT_SUFFICIENT,
        }
    }
}

impl Function {
    /// The function's place in `FUNCTIONS`, and so in a table parallel to it; `None` for a row that is not
    /// of that table.
    pub fn index(&self) -> Option<usize> {
        FUNCTIONS.binary_search_by_key(&self.symbol, |row| row.symbol).ok()
    }
}

/// The function that is exported under `symbol`.
pub fn by_symbol(symbol: &str) -> Option<&'static Function> {
    let at = FUNCTIONS.binary_search_by_key(&symbol, |row| row.symbol).ok()?;
    FUNCTIONS.get(at)
}

/// The function that a program built for `cuda_version` means by `name`.
///
/// With `per_thread`, the variant for per-thread default streams where that version has one, else the
/// plain function.
pub fn resolve(name: &str, cuda_version: u32, per_thread: bool) -> Result<&'static Function, Missing> {
    let variant = |per_thread| newest(name, cuda_version, per_thread);
    let found = if per_thread { variant(true).or_else(|| variant(false)) } else { variant(false) };
    found.ok_or_else(|| {
        let start = ENTRY_POINTS.partition_point(|row| row.name < name);
        match ENTRY_POINTS.get(start) {
            Some(row) if row.name == name => Missing::Version,
            _ => Missing::Symbol,
        }
    })
}

fn newest(name: &str, cuda_version: u32, per_thread: bool) -> Option<&'static Function> {
    let wanted = (name, per_thread, cuda_version);
    let end = ENTRY_POINTS.partition_point(|row| (row.name, row.per_thread, row.version) <= wanted);
    let row = ENTRY_POINTS.get(end.checked_sub(1)?)?;
    if row.name != name || row.per_thread != per_thread {
        return None;
    }
    FUNCTIONS.get(usize::from(row.function))
}

/// Whether the `flags` of `cuGetProcAddress` ask for per-thread default streams.
///
/// `CU_GET_PROC_ADDRESS_DEFAULT` follows the caller: `caller_per_thread` says that it was called through
/// its own per-thread symbol, `cuGetProcAddress_v2_ptsz`. Unknown flags, and both streams at once, are
/// `INVALID_VALUE`.
pub fn per_thread_by_flags(flags: u64, caller_per_thread: bool) -> CuResult<bool> {
    use CUdriverProcAddress_flags as Flags;
    const DEFAULT: u64 = Flags::CU_GET_PROC_ADDRESS_DEFAULT.0 as u64;
    const LEGACY: u64 = Flags::CU_GET_PROC_ADDRESS_LEGACY_STREAM.0 as u64;
    const PER_THREAD: u64 = Flags::CU_GET_PROC_ADDRESS_PER_THREAD_DEFAULT_STREAM.0 as u64;
    match flags {
        DEFAULT => Ok(caller_per_thread),
        LEGACY => Ok(false),
        PER_THREAD => Ok(true),
        _ => Err(CuError::INVALID_VALUE),
    }
}
