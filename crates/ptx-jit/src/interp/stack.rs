//! Memory that a function takes of its frame as it runs (PTX ISA, "Stack Manipulation Instructions").

use ptx::Inst;

use super::Grid;
use super::block::Shared;
use super::lanes::{Lanes, each};
use super::warp::{Stop, Warp};
use crate::executor::FaultKind;

/// What `alloca` aligns to, unless told otherwise, and the most that it can be told.
const ALIGNMENTS: (u64, u64) = (8, 1 << 23);

impl Warp {
    /// Where the variables of each lane's function end in its local memory.
    fn variables_end(&self, grid: &Grid, lane: usize) -> u32 {
        self.frame[lane] + grid.code.functions[self.function[lane] as usize].frame_bytes
    }

    pub fn alloca(
        &mut self,
        grid: &Grid,
        shared: &Shared,
        inst: &Inst,
        mask: u32,
        base: u32,
    ) -> Result<(), Stop> {
        let srcs = grid.code.srcs(inst);
        let sizes = self.read(grid, shared, base, srcs[0]);
        let alignments = srcs.get(1).map_or([ALIGNMENTS.0; 32], |&src| self.read(grid, shared, base, src));
        let mut places: Lanes = [0; 32];
        for lane in each(mask) {
            let alignment = alignments[lane];
            if !alignment.is_power_of_two() || alignment > ALIGNMENTS.1 {
                return Err(Stop::new(FaultKind::IllegalInstruction, lane));
            }
            let start = self.variables_end(grid, lane);
            let place = u64::from(start + self.taken[lane]).next_multiple_of(alignment);
            // The memory is kept in units of 16 bytes, and so is what the next call's frame begins at.
            let end = place.checked_add(sizes[lane]).and_then(|end| end.checked_next_multiple_of(16));
            let Some(end) = end.filter(|&end| end <= u64::from(grid.local_limit)) else {
                return Err(Stop::new(FaultKind::StackOverflow, lane));
            };
            let local = &mut self.local[lane];
            if local.len() < end as usize / 16 {
                local.resize(end as usize / 16, 0);
            }
            self.taken[lane] = end as u32 - start;
            places[lane] = place;
        }
        self.framed = true;
        self.write(base, grid.code.dsts(inst)[0], mask, &places);
        Ok(())
    }

    /// Where each lane's stack ends.
    pub fn stack_top(&self, grid: &Grid) -> Lanes {
        std::array::from_fn(|lane| u64::from(self.variables_end(grid, lane) + self.taken[lane]))
    }

    /// Gives back what was taken since.
    pub fn stack_restore(&mut self, grid: &Grid, mask: u32, tops: &Lanes) -> Result<(), Stop> {
        for lane in each(mask) {
            let taken = (tops[lane] as u32).checked_sub(self.variables_end(grid, lane));
            match taken.filter(|&taken| taken <= self.taken[lane]) {
                Some(taken) => self.taken[lane] = taken,
                None => return Err(Stop::at(FaultKind::IllegalAddress, lane, tops[lane])),
            }
        }
        Ok(())
    }
}
