//! What the worker is told of the texels that a texture reads, and of how it reads them.

use std::ffi::c_uint;

use cuda_abi::{
    CUDA_RESOURCE_VIEW_DESC, CUDA_TEXTURE_DESC, CUarray_format as F, CUresourceViewFormat as V,
    CUresourcetype as R, CuError, CuResult,
};
use wire::{ArrayId, TextureResource, TextureSampling};

use crate::array::element;
use crate::driver::Driver;

/// CU_TRSF_* that there are.
const KNOWN_FLAGS: c_uint = 0x73;

/// Format and channels of a view's texels.
fn view_format(format: V) -> CuResult<(F, c_uint)> {
    let numbers = [
        F::CU_AD_FORMAT_UNSIGNED_INT8,
        F::CU_AD_FORMAT_SIGNED_INT8,
        F::CU_AD_FORMAT_UNSIGNED_INT16,
        F::CU_AD_FORMAT_SIGNED_INT16,
        F::CU_AD_FORMAT_UNSIGNED_INT32,
        F::CU_AD_FORMAT_SIGNED_INT32,
        F::CU_AD_FORMAT_HALF,
        F::CU_AD_FORMAT_FLOAT,
    ];
    match format.0 {
        number @ 1..=24 => {
            let index = number as usize - 1;
            Ok((numbers[index / 3], [1, 2, 4][index % 3]))
        }
        // Compressed blocks.
        25..=38 => Err(CuError::NOT_SUPPORTED),
        _ => Err(CuError::INVALID_VALUE),
    }
}

/// What the worker is told of some levels of an array, and of the view of it.
fn of_levels(
    kind: R,
    array: (ArrayId, F, c_uint, u64),
    levels: (u32, u32),
    layers: u32,
    view: Option<&CUDA_RESOURCE_VIEW_DESC>,
) -> CuResult<TextureResource> {
    let (id, format, channels, bytes) = array;
    let told = TextureResource {
        kind: kind.0,
        array: id.0,
        first_level: levels.0,
        last_level: levels.1,
        last_layer: layers.saturating_sub(1),
        format: format.0,
        channels,
        ..TextureResource::default()
    };
    let Some(view) = view else { return Ok(told) };
    let (format, channels) = view_format(view.format)?;
    let (first, last) = (view.firstMipmapLevel, view.lastMipmapLevel);
    let is_mipmapped = kind == R::CU_RESOURCE_TYPE_MIPMAPPED_ARRAY;
    let fits = first <= last && last <= levels.1 && view.firstLayer <= view.lastLayer;
    if element(format, channels)? != bytes || (is_mipmapped && !fits) {
        return Err(CuError::INVALID_VALUE);
    }
    let levels = if is_mipmapped { (first, last) } else { levels };
    // Zeros say that a plain array has no layers to choose from.
    let (first_layer, last_layer) = match (view.firstLayer, view.lastLayer) {
        (0, 0) => (0, if layers > 0 { layers - 1 } else { 0 }),
        chosen => chosen,
    };
    Ok(TextureResource {
        kind: kind.0 | TextureResource::VIEW,
        first_level: levels.0,
        last_level: levels.1,
        first_layer,
        last_layer,
        format: format.0,
        channels,
        address: view.format.0.into(),
        width: view.width as u64,
        height: view.height as u64,
        pitch: view.depth as u64,
        ..told
    })
}

/// Layers of an array, of one without them 0.
fn layers(descriptor: &cuda_abi::CUDA_ARRAY3D_DESCRIPTOR) -> u32 {
    /// CUDA_ARRAY3D_LAYERED and _CUBEMAP.
    const LAYERS: c_uint = 5;
    if descriptor.Flags & LAYERS != 0 { descriptor.Depth as u32 } else { 0 }
}

/// What the worker is told of an array, by its handle, or of a level of a mipmapped one.
///
/// # Errors
/// `INVALID_HANDLE` if there is none; `INVALID_VALUE` for a view that does not fit.
pub fn of_array(
    driver: &Driver,
    handle: u64,
    view: Option<&CUDA_RESOURCE_VIEW_DESC>,
) -> CuResult<TextureResource> {
    let array = driver.arrays.get(handle)?;
    let level = array.level.unwrap_or(0);
    let of = (array.id, array.descriptor.Format, array.descriptor.NumChannels, array.element);
    of_levels(R::CU_RESOURCE_TYPE_ARRAY, of, (level, level), layers(&array.descriptor), view)
}

/// The same of a mipmapped array.
///
/// # Errors
/// As [`of_array`].
pub fn of_mipmapped(
    driver: &Driver,
    handle: u64,
    view: Option<&CUDA_RESOURCE_VIEW_DESC>,
) -> CuResult<TextureResource> {
    let array = driver.mipmapped.get(handle)?;
    let levels = (0, (array.levels.lock().len() as u32).saturating_sub(1));
    let descriptor = &array.descriptor;
    let of = (array.id, descriptor.Format, descriptor.NumChannels, array.element);
    of_levels(R::CU_RESOURCE_TYPE_MIPMAPPED_ARRAY, of, levels, layers(descriptor), view)
}

/// The same of linear memory: bytes of it, or texels and rows with their pitch.
///
/// # Errors
/// `INVALID_VALUE` for an address that is nobody's; of the texels' format, as for an array.
pub fn of_memory(
    driver: &Driver,
    kind: R,
    (address, format, channels): (u64, F, c_uint),
    (width, height, pitch): (usize, usize, usize),
) -> CuResult<TextureResource> {
    element(format, channels)?;
    driver.ranges.check(address, 1)?;
    Ok(TextureResource {
        kind: kind.0,
        format: format.0,
        channels,
        address,
        width: width as u64,
        height: height as u64,
        pitch: pitch as u64,
        ..TextureResource::default()
    })
}

/// What the worker is told of how texels are read.
///
/// # Errors
/// `INVALID_VALUE` for what there is not.
pub fn sampling(wanted: &CUDA_TEXTURE_DESC) -> CuResult<TextureSampling> {
    let modes = wanted.addressMode.map(|mode| mode.0);
    let filters = [wanted.filterMode.0, wanted.mipmapFilterMode.0];
    if modes.iter().any(|mode| *mode > 3)
        || filters.iter().any(|filter| *filter > 1)
        || wanted.flags & !KNOWN_FLAGS != 0
        || wanted.maxAnisotropy > 16
    {
        return Err(CuError::INVALID_VALUE);
    }
    let [red, green, blue, alpha] = wanted.borderColor.map(f32::to_bits);
    Ok(TextureSampling {
        beyond: modes[0] | modes[1] << 4 | modes[2] << 8,
        filter: filters[0] | filters[1] << 4,
        flags: wanted.flags,
        anisotropy: wanted.maxAnisotropy,
        bias: wanted.mipmapLevelBias.to_bits(),
        least: wanted.minMipmapLevelClamp.to_bits(),
        most: wanted.maxMipmapLevelClamp.to_bits(),
        red,
        green,
        blue,
        alpha,
    })
}
