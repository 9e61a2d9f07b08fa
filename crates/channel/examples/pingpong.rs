//! What a call costs between two threads of this machine, beside a bare ping-pong over shared memory
//! in the same run: `cargo run --release -p channel --example pingpong`. One `name value unit` a line.

use std::hint::black_box;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use channel::region::RegionGeometry;
use channel::unix::{self, SessionMemory};
use channel::window::WindowSize;
use channel::{GuestChannel, Woken, Worker};

const ROUNDS: u32 = 200_000;
const BATCHES: u32 = 20;

/// A word alone on its cache lines.
#[repr(align(128))]
#[derive(Default)]
struct Line(AtomicU32);

fn main() {
    println!("spin_round_trip {:.0} ns", bare_round_trip());
    let (guest, worker) = pair();
    let server = thread::spawn(move || serve(worker, Duration::from_millis(1)));
    println!("call {:.0} ns", best(ROUNDS / BATCHES, || call(&*guest)));
    println!("post_150 {:.0} ns", post(&*guest));
    drop(guest);
    server.join().expect("the server ends with its guest");

    let (guest, worker) = pair();
    let server = thread::spawn(move || serve(worker, Duration::ZERO));
    println!("call_asleep {:.1} us", asleep(&*guest));
    let before = cpu_time();
    thread::sleep(Duration::from_secs(1));
    println!("idle_cpu {:.3} ms/s", (cpu_time() - before).as_secs_f64() * 1e3);
    drop(guest);
    server.join().expect("the server ends with its guest");
}

/// The least that two threads need to tell each other something and be answered.
fn bare_round_trip() -> f64 {
    let lines = Arc::new((Line::default(), Line::default()));
    let other = {
        let lines = lines.clone();
        thread::spawn(move || {
            for round in 1..=ROUNDS {
                while lines.0.0.load(Ordering::Acquire) != round {
                    std::hint::spin_loop();
                }
                lines.1.0.store(round, Ordering::Release);
            }
        })
    };
    let mut round = 0;
    let time = best(ROUNDS / BATCHES, || {
        round += 1;
        lines.0.0.store(round, Ordering::Release);
        while lines.1.0.load(Ordering::Acquire) != round {
            std::hint::spin_loop();
        }
    });
    other.join().expect("the other side counts as far");
    time
}

/// The best of all batches, in nanoseconds a round: what other programs on the machine disturbed
/// least.
fn best(rounds: u32, mut round: impl FnMut()) -> f64 {
    let batch = |_| {
        let begun = Instant::now();
        (0..rounds).for_each(|_| round());
        begun.elapsed().as_nanos() as f64 / f64::from(rounds)
    };
    (0..BATCHES).map(batch).fold(f64::MAX, f64::min)
}

fn call(guest: &dyn GuestChannel) {
    let body = [0u8; 8];
    let status = guest.call(1, &[&body], &mut |reply| {
        black_box(reply);
    });
    assert_eq!(status.ok(), Some(0));
}

/// Bursts that fit the ring, each waited for, so that the ring's room is not what is measured.
fn post(guest: &dyn GuestChannel) -> f64 {
    let body = [0u8; 134];
    let bursts = (0..200).map(|_| {
        let begun = Instant::now();
        (0..1000).for_each(|_| guest.post(2, &[&body]).expect("the worker lives"));
        let time = begun.elapsed().as_nanos() as f64 / 1000.0;
        call(guest);
        time
    });
    let mut times: Vec<f64> = bursts.collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The median call, in microseconds, when the worker has gone to sleep before it.
fn asleep(guest: &dyn GuestChannel) -> f64 {
    let calls = (0..300).map(|_| {
        thread::sleep(Duration::from_millis(2));
        let begun = Instant::now();
        call(guest);
        begun.elapsed().as_nanos() as f64 / 1e3
    });
    let mut times: Vec<f64> = calls.collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn pair() -> (Arc<dyn GuestChannel>, Worker) {
    let (guest, host) = UnixStream::pair().expect("a pair of sockets");
    let worker = thread::spawn(move || {
        let greeting = unix::read_hello(&host).expect("a hello");
        let memory = SessionMemory::create(RegionGeometry::default(), WindowSize::default());
        unix::finish(host, memory.expect("memory"), greeting.version).expect("a session")
    });
    let guest = unix::join(guest.into()).expect("a session");
    (guest, worker.join().expect("a worker"))
}

fn serve(mut worker: Worker, spin: Duration) {
    let mut body = Vec::new();
    while worker.frames.wait(spin) != Woken::PeerGone {
        while let Some(frame) = worker.frames.receive(&mut body).expect("a frame") {
            if let Some(reply) = frame.reply {
                worker.channel.reply(reply, 0, &body[..8.min(body.len())]).expect("a short reply");
            }
        }
    }
}

fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}
