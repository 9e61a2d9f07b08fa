//! The images that a program hands over by address: which one the device takes, and its bytes.

use std::borrow::Cow;
use std::ffi::c_void;

use cuda_abi::{CuError, CuResult};
use ptx::container::extent::{ExtentError, ImageKind as Form, image_extent, wrapper_fatbins};
use ptx::container::fatbin::{Entry as Container, Fatbin, FatbinError, Kind, MAX_PAYLOAD, select};
use wire::{DeviceDescription, ImageKind};

use crate::record::{self, Entry};

/// What a program handed over: one or several containers, each with its form, not looked into yet.
pub struct Image {
    pieces: Vec<(Form, Cow<'static, [u8]>)>,
}

fn extent_error(error: ExtentError) -> CuError {
    match error {
        ExtentError::Null => CuError::INVALID_VALUE,
        _ => CuError::INVALID_IMAGE,
    }
}

fn fatbin_error(_: FatbinError) -> CuError {
    CuError::INVALID_IMAGE
}

impl Image {
    /// Looks at what `pointer` leads to. Unless the program preserves the bytes, they are copied.
    ///
    /// # Errors
    /// `INVALID_VALUE` for NULL, `INVALID_IMAGE` for what is no image.
    ///
    /// # Safety
    /// `pointer` is what the driver's documentation asks of an image: its headers tell its length truly. If `is_preserved`, it
    /// stays as it is while this process runs.
    pub unsafe fn at(pointer: *const c_void, is_preserved: bool) -> CuResult<Self> {
        let pointer: *const u8 = pointer.cast();
        // SAFETY: the caller's promise.
        let extent = unsafe { image_extent(pointer) }.map_err(extent_error)?;
        let keep = |bytes: &'static [u8]| match is_preserved {
            true => Cow::Borrowed(bytes),
            false => Cow::Owned(bytes.to_vec()),
        };
        let pieces = match extent.kind {
            // SAFETY: a wrapper was found there, and its fatbins live as long as it does.
            Form::Wrapper => unsafe { wrapper_fatbins(pointer) }
                .map_err(extent_error)?
                .into_iter()
                .map(|fatbin| (Form::Fatbin, keep(fatbin)))
                .collect(),
            // SAFETY: the extent was read from the headers, which tell it truly.
            form => vec![(form, keep(unsafe { std::slice::from_raw_parts(pointer, extent.len) }))],
        };
        Ok(Self { pieces })
    }

    /// An image that was read from a file.
    ///
    /// # Errors
    /// `INVALID_IMAGE` for what is no image.
    pub fn from_bytes(mut bytes: Vec<u8>) -> CuResult<Self> {
        // PTX files end where they end; in memory, text ends with a zero.
        bytes.push(0);
        let form = match bytes.get(..4) {
            Some(b"\x7fELF") => Form::Elf,
            Some(magic) if magic == ptx::container::fatbin::FATBIN_MAGIC.to_le_bytes() => Form::Fatbin,
            Some(_) if bytes.is_ascii() => Form::Ptx,
            _ => return Err(CuError::INVALID_IMAGE),
        };
        Ok(Self { pieces: vec![(form, Cow::Owned(bytes))] })
    }

    /// The one image in it that `device` would take.
    ///
    /// # Errors
    /// `NO_BINARY_FOR_GPU` if it takes none, `INVALID_IMAGE` if they are damaged.
    pub fn choose(&self, device: &DeviceDescription) -> CuResult<(ImageKind, Cow<'_, [u8]>)> {
        if let [(form @ (Form::Ptx | Form::Elf), bytes)] = self.pieces.as_slice() {
            return match form {
                Form::Ptx => Ok((ImageKind::Ptx, Cow::Borrowed(until_zero(bytes)))),
                _ if device.runs_machine_code => Ok((ImageKind::Cubin, Cow::Borrowed(bytes))),
                _ => Err(refused_elf(bytes, device)),
            };
        }
        let entries = self.entries()?;
        let entry = pick(&entries, device)?;
        match entry.kind {
            Kind::Ptx => Ok((ImageKind::Ptx, entry.text(MAX_PAYLOAD).map_err(fatbin_error)?)),
            _ => Ok((ImageKind::Cubin, entry.payload(MAX_PAYLOAD).map_err(fatbin_error)?)),
        }
    }

    /// Whether [`Image::choose`] would find one; reads headers only.
    ///
    /// # Errors
    /// As [`Image::choose`].
    pub fn check(&self, device: &DeviceDescription) -> CuResult {
        match self.pieces.as_slice() {
            [(Form::Ptx, _)] => Ok(()),
            [(Form::Elf, _)] if device.runs_machine_code => Ok(()),
            [(Form::Elf, bytes)] => Err(refused_elf(bytes, device)),
            _ => pick(&self.entries()?, device).map(|_| ()),
        }
    }

    /// The kernels in the image that `device` would take.
    ///
    /// # Errors
    /// As [`Image::choose`].
    pub fn kernel_names(&self, device: &DeviceDescription) -> CuResult<Vec<String>> {
        let (kind, bytes) = self.choose(device)?;
        match kind {
            ImageKind::Ptx => {
                let outline = ptx::signature::scan(&bytes).map_err(|_| CuError::INVALID_PTX)?;
                Ok(outline.kernels.iter().map(|kernel| kernel.name.to_owned()).collect())
            }
            ImageKind::Cubin => {
                let kernels = ptx::container::cubin::kernels(&bytes).map_err(|_| CuError::INVALID_IMAGE)?;
                Ok(kernels.iter().map(|kernel| kernel.name.to_owned()).collect())
            }
        }
    }

    fn entries(&self) -> CuResult<Vec<Container<'_>>> {
        let mut all = Vec::new();
        for (_, bytes) in &self.pieces {
            all.extend(Fatbin::parse(bytes).and_then(|fatbin| fatbin.collect()).map_err(fatbin_error)?);
        }
        Ok(all)
    }
}

/// Why a device that runs no machine code refuses an ELF file: for what it is, or for being damaged or none of CUDA's.
fn refused_elf(bytes: &[u8], device: &DeviceDescription) -> CuError {
    match ptx::container::cubin::kernels(bytes) {
        Ok(_) => {
            let code = ptx::container::cubin::architecture(bytes);
            let (major, minor) = capability(device);
            record::note(&Entry::NoImage {
                device: 10 * major + minor,
                code: code.into_iter().collect(),
                ptx: Vec::new(),
            });
            CuError::NO_BINARY_FOR_GPU
        }
        Err(_) => CuError::INVALID_IMAGE,
    }
}

fn until_zero(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len())]
}

fn pick<'e, 'a>(entries: &'e [Container<'a>], device: &DeviceDescription) -> CuResult<&'e Container<'a>> {
    let (major, minor) = capability(device);
    select(entries, (major, minor), device.runs_machine_code).ok_or_else(|| {
        let made_for = |kind| {
            let mut all: Vec<_> = entries
                .iter()
                .filter(|entry| entry.kind == kind)
                .map(|entry| 10 * entry.major + entry.minor)
                .collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        record::note(&Entry::NoImage {
            device: 10 * major + minor,
            code: made_for(Kind::Elf),
            ptx: made_for(Kind::Ptx),
        });
        CuError::NO_BINARY_FOR_GPU
    })
}

/// A device's compute capability, major and minor.
fn capability(device: &DeviceDescription) -> (u32, u32) {
    /// CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR and _MINOR.
    const CAPABILITY: [u32; 2] = [75, 76];
    let [major, minor] = CAPABILITY
        .map(|number| device.attribute(number).and_then(|value| u32::try_from(value).ok()).unwrap_or(0));
    (major, minor)
}
