//! Graphs and how their nodes depend on each other ("Graph Management").

use std::ffi::c_uint;
use std::sync::Arc;

use cuda_abi::{CUgraph, CUgraphEdgeData, CUgraphNode, CUgraphNodeType, CuError, CuResult};

use super::{as_c, from_c, list, put, put_list, wanted};
use crate::driver::{Driver, driver};
use crate::graph::{Graph, Node};

/// The node that a handle names.
pub(super) fn node_of(driver: &Driver, node: CUgraphNode) -> CuResult<Arc<Node>> {
    driver.graph_nodes.get(from_c(node))
}

/// Nodes that must be of one graph.
///
/// # Safety
/// `nodes` is NULL or valid for reads of `count` values.
pub(super) unsafe fn nodes_of(
    driver: &Driver,
    graph: &Graph,
    nodes: *const CUgraphNode,
    count: usize,
) -> CuResult<Vec<u64>> {
    // SAFETY: the caller's promise.
    let nodes: Vec<u64> = unsafe { list(nodes, count) }?.into_iter().map(from_c).collect();
    for node in &nodes {
        if driver.graph_nodes.get(*node)?.graph != graph.handle {
            return Err(CuError::INVALID_VALUE);
        }
    }
    Ok(nodes)
}

/// Refuses edges of other kinds than those that wait for all of a node.
///
/// # Safety
/// `edges` is NULL or valid for reads of `count` values.
pub(super) unsafe fn plain_edges(edges: *const CUgraphEdgeData, count: usize) -> CuResult {
    let is_plain = |edge: &CUgraphEdgeData| (edge.from_port, edge.to_port, edge.type_) == (0, 0, 0);
    if edges.is_null() {
        return Ok(());
    }
    // SAFETY: the caller's promise.
    let all_plain = unsafe { list(edges, count) }?.iter().all(is_plain);
    if all_plain { Ok(()) } else { Err(CuError::NOT_SUPPORTED) }
}

/// # Safety
/// `graph` is NULL or valid for a write.
pub unsafe fn cuGraphCreate(graph: *mut CUgraph, flags: c_uint) -> CuResult {
    let driver = driver()?;
    wanted(graph)?;
    if flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise.
    unsafe { put(graph, as_c(Graph::create(driver).handle)) }
}

/// Forgets a graph and its nodes. What was made to be launched stays.
pub fn cuGraphDestroy(graph: CUgraph) -> CuResult {
    let driver = driver()?;
    driver.graphs.remove(from_c(graph))?.clear(driver);
    Ok(())
}

/// # Safety
/// `clone` is NULL or valid for a write.
pub unsafe fn cuGraphClone(clone: *mut CUgraph, graph: CUgraph) -> CuResult {
    let driver = driver()?;
    wanted(clone)?;
    let copy = driver.graphs.get(from_c(graph))?.duplicate(driver);
    // SAFETY: the caller's promise.
    unsafe { put(clone, as_c(copy.handle)) }
}

/// # Safety
/// `id` is NULL or valid for a write.
pub unsafe fn cuGraphGetId(graph: CUgraph, id: *mut c_uint) -> CuResult {
    let graph = driver()?.graphs.get(from_c(graph))?;
    // SAFETY: the caller's promise.
    unsafe { put(id, graph.unique as c_uint) }
}

/// # Safety
/// `count` is NULL or valid for reads and writes, `nodes` NULL or valid for as many writes.
pub unsafe fn cuGraphGetNodes(graph: CUgraph, nodes: *mut CUgraphNode, count: *mut usize) -> CuResult {
    let graph = driver()?.graphs.get(from_c(graph))?;
    let all: Vec<u64> = graph.nodes().iter().map(|node| node.handle).collect();
    // SAFETY: the caller's promise. A handle is as wide as a pointer.
    unsafe { put_list(nodes.cast(), count, &all) }
}

/// # Safety
/// As [`cuGraphGetNodes`].
pub unsafe fn cuGraphGetRootNodes(graph: CUgraph, nodes: *mut CUgraphNode, count: *mut usize) -> CuResult {
    let graph = driver()?.graphs.get(from_c(graph))?;
    let all = graph.nodes();
    let roots: Vec<u64> =
        all.iter().filter(|node| node.dependencies().is_empty()).map(|node| node.handle).collect();
    // SAFETY: the caller's promise. A handle is as wide as a pointer.
    unsafe { put_list(nodes.cast(), count, &roots) }
}

/// # Safety
/// As [`cuGraphGetNodes`], for both lists.
pub unsafe fn cuGraphGetEdges(
    graph: CUgraph,
    from: *mut CUgraphNode,
    to: *mut CUgraphNode,
    count: *mut usize,
) -> CuResult {
    let graph = driver()?.graphs.get(from_c(graph))?;
    wanted(count)?;
    if from.is_null() != to.is_null() {
        return Err(CuError::INVALID_VALUE);
    }
    let all = graph.nodes();
    let edge = |node: &Arc<Node>| {
        let to = node.handle;
        node.dependencies().into_iter().map(move |from| (from, to))
    };
    let (sources, targets): (Vec<u64>, Vec<u64>) = all.iter().flat_map(edge).unzip();
    // SAFETY: the caller's promise. A handle is as wide as a pointer. The first list must not change the count for the second.
    unsafe {
        let mut room = count.read();
        put_list(from.cast(), &mut room, &sources)?;
        put_list(to.cast(), count, &targets)
    }
}

/// # Safety
/// As [`cuGraphGetNodes`], for all lists.
pub unsafe fn cuGraphGetEdges_v2(
    graph: CUgraph,
    from: *mut CUgraphNode,
    to: *mut CUgraphNode,
    edges: *mut CUgraphEdgeData,
    count: *mut usize,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe {
        cuGraphGetEdges(graph, from, to, count)?;
        clear_edges(from, edges, count)
    }
}

/// Every edge is a plain one.
///
/// # Safety
/// `edges` is NULL or valid for as many writes as `count`, which is valid, says.
unsafe fn clear_edges(nodes: *mut CUgraphNode, edges: *mut CUgraphEdgeData, count: *mut usize) -> CuResult {
    if !edges.is_null() && !nodes.is_null() {
        // SAFETY: the caller's promise; a plain edge is all zeros.
        unsafe { edges.write_bytes(0, count.read()) };
    }
    Ok(())
}

/// # Safety
/// As [`cuGraphGetNodes`].
pub unsafe fn cuGraphNodeGetDependencies(
    node: CUgraphNode,
    dependencies: *mut CUgraphNode,
    count: *mut usize,
) -> CuResult {
    let node = node_of(driver()?, node)?;
    // SAFETY: the caller's promise. A handle is as wide as a pointer.
    unsafe { put_list(dependencies.cast(), count, &node.dependencies()) }
}

/// # Safety
/// As [`cuGraphGetNodes`], for both lists.
pub unsafe fn cuGraphNodeGetDependencies_v2(
    node: CUgraphNode,
    dependencies: *mut CUgraphNode,
    edges: *mut CUgraphEdgeData,
    count: *mut usize,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe {
        cuGraphNodeGetDependencies(node, dependencies, count)?;
        clear_edges(dependencies, edges, count)
    }
}

/// # Safety
/// As [`cuGraphGetNodes`].
pub unsafe fn cuGraphNodeGetDependentNodes(
    node: CUgraphNode,
    dependents: *mut CUgraphNode,
    count: *mut usize,
) -> CuResult {
    let driver = driver()?;
    let node = node_of(driver, node)?;
    let all = driver.graphs.get(node.graph)?.nodes();
    let after = all.iter().filter(|other| other.dependencies().contains(&node.handle));
    let after: Vec<u64> = after.map(|other| other.handle).collect();
    // SAFETY: the caller's promise. A handle is as wide as a pointer.
    unsafe { put_list(dependents.cast(), count, &after) }
}

/// # Safety
/// As [`cuGraphGetNodes`], for both lists.
pub unsafe fn cuGraphNodeGetDependentNodes_v2(
    node: CUgraphNode,
    dependents: *mut CUgraphNode,
    edges: *mut CUgraphEdgeData,
    count: *mut usize,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe {
        cuGraphNodeGetDependentNodes(node, dependents, count)?;
        clear_edges(dependents, edges, count)
    }
}

/// # Safety
/// `from` and `to` are NULL or valid for reads of `count` values.
pub unsafe fn cuGraphAddDependencies(
    graph: CUgraph,
    from: *const CUgraphNode,
    to: *const CUgraphNode,
    count: usize,
) -> CuResult {
    let driver = driver()?;
    let graph = driver.graphs.get(from_c(graph))?;
    // SAFETY: the caller's promise.
    let (from, to) =
        unsafe { (nodes_of(driver, &graph, from, count)?, nodes_of(driver, &graph, to, count)?) };
    for (from, to) in from.into_iter().zip(to) {
        let node = driver.graph_nodes.get(to)?;
        if from == to || node.dependencies().contains(&from) {
            return Err(CuError::INVALID_VALUE);
        }
        node.edit_dependencies(|all| all.push(from));
    }
    Ok(())
}

/// # Safety
/// As [`cuGraphAddDependencies`], and `edges` as well.
pub unsafe fn cuGraphAddDependencies_v2(
    graph: CUgraph,
    from: *const CUgraphNode,
    to: *const CUgraphNode,
    edges: *const CUgraphEdgeData,
    count: usize,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe {
        plain_edges(edges, count)?;
        cuGraphAddDependencies(graph, from, to, count)
    }
}

/// Forgets a node, and what depended on it depends on it no more.
pub fn cuGraphDestroyNode(node: CUgraphNode) -> CuResult {
    let driver = driver()?;
    let node = node_of(driver, node)?;
    driver.graphs.get(node.graph)?.remove(driver, node.handle)
}

/// # Safety
/// `kind` is NULL or valid for a write.
pub unsafe fn cuGraphNodeGetType(node: CUgraphNode, kind: *mut CUgraphNodeType) -> CuResult {
    let node = node_of(driver()?, node)?;
    // SAFETY: the caller's promise.
    unsafe { put(kind, node.work().kind()) }
}
