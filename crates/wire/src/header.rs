//! The header of every frame, and the version of the protocol; not what a frame's body means.

use zerocopy::little_endian::{U16, U32};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// Bytes of a [`FrameHeader`].
pub const HEADER_LEN: usize = 16;

/// Frames begin at, and are padded to, multiples of this many bytes.
pub const FRAME_ALIGN: usize = 8;

/// The slot of a frame that expects no reply.
pub const NO_REPLY: u32 = 0xffff_ffff;

/// The bits of [`FrameHeader::flags`] that count the padding bytes (0 to 7) at the end of the body.
pub const FLAG_PADDING: u16 = 0x0007;

/// Call numbers from here up belong to the transports; no driver call has one.
pub const RESERVED_CALLS: u16 = 0xff00;

/// Reserved call numbers: what a transport says on its own account.
pub mod reserved {
    /// Guest to worker: the session ends in good order.
    pub const CLOSE: u16 = 0xff01;
    /// Worker to guest, where there are no reply slots (TCP): a completion. The body is the status
    /// (u32, a `CUresult`), then the payload.
    pub const REPLY: u16 = 0xff02;
    /// Worker to guest: output for the program, such as what a kernel printed.
    pub const EVENT: u16 = 0xff03;
    /// Worker to guest, where there is no shared fault word (TCP). The body is a u32, a `CUresult`.
    pub const FAULT: u16 = 0xff04;
    /// A ring's unused end. Only the first eight bytes of its header exist.
    pub const PAD: u16 = 0xffff;
}

/// A version of the protocol: major in the upper 16 bits, minor in the lower. Sides whose majors
/// differ do not understand each other; a minor adds calls and fields that the other may ignore.
pub const fn version(major: u16, minor: u16) -> u32 {
    (major as u32) << 16 | minor as u32
}

/// The newest version that this build speaks.
pub const VERSION: u32 = version(0, 1);

/// The oldest version that this build speaks.
pub const VERSION_MIN: u32 = version(0, 1);

/// The version that two sides speak: the newest within both ranges, or `None` if they share none.
/// Each range is (oldest, newest), both included.
pub fn negotiate(ours: (u32, u32), theirs: (u32, u32)) -> Option<u32> {
    let (oldest, newest) = (ours.0.max(theirs.0), ours.1.min(theirs.1));
    (oldest <= newest).then_some(newest)
}

/// The first 16 bytes of every frame, little-endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct FrameHeader {
    /// Bytes of the whole frame, this header and the padding included; a multiple of 8.
    pub length: U32,
    /// The number of the call: its row in the table, or one of [`reserved`].
    pub call: U16,
    /// [`FLAG_PADDING`]; the other bits are zero.
    pub flags: U16,
    /// The reply slot that the completion goes to, or [`NO_REPLY`].
    pub slot: U32,
    /// The use of that slot that waits: a completion with another number is stale.
    pub sequence: U32,
}

impl FrameHeader {
    /// The header for a body of `body` bytes. `None` if the frame's length does not fit 32 bits.
    pub fn for_body(call: u16, body: usize, slot: u32, sequence: u32) -> Option<Self> {
        let exact = body.checked_add(HEADER_LEN)?;
        let length = exact.checked_next_multiple_of(FRAME_ALIGN)?;
        Some(Self {
            length: U32::new(u32::try_from(length).ok()?),
            call: U16::new(call),
            flags: U16::new((length - exact) as u16),
            slot: U32::new(slot),
            sequence: U32::new(sequence),
        })
    }

    /// Bytes of the body without its padding; `None` if the length cannot hold header and padding.
    pub fn body_len(&self) -> Option<usize> {
        (self.length.get() as usize).checked_sub(HEADER_LEN)?.checked_sub(self.padding())
    }

    /// Bytes of padding after the body, 0 to 7.
    pub fn padding(&self) -> usize {
        usize::from(self.flags.get() & FLAG_PADDING)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_is_sixteen_little_endian_bytes() {
        let header = FrameHeader::for_body(0x0102, 5, 0x0a0b_0c0d, 7).unwrap();
        assert_eq!(header.as_bytes(), [24, 0, 0, 0, 2, 1, 3, 0, 0x0d, 0x0c, 0x0b, 0x0a, 7, 0, 0, 0]);
        assert_eq!(header.body_len(), Some(5));
    }

    #[test]
    fn a_body_beyond_32_bits_has_no_header() {
        assert_eq!(FrameHeader::for_body(1, u32::MAX as usize, NO_REPLY, 0), None);
        assert_eq!(FrameHeader::for_body(1, usize::MAX, NO_REPLY, 0), None);
    }

    #[test]
    fn negotiation_takes_the_newest_version_that_both_speak() {
        let v = version;
        assert_eq!(negotiate((v(1, 0), v(1, 4)), (v(1, 2), v(1, 9))), Some(v(1, 4)));
        assert_eq!(negotiate((v(2, 0), v(2, 1)), (v(1, 0), v(1, 9))), None);
    }
}
