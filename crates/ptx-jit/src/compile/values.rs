//! Values of registers seen as scalars, vectors, flags and masks: from each form to the others.

use cranelift_codegen::ir::condcodes::CondCode;
use cranelift_codegen::ir::{
    self, ConstantData, InstBuilder, InstructionData, MemFlagsData, Opcode, Type, Value, ValueDef, types,
};
use smallvec::smallvec;

use super::emit::{Comparison, Emitter, Parts, Val};

fn little() -> MemFlagsData {
    let mut flags = MemFlagsData::new();
    flags.set_endianness(ir::Endianness::Little);
    flags
}

impl Emitter<'_, '_> {
    pub fn zero(&mut self, ty: Type) -> Value {
        if ty.is_vector() { self.constant_bytes(ty, [0; 16]) } else { self.b.ins().iconst(ty, 0) }
    }

    pub fn constant_bytes(&mut self, ty: Type, bytes: [u8; 16]) -> Value {
        let constant = self.b.func.dfg.constants.insert(ConstantData::from(bytes.as_slice()));
        self.b.ins().vconst(ty, constant)
    }

    pub fn constant_words(&mut self, words: [u32; 4]) -> Value {
        let mut bytes = [0; 16];
        for (chunk, word) in bytes.chunks_mut(4).zip(words) {
            chunk.copy_from_slice(&word.to_le_bytes());
        }
        self.constant_bytes(types::I32X4, bytes)
    }

    pub fn constant_doubles(&mut self, words: [u64; 2]) -> Value {
        let mut bytes = [0; 16];
        for (chunk, word) in bytes.chunks_mut(8).zip(words) {
            chunk.copy_from_slice(&word.to_le_bytes());
        }
        self.constant_bytes(types::I64X2, bytes)
    }

    /// A constant of a scalar or vector type of integers.
    pub fn constant(&mut self, ty: Type, value: u64) -> Value {
        match ty {
            types::I32X4 => self.constant_words([value as u32; 4]),
            types::I64X2 => self.constant_doubles([value; 2]),
            types::I32 => self.b.ins().iconst(ty, i64::from(value as u32)),
            types::I8 => self.b.ins().iconst(ty, (value & 1) as i64),
            _ => self.b.ins().iconst(ty, value as i64),
        }
    }

    pub fn splat(&mut self, ty: Type, value: Value) -> Value {
        if let Some(&known) = self.known.splats.get(&(value, ty)) {
            return known;
        }
        let vector = self.b.ins().splat(ty, value);
        self.known.splats.insert((value, ty), vector);
        vector
    }

    /// A scalar and a constant.
    pub fn plus(&mut self, value: Value, by: i64) -> Value {
        if by == 0 { value } else { self.b.ins().iadd_imm_s(value, by) }
    }

    /// A predicate that all lanes have alike.
    pub fn flag(&mut self, val: &Val) -> Value {
        match val {
            Val::Flag(value) => *value,
            Val::Scalars(parts, _) => {
                let one = self.b.ins().ireduce(types::I8, parts[0]);
                self.b.ins().band_imm_s(one, 1)
            }
            other => {
                let bits = self.bits(other);
                let one = self.b.ins().ireduce(types::I8, bits);
                self.b.ins().band_imm_s(one, 1)
            }
        }
    }

    /// A predicate as a bit for each lane.
    pub fn bits(&mut self, val: &Val) -> Value {
        match val {
            Val::Flag(flag) => {
                let wide = self.b.ins().uextend(types::I32, *flag);
                self.b.ins().ineg(wide)
            }
            Val::Mask { bits: Some(bits), .. } => *bits,
            Val::Mask { lanes: Some(lanes), .. } => {
                let lanes = lanes.clone();
                let mut all = None;
                for (i, &part) in lanes.iter().enumerate() {
                    let bits = self.b.ins().vhigh_bits(types::I32, part);
                    let bits = if i == 0 { bits } else { self.b.ins().ishl_imm_s(bits, 4 * i as i64) };
                    all = Some(match all {
                        None => bits,
                        Some(all) => self.b.ins().bor(all, bits),
                    });
                }
                all.unwrap_or(self.context)
            }
            Val::Scalars(parts, _) => {
                let one = self.b.ins().ireduce(types::I8, parts[0]);
                let flag = self.b.ins().band_imm_s(one, 1);
                self.bits(&Val::Flag(flag))
            }
            Val::Compare(_) => {
                let lanes = self.lanes(val);
                self.bits(&Val::Mask { bits: None, lanes: Some(lanes) })
            }
            _ => self.b.ins().iconst(types::I32, 0),
        }
    }

    pub fn lanes_of_bits(&mut self, bits: Value) -> Parts {
        let all = self.splat(types::I32X4, bits);
        (0..8u32)
            .map(|i| {
                let ones = self.constant_words(std::array::from_fn(|j| 1 << (4 * i + j as u32)));
                let own = self.b.ins().band(all, ones);
                self.b.ins().icmp(ir::condcodes::IntCC::Equal, own, ones)
            })
            .collect()
    }

    /// A predicate as vectors of four lanes, all ones where it holds.
    pub fn lanes(&mut self, val: &Val) -> Parts {
        match val {
            Val::Mask { lanes: Some(lanes), .. } => lanes.clone(),
            Val::Mask { bits: Some(bits), .. } => self.lanes_of_bits(*bits),
            Val::Compare(comparison) => {
                let (a, b) = (self.words(&comparison.a), self.words(&comparison.b));
                (0..8).map(|i| self.b.ins().icmp(comparison.condition, a[i], b[i])).collect()
            }
            other => {
                let bits = self.bits(other);
                smallvec![self.splat(types::I32X4, bits); 8]
            }
        }
    }

    pub fn wide_lanes(&mut self, val: &Val) -> Parts {
        let lanes = self.lanes(val);
        let mut out = Parts::new();
        for part in lanes {
            out.push(self.b.ins().swiden_low(part));
            out.push(self.b.ins().swiden_high(part));
        }
        out
    }

    /// Scalars of 32 or 64 bits.
    pub fn scalars(&mut self, val: &Val, wide: bool) -> Parts {
        match val {
            Val::Scalars(parts, _) => {
                let ty = if wide { types::I64 } else { types::I32 };
                parts.clone().into_iter().map(|v| self.resize(v, ty)).collect()
            }
            Val::Flag(flag) => {
                smallvec![self.b.ins().uextend(if wide { types::I64 } else { types::I32 }, *flag)]
            }
            _ => {
                self.failed = true;
                smallvec![self.zero(if wide { types::I64 } else { types::I32 })]
            }
        }
    }

    pub fn resize(&mut self, value: Value, ty: Type) -> Value {
        let from = self.b.func.dfg.value_type(value);
        match from.bits().cmp(&ty.bits()) {
            std::cmp::Ordering::Equal => value,
            std::cmp::Ordering::Less => self.b.ins().uextend(ty, value),
            std::cmp::Ordering::Greater => self.b.ins().ireduce(ty, value),
        }
    }

    /// Eight vectors of four lanes; of wider values the low halves.
    pub fn words(&mut self, val: &Val) -> Parts {
        match val {
            Val::Words(parts) => parts.clone(),
            Val::Doubles(parts) => {
                let parts = parts.clone();
                parts.chunks(2).map(|pair| self.low_halves(pair[0], pair[1])).collect()
            }
            Val::Scalars(parts, pattern) => {
                let (parts, pattern) = (parts.clone(), self.form.patterns[*pattern as usize]);
                let parts: Parts = parts.into_iter().map(|v| self.resize(v, types::I32)).collect();
                let per = 8 / parts.len();
                (0..8)
                    .map(|i| {
                        let scalar = parts[i / per];
                        let all = self.splat(types::I32X4, scalar);
                        let own: [u32; 4] = std::array::from_fn(|j| pattern[4 * i + j] as u32);
                        if own == [0; 4] {
                            return all;
                        }
                        let own = self.constant_words(own);
                        self.b.ins().iadd(all, own)
                    })
                    .collect()
            }
            Val::Flag(flag) => {
                let word = self.b.ins().uextend(types::I32, *flag);
                smallvec![self.splat(types::I32X4, word); 8]
            }
            Val::Mask { .. } | Val::Compare(_) => {
                let lanes = self.lanes(val);
                lanes.into_iter().map(|v| self.b.ins().ineg(v)).collect()
            }
        }
    }

    /// The low halves of the 64-bit lanes of two vectors.
    pub fn low_halves(&mut self, a: Value, b: Value) -> Value {
        self.pick(a, b, [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27])
    }

    pub fn high_halves(&mut self, a: Value, b: Value) -> Value {
        self.pick(a, b, [4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31])
    }

    /// Bytes of two vectors put together as 32-bit lanes.
    pub fn pick(&mut self, a: Value, b: Value, bytes: [u8; 16]) -> Value {
        let (a, b) = (self.cast(types::I8X16, a), self.cast(types::I8X16, b));
        let which = self.b.func.dfg.immediates.push(ConstantData::from(bytes.as_slice()));
        let picked = self.b.ins().shuffle(a, b, which);
        self.cast(types::I32X4, picked)
    }

    pub fn cast(&mut self, ty: Type, value: Value) -> Value {
        let dfg = &self.b.func.dfg;
        if dfg.value_type(value) == ty {
            return value;
        }
        // There and back is where it was: a load is then seen by what uses it.
        if let ValueDef::Result(inst, _) = dfg.value_def(value)
            && let InstructionData::LoadNoOffset { opcode: Opcode::Bitcast, arg, .. } = dfg.insts[inst]
            && dfg.value_type(arg) == ty
        {
            return arg;
        }
        self.b.ins().bitcast(ty, little(), value)
    }

    /// Sixteen vectors of two lanes; narrower values are extended by zeros.
    pub fn doubles(&mut self, val: &Val) -> Parts {
        match val {
            Val::Doubles(parts) => parts.clone(),
            Val::Words(parts) => {
                let parts = parts.clone();
                self.widen(&parts, false)
            }
            Val::Scalars(parts, pattern) => {
                let (parts, pattern) = (parts.clone(), self.form.patterns[*pattern as usize]);
                let parts: Parts = parts.into_iter().map(|v| self.resize(v, types::I64)).collect();
                let per = 16 / parts.len();
                (0..16)
                    .map(|i| {
                        let scalar = parts[i / per];
                        let all = self.splat(types::I64X2, scalar);
                        let own: [u64; 2] = std::array::from_fn(|j| pattern[2 * i + j] as u64);
                        if own == [0; 2] {
                            return all;
                        }
                        let own = self.constant_doubles(own);
                        self.b.ins().iadd(all, own)
                    })
                    .collect()
            }
            other => {
                let words = self.words(other);
                self.widen(&words, false)
            }
        }
    }

    pub fn widen(&mut self, words: &[Value], signed: bool) -> Parts {
        let mut out = Parts::new();
        for &part in words {
            if signed {
                out.push(self.b.ins().swiden_low(part));
                out.push(self.b.ins().swiden_high(part));
            } else {
                out.push(self.b.ins().uwiden_low(part));
                out.push(self.b.ins().uwiden_high(part));
            }
        }
        out
    }

    pub fn negate(&mut self, val: &Val) -> Val {
        match val {
            Val::Flag(flag) => Val::Flag(self.b.ins().bxor_imm_s(*flag, 1)),
            Val::Compare(known) => Val::Compare(Box::new(Comparison {
                condition: known.condition.complement(),
                a: known.a.clone(),
                b: known.b.clone(),
                all: known.none,
                none: known.all,
            })),
            Val::Mask { lanes: Some(lanes), .. } => {
                let lanes = lanes.clone();
                let lanes = lanes.into_iter().map(|v| self.b.ins().bnot(v)).collect();
                Val::Mask { bits: None, lanes: Some(lanes) }
            }
            other => {
                let bits = self.bits(other);
                Val::Mask { bits: Some(self.b.ins().bnot(bits)), lanes: None }
            }
        }
    }
}
