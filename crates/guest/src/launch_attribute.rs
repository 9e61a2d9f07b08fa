//! What a launch may say besides its shape (CUlaunchAttribute), and what of it travels.

use std::ffi::c_char;

use cuda_abi::{
    CUdevice_attribute, CUlaunchAttribute, CUlaunchAttributeID, CUlaunchAttributeValue, CuError, CuResult,
};
use wire::LaunchShape;

use crate::driver::Driver;
use crate::module::Function;

type Id = CUlaunchAttributeID;

/// One attribute, as bytes: what its union holds is up to its id.
#[derive(Clone, Copy)]
pub struct Attribute {
    /// Which one.
    pub id: Id,
    value: [c_char; 64],
}

/// Attributes of a launch, each at most once.
#[derive(Clone, Default)]
pub struct Attributes(Vec<Attribute>);

/// Blocks of a cluster that every device with clusters takes.
const PORTABLE_CLUSTER: u32 = 8;
/// Blocks of a cluster that a function may allow.
const LARGEST_CLUSTER: u32 = 16;

impl Attribute {
    /// What C said.
    pub fn new(id: Id, value: &CUlaunchAttributeValue) -> Self {
        // SAFETY: every byte pattern is a valid array of bytes, and C initialises attributes as a whole.
        Self { id, value: unsafe { value.pad } }
    }

    /// What C is told.
    pub fn value(&self) -> CUlaunchAttributeValue {
        CUlaunchAttributeValue { pad: self.value }
    }

    /// The `index`-th 32-bit word of its value.
    fn word(&self, index: usize) -> u32 {
        let byte = |at: usize| self.value.get(index * 4 + at).copied().unwrap_or(0) as u8;
        u32::from_le_bytes([byte(0), byte(1), byte(2), byte(3)])
    }

    fn three(&self) -> [u32; 3] {
        [0, 1, 2].map(|index| self.word(index))
    }
}

impl Attributes {
    /// The attributes at an address.
    ///
    /// # Errors
    /// `INVALID_VALUE` if there should be some and `all` is NULL.
    ///
    /// # Safety
    /// `all` is NULL or valid for reads of `count` attributes.
    pub unsafe fn read(all: *const CUlaunchAttribute, count: usize) -> CuResult<Self> {
        // SAFETY: the caller's promise.
        let all = unsafe { crate::api::list(all, count) }?;
        let mut read = Self::default();
        all.iter()
            .filter(|one| one.id != Id::CU_LAUNCH_ATTRIBUTE_IGNORE)
            .for_each(|one| read.set(Attribute::new(one.id, &one.value)));
        Ok(read)
    }

    /// Adds an attribute, or puts it in the place of the one with its id.
    pub fn set(&mut self, attribute: Attribute) {
        self.0.retain(|known| known.id != attribute.id);
        self.0.push(attribute);
    }

    /// The attribute with an id.
    pub fn get(&self, id: Id) -> Option<&Attribute> {
        self.0.iter().find(|attribute| attribute.id == id)
    }

    /// Whether a kernel node may have an attribute with this id (CUkernelNodeAttrID, CUDA Driver API).
    pub fn is_of_nodes(id: Id) -> bool {
        matches!(
            id,
            Id::CU_LAUNCH_ATTRIBUTE_ACCESS_POLICY_WINDOW
                | Id::CU_LAUNCH_ATTRIBUTE_COOPERATIVE
                | Id::CU_LAUNCH_ATTRIBUTE_CLUSTER_DIMENSION
                | Id::CU_LAUNCH_ATTRIBUTE_CLUSTER_SCHEDULING_POLICY_PREFERENCE
                | Id::CU_LAUNCH_ATTRIBUTE_PRIORITY
                | Id::CU_LAUNCH_ATTRIBUTE_MEM_SYNC_DOMAIN_MAP
                | Id::CU_LAUNCH_ATTRIBUTE_MEM_SYNC_DOMAIN
                | Id::CU_LAUNCH_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT
        )
    }

    /// Events that a launch records: handles.
    pub fn events(&self) -> impl Iterator<Item = u64> {
        let is_event = |attribute: &&Attribute| {
            matches!(
                attribute.id,
                Id::CU_LAUNCH_ATTRIBUTE_PROGRAMMATIC_EVENT | Id::CU_LAUNCH_ATTRIBUTE_LAUNCH_COMPLETION_EVENT
            )
        };
        let handle =
            |attribute: &Attribute| u64::from(attribute.word(1)) << 32 | u64::from(attribute.word(0));
        self.0.iter().filter(is_event).map(handle).filter(|handle| *handle != 0)
    }

    /// Says in a shape what the device must know. Hints that change no result stay here.
    ///
    /// # Errors
    /// `NOT_SUPPORTED` for what this device cannot do; `INVALID_CLUSTER_SIZE` and `INVALID_VALUE` for clusters that do not fit.
    pub fn apply(&self, driver: &Driver, function: &Function, shape: LaunchShape) -> CuResult<LaunchShape> {
        let device = &driver.device(function.context.device)?.description;
        let can = |attribute: CUdevice_attribute| device.attribute(attribute.0).unwrap_or(0) != 0;
        let mut shape = LaunchShape { flags: 0, ..shape };
        for attribute in &self.0 {
            match attribute.id {
                Id::CU_LAUNCH_ATTRIBUTE_ACCESS_POLICY_WINDOW
                | Id::CU_LAUNCH_ATTRIBUTE_SYNCHRONIZATION_POLICY
                | Id::CU_LAUNCH_ATTRIBUTE_CLUSTER_SCHEDULING_POLICY_PREFERENCE
                | Id::CU_LAUNCH_ATTRIBUTE_MEM_SYNC_DOMAIN
                | Id::CU_LAUNCH_ATTRIBUTE_MEM_SYNC_DOMAIN_MAP
                | Id::CU_LAUNCH_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT
                | Id::CU_LAUNCH_ATTRIBUTE_NVLINK_UTIL_CENTRIC_SCHEDULING
                // What they record is recorded when the kernel has ended, which is later than either asks for.
                | Id::CU_LAUNCH_ATTRIBUTE_PROGRAMMATIC_EVENT
                | Id::CU_LAUNCH_ATTRIBUTE_LAUNCH_COMPLETION_EVENT => {}
                Id::CU_LAUNCH_ATTRIBUTE_PRIORITY => shape = shape.with_priority(attribute.word(0) as i32),
                Id::CU_LAUNCH_ATTRIBUTE_COOPERATIVE => {
                    if attribute.word(0) != 0 {
                        shape.flags |= LaunchShape::COOPERATIVE;
                    }
                }
                Id::CU_LAUNCH_ATTRIBUTE_PROGRAMMATIC_STREAM_SERIALIZATION => {
                    if attribute.word(0) != 0 {
                        shape.flags |= LaunchShape::PROGRAMMATIC;
                    }
                }
                Id::CU_LAUNCH_ATTRIBUTE_CLUSTER_DIMENSION => {
                    shape = clustered(
                        shape,
                        attribute.three(),
                        function.allows_large_clusters(),
                        can(CUdevice_attribute::CU_DEVICE_ATTRIBUTE_CLUSTER_LAUNCH),
                    )?;
                }
                // Smaller clusters than preferred are always allowed.
                Id::CU_LAUNCH_ATTRIBUTE_PREFERRED_CLUSTER_DIMENSION
                    if attribute.three() == [1; 3]
                        || can(CUdevice_attribute::CU_DEVICE_ATTRIBUTE_CLUSTER_LAUNCH) => {}
                Id::CU_LAUNCH_ATTRIBUTE_DEVICE_UPDATABLE_KERNEL_NODE if attribute.word(0) == 0 => {}
                id if id.0 >= Id::CU_LAUNCH_ATTRIBUTE_MAX.0 => return Err(CuError::INVALID_VALUE),
                _ => return Err(CuError::NOT_SUPPORTED),
            }
        }
        Ok(shape)
    }
}

fn clustered(shape: LaunchShape, cluster: [u32; 3], large: bool, can: bool) -> CuResult<LaunchShape> {
    if cluster == [1; 3] {
        return Ok(shape);
    }
    if !can {
        return Err(CuError::NOT_SUPPORTED);
    }
    let blocks =
        cluster.iter().map(|side| u64::from(*side)).try_fold(1u64, |all, side| all.checked_mul(side));
    let most = if large { LARGEST_CLUSTER } else { PORTABLE_CLUSTER };
    match blocks {
        Some(blocks) if blocks > 0 && blocks <= most.into() => {}
        _ => return Err(CuError::INVALID_CLUSTER_SIZE),
    }
    if shape.grid.iter().zip(cluster).any(|(grid, side)| !grid.is_multiple_of(side)) {
        return Err(CuError::INVALID_VALUE);
    }
    Ok(shape.with_cluster(cluster))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_must_divide_the_grid_and_be_of_a_size_that_there_is() {
        let shape = LaunchShape { grid: [8, 4, 1], block: [32, 1, 1], ..LaunchShape::default() };
        assert_eq!(clustered(shape, [2, 2, 1], false, true).map(|shape| shape.cluster()), Ok([2, 2, 1]));
        assert_eq!(clustered(shape, [1, 1, 1], false, false).map(|shape| shape.cluster()), Ok([1, 1, 1]));
        assert_eq!(clustered(shape, [2, 2, 1], false, false), Err(CuError::NOT_SUPPORTED));
        assert_eq!(clustered(shape, [3, 1, 1], false, true), Err(CuError::INVALID_VALUE));
        assert_eq!(clustered(shape, [8, 2, 1], false, true), Err(CuError::INVALID_CLUSTER_SIZE));
        assert_eq!(clustered(shape, [8, 2, 1], true, true).map(|shape| shape.cluster()), Ok([8, 2, 1]));
        assert_eq!(clustered(shape, [0, 2, 1], true, true), Err(CuError::INVALID_CLUSTER_SIZE));
        assert_eq!(clustered(shape, [u32::MAX; 3], true, true), Err(CuError::INVALID_CLUSTER_SIZE));
    }
}
