//! The state of one warp: where each lane is, what it waits for, its registers and its local memory.

use ptx::{Operand, Reg};

use super::Grid;
use super::block::Shared;
use super::lanes::{Lanes, each};
use crate::LOCAL_WINDOW;
use crate::executor::FaultKind;

/// Why a lane could not go on.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    pub kind: FaultKind,
    pub lane: usize,
    pub address: Option<u64>,
}

impl Stop {
    pub fn new(kind: FaultKind, lane: usize) -> Stop {
        Stop { kind, lane, address: None }
    }

    pub fn at(kind: FaultKind, lane: usize, address: u64) -> Stop {
        Stop { kind, lane, address: Some(address) }
    }
}

/// What a lane returns to.
#[derive(Clone, Copy)]
pub struct Return {
    /// The call instruction.
    pub pc: u32,
    pub base: u32,
    pub frame: u32,
    /// The caller.
    pub function: u32,
    /// What it had taken of its frame beyond its variables.
    pub taken: u32,
}

/// What machine code's frame is made of: its vectors do not cross lines of the caches.
#[derive(Clone, Copy, Default)]
#[repr(C, align(64))]
pub struct FrameLine([u128; 4]);

pub struct Warp {
    /// Number in the block.
    pub index: u32,
    /// Lanes that exist: the last warp of a block may be short.
    pub exist: u32,
    /// Lanes that have ended.
    pub exited: u32,
    /// Lanes that can execute their next instruction.
    pub ready: u32,
    /// Lanes that wait at a barrier of the block.
    pub at_barrier: u32,
    /// Lanes that wait for others of their warp.
    pub at_warp: u32,
    /// Lanes that wait for the threads of all blocks of the cluster.
    pub at_cluster: u32,
    /// Lanes that have arrived there.
    pub cluster_arrived: u32,
    /// The barrier that each lane waits at.
    pub barrier: [u8; 32],
    /// The lanes that each lane waits for.
    pub wanted: [u32; 32],
    /// The next instruction of each lane.
    pub pc: [u32; 32],
    /// The function of each lane.
    pub function: [u32; 32],
    /// Where the registers of each lane's function start.
    pub base: [u32; 32],
    /// Where the frame of each lane's function starts in its local memory.
    pub frame: [u32; 32],
    /// Bytes that each lane's function has taken beyond its variables, by `alloca`.
    pub taken: [u32; 32],
    pub returns: [Vec<Return>; 32],
    /// Registers: index, then lane.
    pub regs: Vec<Lanes>,
    /// Local memory of each lane, in units of 16 bytes for alignment.
    pub local: [Vec<u128>; 32],
    /// `returns` is not empty, or `local` not.
    pub called: bool,
    /// Something but machine code has concerned itself with it since it was started.
    pub used: bool,
    /// Its registers have the values of another launch.
    pub stale: bool,
    /// Its lanes have been put into the kernel's own function before.
    placed: bool,
    pub framed: bool,
    /// The carry flag of each lane.
    pub carry: u32,
    /// Counts choices of lanes, for fairness.
    pub turn: u32,
    /// The function of the lanes that execute now: what names of frame variables refer to.
    pub current: u32,
    /// All lanes wait together for machine code to go on.
    pub whole: bool,
    /// Lanes have gone round in machine code for long while others waited: from then on some of a warp's lanes may be in machine code alone. How
    /// many instructions the others get meanwhile.
    pub strayed: u32,
    /// Where machine code goes on; then `frame_lines` holds what `regs` would.
    pub resume: Option<u32>,
    /// Registers as machine code leaves them.
    pub frame_lines: Vec<FrameLine>,
}

impl Warp {
    pub fn new(index: u32) -> Warp {
        Warp {
            index,
            exist: 0,
            exited: 0,
            ready: 0,
            at_barrier: 0,
            at_warp: 0,
            at_cluster: 0,
            cluster_arrived: 0,
            barrier: [0; 32],
            wanted: [0; 32],
            pc: [0; 32],
            function: [0; 32],
            base: [0; 32],
            frame: [0; 32],
            taken: [0; 32],
            returns: std::array::from_fn(|_| Vec::new()),
            regs: Vec::new(),
            local: std::array::from_fn(|_| Vec::new()),
            called: false,
            used: true,
            stale: false,
            placed: false,
            framed: false,
            carry: 0,
            turn: 0,
            current: 0,
            whole: false,
            strayed: 0,
            resume: None,
            frame_lines: Vec::new(),
        }
    }

    /// Makes it as good as new for another launch.
    pub fn renew(&mut self) {
        (self.used, self.placed, self.stale) = (true, false, true);
        // What was there is another kernel's.
        if self.framed || self.called {
            self.local.iter_mut().for_each(Vec::clear);
        }
        self.framed = false;
    }

    /// What it has allocated, in bytes.
    pub fn bytes(&self) -> usize {
        let local: usize = self.local.iter().map(Vec::capacity).sum();
        self.regs.capacity() * size_of::<Lanes>()
            + self.frame_lines.capacity() * size_of::<FrameLine>()
            + local * 16
    }

    /// All `lanes` lanes at the beginning of the kernel.
    pub fn start(&mut self, grid: &Grid, lanes: u32) {
        let entry = &grid.code.functions[grid.entry as usize];
        self.exist = if lanes >= 32 { u32::MAX } else { (1 << lanes) - 1 };
        self.ready = self.exist;
        if !self.used
            && let Some(code) = grid.compiled
        {
            // It has begun, and ended, in machine code alone.
            (self.exited, self.resume) = (0, code.beginning(self.exist));
            (self.at_barrier, self.whole) = (0, false);
            self.used = self.resume.is_none();
            if !self.used {
                return;
            }
        }
        self.used = false;
        (self.resume, self.whole, self.strayed) = (None, false, 0);
        (self.exited, self.at_barrier, self.at_warp, self.carry, self.turn) = (0, 0, 0, 0, 0);
        (self.at_cluster, self.cluster_arrived, self.taken) = (0, 0, [0; 32]);
        if let Some(code) = grid.compiled {
            self.resume = code.beginning(self.exist);
        }
        // Machine code that has the warp from the beginning says where lanes are when it leaves.
        if self.resume.is_none() {
            self.pc = [entry.body.unwrap_or(0); 32];
        }
        if self.called || !self.placed {
            self.returns.iter_mut().for_each(Vec::clear);
            self.function = [grid.entry; 32];
            (self.base, self.frame) = ([0; 32], [0; 32]);
            (self.called, self.placed) = (false, true);
        }
        if self.resume.is_none() {
            self.need_registers(grid);
        }
        if self.framed || entry.frame_bytes > 0 {
            self.framed = entry.frame_bytes > 0;
            for lane in each(self.exist) {
                // What is there is the thread's before, which is as good as anything.
                self.local[lane].resize(entry.frame_bytes as usize / 16, 0);
            }
        }
    }

    /// Makes room for the registers of the kernel's own function. Machine code that has a warp from the beginning does without.
    pub fn need_registers(&mut self, grid: &Grid) {
        self.used = true;
        if std::mem::take(&mut self.stale) {
            self.regs.clear();
        }
        let registers = grid.code.functions[grid.entry as usize].registers as usize;
        if self.regs.len() < registers {
            self.regs.resize(registers, [0; 32]);
        }
    }

    /// Machine code has brought all lanes to their end.
    pub fn ended(&mut self) {
        (self.exited, self.ready, self.resume) = (self.exist, 0, None);
    }

    /// All lanes wait at a barrier of the block with their values in the frame.
    pub fn wait(&mut self, shared: &mut Shared, id: u32, pc: u32) -> Result<(), Stop> {
        let alive = self.alive();
        self.pc = [pc; 32];
        let Some(barrier) = shared.barriers.get_mut(id as usize) else {
            return Err(Stop::new(FaultKind::IllegalInstruction, alive.trailing_zeros() as usize & 31));
        };
        shared.active |= 1 << id;
        barrier.expected = None;
        barrier.arrived[self.index as usize] |= alive;
        shared.touched |= 1 << id;
        self.barrier = [id as u8; 32];
        (self.at_barrier, self.ready, self.whole) = (alive, 0, true);
        Ok(())
    }

    /// Lanes of the warp that have neither ended nor never been.
    pub fn alive(&self) -> u32 {
        self.exist & !self.exited
    }

    /// The values of a register.
    pub fn reg(&self, base: u32, reg: Reg) -> &Lanes {
        &self.regs[(base + reg.0) as usize]
    }

    /// Writes a register in the lanes of `mask`.
    pub fn write_reg(&mut self, base: u32, reg: Reg, mask: u32, values: &Lanes) {
        let register = &mut self.regs[(base + reg.0) as usize];
        if mask == u32::MAX {
            *register = *values;
        } else {
            for lane in each(mask) {
                register[lane] = values[lane];
            }
        }
    }

    /// Writes a destination, which may be a sink.
    pub fn write(&mut self, base: u32, dst: Operand, mask: u32, values: &Lanes) {
        if let Operand::Reg(reg) = dst {
            self.write_reg(base, reg, mask, values);
        }
    }

    /// A predicate as a mask.
    pub fn predicate(&self, base: u32, reg: Reg) -> u32 {
        let values = self.reg(base, reg);
        (0..32).fold(0, |mask, lane| mask | (values[lane] as u32 & 1) << lane)
    }

    /// The generic address of an offset in the frames of the lanes.
    pub fn frame_address(&self, offset: u32, generic: bool) -> Lanes {
        let window = if generic { LOCAL_WINDOW } else { 0 };
        std::array::from_fn(|lane| window + u64::from(self.frame[lane]) + u64::from(offset))
    }
}
