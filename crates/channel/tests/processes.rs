//! What must hold of a guest and a worker in processes of their own: the window, and either's death.
//!
//! The worker's process is this test's program again, running `worker_process` alone.

mod common;

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use channel::handshake::{Hello, Refusal};
use channel::region::{self, RegionGeometry};
use channel::unix::{self, ConnectError, FinishError, HelloError, SessionMemory};
use channel::window::{self, Window, WindowSize};
use channel::{GuestChannel, Lost, ProtocolError, Woken};
use common::{ECHO, IGNORE};
use zerocopy::IntoBytes;

const DESCRIPTORS: &str = "VGPU_TEST_DESCRIPTORS";
const SIZE: WindowSize = WindowSize { host: 64 << 20, device: 1 << 30 };

/// Adds one to the u64 at the address that the body holds.
const INCREMENT: u16 = 3;

/// Not a test by itself: the worker's process, when the descriptors are in its environment.
#[test]
fn worker_process() {
    let Ok(descriptors) = std::env::var(DESCRIPTORS) else { return };
    let mut fds = descriptors.split(',').map(|fd| {
        // SAFETY: the parent left these descriptors open for this process alone.
        unsafe { OwnedFd::from_raw_fd(fd.parse::<RawFd>().unwrap()) }
    });
    let socket = UnixStream::from(fds.next().unwrap());
    let region = fds.next().unwrap();
    let memory = SessionMemory { region, window: Some((fds.next().unwrap(), SIZE)), window_at: None };
    let Ok(mut worker) = unix::finish(socket, memory, wire::header::VERSION) else { std::process::exit(78) };
    let mut body = Vec::new();
    while worker.frames.wait(Duration::from_micros(20)) != Woken::PeerGone {
        while let Some(frame) = worker.frames.receive(&mut body).unwrap() {
            let reply = frame.reply.unwrap();
            if frame.call == INCREMENT {
                let address = usize::from_le_bytes(body[..8].try_into().unwrap());
                assert!(worker.channel.window().unwrap().contains(address, 8));
                // SAFETY: within the window, just checked, which nobody else writes during the call.
                unsafe { *(address as *mut u64) += 1 };
            }
            if frame.call != IGNORE {
                worker.channel.reply(reply, 0, &body).unwrap();
            }
        }
    }
    std::process::exit(77);
}

/// Starts a worker's process for the other end of the socket returned.
fn start_worker() -> (OwnedFd, Child) {
    let (guest, host) = UnixStream::pair().unwrap();
    (guest.into(), serve_with_process(&host))
}

fn serve_with_process(host: &UnixStream) -> Child {
    let host = host.try_clone().unwrap();
    let broker = thread::spawn(move || {
        let memory = SessionMemory::create(RegionGeometry::default(), SIZE).unwrap();
        let fds =
            [host.as_raw_fd(), memory.region.as_raw_fd(), memory.window.as_ref().unwrap().0.as_raw_fd()];
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "worker_process", "--nocapture"])
            .env(DESCRIPTORS, fds.map(|fd| fd.to_string()).join(","))
            .stdout(Stdio::null());
        // SAFETY: fcntl may be called between fork and exec.
        unsafe {
            command.pre_exec(move || {
                fds.iter().for_each(|fd| {
                    libc::fcntl(*fd, libc::F_SETFD, 0);
                });
                Ok(())
            })
        };
        command.spawn().unwrap()
    });
    broker.join().unwrap()
}

/// A guest whose worker is a process of its own.
fn pair() -> (Arc<dyn GuestChannel>, Child) {
    let (guest, host) = UnixStream::pair().unwrap();
    let joining = thread::spawn(move || unix::join(guest.into()).unwrap());
    unix::read_hello(&host).unwrap();
    let child = serve_with_process(&host);
    drop(host);
    (joining.join().unwrap(), child)
}

/// One test at a time maps windows: with several in one process, all would want the first address.
fn word(address: usize) -> *mut u64 {
    address as *mut u64
}

#[test]
fn a_pointer_into_the_window_means_the_same_on_both_sides() {
    let (guest, mut child) = pair();
    let window = guest.window().unwrap();
    assert!(window::is_candidate(window.base()));
    assert_eq!((window.host().len() as u64, window.device().len() as u64), (SIZE.host, SIZE.device));
    for address in [window.host().start, window.device().start, window.device().end - 8] {
        // SAFETY: in the window, and the worker writes there only during the call.
        unsafe { *word(address) = 41 };
        guest.call(INCREMENT, &[&address.to_le_bytes()], &mut |_| {}).unwrap();
        // SAFETY: as above.
        assert_eq!(unsafe { *word(address) }, 42);
    }
    let start = window.device().start;
    window.decommit(start, 4096).unwrap();
    // SAFETY: as above.
    assert_eq!(unsafe { *word(start) }, 0);
    assert!(window.decommit(start + 1, 4096).is_err());
    assert!(window.decommit(window.device().end - 4096, 8192).is_err());
    drop(guest);
    assert_eq!(child.wait().unwrap().code(), Some(77));
}

#[test]
fn a_killed_worker_ends_a_waiting_call_within_a_second() {
    let (guest, mut child) = pair();
    let waiting = {
        let guest = guest.clone();
        thread::spawn(move || guest.call(IGNORE, &[], &mut |_| {}))
    };
    thread::sleep(Duration::from_millis(100));
    let begun = Instant::now();
    child.kill().unwrap();
    assert!(matches!(waiting.join().unwrap(), Err(Lost::PeerGone)));
    assert!(begun.elapsed() < Duration::from_secs(1));
    child.wait().unwrap();
}

#[test]
fn a_forked_child_is_told_and_its_exit_and_its_life_harm_nothing() {
    let (guest, mut worker) = pair();
    // SAFETY: the child calls only what a child may, and leaves by _exit.
    let child = unsafe { libc::fork() };
    if child == 0 {
        let told = matches!(guest.post(ECHO, &[]), Err(Lost::Forked))
            && matches!(guest.call(ECHO, &[], &mut |_| {}), Err(Lost::Forked))
            && guest.stage(&[1]).is_none()
            && guest.fault() == 3;
        guest.close();
        drop(guest);
        // SAFETY: ends the child without running anything of the parent's.
        unsafe { libc::_exit(if told { 0 } else { 1 }) };
    }
    let mut status = -1;
    // SAFETY: `child` is the process forked above, and `status` is ours.
    unsafe { libc::waitpid(child, &mut status, 0) };
    assert_eq!(status, 0);
    assert_eq!(guest.call(ECHO, &[], &mut |_| {}).unwrap(), 0);
    drop(guest);
    assert_eq!(worker.wait().unwrap().code(), Some(77));
}

#[test]
fn two_sessions_of_one_process_get_windows_of_their_own() {
    let (one, mut first) = pair();
    let (two, mut second) = pair();
    assert_ne!(one.window().unwrap().base(), two.window().unwrap().base());
    drop((one, two));
    first.wait().unwrap();
    second.wait().unwrap();
}

#[test]
fn an_idle_session_uses_no_cpu() {
    let (guest, mut child) = pair();
    guest.call(ECHO, &[], &mut |_| {}).unwrap();
    thread::sleep(Duration::from_millis(100));
    let ticks = |pid: u32| {
        let mut stat = String::new();
        File::open(format!("/proc/{pid}/stat")).unwrap().read_to_string(&mut stat).unwrap();
        let fields: Vec<_> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    };
    let before = ticks(child.id());
    thread::sleep(Duration::from_secs(1));
    assert!(ticks(child.id()) - before <= 1);
    drop(guest);
    child.wait().unwrap();
}

#[test]
fn a_window_fits_only_where_nothing_is_and_only_in_sealed_memory() {
    let memory = || SessionMemory::create(RegionGeometry::default(), SIZE).unwrap().window.unwrap().0;
    let base = window::candidates().last().unwrap();
    let first = Window::map(base, SIZE, memory(), false).unwrap();
    assert!(Window::map(base, SIZE, memory(), false).is_err());
    drop(first);
    let plain: OwnedFd = tempfile::tempfile().unwrap().into();
    assert!(Window::map(base, SIZE, plain, false).is_err());
    let odd = WindowSize { host: 4096, device: 0 };
    assert!(Window::map(base, odd, memory(), false).is_err());
}

#[test]
fn a_host_that_is_not_there_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("none.sock");
    let error = unix::connect(&path).err().unwrap();
    assert!(error.to_string().contains("none.sock"), "{error}");
}

#[test]
fn a_socket_left_behind_is_replaced_and_a_live_one_is_not() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("vgpu.sock");
    drop(unix::listen(&path).unwrap());
    let listener = unix::listen(&path).unwrap();
    assert!(unix::listen(&path).is_err());
    drop(listener);
}

#[test]
fn garbage_and_other_versions_are_refused_with_a_reason() {
    let refused = |bytes: &[u8]| {
        let (mut guest, host) = UnixStream::pair().unwrap();
        guest.write_all(bytes).unwrap();
        let error = unix::read_hello(&host).unwrap_err();
        drop(host);
        let mut answer = Vec::new();
        guest.read_to_end(&mut answer).unwrap();
        (error, answer)
    };
    let (error, answer) = refused(&[b'x'; 64]);
    assert!(matches!(error, HelloError::Malformed(_)), "{error}");
    assert_eq!(answer[4], Refusal::Version as u8);
    let mut hello = Hello::new(0, None);
    hello.version_min = u32::MAX.into();
    hello.version_max = u32::MAX.into();
    assert!(refused(hello.as_bytes()).0.to_string().contains("malformed"));
}

#[test]
fn a_refused_guest_knows_why() {
    let (guest, host) = UnixStream::pair().unwrap();
    unix::refuse(&host, Refusal::Sessions);
    assert!(matches!(unix::join(guest.into()), Err(ConnectError::Refused(Refusal::Sessions))));
}

#[test]
fn a_hello_carries_the_identity_that_the_kernel_vouches_for() {
    let (mut guest, host) = UnixStream::pair().unwrap();
    let mut hello = Hello::new(0, None);
    hello.pid = 1.into();
    guest.write_all(hello.as_bytes()).unwrap();
    let greeting = unix::read_hello(&host).unwrap();
    // SAFETY: getuid only answers.
    assert_eq!((greeting.pid, greeting.uid), (std::process::id(), unsafe { libc::getuid() }));
}

#[test]
fn a_guest_that_names_an_address_of_its_own_choice_is_turned_away() {
    let (mut guest, host) = UnixStream::pair().unwrap();
    let memory = SessionMemory::create(RegionGeometry::default(), SIZE).unwrap();
    let base =
        channel::handshake::Base { magic: *b"VGPU", reserved: 0.into(), base: 0x5555_0000_0000u64.into() };
    guest.write_all(base.as_bytes()).unwrap();
    let result = unix::finish(host, memory, wire::header::VERSION);
    assert!(matches!(result, Err(FinishError::Malformed(_))));
}

#[test]
fn memory_that_is_no_region_is_not_mapped() {
    let (guest, host) = UnixStream::pair().unwrap();
    let region: OwnedFd = tempfile::tempfile().unwrap().into();
    assert!(unix::finish(host, SessionMemory { region, window: None, window_at: None }, 1).is_err());
    drop(guest);
    assert!(region::create(RegionGeometry { submit: 5000, ..Default::default() }).is_err());
}

#[test]
fn nonsense_in_the_ring_ends_the_session_by_name() {
    // A second mapping of the region, as a hostile guest would have it.
    let (guest, host) = UnixStream::pair().unwrap();
    let memory = SessionMemory::create(RegionGeometry::default(), WindowSize::default()).unwrap();
    let region = File::from(memory.region.try_clone().unwrap());
    let finishing = thread::spawn(move || unix::finish(host, memory, wire::header::VERSION).unwrap());
    // The hello was the broker's to read; here nobody does, so the join is played by hand.
    let mut guest = guest;
    let base = channel::handshake::Base { magic: *b"VGPU", reserved: 0.into(), base: 0.into() };
    guest.write_all(base.as_bytes()).unwrap();
    let mut worker = finishing.join().unwrap();
    std::os::unix::fs::FileExt::write_all_at(&region, &0xffff_fff8u32.to_le_bytes(), 0x1000).unwrap();
    for _ in 0..2 {
        let error = worker.frames.receive(&mut Vec::new());
        assert!(matches!(error, Err(ProtocolError::Index { index: 0xffff_fff8, .. })), "{error:?}");
    }
    // Silencing the bell does not keep the worker from noticing the guest's end.
    let sleeping = thread::spawn(move || while worker.frames.wait(Duration::ZERO) != Woken::PeerGone {});
    drop(guest);
    sleeping.join().unwrap();
}

#[test]
fn a_worker_whose_guest_leaves_during_the_handshake_ends() {
    let (guest, child) = start_worker();
    drop(guest);
    let mut child = child;
    assert_eq!(child.wait().unwrap().code(), Some(78));
}

#[test]
fn a_dead_guest_is_noticed_though_its_forked_child_holds_the_socket() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("vgpu.sock");
    let listener = unix::listen(&path).unwrap();
    // SAFETY: the child connects, forks, and leaves by _exit, as its own child does.
    let guest = unsafe { libc::fork() };
    if guest == 0 {
        let channel = unix::connect(&path);
        // SAFETY: as above; the grandchild does nothing but hold what it inherited.
        unsafe {
            if libc::fork() == 0 {
                libc::sleep(5);
                libc::_exit(0);
            }
            libc::_exit(if channel.is_ok() { 0 } else { 1 });
        }
    }
    let (stream, _) = listener.accept().unwrap();
    let greeting = unix::read_hello(&stream).unwrap();
    assert_eq!(greeting.pid, guest as u32);
    let memory = SessionMemory::create(RegionGeometry::default(), WindowSize::default()).unwrap();
    let mut worker = unix::finish(stream, memory, greeting.version).unwrap();
    let begun = Instant::now();
    while worker.frames.wait(Duration::ZERO) != Woken::PeerGone {}
    assert!(begun.elapsed() < Duration::from_secs(1));
    let mut status = -1;
    // SAFETY: `guest` is the process forked above, and `status` is ours.
    unsafe { libc::waitpid(guest, &mut status, 0) };
    assert_eq!(status, 0);
}
