//! Clusters of blocks: their barrier, their ranks, and each other's shared memory. All blocks of a cluster run on one core, in turns,
//! so that nothing here is shared between threads of the processor.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Grid;
use super::block::{Block, Shared};
use super::lanes::{Lanes, each, map1};
use super::warp::Warp;
use crate::SHARED_WINDOW;
use crate::executor::Fault;
use crate::pool::{Helpers, cores};

/// Where an address of a cluster's shared memory says whose it is: 0 for the own block, else a rank and one. Below, shared memory has room.
const RANK_AT: u32 = 24;

/// One cluster.
pub struct Cluster {
    /// Where the shared memory of each block begins.
    starts: RefCell<Vec<*mut u8>>,
    /// Threads of each block that have not arrived; of one that has ended, none.
    missing: RefCell<Vec<Option<u32>>>,
    /// How often all have met.
    met: Cell<u64>,
    /// Turns in a row, of any block, in which no thread got on.
    idle: Cell<u32>,
}

impl Cluster {
    fn new(blocks: u32) -> Rc<Self> {
        Rc::new(Self {
            starts: RefCell::new(vec![std::ptr::null_mut(); blocks as usize]),
            missing: RefCell::new(vec![Some(u32::MAX); blocks as usize]),
            met: Cell::new(0),
            idle: Cell::new(0),
        })
    }

    /// A block with this rank takes its place.
    pub fn enter(&self, rank: u32, start: *mut u8) {
        if let Some(place) = self.starts.borrow_mut().get_mut(rank as usize) {
            *place = start;
        }
    }

    /// It has ended: nobody waits for its threads.
    pub fn leave(&self, rank: u32) {
        if let Some(missing) = self.missing.borrow_mut().get_mut(rank as usize) {
            *missing = None;
        }
    }

    /// So many threads of a block have not arrived; how often all have met by now.
    pub fn meet(&self, rank: u32, threads: u32) -> u64 {
        let mut missing = self.missing.borrow_mut();
        if let Some(Some(missing)) = missing.get_mut(rank as usize) {
            *missing = threads;
        }
        if threads == 0 && missing.iter().all(|missing| missing.is_none_or(|missing| missing == 0)) {
            self.met.set(self.met.get() + 1);
            missing.iter_mut().flatten().for_each(|missing| *missing = u32::MAX);
        }
        self.met.get()
    }

    /// Some thread got on.
    pub fn gets_on(&self) {
        self.idle.set(0);
    }

    /// A block had a turn and no thread of it got on, because some wait for other blocks; whether any may still come.
    pub fn is_patient(&self) -> bool {
        let idle = self.idle.get() + 1;
        self.idle.set(idle);
        idle <= 4 * self.missing.borrow().len() as u32
    }
}

impl Shared {
    /// The shared memory of the block that an address names, and the place there, if it names one.
    pub fn elsewhere(&mut self, offset: u64) -> Option<(*mut u8, u64)> {
        let rank = (offset >> RANK_AT).checked_sub(1)?;
        let inside = offset & ((1 << RANK_AT) - 1);
        let Some((cluster, _)) = self.cluster.as_ref() else {
            // Without one, a block is a cluster by itself.
            return (rank == 0).then(|| (self.memory.as_mut_ptr().cast(), inside));
        };
        let start = cluster.starts.borrow().get(rank as usize).copied().unwrap_or(std::ptr::null_mut());
        Some((start, inside))
    }
}

/// `mapa`.
pub fn mapa(generic: bool, address: &Lanes, rank: &Lanes) -> Lanes {
    let window = if generic { SHARED_WINDOW } else { 0 };
    std::array::from_fn(|lane| {
        let inside = address[lane].wrapping_sub(window) & ((1 << RANK_AT) - 1);
        window | (rank[lane] & 0xff).wrapping_add(1) << RANK_AT | inside
    })
}

/// `getctarank`.
pub fn rank_of(shared: &Shared, generic: bool, address: &Lanes) -> Lanes {
    let own = shared.cluster.as_ref().map_or(0, |(_, rank)| u64::from(*rank));
    let window = if generic { SHARED_WINDOW } else { 0 };
    map1(address, |address| match (address.wrapping_sub(window) & 0xffff_ffff) >> RANK_AT {
        0 => own,
        rank => rank - 1,
    })
}

/// Blocks of a cluster in x, y and z.
pub fn extents(grid: &Grid) -> [u32; 3] {
    grid.launch.cluster.unwrap_or([1; 3]).map(|side| side.max(1))
}

/// The cluster that a block is in, and where it is there.
pub fn place(grid: &Grid, shared: &Shared) -> ([u32; 3], [u32; 3]) {
    let extents = extents(grid);
    let of = |i: usize| shared.id[i] / extents[i];
    let at = |i: usize| shared.id[i] % extents[i];
    ([of(0), of(1), of(2)], [at(0), at(1), at(2)])
}

impl Warp {
    /// Lanes arrive at the cluster's barrier, or wait there if they have. Their pc is at the instruction.
    pub fn cluster_barrier(&mut self, shared: &mut Shared, mask: u32, arrive: bool) {
        // A block by itself is a cluster.
        if shared.cluster.is_none() {
            let alone = Cluster::new(1);
            alone.enter(0, shared.memory.as_mut_ptr().cast());
            (shared.cluster, shared.met) = (Some((alone, 0)), 0);
        }
        let waiting = if arrive { 0 } else { mask & self.cluster_arrived };
        if arrive {
            self.cluster_arrived |= mask;
        }
        for lane in each(mask & !waiting) {
            self.pc[lane] += 1;
        }
        self.at_cluster |= waiting;
        self.ready &= !waiting;
    }
}

/// Runs a grid of clusters to its end, on all cores.
pub fn run(grid: &Grid, extents: [u32; 3]) -> Result<(), Fault> {
    let [x, y, z] = extents.map(|side| side.max(1));
    let [cx, cy, cz] =
        [grid.launch.grid[0] / x, grid.launch.grid[1] / y, grid.launch.grid[2] / z].map(u64::from);
    let (clusters, blocks) = (cx * cy * cz, x * y * z);
    let next = AtomicU64::new(0);
    let first: Mutex<Option<Fault>> = Mutex::new(None);
    let all_at_once = grid.launch.cooperative.is_some();
    let work = || {
        let mut idle: Vec<Box<Block>> = Vec::new();
        let mut ended: Vec<Box<Block>> = Vec::new();
        let mut live: VecDeque<Box<Block>> = VecDeque::new();
        while !grid.stop.load(Ordering::Relaxed) {
            if live.is_empty() || all_at_once {
                if live.is_empty() {
                    idle.append(&mut ended);
                }
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index < clusters {
                    let first = [index % cx, index / cx % cy, index / (cx * cy)].map(|at| at as u32);
                    let cluster = Cluster::new(blocks);
                    for rank in 0..blocks {
                        let at = [rank % x, rank / x % y, rank / (x * y)];
                        let mut block = idle.pop().unwrap_or_else(|| Box::new(Block::new(grid)));
                        block.start([first[0] * x + at[0], first[1] * y + at[1], first[2] * z + at[2]]);
                        block.join(&cluster, rank);
                        live.push_back(block);
                    }
                }
            }
            let Some(mut block) = live.pop_front() else { return };
            match block.advance() {
                // Others may still read its memory.
                Ok(true) => {
                    block.leave();
                    ended.push(block);
                }
                Ok(false) => live.push_back(block),
                Err(fault) => {
                    grid.stop.store(true, Ordering::Relaxed);
                    let mut first = first.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                    first.get_or_insert(fault);
                    return;
                }
            }
        }
    };
    let team = Helpers::new(&work);
    team.ask(cores().min(usize::try_from(clusters).unwrap_or(usize::MAX)) - 1);
    work();
    drop(team);
    match first.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner()) {
        Some(fault) => Err(fault),
        None => Ok(()),
    }
}
