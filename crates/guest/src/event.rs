//! Events as the program names them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cuda_abi::{CUevent, CuError, CuResult};
use wire::{ContextId, EventId, StreamId};

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
}

impl Event {
    /// Records it at the end of a stream.
    pub fn record(&self, driver: &Driver, stream: StreamId) -> CuResult {
        if self.is_captured.load(Ordering::Relaxed) {
            driver.captures.release(self);
        }
        driver.session.event_record(self.id, stream)
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
