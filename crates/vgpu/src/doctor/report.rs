//! What the doctor prints.

use std::fmt::Write;

use wire::record::Entry;

use super::facts::{Facts, Library};
use super::machine::Machine;
use super::search::By;
use super::service::{Mistake, Service};
use super::verdict::Judgement;

/// Everything of a process.
pub fn process(facts: &Facts, judgement: &Judgement) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{} {}", facts.pid, shortened(&facts.command));
    line(&mut text, "verdict", &judgement.verdict);
    if facts.hidden.is_none() {
        let chosen = |wanted: fn(&Library) -> bool| -> Vec<&Library> {
            facts.libraries.iter().filter(|library| wanted(library)).collect()
        };
        for (name, libraries) in [
            ("libcuda", chosen(|library| library.exports.driver)),
            ("NVML", chosen(|library| library.exports.management)),
            ("cudart", chosen(|library| library.exports.runtime)),
        ] {
            for library in libraries {
                line(&mut text, name, &mapped(facts, library));
            }
        }
        for (name, value) in &facts.environment {
            line(&mut text, name, value);
        }
        for entry in facts.record.iter().flatten() {
            if let Some(said) = said(entry) {
                line(&mut text, "it says", &said);
            }
        }
        if facts.is_setuid {
            line(&mut text, "rights", "setuid or setgid: LD_PRELOAD and LD_LIBRARY_PATH are ignored");
        }
    }
    for advice in &judgement.advice {
        line(&mut text, "do", advice);
    }
    text
}

fn line(text: &mut String, name: &str, value: &str) {
    let _ = writeln!(text, "    {name:<20} {value}");
}

fn shortened(command: &str) -> String {
    const MOST: usize = 100;
    match command.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &command[..end]),
        None => command.to_owned(),
    }
}

/// A library, whose it is, and how it came to be found.
fn mapped(facts: &Facts, library: &Library) -> String {
    let whose = if library.is_ours { ", vgpu's" } else { "" };
    let is_preloaded = facts.preloaded.iter().any(|other| other.name() == library.name());
    let by = if is_preloaded {
        ", by LD_PRELOAD"
    } else if library.exports.driver {
        match facts.found.as_ref().map(|(found, _)| found.by) {
            Some(By::LibraryPath) => ", by LD_LIBRARY_PATH",
            Some(By::RunPath) => ", by the program's RUNPATH",
            Some(By::Cache) => ", by the loader's cache",
            Some(By::Default) => ", in the loader's own folders",
            None => "",
        }
    } else {
        ""
    };
    format!("{}{whose}{by}", library.path.display())
}

fn said(entry: &Entry) -> Option<String> {
    Some(match entry {
        Entry::Process(_) | Entry::Devices { .. } | Entry::Init(0) => return None,
        Entry::Driver(version) => format!("driver of CUDA {}.{}", version / 1000, version % 1000 / 10),
        Entry::Runtime(version) => {
            format!("functions of CUDA {}.{} were asked for", version / 1000, version % 1000 / 10)
        }
        Entry::Tried { place, text, .. } => format!("no host at {place}: {text}"),
        Entry::Host(host) => format!("the host at {host} answered"),
        Entry::Init(error) => format!("cuInit returned {error}"),
        Entry::Lost(why) => format!("the GPU was lost: {why}"),
        Entry::Unsupported { name, count } => {
            format!("{name} is not supported; called {count} times or more")
        }
        Entry::NoImage { device, code, ptx } => format!(
            "an image was refused by a device of compute capability {device}: PTX for {ptx:?}, machine code for {code:?}"
        ),
    })
}

/// What holds for the machine.
pub fn machine(machine: &Machine, judgement: &Judgement) -> String {
    let mut text = "machine\n".to_owned();
    line(&mut text, "verdict", &judgement.verdict);
    if let Some(mode) = &machine.lockdown {
        line(&mut text, "lockdown", mode);
    }
    for device in &machine.devices {
        line(&mut text, "PCI device", &device.display().to_string());
    }
    for advice in &judgement.advice {
        line(&mut text, "do", advice);
    }
    text
}

/// What a service's files say.
pub fn service(service: &Service) -> String {
    let mut text = format!("service {}\n", service.name);
    let verdict = match (service.files.is_empty(), service.ignored.first()) {
        (true, _) => "there is no such service".to_owned(),
        (false, Some(ignored)) => match &ignored.mistake {
            Mistake::Outside => format!(
                "systemd ignores line {} of {}, which stands in no section: {}",
                ignored.line,
                ignored.file.display(),
                ignored.text
            ),
            Mistake::Unknown(section) => {
                format!("systemd ignores section [{section}] of {}", ignored.file.display())
            }
            Mistake::Misplaced(section) => format!(
                "systemd ignores line {} of {}, which belongs into [Service], not [{section}]: {}",
                ignored.line,
                ignored.file.display(),
                ignored.text
            ),
        },
        (false, None) => "its files are in order".to_owned(),
    };
    line(&mut text, "verdict", &verdict);
    for file in &service.files {
        line(&mut text, "file", &file.display().to_string());
    }
    if let Some(user) = &service.user {
        line(&mut text, "user", user);
    }
    for assignment in &service.environment {
        line(&mut text, "environment", assignment);
    }
    for restriction in &service.restrictions {
        line(&mut text, "restriction", &format!("{restriction}: the host's socket may be out of reach"));
    }
    if !service.ignored.is_empty() {
        line(
            &mut text,
            "do",
            "put [Service] before these lines, then `systemctl daemon-reload` and restart the service",
        );
    }
    text
}
