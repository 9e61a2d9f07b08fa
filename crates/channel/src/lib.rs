//! Moving frames between a guest and its worker: the ring, and each transport; not what they mean.
//!
//! ```text
//! guest    unix::connect(path: &Path) -> Result<Arc<dyn GuestChannel>, ConnectError>
//! broker   unix::listen(path: &Path) -> io::Result<UnixListener>
//!          unix::read_hello(&UnixStream) -> Result<Greeting { version, pid, uid, gid, hello }, HelloError>
//!          unix::refuse(&UnixStream, Refusal)
//!          unix::SessionMemory::create(RegionGeometry, WindowSize) -> io::Result<{ region: OwnedFd, window: Option<OwnedFd> }>
//! worker   unix::finish(UnixStream, SessionMemory, WindowSize, version: u32) -> Result<Worker, FinishError>
//! tcp      tcp::connect(addr, token), tcp::read_hello(&TcpStream, &token), tcp::finish(TcpStream, version) -> Worker
//! child    fork::ForkGuard::new(), .is_child()
//! ```

pub mod guest;
pub mod handshake;
pub mod window;
pub mod worker;

pub use guest::{GuestChannel, Lost, Staged};
pub use worker::{FrameSource, ProtocolError, Received, ReplyTo, Woken, Worker, WorkerChannel};
