//! How a warp goes over to the interpreter and back.

use super::Kernel;
use super::slots::Slot;
use crate::interp::Grid;
use crate::interp::block::Shared;
use crate::interp::lanes::each;
use crate::interp::warp::{FrameLine, Stop, Warp};

/// Gives a warp the frame that its machine code needs.
pub fn reserve(code: &Kernel, warp: &mut Warp) {
    let lines = code.frame_bytes.div_ceil(size_of::<FrameLine>());
    if warp.frame_lines.len() < lines {
        warp.frame_lines.resize(lines, FrameLine::default());
    }
}

/// Most instructions that lanes get while others of their warp go round in machine code, and fewest.
const MOST_STRAYED: u32 = 1 << 13;
const LEAST_STRAYED: u32 = 1 << 9;

/// Lanes have gone round for long while others waited, who may be what they wait for: those get on for a while, longer each time. Then some
/// lanes of the warp may go on in machine code again.
pub fn stray(warp: &mut Warp, spinning: u32, grid: &Grid, shared: &mut Shared) -> Result<(), Stop> {
    warp.strayed = (warp.strayed * 2).clamp(LEAST_STRAYED, MOST_STRAYED);
    let spinning = warp.ready & spinning;
    let others = warp.ready & !spinning;
    if others == 0 {
        return Ok(());
    }
    warp.ready = others;
    let result = warp.run(grid, shared, warp.strayed);
    warp.ready |= spinning;
    result
}

/// Where machine code can take over from the interpreter, and with which lanes, its registers put in place: lanes are at the same entry of it,
/// all of them unless the warp has strayed, and the registers that are scalars in it are so.
pub fn enter(code: &Kernel, warp: &mut Warp) -> Option<(u32, u32)> {
    let alive = warp.alive();
    let mut first = alive.trailing_zeros() as usize & 31;
    if warp.strayed != 0 {
        // Groups take turns.
        warp.turn = warp.turn.wrapping_add(1);
        let can =
            |lane: usize| warp.ready >> lane & 1 != 0 && warp.base[lane] == 0 && code.is_entry(warp.pc[lane]);
        first = (0..32).map(|lane| (lane + warp.turn as usize) & 31).find(|&lane| can(lane))?;
    }
    let pc = warp.pc[first];
    let group = each(warp.ready)
        .filter(|&lane| warp.pc[lane] == pc && warp.base[lane] == 0)
        .fold(0, |group, lane| group | 1 << lane);
    let &(_, block) =
        code.entries.iter().find(|(at, _)| *at == pc).filter(|_| group == alive || warp.strayed != 0)?;
    reserve(code, warp);
    for slot in &code.live[block as usize] {
        if !slot.holds(code, &warp.regs[slot.register as usize], group) {
            return None;
        }
    }
    let frame = frame(warp);
    for slot in &code.live[block as usize] {
        slot.store(code, &warp.regs[slot.register as usize], group, frame);
    }
    Some((block * 2 + u32::from(group != u32::MAX), group))
}

/// A warp's frame.
pub fn frame(warp: &mut Warp) -> *mut u8 {
    warp.frame_lines.as_mut_ptr().cast()
}

/// What the lanes of `group` have in the frame becomes the interpreter's.
pub fn load(code: &Kernel, slots: &[Slot], warp: &mut Warp, group: u32) {
    let frame = frame(warp);
    for slot in slots {
        let register = &mut warp.regs[slot.register as usize];
        if group == u32::MAX {
            slot.load(code, frame, register);
            continue;
        }
        let mut lanes = [0; 32];
        slot.load(code, frame, &mut lanes);
        for lane in each(group) {
            register[lane] = lanes[lane];
        }
    }
}
