//! Guest and worker on two machines: the frames of the ring over a TCP stream, without window and
//! arena. Nothing is encrypted and the only identity is a token both sides were given: for networks
//! that are trusted, and off unless asked for.

use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::net::sockopt;
use wire::header::{FrameHeader, HEADER_LEN};

use crate::frames::Limits;
use crate::handshake::{Hello, Malformed, Offer, PATIENCE, Refusal, TOKEN_LEN};
use crate::socket::{self, SocketError};
use crate::tcp_guest::TcpGuest;
use crate::unix::{HelloError, refuse};
use crate::window::WindowSize;
use crate::{GuestChannel, ProtocolError, Worker, tcp_worker};

/// Bytes of the longest frame.
pub const LONGEST_FRAME: u32 = 4 << 20;

/// Calls of one guest that may wait at the same time.
pub(crate) const SLOTS: u32 = 256;

/// What a frame of either side may be.
pub(crate) const LIMITS: Limits = Limits { frame: LONGEST_FRAME, slots: SLOTS };

/// How long sent bytes may stay unacknowledged before the other side counts as gone.
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);

/// Why a guest did not get a session.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The name means no address.
    #[error("{host} is no address")]
    Name {
        /// What was tried.
        host: String,
        /// The resolver's answer.
        source: std::io::Error,
    },
    /// Nobody listens there.
    #[error("no vgpu host answers at {host} ({tried:?})")]
    Unreachable {
        /// What was tried.
        host: String,
        /// Its addresses.
        tried: Vec<SocketAddr>,
        /// The last address's answer.
        source: Option<std::io::Error>,
    },
    /// The connection failed during the handshake.
    #[error("the vgpu host did not complete the handshake: {step}")]
    Handshake {
        /// What was being done.
        step: &'static str,
        /// What happened.
        source: SocketError,
    },
    /// The other side is not a vgpu host, or one of another version.
    #[error("the answer is not that of a vgpu host of this version")]
    Malformed(#[from] Malformed),
    /// The host turned this guest away.
    #[error("the vgpu host refused")]
    Refused(#[source] Refusal),
    /// The socket could not be prepared, or the reading thread not started.
    #[error("the connection could not be prepared")]
    Prepare(#[source] std::io::Error),
}

/// Connects to `host` ("name:port"), with the token that the host was given.
pub fn connect(host: &str, token: &[u8; TOKEN_LEN]) -> Result<Arc<dyn GuestChannel>, ConnectError> {
    let stream = reach(host)?;
    prepare(&stream).map_err(|errno| ConnectError::Prepare(errno.into()))?;
    let step = |step| move |source| ConnectError::Handshake { step, source };
    let hello = Hello::new(0, Some(token));
    socket::send(&stream, &hello, &[], deadline()).map_err(step("sending the hello"))?;
    let offer: Offer =
        socket::receive(&stream, &mut Vec::new(), deadline()).map_err(step("waiting for the offer"))?;
    let version = offer.check(&hello).map_err(|error| match error {
        Ok(refusal) => ConnectError::Refused(refusal),
        Err(malformed) => ConnectError::Malformed(malformed),
    })?;
    Ok(Arc::new(TcpGuest::start(stream, version).map_err(ConnectError::Prepare)?))
}

fn reach(host: &str) -> Result<TcpStream, ConnectError> {
    let tried: Vec<_> =
        host.to_socket_addrs().map_err(|source| ConnectError::Name { host: host.into(), source })?.collect();
    let mut source = None;
    for address in &tried {
        match TcpStream::connect_timeout(address, PATIENCE) {
            Ok(stream) => return Ok(stream),
            Err(error) => source = Some(error),
        }
    }
    Err(ConnectError::Unreachable { host: host.into(), tried, source })
}

/// Reads and checks the hello of a connection just accepted, and compares its token. A guest that is
/// turned away has been told; the caller logs and drops the connection. Returns the version to speak.
pub fn read_hello(stream: &TcpStream, token: &[u8; TOKEN_LEN]) -> Result<u32, HelloError> {
    let hello: Hello = socket::receive(stream, &mut Vec::new(), deadline())?;
    let version = hello.check().inspect_err(|_| refuse(stream, Refusal::Version))?;
    if !hello.token_is(token) {
        refuse(stream, Refusal::Identity);
        return Err(HelloError::Token);
    }
    Ok(version)
}

/// Completes the handshake in the worker.
pub fn finish(stream: TcpStream, version: u32) -> Result<Worker, SocketError> {
    prepare(&stream)?;
    socket::send(&stream, &Offer::accepting(version, 0, WindowSize::default()), &[], deadline())?;
    tcp_worker::worker(OwnedFd::from(stream), version).map_err(SocketError::from)
}

fn prepare(stream: &TcpStream) -> Result<(), Errno> {
    sockopt::set_tcp_nodelay(stream, true)?;
    // A peer whose machine is gone hangs up nothing: ask after it when idle, and when it is silent.
    sockopt::set_socket_keepalive(stream, true)?;
    sockopt::set_tcp_keepidle(stream, Duration::from_secs(10))?;
    sockopt::set_tcp_keepintvl(stream, Duration::from_secs(5))?;
    sockopt::set_tcp_keepcnt(stream, 4)?;
    sockopt::set_tcp_user_timeout(stream, UNACKNOWLEDGED.as_millis() as u32)
}

fn deadline() -> Instant {
    Instant::now() + PATIENCE
}

/// Checks a header that came over a stream; returns the bytes of body and padding after it.
pub(crate) fn check(header: &FrameHeader) -> Result<usize, ProtocolError> {
    let length = header.length.get();
    let misfit = ProtocolError::Length { length, available: LIMITS.frame };
    if length > LIMITS.frame || !length.is_multiple_of(8) || header.body_len().is_none() {
        return Err(misfit);
    }
    crate::frames::check(header, LIMITS)?;
    Ok(length as usize - HEADER_LEN)
}

/// Appends a whole frame to `to`; false, with `to` unchanged, if it is longer than frames may be.
pub(crate) fn append(to: &mut Vec<u8>, call: u16, slot: u32, sequence: u32, parts: &[&[u8]]) -> bool {
    let body = parts.iter().fold(0, |sum: usize, part| sum.saturating_add(part.len()));
    let Some(header) = FrameHeader::for_body(call, body, slot, sequence)
        .filter(|header| header.length.get() <= LIMITS.frame)
    else {
        return false;
    };
    let end = to.len() + header.length.get() as usize;
    to.extend_from_slice(zerocopy::IntoBytes::as_bytes(&header));
    parts.iter().for_each(|part| to.extend_from_slice(part));
    to.resize(end, 0);
    true
}
