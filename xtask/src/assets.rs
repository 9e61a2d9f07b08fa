//! Test assets from PyPI and npm, each section of assets.toml in a folder of its own: a virtual environment, with `node_modules` in it
//! where the section names npm packages.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

/// The pinned versions, part of the program so that they cannot be out of step with it.
const PINNED: &str = include_str!("../assets.toml");

/// Written into an environment when everything in it is installed.
const COMPLETE: &str = "vgpu-installed";

#[derive(Deserialize)]
struct Section {
    /// PyPI packages, as pip writes them: `name==version`.
    packages: Vec<String>,
    /// npm packages, as npm writes them: `name@version`.
    #[serde(default)]
    npm: Vec<String>,
}

/// Installs the named sections, or all of them, where they are not yet installed.
pub fn fetch(names: &[String]) -> Result<()> {
    let sections = sections()?;
    for name in names {
        ensure!(sections.contains_key(name), "assets.toml has no section `{name}`");
    }
    for (name, section) in &sections {
        if names.is_empty() || names.contains(name) {
            install(name, section)?;
        }
    }
    Ok(())
}

/// Where a section is installed, fetching it first if it is not.
pub fn environment(name: &str) -> Result<PathBuf> {
    fetch(&[name.to_owned()])?;
    Ok(cache()?.join(name))
}

/// The folder `site-packages` of an environment.
pub fn site_packages(environment: &Path) -> Result<PathBuf> {
    let lib = environment.join("lib");
    for entry in fs::read_dir(&lib).with_context(|| format!("cannot list {}", lib.display()))? {
        let packages = entry?.path().join("site-packages");
        if packages.is_dir() {
            return Ok(packages);
        }
    }
    bail!("{} has no site-packages", lib.display())
}

fn sections() -> Result<BTreeMap<String, Section>> {
    toml::from_str(PINNED).context("xtask/assets.toml is malformed")
}

/// `VGPU_ASSETS`, or ~/.cache/vgpu.
fn cache() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("VGPU_ASSETS") {
        return Ok(PathBuf::from(folder));
    }
    let home = std::env::var_os("HOME").context("neither VGPU_ASSETS nor HOME is set")?;
    Ok(Path::new(&home).join(".cache/vgpu"))
}

fn install(name: &str, section: &Section) -> Result<()> {
    let cache = cache()?;
    fs::create_dir_all(&cache).with_context(|| format!("cannot make {}", cache.display()))?;
    let lock = File::create(cache.join(format!("{name}.lock")))?;
    rustix::fs::flock(&lock, rustix::fs::FlockOperation::LockExclusive)?;

    let folder = cache.join(name);
    let wanted = [section.packages.as_slice(), &section.npm].concat().join("\n");
    let marker = folder.join(COMPLETE);
    if fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) {
        println!("{name}: ready in {}", folder.display());
        return Ok(());
    }
    println!("{name}: installing {} into {}", wanted.replace('\n', " "), folder.display());
    if !folder.join("bin/pip").exists() {
        command(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    command(
        Command::new(folder.join("bin/pip"))
            .args(["install", "--quiet", "--disable-pip-version-check", "--no-deps"])
            .args(&section.packages),
    )?;
    if !section.npm.is_empty() {
        // No scripts: a package's own would build, or fetch what is not pinned. No optional packages: other platforms' builds.
        command(
            Command::new("npm")
                .args([
                    "install",
                    "--ignore-scripts",
                    "--omit=optional",
                    "--no-audit",
                    "--no-fund",
                    "--loglevel=error",
                ])
                .arg("--prefix")
                .arg(&folder)
                .args(&section.npm),
        )?;
    }
    fs::write(&marker, wanted)?;
    Ok(())
}

fn command(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("cannot start {program}"))?;
    ensure!(status.success(), "{program} failed: {status}");
    Ok(())
}
