//! Conversions (PTX ISA, "Data Movement and Conversion Instructions: cvt", "cvt.pack").

use ptx::{Round, Type};

use super::float::{flush, format_of, from_f64, to_f64};
use super::lanes::{Lanes, each, map1, map2, map3};
use super::small;
use crate::softfloat::{self, F32};

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
        return small::from_pair(from, bits, cvt.relu);
    }
    if matches!(to, Type::E4m3x2 | Type::E5m2x2) {
        let (high, low) = small::halves_of(bits, Type::F16x2);
        return small::to_pair(to, round, cvt.relu, true, high, low);
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

/// Two singles to a pair; `a` goes to the high half.
pub fn pair(to: Type, round: Round, relu: bool, satfinite: bool, a: &Lanes, b: &Lanes) -> Lanes {
    map2(a, b, |a, b| {
        if matches!(to, Type::E4m3x2 | Type::E5m2x2) {
            return small::to_pair(to, round, relu, satfinite, to_f64(a, F32), to_f64(b, F32));
        }
        let one = |bits: u64| shorter(to, round, relu, satfinite, to_f64(bits, F32));
        one(a) << 16 | one(b)
    })
}

/// A single to one of a shorter type, or of the halves of a pair.
fn shorter(to: Type, round: Round, relu: bool, satfinite: bool, x: f64) -> u64 {
    let format = format_of(to);
    if relu && (x.is_nan() || x <= 0.0) {
        return if x.is_nan() { format.nan() } else { 0 };
    }
    let bits = from_f64(x, format, round);
    // Below an infinity is the largest number.
    if satfinite && !x.is_nan() && to_f64(bits, format).is_infinite() { bits - 1 } else { bits }
}

/// `cvt.satfinite d, a` to a shorter type.
pub fn finite(to: Type, round: Round, relu: bool, a: &Lanes) -> Lanes {
    map1(a, |a| {
        let x = to_f64(a, F32);
        if to != Type::Tf32 {
            return shorter(to, round, relu, true, x);
        }
        let bits = if relu && x <= 0.0 { 0 } else { tf32(x, round) };
        // The step of the 13 bits that are zero.
        if to_f64(bits, F32).is_infinite() { bits - (1 << 13) } else { bits }
    })
}

/// To and from pairs of six and four bits and of exponents.
pub fn short_pair(
    (to, from): (Type, Type),
    round: Round,
    (relu, satfinite): (bool, bool),
    a: &Lanes,
    b: &Lanes,
) -> Lanes {
    map2(a, b, |a, b| match from {
        Type::F32 => small::to_pair(to, round, relu, satfinite, to_f64(a, F32), to_f64(b, F32)),
        Type::F16x2 | Type::Bf16x2 => {
            let (high, low) = small::halves_of(a, from);
            small::to_pair(to, round, relu, satfinite, high, low)
        }
        _ => small::from_pair(from, a, relu),
    })
}

/// `cvt.rs`: two or four singles, and the random bits behind them.
pub fn stochastic(to: Type, relu: bool, satfinite: bool, s: &[Lanes; 5]) -> Lanes {
    let count = if matches!(to, Type::F16x2 | Type::Bf16x2) { 2 } else { 4 };
    std::array::from_fn(|lane| {
        let values: [f64; 4] = std::array::from_fn(|i| to_f64(s[i][lane], F32));
        small::stochastic(to, (relu, satfinite), &values[..count], s[count][lane] as u32)
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
