//! Fixed-size messages and descriptors over the handshake's socket, each within a deadline. Not what
//! they say.

use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, IoSlice, IoSliceMut};
use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, ReturnFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, recvmsg, sendmsg,
};
use zerocopy::{FromBytes, Immutable, IntoBytes};

/// Descriptors that one message may carry.
const MAX_FDS: usize = 2;

/// Why a message did not come through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SocketError {
    /// The other side took longer than it may.
    #[error("the other side did not answer in time")]
    TimedOut,
    /// The other side closed the connection.
    #[error("the other side closed the connection")]
    Closed,
    /// The other side closed the connection after some bytes of a message.
    #[error("the other side closed the connection in the middle of a message")]
    CutShort,
    /// More descriptors than the message may carry.
    #[error("the other side sent too many descriptors")]
    Descriptors,
    /// The kernel's answer.
    #[error("the socket failed")]
    Kernel(#[source] Errno),
}

impl From<Errno> for SocketError {
    fn from(errno: Errno) -> Self {
        match errno {
            Errno::PIPE | Errno::CONNRESET => Self::Closed,
            errno => Self::Kernel(errno),
        }
    }
}

/// Waits until `socket` is ready for `what` or hung up.
pub(crate) fn ready(socket: BorrowedFd, what: PollFlags, deadline: Instant) -> Result<(), SocketError> {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(SocketError::TimedOut);
        }
        let timeout = timespec(left);
        match poll(&mut [PollFd::from_borrowed_fd(socket, what)], Some(&timeout)) {
            Ok(0) => return Err(SocketError::TimedOut),
            Ok(_) => return Ok(()),
            Err(Errno::INTR) => {}
            Err(errno) => return Err(errno.into()),
        }
    }
}

pub(crate) fn timespec(duration: Duration) -> Timespec {
    Timespec { tv_sec: duration.as_secs() as _, tv_nsec: duration.subsec_nanos() as _ }
}

/// Sends all of `message`; the descriptors go with its first byte.
pub(crate) fn send(
    socket: impl AsFd,
    message: &(impl IntoBytes + Immutable),
    fds: &[BorrowedFd],
    deadline: Instant,
) -> Result<(), SocketError> {
    let mut bytes = message.as_bytes();
    let mut fds = fds;
    while !bytes.is_empty() {
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MAX_FDS))];
        let mut ancillary = SendAncillaryBuffer::new(&mut space);
        if !fds.is_empty() && !ancillary.push(SendAncillaryMessage::ScmRights(fds)) {
            return Err(SocketError::Descriptors);
        }
        let flags = SendFlags::NOSIGNAL | SendFlags::DONTWAIT;
        match sendmsg(&socket, &[IoSlice::new(bytes)], &mut ancillary, flags) {
            Ok(sent) => {
                bytes = &bytes[sent.min(bytes.len())..];
                fds = &[];
            }
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => ready(socket.as_fd(), PollFlags::OUT, deadline)?,
            Err(errno) => return Err(errno.into()),
        }
    }
    Ok(())
}

/// Receives one message and appends the descriptors that came with it to `fds`.
pub(crate) fn receive<T: FromBytes + IntoBytes>(
    socket: impl AsFd,
    fds: &mut Vec<OwnedFd>,
    deadline: Instant,
) -> Result<T, SocketError> {
    let mut message = T::new_zeroed();
    let bytes = message.as_mut_bytes();
    let mut have = 0;
    while have < bytes.len() {
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MAX_FDS))];
        let mut ancillary = RecvAncillaryBuffer::new(&mut space);
        let flags = RecvFlags::CMSG_CLOEXEC | RecvFlags::DONTWAIT;
        let result = recvmsg(&socket, &mut [IoSliceMut::new(&mut bytes[have..])], &mut ancillary, flags);
        for control in ancillary.drain() {
            if let RecvAncillaryMessage::ScmRights(received) = control {
                fds.extend(received);
            }
        }
        match result {
            Ok(received) if received.flags.contains(ReturnFlags::CTRUNC) || fds.len() > MAX_FDS => {
                return Err(SocketError::Descriptors);
            }
            Ok(received) if received.bytes == 0 && have > 0 => return Err(SocketError::CutShort),
            Ok(received) if received.bytes == 0 => return Err(SocketError::Closed),
            Ok(received) => have += received.bytes,
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => ready(socket.as_fd(), PollFlags::IN, deadline)?,
            Err(errno) => return Err(errno.into()),
        }
    }
    Ok(message)
}

/// Whether the other side has closed its end, or ended.
pub(crate) fn hung_up(socket: impl AsFd) -> bool {
    let gone = PollFlags::HUP | PollFlags::RDHUP | PollFlags::ERR | PollFlags::NVAL;
    let mut fds = [PollFd::new(&socket, PollFlags::RDHUP)];
    matches!(poll(&mut fds, Some(&timespec(Duration::ZERO))), Ok(1)) && fds[0].revents().intersects(gone)
}
