//! Images, modules and kernels: loaded by the driver, described to the guest.

use std::collections::HashMap;
use std::ffi::{CString, c_int, c_void};
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use cuda_abi::{CUfunc_st, CUfunction_attribute as A, CUjit_option, CUmod_st, CuError, CuResult};
use parking_lot::Mutex;
use wire::{
    BlobId, ContextId, FunctionDescription, FunctionId, ImageKind, MAX_PARAMS, ModuleId, ParamLayout,
};

use crate::context::{Context, Raw};

/// Bytes of images on their way that a session may hold.
const MAX_BLOBS: usize = 1 << 30;
/// Bytes of names in one reply.
const NAMES_PAGE: usize = 2048;
/// Bytes of a compiler message that are kept.
const LOG: usize = 2048;
/// Shared memory, static and dynamic, that every kernel may use without asking, in bytes.
const PLAIN_SHARED: u32 = 48 << 10;

/// A kernel that was named.
pub struct Function {
    /// The driver's.
    pub handle: Raw<CUfunc_st>,
    /// Where it was loaded.
    pub context: Arc<Context>,
    /// Bytes of its parameter block.
    pub params_bytes: usize,
    module: ModuleId,
    shared_bytes: u32,
    /// Dynamic shared memory that the driver was told of.
    dynamic: AtomicU32,
}

impl Function {
    /// Tells the driver that a launch wants more dynamic shared memory than every kernel may have: the guest has checked that the
    /// program asked for it. The context is current.
    ///
    /// # Errors
    /// The driver's.
    pub fn allow_shared(&self, bytes: u32) -> CuResult {
        if bytes.saturating_add(self.shared_bytes) <= PLAIN_SHARED
            || bytes <= self.dynamic.load(Ordering::Relaxed)
        {
            return Ok(());
        }
        let value = c_int::try_from(bytes).map_err(|_| CuError::INVALID_VALUE)?;
        let attribute = A::CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES;
        // SAFETY: the function is the driver's, of a module that is loaded.
        unsafe { (self.context.driver.functions.function_set_attribute)(self.handle.0, attribute, value) }
            .ok()?;
        self.dynamic.fetch_max(bytes, Ordering::Relaxed);
        Ok(())
    }
}

/// A loaded image.
pub struct Module {
    /// The driver's.
    pub handle: Raw<CUmod_st>,
    /// Where it was loaded.
    pub context: Arc<Context>,
    /// What the image itself says of its kernels: names and parameters.
    kernels: Vec<Outlined>,
}

/// A session's images.
#[derive(Default)]
pub struct Images {
    blobs: Mutex<HashMap<BlobId, Vec<u8>>>,
    modules: Mutex<HashMap<ModuleId, Arc<Module>>>,
    functions: Mutex<HashMap<FunctionId, Arc<Function>>>,
    logs: Mutex<HashMap<ContextId, Vec<u8>>>,
}

impl Images {
    /// Appends a piece of an image.
    ///
    /// # Errors
    /// `OUT_OF_MEMORY` beyond what a session may hold, `INVALID_VALUE` for a piece that is out of order.
    pub fn blob_write(&self, blob: BlobId, offset: u64, bytes: &[u8]) -> CuResult {
        let mut blobs = self.blobs.lock();
        let held: usize = blobs.values().map(Vec::len).sum();
        if held + bytes.len() > MAX_BLOBS {
            return Err(CuError::OUT_OF_MEMORY);
        }
        let image = blobs.entry(blob).or_default();
        if image.len() as u64 != offset {
            return Err(CuError::INVALID_VALUE);
        }
        image.extend_from_slice(bytes);
        Ok(())
    }

    /// The image that was written, which is forgotten.
    ///
    /// # Errors
    /// `INVALID_IMAGE` if there is none.
    pub fn take_blob(&self, blob: BlobId) -> CuResult<Vec<u8>> {
        self.blobs.lock().remove(&blob).ok_or(CuError::INVALID_IMAGE)
    }

    /// The last message of the driver's compiler.
    pub fn log(&self, context: ContextId) -> Vec<u8> {
        self.logs.lock().get(&context).cloned().unwrap_or_default()
    }

    /// Gives an image to the driver. The context is current.
    ///
    /// # Errors
    /// The driver's; what its compiler says is kept for [`Images::log`].
    pub fn load(
        &self,
        context: &Arc<Context>,
        id: ModuleId,
        mut image: Vec<u8>,
        kind: ImageKind,
    ) -> CuResult {
        if self.modules.lock().contains_key(&id) {
            return Err(CuError::INVALID_HANDLE);
        }
        if mentions(&image, b"vprintf") || mentions(&image, b"__assertfail") {
            context.prints.store(true, Ordering::Relaxed);
        }
        let kernels = outline(&image, kind)?;
        // The driver reads text up to a zero.
        image.push(0);
        let mut log = vec![0u8; LOG];
        let mut options =
            [CUjit_option::CU_JIT_ERROR_LOG_BUFFER, CUjit_option::CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES];
        let mut values: [*mut c_void; 2] = [log.as_mut_ptr().cast(), ptr::without_provenance_mut(log.len())];
        let mut module = ptr::null_mut();
        // SAFETY: the image ends as its form demands, the options have a value each, and the buffer is as long as its size says;
        // all of it lives through the call. Cubins were checked to be whole.
        let loaded = unsafe {
            (context.driver.functions.module_load)(
                &mut module,
                image.as_ptr().cast(),
                options.len() as u32,
                options.as_mut_ptr(),
                values.as_mut_ptr(),
            )
        }
        .ok();
        if let Err(error) = loaded {
            log.truncate(log.iter().position(|byte| *byte == 0).unwrap_or(LOG));
            tracing::warn!(%error, message = %String::from_utf8_lossy(&log), "an image was refused");
            self.logs.lock().insert(context.id, log);
            return Err(error);
        }
        let module = Module { handle: Raw(module), context: context.clone(), kernels };
        self.modules.lock().insert(id, Arc::new(module));
        Ok(())
    }

    /// A module.
    ///
    /// # Errors
    /// `INVALID_HANDLE` if there is none.
    pub fn module(&self, id: ModuleId) -> CuResult<Arc<Module>> {
        self.modules.lock().get(&id).cloned().ok_or(CuError::INVALID_HANDLE)
    }

    /// Forgets a module with its functions; the driver still has it.
    ///
    /// # Errors
    /// `INVALID_HANDLE` if there is none.
    pub fn forget(&self, id: ModuleId) -> CuResult<Arc<Module>> {
        let module = self.modules.lock().remove(&id).ok_or(CuError::INVALID_HANDLE)?;
        self.functions.lock().retain(|_, function| function.module != id);
        Ok(module)
    }

    /// Forgets what belongs to a context.
    pub fn forget_context(&self, context: ContextId) {
        self.modules.lock().retain(|_, module| module.context.id != context);
        self.functions.lock().retain(|_, function| function.context.id != context);
        self.logs.lock().remove(&context);
    }

    /// A kernel that was named.
    ///
    /// # Errors
    /// `INVALID_HANDLE` if there is none.
    #[inline]
    pub fn function(&self, id: FunctionId) -> CuResult<Arc<Function>> {
        self.functions.lock().get(&id).cloned().ok_or(CuError::INVALID_HANDLE)
    }

    /// Names a kernel and describes it. The module's context is current.
    ///
    /// # Errors
    /// `NOT_FOUND` if there is none of that name; the driver's.
    pub fn name_function(&self, id: FunctionId, of: ModuleId, name: &str) -> CuResult<FunctionDescription> {
        let module = self.module(of)?;
        let functions = &module.context.driver.functions;
        let text = CString::new(name).map_err(|_| CuError::NOT_FOUND)?;
        let mut handle = ptr::null_mut();
        // SAFETY: the module is loaded; the name and the target live through the call.
        unsafe { (functions.module_function)(&mut handle, module.handle.0, text.as_ptr()) }.ok()?;
        let attribute = |attribute: A| {
            let mut value = 0;
            // SAFETY: the function is the driver's; the target lives through the call.
            unsafe { (functions.function_attribute)(&mut value, attribute, handle) }.ok()?;
            Ok(u32::try_from(value).unwrap_or(0))
        };
        let description = FunctionDescription {
            max_threads_per_block: attribute(A::CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK)?,
            shared_bytes: attribute(A::CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES)?,
            const_bytes: attribute(A::CU_FUNC_ATTRIBUTE_CONST_SIZE_BYTES)?,
            local_bytes: attribute(A::CU_FUNC_ATTRIBUTE_LOCAL_SIZE_BYTES)?,
            registers: attribute(A::CU_FUNC_ATTRIBUTE_NUM_REGS)?,
            ptx_version: attribute(A::CU_FUNC_ATTRIBUTE_PTX_VERSION)?,
            binary_version: attribute(A::CU_FUNC_ATTRIBUTE_BINARY_VERSION)?,
            required_threads: module.required_threads(name),
            params: match functions.function_param {
                Some(param) => asked_params(param, handle)?,
                None => module.listed_params(name)?,
            },
        };
        let function = Function {
            handle: Raw(handle),
            context: module.context.clone(),
            params_bytes: description.params_bytes(),
            module: of,
            shared_bytes: description.shared_bytes,
            dynamic: AtomicU32::new(0),
        };
        self.functions.lock().insert(id, Arc::new(function));
        Ok(description)
    }

    /// Names of a module's kernels from the `first`-th on, each ended by a zero.
    ///
    /// # Errors
    /// `INVALID_HANDLE` if there is no such module.
    pub fn function_names(&self, module: ModuleId, first: u32) -> CuResult<Vec<u8>> {
        let module = self.module(module)?;
        let mut page = Vec::new();
        for Outlined { name, .. } in module.kernels.iter().skip(first as usize) {
            if page.len() + name.len() + 1 > NAMES_PAGE {
                break;
            }
            page.extend_from_slice(name.as_bytes());
            page.push(0);
        }
        Ok(page)
    }
}

impl Module {
    /// What the image says, for drivers older than 12.4.
    fn listed_params(&self, name: &str) -> CuResult<Vec<ParamLayout>> {
        let found = self.kernels.iter().find(|known| known.name == name);
        found.map(|known| known.params.clone()).ok_or(CuError::NOT_FOUND)
    }

    /// The only block that the image says a kernel can be launched with; the driver has no attribute that tells.
    fn required_threads(&self, name: &str) -> [u32; 3] {
        let found = self.kernels.iter().find(|known| known.name == name);
        found.and_then(|known| known.required_threads).unwrap_or_default()
    }
}

type ParamInfo =
    unsafe extern "C" fn(cuda_abi::CUfunction, usize, *mut usize, *mut usize) -> cuda_abi::CUresult;

/// What the driver says: `INVALID_VALUE` comes after the last.
fn asked_params(param: ParamInfo, function: cuda_abi::CUfunction) -> CuResult<Vec<ParamLayout>> {
    let mut params = Vec::new();
    loop {
        let (mut offset, mut size) = (0, 0);
        // SAFETY: the function is the driver's; the targets live through the call.
        match unsafe { param(function, params.len(), &mut offset, &mut size) }.ok() {
            Ok(()) if params.len() == MAX_PARAMS => return Err(CuError::INVALID_IMAGE),
            Ok(()) => params.push(layout(offset, size)?),
            Err(CuError::INVALID_VALUE) => return Ok(params),
            Err(error) => return Err(error),
        }
    }
}

fn layout(offset: usize, size: usize) -> CuResult<ParamLayout> {
    let short = |value: usize| u16::try_from(value).map_err(|_| CuError::INVALID_IMAGE);
    Ok(ParamLayout { offset: short(offset)?, size: short(size)? })
}

/// What an image says of a kernel.
struct Outlined {
    name: String,
    params: Vec<ParamLayout>,
    /// The only block that it can be launched with (`.reqntid`).
    required_threads: Option<[u32; 3]>,
}

/// Names and parameters of an image's kernels. Text that we cannot read the driver may still take, so that is no error; machine code that
/// is cut short must not reach it, since it is told no length.
fn outline(image: &[u8], kind: ImageKind) -> CuResult<Vec<Outlined>> {
    match kind {
        ImageKind::Ptx => match ptx::signature::scan(image) {
            Ok(found) => found
                .kernels
                .iter()
                .map(|kernel| {
                    let params = kernel.params.iter().map(|param| (param.offset, param.size));
                    outlined(kernel.name, params, kernel.required_threads)
                })
                .collect(),
            Err(error) => {
                tracing::debug!(%error, "an image that only the driver can read");
                Ok(Vec::new())
            }
        },
        ImageKind::Cubin => ptx::container::cubin::kernels(image)
            .map_err(|error| {
                tracing::warn!(%error, "a damaged image");
                CuError::INVALID_IMAGE
            })?
            .iter()
            .map(|kernel| {
                let params = kernel.params.iter().map(|param| (param.offset, param.size));
                outlined(kernel.name, params, kernel.required_threads)
            })
            .collect(),
    }
}

fn outlined(
    name: &str,
    params: impl Iterator<Item = (u32, u32)>,
    required_threads: Option<[u32; 3]>,
) -> CuResult<Outlined> {
    let params = params.map(|(offset, size)| layout(offset as usize, size as usize));
    Ok(Outlined { name: name.to_owned(), params: params.collect::<CuResult<_>>()?, required_threads })
}

fn mentions(image: &[u8], word: &[u8]) -> bool {
    image.windows(word.len()).any(|window| window == word)
}
