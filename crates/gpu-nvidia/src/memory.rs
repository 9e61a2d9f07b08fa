//! The session's memory: which addresses it may name, and host memory that the device and the guest share.
//!
//! Device memory is the driver's, at the driver's addresses. Page-locked and managed memory lies in the window that guest and worker map
//! alike: registered with a real driver, which reaches it at the host's own address; allocated by our own library where that serves as the
//! driver, since its window is the guest's too.

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::ptr;
use std::sync::Arc;

use cuda_abi::{CUdeviceptr, CuError, CuResult};
use parking_lot::Mutex;
use wire::ContextId;

use crate::context::Context;
use crate::driver::Driver;

/// The window's host part, as this process has it.
pub struct Window {
    /// The first address, a multiple of the page size.
    pub base: u64,
    /// In bytes.
    pub bytes: u64,
    /// Gives the pages of a range of addresses back; they read as zero afterwards.
    pub decommit: Box<dyn Fn(u64, u64) + Send + Sync>,
}

/// What the kernel registers at a time, in bytes.
const PAGE: u64 = 4096;
/// `CU_MEMHOSTREGISTER_PORTABLE` and `_DEVICEMAP`.
const REGISTER: u32 = 3;

/// What kind of memory a range is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// cuMemAlloc.
    Device,
    /// cuMemAllocManaged.
    Managed,
    /// cuMemHostAlloc.
    Host,
    /// cuMemAllocFromPoolAsync.
    Pooled,
    /// cuMemMap, once a device may access it.
    Mapped,
    /// cuIpcOpenMemHandle.
    Opened,
    /// cuMemPoolImportPointer.
    PooledOpened,
    /// A variable of a module, which the driver frees with it.
    Variable,
}

#[derive(Clone, Copy)]
struct Range {
    bytes: u64,
    kind: Kind,
    context: ContextId,
}

/// Free pieces of the window, by address.
struct Pool(BTreeMap<u64, u64>);

impl Pool {
    fn take(&mut self, bytes: u64) -> Option<u64> {
        let (&start, &size) =
            self.0.iter().filter(|(_, size)| **size >= bytes).min_by_key(|(_, size)| **size)?;
        self.0.remove(&start);
        if size > bytes {
            self.0.insert(start + bytes, size - bytes);
        }
        Some(start)
    }

    fn give(&mut self, mut start: u64, mut bytes: u64) {
        if let Some((&before, &size)) = self.0.range(..start).next_back()
            && before + size == start
        {
            self.0.remove(&before);
            start = before;
            bytes += size;
        }
        if let Some(after) = self.0.remove(&(start + bytes)) {
            bytes += after;
        }
        self.0.insert(start, bytes);
    }
}

/// What a session has allocated.
pub struct Memory {
    driver: Arc<Driver>,
    window: Option<Window>,
    pool: Mutex<Pool>,
    ranges: Mutex<BTreeMap<u64, Range>>,
}

impl Memory {
    /// Nothing yet. Without a window there is no page-locked and no managed memory.
    pub fn new(driver: Arc<Driver>, window: Option<Window>) -> Self {
        let mut free = BTreeMap::new();
        if let Some(window) = window.as_ref().filter(|window| window.bytes > 0) {
            free.insert(window.base, window.bytes);
        }
        Self { driver, window, pool: Mutex::new(Pool(free)), ranges: Mutex::default() }
    }

    /// Whether there is page-locked and managed memory.
    pub fn has_window(&self) -> bool {
        self.window.is_some()
    }

    /// Remembers a range that the session may name.
    pub fn add(&self, start: u64, bytes: u64, kind: Kind, context: ContextId) {
        self.ranges.lock().insert(start, Range { bytes, kind, context });
    }

    /// Whether the session may name all of `bytes` from `address` on: the driver would take other addresses for this process's own
    /// memory.
    ///
    /// # Errors
    /// `INVALID_VALUE` if not.
    pub fn check(&self, address: u64, bytes: u64) -> CuResult {
        let ranges = self.ranges.lock();
        let (start, range) = ranges.range(..=address).next_back().ok_or(CuError::INVALID_VALUE)?;
        let within = range.bytes.checked_sub(address - start).ok_or(CuError::INVALID_VALUE)?;
        let mut missing = bytes.saturating_sub(within);
        if within == 0 {
            return Err(CuError::INVALID_VALUE);
        }
        // Mappings that touch are one piece of memory.
        let mut next = start + range.bytes;
        while missing > 0 && range.kind == Kind::Mapped {
            let Some(range) = ranges.get(&next).filter(|range| range.kind == Kind::Mapped) else { break };
            missing = missing.saturating_sub(range.bytes);
            next += range.bytes;
        }
        if missing == 0 { Ok(()) } else { Err(CuError::INVALID_VALUE) }
    }

    /// The range that begins at an address: its kind, whose it is and how many bytes it has.
    pub fn find(&self, address: u64) -> Option<(Kind, (ContextId, u64))> {
        self.ranges.lock().get(&address).map(|range| (range.kind, (range.context, range.bytes)))
    }

    /// Takes a range off the books.
    ///
    /// # Errors
    /// `INVALID_VALUE` if none starts there, or `allowed` does not admit it.
    pub fn retire(&self, address: u64, allowed: impl Fn(Kind) -> bool) -> CuResult<Retired> {
        let mut ranges = self.ranges.lock();
        match ranges.get(&address) {
            Some(range) if allowed(range.kind) => {
                let retired = Retired { address, bytes: range.bytes, kind: range.kind };
                ranges.remove(&address);
                Ok(retired)
            }
            _ => Err(CuError::INVALID_VALUE),
        }
    }

    /// Everything of a context, off the books; the driver frees its own part with the context.
    pub fn retire_context(&self, context: ContextId) -> Vec<Retired> {
        let mut ranges = self.ranges.lock();
        let of_context = ranges.extract_if(.., |_, range| range.context == context);
        of_context.map(|(address, range)| Retired { address, bytes: range.bytes, kind: range.kind }).collect()
    }

    /// Host memory that the device reaches by the host's address. The context is current.
    ///
    /// # Errors
    /// `NOT_SUPPORTED` where there is no window, or where the device has an address of its own for it; the driver's.
    pub fn allocate_shared(&self, context: &Context, kind: Kind, bytes: u64, flags: u32) -> CuResult<u64> {
        if bytes == 0 {
            return Err(CuError::INVALID_VALUE);
        }
        let window = self.window.as_ref().ok_or(CuError::NOT_SUPPORTED)?;
        let address = match self.driver.is_nested() {
            true => self.allocate_nested(window, kind, bytes, flags)?,
            false => self.register(window, bytes)?,
        };
        self.add(address, bytes, kind, context.id);
        Ok(address)
    }

    fn register(&self, window: &Window, bytes: u64) -> CuResult<u64> {
        let functions = &self.driver.functions;
        let reserved = bytes.checked_next_multiple_of(PAGE).ok_or(CuError::OUT_OF_MEMORY)?;
        let start = self.pool.lock().take(reserved).ok_or(CuError::OUT_OF_MEMORY)?;
        let pointer: *mut c_void = ptr::with_exposed_provenance_mut(start as usize);
        // SAFETY: whole pages of the window, which stays mapped while the session lives; they are registered once.
        let registered = unsafe { (functions.host_register)(pointer, reserved as usize, REGISTER) }.ok();
        let device_address = registered.and_then(|()| {
            let mut address: CUdeviceptr = 0;
            // SAFETY: a plain call with a target that lives through it.
            unsafe { (functions.host_device_pointer)(&mut address, pointer, 0) }.ok().map(|()| address)
        });
        match device_address {
            Ok(address) if address == start => Ok(start),
            outcome => {
                if registered.is_ok() {
                    // SAFETY: it was registered just now.
                    let _ = unsafe { (functions.host_unregister)(pointer) };
                }
                (window.decommit)(start, reserved);
                self.pool.lock().give(start, reserved);
                Err(outcome.err().unwrap_or(CuError::NOT_SUPPORTED))
            }
        }
    }

    fn allocate_nested(&self, window: &Window, kind: Kind, bytes: u64, flags: u32) -> CuResult<u64> {
        let functions = &self.driver.functions;
        let bytes = usize::try_from(bytes).map_err(|_| CuError::OUT_OF_MEMORY)?;
        let address = match kind {
            Kind::Managed => {
                let mut address: CUdeviceptr = 0;
                // SAFETY: a plain call with a target that lives through it.
                unsafe { (functions.managed_alloc)(&mut address, bytes, flags) }.ok()?;
                address
            }
            _ => {
                let mut pointer: *mut c_void = ptr::null_mut();
                // SAFETY: as above.
                unsafe { (functions.host_alloc)(&mut pointer, bytes, flags) }.ok()?;
                pointer.expose_provenance() as u64
            }
        };
        let end = window.base + window.bytes;
        if address >= window.base && address < end && bytes as u64 <= end - address {
            return Ok(address);
        }
        let retired = Retired { address, bytes: bytes as u64, kind };
        self.release(retired)?;
        Err(CuError::NOT_SUPPORTED)
    }

    /// Frees what was retired. The context is current, and nothing of it uses the memory any more.
    ///
    /// # Errors
    /// The driver's.
    pub fn release(&self, retired: Retired) -> CuResult {
        let functions = &self.driver.functions;
        let pointer: *mut c_void = ptr::with_exposed_provenance_mut(retired.address as usize);
        let is_registered = !self.driver.is_nested();
        // SAFETY: each was allocated by the function's counterpart, and is freed once: it is off the books.
        unsafe {
            match retired.kind {
                Kind::Variable | Kind::Mapped => Ok(()),
                Kind::Opened => (functions.ipc_close_memory)(retired.address).ok(),
                Kind::Device | Kind::Pooled | Kind::PooledOpened => {
                    (functions.mem_free)(retired.address).ok()
                }
                _ if is_registered => {
                    let outcome = (functions.host_unregister)(pointer).ok();
                    self.reuse(retired);
                    outcome
                }
                Kind::Managed => (functions.mem_free)(retired.address).ok(),
                Kind::Host => (functions.host_free)(pointer).ok(),
            }
        }
    }

    /// Makes what a destroyed context had of the window free for others.
    pub fn release_destroyed(&self, retired: Retired) {
        if matches!(retired.kind, Kind::Managed | Kind::Host) && !self.driver.is_nested() {
            self.reuse(retired);
        }
    }

    fn reuse(&self, retired: Retired) {
        let reserved = retired.bytes.next_multiple_of(PAGE);
        if let Some(window) = &self.window {
            (window.decommit)(retired.address, reserved);
        }
        self.pool.lock().give(retired.address, reserved);
    }
}

/// A range that is off the books and not freed yet.
#[derive(Clone, Copy, Debug)]
pub struct Retired {
    address: u64,
    bytes: u64,
    kind: Kind,
}

impl Retired {
    /// Where it was.
    pub fn address(&self) -> u64 {
        self.address
    }

    /// Bytes of device memory that it is.
    pub fn device_bytes(&self) -> u64 {
        if self.kind == Kind::Device { self.bytes } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Pool;

    #[test]
    fn pieces_that_are_given_back_become_one_again() {
        let mut pool = Pool([(4096, 16384)].into());
        let all: Vec<_> = (0..4).map(|_| pool.take(4096).expect("there is room")).collect();
        assert_eq!(pool.take(1), None);
        for index in [1, 3, 0, 2] {
            pool.give(all[index], 4096);
        }
        assert_eq!(pool.take(16384), Some(4096));
    }
}
