//! Binary floating point of any format and rounding, on integers: the slow way where the processor has no other.

use ptx::Round;

/// An IEEE-like binary format of at most 64 bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Format {
    /// Bits of the exponent.
    pub exponent: u32,
    /// Bits of the fraction.
    pub fraction: u32,
}

pub const F16: Format = Format { exponent: 5, fraction: 10 };
pub const BF16: Format = Format { exponent: 8, fraction: 7 };
pub const TF32: Format = Format { exponent: 8, fraction: 10 };
pub const F32: Format = Format { exponent: 8, fraction: 23 };
pub const F64: Format = Format { exponent: 11, fraction: 52 };

impl Format {
    const fn bias(self) -> i32 {
        (1 << (self.exponent - 1)) - 1
    }

    const fn sign_bit(self) -> u64 {
        1 << (self.exponent + self.fraction)
    }

    const fn infinity(self) -> u64 {
        ((1 << self.exponent) - 1) << self.fraction
    }

    /// The NaN that operations make: CUDA's, all ones but the sign; for doubles, the usual one.
    pub const fn nan(self) -> u64 {
        if self.fraction == 52 { self.infinity() | self.sign_bit() | 1 << 51 } else { self.sign_bit() - 1 }
    }
}

/// An exact value: `significand * 2^exponent`, plus something smaller than one unit if `more`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exact {
    pub negative: bool,
    pub exponent: i32,
    pub significand: u128,
    pub more: bool,
}

/// What a pattern of bits means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value {
    Nan,
    Infinite { negative: bool },
    Finite(Exact),
}

/// The meaning of the low bits of `bits`.
pub fn unpack(bits: u64, format: Format) -> Value {
    let negative = bits & format.sign_bit() != 0;
    let field = bits >> format.fraction & ((1 << format.exponent) - 1);
    let fraction = bits & ((1 << format.fraction) - 1);
    if field == (1 << format.exponent) - 1 {
        return if fraction == 0 { Value::Infinite { negative } } else { Value::Nan };
    }
    let (significand, scale) =
        if field == 0 { (fraction, 1) } else { (fraction | 1 << format.fraction, field as i32) };
    Value::Finite(Exact {
        negative,
        exponent: scale - format.bias() - format.fraction as i32,
        significand: u128::from(significand),
        more: false,
    })
}

/// The pattern nearest to a value, in the direction that `round` says.
pub fn round(value: Exact, format: Format, round: Round) -> u64 {
    let sign = if value.negative { format.sign_bit() } else { 0 };
    if value.significand == 0 {
        return sign;
    }
    let lead = 127 - value.significand.leading_zeros() as i32;
    let lowest = 1 - format.bias();
    let fraction = format.fraction as i32;
    let mut unit = (value.exponent + lead).max(lowest) - fraction;
    let shift = unit - value.exponent;
    // What is below the last kept bit, against one half: less, equal, more; and whether it is anything at all.
    let (mut kept, below, any) = if shift <= 0 {
        (value.significand << -shift, std::cmp::Ordering::Less, value.more)
    } else if shift > 127 {
        (0, std::cmp::Ordering::Less, true)
    } else {
        let rest = value.significand & ((1 << shift) - 1);
        let half = 1u128 << (shift - 1);
        let order = if rest == half && value.more { std::cmp::Ordering::Greater } else { rest.cmp(&half) };
        (value.significand >> shift, order, rest != 0 || value.more)
    };
    let up = match round {
        Round::Rn | Round::Rni => {
            below == std::cmp::Ordering::Greater || (below == std::cmp::Ordering::Equal && kept & 1 == 1)
        }
        Round::Rna => below != std::cmp::Ordering::Less,
        Round::Rz | Round::Rzi => false,
        Round::Rm | Round::Rmi => value.negative && any,
        Round::Rp | Round::Rpi => !value.negative && any,
    };
    kept += u128::from(up);
    if kept >> (fraction + 1) != 0 {
        kept >>= 1;
        unit += 1;
    }
    if kept >> fraction == 0 {
        return sign | kept as u64;
    }
    let field = unit + fraction + format.bias();
    if field >= (1 << format.exponent) - 1 {
        let infinite = match round {
            Round::Rz | Round::Rzi => false,
            Round::Rm | Round::Rmi => value.negative,
            Round::Rp | Round::Rpi => !value.negative,
            _ => true,
        };
        return sign | if infinite { format.infinity() } else { format.infinity() - 1 };
    }
    sign | (field as u64) << format.fraction | (kept as u64 & ((1 << format.fraction) - 1))
}

/// Brings a nonzero significand's leading bit to bit `to`; what falls off becomes `more`.
fn lead_at(value: Exact, to: i32) -> Exact {
    let lead = 127 - value.significand.leading_zeros() as i32;
    let shift = to - lead;
    if shift >= 0 {
        return Exact { exponent: value.exponent - shift, significand: value.significand << shift, ..value };
    }
    shifted_right(value, -shift as u32)
}

fn shifted_right(value: Exact, by: u32) -> Exact {
    if by > 127 {
        return Exact { exponent: value.exponent + by as i32, significand: 0, more: true, ..value };
    }
    let lost = value.significand & ((1u128 << by) - 1) != 0;
    Exact {
        exponent: value.exponent + by as i32,
        significand: value.significand >> by,
        more: value.more || lost,
        ..value
    }
}

/// The sum of two exact values; exact but for `more`.
fn sum(a: Exact, b: Exact, round: Round) -> Exact {
    if a.significand == 0 && b.significand == 0 {
        // Zeros of unlike signs give +0, or -0 when rounding down.
        let negative =
            if a.negative == b.negative { a.negative } else { matches!(round, Round::Rm | Round::Rmi) };
        return Exact { negative, ..a };
    }
    if a.significand == 0 {
        return b;
    }
    if b.significand == 0 {
        return a;
    }
    let (a, b) = (lead_at(a, 125), lead_at(b, 125));
    let (large, small) =
        if (a.exponent, a.significand) >= (b.exponent, b.significand) { (a, b) } else { (b, a) };
    let small = shifted_right(small, (large.exponent - small.exponent) as u32);
    if large.negative == small.negative {
        return Exact { significand: large.significand + small.significand, more: small.more, ..large };
    }
    let mut significand = large.significand - small.significand;
    if small.more {
        // The true difference is a little less: take one unit off and say that there is more above it.
        significand -= 1;
    }
    if significand == 0 && !small.more {
        return Exact {
            negative: matches!(round, Round::Rm | Round::Rmi),
            significand,
            more: false,
            ..large
        };
    }
    Exact { significand, more: small.more, ..large }
}

/// `a * b + c` rounded once.
pub fn fma(a: u64, b: u64, c: u64, format: Format, mode: Round) -> u64 {
    use Value::{Finite, Infinite, Nan};
    let product = match (unpack(a, format), unpack(b, format)) {
        (Nan, _) | (_, Nan) => return format.nan(),
        (Infinite { .. }, Finite(x)) | (Finite(x), Infinite { .. }) if x.significand == 0 => {
            return format.nan();
        }
        (Finite(x), Finite(y)) => Finite(Exact {
            negative: x.negative != y.negative,
            exponent: x.exponent + y.exponent,
            significand: x.significand * y.significand,
            more: false,
        }),
        _ => Infinite { negative: (a ^ b) & format.sign_bit() != 0 },
    };
    match (product, unpack(c, format)) {
        (_, Nan) => format.nan(),
        (Infinite { negative: p }, Infinite { negative: q }) if p != q => format.nan(),
        (Infinite { negative }, _) | (_, Infinite { negative }) => {
            format.infinity() | if negative { format.sign_bit() } else { 0 }
        }
        (Finite(p), Finite(q)) => round(sum(p, q, mode), format, mode),
        (Nan, _) => format.nan(),
    }
}

/// `a + b`.
pub fn add(a: u64, b: u64, format: Format, mode: Round) -> u64 {
    let one = (format.bias() as u64) << format.fraction;
    fma(a, one, b, format, mode)
}

/// `a * b`.
pub fn mul(a: u64, b: u64, format: Format, mode: Round) -> u64 {
    use Value::{Finite, Infinite, Nan};
    let negative = (a ^ b) & format.sign_bit() != 0;
    match (unpack(a, format), unpack(b, format)) {
        (Nan, _) | (_, Nan) => format.nan(),
        (Infinite { .. }, Finite(x)) | (Finite(x), Infinite { .. }) if x.significand == 0 => format.nan(),
        (Finite(x), Finite(y)) => {
            let exact = Exact {
                negative,
                exponent: x.exponent + y.exponent,
                significand: x.significand * y.significand,
                more: false,
            };
            round(exact, format, mode)
        }
        _ => format.infinity() | if negative { format.sign_bit() } else { 0 },
    }
}

/// `a / b`.
pub fn div(a: u64, b: u64, format: Format, mode: Round) -> u64 {
    use Value::{Finite, Infinite, Nan};
    let negative = (a ^ b) & format.sign_bit() != 0;
    let sign = if negative { format.sign_bit() } else { 0 };
    match (unpack(a, format), unpack(b, format)) {
        (Nan, _) | (_, Nan) | (Infinite { .. }, Infinite { .. }) => format.nan(),
        (Infinite { .. }, _) => format.infinity() | sign,
        (_, Infinite { .. }) => sign,
        (Finite(x), Finite(y)) => match (x.significand, y.significand) {
            (0, 0) => format.nan(),
            (0, _) => sign,
            (_, 0) => format.infinity() | sign,
            _ => {
                let x = lead_at(x, 126);
                let exact = Exact {
                    negative,
                    exponent: x.exponent - y.exponent,
                    significand: x.significand / y.significand,
                    more: !x.significand.is_multiple_of(y.significand),
                };
                round(exact, format, mode)
            }
        },
    }
}

/// The square root of `a`.
pub fn sqrt(a: u64, format: Format, mode: Round) -> u64 {
    match unpack(a, format) {
        Value::Nan => format.nan(),
        Value::Finite(x) if x.significand == 0 => a,
        Value::Infinite { negative: false } => a,
        Value::Finite(x) if !x.negative => {
            let x = lead_at(x, 126);
            // The exponent must be even to be halved.
            let x = if x.exponent & 1 != 0 {
                Exact { significand: x.significand >> 1, exponent: x.exponent + 1, ..x }
            } else {
                x
            };
            let root = x.significand.isqrt();
            let exact = Exact {
                negative: false,
                exponent: x.exponent / 2,
                significand: root,
                more: root * root != x.significand,
            };
            round(exact, format, mode)
        }
        _ => format.nan(),
    }
}

/// From one format to another.
pub fn convert(bits: u64, from: Format, to: Format, mode: Round) -> u64 {
    match unpack(bits, from) {
        Value::Nan => to.nan(),
        Value::Infinite { negative } => to.infinity() | if negative { to.sign_bit() } else { 0 },
        Value::Finite(exact) => round(exact, to, mode),
    }
}

/// From an integer.
pub fn from_int(value: i128, to: Format, mode: Round) -> u64 {
    let exact = Exact { negative: value < 0, exponent: 0, significand: value.unsigned_abs(), more: false };
    round(exact, to, mode)
}
