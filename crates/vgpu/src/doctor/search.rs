//! What a loader would find: LD_LIBRARY_PATH, RUNPATH, the loader's cache, its own folders, in its order (ld.so(8)).

use std::fs;
use std::path::{Path, PathBuf};

use memchr::memmem;

use crate::inside;

/// By which step a library is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// LD_LIBRARY_PATH.
    LibraryPath,
    /// The program's RUNPATH.
    RunPath,
    /// /etc/ld.so.cache.
    Cache,
    /// The loader's own folders.
    Default,
}

impl By {
    /// For people.
    pub fn text(self) -> &'static str {
        match self {
            Self::LibraryPath => "LD_LIBRARY_PATH",
            Self::RunPath => "the program's RUNPATH",
            Self::Cache => "the loader's cache",
            Self::Default => "the loader's own folders",
        }
    }
}

/// A library that a loader would take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name as the loader would see it.
    pub path: PathBuf,
    /// How it is found.
    pub by: By,
}

/// Where to look.
pub struct Search<'a> {
    /// The root folder of the process, as this one sees it.
    pub root: &'a Path,
    /// Its LD_LIBRARY_PATH; none for a setuid program, for which the loader ignores it.
    pub library_path: Option<&'a str>,
    /// The program's RUNPATH.
    pub runpath: &'a [String],
    /// The folder of the program, `$ORIGIN`.
    pub origin: &'a Path,
}

/// What the loader looks into when all else has failed, on the systems that we know.
const DEFAULT: &[&str] =
    &["/lib64", "/usr/lib64", "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib", "/usr/lib"];

impl Search<'_> {
    /// A path of the process as this one reaches it.
    pub fn inside(&self, path: &Path) -> PathBuf {
        inside(self.root, path)
    }

    fn in_folders<'f>(&self, folders: impl Iterator<Item = &'f str>, name: &str) -> Option<PathBuf> {
        folders
            .filter(|folder| !folder.is_empty())
            .map(|folder| PathBuf::from(folder.replace("$ORIGIN", &self.origin.to_string_lossy())).join(name))
            .find(|path| is_library(&self.inside(path)))
    }

    /// The library of this name that a loader takes.
    pub fn find(&self, name: &str) -> Option<Found> {
        let found = |by| move |path| Found { path, by };
        let path = self.library_path.unwrap_or_default().split([':', ';']);
        self.in_folders(path, name)
            .map(found(By::LibraryPath))
            .or_else(|| {
                self.in_folders(self.runpath.iter().map(String::as_str), name).map(found(By::RunPath))
            })
            .or_else(|| {
                let cache = fs::read(self.inside(Path::new("/etc/ld.so.cache"))).ok()?;
                let path = in_cache(&cache, name)?;
                self.inside(&path).exists().then_some(path).map(found(By::Cache))
            })
            .or_else(|| self.in_folders(DEFAULT.iter().copied(), name).map(found(By::Default)))
    }
}

/// The loader passes over files that are no libraries for this machine.
fn is_library(path: &Path) -> bool {
    let mut head = [0; 5];
    fs::File::open(path)
        .and_then(|mut file| std::io::Read::read_exact(&mut file, &mut head))
        .is_ok_and(|()| head == *b"\x7fELF\x02")
}

/// The path that a loader's cache has for a name (glibc, elf/dl-cache.h: the form of version 1.1, alone or behind the older one).
fn in_cache(cache: &[u8], name: &str) -> Option<PathBuf> {
    const MAGIC: &[u8] = b"glibc-ld.so.cache1.1";
    const COUNT: usize = 20;
    const ENTRIES: usize = 48;
    const ENTRY: usize = 24;
    /// The architecture among an entry's flags, and x86-64's (FLAG_REQUIRED_MASK, FLAG_X8664_LIB64).
    const ARCHITECTURE: u32 = 0xff00;
    const X86_64: u32 = 0x0300;
    let cache = &cache[memmem::find(cache, MAGIC)?..];
    let word = |at: usize| Some(u32::from_le_bytes(cache.get(at..at.checked_add(4)?)?.try_into().ok()?));
    let text = |at: u32| {
        let rest = cache.get(at as usize..)?;
        std::str::from_utf8(&rest[..rest.iter().position(|byte| *byte == 0)?]).ok()
    };
    (0..word(COUNT)? as usize).find_map(|index| {
        let at = ENTRIES.checked_add(index.checked_mul(ENTRY)?)?;
        let (flags, key, value) = (word(at)?, text(word(at + 4)?)?, text(word(at + 8)?)?);
        (key == name && flags & ARCHITECTURE == X86_64).then(|| PathBuf::from(value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machines_cache_knows_the_c_library() {
        let root = Path::new("/");
        let search = Search { root, library_path: None, runpath: &[], origin: root };
        let found = search.find("libc.so.6").unwrap();
        assert!(found.path.exists() && matches!(found.by, By::Cache | By::Default), "{found:?}");
        assert_eq!(search.find("libno-such-library.so.9"), None);
    }

    #[test]
    fn the_library_path_comes_first_and_what_is_no_library_is_passed_over() {
        let folder = std::env::temp_dir().join(format!("vgpu-search-{}", std::process::id()));
        let (first, second) = (folder.join("first"), folder.join("second"));
        for place in [&first, &second] {
            fs::create_dir_all(place).unwrap();
        }
        fs::write(first.join("libx.so"), "text").unwrap();
        fs::copy("/proc/self/exe", second.join("libx.so")).unwrap();
        let path = format!("{}:{}", first.display(), second.display());
        let root = Path::new("/");
        let search = Search { root, library_path: Some(&path), runpath: &[], origin: root };
        assert_eq!(search.find("libx.so"), Some(Found { path: second.join("libx.so"), by: By::LibraryPath }));
        let runpath = ["$ORIGIN/second".to_owned()];
        let search = Search { root, library_path: None, runpath: &runpath, origin: &folder };
        assert_eq!(search.find("libx.so").unwrap().by, By::RunPath);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_cache_that_leads_outside_itself_finds_nothing() {
        let mut cache = b"glibc-ld.so.cache1.1".to_vec();
        cache.extend(u32::MAX.to_le_bytes());
        cache.resize(48, 0);
        cache.extend([0xff; 24]);
        assert_eq!(in_cache(&cache, "libc.so.6"), None);
        assert_eq!(in_cache(b"", "libc.so.6"), None);
    }
}
