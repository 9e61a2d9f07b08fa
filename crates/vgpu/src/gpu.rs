//! `--gpu`: which GPU executes the calls.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use gpu_nvidia::{Driver, DriverOptions};
use gpu_soft::{Options, PROFILES, Profile};
use server::gpu::GpuChoice;

use crate::cublas;

/// What `--gpu` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GpuKind {
    /// NVIDIA's driver if there is one, else the software GPU.
    Auto,
    /// Software GPUs, by their profiles' keys.
    Soft(Vec<&'static str>),
    /// NVIDIA's driver; devices by number, none: all.
    Nvidia(Vec<u32>),
}

impl GpuKind {
    /// `auto`, `soft`, `soft:PROFILE,…`, `nvidia` or `nvidia:INDEX,…`; before a profile, or in its place, may be a count, as in `soft:2x`
    /// and `soft:2xsm80,sm75`.
    ///
    /// # Errors
    /// One line that names what there is.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text.split_once(':').unwrap_or((text, "")) {
            ("auto", "") => Ok(Self::Auto),
            ("soft", "") => Ok(Self::software()),
            ("soft", list) => Ok(Self::Soft(soft_devices(list)?)),
            ("nvidia", "") => Ok(Self::Nvidia(Vec::new())),
            ("nvidia", list) => list
                .split(',')
                .map(|index| index.parse().map_err(|_| format!("`{index}` is no device's number")))
                .collect::<Result<_, _>>()
                .map(Self::Nvidia),
            (kind, _) => Err(format!(
                "no GPU of the kind `{kind}`; there are auto, soft[:profile,…], nvidia[:index,…]"
            )),
        }
    }

    /// One software GPU, of the standard profile.
    pub fn software() -> Self {
        Self::Soft(vec![Profile::standard().key])
    }

    /// Whether programs need cuBLAS from us: on all its devices NVIDIA's finds no kernel that they can run.
    pub fn needs_cublas(&self) -> bool {
        let Self::Soft(keys) = self else { return false };
        keys.iter()
            .filter_map(|key| Profile::by_key(key))
            .all(|profile| cublas::is_needed(profile.compute_capability))
    }

    /// What [`GpuKind::parse`] takes.
    fn argument(&self) -> String {
        match self {
            Self::Auto => "auto".to_owned(),
            Self::Soft(keys) => format!("soft:{}", keys.join(",")),
            Self::Nvidia(devices) if devices.is_empty() => "nvidia".to_owned(),
            Self::Nvidia(devices) => {
                let devices: Vec<_> = devices.iter().map(u32::to_string).collect();
                format!("nvidia:{}", devices.join(","))
            }
        }
    }
}

/// The profiles of a list, each as often as it says.
fn soft_devices(list: &str) -> Result<Vec<&'static str>, String> {
    /// More than any machine has.
    const MOST: usize = 16;
    let mut devices = Vec::new();
    for entry in list.split(',') {
        let counted =
            entry.split_once('x').and_then(|(count, key)| Some((count.parse::<usize>().ok()?, key)));
        let (count, key) = counted.unwrap_or((1, entry));
        let profile = match key {
            "" if counted.is_some() => Profile::standard(),
            key => Profile::by_key(key).ok_or_else(|| {
                let keys: Vec<_> = PROFILES.iter().map(|profile| profile.key).collect();
                format!("no profile `{key}`; there are {}", keys.join(", "))
            })?,
        };
        if count == 0 || count > MOST - devices.len() {
            return Err(format!("there can be 1 to {MOST} software GPUs"));
        }
        devices.extend(std::iter::repeat_n(profile.key, count));
    }
    Ok(devices)
}

/// Which driver library an NVIDIA GPU is reached by.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct DriverArguments {
    /// Open this library as NVIDIA's driver, instead of the libcuda.so.1 that the loader finds
    #[arg(long, value_name = "PATH")]
    pub driver: Option<PathBuf>,
    /// Take vgpu's own library for a driver too: a virtual GPU behind a virtual GPU, for tests
    #[arg(long)]
    pub allow_nested: bool,
    #[command(flatten)]
    pub soft: SoftArguments,
}

/// How the software GPU runs kernels.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct SoftArguments {
    /// Stop a kernel of the software GPU that runs longer, with CUDA_ERROR_LAUNCH_TIMEOUT [default: none is stopped]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub kernel_limit: Option<Duration>,
    /// Check every access of the software GPU's kernels against the allocation that it is to, and tell races on shared memory. Slow
    #[arg(long)]
    pub memcheck: bool,
}

impl SoftArguments {
    /// What they say.
    pub fn options(&self) -> Options {
        Options { kernels: None, kernel_limit: self.kernel_limit, memcheck: self.memcheck }
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let number = text.parse::<f64>().ok().filter(|number| *number > 0.0);
    number
        .and_then(|number| Duration::try_from_secs_f64(number).ok())
        .ok_or_else(|| format!("`{text}` is no number of seconds"))
}

impl DriverArguments {
    fn options(&self) -> DriverOptions {
        DriverOptions { path: self.driver.clone(), allow_nested: self.allow_nested }
    }

    fn append_to(&self, arguments: &mut Vec<OsString>) {
        if let Some(driver) = &self.driver {
            arguments.extend(["--driver".into(), driver.into()]);
        }
        if self.allow_nested {
            arguments.push("--allow-nested".into());
        }
        if let Some(limit) = self.soft.kernel_limit {
            arguments.extend(["--kernel-limit".into(), limit.as_secs_f64().to_string().into()]);
        }
        if self.soft.memcheck {
            arguments.push("--memcheck".into());
        }
    }
}

/// A GPU as one command line of ours tells it to another.
pub fn arguments(kind: &GpuKind, driver: &DriverArguments) -> Vec<OsString> {
    let mut arguments = vec!["--gpu".into(), kind.argument().into()];
    driver.append_to(&mut arguments);
    arguments
}

/// What `auto` means here and now. The others mean themselves; whether there is such a GPU, its sessions find out.
pub fn settle(kind: GpuKind, driver: &DriverArguments) -> GpuKind {
    if kind != GpuKind::Auto {
        return kind;
    }
    // A native driver has this device; WSL's has the other. Where there is neither, nothing is loaded to find out.
    let may_be_there = ["/dev/nvidiactl", "/dev/dxg"].iter().any(|path| Path::new(path).exists());
    let found = (may_be_there || driver.driver.is_some()).then(|| probe_apart(driver));
    match found {
        Some(Ok(said)) => {
            tracing::info!("{}", said.trim_end());
            GpuKind::Nvidia(Vec::new())
        }
        Some(Err(error)) => {
            tracing::warn!("the software GPU serves: {error:#}");
            GpuKind::software()
        }
        None => GpuKind::software(),
    }
}

/// Opens the driver in a process of its own: a host that starts workers must not have one.
fn probe_apart(driver: &DriverArguments) -> Result<String> {
    let mut arguments = vec!["probe".into()];
    driver.append_to(&mut arguments);
    let output = Command::new("/proc/self/exe")
        .arg0("vgpu-probe")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .context("the driver cannot be tried")?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Says what driver there is.
///
/// # Errors
/// None, or one without devices.
pub fn probe(arguments: &DriverArguments) -> Result<()> {
    let driver = Driver::open(&arguments.options())?;
    let devices = driver.device_count().context("the driver does not tell its devices")?;
    if devices == 0 {
        bail!("the driver has no devices");
    }
    let (major, minor) = (driver.version / 1000, driver.version % 1000 / 10);
    println!("NVIDIA driver for CUDA {major}.{minor}, {devices} devices");
    Ok(())
}

/// The server's idea of it.
///
/// # Errors
/// `auto` that was not settled.
pub fn choice(kind: &GpuKind, driver: &DriverArguments) -> Result<GpuChoice> {
    match kind {
        GpuKind::Auto => bail!("a worker must know its GPU"),
        GpuKind::Soft(keys) => {
            let profiles = keys.iter().map(|key| Profile::by_key(key).context("no such profile"));
            Ok(GpuChoice::Soft(profiles.collect::<Result<_>>()?))
        }
        GpuKind::Nvidia(devices) => {
            Ok(GpuChoice::Nvidia { devices: devices.clone(), driver: driver.options() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_are_found_by_key_and_others_are_named_in_the_error() {
        assert_eq!(GpuKind::parse("soft"), Ok(GpuKind::software()));
        assert_eq!(GpuKind::parse("soft:sm80"), Ok(GpuKind::Soft(vec!["sm80"])));
        assert_eq!(GpuKind::parse("soft:2x"), Ok(GpuKind::Soft(vec!["sm75", "sm75"])));
        assert_eq!(GpuKind::parse("soft:2xsm80,sm75"), Ok(GpuKind::Soft(vec!["sm80", "sm80", "sm75"])));
        for wrong in ["soft:0x", "soft:17x", "soft:,", "soft:x", "soft:16x,sm75"] {
            assert!(GpuKind::parse(wrong).is_err(), "{wrong}");
        }
        assert!(GpuKind::parse("soft:sm1").unwrap_err().contains("sm75"));
        assert!(GpuKind::parse("amd").unwrap_err().contains("nvidia"));
    }

    #[test]
    fn devices_are_chosen_by_number() {
        assert_eq!(GpuKind::parse("nvidia"), Ok(GpuKind::Nvidia(vec![])));
        assert_eq!(GpuKind::parse("nvidia:2,0"), Ok(GpuKind::Nvidia(vec![2, 0])));
        assert!(GpuKind::parse("nvidia:0,x").unwrap_err().contains('x'));
    }

    #[test]
    fn a_kind_survives_the_command_line() {
        for text in ["auto", "soft:sm75", "soft:sm80", "soft:2xsm75,sm80", "nvidia", "nvidia:1", "nvidia:1,0"]
        {
            let kind = GpuKind::parse(text).unwrap();
            assert_eq!(GpuKind::parse(&kind.argument()), Ok(kind));
        }
    }

    #[test]
    fn only_software_of_a_known_compute_capability_needs_our_cublas() {
        for (text, needs) in [
            ("soft", true),
            ("soft:sm121,sm75", true),
            ("soft:sm130", false),
            ("soft:sm75,sm130", false),
            ("nvidia", false),
            ("auto", false),
        ] {
            assert_eq!(GpuKind::parse(text).unwrap().needs_cublas(), needs, "{text}");
        }
    }

    #[test]
    fn what_is_not_auto_stays_itself() {
        let nvidia = GpuKind::Nvidia(vec![3]);
        assert_eq!(settle(nvidia.clone(), &DriverArguments::default()), nvidia);
    }
}
