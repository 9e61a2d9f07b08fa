//! Kernels on the software GPU's executor beside the same loops in C++, in one run: the ratios of their times.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, ensure};
use ptx_jit::{Access, Compiler, Executor, Host, Launch, Memory, Program};

/// All memory is reachable: these kernels are right.
struct Everything;

// SAFETY: the kernels here access what they are given and nothing else, which lives until they have ended.
unsafe impl Memory for Everything {
    fn resolve(&self, address: u64, _len: u64, _access: Access) -> Option<*mut u8> {
        Some(std::ptr::with_exposed_provenance_mut(address as usize))
    }

    fn around(&self, _address: u64, _access: Access) -> Option<(u64, u64)> {
        Some((0, 1 << 47))
    }
}

struct Silent;

impl Host for Silent {
    fn print(&self, _text: &[u8]) {}
}

struct Kernels {
    program: Box<dyn Program>,
}

impl Kernels {
    fn load(path: &Path) -> Result<Kernels> {
        let text = std::fs::read(path).with_context(|| path.display().to_string())?;
        let module = ptx::parse(&text).map_err(|error| anyhow!("{error}"))?;
        let mut program = Compiler::default().load(module)?;
        let addresses: Vec<u64> = program
            .placements()
            .iter()
            .map(|p| Vec::leak(vec![0u8; p.size as usize]).as_mut_ptr().expose_provenance() as u64)
            .collect();
        program.link(&addresses)?;
        Ok(Kernels { program })
    }

    /// The best of five times in milliseconds.
    fn measure(&self, name: &str, grid: [u32; 3], block: [u32; 3], shared: u32, args: &[u64]) -> Result<f64> {
        let kernels = self.program.kernels();
        let kernel = kernels.iter().position(|k| k.name == name).context("no such kernel")?;
        let mut params = vec![0; kernels[kernel].param_bytes as usize];
        for (param, arg) in kernels[kernel].params.iter().zip(args) {
            let (at, size) = (param.offset as usize, param.size as usize);
            params[at..at + size].copy_from_slice(&arg.to_le_bytes()[..size]);
        }
        let launch = Launch {
            kernel,
            grid,
            block,
            dynamic_shared: shared,
            params: &params,
            grid_id: 0,
            local_limit: 1 << 16,
            cluster: None,
            cooperative: None,
        };
        let mut best = f64::MAX;
        for _ in 0..6 {
            let begun = Instant::now();
            self.program.launch(&launch, &Everything, &Silent)?;
            best = best.min(begun.elapsed().as_secs_f64() * 1e3);
        }
        Ok(best)
    }
}

fn floats(n: usize) -> (Vec<f32>, u64) {
    let mut values: Vec<f32> = (0..n).map(|i| (i % 7) as f32).collect();
    let address = values.as_mut_ptr().expose_provenance() as u64;
    (values, address)
}

/// Times of the C++ loops, and the compiler's name.
fn loops(root: &Path) -> Result<(Vec<(String, f64)>, String)> {
    let compilers = ["clang++", "clang++-19", "clang++-16", "g++"];
    let compiler = compilers
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok_and(|out| out.status.success()))
        .context("a C++ compiler: apt-get install clang")?;
    let program = std::env::temp_dir().join(format!("vgpu-loops-{}", std::process::id()));
    let status = Command::new(compiler)
        .args(["-O3", "-march=native", "-pthread", "-o"])
        .arg(&program)
        .arg(root.join("benches/loops/loops.cpp"))
        .status()?;
    ensure!(status.success(), "{compiler} failed");
    let output = Command::new(&program).output()?;
    std::fs::remove_file(&program)?;
    ensure!(output.status.success(), "the loops failed");
    let times = String::from_utf8(output.stdout)?
        .lines()
        .filter_map(|line| {
            let (name, value) = line.split_once(' ')?;
            Some((name.to_owned(), value.parse().ok()?))
        })
        .collect();
    Ok((times, compiler.to_owned()))
}

/// Each kernel's speed: the C++ loop's time by the kernel's.
pub fn figures(root: &Path) -> Result<Vec<(String, f64, String)>> {
    let kernels = Kernels::load(&root.join("crates/ptx-jit/tests/kernels/basic.ptx"))?;
    let mut times = Vec::new();
    {
        let n = 64 << 20;
        let ((_a, a), (_b, b), (_c, c)) = (floats(n), floats(n), floats(n));
        let blocks = (n / 256) as u32;
        times.push((
            "vector_add",
            kernels.measure("vector_add", [blocks, 1, 1], [256, 1, 1], 0, &[a, b, c, n as u64])?,
        ));
        times.push(("reduce", kernels.measure("reduce", [64, 1, 1], [256, 1, 1], 0, &[a, c, n as u64])?));
    }
    {
        let n = 1024;
        let ((_a, a), (_b, b), (_c, c)) = (floats(n * n), floats(n * n), floats(n * n));
        times.push(("matmul", kernels.measure("matmul", [64, 64, 1], [16, 16, 1], 0, &[a, b, c, n as u64])?));
        times.push((
            "mandelbrot",
            kernels.measure("mandelbrot", [64, 128, 1], [16, 8, 1], 0, &[c, 1024, 1024, 256])?,
        ));
    }
    {
        let n = 8192;
        let ((_p, p), (_a, a)) = (floats(n * 4), floats(n * 4));
        times
            .push(("nbody", kernels.measure("nbody", [64, 1, 1], [128, 1, 1], 128 * 16, &[p, a, n as u64])?));
    }
    let (native, compiler) = loops(root)?;
    let mut figures = Vec::new();
    for (name, time) in times {
        figures.push((format!("{name}_ms"), time, "ms".to_owned()));
        if let Some((_, native)) = native.iter().find(|(known, _)| known == name) {
            figures.push((format!("{name}_{compiler}_ms"), *native, "ms".to_owned()));
            figures.push((format!("{name}_of_loops"), native / time, "x".to_owned()));
        }
    }
    Ok(figures)
}
