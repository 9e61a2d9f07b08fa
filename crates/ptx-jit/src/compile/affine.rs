//! Instructions whose results are a scalar and a pattern, as `lockstep` found: addresses, mostly.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, Value, types};
use ptx::{Inst, IntBin, MulPart, Op, Operand, Type as Ty};
use smallvec::smallvec;

use super::emit::{Emitter, Parts, Val};
use crate::lockstep::{Affine, Kind, ZERO, window};

impl Emitter<'_, '_> {
    /// An instruction whose result is a scalar and a pattern, as `lockstep` found.
    pub fn affine(&mut self, pc: u32, inst: &Inst, result: Affine) -> Option<Val> {
        let srcs: Vec<Operand> = self.code.srcs(inst).to_vec();
        let dst_wide = match inst.op {
            Op::Int2 { op: IntBin::MulWide, .. } | Op::Mad { part: MulPart::Wide, .. } => true,
            Op::Cvt { to, .. } => to.bits() == 64,
            Op::Mov(ty) | Op::Cvta { ty, .. } | Op::Int2 { ty, .. } | Op::Mad { ty, .. } => ty.bits() == 64,
            _ => return None,
        };
        let ty = if dst_wide { types::I64 } else { types::I32 };
        if let Some(constant) = result.constant {
            let value = self.constant(ty, constant);
            return Some(Val::Scalars(smallvec![value], result.pattern));
        }
        let parts = match inst.op {
            Op::Mov(_) => self.bases(srcs[0], dst_wide)?,
            Op::Cvta { to_space, space, .. } => {
                let start = if to_space { window(space).wrapping_neg() } else { window(space) };
                let a = self.bases(srcs[0], true)?;
                a.into_iter().map(|v| self.plus(v, start as i64)).collect()
            }
            Op::Int2 { op: op @ (IntBin::Add | IntBin::Sub), .. } => {
                let (a, b) = (self.bases(srcs[0], dst_wide)?, self.bases(srcs[1], dst_wide)?);
                self.zip(
                    &a,
                    &b,
                    |e, a, b| if op == IntBin::Add { e.b.ins().iadd(a, b) } else { e.b.ins().isub(a, b) },
                )
            }
            Op::Int2 { op: IntBin::MulLo, .. } => self.product(srcs[0], srcs[1], dst_wide)?,
            Op::Int2 { op: IntBin::MulWide, ty, .. } => self.wide_product(pc, srcs[0], srcs[1], ty)?,
            Op::Mad { part, ty, .. } => {
                let product = match part {
                    MulPart::Lo => self.product(srcs[0], srcs[1], dst_wide)?,
                    _ => self.wide_product(pc, srcs[0], srcs[1], ty)?,
                };
                let c = self.bases(srcs[2], dst_wide)?;
                self.zip(&product, &c, |e, a, b| e.b.ins().iadd(a, b))
            }
            Op::Int2 { op: IntBin::Shl, .. } => {
                let Kind::Affine(Affine { constant: Some(by), .. }) = self.kind(srcs[1]) else { return None };
                let a = self.bases(srcs[0], dst_wide)?;
                a.into_iter().map(|v| self.b.ins().ishl_imm_s(v, i64::from(by as u32))).collect()
            }
            Op::Int2 { op: IntBin::Shr, ty, .. } => {
                let Kind::Affine(Affine { constant: Some(by), .. }) = self.kind(srcs[1]) else { return None };
                let (a, by) = (self.bases(srcs[0], dst_wide)?, i64::from(by as u32));
                a.into_iter()
                    .map(|v| {
                        if ty.is_signed() {
                            self.b.ins().sshr_imm_s(v, by)
                        } else {
                            self.b.ins().ushr_imm_s(v, by)
                        }
                    })
                    .collect()
            }
            Op::Int2 { op: op @ (IntBin::And | IntBin::Or), .. } => {
                let constant = |kind: Kind| match kind {
                    Kind::Affine(Affine { constant: Some(c), pattern: ZERO, .. }) => Some(c),
                    _ => None,
                };
                let (a, c) = match (constant(self.kind(srcs[1])), constant(self.kind(srcs[0]))) {
                    (Some(c), _) => (srcs[0], c),
                    (None, Some(c)) => (srcs[1], c),
                    _ => return None,
                };
                let Kind::Affine(known) = self.kind(a) else { return None };
                let below = if known.align >= 63 { u64::MAX >> 1 } else { (1 << known.align) - 1 };
                let high = self.constant(ty, c & !below);
                let a = self.bases(a, dst_wide)?;
                a.into_iter()
                    .map(|v| {
                        if op == IntBin::And { self.b.ins().band(v, high) } else { self.b.ins().bor(v, high) }
                    })
                    .collect()
            }
            Op::Cvt { to, from, .. } => match (from.bits(), to.bits()) {
                (32, 64) => self.wide_product(pc, srcs[0], Operand::Imm(1), from)?,
                _ => self.bases(srcs[0], dst_wide)?,
            },
            _ => return None,
        };
        Some(Val::Scalars(parts, result.pattern))
    }

    pub fn zip(&mut self, a: &[Value], b: &[Value], f: impl Fn(&mut Self, Value, Value) -> Value) -> Parts {
        let n = a.len().max(b.len());
        (0..n)
            .map(|i| f(self, a[if a.len() == 1 { 0 } else { i }], b[if b.len() == 1 { 0 } else { i }]))
            .collect()
    }

    /// The scalars of an operand without its pattern.
    pub fn bases(&mut self, operand: Operand, wide: bool) -> Option<Parts> {
        match self.operand(operand)? {
            val @ Val::Scalars(..) => Some(self.scalars(&val, wide)),
            _ => None,
        }
    }

    /// The values of an operand whose pattern has one value in each segment: a scalar for each.
    pub fn steps(&mut self, operand: Operand, wide: bool) -> Option<Parts> {
        let val = self.operand(operand)?;
        let Val::Scalars(_, pattern) = val else { return None };
        let parts = self.scalars(&val, wide);
        if pattern == ZERO {
            return Some(parts);
        }
        let (pattern, segment) = (self.form.patterns[pattern as usize], self.form.shape.segment);
        Some(
            (0..32 / segment)
                .map(|s| {
                    let base = parts[if parts.len() == 1 { 0 } else { s }];
                    self.plus(base, pattern[s * segment])
                })
                .collect(),
        )
    }

    pub fn product(&mut self, a: Operand, b: Operand, wide: bool) -> Option<Parts> {
        let is_constant =
            |kind: Kind| matches!(kind, Kind::Affine(Affine { constant: Some(_), pattern: ZERO, .. }));
        let (x, y) = if is_constant(self.kind(a)) || is_constant(self.kind(b)) {
            (self.bases(a, wide)?, self.bases(b, wide)?)
        } else {
            (self.steps(a, wide)?, self.steps(b, wide)?)
        };
        Some(self.zip(&x, &y, |e, a, b| e.b.ins().imul(a, b)))
    }

    /// The 64-bit product of 32-bit operands. Where a pattern is kept, the instruction is left to the interpreter if
    /// a lane's value wraps.
    pub fn wide_product(&mut self, pc: u32, a: Operand, b: Operand, ty: Ty) -> Option<Parts> {
        let (Kind::Affine(x), Kind::Affine(y)) = (self.kind(a), self.kind(b)) else { return None };
        let signed = ty.is_signed();
        let stepped = |e: &Self, x: Affine| x.pattern == ZERO || e.form.is_stepped(x.pattern);
        if stepped(self, x) && stepped(self, y) {
            let (p, q) = (self.steps(a, false)?, self.steps(b, false)?);
            let p: Parts = p.into_iter().map(|v| self.widen_scalar(v, signed)).collect();
            let q: Parts = q.into_iter().map(|v| self.widen_scalar(v, signed)).collect();
            return Some(self.zip(&p, &q, |e, a, b| e.b.ins().imul(a, b)));
        }
        let (a, x, y) = if y.constant.is_some() && y.pattern == ZERO { (a, x, y) } else { (b, y, x) };
        let constant = y.constant?;
        let most = self.form.patterns[x.pattern as usize].iter().copied().max().unwrap_or(0);
        let bases = self.bases(a, false)?;
        let mut wraps = None;
        let mut out = Parts::new();
        for base in bases {
            let wide = self.widen_scalar(base, signed);
            let last = self.plus(base, most);
            let last = self.widen_scalar(last, signed);
            let expected = self.plus(wide, most);
            let differs = self.b.ins().icmp(IntCC::NotEqual, last, expected);
            wraps = Some(match wraps {
                None => differs,
                Some(wraps) => self.b.ins().bor(wraps, differs),
            });
            out.push(if constant == 1 { wide } else { self.b.ins().imul_imm_s(wide, constant as i64) });
        }
        let (leave, after) = (self.b.create_block(), self.b.create_block());
        self.b.set_cold_block(leave);
        self.b.ins().brif(wraps?, leave, &[], after, &[]);
        self.b.switch_to_block(leave);
        let kept = self.keep();
        self.leave(pc);
        self.restore(kept);
        self.b.switch_to_block(after);
        Some(out)
    }
}
