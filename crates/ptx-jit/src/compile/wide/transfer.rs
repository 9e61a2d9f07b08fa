//! Loads and stores at addresses that have been checked. They use the registers for steps alone, and those that are given: on the other way,
//! where the check has failed, nothing of this happens.

use ptx::{Inst, Type as Ty};
use smallvec::SmallVec;

use super::asm::{ALL, Alu, Gpr, K, Label, Mem, R8, RAX, RCX, RDI, RDX, Rm, Shift, Vop, Z, cc, merge, v};
use super::memory::{Access, Place, Target};
use super::{CHOSEN, FRAME, Wide};
use crate::compile::slots::Layout;

/// How the places of some neighbouring lanes lie.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    /// All at one.
    Same,
    /// One behind the other.
    Dense,
    Other,
}

fn row(places: &[i64], len: i64) -> Row {
    let steps = |by: i64| places.windows(2).all(|w| w[1] - w[0] == by);
    match () {
        () if steps(0) => Row::Same,
        () if steps(len) => Row::Dense,
        () => Row::Other,
    }
}

/// Whether a pattern is one that accesses can follow: of elements below 32 bits only what lies densely.
pub fn follows(access: &Access, pattern: &[i64; 32]) -> bool {
    if access.size >= 4 {
        return true;
    }
    access.count == 1
        && [0, 1].iter().all(|half| match row(&pattern[16 * half..16 * half + 16], access.len()) {
            Row::Same => !access.store,
            Row::Dense => true,
            Row::Other => false,
        })
}

impl Wide<'_> {
    fn lanes_at(pattern: &[i64; 32], part: usize, each: usize) -> &[i64] {
        &pattern[part * each..(part + 1) * each]
    }

    fn base_register(split: bool, lane: usize) -> Gpr {
        if split && lane >= 16 { RDX } else { RAX }
    }

    /// An index vector of a part's places, in a step register.
    fn places(&mut self, z: Z, places: &[i64]) {
        let bytes: Vec<u8> = places.iter().flat_map(|&v| (v as i32).to_le_bytes()).collect();
        let mem = self.asm.constant(&bytes);
        if bytes.len() == 64 {
            self.asm.vec1(v::LOAD, z, Rm::Mem(mem), ALL);
        } else {
            self.asm.half1(v::LOAD, z, Rm::Mem(mem), ALL);
        }
    }

    fn index(&mut self, z: Z, lane: impl Fn(u32) -> u32) {
        let bytes: Vec<u8> = (0..16).flat_map(|i| lane(i).to_le_bytes()).collect();
        let mem = self.asm.constant(&bytes);
        self.asm.vec1(v::LOAD, z, Rm::Mem(mem), ALL);
    }

    fn all_lanes(&mut self) -> K {
        self.asm.mov_imm(R8, u64::from(u32::MAX));
        self.asm.k_from(K(6), R8);
        K(6)
    }

    pub(super) fn load_pattern(&mut self, access: &Access, place: &Place, targets: &[Option<Target>]) {
        let Place::Pattern(pattern, split) = place else { return };
        let wide = access.size == 8;
        if let [Some(target)] | [Some(target), ..] = targets
            && target.parts.is_empty()
        {
            return self.load_scalars(access, pattern[0] as i32, targets);
        }
        let each = if wide { 8 } else { 16 };
        for part in 0..access.parts() {
            let own: SmallVec<[i64; 16]> = Self::lanes_at(pattern, part, each).iter().copied().collect();
            let base = Self::base_register(*split, part * each);
            // Results of 32 bits go to a register for steps first where they have to be widened.
            let into: SmallVec<[Option<Z>; 4]> = targets
                .iter()
                .enumerate()
                .map(|(i, target)| match target {
                    None => None,
                    Some(t) if self.is_wide(t.register) != wide => Some(Z(2 + i as u8 % 4)),
                    Some(t) => Some(t.parts[part]),
                })
                .collect();
            self.load_row(access, base, &own, &into);
            for (target, z) in targets.iter().zip(&into) {
                let (Some(target), Some(z)) = (target, z) else { continue };
                if self.is_wide(target.register) && !wide {
                    self.widen_into(access.ty, *z, &target.parts[2 * part..2 * part + 2]);
                } else if self.is_wide(target.register) != wide {
                    self.failed = true;
                }
            }
        }
    }

    /// 32-bit lanes to two vectors of 64-bit lanes.
    fn widen_into(&mut self, ty: Ty, from: Z, to: &[Z]) {
        let op = if ty.is_signed() { v::MOVSXDQ } else { v::MOVZXDQ };
        self.asm.vec1(op, to[0], Rm::Reg(from), ALL);
        self.asm.vec1_imm(v::EXTRACT256, from, Rm::Reg(to[1]), ALL, 1);
        self.asm.vec1(op, to[1], Rm::Reg(to[1]), ALL);
    }

    fn load_scalars(&mut self, access: &Access, offset: i32, targets: &[Option<Target>]) {
        self.asm.mov(RDX, RAX, true);
        for (i, target) in targets.iter().enumerate() {
            let Some(target) = target else { continue };
            self.load_scalar(access, Mem::At(RDX, offset + i as i32 * access.size as i32), target.register);
            match self.layout(target.register) {
                Layout::Scalars { .. } => self.put_uniform(target.register),
                _ => self.failed = true,
            }
        }
    }

    /// The elements of neighbouring lanes.
    fn load_row(&mut self, access: &Access, base: Gpr, own: &[i64], into: &[Option<Z>]) {
        let (size, wide) = (access.size as i32, access.size == 8);
        let at = |i: usize| Mem::At(base, own[0] as i32 + i as i32 * size);
        match (row(own, access.len()), access.count) {
            (Row::Same, _) => {
                for (i, z) in into.iter().enumerate() {
                    let Some(z) = *z else { continue };
                    match access.size {
                        8 => self.asm.vec1(v::BROADCASTQ, z, Rm::Mem(at(i)), ALL),
                        4 => self.asm.vec1(v::BROADCASTD, z, Rm::Mem(at(i)), ALL),
                        _ => {
                            self.asm.load_element(RCX, at(i), access.size, access.ty.is_signed());
                            self.asm.broadcast(z, RCX, false);
                        }
                    }
                }
            }
            (Row::Dense, 1) => {
                let Some(z) = into[0] else { return };
                let op = match (access.size, access.ty.is_signed()) {
                    (2, true) => v::MOVSXWD,
                    (2, false) => v::MOVZXWD,
                    (1, true) => v::MOVSXBD,
                    (1, false) => v::MOVZXBD,
                    _ => v::LOAD,
                };
                self.asm.vec1(op, z, Rm::Mem(at(0)), ALL);
            }
            (Row::Dense, 2) => {
                for i in 0..2 {
                    let from = Mem::At(base, own[0] as i32 + 64 * i);
                    self.asm.vec1(v::LOAD, Z(i as u8), Rm::Mem(from), ALL);
                }
                for (i, z) in into.iter().enumerate() {
                    let Some(z) = *z else { continue };
                    if wide {
                        self.index(z, |l| if l % 2 == 0 { 2 * (l / 2) + i as u32 } else { 0 });
                    } else {
                        self.index(z, |l| 2 * l + i as u32);
                    }
                    self.asm.vec(v::PERMI2.wide(wide), z, Z(0), Rm::Reg(Z(1)), ALL);
                }
            }
            (Row::Dense, 4) if !wide && into.iter().flatten().all(|z| z.0 > 5) => {
                for i in 0..4 {
                    let from = Mem::At(base, own[0] as i32 + 64 * i);
                    self.asm.vec1(v::LOAD, Z(i as u8), Rm::Mem(from), ALL);
                }
                for pair in 0..2u32 {
                    // Two elements of eight lanes each.
                    let lane = |l: u32| 4 * (l % 4) + 16 * (l / 4 % 2) + 2 * pair + l / 8;
                    for (to, from) in [(4, 0), (5, 2)] {
                        self.index(Z(to), lane);
                        self.asm.vec(v::PERMI2, Z(to), Z(from), Rm::Reg(Z(from + 1)), ALL);
                    }
                    for (i, imm) in [(0, 0x44), (1, 0xee)] {
                        if let Some(z) = into[2 * pair as usize + i] {
                            self.asm.vec_imm(v::SHUF128, z, Z(4), Rm::Reg(Z(5)), ALL, imm);
                        }
                    }
                }
            }
            _ => {
                for (i, z) in into.iter().enumerate() {
                    let Some(z) = *z else { continue };
                    self.places(Z(0), own);
                    let k = self.all_lanes();
                    self.asm.vec(v::XOR, z, z, Rm::Reg(z), ALL);
                    let from = Rm::Mem(Mem::Lanes(base, Z(0), i as i32 * size));
                    let op = if wide { v::GATHERD.doubles() } else { v::GATHERD };
                    self.asm.vec1(op, z, from, merge(k));
                }
            }
        }
    }

    pub(super) fn store_pattern(
        &mut self,
        inst: &Inst,
        access: &Access,
        place: &Place,
        values: &[SmallVec<[Z; 4]>],
        back: Label,
    ) {
        let Place::Pattern(pattern, split) = place else { return };
        let (size, wide) = (access.size as i32, access.size == 8);
        if pattern.iter().all(|&v| v == pattern[0]) && !split {
            return self.store_one(inst, access, pattern[0] as i32, (values, back));
        }
        let each = if wide { 8 } else { 16 };
        for part in 0..access.parts() {
            let own: SmallVec<[i64; 16]> = Self::lanes_at(pattern, part, each).iter().copied().collect();
            let base = Self::base_register(*split, part * each);
            let row = row(&own, access.len());
            if row == Row::Dense && access.count == 1 {
                let k = self.lanes_of(part, wide);
                let to = Rm::Mem(Mem::At(base, own[0] as i32));
                let op = match access.size {
                    1 => v::MOVDB,
                    2 => v::MOVDW,
                    _ => v::STORE.wide(wide),
                };
                self.asm.vec1(op, values[0][part], to, merge(k));
                continue;
            }
            let over = self.asm.label();
            if row == Row::Dense && !wide && matches!(access.count, 2 | 4) {
                let rest = self.asm.label();
                // On both ways.
                self.lanes_of(part, wide);
                let active = self.active();
                self.asm.alu_imm(Alu::Cmp, active, -1, false);
                self.asm.jump_if(cc::NE, rest);
                self.store_rows(access, (base, own[0] as i32), part, values);
                self.asm.jump(over);
                self.asm.bind(rest);
            }
            for (i, value) in values.iter().enumerate() {
                self.places(Z(0), &own);
                let k = self.lanes_of(part, wide);
                self.asm.k_move(K(6), k);
                let to = Rm::Mem(Mem::Lanes(base, Z(0), i as i32 * size));
                let op = if wide { v::SCATTERD.doubles() } else { v::SCATTERD };
                self.asm.vec1(op, value[part], to, merge(K(6)));
            }
            self.asm.bind(over);
        }
    }

    /// Two or four elements of each of sixteen lanes, one behind the other.
    fn store_rows(
        &mut self,
        access: &Access,
        (base, offset): (Gpr, i32),
        part: usize,
        values: &[SmallVec<[Z; 4]>],
    ) {
        let count = access.count as u32;
        for i in 0..count {
            // Lanes of the first and of the second of a pair of elements in turns.
            let first = i * 16 / count;
            let lane = move |l: u32| first + l / count + 16 * (l % 2);
            self.index(Z(0), lane);
            self.asm.vec(v::PERMI2, Z(0), values[0][part], Rm::Reg(values[1][part]), ALL);
            if count == 4 {
                self.index(Z(1), lane);
                self.asm.vec(v::PERMI2, Z(1), values[2][part], Rm::Reg(values[3][part]), ALL);
                self.asm.mov_imm(R8, 0xcccc);
                self.asm.k_from(K(6), R8);
                self.asm.vec1(v::MOVE, Z(0), Rm::Reg(Z(1)), merge(K(6)));
            }
            let to = Mem::At(base, offset + 64 * i as i32);
            self.asm.vec1(v::STORE, Z(0), Rm::Mem(to), ALL);
        }
    }

    /// All lanes write one place: the last one's value stays.
    fn store_one(
        &mut self,
        inst: &Inst,
        access: &Access,
        offset: i32,
        (values, back): (&[SmallVec<[Z; 4]>], Label),
    ) {
        if self.guarded {
            self.asm.test_reg(CHOSEN, CHOSEN, false);
            self.asm.jump_if(cc::E, back);
        }
        let wide = access.size == 8;
        if values.is_empty() {
            self.asm.mov(RDX, RAX, true);
            for (i, src) in self.srcs(inst).into_iter().skip(1).enumerate() {
                self.base(src, RAX, wide, 0);
                self.asm.store(Mem::At(RDX, offset + (i as u32 * access.size) as i32), RAX, access.size);
            }
            return;
        }
        let active = self.active();
        for (i, parts) in values.iter().enumerate() {
            for (part, &z) in parts.iter().enumerate() {
                let to = self.result(i, 64 * part as u32);
                self.asm.vec1(v::STORE, z, Rm::Mem(to), ALL);
            }
            self.asm.highest(RCX, active);
            let Mem::At(_, at) = self.result(i, 0) else { return };
            self.asm.load(RDI, Mem::Index(FRAME, RCX, if wide { 3 } else { 2 }, at), wide);
            self.asm.store(Mem::At(RAX, offset + (i as u32 * access.size) as i32), RDI, access.size);
        }
    }

    pub(super) fn load_lanes(&mut self, access: &Access, place: &Place, targets: &[Option<Target>]) {
        let wide = access.size == 8;
        for (i, target) in targets.iter().enumerate() {
            let Some(target) = target else { continue };
            if target.parts.is_empty() {
                self.failed = true;
                return;
            }
            let offset = (i as u32 * access.size) as i32;
            let to_wide = self.is_wide(target.register);
            if wide && !to_wide {
                self.failed = true;
                return;
            }
            for part in 0..access.parts() {
                if wide {
                    let z = target.parts[part];
                    self.asm.vec(v::XOR, z, z, Rm::Reg(z), ALL);
                    self.doubles_at([v::GATHERD, v::GATHERQ], place, part, offset, z);
                    continue;
                }
                let into = if to_wide { Z(5) } else { target.parts[part] };
                self.gather_words(access, place, part, offset, into);
                if to_wide {
                    self.widen_into(access.ty, into, &target.parts[2 * part..2 * part + 2]);
                }
            }
        }
    }

    /// A gather or scatter of eight elements of 64 bits: the instruction by offsets of 32 bits, and that by addresses.
    fn doubles_at(&mut self, [by_word, by_double]: [Vop; 2], place: &Place, part: usize, offset: i32, z: Z) {
        let k = self.lanes_of(part, true);
        self.asm.k_move(K(6), k);
        let (op, at) = match place {
            Place::Words(words) => {
                let mut index = words[part / 2];
                if part % 2 == 1 {
                    self.asm.vec1_imm(v::EXTRACT256, index, Rm::Reg(Z(0)), ALL, 1);
                    index = Z(0);
                }
                (by_word, Mem::Lanes(super::SHARED, index, offset))
            }
            Place::Doubles(doubles) => (by_double, Mem::Lanes(RCX, doubles[part], offset)),
            Place::Pattern(..) => {
                self.failed = true;
                return;
            }
        };
        self.asm.vec1(op.doubles(), z, Rm::Mem(at), merge(K(6)));
    }

    /// Sixteen elements of 32 bits, or of fewer, extended. May use all registers for steps; `into` may be the last of them.
    fn gather_words(&mut self, access: &Access, place: &Place, part: usize, offset: i32, into: Z) {
        let narrow = access.size < 4;
        match place {
            Place::Words(words) => {
                let k = self.lanes_of(part, false);
                self.asm.k_move(K(6), k);
                let mut index = words[part];
                let mut offset = offset;
                if narrow {
                    // The four bytes in which it is: they are in the same line of the same page.
                    let (by, low) = (self.number(offset as u64, false), self.number(3, false));
                    let high = self.number(!3, false);
                    self.asm.vec1(v::MOVE, Z(0), Rm::Reg(index), ALL);
                    self.asm.vec(v::ADDD, Z(0), Z(0), Rm::Each(by), ALL);
                    self.asm.vec(v::AND, Z(3), Z(0), Rm::Each(low), ALL);
                    self.asm.vec(v::AND, Z(0), Z(0), Rm::Each(high), ALL);
                    (index, offset) = (Z(0), 0);
                }
                self.asm.vec(v::XOR, into, into, Rm::Reg(into), ALL);
                let from = Rm::Mem(Mem::Lanes(super::SHARED, index, offset));
                self.asm.vec1(v::GATHERD, into, from, merge(K(6)));
            }
            Place::Doubles(doubles) => {
                for half in 0..2 {
                    let q = 2 * part + half;
                    let k = self.lanes_of(q, true);
                    self.asm.k_move(K(6), k);
                    let (mut index, mut at) = (doubles[q], offset);
                    if narrow {
                        let (by, low) = (self.number(offset as u64, true), self.number(3, true));
                        let high = self.number(!3, true);
                        self.asm.broadcast(Z(0), RCX, true);
                        self.asm.vec(v::ADDQ, Z(0), Z(0), Rm::Reg(index), ALL);
                        self.asm.vec(v::ADDQ, Z(0), Z(0), Rm::Each(by), ALL);
                        let rest = Z(3 + half as u8);
                        self.asm.vec(v::AND.wide(true), rest, Z(0), Rm::Each(low), ALL);
                        self.asm.vec1(v::MOVQD, rest, Rm::Reg(rest), ALL);
                        self.asm.vec(v::AND.wide(true), Z(0), Z(0), Rm::Each(high), ALL);
                        (index, at) = (Z(0), 0);
                    }
                    let to = Z(1 + half as u8);
                    self.asm.vec(v::XOR, to, to, Rm::Reg(to), ALL);
                    if narrow {
                        self.asm.mov_imm(R8, 0);
                    }
                    let base = if narrow { R8 } else { RCX };
                    let from = Rm::Mem(Mem::Lanes(base, index, at));
                    self.asm.vec1(v::GATHERQ, to, from, merge(K(6)));
                }
                if narrow {
                    self.asm.vec_imm(v::INSERT256, Z(3), Z(3), Rm::Reg(Z(4)), ALL, 1);
                }
                self.asm.vec_imm(v::INSERT256, into, Z(1), Rm::Reg(Z(2)), ALL, 1);
            }
            Place::Pattern(..) => self.failed = true,
        }
        if narrow {
            self.asm.shift(Shift::Left, false, Z(3), Z(3), 3);
            self.asm.vec(v::SRLV, into, into, Rm::Reg(Z(3)), ALL);
            let by = 32 - 8 * access.size as u8;
            self.asm.shift(Shift::Left, false, into, into, by);
            let shift = if access.ty.is_signed() { Shift::Arithmetic } else { Shift::Right };
            self.asm.shift(shift, false, into, into, by);
        }
    }

    pub(super) fn store_lanes(
        &mut self,
        access: &Access,
        place: &Place,
        values: &[SmallVec<[Z; 4]>],
        back: Label,
    ) {
        if access.size < 4 {
            return self.store_elements(access, place, values, back);
        }
        for (i, parts) in values.iter().enumerate() {
            let offset = (i as u32 * access.size) as i32;
            for (part, &value) in parts.iter().enumerate() {
                if access.size == 8 {
                    self.doubles_at([v::SCATTERD, v::SCATTERQ], place, part, offset, value);
                } else {
                    self.scatter_words(place, part, offset, value);
                }
            }
        }
    }

    fn scatter_words(&mut self, place: &Place, part: usize, offset: i32, value: Z) {
        match place {
            Place::Words(words) => {
                let k = self.lanes_of(part, false);
                self.asm.k_move(K(6), k);
                let to = Rm::Mem(Mem::Lanes(super::SHARED, words[part], offset));
                self.asm.vec1(v::SCATTERD, value, to, merge(K(6)));
            }
            Place::Doubles(doubles) => {
                for half in 0..2 {
                    let q = 2 * part + half;
                    let k = self.lanes_of(q, true);
                    self.asm.k_move(K(6), k);
                    let mut source = value;
                    if half == 1 {
                        self.asm.vec1_imm(v::EXTRACT256, value, Rm::Reg(Z(0)), ALL, 1);
                        source = Z(0);
                    }
                    let to = Rm::Mem(Mem::Lanes(RCX, doubles[q], offset));
                    self.asm.vec1(v::SCATTERQ, source, to, merge(K(6)));
                }
            }
            Place::Pattern(..) => self.failed = true,
        }
    }

    /// Elements of one or two bytes, one lane after the other.
    fn store_elements(&mut self, access: &Access, place: &Place, values: &[SmallVec<[Z; 4]>], back: Label) {
        if self.guarded {
            self.asm.test_reg(CHOSEN, CHOSEN, false);
            self.asm.jump_if(cc::E, back);
        }
        self.pointers(place, |wide, part| wide.result(0, 64 * part as u32));
        for (i, parts) in values.iter().enumerate() {
            for (part, &z) in parts.iter().enumerate() {
                let to = self.source(i, 64 * part as u32);
                self.asm.vec1(v::STORE, z, Rm::Mem(to), ALL);
            }
        }
        let (active, each) = (self.active(), self.asm.label());
        let Mem::At(_, pointers) = self.result(0, 0) else { return };
        self.asm.mov(RCX, active, false);
        self.asm.bind(each);
        self.asm.trailing_zeros(RDX, RCX);
        self.asm.load(RAX, Mem::Index(FRAME, RDX, 3, pointers), true);
        for i in 0..values.len() {
            let Mem::At(_, from) = self.source(i, 0) else { return };
            self.asm.load(RDI, Mem::Index(FRAME, RDX, 2, from), false);
            self.asm.store(Mem::At(RAX, (i as u32 * access.size) as i32), RDI, access.size);
        }
        self.asm.lea(R8, Mem::At(RCX, -1));
        self.asm.alu(Alu::And, RCX, R8, false);
        self.asm.jump_if(cc::NE, each);
    }
}
