//! Starts a program under `vgpu run` and waits for it, but not for ever.
use std::fs::File;
use std::io::{Read, Seek};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};

use crate::build::{program, repository};
use crate::table::Link;

/// A program that takes longer hangs; `VGPU_TEST_TIMEOUT` (seconds) says otherwise, for slow machines.
const TIMEOUT: Duration = Duration::from_secs(60);

/// What a program left.
#[derive(Debug, Clone)]
pub struct Finished {
    /// Its exit code, or `None` where a signal ended it.
    pub code: Option<i32>,
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// From start to end.
    pub took: Duration,
}

impl Finished {
    /// Whether it ended with 0 and its last words were `PASS name`.
    pub fn passed(&self, name: &str) -> bool {
        self.code == Some(0) && self.stdout.lines().any(|line| line == format!("PASS {name}"))
    }

    /// Panics with everything the program said unless it [`Finished::passed`].
    #[track_caller]
    pub fn expect_pass(&self, name: &str) {
        assert!(self.passed(name), "{name} did not pass: {self}");
    }
}

impl std::fmt::Display for Finished {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Finished { code, signal, stdout, stderr, took } = self;
        write!(f, "code {code:?}, signal {signal:?}, {took:.1?}\n--- stdout\n{stdout}--- stderr\n{stderr}")
    }
}

/// The `vgpu` binary: `bin/vgpu` under `VGPU_DIST`, or `dist` of the repository.
///
/// # Errors
/// It is not there; the message says what to do.
pub fn vgpu() -> Result<PathBuf> {
    let dist = std::env::var_os("VGPU_DIST").map_or_else(|| repository().join("dist"), PathBuf::from);
    let binary = dist.join("bin/vgpu");
    if !binary.is_file() {
        bail!("{} is missing: run `make build` first", binary.display());
    }
    Ok(binary)
}

/// Builds a program where needed and runs it as `vgpu run -- program args`.
///
/// # Errors
/// What [`program`] and [`vgpu`] report, or that the program hangs: then its whole process group is ended.
pub fn run(name: &str, link: Link, args: &[&str]) -> Result<Finished> {
    let binary = program(name, link)?;
    let mut command = match std::env::var_os("VGPU_NATIVE") {
        // On a machine with a GPU: the same program on the driver that is installed there.
        Some(_) => Command::new(binary),
        None => {
            let mut command = Command::new(vgpu()?);
            command.args(["run", "--"]).arg(binary);
            command
        }
    };
    command.args(args);
    finish(command, name)
}

/// As [`run`], with `--gpu gpu` and more environment variables; through a chain of two hosts where `is_nested` says so.
///
/// # Errors
/// As [`run`].
pub fn run_on(
    gpu: &str,
    is_nested: bool,
    (name, link): (&str, Link),
    args: &[&str],
    environment: &[(&str, &str)],
) -> Result<Finished> {
    let binary = program(name, link)?;
    let vgpu = vgpu()?;
    let mut command = Command::new(&vgpu);
    command.args(["run", "--gpu", gpu, "--"]);
    if is_nested {
        command.arg(&vgpu).args(["run", "--gpu", "nvidia", "--allow-nested", "--"]);
    }
    command.arg("env").args(environment.iter().map(|(name, value)| format!("{name}={value}")));
    command.arg(binary).args(args);
    finish(command, name)
}

/// Builds a program where needed and runs it through a chain of two hosts: its worker opens our own libcuda.so.1 in place of NVIDIA's
/// driver, whose worker has the software GPU. Whatever the guest and gpu-nvidia do is done, on machines without a GPU too.
///
/// # Errors
/// As [`run`].
pub fn run_nested(name: &str, link: Link, args: &[&str]) -> Result<Finished> {
    let binary = program(name, link)?;
    finish(nested(&binary, args)?, name)
}

/// The command that [`run_nested`] runs.
///
/// # Errors
/// What [`vgpu`] reports.
pub fn nested(binary: &Path, args: &[&str]) -> Result<Command> {
    let vgpu = vgpu()?;
    let mut command = Command::new(&vgpu);
    command.args(["run", "--gpu", "soft", "--"]).arg(&vgpu);
    command.args(["run", "--gpu", "nvidia", "--allow-nested", "--"]).arg(binary).args(args);
    Ok(command)
}

/// Says that a test could not be made here, past what the test runner keeps to itself.
pub fn not_tested(what: &str) {
    let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("NOT TESTED: {what}\n"));
}

/// Runs a command to its end, with nothing on its standard input.
///
/// # Errors
/// It does not start, or it hangs.
pub fn finish(command: Command, name: &str) -> Result<Finished> {
    let limit = std::env::var("VGPU_TEST_TIMEOUT")
        .ok()
        .and_then(|s| s.parse().ok())
        .map_or(TIMEOUT, Duration::from_secs);
    finish_within(command, name, limit)
}

/// [`finish`], for a command that may take this long.
///
/// # Errors
/// As [`finish`].
pub fn finish_within(mut command: Command, name: &str, limit: Duration) -> Result<Finished> {
    // Files, not pipes: a process that outlives the program must not keep the test waiting.
    let (mut stdout, mut stderr) = (tempfile::tempfile()?, tempfile::tempfile()?);
    command.stdin(Stdio::null()).stdout(stdout.try_clone()?).stderr(stderr.try_clone()?).process_group(0);
    let start = Instant::now();
    let mut child = command.spawn().with_context(|| format!("{command:?} does not start"))?;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if start.elapsed() > limit {
            if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
                let _ = kill_process_group(group, Signal::KILL);
            }
            child.wait()?;
            bail!(
                "{name} hangs: {limit:?} are over\n--- stdout\n{}--- stderr\n{}",
                text(&mut stdout)?,
                text(&mut stderr)?
            );
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    Ok(Finished {
        code: status.code(),
        signal: status.signal(),
        took: start.elapsed(),
        stdout: text(&mut stdout)?,
        stderr: text(&mut stderr)?,
    })
}

fn text(file: &mut File) -> Result<String> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The file that a path names, read whole, with the path in the error.
///
/// # Errors
/// It cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| path.display().to_string())
}
