//! Races on shared memory: two warps access one byte between two barriers, one of them writing, and neither atomically.

use crate::executor::Host;
use std::sync::Mutex;

/// So many are told of one launch, each pair of lines once.
const TOLD: usize = 16;

/// Who accessed a byte, and by which line of the text.
#[derive(Clone, Copy, Default, Debug)]
struct Access {
    /// When, counted in barriers; zero for never.
    epoch: u32,
    thread: u32,
    line: u32,
}

#[derive(Clone, Copy, Default, Debug)]
struct Byte {
    written: Access,
    read: Access,
}

/// What has been accessed in a block's shared memory since the last barrier.
pub struct Races {
    bytes: Vec<Byte>,
    epoch: u32,
}

/// Pairs of lines that have been told already.
pub type Told = Mutex<Vec<(u32, u32)>>;

/// One access by one thread.
#[derive(Clone, Copy)]
pub struct Touch {
    pub thread: u32,
    pub line: u32,
    pub offset: usize,
    pub len: usize,
    pub writes: bool,
}

impl Races {
    pub fn new(bytes: usize) -> Races {
        Races { bytes: vec![Byte::default(); bytes], epoch: 1 }
    }

    /// A barrier: what was before it and what comes after it do not race.
    pub fn barrier(&mut self) {
        self.epoch += 1;
    }

    /// Notes an access, and tells if it races.
    pub fn access(&mut self, touch: Touch, place: (&str, [u32; 3]), told: &Told, host: &dyn Host) {
        let Touch { thread, line, offset, len, writes } = touch;
        let now = Access { epoch: self.epoch, thread, line };
        // Lanes of one warp are in order here; what they owe each other is another question.
        let races = |other: Access| other.epoch == self.epoch && other.thread / 32 != thread / 32;
        let Some(bytes) = self.bytes.get_mut(offset..).and_then(|rest| rest.get_mut(..len)) else { return };
        let mut found = None;
        for byte in bytes {
            if races(byte.written) {
                found = Some(("written", byte.written));
            } else if writes && races(byte.read) {
                found = Some(("read", byte.read));
            }
            if writes {
                byte.written = now;
            } else {
                byte.read = now;
            }
        }
        let Some((how, other)) = found else { return };
        let mut told = told.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if told.len() < TOLD && !told.contains(&(other.line, line)) {
            told.push((other.line, line));
            let (kernel, block) = place;
            let what = if writes { "written" } else { "read" };
            host.complain(
                format!(
                    "vgpu: a race in {kernel}, block {block:?}: byte {offset:#x} of shared memory is {how} by thread {} in PTX \
                     line {} and {what} by thread {thread} in PTX line {line} without a barrier between them\n",
                    other.thread, other.line
                )
                .as_bytes(),
            );
        }
    }
}
