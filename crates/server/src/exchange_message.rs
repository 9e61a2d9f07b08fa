//! What a worker and its broker say to each other of shared things: one message each way, of fixed size, over a socket of packets.

use std::io::{IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::io::Errno;
use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, SocketFlags, SocketType, recvmsg, sendmsg, socketpair,
};
use wire::ShareKey;

use gpu::{NOTE_LEN, Note};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Request {
    /// Let others open this.
    Offer = 1,
    /// Open what has this key.
    Open = 2,
    /// It is not used any more.
    Close = 3,
    /// Nobody may open it any more.
    Withdraw = 4,
}

impl Request {
    /// The request of this number.
    pub fn from_number(number: u32) -> Option<Self> {
        [Self::Offer, Self::Open, Self::Close, Self::Withdraw]
            .into_iter()
            .find(|request| *request as u32 == number)
    }
}

/// A request, or its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What is asked; of an answer a `CUresult`.
    pub what: u32,
    /// A [`gpu::ShareKind`].
    pub kind: u32,
    /// Which thing.
    pub key: ShareKey,
    /// Of an offer, and what opens it.
    pub note: Note,
    /// Where it begins in its session's window, in bytes; where in the descriptor that comes with an answer.
    pub at: u64,
    /// Bytes of that; 0 for nothing.
    pub bytes: u64,
    /// An event's number; of the answer to a withdrawal how many sessions use it.
    pub number: u32,
}

const LEN: usize = 4 + 4 + ShareKey::LEN + NOTE_LEN + 8 + 8 + 4;

impl Message {
    /// One that says this and nothing else.
    pub fn new(what: u32) -> Self {
        let (key, note) = (ShareKey([0; ShareKey::LEN]), [0; NOTE_LEN]);
        Self { what, kind: 0, key, note, at: 0, bytes: 0, number: 0 }
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(LEN);
        bytes.extend_from_slice(&self.what.to_le_bytes());
        bytes.extend_from_slice(&self.kind.to_le_bytes());
        bytes.extend_from_slice(&self.key.0);
        bytes.extend_from_slice(&self.note);
        bytes.extend_from_slice(&self.at.to_le_bytes());
        bytes.extend_from_slice(&self.bytes.to_le_bytes());
        bytes.extend_from_slice(&self.number.to_le_bytes());
        bytes
    }

    fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
            let (first, rest) = bytes.split_first_chunk()?;
            *bytes = rest;
            Some(*first)
        }
        let from = &mut bytes;
        Some(Self {
            what: u32::from_le_bytes(take(from)?),
            kind: u32::from_le_bytes(take(from)?),
            key: ShareKey(take(from)?),
            note: take(from)?,
            at: u64::from_le_bytes(take(from)?),
            bytes: u64::from_le_bytes(take(from)?),
            number: u32::from_le_bytes(take(from)?),
        })
    }

    /// Sends it, with a descriptor or without.
    ///
    /// # Errors
    /// The kernel's; the other side is gone.
    pub fn send(&self, socket: impl AsFd, descriptor: Option<BorrowedFd>) -> Result<(), Errno> {
        let bytes = self.to_bytes();
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
        let mut ancillary = SendAncillaryBuffer::new(&mut space);
        let descriptors: Vec<BorrowedFd> = descriptor.into_iter().collect();
        if !descriptors.is_empty() && !ancillary.push(SendAncillaryMessage::ScmRights(&descriptors)) {
            return Err(Errno::NOMEM);
        }
        rustix::io::retry_on_intr(|| {
            sendmsg(&socket, &[IoSlice::new(&bytes)], &mut ancillary, SendFlags::NOSIGNAL)
        })
        .map(|_| ())
    }

    /// Waits for one, and what came with it.
    ///
    /// # Errors
    /// The kernel's; `PIPE` when the other side is gone; `PROTO` for what is no message.
    pub fn receive(socket: impl AsFd) -> Result<(Self, Option<OwnedFd>), Errno> {
        let mut bytes = [0; LEN + 1];
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
        let mut ancillary = RecvAncillaryBuffer::new(&mut space);
        let received = rustix::io::retry_on_intr(|| {
            let mut into = [IoSliceMut::new(&mut bytes)];
            recvmsg(&socket, &mut into, &mut ancillary, RecvFlags::CMSG_CLOEXEC)
        })?;
        let mut descriptor = None;
        for control in ancillary.drain() {
            if let RecvAncillaryMessage::ScmRights(descriptors) = control {
                descriptor = descriptors.last();
            }
        }
        match received.bytes {
            0 => Err(Errno::PIPE),
            LEN => Self::from_bytes(&bytes[..LEN]).map(|message| (message, descriptor)).ok_or(Errno::PROTO),
            _ => Err(Errno::PROTO),
        }
    }
}

/// A socket of packets, both ends, closed on exec.
///
/// # Errors
/// The kernel's.
pub fn sockets() -> Result<(OwnedFd, OwnedFd), Errno> {
    socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, SocketFlags::CLOEXEC, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_and_descriptors_come_through_and_the_end_is_told() {
        let (one, other) = sockets().unwrap();
        let message = Message {
            what: 1,
            kind: 2,
            key: ShareKey(std::array::from_fn(|index| index as u8)),
            note: std::array::from_fn(|index| !(index as u8)),
            at: u64::MAX,
            bytes: 3,
            number: 4,
        };
        message.send(&one, Some(one.as_fd())).unwrap();
        let (got, descriptor) = Message::receive(&other).unwrap();
        assert_eq!(got, message);
        assert!(descriptor.is_some());
        rustix::net::send(&one, b"short", SendFlags::empty()).unwrap();
        assert_eq!(Message::receive(&other).unwrap_err(), Errno::PROTO);
        drop((one, descriptor));
        assert_eq!(Message::receive(&other).unwrap_err(), Errno::PIPE);
    }
}
