//! A worker's line to the broker's exchange: what this session gives others of its tenant, and takes from them.

use std::os::fd::{BorrowedFd, OwnedFd};
use std::sync::{Arc, Weak};

use cuda_abi::{CuError, CuResult};
use gpu::{Gpu, Offer, Opened, ShareKind, SharedEvent};
use parking_lot::Mutex;
use wire::ShareKey;

use crate::board::Meter;
use crate::exchange_message::{Message, Request};

/// The line. One request at a time.
pub struct ExchangeLine {
    socket: Mutex<OwnedFd>,
}

impl ExchangeLine {
    /// Over the socket that the broker gave.
    pub fn new(socket: OwnedFd) -> Self {
        Self { socket: Mutex::new(socket) }
    }

    fn ask(&self, message: &Message, descriptor: Option<BorrowedFd>) -> CuResult<(Message, Option<OwnedFd>)> {
        let socket = self.socket.lock();
        let asked = message.send(&*socket, descriptor).and_then(|()| Message::receive(&*socket));
        // The broker is gone, and with it whatever could be shared.
        let (answer, descriptor) = asked.map_err(|error| {
            tracing::warn!(%error, "the exchange does not answer");
            CuError::NOT_SUPPORTED
        })?;
        if answer.what == 0 { Ok((answer, descriptor)) } else { Err(CuError::new(answer.what)) }
    }

    /// See [`gpu::Host::offer`]; addresses are offsets in the window.
    ///
    /// # Errors
    /// As there.
    pub fn offer(&self, offer: Offer<'_>) -> CuResult<ShareKey> {
        let (at, bytes) = offer.window.unwrap_or_default();
        let message = Message {
            kind: offer.kind as u32,
            note: offer.note,
            at,
            bytes,
            ..Message::new(Request::Offer as u32)
        };
        self.ask(&message, offer.descriptor).map(|(answer, _)| answer.key)
    }

    /// See [`gpu::Host::open_offered`].
    ///
    /// # Errors
    /// As there.
    pub fn open(&self, key: ShareKey, kind: ShareKind) -> CuResult<Opened> {
        let message = Message { kind: kind as u32, key, ..Message::new(Request::Open as u32) };
        let (answer, descriptor) = self.ask(&message, None)?;
        Ok(Opened { note: answer.note, descriptor, at: answer.at, bytes: answer.bytes })
    }

    /// See [`gpu::Host::close_offered`].
    pub fn close(&self, key: ShareKey) {
        let closed = self.ask(&Message { key, ..Message::new(Request::Close as u32) }, None);
        if let Err(error) = closed {
            tracing::debug!(%error, "nothing was closed");
        }
    }

    /// See [`gpu::Host::withdraw`].
    pub fn withdraw(&self, key: ShareKey) -> bool {
        let withdrawn = self.ask(&Message { key, ..Message::new(Request::Withdraw as u32) }, None);
        withdrawn.is_ok_and(|(answer, _)| answer.number > 0)
    }

    /// A new event of this tenant's board: its key and its number.
    ///
    /// # Errors
    /// As [`ExchangeLine::offer`].
    pub fn offer_event(&self) -> CuResult<(ShareKey, usize)> {
        let message =
            Message { kind: ShareKind::Event as u32, number: 1, ..Message::new(Request::Offer as u32) };
        self.ask(&message, None).map(|(answer, _)| (answer.key, answer.number as usize))
    }

    /// The number of another session's event.
    ///
    /// # Errors
    /// As [`ExchangeLine::open`].
    pub fn open_event(&self, key: ShareKey) -> CuResult<usize> {
        let message = Message { kind: ShareKind::Event as u32, key, ..Message::new(Request::Open as u32) };
        self.ask(&message, None).map(|(answer, _)| answer.number as usize)
    }
}

/// An event of the board, as this session has it.
pub struct BoardEvent {
    /// Where it is asked for.
    pub line: Arc<ExchangeLine>,
    /// The board.
    pub meter: Arc<Meter>,
    /// Its number there.
    pub event: usize,
    /// Its key.
    pub key: ShareKey,
    /// It was made here.
    pub is_own: bool,
}

impl SharedEvent for BoardEvent {
    fn recorded(&self) -> u64 {
        self.meter.events().recorded(self.event)
    }

    fn completed(&self) -> u64 {
        self.meter.events().completed(self.event)
    }

    fn record(&self) -> u64 {
        self.meter.events().record(self.event, self.meter.row())
    }

    fn complete(&self, generation: u64) {
        self.meter.events().complete(self.event, generation);
    }
}

impl Drop for BoardEvent {
    fn drop(&mut self) {
        match self.is_own {
            true => {
                self.line.withdraw(self.key);
            }
            false => self.line.close(self.key),
        }
    }
}

/// Tells a GPU of the bell of its tenant's events, for as long as the process lives.
///
/// # Errors
/// No thread.
pub fn listen(meter: Arc<Meter>, gpu: Weak<dyn Gpu>) -> std::io::Result<()> {
    let listen = move || {
        let mut heard = meter.events().rung();
        while let Some(gpu) = gpu.upgrade() {
            gpu.heard();
            drop(gpu);
            meter.events().wait(heard);
            heard = meter.events().rung();
        }
    };
    std::thread::Builder::new().name("shared events".into()).spawn(listen).map(|_| ())
}
