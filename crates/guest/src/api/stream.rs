//! Streams ("Stream Management").

use std::ffi::{c_int, c_uint, c_ulonglong, c_void};

use cuda_abi::{
    CUcontext, CUdevice, CUevent, CUgreenCtx, CUhostFn, CUstream, CUstreamCallback, CuError, CuResult,
};
use wire::StreamId;

use super::{as_c, from_c, put, put_if_wanted};
use crate::driver::driver;
use crate::host_function::inside;
use crate::stream::{Stream, resolve};
use crate::work::{HostCall, Work};
use crate::{context, event};

/// What cuCtxGetStreamPriorityRange says; lower numbers run first.
pub(super) const LEAST_PRIORITY: c_int = 0;
/// See [`LEAST_PRIORITY`].
pub(super) const GREATEST_PRIORITY: c_int = -5;
/// CU_STREAM_NON_BLOCKING, the only flag.
const NON_BLOCKING: c_uint = 1;

/// # Safety
/// `stream` is NULL or valid for a write.
pub unsafe fn cuStreamCreate(stream: *mut CUstream, flags: c_uint) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuStreamCreateWithPriority(stream, flags, LEAST_PRIORITY) }
}

/// # Safety
/// `stream` is NULL or valid for a write.
pub unsafe fn cuStreamCreateWithPriority(stream: *mut CUstream, flags: c_uint, priority: c_int) -> CuResult {
    let driver = driver()?;
    super::wanted(stream)?;
    let (context, context_id) = context::alive(driver)?;
    if flags & !NON_BLOCKING != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let priority = priority.clamp(GREATEST_PRIORITY, LEAST_PRIORITY);
    let id = StreamId(driver.session.new_id());
    driver.session.stream_create(context_id, id, flags, priority)?;
    context.hold_back(driver, id)?;
    let handle = driver.streams.insert(Stream { id, context, context_id, flags, priority: priority.into() });
    // SAFETY: the caller's promise.
    unsafe { put(stream, as_c(handle)) }
}

/// Destroys a stream once its work is done. The default streams cannot be destroyed.
pub fn cuStreamDestroy_v2(stream: CUstream) -> CuResult {
    let driver = driver()?;
    let removed = driver.streams.remove(from_c(stream))?;
    driver.captures.forget_stream(driver, removed.id);
    driver.stream_attributes.forget(removed.id);
    driver.session.stream_destroy(removed.id)
}

/// The same function under its first name.
pub fn cuStreamDestroy(stream: CUstream) -> CuResult {
    cuStreamDestroy_v2(stream)
}

/// Waits for the work of a stream.
pub fn cuStreamSynchronize(stream: CUstream) -> CuResult {
    let driver = driver()?;
    let stream = resolve(driver, stream)?;
    driver.captures.refuse(&stream)?;
    driver.session.stream_synchronize(stream.id)
}

/// Success if the work of a stream is done, else `NOT_READY`.
pub fn cuStreamQuery(stream: CUstream) -> CuResult {
    let driver = driver()?;
    let stream = resolve(driver, stream)?;
    driver.captures.refuse(&stream)?;
    driver.session.stream_query(stream.id)
}

/// Later work of the stream waits for the event.
pub fn cuStreamWaitEvent(stream: CUstream, event: CUevent, flags: c_uint) -> CuResult {
    /// CU_EVENT_WAIT_EXTERNAL: in a capture, a node that waits for the event at each launch.
    const EXTERNAL: c_uint = 1;
    let driver = driver()?;
    let stream = resolve(driver, stream)?;
    let handle = from_c(event);
    let event = event::resolve(driver, event)?;
    if flags & !EXTERNAL != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let is_captured = match flags {
        EXTERNAL => driver.captures.take(driver, &stream, || Work::Wait(event.clone(), handle))?,
        _ => driver.captures.wait(&stream, &event)?,
    };
    if is_captured { Ok(()) } else { event.wait(driver, stream.id) }
}

/// Calls a function of the program when the stream gets there. It must not call the driver.
///
/// # Safety
/// `function` may be called with `data` from another thread.
pub unsafe fn cuLaunchHostFunc(stream: CUstream, function: CUhostFn, data: *mut c_void) -> CuResult {
    let driver = driver()?;
    let stream = resolve(driver, stream)?;
    let function = function.ok_or(CuError::INVALID_VALUE)?;
    let call = HostCall { function, data: data.expose_provenance() };
    if driver.captures.take(driver, &stream, || Work::Call(call))? {
        return Ok(());
    }
    // SAFETY: the caller's promise.
    unsafe { call.issue(driver, stream) }
}

/// As [`cuLaunchHostFunc`], with a hint how the stream waits.
///
/// # Safety
/// As [`cuLaunchHostFunc`].
pub unsafe fn cuLaunchHostFunc_v2(
    stream: CUstream,
    function: CUhostFn,
    data: *mut c_void,
    sync_mode: c_uint,
) -> CuResult {
    /// Blocking and spinning.
    const MODES: c_uint = 2;
    if sync_mode >= MODES {
        driver()?;
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise.
    unsafe { cuLaunchHostFunc(stream, function, data) }
}

/// As [`cuLaunchHostFunc`], for functions that want the stream and its status. It cannot be captured.
///
/// # Safety
/// `callback` may be called with `stream`, a status and `data` from another thread.
pub unsafe fn cuStreamAddCallback(
    stream: CUstream,
    callback: CUstreamCallback,
    data: *mut c_void,
    flags: c_uint,
) -> CuResult {
    let driver = driver()?;
    let resolved = resolve(driver, stream)?;
    let callback = callback.ok_or(CuError::INVALID_VALUE)?;
    if flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    driver.captures.refuse(&resolved)?;
    let (handle, data) = (stream.expose_provenance(), data.expose_provenance());
    // After an error of the context it hears of that (CUDA Driver API, cuStreamAddCallback).
    let call = move |status: CuResult| {
        // Of a context that is gone nobody is told.
        if matches!(status, Err(CuError::INVALID_CONTEXT | CuError::CONTEXT_IS_DESTROYED)) {
            return Ok(());
        }
        // SAFETY: the caller's promise.
        inside(|| unsafe {
            callback(
                std::ptr::with_exposed_provenance_mut(handle),
                status.into(),
                std::ptr::with_exposed_provenance_mut(data),
            );
        });
        Ok(())
    };
    let token = driver.host_functions.keep(driver, resolved.context_id, Box::new(call))?;
    driver.session.launch_function(resolved.id, token).inspect_err(|_| driver.host_functions.forget(token))
}

/// # Safety
/// `context` is NULL or valid for a write.
pub unsafe fn cuStreamGetCtx(stream: CUstream, context: *mut CUcontext) -> CuResult {
    let stream = resolve(driver()?, stream)?;
    // SAFETY: the caller's promise.
    unsafe { put(context, stream.context.as_c()) }
}

/// As [`cuStreamGetCtx`]; no stream belongs to a green context.
///
/// # Safety
/// `context` and `green` are NULL or valid for writes.
pub unsafe fn cuStreamGetCtx_v2(
    stream: CUstream,
    context: *mut CUcontext,
    green: *mut CUgreenCtx,
) -> CuResult {
    let stream = resolve(driver()?, stream)?;
    // SAFETY: the caller's promise.
    unsafe {
        put_if_wanted(green, std::ptr::null_mut());
        put(context, stream.context.as_c())
    }
}

/// The green context that a stream belongs to. There are none here (cuGreenCtxCreate is not supported): NULL, for every stream, is what
/// such streams have.
///
/// # Safety
/// `context` is NULL or valid for a write.
pub unsafe fn cuStreamGetGreenCtx(stream: CUstream, context: *mut CUgreenCtx) -> CuResult {
    resolve(driver()?, stream)?;
    // SAFETY: the caller's promise.
    unsafe { put(context, std::ptr::null_mut()) }
}

/// # Safety
/// `device` is NULL or valid for a write.
pub unsafe fn cuStreamGetDevice(stream: CUstream, device: *mut CUdevice) -> CuResult {
    let stream = resolve(driver()?, stream)?;
    // SAFETY: the caller's promise.
    unsafe { put(device, stream.context.device as CUdevice) }
}

/// # Safety
/// `flags` is NULL or valid for a write.
pub unsafe fn cuStreamGetFlags(stream: CUstream, flags: *mut c_uint) -> CuResult {
    let driver = driver()?;
    resolve(driver, stream)?;
    let value = driver.streams.get(from_c(stream)).map_or(0, |stream| stream.flags);
    // SAFETY: the caller's promise.
    unsafe { put(flags, value) }
}

/// # Safety
/// `priority` is NULL or valid for a write.
pub unsafe fn cuStreamGetPriority(stream: CUstream, priority: *mut c_int) -> CuResult {
    let driver = driver()?;
    resolve(driver, stream)?;
    let value = driver
        .streams
        .get(from_c(stream))
        .map_or(LEAST_PRIORITY, |stream| stream.priority.load(std::sync::atomic::Ordering::Relaxed));
    // SAFETY: the caller's promise.
    unsafe { put(priority, value) }
}

/// # Safety
/// `id` is NULL or valid for a write.
pub unsafe fn cuStreamGetId(stream: CUstream, id: *mut c_ulonglong) -> CuResult {
    let driver = driver()?;
    let resolved = resolve(driver, stream)?;
    // The worker's number is as unique as one of ours, and default streams have one too.
    // SAFETY: the caller's promise.
    unsafe { put(id, resolved.id.0.into()) }
}
