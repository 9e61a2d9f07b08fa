//! Launches and what may be asked and set of a kernel ("Execution Control", "Occupancy").

use std::ffi::{c_char, c_int, c_uint, c_void};
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};

use cuda_abi::{
    CU_LAUNCH_PARAM_BUFFER_POINTER, CU_LAUNCH_PARAM_BUFFER_SIZE, CU_LAUNCH_PARAM_END, CUdevice_attribute,
    CUfunc_cache, CUfunction, CUfunction_attribute, CUfunctionLoadingState, CUlaunchAttributeID,
    CUlaunchAttributeValue, CUlaunchConfig, CUmodule, CUsharedconfig, CUstream, CuError, CuResult,
};
use wire::{ContextId, LaunchShape};

use super::{as_c, from_c, put, wanted};
use crate::context::{self, Context};
use crate::driver::{Driver, driver};
use crate::event;
use crate::launch_attribute::{Attribute, Attributes};
use crate::module::{Function, Settings, resolve};
use crate::occupancy::Limits;
use crate::stream;
use crate::work::{Launch, Work};

/// The parameter block of most launches fits here; longer ones are allocated.
const SMALL_BLOCK: usize = 512;

/// # Safety
/// `params` or `extra` is what the function's parameters ask for (CUDA Driver API, cuLaunchKernel).
#[allow(clippy::too_many_arguments, reason = "the driver's signature")]
pub unsafe fn cuLaunchKernel(
    function: CUfunction,
    grid_x: c_uint,
    grid_y: c_uint,
    grid_z: c_uint,
    block_x: c_uint,
    block_y: c_uint,
    block_z: c_uint,
    shared_bytes: c_uint,
    stream: CUstream,
    params: *mut *mut c_void,
    extra: *mut *mut c_void,
) -> CuResult {
    let shape = LaunchShape {
        grid: [grid_x, grid_y, grid_z],
        block: [block_x, block_y, block_z],
        shared_bytes,
        flags: 0,
    };
    // SAFETY: the caller's promise.
    unsafe { launch(function, shape, stream, (params, extra), Attributes::default()) }
}

/// # Safety
/// `config` is NULL or valid with its attributes; `params` or `extra` as for [`cuLaunchKernel`].
pub unsafe fn cuLaunchKernelEx(
    config: *const CUlaunchConfig,
    function: CUfunction,
    params: *mut *mut c_void,
    extra: *mut *mut c_void,
) -> CuResult {
    wanted(config)?;
    // SAFETY: the caller's promise; not NULL.
    let config = unsafe { config.read() };
    if config.attrs.is_null() && config.numAttrs > 0 {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise.
    let attributes = unsafe { Attributes::read(config.attrs, config.numAttrs as usize) }?;
    let shape = LaunchShape {
        grid: [config.gridDimX, config.gridDimY, config.gridDimZ],
        block: [config.blockDimX, config.blockDimY, config.blockDimZ],
        shared_bytes: config.sharedMemBytes,
        flags: 0,
    };
    // SAFETY: the caller's promise.
    unsafe { launch(function, shape, config.hStream, (params, extra), attributes) }
}

/// All blocks run at once, so that they can wait for each other.
///
/// # Safety
/// `params` is what the function's parameters ask for (CUDA Driver API, cuLaunchKernel).
#[allow(clippy::too_many_arguments, reason = "the driver's signature")]
pub unsafe fn cuLaunchCooperativeKernel(
    function: CUfunction,
    grid_x: c_uint,
    grid_y: c_uint,
    grid_z: c_uint,
    block_x: c_uint,
    block_y: c_uint,
    block_z: c_uint,
    shared_bytes: c_uint,
    stream: CUstream,
    params: *mut *mut c_void,
) -> CuResult {
    let shape = LaunchShape {
        grid: [grid_x, grid_y, grid_z],
        block: [block_x, block_y, block_z],
        shared_bytes,
        flags: 0,
    };
    let mut attributes = Attributes::default();
    let value = CUlaunchAttributeValue { cooperative: 1 };
    attributes.set(Attribute::new(CUlaunchAttributeID::CU_LAUNCH_ATTRIBUTE_COOPERATIVE, &value));
    // SAFETY: the caller's promise.
    unsafe { launch(function, shape, stream, (params, std::ptr::null_mut()), attributes) }
}

/// Whether a launch waits for its kernel (CUDA Programming Guide, CUDA_LAUNCH_BLOCKING). Asked once.
fn launches_block() -> bool {
    static BLOCKS: OnceLock<bool> = OnceLock::new();
    *BLOCKS.get_or_init(|| std::env::var_os("CUDA_LAUNCH_BLOCKING").is_some_and(|value| value == "1"))
}

/// # Safety
/// As [`cuLaunchKernel`].
unsafe fn launch(
    function: CUfunction,
    shape: LaunchShape,
    stream: CUstream,
    params: (*mut *mut c_void, *mut *mut c_void),
    attributes: Attributes,
) -> CuResult {
    let driver = driver()?;
    let handle = from_c(function);
    let stream = match stream::resolve(driver, stream) {
        Err(CuError::INVALID_CONTEXT) if handle == 0 => return Err(CuError::INVALID_HANDLE),
        resolved => resolved?,
    };
    let mut events = Vec::new();
    for event in attributes.events() {
        events.push(event::resolve(driver, as_c(event))?);
    }
    let send = |function: &Arc<Function>, shape: LaunchShape, block: &[u8]| {
        let work = || {
            let plain = Launch::new(function.clone(), handle, shape, block);
            Work::Kernel(plain.with_attributes(shape, attributes.clone()))
        };
        match driver.captures.take(driver, &stream, work)? {
            true => return Ok(()),
            false => function.launch(driver, stream.id, shape, block),
        }?;
        match launches_block() {
            true => driver.session.stream_synchronize(stream.id),
            false => Ok(()),
        }
    };
    let place = (stream.context, stream.context_id);
    // SAFETY: the caller's promise.
    unsafe { pack(driver, handle, (&shape, &attributes), place, params, send) }?;
    for event in events {
        if !driver.captures.record(&stream, &event)? {
            event.record(driver, stream.id)?;
        }
    }
    Ok(())
}

/// Checks a launch in a context and calls `then` with the function and its parameter block.
///
/// # Safety
/// As [`cuLaunchKernel`].
pub(super) unsafe fn pack<T>(
    driver: &Driver,
    handle: u64,
    (shape, attributes): (&LaunchShape, &Attributes),
    (context, context_id): (&'static Context, ContextId),
    (params, extra): (*mut *mut c_void, *mut *mut c_void),
    then: impl FnOnce(&Arc<Function>, LaunchShape, &[u8]) -> CuResult<T>,
) -> CuResult<T> {
    let function = resolve(driver, handle, context, context_id)?;
    if function.context_id != context_id {
        return Err(CuError::INVALID_HANDLE);
    }
    check_shape(driver, &function, shape)?;
    let shape = attributes.apply(driver, &function, *shape)?;
    check_cooperative(driver, &function, &shape)?;
    let bytes = function.description.params_bytes();
    let mut small = [0u8; SMALL_BLOCK];
    let mut large = Vec::new();
    let block = match small.get_mut(..bytes) {
        Some(block) => block,
        None => {
            large.resize(bytes, 0);
            &mut large[..]
        }
    };
    // SAFETY: the caller's promise.
    unsafe {
        match (params.is_null(), extra.is_null()) {
            (false, false) => return Err(CuError::INVALID_VALUE),
            (_, true) => function.gather(params, block)?,
            (true, false) => unpack_extra(extra, block)?,
        }
    }
    then(&function, shape, block)
}

/// Copies the packed parameters that `extra` leads to.
///
/// # Safety
/// `extra` is an array of names and values that ends with CU_LAUNCH_PARAM_END.
unsafe fn unpack_extra(extra: *mut *mut c_void, block: &mut [u8]) -> CuResult {
    /// Two pairs and the end: what can be said.
    const MAX_ENTRIES: usize = 5;
    let (mut pointer, mut size) = (std::ptr::null::<u8>(), None);
    let mut at = 0;
    while at < MAX_ENTRIES {
        // SAFETY: the caller's promise: the end has not come yet.
        let name = unsafe { extra.add(at).read() };
        if name == CU_LAUNCH_PARAM_END {
            break;
        }
        // SAFETY: as above: a name is followed by its value.
        let value = unsafe { extra.add(at + 1).read() };
        if name == CU_LAUNCH_PARAM_BUFFER_POINTER {
            pointer = value.cast();
        } else if name == CU_LAUNCH_PARAM_BUFFER_SIZE && !value.is_null() {
            // SAFETY: the value of this name points to a size.
            size = Some(unsafe { value.cast::<usize>().read() });
        } else {
            return Err(CuError::INVALID_VALUE);
        }
        at += 2;
    }
    let size = size.ok_or(CuError::INVALID_VALUE)?;
    if size < block.len() || (pointer.is_null() && !block.is_empty()) {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the program says that `size` bytes are there, and `block` is no longer; it is ours. An empty one copies nothing.
    unsafe { pointer.copy_to_nonoverlapping(block.as_mut_ptr(), block.len()) };
    Ok(())
}

fn check_shape(driver: &Driver, function: &Function, shape: &LaunchShape) -> CuResult {
    let device = &driver.device(function.context.device)?.description;
    let limit = |attribute: CUdevice_attribute| device.attribute(attribute.0).unwrap_or(0).max(0) as u32;
    let [x, y, z] = [
        CUdevice_attribute::CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_X,
        CUdevice_attribute::CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_Y,
        CUdevice_attribute::CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_Z,
    ]
    .map(limit);
    let [bx, by, bz] = [
        CUdevice_attribute::CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_X,
        CUdevice_attribute::CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_Y,
        CUdevice_attribute::CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_Z,
    ]
    .map(limit);
    let within = |value: u32, limit: u32| value > 0 && value <= limit;
    let [gx, gy, gz] = shape.grid;
    let [tx, ty, tz] = shape.block;
    let grid_fits = within(gx, x) && within(gy, y) && within(gz, z);
    let block_fits = within(tx, bx) && within(ty, by) && within(tz, bz);
    if !grid_fits || !block_fits {
        return Err(CuError::INVALID_VALUE);
    }
    let required = function.description.required_threads;
    if required != [0; 3] && required != shape.block {
        return Err(CuError::INVALID_VALUE);
    }
    let threads = u64::from(tx) * u64::from(ty) * u64::from(tz);
    if threads > u64::from(limit(CUdevice_attribute::CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK)) {
        return Err(CuError::INVALID_VALUE);
    }
    if threads > u64::from(function.description.max_threads_per_block) {
        let registers = limit(CUdevice_attribute::CU_DEVICE_ATTRIBUTE_MAX_REGISTERS_PER_BLOCK);
        // Registers that there are not, or else what the kernel was compiled for (`.maxntid`).
        return Err(match threads * u64::from(function.description.registers) > u64::from(registers) {
            true => CuError::LAUNCH_OUT_OF_RESOURCES,
            false => CuError::INVALID_VALUE,
        });
    }
    if shape.shared_bytes > function.dynamic_shared_limit() {
        return Err(CuError::INVALID_VALUE);
    }
    Ok(())
}

/// Refuses launches whose blocks must run at once and cannot.
///
/// # Errors
/// `NOT_SUPPORTED` if the device has no such launches; `COOPERATIVE_LAUNCH_TOO_LARGE` if it is too small.
pub(super) fn check_cooperative(driver: &Driver, function: &Function, shape: &LaunchShape) -> CuResult {
    if shape.flags & LaunchShape::COOPERATIVE == 0 {
        return Ok(());
    }
    let limits = Limits::of(driver, function)?;
    if limits.get(CUdevice_attribute::CU_DEVICE_ATTRIBUTE_COOPERATIVE_LAUNCH) == 0 {
        return Err(CuError::NOT_SUPPORTED);
    }
    let threads = shape.block.iter().map(|side| u64::from(*side)).product();
    let at_once = limits.blocks(function, threads, shape.shared_bytes.into())
        * limits.get(CUdevice_attribute::CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT);
    let blocks = shape.grid.iter().try_fold(1u64, |all, side| all.checked_mul((*side).into()));
    match blocks {
        Some(blocks) if blocks <= at_once => Ok(()),
        _ => Err(CuError::COOPERATIVE_LAUNCH_TOO_LARGE),
    }
}

/// The function that a handle names, in the current context where it is a library's kernel.
pub(super) fn function_of(driver: &Driver, function: CUfunction) -> CuResult<Arc<Function>> {
    let handle = from_c(function);
    if driver.functions.owns(handle) {
        return driver.functions.get(handle);
    }
    let (context, id) = context::alive(driver)?;
    resolve(driver, handle, context, id)
}

/// An attribute of a kernel.
pub(super) fn attribute(function: &Function, attribute: CUfunction_attribute) -> CuResult<c_int> {
    type A = CUfunction_attribute;
    let description = &function.description;
    let settings = &function.settings;
    Ok(match attribute {
        A::CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK => description.max_threads_per_block as c_int,
        A::CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES => description.shared_bytes as c_int,
        A::CU_FUNC_ATTRIBUTE_CONST_SIZE_BYTES => description.const_bytes as c_int,
        A::CU_FUNC_ATTRIBUTE_LOCAL_SIZE_BYTES => description.local_bytes as c_int,
        A::CU_FUNC_ATTRIBUTE_NUM_REGS => description.registers as c_int,
        A::CU_FUNC_ATTRIBUTE_PTX_VERSION => description.ptx_version as c_int,
        A::CU_FUNC_ATTRIBUTE_BINARY_VERSION => description.binary_version as c_int,
        A::CU_FUNC_ATTRIBUTE_CACHE_MODE_CA => 0,
        A::CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES => function.dynamic_shared_limit() as c_int,
        A::CU_FUNC_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT => {
            settings.preferred_carveout.load(Ordering::Relaxed)
        }
        A::CU_FUNC_ATTRIBUTE_NON_PORTABLE_CLUSTER_SIZE_ALLOWED => {
            settings.large_clusters.load(Ordering::Relaxed)
        }
        A::CU_FUNC_ATTRIBUTE_CLUSTER_SCHEDULING_POLICY_PREFERENCE => {
            settings.cluster_policy.load(Ordering::Relaxed)
        }
        // No cluster is required.
        A::CU_FUNC_ATTRIBUTE_CLUSTER_SIZE_MUST_BE_SET
        | A::CU_FUNC_ATTRIBUTE_REQUIRED_CLUSTER_WIDTH
        | A::CU_FUNC_ATTRIBUTE_REQUIRED_CLUSTER_HEIGHT
        | A::CU_FUNC_ATTRIBUTE_REQUIRED_CLUSTER_DEPTH => 0,
        _ => return Err(CuError::INVALID_VALUE),
    })
}

/// Sets what may be set of a kernel.
pub(super) fn set_attribute(
    driver: &Driver,
    function: &Function,
    settings: &Settings,
    attribute: CUfunction_attribute,
    value: c_int,
) -> CuResult {
    match attribute {
        CUfunction_attribute::CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES => {
            let most = driver
                .device(function.context.device)?
                .description
                .attribute(CUdevice_attribute::CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN.0)
                .unwrap_or(0);
            if value < 0 || i64::from(value) + i64::from(function.description.shared_bytes) > most.into() {
                return Err(CuError::INVALID_VALUE);
            }
            settings.max_dynamic_shared.store(value, Ordering::Relaxed);
            Ok(())
        }
        CUfunction_attribute::CU_FUNC_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT
            if (-1..=100).contains(&value) =>
        {
            settings.preferred_carveout.store(value, Ordering::Relaxed);
            Ok(())
        }
        CUfunction_attribute::CU_FUNC_ATTRIBUTE_NON_PORTABLE_CLUSTER_SIZE_ALLOWED
            if (0..=1).contains(&value) =>
        {
            settings.large_clusters.store(value, Ordering::Relaxed);
            Ok(())
        }
        CUfunction_attribute::CU_FUNC_ATTRIBUTE_CLUSTER_SCHEDULING_POLICY_PREFERENCE
            if (0..=2).contains(&value) =>
        {
            settings.cluster_policy.store(value, Ordering::Relaxed);
            Ok(())
        }
        // The same block of clusters for every launch is asked for with the launch.
        CUfunction_attribute::CU_FUNC_ATTRIBUTE_REQUIRED_CLUSTER_WIDTH
        | CUfunction_attribute::CU_FUNC_ATTRIBUTE_REQUIRED_CLUSTER_HEIGHT
        | CUfunction_attribute::CU_FUNC_ATTRIBUTE_REQUIRED_CLUSTER_DEPTH
            if (0..=1).contains(&value) =>
        {
            Ok(())
        }
        _ => Err(CuError::INVALID_VALUE),
    }
}

/// # Safety
/// `value` is NULL or valid for a write.
pub unsafe fn cuFuncGetAttribute(
    value: *mut c_int,
    wanted: CUfunction_attribute,
    function: CUfunction,
) -> CuResult {
    let function = function_of(driver()?, function)?;
    // SAFETY: the caller's promise.
    unsafe { put(value, attribute(&function, wanted)?) }
}

/// Sets an attribute of a kernel.
pub fn cuFuncSetAttribute(function: CUfunction, attribute: CUfunction_attribute, value: c_int) -> CuResult {
    let driver = driver()?;
    let function = function_of(driver, function)?;
    set_attribute(driver, &function, &function.settings, attribute, value)
}

/// A preference, which devices without a choice ignore.
pub fn cuFuncSetCacheConfig(function: CUfunction, config: CUfunc_cache) -> CuResult {
    let function = function_of(driver()?, function)?;
    if config.0 > CUfunc_cache::CU_FUNC_CACHE_PREFER_EQUAL.0 {
        return Err(CuError::INVALID_VALUE);
    }
    function.settings.cache_config.store(config.0 as i32, Ordering::Relaxed);
    Ok(())
}

/// A preference, which devices without a choice ignore.
pub fn cuFuncSetSharedMemConfig(function: CUfunction, config: CUsharedconfig) -> CuResult {
    function_of(driver()?, function)?;
    let is_known = config.0 <= CUsharedconfig::CU_SHARED_MEM_CONFIG_EIGHT_BYTE_BANK_SIZE.0;
    if is_known { Ok(()) } else { Err(CuError::INVALID_VALUE) }
}

/// # Safety
/// `count` is NULL or valid for a write.
pub unsafe fn cuFuncGetParamCount(function: CUfunction, count: *mut usize) -> CuResult {
    let function = function_of(driver()?, function)?;
    // SAFETY: the caller's promise.
    unsafe { put(count, function.description.params.len()) }
}

/// # Safety
/// `name` is NULL or valid for a write.
pub unsafe fn cuFuncGetName(name: *mut *const c_char, function: CUfunction) -> CuResult {
    let driver = driver()?;
    let handle = from_c(function);
    // Names live as long as their objects, which the table keeps.
    let text = match driver.kernels.get(handle) {
        Ok(kernel) => kernel.name.as_ptr(),
        Err(_) => driver.functions.get(handle)?.name.as_ptr(),
    };
    // SAFETY: the caller's promise.
    unsafe { put(name, text) }
}

/// # Safety
/// `module` is NULL or valid for a write.
pub unsafe fn cuFuncGetModule(module: *mut CUmodule, function: CUfunction) -> CuResult {
    let function = driver()?.functions.get(from_c(function))?;
    // SAFETY: the caller's promise.
    unsafe { put(module, as_c(function.module)) }
}

/// # Safety
/// `offset` and `size` are NULL or valid for writes.
pub unsafe fn cuFuncGetParamInfo(
    function: CUfunction,
    index: usize,
    offset: *mut usize,
    size: *mut usize,
) -> CuResult {
    let function = function_of(driver()?, function)?;
    wanted(offset)?;
    let layout = function.description.params.get(index).ok_or(CuError::INVALID_VALUE)?;
    // SAFETY: the caller's promise.
    unsafe {
        put(offset, layout.offset.into())?;
        super::put_if_wanted(size, layout.size.into());
    }
    Ok(())
}

/// Functions are loaded when they are named.
///
/// # Safety
/// `state` is NULL or valid for a write.
pub unsafe fn cuFuncIsLoaded(state: *mut CUfunctionLoadingState, function: CUfunction) -> CuResult {
    function_of(driver()?, function)?;
    // SAFETY: the caller's promise.
    unsafe { put(state, CUfunctionLoadingState::CU_FUNCTION_LOADING_STATE_LOADED) }
}

/// Functions are loaded when they are named.
pub fn cuFuncLoad(function: CUfunction) -> CuResult {
    function_of(driver()?, function).map(|_| ())
}
