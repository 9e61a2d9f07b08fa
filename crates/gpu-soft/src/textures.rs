//! Textures and surfaces of a session: which handles there are, and that what they are of is still there.

use std::collections::HashMap;
use std::sync::Arc;

use cuda_abi::{CUarray_format as F, CUresourcetype as R, CuError, CuResult};
use parking_lot::RwLock;
use ptx_jit::{Beyond, Level, Number, Texture};
use wire::{ArrayId, ContextId, TextureResource, TextureSampling};

use crate::arrays::Arrays;
use crate::memory::Reach;

/// CU_DEVICE_ATTRIBUTE_TEXTURE_ALIGNMENT and _TEXTURE_PITCH_ALIGNMENT.
const ALIGNMENT: u64 = 512;
const PITCH_ALIGNMENT: u64 = 32;
/// Texels of linear memory (CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE1D_LINEAR_WIDTH).
pub const MOST_LINEAR: u64 = 1 << 28;
/// The same with rows (CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE2D_LINEAR_*).
pub const MOST_PITCHED: (u64, u64) = (131_072, 65_000);
/// CU_TRSF_*.
const READ_AS_INTEGER: u32 = 1;
const NORMALIZED_COORDINATES: u32 = 2;
const SRGB: u32 = 16;

/// What a handle is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Array(ArrayId),
    /// Linear memory: first byte and bytes.
    Memory(u64, u64),
}

struct Entry {
    context: ContextId,
    of: Of,
    texture: Arc<Texture>,
}

#[derive(Default)]
struct State {
    entries: HashMap<u64, Entry>,
    last: u64,
}

/// The textures and surfaces of a session, by what kernels know them by.
#[derive(Default)]
pub struct Textures(RwLock<State>);

fn number(format: u32) -> CuResult<Number> {
    Ok(match F(format) {
        F::CU_AD_FORMAT_UNSIGNED_INT8 => Number::U8,
        F::CU_AD_FORMAT_UNSIGNED_INT16 => Number::U16,
        F::CU_AD_FORMAT_UNSIGNED_INT32 => Number::U32,
        F::CU_AD_FORMAT_SIGNED_INT8 => Number::S8,
        F::CU_AD_FORMAT_SIGNED_INT16 => Number::S16,
        F::CU_AD_FORMAT_SIGNED_INT32 => Number::S32,
        F::CU_AD_FORMAT_HALF => Number::F16,
        F::CU_AD_FORMAT_FLOAT => Number::F32,
        _ => return Err(CuError::NOT_SUPPORTED),
    })
}

fn beyond(modes: u32) -> CuResult<[Beyond; 3]> {
    let mut beyond = [Beyond::Clamp; 3];
    for (dimension, beyond) in beyond.iter_mut().enumerate() {
        *beyond = match modes >> (4 * dimension) & 15 {
            0 => Beyond::Wrap,
            1 => Beyond::Clamp,
            2 => Beyond::Mirror,
            3 => Beyond::Border,
            _ => return Err(CuError::INVALID_VALUE),
        };
    }
    Ok(beyond)
}

impl Textures {
    fn add(&self, context: ContextId, of: Of, texture: Texture) -> u64 {
        let mut state = self.0.write();
        state.last += 1;
        let handle = state.last;
        state.entries.insert(handle, Entry { context, of, texture: Arc::new(texture) });
        handle
    }

    /// Makes a texture of an array, or of linear memory that `reach` holds.
    ///
    /// # Errors
    /// `INVALID_VALUE` for what no texture can be of, `INVALID_HANDLE` for no such array, `NOT_SUPPORTED` for other formats.
    pub fn create(
        &self,
        arrays: &Arrays,
        reach: &Reach,
        context: ContextId,
        resource: &TextureResource,
        sampling: &TextureSampling,
    ) -> CuResult<u64> {
        let number = number(resource.format)?;
        let channels = u8::try_from(resource.channels).ok().filter(|n| matches!(n, 1 | 2 | 4));
        let channels = channels.ok_or(CuError::INVALID_VALUE)?;
        let texel = number.bytes() * u64::from(channels);
        let array = ArrayId(resource.array);
        let (of, levels, is_layered) = match R(resource.kind & !TextureResource::VIEW) {
            R::CU_RESOURCE_TYPE_ARRAY | R::CU_RESOURCE_TYPE_MIPMAPPED_ARRAY => {
                let (levels, bytes, is_layered) = arrays.levels(array)?;
                let (first, last) = (resource.first_level as usize, resource.last_level as usize);
                let chosen = levels.get(first..=last).filter(|chosen| !chosen.is_empty());
                let mut chosen = chosen.ok_or(CuError::INVALID_VALUE)?.to_vec();
                // A view may make other numbers of the same bytes.
                if bytes != texel {
                    return Err(CuError::INVALID_VALUE);
                }
                if is_layered {
                    let (first, last) = (u64::from(resource.first_layer), u64::from(resource.last_layer));
                    for level in &mut chosen {
                        let last = last.min(level.extent[2] - 1);
                        let count = (last + 1).checked_sub(first).filter(|count| *count > 0);
                        level.extent[2] = count.ok_or(CuError::INVALID_VALUE)?;
                        level.address += first * level.plane;
                    }
                }
                (Of::Array(array), chosen, is_layered)
            }
            kind @ (R::CU_RESOURCE_TYPE_LINEAR | R::CU_RESOURCE_TYPE_PITCH2D) => {
                let is_rows = kind == R::CU_RESOURCE_TYPE_PITCH2D;
                let &TextureResource { address, width, height, pitch, .. } = resource;
                let (extent, pitch, bytes) = if is_rows {
                    let row = width.checked_mul(texel).ok_or(CuError::INVALID_VALUE)?;
                    let fits =
                        (1..=MOST_PITCHED.0).contains(&width) && (1..=MOST_PITCHED.1).contains(&height);
                    if !fits || pitch < row || !pitch.is_multiple_of(PITCH_ALIGNMENT) {
                        return Err(CuError::INVALID_VALUE);
                    }
                    let bytes = (height - 1).checked_mul(pitch).and_then(|rows| rows.checked_add(row));
                    ([width, height, 1], pitch, bytes.ok_or(CuError::INVALID_VALUE)?)
                } else {
                    let texels = width / texel;
                    if !(1..=MOST_LINEAR).contains(&texels) {
                        return Err(CuError::INVALID_VALUE);
                    }
                    ([texels, 1, 1], texels * texel, texels * texel)
                };
                if !address.is_multiple_of(ALIGNMENT) || !reach.holds(address, bytes) {
                    return Err(CuError::INVALID_VALUE);
                }
                let level = Level { address, pitch, plane: 0, extent };
                (Of::Memory(address, bytes), vec![level], false)
            }
            _ => return Err(CuError::INVALID_VALUE),
        };
        let is_fraction = matches!(number, Number::U8 | Number::U16 | Number::S8 | Number::S16);
        let texture = Texture {
            levels,
            number,
            channels,
            is_layered,
            is_buffer: resource.kind == R::CU_RESOURCE_TYPE_LINEAR.0,
            beyond: beyond(sampling.beyond)?,
            is_linear: sampling.filter & 15 == 1,
            is_linear_between: sampling.filter >> 4 & 15 == 1,
            as_fraction: is_fraction && sampling.flags & READ_AS_INTEGER == 0,
            is_normalized: sampling.flags & NORMALIZED_COORDINATES != 0,
            is_srgb: sampling.flags & SRGB != 0,
            border: [sampling.red, sampling.green, sampling.blue, sampling.alpha].map(f32::from_bits),
            level: (
                f32::from_bits(sampling.bias),
                f32::from_bits(sampling.least),
                f32::from_bits(sampling.most),
            ),
        };
        Ok(self.add(context, of, texture))
    }

    /// Makes a surface of an array that was made for it.
    ///
    /// # Errors
    /// `INVALID_HANDLE` for no such array, `INVALID_VALUE` for one that was not, or a level that it does not have.
    pub fn create_surface(
        &self,
        arrays: &Arrays,
        context: ContextId,
        array: ArrayId,
        level: u32,
    ) -> CuResult<u64> {
        let (format, channels) = arrays.surface_format(array)?;
        let (levels, _, is_layered) = arrays.levels(array)?;
        let level = *levels.get(level as usize).ok_or(CuError::INVALID_VALUE)?;
        let surface = Texture {
            levels: vec![level],
            number: number(format)?,
            channels: channels as u8,
            is_layered,
            is_buffer: false,
            beyond: [Beyond::Clamp; 3],
            is_linear: false,
            is_linear_between: false,
            as_fraction: false,
            is_normalized: false,
            is_srgb: false,
            border: [0.0; 4],
            level: (0.0, 0.0, 0.0),
        };
        Ok(self.add(context, Of::Array(array), surface))
    }

    /// The context of a handle.
    ///
    /// # Errors
    /// `INVALID_VALUE` if there is none.
    pub fn context_of(&self, handle: u64) -> CuResult<ContextId> {
        self.0.read().entries.get(&handle).map(|entry| entry.context).ok_or(CuError::INVALID_VALUE)
    }

    /// Forgets a handle.
    pub fn forget(&self, handle: u64) {
        self.0.write().entries.remove(&handle);
    }

    /// Forgets those of an array that is gone.
    pub fn forget_array(&self, array: ArrayId) {
        self.0.write().entries.retain(|_, entry| entry.of != Of::Array(array));
    }

    /// Forgets those of a context that has ended.
    pub fn forget_context(&self, context: ContextId) {
        self.0.write().entries.retain(|_, entry| entry.context != context);
    }

    /// What a handle names, if all of it is still there; `holds` says so of linear memory.
    pub fn find(&self, handle: u64, holds: impl Fn(u64, u64) -> bool) -> Option<Arc<Texture>> {
        let state = self.0.read();
        let entry = state.entries.get(&handle)?;
        match entry.of {
            Of::Memory(address, bytes) if !holds(address, bytes) => None,
            _ => Some(entry.texture.clone()),
        }
    }
}
