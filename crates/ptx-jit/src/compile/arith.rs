//! What instructions compute: on one scalar, on a scalar with a pattern, or on vectors.

use cranelift_codegen::ir::{InstBuilder, Type, Value, types};
use ptx::{BoolOp, FloatUn, Inst, IntBin, IntUn, MulPart, Op, Operand, Round, Special, Sym, Type as Ty};
use smallvec::smallvec;

use super::emit::{Emitter, Parts, Val};
use super::machine::field;
use crate::interp::code::function_pointer;
use crate::lockstep::{Kind, ZERO, is_pure, window};

impl Emitter<'_, '_> {
    /// Generates an instruction that only computes; false if it is not one, or has no form here.
    pub fn compute(&mut self, pc: u32, inst: &Inst, guard: Option<&Val>) -> bool {
        if !is_pure(&inst.op) {
            return false;
        }
        if guard.is_some() && (self.reads_carry(inst) || inst.dsts == 0) {
            return false;
        }
        let vals = match self.form.results[(pc - self.form.first) as usize] {
            Kind::Unknown => {
                let zero = self.zero(types::I64);
                vec![Val::Scalars(smallvec![zero], ZERO); usize::from(inst.dsts)]
            }
            Kind::Affine(a) if a.is_uniform() => match self.lower(inst, true) {
                Some(vals) => vals,
                None => match self.leaf(pc, inst, true) {
                    Some(vals) => vals,
                    None => return false,
                },
            },
            Kind::Affine(a) => match self.affine(pc, inst, a) {
                Some(val) => vec![val],
                None => {
                    self.failed = true;
                    return false;
                }
            },
            Kind::Varying => match self.lower(inst, false) {
                Some(vals) => vals,
                None => match self.leaf(pc, inst, false) {
                    Some(vals) => vals,
                    None => return false,
                },
            },
        };
        let dsts = self.code.dsts(inst).to_vec();
        for (dst, val) in dsts.into_iter().zip(vals) {
            if let Operand::Reg(reg) = dst {
                // A register that other things are written to as well holds CUDA's NaNs from the beginning.
                let float = leaves_nans(&inst.op) && !self.form.floats.has(reg.0 as usize);
                let val = if float { self.canonical_val(val) } else { val };
                self.write(reg.0, val, guard);
            }
        }
        true
    }

    fn reads_carry(&self, inst: &Inst) -> bool {
        matches!(inst.op, Op::AddCarry { .. })
    }

    pub fn kind(&self, operand: Operand) -> Kind {
        self.form.operand(self.code, operand)
    }

    /// A special register; nothing if only the interpreter knows it.
    fn special(&mut self, special: Special) -> Option<Val> {
        let pattern =
            |e: &Self, p: [i64; 32]| e.form.patterns.iter().position(|q| *q == p).map(|id| id as u16);
        let axis = match special {
            Special::TidX => Some(0),
            Special::TidY => Some(1),
            Special::TidZ => Some(2),
            _ => None,
        };
        if let Some(axis) = axis {
            let table = self.field(types::I64, field::TIDS);
            return Some(match self.form.shape.tids[axis] {
                Some(p) => {
                    let id = pattern(self, p)?;
                    let base = if self.form.shape.aligns[axis] == 63 {
                        self.constant(types::I32, 0)
                    } else {
                        self.b.ins().load(types::I32, super::emit::flags(), table, axis as i32 * 128)
                    };
                    Val::Scalars(smallvec![base], id)
                }
                None => Val::Words(
                    (0..8)
                        .map(|i| {
                            let at = axis as i32 * 128 + i * 16;
                            self.b.ins().load(types::I32X4, super::emit::plain(), table, at)
                        })
                        .collect(),
                ),
            });
        }
        let by_lane = |e: &mut Self, f: &dyn Fn(u32) -> u32| {
            Val::Words(
                (0..8).map(|i| e.constant_words(std::array::from_fn(|j| f(4 * i + j as u32)))).collect(),
            )
        };
        let scalar = match special {
            Special::LaneId => {
                let id = pattern(self, std::array::from_fn(|l| l as i64))?;
                let zero = self.constant(types::I32, 0);
                return Some(Val::Scalars(smallvec![zero], id));
            }
            Special::LanemaskEq => return Some(by_lane(self, &|l| 1 << l)),
            Special::LanemaskLe => return Some(by_lane(self, &|l| u32::MAX >> (31 - l))),
            Special::LanemaskLt => return Some(by_lane(self, &|l| (1 << l) - 1)),
            Special::LanemaskGe => return Some(by_lane(self, &|l| u32::MAX << l)),
            Special::LanemaskGt => return Some(by_lane(self, &|l| !(u32::MAX >> (31 - l)))),
            Special::NtidX => self.constant(types::I32, self.form.shape.block[0].into()),
            Special::NtidY => self.constant(types::I32, self.form.shape.block[1].into()),
            Special::NtidZ => self.constant(types::I32, self.form.shape.block[2].into()),
            Special::CtaidX => self.field(types::I32, field::CTAID),
            Special::CtaidY => self.field(types::I32, field::CTAID + 4),
            Special::CtaidZ => self.field(types::I32, field::CTAID + 8),
            Special::NctaidX => self.field(types::I32, field::NCTAID),
            Special::NctaidY => self.field(types::I32, field::NCTAID + 4),
            Special::NctaidZ => self.field(types::I32, field::NCTAID + 8),
            Special::WarpId => self.field(types::I32, field::WARP),
            Special::DynamicSmemSize => self.field(types::I32, field::DYNAMIC_SHARED),
            Special::TotalSmemSize | Special::AggrSmemSize => self.field(types::I32, field::TOTAL_SHARED),
            Special::Zero | Special::ReservedSmem => self.constant(types::I32, 0),
            // Launches with clusters of more blocks are interpreted.
            Special::ClusterCtaid(_) | Special::ClusterCtarank => self.constant(types::I32, 0),
            Special::ClusterNctaid(_) | Special::ClusterNctarank => self.constant(types::I32, 1),
            Special::ClusterId(i) => self.field(types::I32, field::CTAID + 4 * i32::from(i)),
            Special::NclusterId(i) => self.field(types::I32, field::NCTAID + 4 * i32::from(i)),
            _ => return None,
        };
        Some(Val::Scalars(smallvec![scalar], ZERO))
    }

    /// The lanes of an operand, as their bits are seen.
    pub fn operand(&mut self, operand: Operand) -> Option<Val> {
        let val = self.raw(operand)?;
        Some(self.canonical(operand, val))
    }

    /// The lanes of an operand; NaNs may have any bits.
    pub fn raw(&mut self, operand: Operand) -> Option<Val> {
        let scalar = |value: Value| Some(Val::Scalars(smallvec![value], ZERO));
        match operand {
            Operand::Reg(reg) => Some(self.read(reg.0)),
            Operand::NotReg(reg) => {
                let val = self.read(reg.0);
                Some(self.negate(&val))
            }
            Operand::Imm(value) => scalar(self.constant(types::I64, value)),
            Operand::Special(special) => self.special(special),
            Operand::Sink => scalar(self.constant(types::I64, 0)),
            Operand::RegOffset(reg, offset) => {
                let val = self.read(reg.0);
                if offset == 0 {
                    return Some(val);
                }
                let (mut parts, rebuild): (Parts, fn(Parts, u16) -> Val) = match val.clone() {
                    Val::Scalars(parts, _) => (parts, Val::Scalars),
                    Val::Words(parts) => (parts, |parts, _| Val::Words(parts)),
                    Val::Doubles(parts) => (parts, |parts, _| Val::Doubles(parts)),
                    _ => return None,
                };
                for part in &mut parts {
                    let ty = self.b.func.dfg.value_type(*part);
                    let by = self.constant(ty, offset as i64 as u64);
                    *part = self.b.ins().iadd(*part, by);
                }
                let pattern = if let Val::Scalars(_, pattern) = val { pattern } else { ZERO };
                Some(rebuild(parts, pattern))
            }
            Operand::Sym(sym, offset) => {
                let function = &self.code.functions[self.form.function as usize];
                let offset = i64::from(offset);
                match sym {
                    Sym::Param(p) => {
                        let start = i64::from(function.params[p as usize].offset);
                        scalar(self.constant(types::I64, (start + offset) as u64))
                    }
                    Sym::Var(v) => {
                        let start = i64::from(function.vars[v as usize].0);
                        scalar(self.constant(types::I64, (start + offset) as u64))
                    }
                    Sym::Function(f) => {
                        scalar(self.constant(types::I64, function_pointer(f).wrapping_add_signed(offset)))
                    }
                    Sym::Global(g) => {
                        let table = self.field(types::I64, field::SYMBOLS);
                        let flags = super::emit::flags();
                        let start = self.b.ins().load(types::I64, flags, table, 8 * g as i32);
                        scalar(self.b.ins().iadd_imm_s(start, offset))
                    }
                }
            }
        }
    }

    /// An operand's parts: of 64 bits if the type is, else of 32, whose upper bits mean nothing for narrower types.
    pub fn parts(&mut self, operand: Operand, wide: bool, uniform: bool) -> Option<Parts> {
        let val = self.operand(operand)?;
        Some(self.parts_of(&val, wide, uniform))
    }

    pub fn parts_of(&mut self, val: &Val, wide: bool, uniform: bool) -> Parts {
        if uniform {
            if !matches!(val, Val::Scalars(..) | Val::Flag(_)) {
                self.failed = true;
            }
            self.scalars(val, wide)
        } else if wide {
            self.doubles(val)
        } else {
            self.words(val)
        }
    }

    pub fn val(&self, parts: Parts, wide: bool, uniform: bool) -> Val {
        if uniform {
            Val::Scalars(parts, ZERO)
        } else if wide {
            Val::Doubles(parts)
        } else {
            Val::Words(parts)
        }
    }

    pub fn map1(&mut self, a: &[Value], f: impl Fn(&mut Self, Type, Value) -> Value) -> Parts {
        a.iter()
            .map(|&a| {
                let ty = self.b.func.dfg.value_type(a);
                f(self, ty, a)
            })
            .collect()
    }

    pub fn map2(
        &mut self,
        a: &[Value],
        b: &[Value],
        f: impl Fn(&mut Self, Type, Value, Value) -> Value,
    ) -> Parts {
        a.iter()
            .zip(b)
            .map(|(&a, &b)| {
                let ty = self.b.func.dfg.value_type(a);
                f(self, ty, a, b)
            })
            .collect()
    }

    /// A value of a type below 32 bits extended to 32.
    pub fn extend(&mut self, parts: Parts, ty: Ty) -> Parts {
        let bits = ty.bits();
        if bits >= 32 {
            return parts;
        }
        self.map1(&parts, |e, vector, v| {
            if ty.is_signed() {
                let left = e.b.ins().ishl_imm_s(v, i64::from(32 - bits));
                e.b.ins().sshr_imm_s(left, i64::from(32 - bits))
            } else {
                let mask = e.constant(vector, (1 << bits) - 1);
                e.b.ins().band(v, mask)
            }
        })
    }

    /// The values that an instruction writes, or nothing if it has no form here.
    fn lower(&mut self, inst: &Inst, uniform: bool) -> Option<Vec<Val>> {
        let srcs: Vec<Operand> = self.code.srcs(inst).to_vec();
        if srcs.iter().any(|s| matches!(s, Operand::Special(s) if self.special(*s).is_none())) {
            return None;
        }
        let one = |val: Val| Some(vec![val]);
        match inst.op {
            Op::Mov(Ty::Pred) => {
                let val = self.operand(srcs[0])?;
                one(if uniform { Val::Flag(self.flag(&val)) } else { val })
            }
            Op::Mov(ty) if ty != Ty::B128 => {
                let val = self.raw(srcs[0])?;
                let val = self.quiet(srcs[0], inst, val);
                if uniform && !matches!(val, Val::Scalars(..)) {
                    return None;
                }
                one(val)
            }
            Op::Cvta { to_space, space, ty } if ty.bits() == 64 => {
                let a = self.parts(srcs[0], true, uniform)?;
                let start = if to_space { window(space).wrapping_neg() } else { window(space) };
                let parts = self.map1(&a, |e, ty, v| {
                    let start = e.constant(ty, start);
                    e.b.ins().iadd(v, start)
                });
                one(self.val(parts, true, uniform))
            }
            Op::Int2 { op, ty: Ty::Pred, .. } => {
                let (a, b) = (self.operand(srcs[0])?, self.operand(srcs[1])?);
                let op = match op {
                    IntBin::And => BoolOp::And,
                    IntBin::Or => BoolOp::Or,
                    IntBin::Xor => BoolOp::Xor,
                    _ => return None,
                };
                one(self.combine(op, &a, &b, uniform))
            }
            Op::Int1 { op: IntUn::Not, ty: Ty::Pred } => {
                let val = self.operand(srcs[0])?;
                let val = if uniform { Val::Flag(self.flag(&val)) } else { val };
                one(self.negate(&val))
            }
            Op::Int2 { op, ty, sat: false } => {
                let shifts = matches!(op, IntBin::Shl | IntBin::Shr);
                if ty.bits() < 16 || matches!(ty, Ty::U16x2 | Ty::S16x2) {
                    return None;
                }
                let wide = ty.bits() == 64;
                let a = self.parts(srcs[0], wide, uniform)?;
                if shifts {
                    let parts = self.shift(op, ty, a, srcs[1])?;
                    return one(self.val(parts, wide, uniform));
                }
                let b = self.parts(srcs[1], wide, uniform)?;
                let parts = self.int2(op, ty, a, b, uniform)?;
                one(self.val(parts, wide || op == IntBin::MulWide && ty.bits() == 32, uniform))
            }
            Op::Mad { part, ty, sat: false, .. } => {
                let wide = ty.bits() == 64;
                let op = match part {
                    MulPart::Lo => IntBin::MulLo,
                    MulPart::Hi => IntBin::MulHi,
                    MulPart::Wide => IntBin::MulWide,
                    _ => return None,
                };
                let (a, b) = (self.parts(srcs[0], wide, uniform)?, self.parts(srcs[1], wide, uniform)?);
                let product = self.int2(op, ty, a, b, uniform)?;
                let sum_wide = wide || op == IntBin::MulWide && ty.bits() == 32;
                let c = self.parts(srcs[2], sum_wide, uniform)?;
                let sum = self.map2(&product, &c, |e, _, a, b| e.b.ins().iadd(a, b));
                one(self.val(sum, sum_wide, uniform))
            }
            Op::Int1 { op, ty } if ty.bits() >= 16 => {
                let wide = ty.bits() == 64;
                let a = self.parts(srcs[0], wide, uniform)?;
                let parts = match op {
                    IntUn::Neg => self.map1(&a, |e, _, v| e.b.ins().ineg(v)),
                    IntUn::Not => self.map1(&a, |e, _, v| e.b.ins().bnot(v)),
                    IntUn::Abs if !wide || uniform => {
                        let a = self.extend(a, ty);
                        self.map1(&a, |e, _, v| e.b.ins().iabs(v))
                    }
                    IntUn::Popc if uniform && ty.bits() >= 32 => {
                        let n = self.b.ins().popcnt(a[0]);
                        smallvec![self.resize(n, types::I32)]
                    }
                    IntUn::Clz if uniform && ty.bits() >= 32 => {
                        let n = self.b.ins().clz(a[0]);
                        smallvec![self.resize(n, types::I32)]
                    }
                    _ => return None,
                };
                let counts = matches!(op, IntUn::Popc | IntUn::Clz);
                one(self.val(parts, wide && !counts, uniform))
            }
            Op::Lop3 => {
                let Operand::Imm(table) = srcs[3] else { return None };
                let [a, b, c] = [0, 1, 2].map(|i| self.parts(srcs[i], false, uniform));
                let parts = self.lop3(&a?, &b?, &c?, table as u8);
                one(self.val(parts, false, uniform))
            }
            Op::Shf { right, wrap } => {
                let Operand::Imm(count) = srcs[2] else { return None };
                let count = if wrap { count as u32 & 31 } else { (count as u32).min(32) };
                let (a, b) = (self.parts(srcs[0], false, uniform)?, self.parts(srcs[1], false, uniform)?);
                let parts = match (count, right) {
                    (0, true) | (32, false) => a,
                    (0, false) | (32, true) => b,
                    _ => self.map2(&a, &b, |e, _, a, b| {
                        let (up, down) = if right { (32 - count, count) } else { (count, 32 - count) };
                        let high = e.b.ins().ishl_imm_s(b, i64::from(up));
                        let low = e.b.ins().ushr_imm_s(a, i64::from(down));
                        e.b.ins().bor(high, low)
                    }),
                };
                one(self.val(parts, false, uniform))
            }
            Op::Bfe(ty) => {
                let (Operand::Imm(pos), Operand::Imm(len)) = (srcs[1], srcs[2]) else { return None };
                let (pos, len, bits) = ((pos & 0xff) as u32, (len & 0xff) as u32, ty.bits());
                if len == 0 || pos + len > bits {
                    return None;
                }
                let wide = bits == 64;
                let a = self.parts(srcs[0], wide, uniform)?;
                let parts = self.map1(&a, |e, _, v| {
                    let left = e.b.ins().ishl_imm_s(v, i64::from(bits - pos - len));
                    if ty.is_signed() {
                        e.b.ins().sshr_imm_s(left, i64::from(bits - len))
                    } else {
                        e.b.ins().ushr_imm_s(left, i64::from(bits - len))
                    }
                });
                one(self.val(parts, wide, uniform))
            }
            Op::Prmt(ptx::PrmtMode::Index) => {
                let Operand::Imm(selector) = srcs[2] else { return None };
                let (a, b) = (self.parts(srcs[0], false, uniform)?, self.parts(srcs[1], false, uniform)?);
                let parts = self.permute(&a, &b, selector as u32, uniform)?;
                one(self.val(parts, false, uniform))
            }
            Op::Dp4a { a_signed, b_signed } if !uniform => {
                let [a, b, c] = [0, 1, 2].map(|i| self.parts(srcs[i], false, false));
                let products = self.dot_bytes(&a?, &b?, (a_signed, b_signed));
                let sum = self.map2(&products, &c?, |e, _, a, b| e.b.ins().iadd(a, b));
                one(self.val(sum, false, false))
            }
            Op::Pack(ty) => self.pack(&srcs, ty, uniform).and_then(one),
            Op::Unpack(ty) => {
                let count = usize::from(inst.dsts);
                let whole = self.operand(srcs[0])?;
                self.unpack(&whole, ty, count, uniform)
            }
            Op::Selp(ty) if ty != Ty::B128 => {
                let wide = ty.bits() == 64;
                let (x, y, p) = (self.raw(srcs[0])?, self.raw(srcs[1])?, self.operand(srcs[2])?);
                let (x, y) = (self.quiet(srcs[0], inst, x), self.quiet(srcs[1], inst, y));
                let (a, b) = (self.parts_of(&x, wide, uniform), self.parts_of(&y, wide, uniform));
                let parts: Parts = if uniform {
                    let flag = self.flag(&p);
                    smallvec![self.b.ins().select(flag, a[0], b[0])]
                } else {
                    let lanes = if wide { self.wide_lanes(&p) } else { self.lanes(&p) };
                    (0..a.len()).map(|i| self.b.ins().bitselect(lanes[i], a[i], b[i])).collect()
                };
                one(self.val(parts, wide, uniform))
            }
            Op::Setp { cmp, combine, ty, ftz } => {
                if matches!(ty, Ty::F16x2 | Ty::Bf16x2 | Ty::F16 | Ty::Bf16) {
                    return None;
                }
                let simple = combine.is_none() && self.mask.is_none() && !uniform;
                if simple && let Some(first) = self.compare_affine(cmp, ty, srcs[0], srcs[1]) {
                    let second = self.negate(&first);
                    return Some(vec![first, second]);
                }
                let first = self.compare(cmp, ty, ftz, srcs[0], srcs[1], uniform)?;
                let wants_second = matches!(self.code.dsts(inst).get(1), Some(Operand::Reg(_)));
                let second = if wants_second { self.negate(&first) } else { first.clone() };
                let Some(op) = combine else { return Some(vec![first, second]) };
                let c = self.operand(srcs[2])?;
                let first = self.combine(op, &first, &c, uniform);
                let second =
                    if wants_second { self.combine(op, &second, &c, uniform) } else { first.clone() };
                Some(vec![first, second])
            }
            Op::Float2 { op, ty, mode } => {
                let (a, b) = (self.floats(srcs[0], ty, uniform)?, self.floats(srcs[1], ty, uniform)?);
                let parts = self.float2(op, ty, mode, &a, &b)?;
                one(self.float_val(parts, ty, uniform))
            }
            Op::Fma { ty, mode } => {
                self.plain_mode(ty, mode)?;
                let [a, b, c] = [0, 1, 2].map(|i| self.floats(srcs[i], ty, uniform));
                let (a, b, c) = (a?, b?, c?);
                let parts = (0..a.len()).map(|i| self.b.ins().fma(a[i], b[i], c[i])).collect();
                one(self.float_val(parts, ty, uniform))
            }
            Op::Float1 { op, ty, mode } => self.float1(op, ty, mode, srcs[0], uniform).and_then(one),
            Op::Copysign(Ty::F32) => {
                let (a, b) = (self.operand(srcs[0])?, self.operand(srcs[1])?);
                let (a, b) = (self.parts_of(&a, false, uniform), self.parts_of(&b, false, uniform));
                let parts = self.map2(&a, &b, |e, ty, a, b| {
                    let (sign, rest) = (e.constant(ty, 0x8000_0000), e.constant(ty, 0x7fff_ffff));
                    let (sign, rest) = (e.b.ins().band(a, sign), e.b.ins().band(b, rest));
                    e.b.ins().bor(sign, rest)
                });
                one(self.val(parts, false, uniform))
            }
            Op::CvtPair { to: Ty::Bf16x2, round: Round::Rn, relu: false, satfinite: false, .. } => {
                self.brain_pair(srcs[0], srcs[1], uniform).and_then(one)
            }
            Op::Cvt { to, from, round, ftz, sat, relu: false } => {
                self.convert(srcs[0], (to, from), round, (ftz, sat), uniform).and_then(one)
            }
            _ => None,
        }
    }

    pub fn combine(&mut self, op: BoolOp, a: &Val, b: &Val, uniform: bool) -> Val {
        if uniform {
            let (a, b) = (self.flag(a), self.flag(b));
            return Val::Flag(match op {
                BoolOp::And => self.b.ins().band(a, b),
                BoolOp::Or => self.b.ins().bor(a, b),
                BoolOp::Xor => self.b.ins().bxor(a, b),
            });
        }
        let (a, b) = (self.bits(a), self.bits(b));
        let bits = match op {
            BoolOp::And => self.b.ins().band(a, b),
            BoolOp::Or => self.b.ins().bor(a, b),
            BoolOp::Xor => self.b.ins().bxor(a, b),
        };
        Val::Mask { bits: Some(bits), lanes: None }
    }
}

/// Whether results are single-precision numbers whose NaNs are the processor's.
fn leaves_nans(op: &Op) -> bool {
    match op {
        Op::Float2 { ty: Ty::F32, .. } | Op::Fma { ty: Ty::F32, .. } => true,
        Op::Cvt { to: Ty::F32, from, .. } => from.is_float(),
        Op::Float1 { ty: Ty::F32, op, .. } => !matches!(op, FloatUn::Neg | FloatUn::Abs),
        _ => false,
    }
}
