//! Frames in a ring's bytes: writing them, and taking them out of memory that another process may be
//! changing. Pure functions of the bytes and the indices, so that a fuzzer can drive them.

use std::marker::PhantomData;

use wire::header::{FLAG_PADDING, FrameHeader, HEADER_LEN, NO_REPLY, RESERVED_CALLS, reserved};
use zerocopy::{FromBytes, IntoBytes};

use crate::ProtocolError;

/// A ring's bytes: memory that another process may write at any moment, so no reference to it is
/// ever made.
#[derive(Clone, Copy, Debug)]
pub struct RingBytes<'a> {
    start: *mut u8,
    len: usize,
    owner: PhantomData<&'a [u8]>,
}

impl<'a> RingBytes<'a> {
    /// The bytes of a slice, 8-byte aligned; for tests and fuzzing. `None` if it is not aligned, or
    /// its length is not a power of two of at least 16.
    pub fn of(bytes: &'a mut [u64]) -> Option<Self> {
        let len = size_of_val(bytes);
        let start = bytes.as_mut_ptr().cast();
        (len.is_power_of_two() && len >= 16).then_some(Self { start, len, owner: PhantomData })
    }

    /// `len` bytes, a power of two, at `start`.
    ///
    /// # Safety
    /// `start` is 8-byte aligned and valid for reads and writes of `len` bytes for `'a`.
    pub(crate) unsafe fn new(start: *mut u8, len: usize) -> Self {
        Self { start, len, owner: PhantomData }
    }

    /// Reads eight bytes at `at` once: the compiler may not read them again later, when the other
    /// side has changed them.
    fn read_u64(self, at: usize) -> Option<[u8; 8]> {
        if !at.is_multiple_of(8) || at.checked_add(8)? > self.len {
            return None;
        }
        // SAFETY: in bounds and aligned, both just checked.
        Some(unsafe { self.start.add(at).cast::<u64>().read_volatile() }.to_ne_bytes())
    }

    /// Copies `len` bytes at `at` to the end of `to`; false if they are not all within the ring.
    fn append_to(self, at: usize, len: usize, to: &mut Vec<u8>) -> bool {
        if at.checked_add(len).is_none_or(|end| end > self.len) {
            return false;
        }
        to.reserve(len);
        let have = to.len();
        // SAFETY: the source is in bounds, just checked; the destination has `len` bytes of spare
        // capacity, which the copy initialises; private memory does not overlap a mapping.
        unsafe {
            std::ptr::copy_nonoverlapping(self.start.add(at), to.as_mut_ptr().add(have), len);
            to.set_len(have + len);
        }
        true
    }

    /// Copies `bytes` to `at`; does nothing and returns false if they do not fit there.
    #[inline]
    fn write(self, at: usize, bytes: &[u8]) -> bool {
        if at.checked_add(bytes.len()).is_none_or(|end| end > self.len) {
            return false;
        }
        // SAFETY: the destination is in bounds, just checked; `bytes` is private memory.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), self.start.add(at), bytes.len()) };
        true
    }
}

/// Writes a frame at `at`, which has room for it.
#[inline]
pub(crate) fn write(ring: RingBytes, at: u32, header: &FrameHeader, parts: &[&[u8]]) {
    let mut at = at as usize;
    let mut fits = ring.write(at, header.as_bytes());
    at += HEADER_LEN;
    for part in parts {
        fits &= ring.write(at, part);
        at += part.len();
    }
    debug_assert!(fits, "room() gave room that is not there");
    order_bytes();
}

/// Makes the bytes written so far precede the index that publishes them, in a write-combining mapping
/// too, which a release store does not order (a PCI BAR; Intel SDM volume 3, 13.3.1).
#[inline]
fn order_bytes() {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: every x86-64 processor has SSE, which brought the instruction.
    unsafe {
        std::arch::x86_64::_mm_sfence()
    };
}

/// Fills the ring's end from `at` with a frame to be skipped.
pub(crate) fn write_pad(ring: RingBytes, at: u32, len: u32) {
    if len == 0 {
        return;
    }
    let mut start = [0; 8];
    start[..4].copy_from_slice(&len.to_le_bytes());
    start[4..6].copy_from_slice(&reserved::PAD.to_le_bytes());
    let fits = ring.write(at as usize, &start);
    debug_assert!(fits, "a ring's end is a multiple of eight bytes away");
}

/// What lay at the consumer's position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The frame's header; `None` for the unused end of the ring.
    pub header: Option<FrameHeader>,
    /// Bytes to consume.
    pub bytes: u32,
}

/// Limits on what a frame may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the longest frame.
    pub frame: u32,
    /// Reply slots.
    pub slots: u32,
}

/// Takes the frame at `position`, of which `available` bytes are published, and copies its body to
/// `body` (cleared first). Reads no byte twice, and none beyond the ring or what is available.
pub fn take(
    ring: RingBytes,
    position: u32,
    available: u32,
    limits: Limits,
    body: &mut Vec<u8>,
) -> Result<Taken, ProtocolError> {
    body.clear();
    let at = position as usize;
    let truncated = ProtocolError::Length { length: 0, available };
    let first = if available >= 8 { ring.read_u64(at) } else { None }.ok_or(truncated)?;
    let [l0, l1, l2, l3, c0, c1, ..] = first;
    let length = u32::from_le_bytes([l0, l1, l2, l3]);
    let to_end = (ring.len - at) as u32;
    let within = available.min(to_end);
    let misfit = ProtocolError::Length { length, available: within.min(limits.frame) };
    if u16::from_le_bytes([c0, c1]) == reserved::PAD {
        let whole = length == to_end && length <= within && length < limits.frame;
        return if whole { Ok(Taken { header: None, bytes: length }) } else { Err(misfit) };
    }
    let valid = length >= HEADER_LEN as u32 && length.is_multiple_of(8);
    if !valid || length > within || length > limits.frame {
        return Err(misfit);
    }
    let second = ring.read_u64(at + 8).ok_or(misfit.clone())?;
    let mut bytes = [0; HEADER_LEN];
    bytes[..8].copy_from_slice(&first);
    bytes[8..].copy_from_slice(&second);
    let header = FrameHeader::read_from_bytes(&bytes).map_err(|_| misfit.clone())?;
    check(&header, limits)?;
    let body_len = header.body_len().ok_or(misfit.clone())?;
    if !ring.append_to(at + HEADER_LEN, body_len, body) {
        return Err(misfit);
    }
    Ok(Taken { header: Some(header), bytes: length })
}

/// Checks the fields of a header that no transport's bounds depend on.
pub(crate) fn check(header: &FrameHeader, limits: Limits) -> Result<(), ProtocolError> {
    if header.flags.get() & !FLAG_PADDING != 0 {
        return Err(ProtocolError::Flags(header.flags.get()));
    }
    let slot = header.slot.get();
    if slot != NO_REPLY && slot >= limits.slots {
        return Err(ProtocolError::Slot(slot));
    }
    Ok(())
}

/// Refuses the transports' own call numbers where only the other side's calls may come.
pub(crate) fn check_call(call: u16) -> Result<u16, ProtocolError> {
    if call >= RESERVED_CALLS { Err(ProtocolError::ReservedCall(call)) } else { Ok(call) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { frame: 64, slots: 4 };

    fn ring_with(header: FrameHeader, at: u32) -> [u64; 16] {
        let mut memory = [0; 16];
        write(RingBytes::of(&mut memory).unwrap(), at, &header, &[]);
        memory
    }

    #[test]
    fn a_frame_comes_out_as_it_went_in_without_its_padding() {
        let mut memory = [0; 16];
        let ring = RingBytes::of(&mut memory).unwrap();
        let header = FrameHeader::for_body(9, 5, 3, 77).unwrap();
        write(ring, 40, &header, &[b"ab", b"", b"cde"]);
        let mut body = vec![1, 2, 3];
        let taken = take(ring, 40, 24, LIMITS, &mut body).unwrap();
        assert_eq!(taken, Taken { header: Some(header), bytes: 24 });
        assert_eq!(body, b"abcde");
    }

    #[test]
    fn the_ring_s_unused_end_is_skipped_even_when_it_has_only_eight_bytes() {
        let mut memory = [0; 16];
        let ring = RingBytes::of(&mut memory).unwrap();
        write_pad(ring, 120, 8);
        let taken = take(ring, 120, 32, LIMITS, &mut Vec::new()).unwrap();
        assert_eq!(taken, Taken { header: None, bytes: 8 });
    }

    #[test]
    fn impossible_lengths_are_named() {
        let header = FrameHeader::for_body(9, 16, NO_REPLY, 0).unwrap();
        for (length, at, available) in
            [(8, 0, 64), (20, 0, 64), (32, 0, 24), (72, 0, 128), (32, 112, 64), (0, 0, 64)]
        {
            let mut header = header;
            header.length = length.into();
            let mut memory = ring_with(header, at.min(112));
            let ring = RingBytes::of(&mut memory).unwrap();
            let got = take(ring, at, available, LIMITS, &mut Vec::new());
            assert!(matches!(got, Err(ProtocolError::Length { .. })), "{length} at {at}: {got:?}");
        }
    }

    #[test]
    fn padding_beyond_the_body_unknown_flags_and_slots_are_named() {
        let mut header = FrameHeader::for_body(9, 0, NO_REPLY, 0).unwrap();
        header.flags = 1.into();
        let mut memory = ring_with(header, 0);
        let got = take(RingBytes::of(&mut memory).unwrap(), 0, 16, LIMITS, &mut Vec::new());
        assert!(matches!(got, Err(ProtocolError::Length { .. })));
        header.flags = 8.into();
        let mut memory = ring_with(header, 0);
        let got = take(RingBytes::of(&mut memory).unwrap(), 0, 16, LIMITS, &mut Vec::new());
        assert_eq!(got, Err(ProtocolError::Flags(8)));
        let mut memory = ring_with(FrameHeader::for_body(9, 0, 4, 0).unwrap(), 0);
        let got = take(RingBytes::of(&mut memory).unwrap(), 0, 16, LIMITS, &mut Vec::new());
        assert_eq!(got, Err(ProtocolError::Slot(4)));
    }

    #[test]
    fn arbitrary_bytes_never_reach_beyond_the_ring() {
        let mut state = 0x9e37_79b9_7f4a_7c15u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        let mut body = Vec::new();
        for _ in 0..200_000 {
            let mut memory = [0u64; 16];
            memory.fill_with(|| next() & 0x0000_00ff_ffff_00ff);
            let (position, available) = ((next() % 136) as u32, (next() % 256) as u32);
            let ring = RingBytes::of(&mut memory).unwrap();
            if let Ok(taken) = take(ring, position.min(128), available, LIMITS, &mut body) {
                assert!(taken.bytes > 0 && taken.bytes <= available && body.len() <= 48);
            }
        }
    }
}
