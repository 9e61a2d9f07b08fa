//! The Debian package and `vgpu install` in throw-away copies of the Debian folder: what is found there, by whom, and what is left.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use vgpu_tests::build::{program, repository};
use vgpu_tests::run::vgpu;
use vgpu_tests::table::Link;

use crate::check;
use crate::debian::{Debian, run};
use crate::device::wait_for;
use crate::overlay::{Overlay, difference};

/// The release of Ollama whose script is run.
pub const OLLAMA: &str = "github.com/ollama/ollama@v0.32.15";

/// A host outside, at the socket where the copy's programs look for the machine's.
pub struct Host(Child);

impl Host {
    /// # Errors
    /// It does not listen within ten seconds.
    pub fn start(overlay: &Overlay) -> Result<Self> {
        Self::start_with(overlay, "soft")
    }

    /// A host with this GPU.
    ///
    /// # Errors
    /// As [`Host::start`].
    pub fn start_with(overlay: &Overlay, gpu: &str) -> Result<Self> {
        let socket = overlay.path("run/vgpu/vgpu.sock");
        let mut command = Command::new(vgpu()?);
        command.args(["serve", "--public", "--gpu", gpu, "--socket"]).arg(&socket);
        let host = Self(command.stderr(Stdio::null()).spawn().context("vgpu serve does not start")?);
        wait_for("the host listens", Duration::from_secs(10), || Ok(socket.exists()))?;
        Ok(host)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// All checks.
///
/// # Errors
/// The first that fails.
pub fn run_all(debian: &Debian) -> Result<()> {
    check("the package installs, is found by everyone, and leaves nothing when purged", || package(debian))?;
    check("vgpu install and uninstall, as a new user would", || installation(debian))?;
    check("Ollama's install script finds an NVIDIA GPU and installs no driver", || ollamas_script(debian))?;
    check("udev accepts the rules", || rules(debian))?;
    check("nvtop shows two devices; NVIDIA's own nvidia-smi says why it does not", || readers(debian))?;
    check("the CDI reference library takes the specification", specification)
}

/// Asks as a user without any rights and with an empty environment, as a service may be started.
fn everyone_sees_the_gpu(overlay: &Overlay) -> Result<()> {
    fs::copy(program("vector_add", Link::Static13)?, overlay.path("tmp/vector_add"))?;
    let host = Host::start(overlay)?;
    let nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups env -i";
    let said = overlay.must(&format!("{nobody} /tmp/vector_add"))?;
    ensure!(said.contains("PASS vector_add"), "{said}");
    let said = overlay.must(&format!("{nobody} PATH=/usr/local/bin:/usr/bin nvidia-smi"))?;
    ensure!(said.contains("CUDA Version: ") && said.contains("VGPU-SMI"), "{said}");
    // Their GPU is in software: so is cuBLAS, unless they bring their own.
    let said = overlay.must("ldconfig -p | grep -m1 libcublas.so.12")?;
    ensure!(said.contains("=> /opt/vgpu/lib/cublas/libcublas.so.12"), "{said}");
    let said = overlay.must("nvidia-smi -L")?;
    ensure!(said.starts_with("GPU 0: ") && said.contains("UUID: GPU-"), "{said}");
    drop(host);
    // Without a host, the doctor says so.
    let (said, succeeded) = overlay.shell("env -i /opt/vgpu/bin/vgpu doctor")?;
    ensure!(!succeeded && said.contains("the host is down: nobody listens at /run/vgpu/vgpu.sock"), "{said}");
    fs::remove_dir_all(overlay.path("run/vgpu"))?;
    fs::remove_file(overlay.path("tmp/vector_add"))?;
    Ok(())
}

fn package(debian: &Debian) -> Result<()> {
    let dist = vgpu()?.parent().and_then(Path::parent).context("no dist")?.to_owned();
    let package = fs::read_dir(&dist)?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
        .context("no package: run `make package`")?;
    let overlay = Overlay::mount(debian)?;
    all_sections(&overlay)?;
    overlay.must("apt-get -q -o Acquire::Check-Valid-Until=false update")?;
    let before = overlay.tree()?;
    fs::copy(&package, overlay.path("tmp/vgpu.deb"))?;
    overlay.must("apt-get -q -y install --no-install-recommends /tmp/vgpu.deb")?;
    everyone_sees_the_gpu(&overlay)?;
    ensure!(
        overlay.path("etc/systemd/system/sockets.target.wants/vgpu.socket").is_symlink(),
        "the socket is not enabled"
    );
    // What depends on a driver library takes ours for one.
    let plan = overlay.must("apt-get -s install --no-install-recommends libggml0-backend-cuda")?;
    ensure!(plan.contains("Inst libggml0-backend-cuda"), "{plan}");
    for other in ["Inst libcuda1", "Inst nvidia-", "Remv vgpu"] {
        ensure!(!plan.contains(other), "{other}:\n{plan}");
    }
    // Again: nothing changes.
    let installed = overlay.tree()?;
    overlay.must("apt-get -q -y install --reinstall /tmp/vgpu.deb")?;
    let changed = difference(&installed, &overlay.tree()?);
    ensure!(changed.is_empty(), "installing again changed\n{}", changed.join("\n"));
    overlay.must(
        "mkdir -p /var/cache/vgpu/kernels; touch /var/cache/vgpu/kernels/0; apt-get -q -y purge vgpu",
    )?;
    let mut left = difference(&before, &overlay.tree()?);
    // dpkg itself removes a folder that is empty and no package's.
    left.retain(|line| !line.starts_with("- opt "));
    ensure!(left.is_empty(), "purging left\n{}", left.join("\n"));
    Ok(())
}

/// What is built, put somewhere inside, as whoever unpacks it would.
///
/// # Errors
/// There is none: `make build`.
pub fn unpacked(overlay: &Overlay) -> Result<()> {
    let dist = vgpu()?.parent().and_then(Path::parent).context("no dist")?.to_owned();
    for (name, names) in [
        ("bin", vec!["vgpu"]),
        ("lib", vec!["libcuda.so.1", "libnvidia-ml.so.1"]),
        ("lib/cublas", vec!["libcublas.so.12", "libcublas.so.13"]),
    ] {
        let to = overlay.path("tmp/vgpu").join(name);
        fs::create_dir_all(&to)?;
        for file in names {
            fs::copy(dist.join(name).join(file), to.join(file))?;
        }
    }
    Ok(())
}

fn installation(debian: &Debian) -> Result<()> {
    let overlay = Overlay::mount(debian)?;
    unpacked(&overlay)?;
    let before = overlay.tree()?;
    overlay.must("/tmp/vgpu/bin/vgpu install")?;
    everyone_sees_the_gpu(&overlay)?;
    overlay.must("vgpu install")?;
    let again = overlay.tree()?;
    overlay.must("vgpu uninstall")?;
    ensure!(!again.is_empty());
    let left = difference(&before, &overlay.tree()?);
    ensure!(left.is_empty(), "uninstalling left\n{}", left.join("\n"));
    Ok(())
}

/// Runs the script as it is, but for what it fetches; the archive is an empty one.
fn ollamas_script(debian: &Debian) -> Result<()> {
    let overlay = Overlay::mount(debian)?;
    unpacked(&overlay)?;
    install_script(&overlay, "tar -cz -T /dev/null")?;
    executable(&overlay, "systemctl", "#!/bin/sh\necho offline\n")?;
    // Sid has no number, and the script knows releases only.
    overlay.must(
        "cp --remove-destination /usr/lib/os-release /etc/os-release; echo VERSION_ID=13 >> /etc/os-release",
    )?;
    let run_script = || -> Result<(String, String)> {
        let _ = fs::remove_file(overlay.path("tmp/asked"));
        let (said, _) = overlay.shell("sh /tmp/install.sh")?;
        Ok((said, fs::read_to_string(overlay.path("tmp/asked")).unwrap_or_default()))
    };
    // Without us it goes for NVIDIA's driver: the check can fail.
    let (said, asked) = run_script()?;
    ensure!(asked.contains("developer.download.nvidia.com"), "{said}\n{asked}");
    overlay.must("/tmp/vgpu/bin/vgpu install")?;
    let (said, asked) = run_script()?;
    ensure!(said.contains("NVIDIA GPU installed."), "{said}\n{asked}");
    ensure!(!asked.contains("nvidia"), "it asked for\n{asked}");
    Ok(())
}

/// Puts Ollama's install script into /tmp, an `lspci` that shows the card, and a `curl` that gives it the archive which `archive` prints, and
/// writes down in /tmp/asked what it is asked for.
///
/// # Errors
/// Go's, or the file system's.
pub fn install_script(overlay: &Overlay, archive: &str) -> Result<()> {
    let output = Command::new("go")
        .args(["mod", "download", "-json", OLLAMA])
        .current_dir("/")
        .output()
        .context("go")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let folder = text.lines().find_map(|line| line.trim().strip_prefix("\"Dir\": \"")?.split('"').next());
    let script =
        PathBuf::from(folder.with_context(|| format!("no module: {text}"))?).join("scripts/install.sh");
    executable(
        overlay,
        "curl",
        &format!(
            "#!/bin/sh\necho \"$*\" >> /tmp/asked\ncase \"$*\" in\n*--head*|*developer.download.nvidia.com*) exit 22;;\n*) {archive};;\nesac\n"
        ),
    )?;
    executable(
        overlay,
        "lspci",
        "#!/bin/sh\necho '00:05.0 3D controller: NVIDIA Corporation GH100 [H100 PCIe] (rev a1)'\n",
    )?;
    fs::copy(&script, overlay.path("tmp/install.sh"))?;
    Ok(())
}

/// A program that is found before others of its name.
fn executable(overlay: &Overlay, name: &str, text: &str) -> Result<()> {
    let folder = overlay.path("usr/local/sbin");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(name), text)?;
    Ok(fs::set_permissions(folder.join(name), std::os::unix::fs::PermissionsExt::from_mode(0o755))?)
}

fn rules(debian: &Debian) -> Result<()> {
    let overlay = Overlay::mount(debian)?;
    overlay.must("apt-get -q -o Acquire::Check-Valid-Until=false update && apt-get -q -y install --no-install-recommends udev")?;
    unpacked(&overlay)?;
    overlay.must("/tmp/vgpu/bin/vgpu install")?;
    let said = overlay.must("udevadm verify /etc/udev/rules.d/70-vgpu.rules")?;
    println!("         | {}", said.lines().last().unwrap_or_default());
    Ok(())
}

/// Lets apt install what is not free: of the mirror that the folder came from.
fn all_sections(overlay: &Overlay) -> Result<()> {
    let path = overlay.path("etc/apt/sources.list");
    let list = fs::read_to_string(&path).context("the folder's sources.list")?;
    fs::write(path, list.replace(" main\n", " main contrib non-free\n"))?;
    Ok(())
}

/// Readers of NVML as Debian has them. NVIDIA's nvidia-smi asks for a private table of functions first, and without it tells that it is not
/// the library's own: ours answers under its name.
fn readers(debian: &Debian) -> Result<()> {
    let overlay = Overlay::mount(debian)?;
    all_sections(&overlay)?;
    overlay.must("apt-get -q -o Acquire::Check-Valid-Until=false update && apt-get -q -y install --no-install-recommends nvtop")?;
    overlay.must("cd /tmp && apt-get -q download nvidia-smi && dpkg -x nvidia-smi_*.deb real")?;
    unpacked(&overlay)?;
    overlay.must("/tmp/vgpu/bin/vgpu install")?;
    let host = Host::start_with(&overlay, "soft:2x")?;
    let said = overlay.must("env -i nvtop --snapshot")?;
    ensure!(said.matches("\"device_name\": \"vGPU Software GPU").count() == 2, "{said}");
    ensure!(said.contains("\"temp\": null") && said.contains("\"gpu_util\": \"0%\""), "{said}");
    let (said, succeeded) = overlay.shell("/tmp/real/usr/lib/nvidia/current/nvidia-smi")?;
    ensure!(!succeeded && said.contains("Mismatch in versions between nvidia-smi and NVML"), "{said}");
    drop(host);
    Ok(())
}

/// tests/cdi: the reference implementation reads the specification, and gives a container what it names.
fn specification() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("vgpu.json");
    run(Command::new(vgpu()?).args(["cdi", "generate", "--output"]).arg(&file))?;
    let checker = repository().join("tests/cdi");
    let mut command = Command::new("go");
    command.args(["run", "."]).arg(folder.path()).arg("vgpu/gpu=all").current_dir(checker);
    let output = command.output().context("go")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    for mount in [
        "/opt/vgpu/lib/libcuda.so.1 /usr/lib/x86_64-linux-gnu/libcuda.so.1",
        "/opt/vgpu/lib/libnvidia-ml.so.1 /usr/lib64/libnvidia-ml.so.1",
        "/run/vgpu /run/vgpu",
    ] {
        ensure!(said.lines().any(|line| line.starts_with(mount)), "no {mount}:\n{said}");
    }
    // It can refuse.
    fs::write(&file, fs::read_to_string(&file)?.replace("vgpu/gpu", "no kind"))?;
    let mut command = Command::new("go");
    command
        .args(["run", "."])
        .arg(folder.path())
        .arg("vgpu/gpu=all")
        .current_dir(repository().join("tests/cdi"));
    ensure!(!command.output()?.status.success(), "it takes anything");
    Ok(())
}
