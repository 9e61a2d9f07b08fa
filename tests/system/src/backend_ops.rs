//! ggml's own tests of a backend, `test-backend-ops`, for CUDA on the software GPU: a part of them in every run, and the whole, which takes
//! hours, by `cargo run -p vgpu-system-tests -- backend-ops RESULTS`, whose results make the table of docs/compatibility.md.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use vgpu_tests::build::repository;

use crate::check;
use crate::debian::Debian;
use crate::installed::Installed;

const PROGRAM: &str = "/usr/libexec/x86_64-linux-gnu/llama.cpp-tests/test-backend-ops";
/// The device of all of them: the one that users get, with its cuBLAS.
const GPU: &str = "soft";
/// Operations that every run of the system tests makes sure of: a kind of each, and those that found mistakes of ours.
const SUBSET: &[&str] = &[
    "ADD",
    "ARGMAX",
    "CLAMP",
    "CONCAT",
    "CPY",
    "CUMSUM",
    "DIAG_MASK_INF",
    "GET_ROWS",
    "GROUP_NORM",
    "L2_NORM",
    "MEAN",
    "NORM",
    "OUT_PROD",
    "PAD",
    "REPEAT",
    "RMS_NORM",
    "ROPE",
    "SCALE",
    "SET",
    "SILU",
    "SOFT_MAX_BACK",
    "SQR",
    "SSM_CONV",
    "SUM",
    "SUM_ROWS",
    "SWIGLU",
    "TRI",
];
/// Operations with thousands of cases, many of which take long: so many of each, from the first to the last.
const SAMPLED: &[(&str, usize)] =
    &[("MUL_MAT", 40), ("MUL_MAT_ID", 20), ("FLASH_ATTN_EXT", 40), ("CONV_2D", 10), ("IM2COL_3D", 10)];
/// For the subset.
const PATIENCE: Duration = Duration::from_secs(480);
/// Cases of one process: their names are its argument, and a crash costs a new one.
const CHUNK: usize = 100;
/// For one case of the whole run.
const LIMIT: Duration = Duration::from_secs(400);
/// Where the table lies in docs/compatibility.md.
const MARKS: [&str; 2] = ["<!-- backend-ops: begin -->", "<!-- backend-ops: end -->"];

/// A part of the cases passes.
///
/// # Errors
/// One does not.
pub fn subset(debian: &Debian) -> Result<()> {
    check("a part of ggml's test-backend-ops passes", || {
        let gpu = Installed::with_gpu(debian, GPU)?;
        let script = format!("{PROGRAM} test -b CUDA0 -o {} 2>/dev/null", SUBSET.join(","));
        let said = plain(&gpu.run("nobody", PATIENCE, &script)?);
        let line = said.lines().find(|line| line.ends_with(" tests passed")).context("no result")?.trim();
        println!("         | {line}");
        let (passed, all) = line.trim_end_matches(" tests passed").split_once('/').context("no counts")?;
        ensure!(passed == all && all.parse::<u32>()? > 500, "{said}");
        Ok(())
    })?;
    check("and some of the products, attentions and convolutions", || {
        let gpu = Installed::with_gpu(debian, GPU)?;
        let listed: Vec<String> = listed(&gpu)?
            .into_iter()
            .filter(|(_, is_supported)| *is_supported)
            .map(|(case, _)| case)
            .collect();
        let mut cases = Vec::new();
        for (name, count) in SAMPLED {
            let all: Vec<&String> = listed.iter().filter(|case| operation(case) == *name).collect();
            ensure!(all.len() > *count, "{} cases of {name}", all.len());
            cases.extend(all.iter().step_by(all.len() / count).map(|case| (*case).clone()));
        }
        let results = gpu.overlay.path("tmp/results");
        for chunk in cases.chunks(CHUNK) {
            let mut left = chunk.to_vec();
            while !left.is_empty() {
                let done = run_chunk(&gpu, &results, &left)?;
                left.retain(|case| !done.contains(case));
            }
        }
        let results = read(&results)?;
        let other: Vec<_> = results.iter().filter(|(_, result)| *result != "passed").collect();
        println!("         | {} of {} passed", results.len() - other.len(), results.len());
        ensure!(other.is_empty() && results.len() >= cases.len(), "{other:?}");
        Ok(())
    })
}

/// Runs every case that `results` does not have yet, or those of the operations named, and adds what came of each; then writes the table.
///
/// # Errors
/// The program does not start, or a file cannot be written.
pub fn whole(debian: &Debian, results: &Path, operations: &[String]) -> Result<()> {
    let gpu = Installed::with_gpu(debian, GPU)?;
    let known = read(results)?;
    let known: HashSet<&String> = known.keys().collect();
    let mut cases = Vec::new();
    for (case, is_supported) in listed(&gpu)? {
        let operation = operation(&case);
        if known.contains(&case) || !(operations.is_empty() || operations.iter().any(|one| one == operation))
        {
            continue;
        }
        if is_supported {
            cases.push(case);
        } else {
            record(results, &case, "unsupported", Duration::ZERO)?;
        }
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for case in &cases {
        *counts.entry(operation(case).to_owned()).or_default() += 1;
    }
    cases.sort_by_key(|case| (counts[operation(case)], operation(case).to_owned()));
    while let Some(first) = cases.first() {
        let operation_now = operation(first).to_owned();
        let chunk: Vec<String> =
            cases.iter().take(CHUNK).take_while(|case| operation(case) == operation_now).cloned().collect();
        let done = run_chunk(&gpu, results, &chunk)?;
        cases.retain(|case| !done.contains(case));
    }
    table(results)
}

/// All cases and whether the backend says that it supports them. The same case may be listed twice.
fn listed(gpu: &Installed) -> Result<Vec<(String, bool)>> {
    let said = gpu.run("nobody", LIMIT, &format!("{PROGRAM} support -b CUDA0 --output csv 2>/dev/null"))?;
    let mut seen = HashSet::new();
    let fields = |line: &str| -> Option<(String, bool)> {
        let parts: Vec<&str> = line.trim_matches('"').split("\",\"").collect();
        (parts.first() == Some(&"CUDA0")).then(|| (format!("{}({})", parts[1], parts[2]), parts[4] == "1"))
    };
    Ok(said.lines().filter_map(fields).filter(|(case, _)| seen.insert(case.clone())).collect())
}

/// Runs some cases of one operation in one process. Those that have a result then.
fn run_chunk(gpu: &Installed, results: &Path, chunk: &[String]) -> Result<HashSet<String>> {
    // Lines have to come as they are written: what a crash would lose is which case it was.
    let script = format!("exec stdbuf -oL {PROGRAM} test -b CUDA0 -o '{}' 2>/dev/null", chunk.join(","));
    let mut server = gpu.start("nobody", "tmp/backend-ops.log", &script)?;
    let (mut done, mut last) = (HashSet::new(), Instant::now());
    let limit = LIMIT;
    loop {
        let ended = server.ended()?;
        let said = plain(&server.said());
        for line in said.lines() {
            let Some(case) = chunk.iter().find(|case| line.contains(&format!("{case}: "))) else { continue };
            if !done.contains(case) {
                let result = match line.rsplit(": ").next().unwrap_or_default() {
                    "OK" => "passed",
                    text if text.starts_with("not supported") => "unsupported",
                    _ => "failed",
                };
                record(results, case, result, last.elapsed())?;
                done.insert(case.clone());
                last = Instant::now();
            }
        }
        // Of what is left, the first in its own order is the one that was under way.
        let under_way = chunk.iter().find(|case| !done.contains(*case)).cloned();
        match (under_way, ended) {
            (None, _) => return Ok(done),
            (Some(case), true) => {
                record(results, &case, "failed", last.elapsed())?;
                done.insert(case);
                return Ok(done);
            }
            (Some(case), false) if last.elapsed() > limit => {
                record(results, &case, "unfinished", last.elapsed())?;
                done.insert(case);
                return Ok(done);
            }
            _ => std::thread::sleep(Duration::from_millis(100)),
        }
    }
}

fn operation(case: &str) -> &str {
    case.split('(').next().unwrap_or(case)
}

/// Without the colours of a terminal.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut parts = text.split("\u{1b}[");
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        plain.push_str(part.split_once('m').map_or(part, |(_, rest)| rest));
    }
    plain
}

fn record(results: &Path, case: &str, result: &str, took: Duration) -> Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(results)?;
    writeln!(file, "{case}\t{result}\t{:.2}", took.as_secs_f64())?;
    Ok(())
}

/// The last result of each case.
fn read(results: &Path) -> Result<BTreeMap<String, String>> {
    let text = if results.exists() { fs::read_to_string(results)? } else { String::new() };
    let fields = |line: &str| {
        let mut fields = line.split('\t').map(str::to_owned);
        fields.next().zip(fields.next())
    };
    Ok(text.lines().filter_map(fields).collect())
}

/// Puts the table of results between its marks in docs/compatibility.md.
///
/// # Errors
/// There are no results, or no marks.
pub fn table(results: &Path) -> Result<()> {
    const COLUMNS: [&str; 4] = ["passed", "failed", "unsupported", "unfinished"];
    let results = read(results)?;
    ensure!(!results.is_empty(), "no results");
    let mut rows: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for (case, result) in &results {
        let column =
            COLUMNS.iter().position(|name| name == result).with_context(|| format!("{case}: {result}"))?;
        rows.entry(operation(case)).or_default()[column] += 1;
    }
    let mut text =
        String::from("| operation | passed | failed | unsupported | unfinished |\n|---|---|---|---|---|\n");
    let mut all = [0; 4];
    for (operation, counts) in &rows {
        writeln!(text, "| {operation} | {} | {} | {} | {} |", counts[0], counts[1], counts[2], counts[3])?;
        (0..4).for_each(|column| all[column] += counts[column]);
    }
    writeln!(text, "| **all** | **{}** | **{}** | **{}** | **{}** |", all[0], all[1], all[2], all[3])?;
    let failed: BTreeSet<&String> =
        results.iter().filter(|(_, result)| *result == "failed").map(|(case, _)| case).collect();
    for case in failed {
        writeln!(text, "\nFailed: `{case}`")?;
    }
    let file = repository().join("docs/compatibility.md");
    let document = fs::read_to_string(&file)?;
    let (before, rest) = document.split_once(MARKS[0]).context("no mark")?;
    let (_, after) = rest.split_once(MARKS[1]).context("no second mark")?;
    fs::write(file, format!("{before}{}\n\n{text}\n{}{after}", MARKS[0], MARKS[1]))?;
    println!("{all:?} {}", COLUMNS.join(", "));
    Ok(())
}
