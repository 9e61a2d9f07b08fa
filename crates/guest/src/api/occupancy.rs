//! Occupancy ("Occupancy").

use std::ffi::{c_int, c_uint};

use cuda_abi::{CUdevice_attribute, CUfunction, CUlaunchConfig, CUoccupancyB2DSize, CuError, CuResult};
use wire::LaunchShape;

use super::launch::function_of;
use super::{put, wanted};
use crate::driver::driver;
use crate::launch_attribute::Attributes;
use crate::occupancy::Limits;

/// CU_OCCUPANCY_DISABLE_CACHING_OVERRIDE.
const KNOWN_FLAGS: c_uint = 1;
/// Blocks of a cluster that every device with clusters takes.
const PORTABLE_CLUSTER: u64 = 8;

fn threads(block_size: c_int) -> CuResult<u64> {
    u64::try_from(block_size).ok().filter(|threads| *threads > 0).ok_or(CuError::INVALID_VALUE)
}

/// # Safety
/// `blocks` is NULL or valid for a write.
pub unsafe fn cuOccupancyMaxActiveBlocksPerMultiprocessor(
    blocks: *mut c_int,
    function: CUfunction,
    block_size: c_int,
    dynamic_shared: usize,
) -> CuResult {
    let driver = driver()?;
    wanted(blocks)?;
    let function = function_of(driver, function)?;
    let count = Limits::of(driver, &function)?.blocks(&function, threads(block_size)?, dynamic_shared as u64);
    // SAFETY: the caller's promise.
    unsafe { put(blocks, count as c_int) }
}

/// # Safety
/// As [`cuOccupancyMaxActiveBlocksPerMultiprocessor`].
pub unsafe fn cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
    blocks: *mut c_int,
    function: CUfunction,
    block_size: c_int,
    dynamic_shared: usize,
    flags: c_uint,
) -> CuResult {
    if flags & !KNOWN_FLAGS != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise.
    unsafe { cuOccupancyMaxActiveBlocksPerMultiprocessor(blocks, function, block_size, dynamic_shared) }
}

/// # Safety
/// As [`cuOccupancyMaxPotentialBlockSizeWithFlags`].
pub unsafe fn cuOccupancyMaxPotentialBlockSize(
    min_grid: *mut c_int,
    block_size: *mut c_int,
    function: CUfunction,
    shared_of_size: CUoccupancyB2DSize,
    dynamic_shared: usize,
    limit: c_int,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe {
        cuOccupancyMaxPotentialBlockSizeWithFlags(
            min_grid,
            block_size,
            function,
            shared_of_size,
            dynamic_shared,
            limit,
            0,
        )
    }
}

/// The block size with which most of the device is busy, and the smallest grid that does it.
///
/// # Safety
/// `min_grid` and `block_size` are NULL or valid for writes; `shared_of_size` may be called with any block size.
pub unsafe fn cuOccupancyMaxPotentialBlockSizeWithFlags(
    min_grid: *mut c_int,
    block_size: *mut c_int,
    function: CUfunction,
    shared_of_size: CUoccupancyB2DSize,
    dynamic_shared: usize,
    limit: c_int,
    flags: c_uint,
) -> CuResult {
    let driver = driver()?;
    wanted(min_grid)?;
    wanted(block_size)?;
    let limit = u64::try_from(limit).map_err(|_| CuError::INVALID_VALUE)?;
    if flags & !KNOWN_FLAGS != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let function = function_of(driver, function)?;
    let shared = |threads: u64| match shared_of_size {
        // SAFETY: the caller's promise.
        Some(shared_of_size) => unsafe { shared_of_size(threads as c_int) as u64 },
        None => dynamic_shared as u64,
    };
    let (size, grid) = Limits::of(driver, &function)?.best_block(&function, &shared, limit);
    // SAFETY: the caller's promise.
    unsafe {
        put(min_grid, grid as c_int)?;
        put(block_size, size as c_int)
    }
}

/// # Safety
/// `bytes` is NULL or valid for a write.
pub unsafe fn cuOccupancyAvailableDynamicSMemPerBlock(
    bytes: *mut usize,
    function: CUfunction,
    blocks: c_int,
    block_size: c_int,
) -> CuResult {
    let driver = driver()?;
    wanted(bytes)?;
    let function = function_of(driver, function)?;
    let (blocks, threads) = (threads(blocks)?, threads(block_size)?);
    let room = Limits::of(driver, &function)?.dynamic_shared(&function, blocks, threads)?;
    // SAFETY: the caller's promise.
    unsafe { put(bytes, room as usize) }
}

/// The largest cluster that this launch may have.
///
/// # Safety
/// `size` is NULL or valid for a write, `config` NULL or valid with its attributes.
pub unsafe fn cuOccupancyMaxPotentialClusterSize(
    size: *mut c_int,
    function: CUfunction,
    config: *const CUlaunchConfig,
) -> CuResult {
    let driver = driver()?;
    wanted(size)?;
    wanted(config)?;
    let function = function_of(driver, function)?;
    let limits = Limits::of(driver, &function)?;
    if limits.get(CUdevice_attribute::CU_DEVICE_ATTRIBUTE_CLUSTER_LAUNCH) == 0 {
        return Err(CuError::NOT_SUPPORTED);
    }
    let most = if function.allows_large_clusters() { 2 * PORTABLE_CLUSTER } else { PORTABLE_CLUSTER };
    // SAFETY: the caller's promise.
    unsafe { put(size, most as c_int) }
}

/// How many clusters of this launch run at once.
///
/// # Safety
/// `clusters` is NULL or valid for a write, `config` NULL or valid with its attributes.
pub unsafe fn cuOccupancyMaxActiveClusters(
    clusters: *mut c_int,
    function: CUfunction,
    config: *const CUlaunchConfig,
) -> CuResult {
    let driver = driver()?;
    wanted(clusters)?;
    wanted(config)?;
    let function = function_of(driver, function)?;
    // SAFETY: the caller's promise; not NULL.
    let config = unsafe { config.read() };
    let limits = Limits::of(driver, &function)?;
    if limits.get(CUdevice_attribute::CU_DEVICE_ATTRIBUTE_CLUSTER_LAUNCH) == 0 {
        return Err(CuError::NOT_SUPPORTED);
    }
    // SAFETY: the caller's promise.
    let attributes = unsafe { Attributes::read(config.attrs, config.numAttrs as usize) }?;
    let block = [config.blockDimX, config.blockDimY, config.blockDimZ];
    let grid = [config.gridDimX, config.gridDimY, config.gridDimZ];
    let shape = LaunchShape { grid, block, shared_bytes: config.sharedMemBytes, flags: 0 };
    let cluster = attributes.apply(driver, &function, shape)?.cluster();
    let size: u64 = cluster.iter().map(|side| u64::from(*side)).product();
    let threads = block.iter().map(|side| u64::from(*side)).product();
    let blocks = limits.blocks(&function, threads, config.sharedMemBytes.into())
        * limits.get(CUdevice_attribute::CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT);
    // SAFETY: the caller's promise.
    unsafe { put(clusters, (blocks / size) as c_int) }
}
