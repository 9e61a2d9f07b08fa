//! What CUDA images arrive in: fatbins, cubins and bare PTX text. Finding and unpacking them; not what their code means.
pub mod cubin;
#[allow(unsafe_code, reason = "all that is known is a pointer")]
pub mod extent;
pub mod fatbin;

pub use extent::{Extent, ExtentError, ImageKind, image_extent, wrapper_fatbins};
pub use fatbin::{Entry, Fatbin, FatbinError, Kind, Specific, select};

/// Reads a little-endian integer at `at`, or `None` where `bytes` end before it.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let raw = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(raw.try_into().ok()?))
}

/// As [`u16_at`], four bytes.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let raw = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(raw.try_into().ok()?))
}

/// As [`u16_at`], eight bytes.
pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let raw = bytes.get(at..at.checked_add(8)?)?;
    Some(u64::from_le_bytes(raw.try_into().ok()?))
}
