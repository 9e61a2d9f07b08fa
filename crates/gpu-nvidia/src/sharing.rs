//! Sharing between sessions by the driver's own means: each worker is a process of one host, and the driver's handles are what they
//! give one another. A guest never sees those: they are easier to guess than keys, and the driver knows nothing of tenants.

use std::collections::HashMap;
use std::ffi::{c_char, c_int, c_void};
use std::os::fd::{AsFd, AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::ptr;
use std::sync::Arc;

use cuda_abi::{
    CUevent, CUipcEventHandle, CUipcMemHandle, CUmemAllocationHandleType, CUmemPoolPtrExportData,
    CUmemoryPool, CuError, CuResult,
};
use gpu::{Host, Note, Offer, ShareKind};
use parking_lot::Mutex;
use wire::{ContextId, EventId, MemoryId, PoolId, Range, Reply, ShareKey, SharedMemory};

use crate::NvidiaGpu;
use crate::context::{Context, Event, Raw};
use crate::memory::{Kind, Memory};

/// CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR.
const DESCRIPTOR: CUmemAllocationHandleType =
    CUmemAllocationHandleType::CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR;
/// CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS.
const LAZY_PEER_ACCESS: u32 = 1;
/// Bytes of a handle of the driver's.
const HANDLE: usize = 64;

#[derive(Default)]
struct Keys {
    /// What others open an allocation by.
    offered: HashMap<u64, ShareKey>,
    /// What allocations of others were opened by.
    opened: HashMap<u64, ShareKey>,
    physical: HashMap<MemoryId, ShareKey>,
    pools: HashMap<PoolId, ShareKey>,
    events: HashMap<EventId, ShareKey>,
}

/// What a session gives others and takes from them.
pub struct Sharing {
    host: Arc<dyn Host>,
    keys: Mutex<Keys>,
}

/// The handle that a note begins with.
fn handle_of(note: &Note) -> [u8; HANDLE] {
    std::array::from_fn(|index| note[index])
}

/// A note of a handle and of how many bytes it is for.
fn noted(handle: [u8; HANDLE], bytes: u64) -> Note {
    gpu::note(&[&handle[..], &bytes.to_le_bytes()].concat())
}

fn bytes_of(note: &Note) -> u64 {
    u64::from_le_bytes(std::array::from_fn(|index| note[HANDLE + index]))
}

/// The note of what was shared.
fn told(note: &Note) -> CuResult<SharedMemory> {
    SharedMemory::read(note).map_err(|_| CuError::INVALID_VALUE)
}

fn note_of(shared: SharedMemory) -> Note {
    let mut bytes = Vec::new();
    shared.write(&mut bytes);
    gpu::note(&bytes)
}

/// A descriptor that the driver made.
fn owned(descriptor: RawFd) -> CuResult<OwnedFd> {
    match descriptor {
        0.. => {
            // SAFETY: the driver made it for the caller, who closes it (cuMemExportToShareableHandle).
            Ok(unsafe { OwnedFd::from_raw_fd(descriptor) })
        }
        _ => Err(CuError::INVALID_VALUE),
    }
}

impl Sharing {
    /// Nothing yet.
    pub fn new(host: Arc<dyn Host>) -> Self {
        Self { host, keys: Mutex::default() }
    }

    fn offer(&self, kind: ShareKind, note: Note, descriptor: Option<&OwnedFd>) -> CuResult<ShareKey> {
        let descriptor = descriptor.map(|descriptor| descriptor.as_fd());
        self.host.offer(Offer { kind, note, window: None, descriptor })
    }

    /// An allocation is freed: nobody opens it any more, or this session has closed it.
    pub fn freed(&self, address: u64) {
        let mut keys = self.keys.lock();
        if let Some(key) = keys.offered.remove(&address) {
            self.host.withdraw(key);
        }
        if let Some(key) = keys.opened.remove(&address) {
            self.host.close_offered(key);
        }
    }

    /// An event is destroyed.
    pub fn event_destroyed(&self, event: EventId) {
        self.forget(self.keys.lock().events.remove(&event));
    }

    /// Memory without an address is released.
    pub fn released(&self, memory: MemoryId) {
        self.forget(self.keys.lock().physical.remove(&memory));
    }

    /// A pool is destroyed.
    pub fn pool_destroyed(&self, pool: PoolId) {
        self.forget(self.keys.lock().pools.remove(&pool));
    }

    /// Of what is this session's the key is withdrawn, of what is not it is given back.
    fn forget(&self, key: Option<ShareKey>) {
        if let Some(key) = key {
            self.host.withdraw(key);
            self.host.close_offered(key);
        }
    }
}

/// Opens what a key names: `open` is given the note and the descriptor, and where it fails nothing is open.
fn opened<T>(
    host: &dyn Host,
    key: ShareKey,
    kind: ShareKind,
    open: impl FnOnce(&Note, Option<OwnedFd>) -> CuResult<T>,
) -> CuResult<T> {
    let found = host.open_offered(key, kind)?;
    open(&found.note, found.descriptor).inspect_err(|_| host.close_offered(key))
}

impl NvidiaGpu {
    pub(crate) fn share_allocation(&self, address: u64) -> CuResult<ShareKey> {
        let (context, bytes) = self.memory.owner(address, Kind::Device)?;
        let mut keys = self.sharing.keys.lock();
        if let Some(key) = keys.offered.get(&address) {
            return Ok(*key);
        }
        let mut handle = CUipcMemHandle::default();
        // SAFETY: the target lives through the call; the address is an allocation of this session.
        self.call(&self.context(context)?, |driver| unsafe { (driver.ipc_memory)(&mut handle, address) })?;
        let key = self.sharing.offer(
            ShareKind::Memory,
            noted(handle.reserved.map(|byte| byte as u8), bytes),
            None,
        )?;
        keys.offered.insert(address, key);
        Ok(key)
    }

    pub(crate) fn open_allocation(&self, context: ContextId, key: ShareKey) -> CuResult<Range> {
        let context = self.context(context)?;
        opened(&*self.host, key, ShareKind::Memory, |note, _| {
            let handle = CUipcMemHandle { reserved: handle_of(note).map(|byte| byte as c_char) };
            let mut address = 0;
            self.call(&context, |driver| {
                // SAFETY: the target lives through the call; the driver checks the handle.
                unsafe { (driver.ipc_open_memory)(&mut address, handle, LAZY_PEER_ACCESS) }
            })?;
            Ok(self.add_opened(&context, key, (address, bytes_of(note)), Kind::Opened))
        })
    }

    fn add_opened(
        &self,
        context: &Context,
        key: ShareKey,
        (address, bytes): (u64, u64),
        kind: Kind,
    ) -> Range {
        self.sharing.keys.lock().opened.insert(address, key);
        self.memory.add(address, bytes, kind, context.id);
        Range { address, bytes }
    }

    pub(crate) fn share_an_event(&self, event: EventId) -> CuResult<ShareKey> {
        let found = self.event(event)?;
        let mut keys = self.sharing.keys.lock();
        if let Some(key) = keys.events.get(&event) {
            return Ok(*key);
        }
        let mut handle = CUipcEventHandle::default();
        self.call(&found.context, |driver| {
            // SAFETY: the event is alive; the target lives through the call.
            unsafe { (driver.ipc_event)(&mut handle, found.handle.0) }
        })?;
        let key =
            self.sharing.offer(ShareKind::Event, noted(handle.reserved.map(|byte| byte as u8), 0), None)?;
        keys.events.insert(event, key);
        Ok(key)
    }

    pub(crate) fn open_an_event(&self, context: ContextId, event: EventId, key: ShareKey) -> CuResult {
        let context = self.context(context)?;
        if self.names.lock().events.contains_key(&event) {
            return Err(CuError::INVALID_HANDLE);
        }
        let made = opened(&*self.host, key, ShareKind::Event, |note, _| {
            let shared = CUipcEventHandle { reserved: handle_of(note).map(|byte| byte as c_char) };
            let mut handle: CUevent = ptr::null_mut();
            self.call(&context, |driver| {
                // SAFETY: the target lives through the call; the driver checks the handle.
                unsafe { (driver.ipc_open_event)(&mut handle, shared) }
            })?;
            Ok(Arc::new(Event { handle: Raw(handle), context: context.clone(), flags: Event::INTERPROCESS }))
        })?;
        self.names.lock().events.insert(event, made);
        self.sharing.keys.lock().events.insert(event, key);
        Ok(())
    }

    pub(crate) fn share_created(&self, memory: MemoryId) -> CuResult<ShareKey> {
        let (handle, shared) = self.virtual_memory.shareable(memory)?;
        let mut keys = self.sharing.keys.lock();
        if let Some(key) = keys.physical.get(&memory) {
            return Ok(*key);
        }
        let mut descriptor: c_int = -1;
        let target: *mut c_void = (&raw mut descriptor).cast();
        // SAFETY: the memory is alive; of a descriptor the target is an int, which lives through the call.
        unsafe { (self.driver.functions.memory_export)(target, handle, DESCRIPTOR, 0) }.ok()?;
        let key = self.sharing.offer(ShareKind::Physical, note_of(shared), Some(&owned(descriptor)?))?;
        keys.physical.insert(memory, key);
        Ok(key)
    }

    pub(crate) fn open_created(&self, memory: MemoryId, key: ShareKey) -> CuResult<SharedMemory> {
        let shared = opened(&*self.host, key, ShareKind::Physical, |note, descriptor| {
            let (shared, descriptor) = (told(note)?, descriptor.ok_or(CuError::INVALID_VALUE)?);
            let mut handle = 0;
            let number: *mut c_void = ptr::without_provenance_mut(descriptor.as_raw_fd() as usize);
            // SAFETY: of a descriptor the second argument is the number itself; the target lives through the call.
            unsafe { (self.driver.functions.memory_import)(&mut handle, number, DESCRIPTOR) }.ok()?;
            self.virtual_memory.name(&self.driver, memory, handle, shared)?;
            Ok(shared)
        })?;
        self.sharing.keys.lock().physical.insert(memory, key);
        Ok(shared)
    }

    pub(crate) fn share_a_pool(&self, pool: PoolId) -> CuResult<ShareKey> {
        let (handle, shared) = self.pools.shareable(pool)?;
        let mut keys = self.sharing.keys.lock();
        if let Some(key) = keys.pools.get(&pool) {
            return Ok(*key);
        }
        let mut descriptor: c_int = -1;
        let target: *mut c_void = (&raw mut descriptor).cast();
        // SAFETY: the pool is alive; of a descriptor the target is an int, which lives through the call.
        unsafe { (self.driver.functions.pool_export)(target, handle.0, DESCRIPTOR, 0) }.ok()?;
        let key = self.sharing.offer(ShareKind::Pool, note_of(shared), Some(&owned(descriptor)?))?;
        keys.pools.insert(pool, key);
        Ok(key)
    }

    pub(crate) fn open_a_pool(&self, pool: PoolId, key: ShareKey) -> CuResult<SharedMemory> {
        let shared = opened(&*self.host, key, ShareKind::Pool, |note, descriptor| {
            let (shared, descriptor) = (told(note)?, descriptor.ok_or(CuError::INVALID_VALUE)?);
            let mut handle: CUmemoryPool = ptr::null_mut();
            let number: *mut c_void = ptr::without_provenance_mut(descriptor.as_raw_fd() as usize);
            // SAFETY: as of memory.
            unsafe { (self.driver.functions.pool_import)(&mut handle, number, DESCRIPTOR, 0) }.ok()?;
            self.pools.name_foreign(pool, Raw(handle), shared)?;
            Ok(shared)
        })?;
        self.sharing.keys.lock().pools.insert(pool, key);
        Ok(shared)
    }

    pub(crate) fn share_from_pool(&self, address: u64) -> CuResult<ShareKey> {
        let (context, bytes) = self.memory.owner(address, Kind::Pooled)?;
        let mut keys = self.sharing.keys.lock();
        if let Some(key) = keys.offered.get(&address) {
            return Ok(*key);
        }
        let mut data = CUmemPoolPtrExportData::default();
        // SAFETY: the target lives through the call; the address is an allocation of this session.
        self.call(&self.context(context)?, |driver| unsafe {
            (driver.pool_export_pointer)(&mut data, address)
        })?;
        let key = self.sharing.offer(ShareKind::Pooled, noted(data.reserved, bytes), None)?;
        keys.offered.insert(address, key);
        Ok(key)
    }

    pub(crate) fn open_from_pool(&self, context: ContextId, pool: PoolId, key: ShareKey) -> CuResult<Range> {
        let (context, pool) = (self.context(context)?, self.pools.get(pool)?);
        opened(&*self.host, key, ShareKind::Pooled, |note, _| {
            let mut data = CUmemPoolPtrExportData { reserved: handle_of(note) };
            let mut address = 0;
            // SAFETY: the pool is alive; target and data live through the call, and the driver checks them.
            self.call(&context, |driver| unsafe {
                (driver.pool_import_pointer)(&mut address, pool.0, &mut data)
            })?;
            Ok(self.add_opened(&context, key, (address, bytes_of(note)), Kind::PooledOpened))
        })
    }
}

impl Memory {
    /// Whose an allocation of this kind is, and how many bytes it has.
    ///
    /// # Errors
    /// `INVALID_VALUE` if there is none.
    pub fn owner(&self, address: u64, kind: Kind) -> CuResult<(ContextId, u64)> {
        self.find(address).filter(|found| found.0 == kind).map(|found| found.1).ok_or(CuError::INVALID_VALUE)
    }
}
