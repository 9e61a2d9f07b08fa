//! Copies that go on by themselves, and what completes them (PTX ISA, "cp.async.bulk", "cp.reduce.async.bulk", "st.async",
//! "red.async", "st.bulk"). All are made at once, which every wait for them allows.

use ptx::{AtomOp, Inst, Op, Space, Type};

use super::Grid;
use super::atomics;
use super::block::Shared;
use super::cluster;
use super::lanes::{Lanes, each};
use super::matrix::row_address;
use super::warp::{Stop, Warp};
use crate::executor::{Access, FaultKind};

/// What is copied, by one lane.
struct Copy {
    target: (Space, u64),
    source: (Space, u64),
    size: u64,
    /// Of each 16 bytes, those that are written.
    bytes: u16,
    /// The elements are put together with what is there.
    reduction: Option<(AtomOp, Type)>,
}

impl Warp {
    /// One of these instructions.
    pub fn bulk(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        inst: &Inst,
        mask: u32,
        base: u32,
    ) -> Result<(), Stop> {
        let srcs = grid.code.srcs(inst);
        let values: Vec<Lanes> = srcs.iter().map(|&src| self.read(grid, shared, base, src)).collect();
        for lane in each(mask) {
            let value = |i: usize| values.get(i).map_or(0, |values: &Lanes| values[lane]);
            match inst.op {
                Op::CpBulk { to, from, multicast, masked } => {
                    let counted = to == Space::Shared;
                    let bytes = if masked { value(3) as u16 } else { u16::MAX };
                    let (target, barrier) = (value(0), value(3));
                    let copy = |target: u64| Copy {
                        target: (to, row_address(to, target)),
                        source: (from, row_address(from, value(1))),
                        size: value(2) & 0xffff_ffff,
                        bytes,
                        reduction: None,
                    };
                    if !multicast {
                        self.copy(grid, shared, lane, &copy(target), counted.then_some(barrier))?;
                        continue;
                    }
                    // To the same place in each of the blocks, whose own barriers count.
                    for rank in each(value(4) as u32 & 0xffff) {
                        let there = |address: u64| {
                            cluster::mapa(false, &[row_address(to, address); 32], &[rank as u64; 32])[lane]
                        };
                        self.copy(grid, shared, lane, &copy(there(target)), Some(there(barrier)))?;
                    }
                }
                Op::CpReduceBulk { to, op, ty } => {
                    let copy = Copy {
                        target: (to, row_address(to, value(0))),
                        source: (Space::Shared, row_address(Space::Shared, value(1))),
                        size: value(2) & 0xffff_ffff,
                        bytes: u16::MAX,
                        reduction: Some((op, ty)),
                    };
                    let barrier = (to == Space::Shared).then_some(value(3));
                    self.copy(grid, shared, lane, &copy, barrier)?;
                }
                Op::StBulk { space } => {
                    let (address, size) = (row_address(space, value(0)), value(1));
                    if let Some(&wrong) = [address, size].iter().find(|&&value| value % 8 != 0) {
                        return Err(Stop::at(FaultKind::MisalignedAddress, lane, wrong));
                    }
                    for offset in (0..size).step_by(8) {
                        self.store_one(grid, shared, lane, (space, address.wrapping_add(offset)), (8, 0))?;
                    }
                }
                Op::StAsync { ty, vec } => {
                    let (size, count) = (ty.size(), u32::from(vec));
                    let address = row_address(Space::Shared, value(0));
                    let place = (Space::Shared, address);
                    self.pointer(grid, shared, lane, place, size * count, Access::Write)?;
                    for i in 0..count {
                        let at = (Space::Shared, address + u64::from(i * size));
                        self.store_one(grid, shared, lane, at, (size, value(1 + i as usize)))?;
                    }
                    self.bytes_come(grid, shared, lane, value(1 + count as usize), u64::from(size * count))?;
                }
                Op::RedAsync { op, ty } => {
                    let at = (Space::Shared, row_address(Space::Shared, value(0)));
                    let pointer = self.pointer(grid, shared, lane, at, ty.size(), Access::Write)?;
                    // SAFETY: `pointer` checked the bytes of the type and their alignment.
                    unsafe { atomics::one(pointer, op, ty, value(1), 0) };
                    self.bytes_come(grid, shared, lane, value(2), u64::from(ty.size()))?;
                }
                _ => return Err(Stop::new(FaultKind::IllegalInstruction, lane)),
            }
        }
        Ok(())
    }

    fn copy(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        lane: usize,
        copy: &Copy,
        barrier: Option<u64>,
    ) -> Result<(), Stop> {
        let ((to, target), (from, source), size) = (copy.target, copy.source, copy.size);
        if let Some(&wrong) = [target, source, size].iter().find(|&&value| value % 16 != 0) {
            return Err(Stop::at(FaultKind::MisalignedAddress, lane, wrong));
        }
        let step = match (copy.reduction, copy.bytes) {
            (Some((_, ty)), _) => ty.size(),
            (None, u16::MAX) => 8,
            (None, _) => 1,
        };
        for offset in (0..size).step_by(step as usize) {
            if copy.bytes >> (offset % 16) & 1 == 0 {
                continue;
            }
            let value = self.load_one(grid, shared, lane, (from, source.wrapping_add(offset)), step)?;
            let at = (to, target.wrapping_add(offset));
            match copy.reduction {
                None => self.store_one(grid, shared, lane, at, (step, value))?,
                Some((op, ty)) => {
                    let pointer = self.pointer(grid, shared, lane, at, step, Access::Write)?;
                    // SAFETY: `pointer` checked the bytes of the type and their alignment.
                    unsafe { atomics::one(pointer, op, ty, value, 0) };
                }
            }
        }
        match barrier {
            Some(barrier) => self.bytes_come(grid, shared, lane, barrier, size),
            None => Ok(()),
        }
    }
}
