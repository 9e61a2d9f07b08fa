//! Language models through llama.cpp as others built it (node-llama-cpp's package), on its CPU backend and on its CUDA backend here, and
//! how far apart their answers are.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::assets;
use crate::build::repository;
use crate::run::{Finished, finish_within, read, vgpu};

/// Tokens in the models' vocabulary: three of control, and the bytes.
pub const VOCABULARY: usize = 259;

/// A run of several models on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(400);

/// Models, and a folder where each backend leaves its logits.
#[derive(Debug)]
pub struct Models {
    folder: TempDir,
    packages: PathBuf,
    libraries: PathBuf,
}

/// The models of tests/clients/models.py, written once for each process.
///
/// # Errors
/// The section `node-llama` of the assets is missing, or the generator fails.
pub fn models() -> Result<&'static Models> {
    static MADE: OnceLock<Result<Models, String>> = OnceLock::new();
    let made = MADE.get_or_init(|| make().map_err(|e| format!("{e:#}")));
    made.as_ref().map_err(|why| anyhow::anyhow!("{why}"))
}

fn make() -> Result<Models> {
    let root = assets::root()?.join("node-llama");
    let libraries = assets::packages(&root)?.join("nvidia/cu13/lib");
    let packages = root.join("node_modules");
    ensure!(packages.is_dir(), "{} is missing: run `cargo xtask assets` first", packages.display());
    let folder = tempfile::tempdir()?;
    let mut generator = Command::new(root.join("bin/python"));
    generator.arg(repository().join("tests/clients/models.py")).arg(folder.path());
    let made = finish_within(generator, "models.py", PATIENCE)?;
    ensure!(made.code == Some(0), "models.py failed: {made}");
    Ok(Models { folder, packages, libraries })
}

impl Models {
    /// Runs cases, as evaluate.mjs writes them, on the CPU backend.
    ///
    /// # Errors
    /// It does not start, or hangs.
    pub fn on_cpu(&self, cases: &[String]) -> Result<Finished> {
        let mut command = Command::new("node");
        self.arguments(&mut command, "cpu", cases);
        finish_within(command, "llama.cpp on the CPU", PATIENCE)
    }

    /// The same on the CUDA backend, under `vgpu run`, with all layers on the GPU, and no variable set but the path that the package needs
    /// for the CUDA runtime and cuBLAS.
    ///
    /// # Errors
    /// As [`Models::on_cpu`].
    pub fn on_cuda(&self, gpu: &str, cases: &[String]) -> Result<Finished> {
        let mut command = Command::new(vgpu()?);
        command.args(["run", "--gpu", gpu, "--", "node"]).env("LD_LIBRARY_PATH", &self.libraries);
        self.arguments(&mut command, "cuda", cases);
        finish_within(command, "llama.cpp on CUDA", PATIENCE)
    }

    fn arguments(&self, command: &mut Command, backend: &str, cases: &[String]) {
        command.arg(repository().join("tests/clients/evaluate.mjs")).arg(&self.packages).arg(backend);
        command.arg(self.folder.path()).args(cases);
    }

    /// The logits that a backend left, one row of [`VOCABULARY`] for each position.
    ///
    /// # Errors
    /// There are none, or a part of a row.
    pub fn logits(&self, case: &str, backend: &str) -> Result<Vec<f32>> {
        let bytes = read(&self.path(&format!("{case}.{backend}")))?;
        ensure!(!bytes.is_empty() && bytes.len().is_multiple_of(4 * VOCABULARY), "{} bytes", bytes.len());
        Ok(bytes.as_chunks().0.iter().map(|value| f32::from_le_bytes(*value)).collect())
    }

    /// A file of the folder: `MODEL.gguf`, or what a backend left.
    pub fn path(&self, name: &str) -> PathBuf {
        Path::new(self.folder.path()).join(name)
    }
}

/// How far logits are from those they should be.
#[derive(Debug, Clone, Copy)]
pub struct Distance {
    /// The mean square of the difference over the mean square of what it should be, as ggml's own tests measure.
    pub normalised: f64,
    /// The greatest difference of one logit.
    pub greatest: f32,
    /// Positions whose first choice leads by more than twice the greatest difference: no rounding excuses another choice there.
    pub decided: usize,
    /// How many of those chose something else.
    pub wrong: usize,
}

/// Compares logits, row by row.
///
/// # Errors
/// There are not as many of one as of the other, or one is not a finite number.
pub fn distance(found: &[f32], wanted: &[f32]) -> Result<Distance> {
    ensure!(found.len() == wanted.len(), "{} logits, not {}", found.len(), wanted.len());
    ensure!(found.iter().chain(wanted).all(|value| value.is_finite()), "a logit is not a finite number");
    let differences = || found.iter().zip(wanted).map(|(found, wanted)| found - wanted);
    let square = |value: f32| f64::from(value).powi(2);
    let greatest = differences().fold(0.0, |greatest: f32, difference| greatest.max(difference.abs()));
    let normalised = differences().map(square).sum::<f64>() / wanted.iter().copied().map(square).sum::<f64>();
    let mut distance = Distance { normalised, greatest, decided: 0, wrong: 0 };
    for (found, wanted) in found.chunks(VOCABULARY).zip(wanted.chunks(VOCABULARY)) {
        let (first, second) = leaders(wanted).context("a row is empty")?;
        if wanted[first] - wanted[second] > 2.0 * greatest {
            distance.decided += 1;
            distance.wrong += usize::from(leaders(found).is_none_or(|(chosen, _)| chosen != first));
        }
    }
    Ok(distance)
}

/// The two greatest of a row.
fn leaders(row: &[f32]) -> Option<(usize, usize)> {
    let mut order: Vec<usize> = (0..row.len()).collect();
    order.sort_by(|a, b| row[*b].total_cmp(&row[*a]));
    Some((*order.first()?, *order.get(1)?))
}
