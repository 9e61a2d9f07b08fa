//! Checks of addresses before they are accessed: of a scalar and a pattern, of several accesses by one register, of unrelated lanes.

use ptx::{Inst, Op, Operand, Space, Type as Ty};
use smallvec::SmallVec;

use super::asm::{ALL, Alu, Gpr, K, Label, Mem, R9, RAX, RCX, RDX, Rm, Z, cc, merge, v, zeroing};
use super::memory::{Access, Place};
use super::{CACHES, CHOSEN, CONTEXT, SHARED, Wide};
use crate::compile::access::is_near;
use crate::compile::machine::field;
use crate::compile::memory::{CacheLine, Remembers};

impl Wide<'_> {
    /// Checks an access together with the later ones of the block by the same register, or finds it checked already. What fails is left to
    /// the interpreter. False where an access is on its own.
    pub(super) fn check_together(
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

    /// Checks scalars and a pattern; the pointers are in rax and rdx then.
    pub(super) fn check_pattern(
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
}

/// The register that an address is counted from, and its offset in bytes.
pub fn based(address: Operand) -> (ptx::Reg, i64) {
    match address {
        Operand::Reg(reg) => (reg, 0),
        Operand::RegOffset(reg, offset) => (reg, offset.into()),
        _ => (ptx::Reg(0), 0),
    }
}
