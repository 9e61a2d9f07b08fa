//! Operands seen as vectors, and results written: to registers of vectors, of scalars, in all lanes or in some.

use ptx::{FloatUn, Inst, Op, Operand, Special, Type as Ty};

use super::asm::{ALL, Gpr, K, Mem, RAX, RCX, Rm, Shift, Z, merge, v};
use super::registers::Key;
use super::{CHOSEN, CONTEXT, HERE, Wide};
use crate::compile::machine::field;
use crate::compile::slots::Layout;
use crate::lockstep::{Kind, ZERO};

/// A part of an operand: 16 lanes of 32 bits, or 8 of 64.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    In(Z),
    /// One value for all lanes.
    Same(u64),
    /// The same in memory.
    At(Mem),
}

impl Wide<'_> {
    /// A vector register for a value of this instruction.
    pub(super) fn fresh(&mut self) -> Z {
        let Some((z, stored)) = self.registers.take() else {
            self.failed = true;
            return Z(31);
        };
        if let Some(key) = stored {
            self.store_home(key, z);
        }
        z
    }

    /// A register that is a scalar has changed.
    pub(super) fn changed(&mut self, r: u32) {
        self.registers.drop_made(r);
        self.checked.retain(|(register, ..), _| *register != r);
    }

    /// A vector that a result can be added to in place: a copy of a part of an operand, or that itself where it is not read again.
    pub(super) fn sum_of(&mut self, inst: &Inst, operand: Operand, part: Part, wide: bool) -> Z {
        if let (Operand::Reg(reg), Part::In(z)) = (operand, part)
            && matches!(self.layout(reg.0), Layout::Words | Layout::Doubles)
            && self.is_wide(reg.0) == wide
        {
            let node = &self.form.nodes[self.at];
            let dies = self.dead[(self.pc - node.first) as usize].contains(&reg.0);
            let again = self.code.dsts(inst).contains(&operand) && !self.guarded;
            if (dies || again) && !self.keeps(reg.0) {
                self.registers.release(z);
                return z;
            }
        }
        let d = self.fresh();
        match self.rm(part, wide) {
            Rm::Each(mem) => self.broadcast_from(d, mem, wide),
            rm => self.asm.vec1(v::MOVE, d, rm, ALL),
        }
        d
    }

    fn store_home(&mut self, key: Key, z: Z) {
        let home = self.home(key.register, u32::from(key.part) * 64);
        self.asm.vec1(v::STORE, z, Rm::Mem(home), ALL);
    }

    /// Puts into their homes what is read later.
    pub(super) fn flush(&mut self) {
        for (key, z) in self.registers.dirty() {
            if self.out.has(key.register as usize) {
                self.store_home(key, z);
            }
        }
        self.registers.clear();
    }

    /// A part of a register of vectors.
    pub(super) fn held(&mut self, r: u32, part: usize) -> Z {
        let key = Key::of(r, part);
        if let Some(z) = self.registers.find(key) {
            return z;
        }
        let z = self.fresh();
        let home = self.home(r, part as u32 * 64);
        self.asm.vec1(v::LOAD, z, Rm::Mem(home), ALL);
        self.registers.bind(key, z, false);
        z
    }

    /// Has the parts of a register of vectors in registers.
    pub(super) fn hold(&mut self, r: u32, parts: usize) {
        for part in 0..parts {
            self.held(r, part);
        }
    }

    /// The masks of the lanes that are here, of each 16 and of each 8 of them: each when it is first needed in a block, after which it stays,
    /// whatever is called.
    fn need_mask(&mut self, k: u8) -> K {
        if self.masks >> k & 1 == 0 {
            self.masks |= 1 << k;
            if k == 1 {
                self.asm.k_from(K(1), HERE);
            } else {
                self.need_mask(1);
                self.asm.k_right(K(k), K(1), [0, 0, 16, 8, 24][k as usize]);
            }
        }
        K(k)
    }

    /// All of them.
    pub(super) fn load_masks(&mut self) {
        self.asm.k_from(K(1), HERE);
        self.asm.k_right(K(2), K(1), 16);
        self.asm.k_right(K(3), K(1), 8);
        self.asm.k_right(K(4), K(1), 24);
    }

    /// The mask of the lanes that an instruction concerns, for a part; good until it is asked for another.
    pub(super) fn lanes_of(&mut self, part: usize, wide: bool) -> K {
        if !self.guarded {
            return self.need_mask(match (part, wide) {
                (0, _) => 1,
                (1, false) | (2, true) => 2,
                (1, true) => 3,
                _ => 4,
            });
        }
        self.asm.k_from(K(5), CHOSEN);
        let by = if wide { 8 } else { 16 } * part as u8;
        if by > 0 {
            self.asm.k_right(K(5), K(5), by);
        }
        K(5)
    }

    /// The register with the lanes that the instruction concerns.
    pub(super) fn active(&self) -> Gpr {
        if self.guarded { CHOSEN } else { HERE }
    }

    pub(super) fn number(&mut self, value: u64, wide: bool) -> Mem {
        if wide {
            self.asm.constant(&value.to_le_bytes())
        } else {
            self.asm.constant(&(value as u32).to_le_bytes())
        }
    }

    /// A vector with a value for each lane of a part.
    pub(super) fn lanes_constant(&mut self, part: usize, wide: bool, value: impl Fn(usize) -> u64) -> Mem {
        let mut bytes = Vec::with_capacity(64);
        if wide {
            (0..8).for_each(|i| bytes.extend_from_slice(&value(part * 8 + i).to_le_bytes()));
        } else {
            (0..16).for_each(|i| bytes.extend_from_slice(&(value(part * 16 + i) as u32).to_le_bytes()));
        }
        self.asm.constant(&bytes)
    }

    /// As the last operand of an instruction.
    pub(super) fn rm(&mut self, part: Part, wide: bool) -> Rm {
        match part {
            Part::In(z) => Rm::Reg(z),
            Part::At(mem) => Rm::Each(mem),
            Part::Same(value) => Rm::Each(self.number(value, wide)),
        }
    }

    /// In a register.
    pub(super) fn z(&mut self, part: Part, wide: bool) -> Z {
        match part {
            Part::In(z) => z,
            Part::Same(0) => {
                let z = self.fresh();
                self.asm.vec(v::XOR, z, z, Rm::Reg(z), ALL);
                z
            }
            Part::Same(value) => {
                let (z, mem) = (self.fresh(), self.number(value, wide));
                self.broadcast_from(z, mem, wide);
                z
            }
            Part::At(mem) => {
                let z = self.fresh();
                self.broadcast_from(z, mem, wide);
                z
            }
        }
    }

    pub(super) fn broadcast_from(&mut self, z: Z, mem: Mem, wide: bool) {
        self.asm.vec1(if wide { v::BROADCASTQ } else { v::BROADCASTD }, z, Rm::Mem(mem), ALL);
    }

    /// A part of an operand, as its bits are seen.
    pub(super) fn part(&mut self, operand: Operand, part: usize, wide: bool) -> Part {
        let val = self.raw_part(operand, part, wide);
        let (Operand::Reg(reg) | Operand::RegOffset(reg, _)) = operand else { return val };
        if !self.form.floats.has(reg.0 as usize) || wide {
            return val;
        }
        let z = self.z(val, false);
        Part::In(self.canonical(z))
    }

    /// CUDA's NaN instead of the processor's.
    pub(super) fn canonical(&mut self, z: Z) -> Z {
        let (d, quiet) = (self.fresh(), self.number(0x7fff_ffff, false));
        self.asm.cmp(v::CMPPS, K(7), z, Rm::Reg(z), ALL, 3);
        self.asm.vec(v::BLENDM, d, z, Rm::Each(quiet), merge(K(7)));
        d
    }

    /// A part of an operand; NaNs may have any bits.
    pub(super) fn raw_part(&mut self, operand: Operand, part: usize, wide: bool) -> Part {
        match operand {
            Operand::Reg(reg) => self.register_part(reg.0, part, wide),
            Operand::Imm(value) => Part::Same(value),
            Operand::Sink => Part::Same(0),
            Operand::Special(special) => self.special_part(special, part, wide),
            Operand::RegOffset(reg, 0) => self.register_part(reg.0, part, wide),
            Operand::RegOffset(reg, offset) => {
                let base = self.register_part(reg.0, part, wide);
                let base = self.z(base, wide);
                let (d, by) = (self.fresh(), self.number(i64::from(offset) as u64, wide));
                self.asm.vec(if wide { v::ADDQ } else { v::ADDD }, d, base, Rm::Each(by), ALL);
                Part::In(d)
            }
            Operand::Sym(..) | Operand::NotReg(_) => {
                if let Kind::Affine(a) = self.form.operand(self.code, operand)
                    && let Some(value) = a.constant
                {
                    return Part::Same(value);
                }
                self.base(operand, RAX, true, 0);
                let d = self.fresh();
                self.asm.broadcast(d, RAX, wide);
                Part::In(d)
            }
        }
    }

    fn register_part(&mut self, r: u32, part: usize, wide: bool) -> Part {
        if self.ty(r) == Ty::Pred {
            self.bits(Operand::Reg(ptx::Reg(r)), RAX);
            return Part::In(self.ones(part, wide));
        }
        match self.layout(r) {
            Layout::Scalars { pattern, split, .. } => self.made_part(r, (pattern, split), part, wide),
            Layout::Words if !wide => Part::In(self.held(r, part)),
            Layout::Words => {
                let source = self.held(r, part / 2);
                Part::In(self.widened(source, part % 2, false))
            }
            Layout::Doubles if wide => Part::In(self.held(r, part)),
            Layout::Doubles => {
                let (low, high) = (self.held(r, 2 * part), self.held(r, 2 * part + 1));
                Part::In(self.halves(low, high, 0))
            }
            Layout::Mask => Part::Same(0),
        }
    }

    /// 1 in the lanes whose bits are set in rax, 0 in the others.
    fn ones(&mut self, part: usize, wide: bool) -> Z {
        self.asm.k_from(K(7), RAX);
        let by = if wide { 8 } else { 16 } * part as u8;
        if by > 0 {
            self.asm.k_right(K(7), K(7), by);
        }
        let (d, one) = (self.fresh(), self.number(1, wide));
        self.asm.vec1(
            if wide { v::BROADCASTQ } else { v::BROADCASTD },
            d,
            Rm::Mem(one),
            super::asm::zeroing(K(7)),
        );
        d
    }

    /// Half a vector of 32-bit lanes as lanes of 64 bits.
    pub(super) fn widened(&mut self, source: Z, half: usize, signed: bool) -> Z {
        let d = self.fresh();
        let op = if signed { v::MOVSXDQ } else { v::MOVZXDQ };
        if half == 0 {
            self.asm.vec1(op, d, Rm::Reg(source), ALL);
        } else {
            self.asm.vec1_imm(v::EXTRACT256, source, Rm::Reg(d), ALL, 1);
            self.asm.vec1(op, d, Rm::Reg(d), ALL);
        }
        d
    }

    /// The low (0) or high (1) halves of the 64-bit lanes of two vectors.
    pub(super) fn halves(&mut self, low: Z, high: Z, which: u64) -> Z {
        let (d, index) = (self.fresh(), self.lanes_constant(0, false, |i| 2 * i as u64 + which));
        self.asm.vec1(v::LOAD, d, Rm::Mem(index), ALL);
        self.asm.vec(v::PERMI2, d, low, Rm::Reg(high), ALL);
        d
    }

    /// A register that is a scalar, or one for each segment, and a pattern.
    fn made_part(&mut self, r: u32, (pattern, split): (u16, bool), part: usize, wide: bool) -> Part {
        if let Some((value, pattern)) = self.form.constant(r as usize) {
            if pattern == ZERO || self.uniform {
                return Part::Same(value);
            }
            let lanes = self.form.patterns[pattern as usize];
            let mem = self.lanes_constant(part, wide, |lane| value.wrapping_add(lanes[lane] as u64));
            let d = self.fresh();
            self.asm.vec1(v::LOAD, d, Rm::Mem(mem), ALL);
            return Part::In(d);
        }
        // Scalars of 32 bits have zeros above them at home.
        let home = self.home(r, 0);
        if !split && (pattern == ZERO || self.uniform) {
            return Part::At(home);
        }
        if wide && !self.is_wide(r) && pattern != ZERO {
            // Sums of 32 bits wrap.
            let Part::In(words) = self.made_part(r, (pattern, split), part / 2, false) else {
                self.failed = true;
                return Part::Same(0);
            };
            return Part::In(self.widened(words, part % 2, false));
        }
        let key = Key { register: r, part: part as u8, made: Some(wide) };
        if let Some(z) = self.registers.find(key) {
            return Part::In(z);
        }
        let z = self.made(home, (pattern, split), part, wide);
        self.registers.bind(key, z, false);
        Part::In(z)
    }

    /// The lanes of scalars in memory, eight bytes each, plus a pattern.
    pub(super) fn made(&mut self, scalars: Mem, (pattern, split): (u16, bool), part: usize, wide: bool) -> Z {
        let (z, segment) = (self.fresh(), self.form.shape.segment);
        if split {
            let each = if wide { 8 } else { 16 };
            // The scalars are eight or fewer: all in one vector, from which lanes take theirs.
            self.asm.vec1(v::LOAD, Z(0), Rm::Mem(scalars), ALL);
            let index = if wide {
                self.lanes_constant(0, false, |i| (2 * ((part * each + i / 2) / segment) + i % 2) as u64)
            } else {
                self.lanes_constant(0, false, |i| (2 * ((part * each + i) / segment)) as u64)
            };
            self.asm.vec1(v::LOAD, z, Rm::Mem(index), ALL);
            self.asm.vec(v::PERMD, z, z, Rm::Reg(Z(0)), ALL);
        } else {
            self.broadcast_from(z, scalars, wide);
        }
        if pattern != ZERO {
            let lanes = self.form.patterns[pattern as usize];
            let mem = self.lanes_constant(part, wide, |lane| lanes[lane] as u64);
            self.asm.vec(if wide { v::ADDQ } else { v::ADDD }, z, z, Rm::Mem(mem), ALL);
        }
        z
    }

    fn special_part(&mut self, special: Special, part: usize, wide: bool) -> Part {
        let axis = match special {
            Special::TidX => Some(0),
            Special::TidY => Some(1),
            Special::TidZ => Some(2),
            _ => None,
        };
        if let Some(axis) = axis {
            self.asm.load(RCX, Mem::At(CONTEXT, field::TIDS), true);
            let (d, at) = (self.fresh(), axis * 128);
            if wide {
                let mem = Mem::At(RCX, at + part as i32 * 32);
                self.asm.vec1(v::MOVZXDQ, d, Rm::Mem(mem), ALL);
            } else {
                self.asm.vec1(v::LOAD, d, Rm::Mem(Mem::At(RCX, at + part as i32 * 64)), ALL);
            }
            return Part::In(d);
        }
        let lanes: Option<fn(usize) -> u32> = match special {
            Special::LaneId => Some(|l| l as u32),
            Special::LanemaskEq => Some(|l| 1 << l),
            Special::LanemaskLe => Some(|l| u32::MAX >> (31 - l)),
            Special::LanemaskLt => Some(|l| (1 << l) - 1),
            Special::LanemaskGe => Some(|l| u32::MAX << l),
            Special::LanemaskGt => Some(|l| !(u32::MAX >> (31 - l))),
            _ => None,
        };
        if let Some(f) = lanes {
            let (d, mem) = (self.fresh(), self.lanes_constant(part, wide, |l| f(l).into()));
            self.asm.vec1(v::LOAD, d, Rm::Mem(mem), ALL);
            return Part::In(d);
        }
        self.base(Operand::Special(special), RAX, true, 0);
        let d = self.fresh();
        self.asm.broadcast(d, RAX, wide);
        Part::In(d)
    }

    /// Whether machine code knows a special register.
    pub(super) fn knows(&self, operand: Operand) -> bool {
        let Operand::Special(special) = operand else { return true };
        matches!(
            special,
            Special::TidX
                | Special::TidY
                | Special::TidZ
                | Special::LaneId
                | Special::LanemaskEq
                | Special::LanemaskLe
                | Special::LanemaskLt
                | Special::LanemaskGe
                | Special::LanemaskGt
        ) || self.uniform_special(special).is_some()
    }

    /// Whether writing a register must leave the values of lanes that are not here.
    pub(super) fn keeps(&self, r: u32) -> bool {
        self.form.kept[self.at].has(r as usize)
    }

    /// A part of a register of vectors gets a value, in the lanes that the instruction concerns where others count.
    pub(super) fn put(&mut self, r: u32, part: usize, z: Z) {
        let wide = self.is_wide(r);
        if !self.guarded && !self.keeps(r) {
            self.registers.bind(Key::of(r, part), z, true);
            return;
        }
        let old = self.held(r, part);
        let k = self.lanes_of(part, wide);
        self.asm.vec1(v::MOVE.wide(wide), old, Rm::Reg(z), merge(k));
        self.registers.bind(Key::of(r, part), old, true);
    }

    /// A register that is a scalar gets what is in rax; of 32 bits, with zeros above. Not, where the guard forbids it.
    pub(super) fn put_scalar(&mut self, r: u32, segment: usize) {
        let home = self.home(r, 8 * segment as u32);
        if self.guarded {
            let over = self.asm.label();
            self.asm.test_reg(CHOSEN, CHOSEN, false);
            self.asm.jump_if(super::asm::cc::E, over);
            self.asm.store(home, RAX, 8);
            self.asm.bind(over);
        } else {
            self.asm.store(home, RAX, 8);
        }
        self.changed(r);
    }

    /// A result of all lanes alike in rax is written to a register of any kind.
    pub(super) fn put_uniform(&mut self, r: u32) {
        match self.layout(r) {
            Layout::Scalars { split, .. } => {
                let segments = if split { self.form.shape.segments() } else { 1 };
                (0..segments).for_each(|s| self.put_scalar(r, s));
            }
            Layout::Mask => {
                // A flag, as bits.
                self.asm.alu_imm(super::asm::Alu::And, RAX, 1, false);
                self.asm.neg(RAX, false);
                self.put_bits(r);
            }
            _ => {
                let wide = self.is_wide(r);
                for part in 0..if wide { 4 } else { 2 } {
                    let d = self.fresh();
                    self.asm.broadcast(d, RAX, wide);
                    self.put(r, part, d);
                }
            }
        }
    }

    /// Parts of the destination's width are written to it, where one stands for all in uniform instructions.
    pub(super) fn put_parts(&mut self, inst: &Inst, r: u32, parts: &[Z]) {
        let float = leaves_nans(&inst.op) && !self.form.floats.has(r as usize);
        if self.uniform {
            let z = if float { self.canonical(parts[0]) } else { parts[0] };
            self.asm.first(RAX, z, self.is_wide(r));
            self.put_uniform(r);
            return;
        }
        for (part, &z) in parts.iter().enumerate() {
            let z = if float { self.canonical(z) } else { z };
            self.put(r, part, z);
        }
    }

    /// Values of types below 32 bits, extended.
    pub(super) fn extended(&mut self, part: Part, ty: Ty) -> Part {
        let bits = ty.bits();
        if bits >= 32 {
            return part;
        }
        if let Part::Same(value) = part {
            let cut = value << (64 - bits);
            let value =
                if ty.is_signed() { ((cut as i64) >> (64 - bits)) as u64 } else { cut >> (64 - bits) };
            return Part::Same(value);
        }
        let (z, d) = (self.z(part, false), self.fresh());
        if ty.is_signed() {
            self.asm.shift(Shift::Left, false, d, z, 32 - bits as u8);
            self.asm.shift(Shift::Arithmetic, false, d, d, 32 - bits as u8);
        } else {
            let mask = self.number((1 << bits) - 1, false);
            self.asm.vec(v::AND, d, z, Rm::Each(mask), ALL);
        }
        Part::In(d)
    }
}

/// Whether results are single-precision numbers whose NaNs are the processor's.
pub fn leaves_nans(op: &Op) -> bool {
    match op {
        Op::Float2 { ty: Ty::F32, .. } | Op::Fma { ty: Ty::F32, .. } => true,
        Op::Cvt { to: Ty::F32, from, .. } => from.is_float(),
        Op::Float1 { ty: Ty::F32, op, .. } => !matches!(op, FloatUn::Neg | FloatUn::Abs),
        _ => false,
    }
}
