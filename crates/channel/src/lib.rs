//! Moving frames between a guest and its worker: the ring, and each transport; not what they mean.
//!
//! A guest [`connect`](unix::connect)s and gets a [`GuestChannel`]. On the host a broker
//! [`listen`](unix::listen)s, reads the [`Hello`](handshake::Hello), makes the session's
//! [`SessionMemory`](unix::SessionMemory) and starts a worker process, which inherits the socket and
//! the descriptors and [`finish`](unix::finish)es the handshake into a [`Worker`]. The layout of
//! everything that both sides see is in docs/protocol.md.

mod bell;
mod ring;
mod sync;

#[cfg(not(loom))]
mod arena;
#[cfg(not(loom))]
pub mod fork;
#[cfg(not(loom))]
pub mod frames;
#[cfg(not(loom))]
pub mod guest;
#[cfg(not(loom))]
pub mod handshake;
#[cfg(not(loom))]
mod life;
#[cfg(not(loom))]
mod line;
#[cfg(not(loom))]
pub mod pci;
#[cfg(not(loom))]
mod quiet_thread;
#[cfg(not(loom))]
pub mod region;
#[cfg(not(loom))]
mod region_guest;
#[cfg(not(loom))]
mod region_worker;
#[cfg(not(loom))]
mod slots;
#[cfg(not(loom))]
pub mod socket;
#[cfg(not(loom))]
mod spin;
#[cfg(not(loom))]
pub mod tcp;
#[cfg(not(loom))]
mod tcp_guest;
#[cfg(not(loom))]
mod tcp_worker;
#[cfg(not(loom))]
pub mod unix;
#[cfg(not(loom))]
pub mod window;
#[cfg(not(loom))]
pub mod worker;

#[cfg(not(loom))]
pub use guest::{GuestChannel, Lost, Staged};
#[cfg(not(loom))]
pub use worker::{FrameSource, ProtocolError, Received, ReplyTo, Woken, Worker, WorkerChannel};
