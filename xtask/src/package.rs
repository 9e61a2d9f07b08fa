//! A Debian package of what `vgpu install` puts on a machine, made by dpkg's own tool.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// What NVML says a software GPU's driver is: others ask for a driver that is new enough.
const DRIVER: &str = "580";

/// Configuration, which an administrator may change.
const CONFFILES: &str = "/etc/cdi/vgpu.json\n/etc/ld.so.conf.d/00-vgpu.conf\n";

/// dpkg calls ldconfig, once, for whoever changes what it looks at.
const TRIGGERS: &str = "activate-noawait ldconfig\n";

/// Links into the machine's configuration what is for machines whose GPU is in software. A PCI device of ours may have a real one behind it.
const POSTINST: &str = "#!/bin/sh
set -e
if [ \"$1\" = configure ]; then
  if ! grep -qs 0x16c1 /sys/bus/pci/devices/*/subsystem_device; then
    ln -sf /opt/vgpu/share/ld.so.conf.d/00-vgpu-cublas.conf /etc/ld.so.conf.d/00-vgpu-cublas.conf
    mkdir -p /etc/systemd/system/ollama.service.d
    ln -sf /opt/vgpu/share/ollama.service.d/vgpu-cublas.conf /etc/systemd/system/ollama.service.d/vgpu-cublas.conf
  fi
  if command -v deb-systemd-helper >/dev/null; then
    deb-systemd-helper unmask vgpu.socket >/dev/null || true
    deb-systemd-helper --quiet was-enabled vgpu.socket && deb-systemd-helper enable vgpu.socket >/dev/null || true
  fi
  if [ -d /run/systemd/system ]; then
    systemctl --system daemon-reload >/dev/null || true
    deb-systemd-invoke start vgpu.socket >/dev/null || true
  fi
  if [ -e /run/udev/control ]; then
    udevadm control --reload || true
    udevadm trigger --subsystem-match=pci --attr-match=vendor=0x10de || true
  fi
fi
";

const PRERM: &str = "#!/bin/sh
set -e
if [ \"$1\" = remove ]; then
  rm -f /etc/ld.so.conf.d/00-vgpu-cublas.conf /etc/systemd/system/ollama.service.d/vgpu-cublas.conf
  if [ -d /etc/systemd/system/ollama.service.d ]; then rmdir --ignore-fail-on-non-empty /etc/systemd/system/ollama.service.d; fi
fi
if [ \"$1\" = remove ] && [ -d /run/systemd/system ]; then
  deb-systemd-invoke stop vgpu.socket vgpu.service >/dev/null || true
fi
";

const POSTRM: &str = "#!/bin/sh
set -e
if [ -d /run/systemd/system ]; then systemctl --system daemon-reload >/dev/null || true; fi
if [ \"$1\" = purge ]; then
  rm -rf /var/cache/vgpu/kernels
  if [ -d /var/cache/vgpu ]; then rmdir --ignore-fail-on-non-empty /var/cache/vgpu; fi
fi
if [ \"$1\" = purge ] && command -v deb-systemd-helper >/dev/null; then
  deb-systemd-helper purge vgpu.socket >/dev/null || true
  deb-systemd-helper unmask vgpu.socket >/dev/null || true
fi
";

/// Makes the package of what `make build` left, beside it.
///
/// # Errors
/// Nothing is built, or dpkg-deb is not there or refuses.
pub fn run() -> Result<()> {
    let root = crate::root();
    let dist = std::env::var_os("VGPU_DIST").map_or_else(|| root.join("dist"), PathBuf::from);
    let vgpu = dist.join("bin/vgpu");
    ensure!(vgpu.is_file(), "{} is missing: run `make build` first", vgpu.display());
    let version = env!("CARGO_PKG_VERSION");
    let staging = dist.join("package");
    let _ = fs::remove_dir_all(&staging);
    fs::create_dir_all(staging.join("DEBIAN"))?;
    execute(Command::new(&vgpu).args(["install", "--package", "--root"]).arg(&staging))?;
    for binary in [
        "bin/vgpu",
        "lib/libcuda.so.1",
        "lib/libnvidia-ml.so.1",
        "lib/cublas/libcublas.so.12",
        "lib/cublas/libcublas.so.13",
    ] {
        execute(Command::new("strip").arg("--strip-unneeded").arg(staging.join("opt/vgpu").join(binary)))?;
    }
    let documents = staging.join("usr/share/doc/vgpu");
    fs::create_dir_all(&documents)?;
    for name in ["LICENSE-APACHE", "LICENSE-MIT", "README.md"] {
        fs::copy(root.join(name), documents.join(name)).with_context(|| name.to_owned())?;
    }
    let control = control(version, installed_kib(&staging)?, &glibc(&staging.join("opt/vgpu/bin/vgpu"))?);
    for (name, text, mode) in [
        ("control", control.as_str(), 0o644),
        ("conffiles", CONFFILES, 0o644),
        ("triggers", TRIGGERS, 0o644),
        ("postinst", POSTINST, 0o755),
        ("prerm", PRERM, 0o755),
        ("postrm", POSTRM, 0o755),
    ] {
        let path = staging.join("DEBIAN").join(name);
        fs::write(&path, text)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(mode))?;
    }
    let package = dist.join(format!("vgpu_{version}_amd64.deb"));
    execute(
        Command::new("dpkg-deb").args(["--root-owner-group", "-Zxz", "--build"]).arg(&staging).arg(&package),
    )?;
    fs::remove_dir_all(&staging)?;
    println!("{}", package.display());
    Ok(())
}

fn control(version: &str, kib: u64, glibc: &str) -> String {
    format!(
        "Package: vgpu\n\
         Version: {version}\n\
         Architecture: amd64\n\
         Maintainer: vgpu developers <vgpu@localhost>\n\
         Installed-Size: {kib}\n\
         Depends: libc6 (>= {glibc}), libgcc-s1\n\
         Provides: libcuda1, libcuda.so.1 (= {DRIVER}), libnvidia-ml1, libnvidia-ml.so.1 (= {DRIVER}), nvidia-smi\n\
         Conflicts: libcuda1, libnvidia-ml1, nvidia-smi\n\
         Section: libs\n\
         Priority: optional\n\
         Description: virtual NVIDIA GPU for machines without one\n \
         Unmodified CUDA programs find a driver library where they look for NVIDIA's. Their calls\n \
         travel over shared memory to a worker process, which executes them: on a GPU in software,\n \
         or on a GPU of the virtual machine's host.\n"
    )
}

/// Bytes of all files, in KiB, rounded up.
fn installed_kib(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let data = entry.metadata()?;
        bytes += if data.is_dir() { installed_kib(&entry.path())? * 1024 } else { data.len() };
    }
    Ok(bytes.div_ceil(1024))
}

/// The newest version of glibc that a program asks for.
fn glibc(program: &Path) -> Result<String> {
    let output = Command::new("objdump").arg("-T").arg(program).output().context("objdump does not start")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let versions = text.split("GLIBC_").skip(1).filter_map(|rest| {
        let version = rest.split(|letter: char| !letter.is_ascii_digit() && letter != '.').next()?;
        version.split('.').map(|number| number.parse().ok()).collect::<Option<Vec<u32>>>()
    });
    let newest = versions.max().context("the program asks for no glibc")?;
    Ok(newest.iter().map(u32::to_string).collect::<Vec<_>>().join("."))
}

fn execute(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("{command:?} does not start"))?;
    ensure!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_depend_on_is_provided_with_a_version() {
        let control = control("0.1.0", 1, "2.28");
        assert!(control.contains(
            "\nProvides: libcuda1, libcuda.so.1 (= 580), libnvidia-ml1, libnvidia-ml.so.1 (= 580)"
        ));
        let lines: Vec<_> =
            control.lines().skip_while(|line| !line.starts_with("Description")).skip(1).collect();
        assert!(lines.iter().all(|line| line.starts_with(' ') && !line.starts_with("  ")), "{lines:?}");
    }
}
