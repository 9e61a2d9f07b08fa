//! Benchmarks that print ratios to a limit measured in the same run. None asserts a time: the machines are shared and noisy.
//!
//! `vgpu-benches kernels` measures kernels only. `vgpu-benches DRVBENCH` runs that driver benchmark, which none of this project's code is part of, under `vgpu run`, then prints a table
//! beside the figures that are aimed at, and a `name value unit` a line after it.

mod kernels;

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
    ("vector_add_of_loops", Aim::AtLeast(0.85), "vector add of 64 Mi, speed of the C++ loops"),
    ("matmul_of_loops", Aim::AtLeast(0.4), "tiled SGEMM 1024, speed of the C++ loops"),
    ("mandelbrot_of_loops", Aim::AtLeast(3.0), "Mandelbrot, speed of the C++ loops"),
    ("reduce_of_loops", Aim::AtLeast(1.8), "shuffle reduction, speed of the C++ loops"),
    ("nbody_of_loops", Aim::AtLeast(0.8), "n-body, speed of the C++ loops"),
];

fn main() -> Result<()> {
    let drvbench =
        PathBuf::from(std::env::args_os().nth(1).context("usage: vgpu-benches DRVBENCH | kernels")?);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let vgpu = root.join("dist/bin/vgpu");
    let mut figures = Vec::new();
    if drvbench != Path::new("kernels") {
        figures.extend(driver_figures(&vgpu, &drvbench)?);
        figures.push(("idle_cpu".into(), idle_cpu(&vgpu)?, "%".into()));
    }
    figures.extend(kernels::figures(&root)?);

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

/// Percent of one core that the worker of a program that only waits takes.
fn idle_cpu(vgpu: &Path) -> Result<f64> {
    /// Long enough for the kernel's clock of 100 ticks a second to show a tenth of a percent.
    const SPAN: Duration = Duration::from_secs(10);
    let wait =
        "import ctypes, time; c = ctypes.CDLL('libcuda.so.1'); assert c.cuInit(0) == 0; time.sleep(15)";
    let mut program =
        Command::new(vgpu).args(["run", "--", "python3", "-c", wait]).spawn().context("vgpu run")?;
    std::thread::sleep(Duration::from_secs(2));
    let before = worker_ticks(program.id());
    let start = Instant::now();
    std::thread::sleep(SPAN);
    let used = worker_ticks(program.id()).zip(before).map(|(after, before)| after - before);
    let seconds = start.elapsed().as_secs_f64();
    program.wait()?;
    // 100 ticks a second is Linux's USER_HZ on every architecture that this runs on.
    Ok(used.context("no worker was found")? as f64 / seconds)
}

/// User and system ticks of the worker among a process's descendants.
fn worker_ticks(of: u32) -> Option<u64> {
    let mut family = vec![of];
    let mut ticks = None;
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
                ticks = Some(time(11)? + time(12)?);
            }
        }
    }
    ticks
}
