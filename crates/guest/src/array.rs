//! Arrays as the program sees them: opaque memory of elements in one, two or three dimensions, or one level of a mipmapped array.

use cuda_abi::{CUDA_ARRAY3D_DESCRIPTOR, CUarray_format as F, CuError, CuResult};
use parking_lot::Mutex;
use wire::{ArrayId, ContextId};

/// An array, or a level of a mipmapped one.
pub struct Array {
    /// The worker's id of it.
    pub id: ArrayId,
    /// The context that it was created in.
    pub context_id: ContextId,
    /// As cuArray3DGetDescriptor says it.
    pub descriptor: CUDA_ARRAY3D_DESCRIPTOR,
    /// Which level of a mipmapped array it is, if one's.
    pub level: Option<u32>,
    /// Bytes of an element.
    pub element: u64,
}

/// A mipmapped array.
pub struct Mipmapped {
    /// The worker's id of it.
    pub id: ArrayId,
    /// The context that it was created in.
    pub context_id: ContextId,
    /// Of its largest level.
    pub descriptor: CUDA_ARRAY3D_DESCRIPTOR,
    /// Bytes of an element.
    pub element: u64,
    /// Handles of its levels, 0 until the program asks for one.
    pub levels: Mutex<Vec<u64>>,
}

/// CUDA_ARRAY3D_LAYERED and _CUBEMAP: planes are layers, and there are as many in each level.
const LAYERS: u32 = 5;

/// Bytes of an element.
///
/// # Errors
/// `INVALID_VALUE` for what no element is; `NOT_SUPPORTED` for formats of several planes and of compressed blocks.
pub fn element(format: F, channels: u32) -> CuResult<u64> {
    let number = match format {
        F::CU_AD_FORMAT_UNSIGNED_INT8 | F::CU_AD_FORMAT_SIGNED_INT8 => 1,
        F::CU_AD_FORMAT_UNSIGNED_INT16 | F::CU_AD_FORMAT_SIGNED_INT16 | F::CU_AD_FORMAT_HALF => 2,
        F::CU_AD_FORMAT_UNSIGNED_INT32 | F::CU_AD_FORMAT_SIGNED_INT32 | F::CU_AD_FORMAT_FLOAT => 4,
        F(0) => return Err(CuError::INVALID_VALUE),
        _ => return Err(CuError::NOT_SUPPORTED),
    };
    match channels {
        1 | 2 | 4 => Ok(number * u64::from(channels)),
        _ => Err(CuError::INVALID_VALUE),
    }
}

impl Array {
    /// Rows, planes and bytes of a row that there are to copy.
    pub fn extent(&self) -> (u64, u64, u64) {
        let CUDA_ARRAY3D_DESCRIPTOR { Width, Height, Depth, .. } = self.descriptor;
        (Width as u64 * self.element, Height.max(1) as u64, Depth.max(1) as u64)
    }
}

impl Mipmapped {
    /// What a level of it is.
    pub fn level(&self, level: u32) -> Array {
        let shrunk = |length: usize| if length == 0 { 0 } else { (length >> level).max(1) };
        let mut descriptor = self.descriptor;
        (descriptor.Width, descriptor.Height) = (shrunk(descriptor.Width), shrunk(descriptor.Height));
        if descriptor.Flags & LAYERS == 0 {
            descriptor.Depth = shrunk(descriptor.Depth);
        }
        Array {
            id: self.id,
            context_id: self.context_id,
            descriptor,
            level: Some(level),
            element: self.element,
        }
    }
}
