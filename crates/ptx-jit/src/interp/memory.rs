//! Loads and stores: every address is checked here before it becomes a pointer.

use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering};

use ptx::{Inst, Operand, Space, Sym, Type};

use super::Grid;
use super::block::Shared;
use super::lanes::{Lanes, each, map1};
use super::races::Touch;
use super::warp::{Stop, Warp};
use crate::executor::{Access, FaultKind};
use crate::{LOCAL_WINDOW, PARAM_WINDOW, SHARED_WINDOW, WINDOW_BYTES};

/// Addresses of a warp's lanes this close together are checked with one question.
const SPAN: u64 = 1 << 16;

fn window(space: Space) -> u64 {
    match space {
        Space::Shared => SHARED_WINDOW,
        Space::Local => LOCAL_WINDOW,
        Space::Param => PARAM_WINDOW,
        _ => 0,
    }
}

/// `cvta`.
pub fn cvta(to_space: bool, space: Space, a: &Lanes) -> Lanes {
    let start = window(space);
    map1(a, |v| if to_space { v.wrapping_sub(start) } else { v.wrapping_add(start) })
}

/// The space of a generic address, and the address in it.
pub fn place(address: u64) -> (Space, u64) {
    for space in [Space::Shared, Space::Local, Space::Param] {
        let offset = address.wrapping_sub(window(space));
        if offset < WINDOW_BYTES {
            return (space, offset);
        }
    }
    (Space::Global, address)
}

/// `isspacep`.
pub fn isspacep(space: Space, a: &Lanes) -> Lanes {
    map1(a, |v| u64::from(place(v).0 == space))
}

/// Reads `size` bytes (1, 2, 4 or 8).
///
/// # Safety
/// `at` is valid for reads of `size` bytes and aligned to them.
pub unsafe fn read(at: *mut u8, size: u32) -> u64 {
    // SAFETY: by the caller's promise. Atomics, because other threads of the kernel, and the program, may write at
    // the same time. Every load acquires, so that `ld.acquire` need not be told apart: it pairs with `write` and
    // with the operations of `atomics`.
    unsafe {
        match size {
            1 => u64::from(AtomicU8::from_ptr(at).load(Ordering::Acquire)),
            2 => u64::from(AtomicU16::from_ptr(at.cast()).load(Ordering::Acquire)),
            4 => u64::from(AtomicU32::from_ptr(at.cast()).load(Ordering::Acquire)),
            _ => AtomicU64::from_ptr(at.cast()).load(Ordering::Acquire),
        }
    }
}

/// Writes the low `size` bytes (1, 2, 4 or 8) of `value`.
///
/// # Safety
/// `at` is valid for writes of `size` bytes and aligned to them.
pub unsafe fn write(at: *mut u8, size: u32, value: u64) {
    // SAFETY: by the caller's promise. Every store releases; the load that it pairs with is in `read`.
    unsafe {
        match size {
            1 => AtomicU8::from_ptr(at).store(value as u8, Ordering::Release),
            2 => AtomicU16::from_ptr(at.cast()).store(value as u16, Ordering::Release),
            4 => AtomicU32::from_ptr(at.cast()).store(value as u32, Ordering::Release),
            _ => AtomicU64::from_ptr(at.cast()).store(value, Ordering::Release),
        }
    }
}

impl Warp {
    /// A part of a lane's local memory.
    pub fn local_bytes(&mut self, lane: usize, offset: u32, len: u32) -> Option<&mut [u8]> {
        let words = &mut self.local[lane];
        // SAFETY: the bytes of initialised integers, borrowed as long as they are.
        let bytes =
            unsafe { std::slice::from_raw_parts_mut(words.as_mut_ptr().cast::<u8>(), words.len() * 16) };
        bytes.get_mut(offset as usize..)?.get_mut(..len as usize)
    }

    /// The pointer for an access of `len` bytes, checked for alignment and bounds.
    pub fn pointer(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        lane: usize,
        (space, address): (Space, u64),
        len: u32,
        access: Access,
    ) -> Result<*mut u8, Stop> {
        let (space, offset) = if space == Space::Generic { place(address) } else { (space, address) };
        // Lengths are powers of two.
        if address & u64::from(len - 1) != 0 {
            return Err(Stop::at(FaultKind::MisalignedAddress, lane, address));
        }
        let illegal = Stop::at(FaultKind::IllegalAddress, lane, address);
        let inside = |size: usize| {
            let end = offset.checked_add(u64::from(len)).ok_or(illegal)?;
            if end <= size as u64 { Ok(offset as usize) } else { Err(illegal) }
        };
        match space {
            Space::Shared => {
                // Addresses in the shared space are 32 bits wide, whatever is above them in a register.
                // A place in another block of the cluster says which.
                if let Some((start, offset)) = shared.elsewhere(offset) {
                    let end = offset + u64::from(len);
                    let fits = !start.is_null() && end <= u64::from(grid.shared_bytes);
                    return if fits { Ok(start.wrapping_add(offset as usize)) } else { Err(illegal) };
                }
                let offset = inside(grid.shared_bytes as usize)?;
                Ok(shared.memory.as_mut_ptr().cast::<u8>().wrapping_add(offset))
            }
            Space::Local => {
                let offset = inside(self.local[lane].len() * 16)?;
                Ok(self.local[lane].as_mut_ptr().cast::<u8>().wrapping_add(offset))
            }
            Space::Param => {
                let offset = inside(grid.params.len() * 8)?;
                if access == Access::Write {
                    return Err(illegal);
                }
                Ok(grid.params.as_ptr().cast::<u8>().cast_mut().wrapping_add(offset))
            }
            Space::Const if access == Access::Write => Err(illegal),
            _ => grid.memory.resolve(address, u64::from(len), access).ok_or(illegal),
        }
    }

    /// The pointers of all lanes of `mask`.
    #[allow(clippy::too_many_arguments)]
    pub fn pointers(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        mask: u32,
        space: Space,
        addresses: &Lanes,
        len: u32,
        access: Access,
    ) -> Result<[*mut u8; 32], Stop> {
        let mut pointers = [std::ptr::null_mut(); 32];
        if space == Space::Shared {
            let (mut high, mut bits) = (0, 0);
            for lane in each(mask) {
                high = high.max(addresses[lane]);
                bits |= addresses[lane];
            }
            // Addresses of this space have been cut to 32 bits.
            if high + u64::from(len) <= u64::from(grid.shared_bytes) && bits & u64::from(len - 1) == 0 {
                let start = shared.memory.as_mut_ptr().cast::<u8>();
                for lane in each(mask) {
                    pointers[lane] = start.wrapping_add(addresses[lane] as usize);
                }
                return Ok(pointers);
            }
        }
        if space == Space::Global || (space == Space::Const && access == Access::Read) {
            let (mut low, mut high, mut bits) = (u64::MAX, 0, 0);
            for lane in each(mask) {
                low = low.min(addresses[lane]);
                high = high.max(addresses[lane]);
                bits |= addresses[lane];
            }
            if high - low <= SPAN
                && bits & u64::from(len - 1) == 0
                && let Some(first) = grid.memory.resolve(low, high - low + u64::from(len), access)
            {
                for lane in each(mask) {
                    pointers[lane] = first.wrapping_add((addresses[lane] - low) as usize);
                }
                return Ok(pointers);
            }
        }
        for lane in each(mask) {
            pointers[lane] = self.pointer(grid, shared, lane, (space, addresses[lane]), len, access)?;
        }
        Ok(pointers)
    }

    /// The space that an access is to: parameters of functions are in the frame, those of the entry are not.
    fn space_of(&self, grid: &Grid, space: Space, address: Operand) -> Space {
        match (space, address) {
            (Space::Param, Operand::Sym(Sym::Var(_), _)) => Space::Local,
            (Space::Param, Operand::Sym(Sym::Param(_), _)) => Space::Param,
            (Space::Param, _) if !grid.code.functions[self.current as usize].entry => Space::Local,
            // A symbol without a space says itself where it is.
            (Space::Generic, Operand::Sym(Sym::Var(_), _)) => Space::Local,
            (Space::Generic, Operand::Sym(Sym::Param(_), _)) => Space::Param,
            _ => space,
        }
    }

    fn addresses(&self, grid: &Grid, shared: &Shared, base: u32, space: Space, operand: Operand) -> Lanes {
        let addresses = self.read(grid, shared, base, operand);
        if matches!(space, Space::Shared | Space::Local | Space::Param) {
            map1(&addresses, |v| v & 0xffff_ffff)
        } else {
            addresses
        }
    }

    pub fn load(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        inst: &Inst,
        mask: u32,
        base: u32,
        (space, ty, vec): (Space, Type, u8),
    ) -> Result<(), Stop> {
        let operand = grid.code.srcs(inst)[0];
        let space = self.space_of(grid, space, operand);
        let addresses = self.addresses(grid, shared, base, space, operand);
        let (size, count) = (ty.size(), u32::from(vec));
        let pointers = self.pointers(grid, shared, mask, space, &addresses, size * count, Access::Read)?;
        self.note(grid, shared, inst, mask, &pointers, (size * count, false));
        let dsts = grid.code.dsts(inst);
        for (i, &dst) in dsts.iter().enumerate() {
            let mut values = [0; 32];
            let mut high = [0; 32];
            for lane in each(mask) {
                let at = pointers[lane].wrapping_add(i * size as usize);
                // SAFETY: `pointers` checked all `size * count` bytes of the access and its alignment.
                let bits = unsafe { read(at, size.min(8)) };
                values[lane] = match ty {
                    Type::S8 => bits as i8 as u64,
                    Type::S16 => bits as i16 as u64,
                    Type::S32 => bits as i32 as u64,
                    _ => bits,
                };
                if ty == Type::B128 {
                    // SAFETY: the second half of the same checked 16 bytes.
                    high[lane] = unsafe { read(at.wrapping_add(8), 8) };
                }
            }
            if ty == Type::B128 {
                self.write_wide(base, dst, mask, &values, &high);
            } else {
                self.write(base, dst, mask, &values);
            }
        }
        Ok(())
    }

    pub fn store(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        inst: &Inst,
        mask: u32,
        base: u32,
        (space, ty, vec): (Space, Type, u8),
    ) -> Result<(), Stop> {
        let srcs = grid.code.srcs(inst);
        let space = self.space_of(grid, space, srcs[0]);
        let addresses = self.addresses(grid, shared, base, space, srcs[0]);
        let (size, count) = (ty.size(), u32::from(vec));
        let pointers = self.pointers(grid, shared, mask, space, &addresses, size * count, Access::Write)?;
        self.note(grid, shared, inst, mask, &pointers, (size * count, true));
        for (i, &src) in srcs[1..].iter().enumerate() {
            let (values, high) = if ty == Type::B128 {
                self.read_wide(grid, shared, base, src)
            } else {
                (self.read(grid, shared, base, src), [0; 32])
            };
            for lane in each(mask) {
                let at = pointers[lane].wrapping_add(i * size as usize);
                // SAFETY: `pointers` checked all `size * count` bytes of the access and its alignment.
                unsafe { write(at, size.min(8), values[lane]) };
                if ty == Type::B128 {
                    // SAFETY: the second half of the same checked 16 bytes.
                    unsafe { write(at.wrapping_add(8), 8, high[lane]) };
                }
            }
        }
        Ok(())
    }

    /// Notes what lanes access of shared memory, where races are looked for.
    fn note(
        &self,
        grid: &Grid,
        shared: &mut Shared,
        inst: &Inst,
        mask: u32,
        pointers: &[*mut u8; 32],
        (len, writes): (u32, bool),
    ) {
        let Shared { races: Some(races), memory, id, .. } = shared else { return };
        let Some(told) = &grid.races else { return };
        let start = memory.as_ptr() as usize;
        for lane in each(mask) {
            let offset = (pointers[lane] as usize).wrapping_sub(start);
            if offset < memory.len() * 16 {
                let thread = self.index * 32 + lane as u32;
                let touch = Touch { thread, line: inst.line, offset, len: len as usize, writes };
                races.access(touch, (&grid.kernel.name, *id), told, grid.host);
            }
        }
    }

    /// `cp.async`: copied at once, which every wait for it allows.
    pub fn copy_async(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        inst: &Inst,
        mask: u32,
        base: u32,
        bytes: u8,
    ) -> Result<(), Stop> {
        let srcs = grid.code.srcs(inst);
        let to = self.addresses(grid, shared, base, Space::Shared, srcs[0]);
        let from = self.read(grid, shared, base, srcs[1]);
        // The fourth operand is the number of bytes to read, or a predicate to read none.
        let wanted = match srcs.get(3) {
            Some(&operand @ Operand::NotReg(_)) => Some((operand, true)),
            Some(&operand @ Operand::Reg(reg)) if grid.code.is_predicate(self.current, reg) => {
                Some((operand, true))
            }
            Some(&operand) => Some((operand, false)),
            None => None,
        }
        .map(|(operand, ignore)| {
            let values = self.read(grid, shared, base, operand);
            map1(&values, |v| {
                if ignore && v & 1 != 0 {
                    0
                } else if ignore {
                    u64::from(bytes)
                } else {
                    v & 0xffff_ffff
                }
            })
        });
        let len = u32::from(bytes);
        for lane in each(mask) {
            let count = wanted.map_or(len, |wanted| (wanted[lane] as u32).min(len));
            let target = self.pointer(grid, shared, lane, (Space::Shared, to[lane]), len, Access::Write)?;
            self.note(grid, shared, inst, 1 << lane, &[target; 32], (len, true));
            if count == 0 {
                for i in 0..len {
                    // SAFETY: `pointer` checked `len` bytes at the target.
                    unsafe { write(target.wrapping_add(i as usize), 1, 0) };
                }
                continue;
            }
            let source = self.pointer(grid, shared, lane, (Space::Global, from[lane]), len, Access::Read)?;
            for i in 0..len {
                // SAFETY: `pointer` checked `len` bytes at both places.
                unsafe {
                    let byte = if i < count { read(source.wrapping_add(i as usize), 1) } else { 0 };
                    write(target.wrapping_add(i as usize), 1, byte);
                }
            }
        }
        Ok(())
    }

    /// Reads `size` bytes (1, 2, 4 or 8) for one lane.
    pub fn load_one(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        lane: usize,
        at: (Space, u64),
        size: u32,
    ) -> Result<u64, Stop> {
        let pointer = self.pointer(grid, shared, lane, at, size, Access::Read)?;
        // SAFETY: `pointer` checked `size` bytes and their alignment.
        Ok(unsafe { read(pointer, size) })
    }

    /// Writes `size` bytes (1, 2, 4 or 8) for one lane.
    pub fn store_one(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        lane: usize,
        at: (Space, u64),
        (size, value): (u32, u64),
    ) -> Result<(), Stop> {
        let pointer = self.pointer(grid, shared, lane, at, size, Access::Write)?;
        // SAFETY: `pointer` checked `size` bytes and their alignment.
        unsafe { write(pointer, size, value) };
        Ok(())
    }
}
