//! Graphs: work in nodes with dependencies, and what of it is ready to be launched.
//!
//! A launch sends the nodes to one stream in an order that keeps their dependencies; what might run side by side runs in turn.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use cuda_abi::{CUgraphExecUpdateResult, CuError, CuResult};
use parking_lot::Mutex;
use wire::{ContextId, EventId, StreamId};

use crate::driver::Driver;
use crate::stream::Resolved;
use crate::work::Work;

/// A node of a graph.
pub struct Node {
    /// Its own handle.
    pub handle: u64,
    /// Its graph's handle.
    pub graph: u64,
    work: Mutex<Arc<Work>>,
    dependencies: Mutex<Vec<u64>>,
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
        self.dependencies.lock().clone()
    }

    /// Changes what must come before it.
    pub fn edit_dependencies(&self, edit: impl FnOnce(&mut Vec<u64>)) {
        edit(&mut self.dependencies.lock());
    }
}

/// A graph, which the program edits.
pub struct Graph {
    /// Its own handle.
    pub handle: u64,
    /// What cuGraphGetId says.
    pub unique: u64,
    nodes: Mutex<Vec<Arc<Node>>>,
}

/// A node of what can be launched.
pub struct Step {
    /// The node that it was made from.
    pub node: u64,
    /// What it does.
    pub work: Arc<Work>,
    /// The places of the steps that it was made to follow.
    pub after: Vec<usize>,
    /// Whether it does it.
    pub is_enabled: bool,
}

impl Graph {
    /// A graph without nodes.
    pub fn create(driver: &Driver) -> Arc<Self> {
        let unique = driver.new_unique();
        driver.graphs.insert_with(|handle| Self { handle, unique, nodes: Mutex::default() }).1
    }

    /// Adds a node; returns its handle.
    pub fn add(&self, driver: &Driver, work: Arc<Work>, dependencies: Vec<u64>) -> u64 {
        let graph = self.handle;
        let make =
            |handle| Node { handle, graph, work: Mutex::new(work), dependencies: Mutex::new(dependencies) };
        let node = driver.graph_nodes.insert_with(make).1;
        self.nodes.lock().push(Arc::clone(&node));
        node.handle
    }

    /// Its nodes in the order in which they were made.
    pub fn nodes(&self) -> Vec<Arc<Node>> {
        self.nodes.lock().clone()
    }

    /// Forgets a node, and what depended on it depends on it no more.
    pub fn remove(&self, driver: &Driver, node: u64) -> CuResult {
        driver.graph_nodes.remove(node)?;
        let mut nodes = self.nodes.lock();
        nodes.retain(|known| known.handle != node);
        nodes.iter().for_each(|known| known.edit_dependencies(|all| all.retain(|before| *before != node)));
        Ok(())
    }

    /// Forgets its nodes: their handles are stale from now on.
    pub fn clear(&self, driver: &Driver) {
        for node in self.nodes.lock().drain(..) {
            let _ = driver.graph_nodes.remove(node.handle);
        }
    }

    /// Its nodes in an order that keeps their dependencies, else that in which they were made.
    ///
    /// # Errors
    /// `INVALID_VALUE` if they depend on each other in a circle.
    pub fn steps(&self) -> CuResult<Vec<Step>> {
        let nodes = self.nodes();
        let before: Vec<Vec<u64>> = nodes.iter().map(|node| node.dependencies()).collect();
        let places: HashMap<u64, usize> =
            nodes.iter().enumerate().map(|(place, node)| (node.handle, place)).collect();
        let before: Vec<Vec<usize>> = before
            .iter()
            .map(|all| all.iter().filter_map(|node| places.get(node).copied()).collect())
            .collect();
        let order = ordered(&before).ok_or(CuError::INVALID_VALUE)?;
        let mut turns = vec![0; order.len()];
        order.iter().enumerate().for_each(|(turn, place)| turns[*place] = turn);
        let steps = order.iter().map(|place| {
            let mut after: Vec<usize> = before[*place].iter().map(|place| turns[*place]).collect();
            after.sort_unstable();
            after.dedup();
            Step { node: nodes[*place].handle, work: nodes[*place].work(), after, is_enabled: true }
        });
        Ok(steps.collect())
    }

    /// A graph with equal nodes, in the same order.
    pub fn duplicate(&self, driver: &Driver) -> Arc<Self> {
        let copy = Graph::create(driver);
        let nodes = self.nodes();
        let mut handles = HashMap::new();
        for node in &nodes {
            handles.insert(node.handle, copy.add(driver, node.work(), Vec::new()));
        }
        for (node, twin) in nodes.iter().zip(copy.nodes()) {
            let dependencies = node.dependencies();
            twin.edit_dependencies(|all| {
                all.extend(dependencies.iter().filter_map(|before| handles.get(before).copied()));
            });
        }
        copy
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

/// A graph that can be launched: a copy, which later changes of the graph do not reach.
pub struct Exec {
    /// What cuGraphExecGetId says.
    pub unique: u64,
    /// CUDA_GRAPH_INSTANTIATE_FLAG_*.
    pub flags: u64,
    /// The context that it is launched in.
    pub context_id: ContextId,
    /// Recorded after each launch: launches of one graph follow each other whatever their streams.
    pub done: EventId,
    state: Mutex<Launches>,
}

struct Launches {
    steps: Vec<Step>,
    last: Option<StreamId>,
}

/// Why a graph cannot take another's place in what was made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What cuGraphExecUpdate says.
    pub result: CUgraphExecUpdateResult,
    /// The node of the new graph, or 0.
    pub node: u64,
}

impl Exec {
    /// What can be launched of these steps.
    ///
    /// # Errors
    /// `INVALID_VALUE` if they are of several contexts.
    pub fn create(driver: &Driver, steps: Vec<Step>, current: ContextId, flags: u64) -> CuResult<u64> {
        let mut contexts = steps.iter().filter_map(|step| step.work.context());
        let context_id = contexts.next().unwrap_or(current);
        if contexts.any(|other| other != context_id) {
            return Err(CuError::INVALID_VALUE);
        }
        /// CU_EVENT_DISABLE_TIMING.
        const UNTIMED: u32 = 2;
        let done = EventId(driver.session.new_id());
        driver.session.event_create(context_id, done, UNTIMED)?;
        let state = Mutex::new(Launches { steps, last: None });
        Ok(driver.graph_execs.insert(Self { unique: driver.new_unique(), flags, context_id, done, state }))
    }

    /// Sends every step to a stream, after the launch before.
    ///
    /// # Errors
    /// `INVALID_HANDLE` for a stream of another context; what sending a step says.
    ///
    /// # Safety
    /// As [`Work::issue`].
    pub unsafe fn launch(&self, driver: &'static Driver, stream: Resolved) -> CuResult {
        if stream.context_id != self.context_id {
            return Err(CuError::INVALID_HANDLE);
        }
        let mut state = self.state.lock();
        if state.last.is_some_and(|last| last != stream.id) {
            driver.session.stream_wait_event(stream.id, self.done)?;
        }
        state.last = Some(stream.id);
        for step in state.steps.iter().filter(|step| step.is_enabled) {
            // SAFETY: the caller's promise.
            unsafe { step.work.issue(driver, stream) }?;
        }
        driver.session.event_record(self.done, stream.id)
    }

    /// What it does, in order: for a graph that launches it.
    pub fn order(&self) -> Vec<Arc<Work>> {
        let state = self.state.lock();
        state.steps.iter().filter(|step| step.is_enabled).map(|step| step.work.clone()).collect()
    }

    /// Calls `change` with the step that was made from a node.
    ///
    /// # Errors
    /// `INVALID_VALUE` if none was; what `change` says.
    pub fn with_step<T>(&self, node: u64, change: impl FnOnce(&mut Step) -> CuResult<T>) -> CuResult<T> {
        let mut state = self.state.lock();
        change(state.steps.iter_mut().find(|step| step.node == node).ok_or(CuError::INVALID_VALUE)?)
    }

    /// Takes over what the nodes of an equal graph do.
    ///
    /// # Errors
    /// Where that graph is not equal; then nothing has changed.
    pub fn update(&self, steps: &[Step]) -> Result<(), Difference> {
        let mut state = self.state.lock();
        compare(&state.steps, steps, self.context_id)?;
        for (step, new) in state.steps.iter_mut().zip(steps) {
            step.work = new.work.clone();
        }
        Ok(())
    }
}

fn compare(old: &[Step], new: &[Step], context: ContextId) -> Result<(), Difference> {
    type R = CUgraphExecUpdateResult;
    let differs = |result, node| Err(Difference { result, node });
    if old.len() != new.len() {
        return differs(R::CU_GRAPH_EXEC_UPDATE_ERROR_TOPOLOGY_CHANGED, 0);
    }
    for (old, new) in old.iter().zip(new) {
        if old.work.kind() != new.work.kind() {
            return differs(R::CU_GRAPH_EXEC_UPDATE_ERROR_NODE_TYPE_CHANGED, new.node);
        }
        if old.after != new.after {
            return differs(R::CU_GRAPH_EXEC_UPDATE_ERROR_TOPOLOGY_CHANGED, new.node);
        }
        if new.work.context().is_some_and(|of| of != context) {
            return differs(R::CU_GRAPH_EXEC_UPDATE_ERROR_UNSUPPORTED_FUNCTION_CHANGE, new.node);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(work: Work, after: &[usize]) -> Step {
        Step { node: 7, work: Arc::new(work), after: after.to_vec(), is_enabled: true }
    }

    #[test]
    fn order_keeps_dependencies_and_otherwise_the_order_of_making() {
        assert_eq!(ordered(&[vec![], vec![], vec![0, 1]]), Some(vec![0, 1, 2]));
        assert_eq!(ordered(&[vec![2], vec![], vec![1]]), Some(vec![1, 2, 0]));
        assert_eq!(ordered(&[vec![1], vec![0]]), None);
        assert_eq!(ordered(&[vec![0]]), None);
        assert_eq!(ordered(&[]), Some(vec![]));
    }

    #[test]
    fn only_equal_topologies_take_each_others_place() {
        type R = CUgraphExecUpdateResult;
        let call = || {
            extern "C" fn nothing(_: *mut std::ffi::c_void) {}
            Work::Call(crate::work::HostCall { function: nothing, data: 0 })
        };
        let old = [step(Work::Empty, &[]), step(call(), &[0])];
        let result = |new: &[Step]| compare(&old, new, ContextId(1)).map_err(|difference| difference.result);
        assert_eq!(result(&[step(Work::Empty, &[]), step(call(), &[0])]), Ok(()));
        assert_eq!(result(&[step(Work::Empty, &[])]), Err(R::CU_GRAPH_EXEC_UPDATE_ERROR_TOPOLOGY_CHANGED));
        assert_eq!(
            result(&[step(Work::Empty, &[]), step(call(), &[])]),
            Err(R::CU_GRAPH_EXEC_UPDATE_ERROR_TOPOLOGY_CHANGED)
        );
        assert_eq!(
            result(&[step(Work::Empty, &[]), step(Work::Empty, &[0])]),
            Err(R::CU_GRAPH_EXEC_UPDATE_ERROR_NODE_TYPE_CHANGED)
        );
    }
}
