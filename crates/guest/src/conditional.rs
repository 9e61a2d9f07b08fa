//! Conditional nodes of graphs: values that kernels set, and what is done because of them.
//!
//! On a device that has such nodes itself they are that's (`conditional_native`). On others a value is four bytes of device memory, and its handle is their address: cudaGraphSetConditional writes there. When a stream gets
//! to a conditional node it waits as for a function of the program, while a thread of ours reads the value and has the bodies done on
//! a stream of its own, in turn.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cuda_abi::{CUgraphConditionalNodeType, CuError, CuResult};
use parking_lot::Mutex;
use wire::{ContextId, StreamId};

use crate::conditional_native::Native;
use crate::context::Context;
use crate::driver::Driver;
use crate::graph::Graph;
use crate::graph_exec::Plan;
use crate::host_function;
use crate::stdio;
use crate::stream::Resolved;

/// Bytes of device memory from which values are taken.
const SLAB: u64 = 64 << 10;
/// Bytes of a value.
const VALUE: u64 = 4;

/// Where the next value of each context lies, and where its slab ends. A value is never used for another handle: a kernel that still
/// runs might set it.
#[derive(Default)]
pub struct Slabs(Mutex<HashMap<ContextId, (u64, u64)>>);

impl Slabs {
    fn take(&self, driver: &Driver, context: ContextId) -> CuResult<u64> {
        let mut slabs = self.0.lock();
        let (next, end) = match slabs.get(&context) {
            Some(&(next, end)) if next < end => (next, end),
            _ => {
                let start = driver.session.mem_alloc(context, SLAB)?;
                (start, start + SLAB)
            }
        };
        slabs.insert(context, (next + VALUE, end));
        Ok(next)
    }

    /// The context has ended, and its memory with it.
    pub fn forget_context(&self, context: ContextId) {
        self.0.lock().remove(&context);
    }
}

/// A value that decides what a conditional node does.
pub struct Condition {
    /// Its handle; an address of device memory, unless it is the device's own.
    pub address: u64,
    /// The device's graph that it is of.
    pub native: Option<Arc<Native>>,
    /// Where it may be used.
    pub context: &'static Context,
    /// That context's id then.
    pub context_id: ContextId,
    /// What it is whenever its graph begins.
    default: Option<u32>,
    /// Whether a node looks at it.
    has_node: AtomicBool,
}

impl Condition {
    /// A new value for a graph.
    ///
    /// # Errors
    /// `NOT_SUPPORTED` where kernels are machine code, and the driver is too old for conditional nodes.
    pub fn create(
        driver: &Driver,
        graph: &Graph,
        (context, context_id): (&'static Context, ContextId),
        default: Option<u32>,
    ) -> CuResult<Arc<Self>> {
        let native = match graph.native(driver, context, context_id) {
            Ok(native) => Some(native),
            Err(CuError::NOT_SUPPORTED) => None,
            Err(error) => return Err(error),
        };
        let address = match &native {
            Some(native) => native.condition(driver, context_id, default)?,
            None if driver.device(context.device)?.description.runs_machine_code => {
                return Err(CuError::NOT_SUPPORTED);
            }
            None => driver.conditions.take(driver, context_id)?,
        };
        let has_node = AtomicBool::new(false);
        Ok(Arc::new(Self { address, native, context, context_id, default, has_node }))
    }

    /// Whether it has a default.
    pub fn is_assigned(&self) -> bool {
        self.default.is_some()
    }

    /// Lets a node look at it.
    ///
    /// # Errors
    /// `INVALID_VALUE` if one does already.
    pub fn take(&self) -> CuResult {
        let was = self.has_node.swap(true, Ordering::Relaxed);
        if was { Err(CuError::INVALID_VALUE) } else { Ok(()) }
    }

    /// Whether a node looks at it.
    pub fn is_used(&self) -> bool {
        self.has_node.load(Ordering::Relaxed)
    }

    /// Gives it its default in the order of a stream.
    pub fn assign(&self, driver: &Driver, stream: Resolved) -> CuResult {
        match self.default {
            Some(value) => driver.session.memset(self.address, value, VALUE as u32, 1, stream.id),
            None => Ok(()),
        }
    }

    /// What it is when a stream gets here.
    fn read(&self, driver: &Driver, stream: StreamId) -> CuResult<u32> {
        let bytes = driver.session.read(self.address, VALUE, stream)?;
        bytes.try_into().map(u32::from_le_bytes).map_err(|_| CuError::UNKNOWN)
    }
}

/// A conditional node.
pub struct Branch {
    /// What decides.
    pub condition: Arc<Condition>,
    /// If, while or switch.
    pub kind: CUgraphConditionalNodeType,
    /// What may be done.
    pub bodies: Vec<Arc<Graph>>,
    /// The bodies' handles, which the program reads as long as the node lives.
    pub handles: Box<[u64]>,
}

impl Branch {
    /// What can be launched of it.
    pub fn choice(&self) -> CuResult<Choice> {
        let bodies = self.bodies.iter().map(|body| body.plan()).collect::<CuResult<_>>()?;
        Ok(Choice(Arc::new(Inner { condition: self.condition.clone(), kind: self.kind, bodies })))
    }
}

/// A conditional node of what can be launched.
pub struct Choice(Arc<Inner>);

struct Inner {
    condition: Arc<Condition>,
    kind: CUgraphConditionalNodeType,
    bodies: Vec<Plan>,
}

impl Choice {
    /// What decides.
    pub fn condition(&self) -> &Condition {
        &self.0.condition
    }

    /// If, while or switch.
    pub fn kind(&self) -> CUgraphConditionalNodeType {
        self.0.kind
    }

    /// What may be done.
    pub fn bodies(&self) -> &[Plan] {
        &self.0.bodies
    }

    /// Whether another one looks at the same value in the same way.
    pub fn is_of(&self, other: &Self) -> bool {
        let (mine, others) = (&self.0, &other.0);
        mine.condition.address == others.condition.address
            && mine.kind == others.kind
            && mine.bodies.len() == others.bodies.len()
    }

    /// The context that it can only be done in.
    pub fn context(&self) -> ContextId {
        self.0.condition.context_id
    }

    /// Sends it to a stream, which goes on when it is done.
    ///
    /// # Errors
    /// Those of a function of the program.
    pub fn issue(&self, driver: &'static Driver, stream: Resolved) -> CuResult {
        if host_function::is_serving() {
            // Of a body: this thread has the stream to itself.
            return self.0.run(driver, stream);
        }
        let inner = self.0.clone();
        let run = move |status: CuResult| {
            status.and_then(|()| inner.run_apart(driver)).inspect_err(|error| {
                stdio::complain(format_args!("a conditional node of a graph failed: {error}"));
            })
        };
        let token = driver.host_functions.keep_long(driver, stream.context_id, Box::new(run))?;
        driver.session.launch_function(stream.id, token).inspect_err(|_| driver.host_functions.forget(token))
    }
}

impl Inner {
    /// Does it on a stream that is made for it.
    fn run_apart(&self, driver: &'static Driver) -> CuResult {
        /// CU_STREAM_NON_BLOCKING: the stream that waits for this one may be any.
        const NON_BLOCKING: u32 = 1;
        let Condition { context, context_id, .. } = *self.condition;
        let id = StreamId(driver.session.new_id());
        driver.session.stream_create(context_id, id, NON_BLOCKING, 0)?;
        let stream = Resolved { id, context, context_id, flags: NON_BLOCKING };
        let outcome = self.run(driver, stream).and_then(|()| driver.session.stream_synchronize(id));
        let _ = driver.session.stream_destroy(id);
        outcome
    }

    fn run(&self, driver: &'static Driver, stream: Resolved) -> CuResult {
        type K = CUgraphConditionalNodeType;
        loop {
            let value = self.condition.read(driver, stream.id)?;
            let body = match (self.kind, value) {
                (K::CU_GRAPH_COND_TYPE_SWITCH, _) => self.bodies.get(value as usize),
                (K::CU_GRAPH_COND_TYPE_IF, 0) => self.bodies.get(1),
                (_, 0) => None,
                _ => self.bodies.first(),
            };
            if let Some(body) = body {
                // SAFETY: bodies copy device memory only and call no functions of the program: that was checked when the graph was
                // instantiated.
                unsafe { body.issue(driver, stream) }?;
            }
            if self.kind != K::CU_GRAPH_COND_TYPE_WHILE || value == 0 {
                return Ok(());
            }
        }
    }
}
