//! Graphs and how their nodes depend on each other ("Graph Management").

use std::ffi::{c_uint, c_ulonglong};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use cuda_abi::{CUgraph, CUgraphEdgeData, CUgraphNode, CUgraphNodeType, CuError, CuResult};

use super::{as_c, from_c, list, put, put_list, wanted};
use crate::driver::{Driver, driver};
use crate::graph::{Edge, Graph, Node, PLAIN};
use crate::work::Work;

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

/// Edges from nodes that must be of one graph, each at most once.
///
/// # Errors
/// `INVALID_VALUE`.
///
/// # Safety
/// `nodes` and `data` are NULL or valid for reads of `count` values.
pub(super) unsafe fn edges_of(
    driver: &Driver,
    graph: &Graph,
    nodes: *const CUgraphNode,
    data: *const CUgraphEdgeData,
    count: usize,
) -> CuResult<Vec<Edge>> {
    // SAFETY: the caller's promise.
    let (nodes, data) = unsafe { (nodes_of(driver, graph, nodes, count)?, edge_data(data, count)?) };
    let edges: Vec<Edge> = nodes.into_iter().zip(data).map(|(from, data)| Edge { from, data }).collect();
    let mut froms: Vec<u64> = edges.iter().map(|edge| edge.from).collect();
    froms.sort_unstable();
    froms.dedup();
    if froms.len() == edges.len() { Ok(edges) } else { Err(CuError::INVALID_VALUE) }
}

/// What is said of `count` edges; without it they are plain.
///
/// # Safety
/// `data` is NULL or valid for reads of `count` values.
pub(super) unsafe fn edge_data(data: *const CUgraphEdgeData, count: usize) -> CuResult<Vec<CUgraphEdgeData>> {
    if data.is_null() {
        return Ok(vec![PLAIN; count]);
    }
    // SAFETY: the caller's promise.
    unsafe { list(data, count) }
}

/// Refuses edges of other kinds than those that wait for all of a node.
///
/// # Safety
/// `edges` is NULL or valid for reads of `count` values.
pub(super) unsafe fn plain_edges(edges: *const CUgraphEdgeData, count: usize) -> CuResult {
    if edges.is_null() {
        return Ok(());
    }
    // SAFETY: the caller's promise.
    let all_plain = unsafe { list(edges, count) }?.iter().all(|edge| *edge == PLAIN);
    if all_plain { Ok(()) } else { Err(CuError::NOT_SUPPORTED) }
}

/// Writes nodes and what is said of the edges to or from them.
///
/// # Errors
/// `LOSSY_QUERY` if there is more to say of them than the caller has room for.
///
/// # Safety
/// `count` is NULL or valid for reads and writes; the lists are NULL or valid for as many writes.
unsafe fn put_edges(
    lists: [(*mut CUgraphNode, &[u64]); 2],
    (data, edges): (*mut CUgraphEdgeData, &[CUgraphEdgeData]),
    count: *mut usize,
) -> CuResult {
    wanted(count)?;
    let is_asked = lists.iter().any(|(list, _)| !list.is_null());
    if is_asked && data.is_null() && edges.iter().any(|edge| *edge != PLAIN) {
        return Err(CuError::LOSSY_QUERY);
    }
    if !is_asked && !data.is_null() {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise. A handle is as wide as a pointer. The first lists must not change the count for the last one.
    unsafe {
        let room = count.read();
        let mut written = edges.len();
        for (list, nodes) in lists {
            if !list.is_null() {
                written = room;
                put_list(list.cast(), &mut written, nodes)?;
            }
        }
        if !data.is_null() {
            for (index, edge) in edges.iter().take(room).enumerate() {
                data.add(index).write(*edge);
            }
        }
        count.write(written);
    }
    Ok(())
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
    let graph = driver.graphs.get(from_c(graph))?;
    if graph.is_owned.load(Ordering::Relaxed) {
        return Err(CuError::INVALID_VALUE);
    }
    graph.discard(driver);
    Ok(())
}

/// # Safety
/// `clone` is NULL or valid for a write.
pub unsafe fn cuGraphClone(clone: *mut CUgraph, graph: CUgraph) -> CuResult {
    let driver = driver()?;
    wanted(clone)?;
    let copy = driver.graphs.get(from_c(graph))?.duplicate(driver)?;
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
    // SAFETY: the caller's promise.
    unsafe { cuGraphGetEdges_v2(graph, from, to, std::ptr::null_mut(), count) }
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
    let graph = driver()?.graphs.get(from_c(graph))?;
    if from.is_null() != to.is_null() {
        return Err(CuError::INVALID_VALUE);
    }
    let (mut sources, mut targets, mut data) = (Vec::new(), Vec::new(), Vec::new());
    for node in graph.nodes() {
        for edge in node.edges() {
            sources.push(edge.from);
            targets.push(node.handle);
            data.push(edge.data);
        }
    }
    // SAFETY: the caller's promise.
    unsafe { put_edges([(from, &sources), (to, &targets)], (edges, &data), count) }
}

/// # Safety
/// As [`cuGraphGetNodes`].
pub unsafe fn cuGraphNodeGetDependencies(
    node: CUgraphNode,
    dependencies: *mut CUgraphNode,
    count: *mut usize,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuGraphNodeGetDependencies_v2(node, dependencies, std::ptr::null_mut(), count) }
}

/// # Safety
/// As [`cuGraphGetNodes`], for both lists.
pub unsafe fn cuGraphNodeGetDependencies_v2(
    node: CUgraphNode,
    dependencies: *mut CUgraphNode,
    edges: *mut CUgraphEdgeData,
    count: *mut usize,
) -> CuResult {
    let node = node_of(driver()?, node)?;
    let (before, data): (Vec<u64>, Vec<_>) = node.edges().iter().map(|edge| (edge.from, edge.data)).unzip();
    // SAFETY: the caller's promise.
    unsafe { put_edges([(dependencies, &before), (std::ptr::null_mut(), &[])], (edges, &data), count) }
}

/// # Safety
/// As [`cuGraphGetNodes`].
pub unsafe fn cuGraphNodeGetDependentNodes(
    node: CUgraphNode,
    dependents: *mut CUgraphNode,
    count: *mut usize,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuGraphNodeGetDependentNodes_v2(node, dependents, std::ptr::null_mut(), count) }
}

/// # Safety
/// As [`cuGraphGetNodes`], for both lists.
pub unsafe fn cuGraphNodeGetDependentNodes_v2(
    node: CUgraphNode,
    dependents: *mut CUgraphNode,
    edges: *mut CUgraphEdgeData,
    count: *mut usize,
) -> CuResult {
    let driver = driver()?;
    let node = node_of(driver, node)?;
    let (mut after, mut data) = (Vec::new(), Vec::new());
    for other in driver.graphs.get(node.graph)?.nodes() {
        for edge in other.edges().iter().filter(|edge| edge.from == node.handle) {
            after.push(other.handle);
            data.push(edge.data);
        }
    }
    // SAFETY: the caller's promise.
    unsafe { put_edges([(dependents, &after), (std::ptr::null_mut(), &[])], (edges, &data), count) }
}

/// # Safety
/// `from` and `to` are NULL or valid for reads of `count` values.
pub unsafe fn cuGraphAddDependencies(
    graph: CUgraph,
    from: *const CUgraphNode,
    to: *const CUgraphNode,
    count: usize,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuGraphAddDependencies_v2(graph, from, to, std::ptr::null(), count) }
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
    let driver = driver()?;
    let graph = driver.graphs.get(from_c(graph))?;
    // SAFETY: the caller's promise.
    let (from, to, data) = unsafe {
        (
            nodes_of(driver, &graph, from, count)?,
            nodes_of(driver, &graph, to, count)?,
            edge_data(edges, count)?,
        )
    };
    for ((from, to), data) in from.into_iter().zip(to).zip(data) {
        let (before, node) = (driver.graph_nodes.get(from)?, driver.graph_nodes.get(to)?);
        let edge = Edge { from, data };
        edge.check(&before.work(), &node.work())?;
        if from == to || node.dependencies().contains(&from) {
            return Err(CuError::INVALID_VALUE);
        }
        node.edit_edges(|all| all.push(edge));
    }
    Ok(())
}

/// # Safety
/// As [`cuGraphAddDependencies`].
pub unsafe fn cuGraphRemoveDependencies(
    graph: CUgraph,
    from: *const CUgraphNode,
    to: *const CUgraphNode,
    count: usize,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuGraphRemoveDependencies_v2(graph, from, to, std::ptr::null(), count) }
}

/// Removes edges that there are; the first that there is not ends it. A graph that allocates or frees memory keeps its edges.
///
/// # Safety
/// As [`cuGraphAddDependencies_v2`].
pub unsafe fn cuGraphRemoveDependencies_v2(
    graph: CUgraph,
    from: *const CUgraphNode,
    to: *const CUgraphNode,
    edges: *const CUgraphEdgeData,
    count: usize,
) -> CuResult {
    let driver = driver()?;
    let graph = driver.graphs.get(from_c(graph))?;
    if graph.any(&|work| matches!(work, Work::Allocate(_) | Work::Free(_))) {
        return Err(CuError::NOT_SUPPORTED);
    }
    // SAFETY: the caller's promise.
    let (from, to, data) = unsafe {
        (
            nodes_of(driver, &graph, from, count)?,
            nodes_of(driver, &graph, to, count)?,
            edge_data(edges, count)?,
        )
    };
    for ((from, to), data) in from.into_iter().zip(to).zip(data) {
        let node = driver.graph_nodes.get(to)?;
        let edge = Edge { from, data };
        node.edit_edges(|all| match all.iter().position(|known| *known == edge) {
            Some(place) => {
                all.remove(place);
                Ok(())
            }
            None => Err(CuError::INVALID_VALUE),
        })?;
    }
    Ok(())
}

/// # Safety
/// `twin` is NULL or valid for a write.
pub unsafe fn cuGraphNodeFindInClone(twin: *mut CUgraphNode, node: CUgraphNode, clone: CUgraph) -> CuResult {
    let driver = driver()?;
    wanted(twin)?;
    let node = node_of(driver, node)?;
    let clone = driver.graphs.get(from_c(clone))?;
    let found = clone.nodes().into_iter().find(|other| other.source == node.handle);
    // SAFETY: the caller's promise.
    unsafe { put(twin, as_c(found.ok_or(CuError::INVALID_VALUE)?.handle)) }
}

/// # Safety
/// `graph` is NULL or valid for a write.
pub unsafe fn cuGraphNodeGetContainingGraph(node: CUgraphNode, graph: *mut CUgraph) -> CuResult {
    let node = node_of(driver()?, node)?;
    // SAFETY: the caller's promise.
    unsafe { put(graph, as_c(node.graph)) }
}

/// # Safety
/// `id` is NULL or valid for a write.
pub unsafe fn cuGraphNodeGetLocalId(node: CUgraphNode, id: *mut c_uint) -> CuResult {
    let node = node_of(driver()?, node)?;
    // SAFETY: the caller's promise.
    unsafe { put(id, node.local) }
}

/// # Safety
/// `id` is NULL or valid for a write.
pub unsafe fn cuGraphNodeGetToolsId(node: CUgraphNode, id: *mut c_ulonglong) -> CuResult {
    let node = node_of(driver()?, node)?;
    // SAFETY: the caller's promise.
    unsafe { put(id, node.unique) }
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
