//! What the machine is made of: a folder with Debian sid, for QEMU, a kernel and the programs inside.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

/// What is installed there.
const PACKAGES: &[&str] = &["qemu-system-x86", "seabios", "busybox-static", "pciutils", "libstdc++6"];
/// Written when all is there.
const COMPLETE: &str = "vgpu-complete";
/// The release file of a mirror's snapshot may be old.
const OLD: &str = "Acquire::Check-Valid-Until=false";

/// A Debian root folder.
pub struct Debian {
    root: PathBuf,
}

impl Debian {
    /// The folder under `VGPU_ASSETS` or ~/.cache/vgpu, made if it is not there. Needs root and `debootstrap`.
    ///
    /// # Errors
    /// What is missing, or what a command printed.
    pub fn ready() -> Result<Self> {
        let cache = match std::env::var_os("VGPU_ASSETS") {
            Some(folder) => PathBuf::from(folder),
            None => Path::new(&std::env::var_os("HOME").context("neither VGPU_ASSETS nor HOME is set")?)
                .join(".cache/vgpu"),
        };
        ensure!(rustix::process::geteuid().is_root(), "the system tests need root");
        let this = Self { root: cache.join("sid") };
        let wanted = PACKAGES.join(" ");
        if fs::read_to_string(this.path(COMPLETE)).is_ok_and(|have| have == wanted) {
            return Ok(this);
        }
        fs::create_dir_all(&cache)?;
        if !this.path("usr/bin/apt-get").exists() {
            install_debootstrap()?;
            // What an interrupted run has left would be in its way.
            let _ = fs::remove_dir_all(&this.root);
            println!("   making {} by debootstrap", this.root.display());
            run(Command::new("debootstrap").args(["--variant=minbase", "sid"]).arg(&this.root))?;
        }
        println!("   installing {wanted}");
        this.apt(&["update"])?;
        this.apt(&[&["install", "-y", "--no-install-recommends"], PACKAGES].concat())?;
        this.kernel_package()?;
        fs::write(this.path(COMPLETE), wanted)?;
        Ok(this)
    }

    /// A path inside.
    pub fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside.trim_start_matches('/'))
    }

    /// A command that runs inside.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new("chroot");
        command.arg(&self.root).arg(program).env("LC_ALL", "C");
        command
    }

    /// The kernel's image.
    ///
    /// # Errors
    /// There is none.
    pub fn kernel(&self) -> Result<PathBuf> {
        for folder in ["var/cache/vgpu/kernel/boot", "var/cache/vgpu/kernel/usr/lib/modules"] {
            for path in walk(&self.path(folder)) {
                if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("vmlinuz")) {
                    return Ok(path);
                }
            }
        }
        bail!("no kernel under {}", self.path("var/cache/vgpu/kernel").display())
    }

    fn apt(&self, arguments: &[&str]) -> Result<()> {
        run(self
            .command("apt-get")
            .args(["-q", "-o", OLD])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive"))
    }

    /// Fetches the package with the newest kernel for virtual machines, and unpacks it without installing it. Newer packaging keeps the
    /// image in a package of its own.
    fn kernel_package(&self) -> Result<()> {
        let script = "set -e; mkdir -p /var/cache/vgpu; cd /var/cache/vgpu; rm -rf kernel *.deb
            for kind in linux-binary linux-image; do
              name=$(apt-cache pkgnames $kind- | grep -E '^'$kind'-[0-9].*[0-9]-cloud-amd64$|^'$kind'-[0-9].*\\+deb[0-9]+-cloud-amd64$' | sort -V | tail -1)
              if [ -n \"$name\" ]; then apt-get -q download $name; break; fi
            done
            dpkg-deb -x *.deb kernel";
        run(self.command("sh").args(["-c", script]))
    }
}

fn install_debootstrap() -> Result<()> {
    if Path::new("/usr/sbin/debootstrap").exists() {
        return Ok(());
    }
    run(Command::new("apt-get").args(["-q", "update"]))?;
    run(Command::new("apt-get")
        .args(["-q", "install", "-y", "--no-install-recommends", "debootstrap"])
        .env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Every file below a folder.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        // Modules are many; images lie at most two folders deep, beside them.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) && entry.file_name() != "kernel" {
            found.extend(walk(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// Runs a command silently; its output is the error.
pub fn run(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("{command:?} does not start"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{command:?}\n{}{said}", String::from_utf8_lossy(&output.stdout));
    }
    Ok(())
}
