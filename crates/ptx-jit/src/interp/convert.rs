//! Conversions (PTX ISA, "Data Movement and Conversion Instructions: cvt", "cvt.pack").

use ptx::{Round, Type};

use super::float::{flush, format_of, from_f64, to_f64};
use super::lanes::{Lanes, each, map1, map2, map3};
use crate::softfloat::{self, E4M3, E5M2, F16, F32};

/// One conversion's types and modifiers.
pub struct Cvt {
    pub to: Type,
    pub from: Type,
    pub round: Option<Round>,
    pub ftz: bool,
    pub sat: bool,
    pub relu: bool,
}

/// An integer of a type, sign- or zero-extended.
fn extend(bits: u64, ty: Type) -> u64 {
    let unused = 64 - ty.bits();
    if ty.is_signed() { (((bits << unused) as i64) >> unused) as u64 } else { bits << unused >> unused }
}

/// Smallest and largest value of an integer type.
fn range(ty: Type) -> (i128, i128) {
    let bits = ty.bits();
    if ty.is_signed() { (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) } else { (0, (1 << bits) - 1) }
}

fn value(bits: u64, ty: Type) -> i128 {
    let bits = extend(bits, ty);
    if ty.is_signed() { i128::from(bits as i64) } else { i128::from(bits) }
}

/// `cvt d, a` in the lanes of `mask`.
pub fn cvt(cvt: &Cvt, mask: u32, a: &Lanes) -> Lanes {
    let &Cvt { to, from, .. } = cvt;
    if to.is_integer() && from.is_integer() {
        if cvt.sat {
            let (low, high) = range(to);
            return map1(a, |v| value(v, from).clamp(low, high) as u64);
        }
        return map1(a, |v| extend(extend(v, from), to));
    }
    if to == Type::F32 && from == Type::F16 && !cvt.sat && cvt.round.is_none() && !cvt.relu {
        return each(mask).fold([0; 32], |mut out, lane| {
            let value = half::f16::from_bits(a[lane] as u16).to_f32();
            out[lane] = if value.is_nan() { 0x7fff_ffff } else { u64::from(value.to_bits()) };
            out
        });
    }
    let mut out = [0; 32];
    for lane in each(mask) {
        out[lane] = scalar(cvt, a[lane]);
    }
    out
}

fn scalar(cvt: &Cvt, bits: u64) -> u64 {
    let &Cvt { to, from, .. } = cvt;
    let round = cvt.round.unwrap_or(Round::Rn);
    if matches!(from, Type::E4m3x2 | Type::E5m2x2) {
        let format = if from == Type::E4m3x2 { E4M3 } else { E5M2 };
        let one = |byte: u64| {
            let bits = from_eight(byte & 0xff, format == E4M3);
            if cvt.relu && bits >> 15 != 0 && bits & 0x7fff <= 0x7c00 { 0 } else { bits }
        };
        return one(bits) | one(bits >> 8) << 16;
    }
    if matches!(to, Type::E4m3x2 | Type::E5m2x2) {
        let one = |half: u64| to_eight(to_f64(half & 0xffff, F16), to == Type::E4m3x2, cvt.relu);
        return one(bits) | one(bits >> 16) << 8;
    }
    if from.is_integer() {
        let format = format_of(to);
        let result = softfloat::from_int(value(bits, from), format, round);
        return if cvt.sat { saturate(result, to) } else { result };
    }
    let source = format_of(from);
    let bits = if cvt.ftz && source == F32 { flush(bits & 0xffff_ffff, F32) } else { bits };
    if to.is_integer() {
        return to_integer(to_f64(bits, source), from, to, cvt.round.unwrap_or(Round::Rzi));
    }
    let target = format_of(to);
    let x = to_f64(bits, source);
    let mut result = match round {
        Round::Rni => from_f64(x.round_ties_even(), target, Round::Rn),
        Round::Rzi => from_f64(x.trunc(), target, Round::Rn),
        Round::Rmi => from_f64(x.floor(), target, Round::Rn),
        Round::Rpi => from_f64(x.ceil(), target, Round::Rn),
        _ if source == target => bits,
        _ if to == Type::Tf32 => tf32(x, round),
        _ => from_f64(x, target, round),
    };
    if cvt.ftz && target == F32 {
        result = flush(result & 0xffff_ffff, F32);
    }
    if cvt.relu && (x.is_nan() || x <= 0.0) {
        result = if x.is_nan() { target.nan() } else { 0 };
    }
    if cvt.sat { saturate(result, to) } else { result }
}

/// A tf32 value is a single whose low 13 bits are zero.
fn tf32(x: f64, round: Round) -> u64 {
    if x.is_nan() { 0x7fff_ffff } else { from_f64(x, softfloat::TF32, round) << 13 }
}

fn saturate(bits: u64, to: Type) -> u64 {
    let format = format_of(to);
    let x = to_f64(bits, format);
    if x.is_nan() || x <= 0.0 {
        0
    } else if x > 1.0 {
        from_f64(1.0, format, Round::Rn)
    } else {
        bits
    }
}

/// Out-of-range values become the nearest one in range. NaN becomes 0, or, if a 64-bit type takes part, the
/// pattern whose highest bit alone is set (PTX ISA, "cvt").
fn to_integer(x: f64, from: Type, to: Type, round: Round) -> u64 {
    if x.is_nan() {
        let wide = from == Type::F64 || to.bits() == 64;
        return if wide { extend(1 << (to.bits() - 1), to) } else { 0 };
    }
    let x = match round {
        Round::Rni | Round::Rn => x.round_ties_even(),
        Round::Rmi | Round::Rm => x.floor(),
        Round::Rpi | Round::Rp => x.ceil(),
        _ => x.trunc(),
    };
    let (low, high) = range(to);
    (x as i128).clamp(low, high) as u64
}

/// A double to an 8-bit float, saturating at the largest finite value.
fn to_eight(x: f64, e4m3: bool, relu: bool) -> u64 {
    if x.is_nan() {
        return 0x7f;
    }
    if relu && x.is_sign_negative() {
        return 0;
    }
    let sign = if x.is_sign_negative() { 0x80 } else { 0 };
    let magnitude = x.abs();
    if e4m3 {
        // This format has no infinities: its highest exponent holds numbers up to 448.
        if magnitude >= 464.0 {
            return sign | 0x7e;
        }
        if magnitude >= 256.0 {
            let steps = (magnitude / 32.0).round_ties_even() as u64;
            return sign | (0x78 + steps - 8).min(0x7e);
        }
        let bits = from_f64(magnitude, E4M3, Round::Rn);
        return sign | bits;
    }
    let bits = from_f64(magnitude, E5M2, Round::Rn);
    sign | bits.min(0x7b)
}

/// An 8-bit float to a half.
pub fn from_eight(byte: u64, e4m3: bool) -> u64 {
    if !e4m3 {
        return byte << 8;
    }
    let sign = (byte & 0x80) << 8;
    match byte & 0x7f {
        0x7f => 0x7fff,
        high if high >= 0x78 => sign | from_f64(256.0 + 32.0 * (high - 0x78) as f64, F16, Round::Rn),
        _ => softfloat::convert(byte, E4M3, F16, Round::Rn),
    }
}

/// Two singles to a pair; `a` goes to the high half.
pub fn pair(to: Type, round: Round, relu: bool, satfinite: bool, a: &Lanes, b: &Lanes) -> Lanes {
    map2(a, b, |a, b| {
        let one = |bits: u64| {
            let x = to_f64(bits, F32);
            if matches!(to, Type::E4m3x2 | Type::E5m2x2) {
                return to_eight(x, to == Type::E4m3x2, relu);
            }
            let format = format_of(to);
            if relu && (x.is_nan() || x <= 0.0) {
                return if x.is_nan() { format.nan() } else { 0 };
            }
            let bits = from_f64(x, format, round);
            if satfinite && x.is_infinite() { bits - 1 } else { bits }
        };
        let width = to.bits() / 2;
        one(a) << width | one(b)
    })
}

/// `cvt.pack.sat`: two integers clamped and put together, above them the low bits of `c`.
pub fn pack(to: Type, a: &Lanes, b: &Lanes, c: &Lanes) -> Lanes {
    let (low, high) = range(to);
    let bits = to.bits();
    map3(a, b, c, |a, b, c| {
        let one = |v: u64| (value(v, Type::S32).clamp(low, high) as u64) & ((1 << bits) - 1);
        let both = one(a) << bits | one(b);
        if bits == 8 { (c & 0xffff) << 16 | both } else { both }
    })
}
