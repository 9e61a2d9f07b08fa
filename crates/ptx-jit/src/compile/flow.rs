//! Where lanes go at the end of a block.
//!
//! Lanes that wait are in the context's masks, one for each block; the lanes at the earliest block go on.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{BlockArg, InstBuilder, Value, types};
use ptx::Guard;

use super::emit::{Emitter, Val, flags};
use super::machine::{ENDED, READY, TURN, field};
use crate::lockstep::Term;

impl Emitter<'_, '_> {
    /// Generates a block's end.
    pub fn end(&mut self, n: usize) {
        let last = self.form.nodes[n].end.saturating_sub(1);
        match self.form.nodes[n].term.clone() {
            Term::Jump(to) => match self.mask {
                None => self.go_full(to),
                Some(mask) => self.go(to, mask),
            },
            Term::Branch { guard, taken, next } => self.branch(guard, taken, next),
            Term::Exit { guard: None, .. } => self.exit(),
            Term::Exit { guard: Some(guard), next } => self.exit_some(guard, next),
            Term::Barrier { next } => self.barrier(last, next),
            Term::Interpret { guard, next } => {
                if let (Some(guard), Some(next)) = (guard, next) {
                    let val = self.guard(guard);
                    let active = self.active(Some(&val));
                    let (leave, stay) = (self.b.create_block(), self.b.create_block());
                    self.b.ins().brif(active, leave, &[], stay, &[]);
                    self.b.switch_to_block(stay);
                    let kept = self.keep();
                    match self.mask {
                        None => self.go_full(next),
                        Some(mask) => self.go(next, mask),
                    }
                    self.restore(kept);
                    self.b.switch_to_block(leave);
                }
                self.leave(last);
            }
        }
    }

    fn guard(&mut self, guard: Guard) -> Val {
        let val = self.read(guard.reg.0);
        if guard.negated { self.negate(&val) } else { val }
    }

    /// All 32 lanes go to a block.
    fn go_full(&mut self, to: usize) {
        if to <= self.at {
            self.poll(to, None);
        }
        let block = self.block(to, false);
        self.b.ins().jump(block, &[]);
    }

    fn mask_at(&mut self, n: usize) -> (Value, i32) {
        (self.field(types::I64, field::MASKS), 4 * n as i32)
    }

    /// Lanes come to wait at a block.
    fn park(&mut self, n: usize, lanes: Value, surely_first: bool) {
        let (masks, at) = self.mask_at(n);
        let lanes = if surely_first {
            lanes
        } else {
            let old = self.b.ins().load(types::I32, flags(), masks, at);
            self.b.ins().bor(old, lanes)
        };
        self.b.ins().store(flags(), lanes, masks, at);
    }

    /// Goes to a block with `lanes` and those that wait there.
    fn jump_masked(&mut self, to: usize, lanes: Value) {
        let lanes = if self.mask.is_some() && self.form.pending[self.at].has(to) {
            let (masks, at) = self.mask_at(to);
            let old = self.b.ins().load(types::I32, flags(), masks, at);
            let zero = self.b.ins().iconst(types::I32, 0);
            self.b.ins().store(flags(), zero, masks, at);
            self.b.ins().bor(old, lanes)
        } else {
            lanes
        };
        if to <= self.at {
            self.poll(to, Some(lanes));
        }
        let block = self.block(to, true);
        self.b.ins().jump(block, &[BlockArg::Value(lanes)]);
    }

    /// All lanes that are here go to a block; earlier ones that wait go first.
    fn go(&mut self, to: usize, lanes: Value) {
        let waiting = self.waiting();
        if waiting.iter().any(|&w| w < to) {
            let first = !waiting.contains(&to);
            self.park(to, lanes, first);
            let mut places = waiting;
            places.push(to);
            self.next(places, true);
        } else {
            self.jump_masked(to, lanes);
        }
    }

    fn waiting(&self) -> Vec<usize> {
        if self.mask.is_some() { self.form.pending[self.at].iter().collect() } else { Vec::new() }
    }

    /// The earliest of the places where lanes wait goes on. `some`: there are such lanes.
    fn next(&mut self, mut places: Vec<usize>, some: bool) {
        places.sort_unstable();
        places.dedup();
        let count = places.len();
        for (i, place) in places.into_iter().enumerate() {
            let (masks, at) = self.mask_at(place);
            let lanes = self.b.ins().load(types::I32, flags(), masks, at);
            let (here, rest) = (self.b.create_block(), self.b.create_block());
            if some && i + 1 == count {
                self.b.ins().jump(here, &[]);
            } else {
                self.b.ins().brif(lanes, here, &[], rest, &[]);
            }
            self.b.switch_to_block(here);
            let zero = self.b.ins().iconst(types::I32, 0);
            self.b.ins().store(flags(), zero, masks, at);
            let kept = self.keep();
            if place <= self.at {
                self.poll(place, Some(lanes));
            }
            self.restore(kept);
            let block = self.block(place, true);
            self.b.ins().jump(block, &[BlockArg::Value(lanes)]);
            if some && i + 1 == count {
                return;
            }
            self.b.switch_to_block(rest);
        }
        self.switch(ENDED);
    }

    fn branch(&mut self, guard: Guard, taken: usize, next: usize) {
        let val = self.guard(guard);
        if let Val::Flag(flag) = val {
            let (yes, no) = (self.b.create_block(), self.b.create_block());
            self.b.ins().brif(flag, yes, &[], no, &[]);
            for (block, to) in [(yes, taken), (no, next)] {
                self.b.switch_to_block(block);
                let kept = self.keep();
                match self.mask {
                    None => self.go_full(to),
                    Some(mask) => self.go(to, mask),
                }
                self.restore(kept);
            }
            return;
        }
        if let (Val::Compare(known), None) = (&val, self.mask) {
            for (flag, to) in [(known.all, taken), (known.none, next)] {
                let (sure, unsure) = (self.b.create_block(), self.b.create_block());
                self.b.ins().brif(flag, sure, &[], unsure, &[]);
                self.b.switch_to_block(sure);
                let kept = self.keep();
                self.go_full(to);
                self.restore(kept);
                self.b.switch_to_block(unsure);
            }
        }
        let bits = self.bits(&val);
        if self.mask.is_none() {
            let (some, none, part) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
            let (all, mixed) = (self.b.create_block(), self.b.create_block());
            self.b.ins().brif(bits, some, &[], none, &[]);
            self.b.switch_to_block(some);
            let is_all = self.b.ins().icmp_imm_s(IntCC::Equal, bits, -1);
            self.b.ins().brif(is_all, all, &[], mixed, &[]);
            for (block, to) in [(all, taken), (none, next)] {
                self.b.switch_to_block(block);
                let kept = self.keep();
                self.go_full(to);
                self.restore(kept);
            }
            self.b.switch_to_block(mixed);
            self.b.ins().jump(part, &[]);
            self.b.switch_to_block(part);
        }
        let (yes, no) = match self.mask {
            Some(mask) => (self.b.ins().band(mask, bits), self.b.ins().band_not(mask, bits)),
            None => (bits, self.b.ins().bnot(bits)),
        };
        let (first, second, mine, other) =
            if taken <= next { (taken, next, yes, no) } else { (next, taken, no, yes) };
        let waiting = self.waiting();
        if waiting.iter().any(|&w| w < first) {
            self.park(first, mine, !waiting.contains(&first));
            self.park(second, other, !waiting.contains(&second));
            let mut places = waiting;
            places.extend([first, second]);
            self.next(places, true);
            return;
        }
        let alone = !waiting.contains(&second);
        if self.mask.is_none() {
            self.park(second, other, alone);
            self.jump_masked(first, mine);
            return;
        }
        let (go_first, go_second) = (self.b.create_block(), self.b.create_block());
        self.b.ins().brif(mine, go_first, &[], go_second, &[]);
        self.b.switch_to_block(go_first);
        let kept = self.keep();
        self.park(second, other, alone);
        self.jump_masked(first, mine);
        self.restore(kept);
        self.b.switch_to_block(go_second);
        if waiting.contains(&first) {
            // Nobody of these goes there, but others may wait.
            self.park(second, other, alone);
            let mut places = waiting;
            places.push(second);
            self.next(places, true);
        } else {
            self.go(second, other);
        }
    }

    fn exit(&mut self) {
        let waiting = self.waiting();
        let Some(mask) = self.mask.filter(|_| !waiting.is_empty()) else {
            self.switch(ENDED);
            return;
        };
        self.end_lanes(mask);
        self.next(waiting, false);
    }

    fn end_lanes(&mut self, lanes: Value) {
        let result = self.helper(field::EXIT, 0, lanes);
        let (fault, after) = (self.fault, self.b.create_block());
        self.b.ins().brif(result, fault, &[], after, &[]);
        self.b.switch_to_block(after);
    }

    fn exit_some(&mut self, guard: Guard, next: usize) {
        let val = self.guard(guard);
        let bits = self.bits(&val);
        let ending = match self.mask {
            Some(mask) => self.b.ins().band(mask, bits),
            None => bits,
        };
        let (some, none) = (self.b.create_block(), self.b.create_block());
        self.b.ins().brif(ending, some, &[], none, &[]);
        self.b.switch_to_block(none);
        let kept = self.keep();
        match self.mask {
            None => self.go_full(next),
            Some(mask) => self.go(next, mask),
        }
        self.restore(kept);
        self.b.switch_to_block(some);
        self.end_lanes(ending);
        let staying = match self.mask {
            Some(mask) => self.b.ins().band_not(mask, bits),
            None => self.b.ins().bnot(bits),
        };
        let (go, gone) = (self.b.create_block(), self.b.create_block());
        self.b.ins().brif(staying, go, &[], gone, &[]);
        self.b.switch_to_block(go);
        let kept = self.keep();
        self.go(next, staying);
        self.restore(kept);
        self.b.switch_to_block(gone);
        let waiting = self.waiting();
        self.next(waiting, false);
    }

    /// All lanes of the warp wait for those of the block's other warps.
    fn barrier(&mut self, pc: u32, next: usize) {
        if let Some(mask) = self.mask {
            let alive = self.field(types::I32, field::ALIVE);
            let all = self.b.ins().icmp(IntCC::Equal, mask, alive);
            let (together, leave) = (self.b.create_block(), self.b.create_block());
            self.b.set_cold_block(leave);
            self.b.ins().brif(all, together, &[], leave, &[]);
            self.b.switch_to_block(leave);
            let kept = self.keep();
            self.leave(pc);
            self.restore(kept);
            self.b.switch_to_block(together);
        }
        let inst = self.code.insts[pc as usize];
        let id = self.code.srcs(&inst)[0];
        let uniform = self.form.operand(self.code, id).is_uniform();
        let Some(id) = (if uniform { self.parts(id, false, true) } else { None }) else {
            self.leave(pc);
            return;
        };
        self.b.ins().store(flags(), id[0], self.context, field::BARRIER);
        let at = self.b.ins().iconst(types::I32, i64::from(pc));
        self.b.ins().store(flags(), at, self.context, field::PC);
        self.store_changing(next);
        self.switch(next as u32 * 2 + u32::from(self.mask.is_some()));
    }

    /// On the way back in a loop: now and then it is another warp's turn, and lanes that wait get theirs.
    fn poll(&mut self, header: usize, lanes: Option<Value>) {
        let budget = self.field(types::I32, field::BUDGET);
        let left = self.b.ins().iadd_imm_s(budget, -1);
        self.b.ins().store(flags(), left, self.context, field::BUDGET);
        let over = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, left, 0);
        let (stop, go_on) = (self.b.create_block(), self.b.create_block());
        self.b.set_cold_block(stop);
        self.b.ins().brif(over, stop, &[], go_on, &[]);
        self.b.switch_to_block(stop);
        let kept = self.keep();
        if let Some(lanes) = lanes {
            let alive = self.field(types::I32, field::ALIVE);
            let all = self.b.ins().icmp(IntCC::Equal, lanes, alive);
            let (together, apart) = (self.b.create_block(), self.b.create_block());
            self.b.ins().brif(all, together, &[], apart, &[]);
            self.b.switch_to_block(apart);
            let inner = self.keep();
            let mut all = self.form.live_in[header].clone();
            all.extend(&self.form.kept[header]);
            all.extend(&self.form.kept[self.at]);
            let registers: Vec<u32> = all.iter().map(|r| r as u32).collect();
            let first = self.form.nodes[header].first;
            let patience = self.field(types::I32, field::PATIENCE);
            let patience = self.b.ins().iadd_imm_s(patience, -1);
            self.b.ins().store(flags(), patience, self.context, field::PATIENCE);
            let turn = self.b.ins().iconst(types::I32, i64::from(TURN));
            self.b.ins().store(flags(), turn, self.context, field::BUDGET);
            let leave = self.b.create_block();
            let over = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, patience, 0);
            self.b.ins().brif(over, leave, &[], go_on, &[]);
            self.b.switch_to_block(leave);
            registers.iter().for_each(|&r| self.store_slot(r));
            let site = self.site(first, &registers, &[], true);
            let status = self.helper(field::LEAVE, site, lanes);
            self.b.ins().return_(&[status]);
            self.restore(inner);
            self.b.switch_to_block(together);
        }
        self.store_changing(header);
        self.switch(READY | (header as u32 * 2 + u32::from(lanes.is_some())));
        self.restore(kept);
        self.b.switch_to_block(go_on);
    }
}
