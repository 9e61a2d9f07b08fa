//! Events of whole contexts ("Context Management": cuCtxRecordEvent, cuCtxWaitEvent).

use cuda_abi::{CUcontext, CUevent, CuError, CuResult};
use wire::{ContextId, EventId, StreamId};

use super::context::find_or_current;
use crate::context::Context;
use crate::driver::{Driver, driver};
use crate::event;

/// CU_STREAM_NON_BLOCKING.
const NON_BLOCKING: u32 = 1;
/// CU_EVENT_DISABLE_TIMING.
const UNTIMED: u32 = 2;

/// A stream of one call.
struct Passing<'a> {
    driver: &'a Driver,
    id: StreamId,
}

impl<'a> Passing<'a> {
    fn new(driver: &'a Driver, context: ContextId, flags: u32) -> CuResult<Self> {
        let id = StreamId(driver.session.new_id());
        driver.session.stream_create(context, id, flags, 0)?;
        Ok(Self { driver, id })
    }
}

impl Drop for Passing<'_> {
    fn drop(&mut self) {
        // What it was given is done all the same; a session that is gone has forgotten it.
        let _ = self.driver.session.stream_destroy(self.id);
    }
}

/// Every stream of a context but its legacy default stream.
fn streams(driver: &Driver, context: &Context, id: ContextId) -> Vec<StreamId> {
    let all = parking_lot::Mutex::new(context.own_streams());
    driver.streams.for_each(|stream| {
        if stream.context_id == id {
            all.lock().push(stream.id);
        }
    });
    all.into_inner()
}

/// Lets `waiter` wait for what `stream` has been given.
fn follow(driver: &Driver, context: ContextId, stream: StreamId, waiter: StreamId) -> CuResult {
    let passing = EventId(driver.session.new_id());
    driver.session.event_create(context, passing, UNTIMED)?;
    let followed = driver
        .session
        .event_record(passing, stream)
        .and_then(|()| driver.session.stream_wait_event(waiter, passing));
    driver.session.event_destroy(passing)?;
    followed
}

/// Records an event when all that the context has been given is done.
pub fn cuCtxRecordEvent(context: CUcontext, event: CUevent) -> CuResult {
    let driver = driver()?;
    let context = find_or_current(driver, context)?;
    let id = context.id()?;
    let event = event::resolve(driver, event)?;
    if event.context_id != id {
        return Err(CuError::INVALID_HANDLE);
    }
    driver.captures.refuse_context(id)?;
    // Blocking streams wait for the legacy stream's work, so a new one stands for that; the other waits for nothing else.
    let legacy = Passing::new(driver, id, 0)?;
    let all = Passing::new(driver, id, NON_BLOCKING)?;
    follow(driver, id, legacy.id, all.id)?;
    for stream in streams(driver, context, id) {
        match follow(driver, id, stream, all.id) {
            // It was destroyed meanwhile.
            Err(CuError::INVALID_HANDLE) => {}
            other => other?,
        }
    }
    event.record(driver, all.id)
}

/// What the context is given from now on waits for an event.
pub fn cuCtxWaitEvent(context: CUcontext, event: CUevent) -> CuResult {
    let driver = driver()?;
    let context = find_or_current(driver, context)?;
    let id = context.id()?;
    let event = event::resolve(driver, event)?;
    event.check_uncaptured(driver)?;
    driver.captures.refuse_context(id)?;
    // The event as it is now: recorded again it would mean something else to streams that are made later.
    let barrier = EventId(driver.session.new_id());
    driver.session.event_create(id, barrier, UNTIMED)?;
    let waiting = Passing::new(driver, id, NON_BLOCKING)?;
    event.wait(driver, waiting.id)?;
    driver.session.event_record(barrier, waiting.id)?;
    if let Some(before) = context.set_barrier(barrier) {
        driver.session.event_destroy(before)?;
    }
    driver.session.stream_wait_event(context.default_stream(), barrier)?;
    for stream in streams(driver, context, id) {
        match driver.session.stream_wait_event(stream, barrier) {
            Err(CuError::INVALID_HANDLE) => {}
            other => other?,
        }
    }
    Ok(())
}
