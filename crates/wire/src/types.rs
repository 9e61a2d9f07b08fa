//! What calls carry beyond plain numbers: identifiers that the guest chooses, and descriptions that the host gives.

use crate::codec::{Decode, DecodeError, Encode, Reader, Reply, Writer};

/// The most bytes that a `read` returns in its reply, where the transport's replies are that long.
pub const MAX_INLINE_READ: u64 = 1 << 20;

/// The bytes of a reply that are not those which were read: their count.
pub const READ_OVERHEAD: usize = 8;

/// Set in what `next_host_function` returns for a function that will never be due, because its context failed or was destroyed first.
pub const ABANDONED: u64 = 1 << 63;

/// The most bytes of one `write` or `blob_write` frame.
pub const MAX_INLINE_WRITE: usize = 64 << 10;

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl<'a> Encode<'a> for $name {
            #[inline]
            fn encode(self, writer: &mut Writer<'a>) {
                self.0.encode(writer);
            }
        }
        impl<'a> Decode<'a> for $name {
            #[inline]
            fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
                u32::decode(reader).map($name)
            }
        }
    )* };
}

identifiers! {
    /// A context of this session.
    ContextId
    /// A stream of this session; a context's legacy default stream has one too.
    StreamId
    /// An event of this session.
    EventId
    /// A module of this session.
    ModuleId
    /// A kernel of a module of this session.
    FunctionId
    /// Bytes on their way to become a module.
    BlobId
    /// Memory of this session that has no address of its own.
    MemoryId
    /// A pool of memory of this session.
    PoolId
    /// An array of this session.
    ArrayId
    /// A graph of this session's that the device has, or a body of one.
    GraphId
}

/// A structure of fixed-width fields, in order.
macro_rules! records {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident : $ty:ty),* $(,)? })*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name { $($(#[$field_doc])* pub $field: $ty),* }

        impl<'a> Encode<'a> for $name {
            #[inline]
            fn encode(self, writer: &mut Writer<'a>) {
                $(self.$field.encode(writer);)*
            }
        }
        impl<'a> Decode<'a> for $name {
            #[inline]
            fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
                Ok(Self { $($field: <$ty>::decode(reader)?),* })
            }
        }
        impl Reply for $name {
            fn write(&self, out: &mut Vec<u8>) {
                $(out.extend_from_slice(&self.$field.to_le_bytes());)*
            }
            fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
                Self::decode(&mut Reader::new(bytes))
            }
        }
    )* };
}

records! {
    /// Bytes in the arena.
    Staged {
        /// From the arena's start.
        offset: u64,
        /// In bytes.
        length: u64,
    }
    /// Bytes in device memory.
    Range {
        /// The address of the first.
        address: u64,
        /// In bytes.
        bytes: u64,
    }
    /// Where memory is, or who accesses it.
    Place {
        /// CU_MEM_LOCATION_TYPE_*.
        kind: u32,
        /// Which of that kind: of devices, the host's number.
        id: i32,
    }
    /// What memory without an address is to be.
    MemoryProperties {
        /// CU_MEM_ALLOCATION_TYPE_*.
        kind: u32,
        /// CU_MEM_HANDLE_TYPE_*, those that it may be exported as.
        handle_types: u32,
        /// CU_MEM_LOCATION_TYPE_* of its place.
        place_kind: u32,
        /// Which of that kind: of devices, the host's number.
        place_id: i32,
        /// The bytes compressionType and gpuDirectRDMACapable, and the half-word usage, lowest first.
        flags: u32,
    }
    /// What an array is to be.
    ArrayDescription {
        /// Elements of a row.
        width: u64,
        /// Rows of a plane; 0 for an array of one dimension.
        height: u64,
        /// Planes, or layers; 0 for an array of fewer than three dimensions without layers.
        depth: u64,
        /// CU_AD_FORMAT_*.
        format: u32,
        /// Numbers of an element: 1, 2 or 4.
        channels: u32,
        /// CUDA_ARRAY3D_*.
        flags: u32,
        /// Levels of a mipmapped array; 0 for one that is none.
        levels: u32,
    }
    /// A part of an array.
    ArrayBox {
        /// The level of a mipmapped array, else 0.
        level: u32,
        /// 1: the array is written; 0: it is read.
        is_target: u32,
        /// The first byte in a row.
        x: u64,
        /// The first row.
        y: u64,
        /// The first plane.
        z: u64,
        /// Bytes of a row.
        width: u64,
        /// Rows of a plane, at least 1.
        height: u64,
        /// Planes, at least 1.
        depth: u64,
    }
    /// Rows in linear memory.
    Rows {
        /// The first byte.
        address: u64,
        /// Bytes from a row to the next.
        pitch: u64,
        /// Rows from a plane to the next.
        height: u64,
    }
    /// What a texture is of.
    TextureResource {
        /// CU_RESOURCE_TYPE_*.
        kind: u32,
        /// The array, or the mipmapped array.
        array: u32,
        /// The first level of a mipmapped array that is read, and the last; of an array that is a level, that one.
        first_level: u32,
        /// See there.
        last_level: u32,
        /// The first layer that is read, and the last.
        first_layer: u32,
        /// See there.
        last_layer: u32,
        /// CU_AD_FORMAT_* that texels are read as.
        format: u32,
        /// Numbers of a texel.
        channels: u32,
        /// Of linear memory: its first byte.
        address: u64,
        /// Of rows in linear memory: texels; of memory without rows: bytes.
        width: u64,
        /// Rows.
        height: u64,
        /// Bytes from a row to the next.
        pitch: u64,
    }
    /// How a texture is read. Floats are told by their bits.
    TextureSampling {
        /// CU_TR_ADDRESS_MODE_* of each dimension, four bits each.
        beyond: u32,
        /// CU_TR_FILTER_MODE_*: within a level and, from bit 4 on, between levels.
        filter: u32,
        /// CU_TRSF_*.
        flags: u32,
        /// As in CUDA_TEXTURE_DESC.
        anisotropy: u32,
        /// Added to the level.
        bias: u32,
        /// The least level and the most.
        least: u32,
        /// See there.
        most: u32,
        /// What is beyond the edge.
        red: u32,
        /// See there.
        green: u32,
        /// See there.
        blue: u32,
        /// See there.
        alpha: u32,
    }
    /// What the sessions of a device use of it.
    DeviceUsage {
        /// Device memory in bytes.
        total: u64,
        /// Device memory that is held, in bytes.
        used: u64,
        /// Nanoseconds in which something was executing, since the host started.
        busy: u64,
        /// When that was so: nanoseconds of the host's clock.
        at: u64,
    }
    /// What one process of the guest's uses of a device.
    ProcessUsage {
        /// As the guest counts processes.
        pid: u32,
        /// Nanoseconds in which it was executing something.
        busy: u64,
        /// Device memory in bytes.
        memory: u64,
    }
    /// Memory without an address, or a pool, of another session.
    SharedMemory {
        /// In bytes; of a pool, the most that it may hold, or 0.
        bytes: u64,
        /// CU_MEM_ALLOCATION_TYPE_*.
        kind: u32,
        /// CU_MEM_HANDLE_TYPE_*.
        handle_types: u32,
        /// CU_MEM_LOCATION_TYPE_* of its place.
        place_kind: u32,
        /// Which of that kind: of devices, the host's number.
        place_id: i32,
        /// As in [`MemoryProperties`].
        flags: u32,
    }
    /// Device memory, in bytes.
    MemInfo {
        /// What this session can still allocate.
        free: u64,
        /// What the device has.
        total: u64,
    }
}

impl TextureResource {
    /// In `kind`: an array is looked at through a view, whose CU_RES_VIEW_FORMAT_*, width, height and depth are in `address`, `width`,
    /// `height` and `pitch`.
    pub const VIEW: u32 = 0x100;
}

impl SharedMemory {
    /// As many bytes of memory with these properties.
    pub fn new(bytes: u64, properties: MemoryProperties) -> Self {
        let MemoryProperties { kind, handle_types, place_kind, place_id, flags } = properties;
        Self { bytes, kind, handle_types, place_kind, place_id, flags }
    }

    /// What it was made as.
    pub fn properties(&self) -> MemoryProperties {
        let Self { kind, handle_types, place_kind, place_id, flags, .. } = *self;
        MemoryProperties { kind, handle_types, place_kind, place_id, flags }
    }
}

/// What names something that a session shares with others of its tenant: random, so that who has it was given it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ShareKey(pub [u8; ShareKey::LEN]);

impl ShareKey {
    /// Bytes of a key: what a CUipcMemHandle has.
    pub const LEN: usize = 64;
}

impl<'a> Encode<'a> for ShareKey {
    fn encode(self, writer: &mut Writer<'a>) {
        for part in self.0.as_chunks().0 {
            u64::from_le_bytes(*part).encode(writer);
        }
    }
}

impl<'a> Decode<'a> for ShareKey {
    fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let mut key = [0; Self::LEN];
        for part in key.as_chunks_mut().0 {
            *part = u64::decode(reader)?.to_le_bytes();
        }
        Ok(Self(key))
    }
}

impl Reply for ShareKey {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0);
    }
    fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        Self::decode(&mut Reader::new(bytes))
    }
}

/// Those of the guest's processes that use a device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Processes(pub Vec<ProcessUsage>);

impl Processes {
    /// The most that one reply tells of.
    pub const MAX: usize = 1024;
}

impl Reply for Processes {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.iter().take(Self::MAX).for_each(|process| process.write(out));
    }
    fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        bytes.chunks(20).take(Self::MAX).map(ProcessUsage::read).collect::<Result<_, _>>().map(Self)
    }
}

/// Figures that only a real device has, by number, as rows of the table ask for them; units are NVML's.
pub mod metric {
    /// Percent of the last sample period in which a kernel executed.
    pub const UTILIZATION: u32 = 1;
    /// Percent of the last sample period in which memory was read or written.
    pub const MEMORY_UTILIZATION: u32 = 2;
    /// Degrees Celsius of the sensor in the argument.
    pub const TEMPERATURE: u32 = 3;
    /// Degrees Celsius of the threshold in the argument.
    pub const TEMPERATURE_THRESHOLD: u32 = 4;
    /// Milliwatts.
    pub const POWER: u32 = 5;
    /// Milliwatts.
    pub const POWER_LIMIT: u32 = 6;
    /// Milliwatts.
    pub const ENFORCED_POWER_LIMIT: u32 = 7;
    /// Milliwatts.
    pub const DEFAULT_POWER_LIMIT: u32 = 8;
    /// Millijoules since the driver was loaded.
    pub const ENERGY: u32 = 9;
    /// Megahertz of the clock in the argument.
    pub const CLOCK: u32 = 10;
    /// Megahertz at most, of the clock in the argument.
    pub const MAX_CLOCK: u32 = 11;
    /// 0 to 15, or 32 for unknown.
    pub const PERFORMANCE_STATE: u32 = 12;
    /// Percent of the fan's most.
    pub const FAN: u32 = 13;
    /// Percent.
    pub const ENCODER: u32 = 14;
    /// Percent.
    pub const DECODER: u32 = 15;
    /// Whether errors of memory are corrected: bit 0 now, bit 1 after the next start.
    pub const ECC: u32 = 16;
    /// Kilobytes a second, of the direction in the argument.
    pub const PCIE_THROUGHPUT: u32 = 17;
    /// The generation of the link now.
    pub const PCIE_GENERATION: u32 = 18;
    /// Lanes of the link now.
    pub const PCIE_WIDTH: u32 = 19;
    /// The generation of the link at most.
    pub const MAX_PCIE_GENERATION: u32 = 20;
    /// Lanes of the link at most.
    pub const MAX_PCIE_WIDTH: u32 = 21;
    /// The device's number in PCI's upper half, its vendor's in the lower.
    pub const PCI_DEVICE: u32 = 22;
    /// The same of its subsystem.
    pub const PCI_SUBSYSTEM: u32 = 23;
}

/// Grid and block of a launch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LaunchShape {
    /// Blocks in x, y, z.
    pub grid: [u32; 3],
    /// Threads of a block in x, y, z.
    pub block: [u32; 3],
    /// Dynamic shared memory of a block, in bytes.
    pub shared_bytes: u32,
    /// Bit 0: all blocks run at once ([`LaunchShape::COOPERATIVE`]). Bit 1: it may begin while the launch before ends
    /// ([`LaunchShape::PROGRAMMATIC`]). Bit 2: bits 4 to 7 are its priority, negated. Bits 8 to 12, 13 to 17 and 18 to 22: blocks of a
    /// cluster in x, y and z; 0 for none.
    pub flags: u32,
}

impl LaunchShape {
    /// All blocks run at once.
    pub const COOPERATIVE: u32 = 1;
    /// The launch may begin while the one before it ends.
    pub const PROGRAMMATIC: u32 = 2;
    const HAS_PRIORITY: u32 = 4;
    /// Where each side of a cluster begins, and what of it there is.
    const CLUSTER: [u32; 3] = [8, 13, 18];
    const SIDE: u32 = 31;

    /// The same with a priority; lower numbers run first, and what is beyond -15 and 0 is those.
    #[must_use]
    pub fn with_priority(self, priority: i32) -> Self {
        let urgency = priority.clamp(-15, 0).unsigned_abs();
        Self { flags: self.flags & !(15 << 4) | Self::HAS_PRIORITY | urgency << 4, ..self }
    }

    /// The priority, if it has one of its own.
    pub fn priority(&self) -> Option<i32> {
        (self.flags & Self::HAS_PRIORITY != 0).then_some(-((self.flags >> 4 & 15) as i32))
    }

    /// The same in clusters of blocks, whose sides are 31 at most.
    #[must_use]
    pub fn with_cluster(self, cluster: [u32; 3]) -> Self {
        let mut flags = self.flags;
        for (side, at) in cluster.into_iter().zip(Self::CLUSTER) {
            flags = flags & !(Self::SIDE << at) | (side & Self::SIDE) << at;
        }
        Self { flags, ..self }
    }

    /// Blocks of a cluster in x, y and z; ones without clusters.
    pub fn cluster(&self) -> [u32; 3] {
        Self::CLUSTER.map(|at| (self.flags >> at & Self::SIDE).max(1))
    }
}

impl<'a> Encode<'a> for LaunchShape {
    #[inline]
    fn encode(self, writer: &mut Writer<'a>) {
        for value in self.grid.into_iter().chain(self.block) {
            value.encode(writer);
        }
        self.shared_bytes.encode(writer);
        self.flags.encode(writer);
    }
}

impl<'a> Decode<'a> for LaunchShape {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let mut three = || Ok([u32::decode(reader)?, u32::decode(reader)?, u32::decode(reader)?]);
        let (grid, block) = (three()?, three()?);
        Ok(Self { grid, block, shared_bytes: u32::decode(reader)?, flags: u32::decode(reader)? })
    }
}

/// Where the bytes of an event belong: an event is one of these, then the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Output {
    /// The program's stdout: device printf.
    Stdout = 1,
    /// The program's stderr: device assertions.
    Stderr = 2,
}

impl Output {
    /// Splits an event.
    pub fn split(event: &[u8]) -> Option<(Self, &[u8])> {
        match event.split_first()? {
            (1, bytes) => Some((Self::Stdout, bytes)),
            (2, bytes) => Some((Self::Stderr, bytes)),
            _ => None,
        }
    }
}

/// What an image is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum ImageKind {
    /// PTX text.
    Ptx = 1,
    /// An ELF cubin.
    Cubin = 2,
}

impl<'a> Encode<'a> for ImageKind {
    fn encode(self, writer: &mut Writer<'a>) {
        (self as u32).encode(writer);
    }
}

impl<'a> Decode<'a> for ImageKind {
    fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        match u32::decode(reader)? {
            1 => Ok(Self::Ptx),
            2 => Ok(Self::Cubin),
            other => Err(DecodeError::Range { what: "image kind", value: other.into() }),
        }
    }
}

/// What a guest answers about a device by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceDescription {
    /// At most 255 bytes.
    pub name: String,
    /// As cuDeviceGetUuid gives it.
    pub uuid: [u8; 16],
    /// Device memory in bytes.
    pub total_memory: u64,
    /// PCI domain, bus and device.
    pub pci: [u32; 3],
    /// Whether it takes machine code, or PTX only.
    pub runs_machine_code: bool,
    /// The value of each CUdevice_attribute, by number; `None` where the device does not know it.
    pub attributes: Vec<Option<i32>>,
}

impl DeviceDescription {
    /// A device attribute by its number.
    pub fn attribute(&self, number: u32) -> Option<i32> {
        self.attributes.get(usize::try_from(number).ok()?).copied().flatten()
    }
}

/// The most attributes that a description may have: CUDA 13 numbers fewer than 160.
const MAX_ATTRIBUTES: usize = 512;

impl Reply for DeviceDescription {
    fn write(&self, out: &mut Vec<u8>) {
        let name = &self.name.as_bytes()[..self.name.len().min(255)];
        out.push(name.len() as u8);
        out.extend_from_slice(name);
        out.extend_from_slice(&self.uuid);
        out.extend_from_slice(&self.total_memory.to_le_bytes());
        for part in self.pci {
            out.extend_from_slice(&part.to_le_bytes());
        }
        out.push(self.runs_machine_code.into());
        let attributes = &self.attributes[..self.attributes.len().min(MAX_ATTRIBUTES)];
        out.extend_from_slice(&(attributes.len() as u32).to_le_bytes());
        for attribute in attributes {
            // i32::MIN stands for absent: no attribute has it.
            out.extend_from_slice(&attribute.unwrap_or(i32::MIN).to_le_bytes());
        }
    }

    fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        let reader = &mut Reader::new(bytes);
        let length = u8::decode(reader)?;
        let mut name = Vec::with_capacity(length.into());
        for _ in 0..length {
            name.push(u8::decode(reader)?);
        }
        let name = String::from_utf8(name).map_err(|_| DecodeError::NotUtf8)?;
        let mut uuid = [0; 16];
        for byte in &mut uuid {
            *byte = u8::decode(reader)?;
        }
        let total_memory = u64::decode(reader)?;
        let pci = [u32::decode(reader)?, u32::decode(reader)?, u32::decode(reader)?];
        let runs_machine_code = u8::decode(reader)? != 0;
        let count = u32::decode(reader)?;
        if count as usize > MAX_ATTRIBUTES {
            return Err(DecodeError::Range { what: "attribute count", value: count.into() });
        }
        let attributes = (0..count)
            .map(|_| i32::decode(reader).map(|value| (value != i32::MIN).then_some(value)))
            .collect::<Result<_, _>>()?;
        Ok(Self { name, uuid, total_memory, pci, runs_machine_code, attributes })
    }
}

/// Where a kernel parameter lies in the parameter block, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParamLayout {
    /// From the block's start.
    pub offset: u16,
    /// Of the parameter.
    pub size: u16,
}

/// What a guest must know of a kernel to check and pack a launch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FunctionDescription {
    /// Threads of a block that it can be launched with.
    pub max_threads_per_block: u32,
    /// Static shared memory, in bytes.
    pub shared_bytes: u32,
    /// Constant memory of its module, in bytes.
    pub const_bytes: u32,
    /// Local memory of a thread, in bytes.
    pub local_bytes: u32,
    /// Registers of a thread.
    pub registers: u32,
    /// The virtual architecture that it was compiled for, as 75 for compute_75 (CU_FUNC_ATTRIBUTE_PTX_VERSION).
    pub ptx_version: u32,
    /// The architecture that it runs as, as 75 for sm_75 (CU_FUNC_ATTRIBUTE_BINARY_VERSION).
    pub binary_version: u32,
    /// The only block that it can be launched with; zeros where any is allowed (`.reqntid`).
    pub required_threads: [u32; 3],
    /// Its parameters in order.
    pub params: Vec<ParamLayout>,
}

impl FunctionDescription {
    /// Size of the parameter block, in bytes.
    pub fn params_bytes(&self) -> usize {
        self.params.last().map_or(0, |last| usize::from(last.offset) + usize::from(last.size))
    }
}

/// The most parameters that a description may have: they fit in a reply.
pub const MAX_PARAMS: usize = 960;

impl Reply for FunctionDescription {
    fn write(&self, out: &mut Vec<u8>) {
        let params = &self.params[..self.params.len().min(MAX_PARAMS)];
        for value in [
            self.max_threads_per_block,
            self.shared_bytes,
            self.const_bytes,
            self.local_bytes,
            self.registers,
            self.ptx_version,
            self.binary_version,
            self.required_threads[0],
            self.required_threads[1],
            self.required_threads[2],
            params.len() as u32,
        ] {
            out.extend_from_slice(&value.to_le_bytes());
        }
        for param in params {
            out.extend_from_slice(&param.offset.to_le_bytes());
            out.extend_from_slice(&param.size.to_le_bytes());
        }
    }

    fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        let reader = &mut Reader::new(bytes);
        let mut next = || u32::decode(reader);
        let mut description = Self {
            max_threads_per_block: next()?,
            shared_bytes: next()?,
            const_bytes: next()?,
            local_bytes: next()?,
            registers: next()?,
            ptx_version: next()?,
            binary_version: next()?,
            required_threads: [next()?, next()?, next()?],
            params: Vec::new(),
        };
        let count = next()?;
        if count as usize > MAX_PARAMS {
            return Err(DecodeError::Range { what: "parameter count", value: count.into() });
        }
        description.params = (0..count)
            .map(|_| Ok(ParamLayout { offset: u16::decode(reader)?, size: u16::decode(reader)? }))
            .collect::<Result<_, _>>()?;
        Ok(description)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_survive_the_wire() {
        let device = DeviceDescription {
            name: "a GPU".into(),
            uuid: *b"0123456789abcdef",
            total_memory: 1 << 34,
            pci: [0, 1, 2],
            runs_machine_code: true,
            attributes: vec![None, Some(1024), Some(-1)],
        };
        let mut bytes = Vec::new();
        device.write(&mut bytes);
        assert_eq!(DeviceDescription::read(&bytes), Ok(device));

        let key = ShareKey(std::array::from_fn(|index| index as u8));
        bytes.clear();
        key.write(&mut bytes);
        assert_eq!(ShareKey::read(&bytes), Ok(key));

        let function = FunctionDescription {
            max_threads_per_block: 1024,
            shared_bytes: 3,
            params: vec![ParamLayout { offset: 0, size: 8 }, ParamLayout { offset: 8, size: 4 }],
            ..Default::default()
        };
        assert_eq!(function.params_bytes(), 12);
        bytes.clear();
        function.write(&mut bytes);
        assert_eq!(FunctionDescription::read(&bytes), Ok(function));
    }

    #[test]
    fn a_shape_tells_its_flags_apart() {
        let plain = LaunchShape::default();
        assert_eq!((plain.priority(), plain.cluster()), (None, [1; 3]));
        let all = LaunchShape { flags: LaunchShape::COOPERATIVE, ..plain };
        let all = all.with_priority(-5).with_cluster([2, 16, 1]);
        assert_eq!((all.priority(), all.cluster()), (Some(-5), [2, 16, 1]));
        assert_eq!(all.flags & LaunchShape::COOPERATIVE, LaunchShape::COOPERATIVE);
        assert_eq!(all.flags & LaunchShape::PROGRAMMATIC, 0);
        assert_eq!(all.with_priority(3).priority(), Some(0));
        assert_eq!(all.with_priority(i32::MIN).priority(), Some(-15));
    }

    #[test]
    fn a_count_beyond_the_limit_is_refused_before_anything_is_allocated() {
        let mut bytes = Vec::new();
        FunctionDescription::default().write(&mut bytes);
        bytes[40..44].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(matches!(FunctionDescription::read(&bytes), Err(DecodeError::Range { .. })));
    }
}
