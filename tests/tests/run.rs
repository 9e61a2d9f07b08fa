//! What `vgpu run` promises of a process tree: that all of it finds the library, that it ends as the program does, that nothing is left.
//!
//! `make build` comes first; a missing `dist` is a failure, never a skip.
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use vgpu_tests::Finished;
use vgpu_tests::build::{products, repository};
use vgpu_tests::run::{finish, vgpu};

static FIND: LazyLock<PathBuf> = LazyLock::new(|| compile("find"));
static RAW_EXEC: LazyLock<PathBuf> = LazyLock::new(|| compile("raw_exec"));

/// A C program of tests/loader.
fn compile(name: &str) -> PathBuf {
    let folder = products();
    std::fs::create_dir_all(&folder).unwrap();
    let product = folder.join(format!("loader-{name}"));
    let source = repository().join("tests/loader").join(format!("{name}.c"));
    let status =
        Command::new("cc").arg("-O1").arg(source).arg("-o").arg(&product).arg("-ldl").status().unwrap();
    assert!(status.success(), "{name}.c does not compile");
    product
}

/// `vgpu run` with a private host whose folder is made in `place`.
fn vgpu_run(place: &Path) -> Command {
    let mut command = Command::new(vgpu().unwrap());
    command.args(["run", "--gpu", "soft", "--"]).env("TMPDIR", place).env("XDG_RUNTIME_DIR", place);
    command.env_remove("LD_LIBRARY_PATH").env_remove("VGPU_HOST");
    command
}

fn run(program: &str, arguments: &[&str]) -> Finished {
    let place = TempDir::new().unwrap();
    let mut command = vgpu_run(place.path());
    command.arg(program).args(arguments);
    finish(command, program).unwrap()
}

#[track_caller]
fn expect_found(finished: &Finished) {
    assert_eq!(finished.code, Some(0), "{finished}");
    assert!(finished.stdout.contains("result 0") && finished.stdout.contains("Software GPU"), "{finished}");
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).unwrap().next().is_none()
}

/// Waits for what happens in another process, at most five seconds.
#[track_caller]
fn eventually(what: &str, mut happens: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(5);
    while !happens() {
        assert!(Instant::now() < deadline, "{what}: not in time");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn path(program: &Path) -> &str {
    program.to_str().unwrap()
}

#[test]
fn the_exit_code_is_the_programs() {
    for code in [0, 1, 7, 255] {
        assert_eq!(run("sh", &["-c", &format!("exit {code}")]).code, Some(code));
    }
}

#[test]
fn a_signal_that_ends_the_program_is_reported_as_a_shell_does() {
    for (signal, code) in [("KILL", 137), ("TERM", 143), ("SEGV", 139)] {
        assert_eq!(run("sh", &["-c", &format!("kill -{signal} $$")]).code, Some(code), "{signal}");
    }
}

#[test]
fn a_program_that_is_missing_or_not_executable_gives_127_or_126() {
    let missing = run("no-such-program-anywhere", &[]);
    assert_eq!(missing.code, Some(127));
    assert!(missing.stderr.contains("no-such-program-anywhere"), "{missing}");
    assert_eq!(run("/etc/passwd", &[]).code, Some(126));
}

#[test]
fn arguments_that_look_like_options_are_the_programs() {
    let finished = run("echo", &["--help", "--gpu", "x"]);
    assert_eq!(finished.stdout, "--help --gpu x\n");
}

#[test]
fn a_program_finds_libcuda_by_the_loaders_search() {
    expect_found(&run(path(&FIND), &[]));
}

#[test]
fn a_child_with_an_empty_environment_finds_libcuda() {
    expect_found(&run("env", &["-i", path(&FIND)]));
}

#[test]
fn a_child_started_by_a_raw_execve_with_an_empty_environment_finds_libcuda() {
    expect_found(&run(path(&RAW_EXEC), &[path(&FIND)]));
}

#[test]
fn a_grandchild_in_a_session_of_its_own_finds_libcuda() {
    expect_found(&run("sh", &["-c", &format!("setsid env -i {}; exit $?", path(&FIND))]));
}

#[test]
fn an_empty_environment_stays_empty() {
    let place = TempDir::new().unwrap();
    let mut command = vgpu_run(place.path());
    let vgpu = command.get_program().to_owned();
    command.env_clear().env("TMPDIR", place.path()).env("XDG_RUNTIME_DIR", place.path()).arg("env");
    let finished = finish(command, &vgpu.to_string_lossy()).unwrap();
    let mut names: Vec<_> = finished.stdout.lines().map(|line| line.split('=').next().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["TMPDIR", "XDG_RUNTIME_DIR"], "{finished}");
}

#[test]
fn a_library_path_that_leads_elsewhere_does_not_hide_the_library() {
    let elsewhere = TempDir::new().unwrap();
    std::fs::write(elsewhere.path().join("libcuda.so.1"), "not a library").unwrap();
    let place = TempDir::new().unwrap();
    let mut command = vgpu_run(place.path());
    command.arg(&*FIND).env("LD_LIBRARY_PATH", elsewhere.path());
    expect_found(&finish(command, "find").unwrap());
}

#[test]
fn nothing_is_left_when_the_program_has_ended() {
    let place = TempDir::new().unwrap();
    let mut command = vgpu_run(place.path());
    command.args(["sh", "-c", &format!("ls {}; {}", path(place.path()), path(&FIND))]);
    let finished = finish(command, "find").unwrap();
    expect_found(&finished);
    assert!(finished.stdout.starts_with("vgpu-"), "the folder was made elsewhere: {finished}");
    assert!(is_empty(place.path()));
}

#[test]
fn nothing_is_left_when_the_run_itself_is_killed() {
    let place = TempDir::new().unwrap();
    let mut command = vgpu_run(place.path());
    let script = "touch \"$TMPDIR/ready\"; cat";
    let mut run = command.args(["sh", "-c", script]).stdin(Stdio::piped()).spawn().unwrap();
    let ready = place.path().join("ready");
    eventually("the program runs", || ready.exists());
    std::fs::remove_file(ready).unwrap();
    assert!(!is_empty(place.path()));
    run.kill().unwrap();
    run.wait().unwrap();
    eventually("the host removes the folder", || is_empty(place.path()));
}

#[test]
fn a_signal_sent_to_the_run_reaches_the_program() {
    let place = TempDir::new().unwrap();
    let script = "trap 'exit 9' TERM; touch \"$TMPDIR/ready\"; while :; do sleep 0.02; done";
    let mut run = vgpu_run(place.path()).args(["sh", "-c", script]).spawn().unwrap();
    eventually("the program is ready", || place.path().join("ready").exists());
    kill_process(Pid::from_child(&run), Signal::TERM).unwrap();
    assert_eq!(run.wait().unwrap().code(), Some(9));
}

#[test]
fn two_runs_at_the_same_time_do_not_disturb_each_other() {
    std::thread::scope(|scope| {
        let runs = [(); 2].map(|()| scope.spawn(|| run(path(&FIND), &[])));
        for run in runs {
            expect_found(&run.join().unwrap());
        }
    });
}

#[test]
fn a_host_that_serves_already_is_used_and_outlives_the_run() {
    let place = TempDir::new().unwrap();
    let socket = place.path().join("host.sock");
    let mut serve = Command::new(vgpu().unwrap());
    serve.args(["serve", "--gpu", "soft:sm80", "--socket", path(&socket)]).env("VGPU_LOG", "error");
    let mut serve = serve.spawn().unwrap();
    eventually("the host listens", || socket.exists());
    let finished: Vec<_> = (0..2)
        .map(|_| {
            let mut command = Command::new(vgpu().unwrap());
            command
                .args(["run", "--host", &format!("unix:{}", path(&socket)), "--", "env", "-i"])
                .arg(&*FIND);
            finish(command, "find").unwrap()
        })
        .collect();
    serve.kill().unwrap();
    serve.wait().unwrap();
    for finished in finished {
        expect_found(&finished);
        assert!(finished.stdout.contains("sm_80"), "{finished}");
    }
}

#[test]
fn a_host_that_is_reached_over_tcp_serves_whoever_has_its_token() {
    let place = TempDir::new().unwrap();
    let (socket, token_file) = (place.path().join("host.sock"), place.path().join("token"));
    let token = "5a".repeat(32);
    std::fs::write(&token_file, &token).unwrap();
    // A port that was free a moment ago.
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let mut serve = Command::new(vgpu().unwrap());
    serve.args(["serve", "--socket", path(&socket), "--tcp", &address, "--token-file", path(&token_file)]);
    let mut serve = serve.env("VGPU_LOG", "off").spawn().unwrap();
    eventually("the host listens", || std::net::TcpStream::connect(&address).is_ok());
    let run_with = |token: &str| {
        let mut command = Command::new(vgpu().unwrap());
        command.args(["run", "--host", &format!("tcp://{address}"), "--", "env", "-i"]).arg(&*FIND);
        command.env("VGPU_TOKEN", token).env("TMPDIR", place.path());
        finish(command, "find").unwrap()
    };
    let (right, wrong) = (run_with(&token), run_with(&"5b".repeat(32)));
    serve.kill().unwrap();
    serve.wait().unwrap();
    expect_found(&right);
    assert_eq!(wrong.code, Some(1), "{wrong}");
    assert!(wrong.stdout.contains("result 100 "), "CUDA_ERROR_NO_DEVICE: {wrong}");
}

#[test]
fn a_host_that_is_named_and_not_there_is_an_error_and_the_program_does_not_run() {
    let mut command = Command::new(vgpu().unwrap());
    command.args(["run", "--host", "unix:/nonexistent/vgpu.sock", "--", "echo", "ran"]);
    let finished = finish(command, "echo").unwrap();
    assert_eq!((finished.code, finished.stdout.as_str()), (Some(1), ""));
    assert!(finished.stderr.contains("/nonexistent/vgpu.sock"), "{finished}");
}

#[test]
fn info_names_the_profile_that_was_asked_for() {
    let mut command = Command::new(vgpu().unwrap());
    command.args(["info", "--gpu", "soft:sm80"]);
    let finished = finish(command, "info").unwrap();
    assert_eq!(finished.code, Some(0), "{finished}");
    for text in ["Software GPU", "8.0", "libcuda.so.1", "GPU-"] {
        assert!(finished.stdout.contains(text), "{finished}");
    }
}

#[test]
fn a_gpu_that_is_not_there_is_refused_with_those_that_are() {
    let mut command = Command::new(vgpu().unwrap());
    command.args(["run", "--gpu", "soft:sm1", "--", "true"]);
    let finished = finish(command, "true").unwrap();
    assert_eq!(finished.code, Some(2));
    assert!(finished.stderr.contains("sm75"), "{finished}");
}
