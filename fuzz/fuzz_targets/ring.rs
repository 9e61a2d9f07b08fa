//! Frames in a ring: arbitrary bytes, positions and lengths to the pure function that takes one out.
#![no_main]

use channel::frames::{Limits, RingBytes, take};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, u32, u32, u32, u32, Vec<u8>)| {
    let (size, position, available, frame, slots, bytes) = input;
    let mut memory = vec![0u64; 2 << (size % 10)];
    for (word, chunk) in memory.iter_mut().zip(bytes.chunks(8)) {
        let mut raw = [0; 8];
        raw[..chunk.len()].copy_from_slice(chunk);
        *word = u64::from_le_bytes(raw);
    }
    let len = size_of_val(&memory[..]) as u32;
    let Some(ring) = RingBytes::of(&mut memory) else { return };
    let mut body = Vec::new();
    // As the consumer calls it: a position within the ring, at most a ring's length published.
    let (mut position, mut available) = (position % len, available % (len + 1));
    while available > 0 {
        match take(ring, position, available, Limits { frame, slots }, &mut body) {
            Ok(taken) => {
                assert!(taken.bytes > 0 && taken.bytes <= available && taken.bytes <= len - position);
                assert!(body.len() <= taken.bytes as usize);
                available -= taken.bytes;
                position = (position + taken.bytes) % len;
            }
            Err(_) => break,
        }
    }
});
