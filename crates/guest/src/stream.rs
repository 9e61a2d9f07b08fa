//! Streams as the program names them: handles, and the three numbers that mean a default stream.

use cuda_abi::{CUstream, CuResult};
use wire::{ContextId, StreamId};

use crate::context::{self, Context};
use crate::driver::Driver;

/// A stream that the program created.
pub struct Stream {
    /// The worker's id of it.
    pub id: StreamId,
    /// Where it was created.
    pub context: &'static Context,
    /// That context's id then.
    pub context_id: ContextId,
    /// CU_STREAM_*.
    pub flags: u32,
    /// As given, within the device's range.
    pub priority: i32,
}

/// What a stream argument means here and now.
#[derive(Clone, Copy)]
pub struct Resolved {
    /// The worker's id of the stream.
    pub id: StreamId,
    /// Its context.
    pub context: &'static Context,
    /// Its context's id.
    pub context_id: ContextId,
    /// CU_STREAM_*.
    pub flags: u32,
}

const LEGACY: usize = 1;
const PER_THREAD: usize = 2;

/// What a stream argument means: 0 is the legacy default stream, or the thread's own in calls of the per-thread kind; 1 and 2
/// are always the one and the other (CU_STREAM_LEGACY, CU_STREAM_PER_THREAD).
///
/// # Errors
/// `INVALID_HANDLE` for no stream of ours; `INVALID_CONTEXT` for a default stream without a context; the context's sticky error.
#[inline]
pub fn resolve(driver: &Driver, stream: CUstream) -> CuResult<Resolved> {
    match stream.addr() {
        0 if context::is_per_thread_default() => own(driver),
        0 | LEGACY => {
            let (context, context_id) = context::alive(driver)?;
            Ok(Resolved { id: context.default_stream(), context, context_id, flags: 0 })
        }
        PER_THREAD => own(driver),
        handle => {
            let stream = driver.streams.get(handle as u64)?;
            if driver.session.has_fault() {
                driver.session.context_status(stream.context_id)?;
            }
            let Stream { id, context, context_id, flags, .. } = *stream;
            Ok(Resolved { id, context, context_id, flags })
        }
    }
}

fn own(driver: &Driver) -> CuResult<Resolved> {
    let (context, context_id) = context::alive(driver)?;
    Ok(Resolved { id: context::own_stream(driver, (context, context_id))?, context, context_id, flags: 0 })
}

/// The default stream of a call that takes none.
#[inline]
pub fn default(driver: &Driver) -> CuResult<Resolved> {
    resolve(driver, std::ptr::null_mut())
}
