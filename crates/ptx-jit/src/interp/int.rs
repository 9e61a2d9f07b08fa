//! Integer and bit instructions (PTX ISA, "Integer Arithmetic", "Extended-Precision", "Logic and Shift").

use ptx::{BoolOp, IntBin, IntUn, MulPart, Op, PrmtMode, Type};

use super::lanes::{Lanes, map1, map2, map3};

/// A two-operand operation on one integer type and the type of twice its width.
macro_rules! two_of {
    ($t:ty, $wide:ty, $op:expr, $sat:expr, $a:expr, $b:expr) => {{
        let bits = <$t>::BITS;
        match $op {
            IntBin::Add if $sat => map2($a, $b, |x, y| (x as $t).saturating_add(y as $t) as u64),
            IntBin::Sub if $sat => map2($a, $b, |x, y| (x as $t).saturating_sub(y as $t) as u64),
            IntBin::Add => map2($a, $b, |x, y| (x as $t).wrapping_add(y as $t) as u64),
            IntBin::Sub => map2($a, $b, |x, y| (x as $t).wrapping_sub(y as $t) as u64),
            IntBin::MulLo => map2($a, $b, |x, y| (x as $t).wrapping_mul(y as $t) as u64),
            IntBin::MulHi => map2($a, $b, |x, y| {
                (((x as $t as $wide).wrapping_mul(y as $t as $wide)) >> bits) as $t as u64
            }),
            IntBin::MulWide => map2($a, $b, |x, y| (x as $t as $wide).wrapping_mul(y as $t as $wide) as u64),
            IntBin::Mul24Lo => map2($a, $b, |x, y| mul24::<$t>(x, y, 0)),
            IntBin::Mul24Hi => map2($a, $b, |x, y| mul24::<$t>(x, y, 16)),
            // Without an exception, as the device: all ones, and the dividend as the remainder.
            IntBin::Div => {
                map2(
                    $a,
                    $b,
                    |x, y| {
                        if y as $t == 0 { u64::MAX } else { (x as $t).wrapping_div(y as $t) as u64 }
                    },
                )
            }
            IntBin::Rem => {
                map2($a, $b, |x, y| if y as $t == 0 { x } else { (x as $t).wrapping_rem(y as $t) as u64 })
            }
            IntBin::Min => map2($a, $b, |x, y| (x as $t).min(y as $t) as u64),
            IntBin::Max => map2($a, $b, |x, y| (x as $t).max(y as $t) as u64),
            IntBin::And => map2($a, $b, |x, y| x & y),
            IntBin::Or => map2($a, $b, |x, y| x | y),
            IntBin::Xor => map2($a, $b, |x, y| x ^ y),
            // Shift counts are 32 bits wide and are clamped to the width of the value.
            IntBin::Shl => {
                map2($a, $b, |x, y| if y as u32 >= bits { 0 } else { ((x as $t) << (y as u32)) as u64 })
            }
            IntBin::Shr => map2($a, $b, |x, y| {
                let by = y as u32;
                let half = (x as $t) >> by.min(bits - 1);
                (if by >= bits { half >> 1 >> (bits - 2) } else { half }) as u64
            }),
        }
    }};
}

/// The 24-bit product of two 32-bit values, from bit `from` of its 48.
fn mul24<T: 'static>(x: u64, y: u64, from: u32) -> u64 {
    if std::any::TypeId::of::<T>() == std::any::TypeId::of::<i32>() {
        let cut = |v: u64| i64::from((v as i32) << 8 >> 8);
        ((cut(x) * cut(y)) >> from) as i32 as u64
    } else {
        u64::from((((x & 0xff_ffff) * (y & 0xff_ffff)) >> from) as u32)
    }
}

/// `op d, a, b`.
pub fn two(op: IntBin, ty: Type, sat: bool, a: &Lanes, b: &Lanes) -> Lanes {
    match ty {
        Type::U16 | Type::B16 => two_of!(u16, u32, op, sat, a, b),
        Type::S16 => two_of!(i16, i32, op, sat, a, b),
        Type::U32 | Type::B32 => two_of!(u32, u64, op, sat, a, b),
        Type::S32 => two_of!(i32, i64, op, sat, a, b),
        Type::S64 => two_of!(i64, i128, op, sat, a, b),
        Type::U16x2 | Type::S16x2 => {
            let half = if ty == Type::U16x2 { Type::U16 } else { Type::S16 };
            let high = |v: &Lanes| map1(v, |v| v >> 16);
            let low = two(op, half, sat, a, b);
            let high = two(op, half, sat, &high(a), &high(b));
            map2(&low, &high, |low, high| low & 0xffff | (high & 0xffff) << 16)
        }
        // Predicates are 0 or 1 in 64 bits.
        _ => two_of!(u64, u128, op, sat, a, b),
    }
}

/// `op d, a`.
pub fn one(op: IntUn, ty: Type, a: &Lanes) -> Lanes {
    let bits = ty.bits();
    let cut = move |v: u64| v & (u64::MAX >> (64 - bits));
    let signed = move |v: u64| ((v << (64 - bits)) as i64) >> (64 - bits);
    match op {
        IntUn::Neg => map1(a, |v| signed(v).wrapping_neg() as u64),
        IntUn::Abs => map1(a, |v| signed(v).wrapping_abs() as u64),
        IntUn::Not if ty == Type::Pred => map1(a, |v| !v & 1),
        IntUn::Not => map1(a, |v| !v),
        IntUn::Cnot => map1(a, |v| u64::from(cut(v) == 0)),
        IntUn::Popc => map1(a, |v| u64::from(cut(v).count_ones())),
        IntUn::Clz => map1(a, |v| u64::from(cut(v).leading_zeros() - (64 - bits))),
        IntUn::Brev => map1(a, |v| v.reverse_bits() >> (64 - bits)),
        IntUn::Bfind | IntUn::BfindShift => map1(a, |v| {
            // Of a negative number, the highest bit that is not its sign.
            let v = if ty.is_signed() && signed(v) < 0 { cut(!v) } else { cut(v) };
            if v == 0 {
                return u64::from(u32::MAX);
            }
            let position = 63 - v.leading_zeros();
            u64::from(if op == IntUn::Bfind { position } else { bits - 1 - position })
        }),
    }
}

/// Addition or subtraction with carry in and out; for subtraction the flag is the borrow.
pub fn add_carry(sub: bool, ty: Type, a: &Lanes, b: &Lanes, carry: u32) -> (Lanes, u32) {
    let bits = ty.bits();
    let cut = |v: u64| u128::from(v & (u64::MAX >> (64 - bits)));
    let mut out = 0;
    let values = std::array::from_fn(|lane| {
        let carry = u128::from(carry >> lane & 1);
        let wide = if sub {
            cut(a[lane]).wrapping_sub(cut(b[lane])).wrapping_sub(carry)
        } else {
            cut(a[lane]) + cut(b[lane]) + carry
        };
        out |= ((wide >> bits & 1) as u32) << lane;
        wide as u64
    });
    (values, out)
}

/// The product that `mad` adds to.
pub fn product(part: MulPart, ty: Type, a: &Lanes, b: &Lanes) -> Lanes {
    let op = match part {
        MulPart::Lo => IntBin::MulLo,
        MulPart::Hi => IntBin::MulHi,
        MulPart::Wide => IntBin::MulWide,
        MulPart::Lo24 => IntBin::Mul24Lo,
        MulPart::Hi24 => IntBin::Mul24Hi,
    };
    two(op, ty, false, a, b)
}

/// The type in which `mad` adds.
pub fn product_type(part: MulPart, ty: Type) -> Type {
    match (part, ty) {
        (MulPart::Wide, Type::S16) => Type::S32,
        (MulPart::Wide, Type::U16 | Type::B16) => Type::U32,
        (MulPart::Wide, Type::S32) => Type::S64,
        (MulPart::Wide, _) => Type::U64,
        _ => ty,
    }
}

/// Combines predicates.
pub fn combine(op: BoolOp, a: &Lanes, b: &Lanes) -> Lanes {
    match op {
        BoolOp::And => map2(a, b, |a, b| a & b & 1),
        BoolOp::Or => map2(a, b, |a, b| (a | b) & 1),
        BoolOp::Xor => map2(a, b, |a, b| (a ^ b) & 1),
    }
}

/// Instructions on bit fields, bytes and three operands.
pub fn bits(op: Op, s: &[Lanes; 5]) -> Lanes {
    match op {
        Op::Sad(ty) => {
            let bits = ty.bits();
            map3(&s[0], &s[1], &s[2], |a, b, c| {
                let difference = if ty.is_signed() {
                    let cut = |v: u64| ((v << (64 - bits)) as i64) >> (64 - bits);
                    cut(a).abs_diff(cut(b))
                } else {
                    let cut = |v: u64| v & (u64::MAX >> (64 - bits));
                    cut(a).abs_diff(cut(b))
                };
                c.wrapping_add(difference)
            })
        }
        Op::Bfe(ty) => map3(&s[0], &s[1], &s[2], |a, pos, len| bfe(ty, a, pos, len)),
        Op::Bfi(ty) => std::array::from_fn(|i| {
            let (pos, len) = ((s[2][i] & 0xff) as u32, (s[3][i] & 0xff) as u32);
            let bits = ty.bits();
            if pos >= bits || len == 0 {
                return s[1][i];
            }
            let mask = (u64::MAX >> (64 - len.min(bits))) << pos;
            s[1][i] & !mask | s[0][i] << pos & mask
        }),
        Op::Bmsk { wrap } => map2(&s[0], &s[1], |a, b| {
            let (a, b) = (a as u32, b as u32);
            let (a, b) = if wrap { (a & 31, b & 31) } else { (a, b) };
            if a >= 32 {
                return 0;
            }
            let ones = if b >= 32 { u32::MAX } else { (1 << b) - 1 };
            u64::from(ones << a)
        }),
        Op::Szext { ty, wrap } => map2(&s[0], &s[1], |a, b| {
            let n = if wrap { b as u32 & 31 } else { b as u32 };
            if n >= 32 {
                return a;
            }
            if n == 0 {
                return 0;
            }
            if ty == Type::S32 {
                ((a as i32) << (32 - n) >> (32 - n)) as u64
            } else {
                u64::from(a as u32 & (u32::MAX >> (32 - n)))
            }
        }),
        Op::Fns => {
            map3(&s[0], &s[1], &s[2], |mask, start, offset| fns(mask as u32, start as u32, offset as i32))
        }
        Op::Lop3 => std::array::from_fn(|i| {
            let (a, b, c, table) = (s[0][i], s[1][i], s[2][i], s[3][i]);
            (0..8).filter(|row| table >> row & 1 != 0).fold(0, |bits, row| {
                let pick = |v: u64, bit: u32| if row >> bit & 1 != 0 { v } else { !v };
                bits | (pick(a, 2) & pick(b, 1) & pick(c, 0)) & 0xffff_ffff
            })
        }),
        Op::Prmt(mode) => map3(&s[0], &s[1], &s[2], |a, b, c| prmt(mode, a as u32, b as u32, c as u32)),
        Op::Shf { right, wrap } => map3(&s[0], &s[1], &s[2], |a, b, c| {
            let both = b << 32 | a & 0xffff_ffff;
            let count = if wrap { c as u32 & 31 } else { (c as u32).min(32) };
            u64::from(if right { (both >> count) as u32 } else { ((u128::from(both) << count) >> 32) as u32 })
        }),
        Op::Dp4a { a_signed, b_signed } => map3(&s[0], &s[1], &s[2], |a, b, c| {
            (0..4).fold(c as u32, |sum, i| {
                let product = byte(a, i, a_signed).wrapping_mul(byte(b, i, b_signed));
                sum.wrapping_add(product as u32)
            }) as u64
        }),
        Op::Dp2a { hi, a_signed, b_signed } => map3(&s[0], &s[1], &s[2], |a, b, c| {
            (0..2).fold(c as u32, |sum, i| {
                let word = (a >> (16 * i)) as u16;
                let word = if a_signed { i32::from(word as i16) } else { i32::from(word) };
                let product = word.wrapping_mul(byte(b, i + if hi { 2 } else { 0 }, b_signed));
                sum.wrapping_add(product as u32)
            }) as u64
        }),
        _ => [0; 32],
    }
}

/// Byte `i` of `v`.
fn byte(v: u64, i: u32, signed: bool) -> i32 {
    let byte = (v >> (8 * i)) as u8;
    if signed { i32::from(byte as i8) } else { i32::from(byte) }
}

fn bfe(ty: Type, a: u64, pos: u64, len: u64) -> u64 {
    let bits = ty.bits();
    let (pos, len) = ((pos & 0xff) as u32, (len & 0xff) as u32);
    let a = a & (u64::MAX >> (64 - bits));
    let top = bits - 1;
    // The bit that fills what lies beyond the value: the field's last one, or the value's.
    let fill = ty.is_signed() && len != 0 && a >> (pos + len - 1).min(top) & 1 != 0;
    if len == 0 {
        return 0;
    }
    let shifted = if pos >= bits { 0 } else { a >> pos };
    let taken = if pos >= bits { 0 } else { len.min(bits - pos) };
    let field = if taken == 0 { 0 } else { shifted & (u64::MAX >> (64 - taken)) };
    if fill && taken < 64 { field | u64::MAX << taken } else { field }
}

fn fns(mask: u32, start: u32, offset: i32) -> u64 {
    let none = u64::from(u32::MAX);
    if start > 31 {
        return none;
    }
    if offset == 0 {
        return if mask >> start & 1 != 0 { u64::from(start) } else { none };
    }
    let wanted = offset.unsigned_abs() as usize;
    let found = if offset > 0 {
        (start..32).filter(|&i| mask >> i & 1 != 0).nth(wanted - 1)
    } else {
        (0..=start).rev().filter(|&i| mask >> i & 1 != 0).nth(wanted - 1)
    };
    found.map_or(none, u64::from)
}

fn prmt(mode: PrmtMode, a: u32, b: u32, c: u32) -> u64 {
    let bytes = u64::from(b) << 32 | u64::from(a);
    let n = c & 3;
    let selectors: [u32; 4] = match mode {
        PrmtMode::Index => std::array::from_fn(|i| c >> (4 * i) & 0xf),
        PrmtMode::F4e => std::array::from_fn(|i| n + i as u32),
        PrmtMode::B4e => std::array::from_fn(|i| n.wrapping_sub(i as u32) & 7),
        PrmtMode::Rc8 => [n; 4],
        PrmtMode::Ecl => std::array::from_fn(|i| n.max(i as u32)),
        PrmtMode::Ecr => std::array::from_fn(|i| n.min(i as u32)),
        PrmtMode::Rc16 => std::array::from_fn(|i| (n & 1) * 2 + (i as u32 & 1)),
    };
    let mut result = 0;
    for (i, selector) in selectors.into_iter().enumerate() {
        let mut byte = (bytes >> (8 * (selector & 7))) as u8;
        if selector & 8 != 0 {
            byte = ((byte as i8) >> 7) as u8;
        }
        result |= u64::from(byte) << (8 * i);
    }
    result
}
