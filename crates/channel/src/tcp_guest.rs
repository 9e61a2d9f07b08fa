//! The guest's end of a TCP stream: callers write, one thread reads and hands out what comes.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use wire::header::{FrameHeader, HEADER_LEN, NO_REPLY, reserved};
use zerocopy::FromBytes;

use crate::guest::{GuestChannel, LIVENESS, Lost, Staged};
use crate::life::{End, Life};
use crate::slots::SlotTable;
use crate::tcp::{self, LONGEST_FRAME, SLOTS};
use crate::window::Window;
use crate::{ProtocolError, quiet_thread};

const NOT_INITIALIZED: u32 = 3;

/// Bytes of events kept for a program that does not look for them.
const KEPT_EVENTS: usize = 1 << 20;

pub(crate) struct TcpGuest {
    shared: Arc<Shared>,
}

struct Shared {
    stream: TcpStream,
    version: u32,
    life: Life,
    /// Frames on their way out; the lock is held while they are written, so that none mix.
    writer: Mutex<Vec<u8>>,
    slots: SlotTable,
    waiting: Vec<Waiting>,
    fault: AtomicU32,
    events: Mutex<Events>,
}

/// One slot's caller.
#[derive(Default)]
struct Waiting {
    state: Mutex<Pending>,
    completed: Condvar,
}

#[derive(Default)]
struct Pending {
    sequence: u32,
    completion: Option<(u32, Vec<u8>)>,
}

#[derive(Default)]
struct Events {
    queue: VecDeque<Vec<u8>>,
    bytes: usize,
}

impl TcpGuest {
    pub fn start(stream: TcpStream, version: u32) -> io::Result<Self> {
        let reader = stream.try_clone()?;
        let shared = Arc::new(Shared {
            stream,
            version,
            life: Life::default(),
            writer: Mutex::default(),
            slots: SlotTable::new(SLOTS),
            waiting: (0..SLOTS).map(|_| Waiting::default()).collect(),
            fault: AtomicU32::new(0),
            events: Mutex::default(),
        });
        let reading = shared.clone();
        quiet_thread::spawn("vgpu-reader", move || reading.read_all(reader))?;
        Ok(Self { shared })
    }
}

impl Shared {
    fn read_all(&self, mut stream: TcpStream) {
        let mut body = Vec::new();
        loop {
            match read_frame(&mut stream, &mut body) {
                Ok(Ok(header)) => {
                    if let Err(error) = self.take(&header, &body) {
                        return self.end(|life| life.break_off(error));
                    }
                }
                Ok(Err(error)) => return self.end(|life| life.break_off(error)),
                Err(_) => return self.end(|life| life.end(End::PeerGone)),
            }
        }
    }

    fn take(&self, header: &FrameHeader, body: &[u8]) -> Result<(), ProtocolError> {
        let short = ProtocolError::Length { length: header.length.get(), available: 0 };
        match header.call.get() {
            reserved::REPLY => {
                let slot = header.slot.get();
                let waiting = self.waiting.get(slot as usize).ok_or(ProtocolError::Slot(slot))?;
                let (status, payload) = body.split_first_chunk::<4>().ok_or(short)?;
                let mut pending = lock(&waiting.state);
                if pending.sequence == header.sequence.get() && pending.completion.is_none() {
                    pending.completion = Some((u32::from_le_bytes(*status), payload.to_vec()));
                    waiting.completed.notify_one();
                }
            }
            reserved::FAULT => {
                let (status, _) = body.split_first_chunk::<4>().ok_or(short)?;
                // Pairs with the load in `fault`.
                self.fault.store(u32::from_le_bytes(*status), Ordering::Relaxed);
            }
            reserved::EVENT => lock(&self.events).push(body),
            call => return Err(ProtocolError::ReservedCall(call)),
        }
        Ok(())
    }

    fn end(&self, end: impl FnOnce(&Life) -> bool) {
        if !end(&self.life) {
            return;
        }
        let _ = self.stream.shutdown(Shutdown::Both);
        for waiting in &self.waiting {
            let _pending = lock(&waiting.state);
            waiting.completed.notify_all();
        }
    }

    fn send(&self, call: u16, slot: u32, sequence: u32, parts: &[&[u8]]) -> Result<(), Lost> {
        let mut frame = lock(&self.writer);
        frame.clear();
        if !tcp::append(&mut frame, call, slot, sequence, parts) {
            let body = parts.iter().fold(0, |sum: usize, part| sum.saturating_add(part.len()));
            return Err(Lost::TooLong { body, limit: LONGEST_FRAME as usize - HEADER_LEN });
        }
        let written = (&self.stream).write_all(&frame);
        drop(frame);
        written.map_err(|_| {
            self.end(|life| life.end(End::PeerGone));
            self.life.lost()
        })
    }

    fn wait(&self, waiting: &Waiting) -> Result<(u32, Vec<u8>), Lost> {
        let mut pending = lock(&waiting.state);
        loop {
            if let Some(completion) = pending.completion.take() {
                return Ok(completion);
            }
            self.life.check()?;
            let woken = waiting.completed.wait_timeout(pending, 20 * LIVENESS);
            pending = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Events {
    fn push(&mut self, event: &[u8]) {
        self.bytes += event.len();
        self.queue.push_back(event.to_vec());
        while self.bytes > KEPT_EVENTS {
            self.bytes -= self.queue.pop_front().map_or(self.bytes, |event| event.len());
        }
    }
}

fn read_frame(stream: &mut TcpStream, body: &mut Vec<u8>) -> io::Result<Result<FrameHeader, ProtocolError>> {
    let mut bytes = [0; HEADER_LEN];
    stream.read_exact(&mut bytes)?;
    let Ok(header) = FrameHeader::read_from_bytes(&bytes) else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    let rest = match tcp::check(&header) {
        Ok(rest) => rest,
        Err(error) => return Ok(Err(error)),
    };
    body.resize(rest, 0);
    stream.read_exact(body)?;
    body.truncate(rest - header.padding());
    Ok(Ok(header))
}

impl GuestChannel for TcpGuest {
    fn post(&self, call: u16, parts: &[&[u8]]) -> Result<(), Lost> {
        self.shared.life.check()?;
        self.shared.send(call, NO_REPLY, 0, parts)
    }

    fn call(&self, call: u16, parts: &[&[u8]], reply: &mut dyn FnMut(&[u8])) -> Result<u32, Lost> {
        let shared = &*self.shared;
        let ticket = loop {
            shared.life.check()?;
            match shared.slots.take() {
                Some(ticket) => break ticket,
                None => shared.slots.wait(),
            }
        };
        let Some(waiting) = shared.waiting.get(ticket.slot as usize) else { return Err(Lost::PeerGone) };
        *lock(&waiting.state) = Pending { sequence: ticket.sequence, completion: None };
        let completion =
            shared.send(call, ticket.slot, ticket.sequence, parts).and_then(|()| shared.wait(waiting));
        shared.slots.give_back(ticket);
        let (status, payload) = completion?;
        reply(&payload);
        Ok(status)
    }

    fn fault(&self) -> u32 {
        if self.shared.life.is_child() { NOT_INITIALIZED } else { self.shared.fault.load(Ordering::Relaxed) }
    }

    fn events(&self, sink: &mut dyn FnMut(&[u8])) {
        if self.shared.life.is_child() {
            return;
        }
        let mut events = lock(&self.shared.events);
        events.bytes = 0;
        events.queue.drain(..).for_each(|event| sink(&event));
    }

    fn max_body(&self) -> usize {
        LONGEST_FRAME as usize - HEADER_LEN
    }

    fn max_reply(&self) -> usize {
        LONGEST_FRAME as usize - HEADER_LEN - size_of::<u32>()
    }

    fn max_staged(&self) -> usize {
        0
    }

    fn stage(&self, _: &[u8]) -> Option<Staged> {
        None
    }

    fn reserve(&self, _: usize) -> Option<Staged> {
        None
    }

    fn unstage(&self, _: Staged, _: &mut [u8]) {}

    fn window(&self) -> Option<&Window> {
        None
    }

    fn is_lost(&self) -> bool {
        self.shared.life.check().is_err()
    }

    fn close(&self) {
        let shared = &*self.shared;
        if shared.life.check().is_err() {
            return;
        }
        // A writer that waits for the worker would make this wait too: then the hang-up must do.
        if let Ok(mut frame) = shared.writer.try_lock() {
            frame.clear();
            if tcp::append(&mut frame, reserved::CLOSE, NO_REPLY, 0, &[]) {
                let _ = rustix::net::send(
                    &shared.stream,
                    &frame,
                    rustix::net::SendFlags::DONTWAIT | rustix::net::SendFlags::NOSIGNAL,
                );
            }
        }
        shared.end(|life| life.end(End::Closed));
    }

    fn version(&self) -> u32 {
        self.shared.version
    }
}

impl Drop for TcpGuest {
    fn drop(&mut self) {
        self.close();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
