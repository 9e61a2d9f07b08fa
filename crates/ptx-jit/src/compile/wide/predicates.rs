//! Predicates: a bit for each lane in 32, or one flag for all; and what decides which lanes an instruction concerns.

use ptx::{BoolOp, Guard, Inst, IntBin, IntUn, Op, Operand, Type as Ty};

use super::asm::{Alu, Gpr, RAX, RCX, RDX};
use super::{CHOSEN, HERE, Wide};
use crate::compile::slots::Layout;

impl Wide<'_> {
    /// A predicate as a bit for each lane.
    pub(super) fn bits(&mut self, operand: Operand, to: Gpr) {
        match operand {
            Operand::Reg(reg) | Operand::NotReg(reg) => {
                match self.layout(reg.0) {
                    Layout::Mask => {
                        let home = self.home(reg.0, 0);
                        self.asm.load(to, home, false);
                    }
                    _ => {
                        self.base(Operand::Reg(reg), to, false, 0);
                        self.asm.alu_imm(Alu::And, to, 1, false);
                        self.asm.neg(to, false);
                    }
                }
                if matches!(operand, Operand::NotReg(_)) {
                    self.asm.not(to, false);
                }
            }
            Operand::Imm(value) => {
                self.asm.mov_imm(to, if value & 1 != 0 { u64::from(u32::MAX) } else { 0 });
            }
            _ => self.asm.mov_imm(to, 0),
        }
    }

    /// A predicate that all lanes have alike: 0 or 1 in rax.
    pub(super) fn flag(&mut self, operand: Operand) {
        self.bits(operand, RAX);
        self.asm.alu_imm(Alu::And, RAX, 1, false);
    }

    /// A predicate gets the bits in rax, in the lanes that the instruction concerns where others count.
    pub(super) fn put_bits(&mut self, r: u32) {
        match self.layout(r) {
            Layout::Mask => {
                let home = self.home(r, 0);
                if self.guarded || self.keeps(r) {
                    let active = self.active();
                    self.asm.load(RCX, home, false);
                    // The old bits where they differ in lanes that count, turned over.
                    self.asm.alu(Alu::Xor, RAX, RCX, false);
                    self.asm.alu(Alu::And, RAX, active, false);
                    self.asm.alu(Alu::Xor, RAX, RCX, false);
                }
                self.asm.store(home, RAX, 4);
            }
            _ => {
                self.asm.alu_imm(Alu::And, RAX, 1, false);
                self.put_uniform(r);
            }
        }
    }

    /// The instruction concerns those of the lanes that are here where its guard holds.
    pub(super) fn choose_lanes(&mut self, guard: Guard) {
        let operand = if guard.negated { Operand::NotReg(guard.reg) } else { Operand::Reg(guard.reg) };
        self.bits(operand, CHOSEN);
        self.asm.alu(Alu::And, CHOSEN, HERE, false);
        self.guarded = true;
    }

    /// What joins predicates; false if the instruction is none.
    pub(super) fn logic(&mut self, inst: &Inst) -> bool {
        let srcs = self.srcs(inst);
        match inst.op {
            Op::Mov(Ty::Pred) => self.bits(srcs[0], RAX),
            Op::Int1 { op: IntUn::Not, ty: Ty::Pred } => {
                self.bits(srcs[0], RAX);
                self.asm.not(RAX, false);
            }
            Op::Int2 { op, ty: Ty::Pred, .. } => {
                let op = match op {
                    IntBin::And => BoolOp::And,
                    IntBin::Or => BoolOp::Or,
                    IntBin::Xor => BoolOp::Xor,
                    _ => return false,
                };
                self.bits(srcs[0], RAX);
                self.joined(op, srcs[1]);
            }
            _ => return false,
        }
        if let Some(&Operand::Reg(dst)) = self.dsts(inst).first() {
            self.put_bits(dst.0);
        }
        true
    }

    /// The bits in rax joined with those of an operand.
    pub(super) fn joined(&mut self, op: BoolOp, with: Operand) {
        self.bits(with, RDX);
        let alu = match op {
            BoolOp::And => Alu::And,
            BoolOp::Or => Alu::Or,
            BoolOp::Xor => Alu::Xor,
        };
        self.asm.alu(alu, RAX, RDX, false);
    }

    /// `setp`: the comparison's bits are in rax.
    pub(super) fn put_comparison(&mut self, inst: &Inst, combine: Option<BoolOp>) {
        let (srcs, dsts) = (self.srcs(inst), self.dsts(inst));
        let step = self.step(64);
        self.asm.store(step, RAX, 4);
        // The second one is the opposite, joined with the same.
        for (i, dst) in dsts.into_iter().enumerate() {
            let Operand::Reg(dst) = dst else { continue };
            if i > 0 {
                self.asm.load(RAX, step, false);
                self.asm.not(RAX, false);
            }
            if let Some(op) = combine {
                self.joined(op, srcs[2]);
            }
            self.put_bits(dst.0);
        }
    }

    /// Spreads a flag, 0 or 1 in rax, to all bits.
    pub(super) fn spread(&mut self) {
        self.asm.neg(RAX, false);
    }
}
