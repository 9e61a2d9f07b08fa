//! Compiled kernels that outlive their session: one file for each user, which that user's workers read and the broker alone writes.
//!
//! A worker is presumed owned by its guest, so what it has compiled is its user's to run and nobody else's: the broker keeps it under
//! the user whom the socket's credentials named, and hands a worker that one file, open for reading, and a pipe. What comes through the
//! pipe is bytes to the broker, whose number it bounds. A file belongs to one build of this program and goes when another one comes.

use std::collections::HashMap;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result};
use gpu_soft::{CodeStore, Key};
use parking_lot::Mutex;

/// The first bytes of an entry.
const MAGIC: u32 = 0x6b67_7601;
/// Bytes of an entry's header: magic number, length, key.
const HEADER: usize = 40;
/// Most bytes of one kernel, and of all of a user's.
const MAX_ENTRY: u32 = 16 << 20;
const MAX_FILE: u64 = 512 << 20;

/// The folder in which a host keeps compiled kernels.
#[derive(Clone, Debug)]
pub struct KernelFolder {
    path: PathBuf,
    packs: Arc<Mutex<HashMap<u32, Arc<Mutex<File>>>>>,
}

impl KernelFolder {
    /// Keeps them in `path`, which is made when it is needed.
    pub fn new(path: PathBuf) -> Self {
        Self { path, packs: Arc::default() }
    }

    /// What a worker of a user inherits: the user's file, open for reading, and where to write new entries.
    ///
    /// # Errors
    /// What the system refused; the session is none the worse.
    pub fn open(&self, uid: u32) -> Result<(OwnedFd, OwnedFd)> {
        let path = self.pack(uid)?;
        let pack = {
            let mut packs = self.packs.lock();
            match packs.get(&uid) {
                Some(pack) => pack.clone(),
                None => {
                    let file = OpenOptions::new().append(true).create(true).mode(0o600).open(&path)?;
                    let pack = Arc::new(Mutex::new(file));
                    packs.insert(uid, pack.clone());
                    pack
                }
            }
        };
        let reader = File::open(&path).context("the file of kernels")?;
        let (output, input) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
        thread::Builder::new()
            .name("kernels".into())
            .spawn(move || {
                // Ends with the worker, which alone holds the other end.
                if let Err(error) = keep(File::from(output), &pack) {
                    tracing::debug!(%error, uid, "no more kernels are kept of a session");
                }
            })
            .context("no thread to keep kernels")?;
        Ok((reader.into(), input))
    }

    /// The user's file for this build; other builds' are removed.
    fn pack(&self, uid: u32) -> Result<PathBuf> {
        let folder = self.path.join(uid.to_string());
        DirBuilder::new().recursive(true).mode(0o700).create(&folder).context("the folder of kernels")?;
        let program = fs::metadata("/proc/self/exe").context("this program")?;
        let name =
            format!("{:x}-{:x}-{:x}", program.ino(), program.size(), program.mtime_nsec() ^ program.mtime());
        for entry in fs::read_dir(&folder)?.flatten() {
            if entry.file_name() != *name {
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(folder.join(name))
    }
}

/// Appends the entries that come through a pipe, as long as they are well formed and few.
fn keep(mut pipe: File, pack: &Mutex<File>) -> io::Result<()> {
    loop {
        let mut entry = vec![0; HEADER];
        pipe.read_exact(&mut entry)?;
        let Some((bytes, _)) = header(&entry) else { return Err(io::ErrorKind::InvalidData.into()) };
        // As much memory as has come, not as much as was promised.
        let came = (&mut pipe).take(bytes.into()).read_to_end(&mut entry)?;
        if came != bytes as usize {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut pack = pack.lock();
        if pack.metadata()?.len() + entry.len() as u64 > MAX_FILE {
            return Err(io::ErrorKind::StorageFull.into());
        }
        // One write: another host of the same user may append to the file as well.
        let written = pack.write(&entry)?;
        if written != entry.len() {
            return Err(io::ErrorKind::StorageFull.into());
        }
    }
}

/// Length and key of an entry.
fn header(bytes: &[u8]) -> Option<(u32, Key)> {
    let word = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let length = word(4).filter(|&length| word(0) == Some(MAGIC) && length <= MAX_ENTRY)?;
    Some((length, bytes.get(8..HEADER)?.try_into().ok()?))
}

/// A worker's side.
#[derive(Debug)]
pub struct KernelFile {
    pack: File,
    pipe: Mutex<File>,
    known: Mutex<Known>,
}

/// Where entries are.
#[derive(Debug, Default)]
struct Known {
    places: HashMap<Key, (u64, u32)>,
    /// How far the file has been looked through.
    end: u64,
}

impl KernelFile {
    /// What the broker left open.
    pub fn new(pack: OwnedFd, pipe: OwnedFd) -> Self {
        Self { pack: pack.into(), pipe: Mutex::new(pipe.into()), known: Mutex::default() }
    }

    fn look(&self, known: &mut Known) -> io::Result<()> {
        // Not by asking for the file's state: the system call for that is not one that a worker may make.
        let length = (&self.pack).seek(SeekFrom::End(0))?;
        let mut head = [0; HEADER];
        while known.end + HEADER as u64 <= length {
            self.pack.read_exact_at(&mut head, known.end)?;
            let Some((bytes, key)) = header(&head) else { return Ok(()) };
            let at = known.end + HEADER as u64;
            if at + u64::from(bytes) > length {
                return Ok(());
            }
            known.places.insert(key, (at, bytes));
            known.end = at + u64::from(bytes);
        }
        Ok(())
    }
}

impl CodeStore for KernelFile {
    fn load(&self, key: &Key) -> Option<Vec<u8>> {
        let mut known = self.known.lock();
        if !known.places.contains_key(key) {
            self.look(&mut known).ok()?;
        }
        let &(at, length) = known.places.get(key)?;
        drop(known);
        let mut bytes = vec![0; length as usize];
        self.pack.read_exact_at(&mut bytes, at).ok()?;
        Some(bytes)
    }

    fn store(&self, key: &Key, bytes: &[u8]) {
        let Some(length) = u32::try_from(bytes.len()).ok().filter(|&length| length <= MAX_ENTRY) else {
            return;
        };
        let mut entry = Vec::with_capacity(HEADER + bytes.len());
        entry.extend_from_slice(&MAGIC.to_le_bytes());
        entry.extend_from_slice(&length.to_le_bytes());
        entry.extend_from_slice(key);
        entry.extend_from_slice(bytes);
        // Where nobody listens any more, the kernel is compiled again some day.
        let _ = self.pipe.lock().write_all(&entry);
    }
}

/// Where kernels are kept unless told otherwise: the system's cache for root, else the user's.
pub fn default_folder() -> Option<PathBuf> {
    if rustix::process::geteuid().is_root() {
        return Some(Path::new("/var/cache/vgpu/kernels").to_owned());
    }
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
    Some(cache.or_else(home)?.join("vgpu/kernels"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn folder(name: &str) -> KernelFolder {
        let path = std::env::temp_dir().join(format!("vgpu-kernels-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        KernelFolder::new(path)
    }

    fn worker(folder: &KernelFolder, uid: u32) -> KernelFile {
        let (pack, pipe) = folder.open(uid).unwrap();
        KernelFile::new(pack, pipe)
    }

    fn wait_for(file: &KernelFile, key: &Key) -> Vec<u8> {
        for _ in 0..6000 {
            if let Some(bytes) = file.load(key) {
                return bytes;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("it never came");
    }

    #[test]
    fn what_one_worker_stored_another_of_the_same_user_finds_and_no_other_user_does() {
        let folder = folder("users");
        let first = worker(&folder, 1000);
        first.store(&[1; 32], b"code");
        first.store(&[2; 32], b"");
        let second = worker(&folder, 1000);
        assert_eq!(wait_for(&second, &[2; 32]), b"");
        assert_eq!(second.load(&[1; 32]).unwrap(), b"code");
        assert_eq!(second.load(&[3; 32]), None);
        let other = worker(&folder, 1001);
        assert_eq!(other.load(&[1; 32]), None);
        fs::remove_dir_all(&folder.path).unwrap();
    }

    #[test]
    fn what_is_no_entry_is_not_kept() {
        let folder = folder("junk");
        let (pack, pipe) = folder.open(1).unwrap();
        let mut pipe = File::from(pipe);
        pipe.write_all(&[0xff; 4096]).unwrap();
        drop(pipe);
        let good = worker(&folder, 1);
        good.store(&[7; 32], b"seven");
        assert_eq!(wait_for(&good, &[7; 32]), b"seven");
        assert_eq!(File::from(pack).metadata().unwrap().len(), HEADER as u64 + 5);
        fs::remove_dir_all(&folder.path).unwrap();
    }

    #[test]
    fn a_file_of_another_build_goes() {
        let folder = folder("builds");
        let old = folder.path.join("5").join("old");
        fs::create_dir_all(old.parent().unwrap()).unwrap();
        fs::write(&old, b"x").unwrap();
        drop(worker(&folder, 5));
        assert!(!old.exists());
        fs::remove_dir_all(&folder.path).unwrap();
    }
}
