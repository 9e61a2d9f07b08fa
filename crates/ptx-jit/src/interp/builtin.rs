//! The functions that the device itself offers: printing, assertions, the heap.

use ptx::{Function, Space};

use super::Grid;
use super::block::Shared;
use super::code::Call;
use super::control::var_place;
use super::lanes::{Lanes, each};
use super::warp::{Stop, Warp};
use crate::executor::{Access, FaultKind};
use crate::printf;

/// Longest string that a kernel may print, in bytes.
const MAX_TEXT: u64 = 64 << 10;

/// A function without a body in any module.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Builtin {
    Vprintf,
    Malloc,
    Free,
    AssertFail,
    /// `cudaGraphSetConditional`: a conditional handle is the address of four bytes.
    SetConditional,
}

impl Builtin {
    /// The builtin that a declaration means, if its parameters fit.
    pub fn named(function: &Function) -> Option<Builtin> {
        let (builtin, params, rets) = match function.name.as_str() {
            "vprintf" => (Builtin::Vprintf, 2, 1),
            "malloc" => (Builtin::Malloc, 1, 1),
            "free" => (Builtin::Free, 1, 0),
            "__assertfail" => (Builtin::AssertFail, 5, 0),
            "cudaGraphSetConditional" => (Builtin::SetConditional, 2, 0),
            _ => return None,
        };
        (function.params.len() == params && function.rets.len() == rets).then_some(builtin)
    }
}

impl Warp {
    pub fn builtin(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        builtin: Builtin,
        call: &Call,
        mask: u32,
        base: u32,
    ) -> Result<(), Stop> {
        let args: Vec<Lanes> =
            call.args.iter().map(|&arg| self.argument(grid, shared, arg, mask, base)).collect();
        for lane in each(mask) {
            let result = match builtin {
                Builtin::Vprintf => {
                    let format = self.text(grid, shared, lane, args[0][lane])?;
                    let text = self.format(grid, shared, lane, &format, args[1][lane])?;
                    let _printing = grid.printing.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                    grid.host.print(&text.0);
                    text.1
                }
                Builtin::Malloc => grid.host.allocate(args[0][lane]).unwrap_or(0),
                Builtin::Free => {
                    if args[0][lane] != 0 {
                        grid.host.free(args[0][lane]);
                    }
                    0
                }
                Builtin::SetConditional => {
                    let (handle, value) = (args[0][lane], args[1][lane] as u32);
                    let place = grid
                        .memory
                        .resolve(handle, 4, Access::Write)
                        .ok_or_else(|| Stop::at(FaultKind::IllegalAddress, lane, handle))?;
                    // SAFETY: `Memory::resolve` promises four bytes that may be written until the launch has returned.
                    unsafe { place.cast::<u32>().write_unaligned(value) };
                    0
                }
                Builtin::AssertFail => {
                    let [message, file, function] =
                        [0, 1, 3].map(|i| self.text(grid, shared, lane, args[i][lane]));
                    let [bx, by, bz] = shared.id;
                    let [w, h, _] = grid.launch.block;
                    let thread = self.index * 32 + lane as u32;
                    let mut line = file?;
                    line.extend_from_slice(format!(":{}: ", args[2][lane] as u32).as_bytes());
                    line.extend_from_slice(&function?);
                    let (tx, ty, tz) = (thread % w, thread / w % h, thread / (w * h));
                    line.extend_from_slice(
                        format!(": block: [{bx},{by},{bz}], thread: [{tx},{ty},{tz}] Assertion `").as_bytes(),
                    );
                    line.extend_from_slice(&message?);
                    line.extend_from_slice(b"` failed.\n");
                    let _printing = grid.printing.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                    grid.host.complain(&line);
                    return Err(Stop::new(FaultKind::Assert, lane));
                }
            };
            if let Some(&dst) = call.rets.first() {
                let caller = &grid.code.functions[self.function[lane] as usize];
                match var_place(caller, dst) {
                    Some((offset, size)) => {
                        let at = self.frame[lane] + offset;
                        let count = size.min(8);
                        if let Some(place) = self.local_bytes(lane, at, count) {
                            place.copy_from_slice(&result.to_le_bytes()[..count as usize]);
                        }
                    }
                    None => self.write(base, dst, 1 << lane, &[result; 32]),
                }
            }
        }
        Ok(())
    }

    fn argument(&mut self, grid: &Grid, shared: &Shared, arg: ptx::Operand, mask: u32, base: u32) -> Lanes {
        let caller = &grid.code.functions[self.current as usize];
        let Some((offset, size)) = var_place(caller, arg) else {
            return self.read(grid, shared, base, arg);
        };
        let mut values = [0; 32];
        for lane in each(mask) {
            let at = self.frame[lane] + offset;
            let count = size.min(8);
            let mut bytes = [0; 8];
            if let Some(place) = self.local_bytes(lane, at, count) {
                bytes[..count as usize].copy_from_slice(place);
            }
            values[lane] = u64::from_le_bytes(bytes);
        }
        values
    }

    /// The zero-terminated string at a generic address.
    fn text(&mut self, grid: &Grid, shared: &mut Shared, lane: usize, address: u64) -> Result<Vec<u8>, Stop> {
        let mut text = Vec::new();
        for at in address..address.saturating_add(MAX_TEXT) {
            match self.load_one(grid, shared, lane, (Space::Generic, at), 1)? {
                0 => break,
                byte => text.push(byte as u8),
            }
        }
        Ok(text)
    }

    /// Formats with arguments from a buffer: each at its natural alignment, 4 or 8 bytes.
    fn format(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        lane: usize,
        format: &[u8],
        buffer: u64,
    ) -> Result<(Vec<u8>, u64), Stop> {
        let mut out = Vec::new();
        let mut at = buffer;
        let mut count = 0;
        for piece in printf::pieces(format) {
            match piece {
                printf::Piece::Literal(text) => out.extend_from_slice(text),
                printf::Piece::Spec(mut spec) => {
                    count += 1;
                    for slot in spec.stars() {
                        *slot = self.take(grid, shared, lane, &mut at, 4)? as i32;
                    }
                    let value = self.take(grid, shared, lane, &mut at, spec.bytes())?;
                    let text = if spec.is_text() {
                        if value == 0 { b"(null)".to_vec() } else { self.text(grid, shared, lane, value)? }
                    } else {
                        Vec::new()
                    };
                    spec.write(value, &text, &mut out);
                }
            }
        }
        Ok((out, count))
    }

    /// The next item of an argument buffer.
    fn take(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        lane: usize,
        at: &mut u64,
        bytes: u64,
    ) -> Result<u64, Stop> {
        let start = at.checked_next_multiple_of(bytes).unwrap_or(0);
        let mut value = 0;
        for i in 0..bytes {
            let byte = self.load_one(grid, shared, lane, (Space::Generic, start.wrapping_add(i)), 1)?;
            value |= byte << (8 * i);
        }
        *at = start.wrapping_add(bytes);
        Ok(value)
    }
}
