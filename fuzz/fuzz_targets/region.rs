//! The worker's end of a region that the guest scribbles over between any two of the worker's steps.
#![no_main]

use std::io::Write;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use arbitrary::Arbitrary;
use channel::handshake::{Base, MAGIC};
use channel::region::RegionGeometry;
use channel::unix::{self, SessionMemory};
use channel::window::WindowSize;
use channel::{ReplyTo, Staged};
use libfuzzer_sys::fuzz_target;
use zerocopy::IntoBytes;

#[derive(Arbitrary, Debug)]
enum Step {
    /// The guest writes a word among those that both sides use.
    Word {
        at: u16,
        value: u32,
    },
    /// The guest writes a well-formed frame where the worker is likely to look.
    Frame {
        at: u16,
        call: u16,
        slot: u32,
        sequence: u32,
        body: Vec<u8>,
    },
    /// The guest writes anything anywhere.
    Bytes {
        at: u16,
        bytes: Vec<u8>,
    },
    /// The guest says how far it is.
    Tail {
        tail: u16,
    },
    Receive,
    Reply {
        status: u32,
        len: u16,
    },
    Emit {
        len: u16,
    },
    CopyOut {
        offset: u64,
        len: u64,
        wanted: u16,
    },
    CopyIn {
        offset: u64,
        len: u64,
        given: u16,
    },
    Release {
        offset: u64,
        len: u64,
    },
    Fault {
        status: u32,
    },
    Wait,
}

const GEOMETRY: RegionGeometry =
    RegionGeometry { submit: 4096, event: 4096, slots: 2, chunks: 2, chunk: 4096 };
/// docs/protocol.md: the submit ring's tail, and its bytes.
const TAIL: u64 = 0x1000;
const RING: u64 = 0x2000;

fuzz_target!(|steps: Vec<Step>| {
    let Ok((mut guest, host)) = UnixStream::pair() else { return };
    let base = Base { magic: MAGIC, reserved: 0.into(), base: 0.into() };
    let Ok(memory) = SessionMemory::create(GEOMETRY, WindowSize::default()) else { return };
    let Ok(region) = memory.region.try_clone() else { return };
    if guest.write_all(base.as_bytes()).is_err() {
        return;
    }
    let Ok(mut worker) = unix::finish(host, memory, 1) else { return };
    let total = GEOMETRY.total() as u64;
    let put = |at: u64, bytes: &[u8]| {
        let room = total.saturating_sub(at).min(bytes.len() as u64) as usize;
        let _ = rustix::io::pwrite(&region, &bytes[..room], at);
    };
    let mut body = Vec::new();
    let mut replies: Vec<ReplyTo> = Vec::new();
    for step in steps.into_iter().take(64) {
        match step {
            Step::Word { at, value } => put(u64::from(at & !3), &value.to_le_bytes()),
            Step::Frame { at, call, slot, sequence, body } => {
                let Some(header) = wire::header::FrameHeader::for_body(call, body.len(), slot, sequence)
                else {
                    continue;
                };
                let at = RING + u64::from(at % 4096 & !7);
                put(at, header.as_bytes());
                put(at + 16, &body);
            }
            Step::Bytes { at, bytes } => put(u64::from(at), &bytes),
            Step::Tail { tail } => put(TAIL, &u32::from(tail).to_le_bytes()),
            Step::Receive => {
                if let Ok(Some(received)) = worker.frames.receive(&mut body) {
                    assert!(received.call < wire::header::RESERVED_CALLS);
                    assert!(body.len() <= GEOMETRY.limits().frame as usize);
                    replies.extend(received.reply);
                }
            }
            Step::Reply { status, len } => {
                if let Some(to) = replies.pop() {
                    let sent = worker.channel.reply(to, status, &vec![1; len.into()]);
                    assert_eq!(sent.is_ok(), usize::from(len) <= worker.channel.max_reply());
                }
            }
            Step::Emit { len } => worker.channel.emit(&vec![2; len.into()]),
            Step::CopyOut { offset, len, wanted } => {
                let _ = worker.channel.copy_out(Staged { offset, len }, &mut vec![0; wanted.into()]);
                let mut to = vec![0; 4096];
                if len <= 4096 {
                    // SAFETY: `to` has `len` bytes.
                    let _ = unsafe { worker.channel.copy_out_raw(Staged { offset, len }, to.as_mut_ptr()) };
                }
            }
            Step::CopyIn { offset, len, given } => {
                let _ = worker.channel.copy_in(Staged { offset, len }, &vec![3; given.into()]);
                let from = vec![0; 4096];
                if len <= 4096 {
                    // SAFETY: `from` has `len` bytes.
                    let _ = unsafe { worker.channel.copy_in_raw(Staged { offset, len }, from.as_ptr()) };
                }
            }
            Step::Release { offset, len } => {
                let _ = worker.channel.release(Staged { offset, len });
            }
            Step::Fault { status } => worker.channel.set_fault(status),
            Step::Wait => {
                // Or it would sleep until somebody writes.
                worker.channel.kick();
                worker.frames.wait(Duration::ZERO);
            }
        }
    }
});
