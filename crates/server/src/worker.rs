//! The worker process: one guest's session, its GPU, and nothing of anybody else's.
//!
//! It inherits a connected socket and the session's memory from the broker, gives up every right that it does not need, and ends when
//! its guest does.

use std::os::fd::{FromRawFd, OwnedFd, RawFd};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use channel::region::Extent;
use channel::tcp;
use channel::unix::{self, SessionMemory};
use channel::window::WindowSize;
use channel::{Worker, WorkerChannel};
use gpu::Gpu;
use gpu_soft::Options;

use crate::board::Meter;
use crate::exchange_line::ExchangeLine;
use crate::gpu::{GpuChoice, Prepared, Unsupported};
use crate::kernels::KernelFile;
use crate::session::{SessionHost, serve};

/// What the broker tells a worker on its command line.
#[derive(Clone, Debug)]
pub struct WorkerOptions {
    /// The connected socket.
    pub socket: RawFd,
    /// The memory shared with a guest of this machine; none with one that came by TCP.
    pub shared: Option<SharedOptions>,
    /// The tenant's board, and which row is this session's.
    pub board: (RawFd, usize),
    /// The way to other sessions of the tenant, if there is one.
    pub exchange: Option<RawFd>,
    /// The protocol version to speak.
    pub version: u32,
    /// The GPU.
    pub gpu: GpuChoice,
    /// Print what travelled when the session ends.
    pub summary: bool,
    /// The user's compiled kernels, and the pipe for new ones.
    pub kernels: Option<(RawFd, RawFd)>,
    /// How the software GPU runs kernels.
    pub soft: Options,
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
    // SAFETY: the caller's promise.
    let socket = unsafe { OwnedFd::from_raw_fd(options.socket) };
    let mut shared = options.shared.map(|shared| {
        // SAFETY: the caller's promise for both.
        let (region, window) =
            unsafe { (OwnedFd::from_raw_fd(shared.region), OwnedFd::from_raw_fd(shared.window)) };
        SessionMemory {
            region,
            region_extent: shared.region_extent,
            window: Some((window, shared.window_size)),
            window_at: shared.window_at,
            window_mapped: None,
        }
    });
    // SAFETY: the caller's promise.
    let board = unsafe { OwnedFd::from_raw_fd(options.board.0) };
    let mut soft = options.soft.clone();
    soft.kernels = options.kernels.map(|(file, pipe)| -> Arc<dyn gpu_soft::CodeStore> {
        // SAFETY: the caller's promise for both.
        Arc::new(unsafe { KernelFile::new(OwnedFd::from_raw_fd(file), OwnedFd::from_raw_fd(pipe)) })
    });
    let meter = Arc::new(Meter::new(board, options.board.1)?);
    // SAFETY: the caller's promise.
    let exchange = options.exchange.map(|exchange| unsafe { OwnedFd::from_raw_fd(exchange) });
    let exchange = exchange.map(|exchange| Arc::new(ExchangeLine::new(exchange)));
    let prepared = Prepared::new(&options.gpu, shared.as_mut())?;
    end_on_panic();
    let worker = match shared {
        Some(memory) => unix::finish(socket.into(), memory, options.version).context("handshake")?,
        None => tcp::finish(socket.into(), options.version).context("handshake")?,
    };
    if matches!(options.gpu, GpuChoice::Nvidia { .. }) {
        end_with_guest(worker.channel.clone()).context("no thread to watch the guest")?;
    }
    let host = Arc::new(SessionHost::new(worker.channel.clone(), meter.clone(), exchange));
    let (gpu, unsupported) = prepared.start(&worker.channel, host.clone(), soft)?;
    host.serves(&gpu);
    run_session(worker, gpu, meter, &unsupported, options.summary, started);
    if matches!(options.gpu, GpuChoice::Nvidia { .. }) {
        // A driver's own ending may wait for threads that wait for the guest. The kernel frees everything at once.
        // SAFETY: ends the process; nothing of it is needed any more.
        unsafe { libc::_exit(0) };
    }
    Ok(())
}

/// Ends a process whose guest is gone while its leader is inside a driver's call that does not return.
fn end_with_guest(channel: Arc<dyn WorkerChannel>) -> std::io::Result<()> {
    const LOOK: Duration = Duration::from_secs(1);
    let watch = move || {
        while !channel.peer_gone() {
            thread::sleep(LOOK);
        }
        // The session's own end comes first, with its summary, where it can.
        thread::sleep(2 * LOOK);
        tracing::warn!("the driver does not let go of a session whose guest is gone");
        // SAFETY: ends the process; the kernel frees all that it held.
        unsafe { libc::_exit(0) };
    };
    thread::Builder::new().name("guest's end".into()).spawn(watch).map(|_| ())
}

/// A thread that panics takes the session with it: whoever waits for that thread's work would wait for ever.
fn end_on_panic() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        report(panic);
        std::process::abort();
    }));
}

fn run_session(
    worker: Worker,
    gpu: Arc<dyn Gpu>,
    meter: Arc<Meter>,
    unsupported: &Unsupported,
    wants_summary: bool,
    started: Instant,
) {
    let summary = serve(worker, gpu.clone(), meter);
    for (name, count) in unsupported() {
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
        for line in gpu.remarks() {
            eprintln!("vgpu: {line}");
        }
    }
}
