//! One block: its warps in turn, its shared memory, its barriers.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use ptx::BarKind;

use super::Grid;
use super::cluster::Cluster;
use super::lanes::each;
use super::races::Races;
use super::warp::{Stop, Warp};
use crate::compile;
use crate::executor::{Fault, FaultKind};

/// Instructions that a warp executes before the next one's turn.
pub const SLICE: u32 = 20_000;

/// The same, where blocks wait for each other.
pub const COOPERATIVE_SLICE: u32 = 500;

/// How long a block runs before others that are under way have their turn.
const TURN: Duration = Duration::from_micros(500);

/// One of the 16 barriers of a block.
#[derive(Clone, Default)]
pub struct Barrier {
    /// Lanes that have arrived, for each of the 32 warps that a block may have. In place: small kernels would spend more time on
    /// allocating 16 lists than on running.
    pub arrived: [u32; 32],
    /// Threads that it waits for; all of the block if none.
    pub expected: Option<u32>,
    /// For reductions: lanes whose predicate is true.
    pub trues: u32,
    pub falses: u32,
}

/// What the warps of a block share.
pub struct Shared {
    pub id: [u32; 3],
    /// Shared memory, in units of 16 bytes for alignment.
    pub memory: Vec<u128>,
    pub barriers: [Barrier; 16],
    /// Barriers that somebody has arrived at, as bits.
    pub active: u32,
    /// Those whose state has changed since they were last looked at.
    pub touched: u32,
    /// Who has accessed what of it, if races are looked for.
    pub races: Option<Races>,
    /// The cluster that the block is in, and its rank there.
    pub cluster: Option<(Rc<Cluster>, u32)>,
    /// Times that its cluster has met, as far as the block has heard.
    pub met: u64,
}

pub struct Block<'a> {
    grid: &'a Grid<'a>,
    shared: Shared,
    warps: Vec<Warp>,
    threads: u32,
    machine: Option<compile::Machine>,
}

thread_local! {
    /// Shared memory of a launch that is over, for later ones on this thread.
    static MEMORY: RefCell<Vec<u128>> = const { RefCell::new(Vec::new()) };

    /// The same of the warps of a block: what they have allocated is used again.
    static KEPT: RefCell<Vec<Vec<Warp>>> = const { RefCell::new(Vec::new()) };
}

/// Blocks whose warps a thread keeps, and the most bytes that those of one may have.
const KEPT_BLOCKS: usize = 8;
const KEPT_BYTES: usize = 8 << 20;

fn kept_warps(count: u32) -> Vec<Warp> {
    let kept = KEPT.with_borrow_mut(|kept| {
        let at = kept.iter().rposition(|warps| warps.len() == count as usize)?;
        Some(kept.remove(at))
    });
    match kept {
        Some(mut warps) => {
            warps.iter_mut().for_each(Warp::renew);
            warps
        }
        None => (0..count).map(Warp::new).collect(),
    }
}

/// Shared memory of so many times 16 bytes. It may have what an earlier block has left, as on any device.
fn kept_memory(len: usize) -> Vec<u128> {
    let mut memory = MEMORY.take();
    memory.resize(len, 0);
    memory
}

impl Drop for Block<'_> {
    fn drop(&mut self) {
        MEMORY.replace(std::mem::take(&mut self.shared.memory));
        let warps = std::mem::take(&mut self.warps);
        if warps.iter().map(Warp::bytes).sum::<usize>() > KEPT_BYTES {
            return;
        }
        KEPT.with_borrow_mut(|kept| {
            if kept.len() >= KEPT_BLOCKS {
                kept.remove(0);
            }
            kept.push(warps);
        });
    }
}

impl<'a> Block<'a> {
    pub fn new(grid: &'a Grid<'a>) -> Block<'a> {
        let threads: u32 = grid.launch.block.iter().product();
        let warps = threads.div_ceil(32);
        let mut own = kept_warps(warps);
        let mut machine = grid.compiled.map(|code| compile::Machine::new(code, grid));
        if let (Some(machine), Some(code)) = (&mut machine, grid.compiled) {
            machine.prepare(code, &mut own);
        }
        Block {
            grid,
            shared: Shared {
                id: [0; 3],
                memory: kept_memory((grid.shared_bytes as usize).div_ceil(16)),
                barriers: std::array::from_fn(|_| Barrier::default()),
                active: 0,
                touched: 0,
                races: grid.races.as_ref().map(|_| Races::new(grid.shared_bytes as usize)),
                cluster: None,
                met: 0,
            },
            warps: own,
            threads,
            machine,
        }
    }

    /// Puts all threads of the block of that index at the beginning.
    pub fn start(&mut self, id: [u32; 3]) {
        self.shared.id = id;
        if let Some(races) = &mut self.shared.races {
            races.barrier();
        }
        (self.shared.cluster, self.shared.met) = (None, 0);
        for warp in &mut self.warps {
            warp.start(self.grid, (self.threads - warp.index * 32).min(32));
        }
        for id in each(std::mem::take(&mut self.shared.active)) {
            let barrier = &mut self.shared.barriers[id & 15];
            barrier.arrived.fill(0);
            (barrier.trues, barrier.falses) = (0, 0);
        }
    }

    /// Runs the block to its end, or until others should have their turn; whether it has ended.
    pub fn advance(&mut self) -> Result<bool, Fault> {
        let mut begun = None;
        // Blocks that wait for each other get short turns: most of theirs are spent waiting.
        let waits = self.grid.launch.cooperative.is_some() || self.shared.cluster.is_some();
        let (slice, turn) = if waits { (COOPERATIVE_SLICE, Duration::ZERO) } else { (SLICE, TURN) };
        loop {
            let mut alive = 0;
            let mut progress = false;
            let mut i = 0;
            while i < self.warps.len() {
                if self.warps[i].ready != 0 {
                    progress = true;
                    let ran = match &mut self.machine {
                        Some(machine) => {
                            let ran = machine.turn(&mut self.warps, i, self.grid, &mut self.shared);
                            i = machine.at();
                            ran
                        }
                        None => self.warps[i].run(self.grid, &mut self.shared, slice),
                    };
                    if let Err(stop) = ran {
                        return Err(self.fault(i, stop));
                    }
                }
                if self.shared.touched != 0 {
                    progress |= self.release();
                }
                alive |= self.warps[i].alive();
                i += 1;
            }
            if self.shared.cluster.is_some() {
                progress |= self.meet();
            }
            if alive == 0 && self.warps.iter().all(|warp| warp.alive() == 0) {
                return Ok(true);
            }
            if self.grid.stop.load(std::sync::atomic::Ordering::Relaxed) {
                // Another block has failed; its fault is the one that is reported.
                return Ok(true);
            }
            if self.grid.host.cancelled() {
                return Err(self.fault(0, Stop::new(FaultKind::Cancelled, 0)));
            }
            if let (true, Some((cluster, _))) = (progress, &self.shared.cluster) {
                cluster.gets_on();
            }
            if !progress && self.waits_for_others() {
                return Ok(false);
            }
            if !progress {
                let i = self.warps.iter().position(|warp| warp.alive() != 0).unwrap_or(0);
                let lane = self.warps[i].alive().trailing_zeros() as usize;
                return Err(self.fault(i, Stop::new(FaultKind::Deadlock, lane % 32)));
            }
            match begun {
                None => begun = Some(Instant::now()),
                Some(begun) if begun.elapsed() >= turn => return Ok(false),
                Some(_) => {}
            }
        }
    }

    /// Puts the block into a cluster, before it starts.
    pub fn join(&mut self, cluster: &Rc<Cluster>, rank: u32) {
        cluster.enter(rank, self.shared.memory.as_mut_ptr().cast());
        (self.shared.cluster, self.shared.met) = (Some((cluster.clone(), rank)), 0);
    }

    /// The block has ended, or stops.
    pub fn leave(&mut self) {
        if let Some((cluster, rank)) = self.shared.cluster.take() {
            cluster.leave(rank);
        }
    }

    /// Tells the cluster how many threads have not arrived at its barrier, and lets those that wait go on once all have; whether they
    /// have.
    fn meet(&mut self) -> bool {
        let Some((cluster, rank)) = &self.shared.cluster else { return false };
        let missing = |warps: &[Warp]| -> u32 {
            warps.iter().map(|warp| (warp.alive() & !warp.cluster_arrived).count_ones()).sum()
        };
        let met = cluster.meet(*rank, missing(&self.warps));
        if met == self.shared.met {
            return false;
        }
        self.shared.met = met;
        for warp in &mut self.warps {
            for lane in each(warp.at_cluster) {
                warp.pc[lane] += 1;
            }
            warp.ready |= warp.at_cluster;
            (warp.at_cluster, warp.cluster_arrived) = (0, 0);
        }
        cluster.meet(*rank, missing(&self.warps));
        true
    }

    /// Whether threads wait for other blocks, which have not all been waiting for long.
    fn waits_for_others(&self) -> bool {
        let Some((cluster, _)) = &self.shared.cluster else { return false };
        self.warps.iter().any(|warp| warp.at_cluster != 0) && cluster.is_patient()
    }

    /// Lets the threads of every complete barrier go on; whether there was one.
    fn release(&mut self) -> bool {
        let mut any = false;
        // The end of a lane touches all barriers, an arrival its own.
        let touched = std::mem::take(&mut self.shared.touched) & self.shared.active;
        for id in each(touched) {
            let barrier = &mut self.shared.barriers[id & 15];
            let mut arrived = 0;
            let mut complete = true;
            // The last warp comes last as a rule: it is looked at first.
            for (warp, &lanes) in self.warps.iter().zip(&barrier.arrived[..self.warps.len()]).rev() {
                if !complete && barrier.expected.is_none() {
                    break;
                }
                // A warp counts as a whole, ended and absent lanes included.
                let counted = lanes | !warp.alive();
                if lanes != 0 {
                    arrived += counted.count_ones();
                }
                complete &= counted == u32::MAX;
            }
            if !barrier.expected.map_or(complete, |expected| arrived >= expected) {
                continue;
            }
            any = true;
            if let Some(races) = &mut self.shared.races {
                races.barrier();
            }
            let (trues, falses) = (barrier.trues, barrier.falses);
            barrier.arrived[..self.warps.len()].fill(0);
            (barrier.trues, barrier.falses) = (0, 0);
            self.shared.active &= !(1 << id);
            for warp in &mut self.warps {
                if warp.whole {
                    if usize::from(warp.barrier[0]) == id {
                        (warp.ready, warp.at_barrier, warp.whole) = (warp.at_barrier, 0, false);
                    }
                    continue;
                }
                let mut waiting = 0;
                for lane in each(warp.at_barrier) {
                    if usize::from(warp.barrier[lane]) == id {
                        waiting |= 1 << lane;
                    }
                }
                for lane in each(waiting) {
                    let inst = &self.grid.code.insts[warp.pc[lane] as usize];
                    let result = match inst.op {
                        ptx::Op::Bar { kind: BarKind::RedPopc, .. } => Some(trues),
                        ptx::Op::Bar { kind: BarKind::RedAnd, .. } => Some(u32::from(falses == 0)),
                        ptx::Op::Bar { kind: BarKind::RedOr, .. } => Some(u32::from(trues != 0)),
                        _ => None,
                    };
                    if let (Some(result), Some(&dst)) = (result, self.grid.code.dsts(inst).first()) {
                        warp.write(warp.base[lane], dst, 1 << lane, &[u64::from(result); 32]);
                    }
                    warp.pc[lane] += 1;
                }
                warp.at_barrier &= !waiting;
                warp.ready |= waiting;
            }
        }
        any
    }

    fn fault(&self, warp: usize, stop: Stop) -> Fault {
        let [x, y, _] = self.grid.launch.block;
        let thread = warp as u32 * 32 + stop.lane as u32;
        let pc = self.warps[warp].pc[stop.lane] as usize;
        Fault {
            kind: stop.kind,
            kernel: self.grid.kernel.name.clone(),
            block: self.shared.id,
            thread: [thread % x, thread / x % y, thread / (x * y)],
            line: self.grid.code.insts.get(pc).map_or(0, |inst| inst.line),
            address: stop.address,
        }
    }
}
