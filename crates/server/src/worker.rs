//! The worker process: one guest's session, its GPU, and nothing of anybody else's.
//!
//! It inherits a connected socket and the session's memory from the broker, gives up every right that it does not need, and ends when
//! its guest does.

use std::os::fd::{FromRawFd, OwnedFd, RawFd};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use channel::region::Extent;
use channel::tcp;
use channel::unix::{self, SessionMemory};
use channel::window::{self, WindowSize};
use channel::{Worker, WorkerChannel};
use gpu_soft::{Profile, SoftGpu, Space};

use crate::sandbox;
use crate::session::{SessionHost, serve};

/// What the broker tells a worker on its command line.
#[derive(Clone, Debug)]
pub struct WorkerOptions {
    /// The connected socket.
    pub socket: RawFd,
    /// The memory shared with a guest of this machine; none with one that came by TCP.
    pub shared: Option<SharedOptions>,
    /// The protocol version to speak.
    pub version: u32,
    /// The software GPU's profile, by its key.
    pub profile: String,
    /// Print what travelled when the session ends.
    pub summary: bool,
}

/// What guest and worker share.
#[derive(Clone, Copy, Debug)]
pub struct SharedOptions {
    /// The region's memory.
    pub region: RawFd,
    /// The window's memory.
    pub window: RawFd,
    /// Where in its memory the region may lie.
    pub region_extent: Extent,
    /// Where in its memory the window begins, in bytes.
    pub window_at: u64,
    /// Bytes of the window's two parts.
    pub window_size: WindowSize,
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
    // SAFETY: the caller's promise.
    let socket = unsafe { OwnedFd::from_raw_fd(options.socket) };
    let shared = options.shared.map(|shared| {
        // SAFETY: the caller's promise for both.
        let (region, window) =
            unsafe { (OwnedFd::from_raw_fd(shared.region), OwnedFd::from_raw_fd(shared.window)) };
        SessionMemory {
            region,
            region_extent: shared.region_extent,
            window: Some((window, shared.window_size)),
            window_at: shared.window_at,
        }
    });
    sandbox::enter().context("rights could not be given up")?;
    end_on_panic();
    let (worker, space) = match shared {
        Some(memory) => {
            let worker = unix::finish(socket.into(), memory, options.version).context("handshake")?;
            let space = shared_space(&worker.channel)?;
            (worker, space)
        }
        None => {
            let worker = tcp::finish(socket.into(), options.version).context("handshake")?;
            (worker, private_space(profile.memory)?)
        }
    };
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
fn shared_space(channel: &Arc<dyn WorkerChannel>) -> Result<Space> {
    let Some(window) = channel.window() else { bail!("the guest could not map the window") };
    let (host, device) = (window.host(), window.device());
    let decommitting = channel.clone();
    Ok(Space {
        host: (host.start as u64, host.len() as u64),
        device: (device.start as u64, device.len() as u64),
        decommit: Box::new(move |address, bytes| {
            let (start, end) = whole_pages(address, bytes);
            if let Some(window) = decommitting.window()
                && start < end
                && let Err(error) = window.decommit(start as usize, (end - start) as usize)
            {
                tracing::warn!(%error, "freed memory could not be given back");
            }
        }),
    })
}

/// Memory that the guest cannot see, at addresses that its own memory rarely has. It has no part for pinned host memory.
fn private_space(bytes: u64) -> Result<Space> {
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_FIXED_NOREPLACE;
    for base in window::candidates() {
        // SAFETY: a new mapping, which the flags keep from replacing another.
        let mapped = unsafe {
            libc::mmap(base as *mut _, bytes as usize, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0)
        };
        if mapped as usize == base {
            return Ok(Space { host: (0, 0), device: (base as u64, bytes), decommit: Box::new(give_back) });
        }
    }
    bail!("no address is free for {bytes} bytes of device memory")
}

/// Gives freed memory of [`private_space`] back to the kernel.
fn give_back(address: u64, bytes: u64) {
    let (start, end) = whole_pages(address, bytes);
    if start >= end {
        return;
    }
    // SAFETY: the software GPU passes ranges of its space that nobody uses any more.
    let given = unsafe { libc::madvise(start as *mut _, (end - start) as usize, libc::MADV_DONTNEED) };
    if given != 0 {
        tracing::warn!(error = %std::io::Error::last_os_error(), "freed memory could not be given back");
    }
}

/// The pages that lie wholly in a range: only those can be given back.
fn whole_pages(address: u64, bytes: u64) -> (u64, u64) {
    const PAGE: u64 = 4096;
    (address.next_multiple_of(PAGE), (address + bytes) / PAGE * PAGE)
}
