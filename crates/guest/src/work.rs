//! Work for a stream, checked and packed: sent at once, or kept as a node of a graph and sent at each of its launches.

use std::ffi::c_void;
use std::sync::{Arc, OnceLock};

use cuda_abi::{CUgraphNodeType, CUstreamBatchMemOpParams, CuError, CuResult};
use wire::{ContextId, LaunchShape};

use crate::conditional::{Branch, Choice};
use crate::context::Context;
use crate::driver::Driver;
use crate::event::Event;
use crate::graph::Graph;
use crate::graph_exec::Plan;
use crate::graph_memory::Block;
use crate::host_function::inside;
use crate::launch_attribute::Attributes;
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
    /// What else was said of it, each attribute at most once.
    pub attributes: Attributes,
}

impl Launch {
    /// A launch of what has been checked.
    pub fn new(function: Arc<Function>, handle: u64, shape: LaunchShape, block: &[u8]) -> Self {
        let (block, addresses) = (block.into(), OnceLock::new());
        Self { function, handle, shape, block, addresses, attributes: Attributes::default() }
    }

    /// The same launch with other attributes.
    pub fn with_attributes(&self, shape: LaunchShape, attributes: Attributes) -> Self {
        Self { attributes, ..Self::new(self.function.clone(), self.handle, shape, &self.block) }
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
        let call = move |status: CuResult| {
            // Not after an error of the context (CUDA Driver API, cuLaunchHostFunc).
            if status.is_ok() {
                // SAFETY: the caller's promise.
                inside(|| unsafe { (self.function)(std::ptr::with_exposed_provenance_mut(self.data)) });
            }
            Ok(())
        };
        let token = driver.host_functions.keep(driver, stream.context_id, Box::new(call))?;
        driver.session.launch_function(stream.id, token).inspect_err(|_| driver.host_functions.forget(token))
    }
}

/// One operation on a word, as it travels: what it is, the address, the value and CU_STREAM_WAIT_VALUE_* or _WRITE_VALUE_*.
pub type WordOperation = (u32, u64, u64, u32);

/// Operations on words of memory, in order.
pub struct Words {
    /// Where they are done.
    pub context: &'static Context,
    /// That context's id then.
    pub context_id: ContextId,
    /// As the program said them.
    pub said: Box<[CUstreamBatchMemOpParams]>,
    /// Those that do something.
    pub operations: Vec<WordOperation>,
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
    /// Another graph, which is the node's own.
    Graph(Arc<Graph>),
    /// What that graph did when it was made to be launched.
    Plan(Plan),
    /// What a value decides.
    Branch(Branch),
    /// The same, made to be launched.
    Choice(Choice),
    /// Waits for words of memory, and writes of them.
    Words(Words),
    /// Memory becomes the program's.
    Allocate(Arc<Block>),
    /// Memory that a graph has allocated is the program's no more.
    Free(u64),
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
            Work::Graph(_) | Work::Plan(_) => CUgraphNodeType::CU_GRAPH_NODE_TYPE_GRAPH,
            Work::Branch(_) | Work::Choice(_) => CUgraphNodeType::CU_GRAPH_NODE_TYPE_CONDITIONAL,
            Work::Words(_) => CUgraphNodeType::CU_GRAPH_NODE_TYPE_BATCH_MEM_OP,
            Work::Allocate(_) => CUgraphNodeType::CU_GRAPH_NODE_TYPE_MEM_ALLOC,
            Work::Free(_) => CUgraphNodeType::CU_GRAPH_NODE_TYPE_MEM_FREE,
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
            Work::Graph(graph) => graph.nodes().iter().find_map(|node| node.work().context()),
            Work::Plan(plan) => plan.context(),
            Work::Branch(branch) => Some(branch.condition.context_id),
            Work::Choice(choice) => Some(choice.context()),
            Work::Words(words) => Some(words.context_id),
            Work::Allocate(block) => Some(block.context_id),
            Work::Copy(_) | Work::Set(_) | Work::Call(_) | Work::Empty | Work::Free(_) => None,
        }
    }

    /// Graphs that are its own.
    pub fn graphs(&self) -> &[Arc<Graph>] {
        match self {
            Work::Graph(graph) => std::slice::from_ref(graph),
            Work::Branch(branch) => &branch.bodies,
            _ => &[],
        }
    }

    /// What can be launched of it, where that is something else.
    pub fn planned(&self) -> CuResult<Option<Arc<Work>>> {
        match self {
            Work::Graph(graph) => Ok(Some(Arc::new(Work::Plan(graph.plan()?)))),
            Work::Branch(branch) => Ok(Some(Arc::new(Work::Choice(branch.choice()?)))),
            _ => Ok(None),
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
            Work::Kernel(launch) => launch.function.launch(driver, stream.id, launch.shape, &launch.block),
            // SAFETY: the caller's promise.
            Work::Copy(rows) => unsafe { rows.issue(driver, stream, Wait::No) },
            Work::Set(fill) => fill.check(driver)?.issue(driver, stream),
            // SAFETY: the caller's promise.
            Work::Call(call) => unsafe { call.issue(driver, stream) },
            // SAFETY: the caller's promise.
            Work::Plan(plan) => unsafe { plan.issue(driver, stream) },
            Work::Choice(choice) => choice.issue(driver, stream),
            Work::Words(words) => {
                words.operations.iter().try_for_each(|&(operation, address, value, flags)| {
                    driver.session.stream_mem_op(stream.id, operation, address, value, flags)
                })
            }
            Work::Allocate(block) => {
                block.allocate(driver);
                Ok(())
            }
            Work::Free(address) => match driver.graph_memory.find(*address) {
                Some(block) => block.free(driver),
                None => Err(CuError::INVALID_VALUE),
            },
            // Of these there are plans.
            Work::Graph(_) | Work::Branch(_) => Err(CuError::INVALID_VALUE),
            Work::Record(event, _) => event.record(driver, stream.id),
            Work::Wait(event, _) => event.wait(driver, stream.id),
            Work::Empty => Ok(()),
        }
    }
}
