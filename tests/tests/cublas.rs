//! cuBLAS on the software GPU: ours where NVIDIA's has machine code alone, and who gets which.
//!
//! The program that compares them knows neither: tests/system runs it with NVIDIA's, which passes it on a device newer than it.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use vgpu_tests::build::{products, repository};
use vgpu_tests::host::Host;
use vgpu_tests::run::{Finished, finish_within, vgpu};

/// With every kernel compiled, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(400);

static FUNCTIONS: LazyLock<PathBuf> = LazyLock::new(|| {
    let to = products().join("cublas-functions");
    std::fs::create_dir_all(products()).unwrap();
    let source = repository().join("tests/cublas/functions.c");
    let status =
        Command::new("cc").args(["-O1", "-w", "-o"]).arg(&to).arg(source).args(["-ldl", "-lm"]).status();
    assert!(status.unwrap().success(), "functions.c does not compile");
    to
});

fn folder() -> PathBuf {
    vgpu().unwrap().parent().unwrap().with_file_name("lib").join("cublas")
}

fn run(words: &[&str]) -> Finished {
    let mut command = Command::new(vgpu().unwrap());
    command.arg("run").args(words).env_remove("LD_LIBRARY_PATH").env_remove("VGPU_HOST");
    finish_within(command, "vgpu run", PATIENCE).unwrap()
}

fn program() -> &'static str {
    FUNCTIONS.to_str().unwrap()
}

#[test]
fn each_function_computes_what_it_should() {
    let finished = run(&["--gpu", "soft", "--", program(), "libcublas.so.13", "ours"]);
    assert_eq!(finished.code, Some(0), "{finished}");
    assert!(finished.stdout.contains("PASS functions"), "{finished}");
    let told = "vgpu: cublasCgemm_v2 is not supported by the software GPU's cuBLAS";
    assert!(finished.stderr.contains(told), "{finished}");
}

/// Opens both libraries by name, and says which it found where.
const WHICH: &str = "import ctypes, re
for name in 'libcublas.so.12', 'libcublas.so.13':
    try: ctypes.CDLL(name)
    except OSError: print(name, 'none')
    else: print(name, {line.split()[-1] for line in open('/proc/self/maps') if name in line}.pop())
";

fn found(words: &[&str]) -> Vec<(String, String)> {
    let finished = run(&[words, &["--", "python3", "-c", WHICH]].concat());
    assert_eq!(finished.code, Some(0), "{finished}");
    let lines = finished.stdout.lines().filter_map(|line| line.split_once(' '));
    lines.map(|(name, place)| (name.to_owned(), place.to_owned())).collect()
}

#[track_caller]
fn is_ours(found: &[(String, String)]) -> bool {
    assert_eq!(found.len(), 2);
    let ours = folder().canonicalize().unwrap();
    let ours = |place: &str| Path::new(place).canonicalize().is_ok_and(|place| place.starts_with(&ours));
    let count = found.iter().filter(|(_, place)| ours(place)).count();
    assert!(count == 0 || count == 2, "{found:?}");
    count == 2
}

#[test]
fn programs_on_software_that_nvidias_knows_find_ours() {
    assert!(is_ours(&found(&["--gpu", "soft"])));
    assert!(is_ours(&found(&["--gpu", "soft:sm120,sm75"])));
    let host = Host::start(&["--gpu", "soft:sm80"]).unwrap();
    assert!(is_ours(&found(&["--host", &format!("unix:{}", host.socket().display())])));
}

#[test]
fn programs_on_other_devices_and_those_who_want_to_keep_theirs() {
    assert!(!is_ours(&found(&["--gpu", "soft:sm130"])));
    assert!(!is_ours(&found(&["--gpu", "soft", "--keep-cublas"])));
    let host = Host::start(&["--gpu", "soft:sm130"]).unwrap();
    assert!(!is_ours(&found(&["--host", &format!("unix:{}", host.socket().display())])));
}

#[test]
fn each_library_says_the_version_of_its_name() {
    let program = "import ctypes
for major in 12, 13:
    library, value = ctypes.CDLL(f'libcublas.so.{major}'), ctypes.c_int()
    assert library.cublasGetProperty(0, ctypes.byref(value)) == 0 and value.value == major, value
    assert library.cublasGetVersion_v2(None, ctypes.byref(value)) == 0 and value.value // 10000 == major, value";
    let finished = run(&["--gpu", "soft", "--", "python3", "-c", program]);
    assert_eq!(finished.code, Some(0), "{finished}");
}

/// The names and versions that a library exports.
fn exports(library: &Path) -> BTreeSet<String> {
    let output = Command::new("nm").args(["-D", "--defined-only"]).arg(library).output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let name =
        |line: &str| line.split_whitespace().nth(2).filter(|_| line.contains(" T ")).map(str::to_owned);
    text.lines().filter_map(name).collect()
}

#[test]
fn every_name_of_nvidias_is_exported_under_its_version() {
    for version in [12, 13] {
        let list = repository().join(format!("crates/blas/data/names-{version}.txt"));
        let text = std::fs::read_to_string(list).unwrap();
        let wanted: BTreeSet<_> =
            text.lines().map(|name| format!("{name}@@libcublas.so.{version}")).collect();
        assert!(wanted.len() > 700);
        assert_eq!(exports(&folder().join(format!("libcublas.so.{version}"))), wanted);
    }
}
