//! The frequent ones of these operations, in loops that the compiler makes vectors of.

use std::arch::x86_64::{__m128i, _mm_loadu_si128, _mm_storeu_si128, _mm256_cvtph_ps, _mm256_cvtps_ph};

use ptx::{FloatBin, FloatMode, FloatUn, IntBin, IntUn, Op, PrmtMode, Round, Type as Ty};

use super::{Scratch, Words};
use crate::interp::float::ex2;

/// Computes an operation in all lanes, if it is one of these.
pub fn compute(op: &Op, scratch: &mut Scratch) -> bool {
    // SAFETY: machine code is only made for processors that have these (`compile::target`), and is what calls this.
    unsafe { vectors(op, scratch) }
}

fn is_plain(mode: FloatMode) -> bool {
    mode.round == Round::Rn && !mode.ftz && !mode.sat && !mode.relu
}

fn map(out: &mut Words, a: &Words, f: impl Fn(u32) -> u32) {
    for l in 0..32 {
        out.0[l] = f(a.0[l]);
    }
}

fn zip(out: &mut Words, a: &Words, b: &Words, f: impl Fn(u32, u32) -> u32) {
    for l in 0..32 {
        out.0[l] = f(a.0[l], b.0[l]);
    }
}

fn double(words: &Words, lane: usize) -> u64 {
    u64::from(words.0[2 * lane]) | u64::from(words.0[2 * lane + 1]) << 32
}

fn put_double(words: &mut Words, lane: usize, value: u64) {
    words.0[2 * lane] = value as u32;
    words.0[2 * lane + 1] = (value >> 32) as u32;
}

#[target_feature(enable = "avx2,fma,f16c")]
fn vectors(op: &Op, scratch: &mut Scratch) -> bool {
    let Scratch { results: [out, second, ..], sources: [a, b, c, ..] } = scratch;
    match *op {
        Op::Cvt {
            to: Ty::F16,
            from: Ty::F32,
            round: None | Some(Round::Rn),
            sat: false,
            relu: false,
            ..
        } => {
            for (word, half) in out.0.iter_mut().zip(halves_of(&floats(a))) {
                *word = half.into();
            }
        }
        Op::CvtPair { to: Ty::F16x2, round: Round::Rn, relu: false, satfinite: false, .. } => {
            let (high, low) = (halves_of(&floats(a)), halves_of(&floats(b)));
            join(out, &low, &high);
        }
        Op::Float2 { op, ty: Ty::F16 | Ty::F16x2, mode } if is_plain(mode) => {
            // A sum or product of halves rounded to a single first rounds to the same half.
            let f: fn(f32, f32) -> f32 = match op {
                FloatBin::Add => |x, y| x + y,
                FloatBin::Sub => |x, y| x - y,
                FloatBin::Mul => |x, y| x * y,
                _ => return false,
            };
            let [low, high] = [0, 16].map(|shift| {
                let (x, y) = (singles(a, shift), singles(b, shift));
                let mut sums = [0.0; 32];
                match op {
                    FloatBin::Add => (0..32).for_each(|l| sums[l] = x[l] + y[l]),
                    FloatBin::Mul => (0..32).for_each(|l| sums[l] = x[l] * y[l]),
                    _ => (0..32).for_each(|l| sums[l] = f(x[l], y[l])),
                }
                halves_of(&sums)
            });
            join(out, &low, &high);
        }
        Op::Fma { ty: Ty::F16 | Ty::F16x2, mode } if is_plain(mode) => {
            let [low, high] = [0, 16].map(|shift| {
                let (x, y, z) = (singles(a, shift), singles(b, shift), singles(c, shift));
                let mut sums = [0.0; 32];
                for l in 0..32 {
                    sums[l] = odd(f64::from(x[l]).mul_add(f64::from(y[l]), f64::from(z[l])));
                }
                halves_of(&sums)
            });
            join(out, &low, &high);
        }
        Op::Int2 { op: IntBin::Shl, ty, .. } if ty.bits() == 32 => {
            zip(out, a, b, |x, n| if n > 31 { 0 } else { x << n });
        }
        Op::Int2 { op: IntBin::Shr, ty: Ty::S32, .. } => {
            zip(out, a, b, |x, n| ((x as i32) >> n.min(31)) as u32)
        }
        Op::Int2 { op: IntBin::Shr, ty, .. } if ty.bits() == 32 => {
            zip(out, a, b, |x, n| if n > 31 { 0 } else { x >> n });
        }
        Op::Int2 { op: IntBin::Shl, ty, .. } if ty.bits() == 64 => {
            for l in 0..32 {
                let (x, n) = (double(a, l), b.0[l]);
                put_double(out, l, if n > 63 { 0 } else { x << n });
            }
        }
        Op::Int2 { op: IntBin::Shr, ty, .. } if ty.bits() == 64 => {
            for l in 0..32 {
                let (x, n) = (double(a, l), b.0[l]);
                let signed = ((x as i64) >> n.min(63)) as u64;
                put_double(
                    out,
                    l,
                    if ty.is_signed() {
                        signed
                    } else if n > 63 {
                        0
                    } else {
                        x >> n
                    },
                );
            }
        }
        Op::Int2 { op: op @ (IntBin::Div | IntBin::Rem), ty: Ty::U32, .. } => {
            // The quotient of doubles, cut off, is exact: doubles are more than twice as wide.
            let quotient = op == IntBin::Div;
            zip(out, a, b, |x, y| {
                let q = (f64::from(x) / f64::from(y)) as u32;
                let q = if y == 0 { u32::MAX } else { q };
                if quotient { q } else { x.wrapping_sub(q.wrapping_mul(y)) }
            });
        }
        Op::Int2 { op: op @ (IntBin::Div | IntBin::Rem), ty: Ty::S32, .. } => {
            let quotient = op == IntBin::Div;
            zip(out, a, b, |x, y| {
                let q = (f64::from(x as i32) / f64::from(y as i32)) as i64 as u32;
                let q = if y == 0 { u32::MAX } else { q };
                if quotient {
                    q
                } else if y == 0 {
                    x
                } else {
                    x.wrapping_sub(q.wrapping_mul(y))
                }
            });
        }
        Op::Int1 { op: IntUn::Popc, ty } if ty.bits() == 32 => map(out, a, u32::count_ones),
        Op::Int1 { op: IntUn::Clz, ty } if ty.bits() == 32 => map(out, a, u32::leading_zeros),
        Op::Int1 { op: IntUn::Brev, ty } if ty.bits() == 32 => map(out, a, u32::reverse_bits),
        Op::Prmt(PrmtMode::Index) => {
            for l in 0..32 {
                let both = u64::from(a.0[l]) | u64::from(b.0[l]) << 32;
                let mut word = 0;
                for i in 0..4 {
                    let wanted = c.0[l] >> (4 * i);
                    let byte = (both >> (8 * (wanted & 7))) as u32 & 0xff;
                    let sign = if byte & 0x80 != 0 { 0xff } else { 0 };
                    word |= (if wanted & 8 != 0 { sign } else { byte }) << (8 * i);
                }
                out.0[l] = word;
            }
        }
        Op::Shf { right, wrap } => {
            for l in 0..32 {
                let both = u64::from(a.0[l]) | u64::from(b.0[l]) << 32;
                let n = if wrap { c.0[l] & 31 } else { c.0[l].min(32) };
                out.0[l] = if right { (both >> n) as u32 } else { ((both << n) >> 32) as u32 };
            }
        }
        Op::Cvt { to: Ty::F32, from: Ty::U32, round: Some(Round::Rn), sat: false, .. } => {
            map(out, a, |x| (x as f32).to_bits());
        }
        Op::Cvt { to: Ty::F64, from: Ty::F32, sat: false, ftz: false, .. } => {
            for l in 0..32 {
                let x = f32::from_bits(a.0[l]);
                if x.is_nan() {
                    return false;
                }
                put_double(out, l, f64::from(x).to_bits());
            }
        }
        Op::Cvt { to: Ty::F32, from: Ty::F64, round: Some(Round::Rn), sat: false, ftz: false, .. } => {
            for l in 0..32 {
                let x = f64::from_bits(double(a, l)) as f32;
                out.0[l] = if x.is_nan() { 0x7fff_ffff } else { x.to_bits() };
            }
        }
        Op::Float1 { op: FloatUn::Ex2, ty: Ty::F32, mode } if is_plain(FloatMode { ftz: false, ..mode }) => {
            let flush = |x: f32| if mode.ftz && x.abs() < f32::MIN_POSITIVE { 0f32.copysign(x) } else { x };
            map(out, a, |x| {
                let y = flush(ex2(flush(f32::from_bits(x)).into()) as f32);
                if y.is_nan() { 0x7fff_ffff } else { y.to_bits() }
            });
        }
        _ => return false,
    }
    let _ = second;
    true
}

fn floats(words: &Words) -> [f32; 32] {
    std::array::from_fn(|l| f32::from_bits(words.0[l]))
}

/// The halves at bit `shift` of each lane.
#[target_feature(enable = "avx2,fma,f16c")]
pub(super) fn singles(words: &Words, shift: u32) -> [f32; 32] {
    let halves: [u16; 32] = std::array::from_fn(|l| (words.0[l] >> shift) as u16);
    let mut out = [0f32; 32];
    for i in 0..4 {
        // SAFETY: eight of the 32 halves are read, and eight of the 32 singles written.
        unsafe {
            let half = _mm_loadu_si128(halves.as_ptr().add(8 * i).cast::<__m128i>());
            let single = _mm256_cvtph_ps(half);
            std::arch::x86_64::_mm256_storeu_ps(out.as_mut_ptr().add(8 * i), single);
        }
    }
    out
}

/// Rounded to nearest; every NaN is CUDA's.
#[target_feature(enable = "avx2,fma,f16c")]
pub(super) fn halves_of(x: &[f32; 32]) -> [u16; 32] {
    let mut out = [0u16; 32];
    for i in 0..4 {
        // SAFETY: eight of the 32 singles are read, and eight of the 32 halves written.
        unsafe {
            let single = std::arch::x86_64::_mm256_loadu_ps(x.as_ptr().add(8 * i));
            let half = _mm256_cvtps_ph::<0>(single);
            _mm_storeu_si128(out.as_mut_ptr().add(8 * i).cast::<__m128i>(), half);
        }
    }
    out.map(|h| if h & 0x7fff > 0x7c00 { 0x7fff } else { h })
}

pub(super) fn join(out: &mut Words, low: &[u16; 32], high: &[u16; 32]) {
    for l in 0..32 {
        out.0[l] = u32::from(low[l]) | u32::from(high[l]) << 16;
    }
}

/// A single that rounds to the same half as the double does: cut off, with the last bit set if anything was lost.
pub(super) fn odd(x: f64) -> f32 {
    let bits = x.to_bits();
    let (kept, lost) = (bits & !0x1fff_ffff, bits & 0x1fff_ffff);
    let sticky = u64::from(lost != 0) << 29;
    if x.is_finite() { f64::from_bits(kept | sticky) as f32 } else { x as f32 }
}
