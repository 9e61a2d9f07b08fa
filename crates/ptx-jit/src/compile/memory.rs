//! What an access of machine code remembers of the memory that it last found: one comparison then checks it.

/// Addresses that an access may start at.
#[derive(Clone, Copy, Default, Debug)]
#[repr(C)]
pub struct CacheLine {
    /// The first one.
    pub start: u64,
    /// How many; none at the beginning. Less than 2^32.
    pub count: u64,
    /// What makes a generic address one of this process.
    pub delta: u64,
    /// Where the access was last: how far it goes each time says what to fetch ahead.
    pub last: u64,
}

impl CacheLine {
    /// As machine code finds it.
    pub const BYTES: i32 = size_of::<CacheLine>() as i32;
    pub const COUNT: i32 = std::mem::offset_of!(CacheLine, count) as i32;
    pub const DELTA: i32 = std::mem::offset_of!(CacheLine, delta) as i32;
    pub const LAST: i32 = std::mem::offset_of!(CacheLine, last) as i32;
}

/// What an access remembers memory for.
#[derive(Clone, Copy, Debug)]
pub struct Remembers {
    pub write: bool,
    /// Bytes from the first address to the end of the last.
    pub span: u32,
    /// Its addresses are generic.
    pub generic: bool,
}

/// Most that a line covers in bytes, so that offsets have 32 bits.
const REACH: u64 = 1 << 31;

impl CacheLine {
    /// The line for accesses of `span` bytes to `start..end`, of which `address` is one; nothing if none fits.
    pub fn new(start: u64, end: u64, address: u64, span: u64) -> Option<CacheLine> {
        // From a place on that offsets are aligned as addresses are.
        let start = start.max(address.saturating_sub(REACH)).checked_next_multiple_of(64)?;
        let end = end.min(address.saturating_add(REACH));
        let count = end.checked_sub(start)?.checked_sub(span)? + 1;
        (count > 0).then_some(CacheLine { start, count: count.min(u64::from(u32::MAX)), delta: 0, last: 0 })
    }
}
