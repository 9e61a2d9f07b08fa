//! Textures and surfaces: what they are of, where their texels lie, and how they are read ("CUDA C++ Programming Guide", "Texture
//! Fetching"). Not the instructions that name them.

mod sample;

use ptx::{AddressMode, Sampler};
pub use sample::Color;

/// What a number of a texel is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Number {
    U8,
    U16,
    U32,
    S8,
    S16,
    S32,
    F16,
    F32,
}

impl Number {
    /// Bytes of it.
    pub fn bytes(self) -> u64 {
        match self {
            Number::U8 | Number::S8 => 1,
            Number::U16 | Number::S16 | Number::F16 => 2,
            Number::U32 | Number::S32 | Number::F32 => 4,
        }
    }
}

/// What a coordinate beyond the edge reads (CU_TR_ADDRESS_MODE_*).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beyond {
    /// The texture, again and again.
    Wrap,
    /// The texel at the edge.
    Clamp,
    /// The texture, there and back.
    Mirror,
    /// The border's color.
    Border,
}

impl Beyond {
    /// What a sampler's mode is here.
    fn of(mode: AddressMode) -> Beyond {
        match mode {
            AddressMode::Wrap => Beyond::Wrap,
            AddressMode::Mirror => Beyond::Mirror,
            AddressMode::ClampToEdge => Beyond::Clamp,
            AddressMode::ClampToBorder => Beyond::Border,
        }
    }

    /// The answer to a query.
    fn told(self) -> u32 {
        match self {
            Beyond::Wrap => 0,
            Beyond::Clamp => 1,
            Beyond::Mirror => 2,
            Beyond::Border => 3,
        }
    }
}

/// The answer to a query of a sampler of its own; nothing to one that is about textures.
pub fn sampler_told(sampler: &Sampler, query: ptx::TexQuery) -> Option<u32> {
    use ptx::TexQuery as Q;
    match query {
        Q::Filter => Some(sampler.is_linear.into()),
        Q::ForceUnnormalized => Some(sampler.is_unnormalized.into()),
        Q::Beyond(dimension) => Some(Beyond::of(sampler.beyond[usize::from(dimension).min(2)]).told()),
        _ => None,
    }
}

/// Texels of one size: the texture itself, or a level of a mipmapped one.
#[derive(Clone, Copy, Debug)]
pub struct Level {
    /// The first texel.
    pub address: u64,
    /// Bytes from a row to the next.
    pub pitch: u64,
    /// Bytes from a plane, layer or face to the next.
    pub plane: u64,
    /// Texels of a row, rows, planes: 1 at least.
    pub extent: [u64; 3],
}

/// A texture, or a surface, which uses its first level alone.
///
/// # Safety
/// Whoever makes one promises that all texels of all levels stay mapped in this process for as long as it lives.
#[derive(Clone, Debug)]
pub struct Texture {
    /// The largest first; one at least.
    pub levels: Vec<Level>,
    /// What texels are made of.
    pub number: Number,
    /// How many of them: 1, 2 or 4.
    pub channels: u8,
    /// Planes are layers or faces: neither filtered between nor beyond the edge of anything.
    pub is_layered: bool,
    /// It is linear memory of one dimension: beyond its end it reads as zeros.
    pub is_buffer: bool,
    /// For each dimension.
    pub beyond: [Beyond; 3],
    /// Reads the mean of the nearest texels, not the nearest.
    pub is_linear: bool,
    /// Reads between levels.
    pub is_linear_between: bool,
    /// Integers of 8 and 16 bits read as fractions of the largest.
    pub as_fraction: bool,
    /// Coordinates are fractions of the size.
    pub is_normalized: bool,
    /// Three of the numbers are sRGB's.
    pub is_srgb: bool,
    /// What is beyond the edge.
    pub border: [f32; 4],
    /// Added to levels, and what they are then clamped to.
    pub level: (f32, f32, f32),
}

impl Texture {
    /// The same texels, read as a sampler of its own says (PTX ISA, "Texturing Modes").
    pub fn sampled(&self, sampler: &Sampler) -> Texture {
        Texture {
            beyond: sampler.beyond.map(Beyond::of),
            is_linear: sampler.is_linear,
            is_normalized: self.is_normalized && !sampler.is_unnormalized,
            ..self.clone()
        }
    }

    /// Bytes of a texel.
    pub fn texel(&self) -> u64 {
        self.number.bytes() * u64::from(self.channels)
    }

    /// The answer to a query; of a level where it is about sizes.
    pub fn told(&self, query: ptx::TexQuery, level: u32) -> u32 {
        use ptx::TexQuery as Q;
        let extent = self.levels.get(level as usize).map_or([0; 3], |level| level.extent);
        match query {
            Q::Width => extent[0] as u32,
            Q::Height => extent[1] as u32,
            Q::Depth | Q::ArraySize => extent[2] as u32,
            Q::Levels => self.levels.len() as u32,
            Q::Samples => 1,
            Q::Normalized => self.is_normalized.into(),
            Q::Filter => self.is_linear.into(),
            Q::Beyond(dimension) => self.beyond[usize::from(dimension).min(2)].told(),
            // Only what samplers of their own can have.
            Q::ForceUnnormalized => 0,
            // OpenCL's numbers (PTX ISA, "Channel Data Type and Channel Order Fields").
            Q::DataType => match (self.number, self.as_fraction) {
                (Number::S8, true) => 0x10d0,
                (Number::S16, true) => 0x10d1,
                (Number::U8, true) => 0x10d2,
                (Number::U16, true) => 0x10d3,
                (Number::S8, false) => 0x10d7,
                (Number::S16, false) => 0x10d8,
                (Number::S32, _) => 0x10d9,
                (Number::U8, false) => 0x10da,
                (Number::U16, false) => 0x10db,
                (Number::U32, _) => 0x10dc,
                (Number::F16, _) => 0x10dd,
                (Number::F32, _) => 0x10de,
            },
            Q::Order => match self.channels {
                1 => 0x10b0,
                2 => 0x10b2,
                _ => 0x10b5,
            },
        }
    }

    /// The address of bytes of a surface, of which `x` counts bytes; `None` beyond its edges.
    pub fn surface_place(&self, x: i64, y: i64, z: i64, bytes: u64) -> Option<u64> {
        let level = self.levels.first()?;
        let row = level.extent[0] * self.texel();
        let (x, y, z) = (u64::try_from(x).ok()?, u64::try_from(y).ok()?, u64::try_from(z).ok()?);
        let fits = x.checked_add(bytes)? <= row && y < level.extent[1] && z < level.extent[2];
        fits.then(|| level.address + z * level.plane + y * level.pitch + x)
    }

    /// The same, of the nearest place within the edges.
    pub fn surface_clamped(&self, x: i64, y: i64, z: i64, bytes: u64) -> Option<u64> {
        let level = self.levels.first()?;
        let row = (level.extent[0] * self.texel()).checked_sub(bytes)?;
        let clamp = |value: i64, last: u64| value.clamp(0, last as i64);
        let x = clamp(x, row) as u64 / bytes.max(1) * bytes;
        let (y, z) = (clamp(y, level.extent[1] - 1), clamp(z, level.extent[2] - 1));
        self.surface_place(x as i64, y, z, bytes)
    }
}
