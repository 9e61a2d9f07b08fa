//! The fatbin: a header and a run of entries, each one image for one architecture, plain or compressed.
//!
//! The layout is not published; it was read off fatbins that nvcc 11 to 13.5 wrote. All integers are little-endian.
use std::borrow::Cow;
use std::io::Read;

use super::{u16_at, u32_at, u64_at};

/// The magic number of a fatbin.
pub const FATBIN_MAGIC: u32 = 0xBA55_ED50;
/// Bytes of a fatbin's fixed header.
pub const HEADER_BYTES: usize = 16;
/// A bound for [`Entry::payload`] that no real image comes near: 1 GiB.
pub const MAX_PAYLOAD: usize = 1 << 30;

const ENTRY_BYTES: usize = 64;
const FLAG_DEBUG: u64 = 0x2;
const FLAG_LZ4: u64 = 0x2000;
const FLAG_ZSTD: u64 = 0x8000;
const FLAG_ARCH_SPECIFIC: u64 = 0x10_0000;
const FLAG_FAMILY_SPECIFIC: u64 = 0x20_0000;
/// An LZ4 block cannot expand more than this; a size that claims more is a lie, found before memory is reserved for it.
const LZ4_MAX_RATIO: usize = 255;

/// What is wrong with a fatbin.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum FatbinError {
    /// The first four bytes are not [`FATBIN_MAGIC`].
    #[error("no fatbin: its magic number is {0:#010x}")]
    Magic(u32),
    /// A header version other than 1.
    #[error("fatbin version {0} is not known")]
    Version(u16),
    /// The bytes end before what their headers promise.
    #[error("the fatbin ends at byte {have}, its headers promise {need}")]
    Truncated {
        /// Bytes promised, counted from the start of the fatbin.
        need: u64,
        /// Bytes there.
        have: usize,
    },
    /// An entry whose header size is impossible.
    #[error("the entry at byte {at} has a header of {size} bytes")]
    EntryHeader {
        /// Where the entry starts.
        at: usize,
        /// The size that it claims.
        size: u32,
    },
    /// The compressed size exceeds the space that the entry has.
    #[error("compressed size {compressed} exceeds the payload of {payload} bytes")]
    CompressedSize {
        /// Claimed size in bytes.
        compressed: u32,
        /// Space of the entry in bytes.
        payload: usize,
    },
    /// The uncompressed image is larger than the caller allows.
    #[error("the image has {size} bytes, {limit} are allowed")]
    TooLarge {
        /// Claimed size in bytes.
        size: u64,
        /// The caller's bound in bytes.
        limit: usize,
    },
    /// The compressed bytes do not decode to the promised size.
    #[error("the {method} payload does not decode: {reason}")]
    Decode {
        /// `"LZ4"` or `"zstd"`.
        method: &'static str,
        /// What the decoder said.
        reason: String,
    },
}

/// What an entry holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// PTX text.
    Ptx,
    /// A cubin.
    Elf,
    /// Something else, such as LTO intermediate code; never selected.
    Other(u16),
}

/// How narrowly an image is bound to its architecture (PTX ISA, `.target`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Specific {
    /// Forward compatible in the ordinary way.
    No,
    /// An `f` target (`sm_100f`): devices of the same major version, from its minor version on.
    Family,
    /// An `a` target (`sm_90a`): exactly that device.
    Arch,
}

/// A fatbin whose header has been checked.
#[derive(Debug, Clone, Copy)]
pub struct Fatbin<'a> {
    bytes: &'a [u8],
    header: usize,
}

impl<'a> Fatbin<'a> {
    /// Checks the header of `bytes`, which may be longer than the fatbin.
    ///
    /// # Errors
    /// [`FatbinError::Magic`], [`FatbinError::Version`], [`FatbinError::Truncated`].
    pub fn parse(bytes: &'a [u8]) -> Result<Self, FatbinError> {
        let short = FatbinError::Truncated { need: HEADER_BYTES as u64, have: bytes.len() };
        let Some(head) = bytes.get(..HEADER_BYTES) else { return Err(short) };
        let total = extent_of_header(head)?;
        let header = usize::from(u16_at(head, 6).unwrap_or(0));
        let whole = usize::try_from(total).ok().and_then(|n| bytes.get(..n));
        let bytes = whole.ok_or(FatbinError::Truncated { need: total, have: bytes.len() })?;
        Ok(Self { bytes, header })
    }

    /// The fatbin's own bytes, without what follows it.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Its entries in order. A malformed entry is reported once and ends the walk.
    pub fn entries(&self) -> Entries<'a> {
        Entries { bytes: self.bytes, at: self.header }
    }

    /// All entries, or the first error.
    ///
    /// # Errors
    /// Those of [`Entries`].
    pub fn collect(&self) -> Result<Vec<Entry<'a>>, FatbinError> {
        self.entries().collect()
    }
}

/// Bytes of the whole fatbin, from its first [`HEADER_BYTES`] bytes.
///
/// # Errors
/// [`FatbinError::Magic`], [`FatbinError::Version`], and [`FatbinError::Truncated`] where `head` is too short or the size overflows.
pub fn extent_of_header(head: &[u8]) -> Result<u64, FatbinError> {
    let short = || FatbinError::Truncated { need: HEADER_BYTES as u64, have: head.len() };
    let magic = u32_at(head, 0).ok_or_else(short)?;
    if magic != FATBIN_MAGIC {
        return Err(FatbinError::Magic(magic));
    }
    let version = u16_at(head, 4).ok_or_else(short)?;
    if version != 1 {
        return Err(FatbinError::Version(version));
    }
    let header = u16_at(head, 6).ok_or_else(short)?;
    if usize::from(header) < HEADER_BYTES {
        return Err(FatbinError::EntryHeader { at: 0, size: u32::from(header) });
    }
    let body = u64_at(head, 8).ok_or_else(short)?;
    body.checked_add(u64::from(header)).ok_or(FatbinError::Truncated { need: u64::MAX, have: head.len() })
}

/// Walks the entries of a [`Fatbin`].
#[derive(Debug, Clone)]
pub struct Entries<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Entries<'a> {
    type Item = Result<Entry<'a>, FatbinError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.bytes.len() {
            return None;
        }
        let parsed = Entry::parse(self.bytes, self.at);
        self.at = match &parsed {
            Ok((_, end)) => *end,
            Err(_) => self.bytes.len(),
        };
        Some(parsed.map(|(entry, _)| entry))
    }
}

/// One image of a fatbin.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// PTX or ELF.
    pub kind: Kind,
    /// Compute capability that it was made for, major.
    pub major: u32,
    /// The same, minor.
    pub minor: u32,
    /// Whether it is bound to that architecture or its family.
    pub specific: Specific,
    /// The flags word as it stands.
    pub flags: u64,
    /// For PTX the ISA version, for ELF the version of its ABI, as (major, minor).
    pub version: (u16, u16),
    /// Bytes that [`Entry::payload`] gives (with padding for an uncompressed entry).
    pub size: u64,
    stored: &'a [u8],
}

impl<'a> Entry<'a> {
    /// Parses the entry at `at`; returns it and where the next one starts.
    fn parse(bytes: &'a [u8], at: usize) -> Result<(Self, usize), FatbinError> {
        let cut = |need: u64| FatbinError::Truncated { need, have: bytes.len() };
        let head = bytes.get(at..).and_then(|rest| rest.get(..ENTRY_BYTES));
        let head = head.ok_or_else(|| cut((at as u64).saturating_add(ENTRY_BYTES as u64)))?;
        let half = |offset| u16_at(head, offset).unwrap_or(0);
        let word = |offset| u32_at(head, offset).unwrap_or(0);
        let long = |offset| u64_at(head, offset).unwrap_or(0);

        let header_size = word(4);
        if (header_size as usize) < ENTRY_BYTES {
            return Err(FatbinError::EntryHeader { at, size: header_size });
        }
        let start = (at as u64).saturating_add(u64::from(header_size));
        let end = start.saturating_add(long(8));
        let range = usize::try_from(start).ok().zip(usize::try_from(end).ok());
        let (start, end_at) = range.ok_or_else(|| cut(end))?;
        let payload = bytes.get(start..end_at).ok_or_else(|| cut(end))?;

        let flags = long(40);
        let compressed = flags & (FLAG_LZ4 | FLAG_ZSTD) != 0;
        let stored = match word(16) {
            // Only compressed entries are padded past their own end; 0 means that nothing was noted.
            size if compressed && size != 0 => payload
                .get(..size as usize)
                .ok_or(FatbinError::CompressedSize { compressed: size, payload: payload.len() })?,
            _ => payload,
        };
        let arch = word(28);
        let entry = Self {
            kind: match half(0) {
                1 => Kind::Ptx,
                2 => Kind::Elf,
                other => Kind::Other(other),
            },
            major: arch / 10,
            minor: arch % 10,
            specific: match flags {
                f if f & FLAG_ARCH_SPECIFIC != 0 => Specific::Arch,
                f if f & FLAG_FAMILY_SPECIFIC != 0 => Specific::Family,
                _ => Specific::No,
            },
            flags,
            version: (half(26), half(24)),
            size: if compressed { long(56) } else { stored.len() as u64 },
            stored,
        };
        Ok((entry, end_at))
    }

    /// Whether it was compiled with `-G`.
    pub fn is_debug(&self) -> bool {
        self.flags & FLAG_DEBUG != 0
    }

    /// The bytes as they stand in the fatbin, compressed or not: what a content hash is cheapest taken of.
    pub fn stored(&self) -> &'a [u8] {
        self.stored
    }

    /// The image itself, decompressed where needed, of at most `limit` bytes. PTX may end in NUL bytes: see [`Entry::text`].
    ///
    /// # Errors
    /// [`FatbinError::TooLarge`], [`FatbinError::Decode`].
    pub fn payload(&self, limit: usize) -> Result<Cow<'a, [u8]>, FatbinError> {
        let size = usize::try_from(self.size).ok().filter(|&n| n <= limit);
        let size = size.ok_or(FatbinError::TooLarge { size: self.size, limit })?;
        if self.flags & FLAG_ZSTD != 0 {
            zstd(self.stored, size).map(Cow::Owned)
        } else if self.flags & FLAG_LZ4 != 0 {
            lz4(self.stored, size).map(Cow::Owned)
        } else {
            Ok(Cow::Borrowed(self.stored))
        }
    }

    /// As [`Entry::payload`], without the NUL bytes that PTX is padded with.
    ///
    /// # Errors
    /// Those of [`Entry::payload`].
    pub fn text(&self, limit: usize) -> Result<Cow<'a, [u8]>, FatbinError> {
        let end = |bytes: &[u8]| bytes.iter().position(|&b| b == 0).unwrap_or(bytes.len());
        Ok(match self.payload(limit)? {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[..end(bytes)]),
            Cow::Owned(mut bytes) => {
                bytes.truncate(end(&bytes));
                Cow::Owned(bytes)
            }
        })
    }

    /// Whether a device of `(major, minor)` can run it, ELF by itself and PTX through a compiler.
    pub fn runs_on(&self, (major, minor): (u32, u32)) -> bool {
        let same_major = self.major == major && self.minor <= minor;
        match (self.kind, self.specific) {
            (Kind::Other(_), _) => false,
            (_, Specific::Arch) => (self.major, self.minor) == (major, minor),
            (_, Specific::Family) | (Kind::Elf, Specific::No) => same_major,
            (Kind::Ptx, Specific::No) => (self.major, self.minor) <= (major, minor),
        }
    }
}

fn lz4(stored: &[u8], size: usize) -> Result<Vec<u8>, FatbinError> {
    let fail = |reason: String| FatbinError::Decode { method: "LZ4", reason };
    if size / LZ4_MAX_RATIO > stored.len() {
        return Err(fail(format!("{} bytes cannot hold {size}", stored.len())));
    }
    let image = lz4_flex::block::decompress(stored, size).map_err(|e| fail(e.to_string()))?;
    if image.len() != size {
        return Err(fail(format!("it has {} bytes, {size} were promised", image.len())));
    }
    Ok(image)
}

fn zstd(stored: &[u8], size: usize) -> Result<Vec<u8>, FatbinError> {
    let fail = |reason: String| FatbinError::Decode { method: "zstd", reason };
    let decoder = ruzstd::decoding::StreamingDecoder::new(stored).map_err(|e| fail(e.to_string()))?;
    // Grows as bytes come, so that a false size reserves nothing; one byte more than promised shows an overlong stream.
    let mut image = Vec::new();
    decoder.take(size as u64 + 1).read_to_end(&mut image).map_err(|e| fail(e.to_string()))?;
    if image.len() != size {
        return Err(fail(format!("it has {} bytes or more, {size} were promised", image.len())));
    }
    Ok(image)
}

/// The entry that a device of `capability` (major, minor) takes, or `None` (`CUDA_ERROR_NO_BINARY_FOR_GPU`).
///
/// ELF of the same major and no newer minor comes first, the newest of them; then the newest PTX that is not newer than the device. A
/// device that cannot run ELF compiles PTX itself: of two for one architecture it takes the plain one, which asks less of it, where a
/// real device takes the specific one.
pub fn select<'e, 'a>(
    entries: &'e [Entry<'a>],
    capability: (u32, u32),
    can_run_elf: bool,
) -> Option<&'e Entry<'a>> {
    let rank = |entry: &Entry<'_>| {
        let specific = match entry.specific {
            Specific::No => 0,
            Specific::Family => 1,
            Specific::Arch => 2,
        };
        let narrowness = if can_run_elf { specific } else { -specific };
        (entry.kind == Kind::Elf, entry.major, entry.minor, narrowness)
    };
    let fits = |entry: &&Entry<'_>| entry.runs_on(capability) && (can_run_elf || entry.kind == Kind::Ptx);
    entries.iter().filter(fits).max_by_key(|entry| rank(entry))
}
