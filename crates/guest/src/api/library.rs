//! Libraries and their kernels, which belong to no context ("Library Management").

use std::ffi::{CStr, c_char, c_int, c_uint, c_void};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use cuda_abi::{
    CUdevice, CUdeviceptr, CUfunc_cache, CUfunction, CUfunction_attribute, CUjit_option, CUkernel, CUlibrary,
    CUlibraryOption, CUmodule, CuError, CuResult,
};

use super::launch::{attribute, set_attribute};
use super::{as_c, from_c, put, put_if_wanted, wanted};
use crate::context;
use crate::driver::{Driver, driver};
use crate::image::Image;
use crate::jit::Options;
use crate::module::{Function, Kernel, Library};

/// # Safety
/// `library` is NULL or valid for a write, `code` NULL or an image; the options have as many entries as their counts say.
#[allow(clippy::too_many_arguments, reason = "the driver's signature")]
pub unsafe fn cuLibraryLoadData(
    library: *mut CUlibrary,
    code: *const c_void,
    jit_options: *mut CUjit_option,
    jit_values: *mut *mut c_void,
    jit_count: c_uint,
    options: *mut CUlibraryOption,
    values: *mut *mut c_void,
    count: c_uint,
) -> CuResult {
    let driver = driver()?;
    wanted(library)?;
    if count > 0 {
        wanted(options)?;
    }
    // SAFETY: the caller's promise.
    let jit = unsafe { Options::read(jit_count, jit_options, jit_values) }?;
    let is_preserved = (0..count as usize).any(|index| {
        // SAFETY: the caller's promise: there are `count` options; this one's value is a flag, passed as a pointer.
        unsafe {
            options.add(index).read() == CUlibraryOption::CU_LIBRARY_BINARY_IS_PRESERVED
                && (values.is_null() || !values.add(index).read().is_null())
        }
    });
    // SAFETY: the caller's promise.
    let image = unsafe { Image::at(code, is_preserved) }?;
    let registered = Library::register(driver, image)?;
    eager(driver, &registered)?;
    // SAFETY: the caller's promise.
    unsafe {
        jit.report("the library is registered", b"");
        put(library, as_c(registered.handle))
    }
}

/// Where the program asks for it (CUDA_MODULE_LOADING), a library is loaded into the current context at once.
fn eager(driver: &Driver, library: &Arc<Library>) -> CuResult {
    if !super::init::loads_eagerly() {
        return Ok(());
    }
    let Ok((context, id)) = context::alive(driver) else { return Ok(()) };
    let loaded = library.module(driver, context, id);
    if loaded.is_err() {
        driver.libraries.remove(library.handle)?;
    }
    loaded.map(|_| ())
}

/// # Safety
/// As [`cuLibraryLoadData`]; `path` is NULL or a C string.
#[allow(clippy::too_many_arguments, reason = "the driver's signature")]
pub unsafe fn cuLibraryLoadFromFile(
    library: *mut CUlibrary,
    path: *const c_char,
    jit_options: *mut CUjit_option,
    jit_values: *mut *mut c_void,
    jit_count: c_uint,
    options: *mut CUlibraryOption,
    _values: *mut *mut c_void,
    count: c_uint,
) -> CuResult {
    let driver = driver()?;
    wanted(library)?;
    if count > 0 {
        wanted(options)?;
    }
    // SAFETY: the caller's promise.
    let jit = unsafe { Options::read(jit_count, jit_options, jit_values) }?;
    // SAFETY: the caller's promise.
    let image = unsafe { super::module::read_image(path) }?;
    let registered = Library::register(driver, image)?;
    eager(driver, &registered)?;
    // SAFETY: the caller's promise.
    unsafe {
        jit.report("the library is registered", b"");
        put(library, as_c(registered.handle))
    }
}

/// Unloads a library from every context.
pub fn cuLibraryUnload(library: CUlibrary) -> CuResult {
    let driver = driver()?;
    driver.libraries.remove(from_c(library))?.unload(driver)
}

/// # Safety
/// `module` is NULL or valid for a write.
pub unsafe fn cuLibraryGetModule(module: *mut CUmodule, library: CUlibrary) -> CuResult {
    let driver = driver()?;
    wanted(module)?;
    let library = driver.libraries.get(from_c(library))?;
    let (context, id) = context::alive(driver)?;
    let loaded = library.module(driver, context, id)?;
    // SAFETY: the caller's promise.
    unsafe { put(module, as_c(loaded.handle)) }
}

/// # Safety
/// `kernel` is NULL or valid for a write; `name` is NULL or a C string.
pub unsafe fn cuLibraryGetKernel(kernel: *mut CUkernel, library: CUlibrary, name: *const c_char) -> CuResult {
    let driver = driver()?;
    wanted(kernel)?;
    wanted(name)?;
    let library = driver.libraries.get(from_c(library))?;
    // cudart names kernels before it has a context.
    let here = match context::alive(driver) {
        Err(CuError::INVALID_CONTEXT) => None,
        alive => Some(alive?),
    };
    // SAFETY: the caller's promise; not NULL.
    let found = library.kernel(driver, unsafe { CStr::from_ptr(name) }, here)?;
    // SAFETY: the caller's promise.
    unsafe { put(kernel, as_c(found.handle)) }
}

/// # Safety
/// `count` is NULL or valid for a write.
pub unsafe fn cuLibraryGetKernelCount(count: *mut c_uint, library: CUlibrary) -> CuResult {
    let driver = driver()?;
    let library = driver.libraries.get(from_c(library))?;
    let names = library.kernel_names(driver, context::alive(driver).ok())?;
    // SAFETY: the caller's promise.
    unsafe { put(count, names.len() as c_uint) }
}

/// # Safety
/// `kernels` is valid for writes of `count` handles.
pub unsafe fn cuLibraryEnumerateKernels(
    kernels: *mut CUkernel,
    count: c_uint,
    library: CUlibrary,
) -> CuResult {
    let driver = driver()?;
    wanted(kernels)?;
    let library = driver.libraries.get(from_c(library))?;
    let current = context::alive(driver).ok();
    let names = library.kernel_names(driver, current)?;
    for (index, name) in names.iter().take(count as usize).enumerate() {
        let found = library.kernel(driver, name, current)?;
        // SAFETY: the caller's promise: `index` is below `count`.
        unsafe { kernels.add(index).write(as_c(found.handle)) };
    }
    Ok(())
}

/// # Safety
/// `address` and `bytes` are NULL or valid for writes; `name` is NULL or a C string.
pub unsafe fn cuLibraryGetGlobal(
    address: *mut CUdeviceptr,
    bytes: *mut usize,
    library: CUlibrary,
    name: *const c_char,
) -> CuResult {
    let driver = driver()?;
    wanted(name)?;
    let library = driver.libraries.get(from_c(library))?;
    let (context, id) = context::alive(driver)?;
    let module = library.module(driver, context, id)?;
    // SAFETY: the caller's promise; not NULL.
    let range = module.variable(driver, unsafe { CStr::from_ptr(name) })?;
    // SAFETY: the caller's promise.
    unsafe {
        put_if_wanted(address, range.address);
        put_if_wanted(bytes, range.bytes as usize);
    }
    Ok(())
}

/// As [`cuLibraryGetGlobal`], for a managed variable, whose address is the program's as well.
///
/// # Errors
/// `NOT_FOUND` if there is no managed variable of that name; `NOT_SUPPORTED` where it is not memory that both sides reach, or the image
/// is machine code.
///
/// # Safety
/// As [`cuLibraryGetGlobal`].
pub unsafe fn cuLibraryGetManaged(
    address: *mut CUdeviceptr,
    bytes: *mut usize,
    library: CUlibrary,
    name: *const c_char,
) -> CuResult {
    let driver = driver()?;
    wanted(name)?;
    let library = driver.libraries.get(from_c(library))?;
    let (context, id) = context::alive(driver)?;
    // SAFETY: the caller's promise; not NULL.
    let name = unsafe { CStr::from_ptr(name) };
    if !library.has_managed(&driver.device(context.device)?.description, name)? {
        return Err(CuError::NOT_FOUND);
    }
    let range = library.module(driver, context, id)?.variable(driver, name)?;
    let (start, length) = (range.address as usize, range.bytes as usize);
    if !driver.session.channel().window().is_some_and(|window| window.contains(start, length)) {
        return Err(CuError::NOT_SUPPORTED);
    }
    // SAFETY: the caller's promise.
    unsafe {
        put_if_wanted(address, range.address);
        put_if_wanted(bytes, length);
    }
    Ok(())
}

fn kernel_of(driver: &Driver, kernel: CUkernel) -> CuResult<Arc<Kernel>> {
    driver.kernels.get(from_c(kernel))
}

fn function_here(driver: &Driver, kernel: &Kernel) -> CuResult<Arc<Function>> {
    let (context, id) = context::alive(driver)?;
    kernel.function(driver, context, id)
}

/// # Safety
/// `function` is NULL or valid for a write.
pub unsafe fn cuKernelGetFunction(function: *mut CUfunction, kernel: CUkernel) -> CuResult {
    let driver = driver()?;
    wanted(function)?;
    let found = function_here(driver, &*kernel_of(driver, kernel)?)?;
    // SAFETY: the caller's promise.
    unsafe { put(function, as_c(found.handle)) }
}

/// # Safety
/// `library` is NULL or valid for a write.
pub unsafe fn cuKernelGetLibrary(library: *mut CUlibrary, kernel: CUkernel) -> CuResult {
    let kernel = kernel_of(driver()?, kernel)?;
    // SAFETY: the caller's promise.
    unsafe { put(library, as_c(kernel.library)) }
}

/// # Safety
/// `name` is NULL or valid for a write.
pub unsafe fn cuKernelGetName(name: *mut *const c_char, kernel: CUkernel) -> CuResult {
    let kernel = kernel_of(driver()?, kernel)?;
    // The table keeps the kernel, and its name, until its library is unloaded.
    // SAFETY: the caller's promise.
    unsafe { put(name, kernel.name.as_ptr()) }
}

/// # Safety
/// `value` is NULL or valid for a write.
pub unsafe fn cuKernelGetAttribute(
    value: *mut c_int,
    wanted: CUfunction_attribute,
    kernel: CUkernel,
    device: CUdevice,
) -> CuResult {
    let driver = driver()?;
    driver.device_of(device)?;
    let function = function_here(driver, &*kernel_of(driver, kernel)?)?;
    // SAFETY: the caller's promise.
    unsafe { put(value, attribute(&function, wanted)?) }
}

/// Sets an attribute of a kernel, for the functions of all contexts.
pub fn cuKernelSetAttribute(
    attribute: CUfunction_attribute,
    value: c_int,
    kernel: CUkernel,
    device: CUdevice,
) -> CuResult {
    let driver = driver()?;
    driver.device_of(device)?;
    let kernel = kernel_of(driver, kernel)?;
    let function = function_here(driver, &kernel)?;
    set_attribute(driver, &function, &kernel.settings, attribute, value)
}

/// # Safety
/// `offset` and `size` are NULL or valid for writes.
pub unsafe fn cuKernelGetParamInfo(
    kernel: CUkernel,
    index: usize,
    offset: *mut usize,
    size: *mut usize,
) -> CuResult {
    let driver = driver()?;
    let function = function_here(driver, &*kernel_of(driver, kernel)?)?;
    let layout = function.description.params.get(index).ok_or(CuError::INVALID_VALUE)?;
    // SAFETY: the caller's promise.
    unsafe {
        put(offset, layout.offset.into())?;
        put_if_wanted(size, layout.size.into());
    }
    Ok(())
}

/// # Safety
/// `count` is NULL or valid for a write.
pub unsafe fn cuKernelGetParamCount(kernel: CUkernel, count: *mut usize) -> CuResult {
    let driver = driver()?;
    let function = function_here(driver, &*kernel_of(driver, kernel)?)?;
    // SAFETY: the caller's promise.
    unsafe { put(count, function.description.params.len()) }
}

/// A preference, which devices without a choice ignore.
pub fn cuKernelSetCacheConfig(kernel: CUkernel, config: CUfunc_cache, device: CUdevice) -> CuResult {
    let driver = driver()?;
    driver.device_of(device)?;
    let kernel = kernel_of(driver, kernel)?;
    if config.0 > CUfunc_cache::CU_FUNC_CACHE_PREFER_EQUAL.0 {
        return Err(CuError::INVALID_VALUE);
    }
    kernel.settings.cache_config.store(config.0 as i32, Ordering::Relaxed);
    Ok(())
}

/// Functions that program and device call by one pointer there are none: no device here has them
/// (CU_DEVICE_ATTRIBUTE_UNIFIED_FUNCTION_POINTERS).
///
/// # Safety
/// `function` is NULL or valid for a write, `symbol` NULL or a string.
pub unsafe fn cuLibraryGetUnifiedFunction(
    function: *mut *mut c_void,
    library: CUlibrary,
    symbol: *const c_char,
) -> CuResult {
    let driver = driver()?;
    super::wanted(function)?;
    super::wanted(symbol)?;
    driver.libraries.get(from_c(library))?;
    Err(CuError::NOT_FOUND)
}
