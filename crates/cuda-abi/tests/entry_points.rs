//! The table of functions against the lists that it is made from.

use cuda_abi::functions::{
    ENTRY_POINTS, FUNCTIONS, HEADER_VERSION, Missing, VARIABLES, Variant, by_symbol, per_thread_by_flags,
    resolve,
};
use cuda_abi::{CUdriverProcAddressQueryResult, CuError};

/// Rows of cudaTypedefs.h, found by its text and not by the generator's reading of it.
const TYPEDEFS: &str = include_str!("entry-points.txt");
/// What a real libcuda.so.1 exports.
const EXPORTS: &str = include_str!("../../../xtask/data/libcuda-exports-550.163.txt");

fn typedefs() -> Vec<(&'static str, u32, bool)> {
    TYPEDEFS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let words: Vec<&str> = line.split(' ').collect();
            let [name, version, variant] = words[..] else { panic!("{line}") };
            (name, version.parse().expect(line), variant == "per-thread")
        })
        .collect()
}

fn symbol(name: &str, version: u32, per_thread: bool) -> Result<&'static str, Missing> {
    resolve(name, version, per_thread).map(|function| function.symbol)
}

#[test]
fn every_typedef_row_resolves_to_a_symbol_of_its_name_variant_and_version() {
    let rows = typedefs();
    assert_eq!(rows.len(), 685);
    for (name, version, per_thread) in rows {
        let function = resolve(name, version, per_thread).expect(name);
        assert_eq!(function.base, name);
        assert_eq!(function.variant == Variant::PerThreadStream, per_thread, "{name} {version}");
        assert_eq!(function.since, Some(version), "{name} {version}");
    }
}

#[test]
fn every_typedef_row_holds_until_the_next_version_of_its_name() {
    let rows = typedefs();
    for &(name, version, per_thread) in &rows {
        let function = symbol(name, version, per_thread);
        let next = rows
            .iter()
            .filter(|row| row.0 == name && row.2 == per_thread && row.1 > version)
            .map(|row| row.1)
            .min();
        let last = next.map_or(HEADER_VERSION + 1000, |next| next - 1);
        assert_eq!(symbol(name, last, per_thread), function, "{name} {last}");
        if let Some(next) = next {
            assert_ne!(symbol(name, next, per_thread), function, "{name} {next}");
        }
    }
}

#[test]
fn before_its_first_version_a_name_is_there_but_the_version_is_not_sufficient() {
    let rows = typedefs();
    for &(name, _, _) in &rows {
        let first = rows.iter().filter(|row| row.0 == name).map(|row| row.1).min().expect(name);
        for per_thread in [false, true] {
            assert_eq!(symbol(name, first - 1, per_thread), Err(Missing::Version), "{name}");
        }
    }
}

#[test]
fn no_two_rows_mean_the_same_symbol() {
    let mut functions: Vec<u16> = ENTRY_POINTS.iter().map(|row| row.function).collect();
    functions.sort_unstable();
    assert!(functions.is_sorted_by(|a, b| a < b));
}

#[test]
fn the_abi_is_the_one_that_programs_of_that_version_were_built_with() {
    for (name, version, per_thread, expected) in [
        ("cuMemAlloc", 2000, false, "cuMemAlloc"),
        ("cuMemAlloc", 3020, false, "cuMemAlloc_v2"),
        ("cuMemAlloc", 13050, true, "cuMemAlloc_v2"),
        ("cuCtxCreate", 11030, false, "cuCtxCreate_v2"),
        ("cuCtxCreate", 11040, false, "cuCtxCreate_v3"),
        ("cuCtxCreate", 12050, false, "cuCtxCreate_v4"),
        ("cuCtxGetDevice", 12090, false, "cuCtxGetDevice"),
        ("cuCtxGetDevice", 13000, false, "cuCtxGetDevice_v2"),
        ("cuDeviceGetUuid", 11030, false, "cuDeviceGetUuid"),
        ("cuDeviceGetUuid", 11040, false, "cuDeviceGetUuid_v2"),
        ("cuGetProcAddress", 11030, false, "cuGetProcAddress"),
        ("cuGetProcAddress", 12000, false, "cuGetProcAddress_v2"),
        ("cuGraphExecUpdate", 12000, false, "cuGraphExecUpdate_v2"),
        ("cuGraphInstantiateWithFlags", 12000, false, "cuGraphInstantiateWithFlags"),
        ("cuLaunchKernel", 7000, true, "cuLaunchKernel_ptsz"),
        ("cuLaunchKernel", 7000, false, "cuLaunchKernel"),
        ("cuMemcpyHtoD", 7000, true, "cuMemcpyHtoD_v2_ptds"),
        ("cuMemcpyHtoD", 3020, true, "cuMemcpyHtoD_v2"),
        ("cuMemcpyHtoDAsync", 13050, true, "cuMemcpyHtoDAsync_v2_ptsz"),
        ("cuProfilerStart", 4000, false, "cuProfilerStart"),
        ("cuStreamBeginCapture", 10000, true, "cuStreamBeginCapture_ptsz"),
        ("cuStreamGetCaptureInfo", 11030, false, "cuStreamGetCaptureInfo_v2"),
        ("cuStreamGetCaptureInfo", 12030, true, "cuStreamGetCaptureInfo_v3_ptsz"),
        ("cuStreamWaitValue32", 11070, false, "cuStreamWaitValue32_v2"),
    ] {
        assert_eq!(symbol(name, version, per_thread), Ok(expected), "{name} {version}");
    }
}

#[test]
fn symbols_are_not_entry_point_names() {
    for name in ["", "cu", "cuMemAlloc_v2", "cuLaunchKernel_ptsz", "cuMemAllocX", "printf", "\u{fffd}"] {
        assert_eq!(symbol(name, 13050, false), Err(Missing::Symbol), "{name}");
        assert_eq!(symbol(name, 13050, true), Err(Missing::Symbol), "{name}");
    }
}

#[test]
fn what_is_missing_has_the_status_that_the_driver_reports() {
    assert_eq!(
        Missing::Symbol.status(),
        CUdriverProcAddressQueryResult::CU_GET_PROC_ADDRESS_SYMBOL_NOT_FOUND
    );
    assert_eq!(
        Missing::Version.status(),
        CUdriverProcAddressQueryResult::CU_GET_PROC_ADDRESS_VERSION_NOT_SUFFICIENT
    );
}

#[test]
fn flags_choose_the_default_stream_and_unknown_ones_are_refused() {
    assert_eq!(per_thread_by_flags(0, false), Ok(false));
    assert_eq!(per_thread_by_flags(0, true), Ok(true));
    assert_eq!(per_thread_by_flags(1, true), Ok(false));
    assert_eq!(per_thread_by_flags(2, false), Ok(true));
    for flags in [3, 4, 1 << 32, u64::MAX] {
        assert_eq!(per_thread_by_flags(flags, false), Err(CuError::INVALID_VALUE));
    }
}

#[test]
fn every_symbol_of_the_real_library_is_in_the_table() {
    let names: Vec<&str> = EXPORTS.lines().collect();
    assert_eq!(names.len(), 656);
    for name in names {
        assert!(by_symbol(name).is_some() || VARIABLES.contains(&name), "{name}");
    }
}

#[test]
fn the_table_is_sorted_and_finds_each_of_its_rows() {
    assert!(FUNCTIONS.is_sorted_by(|a, b| a.symbol < b.symbol));
    assert!(VARIABLES.is_sorted_by(|a, b| a < b));
    let key = |at: usize| (ENTRY_POINTS[at].name, ENTRY_POINTS[at].per_thread, ENTRY_POINTS[at].version);
    assert!((1..ENTRY_POINTS.len()).all(|at| key(at - 1) < key(at)));
    for (at, function) in FUNCTIONS.iter().enumerate() {
        assert_eq!(function.index(), Some(at));
        assert_eq!(by_symbol(function.symbol).map(|found| found.symbol), Some(function.symbol));
    }
}
