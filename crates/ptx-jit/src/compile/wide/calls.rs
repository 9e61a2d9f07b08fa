//! What machine code calls: the interpreter for one instruction or for good, plain functions for what has no form in vectors; and the ways
//! that are seldom taken, which lie behind each block.

use ptx::{Inst, Op, Operand};
use smallvec::SmallVec;

use super::asm::{
    ALL, Alu, Asm, Gpr, K, Label, Mem, R12, R13, R14, R15, RAX, RBP, RBX, RCX, RDI, RDX, RSI, RSP,
};
use super::asm::{Rm, Z, cc, merge, v};
use super::registers::{FIRST, Key};
use super::{CHOSEN, CONTEXT, FRAME, HERE, RETURN, Wide};
use crate::compile::leaf::{Lane, SOURCES, WORDS, shape};
use crate::compile::machine::{ENDED, TURN, field, status};
use crate::compile::name_of;
use crate::compile::slots::{Layout, Site};
use crate::interp::warp::Warp;
use crate::lockstep::{self, is_alone};
use crate::tally;

/// Places that all blocks know.
pub struct Ways {
    /// Where the next warp is entered; rax says at which block.
    pub dispatch: Label,
    /// Returns what is in rax.
    pub out: Label,
    pub fault: Label,
    /// Ends a warp's turn; rdx says with what.
    pub switch: Label,
    /// Hands everything to the interpreter: rsi is the site, rdx the lanes that are there.
    pub leave: Label,
    /// Calls of the context's functions that leave vectors as they are.
    pub call: Label,
    pub exit: Label,
    pub find: Label,
    pub leaf: Label,
}

impl Ways {
    pub fn new(asm: &mut Asm) -> Ways {
        Ways {
            dispatch: asm.label(),
            out: asm.label(),
            fault: asm.label(),
            switch: asm.label(),
            leave: asm.label(),
            call: asm.label(),
            exit: asm.label(),
            find: asm.label(),
            leaf: asm.label(),
        }
    }
}

/// A way that is seldom taken.
pub type Cold = Box<dyn FnOnce(&mut Wide)>;

/// A value and where it has to be put.
pub type Spill = (Z, Mem);

impl Wide<'_> {
    /// What all blocks have in common.
    pub(super) fn ways(&mut self) {
        let ways = &self.leaves;
        let (switch, out, fault, leave, dispatch) =
            (ways.switch, ways.out, ways.fault, ways.leave, ways.dispatch);
        let thunks = [
            (ways.call, field::CALL, true),
            (ways.exit, field::EXIT, true),
            (ways.find, field::FIND, true),
            (ways.leaf, field::LEAF, false),
        ];
        self.asm.bind(switch);
        self.next_quick_warp();
        self.asm.mov_imm(RSI, 0);
        self.asm.mov(RDI, CONTEXT, true);
        self.asm.zero_upper();
        self.asm.call_mem(Mem::At(CONTEXT, field::SWITCH));
        self.asm.test_reg(RAX, RAX, false);
        self.asm.jump_if(cc::GE, dispatch);
        self.asm.alu_imm(Alu::And, RAX, RETURN, false);
        self.asm.jump(out);
        self.asm.bind(leave);
        self.asm.mov(RDI, CONTEXT, true);
        self.asm.zero_upper();
        self.asm.call_mem(Mem::At(CONTEXT, field::LEAVE));
        self.asm.jump(out);
        self.asm.bind(fault);
        self.asm.mov_imm(RAX, status::FAULT.into());
        self.asm.bind(out);
        self.asm.zero_upper();
        self.asm.alu_imm(Alu::Add, RSP, 8, true);
        for register in [R15, R14, R13, R12, RBX, RBP] {
            self.asm.pop(register);
        }
        self.asm.ret();
        for (label, function, answers_in_context) in thunks {
            self.thunk(label, function, answers_in_context);
        }
    }

    /// Where a warp has ended and the next one has yet to begin, that begins, as `machine::begin` has it.
    fn next_quick_warp(&mut self) {
        let slow = self.asm.label();
        let at = |field: i32| Mem::At(CONTEXT, field);
        self.asm.alu_imm(Alu::Cmp, RDX, ENDED as i32, false);
        self.asm.jump_if(cc::NE, slow);
        self.asm.alu_mem_imm(Alu::Sub, at(field::QUICK), 1, false);
        self.asm.jump_if(cc::S, slow);
        let tids = size_of::<[[u32; 32]; 3]>() as i32;
        self.asm.alu_mem_imm(Alu::Add, at(field::TIDS), tids, true);
        self.asm.alu_mem_imm(Alu::Add, at(field::WARP_POINTER), size_of::<Warp>() as i32, true);
        self.asm.alu_mem_imm(Alu::Add, at(field::WARP), 1, false);
        self.asm.load(RAX, at(field::AT), false);
        self.asm.alu_imm(Alu::Add, RAX, 1, false);
        self.asm.store(at(field::AT), RAX, 4);
        self.asm.load(RCX, at(field::FRAMES), true);
        self.asm.load(FRAME, Mem::Index(RCX, RAX, 3, 0), true);
        self.asm.store(at(field::FRAME), FRAME, 8);
        self.asm.store_imm(at(field::ALIVE), -1);
        self.asm.store_imm(at(field::GROUP), -1);
        self.asm.mov_imm(HERE, u64::from(u32::MAX));
        self.asm.store_imm(at(field::BUDGET), TURN);
        self.asm.load(RAX, at(field::ALL_PATIENCE), false);
        self.asm.store(at(field::PATIENCE), RAX, 4);
        self.asm.jump(self.start);
        self.asm.bind(slow);
    }

    fn thunk(&mut self, label: Label, function: i32, answers_in_context: bool) {
        self.asm.bind(label);
        let bytes = 64 * i32::from(32 - FIRST) + 8;
        self.asm.alu_imm(Alu::Sub, RSP, bytes, true);
        let place = |n: u8| Rm::Mem(Mem::At(RSP, 64 * i32::from(n - FIRST)));
        (FIRST..32).for_each(|n| self.asm.vec1(v::STORE, Z(n), place(n), ALL));
        self.asm.mov(RDI, CONTEXT, true);
        self.asm.zero_upper();
        self.asm.call_mem(Mem::At(CONTEXT, function));
        if answers_in_context {
            self.asm.load(RAX, Mem::At(CONTEXT, field::RESULT), false);
        }
        (FIRST..32).for_each(|n| self.asm.vec1(v::LOAD, Z(n), place(n), ALL));
        self.load_masks();
        self.asm.alu_imm(Alu::Add, RSP, bytes, true);
        self.asm.ret();
    }

    /// Generates the seldom taken ways of a block.
    pub(super) fn cold_ways(&mut self) {
        for way in std::mem::take(&mut self.cold) {
            way(self);
        }
    }

    /// Calls one of the functions that leave vectors as they are: the answer is in rax.
    pub(super) fn call_way(&mut self, way: Label, site: u32, lanes: Gpr) {
        if lanes != RDX {
            self.asm.mov(RDX, lanes, false);
        }
        self.asm.mov_imm(RSI, site.into());
        self.asm.call(way);
    }

    /// The registers that an instruction reads, its guard's included, and those that it writes.
    pub(super) fn registers_of(&self, inst: &Inst) -> (SmallVec<[u32; 8]>, SmallVec<[u32; 8]>) {
        lockstep::registers(self.code, self.form.function, inst)
    }

    /// A site at which the interpreter is given `reads` and gives `writes` back.
    pub(super) fn site(&mut self, pc: u32, reads: &[u32], writes: &[u32], leaves: bool) -> u32 {
        let reads = reads.iter().map(|&r| self.slot(r)).collect();
        let writes = writes.iter().map(|&r| self.slot(r)).collect();
        let count = tally::operation(&name_of(&self.code.insts[pc as usize].op, leaves));
        self.sites.push(Site { pc, count, leaves, reads, writes });
        self.sites.len() as u32 - 1
    }

    /// What has to be put into its home before some registers are read there; of all that are needed later, if none are named.
    pub(super) fn spills(&mut self, of: Option<&[u32]>) -> Vec<Spill> {
        let dirty = self.registers.dirty();
        let wanted = dirty.into_iter().filter(|(key, _)| of.is_none_or(|of| of.contains(&key.register)));
        let wanted: Vec<(Key, Z)> = wanted.collect();
        wanted.into_iter().map(|(key, z)| (z, self.home(key.register, u32::from(key.part) * 64))).collect()
    }

    pub(super) fn spill(&mut self, spills: &[Spill]) {
        for &(z, home) in spills {
            self.asm.vec1(v::STORE, z, Rm::Mem(home), ALL);
        }
    }

    /// Puts into their homes the values of some registers, or all, here and now.
    fn settle(&mut self, of: Option<&[u32]>) {
        let spills = self.spills(of);
        self.spill(&spills);
        spills.into_iter().for_each(|(z, _)| self.registers.clean(z));
    }

    /// The site at which the lanes that are here leave machine code at this instruction.
    pub(super) fn leaving(&mut self) -> u32 {
        let mut live = self.form.live_before(self.code, self.at, self.pc);
        live.extend(&self.form.kept[self.at]);
        let registers: Vec<u32> = live.iter().map(|r| r as u32).collect();
        self.site(self.pc, &registers, &[], true)
    }

    /// A way on which the interpreter takes over at this instruction.
    pub(super) fn leave_way(&mut self) -> Label {
        let (label, spills, site) = (self.asm.label(), self.spills(None), self.leaving());
        self.cold.push(Box::new(move |wide: &mut Wide| {
            wide.asm.bind(label);
            wide.spill(&spills);
            wide.jump_leave(site, HERE);
        }));
        label
    }

    pub(super) fn jump_leave(&mut self, site: u32, lanes: Gpr) {
        self.asm.mov(RDX, lanes, false);
        self.asm.mov_imm(RSI, site.into());
        self.asm.jump(self.leaves.leave);
    }

    /// Whether the interpreter may find lanes missing.
    pub(super) fn is_collective(&self, inst: &Inst) -> bool {
        !(is_alone(&inst.op) || matches!(inst.op, Op::Call(_)))
    }

    /// Has the interpreter execute the instruction.
    pub(super) fn escape(&mut self, inst: &Inst) {
        let (reads, writes) = self.registers_of(inst);
        let (fault, call) = (self.leaves.fault, self.leaves.call);
        let collective = self.is_collective(inst);
        let leave = if collective {
            self.settle(None);
            let (label, site) = (self.asm.label(), self.leaving());
            self.cold.push(Box::new(move |wide: &mut Wide| {
                wide.asm.bind(label);
                wide.asm.alu_imm(Alu::Cmp, RAX, 2, false);
                wide.asm.jump_if(cc::NE, fault);
                wide.jump_leave(site, HERE);
            }));
            label
        } else {
            self.settle(Some(&reads));
            fault
        };
        // What lanes that are elsewhere have is kept.
        for (i, &r) in writes.iter().enumerate() {
            if !(self.guarded || self.keeps(r)) {
                self.registers.drop_register(r);
                continue;
            }
            match self.layout(r) {
                Layout::Words => self.hold(r, 2),
                Layout::Doubles => self.hold(r, 4),
                Layout::Mask => {
                    let (home, step) = (self.home(r, 0), self.step(128 + 4 * (i as u32 % 8)));
                    self.asm.load(RAX, home, false);
                    self.asm.store(step, RAX, 4);
                }
                Layout::Scalars { .. } => {}
            }
        }
        let site = self.site(self.pc, &reads, &writes, false);
        let over = self.asm.label();
        let active = self.active();
        if self.guarded {
            self.asm.test_reg(CHOSEN, CHOSEN, false);
            self.asm.jump_if(cc::E, over);
        }
        self.call_way(call, site, active);
        self.asm.test_reg(RAX, RAX, false);
        self.asm.jump_if(cc::NE, leave);
        self.asm.bind(over);
        for (i, &r) in writes.iter().enumerate() {
            let merges = self.guarded || self.keeps(r);
            match self.layout(r) {
                Layout::Words | Layout::Doubles if merges => {
                    let wide = self.is_wide(r);
                    for part in 0..if wide { 4 } else { 2 } {
                        let (old, home) = (self.held(r, part), self.home(r, 64 * part as u32));
                        let k = self.lanes_of(part, wide);
                        self.asm.vec1(v::LOAD.wide(wide), old, Rm::Mem(home), merge(k));
                        self.registers.bind(Key::of(r, part), old, true);
                    }
                }
                Layout::Mask if merges => {
                    let (home, step) = (self.home(r, 0), self.step(128 + 4 * (i as u32 % 8)));
                    self.asm.load(RAX, home, false);
                    self.asm.load(RCX, step, false);
                    self.asm.alu(Alu::Xor, RAX, RCX, false);
                    self.asm.alu(Alu::And, RAX, active, false);
                    self.asm.alu(Alu::Xor, RAX, RCX, false);
                    self.asm.store(home, RAX, 4);
                }
                _ => self.changed(r),
            }
        }
    }

    /// Where functions find an operand's lanes, and leave a result's.
    pub(super) fn source(&self, i: usize, offset: u32) -> Mem {
        Mem::At(FRAME, (self.scratch_at + SOURCES + i as u32 * WORDS + offset) as i32)
    }

    pub(super) fn result(&self, i: usize, offset: u32) -> Mem {
        Mem::At(FRAME, (self.scratch_at + i as u32 * WORDS + offset) as i32)
    }

    /// Puts an operand's lanes where a function finds them.
    pub(super) fn hand_over(&mut self, i: usize, operand: Operand, wide: bool) {
        for part in 0..if wide { 4 } else { 2 } {
            let val = self.part(operand, part, wide);
            let (z, to) = (self.z(val, wide), self.source(i, 64 * part as u32));
            self.asm.vec1(v::STORE, z, Rm::Mem(to), ALL);
            self.registers.unpin();
        }
    }

    /// An operation on each lane alone, by a function; false if it is not one of those.
    pub(super) fn leaf(&mut self, inst: &Inst) -> bool {
        let Some((results, sources)) = shape(&inst.op).map(|shape| (shape.results, shape.sources)) else {
            return false;
        };
        let (srcs, dsts) = (self.srcs(inst), self.dsts(inst));
        if dsts.is_empty() || dsts.len() > results.len() || srcs.len() > sources.len() {
            return false;
        }
        let fits = |dst: &Operand, lane: Lane| match dst {
            Operand::Reg(reg) => match lane {
                Lane::Predicate => self.ty(reg.0) == ptx::Type::Pred,
                lane => self.ty(reg.0) != ptx::Type::Pred && self.is_wide(reg.0) == (lane == Lane::Double),
            },
            _ => true,
        };
        if !dsts.iter().zip(results).all(|(dst, lane)| fits(dst, lane)) {
            return false;
        }
        let lanes = if self.uniform {
            for (i, (&src, lane)) in srcs.iter().zip(sources).enumerate() {
                self.base(src, RAX, lane == Lane::Double, 0);
                let to = self.source(i, 0);
                self.asm.store(to, RAX, 8);
            }
            self.asm.mov_imm(RDX, 1);
            RDX
        } else {
            for (i, (&src, lane)) in srcs.iter().zip(sources).enumerate() {
                self.hand_over(i, src, lane == Lane::Double);
            }
            HERE
        };
        self.call_way(self.leaves.leaf, self.pc, lanes);
        for (i, (dst, lane)) in dsts.into_iter().zip(results).enumerate() {
            let Operand::Reg(dst) = dst else { continue };
            if self.uniform {
                let from = self.result(i, 0);
                self.asm.load(RAX, from, lane == Lane::Double);
                if lane == Lane::Predicate {
                    self.asm.alu_imm(Alu::And, RAX, 1, false);
                }
                self.put_uniform(dst.0);
            } else {
                self.take_result(i, dst.0, lane);
            }
        }
        true
    }

    /// Writes a function's result.
    pub(super) fn take_result(&mut self, i: usize, dst: u32, lane: Lane) {
        if lane == Lane::Predicate {
            for part in 0..2 {
                let from = self.result(i, 64 * part);
                self.asm.vec1(v::LOAD, Z(0), Rm::Mem(from), ALL);
                self.asm.test(K(6 + part as u8), Z(0), Rm::Reg(Z(0)), ALL, false);
            }
            self.asm.k_join(K(6), K(7), K(6));
            self.asm.k_to(RAX, K(6));
            self.put_bits(dst);
            return;
        }
        if let Layout::Scalars { .. } = self.layout(dst) {
            // All lanes have one value, as is known.
            let from = self.result(i, 0);
            self.asm.load(RAX, from, lane == Lane::Double);
            self.put_uniform(dst);
            return;
        }
        for part in 0..if lane == Lane::Double { 4 } else { 2 } {
            let (z, from) = (self.fresh(), self.result(i, 64 * part as u32));
            self.asm.vec1(v::LOAD, z, Rm::Mem(from), ALL);
            self.put(dst, part, z);
            self.registers.unpin();
        }
    }
}
