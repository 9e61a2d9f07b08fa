//! The host of one run: one that is there already, or a private one that lives as long as the run.

use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{OpenOptionsExt, symlink};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::gpu::{self, DriverArguments, GpuKind};
use crate::private_folder::{CONFIG, PrivateFolder, SOCKET, TOKEN};

/// Where a machine's host listens.
pub const SYSTEM_SOCKET: &str = "/run/vgpu/vgpu.sock";
/// The machine's configuration.
const SYSTEM_CONFIG: &str = "/etc/vgpu/config.toml";
/// What a private host prints when it listens.
pub const READY: &str = "ready";
/// How long a private host waits for its last workers when the run is over: as long as it takes to print a summary.
pub const LAST_WORKERS: Duration = Duration::from_secs(2);

/// Processes of one run that may use the GPU at the same time.
const MAX_SESSIONS: &str = "256";

/// A host that listens without us.
#[derive(Debug, PartialEq, Eq)]
pub struct Running {
    /// Where.
    pub address: Address,
    /// Who named it, for people.
    pub source: &'static str,
}

/// Where a host listens.
#[derive(Debug, PartialEq, Eq)]
pub enum Address {
    /// On this machine, at a socket.
    Unix(PathBuf),
    /// On another, at name and port.
    Tcp(String),
    /// Behind the device at a PCI address of this machine.
    Pci(String),
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unix(socket) => socket.display().fmt(f),
            Self::Tcp(host) => write!(f, "tcp://{host}"),
            Self::Pci(address) => write!(f, "pci:{address}"),
        }
    }
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
            return Ok(Some(Self {
                address: Address::Unix(SYSTEM_SOCKET.into()),
                source: "this machine's host",
            }));
        }
        configured()?.map(|name| Self::reach(&name, SYSTEM_CONFIG)).transpose()
    }

    fn reach(name: &str, source: &'static str) -> Result<Self> {
        let address = match name.split_once("://") {
            // Whether it answers shows when it is given the token.
            Some(("tcp", host)) => Address::Tcp(host.to_owned()),
            Some((kind, _)) => {
                bail!("{source}: hosts are unix:PATH, tcp://NAME:PORT or pci:ADDRESS, not {kind}://")
            }
            None if name.starts_with("pci:") => Address::Pci(name.trim_start_matches("pci:").to_owned()),
            None => {
                let path = name.strip_prefix("unix:").unwrap_or(name);
                let socket = std::path::absolute(path).with_context(|| format!("{source}: `{name}`"))?;
                UnixStream::connect(&socket)
                    .with_context(|| format!("{source}: no vgpu host answers at {}", socket.display()))?;
                Address::Unix(socket)
            }
        };
        Ok(Self { address, source })
    }

    /// Makes it findable for the library in `folder`.
    ///
    /// # Errors
    /// The file system's.
    pub fn put_into(&self, folder: &Path) -> Result<()> {
        match &self.address {
            Address::Unix(socket) => {
                symlink(socket, folder.join(SOCKET)).context("cannot link the host's socket")
            }
            Address::Tcp(_) | Address::Pci(_) => {
                let config = toml::to_string(&Config { host: Some(format!("{}", self.address)) })?;
                fs::write(folder.join(CONFIG), config).context("cannot write the host's address")?;
                match std::env::var("VGPU_TOKEN") {
                    Ok(token) => {
                        write_secret(&folder.join(TOKEN), &token).context("cannot write the host's token")
                    }
                    Err(_) => Ok(()),
                }
            }
        }
    }
}

/// For this user only, also where the folder is open to all.
fn write_secret(file: &Path, secret: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    file.write_all(secret.as_bytes())
}

/// What the guest reads, too.
#[derive(serde::Deserialize, serde::Serialize)]
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
            // Of one user there is as much as of all: it is one program's.
            .args(["--max-sessions", MAX_SESSIONS, "--max-sessions-per-user", MAX_SESSIONS])
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_host_that_does_not_answer_is_an_error_that_names_it() {
        let error = Running::find(Some("unix:/nonexistent/vgpu.sock")).unwrap_err();
        assert!(format!("{error:#}").contains("/nonexistent/vgpu.sock"));
    }

    #[test]
    fn hosts_are_named_by_transport_and_unknown_ones_are_refused() {
        let remote = Running::find(Some("tcp://host:1")).unwrap().unwrap();
        assert_eq!(remote.address, Address::Tcp("host:1".into()));
        assert!(Running::find(Some("vsock://2:1")).unwrap_err().to_string().contains("vsock://"));
    }
}
