//! A socket that the service manager listens at already and passes on (sd_listen_fds(3)).

use std::os::fd::{FromRawFd, OwnedFd, RawFd};
use std::os::unix::net::UnixListener;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use rustix::io::{FdFlags, fcntl_getfd, fcntl_setfd};
use rustix::net::{SocketType, sockopt};

/// The first descriptor that is passed (sd-daemon.h, SD_LISTEN_FDS_START).
const FIRST: RawFd = 3;

/// The socket that was passed to this process, and where it listens; `None` if none was.
///
/// # Errors
/// More than one was passed, or something that is no listening Unix socket.
pub fn listener() -> Result<Option<(UnixListener, PathBuf)>> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u32>().ok());
    // They are for the process of that number, and not for what it starts.
    if number("LISTEN_PID") != Some(std::process::id()) {
        return Ok(None);
    }
    let Some(count) = number("LISTEN_FDS").filter(|count| *count > 0) else { return Ok(None) };
    ensure!(count == 1, "{count} sockets were passed, and one is served");
    // SAFETY: the service manager opened it for this process, which has used it for nothing else: it is looked for once.
    let socket = unsafe { OwnedFd::from_raw_fd(FIRST) };
    let flags = fcntl_getfd(&socket).context("the socket that was passed")?;
    fcntl_setfd(&socket, flags | FdFlags::CLOEXEC).context("the socket that was passed")?;
    let is_listening = sockopt::socket_acceptconn(&socket).context("what was passed is no socket")?;
    let kind = sockopt::socket_type(&socket).context("what was passed is no socket")?;
    ensure!(
        is_listening && kind == SocketType::STREAM,
        "the socket that was passed does not listen for streams"
    );
    let listener = UnixListener::from(socket);
    let address = listener.local_addr().context("the socket that was passed is no Unix socket")?;
    let path = address.as_pathname().map_or_else(|| PathBuf::from("a socket that was passed"), PathBuf::from);
    Ok(Some((listener, path)))
}
