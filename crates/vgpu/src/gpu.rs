//! `--gpu`: which GPU executes the calls.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use gpu_nvidia::{Driver, DriverOptions};
use gpu_soft::{PROFILES, Profile};
use server::gpu::GpuChoice;

/// What `--gpu` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GpuKind {
    /// NVIDIA's driver if there is one, else the software GPU.
    Auto,
    /// The software GPU, by its profile's key.
    Soft(&'static str),
    /// NVIDIA's driver; devices by number, none: all.
    Nvidia(Vec<u32>),
}

impl GpuKind {
    /// `auto`, `soft`, `soft:PROFILE`, `nvidia` or `nvidia:INDEX,…`.
    ///
    /// # Errors
    /// One line that names what there is.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text.split_once(':').unwrap_or((text, "")) {
            ("auto", "") => Ok(Self::Auto),
            ("soft", "") => Ok(Self::Soft(Profile::standard().key)),
            ("soft", key) => Profile::by_key(key).map(|profile| Self::Soft(profile.key)).ok_or_else(|| {
                let keys: Vec<_> = PROFILES.iter().map(|profile| profile.key).collect();
                format!("no profile `{key}`; there are {}", keys.join(", "))
            }),
            ("nvidia", "") => Ok(Self::Nvidia(Vec::new())),
            ("nvidia", list) => list
                .split(',')
                .map(|index| index.parse().map_err(|_| format!("`{index}` is no device's number")))
                .collect::<Result<_, _>>()
                .map(Self::Nvidia),
            (kind, _) => {
                Err(format!("no GPU of the kind `{kind}`; there are auto, soft[:profile], nvidia[:index,…]"))
            }
        }
    }

    /// What [`GpuKind::parse`] takes.
    fn argument(&self) -> String {
        match self {
            Self::Auto => "auto".to_owned(),
            Self::Soft(key) => format!("soft:{key}"),
            Self::Nvidia(devices) if devices.is_empty() => "nvidia".to_owned(),
            Self::Nvidia(devices) => {
                let devices: Vec<_> = devices.iter().map(u32::to_string).collect();
                format!("nvidia:{}", devices.join(","))
            }
        }
    }
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
            GpuKind::Soft(Profile::standard().key)
        }
        None => GpuKind::Soft(Profile::standard().key),
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
        GpuKind::Soft(key) => Ok(GpuChoice::Soft(Profile::by_key(key).context("no such profile")?)),
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
        assert_eq!(GpuKind::parse("soft"), Ok(GpuKind::Soft(Profile::standard().key)));
        assert_eq!(GpuKind::parse("soft:sm80"), Ok(GpuKind::Soft("sm80")));
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
        for text in ["auto", "soft:sm75", "soft:sm80", "nvidia", "nvidia:1", "nvidia:1,0"] {
            let kind = GpuKind::parse(text).unwrap();
            assert_eq!(GpuKind::parse(&kind.argument()), Ok(kind));
        }
    }

    #[test]
    fn what_is_not_auto_stays_itself() {
        let nvidia = GpuKind::Nvidia(vec![3]);
        assert_eq!(settle(nvidia.clone(), &DriverArguments::default()), nvidia);
    }
}
