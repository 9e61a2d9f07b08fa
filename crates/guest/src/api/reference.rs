//! Texture and surface references ("Texture Reference Management", "Surface Reference Management", both deprecated there).

use std::ffi::{CStr, c_char, c_int, c_uint};
use std::sync::Arc;

use cuda_abi::{
    CU_PARAM_TR_DEFAULT, CU_TRSA_OVERRIDE_FORMAT, CU_TRSF_DISABLE_TRILINEAR_OPTIMIZATION,
    CU_TRSF_NORMALIZED_COORDINATES, CU_TRSF_READ_AS_INTEGER, CU_TRSF_SRGB, CUDA_ARRAY_DESCRIPTOR,
    CUaddress_mode, CUarray, CUarray_format, CUdevice_attribute as A, CUdeviceptr, CUfilter_mode, CUfunction,
    CUmipmappedArray, CUmodule, CUsurfref, CUtexref, CuError, CuResult,
};

use super::{as_c, from_c, put, put_if_wanted, wanted};
use crate::array::element;
use crate::context;
use crate::driver::{Driver, driver};
use crate::reference::{Bound, Reference, Set, Texture};

/// CU_TRSF_* of references.
const KNOWN_FLAGS: c_uint = CU_TRSF_READ_AS_INTEGER
    | CU_TRSF_NORMALIZED_COORDINATES
    | CU_TRSF_SRGB
    | CU_TRSF_DISABLE_TRILINEAR_OPTIMIZATION;
/// Texels between that are looked at, at most.
const MOST_ANISOTROPY: c_uint = 16;

/// The texture reference that a handle names.
fn texture(driver: &Driver, reference: CUtexref) -> CuResult<Arc<Reference>> {
    context::alive(driver)?;
    driver.texture_references.get(from_c(reference)).map_err(|_| CuError::INVALID_VALUE)
}

/// The surface reference that a handle names.
fn surface(driver: &Driver, reference: CUsurfref) -> CuResult<Arc<Reference>> {
    context::alive(driver)?;
    driver.surface_references.get(from_c(reference)).map_err(|_| CuError::INVALID_VALUE)
}

/// Changes what is set of a texture reference.
fn change(reference: CUtexref, change: impl FnOnce(&Driver, &mut Texture) -> CuResult) -> CuResult {
    let driver = driver()?;
    texture(driver, reference)?.change(|set| match set {
        Set::Texture(texture) => change(driver, texture),
        Set::Surface(_) => Err(CuError::INVALID_VALUE),
    })
}

/// Asks what is set of a texture reference.
///
/// # Safety
/// `target` is NULL or valid for a write.
unsafe fn ask<T>(target: *mut T, reference: CUtexref, ask: impl FnOnce(&Texture) -> CuResult<T>) -> CuResult {
    let value = texture(driver()?, reference)?.texture(ask)?;
    // SAFETY: the caller's promise.
    unsafe { put(target, value) }
}

/// A module's reference by name.
///
/// # Safety
/// `name` is NULL or a C string.
unsafe fn of_module(module: CUmodule, name: *const c_char, is_surface: bool) -> CuResult<u64> {
    let driver = driver()?;
    wanted(name)?;
    let module = driver.modules.get(from_c(module))?;
    let of = (module.handle, module.id, module.context_id);
    // SAFETY: the caller's promise; not NULL.
    let name = unsafe { CStr::from_ptr(name) };
    Ok(module.references.get(driver, of, name, is_surface)?.handle)
}

/// # Safety
/// `reference` is NULL or valid for a write, `name` NULL or a C string.
pub unsafe fn cuModuleGetTexRef(reference: *mut CUtexref, module: CUmodule, name: *const c_char) -> CuResult {
    wanted(reference)?;
    // SAFETY: the caller's promise.
    unsafe { put(reference, as_c(of_module(module, name, false)?)) }
}

/// # Safety
/// As [`cuModuleGetTexRef`].
pub unsafe fn cuModuleGetSurfRef(
    reference: *mut CUsurfref,
    module: CUmodule,
    name: *const c_char,
) -> CuResult {
    wanted(reference)?;
    // SAFETY: the caller's promise.
    unsafe { put(reference, as_c(of_module(module, name, true)?)) }
}

/// A reference that no module has: no kernel reads through it.
///
/// # Safety
/// `reference` is NULL or valid for a write.
pub unsafe fn cuTexRefCreate(reference: *mut CUtexref) -> CuResult {
    let driver = driver()?;
    wanted(reference)?;
    let (_, context_id) = context::alive(driver)?;
    let (handle, _) = driver.texture_references.insert_with(|handle| Reference::alone(handle, context_id));
    // SAFETY: the caller's promise.
    unsafe { put(reference, as_c(handle)) }
}

/// Those of a module go with that.
pub fn cuTexRefDestroy(reference: CUtexref) -> CuResult {
    let driver = driver()?;
    let found = texture(driver, reference)?;
    if found.module != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    driver.texture_references.remove(found.handle).map(|_| ())
}

/// Whatever is bound to a module's reference is there for its kernels as it is: there is nothing to do.
pub fn cuParamSetTexRef(function: CUfunction, unit: c_int, reference: CUtexref) -> CuResult {
    let driver = driver()?;
    let function = driver.functions.get(from_c(function))?;
    let found = texture(driver, reference)?;
    let fits = unit == CU_PARAM_TR_DEFAULT && found.module == function.module;
    if fits { Ok(()) } else { Err(CuError::INVALID_VALUE) }
}

/// Binds an array, whose format becomes the reference's.
pub fn cuTexRefSetArray(reference: CUtexref, array: CUarray, flags: c_uint) -> CuResult {
    change(reference, |driver, texture| {
        if flags != CU_TRSA_OVERRIDE_FORMAT {
            return Err(CuError::INVALID_VALUE);
        }
        let found = driver.arrays.get(from_c(array))?;
        (texture.format, texture.channels) = (found.descriptor.Format, found.descriptor.NumChannels);
        texture.bound = Bound::Array(from_c(array));
        Ok(())
    })
}

/// Binds all levels of an array, whose format becomes the reference's.
pub fn cuTexRefSetMipmappedArray(reference: CUtexref, array: CUmipmappedArray, flags: c_uint) -> CuResult {
    change(reference, |driver, texture| {
        if flags != CU_TRSA_OVERRIDE_FORMAT {
            return Err(CuError::INVALID_VALUE);
        }
        let found = driver.mipmapped.get(from_c(array))?;
        (texture.format, texture.channels) = (found.descriptor.Format, found.descriptor.NumChannels);
        texture.bound = Bound::Mipmapped(from_c(array));
        Ok(())
    })
}

fn attribute(driver: &Driver, wanted: A) -> CuResult<u64> {
    let (context, _) = context::alive(driver)?;
    let value = driver.device(context.device)?.description.attribute(wanted.0);
    value.and_then(|value| u64::try_from(value).ok()).ok_or(CuError::INVALID_VALUE)
}

/// Binds linear memory. Textures begin at multiples of an alignment: what an address is beyond one is told, for kernels to add.
///
/// # Safety
/// `offset` is NULL or valid for a write.
pub unsafe fn cuTexRefSetAddress_v2(
    offset: *mut usize,
    reference: CUtexref,
    address: CUdeviceptr,
    bytes: usize,
) -> CuResult {
    change(reference, |driver, texture| {
        let beyond = address % attribute(driver, A::CU_DEVICE_ATTRIBUTE_TEXTURE_ALIGNMENT)?.max(1);
        driver.ranges.check(address, (bytes as u64).max(1))?;
        driver.ranges.check(address - beyond, 1)?;
        let all = bytes.checked_add(beyond as usize).ok_or(CuError::INVALID_VALUE)?;
        let texel = if texture.format.0 == 0 { 1 } else { element(texture.format, texture.channels)? };
        let most = attribute(driver, A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE1D_LINEAR_WIDTH)?;
        if bytes as u64 / texel > most || (offset.is_null() && beyond != 0) {
            return Err(CuError::INVALID_VALUE);
        }
        texture.bound = Bound::Linear(address - beyond, all);
        // SAFETY: the caller's promise.
        unsafe { put_if_wanted(offset, beyond as usize) };
        Ok(())
    })
}

/// Binds rows in linear memory, of as many texels and of the format that the description says.
///
/// # Safety
/// `shape` is NULL or valid.
pub unsafe fn cuTexRefSetAddress2D_v3(
    reference: CUtexref,
    shape: *const CUDA_ARRAY_DESCRIPTOR,
    address: CUdeviceptr,
    pitch: usize,
) -> CuResult {
    wanted(shape)?;
    // SAFETY: the caller's promise; not NULL.
    let shape = unsafe { shape.read() };
    change(reference, |driver, texture| {
        let texel = element(shape.Format, shape.NumChannels)?;
        let limit = |wanted| attribute(driver, wanted);
        let (width, height, pitch) = (shape.Width as u64, shape.Height as u64, pitch as u64);
        let fits = (1..=limit(A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE2D_LINEAR_WIDTH)?).contains(&width)
            && (1..=limit(A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE2D_LINEAR_HEIGHT)?).contains(&height)
            && (width * texel..=limit(A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE2D_LINEAR_PITCH)?)
                .contains(&pitch)
            && address.is_multiple_of(limit(A::CU_DEVICE_ATTRIBUTE_TEXTURE_ALIGNMENT)?)
            && pitch.is_multiple_of(limit(A::CU_DEVICE_ATTRIBUTE_TEXTURE_PITCH_ALIGNMENT)?);
        if !fits {
            return Err(CuError::INVALID_VALUE);
        }
        driver.ranges.check(address, (height - 1) * pitch + width * texel)?;
        (texture.format, texture.channels) = (shape.Format, shape.NumChannels);
        texture.bound =
            Bound::Rows { address, width: shape.Width, height: shape.Height, pitch: pitch as usize };
        Ok(())
    })
}

/// As [`cuTexRefSetAddress2D_v3`]: an address has to be aligned as ever.
///
/// # Safety
/// As there.
pub unsafe fn cuTexRefSetAddress2D_v2(
    reference: CUtexref,
    shape: *const CUDA_ARRAY_DESCRIPTOR,
    address: CUdeviceptr,
    pitch: usize,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuTexRefSetAddress2D_v3(reference, shape, address, pitch) }
}

/// What numbers texels of linear memory are of. Rows have been bound with theirs.
pub fn cuTexRefSetFormat(reference: CUtexref, format: CUarray_format, channels: c_int) -> CuResult {
    change(reference, |_, texture| {
        let channels = c_uint::try_from(channels).map_err(|_| CuError::INVALID_VALUE)?;
        element(format, channels)?;
        if matches!(texture.bound, Bound::Rows { .. }) {
            return Err(CuError::INVALID_VALUE);
        }
        (texture.format, texture.channels) = (format, channels);
        Ok(())
    })
}

/// What is beyond the edges of a dimension.
pub fn cuTexRefSetAddressMode(reference: CUtexref, dimension: c_int, mode: CUaddress_mode) -> CuResult {
    change(reference, |_, texture| {
        let dimension = usize::try_from(dimension).map_err(|_| CuError::INVALID_VALUE)?;
        let kept = texture.read.addressMode.get_mut(dimension).ok_or(CuError::INVALID_VALUE)?;
        if mode.0 > CUaddress_mode::CU_TR_ADDRESS_MODE_BORDER.0 {
            return Err(CuError::INVALID_VALUE);
        }
        *kept = mode;
        Ok(())
    })
}

fn known(mode: CUfilter_mode) -> CuResult<CUfilter_mode> {
    let is_known = mode.0 <= CUfilter_mode::CU_TR_FILTER_MODE_LINEAR.0;
    if is_known { Ok(mode) } else { Err(CuError::INVALID_VALUE) }
}

/// What is read between texels.
pub fn cuTexRefSetFilterMode(reference: CUtexref, mode: CUfilter_mode) -> CuResult {
    change(reference, |_, texture| {
        texture.read.filterMode = known(mode)?;
        Ok(())
    })
}

/// What is read between levels.
pub fn cuTexRefSetMipmapFilterMode(reference: CUtexref, mode: CUfilter_mode) -> CuResult {
    change(reference, |_, texture| {
        texture.read.mipmapFilterMode = known(mode)?;
        Ok(())
    })
}

/// What is added to each level that a kernel asks for.
pub fn cuTexRefSetMipmapLevelBias(reference: CUtexref, bias: f32) -> CuResult {
    change(reference, |_, texture| {
        texture.read.mipmapLevelBias = bias;
        Ok(())
    })
}

/// The least level that is read and the most.
pub fn cuTexRefSetMipmapLevelClamp(reference: CUtexref, least: f32, most: f32) -> CuResult {
    change(reference, |_, texture| {
        (texture.read.minMipmapLevelClamp, texture.read.maxMipmapLevelClamp) = (least, most);
        Ok(())
    })
}

/// How many texels may be looked at where a kernel looks from aside.
pub fn cuTexRefSetMaxAnisotropy(reference: CUtexref, most: c_uint) -> CuResult {
    change(reference, |_, texture| {
        if most > MOST_ANISOTROPY {
            return Err(CuError::INVALID_VALUE);
        }
        texture.read.maxAnisotropy = most;
        Ok(())
    })
}

/// The color beyond the edges.
///
/// # Safety
/// `color` is NULL or valid for reads of four numbers.
pub unsafe fn cuTexRefSetBorderColor(reference: CUtexref, color: *mut f32) -> CuResult {
    wanted(color)?;
    // SAFETY: the caller's promise; not NULL.
    let color = unsafe { color.cast::<[f32; 4]>().read() };
    change(reference, |_, texture| {
        texture.read.borderColor = color;
        Ok(())
    })
}

/// CU_TRSF_*: how coordinates and integers are taken.
pub fn cuTexRefSetFlags(reference: CUtexref, flags: c_uint) -> CuResult {
    change(reference, |_, texture| {
        if flags & !KNOWN_FLAGS != 0 {
            return Err(CuError::INVALID_VALUE);
        }
        texture.read.flags = flags;
        Ok(())
    })
}

/// # Safety
/// `address` is NULL or valid for a write.
pub unsafe fn cuTexRefGetAddress_v2(address: *mut CUdeviceptr, reference: CUtexref) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe {
        ask(address, reference, |texture| match texture.bound {
            Bound::Linear(address, _) | Bound::Rows { address, .. } => Ok(address),
            _ => Err(CuError::INVALID_VALUE),
        })
    }
}

/// # Safety
/// `array` is NULL or valid for a write.
pub unsafe fn cuTexRefGetArray(array: *mut CUarray, reference: CUtexref) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe {
        ask(array, reference, |texture| match texture.bound {
            Bound::Array(handle) => Ok(as_c(handle)),
            _ => Err(CuError::INVALID_VALUE),
        })
    }
}

/// # Safety
/// `array` is NULL or valid for a write.
pub unsafe fn cuTexRefGetMipmappedArray(array: *mut CUmipmappedArray, reference: CUtexref) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe {
        ask(array, reference, |texture| match texture.bound {
            Bound::Mipmapped(handle) => Ok(as_c(handle)),
            _ => Err(CuError::INVALID_VALUE),
        })
    }
}

/// Either may be left out.
///
/// # Safety
/// `format` and `channels` are NULL or valid for writes.
pub unsafe fn cuTexRefGetFormat(
    format: *mut CUarray_format,
    channels: *mut c_int,
    reference: CUtexref,
) -> CuResult {
    let set = texture(driver()?, reference)?.texture(|texture| match texture.format.0 {
        0 => Err(CuError::INVALID_VALUE),
        _ => Ok((texture.format, texture.channels)),
    })?;
    // SAFETY: the caller's promise.
    unsafe {
        put_if_wanted(format, set.0);
        put_if_wanted(channels, set.1 as c_int);
    }
    Ok(())
}

/// # Safety
/// `mode` is NULL or valid for a write.
pub unsafe fn cuTexRefGetAddressMode(
    mode: *mut CUaddress_mode,
    reference: CUtexref,
    dimension: c_int,
) -> CuResult {
    let dimension = usize::try_from(dimension).map_err(|_| CuError::INVALID_VALUE)?;
    let of =
        |texture: &Texture| texture.read.addressMode.get(dimension).copied().ok_or(CuError::INVALID_VALUE);
    // SAFETY: the caller's promise.
    unsafe { ask(mode, reference, of) }
}

/// # Safety
/// `mode` is NULL or valid for a write.
pub unsafe fn cuTexRefGetFilterMode(mode: *mut CUfilter_mode, reference: CUtexref) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { ask(mode, reference, |texture| Ok(texture.read.filterMode)) }
}

/// # Safety
/// `mode` is NULL or valid for a write.
pub unsafe fn cuTexRefGetMipmapFilterMode(mode: *mut CUfilter_mode, reference: CUtexref) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { ask(mode, reference, |texture| Ok(texture.read.mipmapFilterMode)) }
}

/// # Safety
/// `bias` is NULL or valid for a write.
pub unsafe fn cuTexRefGetMipmapLevelBias(bias: *mut f32, reference: CUtexref) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { ask(bias, reference, |texture| Ok(texture.read.mipmapLevelBias)) }
}

/// # Safety
/// `least` and `most` are NULL or valid for writes.
pub unsafe fn cuTexRefGetMipmapLevelClamp(least: *mut f32, most: *mut f32, reference: CUtexref) -> CuResult {
    wanted(most)?;
    // SAFETY: the caller's promise.
    unsafe {
        ask(least, reference, |texture| Ok(texture.read.minMipmapLevelClamp))?;
        ask(most, reference, |texture| Ok(texture.read.maxMipmapLevelClamp))
    }
}

/// # Safety
/// `most` is NULL or valid for a write.
pub unsafe fn cuTexRefGetMaxAnisotropy(most: *mut c_int, reference: CUtexref) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { ask(most, reference, |texture| Ok(texture.read.maxAnisotropy as c_int)) }
}

/// # Safety
/// `color` is NULL or valid for writes of four numbers.
pub unsafe fn cuTexRefGetBorderColor(color: *mut f32, reference: CUtexref) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { ask(color.cast::<[f32; 4]>(), reference, |texture| Ok(texture.read.borderColor)) }
}

/// # Safety
/// `flags` is NULL or valid for a write.
pub unsafe fn cuTexRefGetFlags(flags: *mut c_uint, reference: CUtexref) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { ask(flags, reference, |texture| Ok(texture.read.flags)) }
}

/// Binds an array that was made for surfaces.
pub fn cuSurfRefSetArray(reference: CUsurfref, array: CUarray, flags: c_uint) -> CuResult {
    /// CUDA_ARRAY3D_SURFACE_LDST.
    const SURFACE: c_uint = 2;
    let driver = driver()?;
    let found = surface(driver, reference)?;
    let of = driver.arrays.get(from_c(array))?;
    if flags != 0 || of.descriptor.Flags & SURFACE == 0 {
        return Err(CuError::INVALID_VALUE);
    }
    found.change(|set| {
        *set = Set::Surface(Some(from_c(array)));
        Ok(())
    })
}

/// # Safety
/// `array` is NULL or valid for a write.
pub unsafe fn cuSurfRefGetArray(array: *mut CUarray, reference: CUsurfref) -> CuResult {
    let handle = surface(driver()?, reference)?.surface()?;
    // SAFETY: the caller's promise.
    unsafe { put(array, as_c(handle)) }
}
