//! Words of memory that streams wait for and write ("Stream Memory Operations"), and what can be set of a stream.

use std::ffi::c_uint;

use cuda_abi::{
    CUdeviceptr, CUstream, CUstreamAttrID as Id, CUstreamAttrValue, CUstreamBatchMemOpParams,
    CUstreamBatchMemOpType as Op, CuError, CuResult, cuuint32_t, cuuint64_t,
};

use super::stream::{GREATEST_PRIORITY, LEAST_PRIORITY};
use super::{from_c, list, put, wanted};
use crate::context::Context;
use crate::driver::{Driver, driver};
use crate::stream::resolve;
use crate::work::{Words, Work};
use wire::ContextId;

/// CU_STREAM_WAIT_VALUE_FLUSH, which nothing here needs: CU_DEVICE_ATTRIBUTE_CAN_FLUSH_REMOTE_WRITES is 0.
const FLUSH: c_uint = 1 << 30;
/// CU_STREAM_WAIT_VALUE_NOR, the last way to compare.
const LAST_COMPARISON: c_uint = 3;
/// CU_STREAM_WRITE_VALUE_NO_MEMORY_BARRIER.
const NO_BARRIER: c_uint = 1;

fn check(driver: &Driver, operation: Op, address: u64, flags: c_uint) -> CuResult {
    let (bytes, is_wait) = match operation {
        Op::CU_STREAM_MEM_OP_WAIT_VALUE_32 => (4, true),
        Op::CU_STREAM_MEM_OP_WAIT_VALUE_64 => (8, true),
        Op::CU_STREAM_MEM_OP_WRITE_VALUE_32 => (4, false),
        Op::CU_STREAM_MEM_OP_WRITE_VALUE_64 => (8, false),
        _ => return Err(CuError::INVALID_VALUE),
    };
    let is_known = if is_wait { flags & !FLUSH <= LAST_COMPARISON } else { flags <= NO_BARRIER };
    if !is_known || !address.is_multiple_of(bytes) {
        return Err(CuError::INVALID_VALUE);
    }
    if is_wait && flags & FLUSH != 0 {
        return Err(CuError::NOT_SUPPORTED);
    }
    driver.ranges.check(address, bytes).map(|_| ())
}

type Write = cuda_abi::CUstreamBatchMemOpParams_union_CUstreamMemOpWriteValueParams_st;

/// The structure of an operation with its value alone.
fn said_write(value: u64) -> Write {
    let mut said = Write::default();
    said.__bindgen_anon_1.value64 = value;
    said
}

fn one(stream: CUstream, operation: Op, address: u64, value: u64, flags: c_uint) -> CuResult {
    let driver = driver()?;
    let stream = resolve(driver, stream)?;
    check(driver, operation, address, flags)?;
    let work = || {
        let mut said = CUstreamBatchMemOpParams { pad: [0; 6] };
        // A wait and a write are laid out alike, and a narrow value is the low half of a wide one.
        said.writeValue = Write { operation, address, flags, alias: 0, ..said_write(value) };
        let (said, operations) = ([said].into(), vec![(operation.0, address, value, flags)]);
        Work::Words(Words { context: stream.context, context_id: stream.context_id, said, operations })
    };
    if driver.captures.take(driver, &stream, work)? {
        return Ok(());
    }
    driver.session.stream_mem_op(stream.id, operation.0, address, value, flags)
}

/// Later work of the stream waits until the word compares as `flags` say.
pub fn cuStreamWaitValue32_v2(
    stream: CUstream,
    address: CUdeviceptr,
    value: cuuint32_t,
    flags: c_uint,
) -> CuResult {
    one(stream, Op::CU_STREAM_MEM_OP_WAIT_VALUE_32, address, value.into(), flags)
}

/// Later work of the stream waits until the word compares as `flags` say.
pub fn cuStreamWaitValue64_v2(
    stream: CUstream,
    address: CUdeviceptr,
    value: cuuint64_t,
    flags: c_uint,
) -> CuResult {
    one(stream, Op::CU_STREAM_MEM_OP_WAIT_VALUE_64, address, value, flags)
}

/// Writes the word when the stream gets there.
pub fn cuStreamWriteValue32_v2(
    stream: CUstream,
    address: CUdeviceptr,
    value: cuuint32_t,
    flags: c_uint,
) -> CuResult {
    one(stream, Op::CU_STREAM_MEM_OP_WRITE_VALUE_32, address, value.into(), flags)
}

/// Writes the word when the stream gets there.
pub fn cuStreamWriteValue64_v2(
    stream: CUstream,
    address: CUdeviceptr,
    value: cuuint64_t,
    flags: c_uint,
) -> CuResult {
    one(stream, Op::CU_STREAM_MEM_OP_WRITE_VALUE_64, address, value, flags)
}

/// The parts of one operation, or none where it does nothing: what a stream did is seen by what it does next.
fn parts(params: &CUstreamBatchMemOpParams) -> CuResult<Option<(Op, u64, u64, c_uint)>> {
    // SAFETY: every operation begins with what it is.
    let operation = unsafe { params.operation };
    // SAFETY: the operation says which structure it is.
    unsafe {
        Ok(match operation {
            Op::CU_STREAM_MEM_OP_WAIT_VALUE_32 => {
                let wait = params.waitValue;
                Some((operation, wait.address, wait.__bindgen_anon_1.value.into(), wait.flags))
            }
            Op::CU_STREAM_MEM_OP_WAIT_VALUE_64 => {
                let wait = params.waitValue;
                Some((operation, wait.address, wait.__bindgen_anon_1.value64, wait.flags))
            }
            Op::CU_STREAM_MEM_OP_WRITE_VALUE_32 => {
                let write = params.writeValue;
                Some((operation, write.address, write.__bindgen_anon_1.value.into(), write.flags))
            }
            Op::CU_STREAM_MEM_OP_WRITE_VALUE_64 => {
                let write = params.writeValue;
                Some((operation, write.address, write.__bindgen_anon_1.value64, write.flags))
            }
            Op::CU_STREAM_MEM_OP_BARRIER => None,
            Op::CU_STREAM_MEM_OP_FLUSH_REMOTE_WRITES | Op::CU_STREAM_MEM_OP_ATOMIC_REDUCTION => {
                return Err(CuError::NOT_SUPPORTED);
            }
            _ => return Err(CuError::INVALID_VALUE),
        })
    }
}

/// Several operations, in order. With a mistake in one of them none begins.
///
/// # Safety
/// `operations` is NULL or valid for reads of `count` values.
pub unsafe fn cuStreamBatchMemOp_v2(
    stream: CUstream,
    count: c_uint,
    operations: *mut CUstreamBatchMemOpParams,
    flags: c_uint,
) -> CuResult {
    let driver = driver()?;
    let stream = resolve(driver, stream)?;
    // SAFETY: the caller's promise.
    let words = unsafe { words(driver, (stream.context, stream.context_id), (operations, count), flags) }?;
    let operations = words.operations.clone();
    if driver.captures.take(driver, &stream, || Work::Words(words))? {
        return Ok(());
    }
    operations.into_iter().try_for_each(|(operation, address, value, flags)| {
        driver.session.stream_mem_op(stream.id, operation, address, value, flags)
    })
}

/// Operations that were checked, for a context.
///
/// # Errors
/// `INVALID_VALUE` or `NOT_SUPPORTED` for a mistake in one of them, or too many.
///
/// # Safety
/// `operations` is NULL or valid for reads of `count` values.
pub(super) unsafe fn words(
    driver: &Driver,
    (context, context_id): (&'static Context, ContextId),
    (operations, count): (*mut CUstreamBatchMemOpParams, c_uint),
    flags: c_uint,
) -> CuResult<Words> {
    /// The most that one call takes (cuStreamBatchMemOp).
    const MOST: c_uint = 256;
    if count > MOST || flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise.
    let said = unsafe { list(operations.cast_const(), count as usize) }?;
    let operations = said.iter().map(parts).collect::<CuResult<Vec<_>>>()?;
    for (operation, address, _, flags) in operations.iter().flatten() {
        check(driver, *operation, *address, *flags)?;
    }
    let plain =
        |(operation, address, value, flags): (Op, u64, u64, c_uint)| (operation.0, address, value, flags);
    let operations = operations.into_iter().flatten().map(plain).collect();
    Ok(Words { context, context_id, said: said.into(), operations })
}

/// # Safety
/// `value` is NULL or valid for a write.
pub unsafe fn cuStreamGetAttribute(
    stream: CUstream,
    attribute: Id,
    value: *mut CUstreamAttrValue,
) -> CuResult {
    let driver = driver()?;
    let resolved = resolve(driver, stream)?;
    wanted(value)?;
    let found = match attribute {
        Id::CU_LAUNCH_ATTRIBUTE_PRIORITY => CUstreamAttrValue {
            priority: driver
                .streams
                .get(from_c(stream))
                .map_or(LEAST_PRIORITY, |stream| stream.priority.load(std::sync::atomic::Ordering::Relaxed)),
        },
        _ => driver.stream_attributes.get(resolved.id, attribute)?,
    };
    // SAFETY: the caller's promise.
    unsafe { put(value, found) }
}

/// # Safety
/// `value` is NULL or valid for a read.
pub unsafe fn cuStreamSetAttribute(
    stream: CUstream,
    attribute: Id,
    value: *const CUstreamAttrValue,
) -> CuResult {
    let driver = driver()?;
    let resolved = resolve(driver, stream)?;
    wanted(value)?;
    // SAFETY: the caller's promise; not NULL.
    let value = unsafe { value.read() };
    if attribute != Id::CU_LAUNCH_ATTRIBUTE_PRIORITY {
        return driver.stream_attributes.set(resolved.id, attribute, value);
    }
    // SAFETY: the attribute says that it is this one.
    let priority = unsafe { value.priority };
    let known = driver.streams.get(from_c(stream))?;
    if !(GREATEST_PRIORITY..=LEAST_PRIORITY).contains(&priority) {
        return Err(CuError::INVALID_VALUE);
    }
    known.priority.store(priority, std::sync::atomic::Ordering::Relaxed);
    driver.session.stream_priority(resolved.id, priority)
}

/// Gives a stream what can be set of another.
pub fn cuStreamCopyAttributes(to: CUstream, from: CUstream) -> CuResult {
    let driver = driver()?;
    let (to, from) = (resolve(driver, to)?, resolve(driver, from)?);
    if to.context_id != from.context_id {
        return Err(CuError::INVALID_VALUE);
    }
    driver.stream_attributes.copy(to.id, from.id);
    Ok(())
}
