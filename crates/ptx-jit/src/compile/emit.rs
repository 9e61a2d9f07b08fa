//! From the lockstep form to Cranelift's: blocks, registers, sites. What instructions compute is in `arith` and
//! `convert`, what they access in `access`, where they go in `flow`.
//!
//! Every block exists twice at most: for all 32 lanes, without masks; and for some of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cranelift_codegen::ir::condcodes::CondCode;
use cranelift_codegen::ir::{
    self, AbiParam, Block, BlockArg, ConstantData, InstBuilder, MemFlagsData, Signature, Type, Value, types,
};
use cranelift_codegen::isa::CallConv;
use cranelift_frontend::{FunctionBuilder, Variable};
use ptx::{Inst, Op, Operand};
use smallvec::{SmallVec, smallvec};

use super::machine::{field, status};
use super::memory::Remembers;
use super::name_of;
use super::slots::{Layout, Site, Slot};
use crate::interp::code::Code;
use crate::lockstep::{Bits, Form, Kind, ZERO, registers_of};
use crate::tally;

/// What is known of values at one place: registers, vectors of scalars, the mask's vectors.
pub type Known = (HashMap<u32, Val>, HashMap<(Value, Type), Value>, Option<Parts>);

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

pub struct Emitter<'a, 'b> {
    pub b: FunctionBuilder<'b>,
    pub code: &'a Code,
    pub form: &'a Form,
    pub context: Value,
    variables: Vec<Option<SmallVec<[Variable; 8]>>>,
    slots: Vec<Option<u32>>,
    pub frame_bytes: u32,
    pub local: HashMap<u32, Val>,
    /// Vectors made of scalars in this block.
    splats: HashMap<(Value, Type), Value>,
    pub sites: Vec<Site>,
    /// The accesses that remember memory.
    pub caches: Vec<Remembers>,
    pub blocks: [Vec<Option<Block>>; 2],
    /// Masked or not, and the block.
    pub todo: BTreeSet<(bool, usize)>,
    /// The block that is generated, and the lanes in it unless it is for all of them.
    pub at: usize,
    pub mask: Option<Value>,
    pub mask_lanes: Option<Parts>,
    pub out: Bits,
    /// Subnormals are flushed by the processor.
    pub flushes: bool,
    pub fault: Block,
    pub signature: ir::SigRef,
    pub find_signature: ir::SigRef,
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

fn little() -> MemFlagsData {
    let mut flags = MemFlagsData::new();
    flags.set_endianness(ir::Endianness::Little);
    flags
}

impl<'a, 'b> Emitter<'a, 'b> {
    pub fn new(mut b: FunctionBuilder<'b>, code: &'a Code, form: &'a Form, flushes: bool) -> Emitter<'a, 'b> {
        let pointer = types::I64;
        let mut call = Signature::new(CallConv::SystemV);
        call.params.extend([AbiParam::new(pointer), AbiParam::new(types::I32), AbiParam::new(types::I32)]);
        call.returns.push(AbiParam::new(types::I32));
        let mut find = call.clone();
        find.params[2] = AbiParam::new(types::I64);
        let (signature, find_signature) = (b.import_signature(call), b.import_signature(find));
        let fault = b.create_block();
        b.set_cold_block(fault);
        let (nodes, registers) = (form.nodes.len(), form.kinds.len());
        Emitter {
            b,
            code,
            form,
            context: Value::from_u32(0),
            variables: vec![None; registers],
            slots: vec![None; registers],
            frame_bytes: 0,
            local: HashMap::new(),
            splats: HashMap::new(),
            sites: Vec::new(),
            caches: Vec::new(),
            blocks: [vec![None; nodes], vec![None; nodes]],
            todo: BTreeSet::new(),
            at: 0,
            mask: None,
            mask_lanes: None,
            out: Bits::default(),
            flushes,
            fault,
            signature,
            find_signature,
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
        let selector = self.b.block_params(start)[1];
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
            for r in form.live_in[n].iter().collect::<Vec<_>>() {
                let val = self.load_slot(r as u32);
                self.define(r as u32, &val);
            }
            let target = self.block(n, masked);
            if masked {
                let alive = self.field(types::I32, field::ALIVE);
                self.b.ins().jump(target, &[BlockArg::Value(alive)]);
            } else {
                self.b.ins().jump(target, &[]);
            }
        }
        self.b.switch_to_block(nowhere);
        self.finish(status::INTERPRET);
        while let Some((masked, n)) = self.todo.pop_first() {
            self.node(n, masked);
        }
        self.b.switch_to_block(self.fault);
        self.finish(status::FAULT);
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

    fn node(&mut self, n: usize, masked: bool) {
        let Some(block) = self.blocks[usize::from(masked)][n] else { return };
        self.b.switch_to_block(block);
        self.at = n;
        self.local.clear();
        self.splats.clear();
        self.checked.clear();
        self.safe = None;
        self.mask = masked.then(|| self.b.block_params(block)[0]);
        self.mask_lanes = None;
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

    fn is_end(&self, inst: &Inst) -> bool {
        match inst.op {
            Op::Bra(_) | Op::BrxIdx(_) | Op::Ret | Op::Exit | Op::Trap | Op::Brkpt | Op::Bar { .. } => true,
            Op::Call(call) => !self.code.is_builtin(call),
            _ => false,
        }
    }

    pub fn finish(&mut self, status: u32) {
        let value = self.b.ins().iconst(types::I32, i64::from(status as i32));
        self.b.ins().return_(&[value]);
    }

    pub fn field(&mut self, ty: Type, offset: i32) -> Value {
        self.b.ins().load(ty, flags(), self.context, offset)
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

    fn part_types(&self, r: u32) -> SmallVec<[Type; 16]> {
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

    fn variables(&mut self, r: u32) -> SmallVec<[Variable; 8]> {
        if let Some(variables) = &self.variables[r as usize] {
            return variables.clone();
        }
        let types = self.part_types(r);
        let variables: SmallVec<[Variable; 8]> = types.iter().map(|&ty| self.b.declare_var(ty)).collect();
        self.variables[r as usize] = Some(variables.clone());
        variables
    }

    fn define(&mut self, r: u32, val: &Val) {
        let parts = self.flatten(r, val);
        for (variable, part) in self.variables(r).into_iter().zip(parts) {
            self.b.def_var(variable, part);
        }
    }

    /// The lanes of a register.
    pub fn read(&mut self, r: u32) -> Val {
        if let Some(val) = self.local.get(&r) {
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
        self.local.insert(r, val.clone());
        val
    }

    pub fn zero(&mut self, ty: Type) -> Value {
        if ty.is_vector() { self.constant_bytes(ty, [0; 16]) } else { self.b.ins().iconst(ty, 0) }
    }

    pub fn constant_bytes(&mut self, ty: Type, bytes: [u8; 16]) -> Value {
        let constant = self.b.func.dfg.constants.insert(ConstantData::from(bytes.as_slice()));
        self.b.ins().vconst(ty, constant)
    }

    pub fn constant_words(&mut self, words: [u32; 4]) -> Value {
        let mut bytes = [0; 16];
        for (chunk, word) in bytes.chunks_mut(4).zip(words) {
            chunk.copy_from_slice(&word.to_le_bytes());
        }
        self.constant_bytes(types::I32X4, bytes)
    }

    pub fn constant_doubles(&mut self, words: [u64; 2]) -> Value {
        let mut bytes = [0; 16];
        for (chunk, word) in bytes.chunks_mut(8).zip(words) {
            chunk.copy_from_slice(&word.to_le_bytes());
        }
        self.constant_bytes(types::I64X2, bytes)
    }

    /// A constant of a scalar or vector type of integers.
    pub fn constant(&mut self, ty: Type, value: u64) -> Value {
        match ty {
            types::I32X4 => self.constant_words([value as u32; 4]),
            types::I64X2 => self.constant_doubles([value; 2]),
            types::I32 => self.b.ins().iconst(ty, i64::from(value as u32)),
            types::I8 => self.b.ins().iconst(ty, (value & 1) as i64),
            _ => self.b.ins().iconst(ty, value as i64),
        }
    }

    pub fn splat(&mut self, ty: Type, value: Value) -> Value {
        if let Some(&known) = self.splats.get(&(value, ty)) {
            return known;
        }
        let vector = self.b.ins().splat(ty, value);
        self.splats.insert((value, ty), vector);
        vector
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
        self.local.insert(r, val);
    }

    /// The lanes that are in this block, as a predicate.
    pub fn mask_val(&mut self) -> Val {
        if self.mask_lanes.is_none()
            && let Some(mask) = self.mask
        {
            self.mask_lanes = Some(self.lanes_of_bits(mask));
        }
        Val::Mask { bits: self.mask, lanes: self.mask_lanes.clone() }
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

    /// A predicate that all lanes have alike.
    pub fn flag(&mut self, val: &Val) -> Value {
        match val {
            Val::Flag(value) => *value,
            Val::Scalars(parts, _) => {
                let one = self.b.ins().ireduce(types::I8, parts[0]);
                self.b.ins().band_imm_s(one, 1)
            }
            other => {
                let bits = self.bits(other);
                let one = self.b.ins().ireduce(types::I8, bits);
                self.b.ins().band_imm_s(one, 1)
            }
        }
    }

    /// A predicate as a bit for each lane.
    pub fn bits(&mut self, val: &Val) -> Value {
        match val {
            Val::Flag(flag) => {
                let wide = self.b.ins().uextend(types::I32, *flag);
                self.b.ins().ineg(wide)
            }
            Val::Mask { bits: Some(bits), .. } => *bits,
            Val::Mask { lanes: Some(lanes), .. } => {
                let lanes = lanes.clone();
                let mut all = None;
                for (i, &part) in lanes.iter().enumerate() {
                    let bits = self.b.ins().vhigh_bits(types::I32, part);
                    let bits = if i == 0 { bits } else { self.b.ins().ishl_imm_s(bits, 4 * i as i64) };
                    all = Some(match all {
                        None => bits,
                        Some(all) => self.b.ins().bor(all, bits),
                    });
                }
                all.unwrap_or(self.context)
            }
            Val::Scalars(parts, _) => {
                let one = self.b.ins().ireduce(types::I8, parts[0]);
                let flag = self.b.ins().band_imm_s(one, 1);
                self.bits(&Val::Flag(flag))
            }
            Val::Compare(_) => {
                let lanes = self.lanes(val);
                self.bits(&Val::Mask { bits: None, lanes: Some(lanes) })
            }
            _ => self.b.ins().iconst(types::I32, 0),
        }
    }

    pub fn lanes_of_bits(&mut self, bits: Value) -> Parts {
        let all = self.splat(types::I32X4, bits);
        (0..8u32)
            .map(|i| {
                let ones = self.constant_words(std::array::from_fn(|j| 1 << (4 * i + j as u32)));
                let own = self.b.ins().band(all, ones);
                self.b.ins().icmp(ir::condcodes::IntCC::Equal, own, ones)
            })
            .collect()
    }

    /// A predicate as vectors of four lanes, all ones where it holds.
    pub fn lanes(&mut self, val: &Val) -> Parts {
        match val {
            Val::Mask { lanes: Some(lanes), .. } => lanes.clone(),
            Val::Mask { bits: Some(bits), .. } => self.lanes_of_bits(*bits),
            Val::Compare(comparison) => {
                let (a, b) = (self.words(&comparison.a), self.words(&comparison.b));
                (0..8).map(|i| self.b.ins().icmp(comparison.condition, a[i], b[i])).collect()
            }
            other => {
                let bits = self.bits(other);
                smallvec![self.splat(types::I32X4, bits); 8]
            }
        }
    }

    pub fn wide_lanes(&mut self, val: &Val) -> Parts {
        let lanes = self.lanes(val);
        let mut out = Parts::new();
        for part in lanes {
            out.push(self.b.ins().swiden_low(part));
            out.push(self.b.ins().swiden_high(part));
        }
        out
    }

    /// Scalars of 32 or 64 bits.
    pub fn scalars(&mut self, val: &Val, wide: bool) -> Parts {
        match val {
            Val::Scalars(parts, _) => {
                let ty = if wide { types::I64 } else { types::I32 };
                parts.clone().into_iter().map(|v| self.resize(v, ty)).collect()
            }
            Val::Flag(flag) => {
                smallvec![self.b.ins().uextend(if wide { types::I64 } else { types::I32 }, *flag)]
            }
            _ => {
                self.failed = true;
                smallvec![self.zero(if wide { types::I64 } else { types::I32 })]
            }
        }
    }

    pub fn resize(&mut self, value: Value, ty: Type) -> Value {
        let from = self.b.func.dfg.value_type(value);
        match from.bits().cmp(&ty.bits()) {
            std::cmp::Ordering::Equal => value,
            std::cmp::Ordering::Less => self.b.ins().uextend(ty, value),
            std::cmp::Ordering::Greater => self.b.ins().ireduce(ty, value),
        }
    }

    /// Eight vectors of four lanes; of wider values the low halves.
    pub fn words(&mut self, val: &Val) -> Parts {
        match val {
            Val::Words(parts) => parts.clone(),
            Val::Doubles(parts) => {
                let parts = parts.clone();
                parts.chunks(2).map(|pair| self.low_halves(pair[0], pair[1])).collect()
            }
            Val::Scalars(parts, pattern) => {
                let (parts, pattern) = (parts.clone(), self.form.patterns[*pattern as usize]);
                let parts: Parts = parts.into_iter().map(|v| self.resize(v, types::I32)).collect();
                let per = 8 / parts.len();
                (0..8)
                    .map(|i| {
                        let scalar = parts[i / per];
                        let all = self.splat(types::I32X4, scalar);
                        let own: [u32; 4] = std::array::from_fn(|j| pattern[4 * i + j] as u32);
                        if own == [0; 4] {
                            return all;
                        }
                        let own = self.constant_words(own);
                        self.b.ins().iadd(all, own)
                    })
                    .collect()
            }
            Val::Flag(flag) => {
                let word = self.b.ins().uextend(types::I32, *flag);
                smallvec![self.splat(types::I32X4, word); 8]
            }
            Val::Mask { .. } | Val::Compare(_) => {
                let lanes = self.lanes(val);
                lanes.into_iter().map(|v| self.b.ins().ineg(v)).collect()
            }
        }
    }

    /// The low halves of the 64-bit lanes of two vectors.
    pub fn low_halves(&mut self, a: Value, b: Value) -> Value {
        self.pick(a, b, [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27])
    }

    pub fn high_halves(&mut self, a: Value, b: Value) -> Value {
        self.pick(a, b, [4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31])
    }

    /// Bytes of two vectors put together as 32-bit lanes.
    pub fn pick(&mut self, a: Value, b: Value, bytes: [u8; 16]) -> Value {
        let (a, b) = (self.cast(types::I8X16, a), self.cast(types::I8X16, b));
        let which = self.b.func.dfg.immediates.push(ConstantData::from(bytes.as_slice()));
        let picked = self.b.ins().shuffle(a, b, which);
        self.cast(types::I32X4, picked)
    }

    pub fn cast(&mut self, ty: Type, value: Value) -> Value {
        if self.b.func.dfg.value_type(value) == ty {
            value
        } else {
            self.b.ins().bitcast(ty, little(), value)
        }
    }

    /// Sixteen vectors of two lanes; narrower values are extended by zeros.
    pub fn doubles(&mut self, val: &Val) -> Parts {
        match val {
            Val::Doubles(parts) => parts.clone(),
            Val::Words(parts) => {
                let parts = parts.clone();
                self.widen(&parts, false)
            }
            Val::Scalars(parts, pattern) => {
                let (parts, pattern) = (parts.clone(), self.form.patterns[*pattern as usize]);
                let parts: Parts = parts.into_iter().map(|v| self.resize(v, types::I64)).collect();
                let per = 16 / parts.len();
                (0..16)
                    .map(|i| {
                        let scalar = parts[i / per];
                        let all = self.splat(types::I64X2, scalar);
                        let own: [u64; 2] = std::array::from_fn(|j| pattern[2 * i + j] as u64);
                        if own == [0; 2] {
                            return all;
                        }
                        let own = self.constant_doubles(own);
                        self.b.ins().iadd(all, own)
                    })
                    .collect()
            }
            other => {
                let words = self.words(other);
                self.widen(&words, false)
            }
        }
    }

    pub fn widen(&mut self, words: &[Value], signed: bool) -> Parts {
        let mut out = Parts::new();
        for &part in words {
            if signed {
                out.push(self.b.ins().swiden_low(part));
                out.push(self.b.ins().swiden_high(part));
            } else {
                out.push(self.b.ins().uwiden_low(part));
                out.push(self.b.ins().uwiden_high(part));
            }
        }
        out
    }

    /// Stores a register into the frame.
    pub fn store_slot(&mut self, r: u32) {
        let val = self.read(r);
        let slot = self.slot(r);
        let parts = self.flatten(r, &val);
        let frame = self.field(types::I64, field::FRAME);
        let mut offset = slot.offset as i32;
        for part in parts {
            let ty = self.b.func.dfg.value_type(part);
            let (part, size) = match (slot.layout, ty) {
                (Layout::Scalars { .. }, types::I64) => (part, 8),
                (Layout::Scalars { .. }, _) => (self.b.ins().uextend(types::I64, part), 8),
                (_, ty) => (part, ty.bytes() as i32),
            };
            self.b.ins().store(flags(), part, frame, offset);
            offset += size;
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
        let pointer = self.field(types::I64, function);
        let site = self.b.ins().iconst(types::I32, i64::from(site));
        let signature = if function == field::FIND { self.find_signature } else { self.signature };
        let call = self.b.ins().call_indirect(signature, pointer, &[self.context, site, argument]);
        self.b.inst_results(call)[0]
    }

    /// The registers that an instruction reads, its guard's included, and those that it writes.
    pub fn registers(&self, inst: &Inst) -> (SmallVec<[u32; 8]>, SmallVec<[u32; 8]>) {
        let (mut reads, mut writes) = (SmallVec::new(), SmallVec::new());
        let (dsts, srcs) = crate::lockstep::operands(self.code, inst);
        let gather = |operand: Operand, out: &mut SmallVec<[u32; 8]>| {
            registers_of(self.code, self.form.function, operand, &mut |r| {
                if !out.contains(&(r as u32)) {
                    out.push(r as u32);
                }
            });
        };
        srcs.iter().for_each(|&s| gather(s, &mut reads));
        if let Some(guard) = inst.guard {
            gather(Operand::Reg(guard.reg), &mut reads);
        }
        dsts.iter().filter(|d| matches!(d, Operand::Reg(_))).for_each(|&d| gather(d, &mut writes));
        (reads, writes)
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
        (self.local.clone(), self.splats.clone(), self.mask_lanes.clone())
    }

    pub fn restore(&mut self, kept: Known) {
        (self.local, self.splats, self.mask_lanes) = kept;
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
            self.local.insert(r, val);
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
    fn is_collective(&self, inst: &Inst) -> bool {
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

    fn inst(&mut self, pc: u32, inst: &Inst) {
        let guard = inst.guard.map(|guard| {
            let val = self.read(guard.reg.0);
            if guard.negated { self.negate(&val) } else { val }
        });
        if self.compute(pc, inst, guard.as_ref()) || self.together(pc, inst, guard.as_ref()) {
            return;
        }
        match (&guard, &inst.op) {
            (_, Op::Nop | Op::Nanosleep) => {}
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

    fn note(&mut self, op: &Op) {
        *self.escapes.entry(name_of(op, false)).or_default() += 1;
    }

    pub fn negate(&mut self, val: &Val) -> Val {
        match val {
            Val::Flag(flag) => Val::Flag(self.b.ins().bxor_imm_s(*flag, 1)),
            Val::Compare(known) => Val::Compare(Box::new(Comparison {
                condition: known.condition.complement(),
                a: known.a.clone(),
                b: known.b.clone(),
                all: known.none,
                none: known.all,
            })),
            Val::Mask { lanes: Some(lanes), .. } => {
                let lanes = lanes.clone();
                let lanes = lanes.into_iter().map(|v| self.b.ins().bnot(v)).collect();
                Val::Mask { bits: None, lanes: Some(lanes) }
            }
            other => {
                let bits = self.bits(other);
                Val::Mask { bits: Some(self.b.ins().bnot(bits)), lanes: None }
            }
        }
    }
}
