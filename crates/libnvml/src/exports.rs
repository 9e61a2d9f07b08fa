//! The exported functions of libnvidia-ml.so.1.
//!
//! Made by `cargo xtask generate`; changes go there.

use cuda_abi::nvml::*;
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlComputeInstanceDestroy(_: nvmlComputeInstance_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlComputeInstanceDestroy")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlComputeInstanceGetInfo(
    _: nvmlComputeInstance_t,
    _: *mut nvmlComputeInstanceInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlComputeInstanceGetInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlComputeInstanceGetInfo_v2(
    _: nvmlComputeInstance_t,
    _: *mut nvmlComputeInstanceInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlComputeInstanceGetInfo_v2")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceClearAccountingPids(_: nvmlDevice_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceClearAccountingPids")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceClearCpuAffinity(_: nvmlDevice_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceClearCpuAffinity")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceClearEccErrorCounts(
    _: nvmlDevice_t,
    _: nvmlEccCounterType_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceClearEccErrorCounts")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceClearFieldValues(
    _: nvmlDevice_t,
    _: ::core::ffi::c_int,
    _: *mut nvmlFieldValue_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceClearFieldValues")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceCreateGpuInstance(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlGpuInstance_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceCreateGpuInstance")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceCreateGpuInstanceWithPlacement(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *const nvmlGpuInstancePlacement_t,
    _: *mut nvmlGpuInstance_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceCreateGpuInstanceWithPlacement")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceDiscoverGpus(_: *mut nvmlPciInfo_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceDiscoverGpus")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceFreezeNvLinkUtilizationCounter(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
    _: nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceFreezeNvLinkUtilizationCounter")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetAPIRestriction(
    _: nvmlDevice_t,
    _: nvmlRestrictedAPI_t,
    _: *mut nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetAPIRestriction")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetAccountingBufferSize(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetAccountingBufferSize")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetAccountingMode(
    device: nvmlDevice_t,
    mode: *mut nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetAccountingMode", || unsafe {
        crate::api::nvmlDeviceGetAccountingMode(device, mode)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetAccountingPids(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetAccountingPids")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetAccountingStats(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlAccountingStats_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetAccountingStats")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetActiveVgpus(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut nvmlVgpuInstance_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetActiveVgpus")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetAdaptiveClockInfoStatus(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetAdaptiveClockInfoStatus")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetApplicationsClock(
    _: nvmlDevice_t,
    _: nvmlClockType_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetApplicationsClock")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetArchitecture(
    device: nvmlDevice_t,
    arch: *mut nvmlDeviceArchitecture_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetArchitecture", || unsafe {
        crate::api::nvmlDeviceGetArchitecture(device, arch)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetAttributes(
    _: nvmlDevice_t,
    _: *mut nvmlDeviceAttributes_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetAttributes")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetAttributes_v2(
    _: nvmlDevice_t,
    _: *mut nvmlDeviceAttributes_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetAttributes_v2")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetAutoBoostedClocksEnabled(
    _: nvmlDevice_t,
    _: *mut nvmlEnableState_t,
    _: *mut nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetAutoBoostedClocksEnabled")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetBAR1MemoryInfo(
    _: nvmlDevice_t,
    _: *mut nvmlBAR1Memory_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetBAR1MemoryInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetBoardId(_: nvmlDevice_t, _: *mut ::core::ffi::c_uint) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetBoardId")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetBoardPartNumber(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_char,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetBoardPartNumber")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetBrand(
    device: nvmlDevice_t,
    type_: *mut nvmlBrandType_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetBrand", || unsafe { crate::api::nvmlDeviceGetBrand(device, type_) })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetBridgeChipInfo(
    _: nvmlDevice_t,
    _: *mut nvmlBridgeChipHierarchy_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetBridgeChipInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetBusType(_: nvmlDevice_t, _: *mut nvmlBusType_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetBusType")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetC2cModeInfoV(
    _: nvmlDevice_t,
    _: *mut nvmlC2cModeInfo_v1_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetC2cModeInfoV")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetCapabilities(
    _: nvmlDevice_t,
    _: *mut nvmlDeviceCapabilities_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetCapabilities")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetClkMonStatus(
    _: nvmlDevice_t,
    _: *mut nvmlClkMonStatus_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetClkMonStatus")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetClock(
    device: nvmlDevice_t,
    clockType: nvmlClockType_t,
    clockId: nvmlClockId_t,
    clockMHz: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetClock", || unsafe {
        crate::api::nvmlDeviceGetClock(device, clockType, clockId, clockMHz)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetClockInfo(
    device: nvmlDevice_t,
    type_: nvmlClockType_t,
    clock: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetClockInfo", || unsafe {
        crate::api::nvmlDeviceGetClockInfo(device, type_, clock)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetClockOffsets(
    _: nvmlDevice_t,
    _: *mut nvmlClockOffset_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetClockOffsets")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetComputeInstanceId(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetComputeInstanceId")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetComputeMode(
    device: nvmlDevice_t,
    mode: *mut nvmlComputeMode_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetComputeMode", || unsafe {
        crate::api::nvmlDeviceGetComputeMode(device, mode)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetComputeRunningProcesses(
    device: nvmlDevice_t,
    infoCount: *mut ::core::ffi::c_uint,
    infos: *mut nvmlProcessInfo_v1_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetComputeRunningProcesses", || unsafe {
        crate::api::nvmlDeviceGetComputeRunningProcesses(device, infoCount, infos)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetComputeRunningProcesses_v2(
    device: nvmlDevice_t,
    infoCount: *mut ::core::ffi::c_uint,
    infos: *mut nvmlProcessInfo_v2_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetComputeRunningProcesses_v2", || unsafe {
        crate::api::nvmlDeviceGetComputeRunningProcesses_v2(device, infoCount, infos)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetComputeRunningProcesses_v3(
    device: nvmlDevice_t,
    infoCount: *mut ::core::ffi::c_uint,
    infos: *mut nvmlProcessInfo_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetComputeRunningProcesses_v3", || unsafe {
        crate::api::nvmlDeviceGetComputeRunningProcesses_v3(device, infoCount, infos)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetConfComputeGpuAttestationReport(
    _: nvmlDevice_t,
    _: *mut nvmlConfComputeGpuAttestationReport_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetConfComputeGpuAttestationReport")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetConfComputeGpuCertificate(
    _: nvmlDevice_t,
    _: *mut nvmlConfComputeGpuCertificate_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetConfComputeGpuCertificate")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetConfComputeMemSizeInfo(
    _: nvmlDevice_t,
    _: *mut nvmlConfComputeMemSizeInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetConfComputeMemSizeInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetConfComputeProtectedMemoryUsage(
    _: nvmlDevice_t,
    _: *mut nvmlMemory_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetConfComputeProtectedMemoryUsage")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetCoolerInfo(_: nvmlDevice_t, _: *mut nvmlCoolerInfo_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetCoolerInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetCount(deviceCount: *mut ::core::ffi::c_uint) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetCount", || unsafe { crate::api::nvmlDeviceGetCount(deviceCount) })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetCount_v2(deviceCount: *mut ::core::ffi::c_uint) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetCount_v2", || unsafe { crate::api::nvmlDeviceGetCount_v2(deviceCount) })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetCpuAffinity(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_ulong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetCpuAffinity")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetCpuAffinityWithinScope(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_ulong,
    _: nvmlAffinityScope_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetCpuAffinityWithinScope")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetCreatableVgpus(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut nvmlVgpuTypeId_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetCreatableVgpus")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetCudaComputeCapability(
    device: nvmlDevice_t,
    major: *mut ::core::ffi::c_int,
    minor: *mut ::core::ffi::c_int,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetCudaComputeCapability", || unsafe {
        crate::api::nvmlDeviceGetCudaComputeCapability(device, major, minor)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetCurrPcieLinkGeneration(
    device: nvmlDevice_t,
    currLinkGen: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetCurrPcieLinkGeneration", || unsafe {
        crate::api::nvmlDeviceGetCurrPcieLinkGeneration(device, currLinkGen)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetCurrPcieLinkWidth(
    device: nvmlDevice_t,
    currLinkWidth: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetCurrPcieLinkWidth", || unsafe {
        crate::api::nvmlDeviceGetCurrPcieLinkWidth(device, currLinkWidth)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetCurrentClockFreqs(
    _: nvmlDevice_t,
    _: *mut nvmlDeviceCurrentClockFreqs_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetCurrentClockFreqs")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetCurrentClocksEventReasons(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetCurrentClocksEventReasons")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetCurrentClocksThrottleReasons(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetCurrentClocksThrottleReasons")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetDecoderUtilization(
    device: nvmlDevice_t,
    utilization: *mut ::core::ffi::c_uint,
    samplingPeriodUs: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetDecoderUtilization", || unsafe {
        crate::api::nvmlDeviceGetDecoderUtilization(device, utilization, samplingPeriodUs)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetDefaultApplicationsClock(
    _: nvmlDevice_t,
    _: nvmlClockType_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetDefaultApplicationsClock")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetDefaultEccMode(
    _: nvmlDevice_t,
    _: *mut nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetDefaultEccMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetDetailedEccErrors(
    _: nvmlDevice_t,
    _: nvmlMemoryErrorType_t,
    _: nvmlEccCounterType_t,
    _: *mut nvmlEccErrorCounts_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetDetailedEccErrors")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetDeviceHandleFromMigDeviceHandle(
    _: nvmlDevice_t,
    _: *mut nvmlDevice_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetDeviceHandleFromMigDeviceHandle")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetDisplayActive(
    device: nvmlDevice_t,
    isActive: *mut nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetDisplayActive", || unsafe {
        crate::api::nvmlDeviceGetDisplayActive(device, isActive)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetDisplayMode(
    device: nvmlDevice_t,
    display: *mut nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetDisplayMode", || unsafe {
        crate::api::nvmlDeviceGetDisplayMode(device, display)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetDramEncryptionMode(
    _: nvmlDevice_t,
    _: *mut nvmlDramEncryptionInfo_t,
    _: *mut nvmlDramEncryptionInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetDramEncryptionMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetDriverModel(
    _: nvmlDevice_t,
    _: *mut nvmlDriverModel_t,
    _: *mut nvmlDriverModel_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetDriverModel")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetDriverModel_v2(
    _: nvmlDevice_t,
    _: *mut nvmlDriverModel_t,
    _: *mut nvmlDriverModel_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetDriverModel_v2")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetDynamicPstatesInfo(
    _: nvmlDevice_t,
    _: *mut nvmlGpuDynamicPstatesInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetDynamicPstatesInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetEccMode(
    device: nvmlDevice_t,
    current: *mut nvmlEnableState_t,
    pending: *mut nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetEccMode", || unsafe {
        crate::api::nvmlDeviceGetEccMode(device, current, pending)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetEncoderCapacity(
    _: nvmlDevice_t,
    _: nvmlEncoderType_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetEncoderCapacity")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetEncoderSessions(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut nvmlEncoderSessionInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetEncoderSessions")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetEncoderStats(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetEncoderStats")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetEncoderUtilization(
    device: nvmlDevice_t,
    utilization: *mut ::core::ffi::c_uint,
    samplingPeriodUs: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetEncoderUtilization", || unsafe {
        crate::api::nvmlDeviceGetEncoderUtilization(device, utilization, samplingPeriodUs)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetEnforcedPowerLimit(
    device: nvmlDevice_t,
    limit: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetEnforcedPowerLimit", || unsafe {
        crate::api::nvmlDeviceGetEnforcedPowerLimit(device, limit)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetFBCSessions(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut nvmlFBCSessionInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetFBCSessions")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetFBCStats(_: nvmlDevice_t, _: *mut nvmlFBCStats_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetFBCStats")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetFanControlPolicy_v2(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlFanControlPolicy_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetFanControlPolicy_v2")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetFanSpeed(
    device: nvmlDevice_t,
    speed: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetFanSpeed", || unsafe {
        crate::api::nvmlDeviceGetFanSpeed(device, speed)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetFanSpeedRPM(
    _: nvmlDevice_t,
    _: *mut nvmlFanSpeedInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetFanSpeedRPM")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetFanSpeed_v2(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetFanSpeed_v2")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetFieldValues(
    device: nvmlDevice_t,
    valuesCount: ::core::ffi::c_int,
    values: *mut nvmlFieldValue_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetFieldValues", || unsafe {
        crate::api::nvmlDeviceGetFieldValues(device, valuesCount, values)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGpcClkMinMaxVfOffset(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_int,
    _: *mut ::core::ffi::c_int,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGpcClkMinMaxVfOffset")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGpcClkVfOffset(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_int,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGpcClkVfOffset")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGpuFabricInfo(
    _: nvmlDevice_t,
    _: *mut nvmlGpuFabricInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGpuFabricInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGpuFabricInfoV(
    _: nvmlDevice_t,
    _: *mut nvmlGpuFabricInfoV_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGpuFabricInfoV")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGpuInstanceById(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlGpuInstance_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGpuInstanceById")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGpuInstanceId(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGpuInstanceId")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGpuInstancePossiblePlacements(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlGpuInstancePlacement_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGpuInstancePossiblePlacements")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGpuInstancePossiblePlacements_v2(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlGpuInstancePlacement_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGpuInstancePossiblePlacements_v2")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGpuInstanceProfileInfo(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlGpuInstanceProfileInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGpuInstanceProfileInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGpuInstanceProfileInfoV(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlGpuInstanceProfileInfo_v2_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGpuInstanceProfileInfoV")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGpuInstanceRemainingCapacity(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGpuInstanceRemainingCapacity")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGpuInstances(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlGpuInstance_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGpuInstances")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGpuMaxPcieLinkGeneration(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGpuMaxPcieLinkGeneration")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGpuOperationMode(
    _: nvmlDevice_t,
    _: *mut nvmlGpuOperationMode_t,
    _: *mut nvmlGpuOperationMode_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGpuOperationMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGraphicsRunningProcesses(
    device: nvmlDevice_t,
    infoCount: *mut ::core::ffi::c_uint,
    infos: *mut nvmlProcessInfo_v1_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetGraphicsRunningProcesses", || unsafe {
        crate::api::nvmlDeviceGetGraphicsRunningProcesses(device, infoCount, infos)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGraphicsRunningProcesses_v2(
    device: nvmlDevice_t,
    infoCount: *mut ::core::ffi::c_uint,
    infos: *mut nvmlProcessInfo_v2_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetGraphicsRunningProcesses_v2", || unsafe {
        crate::api::nvmlDeviceGetGraphicsRunningProcesses_v2(device, infoCount, infos)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGraphicsRunningProcesses_v3(
    device: nvmlDevice_t,
    infoCount: *mut ::core::ffi::c_uint,
    infos: *mut nvmlProcessInfo_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetGraphicsRunningProcesses_v3", || unsafe {
        crate::api::nvmlDeviceGetGraphicsRunningProcesses_v3(device, infoCount, infos)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGridLicensableFeatures(
    _: nvmlDevice_t,
    _: *mut nvmlGridLicensableFeatures_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGridLicensableFeatures")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGridLicensableFeatures_v2(
    _: nvmlDevice_t,
    _: *mut nvmlGridLicensableFeatures_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGridLicensableFeatures_v2")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGridLicensableFeatures_v3(
    _: nvmlDevice_t,
    _: *mut nvmlGridLicensableFeatures_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGridLicensableFeatures_v3")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGridLicensableFeatures_v4(
    _: nvmlDevice_t,
    _: *mut nvmlGridLicensableFeatures_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGridLicensableFeatures_v4")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGspFirmwareMode(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGspFirmwareMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetGspFirmwareVersion(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_char,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetGspFirmwareVersion")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetHandleByIndex(
    index: ::core::ffi::c_uint,
    device: *mut nvmlDevice_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetHandleByIndex", || unsafe {
        crate::api::nvmlDeviceGetHandleByIndex(index, device)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetHandleByIndex_v2(
    index: ::core::ffi::c_uint,
    device: *mut nvmlDevice_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetHandleByIndex_v2", || unsafe {
        crate::api::nvmlDeviceGetHandleByIndex_v2(index, device)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetHandleByPciBusId(
    pciBusId: *const ::core::ffi::c_char,
    device: *mut nvmlDevice_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetHandleByPciBusId", || unsafe {
        crate::api::nvmlDeviceGetHandleByPciBusId(pciBusId, device)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetHandleByPciBusId_v2(
    pciBusId: *const ::core::ffi::c_char,
    device: *mut nvmlDevice_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetHandleByPciBusId_v2", || unsafe {
        crate::api::nvmlDeviceGetHandleByPciBusId_v2(pciBusId, device)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetHandleBySerial(
    serial: *const ::core::ffi::c_char,
    device: *mut nvmlDevice_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetHandleBySerial", || unsafe {
        crate::api::nvmlDeviceGetHandleBySerial(serial, device)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetHandleByUUID(
    uuid: *const ::core::ffi::c_char,
    device: *mut nvmlDevice_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetHandleByUUID", || unsafe {
        crate::api::nvmlDeviceGetHandleByUUID(uuid, device)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetHandleByUUIDV(
    _: *const nvmlUUID_t,
    _: *mut nvmlDevice_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetHandleByUUIDV")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetHostVgpuMode(
    _: nvmlDevice_t,
    _: *mut nvmlHostVgpuMode_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetHostVgpuMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetIndex(
    device: nvmlDevice_t,
    index: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetIndex", || unsafe { crate::api::nvmlDeviceGetIndex(device, index) })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetInforomConfigurationChecksum(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetInforomConfigurationChecksum")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetInforomImageVersion(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_char,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetInforomImageVersion")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetInforomVersion(
    _: nvmlDevice_t,
    _: nvmlInforomObject_t,
    _: *mut ::core::ffi::c_char,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetInforomVersion")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetIrqNum(_: nvmlDevice_t, _: *mut ::core::ffi::c_uint) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetIrqNum")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetJpgUtilization(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetJpgUtilization")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetLastBBXFlushTime(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_ulonglong,
    _: *mut ::core::ffi::c_ulong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetLastBBXFlushTime")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMPSComputeRunningProcesses(
    device: nvmlDevice_t,
    infoCount: *mut ::core::ffi::c_uint,
    infos: *mut nvmlProcessInfo_v1_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetMPSComputeRunningProcesses", || unsafe {
        crate::api::nvmlDeviceGetMPSComputeRunningProcesses(device, infoCount, infos)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMPSComputeRunningProcesses_v2(
    device: nvmlDevice_t,
    infoCount: *mut ::core::ffi::c_uint,
    infos: *mut nvmlProcessInfo_v2_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetMPSComputeRunningProcesses_v2", || unsafe {
        crate::api::nvmlDeviceGetMPSComputeRunningProcesses_v2(device, infoCount, infos)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMPSComputeRunningProcesses_v3(
    device: nvmlDevice_t,
    infoCount: *mut ::core::ffi::c_uint,
    infos: *mut nvmlProcessInfo_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetMPSComputeRunningProcesses_v3", || unsafe {
        crate::api::nvmlDeviceGetMPSComputeRunningProcesses_v3(device, infoCount, infos)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMarginTemperature(
    _: nvmlDevice_t,
    _: *mut nvmlMarginTemperature_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetMarginTemperature")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMaxClockInfo(
    device: nvmlDevice_t,
    type_: nvmlClockType_t,
    clock: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetMaxClockInfo", || unsafe {
        crate::api::nvmlDeviceGetMaxClockInfo(device, type_, clock)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMaxCustomerBoostClock(
    _: nvmlDevice_t,
    _: nvmlClockType_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetMaxCustomerBoostClock")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMaxMigDeviceCount(
    device: nvmlDevice_t,
    count: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetMaxMigDeviceCount", || unsafe {
        crate::api::nvmlDeviceGetMaxMigDeviceCount(device, count)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMaxPcieLinkGeneration(
    device: nvmlDevice_t,
    maxLinkGen: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetMaxPcieLinkGeneration", || unsafe {
        crate::api::nvmlDeviceGetMaxPcieLinkGeneration(device, maxLinkGen)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMaxPcieLinkWidth(
    device: nvmlDevice_t,
    maxLinkWidth: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetMaxPcieLinkWidth", || unsafe {
        crate::api::nvmlDeviceGetMaxPcieLinkWidth(device, maxLinkWidth)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMemClkMinMaxVfOffset(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_int,
    _: *mut ::core::ffi::c_int,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetMemClkMinMaxVfOffset")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMemClkVfOffset(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_int,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetMemClkVfOffset")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMemoryAffinity(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_ulong,
    _: nvmlAffinityScope_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetMemoryAffinity")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMemoryBusWidth(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetMemoryBusWidth")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMemoryErrorCounter(
    _: nvmlDevice_t,
    _: nvmlMemoryErrorType_t,
    _: nvmlEccCounterType_t,
    _: nvmlMemoryLocation_t,
    _: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetMemoryErrorCounter")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMemoryInfo(
    device: nvmlDevice_t,
    memory: *mut nvmlMemory_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetMemoryInfo", || unsafe {
        crate::api::nvmlDeviceGetMemoryInfo(device, memory)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMemoryInfo_v2(
    device: nvmlDevice_t,
    memory: *mut nvmlMemory_v2_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetMemoryInfo_v2", || unsafe {
        crate::api::nvmlDeviceGetMemoryInfo_v2(device, memory)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMigDeviceHandleByIndex(
    device: nvmlDevice_t,
    index: ::core::ffi::c_uint,
    migDevice: *mut nvmlDevice_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetMigDeviceHandleByIndex", || {
        crate::api::nvmlDeviceGetMigDeviceHandleByIndex(device, index, migDevice)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMigMode(
    device: nvmlDevice_t,
    currentMode: *mut ::core::ffi::c_uint,
    pendingMode: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetMigMode", || unsafe {
        crate::api::nvmlDeviceGetMigMode(device, currentMode, pendingMode)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMinMaxClockOfPState(
    _: nvmlDevice_t,
    _: nvmlClockType_t,
    _: nvmlPstates_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetMinMaxClockOfPState")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMinMaxFanSpeed(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetMinMaxFanSpeed")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMinorNumber(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetMinorNumber")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetModuleId(_: nvmlDevice_t, _: *mut ::core::ffi::c_uint) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetModuleId")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetMultiGpuBoard(
    device: nvmlDevice_t,
    multiGpuBool: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetMultiGpuBoard", || unsafe {
        crate::api::nvmlDeviceGetMultiGpuBoard(device, multiGpuBool)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetName(
    device: nvmlDevice_t,
    name: *mut ::core::ffi::c_char,
    length: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetName", || unsafe {
        crate::api::nvmlDeviceGetName(device, name, length)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetNumFans(_: nvmlDevice_t, _: *mut ::core::ffi::c_uint) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetNumFans")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetNumGpuCores(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetNumGpuCores")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetNumaNodeId(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetNumaNodeId")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetNvLinkCapability(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: nvmlNvLinkCapability_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetNvLinkCapability")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetNvLinkErrorCounter(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: nvmlNvLinkErrorCounter_t,
    _: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetNvLinkErrorCounter")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetNvLinkRemoteDeviceType(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlIntNvLinkDeviceType_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetNvLinkRemoteDeviceType")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetNvLinkRemotePciInfo(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlPciInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetNvLinkRemotePciInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetNvLinkRemotePciInfo_v2(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlPciInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetNvLinkRemotePciInfo_v2")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetNvLinkState(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetNvLinkState")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetNvLinkUtilizationControl(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
    _: *mut nvmlNvLinkUtilizationControl_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetNvLinkUtilizationControl")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetNvLinkUtilizationCounter(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_ulonglong,
    _: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetNvLinkUtilizationCounter")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetNvLinkVersion(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetNvLinkVersion")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetNvlinkBwMode(
    _: nvmlDevice_t,
    _: *mut nvmlNvlinkGetBwMode_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetNvlinkBwMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetNvlinkSupportedBwModes(
    _: nvmlDevice_t,
    _: *mut nvmlNvlinkSupportedBwModes_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetNvlinkSupportedBwModes")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetOfaUtilization(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetOfaUtilization")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetP2PStatus(
    device1: nvmlDevice_t,
    device2: nvmlDevice_t,
    p2pIndex: nvmlGpuP2PCapsIndex_t,
    p2pStatus: *mut nvmlGpuP2PStatus_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetP2PStatus", || unsafe {
        crate::api::nvmlDeviceGetP2PStatus(device1, device2, p2pIndex, p2pStatus)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPciInfo(device: nvmlDevice_t, pci: *mut nvmlPciInfo_t) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetPciInfo", || unsafe { crate::api::nvmlDeviceGetPciInfo(device, pci) })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPciInfoExt(_: nvmlDevice_t, _: *mut nvmlPciInfoExt_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetPciInfoExt")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPciInfo_v2(
    device: nvmlDevice_t,
    pci: *mut nvmlPciInfo_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetPciInfo_v2", || unsafe {
        crate::api::nvmlDeviceGetPciInfo_v2(device, pci)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPciInfo_v3(
    device: nvmlDevice_t,
    pci: *mut nvmlPciInfo_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetPciInfo_v3", || unsafe {
        crate::api::nvmlDeviceGetPciInfo_v3(device, pci)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPcieLinkMaxSpeed(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetPcieLinkMaxSpeed")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPcieReplayCounter(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetPcieReplayCounter")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPcieSpeed(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetPcieSpeed")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPcieThroughput(
    device: nvmlDevice_t,
    counter: nvmlPcieUtilCounter_t,
    value: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetPcieThroughput", || unsafe {
        crate::api::nvmlDeviceGetPcieThroughput(device, counter, value)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPerformanceModes(
    _: nvmlDevice_t,
    _: *mut nvmlDevicePerfModes_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetPerformanceModes")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPerformanceState(
    device: nvmlDevice_t,
    pState: *mut nvmlPstates_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetPerformanceState", || unsafe {
        crate::api::nvmlDeviceGetPerformanceState(device, pState)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPersistenceMode(
    device: nvmlDevice_t,
    mode: *mut nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetPersistenceMode", || unsafe {
        crate::api::nvmlDeviceGetPersistenceMode(device, mode)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPgpuMetadataString(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_char,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetPgpuMetadataString")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPlatformInfo(
    _: nvmlDevice_t,
    _: *mut nvmlPlatformInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetPlatformInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPowerManagementDefaultLimit(
    device: nvmlDevice_t,
    defaultLimit: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetPowerManagementDefaultLimit", || unsafe {
        crate::api::nvmlDeviceGetPowerManagementDefaultLimit(device, defaultLimit)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPowerManagementLimit(
    device: nvmlDevice_t,
    limit: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetPowerManagementLimit", || unsafe {
        crate::api::nvmlDeviceGetPowerManagementLimit(device, limit)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPowerManagementLimitConstraints(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetPowerManagementLimitConstraints")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPowerManagementMode(
    _: nvmlDevice_t,
    _: *mut nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetPowerManagementMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPowerSource(
    _: nvmlDevice_t,
    _: *mut nvmlPowerSource_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetPowerSource")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPowerState(
    device: nvmlDevice_t,
    pState: *mut nvmlPstates_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetPowerState", || unsafe {
        crate::api::nvmlDeviceGetPowerState(device, pState)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetPowerUsage(
    device: nvmlDevice_t,
    power: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetPowerUsage", || unsafe {
        crate::api::nvmlDeviceGetPowerUsage(device, power)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetProcessUtilization(
    device: nvmlDevice_t,
    utilization: *mut nvmlProcessUtilizationSample_t,
    processSamplesCount: *mut ::core::ffi::c_uint,
    lastSeenTimeStamp: ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetProcessUtilization", || unsafe {
        crate::api::nvmlDeviceGetProcessUtilization(
            device,
            utilization,
            processSamplesCount,
            lastSeenTimeStamp,
        )
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetProcessesUtilizationInfo(
    _: nvmlDevice_t,
    _: *mut nvmlProcessesUtilizationInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetProcessesUtilizationInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetRemappedRows(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetRemappedRows")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetRetiredPages(
    _: nvmlDevice_t,
    _: nvmlPageRetirementCause_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetRetiredPages")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetRetiredPagesPendingStatus(
    _: nvmlDevice_t,
    _: *mut nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetRetiredPagesPendingStatus")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetRetiredPages_v2(
    _: nvmlDevice_t,
    _: nvmlPageRetirementCause_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_ulonglong,
    _: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetRetiredPages_v2")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetRowRemapperHistogram(
    _: nvmlDevice_t,
    _: *mut nvmlRowRemapperHistogramValues_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetRowRemapperHistogram")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetRunningProcessDetailList(
    _: nvmlDevice_t,
    _: *mut nvmlProcessDetailList_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetRunningProcessDetailList")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetSamples(
    _: nvmlDevice_t,
    _: nvmlSamplingType_t,
    _: ::core::ffi::c_ulonglong,
    _: *mut nvmlValueType_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut nvmlSample_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetSamples")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetSerial(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_char,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetSerial")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetSramEccErrorStatus(
    _: nvmlDevice_t,
    _: *mut nvmlEccSramErrorStatus_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetSramEccErrorStatus")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetSupportedClocksEventReasons(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetSupportedClocksEventReasons")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetSupportedClocksThrottleReasons(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetSupportedClocksThrottleReasons")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetSupportedEventTypes(
    device: nvmlDevice_t,
    eventTypes: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetSupportedEventTypes", || unsafe {
        crate::api::nvmlDeviceGetSupportedEventTypes(device, eventTypes)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetSupportedGraphicsClocks(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetSupportedGraphicsClocks")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetSupportedMemoryClocks(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetSupportedMemoryClocks")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetSupportedPerformanceStates(
    _: nvmlDevice_t,
    _: *mut nvmlPstates_t,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetSupportedPerformanceStates")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetSupportedVgpus(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut nvmlVgpuTypeId_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetSupportedVgpus")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetTargetFanSpeed(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetTargetFanSpeed")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetTemperature(
    device: nvmlDevice_t,
    sensorType: nvmlTemperatureSensors_t,
    temp: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetTemperature", || unsafe {
        crate::api::nvmlDeviceGetTemperature(device, sensorType, temp)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetTemperatureThreshold(
    device: nvmlDevice_t,
    thresholdType: nvmlTemperatureThresholds_t,
    temp: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetTemperatureThreshold", || unsafe {
        crate::api::nvmlDeviceGetTemperatureThreshold(device, thresholdType, temp)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetTemperatureV(
    _: nvmlDevice_t,
    _: *mut nvmlTemperature_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetTemperatureV")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetThermalSettings(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlGpuThermalSettings_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetThermalSettings")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetTopologyCommonAncestor(
    device1: nvmlDevice_t,
    device2: nvmlDevice_t,
    pathInfo: *mut nvmlGpuTopologyLevel_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetTopologyCommonAncestor", || unsafe {
        crate::api::nvmlDeviceGetTopologyCommonAncestor(device1, device2, pathInfo)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetTopologyNearestGpus(
    _: nvmlDevice_t,
    _: nvmlGpuTopologyLevel_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut nvmlDevice_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetTopologyNearestGpus")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetTotalEccErrors(
    _: nvmlDevice_t,
    _: nvmlMemoryErrorType_t,
    _: nvmlEccCounterType_t,
    _: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetTotalEccErrors")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetTotalEnergyConsumption(
    device: nvmlDevice_t,
    energy: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetTotalEnergyConsumption", || unsafe {
        crate::api::nvmlDeviceGetTotalEnergyConsumption(device, energy)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetUUID(
    device: nvmlDevice_t,
    uuid: *mut ::core::ffi::c_char,
    length: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetUUID", || unsafe {
        crate::api::nvmlDeviceGetUUID(device, uuid, length)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetUtilizationRates(
    device: nvmlDevice_t,
    utilization: *mut nvmlUtilization_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceGetUtilizationRates", || unsafe {
        crate::api::nvmlDeviceGetUtilizationRates(device, utilization)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetVbiosVersion(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_char,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetVbiosVersion")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetVgpuCapabilities(
    _: nvmlDevice_t,
    _: nvmlDeviceVgpuCapability_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetVgpuCapabilities")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetVgpuHeterogeneousMode(
    _: nvmlDevice_t,
    _: *mut nvmlVgpuHeterogeneousMode_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetVgpuHeterogeneousMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetVgpuInstancesUtilizationInfo(
    _: nvmlDevice_t,
    _: *mut nvmlVgpuInstancesUtilizationInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetVgpuInstancesUtilizationInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetVgpuMetadata(
    _: nvmlDevice_t,
    _: *mut nvmlVgpuPgpuMetadata_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetVgpuMetadata")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetVgpuProcessUtilization(
    _: nvmlDevice_t,
    _: ::core::ffi::c_ulonglong,
    _: *mut ::core::ffi::c_uint,
    _: *mut nvmlVgpuProcessUtilizationSample_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetVgpuProcessUtilization")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetVgpuProcessesUtilizationInfo(
    _: nvmlDevice_t,
    _: *mut nvmlVgpuProcessesUtilizationInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetVgpuProcessesUtilizationInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetVgpuSchedulerCapabilities(
    _: nvmlDevice_t,
    _: *mut nvmlVgpuSchedulerCapabilities_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetVgpuSchedulerCapabilities")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetVgpuSchedulerLog(
    _: nvmlDevice_t,
    _: *mut nvmlVgpuSchedulerLog_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetVgpuSchedulerLog")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetVgpuSchedulerState(
    _: nvmlDevice_t,
    _: *mut nvmlVgpuSchedulerGetState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetVgpuSchedulerState")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetVgpuTypeCreatablePlacements(
    _: nvmlDevice_t,
    _: nvmlVgpuTypeId_t,
    _: *mut nvmlVgpuPlacementList_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetVgpuTypeCreatablePlacements")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetVgpuTypeSupportedPlacements(
    _: nvmlDevice_t,
    _: nvmlVgpuTypeId_t,
    _: *mut nvmlVgpuPlacementList_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetVgpuTypeSupportedPlacements")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetVgpuUtilization(
    _: nvmlDevice_t,
    _: ::core::ffi::c_ulonglong,
    _: *mut nvmlValueType_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut nvmlVgpuInstanceUtilizationSample_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetVgpuUtilization")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetViolationStatus(
    _: nvmlDevice_t,
    _: nvmlPerfPolicyType_t,
    _: *mut nvmlViolationTime_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetViolationStatus")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceGetVirtualizationMode(
    _: nvmlDevice_t,
    _: *mut nvmlGpuVirtualizationMode_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceGetVirtualizationMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceIsMigDeviceHandle(
    device: nvmlDevice_t,
    isMigDevice: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceIsMigDeviceHandle", || unsafe {
        crate::api::nvmlDeviceIsMigDeviceHandle(device, isMigDevice)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceModifyDrainState(
    _: *mut nvmlPciInfo_t,
    _: nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceModifyDrainState")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceOnSameBoard(
    device1: nvmlDevice_t,
    device2: nvmlDevice_t,
    onSameBoard: *mut ::core::ffi::c_int,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceOnSameBoard", || unsafe {
        crate::api::nvmlDeviceOnSameBoard(device1, device2, onSameBoard)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDevicePowerSmoothingActivatePresetProfile(
    _: nvmlDevice_t,
    _: *mut nvmlPowerSmoothingProfile_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDevicePowerSmoothingActivatePresetProfile")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDevicePowerSmoothingSetState(
    _: nvmlDevice_t,
    _: *mut nvmlPowerSmoothingState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDevicePowerSmoothingSetState")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDevicePowerSmoothingUpdatePresetProfileParam(
    _: nvmlDevice_t,
    _: *mut nvmlPowerSmoothingProfile_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDevicePowerSmoothingUpdatePresetProfileParam")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceQueryDrainState(
    _: *mut nvmlPciInfo_t,
    _: *mut nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceQueryDrainState")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceRegisterEvents(
    device: nvmlDevice_t,
    eventTypes: ::core::ffi::c_ulonglong,
    set: nvmlEventSet_t,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlDeviceRegisterEvents", || {
        crate::api::nvmlDeviceRegisterEvents(device, eventTypes, set)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceRemoveGpu(_: *mut nvmlPciInfo_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceRemoveGpu")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceRemoveGpu_v2(
    _: *mut nvmlPciInfo_t,
    _: nvmlDetachGpuState_t,
    _: nvmlPcieLinkState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceRemoveGpu_v2")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceResetApplicationsClocks(_: nvmlDevice_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceResetApplicationsClocks")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceResetGpuLockedClocks(_: nvmlDevice_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceResetGpuLockedClocks")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceResetMemoryLockedClocks(_: nvmlDevice_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceResetMemoryLockedClocks")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceResetNvLinkErrorCounters(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceResetNvLinkErrorCounters")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceResetNvLinkUtilizationCounter(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceResetNvLinkUtilizationCounter")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetAPIRestriction(
    _: nvmlDevice_t,
    _: nvmlRestrictedAPI_t,
    _: nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetAPIRestriction")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetAccountingMode(_: nvmlDevice_t, _: nvmlEnableState_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetAccountingMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetApplicationsClocks(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetApplicationsClocks")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetAutoBoostedClocksEnabled(
    _: nvmlDevice_t,
    _: nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetAutoBoostedClocksEnabled")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetClockOffsets(
    _: nvmlDevice_t,
    _: *mut nvmlClockOffset_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetClockOffsets")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetComputeMode(_: nvmlDevice_t, _: nvmlComputeMode_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetComputeMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetConfComputeUnprotectedMemSize(
    _: nvmlDevice_t,
    _: ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetConfComputeUnprotectedMemSize")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetCpuAffinity(_: nvmlDevice_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetCpuAffinity")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetDefaultAutoBoostedClocksEnabled(
    _: nvmlDevice_t,
    _: nvmlEnableState_t,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetDefaultAutoBoostedClocksEnabled")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetDefaultFanSpeed_v2(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetDefaultFanSpeed_v2")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetDramEncryptionMode(
    _: nvmlDevice_t,
    _: *const nvmlDramEncryptionInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetDramEncryptionMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetDriverModel(
    _: nvmlDevice_t,
    _: nvmlDriverModel_t,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetDriverModel")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetEccMode(_: nvmlDevice_t, _: nvmlEnableState_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetEccMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetFanControlPolicy(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: nvmlFanControlPolicy_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetFanControlPolicy")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetFanSpeed_v2(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetFanSpeed_v2")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetGpcClkVfOffset(_: nvmlDevice_t, _: ::core::ffi::c_int) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetGpcClkVfOffset")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetGpuLockedClocks(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetGpuLockedClocks")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetGpuOperationMode(
    _: nvmlDevice_t,
    _: nvmlGpuOperationMode_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetGpuOperationMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetMemClkVfOffset(_: nvmlDevice_t, _: ::core::ffi::c_int) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetMemClkVfOffset")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetMemoryLockedClocks(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetMemoryLockedClocks")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetMigMode(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlReturn_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetMigMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetNvLinkDeviceLowPowerThreshold(
    _: nvmlDevice_t,
    _: *mut nvmlNvLinkPowerThres_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetNvLinkDeviceLowPowerThreshold")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetNvLinkUtilizationControl(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
    _: *mut nvmlNvLinkUtilizationControl_t,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetNvLinkUtilizationControl")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetNvlinkBwMode(
    _: nvmlDevice_t,
    _: *mut nvmlNvlinkSetBwMode_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetNvlinkBwMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetPersistenceMode(_: nvmlDevice_t, _: nvmlEnableState_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetPersistenceMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetPowerManagementLimit(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetPowerManagementLimit")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetPowerManagementLimit_v2(
    _: nvmlDevice_t,
    _: *mut nvmlPowerValue_v2_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetPowerManagementLimit_v2")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetTemperatureThreshold(
    _: nvmlDevice_t,
    _: nvmlTemperatureThresholds_t,
    _: *mut ::core::ffi::c_int,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetTemperatureThreshold")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetVgpuCapabilities(
    _: nvmlDevice_t,
    _: nvmlDeviceVgpuCapability_t,
    _: nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetVgpuCapabilities")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetVgpuHeterogeneousMode(
    _: nvmlDevice_t,
    _: *const nvmlVgpuHeterogeneousMode_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetVgpuHeterogeneousMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetVgpuSchedulerState(
    _: nvmlDevice_t,
    _: *mut nvmlVgpuSchedulerSetState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetVgpuSchedulerState")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceSetVirtualizationMode(
    _: nvmlDevice_t,
    _: nvmlGpuVirtualizationMode_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceSetVirtualizationMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceValidateInforom(_: nvmlDevice_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceValidateInforom")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceWorkloadPowerProfileClearRequestedProfiles(
    _: nvmlDevice_t,
    _: *mut nvmlWorkloadPowerProfileRequestedProfiles_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceWorkloadPowerProfileClearRequestedProfiles")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceWorkloadPowerProfileGetCurrentProfiles(
    _: nvmlDevice_t,
    _: *mut nvmlWorkloadPowerProfileCurrentProfiles_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceWorkloadPowerProfileGetCurrentProfiles")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceWorkloadPowerProfileGetProfilesInfo(
    _: nvmlDevice_t,
    _: *mut nvmlWorkloadPowerProfileProfilesInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceWorkloadPowerProfileGetProfilesInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlDeviceWorkloadPowerProfileSetRequestedProfiles(
    _: nvmlDevice_t,
    _: *mut nvmlWorkloadPowerProfileRequestedProfiles_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlDeviceWorkloadPowerProfileSetRequestedProfiles")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlErrorString(result: nvmlReturn_t) -> *const ::core::ffi::c_char {
    crate::api::nvmlErrorString(result)
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlEventSetCreate(set: *mut nvmlEventSet_t) -> nvmlReturn_t {
    crate::entry::entry("nvmlEventSetCreate", || unsafe { crate::api::nvmlEventSetCreate(set) })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlEventSetFree(set: nvmlEventSet_t) -> nvmlReturn_t {
    crate::entry::entry("nvmlEventSetFree", || crate::api::nvmlEventSetFree(set))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlEventSetWait(
    set: nvmlEventSet_t,
    data: *mut nvmlEventData_t,
    timeoutms: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlEventSetWait", || crate::api::nvmlEventSetWait(set, data, timeoutms))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlEventSetWait_v2(
    set: nvmlEventSet_t,
    data: *mut nvmlEventData_t,
    timeoutms: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlEventSetWait_v2", || crate::api::nvmlEventSetWait_v2(set, data, timeoutms))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGetBlacklistDeviceCount() -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGetBlacklistDeviceCount")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGetBlacklistDeviceInfoByIndex() -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGetBlacklistDeviceInfoByIndex")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGetExcludedDeviceCount(_: *mut ::core::ffi::c_uint) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGetExcludedDeviceCount")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGetExcludedDeviceInfoByIndex(
    _: ::core::ffi::c_uint,
    _: *mut nvmlExcludedDeviceInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGetExcludedDeviceInfoByIndex")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGetVgpuCompatibility(
    _: *mut nvmlVgpuMetadata_t,
    _: *mut nvmlVgpuPgpuMetadata_t,
    _: *mut nvmlVgpuPgpuCompatibility_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGetVgpuCompatibility")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGetVgpuDriverCapabilities(
    _: nvmlVgpuDriverCapability_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGetVgpuDriverCapabilities")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGetVgpuVersion(
    _: *mut nvmlVgpuVersion_t,
    _: *mut nvmlVgpuVersion_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGetVgpuVersion")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpmMetricsGet(_: *mut nvmlGpmMetricsGet_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpmMetricsGet")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpmMigSampleGet(
    _: nvmlDevice_t,
    _: ::core::ffi::c_uint,
    _: nvmlGpmSample_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpmMigSampleGet")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpmQueryDeviceSupport(
    _: nvmlDevice_t,
    _: *mut nvmlGpmSupport_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpmQueryDeviceSupport")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpmQueryIfStreamingEnabled(
    _: nvmlDevice_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpmQueryIfStreamingEnabled")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpmSampleAlloc(_: *mut nvmlGpmSample_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpmSampleAlloc")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpmSampleFree(_: nvmlGpmSample_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpmSampleFree")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpmSampleGet(_: nvmlDevice_t, _: nvmlGpmSample_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpmSampleGet")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpmSetStreamingEnabled(_: nvmlDevice_t, _: ::core::ffi::c_uint) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpmSetStreamingEnabled")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceCreateComputeInstance(
    _: nvmlGpuInstance_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlComputeInstance_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceCreateComputeInstance")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceCreateComputeInstanceWithPlacement(
    _: nvmlGpuInstance_t,
    _: ::core::ffi::c_uint,
    _: *const nvmlComputeInstancePlacement_t,
    _: *mut nvmlComputeInstance_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceCreateComputeInstanceWithPlacement")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceDestroy(_: nvmlGpuInstance_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceDestroy")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceGetActiveVgpus(
    _: nvmlGpuInstance_t,
    _: *mut nvmlActiveVgpuInstanceInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceGetActiveVgpus")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceGetComputeInstanceById(
    _: nvmlGpuInstance_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlComputeInstance_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceGetComputeInstanceById")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceGetComputeInstancePossiblePlacements(
    _: nvmlGpuInstance_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlComputeInstancePlacement_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceGetComputeInstancePossiblePlacements")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceGetComputeInstanceProfileInfo(
    _: nvmlGpuInstance_t,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
    _: *mut nvmlComputeInstanceProfileInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceGetComputeInstanceProfileInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceGetComputeInstanceProfileInfoV(
    _: nvmlGpuInstance_t,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
    _: *mut nvmlComputeInstanceProfileInfo_v2_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceGetComputeInstanceProfileInfoV")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceGetComputeInstanceRemainingCapacity(
    _: nvmlGpuInstance_t,
    _: ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceGetComputeInstanceRemainingCapacity")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceGetComputeInstances(
    _: nvmlGpuInstance_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlComputeInstance_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceGetComputeInstances")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceGetCreatableVgpus(
    _: nvmlGpuInstance_t,
    _: *mut nvmlVgpuTypeIdInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceGetCreatableVgpus")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceGetInfo(
    _: nvmlGpuInstance_t,
    _: *mut nvmlGpuInstanceInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceGetInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceGetVgpuHeterogeneousMode(
    _: nvmlGpuInstance_t,
    _: *mut nvmlVgpuHeterogeneousMode_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceGetVgpuHeterogeneousMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceGetVgpuSchedulerLog(
    _: nvmlGpuInstance_t,
    _: *mut nvmlVgpuSchedulerLogInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceGetVgpuSchedulerLog")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceGetVgpuSchedulerState(
    _: nvmlGpuInstance_t,
    _: *mut nvmlVgpuSchedulerStateInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceGetVgpuSchedulerState")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceGetVgpuTypeCreatablePlacements(
    _: nvmlGpuInstance_t,
    _: *mut nvmlVgpuCreatablePlacementInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceGetVgpuTypeCreatablePlacements")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceSetVgpuHeterogeneousMode(
    _: nvmlGpuInstance_t,
    _: *const nvmlVgpuHeterogeneousMode_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceSetVgpuHeterogeneousMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlGpuInstanceSetVgpuSchedulerState(
    _: nvmlGpuInstance_t,
    _: *mut nvmlVgpuSchedulerState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlGpuInstanceSetVgpuSchedulerState")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlInit() -> nvmlReturn_t {
    crate::entry::entry("nvmlInit", || crate::api::nvmlInit())
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlInitWithFlags(flags: ::core::ffi::c_uint) -> nvmlReturn_t {
    crate::entry::entry("nvmlInitWithFlags", || crate::api::nvmlInitWithFlags(flags))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlInit_v2() -> nvmlReturn_t {
    crate::entry::entry("nvmlInit_v2", || crate::api::nvmlInit_v2())
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlInternalGetExportTable() -> nvmlReturn_t {
    crate::entry::unsupported("nvmlInternalGetExportTable")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSetVgpuVersion(_: *mut nvmlVgpuVersion_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSetVgpuVersion")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlShutdown() -> nvmlReturn_t {
    crate::entry::entry("nvmlShutdown", || crate::api::nvmlShutdown())
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemEventSetCreate(_: *mut nvmlSystemEventSetCreateRequest_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemEventSetCreate")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemEventSetFree(_: *mut nvmlSystemEventSetFreeRequest_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemEventSetFree")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemEventSetWait(_: *mut nvmlSystemEventSetWaitRequest_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemEventSetWait")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemGetConfComputeCapabilities(
    _: *mut nvmlConfComputeSystemCaps_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemGetConfComputeCapabilities")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemGetConfComputeGpusReadyState(_: *mut ::core::ffi::c_uint) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemGetConfComputeGpusReadyState")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemGetConfComputeKeyRotationThresholdInfo(
    _: *mut nvmlConfComputeGetKeyRotationThresholdInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemGetConfComputeKeyRotationThresholdInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemGetConfComputeSettings(
    _: *mut nvmlSystemConfComputeSettings_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemGetConfComputeSettings")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemGetConfComputeState(_: *mut nvmlConfComputeSystemState_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemGetConfComputeState")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemGetCudaDriverVersion(
    cudaDriverVersion: *mut ::core::ffi::c_int,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlSystemGetCudaDriverVersion", || unsafe {
        crate::api::nvmlSystemGetCudaDriverVersion(cudaDriverVersion)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemGetCudaDriverVersion_v2(
    cudaDriverVersion: *mut ::core::ffi::c_int,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlSystemGetCudaDriverVersion_v2", || unsafe {
        crate::api::nvmlSystemGetCudaDriverVersion_v2(cudaDriverVersion)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemGetDriverBranch(
    _: *mut nvmlSystemDriverBranchInfo_t,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemGetDriverBranch")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemGetDriverVersion(
    version: *mut ::core::ffi::c_char,
    length: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlSystemGetDriverVersion", || unsafe {
        crate::api::nvmlSystemGetDriverVersion(version, length)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemGetHicVersion(
    _: *mut ::core::ffi::c_uint,
    _: *mut nvmlHwbcEntry_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemGetHicVersion")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemGetNVMLVersion(
    version: *mut ::core::ffi::c_char,
    length: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlSystemGetNVMLVersion", || unsafe {
        crate::api::nvmlSystemGetNVMLVersion(version, length)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemGetNvlinkBwMode(_: *mut ::core::ffi::c_uint) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemGetNvlinkBwMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemGetProcessName(
    pid: ::core::ffi::c_uint,
    name: *mut ::core::ffi::c_char,
    length: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::entry("nvmlSystemGetProcessName", || unsafe {
        crate::api::nvmlSystemGetProcessName(pid, name, length)
    })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemGetTopologyGpuSet(
    _: ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
    _: *mut nvmlDevice_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemGetTopologyGpuSet")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemRegisterEvents(_: *mut nvmlSystemRegisterEventRequest_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemRegisterEvents")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemSetConfComputeGpusReadyState(_: ::core::ffi::c_uint) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemSetConfComputeGpusReadyState")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemSetConfComputeKeyRotationThresholdInfo(
    _: *mut nvmlConfComputeSetKeyRotationThresholdInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemSetConfComputeKeyRotationThresholdInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlSystemSetNvlinkBwMode(_: ::core::ffi::c_uint) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlSystemSetNvlinkBwMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlUnitGetCount(unitCount: *mut ::core::ffi::c_uint) -> nvmlReturn_t {
    crate::entry::entry("nvmlUnitGetCount", || unsafe { crate::api::nvmlUnitGetCount(unitCount) })
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlUnitGetDevices(
    _: nvmlUnit_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut nvmlDevice_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlUnitGetDevices")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlUnitGetFanSpeedInfo(_: nvmlUnit_t, _: *mut nvmlUnitFanSpeeds_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlUnitGetFanSpeedInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlUnitGetHandleByIndex(
    _: ::core::ffi::c_uint,
    _: *mut nvmlUnit_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlUnitGetHandleByIndex")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlUnitGetLedState(_: nvmlUnit_t, _: *mut nvmlLedState_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlUnitGetLedState")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlUnitGetPsuInfo(_: nvmlUnit_t, _: *mut nvmlPSUInfo_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlUnitGetPsuInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlUnitGetTemperature(
    _: nvmlUnit_t,
    _: ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlUnitGetTemperature")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlUnitGetUnitInfo(_: nvmlUnit_t, _: *mut nvmlUnitInfo_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlUnitGetUnitInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlUnitSetLedState(_: nvmlUnit_t, _: nvmlLedColor_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlUnitSetLedState")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceClearAccountingPids(_: nvmlVgpuInstance_t) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceClearAccountingPids")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetAccountingMode(
    _: nvmlVgpuInstance_t,
    _: *mut nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetAccountingMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetAccountingPids(
    _: nvmlVgpuInstance_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetAccountingPids")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetAccountingStats(
    _: nvmlVgpuInstance_t,
    _: ::core::ffi::c_uint,
    _: *mut nvmlAccountingStats_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetAccountingStats")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetEccMode(
    _: nvmlVgpuInstance_t,
    _: *mut nvmlEnableState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetEccMode")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetEncoderCapacity(
    _: nvmlVgpuInstance_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetEncoderCapacity")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetEncoderSessions(
    _: nvmlVgpuInstance_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut nvmlEncoderSessionInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetEncoderSessions")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetEncoderStats(
    _: nvmlVgpuInstance_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetEncoderStats")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetFBCSessions(
    _: nvmlVgpuInstance_t,
    _: *mut ::core::ffi::c_uint,
    _: *mut nvmlFBCSessionInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetFBCSessions")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetFBCStats(
    _: nvmlVgpuInstance_t,
    _: *mut nvmlFBCStats_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetFBCStats")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetFbUsage(
    _: nvmlVgpuInstance_t,
    _: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetFbUsage")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetFrameRateLimit(
    _: nvmlVgpuInstance_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetFrameRateLimit")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetGpuInstanceId(
    _: nvmlVgpuInstance_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetGpuInstanceId")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetGpuPciId(
    _: nvmlVgpuInstance_t,
    _: *mut ::core::ffi::c_char,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetGpuPciId")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetLicenseInfo(
    _: nvmlVgpuInstance_t,
    _: *mut nvmlVgpuLicenseInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetLicenseInfo")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetLicenseInfo_v2(
    _: nvmlVgpuInstance_t,
    _: *mut nvmlVgpuLicenseInfo_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetLicenseInfo_v2")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetLicenseStatus(
    _: nvmlVgpuInstance_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetLicenseStatus")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetMdevUUID(
    _: nvmlVgpuInstance_t,
    _: *mut ::core::ffi::c_char,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetMdevUUID")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetMetadata(
    _: nvmlVgpuInstance_t,
    _: *mut nvmlVgpuMetadata_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetMetadata")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetPlacementId(
    _: nvmlVgpuInstance_t,
    _: *mut nvmlVgpuPlacementId_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetPlacementId")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetRuntimeStateSize(
    _: nvmlVgpuInstance_t,
    _: *mut nvmlVgpuRuntimeState_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetRuntimeStateSize")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetType(
    _: nvmlVgpuInstance_t,
    _: *mut nvmlVgpuTypeId_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetType")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetUUID(
    _: nvmlVgpuInstance_t,
    _: *mut ::core::ffi::c_char,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetUUID")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetVmDriverVersion(
    _: nvmlVgpuInstance_t,
    _: *mut ::core::ffi::c_char,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetVmDriverVersion")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceGetVmID(
    _: nvmlVgpuInstance_t,
    _: *mut ::core::ffi::c_char,
    _: ::core::ffi::c_uint,
    _: *mut nvmlVgpuVmIdType_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceGetVmID")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuInstanceSetEncoderCapacity(
    _: nvmlVgpuInstance_t,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuInstanceSetEncoderCapacity")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetBAR1Info(
    _: nvmlVgpuTypeId_t,
    _: *mut nvmlVgpuTypeBar1Info_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetBAR1Info")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetCapabilities(
    _: nvmlVgpuTypeId_t,
    _: nvmlVgpuCapability_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetCapabilities")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetClass(
    _: nvmlVgpuTypeId_t,
    _: *mut ::core::ffi::c_char,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetClass")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetDeviceID(
    _: nvmlVgpuTypeId_t,
    _: *mut ::core::ffi::c_ulonglong,
    _: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetDeviceID")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetFbReservation(
    _: nvmlVgpuTypeId_t,
    _: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetFbReservation")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetFrameRateLimit(
    _: nvmlVgpuTypeId_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetFrameRateLimit")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetFramebufferSize(
    _: nvmlVgpuTypeId_t,
    _: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetFramebufferSize")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetGpuInstanceProfileId(
    _: nvmlVgpuTypeId_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetGpuInstanceProfileId")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetGspHeapSize(
    _: nvmlVgpuTypeId_t,
    _: *mut ::core::ffi::c_ulonglong,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetGspHeapSize")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetLicense(
    _: nvmlVgpuTypeId_t,
    _: *mut ::core::ffi::c_char,
    _: ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetLicense")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetMaxInstances(
    _: nvmlDevice_t,
    _: nvmlVgpuTypeId_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetMaxInstances")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetMaxInstancesPerGpuInstance(
    _: *mut nvmlVgpuTypeMaxInstance_t,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetMaxInstancesPerGpuInstance")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetMaxInstancesPerVm(
    _: nvmlVgpuTypeId_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetMaxInstancesPerVm")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetName(
    _: nvmlVgpuTypeId_t,
    _: *mut ::core::ffi::c_char,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetName")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetNumDisplayHeads(
    _: nvmlVgpuTypeId_t,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetNumDisplayHeads")
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nvmlVgpuTypeGetResolution(
    _: nvmlVgpuTypeId_t,
    _: ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
    _: *mut ::core::ffi::c_uint,
) -> nvmlReturn_t {
    crate::entry::unsupported("nvmlVgpuTypeGetResolution")
}
