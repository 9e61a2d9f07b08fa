//! `make demo`: llama.cpp's own build for CUDA, unmodified, generates text on the virtual GPU, beside its CPU backend's text.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use vgpu_tests::Finished;
use vgpu_tests::models::models;
use vgpu_tests::run::vgpu;

/// A model of 8-bit weights, its attention, and one token at a time.
const CASE: &str = "peaked_q8_0:flash:1";

fn main() -> Result<()> {
    step(1, "the GPU that a program sees (vgpu info)");
    let status = Command::new(vgpu()?).arg("info").status()?;
    ensure!(status.success(), "vgpu info ended with {status}");

    step(2, "a language model, generated here: two blocks, 8-bit weights, printable characters for words");
    let models = models()?;
    println!("{}", models.path("peaked_q8_0.gguf").display());

    let cases = [CASE.to_owned()];
    step(3, "llama.cpp (node-llama-cpp's package) on the CPU");
    let cpu = models.on_cpu(&cases)?;
    println!("{}", text(&cpu)?);

    step(4, "its build for CUDA, as published, on the virtual GPU: vgpu run -- node …");
    let cuda = models.on_cuda("soft", &cases)?;
    for line in cuda.stdout.lines().chain(cuda.stderr.lines()) {
        if line.starts_with("device ") || line.contains("offloaded") || line.starts_with("graphs ") {
            println!("{}", line.trim());
        }
    }
    println!("{}", text(&cuda)?);

    step(5, "the two");
    ensure!(text(&cpu)? == text(&cuda)?, "they differ");
    println!("are the same. Nothing was rebuilt, and nothing was preloaded.");
    Ok(())
}

fn step(number: u32, what: &str) {
    println!("\n[{number}/5] {what}");
}

/// The text that a run generated.
fn text(finished: &Finished) -> Result<String> {
    let start = format!("text {CASE} ");
    let line = finished.stdout.lines().find_map(|line| line.strip_prefix(&start));
    Ok(line.with_context(|| format!("no text: {finished}"))?.to_owned())
}
