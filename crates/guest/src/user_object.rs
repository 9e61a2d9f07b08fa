//! User objects: things of the program's that live as long as a graph refers to them ("CUDA User Objects").

use std::ffi::c_void;
use std::sync::Arc;

use cuda_abi::{CuError, CuResult};
use parking_lot::Mutex;

use crate::driver;

/// Something of the program's, with how often it is referred to.
pub struct UserObject {
    /// Its own handle.
    pub handle: u64,
    count: Mutex<u64>,
    destroy: unsafe extern "C" fn(*mut c_void),
    /// What it is called with, as an exposed address.
    data: usize,
}

impl UserObject {
    /// An object with its first references, which are the caller's.
    pub fn new(handle: u64, destroy: unsafe extern "C" fn(*mut c_void), data: usize, count: u64) -> Self {
        Self { handle, count: Mutex::new(count), destroy, data }
    }

    /// More references.
    ///
    /// # Errors
    /// `INVALID_VALUE` beyond what can be counted.
    pub fn retain(&self, count: u64) -> CuResult {
        let mut held = self.count.lock();
        *held = held.checked_add(count).ok_or(CuError::INVALID_VALUE)?;
        Ok(())
    }

    /// Fewer references; the last one destroys it.
    ///
    /// # Errors
    /// `INVALID_VALUE` if there are not so many.
    pub fn release(&self, count: u64) -> CuResult {
        {
            let mut held = self.count.lock();
            *held = held.checked_sub(count).ok_or(CuError::INVALID_VALUE)?;
            if *held > 0 || count == 0 {
                return Ok(());
            }
        }
        if let Some(driver) = driver::running() {
            let _ = driver.user_objects.remove(self.handle);
        }
        // SAFETY: the program gave the function to be called with this once, when nothing refers to the object any more.
        unsafe { (self.destroy)(std::ptr::with_exposed_provenance_mut(self.data)) };
        Ok(())
    }
}

/// References that a graph holds.
pub struct Kept {
    /// To what.
    pub object: Arc<UserObject>,
    /// How many.
    pub count: u64,
}

impl Kept {
    /// As many more, for what is made of the graph.
    pub fn again(&self) -> Self {
        // What cannot be counted is not reached: each graph's own count was counted before.
        let count = if self.object.retain(self.count).is_ok() { self.count } else { 0 };
        Self { object: self.object.clone(), count }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = self.object.release(self.count);
    }
}
