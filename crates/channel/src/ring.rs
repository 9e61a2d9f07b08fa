//! The indices of a byte ring with one producer and one consumer, either of which may be another
//! process that writes nonsense. Not the bytes between the indices.
//!
//! Indices count bytes and run through 2³²; a ring's size is a power of two. Each side keeps its own
//! index in private memory and only publishes it: what stands in shared memory is never read back.

use crate::sync::{AtomicU32, Ordering};

/// The other side's index is not one that it could have reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BadIndex {
    pub index: u32,
    pub from: u32,
    pub ring: u32,
}

/// Room for a frame: `pad` bytes to skip at the ring's end, then the frame at `at`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Room {
    /// Bytes between the producer's position and the ring's end, when the frame does not fit there.
    pub pad: u32,
    /// Where the padding begins, in bytes from the ring's start.
    pub pad_at: u32,
    /// Where the frame begins, in bytes from the ring's start.
    pub at: u32,
}

/// The producer's private half.
#[derive(Debug)]
pub(crate) struct Producer {
    size: u32,
    tail: u32,
    head_seen: u32,
}

impl Producer {
    /// For a new ring of `size` bytes, a power of two.
    pub fn new(size: u32) -> Self {
        Self { size, tail: 0, head_seen: 0 }
    }

    /// Looks for room for a frame of `len` bytes (a multiple of 8, at most half the ring). `None`
    /// if there is not enough yet.
    pub fn room(&mut self, head: &AtomicU32, len: u32) -> Result<Option<Room>, BadIndex> {
        let position = self.tail & (self.size - 1);
        let to_end = self.size - position;
        let pad = if to_end < len { to_end } else { 0 };
        if self.free() < pad + len {
            // Pairs with the store in `Consumer::consume`: what lies before the head was read.
            let now = head.load(Ordering::Acquire);
            let moved_back = self.tail.wrapping_sub(now) > self.tail.wrapping_sub(self.head_seen);
            if moved_back || !now.is_multiple_of(8) {
                return Err(BadIndex { index: now, from: self.tail, ring: self.size });
            }
            self.head_seen = now;
            if self.free() < pad + len {
                return Ok(None);
            }
        }
        Ok(Some(Room { pad, pad_at: position, at: if pad > 0 { 0 } else { position } }))
    }

    /// Makes the next `bytes`, padding included, visible to the consumer.
    pub fn publish(&mut self, tail: &AtomicU32, bytes: u32) {
        self.tail = self.tail.wrapping_add(bytes);
        // Pairs with the load in `Consumer::available`.
        tail.store(self.tail, Ordering::Release);
    }

    fn free(&self) -> u32 {
        self.size - self.tail.wrapping_sub(self.head_seen)
    }
}

/// The consumer's private half.
#[derive(Debug)]
pub(crate) struct Consumer {
    size: u32,
    head: u32,
    tail_seen: u32,
    unannounced: u32,
}

impl Consumer {
    /// For a new ring of `size` bytes, a power of two.
    pub fn new(size: u32) -> Self {
        Self { size, head: 0, tail_seen: 0, unannounced: 0 }
    }

    /// Where the next frame begins, in bytes from the ring's start.
    pub fn position(&self) -> u32 {
        self.head & (self.size - 1)
    }

    /// Bytes published and not yet consumed.
    pub fn available(&mut self, tail: &AtomicU32) -> Result<u32, BadIndex> {
        if self.tail_seen == self.head {
            // Pairs with the store in `Producer::publish`: what lies before the tail was written.
            let now = tail.load(Ordering::Acquire);
            if now.wrapping_sub(self.head) > self.size || !now.is_multiple_of(8) {
                return Err(BadIndex { index: now, from: self.head, ring: self.size });
            }
            self.tail_seen = now;
        }
        Ok(self.tail_seen.wrapping_sub(self.head))
    }

    /// Whether the producer has published something new, or nonsense that [`Self::available`] names.
    pub fn has_news(&self, tail: &AtomicU32) -> bool {
        // Pairs with the store in `Producer::publish`; `available` reads it again, with acquire.
        self.tail_seen != self.head || tail.load(Ordering::Relaxed) != self.head
    }

    /// Gives `bytes`, at most what is available, back to the producer.
    pub fn consume(&mut self, head: &AtomicU32, bytes: u32) {
        self.head = self.head.wrapping_add(bytes);
        self.unannounced = self.unannounced.saturating_add(bytes);
        // Pairs with the load in `Producer::room`.
        head.store(self.head, Ordering::Release);
    }

    /// Whether producers that wait for room are to be woken now: after each quarter of the ring, and
    /// when it is `empty`. A fence for each frame would cost more than they gain.
    pub fn owes_announcement(&mut self, empty: bool) -> bool {
        let owes = self.unannounced >= self.size / 4 || (empty && self.unannounced > 0);
        if owes {
            self.unannounced = 0;
        }
        owes
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    fn ring_at(start: u32) -> (Producer, Consumer, AtomicU32, AtomicU32) {
        let mut producer = Producer::new(64);
        let mut consumer = Consumer::new(64);
        (producer.tail, producer.head_seen) = (start, start);
        (consumer.head, consumer.tail_seen) = (start, start);
        (producer, consumer, AtomicU32::new(start), AtomicU32::new(start))
    }

    #[test]
    fn indices_run_through_two_to_the_32() {
        let (mut producer, mut consumer, head, tail) = ring_at(u32::MAX - 23);
        for _ in 0..100 {
            let room = producer.room(&head, 24).unwrap().unwrap();
            producer.publish(&tail, room.pad + 24);
            assert_eq!(consumer.available(&tail).unwrap(), room.pad + 24);
            consumer.consume(&head, room.pad + 24);
        }
    }

    #[test]
    fn a_full_ring_has_no_room_and_an_emptied_one_has() {
        let (mut producer, mut consumer, head, tail) = ring_at(0);
        for _ in 0..2 {
            assert!(producer.room(&head, 32).unwrap().is_some());
            producer.publish(&tail, 32);
        }
        assert_eq!(producer.room(&head, 8), Ok(None));
        assert_eq!(consumer.available(&tail), Ok(64));
        consumer.consume(&head, 32);
        assert_eq!(producer.room(&head, 32), Ok(Some(Room { pad: 0, pad_at: 0, at: 0 })));
    }

    #[test]
    fn an_index_out_of_reach_is_named() {
        for bad in [72, 4, u32::MAX - 7] {
            let (mut producer, mut consumer, _, _) = ring_at(0);
            assert_eq!(
                consumer.available(&AtomicU32::new(bad)),
                Err(BadIndex { index: bad, from: 0, ring: 64 })
            );
            producer.publish(&AtomicU32::new(0), 64);
            assert!(producer.room(&AtomicU32::new(bad), 8).is_err());
        }
    }
}

#[cfg(all(test, loom))]
mod loom_tests {
    use std::time::Duration;

    use loom::cell::UnsafeCell;
    use loom::sync::{Arc, Condvar, Mutex};

    use super::*;
    use crate::bell::{self, Futex};

    /// The kernel's promise: comparing and going to sleep is one step as seen by wakers.
    #[derive(Default)]
    struct Model {
        bucket: Mutex<()>,
        sleepers: Condvar,
    }

    impl Futex for Model {
        fn sleep(&self, word: &AtomicU32, expected: u32, _: Option<Duration>) {
            let guard = self.bucket.lock().unwrap();
            if word.load(Ordering::Relaxed) == expected {
                drop(self.sleepers.wait(guard).unwrap());
            }
        }

        fn wake(&self, _: &AtomicU32) {
            let _guard = self.bucket.lock().unwrap();
            self.sleepers.notify_all();
        }
    }

    #[derive(Default)]
    struct Shared {
        head: AtomicU32,
        tail: AtomicU32,
        frames: AtomicU32,
        space: AtomicU32,
        frames_futex: Model,
        space_futex: Model,
        words: [UnsafeCell<u32>; 2],
    }

    const FRAME: u32 = 8;

    /// Sends 1 to `count` through a ring of two frames; each side sleeps whenever it cannot go on,
    /// without a timeout: a lost wake-up is a deadlock, an unordered access a race, both found.
    fn through(count: u32, preemptions: Option<usize>) {
        let mut explore = loom::model::Builder::new();
        explore.preemption_bound = preemptions;
        explore.check(move || {
            let shared = Arc::new(Shared::default());
            let writer = {
                let shared = shared.clone();
                loom::thread::spawn(move || {
                    let mut producer = Producer::new(2 * FRAME);
                    for value in 1..=count {
                        let room = loop {
                            if let Some(room) = producer.room(&shared.head, FRAME).unwrap() {
                                break room;
                            }
                            bell::arm(&shared.space);
                            if let Some(room) = producer.room(&shared.head, FRAME).unwrap() {
                                break room;
                            }
                            bell::sleep(&shared.space, &shared.space_futex, None);
                        };
                        // SAFETY: loom checks that no other thread accesses the cell meanwhile.
                        shared.words[(room.at / FRAME) as usize].with_mut(|word| unsafe { *word = value });
                        producer.publish(&shared.tail, FRAME);
                        bell::ring(&shared.frames, &shared.frames_futex);
                    }
                })
            };
            let mut consumer = Consumer::new(2 * FRAME);
            for expected in 1..=count {
                while consumer.available(&shared.tail).unwrap() == 0 {
                    if consumer.owes_announcement(true) {
                        bell::ring(&shared.space, &shared.space_futex);
                    }
                    bell::arm(&shared.frames);
                    if !consumer.has_news(&shared.tail) {
                        bell::sleep(&shared.frames, &shared.frames_futex, None);
                    }
                    bell::disarm(&shared.frames);
                }
                let at = (consumer.position() / FRAME) as usize;
                // SAFETY: loom checks that no other thread writes the cell meanwhile.
                assert_eq!(shared.words[at].with(|word| unsafe { *word }), expected);
                consumer.consume(&shared.head, FRAME);
                if consumer.owes_announcement(false) {
                    bell::ring(&shared.space, &shared.space_futex);
                }
            }
            writer.join().unwrap();
        });
    }

    #[test]
    fn loom_one_frame_wakes_a_sleeping_consumer() {
        through(1, None);
    }

    #[test]
    fn loom_a_full_ring_resumes_and_every_frame_arrives_whole() {
        // Exploring every order takes longer than ten minutes; with four preemptions, seconds.
        through(3, Some(4));
    }

    #[test]
    fn loom_a_completion_wakes_a_sleeping_caller() {
        loom::model(|| {
            let shared = Arc::new(Shared::default());
            let worker = {
                let shared = shared.clone();
                loom::thread::spawn(move || {
                    // SAFETY: loom checks that no other thread accesses the cell meanwhile.
                    shared.words[0].with_mut(|word| unsafe { *word = 42 });
                    shared.tail.store(1, Ordering::Release);
                    bell::ring(&shared.frames, &shared.frames_futex);
                })
            };
            while shared.tail.load(Ordering::Acquire) != 1 {
                bell::arm(&shared.frames);
                if shared.tail.load(Ordering::Acquire) != 1 {
                    bell::sleep(&shared.frames, &shared.frames_futex, None);
                }
            }
            // SAFETY: loom checks that no other thread writes the cell meanwhile.
            assert_eq!(shared.words[0].with(|word| unsafe { *word }), 42);
            worker.join().unwrap();
        });
    }
}
