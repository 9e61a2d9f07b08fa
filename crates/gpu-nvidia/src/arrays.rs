//! Arrays: the driver's, under the guest's names, and copies between them and linear memory.

use std::collections::HashMap;
use std::ptr;
use std::sync::Arc;

use cuda_abi::{
    CUDA_ARRAY3D_DESCRIPTOR, CUDA_MEMCPY3D, CUarray, CUarray_format, CUarray_st, CUmemorytype,
    CUmipmappedArray, CUmipmappedArray_st, CuError, CuResult,
};
use parking_lot::Mutex;
use wire::{ArrayBox, ArrayDescription, ArrayId, ContextId, Rows};

use crate::context::{Context, Raw};
use crate::driver::Functions;

/// An array of the driver's: plain, or the whole of a mipmapped one.
pub struct Array {
    /// Where it was created.
    pub context: Arc<Context>,
    /// Each level, of a plain array the only one.
    levels: Vec<Raw<CUarray_st>>,
    mipmapped: Option<Raw<CUmipmappedArray_st>>,
}

/// The arrays of a session.
#[derive(Default)]
pub struct Arrays(Mutex<HashMap<ArrayId, Arc<Array>>>);

impl Arrays {
    /// Makes an array. The context is current.
    ///
    /// # Errors
    /// `INVALID_HANDLE` for a name that is taken; the driver's.
    pub fn create(&self, context: &Arc<Context>, id: ArrayId, wanted: &ArrayDescription) -> CuResult {
        let functions = &context.driver.functions;
        let mut arrays = self.0.lock();
        if arrays.contains_key(&id) {
            return Err(CuError::INVALID_HANDLE);
        }
        let description = CUDA_ARRAY3D_DESCRIPTOR {
            Width: wanted.width as usize,
            Height: wanted.height as usize,
            Depth: wanted.depth as usize,
            Format: CUarray_format(wanted.format),
            NumChannels: wanted.channels,
            Flags: wanted.flags,
        };
        let mut array = Array { context: context.clone(), levels: Vec::new(), mipmapped: None };
        if wanted.levels == 0 {
            let mut handle = ptr::null_mut();
            // SAFETY: target and description live through the call.
            unsafe { (functions.array_create)(&mut handle, &description) }.ok()?;
            array.levels.push(Raw(handle));
        } else {
            let mut handle = ptr::null_mut();
            // SAFETY: as above.
            unsafe { (functions.mipmapped_create)(&mut handle, &description, wanted.levels) }.ok()?;
            array.mipmapped = Some(Raw(handle));
            for level in 0..wanted.levels {
                let mut found = ptr::null_mut();
                // SAFETY: the array was made just now and has this level.
                unsafe { (functions.mipmapped_level)(&mut found, handle, level) }.ok()?;
                array.levels.push(Raw(found));
            }
        }
        arrays.insert(id, Arc::new(array));
        Ok(())
    }

    /// An array by its name.
    ///
    /// # Errors
    /// `INVALID_HANDLE` if there is none.
    pub fn get(&self, id: ArrayId) -> CuResult<Arc<Array>> {
        self.0.lock().get(&id).cloned().ok_or(CuError::INVALID_HANDLE)
    }

    /// Takes an array off the books.
    ///
    /// # Errors
    /// As [`Arrays::get`].
    pub fn remove(&self, id: ArrayId) -> CuResult<Arc<Array>> {
        self.0.lock().remove(&id).ok_or(CuError::INVALID_HANDLE)
    }

    /// Forgets those of a context, with which the driver frees them.
    pub fn forget_context(&self, context: ContextId) {
        self.0.lock().retain(|_, array| array.context.id != context);
    }
}

impl Array {
    /// The driver's handle of a level.
    ///
    /// # Errors
    /// `INVALID_VALUE` for a level that it does not have.
    pub fn level(&self, level: u32) -> CuResult<CUarray> {
        self.levels.get(level as usize).map(|level| level.0).ok_or(CuError::INVALID_VALUE)
    }

    /// The driver's handle of the whole of a mipmapped array.
    ///
    /// # Errors
    /// `INVALID_VALUE` if it is none.
    pub fn mipmapped(&self) -> CuResult<CUmipmappedArray> {
        self.mipmapped.map(|array| array.0).ok_or(CuError::INVALID_VALUE)
    }

    /// Frees it. The context is current, and nothing uses it any more.
    ///
    /// # Errors
    /// The driver's.
    pub fn destroy(&self, functions: &Functions) -> CuResult {
        match (self.mipmapped, self.levels.first()) {
            // SAFETY: each was made in `create` and is destroyed once: it is off the books.
            (Some(array), _) => unsafe { (functions.mipmapped_destroy)(array.0) }.ok(),
            // SAFETY: as above.
            (None, Some(array)) => unsafe { (functions.array_destroy)(array.0) }.ok(),
            (None, None) => Ok(()),
        }
    }

    /// The driver's structure for a copy between a part of it and linear memory.
    ///
    /// # Errors
    /// `INVALID_VALUE` for a level that it does not have.
    pub fn copy(&self, part: ArrayBox, linear: Rows) -> CuResult<CUDA_MEMCPY3D> {
        let level = self.levels.get(part.level as usize).ok_or(CuError::INVALID_VALUE)?;
        // SAFETY: zeros are no kind of memory; both sides are set below.
        let mut copy: CUDA_MEMCPY3D = unsafe { std::mem::zeroed() };
        (copy.WidthInBytes, copy.Height, copy.Depth) =
            (part.width as usize, part.height as usize, part.depth as usize);
        let (x, y, z) = (part.x as usize, part.y as usize, part.z as usize);
        if part.is_target != 0 {
            copy.srcMemoryType = CUmemorytype::CU_MEMORYTYPE_UNIFIED;
            (copy.srcDevice, copy.srcPitch, copy.srcHeight) =
                (linear.address, linear.pitch as usize, linear.height as usize);
            copy.dstMemoryType = CUmemorytype::CU_MEMORYTYPE_ARRAY;
            copy.dstArray = level.0;
            (copy.dstXInBytes, copy.dstY, copy.dstZ) = (x, y, z);
        } else {
            copy.dstMemoryType = CUmemorytype::CU_MEMORYTYPE_UNIFIED;
            (copy.dstDevice, copy.dstPitch, copy.dstHeight) =
                (linear.address, linear.pitch as usize, linear.height as usize);
            copy.srcMemoryType = CUmemorytype::CU_MEMORYTYPE_ARRAY;
            copy.srcArray = level.0;
            (copy.srcXInBytes, copy.srcY, copy.srcZ) = (x, y, z);
        }
        Ok(copy)
    }
}
