//! Pictures for the demo: one made from noise that looks like a photograph, and PNM and PNG files.
use std::io::Write;

use anyhow::{Context, Result, bail, ensure};

/// A picture, three bytes (red, green, blue) a pixel, row by row from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels.
    pub width: usize,
    /// Pixels.
    pub height: usize,
    /// `width * height * 3` bytes.
    pub rgb: Vec<u8>,
}

type Colour = [f32; 3];

/// A number in 0..1 for each point of a grid: the same on every machine.
fn grain(x: i32, y: i32, seed: u32) -> f32 {
    let mut h = (x as u32).wrapping_mul(0x9E37_79B1)
        ^ (y as u32).wrapping_mul(0x85EB_CA77)
        ^ seed.wrapping_mul(0xC2B2_AE3D);
    h = (h ^ (h >> 15)).wrapping_mul(0x2C1B_3C6D);
    h = (h ^ (h >> 12)).wrapping_mul(0x297A_2D39);
    ((h ^ (h >> 15)) >> 8) as f32 / 16_777_216.0
}

/// Value noise: the grid's numbers, smoothly joined.
fn noise(x: f32, y: f32, seed: u32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let smooth = |t: f32| t * t * (3.0 - 2.0 * t);
    let (u, v) = (smooth(x - left), smooth(y - top));
    let (i, j) = (left as i32, top as i32);
    let upper = mix(grain(i, j, seed), grain(i + 1, j, seed), u);
    let lower = mix(grain(i, j + 1, seed), grain(i + 1, j + 1, seed), u);
    mix(upper, lower, v)
}

/// Noise at several scales, each half as strong as the one before; about 0..1.
fn rough(x: f32, y: f32, octaves: u32, seed: u32) -> f32 {
    let (mut sum, mut weight, mut scale) = (0.0, 0.5, 1.0);
    for octave in 0..octaves {
        sum += weight * noise(x * scale, y * scale, seed.wrapping_add(octave));
        weight *= 0.5;
        scale *= 2.03;
    }
    sum
}

fn mix(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

fn blend(a: Colour, b: Colour, t: f32) -> Colour {
    let t = t.clamp(0.0, 1.0);
    [mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t)]
}

const HORIZON: f32 = 0.62;
const SUN: (f32, f32) = (1.02, 0.40);

/// The sky at (x, y) in units of the picture's height, with sun, glow and clouds.
fn sky(x: f32, y: f32, seed: u32) -> Colour {
    let low = blend([0.98, 0.72, 0.45], [0.93, 0.55, 0.42], y / HORIZON);
    let base = blend([0.16, 0.30, 0.58], low, (y / HORIZON).powf(1.3));
    let away = ((x - SUN.0).powi(2) + (y - SUN.1).powi(2)).sqrt();
    let glow = blend(base, [1.0, 0.86, 0.58], 0.75 * (-away * 5.0).exp());
    let lit = blend(glow, [1.0, 0.97, 0.88], (1.0 - (away - 0.035) / 0.006).clamp(0.0, 1.0));
    let cloud = rough(x * 3.1, y * 11.0 + 4.0, 6, seed ^ 0x51);
    let cover = ((cloud - 0.50) * 4.5).clamp(0.0, 0.85) * (1.0 - y / HORIZON * 0.6);
    blend(lit, blend([0.96, 0.78, 0.70], [0.55, 0.45, 0.55], (cloud - 0.5) * 3.0), cover)
}

/// How high a range of mountains stands at x, as a y; nearer ranges are lower and rougher.
fn ridge(range: u32, x: f32, seed: u32) -> f32 {
    let depth = range as f32;
    let shape = rough(x * (1.6 + depth * 0.9) + depth * 17.0, depth, 7, seed ^ (range * 977));
    HORIZON + 0.015 - (0.42 - 0.09 * depth) * (shape * 1.5 - 0.22).max(0.0)
}

/// Sky and land above the water line.
fn scene(x: f32, y: f32, seed: u32) -> Colour {
    let mut colour = sky(x, y, seed);
    for range in 0..4 {
        let top = ridge(range, x, seed);
        if y < top {
            continue;
        }
        let depth = range as f32;
        // The faces of the rock lean with a noise of their own; the sun lights those that lean towards it.
        let face =
            |x: f32| rough(x * 16.0 + depth * 9.0 + y * 7.0, y * 21.0 - x * 5.0, 6, seed ^ (0x61 + range));
        let slope = (face(x + 0.004) - face(x)) / 0.004;
        let light = (0.5 + slope * 0.11).clamp(0.05, 1.0);
        let texture = rough(x * 34.0 + depth * 5.0, y * 50.0, 5, seed ^ 0xA7);
        let rock =
            [0.20 + 0.28 * light * texture, 0.21 + 0.22 * light * texture, 0.25 + 0.17 * light * texture];
        let forest = [0.05 + 0.06 * texture, 0.10 + 0.12 * texture, 0.07 + 0.05 * texture];
        let below = (y - top) * 7.0;
        let snow = (1.15 - below * 1.7 - texture * 0.9 - depth * 0.45).clamp(0.0, 1.0);
        let ground = blend(
            blend(rock, forest, below * 0.9 + depth * 0.22 - 0.25),
            [0.93, 0.92, 0.95],
            snow * light * 1.3,
        );
        let haze = 0.66 - 0.21 * depth + 0.12 * (y / HORIZON);
        colour = blend(ground, [0.80, 0.66, 0.62], haze * 0.8);
    }
    colour
}

/// Mountains over a lake at sunset, with the grain of a film: the same for the same size and seed.
pub fn photograph(width: usize, height: usize, seed: u32) -> Picture {
    let mut rgb = Vec::with_capacity(width * height * 3);
    for row in 0..height {
        for column in 0..width {
            let (x, y) = (column as f32 / height as f32, row as f32 / height as f32);
            let mut colour = if y < HORIZON { scene(x, y, seed) } else { water(x, y, seed) };
            let centre = width as f32 / height as f32 / 2.0;
            let edge = ((x - centre) / centre).powi(2) + ((y - 0.5) * 2.0).powi(2);
            for (channel, value) in colour.iter_mut().enumerate() {
                let speck = grain(column as i32, row as i32, seed ^ (0xF00 + channel as u32)) - 0.5;
                *value = *value * (1.0 - 0.12 * edge) + 0.035 * speck;
                rgb.push((value.clamp(0.0, 1.0) * 255.0).round() as u8);
            }
        }
    }
    Picture { width, height, rgb }
}

/// The lake: the scene upside down, broken by waves that grow towards the viewer.
fn water(x: f32, y: f32, seed: u32) -> Colour {
    let near = (y - HORIZON) / (1.0 - HORIZON);
    let wave = rough(x * 9.0, (near + 0.03).ln() * 26.0, 4, seed ^ 0x3C) - 0.47;
    let mirrored = HORIZON - (y - HORIZON) * 1.15 + wave * 0.10 * near.sqrt();
    let reflection = scene(x + wave * 0.02, mirrored.clamp(0.0, HORIZON - 0.001), seed);
    let deep = blend(reflection, [0.05, 0.12, 0.17], 0.25 + 0.35 * near);
    let sparkle = ((wave - 0.13) * 9.0).clamp(0.0, 1.0) * (-(x - SUN.0).abs() * 6.0).exp();
    blend(deep, [1.0, 0.88, 0.66], sparkle)
}

impl Picture {
    /// As a binary PNM file (P6).
    pub fn to_pnm(&self) -> Vec<u8> {
        let mut file = format!("P6\n{} {}\n255\n", self.width, self.height).into_bytes();
        file.extend_from_slice(&self.rgb);
        file
    }

    /// From a binary PNM file (P6, 255 levels).
    ///
    /// # Errors
    /// Another format, or fewer bytes than its header promises.
    pub fn from_pnm(file: &[u8]) -> Result<Self> {
        let mut words = Vec::new();
        let mut at = 0;
        while words.len() < 4 {
            match file.get(at).context("the header is cut short")? {
                b'#' => at += file[at..].iter().position(|&b| b == b'\n').context("a comment without end")?,
                space if space.is_ascii_whitespace() => at += 1,
                _ => {
                    let length = file[at..]
                        .iter()
                        .position(u8::is_ascii_whitespace)
                        .context("the header is cut short")?;
                    words.push(std::str::from_utf8(&file[at..at + length])?);
                    at += length;
                }
            }
        }
        ensure!(words[0] == "P6" && words[3] == "255", "no P6 file with 255 levels");
        let (width, height): (usize, usize) = (words[1].parse()?, words[2].parse()?);
        let size = width.checked_mul(height).and_then(|n| n.checked_mul(3)).context("impossible size")?;
        let rgb = file.get(at + 1..).and_then(|rest| rest.get(..size)).context("the file is cut short")?;
        Ok(Self { width, height, rgb: rgb.to_vec() })
    }

    /// Writes a PNG file.
    ///
    /// # Errors
    /// `to` cannot be written, or the picture is larger than PNG allows.
    pub fn write_png(&self, to: impl Write) -> Result<()> {
        let (width, height) = (u32::try_from(self.width)?, u32::try_from(self.height)?);
        if self.rgb.len() != self.width * self.height * 3 {
            bail!("{} bytes for {width} x {height} pixels", self.rgb.len());
        }
        let mut encoder = png::Encoder::new(to, width, height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header()?.write_image_data(&self.rgb)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photograph_is_the_same_every_time_and_not_flat() {
        let one = photograph(96, 64, 1);
        assert_eq!(one, photograph(96, 64, 1));
        assert_ne!(one.rgb, photograph(96, 64, 2).rgb);
        let (low, high) = (one.rgb.iter().min().unwrap(), one.rgb.iter().max().unwrap());
        assert!(*low < 60 && *high > 200, "{low}..{high}");
    }

    #[test]
    fn pnm_survives_a_round_trip_and_damage_is_an_error() {
        let picture = photograph(7, 5, 3);
        let file = picture.to_pnm();
        assert_eq!(Picture::from_pnm(&file).unwrap(), picture);
        assert!(Picture::from_pnm(&file[..file.len() - 1]).is_err());
        assert!(Picture::from_pnm(b"P5\n1 1\n255\nx").is_err());
        assert!(Picture::from_pnm(b"P6\n99999999999 99999999999\n255\n").is_err());
        let commented = [b"P6 # note\n7 5 255\n", picture.rgb.as_slice()].concat();
        assert_eq!(Picture::from_pnm(&commented).unwrap(), picture);
    }
}
