//! How long an image is, when all that is known is a pointer, as with `cuModuleLoadData` and `cuLibraryLoadData`.
//!
//! The only unsafe code of this crate: everything else takes slices.
use super::fatbin::{self, FATBIN_MAGIC, FatbinError};
use super::{u16_at, u32_at, u64_at};

/// The magic number of the wrapper that nvcc places around fatbins.
pub const WRAPPER_MAGIC: u32 = 0x4662_43B1;
/// Bytes of that wrapper.
pub const WRAPPER_BYTES: usize = 24;
/// PTX text longer than this is taken for a string that does not end: 1 GiB.
pub const MAX_TEXT: usize = 1 << 30;
/// A wrapper that lists more fatbins than this is taken for a list that does not end.
const MAX_FATBINS: usize = 1 << 16;

const ELF_MAGIC: u32 = u32::from_le_bytes(*b"\x7fELF");
const ELF_HEADER_BYTES: usize = 64;
const SECTION_HEADER_BYTES: u64 = 64;
const SHT_NOBITS: u32 = 8;
/// No image is larger; what claims to be is garbage that must not be walked.
const MAX_IMAGE: u64 = 1 << 34;

/// What a pointer leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImageKind {
    /// nvcc's wrapper; [`wrapper_fatbins`] gives what it points to.
    Wrapper,
    /// A fatbin.
    Fatbin,
    /// A cubin.
    Elf,
    /// PTX text; the length excludes its terminating NUL.
    Ptx,
}

/// An image's kind and length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Extent {
    /// What it is.
    pub kind: ImageKind,
    /// Bytes.
    pub len: usize,
}

/// Why a pointer leads to no image.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ExtentError {
    /// A NULL pointer.
    #[error("the image pointer is NULL")]
    Null,
    /// The bytes are neither of the binary forms, nor text.
    #[error("no CUDA image starts with byte {0:#04x}")]
    Unknown(u8),
    /// A wrapper of another version, or without a fatbin.
    #[error("fatbin wrapper version {0} is not known, or points nowhere")]
    Wrapper(u32),
    /// A damaged fatbin header.
    #[error("damaged fatbin")]
    Fatbin(#[from] FatbinError),
    /// An ELF header that is not that of a 64-bit little-endian file, or promises impossible tables.
    #[error("damaged ELF header: {0}")]
    Elf(&'static str),
    /// Text without an end.
    #[error("no NUL within {MAX_TEXT} bytes of PTX text")]
    EndlessText,
}

/// Finds what `image` is and how long it is, from its own headers; reads no byte behind what those promise.
///
/// # Errors
/// [`ExtentError`]; nothing is read through a NULL pointer.
///
/// # Safety
/// `image` must be NULL or point to a whole image: a wrapper, a fatbin, a cubin, or NUL-terminated text. That is the contract of the
/// driver call that it was passed to. No alignment is asked for.
pub unsafe fn image_extent(image: *const u8) -> Result<Extent, ExtentError> {
    if image.is_null() {
        return Err(ExtentError::Null);
    }
    // SAFETY: an image has at least one byte, per the contract.
    let first = unsafe { image.read() };
    let candidates = [WRAPPER_MAGIC, FATBIN_MAGIC, ELF_MAGIC];
    // SAFETY: `starts_with` stops at the first difference, so it leaves a short text before its end.
    let magic = candidates.into_iter().find(|m| unsafe { starts_with(image, &m.to_le_bytes()) });
    match magic {
        Some(WRAPPER_MAGIC) => Ok(Extent { kind: ImageKind::Wrapper, len: WRAPPER_BYTES }),
        Some(FATBIN_MAGIC) => {
            // SAFETY: the magic number promises a whole fatbin, whose header is this long.
            let head = unsafe { std::slice::from_raw_parts(image, fatbin::HEADER_BYTES) };
            let total = fatbin::extent_of_header(head)?;
            let len = usize::try_from(total).ok().filter(|&n| n as u64 <= MAX_IMAGE);
            let len = len.ok_or(FatbinError::TooLarge { size: total, limit: MAX_IMAGE as usize })?;
            Ok(Extent { kind: ImageKind::Fatbin, len })
        }
        // SAFETY: the magic number promises a whole ELF file.
        Some(_) => unsafe { elf_length(image) }.map(|len| Extent { kind: ImageKind::Elf, len }),
        None if first.is_ascii_graphic() || first.is_ascii_whitespace() => {
            // SAFETY: not binary, so by the contract a NUL-terminated text.
            let len = unsafe { text_length(image) }.ok_or(ExtentError::EndlessText)?;
            Ok(Extent { kind: ImageKind::Ptx, len })
        }
        None => Err(ExtentError::Unknown(first)),
    }
}

/// The fatbins that a wrapper points to: one for version 1, a NULL-terminated list for version 2.
///
/// # Errors
/// [`ExtentError::Wrapper`] for another version, [`ExtentError::Fatbin`] for a damaged header behind it.
///
/// # Safety
/// [`image_extent`] has found `wrapper` to be [`ImageKind::Wrapper`], what it points to are fatbins, and they live unchanged for `'a`.
pub unsafe fn wrapper_fatbins<'a>(wrapper: *const u8) -> Result<Vec<&'a [u8]>, ExtentError> {
    // SAFETY: the caller found a wrapper here.
    let bytes = unsafe { std::slice::from_raw_parts(wrapper, WRAPPER_BYTES) };
    let version = u32_at(bytes, 4).unwrap_or(0);
    let pointer = |at| u64_at(bytes, at).unwrap_or(0) as usize as *const u8;
    let mut starts = Vec::new();
    match version {
        1 => starts.push(pointer(8)),
        2 => {
            let list = pointer(16).cast::<*const u8>();
            if list.is_null() {
                return Err(ExtentError::Wrapper(version));
            }
            for index in 0..MAX_FATBINS {
                // SAFETY: the list ends in NULL, and nothing behind that is read.
                let start = unsafe { list.add(index).read_unaligned() };
                if start.is_null() {
                    break;
                }
                starts.push(start);
            }
        }
        _ => return Err(ExtentError::Wrapper(version)),
    }
    let mut fatbins = Vec::with_capacity(starts.len());
    for start in starts {
        if start.is_null() {
            return Err(ExtentError::Wrapper(version));
        }
        // SAFETY: a wrapper's pointers lead to whole fatbins, per the contract.
        let extent = unsafe { image_extent(start) }?;
        if extent.kind != ImageKind::Fatbin {
            return Err(ExtentError::Wrapper(version));
        }
        // SAFETY: `image_extent` has the length from the fatbin itself, which lives for `'a` per the contract.
        fatbins.push(unsafe { std::slice::from_raw_parts(start, extent.len) });
    }
    Ok(fatbins)
}

/// Whether `prefix` stands at `at`; reads no byte behind the first difference.
///
/// # Safety
/// Reading up to the first byte that differs from `prefix` must be allowed.
unsafe fn starts_with(at: *const u8, prefix: &[u8]) -> bool {
    // SAFETY: the iterator goes on only while all bytes so far were equal.
    prefix.iter().enumerate().all(|(index, &byte)| unsafe { at.add(index).read() } == byte)
}

/// Bytes before the NUL, or `None` where there is none in [`MAX_TEXT`] bytes.
///
/// # Safety
/// `text` is terminated by NUL.
unsafe fn text_length(text: *const u8) -> Option<usize> {
    // SAFETY: strnlen reads up to the NUL, which the caller promises, and no further than the bound.
    let len = unsafe { strnlen(text.cast(), MAX_TEXT) };
    (len < MAX_TEXT).then_some(len)
}

unsafe extern "C" {
    /// `strnlen(3)`: a vector loop, where ours would look at each byte of a text of many megabytes.
    fn strnlen(text: *const std::ffi::c_char, limit: usize) -> usize;
}

/// The end of the last table or section of an ELF file.
///
/// # Safety
/// `file` points to a whole ELF file.
unsafe fn elf_length(file: *const u8) -> Result<usize, ExtentError> {
    // SAFETY: a whole ELF64 file has a header of this size; class and order are checked before more is believed.
    let head = unsafe { std::slice::from_raw_parts(file, ELF_HEADER_BYTES) };
    if head[4] != 2 || head[5] != 1 {
        return Err(ExtentError::Elf("not 64-bit little-endian"));
    }
    let half = |at| u64::from(u16_at(head, at).unwrap_or(0));
    let table = |at| u64_at(head, at).unwrap_or(u64::MAX);
    let (programs, sections) = (table(32), table(40));
    let (program_size, program_count) = (half(54), half(56));
    let (section_size, mut section_count) = (half(58), half(60));
    let bounded =
        |end: u64| if end <= MAX_IMAGE { Ok(end) } else { Err(ExtentError::Elf("a table lies too far off")) };

    let mut end = ELF_HEADER_BYTES as u64;
    if program_count > 0 {
        end = end.max(bounded(programs.saturating_add(program_size * program_count))?);
    }
    if sections != 0 {
        if section_size != SECTION_HEADER_BYTES {
            return Err(ExtentError::Elf("section headers of another size"));
        }
        bounded(sections.saturating_add(SECTION_HEADER_BYTES))?;
        if section_count == 0 {
            // SAFETY: a section table is promised here; its first header then carries the count (ELF, "e_shnum").
            let first = unsafe { std::slice::from_raw_parts(file.add(sections as usize), 64) };
            section_count = u64_at(first, 32).unwrap_or(0);
        }
        let table_end = bounded(sections.saturating_add(section_count.saturating_mul(SECTION_HEADER_BYTES)))?;
        end = end.max(table_end);
        let length = (table_end - sections) as usize;
        // SAFETY: the file is whole, so its section table is there.
        let headers = unsafe { std::slice::from_raw_parts(file.add(sections as usize), length) };
        for header in headers.chunks_exact(SECTION_HEADER_BYTES as usize) {
            let kind = u32_at(header, 4).unwrap_or(0);
            if kind != SHT_NOBITS && kind != 0 {
                let offset = u64_at(header, 24).unwrap_or(0);
                let size = u64_at(header, 32).unwrap_or(0);
                end = end.max(bounded(offset.saturating_add(size))?);
            }
        }
    }
    usize::try_from(end).map_err(|_| ExtentError::Elf("larger than the address space"))
}
