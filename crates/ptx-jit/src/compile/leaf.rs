//! Operations that machine code has computed by plain functions: it puts the operands' lanes in the frame, calls, and
//! takes the results from there. For what has no short form in vectors; nothing of the warp's state takes part.

use cranelift_codegen::ir::{InstBuilder, types};
use ptx::{Inst, IntBin, IntUn, MulPart, Op, Operand, Type as Ty};
use smallvec::smallvec;

use super::emit::{Emitter, Parts, Val, flags};
use super::machine::field;
use crate::interp::lanes::Lanes;
use crate::interp::{pure, reduce, shuffle_source};
use crate::lockstep::ZERO;

pub mod fast;
mod matrix;

/// Bytes of a warp's frame for operands and results.
pub const SCRATCH: u32 = size_of::<Scratch>() as u32;
/// Where the sources are, and how far they are from each other, in bytes.
pub const SOURCES: u32 = std::mem::offset_of!(Scratch, sources) as u32;
pub const WORDS: u32 = size_of::<Words>() as u32;
const EACH: i32 = WORDS as i32;

/// 32 lanes of 32 bits, followed by nothing, or of 64 bits.
#[derive(Clone, Copy)]
#[repr(C, align(16))]
pub struct Words(pub [u32; 64]);

impl Words {
    pub fn lane(&self, lane: usize, wide: bool) -> u64 {
        if wide {
            u64::from(self.0[2 * lane]) | u64::from(self.0[2 * lane + 1]) << 32
        } else {
            u64::from(self.0[lane])
        }
    }

    pub fn set_lane(&mut self, lane: usize, wide: bool, value: u64) {
        if wide {
            (self.0[2 * lane], self.0[2 * lane + 1]) = (value as u32, (value >> 32) as u32);
        } else {
            self.0[lane] = value as u32;
        }
    }
}

/// What machine code and a function here hand over.
#[repr(C, align(16))]
pub struct Scratch {
    pub results: [Words; 4],
    pub sources: [Words; 10],
}

/// How the lanes of an operand or result are seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lane {
    Word,
    Double,
    Predicate,
}

impl Lane {
    fn of(ty: Ty) -> Lane {
        if ty.bits() == 64 { Lane::Double } else { Lane::Word }
    }
}

/// The results and the sources of an operation that is computed here.
pub struct Shape {
    pub results: [Lane; 2],
    pub sources: [Lane; 5],
}

/// How an operation is computed here; nothing if it is not.
pub fn shape(op: &Op) -> Option<Shape> {
    use Lane::{Double, Predicate, Word};
    let all = |lane| (lane, [lane; 4]);
    let (result, sources) = match *op {
        Op::Int2 { ty: Ty::Pred, .. } | Op::Int1 { ty: Ty::Pred, .. } => return None,
        Op::Int2 { op: IntBin::MulWide, ty, .. } if ty.bits() == 32 => (Double, [Word; 4]),
        Op::Int2 { op: IntBin::Shl | IntBin::Shr, ty, .. } => {
            (Lane::of(ty), [Lane::of(ty), Word, Word, Word])
        }
        Op::Int2 { ty, .. } | Op::Sad(ty) => all(Lane::of(ty)),
        Op::Int1 { op: IntUn::Neg | IntUn::Not | IntUn::Abs | IntUn::Brev, ty } => all(Lane::of(ty)),
        Op::Int1 { ty, .. } => (Word, [Lane::of(ty); 4]),
        Op::Mad { part: MulPart::Wide, ty, carry_in: false, carry_out: false, .. } if ty.bits() == 32 => {
            (Double, [Word, Word, Double, Word])
        }
        Op::Mad { ty, carry_in: false, carry_out: false, .. } => all(Lane::of(ty)),
        Op::Bfe(ty) => (Lane::of(ty), [Lane::of(ty), Word, Word, Word]),
        Op::Bfi(ty) => (Lane::of(ty), [Lane::of(ty), Lane::of(ty), Word, Word]),
        Op::Bmsk { .. }
        | Op::Szext { .. }
        | Op::Fns
        | Op::Lop3
        | Op::Prmt(_)
        | Op::Shf { .. }
        | Op::Dp4a { .. }
        | Op::Dp2a { .. }
        | Op::Video(_)
        | Op::Float3 { .. }
        | Op::FloatMixed { .. }
        | Op::ExtremeRelu { .. }
        | Op::CvtFinite { .. }
        | Op::CvtSmall { .. }
        | Op::CvtStochastic { .. } => all(Word),
        Op::Float2 { ty, .. } | Op::Float1 { ty, .. } | Op::Fma { ty, .. } | Op::Copysign(ty) => {
            all(Lane::of(ty))
        }
        Op::Testp { ty, .. } | Op::Setp { combine: None, ty, .. } => (Predicate, [Lane::of(ty); 4]),
        Op::Set { combine: None, dst, src, .. } => (Lane::of(dst), [Lane::of(src); 4]),
        Op::Slct { ty, .. } => (Lane::of(ty), [Lane::of(ty), Lane::of(ty), Word, Word]),
        Op::Cvt { to, from, .. } => (Lane::of(to), [Lane::of(from); 4]),
        Op::CvtPair { .. } | Op::CvtPack { .. } => all(Word),
        _ => return None,
    };
    let [a, b, c, d] = sources;
    // Five sources have only words.
    Some(Shape { results: [result; 2], sources: [a, b, c, d, Word] })
}

impl Emitter<'_, '_> {
    /// An operation on each lane alone, by a function; nothing if it is not one of those.
    pub fn leaf(&mut self, pc: u32, inst: &Inst, uniform: bool) -> Option<Vec<Val>> {
        let Shape { results, sources } = shape(&inst.op)?;
        let srcs: Vec<Operand> = self.code.srcs(inst).to_vec();
        if inst.dsts == 0 || usize::from(inst.dsts) > results.len() || srcs.len() > sources.len() {
            return None;
        }
        let mut parts = Vec::with_capacity(srcs.len());
        for (&src, lane) in srcs.iter().zip(sources) {
            let val = self.operand(src)?;
            if uniform && !matches!(val, Val::Scalars(_, ZERO) | Val::Flag(_)) {
                return None;
            }
            parts.push(self.parts_of(&val, lane == Lane::Double, uniform));
        }
        self.call_leaf(pc, &parts, uniform);
        let dsts = usize::from(inst.dsts);
        Some((0..dsts).map(|i| self.leaf_result(i, results[i], uniform)).collect())
    }

    /// Hands the lanes of operands to the function for the instruction at `pc`.
    pub fn call_leaf(&mut self, pc: u32, sources: &[Parts], uniform: bool) {
        self.hand_over(sources);
        let lanes = if uniform { self.b.ins().iconst(types::I32, 1) } else { self.active(None) };
        self.helper(field::LEAF, pc, lanes);
    }

    /// Puts the lanes of operands where a function finds them.
    pub fn hand_over(&mut self, sources: &[Parts]) {
        let scratch = self.scratch();
        for (i, parts) in sources.iter().enumerate() {
            for (j, &part) in parts.iter().enumerate() {
                self.b.ins().store(flags(), part, scratch, SOURCES as i32 + i as i32 * EACH + 16 * j as i32);
            }
        }
    }

    fn leaf_result(&mut self, i: usize, lane: Lane, uniform: bool) -> Val {
        let scratch = self.scratch();
        let at = |j: usize| i as i32 * EACH + 16 * j as i32;
        if uniform {
            let ty = if lane == Lane::Double { types::I64 } else { types::I32 };
            let value = self.b.ins().load(ty, flags(), scratch, at(0));
            let val = Val::Scalars(smallvec![value], ZERO);
            return if lane == Lane::Predicate { Val::Flag(self.flag(&val)) } else { val };
        }
        let (ty, count) = if lane == Lane::Double { (types::I64X2, 16) } else { (types::I32X4, 8) };
        let parts: Parts = (0..count).map(|j| self.b.ins().load(ty, flags(), scratch, at(j))).collect();
        match lane {
            Lane::Double => Val::Doubles(parts),
            Lane::Word => Val::Words(parts),
            // The results are 0 or all ones.
            Lane::Predicate => Val::Mask { bits: None, lanes: Some(parts) },
        }
    }

    /// A result in words, of an operation of all lanes together.
    pub fn leaf_words(&mut self, i: usize) -> Val {
        self.leaf_result(i, Lane::Word, false)
    }

    /// Such a result of 64 bits a lane.
    pub fn leaf_doubles(&mut self, i: usize) -> Val {
        self.leaf_result(i, Lane::Double, false)
    }

    /// Such a result that all lanes have.
    pub fn leaf_scalar(&mut self, i: usize) -> Val {
        self.leaf_result(i, Lane::Word, true)
    }

    /// Such a result that is a predicate.
    pub fn leaf_predicate(&mut self, i: usize) -> Val {
        self.leaf_result(i, Lane::Predicate, false)
    }
}

/// Computes what an instruction writes, in the lanes of `mask` at least.
pub fn compute(op: &Op, scratch: &mut Scratch, mask: u32) {
    if fast::compute(op, scratch) {
        return;
    }
    let Some(Shape { results: kinds, sources: lanes }) = shape(op) else { return };
    let mut sources = [[0; 32]; 5];
    for (i, source) in sources.iter_mut().enumerate() {
        *source = read(&scratch.sources[i], lanes[i]);
    }
    let mut results = [[0; 32]; 2];
    let count = pure::evaluate(op, mask, &sources, &mut results).unwrap_or(0);
    for i in 0..count {
        write(&mut scratch.results[i], kinds[i], &results[i]);
    }
}

fn read(words: &Words, lane: Lane) -> Lanes {
    let w = &words.0;
    match lane {
        Lane::Double => std::array::from_fn(|l| u64::from(w[2 * l]) | u64::from(w[2 * l + 1]) << 32),
        _ => std::array::from_fn(|l| u64::from(w[l])),
    }
}

fn write(words: &mut Words, lane: Lane, values: &Lanes) {
    for (l, &value) in values.iter().enumerate() {
        match lane {
            Lane::Word => words.0[l] = value as u32,
            Lane::Predicate => words.0[l] = 0u32.wrapping_sub(value as u32 & 1),
            Lane::Double => {
                words.0[2 * l] = value as u32;
                words.0[2 * l + 1] = (value >> 32) as u32;
            }
        }
    }
}

/// Operations of all 32 lanes together.
pub fn together(op: &Op, scratch: &mut Scratch) -> bool {
    let Scratch { results, sources } = scratch;
    let [first, second, ..] = results;
    match *op {
        Op::Shfl(mode) => {
            for lane in 0..32 {
                let (from, inside) = shuffle_source(mode, lane, sources[1].0[lane], sources[2].0[lane]);
                first.0[lane] = sources[0].0[from];
                second.0[lane] = 0u32.wrapping_sub(inside.into());
            }
        }
        Op::Redux { .. } => first.0[0] = reduce(op, sources[0].0[..32].iter().copied()),
        // The rows of each matrix are its lanes' words: their halves change places with the columns.
        Op::Movmatrix | Op::Ldmatrix { trans: true, .. } => {
            let num = if let Op::Ldmatrix { num, .. } = *op { num } else { 1 };
            for matrix in 0..usize::from(num).min(4) {
                let rows = sources[matrix].0;
                let half = |row: usize, col: usize| rows[row * 4 + col / 2] >> (16 * (col % 2)) & 0xffff;
                for lane in 0..32 {
                    let (row, col) = (lane / 4, lane % 4 * 2);
                    results[matrix].0[lane] = half(col, row) | half(col + 1, row) << 16;
                }
            }
        }
        Op::Mma(mma) => {
            return matrix::multiply(&mma, sources, results)
                || crate::interp::matrix::multiply_words(&mma, sources, results);
        }
        _ => return false,
    }
    true
}
