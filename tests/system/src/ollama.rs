//! The real Ollama server, with Debian's llama-server and CUDA backend laid out as Ollama's packages are: it finds the GPU, and answers what
//! it answers on the CPU.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use vgpu_tests::models::models;

use crate::check;
use crate::debian::{Debian, run};
use crate::installed::{Installed, Server, free_port, post};
use crate::overlay::Overlay;
use crate::package::OLLAMA;

/// For an answer, with the server that gives it being started.
const PATIENCE: Duration = Duration::from_secs(120);
const ANSWER: usize = 12;
/// Debian's backend for CUDA.
const BACKEND: &str = "/usr/lib/x86_64-linux-gnu/ggml/backends0/libggml-cuda.so";
/// Quantised, of halves, and a mixture of experts: the latter two have products of batches that are cuBLAS's.
pub const MODELS: [&str; 3] = ["peaked_q8_0", "peaked_f16", "peaked_moe"];
const MODELFILE: &str = "TEMPLATE {{ .Prompt }}\nPARAMETER temperature 0\nPARAMETER num_ctx 128\n";
/// More tokens than ggml multiplies one by one.
const PROMPT: &str = "The quick brown fox jumps over the lazy dog";

/// All checks.
///
/// # Errors
/// The first that fails.
pub fn run_all(debian: &Debian) -> Result<()> {
    let gpu = Installed::with_gpu(debian, "soft")?;
    check("Ollama is built and laid out", || lay_out(&gpu))?;
    let wanted = check("Ollama on the CPU", || {
        let (_server, port) = serve(&gpu, "CUDA_VISIBLE_DEVICES=-1 ", "library=cpu")?;
        create(&gpu, port)?;
        MODELS
            .iter()
            .map(|model| Ok((generate(port, model)?, chat(port, model)?)))
            .collect::<Result<Vec<_>>>()
    })?;
    for (model, (_, text)) in MODELS.iter().zip(&wanted) {
        println!("         | {model}: {text}");
    }
    let (mut server, port) = check("Ollama finds one device of CUDA", || {
        let (server, port) = serve(&gpu, "", "library=CUDA")?;
        let said = server.said();
        let line = said.lines().find(|line| line.contains("inference compute")).unwrap_or_default();
        println!("         | {line}");
        for part in ["compute=7.5", "name=CUDA0", "vGPU Software GPU (sm_75)", "total=\"16.0 GiB\""] {
            ensure!(line.contains(part), "no {part} in {line}");
        }
        ensure!(said.contains("initial_count=1"), "{said}");
        ensure!(said.matches("inference compute").count() == 1, "{said}");
        Ok((server, port))
    })?;
    check("/api/generate and /api/chat answer with the CPU's tokens, twice", || {
        for (model, wanted) in MODELS.iter().zip(&wanted) {
            for _ in 0..2 {
                ensure!(generate(port, model)? == wanted.0, "{model}: other tokens\n{}", server.said());
                ensure!(chat(port, model)? == wanted.1, "{model}: another text\n{}", server.said());
            }
        }
        ensure!(server.said().contains("offloaded 3/3 layers to GPU"), "{}", server.said());
        Ok(())
    })?;
    check("and again after it was unloaded for being idle", || {
        let [model, ..] = MODELS;
        ensure!(generate(port, model)? == wanted[0].0, "other tokens\n{}", server.said());
        post(port, "/api/generate", &json!({"model": model, "keep_alive": 0}), PATIENCE)?;
        server.wait_for_line("llama-server stopped", PATIENCE)?;
        let loads = server.said().matches("offloaded 3/3 layers to GPU").count();
        ensure!(generate(port, model)? == wanted[0].0, "other tokens\n{}", server.said());
        ensure!(server.said().matches("offloaded 3/3 layers to GPU").count() > loads, "{}", server.said());
        Ok(())
    })
}

fn lay_out(gpu: &Installed) -> Result<()> {
    archive(&gpu.overlay.path("usr/local"))?;
    gpu.overlay.must(
        "useradd -r -U -m -d /usr/share/ollama -s /bin/false ollama && mkdir -p /tmp/home && chmod 777 /tmp/home",
    )?;
    put_models(&gpu.overlay)
}

/// What Ollama's archive has, below `prefix`: the server, built by the Go on this machine, and links to Debian's programs where the archive
/// has its own.
///
/// # Errors
/// Go's, or the file system's.
pub fn archive(prefix: &Path) -> Result<()> {
    let built = tempfile::tempdir()?;
    run(Command::new("go").args(["install", OLLAMA]).env("GOBIN", built.path()).current_dir("/"))?;
    let folder = prefix.join("lib/ollama");
    fs::create_dir_all(folder.join("cuda_v12"))?;
    fs::create_dir_all(prefix.join("bin"))?;
    fs::copy(built.path().join("ollama"), prefix.join("bin/ollama"))?;
    for program in ["llama-server", "llama-quantize"] {
        symlink(Path::new("/usr/bin").join(program), folder.join(program))?;
    }
    Ok(symlink(BACKEND, folder.join("cuda_v12/libggml-cuda.so"))?)
}

/// Puts the models and what Ollama is told of them into /tmp.
///
/// # Errors
/// The generator's.
pub fn put_models(overlay: &Overlay) -> Result<()> {
    for model in MODELS {
        fs::copy(models()?.path(&format!("{model}.gguf")), overlay.path(&format!("tmp/{model}.gguf")))?;
        let text = format!("FROM /tmp/{model}.gguf\n{MODELFILE}");
        fs::write(overlay.path(&format!("tmp/{model}.modelfile")), text)?;
    }
    Ok(())
}

/// `ollama serve` as a service's own user, in an environment without anything; `log_has` is in the line of the device that it took.
fn serve(gpu: &Installed, environment: &str, log_has: &str) -> Result<(Server, u16)> {
    let port = free_port()?;
    let script = format!(
        "exec env {environment}HOME=/usr/share/ollama OLLAMA_HOST=127.0.0.1:{port} OLLAMA_DEBUG=1 /usr/local/bin/ollama serve"
    );
    let mut server = gpu.start("ollama", "tmp/ollama.log", &script)?;
    let line = server.wait_for_line("inference compute", PATIENCE)?;
    ensure!(line.contains(log_has), "{line}\n{}", server.said());
    Ok((server, port))
}

fn create(gpu: &Installed, port: u16) -> Result<()> {
    for model in MODELS {
        let script = format!(
            "OLLAMA_HOST=127.0.0.1:{port} /usr/local/bin/ollama create {model} -f /tmp/{model}.modelfile"
        );
        gpu.run("ollama", PATIENCE, &script)?;
    }
    Ok(())
}

/// The tokens of an answer.
///
/// # Errors
/// None comes.
pub fn generate(port: u16, model: &str) -> Result<Value> {
    let body = json!({"model": model, "prompt": PROMPT, "stream": false, "options": {"num_predict": ANSWER}});
    let answer = post(port, "/api/generate", &body, PATIENCE)?;
    ensure!(answer["eval_count"] == ANSWER, "{answer}");
    ensure!(answer["context"].as_array().is_some_and(|tokens| tokens.len() > ANSWER), "{answer}");
    Ok(answer["context"].clone())
}

fn chat(port: u16, model: &str) -> Result<String> {
    let body = json!({
        "model": model, "stream": false, "options": {"num_predict": ANSWER},
        "messages": [{"role": "user", "content": PROMPT}],
    });
    let answer = post(port, "/api/chat", &body, PATIENCE)?;
    let text = answer["message"]["content"].as_str().context("no message")?;
    ensure!(text.len() >= ANSWER, "{answer}");
    Ok(text.to_owned())
}
