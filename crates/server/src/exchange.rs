//! The broker's exchange: what sessions share with others of their tenant, by keys that nobody guesses. It moves descriptors and
//! looks into none of them.
//!
//! A worker is believed nothing: what it offers lies in the window that the broker made for it, who it is, its socket says, and what it
//! may hold of this process's memory is bounded.

use std::collections::HashMap;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result};
use cuda_abi::{CuError, CuResult};
use gpu::ShareKind;
use parking_lot::Mutex;
use rustix::io::Errno;
use wire::ShareKey;

use crate::board::Board;
use crate::exchange_message::{Message, Request, sockets};

/// What one session may offer, and have open of others, at a time.
const MOST: usize = 4096;
/// How many of a session's offers may hold a descriptor of its own.
const MOST_DESCRIPTORS: usize = 64;

/// One session, for as long as it lives.
type SeatId = u64;

struct Item {
    tenant: u32,
    owner: SeatId,
    kind: u32,
    note: gpu::Note,
    descriptor: Option<Arc<OwnedFd>>,
    has_own_descriptor: bool,
    at: u64,
    bytes: u64,
    event: Option<(Arc<Board>, usize)>,
    users: HashMap<SeatId, u32>,
    is_withdrawn: bool,
}

/// What all sessions of a broker share.
#[derive(Default)]
pub struct Exchange {
    items: Mutex<HashMap<ShareKey, Item>>,
    last_seat: AtomicU64,
}

/// A session's window, as others may get parts of it.
pub struct Shareable {
    /// The memory.
    pub memory: OwnedFd,
    /// Where in it the window begins, in bytes.
    pub at: u64,
    /// Bytes of the window.
    pub bytes: u64,
}

/// A session at the exchange.
pub struct Seat {
    exchange: Arc<Exchange>,
    id: SeatId,
    tenant: u32,
    board: Arc<Board>,
    row: usize,
    window: Option<(Arc<OwnedFd>, u64, u64)>,
    socket: OwnedFd,
}

impl Exchange {
    /// A seat for a session of this tenant, and the socket that its worker asks by.
    ///
    /// # Errors
    /// No sockets.
    pub fn seat(
        self: &Arc<Self>,
        tenant: u32,
        (board, row): (&Arc<Board>, usize),
        window: Option<Shareable>,
    ) -> Result<(Seat, OwnedFd)> {
        let (socket, theirs) = sockets().context("no sockets for the exchange")?;
        let id = self.last_seat.fetch_add(1, Ordering::Relaxed) + 1;
        let window = window.map(|window| (Arc::new(window.memory), window.at, window.bytes));
        let seat = Seat { exchange: self.clone(), id, tenant, board: board.clone(), row, window, socket };
        Ok((seat, theirs))
    }
}

fn new_key() -> CuResult<ShareKey> {
    let mut key = [0; ShareKey::LEN];
    // SAFETY: the kernel writes as many bytes as there are.
    let filled = unsafe { libc::getrandom(key.as_mut_ptr().cast(), key.len(), 0) };
    // As few bytes are never cut short (getrandom(2)).
    if filled == ShareKey::LEN as isize { Ok(ShareKey(key)) } else { Err(CuError::OUT_OF_MEMORY) }
}

impl Seat {
    /// Answers the worker until it is gone.
    pub fn serve(self) {
        loop {
            let (message, descriptor) = match Message::receive(&self.socket) {
                Ok(received) => received,
                Err(Errno::PIPE | Errno::CONNRESET) => return,
                Err(error) => {
                    tracing::warn!(%error, "a worker asks the exchange for what it does not have");
                    return;
                }
            };
            let (answer, opened) = match self.answer(&message, descriptor) {
                Ok(answered) => answered,
                Err(error) => (Message::new(error.number()), None),
            };
            let descriptor = opened.as_ref().map(|descriptor| descriptor.as_fd());
            if answer.send(&self.socket, descriptor).is_err() {
                return;
            }
        }
    }

    fn answer(
        &self,
        message: &Message,
        descriptor: Option<OwnedFd>,
    ) -> CuResult<(Message, Option<Arc<OwnedFd>>)> {
        let plain = |answer| (answer, None);
        match Request::from_number(message.what).ok_or(CuError::INVALID_VALUE)? {
            Request::Offer => self.offer(message, descriptor).map(plain),
            Request::Open => self.open(message),
            Request::Close => self.close(message.key).map(plain),
            Request::Withdraw => self.withdraw(message.key).map(plain),
        }
    }

    fn offer(&self, message: &Message, descriptor: Option<OwnedFd>) -> CuResult<Message> {
        let is_event = message.kind == ShareKind::Event as u32;
        let has_own_descriptor = descriptor.is_some();
        let (descriptor, at) = match (message.bytes, descriptor, &self.window) {
            (0, descriptor, _) => (descriptor.map(Arc::new), 0),
            (bytes, None, Some((memory, start, length))) => {
                let end = message.at.checked_add(bytes).ok_or(CuError::INVALID_VALUE)?;
                if end > *length {
                    return Err(CuError::INVALID_VALUE);
                }
                (Some(memory.clone()), start + message.at)
            }
            _ => return Err(CuError::NOT_SUPPORTED),
        };
        let key = new_key()?;
        let mut items = self.exchange.items.lock();
        let own = items.values().filter(|item| item.owner == self.id);
        let (all, with_descriptors) =
            own.fold((0, 0), |(all, with), item| (all + 1, with + usize::from(item.has_own_descriptor)));
        if all >= MOST || (has_own_descriptor && with_descriptors >= MOST_DESCRIPTORS) {
            return Err(CuError::OUT_OF_MEMORY);
        }
        let event = match is_event && !has_own_descriptor && message.number != 0 {
            true => Some((self.board.clone(), self.board.take_event().ok_or(CuError::OUT_OF_MEMORY)?)),
            false => None,
        };
        let number = event.as_ref().map_or(0, |(_, event)| *event as u32);
        let item = Item {
            tenant: self.tenant,
            owner: self.id,
            kind: message.kind,
            note: message.note,
            descriptor,
            has_own_descriptor,
            at,
            bytes: message.bytes,
            event,
            users: HashMap::new(),
            is_withdrawn: false,
        };
        items.insert(key, item);
        Ok(Message { key, number, ..Message::new(0) })
    }

    fn open(&self, message: &Message) -> CuResult<(Message, Option<Arc<OwnedFd>>)> {
        let mut items = self.exchange.items.lock();
        let held: u32 = items.values().filter_map(|item| item.users.get(&self.id)).sum();
        // Whose it is not, and what is there no more, sound alike.
        let item = items
            .get_mut(&message.key)
            .filter(|item| item.tenant == self.tenant && item.kind == message.kind && !item.is_withdrawn)
            .ok_or(CuError::INVALID_VALUE)?;
        if item.owner == self.id {
            return Err(CuError::INVALID_CONTEXT);
        }
        if held as usize >= MOST {
            return Err(CuError::OUT_OF_MEMORY);
        }
        *item.users.entry(self.id).or_default() += 1;
        let answer = Message {
            kind: item.kind,
            key: message.key,
            note: item.note,
            at: item.at,
            bytes: item.bytes,
            number: item.event.as_ref().map_or(0, |(_, event)| *event as u32),
            what: 0,
        };
        Ok((answer, item.descriptor.clone()))
    }

    fn close(&self, key: ShareKey) -> CuResult<Message> {
        let mut items = self.exchange.items.lock();
        let item = items.get_mut(&key).ok_or(CuError::INVALID_VALUE)?;
        let opened = item.users.get_mut(&self.id).ok_or(CuError::INVALID_VALUE)?;
        *opened -= 1;
        if *opened == 0 {
            item.users.remove(&self.id);
        }
        remove_if_unused(&mut items, key);
        Ok(Message::new(0))
    }

    fn withdraw(&self, key: ShareKey) -> CuResult<Message> {
        let mut items = self.exchange.items.lock();
        let Some(item) = items.get_mut(&key).filter(|item| item.owner == self.id) else {
            // Withdrawn before, and closed by the last user since.
            return Ok(Message::new(0));
        };
        item.is_withdrawn = true;
        let number = item.users.len() as u32;
        remove_if_unused(&mut items, key);
        Ok(Message { number, ..Message::new(0) })
    }
}

fn remove_if_unused(items: &mut HashMap<ShareKey, Item>, key: ShareKey) {
    let is_unused = |item: &Item| item.is_withdrawn && item.users.is_empty();
    if items.get(&key).is_some_and(is_unused)
        && let Some(Item { event: Some((board, event)), .. }) = items.remove(&key)
    {
        board.give_event(event);
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        // Nobody is to wait for what this session will never do.
        self.board.events().session_ended(self.row);
        let mut items = self.exchange.items.lock();
        let mut touched = Vec::new();
        for (key, item) in items.iter_mut() {
            item.is_withdrawn |= item.owner == self.id;
            if item.users.remove(&self.id).is_some() || item.owner == self.id {
                touched.push(*key);
            }
        }
        touched.into_iter().for_each(|key| remove_if_unused(&mut items, key));
    }
}

impl AsFd for Seat {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange_line::ExchangeLine;
    use gpu::Offer;

    struct Session {
        line: ExchangeLine,
        serving: std::thread::JoinHandle<()>,
        _place: crate::board::Place,
    }

    impl Session {
        fn end(self) {
            drop(self.line);
            self.serving.join().unwrap();
        }
    }

    fn session(exchange: &Arc<Exchange>, tenant: u32, board: &Arc<Board>) -> Session {
        let place = board.take().unwrap();
        let memory = rustix::fs::memfd_create("window", rustix::fs::MemfdFlags::CLOEXEC).unwrap();
        let window = Shareable { memory, at: 4096, bytes: 1 << 20 };
        let (seat, socket) = exchange.seat(tenant, (board, place.row()), Some(window)).unwrap();
        let serving = std::thread::spawn(move || seat.serve());
        Session { line: ExchangeLine::new(socket), serving, _place: place }
    }

    fn memory(at: u64, bytes: u64) -> Offer<'static> {
        Offer {
            kind: ShareKind::Memory,
            note: gpu::note(b"note"),
            window: Some((at, bytes)),
            descriptor: None,
        }
    }

    #[test]
    fn a_key_opens_for_its_tenant_alone_and_until_its_session_ends() {
        let exchange = Arc::<Exchange>::default();
        let (ours, theirs) = (Board::create(3).unwrap(), Board::create(3).unwrap());
        let (one, other, stranger) =
            (session(&exchange, 1, &ours), session(&exchange, 1, &ours), session(&exchange, 2, &theirs));
        let key = one.line.offer(memory(512, 1024)).unwrap();
        assert_ne!(key, one.line.offer(memory(512, 1024)).unwrap());
        let opened = other.line.open(key, ShareKind::Memory).unwrap();
        assert_eq!((opened.at, opened.bytes, &opened.note[..4]), (4096 + 512, 1024, &b"note"[..]));
        assert!(opened.descriptor.is_some());
        assert_eq!(stranger.line.open(key, ShareKind::Memory).err(), Some(CuError::INVALID_VALUE));
        assert_eq!(other.line.open(key, ShareKind::Pool).err(), Some(CuError::INVALID_VALUE));
        assert_eq!(one.line.open(key, ShareKind::Memory).err(), Some(CuError::INVALID_CONTEXT));
        let none = ShareKey([0; ShareKey::LEN]);
        assert_eq!(other.line.open(none, ShareKind::Memory).err(), Some(CuError::INVALID_VALUE));
        one.end();
        assert_eq!(other.line.open(key, ShareKind::Memory).err(), Some(CuError::INVALID_VALUE));
        other.end();
        stranger.end();
        assert!(exchange.items.lock().is_empty());
    }

    #[test]
    fn what_is_withdrawn_is_in_use_until_the_last_has_closed_it() {
        let exchange = Arc::<Exchange>::default();
        let board = Board::create(2).unwrap();
        let (one, other) = (session(&exchange, 1, &board), session(&exchange, 1, &board));
        let key = one.line.offer(memory(0, 512)).unwrap();
        other.line.open(key, ShareKind::Memory).unwrap();
        other.line.open(key, ShareKind::Memory).unwrap();
        assert!(one.line.withdraw(key));
        assert!(other.line.open(key, ShareKind::Memory).is_err());
        other.line.close(key);
        assert!(one.line.withdraw(key));
        other.line.close(key);
        assert!(!one.line.withdraw(key));
        assert!(exchange.items.lock().is_empty());
        one.end();
        other.end();
    }

    #[test]
    fn offers_lie_in_the_own_window_and_are_bounded() {
        let exchange = Arc::<Exchange>::default();
        let board = Board::create(1).unwrap();
        let one = session(&exchange, 1, &board);
        for (at, bytes) in [(1 << 20, 1), (0, (1 << 20) + 1), (u64::MAX, 2)] {
            assert_eq!(one.line.offer(memory(at, bytes)).err(), Some(CuError::INVALID_VALUE));
        }
        for _ in 0..MOST {
            one.line.offer(memory(0, 1)).unwrap();
        }
        assert_eq!(one.line.offer(memory(0, 1)).err(), Some(CuError::OUT_OF_MEMORY));
        one.end();
    }

    #[test]
    fn an_event_of_a_session_that_ended_is_complete() {
        let exchange = Arc::<Exchange>::default();
        let board = Board::create(2).unwrap();
        let (one, other) = (session(&exchange, 1, &board), session(&exchange, 1, &board));
        let (key, event) = one.line.offer_event().unwrap();
        assert_eq!(other.line.open_event(key).unwrap(), event);
        let generation = board.events().record(event, 0);
        assert!(board.events().completed(event) < generation);
        let before = board.events().rung();
        one.end();
        assert_eq!(board.events().completed(event), generation);
        assert_ne!(board.events().rung(), before);
        assert!(board.take_event() != Some(event), "the other session still has it");
        other.end();
    }
}
