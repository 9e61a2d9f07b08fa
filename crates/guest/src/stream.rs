//! Streams as the program names them: handles, and the three numbers that mean a default stream.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::AtomicI32;

use cuda_abi::{CUstream, CUstreamAttrID as Id, CUstreamAttrValue, CuError, CuResult};
use parking_lot::Mutex;
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
    /// Within the device's range.
    pub priority: AtomicI32,
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

pub const LEGACY: usize = 1;
pub const PER_THREAD: usize = 2;

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

/// What programs have set of streams, by the stream and the attribute; hints all of them.
#[derive(Default)]
pub struct StreamAttributes(Mutex<HashMap<StreamId, BTreeMap<u32, CUstreamAttrValue>>>);

// SAFETY: the pointer among the values is an address that the program named and nobody follows.
unsafe impl Send for StreamAttributes {}
// SAFETY: as above.
unsafe impl Sync for StreamAttributes {}

impl StreamAttributes {
    /// What an attribute is before it is set.
    fn initial(attribute: Id) -> CuResult<CUstreamAttrValue> {
        let mut value = CUstreamAttrValue { pad: [0; 64] };
        match attribute {
            Id::CU_LAUNCH_ATTRIBUTE_ACCESS_POLICY_WINDOW | Id::CU_LAUNCH_ATTRIBUTE_MEM_SYNC_DOMAIN => {}
            Id::CU_LAUNCH_ATTRIBUTE_SYNCHRONIZATION_POLICY => {
                value.syncPolicy = cuda_abi::CUsynchronizationPolicy::CU_SYNC_POLICY_AUTO;
            }
            Id::CU_LAUNCH_ATTRIBUTE_MEM_SYNC_DOMAIN_MAP => {
                value.memSyncDomainMap = cuda_abi::CUlaunchMemSyncDomainMap { default_: 0, remote: 1 };
            }
            _ => return Err(CuError::INVALID_VALUE),
        }
        Ok(value)
    }

    /// An attribute of a stream.
    ///
    /// # Errors
    /// `INVALID_VALUE` for what streams do not have.
    pub fn get(&self, stream: StreamId, attribute: Id) -> CuResult<CUstreamAttrValue> {
        let initial = Self::initial(attribute)?;
        let set = self.0.lock().get(&stream).and_then(|values| values.get(&attribute.0).copied());
        Ok(set.unwrap_or(initial))
    }

    /// Sets it.
    ///
    /// # Errors
    /// As [`StreamAttributes::get`].
    pub fn set(&self, stream: StreamId, attribute: Id, value: CUstreamAttrValue) -> CuResult {
        Self::initial(attribute)?;
        self.0.lock().entry(stream).or_default().insert(attribute.0, value);
        Ok(())
    }

    /// Sets all that is set of another stream.
    pub fn copy(&self, to: StreamId, from: StreamId) {
        let mut all = self.0.lock();
        let values = all.get(&from).cloned().unwrap_or_default();
        all.insert(to, values);
    }

    /// The stream is gone.
    pub fn forget(&self, stream: StreamId) {
        self.0.lock().remove(&stream);
    }
}
