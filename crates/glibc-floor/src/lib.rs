//! Links a library so that it runs on glibc 2.28 and later, whatever glibc it is built on. For build scripts, not for programs.
//!
//! glibc 2.34 moved the functions of libpthread and libdl into libc, under new versions, and keeps the old versions for programs that were
//! linked before. Two libraries made here, of names and versions alone, stand in for libpthread and libdl while the linker works: what it
//! finds in them it finds before libc, so that the old versions are asked for. On a newer system libc answers to them.

#![forbid(unsafe_code)]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// The oldest glibc that the libraries run on.
pub const FLOOR: (u32, u32) = (2, 28);

/// A library that stands in for the system's: its name for the linker, for the loader, and the functions of each version of glibc 2.28's
/// (glibc, sysdeps/unix/sysv/linux/x86_64/64/libpthread.abilist and libdl.abilist).
struct StandIn {
    name: &'static str,
    soname: &'static str,
    versions: &'static [(&'static str, &'static [&'static str])],
}

const STAND_INS: &[StandIn] = &[
    StandIn {
        name: "pthread",
        soname: "libpthread.so.0",
        versions: &[
            (
                "GLIBC_2.2.5",
                &[
                    "pthread_attr_getguardsize",
                    "pthread_attr_getstack",
                    "pthread_attr_setstacksize",
                    "pthread_create",
                    "pthread_detach",
                    "pthread_getattr_np",
                    "pthread_getspecific",
                    "pthread_join",
                    "pthread_key_create",
                    "pthread_key_delete",
                    "pthread_mutex_trylock",
                    "pthread_once",
                    "pthread_rwlock_rdlock",
                    "pthread_rwlock_unlock",
                    "pthread_rwlock_wrlock",
                    "pthread_setspecific",
                    "pthread_sigmask",
                    "sem_destroy",
                    "sem_init",
                    "sem_post",
                    "sem_wait",
                ],
            ),
            ("GLIBC_2.12", &["pthread_setname_np", "pthread_getname_np"]),
        ],
    },
    StandIn {
        name: "dl",
        soname: "libdl.so.2",
        versions: &[("GLIBC_2.2.5", &["dladdr", "dlclose", "dlerror", "dlopen", "dlsym"])],
    },
];

/// What Rust's library calls and glibc 2.28 has not: what was inline until 2.33 (the kernel's structure is the C library's), and gettid,
/// which 2.30 brought.
const INLINED: &str = r#"
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>
#define HIDDEN __attribute__((visibility("hidden")))
HIDDEN pid_t gettid(void) { return syscall(SYS_gettid); }
HIDDEN int fstat64(int fd, struct stat64 *to) { return syscall(SYS_fstat, fd, to); }
HIDDEN int stat64(const char *path, struct stat64 *to) { return syscall(SYS_stat, path, to); }
HIDDEN int lstat64(const char *path, struct stat64 *to) { return syscall(SYS_lstat, path, to); }
HIDDEN int fstatat64(int fd, const char *path, struct stat64 *to, int flags) {
    return syscall(SYS_newfstatat, fd, path, to, flags);
}
"#;

/// Makes what is needed in the build script's folder and tells Cargo to link the crate's library with it.
///
/// # Errors
/// There is no C compiler, or it fails.
pub fn link() -> io::Result<()> {
    println!("cargo:rerun-if-env-changed=CC");
    // Other architectures began later, with other versions.
    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() != Ok("x86_64") {
        return Ok(());
    }
    let folder = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    let object = prepare(&folder)?;
    println!("cargo:rustc-link-search=native={}", folder.display());
    println!("cargo:rustc-cdylib-link-arg={}", object.display());
    Ok(())
}

/// Makes what is needed in a folder, for who calls the linker without Cargo: libpthread.so and libdl.so, to be found there before the
/// system's, and the object that is returned, to be linked in.
///
/// # Errors
/// There is no C compiler, or it fails.
pub fn prepare(folder: &Path) -> io::Result<PathBuf> {
    for library in STAND_INS {
        stand_in(library, folder)?;
    }
    let (source, object) = (folder.join("inlined.c"), folder.join("inlined.o"));
    fs::write(&source, INLINED)?;
    compile(&["-O2", "-fPIC", "-c"], &source, &object)?;
    Ok(object)
}

fn stand_in(library: &StandIn, folder: &Path) -> io::Result<()> {
    let (mut functions, mut script) = (String::new(), String::new());
    for (version, names) in library.versions {
        let _ = writeln!(script, "{version} {{ global: {}; }};", names.join("; "));
        for name in *names {
            let _ = writeln!(functions, "void {name}(void) {{}}");
        }
    }
    let source = folder.join(format!("{}.c", library.name));
    let versions = folder.join(format!("{}.versions", library.name));
    fs::write(&source, functions)?;
    fs::write(&versions, script)?;
    let soname = format!("-Wl,-soname,{}", library.soname);
    let versions = format!("-Wl,--version-script,{}", versions.display());
    let flags = ["-shared", "-nostdlib", "-fPIC", "-fno-builtin", "-w", &soname, &versions];
    compile(&flags, &source, &folder.join(format!("lib{}.so", library.name)))
}

fn compile(flags: &[&str], source: &Path, to: &Path) -> io::Result<()> {
    let compiler = env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let output = Command::new(compiler).args(flags).arg(source).arg("-o").arg(to).output()?;
    match output.status.success() {
        true => Ok(()),
        false => Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned())),
    }
}
