//! Nodes of any kind by one structure ("Graph Management": cuGraphAddNode, cuGraph*NodeSetParams, cuGraphNodeGetParams).

use cuda_abi::{
    CUDA_BATCH_MEM_OP_NODE_PARAMS, CUDA_HOST_NODE_PARAMS, CUDA_KERNEL_NODE_PARAMS,
    CUDA_MEM_ALLOC_NODE_PARAMS, CUDA_MEMSET_NODE_PARAMS, CUgraph, CUgraphChildGraphNodeOwnership,
    CUgraphEdgeData, CUgraphExec, CUgraphNode, CUgraphNodeParams, CUgraphNodeType, CuError, CuResult,
};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::graph::node_of;
use super::graph_node::{add_after, call, change, change_exec, child, context_of, copy, kernel, set};
use super::graph_params::{copy_params, kernel_params, record, set_params, wait};
use super::graph_special::{
    allocate, allocation_params, branch, branch_params, free, words_params, words_work,
};
use super::{as_c, from_c, put, wanted};
use crate::driver::{Driver, driver};
use crate::graph::Graph;
use crate::work::Work;

type T = CUgraphNodeType;

/// Work that can be said anew of a node that there is.
///
/// # Errors
/// `INVALID_VALUE` for kinds whose parameters stay, and what is wrong with the parameters.
///
/// # Safety
/// The member that `type_` names is valid, with what it leads to.
unsafe fn changeable(driver: &'static Driver, params: &CUgraphNodeParams) -> CuResult<Work> {
    let union = &params.__bindgen_anon_1;
    // SAFETY: the caller's promise: the type says which member there is.
    unsafe {
        match params.type_ {
            T::CU_GRAPH_NODE_TYPE_KERNEL => {
                let p = union.kernel;
                let same = CUDA_KERNEL_NODE_PARAMS {
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
                    kern: p.kern,
                    ctx: p.ctx,
                };
                kernel(driver, &same)
            }
            T::CU_GRAPH_NODE_TYPE_MEMCPY => {
                context_of(driver, union.memcpy.copyCtx)?;
                copy(driver, &union.memcpy.copyParams)
            }
            T::CU_GRAPH_NODE_TYPE_MEMSET => {
                let p = union.memset;
                context_of(driver, p.ctx)?;
                let same = CUDA_MEMSET_NODE_PARAMS {
                    dst: p.dst,
                    pitch: p.pitch,
                    value: p.value,
                    elementSize: p.elementSize,
                    width: p.width,
                    height: p.height,
                };
                set(driver, &same)
            }
            T::CU_GRAPH_NODE_TYPE_HOST => {
                let p = union.host;
                call(&CUDA_HOST_NODE_PARAMS { fn_: p.fn_, userData: p.userData })
            }
            T::CU_GRAPH_NODE_TYPE_EVENT_RECORD => record(driver, union.eventRecord.event),
            T::CU_GRAPH_NODE_TYPE_WAIT_EVENT => wait(driver, union.eventWait.event),
            T::CU_GRAPH_NODE_TYPE_BATCH_MEM_OP => {
                let p = union.memOp;
                let same = CUDA_BATCH_MEM_OP_NODE_PARAMS {
                    ctx: p.ctx,
                    count: p.count,
                    paramArray: p.paramArray,
                    flags: p.flags,
                };
                words_work(driver, &same)
            }
            T::CU_GRAPH_NODE_TYPE_EXT_SEMAS_SIGNAL
            | T::CU_GRAPH_NODE_TYPE_EXT_SEMAS_WAIT
            | T::CU_GRAPH_NODE_TYPE_MEMCPY_BATCH
            | T::CU_GRAPH_NODE_TYPE_FABRIC_CPY_BATCH => Err(CuError::NOT_SUPPORTED),
            _ => Err(CuError::INVALID_VALUE),
        }
    }
}

/// Work for a new node, which may say things in the parameters.
///
/// # Safety
/// As [`changeable`], for writes too.
unsafe fn new_work(
    driver: &'static Driver,
    graph: &Arc<Graph>,
    params: &mut CUgraphNodeParams,
) -> CuResult<Work> {
    let reserved = (params.reserved0, params.reserved2);
    if reserved != ([0; 3], 0) {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise: the type says which member there is.
    unsafe {
        match params.type_ {
            T::CU_GRAPH_NODE_TYPE_EMPTY => Ok(Work::Empty),
            T::CU_GRAPH_NODE_TYPE_GRAPH => {
                let p = params.__bindgen_anon_1.graph;
                match p.ownership {
                    CUgraphChildGraphNodeOwnership::CU_GRAPH_CHILD_GRAPH_OWNERSHIP_CLONE => {
                        child(driver, as_c(graph.handle), p.graph)
                    }
                    CUgraphChildGraphNodeOwnership::CU_GRAPH_CHILD_GRAPH_OWNERSHIP_MOVE => {
                        moved(driver, graph, p.graph)
                    }
                    _ => Err(CuError::INVALID_VALUE),
                }
            }
            T::CU_GRAPH_NODE_TYPE_MEM_ALLOC => {
                let p = params.__bindgen_anon_1.alloc;
                let mut same = CUDA_MEM_ALLOC_NODE_PARAMS {
                    poolProps: p.poolProps,
                    accessDescs: p.accessDescs,
                    accessDescCount: p.accessDescCount,
                    bytesize: p.bytesize,
                    dptr: 0,
                };
                let work = allocate(driver, graph, &mut same)?;
                params.__bindgen_anon_1.alloc.dptr = same.dptr;
                Ok(work)
            }
            T::CU_GRAPH_NODE_TYPE_MEM_FREE => free(driver, graph, params.__bindgen_anon_1.free.dptr),
            T::CU_GRAPH_NODE_TYPE_CONDITIONAL => {
                branch(driver, graph, &mut params.__bindgen_anon_1.conditional)
            }
            _ => changeable(driver, params),
        }
    }
}

/// A graph that becomes a node's own.
fn moved(driver: &Driver, parent: &Graph, child: CUgraph) -> CuResult<Work> {
    let child = driver.graphs.get(from_c(child))?;
    child.plan()?;
    if child.handle == parent.handle || child.is_owned.swap(true, Ordering::Relaxed) {
        return Err(CuError::INVALID_VALUE);
    }
    Ok(Work::Graph(child))
}

/// The form of CUDA 12.2, without edges.
///
/// # Safety
/// As [`cuGraphAddNode_v2`].
pub unsafe fn cuGraphAddNode(
    node: *mut CUgraphNode,
    graph: CUgraph,
    before: *const CUgraphNode,
    count: usize,
    params: *mut CUgraphNodeParams,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuGraphAddNode_v2(node, graph, before, std::ptr::null(), count, params) }
}

/// Adds a node of any kind.
///
/// # Safety
/// `node` is NULL or valid for a write; `before` and `edges` are NULL or valid for reads of `count` values; `params` is NULL or valid
/// for reads and writes, with what it leads to.
pub unsafe fn cuGraphAddNode_v2(
    node: *mut CUgraphNode,
    graph: CUgraph,
    before: *const CUgraphNode,
    edges: *const CUgraphEdgeData,
    count: usize,
    params: *mut CUgraphNodeParams,
) -> CuResult {
    wanted(params)?;
    // SAFETY: the caller's promise; not NULL.
    unsafe {
        add_after(node, graph, (before, edges, count), |driver, graph| new_work(driver, graph, &mut *params))
    }
}

/// As [`cuGraphAddNode_v2`].
///
/// # Safety
/// As there.
pub unsafe fn cuGraphAddNode_v3(
    node: *mut CUgraphNode,
    graph: CUgraph,
    before: *const CUgraphNode,
    edges: *const CUgraphEdgeData,
    count: usize,
    params: *mut CUgraphNodeParams,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuGraphAddNode_v2(node, graph, before, edges, count, params) }
}

/// # Safety
/// `params` is NULL or valid, with what it leads to.
pub unsafe fn cuGraphNodeSetParams(node: CUgraphNode, params: *mut CUgraphNodeParams) -> CuResult {
    wanted(params)?;
    // SAFETY: the caller's promise; not NULL.
    change(node, |driver| unsafe { changeable(driver, &*params) })
}

/// # Safety
/// As [`cuGraphNodeSetParams`].
pub unsafe fn cuGraphNodeSetParams_v2(node: CUgraphNode, params: *mut CUgraphNodeParams) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuGraphNodeSetParams(node, params) }
}

/// # Safety
/// As [`cuGraphNodeSetParams`].
pub unsafe fn cuGraphExecNodeSetParams(
    exec: CUgraphExec,
    node: CUgraphNode,
    params: *mut CUgraphNodeParams,
) -> CuResult {
    wanted(params)?;
    // SAFETY: the caller's promise; not NULL.
    let params = unsafe { &*params };
    if params.type_ == T::CU_GRAPH_NODE_TYPE_GRAPH {
        // SAFETY: the caller's promise: the type says which member there is.
        let child = unsafe { params.__bindgen_anon_1.graph.graph };
        return super::cuGraphExecChildGraphNodeSetParams(exec, node, child);
    }
    // SAFETY: the caller's promise.
    change_exec(exec, node, |driver| unsafe { changeable(driver, params) })
}

/// What pointers in it lead to stays until the node changes.
///
/// # Safety
/// `params` is NULL or valid for a write.
pub unsafe fn cuGraphNodeGetParams(node: CUgraphNode, params: *mut CUgraphNodeParams) -> CuResult {
    let driver = driver()?;
    let work = node_of(driver, node)?.work();
    let mut said = CUgraphNodeParams { type_: work.kind(), ..Default::default() };
    let union = &mut said.__bindgen_anon_1;
    match &*work {
        Work::Kernel(launch) => {
            let p = kernel_params(driver, launch);
            union.kernel = cuda_abi::CUDA_KERNEL_NODE_PARAMS_v3 {
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
                kern: p.kern,
                ctx: p.ctx,
            };
        }
        Work::Copy(rows) => union.memcpy.copyParams = copy_params(rows),
        Work::Set(fill) => {
            let p = set_params(fill);
            union.memset = cuda_abi::CUDA_MEMSET_NODE_PARAMS_v2 {
                dst: p.dst,
                pitch: p.pitch,
                value: p.value,
                elementSize: p.elementSize,
                width: p.width,
                height: p.height,
                ctx: std::ptr::null_mut(),
            };
        }
        Work::Call(call) => {
            union.host = Default::default();
            let host = cuda_abi::CUDA_HOST_NODE_PARAMS_v2 {
                fn_: Some(call.function),
                userData: std::ptr::with_exposed_provenance_mut(call.data),
                ..Default::default()
            };
            union.host = host;
        }
        Work::Graph(graph) => {
            union.graph = cuda_abi::CUDA_CHILD_GRAPH_NODE_PARAMS {
                graph: as_c(graph.handle),
                ownership: CUgraphChildGraphNodeOwnership::CU_GRAPH_CHILD_GRAPH_OWNERSHIP_CLONE,
            };
        }
        Work::Record(_, event) => union.eventRecord.event = as_c(*event),
        Work::Wait(_, event) => union.eventWait.event = as_c(*event),
        Work::Allocate(block) => {
            let p = allocation_params(block);
            union.alloc = cuda_abi::CUDA_MEM_ALLOC_NODE_PARAMS_v2 {
                poolProps: p.poolProps,
                accessDescs: p.accessDescs,
                accessDescCount: p.accessDescCount,
                bytesize: p.bytesize,
                dptr: p.dptr,
            };
        }
        Work::Words(words) => {
            let p = words_params(words);
            union.memOp = cuda_abi::CUDA_BATCH_MEM_OP_NODE_PARAMS_v2 {
                ctx: p.ctx,
                count: p.count,
                paramArray: p.paramArray,
                flags: p.flags,
            };
        }
        Work::Free(address) => union.free.dptr = *address,
        Work::Branch(branch) => union.conditional = branch_params(branch),
        Work::Empty | Work::Plan(_) | Work::Choice(_) => {}
    }
    // SAFETY: the caller's promise.
    unsafe { put(params, said) }
}
