//! What the machine is made of: a folder with Debian sid, for QEMU, a kernel and the programs inside.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

/// What a machine needs.
const MACHINE: &[&str] = &["qemu-system-x86", "seabios", "busybox-static", "pciutils", "libstdc++6"];
/// llama.cpp with its backend for CUDA, which brings cudart 12 and cuBLAS 12 along; and an init for a machine that runs Ollama's service.
const CLIENTS: &[&str] = &["llama.cpp-tools", "llama.cpp-tests", "libggml0-backend-cuda", "systemd", "dbus"];
/// The backend depends on a driver library. Ours is put there by each test; the folder itself has its name only.
const DRIVER: &str = "Package: vgpu-in-name-only
Version: 1
Architecture: amd64
Maintainer: vgpu
Provides: libcuda.so.1 (= 550.163.01), libnvidia-ml.so.1 (= 550.163.01)
Description: lets what depends on a driver library be installed without one
";
/// Written when all is there.
const COMPLETE: &str = "vgpu-complete";
/// The release file of a mirror's snapshot may be old.
const OLD: &str = "Acquire::Check-Valid-Until=false";

/// A Debian root folder.
pub struct Debian {
    root: PathBuf,
}

impl Debian {
    /// The folder with QEMU and a kernel.
    ///
    /// # Errors
    /// As [`Debian::ready`].
    pub fn machine() -> Result<Self> {
        let (this, is_new) = Self::ready("sid", MACHINE)?;
        if is_new {
            this.kernel_package()?;
            this.complete(MACHINE)?;
        }
        Ok(this)
    }

    /// The folder with llama.cpp.
    ///
    /// # Errors
    /// As [`Debian::ready`].
    pub fn clients() -> Result<Self> {
        let (this, is_new) = Self::ready("clients", CLIENTS)?;
        if is_new {
            this.complete(CLIENTS)?;
        }
        Ok(this)
    }

    /// The folder under `VGPU_ASSETS` or ~/.cache/vgpu, made if it is not there, and whether its packages were installed just now. Needs
    /// root and `debootstrap`.
    ///
    /// # Errors
    /// What is missing, or what a command printed.
    fn ready(name: &str, packages: &[&str]) -> Result<(Self, bool)> {
        let cache = match std::env::var_os("VGPU_ASSETS") {
            Some(folder) => PathBuf::from(folder),
            None => Path::new(&std::env::var_os("HOME").context("neither VGPU_ASSETS nor HOME is set")?)
                .join(".cache/vgpu"),
        };
        ensure!(rustix::process::geteuid().is_root(), "the system tests need root");
        let this = Self { root: cache.join(name) };
        let wanted = packages.join(" ");
        if fs::read_to_string(this.path(COMPLETE)).is_ok_and(|have| have == wanted) {
            return Ok((this, false));
        }
        fs::create_dir_all(&cache)?;
        if !this.path("usr/bin/apt-get").exists() {
            install_debootstrap()?;
            // What an interrupted run has left would be in its way.
            let _ = fs::remove_dir_all(&this.root);
            println!("   making {} by debootstrap", this.root.display());
            run(Command::new("debootstrap")
                .args(["--variant=minbase", "--components=main,contrib,non-free", "sid"])
                .arg(&this.root))?;
        }
        println!("   installing {wanted}");
        this.apt(&["update"])?;
        if name == "clients" {
            this.driver_in_name()?;
        }
        this.apt(&[&["install", "-y", "--no-install-recommends"], packages].concat())?;
        Ok((this, true))
    }

    fn complete(&self, packages: &[&str]) -> Result<()> {
        Ok(fs::write(self.path(COMPLETE), packages.join(" "))?)
    }

    fn driver_in_name(&self) -> Result<()> {
        fs::create_dir_all(self.path("var/cache/vgpu/driver/DEBIAN"))?;
        fs::write(self.path("var/cache/vgpu/driver/DEBIAN/control"), DRIVER)?;
        let script = "cd /var/cache/vgpu && dpkg-deb -b driver driver.deb && dpkg -i driver.deb";
        run(self.command("sh").args(["-c", script]))
    }

    /// Name and version of each installed package whose name begins so.
    ///
    /// # Errors
    /// dpkg's.
    pub fn versions(&self, start: &str) -> Result<Vec<String>> {
        let output = self
            .command("dpkg-query")
            .args(["-W", "-f", "${Package} ${Version}\n", &format!("{start}*")])
            .output()?;
        Ok(String::from_utf8_lossy(&output.stdout)
            .lines()
            .filter(|line| !line.ends_with(' '))
            .map(str::to_owned)
            .collect())
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
