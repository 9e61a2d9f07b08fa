//! `vgpu serve` and the worker that its broker starts: from command lines to the server's options.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use channel::handshake::TOKEN_LEN;
use channel::region::Extent;
use channel::window::WindowSize;
use server::broker::{Broker, ServeOptions, TcpOptions, UnderWay};
use server::kernels::{self, KernelFolder};
use server::worker::{self, SharedOptions, WorkerOptions};

use crate::activation;
use crate::gpu::{self, DriverArguments, GpuKind};
use crate::host::{LAST_WORKERS, READY, SYSTEM_SOCKET};

/// Serves a GPU to the programs of this machine, one worker process for each.
///
/// Only the user who started it may connect, unless --public is given. Guests are known by what the kernel says of their sockets.
/// A socket that systemd passes (LISTEN_FDS) is used instead of --socket. VGPU_LOG sets what is logged to standard error, such as `debug` or `server=debug`.
#[derive(clap::Args, Debug)]
pub struct ServeArguments {
    /// Where to listen
    #[arg(long, value_name = "PATH", default_value = SYSTEM_SOCKET)]
    socket: PathBuf,
    /// The GPU to serve: nvidia, nvidia:INDEX,…, soft, soft:PROFILE, or auto: NVIDIA's driver if there is one, else soft
    #[arg(long, value_name = "GPU", value_parser = GpuKind::parse, default_value = "auto")]
    gpu: GpuKind,
    #[command(flatten)]
    driver: DriverArguments,
    /// Let every user of this machine connect
    #[arg(long)]
    public: bool,
    /// Sessions at the same time
    #[arg(long, value_name = "N", default_value_t = 256)]
    max_sessions: usize,
    /// Sessions at the same time of one user
    #[arg(long, value_name = "N", default_value_t = 64)]
    max_sessions_per_user: usize,
    /// Let workers print what travelled when their sessions end
    #[arg(long)]
    summary: bool,
    /// Where compiled kernels are kept for the next session of the same user; an empty one keeps none [default: vgpu/kernels in the
    /// user's cache, /var/cache/vgpu/kernels for root]
    #[arg(long, value_name = "FOLDER")]
    kernels: Option<PathBuf>,
    /// Let guests on other machines connect there, too: ADDRESS:PORT. Nothing is encrypted: only for networks that are trusted
    #[arg(long, value_name = "ADDRESS", requires = "token_file")]
    tcp: Option<String>,
    /// The token that those guests must have, in VGPU_TOKEN or /etc/vgpu/token: 64 hexadecimal digits
    #[arg(long, value_name = "FILE", requires = "tcp")]
    token_file: Option<PathBuf>,
    /// Serve one run: say when ready; end, and remove this folder, when standard input closes
    #[arg(long, hide = true, value_name = "FOLDER")]
    private: Option<PathBuf>,
}

impl ServeArguments {
    /// Whether it serves one `vgpu run`.
    pub fn is_private(&self) -> bool {
        self.private.is_some()
    }
}

/// Serves for ever.
///
/// # Errors
/// It cannot listen.
pub fn serve(arguments: ServeArguments) -> Result<()> {
    let inherited = activation::listener()?;
    let folder = arguments.socket.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|_| inherited.is_none()) {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let kind = gpu::settle(arguments.gpu, &arguments.driver);
    let tcp = match (arguments.tcp, &arguments.token_file) {
        (Some(address), Some(file)) => Some(TcpOptions { address, token: read_token(file)? }),
        _ => None,
    };
    let options = ServeOptions {
        socket: match &inherited {
            Some((_, path)) => path.clone(),
            None => arguments.socket,
        },
        gpu: gpu::choice(&kind, &arguments.driver)?,
        gpu_arguments: gpu::arguments(&kind, &arguments.driver),
        max_sessions: (arguments.max_sessions, arguments.max_sessions_per_user),
        is_public: arguments.public,
        summary: arguments.summary,
        kernels: arguments
            .kernels
            .or_else(kernels::default_folder)
            .filter(|folder| !folder.as_os_str().is_empty())
            .map(KernelFolder::new),
        tcp,
    };
    let broker = match inherited {
        Some((listener, _)) => Broker::with(listener, options)?,
        None => Broker::listen(options)?,
    };
    if let Some(folder) = arguments.private {
        let under_way = broker.under_way();
        std::thread::Builder::new()
            .name("end of run".into())
            .spawn(move || end_with_run(&folder, &under_way))
            .context("no thread to watch the run")?;
        let mut stdout = std::io::stdout();
        writeln!(stdout, "{READY}").and_then(|()| stdout.flush()).context("the run is gone")?;
    }
    broker.serve()
}

fn read_token(file: &Path) -> Result<[u8; TOKEN_LEN]> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    parse_token(text.trim()).with_context(|| {
        format!("{} does not hold {} hexadecimal digits, or only zeros", file.display(), 2 * TOKEN_LEN)
    })
}

/// All zeros is what a guest without a token sends, so it is none.
fn parse_token(text: &str) -> Option<[u8; TOKEN_LEN]> {
    let mut token = [0; TOKEN_LEN];
    if text.len() != 2 * TOKEN_LEN || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, digits) in token.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    (token != [0; TOKEN_LEN]).then_some(token)
}

/// Waits for the end of the run that this host is for, then ends this process.
fn end_with_run(folder: &Path, under_way: &UnderWay) {
    // Nobody writes: the only thing to read is the end.
    let _ = std::io::stdin().read(&mut [0]);
    under_way.wait_for_none(LAST_WORKERS);
    // The run removes it too; whoever comes second finds nothing.
    let _ = fs::remove_dir_all(folder);
    std::process::exit(0);
}

/// What the broker passes.
#[derive(clap::Args, Debug)]
pub struct WorkerArguments {
    #[arg(long)]
    socket: i32,
    #[arg(long, requires = "window")]
    region: Option<i32>,
    #[arg(long, requires = "region")]
    window: Option<i32>,
    #[arg(long, default_value_t = 0)]
    region_at: u64,
    #[arg(long, default_value_t = u64::MAX)]
    region_len: u64,
    #[arg(long, default_value_t = 0)]
    window_at: u64,
    #[arg(long, default_value_t = 0)]
    window_host: u64,
    #[arg(long, default_value_t = 0)]
    window_device: u64,
    #[arg(long)]
    board: i32,
    #[arg(long)]
    board_row: usize,
    #[arg(long)]
    exchange: Option<i32>,
    #[arg(long)]
    version: u32,
    #[arg(long, value_parser = GpuKind::parse)]
    gpu: GpuKind,
    #[command(flatten)]
    driver: DriverArguments,
    #[arg(long)]
    summary: bool,
    #[arg(long, requires = "kernels_pipe")]
    kernels: Option<i32>,
    #[arg(long)]
    kernels_pipe: Option<i32>,
}

/// Serves one session.
///
/// # Errors
/// What kept it from starting.
pub fn worker(arguments: WorkerArguments) -> Result<()> {
    let options = WorkerOptions {
        socket: arguments.socket,
        shared: arguments.region.zip(arguments.window).map(|(region, window)| SharedOptions {
            region,
            window,
            region_extent: Extent { at: arguments.region_at, len: arguments.region_len },
            window_at: arguments.window_at,
            window_size: WindowSize { host: arguments.window_host, device: arguments.window_device },
        }),
        board: (arguments.board, arguments.board_row),
        exchange: arguments.exchange,
        version: arguments.version,
        gpu: gpu::choice(&arguments.gpu, &arguments.driver)?,
        summary: arguments.summary,
        kernels: arguments.kernels.zip(arguments.kernels_pipe),
        soft: arguments.driver.soft.options(),
    };
    // SAFETY: the broker left these descriptors open for this, and nothing in this process has touched them.
    unsafe { worker::run(&options) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_64_hexadecimal_digits_and_not_all_zeros() {
        assert_eq!(parse_token(&"0f".repeat(TOKEN_LEN)), Some([15; TOKEN_LEN]));
        for wrong in ["", "0f", &"00".repeat(TOKEN_LEN), &"+f".repeat(TOKEN_LEN), &"0f".repeat(TOKEN_LEN + 1)]
        {
            assert_eq!(parse_token(wrong), None, "{wrong}");
        }
    }
}
