//! What instructions compute: on one scalar, on a scalar with a pattern, or on vectors.

use cranelift_codegen::ir::condcodes::{CondCode, FloatCC, IntCC};
use cranelift_codegen::ir::{InstBuilder, Type, Value, types};
use ptx::{
    BoolOp, Cmp, FloatBin, FloatMode, FloatUn, Inst, IntBin, IntUn, MulPart, Op, Operand, Round, Special,
    Sym, Type as Ty,
};
use smallvec::smallvec;

use super::emit::{Comparison, Emitter, Parts, Val};
use super::machine::field;
use crate::interp::code::function_pointer;
use crate::lockstep::{Affine, Kind, ZERO, is_pure, window};

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
                None => return false,
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
                None => return false,
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

    fn kind(&self, operand: Operand) -> Kind {
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
            Special::ClusterCtaid(_) | Special::ClusterCtarank | Special::ExplicitCluster => {
                self.constant(types::I32, 0)
            }
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
    fn raw(&mut self, operand: Operand) -> Option<Val> {
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

    fn val(&self, parts: Parts, wide: bool, uniform: bool) -> Val {
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
    fn extend(&mut self, parts: Parts, ty: Ty) -> Parts {
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
                    let parts = self.shift(op, ty, a, srcs[1], uniform)?;
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
                if wide && ty.is_signed() && !uniform {
                    return None;
                }
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
            Op::Cvt { to, from, round, ftz, sat, relu: false } => {
                self.convert(inst, srcs[0], (to, from), round, (ftz, sat), uniform).and_then(one)
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

    fn shift(&mut self, op: IntBin, ty: Ty, a: Parts, count: Operand, uniform: bool) -> Option<Parts> {
        let count = self.operand(count)?;
        let Val::Scalars(counts, ZERO) = &count else { return None };
        if counts.len() != 1 {
            return None;
        }
        let count = self.resize(counts[0], types::I32);
        let bits = ty.bits();
        let a = if op == IntBin::Shr { self.extend(a, ty) } else { a };
        let arithmetic = op == IntBin::Shr && ty.is_signed();
        if arithmetic && bits == 64 && !uniform {
            return None;
        }
        let limit = i64::from(if arithmetic { bits - 1 } else { bits });
        let large =
            self.b.ins().icmp_imm_u(IntCC::UnsignedGreaterThan, count, limit - i64::from(!arithmetic));
        let limit = self.constant(types::I32, limit as u64);
        let clamped = self.b.ins().select(large, limit, count);
        Some(self.map1(&a, |e, vector, v| {
            if arithmetic {
                return e.b.ins().sshr(v, clamped);
            }
            let shifted =
                if op == IntBin::Shl { e.b.ins().ishl(v, clamped) } else { e.b.ins().ushr(v, clamped) };
            if bits == 16 {
                return shifted;
            }
            // Counts are taken modulo the width otherwise.
            let zero = e.zero(vector);
            if vector.is_vector() {
                let zero_count = e.b.ins().uextend(types::I32, large);
                let mask = e.b.ins().iadd_imm_s(zero_count, -1);
                let mask = if vector == types::I64X2 { e.b.ins().sextend(types::I64, mask) } else { mask };
                let mask = e.splat(vector, mask);
                e.b.ins().band(shifted, mask)
            } else {
                e.b.ins().select(large, zero, shifted)
            }
        }))
    }

    fn int2(&mut self, op: IntBin, ty: Ty, a: Parts, b: Parts, uniform: bool) -> Option<Parts> {
        let (wide, signed) = (ty.bits() == 64, ty.is_signed());
        Some(match op {
            IntBin::Add => self.map2(&a, &b, |e, _, a, b| e.b.ins().iadd(a, b)),
            IntBin::Sub => self.map2(&a, &b, |e, _, a, b| e.b.ins().isub(a, b)),
            IntBin::MulLo => self.map2(&a, &b, |e, _, a, b| e.b.ins().imul(a, b)),
            IntBin::And => self.map2(&a, &b, |e, _, a, b| e.b.ins().band(a, b)),
            IntBin::Or => self.map2(&a, &b, |e, _, a, b| e.b.ins().bor(a, b)),
            IntBin::Xor => self.map2(&a, &b, |e, _, a, b| e.b.ins().bxor(a, b)),
            IntBin::Min | IntBin::Max if !wide || uniform => {
                let (a, b) = (self.extend(a, ty), self.extend(b, ty));
                self.map2(&a, &b, |e, _, a, b| match (op == IntBin::Min, signed) {
                    (true, true) => e.b.ins().smin(a, b),
                    (true, false) => e.b.ins().umin(a, b),
                    (false, true) => e.b.ins().smax(a, b),
                    (false, false) => e.b.ins().umax(a, b),
                })
            }
            IntBin::MulWide if ty.bits() == 16 => {
                let (a, b) = (self.extend(a, ty), self.extend(b, ty));
                self.map2(&a, &b, |e, _, a, b| e.b.ins().imul(a, b))
            }
            IntBin::MulWide if ty.bits() == 32 && uniform => {
                let (a, b) = (self.widen_scalar(a[0], signed), self.widen_scalar(b[0], signed));
                smallvec![self.b.ins().imul(a, b)]
            }
            IntBin::MulWide if ty.bits() == 32 => self.multiply_wide(&a, &b, signed),
            IntBin::MulHi if ty.bits() == 32 && uniform => {
                let (a, b) = (self.widen_scalar(a[0], signed), self.widen_scalar(b[0], signed));
                let product = self.b.ins().imul(a, b);
                let high = self.b.ins().ushr_imm_s(product, 32);
                smallvec![self.b.ins().ireduce(types::I32, high)]
            }
            IntBin::MulHi if ty.bits() == 32 => {
                let products = self.multiply_wide(&a, &b, signed);
                products.chunks(2).map(|pair| self.high_halves(pair[0], pair[1])).collect()
            }
            IntBin::MulHi if wide && uniform => smallvec![if signed {
                self.b.ins().smulhi(a[0], b[0])
            } else {
                self.b.ins().umulhi(a[0], b[0])
            }],
            IntBin::Div | IntBin::Rem if uniform && ty.bits() >= 32 => {
                smallvec![self.divide(op == IntBin::Div, signed, a[0], b[0])]
            }
            _ => return None,
        })
    }

    /// The full products of 32-bit lanes.
    fn multiply_wide(&mut self, a: &[Value], b: &[Value], signed: bool) -> Parts {
        let (a, b) = (self.widen(a, signed), self.widen(b, signed));
        self.map2(&a, &b, |e, _, a, b| e.b.ins().imul(a, b))
    }

    fn divide(&mut self, quotient: bool, signed: bool, a: Value, b: Value) -> Value {
        let ty = self.b.func.dfg.value_type(b);
        let zero = self.b.ins().icmp_imm_s(IntCC::Equal, b, 0);
        let one = self.constant(ty, 1);
        let all = self.constant(ty, u64::MAX);
        if !signed {
            let safe = self.b.ins().select(zero, one, b);
            let result = if quotient { self.b.ins().udiv(a, safe) } else { self.b.ins().urem(a, safe) };
            return self.b.ins().select(zero, if quotient { all } else { a }, result);
        }
        // By -1 as a negation: the smallest number would trap.
        let negative = self.b.ins().icmp_imm_s(IntCC::Equal, b, -1);
        let odd = self.b.ins().bor(zero, negative);
        let safe = self.b.ins().select(odd, one, b);
        let result = if quotient { self.b.ins().sdiv(a, safe) } else { self.b.ins().srem(a, safe) };
        let negated = if quotient { self.b.ins().ineg(a) } else { self.constant(ty, 0) };
        let result = self.b.ins().select(negative, negated, result);
        self.b.ins().select(zero, if quotient { all } else { a }, result)
    }

    pub fn widen_scalar(&mut self, v: Value, signed: bool) -> Value {
        if signed { self.b.ins().sextend(types::I64, v) } else { self.b.ins().uextend(types::I64, v) }
    }

    fn lop3(&mut self, a: &[Value], b: &[Value], c: &[Value], table: u8) -> Parts {
        (0..a.len())
            .map(|i| {
                let ty = self.b.func.dfg.value_type(a[i]);
                let mut sum = None;
                for row in (0..8).filter(|row| table >> row & 1 != 0) {
                    let mut pick =
                        |v: Value, bit: u32| if row >> bit & 1 != 0 { v } else { self.b.ins().bnot(v) };
                    let (x, y, z) = (pick(a[i], 2), pick(b[i], 1), pick(c[i], 0));
                    let xy = self.b.ins().band(x, y);
                    let term = self.b.ins().band(xy, z);
                    sum = Some(match sum {
                        None => term,
                        Some(sum) => self.b.ins().bor(sum, term),
                    });
                }
                match sum {
                    Some(sum) => sum,
                    None => self.zero(ty),
                }
            })
            .collect()
    }

    fn permute(&mut self, a: &[Value], b: &[Value], selector: u32, uniform: bool) -> Option<Parts> {
        let wanted: [u32; 4] = std::array::from_fn(|i| selector >> (4 * i) & 0xf);
        if wanted.iter().any(|w| w & 8 != 0) {
            return None;
        }
        if uniform {
            let (low, high) = (self.widen_scalar(a[0], false), self.widen_scalar(b[0], false));
            let high = self.b.ins().ishl_imm_s(high, 32);
            let both = self.b.ins().bor(low, high);
            let mut out = self.constant(types::I64, 0);
            for (i, w) in wanted.iter().enumerate() {
                let byte = self.b.ins().ushr_imm_s(both, i64::from(8 * w));
                let byte = self.b.ins().band_imm_s(byte, 0xff);
                let byte = self.b.ins().ishl_imm_s(byte, 8 * i as i64);
                out = self.b.ins().bor(out, byte);
            }
            return Some(smallvec![self.b.ins().ireduce(types::I32, out)]);
        }
        let bytes: [u8; 16] = std::array::from_fn(|i| {
            let (lane, w) = (i as u32 / 4, wanted[i % 4]);
            (if w < 4 { lane * 4 + w } else { 16 + lane * 4 + w - 4 }) as u8
        });
        Some(a.iter().zip(b).map(|(&a, &b)| self.pick(a, b, bytes)).collect())
    }

    fn pack(&mut self, srcs: &[Operand], ty: Ty, uniform: bool) -> Option<Val> {
        let vals: Vec<Val> = srcs.iter().map(|&s| self.operand(s)).collect::<Option<_>>()?;
        match (ty.bits(), vals.len()) {
            (32, 2) => {
                let (a, b) =
                    (self.parts_of(&vals[0], false, uniform), self.parts_of(&vals[1], false, uniform));
                let parts = self.map2(&a, &b, |e, ty, a, b| {
                    let mask = e.constant(ty, 0xffff);
                    let (low, high) = (e.b.ins().band(a, mask), e.b.ins().ishl_imm_s(b, 16));
                    e.b.ins().bor(low, high)
                });
                Some(self.val(parts, false, uniform))
            }
            (64, 2) if uniform => {
                let (a, b) = (self.parts_of(&vals[0], false, true), self.parts_of(&vals[1], false, true));
                let (low, high) = (self.widen_scalar(a[0], false), self.widen_scalar(b[0], false));
                let high = self.b.ins().ishl_imm_s(high, 32);
                Some(Val::Scalars(smallvec![self.b.ins().bor(low, high)], ZERO))
            }
            (64, 2) => {
                let (a, b) = (self.words(&vals[0]), self.words(&vals[1]));
                let mut parts = Parts::new();
                for (&a, &b) in a.iter().zip(&b) {
                    for half in [0, 8] {
                        let bytes = std::array::from_fn(|i| {
                            let i = i as u8;
                            half + i / 8 * 4 + i % 4 + if i % 8 >= 4 { 16 } else { 0 }
                        });
                        let both = self.pick(a, b, bytes);
                        parts.push(self.cast(types::I64X2, both));
                    }
                }
                Some(Val::Doubles(parts))
            }
            _ => None,
        }
    }

    fn unpack(&mut self, whole: &Val, ty: Ty, count: usize, uniform: bool) -> Option<Vec<Val>> {
        match (ty.bits(), count) {
            (32, 2) => {
                let a = self.parts_of(whole, false, uniform);
                let high = self.map1(&a, |e, _, v| e.b.ins().ushr_imm_s(v, 16));
                Some(vec![self.val(a, false, uniform), self.val(high, false, uniform)])
            }
            (64, 2) => {
                let a = self.parts_of(whole, true, uniform);
                if uniform {
                    let high = self.b.ins().ushr_imm_s(a[0], 32);
                    let parts = [a[0], high].map(|v| self.b.ins().ireduce(types::I32, v));
                    return Some(parts.map(|v| Val::Scalars(smallvec![v], ZERO)).to_vec());
                }
                let low = a.chunks(2).map(|pair| self.low_halves(pair[0], pair[1])).collect();
                let high = a.chunks(2).map(|pair| self.high_halves(pair[0], pair[1])).collect();
                Some(vec![Val::Words(low), Val::Words(high)])
            }
            _ => None,
        }
    }

    /// A comparison of a scalar and a growing pattern with a scalar: its ends say for all lanes.
    fn compare_affine(&mut self, cmp: Cmp, ty: Ty, a: Operand, b: Operand) -> Option<Val> {
        if ty.bits() != 32 || ty.is_float() {
            return None;
        }
        let signed = ty.is_signed();
        let (x, y) = (self.operand(a)?, self.operand(b)?);
        let is = |val: &Val, zero: bool| matches!(val, Val::Scalars(parts, p) if parts.len() == 1 && (*p == ZERO) == zero);
        let condition = match (cmp, signed) {
            (Cmp::Lt, true) => IntCC::SignedLessThan,
            (Cmp::Le, true) => IntCC::SignedLessThanOrEqual,
            (Cmp::Gt, true) => IntCC::SignedGreaterThan,
            (Cmp::Ge, true) => IntCC::SignedGreaterThanOrEqual,
            (Cmp::Lt | Cmp::Lo, false) => IntCC::UnsignedLessThan,
            (Cmp::Le | Cmp::Ls, false) => IntCC::UnsignedLessThanOrEqual,
            (Cmp::Gt | Cmp::Hi, false) => IntCC::UnsignedGreaterThan,
            (Cmp::Ge | Cmp::Hs, false) => IntCC::UnsignedGreaterThanOrEqual,
            _ => return None,
        };
        let (x, y, condition) = match (is(&x, false) && is(&y, true), is(&x, true) && is(&y, false)) {
            (true, _) => (x, y, condition),
            (_, true) => (y, x, condition.swap_args()),
            _ => return None,
        };
        let Val::Scalars(_, pattern) = x else { return None };
        let pattern = self.form.patterns[pattern as usize];
        let (least, most) = (pattern.iter().copied().min()?, pattern.iter().copied().max()?);
        if least < 0 || most >= 1 << 30 {
            return None;
        }
        let (base, bound) = (self.scalars(&x, false)[0], self.scalars(&y, false)[0]);
        let (base, bound) = (self.widen_scalar(base, signed), self.widen_scalar(bound, signed));
        let (low, high) = (self.b.ins().iadd_imm_s(base, least), self.b.ins().iadd_imm_s(base, most));
        let limit = if signed { i64::from(i32::MAX) } else { i64::from(u32::MAX) };
        let exact = self.b.ins().icmp_imm_s(IntCC::SignedLessThanOrEqual, high, limit);
        // As numbers of 64 bits all of these are signed.
        let wide = match condition {
            IntCC::UnsignedLessThan => IntCC::SignedLessThan,
            IntCC::UnsignedLessThanOrEqual => IntCC::SignedLessThanOrEqual,
            IntCC::UnsignedGreaterThan => IntCC::SignedGreaterThan,
            IntCC::UnsignedGreaterThanOrEqual => IntCC::SignedGreaterThanOrEqual,
            signed => signed,
        };
        let (first, last) = (self.b.ins().icmp(wide, low, bound), self.b.ins().icmp(wide, high, bound));
        let both = self.b.ins().band(first, last);
        let either = self.b.ins().bor(first, last);
        let neither = self.b.ins().bxor_imm_s(either, 1);
        let (all, none) = (self.b.ins().band(both, exact), self.b.ins().band(neither, exact));
        Some(Val::Compare(Box::new(Comparison { condition, a: x, b: y, all, none })))
    }

    fn compare(&mut self, cmp: Cmp, ty: Ty, ftz: bool, a: Operand, b: Operand, uniform: bool) -> Option<Val> {
        let parts = if ty.is_float() {
            if !matches!(ty, Ty::F32 | Ty::F64)
                || (ty == Ty::F32 && ftz != self.flushes)
                || (ty == Ty::F64 && self.flushes)
            {
                return None;
            }
            let (a, b) = (self.floats(a, ty, uniform)?, self.floats(b, ty, uniform)?);
            let condition = match cmp {
                Cmp::Eq => FloatCC::Equal,
                Cmp::Ne => FloatCC::OrderedNotEqual,
                Cmp::Lt => FloatCC::LessThan,
                Cmp::Le => FloatCC::LessThanOrEqual,
                Cmp::Gt => FloatCC::GreaterThan,
                Cmp::Ge => FloatCC::GreaterThanOrEqual,
                Cmp::Equ => FloatCC::UnorderedOrEqual,
                Cmp::Neu => FloatCC::NotEqual,
                Cmp::Ltu => FloatCC::UnorderedOrLessThan,
                Cmp::Leu => FloatCC::UnorderedOrLessThanOrEqual,
                Cmp::Gtu => FloatCC::UnorderedOrGreaterThan,
                Cmp::Geu => FloatCC::UnorderedOrGreaterThanOrEqual,
                Cmp::Num => FloatCC::Ordered,
                Cmp::Nan => FloatCC::Unordered,
                _ => return None,
            };
            self.map2(&a, &b, |e, _, a, b| {
                // Cranelift has no vector form of these two.
                let both = match (condition, uniform) {
                    (FloatCC::OrderedNotEqual, false) => [FloatCC::LessThan, FloatCC::GreaterThan],
                    (FloatCC::UnorderedOrEqual, false) => [FloatCC::Unordered, FloatCC::Equal],
                    _ => return e.b.ins().fcmp(condition, a, b),
                };
                let [first, second] = both.map(|condition| e.b.ins().fcmp(condition, a, b));
                e.b.ins().bor(first, second)
            })
        } else {
            if ty.bits() < 16 || ty == Ty::Pred {
                return None;
            }
            let wide = ty.bits() == 64;
            let (x, y) = (self.operand(a)?, self.operand(b)?);
            let (x, y) = (self.parts_of(&x, wide, uniform), self.parts_of(&y, wide, uniform));
            let (x, y) = (self.extend(x, ty), self.extend(y, ty));
            let signed = ty.is_signed();
            let condition = match (cmp, signed) {
                (Cmp::Eq, _) => IntCC::Equal,
                (Cmp::Ne, _) => IntCC::NotEqual,
                (Cmp::Lt, true) => IntCC::SignedLessThan,
                (Cmp::Le, true) => IntCC::SignedLessThanOrEqual,
                (Cmp::Gt, true) => IntCC::SignedGreaterThan,
                (Cmp::Ge, true) => IntCC::SignedGreaterThanOrEqual,
                (Cmp::Lt | Cmp::Lo, false) => IntCC::UnsignedLessThan,
                (Cmp::Le | Cmp::Ls, false) => IntCC::UnsignedLessThanOrEqual,
                (Cmp::Gt | Cmp::Hi, false) => IntCC::UnsignedGreaterThan,
                (Cmp::Ge | Cmp::Hs, false) => IntCC::UnsignedGreaterThanOrEqual,
                _ => return None,
            };
            self.map2(&x, &y, |e, _, a, b| e.b.ins().icmp(condition, a, b))
        };
        Some(if uniform {
            Val::Flag(parts[0])
        } else if parts.len() == 16 {
            let lanes = parts.chunks(2).map(|pair| self.low_halves(pair[0], pair[1])).collect();
            Val::Mask { bits: None, lanes: Some(lanes) }
        } else {
            Val::Mask { bits: None, lanes: Some(parts) }
        })
    }

    /// An operand as floating-point numbers.
    pub fn floats(&mut self, operand: Operand, ty: Ty, uniform: bool) -> Option<Parts> {
        let wide = ty == Ty::F64;
        let val = self.raw(operand)?;
        let parts = self.parts_of(&val, wide, uniform);
        let float = match (wide, uniform) {
            (true, true) => types::F64,
            (false, true) => types::F32,
            (true, false) => types::F64X2,
            (false, false) => types::F32X4,
        };
        Some(parts.into_iter().map(|v| self.cast(float, v)).collect())
    }

    pub fn float_val(&mut self, parts: Parts, ty: Ty, uniform: bool) -> Val {
        let wide = ty == Ty::F64;
        let int = match (wide, uniform) {
            (true, true) => types::I64,
            (false, true) => types::I32,
            (true, false) => types::I64X2,
            (false, false) => types::I32X4,
        };
        let parts = parts.into_iter().map(|v| self.cast(int, v)).collect();
        self.val(parts, wide, uniform)
    }

    /// Whether the processor's arithmetic is that of a type and mode as it is set up.
    pub fn plain_mode(&self, ty: Ty, mode: FloatMode) -> Option<()> {
        let flushes = match ty {
            Ty::F32 => mode.ftz == self.flushes,
            Ty::F64 => !self.flushes,
            _ => false,
        };
        (flushes && mode.round == Round::Rn && !mode.sat && !mode.relu).then_some(())
    }

    fn float2(&mut self, op: FloatBin, ty: Ty, mode: FloatMode, a: &[Value], b: &[Value]) -> Option<Parts> {
        self.plain_mode(ty, mode)?;
        Some(match op {
            FloatBin::Add => self.map2(a, b, |e, _, a, b| e.b.ins().fadd(a, b)),
            FloatBin::Sub => self.map2(a, b, |e, _, a, b| e.b.ins().fsub(a, b)),
            FloatBin::Mul => self.map2(a, b, |e, _, a, b| e.b.ins().fmul(a, b)),
            FloatBin::Div => self.map2(a, b, |e, _, a, b| e.b.ins().fdiv(a, b)),
            FloatBin::Min | FloatBin::Max if ty == Ty::F32 && !mode.nan && !mode.xorsign_abs => {
                if self.flushes {
                    return None;
                }
                self.map2(a, b, |e, ty, a, b| e.extreme(op == FloatBin::Max, ty, a, b))
            }
            _ => return None,
        })
    }

    /// The larger or smaller one: -0 is below +0, a NaN loses.
    fn extreme(&mut self, larger: bool, ty: Type, a: Value, b: Value) -> Value {
        let int = if ty.is_vector() { types::I32X4 } else { types::I32 };
        let condition = if larger { FloatCC::GreaterThan } else { FloatCC::LessThan };
        let wins = self.b.ins().fcmp(condition, a, b);
        let lost = self.b.ins().fcmp(FloatCC::NotEqual, b, b);
        let equal = self.b.ins().fcmp(FloatCC::Equal, a, b);
        let (x, y) = (self.cast(int, a), self.cast(int, b));
        let both = if larger { self.b.ins().band(x, y) } else { self.b.ins().bor(x, y) };
        let first = self.b.ins().bor(wins, lost);
        let chosen = if ty.is_vector() {
            let chosen = self.b.ins().bitselect(first, x, y);
            self.b.ins().bitselect(equal, both, chosen)
        } else {
            let chosen = self.b.ins().select(first, x, y);
            self.b.ins().select(equal, both, chosen)
        };
        self.cast(ty, chosen)
    }

    fn float1(&mut self, op: FloatUn, ty: Ty, mode: FloatMode, src: Operand, uniform: bool) -> Option<Val> {
        if !matches!(ty, Ty::F32 | Ty::F64) {
            return None;
        }
        if let FloatUn::Neg | FloatUn::Abs = op {
            if mode.ftz || mode.sat || mode.relu {
                return None;
            }
            let wide = ty == Ty::F64;
            let val = self.operand(src)?;
            let a = self.parts_of(&val, wide, uniform);
            let sign = 1u64 << (ty.bits() - 1);
            let parts = self.map1(&a, |e, ty, v| {
                if op == FloatUn::Neg {
                    let sign = e.constant(ty, sign);
                    e.b.ins().bxor(v, sign)
                } else {
                    let rest = e.constant(ty, sign - 1);
                    e.b.ins().band(v, rest)
                }
            });
            return Some(self.val(parts, wide, uniform));
        }
        if ty == Ty::F64 || mode.ftz || mode.round != Round::Rn || mode.sat || mode.relu {
            return None;
        }
        let a = self.floats(src, ty, uniform)?;
        if self.flushes {
            return None;
        }
        let parts = match op {
            FloatUn::Sqrt => self.map1(&a, |e, _, v| e.b.ins().sqrt(v)),
            FloatUn::Rcp => self.map1(&a, |e, ty, v| {
                let one = e.one(ty);
                e.b.ins().fdiv(one, v)
            }),
            FloatUn::Rsqrt if uniform => {
                let wide = self.b.ins().fpromote(types::F64, a[0]);
                let root = self.b.ins().sqrt(wide);
                let one = self.b.ins().f64const(1.0);
                let inverse = self.b.ins().fdiv(one, root);
                smallvec![self.b.ins().fdemote(types::F32, inverse)]
            }
            FloatUn::Rsqrt => {
                let one = self.constant_doubles([1f64.to_bits(); 2]);
                let one = self.cast(types::F64X2, one);
                self.map1(&a, |e, _, v| {
                    let swapped = e.pick(v, v, [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15]);
                    let swapped = e.cast(types::F32X4, swapped);
                    let halves = [v, swapped].map(|half| {
                        let wide = e.b.ins().fvpromote_low(half);
                        let root = e.b.ins().sqrt(wide);
                        let inverse = e.b.ins().fdiv(one, root);
                        let single = e.b.ins().fvdemote(inverse);
                        e.cast(types::I32X4, single)
                    });
                    let both = e.pick(
                        halves[0],
                        halves[1],
                        [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23],
                    );
                    e.cast(types::F32X4, both)
                })
            }
            _ => return None,
        };
        Some(self.float_val(parts, ty, uniform))
    }

    pub fn one(&mut self, ty: Type) -> Value {
        if ty == types::F32 {
            return self.b.ins().f32const(1.0);
        }
        let one = self.constant_words([1f32.to_bits(); 4]);
        self.cast(types::F32X4, one)
    }

    /// A value whose bits are about to be seen: NaNs that arithmetic left become CUDA's.
    pub fn canonical(&mut self, operand: Operand, val: Val) -> Val {
        let (Operand::Reg(reg) | Operand::RegOffset(reg, _)) = operand else { return val };
        if !self.form.floats.has(reg.0 as usize) {
            return val;
        }
        self.canonical_val(val)
    }

    pub fn canonical_val(&mut self, val: Val) -> Val {
        match val {
            Val::Words(parts) => Val::Words(self.map1(&parts, |e, _, v| {
                let float = e.cast(types::F32X4, v);
                let nan = e.b.ins().fcmp(FloatCC::Unordered, float, float);
                let quiet = e.constant(types::I32X4, 0x7fff_ffff);
                e.b.ins().bitselect(nan, quiet, v)
            })),
            Val::Scalars(parts, pattern) => {
                let parts = self.map1(&parts, |e, _, v| {
                    let v = e.resize(v, types::I32);
                    let float = e.cast(types::F32, v);
                    let nan = e.b.ins().fcmp(FloatCC::Unordered, float, float);
                    let quiet = e.constant(types::I32, 0x7fff_ffff);
                    e.b.ins().select(nan, quiet, v)
                });
                Val::Scalars(parts, pattern)
            }
            other => other,
        }
    }

    /// `canonical`, unless what is written is such a register too.
    fn quiet(&mut self, operand: Operand, inst: &Inst, val: Val) -> Val {
        match self.code.dsts(inst).first() {
            Some(Operand::Reg(dst)) if self.form.floats.has(dst.0 as usize) => val,
            _ => self.canonical(operand, val),
        }
    }

    /// An instruction whose result is a scalar and a pattern, as `lockstep` found.
    fn affine(&mut self, pc: u32, inst: &Inst, result: Affine) -> Option<Val> {
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
                a.into_iter().map(|v| self.b.ins().iadd_imm_s(v, start as i64)).collect()
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

    fn zip(&mut self, a: &[Value], b: &[Value], f: impl Fn(&mut Self, Value, Value) -> Value) -> Parts {
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
    fn steps(&mut self, operand: Operand, wide: bool) -> Option<Parts> {
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
                    self.b.ins().iadd_imm_s(base, pattern[s * segment])
                })
                .collect(),
        )
    }

    fn product(&mut self, a: Operand, b: Operand, wide: bool) -> Option<Parts> {
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
    fn wide_product(&mut self, pc: u32, a: Operand, b: Operand, ty: Ty) -> Option<Parts> {
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
            let last = self.b.ins().iadd_imm_s(base, most);
            let last = self.widen_scalar(last, signed);
            let expected = self.b.ins().iadd_imm_s(wide, most);
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

/// Whether results are single-precision numbers whose NaNs are the processor's.
fn leaves_nans(op: &Op) -> bool {
    match op {
        Op::Float2 { ty: Ty::F32, .. } | Op::Fma { ty: Ty::F32, .. } => true,
        Op::Float1 { ty: Ty::F32, op, .. } => !matches!(op, FloatUn::Neg | FloatUn::Abs),
        _ => false,
    }
}
