//! Registers in a warp's frame: how machine code keeps them there, and how that becomes the interpreter's 64 bits a
//! lane and back.

use super::Kernel;
use crate::interp::lanes::{Lanes, each};

/// How a register is kept in the frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// 64 bits for each segment of lanes; values are these plus a pattern. `bits` is the register's width.
    Scalars { pattern: u16, split: bool, bits: u8 },
    /// A predicate, a bit for each lane in 32.
    Mask,
    /// 32 bits for each lane.
    Words,
    /// 64 bits for each lane.
    Doubles,
}

impl Layout {
    pub fn bytes(self, segments: usize) -> usize {
        match self {
            Layout::Scalars { split: false, .. } | Layout::Mask => 16,
            Layout::Scalars { split: true, .. } => segments * 8,
            Layout::Words => 128,
            Layout::Doubles => 256,
        }
    }
}

/// A register's place in the frame.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    pub register: u32,
    pub offset: u32,
    pub layout: Layout,
    /// NaNs in it may have any bits: they are made CUDA's on the way to the interpreter.
    pub float: bool,
}

/// A place where machine code calls or leaves.
pub struct Site {
    pub pc: u32,
    /// Counts how often an operation of this name is done here.
    pub count: &'static std::sync::atomic::AtomicU64,
    /// The interpreter goes on from here.
    pub leaves: bool,
    /// What the interpreter is given.
    pub reads: Vec<Slot>,
    /// What it gives back.
    pub writes: Vec<Slot>,
}

fn cut(bits: u8) -> u64 {
    u64::MAX >> (64 - u32::from(bits))
}

impl Slot {
    fn scalars(&self, code: &Kernel) -> (usize, [i64; 32], u64, usize) {
        let Layout::Scalars { pattern, split, bits } = self.layout else { return (32, [0; 32], u64::MAX, 1) };
        let segment = if split { code.segment } else { 32 };
        (segment, code.patterns[pattern as usize], cut(bits), 32 / segment)
    }

    /// Whether the values of the lanes of `mask` can be kept like this.
    pub fn holds(&self, code: &Kernel, lanes: &Lanes, mask: u32) -> bool {
        if !matches!(self.layout, Layout::Scalars { .. }) {
            return true;
        }
        let (segment, pattern, cut, count) = self.scalars(code);
        (0..count).all(|s| {
            let within = mask & (u32::MAX >> (32 - segment)) << (s * segment);
            let base = |lane: usize| lanes[lane].wrapping_sub(pattern[lane] as u64) & cut;
            let first = within.trailing_zeros() as usize & 31;
            each(within).all(|lane| base(lane) == base(first))
        })
    }

    /// Puts values into the frame; of scalars, those that the lanes of `mask` have.
    pub fn store(&self, code: &Kernel, lanes: &Lanes, mask: u32, frame: *mut u8) {
        let at = frame.wrapping_add(self.offset as usize);
        // SAFETY: the frame has room for every slot of the code, aligned to 16.
        unsafe {
            match self.layout {
                Layout::Scalars { .. } => {
                    let (segment, pattern, cut, count) = self.scalars(code);
                    for s in 0..count {
                        let within = mask & (u32::MAX >> (32 - segment)) << (s * segment);
                        let lane = if within == 0 { s * segment } else { within.trailing_zeros() as usize };
                        let base = lanes[lane].wrapping_sub(pattern[lane] as u64) & cut;
                        at.cast::<u64>().add(s).write(base);
                    }
                }
                Layout::Mask => {
                    let bits = (0..32).fold(0u32, |bits, lane| bits | (lanes[lane] as u32 & 1) << lane);
                    at.cast::<u32>().write(bits);
                }
                Layout::Words => at.cast::<[u32; 32]>().write(lanes.map(|v| v as u32)),
                Layout::Doubles => at.cast::<[u64; 32]>().write(*lanes),
            }
        }
    }

    /// Reads all lanes from the frame.
    pub fn load(&self, code: &Kernel, frame: *const u8, lanes: &mut Lanes) {
        let at = frame.wrapping_add(self.offset as usize);
        // SAFETY: as in `store`.
        unsafe {
            match self.layout {
                Layout::Scalars { .. } => {
                    let (segment, pattern, _, count) = self.scalars(code);
                    // Machine code writes as much of the 64 bits as it needs.
                    let kept = match self.layout {
                        Layout::Scalars { bits: 1, .. } => 1,
                        Layout::Scalars { bits: ..=32, .. } => u64::from(u32::MAX),
                        _ => u64::MAX,
                    };
                    for (lane, value) in lanes.iter_mut().enumerate() {
                        let base = at.cast::<u64>().add(if count == 1 { 0 } else { lane / segment }).read();
                        *value = (base & kept).wrapping_add(pattern[lane] as u64);
                    }
                }
                Layout::Mask => {
                    let bits = at.cast::<u32>().read();
                    *lanes = std::array::from_fn(|lane| u64::from(bits >> lane & 1));
                }
                Layout::Words => *lanes = at.cast::<[u32; 32]>().read().map(u64::from),
                Layout::Doubles => *lanes = at.cast::<[u64; 32]>().read(),
            }
        }
        if self.float {
            for value in lanes {
                if f32::from_bits(*value as u32).is_nan() {
                    *value = 0x7fff_ffff;
                }
            }
        }
    }
}
