//! What can be seen of one process from outside, without stopping it: /proc, its files, and what its driver library has written down.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use procfs::process::{FDTarget, MMapPath, Process};
use wire::record::{self, Entry};

use super::elf::{Elf, Interfaces};
use super::search::{Found, Search};
use crate::inside;
use crate::library::LIBCUDA;

/// What the environment says that loaders and CUDA look at.
const MATTERS: &[&str] =
    &["LD_PRELOAD", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "CUDA_DEVICE_ORDER", "VGPU_HOST"];

/// The variables of [`MATTERS`] that a process was started with.
pub type Environment = BTreeMap<String, String>;

/// A library that is mapped, or preloaded.
#[derive(Clone, Debug)]
pub struct Library {
    /// As the process has it mapped.
    pub path: PathBuf,
    /// What it exports.
    pub exports: Interfaces,
    /// Whether it is one of ours.
    pub is_ours: bool,
}

impl Library {
    /// Its file's name.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// Where a process came from.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// Who, for people.
    pub who: String,
    /// With what environment.
    pub environment: Environment,
}

/// One process.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Its number.
    pub pid: i32,
    /// Its parent's.
    pub parent: i32,
    /// Its words.
    pub command: String,
    /// Its user.
    pub uid: u32,
    /// What may not be seen of it, if anything.
    pub hidden: Option<String>,
    /// Its program's file.
    pub exe: PathBuf,
    /// What that file says.
    pub program: Elf,
    /// Whether its file's setuid or setgid bit gives it other rights.
    pub is_setuid: bool,
    /// What it was started with.
    pub environment: Environment,
    /// What it, or its parent, was before.
    pub before: Option<Origin>,
    /// Libraries that export CUDA's interfaces, in the order of their addresses.
    pub libraries: Vec<Library>,
    /// What LD_PRELOAD names, in its order, with what those files export.
    pub preloaded: Vec<Library>,
    /// What stands beside preloaded shims and is not loaded.
    pub left_out: Vec<Library>,
    /// Whether some mapped file or the program knows the driver library's name.
    pub wants_driver: bool,
    /// What the driver library has written down.
    pub record: Option<Vec<Entry>>,
    /// Numbers by which the process may know itself, in its namespaces.
    pub own_pids: Vec<i32>,
    /// What its loader finds as libcuda.so.1, and whether that is ours.
    pub found: Option<(Found, bool)>,
    /// One of ours that the loader would find further on.
    pub ours_elsewhere: Option<Found>,
    /// The same with the environment that it, or its parent, had before.
    pub found_before: Option<Found>,
}

/// The variables that matter, of a process.
pub fn environment(process: &Process) -> Option<Environment> {
    let all = process.environ().ok()?;
    let text = |name: &str| {
        Some((name.to_owned(), all.get(std::ffi::OsStr::new(name))?.to_string_lossy().into_owned()))
    };
    Some(MATTERS.iter().filter_map(|name| text(name)).collect())
}

impl Facts {
    /// Looks at a process; `None` if there is none.
    ///
    /// `before` is what it was before its program began; without it, its parent's environment is looked at.
    pub fn of(pid: i32, before: Option<Origin>) -> Option<Self> {
        let process = Process::new(pid).ok()?;
        let stat = process.stat().ok()?;
        let command = process.cmdline().unwrap_or_default().join(" ");
        let mut facts = Self {
            pid,
            parent: stat.ppid,
            command: if command.is_empty() { format!("[{}]", stat.comm) } else { command },
            uid: process.uid().unwrap_or(u32::MAX),
            own_pids: process.status().ok().and_then(|status| status.nspid).unwrap_or_else(|| vec![pid]),
            ..Self::default()
        };
        let Ok(exe) = process.exe() else {
            // Threads of the kernel have no program, and nobody sees that of another user.
            facts.hidden = Some(format!("it is of user {}", facts.uid));
            return Some(facts);
        };
        let Some(environment) = environment(&process) else {
            facts.hidden = Some(format!("it is of user {}", facts.uid));
            return Some(facts);
        };
        let root = PathBuf::from(format!("/proc/{pid}/root"));
        facts.exe = exe;
        let file = inside(&root, &facts.exe);
        facts.is_setuid = fs::metadata(&file).is_ok_and(|data| changes_user(&process, &data));
        facts.program = Elf::read(&file).unwrap_or_default();
        facts.environment = environment;
        facts.before = before.or_else(|| {
            let parent = Process::new(facts.parent).ok()?;
            let who = parent.stat().ok()?.comm;
            Some(Origin {
                who: format!("its parent {who} ({})", facts.parent),
                environment: self::environment(&parent)?,
            })
        });
        facts.see_libraries(&process, &root);
        facts.see_preloaded(&root);
        facts.record = read_record(&process);
        facts.search(&root);
        Some(facts)
    }

    fn see_libraries(&mut self, process: &Process, root: &Path) {
        self.wants_driver = self.program.names_driver;
        let Ok(maps) = process.maps() else { return };
        let mut paths: Vec<PathBuf> = Vec::new();
        for map in maps {
            if let MMapPath::Path(path) = map.pathname
                && path != self.exe
                && path.to_string_lossy().contains(".so")
                && !paths.contains(&path)
            {
                paths.push(path);
            }
        }
        for path in paths {
            let Some(elf) = Elf::read(&inside(root, &path)) else { continue };
            if elf.exports.any() {
                self.libraries.push(Library { path, exports: elf.exports, is_ours: elf.is_ours });
                self.wants_driver |= elf.exports.runtime;
            } else {
                self.wants_driver |= elf.names_driver;
            }
        }
    }

    fn see_preloaded(&mut self, root: &Path) {
        let names = self.environment.get("LD_PRELOAD").cloned().unwrap_or_default();
        for name in names.split([':', ' ']).filter(|name| !name.is_empty()) {
            let path = if name.contains('/') {
                PathBuf::from(name)
            } else {
                match self.searching(root, self.library_path()).find(name) {
                    Some(found) => found.path,
                    None => continue,
                }
            };
            let exports = Elf::read(&inside(root, &path)).map(|elf| (elf.exports, elf.is_ours));
            if let Some((exports, is_ours)) = exports {
                self.preloaded.push(Library { path, exports, is_ours });
            }
        }
        let shims: Vec<PathBuf> = self
            .preloaded
            .iter()
            .filter(|library| library.exports.any())
            .map(|library| library.path.clone())
            .collect();
        for folder in shims.iter().filter_map(|path| path.parent()) {
            for entry in fs::read_dir(inside(root, folder)).into_iter().flatten().flatten() {
                let path = folder.join(entry.file_name());
                let is_known = |library: &Library| same_file(root, &library.path, &path);
                if !path.to_string_lossy().contains(".so")
                    || self.preloaded.iter().chain(&self.libraries).chain(&self.left_out).any(is_known)
                {
                    continue;
                }
                if let Some(elf) = Elf::read(&inside(root, &path)).filter(|elf| elf.exports.any()) {
                    self.left_out.push(Library { path, exports: elf.exports, is_ours: elf.is_ours });
                }
            }
        }
    }

    /// LD_LIBRARY_PATH, if its loader looks at it.
    pub fn library_path(&self) -> Option<&str> {
        let path = self.environment.get("LD_LIBRARY_PATH").filter(|_| !self.is_setuid);
        path.map(String::as_str).filter(|path| !path.is_empty())
    }

    fn searching<'a>(&'a self, root: &'a Path, library_path: Option<&'a str>) -> Search<'a> {
        let origin = self.exe.parent().unwrap_or(Path::new("/"));
        Search { root, library_path, runpath: &self.program.runpath, origin }
    }

    fn search(&mut self, root: &Path) {
        let with_owner = |found: Found| {
            let is_ours = Elf::read(&inside(root, &found.path)).is_some_and(|elf| elf.is_ours);
            (found, is_ours)
        };
        let found = self.searching(root, self.library_path()).find(LIBCUDA).map(with_owner);
        let folders = self.library_path().unwrap_or_default().split([':', ';']).map(Some);
        let ours_elsewhere = folders.chain([None]).find_map(|folder| {
            let (found, is_ours) = self.searching(root, folder).find(LIBCUDA).map(with_owner)?;
            is_ours.then_some(found)
        });
        let before = self.before.as_ref().and_then(|before| before.environment.get("LD_LIBRARY_PATH"));
        let before = before.and_then(|path| self.searching(root, Some(path)).find(LIBCUDA));
        (self.found, self.ours_elsewhere, self.found_before) = (found, ours_elsewhere, before);
    }

    /// The driver libraries that are mapped: one file under two names is one.
    pub fn drivers(&self) -> Vec<&Library> {
        self.libraries.iter().filter(|library| library.exports.driver).collect()
    }
}

/// Whether executing a file gives other rights than its process had: then the loader believes nothing of the environment (ld.so(8),
/// "Secure-execution mode").
fn changes_user(process: &Process, file: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Ok(status) = process.status() else { return false };
    let mode = file.permissions().mode();
    mode & 0o4000 != 0 && file.uid() != status.ruid || mode & 0o2000 != 0 && file.gid() != status.rgid
}

fn same_file(root: &Path, one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path| fs::metadata(inside(root, path)).ok().map(|data| (data.dev(), data.ino()));
    id(one).is_some() && id(one) == id(other)
}

/// The record is a memfd among the process's descriptors.
fn read_record(process: &Process) -> Option<Vec<Entry>> {
    let name = format!("/memfd:{}", record::NAME);
    for descriptor in process.fd().ok()?.flatten() {
        let is_record = match &descriptor.target {
            FDTarget::Path(path) => path.to_string_lossy().starts_with(&name),
            FDTarget::MemFD(memory) => memory.starts_with(record::NAME),
            _ => false,
        };
        if is_record {
            let path = format!("/proc/{}/fd/{}", process.pid, descriptor.fd);
            let mut bytes = vec![0; record::ROOM];
            let file = fs::File::open(path).ok()?;
            let length = std::os::unix::fs::FileExt::read_at(&file, &mut bytes, 0).ok()?;
            return Some(Entry::parse_all(&bytes[..length]));
        }
    }
    None
}
