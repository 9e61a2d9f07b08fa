//! Memory that one process offers: who else may open it, and who may not however well the handle is known.
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use vgpu_tests::host::Host;
use vgpu_tests::run::{not_tested, vgpu};
use vgpu_tests::{Link, program};

/// The user without rights.
const NOBODY: u32 = 65_534;

fn command(host: &str, arguments: &[&str]) -> Command {
    let vgpu = vgpu().unwrap();
    let mut command = Command::new(program("ipc", Link::Driver).unwrap());
    command.args(arguments);
    command.env("LD_LIBRARY_PATH", vgpu.ancestors().nth(2).unwrap().join("lib")).env("VGPU_HOST", host);
    command
}

/// A process that offers memory, and the handle of it.
fn exporter(host: &str) -> (Child, String) {
    let mut child = command(host, &["export"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut handle = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut handle).unwrap();
    assert_eq!(handle.trim().len(), 128, "{handle}");
    (child, handle.trim().to_owned())
}

fn end(mut exporter: Child) {
    exporter.stdin.take().unwrap().write_all(b"end\n").unwrap();
    assert!(exporter.wait().unwrap().success());
}

/// What opening a handle gives, and the first word of the memory.
fn opened(command: &mut Command) -> String {
    let output = command.stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn unix(host: &Host) -> String {
    format!("unix:{}", host.socket().display())
}

#[test]
fn another_process_of_the_user_opens_a_handle_and_another_host_does_not_know_it() {
    let (host, other) = (Host::start(&[]).unwrap(), Host::start(&[]).unwrap());
    let (exporting, handle) = exporter(&unix(&host));
    assert_eq!(opened(&mut command(&unix(&host), &["open", &handle])), "CUDA_SUCCESS 123");
    assert_eq!(opened(&mut command(&unix(&other), &["open", &handle])), "CUDA_ERROR_INVALID_VALUE 0");
    end(exporting);
}

/// A file that everybody may read, or a folder that everybody may enter.
fn everybodys(path: &Path) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn another_user_does_not_open_a_handle_that_it_knows() {
    if !rustix::process::getuid().is_root() {
        // Nobody else may be asked to try. What the broker answers another tenant, server's own tests assert.
        not_tested("another user does not open a handle: that needs root");
        return;
    }
    let host = Host::start(&["--public"]).unwrap();
    everybodys(host.socket().parent().unwrap());
    let (exporting, handle) = exporter(&unix(&host));
    // Where the checkout lies may be closed to others.
    let folder = tempfile::tempdir().unwrap();
    everybodys(folder.path());
    let copy = |from: &Path, name: &str| {
        let to = folder.path().join(name);
        std::fs::copy(from, &to).unwrap();
        everybodys(&to);
        to
    };
    let binary = copy(&program("ipc", Link::Driver).unwrap(), "ipc");
    let library = vgpu().unwrap().ancestors().nth(2).unwrap().join("lib/libcuda.so.1");
    copy(&library, "libcuda.so.1");
    let mut stranger = Command::new(binary);
    stranger.args(["open", &handle]).env("LD_LIBRARY_PATH", folder.path()).env("VGPU_HOST", unix(&host));
    stranger.current_dir("/").uid(NOBODY).gid(NOBODY);
    assert_eq!(opened(&mut stranger), "CUDA_ERROR_INVALID_VALUE 0");
    // And who is asked in the same moment as the same user, opens it.
    assert_eq!(opened(&mut command(&unix(&host), &["open", &handle])), "CUDA_SUCCESS 123");
    end(exporting);
}
