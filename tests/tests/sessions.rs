//! Sessions that are refused, broken, killed, starved or at rest: what the host and the program notice of it, and how soon.
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use vgpu_tests::host::{Guest, Host, PATIENCE, SOON, kill, status_field, ticks, within};

const LOST: &str = "CUDA_ERROR_DEVICE_UNAVAILABLE";

/// A host that still gives a program its GPU, and has no other session.
fn serves(host: &Host) {
    let mut guest = host.start_session("work").unwrap();
    guest.expect("PASS session").unwrap();
    guest.finish(PATIENCE).unwrap();
    within(SOON, "no worker is left", || host.workers().is_empty()).unwrap();
    assert_eq!(host.held_memory().unwrap(), 0);
}

/// Sends bytes as a guest would; gives what came back before the host closed the connection, and after how long it did.
fn send(host: &Host, bytes: &[u8]) -> (Vec<u8>, Duration) {
    let start = Instant::now();
    let mut socket = UnixStream::connect(host.socket()).unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    socket.write_all(bytes).unwrap();
    let mut answer = Vec::new();
    if let Err(error) = socket.read_to_end(&mut answer) {
        // Closed with our bytes unread.
        assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    }
    (answer, start.elapsed())
}

fn logged(host: &Host, words: &str) {
    let so = within(SOON, "the log says why", || host.log().contains(words));
    assert!(so.is_ok(), "no {words:?} in {}", host.log());
}

/// As docs/protocol.md has it.
fn hello(version_min: u32, version_max: u32) -> [u8; 64] {
    let mut hello = [0; 64];
    hello[..4].copy_from_slice(b"VGPU");
    hello[4..8].copy_from_slice(&version_min.to_le_bytes());
    hello[8..12].copy_from_slice(&version_max.to_le_bytes());
    hello[12] = 1;
    hello
}

/// The version that docs/protocol.md describes.
const VERSION: u32 = 1;

#[test]
fn without_a_host_there_is_no_device_and_one_line_says_where_it_was_sought() {
    let start = Instant::now();
    let mut guest = Guest::start("init", "unix:/nonexistent/vgpu.sock").unwrap();
    guest.expect("CUDA_ERROR_NO_DEVICE").unwrap();
    guest.expect("CUDA_ERROR_NO_DEVICE").unwrap();
    assert!(start.elapsed() < SOON);
    let said = guest.stderr();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("/nonexistent/vgpu.sock") && said.contains("VGPU_HOST"), "{said}");
    guest.finish(SOON).unwrap();
}

#[test]
fn garbage_instead_of_a_hello_closes_that_connection_and_the_log_says_why() {
    let host = Host::start(&[]).unwrap();
    for byte in [0, 0x47, 0xff] {
        let (_, took) = send(&host, &[byte; 4096]);
        assert!(took < SOON);
    }
    logged(&host, "not a vgpu message: it begins with [47, 47, 47, 47]");
    serves(&host);
}

#[test]
fn a_version_that_is_not_spoken_is_refused_with_that_reason() {
    let host = Host::start(&[]).unwrap();
    for (min, max) in [(0x63_0000, 0x63_0005), (0, 0), (5, 1)] {
        let (answer, took) = send(&host, &hello(min, max));
        assert!(took < SOON);
        assert_eq!(answer.len(), 64);
        assert_eq!((&answer[..4], answer[4]), (&b"VGPU"[..], 1));
    }
    logged(&host, "versions 99.0 to 99.5 are not spoken here");
    serves(&host);
}

#[test]
fn half_a_hello_and_silence_is_not_waited_for_longer_than_five_seconds() {
    let host = Host::start(&[]).unwrap();
    let (answer, took) = send(&host, &hello(VERSION, VERSION)[..32]);
    assert_eq!(answer, b"");
    assert!(took < Duration::from_secs(5) + SOON, "{took:?}");
    logged(&host, "did not answer in time");
    serves(&host);
}

#[test]
fn half_a_hello_and_an_end_is_logged() {
    let host = Host::start(&[]).unwrap();
    drop(UnixStream::connect(host.socket()).unwrap().write_all(&hello(VERSION, VERSION)[..32]));
    logged(&host, "in the middle of a message");
    serves(&host);
}

#[test]
fn a_guest_that_leaves_after_its_hello_leaves_no_worker() {
    let host = Host::start(&[]).unwrap();
    for _ in 0..3 {
        UnixStream::connect(host.socket()).unwrap().write_all(&hello(VERSION, VERSION)).unwrap();
    }
    logged(&host, "a worker ended badly");
    within(SOON, "no worker is left", || host.workers().is_empty()).unwrap();
    serves(&host);
}

#[test]
fn garbage_after_the_hello_ends_that_session_alone() {
    let host = Host::start(&[]).unwrap();
    let mut bytes = hello(VERSION, VERSION).to_vec();
    bytes.extend([0x55; 256]);
    let (_, took) = send(&host, &bytes);
    assert!(took < SOON, "{took:?}");
    logged(&host, "handshake");
    serves(&host);
}

/// Kills a program in this mode and expects everything of its session to be gone.
fn kill_program(mode: &str) {
    let host = Host::start(&[]).unwrap();
    let mut guest = host.start_session(mode).unwrap();
    guest.expect("ready").unwrap();
    if mode == "posting" {
        // The queues are full by then.
        std::thread::sleep(Duration::from_secs(1));
    }
    assert_eq!(host.workers().len(), 1);
    guest.kill().unwrap();
    let took = within(SOON, "the worker is gone", || host.workers().is_empty());
    println!("{mode}: worker gone after {:?}", took.unwrap());
    // Nobody has its memory any more: not the program, not the worker, and not the host.
    assert_eq!(host.held_memory().unwrap(), 0);
    serves(&host);
}

#[test]
fn killing_an_idle_program_ends_its_worker() {
    kill_program("idle");
}

#[test]
fn killing_a_program_whose_kernel_runs_ends_its_worker() {
    kill_program("busy");
}

#[test]
fn killing_a_program_that_waits_ends_its_worker() {
    kill_program("waiting");
}

#[test]
fn killing_a_program_that_has_filled_its_queues_ends_its_worker() {
    kill_program("posting");
}

/// Kills the worker of a program that has got to `ready`; the program must notice, say so and end by itself.
fn kill_worker(mode: &str, wait: Duration) {
    let host = Host::start(&[]).unwrap();
    let mut guest = host.start_session(mode).unwrap();
    guest.expect("ready").unwrap();
    std::thread::sleep(wait);
    let [worker] = host.workers()[..] else { panic!("{:?}", host.workers()) };
    kill(worker).unwrap();
    let start = Instant::now();
    if mode == "idle" {
        within(SOON, "the worker is gone", || host.workers().is_empty()).unwrap();
        guest.go_on().unwrap();
    }
    guest.expect(&format!("first {LOST}")).unwrap();
    let took = start.elapsed();
    assert!(took < SOON, "{took:?}");
    guest.expect("lost").unwrap();
    let said = guest.stderr();
    assert!(said.contains("the GPU is lost"), "{said}");
    println!("{mode}: {took:?} to the error");
    guest.finish(SOON).unwrap();
    assert_eq!(host.held_memory().unwrap(), 0);
    serves(&host);
}

#[test]
fn a_program_that_waits_learns_that_its_worker_was_killed() {
    kill_worker("waiting", Duration::from_millis(200));
}

#[test]
fn a_program_that_was_idle_learns_that_its_worker_was_killed() {
    kill_worker("idle", Duration::ZERO);
}

#[test]
fn a_program_that_waits_for_room_learns_that_its_worker_was_killed() {
    kill_worker("posting", Duration::from_secs(1));
}

#[test]
fn a_program_that_faults_disturbs_no_other() {
    let host = Host::start(&[]).unwrap();
    let mut working = host.start_session("work").unwrap();
    working.expect("ready").unwrap();
    for _ in 0..3 {
        let mut faulting = host.start_session("faulting").unwrap();
        faulting.expect("PASS session").unwrap();
        faulting.finish(SOON).unwrap();
    }
    working.expect("PASS session").unwrap();
    working.finish(SOON).unwrap();
    logged(&host, "illegal address");
}

#[test]
fn a_session_too_many_is_refused_and_one_later_is_not() {
    let host = Host::start(&["--max-sessions-per-user", "1"]).unwrap();
    let mut first = host.start_session("idle").unwrap();
    first.expect("ready").unwrap();
    let mut second = host.start_session("init").unwrap();
    second.expect("CUDA_ERROR_NO_DEVICE").unwrap();
    let said = second.stderr();
    assert!(said.contains("as many sessions as it allows"), "{said}");
    second.finish(SOON).unwrap();
    logged(&host, "as many sessions as allowed");
    first.go_on().unwrap();
    first.expect("alive").unwrap();
    first.finish(SOON).unwrap();
    within(SOON, "no worker is left", || host.workers().is_empty()).unwrap();
    serves(&host);
}

#[test]
fn a_session_at_rest_uses_no_processor_time() {
    let host = Host::start(&[]).unwrap();
    let mut guest = host.start_session("idle").unwrap();
    guest.expect("ready").unwrap();
    let [worker] = host.workers()[..] else { panic!("{:?}", host.workers()) };
    let all = [guest.pid(), worker, host.pid()];
    // They come to rest first.
    std::thread::sleep(Duration::from_millis(300));
    let before = all.map(|pid| ticks(pid).unwrap());
    std::thread::sleep(Duration::from_secs(2));
    let after = all.map(|pid| ticks(pid).unwrap());
    let used: Vec<u64> = before.iter().zip(after).map(|(before, after)| after - before).collect();
    // Below one hundredth of the two seconds, which is two ticks.
    assert!(used.iter().all(|ticks| *ticks < 2), "{used:?} ticks of program, worker, host");
    guest.go_on().unwrap();
    guest.expect("alive").unwrap();
    guest.finish(SOON).unwrap();
}

/// A program that checks itself, on a host of its own.
fn passes(mode: &str) {
    let host = Host::start(&[]).unwrap();
    let mut guest = host.start_session(mode).unwrap();
    guest.expect("PASS session").unwrap();
    guest.finish(SOON).unwrap();
    serves(&host);
}

#[test]
fn eight_threads_on_their_own_streams_get_their_own_results() {
    passes("threads");
}

#[test]
fn a_long_kernel_holds_up_no_query_and_no_other_stream() {
    passes("overlap");
}

#[test]
fn work_behind_the_program_s_own_functions_may_exceed_every_queue() {
    passes("callbacks");
}

#[test]
fn programs_that_poll_make_progress() {
    passes("polling");
}

#[test]
fn a_worker_has_no_rights() {
    let host = Host::start(&[]).unwrap();
    let mut guest = host.start_session("idle").unwrap();
    guest.expect("ready").unwrap();
    let [worker] = host.workers()[..] else { panic!("{:?}", host.workers()) };
    let field = |name| status_field(worker, name).unwrap();
    // 2: SECCOMP_MODE_FILTER.
    assert_eq!((field("Seccomp").as_str(), field("NoNewPrivs").as_str()), ("2", "1"));
    let users = field("Uid");
    if rustix::process::getuid().is_root() {
        assert!(users.split_whitespace().all(|user| user != "0"), "{users}");
        assert_eq!(field("CapEff"), "0000000000000000");
    }
}
