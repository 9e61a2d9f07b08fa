//! The worker's end of a shared region.

use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering, fence};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec, eventfd, poll};
use rustix::io::Errno;
use wire::header::{FrameHeader, NO_REPLY, reserved};

use crate::bell::{self, Futex, Kernel};
use crate::guest::Staged;
use crate::region::{Region, SLOT_REPLY, longest_frame};
use crate::ring::{Consumer, Producer};
use crate::window::Window;
use crate::worker::{FrameSource, Received, ReplyTo, Woken, Worker, WorkerChannel};
use crate::{ProtocolError, arena, frames, quiet_thread, spin};

/// `CUDA_ERROR_UNKNOWN`.
pub(crate) const UNKNOWN: u32 = 999;

/// How often a receiver that does not answer is told again that its guest is gone.
const REPEAT: Timespec = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };

struct Shared {
    region: Region,
    window: Option<Window>,
    version: u32,
    events: Mutex<Producer>,
    dropped: AtomicU64,
    fault: AtomicU32,
    gone: AtomicBool,
    kicked: AtomicBool,
    /// The receiver sleeps, or is about to. Private, unlike the bell, which the guest can silence.
    sleeping: AtomicBool,
    /// The receiver has returned `PeerGone`.
    told: AtomicBool,
}

impl Shared {
    /// Wakes the receiver whatever the guest has done to the bell.
    fn wake_receiver(&self) {
        // Pairs with the fence in `bell::arm`: either this sees `sleeping`, or the receiver's look
        // that follows sees what the caller stored before.
        fence(Ordering::SeqCst);
        if self.sleeping.load(Ordering::Relaxed) {
            let bell = self.region.submit().frames;
            bell.store(bell::IDLE, Ordering::Relaxed);
            Kernel.wake(bell);
        }
    }

    fn staged(&self, staged: Staged) -> Result<*mut u8, ProtocolError> {
        let bad = ProtocolError::Arena { offset: staged.offset, len: staged.len };
        self.region.arena(staged.offset, staged.len).ok_or(bad)
    }
}

/// The thread that notices the guest's end: by the socket's hang-up, and by the guest's own end
/// where a forked child of it still holds the socket.
struct Watch {
    quit: OwnedFd,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    fn start(shared: Arc<Shared>, socket: OwnedFd, guest: Option<OwnedFd>) -> std::io::Result<Self> {
        let quit = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
        let waiting = quit.try_clone()?;
        let thread =
            quiet_thread::spawn("vgpu-watch", move || watch(&shared, &socket, guest.as_ref(), &waiting))?;
        Ok(Self { quit, thread: Some(thread) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = rustix::io::write(&self.quit, &1u64.to_ne_bytes());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn watch(shared: &Shared, socket: &OwnedFd, guest: Option<&OwnedFd>, quit: &OwnedFd) {
    let mut fds = vec![PollFd::new(quit, PollFlags::IN), PollFd::new(socket, PollFlags::RDHUP)];
    fds.extend(guest.map(|guest| PollFd::new(guest, PollFlags::IN)));
    loop {
        match poll(&mut fds, None) {
            Ok(_) => break,
            Err(Errno::INTR) => {}
            // Without a watch nobody would notice the guest's end: end now.
            Err(error) => {
                tracing::error!(%error, "cannot watch the guest");
                break;
            }
        }
    }
    if !fds[0].revents().is_empty() {
        return;
    }
    // Pairs with the loads in `peer_gone` and `wait`.
    shared.gone.store(true, Ordering::Release);
    while !shared.told.load(Ordering::Relaxed) {
        shared.wake_receiver();
        let mut fds = [PollFd::new(quit, PollFlags::IN)];
        if poll(&mut fds, Some(&REPEAT)) == Ok(1) {
            return;
        }
    }
}

struct RegionWorker {
    shared: Arc<Shared>,
    _watch: Watch,
}

struct RegionFrames {
    worker: Arc<RegionWorker>,
    consumer: Consumer,
    failed: Option<ProtocolError>,
}

/// The worker's two ends. `socket` hangs up when the guest ends; `guest` is its pidfd.
pub(crate) fn worker(
    region: Region,
    window: Option<Window>,
    socket: OwnedFd,
    guest: Option<OwnedFd>,
    version: u32,
) -> std::io::Result<Worker> {
    let geometry = *region.geometry();
    let shared = Arc::new(Shared {
        region,
        window,
        version,
        events: Mutex::new(Producer::new(geometry.event)),
        dropped: AtomicU64::new(0),
        fault: AtomicU32::new(0),
        gone: AtomicBool::new(false),
        kicked: AtomicBool::new(false),
        sleeping: AtomicBool::new(false),
        told: AtomicBool::new(false),
    });
    let watch = Watch::start(shared.clone(), socket, guest)?;
    let worker = Arc::new(RegionWorker { shared, _watch: watch });
    let frames =
        RegionFrames { worker: worker.clone(), consumer: Consumer::new(geometry.submit), failed: None };
    Ok(Worker { frames: Box::new(frames), channel: worker })
}

impl RegionFrames {
    fn take(&mut self, body: &mut Vec<u8>) -> Result<Option<Received>, ProtocolError> {
        let region = &self.worker.shared.region;
        let ring = region.submit();
        // The ring's end and the frame after it; more is a guest that sends nothing but padding.
        for _ in 0..2 {
            let available = self.consumer.available(ring.tail)?;
            if available == 0 {
                break;
            }
            let limits = region.geometry().limits();
            let taken = frames::take(ring.bytes, self.consumer.position(), available, limits, body)?;
            self.consumer.consume(ring.head, taken.bytes);
            let Some(header) = taken.header else { continue };
            if self.consumer.owes_announcement(false) {
                bell::ring(ring.space, &Kernel);
            }
            let call = frames::check_call(header.call.get())?;
            let (slot, sequence) = (header.slot.get(), header.sequence.get());
            let reply = (slot != NO_REPLY).then_some(ReplyTo { slot, sequence });
            return Ok(Some(Received { call, reply }));
        }
        if self.consumer.owes_announcement(true) {
            bell::ring(ring.space, &Kernel);
        }
        Ok(None)
    }
}

impl FrameSource for RegionFrames {
    fn receive(&mut self, body: &mut Vec<u8>) -> Result<Option<Received>, ProtocolError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        self.take(body).inspect_err(|error| self.failed = Some(error.clone()))
    }

    fn wait(&mut self, spin: Duration) -> Woken {
        let shared = &*self.worker.shared;
        let ring = shared.region.submit();
        if self.consumer.owes_announcement(true) {
            bell::ring(ring.space, &Kernel);
        }
        let ready = || {
            self.consumer.has_news(ring.tail)
                || shared.kicked.load(Ordering::Relaxed)
                || shared.gone.load(Ordering::Relaxed)
        };
        if !spin::until(spin, ready) {
            // Pairs with the load in `wake_receiver`; the fence in `arm` orders it.
            shared.sleeping.store(true, Ordering::Relaxed);
            loop {
                bell::arm(ring.frames);
                if ready() {
                    break;
                }
                bell::sleep(ring.frames, &Kernel, None);
            }
            shared.sleeping.store(false, Ordering::Relaxed);
            bell::disarm(ring.frames);
        }
        // Each pairs with the store before the wake-up that it reports.
        if shared.gone.load(Ordering::Acquire) {
            shared.told.store(true, Ordering::Relaxed);
            Woken::PeerGone
        } else if shared.kicked.swap(false, Ordering::AcqRel) {
            Woken::Kicked
        } else {
            Woken::Frames
        }
    }
}

impl WorkerChannel for RegionWorker {
    fn reply(&self, to: ReplyTo, status: u32, payload: &[u8]) -> Result<(), ProtocolError> {
        let slot = self.shared.region.slot(to.slot).ok_or(ProtocolError::Slot(to.slot))?;
        let fits = payload.len() <= SLOT_REPLY;
        let (status, payload) = if fits { (status, payload) } else { (UNKNOWN, &[][..]) };
        slot.write(payload);
        slot.len.store(payload.len() as u32, Ordering::Relaxed);
        slot.status.store(status, Ordering::Relaxed);
        // Pairs with the load in the guest's `wait_for_completion`.
        slot.done.store(to.sequence, Ordering::Release);
        bell::ring(slot.bell, &Kernel);
        if fits { Ok(()) } else { Err(ProtocolError::Reply { len: payload.len(), limit: SLOT_REPLY }) }
    }

    fn set_fault(&self, status: u32) {
        let shared = &*self.shared;
        if shared.fault.compare_exchange(0, status, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            // Pairs with the load in the guest's `fault`.
            shared.region.fault().store(status, Ordering::Relaxed);
        }
    }

    fn clear_fault(&self) {
        let shared = &*self.shared;
        shared.fault.store(0, Ordering::Relaxed);
        // Pairs with the load in the guest's `fault`.
        shared.region.fault().store(0, Ordering::Relaxed);
    }

    fn emit(&self, event: &[u8]) {
        let shared = &*self.shared;
        let ring = shared.region.event();
        let longest = longest_frame(shared.region.geometry().event);
        let header = FrameHeader::for_body(reserved::EVENT, event.len(), NO_REPLY, 0)
            .filter(|header| header.length.get() <= longest);
        let mut producer = shared.events.lock().unwrap_or_else(PoisonError::into_inner);
        // A head that the guest cannot have reached is the guest's loss: no more events.
        let room = header
            .and_then(|header| Some((header, producer.room(ring.head, header.length.get()).ok().flatten()?)));
        let Some((header, room)) = room else {
            shared.dropped.fetch_add(1, Ordering::Relaxed);
            return;
        };
        frames::write_pad(ring.bytes, room.pad_at, room.pad);
        frames::write(ring.bytes, room.at, &header, &[event]);
        producer.publish(ring.tail, room.pad + header.length.get());
    }

    fn dropped(&self) -> u64 {
        self.shared.dropped.load(Ordering::Relaxed)
    }

    fn kick(&self) {
        // Pairs with the swap in `wait`.
        self.shared.kicked.store(true, Ordering::Release);
        self.shared.wake_receiver();
    }

    fn max_reply(&self) -> usize {
        SLOT_REPLY
    }

    fn copy_out(&self, staged: Staged, to: &mut [u8]) -> Result<(), ProtocolError> {
        let from = self.shared.staged(Staged { len: staged.len.max(to.len() as u64), ..staged })?;
        // SAFETY: at least `to.len()` bytes of the arena are at `from`, just checked.
        unsafe { std::ptr::copy_nonoverlapping(from, to.as_mut_ptr(), to.len()) };
        Ok(())
    }

    unsafe fn copy_out_raw(&self, staged: Staged, to: *mut u8) -> Result<(), ProtocolError> {
        let from = self.shared.staged(staged)?;
        // SAFETY: the arena has `len` bytes at `from`, just checked; `to` is the caller's promise.
        unsafe { std::ptr::copy_nonoverlapping(from, to, staged.len as usize) };
        Ok(())
    }

    fn copy_in(&self, staged: Staged, from: &[u8]) -> Result<(), ProtocolError> {
        let to = self.shared.staged(Staged { len: staged.len.max(from.len() as u64), ..staged })?;
        // SAFETY: at least `from.len()` bytes of the arena are at `to`, just checked.
        unsafe { std::ptr::copy_nonoverlapping(from.as_ptr(), to, from.len()) };
        Ok(())
    }

    unsafe fn copy_in_raw(&self, staged: Staged, from: *const u8) -> Result<(), ProtocolError> {
        let to = self.shared.staged(staged)?;
        // SAFETY: the arena has `len` bytes at `to`, just checked; `from` is the caller's promise.
        unsafe { std::ptr::copy_nonoverlapping(from, to, staged.len as usize) };
        Ok(())
    }

    fn release(&self, staged: Staged) -> Result<(), ProtocolError> {
        self.shared.staged(staged)?;
        let given =
            arena::give_back(&self.shared.region, arena::chunk_of(&self.shared.region, staged.offset));
        let bad = ProtocolError::Arena { offset: staged.offset, len: staged.len };
        given.then_some(()).ok_or(bad)
    }

    fn window(&self) -> Option<&Window> {
        self.shared.window.as_ref()
    }

    fn peer_gone(&self) -> bool {
        self.shared.gone.load(Ordering::Acquire)
    }

    fn closed_in_order(&self) -> bool {
        // Pairs with the store in the guest's `close`.
        self.shared.region.closing().load(Ordering::Acquire) != 0
    }

    fn version(&self) -> u32 {
        self.shared.version
    }
}
