//! Barriers in shared memory (PTX ISA, "Parallel Synchronization and Communication Instructions: mbarrier").

use ptx::{Inst, MbarrierOp, Operand, Space};

use super::Grid;
use super::block::Shared;
use super::lanes::{Lanes, each};
use super::matrix::row_address;
use super::warp::{Stop, Warp};
use crate::executor::FaultKind;

/// Counts are below 2^20, bytes that are still to come between -2^20 and 2^20 (PTX ISA, "Contents of the mbarrier object").
const COUNT: u64 = (1 << 20) - 1;
const EXPECTED: u32 = 20;
const BYTES: u32 = 40;
const BYTES_MASK: u64 = (1 << 22) - 1;
const PHASE: u64 = 1 << 63;

/// What an mbarrier's word holds: arrivals that are missing, arrivals of a phase, bytes that are missing, the phase's parity.
#[derive(Clone, Copy)]
struct State {
    pending: u64,
    expected: u64,
    bytes: u64,
    phase: u64,
}

impl State {
    fn of(word: u64) -> State {
        State {
            pending: word & COUNT,
            expected: word >> EXPECTED & COUNT,
            bytes: word >> BYTES & BYTES_MASK,
            phase: word & PHASE,
        }
    }

    fn word(self) -> u64 {
        self.pending | self.expected << EXPECTED | self.bytes << BYTES | self.phase
    }

    /// Goes on to the next phase if this one has all that it waits for.
    fn settle(self) -> State {
        if self.pending != 0 || self.bytes != 0 {
            return self;
        }
        State { pending: self.expected, phase: self.phase ^ PHASE, ..self }
    }

    fn add_bytes(self, bytes: u64) -> State {
        State { bytes: self.bytes.wrapping_add(bytes) & BYTES_MASK, ..self }
    }

    fn arrive(self, count: u64, drop: bool) -> State {
        let expected = if drop { self.expected.wrapping_sub(count) & COUNT } else { self.expected };
        State { pending: self.pending.wrapping_sub(count) & COUNT, expected, ..self }
    }
}

impl Warp {
    pub fn mbarrier(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        inst: &Inst,
        mask: u32,
        base: u32,
        (op, space): (MbarrierOp, Space),
    ) -> Result<(), Stop> {
        let srcs = grid.code.srcs(inst);
        let first = self.read(grid, shared, base, srcs[0]);
        let second = srcs.get(1).map_or([1; 32], |&src| self.read(grid, shared, base, src));
        let mut result: Lanes = [0; 32];
        for lane in each(mask) {
            if op == MbarrierOp::PendingCount {
                result[lane] = State::of(first[lane]).pending;
                continue;
            }
            let at = (space, row_address(space, first[lane]));
            let old = State::of(self.load_one(grid, shared, lane, at, 8)?);
            let count = second[lane] & 0xffff_ffff;
            let new = match op {
                MbarrierOp::Init if count == 0 || count > COUNT => {
                    return Err(Stop::new(FaultKind::IllegalInstruction, lane));
                }
                MbarrierOp::Init => State { pending: count, expected: count, bytes: 0, phase: 0 },
                MbarrierOp::Inval => State { pending: 0, expected: 0, bytes: 0, phase: 0 },
                MbarrierOp::Arrive { drop } => old.arrive(count, drop).settle(),
                MbarrierOp::ArriveExpect { drop } => old.add_bytes(count).arrive(1, drop).settle(),
                MbarrierOp::ExpectTx => old.add_bytes(count),
                MbarrierOp::CompleteTx => old.add_bytes(count.wrapping_neg()).settle(),
                MbarrierOp::Wait { parity } => {
                    let waited = if parity { second[lane] << 63 } else { second[lane] & PHASE };
                    result[lane] = u64::from(old.phase != waited);
                    continue;
                }
                MbarrierOp::PendingCount => old,
            };
            result[lane] = old.word();
            self.store_one(grid, shared, lane, at, (8, new.word()))?;
        }
        let dst = grid.code.dsts(inst).first().copied().unwrap_or(Operand::Sink);
        self.write(base, dst, mask, &result);
        Ok(())
    }

    /// Bytes have come that a barrier counts.
    pub fn bytes_come(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        lane: usize,
        barrier: u64,
        bytes: u64,
    ) -> Result<(), Stop> {
        let at = (Space::Shared, row_address(Space::Shared, barrier));
        let old = State::of(self.load_one(grid, shared, lane, at, 8)?);
        let new = old.add_bytes(bytes.wrapping_neg()).settle();
        self.store_one(grid, shared, lane, at, (8, new.word()))
    }
}
