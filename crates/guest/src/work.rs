//! Work for a stream, checked and packed: sent at once, or kept as a node of a graph and sent at each of its launches.

use std::ffi::c_void;
use std::sync::{Arc, OnceLock};

use cuda_abi::{CUgraphNodeType, CuError, CuResult};
use wire::{ContextId, LaunchShape};

use crate::driver::Driver;
use crate::event::Event;
use crate::module::Function;
use crate::rows::{Fill, Rows};
use crate::stream::Resolved;
use crate::transfer::Wait;

/// A kernel's launch.
pub struct Launch {
    /// What is launched.
    pub function: Arc<Function>,
    /// As the program named it: a CUfunction or a CUkernel.
    pub handle: u64,
    /// Grid, block and dynamic shared memory.
    pub shape: LaunchShape,
    /// Its parameter block.
    pub block: Box<[u8]>,
    /// The address of each parameter in the block, for whoever asks.
    pub addresses: OnceLock<Box<[usize]>>,
}

impl Launch {
    /// A launch of what has been checked.
    pub fn new(function: Arc<Function>, handle: u64, shape: LaunchShape, block: &[u8]) -> Self {
        Self { function, handle, shape, block: block.into(), addresses: OnceLock::new() }
    }

    /// The array that cuLaunchKernel takes, leading into the block; as long as this lives.
    pub fn params(&self) -> *mut *mut c_void {
        let addresses = self.addresses.get_or_init(|| {
            let params = self.function.description.params.iter();
            params
                .filter_map(|layout| self.block.get(usize::from(layout.offset)..))
                .map(|at| at.as_ptr().addr())
                .collect()
        });
        addresses.as_ptr().cast_mut().cast()
    }
}

/// A function of the program that a stream calls.
#[derive(Clone, Copy)]
pub struct HostCall {
    /// What is called.
    pub function: unsafe extern "C" fn(*mut c_void),
    /// With what, as an exposed address.
    pub data: usize,
}

impl HostCall {
    /// Lets the stream call it when it gets there.
    ///
    /// # Safety
    /// The function may be called with its data from another thread.
    pub unsafe fn issue(self, driver: &'static Driver, stream: Resolved) -> CuResult {
        // SAFETY: the caller's promise.
        let call = move || unsafe { (self.function)(std::ptr::with_exposed_provenance_mut(self.data)) };
        let token = driver.host_functions.keep(driver, Box::new(call))?;
        driver.session.launch_function(stream.id, token).inspect_err(|_| driver.host_functions.forget(token))
    }
}

/// What a stream does, or a node of a graph.
pub enum Work {
    /// A kernel.
    Kernel(Launch),
    /// A copy.
    Copy(Rows),
    /// A set.
    Set(Fill),
    /// A function of the program.
    Call(HostCall),
    /// What another graph did when it became a node, in an order that keeps its dependencies.
    Graph(Vec<Arc<Work>>),
    /// Records an event, with its handle.
    Record(Arc<Event>, u64),
    /// Waits for an event, with its handle.
    Wait(Arc<Event>, u64),
    /// Nothing: a place for dependencies to meet.
    Empty,
}

impl Work {
    /// What cuGraphNodeGetType says of it.
    pub fn kind(&self) -> CUgraphNodeType {
        match self {
            Work::Kernel(_) => CUgraphNodeType::CU_GRAPH_NODE_TYPE_KERNEL,
            Work::Copy(_) => CUgraphNodeType::CU_GRAPH_NODE_TYPE_MEMCPY,
            Work::Set(_) => CUgraphNodeType::CU_GRAPH_NODE_TYPE_MEMSET,
            Work::Call(_) => CUgraphNodeType::CU_GRAPH_NODE_TYPE_HOST,
            Work::Graph(_) => CUgraphNodeType::CU_GRAPH_NODE_TYPE_GRAPH,
            Work::Record(..) => CUgraphNodeType::CU_GRAPH_NODE_TYPE_EVENT_RECORD,
            Work::Wait(..) => CUgraphNodeType::CU_GRAPH_NODE_TYPE_WAIT_EVENT,
            Work::Empty => CUgraphNodeType::CU_GRAPH_NODE_TYPE_EMPTY,
        }
    }

    /// The context that it can only be done in.
    pub fn context(&self) -> Option<ContextId> {
        match self {
            Work::Kernel(launch) => Some(launch.function.context_id),
            Work::Record(event, _) | Work::Wait(event, _) => Some(event.context_id),
            Work::Graph(order) => order.iter().find_map(|work| work.context()),
            Work::Copy(_) | Work::Set(_) | Work::Call(_) | Work::Empty => None,
        }
    }

    /// Sends it to a stream.
    ///
    /// # Errors
    /// `INVALID_HANDLE` for another context's kernel or event; `INVALID_VALUE` if memory that it names has gone.
    ///
    /// # Safety
    /// Memory of the program's own that it copies is valid, and functions of the program may be called.
    pub unsafe fn issue(&self, driver: &'static Driver, stream: Resolved) -> CuResult {
        if self.context().is_some_and(|context| context != stream.context_id) {
            return Err(CuError::INVALID_HANDLE);
        }
        match self {
            Work::Kernel(launch) => {
                driver.session.launch(launch.function.id, stream.id, launch.shape, &launch.block)
            }
            // SAFETY: the caller's promise.
            Work::Copy(rows) => unsafe { rows.issue(driver, stream, Wait::No) },
            Work::Set(fill) => fill.check(driver)?.issue(driver, stream),
            // SAFETY: the caller's promise.
            Work::Call(call) => unsafe { call.issue(driver, stream) },
            Work::Graph(order) => order.iter().try_for_each(|work| {
                // SAFETY: the caller's promise.
                unsafe { work.issue(driver, stream) }
            }),
            Work::Record(event, _) => event.record(driver, stream.id),
            Work::Wait(event, _) => driver.session.stream_wait_event(stream.id, event.id),
            Work::Empty => Ok(()),
        }
    }
}
