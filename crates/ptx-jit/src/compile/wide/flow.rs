//! Where lanes go at the end of a block. Every value is at home then.
//!
//! Lanes that wait are in the context's masks, one for each block; the lanes at the earliest block go on.

use ptx::{Guard, Operand};

use super::asm::{Alu, Gpr, Mem, RAX, RCX, RDX, cc};
use super::{CHOSEN, CONTEXT, HERE, Wide};
use crate::compile::machine::{ENDED, READY, TURN, field};
use crate::lockstep::Term;

impl Wide<'_> {
    /// Generates a block's end.
    pub(super) fn end(&mut self, n: usize) {
        if self.form.nodes[n].end > self.form.nodes[n].first {
            // What the last instruction reads is needed at home, too.
            let live = self.form.live_before(self.code, n, self.pc);
            self.out.extend(&live);
        }
        self.flush();
        match self.form.nodes[n].term.clone() {
            Term::Jump(to) => self.go(to),
            Term::Branch { guard, taken, next } => self.branch(guard, taken, next),
            Term::Exit { guard: None, .. } => self.exit(),
            Term::Exit { guard: Some(guard), next } => self.exit_some(guard, next),
            Term::Barrier { next } => self.barrier(next),
            Term::Interpret { guard, next } => {
                if let (Some(guard), Some(next)) = (guard, next) {
                    let leave = self.asm.label();
                    self.guard_bits(guard);
                    self.asm.jump_if(cc::NE, leave);
                    self.go(next);
                    self.asm.bind(leave);
                }
                let site = self.leaving();
                self.jump_leave(site, HERE);
            }
        }
    }

    /// The lanes that are here where a guard holds, in rax; zero sets the flag.
    fn guard_bits(&mut self, guard: Guard) {
        let operand = if guard.negated { Operand::NotReg(guard.reg) } else { Operand::Reg(guard.reg) };
        self.bits(operand, RAX);
        self.asm.alu(Alu::And, RAX, HERE, false);
    }

    fn waiting(&self) -> Vec<usize> {
        self.form.pending[self.at].iter().collect()
    }

    /// Where the lanes are that wait at a block. Uses rsi.
    fn mask_at(&mut self, n: usize) -> Mem {
        self.asm.load(super::asm::RSI, Mem::At(CONTEXT, field::MASKS), true);
        Mem::At(super::asm::RSI, 4 * n as i32)
    }

    /// Lanes come to wait at a block.
    fn park(&mut self, n: usize, lanes: Gpr, surely_first: bool) {
        let mask = self.mask_at(n);
        if !surely_first {
            self.asm.alu_mem(Alu::Or, lanes, mask, false);
        }
        self.asm.store(mask, lanes, 4);
    }

    /// The lanes that are here go to a block; earlier ones that wait go first.
    fn go(&mut self, to: usize) {
        let waiting = self.waiting();
        if waiting.iter().any(|&w| w < to) {
            self.asm.mov(RDX, HERE, false);
            self.park(to, RDX, !waiting.contains(&to));
            let mut places = waiting;
            places.push(to);
            self.next(places, true);
        } else {
            self.go_now(to);
        }
    }

    /// The same, with those that wait there, at once.
    fn go_now(&mut self, to: usize) {
        if self.form.pending[self.at].has(to) {
            let mask = self.mask_at(to);
            self.asm.alu_mem(Alu::Or, HERE, mask, false);
            self.asm.store_imm(mask, 0);
        }
        self.jump_to(to);
    }

    fn jump_to(&mut self, to: usize) {
        if to <= self.at {
            self.poll(to);
        }
        self.asm.jump(self.blocks[to]);
    }

    /// The earliest of the places where lanes wait goes on. `some`: there are such lanes.
    fn next(&mut self, mut places: Vec<usize>, some: bool) {
        places.sort_unstable();
        places.dedup();
        let count = places.len();
        for (i, place) in places.into_iter().enumerate() {
            let mask = self.mask_at(place);
            let rest = self.asm.label();
            self.asm.load(RDX, mask, false);
            let last = some && i + 1 == count;
            if !last {
                self.asm.test_reg(RDX, RDX, false);
                self.asm.jump_if(cc::E, rest);
            }
            self.asm.store_imm(mask, 0);
            self.asm.mov(HERE, RDX, false);
            self.jump_to(place);
            self.asm.bind(rest);
            if last {
                return;
            }
        }
        self.switch(ENDED);
    }

    fn switch(&mut self, after: u32) {
        self.asm.mov_imm(RDX, after.into());
        self.asm.jump(self.leaves.switch);
    }

    fn branch(&mut self, guard: Guard, taken: usize, next: usize) {
        let (none, mixed) = (self.asm.label(), self.asm.label());
        let uniform = self.form.kinds[guard.reg.0 as usize].is_uniform();
        self.guard_bits(guard);
        self.asm.jump_if(cc::E, none);
        if !uniform {
            self.asm.alu(Alu::Cmp, RAX, HERE, false);
            self.asm.jump_if(cc::NE, mixed);
        }
        self.go(taken);
        self.asm.bind(none);
        self.go(next);
        self.asm.bind(mixed);
        if uniform {
            return;
        }
        // Some go one way and some the other.
        self.asm.mov(RCX, HERE, false);
        self.asm.alu(Alu::Xor, RCX, RAX, false);
        let (first, second, mine, other) =
            if taken <= next { (taken, next, RAX, RCX) } else { (next, taken, RCX, RAX) };
        let waiting = self.waiting();
        if waiting.iter().any(|&w| w < first) {
            self.park(first, mine, !waiting.contains(&first));
            self.park(second, other, !waiting.contains(&second));
            let mut places = waiting;
            places.extend([first, second]);
            self.next(places, true);
            return;
        }
        self.park(second, other, !waiting.contains(&second));
        self.asm.mov(HERE, mine, false);
        self.go_now(first);
    }

    fn exit(&mut self) {
        let waiting = self.waiting();
        if !waiting.is_empty() {
            let all = self.asm.label();
            self.asm.alu_mem(Alu::Cmp, HERE, Mem::At(CONTEXT, field::GROUP), false);
            self.asm.jump_if(cc::E, all);
            self.end_lanes(HERE);
            self.next(waiting, false);
            self.asm.bind(all);
        }
        self.switch(ENDED);
    }

    fn end_lanes(&mut self, lanes: Gpr) {
        let exit = self.leaves.exit;
        self.call_way(exit, 0, lanes);
        self.asm.test_reg(RAX, RAX, false);
        self.asm.jump_if(cc::NE, self.leaves.fault);
    }

    fn exit_some(&mut self, guard: Guard, next: usize) {
        let (some, gone) = (self.asm.label(), self.asm.label());
        self.guard_bits(guard);
        self.asm.jump_if(cc::NE, some);
        self.go(next);
        self.asm.bind(some);
        self.asm.mov(CHOSEN, RAX, false);
        self.end_lanes(CHOSEN);
        self.asm.alu(Alu::Xor, HERE, CHOSEN, false);
        self.asm.jump_if(cc::E, gone);
        self.go(next);
        self.asm.bind(gone);
        let waiting = self.waiting();
        self.next(waiting, false);
    }

    /// All lanes of the warp wait for those of the block's other warps.
    fn barrier(&mut self, next: usize) {
        let pc = self.pc;
        let inst = self.code.insts[pc as usize];
        let id = self.code.srcs(&inst)[0];
        let site = self.leaving();
        if !self.form.operand(self.code, id).is_uniform() || !self.knows(id) {
            return self.jump_leave(site, HERE);
        }
        let leave = self.asm.label();
        self.asm.alu_mem(Alu::Cmp, HERE, Mem::At(CONTEXT, field::ALIVE), false);
        self.asm.jump_if(cc::NE, leave);
        self.base(id, RAX, false, 0);
        self.asm.store(Mem::At(CONTEXT, field::BARRIER), RAX, 4);
        self.asm.store_imm(Mem::At(CONTEXT, field::PC), pc as i32);
        self.switch(next as u32 * 2 + 1);
        self.asm.bind(leave);
        self.jump_leave(site, HERE);
    }

    /// On the way back in a loop: now and then it is another warp's turn, and lanes that wait get theirs.
    fn poll(&mut self, header: usize) {
        let (stop, go_on) = (self.asm.label(), self.asm.label());
        self.asm.alu_mem_imm(Alu::Sub, Mem::At(CONTEXT, field::BUDGET), 1, false);
        self.asm.jump_if(cc::S, stop);
        self.asm.bind(go_on);
        let mut all = self.form.live_in[header].clone();
        all.extend(&self.form.kept[header]);
        all.extend(&self.form.kept[self.at]);
        let registers: Vec<u32> = all.iter().map(|r| r as u32).collect();
        let site = self.site(self.form.nodes[header].first, &registers, &[], true);
        self.cold.push(Box::new(move |wide: &mut Wide| {
            let together = wide.asm.label();
            wide.asm.bind(stop);
            wide.asm.alu_mem(Alu::Cmp, HERE, Mem::At(CONTEXT, field::ALIVE), false);
            wide.asm.jump_if(cc::E, together);
            wide.asm.store_imm(Mem::At(CONTEXT, field::BUDGET), TURN);
            wide.asm.alu_mem_imm(Alu::Sub, Mem::At(CONTEXT, field::PATIENCE), 1, false);
            // cc::S + 1: not negative.
            wide.asm.jump_if(cc::S + 1, go_on);
            wide.jump_leave(site, HERE);
            wide.asm.bind(together);
            wide.switch(READY | (header as u32 * 2 + 1));
        }));
    }
}
