//! The folder that one `vgpu run` makes: libraries, socket, loader cache. It is gone when the run is over.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use rustix::process::{getpid, getuid};

/// What the guest looks for in the folder that it was loaded from.
pub const SOCKET: &str = "vgpu.sock";

/// The longest path of a socket (unix(7), `sun_path`, less its terminating zero).
const MAX_SOCKET_PATH: usize = 107;

/// Removed with all that it holds when dropped.
pub struct PrivateFolder {
    path: PathBuf,
}

impl PrivateFolder {
    /// A new folder that only this user can enter; root's lets everyone in, because what root starts may go on as somebody else.
    ///
    /// # Errors
    /// No place for it can be written to.
    pub fn make() -> Result<Self> {
        let folder = Self { path: Self::make_in_first(&Self::places())? };
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
        let name = format!("vgpu-{}-{:x}", getpid().as_raw_nonzero(), since.as_nanos());
        let mut failed = Vec::new();
        for place in places {
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

impl Drop for PrivateFolder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            eprintln!("vgpu: {} is left over: {error}", self.path.display());
        }
    }
}
