//! Instructions that lanes of a warp execute together: each waits until all that its mask names are there.

use ptx::{FloatBin, FloatMode, Inst, Op, ReduxOp, ShflMode, Type, VoteMode};

use super::Grid;
use super::block::Shared;
use super::float;
use super::lanes::{Lanes, each};
use super::warp::{Stop, Warp};
use crate::executor::FaultKind;

impl Warp {
    /// Lanes of `mask` have come to a collective instruction.
    pub fn join(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        inst: &Inst,
        mask: u32,
        base: u32,
    ) -> Result<(), Stop> {
        let wanted = match inst.op {
            // Matrix operations are for the whole warp.
            Op::Mma(_)
            | Op::MmaSparse(_)
            | Op::Ldmatrix { .. }
            | Op::Stmatrix { .. }
            | Op::LdmatrixBytes { .. }
            | Op::StmatrixBytes { .. }
            | Op::Movmatrix
            | Op::WmmaLoad { .. }
            | Op::WmmaStore { .. }
            | Op::Wmma(_) => [u64::from(u32::MAX); 32],
            // Who is here is who is meant.
            Op::ShflActive(_) | Op::VoteActive(_) => [u64::from(mask); 32],
            _ => match grid.code.srcs(inst).last() {
                Some(&operand) => self.read(grid, shared, base, operand),
                None => [0; 32],
            },
        };
        self.at_warp |= mask;
        self.ready &= !mask;
        for lane in each(mask) {
            // A mask without the lane itself has no meaning; that lane then counts too.
            self.wanted[lane] = wanted[lane] as u32 | 1 << lane;
        }
        let mut rest = mask;
        while rest != 0 {
            let lane = rest.trailing_zeros() as usize;
            let group = self.wanted[lane] & self.alive();
            rest &= !(group | 1 << lane);
            self.complete(grid, shared, lane)?;
        }
        Ok(())
    }

    /// Looks at all waiting lanes again, after some have ended.
    pub fn complete_all(&mut self, grid: &Grid, shared: &mut Shared) -> Result<(), Stop> {
        for lane in each(self.at_warp) {
            if self.at_warp >> lane & 1 != 0 {
                self.complete(grid, shared, lane)?;
            }
        }
        Ok(())
    }

    /// Executes the instruction that `lane` waits at, if all lanes that it names wait with the same one. They need
    /// not be at the same place in the code.
    fn complete(&mut self, grid: &Grid, shared: &mut Shared, lane: usize) -> Result<(), Stop> {
        let inst = |warp: &Warp, lane: usize| &grid.code.insts[warp.pc[lane] as usize];
        let op = inst(self, lane).op;
        let group = self.wanted[lane] & self.alive();
        let wanted = self.wanted[lane];
        let there = group & !self.at_warp == 0
            && each(group).all(|other| {
                inst(self, other).op == op && self.wanted[other] & self.alive() == wanted & self.alive()
            });
        if !there {
            return Ok(());
        }
        match op {
            Op::BarWarp => {}
            Op::Shfl(mode) | Op::ShflActive(mode) => {
                let [a, b, c] = [0, 1, 2].map(|i| self.gather(grid, shared, group, i));
                let (values, valid) = shuffle(mode, group, &a, &b, &c);
                self.scatter(grid, group, 0, &values);
                self.scatter(grid, group, 1, &valid);
            }
            Op::Vote(mode) | Op::VoteActive(mode) => {
                let p = self.gather(grid, shared, group, 0);
                let ballot = each(group).filter(|&l| p[l] & 1 != 0).fold(0u32, |m, l| m | 1 << l);
                let result = match mode {
                    VoteMode::All => u32::from(ballot == group),
                    VoteMode::Any => u32::from(ballot != 0),
                    VoteMode::Uni => u32::from(ballot == group || ballot == 0),
                    VoteMode::Ballot => ballot,
                };
                self.scatter(grid, group, 0, &[u64::from(result); 32]);
            }
            Op::Match { all, ty } => {
                let mut a = self.gather(grid, shared, group, 0);
                if ty == Type::B32 {
                    a.iter_mut().for_each(|v| *v &= 0xffff_ffff);
                }
                let equal = |l: usize| each(group).filter(|&o| a[o] == a[l]).fold(0u32, |m, o| m | 1 << o);
                let mut values = [0; 32];
                let mut same = [0; 32];
                for l in each(group) {
                    let mask = equal(l);
                    same[l] = u64::from(mask == group);
                    values[l] = if all && mask != group { 0 } else { u64::from(mask) };
                }
                self.scatter(grid, group, 0, &values);
                self.scatter(grid, group, 1, &same);
            }
            Op::Redux { .. } => {
                let a = self.gather(grid, shared, group, 0);
                let result = reduce(&op, each(group).map(|l| a[l] as u32));
                self.scatter(grid, group, 0, &[u64::from(result); 32]);
            }
            Op::Elect => {
                let leader = group.trailing_zeros();
                self.scatter(grid, group, 0, &[u64::from(leader); 32]);
                self.scatter(grid, group, 1, &std::array::from_fn(|l| u64::from(l as u32 == leader)));
            }
            Op::Mma(mma) => self.mma(grid, shared, group, &mma),
            Op::Ldmatrix { num, trans, space } => self.ldmatrix(grid, shared, group, num, trans, space)?,
            Op::Stmatrix { num, trans, space } => self.stmatrix(grid, shared, group, num, trans, space)?,
            Op::MmaSparse(mma) => self.mma_sparse(grid, shared, group, &mma),
            Op::LdmatrixBytes { num, rows, bits, space } => {
                self.ldmatrix_bytes(grid, shared, group, (num, rows, bits), space)?;
            }
            Op::StmatrixBytes { num, space } => self.stmatrix_bytes(grid, shared, group, num, space)?,
            Op::Movmatrix => self.movmatrix(grid, shared, group),
            Op::WmmaLoad { fragment, col, space } => {
                self.wmma_load(grid, shared, group, &fragment, (col, space))?;
            }
            Op::WmmaStore { fragment, col, space } => {
                self.wmma_store(grid, shared, group, &fragment, (col, space))?;
            }
            Op::Wmma(wmma) => self.wmma(grid, shared, group, &wmma),
            _ => return Err(Stop::new(FaultKind::IllegalInstruction, lane)),
        }
        for l in each(group) {
            self.pc[l] += 1;
        }
        self.at_warp &= !group;
        self.ready |= group;
        Ok(())
    }

    /// Lanes of a group by the place in the code where each waits.
    fn places(&self, group: u32) -> impl Iterator<Item = u32> + use<> {
        let (pc, base) = (self.pc, self.base);
        let mut rest = group;
        std::iter::from_fn(move || {
            if rest == 0 {
                return None;
            }
            let first = rest.trailing_zeros() as usize;
            let together = each(rest)
                .filter(|&l| pc[l] == pc[first] && base[l] == base[first])
                .fold(0, |m, l| m | 1 << l);
            rest &= !together;
            Some(together)
        })
    }

    /// Source `i` of the instruction that each lane waits at.
    pub fn gather(&mut self, grid: &Grid, shared: &Shared, group: u32, i: usize) -> Lanes {
        let mut values = [0; 32];
        for part in self.places(group) {
            let first = part.trailing_zeros() as usize;
            self.current = self.function[first];
            let inst = &grid.code.insts[self.pc[first] as usize];
            let Some(&operand) = grid.code.srcs(inst).get(i) else { continue };
            let read = self.read(grid, shared, self.base[first], operand);
            for lane in each(part) {
                values[lane] = read[lane];
            }
        }
        values
    }

    /// Destination `i` of the instruction that each lane waits at.
    pub fn scatter(&mut self, grid: &Grid, group: u32, i: usize, values: &Lanes) {
        for part in self.places(group) {
            let first = part.trailing_zeros() as usize;
            let inst = &grid.code.insts[self.pc[first] as usize];
            if let Some(&dst) = grid.code.dsts(inst).get(i) {
                self.write(self.base[first], dst, part, values);
            }
        }
    }
}

/// `redux.sync` of the lanes' values (PTX ISA, "redux.sync").
pub fn reduce(op: &Op, values: impl Iterator<Item = u32>) -> u32 {
    let &Op::Redux { op, ty, abs, nan } = op else { return 0 };
    if ty == Type::F32 {
        let op = if op == ReduxOp::Min { FloatBin::Min } else { FloatBin::Max };
        let mode = FloatMode { nan, ..FloatMode::PLAIN };
        let values = values.map(|v| if abs { v & 0x7fff_ffff } else { v });
        // The operation with itself makes the one NaN of a lane's.
        let sum = values.map(|v| float::scalar(op, ty, mode, v.into(), v.into()));
        return sum.reduce(|a, b| float::scalar(op, ty, mode, a, b)).unwrap_or(0) as u32;
    }
    let signed = ty == Type::S32;
    let result = match op {
        ReduxOp::Add => values.reduce(u32::wrapping_add),
        ReduxOp::And => values.reduce(|a, b| a & b),
        ReduxOp::Or => values.reduce(|a, b| a | b),
        ReduxOp::Xor => values.reduce(|a, b| a ^ b),
        ReduxOp::Min if signed => values.reduce(|a, b| (a as i32).min(b as i32) as u32),
        ReduxOp::Max if signed => values.reduce(|a, b| (a as i32).max(b as i32) as u32),
        ReduxOp::Min => values.reduce(u32::min),
        ReduxOp::Max => values.reduce(u32::max),
    };
    result.unwrap_or(0)
}

/// `shfl.sync`: values, and whether each lane's source was in its segment (PTX ISA, "shfl.sync").
fn shuffle(mode: ShflMode, group: u32, a: &Lanes, b: &Lanes, c: &Lanes) -> (Lanes, Lanes) {
    let mut values = *a;
    let mut valid = [0; 32];
    for lane in each(group) {
        let (source, inside) = shuffle_source(mode, lane, b[lane] as u32, c[lane] as u32);
        values[lane] = a[source];
        valid[lane] = u64::from(inside);
    }
    (values, valid)
}

/// The lane that `lane` reads, and whether that is in its segment.
pub fn shuffle_source(mode: ShflMode, lane: usize, b: u32, c: u32) -> (usize, bool) {
    let b = (b & 31) as i32;
    let segment = (c >> 8 & 31) as i32;
    let clamp = (c & 31) as i32;
    let l = lane as i32;
    let max = l & segment | clamp & !segment;
    let min = l & segment;
    let (source, inside) = match mode {
        ShflMode::Up => (l - b, l - b >= max),
        ShflMode::Down => (l + b, l + b <= max),
        ShflMode::Bfly => (l ^ b, (l ^ b) <= max),
        ShflMode::Idx => (min | b & !segment, (min | b & !segment) <= max),
    };
    (if inside { source as usize & 31 } else { lane }, inside)
}
