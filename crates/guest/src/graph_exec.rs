//! What is made of graphs to be launched: their work in an order that keeps the dependencies.
//!
//! A launch sends it to one stream; what might run side by side runs in turn.

use std::sync::Arc;

use cuda_abi::{CUgraphExecUpdateResult, CUgraphInstantiate_flags, CuError, CuResult};
use parking_lot::Mutex;
use wire::{ContextId, EventId, StreamId};

use crate::conditional::Condition;
use crate::conditional_native::Native;
use crate::driver::Driver;
use crate::graph::Graph;
use crate::stream::Resolved;
use crate::user_object::Kept;
use crate::work::Work;

const AUTO_FREE: u64 = CUgraphInstantiate_flags::CUDA_GRAPH_INSTANTIATE_FLAG_AUTO_FREE_ON_LAUNCH.0 as u64;

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

/// What a graph does, in an order that keeps its dependencies.
#[derive(Default)]
pub struct Plan {
    /// Its nodes.
    pub steps: Vec<Step>,
    /// Values that have their defaults whenever it begins.
    pub conditions: Vec<Arc<Condition>>,
}

impl Plan {
    /// Sends every step to a stream.
    ///
    /// # Errors
    /// What sending a step says.
    ///
    /// # Safety
    /// As [`Work::issue`].
    pub unsafe fn issue(&self, driver: &'static Driver, stream: Resolved) -> CuResult {
        self.conditions.iter().try_for_each(|condition| condition.assign(driver, stream))?;
        for step in self.steps.iter().filter(|step| step.is_enabled) {
            // SAFETY: the caller's promise.
            unsafe { step.work.issue(driver, stream) }?;
        }
        Ok(())
    }

    /// The device's graph of its conditional nodes, if these are the device's.
    pub fn native(&self) -> Option<Arc<Native>> {
        self.steps.iter().find_map(|step| match &*step.work {
            Work::Choice(choice) => choice.condition().native.clone(),
            Work::Plan(plan) => plan.native(),
            _ => None,
        })
    }

    /// Whether another one does the same work in the same order.
    pub fn is_same(&self, other: &Self) -> bool {
        let is_same = |(mine, others): (&Step, &Step)| {
            mine.after == others.after
                && mine.is_enabled == others.is_enabled
                && match (&*mine.work, &*others.work) {
                    (Work::Plan(mine), Work::Plan(others)) => mine.is_same(others),
                    (Work::Choice(mine), Work::Choice(others)) => {
                        let mut bodies = mine.bodies().iter().zip(others.bodies());
                        mine.is_of(others) && bodies.all(|(mine, others)| mine.is_same(others))
                    }
                    _ => Arc::ptr_eq(&mine.work, &others.work),
                }
        };
        self.steps.len() == other.steps.len() && self.steps.iter().zip(&other.steps).all(is_same)
    }

    /// The context that its work needs, if it needs one.
    pub fn context(&self) -> Option<ContextId> {
        self.steps.iter().find_map(|step| step.work.context())
    }

    /// Visits every piece of work, that of plans within it too.
    fn visit(&self, see: &mut dyn FnMut(&Work)) {
        for step in &self.steps {
            match &*step.work {
                Work::Plan(plan) => plan.visit(see),
                work => see(work),
            }
        }
    }
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
    /// See [`Graph::instantiated`].
    _instance: Arc<()>,
}

struct Launches {
    plan: Plan,
    /// What the device does for it. It cannot be changed.
    native: Option<Arc<Native>>,
    last: Option<StreamId>,
    objects: Vec<Kept>,
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
    /// What can be launched of a graph.
    ///
    /// # Errors
    /// `INVALID_VALUE` if its work is of several contexts, or it can be launched already and only once; of conditional nodes that are
    /// the device's, as [`Native::record`].
    pub fn create(driver: &'static Driver, graph: &Graph, current: ContextId, flags: u64) -> CuResult<u64> {
        /// CU_EVENT_DISABLE_TIMING.
        const UNTIMED: u32 = 2;
        let plan = graph.plan()?;
        let context_id = graph.context(current)?;
        let instance = graph.instantiated()?;
        let native = plan.native();
        if let Some(native) = &native {
            native.record(driver, graph.plan()?)?;
        }
        let done = EventId(driver.session.new_id());
        driver.session.event_create(context_id, done, UNTIMED)?;
        let objects = graph.objects.lock().iter().map(Kept::again).collect();
        Ok(driver.graph_execs.insert(Self {
            unique: driver.new_unique(),
            flags,
            context_id,
            done,
            state: Mutex::new(Launches { plan, native, last: None, objects }),
            _instance: instance,
        }))
    }

    /// Sends every step to a stream, after the launch before.
    ///
    /// # Errors
    /// `INVALID_HANDLE` for a stream of another context; `INVALID_VALUE` if memory that it allocates has not been freed since its
    /// last launch; what sending a step says.
    ///
    /// # Safety
    /// As [`Work::issue`].
    pub unsafe fn launch(&self, driver: &'static Driver, stream: Resolved) -> CuResult {
        if stream.context_id != self.context_id {
            return Err(CuError::INVALID_HANDLE);
        }
        let mut state = self.state.lock();
        if self.flags & AUTO_FREE == 0 {
            let mut holds_memory = false;
            state.plan.visit(&mut |work| {
                holds_memory |= matches!(work, Work::Allocate(block) if block.is_allocated());
            });
            if holds_memory {
                return Err(CuError::INVALID_VALUE);
            }
        }
        if state.last.is_some_and(|last| last != stream.id) {
            driver.session.stream_wait_event(stream.id, self.done)?;
        }
        state.last = Some(stream.id);
        match &state.native {
            Some(native) => native.launch(driver, stream.id)?,
            // SAFETY: the caller's promise.
            None => unsafe { state.plan.issue(driver, stream) }?,
        }
        driver.session.event_record(self.done, stream.id)
    }

    /// Lets go of user objects once its last launch is done.
    pub fn retire(&self, driver: &'static Driver) {
        let (objects, last) = {
            let mut state = self.state.lock();
            (std::mem::take(&mut state.objects), state.last)
        };
        if objects.is_empty() {
            return;
        }
        let Some(last) = last else { return };
        // A stream that is gone has done its work, and its context has ended with it otherwise: then they go at once.
        if let Ok(token) = driver.host_functions.keep(
            driver,
            self.context_id,
            Box::new(move |_| {
                drop(objects);
                Ok(())
            }),
        ) {
            let posted = driver.session.launch_function(last, token);
            if posted.is_err() {
                driver.host_functions.forget(token);
            }
        }
    }

    /// A graph that does what it does, for a node that launches it.
    pub fn as_graph(&self, driver: &Driver) -> Arc<Graph> {
        Graph::of_steps(driver, &self.state.lock().plan.steps)
    }

    /// Calls `look` with the step that was made from a node.
    ///
    /// # Errors
    /// `INVALID_VALUE` if none was; what `look` says.
    pub fn look<T>(&self, node: u64, look: impl FnOnce(&Step) -> CuResult<T>) -> CuResult<T> {
        let state = self.state.lock();
        look(state.plan.steps.iter().find(|step| step.node == node).ok_or(CuError::INVALID_VALUE)?)
    }

    /// Calls `change` with the step that was made from a node.
    ///
    /// # Errors
    /// `INVALID_VALUE` if none was; `NOT_SUPPORTED` if it is the device's; what `change` says.
    pub fn with_step<T>(&self, node: u64, change: impl FnOnce(&mut Step) -> CuResult<T>) -> CuResult<T> {
        let mut state = self.state.lock();
        if state.native.is_some() {
            return Err(CuError::NOT_SUPPORTED);
        }
        change(state.plan.steps.iter_mut().find(|step| step.node == node).ok_or(CuError::INVALID_VALUE)?)
    }

    /// Takes over what the nodes of an equal graph do.
    ///
    /// # Errors
    /// Where that graph is not equal; then nothing has changed.
    pub fn update(&self, plan: &Plan) -> Result<(), Difference> {
        let mut state = self.state.lock();
        compare(&state.plan.steps, &plan.steps, self.context_id)?;
        if state.native.is_some() && !state.plan.is_same(plan) {
            let result = CUgraphExecUpdateResult::CU_GRAPH_EXEC_UPDATE_ERROR_NOT_SUPPORTED;
            return Err(Difference { result, node: 0 });
        }
        for (step, new) in state.plan.steps.iter_mut().zip(&plan.steps) {
            step.work = new.work.clone();
        }
        Ok(())
    }
}

/// Whether `new` may take the place of `old`.
///
/// # Errors
/// Where they differ.
pub fn compare(old: &[Step], new: &[Step], context: ContextId) -> Result<(), Difference> {
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
        match (&*old.work, &*new.work) {
            (Work::Plan(old), Work::Plan(new)) => compare(&old.steps, &new.steps, context)?,
            // What allocates has its address for life.
            (Work::Allocate(old), Work::Allocate(of)) if !Arc::ptr_eq(old, of) => {
                return differs(R::CU_GRAPH_EXEC_UPDATE_ERROR_NOT_SUPPORTED, new.node);
            }
            (Work::Choice(old), Work::Choice(of)) if !old.is_of(of) => {
                return differs(R::CU_GRAPH_EXEC_UPDATE_ERROR_PARAMETERS_CHANGED, new.node);
            }
            _ => {}
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
