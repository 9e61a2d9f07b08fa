//! A Debian machine with systemd as its init, in namespaces of its own: vgpu and Ollama installed as the README says, their units started by
//! systemd itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::check;
use crate::debian::{Debian, run};
use crate::device::wait_for;
use crate::ollama;
use crate::overlay::Overlay;
use crate::package::{install_script, unpacked};

/// From the start of init to the end of its jobs, and for a service.
const PATIENCE: Duration = Duration::from_secs(90);
/// Where Ollama's service listens when nobody tells it otherwise.
const PORT: u16 = 11434;
/// A cgroup of its own, a process tree whose first process is init, and the file systems that init expects.
const BOOT: &str = r#"
set -e
groups=$1/tmp/groups
mkdir -p $groups
mount -t cgroup2 cgroup2 $groups
mkdir $groups/$2
echo $$ > $groups/$2/cgroup.procs
exec unshare --cgroup --pid --fork --kill-child --uts --ipc --mount sh -e -c '
mount -t proc proc $0/proc
mount -t sysfs -o ro sysfs $0/sys
mount -t cgroup2 cgroup2 $0/sys/fs/cgroup
mount -t tmpfs tmpfs $0/run
mount -t tmpfs -o mode=755 tmpfs $0/dev
for name in null zero full random urandom tty; do touch $0/dev/$name; mount --bind /dev/$name $0/dev/$name; done
mkdir $0/dev/shm $0/dev/pts
mount -t tmpfs tmpfs $0/dev/shm
exec chroot $0 env -i container=vgpu PATH=/usr/sbin:/usr/bin /lib/systemd/systemd --show-status=0 systemd.unit=multi-user.target
' $1
"#;

/// The machine. All its processes end when dropped.
struct Booted {
    starter: Child,
    init: u32,
    group: String,
    overlay: Overlay,
}

impl Booted {
    /// Boots a copy of the folder, and waits until init has nothing left to do.
    fn boot(overlay: Overlay) -> Result<Self> {
        let group = format!("vgpu-system-{}", std::process::id());
        let log = fs::File::create(overlay.path("tmp/init.log"))?;
        let mut command = Command::new("unshare");
        command.args(["--mount", "--propagation", "private", "sh", "-c", BOOT, "sh"]);
        command.arg(overlay.path("")).arg(&group).stdin(Stdio::null());
        let starter = command.stdout(log.try_clone()?).stderr(log).spawn().context("unshare")?;
        let mut this = Self { starter, init: 0, group, overlay };
        let pid = this.starter.id();
        let deadline = Instant::now() + PATIENCE;
        loop {
            let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
            this.init = children.split_whitespace().next().and_then(|word| word.parse().ok()).unwrap_or(0);
            let state = if this.init == 0 { String::new() } else { this.said("systemctl is-system-running") };
            match state.trim() {
                "running" => return Ok(this),
                "degraded" => bail!("units failed:\n{}", this.said("systemctl --no-pager --failed")),
                _ => {}
            }
            if Instant::now() > deadline || this.starter.try_wait()?.is_some() {
                let log = fs::read_to_string(this.overlay.path("tmp/init.log")).unwrap_or_default();
                bail!("init is not up: {state}\n{log}");
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn command(&self, script: &str) -> Command {
        let mut command = Command::new("nsenter");
        command.args(["-t", &self.init.to_string(), "-m", "-p", "-i", "-u", "-C", "-r", "-w", "env", "-i"]);
        command.args(["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin", "sh", "-c", script]);
        command.stdin(Stdio::null());
        command
    }

    /// What root's shell says in it, on both outputs, whatever comes of it.
    fn said(&self, script: &str) -> String {
        let Ok(output) = self.command(script).output() else { return String::new() };
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    }

    /// As [`Booted::said`], and it must succeed.
    fn must(&self, script: &str) -> Result<String> {
        let output = self.command(script).output().context("nsenter")?;
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        ensure!(output.status.success(), "{script}: {}\n{said}", output.status);
        Ok(said)
    }

    /// Waits for a line in the journal of a unit, since its last start.
    fn wait_for_journal(&self, unit: &str, with: &str) -> Result<String> {
        let script = format!(
            "journalctl --no-pager -q -o cat _SYSTEMD_INVOCATION_ID=$(systemctl show -P InvocationID {unit})"
        );
        let deadline = Instant::now() + PATIENCE;
        loop {
            let said = self.said(&script);
            if let Some(line) = said.lines().find(|line| line.contains(with)) {
                return Ok(line.to_owned());
            }
            ensure!(Instant::now() < deadline, "no `{with}` in the journal of {unit}:\n{said}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn state(&self, unit: &str) -> String {
        self.said(&format!("systemctl is-active {unit}")).trim().to_owned()
    }
}

impl Drop for Booted {
    fn drop(&mut self) {
        // With the first process of its namespace every other one ends.
        if let Some(pid) = rustix::process::Pid::from_raw(self.init as i32) {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
        }
        let _ = self.starter.kill();
        let _ = self.starter.wait();
        let _ = remove_group(&self.group);
    }
}

/// Removes a control group and those below it, which are empty.
fn remove_group(name: &str) -> Result<()> {
    let folder = tempfile::tempdir()?;
    run(Command::new("mount").args(["-t", "cgroup2", "cgroup2"]).arg(folder.path()))?;
    let removed = wait_for("the control groups are empty", Duration::from_secs(5), || {
        Ok(remove_folders(&folder.path().join(name)))
    });
    run(Command::new("umount").arg(folder.path()))?;
    removed
}

fn remove_folders(folder: &Path) -> bool {
    let inner: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    inner.iter().all(|path| remove_folders(path)) && fs::remove_dir(folder).is_ok()
}

/// All checks.
///
/// # Errors
/// The first that fails.
pub fn run_all(debian: &Debian) -> Result<()> {
    let machine = check("a machine boots with systemd", || {
        let overlay = Overlay::mount(debian)?;
        unpacked(&overlay)?;
        // Init hides the folder's own /tmp and /run from its processes.
        overlay.must("mkdir -p /srv/vgpu && cp -r /tmp/vgpu/bin /tmp/vgpu/lib /srv/vgpu")?;
        Booted::boot(overlay)
    })?;
    check("vgpu install: systemd listens, and starts the host for the first who asks", || install(&machine))?;
    check("Ollama's install script starts its service beside it", || ollama_script(&machine))?;
    check("the service finds the GPU, and answers what it answers on the CPU", || answers(&machine))?;
    check("the doctor finds nothing wrong with the service", || {
        let said = machine.must("vgpu doctor --service ollama")?;
        ensure!(said.contains("its files are in order"), "{said}");
        ensure!(said.contains("llama-server") && said.contains("sees 1 device of the host at"), "{said}");
        Ok(())
    })?;
    check("a host that was stopped starts again with the next program", || starts_again(&machine))?;
    check("uninstalling stops and leaves no unit", || {
        machine.must("vgpu uninstall")?;
        let left = machine.said("systemctl list-unit-files --no-pager --no-legend 'vgpu*'");
        ensure!(left.trim().is_empty() && machine.state("vgpu.service") == "inactive", "{left}");
        Ok(())
    })
}

fn install(machine: &Booted) -> Result<()> {
    machine.must("/srv/vgpu/bin/vgpu install && rm -r /srv/vgpu")?;
    ensure!(machine.state("vgpu.socket") == "active", "{}", machine.said("systemctl status vgpu.socket"));
    ensure!(machine.state("vgpu.service") == "inactive", "nobody has asked for it yet");
    // A user without any rights, by the loader's cache alone.
    let said = machine.must("runuser -u nobody -- env -i /usr/local/bin/nvidia-smi -L")?;
    ensure!(said.starts_with("GPU 0: vGPU Software GPU"), "{said}");
    ensure!(machine.state("vgpu.service") == "active", "{}", machine.said("systemctl status vgpu.service"));
    // From here on Ollama has to start it.
    machine.must("systemctl stop vgpu.service")?;
    ensure!(machine.state("vgpu.socket") == "active", "the socket stays");
    Ok(())
}

fn ollama_script(machine: &Booted) -> Result<()> {
    ensure!(std::net::TcpStream::connect(("127.0.0.1", PORT)).is_err(), "somebody listens at port {PORT}");
    let overlay = &machine.overlay;
    ollama::archive(&overlay.path("srv/ollama"))?;
    // As Ollama's archives do, it brings NVIDIA's cuBLAS along, in the folder that its servers look into first.
    overlay.must(
        "cd /srv/ollama/lib/ollama && cp -L /usr/lib/x86_64-linux-gnu/libcublas.so.12 cuda_v12 && mkdir cuda_v13 \
         && : > cuda_v13/libcublas.so.13",
    )?;
    ollama::put_models(overlay)?;
    install_script(overlay, "tar -cz -C /srv/ollama .")?;
    // Where init's processes see them.
    overlay.must("mkdir -p /srv/tmp && cp /tmp/install.sh /tmp/*.modelfile /tmp/*.gguf /srv/tmp")?;
    let said = machine.must("cp /srv/tmp/* /tmp && sh /tmp/install.sh")?;
    ensure!(said.contains("NVIDIA GPU installed.") && said.contains("Enabling and starting"), "{said}");
    let asked = machine.must("cat /tmp/asked")?;
    ensure!(!asked.contains("nvidia"), "it asked for\n{asked}");
    let line = machine.wait_for_journal("ollama", "inference compute")?;
    println!("         | {line}");
    ensure!(line.contains("library=CUDA") && line.contains("vGPU Software GPU"), "{line}");
    ensure!(machine.state("vgpu.service") == "active", "it asked the host");
    Ok(())
}

fn answers(machine: &Booted) -> Result<()> {
    for model in ollama::MODELS {
        machine.must(&format!("HOME=/root ollama create {model} -f /tmp/{model}.modelfile"))?;
    }
    // What it brought is still there, and its processes see ours in that place.
    machine.must(
        "library=usr/local/lib/ollama/cuda_v12/libcublas.so.12; ours=/opt/vgpu/lib/cublas/libcublas.so.12; \
         cmp /proc/$(systemctl show -P MainPID ollama)/root/$library $ours && ! cmp -s /$library $ours",
    )?;
    let answer = || -> Result<Vec<Value>> {
        ollama::MODELS.iter().map(|model| ollama::generate(PORT, model)).collect()
    };
    let found = answer()?;
    let drop_in = "/etc/systemd/system/ollama.service.d/cpu.conf";
    machine.must(&format!(
        "mkdir -p $(dirname {drop_in}) && printf '[Service]\\nEnvironment=CUDA_VISIBLE_DEVICES=-1\\n' > {drop_in} \
         && systemctl daemon-reload && systemctl restart ollama"
    ))?;
    let line = machine.wait_for_journal("ollama", "inference compute")?;
    ensure!(line.contains("library=cpu"), "{line}");
    let wanted = answer()?;
    ensure!(found == wanted, "{found:?}, and on the CPU {wanted:?}");
    machine.must(&format!("rm {drop_in} && systemctl daemon-reload && systemctl restart ollama"))?;
    machine.wait_for_journal("ollama", "library=CUDA")?;
    ensure!(answer()? == wanted, "another answer after a restart");
    Ok(())
}

fn starts_again(machine: &Booted) -> Result<()> {
    machine.must("systemctl stop ollama && systemctl stop vgpu.service && systemctl start ollama")?;
    machine.wait_for_journal("ollama", "library=CUDA")?;
    ensure!(machine.state("vgpu.service") == "active", "the host runs again");
    machine.must("systemctl stop ollama").map(|_| ())
}
