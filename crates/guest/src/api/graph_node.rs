//! Nodes of graphs that the program makes, asks after and changes itself ("Graph Management": cuGraphAdd*Node, cuGraph*Node*Params).

use std::sync::Arc;

use cuda_abi::{
    CUDA_HOST_NODE_PARAMS, CUDA_KERNEL_NODE_PARAMS, CUDA_KERNEL_NODE_PARAMS_v1, CUDA_MEMCPY3D,
    CUDA_MEMSET_NODE_PARAMS, CUcontext, CUevent, CUgraph, CUgraphEdgeData, CUgraphExec, CUgraphNode, CuError,
    CuResult,
};
use wire::{ContextId, LaunchShape};

use super::graph::{edges_of, node_of};
use super::graph_params::{record, wait, widened};
use super::{as_c, copy_pitched, from_c, launch, put, wanted};
use crate::context::{self, Context};
use crate::driver::{Driver, driver};
use crate::graph::Graph;
use crate::graph_exec::compare;
use crate::launch_attribute::Attributes;
use crate::rows::Fill;
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
    // SAFETY: the caller's promise.
    unsafe { add_after(node, graph, (before, std::ptr::null(), count), |driver, _| work(driver)) }
}

/// As [`add`], with what there is to say of the edges.
///
/// # Safety
/// As [`add`]; `edges` is NULL or valid for reads of `count` values.
pub(super) unsafe fn add_after(
    node: *mut CUgraphNode,
    graph: CUgraph,
    (before, edges, count): (*const CUgraphNode, *const CUgraphEdgeData, usize),
    work: impl FnOnce(&'static Driver, &Arc<Graph>) -> CuResult<Work>,
) -> CuResult {
    let driver = driver()?;
    wanted(node)?;
    let graph = driver.graphs.get(from_c(graph))?;
    // SAFETY: the caller's promise.
    let edges = unsafe { edges_of(driver, &graph, before, edges, count)? };
    let work = work(driver, &graph)?;
    for edge in &edges {
        edge.check(&driver.graph_nodes.get(edge.from)?.work(), &work)?;
    }
    let handle = graph.add(driver, Arc::new(work), edges);
    // SAFETY: the caller's promise.
    unsafe { put(node, as_c(handle)) }
}

/// A context that a node names; NULL is the current one.
pub(super) fn context_of(driver: &Driver, context: CUcontext) -> CuResult<(&'static Context, ContextId)> {
    if context.is_null() {
        return context::alive(driver);
    }
    let context: &'static Context = *driver.contexts.get(from_c(context))?;
    Ok((context, context.id()?))
}

/// # Safety
/// `params` is NULL or valid, with the parameters that it leads to.
pub(super) unsafe fn kernel(driver: &Driver, params: *const CUDA_KERNEL_NODE_PARAMS) -> CuResult<Work> {
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
        launch::pack(
            driver,
            handle,
            (&shape, &Attributes::default()),
            place,
            (p.kernelParams, p.extra),
            |function, shape, block| Ok(Work::Kernel(Launch::new(function.clone(), handle, shape, block))),
        )
    }
}

/// A kernel with the attributes of the one in whose place it is put.
fn keeping_attributes(driver: &Driver, old: &Work, new: Work) -> CuResult<Work> {
    let (Work::Kernel(old), Work::Kernel(new)) = (old, &new) else { return Ok(new) };
    let shape = old.attributes.apply(driver, &new.function, new.shape)?;
    Ok(Work::Kernel(new.with_attributes(shape, old.attributes.clone())))
}

/// # Safety
/// `params` is NULL or valid.
pub(super) unsafe fn set(driver: &Driver, params: *const CUDA_MEMSET_NODE_PARAMS) -> CuResult<Work> {
    wanted(params)?;
    // SAFETY: the caller's promise; not NULL.
    let p = unsafe { params.read() };
    let (pitch, width, height) = (p.pitch as u64, p.width as u64, p.height as u64);
    let fill = Fill { dst: p.dst, pitch, value: p.value, element: p.elementSize, width, height };
    fill.check(driver).map(Work::Set)
}

/// # Safety
/// `params` is NULL or valid.
pub(super) unsafe fn copy(driver: &Driver, params: *const CUDA_MEMCPY3D) -> CuResult<Work> {
    // SAFETY: the caller's promise.
    let rows = unsafe { copy_pitched::three(params)? };
    rows.check(driver)?;
    Ok(Work::Copy(rows))
}

/// # Safety
/// `params` is NULL or valid.
pub(super) unsafe fn call(params: *const CUDA_HOST_NODE_PARAMS) -> CuResult<Work> {
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

/// The first form, which knows no library kernels.
///
/// # Safety
/// As [`cuGraphAddKernelNode_v2`].
pub unsafe fn cuGraphAddKernelNode(
    node: *mut CUgraphNode,
    graph: CUgraph,
    before: *const CUgraphNode,
    count: usize,
    params: *const CUDA_KERNEL_NODE_PARAMS_v1,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuGraphAddKernelNode_v2(node, graph, before, count, &widened(params)?) }
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
    // SAFETY: the caller's promise.
    unsafe { add(node, graph, (before, count), |driver| record(driver, event)) }
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
    // SAFETY: the caller's promise.
    unsafe { add(node, graph, (before, count), |driver| wait(driver, event)) }
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
    // SAFETY: the caller's promise.
    unsafe { add(node, graph, (before, count), |driver| self::child(driver, graph, child)) }
}

/// A copy of a graph, for a node of another.
pub(super) fn child(driver: &Driver, parent: CUgraph, child: CUgraph) -> CuResult<Work> {
    let child = driver.graphs.get(from_c(child))?;
    if child.handle == from_c(parent) {
        return Err(CuError::INVALID_VALUE);
    }
    // In a circle it could not be copied.
    child.plan()?;
    Ok(Work::Graph(child.duplicate_owned(driver)?))
}

/// The node's own graph: what changes in it changes what the node does.
///
/// # Safety
/// `graph` is NULL or valid for a write.
pub unsafe fn cuGraphChildGraphNodeGetGraph(node: CUgraphNode, graph: *mut CUgraph) -> CuResult {
    let work = node_of(driver()?, node)?.work();
    let Work::Graph(child) = &*work else { return Err(CuError::INVALID_VALUE) };
    // SAFETY: the caller's promise.
    unsafe { put(graph, as_c(child.handle)) }
}

/// Another graph of the same topology in the place of the one that was made to be launched.
pub fn cuGraphExecChildGraphNodeSetParams(exec: CUgraphExec, node: CUgraphNode, child: CUgraph) -> CuResult {
    let driver = driver()?;
    let exec = driver.graph_execs.get(from_c(exec))?;
    let plan = driver.graphs.get(from_c(child))?.plan()?;
    exec.with_step(from_c(node), |step| {
        let Work::Plan(old) = &*step.work else { return Err(CuError::INVALID_VALUE) };
        compare(&old.steps, &plan.steps, exec.context_id).map_err(|_| CuError::INVALID_VALUE)?;
        step.work = Arc::new(Work::Plan(plan));
        Ok(())
    })
}

/// Changes what a node does, which must stay of its kind.
pub(super) fn change(node: CUgraphNode, make: impl FnOnce(&'static Driver) -> CuResult<Work>) -> CuResult {
    let driver = driver()?;
    let node = node_of(driver, node)?;
    let (old, work) = (node.work(), make(driver)?);
    if work.kind() != old.kind() {
        return Err(CuError::INVALID_VALUE);
    }
    node.set_work(keeping_attributes(driver, &old, work)?);
    Ok(())
}

/// Changes what can be launched: what was made of a node does something else of its kind.
pub(super) fn change_exec(
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
        step.work = Arc::new(keeping_attributes(driver, &step.work, work)?);
        Ok(())
    })
}
