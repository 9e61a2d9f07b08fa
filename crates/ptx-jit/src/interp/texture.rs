//! The instructions of textures and surfaces. What they read is `crate::texture`'s.

use std::sync::Arc;

use ptx::{Edge, Geometry, Inst, Lod, Op, Operand, Sampler, Type};

use super::Grid;
use super::atomics::one;
use super::block::Shared;
use super::lanes::{Lanes, each};
use super::memory::{read, write};
use super::warp::{Stop, Warp};
use crate::executor::{Access, FaultKind};
use crate::texture::{Color, Number, Texture, sampler_told};

/// What a lane names: a texture, and the sampler if it is not the texture's.
type Named = (u64, Option<Sampler>);

/// The texture that the last lane named: neighbours name the same.
#[derive(Default)]
struct Last(Option<(Named, Arc<Texture>)>);

impl Last {
    fn find(&mut self, grid: &Grid, lane: usize, named: Named) -> Result<&Texture, Stop> {
        let (handle, sampler) = named;
        if self.0.as_ref().is_none_or(|(known, _)| *known != named) {
            // Where a reference is, instead of a handle: its address was taken.
            let found = grid.memory.texture(grid.memory.reference(handle).unwrap_or(handle));
            let found = found.ok_or(Stop::at(FaultKind::IllegalAddress, lane, handle))?;
            self.0 = Some((named, sampler.map_or(found.clone(), |sampler| found.sampled(&sampler).into())));
        }
        match &self.0 {
            Some((_, found)) => Ok(found),
            None => Err(Stop::at(FaultKind::IllegalAddress, lane, handle)),
        }
    }
}

/// The sampler that a variable at an address is, if there is one.
fn sampler_at(grid: &Grid, address: u64) -> Option<Sampler> {
    if !address.is_multiple_of(8) {
        return None;
    }
    let place = grid.memory.resolve(address, 8, Access::Read)?;
    // SAFETY: `resolve` says that 8 bytes may be read there, and the address is a multiple of them.
    Sampler::from_bits(unsafe { read(place, 8) })
}

fn float(lanes: &Lanes, lane: usize) -> f32 {
    f32::from_bits(lanes[lane] as u32)
}

fn integer(lanes: &Lanes, lane: usize) -> i64 {
    i64::from(lanes[lane] as u32 as i32)
}

/// The coordinates that are filtered, and the layer.
fn split(geometry: Geometry, at: &[Lanes], lane: usize) -> ([f32; 3], i64) {
    let first = usize::from(geometry.is_layered());
    let coordinate = |i: usize| at.get(first + i).map_or(0.0, |lanes| float(lanes, lane));
    let layer = if first == 1 { i64::from(at[0][lane] as u32) } else { 0 };
    ([coordinate(0), coordinate(1), coordinate(2)], layer)
}

/// Reads at floating-point coordinates.
fn sample(texture: &Texture, geometry: Geometry, at: [f32; 3], layer: i64, lod: f32) -> Color {
    let plane = layer.clamp(0, 1 << 20) as f32;
    match geometry {
        Geometry::D1 => texture.sample([at[0], 0.0, 0.0], 1, lod),
        Geometry::D2 => texture.sample([at[0], at[1], 0.0], 2, lod),
        Geometry::D3 => texture.sample(at, 3, lod),
        Geometry::A1 => texture.sample([at[0], 0.0, plane], 1, lod),
        Geometry::A2 => texture.sample([at[0], at[1], plane], 2, lod),
        Geometry::Cube | Geometry::ACube => {
            let (face, x, y) = Texture::face(at);
            texture.sample([x, y, plane * 6.0 + face as f32], 2, lod)
        }
    }
}

/// The level that texels this far apart ask for: that of the longer direction.
fn level_of(texture: &Texture, geometry: Geometry, x: [f32; 3], y: [f32; 3]) -> f32 {
    let extent = texture.levels.first().map_or([1; 3], |level| level.extent);
    let length = |d: [f32; 3]| {
        let dimensions = if geometry == Geometry::D3 { 3 } else { 2 };
        let squares = (0..dimensions).map(|i| {
            let texels = if texture.is_normalized { d[i] * extent[i] as f32 } else { d[i] };
            texels * texels
        });
        squares.sum::<f32>().sqrt()
    };
    length(x).max(length(y)).log2()
}

impl Warp {
    /// The handles that an operand names: one is bound to a variable of the module's, or it holds one.
    fn handles(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        mask: u32,
        base: u32,
        operand: Operand,
    ) -> Result<Lanes, Stop> {
        let mut handles = self.read(grid, shared, base, operand);
        if let Operand::Sym(..) = operand {
            for lane in each(mask) {
                let address = handles[lane];
                if let Some(bound) = grid.memory.reference(address) {
                    handles[lane] = bound;
                    continue;
                }
                let place = grid.memory.resolve(address, 8, Access::Read);
                let place = place.ok_or(Stop::at(FaultKind::IllegalAddress, lane, address))?;
                // SAFETY: `resolve` says that 8 bytes may be read there; variables of this kind are aligned to them.
                handles[lane] = unsafe { read(place, 8) };
            }
        }
        Ok(handles)
    }

    /// `tex`, `tld4`, `txq` and `suq`.
    pub fn texture(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        inst: &Inst,
        mask: u32,
        base: u32,
    ) -> Result<(), Stop> {
        let srcs = grid.code.srcs(inst);
        let handles = self.handles(grid, shared, mask, base, srcs[0])?;
        let mut rest: Vec<Lanes> = srcs[1..].iter().map(|&src| self.read(grid, shared, base, src)).collect();
        // Where its variable is, by name or in a register.
        let samplers = match inst.op {
            Op::Tex { sampler: true, .. } | Op::Tld4 { sampler: true, .. } => Some(rest.remove(0)),
            _ => None,
        };
        let mut colors = [[0u64; 32]; 4];
        let mut last = Last::default();
        for lane in each(mask) {
            if let Op::TexQuery { query, .. } = inst.op
                && let Some(sampler) =
                    Sampler::from_bits(handles[lane]).or_else(|| sampler_at(grid, handles[lane]))
            {
                let told = sampler_told(&sampler, query);
                colors[0][lane] = told.ok_or(Stop::new(FaultKind::IllegalInstruction, lane))?.into();
                continue;
            }
            let sampler = match &samplers {
                Some(at) => {
                    let illegal = Stop::at(FaultKind::IllegalAddress, lane, at[lane]);
                    Some(sampler_at(grid, at[lane]).ok_or(illegal)?)
                }
                None => None,
            };
            let texture = last.find(grid, lane, (handles[lane], sampler))?;
            let color = match inst.op {
                Op::Tex { geometry, coord: Type::S32, lod, coords, .. } => {
                    let first = usize::from(geometry.is_layered());
                    let at = |i: usize| match i < usize::from(coords) - first {
                        true => integer(&rest[first + i], lane),
                        false => 0,
                    };
                    let layer = if first == 1 { i64::from(rest[0][lane] as u32) } else { 0 };
                    let level = match lod {
                        Lod::Level => rest[usize::from(coords)][lane] as u32,
                        _ => 0,
                    };
                    let place = match geometry {
                        Geometry::D1 => [at(0), 0, 0],
                        Geometry::D2 => [at(0), at(1), 0],
                        Geometry::A1 => [at(0), 0, layer],
                        Geometry::A2 => [at(0), at(1), layer],
                        _ => [at(0), at(1), at(2)],
                    };
                    texture.fetch_at(level, place)
                }
                Op::Tex { geometry, lod, coords, .. } => {
                    let (at, behind) = rest.split_at(coords.into());
                    let (place, layer) = split(geometry, at, lane);
                    let lod = match lod {
                        Lod::Base => 0.0,
                        Lod::Level => float(&behind[0], lane),
                        Lod::Grad => {
                            let (x, y) = behind.split_at(behind.len() / 2);
                            let of = |d: &[Lanes]| -> [f32; 3] {
                                std::array::from_fn(|i| d.get(i).map_or(0.0, |lanes| float(lanes, lane)))
                            };
                            level_of(texture, geometry, of(x), of(y))
                        }
                    };
                    sample(texture, geometry, place, layer, lod)
                }
                Op::Tld4 { component, geometry, coords, .. } => {
                    let (place, layer) = split(geometry, &rest[..coords.into()], lane);
                    texture.gather([place[0], place[1], layer.clamp(0, 1 << 20) as f32], component)
                }
                Op::TexQuery { query, level } => {
                    let level = if level { rest[0][lane] as u32 } else { 0 };
                    Color([texture.told(query, level), 0, 0, 0])
                }
                _ => return Err(Stop::new(FaultKind::IllegalInstruction, lane)),
            };
            for (channel, bits) in color.0.into_iter().enumerate() {
                colors[channel][lane] = bits.into();
            }
        }
        for (&dst, color) in grid.code.dsts(inst).iter().zip(&colors) {
            self.write(base, dst, mask, color);
        }
        Ok(())
    }

    /// `suld`, `sust` and `sured`.
    pub fn surface(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        inst: &Inst,
        mask: u32,
        base: u32,
    ) -> Result<(), Stop> {
        let (geometry, ty, vec, edge, coords, formatted) = match inst.op {
            Op::Suld { geometry, ty, vec, edge, coords } => (geometry, ty, vec, edge, coords, false),
            Op::Sust { geometry, ty, vec, edge, coords, formatted } => {
                (geometry, ty, vec, edge, coords, formatted)
            }
            Op::Sured { geometry, ty, edge, coords, formatted, .. } => {
                (geometry, ty, 1, edge, coords, formatted)
            }
            _ => return Err(Stop::new(FaultKind::IllegalInstruction, mask.trailing_zeros() as usize & 31)),
        };
        let srcs = grid.code.srcs(inst);
        let handles = self.handles(grid, shared, mask, base, srcs[0])?;
        let rest: Vec<Lanes> = srcs[1..].iter().map(|&src| self.read(grid, shared, base, src)).collect();
        let (at, elements) = rest.split_at(coords.into());
        let size = ty.size();
        let mut loaded = [[0u64; 32]; 4];
        let mut last = Last::default();
        for lane in each(mask) {
            let surface = last.find(grid, lane, (handles[lane], None))?;
            let first = usize::from(geometry.is_layered());
            let coordinate = |i: usize| integer(&at[first + i], lane);
            let layer = if first == 1 { integer(&at[0], lane) } else { 0 };
            let (mut x, y, z) = match geometry {
                Geometry::D1 => (coordinate(0), 0, 0),
                Geometry::D2 => (coordinate(0), coordinate(1), 0),
                Geometry::A1 => (coordinate(0), 0, layer),
                Geometry::A2 => (coordinate(0), coordinate(1), layer),
                _ => (coordinate(0), coordinate(1), coordinate(2)),
            };
            let stored = formatted && matches!(inst.op, Op::Sust { .. });
            if formatted {
                x = x.saturating_mul(surface.texel() as i64);
            }
            let bytes = if stored { surface.texel() } else { u64::from(size) * u64::from(vec) };
            let aligned = if stored { surface.number.bytes() } else { bytes };
            let place = match edge {
                Edge::Clamp => surface.surface_clamped(x, y, z, bytes),
                _ => surface.surface_place(x, y, z, bytes),
            };
            let Some(address) = place else {
                match edge {
                    Edge::Zero => continue,
                    _ => return Err(Stop::at(FaultKind::IllegalAddress, lane, handles[lane])),
                }
            };
            if address & (aligned - 1) != 0 {
                return Err(Stop::at(FaultKind::MisalignedAddress, lane, address));
            }
            for i in 0..usize::from(vec) {
                let element = (address + i as u64 * u64::from(size)) as *mut u8;
                // SAFETY: the place is within the surface, whose texels stay mapped while it lives, and aligned.
                unsafe {
                    match inst.op {
                        Op::Suld { .. } => loaded[i][lane] = read(element, size),
                        Op::Sust { .. } if !formatted => write(element, size, elements[i][lane]),
                        Op::Sured { op, .. } => {
                            one(element, op, ty, elements[0][lane], 0);
                        }
                        _ => {}
                    }
                }
            }
            if stored {
                for i in 0..usize::from(surface.channels).min(elements.len()) {
                    let number = surface.number.bytes();
                    let element = (address + i as u64 * number) as *mut u8;
                    // SAFETY: as above; a texel has so many numbers.
                    unsafe {
                        write(element, number as u32, converted(surface.number, ty, elements[i][lane]))
                    };
                }
            }
        }
        for (&dst, values) in grid.code.dsts(inst).iter().zip(&loaded) {
            self.write(base, dst, mask, values);
        }
        Ok(())
    }
}

/// A number as a texel holds it: integers are clamped to what that can hold.
fn converted(number: Number, from: Type, bits: u64) -> u64 {
    let (least, most) = match number {
        Number::U8 => (0, 255),
        Number::U16 => (0, 65_535),
        Number::S8 => (-128, 127),
        Number::S16 => (-32_768, 32_767),
        Number::F16 if from == Type::F32 => {
            return half::f16::from_f32(f32::from_bits(bits as u32)).to_bits().into();
        }
        Number::F16 | Number::U32 | Number::S32 | Number::F32 => return bits,
    };
    let value = match from {
        Type::S32 => i64::from(bits as u32 as i32),
        _ => i64::from(bits as u32),
    };
    value.clamp(least, most) as u64
}
