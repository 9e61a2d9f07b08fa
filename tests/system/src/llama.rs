//! Debian's llama-server, llama-completion and llama-bench with ggml's CUDA backend: what they compute is what the CPU does.

use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use vgpu_tests::build::repository;
use vgpu_tests::models::{VOCABULARY, distance, models};

use crate::check;
use crate::debian::{Debian, run};
use crate::installed::{Installed, Server, free_port, post};

/// For one answer, with all that is compiled for it.
const PATIENCE: Duration = Duration::from_secs(100);
/// What ggml's own tests allow for one operation, as a normalised mean square error.
const ALLOWED: f64 = 5e-4;
/// Tokens of the first batch, and those that follow one at a time.
const BATCH: usize = 64;
const SINGLE: usize = 3;
/// The token of an exclamation mark.
const PRINTABLE: usize = 3 + 33;
const MODELS: &[&str] = &["f32", "f16", "bf16", "q4_0", "q4_k", "q6_k", "q8_0", "moe"];
/// Those whose products differ without flash attention: then cuBLAS has the batches of the cache, too.
const PLAIN: &[&str] = &["f32", "f16", "bf16", "q8_0", "moe"];

/// All checks.
///
/// # Errors
/// The first that fails.
pub fn run_all(debian: &Debian) -> Result<()> {
    for line in [debian.versions("llama.cpp-t")?, debian.versions("lib*cu")?].concat() {
        println!("         | {line}");
    }
    let gpu = Installed::with_gpu(debian, "soft")?;
    for file in MODELS.iter().copied().chain(["peaked_q8_0"]) {
        fs::copy(models()?.path(&format!("{file}.gguf")), gpu.overlay.path(&format!("tmp/{file}.gguf")))?;
    }
    for (attention, models) in [("on", MODELS), ("off", PLAIN)] {
        check(&format!("llama-server, flash attention {attention}, batches of {BATCH} and 1"), || {
            models.iter().try_for_each(|model| agree(&gpu, model, attention))
        })?;
    }
    check("llama-completion's greedy text is the CPU's", || greedy(&gpu))?;
    check("llama-cli answers in a conversation", || conversation(&gpu))?;
    check("llama-bench measures the CUDA backend", || bench(&gpu))?;
    drop(gpu);
    nvidias_cublas(debian)
}

/// NVIDIA's cuBLAS 12.4 has kernels in PTX for devices newer than it. There it passes the program that compares cuBLAS's functions with sums,
/// which ours passes, too (tests/tests/cublas.rs).
fn nvidias_cublas(debian: &Debian) -> Result<()> {
    let gpu = Installed::with_nvidias_cublas(debian, "soft:sm130")?;
    let (source, to) = (repository().join("tests/cublas/functions.c"), gpu.overlay.path("tmp/functions"));
    run(Command::new("cc").args(["-O1", "-w", "-o"]).arg(&to).arg(source).args(["-ldl", "-lm"]))?;
    check("NVIDIA's cuBLAS, on a device newer than it, passes the program that ours passes", || {
        let said = gpu.run("nobody", 3 * PATIENCE, "/tmp/functions libcublas.so.12")?;
        ensure!(said.contains("PASS functions"), "{said}");
        Ok(())
    })
}

/// The logarithms of what a server finds probable after each position, one row of the vocabulary each.
fn logits(gpu: &Installed, model: &str, attention: &str, layers: u32) -> Result<(Vec<f32>, Server)> {
    let port = free_port()?;
    let script = format!(
        "exec llama-server -m /tmp/{model}.gguf --port {port} --offline -ngl {layers} -fa {attention} -c 256 -b {BATCH} -ub {BATCH} -np 1 \
         -t 2 --no-warmup -lv 4 -dev {}",
        if layers == 0 { "none" } else { "CUDA0" }
    );
    let mut server = gpu.start("nobody", "tmp/llama-server.log", &script)?;
    server.wait_for_line("listening on http", PATIENCE)?;
    let text: Vec<usize> =
        (0..BATCH + SINGLE).map(|i| if i == 0 { 1 } else { 3 + (i * i * 31 + i * 7) % 256 }).collect();
    let mut rows = Vec::new();
    for length in BATCH..=BATCH + SINGLE {
        let body = json!({
            "prompt": text[..length], "n_predict": 1, "temperature": 0.0, "n_probs": VOCABULARY, "cache_prompt": true,
            // A part of a character has no probabilities until its end: what is chosen is printable. They are those before the choice.
            "logit_bias": [[PRINTABLE, 1000]],
        });
        let answer = post(port, "/completion", &body, PATIENCE).with_context(|| server.said())?;
        rows.extend(row(&answer)?);
    }
    Ok((rows, server))
}

/// One position's, by token, less their mean: servers give logarithms of probabilities, which are logits but for a constant.
fn row(answer: &Value) -> Result<Vec<f32>> {
    let first = &answer["completion_probabilities"][0]["top_logprobs"];
    let entries = first.as_array().with_context(|| format!("no probabilities: {answer}"))?;
    let mut row = vec![f32::NAN; VOCABULARY];
    for entry in entries {
        let (id, value) = (entry["id"].as_u64(), entry["logprob"].as_f64());
        let (id, value) = id.zip(value).context("no probability")?;
        *row.get_mut(id as usize).context("a token that there is not")? = value as f32;
    }
    let mean = row.iter().sum::<f32>() / row.len() as f32;
    Ok(row.into_iter().map(|value| value - mean).collect())
}

fn agree(gpu: &Installed, model: &str, attention: &str) -> Result<()> {
    let (wanted, _) = logits(gpu, model, attention, 0)?;
    let (found, server) = logits(gpu, model, attention, 99)?;
    ensure!(server.said().contains("offloaded 3/3 layers to GPU"), "{}", server.said());
    let distance = distance(&found, &wanted)?;
    println!("         | {model} -fa {attention}: {:.1e}, {} decided", distance.normalised, distance.decided);
    ensure!(distance.normalised <= ALLOWED && distance.wrong == 0, "{model} -fa {attention}: {distance:?}");
    Ok(())
}

fn greedy(gpu: &Installed) -> Result<()> {
    let generate = |layers: u32| {
        let device = if layers == 0 { "none" } else { "CUDA0" };
        let script = format!(
            "llama-completion -m /tmp/peaked_q8_0.gguf -p abc -n 24 --temp 0 -ngl {layers} -dev {device} -t 2 -no-cnv --no-warmup --offline \
             </dev/null 2>/dev/null"
        );
        gpu.run("nobody", PATIENCE, &script)
    };
    let (cpu, cuda) = (generate(0)?, generate(99)?);
    println!("         | {}", cuda.trim());
    ensure!(cpu == cuda && cuda.trim().len() >= 24, "CPU: {cpu}\nCUDA: {cuda}");
    Ok(())
}

/// One turn of a conversation, at the program's own terminal.
fn conversation(gpu: &Installed) -> Result<()> {
    let answer = |layers: u32| {
        let device = if layers == 0 { "none" } else { "CUDA0" };
        let script = format!(
            "llama-cli -m /tmp/peaked_q8_0.gguf -p abc -n 24 --temp 0 -ngl {layers} -dev {device} -t 2 -st --simple-io --no-warmup --offline \
             --no-display-prompt </dev/null 2>/dev/null"
        );
        gpu.run("nobody", PATIENCE, &script)
    };
    let (cpu, cuda) = (answer(0)?, answer(99)?);
    // Its last lines are times.
    let text = |said: &str| -> String {
        said.lines().filter(|line| !line.contains("t/s")).collect::<Vec<_>>().join("\n")
    };
    ensure!(text(&cpu) == text(&cuda) && text(&cuda).trim().len() >= 24, "CPU: {cpu}\nCUDA: {cuda}");
    Ok(())
}

fn bench(gpu: &Installed) -> Result<()> {
    let script = "llama-bench -m /tmp/q8_0.gguf -p 64 -n 4 -r 1 -ngl 99 -o json 2>/dev/null";
    let said = gpu.run("nobody", PATIENCE, script)?;
    let runs: Value = serde_json::from_str(&said).with_context(|| said.clone())?;
    let runs = runs.as_array().context("no runs")?;
    ensure!(runs.len() == 2, "{said}");
    for run in runs {
        let speed = run["avg_ts"].as_f64().context("no speed")?;
        ensure!(run["gpu_info"].as_str().is_some_and(|name| name.contains("vGPU")) && speed > 0.0, "{run}");
        println!("         | {} + {} tokens: {speed:.1} tokens/s", run["n_prompt"], run["n_gen"]);
    }
    Ok(())
}
