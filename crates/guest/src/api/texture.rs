//! Texture and surface objects ("Texture Object Management", "Surface Object Management").

use std::ffi::c_uint;

use cuda_abi::{
    CUDA_RESOURCE_DESC, CUDA_RESOURCE_VIEW_DESC, CUDA_TEXTURE_DESC, CUarray_format as F, CUdevice,
    CUresourceViewFormat as V, CUresourcetype as R, CUsurfObject, CUtexObject, CuError, CuResult,
};
use wire::{ArrayId, ContextId, TextureResource, TextureSampling};

use super::{from_c, put, wanted};
use crate::array::{Array, element};
use crate::context;
use crate::driver::{Driver, driver};
use crate::texture::{Surface, Texture};

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

/// What the worker is told of an array, or of a range of levels of a mipmapped one, and of the view of it.
fn of_array(
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

fn plain(array: &Array) -> (ArrayId, F, c_uint, u64) {
    (array.id, array.descriptor.Format, array.descriptor.NumChannels, array.element)
}

/// What the worker is told of a texture's resource.
fn resource(
    driver: &Driver,
    wanted: &CUDA_RESOURCE_DESC,
    view: Option<&CUDA_RESOURCE_VIEW_DESC>,
) -> CuResult<TextureResource> {
    if wanted.flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: each kind says which member is meant; all are plain numbers and handles, and the union was read as a whole.
    unsafe {
        match wanted.resType {
            R::CU_RESOURCE_TYPE_ARRAY => {
                let array = driver.arrays.get(from_c(wanted.res.array.hArray))?;
                let level = array.level.unwrap_or(0);
                let layers = layers(&array.descriptor);
                of_array(wanted.resType, plain(&array), (level, level), layers, view)
            }
            R::CU_RESOURCE_TYPE_MIPMAPPED_ARRAY => {
                let array = driver.mipmapped.get(from_c(wanted.res.mipmap.hMipmappedArray))?;
                let levels = (0, (array.levels.lock().len() as u32).saturating_sub(1));
                let descriptor = &array.descriptor;
                let of = (array.id, descriptor.Format, descriptor.NumChannels, array.element);
                of_array(wanted.resType, of, levels, layers(descriptor), view)
            }
            kind @ (R::CU_RESOURCE_TYPE_LINEAR | R::CU_RESOURCE_TYPE_PITCH2D) => {
                if view.is_some() {
                    return Err(CuError::INVALID_VALUE);
                }
                let (address, format, channels, width, height, pitch) = match kind {
                    R::CU_RESOURCE_TYPE_LINEAR => {
                        let linear = wanted.res.linear;
                        (linear.devPtr, linear.format, linear.numChannels, linear.sizeInBytes, 0, 0)
                    }
                    _ => {
                        let rows = wanted.res.pitch2D;
                        (
                            rows.devPtr,
                            rows.format,
                            rows.numChannels,
                            rows.width,
                            rows.height,
                            rows.pitchInBytes,
                        )
                    }
                };
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
            _ => Err(CuError::INVALID_VALUE),
        }
    }
}

fn sampling(wanted: &CUDA_TEXTURE_DESC) -> CuResult<TextureSampling> {
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

/// Makes a texture in a context; its handle.
pub(super) fn create(
    driver: &Driver,
    context_id: ContextId,
    of: CUDA_RESOURCE_DESC,
    read: CUDA_TEXTURE_DESC,
    view: Option<CUDA_RESOURCE_VIEW_DESC>,
) -> CuResult<u64> {
    let told = resource(driver, &of, view.as_ref())?;
    let handle = driver.session.texture_create(context_id, told, sampling(&read)?)?;
    driver.textures.lock().insert(handle, Texture { context_id, of, read, view });
    Ok(handle)
}

/// # Safety
/// `texture` is NULL or valid for a write; the descriptions are NULL or valid.
pub unsafe fn cuTexObjectCreate(
    texture: *mut CUtexObject,
    of: *const CUDA_RESOURCE_DESC,
    read: *const CUDA_TEXTURE_DESC,
    view: *const CUDA_RESOURCE_VIEW_DESC,
) -> CuResult {
    let driver = driver()?;
    wanted(texture)?;
    wanted(of)?;
    wanted(read)?;
    let (_, context_id) = context::alive(driver)?;
    // SAFETY: the caller's promise; not NULL where read.
    let (of, read, view) = unsafe { (of.read(), read.read(), (!view.is_null()).then(|| view.read())) };
    let handle = create(driver, context_id, of, read, view)?;
    // SAFETY: the caller's promise.
    unsafe { put(texture, handle) }
}

/// Forgets a texture, once the work that may read it is done.
pub fn cuTexObjectDestroy(texture: CUtexObject) -> CuResult {
    let driver = driver()?;
    context::alive(driver)?;
    driver.textures.lock().remove(&texture).ok_or(CuError::INVALID_VALUE)?;
    driver.session.texture_destroy(texture)
}

/// # Safety
/// `of` is NULL or valid for a write.
pub unsafe fn cuTexObjectGetResourceDesc(of: *mut CUDA_RESOURCE_DESC, texture: CUtexObject) -> CuResult {
    let driver = driver()?;
    let found = driver.textures.lock().get(&texture).map(|found| found.of).ok_or(CuError::INVALID_VALUE)?;
    // SAFETY: the caller's promise.
    unsafe { put(of, found) }
}

/// # Safety
/// `read` is NULL or valid for a write.
pub unsafe fn cuTexObjectGetTextureDesc(read: *mut CUDA_TEXTURE_DESC, texture: CUtexObject) -> CuResult {
    let driver = driver()?;
    let found = driver.textures.lock().get(&texture).map(|found| found.read);
    // SAFETY: the caller's promise.
    unsafe { put(read, found.ok_or(CuError::INVALID_VALUE)?) }
}

/// # Safety
/// `view` is NULL or valid for a write.
pub unsafe fn cuTexObjectGetResourceViewDesc(
    view: *mut CUDA_RESOURCE_VIEW_DESC,
    texture: CUtexObject,
) -> CuResult {
    let driver = driver()?;
    let found = driver.textures.lock().get(&texture).and_then(|found| found.view);
    // SAFETY: the caller's promise.
    unsafe { put(view, found.ok_or(CuError::INVALID_VALUE)?) }
}

/// # Safety
/// `surface` is NULL or valid for a write, `of` NULL or valid.
pub unsafe fn cuSurfObjectCreate(surface: *mut CUsurfObject, of: *const CUDA_RESOURCE_DESC) -> CuResult {
    /// CUDA_ARRAY3D_SURFACE_LDST.
    const SURFACE: c_uint = 2;
    let driver = driver()?;
    wanted(surface)?;
    wanted(of)?;
    let (_, context_id) = context::alive(driver)?;
    // SAFETY: the caller's promise; not NULL.
    let of = unsafe { of.read() };
    if of.resType != R::CU_RESOURCE_TYPE_ARRAY || of.flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the kind says that this member is meant.
    let array = driver.arrays.get(from_c(unsafe { of.res.array.hArray }))?;
    if array.descriptor.Flags & SURFACE == 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let handle = driver.session.surface_create(context_id, array.id, array.level.unwrap_or(0))?;
    driver.surfaces.lock().insert(handle, Surface { context_id, of });
    // SAFETY: the caller's promise.
    unsafe { put(surface, handle) }
}

/// Forgets a surface, once the work that may use it is done.
pub fn cuSurfObjectDestroy(surface: CUsurfObject) -> CuResult {
    let driver = driver()?;
    context::alive(driver)?;
    driver.surfaces.lock().remove(&surface).ok_or(CuError::INVALID_VALUE)?;
    driver.session.surface_destroy(surface)
}

/// # Safety
/// `of` is NULL or valid for a write.
pub unsafe fn cuSurfObjectGetResourceDesc(of: *mut CUDA_RESOURCE_DESC, surface: CUsurfObject) -> CuResult {
    let driver = driver()?;
    let found = driver.surfaces.lock().get(&surface).map(|found| found.of).ok_or(CuError::INVALID_VALUE)?;
    // SAFETY: the caller's promise.
    unsafe { put(of, found) }
}

/// Texels of the longest texture of linear memory.
///
/// # Safety
/// `texels` is NULL or valid for a write.
pub unsafe fn cuDeviceGetTexture1DLinearMaxWidth(
    texels: *mut usize,
    format: F,
    channels: c_uint,
    device: CUdevice,
) -> CuResult {
    use cuda_abi::CUdevice_attribute as A;
    let driver = driver()?;
    wanted(texels)?;
    let device = driver.device_of(device)?;
    element(format, channels)?;
    let most = A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE1D_LINEAR_WIDTH;
    let most = device.description.attribute(most.0).and_then(|most| usize::try_from(most).ok());
    // SAFETY: the caller's promise.
    unsafe { put(texels, most.unwrap_or(0)) }
}
