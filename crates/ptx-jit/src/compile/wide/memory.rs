//! Loads, stores and atomics: addresses checked together, what fails its check left to the interpreter, which finds the fault or knows better.

use ptx::{Inst, Op, Operand, Space, Sym, Type as Ty};
use smallvec::SmallVec;

use super::asm::{ALL, Alu, Gpr, K, Label, Mem, R9, RAX, RCX, RDX, Rm, Z, cc, merge, v, zeroing};
use super::{CACHES, CHOSEN, CONTEXT, SHARED, Wide};
use crate::compile::access::is_near;
use crate::compile::machine::field;
use crate::compile::memory::{CacheLine, Remembers};
use crate::compile::slots::Layout;
use crate::lockstep::{Affine, Kind, ZERO};

/// One load or store.
#[derive(Clone, Copy)]
pub struct Access {
    pub ty: Ty,
    /// Bytes of an element, and elements that each lane accesses.
    pub size: u32,
    pub count: usize,
    pub store: bool,
    pub shared: bool,
    pub generic: bool,
}

impl Access {
    pub fn len(&self) -> i64 {
        i64::from(self.size) * self.count as i64
    }

    /// Vector registers of an element.
    pub fn parts(&self) -> usize {
        if self.size == 8 { 4 } else { 2 }
    }
}

/// Checked addresses.
#[derive(Clone)]
pub enum Place {
    /// A pointer in rax, for the upper 16 lanes in rdx where rows are that wide; plus a pattern in bytes.
    Pattern(Box<[i64; 32]>, bool),
    /// Offsets in shared memory.
    Words([Z; 2]),
    /// Addresses, to which rcx has to be added.
    Doubles([Z; 4]),
}

/// What is written to a register by a load: vectors, or a scalar.
pub struct Target {
    pub register: u32,
    pub parts: SmallVec<[Z; 4]>,
}

impl Wide<'_> {
    /// Generates a load or a store.
    pub(super) fn access(&mut self, inst: &Inst) {
        let (space, ty, vec, store) = match inst.op {
            Op::Ld { space, ty, vec } => (space, ty, vec, false),
            Op::St { space, ty, vec } => (space, ty, vec, true),
            _ => return,
        };
        let address = self.code.srcs(inst)[0];
        let space = match (space, address) {
            (Space::Param | Space::Generic, Operand::Sym(Sym::Var(_), _)) => Space::Local,
            (Space::Generic, Operand::Sym(Sym::Param(_), _)) => Space::Param,
            _ => space,
        };
        let access = Access {
            ty,
            size: ty.size(),
            count: usize::from(vec.max(1)),
            store,
            shared: space == Space::Shared,
            generic: space == Space::Generic,
        };
        let odd = |operand: &Operand| match operand {
            Operand::Reg(reg) => matches!(self.ty(reg.0), Ty::B128 | Ty::Pred),
            Operand::Special(_) => !self.knows(*operand),
            _ => false,
        };
        let fits = access.size <= 8
            && access.count * access.parts() <= 8
            && !self.code.dsts(inst).iter().any(odd)
            && !self.code.srcs(inst).iter().any(odd);
        let handled = fits
            && match space {
                Space::Param => !store && self.parameter(inst, &access, address),
                Space::Local => self.own_access(inst, &access, address),
                Space::Shared | Space::Global | Space::Generic => {
                    self.checked_access(inst, &access, address);
                    true
                }
                Space::Const if !store => {
                    self.checked_access(inst, &access, address);
                    true
                }
                _ => false,
            };
        if !handled {
            *self.escapes.entry(format!("access to {space:?}")).or_default() += 1;
            self.escape(inst);
        }
    }

    /// A load from the entry's parameters, whose place is known.
    fn parameter(&mut self, inst: &Inst, access: &Access, address: Operand) -> bool {
        let Kind::Affine(a) = self.kind(address) else { return false };
        let Some(offset) = a.constant.filter(|_| a.is_uniform()) else { return false };
        let function = &self.code.functions[self.form.function as usize];
        let end = offset.checked_add(access.len() as u64);
        if offset % access.len() as u64 != 0
            || end.is_none_or(|end| end > u64::from(function.param_bytes).next_multiple_of(8))
        {
            return false;
        }
        for (i, dst) in self.dsts(inst).into_iter().enumerate() {
            let Operand::Reg(dst) = dst else { continue };
            self.asm.load(RCX, Mem::At(CONTEXT, field::PARAMS), true);
            let from = Mem::At(RCX, offset as i32 + (i as u32 * access.size) as i32);
            self.load_scalar(access, from, dst.0);
            self.put_uniform(dst.0);
        }
        true
    }

    /// An element into rax, as a register of the kernel's has it.
    pub(super) fn load_scalar(&mut self, access: &Access, from: Mem, dst: u32) {
        self.asm.load_element(RAX, from, access.size, access.ty.is_signed());
        if !self.is_wide(dst) {
            self.asm.mov(RAX, RAX, false);
        }
    }

    /// The vectors that a load writes to before its registers get them: nothing may be moved out of registers on only one of the ways.
    fn targets(&mut self, inst: &Inst) -> Vec<Option<Target>> {
        let mut targets = Vec::new();
        for dst in self.dsts(inst) {
            let Operand::Reg(dst) = dst else {
                targets.push(None);
                continue;
            };
            let (wide, mut parts) = (self.is_wide(dst.0), SmallVec::new());
            if !matches!(self.layout(dst.0), Layout::Scalars { .. }) {
                for part in 0..if wide { 4 } else { 2 } {
                    parts.push(self.fresh());
                    if self.guarded || self.keeps(dst.0) {
                        self.held(dst.0, part);
                    }
                }
            }
            targets.push(Some(Target { register: dst.0, parts }));
        }
        targets
    }

    /// Registers get what was loaded.
    fn put_targets(&mut self, targets: Vec<Option<Target>>) {
        for target in targets.into_iter().flatten() {
            if target.parts.is_empty() {
                self.changed(target.register);
            }
            for (part, z) in target.parts.into_iter().enumerate() {
                self.put(target.register, part, z);
            }
        }
    }

    /// The way on which the interpreter makes an access.
    pub(super) fn slow_way(&mut self, inst: &Inst, targets: &[Option<Target>], back: Label) -> Label {
        let (reads, writes) = self.registers_of(inst);
        let (label, spills) = (self.asm.label(), self.spills(Some(&reads)));
        let site = self.site(self.pc, &reads, &writes, false);
        let (active, guarded) = (self.active(), self.guarded);
        let (call, fault) = (self.leaves.call, self.leaves.fault);
        let mut loads = Vec::new();
        for target in targets.iter().flatten() {
            for (part, &z) in target.parts.iter().enumerate() {
                loads.push((z, self.home(target.register, 64 * part as u32)));
            }
        }
        self.cold.push(Box::new(move |wide: &mut Wide| {
            wide.asm.bind(label);
            if guarded {
                wide.asm.test_reg(CHOSEN, CHOSEN, false);
                wide.asm.jump_if(cc::E, back);
            }
            wide.spill(&spills);
            wide.call_way(call, site, active);
            wide.asm.test_reg(RAX, RAX, false);
            wide.asm.jump_if(cc::NE, fault);
            for (z, home) in loads {
                wide.asm.vec1(v::LOAD, z, Rm::Mem(home), ALL);
            }
            wide.asm.jump(back);
        }));
        label
    }

    /// The way on which memory is looked up once: the address is in rdx.
    fn look_up(
        &mut self,
        cache: u32,
        again: Label,
        slow: Label,
        address: impl FnOnce(&mut Wide) + 'static,
    ) -> Label {
        let (label, find) = (self.asm.label(), self.leaves.find);
        let guarded = self.guarded;
        self.cold.push(Box::new(move |wide: &mut Wide| {
            wide.asm.bind(label);
            wide.asm.test_reg(R9, R9, false);
            wide.asm.jump_if(cc::NE, slow);
            if guarded {
                // Nobody's address is none.
                wide.asm.test_reg(CHOSEN, CHOSEN, false);
                wide.asm.jump_if(cc::E, slow);
            }
            address(wide);
            wide.asm.mov_imm(super::asm::RSI, cache.into());
            wide.asm.call(find);
            wide.asm.test_reg(RAX, RAX, false);
            wide.asm.jump_if(cc::E, slow);
            wide.asm.mov_imm(R9, 1);
            wide.asm.jump(again);
        }));
        label
    }

    pub(super) fn cache(&mut self, access: &Access, span: i64) -> u32 {
        self.caches.push(Remembers { write: access.store, span: span as u32, generic: access.generic });
        self.caches.len() as u32 - 1
    }

    fn line(cache: u32, offset: i32) -> Mem {
        Mem::At(CACHES, cache as i32 * CacheLine::BYTES + offset)
    }

    /// The pattern of an address that is one scalar, or two, and a pattern that accesses follow.
    fn pattern(&self, access: &Access, address: Operand) -> Option<(Box<[i64; 32]>, bool)> {
        let Kind::Affine(a) = self.kind(address) else { return None };
        let lanes = self.form.patterns[a.pattern as usize];
        let len = access.len();
        if a.split && self.form.shape.segment != 16 {
            return None;
        }
        if lanes.iter().any(|&v| v % len != 0 || !is_near(v)) {
            return None;
        }
        (a.pattern == ZERO && !a.split || super::transfer::follows(access, &lanes))
            .then(|| (Box::new(lanes), a.split))
    }

    fn checked_access(&mut self, inst: &Inst, access: &Access, address: Operand) {
        let targets = self.targets(inst);
        let values = if access.store { self.values(inst, access) } else { Vec::new() };
        let back = self.asm.label();
        match self.pattern(access, address) {
            Some((pattern, split)) if self.check_together(inst, access, address, &pattern, split) => {
                let (reg, offset) = based(address);
                let segments: &[usize] = if split { &[0, 1] } else { &[0] };
                for &s in segments {
                    let register = [RAX, RDX][s];
                    self.base(Operand::Reg(reg), register, !access.shared, s);
                    if access.shared {
                        self.asm.alu(Alu::Add, register, SHARED, true);
                    }
                }
                let place = Place::Pattern(Box::new(pattern.map(|v| v + offset)), split);
                if access.store {
                    self.store_pattern(inst, access, &place, &values, back);
                } else {
                    self.load_pattern(access, &place, &targets);
                }
            }
            Some((pattern, split)) => {
                let slow = self.slow_way(inst, &targets, back);
                self.check_pattern(access, (address, access.len()), &pattern, split, slow);
                let place = Place::Pattern(pattern, split);
                if access.store {
                    self.store_pattern(inst, access, &place, &values, back);
                } else {
                    self.load_pattern(access, &place, &targets);
                }
            }
            None => {
                let addresses = self.addresses(access, address);
                let slow = self.slow_way(inst, &targets, back);
                let place = self.check_lanes(access, addresses, slow);
                if access.store {
                    self.store_lanes(access, &place, &values, back);
                } else {
                    self.load_lanes(access, &place, &targets);
                }
            }
        }
        self.asm.bind(back);
        self.put_targets(targets);
    }

    /// Checks an access together with the later ones of the block by the same register, or finds it checked already. What fails is left to
    /// the interpreter. False where an access is on its own.
    fn check_together(
        &mut self,
        inst: &Inst,
        access: &Access,
        address: Operand,
        pattern: &[i64; 32],
        split: bool,
    ) -> bool {
        let (Operand::Reg(reg) | Operand::RegOffset(reg, _)) = address else { return false };
        let (_, offset) = based(address);
        let len = access.len();
        if inst.guard.is_some() || access.generic || offset % len != 0 || !is_near(offset) {
            return false;
        }
        let low = pattern.iter().copied().min().unwrap_or(0);
        let high = pattern.iter().copied().max().unwrap_or(0);
        let key = (reg.0, access.shared, access.store);
        if let Some(&(first, last)) = self.checked.get(&key) {
            return low + offset >= first && high + offset + len <= last;
        }
        let (mut least, mut most, mut longest, mut count) = (offset, offset + len, len, 0);
        for pc in self.pc..self.form.nodes[self.at].end {
            let later = &self.code.insts[pc as usize];
            let (space, ty, vec, store) = match later.op {
                Op::Ld { space, ty, vec } => (space, ty, vec, false),
                Op::St { space, ty, vec } => (space, ty, vec, true),
                _ => (Space::Local, Ty::B8, 0, false),
            };
            let its = i64::from(ty.size()) * i64::from(vec.max(1));
            if (space == Space::Shared) == access.shared
                && matches!(space, Space::Shared | Space::Global | Space::Const)
                && store == access.store
                && later.guard.is_none()
                && its <= 16
                && let Operand::Reg(other) | Operand::RegOffset(other, _) = self.code.srcs(later)[0]
                && other == reg
            {
                let (_, at) = based(self.code.srcs(later)[0]);
                if at % its == 0 && is_near(at) && pattern.iter().all(|v| v % its == 0) {
                    (least, most) = (least.min(at), most.max(at + its));
                    longest = longest.max(its);
                    count += 1;
                }
            }
            if self.registers_of(later).1.contains(&reg.0) {
                break;
            }
        }
        if count < 2 {
            return false;
        }
        let leave = self.leave_way();
        let whole = Access { ty: Ty::B8, size: (most - least) as u32, count: 1, ..*access };
        let bounds = pattern.map(|v| v + least);
        self.check_pattern(&whole, (Operand::Reg(reg), longest), &bounds, split, leave);
        self.checked.insert(key, (low + least, high + most));
        true
    }

    /// The vectors of what is stored; of a scalar that all lanes store to one place, none.
    fn values(&mut self, inst: &Inst, access: &Access) -> Vec<SmallVec<[Z; 4]>> {
        let srcs = self.srcs(inst);
        if self.stores_scalar(inst, access) {
            return Vec::new();
        }
        let mut values = Vec::new();
        for &src in &srcs[1..] {
            let mut parts = SmallVec::new();
            for part in 0..access.parts() {
                let val = self.part(src, part, access.size == 8);
                parts.push(self.z(val, access.size == 8));
            }
            values.push(parts);
        }
        values
    }

    /// Whether a store is of scalars to one place.
    pub(super) fn stores_scalar(&self, inst: &Inst, access: &Access) -> bool {
        let srcs = self.code.srcs(inst);
        let one = matches!(self.kind(srcs[0]), Kind::Affine(Affine { pattern: ZERO, split: false, .. }));
        access.store && one && srcs[1..].iter().all(|&src| self.kind(src).is_uniform())
    }

    /// The vectors of addresses: two of offsets in shared memory, or four.
    pub(super) fn addresses(&mut self, access: &Access, address: Operand) -> SmallVec<[Z; 4]> {
        let wide = !access.shared;
        (0..if wide { 4 } else { 2 })
            .map(|part| {
                let val = self.part(address, part, wide);
                self.z(val, wide)
            })
            .collect()
    }

    /// Checks scalars and a pattern; the pointers are in rax and rdx then.
    fn check_pattern(
        &mut self,
        access: &Access,
        (address, align): (Operand, i64),
        pattern: &[i64; 32],
        split: bool,
        slow: Label,
    ) {
        let len = access.len();
        let segments: &[usize] = if split { &[0, 1] } else { &[0] };
        let registers = [RAX, RDX];
        let bounds: SmallVec<[(i32, i32); 2]> = segments
            .iter()
            .map(|&s| {
                let own = if split { &pattern[16 * s..16 * s + 16] } else { &pattern[..] };
                let least = own.iter().copied().min().unwrap_or(0);
                let most = own.iter().copied().max().unwrap_or(0);
                (least as i32, most as i32)
            })
            .collect();
        if access.shared {
            for &s in segments {
                let (register, (low, high)) = (registers[s], bounds[s]);
                self.base(address, register, false, s);
                self.asm.lea(RCX, Mem::At(register, high + len as i32));
                self.asm.alu_mem(Alu::Cmp, RCX, Mem::At(CONTEXT, field::SHARED_BYTES), true);
                self.asm.jump_if(cc::A, slow);
                if low < 0 {
                    self.asm.lea(RCX, Mem::At(register, low));
                    self.asm.test_reg(RCX, RCX, true);
                    self.asm.jump_if(cc::S, slow);
                }
                self.check_aligned(register, align, slow);
                self.asm.alu(Alu::Add, register, SHARED, true);
            }
            return;
        }
        let span = bounds.iter().map(|(low, high)| i64::from(high - low)).max().unwrap_or(0) + len;
        let cache = self.cache(access, span);
        let (again, low) = (self.asm.label(), bounds[0].0);
        let look = self.look_up(cache, again, slow, move |wide| wide.asm.lea(RDX, Mem::At(RAX, low)));
        self.asm.alu(Alu::Xor, R9, R9, false);
        self.asm.bind(again);
        // The first is in rax where memory is looked up.
        for &s in segments {
            self.base(address, registers[s], true, s);
        }
        for &s in segments {
            let (register, (low, _)) = (registers[s], bounds[s]);
            self.asm.lea(RCX, Mem::At(register, low));
            self.asm.alu_mem(Alu::Sub, RCX, Self::line(cache, 0), true);
            self.asm.alu_mem(Alu::Cmp, RCX, Self::line(cache, CacheLine::COUNT), true);
            // Another one's place would not help the second.
            self.asm.jump_if(cc::AE, if s == 0 { look } else { slow });
            self.check_aligned(register, align, slow);
        }
        if span >= 64 && !access.generic {
            self.fetch_ahead(access, cache, low);
        }
        if access.generic {
            for &s in segments {
                self.asm.alu_mem(Alu::Add, registers[s], Self::line(cache, CacheLine::DELTA), true);
            }
        }
    }

    /// Has the processor fetch what is some steps further on the way that an access goes: strides of a whole grid are longer than what the
    /// processor finds by itself. The address is in rax.
    fn fetch_ahead(&mut self, access: &Access, cache: u32, low: i32) {
        let last = Self::line(cache, CacheLine::LAST);
        self.asm.mov(RCX, RAX, true);
        self.asm.alu_mem(Alu::Sub, RCX, last, true);
        self.asm.store(last, RAX, 8);
        for line in [0, 64] {
            self.asm.prefetch(Mem::Index(RAX, RCX, 3, low + line), access.store);
        }
    }

    fn check_aligned(&mut self, register: Gpr, len: i64, slow: Label) {
        if len > 1 {
            self.asm.test_imm(register, len as i32 - 1, false);
            self.asm.jump_if(cc::NE, slow);
        }
    }

    /// Checks the addresses of all lanes together; what has to be added to them is in rcx then, of those outside shared memory.
    pub(super) fn check_lanes(&mut self, access: &Access, addresses: SmallVec<[Z; 4]>, slow: Label) -> Place {
        let len = access.len();
        let low_bits = self.number(len as u64 - 1, !access.shared);
        if access.shared {
            self.asm.load(RCX, Mem::At(CONTEXT, field::SHARED_BYTES), false);
            self.asm.alu_imm(Alu::Sub, RCX, len as i32, false);
            self.asm.jump_if(cc::B, slow);
            self.asm.broadcast(Z(0), RCX, false);
            for (part, &z) in addresses.iter().enumerate() {
                let k = self.lanes_of(part, false);
                let into = if part == 0 { K(6) } else { K(7) };
                self.asm.cmp(v::CMPU, into, z, Rm::Reg(Z(0)), merge(k), 6);
                if part > 0 {
                    self.asm.k_or(K(6), K(6), K(7));
                }
                if len > 1 {
                    self.asm.test(K(7), z, Rm::Each(low_bits), merge(k), false);
                    self.asm.k_or(K(6), K(6), K(7));
                }
            }
            self.asm.k_or_test(K(6), K(6));
            self.asm.jump_if(cc::NE, slow);
            return Place::Words([addresses[0], addresses[1]]);
        }
        let cache = self.cache(access, len);
        let all = [addresses[0], addresses[1], addresses[2], addresses[3]];
        let (again, active) = (self.asm.label(), self.active());
        let steps = self.steps_at;
        // Some lane's address.
        let look = self.look_up(cache, again, slow, move |wide| {
            let at = |offset: u32| Mem::At(super::FRAME, (steps + offset) as i32);
            for (i, z) in all.into_iter().enumerate() {
                wide.asm.vec1(v::STORE, z, Rm::Mem(at(0)), ALL);
                wide.asm.trailing_zeros(RCX, active);
                wide.asm.alu_imm(Alu::Sub, RCX, 8 * i as i32, false);
                let next = wide.asm.label();
                wide.asm.alu_imm(Alu::Cmp, RCX, 8, false);
                wide.asm.jump_if(cc::AE, next);
                wide.asm.load(RDX, Mem::Index(super::FRAME, RCX, 3, steps as i32), true);
                wide.asm.bind(next);
            }
        });
        self.asm.alu(Alu::Xor, R9, R9, false);
        self.asm.bind(again);
        for (i, &z) in all.iter().enumerate() {
            let k = self.lanes_of(i, true);
            self.asm.vec(v::SUBQ, Z(i as u8), z, Rm::Each(Self::line(cache, 0)), zeroing(k));
        }
        if len > 1 {
            self.asm.vec1(v::MOVE, Z(4), Rm::Reg(Z(0)), ALL);
            self.asm.vec_imm(v::TERNLOG, Z(4), Z(1), Rm::Reg(Z(2)), ALL, 0xfe);
            self.asm.vec(v::OR, Z(4), Z(4), Rm::Reg(Z(3)), ALL);
        }
        let max = v::MAXU.wide(true);
        self.asm.vec(max, Z(0), Z(0), Rm::Reg(Z(1)), ALL);
        self.asm.vec(max, Z(2), Z(2), Rm::Reg(Z(3)), ALL);
        self.asm.vec(max, Z(0), Z(0), Rm::Reg(Z(2)), ALL);
        let count = Rm::Each(Self::line(cache, CacheLine::COUNT));
        self.asm.cmp(v::CMPU.wide(true), K(6), Z(0), count, ALL, 5);
        if len > 1 {
            self.asm.test(K(7), Z(4), Rm::Each(low_bits), ALL, true);
            self.asm.k_or(K(6), K(6), K(7));
        }
        self.asm.k_or_test(K(6), K(6));
        self.asm.jump_if(cc::NE, look);
        if access.generic {
            self.asm.load(RCX, Self::line(cache, CacheLine::DELTA), true);
        } else {
            self.asm.mov_imm(RCX, 0);
        }
        Place::Doubles(all)
    }

    /// An access to the lanes' own memory, by a function.
    fn own_access(&mut self, inst: &Inst, access: &Access, address: Operand) -> bool {
        self.hand_over(0, address, true);
        if access.store {
            for (i, src) in self.srcs(inst).into_iter().skip(1).enumerate() {
                self.hand_over(1 + i, src, access.size == 8);
            }
        }
        let targets = self.targets(inst);
        let back = self.asm.label();
        let slow = self.slow_way(inst, &targets, back);
        let active = self.active();
        self.call_way(self.leaves.leaf, self.pc, active);
        self.asm.test_reg(RAX, RAX, false);
        self.asm.jump_if(cc::NE, slow);
        for (i, target) in targets.iter().enumerate() {
            let Some(target) = target else { continue };
            let wide = self.is_wide(target.register);
            for (part, &z) in target.parts.iter().enumerate() {
                if wide && access.size < 8 {
                    let from = self.result(i, 32 * part as u32);
                    let op = if access.ty.is_signed() { v::MOVSXDQ } else { v::MOVZXDQ };
                    self.asm.vec1(op, z, Rm::Mem(from), ALL);
                } else if !wide && access.size == 8 {
                    self.failed = true;
                } else {
                    let from = self.result(i, 64 * part as u32);
                    self.asm.vec1(v::LOAD, z, Rm::Mem(from), ALL);
                }
            }
        }
        self.asm.bind(back);
        self.put_targets(targets);
        true
    }

    /// Generates an `atom` or `red`, which a function does, lane by lane, at checked pointers.
    pub(super) fn atomic(&mut self, inst: &Inst) {
        let (Op::Atom { space, ty, .. } | Op::Red { space, ty, .. }) = inst.op else { return };
        let access = Access {
            ty,
            size: ty.size(),
            count: 1,
            store: true,
            shared: space == Space::Shared,
            generic: space == Space::Generic,
        };
        let dsts = self.dsts(inst);
        let odd = dsts.iter().chain(self.code.srcs(inst)).any(|operand| match operand {
            Operand::Reg(reg) => {
                matches!(self.ty(reg.0), Ty::B128 | Ty::Pred)
                    || matches!(self.layout(reg.0), Layout::Scalars { .. })
                        && dsts.contains(&Operand::Reg(*reg))
            }
            _ => !self.knows(*operand),
        });
        if !matches!(space, Space::Shared | Space::Global | Space::Generic) || access.size > 8 || odd {
            self.note(&inst.op);
            return self.escape(inst);
        }
        let srcs = self.srcs(inst);
        for (i, &src) in srcs.iter().enumerate().skip(1) {
            self.hand_over(i, src, access.size == 8);
        }
        let targets = self.targets(inst);
        let addresses = self.addresses(&access, srcs[0]);
        let back = self.asm.label();
        let slow = self.slow_way(inst, &targets, back);
        let place = self.check_lanes(&access, addresses, slow);
        self.pointers(&place, |wide, part| wide.source(0, 64 * part as u32));
        let active = self.active();
        self.call_way(self.leaves.leaf, self.pc, active);
        for (i, target) in targets.iter().enumerate() {
            let Some(target) = target else { continue };
            let wide = self.is_wide(target.register);
            for (part, &z) in target.parts.iter().enumerate() {
                if wide && access.size < 8 {
                    let from = self.result(i, 32 * part as u32);
                    let op = if ty.is_signed() { v::MOVSXDQ } else { v::MOVZXDQ };
                    self.asm.vec1(op, z, Rm::Mem(from), ALL);
                } else {
                    let from = self.result(i, 64 * part as u32);
                    self.asm.vec1(v::LOAD, z, Rm::Mem(from), ALL);
                }
            }
        }
        self.asm.bind(back);
        self.put_targets(targets);
    }

    /// Puts the pointers of all lanes into memory.
    pub(super) fn pointers(&mut self, place: &Place, to: impl Fn(&Wide, usize) -> Mem) {
        match place {
            Place::Words(words) => {
                self.asm.broadcast(Z(1), SHARED, true);
                for part in 0..4 {
                    let source = words[part / 2];
                    if part % 2 == 0 {
                        self.asm.vec1(v::MOVZXDQ, Z(0), Rm::Reg(source), ALL);
                    } else {
                        self.asm.vec1_imm(v::EXTRACT256, source, Rm::Reg(Z(0)), ALL, 1);
                        self.asm.vec1(v::MOVZXDQ, Z(0), Rm::Reg(Z(0)), ALL);
                    }
                    self.asm.vec(v::ADDQ, Z(0), Z(0), Rm::Reg(Z(1)), ALL);
                    let to = to(self, part);
                    self.asm.vec1(v::STORE, Z(0), Rm::Mem(to), ALL);
                }
            }
            Place::Doubles(doubles) => {
                self.asm.broadcast(Z(1), RCX, true);
                for (part, &z) in doubles.iter().enumerate() {
                    self.asm.vec(v::ADDQ, Z(0), z, Rm::Reg(Z(1)), ALL);
                    let to = to(self, part);
                    self.asm.vec1(v::STORE, Z(0), Rm::Mem(to), ALL);
                }
            }
            Place::Pattern(..) => self.failed = true,
        }
    }
}

/// The register that an address is counted from, and its offset in bytes.
fn based(address: Operand) -> (ptx::Reg, i64) {
    match address {
        Operand::Reg(reg) => (reg, 0),
        Operand::RegOffset(reg, offset) => (reg, offset.into()),
        _ => (ptx::Reg(0), 0),
    }
}
