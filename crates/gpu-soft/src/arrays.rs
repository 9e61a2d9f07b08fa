//! Arrays: rows of elements in device memory that kernels do not reach by an address, and the boxes that copies name in them.

use std::collections::HashMap;

use cuda_abi::{CUarray_format as F, CuError, CuResult};
use parking_lot::Mutex;
use ptx_jit::Level as Texels;
use wire::{ArrayBox, ArrayDescription, ArrayId, ContextId, Rows};

use crate::memory::{Kind, Memory};

/// Rows start at multiples of this many bytes (CU_DEVICE_ATTRIBUTE_TEXTURE_PITCH_ALIGNMENT).
const PITCH: u64 = 32;
/// CUDA_ARRAY3D_LAYERED and _CUBEMAP.
const LAYERED: u32 = 1;
const CUBEMAP: u32 = 4;
/// CUDA_ARRAY3D_SURFACE_LDST.
const SURFACE: u32 = 2;
/// CUDA_ARRAY3D_SPARSE and _DEFERRED_MAPPING.
const UNMAPPED: u32 = 0xc0;

/// Where a level of an array lies.
#[derive(Clone, Copy, Debug)]
struct Level {
    address: u64,
    /// Bytes of a row that are elements.
    row: u64,
    pitch: u64,
    height: u64,
    depth: u64,
}

struct Array {
    context: ContextId,
    address: u64,
    levels: Vec<Level>,
    description: ArrayDescription,
}

/// A box of bytes, once in an array and once in linear memory.
#[derive(Clone, Copy, Debug)]
pub struct Boxes {
    /// To where.
    pub dst: Corner,
    /// From where.
    pub src: Corner,
    /// Bytes of a row.
    pub width: u64,
    /// Rows of a plane.
    pub height: u64,
    /// Planes.
    pub depth: u64,
}

/// The first byte of a box, and how far rows and planes are apart.
#[derive(Clone, Copy, Debug)]
pub struct Corner {
    /// Address of the first byte.
    pub address: u64,
    /// Bytes from a row to the next.
    pub pitch: u64,
    /// Bytes from a plane to the next.
    pub plane: u64,
}

/// The arrays of a session.
#[derive(Default)]
pub struct Arrays(Mutex<HashMap<ArrayId, Array>>);

/// Bytes of an element.
fn element(description: &ArrayDescription) -> CuResult<u64> {
    let number = match F(description.format) {
        F::CU_AD_FORMAT_UNSIGNED_INT8 | F::CU_AD_FORMAT_SIGNED_INT8 => 1,
        F::CU_AD_FORMAT_UNSIGNED_INT16 | F::CU_AD_FORMAT_SIGNED_INT16 | F::CU_AD_FORMAT_HALF => 2,
        F::CU_AD_FORMAT_UNSIGNED_INT32 | F::CU_AD_FORMAT_SIGNED_INT32 | F::CU_AD_FORMAT_FLOAT => 4,
        _ => return Err(CuError::NOT_SUPPORTED),
    };
    match description.channels {
        1 | 2 | 4 => Ok(number * u64::from(description.channels)),
        _ => Err(CuError::INVALID_VALUE),
    }
}

/// The levels of an array that begins at 0, and its bytes. Limits: CUDA C++ Programming Guide, "Technical Specifications per Compute
/// Capability".
fn lay_out(description: &ArrayDescription) -> CuResult<(Vec<Level>, u64)> {
    let &ArrayDescription { width, height, depth, flags, levels, .. } = description;
    let element = element(description)?;
    let is_layered = flags & (LAYERED | CUBEMAP) != 0;
    let fits = match (height, depth) {
        (0, 0) => width <= 131_072,
        (_, 0) => width <= 131_072 && height <= 65_536,
        _ if is_layered => width <= 32_768 && height <= 32_768 && depth <= 2_048,
        _ => width <= 16_384 && height <= 16_384 && depth <= 16_384 && height > 0,
    };
    let is_cube = flags & CUBEMAP == 0 || (width == height && depth > 0 && depth.is_multiple_of(6));
    let largest = width.max(height).max(if is_layered { 0 } else { depth });
    let most_levels = largest.checked_ilog2().map_or(0, |log| log + 1);
    if width == 0 || !fits || !is_cube || (flags & LAYERED != 0 && depth == 0) || levels > most_levels {
        return Err(CuError::INVALID_VALUE);
    }
    if flags & UNMAPPED != 0 {
        return Err(CuError::NOT_SUPPORTED);
    }
    let mut all = Vec::new();
    let mut bytes = 0;
    for level in 0..levels.max(1) {
        let shrunk = |length: u64| (length >> level).max(1);
        let row = shrunk(width) * element;
        let pitch = row.next_multiple_of(PITCH);
        let depth = if is_layered { depth.max(1) } else { shrunk(depth) };
        let found = Level { address: bytes, row, pitch, height: shrunk(height), depth };
        bytes += pitch * found.height * found.depth;
        all.push(found);
    }
    Ok((all, bytes))
}

impl Arrays {
    /// Makes an array.
    pub fn create(
        &self,
        memory: &Memory,
        context: ContextId,
        id: ArrayId,
        description: &ArrayDescription,
    ) -> CuResult {
        let (mut levels, bytes) = lay_out(description)?;
        let mut arrays = self.0.lock();
        if arrays.contains_key(&id) {
            return Err(CuError::INVALID_HANDLE);
        }
        let address = memory.allocate(context, Kind::Array, bytes)?;
        levels.iter_mut().for_each(|level| level.address += address);
        arrays.insert(id, Array { context, address, levels, description: *description });
        Ok(())
    }

    /// Where the texels of each level lie, the bytes of one, and whether planes are layers or faces.
    ///
    /// # Errors
    /// `INVALID_HANDLE` if there is no such array.
    pub fn levels(&self, id: ArrayId) -> CuResult<(Vec<Texels>, u64, bool)> {
        let arrays = self.0.lock();
        let array = arrays.get(&id).ok_or(CuError::INVALID_HANDLE)?;
        let texel = element(&array.description)?;
        let level = |level: &Level| Texels {
            address: level.address,
            pitch: level.pitch,
            plane: level.pitch * level.height,
            extent: [level.row / texel, level.height, level.depth],
        };
        let is_layered = array.description.flags & (LAYERED | CUBEMAP) != 0;
        Ok((array.levels.iter().map(level).collect(), texel, is_layered))
    }

    /// CU_AD_FORMAT_* and numbers of a texel of an array that kernels may write.
    ///
    /// # Errors
    /// `INVALID_HANDLE` if there is no such array, `INVALID_VALUE` for one that was not made for it.
    pub fn surface_format(&self, id: ArrayId) -> CuResult<(u32, u32)> {
        let arrays = self.0.lock();
        let description = arrays.get(&id).ok_or(CuError::INVALID_HANDLE)?.description;
        match description.flags & SURFACE {
            0 => Err(CuError::INVALID_VALUE),
            _ => Ok((description.format, description.channels)),
        }
    }

    /// Forgets an array; whose it was, and where it lies.
    pub fn remove(&self, id: ArrayId) -> CuResult<(ContextId, u64)> {
        let array = self.0.lock().remove(&id).ok_or(CuError::INVALID_HANDLE)?;
        Ok((array.context, array.address))
    }

    /// Forgets those of a context that has ended.
    pub fn forget_context(&self, context: ContextId) {
        self.0.lock().retain(|_, array| array.context != context);
    }

    /// A copy between a part of an array and rows in memory of which `holds` says whether they can be named.
    pub fn copy(
        &self,
        id: ArrayId,
        part: ArrayBox,
        linear: Rows,
        holds: impl Fn(u64, u64) -> bool,
    ) -> CuResult<Boxes> {
        let arrays = self.0.lock();
        let array = arrays.get(&id).ok_or(CuError::INVALID_HANDLE)?;
        let level = array.levels.get(part.level as usize).ok_or(CuError::INVALID_VALUE)?;
        let within = |from: u64, count: u64, all: u64| {
            count > 0 && from.checked_add(count).is_some_and(|end| end <= all)
        };
        let is_within = within(part.x, part.width, level.row)
            && within(part.y, part.height, level.height)
            && within(part.z, part.depth, level.depth);
        let rows = (part.depth - u64::from(part.depth > 0))
            .checked_mul(linear.height)
            .and_then(|rows| rows.checked_add(part.height.saturating_sub(1)));
        let bytes = rows
            .and_then(|rows| rows.checked_mul(linear.pitch))
            .and_then(|bytes| bytes.checked_add(part.width))
            .ok_or(CuError::INVALID_VALUE)?;
        if !is_within || !holds(linear.address, bytes) {
            return Err(CuError::INVALID_VALUE);
        }
        let plane = level.pitch * level.height;
        let first = level.address + part.z * plane + part.y * level.pitch + part.x;
        let inside = Corner { address: first, pitch: level.pitch, plane };
        // A height that is never used may be any number.
        let outside = Corner {
            address: linear.address,
            pitch: linear.pitch,
            plane: linear.pitch.saturating_mul(linear.height),
        };
        let (dst, src) = if part.is_target != 0 { (inside, outside) } else { (outside, inside) };
        Ok(Boxes { dst, src, width: part.width, height: part.height, depth: part.depth })
    }
}

impl Boxes {
    /// Copies.
    ///
    /// # Safety
    /// Both boxes lie in mapped memory.
    pub unsafe fn copy(&self) {
        for z in 0..self.depth {
            for y in 0..self.height {
                let at = |corner: &Corner| corner.address + z * corner.plane + y * corner.pitch;
                let (dst, src) = (at(&self.dst) as *mut u8, at(&self.src) as *const u8);
                // SAFETY: the caller's promise; rows may overlap.
                unsafe { std::ptr::copy(src, dst, self.width as usize) };
            }
        }
    }
}
