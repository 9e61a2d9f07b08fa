//! A session at work: threads that take frames from the channel and run what the GPU has ready.
//!
//! One thread at a time leads: it takes frames. When there are none it runs a piece of work itself, so that a short kernel needs no
//! hand-over between threads; if the piece turns out long, a monitor makes another thread lead. So frames are always taken, whatever
//! runs, and an idle session is one thread asleep in the channel.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Once, OnceLock, Weak};
use std::thread::{self, Thread};
use std::time::Duration;

use channel::{FrameSource, Woken, Worker, WorkerChannel};
use cuda_abi::calls::{ROWS, row};
use cuda_abi::{CuError, CuResult};
use gpu::{Gpu, Host, Offer, Opened, ShareKind, SharedEvent};
use parking_lot::{Condvar, Mutex};
use wire::trace::Work;
use wire::{ContextId, DeviceUsage, Output, Processes, ShareKey, Staged};

use crate::board::Meter;
use crate::dispatch::{Deferred, perform};
use crate::exchange_line::{BoardEvent, ExchangeLine, listen};

/// How long the leader looks for frames before it sleeps.
const SPIN: Duration = Duration::from_micros(50);
/// Frames that are taken in a row before work is looked at.
const BATCH: usize = 64;
/// Pieces of queued work beyond which no more frames are taken until some are done: about as many as real devices queue, so that
/// whoever waits for all of them does not wait for more than there.
const MAX_BACKLOG: usize = 1 << 10;
/// Pieces of work that run at the same time, at most.
const MAX_THREADS: usize = 32;
/// How often the monitor looks while something runs.
const TICK: Duration = Duration::from_micros(100);
/// How many ticks without anything running before the monitor sleeps.
const RESTLESS_TICKS: u32 = 50;

/// The session as its GPU sees it.
pub struct SessionHost {
    channel: Arc<dyn WorkerChannel>,
    meter: Arc<Meter>,
    /// To other sessions of the tenant, where there is a way.
    exchange: Option<Arc<ExchangeLine>>,
    gpu: OnceLock<Weak<dyn Gpu>>,
    listening: Once,
    /// Contexts that have failed and are not destroyed.
    failed: Mutex<HashSet<ContextId>>,
}

impl SessionHost {
    /// For the session of this channel.
    pub fn new(
        channel: Arc<dyn WorkerChannel>,
        meter: Arc<Meter>,
        exchange: Option<Arc<ExchangeLine>>,
    ) -> Self {
        Self {
            channel,
            meter,
            exchange,
            gpu: OnceLock::new(),
            listening: Once::new(),
            failed: Mutex::default(),
        }
    }

    /// The GPU that works for this session, which is told of what others do.
    pub fn serves(&self, gpu: &Arc<dyn Gpu>) {
        // Once: a session has one GPU.
        let _ = self.gpu.set(Arc::downgrade(gpu));
    }

    fn exchange(&self) -> CuResult<&Arc<ExchangeLine>> {
        self.exchange.as_ref().ok_or(CuError::NOT_SUPPORTED)
    }

    /// One of the board's events, whose completions the GPU hears of from now on.
    fn board_event(&self, key: ShareKey, event: usize, is_own: bool) -> CuResult<Arc<dyn SharedEvent>> {
        let line = self.exchange()?.clone();
        let event = BoardEvent { line, meter: self.meter.clone(), event, key, is_own };
        self.listening.call_once(|| {
            if let Some(gpu) = self.gpu.get()
                && let Err(error) = listen(self.meter.clone(), gpu.clone())
            {
                tracing::error!(%error, "no thread for other sessions' events: they are seen late");
            }
        });
        Ok(Arc::new(event))
    }
}

fn staged(staged: Staged) -> channel::Staged {
    channel::Staged { offset: staged.offset, len: staged.length }
}

fn refused(error: channel::ProtocolError) -> CuError {
    tracing::warn!(%error, "staged bytes were refused");
    CuError::INVALID_VALUE
}

impl Host for SessionHost {
    fn output(&self, to: Output, bytes: &[u8]) {
        /// Events are small beside their ring, so that one long text does not stop all.
        const PIECE: usize = 4 << 10;
        for piece in bytes.chunks(PIECE) {
            let mut event = Vec::with_capacity(piece.len() + 1);
            event.push(to as u8);
            event.extend_from_slice(piece);
            self.channel.emit(&event);
        }
    }

    fn has_done(&self, work: &Work) {
        self.channel.emit(&work.to_event());
    }

    fn fault(&self, context: ContextId, error: CuError, report: &str) {
        tracing::error!(context = context.0, %error, "{report}");
        let mut failed = self.failed.lock();
        failed.insert(context);
        self.channel.set_fault(error.number());
    }

    fn is_gone(&self, context: ContextId) {
        let mut failed = self.failed.lock();
        if failed.remove(&context) && failed.is_empty() {
            self.channel.clear_fault();
        }
    }

    fn wake(&self) {
        self.channel.kick();
    }

    unsafe fn take_staged(&self, source: Staged, to: *mut u8) -> CuResult {
        // SAFETY: the caller's promise.
        let copied = unsafe { self.channel.copy_out_raw(staged(source), to) };
        self.drop_staged(source);
        copied.map_err(refused)
    }

    unsafe fn put_staged(&self, target: Staged, from: *const u8) -> CuResult {
        // SAFETY: the caller's promise.
        unsafe { self.channel.copy_in_raw(staged(target), from) }.map_err(refused)
    }

    fn drop_staged(&self, source: Staged) {
        if let Err(error) = self.channel.release(staged(source)) {
            tracing::warn!(%error, "staged bytes could not be given back");
        }
    }

    fn is_process(&self, pid: u32) {
        self.meter.is_process(pid);
    }

    fn holds_contexts(&self, device: u32, count: u32) {
        self.meter.holds_contexts(device, count);
    }

    fn holds_memory(&self, device: u32, bytes: u64) {
        self.meter.holds_memory(device, bytes);
    }

    fn executes(&self, device: u32, begins: bool) {
        self.meter.executes(device, begins);
    }

    fn usage(&self, device: u32) -> Option<DeviceUsage> {
        self.meter.usage(device)
    }

    fn processes(&self, device: u32) -> Option<Processes> {
        self.meter.processes(device)
    }

    fn can_share(&self) -> bool {
        self.exchange.is_some()
    }

    fn offer(&self, mut offer: Offer<'_>) -> CuResult<ShareKey> {
        if let Some((address, _)) = &mut offer.window {
            let window = self.channel.window().ok_or(CuError::NOT_SUPPORTED)?;
            *address = address.checked_sub(window.base() as u64).ok_or(CuError::INVALID_VALUE)?;
        }
        self.exchange()?.offer(offer)
    }

    fn open_offered(&self, key: ShareKey, kind: ShareKind) -> CuResult<Opened> {
        self.exchange()?.open(key, kind)
    }

    fn close_offered(&self, key: ShareKey) {
        if let Ok(exchange) = self.exchange() {
            exchange.close(key);
        }
    }

    fn withdraw(&self, key: ShareKey) -> bool {
        self.exchange().is_ok_and(|exchange| exchange.withdraw(key))
    }

    fn offer_event(&self) -> CuResult<(ShareKey, Arc<dyn SharedEvent>)> {
        let (key, event) = self.exchange()?.offer_event()?;
        Ok((key, self.board_event(key, event, true)?))
    }

    fn open_event(&self, key: ShareKey) -> CuResult<Arc<dyn SharedEvent>> {
        let event = self.exchange()?.open_event(key)?;
        self.board_event(key, event, false)
    }
}

/// Calls and bytes of one row.
#[derive(Default)]
struct Traffic {
    calls: AtomicU64,
    bytes: AtomicU64,
}

struct Session {
    frames: Mutex<Box<dyn FrameSource>>,
    channel: Arc<dyn WorkerChannel>,
    gpu: Arc<dyn Gpu>,
    meter: Arc<Meter>,
    deferred: Deferred,
    /// Pieces of output that were lost and that the program was told of.
    told_lost: AtomicU64,
    /// Somebody holds `frames`.
    is_led: AtomicBool,
    /// The leader is about to sleep or sleeps: new work must kick it. Pairs with the check of `has_work` after it is set.
    leader_rests: AtomicBool,
    /// Threads that are running a piece of work.
    running: AtomicUsize,
    threads: AtomicUsize,
    over: AtomicBool,
    parked: Mutex<usize>,
    unpark: Condvar,
    /// `over` has become true; waited for with `parked`.
    ended: Condvar,
    monitor: Mutex<Option<Thread>>,
    /// The monitor sleeps. Pairs with `running`: one side sets its own, then looks at the other's.
    monitor_rests: AtomicBool,
    traffic: Vec<Traffic>,
}

/// What travelled in a session, for people.
pub struct Summary {
    /// Name, calls and bytes of each row that was used, most calls first.
    pub rows: Vec<(&'static str, u64, u64)>,
}

/// Serves a session until its guest is gone.
pub fn serve(worker: Worker, gpu: Arc<dyn Gpu>, meter: Arc<Meter>) -> Summary {
    let last = ROWS.last().map_or(0, |row| usize::from(row.number));
    let session = Arc::new(Session {
        frames: Mutex::new(worker.frames),
        channel: worker.channel,
        gpu,
        meter,
        deferred: Deferred::default(),
        told_lost: AtomicU64::new(0),
        is_led: AtomicBool::new(false),
        leader_rests: AtomicBool::new(false),
        running: AtomicUsize::new(0),
        threads: AtomicUsize::new(1),
        over: AtomicBool::new(false),
        parked: Mutex::new(0),
        unpark: Condvar::new(),
        ended: Condvar::new(),
        monitor: Mutex::new(None),
        monitor_rests: AtomicBool::new(false),
        traffic: (0..=last).map(|_| Traffic::default()).collect(),
    });
    let watched = session.clone();
    match thread::Builder::new().name("monitor".into()).spawn(move || watched.watch()) {
        Ok(handle) => *session.monitor.lock() = Some(handle.thread().clone()),
        Err(error) => tracing::error!(%error, "no monitor: long kernels will hold up other streams"),
    }
    let first = session.clone();
    match thread::Builder::new().name("session".into()).spawn(move || first.work()) {
        // Not this thread: one that runs a kernel cannot leave, and a kernel may never end.
        Ok(_) => session.wait_for_end(),
        Err(error) => {
            tracing::error!(%error, "no thread for the session: it ends after the kernel that it runs");
            session.work();
        }
    }
    session.summary()
}

impl Session {
    /// One thread's share of the session: returns when it is over.
    fn work(self: &Arc<Self>) {
        let mut body = Vec::new();
        while !self.over.load(Ordering::Acquire) {
            match self.frames.try_lock() {
                Some(mut frames) => {
                    self.is_led.store(true, Ordering::Release);
                    let ready = self.lead(&mut **frames, &mut body);
                    self.is_led.store(false, Ordering::Release);
                    drop(frames);
                    if ready {
                        self.run_one();
                    }
                }
                None => {
                    if !self.run_one() {
                        self.park();
                    }
                }
            }
        }
    }

    /// Takes frames until there is work to run (`true`) or the session may be over.
    fn lead(&self, frames: &mut dyn FrameSource, body: &mut Vec<u8>) -> bool {
        loop {
            for _ in 0..BATCH {
                while self.gpu.backlog() > MAX_BACKLOG {
                    if self.may_run() {
                        return true;
                    }
                    if self.over.load(Ordering::Acquire) || self.channel.peer_gone() {
                        self.end();
                        return false;
                    }
                    // All of it waits for what runs, and the guest for room in its ring.
                    thread::sleep(TICK);
                }
                let received = match frames.receive(body) {
                    Ok(Some(received)) => received,
                    Ok(None) => break,
                    Err(error) => {
                        tracing::error!(%error, "the guest broke the protocol");
                        self.end();
                        return false;
                    }
                };
                if let Some(traffic) = self.traffic.get(usize::from(received.call)) {
                    traffic.calls.fetch_add(1, Ordering::Relaxed);
                    traffic.bytes.fetch_add(body.len() as u64, Ordering::Relaxed);
                }
                if received.reply.is_some() && self.channel.dropped() > self.told_lost.load(Ordering::Relaxed)
                {
                    self.tell_lost();
                }
                let performed =
                    perform(&*self.gpu, received.call, body, received.reply, &self.channel, &self.deferred);
                if let Err(error) = performed {
                    tracing::error!(%error, "the guest sent a frame that means nothing");
                    self.end();
                    return false;
                }
            }
            if self.may_run() {
                return true;
            }
            self.leader_rests.store(true, Ordering::SeqCst);
            // Pairs with `run_one`, which frees work and then looks at `leader_rests`.
            if self.may_run() {
                self.leader_rests.store(false, Ordering::Relaxed);
                return true;
            }
            self.meter.rests();
            let woken = frames.wait(SPIN);
            self.leader_rests.store(false, Ordering::Relaxed);
            match woken {
                Woken::Frames => {}
                Woken::Kicked if self.over.load(Ordering::Acquire) => return false,
                Woken::Kicked => {}
                Woken::PeerGone => {
                    self.end();
                    return false;
                }
            }
        }
    }

    /// Says on the program's stderr that output of kernels was lost, as soon as there is room to say it. Real devices lose the oldest
    /// lines of a buffer that is full, and say nothing.
    #[cold]
    fn tell_lost(&self) {
        let lost = self.channel.dropped();
        let untold = lost - self.told_lost.load(Ordering::Relaxed);
        let mut event = vec![Output::Stderr as u8];
        event.extend_from_slice(
            format!(
                "vgpu: kernels printed, or were traced, faster than the program took it: {untold} pieces were lost\n"
            )
            .as_bytes(),
        );
        self.channel.emit(&event);
        // That this found no room either is no loss.
        let again = self.channel.dropped() > lost;
        self.told_lost.store(if again { lost - untold + 1 } else { lost }, Ordering::Relaxed);
    }

    /// Whether there is work that this thread may run. One thread always stays free to lead: kernels may never end.
    fn may_run(&self) -> bool {
        self.running.load(Ordering::Relaxed) < MAX_THREADS - 1 && self.gpu.has_work()
    }

    /// Runs a piece of work, if any is ready.
    fn run_one(&self) -> bool {
        if self.running.fetch_add(1, Ordering::SeqCst) >= MAX_THREADS - 1 {
            self.running.fetch_sub(1, Ordering::Release);
            return false;
        }
        if self.monitor_rests.load(Ordering::SeqCst)
            && let Some(monitor) = &*self.monitor.lock()
        {
            monitor.unpark();
        }
        let ran = self.gpu.advance();
        self.running.fetch_sub(1, Ordering::Release);
        // What it finished may have made more than one piece ready: this thread takes one, the leader another.
        if ran && self.leader_rests.load(Ordering::SeqCst) && self.gpu.has_work() {
            self.channel.kick();
        }
        ran
    }

    /// Waits until the monitor needs another thread.
    fn park(&self) {
        let mut parked = self.parked.lock();
        *parked += 1;
        if !self.over.load(Ordering::Acquire) {
            self.unpark.wait(&mut parked);
        }
        *parked -= 1;
    }

    /// The monitor: while something runs and nobody leads for two ticks, it gives the session another thread.
    fn watch(self: &Arc<Self>) {
        let (mut leaderless, mut quiet) = (0, 0);
        while !self.over.load(Ordering::Acquire) {
            if self.running.load(Ordering::SeqCst) == 0 {
                leaderless = 0;
                quiet += 1;
                if quiet > RESTLESS_TICKS {
                    self.monitor_rests.store(true, Ordering::SeqCst);
                    if self.running.load(Ordering::SeqCst) == 0 && !self.over.load(Ordering::Acquire) {
                        thread::park();
                    }
                    self.monitor_rests.store(false, Ordering::SeqCst);
                    quiet = 0;
                }
            } else {
                quiet = 0;
                // Whoever leads may be waiting for room in the queues, and look at nothing else.
                if self.channel.peer_gone() {
                    self.end();
                    return;
                }
                leaderless = if self.is_led.load(Ordering::Acquire) { 0 } else { leaderless + 1 };
                if leaderless > 1 {
                    self.reinforce();
                    leaderless = 0;
                }
            }
            thread::sleep(TICK);
        }
    }

    fn reinforce(self: &Arc<Self>) {
        if *self.parked.lock() > 0 {
            self.unpark.notify_one();
            return;
        }
        if self.threads.load(Ordering::Relaxed) >= MAX_THREADS {
            return;
        }
        let session = self.clone();
        match thread::Builder::new().name("session".into()).spawn(move || session.work()) {
            Ok(_) => {
                self.threads.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => tracing::warn!(%error, "no thread for more work"),
        }
    }

    fn wait_for_end(&self) {
        let mut parked = self.parked.lock();
        while !self.over.load(Ordering::Acquire) {
            self.ended.wait(&mut parked);
        }
    }

    fn end(&self) {
        self.over.store(true, Ordering::Release);
        let parked = self.parked.lock();
        self.unpark.notify_all();
        self.ended.notify_all();
        drop(parked);
        if let Some(monitor) = &*self.monitor.lock() {
            monitor.unpark();
        }
        self.channel.kick();
    }

    fn summary(&self) -> Summary {
        let mut rows: Vec<_> = self
            .traffic
            .iter()
            .enumerate()
            .filter_map(|(number, traffic)| {
                let calls = traffic.calls.load(Ordering::Relaxed);
                let row = row(number as u16).filter(|_| calls > 0)?;
                Some((row.name, calls, traffic.bytes.load(Ordering::Relaxed)))
            })
            .collect();
        rows.sort_by_key(|(_, calls, _)| std::cmp::Reverse(*calls));
        Summary { rows }
    }
}
