//! Conversions that have a form in vector instructions.

use ptx::{Operand, Round, Type as Ty};

use super::Wide;
use super::asm::{ALL, K, Rm, Shift, Z, merge, v, zeroing};
use super::values::Part;

impl Wide<'_> {
    /// A part of `cvt d, a`.
    pub(super) fn convert(
        &mut self,
        src: Operand,
        (to, from): (Ty, Ty),
        round: Option<Round>,
        ftz: bool,
        part: usize,
    ) -> Option<Z> {
        if to.is_integer() && from.is_integer() {
            return self.integers(src, to, from, part);
        }
        if to == Ty::F32 && from.is_integer() && from.bits() <= 32 && round == Some(Round::Rn) {
            let a = self.part(src, part, false);
            let a = self.extended(a, from);
            let op = if from.is_signed() || from.bits() < 32 { v::CVTDQ2PS } else { v::CVTUDQ2PS };
            let (a, d) = (self.rm(a, false), self.fresh());
            self.asm.vec1(op, d, a, ALL);
            return Some(d);
        }
        match (to, from, round) {
            (Ty::F32, Ty::F16, None) => {
                let a = self.part(src, part, false);
                let (a, d) = (self.z(a, false), self.fresh());
                self.asm.vec1(v::MOVDW, a, Rm::Reg(d), ALL);
                self.asm.vec1(v::CVTPH2PS, d, Rm::Reg(d), ALL);
                Some(d)
            }
            (Ty::F16, Ty::F32, Some(Round::Rn)) => {
                let a = self.raw_part(src, part, false);
                let a = self.z(a, false);
                Some(self.halves_of(a))
            }
            (Ty::F32, Ty::Bf16, None) if !ftz => {
                let a = self.part(src, part, false);
                let a = self.z(a, false);
                Some(self.shifted(Shift::Left, false, a, 16))
            }
            (Ty::Bf16, Ty::F32, Some(Round::Rn)) if !ftz => {
                let a = self.raw_part(src, part, false);
                let a = self.z(a, false);
                Some(self.brain_of(a))
            }
            // Subnormals make a difference only to what is rounded away from zero.
            (
                Ty::F32 | Ty::S32 | Ty::U32,
                Ty::F32,
                Some(way @ (Round::Rni | Round::Rzi | Round::Rmi | Round::Rpi)),
            ) if ftz == self.flushes || matches!(way, Round::Rni | Round::Rzi) => {
                let a = self.raw_part(src, part, false);
                let a = self.z(a, false);
                let whole = if to != Ty::F32 && way == Round::Rzi {
                    a
                } else {
                    let imm = match way {
                        Round::Rni => 8,
                        Round::Rmi => 9,
                        Round::Rpi => 10,
                        _ => 11,
                    };
                    let d = self.fresh();
                    self.asm.vec1_imm(v::RNDSCALEPS, d, Rm::Reg(a), ALL, imm);
                    d
                };
                Some(match to {
                    Ty::F32 => whole,
                    Ty::S32 => self.signed_of(whole),
                    _ => {
                        // What is below zero, or a NaN, is zero; too large is all ones.
                        let zero = self.z(Part::Same(0), false);
                        let d = self.fresh();
                        self.asm.vec(v::MAXPS, d, whole, Rm::Reg(zero), ALL);
                        self.asm.vec1(v::CVTTPS2UDQ, d, Rm::Reg(d), ALL);
                        d
                    }
                })
            }
            _ => None,
        }
    }

    fn signed_of(&mut self, a: Z) -> Z {
        let d = self.fresh();
        self.asm.cmp(v::CMPPS, K(7), a, Rm::Reg(a), ALL, 7);
        self.asm.vec1(v::CVTTPS2DQ, d, Rm::Reg(a), zeroing(K(7)));
        let (bound, most) = (self.number(0x4f00_0000, false), self.number(0x7fff_ffff, false));
        self.asm.cmp(v::CMPPS, K(7), a, Rm::Each(bound), ALL, 13);
        self.asm.vec1(v::BROADCASTD, d, Rm::Mem(most), merge(K(7)));
        d
    }

    /// The upper half of a single, rounded to nearest; of a NaN, CUDA's.
    fn brain_of(&mut self, a: Z) -> Z {
        self.asm.cmp(v::CMPPS, K(7), a, Rm::Reg(a), ALL, 3);
        let last = self.shifted(Shift::Right, false, a, 16);
        let last = self.two(v::AND, Part::In(last), Part::Same(1), false);
        let sum = self.two(v::ADDD, Part::In(a), Part::Same(0x7fff), false);
        let sum = self.two(v::ADDD, Part::In(sum), Part::In(last), false);
        let d = self.shifted(Shift::Right, false, sum, 16);
        let nan = self.number(0x7fff, false);
        self.asm.vec1(v::BROADCASTD, d, Rm::Mem(nan), merge(K(7)));
        d
    }

    /// A part of `cvt.rn.f16x2.f32` and `cvt.rn.bf16x2.f32`: the first one goes to the upper half.
    pub(super) fn convert_pair(&mut self, to: Ty, round: Round, srcs: &[Operand], part: usize) -> Option<Z> {
        if round != Round::Rn || !matches!(to, Ty::F16x2 | Ty::Bf16x2) {
            return None;
        }
        let [high, low] = [0, 1].map(|i| {
            let a = self.raw_part(srcs[i], part, false);
            let a = self.z(a, false);
            if to == Ty::F16x2 { self.halves_of(a) } else { self.brain_of(a) }
        });
        let high = self.shifted(Shift::Left, false, high, 16);
        Some(self.two(v::OR, Part::In(low), Part::In(high), false))
    }

    fn integers(&mut self, src: Operand, to: Ty, from: Ty, part: usize) -> Option<Z> {
        if [to, from].iter().any(|ty| matches!(ty, Ty::U16x2 | Ty::S16x2)) {
            return None;
        }
        let wide = from.bits() == 64;
        if to.bits() == 64 {
            if wide {
                let a = self.part(src, part, true);
                let (a, d) = (self.z(a, true), self.fresh());
                self.asm.vec1(v::MOVE, d, Rm::Reg(a), ALL);
                return Some(d);
            }
            let a = self.part(src, if self.uniform { 0 } else { part / 2 }, false);
            let a = self.extended(a, from);
            let a = self.z(a, false);
            return Some(self.widened(a, if self.uniform { 0 } else { part % 2 }, from.is_signed()));
        }
        // The narrower type decides what is kept, and the wider one's extension follows the source, then the target.
        let a = self.part(src, part, false);
        let a = if wide { a } else { self.extended(a, from) };
        let a = if to.bits() < from.bits() || to.bits() < 32 { self.extended(a, to) } else { a };
        let d = self.fresh();
        match self.rm(a, false) {
            Rm::Each(mem) => self.broadcast_from(d, mem, false),
            rm => self.asm.vec1(v::MOVE, d, rm, ALL),
        }
        Some(d)
    }
}
