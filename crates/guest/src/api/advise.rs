//! Hints on managed memory ("Unified Addressing": cuMemAdvise, cuMemPrefetchAsync, cuMemRangeGetAttribute). Managed memory is where both
//! sides reach it and never moves: hints are kept for whoever asks.

use std::ffi::{c_int, c_uint, c_ulonglong, c_void};

use cuda_abi::{
    CU_DEVICE_CPU, CU_DEVICE_INVALID, CUdevice, CUdeviceptr, CUmem_advise as A, CUmem_range_attribute as R,
    CUmemLocation, CUmemLocationType as L, CUstream, CuError, CuResult,
};
use wire::Place;

use super::virtual_memory::place;
use super::{list, wanted};
use crate::advice::Advice;
use crate::driver::{Driver, driver};
use crate::memory::RangeKind;
use crate::virtual_memory::DEVICE;
use crate::{context, stream};

const HOST: Place = Place { kind: L::CU_MEM_LOCATION_TYPE_HOST.0, id: 0 };

/// Refuses what is not managed memory, and what ends within it too late.
fn managed(driver: &Driver, address: u64, bytes: usize) -> CuResult {
    let found = driver.ranges.check(address, bytes as u64)?;
    match found.kind {
        RangeKind::Managed if bytes > 0 => Ok(()),
        _ => Err(CuError::INVALID_VALUE),
    }
}

/// A location as what it means: the host's memories are one.
fn settled(driver: &Driver, location: &CUmemLocation) -> CuResult<Place> {
    match location.type_ {
        L::CU_MEM_LOCATION_TYPE_DEVICE => {
            let place = place(location);
            driver.device_of(place.id)?;
            Ok(place)
        }
        L::CU_MEM_LOCATION_TYPE_HOST
        | L::CU_MEM_LOCATION_TYPE_HOST_NUMA
        | L::CU_MEM_LOCATION_TYPE_HOST_NUMA_CURRENT => Ok(HOST),
        _ => Err(CuError::INVALID_VALUE),
    }
}

/// A location as the functions before CUDA 13 have it.
fn place_of(driver: &Driver, device: CUdevice) -> CuResult<Place> {
    match device {
        CU_DEVICE_CPU => Ok(HOST),
        _ => driver.device_of(device).map(|_| Place { kind: DEVICE, id: device }),
    }
}

fn advise(address: u64, bytes: usize, advice: A, place: impl FnOnce(&Driver) -> CuResult<Place>) -> CuResult {
    let driver = driver()?;
    context::alive(driver)?;
    managed(driver, address, bytes)?;
    let needs_place = matches!(
        advice,
        A::CU_MEM_ADVISE_SET_PREFERRED_LOCATION
            | A::CU_MEM_ADVISE_SET_ACCESSED_BY
            | A::CU_MEM_ADVISE_UNSET_ACCESSED_BY
    );
    let place = if needs_place { place(driver)? } else { HOST };
    let change: fn(&mut Advice, Place) = match advice {
        A::CU_MEM_ADVISE_SET_READ_MOSTLY => |advice, _| advice.is_read_mostly = true,
        A::CU_MEM_ADVISE_UNSET_READ_MOSTLY => |advice, _| advice.is_read_mostly = false,
        A::CU_MEM_ADVISE_SET_PREFERRED_LOCATION => |advice, place| advice.preferred = Some(place),
        A::CU_MEM_ADVISE_UNSET_PREFERRED_LOCATION => |advice, _| advice.preferred = None,
        A::CU_MEM_ADVISE_SET_ACCESSED_BY => |advice, place| {
            if !advice.accessed_by.contains(&place) {
                advice.accessed_by.push(place);
            }
        },
        A::CU_MEM_ADVISE_UNSET_ACCESSED_BY => |advice, place| advice.accessed_by.retain(|by| *by != place),
        _ => return Err(CuError::INVALID_VALUE),
    };
    driver.advices.change(address, bytes as u64, |advice| change(advice, place));
    Ok(())
}

/// Keeps a hint.
pub fn cuMemAdvise(address: CUdeviceptr, bytes: usize, advice: A, device: CUdevice) -> CuResult {
    advise(address, bytes, advice, |driver| place_of(driver, device))
}

/// Keeps a hint.
pub fn cuMemAdvise_v2(address: CUdeviceptr, bytes: usize, advice: A, location: CUmemLocation) -> CuResult {
    advise(address, bytes, advice, |driver| settled(driver, &location))
}

fn prefetch(
    address: u64,
    bytes: usize,
    place: impl FnOnce(&Driver) -> CuResult<Place>,
    stream: CUstream,
) -> CuResult {
    let driver = driver()?;
    let stream = stream::resolve(driver, stream)?;
    managed(driver, address, bytes)?;
    let place = place(driver)?;
    driver.captures.refuse(&stream)?;
    driver.advices.change(address, bytes as u64, |advice| advice.prefetched = Some(place));
    Ok(())
}

/// Keeps where the memory is wanted next; it is there already.
pub fn cuMemPrefetchAsync(
    address: CUdeviceptr,
    bytes: usize,
    device: CUdevice,
    stream: CUstream,
) -> CuResult {
    prefetch(address, bytes, |driver| place_of(driver, device), stream)
}

/// As [`cuMemPrefetchAsync`].
pub fn cuMemPrefetchAsync_v2(
    address: CUdeviceptr,
    bytes: usize,
    location: CUmemLocation,
    flags: c_uint,
    stream: CUstream,
) -> CuResult {
    if flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    prefetch(address, bytes, |driver| settled(driver, &location), stream)
}

/// Of `count` things, which of `indices` each belongs to: the last that is not greater. The first index is 0, and they ascend.
pub(super) fn owner(indices: &[usize], count: usize) -> CuResult<impl Fn(usize) -> usize> {
    let ascends = indices.windows(2).all(|pair| pair[0] < pair[1]);
    if indices.first() != Some(&0) || !ascends || indices.last().is_some_and(|last| *last >= count) {
        return Err(CuError::INVALID_VALUE);
    }
    let indices = indices.to_vec();
    Ok(move |thing| indices.partition_point(|index| *index <= thing) - 1)
}

/// # Safety
/// `addresses` and `bytes` have `count` entries, `locations` and `indices` as many as `location_count` says; or are NULL.
#[allow(clippy::too_many_arguments, reason = "the driver's own")]
pub unsafe fn cuMemPrefetchBatchAsync(
    addresses: *mut CUdeviceptr,
    bytes: *mut usize,
    count: usize,
    locations: *mut CUmemLocation,
    indices: *mut usize,
    location_count: usize,
    flags: c_ulonglong,
    stream: CUstream,
) -> CuResult {
    let driver = driver()?;
    // SAFETY: the caller's promise.
    let (addresses, bytes, locations, indices) = unsafe {
        (
            list(addresses, count)?,
            list(bytes, count)?,
            list(locations, location_count)?,
            list(indices, location_count)?,
        )
    };
    if count == 0 || flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let owner = owner(&indices, count)?;
    for (address, bytes) in addresses.iter().zip(&bytes) {
        managed(driver, *address, *bytes)?;
    }
    addresses.iter().zip(bytes).enumerate().try_for_each(|(index, (address, bytes))| {
        prefetch(*address, bytes, |driver| settled(driver, &locations[owner(index)]), stream)
    })
}

/// Refuses what is not all managed memory.
///
/// # Safety
/// `addresses` and `bytes` have `count` entries, or are NULL.
unsafe fn all_managed(addresses: *mut CUdeviceptr, bytes: *mut usize, count: usize) -> CuResult {
    let driver = driver()?;
    // SAFETY: the caller's promise.
    let (addresses, bytes) = unsafe { (list(addresses, count)?, list(bytes, count)?) };
    if count == 0 {
        return Err(CuError::INVALID_VALUE);
    }
    addresses.iter().zip(&bytes).try_for_each(|(address, bytes)| managed(driver, *address, *bytes))
}

/// What the memory holds is anything from here on: what it held too.
///
/// # Safety
/// `addresses` and `bytes` have `count` entries, or are NULL.
pub unsafe fn cuMemDiscardBatchAsync(
    addresses: *mut CUdeviceptr,
    bytes: *mut usize,
    count: usize,
    flags: c_ulonglong,
    stream: CUstream,
) -> CuResult {
    let driver = driver()?;
    if flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise.
    unsafe { all_managed(addresses, bytes, count)? };
    let stream = stream::resolve(driver, stream)?;
    driver.captures.refuse(&stream)
}

/// As [`cuMemDiscardBatchAsync`], and then as cuMemPrefetchBatchAsync.
///
/// # Safety
/// As of those.
#[allow(clippy::too_many_arguments, reason = "the driver's own")]
pub unsafe fn cuMemDiscardAndPrefetchBatchAsync(
    addresses: *mut CUdeviceptr,
    bytes: *mut usize,
    count: usize,
    locations: *mut CUmemLocation,
    indices: *mut usize,
    location_count: usize,
    flags: c_ulonglong,
    stream: CUstream,
) -> CuResult {
    // SAFETY: the caller's promise.
    unsafe {
        cuMemDiscardBatchAsync(addresses, bytes, count, flags, stream)?;
        cuMemPrefetchBatchAsync(addresses, bytes, count, locations, indices, location_count, flags, stream)
    }
}

/// Says which streams use managed memory. Devices that the program may share it with at any time, as these are, need not be told
/// (CU_DEVICE_ATTRIBUTE_CONCURRENT_MANAGED_ACCESS).
pub fn cuStreamAttachMemAsync(
    stream: CUstream,
    address: CUdeviceptr,
    bytes: usize,
    flags: c_uint,
) -> CuResult {
    /// CU_MEM_ATTACH_GLOBAL, _HOST and _SINGLE, of which one is said.
    const SINGLE: c_uint = 4;
    let driver = driver()?;
    let is_default = stream.is_null() || matches!(stream.addr(), 1 | 2);
    let resolved = stream::resolve(driver, stream)?;
    let found = driver.ranges.starting_at(address, |kind| kind == RangeKind::Managed)?;
    // All of an allocation, as its size or as 0.
    let is_whole = bytes == 0 || bytes as u64 == found.bytes;
    if !is_whole || !matches!(flags, 1 | 2 | SINGLE) || (flags == SINGLE && is_default) {
        return Err(CuError::INVALID_VALUE);
    }
    driver.captures.refuse(&resolved)?;
    driver.ranges.change(address, |allocation| allocation.flags = flags)
}

/// What all sayings agree on, if they do.
fn agreed(said: &[Advice], what: impl Fn(&Advice) -> Option<Place>) -> Option<Place> {
    let first = what(said.first()?)?;
    said.iter().all(|advice| what(advice) == Some(first)).then_some(first)
}

fn device_number(place: Option<Place>) -> c_int {
    match place {
        None => CU_DEVICE_INVALID,
        Some(Place { kind: DEVICE, id }) => id,
        Some(_) => CU_DEVICE_CPU,
    }
}

/// # Safety
/// `data` is valid for writes of `size` bytes.
unsafe fn put_attribute(data: *mut c_void, size: usize, attribute: R, said: &[Advice]) -> CuResult {
    let preferred = || agreed(said, |advice| advice.preferred);
    let prefetched = || agreed(said, |advice| advice.prefetched);
    let kind = |place: Option<Place>| place.map_or(0, |place| place.kind as c_int);
    let id = |place: Option<Place>| place.map_or(0, |place| place.id);
    let value = match attribute {
        R::CU_MEM_RANGE_ATTRIBUTE_READ_MOSTLY => said.iter().all(|advice| advice.is_read_mostly).into(),
        R::CU_MEM_RANGE_ATTRIBUTE_PREFERRED_LOCATION => device_number(preferred()),
        R::CU_MEM_RANGE_ATTRIBUTE_LAST_PREFETCH_LOCATION => device_number(prefetched()),
        R::CU_MEM_RANGE_ATTRIBUTE_PREFERRED_LOCATION_TYPE => kind(preferred()),
        R::CU_MEM_RANGE_ATTRIBUTE_PREFERRED_LOCATION_ID => id(preferred()),
        R::CU_MEM_RANGE_ATTRIBUTE_LAST_PREFETCH_LOCATION_TYPE => kind(prefetched()),
        R::CU_MEM_RANGE_ATTRIBUTE_LAST_PREFETCH_LOCATION_ID => id(prefetched()),
        R::CU_MEM_RANGE_ATTRIBUTE_ACCESSED_BY => {
            if size == 0 || !size.is_multiple_of(4) {
                return Err(CuError::INVALID_VALUE);
            }
            let all = |place: &&Place| said.iter().all(|advice| advice.accessed_by.contains(place));
            let first = said.first().map_or(&[][..], |advice| &advice.accessed_by);
            let mut devices = first.iter().filter(all).map(|place| device_number(Some(*place)));
            for index in 0..size / 4 {
                let device = devices.next().unwrap_or(CU_DEVICE_INVALID);
                // SAFETY: the caller's promise.
                unsafe { data.cast::<c_int>().add(index).write(device) };
            }
            return Ok(());
        }
        _ => return Err(CuError::INVALID_VALUE),
    };
    if size != 4 {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise.
    unsafe { data.cast::<c_int>().write(value) };
    Ok(())
}

/// # Safety
/// `data` is NULL or valid for writes of `size` bytes.
pub unsafe fn cuMemRangeGetAttribute(
    data: *mut c_void,
    size: usize,
    attribute: R,
    address: CUdeviceptr,
    bytes: usize,
) -> CuResult {
    let driver = driver()?;
    wanted(data)?;
    managed(driver, address, bytes)?;
    // SAFETY: the caller's promise; not NULL.
    unsafe { put_attribute(data, size, attribute, &driver.advices.of(address, bytes as u64)) }
}

/// # Safety
/// `data`, `sizes` and `attributes` are NULL or have `count` entries; each of `data` is valid for writes of as many bytes as its size.
pub unsafe fn cuMemRangeGetAttributes(
    data: *mut *mut c_void,
    sizes: *mut usize,
    attributes: *mut R,
    count: usize,
    address: CUdeviceptr,
    bytes: usize,
) -> CuResult {
    let driver = driver()?;
    // SAFETY: the caller's promise.
    let (data, sizes, attributes) =
        unsafe { (list(data, count)?, list(sizes, count)?, list(attributes, count)?) };
    if count == 0 {
        return Err(CuError::INVALID_VALUE);
    }
    managed(driver, address, bytes)?;
    let said = driver.advices.of(address, bytes as u64);
    for ((data, size), attribute) in data.iter().zip(sizes).zip(attributes) {
        wanted(*data)?;
        // SAFETY: the caller's promise; not NULL.
        unsafe { put_attribute(*data, size, attribute, &said) }?;
    }
    Ok(())
}
