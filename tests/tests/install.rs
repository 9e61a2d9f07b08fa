//! What `vgpu install` does to a machine's root folder, and that `vgpu uninstall` undoes all of it.
//!
//! `make build` comes first; a missing `dist` is a failure, never a skip.
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;
use vgpu_tests::build::{products, repository};
use vgpu_tests::host::Host;
use vgpu_tests::run::{finish, vgpu};
use vgpu_tests::{Finished, Link};

/// Every path below a folder, with what it is: mode and contents, or where it leads.
fn tree(root: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let data = path.symlink_metadata().unwrap();
            let what = if data.is_symlink() {
                format!("link {}", fs::read_link(&path).unwrap().display())
            } else if data.is_dir() {
                folders.push(path.clone());
                "folder".to_owned()
            } else {
                let mut bytes = Vec::new();
                fs::File::open(&path).unwrap().read_to_end(&mut bytes).unwrap();
                let sum =
                    bytes.iter().fold(0u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
                format!("file {} bytes, {sum:x}", bytes.len())
            };
            let mode = data.permissions().mode();
            found.insert(path.strip_prefix(root).unwrap().to_owned(), format!("{mode:o} {what}"));
        }
    }
    found
}

/// A root folder as a distribution has it, as far as it matters here.
fn machine() -> TempDir {
    let root = TempDir::new().unwrap();
    for folder in
        ["etc/ld.so.conf.d", "usr/lib/x86_64-linux-gnu", "usr/bin", "usr/local/bin", "var/cache", "opt"]
    {
        fs::create_dir_all(root.path().join(folder)).unwrap();
    }
    fs::write(root.path().join("etc/ld.so.conf"), "include /etc/ld.so.conf.d/*.conf\n").unwrap();
    fs::write(root.path().join("etc/ld.so.conf.d/libc.conf"), "/usr/local/lib\n").unwrap();
    root
}

fn vgpu_in(root: &Path, words: &[&str]) -> Finished {
    let mut command = Command::new(vgpu().unwrap());
    command.args(words).arg("--root").arg(root);
    finish(command, "vgpu").unwrap()
}

#[track_caller]
fn install(root: &Path) {
    let finished = vgpu_in(root, &["install"]);
    assert_eq!(finished.code, Some(0), "{finished}");
}

#[track_caller]
fn uninstall(root: &Path) {
    let finished = vgpu_in(root, &["uninstall"]);
    assert_eq!(finished.code, Some(0), "{finished}");
}

/// What the loader's cache of a root has for a name.
fn cached(root: &Path, name: &str) -> Option<String> {
    let cache = root.join("etc/ld.so.cache");
    let output = Command::new("/sbin/ldconfig").args(["-p", "-C"]).arg(cache).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find(|line| line.trim_start().starts_with(&format!("{name} ")))?;
    Some(line.split_once("=> ")?.1.to_owned())
}

#[test]
fn everything_is_in_its_place_and_the_loader_finds_the_libraries() {
    let root = machine();
    install(root.path());
    for (name, path) in [
        ("libcuda.so.1", "/opt/vgpu/lib/libcuda.so.1"),
        ("libnvidia-ml.so.1", "/opt/vgpu/lib/libnvidia-ml.so.1"),
    ] {
        assert_eq!(cached(root.path(), name).as_deref(), Some(path));
    }
    for (path, mode) in [
        ("opt/vgpu/bin/vgpu", 0o755),
        ("opt/vgpu/lib/libcuda.so.1", 0o644),
        ("etc/systemd/system/vgpu.socket", 0o644),
        ("etc/systemd/system/vgpu.service", 0o644),
        ("etc/udev/rules.d/70-vgpu.rules", 0o644),
        ("etc/cdi/vgpu.json", 0o644),
    ] {
        let data = fs::metadata(root.path().join(path)).unwrap();
        assert_eq!(data.permissions().mode() & 0o7777, mode, "{path}");
    }
    for name in ["vgpu", "nvidia-smi"] {
        let target = fs::read_link(root.path().join("usr/local/bin").join(name)).unwrap();
        assert_eq!(target, Path::new("/opt/vgpu/bin/vgpu"));
    }
}

#[test]
fn uninstalling_leaves_the_tree_as_it_was() {
    for has_cache in [false, true] {
        let root = machine();
        if has_cache {
            let status = Command::new("/sbin/ldconfig").arg("-r").arg(root.path()).status().unwrap();
            assert!(status.success());
        }
        let before = tree(root.path());
        install(root.path());
        assert_ne!(tree(root.path()), before);
        // What the host has kept meanwhile.
        fs::create_dir_all(root.path().join("var/cache/vgpu/kernels")).unwrap();
        fs::write(root.path().join("var/cache/vgpu/kernels/0"), "a kernel").unwrap();
        uninstall(root.path());
        let after = tree(root.path());
        // What the loader's tool keeps for itself is not the same twice; that it is there is.
        let auxiliary = Path::new("var/cache/ldconfig/aux-cache");
        let but = |tree: &BTreeMap<PathBuf, String>| {
            let mut tree = tree.clone();
            tree.remove(auxiliary);
            tree
        };
        assert_eq!(but(&after), but(&before), "with a cache: {has_cache}");
        assert_eq!(after.contains_key(auxiliary), before.contains_key(auxiliary));
    }
}

#[test]
fn uninstalling_keeps_what_others_have_put_into_its_folders() {
    let root = machine();
    install(root.path());
    fs::write(root.path().join("etc/cdi/other.json"), "{}").unwrap();
    uninstall(root.path());
    assert_eq!(fs::read_dir(root.path().join("etc/cdi")).unwrap().count(), 1);
    assert!(!root.path().join("opt/vgpu").exists());
    let again = vgpu_in(root.path(), &["uninstall"]);
    assert!(again.code == Some(0) && again.stdout.contains("nothing is installed"), "{again}");
}

#[test]
fn installing_again_changes_nothing_and_repairs_what_was_changed() {
    let root = machine();
    install(root.path());
    let library = root.path().join("opt/vgpu/lib/libcuda.so.1");
    let first = tree(root.path());
    let identity = |path: &Path| std::os::unix::fs::MetadataExt::ino(&fs::metadata(path).unwrap());
    let file = identity(&library);
    install(root.path());
    let auxiliary = Path::new("var/cache/ldconfig/aux-cache");
    let but = |mut tree: BTreeMap<PathBuf, String>| {
        tree.remove(auxiliary);
        tree
    };
    assert_eq!(but(tree(root.path())), but(first.clone()));
    assert_eq!(identity(&library), file, "programs that run keep their file");
    fs::write(root.path().join("etc/ld.so.conf.d/00-vgpu.conf"), "").unwrap();
    fs::remove_file(&library).unwrap();
    install(root.path());
    assert_eq!(but(tree(root.path())), but(first));
}

#[test]
fn what_is_not_wanted_any_more_is_taken_away() {
    let root = machine();
    install(root.path());
    let finished = vgpu_in(root.path(), &["install", "--no-host"]);
    assert_eq!(finished.code, Some(0), "{finished}");
    assert!(!root.path().join("etc/systemd/system/vgpu.socket").exists());
    assert!(root.path().join("opt/vgpu/lib/libcuda.so.1").exists());
}

#[test]
fn beside_a_real_driver_it_refuses_names_the_file_and_changes_nothing() {
    let driver = products().join("install-other-libcuda.so");
    fs::create_dir_all(products()).unwrap();
    let source = repository().join("tests/loader/shim.c");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-DDRIVER"]).arg(source).arg("-o").arg(&driver);
    assert!(compiler.status().unwrap().success());
    let refuses = |what: &str, put: &dyn Fn(&Path)| {
        let root = machine();
        put(root.path());
        let before = tree(root.path());
        let finished = vgpu_in(root.path(), &["install"]);
        assert_eq!(finished.code, Some(1), "{finished}");
        assert!(
            finished.stderr.contains(what) && finished.stderr.contains("Nothing was changed"),
            "{finished}"
        );
        assert_eq!(tree(root.path()), before, "{what}");
    };
    refuses("/usr/lib/x86_64-linux-gnu/libcuda.so.1", &|root| {
        let folder = root.join("usr/lib/x86_64-linux-gnu");
        fs::copy(&driver, folder.join("libcuda.so.550.54.14")).unwrap();
        symlink("libcuda.so.550.54.14", folder.join("libcuda.so.1")).unwrap();
    });
    refuses("/usr/lib/x86_64-linux-gnu/nvidia/current/libcuda.so.1", &|root| {
        let folder = root.join("usr/lib/x86_64-linux-gnu/nvidia/current");
        fs::create_dir_all(&folder).unwrap();
        fs::copy(&driver, folder.join("libcuda.so.1")).unwrap();
    });
    refuses("/usr/bin/nvidia-smi", &|root| {
        fs::write(root.join("usr/bin/nvidia-smi"), "#!/bin/sh\n").unwrap()
    });
    refuses("/proc/driver/nvidia/version", &|root| {
        fs::create_dir_all(root.join("proc/driver/nvidia")).unwrap();
        fs::write(root.join("proc/driver/nvidia/version"), "NVRM version: …\n").unwrap();
    });
    // Somewhere else, known to the loader only.
    refuses("/opt/other/libcuda.so.1", &|root| {
        fs::create_dir_all(root.join("opt/other")).unwrap();
        fs::copy(&driver, root.join("opt/other/libcuda.so.1")).unwrap();
        fs::write(root.join("etc/ld.so.conf.d/other.conf"), "/opt/other\n").unwrap();
        assert!(Command::new("/sbin/ldconfig").arg("-r").arg(root).status().unwrap().success());
    });
    // No driver, but a file of somebody else's in the way.
    refuses("usr/local/bin/vgpu is there already", &|root| {
        fs::write(root.join("usr/local/bin/vgpu"), "").unwrap()
    });
}

#[test]
fn systemd_finds_no_fault_with_the_units() {
    if !Path::new("/usr/bin/systemd-analyze").exists() {
        return;
    }
    let root = machine();
    install(root.path());
    let units = root.path().join("etc/systemd/system");
    // It wants the program to be there, where units name it.
    let here = root.path().join("opt/vgpu/bin/vgpu");
    let service = fs::read_to_string(units.join("vgpu.service")).unwrap();
    fs::write(units.join("vgpu.service"), service.replace("/opt/vgpu/bin/vgpu", here.to_str().unwrap()))
        .unwrap();
    let mut command = Command::new("systemd-analyze");
    command.args(["verify", "--man=no"]).arg(units.join("vgpu.socket")).arg(units.join("vgpu.service"));
    let finished = finish(command, "systemd-analyze").unwrap();
    let complaints: Vec<_> = finished.stderr.lines().filter(|line| line.contains("vgpu")).collect();
    assert!(complaints.is_empty(), "{finished}");
}

#[test]
fn a_host_takes_the_socket_that_systemd_passes() {
    let folder = TempDir::new().unwrap();
    let socket = folder.path().join("vgpu.sock");
    let listener = UnixListener::bind(&socket).unwrap();
    // As a service manager does: the socket is descriptor 3, and the variables are for this process.
    let script = "exec 3<&0 </dev/null; LISTEN_PID=$$ LISTEN_FDS=1 exec \"$0\" serve --gpu soft --socket /nonexistent/socket";
    let mut host = Command::new("sh")
        .args(["-c", script])
        .arg(vgpu().unwrap())
        .stdin(Stdio::from(OwnedFd::from(listener)))
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // It need not be asked for before a program connects: the socket listens all along.
    let lib = vgpu().unwrap().parent().unwrap().with_file_name("lib");
    let program = vgpu_tests::build::program("vector_add", Link::Static13).unwrap();
    let mut command = Command::new(program);
    command.env("LD_LIBRARY_PATH", lib).env("VGPU_HOST", format!("unix:{}", socket.display()));
    let finished = finish(command, "vector_add").unwrap();
    host.kill().unwrap();
    host.wait().unwrap();
    finished.expect_pass("vector_add");
    assert!(socket.exists(), "it is the service manager's to remove");
}

#[test]
fn variables_that_are_another_processs_pass_nothing() {
    let host = Host::start(&["--gpu", "soft"]).unwrap();
    let folder = TempDir::new().unwrap();
    let socket = folder.path().join("vgpu.sock");
    let mut serve = Command::new(vgpu().unwrap());
    serve.args(["serve", "--gpu", "soft", "--socket"]).arg(&socket);
    serve.env("LISTEN_PID", host.pid().to_string()).env("LISTEN_FDS", "1");
    let mut serve = serve.stderr(Stdio::null()).spawn().unwrap();
    let listens = vgpu_tests::host::within(vgpu_tests::host::PATIENCE, "it listens", || socket.exists());
    serve.kill().unwrap();
    serve.wait().unwrap();
    listens.unwrap();
}
