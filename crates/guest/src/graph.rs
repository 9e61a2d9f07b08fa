//! Graphs: work in nodes with dependencies, as the program makes and changes them. What is launched is `graph_exec`'s.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Weak};

use cuda_abi::{CUgraphDependencyType, CUgraphEdgeData, CuError, CuResult};
use parking_lot::Mutex;
use wire::ContextId;

use crate::conditional::Condition;
use crate::conditional_native::Native;
use crate::context::Context;
use crate::driver::Driver;
use crate::graph_exec::{Plan, Step};
use crate::user_object::Kept;
use crate::work::Work;

/// What a node waits for: another node, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The node before it.
    pub from: u64,
    /// CUgraphEdgeData. A launch keeps every edge as one that waits for all of the node, which is stronger than each asks for.
    pub data: CUgraphEdgeData,
}

/// An edge that waits for all of a node.
pub const PLAIN: CUgraphEdgeData = CUgraphEdgeData { from_port: 0, to_port: 0, type_: 0, reserved: [0; 5] };

impl Edge {
    /// An edge that waits for all of a node.
    pub fn plain(from: u64) -> Self {
        Self { from, data: PLAIN }
    }

    /// Refuses an edge that there cannot be: ports and types other than the plain one are for two kernels.
    ///
    /// # Errors
    /// `INVALID_VALUE`.
    pub fn check(&self, from: &Work, to: &Work) -> CuResult {
        /// CU_GRAPH_KERNEL_NODE_PORT_LAUNCH_ORDER.
        const LAST_PORT: u8 = 2;
        let data = &self.data;
        let is_programmatic =
            data.type_ == CUgraphDependencyType::CU_GRAPH_DEPENDENCY_TYPE_PROGRAMMATIC.0 as u8;
        let are_kernels = matches!((from, to), (Work::Kernel(_), Work::Kernel(_)));
        let holds = match data.from_port {
            0 => data.type_ == 0,
            1 => is_programmatic && are_kernels,
            LAST_PORT => data.type_ <= 1 && are_kernels,
            _ => false,
        };
        if holds && data.to_port == 0 && data.reserved == [0; 5] {
            Ok(())
        } else {
            Err(CuError::INVALID_VALUE)
        }
    }
}

/// A node of a graph.
pub struct Node {
    /// Its own handle.
    pub handle: u64,
    /// Its graph's handle.
    pub graph: u64,
    /// What cuGraphNodeGetToolsId says.
    pub unique: u64,
    /// What cuGraphNodeGetLocalId says.
    pub local: u32,
    /// The node that it was cloned from, or 0.
    pub source: u64,
    work: Mutex<Arc<Work>>,
    edges: Mutex<Vec<Edge>>,
}

impl Node {
    /// What it does.
    pub fn work(&self) -> Arc<Work> {
        self.work.lock().clone()
    }

    /// Lets it do something else.
    pub fn set_work(&self, work: Work) {
        *self.work.lock() = Arc::new(work);
    }

    /// The nodes before it.
    pub fn dependencies(&self) -> Vec<u64> {
        self.edges.lock().iter().map(|edge| edge.from).collect()
    }

    /// The edges that lead to it.
    pub fn edges(&self) -> Vec<Edge> {
        self.edges.lock().clone()
    }

    /// Changes what must come before it.
    pub fn edit_edges<T>(&self, edit: impl FnOnce(&mut Vec<Edge>) -> T) -> T {
        edit(&mut self.edges.lock())
    }
}

/// A graph, which the program edits.
pub struct Graph {
    /// Its own handle.
    pub handle: u64,
    /// What cuGraphGetId says.
    pub unique: u64,
    /// Whether a node has it: a child graph, or a conditional node's body.
    pub is_owned: std::sync::atomic::AtomicBool,
    nodes: Mutex<Vec<Arc<Node>>>,
    last_local: AtomicU32,
    /// Values that conditional nodes of it look at.
    pub conditions: Mutex<Vec<Arc<Condition>>>,
    /// The device's graph of its conditional nodes, if it has such nodes itself.
    native: Mutex<Option<Arc<Native>>>,
    /// User objects that live at least as long.
    pub objects: Mutex<Vec<Kept>>,
    /// Alive while something made of it can be launched.
    instance: Mutex<Weak<()>>,
}

impl Graph {
    /// A graph without nodes.
    pub fn create(driver: &Driver) -> Arc<Self> {
        let unique = driver.new_unique();
        let make = |handle| Self {
            handle,
            unique,
            is_owned: false.into(),
            nodes: Mutex::default(),
            last_local: AtomicU32::new(0),
            conditions: Mutex::default(),
            native: Mutex::default(),
            objects: Mutex::default(),
            instance: Mutex::default(),
        };
        driver.graphs.insert_with(make).1
    }

    /// Adds a node; returns its handle.
    pub fn add(&self, driver: &Driver, work: Arc<Work>, edges: Vec<Edge>) -> u64 {
        self.add_copy(driver, work, edges, 0).handle
    }

    fn add_copy(&self, driver: &Driver, work: Arc<Work>, edges: Vec<Edge>, source: u64) -> Arc<Node> {
        let (graph, unique) = (self.handle, driver.new_unique());
        let local = self.last_local.fetch_add(1, Ordering::Relaxed);
        let make = |handle| Node {
            handle,
            graph,
            unique,
            local,
            source,
            work: Mutex::new(work),
            edges: Mutex::new(edges),
        };
        let node = driver.graph_nodes.insert_with(make).1;
        self.nodes.lock().push(Arc::clone(&node));
        node
    }

    /// Its nodes in the order in which they were made.
    pub fn nodes(&self) -> Vec<Arc<Node>> {
        self.nodes.lock().clone()
    }

    /// Whether some node of it, or of a graph in it, is such.
    pub fn any(&self, is_such: &dyn Fn(&Work) -> bool) -> bool {
        self.nodes().iter().any(|node| {
            let work = node.work();
            is_such(&work) || work.graphs().iter().any(|graph| graph.any(is_such))
        })
    }

    /// Whether it may only be instantiated once at a time, and not be cloned (CUDA Driver API, cuGraphAddMemAllocNode,
    /// CU_GRAPH_NODE_TYPE_CONDITIONAL).
    pub fn is_single(&self) -> bool {
        self.any(&|work| matches!(work, Work::Allocate(_) | Work::Free(_) | Work::Branch(_)))
    }

    /// Forgets a node, and what depended on it depends on it no more.
    ///
    /// # Errors
    /// `INVALID_HANDLE` if it is gone; `NOT_SUPPORTED` for what frees or allocates memory, as documented.
    pub fn remove(&self, driver: &Driver, node: u64) -> CuResult {
        let work = driver.graph_nodes.get(node)?.work();
        if matches!(&*work, Work::Allocate(_) | Work::Free(_)) {
            return Err(CuError::NOT_SUPPORTED);
        }
        driver.graph_nodes.remove(node)?;
        work.graphs().iter().for_each(|graph| graph.discard(driver));
        let mut nodes = self.nodes.lock();
        nodes.retain(|known| known.handle != node);
        nodes.iter().for_each(|known| known.edit_edges(|all| all.retain(|edge| edge.from != node)));
        Ok(())
    }

    /// Forgets it and its nodes: their handles are stale from now on.
    pub fn discard(&self, driver: &Driver) {
        let _ = driver.graphs.remove(self.handle);
        let nodes: Vec<_> = self.nodes.lock().drain(..).collect();
        for node in nodes {
            let _ = driver.graph_nodes.remove(node.handle);
            node.work().graphs().iter().for_each(|graph| graph.discard(driver));
        }
    }

    /// What a launch of it does.
    ///
    /// # Errors
    /// `INVALID_VALUE` if nodes depend on each other in a circle.
    pub fn plan(&self) -> CuResult<Plan> {
        let nodes = self.nodes();
        let places: HashMap<u64, usize> =
            nodes.iter().enumerate().map(|(place, node)| (node.handle, place)).collect();
        let before: Vec<Vec<usize>> = nodes
            .iter()
            .map(|node| node.dependencies().iter().filter_map(|node| places.get(node).copied()).collect())
            .collect();
        let order = ordered(&before).ok_or(CuError::INVALID_VALUE)?;
        let mut turns = vec![0; order.len()];
        order.iter().enumerate().for_each(|(turn, place)| turns[*place] = turn);
        let steps = order.iter().map(|place| {
            let mut after: Vec<usize> = before[*place].iter().map(|place| turns[*place]).collect();
            after.sort_unstable();
            after.dedup();
            let work = nodes[*place].work().planned()?.unwrap_or_else(|| nodes[*place].work());
            Ok(Step { node: nodes[*place].handle, work, after, is_enabled: true })
        });
        let steps = steps.collect::<CuResult<Vec<_>>>()?;
        let conditions = self.conditions.lock().iter().filter(|value| value.is_assigned()).cloned().collect();
        Ok(Plan { steps, conditions })
    }

    /// A graph with equal nodes, in the same order.
    ///
    /// # Errors
    /// `NOT_SUPPORTED` if it is one that may not be cloned.
    pub fn duplicate(&self, driver: &Driver) -> CuResult<Arc<Self>> {
        if self.is_single() {
            return Err(CuError::NOT_SUPPORTED);
        }
        let copy = Graph::create(driver);
        *copy.objects.lock() = self.objects.lock().iter().map(Kept::again).collect();
        let nodes = self.nodes();
        let mut handles = HashMap::new();
        for node in &nodes {
            let mut work = node.work();
            if let Work::Graph(child) = &*work {
                work = Arc::new(Work::Graph(child.duplicate_owned(driver)?));
            }
            handles.insert(node.handle, copy.add_copy(driver, work, Vec::new(), node.handle).handle);
        }
        for (node, twin) in nodes.iter().zip(copy.nodes()) {
            let edges = node.edges().into_iter();
            let edges = edges.filter_map(|edge| Some(Edge { from: *handles.get(&edge.from)?, ..edge }));
            twin.edit_edges(|all| all.extend(edges));
        }
        Ok(copy)
    }

    /// As [`Graph::duplicate`], for a node.
    ///
    /// # Errors
    /// As there.
    pub fn duplicate_owned(&self, driver: &Driver) -> CuResult<Arc<Self>> {
        let copy = self.duplicate(driver)?;
        copy.is_owned.store(true, Ordering::Relaxed);
        Ok(copy)
    }

    /// A graph that does what `steps` do, for a node.
    pub fn of_steps(driver: &Driver, steps: &[Step]) -> Arc<Self> {
        let graph = Graph::create(driver);
        graph.is_owned.store(true, Ordering::Relaxed);
        let mut handles: Vec<u64> = Vec::new();
        for step in steps {
            let work = match &*step.work {
                Work::Plan(plan) => Arc::new(Work::Graph(Self::of_steps(driver, &plan.steps))),
                _ if !step.is_enabled => Arc::new(Work::Empty),
                _ => step.work.clone(),
            };
            let edges = step.after.iter().map(|place| Edge::plain(handles[*place])).collect();
            handles.push(graph.add(driver, work, edges));
        }
        graph
    }

    /// Whether a graph is in it.
    pub fn holds(&self, graph: u64) -> bool {
        self.nodes()
            .iter()
            .any(|node| node.work().graphs().iter().any(|inner| inner.handle == graph || inner.holds(graph)))
    }

    /// The device's graph of its conditional nodes: that of the graph whose part it is, if it is one.
    ///
    /// # Errors
    /// `NOT_SUPPORTED` where the device has none.
    pub fn native(
        &self,
        driver: &Driver,
        context: &'static Context,
        context_id: ContextId,
    ) -> CuResult<Arc<Native>> {
        let whole = Mutex::new(None);
        if self.is_owned.load(Ordering::Relaxed) {
            driver.graphs.for_each(|other| {
                if !other.is_owned.load(Ordering::Relaxed) && other.holds(self.handle) {
                    *whole.lock() = Some(other.handle);
                }
            });
        }
        if let Some(whole) = whole.into_inner() {
            return driver.graphs.get(whole)?.native(driver, context, context_id);
        }
        let mut native = self.native.lock();
        if let Some(known) = &*native {
            return Ok(known.clone());
        }
        Ok(native.insert(Native::create(driver, context, context_id)?).clone())
    }

    /// Whether it has a value that no node looks at.
    pub fn has_unused_condition(&self) -> bool {
        self.conditions.lock().iter().any(|condition| !condition.is_used())
            || self
                .nodes()
                .iter()
                .any(|node| node.work().graphs().iter().any(|graph| graph.has_unused_condition()))
    }

    /// Says that something made of it can be launched, as long as what is returned lives.
    ///
    /// # Errors
    /// `INVALID_VALUE` if there is such a thing already and only one is allowed.
    pub fn instantiated(&self) -> CuResult<Arc<()>> {
        let mut instance = self.instance.lock();
        match instance.upgrade() {
            Some(_) if self.is_single() => Err(CuError::INVALID_VALUE),
            Some(alive) => Ok(alive),
            None => {
                let alive = Arc::new(());
                *instance = Arc::downgrade(&alive);
                Ok(alive)
            }
        }
    }

    /// The context of its work, if it needs one; `fallback` otherwise.
    ///
    /// # Errors
    /// `INVALID_VALUE` if its work is of several contexts.
    pub fn context(&self, fallback: ContextId) -> CuResult<ContextId> {
        let mut found = None;
        for node in self.nodes() {
            if let Some(context) = node.work().context() {
                if found.is_some_and(|known| known != context) {
                    return Err(CuError::INVALID_VALUE);
                }
                found = Some(context);
            }
        }
        Ok(found.unwrap_or(fallback))
    }
}

/// The places `0..before.len()` so that each comes after those before it, lower ones first; `None` if there is a circle.
fn ordered(before: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut missing: Vec<usize> = before.iter().map(Vec::len).collect();
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); before.len()];
    for (place, all) in before.iter().enumerate() {
        all.iter().for_each(|earlier| followers[*earlier].push(place));
    }
    let mut ready: BinaryHeap<Reverse<usize>> = missing
        .iter()
        .enumerate()
        .filter(|(_, count)| **count == 0)
        .map(|(place, _)| Reverse(place))
        .collect();
    let mut order = Vec::with_capacity(before.len());
    while let Some(Reverse(place)) = ready.pop() {
        order.push(place);
        for follower in &followers[place] {
            missing[*follower] -= 1;
            if missing[*follower] == 0 {
                ready.push(Reverse(*follower));
            }
        }
    }
    (order.len() == before.len()).then_some(order)
}

#[cfg(test)]
mod tests {
    use super::ordered;

    #[test]
    fn order_keeps_dependencies_and_otherwise_the_order_of_making() {
        assert_eq!(ordered(&[vec![], vec![], vec![0, 1]]), Some(vec![0, 1, 2]));
        assert_eq!(ordered(&[vec![2], vec![], vec![1]]), Some(vec![1, 2, 0]));
        assert_eq!(ordered(&[vec![1], vec![0]]), None);
        assert_eq!(ordered(&[vec![0]]), None);
        assert_eq!(ordered(&[]), Some(vec![]));
    }
}
