//! The plain interpreter: a loaded module, its variables and kernels, and the distribution of blocks over cores.
//! What it computes is what compiled code is compared with.

// Lanes are numbers with a meaning of their own: loops count them and index by them.
#![allow(clippy::needless_range_loop)]

pub(crate) mod atomics;
pub(crate) mod block;
mod builtin;
mod bulk;
mod cluster;
pub(crate) mod code;
mod collective;
mod control;
mod convert;
mod execute;
pub(crate) mod float;
mod int;
pub(crate) mod lanes;
pub(crate) mod matrix;
mod matrix_bytes;
mod mbarrier;
pub(crate) mod memory;
pub(crate) mod pure;
mod races;
mod small;
mod sparse;
mod special;
mod stack;
mod texture;
mod video;
pub(crate) mod warp;
mod wmma;

pub(crate) use collective::{reduce, shuffle_source};

use std::cell::Cell;
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use ptx::{Linkage, Module, Space, Sym};

use crate::compile;
use crate::executor::{
    Executor, Fault, FaultKind, Host, Kernel, KernelParam, Launch, LinkError, LoadError, Memory, Placement,
    Program,
};
use crate::pool::{Helpers, cores};
use block::Block;
use code::Code;

/// The plain interpreter.
#[derive(Clone, Copy, Default, Debug)]
pub struct Interpreter;

impl Executor for Interpreter {
    fn load(&self, module: Module) -> Result<Box<dyn Program>, LoadError> {
        Ok(Box::new(Loaded::new(module)?))
    }
}

/// The plain interpreter, telling races on shared memory.
#[derive(Clone, Copy, Default, Debug)]
pub struct Checker;

impl Executor for Checker {
    fn load(&self, module: Module) -> Result<Box<dyn Program>, LoadError> {
        Ok(Box::new(Loaded { races: true, ..Loaded::new(module)? }))
    }
}

/// Blocks that one thread keeps under way at most, where they wait for each other.
const UNDER_WAY: usize = 256;
/// Local memory that a thread has at most, in bytes (CUDA C++ Programming Guide, "Technical Specifications per Compute Capability").
const MOST_LOCAL: u32 = 512 << 10;
/// A launch whose other blocks would take less than this, going by its first one, asks nobody for help.
const ALONE: Duration = Duration::from_micros(20);

/// What is derived of a kernel at its first launch.
struct Layout {
    /// The value of each of the module's variables as a symbol: shared ones are offsets of this kernel.
    symbols: Vec<u64>,
}

/// A module that is ready to run.
pub(crate) struct Loaded {
    pub code: Code,
    globals: Vec<ptx::Global>,
    /// For each variable, its placement.
    placement_of: Vec<Option<usize>>,
    placements: Vec<Placement>,
    addresses: Vec<u64>,
    kernels: Vec<Kernel>,
    /// For each kernel: its function, its variables of shared memory with their offsets.
    pub entries: Vec<(u32, Vec<(u32, u32)>)>,
    layouts: Vec<OnceLock<Layout>>,
    /// Races on shared memory are looked for.
    races: bool,
    /// What the frames of all functions take together, in bytes: a chain of calls without recursion needs no more.
    frames: u32,
}

impl Loaded {
    pub fn new(mut module: Module) -> Result<Loaded, LoadError> {
        let globals = std::mem::take(&mut module.globals);
        let mut placements = Vec::new();
        let mut placement_of = vec![None; globals.len()];
        for (global, placement) in globals.iter().zip(&mut placement_of) {
            if global.space == Space::Shared {
                continue;
            }
            *placement = Some(placements.len());
            placements.push(Placement {
                name: global.name.clone(),
                space: global.space,
                size: global.size,
                align: global.align,
                visible: global.owner.is_none() && global.linkage != Linkage::Internal,
                external: global.linkage == Linkage::Extern,
                managed: global.managed,
                opaque: global.opaque,
            });
        }
        let const_bytes = placements.iter().filter(|p| p.space == Space::Const).map(|p| p.size).sum();
        let can_print = module.functions.iter().any(code::is_printing);
        let mut kernels = Vec::new();
        let mut entries = Vec::new();
        for (index, function) in module.functions.iter().enumerate() {
            if !(function.entry && function.defined) {
                continue;
            }
            let (shared, shared_bytes) = code::shared_layout(&module.functions, &globals, index);
            let words: u32 = function.regs.iter().map(|ty| ty.bits().div_ceil(32)).sum();
            kernels.push(Kernel {
                name: function.name.clone(),
                params: function
                    .params
                    .iter()
                    .map(|p| KernelParam { offset: p.offset, size: p.size, align: p.align })
                    .collect(),
                param_bytes: function.param_bytes,
                shared_bytes,
                local_bytes: function.local_bytes,
                const_bytes,
                registers: words.clamp(8, 64),
                max_threads: function.max_threads,
                required_threads: function.required_threads,
                required_cluster: function.required_cluster,
                prints: can_print && code::prints(&module.functions, index),
                rejected: function.rejected.clone(),
            });
            entries.push((index as u32, shared));
        }
        let layouts = entries.iter().map(|_| OnceLock::new()).collect();
        let addresses = vec![0; placements.len()];
        let code = Code::new(module.functions)?;
        let frames = code.functions.iter().fold(0u32, |sum, callee| sum.saturating_add(callee.frame_bytes));
        Ok(Loaded {
            code,
            globals,
            placement_of,
            placements,
            addresses,
            kernels,
            entries,
            layouts,
            races: false,
            frames,
        })
    }

    fn layout(&self, kernel: usize) -> &Layout {
        self.layouts[kernel].get_or_init(|| {
            let mut symbols: Vec<u64> =
                self.placement_of.iter().map(|p| p.map_or(0, |p| self.addresses[p])).collect();
            for &(global, offset) in &self.entries[kernel].1 {
                symbols[global as usize] = u64::from(offset);
            }
            Layout { symbols }
        })
    }
}

/// One launch, as every block of it sees it.
pub(crate) struct Grid<'a> {
    pub code: &'a Code,
    pub kernel: &'a Kernel,
    pub entry: u32,
    pub symbols: &'a [u64],
    pub launch: &'a Launch<'a>,
    /// The parameter block, in units of 8 bytes for alignment.
    pub params: Vec<u64>,
    pub memory: &'a dyn Memory,
    pub host: &'a dyn Host,
    /// Static and dynamic shared memory in bytes.
    pub shared_bytes: u32,
    /// Set when any block has failed: the others stop.
    stop: AtomicBool,
    /// Local memory of a thread in bytes, at most.
    pub local_limit: u32,
    /// Serialises what is printed.
    printing: Mutex<()>,
    /// Races that have been told, if they are looked for.
    races: Option<races::Told>,
    /// The kernel's machine code, if it has been compiled.
    pub compiled: Option<&'a compile::Kernel>,
}

impl Program for Loaded {
    fn placements(&self) -> &[Placement] {
        &self.placements
    }

    fn link(&mut self, addresses: &[u64]) -> Result<(), LinkError> {
        if addresses.len() != self.placements.len() {
            return Err(LinkError::Count { expected: self.placements.len(), given: addresses.len() });
        }
        self.addresses = addresses.to_vec();
        self.layouts = self.entries.iter().map(|_| OnceLock::new()).collect();
        Ok(())
    }

    fn initial(&self, placement: usize) -> Vec<u8> {
        let Some(global) = self.placement_of.iter().position(|&p| p == Some(placement)) else {
            return Vec::new();
        };
        let global = &self.globals[global];
        let mut bytes = global.init.clone();
        for reloc in &global.relocs {
            let base = match reloc.target {
                Sym::Global(index) => self.placement_of[index as usize].map_or(0, |p| self.addresses[p]),
                Sym::Function(index) => code::function_pointer(index),
                Sym::Var(_) | Sym::Param(_) => 0,
            };
            let value = base.wrapping_add_signed(reloc.addend) >> reloc.shift;
            let at = reloc.offset as usize;
            let size = usize::from(reloc.size);
            if let Some(place) = bytes.get_mut(at..at + size) {
                place.copy_from_slice(&value.to_le_bytes()[..size]);
            }
        }
        bytes
    }

    fn kernels(&self) -> &[Kernel] {
        &self.kernels
    }

    fn launch(&self, launch: &Launch, memory: &dyn Memory, host: &dyn Host) -> Result<(), Fault> {
        self.run(launch, memory, host, None)
    }
}

impl Loaded {
    /// Runs a kernel, its machine code where there is some.
    pub fn run(
        &self,
        launch: &Launch,
        memory: &dyn Memory,
        host: &dyn Host,
        compiled: Option<&compile::Kernel>,
    ) -> Result<(), Fault> {
        let invalid = |name: &str| Fault {
            kind: FaultKind::InvalidLaunch,
            kernel: name.to_owned(),
            block: [0; 3],
            thread: [0; 3],
            line: 0,
            address: None,
        };
        let Some(kernel) = self.kernels.get(launch.kernel) else { return Err(invalid("no kernel")) };
        let threads = launch.block.iter().try_fold(1u32, |n, &e| n.checked_mul(e)).unwrap_or(0);
        let blocks = launch.grid.iter().try_fold(1u64, |n, &e| n.checked_mul(u64::from(e))).unwrap_or(0);
        let shared_bytes = kernel.shared_bytes.checked_add(launch.dynamic_shared).filter(|&n| n <= 1 << 24);
        let fits = launch.params.len() >= kernel.param_bytes as usize
            && (1..=1024).contains(&threads)
            && blocks > 0
            && kernel.required_threads.is_none_or(|required| required == launch.block);
        let Some(shared_bytes) = shared_bytes.filter(|_| fits) else { return Err(invalid(&kernel.name)) };
        let grid = Grid {
            code: &self.code,
            kernel,
            entry: self.entries[launch.kernel].0,
            symbols: &self.layout(launch.kernel).symbols,
            launch,
            params: launch.params[..kernel.param_bytes as usize]
                .chunks(8)
                .map(|chunk| {
                    let mut word = [0; 8];
                    word[..chunk.len()].copy_from_slice(chunk);
                    u64::from_le_bytes(word)
                })
                .collect(),
            memory,
            host,
            shared_bytes,
            stop: AtomicBool::new(false),
            local_limit: launch.local_limit.saturating_add(self.frames).min(MOST_LOCAL),
            printing: Mutex::new(()),
            races: self.races.then(Default::default),
            compiled,
        };
        if let Some(cluster) = launch.cluster.filter(|cluster| *cluster != [1; 3]) {
            return cluster::run(&grid, cluster);
        }
        let helpers = cores().min(usize::try_from(blocks).unwrap_or(usize::MAX)) - 1;
        // Blocks start in order, as kernels that wait for earlier blocks expect.
        let next = AtomicU64::new(0);
        let first: Mutex<Option<Fault>> = Mutex::new(None);
        // Several at a time where there are many, so that threads seldom meet here.
        let some =
            if launch.cooperative.is_some() { 1 } else { (blocks / (64 * cores() as u64)).clamp(1, 16) };
        let start = |block: &mut Block, own: &mut Range<u64>| {
            if own.is_empty() {
                let first = next.fetch_add(some, Ordering::Relaxed).min(blocks);
                *own = first..(first + some).min(blocks);
            }
            let Some(index) = own.next() else { return false };
            let [x, y, _] = launch.grid.map(u64::from);
            block.start([(index % x) as u32, (index / x % y) as u32, (index / (x * y)) as u32]);
            true
        };
        // All blocks of a cooperative launch are under way at once: the driver has seen to it that they fit the device.
        let under_way = if launch.cooperative.is_some() { usize::MAX } else { UNDER_WAY };
        let run = |after: &dyn Fn(bool)| {
            // Blocks under way: one, unless they take turns because others have to get on first.
            let mut live: VecDeque<Box<Block>> = VecDeque::new();
            let mut idle: Option<Box<Block>> = None;
            let mut own = 0..0;
            while !grid.stop.load(Ordering::Relaxed) {
                let fresh =
                    if live.len() < under_way && (!own.is_empty() || next.load(Ordering::Relaxed) < blocks) {
                        let mut block = idle.take().unwrap_or_else(|| Box::new(Block::new(&grid)));
                        start(&mut block, &mut own).then_some(block)
                    } else {
                        None
                    };
                let Some(mut block) = fresh.or_else(|| live.pop_front()) else { return };
                match block.advance() {
                    Ok(true) => idle = Some(block),
                    Ok(false) => live.push_back(block),
                    Err(fault) => {
                        // The loads that this pairs with are the one above and the one in `Block::advance`.
                        grid.stop.store(true, Ordering::Relaxed);
                        let mut first = first.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                        first.get_or_insert(fault);
                        return;
                    }
                }
                after(!live.is_empty());
            }
        };
        let help = || run(&|_| {});
        let team = Helpers::new(&help);
        let (begun, asked) = (Instant::now(), Cell::new(helpers == 0));
        run(&|waits| {
            if !asked.get() {
                // What is left, if it goes on as so far.
                let done = next.load(Ordering::Relaxed).clamp(1, blocks);
                let rest =
                    begun.elapsed().as_nanos() * u128::from(blocks.saturating_sub(done)) / u128::from(done);
                if waits || rest > ALONE.as_nanos() {
                    asked.set(true);
                    team.ask(helpers);
                }
            }
        });
        drop(team);
        match first.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner()) {
            Some(fault) => Err(fault),
            None => Ok(()),
        }
    }
}
