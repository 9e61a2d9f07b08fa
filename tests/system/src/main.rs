//! `make test-system`: the Debian package in a Debian folder; a small virtual machine under emulation, with stock QEMU and a stock kernel,
//! whose programs use the PCI device.
//!
//! VGPU_CONSOLE=1 prints what the machine and the device say.

mod backend_ops;
mod booted;
mod debian;
mod device;
mod initramfs;
mod installed;
mod llama;
mod machine;
mod ollama;
mod overlay;
mod package;

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use debian::Debian;
use device::{DeviceProcess, wait_for};
use machine::Machine;

/// What runs in the machine.
const PROGRAMS: &[&str] = &["vector_add", "matmul", "convolution", "endless"];
/// For a program, under emulation.
const PATIENCE: Duration = Duration::from_secs(60);
/// A machine's end is noticed at once, a silent process's within its lease.
const SOON: Duration = Duration::from_secs(12);

/// QEMU 11.1 reports a lost device process from several threads, which now and then meet in this assertion of its own.
const QEMU_ABORTS: &str = "error_setv: Assertion";
const QEMU_ATTEMPTS: u32 = 20;

fn main() -> ExitCode {
    let begun = Instant::now();
    let result = run();
    println!("== {:.1} s in all", begun.elapsed().as_secs_f64());
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("FAILED: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs one check and says how long it took.
fn check<T>(what: &str, body: impl FnOnce() -> Result<T>) -> Result<T> {
    let begun = Instant::now();
    let result = body().with_context(|| what.to_owned());
    let verdict = if result.is_ok() { "ok" } else { "FAILED" };
    println!("{verdict:>6} {:6.1} s  {what}", begun.elapsed().as_secs_f64());
    result
}

fn run() -> Result<()> {
    let clients = check("Debian with llama.cpp", Debian::clients)?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [what, results, operations @ ..] if what == "backend-ops" => {
            return backend_ops::whole(&clients, Path::new(results), operations);
        }
        [what, results] if what == "backend-ops-table" => return backend_ops::table(Path::new(results)),
        [what] if what == "llama" => return llama::run_all(&clients),
        [what] if what == "backend-ops" => return backend_ops::subset(&clients),
        [what] if what == "ollama" => return ollama::run_all(&clients),
        [what] if what == "booted" => return booted::run_all(&clients),
        [what] if what == "package" => return package::run_all(&Debian::machine()?),
        [what] if what == "machine" => return machine_with_device(&Debian::machine()?),
        [] => {}
        other => bail!(
            "backend-ops [RESULTS [OPERATION…]], backend-ops-table RESULTS, llama, ollama, booted, package, machine, or nothing; not {other:?}"
        ),
    }
    run_clients(&clients)?;
    let debian = check("Debian with QEMU, a kernel and lspci", Debian::machine)?;
    package::run_all(&debian)?;
    machine_with_device(&debian)
}

fn run_clients(debian: &Debian) -> Result<()> {
    llama::run_all(debian)?;
    ollama::run_all(debian)?;
    booted::run_all(debian)?;
    backend_ops::subset(debian)
}

fn machine_with_device(debian: &Debian) -> Result<()> {
    let folder = tempfile::Builder::new().prefix("vgpu-").tempdir_in(debian.path("tmp"))?;
    // As seen inside, where QEMU runs.
    let inside = Path::new("/tmp").join(folder.path().file_name().context("no name")?);
    let initramfs = folder.path().join("initramfs");
    check("the machine's files", || initramfs::build(debian, PROGRAMS, &initramfs))?;
    std::fs::copy(debian.kernel()?, folder.path().join("vmlinuz"))?;
    let socket = folder.path().join("vgpu.sock");
    let mut device = check("vgpu device listens", || DeviceProcess::start(&socket))?;
    // A process may touch a page or two between giving its slot back and its end.
    let rest = device.memory()? + (64 << 10);
    let [kernel, files, device_socket] = ["vmlinuz", "initramfs", "vgpu.sock"].map(|name| inside.join(name));
    let boot = || Machine::boot(debian, &kernel, &files, &device_socket, "");
    check("the doctor tells of a kernel that forbids mapping PCI memory", || {
        let mut machine = Machine::boot(debian, &kernel, &files, &device_socket, "lockdown=integrity")?;
        tells_of_lockdown(&mut machine)
    })?;

    let mut machine = check("a machine boots", boot)?;
    check("lspci lists the device", || lists_the_device(&mut machine))?;
    check("the doctor tells a user who may not open the device", || tells_of_rights(&mut machine))?;
    for program in ["vector_add", "matmul", "convolution"] {
        check(&format!("{program}, found by the loader, in an empty environment"), || {
            let said = machine.run(&format!("env -i /programs/{program}"), PATIENCE)?;
            ensure!(said.code == 0 && said.has(&format!("PASS {program}")), "{said:?}");
            Ok(())
        })?;
    }
    check("each gave its slot and memory back", || device.wait_for_rest(rest, Duration::from_secs(2)))?;
    check("two at once", || two_at_once(&mut machine, &device))?;
    check("their slots and memory are free again", || device.wait_for_rest(rest, SOON))?;
    check("kill -9 of one of two", || kill_one(&mut machine, &device, rest))?;
    check("kill -9 of a worker is a CUDA error of its program alone", || kill_worker(&mut machine, &device))?;
    check("kill -9 of QEMU ends the workers and returns the memory", || {
        start_endless(&mut machine)?;
        ensure!(device.workers()?.len() == 1 && device.memory()? > 32 << 20, "{}", device.memory()?);
        machine.kill()?;
        device.wait_for_rest(rest, SOON)
    })?;
    let mut machine = check("another machine boots on the same device", boot)?;
    check("kill -9 of the device process is a CUDA error", || {
        for _ in 0..QEMU_ATTEMPTS {
            match kill_device(&mut machine, &mut device) {
                Err(error) if format!("{error:#}").contains(QEMU_ABORTS) => {
                    println!("         | QEMU itself aborted: once more");
                    device = DeviceProcess::start(&socket)?;
                    machine = boot()?;
                }
                result => return result,
            }
        }
        anyhow::bail!("QEMU aborted {QEMU_ATTEMPTS} times")
    })?;
    Ok(())
}

fn lists_the_device(machine: &mut Machine) -> Result<()> {
    let said = machine.run("lspci -nnv -d 10de: 2>/dev/null", PATIENCE)?;
    for line in said.lines.iter().filter(|line| !line.is_empty()) {
        println!("         | {line}");
    }
    let text = said.lines.join("\n");
    for part in
        ["00:05.0", "3D controller [0302]", "[10de:2331]", "(rev a1)", "[10de:16c1]", "64-bit, prefetchable"]
    {
        ensure!(text.contains(part), "no `{part}` in\n{text}");
    }
    Ok(())
}

fn tells_of_lockdown(machine: &mut Machine) -> Result<()> {
    machine.run("mount -t securityfs securityfs /sys/kernel/security", PATIENCE)?;
    let said = machine.run("vgpu doctor -- /programs/vector_add", PATIENCE)?;
    let verdict = said.lines.iter().find(|line| line.contains("verdict")).context("no verdict")?;
    println!("         | {}", verdict.trim());
    ensure!(
        verdict.contains("forbids mapping PCI memory: lockdown is integrity") && said.code == 1,
        "{said:?}"
    );
    let said = machine.run("vgpu doctor", PATIENCE)?;
    ensure!(
        said.lines.iter().any(|line| line.contains("lockdown is integrity")) && said.code == 1,
        "{said:?}"
    );
    Ok(())
}

/// No rule of udev's is in this machine: its device is root's.
fn tells_of_rights(machine: &mut Machine) -> Result<()> {
    let said = machine.run("su nobody -c 'vgpu doctor -- /programs/vector_add'", PATIENCE)?;
    let verdict = said.lines.iter().find(|line| line.contains("verdict")).context("no verdict")?;
    println!("         | {}", verdict.trim());
    ensure!(
        verdict.contains("its user may not open the PCI device")
            && verdict.contains("00:05.0")
            && said.code == 1,
        "{said:?}"
    );
    ensure!(said.lines.iter().any(|line| line.contains("vgpu install")), "{said:?}");
    Ok(())
}

fn two_at_once(machine: &mut Machine, device: &DeviceProcess) -> Result<()> {
    start_endless(machine)?;
    ensure!(device.workers()?.len() == 1, "{:?}", device.workers());
    let said =
        machine.run("(matmul; echo first $?) & (convolution; echo second $?) & wait %2 %3", PATIENCE)?;
    for line in ["PASS matmul", "PASS convolution", "first 0", "second 0"] {
        ensure!(said.has(line), "no `{line}`: {said:?}");
    }
    let said = machine.run("kill -0 $endless && kill $endless; wait $endless", PATIENCE)?;
    ensure!(said.code == 128 + libc::SIGTERM, "the third went on meanwhile: {said:?}");
    Ok(())
}

/// Starts the program that goes on until something ends it, as `$endless`.
fn start_endless(machine: &mut Machine) -> Result<()> {
    let started = machine.run("endless & endless=$!", PATIENCE)?;
    if !started.has("RUNNING") {
        machine.until("RUNNING", PATIENCE)?;
    }
    Ok(())
}

fn kill_one(machine: &mut Machine, device: &DeviceProcess, rest: u64) -> Result<()> {
    start_endless(machine)?;
    machine.run("other=$endless", PATIENCE)?;
    start_endless(machine)?;
    ensure!(device.workers()?.len() == 2, "{:?}", device.workers());
    machine.run("kill -9 $other; wait $other", PATIENCE)?;
    let begun = Instant::now();
    wait_for("the killed one's worker ends", SOON, || Ok(device.workers()?.len() == 1))?;
    println!("         | its worker ended after {:.1} s", begun.elapsed().as_secs_f64());
    let said = machine.run("vector_add && kill -0 $endless", PATIENCE)?;
    ensure!(said.code == 0 && said.has("PASS vector_add"), "{said:?}");
    machine.run("kill -9 $endless; wait $endless", PATIENCE)?;
    device.wait_for_rest(rest, SOON)?;
    Ok(())
}

fn kill_worker(machine: &mut Machine, device: &DeviceProcess) -> Result<()> {
    start_endless(machine)?;
    for worker in device.workers()? {
        let pid = rustix::process::Pid::from_raw(worker as i32).context("no worker")?;
        rustix::process::kill_process(pid, rustix::process::Signal::KILL)?;
    }
    ends_in_an_error(machine)?;
    let said = machine.run("vector_add", PATIENCE)?;
    ensure!(said.code == 0 && said.has("PASS vector_add"), "{said:?}");
    Ok(())
}

fn kill_device(machine: &mut Machine, device: &mut DeviceProcess) -> Result<()> {
    start_endless(machine)?;
    let workers = device.workers()?;
    ensure!(workers.len() == 1, "{workers:?}");
    device.kill()?;
    ends_in_an_error(machine)?;
    let is_there = |worker: &u32| Path::new("/proc").join(worker.to_string()).exists();
    wait_for("the workers end", SOON, || Ok(!workers.iter().any(is_there)))?;
    // What comes later finds no host, and says so.
    let said = machine.run("vector_add", PATIENCE)?;
    ensure!(said.code == 1, "{said:?}");
    Ok(())
}

/// The endless program says which CUDA error ended it.
fn ends_in_an_error(machine: &mut Machine) -> Result<()> {
    let begun = Instant::now();
    let said = machine.run("wait $endless", SOON)?;
    let ended = said.lines.iter().find(|line| line.starts_with("ENDED cudaError"));
    let ended = ended.with_context(|| format!("no CUDA error: {said:?}"))?;
    ensure!(said.code == 3, "{said:?}");
    println!("         | {ended} after {:.1} s", begun.elapsed().as_secs_f64());
    Ok(())
}
