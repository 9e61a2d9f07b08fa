//! Integers and bits: on one scalar or on vectors.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, Value, types};
use ptx::{IntBin, Operand, Type as Ty};
use smallvec::smallvec;

use super::emit::{Emitter, Parts, Val};
use crate::lockstep::ZERO;

impl Emitter<'_, '_> {
    pub fn shift(&mut self, op: IntBin, ty: Ty, a: Parts, count: Operand) -> Option<Parts> {
        let count = self.operand(count)?;
        let Val::Scalars(counts, ZERO) = &count else { return None };
        if counts.len() != 1 {
            return None;
        }
        let count = self.resize(counts[0], types::I32);
        let bits = ty.bits();
        let a = if op == IntBin::Shr { self.extend(a, ty) } else { a };
        let arithmetic = op == IntBin::Shr && ty.is_signed();
        let limit = i64::from(if arithmetic { bits - 1 } else { bits });
        let large =
            self.b.ins().icmp_imm_u(IntCC::UnsignedGreaterThan, count, limit - i64::from(!arithmetic));
        let limit = self.constant(types::I32, limit as u64);
        let clamped = self.b.ins().select(large, limit, count);
        Some(self.map1(&a, |e, vector, v| {
            if arithmetic {
                return e.b.ins().sshr(v, clamped);
            }
            let shifted =
                if op == IntBin::Shl { e.b.ins().ishl(v, clamped) } else { e.b.ins().ushr(v, clamped) };
            if bits == 16 {
                return shifted;
            }
            // Counts are taken modulo the width otherwise.
            let zero = e.zero(vector);
            if vector.is_vector() {
                let zero_count = e.b.ins().uextend(types::I32, large);
                let mask = e.b.ins().iadd_imm_s(zero_count, -1);
                let mask = if vector == types::I64X2 { e.b.ins().sextend(types::I64, mask) } else { mask };
                let mask = e.splat(vector, mask);
                e.b.ins().band(shifted, mask)
            } else {
                e.b.ins().select(large, zero, shifted)
            }
        }))
    }

    pub fn int2(&mut self, op: IntBin, ty: Ty, a: Parts, b: Parts, uniform: bool) -> Option<Parts> {
        let (wide, signed) = (ty.bits() == 64, ty.is_signed());
        Some(match op {
            IntBin::Add => self.map2(&a, &b, |e, _, a, b| e.b.ins().iadd(a, b)),
            IntBin::Sub => self.map2(&a, &b, |e, _, a, b| e.b.ins().isub(a, b)),
            IntBin::MulLo => self.map2(&a, &b, |e, _, a, b| e.b.ins().imul(a, b)),
            IntBin::And => self.map2(&a, &b, |e, _, a, b| e.b.ins().band(a, b)),
            IntBin::Or => self.map2(&a, &b, |e, _, a, b| e.b.ins().bor(a, b)),
            IntBin::Xor => self.map2(&a, &b, |e, _, a, b| e.b.ins().bxor(a, b)),
            IntBin::Min | IntBin::Max if !wide || uniform => {
                let (a, b) = (self.extend(a, ty), self.extend(b, ty));
                self.map2(&a, &b, |e, _, a, b| match (op == IntBin::Min, signed) {
                    (true, true) => e.b.ins().smin(a, b),
                    (true, false) => e.b.ins().umin(a, b),
                    (false, true) => e.b.ins().smax(a, b),
                    (false, false) => e.b.ins().umax(a, b),
                })
            }
            IntBin::MulWide if ty.bits() == 16 => {
                let (a, b) = (self.extend(a, ty), self.extend(b, ty));
                self.map2(&a, &b, |e, _, a, b| e.b.ins().imul(a, b))
            }
            IntBin::MulWide if ty.bits() == 32 && uniform => {
                let (a, b) = (self.widen_scalar(a[0], signed), self.widen_scalar(b[0], signed));
                smallvec![self.b.ins().imul(a, b)]
            }
            IntBin::MulWide if ty.bits() == 32 => self.multiply_wide(&a, &b, signed),
            IntBin::MulHi if ty.bits() == 32 && uniform => {
                let (a, b) = (self.widen_scalar(a[0], signed), self.widen_scalar(b[0], signed));
                let product = self.b.ins().imul(a, b);
                let high = self.b.ins().ushr_imm_s(product, 32);
                smallvec![self.b.ins().ireduce(types::I32, high)]
            }
            IntBin::MulHi if ty.bits() == 32 => {
                let products = self.multiply_wide(&a, &b, signed);
                products.chunks(2).map(|pair| self.high_halves(pair[0], pair[1])).collect()
            }
            IntBin::MulHi if wide && uniform => smallvec![if signed {
                self.b.ins().smulhi(a[0], b[0])
            } else {
                self.b.ins().umulhi(a[0], b[0])
            }],
            IntBin::Div | IntBin::Rem if uniform && ty.bits() >= 32 => {
                smallvec![self.divide(op == IntBin::Div, signed, a[0], b[0])]
            }
            _ => return None,
        })
    }

    /// The full products of 32-bit lanes.
    pub fn multiply_wide(&mut self, a: &[Value], b: &[Value], signed: bool) -> Parts {
        let (a, b) = (self.widen(a, signed), self.widen(b, signed));
        self.map2(&a, &b, |e, _, a, b| e.b.ins().imul(a, b))
    }

    /// The sums of the products of each lane's four bytes.
    pub fn dot_bytes(&mut self, a: &[Value], b: &[Value], (a_signed, b_signed): (bool, bool)) -> Parts {
        let halves = |e: &mut Self, v: Value, signed: bool| {
            let bytes = e.cast(types::I8X16, v);
            if signed {
                [e.b.ins().swiden_low(bytes), e.b.ins().swiden_high(bytes)]
            } else {
                [e.b.ins().uwiden_low(bytes), e.b.ins().uwiden_high(bytes)]
            }
        };
        self.map2(a, b, |e, _, a, b| {
            let (a, b) = (halves(e, a, a_signed), halves(e, b, b_signed));
            // Products of pairs summed: one instruction of the processor's.
            let [low, high] = [0, 1].map(|i| {
                let (x, y) = (e.b.ins().swiden_low(a[i]), e.b.ins().swiden_low(b[i]));
                let (z, w) = (e.b.ins().swiden_high(a[i]), e.b.ins().swiden_high(b[i]));
                let (first, second) = (e.b.ins().imul(x, y), e.b.ins().imul(z, w));
                e.b.ins().iadd_pairwise(first, second)
            });
            e.b.ins().iadd_pairwise(low, high)
        })
    }

    pub fn divide(&mut self, quotient: bool, signed: bool, a: Value, b: Value) -> Value {
        let ty = self.b.func.dfg.value_type(b);
        let zero = self.b.ins().icmp_imm_s(IntCC::Equal, b, 0);
        let one = self.constant(ty, 1);
        let all = self.constant(ty, u64::MAX);
        if !signed {
            let safe = self.b.ins().select(zero, one, b);
            let result = if quotient { self.b.ins().udiv(a, safe) } else { self.b.ins().urem(a, safe) };
            return self.b.ins().select(zero, if quotient { all } else { a }, result);
        }
        // By -1 as a negation: the smallest number would trap.
        let negative = self.b.ins().icmp_imm_s(IntCC::Equal, b, -1);
        let odd = self.b.ins().bor(zero, negative);
        let safe = self.b.ins().select(odd, one, b);
        let result = if quotient { self.b.ins().sdiv(a, safe) } else { self.b.ins().srem(a, safe) };
        let negated = if quotient { self.b.ins().ineg(a) } else { self.constant(ty, 0) };
        let result = self.b.ins().select(negative, negated, result);
        self.b.ins().select(zero, if quotient { all } else { a }, result)
    }

    pub fn widen_scalar(&mut self, v: Value, signed: bool) -> Value {
        if signed { self.b.ins().sextend(types::I64, v) } else { self.b.ins().uextend(types::I64, v) }
    }

    pub fn lop3(&mut self, a: &[Value], b: &[Value], c: &[Value], table: u8) -> Parts {
        (0..a.len())
            .map(|i| {
                let ty = self.b.func.dfg.value_type(a[i]);
                let mut sum = None;
                for row in (0..8).filter(|row| table >> row & 1 != 0) {
                    let mut pick =
                        |v: Value, bit: u32| if row >> bit & 1 != 0 { v } else { self.b.ins().bnot(v) };
                    let (x, y, z) = (pick(a[i], 2), pick(b[i], 1), pick(c[i], 0));
                    let xy = self.b.ins().band(x, y);
                    let term = self.b.ins().band(xy, z);
                    sum = Some(match sum {
                        None => term,
                        Some(sum) => self.b.ins().bor(sum, term),
                    });
                }
                match sum {
                    Some(sum) => sum,
                    None => self.zero(ty),
                }
            })
            .collect()
    }

    pub fn permute(&mut self, a: &[Value], b: &[Value], selector: u32, uniform: bool) -> Option<Parts> {
        let wanted: [u32; 4] = std::array::from_fn(|i| selector >> (4 * i) & 0xf);
        if wanted.iter().any(|w| w & 8 != 0) {
            return None;
        }
        if uniform {
            let (low, high) = (self.widen_scalar(a[0], false), self.widen_scalar(b[0], false));
            let high = self.b.ins().ishl_imm_s(high, 32);
            let both = self.b.ins().bor(low, high);
            let mut out = self.constant(types::I64, 0);
            for (i, w) in wanted.iter().enumerate() {
                let byte = self.b.ins().ushr_imm_s(both, i64::from(8 * w));
                let byte = self.b.ins().band_imm_s(byte, 0xff);
                let byte = self.b.ins().ishl_imm_s(byte, 8 * i as i64);
                out = self.b.ins().bor(out, byte);
            }
            return Some(smallvec![self.b.ins().ireduce(types::I32, out)]);
        }
        let bytes: [u8; 16] = std::array::from_fn(|i| {
            let (lane, w) = (i as u32 / 4, wanted[i % 4]);
            (if w < 4 { lane * 4 + w } else { 16 + lane * 4 + w - 4 }) as u8
        });
        Some(a.iter().zip(b).map(|(&a, &b)| self.pick(a, b, bytes)).collect())
    }

    pub fn pack(&mut self, srcs: &[Operand], ty: Ty, uniform: bool) -> Option<Val> {
        let vals: Vec<Val> = srcs.iter().map(|&s| self.operand(s)).collect::<Option<_>>()?;
        match (ty.bits(), vals.len()) {
            (32, 2) => {
                let (a, b) =
                    (self.parts_of(&vals[0], false, uniform), self.parts_of(&vals[1], false, uniform));
                let parts = self.map2(&a, &b, |e, ty, a, b| {
                    let mask = e.constant(ty, 0xffff);
                    let (low, high) = (e.b.ins().band(a, mask), e.b.ins().ishl_imm_s(b, 16));
                    e.b.ins().bor(low, high)
                });
                Some(self.val(parts, false, uniform))
            }
            (64, 2) if uniform => {
                let (a, b) = (self.parts_of(&vals[0], false, true), self.parts_of(&vals[1], false, true));
                let (low, high) = (self.widen_scalar(a[0], false), self.widen_scalar(b[0], false));
                let high = self.b.ins().ishl_imm_s(high, 32);
                Some(Val::Scalars(smallvec![self.b.ins().bor(low, high)], ZERO))
            }
            (64, 2) => {
                let (a, b) = (self.words(&vals[0]), self.words(&vals[1]));
                let mut parts = Parts::new();
                for (&a, &b) in a.iter().zip(&b) {
                    for half in [0, 8] {
                        let bytes = std::array::from_fn(|i| {
                            let i = i as u8;
                            half + i / 8 * 4 + i % 4 + if i % 8 >= 4 { 16 } else { 0 }
                        });
                        let both = self.pick(a, b, bytes);
                        parts.push(self.cast(types::I64X2, both));
                    }
                }
                Some(Val::Doubles(parts))
            }
            _ => None,
        }
    }

    pub fn unpack(&mut self, whole: &Val, ty: Ty, count: usize, uniform: bool) -> Option<Vec<Val>> {
        match (ty.bits(), count) {
            (32, 2) => {
                let a = self.parts_of(whole, false, uniform);
                let high = self.map1(&a, |e, _, v| e.b.ins().ushr_imm_s(v, 16));
                Some(vec![self.val(a, false, uniform), self.val(high, false, uniform)])
            }
            (64, 2) => {
                let a = self.parts_of(whole, true, uniform);
                if uniform {
                    let high = self.b.ins().ushr_imm_s(a[0], 32);
                    let parts = [a[0], high].map(|v| self.b.ins().ireduce(types::I32, v));
                    return Some(parts.map(|v| Val::Scalars(smallvec![v], ZERO)).to_vec());
                }
                let low = a.chunks(2).map(|pair| self.low_halves(pair[0], pair[1])).collect();
                let high = a.chunks(2).map(|pair| self.high_halves(pair[0], pair[1])).collect();
                Some(vec![Val::Words(low), Val::Words(high)])
            }
            _ => None,
        }
    }
}
