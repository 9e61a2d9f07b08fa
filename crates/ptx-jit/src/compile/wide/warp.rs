//! Instructions that the lanes of a warp execute together. With all 32 here they are made in vectors or by a function; else by the
//! interpreter, which knows what the others do.

use ptx::{Inst, Op, Operand, ShflMode, Space, Type as Ty, VoteMode};
use smallvec::SmallVec;

use super::asm::{ALL, Alu, K, Label, Mem, RAX, RCX, Rm, Z, cc, merge, v};
use super::memory::{Access, Target};
use super::{CHOSEN, FRAME, HERE, Wide};
use crate::compile::slots::Layout;
use crate::interp::shuffle_source;
use crate::lockstep::{Affine, Kind, ZERO};

impl Wide<'_> {
    fn known(&self, operand: Operand) -> Option<u32> {
        match self.kind(operand) {
            Kind::Affine(Affine { constant: Some(c), pattern: ZERO, .. }) => Some(c as u32),
            _ => None,
        }
    }

    /// Generates an instruction of the whole warp; false if it has no form here.
    pub(super) fn together(&mut self, inst: &Inst) -> bool {
        if self.guarded {
            return false;
        }
        let srcs = self.srcs(inst);
        let odd = |operand: &Operand| match operand {
            Operand::Reg(reg) => self.ty(reg.0) == Ty::B128,
            _ => !self.knows(*operand),
        };
        if srcs.iter().any(odd) {
            return false;
        }
        let all = srcs.last().and_then(|&s| self.known(s)) == Some(u32::MAX);
        match inst.op {
            Op::Activemask => {
                let Some(&Operand::Reg(dst)) = self.dsts(inst).first() else { return true };
                self.asm.mov(RAX, HERE, false);
                self.put_uniform(dst.0);
            }
            Op::BarWarp => {
                let (back, _) = self.begin_together(inst);
                self.asm.bind(back);
            }
            Op::Shfl(mode) if all => self.shuffle(inst, mode, &srcs),
            Op::Vote(mode) if all => self.vote(inst, mode, srcs[0]),
            Op::Redux { .. } if all => {
                self.hand_over(0, srcs[0], false);
                let (back, targets) = self.begin_together(inst);
                self.call_way(self.leaves.leaf, self.pc, HERE);
                let from = self.result(0, 0);
                self.asm.load(RAX, from, false);
                self.set_alike(inst, &targets);
                self.end_together(back, targets);
            }
            Op::Mma(mma) if [mma.a, mma.b, mma.c, mma.d].iter().all(|ty| ty.bits() <= 32) => {
                let dsts = self.dsts(inst);
                let scalar = |dst: &Operand| match dst {
                    Operand::Reg(reg) => !matches!(self.layout(reg.0), Layout::Words),
                    _ => false,
                };
                if srcs.len() > 10 || dsts.len() > 4 || dsts.iter().any(scalar) {
                    return false;
                }
                for (i, &src) in srcs.iter().enumerate() {
                    self.hand_over(i, src, false);
                }
                let (back, targets) = self.begin_together(inst);
                self.call_way(self.leaves.leaf, self.pc, HERE);
                self.take_words(&targets);
                self.end_together(back, targets);
            }
            Op::Movmatrix => {
                let Some(&Operand::Reg(dst)) = self.dsts(inst).first() else { return false };
                if self.layout(dst.0) != Layout::Words {
                    return false;
                }
                self.hand_over(0, srcs[0], false);
                let (back, targets) = self.begin_together(inst);
                self.call_way(self.leaves.leaf, self.pc, HERE);
                self.take_words(&targets);
                self.end_together(back, targets);
            }
            Op::Ldmatrix { num, trans, space: space @ (Space::Shared | Space::Generic) } => {
                self.load_matrix(inst, num, trans, space);
            }
            _ => return false,
        }
        true
    }

    /// From here to `end_together` all 32 lanes are here. No value may move between registers in between.
    fn begin_together(&mut self, inst: &Inst) -> (Label, Vec<Option<Target>>) {
        let mut targets = Vec::new();
        let mut predicates: SmallVec<[u32; 2]> = SmallVec::new();
        for dst in self.dsts(inst) {
            let Operand::Reg(dst) = dst else {
                targets.push(None);
                continue;
            };
            let mut parts = SmallVec::new();
            match self.layout(dst.0) {
                Layout::Mask => predicates.push(dst.0),
                Layout::Scalars { .. } => {}
                layout => {
                    for part in 0..if layout == Layout::Doubles { 4 } else { 2 } {
                        parts.push(self.fresh());
                        if self.keeps(dst.0) {
                            self.held(dst.0, part);
                        }
                    }
                }
            }
            targets.push(Some(Target { register: dst.0, parts }));
        }
        let back = self.asm.label();
        let apart = self.apart_way(inst, &targets, predicates, back);
        self.asm.alu_imm(Alu::Cmp, HERE, -1, false);
        self.asm.jump_if(cc::NE, apart);
        (back, targets)
    }

    fn apart_way(
        &mut self,
        inst: &Inst,
        targets: &[Option<Target>],
        predicates: SmallVec<[u32; 2]>,
        back: Label,
    ) -> Label {
        let (reads, writes) = self.registers_of(inst);
        let (label, spills) = (self.asm.label(), self.spills(None));
        let (site, leaving) = (self.site(self.pc, &reads, &writes, false), self.leaving());
        let (call, fault) = (self.leaves.call, self.leaves.fault);
        let mut loads = Vec::new();
        for target in targets.iter().flatten() {
            for (part, &z) in target.parts.iter().enumerate() {
                loads.push((z, self.home(target.register, 64 * part as u32)));
            }
        }
        let kept: Vec<(Mem, Mem)> = predicates
            .iter()
            .enumerate()
            .map(|(i, &r)| (self.home(r, 0), self.step(128 + 4 * i as u32)))
            .collect();
        self.cold.push(Box::new(move |wide: &mut Wide| {
            wide.asm.bind(label);
            wide.spill(&spills);
            for &(home, step) in &kept {
                wide.asm.load(RAX, home, false);
                wide.asm.store(step, RAX, 4);
            }
            wide.call_way(call, site, HERE);
            let done = wide.asm.label();
            wide.asm.test_reg(RAX, RAX, false);
            wide.asm.jump_if(cc::E, done);
            wide.asm.alu_imm(Alu::Cmp, RAX, 2, false);
            wide.asm.jump_if(cc::NE, fault);
            wide.jump_leave(leaving, HERE);
            wide.asm.bind(done);
            for (home, step) in kept {
                wide.asm.load(RAX, home, false);
                wide.asm.load(RCX, step, false);
                wide.asm.alu(Alu::Xor, RAX, RCX, false);
                wide.asm.alu(Alu::And, RAX, HERE, false);
                wide.asm.alu(Alu::Xor, RAX, RCX, false);
                wide.asm.store(home, RAX, 4);
            }
            for (z, home) in loads {
                wide.asm.vec1(v::LOAD, z, Rm::Mem(home), ALL);
            }
            wide.asm.jump(back);
        }));
        label
    }

    fn end_together(&mut self, back: Label, targets: Vec<Option<Target>>) {
        self.asm.bind(back);
        for target in targets.into_iter().flatten() {
            if target.parts.is_empty() {
                self.changed(target.register);
            }
            for (part, z) in target.parts.into_iter().enumerate() {
                self.put(target.register, part, z);
            }
        }
    }

    /// Results of a function, for vectors.
    fn take_words(&mut self, targets: &[Option<Target>]) {
        for (i, target) in targets.iter().enumerate() {
            let Some(target) = target else { continue };
            for (part, &z) in target.parts.iter().enumerate() {
                let from = self.result(i, 64 * part as u32);
                self.asm.vec1(v::LOAD, z, Rm::Mem(from), ALL);
            }
        }
    }

    /// The first destination gets the value in rax in all lanes.
    fn set_alike(&mut self, inst: &Inst, targets: &[Option<Target>]) {
        let Some(Some(target)) = targets.first() else { return };
        if target.parts.is_empty() {
            let Some(&Operand::Reg(dst)) = self.dsts(inst).first() else { return };
            self.set_bits_or_scalar(dst.0);
            return;
        }
        for &z in &target.parts {
            self.asm.broadcast(z, RAX, false);
        }
    }

    /// Of a scalar, or of a predicate in all lanes, whose bits are in rax.
    fn set_bits_or_scalar(&mut self, dst: u32) {
        match self.layout(dst) {
            Layout::Mask => {
                let home = self.home(dst, 0);
                self.asm.store(home, RAX, 4);
            }
            _ => {
                if self.ty(dst) == Ty::Pred {
                    self.asm.alu_imm(Alu::And, RAX, 1, false);
                }
                self.put_uniform(dst);
            }
        }
    }

    fn vote(&mut self, inst: &Inst, mode: VoteMode, src: Operand) {
        let (back, targets) = self.begin_together(inst);
        self.bits(src, RAX);
        match mode {
            VoteMode::Ballot => {}
            VoteMode::All => {
                self.asm.alu_imm(Alu::Cmp, RAX, -1, false);
                self.asm.set_rax(cc::E);
                self.spread();
            }
            VoteMode::Any => {
                self.asm.test_reg(RAX, RAX, false);
                self.asm.set_rax(cc::NE);
                self.spread();
            }
            VoteMode::Uni => {
                self.asm.alu_imm(Alu::Add, RAX, 1, false);
                self.asm.alu_imm(Alu::Cmp, RAX, 1, false);
                self.asm.set_rax(cc::BE);
                self.spread();
            }
        }
        self.set_alike(inst, &targets);
        self.end_together(back, targets);
    }

    fn shuffle(&mut self, inst: &Inst, mode: ShflMode, srcs: &[Operand]) {
        let wants = |i: usize| matches!(self.code.dsts(inst).get(i), Some(Operand::Reg(_)));
        let wants_predicate = wants(1);
        let Some(c) = self.known(srcs[2]) else {
            for (i, &src) in srcs[..3].iter().enumerate() {
                self.hand_over(i, src, false);
            }
            let (back, targets) = self.begin_together(inst);
            self.call_way(self.leaves.leaf, self.pc, HERE);
            if let Some(Some(target)) = targets.first() {
                for (part, &z) in target.parts.iter().enumerate() {
                    let from = self.result(0, 64 * part as u32);
                    self.asm.vec1(v::LOAD, z, Rm::Mem(from), ALL);
                }
            }
            if let Some(Some(target)) = targets.get(1) {
                for part in 0..2u8 {
                    let from = self.result(1, 64 * u32::from(part));
                    self.asm.vec1(v::LOAD, Z(0), Rm::Mem(from), ALL);
                    self.asm.test(K(6 + part), Z(0), Rm::Reg(Z(0)), ALL, false);
                }
                self.asm.k_join(K(6), K(7), K(6));
                self.asm.k_to(RAX, K(6));
                self.set_bits_or_scalar(target.register);
            }
            return self.end_together(back, targets);
        };
        let known = self.known(srcs[1]);
        let source: [Z; 2] = std::array::from_fn(|part| {
            let val = self.part(srcs[0], part, false);
            self.z(val, false)
        });
        let by: SmallVec<[Z; 2]> = match known {
            Some(_) => SmallVec::new(),
            None => (0..2)
                .map(|part| {
                    let val = self.part(srcs[1], part, false);
                    self.z(val, false)
                })
                .collect(),
        };
        let (back, targets) = self.begin_together(inst);
        for part in 0..2 {
            if let Some(b) = known {
                let index =
                    self.lanes_constant(part, false, |lane| shuffle_source(mode, lane, b, c).0 as u64);
                self.asm.vec1(v::LOAD, Z(part as u8), Rm::Mem(index), ALL);
            } else {
                self.shuffle_index(mode, by[part], c, part);
            }
        }
        if let Some(Some(target)) = targets.first() {
            for (part, &z) in target.parts.iter().enumerate() {
                self.asm.vec1(v::MOVE, z, Rm::Reg(Z(part as u8)), ALL);
                self.asm.vec(v::PERMI2, z, source[0], Rm::Reg(source[1]), ALL);
            }
            if target.parts.is_empty() {
                // A shuffle's result is never known to be a scalar.
                self.failed = true;
            }
        }
        if wants_predicate && let Some(Some(target)) = targets.get(1) {
            match known {
                Some(b) => {
                    let inside =
                        (0..32).fold(0, |bits, l| bits | u64::from(shuffle_source(mode, l, b, c).1) << l);
                    self.asm.mov_imm(RAX, inside);
                }
                None => {
                    self.asm.k_join(K(6), K(7), K(6));
                    self.asm.k_to(RAX, K(6));
                }
            }
            self.set_bits_or_scalar(target.register);
        }
        self.end_together(back, targets);
    }

    /// The lanes that values come from, in a register for steps by the part's number, and in a mask those that come from within.
    fn shuffle_index(&mut self, mode: ShflMode, by: Z, c: u32, part: usize) {
        let (segment, clamp) = ((c >> 8 & 31) as usize, (c & 31) as usize);
        let (d, b) = (Z(part as u8), Z(2));
        let low = self.number(31, false);
        self.asm.vec(v::AND, b, by, Rm::Each(low), ALL);
        let lane = self.lanes_constant(part, false, |l| l as u64);
        let most = self.lanes_constant(part, false, |l| (l & segment | clamp & !segment) as u64);
        let least = self.lanes_constant(part, false, |l| (l & segment) as u64);
        self.asm.vec1(v::LOAD, Z(3), Rm::Mem(lane), ALL);
        match mode {
            ShflMode::Up => self.asm.vec(v::SUBD, d, Z(3), Rm::Reg(b), ALL),
            ShflMode::Down => self.asm.vec(v::ADDD, d, b, Rm::Reg(Z(3)), ALL),
            ShflMode::Bfly => self.asm.vec(v::XOR, d, b, Rm::Reg(Z(3)), ALL),
            ShflMode::Idx => {
                let rest = self.number(31 & !segment as u64, false);
                self.asm.vec(v::AND, d, b, Rm::Each(rest), ALL);
                self.asm.vec(v::OR, d, d, Rm::Mem(least), ALL);
            }
        }
        let (k, predicate) = (K(6 + part as u8), if mode == ShflMode::Up { 5 } else { 2 });
        self.asm.cmp(v::CMP, k, d, Rm::Mem(most), ALL, predicate);
        self.asm.vec(v::BLENDM, d, Z(3), Rm::Reg(d), merge(k));
    }

    /// `ldmatrix`: the first lanes have the rows' addresses.
    fn load_matrix(&mut self, inst: &Inst, num: u8, trans: bool, space: Space) {
        let access = Access {
            ty: Ty::B32,
            size: 4,
            count: 4,
            store: false,
            shared: space == Space::Shared,
            generic: space == Space::Generic,
        };
        let address = self.code.srcs(inst)[0];
        let addresses = self.addresses(&access, address);
        let (back, targets) = self.begin_together(inst);
        let apart = self.apart_way(inst, &targets, SmallVec::new(), back);
        if num < 4 {
            self.asm.mov_imm(CHOSEN, (1u64 << (8 * num)) - 1);
            self.guarded = true;
        }
        let place = self.check_lanes(&access, addresses, apart);
        self.guarded = false;
        self.pointers(&place, |wide, part| wide.result(0, 64 * part as u32));
        let Mem::At(_, pointers) = self.result(0, 0) else { return };
        // A row of 16 bytes is what four lanes get of it.
        for matrix in 0..usize::from(num) {
            for row in 0..8 {
                let at = pointers + 8 * (8 * matrix as i32 + row);
                self.asm.load(RAX, Mem::At(FRAME, at), true);
                self.asm.quarter(v::LOAD, Z(0), Mem::At(RAX, 0));
                let to = self.source(matrix, 16 * row as u32);
                self.asm.quarter(v::STORE, Z(0), to);
            }
        }
        if trans {
            self.call_way(self.leaves.leaf, self.pc, HERE);
            self.take_words(&targets);
        } else {
            for (i, target) in targets.iter().enumerate() {
                let Some(target) = target else { continue };
                for (part, &z) in target.parts.iter().enumerate() {
                    let from = self.source(i, 64 * part as u32);
                    self.asm.vec1(v::LOAD, z, Rm::Mem(from), ALL);
                }
            }
        }
        self.end_together(back, targets);
    }
}
