//! What a guest is told of a device: what the driver says, less what vgpu does not carry.

use std::ffi::{CStr, c_char};

use cuda_abi::{CUdevice, CUdevice_attribute as A, CUuuid, CuResult};
use wire::DeviceDescription;

use crate::driver::Driver;

/// Attributes are numbered from 1; those beyond what cuda.h of CUDA 13 knows are not asked for.
const ATTRIBUTES: u32 = 162;

/// Abilities of devices that the table of calls has no row for: a program that were told of them would use them.
const NOT_CARRIED: &[A] = &[
    A::CU_DEVICE_ATTRIBUTE_PAGEABLE_MEMORY_ACCESS,
    A::CU_DEVICE_ATTRIBUTE_PAGEABLE_MEMORY_ACCESS_USES_HOST_PAGE_TABLES,
    A::CU_DEVICE_ATTRIBUTE_CAN_USE_HOST_POINTER_FOR_REGISTERED_MEM,
    A::CU_DEVICE_ATTRIBUTE_COOPERATIVE_MULTI_DEVICE_LAUNCH,
    A::CU_DEVICE_ATTRIBUTE_CAN_FLUSH_REMOTE_WRITES,
    A::CU_DEVICE_ATTRIBUTE_HOST_REGISTER_SUPPORTED,
    A::CU_DEVICE_ATTRIBUTE_HANDLE_TYPE_WIN32_HANDLE_SUPPORTED,
    A::CU_DEVICE_ATTRIBUTE_HANDLE_TYPE_WIN32_KMT_HANDLE_SUPPORTED,
    A::CU_DEVICE_ATTRIBUTE_HANDLE_TYPE_FABRIC_SUPPORTED,
    A::CU_DEVICE_ATTRIBUTE_GENERIC_COMPRESSION_SUPPORTED,
    A::CU_DEVICE_ATTRIBUTE_SPARSE_CUDA_ARRAY_SUPPORTED,
    A::CU_DEVICE_ATTRIBUTE_READ_ONLY_HOST_REGISTER_SUPPORTED,
    A::CU_DEVICE_ATTRIBUTE_TIMELINE_SEMAPHORE_INTEROP_SUPPORTED,
    A::CU_DEVICE_ATTRIBUTE_GPU_DIRECT_RDMA_SUPPORTED,
    A::CU_DEVICE_ATTRIBUTE_GPU_DIRECT_RDMA_FLUSH_WRITES_OPTIONS,
    A::CU_DEVICE_ATTRIBUTE_GPU_DIRECT_RDMA_WRITES_ORDERING,
    A::CU_DEVICE_ATTRIBUTE_GPU_DIRECT_RDMA_WITH_CUDA_VMM_SUPPORTED,
    A::CU_DEVICE_ATTRIBUTE_DEFERRED_MAPPING_CUDA_ARRAY_SUPPORTED,
    A::CU_DEVICE_ATTRIBUTE_DMA_BUF_SUPPORTED,
    A::CU_DEVICE_ATTRIBUTE_TENSOR_MAP_ACCESS_SUPPORTED,
    A::CU_DEVICE_ATTRIBUTE_UNIFIED_FUNCTION_POINTERS,
    A::CU_DEVICE_ATTRIBUTE_MULTICAST_SUPPORTED,
];

/// What mapped and managed memory needs.
const SHARED_MEMORY: &[A] = &[
    A::CU_DEVICE_ATTRIBUTE_CAN_MAP_HOST_MEMORY,
    A::CU_DEVICE_ATTRIBUTE_MANAGED_MEMORY,
    A::CU_DEVICE_ATTRIBUTE_CONCURRENT_MANAGED_ACCESS,
    A::CU_DEVICE_ATTRIBUTE_DIRECT_MANAGED_MEM_ACCESS_FROM_HOST,
];

/// What needs a way to the tenant's other sessions, and what of it there is: of handles, descriptors alone.
const SHARING: &[(A, i32)] = &[
    (A::CU_DEVICE_ATTRIBUTE_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR_SUPPORTED, 1),
    (A::CU_DEVICE_ATTRIBUTE_MEMPOOL_SUPPORTED_HANDLE_TYPES, 1),
    (A::CU_DEVICE_ATTRIBUTE_IPC_EVENT_SUPPORTED, 1),
];

/// Describes a device to a guest who shares memory with the worker or not, and whose sessions share things or not.
///
/// # Errors
/// The driver's.
pub fn describe(
    driver: &Driver,
    device: CUdevice,
    has_shared_memory: bool,
    can_share: bool,
) -> CuResult<DeviceDescription> {
    let functions = &driver.functions;
    let mut name = [0 as c_char; 256];
    let mut uuid = CUuuid { bytes: [0; 16] };
    let mut total_memory = 0;
    // SAFETY: the targets live through the calls; the name's length is its room.
    unsafe {
        (functions.device_name)(name.as_mut_ptr(), name.len() as i32 - 1, device).ok()?;
        (functions.device_uuid)(&mut uuid, device).ok()?;
        (functions.device_memory)(&mut total_memory, device).ok()?;
    }
    let mut attributes: Vec<Option<i32>> = (0..ATTRIBUTES)
        .map(|number| {
            let mut value = 0;
            // SAFETY: the target lives through the call; numbers that the driver does not know it refuses.
            let known = number > 0
                && unsafe { (functions.device_attribute)(&mut value, A(number), device) }.ok().is_ok();
            known.then_some(value)
        })
        .collect();
    for (attribute, most) in SHARING {
        if let Some(Some(known)) = attributes.get_mut(attribute.0 as usize) {
            *known &= if can_share { *most } else { 0 };
        }
    }
    let mut set = |attribute: &A, value: i32| {
        if let Some(Some(known)) = attributes.get_mut(attribute.0 as usize) {
            *known = value;
        }
    };
    NOT_CARRIED.iter().for_each(|attribute| set(attribute, 0));
    // Managed memory is host memory that the device reaches: the host may touch it at any time, without moving it.
    SHARED_MEMORY.iter().for_each(|attribute| set(attribute, has_shared_memory.into()));
    let attribute = |attribute: A| {
        attributes[attribute.0 as usize].and_then(|value| u32::try_from(value).ok()).unwrap_or(0)
    };
    let pci = [
        A::CU_DEVICE_ATTRIBUTE_PCI_DOMAIN_ID,
        A::CU_DEVICE_ATTRIBUTE_PCI_BUS_ID,
        A::CU_DEVICE_ATTRIBUTE_PCI_DEVICE_ID,
    ]
    .map(attribute);
    // SAFETY: the last byte was left zero.
    let name = unsafe { CStr::from_ptr(name.as_ptr()) }.to_string_lossy().into_owned();
    Ok(DeviceDescription {
        name,
        uuid: uuid.bytes.map(|byte| byte as u8),
        total_memory: total_memory as u64,
        pci,
        runs_machine_code: driver.runs_machine_code(device),
        attributes,
    })
}
