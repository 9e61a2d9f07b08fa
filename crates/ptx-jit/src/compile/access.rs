//! Loads and stores. Addresses that are a scalar and a pattern are checked with one comparison and become vector
//! accesses; others are checked together and accessed one by one; what fails its check is the interpreter's, which
//! finds the fault or knows better.

use cranelift_codegen::ir::{Block, BlockArg, InstBuilder, Value, types};
use ptx::{Inst, Op, Operand, Space, Sym, Type as Ty};
use smallvec::smallvec;

use super::emit::{Emitter, Known, Parts, Val, plain};
use super::machine::field;
use super::memory::CacheLine;
use crate::lockstep::{Kind, ZERO};

/// One load or store.
pub(super) struct Access {
    pub(super) pc: u32,
    pub(super) inst: Inst,
    pub(super) ty: Ty,
    /// Elements that each lane accesses.
    pub(super) count: usize,
    pub(super) store: bool,
    pub(super) shared: bool,
    pub(super) generic: bool,
    /// The lanes, if not all 32.
    pub(super) active: Option<Value>,
    /// The instruction is one of all lanes that are here, whichever of them access memory.
    pub(super) whole: bool,
}

impl Access {
    pub(super) fn len(&self) -> i64 {
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
                Space::Local => self.own_access(&access, address),
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

    pub(super) fn escapes_of_access(&mut self, space: Space) {
        *self.escapes.entry(format!("access to {space:?}")).or_default() += 1;
    }

    /// A load from the entry's parameters, whose place is known.
    pub(super) fn parameter(&mut self, access: &Access, address: Operand) -> bool {
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

    pub(super) fn write_loaded(&mut self, r: u32, val: Val, access: &Access) {
        let val = if self.ty(r) == Ty::Pred { Val::Flag(self.flag(&val)) } else { val };
        let guard = match (access.inst.guard, access.active, self.layout(r)) {
            (Some(_), Some(active), layout) if !matches!(layout, super::slots::Layout::Scalars { .. }) => {
                Some(Val::Mask { bits: Some(active), lanes: None })
            }
            _ => None,
        };
        self.write(r, val, guard.as_ref());
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
    pub(super) fn check_and_access(&mut self, access: &Access, address: Operand) -> bool {
        self.checked_access(access, address, |e, place| {
            if access.store {
                e.store(access, place);
                e.safe = None;
            } else {
                e.load(access, place);
            }
        })
    }

    pub(super) fn checked_access(
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
        if access.generic
            && matches!(access.inst.op, Op::Ld { .. } | Op::St { .. })
            && let Some(other) = self.local(access, address)
        {
            self.own_or_other(access, other, after, &writes);
            self.restore(before.clone());
        }
        let active = match access.active {
            Some(active) if !access.whole => active,
            _ => self.active(None),
        };
        self.escape_and_meet(access, active, &writes, after, before);
        true
    }

    /// Has the interpreter make an access, and goes on where the ways meet: what was known before the check is known again, but for what the
    /// access has written.
    fn escape_and_meet(
        &mut self,
        access: &Access,
        active: Value,
        writes: &[u32],
        after: Block,
        before: Known,
    ) {
        self.escape(access.pc, &access.inst, active);
        let parts = self.flat(writes);
        let arguments: Vec<BlockArg> = parts.iter().map(|&v| BlockArg::Value(v)).collect();
        self.b.ins().jump(after, &arguments);
        self.restore(before);
        self.b.switch_to_block(after);
        let parts: Parts = self.b.block_params(after).iter().copied().collect();
        self.unflat(writes, parts);
    }

    /// Generates the way on where an access was to the lanes' own memory; what is generated next is the way where it was not.
    fn own_or_other(&mut self, access: &Access, other: Value, after: Block, writes: &[u32]) {
        let (own, rest) = (self.b.create_block(), self.b.create_block());
        self.b.ins().brif(other, rest, &[], own, &[]);
        self.b.switch_to_block(own);
        self.local_done(access);
        let parts = self.flat(writes);
        let arguments: Vec<BlockArg> = parts.iter().map(|&v| BlockArg::Value(v)).collect();
        self.b.ins().jump(after, &arguments);
        self.b.switch_to_block(rest);
    }

    /// An access to the lanes' own memory.
    fn own_access(&mut self, access: &Access, address: Operand) -> bool {
        let (reads, writes) = self.registers(&access.inst);
        reads.iter().chain(&writes).for_each(|&r| {
            self.read(r);
        });
        let before = self.keep();
        let Some(other) = self.local(access, address) else { return false };
        let after = self.b.create_block();
        for &r in &writes {
            for ty in self.part_types(r) {
                self.b.append_block_param(after, ty);
            }
        }
        self.own_or_other(access, other, after, &writes);
        self.restore(before.clone());
        let active = self.lanes_of(access);
        self.escape_and_meet(access, active, &writes, after, before);
        true
    }

    /// Pointers of generic addresses that have been checked against what a cache remembers.
    pub(super) fn moved(&mut self, place: Place, cache: usize) -> Place {
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
    pub(super) fn straight(&mut self, access: &Access, address: Operand) -> bool {
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
        let base = self.pointers_of(parts, access.shared);
        let place = Place::Pattern(base, Box::new(pattern.map(|v| v + offset)));
        if access.store {
            self.store(access, &place);
            self.safe = None;
        } else {
            self.load(access, &place);
        }
        true
    }

    /// Where scalars of checked addresses point to.
    fn pointers_of(&mut self, parts: Parts, shared: bool) -> Parts {
        let key = (parts, shared);
        if let Some(known) = self.known.pointers.get(&key) {
            return known.clone();
        }
        let pointers: Parts = key
            .0
            .iter()
            .map(|&part| {
                if !shared {
                    return self.resize(part, types::I64);
                }
                let part = self.resize(part, types::I32);
                let (start, offset) = (self.field(types::I64, field::SHARED), self.resize(part, types::I64));
                self.b.ins().iadd(start, offset)
            })
            .collect();
        self.known.pointers.insert(key, pointers.clone());
        pointers
    }

    /// The least and the largest offset of this and later accesses of the block by the same value of a register.
    pub(super) fn offsets(&self, access: &Access, reg: ptx::Reg, offset: i64) -> (i64, i64) {
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
}

/// Whether a part of an address is such that sums of two of them, and what one access reaches beyond, have 32 bits:
/// machine code adds them to checked scalars as such, and what a check covers is counted in 32 bits.
pub(super) fn is_near(offset: i64) -> bool {
    offset.abs() < 1 << 29
}

/// Checked addresses.
pub(super) enum Place {
    /// A pointer for each segment, plus a pattern in bytes.
    Pattern(Parts, Box<[i64; 32]>),
    Lanes(Lanes),
}

/// Addresses by lane: offsets in shared memory in 32 bits, or pointers.
#[derive(Default)]
pub(super) struct Lanes {
    pub(super) shared: bool,
    pub(super) parts: Parts,
}
