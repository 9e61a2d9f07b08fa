//! Who uses a device: the guest's own processes. Those that draw and those of MPS there are not.

use std::ffi::c_uint;

use cuda_abi::nvml::*;
use wire::ProcessUsage;

use super::figures::microseconds;
use crate::entry::{Failure, INVALID_ARGUMENT, NvmlResult};
use crate::state;

/// No GPU instance, no compute instance: without MIG.
const NO_INSTANCE: c_uint = c_uint::MAX;

/// Gives as many values as there are; says how many those are.
///
/// # Safety
/// `count` is null or valid for a read and a write, `to` is null or valid for writes of `*count` values.
unsafe fn list<T>(values: Vec<T>, count: *mut c_uint, to: *mut T) -> NvmlResult {
    if count.is_null() {
        return Err(INVALID_ARGUMENT);
    }
    // SAFETY: the caller's promise.
    let room = unsafe { count.replace(values.len() as c_uint) };
    if room == 0 && values.is_empty() {
        return Ok(());
    }
    if (room as usize) < values.len() {
        return Err(Failure(nvmlReturn_t::NVML_ERROR_INSUFFICIENT_SIZE));
    }
    if to.is_null() {
        return Err(INVALID_ARGUMENT);
    }
    for (index, value) in values.into_iter().enumerate() {
        // SAFETY: the caller's promise; there is room for them all.
        unsafe { to.add(index).write(value) };
    }
    Ok(())
}

fn processes(device: nvmlDevice_t) -> NvmlResult<Vec<ProcessUsage>> {
    let link = state::link()?;
    link.processes(link.device(device)?.0)
}

fn info_v1(process: &ProcessUsage) -> nvmlProcessInfo_v1_t {
    nvmlProcessInfo_v1_t { pid: process.pid, usedGpuMemory: process.memory }
}

fn info_v2(process: &ProcessUsage) -> nvmlProcessInfo_v2_t {
    nvmlProcessInfo_v2_t {
        pid: process.pid,
        usedGpuMemory: process.memory,
        gpuInstanceId: NO_INSTANCE,
        computeInstanceId: NO_INSTANCE,
    }
}

/// Lists of processes: of those that compute, and of kinds that there are not.
macro_rules! lists {
    ({$($name:ident : $ty:ty = $info:expr;)*} {$($none:ident : $none_ty:ty;)*}) => {
        $(
            /// # Errors
            /// `UNINITIALIZED`, `INVALID_ARGUMENT`; `INSUFFICIENT_SIZE` where they do not fit, with their number in `count`.
            ///
            /// # Safety
            /// `count` is null or valid for a read and a write, `infos` is null or valid for writes of `*count` values.
            pub unsafe fn $name(device: nvmlDevice_t, count: *mut c_uint, infos: *mut $ty) -> NvmlResult {
                let values = processes(device)?.iter().map($info).collect();
                // SAFETY: the caller's promise.
                unsafe { list(values, count, infos) }
            }
        )*
        $(
            /// # Errors
            /// `UNINITIALIZED`, `INVALID_ARGUMENT`.
            ///
            /// # Safety
            /// `count` is null or valid for a read and a write.
            pub unsafe fn $none(device: nvmlDevice_t, count: *mut c_uint, infos: *mut $none_ty) -> NvmlResult {
                state::link()?.device(device)?;
                // SAFETY: the caller's promise; nothing is written to `infos`.
                unsafe { list(Vec::new(), count, infos) }
            }
        )*
    };
}

lists! {{
    nvmlDeviceGetComputeRunningProcesses: nvmlProcessInfo_v1_t = info_v1;
    nvmlDeviceGetComputeRunningProcesses_v2: nvmlProcessInfo_v2_t = info_v2;
    nvmlDeviceGetComputeRunningProcesses_v3: nvmlProcessInfo_t = info_v2;
} {
    nvmlDeviceGetGraphicsRunningProcesses: nvmlProcessInfo_v1_t;
    nvmlDeviceGetGraphicsRunningProcesses_v2: nvmlProcessInfo_v2_t;
    nvmlDeviceGetGraphicsRunningProcesses_v3: nvmlProcessInfo_t;
    nvmlDeviceGetMPSComputeRunningProcesses: nvmlProcessInfo_v1_t;
    nvmlDeviceGetMPSComputeRunningProcesses_v2: nvmlProcessInfo_v2_t;
    nvmlDeviceGetMPSComputeRunningProcesses_v3: nvmlProcessInfo_t;
}}

/// Shares of time since the last such call; a process's first is none.
///
/// # Errors
/// `UNINITIALIZED`, `INVALID_ARGUMENT`; `NOT_FOUND` while there is nothing to tell; `INSUFFICIENT_SIZE` where they do not fit.
///
/// # Safety
/// `count` is null or valid for a read and a write, `samples` is null or valid for writes of `*count` values.
pub unsafe fn nvmlDeviceGetProcessUtilization(
    device: nvmlDevice_t,
    samples: *mut nvmlProcessUtilizationSample_t,
    count: *mut c_uint,
    _last_seen: u64,
) -> NvmlResult {
    let link = state::link()?;
    let index = link.device(device)?.0;
    if count.is_null() {
        return Err(INVALID_ARGUMENT);
    }
    if samples.is_null() {
        // Asks how many there may be.
        // SAFETY: the caller's promise.
        unsafe { count.write(link.processes(index)?.len() as c_uint) };
        return Err(Failure(nvmlReturn_t::NVML_ERROR_INSUFFICIENT_SIZE));
    }
    let shares = link.process_shares(index)?;
    if shares.is_empty() {
        // SAFETY: the caller's promise.
        unsafe { count.write(0) };
        return Err(Failure(nvmlReturn_t::NVML_ERROR_NOT_FOUND));
    }
    let at = microseconds() as u64;
    let sample = |(pid, percent)| nvmlProcessUtilizationSample_t {
        pid,
        timeStamp: at,
        smUtil: percent,
        memUtil: percent,
        encUtil: 0,
        decUtil: 0,
    };
    // SAFETY: the caller's promise.
    unsafe { list(shares.into_iter().map(sample).collect(), count, samples) }
}
