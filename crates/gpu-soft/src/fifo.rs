//! What a kernel prints while it runs: a circular buffer of limited size, given to the program when the launch ends.
//!
//! CUDA C++ Programming Guide, "Formatted Output": the buffer is circular, and what is printed when it is full takes the place of the
//! oldest output. Each launch finds it empty, because launching flushes it.

use std::collections::VecDeque;

/// What a call of printf takes in the buffer besides its text, in bytes. A device keeps a length and the format's address.
const RECORD: u64 = 16;

/// The newest output, whole calls of printf each.
#[derive(Debug)]
pub struct Fifo {
    /// Bytes that all records together may take (CU_LIMIT_PRINTF_FIFO_SIZE).
    limit: u64,
    /// Bytes that they take now.
    used: u64,
    text: VecDeque<u8>,
    /// Bytes of each record's text, the oldest first.
    records: VecDeque<usize>,
}

impl Fifo {
    /// An empty one of `limit` bytes.
    pub fn new(limit: u64) -> Self {
        Self { limit, used: 0, text: VecDeque::new(), records: VecDeque::new() }
    }

    /// Adds what one call printed, in the place of the oldest if there is no room; what the whole buffer has no room for is lost.
    pub fn push(&mut self, text: &[u8]) {
        let needed = RECORD + text.len() as u64;
        if needed > self.limit {
            return;
        }
        while self.used + needed > self.limit {
            let Some(oldest) = self.records.pop_front() else { break };
            self.text.drain(..oldest);
            self.used -= RECORD + oldest as u64;
        }
        self.text.extend(text);
        self.records.push_back(text.len());
        self.used += needed;
    }

    /// Gives the text of each call, the oldest first. The buffer is empty afterwards.
    pub fn flush(&mut self, mut give: impl FnMut(&[u8])) {
        let mut rest = &*self.text.make_contiguous();
        for bytes in self.records.drain(..) {
            let Some((text, after)) = rest.split_at_checked(bytes) else { break };
            give(text);
            rest = after;
        }
        self.text.clear();
        self.used = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flushed(fifo: &mut Fifo) -> Vec<String> {
        let mut all = Vec::new();
        fifo.flush(|text| all.push(String::from_utf8_lossy(text).into_owned()));
        all
    }

    #[test]
    fn what_fits_comes_out_in_order_and_once() {
        let mut fifo = Fifo::new(2 * RECORD + 8);
        fifo.push(b"one ");
        fifo.push(b"two ");
        assert_eq!(flushed(&mut fifo), ["one ", "two "]);
        assert!(flushed(&mut fifo).is_empty());
        fifo.push(b"three");
        assert_eq!(flushed(&mut fifo), ["three"]);
    }

    #[test]
    fn the_newest_takes_the_place_of_the_oldest_in_whole_calls() {
        let mut fifo = Fifo::new(2 * RECORD + 8);
        for text in ["one ", "two ", "six "] {
            fifo.push(text.as_bytes());
        }
        assert_eq!(flushed(&mut fifo), ["two ", "six "]);
        for text in ["one ", "two ", "longest "] {
            fifo.push(text.as_bytes());
        }
        assert_eq!(flushed(&mut fifo), ["longest "]);
    }

    #[test]
    fn calls_that_print_nothing_take_room_and_what_is_larger_than_all_room_is_lost() {
        let mut fifo = Fifo::new(2 * RECORD);
        for _ in 0..1000 {
            fifo.push(b"");
        }
        fifo.push(&[b'x'; 2 * RECORD as usize]);
        assert_eq!(flushed(&mut fifo), ["", ""]);
        let mut none = Fifo::new(0);
        none.push(b"");
        assert!(flushed(&mut none).is_empty());
    }
}
