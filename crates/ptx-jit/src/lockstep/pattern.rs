//! Arithmetic on values that are a scalar and a pattern: which results are again of that kind.

use std::collections::HashMap;

use ptx::{Inst, IntBin, MulPart, Op, Type};

use super::Form;
use super::shape::{Affine, Kind, ZERO};
use crate::{LOCAL_WINDOW, PARAM_WINDOW, SHARED_WINDOW};

impl Form {
    pub(super) fn affine(
        &mut self,
        inst: &Inst,
        kinds: &[Kind],
        known: &mut HashMap<[i64; 32], u16>,
    ) -> Option<Kind> {
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
    pub(super) fn low(&self, a: Affine) -> Option<[i64; 32]> {
        if a.pattern == ZERO {
            return None;
        }
        let pattern = self.patterns[a.pattern as usize];
        let below = if a.align >= 63 { i64::MAX } else { 1 << a.align };
        pattern.iter().all(|&v| v >= 0 && v < below && v < 1 << 31).then_some(pattern)
    }

    pub(super) fn add(
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

    pub(super) fn mul(
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

    pub(super) fn mul_wide(
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
