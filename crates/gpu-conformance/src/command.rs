//! The suite as a command: `conformance soft`, or `conformance nvidia [--allow-nested]` on the libcuda.so.1 that the loader finds.
//!
//! One line for each rule, `ok NAME` or `FAILED NAME`; exit code 2 where there is no driver.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use gpu::Gpu;
use gpu_nvidia::{Driver, DriverOptions, NvidiaGpu, Window};
use gpu_soft::{Profile, SoftGpu, Space};

use crate::{Bench, RULES, TestHost};

/// Bytes of host memory, and of the software GPU's own.
const HOST: usize = 64 << 20;
const DEVICE: usize = 256 << 20;

/// Runs it as the arguments say.
pub fn run(arguments: &[&str]) -> ExitCode {
    let host = TestHost::new();
    let gpu = match arguments {
        ["soft"] => soft(host.clone()),
        ["nvidia"] => nvidia(host.clone(), false),
        ["nvidia", "--allow-nested"] => nvidia(host.clone(), true),
        _ => Err(anyhow::anyhow!("usage: conformance soft | nvidia [--allow-nested]")),
    };
    let gpu = match gpu {
        Ok(gpu) => gpu,
        Err(error) => {
            eprintln!("conformance: {error:#}");
            return ExitCode::from(2);
        }
    };
    let bench = Bench::new(gpu, host);
    let mut failed = 0;
    for rule in RULES {
        match catch_unwind(AssertUnwindSafe(|| (rule.check)(&bench))) {
            Ok(()) => println!("ok {}", rule.name),
            Err(_) => {
                println!("FAILED {}", rule.name);
                failed += 1;
            }
        }
    }
    if failed > 0 {
        println!("{failed} of {} rules do not hold", RULES.len());
        return ExitCode::FAILURE;
    }
    println!("PASS conformance: {} rules", RULES.len());
    ExitCode::SUCCESS
}

/// Fresh memory for as long as the process lives.
fn map(bytes: usize) -> Result<u64> {
    let flags = libc::MAP_SHARED | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
    // SAFETY: a new mapping wherever there is room.
    let mapped =
        unsafe { libc::mmap(std::ptr::null_mut(), bytes, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0) };
    if mapped == libc::MAP_FAILED {
        bail!("no memory");
    }
    Ok(mapped as u64)
}

fn soft(host: Arc<TestHost>) -> Result<Arc<dyn Gpu>> {
    let space = Space {
        host: (map(HOST)?, HOST as u64),
        device: (map(DEVICE)?, DEVICE as u64),
        reserved: (0, 0),
        decommit: Box::new(|_, _| {}),
    };
    Ok(Arc::new(SoftGpu::new(&[Profile::standard()], space, host)))
}

fn nvidia(host: Arc<TestHost>, allow_nested: bool) -> Result<Arc<dyn Gpu>> {
    let driver = Arc::new(Driver::open(&DriverOptions { path: None, allow_nested })?);
    let (base, bytes) = match driver.nested_window() {
        Some(window) => (window.base, window.host_bytes),
        None => (map(HOST)?, HOST as u64),
    };
    let window = Window { base, bytes, decommit: Box::new(|_, _| {}) };
    let gpu = NvidiaGpu::new(driver, &[], Some(window), None, host).context("the driver's devices")?;
    Ok(Arc::new(gpu))
}
