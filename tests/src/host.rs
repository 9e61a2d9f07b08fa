//! A host of a test's own, programs that connect to it by its socket alone, and what the kernel says of their processes.
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::build::program;
use crate::run::vgpu;
use crate::table::Link;

/// What takes longer hangs.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// What must happen within a second, on a machine that is busy with other tests.
pub const SOON: Duration = Duration::from_secs(5);

/// `vgpu serve` in a folder of its own; ends with this value, and its workers with it.
#[derive(Debug)]
pub struct Host {
    child: Child,
    folder: TempDir,
}

impl Host {
    /// Starts it and waits until it listens.
    ///
    /// # Errors
    /// It is not built, or does not listen.
    pub fn start(arguments: &[&str]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let log = File::create(folder.path().join("log"))?;
        let child = Command::new(vgpu()?)
            .arg("serve")
            .arg("--socket")
            .arg(folder.path().join("socket"))
            .args(arguments)
            .env_remove("VGPU_LOG")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()?;
        let host = Self { child, folder };
        within(PATIENCE, "the host listens", || host.log().contains("serving"))?;
        Ok(host)
    }

    /// Where it listens.
    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }

    /// Everything that it and its workers have logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Its workers that are alive, or not yet buried.
    pub fn workers(&self) -> Vec<u32> {
        children(self.pid())
    }

    /// Starts `session` in this mode; its worker is not known before its first line.
    ///
    /// # Errors
    /// It cannot be built or started.
    pub fn start_session(&self, mode: &str) -> Result<Guest> {
        Guest::start(mode, &format!("unix:{}", self.socket().display()))
    }

    /// Descriptors of sessions' memory that the host itself holds: none, once their workers have theirs.
    ///
    /// # Errors
    /// The kernel does not tell.
    pub fn held_memory(&self) -> Result<usize> {
        let mut held = 0;
        for entry in fs::read_dir(format!("/proc/{}/fd", self.pid()))? {
            // One that is closed meanwhile is not held.
            let target = entry.ok().and_then(|entry| fs::read_link(entry.path()).ok());
            held += usize::from(target.is_some_and(|target| target.to_string_lossy().contains("memfd:vgpu")));
        }
        Ok(held)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program `session`, under way.
#[derive(Debug)]
pub struct Guest {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    said: Vec<String>,
    stderr: tempfile::NamedTempFile,
}

impl Guest {
    /// Starts it with this `VGPU_HOST`.
    ///
    /// # Errors
    /// It cannot be built or started.
    pub fn start(mode: &str, host: &str) -> Result<Self> {
        let vgpu = vgpu()?;
        let dist = vgpu.parent().and_then(Path::parent).context("vgpu is in no folder")?;
        let stderr = tempfile::NamedTempFile::new()?;
        let mut child = Command::new(program("session", Link::Driver)?)
            .arg(mode)
            .env("LD_LIBRARY_PATH", dist.join("lib"))
            .env("VGPU_HOST", host)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(stderr.reopen()?)
            .spawn()?;
        let input = child.stdin.take();
        let output = child.stdout.take().context("no standard output")?;
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            BufReader::new(output).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        Ok(Self { child, input, lines, said: Vec::new(), stderr })
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it has said this line.
    ///
    /// # Errors
    /// It ends or hangs before; says what it said instead.
    pub fn expect(&mut self, wanted: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) if line == wanted => return Ok(()),
                Ok(line) => self.said.push(line),
                Err(why) => bail!("no line {wanted:?} ({why}): {:?}\n{}", self.said, self.stderr()),
            }
        }
    }

    /// Lets it go on from where it waits.
    ///
    /// # Errors
    /// It has ended.
    pub fn go_on(&mut self) -> Result<()> {
        let input = self.input.as_mut().context("no standard input")?;
        Ok(input.write_all(b"go on\n")?)
    }

    /// What it said on standard error.
    pub fn stderr(&self) -> String {
        fs::read_to_string(self.stderr.path()).unwrap_or_default()
    }

    /// Waits for its end and asserts that its exit code is 0; gives all lines that nobody waited for.
    ///
    /// # Errors
    /// Another code, a signal, or it does not end in time.
    pub fn finish(mut self, limit: Duration) -> Result<Vec<String>> {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait()? {
                break status;
            }
            ensure!(start.elapsed() < limit, "it does not end: {:?}\n{}", self.said, self.stderr());
            std::thread::sleep(Duration::from_millis(2));
        };
        self.said.extend(self.lines.iter());
        ensure!(status.success(), "{status}: {:?}\n{}", self.said, self.stderr());
        Ok(std::mem::take(&mut self.said))
    }

    /// Ends it with SIGKILL.
    ///
    /// # Errors
    /// It cannot be waited for.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends SIGKILL.
///
/// # Errors
/// There is no such process.
pub fn kill(pid: u32) -> Result<()> {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw).context("no process id")?;
    Ok(kill_process(pid, Signal::KILL)?)
}

/// Waits until something is so.
///
/// # Errors
/// It is not so within `limit`.
pub fn within(limit: Duration, what: &str, mut is_so: impl FnMut() -> bool) -> Result<Duration> {
    let start = Instant::now();
    while !is_so() {
        ensure!(start.elapsed() < limit, "not within {limit:?}: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(start.elapsed())
}

/// The processes whose parent this one is.
pub fn children(parent: u32) -> Vec<u32> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    let pids = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    // proc(5): field 4 of stat is the parent.
    pids.filter(|pid| stat_field(*pid, 4) == Some(u64::from(parent))).collect()
}

/// Processor time that a process has used, in clock ticks of 10 ms.
pub fn ticks(pid: u32) -> Option<u64> {
    // proc(5): fields 14 and 15 are utime and stime.
    Some(stat_field(pid, 14)? + stat_field(pid, 15)?)
}

/// A numeric field of /proc/PID/stat, by its number in proc(5).
fn stat_field(pid: u32, number: usize) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The second field, a name in parentheses, may hold anything.
    let (_, rest) = text.rsplit_once(')')?;
    rest.split_whitespace().nth(number - 3)?.parse().ok()
}

/// A field of /proc/PID/status.
pub fn status_field(pid: u32, name: &str) -> Option<String> {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    Some(line.trim().to_owned())
}
