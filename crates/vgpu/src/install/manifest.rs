//! What was installed, written down where it is, so that exactly that can be removed.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::FOLDER;
use super::files::{Content, Item};
use crate::inside;

/// What ldconfig leaves: the cache, and what makes the next one faster.
const CACHES: &[&str] = &["/etc/ld.so.cache", "/var/cache/ldconfig/aux-cache"];

/// What the host keeps while it is installed: compiled kernels.
const KEPT: &str = "/var/cache/vgpu";

/// Files and links that are ours, folders that were not there before, and caches that ldconfig made for us.
#[derive(Debug, Default)]
pub struct Manifest {
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
    caches: BTreeSet<PathBuf>,
}

fn file() -> PathBuf {
    Path::new(FOLDER).join("installed")
}

impl Manifest {
    /// That of an earlier installation; an empty one if there was none.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(root: &Path) -> Result<Self> {
        let path = inside(root, &file());
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(error).with_context(|| path.display().to_string()),
        };
        let mut manifest = Self::default();
        for line in text.lines() {
            let Some((kind, path)) = line.split_once(' ') else { continue };
            // A path that leads upwards would leave the root.
            let path = PathBuf::from(path);
            if !path.is_absolute() || path.components().any(|part| part.as_os_str() == "..") {
                continue;
            }
            match kind {
                "file" => manifest.files.insert(path),
                "folder" => manifest.folders.insert(path),
                "cache" => manifest.caches.insert(path),
                _ => continue,
            };
        }
        Ok(manifest)
    }

    /// Whether nothing is installed.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether a path is ours.
    pub fn has(&self, path: &Path) -> bool {
        self.files.contains(path)
    }

    /// Whether the root had a loader's cache before.
    pub fn had_cache(&self) -> bool {
        !self.caches.contains(Path::new(CACHES[0]))
    }

    /// Notes, at the first installation, what ldconfig will make.
    pub fn note_caches(&mut self, root: &Path) {
        if self.is_empty() {
            let missing = CACHES.iter().map(PathBuf::from).filter(|path| !inside(root, path).exists());
            self.caches = missing.collect();
            let folder = Path::new("/var/cache/ldconfig");
            for folder in [folder, Path::new("/var/cache"), Path::new("/var")] {
                if !inside(root, folder).exists() {
                    self.folders.insert(folder.to_owned());
                }
            }
        }
    }

    /// What an earlier version had and this one has not.
    pub fn without(&self, items: &[Item]) -> Vec<PathBuf> {
        let is_kept = |path: &PathBuf| items.iter().any(|item| item.path == *path);
        self.files.iter().filter(|path| !is_kept(path)).cloned().collect()
    }

    /// Puts items where they belong, each whole or not at all.
    ///
    /// # Errors
    /// The file system's.
    pub fn put(&mut self, root: &Path, items: &[Item]) -> Result<()> {
        for item in items {
            let path = inside(root, &item.path);
            self.make_folders(root, &item.path)?;
            self.files.insert(item.path.clone());
            if item.is_at(&path) {
                continue;
            }
            // A new file under the old name: programs that have the old one mapped keep it.
            let mut name = path.file_name().unwrap_or_default().to_owned();
            name.push(".vgpu-new");
            let new = path.with_file_name(name);
            let put = || -> std::io::Result<()> {
                let _ = fs::remove_file(&new);
                match &item.content {
                    Content::Link(target) => symlink(target, &new)?,
                    Content::Text(text) => write_new(&new, text.as_bytes(), 0o644)?,
                    Content::Copy(from, mode) => write_new(&new, &fs::read(from)?, *mode)?,
                }
                fs::rename(&new, &path)
            };
            put().with_context(|| format!("cannot make {}", path.display()))?;
        }
        Ok(())
    }

    fn make_folders(&mut self, root: &Path, path: &Path) -> Result<()> {
        let missing: Vec<_> =
            path.ancestors().skip(1).take_while(|folder| !inside(root, folder).exists()).collect();
        for folder in missing.into_iter().rev() {
            let made = inside(root, folder);
            DirBuilder::new().mode(0o755).create(&made).with_context(|| made.display().to_string())?;
            // Whatever this process's mask is.
            fs::set_permissions(&made, fs::Permissions::from_mode(0o755))?;
            self.folders.insert(folder.to_owned());
        }
        Ok(())
    }

    /// Writes it down.
    ///
    /// # Errors
    /// The file system's.
    pub fn write(&self, root: &Path) -> Result<()> {
        let mut text = String::new();
        for (kind, paths) in [("file", &self.files), ("folder", &self.folders), ("cache", &self.caches)] {
            for path in paths {
                text.push_str(&format!("{kind} {}\n", path.display()));
            }
        }
        let path = inside(root, &file());
        fs::write(&path, text).with_context(|| path.display().to_string())
    }

    /// Removes some of its files.
    ///
    /// # Errors
    /// The file system's, but for what is gone already.
    pub fn remove(&mut self, root: &Path, paths: &[PathBuf]) -> Result<()> {
        for path in paths {
            remove_file(&inside(root, path))?;
            self.files.remove(path);
        }
        Ok(())
    }

    /// Removes everything, itself included, and the folders that were made for it and hold nothing else.
    ///
    /// # Errors
    /// The file system's, but for what is gone already.
    pub fn remove_all(&self, root: &Path) -> Result<()> {
        for path in self.files.iter().chain(&self.caches).chain([&file()]) {
            remove_file(&inside(root, path))?;
        }
        let kept = inside(root, Path::new(KEPT));
        match fs::remove_dir_all(kept.join("kernels")).and_then(|()| fs::remove_dir(&kept)) {
            Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty) => {
                return Err(error).with_context(|| format!("cannot remove {}", kept.display()));
            }
            _ => {}
        }
        // The deepest first. What somebody has put into one stays, and it.
        for folder in self.folders.iter().rev() {
            match fs::remove_dir(inside(root, folder)) {
                Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty) => {
                    return Err(error).with_context(|| folder.display().to_string());
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn remove_file(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

fn write_new(path: &Path, bytes: &[u8], mode: u32) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path)?;
    file.write_all(bytes)?;
    file.set_permissions(fs::Permissions::from_mode(mode))
}
