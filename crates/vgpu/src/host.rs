//! The host of one run: one that is there already, or a private one that lives as long as the run.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::gpu::{self, DriverArguments, GpuKind};
use crate::private_folder::PrivateFolder;

/// Where a machine's host listens.
pub const SYSTEM_SOCKET: &str = "/run/vgpu/vgpu.sock";
/// The machine's configuration.
const SYSTEM_CONFIG: &str = "/etc/vgpu/config.toml";
/// What a private host prints when it listens.
pub const READY: &str = "ready";
/// How long a private host waits for its last workers when the run is over: as long as it takes to print a summary.
pub const LAST_WORKERS: Duration = Duration::from_secs(2);

/// A host that listens without us.
#[derive(Debug, PartialEq, Eq)]
pub struct Running {
    /// Its socket.
    pub socket: PathBuf,
    /// Who named it, for people.
    pub source: &'static str,
}

impl Running {
    /// The host that a run uses if it is not to have its own: the one named on the command line, `VGPU_HOST`, the machine's, the
    /// configured one.
    ///
    /// # Errors
    /// The one that was named does not answer. The machine's need not.
    pub fn find(named: Option<&str>) -> Result<Option<Self>> {
        if let Some(name) = named {
            return Self::reach(name, "--host").map(Some);
        }
        if let Ok(name) = std::env::var("VGPU_HOST") {
            return Self::reach(&name, "VGPU_HOST").map(Some);
        }
        if UnixStream::connect(SYSTEM_SOCKET).is_ok() {
            return Ok(Some(Self { socket: SYSTEM_SOCKET.into(), source: "this machine's host" }));
        }
        configured()?.map(|name| Self::reach(&name, SYSTEM_CONFIG)).transpose()
    }

    fn reach(name: &str, source: &'static str) -> Result<Self> {
        let path = name.strip_prefix("unix:").unwrap_or(name);
        if let Some((kind, _)) = name.split_once("://") {
            bail!("{source}: hosts are reached by unix:PATH; {kind}:// is not there yet");
        }
        let socket = std::path::absolute(path).with_context(|| format!("{source}: `{name}`"))?;
        UnixStream::connect(&socket)
            .with_context(|| format!("{source}: no vgpu host answers at {}", socket.display()))?;
        Ok(Self { socket, source })
    }
}

#[derive(serde::Deserialize)]
struct Config {
    host: Option<String>,
}

fn configured() -> Result<Option<String>> {
    match fs::read_to_string(SYSTEM_CONFIG) {
        Ok(text) => Ok(toml::from_str::<Config>(&text).context(SYSTEM_CONFIG)?.host),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).context(SYSTEM_CONFIG),
    }
}

/// A broker of this run's own. It ends, after its last worker, when its standard input closes: also if this process is killed.
pub struct PrivateHost {
    broker: Child,
}

impl PrivateHost {
    /// Starts one that listens in `folder`, which it removes should this process not live to do so.
    ///
    /// # Errors
    /// It does not get as far as listening.
    pub fn start(
        gpu: &GpuKind,
        driver: &DriverArguments,
        folder: &PrivateFolder,
        wants_summary: bool,
    ) -> Result<Self> {
        let mut command = Command::new("/proc/self/exe");
        command
            .arg0("vgpu-host")
            .arg("serve")
            .arg("--socket")
            .arg(folder.socket())
            .args(gpu::arguments(gpu, driver))
            .arg("--private")
            .arg(folder.path())
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Ctrl-C is for the program.
            .process_group(0);
        if PrivateFolder::is_for_everyone() {
            command.arg("--public");
        }
        if wants_summary {
            command.arg("--summary");
        }
        let mut broker = command.spawn().context("the private host does not start")?;
        let stdout = broker.stdout.take();
        let host = Self { broker };
        let mut line = String::new();
        if let Some(stdout) = stdout {
            BufReader::new(stdout).read_line(&mut line).context("the private host says nothing")?;
        }
        // What kept it from listening it has said on standard error.
        ensure!(line.trim_end() == READY, "the private host does not serve");
        Ok(host)
    }
}

impl Drop for PrivateHost {
    fn drop(&mut self) {
        drop(self.broker.stdin.take());
        let deadline = Instant::now() + LAST_WORKERS + Duration::from_secs(1);
        let mut pause = Duration::from_micros(200);
        while matches!(self.broker.try_wait(), Ok(None)) {
            if Instant::now() > deadline {
                let _ = self.broker.kill();
                let _ = self.broker.wait();
                return;
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(20));
        }
    }
}

/// Makes the host findable from the folder of the libraries.
///
/// # Errors
/// The link cannot be made.
pub fn link_socket(running: &Running, link: &Path) -> Result<()> {
    std::os::unix::fs::symlink(&running.socket, link).context("cannot link the host's socket")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_host_that_does_not_answer_is_an_error_that_names_it() {
        let error = Running::find(Some("unix:/nonexistent/vgpu.sock")).unwrap_err();
        assert!(format!("{error:#}").contains("/nonexistent/vgpu.sock"));
    }

    #[test]
    fn transports_that_are_not_built_are_refused_by_name() {
        let error = Running::find(Some("tcp://host:1")).unwrap_err();
        assert!(error.to_string().contains("tcp://"));
    }
}
