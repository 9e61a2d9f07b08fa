//! Stream capture ("Stream Management").

use std::ffi::c_uint;

use cuda_abi::{
    CUgraph, CUgraphEdgeData, CUgraphNode, CUstream, CUstreamCaptureMode, CUstreamCaptureStatus,
    CUstreamUpdateCaptureDependencies_flags, CuError, CuResult,
};

use super::graph::{nodes_of, plain_edges};
use super::{as_c, from_c, put, put_if_wanted, wanted};
use crate::context;
use crate::driver::driver;
use crate::stream::resolve;

fn check_mode(mode: CUstreamCaptureMode) -> CuResult {
    let known = mode.0 <= CUstreamCaptureMode::CU_STREAM_CAPTURE_MODE_RELAXED.0;
    if known { Ok(()) } else { Err(CuError::INVALID_VALUE) }
}

/// Begins a capture, which potentially unsafe calls of any thread make fail.
pub fn cuStreamBeginCapture(stream: CUstream) -> CuResult {
    cuStreamBeginCapture_v2(stream, CUstreamCaptureMode::CU_STREAM_CAPTURE_MODE_GLOBAL)
}

/// What the stream is given from now on becomes nodes of a graph.
pub fn cuStreamBeginCapture_v2(stream: CUstream, mode: CUstreamCaptureMode) -> CuResult {
    let driver = driver()?;
    let stream = resolve(driver, stream)?;
    check_mode(mode)?;
    driver.captures.begin(driver, &stream, mode, None)
}

/// As [`cuStreamBeginCapture_v2`], into a graph that there is, after some of its nodes.
///
/// # Safety
/// `dependencies` and `edges` are NULL or valid for reads of `count` values.
pub unsafe fn cuStreamBeginCaptureToGraph(
    stream: CUstream,
    graph: CUgraph,
    dependencies: *const CUgraphNode,
    edges: *const CUgraphEdgeData,
    count: usize,
    mode: CUstreamCaptureMode,
) -> CuResult {
    let driver = driver()?;
    let stream = resolve(driver, stream)?;
    let graph = driver.graphs.get(from_c(graph))?;
    check_mode(mode)?;
    // SAFETY: the caller's promise.
    let dependencies = unsafe {
        // A capture's work waits for all of what it follows.
        plain_edges(edges, count)?;
        nodes_of(driver, &graph, dependencies, count)?
    };
    driver.captures.begin(driver, &stream, mode, Some((graph, dependencies)))
}

/// # Safety
/// `graph` is NULL or valid for a write.
pub unsafe fn cuStreamEndCapture(stream: CUstream, graph: *mut CUgraph) -> CuResult {
    let driver = driver()?;
    let stream = resolve(driver, stream)?;
    wanted(graph)?;
    let captured = driver.captures.end(driver, &stream);
    // SAFETY: the caller's promise.
    unsafe { put(graph, as_c(captured.as_ref().map_or(0, |graph| graph.handle)))? };
    captured.map(|_| ())
}

/// # Safety
/// `status` is NULL or valid for a write.
pub unsafe fn cuStreamIsCapturing(stream: CUstream, status: *mut CUstreamCaptureStatus) -> CuResult {
    let driver = driver()?;
    let stream = resolve(driver, stream)?;
    // SAFETY: the caller's promise.
    unsafe { put(status, driver.captures.status(&stream)?.0) }
}

/// # Safety
/// `status` and `id` are NULL or valid for writes.
pub unsafe fn cuStreamGetCaptureInfo(
    stream: CUstream,
    status: *mut CUstreamCaptureStatus,
    id: *mut u64,
) -> CuResult {
    let (graph, nodes, count) = (std::ptr::null_mut(), std::ptr::null_mut(), std::ptr::null_mut());
    // SAFETY: the caller's promise.
    unsafe { cuStreamGetCaptureInfo_v2(stream, status, id, graph, nodes, count) }
}

/// # Safety
/// `status` and what follows it are NULL or valid for writes.
pub unsafe fn cuStreamGetCaptureInfo_v2(
    stream: CUstream,
    status: *mut CUstreamCaptureStatus,
    id: *mut u64,
    graph: *mut CUgraph,
    dependencies: *mut *const CUgraphNode,
    count: *mut usize,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuStreamGetCaptureInfo_v3(stream, status, id, graph, dependencies, std::ptr::null_mut(), count) }
}

/// What it leads to is there until the stream is used again.
///
/// # Safety
/// `status` and what follows it are NULL or valid for writes.
pub unsafe fn cuStreamGetCaptureInfo_v3(
    stream: CUstream,
    status: *mut CUstreamCaptureStatus,
    id: *mut u64,
    graph: *mut CUgraph,
    dependencies: *mut *const CUgraphNode,
    edges: *mut *const CUgraphEdgeData,
    count: *mut usize,
) -> CuResult {
    let driver = driver()?;
    let stream = resolve(driver, stream)?;
    let (now, info) = driver.captures.status(&stream)?;
    // SAFETY: the caller's promise.
    unsafe { put(status, now)? };
    let Some(info) = info else { return Ok(()) };
    // SAFETY: the caller's promise. A handle is as wide as a pointer.
    unsafe {
        put_if_wanted(id, info.id);
        put_if_wanted(graph, as_c(info.graph));
        put_if_wanted(dependencies, info.dependencies.cast());
        put_if_wanted(edges, info.edges);
        put_if_wanted(count, info.count);
    }
    Ok(())
}

/// # Safety
/// `nodes` is NULL or valid for reads of `count` values.
pub unsafe fn cuStreamUpdateCaptureDependencies(
    stream: CUstream,
    nodes: *mut CUgraphNode,
    count: usize,
    flags: c_uint,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuStreamUpdateCaptureDependencies_v2(stream, nodes, std::ptr::null(), count, flags) }
}

/// # Safety
/// `nodes` and `edges` are NULL or valid for reads of `count` values.
pub unsafe fn cuStreamUpdateCaptureDependencies_v2(
    stream: CUstream,
    nodes: *mut CUgraphNode,
    edges: *const CUgraphEdgeData,
    count: usize,
    flags: c_uint,
) -> CuResult {
    type F = CUstreamUpdateCaptureDependencies_flags;
    let driver = driver()?;
    let stream = resolve(driver, stream)?;
    let replaces = match CUstreamUpdateCaptureDependencies_flags(flags) {
        F::CU_STREAM_ADD_CAPTURE_DEPENDENCIES => false,
        F::CU_STREAM_SET_CAPTURE_DEPENDENCIES => true,
        _ => return Err(CuError::INVALID_VALUE),
    };
    // SAFETY: the caller's promise.
    let nodes = unsafe {
        plain_edges(edges, count)?;
        super::list(nodes.cast_const(), count)?
    };
    driver.captures.depend(driver, &stream, nodes.into_iter().map(from_c).collect(), replaces)
}

/// # Safety
/// `mode` is NULL or valid for reads and writes.
pub unsafe fn cuThreadExchangeStreamCaptureMode(mode: *mut CUstreamCaptureMode) -> CuResult {
    driver()?;
    wanted(mode)?;
    // SAFETY: the caller's promise; not NULL.
    let new = unsafe { mode.read() };
    check_mode(new)?;
    // SAFETY: the caller's promise.
    unsafe { put(mode, context::exchange_capture_mode(new)) }
}
