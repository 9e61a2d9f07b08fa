//! How many blocks of a kernel a multiprocessor has room for, from what its device says of itself.

use cuda_abi::{CUdevice_attribute, CuError, CuResult};
use wire::DeviceDescription;

use crate::driver::Driver;
use crate::module::Function;

type A = CUdevice_attribute;

/// Threads of a warp.
const WARP: u64 = 32;
/// What a warp's registers are a multiple of (cuda_occupancy.h of the CUDA toolkit, as are the other units here).
const REGISTER_UNIT: u64 = 256;
/// The parts of a multiprocessor, each with its own warps and registers.
const PARTS: u64 = 4;

/// What a device has room for.
pub struct Limits<'a>(&'a DeviceDescription);

impl<'a> Limits<'a> {
    /// Those of a function's device.
    ///
    /// # Errors
    /// `INVALID_DEVICE` if that is gone.
    pub fn of(driver: &'a Driver, function: &Function) -> CuResult<Self> {
        Ok(Self(&driver.device(function.context.device)?.description))
    }

    /// An attribute of the device; 0 if it does not know it.
    pub fn get(&self, attribute: A) -> u64 {
        self.0.attribute(attribute.0).unwrap_or(0).max(0) as u64
    }

    /// Blocks of so many threads and so much dynamic shared memory, in bytes, on one multiprocessor; 0 if such a block does not fit.
    pub fn blocks(&self, function: &Function, threads: u64, dynamic_shared: u64) -> u64 {
        if threads == 0 || threads > u64::from(function.description.max_threads_per_block) {
            return 0;
        }
        let warps = threads.div_ceil(WARP);
        let by_threads = self.get(A::CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_MULTIPROCESSOR) / WARP / warps;
        let by_registers = self.by_registers(function, warps);
        let most = self.get(A::CU_DEVICE_ATTRIBUTE_MAX_BLOCKS_PER_MULTIPROCESSOR);
        by_threads.min(self.by_shared(function, dynamic_shared)).min(by_registers).min(most)
    }

    fn major(&self) -> u64 {
        self.get(A::CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
    }

    /// Warps get their registers in units, and from the part of a multiprocessor that they run on.
    fn by_registers(&self, function: &Function, warps: u64) -> u64 {
        let of_warp =
            (u64::from(function.description.registers.max(1)) * WARP).next_multiple_of(REGISTER_UNIT);
        let fit = |parts: u64| {
            if of_warp * warps.next_multiple_of(parts)
                > self.get(A::CU_DEVICE_ATTRIBUTE_MAX_REGISTERS_PER_BLOCK)
            {
                return 0;
            }
            let of_part = self.get(A::CU_DEVICE_ATTRIBUTE_MAX_REGISTERS_PER_MULTIPROCESSOR) / parts;
            of_part / of_warp * parts / warps
        };
        let is_gp100 = self.major() == 6 && self.get(A::CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR) == 0;
        match fit(PARTS) {
            // A multiprocessor of compute capability 6.0 has two parts, but runs only what fits on the others of its family.
            fits if fits > 0 && is_gp100 => fit(2),
            fits => fits,
        }
    }

    /// What a block's shared memory is a multiple of, in bytes.
    fn shared_unit(&self) -> u64 {
        if self.major() < 8 { 256 } else { 128 }
    }

    /// What a block of the function takes before any dynamic shared memory, in bytes.
    fn static_shared(&self, function: &Function) -> u64 {
        u64::from(function.description.shared_bytes)
            + self.get(A::CU_DEVICE_ATTRIBUTE_RESERVED_SHARED_MEMORY_PER_BLOCK)
    }

    fn by_shared(&self, function: &Function, dynamic_shared: u64) -> u64 {
        if dynamic_shared > u64::from(function.dynamic_shared_limit()) {
            return 0;
        }
        let taken = (self.static_shared(function) + dynamic_shared).next_multiple_of(self.shared_unit());
        self.get(A::CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_MULTIPROCESSOR)
            .checked_div(taken)
            .unwrap_or(u64::MAX)
    }

    /// The most dynamic shared memory, in bytes, with which so many such blocks fit on one multiprocessor.
    ///
    /// # Errors
    /// `INVALID_VALUE` if so many do not fit without any.
    pub fn dynamic_shared(&self, function: &Function, blocks: u64, threads: u64) -> CuResult<u64> {
        if blocks == 0 || self.blocks(function, threads, 0) < blocks {
            return Err(CuError::INVALID_VALUE);
        }
        let each = self.get(A::CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_MULTIPROCESSOR) / blocks;
        let each = each / self.shared_unit() * self.shared_unit();
        let room = each.saturating_sub(self.static_shared(function));
        Ok(room.min(function.dynamic_shared_limit().into()))
    }

    /// The block size, in threads, with which the most threads of the device are busy, and the smallest grid that does it.
    pub fn best_block(
        &self,
        function: &Function,
        dynamic_shared: &dyn Fn(u64) -> u64,
        limit: u64,
    ) -> (u64, u64) {
        let most = self
            .get(A::CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK)
            .min(function.description.max_threads_per_block.into());
        let most = if limit == 0 { most } else { most.min(limit) };
        let (mut best, mut busy) = ((0, 0), 0);
        let mut threads = most.next_multiple_of(WARP);
        while threads > 0 {
            let size = threads.min(most);
            let blocks = self.blocks(function, size, dynamic_shared(size));
            if blocks * size > busy {
                busy = blocks * size;
                best = (size, blocks * self.get(A::CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT));
            }
            threads -= WARP;
        }
        best
    }
}
