//! Choosing lanes and executing their instructions. Lanes at the same place go together; all get their turn.

use ptx::{Inst, Op, Operand, Type};
use smallvec::SmallVec;
use std::sync::atomic::Ordering;

use super::Grid;
use super::block::Shared;
use super::lanes::{Lanes, each, map1};
use super::warp::{Stop, Warp};
use super::{int, pure};
use crate::executor::FaultKind;
use crate::tally;

/// Instructions that a group executes while other lanes are elsewhere, before lanes are chosen again.
const DIVERGED_SLICE: u32 = 256;
/// One choice of so many takes the next lane in turn instead of the one that is furthest behind.
const FAIR: u32 = 32;

/// Lanes that execute together.
#[derive(Clone, Copy)]
pub struct Group {
    pub mask: u32,
    pub pc: u32,
    pub base: u32,
    /// The group stops here, where other lanes wait to go on with it.
    limit: u32,
    slice: u32,
}

impl Warp {
    /// Executes at most about `budget` instructions, or until no lane is ready.
    pub fn run(&mut self, grid: &Grid, shared: &mut Shared, budget: u32) -> Result<(), Stop> {
        self.need_registers(grid);
        let mut left = budget;
        let result = self.run_some(grid, shared, budget, &mut left);
        let tally = if grid.compiled.is_some() { &tally::STRETCHES } else { &tally::UNCOMPILED };
        tally.fetch_add(u64::from(budget - left), Ordering::Relaxed);
        result
    }

    fn run_some(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        budget: u32,
        rest_of_budget: &mut u32,
    ) -> Result<(), Stop> {
        let mut left = budget;
        while self.ready != 0 && left > 0 {
            let mut group = self.choose();
            if left != budget
                && group.mask == self.alive()
                && group.base == 0
                && grid.compiled.is_some_and(|code| code.is_entry(group.pc))
            {
                // From here on all lanes together can go on in machine code.
                return Ok(());
            }
            let before = group.slice.min(left);
            let mut rest = before;
            let result = self.group(grid, shared, &mut group, &mut rest);
            left -= (before - rest).max(1);
            *rest_of_budget = left;
            result?;
        }
        Ok(())
    }

    /// The innermost function goes first, in it the lanes that are furthest behind: so diverged lanes meet again.
    /// Every so often the turn is another lane's, so that one that others wait for gets on.
    fn choose(&mut self) -> Group {
        let first = self.ready.trailing_zeros() as usize;
        let (pc, base) = (self.pc[first], self.base[first]);
        if each(self.ready).all(|lane| self.pc[lane] == pc && self.base[lane] == base) {
            return Group { mask: self.ready, pc, base, limit: u32::MAX, slice: u32::MAX };
        }
        self.turn = self.turn.wrapping_add(1);
        let fair = self.turn.is_multiple_of(FAIR);
        let leader = if fair {
            let nth = (self.turn / FAIR) % self.ready.count_ones();
            each(self.ready).nth(nth as usize).unwrap_or(first)
        } else {
            each(self.ready).min_by_key(|&lane| (u32::MAX - self.base[lane], self.pc[lane])).unwrap_or(first)
        };
        let (pc, base) = (self.pc[leader], self.base[leader]);
        let mut mask = 0;
        let mut limit = u32::MAX;
        for lane in each(self.ready) {
            if self.base[lane] == base {
                if self.pc[lane] == pc {
                    mask |= 1 << lane;
                } else if self.pc[lane] > pc {
                    limit = limit.min(self.pc[lane]);
                }
            }
        }
        Group { mask, pc, base, limit: if fair { u32::MAX } else { limit }, slice: DIVERGED_SLICE }
    }

    /// Lets all lanes of a group continue at `pc`.
    pub fn set_pc(&mut self, mask: u32, pc: u32) {
        for lane in each(mask) {
            self.pc[lane] = pc;
        }
    }

    fn group(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        group: &mut Group,
        rest: &mut u32,
    ) -> Result<(), Stop> {
        let Group { mask, base, limit, .. } = *group;
        self.current = self.function[mask.trailing_zeros() as usize & 31];
        loop {
            if *rest == 0 || group.pc >= limit {
                self.set_pc(mask, group.pc);
                return Ok(());
            }
            *rest -= 1;
            let inst = &grid.code.insts[group.pc as usize];
            let active = match inst.guard {
                None => mask,
                Some(guard) => {
                    let bits = self.predicate(base, guard.reg);
                    mask & if guard.negated { !bits } else { bits }
                }
            };
            match inst.op {
                Op::Bra(target) => {
                    if active == mask {
                        group.pc = target;
                    } else if active == 0 {
                        group.pc += 1;
                    } else {
                        self.set_pc(mask & !active, group.pc + 1);
                        self.set_pc(active, target);
                        return Ok(());
                    }
                    if grid.compiled.is_some() {
                        self.set_pc(mask, group.pc);
                        return Ok(());
                    }
                    continue;
                }
                Op::BrxIdx(_)
                | Op::Call(_)
                | Op::Ret
                | Op::Exit
                | Op::Trap
                | Op::Brkpt
                | Op::Bar { .. }
                | Op::ClusterBar { .. }
                | Op::BarWarp
                | Op::Shfl(_)
                | Op::ShflActive(_)
                | Op::Vote(_)
                | Op::VoteActive(_)
                | Op::Match { .. }
                | Op::Redux { .. }
                | Op::Elect
                | Op::Mma(_)
                | Op::MmaSparse(_)
                | Op::Ldmatrix { .. }
                | Op::Stmatrix { .. }
                | Op::LdmatrixBytes { .. }
                | Op::StmatrixBytes { .. }
                | Op::Movmatrix
                | Op::WmmaLoad { .. }
                | Op::WmmaStore { .. }
                | Op::Wmma { .. } => {
                    self.set_pc(active, group.pc);
                    self.set_pc(mask & !active, group.pc + 1);
                    if active != 0 {
                        self.control(grid, shared, inst, active, base)?;
                    }
                    return Ok(());
                }
                _ => {
                    if active != 0
                        && let Err(stop) = self.execute(grid, shared, inst, active, base)
                    {
                        self.set_pc(mask, group.pc);
                        return Err(stop);
                    }
                    group.pc += 1;
                }
            }
        }
    }

    /// Executes one instruction for machine code, in the lanes of `mask`, which are at it. If it is one that lanes
    /// execute together and others are missing, nothing happens and the answer is false.
    pub fn single(&mut self, grid: &Grid, shared: &mut Shared, mask: u32) -> Result<bool, Stop> {
        let pc = self.pc[mask.trailing_zeros() as usize & 31];
        let dsts = grid.code.dsts(&grid.code.insts[pc as usize]);
        let registers =
            || dsts.iter().filter_map(|dst| if let Operand::Reg(reg) = dst { Some(*reg) } else { None });
        let before: SmallVec<[Lanes; 4]> = registers().map(|reg| *self.reg(0, reg)).collect();
        let mut group = Group { mask, pc, base: 0, limit: u32::MAX, slice: 1 };
        self.group(grid, shared, &mut group, &mut 1)?;
        if self.at_warp & mask == 0 {
            return Ok(true);
        }
        for (reg, lanes) in registers().zip(&before) {
            self.write_reg(0, reg, u32::MAX, lanes);
        }
        self.at_warp &= !mask;
        self.ready |= mask;
        self.set_pc(mask, pc);
        Ok(false)
    }

    /// Executes an instruction that concerns each lane alone.
    fn execute(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        inst: &Inst,
        mask: u32,
        base: u32,
    ) -> Result<(), Stop> {
        let src = |warp: &Warp, i: usize| -> Lanes { warp.read(grid, shared, base, grid.code.srcs(inst)[i]) };
        let dsts = grid.code.dsts(inst);
        let result = match inst.op {
            Op::Mov(Type::B128) => {
                let (lo, hi) = self.read_wide(grid, shared, base, grid.code.srcs(inst)[0]);
                self.write_wide(base, dsts[0], mask, &lo, &hi);
                return Ok(());
            }
            Op::Mov(_) => src(self, 0),
            Op::Pack(ty) => {
                let parts = grid.code.srcs(inst).len();
                if ty == Type::B128 {
                    let (lo, hi) = (src(self, 0), src(self, 1));
                    self.write_wide(base, dsts[0], mask, &lo, &hi);
                    return Ok(());
                }
                let width = ty.bits() / parts as u32;
                let part_mask = (1u64 << width) - 1;
                let mut packed = [0; 32];
                for i in 0..parts {
                    let part = src(self, i);
                    for lane in 0..32 {
                        packed[lane] |= (part[lane] & part_mask) << (width * i as u32);
                    }
                }
                packed
            }
            Op::Unpack(ty) => {
                if ty == Type::B128 {
                    let (lo, hi) = self.read_wide(grid, shared, base, grid.code.srcs(inst)[0]);
                    self.write(base, dsts[0], mask, &lo);
                    self.write(base, dsts[1], mask, &hi);
                    return Ok(());
                }
                let whole = src(self, 0);
                let width = ty.bits() / dsts.len() as u32;
                let part_mask = (1u64 << width) - 1;
                for (i, &dst) in dsts.iter().enumerate() {
                    let part = map1(&whole, |v| v >> (width * i as u32) & part_mask);
                    self.write(base, dst, mask, &part);
                }
                return Ok(());
            }
            Op::AddCarry { sub, ty, carry_in, carry_out } => {
                let carry = if carry_in { self.carry } else { 0 };
                let (values, out) = int::add_carry(sub, ty, &src(self, 0), &src(self, 1), carry);
                if carry_out {
                    self.carry = self.carry & !mask | out & mask;
                }
                values
            }
            Op::Mad { part, ty, carry_in, carry_out, .. } if carry_in || carry_out => {
                let product = int::product(part, ty, &src(self, 0), &src(self, 1));
                let sum_ty = int::product_type(part, ty);
                let carry = if carry_in { self.carry } else { 0 };
                let (values, out) = int::add_carry(false, sum_ty, &product, &src(self, 2), carry);
                if carry_out {
                    self.carry = self.carry & !mask | out & mask;
                }
                values
            }
            Op::Cvta { to_space, space, .. } => super::memory::cvta(to_space, space, &src(self, 0)),
            Op::Isspacep(space) => super::memory::isspacep(space, &src(self, 0)),
            Op::Ld { space, ty, vec } => return self.load(grid, shared, inst, mask, base, (space, ty, vec)),
            Op::St { space, ty, vec } => return self.store(grid, shared, inst, mask, base, (space, ty, vec)),
            Op::Atom { space, op, ty } | Op::Red { space, op, ty } => {
                return self.atomic(grid, shared, inst, mask, base, (space, op, ty));
            }
            Op::AtomVec { space, op, ty, .. } => {
                return self.atomic_vector(grid, shared, inst, mask, base, (space, op, ty));
            }
            Op::Mbarrier { op, space } => return self.mbarrier(grid, shared, inst, mask, base, (op, space)),
            Op::CpBulk { .. }
            | Op::CpReduceBulk { .. }
            | Op::StBulk { .. }
            | Op::StAsync { .. }
            | Op::RedAsync { .. } => return self.bulk(grid, shared, inst, mask, base),
            Op::Alloca => return self.alloca(grid, shared, inst, mask, base),
            Op::Stacksave => self.stack_top(grid),
            Op::Stackrestore => return self.stack_restore(grid, mask, &src(self, 0)),
            Op::CpAsync { bytes } => return self.copy_async(grid, shared, inst, mask, base, bytes),
            Op::Mapa { generic } => super::cluster::mapa(generic, &src(self, 0), &src(self, 1)),
            Op::Getctarank { generic } => super::cluster::rank_of(shared, generic, &src(self, 0)),
            Op::Tex { .. } | Op::Tld4 { .. } | Op::TexQuery { .. } => {
                return self.texture(grid, shared, inst, mask, base);
            }
            Op::Suld { .. } | Op::Sust { .. } | Op::Sured { .. } => {
                return self.surface(grid, shared, inst, mask, base);
            }
            Op::CreatePolicy => [0; 32],
            Op::Activemask => [u64::from(mask); 32],
            Op::Fence => {
                std::sync::atomic::fence(std::sync::atomic::Ordering::SeqCst);
                return Ok(());
            }
            Op::Nanosleep | Op::Nop => return Ok(()),
            ref op => {
                let srcs = grid.code.srcs(inst);
                let mut sources = [[0; 32]; 5];
                for (i, source) in sources.iter_mut().enumerate().take(srcs.len()) {
                    *source = src(self, i);
                }
                let mut results = [[0; 32]; 2];
                // The others are control's.
                let Some(count) = pure::evaluate(op, mask, &sources, &mut results) else {
                    return Err(Stop::new(FaultKind::IllegalInstruction, mask.trailing_zeros() as usize));
                };
                for (&dst, result) in dsts.iter().zip(&results[..count]) {
                    self.write(base, dst, mask, result);
                }
                return Ok(());
            }
        };
        self.write(base, dsts[0], mask, &result);
        Ok(())
    }
}
