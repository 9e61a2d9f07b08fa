//! Instructions whose results are scalars, one for all lanes or one for each segment: addresses and counts, mostly. They are computed in
//! registers for general purposes, from home to home.

use ptx::{Cmp, Inst, IntBin, IntUn, MulPart, Op, Operand, Special, Sym, Type as Ty};

use super::asm::{Alu, Gpr, Label, Mem, RAX, RCX, RDX, Shift, cc};
use super::{CONTEXT, Wide};
use crate::compile::machine::field;
use crate::compile::slots::Layout;
use crate::interp::code::function_pointer;
use crate::lockstep::{Affine, Kind, ZERO, window};

/// Where a special register that all lanes have alike is.
pub enum Uniform {
    Number(u64),
    Field(i32),
}

impl Wide<'_> {
    pub(super) fn uniform_special(&self, special: Special) -> Option<Uniform> {
        let block = self.form.shape.block;
        Some(match special {
            Special::NtidX => Uniform::Number(block[0].into()),
            Special::NtidY => Uniform::Number(block[1].into()),
            Special::NtidZ => Uniform::Number(block[2].into()),
            Special::CtaidX => Uniform::Field(field::CTAID),
            Special::CtaidY => Uniform::Field(field::CTAID + 4),
            Special::CtaidZ => Uniform::Field(field::CTAID + 8),
            Special::NctaidX => Uniform::Field(field::NCTAID),
            Special::NctaidY => Uniform::Field(field::NCTAID + 4),
            Special::NctaidZ => Uniform::Field(field::NCTAID + 8),
            Special::WarpId => Uniform::Field(field::WARP),
            Special::DynamicSmemSize => Uniform::Field(field::DYNAMIC_SHARED),
            Special::TotalSmemSize | Special::AggrSmemSize => Uniform::Field(field::TOTAL_SHARED),
            Special::Zero | Special::ReservedSmem => Uniform::Number(0),
            // Launches with clusters of more blocks are interpreted.
            Special::ClusterCtaid(_) | Special::ClusterCtarank => Uniform::Number(0),
            Special::ClusterNctaid(_) | Special::ClusterNctarank => Uniform::Number(1),
            Special::ClusterId(i) => Uniform::Field(field::CTAID + 4 * i32::from(i)),
            Special::NclusterId(i) => Uniform::Field(field::NCTAID + 4 * i32::from(i)),
            _ => return None,
        })
    }

    pub(super) fn kind(&self, operand: Operand) -> Kind {
        self.form.operand(self.code, operand)
    }

    /// The scalar of an operand, without its pattern, in a register; its lower 32 bits with zeros above them unless `wide`.
    pub(super) fn base(&mut self, operand: Operand, to: Gpr, wide: bool, segment: usize) {
        if let Kind::Affine(Affine { constant: Some(value), .. }) = self.kind(operand) {
            let narrow = match operand {
                Operand::Reg(reg) => !self.is_wide(reg.0),
                _ => false,
            };
            let value = if wide && !narrow { value } else { u64::from(value as u32) };
            return self.asm.mov_imm(to, value);
        }
        match operand {
            Operand::Reg(reg) => self.base_of(reg.0, to, wide, segment),
            Operand::RegOffset(reg, offset) => {
                self.base_of(reg.0, to, wide, segment);
                if offset != 0 {
                    self.asm.alu_imm(Alu::Add, to, offset, wide);
                }
            }
            Operand::NotReg(reg) => {
                self.base_of(reg.0, to, false, 0);
                self.asm.alu_imm(Alu::Xor, to, 1, false);
                self.asm.alu_imm(Alu::And, to, 1, false);
            }
            Operand::Imm(value) => self.asm.mov_imm(to, if wide { value } else { u64::from(value as u32) }),
            Operand::Sink => self.asm.mov_imm(to, 0),
            Operand::Special(special) => self.base_of_special(special, to),
            Operand::Sym(sym, offset) => match sym {
                Sym::Global(g) => {
                    self.asm.load(to, Mem::At(CONTEXT, field::SYMBOLS), true);
                    self.asm.load(to, Mem::At(to, 8 * g as i32), true);
                    if offset != 0 {
                        self.asm.alu_imm(Alu::Add, to, offset, true);
                    }
                    if !wide {
                        self.asm.mov(to, to, false);
                    }
                }
                Sym::Function(f) => {
                    self.asm.mov_imm(to, function_pointer(f).wrapping_add_signed(offset.into()));
                }
                // These are numbers, which the form knows.
                Sym::Param(_) | Sym::Var(_) => self.failed = true,
            },
        }
    }

    fn base_of_special(&mut self, special: Special, to: Gpr) {
        let axis = match special {
            Special::TidX => 0,
            Special::TidY => 1,
            Special::TidZ => 2,
            _ => {
                match self.uniform_special(special) {
                    Some(Uniform::Number(value)) => self.asm.mov_imm(to, value),
                    Some(Uniform::Field(at)) => self.asm.load(to, Mem::At(CONTEXT, at), false),
                    None => self.failed = true,
                }
                return;
            }
        };
        self.asm.load(to, Mem::At(CONTEXT, field::TIDS), true);
        self.asm.load(to, Mem::At(to, axis * 128), false);
    }

    fn base_of(&mut self, r: u32, to: Gpr, wide: bool, segment: usize) {
        let Layout::Scalars { split, bits, .. } = self.layout(r) else {
            self.failed = true;
            return;
        };
        let home = self.home(r, if split { 8 * segment as u32 } else { 0 });
        if bits == 1 {
            self.asm.load_element(to, home, 1, false);
            self.asm.alu_imm(Alu::And, to, 1, false);
            return;
        }
        self.asm.load(to, home, wide && bits > 32);
        if self.form.floats.has(r as usize) {
            // A NaN becomes CUDA's.
            let over = self.asm.label();
            self.asm.mov(super::asm::R8, to, false);
            self.asm.alu_imm(Alu::And, super::asm::R8, i32::MAX, false);
            self.asm.alu_imm(Alu::Cmp, super::asm::R8, 0x7f80_0000, false);
            self.asm.jump_if(cc::BE, over);
            self.asm.mov_imm(to, 0x7fff_ffff);
            self.asm.bind(over);
        }
    }

    /// The scalar of an operand whose pattern has one value in each segment, that included.
    fn step_of(&mut self, operand: Operand, to: Gpr, wide: bool, segment: usize) {
        self.base(operand, to, wide, segment);
        if let Kind::Affine(Affine { pattern, .. }) = self.kind(operand)
            && pattern != ZERO
        {
            let by = self.form.patterns[pattern as usize][segment * self.form.shape.segment];
            match i32::try_from(by) {
                Ok(by) => self.asm.alu_imm(Alu::Add, to, by, wide),
                Err(_) => self.failed = true,
            }
        }
    }

    /// An instruction whose result is a scalar and a pattern, as `lockstep` found.
    pub(super) fn affine(&mut self, inst: &Inst, result: Affine) -> bool {
        let Some(&Operand::Reg(dst)) = self.dsts(inst).first() else { return true };
        let wide = match inst.op {
            Op::Int2 { op: IntBin::MulWide, .. } | Op::Mad { part: MulPart::Wide, .. } => true,
            Op::Cvt { to, .. } => to.bits() == 64,
            Op::Mov(ty) | Op::Cvta { ty, .. } | Op::Int2 { ty, .. } | Op::Mad { ty, .. } => ty.bits() == 64,
            _ => return false,
        };
        let leave = if self.wraps(inst) { Some(self.leave_way()) } else { None };
        let segments = if result.split { self.form.shape.segments() } else { 1 };
        let own = matches!(self.layout(dst.0), Layout::Scalars { .. });
        for segment in 0..segments {
            match result.constant {
                Some(value) => self.asm.mov_imm(RAX, if wide { value } else { u64::from(value as u32) }),
                None if !self.affine_scalar(inst, wide, segment, leave) => return false,
                None => {}
            }
            if !wide {
                self.asm.mov(RAX, RAX, false);
            }
            if !own {
                let step = self.step(8 * segment as u32);
                self.asm.store(step, RAX, 8);
                continue;
            }
            let split = matches!(self.layout(dst.0), Layout::Scalars { split: true, .. });
            if split && segments == 1 {
                (0..self.form.shape.segments()).for_each(|s| self.put_scalar(dst.0, s));
            } else {
                self.put_scalar(dst.0, segment);
            }
        }
        if !own {
            let wide = self.is_wide(dst.0);
            for part in 0..if wide { 4 } else { 2 } {
                let scalars = self.step(0);
                let z = self.made(scalars, (result.pattern, result.split), part, wide);
                self.put(dst.0, part, z);
            }
        }
        true
    }

    /// Whether an instruction widens a value whose lanes are known only if none of them wraps.
    fn wraps(&self, inst: &Inst) -> bool {
        let (a, b) = match inst.op {
            Op::Int2 { op: IntBin::MulWide, .. } | Op::Mad { part: MulPart::Wide, .. } => {
                let srcs = self.code.srcs(inst);
                (srcs[0], srcs[1])
            }
            Op::Cvt { to, from, .. } if from.bits() == 32 && to.bits() == 64 => {
                (self.code.srcs(inst)[0], Operand::Imm(1))
            }
            _ => return false,
        };
        ![a, b].into_iter().all(|operand| match self.kind(operand) {
            Kind::Affine(a) => a.pattern == ZERO || self.form.is_stepped(a.pattern),
            _ => false,
        })
    }

    /// The scalar of such an instruction's result, in rax.
    fn affine_scalar(&mut self, inst: &Inst, wide: bool, segment: usize, leave: Option<Label>) -> bool {
        let srcs = self.srcs(inst);
        match inst.op {
            Op::Mov(_) => self.base(srcs[0], RAX, wide, segment),
            Op::Cvta { to_space, space, .. } => {
                let start = if to_space { window(space).wrapping_neg() } else { window(space) };
                self.base(srcs[0], RAX, true, segment);
                if start != 0 {
                    self.asm.mov_imm(RCX, start);
                    self.asm.alu(Alu::Add, RAX, RCX, true);
                }
            }
            Op::Int2 { op: op @ (IntBin::Add | IntBin::Sub), .. } => {
                self.base(srcs[0], RAX, wide, segment);
                self.base(srcs[1], RCX, wide, segment);
                self.asm.alu(if op == IntBin::Add { Alu::Add } else { Alu::Sub }, RAX, RCX, wide);
            }
            Op::Int2 { op: IntBin::MulLo, .. } => self.product(srcs[0], srcs[1], wide, segment),
            Op::Int2 { op: IntBin::MulWide, ty, .. } => {
                self.wide_product(srcs[0], srcs[1], ty, segment, leave);
            }
            Op::Mad { part, ty, .. } => {
                match part {
                    MulPart::Lo => self.product(srcs[0], srcs[1], wide, segment),
                    _ => self.wide_product(srcs[0], srcs[1], ty, segment, leave),
                }
                self.base(srcs[2], RCX, wide, segment);
                self.asm.alu(Alu::Add, RAX, RCX, wide);
            }
            Op::Int2 { op: op @ (IntBin::Shl | IntBin::Shr), ty, .. } => {
                let Kind::Affine(Affine { constant: Some(by), .. }) = self.kind(srcs[1]) else {
                    return false;
                };
                self.base(srcs[0], RAX, wide, segment);
                let shift = match (op, ty.is_signed()) {
                    (IntBin::Shl, _) => Shift::Left,
                    (_, true) => Shift::Arithmetic,
                    _ => Shift::Right,
                };
                self.asm.shift_imm(shift, RAX, by as u8, wide);
            }
            Op::Int2 { op: op @ (IntBin::And | IntBin::Or), .. } => {
                let constant = |kind: Kind| match kind {
                    Kind::Affine(Affine { constant: Some(c), pattern: ZERO, .. }) => Some(c),
                    _ => None,
                };
                let (a, c) = match (constant(self.kind(srcs[1])), constant(self.kind(srcs[0]))) {
                    (Some(c), _) => (srcs[0], c),
                    (None, Some(c)) => (srcs[1], c),
                    _ => return false,
                };
                let Kind::Affine(known) = self.kind(a) else { return false };
                let below = if known.align >= 63 { u64::MAX >> 1 } else { (1 << known.align) - 1 };
                self.base(a, RAX, wide, segment);
                let high = c & !below;
                self.asm.mov_imm(RCX, if wide { high } else { u64::from(high as u32) });
                self.asm.alu(if op == IntBin::And { Alu::And } else { Alu::Or }, RAX, RCX, wide);
            }
            Op::Cvt { to, from, .. } => match (from.bits(), to.bits()) {
                (32, 64) => self.wide_product(srcs[0], Operand::Imm(1), from, segment, leave),
                _ => self.base(srcs[0], RAX, wide, segment),
            },
            _ => return false,
        }
        true
    }

    fn product(&mut self, a: Operand, b: Operand, wide: bool, segment: usize) {
        let is_constant =
            |kind: Kind| matches!(kind, Kind::Affine(Affine { constant: Some(_), pattern: ZERO, .. }));
        if is_constant(self.kind(a)) || is_constant(self.kind(b)) {
            self.base(a, RAX, wide, segment);
            self.base(b, RCX, wide, segment);
        } else {
            self.step_of(a, RAX, wide, segment);
            self.step_of(b, RCX, wide, segment);
        }
        self.asm.imul(RAX, RCX, wide);
    }

    fn extend_if(&mut self, signed: bool, register: Gpr) {
        if signed {
            self.asm.extend(register, register);
        } else {
            self.asm.mov(register, register, false);
        }
    }

    fn wide_product(&mut self, a: Operand, b: Operand, ty: Ty, segment: usize, leave: Option<Label>) {
        let (Kind::Affine(x), Kind::Affine(y)) = (self.kind(a), self.kind(b)) else {
            self.failed = true;
            return;
        };
        let signed = ty.is_signed();
        let Some(leave) = leave else {
            self.step_of(a, RAX, false, segment);
            self.step_of(b, RCX, false, segment);
            self.extend_if(signed, RAX);
            self.extend_if(signed, RCX);
            self.asm.imul(RAX, RCX, true);
            return;
        };
        let (a, x, y) = if y.constant.is_some() && y.pattern == ZERO { (a, x, y) } else { (b, y, x) };
        let Some(constant) = y.constant else {
            self.failed = true;
            return;
        };
        let most = self.form.patterns[x.pattern as usize].iter().copied().max().unwrap_or(0) as i32;
        self.base(a, RAX, false, segment);
        self.asm.lea(RDX, Mem::At(RAX, most));
        self.extend_if(signed, RDX);
        self.extend_if(signed, RAX);
        // The last lane's value as it is, and as it should be.
        self.asm.lea(RCX, Mem::At(RAX, most));
        self.asm.alu(Alu::Cmp, RCX, RDX, true);
        self.asm.jump_if(cc::NE, leave);
        if constant != 1 {
            self.asm.mov_imm(RCX, constant);
            self.asm.imul(RAX, RCX, true);
        }
    }

    /// An instruction on integers that all lanes have alike; false if it is not one of those that are made here.
    pub(super) fn scalar(&mut self, inst: &Inst) -> bool {
        let srcs = self.srcs(inst);
        let Some(&Operand::Reg(dst)) = self.dsts(inst).first() else { return false };
        match inst.op {
            Op::Mov(ty) if ty.bits() <= 64 && ty != Ty::Pred => {
                // The bits of a NaN stay open where the register is such a one, too.
                self.base(srcs[0], RAX, ty.bits() == 64, 0);
            }
            Op::Cvta { to_space, space, ty } if ty.bits() == 64 => {
                let start = if to_space { window(space).wrapping_neg() } else { window(space) };
                self.base(srcs[0], RAX, true, 0);
                if start != 0 {
                    self.asm.mov_imm(RCX, start);
                    self.asm.alu(Alu::Add, RAX, RCX, true);
                }
            }
            Op::Int2 { op, ty, sat: false } if ty.bits() >= 32 && ty.is_integer() => {
                let wide = ty.bits() == 64;
                let alu = match op {
                    IntBin::Add => Some(Alu::Add),
                    IntBin::Sub => Some(Alu::Sub),
                    IntBin::And => Some(Alu::And),
                    IntBin::Or => Some(Alu::Or),
                    IntBin::Xor => Some(Alu::Xor),
                    IntBin::MulLo | IntBin::Min | IntBin::Max => None,
                    IntBin::MulWide if !wide => None,
                    IntBin::Shl | IntBin::Shr => return self.scalar_shift(op, ty, &srcs, dst.0),
                    _ => return false,
                };
                self.base(srcs[0], RAX, wide, 0);
                self.base(srcs[1], RCX, wide, 0);
                match (alu, op) {
                    (Some(alu), _) => self.asm.alu(alu, RAX, RCX, wide),
                    (_, IntBin::MulLo) => self.asm.imul(RAX, RCX, wide),
                    (_, IntBin::MulWide) => {
                        self.extend_if(ty.is_signed(), RAX);
                        self.extend_if(ty.is_signed(), RCX);
                        self.asm.imul(RAX, RCX, true);
                    }
                    _ => {
                        self.asm.alu(Alu::Cmp, RCX, RAX, wide);
                        let takes = match (op == IntBin::Min, ty.is_signed()) {
                            (true, true) => cc::L,
                            (true, false) => cc::B,
                            (false, true) => cc::G,
                            (false, false) => cc::A,
                        };
                        self.asm.cmov(takes, RAX, RCX, wide);
                    }
                }
            }
            Op::Mad { part: MulPart::Lo, ty, sat: false, .. } if ty.bits() >= 32 => {
                let wide = ty.bits() == 64;
                self.base(srcs[0], RAX, wide, 0);
                self.base(srcs[1], RCX, wide, 0);
                self.asm.imul(RAX, RCX, wide);
                self.base(srcs[2], RCX, wide, 0);
                self.asm.alu(Alu::Add, RAX, RCX, wide);
            }
            Op::Int1 { op: op @ (IntUn::Neg | IntUn::Not), ty } if ty.bits() >= 32 => {
                let wide = ty.bits() == 64;
                self.base(srcs[0], RAX, wide, 0);
                if op == IntUn::Neg { self.asm.neg(RAX, wide) } else { self.asm.not(RAX, wide) }
            }
            Op::Selp(ty) if ty.bits() <= 64 => {
                let wide = ty.bits() == 64;
                self.flag(srcs[2]);
                self.asm.mov(RDX, RAX, false);
                self.base(srcs[0], RCX, wide, 0);
                self.base(srcs[1], RAX, wide, 0);
                self.asm.test_imm(RDX, 1, false);
                self.asm.cmov(cc::NE, RAX, RCX, wide);
            }
            Op::Cvt { to, from, sat: false, .. }
                if to.is_integer() && from.is_integer() && to.bits() >= 32 && from.bits() >= 32 =>
            {
                self.base(srcs[0], RAX, from.bits() == 64, 0);
                if to.bits() == 64 && from.bits() == 32 && from.is_signed() {
                    self.asm.extend(RAX, RAX);
                } else if to.bits() == 32 {
                    self.asm.mov(RAX, RAX, false);
                }
            }
            _ => return false,
        }
        self.put_uniform(dst.0);
        true
    }

    fn scalar_shift(&mut self, op: IntBin, ty: Ty, srcs: &[Operand], dst: u32) -> bool {
        let (wide, signed) = (ty.bits() == 64, ty.is_signed());
        let shift = match (op, signed) {
            (IntBin::Shl, _) => Shift::Left,
            (_, true) => Shift::Arithmetic,
            _ => Shift::Right,
        };
        self.base(srcs[0], RAX, wide, 0);
        self.base(srcs[1], RCX, false, 0);
        // What goes beyond the width leaves nothing, or the sign.
        self.asm.alu_imm(Alu::Cmp, RCX, ty.bits() as i32, false);
        let within = self.asm.label();
        self.asm.jump_if(cc::B, within);
        if shift == Shift::Arithmetic {
            self.asm.mov_imm(RCX, u64::from(ty.bits() - 1));
        } else {
            self.asm.mov_imm(RAX, 0);
            self.asm.mov_imm(RCX, 0);
        }
        self.asm.bind(within);
        self.asm.shift_cl(shift, RAX, wide);
        self.put_uniform(dst);
        true
    }

    /// A comparison of integers that all lanes have alike: 0 or 1 in rax. False if it is none.
    pub(super) fn compare_scalars(&mut self, cmp: Cmp, ty: Ty, a: Operand, b: Operand) -> bool {
        let signed = ty.is_signed();
        if ty.is_float() || ty.bits() < 32 {
            return false;
        }
        let condition = match (cmp, signed) {
            (Cmp::Eq, _) => cc::E,
            (Cmp::Ne, _) => cc::NE,
            (Cmp::Lt, true) => cc::L,
            (Cmp::Le, true) => cc::LE,
            (Cmp::Gt, true) => cc::G,
            (Cmp::Ge, true) => cc::GE,
            (Cmp::Lt | Cmp::Lo, false) => cc::B,
            (Cmp::Le | Cmp::Ls, false) => cc::BE,
            (Cmp::Gt | Cmp::Hi, false) => cc::A,
            (Cmp::Ge | Cmp::Hs, false) => cc::AE,
            _ => return false,
        };
        let wide = ty.bits() == 64;
        self.base(a, RAX, wide, 0);
        self.base(b, RCX, wide, 0);
        self.asm.alu(Alu::Cmp, RAX, RCX, wide);
        self.asm.set_rax(condition);
        true
    }
}
