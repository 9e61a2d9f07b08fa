//! Instructions whose results depend on their operands alone, on all lanes of a warp.

use ptx::{IntBin, Op, Type};

use super::lanes::{Lanes, map1, map3};
use super::{convert, float, int, video};

/// Computes what an instruction writes, in the lanes of `mask` at least; how many results there are, or nothing if the
/// operation is not one of these.
pub fn evaluate(op: &Op, mask: u32, s: &[Lanes; 5], results: &mut [Lanes; 2]) -> Option<usize> {
    results[0] = match *op {
        Op::Int2 { op, ty, sat } => int::two(op, ty, sat, &s[0], &s[1]),
        Op::Int1 { op, ty } => int::one(op, ty, &s[0]),
        Op::Mad { part, ty, sat, carry_in: false, carry_out: false } => {
            let product = int::product(part, ty, &s[0], &s[1]);
            int::two(IntBin::Add, int::product_type(part, ty), sat, &product, &s[2])
        }
        Op::Sad(_)
        | Op::Bfe(_)
        | Op::Bfi(_)
        | Op::Bmsk { .. }
        | Op::Szext { .. }
        | Op::Fns
        | Op::Lop3
        | Op::Prmt(_)
        | Op::Shf { .. }
        | Op::Dp4a { .. }
        | Op::Dp2a { .. } => int::bits(*op, s),
        Op::Video(ref form) => {
            map3(&s[0], &s[1], &s[2], |a, b, c| u64::from(video::compute(form, a as u32, b as u32, c as u32)))
        }
        Op::Float2 { op, ty, mode } => float::two(op, ty, mode, mask, &s[0], &s[1]),
        Op::Float3 { op, abs, mode } => float::three(op, abs, mode, &s[0], &s[1], &s[2]),
        Op::FloatMixed { op, from, mode } => float::mixed(op, from, mode, mask, [&s[0], &s[1], &s[2]]),
        Op::ExtremeRelu { max, ty } => {
            let chosen = int::two(if max { IntBin::Max } else { IntBin::Min }, ty, false, &s[0], &s[1]);
            int::two(IntBin::Max, ty, false, &chosen, &[0; 32])
        }
        Op::Float1 { op, ty, mode } => float::one(op, ty, mode, mask, &s[0]),
        Op::Fma { ty, mode } => float::fma(ty, mode, mask, &s[0], &s[1], &s[2]),
        Op::Copysign(ty) => float::copysign(ty, &s[0], &s[1]),
        Op::Testp { test, ty } => float::testp(test, ty, &s[0]),
        Op::Setp { cmp, ty: ty @ (Type::F16x2 | Type::Bf16x2), ftz, .. } => {
            let half = if ty == Type::F16x2 { Type::F16 } else { Type::Bf16 };
            let high = |v: &Lanes| map1(v, |v| v >> 16);
            results[1] = float::compare(cmp, half, ftz, &high(&s[0]), &high(&s[1]));
            results[0] = float::compare(cmp, half, ftz, &s[0], &s[1]);
            return Some(2);
        }
        Op::Setp { cmp, combine, ty, ftz } => {
            let first = float::compare(cmp, ty, ftz, &s[0], &s[1]);
            let second = map1(&first, |v| v ^ 1);
            (results[0], results[1]) = match combine {
                None => (first, second),
                Some(op) => (int::combine(op, &first, &s[2]), int::combine(op, &second, &s[2])),
            };
            return Some(2);
        }
        Op::Set { cmp, combine, dst, src, ftz } => {
            float::set(cmp, combine.map(|op| (op, s[2])), dst, src, ftz, &s[0], &s[1])
        }
        Op::Selp(_) => map3(&s[0], &s[1], &s[2], |a, b, p| if p & 1 != 0 { a } else { b }),
        Op::Slct { cond, ftz, .. } => map3(&s[0], &s[1], &s[2], |a, b, c| {
            let takes_a = if cond == Type::S32 {
                c as i32 >= 0
            } else {
                // -0 counts as zero, NaN as negative; flushing changes only negative subnormals.
                let c = f32::from_bits(c as u32);
                c >= 0.0 || (ftz && c.is_subnormal())
            };
            if takes_a { a } else { b }
        }),
        Op::Cvt { to, from, round, ftz, sat, relu } => {
            convert::cvt(&convert::Cvt { to, from, round, ftz, sat, relu }, mask, &s[0])
        }
        Op::CvtPair { to, round, relu, satfinite, .. } => {
            convert::pair(to, round, relu, satfinite, &s[0], &s[1])
        }
        Op::CvtFinite { to, round, relu } => convert::finite(to, round, relu, &s[0]),
        Op::CvtSmall { to, from, round, relu, satfinite } => {
            convert::short_pair((to, from), round, (relu, satfinite), &s[0], &s[1])
        }
        Op::CvtStochastic { to, relu, satfinite } => convert::stochastic(to, relu, satfinite, s),
        Op::CvtPack { to, chained, .. } => {
            convert::pack(to, &s[0], &s[1], if chained { &s[2] } else { &[0; 32] })
        }
        _ => return None,
    };
    Some(1)
}
