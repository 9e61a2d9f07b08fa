//! What a worker gives up before it reads the first byte of its guest: privileges, and all system calls but those it needs.
//!
//! A worker is presumed owned by its guest (docs/threat-model.md). Refused calls fail with EPERM instead of killing, so that a library
//! that merely asks finds another way. With the software GPU it may call little; NVIDIA's driver, whose calls are not published, may
//! call all but what starts processes, reaches into others, or opens the network.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use rustix::process::{Resource, Rlimit, getrlimit, getuid, setrlimit};
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

/// Calls that a worker with NVIDIA's driver is refused: it starts no process, reaches into no other, changes nothing of the machine.
const REFUSED_WITH_DRIVER: &[i64] = &[
    libc::SYS_execve,
    libc::SYS_execveat,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_fork,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_vfork,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_getfd,
    libc::SYS_kill,
    libc::SYS_pidfd_send_signal,
    libc::SYS_listen,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_setns,
    libc::SYS_unshare,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_io_uring_setup,
    libc::SYS_open_by_handle_at,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_kexec_load,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
];

/// What a worker's GPU needs of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Memory and threads: the software GPU.
    Nothing,
    /// Devices and whatever NVIDIA's driver does with them.
    Driver,
}

/// Gives up the user's rights. A driver is opened after this, and before [`filter`].
///
/// # Errors
/// What the kernel refused; the worker must not go on then.
pub fn give_up_rights(needs: Needs) -> Result<()> {
    drop_user()?;
    // SAFETY: a plain prctl call with no pointers.
    if unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) } != 0 {
        return Err(std::io::Error::last_os_error()).context("no_new_privs");
    }
    let descriptors = match needs {
        Needs::Nothing => 64,
        // Each device has several, and each channel of a device.
        Needs::Driver => 4096,
    };
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }).context("core limit")?;
    let most = getrlimit(Resource::Nofile).maximum.map_or(descriptors, |most| most.min(descriptors));
    setrlimit(Resource::Nofile, Rlimit { current: Some(most), maximum: Some(most) })
        .context("descriptor limit")?;
    Ok(())
}

/// Gives up the system calls that are not needed. Threads that are started later inherit it.
///
/// # Errors
/// As [`give_up_rights`].
pub fn filter(needs: Needs) -> Result<()> {
    // Nobody of the same user may attach to it, and it leaves no core of the guest's data. Not earlier: a driver that starts reads
    // files of its own process.
    // SAFETY: a plain prctl call with no pointers.
    unsafe { libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0) };
    let arch = TargetArch::try_from(std::env::consts::ARCH).context("architecture")?;
    let allow = match needs {
        Needs::Nothing => allow_few(arch)?,
        Needs::Driver => refuse_some(arch)?,
    };
    for program in [hide_clone3(arch)?, allow] {
        // On every thread: a driver that was opened before has threads of its own.
        seccompiler::apply_filter_all_threads(&program).context("seccomp")?;
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

fn allow_few(arch: TargetArch) -> Result<BpfProgram> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = ALLOWED.iter().map(|call| (*call, Vec::new())).collect();
    rules.insert(libc::SYS_clone, vec![clone_where(libc::CLONE_THREAD as u64)?]);
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
    // See `hide_clone3`.
    rules.insert(libc::SYS_clone3, Vec::new());
    program(rules, SeccompAction::Errno(libc::EPERM as u32), SeccompAction::Allow, arch)
}

fn refuse_some(arch: TargetArch) -> Result<BpfProgram> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> =
        REFUSED_WITH_DRIVER.iter().map(|call| (*call, Vec::new())).collect();
    rules.insert(libc::SYS_clone, vec![clone_where(0)?]);
    // NVIDIA's multi-process service listens on a Unix socket.
    let is_network =
        SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, libc::AF_UNIX as u64)
            .context("socket rule")?;
    rules.insert(libc::SYS_socket, vec![SeccompRule::new(vec![is_network]).context("socket rule")?]);
    program(rules, SeccompAction::Allow, SeccompAction::Errno(libc::EPERM as u32), arch)
}

/// Threads have the flag CLONE_THREAD, processes have not.
fn clone_where(thread: u64) -> Result<SeccompRule> {
    let masked = SeccompCmpOp::MaskedEq(libc::CLONE_THREAD as u64);
    let condition =
        SeccompCondition::new(0, SeccompCmpArgLen::Qword, masked, thread).context("clone rule")?;
    SeccompRule::new(vec![condition]).context("clone rule")
}

/// The flags of clone3 lie in memory, where a filter cannot look: the C library falls back to clone when it does not exist.
fn hide_clone3(arch: TargetArch) -> Result<BpfProgram> {
    let hidden = BTreeMap::from([(libc::SYS_clone3, Vec::new())]);
    program(hidden, SeccompAction::Allow, SeccompAction::Errno(libc::ENOSYS as u32), arch)
}

fn program(
    rules: BTreeMap<i64, Vec<SeccompRule>>,
    otherwise: SeccompAction,
    matching: SeccompAction,
    arch: TargetArch,
) -> Result<BpfProgram> {
    SeccompFilter::new(rules, otherwise, matching, arch).and_then(TryInto::try_into).context("filter")
}
