//! Texture and surface references: what a program has set of them, told to the worker before the next launch of their module.
//!
//! A launch reads what its module's references are bound to when it is queued (CUDA Driver API, "Texture Reference Management"), so
//! nothing is sent while a program still sets one thing after another.

use std::collections::HashMap;
use std::ffi::{CStr, CString};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Weak};

use cuda_abi::{
    CUDA_TEXTURE_DESC, CUaddress_mode, CUarray_format, CUfilter_mode, CUresourcetype as R, CuError, CuResult,
};
use parking_lot::Mutex;
use wire::{ContextId, ModuleId, TextureResource, TextureSampling};

use crate::api::texel;
use crate::driver::Driver;

/// What a texture reference reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Nothing yet.
    Nothing,
    /// An array, by its handle.
    Array(u64),
    /// A mipmapped array, by its handle.
    Mipmapped(u64),
    /// Linear memory: first byte and bytes.
    Linear(u64, usize),
    /// Rows in linear memory.
    Rows {
        /// The first byte.
        address: u64,
        /// Texels of a row.
        width: usize,
        /// Rows.
        height: usize,
        /// Bytes from a row to the next.
        pitch: usize,
    },
}

/// What has been set of a texture reference.
#[derive(Clone)]
pub struct Texture {
    /// What it reads.
    pub bound: Bound,
    /// What numbers its texels are of; 0 until the program or an array says so.
    pub format: CUarray_format,
    /// Numbers of a texel.
    pub channels: u32,
    /// How it is read.
    pub read: CUDA_TEXTURE_DESC,
}

impl Default for Texture {
    /// Points, clamped, from coordinates that count texels.
    fn default() -> Self {
        Self {
            bound: Bound::Nothing,
            format: CUarray_format(0),
            channels: 0,
            read: CUDA_TEXTURE_DESC {
                addressMode: [CUaddress_mode::CU_TR_ADDRESS_MODE_CLAMP; 3],
                filterMode: CUfilter_mode::CU_TR_FILTER_MODE_POINT,
                flags: 0,
                maxAnisotropy: 0,
                mipmapFilterMode: CUfilter_mode::CU_TR_FILTER_MODE_POINT,
                mipmapLevelBias: 0.0,
                minMipmapLevelClamp: 0.0,
                maxMipmapLevelClamp: 0.0,
                borderColor: [0.0; 4],
                reserved: [0; 12],
            },
        }
    }
}

impl Texture {
    /// The worker's words for it; none while it reads nothing.
    fn told(&self, driver: &Driver) -> CuResult<Option<(TextureResource, TextureSampling)>> {
        let of = match self.bound {
            Bound::Nothing => return Ok(None),
            Bound::Array(handle) => texel::of_array(driver, handle, None)?,
            Bound::Mipmapped(handle) => texel::of_mipmapped(driver, handle, None)?,
            Bound::Linear(address, bytes) => {
                let kind = R::CU_RESOURCE_TYPE_LINEAR;
                texel::of_memory(driver, kind, (address, self.format, self.channels), (bytes, 0, 0))?
            }
            Bound::Rows { address, width, height, pitch } => {
                let kind = R::CU_RESOURCE_TYPE_PITCH2D;
                let texels = (address, self.format, self.channels);
                texel::of_memory(driver, kind, texels, (width, height, pitch))?
            }
        };
        Ok(Some((of, texel::sampling(&self.read)?)))
    }
}

/// What a reference is of, and what has been set of it.
pub enum Set {
    /// A texture's.
    Texture(Texture),
    /// A surface's: the handle of the array that kernels read and write, if it has one.
    Surface(Option<u64>),
}

impl Set {
    fn is_surface(&self) -> bool {
        matches!(self, Set::Surface(_))
    }

    fn bound(&self) -> Bound {
        match self {
            Set::Texture(texture) => texture.bound,
            Set::Surface(array) => array.map_or(Bound::Nothing, Bound::Array),
        }
    }

    fn told(&self, driver: &Driver) -> CuResult<Option<(TextureResource, TextureSampling)>> {
        match self {
            Set::Texture(texture) => texture.told(driver),
            Set::Surface(None) => Ok(None),
            Set::Surface(Some(handle)) => {
                let array = driver.arrays.get(*handle)?;
                let level = array.level.unwrap_or(0);
                let of = TextureResource {
                    kind: R::CU_RESOURCE_TYPE_ARRAY.0,
                    array: array.id.0,
                    first_level: level,
                    last_level: level,
                    ..TextureResource::default()
                };
                Ok(Some((of, TextureSampling::default())))
            }
        }
    }
}

/// A reference: a module's variable, or one that the program made for itself.
pub struct Reference {
    /// Its own handle.
    pub handle: u64,
    /// The module that has it, by its handle; 0 for the program's own.
    pub module: u64,
    /// The context that it belongs to.
    pub context_id: ContextId,
    name: CString,
    set: Mutex<Set>,
    /// What the worker has it bound to.
    told: Mutex<Bound>,
    /// The worker does not know yet what was set last.
    is_changed: AtomicBool,
    of: Weak<References>,
}

impl Reference {
    /// One that no module has.
    pub fn alone(handle: u64, context_id: ContextId) -> Self {
        Self {
            handle,
            module: 0,
            context_id,
            name: CString::default(),
            set: Mutex::new(Set::Texture(Texture::default())),
            told: Mutex::new(Bound::Nothing),
            is_changed: AtomicBool::new(false),
            of: Weak::new(),
        }
    }

    /// Looks at a texture reference.
    ///
    /// # Errors
    /// `INVALID_VALUE` for a surface's.
    pub fn texture<T>(&self, look: impl FnOnce(&Texture) -> CuResult<T>) -> CuResult<T> {
        match &*self.set.lock() {
            Set::Texture(texture) => look(texture),
            Set::Surface(_) => Err(CuError::INVALID_VALUE),
        }
    }

    /// Changes what is set of it.
    ///
    /// # Errors
    /// `change`'s.
    pub fn change(&self, change: impl FnOnce(&mut Set) -> CuResult) -> CuResult {
        let mut set = self.set.lock();
        change(&mut set)?;
        self.is_changed.store(true, Ordering::Relaxed);
        if let Some(all) = self.of.upgrade() {
            // Pairs with the loads in `References::tell` and `tell_all`.
            all.changes.fetch_add(1, Ordering::Release);
        }
        Ok(())
    }

    /// The array of a surface reference, by its handle.
    ///
    /// # Errors
    /// `INVALID_VALUE` if it has none.
    pub fn surface(&self) -> CuResult<u64> {
        match &*self.set.lock() {
            Set::Surface(Some(array)) => Ok(*array),
            _ => Err(CuError::INVALID_VALUE),
        }
    }
}

/// The references of a module that the program has asked for.
#[derive(Default)]
pub struct References {
    /// How often one has been changed, and how often it had been when the worker was last told of all.
    changes: AtomicU64,
    told: AtomicU64,
    all: Mutex<HashMap<(CString, bool), Arc<Reference>>>,
}

impl References {
    /// A module's reference by name.
    ///
    /// # Errors
    /// `NOT_FOUND` if there is none of that kind.
    pub fn get(
        self: &Arc<Self>,
        driver: &Driver,
        (module, id, context_id): (u64, ModuleId, ContextId),
        name: &CStr,
        is_surface: bool,
    ) -> CuResult<Arc<Reference>> {
        let mut all = self.all.lock();
        let key = (name.to_owned(), is_surface);
        if let Some(known) = all.get(&key) {
            return Ok(known.clone());
        }
        let text = name.to_str().map_err(|_| CuError::NOT_FOUND)?;
        driver.session.reference_get(id, is_surface.into(), text)?;
        let set = match is_surface {
            true => Set::Surface(None),
            false => Set::Texture(Texture::default()),
        };
        let make = |handle| Reference {
            handle,
            module,
            context_id,
            name: name.to_owned(),
            set: Mutex::new(set),
            told: Mutex::new(Bound::Nothing),
            is_changed: AtomicBool::new(false),
            of: Arc::downgrade(self),
        };
        let table = if is_surface { &driver.surface_references } else { &driver.texture_references };
        let (_, reference) = table.insert_with(make);
        all.insert(key, reference.clone());
        Ok(reference)
    }

    /// Tells the worker what has changed: a launch of the module follows.
    ///
    /// # Errors
    /// Of what is bound: `INVALID_HANDLE` for an array that is gone, `INVALID_VALUE` for memory that is not there or does not fit.
    #[inline]
    pub fn tell(&self, driver: &Driver, module: ModuleId) -> CuResult {
        // Pairs with the addition in `Reference::change` and the store in `tell_all`.
        match self.changes.load(Ordering::Acquire) == self.told.load(Ordering::Acquire) {
            true => Ok(()),
            false => self.tell_all(driver, module),
        }
    }

    #[cold]
    fn tell_all(&self, driver: &Driver, module: ModuleId) -> CuResult {
        let all = self.all.lock();
        // Pairs with the addition in `Reference::change`: what is changed from here on is told next time.
        let changes = self.changes.load(Ordering::Acquire);
        for reference in all.values() {
            if !reference.is_changed.swap(false, Ordering::Relaxed) {
                continue;
            }
            let set = reference.set.lock();
            let mut told = reference.told.lock();
            match tell_one(driver, module, reference, &set) {
                Ok(()) => *told = set.bound(),
                // It was there and is gone: who reads it fails, and nobody else.
                Err(_) if *told == set.bound() => {}
                Err(error) => {
                    // Tried again with the next launch.
                    reference.is_changed.store(true, Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
        // Pairs with the load in `tell`: who launches meanwhile has to wait.
        self.told.store(changes, Ordering::Release);
        Ok(())
    }
}

fn tell_one(driver: &Driver, module: ModuleId, reference: &Reference, set: &Set) -> CuResult {
    let Some((of, read)) = set.told(driver)? else { return Ok(()) };
    let name = reference.name.to_str().map_err(|_| CuError::NOT_FOUND)?;
    driver.session.reference_bind(module, set.is_surface().into(), of, read, name)
}
