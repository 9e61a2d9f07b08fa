//! What a worker gives up before it reads the first byte of its guest: privileges, and all system calls but those it needs.
//!
//! A worker is presumed owned by its guest (docs/threat-model.md). Refused calls fail with EPERM instead of killing, so that a library
//! that merely asks finds another way.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use rustix::process::{Resource, Rlimit, getuid, setrlimit};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch,
};

/// The user and group without rights.
const NOBODY: u32 = 65_534;

/// Calls that a worker makes after the handshake has begun.
const ALLOWED: &[i64] = &[
    libc::SYS_read,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_close,
    libc::SYS_fstat,
    libc::SYS_lseek,
    libc::SYS_pread64,
    libc::SYS_ftruncate,
    libc::SYS_fallocate,
    libc::SYS_poll,
    libc::SYS_ppoll,
    libc::SYS_recvmsg,
    libc::SYS_recvfrom,
    libc::SYS_sendmsg,
    libc::SYS_sendto,
    libc::SYS_shutdown,
    libc::SYS_setsockopt,
    libc::SYS_getsockopt,
    libc::SYS_eventfd2,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mprotect,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_brk,
    libc::SYS_futex,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_getrandom,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_nanosleep,
    libc::SYS_restart_syscall,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

/// Gives up everything. Threads that are started later inherit it.
///
/// # Errors
/// What the kernel refused; the worker must not go on then.
pub fn enter() -> Result<()> {
    drop_user()?;
    // SAFETY: plain prctl calls with no pointers.
    unsafe {
        if libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 {
            return Err(std::io::Error::last_os_error()).context("no_new_privs");
        }
        // Nobody of the same user may attach to it, and it leaves no core of the guest's data.
        libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0);
    }
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }).context("core limit")?;
    setrlimit(Resource::Nofile, Rlimit { current: Some(64), maximum: Some(64) })
        .context("descriptor limit")?;
    for program in filters()? {
        seccompiler::apply_filter(&program).context("seccomp")?;
    }
    Ok(())
}

/// A worker that root started becomes nobody.
fn drop_user() -> Result<()> {
    if !getuid().is_root() {
        return Ok(());
    }
    // SAFETY: plain calls; an empty list of groups needs no memory.
    let results = unsafe {
        [
            libc::setgroups(0, std::ptr::null()),
            libc::setresgid(NOBODY, NOBODY, NOBODY),
            libc::setresuid(NOBODY, NOBODY, NOBODY),
        ]
    };
    // In a user namespace without these ids the kernel refuses; the worker has no rights outside it then.
    if results.iter().any(|result| *result != 0) {
        tracing::warn!("a worker of root could not become nobody: the kernel refused");
    }
    Ok(())
}

/// A rule that holds when every argument compares so.
fn rule(arguments: &[(u8, SeccompCmpOp, u64)]) -> Result<SeccompRule> {
    let condition = |(index, compare, value): &(u8, SeccompCmpOp, u64)| {
        SeccompCondition::new(*index, SeccompCmpArgLen::Dword, compare.clone(), *value)
    };
    let conditions =
        arguments.iter().map(condition).collect::<Result<Vec<_>, _>>().context("a rule's condition")?;
    SeccompRule::new(conditions).context("a rule")
}

fn filters() -> Result<[BpfProgram; 2]> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = ALLOWED.iter().map(|call| (*call, Vec::new())).collect();
    // Threads, never processes.
    let thread = libc::CLONE_THREAD as u64;
    rules.insert(libc::SYS_clone, vec![rule(&[(0, SeccompCmpOp::MaskedEq(thread), thread)])?]);
    // Signals to itself alone (abort): processes of the same user, the broker among them, are none of its business.
    let own = u64::from(std::process::id());
    rules.insert(libc::SYS_tgkill, vec![rule(&[(0, SeccompCmpOp::Eq, own)])?]);
    // No owner of signals (F_SETOWN), no O_ASYNC: that would be a way to signal others, too.
    let harmless = [libc::F_GETFD, libc::F_SETFD, libc::F_GETFL, libc::F_DUPFD_CLOEXEC, libc::F_GET_SEALS];
    let mut fcntl = vec![rule(&[
        (1, SeccompCmpOp::Eq, libc::F_SETFL as u64),
        (2, SeccompCmpOp::MaskedEq(libc::O_ASYNC as u64), 0),
    ])?];
    for command in harmless {
        fcntl.push(rule(&[(1, SeccompCmpOp::Eq, command as u64)])?);
    }
    rules.insert(libc::SYS_fcntl, fcntl);
    rules.insert(libc::SYS_prctl, vec![rule(&[(0, SeccompCmpOp::Eq, libc::PR_SET_NAME as u64)])?]);
    // Its flags lie in memory, where a filter cannot look: the C library falls back to clone when it does not exist.
    rules.insert(libc::SYS_clone3, Vec::new());
    let arch = TargetArch::try_from(std::env::consts::ARCH).context("architecture")?;
    let allow =
        SeccompFilter::new(rules, SeccompAction::Errno(libc::EPERM as u32), SeccompAction::Allow, arch)
            .context("filter")?;
    let hidden = BTreeMap::from([(libc::SYS_clone3, Vec::new())]);
    let hide =
        SeccompFilter::new(hidden, SeccompAction::Allow, SeccompAction::Errno(libc::ENOSYS as u32), arch)
            .context("filter")?;
    Ok([hide.try_into().context("filter")?, allow.try_into().context("filter")?])
}
