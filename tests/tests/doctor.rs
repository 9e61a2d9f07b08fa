//! What `vgpu doctor` recognises: each trouble is really set up, and its verdict names it.
//!
//! `make build` comes first; a missing `dist` is a failure, never a skip.
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use tempfile::TempDir;
use vgpu_tests::assets::assets;
use vgpu_tests::build::{products, repository};
use vgpu_tests::host::Host;
use vgpu_tests::run::{finish, not_tested, vgpu};
use vgpu_tests::{Finished, Link};

static FIND: LazyLock<PathBuf> = LazyLock::new(|| compile("find", "find", &["-ldl"]));
static CALLS: LazyLock<PathBuf> = LazyLock::new(|| compile("calls", "calls", &["-ldl"]));
static RAW_EXEC: LazyLock<PathBuf> = LazyLock::new(|| compile("raw_exec", "raw_exec", &[]));

/// A C program of tests/loader, under a name of its own.
fn compile(source: &str, name: &str, flags: &[&str]) -> PathBuf {
    let folder = products();
    fs::create_dir_all(&folder).unwrap();
    let product = folder.join(format!("doctor-{name}"));
    compile_to(source, &product, flags);
    product
}

fn compile_to(source: &str, product: &Path, flags: &[&str]) {
    let source = repository().join("tests/loader").join(format!("{source}.c"));
    let mut command = Command::new("cc");
    let status = command.arg("-O1").arg(source).arg("-o").arg(product).args(flags).status().unwrap();
    assert!(status.success(), "{} does not compile", product.display());
}

/// Shims of the driver, the runtime and NVML in a folder.
fn shims(folder: &Path) -> [PathBuf; 3] {
    [("DRIVER", "libshim-driver.so"), ("RUNTIME", "libshim-runtime.so"), ("MANAGEMENT", "libshim-nvml.so")]
        .map(|(kind, name)| {
            let path = folder.join(name);
            compile_to("shim", &path, &["-shared", "-fPIC", &format!("-D{kind}")]);
            path
        })
}

/// A driver library of NVIDIA's kind: named by its version, with the name that programs look for beside it.
fn other_driver(folder: &Path, version: &str, number: u32) {
    let file = folder.join(format!("libcuda.so.{version}"));
    let number = format!("-DVERSION={number}");
    compile_to(
        "shim",
        &file,
        &["-shared", "-fPIC", "-DDRIVER", &number, "-Wl,-z,nodelete,-soname,libcuda.so.1"],
    );
    symlink(file.file_name().unwrap(), folder.join("libcuda.so.1")).unwrap();
}

fn dist_lib() -> PathBuf {
    vgpu().unwrap().parent().unwrap().with_file_name("lib")
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// `vgpu doctor -- words`, on this machine as it is.
fn doctor(words: &[&str]) -> Finished {
    let mut command = Command::new(vgpu().unwrap());
    command.args(["doctor", "--"]).args(words);
    command.env_remove("LD_LIBRARY_PATH").env_remove("LD_PRELOAD").env_remove("VGPU_HOST");
    finish(command, "doctor").unwrap()
}

/// The same in a process tree that has a virtual GPU.
fn doctor_in_run(words: &[&str]) -> Finished {
    let vgpu = vgpu().unwrap();
    let mut command = Command::new(&vgpu);
    command.args(["run", "--gpu", "soft", "--"]).arg(&vgpu).args(["doctor", "--"]).args(words);
    command.env_remove("LD_LIBRARY_PATH").env_remove("LD_PRELOAD").env_remove("VGPU_HOST");
    finish(command, "doctor").unwrap()
}

/// The verdict on the process whose command begins with this program.
#[track_caller]
fn verdict(finished: &Finished, program: &Path) -> String {
    let lines: Vec<&str> = finished.stdout.lines().collect();
    let at = lines.iter().position(|line| {
        line.starts_with(|letter: char| letter.is_ascii_digit())
            && line.split_whitespace().nth(1).is_some_and(|word| Path::new(word) == program)
    });
    let at = at.unwrap_or_else(|| panic!("no process of {}: {finished}", program.display()));
    lines[at + 1]
        .trim_start()
        .strip_prefix("verdict")
        .unwrap_or_else(|| panic!("{finished}"))
        .trim()
        .to_owned()
}

#[track_caller]
fn expect_verdict(finished: &Finished, program: &Path, code: i32, words: &[&str]) {
    let verdict = verdict(finished, program);
    for word in words {
        assert!(verdict.contains(word), "no {word:?} in {verdict:?}\n{finished}");
    }
    assert_eq!(finished.code, Some(code), "{finished}");
}

#[test]
fn a_program_that_sees_the_gpu_is_told_to_and_by_which_step_of_the_search() {
    let finished = doctor_in_run(&["env", "-i", text(&FIND)]);
    expect_verdict(&finished, &FIND, 0, &["sees 1 device of the host at"]);
    assert!(finished.stdout.contains("libcuda.so.1, vgpu's, by the loader's cache"), "{finished}");
    assert!(finished.stdout.contains("result 0"), "the program ran: {finished}");
}

#[test]
fn a_program_whose_loader_finds_no_libcuda_is_told_to_install_it() {
    let finished = doctor(&[text(&FIND)]);
    expect_verdict(&finished, &FIND, 1, &["its loader finds no libcuda.so.1"]);
    assert!(finished.stdout.contains("vgpu install"), "{finished}");
}

#[test]
fn another_libcuda_that_comes_first_in_the_library_path_is_named() {
    let folder = TempDir::new().unwrap();
    other_driver(folder.path(), "570.1.2", 12_080);
    let path = format!("LD_LIBRARY_PATH={}", folder.path().display());
    let finished = doctor_in_run(&["env", &path, text(&FIND)]);
    expect_verdict(
        &finished,
        &FIND,
        1,
        &["another libcuda comes first", "libcuda.so.570.1.2", "LD_LIBRARY_PATH"],
    );
    let path = format!("LD_LIBRARY_PATH={}:{}", folder.path().display(), dist_lib().display());
    let finished = doctor(&["env", &path, text(&FIND)]);
    expect_verdict(&finished, &FIND, 1, &["another libcuda comes first", "libcuda.so.570.1.2"]);
}

#[test]
fn a_preloaded_shim_beside_the_driver_library_is_loading_twice() {
    let folder = TempDir::new().unwrap();
    let [driver, ..] = shims(folder.path());
    let preload = format!("LD_PRELOAD={}", driver.display());
    let finished = doctor_in_run(&["env", &preload, text(&FIND)]);
    expect_verdict(
        &finished,
        &FIND,
        1,
        &["two driver libraries are loaded", "libshim-driver.so", "libcuda.so"],
    );
    assert!(finished.stdout.contains("remove the shims from LD_PRELOAD"), "{finished}");
}

#[test]
fn a_driver_shim_that_is_preloaded_after_the_runtimes_is_told() {
    let folder = TempDir::new().unwrap();
    let [driver, runtime, _] = shims(folder.path());
    let preload = format!("LD_PRELOAD={}:{}", runtime.display(), driver.display());
    // A program that loads nothing more.
    let finished = doctor_in_run(&["env", &preload, text(&RAW_EXEC)]);
    expect_verdict(
        &finished,
        &RAW_EXEC,
        1,
        &["libshim-driver.so after the runtime library", "libshim-runtime.so"],
    );
}

#[test]
fn a_wrapper_that_preloads_some_shims_is_told_which_it_leaves_out() {
    let folder = TempDir::new().unwrap();
    let [_, runtime, _] = shims(folder.path());
    let wrapper = folder.path().join("wrapper.sh");
    let script =
        format!("#!/bin/sh\nexport LD_PRELOAD={}\n{}; exit 0\n", runtime.display(), RAW_EXEC.display());
    fs::write(&wrapper, script).unwrap();
    fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755)).unwrap();
    let finished = doctor(&[text(&wrapper)]);
    let words = [
        "set by wrapper.sh",
        "loads",
        "libshim-runtime.so",
        "leaves out",
        "libshim-driver.so",
        "libshim-nvml.so",
    ];
    expect_verdict(&finished, &RAW_EXEC, 1, &words);
}

#[test]
fn a_drop_in_without_a_service_section_is_shown_as_ignored() {
    let root = TempDir::new().unwrap();
    let units = root.path().join("etc/systemd/system");
    fs::create_dir_all(units.join("ollama.service.d")).unwrap();
    fs::write(units.join("ollama.service"), "[Service]\nExecStart=/bin/true\nUser=ollama\n").unwrap();
    let drop_in = units.join("ollama.service.d/gpu.conf");
    fs::write(&drop_in, "Environment=LD_LIBRARY_PATH=/opt/vgpu/lib\n").unwrap();
    let look = || {
        let mut command = Command::new(vgpu().unwrap());
        command.args(["doctor", "--service", "ollama", "--root", text(root.path())]);
        finish(command, "doctor").unwrap()
    };
    let finished = look();
    assert_eq!(finished.code, Some(1), "{finished}");
    for words in ["systemd ignores line 1", "gpu.conf", "in no section", "put [Service] before"] {
        assert!(finished.stdout.contains(words), "{finished}");
    }
    fs::write(&drop_in, "[Service]\nEnvironment=LD_LIBRARY_PATH=/opt/vgpu/lib\n").unwrap();
    let finished = look();
    assert_eq!(finished.code, Some(0), "{finished}");
    assert!(finished.stdout.contains("its files are in order"), "{finished}");
}

/// Starts what runs CALLS with the host's GPU, and lets it get to where it waits for its standard input to end.
fn waiting(command: &mut Command, host: &Host) -> Child {
    command.env("LD_LIBRARY_PATH", dist_lib()).env("VGPU_HOST", format!("unix:{}", host.socket().display()));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("waiting") {
        assert_ne!(said.read_line(&mut line).unwrap(), 0, "{line}");
    }
    child
}

#[test]
fn the_processes_of_a_services_control_group_are_judged_as_they_run() {
    let host = Host::start(&["--gpu", "soft"]).unwrap();
    let mut program = waiting(Command::new(&*CALLS).arg("wait"), &host);
    let root = TempDir::new().unwrap();
    let group = root.path().join("sys/fs/cgroup/system.slice/ollama.service");
    let units = root.path().join("etc/systemd/system");
    fs::create_dir_all(&group).unwrap();
    fs::create_dir_all(&units).unwrap();
    fs::write(units.join("ollama.service"), "[Service]\nExecStart=/bin/true\n").unwrap();
    fs::write(group.join("cgroup.procs"), format!("{}\n", program.id())).unwrap();
    let mut command = Command::new(vgpu().unwrap());
    command.args(["doctor", "--service", "ollama", "--root", text(root.path())]);
    let finished = finish(command, "doctor").unwrap();
    expect_verdict(&finished, &CALLS, 0, &["sees 1 device of the host at", text(&host.socket())]);
    drop(program.stdin.take());
    assert!(program.wait().unwrap().success());
}

#[test]
fn a_child_that_lost_its_environment_is_told_what_it_lost() {
    let path = format!("LD_LIBRARY_PATH={}", dist_lib().display());
    // By execve itself, as Go does.
    let finished = doctor(&["env", &path, text(&RAW_EXEC), text(&FIND)]);
    expect_verdict(&finished, &FIND, 1, &["lost its environment", "doctor-raw_exec", "LD_LIBRARY_PATH"]);
    // By a parent that goes on.
    let finished = doctor(&["env", &path, "sh", "-c", &format!("env -i {}; exit 0", FIND.display())]);
    expect_verdict(&finished, &FIND, 1, &["lost its environment", "LD_LIBRARY_PATH"]);
}

#[test]
fn a_static_program_is_no_trouble_and_what_it_starts_is_looked_at() {
    let program = compile("raw_exec", "static", &["-static"]);
    let finished = doctor(&[text(&program)]);
    expect_verdict(&finished, &program, 0, &["a static program", "what it starts may"]);
    let finished = doctor_in_run(&[text(&program), text(&FIND)]);
    expect_verdict(&finished, &FIND, 0, &["sees 1 device"]);
}

#[test]
fn a_setuid_program_is_told_that_its_loader_ignores_the_environment() {
    // Only root can make a program that runs as somebody else.
    if !rustix::process::geteuid().is_root() {
        not_tested("a setuid program: that needs root");
        return;
    }
    let folder = TempDir::new().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let program = folder.path().join("setuid");
    fs::copy(&*FIND, &program).unwrap();
    std::os::unix::fs::chown(&program, Some(65_534), None).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o4755)).unwrap();
    let path = format!("LD_LIBRARY_PATH={}", dist_lib().display());
    let finished = doctor(&["env", &path, text(&program)]);
    expect_verdict(&finished, &program, 1, &["setuid", "ignores LD_LIBRARY_PATH"]);
    assert!(finished.stdout.contains("not found"), "the loader did so: {finished}");
}

#[test]
fn a_list_of_visible_devices_that_hides_all_is_quoted() {
    for list in ["7", "", "-1"] {
        let finished = doctor_in_run(&["env", &format!("CUDA_VISIBLE_DEVICES={list}"), text(&FIND)]);
        expect_verdict(
            &finished,
            &FIND,
            1,
            &["CUDA_VISIBLE_DEVICES hides all 1 devices", &format!("{list:?}")],
        );
    }
}

#[test]
fn a_runtime_that_is_newer_than_the_driver_is_told_with_both_versions() {
    let folder = TempDir::new().unwrap();
    other_driver(folder.path(), "550.54.14", 12_040);
    let program = vgpu_tests::build::program("vector_add", Link::Shared13).unwrap();
    let path = format!("LD_LIBRARY_PATH={}", folder.path().display());
    let finished = doctor(&["env", &path, text(&program)]);
    expect_verdict(
        &finished,
        &program,
        1,
        &["the runtime is newer than the driver", "CUDA 13", "CUDA 12.4", "550.54.14"],
    );
}

/// The program with vgpu's library on its path and a host at this socket.
fn with_socket(socket: &Path) -> [String; 2] {
    [format!("LD_LIBRARY_PATH={}", dist_lib().display()), format!("VGPU_HOST=unix:{}", socket.display())]
}

#[test]
fn a_host_that_is_down_is_told_apart_from_one_that_was_never_there() {
    let folder = TempDir::new().unwrap();
    let socket = folder.path().join("vgpu.sock");
    let [path, host] = with_socket(&socket);
    let finished = doctor(&["env", &path, &host, text(&FIND)]);
    expect_verdict(&finished, &FIND, 1, &["found no host: there is no", text(&socket)]);
    drop(UnixListener::bind(&socket).unwrap());
    let finished = doctor(&["env", &path, &host, text(&FIND)]);
    expect_verdict(&finished, &FIND, 1, &["the host is down: nobody listens at", text(&socket)]);
}

#[test]
fn a_socket_that_the_user_may_not_open_is_told() {
    let folder = TempDir::new().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let socket = folder.path().join("vgpu.sock");
    let _listener = UnixListener::bind(&socket).unwrap();
    fs::set_permissions(&socket, fs::Permissions::from_mode(0o000)).unwrap();
    let [_, host] = with_socket(&socket);
    // Where another user reaches them, if this is root's.
    for (name, file) in [("libcuda.so.1", dist_lib().join("libcuda.so.1")), ("find", FIND.clone())] {
        fs::copy(file, folder.path().join(name)).unwrap();
    }
    let program = folder.path().join("find");
    let path = format!("LD_LIBRARY_PATH={}", folder.path().display());
    let nobody: &[&str] = match rustix::process::geteuid().is_root() {
        true => &["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
        false => &[],
    };
    let finished = doctor(&[nobody, &["env", &path, &host, text(&program)]].concat());
    expect_verdict(&finished, &program, 1, &["may not open the socket", text(&socket)]);
    assert!(finished.stdout.contains("vgpu serve --public"), "{finished}");
}

/// vector_add with images for these architectures only.
fn vector_add_for(name: &str, code: &str) -> PathBuf {
    let assets = assets().unwrap();
    let product = products().join(format!("doctor-{name}"));
    let source = repository().join("tests/programs/vector_add.cu");
    let mut command = Command::new(&assets.nvcc);
    command.arg("-O2").arg("-I").arg(&assets.include_13).arg("-L").arg(&assets.lib_13);
    command.args(["-gencode", code]).arg(source).arg("-o").arg(&product);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    product
}

#[test]
fn a_program_that_was_not_built_for_the_compute_capability_is_told_for_which_it_was() {
    let program = vector_add_for("newer", "arch=compute_90,code=compute_90");
    let finished = doctor_in_run(&[text(&program)]);
    expect_verdict(&finished, &program, 1, &["not built for compute capability 7.5", "PTX for 9.0"]);
}

#[test]
fn a_program_with_machine_code_only_is_told() {
    let program = vector_add_for("code", "arch=compute_75,code=sm_75");
    let finished = doctor_in_run(&[text(&program)]);
    expect_verdict(&finished, &program, 1, &["machine code only", "7.5"]);
    assert!(finished.stdout.contains("code=compute_75"), "{finished}");
}

#[test]
fn calls_that_are_not_supported_are_listed() {
    let finished = doctor_in_run(&[text(&CALLS), "unsupported"]);
    expect_verdict(&finished, &CALLS, 0, &["sees 1 device", "not supported: cuCheckpointProcessLock"]);
}

#[test]
fn a_child_by_fork_is_not_taken_for_its_parent() {
    let finished = doctor_in_run(&[text(&CALLS), "fork"]);
    let verdicts: Vec<&str> = finished.stdout.lines().filter(|line| line.contains("verdict")).collect();
    assert!(verdicts[0].contains("sees 1 device") && verdicts[1].contains("was forked after"), "{finished}");
    assert_eq!(finished.code, Some(0), "{finished}");
}

#[test]
fn a_process_that_runs_is_looked_at_with_all_that_it_has_started_and_goes_on() {
    let host = Host::start(&["--gpu", "soft"]).unwrap();
    let script = format!("{} wait; exit $?", CALLS.display());
    let mut shell = waiting(Command::new("sh").args(["-c", &script]), &host);
    let mut command = Command::new(vgpu().unwrap());
    command.args(["doctor", "--pid", &shell.id().to_string()]);
    let finished = finish(command, "doctor").unwrap();
    expect_verdict(&finished, &CALLS, 0, &["sees 1 device of the host at", text(&host.socket())]);
    expect_verdict(&finished, Path::new("sh"), 0, &["does not use CUDA"]);
    drop(shell.stdin.take());
    assert!(shell.wait().unwrap().success());
}

#[test]
fn a_process_that_is_not_there_is_an_error() {
    let mut command = Command::new(vgpu().unwrap());
    command.args(["doctor", "--pid", "999999999"]);
    let finished = finish(command, "doctor").unwrap();
    assert_eq!(finished.code, Some(1));
    assert!(finished.stderr.contains("999999999"), "{finished}");
}
