//! Loads, stores and atomics: addresses checked together, what fails its check left to the interpreter, which finds the fault or knows better.

use ptx::{Inst, Op, Operand, Space, Sym, Type as Ty};
use smallvec::SmallVec;

use super::asm::{ALL, Alu, Label, Mem, RAX, RCX, RDX, Rm, Z, cc, v};
use super::check::based;
use super::{CHOSEN, CONTEXT, SHARED, Wide};
use crate::compile::access::is_near;
use crate::compile::machine::field;
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
