//! Comparisons, whose results are predicates.

use cranelift_codegen::ir::InstBuilder;
use cranelift_codegen::ir::condcodes::{CondCode, FloatCC, IntCC};
use ptx::{Cmp, Operand, Type as Ty};

use super::emit::{Comparison, Emitter, Val};
use crate::lockstep::ZERO;

impl Emitter<'_, '_> {
    /// A comparison of a scalar and a growing pattern with a scalar: its ends say for all lanes.
    pub fn compare_affine(&mut self, cmp: Cmp, ty: Ty, a: Operand, b: Operand) -> Option<Val> {
        if ty.bits() != 32 || ty.is_float() {
            return None;
        }
        let signed = ty.is_signed();
        let (x, y) = (self.operand(a)?, self.operand(b)?);
        let is = |val: &Val, zero: bool| matches!(val, Val::Scalars(parts, p) if parts.len() == 1 && (*p == ZERO) == zero);
        let condition = match (cmp, signed) {
            (Cmp::Lt, true) => IntCC::SignedLessThan,
            (Cmp::Le, true) => IntCC::SignedLessThanOrEqual,
            (Cmp::Gt, true) => IntCC::SignedGreaterThan,
            (Cmp::Ge, true) => IntCC::SignedGreaterThanOrEqual,
            (Cmp::Lt | Cmp::Lo, false) => IntCC::UnsignedLessThan,
            (Cmp::Le | Cmp::Ls, false) => IntCC::UnsignedLessThanOrEqual,
            (Cmp::Gt | Cmp::Hi, false) => IntCC::UnsignedGreaterThan,
            (Cmp::Ge | Cmp::Hs, false) => IntCC::UnsignedGreaterThanOrEqual,
            _ => return None,
        };
        let (x, y, condition) = match (is(&x, false) && is(&y, true), is(&x, true) && is(&y, false)) {
            (true, _) => (x, y, condition),
            (_, true) => (y, x, condition.swap_args()),
            _ => return None,
        };
        let Val::Scalars(_, pattern) = x else { return None };
        let pattern = self.form.patterns[pattern as usize];
        let (least, most) = (pattern.iter().copied().min()?, pattern.iter().copied().max()?);
        if least < 0 || most >= 1 << 30 {
            return None;
        }
        let (base, bound) = (self.scalars(&x, false)[0], self.scalars(&y, false)[0]);
        let (base, bound) = (self.widen_scalar(base, signed), self.widen_scalar(bound, signed));
        let (low, high) = (self.plus(base, least), self.plus(base, most));
        let limit = if signed { i64::from(i32::MAX) } else { i64::from(u32::MAX) };
        let exact = self.b.ins().icmp_imm_s(IntCC::SignedLessThanOrEqual, high, limit);
        // As numbers of 64 bits all of these are signed.
        let wide = match condition {
            IntCC::UnsignedLessThan => IntCC::SignedLessThan,
            IntCC::UnsignedLessThanOrEqual => IntCC::SignedLessThanOrEqual,
            IntCC::UnsignedGreaterThan => IntCC::SignedGreaterThan,
            IntCC::UnsignedGreaterThanOrEqual => IntCC::SignedGreaterThanOrEqual,
            signed => signed,
        };
        let (first, last) = (self.b.ins().icmp(wide, low, bound), self.b.ins().icmp(wide, high, bound));
        let both = self.b.ins().band(first, last);
        let either = self.b.ins().bor(first, last);
        let neither = self.b.ins().bxor_imm_s(either, 1);
        let (all, none) = (self.b.ins().band(both, exact), self.b.ins().band(neither, exact));
        Some(Val::Compare(Box::new(Comparison { condition, a: x, b: y, all, none })))
    }

    pub fn compare(
        &mut self,
        cmp: Cmp,
        ty: Ty,
        ftz: bool,
        a: Operand,
        b: Operand,
        uniform: bool,
    ) -> Option<Val> {
        let parts = if ty.is_float() {
            if !matches!(ty, Ty::F32 | Ty::F64)
                || (ty == Ty::F32 && ftz != self.flushes)
                || (ty == Ty::F64 && self.flushes)
            {
                return None;
            }
            let (a, b) = (self.floats(a, ty, uniform)?, self.floats(b, ty, uniform)?);
            let condition = match cmp {
                Cmp::Eq => FloatCC::Equal,
                Cmp::Ne => FloatCC::OrderedNotEqual,
                Cmp::Lt => FloatCC::LessThan,
                Cmp::Le => FloatCC::LessThanOrEqual,
                Cmp::Gt => FloatCC::GreaterThan,
                Cmp::Ge => FloatCC::GreaterThanOrEqual,
                Cmp::Equ => FloatCC::UnorderedOrEqual,
                Cmp::Neu => FloatCC::NotEqual,
                Cmp::Ltu => FloatCC::UnorderedOrLessThan,
                Cmp::Leu => FloatCC::UnorderedOrLessThanOrEqual,
                Cmp::Gtu => FloatCC::UnorderedOrGreaterThan,
                Cmp::Geu => FloatCC::UnorderedOrGreaterThanOrEqual,
                Cmp::Num => FloatCC::Ordered,
                Cmp::Nan => FloatCC::Unordered,
                _ => return None,
            };
            self.map2(&a, &b, |e, _, a, b| {
                // Cranelift has no vector form of these two.
                let both = match (condition, uniform) {
                    (FloatCC::OrderedNotEqual, false) => [FloatCC::LessThan, FloatCC::GreaterThan],
                    (FloatCC::UnorderedOrEqual, false) => [FloatCC::Unordered, FloatCC::Equal],
                    _ => return e.b.ins().fcmp(condition, a, b),
                };
                let [first, second] = both.map(|condition| e.b.ins().fcmp(condition, a, b));
                e.b.ins().bor(first, second)
            })
        } else {
            if ty.bits() < 16 || ty == Ty::Pred {
                return None;
            }
            let wide = ty.bits() == 64;
            let (x, y) = (self.operand(a)?, self.operand(b)?);
            let (x, y) = (self.parts_of(&x, wide, uniform), self.parts_of(&y, wide, uniform));
            let (x, y) = (self.extend(x, ty), self.extend(y, ty));
            let signed = ty.is_signed();
            let condition = match (cmp, signed) {
                (Cmp::Eq, _) => IntCC::Equal,
                (Cmp::Ne, _) => IntCC::NotEqual,
                (Cmp::Lt, true) => IntCC::SignedLessThan,
                (Cmp::Le, true) => IntCC::SignedLessThanOrEqual,
                (Cmp::Gt, true) => IntCC::SignedGreaterThan,
                (Cmp::Ge, true) => IntCC::SignedGreaterThanOrEqual,
                (Cmp::Lt | Cmp::Lo, false) => IntCC::UnsignedLessThan,
                (Cmp::Le | Cmp::Ls, false) => IntCC::UnsignedLessThanOrEqual,
                (Cmp::Gt | Cmp::Hi, false) => IntCC::UnsignedGreaterThan,
                (Cmp::Ge | Cmp::Hs, false) => IntCC::UnsignedGreaterThanOrEqual,
                _ => return None,
            };
            self.map2(&x, &y, |e, _, a, b| e.b.ins().icmp(condition, a, b))
        };
        Some(if uniform {
            Val::Flag(parts[0])
        } else if parts.len() == 16 {
            let lanes = parts.chunks(2).map(|pair| self.low_halves(pair[0], pair[1])).collect();
            Val::Mask { bits: None, lanes: Some(lanes) }
        } else {
            Val::Mask { bits: None, lanes: Some(parts) }
        })
    }
}
