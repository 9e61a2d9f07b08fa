//! Copies of several pieces in one call, and between contexts ("Memory Management": cuMemcpyBatchAsync, cuMemcpy3DBatchAsync,
//! cuMemcpyPeer*).

use std::ffi::c_ulonglong;

use cuda_abi::{
    CUDA_MEMCPY3D, CUDA_MEMCPY3D_BATCH_OP, CUDA_MEMCPY3D_PEER, CUcontext, CUdeviceptr, CUmemcpy3DOperand,
    CUmemcpy3DOperandType, CUmemcpyAttributes, CUmemcpySrcAccessOrder, CUmemorytype, CUstream, CuError,
    CuResult,
};

use super::advise::owner;
use super::copy::later;
use super::copy_pitched::{copy, three};
use super::{from_c, list, put_if_wanted, wanted};
use crate::driver::{Driver, driver};
use crate::stream;
use crate::transfer::{End, Wait};

/// Whether each order in which a source may be read is one that there is.
fn check_order(order: CUmemcpySrcAccessOrder) -> CuResult {
    match order {
        CUmemcpySrcAccessOrder::CU_MEMCPY_SRC_ACCESS_ORDER_STREAM
        | CUmemcpySrcAccessOrder::CU_MEMCPY_SRC_ACCESS_ORDER_DURING_API_CALL
        | CUmemcpySrcAccessOrder::CU_MEMCPY_SRC_ACCESS_ORDER_ANY => Ok(()),
        _ => Err(CuError::INVALID_VALUE),
    }
}

/// Batches are not for the legacy default stream.
fn not_legacy(stream: CUstream) -> CuResult {
    let is_legacy = stream.addr() == 1 || (stream.is_null() && !crate::context::is_per_thread_default());
    if is_legacy { Err(CuError::INVALID_VALUE) } else { Ok(()) }
}

fn ends(driver: &Driver, dst: u64, src: u64, bytes: usize) -> CuResult<(End, End)> {
    Ok((End::of(driver, dst, bytes as u64)?, End::of(driver, src, bytes as u64)?))
}

/// # Safety
/// `dsts`, `srcs` and `sizes` are NULL or have `count` entries, `attributes` and `indices` as many as `attribute_count` says; addresses that are
/// not the device's are valid. `failed` is NULL or valid for a write.
#[allow(clippy::too_many_arguments, reason = "the driver's own")]
pub unsafe fn cuMemcpyBatchAsync(
    dsts: *mut CUdeviceptr,
    srcs: *mut CUdeviceptr,
    sizes: *mut usize,
    count: usize,
    attributes: *mut CUmemcpyAttributes,
    indices: *mut usize,
    attribute_count: usize,
    failed: *mut usize,
    stream: CUstream,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { put_if_wanted(failed, usize::MAX) };
    let driver = driver()?;
    // SAFETY: the caller's promise.
    let (dsts, srcs, sizes, attributes, indices) = unsafe {
        (
            list(dsts, count)?,
            list(srcs, count)?,
            list(sizes, count)?,
            list(attributes, attribute_count)?,
            list(indices, attribute_count)?,
        )
    };
    if count == 0 {
        return Err(CuError::INVALID_VALUE);
    }
    not_legacy(stream)?;
    let _ = owner(&indices, count)?;
    attributes.iter().try_for_each(|attributes| check_order(attributes.srcAccessOrder))?;
    // A batch with a mistake in it does not begin.
    for index in 0..count {
        let checked = match sizes[index] {
            0 => Err(CuError::INVALID_VALUE),
            bytes => ends(driver, dsts[index], srcs[index], bytes).map(|_| ()),
        };
        // SAFETY: the caller's promise.
        checked.inspect_err(|_| unsafe { put_if_wanted(failed, index) })?;
    }
    for index in 0..count {
        let bytes = sizes[index];
        // SAFETY: the caller's promise.
        unsafe { later(|driver| ends(driver, dsts[index], srcs[index], bytes), bytes, stream) }?;
    }
    Ok(())
}

/// # Safety
/// As [`cuMemcpyBatchAsync`].
#[allow(clippy::too_many_arguments, reason = "the driver's own")]
pub unsafe fn cuMemcpyBatchAsync_v2(
    dsts: *mut CUdeviceptr,
    srcs: *mut CUdeviceptr,
    sizes: *mut usize,
    count: usize,
    attributes: *mut CUmemcpyAttributes,
    indices: *mut usize,
    attribute_count: usize,
    stream: CUstream,
) -> CuResult {
    let none = std::ptr::null_mut();
    // SAFETY: the caller's promise.
    unsafe {
        cuMemcpyBatchAsync(dsts, srcs, sizes, count, attributes, indices, attribute_count, none, stream)
    }
}

/// # Safety
/// `attributes` is NULL or valid; addresses that are not the device's are valid.
pub unsafe fn cuMemcpyWithAttributesAsync(
    dst: CUdeviceptr,
    src: CUdeviceptr,
    bytes: usize,
    attributes: *mut CUmemcpyAttributes,
    stream: CUstream,
) -> CuResult {
    wanted(attributes)?;
    // SAFETY: the caller's promise; not NULL.
    check_order(unsafe { attributes.read() }.srcAccessOrder)?;
    // SAFETY: the caller's promise.
    unsafe { later(|driver| ends(driver, dst, src, bytes), bytes, stream) }
}

/// One side of a piece of a batch, in the structure of cuMemcpy3D: what a length or height of 0 means is the same.
enum Operand {
    Pointer { address: u64, row: usize, height: usize },
    Array { array: cuda_abi::CUarray, at: (usize, usize, usize) },
}

fn operand(operand: &CUmemcpy3DOperand) -> CuResult<Operand> {
    match operand.type_ {
        CUmemcpy3DOperandType::CU_MEMCPY_OPERAND_TYPE_POINTER => {
            // SAFETY: the kind says that it is this one.
            let pointer = unsafe { operand.op.ptr };
            Ok(Operand::Pointer { address: pointer.ptr, row: pointer.rowLength, height: pointer.layerHeight })
        }
        CUmemcpy3DOperandType::CU_MEMCPY_OPERAND_TYPE_ARRAY => {
            // SAFETY: the kind says that it is this one.
            let found = unsafe { operand.op.array };
            Ok(Operand::Array { array: found.array, at: (found.offset.x, found.offset.y, found.offset.z) })
        }
        _ => Err(CuError::INVALID_VALUE),
    }
}

/// A piece of a batch as a copy of its own. Lengths are in elements: of the array that takes part, else bytes.
fn piece(driver: &Driver, op: &CUDA_MEMCPY3D_BATCH_OP) -> CuResult<CUDA_MEMCPY3D> {
    check_order(op.srcAccessOrder)?;
    // SAFETY: zeros are no kind of memory; each side is set below.
    let mut copy: CUDA_MEMCPY3D = unsafe { std::mem::zeroed() };
    let (src, dst) = (operand(&op.src)?, operand(&op.dst)?);
    let element = |side: &Operand| match side {
        Operand::Array { array, .. } => {
            driver.arrays.get(from_c(*array)).ok().map(|array| array.element as usize)
        }
        Operand::Pointer { .. } => None,
    };
    let element = element(&src).or_else(|| element(&dst)).unwrap_or(1);
    let scaled = |count: usize| count.checked_mul(element).ok_or(CuError::INVALID_VALUE);
    match src {
        Operand::Pointer { address, row, height } => {
            copy.srcMemoryType = CUmemorytype::CU_MEMORYTYPE_UNIFIED;
            copy.srcDevice = address;
            copy.srcPitch = scaled(row)?;
            copy.srcHeight = height;
        }
        Operand::Array { array, at } => {
            copy.srcMemoryType = CUmemorytype::CU_MEMORYTYPE_ARRAY;
            copy.srcArray = array;
            (copy.srcXInBytes, copy.srcY, copy.srcZ) = (scaled(at.0)?, at.1, at.2);
        }
    }
    match dst {
        Operand::Pointer { address, row, height } => {
            copy.dstMemoryType = CUmemorytype::CU_MEMORYTYPE_UNIFIED;
            copy.dstDevice = address;
            copy.dstPitch = scaled(row)?;
            copy.dstHeight = height;
        }
        Operand::Array { array, at } => {
            copy.dstMemoryType = CUmemorytype::CU_MEMORYTYPE_ARRAY;
            copy.dstArray = array;
            (copy.dstXInBytes, copy.dstY, copy.dstZ) = (scaled(at.0)?, at.1, at.2);
        }
    }
    (copy.WidthInBytes, copy.Height, copy.Depth) =
        (scaled(op.extent.width)?, op.extent.height, op.extent.depth);
    Ok(copy)
}

/// # Safety
/// `ops` is NULL or has `count` entries, which lead to valid memory; `failed` is NULL or valid for a write.
pub unsafe fn cuMemcpy3DBatchAsync(
    count: usize,
    ops: *mut CUDA_MEMCPY3D_BATCH_OP,
    failed: *mut usize,
    flags: c_ulonglong,
    stream: CUstream,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { put_if_wanted(failed, usize::MAX) };
    let driver = driver()?;
    // SAFETY: the caller's promise.
    let ops = unsafe { list(ops, count) }?;
    if count == 0 || flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    not_legacy(stream)?;
    let mut pieces = Vec::with_capacity(count);
    for (index, op) in ops.iter().enumerate() {
        // SAFETY: the piece lives through the call and leads to what the caller promises.
        let rows = piece(driver, op).and_then(|piece| unsafe { three(&piece) });
        let checked = rows.and_then(|rows| rows.check(driver).map(|()| rows));
        // SAFETY: the caller's promise.
        pieces.push(checked.inspect_err(|_| unsafe { put_if_wanted(failed, index) })?);
    }
    for piece in pieces {
        // SAFETY: the caller's promise.
        unsafe { copy(piece, stream, Wait::No) }?;
    }
    Ok(())
}

/// # Safety
/// As [`cuMemcpy3DBatchAsync`].
pub unsafe fn cuMemcpy3DBatchAsync_v2(
    count: usize,
    ops: *mut CUDA_MEMCPY3D_BATCH_OP,
    flags: c_ulonglong,
    stream: CUstream,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe { cuMemcpy3DBatchAsync(count, ops, std::ptr::null_mut(), flags, stream) }
}

/// # Safety
/// `op` is NULL or valid, and leads to valid memory.
pub unsafe fn cuMemcpy3DWithAttributesAsync(
    op: *mut CUDA_MEMCPY3D_BATCH_OP,
    flags: c_ulonglong,
    stream: CUstream,
) -> CuResult {
    let driver = driver()?;
    wanted(op)?;
    if flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise; not NULL.
    let piece = piece(driver, &unsafe { op.read() })?;
    // SAFETY: the caller's promise.
    unsafe { copy(three(&piece)?, stream, Wait::No) }
}

/// Waits for the work of a context that takes part in a copy between contexts.
fn wait_for(driver: &Driver, context: CUcontext) -> CuResult {
    let context = driver.context(from_c(context))?;
    let id = context.id()?;
    driver.captures.refuse_context(id)?;
    driver.session.context_synchronize(id)
}

/// Copies from one context's memory to another's, after all work of both.
///
/// # Safety
/// Addresses that are not the device's are valid for `bytes` bytes.
pub unsafe fn cuMemcpyPeer(
    dst: CUdeviceptr,
    dst_context: CUcontext,
    src: CUdeviceptr,
    src_context: CUcontext,
    bytes: usize,
) -> CuResult {
    let driver = driver()?;
    wait_for(driver, src_context)?;
    wait_for(driver, dst_context)?;
    // SAFETY: the caller's promise.
    unsafe { super::copy::now(|driver| ends(driver, dst, src, bytes), bytes) }
}

fn known(driver: &Driver, context: CUcontext) -> CuResult {
    driver.context(from_c(context))?.id().map(|_| ())
}

/// As [`cuMemcpyPeer`], in the order of a stream.
///
/// # Safety
/// As [`cuMemcpyPeer`].
pub unsafe fn cuMemcpyPeerAsync(
    dst: CUdeviceptr,
    dst_context: CUcontext,
    src: CUdeviceptr,
    src_context: CUcontext,
    bytes: usize,
    stream: CUstream,
) -> CuResult {
    let driver = driver()?;
    known(driver, src_context)?;
    known(driver, dst_context)?;
    // SAFETY: the caller's promise.
    unsafe { later(|driver| ends(driver, dst, src, bytes), bytes, stream) }
}

/// The same copy without its contexts.
fn plain(peer: &CUDA_MEMCPY3D_PEER) -> CUDA_MEMCPY3D {
    CUDA_MEMCPY3D {
        srcXInBytes: peer.srcXInBytes,
        srcY: peer.srcY,
        srcZ: peer.srcZ,
        srcLOD: peer.srcLOD,
        srcMemoryType: peer.srcMemoryType,
        srcHost: peer.srcHost,
        srcDevice: peer.srcDevice,
        srcArray: peer.srcArray,
        reserved0: std::ptr::null_mut(),
        srcPitch: peer.srcPitch,
        srcHeight: peer.srcHeight,
        dstXInBytes: peer.dstXInBytes,
        dstY: peer.dstY,
        dstZ: peer.dstZ,
        dstLOD: peer.dstLOD,
        dstMemoryType: peer.dstMemoryType,
        dstHost: peer.dstHost,
        dstDevice: peer.dstDevice,
        dstArray: peer.dstArray,
        reserved1: std::ptr::null_mut(),
        dstPitch: peer.dstPitch,
        dstHeight: peer.dstHeight,
        WidthInBytes: peer.WidthInBytes,
        Height: peer.Height,
        Depth: peer.Depth,
    }
}

/// # Safety
/// `peer` is NULL or valid, and leads to memory that is.
pub unsafe fn cuMemcpy3DPeer(peer: *const CUDA_MEMCPY3D_PEER) -> CuResult {
    let driver = driver()?;
    wanted(peer)?;
    // SAFETY: the caller's promise; not NULL.
    let peer = unsafe { peer.read() };
    wait_for(driver, peer.srcContext)?;
    wait_for(driver, peer.dstContext)?;
    // SAFETY: the caller's promise.
    unsafe { copy(three(&plain(&peer))?, std::ptr::null_mut(), Wait::Yes) }
}

/// # Safety
/// As [`cuMemcpy3DPeer`].
pub unsafe fn cuMemcpy3DPeerAsync(peer: *const CUDA_MEMCPY3D_PEER, stream: CUstream) -> CuResult {
    let driver = driver()?;
    wanted(peer)?;
    stream::resolve(driver, stream)?;
    // SAFETY: the caller's promise; not NULL.
    let peer = unsafe { peer.read() };
    known(driver, peer.srcContext)?;
    known(driver, peer.dstContext)?;
    // SAFETY: the caller's promise.
    unsafe { copy(three(&plain(&peer))?, stream, Wait::No) }
}
