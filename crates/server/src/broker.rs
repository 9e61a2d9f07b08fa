//! The broker: it accepts guests, knows who they are, keeps the limits, and gives each a worker process. It never reads a frame.

use std::collections::HashMap;
use std::ffi::OsString;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::net::{UnixListener, UnixStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use channel::handshake::Refusal;
use channel::region::RegionGeometry;
use channel::unix::{self, Greeting, HelloError, SessionMemory};
use channel::window::WindowSize;
use parking_lot::{Condvar, Mutex};

use crate::gpu::GpuChoice;

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
}

/// Sessions that are under way, by user.
#[derive(Default)]
struct Sessions {
    counts: Mutex<HashMap<u32, usize>>,
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
        tracing::info!(socket = %options.socket.display(), gpu = options.gpu.name(), "serving");
        Ok(Self { listener, options: Arc::new(options), sessions: Arc::default() })
    }

    /// What is under way, now and later.
    pub fn under_way(&self) -> UnderWay {
        UnderWay(self.sessions.clone())
    }

    /// Serves for ever.
    pub fn serve(self) {
        for stream in self.listener.incoming() {
            let stream = match stream {
                Ok(stream) => stream,
                Err(error) => {
                    tracing::error!(%error, "a guest could not be accepted");
                    thread::sleep(Duration::from_millis(100));
                    continue;
                }
            };
            let (options, sessions) = (self.options.clone(), self.sessions.clone());
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
}

/// Anybody on this machine may connect: who they are, the kernel says, and each has limits.
fn allow_everyone(socket: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(socket, std::fs::Permissions::from_mode(0o666))
        .context("the socket's permissions")
}

/// One guest: from its hello to the end of its worker.
fn welcome(stream: UnixStream, options: &ServeOptions, sessions: &Arc<Sessions>) -> Result<()> {
    let greeting = match unix::read_hello(&stream) {
        Ok(greeting) => greeting,
        // Whoever only looks whether somebody listens says nothing.
        Err(HelloError::Socket(error)) => {
            tracing::debug!(%error, "a connection without a hello");
            return Ok(());
        }
        Err(error) => return Err(error).context("hello"),
    };
    let Some(place) = sessions.take(greeting.uid, options.max_sessions) else {
        unix::refuse(&stream, Refusal::Sessions);
        anyhow::bail!("user {} has as many sessions as allowed", greeting.uid);
    };
    let window = options.gpu.window();
    let memory = SessionMemory::create(RegionGeometry::default(), window).context("session memory")?;
    let started = start_worker(&stream, &memory, window, &greeting, options);
    let mut worker = match started {
        Ok(worker) => worker,
        Err(error) => {
            unix::refuse(&stream, Refusal::Worker);
            return Err(error);
        }
    };
    // From here on the worker alone holds the socket and the memory: both hang up and vanish with it.
    drop((stream, memory));
    let status = worker.wait().context("worker")?;
    drop(place);
    if !status.success() {
        tracing::warn!(pid = greeting.pid, uid = greeting.uid, %status, "a worker ended badly");
    }
    Ok(())
}

fn start_worker(
    stream: &UnixStream,
    memory: &SessionMemory,
    size: WindowSize,
    greeting: &Greeting,
    options: &ServeOptions,
) -> Result<Child> {
    let (window, _) = memory.window.as_ref().context("no window")?;
    let inherited = [stream.as_raw_fd(), memory.region.as_raw_fd(), OwnedFd::as_raw_fd(window)];
    let mut command = Command::new("/proc/self/exe");
    command
        .arg0("vgpu-worker")
        .arg("worker")
        .args(["--socket", &inherited[0].to_string()])
        .args(["--region", &inherited[1].to_string()])
        .args(["--window", &inherited[2].to_string()])
        .args(["--window-host", &size.host.to_string()])
        .args(["--window-device", &size.device.to_string()])
        .args(["--version", &greeting.version.to_string()])
        .args(&options.gpu_arguments)
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null());
    if options.summary {
        command.arg("--summary");
    }
    // SAFETY: between fork and exec it only clears close-on-exec flags, by plain system calls.
    unsafe {
        command.pre_exec(move || {
            for descriptor in inherited {
                if libc::fcntl(descriptor, libc::F_SETFD, 0) != 0 {
                    return Err(std::io::Error::last_os_error());
                }
            }
            Ok(())
        });
    }
    command.spawn().context("a worker could not be started")
}
