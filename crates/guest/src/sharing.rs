//! What this process shares with others of its user: memory of theirs that it has open, and keys in descriptors.

use std::ffi::{c_int, c_void};
use std::os::fd::{FromRawFd, IntoRawFd, OwnedFd};
use std::os::unix::fs::FileExt;

use cuda_abi::{CUmemAllocationHandleType, CUmemLocation, CuError, CuResult};
use parking_lot::Mutex;
use wire::{ContextId, ShareKey, SharedMemory};

use crate::context::Context;
use crate::driver::Driver;
use crate::memory::{Allocation, RangeKind};

/// Another process's allocation.
struct Opened {
    key: ShareKey,
    context_id: ContextId,
    address: u64,
    /// How often it was opened, and has to be closed.
    count: u32,
}

/// What is open.
#[derive(Default)]
pub struct Sharing(Mutex<Vec<Opened>>);

impl Sharing {
    /// Opens another process's allocation in a context; again, it is at the same address.
    ///
    /// # Errors
    /// The worker's.
    pub fn open(
        &self,
        driver: &Driver,
        (context, context_id): (&'static Context, ContextId),
        key: ShareKey,
    ) -> CuResult<u64> {
        let mut all = self.0.lock();
        let known = all.iter_mut().find(|opened| opened.key == key && opened.context_id == context_id);
        if let Some(opened) = known {
            opened.count += 1;
            return Ok(opened.address);
        }
        let found = driver.session.open_memory(context_id, key)?;
        driver.ranges.add(Allocation {
            start: found.address,
            bytes: found.bytes,
            kind: RangeKind::Opened,
            flags: 0,
            syncs: false,
            unique: driver.new_unique(),
            context,
            context_id,
        });
        all.push(Opened { key, context_id, address: found.address, count: 1 });
        Ok(found.address)
    }

    /// Closes what was opened at an address, once.
    ///
    /// # Errors
    /// `INVALID_VALUE` if nothing is open there; the worker's.
    pub fn close(&self, driver: &Driver, address: u64) -> CuResult {
        let mut all = self.0.lock();
        let index = all.iter().position(|opened| opened.address == address).ok_or(CuError::INVALID_VALUE)?;
        all[index].count -= 1;
        if all[index].count > 0 {
            return Ok(());
        }
        let closed = all.swap_remove(index);
        drop(all);
        driver.ranges.remove(address);
        driver.session.mem_free(closed.context_id, address)
    }

    /// Forgets what a context that has ended had open.
    pub fn forget_context(&self, id: ContextId) {
        self.0.lock().retain(|opened| opened.context_id != id);
    }
}

/// What a descriptor of ours begins with.
const MAGIC: [u8; 8] = *b"VGPUKEY1";

/// The one kind of handle that there is.
///
/// # Errors
/// `INVALID_VALUE` for no kind or several, `NOT_SUPPORTED` for those of other systems.
pub fn check_handle_type(kind: CUmemAllocationHandleType) -> CuResult {
    match kind {
        CUmemAllocationHandleType::CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR => Ok(()),
        CUmemAllocationHandleType(0) => Err(CuError::INVALID_VALUE),
        kind if kind.0.is_power_of_two() => Err(CuError::NOT_SUPPORTED),
        _ => Err(CuError::INVALID_VALUE),
    }
}

/// Writes a new descriptor that holds a key to where the caller wants it.
///
/// # Errors
/// `OUT_OF_MEMORY` where the process can have no more descriptors.
///
/// # Safety
/// `target` is valid for a write of an int.
pub unsafe fn put_descriptor(target: *mut c_void, key: ShareKey) -> CuResult {
    let flags = libc::MFD_CLOEXEC | libc::MFD_ALLOW_SEALING;
    // SAFETY: a plain call with a name that lives through it.
    let descriptor = unsafe { libc::memfd_create(c"vgpu-shared".as_ptr(), flags) };
    if descriptor < 0 {
        return Err(CuError::OUT_OF_MEMORY);
    }
    // SAFETY: the kernel made it just now for us alone.
    let file = std::fs::File::from(unsafe { OwnedFd::from_raw_fd(descriptor) });
    let bytes = [&MAGIC[..], &key.0[..]].concat();
    file.write_all_at(&bytes, 0).map_err(|_| CuError::OUT_OF_MEMORY)?;
    let seals = libc::F_SEAL_WRITE | libc::F_SEAL_SHRINK | libc::F_SEAL_GROW | libc::F_SEAL_SEAL;
    // SAFETY: a call without pointers on a descriptor of our own. Unsealed it would do too.
    let _ = unsafe { libc::fcntl(descriptor, libc::F_ADD_SEALS, seals) };
    // SAFETY: the caller's promise.
    unsafe { target.cast::<c_int>().write(file.into_raw_fd()) };
    Ok(())
}

/// The key that a descriptor of the program's holds. The descriptor stays the program's.
///
/// # Errors
/// `INVALID_VALUE` for what is no descriptor of ours.
pub fn key_in(handle: *mut c_void) -> CuResult<ShareKey> {
    let descriptor = c_int::try_from(handle.addr()).map_err(|_| CuError::INVALID_VALUE)?;
    let mut bytes = [0u8; MAGIC.len() + ShareKey::LEN];
    // SAFETY: the kernel writes at most as many bytes as there are; a number that is no descriptor it refuses.
    let read = unsafe { libc::pread(descriptor, bytes.as_mut_ptr().cast(), bytes.len(), 0) };
    match bytes.split_first_chunk() {
        Some((&MAGIC, key)) if read == bytes.len() as isize => {
            key.try_into().map(ShareKey).map_err(|_| CuError::INVALID_VALUE)
        }
        _ => Err(CuError::INVALID_VALUE),
    }
}

/// The visible device of what another process made, and that as a location.
///
/// # Errors
/// `INVALID_DEVICE` for a device that is not visible.
pub fn of_others(driver: &Driver, shared: &SharedMemory) -> CuResult<(u32, CUmemLocation)> {
    let is_it = |device: &crate::driver::Device| device.ordinal as i32 == shared.place_id;
    let device = driver.devices.iter().position(is_it).ok_or(CuError::INVALID_DEVICE)?;
    // SAFETY: an all-zero location is one of no kind; the rest is set below.
    let mut location: CUmemLocation = unsafe { std::mem::zeroed() };
    location.type_.0 = shared.place_kind;
    location.__bindgen_anon_1.id = device as i32;
    Ok((device as u32, location))
}
