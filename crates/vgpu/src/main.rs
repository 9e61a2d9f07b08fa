//! The `vgpu` command: gives programs a GPU (`run`), shows what they get (`info`), serves a machine (`serve`).

mod activation;
mod cdi;
mod cublas;
mod device;
mod doctor;
mod gpu;
mod host;
mod info;
mod install;
mod library;
mod namespace;
mod private_folder;
mod run;
mod serve;
mod signals;
mod smi;
mod trace;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

/// A virtual NVIDIA GPU for machines without one.
///
/// Unmodified CUDA programs find a driver library where they look for NVIDIA's. Their calls travel over shared memory to a worker
/// process, which executes them.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a program that sees a virtual GPU
    Run(run::RunArguments),
    /// Show the GPU as a program sees it
    Info(info::InfoArguments),
    /// Show the GPUs and who uses them, as nvidia-smi does
    Smi(smi::SmiArguments),
    /// Run a program and show its calls, and what the GPU does, with times
    Trace(trace::TraceArguments),
    /// Tell why a program does not see the GPU
    Doctor(doctor::DoctorArguments),
    /// Install the virtual GPU for every process of this machine
    Install(install::InstallArguments),
    /// Remove what `vgpu install` has made
    Uninstall(install::UninstallArguments),
    /// A specification for container tools
    Cdi(cdi::CdiArguments),
    /// Serve the programs of this machine
    Serve(serve::ServeArguments),
    /// Serve a PCI device to one virtual machine
    Device(device::DeviceArguments),
    /// One guest's session; started by the broker
    #[command(hide = true)]
    Worker(serve::WorkerArguments),
    /// Say what NVIDIA driver this machine has; `--gpu auto` asks it
    #[command(hide = true)]
    Probe(gpu::DriverArguments),
    /// What `info` runs as a program
    #[command(hide = true)]
    InfoInner(info::InnerArguments),
}

fn main() -> ExitCode {
    let mut words = std::env::args_os();
    let name = words.next().unwrap_or_default();
    if Path::new(&name).file_name().is_some_and(|name| name == smi::NAME) {
        signals::end_with_the_pipe();
        return smi::as_nvidia_smi(words);
    }
    let command = Arguments::parse().command;
    log_to_stderr(match &command {
        Command::Serve(arguments) if !arguments.is_private() => "info",
        Command::Device(_) => "info",
        _ => "warn",
    });
    // Those that print and end; the others have programs to wait for, or guests.
    if matches!(&command, Command::Smi(_) | Command::Doctor(_) | Command::Cdi(_) | Command::InfoInner(_)) {
        signals::end_with_the_pipe();
    }
    let result = match command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Info(arguments) => info::info(&arguments),
        Command::Smi(arguments) => Ok(smi::smi(&arguments)),
        Command::Trace(arguments) => trace::trace(&arguments),
        Command::Doctor(arguments) => doctor::doctor(&arguments),
        Command::Install(arguments) => install::install(&arguments),
        Command::Uninstall(arguments) => install::uninstall(&arguments),
        Command::Cdi(arguments) => cdi::cdi(&arguments),
        Command::Serve(arguments) => serve::serve(arguments).map(|()| ExitCode::SUCCESS),
        Command::Device(arguments) => device::device(arguments).map(|()| ExitCode::SUCCESS),
        Command::Worker(arguments) => serve::worker(arguments).map(|()| ExitCode::SUCCESS),
        Command::Probe(arguments) => gpu::probe(&arguments).map(|()| ExitCode::SUCCESS),
        Command::InfoInner(arguments) => info::inner(&arguments).map(|()| ExitCode::SUCCESS),
    };
    result.unwrap_or_else(|error| {
        eprintln!("vgpu: {error:#}");
        ExitCode::FAILURE
    })
}

/// A path of a machine whose root folder is `root`.
fn inside(root: &Path, path: &Path) -> PathBuf {
    root.join(path.strip_prefix("/").unwrap_or(path))
}

/// `VGPU_LOG` says what is logged, as `level` or `target=level,…`.
fn log_to_stderr(level: &str) {
    let filter = EnvFilter::try_from_env("VGPU_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    // The journal has a clock of its own, and whoever reads a file has no use for colours.
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(colours)
        .without_time()
        .init();
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn no_command_has_an_argument_twice() {
        super::Arguments::command().debug_assert();
    }
}
