//! The broker: it accepts guests, knows who they are, keeps the limits, and gives each a worker process. It never reads a frame.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io;
use std::net::{TcpListener, TcpStream};
use std::os::fd::{AsFd, AsRawFd, OwnedFd, RawFd};
use std::os::unix::net::{UnixListener, UnixStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use channel::handshake::{Refusal, TOKEN_LEN};
use channel::region::RegionGeometry;
use channel::socket::SocketError;
use channel::tcp;
use channel::unix::{self, HelloError, SessionMemory};
use parking_lot::{Condvar, Mutex};

use crate::board::{self, Board};
use crate::exchange::{Exchange, Seat, Shareable};
use crate::gpu::GpuChoice;
use crate::kernels::KernelFolder;

/// What a host serves, and to how many.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Where it listens.
    pub socket: PathBuf,
    /// The GPU.
    pub gpu: GpuChoice,
    /// What tells a worker of it, on its command line.
    pub gpu_arguments: Vec<OsString>,
    /// Sessions at the same time, of all users and of one.
    pub max_sessions: (usize, usize),
    /// Whether other users than its own may connect.
    pub is_public: bool,
    /// Workers print what travelled when their sessions end.
    pub summary: bool,
    /// Where compiled kernels are kept from one session of a user to the next, if anywhere.
    pub kernels: Option<KernelFolder>,
    /// Guests on other machines, if any.
    pub tcp: Option<TcpOptions>,
}

/// How guests on other machines connect.
#[derive(Clone, Debug)]
pub struct TcpOptions {
    /// Address and port to listen at.
    pub address: String,
    /// What a guest must know. It travels in clear, as everything does.
    pub token: [u8; TOKEN_LEN],
}

/// Whose sessions those of other machines count as: no user has this number.
const REMOTE: u32 = u32::MAX;

/// Sessions that are under way, by user.
#[derive(Default)]
struct Sessions {
    counts: Mutex<HashMap<u32, usize>>,
    /// What each user's sessions tell one another. A board goes with the last of them.
    boards: Mutex<HashMap<u32, Weak<Board>>>,
    /// What sessions give one another.
    exchange: Arc<Exchange>,
    /// A session has ended.
    ended: Condvar,
}

/// One session's place in the count; gives it back when dropped.
struct Place {
    sessions: Arc<Sessions>,
    uid: u32,
}

impl Sessions {
    fn take(self: &Arc<Self>, uid: u32, (all, one): (usize, usize)) -> Option<Place> {
        let mut counts = self.counts.lock();
        let total: usize = counts.values().sum();
        if one == 0 || total >= all || counts.get(&uid).is_some_and(|own| *own >= one) {
            return None;
        }
        *counts.entry(uid).or_default() += 1;
        Some(Place { sessions: self.clone(), uid })
    }

    /// A row on the user's board, which has as many as the user may have sessions.
    fn row(&self, uid: u32, rows: usize) -> Result<board::Place> {
        let mut boards = self.boards.lock();
        let board = match boards.get(&uid).and_then(Weak::upgrade) {
            Some(board) => board,
            None => {
                let board = Board::create(rows)?;
                boards.retain(|_, board| board.strong_count() > 0);
                boards.insert(uid, Arc::downgrade(&board));
                board
            }
        };
        board.take().context("the board is full")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.sessions.counts.lock();
        if let Some(count) = counts.get_mut(&self.uid) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.uid);
            }
        }
        drop(counts);
        self.sessions.ended.notify_all();
    }
}

/// A host that listens.
pub struct Broker {
    listener: UnixListener,
    remote: Option<TcpListener>,
    options: Arc<ServeOptions>,
    sessions: Arc<Sessions>,
}

/// The sessions of a broker, for whoever ends it.
#[derive(Clone)]
pub struct UnderWay(Arc<Sessions>);

impl UnderWay {
    /// Waits until no session is under way, at most `patience`; whether that came true.
    pub fn wait_for_none(&self, patience: Duration) -> bool {
        let deadline = Instant::now() + patience;
        let mut counts = self.0.counts.lock();
        while !counts.is_empty() {
            if self.0.ended.wait_until(&mut counts, deadline).timed_out() {
                return counts.is_empty();
            }
        }
        true
    }
}

impl Broker {
    /// Listens. From here on guests that connect wait instead of being refused.
    ///
    /// # Errors
    /// If it cannot listen.
    pub fn listen(options: ServeOptions) -> Result<Self> {
        let listener = unix::listen(&options.socket)
            .with_context(|| format!("cannot listen at {}", options.socket.display()))?;
        if options.is_public {
            allow_everyone(&options.socket)?;
        }
        Self::with(listener, options)
    }

    /// Takes a socket that listens already: who may connect, and where, is the business of who made it.
    ///
    /// # Errors
    /// If it cannot listen for other machines.
    pub fn with(listener: UnixListener, options: ServeOptions) -> Result<Self> {
        let remote = match &options.tcp {
            Some(tcp) => {
                let listening = TcpListener::bind(&tcp.address);
                Some(listening.with_context(|| format!("cannot listen at tcp://{}", tcp.address))?)
            }
            None => None,
        };
        tracing::info!(socket = %options.socket.display(), gpu = options.gpu.name(), "serving");
        Ok(Self { listener, remote, options: Arc::new(options), sessions: Arc::default() })
    }

    /// What is under way, now and later.
    pub fn under_way(&self) -> UnderWay {
        UnderWay(self.sessions.clone())
    }

    /// Serves for ever.
    ///
    /// # Errors
    /// No thread for the guests on other machines.
    pub fn serve(self) -> Result<()> {
        let (options, sessions) = (self.options, self.sessions);
        if let Some(remote) = self.remote {
            let (options, sessions) = (options.clone(), sessions.clone());
            let accept = move || accept(remote.incoming(), &options, &sessions, welcome_remote);
            thread::Builder::new().name("remote".into()).spawn(accept).context("no thread for TCP")?;
        }
        accept(self.listener.incoming(), &options, &sessions, welcome);
        Ok(())
    }
}

/// What to do with a connection.
type Welcome<S> = fn(S, &ServeOptions, &Arc<Sessions>) -> Result<()>;

/// Gives each connection a thread.
fn accept<S: Send + 'static>(
    incoming: impl Iterator<Item = io::Result<S>>,
    options: &Arc<ServeOptions>,
    sessions: &Arc<Sessions>,
    welcome: Welcome<S>,
) {
    for stream in incoming {
        let stream = match stream {
            Ok(stream) => stream,
            Err(error) => {
                tracing::error!(%error, "a guest could not be accepted");
                thread::sleep(Duration::from_millis(100));
                continue;
            }
        };
        let (options, sessions) = (options.clone(), sessions.clone());
        let spawned = thread::Builder::new().name("guest".into()).spawn(move || {
            if let Err(error) = welcome(stream, &options, &sessions) {
                tracing::warn!("a guest was turned away: {error:#}");
            }
        });
        if let Err(error) = spawned {
            tracing::error!(%error, "no thread for a guest");
        }
    }
}

/// Anybody on this machine may connect: who they are, the kernel says, and each has limits.
fn allow_everyone(socket: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(socket, std::fs::Permissions::from_mode(0o666))
        .context("the socket's permissions")
}

/// One guest of this machine: from its hello to the end of its worker.
fn welcome(stream: UnixStream, options: &ServeOptions, sessions: &Arc<Sessions>) -> Result<()> {
    let Some(greeting) = greeted(unix::read_hello(&stream))? else { return Ok(()) };
    let place = place(&stream, greeting.uid, options, sessions)?;
    let size = options.gpu.window();
    let memory = SessionMemory::create(RegionGeometry::default(), size).context("session memory")?;
    let row = sessions.row(greeting.uid, options.max_sessions.1)?;
    let mut command = worker_command(&options.gpu_arguments, greeting.version, options.summary);
    let kernels = options.kernels.as_ref().and_then(|folder| {
        let opened = folder.open(greeting.uid);
        opened.inspect_err(|error| tracing::debug!("kernels are not kept: {error:#}")).ok()
    });
    if let Some((file, pipe)) = &kernels {
        let (file, pipe) = (file.as_raw_fd(), pipe.as_raw_fd());
        command.args(["--kernels", &file.to_string(), "--kernels-pipe", &pipe.to_string()]);
        inherit(&mut command, vec![file, pipe]);
    }
    let window = shareable(&memory).context("session memory")?;
    let (seat, exchange) = sessions.exchange.seat(greeting.uid, (row.board(), row.row()), window)?;
    let worker = start_shared(command, &stream, &memory, &row, Some(&exchange))?;
    // From here on the worker alone holds the socket: it hangs up with it. So does the other end of the exchange, and with that seat
    // goes the window.
    drop((stream, memory, exchange, kernels));
    attend(worker, (row, place), greeting.pid, Some(seat))
}

/// One guest of another machine.
fn welcome_remote(stream: TcpStream, options: &ServeOptions, sessions: &Arc<Sessions>) -> Result<()> {
    let token = &options.tcp.as_ref().context("no token")?.token;
    let Some(version) = greeted(tcp::read_hello(&stream, token))? else { return Ok(()) };
    let place = place(&stream, REMOTE, options, sessions)?;
    let row = sessions.row(REMOTE, options.max_sessions.1)?;
    let command = worker_command(&options.gpu_arguments, version, options.summary);
    let worker = start(command, &stream, &row, Vec::new())?;
    drop(stream);
    // Guests on other machines count as one tenant, but are none: they share nothing.
    attend(worker, (row, place), 0, None)
}

/// Whoever only looks whether somebody listens says nothing, and is no guest.
fn greeted<T>(hello: Result<T, HelloError>) -> Result<Option<T>> {
    match hello {
        Ok(greeting) => Ok(Some(greeting)),
        Err(HelloError::Socket(SocketError::Closed)) => {
            tracing::debug!("a connection without a hello");
            Ok(None)
        }
        Err(error) => Err(error).context("hello"),
    }
}

fn place(stream: impl AsFd, uid: u32, options: &ServeOptions, sessions: &Arc<Sessions>) -> Result<Place> {
    sessions.take(uid, options.max_sessions).ok_or_else(|| {
        unix::refuse(stream, Refusal::Sessions);
        anyhow::anyhow!("user {uid} has as many sessions as allowed")
    })
}

/// The window of a session, for others to get parts of.
fn shareable(memory: &SessionMemory) -> io::Result<Option<Shareable>> {
    let Some((window, size)) = &memory.window else { return Ok(None) };
    let bytes = size.total().unwrap_or(0);
    Ok(Some(Shareable { memory: window.try_clone()?, at: memory.window_at, bytes }))
}

/// Waits for a worker's end, and answers what it asks the exchange until then.
fn attend(mut worker: Child, held: (board::Place, Place), pid: u32, seat: Option<Seat>) -> Result<()> {
    let uid = held.1.uid;
    tracing::info!(pid, uid, worker = worker.id(), "a session begins");
    if let Some(seat) = seat {
        seat.serve();
    }
    let status = worker.wait().context("worker")?;
    // The row first: whoever gets the place finds one.
    drop(held);
    if status.success() {
        tracing::info!(pid, uid, "a session has ended");
    } else {
        tracing::warn!(pid, uid, %status, "a worker ended badly");
    }
    Ok(())
}

/// What starts a worker with the GPU that these arguments name, but for its connection and its memory.
pub fn worker_command(gpu_arguments: &[OsString], version: u32, summary: bool) -> Command {
    let mut command = Command::new("/proc/self/exe");
    command
        .arg0("vgpu-worker")
        .arg("worker")
        .args(["--version", &version.to_string()])
        .args(gpu_arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    if summary {
        command.arg("--summary");
    }
    command
}

/// Starts a worker that shares `memory` with its guest, and things with other sessions by way of `exchange`; tells the guest if that
/// fails. The worker has descriptors of its own.
///
/// # Errors
/// The memory has no window, or the process does not start.
pub fn start_shared(
    mut command: Command,
    stream: impl AsFd,
    memory: &SessionMemory,
    row: &board::Place,
    exchange: Option<&OwnedFd>,
) -> Result<Child> {
    let (window, size) = memory.window.as_ref().context("no window")?;
    command
        .args(["--region", &memory.region.as_raw_fd().to_string()])
        .args(["--region-at", &memory.region_extent.at.to_string()])
        .args(["--region-len", &memory.region_extent.len.to_string()])
        .args(["--window", &window.as_raw_fd().to_string()])
        .args(["--window-at", &memory.window_at.to_string()])
        .args(["--window-host", &size.host.to_string()])
        .args(["--window-device", &size.device.to_string()]);
    let mut inherited = vec![memory.region.as_raw_fd(), window.as_raw_fd()];
    if let Some(exchange) = exchange {
        command.args(["--exchange", &exchange.as_raw_fd().to_string()]);
        inherited.push(exchange.as_raw_fd());
    }
    start(command, stream, row, inherited)
}

/// Starts a worker for a connection; tells the guest if that fails.
fn start(
    mut command: Command,
    stream: impl AsFd,
    row: &board::Place,
    mut inherited: Vec<RawFd>,
) -> Result<Child> {
    let (socket, board) = (stream.as_fd().as_raw_fd(), row.memory().as_raw_fd());
    command.args(["--socket", &socket.to_string()]);
    command.args(["--board", &board.to_string()]).args(["--board-row", &row.row().to_string()]);
    inherited.extend([socket, board]);
    inherit(&mut command, inherited);
    command
        .spawn()
        .inspect_err(|_| unix::refuse(stream, Refusal::Worker))
        .context("a worker could not be started")
}

/// Leaves descriptors open in the process that a command starts.
fn inherit(command: &mut Command, descriptors: Vec<RawFd>) {
    // SAFETY: between fork and exec it only clears close-on-exec flags, by plain system calls.
    unsafe {
        command.pre_exec(move || {
            for descriptor in &descriptors {
                if libc::fcntl(*descriptor, libc::F_SETFD, 0) != 0 {
                    return Err(io::Error::last_os_error());
                }
            }
            Ok(())
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_user_cannot_take_every_place_and_places_come_back() {
        let sessions = Arc::new(Sessions::default());
        let limits = (3, 2);
        let first = sessions.take(1, limits);
        let second = sessions.take(1, limits);
        assert!(first.is_some() && second.is_some());
        assert!(sessions.take(1, limits).is_none(), "a third of the same user");
        let other = sessions.take(2, limits);
        assert!(other.is_some());
        assert!(sessions.take(3, limits).is_none(), "a fourth of all");
        drop(first);
        assert!(sessions.take(3, limits).is_some());
    }

    #[test]
    fn users_have_boards_of_their_own() {
        let sessions = Arc::new(Sessions::default());
        let memory = |row: &board::Place| rustix::fs::fstat(row.memory()).unwrap().st_ino;
        let rows = [(1, 2), (1, 2), (2, 2)].map(|(uid, rows)| sessions.row(uid, rows).unwrap());
        assert_eq!(memory(&rows[0]), memory(&rows[1]));
        assert_ne!(memory(&rows[0]), memory(&rows[2]));
        assert!(sessions.row(1, 2).is_err(), "a third session of the same user");
    }

    #[test]
    fn waiting_for_the_last_session_ends_with_it_or_with_patience() {
        let sessions = Arc::new(Sessions::default());
        let under_way = UnderWay(sessions.clone());
        assert!(under_way.wait_for_none(Duration::ZERO));
        let place = sessions.take(1, (1, 1));
        assert!(sessions.take(2, (1, 1)).is_none());
        assert!(!under_way.wait_for_none(Duration::from_millis(1)));
        let leaving = thread::spawn(move || drop(place));
        assert!(under_way.wait_for_none(Duration::from_secs(10)));
        leaving.join().unwrap();
    }
}
