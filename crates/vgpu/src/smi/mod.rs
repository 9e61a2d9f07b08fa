//! `vgpu smi`, also under the name nvidia-smi: what NVML says, as scripts and people expect to read it. It creates no context.

mod nvml;
mod query;
mod table;

use std::ffi::OsString;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Parser;

use nvml::{Device, Nvml, chars};
use query::Format;

/// The name by which scripts call it.
pub const NAME: &str = "nvidia-smi";
/// What nvidia-smi answers where it finds no driver.
const NO_DRIVER: u8 = 9;

/// Show the GPUs of this machine and who uses them
///
/// Without an option, a table. What a device does not have is N/A.
#[derive(Parser, Debug)]
#[command(name = NAME, disable_version_flag = true)]
pub struct SmiArguments {
    /// List the GPUs, one a line
    #[arg(short = 'L', long)]
    list_gpus: bool,
    /// Only these GPUs: numbers, UUIDs or PCI addresses, with commas
    #[arg(short, long, value_name = "GPU,…")]
    id: Option<String>,
    /// These fields of each GPU, with commas; --help-query-gpu names them
    #[arg(long, value_name = "FIELD,…", conflicts_with = "query_compute_apps")]
    query_gpu: Option<String>,
    /// These fields of each process: pid, process_name, used_memory, gpu_uuid, gpu_name, gpu_bus_id
    #[arg(long, value_name = "FIELD,…")]
    query_compute_apps: Option<String>,
    /// How fields are printed: csv, and noheader and nounits after commas
    #[arg(long, value_name = "FORMAT", value_parser = Format::parse)]
    format: Option<Format>,
    /// Again every so many seconds
    #[arg(short, long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "5")]
    r#loop: Option<u64>,
    /// Name the fields that --query-gpu takes
    #[arg(long)]
    help_query_gpu: bool,
}

/// As nvidia-smi, with the arguments after the program's name.
pub fn as_nvidia_smi(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    smi(&SmiArguments::parse_from([OsString::from(NAME)].into_iter().chain(arguments)))
}

/// Prints what was asked for.
pub fn smi(arguments: &SmiArguments) -> ExitCode {
    if arguments.help_query_gpu {
        query::help();
        return ExitCode::SUCCESS;
    }
    let nvml = match Nvml::open() {
        Ok(nvml) => nvml,
        Err(error) => {
            eprintln!("vgpu smi: {error:#}");
            return ExitCode::from(NO_DRIVER);
        }
    };
    match print(&nvml, arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error:#}");
            ExitCode::from(2)
        }
    }
}

fn print(nvml: &Nvml, arguments: &SmiArguments) -> Result<()> {
    let devices = choose(nvml, arguments.id.as_deref())?;
    loop {
        if arguments.list_gpus {
            list(nvml, &devices);
        } else if let Some(fields) = &arguments.query_gpu {
            query::gpus(nvml, &devices, fields, format(arguments)?)?;
        } else if let Some(fields) = &arguments.query_compute_apps {
            query::processes(nvml, &devices, fields, format(arguments)?)?;
        } else {
            table::print(nvml, &devices)?;
        }
        match arguments.r#loop {
            Some(seconds) => thread::sleep(Duration::from_secs(seconds.max(1))),
            None => return Ok(()),
        }
    }
}

fn format(arguments: &SmiArguments) -> Result<Format> {
    match arguments.format {
        Some(format) => Ok(format),
        None => bail!("\"--format=\" switch is missing. Please run '{NAME} -h' for help."),
    }
}

fn list(nvml: &Nvml, devices: &[(usize, Device)]) {
    for (index, device) in devices {
        let text = |name| nvml.text(*device, name).unwrap_or_default();
        println!("GPU {index}: {} (UUID: {})", text(c"nvmlDeviceGetName"), text(c"nvmlDeviceGetUUID"));
    }
}

/// The devices that `--id` names, or all of them.
fn choose(nvml: &Nvml, ids: Option<&str>) -> Result<Vec<(usize, Device)>> {
    let all: Vec<_> = nvml.devices()?.into_iter().enumerate().collect();
    let Some(ids) = ids else { return Ok(all) };
    let mut chosen = Vec::new();
    for id in ids.split(',').map(str::trim) {
        let found = all.iter().find(|(index, device)| {
            let bus = nvml.pci(*device).map(|pci| chars(&pci.busId)).unwrap_or_default();
            id == index.to_string()
                || nvml.text(*device, c"nvmlDeviceGetUUID").is_some_and(|uuid| uuid.eq_ignore_ascii_case(id))
                || (id.contains(':') && bus.to_ascii_lowercase().ends_with(&id.to_ascii_lowercase()))
        });
        match found {
            Some(device) => chosen.push(*device),
            None => bail!("No devices were found"),
        }
    }
    Ok(chosen)
}

/// What runs under this number.
fn process_name(pid: u32) -> String {
    let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let first = line.split(|byte| *byte == 0).next().unwrap_or_default();
    if first.is_empty() { "[Not Found]".to_owned() } else { String::from_utf8_lossy(first).into_owned() }
}
