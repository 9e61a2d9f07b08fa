//! Events as the program names them.

use cuda_abi::{CUevent, CuResult};
use std::sync::Arc;
use wire::{ContextId, EventId};

use crate::driver::Driver;

/// An event that the program created.
pub struct Event {
    /// The worker's id of it.
    pub id: EventId,
    /// That of the context where it was created.
    pub context_id: ContextId,
    /// CU_EVENT_*.
    pub flags: u32,
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
