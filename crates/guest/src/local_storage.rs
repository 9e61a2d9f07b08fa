//! Values that NVIDIA's runtime libraries attach to a context (export table CONTEXT_LOCAL_STORAGE). cudart looks one up in nearly
//! every call, so it is answered here (facts: "one CLS get per memory, stream and sync call").

use std::ffi::c_void;

use cuda_abi::CUcontext;
use parking_lot::RwLock;

/// Called with context, key and value when the context ends.
pub type Destructor = Option<unsafe extern "C" fn(CUcontext, *mut c_void, *mut c_void)>;

struct Entry {
    key: usize,
    value: usize,
    destructor: Destructor,
}

/// The values of one context. There are as many as runtime libraries in the process: a handful.
#[derive(Default)]
pub struct LocalStorage(RwLock<Vec<Entry>>);

impl LocalStorage {
    /// The value of a key.
    #[inline]
    pub fn get(&self, key: usize) -> Option<usize> {
        self.0.read().iter().find(|entry| entry.key == key).map(|entry| entry.value)
    }

    /// Sets the value of a key.
    pub fn put(&self, key: usize, value: usize, destructor: Destructor) {
        let mut entries = self.0.write();
        entries.retain(|entry| entry.key != key);
        entries.push(Entry { key, value, destructor });
    }

    /// Forgets a key without calling its destructor. `false`: there is none.
    pub fn delete(&self, key: usize) -> bool {
        let mut entries = self.0.write();
        let before = entries.len();
        entries.retain(|entry| entry.key != key);
        entries.len() < before
    }

    /// Forgets every key, calling the destructors with no lock held: they call back.
    pub fn clear(&self, context: CUcontext) {
        let entries = std::mem::take(&mut *self.0.write());
        for entry in entries {
            if let Some(destructor) = entry.destructor {
                // SAFETY: whoever put the entry promised a function that may be called with these.
                unsafe { destructor(context, entry.key as *mut c_void, entry.value as *mut c_void) };
            }
        }
    }
}
