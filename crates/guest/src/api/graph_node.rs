//! Nodes of graphs that the program makes, asks after and changes itself ("Graph Management": cuGraphAdd*Node, cuGraph*Node*Params).

use std::sync::Arc;

use cuda_abi::{
    CUDA_HOST_NODE_PARAMS, CUDA_KERNEL_NODE_PARAMS, CUDA_MEMCPY3D, CUDA_MEMSET_NODE_PARAMS, CUcontext,
    CUevent, CUgraph, CUgraphExec, CUgraphNode, CUmemorytype, CuError, CuResult,
};
use wire::{ContextId, LaunchShape};

use super::graph::{node_of, nodes_of};
use super::{as_c, copy_pitched, from_c, launch, put, wanted};
use crate::context::{self, Context};
use crate::driver::{Driver, driver};
use crate::event;
use crate::rows::{Fill, Rows, Side};
use crate::work::{HostCall, Launch, Work};

/// Adds a node; `before` are the nodes that it depends on.
///
/// # Safety
/// `node` is NULL or valid for a write, `before` for reads of `count` values.
unsafe fn add(
    node: *mut CUgraphNode,
    graph: CUgraph,
    (before, count): (*const CUgraphNode, usize),
    work: impl FnOnce(&'static Driver) -> CuResult<Work>,
) -> CuResult {
    let driver = driver()?;
    wanted(node)?;
    let graph = driver.graphs.get(from_c(graph))?;
    // SAFETY: the caller's promise.
    let dependencies = unsafe { nodes_of(driver, &graph, before, count)? };
    let handle = graph.add(driver, Arc::new(work(driver)?), dependencies);
    // SAFETY: the caller's promise.
    unsafe { put(node, as_c(handle)) }
}

/// A context that a node names; NULL is the current one.
fn context_of(driver: &Driver, context: CUcontext) -> CuResult<(&'static Context, ContextId)> {
    if context.is_null() {
        return context::alive(driver);
    }
    let context: &'static Context = *driver.contexts.get(from_c(context))?;
    Ok((context, context.id()?))
}

/// # Safety
/// `params` is NULL or valid, with the parameters that it leads to.
unsafe fn kernel(driver: &Driver, params: *const CUDA_KERNEL_NODE_PARAMS) -> CuResult<Work> {
    wanted(params)?;
    // SAFETY: the caller's promise; not NULL.
    let p = unsafe { params.read() };
    let handle = if p.func.is_null() { from_c(p.kern) } else { from_c(p.func) };
    let shape = LaunchShape {
        grid: [p.gridDimX, p.gridDimY, p.gridDimZ],
        block: [p.blockDimX, p.blockDimY, p.blockDimZ],
        shared_bytes: p.sharedMemBytes,
        flags: 0,
    };
    // A function is of the context where it was loaded.
    let place = match driver.functions.get(handle) {
        Ok(function) => (function.context, function.context_id),
        Err(_) => context_of(driver, p.ctx)?,
    };
    // SAFETY: the caller's promise.
    unsafe {
        launch::pack(driver, handle, &shape, place, (p.kernelParams, p.extra), |function, block| {
            Ok(Work::Kernel(Launch::new(function.clone(), handle, shape, block)))
        })
    }
}

/// # Safety
/// `params` is NULL or valid.
unsafe fn set(driver: &Driver, params: *const CUDA_MEMSET_NODE_PARAMS) -> CuResult<Work> {
    wanted(params)?;
    // SAFETY: the caller's promise; not NULL.
    let p = unsafe { params.read() };
    let (pitch, width, height) = (p.pitch as u64, p.width as u64, p.height as u64);
    let fill = Fill { dst: p.dst, pitch, value: p.value, element: p.elementSize, width, height };
    fill.check(driver).map(Work::Set)
}

/// # Safety
/// `params` is NULL or valid.
unsafe fn copy(driver: &Driver, params: *const CUDA_MEMCPY3D) -> CuResult<Work> {
    // SAFETY: the caller's promise.
    let rows = unsafe { copy_pitched::three(params)? };
    rows.check(driver)?;
    Ok(Work::Copy(rows))
}

/// # Safety
/// `params` is NULL or valid.
unsafe fn call(params: *const CUDA_HOST_NODE_PARAMS) -> CuResult<Work> {
    wanted(params)?;
    // SAFETY: the caller's promise; not NULL.
    let p = unsafe { params.read() };
    let function = p.fn_.ok_or(CuError::INVALID_VALUE)?;
    Ok(Work::Call(HostCall { function, data: p.userData.expose_provenance() }))
}

/// # Safety
/// `node` is NULL or valid for a write, `before` for reads of `count` values, `params` with what it leads to.
pub unsafe fn cuGraphAddKernelNode_v2(
    node: *mut CUgraphNode,
    graph: CUgraph,
    before: *const CUgraphNode,
    count: usize,
    params: *const CUDA_KERNEL_NODE_PARAMS,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { add(node, graph, (before, count), |driver| kernel(driver, params)) }
}

/// # Safety
/// As [`cuGraphAddKernelNode_v2`].
pub unsafe fn cuGraphAddMemsetNode(
    node: *mut CUgraphNode,
    graph: CUgraph,
    before: *const CUgraphNode,
    count: usize,
    params: *const CUDA_MEMSET_NODE_PARAMS,
    context: CUcontext,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe {
        add(node, graph, (before, count), |driver| {
            context_of(driver, context)?;
            set(driver, params)
        })
    }
}

/// # Safety
/// As [`cuGraphAddKernelNode_v2`].
pub unsafe fn cuGraphAddMemcpyNode(
    node: *mut CUgraphNode,
    graph: CUgraph,
    before: *const CUgraphNode,
    count: usize,
    params: *const CUDA_MEMCPY3D,
    context: CUcontext,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe {
        add(node, graph, (before, count), |driver| {
            context_of(driver, context)?;
            copy(driver, params)
        })
    }
}

/// # Safety
/// As [`cuGraphAddKernelNode_v2`].
pub unsafe fn cuGraphAddHostNode(
    node: *mut CUgraphNode,
    graph: CUgraph,
    before: *const CUgraphNode,
    count: usize,
    params: *const CUDA_HOST_NODE_PARAMS,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { add(node, graph, (before, count), |_| call(params)) }
}

/// # Safety
/// As [`cuGraphAddKernelNode_v2`].
pub unsafe fn cuGraphAddEmptyNode(
    node: *mut CUgraphNode,
    graph: CUgraph,
    before: *const CUgraphNode,
    count: usize,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { add(node, graph, (before, count), |_| Ok(Work::Empty)) }
}

/// Adds a node that records an event at each launch.
///
/// # Safety
/// As [`cuGraphAddKernelNode_v2`].
pub unsafe fn cuGraphAddEventRecordNode(
    node: *mut CUgraphNode,
    graph: CUgraph,
    before: *const CUgraphNode,
    count: usize,
    event: CUevent,
) -> CuResult {
    let work = |driver| event::resolve(driver, event).map(|found| Work::Record(found, from_c(event)));
    // SAFETY: the caller's promise.
    unsafe { add(node, graph, (before, count), work) }
}

/// Adds a node that waits for an event at each launch.
///
/// # Safety
/// As [`cuGraphAddKernelNode_v2`].
pub unsafe fn cuGraphAddEventWaitNode(
    node: *mut CUgraphNode,
    graph: CUgraph,
    before: *const CUgraphNode,
    count: usize,
    event: CUevent,
) -> CuResult {
    let work = |driver| event::resolve(driver, event).map(|found| Work::Wait(found, from_c(event)));
    // SAFETY: the caller's promise.
    unsafe { add(node, graph, (before, count), work) }
}

/// The child is copied: later changes of it do not reach the node.
///
/// # Safety
/// As [`cuGraphAddKernelNode_v2`].
pub unsafe fn cuGraphAddChildGraphNode(
    node: *mut CUgraphNode,
    graph: CUgraph,
    before: *const CUgraphNode,
    count: usize,
    child: CUgraph,
) -> CuResult {
    let work = |driver: &'static Driver| {
        let child = driver.graphs.get(from_c(child))?;
        Ok(Work::Graph(child.steps()?.into_iter().map(|step| step.work).collect()))
    };
    // SAFETY: the caller's promise.
    unsafe { add(node, graph, (before, count), work) }
}

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
    let is_kernel = driver.kernels.owns(launch.handle);
    let ([grid_x, grid_y, grid_z], [block_x, block_y, block_z]) = (launch.shape.grid, launch.shape.block);
    let said = CUDA_KERNEL_NODE_PARAMS {
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
        ctx: launch.function.context.as_c(),
    };
    // SAFETY: the caller's promise.
    unsafe { put(params, said) }
}

/// Changes what a node does, which must stay of its kind.
fn change(node: CUgraphNode, make: impl FnOnce(&'static Driver) -> CuResult<Work>) -> CuResult {
    let driver = driver()?;
    let node = node_of(driver, node)?;
    let work = make(driver)?;
    if work.kind() != node.work().kind() {
        return Err(CuError::INVALID_VALUE);
    }
    node.set_work(work);
    Ok(())
}

/// Changes what can be launched: what was made of a node does something else of its kind.
fn change_exec(
    exec: CUgraphExec,
    node: CUgraphNode,
    make: impl FnOnce(&'static Driver) -> CuResult<Work>,
) -> CuResult {
    let driver = driver()?;
    let exec = driver.graph_execs.get(from_c(exec))?;
    let work = make(driver)?;
    exec.with_step(from_c(node), |step| {
        let is_elsewhere = work.context().is_some_and(|context| context != exec.context_id);
        if work.kind() != step.work.kind() || is_elsewhere {
            return Err(CuError::INVALID_VALUE);
        }
        step.work = Arc::new(work);
        Ok(())
    })
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
    let Work::Copy(Rows { dst, src, width, height, depth }) = &*work else {
        return Err(CuError::INVALID_VALUE);
    };
    let kind = |side: &Side| match side.is_device {
        true => CUmemorytype::CU_MEMORYTYPE_DEVICE,
        false => CUmemorytype::CU_MEMORYTYPE_HOST,
    };
    let said = CUDA_MEMCPY3D {
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
    };
    // SAFETY: the caller's promise.
    unsafe { put(params, said) }
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
    _context: CUcontext,
) -> CuResult {
    // SAFETY: the caller's promise.
    change_exec(exec, node, |driver| unsafe { copy(driver, params) })
}

/// # Safety
/// `params` is NULL or valid for a write.
pub unsafe fn cuGraphMemsetNodeGetParams(
    node: CUgraphNode,
    params: *mut CUDA_MEMSET_NODE_PARAMS,
) -> CuResult {
    let work = node_of(driver()?, node)?.work();
    let Work::Set(fill) = &*work else { return Err(CuError::INVALID_VALUE) };
    let said = CUDA_MEMSET_NODE_PARAMS {
        dst: fill.dst,
        pitch: fill.pitch as usize,
        value: fill.value,
        elementSize: fill.element,
        width: fill.width as usize,
        height: fill.height as usize,
    };
    // SAFETY: the caller's promise.
    unsafe { put(params, said) }
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
