//! `vgpu run`: a process tree that finds our libcuda.so.1 as if it were NVIDIA's, and a host behind it.

use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::cublas;
use crate::gpu::{self, DriverArguments, GpuKind};
use crate::host::{PrivateHost, Running};
use crate::library::Libraries;
use crate::namespace;
use crate::private_folder::PrivateFolder;
use crate::signals;

/// What a shell answers for a program that cannot be executed, and for one that is not there.
const NOT_EXECUTABLE: u8 = 126;
const NOT_FOUND: u8 = 127;
/// What is added to a signal's number.
const SIGNALLED: i32 = 128;

/// Where the calls go.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct HostArguments {
    /// Start a private host with this GPU: soft, soft:PROFILE, nvidia, nvidia:INDEX,… or auto
    #[arg(long, value_name = "GPU", value_parser = GpuKind::parse, conflicts_with = "host")]
    pub gpu: Option<GpuKind>,
    #[command(flatten)]
    pub driver: DriverArguments,
    /// Use the host that listens there: unix:PATH or tcp://NAME:PORT (its token in VGPU_TOKEN)
    #[arg(long, value_name = "HOST")]
    pub host: Option<String>,
    /// Leave programs the cuBLAS that they find, although the software GPU cannot run its machine code
    #[arg(long)]
    pub keep_cublas: bool,
}

/// Runs a program, and all that it starts, with a virtual GPU.
///
/// The host is, in this order: the one that --host or VGPU_HOST names, this machine's (/run/vgpu/vgpu.sock), the one that
/// /etc/vgpu/config.toml names, or a private one that ends with the program.
///
/// Nothing is preloaded and no environment variable is set: in a mount namespace of its own, the program's loader has a cache that names
/// the library first. Where the system does not allow such namespaces, LD_LIBRARY_PATH is set instead, and a warning says so.
///
/// The exit code is the program's; 128 + n if signal n ended it; 126 if it cannot be executed, 127 if it is not there.
#[derive(clap::Args, Debug)]
pub struct RunArguments {
    #[command(flatten)]
    host: HostArguments,
    /// Print what travelled when a session ends
    #[arg(long)]
    summary: bool,
    /// The program and its arguments
    #[arg(required = true, trailing_var_arg = true, value_name = "PROGRAM")]
    program: Vec<OsString>,
}

/// Runs the program.
///
/// # Errors
/// What kept it from having a GPU. That the program itself does not start is an exit code.
pub fn run(arguments: &RunArguments) -> Result<ExitCode> {
    let (program, rest) = arguments.program.split_first().context("no program is named")?;
    let surroundings = Surroundings::prepare(&arguments.host, arguments.summary)?;
    surroundings.run(Command::new(program).args(rest))
}

/// Everything around a program that has to exist while it runs. Fields are dropped in this order: the host before its folder.
pub struct Surroundings {
    private: Option<PrivateHost>,
    running: Option<Running>,
    /// `LD_LIBRARY_PATH`, where it has to be set.
    library_path: Option<OsString>,
    folder: PrivateFolder,
}

impl Surroundings {
    /// Finds or starts the host and makes its library the first that is found, by this process's children from now on.
    ///
    /// # Errors
    /// No library, no host.
    pub fn prepare(arguments: &HostArguments, wants_summary: bool) -> Result<Self> {
        signals::take_over();
        let libraries = Libraries::of_this_installation()?;
        let running = match arguments.gpu {
            Some(_) => None,
            None => Running::find(arguments.host.as_deref())?,
        };
        let folder = PrivateFolder::make()?;
        libraries.put_into(&folder.lib(), PrivateFolder::is_for_everyone())?;
        let gpu = gpu::settle(arguments.gpu.clone().unwrap_or(GpuKind::Auto), &arguments.driver);
        let private = match &running {
            Some(running) => {
                running.put_into(&folder.lib())?;
                if wants_summary {
                    eprintln!("vgpu: --summary is of private hosts; this run uses {}", running.address);
                }
                None
            }
            None => Some(PrivateHost::start(&gpu, &arguments.driver, &folder, wants_summary)?),
        };
        let needs_cublas = match &private {
            Some(_) => gpu.needs_cublas(),
            None => cublas::is_needed_by_host_of(&folder.lib()),
        };
        if needs_cublas && !arguments.keep_cublas {
            libraries.put_cublas_into(&folder.lib(), PrivateFolder::is_for_everyone())?;
        }
        let library_path = make_findable(&folder);
        Ok(Self { private, running, library_path, folder })
    }

    /// The folder from which programs load the library.
    pub fn lib(&self) -> std::path::PathBuf {
        self.folder.lib()
    }

    /// Where the calls go, for people.
    pub fn host(&self) -> String {
        match (&self.running, &self.private) {
            (Some(running), _) => format!("{} ({})", running.address, running.source),
            (None, _) => "private, started for this run".to_owned(),
        }
    }

    /// Runs a program to its end; answers as a shell does.
    ///
    /// # Errors
    /// It was started and cannot be waited for.
    pub fn run(self, command: &mut Command) -> Result<ExitCode> {
        if let Some(path) = &self.library_path {
            command.env("LD_LIBRARY_PATH", path);
        }
        if self.running.as_ref().is_none_or(|running| running.source != "VGPU_HOST") {
            // The library would prefer it to the socket beside it.
            command.env_remove("VGPU_HOST");
        }
        if let Some(signal) = signals::came_early() {
            return Ok(exit_code(SIGNALLED + signal));
        }
        let child = match command.spawn() {
            Ok(child) => child,
            Err(error) => {
                eprintln!("vgpu: cannot run {}: {error}", command.get_program().to_string_lossy());
                let code = if error.kind() == ErrorKind::NotFound { NOT_FOUND } else { NOT_EXECUTABLE };
                return Ok(ExitCode::from(code));
            }
        };
        signals::forward_to(child.id());
        let status = signals::wait(child.id()).context("the program cannot be waited for")?;
        signals::forward_no_more();
        Ok(exit_code(match libc::WIFSIGNALED(status) {
            true => SIGNALLED + libc::WTERMSIG(status),
            false => libc::WEXITSTATUS(status),
        }))
    }
}

fn exit_code(code: i32) -> ExitCode {
    ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX))
}

/// Makes the loader look into the folder first. Returns what `LD_LIBRARY_PATH` must be for that, if it matters.
fn make_findable(folder: &PrivateFolder) -> Option<OsString> {
    let lib = folder.lib();
    let own = std::env::var_os("LD_LIBRARY_PATH").filter(|path| !path.is_empty());
    let cache = namespace::make_cache(folder.path(), &lib);
    let entered = match cache {
        Ok(cache) => namespace::enter(&cache).map_err(|refused| refused.0),
        Err(error) => Err(format!("{error:#}")),
    };
    match (entered, own) {
        (Ok(()), None) => None,
        // The loader looks there before its cache.
        (Ok(()), Some(own)) => Some(prepend(lib.as_os_str(), &own)),
        (Err(why), own) => {
            eprintln!(
                "vgpu: no private loader cache ({why}); LD_LIBRARY_PATH is set instead, which programs that clear their environment \
                 or are setuid do not see"
            );
            Some(own.map_or_else(|| lib.clone().into_os_string(), |own| prepend(lib.as_os_str(), &own)))
        }
    }
}

fn prepend(first: &OsStr, rest: &OsStr) -> OsString {
    let mut path = first.to_owned();
    path.push(":");
    path.push(rest);
    path
}
