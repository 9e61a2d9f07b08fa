//! Runs a program and looks at every process that it starts: when its program begins, and when it ends (ptrace(2)).
//!
//! The processes are stopped for no longer than it takes to look; what they do is not looked at.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result, bail};
use nix::sys::ptrace::{self, Options};
use nix::sys::signal::Signal;
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use procfs::process::Process;

use super::facts::{Facts, Origin, environment};

/// What came of a program.
pub struct Ended {
    /// Its processes in the order in which they began, each as it ended, or as it is now if it goes on.
    pub processes: Vec<Facts>,
    /// For people.
    pub how: String,
}

#[derive(Default)]
struct Tree {
    /// Where each process's present program came from.
    origins: HashMap<i32, Origin>,
    order: Vec<i32>,
    facts: HashMap<i32, Facts>,
    /// Processes and threads that have been seen stopped for the first time.
    known: HashSet<i32>,
}

/// What a process is at this moment, for what comes after.
fn present(pid: i32) -> Option<Origin> {
    let process = Process::new(pid).ok()?;
    let name = process.stat().ok()?.comm;
    Some(Origin { who: format!("{name} ({pid})"), environment: environment(&process)? })
}

impl Tree {
    /// A process executes a program now, or was forked.
    fn begins(&mut self, pid: i32) {
        if !self.order.contains(&pid) {
            self.order.push(pid);
        }
    }

    fn look(&mut self, pid: i32) {
        if self.order.contains(&pid)
            && let Some(facts) = Facts::of(pid, self.origins.get(&pid).cloned())
        {
            self.facts.insert(pid, facts);
        }
    }

    /// The environment of each process's program is known when it begins; what was before it is what its parent, or itself, had.
    fn event(&mut self, pid: Pid, event: i32) {
        let new = ptrace::getevent(pid).ok().and_then(|number| i32::try_from(number).ok());
        match event {
            libc::PTRACE_EVENT_FORK | libc::PTRACE_EVENT_VFORK | libc::PTRACE_EVENT_CLONE => {
                let Some(new) = new else { return };
                // A thread is no process of its own.
                let is_process = Process::new(new)
                    .and_then(|process| process.status())
                    .is_ok_and(|status| status.tgid == new);
                if is_process {
                    self.begins(new);
                    if let Some(origin) = present(pid.as_raw()) {
                        self.origins.insert(new, origin);
                    }
                }
            }
            libc::PTRACE_EVENT_EXEC => {
                let pid = pid.as_raw();
                self.begins(pid);
                // It was looked at when it began: what it was then is what comes before.
                let before = self.facts.get(&pid).map(|facts| Origin {
                    who: format!("{} ({pid}), which executed it", name_of(facts)),
                    environment: facts.environment.clone(),
                });
                if let Some(before) = before {
                    self.origins.insert(pid, before);
                }
                self.look(pid);
            }
            libc::PTRACE_EVENT_EXIT => self.look(pid.as_raw()),
            _ => {}
        }
    }
}

fn name_of(facts: &Facts) -> String {
    facts.exe.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Runs a program to its end.
///
/// # Errors
/// It does not start, or the system does not let it be looked at.
pub fn run(program: &[OsString]) -> Result<Ended> {
    let (name, arguments) = program.split_first().context("no program is named")?;
    let mut command = Command::new(name);
    command.args(arguments);
    // SAFETY: between fork and exec it makes one system call.
    unsafe { command.pre_exec(|| ptrace::traceme().map_err(std::io::Error::from)) };
    let child = command.spawn().with_context(|| format!("cannot run {}", name.to_string_lossy()))?;
    // Ctrl-C is for the program; the report comes all the same.
    // SAFETY: no handler is installed, only that the signal is ignored.
    unsafe { libc::signal(libc::SIGINT, libc::SIG_IGN) };
    let root = i32::try_from(child.id()).context("no process id")?;
    let mut tree = Tree::default();
    tree.known.insert(root);
    let first = waitpid(Pid::from_raw(root), None).context("the program cannot be waited for")?;
    let WaitStatus::Stopped(..) = first else { bail!("the program ended before it began: {first:?}") };
    let options = Options::PTRACE_O_TRACEFORK
        | Options::PTRACE_O_TRACEVFORK
        | Options::PTRACE_O_TRACECLONE
        | Options::PTRACE_O_TRACEEXEC
        | Options::PTRACE_O_TRACEEXIT;
    ptrace::setoptions(Pid::from_raw(root), options).context("the program cannot be looked at")?;
    tree.begins(root);
    tree.look(root);
    go_on(Pid::from_raw(root), None);
    let mut how = String::new();
    // When the program itself is over, what it has left behind goes on without us.
    while how.is_empty() {
        let Ok(status) = waitpid(None, Some(WaitPidFlag::__WALL)) else { break };
        match status {
            WaitStatus::PtraceEvent(pid, _, event) => {
                tree.event(pid, event);
                go_on(pid, None);
            }
            // A new process or thread begins with a stop that is nobody's signal.
            WaitStatus::Stopped(pid, Signal::SIGSTOP) if tree.known.insert(pid.as_raw()) => go_on(pid, None),
            WaitStatus::Stopped(pid, signal) => go_on(pid, Some(signal)),
            WaitStatus::Exited(pid, code) if pid.as_raw() == root => how = format!("ended with {code}"),
            WaitStatus::Signaled(pid, signal, _) if pid.as_raw() == root => {
                how = format!("was ended by {signal}")
            }
            _ => {}
        }
    }
    for pid in tree.order.clone() {
        // What has ended keeps what was seen of it.
        if Process::new(pid)
            .and_then(|process| process.stat())
            .is_ok_and(|stat| !matches!(stat.state, 'Z' | 'X'))
        {
            tree.look(pid);
        }
    }
    let processes = tree.order.iter().filter_map(|pid| tree.facts.remove(pid)).collect();
    Ok(Ended { processes, how })
}

/// It may have been killed meanwhile.
fn go_on(pid: Pid, signal: Option<Signal>) {
    let _ = ptrace::cont(pid, signal);
}
