//! A mount namespace in which the loader's cache names our libraries first: every program of the process tree finds them, whatever
//! environment it was given and however it was started.

use std::ffi::CString;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use rustix::process::{getegid, geteuid};

/// What the loader reads (ld.so(8), FILES).
const LOADER_CACHE: &str = "/etc/ld.so.cache";

/// Why programs have to be told by their environment. The text is for people.
#[derive(Debug)]
pub struct Refused(pub String);

/// Makes the cache of a loader that looks into `lib` first, and then where it always does. Returns its path, in `folder`.
///
/// # Errors
/// There is no ldconfig, or it failed.
pub fn make_cache(folder: &Path, lib: &Path) -> Result<PathBuf> {
    let (configuration, cache) = (folder.join("ld.so.conf"), folder.join("ld.so.cache"));
    fs::write(&configuration, format!("{}\ninclude /etc/ld.so.conf\n", lib.display()))
        .with_context(|| format!("cannot write {}", configuration.display()))?;
    let mut command = Command::new(ldconfig()?);
    let output =
        command.arg("-X").arg("-f").arg(&configuration).arg("-C").arg(&cache).stdin(Stdio::null()).output();
    let output = output.context("ldconfig does not start")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "ldconfig: {}: {}", output.status, said.trim());
    Ok(cache)
}

/// The loader's tool: ordinary users rarely have its folder in their search path.
///
/// # Errors
/// It is in none of its places.
pub fn ldconfig() -> Result<PathBuf> {
    let folders = ["/sbin", "/usr/sbin", "/usr/bin", "/bin"];
    match folders.map(|folder| Path::new(folder).join("ldconfig")).into_iter().find(|path| path.exists()) {
        Some(path) => Ok(path),
        None => bail!("there is no ldconfig in {}", folders.join(", ")),
    }
}

/// Moves this process into a namespace of its own where `cache` is the loader's cache. Its children inherit it.
///
/// # Errors
/// Why not, in which case nothing has changed.
pub fn enter(cache: &Path) -> Result<(), Refused> {
    if !Path::new(LOADER_CACHE).exists() {
        return Err(Refused(format!("{LOADER_CACHE} does not exist on this machine")));
    }
    let steps = Steps::prepare(cache).map_err(|error| Refused(error.to_string()))?;
    // Half-way there, a process may be nobody: a child tries first.
    rehearse(&steps)?;
    steps.take().map_err(|(step, error)| Refused(format!("{step}: {error}")))
}

/// Everything that entering needs, made beforehand: the child of a fork should not allocate.
struct Steps {
    cache: CString,
    uid_map: CString,
    gid_map: CString,
}

type StepResult = Result<(), (&'static str, io::Error)>;

impl Steps {
    fn prepare(cache: &Path) -> io::Result<Self> {
        let (uid, gid) = (geteuid().as_raw(), getegid().as_raw());
        Ok(Self {
            cache: CString::new(cache.as_os_str().as_bytes())?,
            uid_map: CString::new(format!("{uid} {uid} 1\n"))?,
            gid_map: CString::new(format!("{gid} {gid} 1\n"))?,
        })
    }

    fn take(&self) -> StepResult {
        // SAFETY: a plain system call.
        if unsafe { libc::unshare(libc::CLONE_NEWNS) } != 0 {
            self.take_with_user_namespace()?;
        }
        mount(None, c"/", libc::MS_REC | libc::MS_PRIVATE)
            .map_err(|error| ("making the mounts private", error))?;
        mount(Some(&self.cache), c"/etc/ld.so.cache", libc::MS_BIND)
            .map_err(|error| ("mounting the loader's cache", error))
    }

    /// For users who may not mount: in a namespace where they are themselves and nobody else exists (user_namespaces(7)).
    fn take_with_user_namespace(&self) -> StepResult {
        // SAFETY: a plain system call.
        if unsafe { libc::unshare(libc::CLONE_NEWUSER | libc::CLONE_NEWNS) } != 0 {
            return Err(("making a user namespace", io::Error::last_os_error()));
        }
        write(c"/proc/self/uid_map", &self.uid_map).map_err(|error| ("mapping the user", error))?;
        write(c"/proc/self/setgroups", c"deny").map_err(|error| ("giving up setgroups", error))?;
        write(c"/proc/self/gid_map", &self.gid_map).map_err(|error| ("mapping the group", error))
    }
}

/// Takes the steps in a child that does nothing else.
fn rehearse(steps: &Steps) -> Result<(), Refused> {
    let mut pipe = [0; 2];
    // SAFETY: the array has room for two descriptors.
    if unsafe { libc::pipe2(pipe.as_mut_ptr(), libc::O_CLOEXEC) } != 0 {
        return Err(Refused(io::Error::last_os_error().to_string()));
    }
    // SAFETY: this process has one thread, and the child calls nothing but system calls until it ends.
    let child = unsafe { libc::fork() };
    if child == 0 {
        let (step, code) = match steps.take() {
            Ok(()) => ("", 0),
            Err((step, error)) => (step, error.raw_os_error().unwrap_or(libc::EIO)),
        };
        // SAFETY: `step` is readable; the child ends here, without running its parent's exit handlers.
        unsafe {
            libc::write(pipe[1], step.as_ptr().cast(), step.len());
            libc::_exit(code)
        }
    }
    let mut step = [0u8; 64];
    let mut status = -1;
    // SAFETY: the descriptors are this function's; the buffers have the room that is named.
    let (length, waited) = unsafe {
        libc::close(pipe[1]);
        let length = libc::read(pipe[0], step.as_mut_ptr().cast(), step.len());
        libc::close(pipe[0]);
        (
            usize::try_from(length).unwrap_or(0),
            if child > 0 { libc::waitpid(child, &mut status, 0) } else { -1 },
        )
    };
    if waited != child || !libc::WIFEXITED(status) {
        return Err(Refused("a trial process did not end as it should".into()));
    }
    match libc::WEXITSTATUS(status) {
        0 => Ok(()),
        code => {
            let error = io::Error::from_raw_os_error(code);
            Err(Refused(format!("{}: {error}", String::from_utf8_lossy(&step[..length]))))
        }
    }
}

fn mount(source: Option<&CString>, target: &std::ffi::CStr, flags: libc::c_ulong) -> io::Result<()> {
    let source = source.map_or(std::ptr::null(), |source| source.as_ptr());
    // SAFETY: both names end with zero; type and data are not looked at for these flags (mount(2)).
    match unsafe { libc::mount(source, target.as_ptr(), std::ptr::null(), flags, std::ptr::null()) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// One write: these files take their content whole or not at all.
fn write(file: &std::ffi::CStr, content: &std::ffi::CStr) -> io::Result<()> {
    let bytes = content.to_bytes();
    // SAFETY: the name ends with zero; the content is readable for its length; the descriptor is this function's.
    unsafe {
        let descriptor = libc::open(file.as_ptr(), libc::O_WRONLY | libc::O_CLOEXEC);
        if descriptor < 0 {
            return Err(io::Error::last_os_error());
        }
        let written = libc::write(descriptor, bytes.as_ptr().cast(), bytes.len());
        let error = io::Error::last_os_error();
        libc::close(descriptor);
        if written == bytes.len() as isize { Ok(()) } else { Err(error) }
    }
}
