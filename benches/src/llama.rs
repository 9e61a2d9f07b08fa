//! llama.cpp on the software GPU: compiling the largest kernel of its CUDA library, and a step of decoding beside its CPU backend.

use std::cell::Cell;
use std::path::PathBuf;

use anyhow::{Context, Result};
use ptx::container::fatbin::{FATBIN_MAGIC, Fatbin, Kind};
use ptx_jit::Compiler;
use vgpu_tests::assets;
use vgpu_tests::models::models;
use vgpu_tests::run::Finished;

/// What the default device runs.
const ARCHITECTURE: u32 = 75;
/// A block of four warps, as most of the library's kernels have.
const BLOCK: [u32; 3] = [32, 4, 1];
const LARGEST_IMAGE: usize = 1 << 30;
/// The models whose steps are timed: quantised, one token at a time.
const CASES: [&str; 2] = ["q8_0:flash:1", "q4_k:flash:1"];

/// Seconds that the library's largest kernel takes to compile, and the time of a decoding step by that of the CPU backend.
pub fn figures() -> Result<Vec<(String, f64, String)>> {
    let mut figures = Vec::new();
    match largest()? {
        Ok(seconds) => figures.push(("compile_largest".to_owned(), seconds, "s".to_owned())),
        // No time of it would be one of compiling.
        Err(why) => eprintln!("the largest kernel is left to the interpreter: {why}"),
    }
    let cases = CASES.map(str::to_owned);
    let (cpu, cuda) = (models()?.on_cpu(&cases)?, models()?.on_cuda("soft", &cases)?);
    let mut worst = 0f64;
    for case in &cases {
        let (cpu, cuda) = (step(&cpu, case)?, step(&cuda, case)?);
        figures.push((format!("decode_step {case}").replace([' ', ':'], "_"), cuda, "ms".to_owned()));
        worst = worst.max(cuda / cpu);
    }
    figures.push(("decode_step_of_cpu".to_owned(), worst, "x".to_owned()));
    Ok(figures)
}

/// Milliseconds of a model's step, as evaluate.mjs prints them.
fn step(finished: &Finished, case: &str) -> Result<f64> {
    let start = format!("step {case} ");
    let line = finished.stdout.lines().find_map(|line| line.strip_prefix(&start));
    line.and_then(|value| value.parse().ok()).with_context(|| format!("no line {start:?}: {finished}"))
}

fn library() -> Result<PathBuf> {
    let package = "node-llama/node_modules/@node-llama-cpp/linux-x64-cuda/bins/linux-x64-cuda";
    Ok(assets::root()?.join(package).join("libggml-cuda.so"))
}

/// Seconds, or why it is not compiled.
fn largest() -> Result<Result<f64, String>> {
    let path = library()?;
    let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
    let magic = FATBIN_MAGIC.to_le_bytes();
    // Of all modules, the one with the largest kernel, and that kernel's size.
    let (mut found, mut at) = (None, 0);
    while let Some(offset) = bytes[at..].windows(magic.len()).position(|window| window == magic) {
        at += offset;
        let Ok(fatbin) = Fatbin::parse(&bytes[at..]) else {
            at += magic.len();
            continue;
        };
        at += fatbin.bytes().len();
        for entry in fatbin.collect()? {
            if entry.kind != Kind::Ptx || entry.major * 10 + entry.minor != ARCHITECTURE {
                continue;
            }
            let text = entry.text(LARGEST_IMAGE)?.into_owned();
            let Ok(module) = ptx::parse(&text) else { continue };
            let most = Cell::new(0);
            Compiler::default().measure(module, BLOCK, |_, size| {
                most.set(size.max(most.get()));
                false
            });
            if found.as_ref().is_none_or(|(known, _)| most.get() > *known) {
                found = Some((most.get(), text));
            }
        }
    }
    let (most, text) = found.with_context(|| format!("no module in {}", path.display()))?;
    let module = ptx::parse(&text).ok().context("a module that was parsed before")?;
    let measured = Compiler::default().measure(module, BLOCK, |_, size| size == most);
    let slowest = measured.iter().max_by_key(|one| one.time).context("no kernel")?;
    Ok(match &slowest.refused {
        Some(why) => Err(format!("{}: {why}", slowest.name)),
        None => Ok(slowest.time.as_secs_f64()),
    })
}
