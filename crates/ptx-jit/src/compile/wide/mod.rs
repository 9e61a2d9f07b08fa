//! A code generator for processors with AVX-512: sixteen lanes of 32 bits in a register, lanes chosen by masks, gathers and scatters.
//!
//! One pass, without an intermediate language. Every register of the kernel has its home in the warp's frame; vectors stay in registers
//! within a block, scalars are worked on at home. So a block can be entered from anywhere, and what leaves it has nothing to hand over.
//! Blocks exist once: the lanes that are here are in a mask, which is all ones for most.

mod asm;
mod calls;
mod check;
mod convert;
mod float;
mod flow;
mod integer;
mod memory;
mod predicates;
mod rearrange;
mod registers;
mod scalars;
mod transfer;
mod values;
mod vector_instructions;
mod warp;

use std::collections::{BTreeMap, HashMap};

use ptx::{Inst, Op, Operand};
use smallvec::SmallVec;

use super::machine::{self, field, status};
use super::memory::Remembers;
use super::slots::{Layout, Site, Slot};
use crate::interp::code::Code;
use crate::lockstep::{Bits, Form, Kind, ZERO};
use asm::{Asm, Gpr, Label, Mem, R12, R13, R14, R15, RAX, RBP, RBX, RCX, RDI, RSI, RSP};
use registers::Registers;

/// What the processor has beyond what is always needed.
#[derive(Clone, Copy, Debug)]
pub struct Features {
    /// Dot products of bytes.
    pub dot: bool,
    /// Counting ones.
    pub popcnt: bool,
}

/// Whether the processor has what this needs, and what else.
pub fn features() -> Option<Features> {
    use std::is_x86_feature_detected as has;
    let all = has!("avx512f")
        && has!("avx512bw")
        && has!("avx512dq")
        && has!("avx512vl")
        && has!("avx512cd")
        && has!("bmi1");
    all.then(|| Features { dot: has!("avx512vnni"), popcnt: has!("avx512vpopcntdq") })
}

/// The context, the frame, the lanes that are here, where shared memory is, the lanes that an instruction concerns if not all of those, and
/// what accesses remember.
const CONTEXT: Gpr = RBX;
const FRAME: Gpr = RBP;
const HERE: Gpr = R12;
const SHARED: Gpr = R13;
const CHOSEN: Gpr = R14;
const CACHES: Gpr = R15;

/// What was made of a kernel.
pub struct Made {
    pub code: Vec<u8>,
    pub sites: Vec<Site>,
    pub accesses: Vec<Remembers>,
    pub frame_bytes: u32,
    pub scratch_at: u32,
    pub entries: Vec<(u32, u32)>,
    pub live: Vec<Vec<Slot>>,
    pub interpreted: BTreeMap<String, u32>,
}

pub struct Wide<'a> {
    pub asm: Asm,
    code: &'a Code,
    form: &'a Form,
    features: Features,
    flushes: bool,
    slots: Vec<Option<u32>>,
    frame_bytes: u32,
    /// Room in the frame for functions' operands, and for one instruction's steps.
    scratch_at: u32,
    steps_at: u32,
    registers: Registers,
    sites: Vec<Site>,
    caches: Vec<Remembers>,
    escapes: BTreeMap<String, u32>,
    blocks: Vec<Label>,
    /// Where warps begin.
    start: Label,
    at: usize,
    pc: u32,
    /// What is read later than this block, by its own lanes and by those that wait.
    out: Bits,
    /// Registers that nobody reads after each instruction of the block.
    dead: Vec<SmallVec<[u32; 4]>>,
    /// The lanes' masks that are in their registers, as bits.
    masks: u8,
    /// The instruction concerns only the lanes of `CHOSEN`.
    guarded: bool,
    /// One lane stands for all.
    uniform: bool,
    cold: Vec<calls::Cold>,
    leaves: calls::Ways,
    /// Checked in this block for all accesses by a register: the register, whether to shared memory, whether it is written; offsets from its
    /// scalars.
    checked: HashMap<(u32, bool, bool), (i64, i64)>,
    failed: bool,
}

/// Machine code for a kernel; nothing if something does not fit together.
pub fn generate(code: &Code, form: &Form, features: Features, flushes: bool) -> Option<Made> {
    let mut asm = Asm::default();
    let leaves = calls::Ways::new(&mut asm);
    let blocks: Vec<Label> = form.nodes.iter().map(|_| asm.label()).collect();
    let start = asm.label();
    let mut wide = Wide {
        asm,
        code,
        form,
        features,
        flushes,
        slots: vec![None; form.kinds.len()],
        frame_bytes: 0,
        scratch_at: 0,
        steps_at: 0,
        registers: Registers::default(),
        sites: Vec::new(),
        caches: Vec::new(),
        escapes: BTreeMap::new(),
        blocks,
        start,
        at: 0,
        pc: 0,
        out: Bits::default(),
        dead: Vec::new(),
        masks: 0,
        guarded: false,
        uniform: false,
        cold: Vec::new(),
        leaves,
        checked: HashMap::new(),
        failed: false,
    };
    wide.scratch_at = wide.room(super::leaf::SCRATCH.max(5 * 256));
    wide.steps_at = wide.room(STEPS);
    wide.begin();
    for n in 0..form.nodes.len() {
        wide.node(n);
    }
    wide.ways();
    if wide.failed {
        return None;
    }
    let entries: Vec<(u32, u32)> = (0..form.nodes.len())
        .filter(|&n| form.nodes[n].entry)
        .map(|n| (form.nodes[n].first, n as u32))
        .collect();
    let mut live = vec![Vec::new(); form.nodes.len()];
    for &(_, n) in &entries {
        if n == 0 && begins_once(form) {
            // What is read there before it is written is made zero.
            continue;
        }
        let registers: Vec<u32> = form.live_in[n as usize].iter().map(|r| r as u32).collect();
        live[n as usize] = registers.into_iter().map(|r| wide.slot(r)).collect();
    }
    Some(Made {
        code: wide.asm.finish()?,
        sites: wide.sites,
        accesses: wide.caches,
        // Scalars of segments are read as a whole vector, the last ones too.
        frame_bytes: wide.frame_bytes + 64,
        scratch_at: wide.scratch_at,
        entries,
        live,
        interpreted: wide.escapes,
    })
}

/// Whether the first block is where warps begin, and nothing else.
fn begins_once(form: &Form) -> bool {
    form.nodes[0].preds == 0
}

/// Bytes for one instruction's steps: eight scalars, a predicate, then two vectors.
const STEPS: u32 = 256;

impl Wide<'_> {
    fn room(&mut self, bytes: u32) -> u32 {
        let at = self.frame_bytes.next_multiple_of(64);
        self.frame_bytes = at + bytes;
        at
    }

    /// The way in, which is also the way from one warp to the next.
    fn begin(&mut self) {
        for register in [RBP, RBX, R12, R13, R14, R15] {
            self.asm.push(register);
        }
        self.asm.alu_imm(asm::Alu::Sub, RSP, 8, true);
        self.asm.mov(CONTEXT, RDI, true);
        self.asm.mov(RAX, RSI, false);
        let (dispatch, table, nowhere) = (self.leaves.dispatch, self.asm.label(), self.asm.label());
        self.asm.bind(dispatch);
        let fields = [(FRAME, field::FRAME), (SHARED, field::SHARED), (CACHES, field::CACHES)];
        for (register, offset) in fields {
            self.asm.load(register, Mem::At(CONTEXT, offset), true);
        }
        self.asm.load(HERE, Mem::At(CONTEXT, field::GROUP), false);
        let count = 2 * self.form.nodes.len();
        self.asm.alu_imm(asm::Alu::Cmp, RAX, count as i32, false);
        self.asm.jump_if(asm::cc::AE, nowhere);
        self.asm.lea_label(RCX, table);
        self.asm.load_element(RAX, Mem::Index(RCX, RAX, 2, 0), 4, true);
        self.asm.alu(asm::Alu::Add, RAX, RCX, true);
        self.asm.jump_reg(RAX);
        self.asm.bind(nowhere);
        self.finish(status::INTERPRET);
        let targets: Vec<Label> = (0..count)
            .map(|i| match i / 2 {
                0 => self.start,
                n if self.form.nodes[n].entry => self.blocks[n],
                _ => nowhere,
            })
            .collect();
        self.asm.table(table, &targets);
        self.asm.bind(self.start);
        if begins_once(self.form) {
            for r in self.form.live_in[0].iter().collect::<Vec<_>>() {
                self.clear_home(r as u32);
            }
        }
        self.asm.jump(self.blocks[0]);
    }

    /// What nothing has written by now holds zeros.
    fn clear_home(&mut self, r: u32) {
        let slot = self.slot(r);
        let bytes = slot.layout.bytes(self.form.shape.segments()) as u32;
        self.asm.vec(asm::v::XOR, asm::Z(0), asm::Z(0), asm::Rm::Reg(asm::Z(0)), asm::ALL);
        for at in (0..bytes).step_by(16) {
            let home = self.home(r, at);
            self.asm.quarter(asm::v::STORE, asm::Z(0), home);
        }
    }

    /// Leaves machine code with a status.
    fn finish(&mut self, status: u32) {
        self.asm.mov_imm(RAX, status.into());
        self.asm.jump(self.leaves.out);
    }

    fn node(&mut self, n: usize) {
        self.asm.bind(self.blocks[n]);
        self.at = n;
        (self.masks, self.guarded, self.uniform) = (0, false, false);
        self.registers.clear();
        self.checked.clear();
        self.out = self.form.live_out(n);
        self.out.extend(&self.form.kept[n]);
        self.find_dead(n);
        let node = &self.form.nodes[n];
        let (first, end) = (node.first, node.end);
        for pc in first..end {
            let inst = &self.code.insts[pc as usize];
            if pc + 1 == end && self.is_end(inst) {
                break;
            }
            self.pc = pc;
            self.inst(inst);
            self.registers.unpin();
            for r in std::mem::take(&mut self.dead[(pc - first) as usize]) {
                self.registers.drop_register(r);
            }
        }
        self.pc = end.saturating_sub(1);
        self.guarded = false;
        self.end(n);
        self.cold_ways();
    }

    fn is_end(&self, inst: &Inst) -> bool {
        match inst.op {
            Op::Bra(_) | Op::BrxIdx(_) | Op::Ret | Op::Exit | Op::Trap | Op::Brkpt | Op::Bar { .. } => true,
            Op::Call(call) => !self.code.is_builtin(call),
            _ => false,
        }
    }

    /// Finds the registers of which each instruction is the last to know.
    fn find_dead(&mut self, n: usize) {
        let node = &self.form.nodes[n];
        self.dead = vec![SmallVec::new(); (node.end - node.first) as usize];
        let mut live = self.out.clone();
        let kept = &self.form.kept[n];
        for pc in (node.first..node.end).rev() {
            let inst = &self.code.insts[pc as usize];
            let (dsts, srcs) = crate::lockstep::operands(self.code, inst);
            let dead = &mut self.dead[(pc - node.first) as usize];
            let after = live.clone();
            let all = |operands: &[Operand], visit: &mut dyn FnMut(usize)| {
                for &operand in operands {
                    crate::lockstep::registers_of(self.code, self.form.function, operand, visit);
                }
            };
            let written: Vec<Operand> =
                dsts.into_iter().filter(|dst| matches!(dst, Operand::Reg(_))).collect();
            let mut read = srcs;
            read.extend(inst.guard.map(|guard| Operand::Reg(guard.reg)));
            for operands in [&written, &read] {
                all(operands, &mut |r| {
                    if !after.has(r) && !dead.contains(&(r as u32)) {
                        dead.push(r as u32);
                    }
                });
            }
            if inst.guard.is_none() {
                all(&written, &mut |r| {
                    if !kept.has(r) {
                        live.remove(r);
                    }
                });
            }
            all(&read, &mut |r| {
                live.insert(r);
            });
        }
    }

    fn inst(&mut self, inst: &Inst) {
        self.guarded = false;
        if let Some(guard) = inst.guard {
            self.choose_lanes(guard);
        }
        if self.compute(inst) || self.together(inst) {
            return;
        }
        match inst.op {
            Op::Nop | Op::Nanosleep => {}
            Op::Fence => self.asm.fence(),
            Op::Ld { .. } | Op::St { .. } => self.access(inst),
            Op::Atom { .. } | Op::Red { .. } => self.atomic(inst),
            _ => {
                self.note(&inst.op);
                self.escape(inst);
            }
        }
    }

    fn note(&mut self, op: &Op) {
        *self.escapes.entry(super::name_of(op, false)).or_default() += 1;
    }

    fn ty(&self, r: u32) -> ptx::Type {
        self.code.functions[self.form.function as usize].types[r as usize]
    }

    fn is_wide(&self, r: u32) -> bool {
        self.ty(r).bits() > 32
    }

    fn layout(&self, r: u32) -> Layout {
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

    fn slot(&mut self, r: u32) -> Slot {
        let layout = self.layout(r);
        let offset = match self.slots[r as usize] {
            Some(offset) => offset,
            None => {
                let bytes = layout.bytes(self.form.shape.segments()) as u32;
                let at = self.frame_bytes.next_multiple_of(if bytes >= 64 { 64 } else { 16 });
                self.frame_bytes = at + bytes.next_multiple_of(16);
                self.slots[r as usize] = Some(at);
                at
            }
        };
        Slot { register: r, offset, layout, float: self.form.floats.has(r as usize) }
    }

    /// Where a register is at home; a part of it, in bytes.
    fn home(&mut self, r: u32, offset: u32) -> Mem {
        Mem::At(FRAME, (self.slot(r).offset + offset) as i32)
    }

    fn step(&self, offset: u32) -> Mem {
        Mem::At(FRAME, (self.steps_at + offset) as i32)
    }

    fn srcs(&self, inst: &Inst) -> SmallVec<[Operand; 8]> {
        self.code.srcs(inst).iter().copied().collect()
    }

    fn dsts(&self, inst: &Inst) -> SmallVec<[Operand; 8]> {
        self.code.dsts(inst).iter().copied().collect()
    }
}

/// The part of a status that machine code answers when it must return.
const RETURN: i32 = !(machine::RETURN as i32);
