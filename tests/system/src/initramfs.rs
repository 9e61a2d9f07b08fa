//! The machine's files: busybox, the loader and its libraries, our library where a real driver's would be, the test programs.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use vgpu_tests::build::{program, repository};
use vgpu_tests::table::Link;

use crate::debian::{Debian, run};

/// Libraries that the programs and our own library need; lspci's are asked for.
const LIBRARIES: &[&str] = &[
    "libc.so.6",
    "libm.so.6",
    "libdl.so.2",
    "librt.so.1",
    "libpthread.so.0",
    "libgcc_s.so.1",
    "libstdc++.so.6",
];
/// Where Debian keeps them.
const FOLDER: &str = "usr/lib/x86_64-linux-gnu";

/// Reads commands from the console, and says how each ended.
const INIT: &str = "#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin:/usr/bin:/programs
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
stty -echo
echo '== ready'
while read -r line; do
  eval \"$line\"
  echo \"== exit $?\"
done
poweroff -f
";

/// Builds an archive for the kernel at `to`, with the programs in /programs.
///
/// # Errors
/// A file is missing.
pub fn build(debian: &Debian, programs: &[&str], to: &Path) -> Result<()> {
    let staging = tempfile::tempdir()?;
    let root = staging.path();
    for folder in [
        "bin",
        "dev",
        "etc",
        "opt/vgpu/lib",
        "proc",
        "programs",
        "sys",
        "tmp",
        "usr/bin",
        "usr/share/misc",
        FOLDER,
    ] {
        fs::create_dir_all(root.join(folder))?;
    }
    // Debian's own shape: the loader's path is through these.
    symlink("usr/lib", root.join("lib"))?;
    symlink("usr/lib64", root.join("lib64"))?;
    fs::create_dir_all(root.join("usr/lib64"))?;
    let copy = |from: PathBuf, inside: &str| -> Result<()> {
        let to = root.join(inside);
        fs::copy(&from, &to).with_context(|| from.display().to_string())?;
        Ok(())
    };
    copy(debian.path("usr/bin/busybox"), "bin/busybox")?;
    copy(debian.path("usr/bin/lspci"), "usr/bin/lspci")?;
    copy(debian.path("usr/lib64/ld-linux-x86-64.so.2"), "usr/lib64/ld-linux-x86-64.so.2").or_else(|_| {
        copy(debian.path(&format!("{FOLDER}/ld-linux-x86-64.so.2")), "usr/lib64/ld-linux-x86-64.so.2")
    })?;
    for library in LIBRARIES {
        copy(debian.path(&format!("{FOLDER}/{library}")), &format!("{FOLDER}/{library}"))?;
    }
    for library in needed(debian, "/usr/bin/lspci")? {
        let name = library.file_name().context("a library without a name")?.to_string_lossy().into_owned();
        copy(debian.path(&library.to_string_lossy()), &format!("{FOLDER}/{name}"))?;
    }
    copy_nvidia_ids(debian, &root.join("usr/share/misc/pci.ids"))?;
    let dist = std::env::var_os("VGPU_DIST").map_or_else(|| repository().join("dist"), PathBuf::from);
    copy(dist.join("lib/libcuda.so.1"), "opt/vgpu/lib/libcuda.so.1").context("run `make build` first")?;
    copy(dist.join("bin/vgpu"), "bin/vgpu")?;
    for name in programs {
        copy(program(name, Link::Static13)?, &format!("programs/{name}"))?;
    }
    fs::write(root.join("etc/ld.so.conf"), "/opt/vgpu/lib\n")?;
    fs::write(root.join("etc/passwd"), "root::0:0::/:/bin/sh\nnobody::65534:65534::/:/bin/sh\n")?;
    run(Command::new("/sbin/ldconfig").arg("-r").arg(root))?;
    fs::write(root.join("init"), INIT)?;
    for executable in ["init", "bin/busybox", "bin/vgpu", "usr/bin/lspci"] {
        fs::set_permissions(root.join(executable), fs::Permissions::from_mode(0o755))?;
    }
    let mut archive = Cpio { to: BufWriter::new(File::create(to)?), inode: 0 };
    archive.folder(root, root)?;
    archive.entry("TRAILER!!!", 0, &[])?;
    archive.to.flush()?;
    Ok(())
}

/// The libraries that a program inside loads.
fn needed(debian: &Debian, program: &str) -> Result<Vec<PathBuf>> {
    let output = debian.command("ldd").arg(program).output().context("ldd")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let paths: Vec<_> = text
        .lines()
        .filter_map(|line| line.split_once("=> ")?.1.split(' ').next())
        .map(PathBuf::from)
        .collect();
    if paths.is_empty() { bail!("ldd {program} names no library: {text}") } else { Ok(paths) }
}

/// NVIDIA's part of the list of names, and the classes.
fn copy_nvidia_ids(debian: &Debian, to: &Path) -> Result<()> {
    let all = fs::read(debian.path("usr/share/misc/pci.ids")).context("pci.ids")?;
    let mut kept = Vec::new();
    let mut keep = false;
    for line in all.split(|byte| *byte == b'\n') {
        if !line.starts_with(b"\t") && !line.starts_with(b"#") {
            keep = line.starts_with(b"10de ") || line.starts_with(b"C ");
        }
        if keep {
            kept.extend_from_slice(line);
            kept.push(b'\n');
        }
    }
    fs::write(to, kept)?;
    Ok(())
}

/// An archive in the kernel's format (Documentation/driver-api/early-userspace/buffer-format.rst, "newc").
struct Cpio<W> {
    to: W,
    inode: u32,
}

impl<W: Write> Cpio<W> {
    fn folder(&mut self, root: &Path, folder: &Path) -> Result<()> {
        let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let metadata = fs::symlink_metadata(&path)?;
            let contents = if metadata.is_symlink() {
                fs::read_link(&path)?.as_os_str().as_bytes().to_vec()
            } else if metadata.is_file() {
                fs::read(&path)?
            } else {
                Vec::new()
            };
            let name = path.strip_prefix(root)?.to_str().context("a name that is no text")?.to_owned();
            self.entry(&name, metadata.mode(), &contents)?;
            if metadata.is_dir() {
                self.folder(root, &path)?;
            }
        }
        Ok(())
    }

    fn entry(&mut self, name: &str, mode: u32, contents: &[u8]) -> Result<()> {
        self.inode += 1;
        let size = u32::try_from(contents.len()).context("a file is too long")?;
        let name_size = name.len() as u32 + 1;
        let fields = [self.inode, mode, 0, 0, 1, 0, size, 0, 0, 0, 0, name_size, 0];
        self.to.write_all(b"070701")?;
        for field in fields {
            write!(self.to, "{field:08x}")?;
        }
        self.to.write_all(name.as_bytes())?;
        self.pad(6 + 13 * 8 + name.len(), 1)?;
        self.to.write_all(contents)?;
        self.pad(contents.len(), 0)
    }

    /// Zeros: at least `least`, up to a multiple of four.
    fn pad(&mut self, after: usize, least: usize) -> Result<()> {
        let len = (after + least).next_multiple_of(4) - after;
        self.to.write_all(&[0; 4][..len.min(4)])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_begins_at_a_multiple_of_four() {
        let mut bytes = Vec::new();
        let mut archive = Cpio { to: &mut bytes, inode: 0 };
        for len in 0..9 {
            archive.entry(&"n".repeat(len + 1), 0o100_644, &vec![7; len]).unwrap();
        }
        let starts = bytes.windows(6).enumerate().filter(|(_, window)| window == b"070701");
        let starts: Vec<_> = starts.map(|(at, _)| at).collect();
        assert_eq!(starts.len(), 9);
        assert!(starts.iter().all(|at| at % 4 == 0), "{starts:?}");
    }
}
