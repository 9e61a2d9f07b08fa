//! How the 32 values of a register relate: all equal, a scalar plus a pattern that is known, or unrelated.
//!
//! Where rows of a block are narrower than a warp, the scalar may differ from segment to segment of the lanes.

use std::collections::HashMap;

use ptx::{Inst, Op, Operand, Space, Special, Sym, Type};

use super::{Form, is_pure, operands};
use crate::interp::code::Code;

/// The pattern of lanes that are all equal.
pub const ZERO: u16 = 0;

/// A scalar for each segment, plus a pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Affine {
    /// Index in `Form::patterns`.
    pub pattern: u16,
    /// There is a scalar for each segment of lanes, not one for all.
    pub split: bool,
    /// The scalar is a multiple of two to this power.
    pub align: u8,
    /// The scalar, if it is known.
    pub constant: Option<u64>,
}

impl Affine {
    pub const UNIFORM: Affine = Affine { pattern: ZERO, split: false, align: 0, constant: None };

    pub(super) fn constant(value: u64) -> Affine {
        Affine {
            pattern: ZERO,
            split: false,
            align: value.trailing_zeros().min(63) as u8,
            constant: Some(value),
        }
    }

    pub fn is_uniform(&self) -> bool {
        self.pattern == ZERO && !self.split
    }
}

/// What is known of the lanes of a register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Nothing was written to it so far as is known.
    Unknown,
    Affine(Affine),
    Varying,
}

impl Kind {
    pub fn is_uniform(&self) -> bool {
        match self {
            Kind::Affine(a) => a.is_uniform(),
            Kind::Unknown => true,
            Kind::Varying => false,
        }
    }

    pub(super) fn meet(self, other: Kind) -> Kind {
        match (self, other) {
            (Kind::Unknown, k) | (k, Kind::Unknown) => k,
            (Kind::Affine(a), Kind::Affine(b)) if a.pattern == b.pattern => Kind::Affine(Affine {
                pattern: a.pattern,
                split: a.split || b.split,
                align: a.align.min(b.align),
                constant: a.constant.filter(|_| a.constant == b.constant),
            }),
            _ => Kind::Varying,
        }
    }
}

/// A block's shape and what follows from it.
#[derive(Clone, Debug)]
pub struct Shape {
    pub block: [u32; 3],
    /// Lanes of a segment.
    pub segment: usize,
    /// For each of `%tid`'s components: the pattern, if every warp has the same.
    pub tids: [Option<[i64; 32]>; 3],
    /// Two to this power divides the component of lane 0 of every warp.
    pub aligns: [u8; 3],
    /// The component of lane 0 is zero in every warp.
    pub zeros: [bool; 3],
    /// Affine values may be widened under a check that they do not wrap.
    pub checks: bool,
}

impl Shape {
    pub fn new(block: [u32; 3], checks: bool) -> Shape {
        let warps = block.iter().product::<u32>().div_ceil(32);
        let mut tids = [None; 3];
        let mut aligns = [63; 3];
        let mut zeros = [true; 3];
        for axis in 0..3 {
            let first = thread_ids(block, 0)[axis];
            let pattern: [i64; 32] = std::array::from_fn(|l| i64::from(first[l]) - i64::from(first[0]));
            let mut same = true;
            for warp in 0..warps {
                let ids = thread_ids(block, warp)[axis];
                same &= (0..32).all(|l| i64::from(ids[l]) - i64::from(ids[0]) == pattern[l]);
                if ids[0] != 0 {
                    zeros[axis] = false;
                    aligns[axis] = aligns[axis].min(ids[0].trailing_zeros() as u8);
                }
            }
            tids[axis] = same.then_some(pattern);
        }
        let segment = match block[0] {
            4 => 4,
            8 => 8,
            16 => 16,
            _ => 32,
        };
        Shape { block, segment, tids, aligns, zeros, checks }
    }

    pub fn segments(&self) -> usize {
        32 / self.segment
    }
}

/// `%tid` of the lanes of a warp: components, then lanes.
pub fn thread_ids(block: [u32; 3], warp: u32) -> [[u32; 32]; 3] {
    let [x, y, _] = block;
    let thread = |lane: usize| warp * 32 + lane as u32;
    [
        std::array::from_fn(|l| thread(l) % x),
        std::array::from_fn(|l| thread(l) / x % y),
        std::array::from_fn(|l| thread(l) / x / y),
    ]
}

impl Form {
    /// Finds what is known of each register, given which lanes may wait where.
    pub(super) fn relate(&mut self, code: &Code) {
        self.kinds.fill(Kind::Unknown);
        let mut known: HashMap<[i64; 32], u16> =
            self.patterns.iter().enumerate().map(|(i, p)| (*p, i as u16)).collect();
        loop {
            let mut changed = false;
            for b in 0..self.nodes.len() {
                for pc in self.nodes[b].first..self.nodes[b].end {
                    let inst = &code.insts[pc as usize];
                    let mut kind = self.result(code, inst, &mut known);
                    self.results[(pc - self.first) as usize] = kind;
                    if let Some(guard) = inst.guard {
                        kind = match kind {
                            _ if !self.kinds[guard.reg.0 as usize].is_uniform() => Kind::Varying,
                            Kind::Affine(a) => Kind::Affine(Affine { constant: None, ..a }),
                            other => other,
                        };
                    }
                    for dst in operands(code, inst).0 {
                        let Operand::Reg(reg) = dst else { continue };
                        let r = reg.0 as usize;
                        let ty = code.functions[self.function as usize].types[r];
                        let kept = self.kept[b].has(r) || ty == Type::B128;
                        let new = if kept { Kind::Varying } else { self.kinds[r].meet(kind) };
                        if new != self.kinds[r] {
                            self.kinds[r] = new;
                            changed = true;
                        }
                        if ty == Type::B128 && self.kinds[r + 1] != Kind::Varying {
                            self.kinds[r + 1] = Kind::Varying;
                            changed = true;
                        }
                    }
                }
            }
            if !changed && !self.relate_unwritten(code) {
                return;
            }
        }
    }

    /// What nothing has written by now holds zero in every lane: what is made of it and of others is as those are, not unknown for good.
    /// Whether there was such a register; those that no instruction writes come before those that are written from them.
    pub(super) fn relate_unwritten(&mut self, code: &Code) -> bool {
        let mut written = vec![false; self.kinds.len()];
        let mut read = vec![false; self.kinds.len()];
        for pc in self.nodes.iter().flat_map(|node| node.first..node.end) {
            let (dsts, srcs) = operands(code, &code.insts[pc as usize]);
            for (operands, seen) in [(dsts, &mut written), (srcs, &mut read)] {
                for operand in operands {
                    if let Operand::Reg(reg) | Operand::NotReg(reg) | Operand::RegOffset(reg, _) = operand {
                        seen[reg.0 as usize] = true;
                    }
                }
            }
        }
        let unknown: Vec<usize> =
            (0..read.len()).filter(|&r| read[r] && self.kinds[r] == Kind::Unknown).collect();
        let never: Vec<usize> = unknown.iter().copied().filter(|&r| !written[r]).collect();
        let chosen = if never.is_empty() { unknown } else { never };
        for &r in &chosen {
            self.kinds[r] = Kind::Affine(Affine::UNIFORM);
        }
        !chosen.is_empty()
    }

    pub(super) fn pattern(&mut self, known: &mut HashMap<[i64; 32], u16>, pattern: [i64; 32]) -> Option<u16> {
        if let Some(&id) = known.get(&pattern) {
            return Some(id);
        }
        let id = u16::try_from(self.patterns.len()).ok()?;
        self.patterns.push(pattern);
        known.insert(pattern, id);
        Some(id)
    }

    /// What is known of an operand.
    pub fn operand(&self, code: &Code, operand: Operand) -> Kind {
        let function = &code.functions[self.function as usize];
        match operand {
            Operand::Reg(reg) => self.kinds[reg.0 as usize],
            Operand::NotReg(reg) => match self.kinds[reg.0 as usize] {
                Kind::Unknown => Kind::Unknown,
                kind if kind.is_uniform() => Kind::Affine(Affine::UNIFORM),
                _ => Kind::Varying,
            },
            Operand::Imm(value) => Kind::Affine(Affine::constant(value)),
            Operand::RegOffset(reg, offset) => match self.kinds[reg.0 as usize] {
                Kind::Affine(a) => Kind::Affine(Affine {
                    align: a.align.min(offset.trailing_zeros() as u8),
                    constant: a.constant.map(|c| c.wrapping_add_signed(offset.into())),
                    ..a
                }),
                other => other,
            },
            Operand::Sym(Sym::Param(p), offset) => {
                let start = u64::from(function.params[p as usize].offset);
                Kind::Affine(Affine::constant(start.wrapping_add_signed(offset.into())))
            }
            Operand::Sym(Sym::Var(v), offset) => {
                let start = u64::from(function.vars[v as usize].0);
                Kind::Affine(Affine::constant(start.wrapping_add_signed(offset.into())))
            }
            Operand::Sym(..) => Kind::Affine(Affine::UNIFORM),
            Operand::Sink => Kind::Affine(Affine::constant(0)),
            Operand::Special(special) => self.special(special),
        }
    }

    /// The pattern of a component of `%tid` or of `%laneid` is known before any instruction is looked at.
    pub(super) fn special(&self, special: Special) -> Kind {
        let lanes = |pattern: Option<[i64; 32]>, align: u8, zero: bool| match pattern {
            Some(pattern) => match self.patterns.iter().position(|p| *p == pattern) {
                Some(id) => Kind::Affine(Affine {
                    pattern: id as u16,
                    split: false,
                    align,
                    constant: zero.then_some(0),
                }),
                None => Kind::Varying,
            },
            None => Kind::Varying,
        };
        let tid = |axis: usize| lanes(self.shape.tids[axis], self.shape.aligns[axis], self.shape.zeros[axis]);
        let constant = |value: u32| Kind::Affine(Affine::constant(value.into()));
        match special {
            Special::TidX => tid(0),
            Special::TidY => tid(1),
            Special::TidZ => tid(2),
            Special::LaneId => lanes(Some(std::array::from_fn(|l| l as i64)), 63, true),
            Special::NtidX => constant(self.shape.block[0]),
            Special::NtidY => constant(self.shape.block[1]),
            Special::NtidZ => constant(self.shape.block[2]),
            Special::LanemaskEq
            | Special::LanemaskLe
            | Special::LanemaskLt
            | Special::LanemaskGe
            | Special::LanemaskGt => Kind::Varying,
            _ => Kind::Affine(Affine::UNIFORM),
        }
    }

    /// What is known of what an instruction writes.
    pub fn result(&mut self, code: &Code, inst: &Inst, known: &mut HashMap<[i64; 32], u16>) -> Kind {
        for operand in code.srcs(inst) {
            if let Operand::Special(special) = operand {
                self.name_pattern(*special, known);
            }
        }
        let kinds: Vec<Kind> = code.srcs(inst).iter().map(|&s| self.operand(code, s)).collect();
        if let Op::Vote(_) | Op::Redux { .. } = inst.op {
            // The lanes that one mask names get one result; tiles of a warp have masks of their own.
            return match kinds.last() {
                Some(mask) if mask.is_uniform() => Kind::Affine(Affine::UNIFORM),
                Some(Kind::Unknown) => Kind::Unknown,
                _ => Kind::Varying,
            };
        }
        if kinds.contains(&Kind::Unknown)
            && !matches!(inst.op, Op::Mov(_))
            && (is_pure(&inst.op) || matches!(inst.op, Op::Ld { .. }))
        {
            return Kind::Unknown;
        }
        if let Op::Ld { space, .. } = inst.op {
            // Each lane has its own local memory, which a generic address may be in.
            let own = matches!(space, Space::Local | Space::Generic)
                || matches!(code.srcs(inst)[0], Operand::Sym(Sym::Var(_), _));
            return if kinds[0].is_uniform() && !own { Kind::Affine(Affine::UNIFORM) } else { Kind::Varying };
        }
        if !is_pure(&inst.op) {
            return Kind::Varying;
        }
        if let Some(kind) = self.affine(inst, &kinds, known) {
            return kind;
        }
        if kinds.iter().all(Kind::is_uniform) { Kind::Affine(Affine::UNIFORM) } else { Kind::Varying }
    }

    pub(super) fn name_pattern(&mut self, special: Special, known: &mut HashMap<[i64; 32], u16>) {
        let pattern = match special {
            Special::TidX => self.shape.tids[0],
            Special::TidY => self.shape.tids[1],
            Special::TidZ => self.shape.tids[2],
            Special::LaneId => Some(std::array::from_fn(|l| l as i64)),
            _ => None,
        };
        if let Some(pattern) = pattern {
            self.pattern(known, pattern);
        }
    }

    /// Whether a pattern has one value in each segment.
    pub fn is_stepped(&self, pattern: u16) -> bool {
        let (pattern, segment) = (&self.patterns[pattern as usize], self.shape.segment);
        self.shape.segments() > 1 && (0..32).all(|l| pattern[l] == pattern[l / segment * segment])
    }
}
