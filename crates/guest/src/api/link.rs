//! Linking PTX ("Module Management": cuLink*). What comes out is PTX as well, an image like any other: machine code is made of it where
//! it is loaded.

use std::ffi::{CStr, OsStr, c_char, c_uint, c_void};
use std::os::unix::ffi::OsStrExt;

use cuda_abi::{CUjit_option, CUjitInputType, CUlinkState, CuError, CuResult};
use parking_lot::Mutex;
use wire::ImageKind;

use super::{as_c, from_c, put, put_if_wanted, wanted};
use crate::context;
use crate::driver::driver;
use crate::image::Image;
use crate::jit::Options;

/// The most bytes of one input.
const MOST: usize = 1 << 30;

/// What is being linked.
pub struct Linking {
    options: Options,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    inputs: Vec<(String, String)>,
    /// What came out, ended by a zero; it stays where it is until the state is destroyed.
    output: Option<Box<[u8]>>,
}

/// # Safety
/// `state` is NULL or valid for a write; `options` and `values` have `count` entries, valid until the state is destroyed.
pub unsafe fn cuLinkCreate_v2(
    count: c_uint,
    options: *mut CUjit_option,
    values: *mut *mut c_void,
    state: *mut CUlinkState,
) -> CuResult {
    let driver = driver()?;
    wanted(state)?;
    context::alive(driver)?;
    // SAFETY: the caller's promise.
    let options = unsafe { Options::read(count, options, values) }?;
    let handle = driver.links.insert(Linking { options, state: Mutex::default() });
    // SAFETY: the caller's promise.
    unsafe { put(state, as_c(handle)) }
}

/// The same function under its first name.
///
/// # Safety
/// As [`cuLinkCreate_v2`].
pub unsafe fn cuLinkCreate(
    count: c_uint,
    options: *mut CUjit_option,
    values: *mut *mut c_void,
    state: *mut CUlinkState,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuLinkCreate_v2(count, options, values, state) }
}

impl Linking {
    /// Takes an input over.
    ///
    /// # Errors
    /// `NOT_SUPPORTED` for what is not PTX, nor a fatbin with PTX in it; `ILLEGAL_STATE` once it is complete.
    fn add(&self, kind: CUjitInputType, bytes: Vec<u8>, name: String) -> CuResult {
        let driver = driver()?;
        let image = match kind {
            CUjitInputType::CU_JIT_INPUT_PTX | CUjitInputType::CU_JIT_INPUT_FATBINARY => {
                Image::from_bytes(bytes)?
            }
            _ if kind.0 < CUjitInputType::CU_JIT_NUM_INPUT_TYPES.0 => return Err(CuError::NOT_SUPPORTED),
            _ => return Err(CuError::INVALID_VALUE),
        };
        let device = &driver.device(context::alive(driver)?.0.device)?.description;
        let (ImageKind::Ptx, text) = image.choose(device)? else { return Err(CuError::NOT_SUPPORTED) };
        let text = String::from_utf8(text.into_owned()).map_err(|_| CuError::INVALID_PTX)?;
        let mut state = self.state.lock();
        if state.output.is_some() {
            return Err(CuError::ILLEGAL_STATE);
        }
        state.inputs.push((name, text));
        Ok(())
    }
}

/// # Safety
/// `data` is NULL or valid for reads of `bytes` bytes, `name` NULL or a C string; the options have as many entries as their count.
#[allow(clippy::too_many_arguments, reason = "the driver's signature")]
pub unsafe fn cuLinkAddData_v2(
    state: CUlinkState,
    kind: CUjitInputType,
    data: *mut c_void,
    bytes: usize,
    name: *const c_char,
    count: c_uint,
    options: *mut CUjit_option,
    values: *mut *mut c_void,
) -> CuResult {
    let linking = driver()?.links.get(from_c(state))?;
    wanted(data)?;
    if bytes == 0 || bytes > MOST {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise.
    let bytes = unsafe {
        Options::read(count, options, values)?;
        std::slice::from_raw_parts(data.cast::<u8>(), bytes)
    };
    // Text may come with its zero or without.
    let bytes = match kind {
        CUjitInputType::CU_JIT_INPUT_PTX => bytes.split(|byte| *byte == 0).next().unwrap_or_default(),
        _ => bytes,
    };
    let name = match name.is_null() {
        true => "<unnamed-ptx>".to_owned(),
        // SAFETY: the caller's promise; not NULL.
        false => unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned(),
    };
    linking.add(kind, bytes.to_vec(), name)
}

/// The same function under its first name.
///
/// # Safety
/// As [`cuLinkAddData_v2`].
#[allow(clippy::too_many_arguments, reason = "the driver's signature")]
pub unsafe fn cuLinkAddData(
    state: CUlinkState,
    kind: CUjitInputType,
    data: *mut c_void,
    bytes: usize,
    name: *const c_char,
    count: c_uint,
    options: *mut CUjit_option,
    values: *mut *mut c_void,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuLinkAddData_v2(state, kind, data, bytes, name, count, options, values) }
}

/// # Safety
/// `path` is NULL or a C string; the options have as many entries as their count.
pub unsafe fn cuLinkAddFile_v2(
    state: CUlinkState,
    kind: CUjitInputType,
    path: *const c_char,
    count: c_uint,
    options: *mut CUjit_option,
    values: *mut *mut c_void,
) -> CuResult {
    let linking = driver()?.links.get(from_c(state))?;
    wanted(path)?;
    // SAFETY: the caller's promise; not NULL.
    let path = unsafe {
        Options::read(count, options, values)?;
        CStr::from_ptr(path)
    };
    let bytes = std::fs::read(OsStr::from_bytes(path.to_bytes())).map_err(|_| CuError::FILE_NOT_FOUND)?;
    linking.add(kind, bytes, path.to_string_lossy().into_owned())
}

/// The same function under its first name.
///
/// # Safety
/// As [`cuLinkAddFile_v2`].
pub unsafe fn cuLinkAddFile(
    state: CUlinkState,
    kind: CUjitInputType,
    path: *const c_char,
    count: c_uint,
    options: *mut CUjit_option,
    values: *mut *mut c_void,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuLinkAddFile_v2(state, kind, path, count, options, values) }
}

/// Links; what comes out belongs to the state.
///
/// # Safety
/// `image` and `bytes` are NULL or valid for writes; the log buffers that the state was made with are still valid.
pub unsafe fn cuLinkComplete(state: CUlinkState, image: *mut *mut c_void, bytes: *mut usize) -> CuResult {
    let linking = driver()?.links.get(from_c(state))?;
    wanted(image)?;
    let mut state = linking.state.lock();
    if state.output.is_none() {
        let texts: Vec<(&str, &str)> =
            state.inputs.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let linked = ptx::link::link(&texts);
        let info = format!("{} inputs linked", texts.len());
        let error = linked.as_ref().err().map(|error| format!("error   : {error}")).unwrap_or_default();
        // SAFETY: the caller's promise.
        unsafe { linking.options.report(&info, error.as_bytes()) };
        let mut text = linked.map_err(|_| CuError::INVALID_PTX)?.into_bytes();
        text.push(0);
        state.output = Some(text.into_boxed_slice());
    }
    let output = state.output.as_mut().ok_or(CuError::UNKNOWN)?;
    // SAFETY: the caller's promise.
    unsafe {
        put(image, output.as_mut_ptr().cast())?;
        put_if_wanted(bytes, output.len());
    }
    Ok(())
}

/// Forgets what was linked, and what came out.
pub fn cuLinkDestroy(state: CUlinkState) -> CuResult {
    driver()?.links.remove(from_c(state)).map(|_| ())
}
