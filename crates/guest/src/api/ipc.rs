//! Memory and events of other processes ("Memory Management" and "Event Management": cuIpc*), of the same user and the same host.

use std::ffi::{c_char, c_uint};

use cuda_abi::{CUdeviceptr, CUevent, CUipcEventHandle, CUipcMemHandle, CuError, CuResult};
use wire::{EventId, ShareKey};

use super::event::{DISABLE_TIMING, INTERPROCESS};
use super::{as_c, put, wanted};
use crate::context;
use crate::driver::driver;
use crate::event::{self, Event};
use crate::memory::RangeKind;

fn key_of(handle: [c_char; ShareKey::LEN]) -> ShareKey {
    ShareKey(handle.map(|byte| byte as u8))
}

fn as_handle(key: ShareKey) -> [c_char; ShareKey::LEN] {
    key.0.map(|byte| byte as c_char)
}

/// A handle for the allocation that an address lies in.
///
/// # Safety
/// `handle` is NULL or valid for a write.
pub unsafe fn cuIpcGetMemHandle(handle: *mut CUipcMemHandle, address: CUdeviceptr) -> CuResult {
    let driver = driver()?;
    wanted(handle)?;
    context::alive(driver)?;
    let found = driver.ranges.find(address).filter(|found| found.kind == RangeKind::Device);
    let key = driver.session.share_memory(found.ok_or(CuError::INVALID_VALUE)?.start)?;
    // SAFETY: the caller's promise.
    unsafe { put(handle, CUipcMemHandle { reserved: as_handle(key) }) }
}

/// # Safety
/// `address` is NULL or valid for a write.
pub unsafe fn cuIpcOpenMemHandle_v2(
    address: *mut CUdeviceptr,
    handle: CUipcMemHandle,
    flags: c_uint,
) -> CuResult {
    /// CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS, the only flag there is; without it the call is refused (cuIpcOpenMemHandle).
    const LAZY_PEER_ACCESS: c_uint = 1;
    let driver = driver()?;
    wanted(address)?;
    let current = context::alive(driver)?;
    if flags != LAZY_PEER_ACCESS {
        return Err(CuError::INVALID_VALUE);
    }
    driver.captures.refuse_unsafe()?;
    let opened = driver.sharing.open(driver, current, key_of(handle.reserved))?;
    // SAFETY: the caller's promise.
    unsafe { put(address, opened) }
}

/// The same function under its first name.
///
/// # Safety
/// As [`cuIpcOpenMemHandle_v2`].
pub unsafe fn cuIpcOpenMemHandle(
    address: *mut CUdeviceptr,
    handle: CUipcMemHandle,
    flags: c_uint,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuIpcOpenMemHandle_v2(address, handle, flags) }
}

/// Closes another process's memory once; opened as often as this it is gone, after the work that uses it.
pub fn cuIpcCloseMemHandle(address: CUdeviceptr) -> CuResult {
    let driver = driver()?;
    context::alive(driver)?;
    driver.captures.refuse_unsafe()?;
    driver.sharing.close(driver, address)
}

/// A handle for an event that was created with CU_EVENT_INTERPROCESS.
///
/// # Safety
/// `handle` is NULL or valid for a write.
pub unsafe fn cuIpcGetEventHandle(handle: *mut CUipcEventHandle, event: CUevent) -> CuResult {
    let driver = driver()?;
    wanted(handle)?;
    let event = event::resolve(driver, event)?;
    let key = event.key.filter(|_| !event.is_foreign).ok_or(CuError::INVALID_HANDLE)?;
    // SAFETY: the caller's promise.
    unsafe { put(handle, CUipcEventHandle { reserved: as_handle(key) }) }
}

/// # Safety
/// `event` is NULL or valid for a write.
pub unsafe fn cuIpcOpenEventHandle(event: *mut CUevent, handle: CUipcEventHandle) -> CuResult {
    let driver = driver()?;
    wanted(event)?;
    let (_, context_id) = context::alive(driver)?;
    let id = EventId(driver.session.new_id());
    let key = key_of(handle.reserved);
    driver.session.open_event(context_id, id, key)?;
    let opened = Event {
        id,
        context_id,
        flags: INTERPROCESS | DISABLE_TIMING,
        is_captured: false.into(),
        key: Some(key),
        is_foreign: true,
    };
    // SAFETY: the caller's promise.
    unsafe { put(event, as_c(driver.events.insert(opened))) }
}
