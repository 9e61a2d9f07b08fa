//! What machine code hands to the interpreter and takes back: registers in the frame, sites, and code that only some lanes execute.

use cranelift_codegen::ir::{self, BlockArg, InstBuilder, Value, types};
use ptx::{Inst, Op};
use smallvec::{SmallVec, smallvec};

use super::emit::{Emitter, Known, Parts, Val, flags};
use super::machine::field;
use super::name_of;
use super::slots::{Layout, Site};
use crate::lockstep;
use crate::tally;

impl Emitter<'_, '_> {
    /// Stores a register into the frame.
    pub fn store_slot(&mut self, r: u32) {
        let val = self.read(r);
        let slot = self.slot(r);
        let parts = self.flatten(r, &val);
        let frame = self.field(types::I64, field::FRAME);
        let mut offset = slot.offset as i32;
        for part in parts {
            let ty = self.b.func.dfg.value_type(part);
            self.b.ins().store(flags(), part, frame, offset);
            offset += if matches!(slot.layout, Layout::Scalars { .. }) { 8 } else { ty.bytes() as i32 };
        }
    }

    /// Stores what block `n` reads when it is entered again by machine code, which knows constants itself.
    pub fn store_changing(&mut self, n: usize) {
        for r in self.form.live_in[n].iter().collect::<Vec<_>>() {
            if self.form.constant(r).is_none() {
                self.store_slot(r as u32);
            }
        }
    }

    /// A register that always has one value, plus its pattern.
    pub fn constant_of(&mut self, r: u32) -> Val {
        let Some((value, pattern)) = self.form.constant(r as usize) else { return self.load_slot(r) };
        match self.layout(r) {
            Layout::Scalars { .. } if self.ty(r) == ptx::Type::Pred => {
                Val::Flag(self.constant(types::I8, value))
            }
            _ => {
                let ty = if self.is_wide(r) { types::I64 } else { types::I32 };
                Val::Scalars(smallvec![self.constant(ty, value)], pattern)
            }
        }
    }

    pub fn load_slot(&mut self, r: u32) -> Val {
        let slot = self.slot(r);
        let frame = self.field(types::I64, field::FRAME);
        let mut offset = slot.offset as i32;
        let mut parts = Parts::new();
        for ty in self.part_types(r) {
            parts.push(self.b.ins().load(ty, flags(), frame, offset));
            offset += if matches!(slot.layout, Layout::Scalars { .. }) { 8 } else { ty.bytes() as i32 };
        }
        self.unflatten(r, parts)
    }

    /// Calls one of the context's functions.
    pub fn helper(&mut self, function: i32, site: u32, argument: Value) -> Value {
        let pointer = self.b.ins().load(types::I64, flags(), self.context, function);
        let site = self.b.ins().iconst(types::I32, i64::from(site));
        let signature = match function {
            field::FIND => self.signatures.find,
            field::CALL | field::EXIT => self.signatures.preserving,
            _ => self.signatures.plain,
        };
        let call = self.b.ins().call_indirect(signature, pointer, &[self.context, site, argument]);
        match self.b.inst_results(call) {
            [result] => *result,
            _ => self.field(types::I32, field::RESULT),
        }
    }

    /// The registers that an instruction reads, its guard's included, and those that it writes.
    pub fn registers(&self, inst: &Inst) -> (SmallVec<[u32; 8]>, SmallVec<[u32; 8]>) {
        lockstep::registers(self.code, self.form.function, inst)
    }

    /// The lanes that execute an instruction, as bits.
    pub fn active(&mut self, guard: Option<&Val>) -> Value {
        let guard = guard.map(|guard| self.bits(guard));
        match (self.mask, guard) {
            (None, None) => self.b.ins().iconst(types::I32, 0xffff_ffff),
            (Some(mask), None) => mask,
            (None, Some(guard)) => guard,
            (Some(mask), Some(guard)) => self.b.ins().band(mask, guard),
        }
    }

    /// Generates code that is executed only if `condition` is not zero; registers that it writes have their old values
    /// elsewhere.
    pub fn when(&mut self, condition: Value, inst: &Inst, generate: impl FnOnce(&mut Self)) {
        let (reads, writes) = self.registers(inst);
        reads.iter().chain(&writes).for_each(|&r| {
            self.read(r);
        });
        let old: Parts = self.flat(&writes);
        let (then, after) = (self.b.create_block(), self.b.create_block());
        for &part in &old {
            let ty = self.b.func.dfg.value_type(part);
            self.b.append_block_param(after, ty);
        }
        let arguments: Vec<BlockArg> = old.iter().map(|&v| BlockArg::Value(v)).collect();
        self.b.ins().brif(condition, then, &[], after, &arguments);
        self.b.switch_to_block(then);
        let kept = self.keep();
        generate(self);
        let new = self.flat(&writes);
        self.restore(kept);
        let arguments: Vec<BlockArg> = new.iter().map(|&v| BlockArg::Value(v)).collect();
        self.b.ins().jump(after, &arguments);
        self.b.switch_to_block(after);
        let parts: Parts = self.b.block_params(after).iter().copied().collect();
        self.unflat(&writes, parts);
    }

    /// What is known of values here, to go back to it where a side way ends.
    pub fn keep(&mut self) -> Known {
        self.known.clone()
    }

    pub fn restore(&mut self, kept: Known) {
        self.known = kept;
    }

    /// The parts of several registers.
    pub fn flat(&mut self, registers: &[u32]) -> Parts {
        let mut parts = Parts::new();
        for &r in registers {
            let val = self.read(r);
            parts.extend(self.flatten(r, &val));
        }
        parts
    }

    /// Registers get the values of parts that are in the order of `flat`.
    pub fn unflat(&mut self, registers: &[u32], parts: Parts) {
        let mut rest = parts.into_iter();
        for &r in registers {
            let count = self.part_types(r).len();
            let own: Parts = rest.by_ref().take(count).collect();
            let val = self.unflatten(r, own);
            if self.out.has(r as usize) {
                self.define(r, &val);
            }
            self.known.local.insert(r, val);
        }
    }

    /// A site at which the interpreter is given `reads` and gives `writes` back.
    pub fn site(&mut self, pc: u32, reads: &[u32], writes: &[u32], leaves: bool) -> u32 {
        let reads = reads.iter().map(|&r| self.slot(r)).collect();
        let writes = writes.iter().map(|&r| self.slot(r)).collect();
        let count = tally::operation(&name_of(&self.code.insts[pc as usize].op, leaves));
        self.sites.push(Site { pc, count, leaves, reads, writes });
        self.sites.len() as u32 - 1
    }

    /// Has the interpreter execute the instruction in the lanes of `active`, of which there is one at least.
    pub fn escape(&mut self, pc: u32, inst: &Inst, active: Value) {
        let (reads, writes) = self.registers(inst);
        reads.iter().for_each(|&r| self.store_slot(r));
        let site = self.site(pc, &reads, &writes, false);
        self.safe = None;
        let result = self.helper(field::CALL, site, active);
        let after = self.b.create_block();
        if self.is_collective(inst) {
            let (fault, leave, rest) = (self.fault, self.b.create_block(), self.b.create_block());
            self.b.set_cold_block(rest);
            self.b.set_cold_block(leave);
            self.b.ins().brif(result, rest, &[], after, &[]);
            self.b.switch_to_block(rest);
            let missing = self.b.ins().icmp_imm_s(ir::condcodes::IntCC::Equal, result, 2);
            self.b.ins().brif(missing, leave, &[], fault, &[]);
            self.b.switch_to_block(leave);
            let kept = self.keep();
            self.leave(pc);
            self.restore(kept);
        } else {
            let fault = self.fault;
            self.b.ins().brif(result, fault, &[], after, &[]);
        }
        self.b.switch_to_block(after);
        for &r in &writes {
            let val = self.load_slot(r);
            // What lanes that are elsewhere have is kept; what a guard leaves out the interpreter has left out.
            let old = inst.guard.is_some() && matches!(self.layout(r), Layout::Scalars { .. });
            let guard = (inst.guard.is_some() && !old).then(|| Val::Mask { bits: Some(active), lanes: None });
            self.write(r, val, guard.as_ref());
        }
    }

    /// Whether the interpreter may find lanes missing.
    pub(super) fn is_collective(&self, inst: &Inst) -> bool {
        !(crate::lockstep::is_alone(&inst.op) || matches!(inst.op, Op::Call(_)))
    }

    /// Goes over to the interpreter, the lanes that are here at `pc`.
    pub fn leave(&mut self, pc: u32) {
        let mut live = self.form.live_before(self.code, self.at, pc);
        if self.mask.is_some() {
            live.extend(&self.form.kept[self.at]);
        }
        let registers: Vec<u32> = live.iter().map(|r| r as u32).collect();
        registers.iter().for_each(|&r| self.store_slot(r));
        let site = self.site(pc, &registers, &[], true);
        let active = self.active(None);
        let status = self.helper(field::LEAVE, site, active);
        self.b.ins().return_(&[status]);
    }
}
