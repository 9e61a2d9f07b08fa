//! Launches as they were before CUDA 4: shape and parameters set piece by piece ("Execution Control, deprecated").

use std::collections::HashMap;
use std::ffi::{c_int, c_uint, c_void};
use std::ptr;

use cuda_abi::{
    CU_LAUNCH_PARAM_BUFFER_POINTER, CU_LAUNCH_PARAM_BUFFER_SIZE, CU_LAUNCH_PARAM_END, CUfunction, CUstream,
    CuError, CuResult,
};
use parking_lot::Mutex;

use super::launch::cuLaunchKernel;
use super::{from_c, wanted};
use crate::driver::{Driver, driver};

/// Bytes of parameters that a kernel takes at most.
const MOST_PARAMETERS: usize = 32_764;

/// What has been set of a function.
#[derive(Clone, Default)]
struct Set {
    block: [c_uint; 3],
    shared_bytes: c_uint,
    parameters: Vec<u8>,
    /// Bytes of those that a launch gives.
    size: usize,
}

/// By handle, of functions that were used so.
#[derive(Default)]
pub struct OldLaunches(Mutex<HashMap<u64, Set>>);

fn change(function: CUfunction, change: impl FnOnce(&mut Set)) -> CuResult {
    let driver = driver()?;
    driver.functions.get(from_c(function))?;
    let mut all = driver.old_launches.0.lock();
    // Handles of functions that are gone are never given again.
    if all.len() > 4096 {
        all.retain(|handle, _| driver.functions.get(*handle).is_ok());
    }
    change(all.entry(from_c(function)).or_default());
    Ok(())
}

fn set_bytes(function: CUfunction, offset: c_int, bytes: &[u8]) -> CuResult {
    let offset = usize::try_from(offset).map_err(|_| CuError::INVALID_VALUE)?;
    let end = offset.checked_add(bytes.len()).filter(|end| *end <= MOST_PARAMETERS);
    let end = end.ok_or(CuError::INVALID_VALUE)?;
    change(function, |set| {
        if set.parameters.len() < end {
            set.parameters.resize(end, 0);
        }
        set.parameters[offset..end].copy_from_slice(bytes);
    })
}

/// The block of the function's next launches.
pub fn cuFuncSetBlockShape(function: CUfunction, x: c_int, y: c_int, z: c_int) -> CuResult {
    let side = |side: c_int| c_uint::try_from(side).ok().filter(|side| *side > 0);
    let (Some(x), Some(y), Some(z)) = (side(x), side(y), side(z)) else { return Err(CuError::INVALID_VALUE) };
    change(function, |set| set.block = [x, y, z])
}

/// Dynamic shared memory of the function's next launches.
pub fn cuFuncSetSharedSize(function: CUfunction, bytes: c_uint) -> CuResult {
    change(function, |set| set.shared_bytes = bytes)
}

/// Bytes of parameters of the function's next launches.
pub fn cuParamSetSize(function: CUfunction, bytes: c_uint) -> CuResult {
    let bytes = bytes as usize;
    if bytes > MOST_PARAMETERS {
        return Err(CuError::INVALID_VALUE);
    }
    change(function, |set| set.size = bytes)
}

/// An integer among the parameters.
pub fn cuParamSeti(function: CUfunction, offset: c_int, value: c_uint) -> CuResult {
    set_bytes(function, offset, &value.to_ne_bytes())
}

/// A float among the parameters.
pub fn cuParamSetf(function: CUfunction, offset: c_int, value: f32) -> CuResult {
    set_bytes(function, offset, &value.to_ne_bytes())
}

/// Bytes among the parameters.
///
/// # Safety
/// `value` is NULL or valid for reads of as many bytes.
pub unsafe fn cuParamSetv(
    function: CUfunction,
    offset: c_int,
    value: *mut c_void,
    bytes: c_uint,
) -> CuResult {
    driver()?;
    wanted(value)?;
    if bytes as usize > MOST_PARAMETERS {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise; not NULL.
    let bytes = unsafe { std::slice::from_raw_parts(value.cast::<u8>(), bytes as usize) };
    set_bytes(function, offset, bytes)
}

fn launch(driver: &Driver, function: CUfunction, grid: [c_int; 2], stream: CUstream) -> CuResult {
    let [width, height] = grid.map(|side| c_uint::try_from(side).ok().filter(|side| *side > 0));
    let (Some(width), Some(height)) = (width, height) else { return Err(CuError::INVALID_VALUE) };
    driver.functions.get(from_c(function))?;
    let set = driver.old_launches.0.lock().get(&from_c(function)).cloned().unwrap_or_default();
    let mut parameters = set.parameters;
    parameters.resize(set.size, 0);
    let mut size = parameters.len();
    let mut extra = [
        CU_LAUNCH_PARAM_BUFFER_POINTER,
        parameters.as_mut_ptr().cast(),
        CU_LAUNCH_PARAM_BUFFER_SIZE,
        (&raw mut size).cast(),
        CU_LAUNCH_PARAM_END,
    ];
    let [x, y, z] = set.block;
    // SAFETY: the list is as the driver wants it, and lives with what it names through the call.
    unsafe {
        cuLaunchKernel(
            function,
            width,
            height,
            1,
            x,
            y,
            z,
            set.shared_bytes,
            stream,
            ptr::null_mut(),
            extra.as_mut_ptr(),
        )
    }
}

/// Launches one block.
pub fn cuLaunch(function: CUfunction) -> CuResult {
    launch(driver()?, function, [1, 1], ptr::null_mut())
}

/// Launches a grid of blocks.
pub fn cuLaunchGrid(function: CUfunction, width: c_int, height: c_int) -> CuResult {
    launch(driver()?, function, [width, height], ptr::null_mut())
}

/// Launches a grid of blocks in a stream.
pub fn cuLaunchGridAsync(function: CUfunction, width: c_int, height: c_int, stream: CUstream) -> CuResult {
    launch(driver()?, function, [width, height], stream)
}
