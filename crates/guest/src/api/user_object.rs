//! User objects ("Graph Management": cuUserObject*, cuGraph*UserObject).

use std::ffi::{c_uint, c_void};

use cuda_abi::{CUgraph, CUhostFn, CUuserObject, CuError, CuResult};

use super::{as_c, from_c, put, wanted};
use crate::driver::driver;
use crate::user_object::{Kept, UserObject};

/// CU_USER_OBJECT_NO_DESTRUCTOR_SYNC, which every object must have.
const NO_DESTRUCTOR_SYNC: c_uint = 1;
/// CU_GRAPH_USER_OBJECT_MOVE.
const MOVE: c_uint = 1;

/// As many as a count may be: it is an int to the destructor's caller.
fn counted(count: c_uint) -> CuResult<u64> {
    if count == 0 || count > i32::MAX as c_uint { Err(CuError::INVALID_VALUE) } else { Ok(count.into()) }
}

/// # Safety
/// `object` is NULL or valid for a write; `destroy` may be called with `data`, once, from any thread.
pub unsafe fn cuUserObjectCreate(
    object: *mut CUuserObject,
    data: *mut c_void,
    destroy: CUhostFn,
    count: c_uint,
    flags: c_uint,
) -> CuResult {
    let driver = driver()?;
    wanted(object)?;
    let destroy = destroy.ok_or(CuError::INVALID_VALUE)?;
    let count = counted(count)?;
    if flags != NO_DESTRUCTOR_SYNC {
        return Err(CuError::INVALID_VALUE);
    }
    let data = data.expose_provenance();
    let made = driver.user_objects.insert_with(|handle| UserObject::new(handle, destroy, data, count));
    // SAFETY: the caller's promise.
    unsafe { put(object, as_c(made.0)) }
}

/// More references of the program's own.
pub fn cuUserObjectRetain(object: CUuserObject, count: c_uint) -> CuResult {
    driver()?.user_objects.get(from_c(object))?.retain(counted(count)?)
}

/// Fewer; what nobody refers to is destroyed.
pub fn cuUserObjectRelease(object: CUuserObject, count: c_uint) -> CuResult {
    driver()?.user_objects.get(from_c(object))?.release(counted(count)?)
}

/// Lets a graph refer to an object, by new references or by the program's own.
pub fn cuGraphRetainUserObject(
    graph: CUgraph,
    object: CUuserObject,
    count: c_uint,
    flags: c_uint,
) -> CuResult {
    let driver = driver()?;
    let graph = driver.graphs.get(from_c(graph))?;
    let object = driver.user_objects.get(from_c(object))?;
    let count = counted(count)?;
    match flags {
        0 => object.retain(count)?,
        MOVE => {}
        _ => return Err(CuError::INVALID_VALUE),
    }
    graph.objects.lock().push(Kept { object, count });
    Ok(())
}

/// Lets a graph give references back.
pub fn cuGraphReleaseUserObject(graph: CUgraph, object: CUuserObject, count: c_uint) -> CuResult {
    let driver = driver()?;
    let graph = driver.graphs.get(from_c(graph))?;
    let object = driver.user_objects.get(from_c(object))?;
    let mut left = counted(count)?;
    {
        let mut kept = graph.objects.lock();
        let is_it = |kept: &Kept| kept.object.handle == object.handle;
        let held: u64 = kept.iter().filter(|kept| is_it(kept)).map(|kept| kept.count).sum();
        if held < left {
            return Err(CuError::INVALID_VALUE);
        }
        for kept in kept.iter_mut().filter(|kept| is_it(kept)) {
            let taken = kept.count.min(left);
            kept.count -= taken;
            left -= taken;
        }
    }
    // Without the lock: the last one calls the program.
    object.release(count.into())
}
