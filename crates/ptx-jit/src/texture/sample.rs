//! Reading textures: coordinates, edges, filters. Weights have eight bits of fraction, as real devices' have.

use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, Ordering};

use super::{Beyond, Level, Number, Texture};

/// What is read: four numbers, as bits of integers or of floats.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Color(pub [u32; 4]);

impl Color {
    fn of(values: [f32; 4]) -> Color {
        Color(values.map(f32::to_bits))
    }

    fn floats(self) -> [f32; 4] {
        self.0.map(f32::from_bits)
    }
}

/// Two texels of a row and how much the second weighs.
#[derive(Clone, Copy)]
struct Pair {
    at: [i64; 2],
    weight: f32,
}

/// The texels between whose centers a coordinate lies.
fn between(x: f32) -> Pair {
    let x = x - 0.5;
    let first = x.floor();
    // 9-bit fixed point with 8 bits of fraction.
    let weight = ((x - first) * 256.0).round() / 256.0;
    Pair { at: [first as i64, (first as i64).saturating_add(1)], weight }
}

/// Whether numbers are read as floats.
fn reads_floats(texture: &Texture) -> bool {
    match texture.number {
        Number::F16 | Number::F32 => true,
        Number::U32 | Number::S32 => false,
        _ => texture.as_fraction,
    }
}

/// sRGB to linear.
fn linear(value: f32) -> f32 {
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// The index of a texel for one that may lie beyond the edges; `None` for the border.
fn within(index: i64, size: u64, beyond: Beyond, is_normalized: bool) -> Option<u64> {
    let last = size as i64 - 1;
    match beyond {
        Beyond::Border if !(0..=last).contains(&index) => None,
        Beyond::Wrap if is_normalized => Some(index.rem_euclid(size as i64) as u64),
        Beyond::Mirror if is_normalized => {
            let twice = index.rem_euclid(2 * size as i64);
            Some(twice.min(2 * size as i64 - 1 - twice) as u64)
        }
        _ => Some(index.clamp(0, last) as u64),
    }
}

impl Texture {
    /// The texel at indices that lie within the level.
    fn texel_at(&self, level: &Level, [x, y, z]: [u64; 3]) -> Color {
        let bytes = self.number.bytes();
        let first = level.address + z * level.plane + y * level.pitch + x * self.texel();
        let mut bits = [0u32; 4];
        for (channel, bits) in bits.iter_mut().enumerate().take(self.channels.into()) {
            let at = (first + channel as u64 * bytes) as *mut u8;
            // SAFETY: texels stay mapped while the texture lives, and are aligned to their numbers; atomics, because others may write
            // at the same time.
            *bits = unsafe {
                match bytes {
                    1 => AtomicU8::from_ptr(at).load(Ordering::Relaxed).into(),
                    2 => AtomicU16::from_ptr(at.cast()).load(Ordering::Relaxed).into(),
                    _ => AtomicU32::from_ptr(at.cast()).load(Ordering::Relaxed),
                }
            };
        }
        let channels = usize::from(self.channels);
        let mut values = [0.0; 4];
        for (channel, (&bits, value)) in bits.iter().zip(&mut values).enumerate().take(channels) {
            *value = match self.number {
                Number::U8 => bits as f32 / 255.0,
                Number::U16 => bits as f32 / 65_535.0,
                Number::S8 => (f32::from(bits as u8 as i8) / 127.0).max(-1.0),
                Number::S16 => (f32::from(bits as u16 as i16) / 32_767.0).max(-1.0),
                Number::F16 => half::f16::from_bits(bits as u16).to_f32(),
                Number::F32 => f32::from_bits(bits),
                Number::U32 | Number::S32 => 0.0,
            };
            if self.is_srgb && self.number == Number::U8 && channel < 3 {
                *value = linear(*value);
            }
        }
        if reads_floats(self) {
            return Color::of(values);
        }
        Color(match self.number {
            Number::S8 => bits.map(|bits| i32::from(bits as u8 as i8) as u32),
            Number::S16 => bits.map(|bits| i32::from(bits as u16 as i16) as u32),
            _ => bits,
        })
    }

    fn border(&self) -> Color {
        if reads_floats(self) {
            return Color::of(self.border);
        }
        Color(self.border.map(|value| value as i32 as u32))
    }

    /// The texel at indices that may lie beyond the edges. Layers are clamped.
    fn fetch(&self, level: &Level, at: [i64; 3]) -> Color {
        let mut inside = [0; 3];
        for (dimension, inside) in inside.iter_mut().enumerate() {
            let (index, size) = (at[dimension], level.extent[dimension]);
            if self.is_buffer && dimension == 0 && !(0..size as i64).contains(&index) {
                return Color([0; 4]);
            }
            let beyond = match dimension {
                2 if self.is_layered => Beyond::Clamp,
                dimension => self.beyond[dimension],
            };
            match within(index, size, beyond, self.is_normalized) {
                Some(index) => *inside = index,
                None => return self.border(),
            }
        }
        self.texel_at(level, inside)
    }

    /// Reads at integer coordinates, unfiltered.
    pub fn fetch_at(&self, level: u32, at: [i64; 3]) -> Color {
        let level = (level as usize).min(self.levels.len().saturating_sub(1));
        self.levels.get(level).map_or(Color([0; 4]), |level| self.fetch(level, at))
    }

    /// Coordinates in texels of a level. `dimensions` are filtered, the rest is a plane's number already.
    fn scaled(&self, level: &Level, at: [f32; 3], dimensions: usize) -> [f32; 3] {
        let mut scaled = at;
        for dimension in 0..dimensions {
            let size = level.extent[dimension] as f32;
            if self.is_normalized {
                // As the guide has it: what is left of whole turns, before it is scaled.
                let x = at[dimension];
                let x = match self.beyond[dimension] {
                    Beyond::Wrap => x - x.floor(),
                    Beyond::Mirror if x.floor() as i64 & 1 != 0 => 1.0 - (x - x.floor()),
                    Beyond::Mirror => x - x.floor(),
                    Beyond::Clamp | Beyond::Border => x,
                };
                scaled[dimension] = x * size;
            }
            // Far beyond the edges all is the same; and no index overflows.
            scaled[dimension] = scaled[dimension].clamp(-1e9, 1e9);
            if scaled[dimension].is_nan() {
                scaled[dimension] = 0.0;
            }
        }
        scaled
    }

    fn sample_level(&self, level: &Level, at: [f32; 3], dimensions: usize) -> Color {
        let at = self.scaled(level, at, dimensions);
        let plane = |dimension: usize| if dimension < dimensions { 0 } else { at[dimension] as i64 };
        if !self.is_linear || !reads_floats(self) {
            let index = |dimension: usize| match dimension < dimensions {
                true => at[dimension].floor() as i64,
                false => plane(dimension),
            };
            return self.fetch(level, [index(0), index(1), index(2)]);
        }
        let pair = |dimension: usize| match dimension < dimensions {
            true => between(at[dimension]),
            false => Pair { at: [plane(dimension); 2], weight: 0.0 },
        };
        let [x, y, z] = [pair(0), pair(1), pair(2)];
        let mut sum = [0f32; 4];
        for corner in 0..8 {
            let chosen = |pair: Pair, bit: usize| match corner >> bit & 1 {
                0 => (pair.at[0], 1.0 - pair.weight),
                _ => (pair.at[1], pair.weight),
            };
            let [(x, a), (y, b), (z, c)] = [chosen(x, 0), chosen(y, 1), chosen(z, 2)];
            let weight = a * b * c;
            if weight != 0.0 {
                let texel = self.fetch(level, [x, y, z]).floats();
                for (sum, texel) in sum.iter_mut().zip(texel) {
                    *sum += weight * texel;
                }
            }
        }
        Color::of(sum)
    }

    /// Reads at coordinates of which the first `dimensions` are filtered, at a level of detail.
    pub fn sample(&self, at: [f32; 3], dimensions: usize, lod: f32) -> Color {
        let last = self.levels.len().saturating_sub(1) as f32;
        let (bias, least, most) = self.level;
        let lod = (lod + bias).max(least).min(most.max(least)).clamp(0.0, last);
        let lod = if lod.is_nan() { 0.0 } else { lod };
        let level = |index: f32| self.levels.get(index as usize);
        if !self.is_linear_between || lod.fract() == 0.0 {
            // Halfway is the smaller one.
            let index = (lod + 0.5).ceil() - 1.0;
            return level(index).map_or(Color([0; 4]), |level| self.sample_level(level, at, dimensions));
        }
        let weight = (lod.fract() * 256.0).round() / 256.0;
        let (Some(near), Some(far)) = (level(lod.floor()), level((lod.floor() + 1.0).min(last))) else {
            return Color([0; 4]);
        };
        let near = self.sample_level(near, at, dimensions);
        if !reads_floats(self) {
            return near;
        }
        let far = self.sample_level(far, at, dimensions).floats();
        let near = near.floats();
        Color::of(std::array::from_fn(|channel| near[channel] * (1.0 - weight) + far[channel] * weight))
    }

    /// One number of each of the four texels that a linear filter would mean, in the order of `tld4`.
    pub fn gather(&self, at: [f32; 3], component: u8) -> Color {
        let Some(level) = self.levels.first() else { return Color([0; 4]) };
        let scaled = self.scaled(level, at, 2);
        let (x, y, z) = (between(scaled[0]), between(scaled[1]), scaled[2] as i64);
        let corners = [(0, 1), (1, 1), (1, 0), (0, 0)];
        Color(corners.map(|(i, j)| self.fetch(level, [x.at[i], y.at[j], z]).0[usize::from(component & 3)]))
    }

    /// The face of a cube that a direction meets, and where, from 0 to 1.
    pub fn face(direction: [f32; 3]) -> (usize, f32, f32) {
        let [x, y, z] = direction;
        let (ax, ay, az) = (x.abs(), y.abs(), z.abs());
        let (face, major, s, t) = if ax >= ay && ax >= az {
            if x >= 0.0 { (0, ax, -z, -y) } else { (1, ax, z, -y) }
        } else if ay >= az {
            if y >= 0.0 { (2, ay, x, z) } else { (3, ay, x, -z) }
        } else if z >= 0.0 {
            (4, az, x, -y)
        } else {
            (5, az, -x, -y)
        };
        (face, (s / major + 1.0) / 2.0, (t / major + 1.0) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texture(values: &[f32], width: u64) -> Texture {
        let height = values.len() as u64 / width;
        let level = Level {
            address: values.as_ptr() as u64,
            pitch: width * 4,
            plane: width * height * 4,
            extent: [width, height, 1],
        };
        Texture {
            levels: vec![level],
            number: Number::F32,
            channels: 1,
            is_layered: false,
            is_buffer: false,
            beyond: [Beyond::Clamp; 3],
            is_linear: false,
            is_linear_between: false,
            as_fraction: false,
            is_normalized: false,
            is_srgb: false,
            border: [9.0, 0.0, 0.0, 0.0],
            level: (0.0, 0.0, 0.0),
        }
    }

    fn read(texture: &Texture, x: f32, y: f32) -> f32 {
        f32::from_bits(texture.sample([x, y, 0.0], 2, 0.0).0[0])
    }

    #[test]
    fn filters_and_edges_are_the_guides() {
        let values = [0.0, 1.0, 2.0, 3.0];
        let mut it = texture(&values, 2);
        assert_eq!([read(&it, 0.0, 0.0), read(&it, 1.99, 0.5), read(&it, -5.0, 9.0)], [0.0, 1.0, 2.0]);
        it.is_linear = true;
        assert_eq!([read(&it, 0.5, 0.5), read(&it, 1.0, 1.0), read(&it, 1.0, 0.0)], [0.0, 1.5, 0.5]);
        // A weight has 8 bits of fraction.
        assert_eq!(read(&it, 0.5 + 1.0 / 1024.0, 0.5), 0.0);
        assert_eq!(read(&it, 0.5 + 1.0 / 256.0, 0.5), 1.0 / 256.0);
        it.beyond = [Beyond::Border; 3];
        assert_eq!(read(&it, 0.0, 0.5), 4.5);
        it.is_linear = false;
        it.is_normalized = true;
        assert_eq!([read(&it, 0.75, 0.25), read(&it, 1.0, 0.25)], [1.0, 9.0]);
        it.beyond = [Beyond::Wrap; 3];
        assert_eq!([read(&it, 1.25, 0.25), read(&it, -0.25, -0.25)], [0.0, 3.0]);
        it.beyond = [Beyond::Mirror; 3];
        assert_eq!([read(&it, 1.25, 0.25), read(&it, -0.25, 0.25)], [1.0, 0.0]);
        for strange in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX] {
            it.is_linear = !it.is_linear;
            read(&it, strange, strange);
        }
    }

    #[test]
    fn a_direction_meets_the_face_of_its_longest_part() {
        assert_eq!(Texture::face([1.0, 0.0, 0.0]), (0, 0.5, 0.5));
        assert_eq!(Texture::face([0.0, -2.0, 1.0]).0, 3);
        assert_eq!(Texture::face([0.0, 0.0, -1.0]), (5, 0.5, 0.5));
        assert_eq!(Texture::face([1.0, 1.0, 0.5]).0, 0);
    }
}
