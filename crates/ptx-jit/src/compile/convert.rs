//! Conversions that have a form in machine code; the others are the interpreter's.

use cranelift_codegen::ir::{InstBuilder, types};
use ptx::{Inst, Operand, Round, Type as Ty};
use smallvec::smallvec;

use super::emit::{Emitter, Parts, Val};
use crate::lockstep::ZERO;

impl Emitter<'_, '_> {
    /// `cvt d, a`.
    pub fn convert(
        &mut self,
        _inst: &Inst,
        src: Operand,
        (to, from): (Ty, Ty),
        round: Option<Round>,
        (ftz, sat): (bool, bool),
        uniform: bool,
    ) -> Option<Val> {
        let _ = ftz;
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
        None
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
