//! From the lockstep form to Cranelift's: blocks, registers, sites. What instructions compute is in `arith` and
//! `convert`, what they access in `access`, where they go in `flow`, how values are seen in `values`, and what the
//! interpreter is handed in `handover`.
//!
//! Every block exists twice at most: for all 32 lanes, without masks; and for some of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cranelift_codegen::ir::{
    self, AbiParam, Block, BlockArg, InstBuilder, MemFlagsData, Signature, Type, Value, types,
};
use cranelift_codegen::isa::CallConv;
use cranelift_frontend::{FunctionBuilder, Variable};
use ptx::{Inst, Op};
use smallvec::{SmallVec, smallvec};

use super::machine::{self, field, status};
use super::memory::Remembers;
use super::slots::{Layout, Site, Slot};
use super::{TOO_LARGE_IR, name_of};
use crate::interp::code::Code;
use crate::lockstep::{Bits, Form, Kind, ZERO};

/// What is known of values at one place.
#[derive(Clone, Default)]
pub struct Known {
    pub local: HashMap<u32, Val>,
    /// Vectors made of scalars in this block.
    pub splats: HashMap<(Value, Type), Value>,
    /// Fields of the context that stay as they are while machine code runs, by their offset.
    fields: HashMap<i32, Value>,
    /// Where the scalars of checked addresses point to.
    pub pointers: HashMap<(Parts, bool), Parts>,
    pub mask_lanes: Option<Parts>,
}

/// Values of one register's parts.
pub type Parts = SmallVec<[Value; 8]>;

/// A register's lanes while a block is being generated.
#[derive(Clone, Debug)]
pub enum Val {
    /// A scalar for all lanes or one for each segment, plus a pattern. Of 32 or 64 bits.
    Scalars(Parts, u16),
    /// Vectors of four lanes of 32 bits.
    Words(Parts),
    /// Vectors of two lanes of 64 bits.
    Doubles(Parts),
    /// A predicate that all lanes have alike, 0 or 1 in 8 bits.
    Flag(Value),
    /// A predicate: a bit for each lane, or all ones in the lanes of vectors, or both.
    Mask { bits: Option<Value>, lanes: Option<Parts> },
    /// A predicate that is made when it is needed.
    Compare(Box<Comparison>),
}

/// Words compared, of which it is known cheaply if all lanes agree.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub condition: ir::condcodes::IntCC,
    pub a: Val,
    pub b: Val,
    /// Not zero: it holds in all lanes, it holds in none. Both zero if that is not known.
    pub all: Value,
    pub none: Value,
}

/// How the context's functions are called.
pub struct Signatures {
    /// A context, a site and lanes; answers.
    pub plain: ir::SigRef,
    /// The same, the answer in the context: every register is as it was before.
    pub preserving: ir::SigRef,
    /// The same with an address.
    pub find: ir::SigRef,
}

impl Signatures {
    fn new(b: &mut FunctionBuilder) -> Signatures {
        let mut plain = Signature::new(CallConv::SystemV);
        plain.params.extend([types::I64, types::I32, types::I32].map(AbiParam::new));
        let mut preserving = plain.clone();
        preserving.call_conv = CallConv::PreserveAll;
        plain.returns.push(AbiParam::new(types::I32));
        let mut find = preserving.clone();
        find.params[2] = AbiParam::new(types::I64);
        Signatures {
            plain: b.import_signature(plain),
            preserving: b.import_signature(preserving),
            find: b.import_signature(find),
        }
    }
}

pub struct Emitter<'a, 'b> {
    pub b: FunctionBuilder<'b>,
    pub code: &'a Code,
    pub form: &'a Form,
    pub context: Value,
    variables: Vec<Option<SmallVec<[Variable; 8]>>>,
    slots: Vec<Option<u32>>,
    pub frame_bytes: u32,
    pub known: Known,
    pub sites: Vec<Site>,
    /// The accesses that remember memory.
    pub caches: Vec<Remembers>,
    pub blocks: [Vec<Option<Block>>; 2],
    /// Masked or not, and the block.
    pub todo: BTreeSet<(bool, usize)>,
    /// The block that is generated, and the lanes in it unless it is for all of them.
    pub at: usize,
    pub mask: Option<Value>,
    pub out: Bits,
    /// Subnormals are flushed by the processor.
    pub flushes: bool,
    pub fault: Block,
    /// Where a warp's turn ends: with where it goes on after a barrier, or because its lanes have ended.
    pub switch: Block,
    pub signatures: Signatures,
    /// Operations that the interpreter does, for the log.
    pub escapes: BTreeMap<String, u32>,
    /// Where the interpreter takes over, as long as nothing has been done since that can be seen.
    pub safe: Option<Block>,
    /// Checked in this block: scalars, the access's length, whether it writes and whether it is to shared memory; offsets
    /// from the scalars.
    pub checked: HashMap<(Parts, i64, bool, bool), (i64, i64)>,
    /// Something did not fit together: no code is made.
    pub failed: bool,
    pub scratch_at: Option<u32>,
}

pub fn flags() -> MemFlagsData {
    MemFlagsData::trusted()
}

/// For accesses to memory of the program, which may be aligned to their elements only.
pub fn plain() -> MemFlagsData {
    let mut flags = MemFlagsData::new();
    flags.set_notrap();
    flags
}

impl<'a, 'b> Emitter<'a, 'b> {
    pub fn new(mut b: FunctionBuilder<'b>, code: &'a Code, form: &'a Form, flushes: bool) -> Emitter<'a, 'b> {
        let fault = b.create_block();
        b.set_cold_block(fault);
        let switch = b.create_block();
        b.append_block_param(switch, types::I32);
        let (nodes, registers) = (form.nodes.len(), form.kinds.len());
        let signatures = Signatures::new(&mut b);
        Emitter {
            b,
            code,
            form,
            context: Value::from_u32(0),
            variables: vec![None; registers],
            slots: vec![None; registers],
            frame_bytes: 0,
            known: Known::default(),
            sites: Vec::new(),
            caches: Vec::new(),
            blocks: [vec![None; nodes], vec![None; nodes]],
            todo: BTreeSet::new(),
            at: 0,
            mask: None,
            out: Bits::default(),
            flushes,
            fault,
            switch,
            signatures,
            escapes: BTreeMap::new(),
            safe: None,
            checked: HashMap::new(),
            failed: false,
            scratch_at: None,
        }
    }

    /// Generates everything and returns the entries: instruction and block.
    pub fn run(&mut self) -> Vec<(u32, u32)> {
        let start = self.b.create_block();
        self.b.append_block_params_for_function_params(start);
        self.b.switch_to_block(start);
        self.context = self.b.block_params(start)[0];
        let first = self.b.block_params(start)[1];
        let dispatch = self.b.create_block();
        let selector = self.b.append_block_param(dispatch, types::I32);
        self.b.ins().jump(dispatch, &[BlockArg::Value(first)]);
        self.b.switch_to_block(dispatch);
        let form = self.form;
        let entries: Vec<usize> = (0..form.nodes.len()).filter(|&n| form.nodes[n].entry).collect();
        let nowhere = self.b.create_block();
        self.b.set_cold_block(nowhere);
        let mut targets = vec![nowhere; form.nodes.len() * 2];
        let mut stubs = Vec::new();
        for &n in &entries {
            for masked in [false, true] {
                let stub = self.b.create_block();
                targets[n * 2 + usize::from(masked)] = stub;
                stubs.push((n, masked, stub));
            }
        }
        let calls: Vec<_> = targets.iter().map(|&t| self.b.func.dfg.block_call(t, &[])).collect();
        let default = self.b.func.dfg.block_call(nowhere, &[]);
        let table = self.b.create_jump_table(ir::JumpTableData::new(default, &calls));
        self.b.ins().br_table(selector, table);
        for (n, masked, stub) in stubs {
            self.b.switch_to_block(stub);
            self.known = Known::default();
            for r in form.live_in[n].iter().collect::<Vec<_>>() {
                let val = match self.form.constant(r) {
                    Some(_) => self.constant_of(r as u32),
                    None => self.load_slot(r as u32),
                };
                self.define(r as u32, &val);
            }
            let target = self.block(n, masked);
            if masked {
                let group = self.field(types::I32, field::GROUP);
                self.b.ins().jump(target, &[BlockArg::Value(group)]);
            } else {
                self.b.ins().jump(target, &[]);
            }
        }
        self.known = Known::default();
        self.b.switch_to_block(nowhere);
        self.finish(status::INTERPRET);
        while let Some((masked, n)) = self.todo.pop_first() {
            if self.b.func.dfg.num_insts() > TOO_LARGE_IR {
                // Nobody waits for the rest.
                return Vec::new();
            }
            self.node(n, masked);
        }
        self.b.switch_to_block(self.fault);
        self.finish(status::FAULT);
        self.b.switch_to_block(self.switch);
        let after = self.b.block_params(self.switch)[0];
        let answer = self.helper(field::SWITCH, 0, after);
        let out = self.b.create_block();
        let returns = self.b.ins().icmp_imm_s(ir::condcodes::IntCC::SignedLessThan, answer, 0);
        self.b.ins().brif(returns, out, &[], dispatch, &[BlockArg::Value(answer)]);
        self.b.switch_to_block(out);
        let status = self.b.ins().band_imm_s(answer, i64::from(!machine::RETURN));
        self.b.ins().return_(&[status]);
        self.b.seal_all_blocks();
        entries.iter().map(|&n| (form.nodes[n].first, n as u32)).collect()
    }

    /// Cranelift's block for a block, which will be generated.
    pub fn block(&mut self, n: usize, masked: bool) -> Block {
        if let Some(block) = self.blocks[usize::from(masked)][n] {
            return block;
        }
        let block = self.b.create_block();
        if masked {
            self.b.append_block_param(block, types::I32);
        }
        self.blocks[usize::from(masked)][n] = Some(block);
        self.todo.insert((masked, n));
        block
    }

    pub(super) fn node(&mut self, n: usize, masked: bool) {
        let Some(block) = self.blocks[usize::from(masked)][n] else { return };
        self.b.switch_to_block(block);
        self.at = n;
        self.known = Known::default();
        self.checked.clear();
        self.safe = None;
        self.mask = masked.then(|| self.b.block_params(block)[0]);
        self.out = self.form.live_out(n);
        if masked {
            self.out.extend(&self.form.kept[n]);
        }
        let node = &self.form.nodes[n];
        if let Some(mask) = self.mask
            && (node.preds > 1 || node.header)
        {
            // All lanes have met again.
            let (full, rest) = (self.block(n, false), self.b.create_block());
            let all = self.b.ins().icmp_imm_s(ir::condcodes::IntCC::Equal, mask, -1);
            self.b.ins().brif(all, full, &[], rest, &[]);
            self.b.switch_to_block(rest);
        }
        for pc in node.first..node.end {
            let inst = &self.code.insts[pc as usize];
            if pc + 1 == node.end && self.is_end(inst) {
                break;
            }
            self.inst(pc, inst);
        }
        self.end(n);
    }

    pub(super) fn is_end(&self, inst: &Inst) -> bool {
        match inst.op {
            Op::Bra(_) | Op::BrxIdx(_) | Op::Ret | Op::Exit | Op::Trap | Op::Brkpt | Op::Bar { .. } => true,
            Op::Call(call) => !self.code.is_builtin(call),
            _ => false,
        }
    }

    /// Ends a warp's turn.
    pub fn switch(&mut self, after: u32) {
        let (switch, after) = (self.switch, self.b.ins().iconst(types::I32, i64::from(after as i32)));
        self.b.ins().jump(switch, &[BlockArg::Value(after)]);
    }

    pub fn finish(&mut self, status: u32) {
        let value = self.b.ins().iconst(types::I32, i64::from(status as i32));
        self.b.ins().return_(&[value]);
    }

    /// A field of the context.
    pub fn field(&mut self, ty: Type, offset: i32) -> Value {
        if field::CHANGING.contains(&offset) {
            return self.b.ins().load(ty, flags(), self.context, offset);
        }
        if let Some(&known) = self.known.fields.get(&offset) {
            return known;
        }
        let value = self.b.ins().load(ty, flags(), self.context, offset);
        self.known.fields.insert(offset, value);
        value
    }

    pub fn ty(&self, r: u32) -> ptx::Type {
        self.code.functions[self.form.function as usize].types[r as usize]
    }

    pub fn is_wide(&self, r: u32) -> bool {
        self.ty(r).bits() > 32
    }

    /// How a register lives between blocks and in the frame.
    pub fn layout(&self, r: u32) -> Layout {
        let ty = self.ty(r);
        match self.form.kinds[r as usize] {
            Kind::Varying if ty == ptx::Type::Pred => Layout::Mask,
            Kind::Varying if self.is_wide(r) => Layout::Doubles,
            Kind::Varying => Layout::Words,
            Kind::Affine(a) => {
                Layout::Scalars { pattern: a.pattern, split: a.split, bits: ty.bits().min(64) as u8 }
            }
            Kind::Unknown => Layout::Scalars { pattern: ZERO, split: false, bits: ty.bits().min(64) as u8 },
        }
    }

    pub fn slot(&mut self, r: u32) -> Slot {
        let layout = self.layout(r);
        let offset = match self.slots[r as usize] {
            Some(offset) => offset,
            None => {
                let offset = self.frame_bytes;
                self.frame_bytes += (layout.bytes(self.form.shape.segments()) as u32).next_multiple_of(16);
                self.slots[r as usize] = Some(offset);
                offset
            }
        };
        Slot { register: r, offset, layout, float: self.form.floats.has(r as usize) }
    }

    pub(super) fn part_types(&self, r: u32) -> SmallVec<[Type; 16]> {
        match self.layout(r) {
            Layout::Scalars { .. } if self.ty(r) == ptx::Type::Pred => smallvec![types::I8],
            Layout::Scalars { split, bits, .. } => {
                let n = if split { self.form.shape.segments() } else { 1 };
                smallvec![if bits > 32 { types::I64 } else { types::I32 }; n]
            }
            Layout::Mask => smallvec![types::I32],
            Layout::Words => smallvec![types::I32X4; 8],
            Layout::Doubles => smallvec![types::I64X2; 16],
        }
    }

    /// A value in the parts that its register has between blocks.
    pub fn flatten(&mut self, r: u32, val: &Val) -> Parts {
        match self.layout(r) {
            Layout::Scalars { .. } if self.ty(r) == ptx::Type::Pred => smallvec![self.flag(val)],
            Layout::Scalars { split, bits, .. } => {
                let wide = bits > 32;
                let parts = self.scalars(val, wide);
                if split && parts.len() == 1 {
                    return smallvec![parts[0]; self.form.shape.segments()];
                }
                parts
            }
            Layout::Mask => smallvec![self.bits(val)],
            Layout::Words => self.words(val),
            Layout::Doubles => self.doubles(val),
        }
    }

    pub fn unflatten(&self, r: u32, parts: Parts) -> Val {
        match self.layout(r) {
            Layout::Scalars { .. } if self.ty(r) == ptx::Type::Pred => Val::Flag(parts[0]),
            Layout::Scalars { pattern, .. } => Val::Scalars(parts, pattern),
            Layout::Mask => Val::Mask { bits: Some(parts[0]), lanes: None },
            Layout::Words => Val::Words(parts),
            Layout::Doubles => Val::Doubles(parts),
        }
    }

    pub(super) fn variables(&mut self, r: u32) -> SmallVec<[Variable; 8]> {
        if let Some(variables) = &self.variables[r as usize] {
            return variables.clone();
        }
        let types = self.part_types(r);
        let variables: SmallVec<[Variable; 8]> = types.iter().map(|&ty| self.b.declare_var(ty)).collect();
        self.variables[r as usize] = Some(variables.clone());
        variables
    }

    pub(super) fn define(&mut self, r: u32, val: &Val) {
        let parts = self.flatten(r, val);
        for (variable, part) in self.variables(r).into_iter().zip(parts) {
            self.b.def_var(variable, part);
        }
    }

    /// The lanes of a register.
    pub fn read(&mut self, r: u32) -> Val {
        if let Some(val) = self.known.local.get(&r) {
            return val.clone();
        }
        // What waiting lanes read later lives on through blocks that do not.
        let kept = self.mask.is_some() && self.form.kept[self.at].has(r as usize);
        let parts: Parts = if kept || self.form.live_in[self.at].has(r as usize) {
            self.variables(r).into_iter().map(|variable| self.b.use_var(variable)).collect()
        } else {
            self.part_types(r).into_iter().map(|ty| self.zero(ty)).collect()
        };
        let val = self.unflatten(r, parts);
        self.known.local.insert(r, val.clone());
        val
    }

    /// Writes a register: in the lanes that are here, and of those only where `guard` holds.
    pub fn write(&mut self, r: u32, val: Val, guard: Option<&Val>) {
        let kept = self.mask.is_some() && self.form.kept[self.at].has(r as usize);
        let val = if guard.is_none() && !kept {
            val
        } else {
            let old = self.read(r);
            let mut which = guard.cloned();
            if kept {
                let mask = self.mask_val();
                which = Some(match which {
                    None => mask,
                    Some(guard) => {
                        let (a, b) = (self.bits(&guard), self.bits(&mask));
                        Val::Mask { bits: Some(self.b.ins().band(a, b)), lanes: None }
                    }
                });
            }
            let which = which.unwrap_or(Val::Flag(self.context));
            self.choose(r, &which, &val, &old)
        };
        if self.out.has(r as usize) {
            self.define(r, &val);
        }
        self.known.local.insert(r, val);
    }

    /// The lanes that are in this block, as a predicate.
    pub fn mask_val(&mut self) -> Val {
        if self.known.mask_lanes.is_none()
            && let Some(mask) = self.mask
        {
            self.known.mask_lanes = Some(self.lanes_of_bits(mask));
        }
        Val::Mask { bits: self.mask, lanes: self.known.mask_lanes.clone() }
    }

    /// `a` where `which` holds, `b` elsewhere, in the layout of `r`.
    pub fn choose(&mut self, r: u32, which: &Val, a: &Val, b: &Val) -> Val {
        let layout = self.layout(r);
        let (x, y) = (self.flatten(r, a), self.flatten(r, b));
        let parts: Parts = match layout {
            Layout::Scalars { .. } => {
                let flag = self.flag(which);
                x.iter().zip(&y).map(|(&x, &y)| self.b.ins().select(flag, x, y)).collect()
            }
            Layout::Mask => {
                let bits = self.bits(which);
                let (chosen, rest) = (self.b.ins().band(x[0], bits), self.b.ins().band_not(y[0], bits));
                smallvec![self.b.ins().bor(chosen, rest)]
            }
            Layout::Words => {
                let lanes = self.lanes(which);
                (0..8).map(|i| self.b.ins().bitselect(lanes[i], x[i], y[i])).collect()
            }
            Layout::Doubles => {
                let lanes = self.wide_lanes(which);
                (0..16).map(|i| self.b.ins().bitselect(lanes[i], x[i], y[i])).collect()
            }
        };
        self.unflatten(r, parts)
    }

    pub(super) fn inst(&mut self, pc: u32, inst: &Inst) {
        let guard = inst.guard.map(|guard| {
            let val = self.read(guard.reg.0);
            if guard.negated { self.negate(&val) } else { val }
        });
        if self.compute(pc, inst, guard.as_ref()) || self.together(pc, inst, guard.as_ref()) {
            return;
        }
        match (&guard, &inst.op) {
            (_, Op::Nop | Op::Nanosleep) => {}
            (_, Op::Fence) => {
                self.b.ins().fence();
                self.safe = None;
            }
            (None, Op::Atom { .. } | Op::Red { .. }) => self.atomic(pc, inst, None),
            (Some(guard), Op::Atom { .. } | Op::Red { .. }) => {
                let active = self.active(Some(guard));
                self.when(active, inst, |e| e.atomic(pc, inst, Some(active)));
            }
            (None, Op::Ld { .. } | Op::St { .. }) => self.access(pc, inst, None),
            (Some(guard), Op::Ld { .. } | Op::St { .. }) => {
                let active = self.active(Some(guard));
                self.when(active, inst, |e| e.access(pc, inst, Some(active)));
            }
            (None, _) => {
                self.note(&inst.op);
                let active = self.active(None);
                self.escape(pc, inst, active);
            }
            (Some(guard), _) => {
                self.note(&inst.op);
                let active = self.active(Some(guard));
                self.when(active, inst, |e| e.escape(pc, inst, active));
            }
        }
    }

    pub(super) fn note(&mut self, op: &Op) {
        *self.escapes.entry(name_of(op, false)).or_default() += 1;
    }
}
