//! The folder that one `vgpu run` makes: libraries, socket, loader cache. It is gone when the run is over.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use rustix::fs::{FlockOperation, flock};
use rustix::process::{getpid, getuid};

/// What the guest looks for in the folder that it was loaded from: its host's socket.
pub const SOCKET: &str = "vgpu.sock";
/// The name of a host on another machine.
pub const CONFIG: &str = "vgpu.toml";
/// That host's token.
pub const TOKEN: &str = "vgpu.token";

/// What the folders' names begin with.
const PREFIX: &str = "vgpu-run-";

/// The longest path of a socket (unix(7), `sun_path`, less its terminating zero).
const MAX_SOCKET_PATH: usize = 107;

/// Removed with all that it holds when dropped.
pub struct PrivateFolder {
    path: PathBuf,
    /// Locked while the run lives, so that a later one can tell a folder that a killed run has left.
    _lock: File,
}

/// A folder younger than this may not be locked yet.
const SETTLED: Duration = Duration::from_secs(60);

impl PrivateFolder {
    /// A new folder that only this user can enter; root's lets everyone in, because what root starts may go on as somebody else.
    ///
    /// # Errors
    /// No place for it can be written to.
    pub fn make() -> Result<Self> {
        let path = Self::make_in_first(&Self::places())?;
        let lock = File::open(&path).context("the private folder")?;
        flock(&lock, FlockOperation::NonBlockingLockExclusive).context("the private folder's lock")?;
        let folder = Self { path, _lock: lock };
        let mode = if Self::is_for_everyone() { 0o755 } else { 0o700 };
        DirBuilder::new()
            .mode(mode)
            .create(folder.lib())
            .context("cannot make a folder in the private folder")?;
        // The mask of this process may have taken bits away.
        for path in [&folder.path, &folder.lib()] {
            fs::set_permissions(path, Permissions::from_mode(mode))
                .context("the private folder's permissions")?;
        }
        Ok(folder)
    }

    /// Whether other users must be able to use what is in it.
    pub fn is_for_everyone() -> bool {
        getuid().is_root()
    }

    fn places() -> Vec<PathBuf> {
        let runtime = std::env::var_os("XDG_RUNTIME_DIR").filter(|_| !Self::is_for_everyone());
        let temporary = std::env::var_os("TMPDIR").unwrap_or_else(|| OsString::from("/tmp"));
        runtime.into_iter().chain([temporary, OsString::from("/tmp")]).map(PathBuf::from).collect()
    }

    fn make_in_first(places: &[PathBuf]) -> Result<PathBuf> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let name = format!("{PREFIX}{}-{:x}", getpid().as_raw_nonzero(), since.as_nanos());
        let mut failed = Vec::new();
        for place in places {
            remove_abandoned(place);
            let path = place.join(&name);
            if !place.is_absolute()
                || path.join("lib").join(SOCKET).as_os_str().as_bytes().len() > MAX_SOCKET_PATH
            {
                failed.push(format!("{}: no place for a socket", place.display()));
                continue;
            }
            match DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => return Ok(path),
                Err(error) => failed.push(format!("{}: {error}", place.display())),
            }
        }
        bail!("no private folder can be made: {}", failed.join("; "))
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the libraries are.
    pub fn lib(&self) -> PathBuf {
        self.path.join("lib")
    }

    /// Where the guest looks for its host.
    pub fn socket(&self) -> PathBuf {
        self.lib().join(SOCKET)
    }
}

/// Removes what runs that were killed have left in a place: folders of this user, by name, that nobody has locked.
fn remove_abandoned(place: &Path) {
    for entry in fs::read_dir(place).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
        // Of the entry itself: a link is nobody's folder.
        let Ok(data) = entry.metadata() else { continue };
        let is_settled = data.modified().is_ok_and(|time| time.elapsed().is_ok_and(|age| age > SETTLED));
        if is_ours
            && data.is_dir()
            && data.uid() == getuid().as_raw()
            && is_settled
            && File::open(entry.path())
                .is_ok_and(|file| flock(file, FlockOperation::NonBlockingLockExclusive).is_ok())
        {
            // Another run may be at it, too.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

impl Drop for PrivateFolder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            eprintln!("vgpu: {} is left over: {error}", self.path.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of the name that runs use, as old as a minute and a bit.
    fn old_folder(place: &Path, name: &str) -> PathBuf {
        let path = place.join(name);
        fs::create_dir(&path).unwrap();
        File::open(&path)
            .unwrap()
            .set_modified(SystemTime::now() - SETTLED - Duration::from_secs(5))
            .unwrap();
        path
    }

    #[test]
    fn only_old_folders_of_runs_that_nobody_has_locked_are_removed() {
        let place = std::env::temp_dir().join(format!("vgpu-test-{}", getpid().as_raw_nonzero()));
        fs::create_dir(&place).unwrap();
        let abandoned = old_folder(&place, "vgpu-run-1-1");
        let locked = old_folder(&place, "vgpu-run-2-2");
        let other = old_folder(&place, "other");
        let young = place.join("vgpu-run-3-3");
        fs::create_dir(&young).unwrap();
        let lock = File::open(&locked).unwrap();
        flock(&lock, FlockOperation::NonBlockingLockExclusive).unwrap();
        remove_abandoned(&place);
        assert_eq!([abandoned, locked, other, young].map(|path| path.exists()), [false, true, true, true]);
        fs::remove_dir_all(&place).unwrap();
    }
}
