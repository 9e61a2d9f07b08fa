//! CUDA's order of work: streams, events and contexts, and which piece of work may run next. It runs nothing itself.
//!
//! Every piece of work has a ticket, its place in the order of submission. A piece may run when
//! * it is the first of its stream, and nothing of that stream runs;
//! * on the legacy default stream: no older work of any blocking stream of the context is left;
//! * on a blocking stream: no older work of the legacy default stream is left;
//! * waiting for an event: that generation of the event has completed.
//!
//! (CUDA Driver API, "Stream synchronization behavior".)

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;

use cuda_abi::{CuError, CuResult};
use gpu::{Completion, SharedEvent};
use wire::{ContextId, EventId, ShareKey, StreamId};

use crate::work::Work;

/// CU_STREAM_NON_BLOCKING.
const NON_BLOCKING: u32 = 1;

/// An event's newest generation and the newest one that has completed, with its time.
#[derive(Default)]
struct Event {
    context: Option<ContextId>,
    recorded: u64,
    completed: u64,
    /// Nanoseconds on the GPU's clock.
    time: i64,
    /// No call may name it any more; what waits for its generation still does.
    destroyed: bool,
    /// Where its generations are instead, if other sessions have it too, and their name of it.
    shared: Option<(ShareKey, Arc<dyn SharedEvent>)>,
}

impl Event {
    fn recorded(&self) -> u64 {
        self.shared.as_ref().map_or(self.recorded, |(_, shared)| shared.recorded())
    }

    fn completed(&self) -> u64 {
        self.shared.as_ref().map_or(self.completed, |(_, shared)| shared.completed())
    }

    fn is_complete(&self) -> bool {
        self.completed() >= self.recorded()
    }

    /// Begins a generation.
    fn record(&mut self) -> u64 {
        self.recorded = match &self.shared {
            Some((_, shared)) => shared.record(),
            None => self.recorded + 1,
        };
        self.recorded
    }

    fn complete(&mut self, generation: u64) {
        self.completed = self.completed.max(generation);
        if let Some((_, shared)) = &self.shared {
            shared.complete(generation);
        }
    }
}

struct Context {
    default_stream: StreamId,
    fault: Option<CuError>,
    /// Its kernels look here whether they should stop: it has failed, or is destroyed.
    is_over: Arc<AtomicBool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ordering {
    Legacy,
    Blocking,
    Free,
}

struct Stream {
    context: ContextId,
    /// Lower numbers run first.
    priority: i32,
    ordering: Ordering,
    queue: VecDeque<(u64, Work)>,
    running: Option<u64>,
    destroyed: bool,
}

impl Stream {
    /// The ticket of the oldest work that has not completed.
    fn oldest(&self) -> Option<u64> {
        self.running.or_else(|| self.queue.front().map(|(ticket, _)| *ticket))
    }
}

/// Something that happens once all work of a context up to a ticket has completed.
struct ContextWaiter {
    context: ContextId,
    upto: u64,
    then: Completion,
}

struct EventWaiter {
    event: EventId,
    generation: u64,
    then: Completion,
}

/// Completions to call once no lock is held.
#[derive(Default)]
pub struct Due(Vec<(Completion, CuResult)>, Vec<(Work, CuError)>);

impl Due {
    /// These, then others.
    pub fn and(mut self, others: Due) -> Self {
        self.0.extend(others.0);
        self.1.extend(others.1);
        self
    }

    /// Calls them.
    pub fn deliver(self) {
        for (completion, outcome) in self.0 {
            completion.complete(outcome);
        }
        for (work, error) in self.1 {
            work.abandon(error);
        }
    }
}

/// The streams, events and contexts of a session.
#[derive(Default)]
pub struct Queues {
    contexts: HashMap<ContextId, Context>,
    streams: HashMap<StreamId, Stream>,
    events: HashMap<EventId, Event>,
    /// Streams that have work waiting, in the order in which they are looked at.
    active: VecDeque<StreamId>,
    context_waiters: Vec<ContextWaiter>,
    event_waiters: Vec<EventWaiter>,
    last_ticket: u64,
    backlog: usize,
}

impl Queues {
    pub fn create_context(&mut self, context: ContextId, default_stream: StreamId) -> CuResult {
        if self.contexts.contains_key(&context) || self.streams.contains_key(&default_stream) {
            return Err(CuError::INVALID_HANDLE);
        }
        self.contexts.insert(context, Context { default_stream, fault: None, is_over: Arc::default() });
        self.streams.insert(default_stream, Stream::new(context, Ordering::Legacy));
        Ok(())
    }

    /// The context's sticky error, if it has one.
    pub fn status(&self, context: ContextId) -> CuResult {
        match self.contexts.get(&context) {
            Some(Context { fault: None, .. }) => Ok(()),
            Some(Context { fault: Some(error), .. }) => Err(*error),
            None => Err(CuError::INVALID_CONTEXT),
        }
    }

    /// Of a context that has failed, too: its calls answer with its error, not that they know no such thing.
    fn exists(&self, context: ContextId) -> CuResult {
        self.contexts.get(&context).map(|_| ()).ok_or(CuError::INVALID_CONTEXT)
    }

    /// What turns true when the context has failed or is destroyed.
    pub fn is_over(&self, context: ContextId) -> Arc<AtomicBool> {
        match self.contexts.get(&context) {
            Some(found) => found.is_over.clone(),
            None => Arc::new(AtomicBool::new(true)),
        }
    }

    /// Forgets a context with its streams and events, and abandons its queued work. Running work finishes unheard.
    pub fn destroy_context(&mut self, context: ContextId) -> CuResult<Due> {
        let removed = self.contexts.remove(&context).ok_or(CuError::INVALID_CONTEXT)?;
        removed.is_over.store(true, Relaxed);
        let mut due = self.abandon(context, CuError::CONTEXT_IS_DESTROYED);
        self.streams.retain(|_, stream| {
            stream.destroyed |= stream.context == context;
            stream.context != context || stream.running.is_some()
        });
        self.events.retain(|_, event| event.context != Some(context));
        self.settle(&mut due);
        Ok(due)
    }

    /// Completes `then` when nothing of a destroyed context runs any more.
    pub fn when_context_stops(&mut self, context: ContextId, then: Completion) -> Due {
        let mut due = Due::default();
        if self.is_done(context, self.last_ticket) {
            due.0.push((then, Ok(())));
        } else {
            self.context_waiters.push(ContextWaiter { context, upto: self.last_ticket, then });
        }
        due
    }

    pub fn create_stream(
        &mut self,
        context: ContextId,
        stream: StreamId,
        flags: u32,
        priority: i32,
    ) -> CuResult {
        self.exists(context)?;
        if self.streams.contains_key(&stream) {
            return Err(CuError::INVALID_HANDLE);
        }
        let ordering = if flags & NON_BLOCKING != 0 { Ordering::Free } else { Ordering::Blocking };
        self.streams.insert(stream, Stream { priority, ..Stream::new(context, ordering) });
        Ok(())
    }

    /// Lets a stream run before those of greater numbers.
    pub fn set_priority(&mut self, stream: StreamId, priority: i32) -> CuResult {
        let found = self.streams.get_mut(&stream).filter(|found| !found.destroyed);
        found.ok_or(CuError::INVALID_HANDLE)?.priority = priority;
        Ok(())
    }

    /// Whether all that the stream was given is done. The legacy default stream is given what every blocking stream is.
    pub fn is_done_with_its_own(&self, stream: StreamId) -> CuResult<bool> {
        match self.streams.get(&stream).filter(|found| !found.destroyed) {
            Some(found) if found.ordering == Ordering::Blocking => {
                self.status(found.context)?;
                Ok(found.oldest().is_none())
            }
            _ => self.is_idle(stream),
        }
    }

    /// The stream takes no more work and goes once what it has is done.
    pub fn destroy_stream(&mut self, stream: StreamId) -> CuResult {
        let found = self.streams.get_mut(&stream).ok_or(CuError::INVALID_HANDLE)?;
        found.destroyed = true;
        if found.oldest().is_none() {
            self.streams.remove(&stream);
        }
        Ok(())
    }

    pub fn context_of(&self, stream: StreamId) -> CuResult<ContextId> {
        match self.streams.get(&stream) {
            Some(found) if !found.destroyed => Ok(found.context),
            _ => Err(CuError::INVALID_HANDLE),
        }
    }

    /// Appends work to a stream. On error the work comes back with it: of a context that has failed, the failure.
    pub fn push(&mut self, stream: StreamId, work: Work) -> Result<(), (Work, CuError)> {
        let Some(found) = self.streams.get_mut(&stream).filter(|found| !found.destroyed) else {
            return Err((work, CuError::INVALID_HANDLE));
        };
        if let Some(Context { fault: Some(error), .. }) = self.contexts.get(&found.context) {
            return Err((work, *error));
        }
        self.last_ticket += 1;
        if found.queue.is_empty() {
            self.active.push_back(stream);
        }
        found.queue.push_back((self.last_ticket, work));
        self.backlog += 1;
        Ok(())
    }

    /// Whether work appended to the stream now could start at once.
    pub fn is_idle(&self, stream: StreamId) -> CuResult<bool> {
        let found =
            self.streams.get(&stream).filter(|found| !found.destroyed).ok_or(CuError::INVALID_HANDLE)?;
        self.status(found.context)?;
        Ok(self.backlog == 0 || (found.oldest().is_none() && self.order_allows(found, self.last_ticket + 1)))
    }

    fn order_allows(&self, stream: &Stream, ticket: u64) -> bool {
        let is_older = |other: &Stream| other.oldest().is_some_and(|oldest| oldest < ticket);
        match stream.ordering {
            Ordering::Free => true,
            Ordering::Blocking => match self.contexts.get(&stream.context) {
                Some(context) => !self.streams.get(&context.default_stream).is_some_and(is_older),
                None => true,
            },
            Ordering::Legacy => !self.streams.values().any(|other| {
                other.context == stream.context && other.ordering == Ordering::Blocking && is_older(other)
            }),
        }
    }

    fn may_run(&self, stream: &Stream) -> bool {
        let Some((ticket, work)) = stream.queue.front() else { return false };
        let is_open = match work {
            Work::Await { event, generation } => {
                self.events.get(event).is_none_or(|event| event.completed() >= *generation)
            }
            _ => true,
        };
        stream.running.is_none() && is_open && self.order_allows(stream, *ticket)
    }

    /// The next piece of work that may run, of the stream with the lowest priority number. The caller runs it and then calls
    /// [`Queues::finish`].
    pub fn next(&mut self) -> Option<(StreamId, ContextId, Work)> {
        let runnable = |id: &StreamId| self.streams.get(id).filter(|stream| self.may_run(stream));
        let mut best: Option<(usize, i32)> = None;
        for (index, id) in self.active.iter().enumerate() {
            if let Some(stream) = runnable(id)
                && best.is_none_or(|(_, priority)| stream.priority < priority)
            {
                best = Some((index, stream.priority));
            }
        }
        let (index, _) = best?;
        let id = self.active.remove(index)?;
        let stream = self.streams.get_mut(&id)?;
        let (ticket, work) = stream.queue.pop_front()?;
        stream.running = Some(ticket);
        if !stream.queue.is_empty() {
            // To the back: streams take turns.
            self.active.push_back(id);
        }
        Some((id, stream.context, work))
    }

    /// Whether [`Queues::next`] would find something.
    pub fn has_next(&self) -> bool {
        self.active.iter().any(|stream| self.streams.get(stream).is_some_and(|stream| self.may_run(stream)))
    }

    /// The work that `next` gave for this stream has run.
    pub fn finish(&mut self, id: StreamId) -> Due {
        let mut due = Due::default();
        self.backlog -= 1;
        if let Some(stream) = self.streams.get_mut(&id) {
            stream.running = None;
            if stream.destroyed && stream.queue.is_empty() {
                self.streams.remove(&id);
            }
        }
        if !self.context_waiters.is_empty() {
            self.settle(&mut due);
        }
        due
    }

    /// Calls the waiters whose contexts have got that far.
    fn settle(&mut self, due: &mut Due) {
        let waiters = std::mem::take(&mut self.context_waiters);
        for waiter in waiters {
            if self.is_done(waiter.context, waiter.upto) {
                due.0.push((waiter.then, self.status(waiter.context)));
            } else {
                self.context_waiters.push(waiter);
            }
        }
    }

    fn is_done(&self, context: ContextId, upto: u64) -> bool {
        self.backlog == 0
            || !self.streams.values().any(|stream| {
                stream.context == context && stream.oldest().is_some_and(|oldest| oldest <= upto)
            })
    }

    /// Completes `then` when all work that the context has now is done.
    pub fn when_context_done(&mut self, context: ContextId, then: Completion) -> Due {
        let mut due = Due::default();
        if self.is_done(context, self.last_ticket) {
            due.0.push((then, self.status(context)));
        } else {
            self.context_waiters.push(ContextWaiter { context, upto: self.last_ticket, then });
        }
        due
    }

    /// Marks the context as failed for good and abandons its queued work.
    pub fn fail(&mut self, context: ContextId, error: CuError) -> Due {
        if let Some(found) = self.contexts.get_mut(&context) {
            found.fault.get_or_insert(error);
            found.is_over.store(true, Relaxed);
        }
        self.abandon(context, error)
    }

    fn abandon(&mut self, context: ContextId, error: CuError) -> Due {
        let mut due = Due::default();
        for stream in self.streams.values_mut().filter(|stream| stream.context == context) {
            self.backlog -= stream.queue.len();
            for (_, work) in stream.queue.drain(..) {
                if let Work::Record { event, generation } = &work
                    && let Some(event) = self.events.get_mut(event)
                {
                    event.complete(*generation);
                }
                due.1.push((work, error));
            }
        }
        self.active.retain(|stream| self.streams.get(stream).is_some_and(|stream| !stream.queue.is_empty()));
        let (failed, waiting) = std::mem::take(&mut self.event_waiters).into_iter().partition(|waiter| {
            self.events.get(&waiter.event).is_none_or(|event| event.context == Some(context))
        });
        self.event_waiters = waiting;
        let failed: Vec<EventWaiter> = failed;
        due.0.extend(failed.into_iter().map(|waiter| (waiter.then, Err(error))));
        due
    }

    pub fn create_event(&mut self, context: ContextId, event: EventId) -> CuResult {
        self.exists(context)?;
        if self.events.contains_key(&event) {
            return Err(CuError::INVALID_HANDLE);
        }
        self.events.insert(event, Event { context: Some(context), ..Event::default() });
        Ok(())
    }

    /// Forgets an event, once its newest generation has completed: work that waits for it goes on waiting.
    pub fn destroy_event(&mut self, event: EventId) -> CuResult {
        self.live_event(event)?;
        match self.events.get_mut(&event) {
            Some(found) if !found.is_complete() => found.destroyed = true,
            _ => {
                self.events.remove(&event);
            }
        }
        Ok(())
    }

    fn live_event(&self, event: EventId) -> CuResult<&Event> {
        self.events.get(&event).filter(|found| !found.destroyed).ok_or(CuError::INVALID_HANDLE)
    }

    /// Starts a new generation of the event at the stream's end.
    pub fn record(&mut self, event: EventId, stream: StreamId) -> CuResult {
        self.live_event(event)?;
        let generation = self.events.get_mut(&event).ok_or(CuError::INVALID_HANDLE)?.record();
        let pushed = self.push(stream, Work::Record { event, generation }).map_err(|(_, error)| error);
        if pushed.is_err()
            && let Some(found) = self.events.get_mut(&event)
        {
            // No stream will: whoever waits for it goes on.
            found.complete(generation);
        }
        pushed
    }

    /// What other sessions know an event by, which `offer` makes the first time.
    pub fn share_event(
        &mut self,
        event: EventId,
        offer: impl FnOnce() -> CuResult<(ShareKey, Arc<dyn SharedEvent>)>,
    ) -> CuResult<ShareKey> {
        let found = self.live_event(event)?;
        if let Some((key, _)) = &found.shared {
            return Ok(*key);
        }
        if found.recorded > 0 {
            return Err(CuError::INVALID_VALUE);
        }
        let shared = offer()?;
        let key = shared.0;
        if let Some(found) = self.events.get_mut(&event) {
            found.shared = Some(shared);
        }
        Ok(key)
    }

    /// Another session's event.
    pub fn open_event(
        &mut self,
        context: ContextId,
        event: EventId,
        shared: (ShareKey, Arc<dyn SharedEvent>),
    ) -> CuResult {
        self.create_event(context, event)?;
        if let Some(found) = self.events.get_mut(&event) {
            found.shared = Some(shared);
        }
        Ok(())
    }

    /// Generations of shared events may have completed elsewhere.
    pub fn heard(&mut self) -> Due {
        let mut due = Due::default();
        let events = &self.events;
        let is_ready = |waiter: &EventWaiter| {
            let event = events.get(&waiter.event);
            event.is_none_or(|event| event.shared.is_some() && event.completed() >= waiter.generation)
        };
        let (ready, waiting): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.event_waiters).into_iter().partition(is_ready);
        self.event_waiters = waiting;
        due.0.extend(ready.into_iter().map(|waiter| (waiter.then, Ok(()))));
        self.events.retain(|_, event| !(event.shared.is_some() && event.destroyed && event.is_complete()));
        due
    }

    /// The stream got to where the event was recorded, at `time`.
    pub fn reach_event(&mut self, event: EventId, generation: u64, time: i64) -> Due {
        let mut due = Due::default();
        if let Some(found) = self.events.get_mut(&event)
            && (found.shared.is_some() || generation > found.completed)
        {
            found.complete(generation);
            found.time = time;
            let (ready, waiting) = std::mem::take(&mut self.event_waiters)
                .into_iter()
                .partition(|waiter| waiter.event == event && waiter.generation <= generation);
            self.event_waiters = waiting;
            let ready: Vec<EventWaiter> = ready;
            due.0.extend(ready.into_iter().map(|waiter| (waiter.then, Ok(()))));
        }
        if self.events.get(&event).is_some_and(|found| found.destroyed && found.is_complete()) {
            self.events.remove(&event);
        }
        due
    }

    /// Later work of the stream waits for the event's newest generation, if there is one.
    pub fn wait_event(&mut self, stream: StreamId, event: EventId) -> CuResult {
        let found = self.live_event(event)?;
        if found.is_complete() {
            return self.context_of(stream).map(|_| ());
        }
        let generation = found.recorded();
        self.push(stream, Work::Await { event, generation }).map_err(|(_, error)| error)
    }

    /// Success, or `NOT_READY`, of the event's newest generation.
    pub fn query_event(&self, event: EventId) -> CuResult {
        let found = self.live_event(event)?;
        if let Some(context) = found.context {
            self.status(context)?;
        }
        if found.is_complete() { Ok(()) } else { Err(CuError::NOT_READY) }
    }

    /// Completes `then` when the event's newest generation has completed.
    pub fn when_event_done(&mut self, event: EventId, then: Completion) -> Due {
        let mut due = Due::default();
        match self.query_event(event) {
            Err(CuError::NOT_READY) => {
                let generation = self.events.get(&event).map_or(0, Event::recorded);
                self.event_waiters.push(EventWaiter { event, generation, then });
            }
            outcome => due.0.push((then, outcome)),
        }
        due
    }

    /// Nanoseconds from one event to another.
    pub fn elapsed(&self, start: EventId, end: EventId) -> CuResult<i64> {
        let time = |event| {
            let found = self.live_event(event)?;
            match found.recorded {
                0 => Err(CuError::INVALID_HANDLE),
                recorded if found.completed < recorded => Err(CuError::NOT_READY),
                _ => Ok(found.time),
            }
        };
        Ok(time(end)? - time(start)?)
    }

    /// Work queued or running.
    pub fn backlog(&self) -> usize {
        self.backlog
    }
}

impl Stream {
    fn new(context: ContextId, ordering: Ordering) -> Self {
        Self { context, priority: 0, ordering, queue: VecDeque::new(), running: None, destroyed: false }
    }
}
