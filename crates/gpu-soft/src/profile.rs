//! Profiles: which device the software GPU describes itself as.
//!
//! A profile says what programs decide by (compute capability, sizes, limits). It never pretends to be a product: the
//! name says that it is software.

use cuda_abi::types::CUdevice_attribute as A;
use wire::DeviceDescription;

use crate::profiles::PROFILES;
use crate::textures::{MOST_LINEAR, MOST_PITCHED};

/// Attributes are numbered from 1; those that a profile does not name are 0, as a real driver answers for features that a
/// device lacks.
const ATTRIBUTE_COUNT: usize = 162;

/// What a device cannot do whose guest is on another machine.
const NEED_SHARED_HOST: [A; 4] = [
    A::CU_DEVICE_ATTRIBUTE_CAN_MAP_HOST_MEMORY,
    A::CU_DEVICE_ATTRIBUTE_MANAGED_MEMORY,
    A::CU_DEVICE_ATTRIBUTE_CONCURRENT_MANAGED_ACCESS,
    A::CU_DEVICE_ATTRIBUTE_DIRECT_MANAGED_MEM_ACCESS_FROM_HOST,
];

/// What a device says whose host lets its sessions share memory and events.
pub const SHARING: [(A, i32); 3] = [
    (A::CU_DEVICE_ATTRIBUTE_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR_SUPPORTED, 1),
    (A::CU_DEVICE_ATTRIBUTE_MEMPOOL_SUPPORTED_HANDLE_TYPES, 1),
    (A::CU_DEVICE_ATTRIBUTE_IPC_EVENT_SUPPORTED, 1),
];

/// What a software GPU says of itself.
#[derive(Clone, Debug)]
pub struct Profile {
    /// What `--gpu soft:NAME` calls it.
    pub key: &'static str,
    /// What programs see as the device's name.
    pub name: &'static str,
    /// Major and minor.
    pub compute_capability: (i32, i32),
    /// Device memory in bytes.
    pub memory: u64,
    /// Multiprocessors.
    pub multiprocessors: i32,
    /// Kilohertz.
    pub clock_khz: i32,
    /// Kilohertz.
    pub memory_clock_khz: i32,
    /// Bits.
    pub memory_bus_bits: i32,
    /// Bytes.
    pub l2_bytes: i32,
    /// Threads.
    pub threads_per_multiprocessor: i32,
    /// Blocks that a multiprocessor has room for, whatever their size.
    pub blocks_per_multiprocessor: i32,
    /// Bytes.
    pub shared_per_multiprocessor: i32,
    /// The most that a block gets when its kernel asks for it, in bytes.
    pub shared_per_block_optin: i32,
    /// What the system keeps of it, in bytes.
    pub reserved_shared_per_block: i32,
    /// Domain, bus and device.
    pub pci: [u32; 3],
    /// The device id of NVIDIA's (10de) that NVML tells.
    pub pci_device: u16,
}

impl Profile {
    /// The most blocks that run at once.
    pub fn blocks_at_once(&self) -> u64 {
        u64::from((self.multiprocessors * self.blocks_per_multiprocessor).unsigned_abs())
    }

    /// Registers that a block may have: fewer on the two embedded devices of their time (CUDA C++ Programming Guide, "Technical
    /// Specifications per Compute Capability").
    fn registers_per_block(&self) -> i32 {
        match self.compute_capability {
            (5, 3) | (6, 2) => 32 << 10,
            _ => 64 << 10,
        }
    }

    /// The default profile.
    pub fn standard() -> &'static Self {
        &PROFILES[0]
    }

    /// A profile by its key.
    pub fn by_key(key: &str) -> Option<&'static Self> {
        PROFILES.iter().find(|profile| profile.key == key)
    }

    /// What a guest is told of device `ordinal`, which has `memory` bytes, and with which it shares host memory or not.
    pub fn describe(&self, ordinal: u32, memory: u64, shares_host: bool) -> DeviceDescription {
        let pci = [self.pci[0], self.pci[1] + ordinal, self.pci[2]];
        let mut attributes = vec![Some(0); ATTRIBUTE_COUNT];
        attributes[0] = None;
        for (attribute, value) in self.attributes(pci) {
            attributes[attribute.0 as usize] = Some(value);
        }
        if !shares_host {
            for attribute in NEED_SHARED_HOST {
                attributes[attribute.0 as usize] = Some(0);
            }
        }
        DeviceDescription {
            name: self.name.to_owned(),
            uuid: uuid(pci),
            total_memory: memory,
            pci,
            runs_machine_code: false,
            attributes,
        }
    }

    fn attributes(&self, pci: [u32; 3]) -> impl Iterator<Item = (A, i32)> {
        let pci = |index: usize| pci[index] as i32;
        [
            (A::CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK, 1024),
            (A::CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_X, 1024),
            (A::CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_Y, 1024),
            (A::CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_Z, 64),
            (A::CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_X, i32::MAX),
            (A::CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_Y, 65_535),
            (A::CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_Z, 65_535),
            (A::CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK, 48 << 10),
            (A::CU_DEVICE_ATTRIBUTE_TOTAL_CONSTANT_MEMORY, 64 << 10),
            (A::CU_DEVICE_ATTRIBUTE_WARP_SIZE, 32),
            (A::CU_DEVICE_ATTRIBUTE_MAX_PITCH, i32::MAX),
            (A::CU_DEVICE_ATTRIBUTE_MAX_REGISTERS_PER_BLOCK, self.registers_per_block()),
            (A::CU_DEVICE_ATTRIBUTE_CLOCK_RATE, self.clock_khz),
            (A::CU_DEVICE_ATTRIBUTE_TEXTURE_ALIGNMENT, 512),
            (A::CU_DEVICE_ATTRIBUTE_TEXTURE_PITCH_ALIGNMENT, 32),
            (A::CU_DEVICE_ATTRIBUTE_SURFACE_ALIGNMENT, 512),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE1D_WIDTH, 131_072),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE1D_LINEAR_WIDTH, MOST_LINEAR as i32),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE1D_MIPMAPPED_WIDTH, 32_768),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE1D_LAYERED_WIDTH, 32_768),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE1D_LAYERED_LAYERS, 2_048),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE2D_WIDTH, 131_072),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE2D_HEIGHT, 65_536),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE2D_LINEAR_WIDTH, MOST_PITCHED.0 as i32),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE2D_LINEAR_HEIGHT, MOST_PITCHED.1 as i32),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE2D_LINEAR_PITCH, 2_097_120),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE2D_MIPMAPPED_WIDTH, 32_768),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE2D_MIPMAPPED_HEIGHT, 32_768),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE2D_LAYERED_WIDTH, 32_768),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE2D_LAYERED_HEIGHT, 32_768),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE2D_LAYERED_LAYERS, 2_048),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE3D_WIDTH, 16_384),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE3D_HEIGHT, 16_384),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE3D_DEPTH, 16_384),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURECUBEMAP_WIDTH, 32_768),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURECUBEMAP_LAYERED_WIDTH, 32_768),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURECUBEMAP_LAYERED_LAYERS, 2_046),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_SURFACE1D_WIDTH, 131_072),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_SURFACE1D_LAYERED_WIDTH, 32_768),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_SURFACE1D_LAYERED_LAYERS, 2_048),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_SURFACE2D_WIDTH, 131_072),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_SURFACE2D_HEIGHT, 65_536),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_SURFACE2D_LAYERED_WIDTH, 32_768),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_SURFACE2D_LAYERED_HEIGHT, 32_768),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_SURFACE2D_LAYERED_LAYERS, 2_048),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_SURFACE3D_WIDTH, 16_384),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_SURFACE3D_HEIGHT, 16_384),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_SURFACE3D_DEPTH, 16_384),
            (A::CU_DEVICE_ATTRIBUTE_MAXIMUM_SURFACECUBEMAP_WIDTH, 32_768),
            (A::CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT, self.multiprocessors),
            (A::CU_DEVICE_ATTRIBUTE_CAN_MAP_HOST_MEMORY, 1),
            (A::CU_DEVICE_ATTRIBUTE_CONCURRENT_KERNELS, 1),
            (A::CU_DEVICE_ATTRIBUTE_PCI_BUS_ID, pci(1)),
            (A::CU_DEVICE_ATTRIBUTE_PCI_DEVICE_ID, pci(2)),
            (A::CU_DEVICE_ATTRIBUTE_PCI_DOMAIN_ID, pci(0)),
            (A::CU_DEVICE_ATTRIBUTE_MEMORY_CLOCK_RATE, self.memory_clock_khz),
            (A::CU_DEVICE_ATTRIBUTE_GLOBAL_MEMORY_BUS_WIDTH, self.memory_bus_bits),
            (A::CU_DEVICE_ATTRIBUTE_L2_CACHE_SIZE, self.l2_bytes),
            (A::CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_MULTIPROCESSOR, self.threads_per_multiprocessor),
            (A::CU_DEVICE_ATTRIBUTE_ASYNC_ENGINE_COUNT, 2),
            (A::CU_DEVICE_ATTRIBUTE_GPU_OVERLAP, 1),
            (A::CU_DEVICE_ATTRIBUTE_UNIFIED_ADDRESSING, 1),
            (A::CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, self.compute_capability.0),
            (A::CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, self.compute_capability.1),
            (A::CU_DEVICE_ATTRIBUTE_STREAM_PRIORITIES_SUPPORTED, 1),
            (A::CU_DEVICE_ATTRIBUTE_GLOBAL_L1_CACHE_SUPPORTED, 1),
            (A::CU_DEVICE_ATTRIBUTE_LOCAL_L1_CACHE_SUPPORTED, 1),
            (A::CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_MULTIPROCESSOR, self.shared_per_multiprocessor),
            (A::CU_DEVICE_ATTRIBUTE_MAX_REGISTERS_PER_MULTIPROCESSOR, 65_536),
            (A::CU_DEVICE_ATTRIBUTE_MANAGED_MEMORY, 1),
            (A::CU_DEVICE_ATTRIBUTE_HOST_NATIVE_ATOMIC_SUPPORTED, 1),
            (A::CU_DEVICE_ATTRIBUTE_SINGLE_TO_DOUBLE_PRECISION_PERF_RATIO, 2),
            (A::CU_DEVICE_ATTRIBUTE_CONCURRENT_MANAGED_ACCESS, 1),
            (A::CU_DEVICE_ATTRIBUTE_DIRECT_MANAGED_MEM_ACCESS_FROM_HOST, 1),
            (A::CU_DEVICE_ATTRIBUTE_COMPUTE_PREEMPTION_SUPPORTED, 1),
            (A::CU_DEVICE_ATTRIBUTE_COOPERATIVE_LAUNCH, 1),
            (A::CU_DEVICE_ATTRIBUTE_CLUSTER_LAUNCH, (self.compute_capability.0 >= 9).into()),
            (A::CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN, self.shared_per_block_optin),
            (A::CU_DEVICE_ATTRIBUTE_MAX_BLOCKS_PER_MULTIPROCESSOR, self.blocks_per_multiprocessor),
            (A::CU_DEVICE_ATTRIBUTE_RESERVED_SHARED_MEMORY_PER_BLOCK, self.reserved_shared_per_block),
            (A::CU_DEVICE_ATTRIBUTE_VIRTUAL_MEMORY_MANAGEMENT_SUPPORTED, 1),
            (A::CU_DEVICE_ATTRIBUTE_MEMORY_POOLS_SUPPORTED, 1),
            (A::CU_DEVICE_ATTRIBUTE_CAN_USE_64_BIT_STREAM_MEM_OPS, 1),
            (A::CU_DEVICE_ATTRIBUTE_CAN_USE_STREAM_WAIT_VALUE_NOR, 1),
        ]
        .into_iter()
    }
}

/// A name-based UUID of the software GPU at this PCI address: the same in every session of a host, different for each device.
fn uuid(pci: [u32; 3]) -> [u8; 16] {
    let mut uuid = *b"vgpu-software\0\0\0";
    uuid[13] = pci[0] as u8;
    uuid[14] = pci[1] as u8;
    uuid[15] = pci[2] as u8;
    // RFC 9562: version 8 (vendor specific), variant 10.
    uuid[6] = (uuid[6] & 0x0f) | 0x80;
    uuid[8] = (uuid[8] & 0x3f) | 0x80;
    uuid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_says_that_it_is_software_and_describes_its_compute_capability() {
        for profile in PROFILES {
            let device = profile.describe(1, 1 << 30, true);
            assert!(device.name.contains("Software"));
            assert_eq!(device.attribute(75), Some(profile.compute_capability.0));
            assert_eq!(device.attribute(33), Some(profile.pci[1] as i32 + 1));
            assert_eq!(device.attribute(0), None);
        }
    }

    #[test]
    fn keys_are_unique_and_sizes_are_such_as_blocks_can_use() {
        for (index, profile) in PROFILES.iter().enumerate() {
            assert!(PROFILES[..index].iter().all(|other| other.key != profile.key), "{}", profile.key);
            assert!((48 << 10..=profile.shared_per_multiprocessor).contains(&profile.shared_per_block_optin));
            assert!(profile.threads_per_multiprocessor >= 1024 && profile.multiprocessors > 0);
        }
        let capabilities: std::collections::HashSet<_> =
            PROFILES.iter().map(|profile| profile.compute_capability).collect();
        assert!(capabilities.contains(&(5, 0)) && capabilities.contains(&(12, 1)));
    }

    #[test]
    fn h100_has_the_sizes_and_the_id_of_one() {
        let profile = Profile::by_key("h100").unwrap();
        let device = profile.describe(0, profile.memory, true);
        assert_eq!((device.attribute(75), device.attribute(76)), (Some(9), Some(0)));
        assert_eq!((device.total_memory, profile.pci_device), (80 << 30, 0x2331));
        assert_eq!((device.attribute(97), device.attribute(106)), (Some(227 << 10), Some(32)));
    }

    #[test]
    fn without_shared_host_memory_the_attributes_say_so() {
        let (near, far) =
            (Profile::standard().describe(0, 1, true), Profile::standard().describe(0, 1, false));
        for attribute in NEED_SHARED_HOST {
            assert_eq!((near.attribute(attribute.0), far.attribute(attribute.0)), (Some(1), Some(0)));
        }
    }

    #[test]
    fn two_devices_have_two_uuids() {
        let profile = Profile::standard();
        assert_ne!(profile.describe(0, 1, true).uuid, profile.describe(1, 1, true).uuid);
    }
}
