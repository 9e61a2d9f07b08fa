//! How the 32 values of a register relate: all equal, a scalar plus a pattern that is known, or unrelated.
//!
//! Where rows of a block are narrower than a warp, the scalar may differ from segment to segment of the lanes.

use std::collections::HashMap;

use ptx::{Inst, IntBin, MulPart, Op, Operand, Space, Special, Sym, Type};

use super::{Form, operands};
use crate::interp::code::Code;
use crate::{LOCAL_WINDOW, PARAM_WINDOW, SHARED_WINDOW};

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

    fn constant(value: u64) -> Affine {
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

    fn meet(self, other: Kind) -> Kind {
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
    /// Affine values may be widened under a check that they do not wrap.
    pub checks: bool,
}

impl Shape {
    pub fn new(block: [u32; 3], checks: bool) -> Shape {
        let warps = block.iter().product::<u32>().div_ceil(32);
        let mut tids = [None; 3];
        let mut aligns = [63; 3];
        for axis in 0..3 {
            let first = thread_ids(block, 0)[axis];
            let pattern: [i64; 32] = std::array::from_fn(|l| i64::from(first[l]) - i64::from(first[0]));
            let mut same = true;
            for warp in 0..warps {
                let ids = thread_ids(block, warp)[axis];
                same &= (0..32).all(|l| i64::from(ids[l]) - i64::from(ids[0]) == pattern[l]);
                if ids[0] != 0 {
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
        Shape { block, segment, tids, aligns, checks }
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
    fn relate_unwritten(&mut self, code: &Code) -> bool {
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

    fn pattern(&mut self, known: &mut HashMap<[i64; 32], u16>, pattern: [i64; 32]) -> Option<u16> {
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
    fn special(&self, special: Special) -> Kind {
        let lanes = |pattern: Option<[i64; 32]>, align: u8| match pattern {
            Some([0, rest @ ..]) if rest.iter().all(|&v| v == 0) => {
                Kind::Affine(Affine { align, ..Affine::UNIFORM })
            }
            Some(pattern) => match self.patterns.iter().position(|p| *p == pattern) {
                Some(id) => Kind::Affine(Affine { pattern: id as u16, split: false, align, constant: None }),
                None => Kind::Varying,
            },
            None => Kind::Varying,
        };
        let constant = |value: u32| Kind::Affine(Affine::constant(value.into()));
        match special {
            Special::TidX => lanes(self.shape.tids[0], self.shape.aligns[0]),
            Special::TidY => lanes(self.shape.tids[1], self.shape.aligns[1]),
            Special::TidZ => lanes(self.shape.tids[2], self.shape.aligns[2]),
            Special::LaneId => match lanes(Some(std::array::from_fn(|l| l as i64)), 63) {
                Kind::Affine(a) => Kind::Affine(Affine { constant: Some(0), ..a }),
                other => other,
            },
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

    fn name_pattern(&mut self, special: Special, known: &mut HashMap<[i64; 32], u16>) {
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

    fn affine(&mut self, inst: &Inst, kinds: &[Kind], known: &mut HashMap<[i64; 32], u16>) -> Option<Kind> {
        let get = |i: usize| match kinds.get(i) {
            Some(Kind::Affine(a)) => Some(*a),
            _ => None,
        };
        let word = |ty: Type| ty.is_integer() && ty.bits() >= 32;
        let out = match inst.op {
            Op::Mov(ty) if ty != Type::Pred && ty != Type::B128 => get(0)?,
            Op::Cvta { to_space, space, ty } if ty.bits() == 64 => {
                let start = window(space);
                let start = if to_space { start.wrapping_neg() } else { start };
                self.add(get(0)?, Affine::constant(start), false, 64, known)?
            }
            Op::Int2 { op: op @ (IntBin::Add | IntBin::Sub), ty, sat: false } if word(ty) => {
                self.add(get(0)?, get(1)?, op == IntBin::Sub, ty.bits(), known)?
            }
            Op::Int2 { op: IntBin::MulLo, ty, .. } if word(ty) => {
                self.mul(get(0)?, get(1)?, ty.bits(), known)?
            }
            Op::Int2 { op: IntBin::MulWide, ty, .. } if ty.bits() == 32 => {
                self.mul_wide(get(0)?, get(1)?, ty, known)?
            }
            Op::Mad { part: MulPart::Lo, ty, sat: false, carry_in: false, carry_out: false } if word(ty) => {
                let product = self.mul(get(0)?, get(1)?, ty.bits(), known)?;
                self.add(product, get(2)?, false, ty.bits(), known)?
            }
            Op::Mad { part: MulPart::Wide, ty, sat: false, carry_in: false, carry_out: false }
                if ty.bits() == 32 =>
            {
                let product = self.mul_wide(get(0)?, get(1)?, ty, known)?;
                self.add(product, get(2)?, false, 64, known)?
            }
            Op::Int2 { op: IntBin::Shl, ty, .. } if word(ty) => {
                let by = known_count(get(1)?)?;
                if by >= ty.bits() {
                    return None;
                }
                self.mul(get(0)?, Affine::constant(1 << by), ty.bits(), known)?
            }
            Op::Int2 { op: IntBin::Shr, ty, .. } if word(ty) => {
                let (a, by) = (get(0)?, known_count(get(1)?)?);
                let pattern = self.low(a)?;
                if by >= ty.bits() || by > u32::from(a.align) || a.split {
                    return None;
                }
                let pattern = self.pattern(known, pattern.map(|v| v >> by))?;
                let constant = a.constant.map(|c| shift_right(c, by, ty));
                Affine { pattern, split: a.split, align: a.align - by as u8, constant }
            }
            Op::Int2 { op: op @ (IntBin::And | IntBin::Or), ty, .. } if word(ty) => {
                let (a, c) = match (get(0)?, get(1)?) {
                    (a, Affine { constant: Some(c), pattern: ZERO, .. }) => (a, c),
                    (Affine { constant: Some(c), pattern: ZERO, .. }, a) => (a, c),
                    _ => return None,
                };
                let pattern = self.low(a)?;
                let below = if a.align >= 63 { u64::MAX >> 1 } else { (1 << a.align) - 1 };
                let and = op == IntBin::And;
                let low = (c & below) as i64;
                let lanes = pattern.map(|v| if and { v & low } else { v | low });
                let id = self.pattern(known, lanes)?;
                let high = c & !below;
                let constant = if and && high & cut(ty.bits()) == 0 {
                    Some(0)
                } else {
                    a.constant.map(|v| if and { v & high } else { v | high })
                };
                Affine { pattern: id, split: a.split && constant.is_none(), align: a.align, constant }
            }
            Op::Cvt { to, from, sat: false, .. } if word(to) && word(from) => {
                let a = get(0)?;
                match (from.bits(), to.bits()) {
                    (32, 64) => self.mul_wide(a, Affine::constant(1), from, known)?,
                    (64, 32) => {
                        let lanes = self.patterns[a.pattern as usize].map(|v| narrow(v, 32));
                        Affine { align: a.align.min(31), pattern: self.pattern(known, lanes)?, ..a }
                    }
                    _ => a,
                }
            }
            _ => return None,
        };
        Some(Kind::Affine(out))
    }

    /// The pattern if the scalar has no bits where the pattern has.
    fn low(&self, a: Affine) -> Option<[i64; 32]> {
        if a.pattern == ZERO {
            return None;
        }
        let pattern = self.patterns[a.pattern as usize];
        let below = if a.align >= 63 { i64::MAX } else { 1 << a.align };
        pattern.iter().all(|&v| v >= 0 && v < below && v < 1 << 31).then_some(pattern)
    }

    fn add(
        &mut self,
        a: Affine,
        b: Affine,
        sub: bool,
        bits: u32,
        known: &mut HashMap<[i64; 32], u16>,
    ) -> Option<Affine> {
        let (p, q) = (self.patterns[a.pattern as usize], self.patterns[b.pattern as usize]);
        let sum = std::array::from_fn(|l| {
            narrow(if sub { p[l].wrapping_sub(q[l]) } else { p[l].wrapping_add(q[l]) }, bits)
        });
        let pattern = self.pattern(known, sum)?;
        let constant =
            a.constant.zip(b.constant).map(|(x, y)| if sub { x.wrapping_sub(y) } else { x.wrapping_add(y) });
        Some(Affine { pattern, split: a.split || b.split, align: a.align.min(b.align), constant })
    }

    fn mul(
        &mut self,
        a: Affine,
        b: Affine,
        bits: u32,
        known: &mut HashMap<[i64; 32], u16>,
    ) -> Option<Affine> {
        let (a, b) = if b.constant.is_some() && b.pattern == ZERO { (a, b) } else { (b, a) };
        let align = a.align.saturating_add(b.align).min(63);
        if let (Some(c), ZERO) = (b.constant, b.pattern) {
            let lanes = self.patterns[a.pattern as usize].map(|v| narrow(v.wrapping_mul(c as i64), bits));
            let pattern = self.pattern(known, lanes)?;
            return Some(Affine {
                pattern,
                split: a.split,
                align,
                constant: a.constant.map(|v| v.wrapping_mul(c)),
            });
        }
        let stepped = |f: &Form, a: Affine| a.pattern == ZERO || f.is_stepped(a.pattern);
        if a.pattern == ZERO && b.pattern == ZERO {
            return Some(Affine { pattern: ZERO, split: a.split || b.split, align, constant: None });
        }
        (stepped(self, a) && stepped(self, b)).then_some(Affine {
            pattern: ZERO,
            split: true,
            align: 0,
            constant: None,
        })
    }

    fn mul_wide(
        &mut self,
        a: Affine,
        b: Affine,
        ty: Type,
        known: &mut HashMap<[i64; 32], u16>,
    ) -> Option<Affine> {
        let _ = ty;
        let stepped = |f: &Form, a: Affine| a.pattern == ZERO || f.is_stepped(a.pattern);
        if stepped(self, a) && stepped(self, b) {
            let split = a.split || b.split || a.pattern != ZERO || b.pattern != ZERO;
            return Some(Affine { pattern: ZERO, split, align: 0, constant: None });
        }
        let (a, b) = if b.constant.is_some() && b.pattern == ZERO { (a, b) } else { (b, a) };
        let c = b.constant.filter(|&c| b.pattern == ZERO && self.shape.checks && c < 1 << 24)?;
        let lanes = self.patterns[a.pattern as usize];
        if lanes.iter().any(|&v| !(0..1 << 24).contains(&v)) {
            return None;
        }
        let pattern = self.pattern(known, lanes.map(|v| v * c as i64))?;
        Some(Affine { pattern, split: a.split, align: 0, constant: None })
    }
}

/// A count of bits that all lanes have.
fn known_count(a: Affine) -> Option<u32> {
    a.constant.filter(|_| a.is_uniform()).map(|count| count as u32)
}

fn cut(bits: u32) -> u64 {
    u64::MAX >> (64 - bits)
}

/// Patterns of 32-bit values are kept as the signed number that they are.
fn narrow(value: i64, bits: u32) -> i64 {
    if bits == 32 { i64::from(value as i32) } else { value }
}

fn shift_right(value: u64, by: u32, ty: Type) -> u64 {
    match (ty.bits(), ty.is_signed()) {
        (32, true) => ((value as i32) >> by) as u64,
        (32, false) => u64::from((value as u32) >> by),
        (_, true) => ((value as i64) >> by) as u64,
        _ => value >> by,
    }
}

/// Where a space's addresses are among the generic ones.
pub fn window(space: ptx::Space) -> u64 {
    match space {
        ptx::Space::Shared => SHARED_WINDOW,
        ptx::Space::Local => LOCAL_WINDOW,
        ptx::Space::Param => PARAM_WINDOW,
        _ => 0,
    }
}

/// Whether an instruction's results depend on its operands alone.
pub fn is_pure(op: &Op) -> bool {
    match op {
        Op::Mad { carry_in, carry_out, .. } => !carry_in && !carry_out,
        Op::Mov(_)
        | Op::Pack(_)
        | Op::Unpack(_)
        | Op::Int2 { .. }
        | Op::Int1 { .. }
        | Op::Sad(_)
        | Op::Bfe(_)
        | Op::Bfi(_)
        | Op::Bmsk { .. }
        | Op::Szext { .. }
        | Op::Fns
        | Op::Lop3
        | Op::Prmt(_)
        | Op::Shf { .. }
        | Op::Dp4a { .. }
        | Op::Dp2a { .. }
        | Op::Float2 { .. }
        | Op::Float1 { .. }
        | Op::Fma { .. }
        | Op::Copysign(_)
        | Op::Testp { .. }
        | Op::Setp { .. }
        | Op::Set { .. }
        | Op::Selp(_)
        | Op::Slct { .. }
        | Op::Cvt { .. }
        | Op::CvtPair { .. }
        | Op::CvtPack { .. }
        | Op::Cvta { .. }
        | Op::Isspacep(_) => true,
        _ => false,
    }
}

/// Whether an instruction concerns each lane alone, as far as is known here.
pub fn is_alone(op: &Op) -> bool {
    is_pure(op)
        || matches!(
            op,
            Op::AddCarry { .. }
                | Op::Mad { .. }
                | Op::Ld { .. }
                | Op::St { .. }
                | Op::Atom { .. }
                | Op::Red { .. }
                | Op::CpAsync { .. }
                | Op::AtomVec { .. }
                | Op::CpBulk { .. }
                | Op::Mbarrier { .. }
                | Op::Activemask
                | Op::Fence
                | Op::Nanosleep
                | Op::Nop
        )
}
