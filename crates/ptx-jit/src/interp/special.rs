//! Reading operands: registers, constants, special registers, addresses.

use ptx::{Operand, Reg, Special, Sym};

use super::Grid;
use super::block::Shared;
use super::code::function_pointer;
use super::lanes::{Lanes, map1};
use super::warp::Warp;

impl Warp {
    /// The values of an operand in all lanes of a function whose registers start at `base`.
    pub fn read(&self, grid: &Grid, shared: &Shared, base: u32, operand: Operand) -> Lanes {
        match operand {
            Operand::Reg(reg) => *self.reg(base, reg),
            Operand::NotReg(reg) => map1(self.reg(base, reg), |v| !v & 1),
            Operand::Imm(value) => [value; 32],
            Operand::Special(special) => self.special(grid, shared, special),
            Operand::Sym(sym, offset) => {
                let offset = i64::from(offset);
                match sym {
                    Sym::Global(index) => [grid.symbols[index as usize].wrapping_add_signed(offset); 32],
                    Sym::Function(index) => [function_pointer(index).wrapping_add_signed(offset); 32],
                    Sym::Param(index) => {
                        let param = &grid.code.functions[grid.entry as usize].params[index as usize];
                        [u64::from(param.offset).wrapping_add_signed(offset); 32]
                    }
                    Sym::Var(index) => {
                        let (start, _) = grid.code.functions[self.current as usize].vars[index as usize];
                        map1(&self.frame_address(start, false), |v| v.wrapping_add_signed(offset))
                    }
                }
            }
            Operand::RegOffset(reg, offset) => {
                map1(self.reg(base, reg), |v| v.wrapping_add_signed(i64::from(offset)))
            }
            Operand::Sink => [0; 32],
        }
    }

    pub fn read_wide(&self, grid: &Grid, shared: &Shared, base: u32, operand: Operand) -> (Lanes, Lanes) {
        match operand {
            Operand::Reg(reg) => (*self.reg(base, reg), *self.reg(base, Reg(reg.0 + 1))),
            other => (self.read(grid, shared, base, other), [0; 32]),
        }
    }

    pub fn write_wide(&mut self, base: u32, dst: Operand, mask: u32, lo: &Lanes, hi: &Lanes) {
        if let Operand::Reg(reg) = dst {
            self.write_reg(base, reg, mask, lo);
            self.write_reg(base, Reg(reg.0 + 1), mask, hi);
        }
    }

    fn special(&self, grid: &Grid, shared: &Shared, special: Special) -> Lanes {
        let [bx, by, bz] = grid.launch.block;
        let thread = |lane: usize| self.index * 32 + lane as u32;
        let by_lane = |f: &dyn Fn(usize) -> u32| -> Lanes { std::array::from_fn(|lane| u64::from(f(lane))) };
        let all = |value: u32| [u64::from(value); 32];
        match special {
            Special::TidX => by_lane(&|lane| thread(lane) % bx),
            Special::TidY => by_lane(&|lane| thread(lane) / bx % by),
            Special::TidZ => by_lane(&|lane| thread(lane) / bx / by),
            Special::NtidX => all(bx),
            Special::NtidY => all(by),
            Special::NtidZ => all(bz),
            Special::CtaidX => all(shared.id[0]),
            Special::CtaidY => all(shared.id[1]),
            Special::CtaidZ => all(shared.id[2]),
            Special::NctaidX => all(grid.launch.grid[0]),
            Special::NctaidY => all(grid.launch.grid[1]),
            Special::NctaidZ => all(grid.launch.grid[2]),
            Special::LaneId => by_lane(&|lane| lane as u32),
            Special::WarpId => all(self.index),
            Special::NwarpId => all(32),
            // One multiprocessor for all that a kernel can tell.
            Special::SmId => all(0),
            Special::NsmId => all(1),
            Special::GridId => [grid.launch.grid_id; 32],
            Special::LanemaskEq => by_lane(&|lane| 1 << lane),
            Special::LanemaskLe => by_lane(&|lane| u32::MAX >> (31 - lane)),
            Special::LanemaskLt => by_lane(&|lane| (1 << lane) - 1),
            Special::LanemaskGe => by_lane(&|lane| u32::MAX << lane),
            Special::LanemaskGt => by_lane(&|lane| !(u32::MAX >> (31 - lane))),
            Special::Clock => all(grid.host.clock() as u32),
            Special::ClockHi => all((grid.host.clock() >> 32) as u32),
            Special::Clock64 => [grid.host.clock(); 32],
            Special::GlobalTimer => [grid.host.timer_ns(); 32],
            Special::GlobalTimerLo => all(grid.host.timer_ns() as u32),
            Special::GlobalTimerHi => all((grid.host.timer_ns() >> 32) as u32),
            Special::DynamicSmemSize => all(grid.launch.dynamic_shared),
            Special::TotalSmemSize | Special::AggrSmemSize => all(grid.shared_bytes),
            Special::WorkspaceHi => all((grid.launch.cooperative.unwrap_or(0) >> 32) as u32),
            Special::WorkspaceLo => all(grid.launch.cooperative.unwrap_or(0) as u32),
            Special::ReservedSmem | Special::Zero => all(0),
            Special::ClusterCtaid(i) => all(super::cluster::place(grid, shared).1[usize::from(i)]),
            Special::ClusterCtarank => all(shared.cluster.as_ref().map_or(0, |(_, rank)| *rank)),
            Special::ClusterNctaid(i) => all(super::cluster::extents(grid)[usize::from(i)]),
            Special::ClusterNctarank => all(super::cluster::extents(grid).iter().product()),
            Special::ClusterId(i) => all(super::cluster::place(grid, shared).0[usize::from(i)]),
            Special::NclusterId(i) => {
                let i = usize::from(i);
                all(grid.launch.grid[i] / super::cluster::extents(grid)[i])
            }
            Special::ExplicitCluster => all(grid.launch.cluster.is_some().into()),
        }
    }
}
