//! Contexts ("Primary Context Management", "Context Management").

use std::ffi::{c_int, c_uint, c_ulonglong};
use std::sync::atomic::Ordering;

use cuda_abi::{
    CUcontext, CUctxCreateParams, CUdevice, CUexecAffinityParam, CUexecAffinityType, CUfunc_cache, CUlimit,
    CUsharedconfig, CuError, CuResult,
};

use super::{from_c, put, put_if_wanted};
use crate::context::{self, Context};
use crate::driver::{Driver, driver};

/// Flags that a context may have: scheduling (bits 0 to 2), map host (3), local memory (4), coredump (5, 6), sync memops (7).
const KNOWN_FLAGS: c_uint = 0xff;

/// Whether a context may have these: known ones, and one way of scheduling at most.
fn are_flags(flags: c_uint) -> bool {
    /// CU_CTX_SCHED_MASK.
    const SCHEDULING: c_uint = 7;
    flags & !KNOWN_FLAGS == 0 && (flags & SCHEDULING).count_ones() <= 1
}

fn find(driver: &Driver, context: CUcontext) -> CuResult<&'static Context> {
    driver.context(from_c(context))
}

/// A context argument of which NULL means the current one.
pub(super) fn find_or_current(driver: &Driver, context: CUcontext) -> CuResult<&'static Context> {
    if context.is_null() { context::current().ok_or(CuError::INVALID_CONTEXT) } else { find(driver, context) }
}

/// # Safety
/// `context` is NULL or valid for a write.
pub unsafe fn cuDevicePrimaryCtxRetain(context: *mut CUcontext, device: CUdevice) -> CuResult {
    let driver = driver()?;
    super::wanted(context)?;
    let primary = driver.device_of(device)?.primary;
    primary.retain(driver)?;
    // SAFETY: the caller's promise.
    unsafe { put(context, primary.as_c()) }
}

/// Releases the primary context.
pub fn cuDevicePrimaryCtxRelease_v2(device: CUdevice) -> CuResult {
    let driver = driver()?;
    driver.device_of(device)?.primary.release(driver)
}

/// The same function under its first name.
pub fn cuDevicePrimaryCtxRelease(device: CUdevice) -> CuResult {
    cuDevicePrimaryCtxRelease_v2(device)
}

/// The same function under its first name.
pub fn cuDevicePrimaryCtxReset(device: CUdevice) -> CuResult {
    cuDevicePrimaryCtxReset_v2(device)
}

/// The same function under its first name.
pub fn cuDevicePrimaryCtxSetFlags(device: CUdevice, flags: c_uint) -> CuResult {
    cuDevicePrimaryCtxSetFlags_v2(device, flags)
}

/// The same function under its first name.
pub fn cuCtxDestroy(context: CUcontext) -> CuResult {
    cuCtxDestroy_v2(context)
}

/// One more who uses the current context.
///
/// # Safety
/// `context` is NULL or valid for a write.
pub unsafe fn cuCtxAttach(context: *mut CUcontext, flags: c_uint) -> CuResult {
    let driver = driver()?;
    super::wanted(context)?;
    let (current, _) = context::alive(driver)?;
    if flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    current.attached.fetch_add(1, Ordering::Relaxed);
    // SAFETY: the caller's promise.
    unsafe { put(context, current.as_c()) }
}

/// One less who uses the current context: with the last it is destroyed.
pub fn cuCtxDetach(context: CUcontext) -> CuResult {
    let driver = driver()?;
    let found = find(driver, context)?;
    found.id()?;
    if found.is_primary || !context::current().is_some_and(|current| std::ptr::eq(current, found)) {
        return Err(CuError::INVALID_CONTEXT);
    }
    let one_less = |attached: u32| attached.checked_sub(1);
    match found.attached.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less) {
        Ok(_) => Ok(()),
        Err(_) => cuCtxDestroy_v2(context),
    }
}

/// The same function under its first name.
pub fn cuCtxPushCurrent(context: CUcontext) -> CuResult {
    cuCtxPushCurrent_v2(context)
}

/// The same function under its first name.
///
/// # Safety
/// `context` is NULL or valid for a write.
pub unsafe fn cuCtxPopCurrent(context: *mut CUcontext) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuCtxPopCurrent_v2(context) }
}

/// Resets the primary context.
pub fn cuDevicePrimaryCtxReset_v2(device: CUdevice) -> CuResult {
    let driver = driver()?;
    driver.device_of(device)?.primary.reset(driver)
}

/// Sets the flags that the primary context will have.
pub fn cuDevicePrimaryCtxSetFlags_v2(device: CUdevice, flags: c_uint) -> CuResult {
    let primary = driver()?.device_of(device)?.primary;
    if !are_flags(flags) {
        return Err(CuError::INVALID_VALUE);
    }
    primary.flags.store(flags, Ordering::Relaxed);
    Ok(())
}

/// # Safety
/// `context` is NULL or valid for a write.
pub unsafe fn cuCtxCreate_v2(context: *mut CUcontext, flags: c_uint, device: CUdevice) -> CuResult {
    let driver = driver()?;
    super::wanted(context)?;
    driver.device_of(device)?;
    if !are_flags(flags) {
        return Err(CuError::INVALID_VALUE);
    }
    let created = driver.new_context(device as u32, false, flags);
    created.create(driver)?;
    context::enter(created);
    context::push(created);
    // SAFETY: the caller's promise.
    unsafe { put(context, created.as_c()) }
}

/// # Safety
/// As [`cuCtxCreate_v2`]; `params` is NULL or valid.
pub unsafe fn cuCtxCreate_v4(
    context: *mut CUcontext,
    params: *mut CUctxCreateParams,
    flags: c_uint,
    device: CUdevice,
) -> CuResult {
    if !params.is_null() {
        // SAFETY: the caller's promise.
        let params = unsafe { params.read() };
        if params.numExecAffinityParams != 0 || !params.cigParams.is_null() {
            return Err(CuError::NOT_SUPPORTED);
        }
    }
    // SAFETY: the caller's promise.
    unsafe { cuCtxCreate_v2(context, flags, device) }
}

/// Ends a created context. It stays on stacks, where calls then find it destroyed, except at the top of this thread's.
pub fn cuCtxDestroy_v2(context: CUcontext) -> CuResult {
    let driver = driver()?;
    let found = find(driver, context)?;
    if found.is_primary {
        return Err(CuError::INVALID_CONTEXT);
    }
    found.id()?;
    if context::current().is_some_and(|current| std::ptr::eq(current, found)) {
        context::pop()?;
    }
    found.destroy(driver)
}

/// # Safety
/// `context` is NULL or valid for a write.
pub unsafe fn cuCtxGetCurrent(context: *mut CUcontext) -> CuResult {
    driver()?;
    // SAFETY: the caller's promise.
    unsafe { put(context, context::current().map_or(std::ptr::null_mut(), Context::as_c)) }
}

/// Makes a context, or with NULL none, current.
pub fn cuCtxSetCurrent(context: CUcontext) -> CuResult {
    let driver = driver()?;
    if context.is_null() {
        // Of an empty stack nothing is taken; else the top goes (CUDA Driver API, cuCtxSetCurrent).
        if context::current().is_some() {
            context::pop()?;
        }
        return Ok(());
    }
    context::set_current(Some(driver.entered(from_c(context))?));
    Ok(())
}

/// Makes a context current on top of the one that is.
pub fn cuCtxPushCurrent_v2(context: CUcontext) -> CuResult {
    let driver = driver()?;
    context::push(driver.entered(from_c(context))?);
    Ok(())
}

/// # Safety
/// `context` is NULL or valid for a write.
pub unsafe fn cuCtxPopCurrent_v2(context: *mut CUcontext) -> CuResult {
    driver()?;
    let popped = context::pop()?;
    // SAFETY: the caller's promise.
    unsafe { put_if_wanted(context, popped.as_c()) };
    Ok(())
}

/// # Safety
/// `device` is NULL or valid for a write.
pub unsafe fn cuCtxGetDevice(device: *mut CUdevice) -> CuResult {
    driver()?;
    let current = context::current().ok_or(CuError::INVALID_CONTEXT)?;
    // SAFETY: the caller's promise.
    unsafe { put(device, current.device as CUdevice) }
}

/// # Safety
/// `device` is NULL or valid for a write.
pub unsafe fn cuCtxGetDevice_v2(device: *mut CUdevice, context: CUcontext) -> CuResult {
    let found = find_or_current(driver()?, context)?;
    // SAFETY: the caller's promise.
    unsafe { put(device, found.device as CUdevice) }
}

/// # Safety
/// `id` is NULL or valid for a write.
pub unsafe fn cuCtxGetId(context: CUcontext, id: *mut c_ulonglong) -> CuResult {
    let found = find_or_current(driver()?, context)?;
    // SAFETY: the caller's promise.
    unsafe { put(id, found.unique()) }
}

/// # Safety
/// `flags` is NULL or valid for a write.
pub unsafe fn cuCtxGetFlags(flags: *mut c_uint) -> CuResult {
    driver()?;
    let current = context::current().ok_or(CuError::INVALID_CONTEXT)?;
    // SAFETY: the caller's promise.
    unsafe { put(flags, current.flags.load(Ordering::Relaxed)) }
}

/// # Safety
/// `version` is NULL or valid for a write.
pub unsafe fn cuCtxGetApiVersion(context: CUcontext, version: *mut c_uint) -> CuResult {
    find_or_current(driver()?, context)?;
    // The version of the context ABI, which has not changed since CUDA 3.2.
    // SAFETY: the caller's promise.
    unsafe { put(version, 3020) }
}

/// Waits for all work of the current context.
pub fn cuCtxSynchronize() -> CuResult {
    let driver = driver()?;
    let (_, id) = context::alive(driver)?;
    driver.captures.refuse_context(id)?;
    driver.session.context_synchronize(id)
}

/// Waits for all work of a context.
pub fn cuCtxSynchronize_v2(context: CUcontext) -> CuResult {
    let driver = driver()?;
    let id = find_or_current(driver, context)?.id()?;
    driver.captures.refuse_context(id)?;
    driver.session.context_synchronize(id)
}

/// # Safety
/// `least` and `greatest` are NULL or valid for writes.
pub unsafe fn cuCtxGetStreamPriorityRange(least: *mut c_int, greatest: *mut c_int) -> CuResult {
    context::alive(driver()?)?;
    // SAFETY: the caller's promise.
    unsafe {
        put_if_wanted(least, super::stream::LEAST_PRIORITY);
        put_if_wanted(greatest, super::stream::GREATEST_PRIORITY);
    }
    Ok(())
}

/// # Safety
/// `config` is NULL or valid for a write.
pub unsafe fn cuCtxGetCacheConfig(config: *mut CUfunc_cache) -> CuResult {
    let (context, _) = context::alive(driver()?)?;
    // SAFETY: the caller's promise.
    unsafe { put(config, CUfunc_cache(context.cache_config.load(Ordering::Relaxed))) }
}

/// Lets lines of the L2 cache that were to persist be as others: none persist, since access policies are hints that nothing follows.
pub fn cuCtxResetPersistingL2Cache() -> CuResult {
    context::alive(driver()?).map(|_| ())
}

/// A preference that devices without a choice remember and ignore.
pub fn cuCtxSetCacheConfig(config: CUfunc_cache) -> CuResult {
    let (context, _) = context::alive(driver()?)?;
    if config.0 > CUfunc_cache::CU_FUNC_CACHE_PREFER_EQUAL.0 {
        return Err(CuError::INVALID_VALUE);
    }
    context.cache_config.store(config.0, Ordering::Relaxed);
    Ok(())
}

/// # Safety
/// `config` is NULL or valid for a write.
pub unsafe fn cuCtxGetSharedMemConfig(config: *mut CUsharedconfig) -> CuResult {
    let (context, _) = context::alive(driver()?)?;
    // SAFETY: the caller's promise.
    unsafe { put(config, CUsharedconfig(context.shared_config.load(Ordering::Relaxed))) }
}

/// A preference that devices without a choice remember and ignore.
pub fn cuCtxSetSharedMemConfig(config: CUsharedconfig) -> CuResult {
    let (context, _) = context::alive(driver()?)?;
    if config.0 > CUsharedconfig::CU_SHARED_MEM_CONFIG_EIGHT_BYTE_BANK_SIZE.0 {
        return Err(CuError::INVALID_VALUE);
    }
    context.shared_config.store(config.0, Ordering::Relaxed);
    Ok(())
}

/// Sets flags of the current context, as far as that can be done now.
pub fn cuCtxSetFlags(flags: c_uint) -> CuResult {
    let (context, _) = context::alive(driver()?)?;
    if !are_flags(flags) {
        return Err(CuError::INVALID_VALUE);
    }
    context.flags.store(flags, Ordering::Relaxed);
    Ok(())
}

/// # Safety
/// `value` is NULL or valid for a write.
pub unsafe fn cuCtxGetLimit(value: *mut usize, limit: CUlimit) -> CuResult {
    let (driver, id) = context::alive_in(driver()?)?;
    super::wanted(value)?;
    if limit.0 >= CUlimit::CU_LIMIT_MAX.0 {
        return Err(CuError::UNSUPPORTED_LIMIT);
    }
    if limit == CUlimit::CU_LIMIT_CIG_ENABLED {
        // No context shares its device with a graphics queue: none can be created so.
        // SAFETY: the caller's promise.
        return unsafe { put(value, 0) };
    }
    // SAFETY: the caller's promise.
    unsafe { put(value, driver.session.context_get_limit(id, limit.0)? as usize) }
}

/// Sets a limit, which the device may round.
pub fn cuCtxSetLimit(limit: CUlimit, value: usize) -> CuResult {
    let (driver, id) = context::alive_in(driver()?)?;
    if limit.0 >= CUlimit::CU_LIMIT_MAX.0 {
        return Err(CuError::UNSUPPORTED_LIMIT);
    }
    driver.session.context_set_limit(id, limit.0, value as u64)
}

/// No context has an affinity: none can be created with one.
///
/// # Safety
/// `affinity` is NULL or valid for a write.
pub unsafe fn cuCtxGetExecAffinity(
    affinity: *mut CUexecAffinityParam,
    _kind: CUexecAffinityType,
) -> CuResult {
    context::alive(driver()?)?;
    super::wanted(affinity)?;
    Err(CuError::UNSUPPORTED_EXEC_AFFINITY)
}

/// # Safety
/// As [`cuCtxCreate_v2`]; `affinities` is NULL or has `count` entries.
pub unsafe fn cuCtxCreate_v3(
    context: *mut CUcontext,
    affinities: *mut CUexecAffinityParam,
    count: c_int,
    flags: c_uint,
    device: CUdevice,
) -> CuResult {
    if count != 0 || !affinities.is_null() {
        driver()?;
        return Err(CuError::UNSUPPORTED_EXEC_AFFINITY);
    }
    // SAFETY: the caller's promise.
    unsafe { cuCtxCreate_v2(context, flags, device) }
}

/// The same function under its first name.
///
/// # Safety
/// As [`cuCtxCreate_v2`].
pub unsafe fn cuCtxCreate(context: *mut CUcontext, flags: c_uint, device: CUdevice) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuCtxCreate_v2(context, flags, device) }
}
