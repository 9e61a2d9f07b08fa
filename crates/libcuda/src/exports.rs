//! The exported functions of libcuda.so.1, each one row of the table of functions.
//!
//! Made by `cargo xtask generate`; changes go there.

use crate::variable::Variable;
use core::ffi::c_void;
use cuda_abi::functions::{Address, FUNCTIONS};
use cuda_abi::types::*;
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuArray3DCreate(_: *mut CUarray, _: *const CUDA_ARRAY3D_DESCRIPTOR_v1) -> CUresult {
    guest::unsupported(&FUNCTIONS[0])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuArray3DCreate_v2(
    pHandle: *mut CUarray,
    pAllocateArray: *const CUDA_ARRAY3D_DESCRIPTOR,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[1],
        || unsafe { guest::api::cuArray3DCreate_v2(pHandle, pAllocateArray) },
        |shown| unsafe {
            shown.written("pHandle", pHandle);
            shown.address("pAllocateArray", pAllocateArray)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuArray3DGetDescriptor(_: *mut CUDA_ARRAY3D_DESCRIPTOR_v1, _: CUarray) -> CUresult {
    guest::unsupported(&FUNCTIONS[2])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuArray3DGetDescriptor_v2(
    pArrayDescriptor: *mut CUDA_ARRAY3D_DESCRIPTOR,
    hArray: CUarray,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[3],
        || unsafe { guest::api::cuArray3DGetDescriptor_v2(pArrayDescriptor, hArray) },
        |shown| {
            shown.address("pArrayDescriptor", pArrayDescriptor);
            shown.address("hArray", hArray)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuArrayCreate(_: *mut CUarray, _: *const CUDA_ARRAY_DESCRIPTOR_v1) -> CUresult {
    guest::unsupported(&FUNCTIONS[4])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuArrayCreate_v2(
    pHandle: *mut CUarray,
    pAllocateArray: *const CUDA_ARRAY_DESCRIPTOR,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[5],
        || unsafe { guest::api::cuArrayCreate_v2(pHandle, pAllocateArray) },
        |shown| unsafe {
            shown.written("pHandle", pHandle);
            shown.address("pAllocateArray", pAllocateArray)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuArrayDestroy(hArray: CUarray) -> CUresult {
    guest::entry(
        &FUNCTIONS[6],
        || guest::api::cuArrayDestroy(hArray),
        |shown| shown.address("hArray", hArray),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuArrayGetDescriptor(_: *mut CUDA_ARRAY_DESCRIPTOR_v1, _: CUarray) -> CUresult {
    guest::unsupported(&FUNCTIONS[7])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuArrayGetDescriptor_v2(
    pArrayDescriptor: *mut CUDA_ARRAY_DESCRIPTOR,
    hArray: CUarray,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[8],
        || unsafe { guest::api::cuArrayGetDescriptor_v2(pArrayDescriptor, hArray) },
        |shown| {
            shown.address("pArrayDescriptor", pArrayDescriptor);
            shown.address("hArray", hArray)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuArrayGetMemoryRequirements(
    memoryRequirements: *mut CUDA_ARRAY_MEMORY_REQUIREMENTS,
    array: CUarray,
    device: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[9],
        || guest::api::cuArrayGetMemoryRequirements(memoryRequirements, array, device),
        |shown| {
            shown.address("memoryRequirements", memoryRequirements);
            shown.address("array", array);
            shown.value("device", device)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuArrayGetPlane(
    pPlaneArray: *mut CUarray,
    hArray: CUarray,
    planeIdx: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[10],
        || guest::api::cuArrayGetPlane(pPlaneArray, hArray, planeIdx),
        |shown| unsafe {
            shown.written("pPlaneArray", pPlaneArray);
            shown.address("hArray", hArray);
            shown.value("planeIdx", planeIdx)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuArrayGetSparseProperties(
    sparseProperties: *mut CUDA_ARRAY_SPARSE_PROPERTIES,
    array: CUarray,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[11],
        || guest::api::cuArrayGetSparseProperties(sparseProperties, array),
        |shown| {
            shown.address("sparseProperties", sparseProperties);
            shown.address("array", array)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCheckpointOperationComplete(_: CUcheckpointOperationHandle) -> CUresult {
    guest::unsupported(&FUNCTIONS[12])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCheckpointProcessCheckpoint(
    _: ::core::ffi::c_int,
    _: *mut CUcheckpointCheckpointArgs,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[13])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCheckpointProcessGetRestoreThreadId(
    _: ::core::ffi::c_int,
    _: *mut ::core::ffi::c_int,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[14])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCheckpointProcessGetState(
    _: ::core::ffi::c_int,
    _: *mut CUprocessState,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[15])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCheckpointProcessLock(
    _: ::core::ffi::c_int,
    _: *mut CUcheckpointLockArgs,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[16])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCheckpointProcessRestore(
    _: ::core::ffi::c_int,
    _: *mut CUcheckpointRestoreArgs,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[17])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCheckpointProcessUnlock(
    _: ::core::ffi::c_int,
    _: *mut CUcheckpointUnlockArgs,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[18])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCoredumpDeregisterCompleteCallback(_: CUcoredumpCallbackHandle) -> CUresult {
    guest::unsupported(&FUNCTIONS[19])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCoredumpDeregisterStartCallback(_: CUcoredumpCallbackHandle) -> CUresult {
    guest::unsupported(&FUNCTIONS[20])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCoredumpGetAttribute(
    _: CUcoredumpSettings,
    _: *mut ::core::ffi::c_void,
    _: *mut usize,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[21])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCoredumpGetAttributeGlobal(
    _: CUcoredumpSettings,
    _: *mut ::core::ffi::c_void,
    _: *mut usize,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[22])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCoredumpRegisterCompleteCallback(
    _: CUcoredumpStatusCallback,
    _: *mut ::core::ffi::c_void,
    _: *mut CUcoredumpCallbackHandle,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[23])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCoredumpRegisterStartCallback(
    _: CUcoredumpStatusCallback,
    _: *mut ::core::ffi::c_void,
    _: *mut CUcoredumpCallbackHandle,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[24])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCoredumpSetAttribute(
    _: CUcoredumpSettings,
    _: *mut ::core::ffi::c_void,
    _: *mut usize,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[25])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCoredumpSetAttributeGlobal(
    _: CUcoredumpSettings,
    _: *mut ::core::ffi::c_void,
    _: *mut usize,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[26])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxAttach(pctx: *mut CUcontext, flags: ::core::ffi::c_uint) -> CUresult {
    guest::entry(
        &FUNCTIONS[27],
        || unsafe { guest::api::cuCtxAttach(pctx, flags) },
        |shown| unsafe {
            shown.written("pctx", pctx);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxCreate(
    pctx: *mut CUcontext,
    flags: ::core::ffi::c_uint,
    dev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[28],
        || unsafe { guest::api::cuCtxCreate(pctx, flags, dev) },
        |shown| unsafe {
            shown.written("pctx", pctx);
            shown.value("flags", flags);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxCreate_v2(
    pctx: *mut CUcontext,
    flags: ::core::ffi::c_uint,
    dev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[29],
        || unsafe { guest::api::cuCtxCreate_v2(pctx, flags, dev) },
        |shown| unsafe {
            shown.written("pctx", pctx);
            shown.value("flags", flags);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxCreate_v3(
    pctx: *mut CUcontext,
    paramsArray: *mut CUexecAffinityParam,
    numParams: ::core::ffi::c_int,
    flags: ::core::ffi::c_uint,
    dev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[30],
        || unsafe { guest::api::cuCtxCreate_v3(pctx, paramsArray, numParams, flags, dev) },
        |shown| unsafe {
            shown.written("pctx", pctx);
            shown.address("paramsArray", paramsArray);
            shown.value("numParams", numParams);
            shown.value("flags", flags);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxCreate_v4(
    pctx: *mut CUcontext,
    ctxCreateParams: *mut CUctxCreateParams,
    flags: ::core::ffi::c_uint,
    dev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[31],
        || unsafe { guest::api::cuCtxCreate_v4(pctx, ctxCreateParams, flags, dev) },
        |shown| unsafe {
            shown.written("pctx", pctx);
            shown.address("ctxCreateParams", ctxCreateParams);
            shown.value("flags", flags);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxDestroy(ctx: CUcontext) -> CUresult {
    guest::entry(&FUNCTIONS[32], || guest::api::cuCtxDestroy(ctx), |shown| shown.address("ctx", ctx))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxDestroy_v2(ctx: CUcontext) -> CUresult {
    guest::entry(&FUNCTIONS[33], || guest::api::cuCtxDestroy_v2(ctx), |shown| shown.address("ctx", ctx))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxDetach(ctx: CUcontext) -> CUresult {
    guest::entry(&FUNCTIONS[34], || guest::api::cuCtxDetach(ctx), |shown| shown.address("ctx", ctx))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxDisablePeerAccess(peerContext: CUcontext) -> CUresult {
    guest::entry(
        &FUNCTIONS[35],
        || guest::api::cuCtxDisablePeerAccess(peerContext),
        |shown| shown.address("peerContext", peerContext),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxEnablePeerAccess(
    peerContext: CUcontext,
    Flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[36],
        || guest::api::cuCtxEnablePeerAccess(peerContext, Flags),
        |shown| {
            shown.address("peerContext", peerContext);
            shown.value("Flags", Flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxFromGreenCtx(_: *mut CUcontext, _: CUgreenCtx) -> CUresult {
    guest::unsupported(&FUNCTIONS[37])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxGetApiVersion(ctx: CUcontext, version: *mut ::core::ffi::c_uint) -> CUresult {
    guest::entry(
        &FUNCTIONS[38],
        || unsafe { guest::api::cuCtxGetApiVersion(ctx, version) },
        |shown| unsafe {
            shown.address("ctx", ctx);
            shown.written("version", version)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxGetCacheConfig(pconfig: *mut CUfunc_cache) -> CUresult {
    guest::entry(
        &FUNCTIONS[39],
        || unsafe { guest::api::cuCtxGetCacheConfig(pconfig) },
        |shown| shown.address("pconfig", pconfig),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxGetCurrent(pctx: *mut CUcontext) -> CUresult {
    guest::entry(
        &FUNCTIONS[40],
        || unsafe { guest::api::cuCtxGetCurrent(pctx) },
        |shown| unsafe { shown.written("pctx", pctx) },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxGetDevResource(
    _: CUcontext,
    _: *mut CUdevResource,
    _: CUdevResourceType,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[41])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxGetDevice(device: *mut CUdevice) -> CUresult {
    guest::entry(
        &FUNCTIONS[42],
        || unsafe { guest::api::cuCtxGetDevice(device) },
        |shown| unsafe { shown.written("device", device) },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxGetDevice_v2(device: *mut CUdevice, ctx: CUcontext) -> CUresult {
    guest::entry(
        &FUNCTIONS[43],
        || unsafe { guest::api::cuCtxGetDevice_v2(device, ctx) },
        |shown| unsafe {
            shown.written("device", device);
            shown.address("ctx", ctx)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxGetExecAffinity(
    pExecAffinity: *mut CUexecAffinityParam,
    type_: CUexecAffinityType,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[44],
        || unsafe { guest::api::cuCtxGetExecAffinity(pExecAffinity, type_) },
        |shown| {
            shown.address("pExecAffinity", pExecAffinity);
            shown.value("type_", type_.0)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxGetFlags(flags: *mut ::core::ffi::c_uint) -> CUresult {
    guest::entry(
        &FUNCTIONS[45],
        || unsafe { guest::api::cuCtxGetFlags(flags) },
        |shown| unsafe { shown.written("flags", flags) },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxGetId(ctx: CUcontext, ctxId: *mut ::core::ffi::c_ulonglong) -> CUresult {
    guest::entry(
        &FUNCTIONS[46],
        || unsafe { guest::api::cuCtxGetId(ctx, ctxId) },
        |shown| unsafe {
            shown.address("ctx", ctx);
            shown.written("ctxId", ctxId)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxGetLimit(pvalue: *mut usize, limit: CUlimit) -> CUresult {
    guest::entry(
        &FUNCTIONS[47],
        || unsafe { guest::api::cuCtxGetLimit(pvalue, limit) },
        |shown| unsafe {
            shown.written("pvalue", pvalue);
            shown.value("limit", limit.0)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxGetSharedMemConfig(pConfig: *mut CUsharedconfig) -> CUresult {
    guest::entry(
        &FUNCTIONS[48],
        || unsafe { guest::api::cuCtxGetSharedMemConfig(pConfig) },
        |shown| shown.address("pConfig", pConfig),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxGetStreamPriorityRange(
    leastPriority: *mut ::core::ffi::c_int,
    greatestPriority: *mut ::core::ffi::c_int,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[49],
        || unsafe { guest::api::cuCtxGetStreamPriorityRange(leastPriority, greatestPriority) },
        |shown| unsafe {
            shown.written("leastPriority", leastPriority);
            shown.written("greatestPriority", greatestPriority)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxPopCurrent(pctx: *mut CUcontext) -> CUresult {
    guest::entry(
        &FUNCTIONS[50],
        || unsafe { guest::api::cuCtxPopCurrent(pctx) },
        |shown| unsafe { shown.written("pctx", pctx) },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxPopCurrent_v2(pctx: *mut CUcontext) -> CUresult {
    guest::entry(
        &FUNCTIONS[51],
        || unsafe { guest::api::cuCtxPopCurrent_v2(pctx) },
        |shown| unsafe { shown.written("pctx", pctx) },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxPushCurrent(ctx: CUcontext) -> CUresult {
    guest::entry(&FUNCTIONS[52], || guest::api::cuCtxPushCurrent(ctx), |shown| shown.address("ctx", ctx))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxPushCurrent_v2(ctx: CUcontext) -> CUresult {
    guest::entry(&FUNCTIONS[53], || guest::api::cuCtxPushCurrent_v2(ctx), |shown| shown.address("ctx", ctx))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxRecordEvent(hCtx: CUcontext, hEvent: CUevent) -> CUresult {
    guest::entry(
        &FUNCTIONS[54],
        || guest::api::cuCtxRecordEvent(hCtx, hEvent),
        |shown| {
            shown.address("hCtx", hCtx);
            shown.address("hEvent", hEvent)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxResetPersistingL2Cache() -> CUresult {
    guest::entry(
        &FUNCTIONS[55],
        || guest::api::cuCtxResetPersistingL2Cache(),
        |shown| {
            let _ = shown;
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxSetCacheConfig(config: CUfunc_cache) -> CUresult {
    guest::entry(
        &FUNCTIONS[56],
        || guest::api::cuCtxSetCacheConfig(config),
        |shown| shown.value("config", config.0),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxSetCurrent(ctx: CUcontext) -> CUresult {
    guest::entry(&FUNCTIONS[57], || guest::api::cuCtxSetCurrent(ctx), |shown| shown.address("ctx", ctx))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxSetFlags(flags: ::core::ffi::c_uint) -> CUresult {
    guest::entry(&FUNCTIONS[58], || guest::api::cuCtxSetFlags(flags), |shown| shown.value("flags", flags))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxSetLimit(limit: CUlimit, value: usize) -> CUresult {
    guest::entry(
        &FUNCTIONS[59],
        || guest::api::cuCtxSetLimit(limit, value),
        |shown| {
            shown.value("limit", limit.0);
            shown.value("value", value)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxSetSharedMemConfig(config: CUsharedconfig) -> CUresult {
    guest::entry(
        &FUNCTIONS[60],
        || guest::api::cuCtxSetSharedMemConfig(config),
        |shown| shown.value("config", config.0),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxSynchronize() -> CUresult {
    guest::entry(
        &FUNCTIONS[61],
        || guest::api::cuCtxSynchronize(),
        |shown| {
            let _ = shown;
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxSynchronize_v2(ctx: CUcontext) -> CUresult {
    guest::entry(&FUNCTIONS[62], || guest::api::cuCtxSynchronize_v2(ctx), |shown| shown.address("ctx", ctx))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuCtxWaitEvent(hCtx: CUcontext, hEvent: CUevent) -> CUresult {
    guest::entry(
        &FUNCTIONS[63],
        || guest::api::cuCtxWaitEvent(hCtx, hEvent),
        |shown| {
            shown.address("hCtx", hCtx);
            shown.address("hEvent", hEvent)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDestroyExternalMemory(_: CUexternalMemory) -> CUresult {
    guest::unsupported(&FUNCTIONS[64])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDestroyExternalSemaphore(_: CUexternalSemaphore) -> CUresult {
    guest::unsupported(&FUNCTIONS[65])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDevResourceGenerateDesc(
    _: *mut CUdevResourceDesc,
    _: *mut CUdevResource,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[66])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDevSmResourceSplit(
    _: *mut CUdevResource,
    _: ::core::ffi::c_uint,
    _: *const CUdevResource,
    _: *mut CUdevResource,
    _: ::core::ffi::c_uint,
    _: *mut CU_DEV_SM_RESOURCE_GROUP_PARAMS,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[67])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDevSmResourceSplitByCount(
    _: *mut CUdevResource,
    _: *mut ::core::ffi::c_uint,
    _: *const CUdevResource,
    _: *mut CUdevResource,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[68])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceCanAccessPeer(
    canAccessPeer: *mut ::core::ffi::c_int,
    dev: CUdevice,
    peerDev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[69],
        || unsafe { guest::api::cuDeviceCanAccessPeer(canAccessPeer, dev, peerDev) },
        |shown| unsafe {
            shown.written("canAccessPeer", canAccessPeer);
            shown.value("dev", dev);
            shown.value("peerDev", peerDev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceComputeCapability(
    major: *mut ::core::ffi::c_int,
    minor: *mut ::core::ffi::c_int,
    dev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[70],
        || unsafe { guest::api::cuDeviceComputeCapability(major, minor, dev) },
        |shown| unsafe {
            shown.written("major", major);
            shown.written("minor", minor);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGet(device: *mut CUdevice, ordinal: ::core::ffi::c_int) -> CUresult {
    guest::entry(
        &FUNCTIONS[71],
        || unsafe { guest::api::cuDeviceGet(device, ordinal) },
        |shown| unsafe {
            shown.written("device", device);
            shown.value("ordinal", ordinal)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetAttribute(
    pi: *mut ::core::ffi::c_int,
    attrib: CUdevice_attribute,
    dev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[72],
        || unsafe { guest::api::cuDeviceGetAttribute(pi, attrib, dev) },
        |shown| unsafe {
            shown.written("pi", pi);
            shown.value("attrib", attrib.0);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetByPCIBusId(
    dev: *mut CUdevice,
    pciBusId: *const ::core::ffi::c_char,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[73],
        || unsafe { guest::api::cuDeviceGetByPCIBusId(dev, pciBusId) },
        |shown| unsafe {
            shown.written("dev", dev);
            shown.text("pciBusId", pciBusId)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetCliqueCount(_: *mut usize, _: CUdevice) -> CUresult {
    guest::unsupported(&FUNCTIONS[74])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetCliqueInfo(_: *mut CUcliqueInfo, _: *mut usize, _: CUdevice) -> CUresult {
    guest::unsupported(&FUNCTIONS[75])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetCount(count: *mut ::core::ffi::c_int) -> CUresult {
    guest::entry(
        &FUNCTIONS[76],
        || unsafe { guest::api::cuDeviceGetCount(count) },
        |shown| unsafe { shown.written("count", count) },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetDefaultMemPool(pool_out: *mut CUmemoryPool, dev: CUdevice) -> CUresult {
    guest::entry(
        &FUNCTIONS[77],
        || unsafe { guest::api::cuDeviceGetDefaultMemPool(pool_out, dev) },
        |shown| unsafe {
            shown.written("pool_out", pool_out);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetDevResource(
    _: CUdevice,
    _: *mut CUdevResource,
    _: CUdevResourceType,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[78])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetExecAffinitySupport(
    pi: *mut ::core::ffi::c_int,
    type_: CUexecAffinityType,
    dev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[79],
        || unsafe { guest::api::cuDeviceGetExecAffinitySupport(pi, type_, dev) },
        |shown| unsafe {
            shown.written("pi", pi);
            shown.value("type_", type_.0);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetFabricClusterUuid(_: *mut CUuuid, _: CUdevice) -> CUresult {
    guest::unsupported(&FUNCTIONS[80])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetGraphMemAttribute(
    device: CUdevice,
    attr: CUgraphMem_attribute,
    value: *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[81],
        || unsafe { guest::api::cuDeviceGetGraphMemAttribute(device, attr, value) },
        |shown| {
            shown.value("device", device);
            shown.value("attr", attr.0);
            shown.address("value", value)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetHostAtomicCapabilities(
    capabilities: *mut ::core::ffi::c_uint,
    operations: *const CUatomicOperation,
    count: ::core::ffi::c_uint,
    dev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[82],
        || unsafe { guest::api::cuDeviceGetHostAtomicCapabilities(capabilities, operations, count, dev) },
        |shown| unsafe {
            shown.written("capabilities", capabilities);
            shown.address("operations", operations);
            shown.value("count", count);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetLuid(
    luid: *mut ::core::ffi::c_char,
    deviceNodeMask: *mut ::core::ffi::c_uint,
    dev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[83],
        || unsafe { guest::api::cuDeviceGetLuid(luid, deviceNodeMask, dev) },
        |shown| unsafe {
            shown.address("luid", luid);
            shown.written("deviceNodeMask", deviceNodeMask);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetMemPool(pool: *mut CUmemoryPool, dev: CUdevice) -> CUresult {
    guest::entry(
        &FUNCTIONS[84],
        || unsafe { guest::api::cuDeviceGetMemPool(pool, dev) },
        |shown| unsafe {
            shown.written("pool", pool);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetName(
    name: *mut ::core::ffi::c_char,
    len: ::core::ffi::c_int,
    dev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[85],
        || unsafe { guest::api::cuDeviceGetName(name, len, dev) },
        |shown| {
            shown.address("name", name);
            shown.value("len", len);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetNvSciSyncAttributes(
    _: *mut ::core::ffi::c_void,
    _: CUdevice,
    _: ::core::ffi::c_int,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[86])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetP2PAtomicCapabilities(
    capabilities: *mut ::core::ffi::c_uint,
    operations: *const CUatomicOperation,
    count: ::core::ffi::c_uint,
    srcDevice: CUdevice,
    dstDevice: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[87],
        || unsafe {
            guest::api::cuDeviceGetP2PAtomicCapabilities(
                capabilities,
                operations,
                count,
                srcDevice,
                dstDevice,
            )
        },
        |shown| unsafe {
            shown.written("capabilities", capabilities);
            shown.address("operations", operations);
            shown.value("count", count);
            shown.value("srcDevice", srcDevice);
            shown.value("dstDevice", dstDevice)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetP2PAttribute(
    value: *mut ::core::ffi::c_int,
    attrib: CUdevice_P2PAttribute,
    srcDevice: CUdevice,
    dstDevice: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[88],
        || unsafe { guest::api::cuDeviceGetP2PAttribute(value, attrib, srcDevice, dstDevice) },
        |shown| unsafe {
            shown.written("value", value);
            shown.value("attrib", attrib.0);
            shown.value("srcDevice", srcDevice);
            shown.value("dstDevice", dstDevice)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetPCIBusId(
    pciBusId: *mut ::core::ffi::c_char,
    len: ::core::ffi::c_int,
    dev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[89],
        || unsafe { guest::api::cuDeviceGetPCIBusId(pciBusId, len, dev) },
        |shown| {
            shown.address("pciBusId", pciBusId);
            shown.value("len", len);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetProperties(prop: *mut CUdevprop, dev: CUdevice) -> CUresult {
    guest::entry(
        &FUNCTIONS[90],
        || unsafe { guest::api::cuDeviceGetProperties(prop, dev) },
        |shown| {
            shown.address("prop", prop);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetTexture1DLinearMaxWidth(
    maxWidthInElements: *mut usize,
    format: CUarray_format,
    numChannels: ::core::ffi::c_uint,
    dev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[91],
        || unsafe {
            guest::api::cuDeviceGetTexture1DLinearMaxWidth(maxWidthInElements, format, numChannels, dev)
        },
        |shown| unsafe {
            shown.written("maxWidthInElements", maxWidthInElements);
            shown.value("format", format.0);
            shown.value("numChannels", numChannels);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetUuid(uuid: *mut CUuuid, dev: CUdevice) -> CUresult {
    guest::entry(
        &FUNCTIONS[92],
        || unsafe { guest::api::cuDeviceGetUuid(uuid, dev) },
        |shown| {
            shown.address("uuid", uuid);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGetUuid_v2(uuid: *mut CUuuid, dev: CUdevice) -> CUresult {
    guest::entry(
        &FUNCTIONS[93],
        || unsafe { guest::api::cuDeviceGetUuid_v2(uuid, dev) },
        |shown| {
            shown.address("uuid", uuid);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceGraphMemTrim(device: CUdevice) -> CUresult {
    guest::entry(
        &FUNCTIONS[94],
        || guest::api::cuDeviceGraphMemTrim(device),
        |shown| shown.value("device", device),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDevicePrimaryCtxGetState(
    dev: CUdevice,
    flags: *mut ::core::ffi::c_uint,
    active: *mut ::core::ffi::c_int,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[95],
        || unsafe { guest::api::cuDevicePrimaryCtxGetState(dev, flags, active) },
        |shown| unsafe {
            shown.value("dev", dev);
            shown.written("flags", flags);
            shown.written("active", active)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDevicePrimaryCtxRelease(dev: CUdevice) -> CUresult {
    guest::entry(
        &FUNCTIONS[96],
        || guest::api::cuDevicePrimaryCtxRelease(dev),
        |shown| shown.value("dev", dev),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDevicePrimaryCtxRelease_v2(dev: CUdevice) -> CUresult {
    guest::entry(
        &FUNCTIONS[97],
        || guest::api::cuDevicePrimaryCtxRelease_v2(dev),
        |shown| shown.value("dev", dev),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDevicePrimaryCtxReset(dev: CUdevice) -> CUresult {
    guest::entry(&FUNCTIONS[98], || guest::api::cuDevicePrimaryCtxReset(dev), |shown| shown.value("dev", dev))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDevicePrimaryCtxReset_v2(dev: CUdevice) -> CUresult {
    guest::entry(
        &FUNCTIONS[99],
        || guest::api::cuDevicePrimaryCtxReset_v2(dev),
        |shown| shown.value("dev", dev),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDevicePrimaryCtxRetain(pctx: *mut CUcontext, dev: CUdevice) -> CUresult {
    guest::entry(
        &FUNCTIONS[100],
        || unsafe { guest::api::cuDevicePrimaryCtxRetain(pctx, dev) },
        |shown| unsafe {
            shown.written("pctx", pctx);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDevicePrimaryCtxSetFlags(dev: CUdevice, flags: ::core::ffi::c_uint) -> CUresult {
    guest::entry(
        &FUNCTIONS[101],
        || guest::api::cuDevicePrimaryCtxSetFlags(dev, flags),
        |shown| {
            shown.value("dev", dev);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDevicePrimaryCtxSetFlags_v2(
    dev: CUdevice,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[102],
        || guest::api::cuDevicePrimaryCtxSetFlags_v2(dev, flags),
        |shown| {
            shown.value("dev", dev);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceRegisterAsyncNotification(
    _: CUdevice,
    _: CUasyncCallback,
    _: *mut ::core::ffi::c_void,
    _: *mut CUasyncCallbackHandle,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[103])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceSetGraphMemAttribute(
    device: CUdevice,
    attr: CUgraphMem_attribute,
    value: *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[104],
        || unsafe { guest::api::cuDeviceSetGraphMemAttribute(device, attr, value) },
        |shown| {
            shown.value("device", device);
            shown.value("attr", attr.0);
            shown.address("value", value)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceSetMemPool(dev: CUdevice, pool: CUmemoryPool) -> CUresult {
    guest::entry(
        &FUNCTIONS[105],
        || guest::api::cuDeviceSetMemPool(dev, pool),
        |shown| {
            shown.value("dev", dev);
            shown.address("pool", pool)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceTotalMem(_: *mut ::core::ffi::c_uint, _: CUdevice) -> CUresult {
    guest::unsupported(&FUNCTIONS[106])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceTotalMem_v2(bytes: *mut usize, dev: CUdevice) -> CUresult {
    guest::entry(
        &FUNCTIONS[107],
        || unsafe { guest::api::cuDeviceTotalMem_v2(bytes, dev) },
        |shown| unsafe {
            shown.written("bytes", bytes);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDeviceUnregisterAsyncNotification(
    _: CUdevice,
    _: CUasyncCallbackHandle,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[108])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuDriverGetVersion(driverVersion: *mut ::core::ffi::c_int) -> CUresult {
    guest::entry(
        &FUNCTIONS[109],
        || unsafe { guest::api::cuDriverGetVersion(driverVersion) },
        |shown| unsafe { shown.written("driverVersion", driverVersion) },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEGLApiInit() -> CUresult {
    guest::unsupported(&FUNCTIONS[110])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEGLStreamConsumerAcquireFrame() -> CUresult {
    guest::unsupported(&FUNCTIONS[111])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEGLStreamConsumerConnect() -> CUresult {
    guest::unsupported(&FUNCTIONS[112])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEGLStreamConsumerConnectWithFlags() -> CUresult {
    guest::unsupported(&FUNCTIONS[113])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEGLStreamConsumerDisconnect() -> CUresult {
    guest::unsupported(&FUNCTIONS[114])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEGLStreamConsumerReleaseFrame() -> CUresult {
    guest::unsupported(&FUNCTIONS[115])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEGLStreamProducerConnect() -> CUresult {
    guest::unsupported(&FUNCTIONS[116])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEGLStreamProducerDisconnect() -> CUresult {
    guest::unsupported(&FUNCTIONS[117])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEGLStreamProducerPresentFrame() -> CUresult {
    guest::unsupported(&FUNCTIONS[118])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEGLStreamProducerReturnFrame() -> CUresult {
    guest::unsupported(&FUNCTIONS[119])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEventCreate(phEvent: *mut CUevent, Flags: ::core::ffi::c_uint) -> CUresult {
    guest::entry(
        &FUNCTIONS[120],
        || unsafe { guest::api::cuEventCreate(phEvent, Flags) },
        |shown| unsafe {
            shown.written("phEvent", phEvent);
            shown.value("Flags", Flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEventDestroy(hEvent: CUevent) -> CUresult {
    guest::entry(
        &FUNCTIONS[121],
        || guest::api::cuEventDestroy(hEvent),
        |shown| shown.address("hEvent", hEvent),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEventDestroy_v2(hEvent: CUevent) -> CUresult {
    guest::entry(
        &FUNCTIONS[122],
        || guest::api::cuEventDestroy_v2(hEvent),
        |shown| shown.address("hEvent", hEvent),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEventElapsedTime(
    pMilliseconds: *mut f32,
    hStart: CUevent,
    hEnd: CUevent,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[123],
        || unsafe { guest::api::cuEventElapsedTime(pMilliseconds, hStart, hEnd) },
        |shown| unsafe {
            shown.written("pMilliseconds", pMilliseconds);
            shown.address("hStart", hStart);
            shown.address("hEnd", hEnd)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEventElapsedTime_v2(
    pMilliseconds: *mut f32,
    hStart: CUevent,
    hEnd: CUevent,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[124],
        || unsafe { guest::api::cuEventElapsedTime_v2(pMilliseconds, hStart, hEnd) },
        |shown| unsafe {
            shown.written("pMilliseconds", pMilliseconds);
            shown.address("hStart", hStart);
            shown.address("hEnd", hEnd)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEventQuery(hEvent: CUevent) -> CUresult {
    guest::entry(
        &FUNCTIONS[125],
        || guest::api::cuEventQuery(hEvent),
        |shown| shown.address("hEvent", hEvent),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEventRecord(hEvent: CUevent, hStream: CUstream) -> CUresult {
    guest::entry(
        &FUNCTIONS[126],
        || guest::api::cuEventRecord(hEvent, hStream),
        |shown| {
            shown.address("hEvent", hEvent);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEventRecordWithFlags(
    hEvent: CUevent,
    hStream: CUstream,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[127],
        || guest::api::cuEventRecordWithFlags(hEvent, hStream, flags),
        |shown| {
            shown.address("hEvent", hEvent);
            shown.address("hStream", hStream);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEventRecordWithFlags_ptsz(
    hEvent: CUevent,
    hStream: CUstream,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[128],
        || guest::api::cuEventRecordWithFlags(hEvent, hStream, flags),
        |shown| {
            shown.address("hEvent", hEvent);
            shown.address("hStream", hStream);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEventRecord_ptsz(hEvent: CUevent, hStream: CUstream) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[129],
        || guest::api::cuEventRecord(hEvent, hStream),
        |shown| {
            shown.address("hEvent", hEvent);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuEventSynchronize(hEvent: CUevent) -> CUresult {
    guest::entry(
        &FUNCTIONS[130],
        || guest::api::cuEventSynchronize(hEvent),
        |shown| shown.address("hEvent", hEvent),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuExternalMemoryGetMappedBuffer(
    _: *mut CUdeviceptr,
    _: CUexternalMemory,
    _: *const CUDA_EXTERNAL_MEMORY_BUFFER_DESC,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[131])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuExternalMemoryGetMappedMipmappedArray(
    _: *mut CUmipmappedArray,
    _: CUexternalMemory,
    _: *const CUDA_EXTERNAL_MEMORY_MIPMAPPED_ARRAY_DESC,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[132])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuFabricCpyBatchAsync(
    _: usize,
    _: *mut CUDA_FABRIC_COPY_BATCH_OP,
    _: ::core::ffi::c_ulonglong,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[133])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuFabricCpyBatchAsync_ptsz(
    _: usize,
    _: *mut CUDA_FABRIC_COPY_BATCH_OP,
    _: ::core::ffi::c_ulonglong,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[134])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuFlushGPUDirectRDMAWrites(
    _: CUflushGPUDirectRDMAWritesTarget,
    _: CUflushGPUDirectRDMAWritesScope,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[135])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuFuncGetAttribute(
    pi: *mut ::core::ffi::c_int,
    attrib: CUfunction_attribute,
    hfunc: CUfunction,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[136],
        || unsafe { guest::api::cuFuncGetAttribute(pi, attrib, hfunc) },
        |shown| unsafe {
            shown.written("pi", pi);
            shown.value("attrib", attrib.0);
            shown.kernel("hfunc", hfunc)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuFuncGetModule(hmod: *mut CUmodule, hfunc: CUfunction) -> CUresult {
    guest::entry(
        &FUNCTIONS[137],
        || unsafe { guest::api::cuFuncGetModule(hmod, hfunc) },
        |shown| unsafe {
            shown.written("hmod", hmod);
            shown.kernel("hfunc", hfunc)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuFuncGetName(name: *mut *const ::core::ffi::c_char, hfunc: CUfunction) -> CUresult {
    guest::entry(
        &FUNCTIONS[138],
        || unsafe { guest::api::cuFuncGetName(name, hfunc) },
        |shown| {
            shown.address("name", name);
            shown.kernel("hfunc", hfunc)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuFuncGetParamCount(func: CUfunction, paramCount: *mut usize) -> CUresult {
    guest::entry(
        &FUNCTIONS[139],
        || unsafe { guest::api::cuFuncGetParamCount(func, paramCount) },
        |shown| unsafe {
            shown.kernel("func", func);
            shown.written("paramCount", paramCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuFuncGetParamInfo(
    func: CUfunction,
    paramIndex: usize,
    paramOffset: *mut usize,
    paramSize: *mut usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[140],
        || unsafe { guest::api::cuFuncGetParamInfo(func, paramIndex, paramOffset, paramSize) },
        |shown| unsafe {
            shown.kernel("func", func);
            shown.value("paramIndex", paramIndex);
            shown.written("paramOffset", paramOffset);
            shown.written("paramSize", paramSize)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuFuncIsLoaded(
    state: *mut CUfunctionLoadingState,
    function: CUfunction,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[141],
        || unsafe { guest::api::cuFuncIsLoaded(state, function) },
        |shown| {
            shown.address("state", state);
            shown.kernel("function", function)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuFuncLoad(function: CUfunction) -> CUresult {
    guest::entry(
        &FUNCTIONS[142],
        || guest::api::cuFuncLoad(function),
        |shown| shown.kernel("function", function),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuFuncSetAttribute(
    hfunc: CUfunction,
    attrib: CUfunction_attribute,
    value: ::core::ffi::c_int,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[143],
        || guest::api::cuFuncSetAttribute(hfunc, attrib, value),
        |shown| {
            shown.kernel("hfunc", hfunc);
            shown.value("attrib", attrib.0);
            shown.value("value", value)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuFuncSetBlockShape(
    hfunc: CUfunction,
    x: ::core::ffi::c_int,
    y: ::core::ffi::c_int,
    z: ::core::ffi::c_int,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[144],
        || guest::api::cuFuncSetBlockShape(hfunc, x, y, z),
        |shown| {
            shown.kernel("hfunc", hfunc);
            shown.value("x", x);
            shown.value("y", y);
            shown.value("z", z)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuFuncSetCacheConfig(hfunc: CUfunction, config: CUfunc_cache) -> CUresult {
    guest::entry(
        &FUNCTIONS[145],
        || guest::api::cuFuncSetCacheConfig(hfunc, config),
        |shown| {
            shown.kernel("hfunc", hfunc);
            shown.value("config", config.0)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuFuncSetSharedMemConfig(hfunc: CUfunction, config: CUsharedconfig) -> CUresult {
    guest::entry(
        &FUNCTIONS[146],
        || guest::api::cuFuncSetSharedMemConfig(hfunc, config),
        |shown| {
            shown.kernel("hfunc", hfunc);
            shown.value("config", config.0)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuFuncSetSharedSize(hfunc: CUfunction, bytes: ::core::ffi::c_uint) -> CUresult {
    guest::entry(
        &FUNCTIONS[147],
        || guest::api::cuFuncSetSharedSize(hfunc, bytes),
        |shown| {
            shown.kernel("hfunc", hfunc);
            shown.value("bytes", bytes)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLCtxCreate() -> CUresult {
    guest::unsupported(&FUNCTIONS[148])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLCtxCreate_v2() -> CUresult {
    guest::unsupported(&FUNCTIONS[149])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLGetDevices() -> CUresult {
    guest::unsupported(&FUNCTIONS[150])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLGetDevices_v2() -> CUresult {
    guest::unsupported(&FUNCTIONS[151])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLInit() -> CUresult {
    guest::unsupported(&FUNCTIONS[152])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLMapBufferObject() -> CUresult {
    guest::unsupported(&FUNCTIONS[153])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLMapBufferObjectAsync() -> CUresult {
    guest::unsupported(&FUNCTIONS[154])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLMapBufferObjectAsync_v2() -> CUresult {
    guest::unsupported(&FUNCTIONS[155])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLMapBufferObjectAsync_v2_ptsz() -> CUresult {
    guest::unsupported(&FUNCTIONS[156])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLMapBufferObject_v2() -> CUresult {
    guest::unsupported(&FUNCTIONS[157])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLMapBufferObject_v2_ptds() -> CUresult {
    guest::unsupported(&FUNCTIONS[158])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLRegisterBufferObject() -> CUresult {
    guest::unsupported(&FUNCTIONS[159])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLSetBufferObjectMapFlags() -> CUresult {
    guest::unsupported(&FUNCTIONS[160])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLUnmapBufferObject() -> CUresult {
    guest::unsupported(&FUNCTIONS[161])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLUnmapBufferObjectAsync() -> CUresult {
    guest::unsupported(&FUNCTIONS[162])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGLUnregisterBufferObject() -> CUresult {
    guest::unsupported(&FUNCTIONS[163])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGetErrorName(error: CUresult, pStr: *mut *const ::core::ffi::c_char) -> CUresult {
    guest::entry(
        &FUNCTIONS[164],
        || unsafe { guest::api::cuGetErrorName(error, pStr) },
        |shown| {
            shown.whole("error");
            shown.address("pStr", pStr)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGetErrorString(
    error: CUresult,
    pStr: *mut *const ::core::ffi::c_char,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[165],
        || unsafe { guest::api::cuGetErrorString(error, pStr) },
        |shown| {
            shown.whole("error");
            shown.address("pStr", pStr)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGetExportTable(
    ppExportTable: *mut *const ::core::ffi::c_void,
    pExportTableId: *const CUuuid,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[166],
        || unsafe { guest::api::cuGetExportTable(ppExportTable, pExportTableId) },
        |shown| {
            shown.address("ppExportTable", ppExportTable);
            shown.address("pExportTableId", pExportTableId)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGetProcAddress(
    symbol: *const ::core::ffi::c_char,
    pfn: *mut *mut ::core::ffi::c_void,
    cudaVersion: ::core::ffi::c_int,
    flags: cuuint64_t,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[167],
        || unsafe { guest::api::cuGetProcAddress(symbol, pfn, cudaVersion, flags) },
        |shown| unsafe {
            shown.text("symbol", symbol);
            shown.address("pfn", pfn);
            shown.value("cudaVersion", cudaVersion);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGetProcAddress_v2(
    symbol: *const ::core::ffi::c_char,
    pfn: *mut *mut ::core::ffi::c_void,
    cudaVersion: ::core::ffi::c_int,
    flags: cuuint64_t,
    symbolStatus: *mut CUdriverProcAddressQueryResult,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[168],
        || unsafe { guest::api::cuGetProcAddress_v2(symbol, pfn, cudaVersion, flags, symbolStatus) },
        |shown| unsafe {
            shown.text("symbol", symbol);
            shown.address("pfn", pfn);
            shown.value("cudaVersion", cudaVersion);
            shown.value("flags", flags);
            shown.address("symbolStatus", symbolStatus)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddBatchMemOpNode(
    phGraphNode: *mut CUgraphNode,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    numDependencies: usize,
    nodeParams: *const CUDA_BATCH_MEM_OP_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[169],
        || unsafe {
            guest::api::cuGraphAddBatchMemOpNode(
                phGraphNode,
                hGraph,
                dependencies,
                numDependencies,
                nodeParams,
            )
        },
        |shown| unsafe {
            shown.written("phGraphNode", phGraphNode);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.value("numDependencies", numDependencies);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddChildGraphNode(
    phGraphNode: *mut CUgraphNode,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    numDependencies: usize,
    childGraph: CUgraph,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[170],
        || unsafe {
            guest::api::cuGraphAddChildGraphNode(
                phGraphNode,
                hGraph,
                dependencies,
                numDependencies,
                childGraph,
            )
        },
        |shown| unsafe {
            shown.written("phGraphNode", phGraphNode);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.value("numDependencies", numDependencies);
            shown.address("childGraph", childGraph)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddDependencies(
    hGraph: CUgraph,
    from: *const CUgraphNode,
    to: *const CUgraphNode,
    numDependencies: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[171],
        || unsafe { guest::api::cuGraphAddDependencies(hGraph, from, to, numDependencies) },
        |shown| {
            shown.address("hGraph", hGraph);
            shown.address("from", from);
            shown.address("to", to);
            shown.value("numDependencies", numDependencies)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddDependencies_v2(
    hGraph: CUgraph,
    from: *const CUgraphNode,
    to: *const CUgraphNode,
    edgeData: *const CUgraphEdgeData,
    numDependencies: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[172],
        || unsafe { guest::api::cuGraphAddDependencies_v2(hGraph, from, to, edgeData, numDependencies) },
        |shown| {
            shown.address("hGraph", hGraph);
            shown.address("from", from);
            shown.address("to", to);
            shown.address("edgeData", edgeData);
            shown.value("numDependencies", numDependencies)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddEmptyNode(
    phGraphNode: *mut CUgraphNode,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    numDependencies: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[173],
        || unsafe { guest::api::cuGraphAddEmptyNode(phGraphNode, hGraph, dependencies, numDependencies) },
        |shown| unsafe {
            shown.written("phGraphNode", phGraphNode);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.value("numDependencies", numDependencies)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddEventRecordNode(
    phGraphNode: *mut CUgraphNode,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    numDependencies: usize,
    event: CUevent,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[174],
        || unsafe {
            guest::api::cuGraphAddEventRecordNode(phGraphNode, hGraph, dependencies, numDependencies, event)
        },
        |shown| unsafe {
            shown.written("phGraphNode", phGraphNode);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.value("numDependencies", numDependencies);
            shown.address("event", event)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddEventWaitNode(
    phGraphNode: *mut CUgraphNode,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    numDependencies: usize,
    event: CUevent,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[175],
        || unsafe {
            guest::api::cuGraphAddEventWaitNode(phGraphNode, hGraph, dependencies, numDependencies, event)
        },
        |shown| unsafe {
            shown.written("phGraphNode", phGraphNode);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.value("numDependencies", numDependencies);
            shown.address("event", event)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddExternalSemaphoresSignalNode(
    _: *mut CUgraphNode,
    _: CUgraph,
    _: *const CUgraphNode,
    _: usize,
    _: *const CUDA_EXT_SEM_SIGNAL_NODE_PARAMS,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[176])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddExternalSemaphoresWaitNode(
    _: *mut CUgraphNode,
    _: CUgraph,
    _: *const CUgraphNode,
    _: usize,
    _: *const CUDA_EXT_SEM_WAIT_NODE_PARAMS,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[177])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddHostNode(
    phGraphNode: *mut CUgraphNode,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    numDependencies: usize,
    nodeParams: *const CUDA_HOST_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[178],
        || unsafe {
            guest::api::cuGraphAddHostNode(phGraphNode, hGraph, dependencies, numDependencies, nodeParams)
        },
        |shown| unsafe {
            shown.written("phGraphNode", phGraphNode);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.value("numDependencies", numDependencies);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddKernelNode(
    phGraphNode: *mut CUgraphNode,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    numDependencies: usize,
    nodeParams: *const CUDA_KERNEL_NODE_PARAMS_v1,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[179],
        || unsafe {
            guest::api::cuGraphAddKernelNode(phGraphNode, hGraph, dependencies, numDependencies, nodeParams)
        },
        |shown| unsafe {
            shown.written("phGraphNode", phGraphNode);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.value("numDependencies", numDependencies);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddKernelNode_v2(
    phGraphNode: *mut CUgraphNode,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    numDependencies: usize,
    nodeParams: *const CUDA_KERNEL_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[180],
        || unsafe {
            guest::api::cuGraphAddKernelNode_v2(
                phGraphNode,
                hGraph,
                dependencies,
                numDependencies,
                nodeParams,
            )
        },
        |shown| unsafe {
            shown.written("phGraphNode", phGraphNode);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.value("numDependencies", numDependencies);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddMemAllocNode(
    phGraphNode: *mut CUgraphNode,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    numDependencies: usize,
    nodeParams: *mut CUDA_MEM_ALLOC_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[181],
        || unsafe {
            guest::api::cuGraphAddMemAllocNode(phGraphNode, hGraph, dependencies, numDependencies, nodeParams)
        },
        |shown| unsafe {
            shown.written("phGraphNode", phGraphNode);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.value("numDependencies", numDependencies);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddMemFreeNode(
    phGraphNode: *mut CUgraphNode,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    numDependencies: usize,
    dptr: CUdeviceptr,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[182],
        || unsafe {
            guest::api::cuGraphAddMemFreeNode(phGraphNode, hGraph, dependencies, numDependencies, dptr)
        },
        |shown| unsafe {
            shown.written("phGraphNode", phGraphNode);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.value("numDependencies", numDependencies);
            shown.hex("dptr", dptr)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddMemcpyNode(
    phGraphNode: *mut CUgraphNode,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    numDependencies: usize,
    copyParams: *const CUDA_MEMCPY3D,
    ctx: CUcontext,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[183],
        || unsafe {
            guest::api::cuGraphAddMemcpyNode(
                phGraphNode,
                hGraph,
                dependencies,
                numDependencies,
                copyParams,
                ctx,
            )
        },
        |shown| unsafe {
            shown.written("phGraphNode", phGraphNode);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.value("numDependencies", numDependencies);
            shown.address("copyParams", copyParams);
            shown.address("ctx", ctx)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddMemsetNode(
    phGraphNode: *mut CUgraphNode,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    numDependencies: usize,
    memsetParams: *const CUDA_MEMSET_NODE_PARAMS,
    ctx: CUcontext,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[184],
        || unsafe {
            guest::api::cuGraphAddMemsetNode(
                phGraphNode,
                hGraph,
                dependencies,
                numDependencies,
                memsetParams,
                ctx,
            )
        },
        |shown| unsafe {
            shown.written("phGraphNode", phGraphNode);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.value("numDependencies", numDependencies);
            shown.address("memsetParams", memsetParams);
            shown.address("ctx", ctx)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddNode(
    phGraphNode: *mut CUgraphNode,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    numDependencies: usize,
    nodeParams: *mut CUgraphNodeParams,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[185],
        || unsafe {
            guest::api::cuGraphAddNode(phGraphNode, hGraph, dependencies, numDependencies, nodeParams)
        },
        |shown| unsafe {
            shown.written("phGraphNode", phGraphNode);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.value("numDependencies", numDependencies);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddNode_v2(
    phGraphNode: *mut CUgraphNode,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    dependencyData: *const CUgraphEdgeData,
    numDependencies: usize,
    nodeParams: *mut CUgraphNodeParams,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[186],
        || unsafe {
            guest::api::cuGraphAddNode_v2(
                phGraphNode,
                hGraph,
                dependencies,
                dependencyData,
                numDependencies,
                nodeParams,
            )
        },
        |shown| unsafe {
            shown.written("phGraphNode", phGraphNode);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.address("dependencyData", dependencyData);
            shown.value("numDependencies", numDependencies);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphAddNode_v3(
    phGraphNode: *mut CUgraphNode,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    dependencyData: *const CUgraphEdgeData,
    numDependencies: usize,
    nodeParams: *mut CUgraphNodeParams,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[187],
        || unsafe {
            guest::api::cuGraphAddNode_v3(
                phGraphNode,
                hGraph,
                dependencies,
                dependencyData,
                numDependencies,
                nodeParams,
            )
        },
        |shown| unsafe {
            shown.written("phGraphNode", phGraphNode);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.address("dependencyData", dependencyData);
            shown.value("numDependencies", numDependencies);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphBatchMemOpNodeGetParams(
    hNode: CUgraphNode,
    nodeParams_out: *mut CUDA_BATCH_MEM_OP_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[188],
        || unsafe { guest::api::cuGraphBatchMemOpNodeGetParams(hNode, nodeParams_out) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("nodeParams_out", nodeParams_out)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphBatchMemOpNodeSetParams(
    hNode: CUgraphNode,
    nodeParams: *const CUDA_BATCH_MEM_OP_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[189],
        || unsafe { guest::api::cuGraphBatchMemOpNodeSetParams(hNode, nodeParams) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphChildGraphNodeGetGraph(
    hNode: CUgraphNode,
    phGraph: *mut CUgraph,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[190],
        || unsafe { guest::api::cuGraphChildGraphNodeGetGraph(hNode, phGraph) },
        |shown| unsafe {
            shown.address("hNode", hNode);
            shown.written("phGraph", phGraph)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphClone(phGraphClone: *mut CUgraph, originalGraph: CUgraph) -> CUresult {
    guest::entry(
        &FUNCTIONS[191],
        || unsafe { guest::api::cuGraphClone(phGraphClone, originalGraph) },
        |shown| unsafe {
            shown.written("phGraphClone", phGraphClone);
            shown.address("originalGraph", originalGraph)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphConditionalHandleCreate(
    pHandle_out: *mut CUgraphConditionalHandle,
    hGraph: CUgraph,
    ctx: CUcontext,
    defaultLaunchValue: ::core::ffi::c_uint,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[192],
        || unsafe {
            guest::api::cuGraphConditionalHandleCreate(pHandle_out, hGraph, ctx, defaultLaunchValue, flags)
        },
        |shown| {
            shown.address("pHandle_out", pHandle_out);
            shown.address("hGraph", hGraph);
            shown.address("ctx", ctx);
            shown.value("defaultLaunchValue", defaultLaunchValue);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphCreate(phGraph: *mut CUgraph, flags: ::core::ffi::c_uint) -> CUresult {
    guest::entry(
        &FUNCTIONS[193],
        || unsafe { guest::api::cuGraphCreate(phGraph, flags) },
        |shown| unsafe {
            shown.written("phGraph", phGraph);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphDebugDotPrint(
    hGraph: CUgraph,
    path: *const ::core::ffi::c_char,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[194],
        || unsafe { guest::api::cuGraphDebugDotPrint(hGraph, path, flags) },
        |shown| unsafe {
            shown.address("hGraph", hGraph);
            shown.text("path", path);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphDestroy(hGraph: CUgraph) -> CUresult {
    guest::entry(
        &FUNCTIONS[195],
        || guest::api::cuGraphDestroy(hGraph),
        |shown| shown.address("hGraph", hGraph),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphDestroyNode(hNode: CUgraphNode) -> CUresult {
    guest::entry(
        &FUNCTIONS[196],
        || guest::api::cuGraphDestroyNode(hNode),
        |shown| shown.address("hNode", hNode),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphEventRecordNodeGetEvent(
    hNode: CUgraphNode,
    event_out: *mut CUevent,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[197],
        || unsafe { guest::api::cuGraphEventRecordNodeGetEvent(hNode, event_out) },
        |shown| unsafe {
            shown.address("hNode", hNode);
            shown.written("event_out", event_out)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphEventRecordNodeSetEvent(hNode: CUgraphNode, event: CUevent) -> CUresult {
    guest::entry(
        &FUNCTIONS[198],
        || guest::api::cuGraphEventRecordNodeSetEvent(hNode, event),
        |shown| {
            shown.address("hNode", hNode);
            shown.address("event", event)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphEventWaitNodeGetEvent(
    hNode: CUgraphNode,
    event_out: *mut CUevent,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[199],
        || unsafe { guest::api::cuGraphEventWaitNodeGetEvent(hNode, event_out) },
        |shown| unsafe {
            shown.address("hNode", hNode);
            shown.written("event_out", event_out)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphEventWaitNodeSetEvent(hNode: CUgraphNode, event: CUevent) -> CUresult {
    guest::entry(
        &FUNCTIONS[200],
        || guest::api::cuGraphEventWaitNodeSetEvent(hNode, event),
        |shown| {
            shown.address("hNode", hNode);
            shown.address("event", event)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecBatchMemOpNodeSetParams(
    hGraphExec: CUgraphExec,
    hNode: CUgraphNode,
    nodeParams: *const CUDA_BATCH_MEM_OP_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[201],
        || unsafe { guest::api::cuGraphExecBatchMemOpNodeSetParams(hGraphExec, hNode, nodeParams) },
        |shown| {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecChildGraphNodeSetParams(
    hGraphExec: CUgraphExec,
    hNode: CUgraphNode,
    childGraph: CUgraph,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[202],
        || guest::api::cuGraphExecChildGraphNodeSetParams(hGraphExec, hNode, childGraph),
        |shown| {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hNode", hNode);
            shown.address("childGraph", childGraph)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecDestroy(hGraphExec: CUgraphExec) -> CUresult {
    guest::entry(
        &FUNCTIONS[203],
        || guest::api::cuGraphExecDestroy(hGraphExec),
        |shown| shown.address("hGraphExec", hGraphExec),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecEventRecordNodeSetEvent(
    hGraphExec: CUgraphExec,
    hNode: CUgraphNode,
    event: CUevent,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[204],
        || guest::api::cuGraphExecEventRecordNodeSetEvent(hGraphExec, hNode, event),
        |shown| {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hNode", hNode);
            shown.address("event", event)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecEventWaitNodeSetEvent(
    hGraphExec: CUgraphExec,
    hNode: CUgraphNode,
    event: CUevent,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[205],
        || guest::api::cuGraphExecEventWaitNodeSetEvent(hGraphExec, hNode, event),
        |shown| {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hNode", hNode);
            shown.address("event", event)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecExternalSemaphoresSignalNodeSetParams(
    _: CUgraphExec,
    _: CUgraphNode,
    _: *const CUDA_EXT_SEM_SIGNAL_NODE_PARAMS,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[206])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecExternalSemaphoresWaitNodeSetParams(
    _: CUgraphExec,
    _: CUgraphNode,
    _: *const CUDA_EXT_SEM_WAIT_NODE_PARAMS,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[207])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecGetFlags(hGraphExec: CUgraphExec, flags: *mut cuuint64_t) -> CUresult {
    guest::entry(
        &FUNCTIONS[208],
        || unsafe { guest::api::cuGraphExecGetFlags(hGraphExec, flags) },
        |shown| unsafe {
            shown.address("hGraphExec", hGraphExec);
            shown.written("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecGetId(
    hGraphExec: CUgraphExec,
    graphId: *mut ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[209],
        || unsafe { guest::api::cuGraphExecGetId(hGraphExec, graphId) },
        |shown| unsafe {
            shown.address("hGraphExec", hGraphExec);
            shown.written("graphId", graphId)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecHostNodeSetParams(
    hGraphExec: CUgraphExec,
    hNode: CUgraphNode,
    nodeParams: *const CUDA_HOST_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[210],
        || unsafe { guest::api::cuGraphExecHostNodeSetParams(hGraphExec, hNode, nodeParams) },
        |shown| {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecKernelNodeSetParams(
    hGraphExec: CUgraphExec,
    hNode: CUgraphNode,
    nodeParams: *const CUDA_KERNEL_NODE_PARAMS_v1,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[211],
        || unsafe { guest::api::cuGraphExecKernelNodeSetParams(hGraphExec, hNode, nodeParams) },
        |shown| {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecKernelNodeSetParams_v2(
    hGraphExec: CUgraphExec,
    hNode: CUgraphNode,
    nodeParams: *const CUDA_KERNEL_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[212],
        || unsafe { guest::api::cuGraphExecKernelNodeSetParams_v2(hGraphExec, hNode, nodeParams) },
        |shown| {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecMemcpyNodeSetParams(
    hGraphExec: CUgraphExec,
    hNode: CUgraphNode,
    copyParams: *const CUDA_MEMCPY3D,
    ctx: CUcontext,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[213],
        || unsafe { guest::api::cuGraphExecMemcpyNodeSetParams(hGraphExec, hNode, copyParams, ctx) },
        |shown| {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hNode", hNode);
            shown.address("copyParams", copyParams);
            shown.address("ctx", ctx)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecMemsetNodeSetParams(
    hGraphExec: CUgraphExec,
    hNode: CUgraphNode,
    memsetParams: *const CUDA_MEMSET_NODE_PARAMS,
    ctx: CUcontext,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[214],
        || unsafe { guest::api::cuGraphExecMemsetNodeSetParams(hGraphExec, hNode, memsetParams, ctx) },
        |shown| {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hNode", hNode);
            shown.address("memsetParams", memsetParams);
            shown.address("ctx", ctx)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecNodeSetParams(
    hGraphExec: CUgraphExec,
    hNode: CUgraphNode,
    nodeParams: *mut CUgraphNodeParams,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[215],
        || unsafe { guest::api::cuGraphExecNodeSetParams(hGraphExec, hNode, nodeParams) },
        |shown| {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecUpdate(
    hGraphExec: CUgraphExec,
    hGraph: CUgraph,
    hErrorNode_out: *mut CUgraphNode,
    updateResult_out: *mut CUgraphExecUpdateResult,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[216],
        || unsafe { guest::api::cuGraphExecUpdate(hGraphExec, hGraph, hErrorNode_out, updateResult_out) },
        |shown| unsafe {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hGraph", hGraph);
            shown.written("hErrorNode_out", hErrorNode_out);
            shown.address("updateResult_out", updateResult_out)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExecUpdate_v2(
    hGraphExec: CUgraphExec,
    hGraph: CUgraph,
    resultInfo: *mut CUgraphExecUpdateResultInfo,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[217],
        || unsafe { guest::api::cuGraphExecUpdate_v2(hGraphExec, hGraph, resultInfo) },
        |shown| {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hGraph", hGraph);
            shown.address("resultInfo", resultInfo)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExternalSemaphoresSignalNodeGetParams(
    _: CUgraphNode,
    _: *mut CUDA_EXT_SEM_SIGNAL_NODE_PARAMS,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[218])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExternalSemaphoresSignalNodeSetParams(
    _: CUgraphNode,
    _: *const CUDA_EXT_SEM_SIGNAL_NODE_PARAMS,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[219])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExternalSemaphoresWaitNodeGetParams(
    _: CUgraphNode,
    _: *mut CUDA_EXT_SEM_WAIT_NODE_PARAMS,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[220])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphExternalSemaphoresWaitNodeSetParams(
    _: CUgraphNode,
    _: *const CUDA_EXT_SEM_WAIT_NODE_PARAMS,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[221])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphGetEdges(
    hGraph: CUgraph,
    from: *mut CUgraphNode,
    to: *mut CUgraphNode,
    numEdges: *mut usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[222],
        || unsafe { guest::api::cuGraphGetEdges(hGraph, from, to, numEdges) },
        |shown| unsafe {
            shown.address("hGraph", hGraph);
            shown.written("from", from);
            shown.written("to", to);
            shown.written("numEdges", numEdges)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphGetEdges_v2(
    hGraph: CUgraph,
    from: *mut CUgraphNode,
    to: *mut CUgraphNode,
    edgeData: *mut CUgraphEdgeData,
    numEdges: *mut usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[223],
        || unsafe { guest::api::cuGraphGetEdges_v2(hGraph, from, to, edgeData, numEdges) },
        |shown| unsafe {
            shown.address("hGraph", hGraph);
            shown.written("from", from);
            shown.written("to", to);
            shown.address("edgeData", edgeData);
            shown.written("numEdges", numEdges)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphGetId(hGraph: CUgraph, graphId: *mut ::core::ffi::c_uint) -> CUresult {
    guest::entry(
        &FUNCTIONS[224],
        || unsafe { guest::api::cuGraphGetId(hGraph, graphId) },
        |shown| unsafe {
            shown.address("hGraph", hGraph);
            shown.written("graphId", graphId)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphGetNodes(
    hGraph: CUgraph,
    nodes: *mut CUgraphNode,
    numNodes: *mut usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[225],
        || unsafe { guest::api::cuGraphGetNodes(hGraph, nodes, numNodes) },
        |shown| unsafe {
            shown.address("hGraph", hGraph);
            shown.written("nodes", nodes);
            shown.written("numNodes", numNodes)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphGetRootNodes(
    hGraph: CUgraph,
    rootNodes: *mut CUgraphNode,
    numRootNodes: *mut usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[226],
        || unsafe { guest::api::cuGraphGetRootNodes(hGraph, rootNodes, numRootNodes) },
        |shown| unsafe {
            shown.address("hGraph", hGraph);
            shown.written("rootNodes", rootNodes);
            shown.written("numRootNodes", numRootNodes)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphHostNodeGetParams(
    hNode: CUgraphNode,
    nodeParams: *mut CUDA_HOST_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[227],
        || unsafe { guest::api::cuGraphHostNodeGetParams(hNode, nodeParams) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphHostNodeSetParams(
    hNode: CUgraphNode,
    nodeParams: *const CUDA_HOST_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[228],
        || unsafe { guest::api::cuGraphHostNodeSetParams(hNode, nodeParams) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphInstantiate(
    phGraphExec: *mut CUgraphExec,
    hGraph: CUgraph,
    phErrorNode: *mut CUgraphNode,
    logBuffer: *mut ::core::ffi::c_char,
    bufferSize: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[229],
        || unsafe { guest::api::cuGraphInstantiate(phGraphExec, hGraph, phErrorNode, logBuffer, bufferSize) },
        |shown| unsafe {
            shown.written("phGraphExec", phGraphExec);
            shown.address("hGraph", hGraph);
            shown.written("phErrorNode", phErrorNode);
            shown.address("logBuffer", logBuffer);
            shown.value("bufferSize", bufferSize)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphInstantiateWithFlags(
    phGraphExec: *mut CUgraphExec,
    hGraph: CUgraph,
    flags: ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[230],
        || unsafe { guest::api::cuGraphInstantiateWithFlags(phGraphExec, hGraph, flags) },
        |shown| unsafe {
            shown.written("phGraphExec", phGraphExec);
            shown.address("hGraph", hGraph);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphInstantiateWithParams(
    phGraphExec: *mut CUgraphExec,
    hGraph: CUgraph,
    instantiateParams: *mut CUDA_GRAPH_INSTANTIATE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[231],
        || unsafe { guest::api::cuGraphInstantiateWithParams(phGraphExec, hGraph, instantiateParams) },
        |shown| unsafe {
            shown.written("phGraphExec", phGraphExec);
            shown.address("hGraph", hGraph);
            shown.address("instantiateParams", instantiateParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphInstantiateWithParams_ptsz(
    phGraphExec: *mut CUgraphExec,
    hGraph: CUgraph,
    instantiateParams: *mut CUDA_GRAPH_INSTANTIATE_PARAMS,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[232],
        || unsafe { guest::api::cuGraphInstantiateWithParams(phGraphExec, hGraph, instantiateParams) },
        |shown| unsafe {
            shown.written("phGraphExec", phGraphExec);
            shown.address("hGraph", hGraph);
            shown.address("instantiateParams", instantiateParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphInstantiate_v2(
    phGraphExec: *mut CUgraphExec,
    hGraph: CUgraph,
    phErrorNode: *mut CUgraphNode,
    logBuffer: *mut ::core::ffi::c_char,
    bufferSize: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[233],
        || unsafe {
            guest::api::cuGraphInstantiate_v2(phGraphExec, hGraph, phErrorNode, logBuffer, bufferSize)
        },
        |shown| unsafe {
            shown.written("phGraphExec", phGraphExec);
            shown.address("hGraph", hGraph);
            shown.written("phErrorNode", phErrorNode);
            shown.address("logBuffer", logBuffer);
            shown.value("bufferSize", bufferSize)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphKernelNodeCopyAttributes(dst: CUgraphNode, src: CUgraphNode) -> CUresult {
    guest::entry(
        &FUNCTIONS[234],
        || guest::api::cuGraphKernelNodeCopyAttributes(dst, src),
        |shown| {
            shown.address("dst", dst);
            shown.address("src", src)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphKernelNodeGetAttribute(
    hNode: CUgraphNode,
    attr: CUkernelNodeAttrID,
    value_out: *mut CUkernelNodeAttrValue,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[235],
        || unsafe { guest::api::cuGraphKernelNodeGetAttribute(hNode, attr, value_out) },
        |shown| {
            shown.address("hNode", hNode);
            shown.value("attr", attr.0);
            shown.address("value_out", value_out)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphKernelNodeGetParams(
    hNode: CUgraphNode,
    nodeParams: *mut CUDA_KERNEL_NODE_PARAMS_v1,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[236],
        || unsafe { guest::api::cuGraphKernelNodeGetParams(hNode, nodeParams) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphKernelNodeGetParams_v2(
    hNode: CUgraphNode,
    nodeParams: *mut CUDA_KERNEL_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[237],
        || unsafe { guest::api::cuGraphKernelNodeGetParams_v2(hNode, nodeParams) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphKernelNodeSetAttribute(
    hNode: CUgraphNode,
    attr: CUkernelNodeAttrID,
    value: *const CUkernelNodeAttrValue,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[238],
        || unsafe { guest::api::cuGraphKernelNodeSetAttribute(hNode, attr, value) },
        |shown| {
            shown.address("hNode", hNode);
            shown.value("attr", attr.0);
            shown.address("value", value)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphKernelNodeSetParams(
    hNode: CUgraphNode,
    nodeParams: *const CUDA_KERNEL_NODE_PARAMS_v1,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[239],
        || unsafe { guest::api::cuGraphKernelNodeSetParams(hNode, nodeParams) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphKernelNodeSetParams_v2(
    hNode: CUgraphNode,
    nodeParams: *const CUDA_KERNEL_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[240],
        || unsafe { guest::api::cuGraphKernelNodeSetParams_v2(hNode, nodeParams) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphLaunch(hGraph: CUgraphExec, hStream: CUstream) -> CUresult {
    guest::entry(
        &FUNCTIONS[241],
        || unsafe { guest::api::cuGraphLaunch(hGraph, hStream) },
        |shown| {
            shown.address("hGraph", hGraph);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphLaunch_ptsz(hGraphExec: CUgraphExec, hStream: CUstream) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[242],
        || unsafe { guest::api::cuGraphLaunch(hGraphExec, hStream) },
        |shown| {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphMemAllocNodeGetParams(
    hNode: CUgraphNode,
    params_out: *mut CUDA_MEM_ALLOC_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[243],
        || unsafe { guest::api::cuGraphMemAllocNodeGetParams(hNode, params_out) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("params_out", params_out)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphMemFreeNodeGetParams(
    hNode: CUgraphNode,
    dptr_out: *mut CUdeviceptr,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[244],
        || unsafe { guest::api::cuGraphMemFreeNodeGetParams(hNode, dptr_out) },
        |shown| unsafe {
            shown.address("hNode", hNode);
            shown.written_hex("dptr_out", dptr_out)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphMemcpyNodeGetParams(
    hNode: CUgraphNode,
    nodeParams: *mut CUDA_MEMCPY3D,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[245],
        || unsafe { guest::api::cuGraphMemcpyNodeGetParams(hNode, nodeParams) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphMemcpyNodeSetParams(
    hNode: CUgraphNode,
    nodeParams: *const CUDA_MEMCPY3D,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[246],
        || unsafe { guest::api::cuGraphMemcpyNodeSetParams(hNode, nodeParams) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphMemsetNodeGetParams(
    hNode: CUgraphNode,
    nodeParams: *mut CUDA_MEMSET_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[247],
        || unsafe { guest::api::cuGraphMemsetNodeGetParams(hNode, nodeParams) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphMemsetNodeSetParams(
    hNode: CUgraphNode,
    nodeParams: *const CUDA_MEMSET_NODE_PARAMS,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[248],
        || unsafe { guest::api::cuGraphMemsetNodeSetParams(hNode, nodeParams) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphNodeFindInClone(
    phNode: *mut CUgraphNode,
    hOriginalNode: CUgraphNode,
    hClonedGraph: CUgraph,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[249],
        || unsafe { guest::api::cuGraphNodeFindInClone(phNode, hOriginalNode, hClonedGraph) },
        |shown| unsafe {
            shown.written("phNode", phNode);
            shown.address("hOriginalNode", hOriginalNode);
            shown.address("hClonedGraph", hClonedGraph)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphNodeGetContainingGraph(
    hNode: CUgraphNode,
    phGraph: *mut CUgraph,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[250],
        || unsafe { guest::api::cuGraphNodeGetContainingGraph(hNode, phGraph) },
        |shown| unsafe {
            shown.address("hNode", hNode);
            shown.written("phGraph", phGraph)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphNodeGetDependencies(
    hNode: CUgraphNode,
    dependencies: *mut CUgraphNode,
    numDependencies: *mut usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[251],
        || unsafe { guest::api::cuGraphNodeGetDependencies(hNode, dependencies, numDependencies) },
        |shown| unsafe {
            shown.address("hNode", hNode);
            shown.written("dependencies", dependencies);
            shown.written("numDependencies", numDependencies)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphNodeGetDependencies_v2(
    hNode: CUgraphNode,
    dependencies: *mut CUgraphNode,
    edgeData: *mut CUgraphEdgeData,
    numDependencies: *mut usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[252],
        || unsafe {
            guest::api::cuGraphNodeGetDependencies_v2(hNode, dependencies, edgeData, numDependencies)
        },
        |shown| unsafe {
            shown.address("hNode", hNode);
            shown.written("dependencies", dependencies);
            shown.address("edgeData", edgeData);
            shown.written("numDependencies", numDependencies)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphNodeGetDependentNodes(
    hNode: CUgraphNode,
    dependentNodes: *mut CUgraphNode,
    numDependentNodes: *mut usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[253],
        || unsafe { guest::api::cuGraphNodeGetDependentNodes(hNode, dependentNodes, numDependentNodes) },
        |shown| unsafe {
            shown.address("hNode", hNode);
            shown.written("dependentNodes", dependentNodes);
            shown.written("numDependentNodes", numDependentNodes)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphNodeGetDependentNodes_v2(
    hNode: CUgraphNode,
    dependentNodes: *mut CUgraphNode,
    edgeData: *mut CUgraphEdgeData,
    numDependentNodes: *mut usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[254],
        || unsafe {
            guest::api::cuGraphNodeGetDependentNodes_v2(hNode, dependentNodes, edgeData, numDependentNodes)
        },
        |shown| unsafe {
            shown.address("hNode", hNode);
            shown.written("dependentNodes", dependentNodes);
            shown.address("edgeData", edgeData);
            shown.written("numDependentNodes", numDependentNodes)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphNodeGetEnabled(
    hGraphExec: CUgraphExec,
    hNode: CUgraphNode,
    isEnabled: *mut ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[255],
        || unsafe { guest::api::cuGraphNodeGetEnabled(hGraphExec, hNode, isEnabled) },
        |shown| unsafe {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hNode", hNode);
            shown.written("isEnabled", isEnabled)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphNodeGetLocalId(
    hNode: CUgraphNode,
    nodeId: *mut ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[256],
        || unsafe { guest::api::cuGraphNodeGetLocalId(hNode, nodeId) },
        |shown| unsafe {
            shown.address("hNode", hNode);
            shown.written("nodeId", nodeId)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphNodeGetParams(
    hNode: CUgraphNode,
    nodeParams: *mut CUgraphNodeParams,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[257],
        || unsafe { guest::api::cuGraphNodeGetParams(hNode, nodeParams) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphNodeGetToolsId(
    hNode: CUgraphNode,
    toolsNodeId: *mut ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[258],
        || unsafe { guest::api::cuGraphNodeGetToolsId(hNode, toolsNodeId) },
        |shown| unsafe {
            shown.address("hNode", hNode);
            shown.written("toolsNodeId", toolsNodeId)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphNodeGetType(hNode: CUgraphNode, type_: *mut CUgraphNodeType) -> CUresult {
    guest::entry(
        &FUNCTIONS[259],
        || unsafe { guest::api::cuGraphNodeGetType(hNode, type_) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("type_", type_)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphNodeSetEnabled(
    hGraphExec: CUgraphExec,
    hNode: CUgraphNode,
    isEnabled: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[260],
        || guest::api::cuGraphNodeSetEnabled(hGraphExec, hNode, isEnabled),
        |shown| {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hNode", hNode);
            shown.value("isEnabled", isEnabled)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphNodeSetParams(
    hNode: CUgraphNode,
    nodeParams: *mut CUgraphNodeParams,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[261],
        || unsafe { guest::api::cuGraphNodeSetParams(hNode, nodeParams) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphNodeSetParams_v2(
    hNode: CUgraphNode,
    nodeParams: *mut CUgraphNodeParams,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[262],
        || unsafe { guest::api::cuGraphNodeSetParams_v2(hNode, nodeParams) },
        |shown| {
            shown.address("hNode", hNode);
            shown.address("nodeParams", nodeParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphReleaseUserObject(
    graph: CUgraph,
    object: CUuserObject,
    count: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[263],
        || guest::api::cuGraphReleaseUserObject(graph, object, count),
        |shown| {
            shown.address("graph", graph);
            shown.address("object", object);
            shown.value("count", count)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphRemoveDependencies(
    hGraph: CUgraph,
    from: *const CUgraphNode,
    to: *const CUgraphNode,
    numDependencies: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[264],
        || unsafe { guest::api::cuGraphRemoveDependencies(hGraph, from, to, numDependencies) },
        |shown| {
            shown.address("hGraph", hGraph);
            shown.address("from", from);
            shown.address("to", to);
            shown.value("numDependencies", numDependencies)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphRemoveDependencies_v2(
    hGraph: CUgraph,
    from: *const CUgraphNode,
    to: *const CUgraphNode,
    edgeData: *const CUgraphEdgeData,
    numDependencies: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[265],
        || unsafe { guest::api::cuGraphRemoveDependencies_v2(hGraph, from, to, edgeData, numDependencies) },
        |shown| {
            shown.address("hGraph", hGraph);
            shown.address("from", from);
            shown.address("to", to);
            shown.address("edgeData", edgeData);
            shown.value("numDependencies", numDependencies)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphRetainUserObject(
    graph: CUgraph,
    object: CUuserObject,
    count: ::core::ffi::c_uint,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[266],
        || guest::api::cuGraphRetainUserObject(graph, object, count, flags),
        |shown| {
            shown.address("graph", graph);
            shown.address("object", object);
            shown.value("count", count);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphUpload(hGraph: CUgraphExec, hStream: CUstream) -> CUresult {
    guest::entry(
        &FUNCTIONS[267],
        || guest::api::cuGraphUpload(hGraph, hStream),
        |shown| {
            shown.address("hGraph", hGraph);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphUpload_ptsz(hGraphExec: CUgraphExec, hStream: CUstream) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[268],
        || guest::api::cuGraphUpload(hGraphExec, hStream),
        |shown| {
            shown.address("hGraphExec", hGraphExec);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsEGLRegisterImage() -> CUresult {
    guest::unsupported(&FUNCTIONS[269])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsGLRegisterBuffer() -> CUresult {
    guest::unsupported(&FUNCTIONS[270])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsGLRegisterImage() -> CUresult {
    guest::unsupported(&FUNCTIONS[271])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsMapResources(
    _: ::core::ffi::c_uint,
    _: *mut CUgraphicsResource,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[272])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsMapResources_ptsz(
    _: ::core::ffi::c_uint,
    _: *mut CUgraphicsResource,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[273])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsResourceGetMappedEglFrame() -> CUresult {
    guest::unsupported(&FUNCTIONS[274])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsResourceGetMappedMipmappedArray(
    _: *mut CUmipmappedArray,
    _: CUgraphicsResource,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[275])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsResourceGetMappedPointer(
    _: *mut CUdeviceptr_v1,
    _: *mut ::core::ffi::c_uint,
    _: CUgraphicsResource,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[276])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsResourceGetMappedPointer_v2(
    _: *mut CUdeviceptr,
    _: *mut usize,
    _: CUgraphicsResource,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[277])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsResourceSetMapFlags(
    _: CUgraphicsResource,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[278])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsResourceSetMapFlags_v2(
    _: CUgraphicsResource,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[279])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsSubResourceGetMappedArray(
    _: *mut CUarray,
    _: CUgraphicsResource,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[280])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsUnmapResources(
    _: ::core::ffi::c_uint,
    _: *mut CUgraphicsResource,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[281])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsUnmapResources_ptsz(
    _: ::core::ffi::c_uint,
    _: *mut CUgraphicsResource,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[282])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsUnregisterResource(_: CUgraphicsResource) -> CUresult {
    guest::unsupported(&FUNCTIONS[283])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsVDPAURegisterOutputSurface() -> CUresult {
    guest::unsupported(&FUNCTIONS[284])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGraphicsVDPAURegisterVideoSurface() -> CUresult {
    guest::unsupported(&FUNCTIONS[285])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGreenCtxCreate(
    _: *mut CUgreenCtx,
    _: CUdevResourceDesc,
    _: CUdevice,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[286])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGreenCtxDestroy(_: CUgreenCtx) -> CUresult {
    guest::unsupported(&FUNCTIONS[287])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGreenCtxGetDevResource(
    _: CUgreenCtx,
    _: *mut CUdevResource,
    _: CUdevResourceType,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[288])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGreenCtxGetId(_: CUgreenCtx, _: *mut ::core::ffi::c_ulonglong) -> CUresult {
    guest::unsupported(&FUNCTIONS[289])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGreenCtxRecordEvent(_: CUgreenCtx, _: CUevent) -> CUresult {
    guest::unsupported(&FUNCTIONS[290])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGreenCtxStreamCreate(
    _: *mut CUstream,
    _: CUgreenCtx,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_int,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[291])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuGreenCtxWaitEvent(_: CUgreenCtx, _: CUevent) -> CUresult {
    guest::unsupported(&FUNCTIONS[292])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuImportExternalMemory(
    _: *mut CUexternalMemory,
    _: *const CUDA_EXTERNAL_MEMORY_HANDLE_DESC,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[293])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuImportExternalSemaphore(
    _: *mut CUexternalSemaphore,
    _: *const CUDA_EXTERNAL_SEMAPHORE_HANDLE_DESC,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[294])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuInit(Flags: ::core::ffi::c_uint) -> CUresult {
    guest::entry(&FUNCTIONS[295], || guest::api::cuInit(Flags), |shown| shown.value("Flags", Flags))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuIpcCloseMemHandle(dptr: CUdeviceptr) -> CUresult {
    guest::entry(&FUNCTIONS[296], || guest::api::cuIpcCloseMemHandle(dptr), |shown| shown.hex("dptr", dptr))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuIpcGetEventHandle(pHandle: *mut CUipcEventHandle, event: CUevent) -> CUresult {
    guest::entry(
        &FUNCTIONS[297],
        || unsafe { guest::api::cuIpcGetEventHandle(pHandle, event) },
        |shown| {
            shown.address("pHandle", pHandle);
            shown.address("event", event)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuIpcGetMemHandle(pHandle: *mut CUipcMemHandle, dptr: CUdeviceptr) -> CUresult {
    guest::entry(
        &FUNCTIONS[298],
        || unsafe { guest::api::cuIpcGetMemHandle(pHandle, dptr) },
        |shown| {
            shown.address("pHandle", pHandle);
            shown.hex("dptr", dptr)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuIpcOpenEventHandle(phEvent: *mut CUevent, handle: CUipcEventHandle) -> CUresult {
    guest::entry(
        &FUNCTIONS[299],
        || unsafe { guest::api::cuIpcOpenEventHandle(phEvent, handle) },
        |shown| unsafe {
            shown.written("phEvent", phEvent);
            shown.whole("handle")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuIpcOpenMemHandle(
    pdptr: *mut CUdeviceptr,
    handle: CUipcMemHandle,
    Flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[300],
        || unsafe { guest::api::cuIpcOpenMemHandle(pdptr, handle, Flags) },
        |shown| unsafe {
            shown.written_hex("pdptr", pdptr);
            shown.whole("handle");
            shown.value("Flags", Flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuIpcOpenMemHandle_v2(
    pdptr: *mut CUdeviceptr,
    handle: CUipcMemHandle,
    Flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[301],
        || unsafe { guest::api::cuIpcOpenMemHandle_v2(pdptr, handle, Flags) },
        |shown| unsafe {
            shown.written_hex("pdptr", pdptr);
            shown.whole("handle");
            shown.value("Flags", Flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuKernelGetAttribute(
    pi: *mut ::core::ffi::c_int,
    attrib: CUfunction_attribute,
    kernel: CUkernel,
    dev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[302],
        || unsafe { guest::api::cuKernelGetAttribute(pi, attrib, kernel, dev) },
        |shown| unsafe {
            shown.written("pi", pi);
            shown.value("attrib", attrib.0);
            shown.address("kernel", kernel);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuKernelGetFunction(pFunc: *mut CUfunction, kernel: CUkernel) -> CUresult {
    guest::entry(
        &FUNCTIONS[303],
        || unsafe { guest::api::cuKernelGetFunction(pFunc, kernel) },
        |shown| unsafe {
            shown.written("pFunc", pFunc);
            shown.address("kernel", kernel)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuKernelGetLibrary(pLib: *mut CUlibrary, kernel: CUkernel) -> CUresult {
    guest::entry(
        &FUNCTIONS[304],
        || unsafe { guest::api::cuKernelGetLibrary(pLib, kernel) },
        |shown| unsafe {
            shown.written("pLib", pLib);
            shown.address("kernel", kernel)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuKernelGetName(name: *mut *const ::core::ffi::c_char, hfunc: CUkernel) -> CUresult {
    guest::entry(
        &FUNCTIONS[305],
        || unsafe { guest::api::cuKernelGetName(name, hfunc) },
        |shown| {
            shown.address("name", name);
            shown.address("hfunc", hfunc)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuKernelGetParamCount(kernel: CUkernel, paramCount: *mut usize) -> CUresult {
    guest::entry(
        &FUNCTIONS[306],
        || unsafe { guest::api::cuKernelGetParamCount(kernel, paramCount) },
        |shown| unsafe {
            shown.address("kernel", kernel);
            shown.written("paramCount", paramCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuKernelGetParamInfo(
    kernel: CUkernel,
    paramIndex: usize,
    paramOffset: *mut usize,
    paramSize: *mut usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[307],
        || unsafe { guest::api::cuKernelGetParamInfo(kernel, paramIndex, paramOffset, paramSize) },
        |shown| unsafe {
            shown.address("kernel", kernel);
            shown.value("paramIndex", paramIndex);
            shown.written("paramOffset", paramOffset);
            shown.written("paramSize", paramSize)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuKernelSetAttribute(
    attrib: CUfunction_attribute,
    val: ::core::ffi::c_int,
    kernel: CUkernel,
    dev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[308],
        || guest::api::cuKernelSetAttribute(attrib, val, kernel, dev),
        |shown| {
            shown.value("attrib", attrib.0);
            shown.value("val", val);
            shown.address("kernel", kernel);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuKernelSetCacheConfig(
    kernel: CUkernel,
    config: CUfunc_cache,
    dev: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[309],
        || guest::api::cuKernelSetCacheConfig(kernel, config, dev),
        |shown| {
            shown.address("kernel", kernel);
            shown.value("config", config.0);
            shown.value("dev", dev)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLaunch(f: CUfunction) -> CUresult {
    guest::entry(&FUNCTIONS[310], || guest::api::cuLaunch(f), |shown| shown.kernel("f", f))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLaunchCooperativeKernel(
    f: CUfunction,
    gridDimX: ::core::ffi::c_uint,
    gridDimY: ::core::ffi::c_uint,
    gridDimZ: ::core::ffi::c_uint,
    blockDimX: ::core::ffi::c_uint,
    blockDimY: ::core::ffi::c_uint,
    blockDimZ: ::core::ffi::c_uint,
    sharedMemBytes: ::core::ffi::c_uint,
    hStream: CUstream,
    kernelParams: *mut *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[311],
        || unsafe {
            guest::api::cuLaunchCooperativeKernel(
                f,
                gridDimX,
                gridDimY,
                gridDimZ,
                blockDimX,
                blockDimY,
                blockDimZ,
                sharedMemBytes,
                hStream,
                kernelParams,
            )
        },
        |shown| {
            shown.kernel("f", f);
            shown.value("gridDimX", gridDimX);
            shown.value("gridDimY", gridDimY);
            shown.value("gridDimZ", gridDimZ);
            shown.value("blockDimX", blockDimX);
            shown.value("blockDimY", blockDimY);
            shown.value("blockDimZ", blockDimZ);
            shown.value("sharedMemBytes", sharedMemBytes);
            shown.address("hStream", hStream);
            shown.address("kernelParams", kernelParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLaunchCooperativeKernelMultiDevice(
    _: *mut CUDA_LAUNCH_PARAMS,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[312])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLaunchCooperativeKernel_ptsz(
    f: CUfunction,
    gridDimX: ::core::ffi::c_uint,
    gridDimY: ::core::ffi::c_uint,
    gridDimZ: ::core::ffi::c_uint,
    blockDimX: ::core::ffi::c_uint,
    blockDimY: ::core::ffi::c_uint,
    blockDimZ: ::core::ffi::c_uint,
    sharedMemBytes: ::core::ffi::c_uint,
    hStream: CUstream,
    kernelParams: *mut *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[313],
        || unsafe {
            guest::api::cuLaunchCooperativeKernel(
                f,
                gridDimX,
                gridDimY,
                gridDimZ,
                blockDimX,
                blockDimY,
                blockDimZ,
                sharedMemBytes,
                hStream,
                kernelParams,
            )
        },
        |shown| {
            shown.kernel("f", f);
            shown.value("gridDimX", gridDimX);
            shown.value("gridDimY", gridDimY);
            shown.value("gridDimZ", gridDimZ);
            shown.value("blockDimX", blockDimX);
            shown.value("blockDimY", blockDimY);
            shown.value("blockDimZ", blockDimZ);
            shown.value("sharedMemBytes", sharedMemBytes);
            shown.address("hStream", hStream);
            shown.address("kernelParams", kernelParams)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLaunchGrid(
    f: CUfunction,
    grid_width: ::core::ffi::c_int,
    grid_height: ::core::ffi::c_int,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[314],
        || guest::api::cuLaunchGrid(f, grid_width, grid_height),
        |shown| {
            shown.kernel("f", f);
            shown.value("grid_width", grid_width);
            shown.value("grid_height", grid_height)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLaunchGridAsync(
    f: CUfunction,
    grid_width: ::core::ffi::c_int,
    grid_height: ::core::ffi::c_int,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[315],
        || guest::api::cuLaunchGridAsync(f, grid_width, grid_height, hStream),
        |shown| {
            shown.kernel("f", f);
            shown.value("grid_width", grid_width);
            shown.value("grid_height", grid_height);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLaunchHostFunc(
    hStream: CUstream,
    fn_: CUhostFn,
    userData: *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[316],
        || unsafe { guest::api::cuLaunchHostFunc(hStream, fn_, userData) },
        |shown| {
            shown.address("hStream", hStream);
            shown.whole("fn_");
            shown.address("userData", userData)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLaunchHostFunc_ptsz(
    hStream: CUstream,
    fn_: CUhostFn,
    userData: *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[317],
        || unsafe { guest::api::cuLaunchHostFunc(hStream, fn_, userData) },
        |shown| {
            shown.address("hStream", hStream);
            shown.whole("fn_");
            shown.address("userData", userData)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLaunchHostFunc_v2(
    hStream: CUstream,
    fn_: CUhostFn,
    userData: *mut ::core::ffi::c_void,
    syncMode: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[318],
        || unsafe { guest::api::cuLaunchHostFunc_v2(hStream, fn_, userData, syncMode) },
        |shown| {
            shown.address("hStream", hStream);
            shown.whole("fn_");
            shown.address("userData", userData);
            shown.value("syncMode", syncMode)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLaunchHostFunc_v2_ptsz(
    hStream: CUstream,
    fn_: CUhostFn,
    userData: *mut ::core::ffi::c_void,
    syncMode: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[319],
        || unsafe { guest::api::cuLaunchHostFunc_v2(hStream, fn_, userData, syncMode) },
        |shown| {
            shown.address("hStream", hStream);
            shown.whole("fn_");
            shown.address("userData", userData);
            shown.value("syncMode", syncMode)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLaunchKernel(
    f: CUfunction,
    gridDimX: ::core::ffi::c_uint,
    gridDimY: ::core::ffi::c_uint,
    gridDimZ: ::core::ffi::c_uint,
    blockDimX: ::core::ffi::c_uint,
    blockDimY: ::core::ffi::c_uint,
    blockDimZ: ::core::ffi::c_uint,
    sharedMemBytes: ::core::ffi::c_uint,
    hStream: CUstream,
    kernelParams: *mut *mut ::core::ffi::c_void,
    extra: *mut *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[320],
        || unsafe {
            guest::api::cuLaunchKernel(
                f,
                gridDimX,
                gridDimY,
                gridDimZ,
                blockDimX,
                blockDimY,
                blockDimZ,
                sharedMemBytes,
                hStream,
                kernelParams,
                extra,
            )
        },
        |shown| {
            shown.kernel("f", f);
            shown.value("gridDimX", gridDimX);
            shown.value("gridDimY", gridDimY);
            shown.value("gridDimZ", gridDimZ);
            shown.value("blockDimX", blockDimX);
            shown.value("blockDimY", blockDimY);
            shown.value("blockDimZ", blockDimZ);
            shown.value("sharedMemBytes", sharedMemBytes);
            shown.address("hStream", hStream);
            shown.address("kernelParams", kernelParams);
            shown.address("extra", extra)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLaunchKernelEx(
    config: *const CUlaunchConfig,
    f: CUfunction,
    kernelParams: *mut *mut ::core::ffi::c_void,
    extra: *mut *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[321],
        || unsafe { guest::api::cuLaunchKernelEx(config, f, kernelParams, extra) },
        |shown| {
            shown.address("config", config);
            shown.kernel("f", f);
            shown.address("kernelParams", kernelParams);
            shown.address("extra", extra)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLaunchKernelEx_ptsz(
    config: *const CUlaunchConfig,
    f: CUfunction,
    kernelParams: *mut *mut ::core::ffi::c_void,
    extra: *mut *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[322],
        || unsafe { guest::api::cuLaunchKernelEx(config, f, kernelParams, extra) },
        |shown| {
            shown.address("config", config);
            shown.kernel("f", f);
            shown.address("kernelParams", kernelParams);
            shown.address("extra", extra)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLaunchKernel_ptsz(
    f: CUfunction,
    gridDimX: ::core::ffi::c_uint,
    gridDimY: ::core::ffi::c_uint,
    gridDimZ: ::core::ffi::c_uint,
    blockDimX: ::core::ffi::c_uint,
    blockDimY: ::core::ffi::c_uint,
    blockDimZ: ::core::ffi::c_uint,
    sharedMemBytes: ::core::ffi::c_uint,
    hStream: CUstream,
    kernelParams: *mut *mut ::core::ffi::c_void,
    extra: *mut *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[323],
        || unsafe {
            guest::api::cuLaunchKernel(
                f,
                gridDimX,
                gridDimY,
                gridDimZ,
                blockDimX,
                blockDimY,
                blockDimZ,
                sharedMemBytes,
                hStream,
                kernelParams,
                extra,
            )
        },
        |shown| {
            shown.kernel("f", f);
            shown.value("gridDimX", gridDimX);
            shown.value("gridDimY", gridDimY);
            shown.value("gridDimZ", gridDimZ);
            shown.value("blockDimX", blockDimX);
            shown.value("blockDimY", blockDimY);
            shown.value("blockDimZ", blockDimZ);
            shown.value("sharedMemBytes", sharedMemBytes);
            shown.address("hStream", hStream);
            shown.address("kernelParams", kernelParams);
            shown.address("extra", extra)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLibraryEnumerateKernels(
    kernels: *mut CUkernel,
    numKernels: ::core::ffi::c_uint,
    lib: CUlibrary,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[324],
        || unsafe { guest::api::cuLibraryEnumerateKernels(kernels, numKernels, lib) },
        |shown| unsafe {
            shown.written("kernels", kernels);
            shown.value("numKernels", numKernels);
            shown.address("lib", lib)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLibraryGetGlobal(
    dptr: *mut CUdeviceptr,
    bytes: *mut usize,
    library: CUlibrary,
    name: *const ::core::ffi::c_char,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[325],
        || unsafe { guest::api::cuLibraryGetGlobal(dptr, bytes, library, name) },
        |shown| unsafe {
            shown.written_hex("dptr", dptr);
            shown.written("bytes", bytes);
            shown.address("library", library);
            shown.text("name", name)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLibraryGetKernel(
    pKernel: *mut CUkernel,
    library: CUlibrary,
    name: *const ::core::ffi::c_char,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[326],
        || unsafe { guest::api::cuLibraryGetKernel(pKernel, library, name) },
        |shown| unsafe {
            shown.written("pKernel", pKernel);
            shown.address("library", library);
            shown.text("name", name)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLibraryGetKernelCount(
    count: *mut ::core::ffi::c_uint,
    lib: CUlibrary,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[327],
        || unsafe { guest::api::cuLibraryGetKernelCount(count, lib) },
        |shown| unsafe {
            shown.written("count", count);
            shown.address("lib", lib)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLibraryGetManaged(
    dptr: *mut CUdeviceptr,
    bytes: *mut usize,
    library: CUlibrary,
    name: *const ::core::ffi::c_char,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[328],
        || unsafe { guest::api::cuLibraryGetManaged(dptr, bytes, library, name) },
        |shown| unsafe {
            shown.written_hex("dptr", dptr);
            shown.written("bytes", bytes);
            shown.address("library", library);
            shown.text("name", name)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLibraryGetModule(pMod: *mut CUmodule, library: CUlibrary) -> CUresult {
    guest::entry(
        &FUNCTIONS[329],
        || unsafe { guest::api::cuLibraryGetModule(pMod, library) },
        |shown| unsafe {
            shown.written("pMod", pMod);
            shown.address("library", library)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLibraryGetUnifiedFunction(
    fptr: *mut *mut ::core::ffi::c_void,
    library: CUlibrary,
    symbol: *const ::core::ffi::c_char,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[330],
        || unsafe { guest::api::cuLibraryGetUnifiedFunction(fptr, library, symbol) },
        |shown| unsafe {
            shown.address("fptr", fptr);
            shown.address("library", library);
            shown.text("symbol", symbol)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLibraryLoadData(
    library: *mut CUlibrary,
    code: *const ::core::ffi::c_void,
    jitOptions: *mut CUjit_option,
    jitOptionsValues: *mut *mut ::core::ffi::c_void,
    numJitOptions: ::core::ffi::c_uint,
    libraryOptions: *mut CUlibraryOption,
    libraryOptionValues: *mut *mut ::core::ffi::c_void,
    numLibraryOptions: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[331],
        || unsafe {
            guest::api::cuLibraryLoadData(
                library,
                code,
                jitOptions,
                jitOptionsValues,
                numJitOptions,
                libraryOptions,
                libraryOptionValues,
                numLibraryOptions,
            )
        },
        |shown| unsafe {
            shown.written("library", library);
            shown.address("code", code);
            shown.address("jitOptions", jitOptions);
            shown.address("jitOptionsValues", jitOptionsValues);
            shown.value("numJitOptions", numJitOptions);
            shown.address("libraryOptions", libraryOptions);
            shown.address("libraryOptionValues", libraryOptionValues);
            shown.value("numLibraryOptions", numLibraryOptions)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLibraryLoadFromFile(
    library: *mut CUlibrary,
    fileName: *const ::core::ffi::c_char,
    jitOptions: *mut CUjit_option,
    jitOptionsValues: *mut *mut ::core::ffi::c_void,
    numJitOptions: ::core::ffi::c_uint,
    libraryOptions: *mut CUlibraryOption,
    libraryOptionValues: *mut *mut ::core::ffi::c_void,
    numLibraryOptions: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[332],
        || unsafe {
            guest::api::cuLibraryLoadFromFile(
                library,
                fileName,
                jitOptions,
                jitOptionsValues,
                numJitOptions,
                libraryOptions,
                libraryOptionValues,
                numLibraryOptions,
            )
        },
        |shown| unsafe {
            shown.written("library", library);
            shown.text("fileName", fileName);
            shown.address("jitOptions", jitOptions);
            shown.address("jitOptionsValues", jitOptionsValues);
            shown.value("numJitOptions", numJitOptions);
            shown.address("libraryOptions", libraryOptions);
            shown.address("libraryOptionValues", libraryOptionValues);
            shown.value("numLibraryOptions", numLibraryOptions)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLibraryUnload(library: CUlibrary) -> CUresult {
    guest::entry(
        &FUNCTIONS[333],
        || guest::api::cuLibraryUnload(library),
        |shown| shown.address("library", library),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLinkAddData(
    state: CUlinkState,
    type_: CUjitInputType,
    data: *mut ::core::ffi::c_void,
    size: usize,
    name: *const ::core::ffi::c_char,
    numOptions: ::core::ffi::c_uint,
    options: *mut CUjit_option,
    optionValues: *mut *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[334],
        || unsafe {
            guest::api::cuLinkAddData(state, type_, data, size, name, numOptions, options, optionValues)
        },
        |shown| unsafe {
            shown.address("state", state);
            shown.value("type_", type_.0);
            shown.address("data", data);
            shown.value("size", size);
            shown.text("name", name);
            shown.value("numOptions", numOptions);
            shown.address("options", options);
            shown.address("optionValues", optionValues)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLinkAddData_v2(
    state: CUlinkState,
    type_: CUjitInputType,
    data: *mut ::core::ffi::c_void,
    size: usize,
    name: *const ::core::ffi::c_char,
    numOptions: ::core::ffi::c_uint,
    options: *mut CUjit_option,
    optionValues: *mut *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[335],
        || unsafe {
            guest::api::cuLinkAddData_v2(state, type_, data, size, name, numOptions, options, optionValues)
        },
        |shown| unsafe {
            shown.address("state", state);
            shown.value("type_", type_.0);
            shown.address("data", data);
            shown.value("size", size);
            shown.text("name", name);
            shown.value("numOptions", numOptions);
            shown.address("options", options);
            shown.address("optionValues", optionValues)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLinkAddFile(
    state: CUlinkState,
    type_: CUjitInputType,
    path: *const ::core::ffi::c_char,
    numOptions: ::core::ffi::c_uint,
    options: *mut CUjit_option,
    optionValues: *mut *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[336],
        || unsafe { guest::api::cuLinkAddFile(state, type_, path, numOptions, options, optionValues) },
        |shown| unsafe {
            shown.address("state", state);
            shown.value("type_", type_.0);
            shown.text("path", path);
            shown.value("numOptions", numOptions);
            shown.address("options", options);
            shown.address("optionValues", optionValues)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLinkAddFile_v2(
    state: CUlinkState,
    type_: CUjitInputType,
    path: *const ::core::ffi::c_char,
    numOptions: ::core::ffi::c_uint,
    options: *mut CUjit_option,
    optionValues: *mut *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[337],
        || unsafe { guest::api::cuLinkAddFile_v2(state, type_, path, numOptions, options, optionValues) },
        |shown| unsafe {
            shown.address("state", state);
            shown.value("type_", type_.0);
            shown.text("path", path);
            shown.value("numOptions", numOptions);
            shown.address("options", options);
            shown.address("optionValues", optionValues)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLinkComplete(
    state: CUlinkState,
    cubinOut: *mut *mut ::core::ffi::c_void,
    sizeOut: *mut usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[338],
        || unsafe { guest::api::cuLinkComplete(state, cubinOut, sizeOut) },
        |shown| unsafe {
            shown.address("state", state);
            shown.address("cubinOut", cubinOut);
            shown.written("sizeOut", sizeOut)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLinkCreate(
    numOptions: ::core::ffi::c_uint,
    options: *mut CUjit_option,
    optionValues: *mut *mut ::core::ffi::c_void,
    stateOut: *mut CUlinkState,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[339],
        || unsafe { guest::api::cuLinkCreate(numOptions, options, optionValues, stateOut) },
        |shown| unsafe {
            shown.value("numOptions", numOptions);
            shown.address("options", options);
            shown.address("optionValues", optionValues);
            shown.written("stateOut", stateOut)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLinkCreate_v2(
    numOptions: ::core::ffi::c_uint,
    options: *mut CUjit_option,
    optionValues: *mut *mut ::core::ffi::c_void,
    stateOut: *mut CUlinkState,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[340],
        || unsafe { guest::api::cuLinkCreate_v2(numOptions, options, optionValues, stateOut) },
        |shown| unsafe {
            shown.value("numOptions", numOptions);
            shown.address("options", options);
            shown.address("optionValues", optionValues);
            shown.written("stateOut", stateOut)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLinkDestroy(state: CUlinkState) -> CUresult {
    guest::entry(&FUNCTIONS[341], || guest::api::cuLinkDestroy(state), |shown| shown.address("state", state))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogicalEndpointAddDevice(_: CUlogicalEndpointId, _: CUdevice) -> CUresult {
    guest::unsupported(&FUNCTIONS[342])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogicalEndpointBindAddr(
    _: CUlogicalEndpointId,
    _: CUdevice,
    _: cuuint64_t,
    _: *mut ::core::ffi::c_void,
    _: cuuint64_t,
    _: ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[343])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogicalEndpointBindMem(
    _: CUlogicalEndpointId,
    _: CUdevice,
    _: cuuint64_t,
    _: CUmemGenericAllocationHandle,
    _: cuuint64_t,
    _: cuuint64_t,
    _: ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[344])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogicalEndpointCreate(
    _: CUlogicalEndpointId,
    _: *const CUlogicalEndpointProp,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[345])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogicalEndpointDestroy(_: CUlogicalEndpointId) -> CUresult {
    guest::unsupported(&FUNCTIONS[346])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogicalEndpointExport(
    _: *mut ::core::ffi::c_void,
    _: CUlogicalEndpointId,
    _: CUlogicalEndpointIpcHandleType,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[347])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogicalEndpointGetLimits(
    _: *mut cuuint64_t,
    _: *mut cuuint64_t,
    _: *const CUlogicalEndpointProp,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[348])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogicalEndpointIdRelease(_: CUlogicalEndpointId, _: cuuint32_t) -> CUresult {
    guest::unsupported(&FUNCTIONS[349])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogicalEndpointIdReserve(_: *mut CUlogicalEndpointId, _: cuuint32_t) -> CUresult {
    guest::unsupported(&FUNCTIONS[350])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogicalEndpointImport(
    _: CUlogicalEndpointId,
    _: *const ::core::ffi::c_void,
    _: CUlogicalEndpointIpcHandleType,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[351])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogicalEndpointQuery(
    _: CUlogicalEndpointId,
    _: cuuint32_t,
    _: *mut ::core::ffi::c_int,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[352])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogicalEndpointUnbind(
    _: CUlogicalEndpointId,
    _: CUdevice,
    _: cuuint64_t,
    _: cuuint64_t,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[353])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogsCurrent(
    iterator_out: *mut CUlogIterator,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[354],
        || unsafe { guest::api::cuLogsCurrent(iterator_out, flags) },
        |shown| {
            shown.address("iterator_out", iterator_out);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogsDumpToFile(
    iterator: *mut CUlogIterator,
    pathToFile: *const ::core::ffi::c_char,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[355],
        || unsafe { guest::api::cuLogsDumpToFile(iterator, pathToFile, flags) },
        |shown| unsafe {
            shown.address("iterator", iterator);
            shown.text("pathToFile", pathToFile);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogsDumpToMemory(
    iterator: *mut CUlogIterator,
    buffer: *mut ::core::ffi::c_char,
    size: *mut usize,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[356],
        || unsafe { guest::api::cuLogsDumpToMemory(iterator, buffer, size, flags) },
        |shown| unsafe {
            shown.address("iterator", iterator);
            shown.address("buffer", buffer);
            shown.written("size", size);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogsRegisterCallback(
    callbackFunc: CUlogsCallback,
    userData: *mut ::core::ffi::c_void,
    callback_out: *mut CUlogsCallbackHandle,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[357],
        || unsafe { guest::api::cuLogsRegisterCallback(callbackFunc, userData, callback_out) },
        |shown| {
            shown.whole("callbackFunc");
            shown.address("userData", userData);
            shown.address("callback_out", callback_out)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuLogsUnregisterCallback(callback: CUlogsCallbackHandle) -> CUresult {
    guest::entry(
        &FUNCTIONS[358],
        || guest::api::cuLogsUnregisterCallback(callback),
        |shown| shown.whole("callback"),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemAddressFree(ptr: CUdeviceptr, size: usize) -> CUresult {
    guest::entry(
        &FUNCTIONS[359],
        || guest::api::cuMemAddressFree(ptr, size),
        |shown| {
            shown.hex("ptr", ptr);
            shown.value("size", size)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemAddressReserve(
    ptr: *mut CUdeviceptr,
    size: usize,
    alignment: usize,
    addr: CUdeviceptr,
    flags: ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[360],
        || unsafe { guest::api::cuMemAddressReserve(ptr, size, alignment, addr, flags) },
        |shown| unsafe {
            shown.written_hex("ptr", ptr);
            shown.value("size", size);
            shown.value("alignment", alignment);
            shown.hex("addr", addr);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemAdvise(
    devPtr: CUdeviceptr,
    count: usize,
    advice: CUmem_advise,
    device: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[361],
        || guest::api::cuMemAdvise(devPtr, count, advice, device),
        |shown| {
            shown.hex("devPtr", devPtr);
            shown.value("count", count);
            shown.value("advice", advice.0);
            shown.value("device", device)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemAdvise_v2(
    devPtr: CUdeviceptr,
    count: usize,
    advice: CUmem_advise,
    location: CUmemLocation,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[362],
        || guest::api::cuMemAdvise_v2(devPtr, count, advice, location),
        |shown| {
            shown.hex("devPtr", devPtr);
            shown.value("count", count);
            shown.value("advice", advice.0);
            shown.whole("location")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemAlloc(_: *mut CUdeviceptr_v1, _: ::core::ffi::c_uint) -> CUresult {
    guest::unsupported(&FUNCTIONS[363])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemAllocAsync(
    dptr: *mut CUdeviceptr,
    bytesize: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[364],
        || unsafe { guest::api::cuMemAllocAsync(dptr, bytesize, hStream) },
        |shown| unsafe {
            shown.written_hex("dptr", dptr);
            shown.value("bytesize", bytesize);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemAllocAsync_ptsz(
    dptr: *mut CUdeviceptr,
    bytesize: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[365],
        || unsafe { guest::api::cuMemAllocAsync(dptr, bytesize, hStream) },
        |shown| unsafe {
            shown.written_hex("dptr", dptr);
            shown.value("bytesize", bytesize);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemAllocFromPoolAsync(
    dptr: *mut CUdeviceptr,
    bytesize: usize,
    pool: CUmemoryPool,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[366],
        || unsafe { guest::api::cuMemAllocFromPoolAsync(dptr, bytesize, pool, hStream) },
        |shown| unsafe {
            shown.written_hex("dptr", dptr);
            shown.value("bytesize", bytesize);
            shown.address("pool", pool);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemAllocFromPoolAsync_ptsz(
    dptr: *mut CUdeviceptr,
    bytesize: usize,
    pool: CUmemoryPool,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[367],
        || unsafe { guest::api::cuMemAllocFromPoolAsync(dptr, bytesize, pool, hStream) },
        |shown| unsafe {
            shown.written_hex("dptr", dptr);
            shown.value("bytesize", bytesize);
            shown.address("pool", pool);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemAllocHost(
    _: *mut *mut ::core::ffi::c_void,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[368])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemAllocHost_v2(pp: *mut *mut ::core::ffi::c_void, bytesize: usize) -> CUresult {
    guest::entry(
        &FUNCTIONS[369],
        || unsafe { guest::api::cuMemAllocHost_v2(pp, bytesize) },
        |shown| {
            shown.address("pp", pp);
            shown.value("bytesize", bytesize)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemAllocManaged(
    dptr: *mut CUdeviceptr,
    bytesize: usize,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[370],
        || unsafe { guest::api::cuMemAllocManaged(dptr, bytesize, flags) },
        |shown| unsafe {
            shown.written_hex("dptr", dptr);
            shown.value("bytesize", bytesize);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemAllocPitch(
    _: *mut CUdeviceptr_v1,
    _: *mut ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[371])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemAllocPitch_v2(
    dptr: *mut CUdeviceptr,
    pPitch: *mut usize,
    WidthInBytes: usize,
    Height: usize,
    ElementSizeBytes: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[372],
        || unsafe { guest::api::cuMemAllocPitch_v2(dptr, pPitch, WidthInBytes, Height, ElementSizeBytes) },
        |shown| unsafe {
            shown.written_hex("dptr", dptr);
            shown.written("pPitch", pPitch);
            shown.value("WidthInBytes", WidthInBytes);
            shown.value("Height", Height);
            shown.value("ElementSizeBytes", ElementSizeBytes)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemAlloc_v2(dptr: *mut CUdeviceptr, bytesize: usize) -> CUresult {
    guest::entry(
        &FUNCTIONS[373],
        || unsafe { guest::api::cuMemAlloc_v2(dptr, bytesize) },
        |shown| unsafe {
            shown.written_hex("dptr", dptr);
            shown.value("bytesize", bytesize)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemBatchDecompressAsync(
    _: *mut CUmemDecompressParams,
    _: usize,
    _: ::core::ffi::c_uint,
    _: *mut usize,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[374])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemBatchDecompressAsync_ptsz(
    _: *mut CUmemDecompressParams,
    _: usize,
    _: ::core::ffi::c_uint,
    _: *mut usize,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[375])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemCreate(
    handle: *mut CUmemGenericAllocationHandle,
    size: usize,
    prop: *const CUmemAllocationProp,
    flags: ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[376],
        || unsafe { guest::api::cuMemCreate(handle, size, prop, flags) },
        |shown| {
            shown.address("handle", handle);
            shown.value("size", size);
            shown.address("prop", prop);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemDiscardAndPrefetchBatchAsync(
    dptrs: *mut CUdeviceptr,
    sizes: *mut usize,
    count: usize,
    prefetchLocs: *mut CUmemLocation,
    prefetchLocIdxs: *mut usize,
    numPrefetchLocs: usize,
    flags: ::core::ffi::c_ulonglong,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[377],
        || unsafe {
            guest::api::cuMemDiscardAndPrefetchBatchAsync(
                dptrs,
                sizes,
                count,
                prefetchLocs,
                prefetchLocIdxs,
                numPrefetchLocs,
                flags,
                hStream,
            )
        },
        |shown| unsafe {
            shown.written_hex("dptrs", dptrs);
            shown.written("sizes", sizes);
            shown.value("count", count);
            shown.address("prefetchLocs", prefetchLocs);
            shown.written("prefetchLocIdxs", prefetchLocIdxs);
            shown.value("numPrefetchLocs", numPrefetchLocs);
            shown.value("flags", flags);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemDiscardAndPrefetchBatchAsync_ptsz(
    dptrs: *mut CUdeviceptr,
    sizes: *mut usize,
    count: usize,
    prefetchLocs: *mut CUmemLocation,
    prefetchLocIdxs: *mut usize,
    numPrefetchLocs: usize,
    flags: ::core::ffi::c_ulonglong,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[378],
        || unsafe {
            guest::api::cuMemDiscardAndPrefetchBatchAsync(
                dptrs,
                sizes,
                count,
                prefetchLocs,
                prefetchLocIdxs,
                numPrefetchLocs,
                flags,
                hStream,
            )
        },
        |shown| unsafe {
            shown.written_hex("dptrs", dptrs);
            shown.written("sizes", sizes);
            shown.value("count", count);
            shown.address("prefetchLocs", prefetchLocs);
            shown.written("prefetchLocIdxs", prefetchLocIdxs);
            shown.value("numPrefetchLocs", numPrefetchLocs);
            shown.value("flags", flags);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemDiscardBatchAsync(
    dptrs: *mut CUdeviceptr,
    sizes: *mut usize,
    count: usize,
    flags: ::core::ffi::c_ulonglong,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[379],
        || unsafe { guest::api::cuMemDiscardBatchAsync(dptrs, sizes, count, flags, hStream) },
        |shown| unsafe {
            shown.written_hex("dptrs", dptrs);
            shown.written("sizes", sizes);
            shown.value("count", count);
            shown.value("flags", flags);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemDiscardBatchAsync_ptsz(
    dptrs: *mut CUdeviceptr,
    sizes: *mut usize,
    count: usize,
    flags: ::core::ffi::c_ulonglong,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[380],
        || unsafe { guest::api::cuMemDiscardBatchAsync(dptrs, sizes, count, flags, hStream) },
        |shown| unsafe {
            shown.written_hex("dptrs", dptrs);
            shown.written("sizes", sizes);
            shown.value("count", count);
            shown.value("flags", flags);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemExportToShareableHandle(
    shareableHandle: *mut ::core::ffi::c_void,
    handle: CUmemGenericAllocationHandle,
    handleType: CUmemAllocationHandleType,
    flags: ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[381],
        || unsafe { guest::api::cuMemExportToShareableHandle(shareableHandle, handle, handleType, flags) },
        |shown| {
            shown.address("shareableHandle", shareableHandle);
            shown.whole("handle");
            shown.value("handleType", handleType.0);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemFree(_: CUdeviceptr_v1) -> CUresult {
    guest::unsupported(&FUNCTIONS[382])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemFreeAsync(dptr: CUdeviceptr, hStream: CUstream) -> CUresult {
    guest::entry(
        &FUNCTIONS[383],
        || guest::api::cuMemFreeAsync(dptr, hStream),
        |shown| {
            shown.hex("dptr", dptr);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemFreeAsync_ptsz(dptr: CUdeviceptr, hStream: CUstream) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[384],
        || guest::api::cuMemFreeAsync(dptr, hStream),
        |shown| {
            shown.hex("dptr", dptr);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemFreeHost(p: *mut ::core::ffi::c_void) -> CUresult {
    guest::entry(&FUNCTIONS[385], || guest::api::cuMemFreeHost(p), |shown| shown.address("p", p))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemFree_v2(dptr: CUdeviceptr) -> CUresult {
    guest::entry(&FUNCTIONS[386], || guest::api::cuMemFree_v2(dptr), |shown| shown.hex("dptr", dptr))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemGetAccess(
    flags: *mut ::core::ffi::c_ulonglong,
    location: *const CUmemLocation,
    ptr: CUdeviceptr,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[387],
        || unsafe { guest::api::cuMemGetAccess(flags, location, ptr) },
        |shown| unsafe {
            shown.written("flags", flags);
            shown.address("location", location);
            shown.hex("ptr", ptr)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemGetAddressRange(
    _: *mut CUdeviceptr_v1,
    _: *mut ::core::ffi::c_uint,
    _: CUdeviceptr_v1,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[388])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemGetAddressRange_v2(
    pbase: *mut CUdeviceptr,
    psize: *mut usize,
    dptr: CUdeviceptr,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[389],
        || unsafe { guest::api::cuMemGetAddressRange_v2(pbase, psize, dptr) },
        |shown| unsafe {
            shown.written_hex("pbase", pbase);
            shown.written("psize", psize);
            shown.hex("dptr", dptr)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemGetAllocationGranularity(
    granularity: *mut usize,
    prop: *const CUmemAllocationProp,
    option: CUmemAllocationGranularity_flags,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[390],
        || unsafe { guest::api::cuMemGetAllocationGranularity(granularity, prop, option) },
        |shown| unsafe {
            shown.written("granularity", granularity);
            shown.address("prop", prop);
            shown.value("option", option.0)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemGetAllocationPropertiesFromHandle(
    prop: *mut CUmemAllocationProp,
    handle: CUmemGenericAllocationHandle,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[391],
        || unsafe { guest::api::cuMemGetAllocationPropertiesFromHandle(prop, handle) },
        |shown| {
            shown.address("prop", prop);
            shown.whole("handle")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemGetAttribute() -> CUresult {
    guest::unsupported(&FUNCTIONS[392])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemGetAttribute_v2() -> CUresult {
    guest::unsupported(&FUNCTIONS[393])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemGetDefaultMemPool(
    pool_out: *mut CUmemoryPool,
    location: *mut CUmemLocation,
    type_: CUmemAllocationType,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[394],
        || unsafe { guest::api::cuMemGetDefaultMemPool(pool_out, location, type_) },
        |shown| unsafe {
            shown.written("pool_out", pool_out);
            shown.address("location", location);
            shown.value("type_", type_.0)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemGetHandleForAddressRange(
    _: *mut ::core::ffi::c_void,
    _: CUdeviceptr,
    _: usize,
    _: CUmemRangeHandleType,
    _: ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[395])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemGetInfo(_: *mut ::core::ffi::c_uint, _: *mut ::core::ffi::c_uint) -> CUresult {
    guest::unsupported(&FUNCTIONS[396])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemGetInfo_v2(free: *mut usize, total: *mut usize) -> CUresult {
    guest::entry(
        &FUNCTIONS[397],
        || unsafe { guest::api::cuMemGetInfo_v2(free, total) },
        |shown| unsafe {
            shown.written("free", free);
            shown.written("total", total)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemGetLocationInfo(
    _: CUdeviceptr,
    _: usize,
    _: usize,
    _: usize,
    _: *mut CUmemLocation,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[398])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemGetMemPool(
    pool: *mut CUmemoryPool,
    location: *mut CUmemLocation,
    type_: CUmemAllocationType,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[399],
        || unsafe { guest::api::cuMemGetMemPool(pool, location, type_) },
        |shown| unsafe {
            shown.written("pool", pool);
            shown.address("location", location);
            shown.value("type_", type_.0)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemHostAlloc(
    pp: *mut *mut ::core::ffi::c_void,
    bytesize: usize,
    Flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[400],
        || unsafe { guest::api::cuMemHostAlloc(pp, bytesize, Flags) },
        |shown| {
            shown.address("pp", pp);
            shown.value("bytesize", bytesize);
            shown.value("Flags", Flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemHostGetDevicePointer(
    _: *mut CUdeviceptr_v1,
    _: *mut ::core::ffi::c_void,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[401])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemHostGetDevicePointer_v2(
    pdptr: *mut CUdeviceptr,
    p: *mut ::core::ffi::c_void,
    Flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[402],
        || unsafe { guest::api::cuMemHostGetDevicePointer_v2(pdptr, p, Flags) },
        |shown| unsafe {
            shown.written_hex("pdptr", pdptr);
            shown.address("p", p);
            shown.value("Flags", Flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemHostGetFlags(
    pFlags: *mut ::core::ffi::c_uint,
    p: *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[403],
        || unsafe { guest::api::cuMemHostGetFlags(pFlags, p) },
        |shown| unsafe {
            shown.written("pFlags", pFlags);
            shown.address("p", p)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemHostRegister(
    _: *mut ::core::ffi::c_void,
    _: usize,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[404])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemHostRegister_v2(
    p: *mut ::core::ffi::c_void,
    bytesize: usize,
    Flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[405],
        || guest::api::cuMemHostRegister_v2(p, bytesize, Flags),
        |shown| {
            shown.address("p", p);
            shown.value("bytesize", bytesize);
            shown.value("Flags", Flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemHostUnregister(p: *mut ::core::ffi::c_void) -> CUresult {
    guest::entry(&FUNCTIONS[406], || guest::api::cuMemHostUnregister(p), |shown| shown.address("p", p))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemImportFromShareableHandle(
    handle: *mut CUmemGenericAllocationHandle,
    osHandle: *mut ::core::ffi::c_void,
    shHandleType: CUmemAllocationHandleType,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[407],
        || unsafe { guest::api::cuMemImportFromShareableHandle(handle, osHandle, shHandleType) },
        |shown| {
            shown.address("handle", handle);
            shown.address("osHandle", osHandle);
            shown.value("shHandleType", shHandleType.0)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemMap(
    ptr: CUdeviceptr,
    size: usize,
    offset: usize,
    handle: CUmemGenericAllocationHandle,
    flags: ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[408],
        || guest::api::cuMemMap(ptr, size, offset, handle, flags),
        |shown| {
            shown.hex("ptr", ptr);
            shown.value("size", size);
            shown.value("offset", offset);
            shown.whole("handle");
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemMapArrayAsync(
    _: *mut CUarrayMapInfo,
    _: ::core::ffi::c_uint,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[409])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemMapArrayAsync_ptsz(
    _: *mut CUarrayMapInfo,
    _: ::core::ffi::c_uint,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[410])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPoolCreate(
    pool: *mut CUmemoryPool,
    poolProps: *const CUmemPoolProps,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[411],
        || unsafe { guest::api::cuMemPoolCreate(pool, poolProps) },
        |shown| unsafe {
            shown.written("pool", pool);
            shown.address("poolProps", poolProps)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPoolDestroy(pool: CUmemoryPool) -> CUresult {
    guest::entry(&FUNCTIONS[412], || guest::api::cuMemPoolDestroy(pool), |shown| shown.address("pool", pool))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPoolExportPointer(
    shareData_out: *mut CUmemPoolPtrExportData,
    ptr: CUdeviceptr,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[413],
        || unsafe { guest::api::cuMemPoolExportPointer(shareData_out, ptr) },
        |shown| {
            shown.address("shareData_out", shareData_out);
            shown.hex("ptr", ptr)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPoolExportToShareableHandle(
    handle_out: *mut ::core::ffi::c_void,
    pool: CUmemoryPool,
    handleType: CUmemAllocationHandleType,
    flags: ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[414],
        || unsafe { guest::api::cuMemPoolExportToShareableHandle(handle_out, pool, handleType, flags) },
        |shown| {
            shown.address("handle_out", handle_out);
            shown.address("pool", pool);
            shown.value("handleType", handleType.0);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPoolGetAccess(
    flags: *mut CUmemAccess_flags,
    memPool: CUmemoryPool,
    location: *mut CUmemLocation,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[415],
        || unsafe { guest::api::cuMemPoolGetAccess(flags, memPool, location) },
        |shown| {
            shown.address("flags", flags);
            shown.address("memPool", memPool);
            shown.address("location", location)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPoolGetAttribute(
    pool: CUmemoryPool,
    attr: CUmemPool_attribute,
    value: *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[416],
        || unsafe { guest::api::cuMemPoolGetAttribute(pool, attr, value) },
        |shown| {
            shown.address("pool", pool);
            shown.value("attr", attr.0);
            shown.address("value", value)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPoolImportFromShareableHandle(
    pool_out: *mut CUmemoryPool,
    handle: *mut ::core::ffi::c_void,
    handleType: CUmemAllocationHandleType,
    flags: ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[417],
        || unsafe { guest::api::cuMemPoolImportFromShareableHandle(pool_out, handle, handleType, flags) },
        |shown| unsafe {
            shown.written("pool_out", pool_out);
            shown.address("handle", handle);
            shown.value("handleType", handleType.0);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPoolImportPointer(
    ptr_out: *mut CUdeviceptr,
    pool: CUmemoryPool,
    shareData: *mut CUmemPoolPtrExportData,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[418],
        || unsafe { guest::api::cuMemPoolImportPointer(ptr_out, pool, shareData) },
        |shown| unsafe {
            shown.written_hex("ptr_out", ptr_out);
            shown.address("pool", pool);
            shown.address("shareData", shareData)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPoolSetAccess(
    pool: CUmemoryPool,
    map: *const CUmemAccessDesc,
    count: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[419],
        || unsafe { guest::api::cuMemPoolSetAccess(pool, map, count) },
        |shown| {
            shown.address("pool", pool);
            shown.address("map", map);
            shown.value("count", count)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPoolSetAttribute(
    pool: CUmemoryPool,
    attr: CUmemPool_attribute,
    value: *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[420],
        || unsafe { guest::api::cuMemPoolSetAttribute(pool, attr, value) },
        |shown| {
            shown.address("pool", pool);
            shown.value("attr", attr.0);
            shown.address("value", value)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPoolTrimTo(pool: CUmemoryPool, minBytesToKeep: usize) -> CUresult {
    guest::entry(
        &FUNCTIONS[421],
        || guest::api::cuMemPoolTrimTo(pool, minBytesToKeep),
        |shown| {
            shown.address("pool", pool);
            shown.value("minBytesToKeep", minBytesToKeep)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPrefetchAsync(
    devPtr: CUdeviceptr,
    count: usize,
    dstDevice: CUdevice,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[422],
        || guest::api::cuMemPrefetchAsync(devPtr, count, dstDevice, hStream),
        |shown| {
            shown.hex("devPtr", devPtr);
            shown.value("count", count);
            shown.value("dstDevice", dstDevice);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPrefetchAsync_ptsz(
    devPtr: CUdeviceptr,
    count: usize,
    dstDevice: CUdevice,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[423],
        || guest::api::cuMemPrefetchAsync(devPtr, count, dstDevice, hStream),
        |shown| {
            shown.hex("devPtr", devPtr);
            shown.value("count", count);
            shown.value("dstDevice", dstDevice);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPrefetchAsync_v2(
    devPtr: CUdeviceptr,
    count: usize,
    location: CUmemLocation,
    flags: ::core::ffi::c_uint,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[424],
        || guest::api::cuMemPrefetchAsync_v2(devPtr, count, location, flags, hStream),
        |shown| {
            shown.hex("devPtr", devPtr);
            shown.value("count", count);
            shown.whole("location");
            shown.value("flags", flags);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPrefetchAsync_v2_ptsz(
    devPtr: CUdeviceptr,
    count: usize,
    location: CUmemLocation,
    flags: ::core::ffi::c_uint,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[425],
        || guest::api::cuMemPrefetchAsync_v2(devPtr, count, location, flags, hStream),
        |shown| {
            shown.hex("devPtr", devPtr);
            shown.value("count", count);
            shown.whole("location");
            shown.value("flags", flags);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPrefetchBatchAsync(
    dptrs: *mut CUdeviceptr,
    sizes: *mut usize,
    count: usize,
    prefetchLocs: *mut CUmemLocation,
    prefetchLocIdxs: *mut usize,
    numPrefetchLocs: usize,
    flags: ::core::ffi::c_ulonglong,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[426],
        || unsafe {
            guest::api::cuMemPrefetchBatchAsync(
                dptrs,
                sizes,
                count,
                prefetchLocs,
                prefetchLocIdxs,
                numPrefetchLocs,
                flags,
                hStream,
            )
        },
        |shown| unsafe {
            shown.written_hex("dptrs", dptrs);
            shown.written("sizes", sizes);
            shown.value("count", count);
            shown.address("prefetchLocs", prefetchLocs);
            shown.written("prefetchLocIdxs", prefetchLocIdxs);
            shown.value("numPrefetchLocs", numPrefetchLocs);
            shown.value("flags", flags);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemPrefetchBatchAsync_ptsz(
    dptrs: *mut CUdeviceptr,
    sizes: *mut usize,
    count: usize,
    prefetchLocs: *mut CUmemLocation,
    prefetchLocIdxs: *mut usize,
    numPrefetchLocs: usize,
    flags: ::core::ffi::c_ulonglong,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[427],
        || unsafe {
            guest::api::cuMemPrefetchBatchAsync(
                dptrs,
                sizes,
                count,
                prefetchLocs,
                prefetchLocIdxs,
                numPrefetchLocs,
                flags,
                hStream,
            )
        },
        |shown| unsafe {
            shown.written_hex("dptrs", dptrs);
            shown.written("sizes", sizes);
            shown.value("count", count);
            shown.address("prefetchLocs", prefetchLocs);
            shown.written("prefetchLocIdxs", prefetchLocIdxs);
            shown.value("numPrefetchLocs", numPrefetchLocs);
            shown.value("flags", flags);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemRangeGetAttribute(
    data: *mut ::core::ffi::c_void,
    dataSize: usize,
    attribute: CUmem_range_attribute,
    devPtr: CUdeviceptr,
    count: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[428],
        || unsafe { guest::api::cuMemRangeGetAttribute(data, dataSize, attribute, devPtr, count) },
        |shown| {
            shown.address("data", data);
            shown.value("dataSize", dataSize);
            shown.value("attribute", attribute.0);
            shown.hex("devPtr", devPtr);
            shown.value("count", count)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemRangeGetAttributes(
    data: *mut *mut ::core::ffi::c_void,
    dataSizes: *mut usize,
    attributes: *mut CUmem_range_attribute,
    numAttributes: usize,
    devPtr: CUdeviceptr,
    count: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[429],
        || unsafe {
            guest::api::cuMemRangeGetAttributes(data, dataSizes, attributes, numAttributes, devPtr, count)
        },
        |shown| unsafe {
            shown.address("data", data);
            shown.written("dataSizes", dataSizes);
            shown.address("attributes", attributes);
            shown.value("numAttributes", numAttributes);
            shown.hex("devPtr", devPtr);
            shown.value("count", count)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemRelease(handle: CUmemGenericAllocationHandle) -> CUresult {
    guest::entry(&FUNCTIONS[430], || guest::api::cuMemRelease(handle), |shown| shown.whole("handle"))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemRetainAllocationHandle(
    handle: *mut CUmemGenericAllocationHandle,
    addr: *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[431],
        || unsafe { guest::api::cuMemRetainAllocationHandle(handle, addr) },
        |shown| {
            shown.address("handle", handle);
            shown.address("addr", addr)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemSetAccess(
    ptr: CUdeviceptr,
    size: usize,
    desc: *const CUmemAccessDesc,
    count: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[432],
        || unsafe { guest::api::cuMemSetAccess(ptr, size, desc, count) },
        |shown| {
            shown.hex("ptr", ptr);
            shown.value("size", size);
            shown.address("desc", desc);
            shown.value("count", count)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemSetMemPool(
    location: *mut CUmemLocation,
    type_: CUmemAllocationType,
    pool: CUmemoryPool,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[433],
        || unsafe { guest::api::cuMemSetMemPool(location, type_, pool) },
        |shown| {
            shown.address("location", location);
            shown.value("type_", type_.0);
            shown.address("pool", pool)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemUnmap(ptr: CUdeviceptr, size: usize) -> CUresult {
    guest::entry(
        &FUNCTIONS[434],
        || guest::api::cuMemUnmap(ptr, size),
        |shown| {
            shown.hex("ptr", ptr);
            shown.value("size", size)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy(dst: CUdeviceptr, src: CUdeviceptr, ByteCount: usize) -> CUresult {
    guest::entry(
        &FUNCTIONS[435],
        || unsafe { guest::api::cuMemcpy(dst, src, ByteCount) },
        |shown| {
            shown.hex("dst", dst);
            shown.hex("src", src);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy2D(_: *const CUDA_MEMCPY2D_v1) -> CUresult {
    guest::unsupported(&FUNCTIONS[436])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy2DAsync(_: *const CUDA_MEMCPY2D_v1, _: CUstream) -> CUresult {
    guest::unsupported(&FUNCTIONS[437])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy2DAsync_v2(pCopy: *const CUDA_MEMCPY2D, hStream: CUstream) -> CUresult {
    guest::entry(
        &FUNCTIONS[438],
        || unsafe { guest::api::cuMemcpy2DAsync_v2(pCopy, hStream) },
        |shown| {
            shown.address("pCopy", pCopy);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy2DAsync_v2_ptsz(pCopy: *const CUDA_MEMCPY2D, hStream: CUstream) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[439],
        || unsafe { guest::api::cuMemcpy2DAsync_v2(pCopy, hStream) },
        |shown| {
            shown.address("pCopy", pCopy);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy2DUnaligned(_: *const CUDA_MEMCPY2D_v1) -> CUresult {
    guest::unsupported(&FUNCTIONS[440])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy2DUnaligned_v2(pCopy: *const CUDA_MEMCPY2D) -> CUresult {
    guest::entry(
        &FUNCTIONS[441],
        || unsafe { guest::api::cuMemcpy2DUnaligned_v2(pCopy) },
        |shown| shown.address("pCopy", pCopy),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy2DUnaligned_v2_ptds(pCopy: *const CUDA_MEMCPY2D) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[442],
        || unsafe { guest::api::cuMemcpy2DUnaligned_v2(pCopy) },
        |shown| shown.address("pCopy", pCopy),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy2D_v2(pCopy: *const CUDA_MEMCPY2D) -> CUresult {
    guest::entry(
        &FUNCTIONS[443],
        || unsafe { guest::api::cuMemcpy2D_v2(pCopy) },
        |shown| shown.address("pCopy", pCopy),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy2D_v2_ptds(pCopy: *const CUDA_MEMCPY2D) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[444],
        || unsafe { guest::api::cuMemcpy2D_v2(pCopy) },
        |shown| shown.address("pCopy", pCopy),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3D(_: *const CUDA_MEMCPY3D_v1) -> CUresult {
    guest::unsupported(&FUNCTIONS[445])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3DAsync(_: *const CUDA_MEMCPY3D_v1, _: CUstream) -> CUresult {
    guest::unsupported(&FUNCTIONS[446])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3DAsync_v2(pCopy: *const CUDA_MEMCPY3D, hStream: CUstream) -> CUresult {
    guest::entry(
        &FUNCTIONS[447],
        || unsafe { guest::api::cuMemcpy3DAsync_v2(pCopy, hStream) },
        |shown| {
            shown.address("pCopy", pCopy);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3DAsync_v2_ptsz(pCopy: *const CUDA_MEMCPY3D, hStream: CUstream) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[448],
        || unsafe { guest::api::cuMemcpy3DAsync_v2(pCopy, hStream) },
        |shown| {
            shown.address("pCopy", pCopy);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3DBatchAsync(
    numOps: usize,
    opList: *mut CUDA_MEMCPY3D_BATCH_OP,
    failIdx: *mut usize,
    flags: ::core::ffi::c_ulonglong,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[449],
        || unsafe { guest::api::cuMemcpy3DBatchAsync(numOps, opList, failIdx, flags, hStream) },
        |shown| unsafe {
            shown.value("numOps", numOps);
            shown.address("opList", opList);
            shown.written("failIdx", failIdx);
            shown.value("flags", flags);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3DBatchAsync_ptsz(
    numOps: usize,
    opList: *mut CUDA_MEMCPY3D_BATCH_OP,
    failIdx: *mut usize,
    flags: ::core::ffi::c_ulonglong,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[450],
        || unsafe { guest::api::cuMemcpy3DBatchAsync(numOps, opList, failIdx, flags, hStream) },
        |shown| unsafe {
            shown.value("numOps", numOps);
            shown.address("opList", opList);
            shown.written("failIdx", failIdx);
            shown.value("flags", flags);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3DBatchAsync_v2(
    numOps: usize,
    opList: *mut CUDA_MEMCPY3D_BATCH_OP,
    flags: ::core::ffi::c_ulonglong,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[451],
        || unsafe { guest::api::cuMemcpy3DBatchAsync_v2(numOps, opList, flags, hStream) },
        |shown| {
            shown.value("numOps", numOps);
            shown.address("opList", opList);
            shown.value("flags", flags);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3DBatchAsync_v2_ptsz(
    numOps: usize,
    opList: *mut CUDA_MEMCPY3D_BATCH_OP,
    flags: ::core::ffi::c_ulonglong,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[452],
        || unsafe { guest::api::cuMemcpy3DBatchAsync_v2(numOps, opList, flags, hStream) },
        |shown| {
            shown.value("numOps", numOps);
            shown.address("opList", opList);
            shown.value("flags", flags);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3DPeer(pCopy: *const CUDA_MEMCPY3D_PEER) -> CUresult {
    guest::entry(
        &FUNCTIONS[453],
        || unsafe { guest::api::cuMemcpy3DPeer(pCopy) },
        |shown| shown.address("pCopy", pCopy),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3DPeerAsync(
    pCopy: *const CUDA_MEMCPY3D_PEER,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[454],
        || unsafe { guest::api::cuMemcpy3DPeerAsync(pCopy, hStream) },
        |shown| {
            shown.address("pCopy", pCopy);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3DPeerAsync_ptsz(
    pCopy: *const CUDA_MEMCPY3D_PEER,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[455],
        || unsafe { guest::api::cuMemcpy3DPeerAsync(pCopy, hStream) },
        |shown| {
            shown.address("pCopy", pCopy);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3DPeer_ptds(pCopy: *const CUDA_MEMCPY3D_PEER) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[456],
        || unsafe { guest::api::cuMemcpy3DPeer(pCopy) },
        |shown| shown.address("pCopy", pCopy),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3DWithAttributesAsync(
    op: *mut CUDA_MEMCPY3D_BATCH_OP,
    flags: ::core::ffi::c_ulonglong,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[457],
        || unsafe { guest::api::cuMemcpy3DWithAttributesAsync(op, flags, hStream) },
        |shown| {
            shown.address("op", op);
            shown.value("flags", flags);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3DWithAttributesAsync_ptsz(
    op: *mut CUDA_MEMCPY3D_BATCH_OP,
    flags: ::core::ffi::c_ulonglong,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[458],
        || unsafe { guest::api::cuMemcpy3DWithAttributesAsync(op, flags, hStream) },
        |shown| {
            shown.address("op", op);
            shown.value("flags", flags);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3D_v2(pCopy: *const CUDA_MEMCPY3D) -> CUresult {
    guest::entry(
        &FUNCTIONS[459],
        || unsafe { guest::api::cuMemcpy3D_v2(pCopy) },
        |shown| shown.address("pCopy", pCopy),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy3D_v2_ptds(pCopy: *const CUDA_MEMCPY3D) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[460],
        || unsafe { guest::api::cuMemcpy3D_v2(pCopy) },
        |shown| shown.address("pCopy", pCopy),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyAsync(
    dst: CUdeviceptr,
    src: CUdeviceptr,
    ByteCount: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[461],
        || unsafe { guest::api::cuMemcpyAsync(dst, src, ByteCount, hStream) },
        |shown| {
            shown.hex("dst", dst);
            shown.hex("src", src);
            shown.value("ByteCount", ByteCount);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyAsync_ptsz(
    dst: CUdeviceptr,
    src: CUdeviceptr,
    ByteCount: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[462],
        || unsafe { guest::api::cuMemcpyAsync(dst, src, ByteCount, hStream) },
        |shown| {
            shown.hex("dst", dst);
            shown.hex("src", src);
            shown.value("ByteCount", ByteCount);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyAtoA(
    _: CUarray,
    _: ::core::ffi::c_uint,
    _: CUarray,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[463])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyAtoA_v2(
    dstArray: CUarray,
    dstOffset: usize,
    srcArray: CUarray,
    srcOffset: usize,
    ByteCount: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[464],
        || guest::api::cuMemcpyAtoA_v2(dstArray, dstOffset, srcArray, srcOffset, ByteCount),
        |shown| {
            shown.address("dstArray", dstArray);
            shown.value("dstOffset", dstOffset);
            shown.address("srcArray", srcArray);
            shown.value("srcOffset", srcOffset);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyAtoA_v2_ptds(
    dstArray: CUarray,
    dstOffset: usize,
    srcArray: CUarray,
    srcOffset: usize,
    ByteCount: usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[465],
        || guest::api::cuMemcpyAtoA_v2(dstArray, dstOffset, srcArray, srcOffset, ByteCount),
        |shown| {
            shown.address("dstArray", dstArray);
            shown.value("dstOffset", dstOffset);
            shown.address("srcArray", srcArray);
            shown.value("srcOffset", srcOffset);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyAtoD(
    _: CUdeviceptr_v1,
    _: CUarray,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[466])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyAtoD_v2(
    dstDevice: CUdeviceptr,
    srcArray: CUarray,
    srcOffset: usize,
    ByteCount: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[467],
        || guest::api::cuMemcpyAtoD_v2(dstDevice, srcArray, srcOffset, ByteCount),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.address("srcArray", srcArray);
            shown.value("srcOffset", srcOffset);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyAtoD_v2_ptds(
    dstDevice: CUdeviceptr,
    srcArray: CUarray,
    srcOffset: usize,
    ByteCount: usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[468],
        || guest::api::cuMemcpyAtoD_v2(dstDevice, srcArray, srcOffset, ByteCount),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.address("srcArray", srcArray);
            shown.value("srcOffset", srcOffset);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyAtoH(
    _: *mut ::core::ffi::c_void,
    _: CUarray,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[469])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyAtoHAsync(
    _: *mut ::core::ffi::c_void,
    _: CUarray,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[470])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyAtoHAsync_v2(
    dstHost: *mut ::core::ffi::c_void,
    srcArray: CUarray,
    srcOffset: usize,
    ByteCount: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[471],
        || unsafe { guest::api::cuMemcpyAtoHAsync_v2(dstHost, srcArray, srcOffset, ByteCount, hStream) },
        |shown| {
            shown.address("dstHost", dstHost);
            shown.address("srcArray", srcArray);
            shown.value("srcOffset", srcOffset);
            shown.value("ByteCount", ByteCount);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyAtoHAsync_v2_ptsz(
    dstHost: *mut ::core::ffi::c_void,
    srcArray: CUarray,
    srcOffset: usize,
    ByteCount: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[472],
        || unsafe { guest::api::cuMemcpyAtoHAsync_v2(dstHost, srcArray, srcOffset, ByteCount, hStream) },
        |shown| {
            shown.address("dstHost", dstHost);
            shown.address("srcArray", srcArray);
            shown.value("srcOffset", srcOffset);
            shown.value("ByteCount", ByteCount);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyAtoH_v2(
    dstHost: *mut ::core::ffi::c_void,
    srcArray: CUarray,
    srcOffset: usize,
    ByteCount: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[473],
        || unsafe { guest::api::cuMemcpyAtoH_v2(dstHost, srcArray, srcOffset, ByteCount) },
        |shown| {
            shown.address("dstHost", dstHost);
            shown.address("srcArray", srcArray);
            shown.value("srcOffset", srcOffset);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyAtoH_v2_ptds(
    dstHost: *mut ::core::ffi::c_void,
    srcArray: CUarray,
    srcOffset: usize,
    ByteCount: usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[474],
        || unsafe { guest::api::cuMemcpyAtoH_v2(dstHost, srcArray, srcOffset, ByteCount) },
        |shown| {
            shown.address("dstHost", dstHost);
            shown.address("srcArray", srcArray);
            shown.value("srcOffset", srcOffset);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyBatchAsync(
    dsts: *mut CUdeviceptr,
    srcs: *mut CUdeviceptr,
    sizes: *mut usize,
    count: usize,
    attrs: *mut CUmemcpyAttributes,
    attrsIdxs: *mut usize,
    numAttrs: usize,
    failIdx: *mut usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[475],
        || unsafe {
            guest::api::cuMemcpyBatchAsync(
                dsts, srcs, sizes, count, attrs, attrsIdxs, numAttrs, failIdx, hStream,
            )
        },
        |shown| unsafe {
            shown.written_hex("dsts", dsts);
            shown.written_hex("srcs", srcs);
            shown.written("sizes", sizes);
            shown.value("count", count);
            shown.address("attrs", attrs);
            shown.written("attrsIdxs", attrsIdxs);
            shown.value("numAttrs", numAttrs);
            shown.written("failIdx", failIdx);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyBatchAsync_ptsz(
    dsts: *mut CUdeviceptr,
    srcs: *mut CUdeviceptr,
    sizes: *mut usize,
    count: usize,
    attrs: *mut CUmemcpyAttributes,
    attrsIdxs: *mut usize,
    numAttrs: usize,
    failIdx: *mut usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[476],
        || unsafe {
            guest::api::cuMemcpyBatchAsync(
                dsts, srcs, sizes, count, attrs, attrsIdxs, numAttrs, failIdx, hStream,
            )
        },
        |shown| unsafe {
            shown.written_hex("dsts", dsts);
            shown.written_hex("srcs", srcs);
            shown.written("sizes", sizes);
            shown.value("count", count);
            shown.address("attrs", attrs);
            shown.written("attrsIdxs", attrsIdxs);
            shown.value("numAttrs", numAttrs);
            shown.written("failIdx", failIdx);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyBatchAsync_v2(
    dsts: *mut CUdeviceptr,
    srcs: *mut CUdeviceptr,
    sizes: *mut usize,
    count: usize,
    attrs: *mut CUmemcpyAttributes,
    attrsIdxs: *mut usize,
    numAttrs: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[477],
        || unsafe {
            guest::api::cuMemcpyBatchAsync_v2(dsts, srcs, sizes, count, attrs, attrsIdxs, numAttrs, hStream)
        },
        |shown| unsafe {
            shown.written_hex("dsts", dsts);
            shown.written_hex("srcs", srcs);
            shown.written("sizes", sizes);
            shown.value("count", count);
            shown.address("attrs", attrs);
            shown.written("attrsIdxs", attrsIdxs);
            shown.value("numAttrs", numAttrs);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyBatchAsync_v2_ptsz(
    dsts: *mut CUdeviceptr,
    srcs: *mut CUdeviceptr,
    sizes: *mut usize,
    count: usize,
    attrs: *mut CUmemcpyAttributes,
    attrsIdxs: *mut usize,
    numAttrs: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[478],
        || unsafe {
            guest::api::cuMemcpyBatchAsync_v2(dsts, srcs, sizes, count, attrs, attrsIdxs, numAttrs, hStream)
        },
        |shown| unsafe {
            shown.written_hex("dsts", dsts);
            shown.written_hex("srcs", srcs);
            shown.written("sizes", sizes);
            shown.value("count", count);
            shown.address("attrs", attrs);
            shown.written("attrsIdxs", attrsIdxs);
            shown.value("numAttrs", numAttrs);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyDtoA(
    _: CUarray,
    _: ::core::ffi::c_uint,
    _: CUdeviceptr_v1,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[479])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyDtoA_v2(
    dstArray: CUarray,
    dstOffset: usize,
    srcDevice: CUdeviceptr,
    ByteCount: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[480],
        || guest::api::cuMemcpyDtoA_v2(dstArray, dstOffset, srcDevice, ByteCount),
        |shown| {
            shown.address("dstArray", dstArray);
            shown.value("dstOffset", dstOffset);
            shown.hex("srcDevice", srcDevice);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyDtoA_v2_ptds(
    dstArray: CUarray,
    dstOffset: usize,
    srcDevice: CUdeviceptr,
    ByteCount: usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[481],
        || guest::api::cuMemcpyDtoA_v2(dstArray, dstOffset, srcDevice, ByteCount),
        |shown| {
            shown.address("dstArray", dstArray);
            shown.value("dstOffset", dstOffset);
            shown.hex("srcDevice", srcDevice);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyDtoD(
    _: CUdeviceptr_v1,
    _: CUdeviceptr_v1,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[482])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyDtoDAsync(
    _: CUdeviceptr_v1,
    _: CUdeviceptr_v1,
    _: ::core::ffi::c_uint,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[483])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyDtoDAsync_v2(
    dstDevice: CUdeviceptr,
    srcDevice: CUdeviceptr,
    ByteCount: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[484],
        || guest::api::cuMemcpyDtoDAsync_v2(dstDevice, srcDevice, ByteCount, hStream),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.hex("srcDevice", srcDevice);
            shown.value("ByteCount", ByteCount);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyDtoDAsync_v2_ptsz(
    dstDevice: CUdeviceptr,
    srcDevice: CUdeviceptr,
    ByteCount: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[485],
        || guest::api::cuMemcpyDtoDAsync_v2(dstDevice, srcDevice, ByteCount, hStream),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.hex("srcDevice", srcDevice);
            shown.value("ByteCount", ByteCount);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyDtoD_v2(
    dstDevice: CUdeviceptr,
    srcDevice: CUdeviceptr,
    ByteCount: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[486],
        || guest::api::cuMemcpyDtoD_v2(dstDevice, srcDevice, ByteCount),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.hex("srcDevice", srcDevice);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyDtoD_v2_ptds(
    dstDevice: CUdeviceptr,
    srcDevice: CUdeviceptr,
    ByteCount: usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[487],
        || guest::api::cuMemcpyDtoD_v2(dstDevice, srcDevice, ByteCount),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.hex("srcDevice", srcDevice);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyDtoH(
    _: *mut ::core::ffi::c_void,
    _: CUdeviceptr_v1,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[488])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyDtoHAsync(
    _: *mut ::core::ffi::c_void,
    _: CUdeviceptr_v1,
    _: ::core::ffi::c_uint,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[489])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyDtoHAsync_v2(
    dstHost: *mut ::core::ffi::c_void,
    srcDevice: CUdeviceptr,
    ByteCount: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[490],
        || unsafe { guest::api::cuMemcpyDtoHAsync_v2(dstHost, srcDevice, ByteCount, hStream) },
        |shown| {
            shown.address("dstHost", dstHost);
            shown.hex("srcDevice", srcDevice);
            shown.value("ByteCount", ByteCount);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyDtoHAsync_v2_ptsz(
    dstHost: *mut ::core::ffi::c_void,
    srcDevice: CUdeviceptr,
    ByteCount: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[491],
        || unsafe { guest::api::cuMemcpyDtoHAsync_v2(dstHost, srcDevice, ByteCount, hStream) },
        |shown| {
            shown.address("dstHost", dstHost);
            shown.hex("srcDevice", srcDevice);
            shown.value("ByteCount", ByteCount);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyDtoH_v2(
    dstHost: *mut ::core::ffi::c_void,
    srcDevice: CUdeviceptr,
    ByteCount: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[492],
        || unsafe { guest::api::cuMemcpyDtoH_v2(dstHost, srcDevice, ByteCount) },
        |shown| {
            shown.address("dstHost", dstHost);
            shown.hex("srcDevice", srcDevice);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyDtoH_v2_ptds(
    dstHost: *mut ::core::ffi::c_void,
    srcDevice: CUdeviceptr,
    ByteCount: usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[493],
        || unsafe { guest::api::cuMemcpyDtoH_v2(dstHost, srcDevice, ByteCount) },
        |shown| {
            shown.address("dstHost", dstHost);
            shown.hex("srcDevice", srcDevice);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyHtoA(
    _: CUarray,
    _: ::core::ffi::c_uint,
    _: *const ::core::ffi::c_void,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[494])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyHtoAAsync(
    _: CUarray,
    _: ::core::ffi::c_uint,
    _: *const ::core::ffi::c_void,
    _: ::core::ffi::c_uint,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[495])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyHtoAAsync_v2(
    dstArray: CUarray,
    dstOffset: usize,
    srcHost: *const ::core::ffi::c_void,
    ByteCount: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[496],
        || unsafe { guest::api::cuMemcpyHtoAAsync_v2(dstArray, dstOffset, srcHost, ByteCount, hStream) },
        |shown| {
            shown.address("dstArray", dstArray);
            shown.value("dstOffset", dstOffset);
            shown.address("srcHost", srcHost);
            shown.value("ByteCount", ByteCount);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyHtoAAsync_v2_ptsz(
    dstArray: CUarray,
    dstOffset: usize,
    srcHost: *const ::core::ffi::c_void,
    ByteCount: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[497],
        || unsafe { guest::api::cuMemcpyHtoAAsync_v2(dstArray, dstOffset, srcHost, ByteCount, hStream) },
        |shown| {
            shown.address("dstArray", dstArray);
            shown.value("dstOffset", dstOffset);
            shown.address("srcHost", srcHost);
            shown.value("ByteCount", ByteCount);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyHtoA_v2(
    dstArray: CUarray,
    dstOffset: usize,
    srcHost: *const ::core::ffi::c_void,
    ByteCount: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[498],
        || unsafe { guest::api::cuMemcpyHtoA_v2(dstArray, dstOffset, srcHost, ByteCount) },
        |shown| {
            shown.address("dstArray", dstArray);
            shown.value("dstOffset", dstOffset);
            shown.address("srcHost", srcHost);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyHtoA_v2_ptds(
    dstArray: CUarray,
    dstOffset: usize,
    srcHost: *const ::core::ffi::c_void,
    ByteCount: usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[499],
        || unsafe { guest::api::cuMemcpyHtoA_v2(dstArray, dstOffset, srcHost, ByteCount) },
        |shown| {
            shown.address("dstArray", dstArray);
            shown.value("dstOffset", dstOffset);
            shown.address("srcHost", srcHost);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyHtoD(
    _: CUdeviceptr_v1,
    _: *const ::core::ffi::c_void,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[500])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyHtoDAsync(
    _: CUdeviceptr_v1,
    _: *const ::core::ffi::c_void,
    _: ::core::ffi::c_uint,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[501])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyHtoDAsync_v2(
    dstDevice: CUdeviceptr,
    srcHost: *const ::core::ffi::c_void,
    ByteCount: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[502],
        || unsafe { guest::api::cuMemcpyHtoDAsync_v2(dstDevice, srcHost, ByteCount, hStream) },
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.address("srcHost", srcHost);
            shown.value("ByteCount", ByteCount);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyHtoDAsync_v2_ptsz(
    dstDevice: CUdeviceptr,
    srcHost: *const ::core::ffi::c_void,
    ByteCount: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[503],
        || unsafe { guest::api::cuMemcpyHtoDAsync_v2(dstDevice, srcHost, ByteCount, hStream) },
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.address("srcHost", srcHost);
            shown.value("ByteCount", ByteCount);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyHtoD_v2(
    dstDevice: CUdeviceptr,
    srcHost: *const ::core::ffi::c_void,
    ByteCount: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[504],
        || unsafe { guest::api::cuMemcpyHtoD_v2(dstDevice, srcHost, ByteCount) },
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.address("srcHost", srcHost);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyHtoD_v2_ptds(
    dstDevice: CUdeviceptr,
    srcHost: *const ::core::ffi::c_void,
    ByteCount: usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[505],
        || unsafe { guest::api::cuMemcpyHtoD_v2(dstDevice, srcHost, ByteCount) },
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.address("srcHost", srcHost);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyPeer(
    dstDevice: CUdeviceptr,
    dstContext: CUcontext,
    srcDevice: CUdeviceptr,
    srcContext: CUcontext,
    ByteCount: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[506],
        || unsafe { guest::api::cuMemcpyPeer(dstDevice, dstContext, srcDevice, srcContext, ByteCount) },
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.address("dstContext", dstContext);
            shown.hex("srcDevice", srcDevice);
            shown.address("srcContext", srcContext);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyPeerAsync(
    dstDevice: CUdeviceptr,
    dstContext: CUcontext,
    srcDevice: CUdeviceptr,
    srcContext: CUcontext,
    ByteCount: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[507],
        || unsafe {
            guest::api::cuMemcpyPeerAsync(dstDevice, dstContext, srcDevice, srcContext, ByteCount, hStream)
        },
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.address("dstContext", dstContext);
            shown.hex("srcDevice", srcDevice);
            shown.address("srcContext", srcContext);
            shown.value("ByteCount", ByteCount);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyPeerAsync_ptsz(
    dstDevice: CUdeviceptr,
    dstContext: CUcontext,
    srcDevice: CUdeviceptr,
    srcContext: CUcontext,
    ByteCount: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[508],
        || unsafe {
            guest::api::cuMemcpyPeerAsync(dstDevice, dstContext, srcDevice, srcContext, ByteCount, hStream)
        },
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.address("dstContext", dstContext);
            shown.hex("srcDevice", srcDevice);
            shown.address("srcContext", srcContext);
            shown.value("ByteCount", ByteCount);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyPeer_ptds(
    dstDevice: CUdeviceptr,
    dstContext: CUcontext,
    srcDevice: CUdeviceptr,
    srcContext: CUcontext,
    ByteCount: usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[509],
        || unsafe { guest::api::cuMemcpyPeer(dstDevice, dstContext, srcDevice, srcContext, ByteCount) },
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.address("dstContext", dstContext);
            shown.hex("srcDevice", srcDevice);
            shown.address("srcContext", srcContext);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyWithAttributesAsync(
    dst: CUdeviceptr,
    src: CUdeviceptr,
    size: usize,
    attr: *mut CUmemcpyAttributes,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[510],
        || unsafe { guest::api::cuMemcpyWithAttributesAsync(dst, src, size, attr, hStream) },
        |shown| {
            shown.hex("dst", dst);
            shown.hex("src", src);
            shown.value("size", size);
            shown.address("attr", attr);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpyWithAttributesAsync_ptsz(
    dst: CUdeviceptr,
    src: CUdeviceptr,
    size: usize,
    attr: *mut CUmemcpyAttributes,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[511],
        || unsafe { guest::api::cuMemcpyWithAttributesAsync(dst, src, size, attr, hStream) },
        |shown| {
            shown.hex("dst", dst);
            shown.hex("src", src);
            shown.value("size", size);
            shown.address("attr", attr);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemcpy_ptds(dst: CUdeviceptr, src: CUdeviceptr, ByteCount: usize) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[512],
        || unsafe { guest::api::cuMemcpy(dst, src, ByteCount) },
        |shown| {
            shown.hex("dst", dst);
            shown.hex("src", src);
            shown.value("ByteCount", ByteCount)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD16(
    _: CUdeviceptr_v1,
    _: ::core::ffi::c_ushort,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[513])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD16Async(
    dstDevice: CUdeviceptr,
    us: ::core::ffi::c_ushort,
    N: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[514],
        || guest::api::cuMemsetD16Async(dstDevice, us, N, hStream),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("us", us);
            shown.value("N", N);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD16Async_ptsz(
    dstDevice: CUdeviceptr,
    us: ::core::ffi::c_ushort,
    N: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[515],
        || guest::api::cuMemsetD16Async(dstDevice, us, N, hStream),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("us", us);
            shown.value("N", N);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD16_v2(
    dstDevice: CUdeviceptr,
    us: ::core::ffi::c_ushort,
    N: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[516],
        || guest::api::cuMemsetD16_v2(dstDevice, us, N),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("us", us);
            shown.value("N", N)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD16_v2_ptds(
    dstDevice: CUdeviceptr,
    us: ::core::ffi::c_ushort,
    N: usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[517],
        || guest::api::cuMemsetD16_v2(dstDevice, us, N),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("us", us);
            shown.value("N", N)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD2D16(
    _: CUdeviceptr_v1,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_ushort,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[518])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD2D16Async(
    dstDevice: CUdeviceptr,
    dstPitch: usize,
    us: ::core::ffi::c_ushort,
    Width: usize,
    Height: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[519],
        || guest::api::cuMemsetD2D16Async(dstDevice, dstPitch, us, Width, Height, hStream),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("dstPitch", dstPitch);
            shown.value("us", us);
            shown.value("Width", Width);
            shown.value("Height", Height);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD2D16Async_ptsz(
    dstDevice: CUdeviceptr,
    dstPitch: usize,
    us: ::core::ffi::c_ushort,
    Width: usize,
    Height: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[520],
        || guest::api::cuMemsetD2D16Async(dstDevice, dstPitch, us, Width, Height, hStream),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("dstPitch", dstPitch);
            shown.value("us", us);
            shown.value("Width", Width);
            shown.value("Height", Height);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD2D16_v2(
    dstDevice: CUdeviceptr,
    dstPitch: usize,
    us: ::core::ffi::c_ushort,
    Width: usize,
    Height: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[521],
        || guest::api::cuMemsetD2D16_v2(dstDevice, dstPitch, us, Width, Height),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("dstPitch", dstPitch);
            shown.value("us", us);
            shown.value("Width", Width);
            shown.value("Height", Height)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD2D16_v2_ptds(
    dstDevice: CUdeviceptr,
    dstPitch: usize,
    us: ::core::ffi::c_ushort,
    Width: usize,
    Height: usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[522],
        || guest::api::cuMemsetD2D16_v2(dstDevice, dstPitch, us, Width, Height),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("dstPitch", dstPitch);
            shown.value("us", us);
            shown.value("Width", Width);
            shown.value("Height", Height)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD2D32(
    _: CUdeviceptr_v1,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[523])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD2D32Async(
    dstDevice: CUdeviceptr,
    dstPitch: usize,
    ui: ::core::ffi::c_uint,
    Width: usize,
    Height: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[524],
        || guest::api::cuMemsetD2D32Async(dstDevice, dstPitch, ui, Width, Height, hStream),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("dstPitch", dstPitch);
            shown.value("ui", ui);
            shown.value("Width", Width);
            shown.value("Height", Height);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD2D32Async_ptsz(
    dstDevice: CUdeviceptr,
    dstPitch: usize,
    ui: ::core::ffi::c_uint,
    Width: usize,
    Height: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[525],
        || guest::api::cuMemsetD2D32Async(dstDevice, dstPitch, ui, Width, Height, hStream),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("dstPitch", dstPitch);
            shown.value("ui", ui);
            shown.value("Width", Width);
            shown.value("Height", Height);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD2D32_v2(
    dstDevice: CUdeviceptr,
    dstPitch: usize,
    ui: ::core::ffi::c_uint,
    Width: usize,
    Height: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[526],
        || guest::api::cuMemsetD2D32_v2(dstDevice, dstPitch, ui, Width, Height),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("dstPitch", dstPitch);
            shown.value("ui", ui);
            shown.value("Width", Width);
            shown.value("Height", Height)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD2D32_v2_ptds(
    dstDevice: CUdeviceptr,
    dstPitch: usize,
    ui: ::core::ffi::c_uint,
    Width: usize,
    Height: usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[527],
        || guest::api::cuMemsetD2D32_v2(dstDevice, dstPitch, ui, Width, Height),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("dstPitch", dstPitch);
            shown.value("ui", ui);
            shown.value("Width", Width);
            shown.value("Height", Height)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD2D8(
    _: CUdeviceptr_v1,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uchar,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[528])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD2D8Async(
    dstDevice: CUdeviceptr,
    dstPitch: usize,
    uc: ::core::ffi::c_uchar,
    Width: usize,
    Height: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[529],
        || guest::api::cuMemsetD2D8Async(dstDevice, dstPitch, uc, Width, Height, hStream),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("dstPitch", dstPitch);
            shown.value("uc", uc);
            shown.value("Width", Width);
            shown.value("Height", Height);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD2D8Async_ptsz(
    dstDevice: CUdeviceptr,
    dstPitch: usize,
    uc: ::core::ffi::c_uchar,
    Width: usize,
    Height: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[530],
        || guest::api::cuMemsetD2D8Async(dstDevice, dstPitch, uc, Width, Height, hStream),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("dstPitch", dstPitch);
            shown.value("uc", uc);
            shown.value("Width", Width);
            shown.value("Height", Height);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD2D8_v2(
    dstDevice: CUdeviceptr,
    dstPitch: usize,
    uc: ::core::ffi::c_uchar,
    Width: usize,
    Height: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[531],
        || guest::api::cuMemsetD2D8_v2(dstDevice, dstPitch, uc, Width, Height),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("dstPitch", dstPitch);
            shown.value("uc", uc);
            shown.value("Width", Width);
            shown.value("Height", Height)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD2D8_v2_ptds(
    dstDevice: CUdeviceptr,
    dstPitch: usize,
    uc: ::core::ffi::c_uchar,
    Width: usize,
    Height: usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[532],
        || guest::api::cuMemsetD2D8_v2(dstDevice, dstPitch, uc, Width, Height),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("dstPitch", dstPitch);
            shown.value("uc", uc);
            shown.value("Width", Width);
            shown.value("Height", Height)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD32(
    _: CUdeviceptr_v1,
    _: ::core::ffi::c_uint,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[533])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD32Async(
    dstDevice: CUdeviceptr,
    ui: ::core::ffi::c_uint,
    N: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[534],
        || guest::api::cuMemsetD32Async(dstDevice, ui, N, hStream),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("ui", ui);
            shown.value("N", N);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD32Async_ptsz(
    dstDevice: CUdeviceptr,
    ui: ::core::ffi::c_uint,
    N: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[535],
        || guest::api::cuMemsetD32Async(dstDevice, ui, N, hStream),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("ui", ui);
            shown.value("N", N);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD32_v2(
    dstDevice: CUdeviceptr,
    ui: ::core::ffi::c_uint,
    N: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[536],
        || guest::api::cuMemsetD32_v2(dstDevice, ui, N),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("ui", ui);
            shown.value("N", N)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD32_v2_ptds(
    dstDevice: CUdeviceptr,
    ui: ::core::ffi::c_uint,
    N: usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[537],
        || guest::api::cuMemsetD32_v2(dstDevice, ui, N),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("ui", ui);
            shown.value("N", N)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD8(
    _: CUdeviceptr_v1,
    _: ::core::ffi::c_uchar,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[538])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD8Async(
    dstDevice: CUdeviceptr,
    uc: ::core::ffi::c_uchar,
    N: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[539],
        || guest::api::cuMemsetD8Async(dstDevice, uc, N, hStream),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("uc", uc);
            shown.value("N", N);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD8Async_ptsz(
    dstDevice: CUdeviceptr,
    uc: ::core::ffi::c_uchar,
    N: usize,
    hStream: CUstream,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[540],
        || guest::api::cuMemsetD8Async(dstDevice, uc, N, hStream),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("uc", uc);
            shown.value("N", N);
            shown.address("hStream", hStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD8_v2(
    dstDevice: CUdeviceptr,
    uc: ::core::ffi::c_uchar,
    N: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[541],
        || guest::api::cuMemsetD8_v2(dstDevice, uc, N),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("uc", uc);
            shown.value("N", N)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMemsetD8_v2_ptds(
    dstDevice: CUdeviceptr,
    uc: ::core::ffi::c_uchar,
    N: usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[542],
        || guest::api::cuMemsetD8_v2(dstDevice, uc, N),
        |shown| {
            shown.hex("dstDevice", dstDevice);
            shown.value("uc", uc);
            shown.value("N", N)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMipmappedArrayCreate(
    pHandle: *mut CUmipmappedArray,
    pMipmappedArrayDesc: *const CUDA_ARRAY3D_DESCRIPTOR,
    numMipmapLevels: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[543],
        || unsafe { guest::api::cuMipmappedArrayCreate(pHandle, pMipmappedArrayDesc, numMipmapLevels) },
        |shown| unsafe {
            shown.written("pHandle", pHandle);
            shown.address("pMipmappedArrayDesc", pMipmappedArrayDesc);
            shown.value("numMipmapLevels", numMipmapLevels)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMipmappedArrayDestroy(hMipmappedArray: CUmipmappedArray) -> CUresult {
    guest::entry(
        &FUNCTIONS[544],
        || guest::api::cuMipmappedArrayDestroy(hMipmappedArray),
        |shown| shown.address("hMipmappedArray", hMipmappedArray),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMipmappedArrayGetLevel(
    pLevelArray: *mut CUarray,
    hMipmappedArray: CUmipmappedArray,
    level: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[545],
        || unsafe { guest::api::cuMipmappedArrayGetLevel(pLevelArray, hMipmappedArray, level) },
        |shown| unsafe {
            shown.written("pLevelArray", pLevelArray);
            shown.address("hMipmappedArray", hMipmappedArray);
            shown.value("level", level)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMipmappedArrayGetMemoryRequirements(
    memoryRequirements: *mut CUDA_ARRAY_MEMORY_REQUIREMENTS,
    mipmap: CUmipmappedArray,
    device: CUdevice,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[546],
        || guest::api::cuMipmappedArrayGetMemoryRequirements(memoryRequirements, mipmap, device),
        |shown| {
            shown.address("memoryRequirements", memoryRequirements);
            shown.address("mipmap", mipmap);
            shown.value("device", device)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMipmappedArrayGetSparseProperties(
    sparseProperties: *mut CUDA_ARRAY_SPARSE_PROPERTIES,
    mipmap: CUmipmappedArray,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[547],
        || guest::api::cuMipmappedArrayGetSparseProperties(sparseProperties, mipmap),
        |shown| {
            shown.address("sparseProperties", sparseProperties);
            shown.address("mipmap", mipmap)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuModuleEnumerateFunctions(
    functions: *mut CUfunction,
    numFunctions: ::core::ffi::c_uint,
    mod_: CUmodule,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[548],
        || unsafe { guest::api::cuModuleEnumerateFunctions(functions, numFunctions, mod_) },
        |shown| unsafe {
            shown.written("functions", functions);
            shown.value("numFunctions", numFunctions);
            shown.address("mod_", mod_)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuModuleGetFunction(
    hfunc: *mut CUfunction,
    hmod: CUmodule,
    name: *const ::core::ffi::c_char,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[549],
        || unsafe { guest::api::cuModuleGetFunction(hfunc, hmod, name) },
        |shown| unsafe {
            shown.written("hfunc", hfunc);
            shown.address("hmod", hmod);
            shown.text("name", name)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuModuleGetFunctionCount(
    count: *mut ::core::ffi::c_uint,
    mod_: CUmodule,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[550],
        || unsafe { guest::api::cuModuleGetFunctionCount(count, mod_) },
        |shown| unsafe {
            shown.written("count", count);
            shown.address("mod_", mod_)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuModuleGetGlobal(
    _: *mut CUdeviceptr_v1,
    _: *mut ::core::ffi::c_uint,
    _: CUmodule,
    _: *const ::core::ffi::c_char,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[551])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuModuleGetGlobal_v2(
    dptr: *mut CUdeviceptr,
    bytes: *mut usize,
    hmod: CUmodule,
    name: *const ::core::ffi::c_char,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[552],
        || unsafe { guest::api::cuModuleGetGlobal_v2(dptr, bytes, hmod, name) },
        |shown| unsafe {
            shown.written_hex("dptr", dptr);
            shown.written("bytes", bytes);
            shown.address("hmod", hmod);
            shown.text("name", name)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuModuleGetLoadingMode(mode: *mut CUmoduleLoadingMode) -> CUresult {
    guest::entry(
        &FUNCTIONS[553],
        || unsafe { guest::api::cuModuleGetLoadingMode(mode) },
        |shown| shown.address("mode", mode),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuModuleGetSurfRef(
    pSurfRef: *mut CUsurfref,
    hmod: CUmodule,
    name: *const ::core::ffi::c_char,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[554],
        || unsafe { guest::api::cuModuleGetSurfRef(pSurfRef, hmod, name) },
        |shown| unsafe {
            shown.address("pSurfRef", pSurfRef);
            shown.address("hmod", hmod);
            shown.text("name", name)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuModuleGetTexRef(
    pTexRef: *mut CUtexref,
    hmod: CUmodule,
    name: *const ::core::ffi::c_char,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[555],
        || unsafe { guest::api::cuModuleGetTexRef(pTexRef, hmod, name) },
        |shown| unsafe {
            shown.address("pTexRef", pTexRef);
            shown.address("hmod", hmod);
            shown.text("name", name)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuModuleLoad(module: *mut CUmodule, fname: *const ::core::ffi::c_char) -> CUresult {
    guest::entry(
        &FUNCTIONS[556],
        || unsafe { guest::api::cuModuleLoad(module, fname) },
        |shown| unsafe {
            shown.written("module", module);
            shown.text("fname", fname)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuModuleLoadData(
    module: *mut CUmodule,
    image: *const ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[557],
        || unsafe { guest::api::cuModuleLoadData(module, image) },
        |shown| unsafe {
            shown.written("module", module);
            shown.address("image", image)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuModuleLoadDataEx(
    module: *mut CUmodule,
    image: *const ::core::ffi::c_void,
    numOptions: ::core::ffi::c_uint,
    options: *mut CUjit_option,
    optionValues: *mut *mut ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[558],
        || unsafe { guest::api::cuModuleLoadDataEx(module, image, numOptions, options, optionValues) },
        |shown| unsafe {
            shown.written("module", module);
            shown.address("image", image);
            shown.value("numOptions", numOptions);
            shown.address("options", options);
            shown.address("optionValues", optionValues)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuModuleLoadFatBinary(
    module: *mut CUmodule,
    fatCubin: *const ::core::ffi::c_void,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[559],
        || unsafe { guest::api::cuModuleLoadFatBinary(module, fatCubin) },
        |shown| unsafe {
            shown.written("module", module);
            shown.address("fatCubin", fatCubin)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuModuleUnload(hmod: CUmodule) -> CUresult {
    guest::entry(&FUNCTIONS[560], || guest::api::cuModuleUnload(hmod), |shown| shown.address("hmod", hmod))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMulticastAddDevice(_: CUmemGenericAllocationHandle, _: CUdevice) -> CUresult {
    guest::unsupported(&FUNCTIONS[561])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMulticastBindAddr(
    _: CUmemGenericAllocationHandle,
    _: usize,
    _: CUdeviceptr,
    _: usize,
    _: ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[562])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMulticastBindAddr_v2(
    _: CUmemGenericAllocationHandle,
    _: CUdevice,
    _: usize,
    _: CUdeviceptr,
    _: usize,
    _: ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[563])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMulticastBindMem(
    _: CUmemGenericAllocationHandle,
    _: usize,
    _: CUmemGenericAllocationHandle,
    _: usize,
    _: usize,
    _: ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[564])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMulticastBindMem_v2(
    _: CUmemGenericAllocationHandle,
    _: CUdevice,
    _: usize,
    _: CUmemGenericAllocationHandle,
    _: usize,
    _: usize,
    _: ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[565])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMulticastCreate(
    _: *mut CUmemGenericAllocationHandle,
    _: *const CUmulticastObjectProp,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[566])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMulticastGetGranularity(
    _: *mut usize,
    _: *const CUmulticastObjectProp,
    _: CUmulticastGranularity_flags,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[567])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuMulticastUnbind(
    _: CUmemGenericAllocationHandle,
    _: CUdevice,
    _: usize,
    _: usize,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[568])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuOccupancyAvailableDynamicSMemPerBlock(
    dynamicSmemSize: *mut usize,
    func: CUfunction,
    numBlocks: ::core::ffi::c_int,
    blockSize: ::core::ffi::c_int,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[569],
        || unsafe {
            guest::api::cuOccupancyAvailableDynamicSMemPerBlock(dynamicSmemSize, func, numBlocks, blockSize)
        },
        |shown| unsafe {
            shown.written("dynamicSmemSize", dynamicSmemSize);
            shown.kernel("func", func);
            shown.value("numBlocks", numBlocks);
            shown.value("blockSize", blockSize)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuOccupancyMaxActiveBlocksPerMultiprocessor(
    numBlocks: *mut ::core::ffi::c_int,
    func: CUfunction,
    blockSize: ::core::ffi::c_int,
    dynamicSMemSize: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[570],
        || unsafe {
            guest::api::cuOccupancyMaxActiveBlocksPerMultiprocessor(
                numBlocks,
                func,
                blockSize,
                dynamicSMemSize,
            )
        },
        |shown| unsafe {
            shown.written("numBlocks", numBlocks);
            shown.kernel("func", func);
            shown.value("blockSize", blockSize);
            shown.value("dynamicSMemSize", dynamicSMemSize)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
    numBlocks: *mut ::core::ffi::c_int,
    func: CUfunction,
    blockSize: ::core::ffi::c_int,
    dynamicSMemSize: usize,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[571],
        || unsafe {
            guest::api::cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
                numBlocks,
                func,
                blockSize,
                dynamicSMemSize,
                flags,
            )
        },
        |shown| unsafe {
            shown.written("numBlocks", numBlocks);
            shown.kernel("func", func);
            shown.value("blockSize", blockSize);
            shown.value("dynamicSMemSize", dynamicSMemSize);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuOccupancyMaxActiveClusters(
    numClusters: *mut ::core::ffi::c_int,
    func: CUfunction,
    config: *const CUlaunchConfig,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[572],
        || unsafe { guest::api::cuOccupancyMaxActiveClusters(numClusters, func, config) },
        |shown| unsafe {
            shown.written("numClusters", numClusters);
            shown.kernel("func", func);
            shown.address("config", config)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuOccupancyMaxPotentialBlockSize(
    minGridSize: *mut ::core::ffi::c_int,
    blockSize: *mut ::core::ffi::c_int,
    func: CUfunction,
    blockSizeToDynamicSMemSize: CUoccupancyB2DSize,
    dynamicSMemSize: usize,
    blockSizeLimit: ::core::ffi::c_int,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[573],
        || unsafe {
            guest::api::cuOccupancyMaxPotentialBlockSize(
                minGridSize,
                blockSize,
                func,
                blockSizeToDynamicSMemSize,
                dynamicSMemSize,
                blockSizeLimit,
            )
        },
        |shown| unsafe {
            shown.written("minGridSize", minGridSize);
            shown.written("blockSize", blockSize);
            shown.kernel("func", func);
            shown.whole("blockSizeToDynamicSMemSize");
            shown.value("dynamicSMemSize", dynamicSMemSize);
            shown.value("blockSizeLimit", blockSizeLimit)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuOccupancyMaxPotentialBlockSizeWithFlags(
    minGridSize: *mut ::core::ffi::c_int,
    blockSize: *mut ::core::ffi::c_int,
    func: CUfunction,
    blockSizeToDynamicSMemSize: CUoccupancyB2DSize,
    dynamicSMemSize: usize,
    blockSizeLimit: ::core::ffi::c_int,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[574],
        || unsafe {
            guest::api::cuOccupancyMaxPotentialBlockSizeWithFlags(
                minGridSize,
                blockSize,
                func,
                blockSizeToDynamicSMemSize,
                dynamicSMemSize,
                blockSizeLimit,
                flags,
            )
        },
        |shown| unsafe {
            shown.written("minGridSize", minGridSize);
            shown.written("blockSize", blockSize);
            shown.kernel("func", func);
            shown.whole("blockSizeToDynamicSMemSize");
            shown.value("dynamicSMemSize", dynamicSMemSize);
            shown.value("blockSizeLimit", blockSizeLimit);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuOccupancyMaxPotentialClusterSize(
    clusterSize: *mut ::core::ffi::c_int,
    func: CUfunction,
    config: *const CUlaunchConfig,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[575],
        || unsafe { guest::api::cuOccupancyMaxPotentialClusterSize(clusterSize, func, config) },
        |shown| unsafe {
            shown.written("clusterSize", clusterSize);
            shown.kernel("func", func);
            shown.address("config", config)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuParamSetSize(hfunc: CUfunction, numbytes: ::core::ffi::c_uint) -> CUresult {
    guest::entry(
        &FUNCTIONS[576],
        || guest::api::cuParamSetSize(hfunc, numbytes),
        |shown| {
            shown.kernel("hfunc", hfunc);
            shown.value("numbytes", numbytes)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuParamSetTexRef(
    hfunc: CUfunction,
    texunit: ::core::ffi::c_int,
    hTexRef: CUtexref,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[577],
        || guest::api::cuParamSetTexRef(hfunc, texunit, hTexRef),
        |shown| {
            shown.kernel("hfunc", hfunc);
            shown.value("texunit", texunit);
            shown.whole("hTexRef")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuParamSetf(hfunc: CUfunction, offset: ::core::ffi::c_int, value: f32) -> CUresult {
    guest::entry(
        &FUNCTIONS[578],
        || guest::api::cuParamSetf(hfunc, offset, value),
        |shown| {
            shown.kernel("hfunc", hfunc);
            shown.value("offset", offset);
            shown.value("value", value)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuParamSeti(
    hfunc: CUfunction,
    offset: ::core::ffi::c_int,
    value: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[579],
        || guest::api::cuParamSeti(hfunc, offset, value),
        |shown| {
            shown.kernel("hfunc", hfunc);
            shown.value("offset", offset);
            shown.value("value", value)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuParamSetv(
    hfunc: CUfunction,
    offset: ::core::ffi::c_int,
    ptr: *mut ::core::ffi::c_void,
    numbytes: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[580],
        || unsafe { guest::api::cuParamSetv(hfunc, offset, ptr, numbytes) },
        |shown| {
            shown.kernel("hfunc", hfunc);
            shown.value("offset", offset);
            shown.address("ptr", ptr);
            shown.value("numbytes", numbytes)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuPointerGetAttribute(
    data: *mut ::core::ffi::c_void,
    attribute: CUpointer_attribute,
    ptr: CUdeviceptr,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[581],
        || unsafe { guest::api::cuPointerGetAttribute(data, attribute, ptr) },
        |shown| {
            shown.address("data", data);
            shown.value("attribute", attribute.0);
            shown.hex("ptr", ptr)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuPointerGetAttributes(
    numAttributes: ::core::ffi::c_uint,
    attributes: *mut CUpointer_attribute,
    data: *mut *mut ::core::ffi::c_void,
    ptr: CUdeviceptr,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[582],
        || unsafe { guest::api::cuPointerGetAttributes(numAttributes, attributes, data, ptr) },
        |shown| {
            shown.value("numAttributes", numAttributes);
            shown.address("attributes", attributes);
            shown.address("data", data);
            shown.hex("ptr", ptr)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuPointerSetAttribute(
    value: *const ::core::ffi::c_void,
    attribute: CUpointer_attribute,
    ptr: CUdeviceptr,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[583],
        || unsafe { guest::api::cuPointerSetAttribute(value, attribute, ptr) },
        |shown| {
            shown.address("value", value);
            shown.value("attribute", attribute.0);
            shown.hex("ptr", ptr)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuProfilerInitialize() -> CUresult {
    guest::unsupported(&FUNCTIONS[584])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuProfilerStart() -> CUresult {
    guest::entry(
        &FUNCTIONS[585],
        || guest::api::cuProfilerStart(),
        |shown| {
            let _ = shown;
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuProfilerStop() -> CUresult {
    guest::entry(
        &FUNCTIONS[586],
        || guest::api::cuProfilerStop(),
        |shown| {
            let _ = shown;
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuSignalExternalSemaphoresAsync(
    _: *const CUexternalSemaphore,
    _: *const CUDA_EXTERNAL_SEMAPHORE_SIGNAL_PARAMS,
    _: ::core::ffi::c_uint,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[587])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuSignalExternalSemaphoresAsync_ptsz(
    _: *const CUexternalSemaphore,
    _: *const CUDA_EXTERNAL_SEMAPHORE_SIGNAL_PARAMS,
    _: ::core::ffi::c_uint,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[588])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamAddCallback(
    hStream: CUstream,
    callback: CUstreamCallback,
    userData: *mut ::core::ffi::c_void,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[589],
        || unsafe { guest::api::cuStreamAddCallback(hStream, callback, userData, flags) },
        |shown| {
            shown.address("hStream", hStream);
            shown.whole("callback");
            shown.address("userData", userData);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamAddCallback_ptsz(
    hStream: CUstream,
    callback: CUstreamCallback,
    userData: *mut ::core::ffi::c_void,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[590],
        || unsafe { guest::api::cuStreamAddCallback(hStream, callback, userData, flags) },
        |shown| {
            shown.address("hStream", hStream);
            shown.whole("callback");
            shown.address("userData", userData);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamAttachMemAsync(
    hStream: CUstream,
    dptr: CUdeviceptr,
    length: usize,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[591],
        || guest::api::cuStreamAttachMemAsync(hStream, dptr, length, flags),
        |shown| {
            shown.address("hStream", hStream);
            shown.hex("dptr", dptr);
            shown.value("length", length);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamAttachMemAsync_ptsz(
    hStream: CUstream,
    dptr: CUdeviceptr,
    length: usize,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[592],
        || guest::api::cuStreamAttachMemAsync(hStream, dptr, length, flags),
        |shown| {
            shown.address("hStream", hStream);
            shown.hex("dptr", dptr);
            shown.value("length", length);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamBatchMemOp(
    _: CUstream,
    _: ::core::ffi::c_uint,
    _: *mut CUstreamBatchMemOpParams,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[593])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamBatchMemOp_ptsz(
    _: CUstream,
    _: ::core::ffi::c_uint,
    _: *mut CUstreamBatchMemOpParams,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[594])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamBatchMemOp_v2(
    stream: CUstream,
    count: ::core::ffi::c_uint,
    paramArray: *mut CUstreamBatchMemOpParams,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[595],
        || unsafe { guest::api::cuStreamBatchMemOp_v2(stream, count, paramArray, flags) },
        |shown| {
            shown.address("stream", stream);
            shown.value("count", count);
            shown.address("paramArray", paramArray);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamBatchMemOp_v2_ptsz(
    stream: CUstream,
    count: ::core::ffi::c_uint,
    paramArray: *mut CUstreamBatchMemOpParams,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[596],
        || unsafe { guest::api::cuStreamBatchMemOp_v2(stream, count, paramArray, flags) },
        |shown| {
            shown.address("stream", stream);
            shown.value("count", count);
            shown.address("paramArray", paramArray);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamBeginCapture(hStream: CUstream) -> CUresult {
    guest::entry(
        &FUNCTIONS[597],
        || guest::api::cuStreamBeginCapture(hStream),
        |shown| shown.address("hStream", hStream),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamBeginCaptureToCig(
    _: CUstream,
    _: *mut CUstreamCigCaptureParams,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[598])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamBeginCaptureToCig_ptsz(
    _: CUstream,
    _: *mut CUstreamCigCaptureParams,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[599])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamBeginCaptureToGraph(
    hStream: CUstream,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    dependencyData: *const CUgraphEdgeData,
    numDependencies: usize,
    mode: CUstreamCaptureMode,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[600],
        || unsafe {
            guest::api::cuStreamBeginCaptureToGraph(
                hStream,
                hGraph,
                dependencies,
                dependencyData,
                numDependencies,
                mode,
            )
        },
        |shown| {
            shown.address("hStream", hStream);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.address("dependencyData", dependencyData);
            shown.value("numDependencies", numDependencies);
            shown.value("mode", mode.0)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamBeginCaptureToGraph_ptsz(
    hStream: CUstream,
    hGraph: CUgraph,
    dependencies: *const CUgraphNode,
    dependencyData: *const CUgraphEdgeData,
    numDependencies: usize,
    mode: CUstreamCaptureMode,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[601],
        || unsafe {
            guest::api::cuStreamBeginCaptureToGraph(
                hStream,
                hGraph,
                dependencies,
                dependencyData,
                numDependencies,
                mode,
            )
        },
        |shown| {
            shown.address("hStream", hStream);
            shown.address("hGraph", hGraph);
            shown.address("dependencies", dependencies);
            shown.address("dependencyData", dependencyData);
            shown.value("numDependencies", numDependencies);
            shown.value("mode", mode.0)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamBeginCapture_ptsz(hStream: CUstream) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[602],
        || guest::api::cuStreamBeginCapture(hStream),
        |shown| shown.address("hStream", hStream),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamBeginCapture_v2(hStream: CUstream, mode: CUstreamCaptureMode) -> CUresult {
    guest::entry(
        &FUNCTIONS[603],
        || guest::api::cuStreamBeginCapture_v2(hStream, mode),
        |shown| {
            shown.address("hStream", hStream);
            shown.value("mode", mode.0)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamBeginCapture_v2_ptsz(
    hStream: CUstream,
    mode: CUstreamCaptureMode,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[604],
        || guest::api::cuStreamBeginCapture_v2(hStream, mode),
        |shown| {
            shown.address("hStream", hStream);
            shown.value("mode", mode.0)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamBeginRecaptureToGraph(
    _: CUstream,
    _: CUstreamCaptureMode,
    _: CUgraph,
    _: CUgraphRecaptureCallback,
    _: *mut ::core::ffi::c_void,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[605])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamBeginRecaptureToGraph_ptsz(
    _: CUstream,
    _: CUstreamCaptureMode,
    _: CUgraph,
    _: CUgraphRecaptureCallback,
    _: *mut ::core::ffi::c_void,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[606])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamCopyAttributes(dstStream: CUstream, srcStream: CUstream) -> CUresult {
    guest::entry(
        &FUNCTIONS[607],
        || guest::api::cuStreamCopyAttributes(dstStream, srcStream),
        |shown| {
            shown.address("dstStream", dstStream);
            shown.address("srcStream", srcStream)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamCopyAttributes_ptsz(dst: CUstream, src: CUstream) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[608],
        || guest::api::cuStreamCopyAttributes(dst, src),
        |shown| {
            shown.address("dst", dst);
            shown.address("src", src)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamCreate(phStream: *mut CUstream, Flags: ::core::ffi::c_uint) -> CUresult {
    guest::entry(
        &FUNCTIONS[609],
        || unsafe { guest::api::cuStreamCreate(phStream, Flags) },
        |shown| unsafe {
            shown.written("phStream", phStream);
            shown.value("Flags", Flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamCreateWithPriority(
    phStream: *mut CUstream,
    flags: ::core::ffi::c_uint,
    priority: ::core::ffi::c_int,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[610],
        || unsafe { guest::api::cuStreamCreateWithPriority(phStream, flags, priority) },
        |shown| unsafe {
            shown.written("phStream", phStream);
            shown.value("flags", flags);
            shown.value("priority", priority)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamDestroy(hStream: CUstream) -> CUresult {
    guest::entry(
        &FUNCTIONS[611],
        || guest::api::cuStreamDestroy(hStream),
        |shown| shown.address("hStream", hStream),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamDestroy_v2(hStream: CUstream) -> CUresult {
    guest::entry(
        &FUNCTIONS[612],
        || guest::api::cuStreamDestroy_v2(hStream),
        |shown| shown.address("hStream", hStream),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamEndCapture(hStream: CUstream, phGraph: *mut CUgraph) -> CUresult {
    guest::entry(
        &FUNCTIONS[613],
        || unsafe { guest::api::cuStreamEndCapture(hStream, phGraph) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("phGraph", phGraph)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamEndCaptureToCig(_: CUstream) -> CUresult {
    guest::unsupported(&FUNCTIONS[614])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamEndCaptureToCig_ptsz(_: CUstream) -> CUresult {
    guest::unsupported(&FUNCTIONS[615])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamEndCapture_ptsz(hStream: CUstream, phGraph: *mut CUgraph) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[616],
        || unsafe { guest::api::cuStreamEndCapture(hStream, phGraph) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("phGraph", phGraph)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetAttribute(
    hStream: CUstream,
    attr: CUstreamAttrID,
    value: *mut CUstreamAttrValue,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[617],
        || unsafe { guest::api::cuStreamGetAttribute(hStream, attr, value) },
        |shown| {
            shown.address("hStream", hStream);
            shown.value("attr", attr.0);
            shown.address("value", value)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetAttribute_ptsz(
    hStream: CUstream,
    attr: CUstreamAttrID,
    value_out: *mut CUstreamAttrValue,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[618],
        || unsafe { guest::api::cuStreamGetAttribute(hStream, attr, value_out) },
        |shown| {
            shown.address("hStream", hStream);
            shown.value("attr", attr.0);
            shown.address("value_out", value_out)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetCaptureInfo(
    hStream: CUstream,
    captureStatus_out: *mut CUstreamCaptureStatus,
    id_out: *mut cuuint64_t,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[619],
        || unsafe { guest::api::cuStreamGetCaptureInfo(hStream, captureStatus_out, id_out) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.address("captureStatus_out", captureStatus_out);
            shown.written("id_out", id_out)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetCaptureInfo_ptsz(
    hStream: CUstream,
    captureStatus_out: *mut CUstreamCaptureStatus,
    id_out: *mut cuuint64_t,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[620],
        || unsafe { guest::api::cuStreamGetCaptureInfo(hStream, captureStatus_out, id_out) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.address("captureStatus_out", captureStatus_out);
            shown.written("id_out", id_out)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetCaptureInfo_v2(
    hStream: CUstream,
    captureStatus_out: *mut CUstreamCaptureStatus,
    id_out: *mut cuuint64_t,
    graph_out: *mut CUgraph,
    dependencies_out: *mut *const CUgraphNode,
    numDependencies_out: *mut usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[621],
        || unsafe {
            guest::api::cuStreamGetCaptureInfo_v2(
                hStream,
                captureStatus_out,
                id_out,
                graph_out,
                dependencies_out,
                numDependencies_out,
            )
        },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.address("captureStatus_out", captureStatus_out);
            shown.written("id_out", id_out);
            shown.written("graph_out", graph_out);
            shown.address("dependencies_out", dependencies_out);
            shown.written("numDependencies_out", numDependencies_out)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetCaptureInfo_v2_ptsz(
    hStream: CUstream,
    captureStatus_out: *mut CUstreamCaptureStatus,
    id_out: *mut cuuint64_t,
    graph_out: *mut CUgraph,
    dependencies_out: *mut *const CUgraphNode,
    numDependencies_out: *mut usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[622],
        || unsafe {
            guest::api::cuStreamGetCaptureInfo_v2(
                hStream,
                captureStatus_out,
                id_out,
                graph_out,
                dependencies_out,
                numDependencies_out,
            )
        },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.address("captureStatus_out", captureStatus_out);
            shown.written("id_out", id_out);
            shown.written("graph_out", graph_out);
            shown.address("dependencies_out", dependencies_out);
            shown.written("numDependencies_out", numDependencies_out)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetCaptureInfo_v3(
    hStream: CUstream,
    captureStatus_out: *mut CUstreamCaptureStatus,
    id_out: *mut cuuint64_t,
    graph_out: *mut CUgraph,
    dependencies_out: *mut *const CUgraphNode,
    edgeData_out: *mut *const CUgraphEdgeData,
    numDependencies_out: *mut usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[623],
        || unsafe {
            guest::api::cuStreamGetCaptureInfo_v3(
                hStream,
                captureStatus_out,
                id_out,
                graph_out,
                dependencies_out,
                edgeData_out,
                numDependencies_out,
            )
        },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.address("captureStatus_out", captureStatus_out);
            shown.written("id_out", id_out);
            shown.written("graph_out", graph_out);
            shown.address("dependencies_out", dependencies_out);
            shown.address("edgeData_out", edgeData_out);
            shown.written("numDependencies_out", numDependencies_out)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetCaptureInfo_v3_ptsz(
    hStream: CUstream,
    captureStatus_out: *mut CUstreamCaptureStatus,
    id_out: *mut cuuint64_t,
    graph_out: *mut CUgraph,
    dependencies_out: *mut *const CUgraphNode,
    edgeData_out: *mut *const CUgraphEdgeData,
    numDependencies_out: *mut usize,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[624],
        || unsafe {
            guest::api::cuStreamGetCaptureInfo_v3(
                hStream,
                captureStatus_out,
                id_out,
                graph_out,
                dependencies_out,
                edgeData_out,
                numDependencies_out,
            )
        },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.address("captureStatus_out", captureStatus_out);
            shown.written("id_out", id_out);
            shown.written("graph_out", graph_out);
            shown.address("dependencies_out", dependencies_out);
            shown.address("edgeData_out", edgeData_out);
            shown.written("numDependencies_out", numDependencies_out)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetCtx(hStream: CUstream, pctx: *mut CUcontext) -> CUresult {
    guest::entry(
        &FUNCTIONS[625],
        || unsafe { guest::api::cuStreamGetCtx(hStream, pctx) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("pctx", pctx)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetCtx_ptsz(hStream: CUstream, pctx: *mut CUcontext) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[626],
        || unsafe { guest::api::cuStreamGetCtx(hStream, pctx) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("pctx", pctx)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetCtx_v2(
    hStream: CUstream,
    pCtx: *mut CUcontext,
    pGreenCtx: *mut CUgreenCtx,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[627],
        || unsafe { guest::api::cuStreamGetCtx_v2(hStream, pCtx, pGreenCtx) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("pCtx", pCtx);
            shown.address("pGreenCtx", pGreenCtx)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetCtx_v2_ptsz(
    hStream: CUstream,
    pCtx: *mut CUcontext,
    pGreenCtx: *mut CUgreenCtx,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[628],
        || unsafe { guest::api::cuStreamGetCtx_v2(hStream, pCtx, pGreenCtx) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("pCtx", pCtx);
            shown.address("pGreenCtx", pGreenCtx)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetDevResource(
    _: CUstream,
    _: *mut CUdevResource,
    _: CUdevResourceType,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[629])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetDevResource_ptsz(
    _: CUstream,
    _: *mut CUdevResource,
    _: CUdevResourceType,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[630])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetDevice(hStream: CUstream, device: *mut CUdevice) -> CUresult {
    guest::entry(
        &FUNCTIONS[631],
        || unsafe { guest::api::cuStreamGetDevice(hStream, device) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("device", device)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetDevice_ptsz(hStream: CUstream, device: *mut CUdevice) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[632],
        || unsafe { guest::api::cuStreamGetDevice(hStream, device) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("device", device)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetFlags(hStream: CUstream, flags: *mut ::core::ffi::c_uint) -> CUresult {
    guest::entry(
        &FUNCTIONS[633],
        || unsafe { guest::api::cuStreamGetFlags(hStream, flags) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetFlags_ptsz(
    hStream: CUstream,
    flags: *mut ::core::ffi::c_uint,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[634],
        || unsafe { guest::api::cuStreamGetFlags(hStream, flags) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetGreenCtx(hStream: CUstream, phCtx: *mut CUgreenCtx) -> CUresult {
    guest::entry(
        &FUNCTIONS[635],
        || unsafe { guest::api::cuStreamGetGreenCtx(hStream, phCtx) },
        |shown| {
            shown.address("hStream", hStream);
            shown.address("phCtx", phCtx)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetId(
    hStream: CUstream,
    streamId: *mut ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[636],
        || unsafe { guest::api::cuStreamGetId(hStream, streamId) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("streamId", streamId)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetId_ptsz(
    hStream: CUstream,
    streamId: *mut ::core::ffi::c_ulonglong,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[637],
        || unsafe { guest::api::cuStreamGetId(hStream, streamId) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("streamId", streamId)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetPriority(
    hStream: CUstream,
    priority: *mut ::core::ffi::c_int,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[638],
        || unsafe { guest::api::cuStreamGetPriority(hStream, priority) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("priority", priority)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamGetPriority_ptsz(
    hStream: CUstream,
    priority: *mut ::core::ffi::c_int,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[639],
        || unsafe { guest::api::cuStreamGetPriority(hStream, priority) },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("priority", priority)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamIsCapturing(
    hStream: CUstream,
    captureStatus: *mut CUstreamCaptureStatus,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[640],
        || unsafe { guest::api::cuStreamIsCapturing(hStream, captureStatus) },
        |shown| {
            shown.address("hStream", hStream);
            shown.address("captureStatus", captureStatus)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamIsCapturing_ptsz(
    hStream: CUstream,
    captureStatus: *mut CUstreamCaptureStatus,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[641],
        || unsafe { guest::api::cuStreamIsCapturing(hStream, captureStatus) },
        |shown| {
            shown.address("hStream", hStream);
            shown.address("captureStatus", captureStatus)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamQuery(hStream: CUstream) -> CUresult {
    guest::entry(
        &FUNCTIONS[642],
        || guest::api::cuStreamQuery(hStream),
        |shown| shown.address("hStream", hStream),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamQuery_ptsz(hStream: CUstream) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[643],
        || guest::api::cuStreamQuery(hStream),
        |shown| shown.address("hStream", hStream),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamSetAttribute(
    hStream: CUstream,
    attr: CUstreamAttrID,
    param: *const CUstreamAttrValue,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[644],
        || unsafe { guest::api::cuStreamSetAttribute(hStream, attr, param) },
        |shown| {
            shown.address("hStream", hStream);
            shown.value("attr", attr.0);
            shown.address("param", param)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamSetAttribute_ptsz(
    hStream: CUstream,
    attr: CUstreamAttrID,
    value: *const CUstreamAttrValue,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[645],
        || unsafe { guest::api::cuStreamSetAttribute(hStream, attr, value) },
        |shown| {
            shown.address("hStream", hStream);
            shown.value("attr", attr.0);
            shown.address("value", value)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamSynchronize(hStream: CUstream) -> CUresult {
    guest::entry(
        &FUNCTIONS[646],
        || guest::api::cuStreamSynchronize(hStream),
        |shown| shown.address("hStream", hStream),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamSynchronize_ptsz(hStream: CUstream) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[647],
        || guest::api::cuStreamSynchronize(hStream),
        |shown| shown.address("hStream", hStream),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamUpdateCaptureDependencies(
    hStream: CUstream,
    dependencies: *mut CUgraphNode,
    numDependencies: usize,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[648],
        || unsafe {
            guest::api::cuStreamUpdateCaptureDependencies(hStream, dependencies, numDependencies, flags)
        },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("dependencies", dependencies);
            shown.value("numDependencies", numDependencies);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamUpdateCaptureDependencies_ptsz(
    hStream: CUstream,
    dependencies: *mut CUgraphNode,
    numDependencies: usize,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[649],
        || unsafe {
            guest::api::cuStreamUpdateCaptureDependencies(hStream, dependencies, numDependencies, flags)
        },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("dependencies", dependencies);
            shown.value("numDependencies", numDependencies);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamUpdateCaptureDependencies_v2(
    hStream: CUstream,
    dependencies: *mut CUgraphNode,
    dependencyData: *const CUgraphEdgeData,
    numDependencies: usize,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[650],
        || unsafe {
            guest::api::cuStreamUpdateCaptureDependencies_v2(
                hStream,
                dependencies,
                dependencyData,
                numDependencies,
                flags,
            )
        },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("dependencies", dependencies);
            shown.address("dependencyData", dependencyData);
            shown.value("numDependencies", numDependencies);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamUpdateCaptureDependencies_v2_ptsz(
    hStream: CUstream,
    dependencies: *mut CUgraphNode,
    dependencyData: *const CUgraphEdgeData,
    numDependencies: usize,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[651],
        || unsafe {
            guest::api::cuStreamUpdateCaptureDependencies_v2(
                hStream,
                dependencies,
                dependencyData,
                numDependencies,
                flags,
            )
        },
        |shown| unsafe {
            shown.address("hStream", hStream);
            shown.written("dependencies", dependencies);
            shown.address("dependencyData", dependencyData);
            shown.value("numDependencies", numDependencies);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWaitEvent(
    hStream: CUstream,
    hEvent: CUevent,
    Flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[652],
        || guest::api::cuStreamWaitEvent(hStream, hEvent, Flags),
        |shown| {
            shown.address("hStream", hStream);
            shown.address("hEvent", hEvent);
            shown.value("Flags", Flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWaitEvent_ptsz(
    hStream: CUstream,
    hEvent: CUevent,
    Flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[653],
        || guest::api::cuStreamWaitEvent(hStream, hEvent, Flags),
        |shown| {
            shown.address("hStream", hStream);
            shown.address("hEvent", hEvent);
            shown.value("Flags", Flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWaitValue32(
    _: CUstream,
    _: CUdeviceptr,
    _: cuuint32_t,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[654])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWaitValue32_ptsz(
    _: CUstream,
    _: CUdeviceptr,
    _: cuuint32_t,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[655])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWaitValue32_v2(
    stream: CUstream,
    addr: CUdeviceptr,
    value: cuuint32_t,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[656],
        || guest::api::cuStreamWaitValue32_v2(stream, addr, value, flags),
        |shown| {
            shown.address("stream", stream);
            shown.hex("addr", addr);
            shown.value("value", value);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWaitValue32_v2_ptsz(
    stream: CUstream,
    addr: CUdeviceptr,
    value: cuuint32_t,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[657],
        || guest::api::cuStreamWaitValue32_v2(stream, addr, value, flags),
        |shown| {
            shown.address("stream", stream);
            shown.hex("addr", addr);
            shown.value("value", value);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWaitValue64(
    _: CUstream,
    _: CUdeviceptr,
    _: cuuint64_t,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[658])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWaitValue64_ptsz(
    _: CUstream,
    _: CUdeviceptr,
    _: cuuint64_t,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[659])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWaitValue64_v2(
    stream: CUstream,
    addr: CUdeviceptr,
    value: cuuint64_t,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[660],
        || guest::api::cuStreamWaitValue64_v2(stream, addr, value, flags),
        |shown| {
            shown.address("stream", stream);
            shown.hex("addr", addr);
            shown.value("value", value);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWaitValue64_v2_ptsz(
    stream: CUstream,
    addr: CUdeviceptr,
    value: cuuint64_t,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[661],
        || guest::api::cuStreamWaitValue64_v2(stream, addr, value, flags),
        |shown| {
            shown.address("stream", stream);
            shown.hex("addr", addr);
            shown.value("value", value);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWriteValue32(
    _: CUstream,
    _: CUdeviceptr,
    _: cuuint32_t,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[662])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWriteValue32_ptsz(
    _: CUstream,
    _: CUdeviceptr,
    _: cuuint32_t,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[663])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWriteValue32_v2(
    stream: CUstream,
    addr: CUdeviceptr,
    value: cuuint32_t,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[664],
        || guest::api::cuStreamWriteValue32_v2(stream, addr, value, flags),
        |shown| {
            shown.address("stream", stream);
            shown.hex("addr", addr);
            shown.value("value", value);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWriteValue32_v2_ptsz(
    stream: CUstream,
    addr: CUdeviceptr,
    value: cuuint32_t,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[665],
        || guest::api::cuStreamWriteValue32_v2(stream, addr, value, flags),
        |shown| {
            shown.address("stream", stream);
            shown.hex("addr", addr);
            shown.value("value", value);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWriteValue64(
    _: CUstream,
    _: CUdeviceptr,
    _: cuuint64_t,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[666])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWriteValue64_ptsz(
    _: CUstream,
    _: CUdeviceptr,
    _: cuuint64_t,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[667])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWriteValue64_v2(
    stream: CUstream,
    addr: CUdeviceptr,
    value: cuuint64_t,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[668],
        || guest::api::cuStreamWriteValue64_v2(stream, addr, value, flags),
        |shown| {
            shown.address("stream", stream);
            shown.hex("addr", addr);
            shown.value("value", value);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuStreamWriteValue64_v2_ptsz(
    stream: CUstream,
    addr: CUdeviceptr,
    value: cuuint64_t,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry_per_thread(
        &FUNCTIONS[669],
        || guest::api::cuStreamWriteValue64_v2(stream, addr, value, flags),
        |shown| {
            shown.address("stream", stream);
            shown.hex("addr", addr);
            shown.value("value", value);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuSurfObjectCreate(
    pSurfObject: *mut CUsurfObject,
    pResDesc: *const CUDA_RESOURCE_DESC,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[670],
        || unsafe { guest::api::cuSurfObjectCreate(pSurfObject, pResDesc) },
        |shown| {
            shown.address("pSurfObject", pSurfObject);
            shown.address("pResDesc", pResDesc)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuSurfObjectDestroy(surfObject: CUsurfObject) -> CUresult {
    guest::entry(
        &FUNCTIONS[671],
        || guest::api::cuSurfObjectDestroy(surfObject),
        |shown| shown.whole("surfObject"),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuSurfObjectGetResourceDesc(
    pResDesc: *mut CUDA_RESOURCE_DESC,
    surfObject: CUsurfObject,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[672],
        || unsafe { guest::api::cuSurfObjectGetResourceDesc(pResDesc, surfObject) },
        |shown| {
            shown.address("pResDesc", pResDesc);
            shown.whole("surfObject")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuSurfRefGetArray(phArray: *mut CUarray, hSurfRef: CUsurfref) -> CUresult {
    guest::entry(
        &FUNCTIONS[673],
        || unsafe { guest::api::cuSurfRefGetArray(phArray, hSurfRef) },
        |shown| unsafe {
            shown.written("phArray", phArray);
            shown.whole("hSurfRef")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuSurfRefSetArray(
    hSurfRef: CUsurfref,
    hArray: CUarray,
    Flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[674],
        || guest::api::cuSurfRefSetArray(hSurfRef, hArray, Flags),
        |shown| {
            shown.whole("hSurfRef");
            shown.address("hArray", hArray);
            shown.value("Flags", Flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTensorMapEncodeIm2col(
    _: *mut CUtensorMap,
    _: CUtensorMapDataType,
    _: cuuint32_t,
    _: *mut ::core::ffi::c_void,
    _: *const cuuint64_t,
    _: *const cuuint64_t,
    _: *const ::core::ffi::c_int,
    _: *const ::core::ffi::c_int,
    _: cuuint32_t,
    _: cuuint32_t,
    _: *const cuuint32_t,
    _: CUtensorMapInterleave,
    _: CUtensorMapSwizzle,
    _: CUtensorMapL2promotion,
    _: CUtensorMapFloatOOBfill,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[675])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTensorMapEncodeIm2colWide(
    _: *mut CUtensorMap,
    _: CUtensorMapDataType,
    _: cuuint32_t,
    _: *mut ::core::ffi::c_void,
    _: *const cuuint64_t,
    _: *const cuuint64_t,
    _: ::core::ffi::c_int,
    _: ::core::ffi::c_int,
    _: cuuint32_t,
    _: cuuint32_t,
    _: *const cuuint32_t,
    _: CUtensorMapInterleave,
    _: CUtensorMapIm2ColWideMode,
    _: CUtensorMapSwizzle,
    _: CUtensorMapL2promotion,
    _: CUtensorMapFloatOOBfill,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[676])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTensorMapEncodeTiled(
    _: *mut CUtensorMap,
    _: CUtensorMapDataType,
    _: cuuint32_t,
    _: *mut ::core::ffi::c_void,
    _: *const cuuint64_t,
    _: *const cuuint64_t,
    _: *const cuuint32_t,
    _: *const cuuint32_t,
    _: CUtensorMapInterleave,
    _: CUtensorMapSwizzle,
    _: CUtensorMapL2promotion,
    _: CUtensorMapFloatOOBfill,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[677])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTensorMapReplaceAddress(
    _: *mut CUtensorMap,
    _: *mut ::core::ffi::c_void,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[678])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTensorMapSetAllocationClass(
    _: *mut CUtensorMap,
    _: CUtensorMapAllocClass,
    _: *mut CUtensorMapAllocClass,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[679])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexObjectCreate(
    pTexObject: *mut CUtexObject,
    pResDesc: *const CUDA_RESOURCE_DESC,
    pTexDesc: *const CUDA_TEXTURE_DESC,
    pResViewDesc: *const CUDA_RESOURCE_VIEW_DESC,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[680],
        || unsafe { guest::api::cuTexObjectCreate(pTexObject, pResDesc, pTexDesc, pResViewDesc) },
        |shown| {
            shown.address("pTexObject", pTexObject);
            shown.address("pResDesc", pResDesc);
            shown.address("pTexDesc", pTexDesc);
            shown.address("pResViewDesc", pResViewDesc)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexObjectDestroy(texObject: CUtexObject) -> CUresult {
    guest::entry(
        &FUNCTIONS[681],
        || guest::api::cuTexObjectDestroy(texObject),
        |shown| shown.whole("texObject"),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexObjectGetResourceDesc(
    pResDesc: *mut CUDA_RESOURCE_DESC,
    texObject: CUtexObject,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[682],
        || unsafe { guest::api::cuTexObjectGetResourceDesc(pResDesc, texObject) },
        |shown| {
            shown.address("pResDesc", pResDesc);
            shown.whole("texObject")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexObjectGetResourceViewDesc(
    pResViewDesc: *mut CUDA_RESOURCE_VIEW_DESC,
    texObject: CUtexObject,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[683],
        || unsafe { guest::api::cuTexObjectGetResourceViewDesc(pResViewDesc, texObject) },
        |shown| {
            shown.address("pResViewDesc", pResViewDesc);
            shown.whole("texObject")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexObjectGetTextureDesc(
    pTexDesc: *mut CUDA_TEXTURE_DESC,
    texObject: CUtexObject,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[684],
        || unsafe { guest::api::cuTexObjectGetTextureDesc(pTexDesc, texObject) },
        |shown| {
            shown.address("pTexDesc", pTexDesc);
            shown.whole("texObject")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefCreate(pTexRef: *mut CUtexref) -> CUresult {
    guest::entry(
        &FUNCTIONS[685],
        || unsafe { guest::api::cuTexRefCreate(pTexRef) },
        |shown| shown.address("pTexRef", pTexRef),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefDestroy(hTexRef: CUtexref) -> CUresult {
    guest::entry(&FUNCTIONS[686], || guest::api::cuTexRefDestroy(hTexRef), |shown| shown.whole("hTexRef"))
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefGetAddress(_: *mut CUdeviceptr_v1, _: CUtexref) -> CUresult {
    guest::unsupported(&FUNCTIONS[687])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefGetAddressMode(
    pam: *mut CUaddress_mode,
    hTexRef: CUtexref,
    dim: ::core::ffi::c_int,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[688],
        || unsafe { guest::api::cuTexRefGetAddressMode(pam, hTexRef, dim) },
        |shown| {
            shown.address("pam", pam);
            shown.whole("hTexRef");
            shown.value("dim", dim)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefGetAddress_v2(pdptr: *mut CUdeviceptr, hTexRef: CUtexref) -> CUresult {
    guest::entry(
        &FUNCTIONS[689],
        || unsafe { guest::api::cuTexRefGetAddress_v2(pdptr, hTexRef) },
        |shown| unsafe {
            shown.written_hex("pdptr", pdptr);
            shown.whole("hTexRef")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefGetArray(phArray: *mut CUarray, hTexRef: CUtexref) -> CUresult {
    guest::entry(
        &FUNCTIONS[690],
        || unsafe { guest::api::cuTexRefGetArray(phArray, hTexRef) },
        |shown| unsafe {
            shown.written("phArray", phArray);
            shown.whole("hTexRef")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefGetBorderColor(pBorderColor: *mut f32, hTexRef: CUtexref) -> CUresult {
    guest::entry(
        &FUNCTIONS[691],
        || unsafe { guest::api::cuTexRefGetBorderColor(pBorderColor, hTexRef) },
        |shown| unsafe {
            shown.written("pBorderColor", pBorderColor);
            shown.whole("hTexRef")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefGetFilterMode(pfm: *mut CUfilter_mode, hTexRef: CUtexref) -> CUresult {
    guest::entry(
        &FUNCTIONS[692],
        || unsafe { guest::api::cuTexRefGetFilterMode(pfm, hTexRef) },
        |shown| {
            shown.address("pfm", pfm);
            shown.whole("hTexRef")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefGetFlags(pFlags: *mut ::core::ffi::c_uint, hTexRef: CUtexref) -> CUresult {
    guest::entry(
        &FUNCTIONS[693],
        || unsafe { guest::api::cuTexRefGetFlags(pFlags, hTexRef) },
        |shown| unsafe {
            shown.written("pFlags", pFlags);
            shown.whole("hTexRef")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefGetFormat(
    pFormat: *mut CUarray_format,
    pNumChannels: *mut ::core::ffi::c_int,
    hTexRef: CUtexref,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[694],
        || unsafe { guest::api::cuTexRefGetFormat(pFormat, pNumChannels, hTexRef) },
        |shown| unsafe {
            shown.address("pFormat", pFormat);
            shown.written("pNumChannels", pNumChannels);
            shown.whole("hTexRef")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefGetMaxAnisotropy(
    pmaxAniso: *mut ::core::ffi::c_int,
    hTexRef: CUtexref,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[695],
        || unsafe { guest::api::cuTexRefGetMaxAnisotropy(pmaxAniso, hTexRef) },
        |shown| unsafe {
            shown.written("pmaxAniso", pmaxAniso);
            shown.whole("hTexRef")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefGetMipmapFilterMode(pfm: *mut CUfilter_mode, hTexRef: CUtexref) -> CUresult {
    guest::entry(
        &FUNCTIONS[696],
        || unsafe { guest::api::cuTexRefGetMipmapFilterMode(pfm, hTexRef) },
        |shown| {
            shown.address("pfm", pfm);
            shown.whole("hTexRef")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefGetMipmapLevelBias(pbias: *mut f32, hTexRef: CUtexref) -> CUresult {
    guest::entry(
        &FUNCTIONS[697],
        || unsafe { guest::api::cuTexRefGetMipmapLevelBias(pbias, hTexRef) },
        |shown| unsafe {
            shown.written("pbias", pbias);
            shown.whole("hTexRef")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefGetMipmapLevelClamp(
    pminMipmapLevelClamp: *mut f32,
    pmaxMipmapLevelClamp: *mut f32,
    hTexRef: CUtexref,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[698],
        || unsafe {
            guest::api::cuTexRefGetMipmapLevelClamp(pminMipmapLevelClamp, pmaxMipmapLevelClamp, hTexRef)
        },
        |shown| unsafe {
            shown.written("pminMipmapLevelClamp", pminMipmapLevelClamp);
            shown.written("pmaxMipmapLevelClamp", pmaxMipmapLevelClamp);
            shown.whole("hTexRef")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefGetMipmappedArray(
    phMipmappedArray: *mut CUmipmappedArray,
    hTexRef: CUtexref,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[699],
        || unsafe { guest::api::cuTexRefGetMipmappedArray(phMipmappedArray, hTexRef) },
        |shown| unsafe {
            shown.written("phMipmappedArray", phMipmappedArray);
            shown.whole("hTexRef")
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetAddress(
    _: *mut ::core::ffi::c_uint,
    _: CUtexref,
    _: CUdeviceptr_v1,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[700])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetAddress2D(
    _: CUtexref,
    _: *const CUDA_ARRAY_DESCRIPTOR_v1,
    _: CUdeviceptr_v1,
    _: ::core::ffi::c_uint,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[701])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetAddress2D_v2(
    hTexRef: CUtexref,
    desc: *const CUDA_ARRAY_DESCRIPTOR,
    dptr: CUdeviceptr,
    Pitch: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[702],
        || unsafe { guest::api::cuTexRefSetAddress2D_v2(hTexRef, desc, dptr, Pitch) },
        |shown| {
            shown.whole("hTexRef");
            shown.address("desc", desc);
            shown.hex("dptr", dptr);
            shown.value("Pitch", Pitch)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetAddress2D_v3(
    hTexRef: CUtexref,
    desc: *const CUDA_ARRAY_DESCRIPTOR,
    dptr: CUdeviceptr,
    Pitch: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[703],
        || unsafe { guest::api::cuTexRefSetAddress2D_v3(hTexRef, desc, dptr, Pitch) },
        |shown| {
            shown.whole("hTexRef");
            shown.address("desc", desc);
            shown.hex("dptr", dptr);
            shown.value("Pitch", Pitch)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetAddressMode(
    hTexRef: CUtexref,
    dim: ::core::ffi::c_int,
    am: CUaddress_mode,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[704],
        || guest::api::cuTexRefSetAddressMode(hTexRef, dim, am),
        |shown| {
            shown.whole("hTexRef");
            shown.value("dim", dim);
            shown.value("am", am.0)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetAddress_v2(
    ByteOffset: *mut usize,
    hTexRef: CUtexref,
    dptr: CUdeviceptr,
    bytes: usize,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[705],
        || unsafe { guest::api::cuTexRefSetAddress_v2(ByteOffset, hTexRef, dptr, bytes) },
        |shown| unsafe {
            shown.written("ByteOffset", ByteOffset);
            shown.whole("hTexRef");
            shown.hex("dptr", dptr);
            shown.value("bytes", bytes)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetArray(
    hTexRef: CUtexref,
    hArray: CUarray,
    Flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[706],
        || guest::api::cuTexRefSetArray(hTexRef, hArray, Flags),
        |shown| {
            shown.whole("hTexRef");
            shown.address("hArray", hArray);
            shown.value("Flags", Flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetBorderColor(hTexRef: CUtexref, pBorderColor: *mut f32) -> CUresult {
    guest::entry(
        &FUNCTIONS[707],
        || unsafe { guest::api::cuTexRefSetBorderColor(hTexRef, pBorderColor) },
        |shown| unsafe {
            shown.whole("hTexRef");
            shown.written("pBorderColor", pBorderColor)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetFilterMode(hTexRef: CUtexref, fm: CUfilter_mode) -> CUresult {
    guest::entry(
        &FUNCTIONS[708],
        || guest::api::cuTexRefSetFilterMode(hTexRef, fm),
        |shown| {
            shown.whole("hTexRef");
            shown.value("fm", fm.0)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetFlags(hTexRef: CUtexref, Flags: ::core::ffi::c_uint) -> CUresult {
    guest::entry(
        &FUNCTIONS[709],
        || guest::api::cuTexRefSetFlags(hTexRef, Flags),
        |shown| {
            shown.whole("hTexRef");
            shown.value("Flags", Flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetFormat(
    hTexRef: CUtexref,
    fmt: CUarray_format,
    NumPackedComponents: ::core::ffi::c_int,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[710],
        || guest::api::cuTexRefSetFormat(hTexRef, fmt, NumPackedComponents),
        |shown| {
            shown.whole("hTexRef");
            shown.value("fmt", fmt.0);
            shown.value("NumPackedComponents", NumPackedComponents)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetMaxAnisotropy(
    hTexRef: CUtexref,
    maxAniso: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[711],
        || guest::api::cuTexRefSetMaxAnisotropy(hTexRef, maxAniso),
        |shown| {
            shown.whole("hTexRef");
            shown.value("maxAniso", maxAniso)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetMipmapFilterMode(hTexRef: CUtexref, fm: CUfilter_mode) -> CUresult {
    guest::entry(
        &FUNCTIONS[712],
        || guest::api::cuTexRefSetMipmapFilterMode(hTexRef, fm),
        |shown| {
            shown.whole("hTexRef");
            shown.value("fm", fm.0)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetMipmapLevelBias(hTexRef: CUtexref, bias: f32) -> CUresult {
    guest::entry(
        &FUNCTIONS[713],
        || guest::api::cuTexRefSetMipmapLevelBias(hTexRef, bias),
        |shown| {
            shown.whole("hTexRef");
            shown.value("bias", bias)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetMipmapLevelClamp(
    hTexRef: CUtexref,
    minMipmapLevelClamp: f32,
    maxMipmapLevelClamp: f32,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[714],
        || guest::api::cuTexRefSetMipmapLevelClamp(hTexRef, minMipmapLevelClamp, maxMipmapLevelClamp),
        |shown| {
            shown.whole("hTexRef");
            shown.value("minMipmapLevelClamp", minMipmapLevelClamp);
            shown.value("maxMipmapLevelClamp", maxMipmapLevelClamp)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuTexRefSetMipmappedArray(
    hTexRef: CUtexref,
    hMipmappedArray: CUmipmappedArray,
    Flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[715],
        || guest::api::cuTexRefSetMipmappedArray(hTexRef, hMipmappedArray, Flags),
        |shown| {
            shown.whole("hTexRef");
            shown.address("hMipmappedArray", hMipmappedArray);
            shown.value("Flags", Flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuThreadExchangeStreamCaptureMode(mode: *mut CUstreamCaptureMode) -> CUresult {
    guest::entry(
        &FUNCTIONS[716],
        || unsafe { guest::api::cuThreadExchangeStreamCaptureMode(mode) },
        |shown| shown.address("mode", mode),
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuUserObjectCreate(
    object_out: *mut CUuserObject,
    ptr: *mut ::core::ffi::c_void,
    destroy: CUhostFn,
    initialRefcount: ::core::ffi::c_uint,
    flags: ::core::ffi::c_uint,
) -> CUresult {
    guest::entry(
        &FUNCTIONS[717],
        || unsafe { guest::api::cuUserObjectCreate(object_out, ptr, destroy, initialRefcount, flags) },
        |shown| unsafe {
            shown.written("object_out", object_out);
            shown.address("ptr", ptr);
            shown.whole("destroy");
            shown.value("initialRefcount", initialRefcount);
            shown.value("flags", flags)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuUserObjectRelease(object: CUuserObject, count: ::core::ffi::c_uint) -> CUresult {
    guest::entry(
        &FUNCTIONS[718],
        || guest::api::cuUserObjectRelease(object, count),
        |shown| {
            shown.address("object", object);
            shown.value("count", count)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuUserObjectRetain(object: CUuserObject, count: ::core::ffi::c_uint) -> CUresult {
    guest::entry(
        &FUNCTIONS[719],
        || guest::api::cuUserObjectRetain(object, count),
        |shown| {
            shown.address("object", object);
            shown.value("count", count)
        },
    )
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuVDPAUCtxCreate() -> CUresult {
    guest::unsupported(&FUNCTIONS[720])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuVDPAUCtxCreate_v2() -> CUresult {
    guest::unsupported(&FUNCTIONS[721])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuVDPAUGetDevice() -> CUresult {
    guest::unsupported(&FUNCTIONS[722])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuWaitExternalSemaphoresAsync(
    _: *const CUexternalSemaphore,
    _: *const CUDA_EXTERNAL_SEMAPHORE_WAIT_PARAMS,
    _: ::core::ffi::c_uint,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[723])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cuWaitExternalSemaphoresAsync_ptsz(
    _: *const CUexternalSemaphore,
    _: *const CUDA_EXTERNAL_SEMAPHORE_WAIT_PARAMS,
    _: ::core::ffi::c_uint,
    _: CUstream,
) -> CUresult {
    guest::unsupported(&FUNCTIONS[724])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cudbgApiAttach() -> CUresult {
    guest::unsupported(&FUNCTIONS[725])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cudbgApiDetach() -> CUresult {
    guest::unsupported(&FUNCTIONS[726])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cudbgApiInit() -> CUresult {
    guest::unsupported(&FUNCTIONS[727])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cudbgGetAPI() -> CUresult {
    guest::unsupported(&FUNCTIONS[728])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cudbgGetAPIVersion() -> CUresult {
    guest::unsupported(&FUNCTIONS[729])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cudbgMain() -> CUresult {
    guest::unsupported(&FUNCTIONS[730])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cudbgReportDriverApiError() -> CUresult {
    guest::unsupported(&FUNCTIONS[731])
}
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cudbgReportDriverInternalError() -> CUresult {
    guest::unsupported(&FUNCTIONS[732])
}
#[unsafe(no_mangle)]
pub static cudbgApiClientPid: Variable<4> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgApiClientRevision: Variable<4> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgAttachHandlerAvailable: Variable<4> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgDebuggerCapabilities: Variable<4> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgDebuggerInitialized: Variable<4> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgDetachSuspendedDevicesMask: Variable<4> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgEnableIntegratedMemcheck: Variable<4> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgEnableLaunchBlocking: Variable<4> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgEnablePreemptionDebugging: Variable<4> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgInjectionPath: Variable<4096> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgIpcFlag: Variable<4> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgReportDriverApiErrorFlags: Variable<4> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgReportedDriverApiErrorCode: Variable<8> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgReportedDriverApiErrorFuncNameAddr: Variable<8> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgReportedDriverApiErrorFuncNameSize: Variable<8> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgReportedDriverInternalErrorCode: Variable<8> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgResumeForAttachDetach: Variable<4> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgRpcEnabled: Variable<4> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgSessionId: Variable<4> = Variable::zeroed();
#[unsafe(no_mangle)]
pub static cudbgUseExternalDebugger: Variable<4> = Variable::zeroed();
/// Addresses of the exported functions, parallel to `FUNCTIONS`.
pub static ADDRESSES: [Address; 733] = [
    Address(cuArray3DCreate as *const c_void),
    Address(cuArray3DCreate_v2 as *const c_void),
    Address(cuArray3DGetDescriptor as *const c_void),
    Address(cuArray3DGetDescriptor_v2 as *const c_void),
    Address(cuArrayCreate as *const c_void),
    Address(cuArrayCreate_v2 as *const c_void),
    Address(cuArrayDestroy as *const c_void),
    Address(cuArrayGetDescriptor as *const c_void),
    Address(cuArrayGetDescriptor_v2 as *const c_void),
    Address(cuArrayGetMemoryRequirements as *const c_void),
    Address(cuArrayGetPlane as *const c_void),
    Address(cuArrayGetSparseProperties as *const c_void),
    Address(cuCheckpointOperationComplete as *const c_void),
    Address(cuCheckpointProcessCheckpoint as *const c_void),
    Address(cuCheckpointProcessGetRestoreThreadId as *const c_void),
    Address(cuCheckpointProcessGetState as *const c_void),
    Address(cuCheckpointProcessLock as *const c_void),
    Address(cuCheckpointProcessRestore as *const c_void),
    Address(cuCheckpointProcessUnlock as *const c_void),
    Address(cuCoredumpDeregisterCompleteCallback as *const c_void),
    Address(cuCoredumpDeregisterStartCallback as *const c_void),
    Address(cuCoredumpGetAttribute as *const c_void),
    Address(cuCoredumpGetAttributeGlobal as *const c_void),
    Address(cuCoredumpRegisterCompleteCallback as *const c_void),
    Address(cuCoredumpRegisterStartCallback as *const c_void),
    Address(cuCoredumpSetAttribute as *const c_void),
    Address(cuCoredumpSetAttributeGlobal as *const c_void),
    Address(cuCtxAttach as *const c_void),
    Address(cuCtxCreate as *const c_void),
    Address(cuCtxCreate_v2 as *const c_void),
    Address(cuCtxCreate_v3 as *const c_void),
    Address(cuCtxCreate_v4 as *const c_void),
    Address(cuCtxDestroy as *const c_void),
    Address(cuCtxDestroy_v2 as *const c_void),
    Address(cuCtxDetach as *const c_void),
    Address(cuCtxDisablePeerAccess as *const c_void),
    Address(cuCtxEnablePeerAccess as *const c_void),
    Address(cuCtxFromGreenCtx as *const c_void),
    Address(cuCtxGetApiVersion as *const c_void),
    Address(cuCtxGetCacheConfig as *const c_void),
    Address(cuCtxGetCurrent as *const c_void),
    Address(cuCtxGetDevResource as *const c_void),
    Address(cuCtxGetDevice as *const c_void),
    Address(cuCtxGetDevice_v2 as *const c_void),
    Address(cuCtxGetExecAffinity as *const c_void),
    Address(cuCtxGetFlags as *const c_void),
    Address(cuCtxGetId as *const c_void),
    Address(cuCtxGetLimit as *const c_void),
    Address(cuCtxGetSharedMemConfig as *const c_void),
    Address(cuCtxGetStreamPriorityRange as *const c_void),
    Address(cuCtxPopCurrent as *const c_void),
    Address(cuCtxPopCurrent_v2 as *const c_void),
    Address(cuCtxPushCurrent as *const c_void),
    Address(cuCtxPushCurrent_v2 as *const c_void),
    Address(cuCtxRecordEvent as *const c_void),
    Address(cuCtxResetPersistingL2Cache as *const c_void),
    Address(cuCtxSetCacheConfig as *const c_void),
    Address(cuCtxSetCurrent as *const c_void),
    Address(cuCtxSetFlags as *const c_void),
    Address(cuCtxSetLimit as *const c_void),
    Address(cuCtxSetSharedMemConfig as *const c_void),
    Address(cuCtxSynchronize as *const c_void),
    Address(cuCtxSynchronize_v2 as *const c_void),
    Address(cuCtxWaitEvent as *const c_void),
    Address(cuDestroyExternalMemory as *const c_void),
    Address(cuDestroyExternalSemaphore as *const c_void),
    Address(cuDevResourceGenerateDesc as *const c_void),
    Address(cuDevSmResourceSplit as *const c_void),
    Address(cuDevSmResourceSplitByCount as *const c_void),
    Address(cuDeviceCanAccessPeer as *const c_void),
    Address(cuDeviceComputeCapability as *const c_void),
    Address(cuDeviceGet as *const c_void),
    Address(cuDeviceGetAttribute as *const c_void),
    Address(cuDeviceGetByPCIBusId as *const c_void),
    Address(cuDeviceGetCliqueCount as *const c_void),
    Address(cuDeviceGetCliqueInfo as *const c_void),
    Address(cuDeviceGetCount as *const c_void),
    Address(cuDeviceGetDefaultMemPool as *const c_void),
    Address(cuDeviceGetDevResource as *const c_void),
    Address(cuDeviceGetExecAffinitySupport as *const c_void),
    Address(cuDeviceGetFabricClusterUuid as *const c_void),
    Address(cuDeviceGetGraphMemAttribute as *const c_void),
    Address(cuDeviceGetHostAtomicCapabilities as *const c_void),
    Address(cuDeviceGetLuid as *const c_void),
    Address(cuDeviceGetMemPool as *const c_void),
    Address(cuDeviceGetName as *const c_void),
    Address(cuDeviceGetNvSciSyncAttributes as *const c_void),
    Address(cuDeviceGetP2PAtomicCapabilities as *const c_void),
    Address(cuDeviceGetP2PAttribute as *const c_void),
    Address(cuDeviceGetPCIBusId as *const c_void),
    Address(cuDeviceGetProperties as *const c_void),
    Address(cuDeviceGetTexture1DLinearMaxWidth as *const c_void),
    Address(cuDeviceGetUuid as *const c_void),
    Address(cuDeviceGetUuid_v2 as *const c_void),
    Address(cuDeviceGraphMemTrim as *const c_void),
    Address(cuDevicePrimaryCtxGetState as *const c_void),
    Address(cuDevicePrimaryCtxRelease as *const c_void),
    Address(cuDevicePrimaryCtxRelease_v2 as *const c_void),
    Address(cuDevicePrimaryCtxReset as *const c_void),
    Address(cuDevicePrimaryCtxReset_v2 as *const c_void),
    Address(cuDevicePrimaryCtxRetain as *const c_void),
    Address(cuDevicePrimaryCtxSetFlags as *const c_void),
    Address(cuDevicePrimaryCtxSetFlags_v2 as *const c_void),
    Address(cuDeviceRegisterAsyncNotification as *const c_void),
    Address(cuDeviceSetGraphMemAttribute as *const c_void),
    Address(cuDeviceSetMemPool as *const c_void),
    Address(cuDeviceTotalMem as *const c_void),
    Address(cuDeviceTotalMem_v2 as *const c_void),
    Address(cuDeviceUnregisterAsyncNotification as *const c_void),
    Address(cuDriverGetVersion as *const c_void),
    Address(cuEGLApiInit as *const c_void),
    Address(cuEGLStreamConsumerAcquireFrame as *const c_void),
    Address(cuEGLStreamConsumerConnect as *const c_void),
    Address(cuEGLStreamConsumerConnectWithFlags as *const c_void),
    Address(cuEGLStreamConsumerDisconnect as *const c_void),
    Address(cuEGLStreamConsumerReleaseFrame as *const c_void),
    Address(cuEGLStreamProducerConnect as *const c_void),
    Address(cuEGLStreamProducerDisconnect as *const c_void),
    Address(cuEGLStreamProducerPresentFrame as *const c_void),
    Address(cuEGLStreamProducerReturnFrame as *const c_void),
    Address(cuEventCreate as *const c_void),
    Address(cuEventDestroy as *const c_void),
    Address(cuEventDestroy_v2 as *const c_void),
    Address(cuEventElapsedTime as *const c_void),
    Address(cuEventElapsedTime_v2 as *const c_void),
    Address(cuEventQuery as *const c_void),
    Address(cuEventRecord as *const c_void),
    Address(cuEventRecordWithFlags as *const c_void),
    Address(cuEventRecordWithFlags_ptsz as *const c_void),
    Address(cuEventRecord_ptsz as *const c_void),
    Address(cuEventSynchronize as *const c_void),
    Address(cuExternalMemoryGetMappedBuffer as *const c_void),
    Address(cuExternalMemoryGetMappedMipmappedArray as *const c_void),
    Address(cuFabricCpyBatchAsync as *const c_void),
    Address(cuFabricCpyBatchAsync_ptsz as *const c_void),
    Address(cuFlushGPUDirectRDMAWrites as *const c_void),
    Address(cuFuncGetAttribute as *const c_void),
    Address(cuFuncGetModule as *const c_void),
    Address(cuFuncGetName as *const c_void),
    Address(cuFuncGetParamCount as *const c_void),
    Address(cuFuncGetParamInfo as *const c_void),
    Address(cuFuncIsLoaded as *const c_void),
    Address(cuFuncLoad as *const c_void),
    Address(cuFuncSetAttribute as *const c_void),
    Address(cuFuncSetBlockShape as *const c_void),
    Address(cuFuncSetCacheConfig as *const c_void),
    Address(cuFuncSetSharedMemConfig as *const c_void),
    Address(cuFuncSetSharedSize as *const c_void),
    Address(cuGLCtxCreate as *const c_void),
    Address(cuGLCtxCreate_v2 as *const c_void),
    Address(cuGLGetDevices as *const c_void),
    Address(cuGLGetDevices_v2 as *const c_void),
    Address(cuGLInit as *const c_void),
    Address(cuGLMapBufferObject as *const c_void),
    Address(cuGLMapBufferObjectAsync as *const c_void),
    Address(cuGLMapBufferObjectAsync_v2 as *const c_void),
    Address(cuGLMapBufferObjectAsync_v2_ptsz as *const c_void),
    Address(cuGLMapBufferObject_v2 as *const c_void),
    Address(cuGLMapBufferObject_v2_ptds as *const c_void),
    Address(cuGLRegisterBufferObject as *const c_void),
    Address(cuGLSetBufferObjectMapFlags as *const c_void),
    Address(cuGLUnmapBufferObject as *const c_void),
    Address(cuGLUnmapBufferObjectAsync as *const c_void),
    Address(cuGLUnregisterBufferObject as *const c_void),
    Address(cuGetErrorName as *const c_void),
    Address(cuGetErrorString as *const c_void),
    Address(cuGetExportTable as *const c_void),
    Address(cuGetProcAddress as *const c_void),
    Address(cuGetProcAddress_v2 as *const c_void),
    Address(cuGraphAddBatchMemOpNode as *const c_void),
    Address(cuGraphAddChildGraphNode as *const c_void),
    Address(cuGraphAddDependencies as *const c_void),
    Address(cuGraphAddDependencies_v2 as *const c_void),
    Address(cuGraphAddEmptyNode as *const c_void),
    Address(cuGraphAddEventRecordNode as *const c_void),
    Address(cuGraphAddEventWaitNode as *const c_void),
    Address(cuGraphAddExternalSemaphoresSignalNode as *const c_void),
    Address(cuGraphAddExternalSemaphoresWaitNode as *const c_void),
    Address(cuGraphAddHostNode as *const c_void),
    Address(cuGraphAddKernelNode as *const c_void),
    Address(cuGraphAddKernelNode_v2 as *const c_void),
    Address(cuGraphAddMemAllocNode as *const c_void),
    Address(cuGraphAddMemFreeNode as *const c_void),
    Address(cuGraphAddMemcpyNode as *const c_void),
    Address(cuGraphAddMemsetNode as *const c_void),
    Address(cuGraphAddNode as *const c_void),
    Address(cuGraphAddNode_v2 as *const c_void),
    Address(cuGraphAddNode_v3 as *const c_void),
    Address(cuGraphBatchMemOpNodeGetParams as *const c_void),
    Address(cuGraphBatchMemOpNodeSetParams as *const c_void),
    Address(cuGraphChildGraphNodeGetGraph as *const c_void),
    Address(cuGraphClone as *const c_void),
    Address(cuGraphConditionalHandleCreate as *const c_void),
    Address(cuGraphCreate as *const c_void),
    Address(cuGraphDebugDotPrint as *const c_void),
    Address(cuGraphDestroy as *const c_void),
    Address(cuGraphDestroyNode as *const c_void),
    Address(cuGraphEventRecordNodeGetEvent as *const c_void),
    Address(cuGraphEventRecordNodeSetEvent as *const c_void),
    Address(cuGraphEventWaitNodeGetEvent as *const c_void),
    Address(cuGraphEventWaitNodeSetEvent as *const c_void),
    Address(cuGraphExecBatchMemOpNodeSetParams as *const c_void),
    Address(cuGraphExecChildGraphNodeSetParams as *const c_void),
    Address(cuGraphExecDestroy as *const c_void),
    Address(cuGraphExecEventRecordNodeSetEvent as *const c_void),
    Address(cuGraphExecEventWaitNodeSetEvent as *const c_void),
    Address(cuGraphExecExternalSemaphoresSignalNodeSetParams as *const c_void),
    Address(cuGraphExecExternalSemaphoresWaitNodeSetParams as *const c_void),
    Address(cuGraphExecGetFlags as *const c_void),
    Address(cuGraphExecGetId as *const c_void),
    Address(cuGraphExecHostNodeSetParams as *const c_void),
    Address(cuGraphExecKernelNodeSetParams as *const c_void),
    Address(cuGraphExecKernelNodeSetParams_v2 as *const c_void),
    Address(cuGraphExecMemcpyNodeSetParams as *const c_void),
    Address(cuGraphExecMemsetNodeSetParams as *const c_void),
    Address(cuGraphExecNodeSetParams as *const c_void),
    Address(cuGraphExecUpdate as *const c_void),
    Address(cuGraphExecUpdate_v2 as *const c_void),
    Address(cuGraphExternalSemaphoresSignalNodeGetParams as *const c_void),
    Address(cuGraphExternalSemaphoresSignalNodeSetParams as *const c_void),
    Address(cuGraphExternalSemaphoresWaitNodeGetParams as *const c_void),
    Address(cuGraphExternalSemaphoresWaitNodeSetParams as *const c_void),
    Address(cuGraphGetEdges as *const c_void),
    Address(cuGraphGetEdges_v2 as *const c_void),
    Address(cuGraphGetId as *const c_void),
    Address(cuGraphGetNodes as *const c_void),
    Address(cuGraphGetRootNodes as *const c_void),
    Address(cuGraphHostNodeGetParams as *const c_void),
    Address(cuGraphHostNodeSetParams as *const c_void),
    Address(cuGraphInstantiate as *const c_void),
    Address(cuGraphInstantiateWithFlags as *const c_void),
    Address(cuGraphInstantiateWithParams as *const c_void),
    Address(cuGraphInstantiateWithParams_ptsz as *const c_void),
    Address(cuGraphInstantiate_v2 as *const c_void),
    Address(cuGraphKernelNodeCopyAttributes as *const c_void),
    Address(cuGraphKernelNodeGetAttribute as *const c_void),
    Address(cuGraphKernelNodeGetParams as *const c_void),
    Address(cuGraphKernelNodeGetParams_v2 as *const c_void),
    Address(cuGraphKernelNodeSetAttribute as *const c_void),
    Address(cuGraphKernelNodeSetParams as *const c_void),
    Address(cuGraphKernelNodeSetParams_v2 as *const c_void),
    Address(cuGraphLaunch as *const c_void),
    Address(cuGraphLaunch_ptsz as *const c_void),
    Address(cuGraphMemAllocNodeGetParams as *const c_void),
    Address(cuGraphMemFreeNodeGetParams as *const c_void),
    Address(cuGraphMemcpyNodeGetParams as *const c_void),
    Address(cuGraphMemcpyNodeSetParams as *const c_void),
    Address(cuGraphMemsetNodeGetParams as *const c_void),
    Address(cuGraphMemsetNodeSetParams as *const c_void),
    Address(cuGraphNodeFindInClone as *const c_void),
    Address(cuGraphNodeGetContainingGraph as *const c_void),
    Address(cuGraphNodeGetDependencies as *const c_void),
    Address(cuGraphNodeGetDependencies_v2 as *const c_void),
    Address(cuGraphNodeGetDependentNodes as *const c_void),
    Address(cuGraphNodeGetDependentNodes_v2 as *const c_void),
    Address(cuGraphNodeGetEnabled as *const c_void),
    Address(cuGraphNodeGetLocalId as *const c_void),
    Address(cuGraphNodeGetParams as *const c_void),
    Address(cuGraphNodeGetToolsId as *const c_void),
    Address(cuGraphNodeGetType as *const c_void),
    Address(cuGraphNodeSetEnabled as *const c_void),
    Address(cuGraphNodeSetParams as *const c_void),
    Address(cuGraphNodeSetParams_v2 as *const c_void),
    Address(cuGraphReleaseUserObject as *const c_void),
    Address(cuGraphRemoveDependencies as *const c_void),
    Address(cuGraphRemoveDependencies_v2 as *const c_void),
    Address(cuGraphRetainUserObject as *const c_void),
    Address(cuGraphUpload as *const c_void),
    Address(cuGraphUpload_ptsz as *const c_void),
    Address(cuGraphicsEGLRegisterImage as *const c_void),
    Address(cuGraphicsGLRegisterBuffer as *const c_void),
    Address(cuGraphicsGLRegisterImage as *const c_void),
    Address(cuGraphicsMapResources as *const c_void),
    Address(cuGraphicsMapResources_ptsz as *const c_void),
    Address(cuGraphicsResourceGetMappedEglFrame as *const c_void),
    Address(cuGraphicsResourceGetMappedMipmappedArray as *const c_void),
    Address(cuGraphicsResourceGetMappedPointer as *const c_void),
    Address(cuGraphicsResourceGetMappedPointer_v2 as *const c_void),
    Address(cuGraphicsResourceSetMapFlags as *const c_void),
    Address(cuGraphicsResourceSetMapFlags_v2 as *const c_void),
    Address(cuGraphicsSubResourceGetMappedArray as *const c_void),
    Address(cuGraphicsUnmapResources as *const c_void),
    Address(cuGraphicsUnmapResources_ptsz as *const c_void),
    Address(cuGraphicsUnregisterResource as *const c_void),
    Address(cuGraphicsVDPAURegisterOutputSurface as *const c_void),
    Address(cuGraphicsVDPAURegisterVideoSurface as *const c_void),
    Address(cuGreenCtxCreate as *const c_void),
    Address(cuGreenCtxDestroy as *const c_void),
    Address(cuGreenCtxGetDevResource as *const c_void),
    Address(cuGreenCtxGetId as *const c_void),
    Address(cuGreenCtxRecordEvent as *const c_void),
    Address(cuGreenCtxStreamCreate as *const c_void),
    Address(cuGreenCtxWaitEvent as *const c_void),
    Address(cuImportExternalMemory as *const c_void),
    Address(cuImportExternalSemaphore as *const c_void),
    Address(cuInit as *const c_void),
    Address(cuIpcCloseMemHandle as *const c_void),
    Address(cuIpcGetEventHandle as *const c_void),
    Address(cuIpcGetMemHandle as *const c_void),
    Address(cuIpcOpenEventHandle as *const c_void),
    Address(cuIpcOpenMemHandle as *const c_void),
    Address(cuIpcOpenMemHandle_v2 as *const c_void),
    Address(cuKernelGetAttribute as *const c_void),
    Address(cuKernelGetFunction as *const c_void),
    Address(cuKernelGetLibrary as *const c_void),
    Address(cuKernelGetName as *const c_void),
    Address(cuKernelGetParamCount as *const c_void),
    Address(cuKernelGetParamInfo as *const c_void),
    Address(cuKernelSetAttribute as *const c_void),
    Address(cuKernelSetCacheConfig as *const c_void),
    Address(cuLaunch as *const c_void),
    Address(cuLaunchCooperativeKernel as *const c_void),
    Address(cuLaunchCooperativeKernelMultiDevice as *const c_void),
    Address(cuLaunchCooperativeKernel_ptsz as *const c_void),
    Address(cuLaunchGrid as *const c_void),
    Address(cuLaunchGridAsync as *const c_void),
    Address(cuLaunchHostFunc as *const c_void),
    Address(cuLaunchHostFunc_ptsz as *const c_void),
    Address(cuLaunchHostFunc_v2 as *const c_void),
    Address(cuLaunchHostFunc_v2_ptsz as *const c_void),
    Address(cuLaunchKernel as *const c_void),
    Address(cuLaunchKernelEx as *const c_void),
    Address(cuLaunchKernelEx_ptsz as *const c_void),
    Address(cuLaunchKernel_ptsz as *const c_void),
    Address(cuLibraryEnumerateKernels as *const c_void),
    Address(cuLibraryGetGlobal as *const c_void),
    Address(cuLibraryGetKernel as *const c_void),
    Address(cuLibraryGetKernelCount as *const c_void),
    Address(cuLibraryGetManaged as *const c_void),
    Address(cuLibraryGetModule as *const c_void),
    Address(cuLibraryGetUnifiedFunction as *const c_void),
    Address(cuLibraryLoadData as *const c_void),
    Address(cuLibraryLoadFromFile as *const c_void),
    Address(cuLibraryUnload as *const c_void),
    Address(cuLinkAddData as *const c_void),
    Address(cuLinkAddData_v2 as *const c_void),
    Address(cuLinkAddFile as *const c_void),
    Address(cuLinkAddFile_v2 as *const c_void),
    Address(cuLinkComplete as *const c_void),
    Address(cuLinkCreate as *const c_void),
    Address(cuLinkCreate_v2 as *const c_void),
    Address(cuLinkDestroy as *const c_void),
    Address(cuLogicalEndpointAddDevice as *const c_void),
    Address(cuLogicalEndpointBindAddr as *const c_void),
    Address(cuLogicalEndpointBindMem as *const c_void),
    Address(cuLogicalEndpointCreate as *const c_void),
    Address(cuLogicalEndpointDestroy as *const c_void),
    Address(cuLogicalEndpointExport as *const c_void),
    Address(cuLogicalEndpointGetLimits as *const c_void),
    Address(cuLogicalEndpointIdRelease as *const c_void),
    Address(cuLogicalEndpointIdReserve as *const c_void),
    Address(cuLogicalEndpointImport as *const c_void),
    Address(cuLogicalEndpointQuery as *const c_void),
    Address(cuLogicalEndpointUnbind as *const c_void),
    Address(cuLogsCurrent as *const c_void),
    Address(cuLogsDumpToFile as *const c_void),
    Address(cuLogsDumpToMemory as *const c_void),
    Address(cuLogsRegisterCallback as *const c_void),
    Address(cuLogsUnregisterCallback as *const c_void),
    Address(cuMemAddressFree as *const c_void),
    Address(cuMemAddressReserve as *const c_void),
    Address(cuMemAdvise as *const c_void),
    Address(cuMemAdvise_v2 as *const c_void),
    Address(cuMemAlloc as *const c_void),
    Address(cuMemAllocAsync as *const c_void),
    Address(cuMemAllocAsync_ptsz as *const c_void),
    Address(cuMemAllocFromPoolAsync as *const c_void),
    Address(cuMemAllocFromPoolAsync_ptsz as *const c_void),
    Address(cuMemAllocHost as *const c_void),
    Address(cuMemAllocHost_v2 as *const c_void),
    Address(cuMemAllocManaged as *const c_void),
    Address(cuMemAllocPitch as *const c_void),
    Address(cuMemAllocPitch_v2 as *const c_void),
    Address(cuMemAlloc_v2 as *const c_void),
    Address(cuMemBatchDecompressAsync as *const c_void),
    Address(cuMemBatchDecompressAsync_ptsz as *const c_void),
    Address(cuMemCreate as *const c_void),
    Address(cuMemDiscardAndPrefetchBatchAsync as *const c_void),
    Address(cuMemDiscardAndPrefetchBatchAsync_ptsz as *const c_void),
    Address(cuMemDiscardBatchAsync as *const c_void),
    Address(cuMemDiscardBatchAsync_ptsz as *const c_void),
    Address(cuMemExportToShareableHandle as *const c_void),
    Address(cuMemFree as *const c_void),
    Address(cuMemFreeAsync as *const c_void),
    Address(cuMemFreeAsync_ptsz as *const c_void),
    Address(cuMemFreeHost as *const c_void),
    Address(cuMemFree_v2 as *const c_void),
    Address(cuMemGetAccess as *const c_void),
    Address(cuMemGetAddressRange as *const c_void),
    Address(cuMemGetAddressRange_v2 as *const c_void),
    Address(cuMemGetAllocationGranularity as *const c_void),
    Address(cuMemGetAllocationPropertiesFromHandle as *const c_void),
    Address(cuMemGetAttribute as *const c_void),
    Address(cuMemGetAttribute_v2 as *const c_void),
    Address(cuMemGetDefaultMemPool as *const c_void),
    Address(cuMemGetHandleForAddressRange as *const c_void),
    Address(cuMemGetInfo as *const c_void),
    Address(cuMemGetInfo_v2 as *const c_void),
    Address(cuMemGetLocationInfo as *const c_void),
    Address(cuMemGetMemPool as *const c_void),
    Address(cuMemHostAlloc as *const c_void),
    Address(cuMemHostGetDevicePointer as *const c_void),
    Address(cuMemHostGetDevicePointer_v2 as *const c_void),
    Address(cuMemHostGetFlags as *const c_void),
    Address(cuMemHostRegister as *const c_void),
    Address(cuMemHostRegister_v2 as *const c_void),
    Address(cuMemHostUnregister as *const c_void),
    Address(cuMemImportFromShareableHandle as *const c_void),
    Address(cuMemMap as *const c_void),
    Address(cuMemMapArrayAsync as *const c_void),
    Address(cuMemMapArrayAsync_ptsz as *const c_void),
    Address(cuMemPoolCreate as *const c_void),
    Address(cuMemPoolDestroy as *const c_void),
    Address(cuMemPoolExportPointer as *const c_void),
    Address(cuMemPoolExportToShareableHandle as *const c_void),
    Address(cuMemPoolGetAccess as *const c_void),
    Address(cuMemPoolGetAttribute as *const c_void),
    Address(cuMemPoolImportFromShareableHandle as *const c_void),
    Address(cuMemPoolImportPointer as *const c_void),
    Address(cuMemPoolSetAccess as *const c_void),
    Address(cuMemPoolSetAttribute as *const c_void),
    Address(cuMemPoolTrimTo as *const c_void),
    Address(cuMemPrefetchAsync as *const c_void),
    Address(cuMemPrefetchAsync_ptsz as *const c_void),
    Address(cuMemPrefetchAsync_v2 as *const c_void),
    Address(cuMemPrefetchAsync_v2_ptsz as *const c_void),
    Address(cuMemPrefetchBatchAsync as *const c_void),
    Address(cuMemPrefetchBatchAsync_ptsz as *const c_void),
    Address(cuMemRangeGetAttribute as *const c_void),
    Address(cuMemRangeGetAttributes as *const c_void),
    Address(cuMemRelease as *const c_void),
    Address(cuMemRetainAllocationHandle as *const c_void),
    Address(cuMemSetAccess as *const c_void),
    Address(cuMemSetMemPool as *const c_void),
    Address(cuMemUnmap as *const c_void),
    Address(cuMemcpy as *const c_void),
    Address(cuMemcpy2D as *const c_void),
    Address(cuMemcpy2DAsync as *const c_void),
    Address(cuMemcpy2DAsync_v2 as *const c_void),
    Address(cuMemcpy2DAsync_v2_ptsz as *const c_void),
    Address(cuMemcpy2DUnaligned as *const c_void),
    Address(cuMemcpy2DUnaligned_v2 as *const c_void),
    Address(cuMemcpy2DUnaligned_v2_ptds as *const c_void),
    Address(cuMemcpy2D_v2 as *const c_void),
    Address(cuMemcpy2D_v2_ptds as *const c_void),
    Address(cuMemcpy3D as *const c_void),
    Address(cuMemcpy3DAsync as *const c_void),
    Address(cuMemcpy3DAsync_v2 as *const c_void),
    Address(cuMemcpy3DAsync_v2_ptsz as *const c_void),
    Address(cuMemcpy3DBatchAsync as *const c_void),
    Address(cuMemcpy3DBatchAsync_ptsz as *const c_void),
    Address(cuMemcpy3DBatchAsync_v2 as *const c_void),
    Address(cuMemcpy3DBatchAsync_v2_ptsz as *const c_void),
    Address(cuMemcpy3DPeer as *const c_void),
    Address(cuMemcpy3DPeerAsync as *const c_void),
    Address(cuMemcpy3DPeerAsync_ptsz as *const c_void),
    Address(cuMemcpy3DPeer_ptds as *const c_void),
    Address(cuMemcpy3DWithAttributesAsync as *const c_void),
    Address(cuMemcpy3DWithAttributesAsync_ptsz as *const c_void),
    Address(cuMemcpy3D_v2 as *const c_void),
    Address(cuMemcpy3D_v2_ptds as *const c_void),
    Address(cuMemcpyAsync as *const c_void),
    Address(cuMemcpyAsync_ptsz as *const c_void),
    Address(cuMemcpyAtoA as *const c_void),
    Address(cuMemcpyAtoA_v2 as *const c_void),
    Address(cuMemcpyAtoA_v2_ptds as *const c_void),
    Address(cuMemcpyAtoD as *const c_void),
    Address(cuMemcpyAtoD_v2 as *const c_void),
    Address(cuMemcpyAtoD_v2_ptds as *const c_void),
    Address(cuMemcpyAtoH as *const c_void),
    Address(cuMemcpyAtoHAsync as *const c_void),
    Address(cuMemcpyAtoHAsync_v2 as *const c_void),
    Address(cuMemcpyAtoHAsync_v2_ptsz as *const c_void),
    Address(cuMemcpyAtoH_v2 as *const c_void),
    Address(cuMemcpyAtoH_v2_ptds as *const c_void),
    Address(cuMemcpyBatchAsync as *const c_void),
    Address(cuMemcpyBatchAsync_ptsz as *const c_void),
    Address(cuMemcpyBatchAsync_v2 as *const c_void),
    Address(cuMemcpyBatchAsync_v2_ptsz as *const c_void),
    Address(cuMemcpyDtoA as *const c_void),
    Address(cuMemcpyDtoA_v2 as *const c_void),
    Address(cuMemcpyDtoA_v2_ptds as *const c_void),
    Address(cuMemcpyDtoD as *const c_void),
    Address(cuMemcpyDtoDAsync as *const c_void),
    Address(cuMemcpyDtoDAsync_v2 as *const c_void),
    Address(cuMemcpyDtoDAsync_v2_ptsz as *const c_void),
    Address(cuMemcpyDtoD_v2 as *const c_void),
    Address(cuMemcpyDtoD_v2_ptds as *const c_void),
    Address(cuMemcpyDtoH as *const c_void),
    Address(cuMemcpyDtoHAsync as *const c_void),
    Address(cuMemcpyDtoHAsync_v2 as *const c_void),
    Address(cuMemcpyDtoHAsync_v2_ptsz as *const c_void),
    Address(cuMemcpyDtoH_v2 as *const c_void),
    Address(cuMemcpyDtoH_v2_ptds as *const c_void),
    Address(cuMemcpyHtoA as *const c_void),
    Address(cuMemcpyHtoAAsync as *const c_void),
    Address(cuMemcpyHtoAAsync_v2 as *const c_void),
    Address(cuMemcpyHtoAAsync_v2_ptsz as *const c_void),
    Address(cuMemcpyHtoA_v2 as *const c_void),
    Address(cuMemcpyHtoA_v2_ptds as *const c_void),
    Address(cuMemcpyHtoD as *const c_void),
    Address(cuMemcpyHtoDAsync as *const c_void),
    Address(cuMemcpyHtoDAsync_v2 as *const c_void),
    Address(cuMemcpyHtoDAsync_v2_ptsz as *const c_void),
    Address(cuMemcpyHtoD_v2 as *const c_void),
    Address(cuMemcpyHtoD_v2_ptds as *const c_void),
    Address(cuMemcpyPeer as *const c_void),
    Address(cuMemcpyPeerAsync as *const c_void),
    Address(cuMemcpyPeerAsync_ptsz as *const c_void),
    Address(cuMemcpyPeer_ptds as *const c_void),
    Address(cuMemcpyWithAttributesAsync as *const c_void),
    Address(cuMemcpyWithAttributesAsync_ptsz as *const c_void),
    Address(cuMemcpy_ptds as *const c_void),
    Address(cuMemsetD16 as *const c_void),
    Address(cuMemsetD16Async as *const c_void),
    Address(cuMemsetD16Async_ptsz as *const c_void),
    Address(cuMemsetD16_v2 as *const c_void),
    Address(cuMemsetD16_v2_ptds as *const c_void),
    Address(cuMemsetD2D16 as *const c_void),
    Address(cuMemsetD2D16Async as *const c_void),
    Address(cuMemsetD2D16Async_ptsz as *const c_void),
    Address(cuMemsetD2D16_v2 as *const c_void),
    Address(cuMemsetD2D16_v2_ptds as *const c_void),
    Address(cuMemsetD2D32 as *const c_void),
    Address(cuMemsetD2D32Async as *const c_void),
    Address(cuMemsetD2D32Async_ptsz as *const c_void),
    Address(cuMemsetD2D32_v2 as *const c_void),
    Address(cuMemsetD2D32_v2_ptds as *const c_void),
    Address(cuMemsetD2D8 as *const c_void),
    Address(cuMemsetD2D8Async as *const c_void),
    Address(cuMemsetD2D8Async_ptsz as *const c_void),
    Address(cuMemsetD2D8_v2 as *const c_void),
    Address(cuMemsetD2D8_v2_ptds as *const c_void),
    Address(cuMemsetD32 as *const c_void),
    Address(cuMemsetD32Async as *const c_void),
    Address(cuMemsetD32Async_ptsz as *const c_void),
    Address(cuMemsetD32_v2 as *const c_void),
    Address(cuMemsetD32_v2_ptds as *const c_void),
    Address(cuMemsetD8 as *const c_void),
    Address(cuMemsetD8Async as *const c_void),
    Address(cuMemsetD8Async_ptsz as *const c_void),
    Address(cuMemsetD8_v2 as *const c_void),
    Address(cuMemsetD8_v2_ptds as *const c_void),
    Address(cuMipmappedArrayCreate as *const c_void),
    Address(cuMipmappedArrayDestroy as *const c_void),
    Address(cuMipmappedArrayGetLevel as *const c_void),
    Address(cuMipmappedArrayGetMemoryRequirements as *const c_void),
    Address(cuMipmappedArrayGetSparseProperties as *const c_void),
    Address(cuModuleEnumerateFunctions as *const c_void),
    Address(cuModuleGetFunction as *const c_void),
    Address(cuModuleGetFunctionCount as *const c_void),
    Address(cuModuleGetGlobal as *const c_void),
    Address(cuModuleGetGlobal_v2 as *const c_void),
    Address(cuModuleGetLoadingMode as *const c_void),
    Address(cuModuleGetSurfRef as *const c_void),
    Address(cuModuleGetTexRef as *const c_void),
    Address(cuModuleLoad as *const c_void),
    Address(cuModuleLoadData as *const c_void),
    Address(cuModuleLoadDataEx as *const c_void),
    Address(cuModuleLoadFatBinary as *const c_void),
    Address(cuModuleUnload as *const c_void),
    Address(cuMulticastAddDevice as *const c_void),
    Address(cuMulticastBindAddr as *const c_void),
    Address(cuMulticastBindAddr_v2 as *const c_void),
    Address(cuMulticastBindMem as *const c_void),
    Address(cuMulticastBindMem_v2 as *const c_void),
    Address(cuMulticastCreate as *const c_void),
    Address(cuMulticastGetGranularity as *const c_void),
    Address(cuMulticastUnbind as *const c_void),
    Address(cuOccupancyAvailableDynamicSMemPerBlock as *const c_void),
    Address(cuOccupancyMaxActiveBlocksPerMultiprocessor as *const c_void),
    Address(cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags as *const c_void),
    Address(cuOccupancyMaxActiveClusters as *const c_void),
    Address(cuOccupancyMaxPotentialBlockSize as *const c_void),
    Address(cuOccupancyMaxPotentialBlockSizeWithFlags as *const c_void),
    Address(cuOccupancyMaxPotentialClusterSize as *const c_void),
    Address(cuParamSetSize as *const c_void),
    Address(cuParamSetTexRef as *const c_void),
    Address(cuParamSetf as *const c_void),
    Address(cuParamSeti as *const c_void),
    Address(cuParamSetv as *const c_void),
    Address(cuPointerGetAttribute as *const c_void),
    Address(cuPointerGetAttributes as *const c_void),
    Address(cuPointerSetAttribute as *const c_void),
    Address(cuProfilerInitialize as *const c_void),
    Address(cuProfilerStart as *const c_void),
    Address(cuProfilerStop as *const c_void),
    Address(cuSignalExternalSemaphoresAsync as *const c_void),
    Address(cuSignalExternalSemaphoresAsync_ptsz as *const c_void),
    Address(cuStreamAddCallback as *const c_void),
    Address(cuStreamAddCallback_ptsz as *const c_void),
    Address(cuStreamAttachMemAsync as *const c_void),
    Address(cuStreamAttachMemAsync_ptsz as *const c_void),
    Address(cuStreamBatchMemOp as *const c_void),
    Address(cuStreamBatchMemOp_ptsz as *const c_void),
    Address(cuStreamBatchMemOp_v2 as *const c_void),
    Address(cuStreamBatchMemOp_v2_ptsz as *const c_void),
    Address(cuStreamBeginCapture as *const c_void),
    Address(cuStreamBeginCaptureToCig as *const c_void),
    Address(cuStreamBeginCaptureToCig_ptsz as *const c_void),
    Address(cuStreamBeginCaptureToGraph as *const c_void),
    Address(cuStreamBeginCaptureToGraph_ptsz as *const c_void),
    Address(cuStreamBeginCapture_ptsz as *const c_void),
    Address(cuStreamBeginCapture_v2 as *const c_void),
    Address(cuStreamBeginCapture_v2_ptsz as *const c_void),
    Address(cuStreamBeginRecaptureToGraph as *const c_void),
    Address(cuStreamBeginRecaptureToGraph_ptsz as *const c_void),
    Address(cuStreamCopyAttributes as *const c_void),
    Address(cuStreamCopyAttributes_ptsz as *const c_void),
    Address(cuStreamCreate as *const c_void),
    Address(cuStreamCreateWithPriority as *const c_void),
    Address(cuStreamDestroy as *const c_void),
    Address(cuStreamDestroy_v2 as *const c_void),
    Address(cuStreamEndCapture as *const c_void),
    Address(cuStreamEndCaptureToCig as *const c_void),
    Address(cuStreamEndCaptureToCig_ptsz as *const c_void),
    Address(cuStreamEndCapture_ptsz as *const c_void),
    Address(cuStreamGetAttribute as *const c_void),
    Address(cuStreamGetAttribute_ptsz as *const c_void),
    Address(cuStreamGetCaptureInfo as *const c_void),
    Address(cuStreamGetCaptureInfo_ptsz as *const c_void),
    Address(cuStreamGetCaptureInfo_v2 as *const c_void),
    Address(cuStreamGetCaptureInfo_v2_ptsz as *const c_void),
    Address(cuStreamGetCaptureInfo_v3 as *const c_void),
    Address(cuStreamGetCaptureInfo_v3_ptsz as *const c_void),
    Address(cuStreamGetCtx as *const c_void),
    Address(cuStreamGetCtx_ptsz as *const c_void),
    Address(cuStreamGetCtx_v2 as *const c_void),
    Address(cuStreamGetCtx_v2_ptsz as *const c_void),
    Address(cuStreamGetDevResource as *const c_void),
    Address(cuStreamGetDevResource_ptsz as *const c_void),
    Address(cuStreamGetDevice as *const c_void),
    Address(cuStreamGetDevice_ptsz as *const c_void),
    Address(cuStreamGetFlags as *const c_void),
    Address(cuStreamGetFlags_ptsz as *const c_void),
    Address(cuStreamGetGreenCtx as *const c_void),
    Address(cuStreamGetId as *const c_void),
    Address(cuStreamGetId_ptsz as *const c_void),
    Address(cuStreamGetPriority as *const c_void),
    Address(cuStreamGetPriority_ptsz as *const c_void),
    Address(cuStreamIsCapturing as *const c_void),
    Address(cuStreamIsCapturing_ptsz as *const c_void),
    Address(cuStreamQuery as *const c_void),
    Address(cuStreamQuery_ptsz as *const c_void),
    Address(cuStreamSetAttribute as *const c_void),
    Address(cuStreamSetAttribute_ptsz as *const c_void),
    Address(cuStreamSynchronize as *const c_void),
    Address(cuStreamSynchronize_ptsz as *const c_void),
    Address(cuStreamUpdateCaptureDependencies as *const c_void),
    Address(cuStreamUpdateCaptureDependencies_ptsz as *const c_void),
    Address(cuStreamUpdateCaptureDependencies_v2 as *const c_void),
    Address(cuStreamUpdateCaptureDependencies_v2_ptsz as *const c_void),
    Address(cuStreamWaitEvent as *const c_void),
    Address(cuStreamWaitEvent_ptsz as *const c_void),
    Address(cuStreamWaitValue32 as *const c_void),
    Address(cuStreamWaitValue32_ptsz as *const c_void),
    Address(cuStreamWaitValue32_v2 as *const c_void),
    Address(cuStreamWaitValue32_v2_ptsz as *const c_void),
    Address(cuStreamWaitValue64 as *const c_void),
    Address(cuStreamWaitValue64_ptsz as *const c_void),
    Address(cuStreamWaitValue64_v2 as *const c_void),
    Address(cuStreamWaitValue64_v2_ptsz as *const c_void),
    Address(cuStreamWriteValue32 as *const c_void),
    Address(cuStreamWriteValue32_ptsz as *const c_void),
    Address(cuStreamWriteValue32_v2 as *const c_void),
    Address(cuStreamWriteValue32_v2_ptsz as *const c_void),
    Address(cuStreamWriteValue64 as *const c_void),
    Address(cuStreamWriteValue64_ptsz as *const c_void),
    Address(cuStreamWriteValue64_v2 as *const c_void),
    Address(cuStreamWriteValue64_v2_ptsz as *const c_void),
    Address(cuSurfObjectCreate as *const c_void),
    Address(cuSurfObjectDestroy as *const c_void),
    Address(cuSurfObjectGetResourceDesc as *const c_void),
    Address(cuSurfRefGetArray as *const c_void),
    Address(cuSurfRefSetArray as *const c_void),
    Address(cuTensorMapEncodeIm2col as *const c_void),
    Address(cuTensorMapEncodeIm2colWide as *const c_void),
    Address(cuTensorMapEncodeTiled as *const c_void),
    Address(cuTensorMapReplaceAddress as *const c_void),
    Address(cuTensorMapSetAllocationClass as *const c_void),
    Address(cuTexObjectCreate as *const c_void),
    Address(cuTexObjectDestroy as *const c_void),
    Address(cuTexObjectGetResourceDesc as *const c_void),
    Address(cuTexObjectGetResourceViewDesc as *const c_void),
    Address(cuTexObjectGetTextureDesc as *const c_void),
    Address(cuTexRefCreate as *const c_void),
    Address(cuTexRefDestroy as *const c_void),
    Address(cuTexRefGetAddress as *const c_void),
    Address(cuTexRefGetAddressMode as *const c_void),
    Address(cuTexRefGetAddress_v2 as *const c_void),
    Address(cuTexRefGetArray as *const c_void),
    Address(cuTexRefGetBorderColor as *const c_void),
    Address(cuTexRefGetFilterMode as *const c_void),
    Address(cuTexRefGetFlags as *const c_void),
    Address(cuTexRefGetFormat as *const c_void),
    Address(cuTexRefGetMaxAnisotropy as *const c_void),
    Address(cuTexRefGetMipmapFilterMode as *const c_void),
    Address(cuTexRefGetMipmapLevelBias as *const c_void),
    Address(cuTexRefGetMipmapLevelClamp as *const c_void),
    Address(cuTexRefGetMipmappedArray as *const c_void),
    Address(cuTexRefSetAddress as *const c_void),
    Address(cuTexRefSetAddress2D as *const c_void),
    Address(cuTexRefSetAddress2D_v2 as *const c_void),
    Address(cuTexRefSetAddress2D_v3 as *const c_void),
    Address(cuTexRefSetAddressMode as *const c_void),
    Address(cuTexRefSetAddress_v2 as *const c_void),
    Address(cuTexRefSetArray as *const c_void),
    Address(cuTexRefSetBorderColor as *const c_void),
    Address(cuTexRefSetFilterMode as *const c_void),
    Address(cuTexRefSetFlags as *const c_void),
    Address(cuTexRefSetFormat as *const c_void),
    Address(cuTexRefSetMaxAnisotropy as *const c_void),
    Address(cuTexRefSetMipmapFilterMode as *const c_void),
    Address(cuTexRefSetMipmapLevelBias as *const c_void),
    Address(cuTexRefSetMipmapLevelClamp as *const c_void),
    Address(cuTexRefSetMipmappedArray as *const c_void),
    Address(cuThreadExchangeStreamCaptureMode as *const c_void),
    Address(cuUserObjectCreate as *const c_void),
    Address(cuUserObjectRelease as *const c_void),
    Address(cuUserObjectRetain as *const c_void),
    Address(cuVDPAUCtxCreate as *const c_void),
    Address(cuVDPAUCtxCreate_v2 as *const c_void),
    Address(cuVDPAUGetDevice as *const c_void),
    Address(cuWaitExternalSemaphoresAsync as *const c_void),
    Address(cuWaitExternalSemaphoresAsync_ptsz as *const c_void),
    Address(cudbgApiAttach as *const c_void),
    Address(cudbgApiDetach as *const c_void),
    Address(cudbgApiInit as *const c_void),
    Address(cudbgGetAPI as *const c_void),
    Address(cudbgGetAPIVersion as *const c_void),
    Address(cudbgMain as *const c_void),
    Address(cudbgReportDriverApiError as *const c_void),
    Address(cudbgReportDriverInternalError as *const c_void),
];
