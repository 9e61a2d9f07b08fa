//! What `.samplerref` variables say about how a texture is read (PTX ISA, "Sampler Properties"), and how that lies in their
//! eight bytes. Not the textures, nor samplers that belong to one.

/// What a coordinate beyond the edge reads. `clamp_ogl` is not executed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum AddressMode {
    /// The texture, again and again.
    Wrap,
    /// The texture, there and back.
    Mirror,
    /// The texel at the edge.
    ClampToEdge,
    /// The border's color.
    ClampToBorder,
}

/// A sampler of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Sampler {
    /// For each dimension.
    pub beyond: [AddressMode; 3],
    /// The mean of the nearest texels is read, not the nearest.
    pub is_linear: bool,
    /// Coordinates count texels, whatever the texture says.
    pub is_unnormalized: bool,
}

/// Above it, what tells a sampler from other bytes, as a texture's handle.
const MARK: u64 = 0x5a3d_0000_0000_0000;

impl Default for Sampler {
    /// What fields say that are not written: the first values of the ISA's lists.
    fn default() -> Sampler {
        Sampler { beyond: [AddressMode::Wrap; 3], is_linear: false, is_unnormalized: false }
    }
}

impl Sampler {
    /// The variable's value. No driver's calls reach it, so its layout is ours.
    pub fn to_bits(self) -> u64 {
        let mode = |mode: AddressMode| match mode {
            AddressMode::Wrap => 0,
            AddressMode::Mirror => 1,
            AddressMode::ClampToEdge => 2,
            AddressMode::ClampToBorder => 3,
        };
        let [x, y, z] = self.beyond.map(mode);
        MARK | x | y << 2 | z << 4 | u64::from(self.is_linear) << 6 | u64::from(self.is_unnormalized) << 7
    }

    /// The sampler that a value is, if it is one.
    pub fn from_bits(bits: u64) -> Option<Sampler> {
        let mode = |at: u32| match bits >> at & 3 {
            0 => AddressMode::Wrap,
            1 => AddressMode::Mirror,
            2 => AddressMode::ClampToEdge,
            _ => AddressMode::ClampToBorder,
        };
        (bits & !0xff == MARK).then(|| Sampler {
            beyond: [mode(0), mode(2), mode(4)],
            is_linear: bits >> 6 & 1 != 0,
            is_unnormalized: bits >> 7 & 1 != 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_the_sampler_that_it_was_made_of() {
        for bits in 0..0x100 {
            let sampler = Sampler::from_bits(MARK | bits).unwrap();
            assert_eq!(sampler.to_bits(), MARK | bits);
        }
        assert_eq!(Sampler::from_bits(0), None);
        assert_eq!(Sampler::from_bits(7), None);
    }
}
