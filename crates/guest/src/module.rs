//! Modules, libraries, functions and kernels: from a program's image to something that can be launched.

use std::collections::HashMap;
use std::ffi::{CStr, CString, c_void};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

use cuda_abi::{CuError, CuResult};
use parking_lot::{Mutex, RwLock};
use wire::{
    BlobId, ContextId, DeviceDescription, FunctionDescription, FunctionId, ImageKind, LaunchShape,
    MAX_INLINE_WRITE, ModuleId, Range, StreamId,
};

use crate::context::Context;
use crate::driver::Driver;
use crate::image::Image;
use crate::memory::{Allocation, RangeKind};
use crate::reference::References;

/// What a program may set of a kernel.
#[derive(Default)]
pub struct Settings {
    /// Dynamic shared memory that it may ask for, in bytes; 0: what every kernel may.
    pub max_dynamic_shared: AtomicI32,
    /// A hint, kept for whoever asks.
    pub preferred_carveout: AtomicI32,
    /// CU_FUNC_CACHE_*, a hint.
    pub cache_config: AtomicI32,
    /// Whether clusters may have more blocks than every device takes.
    pub large_clusters: AtomicI32,
    /// CU_CLUSTER_SCHEDULING_POLICY_*, a hint.
    pub cluster_policy: AtomicI32,
}

/// Settings of an image's kernels, by name: of a library they are the same in every context.
#[derive(Clone, Default)]
pub struct AllSettings(Arc<Mutex<HashMap<CString, Arc<Settings>>>>);

impl AllSettings {
    /// Those of a kernel.
    fn of(&self, name: &CStr) -> Arc<Settings> {
        self.0.lock().entry(name.to_owned()).or_default().clone()
    }
}

/// A kernel of a module.
pub struct Function {
    /// Its own handle.
    pub handle: u64,
    /// The worker's id of it.
    pub id: FunctionId,
    /// Its module's handle.
    pub module: u64,
    /// Where it was loaded.
    pub context: &'static Context,
    /// That context's id then.
    pub context_id: ContextId,
    /// As in the image.
    pub name: CString,
    /// What the worker says of it.
    pub description: FunctionDescription,
    /// Shared with the library's kernel, if it came from one.
    pub settings: Arc<Settings>,
    /// The worker's id of its module, and that module's references.
    of: (ModuleId, Arc<References>),
}

/// A module: an image loaded in a context.
pub struct Module {
    /// Its own handle.
    pub handle: u64,
    /// The worker's id of it.
    pub id: ModuleId,
    /// Where it was loaded.
    pub context: &'static Context,
    /// That context's id then.
    pub context_id: ContextId,
    /// Whether a library has it, with which it goes.
    pub is_of_library: bool,
    /// Its texture and surface references.
    pub references: Arc<References>,
    settings: AllSettings,
    functions: Mutex<HashMap<CString, u64>>,
    variables: Mutex<HashMap<CString, Range>>,
}

impl Module {
    /// Loads what `device` takes of an image into a context; returns the module.
    ///
    /// # Errors
    /// `NO_BINARY_FOR_GPU`, `INVALID_IMAGE`, `INVALID_PTX` and what else the worker says of the image.
    pub fn load(
        driver: &Driver,
        context: &'static Context,
        context_id: ContextId,
        image: &Image,
        settings: Option<AllSettings>,
    ) -> CuResult<Arc<Self>> {
        let device = &driver.device(context.device)?.description;
        let (kind, bytes) = image.choose(device)?;
        let blob = BlobId(driver.session.new_id());
        for (index, piece) in bytes.chunks(MAX_INLINE_WRITE).enumerate() {
            driver.session.blob_write(blob, (index * MAX_INLINE_WRITE) as u64, piece)?;
        }
        let id = ModuleId(driver.session.new_id());
        driver.session.module_load(context_id, id, blob, kind)?;
        let make = |handle| Module {
            handle,
            id,
            context,
            context_id,
            is_of_library: settings.is_some(),
            references: Arc::default(),
            settings: settings.unwrap_or_default(),
            functions: Mutex::default(),
            variables: Mutex::default(),
        };
        Ok(driver.modules.insert_with(make).1)
    }

    /// Unloads the module: handles to it and its functions are stale from now on.
    pub fn unload(&self, driver: &Driver) -> CuResult {
        driver.functions.remove_if(|function| function.module == self.handle);
        driver.texture_references.remove_if(|reference| reference.module == self.handle);
        driver.surface_references.remove_if(|reference| reference.module == self.handle);
        for variable in self.variables.lock().values() {
            driver.ranges.remove(variable.address);
        }
        driver.session.module_unload(self.id)
    }

    /// A kernel by name.
    ///
    /// # Errors
    /// `NOT_FOUND` if there is none.
    pub fn function(&self, driver: &Driver, name: &CStr) -> CuResult<Arc<Function>> {
        let mut functions = self.functions.lock();
        if let Some(handle) = functions.get(name) {
            return driver.functions.get(*handle);
        }
        let id = FunctionId(driver.session.new_id());
        let text = name.to_str().map_err(|_| CuError::NOT_FOUND)?;
        let description = driver.session.function_get(self.id, id, text)?;
        let make = |handle| Function {
            handle,
            id,
            module: self.handle,
            context: self.context,
            context_id: self.context_id,
            name: name.to_owned(),
            description,
            settings: self.settings.of(name),
            of: (self.id, self.references.clone()),
        };
        let (handle, function) = driver.functions.insert_with(make);
        functions.insert(name.to_owned(), handle);
        Ok(function)
    }

    /// Where a variable is.
    ///
    /// # Errors
    /// `NOT_FOUND` if there is none of that name.
    pub fn variable(&self, driver: &Driver, name: &CStr) -> CuResult<Range> {
        let mut variables = self.variables.lock();
        if let Some(range) = variables.get(name) {
            return Ok(*range);
        }
        let text = name.to_str().map_err(|_| CuError::NOT_FOUND)?;
        let range = driver.session.module_global(self.id, text)?;
        driver.ranges.add(Allocation {
            start: range.address,
            bytes: range.bytes,
            kind: RangeKind::Variable,
            flags: 0,
            syncs: false,
            unique: driver.new_unique(),
            context: self.context,
            context_id: self.context_id,
        });
        variables.insert(name.to_owned(), range);
        Ok(range)
    }

    /// The names of its kernels, in the image's order.
    pub fn function_names(&self, driver: &Driver) -> CuResult<Vec<CString>> {
        let mut names = Vec::new();
        loop {
            let page = driver.session.module_functions(self.id, names.len() as u32)?;
            if page.is_empty() {
                return Ok(names);
            }
            let before = names.len();
            names.extend(
                page.split_inclusive(|byte| *byte == 0)
                    .filter_map(|name| CStr::from_bytes_with_nul(name).ok().map(CStr::to_owned)),
            );
            if names.len() == before {
                return Err(CuError::UNKNOWN);
            }
        }
    }
}

/// A library: an image that is loaded into each context where something of it is used.
pub struct Library {
    /// Its own handle.
    pub handle: u64,
    image: Image,
    settings: AllSettings,
    modules: Mutex<HashMap<ContextId, Arc<Module>>>,
    kernels: Mutex<HashMap<CString, u64>>,
}

impl Library {
    /// Registers an image.
    ///
    /// # Errors
    /// `NO_BINARY_FOR_GPU` if no visible device takes any of it.
    pub fn register(driver: &Driver, image: Image) -> CuResult<Arc<Self>> {
        let mut outcome = Err(CuError::NO_DEVICE);
        for device in &driver.devices {
            outcome = image.check(&device.description);
            if outcome.is_ok() {
                break;
            }
        }
        outcome?;
        let make = |handle| Library {
            handle,
            image,
            settings: AllSettings::default(),
            modules: Mutex::default(),
            kernels: Mutex::default(),
        };
        Ok(driver.libraries.insert_with(make).1)
    }

    /// Its module in a context, loaded at the first use.
    pub fn module(&self, driver: &Driver, context: &'static Context, id: ContextId) -> CuResult<Arc<Module>> {
        let mut modules = self.modules.lock();
        if let Some(module) = modules.get(&id) {
            return Ok(module.clone());
        }
        let module = Module::load(driver, context, id, &self.image, Some(self.settings.clone()))?;
        modules.insert(id, module.clone());
        Ok(module)
    }

    /// Its kernels' names. In a context the library is loaded there; without one, its image is searched.
    ///
    /// # Errors
    /// The image is refused.
    pub fn kernel_names(
        &self,
        driver: &Driver,
        context: Option<(&'static Context, ContextId)>,
    ) -> CuResult<Vec<CString>> {
        if let Some((context, id)) = context {
            return self.module(driver, context, id)?.function_names(driver);
        }
        let names = self.image.kernel_names(&driver.device(0)?.description)?;
        Ok(names.into_iter().filter_map(|name| CString::new(name).ok()).collect())
    }

    /// A kernel by name. In a context the library is loaded there, where the kernel will be launched; without one, its image is searched.
    ///
    /// # Errors
    /// `NOT_FOUND` if there is none of that name.
    pub fn kernel(
        &self,
        driver: &Driver,
        name: &CStr,
        context: Option<(&'static Context, ContextId)>,
    ) -> CuResult<Arc<Kernel>> {
        if let Some(handle) = self.kernels.lock().get(name) {
            return driver.kernels.get(*handle);
        }
        let functions = match context {
            Some((context, id)) => {
                vec![(id, self.module(driver, context, id)?.function(driver, name)?)]
            }
            None => {
                let device = driver.device(0)?;
                if !self
                    .image
                    .kernel_names(&device.description)?
                    .iter()
                    .any(|known| known.as_bytes() == name.to_bytes())
                {
                    return Err(CuError::NOT_FOUND);
                }
                Vec::new()
            }
        };
        let make = |handle| Kernel {
            handle,
            library: self.handle,
            name: name.to_owned(),
            settings: self.settings.of(name),
            functions: RwLock::new(functions),
        };
        let (handle, kernel) = driver.kernels.insert_with(make);
        self.kernels.lock().insert(name.to_owned(), handle);
        Ok(kernel)
    }

    /// Whether it has a managed variable of that name.
    ///
    /// # Errors
    /// `NOT_SUPPORTED` if what the device takes of it is machine code.
    pub fn has_managed(&self, device: &DeviceDescription, name: &CStr) -> CuResult<bool> {
        let (ImageKind::Ptx, text) = self.image.choose(device)? else { return Err(CuError::NOT_SUPPORTED) };
        let text = std::str::from_utf8(&text).map_err(|_| CuError::INVALID_PTX)?;
        let name = name.to_str().map_err(|_| CuError::NOT_FOUND)?;
        ptx::link::has_managed(text, name).map_err(|_| CuError::INVALID_PTX)
    }

    /// Unloads it from every context: handles to what came from it are stale from now on.
    pub fn unload(&self, driver: &Driver) -> CuResult {
        driver.kernels.remove_if(|kernel| kernel.library == self.handle);
        for (_, module) in self.modules.lock().drain() {
            if driver.modules.remove(module.handle).is_ok() {
                module.unload(driver)?;
            }
        }
        Ok(())
    }

    /// The context has ended, and its module with it.
    pub fn forget_context(&self, id: ContextId) {
        self.modules.lock().remove(&id);
    }
}

/// A library's kernel, in whatever context it is launched.
pub struct Kernel {
    /// Its own handle.
    pub handle: u64,
    /// Its library's handle.
    pub library: u64,
    /// As in the image.
    pub name: CString,
    /// Shared with its functions.
    pub settings: Arc<Settings>,
    functions: RwLock<Vec<(ContextId, Arc<Function>)>>,
}

impl Kernel {
    /// Its function in a context.
    pub fn function(
        &self,
        driver: &Driver,
        context: &'static Context,
        id: ContextId,
    ) -> CuResult<Arc<Function>> {
        if let Some((_, function)) = self.functions.read().iter().find(|(known, _)| *known == id) {
            return Ok(function.clone());
        }
        let module = driver.libraries.get(self.library)?.module(driver, context, id)?;
        let function = module.function(driver, &self.name)?;
        self.functions.write().push((id, function.clone()));
        Ok(function)
    }

    /// The context has ended.
    pub fn forget_context(&self, id: ContextId) {
        self.functions.write().retain(|(known, _)| *known != id);
    }
}

/// The function that a CUfunction, or a CUkernel in its place, names: cudart 13 launches kernels by the latter.
///
/// # Errors
/// `INVALID_HANDLE` if it names neither.
pub fn resolve(
    driver: &Driver,
    handle: u64,
    context: &'static Context,
    id: ContextId,
) -> CuResult<Arc<Function>> {
    if driver.kernels.owns(handle) {
        return driver.kernels.get(handle)?.function(driver, context, id);
    }
    driver.functions.get(handle)
}

/// Dynamic shared memory that every kernel may ask for, less its static, in bytes (CUDA Driver API,
/// CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES).
const PLAIN_SHARED: u32 = 48 << 10;

impl Function {
    /// Launches it, with what its module's references are bound to now.
    ///
    /// # Errors
    /// Of what is bound, as [`References::tell`]; the session's.
    #[inline]
    pub fn launch(&self, driver: &Driver, stream: StreamId, shape: LaunchShape, block: &[u8]) -> CuResult {
        self.of.1.tell(driver, self.of.0)?;
        driver.session.launch(self.id, stream, shape, block)
    }

    /// Whether its clusters may have more blocks than every device takes.
    pub fn allows_large_clusters(&self) -> bool {
        self.settings.large_clusters.load(Ordering::Relaxed) != 0
    }

    /// Dynamic shared memory that a launch may ask for now, in bytes.
    pub fn dynamic_shared_limit(&self) -> u32 {
        let raised = self.settings.max_dynamic_shared.load(Ordering::Relaxed).max(0) as u32;
        raised.max(PLAIN_SHARED.saturating_sub(self.description.shared_bytes))
    }

    /// Gathers a launch's parameters into one block.
    ///
    /// # Errors
    /// `INVALID_VALUE` if parameters are missing.
    ///
    /// # Safety
    /// `params` is NULL or an array of pointers, one for each parameter, each to as many bytes as the parameter has.
    pub unsafe fn gather(&self, params: *mut *mut c_void, into: &mut [u8]) -> CuResult {
        if self.description.params.is_empty() {
            return Ok(());
        }
        if params.is_null() {
            return Err(CuError::INVALID_VALUE);
        }
        for (index, layout) in self.description.params.iter().enumerate() {
            let range = usize::from(layout.offset)..usize::from(layout.offset) + usize::from(layout.size);
            let target = into.get_mut(range).ok_or(CuError::INVALID_VALUE)?;
            // SAFETY: the caller's promise: the array has this many entries.
            let source: *const u8 = unsafe { params.add(index).read() }.cast();
            if source.is_null() {
                return Err(CuError::INVALID_VALUE);
            }
            // SAFETY: the caller's promise: this many bytes are there; the target is ours.
            unsafe { source.copy_to_nonoverlapping(target.as_mut_ptr(), target.len()) };
        }
        Ok(())
    }
}
