//! A throw-away Debian folder in which vgpu is installed as a user would, with a host for its programs; and the HTTP that servers in it
//! are asked over.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::debian::Debian;
use crate::overlay::Overlay;
use crate::package::{Host, unpacked};

/// The folder and its host. The host ends before the folder goes.
pub struct Installed {
    _host: Host,
    pub overlay: Overlay,
}

impl Installed {
    /// Installs, and starts a host with this GPU.
    ///
    /// # Errors
    /// What failed.
    pub fn with_gpu(debian: &Debian, gpu: &str) -> Result<Self> {
        Self::with(debian, gpu, "")
    }

    /// The same for programs that keep NVIDIA's cuBLAS.
    ///
    /// # Errors
    /// What failed.
    pub fn with_nvidias_cublas(debian: &Debian, gpu: &str) -> Result<Self> {
        Self::with(debian, gpu, "--keep-cublas")
    }

    fn with(debian: &Debian, gpu: &str, options: &str) -> Result<Self> {
        let overlay = Overlay::mount(debian)?;
        unpacked(&overlay)?;
        overlay.must(&format!("/tmp/vgpu/bin/vgpu install {options}"))?;
        Ok(Self { _host: Host::start_with(&overlay, gpu)?, overlay })
    }

    /// Runs a shell's script as a user, in an environment of nothing but PATH and HOME. Its output with standard error.
    ///
    /// # Errors
    /// It fails, or takes longer than `patience`.
    pub fn run(&self, user: &str, patience: Duration, script: &str) -> Result<String> {
        let limit = format!("timeout --kill-after=5 {} sh -c", patience.as_secs());
        let output = self.as_user(user, &format!("exec {limit} \"$1\"")).arg(script).output()?;
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        ensure!(output.status.success(), "{script}: {}\n{said}", output.status);
        Ok(said)
    }

    /// A shell as a user; what is added are the script's arguments.
    fn as_user(&self, user: &str, script: &str) -> Command {
        let mut command = self.overlay.command("runuser");
        command.args([
            "-u",
            user,
            "--",
            "env",
            "-i",
            "PATH=/usr/bin:/bin",
            "HOME=/tmp/home",
            "sh",
            "-c",
            script,
            "sh",
        ]);
        command
    }

    /// Starts a server; its output goes to a file inside.
    ///
    /// # Errors
    /// It does not start.
    pub fn start(&self, user: &str, log: &str, script: &str) -> Result<Server> {
        let file = std::fs::File::create(self.overlay.path(log))?;
        let mut command = self.as_user(user, script);
        command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        Ok(Server {
            child: command.spawn().context("the server does not start")?,
            log: self.overlay.path(log),
        })
    }
}

/// A port that nobody listens at.
///
/// # Errors
/// The kernel's.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// A running server. Told to end, and waited for, when dropped.
pub struct Server {
    child: Child,
    log: PathBuf,
}

impl Server {
    /// What it has said so far.
    pub fn said(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.log).unwrap_or_default()).into_owned()
    }

    /// Whether it has ended.
    ///
    /// # Errors
    /// The kernel's.
    pub fn ended(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_some())
    }

    /// Waits for something in what it says; gives the line.
    ///
    /// # Errors
    /// It does not come in time, or the server ends.
    pub fn wait_for_line(&mut self, with: &str, patience: Duration) -> Result<String> {
        let deadline = Instant::now() + patience;
        loop {
            let said = self.said();
            if let Some(line) = said.lines().find(|line| line.contains(with)) {
                return Ok(line.to_owned());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("it ended with {status}:\n{said}");
            }
            ensure!(Instant::now() < deadline, "no `{with}` within {patience:?}:\n{said}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(pid) = rustix::process::Pid::from_raw(self.child.id() as i32) {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        }
        let deadline = Instant::now() + Duration::from_secs(20);
        while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Posts JSON to a server of this machine and reads the JSON that it answers.
///
/// # Errors
/// No connection, a status other than 200, no JSON.
pub fn post(port: u16, path: &str, body: &Value, patience: Duration) -> Result<Value> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).context("no connection")?;
    stream.set_read_timeout(Some(patience))?;
    let body = body.to_string();
    write!(
        stream,
        "POST {path} HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).with_context(|| format!("no answer to {path} within {patience:?}"))?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, text) = answer.split_once("\r\n\r\n").context("no HTTP")?;
    ensure!(head.lines().next().is_some_and(|line| line.contains(" 200")), "{path}: {answer}");
    serde_json::from_str(text).with_context(|| format!("{path}: {answer}"))
}
