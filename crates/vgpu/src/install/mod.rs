//! `vgpu install` and `vgpu uninstall`: the guest libraries where a real driver's would be, for every process of a machine.

mod files;
mod manifest;
mod real;

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail, ensure};
use rustix::process::geteuid;

use crate::inside;
use crate::library::Libraries;
use files::{Layout, Settings};
use manifest::Manifest;

/// Where everything of ours lies.
pub const FOLDER: &str = "/opt/vgpu";

/// Installs the virtual GPU for every process of this machine.
///
/// The libraries go to /opt/vgpu/lib, where a file in /etc/ld.so.conf.d makes the loader find them; nvidia-smi to /usr/local/bin. A socket
/// unit starts the host when a program first asks for it, and every user may connect. The PCI device of a virtual machine, where there is
/// one, may be used by every user, and no driver of the kernel binds to it. Containers get it by a CDI specification.
///
/// It refuses beside a real NVIDIA driver. Doing it again brings everything up to date. `vgpu uninstall` leaves nothing.
#[derive(clap::Args, Debug)]
pub struct InstallArguments {
    /// Install into this folder as into a machine's root; nothing is started
    #[arg(long, value_name = "FOLDER", default_value = "/")]
    root: PathBuf,
    /// Only users of this group may use the PCI device; without it, every user may
    #[arg(long, value_name = "GROUP", value_parser = group)]
    device_group: Option<String>,
    /// No host on this machine: it has a PCI device, or /etc/vgpu/config.toml names one
    #[arg(long)]
    no_host: bool,
    /// Leave programs the cuBLAS that they find, although the software GPU cannot run its machine code
    #[arg(long)]
    keep_cublas: bool,
    /// Lay files out as a package of the distribution does
    #[arg(long, hide = true)]
    package: bool,
}

/// Removes what `vgpu install` has made.
#[derive(clap::Args, Debug)]
pub struct UninstallArguments {
    /// From this folder
    #[arg(long, value_name = "FOLDER", default_value = "/")]
    root: PathBuf,
}

/// A group's name stands in a rule of udev's.
fn group(name: &str) -> Result<String, String> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    match !name.is_empty() && !name.starts_with('-') && name.chars().all(is_plain) {
        true => Ok(name.to_owned()),
        false => Err("a group's name is letters, digits, - and _".to_owned()),
    }
}

/// Installs.
///
/// # Errors
/// There is a real driver, or a file that is not ours in the way, or the file system refuses. Nothing is changed in the first two cases.
pub fn install(arguments: &InstallArguments) -> Result<ExitCode> {
    let root = existing(&arguments.root)?;
    let settings = Settings {
        layout: if arguments.package { Layout::Package } else { Layout::Machine },
        device_group: arguments.device_group.clone(),
        has_host: !arguments.no_host,
        // This machine's own host has no real GPU, or there were a driver; the one behind a PCI device may have.
        has_cublas: !arguments.no_host && !arguments.keep_cublas && channel::pci::devices().is_empty(),
    };
    let items = files::items(&settings, &Libraries::of_this_installation()?)?;
    let real = if arguments.package { None } else { real::driver(&root) };
    if let Some(what) = real {
        bail!("there is a real NVIDIA driver on this machine: {what}. Nothing was changed");
    }
    let mut manifest = Manifest::read(&root)?;
    for item in &items {
        let path = inside(&root, &item.path);
        ensure!(
            path.symlink_metadata().is_err() || manifest.has(&item.path),
            "{} is there already and is not vgpu's. Nothing was changed",
            path.display()
        );
    }
    if arguments.package {
        return manifest.put(&root, &items).map(|()| ExitCode::SUCCESS);
    }
    manifest.note_caches(&root);
    let stale = manifest.without(&items);
    manifest.put(&root, &items)?;
    manifest.remove(&root, &stale)?;
    manifest.write(&root)?;
    refresh_cache(&root)?;
    if is_this_machine(&root) {
        start(arguments.no_host);
        println!("installed in {FOLDER}; `vgpu uninstall` removes it");
    }
    Ok(ExitCode::SUCCESS)
}

/// Removes.
///
/// # Errors
/// The file system refuses.
pub fn uninstall(arguments: &UninstallArguments) -> Result<ExitCode> {
    let root = existing(&arguments.root)?;
    let manifest = Manifest::read(&root)?;
    if manifest.is_empty() {
        println!("nothing is installed below {}", root.display());
        return Ok(ExitCode::SUCCESS);
    }
    if is_this_machine(&root) {
        stop();
    }
    manifest.remove_all(&root)?;
    if manifest.had_cache() {
        refresh_cache(&root)?;
    }
    if is_this_machine(&root) {
        if has_systemd() {
            tell(&["systemctl", "daemon-reload"]);
        }
        if has_udev() {
            tell(&["udevadm", "control", "--reload"]);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn existing(root: &Path) -> Result<PathBuf> {
    let root = std::fs::canonicalize(root).with_context(|| root.display().to_string())?;
    let is_allowed = root != Path::new("/") || geteuid().is_root();
    ensure!(is_allowed, "only root can change a machine; --root FOLDER changes another folder");
    Ok(root)
}

fn is_this_machine(root: &Path) -> bool {
    root == Path::new("/")
}

/// The loader's cache of a root folder, where it has one: others find libraries without.
fn refresh_cache(root: &Path) -> Result<()> {
    let mut command = Command::new(crate::namespace::ldconfig()?);
    if !is_this_machine(root) {
        command.arg("-r").arg(root);
    }
    let output = command.stdin(Stdio::null()).output().context("ldconfig does not start")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "ldconfig: {}: {}", output.status, said.trim());
    Ok(())
}

/// sd_booted(3).
fn has_systemd() -> bool {
    Path::new("/run/systemd/system").is_dir()
}

fn has_udev() -> bool {
    Path::new("/run/udev/control").exists()
}

/// What the running system has to hear of. A machine without systemd or udev has nothing to be told.
fn start(no_host: bool) {
    if has_systemd() {
        tell(&["systemctl", "daemon-reload"]);
        if !no_host {
            tell(&["systemctl", "start", "vgpu.socket"]);
        }
    }
    if has_udev() {
        tell(&["udevadm", "control", "--reload"]);
        tell(&["udevadm", "trigger", "--subsystem-match=pci", "--attr-match=vendor=0x10de"]);
    }
}

fn stop() {
    if has_systemd() {
        tell(&["systemctl", "stop", "vgpu.socket", "vgpu.service"]);
    }
    // The rights of the device are those that it had before.
    for device in channel::pci::devices() {
        let is_ours = std::fs::metadata(device.join("resource0"))
            .is_ok_and(|data| data.size() == channel::pci::REGISTERS_LEN as u64);
        if !is_ours {
            continue;
        }
        let _ = std::fs::write(device.join("driver_override"), "\n");
        for name in ["resource0", "resource2", "resource2_wc"] {
            let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
            let _ = std::fs::set_permissions(device.join(name), private);
        }
    }
}

/// Runs a program whose failure is told and changes nothing.
fn tell(words: &[&str]) {
    match Command::new(words[0]).args(&words[1..]).stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => {}
        Ok(output) => {
            eprintln!("vgpu: {}: {}", words.join(" "), String::from_utf8_lossy(&output.stderr).trim());
        }
        Err(error) => eprintln!("vgpu: {}: {error}", words.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_groups_name_cannot_become_part_of_a_rule() {
        assert!(group("video").is_ok() && group("gpu-users_1").is_ok());
        for wrong in ["", "-r", "a b", "a\"", "a;b", "a/b", "a%p"] {
            assert!(group(wrong).is_err(), "{wrong}");
        }
    }
}
