//! A guest and a worker that echoes, in one process, over a region.

use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use channel::region::RegionGeometry;
use channel::unix::{self, SessionMemory};
use channel::window::WindowSize;
use channel::{GuestChannel, Woken, Worker};

/// Replies with the body and status 0.
pub const ECHO: u16 = 1;
/// Never replies.
pub const IGNORE: u16 = 2;

/// A connected guest and worker, the worker not served by anyone yet.
pub fn pair(geometry: RegionGeometry) -> (Arc<dyn GuestChannel>, Worker) {
    let (guest, host) = UnixStream::pair().unwrap();
    let worker = thread::spawn(move || {
        let greeting = unix::read_hello(&host).unwrap();
        let memory = SessionMemory::create(geometry, WindowSize::default()).unwrap();
        unix::finish(host, memory, greeting.version).unwrap()
    });
    let guest = unix::join(guest.into()).unwrap();
    (guest, worker.join().unwrap())
}

/// Serves until the guest is gone; returns how many frames came.
pub fn serve(mut worker: Worker) -> u64 {
    let mut body = Vec::new();
    let mut frames = 0;
    loop {
        while let Some(frame) = worker.frames.receive(&mut body).unwrap() {
            frames += 1;
            match (frame.call, frame.reply) {
                (IGNORE, _) | (_, None) => {}
                (_, Some(reply)) => worker.channel.reply(reply, 0, &body).unwrap(),
            }
        }
        if worker.frames.wait(Duration::from_micros(20)) == Woken::PeerGone {
            return frames;
        }
    }
}

/// A guest whose worker runs in a thread.
#[allow(dead_code)]
pub fn echoing(geometry: RegionGeometry) -> (Arc<dyn GuestChannel>, JoinHandle<u64>) {
    let (guest, worker) = pair(geometry);
    (guest, thread::spawn(move || serve(worker)))
}
