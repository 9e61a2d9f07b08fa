//! Texture and surface references: the driver's own, of a module's variables, set as the guest says.
//!
//! The driver's functions for them are deprecated and may be gone from a later one: then they are not supported.

use std::ffi::CString;
use std::ptr;
use std::sync::Arc;

use cuda_abi::{
    CU_TRSA_OVERRIDE_FORMAT, CUDA_ARRAY_DESCRIPTOR, CUaddress_mode, CUarray_format, CUfilter_mode,
    CUresourcetype as R, CUresult, CUsurfref, CUtexref, CuError, CuResult,
};
use wire::{ArrayId, ModuleId, TextureResource, TextureSampling};

use crate::NvidiaGpu;
use crate::driver::Functions;
use crate::image::Module;

/// A function that this driver may not have.
fn there<T>(function: Option<T>) -> CuResult<T> {
    function.ok_or(CuError::NOT_SUPPORTED)
}

impl NvidiaGpu {
    fn texture_reference(&self, module: &Arc<Module>, name: &str) -> CuResult<CUtexref> {
        let name = CString::new(name).map_err(|_| CuError::NOT_FOUND)?;
        let get = there(self.driver.functions.module_texture)?;
        let mut reference = ptr::null_mut();
        // SAFETY: the module is loaded; the name and the target live through the call.
        self.call(&module.context, |_| unsafe { get(&mut reference, module.handle.0, name.as_ptr()) })?;
        Ok(reference)
    }

    fn surface_reference(&self, module: &Arc<Module>, name: &str) -> CuResult<CUsurfref> {
        let name = CString::new(name).map_err(|_| CuError::NOT_FOUND)?;
        let get = there(self.driver.functions.module_surface)?;
        let mut reference = ptr::null_mut();
        // SAFETY: as above.
        self.call(&module.context, |_| unsafe { get(&mut reference, module.handle.0, name.as_ptr()) })?;
        Ok(reference)
    }

    pub(crate) fn find_reference(&self, module: ModuleId, is_surface: bool, name: &str) -> CuResult {
        let module = self.images.module(module)?;
        match is_surface {
            true => self.surface_reference(&module, name).map(|_| ()),
            false => self.texture_reference(&module, name).map(|_| ()),
        }
    }

    pub(crate) fn bind_reference(
        &self,
        module: ModuleId,
        is_surface: bool,
        of: &TextureResource,
        read: &TextureSampling,
        name: &str,
    ) -> CuResult {
        let module = self.images.module(module)?;
        if is_surface {
            let array = self.arrays.get(ArrayId(of.array))?.level(of.first_level)?;
            let reference = self.surface_reference(&module, name)?;
            let set = there(self.driver.functions.surface_set_array)?;
            // SAFETY: the reference is the module's, which is loaded; the array is alive.
            return self.call(&module.context, |_| unsafe { set(reference, array, 0) });
        }
        let reference = self.texture_reference(&module, name)?;
        self.set_sampling(&module, reference, of, read)?;
        self.set_resource(&module, reference, of)
    }

    /// How a texture reference is read. What says nothing about what is bound is left alone.
    fn set_sampling(
        &self,
        module: &Arc<Module>,
        reference: CUtexref,
        of: &TextureResource,
        read: &TextureSampling,
    ) -> CuResult {
        let functions = &self.driver.functions;
        let each = |call: &dyn Fn(&Functions) -> CUresult| self.call(&module.context, call);
        let set_flags = there(functions.texture_set_flags)?;
        // SAFETY: here and below, the reference is the module's, which is loaded, and the rest are numbers.
        each(&|_| unsafe { set_flags(reference, read.flags) })?;
        let set_filter = there(functions.texture_set_filter)?;
        // SAFETY: as above.
        each(&|_| unsafe { set_filter(reference, CUfilter_mode(read.filter & 15)) })?;
        let set_mode = there(functions.texture_set_address_mode)?;
        let modes = [0, 1, 2].map(|dimension| CUaddress_mode(read.beyond >> (4 * dimension) & 15));
        for (dimension, mode) in modes.into_iter().enumerate() {
            // SAFETY: as above.
            each(&|_| unsafe { set_mode(reference, dimension as i32, mode) })?;
        }
        if modes.contains(&CUaddress_mode::CU_TR_ADDRESS_MODE_BORDER) {
            let set_border = there(functions.texture_set_border)?;
            let mut color = [read.red, read.green, read.blue, read.alpha].map(f32::from_bits);
            let color = color.as_mut_ptr();
            // SAFETY: as above; the color's four numbers live through the call.
            each(&|_| unsafe { set_border(reference, color) })?;
        }
        if read.anisotropy > 0 {
            let set_anisotropy = there(functions.texture_set_anisotropy)?;
            // SAFETY: as above.
            each(&|_| unsafe { set_anisotropy(reference, read.anisotropy) })?;
        }
        if R(of.kind) == R::CU_RESOURCE_TYPE_MIPMAPPED_ARRAY {
            let set_between = there(functions.texture_set_level_filter)?;
            let set_bias = there(functions.texture_set_level_bias)?;
            let set_clamp = there(functions.texture_set_level_clamp)?;
            let [bias, least, most] = [read.bias, read.least, read.most].map(f32::from_bits);
            // SAFETY: as above.
            each(&|_| unsafe { set_between(reference, CUfilter_mode(read.filter >> 4 & 15)) })?;
            // SAFETY: as above.
            each(&|_| unsafe { set_bias(reference, bias) })?;
            // SAFETY: as above.
            each(&|_| unsafe { set_clamp(reference, least, most) })?;
        }
        Ok(())
    }

    /// What a texture reference reads.
    fn set_resource(&self, module: &Arc<Module>, reference: CUtexref, of: &TextureResource) -> CuResult {
        let functions = &self.driver.functions;
        let each = |call: &dyn Fn(&Functions) -> CUresult| self.call(&module.context, call);
        match R(of.kind) {
            R::CU_RESOURCE_TYPE_ARRAY => {
                let array = self.arrays.get(ArrayId(of.array))?.level(of.first_level)?;
                let set = there(functions.texture_set_array)?;
                // SAFETY: the reference is the module's, which is loaded; the array is alive.
                each(&|_| unsafe { set(reference, array, CU_TRSA_OVERRIDE_FORMAT) })
            }
            R::CU_RESOURCE_TYPE_MIPMAPPED_ARRAY => {
                let array = self.arrays.get(ArrayId(of.array))?.mipmapped()?;
                let set = there(functions.texture_set_mipmapped)?;
                // SAFETY: as above.
                each(&|_| unsafe { set(reference, array, CU_TRSA_OVERRIDE_FORMAT) })
            }
            R::CU_RESOURCE_TYPE_LINEAR => {
                self.memory.check(of.address, of.width)?;
                let channels = i32::try_from(of.channels).map_err(|_| CuError::INVALID_VALUE)?;
                let set_format = there(functions.texture_set_format)?;
                let set = there(functions.texture_set_address)?;
                // SAFETY: the reference is the module's, which is loaded.
                each(&|_| unsafe { set_format(reference, CUarray_format(of.format), channels) })?;
                let (mut beyond, bytes) = (0, of.width as usize);
                self.call(&module.context, |_| {
                    // SAFETY: as above; the session may name the memory, and the target lives through the call.
                    unsafe { set(&mut beyond, reference, of.address, bytes) }
                })?;
                // Kernels add what the guest told them, and nothing more.
                if beyond == 0 { Ok(()) } else { Err(CuError::INVALID_VALUE) }
            }
            R::CU_RESOURCE_TYPE_PITCH2D => {
                let bytes = of.height.checked_mul(of.pitch).ok_or(CuError::INVALID_VALUE)?;
                // The last row may end with its texels.
                self.memory.check(of.address, bytes.saturating_sub(of.pitch).max(1))?;
                let set = there(functions.texture_set_rows)?;
                let shape = CUDA_ARRAY_DESCRIPTOR {
                    Width: of.width as usize,
                    Height: of.height as usize,
                    Format: CUarray_format(of.format),
                    NumChannels: of.channels,
                };
                // SAFETY: as above; the description lives through the call.
                each(&|_| unsafe { set(reference, &shape, of.address, of.pitch as usize) })
            }
            _ => Err(CuError::INVALID_VALUE),
        }
    }
}
