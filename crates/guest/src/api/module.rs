//! Modules ("Module Management").

use std::ffi::{CStr, c_char, c_uint, c_void};
use std::os::unix::ffi::OsStrExt;

use cuda_abi::{CUdeviceptr, CUfunction, CUjit_option, CUmodule, CuError, CuResult};

use super::{as_c, from_c, put, put_if_wanted, wanted};
use crate::context;
use crate::driver::driver;
use crate::image::Image;
use crate::jit::Options;
use crate::module::Module;

/// # Safety
/// `module` is NULL or valid for a write; `image` is NULL or an image.
pub unsafe fn cuModuleLoadData(module: *mut CUmodule, image: *const c_void) -> CuResult {
    driver()?;
    wanted(module)?;
    // SAFETY: the caller's promise. It is read before this returns.
    let image = unsafe { Image::at(image, true) }?;
    // SAFETY: the caller's promise.
    unsafe { load(module, &image) }
}

/// # Safety
/// `module` is NULL or valid for a write.
unsafe fn load(module: *mut CUmodule, image: &Image) -> CuResult {
    let driver = driver()?;
    let (context, id) = context::alive(driver)?;
    let loaded = Module::load(driver, context, id, image, None)?;
    // SAFETY: the caller's promise.
    unsafe { put(module, as_c(loaded.handle)) }
}

/// As [`cuModuleLoadData`], with the compiler's messages where the program asks for them.
///
/// # Safety
/// As [`cuModuleLoadData`]; `options` and `values` have `count` entries, each value what its option asks for.
pub unsafe fn cuModuleLoadDataEx(
    module: *mut CUmodule,
    image: *const c_void,
    count: c_uint,
    options: *mut CUjit_option,
    values: *mut *mut c_void,
) -> CuResult {
    // SAFETY: the caller's promise.
    let options = unsafe { Options::read(count, options, values) }?;
    // SAFETY: the caller's promise.
    let loaded = unsafe { cuModuleLoadData(module, image) };
    let message = match (loaded, driver().and_then(context::alive_in)) {
        (Err(_), Ok((driver, id))) if options.wants_errors() => {
            driver.session.module_log(id).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    // SAFETY: the caller's promise.
    unsafe { options.report(if loaded.is_ok() { "the image is loaded" } else { "" }, &message) };
    loaded
}

/// # Safety
/// As [`cuModuleLoadData`].
pub unsafe fn cuModuleLoadFatBinary(module: *mut CUmodule, image: *const c_void) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuModuleLoadData(module, image) }
}

/// # Safety
/// `module` is NULL or valid for a write; `path` is NULL or a C string.
pub unsafe fn cuModuleLoad(module: *mut CUmodule, path: *const c_char) -> CuResult {
    driver()?;
    wanted(module)?;
    // SAFETY: the caller's promise.
    let image = unsafe { read_image(path) }?;
    // SAFETY: the caller's promise.
    unsafe { load(module, &image) }
}

/// The image in a file.
///
/// # Safety
/// `path` is NULL or a C string.
pub(super) unsafe fn read_image(path: *const c_char) -> CuResult<Image> {
    wanted(path)?;
    // SAFETY: the caller's promise; not NULL.
    let path = std::ffi::OsStr::from_bytes(unsafe { CStr::from_ptr(path) }.to_bytes());
    Image::from_bytes(std::fs::read(path).map_err(|_| CuError::FILE_NOT_FOUND)?)
}

/// Unloads a module. That of a library goes with it.
pub fn cuModuleUnload(module: CUmodule) -> CuResult {
    let driver = driver()?;
    if driver.modules.get(from_c(module))?.is_of_library {
        return Err(CuError::NOT_PERMITTED);
    }
    driver.modules.remove(from_c(module))?.unload(driver)
}

/// # Safety
/// `function` is NULL or valid for a write; `name` is NULL or a C string.
pub unsafe fn cuModuleGetFunction(
    function: *mut CUfunction,
    module: CUmodule,
    name: *const c_char,
) -> CuResult {
    let driver = driver()?;
    wanted(function)?;
    wanted(name)?;
    let module = driver.modules.get(from_c(module))?;
    // SAFETY: the caller's promise; not NULL.
    let name = unsafe { CStr::from_ptr(name) };
    let found = module.function(driver, name)?;
    // SAFETY: the caller's promise.
    unsafe { put(function, as_c(found.handle)) }
}

/// # Safety
/// `count` is NULL or valid for a write.
pub unsafe fn cuModuleGetFunctionCount(count: *mut c_uint, module: CUmodule) -> CuResult {
    let driver = driver()?;
    let names = driver.modules.get(from_c(module))?.function_names(driver)?;
    // SAFETY: the caller's promise.
    unsafe { put(count, names.len() as c_uint) }
}

/// # Safety
/// `functions` is valid for writes of `count` handles.
pub unsafe fn cuModuleEnumerateFunctions(
    functions: *mut CUfunction,
    count: c_uint,
    module: CUmodule,
) -> CuResult {
    let driver = driver()?;
    wanted(functions)?;
    let module = driver.modules.get(from_c(module))?;
    for (index, name) in module.function_names(driver)?.iter().take(count as usize).enumerate() {
        let found = module.function(driver, name)?;
        // SAFETY: the caller's promise: `index` is below `count`.
        unsafe { functions.add(index).write(as_c(found.handle)) };
    }
    Ok(())
}

/// # Safety
/// `address` and `bytes` are NULL or valid for writes; `name` is NULL or a C string.
pub unsafe fn cuModuleGetGlobal_v2(
    address: *mut CUdeviceptr,
    bytes: *mut usize,
    module: CUmodule,
    name: *const c_char,
) -> CuResult {
    let driver = driver()?;
    wanted(name)?;
    let module = driver.modules.get(from_c(module))?;
    // SAFETY: the caller's promise; not NULL.
    let range = module.variable(driver, unsafe { CStr::from_ptr(name) })?;
    // SAFETY: the caller's promise.
    unsafe {
        put_if_wanted(address, range.address);
        put_if_wanted(bytes, range.bytes as usize);
    }
    Ok(())
}
