//! Conversions that have a form in machine code; the others are the interpreter's.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{InstBuilder, Type, Value, types};
use ptx::{Operand, Round, Type as Ty};
use smallvec::smallvec;

use super::emit::{Emitter, Parts, Val};
use crate::lockstep::ZERO;

impl Emitter<'_, '_> {
    /// `cvt d, a`.
    pub fn convert(
        &mut self,
        src: Operand,
        (to, from): (Ty, Ty),
        round: Option<Round>,
        (ftz, sat): (bool, bool),
        uniform: bool,
    ) -> Option<Val> {
        if sat {
            return None;
        }
        if to.is_integer() && from.is_integer() {
            return self.integers(src, to, from, uniform);
        }
        if to == Ty::F32 && from.is_integer() && from.bits() <= 32 && round == Some(Round::Rn) {
            // Of 32 unsigned bits only the scalar form exists.
            let a = self.parts(src, false, uniform)?;
            let a = self.narrow(a, from);
            if from.bits() == 32 && !from.is_signed() && !uniform {
                return None;
            }
            let float = if uniform { types::F32 } else { types::F32X4 };
            let parts = self.map1(&a, |e, _, v| {
                if from.is_signed() || from.bits() < 32 {
                    e.b.ins().fcvt_from_sint(float, v)
                } else {
                    e.b.ins().fcvt_from_uint(float, v)
                }
            });
            return Some(self.float_val(parts, Ty::F32, uniform));
        }
        match (to, from, round) {
            (Ty::F32, Ty::F16, None) => {
                let a = self.parts(src, false, uniform)?;
                let parts = self.map1(&a, |e, ty, v| e.single_of_half(ty, v));
                Some(self.val(parts, false, uniform))
            }
            (Ty::F32, Ty::Bf16, None) if !ftz => {
                let a = self.parts(src, false, uniform)?;
                let parts = self.map1(&a, |e, _, v| e.b.ins().ishl_imm_s(v, 16));
                Some(self.val(parts, false, uniform))
            }
            (Ty::Bf16, Ty::F32, Some(Round::Rn)) if !ftz => {
                let a = self.floats(src, Ty::F32, uniform)?;
                let parts = self.map1(&a, |e, _, v| e.brain_of_single(v));
                Some(self.val(parts, false, uniform))
            }
            // Subnormals make a difference only to what is rounded away from zero.
            (
                Ty::F32 | Ty::S32 | Ty::U32,
                Ty::F32,
                Some(way @ (Round::Rni | Round::Rzi | Round::Rmi | Round::Rpi)),
            ) if ftz == self.flushes || matches!(way, Round::Rni | Round::Rzi) => {
                let a = self.floats(src, Ty::F32, uniform)?;
                let whole = self.map1(&a, |e, _, v| match way {
                    Round::Rni => e.b.ins().nearest(v),
                    Round::Rmi => e.b.ins().floor(v),
                    Round::Rpi => e.b.ins().ceil(v),
                    _ if to == Ty::F32 => e.b.ins().trunc(v),
                    _ => v,
                });
                if to == Ty::F32 {
                    return Some(self.float_val(whole, Ty::F32, uniform));
                }
                let int = if uniform { types::I32 } else { types::I32X4 };
                let parts = self.map1(&whole, |e, _, v| {
                    if to == Ty::S32 {
                        e.b.ins().fcvt_to_sint_sat(int, v)
                    } else {
                        e.b.ins().fcvt_to_uint_sat(int, v)
                    }
                });
                Some(self.val(parts, false, uniform))
            }
            _ => None,
        }
    }

    /// `cvt.rn.bf16x2.f32`: the first one goes to the upper half.
    pub fn brain_pair(&mut self, high: Operand, low: Operand, uniform: bool) -> Option<Val> {
        let (high, low) = (self.floats(high, Ty::F32, uniform)?, self.floats(low, Ty::F32, uniform)?);
        let parts = self.map2(&high, &low, |e, _, high, low| {
            let (high, low) = (e.brain_of_single(high), e.brain_of_single(low));
            let high = e.b.ins().ishl_imm_s(high, 16);
            e.b.ins().bor(high, low)
        });
        Some(self.val(parts, false, uniform))
    }

    /// The single that a half is; a NaN may have any bits. Exponents differ by 112, subnormals by a factor only.
    fn single_of_half(&mut self, ty: Type, v: Value) -> Value {
        let float = if ty.is_vector() { types::F32X4 } else { types::F32 };
        let (low, high) = (self.constant(ty, 0x7fff), self.constant(ty, 0x8000));
        let magnitude = self.b.ins().band(v, low);
        let moved = self.b.ins().ishl_imm_s(magnitude, 13);
        let sign = self.b.ins().band(v, high);
        let sign = self.b.ins().ishl_imm_s(sign, 16);
        let times = |e: &mut Self, v: Value, factor: f32| {
            let factor = e.constant(ty, factor.to_bits().into());
            let factor = e.cast(float, factor);
            let product = e.b.ins().fmul(v, factor);
            e.cast(ty, product)
        };
        let source = self.cast(float, moved);
        let mut number = times(self, source, 2f32.powi(112));
        if self.flushes {
            // The processor takes such a source for zero.
            let whole = self.b.ins().fcvt_from_sint(float, magnitude);
            let small = times(self, whole, 2f32.powi(-24));
            let bound = self.constant(ty, 0x400);
            let is_small = self.b.ins().icmp(IntCC::SignedLessThan, magnitude, bound);
            number = self.either(is_small, small, number);
        }
        let bound = self.constant(ty, 0x7bff);
        let special = self.b.ins().icmp(IntCC::SignedGreaterThan, magnitude, bound);
        let (exponent, zero) = (self.constant(ty, 0x7f80_0000), self.constant(ty, 0));
        let exponent = self.either(special, exponent, zero);
        let number = self.b.ins().bor(number, exponent);
        self.b.ins().bor(number, sign)
    }

    /// The upper half of a single, rounded to nearest; of a NaN, CUDA's.
    fn brain_of_single(&mut self, v: Value) -> Value {
        let nan = self.b.ins().fcmp(FloatCC::Unordered, v, v);
        let ty = if self.b.func.dfg.value_type(v).is_vector() { types::I32X4 } else { types::I32 };
        let bits = self.cast(ty, v);
        let (half, one) = (self.constant(ty, 0x7fff), self.constant(ty, 1));
        let last = self.b.ins().ushr_imm_s(bits, 16);
        let last = self.b.ins().band(last, one);
        let sum = self.b.ins().iadd(bits, half);
        let sum = self.b.ins().iadd(sum, last);
        let rounded = self.b.ins().ushr_imm_s(sum, 16);
        self.either(nan, half, rounded)
    }

    /// `a` where a comparison holds, `b` elsewhere.
    pub fn either(&mut self, condition: Value, a: Value, b: Value) -> Value {
        if self.b.func.dfg.value_type(condition).is_vector() {
            self.b.ins().bitselect(condition, a, b)
        } else {
            self.b.ins().select(condition, a, b)
        }
    }

    fn narrow(&mut self, parts: Parts, ty: Ty) -> Parts {
        let bits = ty.bits();
        if bits >= 32 {
            return parts;
        }
        self.map1(&parts, |e, vector, v| {
            if ty.is_signed() {
                let left = e.b.ins().ishl_imm_s(v, i64::from(32 - bits));
                e.b.ins().sshr_imm_s(left, i64::from(32 - bits))
            } else {
                let mask = e.constant(vector, (1 << bits) - 1);
                e.b.ins().band(v, mask)
            }
        })
    }

    fn integers(&mut self, src: Operand, to: Ty, from: Ty, uniform: bool) -> Option<Val> {
        let val = self.operand(src)?;
        let wide = from.bits() == 64;
        let parts = self.parts_of(&val, wide, uniform);
        // The narrower type decides what is kept, and the wider one's extension follows the source, then the target.
        let parts = if wide { parts } else { self.narrow(parts, from) };
        let words = |e: &mut Self, parts: Parts| -> Parts {
            if !wide {
                return parts;
            }
            if uniform {
                return smallvec![e.b.ins().ireduce(types::I32, parts[0])];
            }
            parts.chunks(2).map(|pair| e.low_halves(pair[0], pair[1])).collect()
        };
        if to.bits() == 64 {
            let parts = if wide {
                parts
            } else if uniform {
                smallvec![self.widen_scalar(parts[0], from.is_signed())]
            } else {
                self.widen(&parts, from.is_signed())
            };
            return Some(if uniform { Val::Scalars(parts, ZERO) } else { Val::Doubles(parts) });
        }
        let parts = words(self, parts);
        let parts = if to.bits() < from.bits() || to.bits() < 32 { self.narrow(parts, to) } else { parts };
        Some(if uniform { Val::Scalars(parts, ZERO) } else { Val::Words(parts) })
    }
}
