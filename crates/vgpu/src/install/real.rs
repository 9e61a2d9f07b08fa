//! Whether a machine has a real NVIDIA driver, beside which ours must not be.

use std::fs;
use std::path::{Path, PathBuf};

use crate::doctor::{Elf, Search};
use crate::inside;
use crate::library::{LIBCUDA, LIBNVML};
use crate::smi;

/// What only the driver's kernel module makes.
const KERNEL: &[&str] = &["/proc/driver/nvidia/version", "/sys/module/nvidia"];
/// Where NVIDIA's libraries are put beside the loader's own folders.
const FOLDERS: &[&str] = &[
    "/usr/lib/x86_64-linux-gnu",
    "/usr/lib/x86_64-linux-gnu/nvidia/current",
    "/usr/lib64",
    "/usr/lib64/nvidia",
    "/usr/lib",
    "/usr/lib/nvidia",
    "/usr/lib/wsl/lib",
    "/usr/local/nvidia/lib64",
    "/usr/local/lib",
];
/// Where programs look for nvidia-smi.
const PROGRAMS: &[&str] =
    &["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/opt/bin"];

/// What there is of a real driver below a root, if anything.
pub fn driver(root: &Path) -> Option<String> {
    if let Some(path) = KERNEL.iter().find(|path| inside(root, Path::new(path)).exists()) {
        return Some((*path).to_owned());
    }
    let search = Search { root, library_path: None, runpath: &[], origin: Path::new("/") };
    for name in [LIBCUDA, LIBNVML] {
        let found = search.find(name).map(|found| found.path);
        let known = FOLDERS.iter().map(|folder| Path::new(folder).join(name));
        let foreign = found.into_iter().chain(known).find(|path| is_foreign(&inside(root, path)));
        if let Some(path) = foreign {
            return Some(path.display().to_string());
        }
    }
    let programs = PROGRAMS.iter().map(|folder| Path::new(folder).join(smi::NAME));
    programs.into_iter().find(|path| is_other_program(root, path)).map(|path| path.display().to_string())
}

/// A library that is there and not one of ours.
fn is_foreign(path: &Path) -> bool {
    fs::metadata(path).is_ok() && Elf::read(path).is_none_or(|elf| !elf.is_ours)
}

fn is_other_program(root: &Path, path: &Path) -> bool {
    let here = inside(root, path);
    match fs::read_link(&here) {
        Ok(target) => {
            target != Path::new(super::FOLDER).join("bin/vgpu") && exists_inside(root, path, target)
        }
        Err(_) => here.exists(),
    }
}

/// Whether a link of the root leads to something there.
fn exists_inside(root: &Path, link: &Path, target: PathBuf) -> bool {
    let target = link.parent().unwrap_or(Path::new("/")).join(target);
    inside(root, &target).exists()
}
