//! Loads and stores at addresses that have been checked.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{Block, BlockArg, InstBuilder, Value, types};
use ptx::{Operand, Type as Ty};
use smallvec::{SmallVec, smallvec};
use std::collections::HashMap;

use super::access::{Access, Lanes, Place};
use super::emit::{Emitter, Parts, Val, flags, plain};
use super::machine::field;
use crate::lockstep::ZERO;

impl Emitter<'_, '_> {
    /// One element, extended as its type says to 32 or 64 bits.
    pub(super) fn load_scalar(&mut self, ty: Ty, base: Value, offset: i32, wide: bool) -> Value {
        let to = if wide { types::I64 } else { types::I32 };
        let flags = plain();
        match (ty.size(), ty.is_signed()) {
            (1, false) => self.b.ins().uload8(to, flags, base, offset),
            (1, true) => self.b.ins().sload8(to, flags, base, offset),
            (2, false) => self.b.ins().uload16(to, flags, base, offset),
            (2, true) => self.b.ins().sload16(to, flags, base, offset),
            (4, false) if wide => self.b.ins().uload32(flags, base, offset),
            (4, true) if wide => self.b.ins().sload32(flags, base, offset),
            (4, _) => self.b.ins().load(types::I32, flags, base, offset),
            _ => {
                let value = self.b.ins().load(types::I64, flags, base, offset);
                self.resize(value, to)
            }
        }
    }

    pub(super) fn store_scalar(&mut self, ty: Ty, value: Value, base: Value, offset: i32) {
        let flags = plain();
        let value = match ty.size() {
            8 => self.resize(value, types::I64),
            _ => self.resize(value, types::I32),
        };
        match ty.size() {
            1 => self.b.ins().istore8(flags, value, base, offset),
            2 => self.b.ins().istore16(flags, value, base, offset),
            _ => self.b.ins().store(flags, value, base, offset),
        };
    }

    /// Room in the frame for vectors whose elements are taken one by one.
    pub fn scratch(&mut self) -> Value {
        let frame = self.field(types::I64, field::FRAME);
        let offset = self.scratch_offset();
        self.b.ins().iadd_imm_s(frame, i64::from(offset))
    }

    pub(super) fn scratch_offset(&mut self) -> u32 {
        if self.scratch_at.is_none() {
            self.scratch_at = Some(self.frame_bytes);
            // Operands of functions; pointers, and up to four values of 64 bits, of all lanes.
            self.frame_bytes += super::leaf::SCRATCH.max(5 * 256);
        }
        self.scratch_at.unwrap_or(0)
    }

    pub(super) fn pointer(&mut self, lanes: &Lanes, lane: usize) -> Value {
        if lanes.shared {
            let word = self.b.ins().extractlane(lanes.parts[lane / 4], (lane % 4) as u8);
            let offset = self.b.ins().uextend(types::I64, word);
            let shared = self.field(types::I64, field::SHARED);
            return self.b.ins().iadd(shared, offset);
        }
        self.b.ins().extractlane(lanes.parts[lane / 2], (lane % 2) as u8)
    }

    pub(super) fn load(&mut self, access: &Access, place: &Place) {
        let size = i64::from(access.ty.size());
        let dsts = self.code.dsts(&access.inst).to_vec();
        let wide = size == 8;
        if let Place::Pattern(bases, pattern) = place
            && bases.len() == 1
            && pattern.iter().all(|&v| v == 0)
        {
            for (i, dst) in dsts.into_iter().enumerate() {
                let Operand::Reg(reg) = dst else { continue };
                let value =
                    self.load_scalar(access.ty, bases[0], i as i32 * size as i32, self.is_wide(reg.0));
                self.write_loaded(reg.0, Val::Scalars(smallvec![value], ZERO), access);
            }
            return;
        }
        let elements = match place {
            Place::Pattern(bases, pattern) => self.load_pattern(access, bases, pattern),
            Place::Lanes(lanes) => {
                let per = if wide { 2 } else { 4 };
                let mut elements: Vec<Parts> = vec![Parts::new(); access.count];
                let mut vectors: SmallVec<[Value; 4]> = SmallVec::new();
                for lane in 0..32 {
                    let pointer = self.pointer(lanes, lane);
                    for i in 0..access.count {
                        let value = self.load_scalar(access.ty, pointer, i as i32 * size as i32, wide);
                        let ty = if wide { types::I64X2 } else { types::I32X4 };
                        if lane % per == 0 {
                            let vector = self.b.ins().scalar_to_vector(ty, value);
                            if vectors.len() <= i {
                                vectors.push(vector);
                            } else {
                                vectors[i] = vector;
                            }
                        } else {
                            vectors[i] = self.b.ins().insertlane(vectors[i], value, (lane % per) as u8);
                        }
                        if lane % per == per - 1 {
                            elements[i].push(vectors[i]);
                        }
                    }
                }
                elements
            }
        };
        for (dst, parts) in dsts.into_iter().zip(elements) {
            let Operand::Reg(reg) = dst else { continue };
            let val = if wide {
                Val::Doubles(parts)
            } else if self.is_wide(reg.0) {
                let parts = self.widen(&parts, access.ty.is_signed());
                Val::Doubles(parts)
            } else {
                Val::Words(parts)
            };
            self.write_loaded(reg.0, val, access);
        }
    }

    /// The elements of all lanes: vectors for each.
    pub(super) fn load_pattern(&mut self, access: &Access, bases: &Parts, pattern: &[i64; 32]) -> Vec<Parts> {
        let size = i64::from(access.ty.size());
        let wide = size == 8;
        let per = if wide { 2 } else { 4 };
        let vector = if wide { types::I64X2 } else { types::I32X4 };
        let segment = 32 / bases.len();
        let mut elements: Vec<Parts> = vec![Parts::new(); access.count];
        // The same places are loaded once.
        let mut known: HashMap<(Value, SmallVec<[i64; 4]>, usize), Value> = HashMap::new();
        for group in 0..32 / per {
            let first = group * per;
            let base = bases[first / segment];
            let places: SmallVec<[i64; 4]> = pattern[first..first + per].iter().copied().collect();
            if let Some(found) = (0..access.count)
                .map(|i| known.get(&(base, places.clone(), i)).copied())
                .collect::<Option<Vec<Value>>>()
            {
                found.into_iter().enumerate().for_each(|(i, v)| elements[i].push(v));
                continue;
            }
            let steps = |by: i64| places.windows(2).all(|w| w[1] - w[0] == by);
            let at = |offset: i64| offset as i32;
            let loaded: SmallVec<[Value; 4]> = if steps(0) {
                (0..access.count)
                    .map(|i| {
                        let place = at(places[0] + i as i64 * size);
                        if access.ty == Ty::F32 {
                            let value = self.b.ins().load(types::F32, plain(), base, place);
                            let all = self.b.ins().splat(types::F32X4, value);
                            return self.cast(vector, all);
                        }
                        let value = self.load_scalar(access.ty, base, place, wide);
                        self.b.ins().splat(vector, value)
                    })
                    .collect()
            } else if access.count == 1 && steps(size) && size >= 4 {
                let ty = if access.ty == Ty::F32 { types::F32X4 } else { vector };
                let loaded = self.b.ins().load(ty, plain(), base, at(places[0]));
                smallvec![self.cast(vector, loaded)]
            } else if access.count == 1 && steps(2) && size == 2 {
                smallvec![if access.ty.is_signed() {
                    self.b.ins().sload16x4(plain(), base, at(places[0]))
                } else {
                    self.b.ins().uload16x4(plain(), base, at(places[0]))
                }]
            } else if size == 4 && access.count == 4 {
                let rows: Parts =
                    places.iter().map(|&p| self.b.ins().load(vector, plain(), base, at(p))).collect();
                self.transpose(&rows)
            } else if size == 4 && access.count == 2 && steps(8) {
                let rows: Parts = [0, 16]
                    .map(|p| self.b.ins().load(vector, plain(), base, at(places[0] + p)))
                    .into_iter()
                    .collect();
                smallvec![
                    self.pick(rows[0], rows[1], [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27]),
                    self.pick(rows[0], rows[1], [4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31]),
                ]
            } else {
                (0..access.count)
                    .map(|i| {
                        let mut all = None;
                        for (lane, &p) in places.iter().enumerate() {
                            let value = self.load_scalar(access.ty, base, at(p + i as i64 * size), wide);
                            all = Some(match all {
                                None => self.b.ins().scalar_to_vector(vector, value),
                                Some(all) => self.b.ins().insertlane(all, value, lane as u8),
                            });
                        }
                        all.unwrap_or(base)
                    })
                    .collect()
            };
            for (i, v) in loaded.into_iter().enumerate() {
                known.insert((base, places.clone(), i), v);
                elements[i].push(v);
            }
        }
        elements
    }

    /// Rows to columns of four by four 32-bit elements.
    pub(super) fn transpose(&mut self, rows: &[Value]) -> SmallVec<[Value; 4]> {
        const LOW: [u8; 16] = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23];
        const HIGH: [u8; 16] = [8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31];
        const FIRST: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
        const SECOND: [u8; 16] = [8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31];
        let (a, b) = (self.pick(rows[0], rows[1], LOW), self.pick(rows[2], rows[3], LOW));
        let (c, d) = (self.pick(rows[0], rows[1], HIGH), self.pick(rows[2], rows[3], HIGH));
        smallvec![
            self.pick(a, b, FIRST),
            self.pick(a, b, SECOND),
            self.pick(c, d, FIRST),
            self.pick(c, d, SECOND),
        ]
    }

    pub(super) fn store(&mut self, access: &Access, place: &Place) {
        let size = i64::from(access.ty.size());
        let wide = size == 8;
        let srcs = self.code.srcs(&access.inst)[1..].to_vec();
        let mut vals = Vec::new();
        for src in srcs {
            match self.operand(src) {
                Some(val) => vals.push(val),
                None => {
                    self.failed = true;
                    return;
                }
            }
        }
        let vectors = |e: &mut Self, val: &Val| if wide { e.doubles(val) } else { e.words(val) };
        let per = if wide { 2 } else { 4 };
        let done = access.active.map(|active| {
            // Lanes that are not here must not be written.
            let all = self.b.ins().icmp_imm_s(IntCC::Equal, active, -1);
            let (some, every, done) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
            self.b.ins().brif(all, every, &[], some, &[]);
            self.b.switch_to_block(some);
            let kept = self.keep();
            self.store_some(access, place, &vals, active, done);
            self.restore(kept);
            self.b.switch_to_block(every);
            done
        });
        match place {
            Place::Pattern(bases, pattern) if bases.len() == 1 && pattern.iter().all(|&v| v == 0) => {
                // All lanes write one place: the last one's value stays.
                for (i, val) in vals.iter().enumerate() {
                    let value = match val {
                        Val::Scalars(parts, ZERO) if parts.len() == 1 => parts[0],
                        val => {
                            let parts = vectors(self, val);
                            let last = parts[parts.len() - 1];
                            self.b.ins().extractlane(last, (per - 1) as u8)
                        }
                    };
                    self.store_scalar(access.ty, value, bases[0], (i as i64 * size) as i32);
                }
            }
            Place::Pattern(bases, pattern) => {
                let segment = 32 / bases.len();
                let parts: Vec<Parts> = vals.iter().map(|val| vectors(self, val)).collect();
                for group in 0..32 / per {
                    let first = group * per;
                    let base = bases[first / segment];
                    let places = &pattern[first..first + per];
                    let steps = |by: i64| places.windows(2).all(|w| w[1] - w[0] == by);
                    if access.count == 1 && steps(size) && size >= 4 {
                        self.b.ins().store(plain(), parts[0][group], base, places[0] as i32);
                    } else if size == 4 && access.count == 4 && steps(16) {
                        let rows: Parts = parts.iter().map(|p| p[group]).collect();
                        for (i, column) in self.transpose(&rows).into_iter().enumerate() {
                            self.b.ins().store(plain(), column, base, places[i] as i32);
                        }
                    } else {
                        for (lane, &p) in places.iter().enumerate() {
                            for (i, parts) in parts.iter().enumerate() {
                                let value = self.b.ins().extractlane(parts[group], lane as u8);
                                self.store_scalar(access.ty, value, base, (p + i as i64 * size) as i32);
                            }
                        }
                    }
                }
            }
            Place::Lanes(lanes) => {
                let parts: Vec<Parts> = vals.iter().map(|val| vectors(self, val)).collect();
                for lane in 0..32 {
                    let pointer = self.pointer(lanes, lane);
                    for (i, parts) in parts.iter().enumerate() {
                        let value = self.b.ins().extractlane(parts[lane / per], (lane % per) as u8);
                        self.store_scalar(access.ty, value, pointer, (i as i64 * size) as i32);
                    }
                }
            }
        }
        if let Some(done) = done {
            self.b.ins().jump(done, &[]);
            self.b.switch_to_block(done);
        }
    }

    /// The pointers of all lanes.
    pub(super) fn pointers(&mut self, place: &Place) -> Parts {
        match place {
            Place::Pattern(bases, pattern) => (0..16)
                .map(|i| {
                    let base = bases[i * bases.len() / 16];
                    let all = self.b.ins().splat(types::I64X2, base);
                    let own = self.constant_doubles([pattern[2 * i] as u64, pattern[2 * i + 1] as u64]);
                    self.b.ins().iadd(all, own)
                })
                .collect(),
            Place::Lanes(lanes) if lanes.shared => {
                let shared = self.field(types::I64, field::SHARED);
                let all = self.b.ins().splat(types::I64X2, shared);
                let offsets = self.widen(&lanes.parts, false);
                offsets.into_iter().map(|v| self.b.ins().iadd(v, all)).collect()
            }
            Place::Lanes(lanes) => lanes.parts.clone(),
        }
    }

    /// Stores the lanes of `active`, of which there is one at least, one after the other; then goes to `done`.
    pub(super) fn store_some(
        &mut self,
        access: &Access,
        place: &Place,
        vals: &[Val],
        active: Value,
        done: Block,
    ) {
        let wide = access.ty.size() == 8;
        let scratch = self.scratch();
        let pointers = self.pointers(place);
        let mut offset = 0;
        let mut put = |e: &mut Self, parts: Parts| {
            let at = offset;
            for part in parts {
                e.b.ins().store(flags(), part, scratch, offset);
                offset += 16;
            }
            at
        };
        put(self, pointers);
        let mut places: SmallVec<[i32; 4]> = SmallVec::new();
        for val in vals {
            let parts = if wide { self.doubles(val) } else { self.words(val) };
            places.push(put(self, parts));
        }
        let each = self.b.create_block();
        self.b.append_block_param(each, types::I32);
        self.b.ins().jump(each, &[BlockArg::Value(active)]);
        self.b.switch_to_block(each);
        let rest = self.b.block_params(each)[0];
        let lane = self.b.ins().ctz(rest);
        let lane = self.b.ins().uextend(types::I64, lane);
        let by_pointer = self.b.ins().ishl_imm_s(lane, 3);
        let at = self.b.ins().iadd(scratch, by_pointer);
        let pointer = self.b.ins().load(types::I64, flags(), at, 0);
        let by_value = if wide { by_pointer } else { self.b.ins().ishl_imm_s(lane, 2) };
        let values = self.b.ins().iadd(scratch, by_value);
        for (i, place) in places.into_iter().enumerate() {
            let value = self.b.ins().load(if wide { types::I64 } else { types::I32 }, flags(), values, place);
            self.store_scalar(access.ty, value, pointer, i as i32 * access.ty.size() as i32);
        }
        let less = self.b.ins().iadd_imm_s(rest, -1);
        let rest = self.b.ins().band(rest, less);
        self.b.ins().brif(rest, each, &[BlockArg::Value(rest)], done, &[]);
    }
}
