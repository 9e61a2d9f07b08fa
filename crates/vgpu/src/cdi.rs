//! `vgpu cdi`: a specification by which container tools give a container the virtual GPU (Container Device Interface, SPEC.md).
//!
//! The libraries are put where the loaders of glibc look last of all, in Debian's and in Fedora's folder, so that a container needs neither a
//! new loader cache nor a variable.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde::Serialize;

use crate::install::FOLDER;
use crate::library::{LIBCUDA, LIBNVML};

/// Where container tools look for it.
pub const FILE: &str = "/etc/cdi/vgpu.json";
/// The kind of its devices: `--device vgpu/gpu=all`.
const KIND: &str = "vgpu/gpu";
/// The loader's own folders, of which each distribution has one.
const FOLDERS: &[&str] = &["/usr/lib/x86_64-linux-gnu", "/usr/lib64"];
/// The folder of the host's socket.
const SOCKETS: &str = "/run/vgpu";

/// Writes a specification for container tools.
///
/// `podman run --device vgpu/gpu=all …` then gives a container the libraries, nvidia-smi, and the machine's host or its PCI device.
#[derive(clap::Args, Debug)]
pub struct CdiArguments {
    #[command(subcommand)]
    command: CdiCommand,
}

#[derive(clap::Subcommand, Debug)]
enum CdiCommand {
    /// Print a specification for this machine as it is
    Generate {
        /// Write it here instead
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Specification {
    cdi_version: &'static str,
    kind: &'static str,
    devices: Vec<Device>,
    container_edits: Edits,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Device {
    name: &'static str,
    container_edits: Edits,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Edits {
    mounts: Vec<Mount>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Mount {
    host_path: String,
    container_path: String,
    options: Vec<&'static str>,
}

fn mount(host: String, container: String, is_writable: bool) -> Mount {
    let mut options = vec!["nosuid", "nodev", "bind"];
    if !is_writable {
        options.push("ro");
    }
    Mount { host_path: host, container_path: container, options }
}

/// The specification, with the PCI devices of these folders in sysfs.
///
/// # Errors
/// None that can happen.
pub fn specification(devices: &[PathBuf]) -> Result<String> {
    let mut mounts = Vec::new();
    for library in [LIBCUDA, LIBNVML] {
        for folder in FOLDERS {
            mounts.push(mount(format!("{FOLDER}/lib/{library}"), format!("{folder}/{library}"), false));
        }
    }
    mounts.push(mount(format!("{FOLDER}/bin/vgpu"), "/usr/bin/nvidia-smi".to_owned(), false));
    // The folder, not the socket: a host that starts again makes a new one. A socket is connected to through a read-only mount, too.
    let mut reach = vec![mount(SOCKETS.to_owned(), SOCKETS.to_owned(), false)];
    for device in devices {
        for name in ["resource0", "resource2", "resource2_wc"] {
            let path = device.join(name);
            if path.exists() {
                let path = path.display().to_string();
                reach.push(mount(path.clone(), path, true));
            }
        }
    }
    let specification = Specification {
        cdi_version: "0.6.0",
        kind: KIND,
        devices: vec![Device { name: "all", container_edits: Edits { mounts: reach } }],
        container_edits: Edits { mounts },
    };
    let mut text = serde_json::to_string_pretty(&specification).context("the specification")?;
    text.push('\n');
    Ok(text)
}

/// Writes it.
///
/// # Errors
/// The file system's.
pub fn cdi(arguments: &CdiArguments) -> Result<ExitCode> {
    let CdiCommand::Generate { output } = &arguments.command;
    let devices = channel::pci::devices();
    // In sysfs, what looks like a folder there is a link to where the device lies.
    let devices: Vec<PathBuf> =
        devices.iter().filter_map(|device| std::fs::canonicalize(device).ok()).collect();
    let text = specification(&devices)?;
    match output {
        Some(file) => std::fs::write(file, text).with_context(|| file.display().to_string())?,
        None => print!("{text}"),
    }
    Ok(ExitCode::SUCCESS)
}
