//! What is generated from the CUDA headers, and the check that it is up to date.

mod asserted;
mod coverage;
mod errors;
mod exports;
mod functions;
mod guest;
mod header;
mod nvml;
mod types;

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow, bail, ensure};
use proc_macro2::TokenStream;

use crate::root;

/// Writes every generated file, or with `check` fails if one of them would change.
pub fn run(check: bool) -> Result<()> {
    let header = header::read()?;
    let guest = guest::Guest::read()?;
    let table = functions::table(&header, &guest)?;
    let nvml = nvml::Nvml::read()?;
    let asserted = asserted::read(&coverage::macros(&header)?)?;
    let calls = root().join("crates/cuda-abi/src/calls.rs");
    asserted::check_names(&calls, guest.carried(), |base| {
        table.symbols.iter().any(|symbol| symbol.base == base && symbol.implemented)
    })?;
    let files = [
        ("crates/cuda-abi/src/generated/types.rs", types::render(&header)?),
        ("crates/cuda-abi/src/generated/errors.rs", errors::render(&header)?),
        ("crates/cuda-abi/src/generated/functions.rs", functions::render(&header, &table)?),
        ("crates/cuda-abi/tests/entry-points.txt", functions::typedef_list(&header)?),
        ("docs/api-coverage.md", coverage::render(&table, &asserted)?),
        ("crates/libcuda/src/exports.rs", exports::render(&header, &table, &guest)?),
        ("crates/cuda-abi/src/generated/nvml.rs", nvml.types()?),
        ("crates/libnvml/src/exports.rs", nvml.exports()?),
        ("docs/nvml-coverage.md", nvml.coverage()),
    ];
    let mut stale = Vec::new();
    for (path, text) in files {
        let full = root().join(path);
        if fs::read_to_string(&full).is_ok_and(|present| present == text) {
            continue;
        }
        stale.push(path);
        if !check {
            if let Some(folder) = full.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&full, text).with_context(|| format!("cannot write {path}"))?;
            println!("wrote {path}");
        }
    }
    if check && !stale.is_empty() {
        bail!("not up to date, run `cargo xtask generate`: {}", stale.join(", "));
    }
    match asserted::check(&table, &asserted) {
        Err(error) if !check => {
            println!("{error}");
            Ok(())
        }
        checked => checked,
    }
}

/// Rust source from tokens, under a first line that says what the file is for.
fn source(purpose: &str, tokens: TokenStream) -> Result<String> {
    let file = syn::parse2(tokens).context("generated code does not parse")?;
    let body = prettyplease::unparse(&file);
    format_as_in_the_repository(&format!(
        "//! {purpose}\n//!\n//! Made by `cargo xtask generate`; changes go there.\n\n{body}"
    ))
}

fn format_as_in_the_repository(text: &str) -> Result<String> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--quiet", "--edition", "2024", "--config-path"])
        .arg(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start rustfmt")?;
    let mut input = rustfmt.stdin.take().context("rustfmt takes no input")?;
    let text = text.to_owned();
    // From a thread of its own: rustfmt may fill its output before it has read everything.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = rustfmt.wait_with_output()?;
    let written = writer.join().map_err(|_| anyhow!("writing to rustfmt panicked"))?;
    written.context("cannot write to rustfmt")?;
    ensure!(output.status.success(), "rustfmt refused generated code");
    Ok(String::from_utf8(output.stdout)?)
}
