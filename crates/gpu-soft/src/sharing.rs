//! Memory that sessions share: what this one lets others map, and what it maps of theirs. The host moves it; who may have it, the host
//! decides.
//!
//! What others still use is not freed for anything else, however often this session has freed it: its addresses stay taken until the
//! last of them has let go.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cuda_abi::{CuError, CuResult};
use gpu::{Host, Note, Offer, Opened, ShareKind};
use parking_lot::Mutex;
use wire::{ContextId, MemoryId, Range, Reply, ShareKey, SharedMemory};

use crate::memory::{Kind, Memory, Retired};

#[derive(Default)]
struct State {
    /// The key of what begins at an address.
    offers: HashMap<u64, ShareKey>,
    /// What was freed here, and others still use.
    lent: Vec<(ShareKey, Lent)>,
}

/// Memory that waits for others to let go of it.
pub enum Lent {
    /// An allocation.
    Allocation(Retired),
    /// Pages that had no address: where they lie, and how many bytes.
    Pages(u64, u64),
}

impl Lent {
    fn address(&self) -> u64 {
        match self {
            Lent::Allocation(retired) => retired.address(),
            Lent::Pages(address, _) => *address,
        }
    }
}

/// What a session gives others and takes from them.
pub struct Sharing {
    host: Arc<dyn Host>,
    state: Mutex<State>,
    /// Something has been offered: nothing else looks at the rest.
    is_used: AtomicBool,
}

impl Sharing {
    /// Nothing yet.
    pub fn new(host: Arc<dyn Host>) -> Self {
        Self { host, state: Mutex::default(), is_used: AtomicBool::new(false) }
    }

    fn offer(&self, kind: ShareKind, (address, bytes): (u64, u64), note: Note) -> CuResult<ShareKey> {
        let mut state = self.state.lock();
        if let Some(key) = state.offers.get(&address) {
            return Ok(*key);
        }
        let key = self.host.offer(Offer { kind, note, window: Some((address, bytes)), descriptor: None })?;
        self.is_used.store(true, Ordering::Relaxed);
        state.offers.insert(address, key);
        Ok(key)
    }

    /// Nobody may open any more what is freed here; `None` while others use it: it comes back from [`Sharing::returned`].
    pub fn withdraw(&self, freed: Lent) -> Option<Lent> {
        if !self.is_used.load(Ordering::Relaxed) {
            return Some(freed);
        }
        let mut state = self.state.lock();
        let Some(key) = state.offers.remove(&freed.address()) else { return Some(freed) };
        if !self.host.withdraw(key) {
            return Some(freed);
        }
        state.lent.push((key, freed));
        None
    }

    /// What others have let go of since.
    pub fn returned(&self) -> Vec<Lent> {
        if !self.is_used.load(Ordering::Relaxed) {
            return Vec::new();
        }
        let mut state = self.state.lock();
        state.lent.extract_if(.., |(key, _)| !self.host.withdraw(*key)).map(|(_, freed)| freed).collect()
    }

    fn open(&self, key: ShareKey, kind: ShareKind) -> CuResult<Opened> {
        let opened = self.host.open_offered(key, kind)?;
        // The broker's own memory, whose size is sealed: descriptors of other workers come without bytes.
        if opened.bytes == 0 || opened.descriptor.is_none() {
            self.host.close_offered(key);
            return Err(CuError::INVALID_VALUE);
        }
        Ok(opened)
    }

    /// Of a pool that is gone: what was this session's is withdrawn, what was another's is given back.
    pub fn forget(&self, key: ShareKey, is_foreign: bool) {
        match is_foreign {
            true => self.host.close_offered(key),
            false => {
                self.host.withdraw(key);
            }
        }
    }

    /// Tells the host that this session does not use something of another's any more.
    pub fn close(&self, key: ShareKey) {
        self.host.close_offered(key);
    }
}

/// What was noted, and what comes behind it.
fn noted<T: Reply>(note: &Note) -> CuResult<T> {
    T::read(note).map_err(|_| CuError::INVALID_VALUE)
}

/// A note of something that can be written.
pub fn note_of(value: &impl Reply) -> Note {
    let mut bytes = Vec::new();
    value.write(&mut bytes);
    gpu::note(&bytes)
}

impl Memory {
    /// A key for an allocation: of the device's, or, of a pool with a key, its own.
    ///
    /// # Errors
    /// `INVALID_VALUE` for what is neither; the host's.
    pub fn share(&self, address: u64, pool: Option<ShareKey>) -> CuResult<ShareKey> {
        let (kind, share, note) = match pool {
            Some(pool) => (Kind::Pooled, ShareKind::Pooled, gpu::note(&pool.0)),
            None => (Kind::Device, ShareKind::Memory, gpu::note(&[])),
        };
        let bytes = self.bytes_of(address, kind).ok_or(CuError::INVALID_VALUE)?;
        self.sharing.offer(share, (address, bytes), note)
    }

    /// A key for memory without an address.
    ///
    /// # Errors
    /// `INVALID_VALUE` for no such memory, or one that was not made to be shared; the host's.
    pub fn share_physical(&self, memory: MemoryId) -> CuResult<ShareKey> {
        let (address, shared) = self.with_mapped(|mapped| mapped.shareable(memory))?;
        self.sharing.offer(ShareKind::Physical, (address, shared.bytes), note_of(&shared))
    }

    /// Maps another session's allocation. Of a pool, `pool` is its key.
    ///
    /// # Errors
    /// The host's; `INVALID_VALUE` for an allocation of another pool, `OUT_OF_MEMORY`.
    pub fn open(&self, context: ContextId, key: ShareKey, pool: Option<ShareKey>) -> CuResult<Range> {
        let kind = if pool.is_some() { ShareKind::Pooled } else { ShareKind::Memory };
        let opened = self.sharing.open(key, kind)?;
        let is_of_pool = pool.is_none_or(|pool| noted(&opened.note) == Ok(pool));
        let bytes = opened.bytes;
        let mapped = match is_of_pool {
            true => self.with_mapped(|mapped| mapped.import(key, opened)),
            false => Err(CuError::INVALID_VALUE),
        };
        let address = mapped.inspect_err(|_| self.sharing.close(key))?;
        self.add_opened(address, bytes, context);
        Ok(Range { address, bytes })
    }

    /// Names another session's memory without an address.
    ///
    /// # Errors
    /// The host's; `OUT_OF_MEMORY`.
    pub fn open_physical(&self, memory: MemoryId, key: ShareKey) -> CuResult<SharedMemory> {
        let opened = self.sharing.open(key, ShareKind::Physical)?;
        let imported = self.with_mapped(|mapped| {
            let shared: SharedMemory = noted(&opened.note)?;
            if shared.bytes != opened.bytes {
                return Err(CuError::INVALID_VALUE);
            }
            let address = mapped.import(key, opened)?;
            mapped.create(memory, address, shared).inspect_err(|_| {
                let _ = mapped.drop_import(address);
            })?;
            Ok(shared)
        });
        imported.inspect_err(|_| self.sharing.close(key))
    }
}
