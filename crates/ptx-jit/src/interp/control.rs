//! Jumps through tables, calls, returns, ends, and arriving at barriers.

use ptx::{BarKind, Inst, Op, Operand, Sym};

use super::Grid;
use super::block::Shared;
use super::code::{Callee, pointed_function};
use super::lanes::each;
use super::warp::{Return, Stop, Warp};
use crate::executor::FaultKind;

/// Most registers that the functions of a call chain may have together.
const MAX_REGISTERS: usize = 1 << 20;

impl Warp {
    /// Executes an instruction after which lanes may be anywhere. Their pc is at the instruction.
    pub fn control(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        inst: &Inst,
        mask: u32,
        base: u32,
    ) -> Result<(), Stop> {
        let leader = mask.trailing_zeros() as usize;
        match inst.op {
            Op::BrxIdx(table) => {
                let table = &grid.code.tables[table as usize];
                let index = self.read(grid, shared, base, grid.code.srcs(inst)[0]);
                for lane in each(mask) {
                    match table.get(index[lane] as u32 as usize) {
                        Some(&target) => self.pc[lane] = target,
                        None => return Err(Stop::new(FaultKind::IllegalInstruction, lane)),
                    }
                }
                Ok(())
            }
            Op::Call(call) => self.call(grid, shared, call, mask, base),
            Op::Ret => self.ret(grid, shared, mask),
            Op::Exit => self.finish(grid, shared, mask),
            Op::Trap | Op::Brkpt => Err(Stop::new(FaultKind::Trap, leader)),
            Op::ClusterBar { arrive } => {
                self.cluster_barrier(shared, mask, arrive);
                Ok(())
            }
            Op::Bar { kind, counted } => self.arrive(grid, shared, inst, mask, base, (kind, counted)),
            _ => self.join(grid, shared, inst, mask, base),
        }
    }

    /// Lanes end.
    pub fn finish(&mut self, grid: &Grid, shared: &mut Shared, mask: u32) -> Result<(), Stop> {
        self.exited |= mask;
        self.ready &= !mask;
        // Those who wait for the whole block, or for these lanes, may have waited long enough.
        shared.touched |= shared.active;
        if self.at_warp != 0 { self.complete_all(grid, shared) } else { Ok(()) }
    }

    fn arrive(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        inst: &Inst,
        mask: u32,
        base: u32,
        (kind, counted): (BarKind, bool),
    ) -> Result<(), Stop> {
        let srcs = grid.code.srcs(inst);
        let ids = self.read(grid, shared, base, srcs[0]);
        let counts = if counted { self.read(grid, shared, base, srcs[1]) } else { [0; 32] };
        let reduction = !matches!(kind, BarKind::Sync | BarKind::Arrive);
        let predicate = match (reduction, srcs.last()) {
            (true, Some(&operand)) => self.read(grid, shared, base, operand),
            _ => [0; 32],
        };
        for lane in each(mask) {
            let id = ids[lane] as u32;
            if id >= 16 {
                return Err(Stop::new(FaultKind::IllegalInstruction, lane));
            }
            let barrier = &mut shared.barriers[id as usize];
            shared.active |= 1 << id;
            barrier.expected = counted.then_some(counts[lane] as u32);
            barrier.arrived[self.index as usize] |= 1 << lane;
            if reduction {
                if predicate[lane] & 1 != 0 {
                    barrier.trues += 1;
                } else {
                    barrier.falses += 1;
                }
            }
            shared.touched |= 1 << id;
            if kind == BarKind::Arrive {
                self.pc[lane] += 1;
            } else {
                self.barrier[lane] = id as u8;
                self.at_barrier |= 1 << lane;
                self.ready &= !(1 << lane);
            }
        }
        Ok(())
    }

    fn call(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        index: u32,
        mask: u32,
        base: u32,
    ) -> Result<(), Stop> {
        let call = &grid.code.calls[index as usize];
        if let Operand::Sym(Sym::Function(callee), _) = call.target {
            return self.enter(grid, shared, index, callee, mask, base);
        }
        // Through a pointer: lanes with the same target go together.
        let targets = self.read(grid, shared, base, call.target);
        let mut rest = mask;
        while rest != 0 {
            let leader = rest.trailing_zeros() as usize;
            let group = each(rest).filter(|&l| targets[l] == targets[leader]).fold(0, |m, l| m | 1 << l);
            rest &= !group;
            let callee = pointed_function(targets[leader]).filter(|&f| {
                grid.code.functions.get(f as usize).is_some_and(|callee| {
                    !callee.entry
                        && callee.params.len() == call.args.len()
                        && callee.rets.len() == call.rets.len()
                })
            });
            let Some(callee) = callee else {
                return Err(Stop::at(FaultKind::IllegalInstruction, leader, targets[leader]));
            };
            self.enter(grid, shared, index, callee, group, base)?;
        }
        Ok(())
    }

    fn enter(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        call_index: u32,
        callee_index: u32,
        mask: u32,
        base: u32,
    ) -> Result<(), Stop> {
        let leader = mask.trailing_zeros() as usize;
        let call = &grid.code.calls[call_index as usize];
        let callee = &grid.code.functions[callee_index as usize];
        let target = match callee.body {
            Ok(target) => target,
            Err(builtin) => {
                self.builtin(grid, shared, builtin, call, mask, base)?;
                for lane in each(mask) {
                    self.pc[lane] += 1;
                }
                return Ok(());
            }
        };
        let caller_index = self.function[leader];
        let caller = &grid.code.functions[caller_index as usize];
        let new_base = base + caller.registers;
        let registers = (new_base + callee.registers) as usize;
        if registers > MAX_REGISTERS {
            return Err(Stop::new(FaultKind::StackOverflow, leader));
        }
        if self.regs.len() < registers {
            self.regs.resize(registers, [0; 32]);
        }
        // Values in registers are read before the frames change.
        let values: Vec<_> = call.args.iter().map(|&arg| self.read(grid, shared, base, arg)).collect();
        for lane in each(mask) {
            let frame = self.frame[lane];
            let new_frame = frame + caller.frame_bytes + self.taken[lane];
            let end = new_frame + callee.frame_bytes;
            if end > grid.local_limit.max(caller.frame_bytes) || self.returns[lane].len() > 1 << 16 {
                return Err(Stop::new(FaultKind::StackOverflow, lane));
            }
            let local = &mut self.local[lane];
            if local.len() < end as usize / 16 {
                local.resize(end as usize / 16, 0);
            }
            for ((param, &arg), value) in callee.params.iter().zip(&call.args).zip(&values) {
                let from = var_place(caller, arg).map(|(offset, size)| (frame + offset, size));
                let to = var_place(callee, param.place).map(|(offset, size)| (new_frame + offset, size));
                self.pass(lane, from, value[lane], to, |warp, bits| {
                    warp.write(new_base, param.place, 1 << lane, &[bits; 32]);
                });
            }
            (self.called, self.framed) = (true, true);
            let taken = std::mem::take(&mut self.taken[lane]);
            let back = Return { pc: self.pc[lane], base, frame, function: caller_index, taken };
            self.returns[lane].push(back);
            self.frame[lane] = new_frame;
            self.base[lane] = new_base;
            self.function[lane] = callee_index;
            self.pc[lane] = target;
        }
        Ok(())
    }

    /// Moves a value from memory of the lane's frames, or `bits`, to such memory or else to `write`.
    fn pass(
        &mut self,
        lane: usize,
        from: Option<(u32, u32)>,
        bits: u64,
        to: Option<(u32, u32)>,
        write: impl FnOnce(&mut Warp, u64),
    ) {
        match (from, to) {
            (Some((from, size)), Some((to, room))) => {
                let bytes =
                    self.local_bytes(lane, from, size).map(|bytes| bytes.to_vec()).unwrap_or_default();
                let count = size.min(room);
                if let Some(place) = self.local_bytes(lane, to, count) {
                    place.copy_from_slice(&bytes[..count as usize]);
                }
            }
            (None, Some((to, room))) => {
                let count = room.min(8);
                if let Some(place) = self.local_bytes(lane, to, count) {
                    place.copy_from_slice(&bits.to_le_bytes()[..count as usize]);
                }
            }
            (Some((from, size)), None) => {
                let mut bytes = [0; 8];
                let count = size.min(8);
                if let Some(place) = self.local_bytes(lane, from, count) {
                    bytes[..count as usize].copy_from_slice(place);
                }
                write(self, u64::from_le_bytes(bytes));
            }
            (None, None) => write(self, bits),
        }
    }

    fn ret(&mut self, grid: &Grid, shared: &mut Shared, mask: u32) -> Result<(), Stop> {
        let mut ended = 0;
        for lane in each(mask) {
            let Some(back) = self.returns[lane].pop() else {
                ended |= 1 << lane;
                continue;
            };
            let callee = &grid.code.functions[self.function[lane] as usize];
            let caller = &grid.code.functions[back.function as usize];
            let Op::Call(call) = grid.code.insts[back.pc as usize].op else {
                return Err(Stop::new(FaultKind::IllegalInstruction, lane));
            };
            let call = &grid.code.calls[call as usize];
            let (frame, base) = (self.frame[lane], self.base[lane]);
            for (ret, &dst) in callee.rets.iter().zip(&call.rets) {
                let bits = match ret.place {
                    Operand::Reg(reg) => self.reg(base, reg)[lane],
                    _ => 0,
                };
                let from = var_place(callee, ret.place).map(|(offset, size)| (frame + offset, size));
                let to = var_place(caller, dst).map(|(offset, size)| (back.frame + offset, size));
                self.pass(lane, from, bits, to, |warp, bits| {
                    warp.write(back.base, dst, 1 << lane, &[bits; 32]);
                });
            }
            self.frame[lane] = back.frame;
            self.taken[lane] = back.taken;
            self.base[lane] = back.base;
            self.function[lane] = back.function;
            self.pc[lane] = back.pc + 1;
        }
        if ended != 0 { self.finish(grid, shared, ended) } else { Ok(()) }
    }
}

/// Offset and size of a variable of a function's frame, if the operand is one.
pub fn var_place(function: &Callee, operand: Operand) -> Option<(u32, u32)> {
    match operand {
        Operand::Sym(Sym::Var(index), offset) => {
            let (start, size) = function.vars[index as usize];
            let offset = u32::try_from(offset).unwrap_or(0).min(size);
            Some((start + offset, size - offset))
        }
        _ => None,
    }
}
