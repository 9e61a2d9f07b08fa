//! Floating-point arithmetic and comparison (PTX ISA, "Floating-Point", "Half-Precision", "Comparison").
//! Doubles and singles rounded to nearest are the processor's own; all else is computed exactly and rounded once.

use ptx::{BoolOp, Cmp, FloatBin, FloatMode, FloatTest, FloatUn, Round, Type};

use super::lanes::{Lanes, each, map1, map2, map3};
use crate::softfloat::{self, BF16, F16, F32, F64, Format, TF32};

/// The format of a scalar floating type, or of the halves of a pair.
pub fn format_of(ty: Type) -> Format {
    match ty {
        Type::F16 | Type::F16x2 => F16,
        Type::Bf16 | Type::Bf16x2 => BF16,
        Type::Tf32 => TF32,
        Type::F64 => F64,
        _ => F32,
    }
}

/// A value as a double, exactly.
pub fn to_f64(bits: u64, format: Format) -> f64 {
    match format {
        F64 => f64::from_bits(bits),
        F32 | TF32 => f64::from(f32::from_bits(bits as u32)),
        F16 => half::f16::from_bits(bits as u16).to_f64(),
        BF16 => half::bf16::from_bits(bits as u16).to_f64(),
        _ => f64::from_bits(softfloat::convert(bits, format, F64, Round::Rn)),
    }
}

/// A double rounded to a format.
pub fn from_f64(value: f64, format: Format, round: Round) -> u64 {
    match (format, round) {
        (F64, _) => value.to_bits(),
        (F32, Round::Rn) => single(value as f32),
        _ => softfloat::convert(value.to_bits(), F64, format, round),
    }
}

/// The bits of a single; every NaN is CUDA's.
fn single(value: f32) -> u64 {
    if value.is_nan() { 0x7fff_ffff } else { u64::from(value.to_bits()) }
}

/// A single as the processor has it, flushed if asked.
#[inline(always)]
fn input(bits: u64, ftz: bool) -> f32 {
    let value = f32::from_bits(bits as u32);
    if ftz && value.abs() < f32::MIN_POSITIVE { 0f32.copysign(value) } else { value }
}

/// The bits of the processor's result, flushed if asked.
#[inline(always)]
fn result(value: f32, ftz: bool) -> u64 {
    single(if ftz && value.abs() < f32::MIN_POSITIVE { 0f32.copysign(value) } else { value })
}

/// Subnormals become zeros of their sign.
pub fn flush(bits: u64, format: Format) -> u64 {
    let sign = 1 << (format.exponent + format.fraction);
    let magnitude = bits & (sign - 1);
    if magnitude >> format.fraction == 0 { bits & sign } else { bits }
}

/// Applies what the modifiers ask of a result.
fn finish(bits: u64, format: Format, mode: FloatMode) -> u64 {
    let mut bits = bits;
    if mode.ftz {
        bits = flushed(bits, format);
    }
    if mode.sat {
        let value = to_f64(bits, format);
        if value.is_nan() || value <= 0.0 {
            bits = 0;
        } else if value > 1.0 {
            bits = from_f64(1.0, format, Round::Rn);
        }
    }
    if mode.relu {
        let value = to_f64(bits, format);
        if value.is_nan() {
            bits = format.nan();
        } else if value.is_sign_negative() {
            bits = 0;
        }
    }
    bits
}

fn prepare(bits: u64, format: Format, mode: FloatMode) -> u64 {
    if mode.ftz { flushed(bits, format) } else { bits }
}

/// Subnormals of what `.ftz` is for: doubles have none.
fn flushed(bits: u64, format: Format) -> u64 {
    if format == F64 {
        bits
    } else {
        flush(bits & (u64::MAX >> (63 - format.exponent - format.fraction)), format)
    }
}

/// Applies a scalar function to both halves of pairs, or to scalars.
fn halves(ty: Type, mask: u32, inputs: &[&Lanes], f: impl Fn(&[u64]) -> u64) -> Lanes {
    let mut out = [0; 32];
    let mut values = [0; 3];
    let pair = matches!(ty, Type::F16x2 | Type::Bf16x2);
    for lane in each(mask) {
        for (value, input) in values.iter_mut().zip(inputs) {
            *value = input[lane];
        }
        let low = f(&values[..inputs.len()]);
        out[lane] = if pair {
            values.iter_mut().for_each(|v| *v >>= 16);
            low & 0xffff | (f(&values[..inputs.len()]) & 0xffff) << 16
        } else {
            low
        };
    }
    out
}

/// Applies a function of singles to both halves of pairs in 64 bits.
fn both_singles(inputs: &[&Lanes], f: impl Fn(&[Lanes]) -> Lanes) -> Lanes {
    let part = |shift: u32| inputs.iter().map(|lanes| map1(lanes, |v| v >> shift & 0xffff_ffff)).collect();
    let parts: [Vec<Lanes>; 2] = [part(0), part(32)];
    map2(&f(&parts[0]), &f(&parts[1]), |low, high| low & 0xffff_ffff | high << 32)
}

/// `op d, a, b` in the lanes of `mask`.
pub fn two(op: FloatBin, ty: Type, mode: FloatMode, mask: u32, a: &Lanes, b: &Lanes) -> Lanes {
    if ty == Type::F32x2 {
        return both_singles(&[a, b], |v| two(op, Type::F32, mode, mask, &v[0], &v[1]));
    }
    if ty == Type::F32 && mode.round == Round::Rn && !mode.sat && !mode.relu {
        let ftz = mode.ftz;
        match op {
            FloatBin::Add => return map2(a, b, |x, y| result(input(x, ftz) + input(y, ftz), ftz)),
            FloatBin::Sub => return map2(a, b, |x, y| result(input(x, ftz) - input(y, ftz), ftz)),
            FloatBin::Mul => return map2(a, b, |x, y| result(input(x, ftz) * input(y, ftz), ftz)),
            FloatBin::Div => return map2(a, b, |x, y| result(input(x, ftz) / input(y, ftz), ftz)),
            _ => {}
        }
    }
    let format = format_of(ty);
    halves(ty, mask, &[a, b], |v| {
        let (x, y) = (prepare(v[0], format, mode), prepare(v[1], format, mode));
        finish(two_scalar(op, format, mode, x, y), format, mode)
    })
}

/// The same of one pair of values of a scalar type.
pub fn scalar(op: FloatBin, ty: Type, mode: FloatMode, x: u64, y: u64) -> u64 {
    let format = format_of(ty);
    let (x, y) = (prepare(x, format, mode), prepare(y, format, mode));
    finish(two_scalar(op, format, mode, x, y), format, mode)
}

fn two_scalar(op: FloatBin, format: Format, mode: FloatMode, x: u64, y: u64) -> u64 {
    let bits = format.exponent + format.fraction + 1;
    let (x, y) = (x & (u64::MAX >> (64 - bits)), y & (u64::MAX >> (64 - bits)));
    let sign = 1u64 << (bits - 1);
    if matches!(op, FloatBin::Min | FloatBin::Max) {
        return extreme(op == FloatBin::Max, format, mode, x, y, sign);
    }
    if mode.round == Round::Rn {
        if format == F64 {
            let (x, y) = (f64::from_bits(x), f64::from_bits(y));
            return match op {
                FloatBin::Add => x + y,
                FloatBin::Sub => x - y,
                FloatBin::Mul => x * y,
                _ => x / y,
            }
            .to_bits();
        }
        if format == F32 {
            let (x, y) = (f32::from_bits(x as u32), f32::from_bits(y as u32));
            return single(match op {
                FloatBin::Add => x + y,
                FloatBin::Sub => x - y,
                FloatBin::Mul => x * y,
                _ => x / y,
            });
        }
        if format == F16 && op != FloatBin::Div {
            // Sums and products of halves are exact as doubles.
            let (x, y) = (to_f64(x, F16), to_f64(y, F16));
            let exact = match op {
                FloatBin::Add => x + y,
                FloatBin::Sub => x - y,
                _ => x * y,
            };
            return from_f64(exact, F16, Round::Rn);
        }
    }
    match op {
        FloatBin::Add => softfloat::add(x, y, format, mode.round),
        FloatBin::Sub if softfloat::unpack(y, format) == softfloat::Value::Nan => format.nan(),
        FloatBin::Sub => softfloat::add(x, y ^ sign, format, mode.round),
        FloatBin::Mul => softfloat::mul(x, y, format, mode.round),
        _ => softfloat::div(x, y, format, mode.round),
    }
}

/// The smaller or larger one; -0 is smaller than +0; a NaN loses unless `.NaN`.
fn extreme(larger: bool, format: Format, mode: FloatMode, x: u64, y: u64, sign: u64) -> u64 {
    let result_sign = (x ^ y) & sign;
    let (x, y) = if mode.xorsign_abs { (x & !sign, y & !sign) } else { (x, y) };
    let (fx, fy) = (to_f64(x, format), to_f64(y, format));
    let chosen = if fx.is_nan() && fy.is_nan() || mode.nan && (fx.is_nan() || fy.is_nan()) {
        return format.nan();
    } else if fx.is_nan() {
        y
    } else if fy.is_nan() {
        x
    } else if fx == fy {
        // Equal values differ only as zeros of unlike sign.
        if (x & sign != 0) == larger { y } else { x }
    } else if (fx > fy) == larger {
        x
    } else {
        y
    };
    if mode.xorsign_abs { chosen | result_sign } else { chosen }
}

/// `d = a * b + c` rounded once, in the lanes of `mask`.
pub fn fma(ty: Type, mode: FloatMode, mask: u32, a: &Lanes, b: &Lanes, c: &Lanes) -> Lanes {
    if ty == Type::F32x2 {
        return both_singles(&[a, b, c], |v| fma(Type::F32, mode, mask, &v[0], &v[1], &v[2]));
    }
    let format = format_of(ty);
    if ty == Type::F32 && mode.round == Round::Rn && !mode.sat && !mode.relu {
        let ftz = mode.ftz;
        let mut out = [0; 32];
        for lane in each(mask) {
            let sum = input(a[lane], ftz).mul_add(input(b[lane], ftz), input(c[lane], ftz));
            out[lane] = result(sum, ftz);
        }
        return out;
    }
    halves(ty, mask, &[a, b, c], |v| {
        let [x, y, z] = [0, 1, 2].map(|i| prepare(v[i], format, mode));
        let bits = match (format, mode.round) {
            (F32, Round::Rn) => {
                let f = |x: u64| f32::from_bits(x as u32);
                single(f(x).mul_add(f(y), f(z)))
            }
            (F64, Round::Rn) => f64::from_bits(x).mul_add(f64::from_bits(y), f64::from_bits(z)).to_bits(),
            _ => softfloat::fma(x, y, z, format, mode.round),
        };
        finish(bits, format, mode)
    })
}

/// `min` and `max` of three singles.
pub fn three(op: FloatBin, abs: bool, mode: FloatMode, a: &Lanes, b: &Lanes, c: &Lanes) -> Lanes {
    let cut = |v: u64| if abs { v & 0x7fff_ffff } else { v };
    map3(a, b, c, |a, b, c| {
        let first = scalar(op, Type::F32, mode, cut(a), cut(b));
        scalar(op, Type::F32, mode, first, cut(c))
    })
}

/// A sum, a difference or `a * b + c` of singles: in the first two the first source is of a shorter type, in the last the
/// first two.
pub fn mixed(op: Option<FloatBin>, from: Type, mode: FloatMode, mask: u32, s: [&Lanes; 3]) -> Lanes {
    let longer = |lanes: &Lanes| map1(lanes, |v| from_f64(to_f64(v, format_of(from)), F32, Round::Rn));
    match op {
        Some(op) => two(op, Type::F32, mode, mask, &longer(s[0]), s[1]),
        None => fma(Type::F32, mode, mask, &longer(s[0]), &longer(s[1]), s[2]),
    }
}

/// `op d, a` in the lanes of `mask`.
pub fn one(op: FloatUn, ty: Type, mode: FloatMode, mask: u32, a: &Lanes) -> Lanes {
    let format = format_of(ty);
    let sign = 1u64 << (format.exponent + format.fraction);
    halves(ty, mask, &[a], |v| {
        let x = prepare(v[0], format, mode);
        let bits = match op {
            FloatUn::Neg => x ^ sign,
            FloatUn::Abs => x & !sign,
            FloatUn::Rcp if !mode.approx && mode.round != Round::Rn => {
                softfloat::div(from_f64(1.0, format, Round::Rn), x, format, mode.round)
            }
            FloatUn::Sqrt if !mode.approx && mode.round != Round::Rn => {
                softfloat::sqrt(x, format, mode.round)
            }
            // 1/x and the root of a single, computed in double precision, round as if computed exactly.
            _ => from_f64(function(op, to_f64(x, format)), format, Round::Rn),
        };
        finish(bits, format, mode)
    })
}

/// 2^x for what is a single: its relative error is below 2^-36.
#[inline(always)]
pub fn ex2(x: f64) -> f64 {
    // The logarithm of 2 to the n-th power, divided by n!.
    const TERMS: [f64; 9] = [
        0.240_226_506_959_100_7,
        0.055_504_108_664_821_58,
        0.009_618_129_107_628_477,
        0.001_333_355_814_642_844_3,
        0.000_154_035_303_933_816_1,
        1.525_273_380_405_984e-5,
        1.321_548_679_014_431e-6,
        1.017_808_600_923_97e-7,
        7.054_911_620_801_123e-9,
    ];
    let bounded = x.clamp(-300.0, 300.0);
    let whole = (bounded + 6_755_399_441_055_744.0) - 6_755_399_441_055_744.0;
    let r = bounded - whole;
    let mut sum = TERMS[8];
    for term in TERMS[..8].iter().rev() {
        sum = sum.mul_add(r, *term);
    }
    let sum = (sum * r).mul_add(r, std::f64::consts::LN_2.mul_add(r, 1.0));
    // As a number, for the smallest and largest leave a single's range anyway.
    let scale = f64::from_bits(((whole as i32 + 1023) as u64) << 52);
    if x.is_nan() { x } else { sum * scale }
}

fn function(op: FloatUn, x: f64) -> f64 {
    match op {
        FloatUn::Rcp => 1.0 / x,
        FloatUn::Sqrt => x.sqrt(),
        FloatUn::Rsqrt => 1.0 / x.sqrt(),
        FloatUn::Sin => x.sin(),
        FloatUn::Cos => x.cos(),
        FloatUn::Lg2 => x.log2(),
        FloatUn::Ex2 => ex2(x),
        FloatUn::Tanh => x.tanh(),
        FloatUn::Neg => -x,
        FloatUn::Abs => x.abs(),
    }
}

/// `|b|` with the sign of `a`.
pub fn copysign(ty: Type, a: &Lanes, b: &Lanes) -> Lanes {
    let sign = 1u64 << (ty.bits() - 1);
    map2(a, b, |a, b| a & sign | b & !sign)
}

/// `testp`.
pub fn testp(test: FloatTest, ty: Type, a: &Lanes) -> Lanes {
    let format = format_of(ty);
    map1(a, |v| {
        let v = if ty == Type::F32 { v & 0xffff_ffff } else { v };
        let x = to_f64(v, format);
        let subnormal = x != 0.0 && flush(v, format) & !(1 << (ty.bits() - 1)) == 0;
        u64::from(match test {
            FloatTest::Finite => x.is_finite(),
            FloatTest::Infinite => x.is_infinite(),
            FloatTest::Number => !x.is_nan(),
            FloatTest::NotANumber => x.is_nan(),
            FloatTest::Normal => x.is_finite() && x != 0.0 && !subnormal,
            FloatTest::Subnormal => subnormal,
        })
    })
}

/// A comparison, 0 or 1.
pub fn compare(cmp: Cmp, ty: Type, ftz: bool, a: &Lanes, b: &Lanes) -> Lanes {
    if ty.is_float() {
        let format = format_of(ty);
        return map2(a, b, |a, b| {
            let (a, b) = if ftz { (flushed(a, format), flushed(b, format)) } else { (a, b) };
            u64::from(compare_floats(cmp, to_f64(a, format), to_f64(b, format)))
        });
    }
    let bits = ty.bits();
    // The unsigned comparisons have names of their own; untyped bits are only equal or not.
    if ty.is_signed() {
        let cut = move |v: u64| ((v << (64 - bits)) as i64) >> (64 - bits);
        map2(a, b, |a, b| u64::from(compare_ordered(cmp, cut(a).cmp(&cut(b)))))
    } else {
        let cut = move |v: u64| v & (u64::MAX >> (64 - bits));
        map2(a, b, |a, b| u64::from(compare_ordered(cmp, cut(a).cmp(&cut(b)))))
    }
}

fn compare_ordered(cmp: Cmp, order: std::cmp::Ordering) -> bool {
    match cmp {
        Cmp::Eq | Cmp::Equ => order.is_eq(),
        Cmp::Ne | Cmp::Neu => order.is_ne(),
        Cmp::Lt | Cmp::Lo | Cmp::Ltu => order.is_lt(),
        Cmp::Le | Cmp::Ls | Cmp::Leu => order.is_le(),
        Cmp::Gt | Cmp::Hi | Cmp::Gtu => order.is_gt(),
        Cmp::Ge | Cmp::Hs | Cmp::Geu => order.is_ge(),
        Cmp::Num => true,
        Cmp::Nan => false,
    }
}

fn compare_floats(cmp: Cmp, a: f64, b: f64) -> bool {
    match a.partial_cmp(&b) {
        Some(order) => compare_ordered(cmp, order),
        None => matches!(cmp, Cmp::Equ | Cmp::Neu | Cmp::Ltu | Cmp::Leu | Cmp::Gtu | Cmp::Geu | Cmp::Nan),
    }
}

/// `set`: all ones or zero for an integer destination, 1.0 or 0.0 for a floating one.
pub fn set(
    cmp: Cmp,
    combine: Option<(BoolOp, Lanes)>,
    dst: Type,
    src: Type,
    ftz: bool,
    a: &Lanes,
    b: &Lanes,
) -> Lanes {
    let truth = |a: &Lanes, b: &Lanes, ty: Type| {
        let first = compare(cmp, ty, ftz, a, b);
        match &combine {
            Some((op, c)) => super::int::combine(*op, &first, c),
            None => first,
        }
    };
    let one = if dst.is_float() { from_f64(1.0, format_of(dst), Round::Rn) } else { u64::MAX };
    if matches!(src, Type::F16x2 | Type::Bf16x2) {
        let half = if src == Type::F16x2 { Type::F16 } else { Type::Bf16 };
        let high = |v: &Lanes| map1(v, |v| v >> 16);
        let (low, high) = (truth(a, b, half), truth(&high(a), &high(b), half));
        return map2(&low, &high, |l, h| {
            (if l != 0 { one & 0xffff } else { 0 }) | (if h != 0 { (one & 0xffff) << 16 } else { 0 })
        });
    }
    map1(&truth(a, b, src), |t| if t != 0 { one } else { 0 })
}
