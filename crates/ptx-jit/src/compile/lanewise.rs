//! Accesses that a plain function makes lane by lane: atomics at checked pointers, and each lane's own local memory.

use cranelift_codegen::ir::Value;
use ptx::{Inst, Op, Operand, Space, Type as Ty};

use super::access::{Access, Place};
use super::emit::{Emitter, Parts, Val};
use super::leaf::Scratch;
use super::machine::field;
use crate::interp::atomics;
use crate::interp::lanes::each;
use crate::interp::warp::Warp;
use crate::{LOCAL_WINDOW, WINDOW_BYTES};

impl Emitter<'_, '_> {
    /// Generates an `atom` or `red`. `active`: only in these lanes, of which there is one at least.
    pub fn atomic(&mut self, pc: u32, inst: &Inst, active: Option<Value>) {
        let (Op::Atom { space, ty, .. } | Op::Red { space, ty, .. }) = inst.op else { return };
        let active = active.or(self.mask);
        let (shared, generic) = (space == Space::Shared, space == Space::Generic);
        let access =
            Access { pc, inst: *inst, ty, count: 1, store: true, shared, generic, active, whole: false };
        let address = self.code.srcs(inst)[0];
        let handled = matches!(space, Space::Shared | Space::Global | Space::Generic)
            && ty.size() <= 8
            && self.checked_access(&access, address, |e, place| e.atomic_at(&access, place));
        if !handled {
            self.note(&inst.op);
            let active = self.lanes_of(&access);
            self.escape(pc, inst, active);
        }
    }

    pub(super) fn lanes_of(&mut self, access: &Access) -> Value {
        match access.active {
            Some(active) => active,
            None => self.active(None),
        }
    }

    fn atomic_at(&mut self, access: &Access, place: &Place) {
        let pointers = self.pointers(place);
        let Some(sources) = self.with_values(access, pointers) else { return };
        self.hand_over(&sources);
        let lanes = self.lanes_of(access);
        self.helper(field::LEAF, access.pc, lanes);
        self.safe = None;
        self.take_results(access);
    }

    /// Addresses, then what an access writes.
    fn with_values(&mut self, access: &Access, addresses: Parts) -> Option<Vec<Parts>> {
        let mut sources = vec![addresses];
        let code = self.code;
        for &src in &code.srcs(&access.inst)[1..] {
            let Some(val) = self.operand(src) else {
                self.failed = true;
                return None;
            };
            sources.push(if access.ty.size() == 8 { self.doubles(&val) } else { self.words(&val) });
        }
        Some(sources)
    }

    fn take_results(&mut self, access: &Access) {
        for (i, dst) in self.code.dsts(&access.inst).to_vec().into_iter().enumerate() {
            let Operand::Reg(reg) = dst else { continue };
            let val = if access.ty.size() == 8 { self.leaf_doubles(i) } else { self.leaf_words(i) };
            let val = match val {
                Val::Words(parts) if self.is_wide(reg.0) => {
                    Val::Doubles(self.widen(&parts, access.ty.is_signed()))
                }
                val => val,
            };
            self.write_loaded(reg.0, val, access);
        }
    }

    /// Generates a load or store of what may be the lanes' own memory: the function's answer, not zero if it was another's, and then
    /// nothing has been done.
    pub(super) fn local(&mut self, access: &Access, address: Operand) -> Option<Value> {
        let val = self.operand(address)?;
        let addresses = self.doubles(&val);
        let sources = self.with_values(access, addresses)?;
        self.hand_over(&sources);
        let lanes = self.lanes_of(access);
        Some(self.helper(field::LEAF, access.pc, lanes))
    }

    /// The access has been made: what it has read, where it continues.
    pub(super) fn local_done(&mut self, access: &Access) {
        if access.store {
            self.safe = None;
        } else {
            self.take_results(access);
        }
    }
}

/// Executes an access for machine code; nothing if it is none, false if it could not be made.
///
/// # Safety
/// Of atomics, the first source holds pointers in the lanes of `mask` that are valid for reads and writes of the type and aligned to it.
pub unsafe fn compute(op: &Op, scratch: &mut Scratch, mask: u32, warp: &mut Warp) -> Option<bool> {
    match *op {
        Op::Atom { space, op, ty } | Op::Red { space, op, ty } => {
            let wide = ty.size() == 8;
            for lane in each(mask) {
                let at = std::ptr::with_exposed_provenance_mut(scratch.sources[0].lane(lane, true) as usize);
                let [b, c] = [1, 2].map(|i| scratch.sources[i].lane(lane, wide));
                // SAFETY: as the caller says; a block's shared memory is its thread's alone.
                let old = unsafe {
                    if space == Space::Shared {
                        atomics::alone(at, op, ty, b, c)
                    } else {
                        atomics::one(at, op, ty, b, c)
                    }
                };
                scratch.results[0].set_lane(lane, wide, old);
            }
            Some(true)
        }
        Op::Ld { space, ty, vec } => Some(local(scratch, mask, warp, (space, ty, vec), false)),
        Op::St { space, ty, vec } => Some(local(scratch, mask, warp, (space, ty, vec), true)),
        _ => None,
    }
}

/// Accesses the lanes' own memory, or nothing if an address is not in it.
fn local(
    scratch: &mut Scratch,
    mask: u32,
    warp: &mut Warp,
    (space, ty, vec): (Space, Ty, u8),
    store: bool,
) -> bool {
    let (size, count) = (ty.size() as usize, usize::from(vec.max(1)));
    let (len, wide) = ((size * count) as u64, size == 8);
    if count > 4 || size > 8 {
        return false;
    }
    let mut offsets = [0usize; 32];
    for lane in each(mask) {
        let address = scratch.sources[0].lane(lane, true);
        let offset = if space == Space::Generic { address.wrapping_sub(LOCAL_WINDOW) } else { address };
        let end = offset.saturating_add(len);
        if offset >= WINDOW_BYTES || end > warp.local[lane].len() as u64 * 16 || !address.is_multiple_of(len)
        {
            return false;
        }
        offsets[lane] = offset as usize;
    }
    for lane in each(mask) {
        for i in 0..count {
            let at = offsets[lane] + i * size;
            let (cell, shift) = (&mut warp.local[lane][at / 16], at % 16 * 8);
            let ones = u128::MAX >> (128 - 8 * size);
            if store {
                let value = u128::from(scratch.sources[1 + i].lane(lane, wide)) & ones;
                *cell = *cell & !(ones << shift) | value << shift;
            } else {
                let bits = (*cell >> shift & ones) as u64;
                let unused = 64 - 8 * size as u32;
                let value = if ty.is_signed() { ((bits << unused) as i64 >> unused) as u64 } else { bits };
                scratch.results[i].set_lane(lane, wide, value);
            }
        }
    }
    true
}
