//! Textures and surfaces: the driver's own, of arrays under the guest's names and of memory that the session may name.

use std::ptr;

use cuda_abi::{
    CUDA_RESOURCE_DESC, CUDA_RESOURCE_VIEW_DESC, CUDA_TEXTURE_DESC, CUaddress_mode, CUarray_format,
    CUfilter_mode, CUresourceViewFormat, CUresourcetype as R, CuError, CuResult,
};
use wire::{ArrayId, ContextId, TextureResource, TextureSampling};

use crate::NvidiaGpu;

fn read_as(sampling: &TextureSampling) -> CUDA_TEXTURE_DESC {
    let mode = |dimension: u32| CUaddress_mode(sampling.beyond >> (4 * dimension) & 15);
    CUDA_TEXTURE_DESC {
        addressMode: [mode(0), mode(1), mode(2)],
        filterMode: CUfilter_mode(sampling.filter & 15),
        flags: sampling.flags,
        maxAnisotropy: sampling.anisotropy,
        mipmapFilterMode: CUfilter_mode(sampling.filter >> 4 & 15),
        mipmapLevelBias: f32::from_bits(sampling.bias),
        minMipmapLevelClamp: f32::from_bits(sampling.least),
        maxMipmapLevelClamp: f32::from_bits(sampling.most),
        borderColor: [sampling.red, sampling.green, sampling.blue, sampling.alpha].map(f32::from_bits),
        reserved: [0; 12],
    }
}

/// What an array's view says; of memory, and without one, nothing.
fn view_of(resource: &TextureResource) -> Option<CUDA_RESOURCE_VIEW_DESC> {
    (resource.kind & TextureResource::VIEW != 0).then_some(CUDA_RESOURCE_VIEW_DESC {
        format: CUresourceViewFormat(resource.address as u32),
        width: resource.width as usize,
        height: resource.height as usize,
        depth: resource.pitch as usize,
        firstMipmapLevel: resource.first_level,
        lastMipmapLevel: resource.last_level,
        firstLayer: resource.first_layer,
        lastLayer: resource.last_layer,
        reserved: [0; 16],
    })
}

impl NvidiaGpu {
    fn resource(&self, wanted: &TextureResource) -> CuResult<CUDA_RESOURCE_DESC> {
        // SAFETY: zeros are what is reserved; the kind and its member are set below.
        let mut resource: CUDA_RESOURCE_DESC = unsafe { std::mem::zeroed() };
        resource.resType = R(wanted.kind & !TextureResource::VIEW);
        match resource.resType {
            R::CU_RESOURCE_TYPE_ARRAY => {
                resource.res.array.hArray =
                    self.arrays.get(ArrayId(wanted.array))?.level(wanted.first_level)?;
            }
            R::CU_RESOURCE_TYPE_MIPMAPPED_ARRAY => {
                resource.res.mipmap.hMipmappedArray = self.arrays.get(ArrayId(wanted.array))?.mipmapped()?;
            }
            R::CU_RESOURCE_TYPE_LINEAR => {
                self.memory.check(wanted.address, wanted.width)?;
                // SAFETY: the union is of plain numbers and handles, and all zeros.
                let linear = unsafe { &mut resource.res.linear };
                linear.devPtr = wanted.address;
                linear.format = CUarray_format(wanted.format);
                linear.numChannels = wanted.channels;
                linear.sizeInBytes = wanted.width as usize;
            }
            R::CU_RESOURCE_TYPE_PITCH2D => {
                let bytes = wanted.height.checked_mul(wanted.pitch).ok_or(CuError::INVALID_VALUE)?;
                // The last row may end with its texels.
                self.memory.check(wanted.address, bytes.saturating_sub(wanted.pitch).max(1))?;
                // SAFETY: as above.
                let rows = unsafe { &mut resource.res.pitch2D };
                rows.devPtr = wanted.address;
                rows.format = CUarray_format(wanted.format);
                rows.numChannels = wanted.channels;
                rows.width = wanted.width as usize;
                rows.height = wanted.height as usize;
                rows.pitchInBytes = wanted.pitch as usize;
            }
            _ => return Err(CuError::INVALID_VALUE),
        }
        Ok(resource)
    }

    pub(crate) fn create_texture(
        &self,
        context: ContextId,
        resource: &TextureResource,
        sampling: &TextureSampling,
    ) -> CuResult<u64> {
        let context = self.context(context)?;
        let (of, read, view) = (self.resource(resource)?, read_as(sampling), view_of(resource));
        let view = view.as_ref().map_or(ptr::null(), ptr::from_ref);
        let mut texture = 0;
        // SAFETY: target and descriptions live through the call; what they name is alive.
        self.call(&context, |driver| unsafe { (driver.texture_create)(&mut texture, &of, &read, view) })?;
        self.textures.lock().insert(texture, (context, true));
        Ok(texture)
    }

    pub(crate) fn create_surface(&self, context: ContextId, array: ArrayId, level: u32) -> CuResult<u64> {
        let context = self.context(context)?;
        let kind = R::CU_RESOURCE_TYPE_ARRAY.0;
        let of = self.resource(&TextureResource {
            kind,
            array: array.0,
            first_level: level,
            ..TextureResource::default()
        })?;
        let mut surface = 0;
        // SAFETY: as above.
        self.call(&context, |driver| unsafe { (driver.surface_create)(&mut surface, &of) })?;
        self.textures.lock().insert(surface, (context, false));
        Ok(surface)
    }

    /// Destroys a texture or a surface once the work that its context has now is done.
    pub(crate) fn destroy_texture(&self, handle: u64) -> CuResult {
        let (context, is_texture) = self.textures.lock().remove(&handle).ok_or(CuError::INVALID_VALUE)?;
        let janitor = self.janitor.clone();
        let owner = context.clone();
        self.when_context_done(&context, move |outcome| {
            let destroy = move || {
                if outcome.and_then(|()| owner.enter()).is_ok() {
                    let functions = &owner.driver.functions;
                    // SAFETY: it was created here, in this context, and is destroyed once.
                    let _ = unsafe {
                        match is_texture {
                            true => (functions.texture_destroy)(handle),
                            false => (functions.surface_destroy)(handle),
                        }
                    };
                }
            };
            janitor.give(Box::new(destroy));
        });
        Ok(())
    }
}
