//! `atom` and `red`: the processor's own atomics, on device and on shared memory alike.

use std::arch::asm;
use std::sync::atomic::{AtomicU16, AtomicU32, AtomicU64, Ordering::SeqCst};

use ptx::{AtomOp, FloatBin, FloatMode, Inst, Operand, Space, Type};

use super::Grid;
use super::block::Shared;
use super::float;
use super::lanes::{Lanes, each, map1};
use super::warp::{Stop, Warp};
use crate::executor::{Access, FaultKind};

impl Warp {
    pub fn atomic(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        inst: &Inst,
        mask: u32,
        base: u32,
        (space, op, ty): (Space, AtomOp, Type),
    ) -> Result<(), Stop> {
        let srcs = grid.code.srcs(inst);
        let mut addresses = self.read(grid, shared, base, srcs[0]);
        if space == Space::Shared {
            addresses = map1(&addresses, |v| v & 0xffff_ffff);
        }
        if ty == Type::B128 {
            return self.atomic_wide(grid, shared, inst, mask, base, space, &addresses);
        }
        let b = self.read(grid, shared, base, srcs[1]);
        let c = srcs.get(2).map_or([0; 32], |&c| self.read(grid, shared, base, c));
        let pointers = self.pointers(grid, shared, mask, space, &addresses, ty.size(), Access::Write)?;
        let mut old: Lanes = [0; 32];
        for lane in each(mask) {
            // SAFETY: `pointers` checked the bytes of the type and their alignment.
            old[lane] = unsafe { one(pointers[lane], op, ty, b[lane], c[lane]) };
        }
        let dst = grid.code.dsts(inst).first().copied().unwrap_or(Operand::Sink);
        self.write(base, dst, mask, &old);
        Ok(())
    }
}

impl Warp {
    /// Exchanges of 16 bytes.
    #[allow(clippy::too_many_arguments)]
    fn atomic_wide(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        inst: &Inst,
        mask: u32,
        base: u32,
        space: Space,
        addresses: &Lanes,
    ) -> Result<(), Stop> {
        if !std::arch::is_x86_feature_detected!("cmpxchg16b") {
            return Err(Stop::new(FaultKind::IllegalInstruction, mask.trailing_zeros() as usize & 31));
        }
        let srcs = grid.code.srcs(inst);
        let b = self.read_wide(grid, shared, base, srcs[1]);
        let c = srcs.get(2).map(|&c| self.read_wide(grid, shared, base, c));
        let pointers = self.pointers(grid, shared, mask, space, addresses, 16, Access::Write)?;
        let whole =
            |(low, high): &(Lanes, Lanes), lane: usize| u128::from(low[lane]) | u128::from(high[lane]) << 64;
        let (mut low, mut high): (Lanes, Lanes) = ([0; 32], [0; 32]);
        for lane in each(mask) {
            let b = whole(&b, lane);
            // SAFETY: `pointers` checked 16 bytes and their alignment; the processor has the instruction.
            let old = unsafe {
                exchange16(
                    pointers[lane].cast(),
                    c.as_ref().map(|_| b),
                    c.as_ref().map_or(b, |c| whole(c, lane)),
                )
            };
            (low[lane], high[lane]) = (old as u64, (old >> 64) as u64);
        }
        if let Some(&dst) = grid.code.dsts(inst).first() {
            self.write_wide(base, dst, mask, &low, &high);
        }
        Ok(())
    }

    /// Each element by itself: a vector is no whole (PTX ISA, "atom", "red").
    pub fn atomic_vector(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        inst: &Inst,
        mask: u32,
        base: u32,
        (space, op, ty): (Space, AtomOp, Type),
    ) -> Result<(), Stop> {
        let srcs = grid.code.srcs(inst);
        let (size, count) = (ty.size(), srcs.len() - 1);
        let addresses = self.read(grid, shared, base, srcs[0]);
        let len = size * count as u32;
        let pointers = self.pointers(grid, shared, mask, space, &addresses, len, Access::Write)?;
        let values: Vec<Lanes> = srcs[1..].iter().map(|&src| self.read(grid, shared, base, src)).collect();
        for (i, values) in values.iter().enumerate() {
            let mut old: Lanes = [0; 32];
            for lane in each(mask) {
                // SAFETY: `pointers` checked the bytes of all elements and their alignment.
                old[lane] =
                    unsafe { one(pointers[lane].wrapping_add(i * size as usize), op, ty, values[lane], 0) };
            }
            let dst = grid.code.dsts(inst).get(i).copied().unwrap_or(Operand::Sink);
            self.write(base, dst, mask, &old);
        }
        Ok(())
    }
}

/// Puts a value in the place of 16 bytes, if what is expected is there, or in any case; what was there.
///
/// # Safety
/// The processor has `cmpxchg16b`; `at` is valid for reads and writes of 16 bytes and aligned to them.
unsafe fn exchange16(at: *mut u128, expected: Option<u128>, value: u128) -> u128 {
    let mut seen = expected.unwrap_or_default();
    loop {
        let (mut low, mut high) = (seen as u64, (seen >> 64) as u64);
        // SAFETY: by the caller's promise; the register that the compiler keeps for itself is put back.
        unsafe {
            asm!(
                "xchg rsi, rbx",
                "lock cmpxchg16b [rdi]",
                "mov rbx, rsi",
                inout("rsi") value as u64 => _,
                in("rdi") at,
                in("rcx") (value >> 64) as u64,
                inout("rax") low,
                inout("rdx") high,
                options(nostack),
            );
        }
        let old = u128::from(low) | u128::from(high) << 64;
        if old == seen || expected.is_some() {
            return old;
        }
        seen = old;
    }
}

/// One operation; the old value.
///
/// # Safety
/// `at` is valid for reads and writes of the type's bytes and aligned to them.
pub unsafe fn one(at: *mut u8, op: AtomOp, ty: Type, b: u64, c: u64) -> u64 {
    // SAFETY: by the caller's promise; all accesses to it from kernels are atomic.
    unsafe {
        match ty.size() {
            2 => {
                let cell = AtomicU16::from_ptr(at.cast());
                let old =
                    cell.fetch_update(SeqCst, SeqCst, |old| Some(next(op, ty, old.into(), b, c) as u16));
                u64::from(old.unwrap_or_default())
            }
            4 => {
                let cell = AtomicU32::from_ptr(at.cast());
                let (b32, c32) = (b as u32, c as u32);
                u64::from(match (op, ty) {
                    (AtomOp::Add, Type::U32 | Type::S32) => cell.fetch_add(b32, SeqCst),
                    (AtomOp::Exch, _) => cell.swap(b32, SeqCst),
                    (AtomOp::Cas, _) => match cell.compare_exchange(b32, c32, SeqCst, SeqCst) {
                        Ok(old) | Err(old) => old,
                    },
                    (AtomOp::And, _) => cell.fetch_and(b32, SeqCst),
                    (AtomOp::Or, _) => cell.fetch_or(b32, SeqCst),
                    (AtomOp::Xor, _) => cell.fetch_xor(b32, SeqCst),
                    (AtomOp::Min, Type::U32) => cell.fetch_min(b32, SeqCst),
                    (AtomOp::Max, Type::U32) => cell.fetch_max(b32, SeqCst),
                    _ => cell
                        .fetch_update(SeqCst, SeqCst, |old| Some(next(op, ty, old.into(), b, c) as u32))
                        .unwrap_or_default(),
                })
            }
            _ => {
                let cell = AtomicU64::from_ptr(at.cast());
                match (op, ty) {
                    (AtomOp::Add, Type::U64 | Type::S64) => cell.fetch_add(b, SeqCst),
                    (AtomOp::Exch, _) => cell.swap(b, SeqCst),
                    (AtomOp::Cas, _) => match cell.compare_exchange(b, c, SeqCst, SeqCst) {
                        Ok(old) | Err(old) => old,
                    },
                    _ => cell
                        .fetch_update(SeqCst, SeqCst, |old| Some(next(op, ty, old, b, c)))
                        .unwrap_or_default(),
                }
            }
        }
    }
}

/// One operation on memory that no other thread accesses; the old value.
///
/// # Safety
/// As for `one`, and no other thread accesses it now.
pub unsafe fn alone(at: *mut u8, op: AtomOp, ty: Type, b: u64, c: u64) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe {
        match ty.size() {
            2 => {
                let old = at.cast::<u16>().read();
                at.cast::<u16>().write(next(op, ty, old.into(), b, c) as u16);
                old.into()
            }
            4 => {
                let old = at.cast::<u32>().read();
                at.cast::<u32>()
                    .write(next(op, ty, old.into(), u64::from(b as u32), u64::from(c as u32)) as u32);
                old.into()
            }
            _ => {
                let old = at.cast::<u64>().read();
                at.cast::<u64>().write(next(op, ty, old, b, c));
                old
            }
        }
    }
}

/// The new value.
fn next(op: AtomOp, ty: Type, old: u64, b: u64, c: u64) -> u64 {
    if ty.is_float() {
        let op = match op {
            AtomOp::Min => FloatBin::Min,
            AtomOp::Max => FloatBin::Max,
            _ => FloatBin::Add,
        };
        return float::two(op, ty, FloatMode::PLAIN, 1, &[old; 32], &[b; 32])[0];
    }
    let (old32, b32) = (old as u32, b as u32);
    match (op, ty) {
        (AtomOp::Add, _) => old.wrapping_add(b),
        (AtomOp::Min, Type::S32) => (old as i32).min(b as i32) as u64,
        (AtomOp::Max, Type::S32) => (old as i32).max(b as i32) as u64,
        (AtomOp::Min, Type::S64) => (old as i64).min(b as i64) as u64,
        (AtomOp::Max, Type::S64) => (old as i64).max(b as i64) as u64,
        (AtomOp::Min, _) => old.min(b),
        (AtomOp::Max, _) => old.max(b),
        (AtomOp::Inc, _) => u64::from(if old32 >= b32 { 0 } else { old32 + 1 }),
        (AtomOp::Dec, _) => u64::from(if old32 == 0 || old32 > b32 { b32 } else { old32 - 1 }),
        (AtomOp::And, _) => old & b,
        (AtomOp::Or, _) => old | b,
        (AtomOp::Xor, _) => old ^ b,
        (AtomOp::Exch, _) => b,
        (AtomOp::Cas, Type::B16) => {
            if old as u16 == b as u16 {
                c
            } else {
                old
            }
        }
        (AtomOp::Cas, _) => {
            if old == b {
                c
            } else {
                old
            }
        }
    }
}
