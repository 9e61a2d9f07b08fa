//! Floating-point formats of eight bits and less (PTX ISA, "Alternate Floating-Point Data Formats", "cvt").

use ptx::{Round, Type};

use super::float::{format_of, from_f64, to_f64};
use crate::softfloat::F16;

/// A format whose highest exponent holds numbers too.
#[derive(Clone, Copy)]
struct Small {
    exponent: u32,
    fraction: u32,
    /// The largest number.
    most: u64,
    /// Its NaN, if it has one.
    nan: Option<u64>,
}

impl Small {
    fn of(ty: Type) -> Option<Small> {
        let (exponent, fraction, most, nan) = match ty {
            Type::E4m3x2 | Type::E4m3x4 | Type::E4m3 => (4, 3, 0x7e, Some(0x7f)),
            Type::E5m2x2 | Type::E5m2x4 | Type::E5m2 => (5, 2, 0x7b, Some(0x7f)),
            Type::E2m3x2 | Type::E2m3x4 => (2, 3, 0x1f, None),
            Type::E3m2x2 | Type::E3m2x4 => (3, 2, 0x1f, None),
            Type::E2m1x2 | Type::E2m1x4 => (2, 1, 0x7, None),
            _ => return None,
        };
        Some(Small { exponent, fraction, most, nan })
    }

    const fn bias(self) -> i32 {
        (1 << (self.exponent - 1)) - 1
    }

    /// The nearest number, ties to even, at most the largest one; a NaN is the format's, or the largest number.
    fn nearest(self, x: f64, relu: bool) -> u64 {
        self.rounded(x, relu, f64::round_ties_even)
    }

    /// The number below or above, as `whole` makes a whole number of steps from their exact number.
    fn rounded(self, x: f64, relu: bool, whole: impl Fn(f64) -> f64) -> u64 {
        if x.is_nan() {
            return self.nan.unwrap_or(self.most);
        }
        if relu && x.is_sign_negative() {
            return 0;
        }
        let sign = u64::from(x.is_sign_negative()) << (self.exponent + self.fraction);
        let lowest = 1 - self.bias();
        let exponent = if x == 0.0 { lowest } else { exponent_of(x).max(lowest) };
        // Scaled by a power of two: exact, but for what is far below the lowest step.
        let steps = whole(x.abs() * 2f64.powi(self.fraction as i32 - exponent));
        let code = steps + f64::from((exponent - lowest) << self.fraction);
        sign | (code as u64).min(self.most)
    }

    fn value(self, code: u64) -> f64 {
        let (field, fraction) =
            (code >> self.fraction & ((1 << self.exponent) - 1), code & ((1 << self.fraction) - 1));
        let sign = if code >> (self.exponent + self.fraction) & 1 != 0 { -1.0 } else { 1.0 };
        let whole = fraction + if field == 0 { 0 } else { 1 << self.fraction };
        let exponent = field.max(1) as i32 - self.bias() - self.fraction as i32;
        sign * whole as f64 * 2f64.powi(exponent)
    }
}

/// The random bits of the values that `cvt.rs` makes, the first value's first, and how many each has.
///
/// Which bits are whose: PTX ISA, "cvt", the figures of `rbits`. Of two values that share theirs, the first one's are
/// those of the second from the other end: so they have been measured on a device of `sm_100a`.
fn shares(to: Type, bits: u32) -> ([u16; 4], u32) {
    let [first, second, third, fourth] = bits.to_le_bytes();
    let (low, high) = match to {
        Type::E2m1x4 => (u16::from_le_bytes([first, third]), u16::from_le_bytes([second, fourth])),
        _ => (bits as u16, (bits >> 16) as u16),
    };
    match to {
        Type::F16x2 => ([high & 0x1fff, low & 0x1fff, 0, 0], 13),
        Type::Bf16x2 => ([high, low, 0, 0], 16),
        _ => ([high.reverse_bits(), high, low.reverse_bits(), low], 16),
    }
}

/// `cvt.rs`: singles to numbers of the format, the first uppermost. A value goes away from zero where its random bits,
/// added to as many of those that are cut off, carry (PTX ISA, "cvt", `.rs`).
pub fn stochastic(to: Type, (relu, satfinite): (bool, bool), values: &[f64], bits: u32) -> u64 {
    let (format, distance) = match to {
        // One beyond the largest number is infinity.
        Type::F16x2 => {
            (Small { exponent: 5, fraction: 10, most: 0x7c00 - u64::from(satfinite), nan: Some(0x7fff) }, 16)
        }
        Type::Bf16x2 => {
            (Small { exponent: 8, fraction: 7, most: 0x7f80 - u64::from(satfinite), nan: Some(0x7fff) }, 16)
        }
        _ => match Small::of(to) {
            Some(small) => (small, to.bits() / 4),
            None => return 0,
        },
    };
    let (shares, width) = shares(to, bits);
    values.iter().zip(shares).fold(0, |sum, (&x, share)| {
        let code = format.rounded(x, relu, |steps| {
            let cut_off = ((steps - steps.trunc()) * f64::from(1u32 << width)) as u32;
            steps.trunc() + f64::from((cut_off + u32::from(share)) >> width)
        });
        sum << distance | code
    })
}

/// The exponent of a number that is neither zero nor NaN; of what is not normal, one beyond every small format's.
fn exponent_of(x: f64) -> i32 {
    (x.to_bits() >> 52 & 0x7ff) as i32 - 1023
}

/// A power of two in eight bits: its exponent, the sign ignored.
fn to_power(x: f64, up: bool, satfinite: bool) -> u64 {
    if x.is_nan() {
        return 0xff;
    }
    let magnitude = x.abs();
    let code = if magnitude <= 2f64.powi(-127) {
        0
    } else {
        let exponent = exponent_of(magnitude);
        let more = up && magnitude.is_finite() && magnitude != 2f64.powi(exponent);
        (exponent.min(128) + 127 + i32::from(more)) as u64
    };
    if satfinite { code.min(0xfe) } else { code }
}

/// How far apart the two codes of a pair are.
fn distance(ty: Type) -> u32 {
    if ty == Type::E2m1x2 { 4 } else { 8 }
}

/// Two numbers to a pair, the first in its upper half.
pub fn to_pair(to: Type, round: Round, relu: bool, satfinite: bool, high: f64, low: f64) -> u64 {
    let one = |x: f64| match Small::of(to) {
        Some(small) => small.nearest(x, relu),
        None => to_power(x, round == Round::Rp, satfinite),
    };
    one(high) << distance(to) | one(low)
}

/// The pair of numbers in a register, the upper one first.
pub fn halves_of(bits: u64, ty: Type) -> (f64, f64) {
    let format = format_of(ty);
    (to_f64(bits >> 16 & 0xffff, format), to_f64(bits & 0xffff, format))
}

/// A pair of codes to a pair of halves, or of powers of two to one of bf16.
pub fn from_pair(from: Type, bits: u64, relu: bool) -> u64 {
    let one = |code: u64| match Small::of(from) {
        Some(_) => {
            let half = to_half(code & ((1 << distance(from)) - 1), from);
            if relu && half >> 15 != 0 && half & 0x7fff <= 0x7c00 { 0 } else { half }
        }
        None => match code & 0xff {
            0xff => 0x7fff,
            // The lowest power is one that bf16 has only as a subnormal.
            0 => 0x40,
            exponent => exponent << 7,
        },
    };
    one(bits) | one(bits >> distance(from)) << 16
}

/// A code as a half, which has every number of these formats.
pub fn to_half(code: u64, ty: Type) -> u64 {
    match Small::of(ty) {
        // The upper byte of a half: its infinities and NaNs are those.
        _ if matches!(ty, Type::E5m2x2 | Type::E5m2) => code << 8,
        Some(small) if small.nan == Some(code & 0x7f) => (code & 0x80) << 8 | 0x7fff,
        Some(small) => from_f64(small.value(code), F16, Round::Rn),
        None => 0,
    }
}
