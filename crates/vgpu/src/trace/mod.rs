//! `vgpu trace`: what a program calls, as it happens, how long it took, and what the GPU did meanwhile.

mod collect;
mod perfetto;
mod summary;

use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};

use crate::private_folder::PrivateFolder;
use crate::run::{HostArguments, Surroundings};
use collect::Collector;

/// Where guests look, beside their library.
const SOCKET: &str = "vgpu.trace";

/// Runs a program as `vgpu run` does, and shows its calls of the driver.
///
/// Each call is a line on standard error when it returns: seconds since the start, process and thread, the function with its arguments, the
/// result, how long it took. What a call has written is in brackets. At the end there is a summary by call and by kernel, and a file for
/// ui.perfetto.dev or chrome://tracing, in which each thread has its calls and each stream the GPU's work.
#[derive(clap::Args, Debug)]
pub struct TraceArguments {
    #[command(flatten)]
    host: HostArguments,
    /// The file for Perfetto
    #[arg(long, short, value_name = "FILE", default_value = "vgpu-trace.json")]
    output: PathBuf,
    /// Print the summary only
    #[arg(long, short)]
    quiet: bool,
    /// The program and its arguments
    #[arg(required = true, trailing_var_arg = true, value_name = "PROGRAM")]
    program: Vec<OsString>,
}

/// Runs the program.
///
/// # Errors
/// What kept it from having a GPU; the file cannot be written.
pub fn trace(arguments: &TraceArguments) -> Result<ExitCode> {
    let (program, rest) = arguments.program.split_first().context("no program is named")?;
    let file = std::fs::File::create(&arguments.output)
        .with_context(|| format!("cannot write {}", arguments.output.display()))?;
    let surroundings = Surroundings::prepare(&arguments.host, false)?;
    let socket = surroundings.lib().join(SOCKET);
    let listener = UnixListener::bind(&socket).context("cannot listen for traces")?;
    if PrivateFolder::is_for_everyone() {
        std::fs::set_permissions(&socket, std::fs::Permissions::from_mode(0o666))
            .context("the trace's socket")?;
    }
    let is_over = Arc::new(AtomicBool::new(false));
    let collector = Collector::new(listener, file, arguments.quiet, is_over.clone())?;
    let collecting = std::thread::Builder::new()
        .name("trace".into())
        .spawn(move || collector.run())
        .context("no thread for the trace")?;
    let code = surroundings.run(Command::new(program).args(rest));
    // Pairs with the collector's load: what has been written to it by now, it still reads.
    is_over.store(true, Ordering::Release);
    let summary = collecting.join().map_err(|_| anyhow::anyhow!("the trace's thread panicked"))??;
    eprint!("{}", summary.text());
    eprintln!("vgpu: {} is for ui.perfetto.dev", arguments.output.display());
    code
}
