//! Benchmarks that print ratios to a limit measured in the same run. None asserts a time: the machines are shared and noisy.
//!
//! `vgpu-benches kernels` measures kernels only, `vgpu-benches llama` only what llama.cpp takes. `vgpu-benches DRVBENCH` runs that driver benchmark, which none of this project's code is part of, under `vgpu run`, then prints a table
//! beside the figures that are aimed at, and a `name value unit` a line after it.

mod kernels;
mod llama;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// How a figure is judged.
#[derive(Clone, Copy)]
enum Aim {
    AtMost(f64),
    AtLeast(f64),
}

/// The figures that are aimed at (the design's "How fast"), by their names in the benchmark's output.
const AIMS: &[(&str, Aim, &str)] = &[
    ("idle_stream_sync_of_spin", Aim::AtMost(8.0), "synchronous call, of a spinning round trip"),
    ("dtoh_4_bytes_of_spin", Aim::AtMost(8.0), "4 bytes back, of a spinning round trip"),
    ("launch_return_of_spin", Aim::AtMost(1.0), "launch, 4 arguments, to return, of a spinning round trip"),
    ("dtoh_4_bytes_peer_asleep", Aim::AtMost(100.0), "4 bytes back, the worker asleep, µs"),
    ("launch_end_to_end", Aim::AtMost(1.0), "empty launches end to end, µs each"),
    ("memset_async_end_to_end", Aim::AtMost(1.0), "small sets end to end, µs each"),
    ("htod_of_memcpy", Aim::AtLeast(0.8), "256 MiB to the device, of memcpy"),
    ("dtoh_of_memcpy", Aim::AtLeast(0.8), "256 MiB back, of memcpy"),
    ("init_to_first_result", Aim::AtMost(50.0), "cuInit to the first result, ms"),
    ("idle_cpu", Aim::AtMost(0.1), "CPU of an idle session's worker, %"),
    ("idle_memory", Aim::AtMost(50.0), "resident memory of an idle session's worker, MB"),
    ("compile_largest", Aim::AtMost(1.0), "compiling the largest kernel of libggml-cuda, s"),
    ("decode_step_of_cpu", Aim::AtMost(4.0), "llama.cpp's decoding step, time of its CPU backend's"),
    ("vector_add_of_loops", Aim::AtLeast(0.85), "vector add of 64 Mi, speed of the C++ loops"),
    ("matmul_of_loops", Aim::AtLeast(0.4), "tiled SGEMM 1024, speed of the C++ loops"),
    ("mandelbrot_of_loops", Aim::AtLeast(3.0), "Mandelbrot, speed of the C++ loops"),
    ("reduce_of_loops", Aim::AtLeast(1.8), "shuffle reduction, speed of the C++ loops"),
    ("nbody_of_loops", Aim::AtLeast(0.8), "n-body, speed of the C++ loops"),
];

fn main() -> Result<()> {
    let drvbench =
        PathBuf::from(std::env::args_os().nth(1).context("usage: vgpu-benches DRVBENCH | kernels | llama")?);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let vgpu = root.join("dist/bin/vgpu");
    let mut figures = Vec::new();
    let only = |what: &str| drvbench == Path::new(what);
    if !only("kernels") && !only("llama") {
        figures.extend(driver_figures(&vgpu, &drvbench)?);
        let (cpu, memory) = idle(&vgpu)?;
        figures.push(("idle_cpu".into(), cpu, "%".into()));
        figures.push(("idle_memory".into(), memory, "MB".into()));
    }
    if !only("llama") {
        figures.extend(kernels::figures(&root)?);
    }
    if !only("kernels") {
        figures.extend(llama::figures()?);
    }

    println!("{:<62} {:>10} {:>12}", "", "measured", "aim");
    for (name, aim, what) in AIMS {
        let Some((_, value, _)) = figures.iter().find(|(known, ..)| known == name) else { continue };
        let (bound, met) = match aim {
            Aim::AtMost(most) => (format!("<= {most}"), value <= most),
            Aim::AtLeast(least) => (format!(">= {least}"), value >= least),
        };
        println!("{what:<62} {value:>10.2} {bound:>12}  {}", if met { "met" } else { "missed" });
    }
    println!();
    for (name, value, unit) in &figures {
        println!("{name} {value} {unit}");
    }
    Ok(())
}

/// Name, value and unit of each line that the driver benchmark prints.
fn driver_figures(vgpu: &Path, drvbench: &Path) -> Result<Vec<(String, f64, String)>> {
    let output = Command::new(vgpu).args(["run", "--"]).arg(drvbench).output().context("vgpu run")?;
    ensure!(output.status.success(), "drvbench: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout)?;
    Ok(text
        .lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let (name, value) = (words.next()?, words.next()?.parse().ok()?);
            Some((name.to_owned(), value, words.next().unwrap_or_default().to_owned()))
        })
        .collect())
}

/// Percent of one core that the worker of a program that has a context and only waits takes, and its resident memory in MB.
fn idle(vgpu: &Path) -> Result<(f64, f64)> {
    /// Long enough for the kernel's clock of 100 ticks a second to show a tenth of a percent.
    const SPAN: Duration = Duration::from_secs(10);
    let wait = "import ctypes, time; c = ctypes.CDLL('libcuda.so.1'); assert c.cuInit(0) == 0; x = ctypes.c_void_p(); assert c.cuDevicePrimaryCtxRetain(ctypes.byref(x), 0) == 0; time.sleep(15)";
    let mut program =
        Command::new(vgpu).args(["run", "--", "python3", "-c", wait]).spawn().context("vgpu run")?;
    std::thread::sleep(Duration::from_secs(2));
    let before = worker(program.id());
    let start = Instant::now();
    std::thread::sleep(SPAN);
    let used = worker(program.id()).zip(before).map(|((_, after), (_, before))| after - before);
    let seconds = start.elapsed().as_secs_f64();
    let resident = before.and_then(|(pid, _)| resident(pid));
    program.wait()?;
    // 100 ticks a second is Linux's USER_HZ on every architecture that this runs on.
    let used = used.context("no worker was found")? as f64 / seconds;
    Ok((used, resident.context("the worker's memory is not told")? as f64 / 1e6))
}

/// Bytes that a process has in memory.
fn resident(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? << 10)
}

/// The worker among a process's descendants, and its user and system ticks.
fn worker(of: u32) -> Option<(u32, u64)> {
    let mut family = vec![of];
    let mut found = None;
    while let Some(parent) = family.pop() {
        for entry in std::fs::read_dir("/proc").ok()?.flatten() {
            let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
                continue;
            };
            let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else { continue };
            // After the name in parentheses: state, parent, …; user and system time are the 12th and 13th from there.
            let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
            if fields.get(1).and_then(|field| field.parse().ok()) != Some(parent) {
                continue;
            }
            family.push(pid);
            let command = std::fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            if command.starts_with("vgpu-worker") {
                let time = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok());
                found = Some((pid, time(11)? + time(12)?));
            }
        }
    }
    found
}
