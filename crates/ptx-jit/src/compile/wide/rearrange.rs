//! Bytes and halves put together anew, and comparisons.

use ptx::{Cmp, Inst, Operand, Type as Ty};

use super::Wide;
use super::asm::{ALL, K, RAX, Rm, Shift, Z, v};
use super::values::Part;

impl Wide<'_> {
    pub(super) fn permute(&mut self, selector: u32, srcs: &[Operand], part: usize) -> Option<Z> {
        let wanted: [u32; 4] = std::array::from_fn(|i| selector >> (4 * i) & 0xf);
        if wanted.iter().any(|w| w & 8 != 0) {
            return None;
        }
        let mut out: Option<Z> = None;
        for (i, first) in [0u32, 4].into_iter().enumerate() {
            if !wanted.iter().any(|w| (first..first + 4).contains(w)) {
                continue;
            }
            let a = self.part(srcs[i], part, false);
            let a = self.z(a, false);
            // Within each 16 bytes; the upper bit makes a zero.
            let bytes: Vec<u8> = (0..64u32)
                .map(|byte| match wanted[byte as usize % 4] {
                    w if (first..first + 4).contains(&w) => (byte % 16 / 4 * 4 + w - first) as u8,
                    _ => 0x80,
                })
                .collect();
            let (index, d) = (self.asm.constant(&bytes), self.fresh());
            self.asm.vec(v::SHUFB, d, a, Rm::Mem(index), ALL);
            out = Some(match out {
                None => d,
                Some(other) => self.two(v::OR, Part::In(other), Part::In(d), false),
            });
        }
        out
    }

    pub(super) fn pack(&mut self, srcs: &[Operand], ty: Ty, part: usize) -> Option<Z> {
        match (ty.bits(), srcs.len()) {
            (32, 2) => {
                let (a, b) = (self.part(srcs[0], part, false), self.part(srcs[1], part, false));
                let low = self.two(v::AND, a, Part::Same(0xffff), false);
                let b = self.z(b, false);
                let high = self.shifted(Shift::Left, false, b, 16);
                Some(self.two(v::OR, Part::In(low), Part::In(high), false))
            }
            (64, 2) => {
                let [low, high] = [0, 1].map(|i| {
                    let val = self.part(srcs[i], part / 2, false);
                    let z = self.z(val, false);
                    if self.uniform {
                        let mask = self.number(u64::from(u32::MAX), true);
                        let d = self.fresh();
                        self.asm.vec(v::AND.wide(true), d, z, Rm::Each(mask), ALL);
                        d
                    } else {
                        self.widened(z, part % 2, false)
                    }
                });
                let high = self.shifted(Shift::Left, true, high, 32);
                Some(self.two(v::OR, Part::In(low), Part::In(high), false))
            }
            _ => None,
        }
    }

    pub(super) fn unpack(&mut self, inst: &Inst, ty: Ty) -> bool {
        let (srcs, dsts) = (self.srcs(inst), self.dsts(inst));
        if dsts.len() != 2 || !matches!(ty.bits(), 32 | 64) {
            return false;
        }
        if self.uniform {
            for (i, dst) in dsts.into_iter().enumerate() {
                let Operand::Reg(dst) = dst else { continue };
                self.base(srcs[0], RAX, ty.bits() == 64, 0);
                if i > 0 {
                    self.asm.shift_imm(Shift::Right, RAX, (ty.bits() / 2) as u8, true);
                }
                self.asm.mov(RAX, RAX, false);
                if ty.bits() == 32 && i == 0 {
                    self.asm.alu_imm(super::asm::Alu::And, RAX, 0xffff, false);
                }
                self.put_uniform(dst.0);
            }
            return true;
        }
        for (i, dst) in dsts.into_iter().enumerate() {
            let Operand::Reg(dst) = dst else { continue };
            for part in 0..2 {
                let z = if ty.bits() == 32 {
                    let a = self.part(srcs[0], part, false);
                    let a = self.z(a, false);
                    self.shifted(Shift::Right, false, a, 16 * i as u32)
                } else {
                    let low = self.part(srcs[0], 2 * part, true);
                    let high = self.part(srcs[0], 2 * part + 1, true);
                    let (low, high) = (self.z(low, true), self.z(high, true));
                    self.halves(low, high, i as u64)
                };
                self.put(dst.0, part, z);
                self.registers.unpin();
            }
        }
        true
    }

    /// A comparison: bits in rax. False if it has no form here.
    pub(super) fn compare(&mut self, cmp: Cmp, ty: Ty, ftz: bool, a: Operand, b: Operand) -> bool {
        let (op, predicate) = if ty.is_float() {
            if !matches!(ty, Ty::F32 | Ty::F64)
                || (ty == Ty::F32 && ftz != self.flushes)
                || (ty == Ty::F64 && self.flushes)
            {
                return false;
            }
            let predicate = match cmp {
                Cmp::Eq => 0,
                Cmp::Lt => 1,
                Cmp::Le => 2,
                Cmp::Nan => 3,
                Cmp::Neu => 4,
                Cmp::Geu => 5,
                Cmp::Gtu => 6,
                Cmp::Num => 7,
                Cmp::Equ => 8,
                Cmp::Ltu => 9,
                Cmp::Leu => 10,
                Cmp::Ne => 12,
                Cmp::Ge => 13,
                Cmp::Gt => 14,
                _ => return false,
            };
            (if ty == Ty::F64 { v::CMPPD } else { v::CMPPS }, predicate)
        } else {
            if ty.bits() < 16 || ty == Ty::Pred || matches!(ty, Ty::U16x2 | Ty::S16x2) {
                return false;
            }
            let predicate = match cmp {
                Cmp::Eq => 0,
                Cmp::Lt | Cmp::Lo => 1,
                Cmp::Le | Cmp::Ls => 2,
                Cmp::Ne => 4,
                Cmp::Ge | Cmp::Hs => 5,
                Cmp::Gt | Cmp::Hi => 6,
                _ => return false,
            };
            let op = if ty.is_signed() { v::CMP } else { v::CMPU };
            (op.wide(ty.bits() == 64), predicate)
        };
        let wide = ty.bits() == 64;
        let parts = if self.uniform {
            1
        } else if wide {
            4
        } else {
            2
        };
        for part in 0..parts {
            let (x, y) = if ty.is_float() {
                (self.raw_part(a, part, wide), self.raw_part(b, part, wide))
            } else {
                let (x, y) = (self.part(a, part, wide), self.part(b, part, wide));
                (self.extended(x, ty), self.extended(y, ty))
            };
            let x = self.z(x, wide);
            let y = self.rm(y, wide);
            match part {
                0 => self.asm.cmp(op, K(6), x, y, ALL, predicate),
                1 if !wide => {
                    self.asm.cmp(op, K(7), x, y, ALL, predicate);
                    self.asm.k_join(K(6), K(7), K(6));
                }
                1 => {
                    self.asm.cmp(op, K(7), x, y, ALL, predicate);
                    self.asm.k_join_bytes(K(6), K(7), K(6));
                }
                2 => self.asm.cmp(op, K(7), x, y, ALL, predicate),
                _ => {
                    self.asm.cmp(op, K(5), x, y, ALL, predicate);
                    self.asm.k_join_bytes(K(7), K(5), K(7));
                    self.asm.k_join(K(6), K(7), K(6));
                }
            }
        }
        self.asm.k_to(RAX, K(6));
        if self.uniform {
            self.asm.alu_imm(super::asm::Alu::And, RAX, 1, false);
            self.spread();
        }
        self.registers.unpin();
        true
    }
}
