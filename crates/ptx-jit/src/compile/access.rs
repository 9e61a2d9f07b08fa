//! Loads and stores. Addresses that are a scalar and a pattern are checked with one comparison and become vector
//! accesses; others are checked together and accessed one by one; what fails its check is the interpreter's, which
//! finds the fault or knows better.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{Block, BlockArg, InstBuilder, Value, types};
use ptx::{Inst, Op, Operand, Space, Sym, Type as Ty};
use smallvec::{SmallVec, smallvec};
use std::collections::HashMap;

use super::emit::{Emitter, Parts, Val, plain};
use super::machine::field;
use super::memory::{CacheLine, Remembers};
use crate::lockstep::{Kind, ZERO};

/// One load or store.
struct Access {
    pc: u32,
    inst: Inst,
    ty: Ty,
    /// Elements that each lane accesses.
    count: usize,
    store: bool,
    shared: bool,
    generic: bool,
    /// The lanes, if not all 32.
    active: Option<Value>,
    /// The instruction is one of all lanes that are here, whichever of them access memory.
    whole: bool,
}

impl Access {
    fn len(&self) -> i64 {
        i64::from(self.ty.size()) * self.count as i64
    }
}

impl Emitter<'_, '_> {
    /// Generates a load or a store. `active`: only in these lanes, of which there is one at least.
    pub fn access(&mut self, pc: u32, inst: &Inst, active: Option<Value>) {
        let (space, ty, vec, store) = match inst.op {
            Op::Ld { space, ty, vec } => (space, ty, vec, false),
            Op::St { space, ty, vec } => (space, ty, vec, true),
            _ => return,
        };
        let address = self.code.srcs(inst)[0];
        let space = match (space, address) {
            (Space::Param, Operand::Sym(Sym::Var(_), _)) => Space::Local,
            (Space::Generic, Operand::Sym(Sym::Var(_), _)) => Space::Local,
            (Space::Generic, Operand::Sym(Sym::Param(_), _)) => Space::Param,
            _ => space,
        };
        let active = active.or(self.mask);
        let access = Access {
            pc,
            inst: *inst,
            ty,
            count: usize::from(vec.max(1)),
            store,
            shared: space == Space::Shared,
            generic: space == Space::Generic,
            active,
            whole: false,
        };
        let size = ty.size();
        let reaches = matches!(space, Space::Shared | Space::Global | Space::Const);
        let handled = size <= 8
            && !(store && space == Space::Const)
            && match space {
                Space::Param => !store && self.parameter(&access, address),
                Space::Generic => self.check_and_access(&access, address),
                _ if reaches => {
                    let straight = active.is_none() && self.form.shape.checks;
                    straight && self.straight(&access, address) || self.check_and_access(&access, address)
                }
                _ => false,
            };
        if !handled {
            let mask = match active {
                Some(active) => active,
                None => self.active(None),
            };
            self.escapes_of_access(space);
            self.escape(pc, inst, mask);
        }
    }

    fn escapes_of_access(&mut self, space: Space) {
        *self.escapes.entry(format!("access to {space:?}")).or_default() += 1;
    }

    /// A load from the entry's parameters, whose place is known.
    fn parameter(&mut self, access: &Access, address: Operand) -> bool {
        let Kind::Affine(a) = self.form.operand(self.code, address) else { return false };
        let Some(offset) = a.constant.filter(|_| a.is_uniform()) else { return false };
        let function = &self.code.functions[self.form.function as usize];
        let end = offset.checked_add(access.len() as u64);
        if offset % access.len() as u64 != 0
            || end.is_none_or(|end| end > u64::from(function.param_bytes).next_multiple_of(8))
        {
            return false;
        }
        let params = self.field(types::I64, field::PARAMS);
        let dsts = self.code.dsts(&access.inst).to_vec();
        for (i, dst) in dsts.into_iter().enumerate() {
            let Operand::Reg(reg) = dst else { continue };
            let at = offset as i32 + (i as u32 * access.ty.size()) as i32;
            let value = self.load_scalar(access.ty, params, at, self.is_wide(reg.0));
            self.write_loaded(reg.0, Val::Scalars(smallvec![value], ZERO), access);
        }
        true
    }

    fn write_loaded(&mut self, r: u32, val: Val, access: &Access) {
        let val = if self.ty(r) == Ty::Pred { Val::Flag(self.flag(&val)) } else { val };
        let guard = match (access.inst.guard, access.active, self.layout(r)) {
            (Some(_), Some(active), layout) if !matches!(layout, super::slots::Layout::Scalars { .. }) => {
                Some(Val::Mask { bits: Some(active), lanes: None })
            }
            _ => None,
        };
        self.write(r, val, guard.as_ref());
    }

    /// One element, extended as its type says to 32 or 64 bits.
    fn load_scalar(&mut self, ty: Ty, base: Value, offset: i32, wide: bool) -> Value {
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

    fn store_scalar(&mut self, ty: Ty, value: Value, base: Value, offset: i32) {
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

    /// `ldmatrix` in all lanes, of which the first ones have the rows' addresses; false if its addresses are unknown.
    pub fn load_matrix(&mut self, pc: u32, inst: &Inst, (num, trans, space): (u8, bool, Space)) -> bool {
        let active = (num < 4).then(|| self.b.ins().iconst(types::I32, (1i64 << (8 * num)) - 1));
        let (shared, generic) = (space == Space::Shared, space == Space::Generic);
        let (ty, count, store) = (Ty::B32, 4, false);
        let access = Access { pc, inst: *inst, ty, count, store, shared, generic, active, whole: true };
        let address = self.code.srcs(inst)[0];
        let dsts = self.code.dsts(inst).to_vec();
        self.checked_access(&access, address, |e, place| {
            let lanes = match place {
                Place::Lanes(lanes) => lanes,
                Place::Pattern(..) => return,
            };
            // A row of 16 bytes is what four lanes get of it.
            let rows: Vec<Parts> = (0..usize::from(num))
                .map(|matrix| {
                    let row = |e: &mut Self, row: usize| {
                        let pointer = e.pointer(lanes, matrix * 8 + row);
                        e.b.ins().load(types::I32X4, plain(), pointer, 0)
                    };
                    (0..8).map(|i| row(e, i)).collect()
                })
                .collect();
            if trans {
                e.call_leaf(pc, &rows, false);
            }
            for (i, (dst, rows)) in dsts.into_iter().zip(rows).enumerate() {
                let val = if trans { e.leaf_words(i) } else { Val::Words(rows) };
                if let Operand::Reg(reg) = dst {
                    e.write(reg.0, val, None);
                }
            }
        })
    }

    /// Generates the check, the access where it holds, and the way to the interpreter where it does not.
    fn check_and_access(&mut self, access: &Access, address: Operand) -> bool {
        self.checked_access(access, address, |e, place| {
            if access.store {
                e.store(access, place);
                e.safe = None;
            } else {
                e.load(access, place);
            }
        })
    }

    fn checked_access(
        &mut self,
        access: &Access,
        address: Operand,
        generate: impl FnOnce(&mut Self, &Place),
    ) -> bool {
        let Some(val) = self.operand(address) else { return false };
        let (reads, writes) = self.registers(&access.inst);
        reads.iter().chain(&writes).for_each(|&r| {
            self.read(r);
        });
        let before = self.keep();
        let (fast, slow, after) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
        self.b.set_cold_block(slow);
        let len = access.len();
        // The addresses, checked when `fast` is reached.
        let cache = self.caches.len();
        let place = match &val {
            Val::Scalars(parts, pattern)
                if !access.whole
                    && self.form.patterns[*pattern as usize].iter().all(|&v| v % len == 0 && is_near(v)) =>
            {
                let pattern = self.form.patterns[*pattern as usize];
                let bases = self.check_bases(access, parts.clone(), &pattern, fast, slow);
                Place::Pattern(bases, Box::new(pattern))
            }
            _ => Place::Lanes(self.check_lanes(access, &val, fast, slow)),
        };
        self.b.switch_to_block(fast);
        let place = if access.generic { self.moved(place, cache) } else { place };
        generate(self, &place);
        let parts = self.flat(&writes);
        for &part in &parts {
            let ty = self.b.func.dfg.value_type(part);
            self.b.append_block_param(after, ty);
        }
        let arguments: Vec<BlockArg> = parts.iter().map(|&v| BlockArg::Value(v)).collect();
        self.b.ins().jump(after, &arguments);
        self.restore(before.clone());
        self.b.switch_to_block(slow);
        let active = match access.active {
            Some(active) if !access.whole => active,
            _ => self.active(None),
        };
        self.escape(access.pc, &access.inst, active);
        let parts = self.flat(&writes);
        let arguments: Vec<BlockArg> = parts.iter().map(|&v| BlockArg::Value(v)).collect();
        self.b.ins().jump(after, &arguments);
        self.restore(before);
        self.b.switch_to_block(after);
        let parts: Parts = self.b.block_params(after).iter().copied().collect();
        self.unflat(&writes, parts);
        true
    }

    /// Pointers of generic addresses that have been checked against what a cache remembers.
    fn moved(&mut self, place: Place, cache: usize) -> Place {
        let lines = self.field(types::I64, field::CACHES);
        let at = cache as i32 * CacheLine::BYTES + CacheLine::DELTA;
        let delta = self.b.ins().load(types::I64, super::emit::flags(), lines, at);
        match place {
            Place::Pattern(bases, pattern) => Place::Pattern(
                bases.into_iter().map(|base| self.b.ins().iadd(base, delta)).collect(),
                pattern,
            ),
            Place::Lanes(Lanes { shared, parts }) => {
                let deltas = self.b.ins().splat(types::I64X2, delta);
                let parts = parts.into_iter().map(|part| self.b.ins().iadd(part, deltas)).collect();
                Place::Lanes(Lanes { shared, parts })
            }
        }
    }

    /// An access of all lanes at scalars plus a pattern: where its check fails, the interpreter takes over, so that
    /// nothing has to come together again. One check is for all accesses of the block by the same register.
    fn straight(&mut self, access: &Access, address: Operand) -> bool {
        let (reg, offset) = match address {
            Operand::Reg(reg) => (reg, 0),
            Operand::RegOffset(reg, offset) => (reg, i64::from(offset)),
            _ => return false,
        };
        let Val::Scalars(parts, pattern) = self.read(reg.0) else { return false };
        let pattern = self.form.patterns[pattern as usize];
        let len = access.len();
        if offset % len != 0 || !is_near(offset) || pattern.iter().any(|v| v % len != 0 || !is_near(*v)) {
            return false;
        }
        let low = pattern.iter().copied().min().unwrap_or(0);
        let high = pattern.iter().copied().max().unwrap_or(0) + len;
        let key = (parts.clone(), len, access.store, access.shared);
        let known = self.checked.get(&key).copied();
        if known.is_none_or(|(first, last)| low + offset < first || high + offset > last) {
            let (least, most) = self.offsets(access, reg, offset);
            let (first, last) = (low + least, high + most);
            self.check_straight(access, &parts, first, last);
            self.checked.insert(key, (first, last));
        }
        let base: Parts = parts
            .into_iter()
            .map(|part| {
                let part = self.resize(part, if access.shared { types::I32 } else { types::I64 });
                let base = self.resize(part, types::I64);
                if access.shared {
                    let shared = self.field(types::I64, field::SHARED);
                    self.b.ins().iadd(shared, base)
                } else {
                    base
                }
            })
            .collect();
        let place = Place::Pattern(base, Box::new(pattern.map(|v| v + offset)));
        if access.store {
            self.store(access, &place);
            self.safe = None;
        } else {
            self.load(access, &place);
        }
        true
    }

    /// The least and the largest offset of this and later accesses of the block by the same value of a register.
    fn offsets(&self, access: &Access, reg: ptx::Reg, offset: i64) -> (i64, i64) {
        let (mut least, mut most) = (offset, offset);
        let node = &self.form.nodes[self.at];
        for pc in access.pc..node.end {
            let inst = &self.code.insts[pc as usize];
            let space = match inst.op {
                Op::Ld { space, ty, vec } if !access.store => Some((space, ty, vec)),
                Op::St { space, ty, vec } if access.store => Some((space, ty, vec)),
                _ => None,
            };
            if let (Some((space, ty, vec)), None) = (space, inst.guard)
                && (space == Space::Shared) == access.shared
                && matches!(space, Space::Shared | Space::Global | Space::Const)
                && i64::from(ty.size()) * i64::from(vec.max(1)) == access.len()
            {
                let at = match self.code.srcs(inst)[0] {
                    Operand::Reg(r) if r == reg => Some(0),
                    Operand::RegOffset(r, at) if r == reg => Some(i64::from(at)),
                    _ => None,
                };
                if let Some(at) = at.filter(|&at| at % access.len() == 0 && is_near(at)) {
                    (least, most) = (least.min(at), most.max(at));
                }
            }
            if self.registers(inst).1.contains(&reg.0) {
                break;
            }
        }
        (least, most)
    }

    fn leave_block(&mut self, pc: u32) -> Block {
        // The values as they are here, wherever the block is jumped to from.
        for r in self.form.live_before(self.code, self.at, pc).iter().collect::<Vec<_>>() {
            self.read(r as u32);
        }
        let (leave, next) = (self.b.create_block(), self.b.create_block());
        self.b.set_cold_block(leave);
        self.b.ins().jump(next, &[]);
        self.b.switch_to_block(leave);
        let kept = self.keep();
        self.leave(pc);
        self.restore(kept);
        self.b.switch_to_block(next);
        leave
    }

    /// Checks that all from `first` to `last` of every scalar can be accessed.
    fn check_straight(&mut self, access: &Access, parts: &Parts, first: i64, last: i64) {
        let len = access.len();
        let leave = match self.safe {
            Some(leave) => leave,
            None => {
                let leave = self.leave_block(access.pc);
                self.safe = Some(leave);
                leave
            }
        };
        let bases: Parts = parts
            .iter()
            .map(|&part| {
                let part = self.resize(part, if access.shared { types::I32 } else { types::I64 });
                self.resize(part, types::I64)
            })
            .collect();
        if len > 1 {
            let bits = bases.iter().copied().reduce(|a, b| self.b.ins().bor(a, b)).unwrap_or(bases[0]);
            let odd = self.b.ins().band_imm_s(bits, len - 1);
            let next = self.b.create_block();
            self.b.ins().brif(odd, leave, &[], next, &[]);
            self.b.switch_to_block(next);
        }
        let fast = self.b.create_block();
        if access.shared {
            let size = self.field(types::I64, field::SHARED_BYTES);
            for &base in &bases {
                let end = self.b.ins().iadd_imm_s(base, last);
                let mut outside = self.b.ins().icmp(IntCC::UnsignedGreaterThan, end, size);
                if first < 0 {
                    let begin = self.b.ins().iadd_imm_s(base, first);
                    let below = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, begin, 0);
                    outside = self.b.ins().bor(outside, below);
                }
                let next = self.b.create_block();
                self.b.ins().brif(outside, leave, &[], next, &[]);
                self.b.switch_to_block(next);
            }
            self.b.ins().jump(fast, &[]);
            self.b.switch_to_block(fast);
            return;
        }
        let cache = self.cache(access, last - first);
        let (check, tried, start, count) = self.cached_range(cache);
        let mut bad: Option<Value> = None;
        for &base in &bases {
            let begin = self.b.ins().iadd_imm_s(base, first);
            let offset = self.b.ins().isub(begin, start);
            let outside = self.b.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, offset, count);
            bad = Some(bad.map_or(outside, |bad| self.b.ins().bor(bad, outside)));
        }
        let begin = self.b.ins().iadd_imm_s(bases[0], first);
        self.retry(bad.unwrap_or(tried), cache, begin, tried, (check, fast, leave));
        self.b.switch_to_block(fast);
    }

    fn cache(&mut self, access: &Access, span: i64) -> u32 {
        self.caches.push(Remembers { write: access.store, span: span as u32, generic: access.generic });
        self.caches.len() as u32 - 1
    }

    /// Checks a scalar for each segment with its part of the pattern; the pointers without the pattern.
    fn check_bases(
        &mut self,
        access: &Access,
        parts: Parts,
        pattern: &[i64; 32],
        fast: Block,
        slow: Block,
    ) -> Parts {
        let per = 32 / parts.len();
        let bounds: SmallVec<[(i64, i64); 8]> = (0..parts.len())
            .map(|s| {
                let own = &pattern[s * per..(s + 1) * per];
                (own.iter().copied().min().unwrap_or(0), own.iter().copied().max().unwrap_or(0))
            })
            .collect();
        let span = bounds.iter().map(|(low, high)| high - low).max().unwrap_or(0) + access.len();
        let mut low_bits: Option<Value> = None;
        let mut bases = Parts::new();
        for &part in &parts {
            let base = self.resize(part, if access.shared { types::I32 } else { types::I64 });
            let base = self.resize(base, types::I64);
            low_bits = Some(match low_bits {
                None => base,
                Some(bits) => self.b.ins().bor(bits, base),
            });
            bases.push(base);
        }
        let aligned = |e: &mut Self| {
            let bits = e.b.ins().band_imm_s(low_bits.unwrap_or(bases[0]), access.len() - 1);
            e.b.ins().icmp_imm_s(IntCC::NotEqual, bits, 0)
        };
        if access.shared {
            let mut bad = if access.len() > 1 { Some(aligned(self)) } else { None };
            let size = self.field(types::I64, field::SHARED_BYTES);
            let mut pointers = Parts::new();
            let shared = self.field(types::I64, field::SHARED);
            for (i, &base) in bases.iter().enumerate() {
                let (low, high) = bounds[i];
                // Lanes' addresses are 32 bits wide: a sum that leaves them fails here and is made right elsewhere.
                let last = self.b.ins().iadd_imm_s(base, high + access.len());
                let mut outside = self.b.ins().icmp(IntCC::UnsignedGreaterThan, last, size);
                if low < 0 {
                    let first = self.b.ins().iadd_imm_s(base, low);
                    let below = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, first, 0);
                    outside = self.b.ins().bor(outside, below);
                }
                bad = Some(match bad {
                    None => outside,
                    Some(bad) => self.b.ins().bor(bad, outside),
                });
                pointers.push(self.b.ins().iadd(shared, base));
            }
            if let Some(bad) = bad {
                self.b.ins().brif(bad, slow, &[], fast, &[]);
            }
            return pointers;
        }
        let cache = self.cache(access, span);
        if access.len() > 1 {
            let (bad, next) = (aligned(self), self.b.create_block());
            self.b.ins().brif(bad, slow, &[], next, &[]);
            self.b.switch_to_block(next);
        }
        let (check, tried, start, count) = self.cached_range(cache);
        let mut bad: Option<Value> = None;
        for (i, &base) in bases.iter().enumerate() {
            let first = self.b.ins().iadd_imm_s(base, bounds[i].0);
            let offset = self.b.ins().isub(first, start);
            let outside = self.b.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, offset, count);
            bad = Some(match bad {
                None => outside,
                Some(bad) => self.b.ins().bor(bad, outside),
            });
        }
        let first = self.b.ins().iadd_imm_s(bases[0], bounds[0].0);
        self.retry(bad.unwrap_or(tried), cache, first, tried, (check, fast, slow));
        bases
    }

    /// Begins a check against the range of memory that was found last: the block to which a second try comes back, whether this is that
    /// one, and where the range starts and how many places it has for what is accessed.
    fn cached_range(&mut self, cache: u32) -> (Block, Value, Value, Value) {
        let check = self.b.create_block();
        self.b.append_block_param(check, types::I8);
        let no = self.b.ins().iconst(types::I8, 0);
        self.b.ins().jump(check, &[BlockArg::Value(no)]);
        self.b.switch_to_block(check);
        let tried = self.b.block_params(check)[0];
        let lines = self.field(types::I64, field::CACHES);
        let at = cache as i32 * CacheLine::BYTES;
        let start = self.b.ins().load(types::I64, super::emit::flags(), lines, at);
        let count = self.b.ins().load(types::I64, super::emit::flags(), lines, at + CacheLine::COUNT);
        (check, tried, start, count)
    }

    /// Goes to `fast` unless `bad`; then looks memory up once and tries again.
    fn retry(
        &mut self,
        bad: Value,
        cache: u32,
        address: Value,
        tried: Value,
        (check, fast, slow): (Block, Block, Block),
    ) {
        let (miss, look) = (self.b.create_block(), self.b.create_block());
        self.b.set_cold_block(miss);
        self.b.set_cold_block(look);
        self.b.ins().brif(bad, miss, &[], fast, &[]);
        self.b.switch_to_block(miss);
        self.b.ins().brif(tried, slow, &[], look, &[]);
        self.b.switch_to_block(look);
        let kept = self.keep();
        let found = self.helper(field::FIND, cache, address);
        let yes = self.b.ins().iconst(types::I8, 1);
        self.b.ins().brif(found, check, &[BlockArg::Value(yes)], slow, &[]);
        self.restore(kept);
    }

    /// Checks the addresses of all lanes together; pointers by lane, those of lanes that are not here harmless.
    fn check_lanes(&mut self, access: &Access, val: &Val, fast: Block, slow: Block) -> Lanes {
        let len = access.len();
        let here = access.active.map(|active| self.lanes_of_bits(active));
        if access.shared {
            let words = self.words(val);
            let words: Parts = match &here {
                None => words,
                Some(here) => (0..8).map(|i| self.b.ins().band(words[i], here[i])).collect(),
            };
            let (mut most, mut bits) = (words[0], words[0]);
            for &part in &words[1..] {
                most = self.b.ins().umax(most, part);
                bits = self.b.ins().bor(bits, part);
            }
            let mut high = None;
            let mut low = None;
            for lane in 0..4u8 {
                let (h, l) = (self.b.ins().extractlane(most, lane), self.b.ins().extractlane(bits, lane));
                high = Some(high.map_or(h, |v| self.b.ins().umax(v, h)));
                low = Some(low.map_or(l, |v| self.b.ins().bor(v, l)));
            }
            let (Some(high), Some(low)) = (high, low) else { return Lanes::default() };
            let high = self.b.ins().uextend(types::I64, high);
            let last = self.b.ins().iadd_imm_s(high, len);
            let size = self.field(types::I64, field::SHARED_BYTES);
            let outside = self.b.ins().icmp(IntCC::UnsignedGreaterThan, last, size);
            let odd = self.b.ins().band_imm_s(low, len - 1);
            let odd = self.b.ins().icmp_imm_s(IntCC::NotEqual, odd, 0);
            let bad = self.b.ins().bor(outside, odd);
            self.b.ins().brif(bad, slow, &[], fast, &[]);
            return Lanes { shared: true, parts: words };
        }
        let doubles = self.doubles(val);
        let here = here.map(|here| self.widen(&here, true));
        let cache = self.cache(access, len);
        // Some lane's address, to look memory up with.
        let any = match access.active {
            None => self.b.ins().extractlane(doubles[0], 0u8),
            Some(active) => {
                let frame = self.scratch();
                for (i, &part) in doubles.iter().enumerate() {
                    self.b.ins().store(super::emit::flags(), part, frame, i as i32 * 16);
                }
                let lane = self.b.ins().ctz(active);
                let lane = self.b.ins().uextend(types::I64, lane);
                let at = self.b.ins().ishl_imm_s(lane, 3);
                let at = self.b.ins().iadd(frame, at);
                self.b.ins().load(types::I64, super::emit::flags(), at, 0)
            }
        };
        let addresses: Parts = match &here {
            None => doubles,
            Some(here) => {
                let all = self.splat(types::I64X2, any);
                (0..16).map(|i| self.b.ins().bitselect(here[i], doubles[i], all)).collect()
            }
        };
        if len > 1 {
            let mut bits = addresses[0];
            for &part in &addresses[1..] {
                bits = self.b.ins().bor(bits, part);
            }
            let (a, b) = (self.b.ins().extractlane(bits, 0u8), self.b.ins().extractlane(bits, 1u8));
            let bits = self.b.ins().bor(a, b);
            let odd = self.b.ins().band_imm_s(bits, len - 1);
            let next = self.b.create_block();
            self.b.ins().brif(odd, slow, &[], next, &[]);
            self.b.switch_to_block(next);
        }
        let (check, tried, start, count) = self.cached_range(cache);
        let starts = self.b.ins().splat(types::I64X2, start);
        let (mut most, mut bits) = (None, None);
        for &part in &addresses {
            let offset = self.b.ins().isub(part, starts);
            let words = self.cast(types::I32X4, offset);
            most = Some(most.map_or(words, |v| self.b.ins().umax(v, words)));
            bits = Some(bits.map_or(words, |v| self.b.ins().bor(v, words)));
        }
        let (Some(most), Some(bits)) = (most, bits) else { return Lanes::default() };
        let (a, b) = (self.b.ins().extractlane(most, 0u8), self.b.ins().extractlane(most, 2u8));
        let most = self.b.ins().umax(a, b);
        let most = self.b.ins().uextend(types::I64, most);
        let outside = self.b.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, most, count);
        let (a, b) = (self.b.ins().extractlane(bits, 1u8), self.b.ins().extractlane(bits, 3u8));
        let high = self.b.ins().bor(a, b);
        let far = self.b.ins().icmp_imm_s(IntCC::NotEqual, high, 0);
        let bad = self.b.ins().bor(outside, far);
        self.retry(bad, cache, any, tried, (check, fast, slow));
        Lanes { shared: false, parts: addresses }
    }

    /// Room in the frame for vectors whose elements are taken one by one.
    pub fn scratch(&mut self) -> Value {
        let frame = self.field(types::I64, field::FRAME);
        let offset = self.scratch_offset();
        self.b.ins().iadd_imm_s(frame, i64::from(offset))
    }

    fn scratch_offset(&mut self) -> u32 {
        if self.scratch_at.is_none() {
            self.scratch_at = Some(self.frame_bytes);
            // Operands of functions; pointers, and up to four values of 64 bits, of all lanes.
            self.frame_bytes += super::leaf::SCRATCH.max(5 * 256);
        }
        self.scratch_at.unwrap_or(0)
    }

    fn pointer(&mut self, lanes: &Lanes, lane: usize) -> Value {
        if lanes.shared {
            let word = self.b.ins().extractlane(lanes.parts[lane / 4], (lane % 4) as u8);
            let offset = self.b.ins().uextend(types::I64, word);
            let shared = self.field(types::I64, field::SHARED);
            return self.b.ins().iadd(shared, offset);
        }
        self.b.ins().extractlane(lanes.parts[lane / 2], (lane % 2) as u8)
    }

    fn load(&mut self, access: &Access, place: &Place) {
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
    fn load_pattern(&mut self, access: &Access, bases: &Parts, pattern: &[i64; 32]) -> Vec<Parts> {
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
                        let value = self.load_scalar(access.ty, base, at(places[0] + i as i64 * size), wide);
                        self.b.ins().splat(vector, value)
                    })
                    .collect()
            } else if access.count == 1 && steps(size) && size >= 4 {
                smallvec![self.b.ins().load(vector, plain(), base, at(places[0]))]
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
    fn transpose(&mut self, rows: &[Value]) -> SmallVec<[Value; 4]> {
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

    fn store(&mut self, access: &Access, place: &Place) {
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
    fn pointers(&mut self, place: &Place) -> Parts {
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
    fn store_some(&mut self, access: &Access, place: &Place, vals: &[Val], active: Value, done: Block) {
        let wide = access.ty.size() == 8;
        let scratch = self.scratch();
        let pointers = self.pointers(place);
        let mut offset = 0;
        let flags = super::emit::flags();
        let mut put = |e: &mut Self, parts: Parts| {
            let at = offset;
            for part in parts {
                e.b.ins().store(flags, part, scratch, offset);
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
        let pointer = self.b.ins().load(types::I64, flags, at, 0);
        let by_value = if wide { by_pointer } else { self.b.ins().ishl_imm_s(lane, 2) };
        let values = self.b.ins().iadd(scratch, by_value);
        for (i, place) in places.into_iter().enumerate() {
            let value = self.b.ins().load(if wide { types::I64 } else { types::I32 }, flags, values, place);
            self.store_scalar(access.ty, value, pointer, i as i32 * access.ty.size() as i32);
        }
        let less = self.b.ins().iadd_imm_s(rest, -1);
        let rest = self.b.ins().band(rest, less);
        self.b.ins().brif(rest, each, &[BlockArg::Value(rest)], done, &[]);
    }
}

/// Whether a part of an address is such that sums of two of them, and what one access reaches beyond, have 32 bits:
/// machine code adds them to checked scalars as such, and what a check covers is counted in 32 bits.
fn is_near(offset: i64) -> bool {
    offset.abs() < 1 << 29
}

/// Checked addresses.
enum Place {
    /// A pointer for each segment, plus a pattern in bytes.
    Pattern(Parts, Box<[i64; 32]>),
    Lanes(Lanes),
}

/// Addresses by lane: offsets in shared memory in 32 bits, or pointers.
#[derive(Default)]
struct Lanes {
    shared: bool,
    parts: Parts,
}
