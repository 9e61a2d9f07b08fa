//! Where the compiler and the CUDA runtimes are: two Python environments, made by `cargo xtask assets`.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};

/// The toolchain's places.
#[derive(Debug, Clone)]
pub struct Assets {
    /// nvcc itself.
    pub nvcc: PathBuf,
    /// CUDA 13: headers.
    pub include_13: PathBuf,
    /// CUDA 13: cudart, NVRTC.
    pub lib_13: PathBuf,
    /// CUDA 12.9: headers.
    pub include_12: PathBuf,
    /// CUDA 12.9: cudart.
    pub lib_12: PathBuf,
    /// What changes when the toolchain does.
    pub identity: String,
}

/// Finds the toolchain under `VGPU_ASSETS`, or `~/.cache/vgpu`; looks once for each process.
///
/// # Errors
/// What is missing, and the command that brings it.
pub fn assets() -> Result<&'static Assets> {
    static FOUND: OnceLock<Result<Assets, String>> = OnceLock::new();
    let found = FOUND.get_or_init(|| locate().map_err(|e| format!("{e:#}")));
    found.as_ref().map_err(|why| anyhow::anyhow!("{why}"))
}

/// The folder that holds the environments.
///
/// # Errors
/// Neither `VGPU_ASSETS` nor `HOME` is set.
pub fn root() -> Result<PathBuf> {
    if let Some(root) = std::env::var_os("VGPU_ASSETS") {
        return Ok(root.into());
    }
    let home = std::env::var_os("HOME").context("neither VGPU_ASSETS nor HOME is set")?;
    Ok(Path::new(&home).join(".cache/vgpu"))
}

fn locate() -> Result<Assets> {
    let root = root()?;
    let cuda_13 = packages(&root.join("nvcc"))?.join("nvidia/cu13");
    let cuda_12 = packages(&root.join("cuda12"))?.join("nvidia/cuda_runtime");
    let mut assets = Assets {
        nvcc: cuda_13.join("bin/nvcc"),
        include_13: cuda_13.join("include"),
        lib_13: cuda_13.join("lib"),
        include_12: cuda_12.join("include"),
        lib_12: cuda_12.join("lib"),
        identity: String::new(),
    };
    let needed = [
        assets.nvcc.clone(),
        assets.lib_13.join("libcudart_static.a"),
        assets.lib_13.join("libcudart.so.13"),
        assets.lib_13.join("libnvrtc.so.13"),
        assets.lib_12.join("libcudart.so.12"),
    ];
    for path in &needed {
        let size = std::fs::metadata(path).with_context(|| missing(path))?.len();
        assets.identity += &format!("{} {size}\n", path.display());
    }
    let version = Command::new(&assets.nvcc).arg("--version").output().context("nvcc does not start")?;
    assets.identity += &String::from_utf8_lossy(&version.stdout);
    Ok(assets)
}

fn missing(path: &Path) -> String {
    format!("{} is missing: run `cargo xtask assets` first", path.display())
}

/// `lib/python3.*/site-packages` of a Python environment.
///
/// # Errors
/// There is none.
pub fn packages(environment: &Path) -> Result<PathBuf> {
    let lib = environment.join("lib");
    for entry in std::fs::read_dir(&lib).with_context(|| missing(&lib))? {
        let packages = entry?.path().join("site-packages");
        if packages.is_dir() {
            return Ok(packages);
        }
    }
    bail!(missing(&lib.join("python3*/site-packages")))
}
