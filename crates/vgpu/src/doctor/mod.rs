//! `vgpu doctor`: why a program does not see the GPU, process by process, and what to do.

mod elf;
mod facts;
mod machine;
mod report;
mod search;
mod service;
mod tree;
mod verdict;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, ensure};
use procfs::process::all_processes;

pub use elf::Elf;
use facts::Facts;
use machine::Machine;
pub use search::Search;
use service::Service;

/// Tells why a program does not see the GPU.
///
/// For each process: which libcuda, NVML and CUDA runtime it has mapped and by which step of the loader's search, what its environment says
/// of them, whether it has reached a host, which functions it called that are not supported; a verdict in one line, and what to do.
/// Without arguments, what holds for the machine.
///
/// Nothing is changed, and with --pid and --service nothing is stopped. The exit code is 0 if nothing is wrong, 1 if something is.
#[derive(clap::Args, Debug)]
pub struct DoctorArguments {
    /// This process, and all that it has started
    #[arg(long, value_name = "PID", conflicts_with_all = ["service", "program"])]
    pid: Option<i32>,
    /// The files and the processes of this systemd service
    #[arg(long, value_name = "NAME", conflicts_with = "program")]
    service: Option<String>,
    /// Where the service's machine has its root folder
    #[arg(long, value_name = "FOLDER", requires = "service", default_value = "/")]
    root: PathBuf,
    /// Run this program as it is, and look at each process that it starts
    #[arg(trailing_var_arg = true, value_name = "PROGRAM")]
    program: Vec<OsString>,
}

/// Looks, judges, prints.
///
/// # Errors
/// There is no such process; the program does not start.
pub fn doctor(arguments: &DoctorArguments) -> Result<ExitCode> {
    let machine = Machine::look();
    let mut is_fine = true;
    let mut told = |facts: &Facts| {
        let judgement = verdict::judge(facts, &machine);
        print!("{}", report::process(facts, &judgement));
        is_fine &= !judgement.is_trouble;
    };
    if let Some(name) = &arguments.service {
        let service = Service::look(&arguments.root, name);
        print!("{}", report::service(&service));
        service.pids.iter().filter_map(|pid| Facts::of(*pid, None)).for_each(|facts| told(&facts));
        is_fine &= service.ignored.is_empty() && !service.files.is_empty();
    } else if let Some(pid) = arguments.pid {
        let pids = descendants(pid);
        ensure!(!pids.is_empty(), "there is no process {pid}");
        pids.into_iter().filter_map(|pid| Facts::of(pid, None)).for_each(|facts| told(&facts));
    } else if !arguments.program.is_empty() {
        let ended = tree::run(&arguments.program)?;
        println!("{} {}", arguments.program[0].to_string_lossy(), ended.how);
        ended.processes.iter().for_each(told);
    } else {
        let judgement = verdict::judge_machine(&machine);
        print!("{}", report::machine(&machine, &judgement));
        is_fine = !judgement.is_trouble;
    }
    Ok(ExitCode::from(u8::from(!is_fine)))
}

/// A process and all that it, or what it has started, has started.
fn descendants(root: i32) -> Vec<i32> {
    let parents: Vec<(i32, i32)> = all_processes()
        .into_iter()
        .flatten()
        .filter_map(|process| Some((process.as_ref().ok()?.pid, process.ok()?.stat().ok()?.ppid)))
        .collect();
    let mut found: Vec<i32> = parents.iter().filter(|(pid, _)| *pid == root).map(|(pid, _)| *pid).collect();
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        found.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(pid, _)| *pid));
        next += 1;
    }
    found
}
