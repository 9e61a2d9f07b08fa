//! What is installed, and where: one list for a machine and for a package.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::FOLDER;
use crate::library::{CUBLAS, Libraries};
use crate::smi;

/// Whose conventions paths follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A machine's administrator: /usr/local, /etc.
    Machine,
    /// A package of the distribution: /usr.
    Package,
}

/// What `vgpu install` was told.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where things go.
    pub layout: Layout,
    /// Who may use the PCI device; everyone without it.
    pub device_group: Option<String>,
    /// Whether there is a socket unit.
    pub has_host: bool,
    /// Whether programs get our cuBLAS: their GPU is in software.
    pub has_cublas: bool,
}

/// Something that is put somewhere.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where, as the machine sees it.
    pub path: PathBuf,
    /// What.
    pub content: Content,
}

/// What is put there.
#[derive(Clone, Debug)]
pub enum Content {
    /// A copy of a file, with this mode.
    Copy(PathBuf, u32),
    /// A text, readable by all.
    Text(String),
    /// A symbolic link.
    Link(PathBuf),
}

const SOCKET_UNIT: &str = include_str!("../../data/vgpu.socket");
const SERVICE_UNIT: &str = include_str!("../../data/vgpu.service");
const RULES: &str = include_str!("../../data/70-vgpu.rules");
const OLLAMA: &str = include_str!("../../data/ollama.conf");
const OLLAMA_CUBLAS: &str = include_str!("../../data/ollama-cublas.conf");

/// Everything.
///
/// # Errors
/// This program does not know where it is, or the libraries are not there.
pub fn items(settings: &Settings, libraries: &Libraries) -> Result<Vec<Item>> {
    let folder = Path::new(FOLDER);
    let mut items = Vec::new();
    let mut put = |path: PathBuf, content| items.push(Item { path, content });
    let binary = folder.join("bin/vgpu");
    let executable = std::env::current_exe().context("this program does not know where it is")?;
    put(binary.clone(), Content::Copy(executable, 0o755));
    for (name, file) in libraries.files() {
        let path = folder.join("lib").join(name);
        // Of two names for one file, the one that programs open is the file.
        match fs::read_link(file) {
            Ok(target) if target.parent() == Some(Path::new("")) => put(path, Content::Link(target)),
            _ => put(path, Content::Copy(file.clone(), 0o644)),
        }
    }
    for (name, file) in libraries.cublas() {
        put(folder.join("lib").join(CUBLAS).join(name), Content::Copy(file.clone(), 0o644));
    }
    let is_package = settings.layout == Layout::Package;
    let programs = Path::new(if is_package { "/usr/bin" } else { "/usr/local/bin" });
    for name in ["vgpu", smi::NAME] {
        put(programs.join(name), Content::Link(binary.clone()));
    }
    // Before the others: what comes first wins.
    put("/etc/ld.so.conf.d/00-vgpu.conf".into(), Content::Text(format!("{FOLDER}/lib\n")));
    // Where this machine takes them, they are in force; a package decides it on the machine.
    let (loader, service): (PathBuf, PathBuf) = match settings.has_cublas && !is_package {
        true => {
            ("/etc/ld.so.conf.d/00-vgpu-cublas.conf".into(), "/etc/systemd/system/ollama.service.d".into())
        }
        false => {
            (folder.join("share/ld.so.conf.d/00-vgpu-cublas.conf"), folder.join("share/ollama.service.d"))
        }
    };
    put(loader, Content::Text(format!("{FOLDER}/lib/{CUBLAS}\n")));
    put(service.join("vgpu-cublas.conf"), Content::Text(OLLAMA_CUBLAS.to_owned()));
    let rules = Path::new(if is_package { "/usr/lib/udev/rules.d" } else { "/etc/udev/rules.d" });
    put(rules.join("70-vgpu.rules"), Content::Text(device_rules(settings.device_group.as_deref())));
    let units = Path::new(if is_package { "/usr/lib/systemd/system" } else { "/etc/systemd/system" });
    if settings.has_host {
        put(units.join("vgpu.socket"), Content::Text(SOCKET_UNIT.to_owned()));
        put(units.join("vgpu.service"), Content::Text(SERVICE_UNIT.to_owned()));
        // A package lets systemd's own tool enable it, so that an administrator may say otherwise.
        if !is_package {
            put(units.join("sockets.target.wants/vgpu.socket"), Content::Link(units.join("vgpu.socket")));
        }
    }
    let specification = crate::cdi::specification(&[])?;
    put(crate::cdi::FILE.into(), Content::Text(specification));
    put(folder.join("share/ollama.service.d/vgpu.conf"), Content::Text(OLLAMA.to_owned()));
    Ok(items)
}

/// The rules of udev's for the PCI device: for everyone, or for a group.
fn device_rules(group: Option<&str>) -> String {
    match group {
        None => RULES.to_owned(),
        Some(group) => RULES
            .replace("# Its memory may be mapped by every user, as a real GPU's device files may be opened by every user.\n", "")
            .replace("chmod 0666", &format!("chgrp {group} /sys%p/resource*; chmod 0660")),
    }
}

impl Item {
    /// Whether what is there is this already: then it need not be written again, under programs that have it mapped.
    pub fn is_at(&self, path: &Path) -> bool {
        match &self.content {
            Content::Link(target) => fs::read_link(path).is_ok_and(|there| there == *target),
            Content::Text(text) => fs::read_to_string(path).is_ok_and(|there| there == *text),
            Content::Copy(from, mode) => {
                let same_mode = fs::metadata(path).is_ok_and(|data| data.mode() & 0o7777 == *mode);
                same_mode
                    && fs::read(from)
                        .ok()
                        .is_some_and(|bytes| fs::read(path).is_ok_and(|there| there == bytes))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_names_every_id_of_the_device_and_never_a_whole_vendor() {
        for (name, id) in [
            ("vendor", channel::pci::VENDOR),
            ("device", channel::pci::DEVICE),
            ("subsystem_vendor", channel::pci::SUBSYSTEM_VENDOR),
            ("subsystem_device", channel::pci::SUBSYSTEM),
        ] {
            assert!(RULES.contains(&format!("ATTR{{{name}}}!=\"{id:#06x}\"")), "{name}");
        }
        assert!(RULES.contains(&format!("RESULT!=\"{}\"", channel::pci::REGISTERS_LEN)));
        assert!(!RULES.contains("blacklist"));
    }

    #[test]
    fn a_group_gets_what_others_do_not() {
        let rules = device_rules(Some("video"));
        assert!(rules.contains("chgrp video /sys%p/resource*; chmod 0660") && !rules.contains("0666"));
        assert!(!rules.contains("every user"));
    }

    #[test]
    fn ollamas_libraries_are_covered_by_those_that_are_installed() {
        for name in crate::library::CUBLAS_NAMES {
            assert!(
                OLLAMA_CUBLAS.contains(&format!("=-{FOLDER}/lib/{CUBLAS}/{name}:/usr/local/lib/ollama/")),
                "{name}"
            );
        }
    }

    #[test]
    fn units_name_the_socket_that_libraries_look_at_and_the_binary_that_is_installed() {
        assert!(SOCKET_UNIT.contains(&format!("ListenStream={}", crate::host::SYSTEM_SOCKET)));
        assert!(SERVICE_UNIT.contains(&format!("ExecStart={FOLDER}/bin/vgpu serve")));
    }
}
