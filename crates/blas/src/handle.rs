//! cublasHandle_t: settings of whoever made it. What is not a handle is told by looking it up.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::{Mutex, RwLock};

use crate::driver::Driver;
use crate::status::{Result, Status};
use crate::types::{Element, Scale};

/// What the program holds.
pub type Raw = usize;

/// Settings of a handle.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// The stream that all work goes to; 0 is the default stream.
    pub stream: usize,
    /// Whether factors and results are on the device (cublasPointerMode_t).
    pub device_scalars: bool,
    /// cublasMath_t, which changes nothing here: products of single precision are computed in single precision.
    pub math_mode: i32,
    /// cublasAtomicsMode_t: results are the same in every run, with and without.
    pub atomics_mode: i32,
    /// Multiprocessors that are asked for; 0 is all.
    pub multiprocessors: i32,
}

static HANDLES: RwLock<Option<HashMap<Raw, Arc<Mutex<Settings>>>>> = RwLock::new(None);
/// Handles are told apart from pointers, and from one another, also after they are gone.
static NEXT: AtomicUsize = AtomicUsize::new(0x7661_0010);

/// Makes one.
///
/// # Errors
/// There is no device.
pub fn create() -> Result<Raw> {
    Driver::get()?.current_context()?;
    let handle = NEXT.fetch_add(16, Ordering::Relaxed);
    HANDLES.write().get_or_insert_default().insert(handle, Arc::default());
    Ok(handle)
}

/// Ends one.
///
/// # Errors
/// There is none.
pub fn destroy(handle: Raw) -> Result {
    let removed = HANDLES.write().as_mut().and_then(|handles| handles.remove(&handle));
    removed.map(|_| ()).ok_or(Status::NOT_INITIALIZED)
}

fn find(handle: Raw) -> Result<Arc<Mutex<Settings>>> {
    HANDLES.read().as_ref().and_then(|handles| handles.get(&handle).cloned()).ok_or(Status::NOT_INITIALIZED)
}

/// What is set.
///
/// # Errors
/// There is no such handle.
pub fn settings(handle: Raw) -> Result<Settings> {
    find(handle).map(|settings| *settings.lock())
}

/// Sets something.
///
/// # Errors
/// There is no such handle.
pub fn set(handle: Raw, change: impl FnOnce(&mut Settings)) -> Result {
    find(handle).map(|settings| change(&mut settings.lock()))
}

impl Settings {
    /// A factor that the program points to, by its pointer mode.
    ///
    /// # Errors
    /// It points nowhere.
    ///
    /// # Safety
    /// In the host's mode it points to one element.
    pub unsafe fn scale(&self, at: *const u8, element: Element) -> Result<Scale> {
        match (at.is_null(), self.device_scalars) {
            (true, _) => Err(Status::INVALID_VALUE),
            (false, true) => Ok(Scale::At(at.expose_provenance() as u64)),
            // SAFETY: the caller's.
            (false, false) => Ok(unsafe { Scale::read(at, element) }),
        }
    }
}
