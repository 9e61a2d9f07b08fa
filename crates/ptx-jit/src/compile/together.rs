//! Instructions that all 32 lanes execute together: shuffles whose lanes are known, votes.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, Value, types};
use ptx::{Inst, Op, Operand, ShflMode, Space, VoteMode};
use smallvec::smallvec;

use super::emit::{Emitter, Parts, Val};
use crate::interp::shuffle_source;
use crate::lockstep::{Affine, Kind, ZERO};

impl Emitter<'_, '_> {
    fn known(&self, operand: Operand) -> Option<u32> {
        match self.form.operand(self.code, operand) {
            Kind::Affine(Affine { constant: Some(c), pattern: ZERO, .. }) => Some(c as u32),
            _ => None,
        }
    }

    /// Generates an instruction of the whole warp where all its lanes are here; false if it has no form here.
    pub fn together(&mut self, pc: u32, inst: &Inst, guard: Option<&Val>) -> bool {
        if self.mask.is_some() || guard.is_some() {
            return false;
        }
        let srcs: Vec<Operand> = self.code.srcs(inst).to_vec();
        let all = |e: &Self| srcs.last().and_then(|&s| e.known(s)) == Some(u32::MAX);
        let vals = match inst.op {
            // Whoever is named is here.
            Op::BarWarp => return true,
            Op::Activemask => {
                let ones = self.constant(types::I32, u64::from(u32::MAX));
                vec![Val::Scalars(smallvec![ones], ZERO)]
            }
            Op::Shfl(mode) if all(self) => match self.shuffle(mode, &srcs) {
                Some(vals) => vals,
                None => {
                    let Some(parts) = self.all_words(&srcs[..3]) else { return false };
                    self.call_leaf(pc, &parts, false);
                    vec![self.leaf_words(0), self.leaf_predicate(1)]
                }
            },
            Op::Redux { .. } if all(self) => {
                let Some(parts) = self.all_words(&srcs[..1]) else { return false };
                self.call_leaf(pc, &parts, false);
                vec![self.leaf_scalar(0)]
            }
            Op::Mma(mma) if [mma.a, mma.b, mma.c, mma.d].iter().all(|ty| ty.bits() <= 32) => {
                let Some(parts) = self.all_words(&srcs) else { return false };
                if parts.len() > 10 || inst.dsts > 4 {
                    return false;
                }
                self.call_leaf(pc, &parts, false);
                (0..usize::from(inst.dsts)).map(|i| self.leaf_words(i)).collect()
            }
            Op::Movmatrix => {
                let Some(parts) = self.all_words(&srcs[..1]) else { return false };
                self.call_leaf(pc, &parts, false);
                vec![self.leaf_words(0)]
            }
            Op::Ldmatrix { num, trans, space } if matches!(space, Space::Shared | Space::Generic) => {
                return self.load_matrix(pc, inst, (num, trans, space));
            }
            Op::Vote(mode) if all(self) => {
                let Some(p) = self.operand(srcs[0]) else { return false };
                let bits = self.bits(&p);
                vec![match mode {
                    VoteMode::Ballot => Val::Scalars(smallvec![bits], ZERO),
                    VoteMode::All => Val::Flag(self.b.ins().icmp_imm_s(IntCC::Equal, bits, -1)),
                    VoteMode::Any => Val::Flag(self.b.ins().icmp_imm_s(IntCC::NotEqual, bits, 0)),
                    VoteMode::Uni => {
                        let all = self.b.ins().icmp_imm_s(IntCC::Equal, bits, -1);
                        let none = self.b.ins().icmp_imm_s(IntCC::Equal, bits, 0);
                        Val::Flag(self.b.ins().bor(all, none))
                    }
                }]
            }
            _ => return false,
        };
        let dsts = self.code.dsts(inst).to_vec();
        for (dst, val) in dsts.into_iter().zip(vals) {
            if let Operand::Reg(reg) = dst {
                self.write(reg.0, val, None);
            }
        }
        true
    }

    fn all_words(&mut self, srcs: &[Operand]) -> Option<Vec<Parts>> {
        srcs.iter().map(|&src| self.operand(src).map(|val| self.words(&val))).collect()
    }

    fn shuffle(&mut self, mode: ShflMode, srcs: &[Operand]) -> Option<Vec<Val>> {
        let c = self.known(srcs[2])?;
        let val = self.operand(srcs[0])?;
        let valid = |e: &mut Self, bits: u32| Val::Mask {
            bits: Some(e.constant(types::I32, bits.into())),
            lanes: None,
        };
        let Some(b) = self.known(srcs[1]) else {
            // One lane's value for all of them.
            let uniform = self.form.operand(self.code, srcs[1]).is_uniform();
            if mode != ShflMode::Idx || c != 31 || !uniform {
                return None;
            }
            let lane = self.parts(srcs[1], false, true)?[0];
            let scratch = self.scratch();
            for (i, part) in self.words(&val).into_iter().enumerate() {
                self.b.ins().store(super::emit::flags(), part, scratch, i as i32 * 16);
            }
            let lane = self.b.ins().band_imm_s(lane, 31);
            let lane = self.b.ins().uextend(types::I64, lane);
            let offset = self.b.ins().ishl_imm_s(lane, 2);
            let at = self.b.ins().iadd(scratch, offset);
            let value = self.b.ins().load(types::I32, super::emit::flags(), at, 0);
            return Some(vec![Val::Scalars(smallvec![value], ZERO), valid(self, u32::MAX)]);
        };
        let source: [(usize, bool); 32] = std::array::from_fn(|lane| shuffle_source(mode, lane, b, c));
        let inside = (0..32).fold(0, |bits, lane| bits | u32::from(source[lane].1) << lane);
        let words = self.words(&val);
        let out: Parts = (0..8)
            .map(|group| {
                let from: [usize; 4] = std::array::from_fn(|j| source[group * 4 + j].0);
                self.gather_lanes(&words, from)
            })
            .collect();
        Some(vec![Val::Words(out), valid(self, inside)])
    }

    /// A vector of four of the lanes.
    fn gather_lanes(&mut self, words: &[Value], from: [usize; 4]) -> Value {
        let first = from[0] / 4;
        if from == [0, 1, 2, 3].map(|j| first * 4 + j) {
            return words[first];
        }
        let second = from.iter().map(|l| l / 4).find(|&g| g != first).unwrap_or(first);
        if from.iter().all(|l| l / 4 == first || l / 4 == second) {
            let bytes = std::array::from_fn(|i| {
                let lane = from[i / 4];
                ((if lane / 4 == first { 0 } else { 16 }) + lane % 4 * 4 + i % 4) as u8
            });
            return self.pick(words[first], words[second], bytes);
        }
        let mut out = words[first];
        for (j, lane) in from.into_iter().enumerate() {
            let value = self.b.ins().extractlane(words[lane / 4], (lane % 4) as u8);
            out = self.b.ins().insertlane(out, value, j as u8);
        }
        out
    }
}
