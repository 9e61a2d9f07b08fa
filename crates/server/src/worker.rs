//! The worker process: one guest's session, its GPU, and nothing of anybody else's.
//!
//! It inherits a connected socket and the session's memory from the broker, gives up every right that it does not need, and ends when
//! its guest does.

use std::os::fd::{FromRawFd, OwnedFd, RawFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use channel::unix::{self, SessionMemory};
use channel::window::WindowSize;
use channel::{Worker, WorkerChannel};
use gpu_soft::{Profile, SoftGpu, Space};

use crate::sandbox;
use crate::session::{SessionHost, serve};

/// What the broker tells a worker on its command line.
#[derive(Clone, Debug)]
pub struct WorkerOptions {
    /// The connected socket.
    pub socket: RawFd,
    /// The region's memory.
    pub region: RawFd,
    /// The window's memory.
    pub window: RawFd,
    /// Bytes of the window's two parts.
    pub window_size: WindowSize,
    /// The protocol version to speak.
    pub version: u32,
    /// The software GPU's profile, by its key.
    pub profile: String,
    /// Print what travelled when the session ends.
    pub summary: bool,
}

/// Runs a session to its end.
///
/// # Errors
/// What kept it from starting.
///
/// # Safety
/// The descriptors were inherited for this and nobody else in the process uses them.
pub unsafe fn run(options: &WorkerOptions) -> Result<()> {
    let started = Instant::now();
    let profile = Profile::by_key(&options.profile).context("no such profile")?;
    // SAFETY: the caller's promise for each.
    let (socket, region, window) = unsafe {
        (
            UnixStream::from_raw_fd(options.socket),
            OwnedFd::from_raw_fd(options.region),
            OwnedFd::from_raw_fd(options.window),
        )
    };
    sandbox::enter().context("rights could not be given up")?;
    end_on_panic();
    let memory = SessionMemory { region, window: Some((window, options.window_size)) };
    let worker = unix::finish(socket, memory, options.version).context("handshake")?;
    let space = space(&worker.channel)?;
    let host = Arc::new(SessionHost::new(worker.channel.clone()));
    let gpu = Arc::new(SoftGpu::new(profile, space, host));
    run_session(worker, gpu, options.summary, started);
    Ok(())
}

/// A thread that panics takes the session with it: whoever waits for that thread's work would wait for ever.
fn end_on_panic() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        report(panic);
        std::process::abort();
    }));
}

fn run_session(worker: Worker, gpu: Arc<SoftGpu>, wants_summary: bool, started: Instant) {
    let summary = serve(worker, gpu.clone());
    let unsupported = gpu.unsupported();
    for (name, count) in &unsupported {
        tracing::warn!(name, count, "a call that is not supported");
    }
    let calls: u64 = summary.rows.iter().map(|(_, calls, _)| calls).sum();
    let bytes: u64 = summary.rows.iter().map(|(_, _, bytes)| bytes).sum();
    let seconds = started.elapsed().as_secs_f64();
    tracing::info!(calls, bytes, seconds, "session ended");
    if wants_summary {
        eprintln!("vgpu: {calls} calls and {bytes} bytes travelled in {seconds:.2} s:");
        for (name, calls, bytes) in summary.rows.iter().take(8) {
            eprintln!("vgpu:   {calls:>8} {name:<20} {bytes:>12} bytes");
        }
    }
}

/// The shared window as the software GPU's memory.
fn space(channel: &Arc<dyn WorkerChannel>) -> Result<Space> {
    let Some(window) = channel.window() else { bail!("the guest could not map the window") };
    let (host, device) = (window.host(), window.device());
    let decommitting = channel.clone();
    Ok(Space {
        host: (host.start as u64, host.len() as u64),
        device: (device.start as u64, device.len() as u64),
        decommit: Box::new(move |address, bytes| {
            /// What the kernel can give back.
            const PAGE: u64 = 4096;
            let start = address.next_multiple_of(PAGE);
            let end = (address + bytes) / PAGE * PAGE;
            if let Some(window) = decommitting.window()
                && start < end
                && let Err(error) = window.decommit(start as usize, (end - start) as usize)
            {
                tracing::warn!(%error, "freed memory could not be given back");
            }
        }),
    })
}
