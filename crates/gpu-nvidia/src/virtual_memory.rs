//! Virtual memory management: the driver's handles under the guest's names, and which mapped addresses the session may name.

use std::collections::{BTreeMap, HashMap};

use cuda_abi::{
    CUdevice, CUmemAccess_flags, CUmemAccessDesc, CUmemAllocationGranularity_flags,
    CUmemAllocationHandleType, CUmemAllocationProp, CUmemAllocationType, CUmemGenericAllocationHandle,
    CUmemLocation, CUmemLocationType, CuError, CuResult,
};
use parking_lot::Mutex;
use wire::{ContextId, MemoryId, MemoryProperties, Place, SharedMemory};

use crate::driver::Driver;
use crate::memory::{Kind, Memory};

/// What no context owns.
const NO_CONTEXT: ContextId = ContextId(0);

/// What a session has created and mapped.
#[derive(Default)]
pub struct VirtualMemory {
    physical: Mutex<HashMap<MemoryId, (CUmemGenericAllocationHandle, SharedMemory)>>,
    /// First address and bytes of each mapping.
    mappings: Mutex<BTreeMap<u64, u64>>,
}

/// The driver's idea of a place, where `devices` are those that the guest sees.
pub fn location(place: Place, devices: &[CUdevice]) -> CuResult<CUmemLocation> {
    // SAFETY: an all-zero location is one of no kind.
    let mut location: CUmemLocation = unsafe { std::mem::zeroed() };
    location.type_ = CUmemLocationType(place.kind);
    location.__bindgen_anon_1.id = match location.type_ {
        CUmemLocationType::CU_MEM_LOCATION_TYPE_DEVICE => {
            let index = usize::try_from(place.id).map_err(|_| CuError::INVALID_DEVICE)?;
            *devices.get(index).ok_or(CuError::INVALID_DEVICE)?
        }
        _ => place.id,
    };
    Ok(location)
}

fn properties(wanted: MemoryProperties, devices: &[CUdevice]) -> CuResult<CUmemAllocationProp> {
    // SAFETY: zeros are what the reserved parts must be; the rest is set below.
    let mut properties: CUmemAllocationProp = unsafe { std::mem::zeroed() };
    properties.type_ = CUmemAllocationType(wanted.kind);
    properties.requestedHandleTypes = CUmemAllocationHandleType(wanted.handle_types);
    properties.location = location(Place { kind: wanted.place_kind, id: wanted.place_id }, devices)?;
    let [compression, rdma, low, high] = wanted.flags.to_le_bytes();
    properties.allocFlags.compressionType = compression;
    properties.allocFlags.gpuDirectRDMACapable = rdma;
    properties.allocFlags.usage = u16::from_le_bytes([low, high]);
    Ok(properties)
}

impl VirtualMemory {
    /// cuMemCreate.
    ///
    /// # Errors
    /// `INVALID_HANDLE` for a name that is taken; the driver's.
    pub fn create(
        &self,
        driver: &Driver,
        devices: &[CUdevice],
        memory: MemoryId,
        bytes: u64,
        wanted: MemoryProperties,
    ) -> CuResult {
        let properties = properties(wanted, devices)?;
        let mut physical = self.physical.lock();
        if physical.contains_key(&memory) {
            return Err(CuError::INVALID_HANDLE);
        }
        let mut handle = 0;
        // SAFETY: target and properties live through the call.
        unsafe { (driver.functions.memory_create)(&mut handle, bytes as usize, &properties, 0) }.ok()?;
        physical.insert(memory, (handle, SharedMemory::new(bytes, wanted)));
        Ok(())
    }

    /// Memory that came from another process.
    ///
    /// # Errors
    /// `INVALID_HANDLE` for a name that is taken: the memory is released then.
    pub fn name(
        &self,
        driver: &Driver,
        memory: MemoryId,
        handle: CUmemGenericAllocationHandle,
        shared: SharedMemory,
    ) -> CuResult {
        let mut physical = self.physical.lock();
        if physical.contains_key(&memory) {
            // SAFETY: it was imported just now, and nobody names it.
            let _ = unsafe { (driver.functions.memory_release)(handle) };
            return Err(CuError::INVALID_HANDLE);
        }
        physical.insert(memory, (handle, shared));
        Ok(())
    }

    /// The driver's handle of memory, and what it was made as.
    ///
    /// # Errors
    /// `INVALID_VALUE` for no such memory.
    pub fn shareable(&self, memory: MemoryId) -> CuResult<(CUmemGenericAllocationHandle, SharedMemory)> {
        self.physical.lock().get(&memory).copied().ok_or(CuError::INVALID_VALUE)
    }

    /// cuMemRelease.
    ///
    /// # Errors
    /// `INVALID_VALUE` for no such memory; the driver's.
    pub fn release(&self, driver: &Driver, memory: MemoryId) -> CuResult {
        let (handle, _) = self.physical.lock().remove(&memory).ok_or(CuError::INVALID_VALUE)?;
        // SAFETY: it was created here and is released once.
        unsafe { (driver.functions.memory_release)(handle) }.ok()
    }

    /// cuMemMap.
    ///
    /// # Errors
    /// `INVALID_VALUE` for no such memory; the driver's.
    pub fn map(&self, driver: &Driver, address: u64, bytes: u64, offset: u64, memory: MemoryId) -> CuResult {
        let (handle, _) = self.shareable(memory)?;
        let mut mappings = self.mappings.lock();
        // SAFETY: a call without pointers; the driver checks addresses against its reservations.
        unsafe { (driver.functions.memory_map)(address, bytes as usize, offset as usize, handle, 0) }.ok()?;
        mappings.insert(address, bytes);
        Ok(())
    }

    /// cuMemUnmap. From here on the session may not name the addresses.
    ///
    /// # Errors
    /// The driver's.
    pub fn unmap(&self, driver: &Driver, memory: &Memory, address: u64, bytes: u64) -> CuResult {
        let mut mappings = self.mappings.lock();
        // SAFETY: a call without pointers; the driver refuses what is not a range of mappings.
        unsafe { (driver.functions.memory_unmap)(address, bytes as usize) }.ok()?;
        for (start, _) in mappings.extract_if(address..address.saturating_add(bytes), |_, _| true) {
            let _ = memory.retire(start, |kind| kind == Kind::Mapped);
        }
        Ok(())
    }

    /// cuMemSetAccess.
    ///
    /// # Errors
    /// The driver's.
    pub fn allow(
        &self,
        driver: &Driver,
        memory: &Memory,
        (address, bytes): (u64, u64),
        location: CUmemLocation,
        access: u32,
    ) -> CuResult {
        let wanted = CUmemAccessDesc { location, flags: CUmemAccess_flags(access) };
        let mappings = self.mappings.lock();
        // SAFETY: the description lives through the call, and there is one.
        unsafe { (driver.functions.memory_access)(address, bytes as usize, &wanted, 1) }.ok()?;
        for (start, length) in mappings.range(address..address.saturating_add(bytes)) {
            // What one device may not use any more, another still may: that is the driver's to refuse.
            if access != 0 {
                memory.add(*start, *length, Kind::Mapped, NO_CONTEXT);
            }
        }
        Ok(())
    }

    /// cuMemGetAllocationGranularity.
    ///
    /// # Errors
    /// The driver's.
    pub fn granularity(
        driver: &Driver,
        devices: &[CUdevice],
        wanted: MemoryProperties,
        option: u32,
    ) -> CuResult<u64> {
        let properties = properties(wanted, devices)?;
        let mut granularity = 0;
        let option = CUmemAllocationGranularity_flags(option);
        // SAFETY: target and properties live through the call.
        unsafe { (driver.functions.memory_granularity)(&mut granularity, &properties, option) }.ok()?;
        Ok(granularity as u64)
    }
}
