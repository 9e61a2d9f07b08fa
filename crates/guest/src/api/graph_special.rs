//! Nodes that allocate and free memory, and nodes that do what a value decides ("Graph Management": cuGraphAddMem*Node,
//! cuGraphConditionalHandleCreate, cuDevice*GraphMem*).

use std::ffi::{c_uint, c_void};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use cuda_abi::{
    CUDA_BATCH_MEM_OP_NODE_PARAMS, CUDA_CONDITIONAL_NODE_PARAMS, CUDA_MEM_ALLOC_NODE_PARAMS, CUcontext,
    CUdevice, CUdeviceptr, CUgraph, CUgraphConditionalHandle, CUgraphConditionalNodeType, CUgraphExec,
    CUgraphMem_attribute, CUgraphNode, CUmemAllocationType, CUmemLocationType, CuError, CuResult, cuuint64_t,
};

use super::graph::node_of;
use super::graph_node::{add_after, change, change_exec, context_of};
use super::stream_mem_op::words;
use super::{from_c, put, wanted};
use crate::conditional::{Branch, Condition};
use crate::context;
use crate::driver::{Driver, driver};
use crate::graph::Graph;
use crate::graph_memory::Block;
use crate::work::{Words, Work};

/// CU_GRAPH_COND_ASSIGN_DEFAULT.
const ASSIGN_DEFAULT: c_uint = 1;
/// Bodies of a switch: more is a mistake of the program.
const MOST_BODIES: c_uint = 1 << 16;

/// Memory for a node, of the device and kind that its parameters name.
pub(super) fn allocation(driver: &Driver, params: &CUDA_MEM_ALLOC_NODE_PARAMS) -> CuResult<Arc<Block>> {
    let pool = &params.poolProps;
    let is_plain = pool.allocType == CUmemAllocationType::CU_MEM_ALLOCATION_TYPE_PINNED
        && pool.location.type_ == CUmemLocationType::CU_MEM_LOCATION_TYPE_DEVICE
        && pool.handleTypes.0 == 0;
    if !is_plain || params.bytesize == 0 || (params.accessDescs.is_null() && params.accessDescCount > 0) {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: of a device's location the number is what the union holds.
    let device = driver.device_of(unsafe { pool.location.__bindgen_anon_1.id })?;
    let current = context::alive(driver)?;
    // It is allocated where its device's work is done.
    let owner = match std::ptr::eq(driver.device(current.0.device)?, device) {
        true => current,
        false => (device.primary, device.primary.id()?),
    };
    driver.graph_memory.reserve(driver, owner, params.bytesize as u64)
}

/// Adds a node that allocates; its address is known from now on.
///
/// # Safety
/// `node` is NULL or valid for a write, `before` for reads of `count` values, `params` for reads and writes.
pub unsafe fn cuGraphAddMemAllocNode(
    node: *mut CUgraphNode,
    graph: CUgraph,
    before: *const CUgraphNode,
    count: usize,
    params: *mut CUDA_MEM_ALLOC_NODE_PARAMS,
) -> CuResult {
    wanted(params)?;
    // SAFETY: the caller's promise; not NULL.
    unsafe {
        add_after(node, graph, (before, std::ptr::null(), count), |driver, graph| {
            allocate(driver, graph, &mut *params)
        })
    }
}

/// Work that allocates, and its address in the parameters.
pub(super) fn allocate(
    driver: &Driver,
    graph: &Graph,
    params: &mut CUDA_MEM_ALLOC_NODE_PARAMS,
) -> CuResult<Work> {
    // A graph that is a node's own takes no more of them.
    if graph.is_owned.load(Ordering::Relaxed) {
        return Err(CuError::NOT_SUPPORTED);
    }
    let block = allocation(driver, params)?;
    params.dptr = block.address;
    Ok(Work::Allocate(block))
}

/// Work that frees what a graph allocates.
///
/// # Errors
/// `INVALID_VALUE` if no graph allocates that, or this one frees it already.
pub(super) fn free(driver: &Driver, graph: &Graph, address: CUdeviceptr) -> CuResult<Work> {
    driver.graph_memory.find(address).ok_or(CuError::INVALID_VALUE)?;
    if graph.is_owned.load(Ordering::Relaxed) {
        return Err(CuError::NOT_SUPPORTED);
    }
    match graph.any(&|work| matches!(work, Work::Free(freed) if *freed == address)) {
        true => Err(CuError::INVALID_VALUE),
        false => Ok(Work::Free(address)),
    }
}

/// # Safety
/// As [`cuGraphAddMemAllocNode`].
pub unsafe fn cuGraphAddMemFreeNode(
    node: *mut CUgraphNode,
    graph: CUgraph,
    before: *const CUgraphNode,
    count: usize,
    address: CUdeviceptr,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe {
        add_after(node, graph, (before, std::ptr::null(), count), |driver, graph| {
            free(driver, graph, address)
        })
    }
}

/// # Safety
/// `params` is NULL or valid for a write.
pub unsafe fn cuGraphMemAllocNodeGetParams(
    node: CUgraphNode,
    params: *mut CUDA_MEM_ALLOC_NODE_PARAMS,
) -> CuResult {
    let work = node_of(driver()?, node)?.work();
    let Work::Allocate(block) = &*work else { return Err(CuError::INVALID_VALUE) };
    // SAFETY: the caller's promise.
    unsafe { put(params, allocation_params(block)) }
}

/// What an allocation was told.
pub(super) fn allocation_params(block: &Block) -> CUDA_MEM_ALLOC_NODE_PARAMS {
    let mut said = CUDA_MEM_ALLOC_NODE_PARAMS {
        bytesize: block.bytes as usize,
        dptr: block.address,
        ..Default::default()
    };
    said.poolProps.allocType = CUmemAllocationType::CU_MEM_ALLOCATION_TYPE_PINNED;
    said.poolProps.location.type_ = CUmemLocationType::CU_MEM_LOCATION_TYPE_DEVICE;
    said.poolProps.location.__bindgen_anon_1.id = block.device() as i32;
    said
}

/// # Safety
/// `address` is NULL or valid for a write.
pub unsafe fn cuGraphMemFreeNodeGetParams(node: CUgraphNode, address: *mut CUdeviceptr) -> CuResult {
    let work = node_of(driver()?, node)?.work();
    let Work::Free(freed) = &*work else { return Err(CuError::INVALID_VALUE) };
    // SAFETY: the caller's promise.
    unsafe { put(address, *freed) }
}

/// # Safety
/// `value` is NULL or valid for a write of 64 bits.
pub unsafe fn cuDeviceGetGraphMemAttribute(
    device: CUdevice,
    attribute: CUgraphMem_attribute,
    value: *mut c_void,
) -> CuResult {
    type A = CUgraphMem_attribute;
    let driver = driver()?;
    driver.device_of(device)?;
    let usage = driver.graph_memory.usage(device as u32);
    let known = match attribute {
        A::CU_GRAPH_MEM_ATTR_USED_MEM_CURRENT => usage.used,
        A::CU_GRAPH_MEM_ATTR_USED_MEM_HIGH => usage.used_high,
        A::CU_GRAPH_MEM_ATTR_RESERVED_MEM_CURRENT => usage.reserved,
        A::CU_GRAPH_MEM_ATTR_RESERVED_MEM_HIGH => usage.reserved_high,
        _ => return Err(CuError::INVALID_VALUE),
    };
    // SAFETY: the caller's promise.
    unsafe { put(value.cast::<cuuint64_t>(), known) }
}

/// The high marks can be set, to 0.
///
/// # Safety
/// `value` is NULL or valid for a read of 64 bits.
pub unsafe fn cuDeviceSetGraphMemAttribute(
    device: CUdevice,
    attribute: CUgraphMem_attribute,
    value: *mut c_void,
) -> CuResult {
    type A = CUgraphMem_attribute;
    let driver = driver()?;
    driver.device_of(device)?;
    wanted(value)?;
    // SAFETY: the caller's promise; not NULL.
    if unsafe { value.cast::<cuuint64_t>().read() } != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let is_used = match attribute {
        A::CU_GRAPH_MEM_ATTR_USED_MEM_HIGH => true,
        A::CU_GRAPH_MEM_ATTR_RESERVED_MEM_HIGH => false,
        _ => return Err(CuError::INVALID_VALUE),
    };
    driver.graph_memory.count(device as u32, |usage| match is_used {
        true => usage.used_high = usage.used,
        false => usage.reserved_high = usage.reserved,
    });
    Ok(())
}

/// Memory of graphs goes with its nodes, and none is kept beyond that.
pub fn cuDeviceGraphMemTrim(device: CUdevice) -> CuResult {
    driver()?.device_of(device).map(|_| ())
}

/// # Safety
/// `handle` is NULL or valid for a write.
pub unsafe fn cuGraphConditionalHandleCreate(
    handle: *mut CUgraphConditionalHandle,
    graph: CUgraph,
    context: CUcontext,
    default: c_uint,
    flags: c_uint,
) -> CuResult {
    let driver = driver()?;
    wanted(handle)?;
    let graph = driver.graphs.get(from_c(graph))?;
    if flags & !ASSIGN_DEFAULT != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let owner = context_of(driver, context)?;
    let condition = Condition::create(driver, &graph, owner, (flags == ASSIGN_DEFAULT).then_some(default))?;
    let address = condition.address;
    graph.conditions.lock().push(condition);
    // SAFETY: the caller's promise.
    unsafe { put(handle, address) }
}

/// Work that does what a value decides, and its bodies in the parameters.
pub(super) fn branch(
    driver: &Driver,
    graph: &Graph,
    params: &mut CUDA_CONDITIONAL_NODE_PARAMS,
) -> CuResult<Work> {
    type K = CUgraphConditionalNodeType;
    let fits = match params.type_ {
        K::CU_GRAPH_COND_TYPE_IF => matches!(params.size, 1 | 2),
        K::CU_GRAPH_COND_TYPE_WHILE => params.size == 1,
        K::CU_GRAPH_COND_TYPE_SWITCH => (1..=MOST_BODIES).contains(&params.size),
        _ => false,
    };
    if !fits {
        return Err(CuError::INVALID_VALUE);
    }
    let condition = graph.conditions.lock().iter().find(|known| known.address == params.handle).cloned();
    // The value may be of the graph whose body this one is.
    let condition = match condition {
        Some(condition) => condition,
        None => driver.condition_of_parents(graph, params.handle).ok_or(CuError::INVALID_VALUE)?,
    };
    if !params.ctx.is_null() && !std::ptr::eq(context_of(driver, params.ctx)?.0, condition.context) {
        return Err(CuError::INVALID_VALUE);
    }
    condition.take()?;
    let bodies: Vec<Arc<Graph>> = (0..params.size)
        .map(|_| {
            let body = Graph::create(driver);
            body.is_owned.store(true, Ordering::Relaxed);
            body
        })
        .collect();
    let handles: Box<[u64]> = bodies.iter().map(|body| body.handle).collect();
    params.phGraph_out = handles.as_ptr().cast_mut().cast();
    Ok(Work::Branch(Branch { condition, kind: params.type_, bodies, handles }))
}

/// Work on words of memory.
///
/// # Safety
/// What the parameters lead to is valid.
pub(super) unsafe fn words_work(driver: &Driver, params: &CUDA_BATCH_MEM_OP_NODE_PARAMS) -> CuResult<Work> {
    let owner = context_of(driver, params.ctx)?;
    // SAFETY: the caller's promise.
    let words = unsafe { words(driver, owner, (params.paramArray, params.count), params.flags) }?;
    if words.said.is_empty() { Err(CuError::INVALID_VALUE) } else { Ok(Work::Words(words)) }
}

/// # Safety
/// `node` is NULL or valid for a write, `before` for reads of `count` values, `params` with what it leads to.
pub unsafe fn cuGraphAddBatchMemOpNode(
    node: *mut CUgraphNode,
    graph: CUgraph,
    before: *const CUgraphNode,
    count: usize,
    params: *const CUDA_BATCH_MEM_OP_NODE_PARAMS,
) -> CuResult {
    wanted(params)?;
    // SAFETY: the caller's promise; not NULL.
    unsafe {
        add_after(node, graph, (before, std::ptr::null(), count), |driver, _| words_work(driver, &*params))
    }
}

/// The operations stay until the node changes.
///
/// # Safety
/// `params` is NULL or valid for a write.
pub unsafe fn cuGraphBatchMemOpNodeGetParams(
    node: CUgraphNode,
    params: *mut CUDA_BATCH_MEM_OP_NODE_PARAMS,
) -> CuResult {
    let work = node_of(driver()?, node)?.work();
    let Work::Words(words) = &*work else { return Err(CuError::INVALID_VALUE) };
    // SAFETY: the caller's promise.
    unsafe { put(params, words_params(words)) }
}

/// What operations on words were told.
pub(super) fn words_params(words: &Words) -> CUDA_BATCH_MEM_OP_NODE_PARAMS {
    CUDA_BATCH_MEM_OP_NODE_PARAMS {
        ctx: words.context.as_c_if(words.context_id),
        count: words.said.len() as c_uint,
        paramArray: words.said.as_ptr().cast_mut(),
        flags: 0,
    }
}

/// # Safety
/// `params` is NULL or valid, with what it leads to.
pub unsafe fn cuGraphBatchMemOpNodeSetParams(
    node: CUgraphNode,
    params: *const CUDA_BATCH_MEM_OP_NODE_PARAMS,
) -> CuResult {
    wanted(params)?;
    // SAFETY: the caller's promise; not NULL.
    change(node, |driver| unsafe { words_work(driver, &*params) })
}

/// # Safety
/// `params` is NULL or valid, with what it leads to.
pub unsafe fn cuGraphExecBatchMemOpNodeSetParams(
    exec: CUgraphExec,
    node: CUgraphNode,
    params: *const CUDA_BATCH_MEM_OP_NODE_PARAMS,
) -> CuResult {
    wanted(params)?;
    // SAFETY: the caller's promise; not NULL.
    change_exec(exec, node, |driver| unsafe { words_work(driver, &*params) })
}

/// What a conditional node was told.
pub(super) fn branch_params(branch: &Branch) -> CUDA_CONDITIONAL_NODE_PARAMS {
    CUDA_CONDITIONAL_NODE_PARAMS {
        handle: branch.condition.address,
        type_: branch.kind,
        size: branch.bodies.len() as c_uint,
        phGraph_out: branch.handles.as_ptr().cast_mut().cast(),
        ctx: branch.condition.context.as_c_if(branch.condition.context_id),
    }
}
