//! Graphs with conditional nodes: the driver's own, since only its device code knows where their values are.
//!
//! The guest records such a graph once. What it sends to a stream that records becomes nodes, one after another; its conditional
//! nodes are added between them, and their bodies are recorded in the same way. All of it is what cuStreamBeginCaptureToGraph is for
//! (CUDA Driver API, CUDA_CONDITIONAL_NODE_PARAMS::phGraph_out).

use std::collections::HashMap;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cuda_abi::{
    CU_GRAPH_COND_ASSIGN_DEFAULT, CUgraph, CUgraph_st, CUgraphConditionalNodeType, CUgraphExec,
    CUgraphExec_st, CUgraphNode, CUgraphNodeParams, CUgraphNodeType, CUstream, CUstream_st,
    CUstreamCaptureMode, CUstreamUpdateCaptureDependencies_flags, CuError, CuResult,
};
use parking_lot::Mutex;
use wire::{ContextId, GraphId, StreamId};

use crate::NvidiaGpu;
use crate::context::{Context, Raw};

/// Bodies of a conditional node, at most.
const MOST_BODIES: u32 = 1 << 16;
/// CU_STREAM_NON_BLOCKING: recording waits for nobody.
const NON_BLOCKING: u32 = 1;

/// A graph, or a body of one.
struct Graph {
    context: Arc<Context>,
    handle: Raw<CUgraph_st>,
    /// Made when it is first launched.
    exec: Option<Raw<CUgraphExec_st>>,
    /// The graph whose part it is.
    whole: GraphId,
    /// It has been recorded, or is.
    is_recorded: bool,
}

/// A conditional node.
struct Branch {
    whole: GraphId,
    bodies: Vec<Raw<CUgraph_st>>,
}

/// A stream whose work becomes nodes.
#[derive(Clone)]
struct Recording {
    graph: GraphId,
    context: Arc<Context>,
    stream: Raw<CUstream_st>,
}

impl Recording {
    /// The graph has all of its nodes.
    fn end(&self) -> CuResult {
        let functions = &self.context.driver.functions;
        let end = there(functions.end_capture)?;
        self.context.enter()?;
        let mut graph = ptr::null_mut();
        // SAFETY: the stream is ours; the target lives through the call.
        let ended = unsafe { end(self.stream.0, &mut graph) }.ok();
        // SAFETY: it was made for this, and nobody has its name any more.
        let _ = unsafe { (functions.stream_destroy)(self.stream.0) };
        ended
    }
}

#[derive(Default)]
struct Books {
    graphs: HashMap<GraphId, Graph>,
    /// The graphs of conditions, by their handles.
    conditions: HashMap<u64, GraphId>,
    /// By the handles of their conditions.
    branches: HashMap<u64, Branch>,
    recordings: HashMap<StreamId, Recording>,
}

/// The graphs of a session.
#[derive(Default)]
pub struct Graphs {
    books: Mutex<Books>,
    /// How many streams record: almost always none, which every launch asks.
    recording: AtomicUsize,
}

impl Graphs {
    /// The context and the handle of a stream that records.
    pub fn recording(&self, stream: StreamId) -> Option<(Arc<Context>, CUstream)> {
        // Pairs with the stores in `NvidiaGpu::record_graph`: the guest sends what is recorded after that was answered.
        if self.recording.load(Ordering::Acquire) == 0 {
            return None;
        }
        let books = self.books.lock();
        books.recordings.get(&stream).map(|found| (found.context.clone(), found.stream.0))
    }

    fn insert(&self, id: GraphId, graph: Graph) -> CuResult {
        let mut books = self.books.lock();
        if books.graphs.contains_key(&id) {
            return Err(CuError::INVALID_HANDLE);
        }
        books.graphs.insert(id, graph);
        Ok(())
    }

    /// Forgets a graph with its bodies, and destroys it; launches of it go on.
    fn remove(&self, id: GraphId) -> CuResult {
        let mut books = self.books.lock();
        let whole = books.graphs.get(&id).ok_or(CuError::INVALID_HANDLE)?.whole;
        if whole != id || books.recordings.values().any(|recording| books.is_part(recording.graph, id)) {
            return Err(CuError::INVALID_VALUE);
        }
        books.conditions.retain(|_, whole| *whole != id);
        books.branches.retain(|_, branch| branch.whole != id);
        let parts: Vec<_> = books.graphs.extract_if(|_, graph| graph.whole == id).collect();
        drop(books);
        for (part, graph) in parts {
            graph.destroy(part == id);
        }
        Ok(())
    }

    /// Forgets those of a context that is about to end, and destroys them.
    pub fn forget_context(&self, context: ContextId) {
        let mut books = self.books.lock();
        let open: Vec<_> =
            books.recordings.extract_if(|_, recording| recording.context.id == context).collect();
        self.recording.store(books.recordings.len(), Ordering::Release);
        let gone: Vec<_> = books.graphs.extract_if(|_, graph| graph.context.id == context).collect();
        let Books { graphs, conditions, branches, .. } = &mut *books;
        conditions.retain(|_, whole| graphs.contains_key(whole));
        branches.retain(|_, branch| graphs.contains_key(&branch.whole));
        drop(books);
        for (_, recording) in open {
            let _ = recording.end();
        }
        for (id, graph) in gone {
            let is_whole = graph.whole == id;
            graph.destroy(is_whole);
        }
    }
}

impl Books {
    fn is_part(&self, part: GraphId, whole: GraphId) -> bool {
        self.graphs.get(&part).is_some_and(|graph| graph.whole == whole)
    }
}

impl Graph {
    /// Gives the driver back what is its own; a body goes with its graph.
    fn destroy(&self, is_whole: bool) {
        let functions = &self.context.driver.functions;
        if self.context.enter().is_err() {
            return;
        }
        if let (Some(exec), Some(destroy)) = (self.exec, functions.exec_destroy) {
            // SAFETY: it was made here, and nobody has its name any more. The driver lets its launches finish.
            let _ = unsafe { destroy(exec.0) };
        }
        if let (true, Some(destroy)) = (is_whole, functions.graph_destroy) {
            // SAFETY: as above.
            let _ = unsafe { destroy(self.handle.0) };
        }
    }
}

/// A function that this driver may not have.
fn there<T>(function: Option<T>) -> CuResult<T> {
    function.ok_or(CuError::NOT_SUPPORTED)
}

impl NvidiaGpu {
    pub(crate) fn make_graph(&self, context: ContextId, id: GraphId) -> CuResult {
        let functions = &self.driver.functions;
        // All that recording needs came with the last of these (CUDA 12.3).
        there(functions.begin_capture_to)?;
        there(functions.condition_create)?;
        let create = there(functions.graph_create)?;
        let context = self.context(context)?;
        let mut handle = ptr::null_mut();
        // SAFETY: a plain call with a target that lives through it.
        self.call(&context, |_| unsafe { create(&mut handle, 0) })?;
        let graph = Graph { context, handle: Raw(handle), exec: None, whole: id, is_recorded: false };
        self.graphs.insert(id, graph)
    }

    pub(crate) fn drop_graph(&self, id: GraphId) -> CuResult {
        self.graphs.remove(id)
    }

    pub(crate) fn make_condition(&self, id: GraphId, default: Option<u32>) -> CuResult<u64> {
        let create = there(self.driver.functions.condition_create)?;
        let (context, graph) = self.whole(id)?;
        let flags = if default.is_some() { CU_GRAPH_COND_ASSIGN_DEFAULT } else { 0 };
        let current = context.handle();
        let mut handle = 0;
        // SAFETY: the graph is alive, the context the one that is current; the target lives through the call.
        self.call(&context, |_| unsafe { create(&mut handle, graph, current, default.unwrap_or(0), flags) })?;
        self.graphs.books.lock().conditions.insert(handle, id);
        Ok(handle)
    }

    /// A graph that is no body.
    fn whole(&self, id: GraphId) -> CuResult<(Arc<Context>, CUgraph)> {
        let books = self.graphs.books.lock();
        let found = books.graphs.get(&id).ok_or(CuError::INVALID_HANDLE)?;
        if found.whole != id {
            return Err(CuError::INVALID_VALUE);
        }
        Ok((found.context.clone(), found.handle.0))
    }

    /// Lets what is sent to a stream, which is made for it, become the nodes of a graph that has none yet.
    pub(crate) fn record_graph(&self, id: GraphId, stream: StreamId) -> CuResult {
        let begin = there(self.driver.functions.begin_capture_to)?;
        if self.names.lock().streams.contains_key(&stream) {
            return Err(CuError::INVALID_HANDLE);
        }
        let (context, graph) = {
            let mut books = self.graphs.books.lock();
            if books.recordings.contains_key(&stream) {
                return Err(CuError::INVALID_HANDLE);
            }
            let found = books.graphs.get_mut(&id).ok_or(CuError::INVALID_HANDLE)?;
            if std::mem::replace(&mut found.is_recorded, true) {
                return Err(CuError::INVALID_VALUE);
            }
            (found.context.clone(), found.handle.0)
        };
        let mut handle = ptr::null_mut();
        self.call(&context, |driver| {
            // SAFETY: a plain call with a target that lives through it.
            unsafe { (driver.stream_create)(&mut handle, NON_BLOCKING, 0) }
        })?;
        let mode = CUstreamCaptureMode::CU_STREAM_CAPTURE_MODE_RELAXED;
        let begun = self.call(&context, |_| {
            // SAFETY: the stream was just made, the graph is alive and has no nodes to begin after.
            unsafe { begin(handle, graph, ptr::null(), ptr::null(), 0, mode) }
        });
        if let Err(error) = begun {
            // SAFETY: it was made above, and nobody knows it.
            let _ = self.call(&context, |driver| unsafe { (driver.stream_destroy)(handle) });
            return Err(error);
        }
        let mut books = self.graphs.books.lock();
        books.recordings.insert(stream, Recording { graph: id, context, stream: Raw(handle) });
        self.graphs.recording.store(books.recordings.len(), Ordering::Release);
        Ok(())
    }

    /// The graph has all of its nodes.
    pub(crate) fn end_recording(&self, stream: StreamId) -> CuResult {
        let recording = {
            let mut books = self.graphs.books.lock();
            let found = books.recordings.remove(&stream).ok_or(CuError::INVALID_HANDLE)?;
            self.graphs.recording.store(books.recordings.len(), Ordering::Release);
            found
        };
        let ended = recording.end();
        if let Err(error) = ended
            && error.is_sticky()
        {
            self.completions.context_failed(&recording.context, error);
        }
        ended
    }

    /// Adds a conditional node behind what a stream has recorded.
    pub(crate) fn add_branch(&self, stream: StreamId, condition: u64, kind: u32, bodies: u32) -> CuResult {
        let functions = &self.driver.functions;
        let info = there(functions.capture_info)?;
        let add = there(functions.graph_add_node)?;
        let go_on = there(functions.capture_after)?;
        if !(1..=MOST_BODIES).contains(&bodies) {
            return Err(CuError::INVALID_VALUE);
        }
        let (recording, whole) = {
            let books = self.graphs.books.lock();
            let found = books.recordings.get(&stream).ok_or(CuError::INVALID_HANDLE)?.clone();
            let whole = books.graphs.get(&found.graph).map(|graph| graph.whole);
            let whole = whole.ok_or(CuError::INVALID_HANDLE)?;
            // The driver is given no handle but those that it made for this graph, each once.
            let is_its = books.conditions.get(&condition) == Some(&whole);
            if !is_its || books.branches.contains_key(&condition) {
                return Err(CuError::INVALID_VALUE);
            }
            (found, whole)
        };
        let Recording { context, stream: Raw(handle), .. } = recording;
        let (mut status, mut serial) = (cuda_abi::CUstreamCaptureStatus(0), 0);
        let (mut graph, mut before, mut count) = (ptr::null_mut(), ptr::null(), 0);
        // SAFETY: the stream is ours; the targets live through the call.
        self.call(&context, |_| unsafe {
            info(handle, &mut status, &mut serial, &mut graph, &mut before, &mut count)
        })?;
        let mut params = CUgraphNodeParams {
            type_: CUgraphNodeType::CU_GRAPH_NODE_TYPE_CONDITIONAL,
            ..CUgraphNodeParams::default()
        };
        // SAFETY: the union is of plain numbers and handles, and all zeros.
        let wanted = unsafe { &mut params.__bindgen_anon_1.conditional };
        wanted.handle = condition;
        wanted.type_ = CUgraphConditionalNodeType(kind);
        wanted.size = bodies;
        wanted.ctx = context.handle();
        let mut node: CUgraphNode = ptr::null_mut();
        self.call(&context, |_| {
            // SAFETY: the stream's graph is alive, and the driver keeps the nodes that it told until the stream is given more work;
            // the parameters live through the call.
            unsafe { add(&mut node, graph, before, count, &mut params) }
        })?;
        let set = CUstreamUpdateCaptureDependencies_flags::CU_STREAM_SET_CAPTURE_DEPENDENCIES;
        // SAFETY: the node is of the stream's graph.
        self.call(&context, |_| unsafe { go_on(handle, &mut node, 1, set.0) })?;
        // SAFETY: the driver has put as many graphs there as were asked for; they live as long as the node.
        let made = unsafe {
            let all = params.__bindgen_anon_1.conditional.phGraph_out;
            if all.is_null() {
                return Err(CuError::UNKNOWN);
            }
            std::slice::from_raw_parts(all, bodies as usize).iter().map(|body| Raw(*body)).collect()
        };
        self.graphs.books.lock().branches.insert(condition, Branch { whole, bodies: made });
        Ok(())
    }

    /// Names a body of a conditional node, to be recorded.
    pub(crate) fn name_body(&self, condition: u64, index: u32, id: GraphId) -> CuResult {
        let graph = {
            let books = self.graphs.books.lock();
            let branch = books.branches.get(&condition).ok_or(CuError::INVALID_VALUE)?;
            let handle = *branch.bodies.get(index as usize).ok_or(CuError::INVALID_VALUE)?;
            let whole = books.graphs.get(&branch.whole).ok_or(CuError::INVALID_HANDLE)?;
            let is_named = books.graphs.values().any(|known| ptr::eq(known.handle.0, handle.0));
            if is_named {
                return Err(CuError::INVALID_VALUE);
            }
            let context = whole.context.clone();
            Graph { context, handle, exec: None, whole: branch.whole, is_recorded: false }
        };
        self.graphs.insert(id, graph)
    }

    /// Launches a graph that was recorded.
    pub(crate) fn run_graph(&self, id: GraphId, stream: StreamId) -> CuResult {
        let launch = there(self.driver.functions.graph_launch)?;
        let (context, graph, known) = {
            let books = self.graphs.books.lock();
            let found = books.graphs.get(&id).ok_or(CuError::INVALID_HANDLE)?;
            let is_open = books.recordings.values().any(|recording| books.is_part(recording.graph, id));
            if found.whole != id || !found.is_recorded || is_open {
                return Err(CuError::INVALID_VALUE);
            }
            (found.context.clone(), found.handle.0, found.exec)
        };
        if self.stream(stream)?.context.id != context.id {
            return Err(CuError::INVALID_HANDLE);
        }
        let exec = match known {
            Some(exec) => exec.0,
            None => self.instantiate(id, &context, graph)?,
        };
        // SAFETY: the graph was instantiated in the stream's context.
        self.submit(stream, |_, stream| unsafe { launch(exec, stream) })
    }

    fn instantiate(&self, id: GraphId, context: &Arc<Context>, graph: CUgraph) -> CuResult<CUgraphExec> {
        let instantiate = there(self.driver.functions.graph_instantiate)?;
        let mut exec = ptr::null_mut();
        // SAFETY: the graph is alive; the target lives through the call.
        self.call(context, |_| unsafe { instantiate(&mut exec, graph, 0) })?;
        let mut books = self.graphs.books.lock();
        match books.graphs.get_mut(&id) {
            Some(found) if found.exec.is_none() => {
                found.exec = Some(Raw(exec));
                Ok(exec)
            }
            // Another thread's, or a graph that has gone meanwhile.
            found => {
                let other = found.and_then(|found| found.exec).map(|exec| exec.0);
                drop(books);
                if let Some(destroy) = self.driver.functions.exec_destroy {
                    // SAFETY: it was made above, and nobody knows it.
                    let _ = self.call(context, |_| unsafe { destroy(exec) });
                }
                other.ok_or(CuError::INVALID_HANDLE)
            }
        }
    }
}
