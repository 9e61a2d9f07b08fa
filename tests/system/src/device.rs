//! The device process of a machine, seen from outside: its workers, and the memory behind its BAR.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use vgpu_tests::run::vgpu;

/// A running `vgpu device`. Ended when dropped.
pub struct DeviceProcess {
    child: Child,
}

impl DeviceProcess {
    /// Starts one that listens at `socket`.
    ///
    /// # Errors
    /// It does not listen within ten seconds.
    pub fn start(socket: &Path) -> Result<Self> {
        // A process that was killed leaves it.
        let _ = fs::remove_file(socket);
        let mut command = Command::new(vgpu()?);
        command.arg("device").arg("--socket").arg(socket).stdin(Stdio::null());
        if std::env::var_os("VGPU_CONSOLE").is_none() {
            command.stderr(Stdio::null());
        }
        let this = Self { child: command.spawn().context("vgpu device does not start")? };
        wait_for("the device listens", Duration::from_secs(10), || Ok(socket.exists()))?;
        Ok(this)
    }

    /// Its worker processes.
    ///
    /// # Errors
    /// There is no /proc.
    pub fn workers(&self) -> Result<Vec<u32>> {
        let mut found = Vec::new();
        for entry in fs::read_dir("/proc")?.flatten() {
            let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
                continue;
            };
            let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else { continue };
            // The name may hold anything; what follows it are the state and the parent.
            let mut fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
            let (state, parent) =
                (fields.next(), fields.next().and_then(|parent| parent.parse::<u32>().ok()));
            if parent == Some(self.child.id()) && state != Some("Z") {
                found.push(pid);
            }
        }
        Ok(found)
    }

    /// Bytes of the BAR's memory that are in use.
    ///
    /// # Errors
    /// The process is gone.
    pub fn memory(&self) -> Result<u64> {
        for entry in fs::read_dir(format!("/proc/{}/fd", self.child.id()))?.flatten() {
            if fs::read_link(entry.path()).is_ok_and(|to| to.to_string_lossy().contains("vgpu-slots")) {
                return Ok(fs::metadata(entry.path())?.blocks() * 512);
            }
        }
        bail!("the device has no memory")
    }

    /// Waits until no worker is left and no more than `memory` bytes are in use; how long that took.
    ///
    /// # Errors
    /// It does not come to that in time.
    pub fn wait_for_rest(&self, memory: u64, patience: Duration) -> Result<Duration> {
        let begun = Instant::now();
        wait_for("the workers end and their memory is returned", patience, || {
            Ok(self.workers()?.is_empty() && self.memory()? <= memory)
        })
        .with_context(|| format!("{:?} workers, {:?} bytes", self.workers(), self.memory()))?;
        Ok(begun.elapsed())
    }

    /// Ends it as a crash does.
    ///
    /// # Errors
    /// The kernel's.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for DeviceProcess {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// Waits until something holds.
///
/// # Errors
/// It does not in time.
pub fn wait_for(what: &str, patience: Duration, mut holds: impl FnMut() -> Result<bool>) -> Result<()> {
    let deadline = Instant::now() + patience;
    while !holds()? {
        ensure!(Instant::now() < deadline, "not within {patience:?}: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}
