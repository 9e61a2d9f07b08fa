//! Guest and worker on one machine: a Unix socket to meet at, then a shared region. The socket stays
//! open for life: it hangs up when either side ends.

use std::fs;
use std::io;
use std::os::fd::{AsFd, AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use rustix::io::Errno;
use rustix::net::sockopt::{self, Timeout};
use rustix::net::{AddressFamily, SocketAddrUnix, SocketFlags, SocketType};

use crate::handshake::{Base, BaseAnswer, Hello, MAGIC, Malformed, Offer, PATIENCE, Refusal, WANTS_WINDOW};
use crate::line::Line;
use crate::region::{self, Extent, Region, RegionError, RegionGeometry};
use crate::region_guest::RegionGuest;
use crate::socket::{self, SocketError};
use crate::window::{self, Window, WindowError, WindowSize};
use crate::{GuestChannel, Worker, region_worker};

/// Why a guest did not get a session.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// Nobody listens there.
    #[error("no vgpu host answers at {path}")]
    Unreachable {
        /// What was tried.
        path: PathBuf,
        /// The kernel's answer.
        source: Errno,
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
    /// The region could not be mapped.
    #[error("the shared region could not be mapped")]
    Region(#[from] RegionError),
    /// No candidate address was free on both sides.
    #[error("no address was free for a window of {0:?} on both sides")]
    NoAddress(WindowSize),
}

/// Why a hello was not accepted. The connection is to be closed.
#[derive(Debug, thiserror::Error)]
pub enum HelloError {
    /// It did not arrive.
    #[error("no hello came")]
    Socket(#[from] SocketError),
    /// It is not one. The guest has been told.
    #[error("the hello is malformed")]
    Malformed(#[from] Malformed),
    /// The token is wrong. The guest has been told.
    #[error("the token is wrong")]
    Token,
}

/// Why a worker could not complete the handshake.
#[derive(Debug, thiserror::Error)]
pub enum FinishError {
    /// The guest went away, took too long, or the socket failed.
    #[error("the handshake broke off")]
    Socket(#[from] SocketError),
    /// The guest sent what the handshake does not allow.
    #[error("the guest broke the handshake")]
    Malformed(#[from] Malformed),
    /// The region could not be mapped.
    #[error("the region could not be mapped")]
    Region(#[from] RegionError),
    /// The thread that watches the guest could not start.
    #[error("the guest cannot be watched")]
    Watch(#[source] io::Error),
}

/// A guest's hello, and who the kernel says sent it.
#[derive(Clone, Copy, Debug)]
pub struct Greeting {
    /// The version to speak.
    pub version: u32,
    /// Process id, in this process's namespace; 0 if it has none there.
    pub pid: u32,
    /// User.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// The message itself.
    pub hello: Hello,
}

/// A session's memory: made and sealed by the broker, inherited by the worker, sent to the guest.
#[derive(Debug)]
pub struct SessionMemory {
    /// The region.
    pub region: OwnedFd,
    /// Where in that memory the region may lie.
    pub region_extent: Extent,
    /// The window and its sizes, if the session has one.
    pub window: Option<(OwnedFd, WindowSize)>,
    /// Where in that memory the window begins, in bytes.
    pub window_at: u64,
    /// Where the worker has that window mapped already and until it ends, if it has: then it can be nowhere else.
    pub window_mapped: Option<usize>,
}

impl SessionMemory {
    /// Memory that is all region, and memory that is all window.
    pub fn whole(region: OwnedFd, window: Option<(OwnedFd, WindowSize)>) -> Self {
        Self {
            region,
            region_extent: Extent { at: 0, len: u64::MAX },
            window,
            window_at: 0,
            window_mapped: None,
        }
    }

    /// Makes the memory of a session. No page is committed before it is touched. A window of size
    /// zero is none. Descriptors are close-on-exec.
    pub fn create(geometry: RegionGeometry, window: WindowSize) -> Result<Self, SessionMemoryError> {
        let total = window.total().ok_or(WindowError::Size(window))?;
        let region = region::create(geometry)?;
        let window = match total {
            0 => None,
            total => {
                let memory = region::sealed_memory("vgpu-window", total)
                    .map_err(|source| WindowError::Kernel { what: "make the window's memory", source })?;
                Some((memory, window))
            }
        };
        Ok(Self::whole(region, window))
    }
}

/// Why a session's memory could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SessionMemoryError {
    /// The region.
    #[error(transparent)]
    Region(#[from] RegionError),
    /// The window.
    #[error(transparent)]
    Window(#[from] WindowError),
}

/// Connects to the host that listens at `path` and completes the handshake. Each message of the host
/// has five seconds to come.
pub fn connect(path: &Path) -> Result<Arc<dyn GuestChannel>, ConnectError> {
    let socket = reach(path).map_err(|source| ConnectError::Unreachable { path: path.into(), source })?;
    join(socket)
}

/// Completes the handshake over a socket that is already connected to a host.
pub fn join(socket: OwnedFd) -> Result<Arc<dyn GuestChannel>, ConnectError> {
    let step = |step| move |source| ConnectError::Handshake { step, source };
    let hello = Hello::new(WANTS_WINDOW, None);
    socket::send(&socket, &hello, &[], deadline()).map_err(step("sending the hello"))?;
    let mut fds = Vec::new();
    let offer: Offer =
        socket::receive(&socket, &mut fds, deadline()).map_err(step("waiting for the offer"))?;
    let version = offer.check(&hello).map_err(|error| match error {
        Ok(refusal) => ConnectError::Refused(refusal),
        Err(malformed) => ConnectError::Malformed(malformed),
    })?;
    let size = WindowSize { host: offer.window_host.get(), device: offer.window_device.get() };
    let total = size.total().ok_or(Malformed::Field("window"))?;
    let mut fds = fds.into_iter();
    let extent = Extent { at: 0, len: offer.region.get() };
    let region = Region::map(fds.next().ok_or(Malformed::Field("descriptors"))?, extent, false)?;
    if region.geometry().total() as u64 != offer.region.get() {
        return Err(Malformed::Field("region").into());
    }
    let window = match total {
        0 => {
            agree(&socket, 0)?;
            None
        }
        _ => Some(place(&socket, size, fds.next().ok_or(Malformed::Field("descriptors"))?)?),
    };
    Ok(Arc::new(RegionGuest::new(region, window, Line::Socket(socket), version)))
}

fn reach(path: &Path) -> Result<OwnedFd, Errno> {
    let address = SocketAddrUnix::new(path)?;
    let socket =
        rustix::net::socket_with(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None)?;
    // A host whose backlog is full makes connect wait: for as long as it may send.
    sockopt::set_socket_timeout(&socket, Timeout::Send, Some(PATIENCE))?;
    rustix::net::connect(&socket, &address)?;
    Ok(socket)
}

/// Maps the window at the first candidate that is free here and in the worker.
fn place(socket: &OwnedFd, size: WindowSize, memory: OwnedFd) -> Result<Window, ConnectError> {
    let mut memory = memory;
    for base in window::candidates() {
        match Window::map(base, size, memory, false) {
            Ok(window) if agree(socket, base)? => return Ok(window),
            Ok(window) => memory = window.into_memory(),
            Err((WindowError::Size(_) | WindowError::Memory(_), _)) => {
                return Err(Malformed::Field("window").into());
            }
            Err((_, back)) => memory = back,
        }
    }
    Err(ConnectError::NoAddress(size))
}

/// Names a base to the worker; whether it agrees.
fn agree(socket: &OwnedFd, base: usize) -> Result<bool, ConnectError> {
    let step = |step| move |source| ConnectError::Handshake { step, source };
    let message = Base { magic: MAGIC, reserved: 0.into(), base: (base as u64).into() };
    socket::send(socket, &message, &[], deadline()).map_err(step("naming the window's address"))?;
    let answer: BaseAnswer = socket::receive(socket, &mut Vec::new(), deadline())
        .map_err(step("waiting for the window to be mapped"))?;
    if answer.magic != MAGIC || answer.base.get() != base as u64 {
        return Err(Malformed::Magic(answer.magic).into());
    }
    Ok(answer.accepted.get() == 1)
}

fn deadline() -> Instant {
    Instant::now() + PATIENCE
}

/// Listens at `path`, replacing a socket that nobody listens at any more. Who may connect is decided
/// by the directory's and the socket's permissions, which are the caller's to set.
pub fn listen(path: &Path) -> io::Result<UnixListener> {
    match UnixListener::bind(path) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            if UnixStream::connect(path).is_ok() {
                return Err(error);
            }
            fs::remove_file(path)?;
            UnixListener::bind(path)
        }
        listener => listener,
    }
}

/// Reads and checks the hello of a connection just accepted. A guest that is turned away has been
/// told why; the caller logs and drops the connection. Waits at most five seconds.
pub fn read_hello(stream: &UnixStream) -> Result<Greeting, HelloError> {
    let hello: Hello = receive_alone(stream)?;
    let version = hello.check().inspect_err(|_| refuse(stream, Refusal::Version))?;
    let peer = credentials(stream).map_err(SocketError::from)?;
    Ok(Greeting { version, pid: peer.pid as u32, uid: peer.uid, gid: peer.gid, hello })
}

/// Receives a message that carries no descriptors.
fn receive_alone<T: zerocopy::FromBytes + zerocopy::IntoBytes>(socket: impl AsFd) -> Result<T, SocketError> {
    let mut fds = Vec::new();
    let message = socket::receive(socket, &mut fds, deadline())?;
    if fds.is_empty() { Ok(message) } else { Err(SocketError::Descriptors) }
}

/// Tells a guest why it gets no session. The caller then drops the connection.
pub fn refuse(socket: impl AsFd, refusal: Refusal) {
    // A guest that does not take the answer needs none.
    let _ = socket::send(socket, &Offer::refusing(refusal), &[], deadline());
}

/// Completes the handshake in the worker: offers the memory, maps the window where the guest can,
/// and starts the thread that watches the guest. Nobody else may hold `socket` any more: it must
/// hang up when this process ends.
pub fn finish(socket: UnixStream, memory: SessionMemory, version: u32) -> Result<Worker, FinishError> {
    let region = Region::map(&memory.region, memory.region_extent, false)?;
    let window_at = memory.window_at;
    let size = memory.window.as_ref().map_or(WindowSize::default(), |(_, size)| *size);
    let offer = Offer::accepting(version, region.geometry().total() as u64, size);
    let fds: Vec<_> = std::iter::once(memory.region.as_fd())
        .chain(memory.window.iter().map(|(window, _)| window.as_fd()))
        .collect();
    socket::send(&socket, &offer, &fds, deadline())?;
    let (mut unmapped, memory_at) = (memory.window, memory.window_mapped);
    // One try for each candidate: a guest cannot keep this worker mapping for ever.
    for _ in window::candidates() {
        let asked: Base = receive_alone(&socket)?;
        if asked.magic != MAGIC {
            return Err(Malformed::Magic(asked.magic).into());
        }
        let base = asked.base.get() as usize;
        let window = match (base, unmapped.take()) {
            (0, _) => Ok(None),
            (base, Some((memory, size))) if memory_at.is_some() && window::is_candidate(base) => {
                if memory_at == Some(base) {
                    Ok(Some(Window::adopt(base, size, memory)))
                } else {
                    unmapped = Some((memory, size));
                    Err(())
                }
            }
            (base, Some((memory, size))) if window::is_candidate(base) => {
                Window::map_part(base, size, memory, window_at, false).map(Some).map_err(|(error, memory)| {
                    tracing::debug!(base, %error, "the window does not fit there");
                    unmapped = Some((memory, size));
                })
            }
            _ => return Err(Malformed::Field("base").into()),
        };
        let accepted = u32::from(window.is_ok());
        let answer = BaseAnswer { magic: MAGIC, accepted: accepted.into(), base: asked.base };
        socket::send(&socket, &answer, &[], deadline())?;
        if let Ok(window) = window {
            let guest = guest_process(&socket);
            return region_worker::worker(region, window, socket.into(), guest, version)
                .map_err(FinishError::Watch);
        }
    }
    Err(Malformed::Field("base").into())
}

/// `SO_PEERPIDFD` (Linux 6.5, include/uapi/asm-generic/socket.h).
const SO_PEERPIDFD: libc::c_int = 77;

/// A descriptor of the guest's process, where the kernel gives one: it tells of the guest's end even
/// while a forked child of it holds the socket.
fn guest_process(socket: &UnixStream) -> Option<OwnedFd> {
    let mut fd: libc::c_int = -1;
    let mut len = size_of_val(&fd) as libc::socklen_t;
    // SAFETY: the option writes one int, for which `fd` has room.
    let answer = unsafe {
        libc::getsockopt(socket.as_raw_fd(), libc::SOL_SOCKET, SO_PEERPIDFD, (&raw mut fd).cast(), &mut len)
    };
    if answer == 0 && fd >= 0 {
        // SAFETY: the kernel made this descriptor for us just now.
        return Some(unsafe { OwnedFd::from_raw_fd(fd) });
    }
    let pid = rustix::process::Pid::from_raw(credentials(socket).ok()?.pid)?;
    rustix::process::pidfd_open(pid, rustix::process::PidfdFlags::empty()).ok()
}

/// Who connected, as the kernel tells it (socket(7), SO_PEERCRED). A process outside this namespace
/// has pid 0.
fn credentials(socket: &UnixStream) -> Result<libc::ucred, Errno> {
    let mut credentials = libc::ucred { pid: 0, uid: 0, gid: 0 };
    let mut len = size_of_val(&credentials) as libc::socklen_t;
    // SAFETY: the option writes one ucred, for which there is room.
    let answer = unsafe {
        libc::getsockopt(
            socket.as_raw_fd(),
            libc::SOL_SOCKET,
            libc::SO_PEERCRED,
            (&raw mut credentials).cast(),
            &mut len,
        )
    };
    if answer == 0 {
        Ok(credentials)
    } else {
        Err(Errno::from_io_error(&io::Error::last_os_error()).unwrap_or(Errno::IO))
    }
}
