//! What must hold of a guest and a worker on a TCP stream.

mod common;

use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use channel::handshake::Refusal;
use channel::tcp::{self, ConnectError};
use channel::unix::HelloError;
use channel::{GuestChannel, Lost, ProtocolError, Woken, Worker};
use common::{ECHO, IGNORE, serve};

const TOKEN: [u8; 32] = [7; 32];

fn pair() -> (Arc<dyn GuestChannel>, Worker) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let worker = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let version = tcp::read_hello(&stream, &TOKEN).unwrap();
        tcp::finish(stream, version).unwrap()
    });
    let guest = tcp::connect(&host, &TOKEN).unwrap();
    (guest, worker.join().unwrap())
}

#[test]
fn eight_threads_each_get_their_own_reply_of_any_size() {
    let (guest, worker) = pair();
    let server = thread::spawn(move || serve(worker));
    thread::scope(|scope| {
        for thread in 0..8usize {
            let guest = &guest;
            scope.spawn(move || {
                for round in 0..300usize {
                    let body = vec![(thread * 31 + round) as u8; round * 37 % 5000];
                    let mut got = Vec::new();
                    guest
                        .call(ECHO, &[&body[..body.len() / 2], &body[body.len() / 2..]], &mut |reply| {
                            got.extend_from_slice(reply)
                        })
                        .unwrap();
                    assert_eq!(got, body);
                    guest.post(9, &[&body]).unwrap();
                }
            });
        }
    });
    let big = vec![3; 3 << 20];
    let mut len = 0;
    guest.call(ECHO, &[&big], &mut |reply| len = reply.len()).unwrap();
    assert_eq!(len, big.len());
    drop(guest);
    assert_eq!(server.join().unwrap(), 8 * 600 + 1);
}

#[test]
fn faults_and_events_come_without_a_call() {
    let (guest, worker) = pair();
    worker.channel.emit(b"one");
    worker.channel.emit(b"two");
    worker.channel.set_fault(700);
    worker.channel.set_fault(719);
    let begun = Instant::now();
    while guest.fault() == 0 && begun.elapsed() < Duration::from_secs(2) {
        thread::yield_now();
    }
    assert_eq!(guest.fault(), 700);
    worker.channel.clear_fault();
    while guest.fault() != 0 && begun.elapsed() < Duration::from_secs(4) {
        thread::yield_now();
    }
    assert_eq!(guest.fault(), 0);
    let mut got = Vec::new();
    guest.events(&mut |event| got.push(event.to_vec()));
    assert_eq!(got, [b"one", b"two"]);
}

#[test]
fn there_is_no_arena_and_no_window() {
    let (guest, worker) = pair();
    assert_eq!((guest.max_staged(), guest.stage(&[1]), guest.reserve(1)), (0, None, None));
    assert!(guest.window().is_none() && worker.channel.window().is_none());
    assert!(worker.channel.release(channel::Staged { offset: 0, len: 1 }).is_err());
}

#[test]
fn a_dropped_worker_is_noticed_within_a_second() {
    let (guest, worker) = pair();
    let waiting = {
        let guest = guest.clone();
        thread::spawn(move || guest.call(IGNORE, &[], &mut |_| {}))
    };
    thread::sleep(Duration::from_millis(50));
    let begun = Instant::now();
    drop(worker);
    assert!(matches!(waiting.join().unwrap(), Err(Lost::PeerGone)));
    assert!(begun.elapsed() < Duration::from_secs(1));
    assert!(guest.is_lost());
}

#[test]
fn a_closed_guest_and_a_kick_wake_a_sleeping_worker() {
    let (guest, mut worker) = pair();
    let channel = worker.channel.clone();
    let sleeper = thread::spawn(move || {
        let first = worker.frames.wait(Duration::ZERO);
        let second = loop {
            let woken = worker.frames.wait(Duration::ZERO);
            while worker.frames.receive(&mut Vec::new()).unwrap().is_some() {}
            if woken != Woken::Frames {
                break woken;
            }
        };
        (first, second, worker.channel.closed_in_order())
    });
    thread::sleep(Duration::from_millis(30));
    channel.kick();
    thread::sleep(Duration::from_millis(30));
    guest.close();
    assert_eq!(sleeper.join().unwrap(), (Woken::Kicked, Woken::PeerGone, true));
}

#[test]
fn a_wrong_token_is_refused_and_both_sides_say_so() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let server = thread::spawn(move || tcp::read_hello(&listener.accept().unwrap().0, &TOKEN));
    let mut wrong = TOKEN;
    wrong[31] ^= 1;
    let refused = tcp::connect(&host, &wrong);
    assert!(matches!(refused, Err(ConnectError::Refused(Refusal::Identity))));
    assert!(matches!(server.join().unwrap(), Err(HelloError::Token)));
}

#[test]
fn a_host_that_is_not_there_is_named() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    drop(listener);
    let error = tcp::connect(&host, &TOKEN).err().unwrap();
    assert!(error.to_string().contains(&host), "{error}");
}

#[test]
fn garbage_after_the_handshake_is_a_protocol_error_that_stays() {
    use std::io::Write;
    use zerocopy::IntoBytes;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut guest = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let stream = listener.accept().unwrap().0;
    guest.write_all(channel::handshake::Hello::new(0, Some(&TOKEN)).as_bytes()).unwrap();
    let version = tcp::read_hello(&stream, &TOKEN).unwrap();
    let mut worker = tcp::finish(stream, version).unwrap();
    guest.write_all(&[0xff; 64]).unwrap();
    assert_eq!(worker.frames.wait(Duration::ZERO), Woken::Frames);
    for _ in 0..2 {
        let got = worker.frames.receive(&mut Vec::new());
        assert!(matches!(got, Err(ProtocolError::Length { .. })), "{got:?}");
    }
}
