//! The worker's end of a TCP stream.

use std::os::fd::{AsFd, OwnedFd};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustix::event::{EventfdFlags, PollFd, PollFlags, eventfd, poll};
use rustix::io::Errno;
use rustix::net::{RecvFlags, SendFlags};
use wire::header::{FrameHeader, HEADER_LEN, NO_REPLY, reserved};
use zerocopy::FromBytes;

use crate::guest::Staged;
use crate::region_worker::UNKNOWN;
use crate::tcp::{self, LONGEST_FRAME};
use crate::window::Window;
use crate::worker::{FrameSource, Received, ReplyTo, Woken, Worker, WorkerChannel};
use crate::{ProtocolError, frames, socket, spin};

const MAX_REPLY: usize = LONGEST_FRAME as usize - HEADER_LEN - size_of::<u32>();

/// Bytes asked for at once.
const READ: usize = 256 << 10;

struct TcpWorker {
    socket: OwnedFd,
    version: u32,
    /// Frames on their way out; the lock is held while they are written, so that none mix.
    writer: Mutex<Vec<u8>>,
    /// Counts kicks.
    kicks: OwnedFd,
    kicked: AtomicBool,
    gone: AtomicBool,
    closed: AtomicBool,
    fault: AtomicU32,
    dropped: AtomicU64,
}

struct TcpFrames {
    worker: Arc<TcpWorker>,
    /// Bytes received and not yet taken, from `taken` on.
    received: Vec<u8>,
    taken: usize,
    failed: Option<ProtocolError>,
}

/// The worker's two ends of a connected socket.
pub(crate) fn worker(socket: OwnedFd, version: u32) -> Result<Worker, Errno> {
    let worker = Arc::new(TcpWorker {
        socket,
        version,
        writer: Mutex::default(),
        kicks: eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?,
        kicked: AtomicBool::new(false),
        gone: AtomicBool::new(false),
        closed: AtomicBool::new(false),
        fault: AtomicU32::new(0),
        dropped: AtomicU64::new(0),
    });
    let frames = TcpFrames { worker: worker.clone(), received: Vec::new(), taken: 0, failed: None };
    Ok(Worker { frames: Box::new(frames), channel: worker })
}

impl TcpFrames {
    /// The next frame's header and the bytes after it, if all have come.
    fn next(&self) -> Result<Option<(FrameHeader, usize)>, ProtocolError> {
        let bytes = &self.received[self.taken..];
        let Some((header, rest)) = bytes.split_first_chunk::<HEADER_LEN>() else { return Ok(None) };
        let misfit = ProtocolError::Length { length: 0, available: bytes.len() as u32 };
        let header = FrameHeader::read_from_bytes(header).map_err(|_| misfit)?;
        let length = tcp::check(&header)?;
        Ok((rest.len() >= length).then_some((header, length)))
    }

    /// Takes what the socket has, without waiting. False if it has nothing.
    fn fill(&mut self) -> bool {
        self.received.drain(..self.taken);
        self.taken = 0;
        let have = self.received.len();
        self.received.resize(have + READ, 0);
        let got = loop {
            match rustix::net::recv(&self.worker.socket, &mut self.received[have..], RecvFlags::DONTWAIT) {
                Err(Errno::INTR) => {}
                Ok((got, _)) => break Ok(got),
                Err(errno) => break Err(errno),
            }
        };
        self.received.truncate(have + got.unwrap_or(0));
        match got {
            Ok(0) => self.worker.gone.store(true, Ordering::Relaxed),
            Ok(_) => return true,
            Err(Errno::AGAIN) => {}
            Err(_) => self.worker.gone.store(true, Ordering::Relaxed),
        }
        false
    }

    fn take(&mut self, body: &mut Vec<u8>) -> Result<Option<Received>, ProtocolError> {
        let (header, rest) = loop {
            if let Some(next) = self.next()? {
                break next;
            }
            if !self.fill() {
                return Ok(None);
            }
        };
        let from = self.taken + HEADER_LEN;
        self.taken = from + rest;
        body.clear();
        body.extend_from_slice(&self.received[from..self.taken - header.padding()]);
        if header.call.get() == reserved::CLOSE {
            self.worker.closed.store(true, Ordering::Relaxed);
            self.worker.gone.store(true, Ordering::Relaxed);
            return Ok(None);
        }
        let call = frames::check_call(header.call.get())?;
        let (slot, sequence) = (header.slot.get(), header.sequence.get());
        Ok(Some(Received { call, reply: (slot != NO_REPLY).then_some(ReplyTo { slot, sequence }) }))
    }
}

impl FrameSource for TcpFrames {
    fn receive(&mut self, body: &mut Vec<u8>) -> Result<Option<Received>, ProtocolError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        self.take(body).inspect_err(|error| self.failed = Some(error.clone()))
    }

    fn wait(&mut self, spin: Duration) -> Woken {
        let worker = self.worker.clone();
        let poll_once = |timeout| {
            let mut fds =
                [PollFd::new(&worker.socket, PollFlags::IN), PollFd::new(&worker.kicks, PollFlags::IN)];
            matches!(poll(&mut fds, timeout), Ok(ready) if ready > 0)
        };
        let zero = socket::timespec(Duration::ZERO);
        loop {
            if worker.gone.load(Ordering::Relaxed) {
                return Woken::PeerGone;
            }
            if worker.kicked.swap(false, Ordering::AcqRel) {
                return Woken::Kicked;
            }
            // A malformed frame is `receive`'s to report.
            if self.failed.is_some() || !matches!(self.next(), Ok(None)) || self.fill() {
                return Woken::Frames;
            }
            if worker.gone.load(Ordering::Relaxed) {
                return Woken::PeerGone;
            }
            if !spin::until(spin, || poll_once(Some(&zero))) {
                poll_once(None);
            }
            // Before the next look at `kicked`: what is counted after this wakes the next poll.
            let _ = rustix::io::read(&worker.kicks, &mut [0; 8]);
        }
    }
}

impl TcpWorker {
    /// Writes a frame. False if it did not go out: the guest is gone.
    fn send(&self, call: u16, slot: u32, sequence: u32, parts: &[&[u8]]) -> bool {
        let mut frame = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        frame.clear();
        if !tcp::append(&mut frame, call, slot, sequence, parts) || self.gone.load(Ordering::Relaxed) {
            return false;
        }
        let mut left = &frame[..];
        while !left.is_empty() {
            match rustix::net::send(&self.socket, left, SendFlags::NOSIGNAL) {
                Ok(sent) => left = &left[sent.min(left.len())..],
                Err(Errno::INTR) => {}
                Err(_) => {
                    // The receiver finds the same and ends the session.
                    let _ = rustix::net::shutdown(&self.socket, rustix::net::Shutdown::Both);
                    return false;
                }
            }
        }
        true
    }
}

impl WorkerChannel for TcpWorker {
    fn reply(&self, to: ReplyTo, status: u32, payload: &[u8]) -> Result<(), ProtocolError> {
        let fits = payload.len() <= MAX_REPLY;
        let (status, sent) = if fits { (status, payload) } else { (UNKNOWN, &[][..]) };
        self.send(reserved::REPLY, to.slot, to.sequence, &[&status.to_le_bytes(), sent]);
        if fits { Ok(()) } else { Err(ProtocolError::Reply { len: payload.len(), limit: MAX_REPLY }) }
    }

    fn set_fault(&self, status: u32) {
        if self.fault.compare_exchange(0, status, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            self.send(reserved::FAULT, NO_REPLY, 0, &[&status.to_le_bytes()]);
        }
    }

    fn clear_fault(&self) {
        if self.fault.swap(0, Ordering::Relaxed) != 0 {
            self.send(reserved::FAULT, NO_REPLY, 0, &[&0u32.to_le_bytes()]);
        }
    }

    fn emit(&self, event: &[u8]) {
        if !self.send(reserved::EVENT, NO_REPLY, 0, &[event]) {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    fn kick(&self) {
        // Pairs with the swap in `wait`.
        self.kicked.store(true, Ordering::Release);
        let _ = rustix::io::write(&self.kicks, &1u64.to_ne_bytes());
    }

    fn max_reply(&self) -> usize {
        MAX_REPLY
    }

    fn copy_out(&self, staged: Staged, _: &mut [u8]) -> Result<(), ProtocolError> {
        Err(no_arena(staged))
    }

    unsafe fn copy_out_raw(&self, staged: Staged, _: *mut u8) -> Result<(), ProtocolError> {
        Err(no_arena(staged))
    }

    fn copy_in(&self, staged: Staged, _: &[u8]) -> Result<(), ProtocolError> {
        Err(no_arena(staged))
    }

    unsafe fn copy_in_raw(&self, staged: Staged, _: *const u8) -> Result<(), ProtocolError> {
        Err(no_arena(staged))
    }

    fn release(&self, staged: Staged) -> Result<(), ProtocolError> {
        Err(no_arena(staged))
    }

    fn window(&self) -> Option<&Window> {
        None
    }

    fn peer_gone(&self) -> bool {
        self.gone.load(Ordering::Relaxed) || socket::hung_up(self.socket.as_fd())
    }

    fn closed_in_order(&self) -> bool {
        self.closed.load(Ordering::Relaxed)
    }

    fn version(&self) -> u32 {
        self.version
    }
}

fn no_arena(staged: Staged) -> ProtocolError {
    ProtocolError::Arena { offset: staged.offset, len: staged.len }
}
