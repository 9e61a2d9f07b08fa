//! Events ("Event Management").

use std::ffi::c_uint;

use cuda_abi::{CUevent, CUstream, CuError, CuResult};
use wire::EventId;

use super::{as_c, from_c, put, wanted};
use crate::driver::driver;
use crate::event::{Event, resolve};
use crate::work::Work;
use crate::{context, stream};

/// CU_EVENT_DISABLE_TIMING.
pub(super) const DISABLE_TIMING: c_uint = 2;
/// CU_EVENT_INTERPROCESS.
pub(super) const INTERPROCESS: c_uint = 4;
/// Those two and CU_EVENT_BLOCKING_SYNC.
const KNOWN: c_uint = 7;

/// # Safety
/// `event` is NULL or valid for a write.
pub unsafe fn cuEventCreate(event: *mut CUevent, flags: c_uint) -> CuResult {
    let driver = driver()?;
    wanted(event)?;
    let (_, context_id) = context::alive(driver)?;
    if flags & !KNOWN != 0 || flags & (INTERPROCESS | DISABLE_TIMING) == INTERPROCESS {
        return Err(CuError::INVALID_VALUE);
    }
    let id = EventId(driver.session.new_id());
    driver.session.event_create(context_id, id, flags)?;
    // At once: from its first generation on, other processes may see it.
    let key = match flags & INTERPROCESS {
        0 => None,
        _ => Some(driver.session.share_event(id).inspect_err(|_| {
            let _ = driver.session.event_destroy(id);
        })?),
    };
    let is_captured = false.into();
    let created = Event { id, context_id, flags, is_captured, key, is_foreign: false };
    let handle = driver.events.insert(created);
    // SAFETY: the caller's promise.
    unsafe { put(event, as_c(handle)) }
}

/// Forgets an event.
pub fn cuEventDestroy_v2(event: CUevent) -> CuResult {
    let driver = driver()?;
    let removed = driver.events.remove(from_c(event))?;
    driver.captures.release(&removed);
    driver.session.event_destroy(removed.id)
}

/// The same function under its first name.
pub fn cuEventDestroy(event: CUevent) -> CuResult {
    cuEventDestroy_v2(event)
}

/// Records an event at the end of a stream.
pub fn cuEventRecord(event: CUevent, stream: CUstream) -> CuResult {
    cuEventRecordWithFlags(event, stream, 0)
}

/// Records an event at the end of a stream.
pub fn cuEventRecordWithFlags(event: CUevent, stream: CUstream, flags: c_uint) -> CuResult {
    /// CU_EVENT_RECORD_EXTERNAL: in a capture, a node that records the event at each launch.
    const EXTERNAL: c_uint = 1;
    let driver = driver()?;
    let handle = from_c(event);
    let event = resolve(driver, event)?;
    let stream = stream::resolve(driver, stream)?;
    if flags & !EXTERNAL != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    if event.context_id != stream.context_id {
        return Err(CuError::INVALID_HANDLE);
    }
    let is_captured = match flags {
        EXTERNAL => driver.captures.take(driver, &stream, || Work::Record(event.clone(), handle))?,
        _ => driver.captures.record(&stream, &event)?,
    };
    if is_captured { Ok(()) } else { event.record(driver, stream.id) }
}

/// Success if the event has completed or was never recorded, else `NOT_READY`.
pub fn cuEventQuery(event: CUevent) -> CuResult {
    let driver = driver()?;
    let event = resolve(driver, event)?;
    event.check_uncaptured(driver)?;
    driver.session.event_query(event.id)
}

/// Waits for the event.
pub fn cuEventSynchronize(event: CUevent) -> CuResult {
    let driver = driver()?;
    let event = resolve(driver, event)?;
    event.check_uncaptured(driver)?;
    driver.session.event_synchronize(event.id)
}

/// Milliseconds between two events.
///
/// # Safety
/// `milliseconds` is NULL or valid for a write.
pub unsafe fn cuEventElapsedTime(milliseconds: *mut f32, start: CUevent, end: CUevent) -> CuResult {
    let driver = driver()?;
    wanted(milliseconds)?;
    let (start, end) = (resolve(driver, start)?, resolve(driver, end)?);
    if (start.flags | end.flags) & DISABLE_TIMING != 0 {
        return Err(CuError::INVALID_HANDLE);
    }
    start.check_uncaptured(driver)?;
    end.check_uncaptured(driver)?;
    let nanoseconds = driver.session.event_elapsed(start.id, end.id)?;
    // SAFETY: the caller's promise.
    unsafe { put(milliseconds, (nanoseconds as f64 / 1e6) as f32) }
}

/// As [`cuEventElapsedTime`].
///
/// # Safety
/// As [`cuEventElapsedTime`].
pub unsafe fn cuEventElapsedTime_v2(milliseconds: *mut f32, start: CUevent, end: CUevent) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuEventElapsedTime(milliseconds, start, end) }
}
