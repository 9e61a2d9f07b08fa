//! What nodes of graphs were told to do, asked and changed, in graphs and in what was made of them ("Graph Management":
//! cuGraph*Node*Params, cuGraph*NodeSetEvent).

use cuda_abi::{
    CUDA_HOST_NODE_PARAMS, CUDA_KERNEL_NODE_PARAMS, CUDA_KERNEL_NODE_PARAMS_v1, CUDA_MEMCPY3D,
    CUDA_MEMSET_NODE_PARAMS, CUcontext, CUevent, CUgraphExec, CUgraphNode, CUmemorytype, CuError, CuResult,
};

use super::graph::node_of;
use super::graph_node::{call, change, change_exec, context_of, copy, kernel, set};
use super::{as_c, from_c, put, wanted};
use crate::driver::{Driver, driver};
use crate::event;
use crate::rows::{Fill, Rows, Side};
use crate::work::{HostCall, Launch, Work};

/// What leads to the parameters stays until the node changes.
///
/// # Safety
/// `params` is NULL or valid for a write.
pub unsafe fn cuGraphKernelNodeGetParams_v2(
    node: CUgraphNode,
    params: *mut CUDA_KERNEL_NODE_PARAMS,
) -> CuResult {
    let driver = driver()?;
    let work = node_of(driver, node)?.work();
    let Work::Kernel(launch) = &*work else { return Err(CuError::INVALID_VALUE) };
    // SAFETY: the caller's promise.
    unsafe { put(params, kernel_params(driver, launch)) }
}

/// What a launch was told.
pub(super) fn kernel_params(driver: &Driver, launch: &Launch) -> CUDA_KERNEL_NODE_PARAMS {
    let is_kernel = driver.kernels.owns(launch.handle);
    let ([grid_x, grid_y, grid_z], [block_x, block_y, block_z]) = (launch.shape.grid, launch.shape.block);
    CUDA_KERNEL_NODE_PARAMS {
        func: as_c(if is_kernel { 0 } else { launch.handle }),
        gridDimX: grid_x,
        gridDimY: grid_y,
        gridDimZ: grid_z,
        blockDimX: block_x,
        blockDimY: block_y,
        blockDimZ: block_z,
        sharedMemBytes: launch.shape.shared_bytes,
        kernelParams: launch.params(),
        extra: std::ptr::null_mut(),
        kern: as_c(if is_kernel { launch.handle } else { 0 }),
        ctx: launch.function.context.as_c_if(launch.function.context_id),
    }
}

/// The first form, which knows no library kernels.
///
/// # Safety
/// As [`cuGraphKernelNodeGetParams_v2`].
pub unsafe fn cuGraphKernelNodeGetParams(
    node: CUgraphNode,
    params: *mut CUDA_KERNEL_NODE_PARAMS_v1,
) -> CuResult {
    let driver = driver()?;
    let work = node_of(driver, node)?.work();
    let Work::Kernel(launch) = &*work else { return Err(CuError::INVALID_VALUE) };
    let said = kernel_params(driver, launch);
    let said = CUDA_KERNEL_NODE_PARAMS_v1 {
        func: as_c(launch.handle),
        gridDimX: said.gridDimX,
        gridDimY: said.gridDimY,
        gridDimZ: said.gridDimZ,
        blockDimX: said.blockDimX,
        blockDimY: said.blockDimY,
        blockDimZ: said.blockDimZ,
        sharedMemBytes: said.sharedMemBytes,
        kernelParams: said.kernelParams,
        extra: said.extra,
    };
    // SAFETY: the caller's promise.
    unsafe { put(params, said) }
}

/// What the first form says, as the second one says it.
///
/// # Safety
/// `params` is NULL or valid.
pub(super) unsafe fn widened(params: *const CUDA_KERNEL_NODE_PARAMS_v1) -> CuResult<CUDA_KERNEL_NODE_PARAMS> {
    wanted(params)?;
    // SAFETY: the caller's promise; not NULL.
    let p = unsafe { params.read() };
    Ok(CUDA_KERNEL_NODE_PARAMS {
        func: p.func,
        gridDimX: p.gridDimX,
        gridDimY: p.gridDimY,
        gridDimZ: p.gridDimZ,
        blockDimX: p.blockDimX,
        blockDimY: p.blockDimY,
        blockDimZ: p.blockDimZ,
        sharedMemBytes: p.sharedMemBytes,
        kernelParams: p.kernelParams,
        extra: p.extra,
        ..CUDA_KERNEL_NODE_PARAMS::default()
    })
}

/// # Safety
/// `params` is NULL or valid, with what it leads to.
pub unsafe fn cuGraphKernelNodeSetParams(
    node: CUgraphNode,
    params: *const CUDA_KERNEL_NODE_PARAMS_v1,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuGraphKernelNodeSetParams_v2(node, &widened(params)?) }
}

/// # Safety
/// `params` is NULL or valid, with what it leads to.
pub unsafe fn cuGraphExecKernelNodeSetParams(
    exec: CUgraphExec,
    node: CUgraphNode,
    params: *const CUDA_KERNEL_NODE_PARAMS_v1,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuGraphExecKernelNodeSetParams_v2(exec, node, &widened(params)?) }
}

/// # Safety
/// `params` is NULL or valid, with what it leads to.
pub unsafe fn cuGraphKernelNodeSetParams_v2(
    node: CUgraphNode,
    params: *const CUDA_KERNEL_NODE_PARAMS,
) -> CuResult {
    // SAFETY: the caller's promise.
    change(node, |driver| unsafe { kernel(driver, params) })
}

/// # Safety
/// `params` is NULL or valid, with what it leads to.
pub unsafe fn cuGraphExecKernelNodeSetParams_v2(
    exec: CUgraphExec,
    node: CUgraphNode,
    params: *const CUDA_KERNEL_NODE_PARAMS,
) -> CuResult {
    // SAFETY: the caller's promise.
    change_exec(exec, node, |driver| unsafe { kernel(driver, params) })
}

/// # Safety
/// `params` is NULL or valid for a write.
pub unsafe fn cuGraphMemcpyNodeGetParams(node: CUgraphNode, params: *mut CUDA_MEMCPY3D) -> CuResult {
    let work = node_of(driver()?, node)?.work();
    let Work::Copy(rows) = &*work else { return Err(CuError::INVALID_VALUE) };
    // SAFETY: the caller's promise.
    unsafe { put(params, copy_params(rows)) }
}

/// What a copy was told.
pub(super) fn copy_params(Rows { dst, src, width, height, depth }: &Rows) -> CUDA_MEMCPY3D {
    let kind = |side: &Side| match side.is_device {
        _ if side.array.is_some() => CUmemorytype::CU_MEMORYTYPE_ARRAY,
        true => CUmemorytype::CU_MEMORYTYPE_DEVICE,
        false => CUmemorytype::CU_MEMORYTYPE_HOST,
    };
    let array = |side: &Side| side.array.map_or(std::ptr::null_mut(), |corner| as_c(corner.handle));
    let at = |side: &Side| {
        side.array.map_or((0, 0, 0), |corner| (corner.x as usize, corner.y as usize, corner.z as usize))
    };
    let ((src_x, src_y, src_z), (dst_x, dst_y, dst_z)) = (at(src), at(dst));
    CUDA_MEMCPY3D {
        srcArray: array(src),
        srcXInBytes: src_x,
        srcY: src_y,
        srcZ: src_z,
        dstArray: array(dst),
        dstXInBytes: dst_x,
        dstY: dst_y,
        dstZ: dst_z,
        srcMemoryType: kind(src),
        srcHost: as_c::<std::ffi::c_void>(src.address).cast_const(),
        srcDevice: src.address,
        srcPitch: src.pitch as usize,
        srcHeight: src.height as usize,
        dstMemoryType: kind(dst),
        dstHost: as_c(dst.address),
        dstDevice: dst.address,
        dstPitch: dst.pitch as usize,
        dstHeight: dst.height as usize,
        WidthInBytes: *width as usize,
        Height: *height as usize,
        Depth: *depth as usize,
        ..CUDA_MEMCPY3D::default()
    }
}

/// # Safety
/// `params` is NULL or valid.
pub unsafe fn cuGraphMemcpyNodeSetParams(node: CUgraphNode, params: *const CUDA_MEMCPY3D) -> CuResult {
    // SAFETY: the caller's promise.
    change(node, |driver| unsafe { copy(driver, params) })
}

/// # Safety
/// `params` is NULL or valid.
pub unsafe fn cuGraphExecMemcpyNodeSetParams(
    exec: CUgraphExec,
    node: CUgraphNode,
    params: *const CUDA_MEMCPY3D,
    context: CUcontext,
) -> CuResult {
    change_exec(exec, node, |driver| {
        context_of(driver, context)?;
        // SAFETY: the caller's promise.
        unsafe { copy(driver, params) }
    })
}

/// # Safety
/// `params` is NULL or valid for a write.
pub unsafe fn cuGraphMemsetNodeGetParams(
    node: CUgraphNode,
    params: *mut CUDA_MEMSET_NODE_PARAMS,
) -> CuResult {
    let work = node_of(driver()?, node)?.work();
    let Work::Set(fill) = &*work else { return Err(CuError::INVALID_VALUE) };
    // SAFETY: the caller's promise.
    unsafe { put(params, set_params(fill)) }
}

/// What a set was told.
pub(super) fn set_params(fill: &Fill) -> CUDA_MEMSET_NODE_PARAMS {
    CUDA_MEMSET_NODE_PARAMS {
        dst: fill.dst,
        pitch: fill.pitch as usize,
        value: fill.value,
        elementSize: fill.element,
        width: fill.width as usize,
        height: fill.height as usize,
    }
}

/// # Safety
/// `params` is NULL or valid.
pub unsafe fn cuGraphExecMemsetNodeSetParams(
    exec: CUgraphExec,
    node: CUgraphNode,
    params: *const CUDA_MEMSET_NODE_PARAMS,
    context: CUcontext,
) -> CuResult {
    change_exec(exec, node, |driver| {
        context_of(driver, context)?;
        // SAFETY: the caller's promise.
        unsafe { set(driver, params) }
    })
}

/// # Safety
/// `params` is NULL or valid.
pub unsafe fn cuGraphMemsetNodeSetParams(
    node: CUgraphNode,
    params: *const CUDA_MEMSET_NODE_PARAMS,
) -> CuResult {
    // SAFETY: the caller's promise.
    change(node, |driver| unsafe { set(driver, params) })
}

/// # Safety
/// `params` is NULL or valid for a write.
pub unsafe fn cuGraphHostNodeGetParams(node: CUgraphNode, params: *mut CUDA_HOST_NODE_PARAMS) -> CuResult {
    let work = node_of(driver()?, node)?.work();
    let Work::Call(HostCall { function, data }) = &*work else { return Err(CuError::INVALID_VALUE) };
    let user = std::ptr::with_exposed_provenance_mut(*data);
    // SAFETY: the caller's promise.
    unsafe { put(params, CUDA_HOST_NODE_PARAMS { fn_: Some(*function), userData: user }) }
}

/// # Safety
/// `event` is NULL or valid for a write.
pub unsafe fn cuGraphEventRecordNodeGetEvent(node: CUgraphNode, event: *mut CUevent) -> CuResult {
    let work = node_of(driver()?, node)?.work();
    let Work::Record(_, handle) = &*work else { return Err(CuError::INVALID_VALUE) };
    // SAFETY: the caller's promise.
    unsafe { put(event, as_c(*handle)) }
}

/// # Safety
/// `event` is NULL or valid for a write.
pub unsafe fn cuGraphEventWaitNodeGetEvent(node: CUgraphNode, event: *mut CUevent) -> CuResult {
    let work = node_of(driver()?, node)?.work();
    let Work::Wait(_, handle) = &*work else { return Err(CuError::INVALID_VALUE) };
    // SAFETY: the caller's promise.
    unsafe { put(event, as_c(*handle)) }
}

/// # Safety
/// `params` is NULL or valid.
pub unsafe fn cuGraphHostNodeSetParams(node: CUgraphNode, params: *const CUDA_HOST_NODE_PARAMS) -> CuResult {
    // SAFETY: the caller's promise.
    change(node, |_| unsafe { call(params) })
}

/// # Safety
/// `params` is NULL or valid.
pub unsafe fn cuGraphExecHostNodeSetParams(
    exec: CUgraphExec,
    node: CUgraphNode,
    params: *const CUDA_HOST_NODE_PARAMS,
) -> CuResult {
    // SAFETY: the caller's promise.
    change_exec(exec, node, |_| unsafe { call(params) })
}

/// Work that records an event.
pub(super) fn record(driver: &Driver, event: CUevent) -> CuResult<Work> {
    event::resolve(driver, event).map(|found| Work::Record(found, from_c(event)))
}

/// Work that waits for an event.
pub(super) fn wait(driver: &Driver, event: CUevent) -> CuResult<Work> {
    event::resolve(driver, event).map(|found| Work::Wait(found, from_c(event)))
}

/// Lets a node record another event.
pub fn cuGraphEventRecordNodeSetEvent(node: CUgraphNode, event: CUevent) -> CuResult {
    change(node, |driver| record(driver, event))
}

/// Lets a node wait for another event.
pub fn cuGraphEventWaitNodeSetEvent(node: CUgraphNode, event: CUevent) -> CuResult {
    change(node, |driver| wait(driver, event))
}

/// Lets what was made of a node record another event.
pub fn cuGraphExecEventRecordNodeSetEvent(exec: CUgraphExec, node: CUgraphNode, event: CUevent) -> CuResult {
    change_exec(exec, node, |driver| record(driver, event))
}

/// Lets what was made of a node wait for another event.
pub fn cuGraphExecEventWaitNodeSetEvent(exec: CUgraphExec, node: CUgraphNode, event: CUevent) -> CuResult {
    change_exec(exec, node, |driver| wait(driver, event))
}
