//! The lockstep form of an entry: its blocks in the order in which parted lanes take turns, what lives where, which
//! lanes may wait at other blocks meanwhile, and how the 32 values of each register relate. It knows nothing of any
//! code generator; docs/decisions/0014 says why it is made so.

mod bits;
mod graph;
mod pattern;
mod purity;
mod shape;
#[cfg(test)]
mod tests;

use ptx::{FloatUn, Guard, Inst, Op, Operand, Type};
use smallvec::SmallVec;

use crate::interp::code::Code;
pub use bits::Bits;
pub use graph::{Node, Term};
pub use pattern::window;
pub use purity::{is_alone, is_pure};
pub use shape::{Affine, Kind, Shape, ZERO, thread_ids};

/// More places where lanes may wait than this are not followed.
const MAX_PENDING: usize = 96;

/// An entry, specialised on a block's shape.
pub struct Form {
    /// The function, and its first instruction.
    pub function: u32,
    pub first: u32,
    pub nodes: Vec<Node>,
    /// Registers whose values are read later, at the start of each block.
    pub live_in: Vec<Bits>,
    /// Blocks at which lanes may wait while a block's own lanes are in it.
    pub pending: Vec<Bits>,
    /// Registers that those waiting lanes read later: writing them must leave those lanes' values.
    pub kept: Vec<Bits>,
    /// How the lanes of each register relate.
    pub kinds: Vec<Kind>,
    /// What is known of what each instruction writes, guards aside.
    pub results: Vec<Kind>,
    /// Patterns of affine registers.
    pub patterns: Vec<[i64; 32]>,
    /// Registers that only floating-point results are written to: a NaN in them may have any bits until it is seen.
    pub floats: Bits,
    pub shape: Shape,
}

impl Form {
    /// Nothing if the control flow is not of the kind that lockstep execution handles.
    pub fn new(code: &Code, function: u32, shape: Shape) -> Option<Form> {
        let callee = &code.functions[function as usize];
        let first = callee.body.ok()?;
        let nodes = graph::blocks(code, first, callee.end)?;
        let registers = callee.types.len();
        let live_in = liveness(code, function, &nodes, registers);
        let mut form = Form {
            function,
            first,
            pending: vec![Bits::new(nodes.len()); nodes.len()],
            kept: vec![Bits::new(registers); nodes.len()],
            nodes,
            live_in,
            kinds: vec![Kind::Unknown; registers],
            results: vec![Kind::Unknown; (callee.end - first) as usize],
            patterns: vec![[0; 32]],
            floats: Bits::new(registers),
            shape,
        };
        let mut parted = vec![false; form.nodes.len()];
        loop {
            form.pending = pending(&form.nodes, &parted)?;
            form.keep(registers);
            form.relate(code);
            let mut changed = false;
            for (node, parted) in form.nodes.iter().zip(&mut parted) {
                let guard = match &node.term {
                    Term::Branch { guard, .. } => Some(*guard),
                    Term::Exit { guard, .. } | Term::Interpret { guard, .. } => *guard,
                    _ => None,
                };
                if let Some(guard) = guard
                    && !*parted
                    && !form.kinds[guard.reg.0 as usize].is_uniform()
                {
                    *parted = true;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        form.floats = floats(code, &form.nodes, registers);
        Some(form)
    }

    /// The scalar and the pattern of a register that is never anything else.
    pub fn constant(&self, r: usize) -> Option<(u64, u16)> {
        match self.kinds[r] {
            Kind::Affine(Affine { constant: Some(value), pattern, .. }) => Some((value, pattern)),
            _ => None,
        }
    }

    /// Registers that are read later, before the instruction at `pc` of block `b`.
    pub fn live_before(&self, code: &Code, b: usize, pc: u32) -> Bits {
        let mut live = live_out(&self.nodes, &self.live_in, b);
        let node = &self.nodes[b];
        for at in (pc..node.end).rev() {
            step(code, self.function, &code.insts[at as usize], &mut live);
        }
        live
    }

    pub fn live_out(&self, b: usize) -> Bits {
        live_out(&self.nodes, &self.live_in, b)
    }

    fn keep(&mut self, registers: usize) {
        for (b, kept) in self.kept.iter_mut().enumerate() {
            *kept = Bits::new(registers);
            for waiting in self.pending[b].iter() {
                kept.extend(&self.live_in[waiting]);
            }
        }
    }
}

fn live_out(nodes: &[Node], live_in: &[Bits], b: usize) -> Bits {
    let mut live = Bits::default();
    for (i, &s) in nodes[b].succs.iter().enumerate() {
        if i == 0 {
            live = live_in[s].clone();
        } else {
            live.extend(&live_in[s]);
        }
    }
    if nodes[b].succs.is_empty() && !live_in.is_empty() {
        live = live_in[b].clone();
        let all: Vec<usize> = live.iter().collect();
        all.into_iter().for_each(|r| live.remove(r));
    }
    live
}

/// Calls `visit` with each register that an operand reads.
pub fn registers_of(code: &Code, function: u32, operand: Operand, visit: &mut dyn FnMut(usize)) {
    if let Operand::Reg(reg) | Operand::NotReg(reg) | Operand::RegOffset(reg, _) = operand {
        visit(reg.0 as usize);
        if code.functions[function as usize].types[reg.0 as usize] == Type::B128 {
            visit(reg.0 as usize + 1);
        }
    }
}

/// The operands that an instruction writes, and those that it reads.
pub fn operands(code: &Code, inst: &Inst) -> (Vec<Operand>, Vec<Operand>) {
    let (mut dsts, mut srcs) = (code.dsts(inst).to_vec(), code.srcs(inst).to_vec());
    if let Op::Call(call) = inst.op {
        let call = &code.calls[call as usize];
        dsts.extend_from_slice(&call.rets);
        srcs.push(call.target);
        srcs.extend_from_slice(&call.args);
    }
    (dsts, srcs)
}

/// The registers that an instruction reads, its guard's included, and those that it writes, each once.
pub fn registers(code: &Code, function: u32, inst: &Inst) -> (SmallVec<[u32; 8]>, SmallVec<[u32; 8]>) {
    let (mut reads, mut writes) = (SmallVec::new(), SmallVec::new());
    let (dsts, srcs) = operands(code, inst);
    let gather = |operand: Operand, out: &mut SmallVec<[u32; 8]>| {
        registers_of(code, function, operand, &mut |r| {
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

/// Goes back over an instruction.
fn step(code: &Code, function: u32, inst: &Inst, live: &mut Bits) {
    let (dsts, srcs) = operands(code, inst);
    if inst.guard.is_none() {
        for dst in dsts {
            if let Operand::Reg(_) = dst {
                registers_of(code, function, dst, &mut |r| live.remove(r));
            }
        }
    }
    for src in srcs {
        registers_of(code, function, src, &mut |r| {
            live.insert(r);
        });
    }
    if let Some(Guard { reg, .. }) = inst.guard {
        live.insert(reg.0 as usize);
    }
}

fn liveness(code: &Code, function: u32, nodes: &[Node], registers: usize) -> Vec<Bits> {
    let mut live_in = vec![Bits::new(registers); nodes.len()];
    // What a block reads before it writes it, and what it writes: then blocks are steps of words.
    let mut changed = true;
    while changed {
        changed = false;
        for b in (0..nodes.len()).rev() {
            let mut live = live_out(nodes, &live_in, b);
            for pc in (nodes[b].first..nodes[b].end).rev() {
                step(code, function, &code.insts[pc as usize], &mut live);
            }
            if live != live_in[b] {
                live_in[b] = live;
                changed = true;
            }
        }
    }
    live_in
}

/// Where lanes may wait while a block's are in it, if the blocks of `parted` may part their lanes.
fn pending(nodes: &[Node], parted: &[bool]) -> Option<Vec<Bits>> {
    let mut pending = vec![Bits::new(nodes.len()); nodes.len()];
    let mut changed = true;
    while changed {
        changed = false;
        for b in 0..nodes.len() {
            let waiting: Vec<usize> = pending[b].iter().collect();
            if waiting.len() > MAX_PENDING {
                return None;
            }
            let mut go = |targets: &[usize], surely: bool| {
                let mut places = waiting.clone();
                places.extend_from_slice(targets);
                places.sort_unstable();
                places.dedup();
                let last = targets.iter().max().copied().filter(|_| surely).unwrap_or(usize::MAX);
                for (i, &place) in places.iter().enumerate() {
                    if place > last {
                        break;
                    }
                    for &later in &places[i + 1..] {
                        changed |= pending[place].insert(later);
                    }
                }
            };
            match nodes[b].term {
                Term::Jump(to) => go(&[to], true),
                Term::Branch { taken, next, .. } if parted[b] => go(&[taken, next], true),
                Term::Branch { taken, next, .. } => {
                    go(&[taken], true);
                    go(&[next], true);
                }
                Term::Exit { guard: Some(_), next } => go(&[next], false),
                Term::Exit { guard: None, .. } => go(&[], false),
                Term::Interpret { guard: Some(_), next: Some(next) } => go(&[next], true),
                Term::Barrier { .. } | Term::Interpret { .. } => {}
            }
        }
    }
    Some(pending)
}

/// Registers that only results of single-precision arithmetic are written to, directly or by moves, and numbers.
fn floats(code: &Code, nodes: &[Node], registers: usize) -> Bits {
    let mut floats = Bits::new(registers);
    let insts = || nodes.iter().flat_map(|node| &code.insts[node.first as usize..node.end as usize]);
    let written = |inst: &Inst| {
        operands(code, inst).0.into_iter().filter_map(|dst| match dst {
            Operand::Reg(r) => Some(r.0 as usize),
            _ => None,
        })
    };
    for inst in insts() {
        written(inst).for_each(|r| {
            floats.insert(r);
        });
    }
    // One write of another kind takes a register out, and with it those that are moved to from it.
    loop {
        let mut changed = false;
        for inst in insts() {
            let is = |operand: &Operand| match operand {
                Operand::Reg(r) => floats.has(r.0 as usize),
                Operand::Imm(bits) => !f32::from_bits(*bits as u32).is_nan(),
                _ => false,
            };
            let srcs = code.srcs(inst);
            let float = match inst.op {
                Op::Float2 { ty: Type::F32, .. } | Op::Fma { ty: Type::F32, .. } => true,
                Op::Cvt { to: Type::F32, from, .. } => from.is_float(),
                Op::Float1 { ty: Type::F32, op, .. } => !matches!(op, FloatUn::Neg | FloatUn::Abs),
                Op::Mov(ty) => ty.bits() == 32 && is(&srcs[0]),
                Op::Selp(ty) => ty.bits() == 32 && is(&srcs[0]) && is(&srcs[1]),
                _ => false,
            };
            if !float {
                for r in written(inst).filter(|&r| floats.has(r)).collect::<Vec<_>>() {
                    floats.remove(r);
                    changed = true;
                }
            }
        }
        if !changed {
            return floats;
        }
    }
}
