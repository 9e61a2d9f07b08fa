//! Graphs that can be launched ("Graph Management": cuGraphInstantiate*, cuGraphExec*, cuGraphLaunch).

use std::ffi::{c_char, c_uint, c_ulonglong};
use std::sync::atomic::Ordering;

use cuda_abi::{
    CUDA_GRAPH_INSTANTIATE_PARAMS, CUgraph, CUgraphExec, CUgraphExecUpdateResult,
    CUgraphExecUpdateResultInfo, CUgraphInstantiate_flags, CUgraphInstantiateResult, CUgraphNode, CUstream,
    CuError, CuResult,
};

use super::{as_c, from_c, put, put_if_wanted, wanted};
use crate::context;
use crate::driver::driver;
use crate::graph::Graph;
use crate::graph_exec::{Difference, Exec};
use crate::stream::resolve;
use crate::work::Work;

type Flags = CUgraphInstantiate_flags;

/// Those of which none but the first changes anything here: uploading is nothing, and nodes run in turn.
const KNOWN: u64 = (Flags::CUDA_GRAPH_INSTANTIATE_FLAG_AUTO_FREE_ON_LAUNCH.0
    | Flags::CUDA_GRAPH_INSTANTIATE_FLAG_UPLOAD.0
    | Flags::CUDA_GRAPH_INSTANTIATE_FLAG_USE_NODE_PRIORITY.0) as u64;

fn instantiate(graph: CUgraph, flags: u64) -> CuResult<u64> {
    let driver = driver()?;
    let graph = driver.graphs.get(from_c(graph))?;
    let (_, current) = context::alive(driver)?;
    if flags & u64::from(Flags::CUDA_GRAPH_INSTANTIATE_FLAG_DEVICE_LAUNCH.0) != 0 {
        return Err(CuError::NOT_SUPPORTED);
    }
    if flags & !KNOWN != 0 || graph.is_owned.load(Ordering::Relaxed) {
        return Err(CuError::INVALID_VALUE);
    }
    check_bodies(&graph)?;
    Exec::create(driver, &graph, current, flags)
}

/// Refuses bodies of conditional nodes that do what only a whole graph may do (CUDA Driver API, CUDA_CONDITIONAL_NODE_PARAMS).
fn check_bodies(graph: &Graph) -> CuResult {
    for node in graph.nodes() {
        let work = node.work();
        for inner in work.graphs() {
            let is_strange = |work: &Work| match work {
                Work::Kernel(_) | Work::Set(_) | Work::Empty | Work::Graph(_) | Work::Branch(_) => false,
                // The program's own memory would be read whenever the body is done.
                Work::Copy(rows) => !(rows.dst.is_device && rows.src.is_device),
                _ => true,
            };
            if matches!(&*work, Work::Branch(_)) && inner.any(&is_strange) {
                return Err(CuError::NOT_SUPPORTED);
            }
            check_bodies(inner)?;
        }
    }
    Ok(())
}

/// # Safety
/// `exec` is NULL or valid for a write.
pub unsafe fn cuGraphInstantiateWithFlags(
    exec: *mut CUgraphExec,
    graph: CUgraph,
    flags: c_ulonglong,
) -> CuResult {
    wanted(exec)?;
    // SAFETY: the caller's promise.
    unsafe { put(exec, as_c(instantiate(graph, flags)?)) }
}

/// # Safety
/// `exec` and `params` are NULL or valid, for writes too.
pub unsafe fn cuGraphInstantiateWithParams(
    exec: *mut CUgraphExec,
    graph: CUgraph,
    params: *mut CUDA_GRAPH_INSTANTIATE_PARAMS,
) -> CuResult {
    type R = CUgraphInstantiateResult;
    wanted(exec)?;
    wanted(params)?;
    // SAFETY: the caller's promise; not NULL.
    let params = unsafe { &mut *params };
    let has_unused = driver()?.graphs.get(from_c(graph))?.has_unused_condition();
    let made = if has_unused { Err(CuError::INVALID_VALUE) } else { instantiate(graph, params.flags) };
    params.hErrNode_out = std::ptr::null_mut();
    params.result_out = match made {
        Ok(_) => R::CUDA_GRAPH_INSTANTIATE_SUCCESS,
        Err(_) if has_unused => R::CUDA_GRAPH_INSTANTIATE_CONDITIONAL_HANDLE_UNUSED,
        Err(CuError::NOT_SUPPORTED) => R::CUDA_GRAPH_INSTANTIATE_NODE_OPERATION_NOT_SUPPORTED,
        Err(CuError::INVALID_VALUE) => R::CUDA_GRAPH_INSTANTIATE_INVALID_STRUCTURE,
        Err(_) => R::CUDA_GRAPH_INSTANTIATE_ERROR,
    };
    // SAFETY: the caller's promise.
    unsafe { put(exec, as_c(made?)) }
}

/// # Safety
/// `exec` and `error_node` are NULL or valid for writes, `log` NULL or valid for `log_bytes` bytes.
pub unsafe fn cuGraphInstantiate_v2(
    exec: *mut CUgraphExec,
    graph: CUgraph,
    error_node: *mut CUgraphNode,
    log: *mut c_char,
    log_bytes: usize,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe {
        put_if_wanted(error_node, std::ptr::null_mut());
        if log_bytes > 0 {
            put_if_wanted(log, 0);
        }
        cuGraphInstantiateWithFlags(exec, graph, 0)
    }
}

/// # Safety
/// As [`cuGraphInstantiate_v2`].
pub unsafe fn cuGraphInstantiate(
    exec: *mut CUgraphExec,
    graph: CUgraph,
    error_node: *mut CUgraphNode,
    log: *mut c_char,
    log_bytes: usize,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuGraphInstantiate_v2(exec, graph, error_node, log, log_bytes) }
}

/// Forgets what can be launched; launches go on.
pub fn cuGraphExecDestroy(exec: CUgraphExec) -> CuResult {
    let driver = driver()?;
    let exec = driver.graph_execs.remove(from_c(exec))?;
    exec.retire(driver);
    driver.session.event_destroy(exec.done)
}

/// # Safety
/// `flags` is NULL or valid for a write.
pub unsafe fn cuGraphExecGetFlags(exec: CUgraphExec, flags: *mut u64) -> CuResult {
    let exec = driver()?.graph_execs.get(from_c(exec))?;
    // SAFETY: the caller's promise.
    unsafe { put(flags, exec.flags) }
}

/// # Safety
/// `id` is NULL or valid for a write.
pub unsafe fn cuGraphExecGetId(exec: CUgraphExec, id: *mut c_uint) -> CuResult {
    let exec = driver()?.graph_execs.get(from_c(exec))?;
    // SAFETY: the caller's promise.
    unsafe { put(id, exec.unique as c_uint) }
}

/// There is nothing to upload: a launch sends all that it needs.
pub fn cuGraphUpload(exec: CUgraphExec, stream: CUstream) -> CuResult {
    let driver = driver()?;
    driver.graph_execs.get(from_c(exec))?;
    let stream = resolve(driver, stream)?;
    driver.captures.refuse(&stream)
}

/// Launches a graph; a captured launch becomes a node.
///
/// # Safety
/// Memory of the program's own that its nodes copy is valid, and its host functions may be called.
pub unsafe fn cuGraphLaunch(exec: CUgraphExec, stream: CUstream) -> CuResult {
    let driver = driver()?;
    let exec = driver.graph_execs.get(from_c(exec))?;
    let stream = resolve(driver, stream)?;
    if driver.captures.is_taking(&stream)? {
        // Not within `take`: a launch on another thread may hold the graph while it looks at the captures.
        let graph = exec.as_graph(driver);
        if graph.is_single() {
            graph.discard(driver);
            return Err(CuError::NOT_SUPPORTED);
        }
        let node = graph.clone();
        match driver.captures.take(driver, &stream, || Work::Graph(node)) {
            Ok(true) => return Ok(()),
            // The capture has ended meanwhile.
            outcome => {
                graph.discard(driver);
                outcome?;
            }
        }
    }
    // SAFETY: the caller's promise.
    unsafe { exec.launch(driver, stream) }
}

fn update(exec: CUgraphExec, graph: CUgraph) -> CuResult<Result<(), Difference>> {
    let driver = driver()?;
    let exec = driver.graph_execs.get(from_c(exec))?;
    let graph = driver.graphs.get(from_c(graph))?;
    if graph.is_owned.load(Ordering::Relaxed) {
        return Err(CuError::INVALID_VALUE);
    }
    check_bodies(&graph)?;
    Ok(exec.update(&graph.plan()?))
}

/// # Safety
/// `info` is NULL or valid for a write.
pub unsafe fn cuGraphExecUpdate_v2(
    exec: CUgraphExec,
    graph: CUgraph,
    info: *mut CUgraphExecUpdateResultInfo,
) -> CuResult {
    wanted(info)?;
    let outcome = update(exec, graph)?;
    let (result, node) = match outcome {
        Ok(()) => (CUgraphExecUpdateResult::CU_GRAPH_EXEC_UPDATE_SUCCESS, 0),
        Err(difference) => (difference.result, difference.node),
    };
    let said = CUgraphExecUpdateResultInfo { result, errorNode: as_c(node), errorFromNode: as_c(0) };
    // SAFETY: the caller's promise.
    unsafe { put(info, said)? };
    outcome.map_err(|_| CuError::GRAPH_EXEC_UPDATE_FAILURE)
}

/// # Safety
/// `error_node` and `result` are NULL or valid for writes.
pub unsafe fn cuGraphExecUpdate(
    exec: CUgraphExec,
    graph: CUgraph,
    error_node: *mut CUgraphNode,
    result: *mut CUgraphExecUpdateResult,
) -> CuResult {
    wanted(result)?;
    let none = std::ptr::null_mut();
    let mut info = CUgraphExecUpdateResultInfo {
        result: CUgraphExecUpdateResult::CU_GRAPH_EXEC_UPDATE_ERROR,
        errorNode: none,
        errorFromNode: none,
    };
    // SAFETY: `info` is this frame's own.
    let outcome = unsafe { cuGraphExecUpdate_v2(exec, graph, &mut info) };
    // SAFETY: the caller's promise.
    unsafe {
        put_if_wanted(error_node, info.errorNode);
        put(result, info.result)?;
    }
    outcome
}

/// # Safety
/// `enabled` is NULL or valid for a write.
pub unsafe fn cuGraphNodeGetEnabled(exec: CUgraphExec, node: CUgraphNode, enabled: *mut c_uint) -> CuResult {
    let exec = driver()?.graph_execs.get(from_c(exec))?;
    let is_enabled = exec.look(from_c(node), |step| {
        can_be_disabled(&step.work)?;
        Ok(step.is_enabled)
    })?;
    // SAFETY: the caller's promise.
    unsafe { put(enabled, is_enabled.into()) }
}

/// Lets what was made of a node do nothing, or what it does.
pub fn cuGraphNodeSetEnabled(exec: CUgraphExec, node: CUgraphNode, enabled: c_uint) -> CuResult {
    let exec = driver()?.graph_execs.get(from_c(exec))?;
    exec.with_step(from_c(node), |step| {
        can_be_disabled(&step.work)?;
        step.is_enabled = enabled != 0;
        Ok(())
    })
}

/// Kernels, sets and copies can (CUDA Driver API, cuGraphNodeSetEnabled).
fn can_be_disabled(work: &Work) -> CuResult {
    match work {
        Work::Kernel(_) | Work::Set(_) | Work::Copy(_) => Ok(()),
        _ => Err(CuError::INVALID_VALUE),
    }
}
