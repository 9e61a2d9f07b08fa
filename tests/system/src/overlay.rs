//! A throw-away copy of the Debian folder: what is done in it lies in a folder of its own and goes with it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::debian::{Debian, run};

/// A mounted copy. Unmounted when dropped.
pub struct Overlay {
    root: PathBuf,
    _folder: TempDir,
}

impl Overlay {
    /// Mounts one.
    ///
    /// # Errors
    /// The kernel has no overlay file system.
    pub fn mount(debian: &Debian) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("vgpu-overlay-").tempdir()?;
        let [upper, work, root] = ["upper", "work", "root"].map(|name| folder.path().join(name));
        for path in [&upper, &work, &root] {
            fs::create_dir(path)?;
        }
        // Other users go through it, too.
        fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
        let options = format!(
            "lowerdir={},upperdir={},workdir={}",
            debian.path("").display(),
            upper.display(),
            work.display()
        );
        run(Command::new("mount").args(["-t", "overlay", "overlay", "-o", &options]).arg(&root))?;
        let this = Self { root, _folder: folder };
        run(Command::new("mount").args(["-t", "proc", "proc"]).arg(this.path("proc")))?;
        Ok(this)
    }

    /// A path inside.
    pub fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside.trim_start_matches('/'))
    }

    /// A command inside, with an environment like a service's.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new("chroot");
        command.arg(&self.root).arg(program).env_clear();
        command.env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        command.env("LC_ALL", "C").env("DEBIAN_FRONTEND", "noninteractive");
        command
    }

    /// Runs a shell's words inside; what it said, on both outputs, and whether it succeeded.
    ///
    /// # Errors
    /// It does not start.
    pub fn shell(&self, script: &str) -> Result<(String, bool)> {
        let output = self.command("sh").args(["-c", script]).output().context("chroot does not start")?;
        let said = [output.stdout, output.stderr].concat();
        Ok((String::from_utf8_lossy(&said).into_owned(), output.status.success()))
    }

    /// As [`Overlay::shell`], and it must succeed.
    ///
    /// # Errors
    /// It does not.
    pub fn must(&self, script: &str) -> Result<String> {
        let (said, succeeded) = self.shell(script)?;
        ensure!(succeeded, "{script}\n{said}");
        Ok(said)
    }

    /// Everything inside but what package managers, loaders and temporary folders keep for themselves: by path, with owner, mode, and size or
    /// target.
    ///
    /// # Errors
    /// The file system's.
    pub fn tree(&self) -> Result<BTreeMap<PathBuf, String>> {
        const OTHERS: &[&str] = &[
            "proc",
            "sys",
            "dev",
            "tmp",
            "var/lib/dpkg",
            "var/lib/apt",
            "var/cache/apt",
            "var/log",
            "var/cache/ldconfig",
        ];
        let mut found = BTreeMap::new();
        let mut folders = vec![self.root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder)? {
                let path = entry?.path();
                let inside = path.strip_prefix(&self.root)?.to_owned();
                if OTHERS.iter().any(|other| inside == Path::new(other)) {
                    continue;
                }
                let data = path.symlink_metadata()?;
                let more = if data.is_symlink() {
                    fs::read_link(&path)?.display().to_string()
                } else if data.is_dir() {
                    folders.push(path.clone());
                    String::new()
                } else {
                    data.len().to_string()
                };
                found.insert(inside, format!("{}:{} {:o} {more}", data.uid(), data.gid(), data.mode()));
            }
        }
        Ok(found)
    }
}

impl Drop for Overlay {
    fn drop(&mut self) {
        // What still runs in it keeps it until it ends.
        for path in [self.path("proc"), self.root.clone()] {
            let _ = Command::new("umount").arg("-l").arg(path).status();
        }
    }
}

/// What differs between two trees, one path a line.
pub fn difference(before: &BTreeMap<PathBuf, String>, after: &BTreeMap<PathBuf, String>) -> Vec<String> {
    let gone = before.iter().filter(|(path, what)| after.get(*path) != Some(what));
    let come = after.iter().filter(|(path, what)| before.get(*path) != Some(what));
    gone.map(|(path, what)| format!("- {} {what}", path.display()))
        .chain(come.map(|(path, what)| format!("+ {} {what}", path.display())))
        .collect()
}
