//! The guest's end of a shared region.

use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use wire::header::{FrameHeader, HEADER_LEN, NO_REPLY, reserved};

use crate::bell::{self, Kernel};
use crate::frames::{self, Limits};
use crate::guest::{GuestChannel, LIVENESS, Lost, Staged};
use crate::life::{End, Life};
use crate::line::Line;
use crate::region::{Region, SLOT_REPLY, Slot, longest_frame};
use crate::ring::{Consumer, Producer};
use crate::slots::{SlotTable, Ticket};
use crate::window::Window;
use crate::{ProtocolError, arena, spin};

/// `CUDA_ERROR_NOT_INITIALIZED`: what the driver answers in a forked child.
const NOT_INITIALIZED: u32 = 3;

/// Longest and shortest spin of a waiting call, in nanoseconds.
const SPIN: std::ops::RangeInclusive<u32> = 2_000..=30_000;

pub(crate) struct RegionGuest {
    region: ManuallyDrop<Region>,
    window: ManuallyDrop<Option<Window>>,
    line: Line,
    version: u32,
    life: Life,
    producer: Mutex<Producer>,
    /// Senders that found no room. While there are any, the others queue behind them: short frames
    /// would take all the room that a long one waits for.
    hungry: AtomicUsize,
    /// Held by the sender that is next to get room.
    turn: Mutex<()>,
    events: Mutex<(Consumer, Vec<u8>)>,
    slots: SlotTable,
    spin: AtomicU32,
}

impl RegionGuest {
    pub fn new(region: Region, window: Option<Window>, line: Line, version: u32) -> Self {
        let geometry = *region.geometry();
        Self {
            region: ManuallyDrop::new(region),
            window: ManuallyDrop::new(window),
            line,
            version,
            life: Life::default(),
            producer: Mutex::new(Producer::new(geometry.submit)),
            hungry: AtomicUsize::new(0),
            turn: Mutex::new(()),
            events: Mutex::new((Consumer::new(geometry.event), Vec::new())),
            slots: SlotTable::new(geometry.slots),
            spin: AtomicU32::new(*SPIN.end()),
        }
    }

    /// Ends the channel for the first reason given, and returns that reason.
    fn end(&self, end: End) -> Lost {
        if self.life.end(end) {
            self.wake_everybody();
        }
        self.life.lost()
    }

    fn break_off(&self, error: impl Into<ProtocolError>) -> Lost {
        if self.life.break_off(error.into()) {
            self.wake_everybody();
        }
        self.life.lost()
    }

    fn wake_everybody(&self) {
        bell::ring(self.region.submit().space, &Kernel);
        bell::ring(self.region.arena_bell(), &Kernel);
        for slot in (0..self.region.geometry().slots).filter_map(|index| self.region.slot(index)) {
            bell::ring(slot.bell, &Kernel);
        }
    }

    /// For slow paths: whether the channel still is open and the worker still lives.
    fn look(&self) -> Result<(), Lost> {
        self.life.check()?;
        if self.line.hung_up() { Err(self.end(End::PeerGone)) } else { Ok(()) }
    }

    fn send(&self, call: u16, slot: u32, sequence: u32, parts: &[&[u8]]) -> Result<(), Lost> {
        let body = parts.iter().fold(0, |sum: usize, part| sum.saturating_add(part.len()));
        let header = FrameHeader::for_body(call, body, slot, sequence)
            .filter(|header| header.length.get() <= longest_frame(self.region.geometry().submit))
            .ok_or(Lost::TooLong { body, limit: self.max_body() })?;
        if self.hungry.load(Ordering::Relaxed) == 0 && self.try_send(&header, parts)?.is_none() {
            return Ok(());
        }
        self.hungry.fetch_add(1, Ordering::Relaxed);
        let turn = lock(&self.turn);
        let sent = loop {
            match self
                .try_send(&header, parts)
                .and_then(|full_at| full_at.map(|at| self.wait_for_room(at)).transpose())
            {
                Ok(Some(())) => {}
                Ok(None) => break Ok(()),
                Err(lost) => break Err(lost),
            }
        };
        drop(turn);
        self.hungry.fetch_sub(1, Ordering::Relaxed);
        sent
    }

    /// Sends a frame if there is room for it; else says where the worker's head was.
    #[inline]
    fn try_send(&self, header: &FrameHeader, parts: &[&[u8]]) -> Result<Option<u32>, Lost> {
        let len = header.length.get();
        let ring = self.region.submit();
        let mut producer = lock(&self.producer);
        // Once this guest has closed, the ring may be the next one's (a slot of a PCI device).
        self.life.check()?;
        let head = ring.head.load(Ordering::Relaxed);
        match producer.room(ring.head, len) {
            Ok(Some(room)) => {
                frames::write_pad(ring.bytes, room.pad_at, room.pad);
                frames::write(ring.bytes, room.at, header, parts);
                producer.publish(ring.tail, room.pad + len);
                drop(producer);
                bell::ring(ring.frames, &self.line);
                Ok(None)
            }
            Ok(None) => Ok(Some(head)),
            Err(error) => {
                drop(producer);
                Err(self.break_off(error))
            }
        }
    }

    /// Waits until the worker has consumed something since its head was at `full_at`. Nothing but the
    /// sender's turn is held meanwhile: completions go on.
    fn wait_for_room(&self, full_at: u32) -> Result<(), Lost> {
        let ring = self.region.submit();
        let moved = || ring.head.load(Ordering::Relaxed) != full_at;
        if spin::until(Duration::from_nanos(u64::from(*SPIN.end())), moved) {
            return self.life.check();
        }
        loop {
            // Never disarmed: other threads may wait too.
            bell::arm(ring.space);
            if moved() {
                return self.life.check();
            }
            self.look()?;
            bell::sleep(ring.space, &self.line, Some(LIVENESS));
        }
    }

    /// Waits until no thread writes to the ring; not for long, since this thread may have interrupted one that does.
    fn wait_for_senders(&self) {
        spin::until(Duration::from_millis(2), || {
            !matches!(self.producer.try_lock(), Err(TryLockError::WouldBlock))
        });
    }

    /// Shows that this guest lives, and looks whether the worker does. False when the channel has ended.
    pub fn beat(&self) -> bool {
        if self.look().is_err() {
            return false;
        }
        // Pairs with the load in `Control::beat`; only that it changes matters.
        self.region.beat().fetch_add(1, Ordering::Relaxed);
        true
    }

    fn take_slot(&self) -> Result<Ticket, Lost> {
        loop {
            if let Some(ticket) = self.slots.take() {
                return Ok(ticket);
            }
            self.life.check()?;
            self.slots.wait();
        }
    }

    fn wait_for_completion(&self, slot: &Slot, sequence: u32) -> Result<(), Lost> {
        // Pairs with the release store in the worker's `reply`.
        let done = || slot.done.load(Ordering::Acquire) == sequence;
        let spin = self.spin.load(Ordering::Relaxed);
        if spin::until(Duration::from_nanos(u64::from(spin)), done) {
            if spin < *SPIN.end() {
                self.spin.store((spin + spin / 8).min(*SPIN.end()), Ordering::Relaxed);
            }
            return Ok(());
        }
        // This program's calls take long: spin less for the next.
        self.spin.store((spin - spin / 8).max(*SPIN.start()), Ordering::Relaxed);
        loop {
            bell::arm(slot.bell);
            if done() {
                break;
            }
            if let Err(lost) = self.look() {
                // The worker may have completed the call just before it ended.
                if done() && !self.life.is_child() {
                    break;
                }
                return Err(lost);
            }
            bell::sleep(slot.bell, &self.line, Some(LIVENESS));
            if done() {
                break;
            }
        }
        bell::disarm(slot.bell);
        Ok(())
    }

    fn finish(&self, ticket: Ticket, slot: &Slot, reply: &mut dyn FnMut(&[u8])) -> Result<u32, Lost> {
        self.line.order_reads();
        let status = slot.status.load(Ordering::Relaxed);
        let len = slot.len.load(Ordering::Relaxed) as usize;
        if len > SLOT_REPLY {
            return Err(self.break_off(ProtocolError::Reply { len, limit: SLOT_REPLY }));
        }
        // Copied out first, so that the slot is free while `reply` runs.
        if len <= 64 {
            let mut payload = [0; 64];
            slot.read(&mut payload[..len]);
            self.slots.give_back(ticket);
            reply(&payload[..len]);
        } else {
            let mut payload = [0; SLOT_REPLY];
            slot.read(&mut payload[..len]);
            self.slots.give_back(ticket);
            reply(&payload[..len]);
        }
        Ok(status)
    }
}

impl GuestChannel for RegionGuest {
    fn post(&self, call: u16, parts: &[&[u8]]) -> Result<(), Lost> {
        self.life.check()?;
        self.send(call, NO_REPLY, 0, parts)
    }

    fn call(&self, call: u16, parts: &[&[u8]], reply: &mut dyn FnMut(&[u8])) -> Result<u32, Lost> {
        self.life.check()?;
        let ticket = self.take_slot()?;
        let Some(slot) = self.region.slot(ticket.slot) else {
            return Err(self.break_off(ProtocolError::Slot(ticket.slot)));
        };
        if let Err(lost) = self.send(call, ticket.slot, ticket.sequence, parts) {
            self.slots.give_back(ticket);
            return Err(lost);
        }
        // If this fails the slot stays taken: the session is over.
        self.wait_for_completion(&slot, ticket.sequence)?;
        self.finish(ticket, &slot, reply)
    }

    fn fault(&self) -> u32 {
        if self.life.is_child() {
            return NOT_INITIALIZED;
        }
        // Pairs with the store in the worker's `set_fault`; it orders nothing.
        self.region.fault().load(Ordering::Relaxed)
    }

    fn events(&self, sink: &mut dyn FnMut(&[u8])) {
        if self.life.is_child() {
            return;
        }
        let ring = self.region.event();
        let limits = Limits { frame: longest_frame(self.region.geometry().event), slots: 0 };
        let mut events = lock(&self.events);
        let (consumer, body) = &mut *events;
        let mut drain = || -> Result<(), ProtocolError> {
            loop {
                let available = consumer.available(ring.tail)?;
                if available == 0 {
                    return Ok(());
                }
                self.line.order_reads();
                let taken = frames::take(ring.bytes, consumer.position(), available, limits, body)?;
                consumer.consume(ring.head, taken.bytes);
                match taken.header {
                    Some(header) if header.call.get() == reserved::EVENT => sink(body),
                    Some(header) => return Err(ProtocolError::ReservedCall(header.call.get())),
                    None => {}
                }
            }
        };
        if let Err(error) = drain() {
            self.break_off(error);
        }
    }

    fn max_body(&self) -> usize {
        longest_frame(self.region.geometry().submit) as usize - HEADER_LEN
    }

    fn max_reply(&self) -> usize {
        SLOT_REPLY
    }

    fn max_staged(&self) -> usize {
        self.region.geometry().chunk as usize
    }

    fn stage(&self, bytes: &[u8]) -> Option<Staged> {
        let staged = self.reserve(bytes.len())?;
        let to = self.region.arena(staged.offset, staged.len)?;
        // SAFETY: `to` has `len` bytes in the arena, and the chunk is this caller's; `bytes` is the
        // program's memory, which never lies in the region.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), to, bytes.len()) };
        Some(staged)
    }

    fn reserve(&self, len: usize) -> Option<Staged> {
        self.life.check().ok().filter(|()| len <= self.max_staged())?;
        let staged = |chunk: u32| Staged {
            offset: u64::from(chunk) * u64::from(self.region.geometry().chunk),
            len: len as u64,
        };
        let mut chunk = None;
        let mut look = || {
            chunk = arena::take(&self.region);
            chunk.is_some()
        };
        if spin::until(Duration::from_nanos(u64::from(*SPIN.end())), &mut look) {
            return chunk.map(staged);
        }
        let bell = self.region.arena_bell();
        loop {
            // Never disarmed: other threads may wait too.
            bell::arm(bell);
            if let Some(chunk) = arena::take(&self.region) {
                return Some(staged(chunk));
            }
            self.look().ok()?;
            bell::sleep(bell, &self.line, Some(LIVENESS));
        }
    }

    fn unstage(&self, staged: Staged, to: &mut [u8]) {
        if self.life.is_child() {
            return;
        }
        let Some(from) = self.region.arena(staged.offset, staged.len) else { return };
        let len = to.len().min(staged.len as usize);
        // SAFETY: `from` has `staged.len` bytes in the arena; `to` is the program's memory, which
        // never lies in the region.
        unsafe { std::ptr::copy_nonoverlapping(from, to.as_mut_ptr(), len) };
        arena::give_back(&self.region, arena::chunk_of(&self.region, staged.offset));
    }

    fn window(&self) -> Option<&Window> {
        self.window.as_ref()
    }

    fn is_lost(&self) -> bool {
        self.life.check().is_err()
    }

    fn close(&self) {
        if self.life.is_child() {
            return;
        }
        // Pairs with the load in the worker's `closed_in_order`.
        self.region.closing().store(1, Ordering::Release);
        self.end(End::Closed);
        bell::ring(self.region.submit().frames, &self.line);
        self.wait_for_senders();
        self.line.hang_up();
    }

    fn version(&self) -> u32 {
        self.version
    }
}

impl Drop for RegionGuest {
    fn drop(&mut self) {
        if self.life.is_child() {
            // A child has not inherited the mappings: what lies at their addresses is not ours.
            return;
        }
        self.close();
        // SAFETY: neither is used after this: the value itself is being dropped.
        unsafe {
            ManuallyDrop::drop(&mut self.window);
            ManuallyDrop::drop(&mut self.region);
        }
    }
}

/// A thread that panicked with the lock left nothing half done: indices change last.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
