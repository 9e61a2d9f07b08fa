//! How far each stream has got: who waits for what, told without ever waiting in the driver.
//!
//! A mark is an event of the driver that is recorded where somebody waits. Marks of one stream are reached in order, so only the
//! oldest of each is asked for. The session's threads ask while something is likely to end soon ([`Completions::is_restless`]);
//! after that a thread of this module asks, with naps between that grow with the time that has passed.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use cuda_abi::{CUevent, CUevent_st, CUstream, CuError, CuResult};
use gpu::Host;
use parking_lot::{Condvar, Mutex};
use wire::{ContextId, StreamId};

use crate::context::{Context, Event, Raw, Stage};
use crate::host_function::HostFunctions;
use crate::output::Capture;

/// How long after the last mark was set the session's own threads ask.
const RESTLESS: Duration = Duration::from_micros(100);
/// The shortest and the longest nap between two questions.
const NAPS: (Duration, Duration) = (Duration::from_micros(50), Duration::from_millis(1));
/// A nap is this part of the time since something was last reached, so that it adds little to what is waited for.
const NAP_SHARE: u32 = 16;
/// Work without a mark after which one is set, so that what a stream has before it is known.
const UNMARKED: u64 = 128;
/// Staging memory that a stream may hold without a mark, in pieces.
const HELD: usize = 16;

/// What is told to whoever waits.
pub type Then = Box<dyn FnOnce(CuResult) + Send>;

enum Sign {
    /// An event of ours, used again afterwards.
    Mark(Raw<CUevent_st>),
    /// A generation of an event of the guest's.
    Guest(Arc<Event>),
}

struct Pending {
    serial: u64,
    sign: Sign,
    context: Arc<Context>,
    /// What the stream had done before, as [`Track::submitted`] counts.
    upto: u64,
    /// Somebody will look at what was done: what it printed must be there.
    is_visible: bool,
    then: Vec<Then>,
    _held: Vec<Stage>,
}

impl Pending {
    fn event(&self) -> CUevent {
        match &self.sign {
            Sign::Mark(event) => event.0,
            Sign::Guest(event) => event.handle.0,
        }
    }
}

/// One stream.
struct Track {
    context: Arc<Context>,
    queue: VecDeque<Pending>,
    submitted: u64,
    marked: u64,
    done: u64,
    held: Vec<Stage>,
    is_destroyed: bool,
}

#[derive(Default)]
struct Tracks {
    streams: HashMap<StreamId, Track>,
    /// Generations of the guest's events.
    loose: Vec<Pending>,
    last_serial: u64,
    last_progress: Option<Instant>,
    restless_until: Option<Instant>,
}

impl Tracks {
    fn outstanding(&self) -> usize {
        self.streams.values().map(|track| (track.submitted - track.done) as usize).sum()
    }
}

/// Everything that is waited for.
pub struct Completions {
    host_functions: Arc<HostFunctions>,
    tracks: Mutex<Tracks>,
    /// Held while the driver is asked: an event that is asked for is not destroyed meanwhile.
    asking: Mutex<()>,
    /// Marks that were not reached yet.
    pending: AtomicUsize,
    /// Pieces of work that were not seen to end.
    outstanding: AtomicUsize,
    host: Arc<dyn Host>,
    capture: Option<Capture>,
    asleep: AtomicBool,
    over: AtomicBool,
    rest: Mutex<()>,
    wake: Condvar,
}

impl Completions {
    /// For one session.
    pub fn new(host: Arc<dyn Host>, capture: Option<Capture>, host_functions: Arc<HostFunctions>) -> Self {
        Self {
            host_functions,
            tracks: Mutex::default(),
            asking: Mutex::default(),
            pending: AtomicUsize::new(0),
            outstanding: AtomicUsize::new(0),
            host,
            capture,
            asleep: AtomicBool::new(false),
            over: AtomicBool::new(false),
            rest: Mutex::default(),
            wake: Condvar::new(),
        }
    }

    /// Knows a stream from now on.
    pub fn add_stream(&self, stream: StreamId, context: &Arc<Context>) {
        let track = Track {
            context: context.clone(),
            queue: VecDeque::new(),
            submitted: 0,
            marked: 0,
            done: 0,
            held: Vec::new(),
            is_destroyed: false,
        };
        self.tracks.lock().streams.insert(stream, track);
    }

    /// The stream takes no more work. A last mark tells when it is done; the context is current.
    pub fn end_stream(&self, id: StreamId, stream: CUstream) {
        if let Err(error) = self.mark(id, stream, false, None) {
            tracing::debug!(%error, "a stream that ends could not be marked");
        }
        let mut tracks = self.tracks.lock();
        if let Some(track) = tracks.streams.get_mut(&id) {
            track.is_destroyed = true;
            if track.queue.is_empty() {
                tracks.streams.remove(&id);
            }
        }
    }

    /// Work was given to a stream. `stage`, if it reads from there, is kept until the stream has passed. The context is current.
    pub fn submitted(&self, id: StreamId, stream: CUstream, stage: Option<Stage>) {
        let is_due = {
            let mut tracks = self.tracks.lock();
            let Some(track) = tracks.streams.get_mut(&id) else { return };
            track.submitted += 1;
            track.held.extend(stage);
            let is_due = track.submitted - track.marked >= UNMARKED || track.held.len() >= HELD;
            self.outstanding.fetch_add(1, Ordering::Relaxed);
            is_due
        };
        if is_due && let Err(error) = self.mark(id, stream, false, None) {
            tracing::debug!(%error, "a stream could not be marked");
        }
    }

    /// Tells `then` when the stream has got here. The context is current.
    ///
    /// # Errors
    /// The driver's: `then` was not told and will not be.
    pub fn mark(&self, id: StreamId, stream: CUstream, is_visible: bool, then: Option<Then>) -> CuResult {
        let context = match self.tracks.lock().streams.get(&id) {
            Some(track) => track.context.clone(),
            None => return Err(CuError::INVALID_HANDLE),
        };
        let event = context.take_mark()?;
        // SAFETY: both handles are the driver's and alive: only this thread's caller destroys streams.
        if let Err(error) = unsafe { (context.driver.functions.event_record)(event.0, stream) }.ok() {
            context.give_mark(event);
            return Err(error);
        }
        let mut tracks = self.tracks.lock();
        tracks.last_serial += 1;
        let serial = tracks.last_serial;
        let Some(track) = tracks.streams.get_mut(&id) else { return Err(CuError::INVALID_HANDLE) };
        track.marked = track.submitted;
        let held = std::mem::take(&mut track.held);
        track.queue.push_back(Pending {
            serial,
            sign: Sign::Mark(event),
            context,
            upto: track.submitted,
            is_visible,
            then: then.into_iter().collect(),
            _held: held,
        });
        self.expect(&mut tracks);
        Ok(())
    }

    /// Tells `then` when this generation of an event has completed.
    pub fn when_event_done(&self, event: &Arc<Event>, then: Then) {
        let mut tracks = self.tracks.lock();
        tracks.last_serial += 1;
        let pending = Pending {
            serial: tracks.last_serial,
            sign: Sign::Guest(event.clone()),
            context: event.context.clone(),
            upto: 0,
            is_visible: true,
            then: vec![then],
            _held: Vec::new(),
        };
        tracks.loose.push(pending);
        self.expect(&mut tracks);
    }

    fn expect(&self, tracks: &mut Tracks) {
        let now = Instant::now();
        tracks.restless_until = Some(now + RESTLESS);
        tracks.last_progress = Some(now);
        self.pending.fetch_add(1, Ordering::SeqCst);
    }

    /// The streams of a context that may have work, and those of them that were destroyed meanwhile.
    pub fn busy_streams(&self, context: &Context) -> Vec<(StreamId, bool)> {
        let tracks = self.tracks.lock();
        let is_busy = |track: &&Track| track.context.id == context.id && track.done < track.submitted;
        tracks
            .streams
            .iter()
            .filter(|(_, track)| is_busy(track))
            .map(|(id, track)| (*id, track.is_destroyed))
            .collect()
    }

    /// Tells `then` with the last mark of a stream that was destroyed.
    pub fn after_last_mark(&self, stream: StreamId, then: Then) {
        let mut tracks = self.tracks.lock();
        match tracks.streams.get_mut(&stream).and_then(|track| track.queue.back_mut()) {
            Some(last) => last.then.push(then),
            None => {
                drop(tracks);
                then(Ok(()));
            }
        }
    }

    /// The stream was seen to have nothing left to do.
    pub fn is_idle_now(&self, stream: StreamId) {
        let mut tracks = self.tracks.lock();
        if let Some(track) = tracks.streams.get_mut(&stream) {
            track.done = track.submitted;
            track.held.clear();
            self.outstanding.store(tracks.outstanding(), Ordering::Relaxed);
        }
    }

    /// Asks the driver what was reached, and tells whoever waits; whether anything was.
    pub fn ask(&self) -> bool {
        if self.pending.load(Ordering::SeqCst) == 0 {
            return false;
        }
        let Some(asking) = self.asking.try_lock() else { return false };
        let oldest: Vec<_> = {
            let tracks = self.tracks.lock();
            let fronts = tracks.streams.values().filter_map(|track| track.queue.front());
            fronts
                .chain(&tracks.loose)
                .map(|pending| (pending.serial, Raw(pending.event()), pending.context.clone()))
                .collect()
        };
        let mut told = Vec::new();
        for (serial, event, context) in oldest {
            // SAFETY: events of pending marks are destroyed only by who holds `asking`, or with their last owner, which `tracks` has.
            let answer = unsafe { (context.driver.functions.event_query)(event.0) }.ok();
            match answer {
                Err(CuError::NOT_READY) => {}
                Err(error) if error.is_sticky() => {
                    told.extend(self.fail(&context, error).into_iter().map(|pending| (pending, Err(error))));
                }
                outcome => told.extend(self.take(serial).map(|pending| (pending, outcome))),
            }
        }
        let any = !told.is_empty();
        self.print_for(told.iter().filter(|(_, outcome)| outcome.is_ok()).map(|(pending, _)| pending));
        drop(asking);
        self.tell(told);
        any
    }

    /// Lets the driver print what the work before these marks printed. NVIDIA's driver does so in calls that wait, of which this one
    /// returns at once: the event has been reached (CUDA C++ Programming Guide, "Formatted Output", "Limitations").
    fn print_for<'a>(&self, reached: impl Iterator<Item = &'a Pending>) {
        let mut has_printed = false;
        for pending in
            reached.filter(|pending| pending.is_visible && pending.context.prints.load(Ordering::Relaxed))
        {
            if pending.context.enter().is_ok() {
                // SAFETY: as in `ask`.
                let _ = unsafe { (pending.context.driver.functions.event_synchronize)(pending.event()) };
                has_printed = true;
            }
        }
        if has_printed {
            self.forward_output();
        }
    }

    /// Gives the guest what was printed.
    pub fn forward_output(&self) {
        if let Some(capture) = &self.capture {
            capture.forward(&*self.host);
        }
    }

    fn take(&self, serial: u64) -> Option<Pending> {
        let mut tracks = self.tracks.lock();
        if let Some(index) = tracks.loose.iter().position(|pending| pending.serial == serial) {
            return Some(tracks.loose.swap_remove(index));
        }
        let (&id, track) = tracks
            .streams
            .iter_mut()
            .find(|(_, track)| track.queue.front().is_some_and(|pending| pending.serial == serial))?;
        let pending = track.queue.pop_front()?;
        track.done = track.done.max(pending.upto);
        if track.is_destroyed && track.queue.is_empty() {
            tracks.streams.remove(&id);
        }
        self.outstanding.store(tracks.outstanding(), Ordering::Relaxed);
        tracks.last_progress = Some(Instant::now());
        Some(pending)
    }

    fn tell(&self, told: Vec<(Pending, CuResult)>) {
        for (pending, outcome) in told {
            if let (Sign::Mark(event), Ok(())) = (&pending.sign, outcome) {
                pending.context.give_mark(*event);
            }
            for then in pending.then {
                then(outcome);
            }
            self.pending.fetch_sub(1, Ordering::SeqCst);
        }
    }

    /// The context has been destroyed.
    pub fn is_gone(&self, context: ContextId) {
        self.host.is_gone(context);
    }

    /// The context has failed with this error, and with it all of its work. Returns what was waited for.
    fn fail(&self, context: &Arc<Context>, error: CuError) -> Vec<Pending> {
        if context.set_fault(error) {
            let report = format!("the driver says: {error}");
            self.host.fault(context.id, error, &report);
            self.forward_output();
            self.host_functions.fail(context);
        }
        self.drain(context)
    }

    fn drain(&self, context: &Arc<Context>) -> Vec<Pending> {
        let mut tracks = self.tracks.lock();
        let mut drained: Vec<_> =
            tracks.loose.extract_if(.., |pending| pending.context.id == context.id).collect();
        for track in tracks.streams.values_mut().filter(|track| track.context.id == context.id) {
            drained.extend(track.queue.drain(..));
            track.done = track.submitted;
        }
        self.outstanding.store(tracks.outstanding(), Ordering::Relaxed);
        drained
    }

    /// The context has failed: tells everybody who waits for something of it.
    pub fn context_failed(&self, context: &Arc<Context>, error: CuError) {
        let drained = self.fail(context, error);
        self.tell(drained.into_iter().map(|pending| (pending, Err(error))).collect());
    }

    /// The context is being destroyed: forgets its streams, tells everybody who waits.
    pub fn forget_context(&self, context: &Arc<Context>) {
        let drained = self.drain(context);
        self.tracks.lock().streams.retain(|_, track| track.context.id != context.id);
        self.tell(drained.into_iter().map(|pending| (pending, Err(CuError::CONTEXT_IS_DESTROYED))).collect());
    }

    /// Returns when nobody asks for what was forgotten before.
    pub fn quiesce(&self) {
        drop(self.asking.lock());
    }

    /// Pieces of work that were not seen to end.
    pub fn outstanding(&self) -> usize {
        self.outstanding.load(Ordering::Relaxed)
    }

    /// Whether the session's threads should ask now. Once they need not, the napping thread does.
    pub fn is_restless(&self) -> bool {
        if self.pending.load(Ordering::SeqCst) == 0 {
            return false;
        }
        if self.tracks.lock().restless_until.is_some_and(|until| Instant::now() < until) {
            return true;
        }
        // Pairs with the store in `nap`: either it sees what is pending, or this sees that it sleeps.
        if self.asleep.load(Ordering::SeqCst) {
            let _rest = self.rest.lock();
            self.wake.notify_one();
        }
        false
    }

    /// The napping thread.
    pub fn nap(&self) {
        while !self.over.load(Ordering::Acquire) {
            if self.pending.load(Ordering::SeqCst) == 0 {
                let mut rest = self.rest.lock();
                self.asleep.store(true, Ordering::SeqCst);
                if !self.over.load(Ordering::Acquire) && self.pending.load(Ordering::SeqCst) == 0 {
                    self.wake.wait(&mut rest);
                }
                self.asleep.store(false, Ordering::SeqCst);
                continue;
            }
            let since = self.tracks.lock().last_progress.map_or(Duration::ZERO, |last| last.elapsed());
            thread::sleep((since / NAP_SHARE).clamp(NAPS.0, NAPS.1));
            self.ask();
        }
    }

    /// Ends the napping thread.
    pub fn end(&self) {
        self.over.store(true, Ordering::Release);
        let _rest = self.rest.lock();
        self.wake.notify_all();
    }
}
