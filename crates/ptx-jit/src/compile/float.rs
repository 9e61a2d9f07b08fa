//! Singles and doubles, as the processor computes them.

use cranelift_codegen::ir::condcodes::FloatCC;
use cranelift_codegen::ir::{InstBuilder, Type, Value, types};
use ptx::{FloatBin, FloatMode, FloatUn, Inst, Operand, Round, Type as Ty};
use smallvec::smallvec;

use super::emit::{Emitter, Parts, Val};

impl Emitter<'_, '_> {
    /// An operand as floating-point numbers.
    pub fn floats(&mut self, operand: Operand, ty: Ty, uniform: bool) -> Option<Parts> {
        let wide = ty == Ty::F64;
        let val = self.raw(operand)?;
        let parts = self.parts_of(&val, wide, uniform);
        let float = match (wide, uniform) {
            (true, true) => types::F64,
            (false, true) => types::F32,
            (true, false) => types::F64X2,
            (false, false) => types::F32X4,
        };
        Some(parts.into_iter().map(|v| self.cast(float, v)).collect())
    }

    pub fn float_val(&mut self, parts: Parts, ty: Ty, uniform: bool) -> Val {
        let wide = ty == Ty::F64;
        let int = match (wide, uniform) {
            (true, true) => types::I64,
            (false, true) => types::I32,
            (true, false) => types::I64X2,
            (false, false) => types::I32X4,
        };
        let parts = parts.into_iter().map(|v| self.cast(int, v)).collect();
        self.val(parts, wide, uniform)
    }

    /// Whether the processor's arithmetic is that of a type and mode as it is set up.
    pub fn plain_mode(&self, ty: Ty, mode: FloatMode) -> Option<()> {
        let flushes = match ty {
            Ty::F32 => mode.ftz == self.flushes,
            Ty::F64 => !self.flushes,
            _ => false,
        };
        (flushes && mode.round == Round::Rn && !mode.sat && !mode.relu).then_some(())
    }

    pub fn float2(
        &mut self,
        op: FloatBin,
        ty: Ty,
        mode: FloatMode,
        a: &[Value],
        b: &[Value],
    ) -> Option<Parts> {
        self.plain_mode(ty, mode)?;
        Some(match op {
            FloatBin::Add => self.map2(a, b, |e, _, a, b| e.b.ins().fadd(a, b)),
            FloatBin::Sub => self.map2(a, b, |e, _, a, b| e.b.ins().fsub(a, b)),
            FloatBin::Mul => self.map2(a, b, |e, _, a, b| e.b.ins().fmul(a, b)),
            FloatBin::Div => self.map2(a, b, |e, _, a, b| e.b.ins().fdiv(a, b)),
            FloatBin::Min | FloatBin::Max if ty == Ty::F32 && !mode.nan && !mode.xorsign_abs => {
                self.map2(a, b, |e, ty, a, b| {
                    let chosen = e.extreme(op == FloatBin::Max, ty, a, b);
                    e.flushed(chosen)
                })
            }
            _ => return None,
        })
    }

    /// A single, zero instead of subnormal where the processor flushes.
    fn flushed(&mut self, v: Value) -> Value {
        if !self.flushes {
            return v;
        }
        let one = self.one(self.b.func.dfg.value_type(v));
        self.b.ins().fmul(v, one)
    }

    /// The larger or smaller one: -0 is below +0, a NaN loses.
    pub fn extreme(&mut self, larger: bool, ty: Type, a: Value, b: Value) -> Value {
        let int = if ty.is_vector() { types::I32X4 } else { types::I32 };
        let condition = if larger { FloatCC::GreaterThan } else { FloatCC::LessThan };
        let wins = self.b.ins().fcmp(condition, a, b);
        let lost = self.b.ins().fcmp(FloatCC::NotEqual, b, b);
        let equal = self.b.ins().fcmp(FloatCC::Equal, a, b);
        let (x, y) = (self.cast(int, a), self.cast(int, b));
        let both = if larger { self.b.ins().band(x, y) } else { self.b.ins().bor(x, y) };
        let first = self.b.ins().bor(wins, lost);
        let chosen = if ty.is_vector() {
            let chosen = self.b.ins().bitselect(first, x, y);
            self.b.ins().bitselect(equal, both, chosen)
        } else {
            let chosen = self.b.ins().select(first, x, y);
            self.b.ins().select(equal, both, chosen)
        };
        self.cast(ty, chosen)
    }

    pub fn float1(
        &mut self,
        op: FloatUn,
        ty: Ty,
        mode: FloatMode,
        src: Operand,
        uniform: bool,
    ) -> Option<Val> {
        if !matches!(ty, Ty::F32 | Ty::F64) {
            return None;
        }
        if let FloatUn::Neg | FloatUn::Abs = op {
            if mode.sat || mode.relu {
                return None;
            }
            let wide = ty == Ty::F64;
            let val = self.operand(src)?;
            let mut a = self.parts_of(&val, wide, uniform);
            if mode.ftz && !wide {
                a = self.map1(&a, |e, ty, v| {
                    let float = e.cast(if ty.is_vector() { types::F32X4 } else { types::F32 }, v);
                    let flushed = e.flushed(float);
                    let flushed = e.cast(ty, flushed);
                    // A NaN stays what it is.
                    let nan = e.b.ins().fcmp(FloatCC::Unordered, float, float);
                    e.either(nan, v, flushed)
                });
            }
            let sign = 1u64 << (ty.bits() - 1);
            let parts = self.map1(&a, |e, ty, v| {
                if op == FloatUn::Neg {
                    let sign = e.constant(ty, sign);
                    e.b.ins().bxor(v, sign)
                } else {
                    let rest = e.constant(ty, sign - 1);
                    e.b.ins().band(v, rest)
                }
            });
            return Some(self.val(parts, wide, uniform));
        }
        self.plain_mode(ty, mode)?;
        if ty == Ty::F64 && (mode.approx || op != FloatUn::Sqrt) {
            return None;
        }
        let a = self.floats(src, ty, uniform)?;
        let parts = match op {
            FloatUn::Sqrt => self.map1(&a, |e, _, v| e.b.ins().sqrt(v)),
            FloatUn::Rcp => self.map1(&a, |e, ty, v| {
                let one = e.one(ty);
                e.b.ins().fdiv(one, v)
            }),
            FloatUn::Rsqrt if uniform => {
                let wide = self.b.ins().fpromote(types::F64, a[0]);
                let root = self.b.ins().sqrt(wide);
                let one = self.b.ins().f64const(1.0);
                let inverse = self.b.ins().fdiv(one, root);
                smallvec![self.b.ins().fdemote(types::F32, inverse)]
            }
            FloatUn::Rsqrt => {
                let one = self.constant_doubles([1f64.to_bits(); 2]);
                let one = self.cast(types::F64X2, one);
                self.map1(&a, |e, _, v| {
                    let swapped = e.pick(v, v, [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15]);
                    let swapped = e.cast(types::F32X4, swapped);
                    let halves = [v, swapped].map(|half| {
                        let wide = e.b.ins().fvpromote_low(half);
                        let root = e.b.ins().sqrt(wide);
                        let inverse = e.b.ins().fdiv(one, root);
                        let single = e.b.ins().fvdemote(inverse);
                        e.cast(types::I32X4, single)
                    });
                    let both = e.pick(
                        halves[0],
                        halves[1],
                        [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23],
                    );
                    e.cast(types::F32X4, both)
                })
            }
            _ => return None,
        };
        Some(self.float_val(parts, ty, uniform))
    }

    pub fn one(&mut self, ty: Type) -> Value {
        if ty == types::F32 {
            return self.b.ins().f32const(1.0);
        }
        let one = self.constant_words([1f32.to_bits(); 4]);
        self.cast(types::F32X4, one)
    }

    /// A value whose bits are about to be seen: NaNs that arithmetic left become CUDA's.
    pub fn canonical(&mut self, operand: Operand, val: Val) -> Val {
        let (Operand::Reg(reg) | Operand::RegOffset(reg, _)) = operand else { return val };
        if !self.form.floats.has(reg.0 as usize) {
            return val;
        }
        self.canonical_val(val)
    }

    pub fn canonical_val(&mut self, val: Val) -> Val {
        match val {
            Val::Words(parts) => Val::Words(self.map1(&parts, |e, _, v| {
                let float = e.cast(types::F32X4, v);
                let nan = e.b.ins().fcmp(FloatCC::Unordered, float, float);
                let quiet = e.constant(types::I32X4, 0x7fff_ffff);
                e.b.ins().bitselect(nan, quiet, v)
            })),
            Val::Scalars(parts, pattern) => {
                let parts = self.map1(&parts, |e, _, v| {
                    let v = e.resize(v, types::I32);
                    let float = e.cast(types::F32, v);
                    let nan = e.b.ins().fcmp(FloatCC::Unordered, float, float);
                    let quiet = e.constant(types::I32, 0x7fff_ffff);
                    e.b.ins().select(nan, quiet, v)
                });
                Val::Scalars(parts, pattern)
            }
            other => other,
        }
    }

    /// `canonical`, unless what is written is such a register too.
    pub fn quiet(&mut self, operand: Operand, inst: &Inst, val: Val) -> Val {
        match self.code.dsts(inst).first() {
            Some(Operand::Reg(dst)) if self.form.floats.has(dst.0 as usize) => val,
            _ => self.canonical(operand, val),
        }
    }
}
