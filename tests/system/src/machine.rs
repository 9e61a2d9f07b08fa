//! A virtual machine under emulation, and its console.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use crate::debian::Debian;

/// Memory of the machine.
const MEMORY: &str = "512M";

/// What a command in the machine said.
#[derive(Debug)]
pub struct Said {
    /// Its exit code.
    pub code: i32,
    /// What came on the console meanwhile.
    pub lines: Vec<String>,
}

impl Said {
    /// Whether one of the lines is `line`.
    pub fn has(&self, line: &str) -> bool {
        self.lines.iter().any(|said| said == line)
    }
}

/// A running machine. Ended when dropped.
pub struct Machine {
    qemu: Child,
    stdin: ChildStdin,
    console: Receiver<String>,
    /// From start to the first command.
    pub boot: Duration,
}

impl Machine {
    /// Boots a kernel and its files, with the device of `socket` and these parameters on the kernel's command line. All paths are as seen inside `debian`.
    ///
    /// # Errors
    /// It is not up within a minute; the console is in the error.
    pub fn boot(
        debian: &Debian,
        kernel: &Path,
        initramfs: &Path,
        socket: &Path,
        parameters: &str,
    ) -> Result<Self> {
        let begun = Instant::now();
        let device = format!(
            r#"{{"driver":"vfio-user-pci","addr":"5","socket":{{"type":"unix","path":"{}"}}}}"#,
            socket.display()
        );
        let mut command = debian.command("qemu-system-x86_64");
        command
            .args(["-nodefaults", "-no-reboot", "-display", "none", "-serial", "stdio", "-accel", "tcg"])
            .args(["-machine", "pc", "-smp", "2", "-m", MEMORY])
            .args(["-object", &format!("memory-backend-memfd,id=mem,size={MEMORY},share=on")])
            .args(["-numa", "node,memdev=mem"])
            .args(["-device", &device])
            .arg("-kernel")
            .arg(kernel)
            .arg("-initrd")
            .arg(initramfs)
            .args(["-append", &format!("console=ttyS0 loglevel=4 panic=-1 rdinit=/init {parameters}")]);
        let mut qemu = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("QEMU does not start")?;
        let stdin = qemu.stdin.take().context("no console")?;
        let (stdout, stderr) =
            (qemu.stdout.take().context("no console")?, qemu.stderr.take().context("no stderr")?);
        let (lines, console) = mpsc::channel();
        listen(stdout, "", lines.clone());
        listen(stderr, "QEMU: ", lines);
        let mut machine = Self { qemu, stdin, console, boot: Duration::ZERO };
        machine.until("== ready", Duration::from_secs(60)).context("the machine does not boot")?;
        machine.boot = begun.elapsed();
        Ok(machine)
    }

    /// Runs a command of the machine's shell to its end.
    ///
    /// # Errors
    /// It takes longer than `patience`.
    pub fn run(&mut self, command: &str, patience: Duration) -> Result<Said> {
        writeln!(self.stdin, "{command}").context("the machine is gone")?;
        let (lines, last) = self.until("== exit ", patience).with_context(|| format!("`{command}`"))?;
        let code = last.trim_start_matches("== exit ").parse().context("no exit code")?;
        Ok(Said { code, lines })
    }

    /// Waits for a line that begins with `start`; gives those before it, and it.
    ///
    /// # Errors
    /// It does not come in time.
    pub fn until(&mut self, start: &str, patience: Duration) -> Result<(Vec<String>, String)> {
        let deadline = Instant::now() + patience;
        let mut lines = Vec::new();
        loop {
            match self.console.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) if line.starts_with(start) => return Ok((lines, line)),
                Ok(line) => lines.push(line),
                Err(RecvTimeoutError::Timeout) => {
                    bail!("`{start}` did not come within {patience:?}, but:\n{}", lines.join("\n"))
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(anyhow!("the machine ended:\n{}", lines.join("\n")));
                }
            }
        }
    }

    /// Ends the machine as a crash does.
    ///
    /// # Errors
    /// The kernel's.
    pub fn kill(&mut self) -> Result<()> {
        self.qemu.kill()?;
        self.qemu.wait()?;
        Ok(())
    }
}

/// Sends each line, marked.
fn listen(from: impl Read + Send + 'static, mark: &'static str, lines: Sender<String>) {
    let is_loud = std::env::var_os("VGPU_CONSOLE").is_some();
    std::thread::spawn(move || {
        for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
            let line = format!("{mark}{}", String::from_utf8_lossy(&line).trim_end());
            if is_loud {
                println!("   | {line}");
            }
            if lines.send(line).is_err() {
                break;
            }
        }
    });
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}
