//! The driver functions that are implemented, named as they are exported; one file for each family of the CUDA Driver API.
//!
//! Each checks its arguments, does what can be done here and sends the rest. The exports of libcuda.so.1 call these, and xtask reads
//! from these files which functions there are: a function exists here or the export answers CUDA_ERROR_NOT_SUPPORTED.

mod advise;
mod array;
mod atomic_capability;
mod capture;
mod context;
mod context_order;
mod copy;
mod copy_batch;
mod copy_pitched;
mod device;
mod event;
mod graph;
mod graph_attribute;
mod graph_exec;
mod graph_node;
mod graph_params;
mod graph_print;
mod graph_special;
mod graph_union;
mod init;
mod ipc;
mod launch;
mod launch_old;
mod library;
mod link;
mod logs;
mod memory;
mod module;
mod occupancy;
mod peer;
mod pointer;
mod pool;
mod reference;
mod stream;
mod stream_mem_op;
pub(crate) mod texel;
mod texture;
mod user_object;
mod virtual_memory;

pub use advise::*;
pub use array::*;
pub use atomic_capability::*;
pub use capture::*;
pub use context::*;
pub use context_order::*;
pub use copy::*;
pub use copy_batch::*;
pub use copy_pitched::*;
pub use device::*;
pub use event::*;
pub use graph::*;
pub use graph_attribute::*;
pub use graph_exec::*;
pub use graph_node::*;
pub use graph_params::*;
pub use graph_print::*;
pub use graph_special::*;
pub use graph_union::*;
pub use init::*;
pub use ipc::*;
pub use launch::*;
pub use launch_old::*;
pub use library::*;
pub use link::*;
pub use logs::*;
pub use memory::*;
pub use module::*;
pub use occupancy::*;
pub use peer::*;
pub use pointer::*;
pub use pool::*;
pub use reference::*;
pub use stream::*;
pub use stream_mem_op::*;
pub use texture::*;
pub use user_object::*;
pub use virtual_memory::*;

use cuda_abi::{CuError, CuResult};

/// Writes a result to where the caller wants it.
///
/// # Errors
/// `INVALID_VALUE` if that is NULL.
///
/// # Safety
/// `target` is NULL or valid for a write.
#[inline]
pub(crate) unsafe fn put<T>(target: *mut T, value: T) -> CuResult {
    if target.is_null() {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise, and it is not NULL.
    unsafe { target.write(value) };
    Ok(())
}

/// As [`put`], for results that the caller may do without.
///
/// # Safety
/// `target` is NULL or valid for a write.
#[inline]
pub(crate) unsafe fn put_if_wanted<T>(target: *mut T, value: T) {
    if !target.is_null() {
        // SAFETY: the caller's promise, and it is not NULL.
        unsafe { target.write(value) };
    }
}

/// Refuses NULL.
///
/// # Errors
/// `INVALID_VALUE`.
#[inline]
pub(crate) fn wanted<T>(pointer: *const T) -> CuResult {
    if pointer.is_null() { Err(CuError::INVALID_VALUE) } else { Ok(()) }
}

/// A handle as C has it.
#[inline]
pub(crate) fn as_c<T>(handle: u64) -> *mut T {
    std::ptr::without_provenance_mut(handle as usize)
}

/// A handle as the tables have it.
#[inline]
pub(crate) fn from_c<T>(handle: *mut T) -> u64 {
    handle.addr() as u64
}

/// The `count` values at `values`.
///
/// # Errors
/// `INVALID_VALUE` if there should be some and `values` is NULL, or there are more than any list has.
///
/// # Safety
/// `values` is NULL or valid for reads of `count` values.
pub(crate) unsafe fn list<T: Copy>(values: *const T, count: usize) -> CuResult<Vec<T>> {
    /// A count beyond this is a mistake of the program, and must not become an allocation that fails.
    const MOST: usize = 1 << 24;
    match (values.is_null(), count) {
        (_, 0) => Ok(Vec::new()),
        (true, _) | (false, MOST..) => Err(CuError::INVALID_VALUE),
        // SAFETY: the caller's promise, and it is not NULL.
        (false, _) => Ok((0..count).map(|index| unsafe { values.add(index).read() }).collect()),
    }
}

/// Writes as many results as there is room for; the rest of the room becomes zero, and `count` what was written. Without `target` it
/// becomes how many there are.
///
/// # Errors
/// `INVALID_VALUE` if `count` is NULL.
///
/// # Safety
/// `count` is NULL or valid for reads and writes, `target` NULL or valid for writes of as many values as it says.
pub(crate) unsafe fn put_list(target: *mut u64, count: *mut usize, values: &[u64]) -> CuResult {
    wanted(count)?;
    if target.is_null() {
        // SAFETY: the caller's promise, and it is not NULL.
        unsafe { count.write(values.len()) };
        return Ok(());
    }
    // SAFETY: as above.
    let room = unsafe { count.read() };
    for index in 0..room {
        // SAFETY: the caller's promise: there is this much room.
        unsafe { target.add(index).write(values.get(index).copied().unwrap_or(0)) };
    }
    // SAFETY: as above.
    unsafe { count.write(values.len().min(room)) };
    Ok(())
}
