//! Singles and doubles as the processor computes them, and halves by way of singles.

use ptx::{FloatBin, FloatMode, FloatUn, Inst, Op, Operand, Round, Type as Ty};

use super::Wide;
use super::asm::{ALL, K, Rm, Shift, Vop, Z, merge, v};
use super::values::Part;

/// How the processor is told to round one instruction: nothing where it is set up so.
fn rounding(round: Round) -> Option<Option<u8>> {
    match round {
        Round::Rn => Some(None),
        Round::Rm => Some(Some(1)),
        Round::Rp => Some(Some(2)),
        Round::Rz => Some(Some(3)),
        _ => None,
    }
}

impl Wide<'_> {
    /// Whether the processor's arithmetic is that of a type and mode as it is set up.
    fn is_plain(&self, ty: Ty, mode: FloatMode) -> bool {
        let flushes = match ty {
            Ty::F32 => mode.ftz == self.flushes,
            Ty::F64 => !self.flushes,
            _ => false,
        };
        flushes && !mode.sat && !mode.relu && rounding(mode.round).is_some()
    }

    /// A result of two operands with a mode's rounding.
    fn rounded(&mut self, op: Vop, a: Part, b: Part, wide: bool, round: Round) -> Option<Z> {
        let op = if wide { Vop { pp: 1, w: 1, ..op } } else { op };
        match rounding(round)? {
            None => Some(self.two(op, a, b, wide)),
            Some(rounding) => {
                let (a, b, d) = (self.z(a, wide), self.z(b, wide), self.fresh());
                self.asm.vec_rounded(op, d, a, b, rounding);
                Some(d)
            }
        }
    }

    pub(super) fn float2(
        &mut self,
        op: FloatBin,
        ty: Ty,
        mode: FloatMode,
        srcs: &[Operand],
        part: usize,
    ) -> Option<Z> {
        if matches!(ty, Ty::F16 | Ty::F16x2) {
            return self.halves2(op, ty, mode, srcs, part);
        }
        if !self.is_plain(ty, mode) {
            return None;
        }
        let wide = ty == Ty::F64;
        let which = match op {
            FloatBin::Add => v::ADDPS,
            FloatBin::Sub => v::SUBPS,
            FloatBin::Mul => v::MULPS,
            FloatBin::Div => v::DIVPS,
            FloatBin::Min | FloatBin::Max if !wide && !mode.nan && !mode.xorsign_abs => {
                let (a, b) = (self.raw_part(srcs[0], part, false), self.raw_part(srcs[1], part, false));
                return Some(self.extreme(op == FloatBin::Max, a, b));
            }
            _ => return None,
        };
        let (a, b) = (self.raw_part(srcs[0], part, wide), self.raw_part(srcs[1], part, wide));
        self.rounded(which, a, b, wide, mode.round)
    }

    /// The larger or smaller one: -0 is below +0, a NaN loses.
    fn extreme(&mut self, larger: bool, a: Part, b: Part) -> Z {
        let (a, b) = (self.z(a, false), self.z(b, false));
        let d = self.two(if larger { v::MAXPS } else { v::MINPS }, Part::In(a), Part::In(b), false);
        // That is the second one where one is a NaN, and where both are zeros.
        self.asm.cmp(v::CMPPS, K(7), b, Rm::Reg(b), ALL, 3);
        self.asm.vec1(v::MOVE, d, Rm::Reg(a), merge(K(7)));
        self.asm.cmp(v::CMPPS, K(7), a, Rm::Reg(b), ALL, 0);
        self.asm.vec(if larger { v::AND } else { v::OR }, d, a, Rm::Reg(b), merge(K(7)));
        if self.flushes {
            // A subnormal that was chosen becomes zero.
            let one = self.number(1f32.to_bits().into(), false);
            self.asm.vec(v::MULPS, d, d, Rm::Each(one), ALL);
        }
        d
    }

    pub(super) fn fma(&mut self, inst: &Inst, part: usize) -> Option<Z> {
        let Op::Fma { ty, mode } = inst.op else { return None };
        let srcs = self.srcs(inst);
        if matches!(ty, Ty::F16 | Ty::F16x2) {
            return self.halves_fma(ty, mode, &srcs, part);
        }
        if !self.is_plain(ty, mode) {
            return None;
        }
        let wide = ty == Ty::F64;
        let [a, b, c] = [0, 1, 2].map(|i| self.raw_part(srcs[i], part, wide));
        let (a, op) = (self.z(a, wide), v::FMA231.wide(wide));
        let rounding = rounding(mode.round)?;
        let b = match rounding {
            None => self.rm(b, wide),
            Some(_) => Rm::Reg(self.z(b, wide)),
        };
        let d = self.sum_of(inst, srcs[2], c, wide);
        match (rounding, b) {
            (Some(rounding), Rm::Reg(b)) => self.asm.vec_rounded(op, d, a, b, rounding),
            _ => self.asm.vec(op, d, a, b, ALL),
        }
        Some(d)
    }

    pub(super) fn float1(
        &mut self,
        op: FloatUn,
        ty: Ty,
        mode: FloatMode,
        src: Operand,
        part: usize,
    ) -> Option<Z> {
        if let FloatUn::Neg | FloatUn::Abs = op {
            return self.sign(op, ty, mode, src, part);
        }
        if !matches!(ty, Ty::F32 | Ty::F64) || !self.is_plain(ty, mode) || mode.round != Round::Rn {
            return None;
        }
        if ty == Ty::F64 && (mode.approx || op != FloatUn::Sqrt) {
            return None;
        }
        let wide = ty == Ty::F64;
        match op {
            FloatUn::Sqrt => {
                let a = self.raw_part(src, part, wide);
                let (a, d) = (self.rm(a, wide), self.fresh());
                let op = if wide { Vop { pp: 1, w: 1, ..v::SQRTPS } } else { v::SQRTPS };
                self.asm.vec1(op, d, a, ALL);
                Some(d)
            }
            FloatUn::Rcp => {
                let a = self.raw_part(src, part, false);
                Some(self.two(v::DIVPS, Part::Same(1f32.to_bits().into()), a, false))
            }
            FloatUn::Rsqrt => {
                let a = self.raw_part(src, part, false);
                let (a, upper) = (self.z(a, false), self.fresh());
                self.asm.vec1_imm(v::EXTRACT256, a, Rm::Reg(upper), ALL, 1);
                let one = self.number(1f64.to_bits(), true);
                let ones = self.fresh();
                self.broadcast_from(ones, one, true);
                let [low, high] = [a, upper].map(|half| {
                    let d = self.fresh();
                    self.asm.vec1(v::CVTPS2PD, d, Rm::Reg(half), ALL);
                    self.asm.vec1(Vop { pp: 1, w: 1, ..v::SQRTPS }, d, Rm::Reg(d), ALL);
                    self.asm.vec(Vop { pp: 1, w: 1, ..v::DIVPS }, d, ones, Rm::Reg(d), ALL);
                    self.asm.vec1(v::CVTPD2PS, d, Rm::Reg(d), ALL);
                    d
                });
                let d = self.fresh();
                self.asm.vec_imm(v::INSERT256, d, low, Rm::Reg(high), ALL, 1);
                Some(d)
            }
            _ => None,
        }
    }

    fn sign(&mut self, op: FloatUn, ty: Ty, mode: FloatMode, src: Operand, part: usize) -> Option<Z> {
        let sign: u64 = match ty {
            Ty::F32 => 0x8000_0000,
            Ty::F64 => 1 << 63,
            _ => return None,
        };
        if mode.sat || mode.relu {
            return None;
        }
        let wide = ty == Ty::F64;
        let mut a = self.part(src, part, wide);
        if mode.ftz && !wide {
            if !self.flushes {
                return None;
            }
            // A subnormal becomes zero; a NaN stays what it is.
            let (z, d, one) = (self.z(a, false), self.fresh(), self.number(1f32.to_bits().into(), false));
            self.asm.vec1(v::MOVE, d, Rm::Reg(z), ALL);
            self.asm.cmp(v::CMPPS, K(7), z, Rm::Reg(z), ALL, 7);
            self.asm.vec(v::MULPS, d, z, Rm::Each(one), merge(K(7)));
            a = Part::In(d);
        }
        Some(if op == FloatUn::Neg {
            self.two(v::XOR.wide(wide), a, Part::Same(sign), wide)
        } else {
            self.two(v::AND.wide(wide), a, Part::Same(sign - 1), wide)
        })
    }

    /// The lower (0) or upper (1) halves of 32-bit lanes as singles.
    fn singles(&mut self, val: Part, which: usize) -> Z {
        let z = self.z(val, false);
        let d = self.fresh();
        if which == 0 {
            self.asm.vec1(v::MOVDW, z, Rm::Reg(d), ALL);
        } else {
            self.asm.shift(Shift::Right, false, d, z, 16);
            self.asm.vec1(v::MOVDW, d, Rm::Reg(d), ALL);
        }
        self.asm.vec1(v::CVTPH2PS, d, Rm::Reg(d), ALL);
        d
    }

    /// Singles rounded to halves, in 32-bit lanes with zeros above; NaNs are CUDA's.
    pub(super) fn halves_of(&mut self, z: Z) -> Z {
        let d = self.fresh();
        self.asm.vec1_imm(v::CVTPS2PH, z, Rm::Reg(d), ALL, 0);
        self.asm.vec1(v::MOVZXWD, d, Rm::Reg(d), ALL);
        let nan = self.number(0x7fff, false);
        self.asm.cmp(v::CMPPS, K(7), z, Rm::Reg(z), ALL, 3);
        self.asm.vec1(v::BROADCASTD, d, Rm::Mem(nan), merge(K(7)));
        d
    }

    fn joined_halves(&mut self, low: Z, high: Option<Z>) -> Z {
        let Some(high) = high else { return low };
        let high = self.shifted(Shift::Left, false, high, 16);
        self.two(v::OR, Part::In(low), Part::In(high), false)
    }

    fn is_plain_half(mode: FloatMode) -> bool {
        // Halves' subnormals are singles' normal numbers, and products of the smallest ones, too: nothing is flushed here.
        mode.round == Round::Rn && !mode.ftz && !mode.sat && !mode.relu
    }

    fn halves2(&mut self, op: FloatBin, ty: Ty, mode: FloatMode, srcs: &[Operand], part: usize) -> Option<Z> {
        // A sum or product of halves rounded to a single first rounds to the same half.
        let which = match op {
            FloatBin::Add => v::ADDPS,
            FloatBin::Sub => v::SUBPS,
            FloatBin::Mul => v::MULPS,
            _ => return None,
        };
        if !Self::is_plain_half(mode) {
            return None;
        }
        let (a, b) = (self.part(srcs[0], part, false), self.part(srcs[1], part, false));
        let (a, b) = (self.z(a, false), self.z(b, false));
        let count = if ty == Ty::F16x2 { 2 } else { 1 };
        let mut out = [None; 2];
        for (half, out) in out.iter_mut().enumerate().take(count) {
            let (x, y) = (self.singles(Part::In(a), half), self.singles(Part::In(b), half));
            let sum = self.two(which, Part::In(x), Part::In(y), false);
            *out = Some(self.halves_of(sum));
        }
        Some(self.joined_halves(out[0]?, out[1]))
    }

    fn halves_fma(&mut self, ty: Ty, mode: FloatMode, srcs: &[Operand], part: usize) -> Option<Z> {
        if !Self::is_plain_half(mode) {
            return None;
        }
        let [a, b, c] = [0, 1, 2].map(|i| self.part(srcs[i], part, false));
        let (a, b, c) = (self.z(a, false), self.z(b, false), self.z(c, false));
        let count = if ty == Ty::F16x2 { 2 } else { 1 };
        let mut out = [None; 2];
        for (half, out) in out.iter_mut().enumerate().take(count) {
            let [x, y, z] = [a, b, c].map(|z| self.singles(Part::In(z), half));
            // The product is exact. Of the sums rounded down and up, the one with an odd last bit rounds to the right half.
            self.asm.vec(v::MULPS, x, x, Rm::Reg(y), ALL);
            let (down, up) = (y, self.fresh());
            self.asm.vec_rounded(v::ADDPS, down, x, z, 1);
            self.asm.vec_rounded(v::ADDPS, up, x, z, 2);
            // An exact sum of zero is -0 only where it would be otherwise, too.
            self.asm.vec(v::ADDPS, z, x, Rm::Reg(z), ALL);
            let one = self.number(1, false);
            self.asm.test(K(7), down, Rm::Each(one), ALL, false);
            self.asm.vec1(v::MOVE, up, Rm::Reg(down), merge(K(7)));
            self.asm.cmp(v::CMPPS, K(7), down, Rm::Reg(z), ALL, 4);
            self.asm.cmp(v::CMPPS, K(6), up, Rm::Reg(z), ALL, 4);
            self.asm.k_or(K(7), K(7), K(6));
            // Where the nearest sum is neither of both it is one of them: only inexact ones take the odd one.
            self.asm.vec1(v::MOVE, z, Rm::Reg(up), merge(K(7)));
            *out = Some(self.halves_of(z));
        }
        Some(self.joined_halves(out[0]?, out[1]))
    }
}
