//! What instructions that depend on their operands alone compute: which way each is made, and integers and bits on vectors.

use ptx::{Inst, IntBin, IntUn, MulPart, Op, Operand, PrmtMode, Type as Ty};

use super::Wide;
use super::asm::{ALL, K, RAX, Rm, Shift, Vop, Z, merge, v};
use super::values::Part;
use crate::lockstep::{Kind, is_pure, window};

impl Wide<'_> {
    /// Generates an instruction that only computes; false if it is not one, or has no form here.
    pub(super) fn compute(&mut self, inst: &Inst) -> bool {
        if !is_pure(&inst.op) || self.concerns_wide_registers(inst) {
            return false;
        }
        if self.code.srcs(inst).iter().any(|&src| !self.knows(src)) {
            return false;
        }
        let kind = self.form.results[(self.pc - self.form.first) as usize];
        self.uniform = kind.is_uniform();
        let done = match kind {
            Kind::Unknown => {
                for dst in self.dsts(inst) {
                    if let Operand::Reg(reg) = dst {
                        self.asm.mov_imm(RAX, 0);
                        self.put_uniform(reg.0);
                    }
                }
                true
            }
            Kind::Affine(a) if a.is_uniform() => {
                self.logic(inst) || self.scalar(inst) || self.vector(inst) || self.leaf(inst)
            }
            Kind::Affine(a) => {
                let done = self.affine(inst, a);
                self.failed |= !done;
                done
            }
            Kind::Varying => self.logic(inst) || self.vector(inst) || self.leaf(inst),
        };
        self.uniform = false;
        done
    }

    /// Registers of 128 bits are the interpreter's.
    fn concerns_wide_registers(&self, inst: &Inst) -> bool {
        let is = |operand: &Operand| match operand {
            Operand::Reg(reg) | Operand::NotReg(reg) | Operand::RegOffset(reg, _) => {
                self.ty(reg.0) == Ty::B128
            }
            _ => false,
        };
        self.code.dsts(inst).iter().any(is) || self.code.srcs(inst).iter().any(is)
    }

    /// An instruction on vectors, part by part.
    fn vector(&mut self, inst: &Inst) -> bool {
        if let Op::Setp { cmp, combine, ty, ftz } = inst.op {
            let srcs = self.srcs(inst);
            if self.uniform && self.compare_scalars(cmp, ty, srcs[0], srcs[1]) {
                self.spread();
            } else if !self.compare(cmp, ty, ftz, srcs[0], srcs[1]) {
                return false;
            }
            self.put_comparison(inst, combine);
            return true;
        }
        if let Op::Unpack(ty) = inst.op {
            return self.unpack(inst, ty);
        }
        let Some(&Operand::Reg(dst)) = self.dsts(inst).first() else { return false };
        let Some(wide) = result_is_wide(&inst.op) else { return false };
        if wide != self.is_wide(dst.0) || self.ty(dst.0) == Ty::Pred {
            return false;
        }
        if self.uniform {
            let Some(z) = self.vector_part(inst, 0) else { return false };
            self.put_parts(inst, dst.0, &[z]);
            return true;
        }
        let float = super::values::leaves_nans(&inst.op) && !self.form.floats.has(dst.0 as usize);
        for part in 0..if wide { 4 } else { 2 } {
            let Some(z) = self.vector_part(inst, part) else {
                // The first part says for all.
                self.failed |= part > 0;
                return false;
            };
            let z = if float { self.canonical(z) } else { z };
            self.put(dst.0, part, z);
            self.registers.unpin();
        }
        true
    }

    pub(super) fn two(&mut self, op: Vop, a: Part, b: Part, wide: bool) -> Z {
        let a = self.z(a, wide);
        let b = self.rm(b, wide);
        let d = self.fresh();
        self.asm.vec(op, d, a, b, ALL);
        d
    }

    pub(super) fn shifted(&mut self, shift: Shift, wide: bool, a: Z, by: u32) -> Z {
        let d = self.fresh();
        self.asm.shift(shift, wide, d, a, by as u8);
        d
    }

    fn vector_part(&mut self, inst: &Inst, part: usize) -> Option<Z> {
        let srcs = self.srcs(inst);
        match inst.op {
            Op::Mov(ty) if ty != Ty::Pred => {
                let wide = ty.bits() == 64;
                let same = match self.dsts(inst).first() {
                    Some(Operand::Reg(dst)) => self.form.floats.has(dst.0 as usize),
                    _ => false,
                };
                let val =
                    if same { self.raw_part(srcs[0], part, wide) } else { self.part(srcs[0], part, wide) };
                let d = self.fresh();
                match self.rm(val, wide) {
                    Rm::Each(mem) => self.broadcast_from(d, mem, wide),
                    rm => self.asm.vec1(v::MOVE, d, rm, ALL),
                }
                Some(d)
            }
            Op::Cvta { to_space, space, ty } if ty.bits() == 64 => {
                let start = if to_space { window(space).wrapping_neg() } else { window(space) };
                let a = self.part(srcs[0], part, true);
                Some(self.two(v::ADDQ, a, Part::Same(start), true))
            }
            Op::Int2 { op: op @ (IntBin::Shl | IntBin::Shr), ty, .. }
                if ty.is_integer() && ty.bits() >= 16 =>
            {
                self.shift_part(op, ty, &srcs, part)
            }
            Op::Int2 { op: IntBin::MulWide, ty, .. } if ty.bits() == 32 => {
                Some(self.wide_product_part(ty, &srcs, part))
            }
            Op::Int2 { op, ty, sat: false } if ty.is_integer() && ty.bits() >= 16 => {
                let wide = ty.bits() == 64;
                let (a, b) = (self.part(srcs[0], part, wide), self.part(srcs[1], part, wide));
                self.int2(op, ty, a, b)
            }
            Op::Mad { part: which, ty, sat: false, .. } if ty.bits() >= 32 => {
                let wide = ty.bits() == 64;
                if which == MulPart::Wide && !wide {
                    let product = self.wide_product_part(ty, &srcs, part);
                    let c = self.part(srcs[2], part, true);
                    return Some(self.two(v::ADDQ, Part::In(product), c, true));
                }
                let op = match which {
                    MulPart::Lo => IntBin::MulLo,
                    MulPart::Hi => IntBin::MulHi,
                    _ => return None,
                };
                let (a, b) = (self.part(srcs[0], part, wide), self.part(srcs[1], part, wide));
                let product = self.int2(op, ty, a, b)?;
                let c = self.part(srcs[2], part, wide);
                Some(self.two(if wide { v::ADDQ } else { v::ADDD }, Part::In(product), c, wide))
            }
            Op::Int1 { op, ty } if ty.is_integer() && ty.bits() >= 16 => self.int1(op, ty, srcs[0], part),
            Op::Lop3 => {
                let Operand::Imm(table) = srcs[3] else { return None };
                let [a, b, c] = [0, 1, 2].map(|i| self.part(srcs[i], part, false));
                let (a, b) = (self.z(a, false), self.z(b, false));
                let (c, d) = (self.rm(c, false), self.fresh());
                self.asm.vec1(v::MOVE, d, Rm::Reg(a), ALL);
                self.asm.vec_imm(v::TERNLOG, d, b, c, ALL, table as u8);
                Some(d)
            }
            Op::Shf { right, wrap } => {
                let Operand::Imm(count) = srcs[2] else { return None };
                let count = if wrap { count as u32 & 31 } else { (count as u32).min(32) };
                let (a, b) = (self.part(srcs[0], part, false), self.part(srcs[1], part, false));
                let (a, b) = (self.z(a, false), self.z(b, false));
                let (up, down) = if right { (32 - count, count) } else { (count, 32 - count) };
                // Counts of 32 leave nothing.
                let high = self.shifted(Shift::Left, false, b, up);
                let low = self.shifted(Shift::Right, false, a, down);
                Some(self.two(v::OR, Part::In(high), Part::In(low), false))
            }
            Op::Bfe(ty) => {
                let (Operand::Imm(pos), Operand::Imm(len)) = (srcs[1], srcs[2]) else { return None };
                let (pos, len, bits) = ((pos & 0xff) as u32, (len & 0xff) as u32, ty.bits());
                if len == 0 || pos + len > bits {
                    return None;
                }
                let wide = bits == 64;
                let a = self.part(srcs[0], part, wide);
                let a = self.z(a, wide);
                let left = self.shifted(Shift::Left, wide, a, bits - pos - len);
                let shift = if ty.is_signed() { Shift::Arithmetic } else { Shift::Right };
                Some(self.shifted(shift, wide, left, bits - len))
            }
            Op::Prmt(PrmtMode::Index) => {
                let Operand::Imm(selector) = srcs[2] else { return None };
                self.permute(selector as u32, &srcs, part)
            }
            Op::Dp4a { a_signed, b_signed } if self.features.dot => {
                let [a, b, c] = [0, 1, 2].map(|i| self.part(srcs[i], part, false));
                Some(self.dot_bytes(inst, (a, a_signed), (b, b_signed), c))
            }
            Op::Pack(ty) => self.pack(&srcs, ty, part),
            Op::Selp(ty) if ty.bits() <= 64 && ty != Ty::Pred => {
                let wide = ty.bits() == 64;
                let same = match self.dsts(inst).first() {
                    Some(Operand::Reg(dst)) => self.form.floats.has(dst.0 as usize),
                    _ => false,
                };
                let [a, b] = [0, 1].map(|i| {
                    if same { self.raw_part(srcs[i], part, wide) } else { self.part(srcs[i], part, wide) }
                });
                let b = self.z(b, wide);
                let (a, d) = (self.rm(a, wide), self.fresh());
                self.bits(srcs[2], RAX);
                self.asm.k_from(K(7), RAX);
                let by = if wide { 8 } else { 16 } * part as u8;
                if by > 0 {
                    self.asm.k_right(K(7), K(7), by);
                }
                self.asm.vec(v::BLENDM.wide(wide), d, b, a, merge(K(7)));
                Some(d)
            }
            Op::Float2 { op, ty, mode } => self.float2(op, ty, mode, &srcs, part),
            Op::Fma { .. } => self.fma(inst, part),
            Op::Float1 { op, ty, mode } => self.float1(op, ty, mode, srcs[0], part),
            Op::Copysign(Ty::F32) => {
                let (a, b) = (self.part(srcs[0], part, false), self.part(srcs[1], part, false));
                let (a, b) = (self.z(a, false), self.z(b, false));
                let (d, sign) = (self.fresh(), self.number(0x8000_0000, false));
                self.asm.vec1(v::BROADCASTD, d, Rm::Mem(sign), ALL);
                // Where the mask is set the first one's bit, else the second one's.
                self.asm.vec_imm(v::TERNLOG, d, a, Rm::Reg(b), ALL, 0xca);
                Some(d)
            }
            Op::Cvt { to, from, round, ftz, sat: false, relu: false } => {
                self.convert(srcs[0], (to, from), round, ftz, part)
            }
            Op::CvtPair { to, from: Ty::F32, round, relu: false, satfinite: false } => {
                self.convert_pair(to, round, &srcs, part)
            }
            _ => None,
        }
    }

    fn int2(&mut self, op: IntBin, ty: Ty, a: Part, b: Part) -> Option<Z> {
        let (wide, signed) = (ty.bits() == 64, ty.is_signed());
        let by_width = |narrow: Vop, double: Vop| if wide { double } else { narrow };
        let packed = matches!(ty, Ty::U16x2 | Ty::S16x2);
        Some(match op {
            IntBin::And => self.two(v::AND.wide(wide), a, b, wide),
            IntBin::Or => self.two(v::OR.wide(wide), a, b, wide),
            IntBin::Xor => self.two(v::XOR.wide(wide), a, b, wide),
            _ if packed => return None,
            IntBin::Add => self.two(by_width(v::ADDD, v::ADDQ), a, b, wide),
            IntBin::Sub => self.two(by_width(v::SUBD, v::SUBQ), a, b, wide),
            IntBin::MulLo => self.two(v::MULL.wide(wide), a, b, wide),
            IntBin::Min | IntBin::Max => {
                let (a, b) = (self.extended(a, ty), self.extended(b, ty));
                let op = match (op == IntBin::Min, signed) {
                    (true, true) => v::MINS,
                    (true, false) => v::MINU,
                    (false, true) => v::MAXS,
                    (false, false) => v::MAXU,
                };
                self.two(op.wide(wide), a, b, wide)
            }
            IntBin::MulWide if ty.bits() == 16 => {
                let (a, b) = (self.extended(a, ty), self.extended(b, ty));
                self.two(v::MULL, a, b, false)
            }
            IntBin::MulHi if ty.bits() == 32 => {
                let (a, b) = (self.z(a, false), self.z(b, false));
                let multiply = if signed { v::MULDQ } else { v::MULUDQ };
                let even = self.two(multiply, Part::In(a), Part::In(b), true);
                let (a, b) =
                    (self.shifted(Shift::Right, true, a, 32), self.shifted(Shift::Right, true, b, 32));
                let odd = self.two(multiply, Part::In(a), Part::In(b), true);
                let even = self.shifted(Shift::Right, true, even, 32);
                // The upper halves of odd lanes' products are where they belong.
                let upper = self.number(0xffff_ffff_0000_0000, true);
                self.asm.vec(v::AND.wide(true), odd, odd, Rm::Each(upper), ALL);
                self.two(v::OR, Part::In(even), Part::In(odd), false)
            }
            _ => return None,
        })
    }

    /// A part of the full products of 32-bit lanes.
    fn wide_product_part(&mut self, ty: Ty, srcs: &[Operand], part: usize) -> Z {
        // The multiplication takes the lower halves of 64-bit lanes.
        let [a, b] = [0, 1].map(|i| {
            let val = self.part(srcs[i], part / 2, false);
            match val {
                Part::In(z) if !self.uniform => Part::In(self.widened(z, part % 2, false)),
                Part::Same(value) => Part::Same(u64::from(value as u32)),
                other => Part::In(self.z(other, false)),
            }
        });
        self.two(if ty.is_signed() { v::MULDQ } else { v::MULUDQ }, a, b, true)
    }

    fn shift_part(&mut self, op: IntBin, ty: Ty, srcs: &[Operand], part: usize) -> Option<Z> {
        if matches!(ty, Ty::U16x2 | Ty::S16x2) {
            return None;
        }
        let wide = ty.bits() == 64;
        let a = self.part(srcs[0], part, wide);
        let a = if op == IntBin::Shr { self.extended(a, ty) } else { a };
        let arithmetic = op == IntBin::Shr && ty.is_signed();
        let a = self.z(a, wide);
        if let Operand::Imm(count) = srcs[1] {
            // Counts beyond the width leave zeros, or signs.
            let shift = match (op, arithmetic) {
                (IntBin::Shl, _) => Shift::Left,
                (_, true) => Shift::Arithmetic,
                _ => Shift::Right,
            };
            return Some(self.shifted(shift, wide, a, (count as u32).min(255)));
        }
        let count = match self.part(srcs[1], if wide { part / 2 } else { part }, false) {
            Part::In(z) if wide && !self.uniform => Part::In(self.widened(z, part % 2, false)),
            Part::At(mem) if wide => {
                // 32 bits in all lanes of 64, with zeros above.
                let z = self.fresh();
                self.broadcast_from(z, mem, false);
                Part::In(self.shifted(Shift::Right, true, z, 32))
            }
            Part::In(z) if wide => Part::In(self.shifted(Shift::Right, true, z, 32)),
            Part::Same(count) => Part::Same(u64::from(count as u32)),
            other => other,
        };
        let op = match (op, arithmetic) {
            (IntBin::Shl, _) => v::SLLV,
            (_, true) => v::SRAV,
            _ => v::SRLV,
        };
        Some(self.two(op.wide(wide), Part::In(a), count, wide))
    }

    fn int1(&mut self, op: IntUn, ty: Ty, src: Operand, part: usize) -> Option<Z> {
        let wide = ty.bits() == 64;
        if matches!(ty, Ty::U16x2 | Ty::S16x2) && op != IntUn::Not {
            return None;
        }
        let a = self.part(src, part, wide);
        Some(match op {
            IntUn::Neg => self.two(if wide { v::SUBQ } else { v::SUBD }, Part::Same(0), a, wide),
            IntUn::Not => self.two(v::XOR.wide(wide), a, Part::Same(u64::MAX), wide),
            IntUn::Abs => {
                let a = self.extended(a, ty);
                let (a, d) = (self.rm(a, wide), self.fresh());
                self.asm.vec1(if wide { v::ABSQ } else { v::ABSD }, d, a, ALL);
                d
            }
            IntUn::Popc | IntUn::Clz if ty.bits() == 32 => {
                if op == IntUn::Popc && !self.features.popcnt {
                    return None;
                }
                let (a, d) = (self.rm(a, false), self.fresh());
                self.asm.vec1(if op == IntUn::Popc { v::POPCNT } else { v::LZCNT }, d, a, ALL);
                d
            }
            _ => return None,
        })
    }

    /// The sums of the products of each lane's four bytes. The processor multiplies bytes without a sign by bytes with one.
    fn dot_bytes(
        &mut self,
        inst: &Inst,
        (a, a_signed): (Part, bool),
        (b, b_signed): (Part, bool),
        c: Part,
    ) -> Z {
        let (a, b) = (self.z(a, false), self.z(b, false));
        let srcs = self.srcs(inst);
        // The factors are read again after the first sum.
        let apart = !srcs[..2].contains(&srcs[2]);
        let sum = if apart { srcs[2] } else { Operand::Sink };
        let d = self.sum_of(inst, sum, c, false);
        let flipped = 0x8080_8080u64;
        match (a_signed, b_signed) {
            (false, true) => self.asm.vec(v::DPBUSD, d, a, Rm::Reg(b), ALL),
            (true, false) => self.asm.vec(v::DPBUSD, d, b, Rm::Reg(a), ALL),
            (true, true) => {
                // (a + 128) b - 128 b
                let moved = self.two(v::XOR, Part::In(a), Part::Same(flipped), false);
                self.asm.vec(v::DPBUSD, d, moved, Rm::Reg(b), ALL);
                let offset = self.z(Part::Same(flipped), false);
                let sum = self.z(Part::Same(0), false);
                self.asm.vec(v::DPBUSD, sum, offset, Rm::Reg(b), ALL);
                self.asm.vec(v::SUBD, d, d, Rm::Reg(sum), ALL);
            }
            (false, false) => {
                // a (b - 128) + 128 a
                let moved = self.two(v::XOR, Part::In(b), Part::Same(flipped), false);
                self.asm.vec(v::DPBUSD, d, a, Rm::Reg(moved), ALL);
                let half = self.z(Part::Same(0x4040_4040), false);
                self.asm.vec(v::DPBUSD, d, a, Rm::Reg(half), ALL);
                self.asm.vec(v::DPBUSD, d, a, Rm::Reg(half), ALL);
            }
        }
        d
    }
}

/// Whether an operation's result has 64 bits, for those that are made on vectors.
fn result_is_wide(op: &Op) -> Option<bool> {
    let wide = |ty: Ty| ty.bits() == 64;
    Some(match *op {
        Op::Int2 { op: IntBin::MulWide, ty, .. } => ty.bits() >= 32,
        Op::Mad { part: MulPart::Wide, ty, .. } => ty.bits() >= 32,
        Op::Int1 { op: IntUn::Popc | IntUn::Clz | IntUn::Bfind | IntUn::BfindShift, .. } => false,
        Op::Mov(ty)
        | Op::Pack(ty)
        | Op::Int2 { ty, .. }
        | Op::Int1 { ty, .. }
        | Op::Mad { ty, .. }
        | Op::Bfe(ty)
        | Op::Float2 { ty, .. }
        | Op::Float1 { ty, .. }
        | Op::Fma { ty, .. }
        | Op::Copysign(ty)
        | Op::Selp(ty)
        | Op::Cvta { ty, .. }
        | Op::Cvt { to: ty, .. } => wide(ty),
        Op::Lop3 | Op::Shf { .. } | Op::Prmt(_) | Op::Dp4a { .. } | Op::CvtPair { .. } => false,
        _ => return None,
    })
}
