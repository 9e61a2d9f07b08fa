//! Graphs that can be launched ("Graph Management": cuGraphInstantiate*, cuGraphExec*, cuGraphLaunch).

use std::ffi::{c_char, c_uint, c_ulonglong};

use cuda_abi::{
    CUDA_GRAPH_INSTANTIATE_PARAMS, CUgraph, CUgraphExec, CUgraphExecUpdateResult,
    CUgraphExecUpdateResultInfo, CUgraphInstantiate_flags, CUgraphInstantiateResult, CUgraphNode, CUstream,
    CuError, CuResult,
};

use super::{as_c, from_c, put, put_if_wanted, wanted};
use crate::context;
use crate::driver::driver;
use crate::graph::{Difference, Exec};
use crate::stream::resolve;
use crate::work::Work;

type Flags = CUgraphInstantiate_flags;

/// Those that change nothing here: memory nodes do not exist, uploading is nothing, and nodes run in turn.
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
    if flags & !KNOWN != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    Exec::create(driver, graph.steps()?, current, flags)
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
    let made = instantiate(graph, params.flags);
    params.hErrNode_out = std::ptr::null_mut();
    params.result_out = match made {
        Ok(_) => R::CUDA_GRAPH_INSTANTIATE_SUCCESS,
        Err(CuError::NOT_SUPPORTED) => R::CUDA_GRAPH_INSTANTIATE_NODE_OPERATION_NOT_SUPPORTED,
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
    // Not within `take`: a launch on another thread may hold the graph while it looks at the captures.
    let order = (!driver.captures.is_idle()).then(|| exec.order());
    let work = || Work::Graph(order.unwrap_or_else(|| exec.order()));
    if driver.captures.take(driver, &stream, work)? {
        return Ok(());
    }
    // SAFETY: the caller's promise.
    unsafe { exec.launch(driver, stream) }
}

fn update(exec: CUgraphExec, graph: CUgraph) -> CuResult<Result<(), Difference>> {
    let driver = driver()?;
    let exec = driver.graph_execs.get(from_c(exec))?;
    let graph = driver.graphs.get(from_c(graph))?;
    Ok(exec.update(&graph.steps()?))
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
