//! What a program holds: opaque numbers that are checked on every use, never pointers to anything.
//!
//! A handle is its kind (8 bits), a generation (32 bits) and an index (24 bits, from 1). A stale one has an old generation, a foreign
//! one another kind; both are refused. As addresses they are not canonical, so a program that follows one stops at once.

use std::sync::Arc;

use cuda_abi::{CuError, CuResult};
use parking_lot::RwLock;

/// What a handle names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum HandleKind {
    /// CUcontext.
    Context = 0x11,
    /// CUstream.
    Stream = 0x12,
    /// CUevent.
    Event = 0x13,
    /// CUmodule.
    Module = 0x14,
    /// CUfunction.
    Function = 0x15,
    /// CUlibrary.
    Library = 0x16,
    /// CUkernel.
    Kernel = 0x17,
    /// CUgraph.
    Graph = 0x18,
    /// CUgraphNode.
    GraphNode = 0x19,
    /// CUgraphExec.
    GraphExec = 0x1a,
    /// CUuserObject.
    UserObject = 0x1b,
    /// CUlinkState.
    Link = 0x1c,
    /// CUmemGenericAllocationHandle.
    Memory = 0x1d,
    /// CUmemoryPool.
    Pool = 0x1e,
    /// CUarray.
    Array = 0x1f,
    /// CUmipmappedArray.
    MipmappedArray = 0x20,
    /// CUtexref.
    TextureReference = 0x21,
    /// CUsurfref.
    SurfaceReference = 0x22,
}

struct Slot<T> {
    generation: u32,
    value: Option<Arc<T>>,
}

struct Slots<T> {
    all: Vec<Slot<T>>,
    free: Vec<u32>,
}

/// The live objects of one kind.
pub struct Table<T> {
    kind: HandleKind,
    slots: RwLock<Slots<T>>,
}

/// Where the generation is in a handle; below it is the index.
const GENERATION_AT: u32 = 24;
/// Indices that there are. More objects of a kind than this have handles that name nothing.
const INDICES: u64 = 1 << GENERATION_AT;

impl<T> Table<T> {
    /// An empty table.
    pub const fn new(kind: HandleKind) -> Self {
        Self { kind, slots: RwLock::new(Slots { all: Vec::new(), free: Vec::new() }) }
    }

    fn split(&self, handle: u64) -> Option<(usize, u32)> {
        let index = (handle % INDICES).checked_sub(1)?;
        let is_ours = (handle >> 56) as u8 == self.kind as u8;
        is_ours.then_some((index as usize, (handle >> GENERATION_AT) as u32))
    }

    /// Whether the number could be one of this table's handles, live or stale.
    pub fn owns(&self, handle: u64) -> bool {
        self.split(handle).is_some()
    }

    /// Stores an object made from its own handle.
    pub fn insert_with(&self, make: impl FnOnce(u64) -> T) -> (u64, Arc<T>) {
        let mut slots = self.slots.write();
        let index = slots.free.pop().unwrap_or_else(|| {
            slots.all.push(Slot { generation: 0, value: None });
            (slots.all.len() - 1) as u32
        });
        let slot = &mut slots.all[index as usize];
        let place = u64::from(index) + 1;
        let place = if place < INDICES { place } else { 0 };
        let handle = (self.kind as u64) << 56 | u64::from(slot.generation) << GENERATION_AT | place;
        let value = Arc::new(make(handle));
        slot.value = Some(value.clone());
        (handle, value)
    }

    /// Stores an object.
    pub fn insert(&self, value: T) -> u64 {
        self.insert_with(|_| value).0
    }

    /// The object that a handle names.
    ///
    /// # Errors
    /// `INVALID_HANDLE` if it is stale, foreign or NULL.
    #[inline]
    pub fn get(&self, handle: u64) -> CuResult<Arc<T>> {
        let (index, generation) = self.split(handle).ok_or(CuError::INVALID_HANDLE)?;
        let slots = self.slots.read();
        match slots.all.get(index) {
            Some(Slot { generation: current, value: Some(value) }) if *current == generation => {
                Ok(value.clone())
            }
            _ => Err(CuError::INVALID_HANDLE),
        }
    }

    /// Whether a handle has named something that is gone.
    pub fn was(&self, handle: u64) -> bool {
        let Some((index, generation)) = self.split(handle) else { return false };
        self.slots.read().all.get(index).is_some_and(|slot| generation < slot.generation)
    }

    /// Takes an object out; its handle is stale from now on.
    ///
    /// # Errors
    /// As [`Table::get`].
    pub fn remove(&self, handle: u64) -> CuResult<Arc<T>> {
        let (index, generation) = self.split(handle).ok_or(CuError::INVALID_HANDLE)?;
        let mut slots = self.slots.write();
        let slot = slots
            .all
            .get_mut(index)
            .filter(|slot| slot.generation == generation)
            .ok_or(CuError::INVALID_HANDLE)?;
        let value = slot.value.take().ok_or(CuError::INVALID_HANDLE)?;
        slot.generation = slot.generation.wrapping_add(1);
        slots.free.push(index as u32);
        Ok(value)
    }

    /// Whether `is_it` holds for any object.
    pub fn any(&self, is_it: impl Fn(&T) -> bool) -> bool {
        self.slots.read().all.iter().filter_map(|slot| slot.value.as_deref()).any(is_it)
    }

    /// Calls `visit` with every object.
    pub fn for_each(&self, visit: impl Fn(&T)) {
        let all: Vec<Arc<T>> = self.slots.read().all.iter().filter_map(|slot| slot.value.clone()).collect();
        all.iter().for_each(|value| visit(value));
    }

    /// Takes out every object that `is_gone` picks.
    pub fn remove_if(&self, is_gone: impl Fn(&T) -> bool) {
        // Dropped without the lock: some objects take others with them.
        let mut gone = Vec::new();
        let mut slots = self.slots.write();
        let Slots { all, free } = &mut *slots;
        for (index, slot) in all.iter_mut().enumerate() {
            if slot.value.as_deref().is_some_and(&is_gone) {
                gone.extend(slot.value.take());
                slot.generation = slot.generation.wrapping_add(1);
                free.push(index as u32);
            }
        }
        drop(slots);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stale_foreign_and_null_handles_are_refused() {
        let streams = Table::new(HandleKind::Stream);
        let events = Table::new(HandleKind::Event);
        let first = streams.insert("first");
        assert_eq!(streams.get(first).as_deref(), Ok(&"first"));
        assert_eq!(events.insert("other"), first ^ (0x12 ^ 0x13) << 56);
        assert_eq!(events.get(first), Err(CuError::INVALID_HANDLE));
        assert_eq!(streams.get(0), Err(CuError::INVALID_HANDLE));
        assert_eq!(streams.get(u64::MAX), Err(CuError::INVALID_HANDLE));
        assert!(streams.remove(first).is_ok());
        let second = streams.insert("second");
        assert_ne!(second, first);
        assert_eq!(streams.get(first), Err(CuError::INVALID_HANDLE));
        assert!(streams.was(first) && !streams.was(second) && !streams.was(0) && !events.was(first));
        assert!(streams.remove(first).is_err());
        assert_eq!(streams.get(second).as_deref(), Ok(&"second"));
    }
}
