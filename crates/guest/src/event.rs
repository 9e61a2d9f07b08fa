//! Events as the program names them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cuda_abi::{CUevent, CuError, CuResult};
use wire::{ContextId, EventId, ShareKey, StreamId};

use crate::driver::Driver;

/// An event that the program created.
pub struct Event {
    /// The worker's id of it.
    pub id: EventId,
    /// That of the context where it was created.
    pub context_id: ContextId,
    /// CU_EVENT_*.
    pub flags: u32,
    /// Whether it was last recorded in a capturing stream.
    pub is_captured: AtomicBool,
    /// What other processes open it by, if it was made for that.
    pub key: Option<ShareKey>,
    /// Another process made it.
    pub is_foreign: bool,
}

impl Event {
    /// Records it at the end of a stream.
    pub fn record(&self, driver: &Driver, stream: StreamId) -> CuResult {
        if self.is_captured.load(Ordering::Relaxed) {
            driver.captures.release(self);
        }
        driver.session.event_record(self.id, stream)?;
        self.settle(driver)
    }

    /// Lets later work of a stream wait for it.
    pub fn wait(&self, driver: &Driver, stream: StreamId) -> CuResult {
        driver.session.stream_wait_event(stream, self.id)?;
        self.settle(driver)
    }

    /// What other processes see is as the call leaves it when the call returns, and not when the worker gets to it.
    fn settle(&self, driver: &Driver) -> CuResult {
        if self.key.is_some() {
            // Whether it has completed is no matter.
            let _ = driver.session.event_query(self.id);
        }
        Ok(())
    }

    /// Refuses an event that the device does not know of.
    ///
    /// # Errors
    /// `CAPTURED_EVENT` if it was last recorded in a capturing stream, whose capture fails by this.
    pub fn check_uncaptured(&self, driver: &Driver) -> CuResult {
        if self.is_captured.load(Ordering::Relaxed) {
            driver.captures.fail_captured(self);
            return Err(CuError::CAPTURED_EVENT);
        }
        Ok(())
    }
}

/// The event that a handle names.
///
/// # Errors
/// `INVALID_HANDLE` if it names none; the context's sticky error.
pub fn resolve(driver: &Driver, event: CUevent) -> CuResult<Arc<Event>> {
    let event = driver.events.get(event.addr() as u64)?;
    if driver.session.has_fault() {
        driver.session.context_status(event.context_id)?;
    }
    Ok(event)
}
