//! Texture and surface objects ("Texture Object Management", "Surface Object Management").

use std::ffi::c_uint;

use cuda_abi::{
    CUDA_RESOURCE_DESC, CUDA_RESOURCE_VIEW_DESC, CUDA_TEXTURE_DESC, CUarray_format as F, CUdevice,
    CUresourcetype as R, CUsurfObject, CUtexObject, CuError, CuResult,
};
use wire::{ContextId, TextureResource};

use super::{from_c, put, texel, wanted};
use crate::array::element;
use crate::context;
use crate::driver::{Driver, driver};
use crate::texture::{Surface, Texture};

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
            R::CU_RESOURCE_TYPE_ARRAY => texel::of_array(driver, from_c(wanted.res.array.hArray), view),
            R::CU_RESOURCE_TYPE_MIPMAPPED_ARRAY => {
                texel::of_mipmapped(driver, from_c(wanted.res.mipmap.hMipmappedArray), view)
            }
            R::CU_RESOURCE_TYPE_LINEAR | R::CU_RESOURCE_TYPE_PITCH2D if view.is_some() => {
                Err(CuError::INVALID_VALUE)
            }
            kind @ R::CU_RESOURCE_TYPE_LINEAR => {
                let of = wanted.res.linear;
                let texels = (of.devPtr, of.format, of.numChannels);
                texel::of_memory(driver, kind, texels, (of.sizeInBytes, 0, 0))
            }
            kind @ R::CU_RESOURCE_TYPE_PITCH2D => {
                let of = wanted.res.pitch2D;
                let texels = (of.devPtr, of.format, of.numChannels);
                texel::of_memory(driver, kind, texels, (of.width, of.height, of.pitchInBytes))
            }
            _ => Err(CuError::INVALID_VALUE),
        }
    }
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
    let handle = driver.session.texture_create(context_id, told, texel::sampling(&read)?)?;
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
