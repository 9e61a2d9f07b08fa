//! Stream capture: which streams do not work but write down what they are given, and into which graph.
//!
//! Everything here is in the guest: the worker's streams know nothing of captures. Rules are those of the CUDA Programming Guide
//! ("CUDA Graphs", stream capture) and of cuStreamBeginCapture and cuThreadExchangeStreamCaptureMode (CUDA Driver API).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cuda_abi::{CUgraphEdgeData, CUstreamCaptureMode, CUstreamCaptureStatus, CuError, CuResult};
use parking_lot::{Mutex, MutexGuard};
use wire::{ContextId, EventId, StreamId};

use crate::context;
use crate::driver::Driver;
use crate::event::Event;
use crate::graph::{Edge, Graph, PLAIN};
use crate::stream::Resolved;
use crate::work::Work;

/// CU_STREAM_NON_BLOCKING.
const NON_BLOCKING: u32 = 1;
const GLOBAL: CUstreamCaptureMode = CUstreamCaptureMode::CU_STREAM_CAPTURE_MODE_GLOBAL;
const RELAXED: CUstreamCaptureMode = CUstreamCaptureMode::CU_STREAM_CAPTURE_MODE_RELAXED;

/// The captures that are going on.
#[derive(Default)]
pub struct Captures {
    /// How many; work looks here first.
    active: AtomicUsize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    captures: HashMap<u64, Capture>,
    members: HashMap<StreamId, Member>,
    events: HashMap<EventId, Recorded>,
}

/// One capture, from its begin to its end.
struct Capture {
    graph: Arc<Graph>,
    /// Whether the graph was there before.
    is_given: bool,
    origin: StreamId,
    mode: CUstreamCaptureMode,
    thread: usize,
    has_failed: bool,
}

/// A stream that takes part in a capture.
struct Member {
    capture: u64,
    context_id: ContextId,
    is_blocking: bool,
    /// The nodes that its next one depends on.
    dependencies: Vec<u64>,
    /// As many plain edges, for cuStreamGetCaptureInfo.
    edges: Vec<CUgraphEdgeData>,
}

/// An event that was recorded in a capture.
struct Recorded {
    capture: u64,
    dependencies: Vec<u64>,
}

/// What cuStreamGetCaptureInfo says.
pub struct Info {
    /// The capture's number.
    pub id: u64,
    /// The graph's handle.
    pub graph: u64,
    /// The nodes that the stream's next one depends on, until the stream is used again.
    pub dependencies: *const u64,
    /// As many edges.
    pub edges: *const CUgraphEdgeData,
    /// How many.
    pub count: usize,
}

impl State {
    fn fail(&mut self, capture: u64) {
        if let Some(capture) = self.captures.get_mut(&capture) {
            capture.has_failed = true;
        }
    }

    /// The legacy default stream would wait for blocking streams, which captured work cannot be waited for.
    fn check_legacy(&mut self, stream: &Resolved) -> CuResult {
        if stream.id != stream.context.default_stream() {
            return Ok(());
        }
        let is_hit = |member: &&Member| member.is_blocking && member.context_id == stream.context_id;
        let hit: Vec<u64> = self.members.values().filter(is_hit).map(|member| member.capture).collect();
        if hit.is_empty() {
            return Ok(());
        }
        hit.into_iter().for_each(|capture| self.fail(capture));
        Err(CuError::STREAM_CAPTURE_IMPLICIT)
    }

    /// A stream's part in a capture that can go on, with its graph.
    fn member(&mut self, stream: StreamId) -> CuResult<Option<(&mut Member, &Arc<Graph>)>> {
        let Some(member) = self.members.get_mut(&stream) else { return Ok(None) };
        match self.captures.get(&member.capture) {
            Some(capture) if !capture.has_failed => Ok(Some((member, &capture.graph))),
            _ => Err(CuError::STREAM_CAPTURE_INVALIDATED),
        }
    }

    /// Whether streams have done work that the origin's last does not follow.
    fn is_joined(&self, id: u64, capture: &Capture) -> bool {
        let before: HashMap<u64, Vec<u64>> =
            capture.graph.nodes().iter().map(|node| (node.handle, node.dependencies())).collect();
        let mut reached = HashSet::new();
        let mut open =
            self.members.get(&capture.origin).map(|origin| origin.dependencies.clone()).unwrap_or_default();
        while let Some(node) = open.pop() {
            if reached.insert(node) {
                open.extend(before.get(&node).into_iter().flatten());
            }
        }
        let mut members = self.members.values().filter(|member| member.capture == id);
        // A node that the program has taken out of the graph joins nothing.
        members.all(|member| {
            member.dependencies.iter().all(|node| reached.contains(node) || !before.contains_key(node))
        })
    }

    fn remove(&mut self, id: u64) -> Option<Capture> {
        self.members.retain(|_, member| member.capture != id);
        self.events.retain(|_, event| event.capture != id);
        self.captures.remove(&id)
    }
}

/// Which thread this is, among those that live.
fn this_thread() -> usize {
    thread_local! {
        // Its address is all that counts.
        static MARK: std::cell::Cell<u8> = const { std::cell::Cell::new(0) };
    }
    MARK.with(|mark| std::ptr::from_ref(mark).addr())
}

fn discard(driver: &Driver, capture: &Capture) {
    if !capture.is_given {
        capture.graph.discard(driver);
    }
}

impl Captures {
    /// Whether no stream is being captured. One load.
    #[inline]
    pub fn is_idle(&self) -> bool {
        // A stream is captured by the thread that began it, or one that heard of it from that one.
        self.active.load(Ordering::Relaxed) == 0
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }

    /// Writes work down, if its stream is being captured; else the caller sends it.
    ///
    /// # Errors
    /// `STREAM_CAPTURE_INVALIDATED` if the stream's capture has failed; `STREAM_CAPTURE_IMPLICIT` for the legacy default stream while
    /// a blocking stream is captured, whose capture fails by this.
    #[inline]
    pub fn take(&self, driver: &Driver, stream: &Resolved, work: impl FnOnce() -> Work) -> CuResult<bool> {
        if self.is_idle() {
            return Ok(false);
        }
        self.take_slowly(driver, stream, work)
    }

    #[cold]
    fn take_slowly(&self, driver: &Driver, stream: &Resolved, work: impl FnOnce() -> Work) -> CuResult<bool> {
        let mut state = self.lock();
        state.check_legacy(stream)?;
        let Some((member, graph)) = state.member(stream.id)? else { return Ok(false) };
        let dependencies = std::mem::take(&mut member.dependencies);
        let edges = dependencies.into_iter().map(Edge::plain).collect();
        member.dependencies.push(graph.add(driver, Arc::new(work()), edges));
        Ok(true)
    }

    /// Whether [`Captures::take`] would write work down.
    ///
    /// # Errors
    /// As there.
    pub fn is_taking(&self, stream: &Resolved) -> CuResult<bool> {
        if self.is_idle() {
            return Ok(false);
        }
        let mut state = self.lock();
        state.check_legacy(stream)?;
        Ok(state.member(stream.id)?.is_some())
    }

    /// Refuses what needs a stream's work to be done.
    ///
    /// # Errors
    /// `STREAM_CAPTURE_UNSUPPORTED` if the stream is being captured, `STREAM_CAPTURE_IMPLICIT` as for [`Captures::take`]; the captures
    /// fail by this.
    #[inline]
    pub fn refuse(&self, stream: &Resolved) -> CuResult {
        if self.is_idle() {
            return Ok(());
        }
        let mut state = self.lock();
        state.check_legacy(stream)?;
        let Some(capture) = state.members.get(&stream.id).map(|member| member.capture) else { return Ok(()) };
        state.fail(capture);
        Err(CuError::STREAM_CAPTURE_UNSUPPORTED)
    }

    /// Refuses what needs all work of a context to be done.
    ///
    /// # Errors
    /// `STREAM_CAPTURE_UNSUPPORTED` if a stream of it is being captured; the captures fail by this.
    pub fn refuse_context(&self, context: ContextId) -> CuResult {
        if self.is_idle() {
            return Ok(());
        }
        let mut state = self.lock();
        let is_hit = |member: &&Member| member.context_id == context;
        let hit: Vec<u64> = state.members.values().filter(is_hit).map(|member| member.capture).collect();
        if hit.is_empty() {
            return Ok(());
        }
        hit.into_iter().for_each(|capture| state.fail(capture));
        Err(CuError::STREAM_CAPTURE_UNSUPPORTED)
    }

    /// Refuses what a capture does not see although its graph may depend on it, such as allocations.
    ///
    /// # Errors
    /// `STREAM_CAPTURE_UNSUPPORTED` where the modes of this thread and of the captures forbid it; these fail by this.
    pub fn refuse_unsafe(&self) -> CuResult {
        let mode = context::capture_mode();
        if self.is_idle() || mode == RELAXED {
            return Ok(());
        }
        let thread = this_thread();
        let mut has_hit = false;
        for capture in self.lock().captures.values_mut() {
            let is_near = capture.thread == thread && capture.mode != RELAXED;
            if is_near || (mode == GLOBAL && capture.mode == GLOBAL) {
                capture.has_failed = true;
                has_hit = true;
            }
        }
        if has_hit { Err(CuError::STREAM_CAPTURE_UNSUPPORTED) } else { Ok(()) }
    }

    /// Begins a capture into a graph; without one, into a new one.
    ///
    /// # Errors
    /// `STREAM_CAPTURE_UNSUPPORTED` for the legacy default stream; `ILLEGAL_STATE` if the stream is being captured already.
    pub fn begin(
        &self,
        driver: &Driver,
        stream: &Resolved,
        mode: CUstreamCaptureMode,
        into: Option<(Arc<Graph>, Vec<u64>)>,
    ) -> CuResult {
        if stream.id == stream.context.default_stream() {
            return Err(CuError::STREAM_CAPTURE_UNSUPPORTED);
        }
        let mut state = self.lock();
        if state.members.contains_key(&stream.id) {
            return Err(CuError::ILLEGAL_STATE);
        }
        let is_given = into.is_some();
        let (graph, dependencies) = into.unwrap_or_else(|| (Graph::create(driver), Vec::new()));
        let id = driver.new_unique();
        let thread = this_thread();
        state
            .captures
            .insert(id, Capture { graph, is_given, origin: stream.id, mode, thread, has_failed: false });
        state.members.insert(stream.id, Member::new(id, stream, dependencies));
        // Pairs with `is_idle`.
        self.active.store(state.captures.len(), Ordering::Relaxed);
        Ok(())
    }

    /// Ends the capture that a stream began; returns its graph.
    ///
    /// # Errors
    /// `ILLEGAL_STATE` if the stream is not being captured; `STREAM_CAPTURE_UNMATCHED` if another stream began the capture,
    /// `STREAM_CAPTURE_WRONG_THREAD` if another thread did, unless it is relaxed. The capture has ended without a graph after
    /// `STREAM_CAPTURE_INVALIDATED` and, where other streams have work that the stream does not follow, `STREAM_CAPTURE_UNJOINED`.
    pub fn end(&self, driver: &Driver, stream: &Resolved) -> CuResult<Arc<Graph>> {
        let mut state = self.lock();
        let id = state.members.get(&stream.id).ok_or(CuError::ILLEGAL_STATE)?.capture;
        let capture = state.captures.get(&id).ok_or(CuError::ILLEGAL_STATE)?;
        if capture.origin != stream.id {
            return Err(CuError::STREAM_CAPTURE_UNMATCHED);
        }
        if capture.mode != RELAXED && capture.thread != this_thread() {
            return Err(CuError::STREAM_CAPTURE_WRONG_THREAD);
        }
        let outcome = match capture.has_failed {
            true => Err(CuError::STREAM_CAPTURE_INVALIDATED),
            false if !state.is_joined(id, capture) => Err(CuError::STREAM_CAPTURE_UNJOINED),
            false => Ok(Arc::clone(&capture.graph)),
        };
        let capture = state.remove(id);
        self.active.store(state.captures.len(), Ordering::Relaxed);
        drop(state);
        if let (Err(_), Some(capture)) = (&outcome, capture) {
            discard(driver, &capture);
        }
        outcome
    }

    /// An event is recorded in a stream: if that is being captured, the event stands for the work so far; else the caller sends it.
    ///
    /// # Errors
    /// As [`Captures::take`].
    pub fn record(&self, stream: &Resolved, event: &Event) -> CuResult<bool> {
        if self.is_idle() {
            return Ok(false);
        }
        let mut state = self.lock();
        state.check_legacy(stream)?;
        let Some((member, _)) = state.member(stream.id)? else { return Ok(false) };
        let recorded = Recorded { capture: member.capture, dependencies: member.dependencies.clone() };
        state.events.insert(event.id, recorded);
        event.is_captured.store(true, Ordering::Relaxed);
        Ok(true)
    }

    /// A stream waits for an event: within a capture that is a dependency, and brings a stream into it; else the caller sends it.
    ///
    /// # Errors
    /// `STREAM_CAPTURE_ISOLATION` where a captured stream would wait for what is not of its capture, `STREAM_CAPTURE_MERGE` for what is
    /// of another, `STREAM_CAPTURE_IMPLICIT` where the legacy default stream would join; the captures fail by this.
    /// `CAPTURED_EVENT` if the event's capture has ended. `STREAM_CAPTURE_INVALIDATED` if it has failed.
    pub fn wait(&self, stream: &Resolved, event: &Event) -> CuResult<bool> {
        let is_captured = event.is_captured.load(Ordering::Relaxed);
        if !is_captured && self.is_idle() {
            return Ok(false);
        }
        let mut state = self.lock();
        let awaited = match is_captured {
            true => state.events.get(&event.id).map(|event| (event.capture, event.dependencies.clone())),
            false => None,
        };
        let joined = state.member(stream.id)?.map(|(member, _)| member.capture);
        match (joined, awaited) {
            (None, None) if is_captured => Err(CuError::CAPTURED_EVENT),
            (None, None) => state.check_legacy(stream).map(|()| false),
            (Some(capture), None) => {
                state.fail(capture);
                Err(CuError::STREAM_CAPTURE_ISOLATION)
            }
            (Some(mine), Some((other, _))) if mine != other => {
                state.fail(mine);
                state.fail(other);
                Err(CuError::STREAM_CAPTURE_MERGE)
            }
            (Some(_), Some((_, dependencies))) => {
                if let Some((member, _)) = state.member(stream.id)? {
                    member.follow(&dependencies);
                }
                Ok(true)
            }
            (None, Some((capture, dependencies))) => {
                if state.captures.get(&capture).is_none_or(|capture| capture.has_failed) {
                    return Err(CuError::STREAM_CAPTURE_INVALIDATED);
                }
                if stream.id == stream.context.default_stream() {
                    state.fail(capture);
                    return Err(CuError::STREAM_CAPTURE_IMPLICIT);
                }
                if stream.context_id != event.context_id {
                    state.fail(capture);
                    return Err(CuError::STREAM_CAPTURE_ISOLATION);
                }
                state.members.insert(stream.id, Member::new(capture, stream, dependencies));
                Ok(true)
            }
        }
    }

    /// An event is no longer what a capture recorded.
    pub fn release(&self, event: &Event) {
        self.lock().events.remove(&event.id);
        event.is_captured.store(false, Ordering::Relaxed);
    }

    /// The capture that recorded an event fails.
    pub fn fail_captured(&self, event: &Event) {
        let mut state = self.lock();
        if let Some(capture) = state.events.get(&event.id).map(|event| event.capture) {
            state.fail(capture);
        }
    }

    /// A stream is destroyed: the capture that it takes part in fails, and is gone if the stream began it.
    pub fn forget_stream(&self, driver: &Driver, stream: StreamId) {
        if self.is_idle() {
            return;
        }
        let mut state = self.lock();
        let Some(member) = state.members.remove(&stream) else { return };
        state.fail(member.capture);
        if state.captures.get(&member.capture).is_some_and(|capture| capture.origin == stream) {
            let capture = state.remove(member.capture);
            self.active.store(state.captures.len(), Ordering::Relaxed);
            drop(state);
            capture.iter().for_each(|capture| discard(driver, capture));
        }
    }

    /// A context has ended, and its streams with it.
    pub fn forget_context(&self, driver: &Driver, context: ContextId) {
        let is_of = |(_, member): &(&StreamId, &Member)| member.context_id == context;
        let streams: Vec<StreamId> = self.lock().members.iter().filter(is_of).map(|(id, _)| *id).collect();
        streams.into_iter().for_each(|stream| self.forget_stream(driver, stream));
    }

    /// Whether a stream is being captured.
    ///
    /// # Errors
    /// `STREAM_CAPTURE_IMPLICIT` as for [`Captures::take`], but nothing fails by this.
    pub fn status(&self, stream: &Resolved) -> CuResult<(CUstreamCaptureStatus, Option<Info>)> {
        let none = (CUstreamCaptureStatus::CU_STREAM_CAPTURE_STATUS_NONE, None);
        if self.is_idle() {
            return Ok(none);
        }
        let mut state = self.lock();
        let is_legacy = stream.id == stream.context.default_stream();
        let is_of = |member: &Member| member.is_blocking && member.context_id == stream.context_id;
        if is_legacy && state.members.values().any(is_of) {
            return Err(CuError::STREAM_CAPTURE_IMPLICIT);
        }
        match state.member(stream.id) {
            Ok(None) => Ok(none),
            Err(_) => Ok((CUstreamCaptureStatus::CU_STREAM_CAPTURE_STATUS_INVALIDATED, None)),
            Ok(Some((member, graph))) => {
                member.edges.resize(member.dependencies.len(), PLAIN);
                let info = Info {
                    id: member.capture,
                    graph: graph.handle,
                    dependencies: member.dependencies.as_ptr(),
                    edges: member.edges.as_ptr(),
                    count: member.dependencies.len(),
                };
                Ok((CUstreamCaptureStatus::CU_STREAM_CAPTURE_STATUS_ACTIVE, Some(info)))
            }
        }
    }

    /// Changes what the next work of a captured stream depends on: nodes of the capture's graph.
    ///
    /// # Errors
    /// `ILLEGAL_STATE` if the stream is not being captured; `INVALID_VALUE` for nodes of another graph.
    pub fn depend(&self, driver: &Driver, stream: &Resolved, nodes: Vec<u64>, replaces: bool) -> CuResult {
        let mut state = self.lock();
        let (member, graph) = state.member(stream.id)?.ok_or(CuError::ILLEGAL_STATE)?;
        for node in &nodes {
            if driver.graph_nodes.get(*node)?.graph != graph.handle {
                return Err(CuError::INVALID_VALUE);
            }
        }
        if replaces {
            member.dependencies.clear();
        }
        member.follow(&nodes);
        Ok(())
    }
}

impl Member {
    fn new(capture: u64, stream: &Resolved, dependencies: Vec<u64>) -> Self {
        let is_blocking = stream.flags & NON_BLOCKING == 0;
        Self { capture, context_id: stream.context_id, is_blocking, dependencies, edges: Vec::new() }
    }

    fn follow(&mut self, nodes: &[u64]) {
        for node in nodes {
            if !self.dependencies.contains(node) {
                self.dependencies.push(*node);
            }
        }
    }
}
