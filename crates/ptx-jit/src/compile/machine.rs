//! Running machine code: the context that it sees, and what it calls.

use std::mem::offset_of;

use super::changeover::{enter, frame, load, reserve, stray};
use super::lanewise;
use super::leaf::{self, Scratch};
use super::preserve;
use super::slots::Site;
use super::{
    Kernel,
    memory::{CacheLine, Remembers},
};
use crate::executor::Access;
use crate::interp::Grid;
use crate::interp::block::{COOPERATIVE_SLICE, SLICE, Shared};
use crate::interp::warp::{Stop, Warp};
use crate::lockstep::thread_ids;
use crate::{SHARED_WINDOW, WINDOW_BYTES};

/// How often a warp may go back in loops before it is another warp's turn: few times, so that warps that read one after the other's memory
/// stay near each other, and what one has brought into the caches is there for the next.
pub const TURN: i32 = 1 << 4;
/// How many such turns lanes may have while others of their warp wait, who may be what they wait for.
const PATIENCE: i32 = 1 << 9;
/// The same, where blocks wait for each other.
const COOPERATIVE_PATIENCE: i32 = 1 << 3;
/// Changes between machine code and interpreter in one turn.
const CHANGES: u32 = 64;

/// What machine code answers.
pub mod status {
    /// `Context::stop` says why.
    pub const FAULT: u32 = 1;
    /// The interpreter goes on.
    pub const INTERPRET: u32 = 2;
    /// Warps have taken turns, and none goes on in machine code now.
    pub const SWITCHED: u32 = 3;
}

/// What machine code says when a warp's turn is over, if not where the warp goes on after a barrier: all its lanes have ended.
pub const ENDED: u32 = u32::MAX;
/// Added to where it goes on: it does so at once, when it is its turn again.
pub const READY: u32 = 1 << 30;
/// Added to a status that machine code must return; without it the answer is where the next warp goes on.
pub const RETURN: u32 = 1 << 31;

/// What machine code sees, in the order that it knows.
#[repr(C)]
pub struct Context {
    pub frame: *mut u8,
    pub masks: *mut u32,
    pub shared: *mut u8,
    pub shared_bytes: u64,
    pub params: *const u8,
    pub caches: *mut CacheLine,
    pub symbols: *const u64,
    pub tids: *const [[u32; 32]; 3],
    pub ctaid: [u32; 3],
    pub nctaid: [u32; 3],
    pub warp_index: u32,
    pub dynamic_shared: u32,
    pub total_shared: u32,
    pub alive: u32,
    /// The lanes that are in machine code: all that are alive, or some of a warp that has strayed.
    pub group: u32,
    pub budget: i32,
    /// The barrier that the warp has come to, if it says that it waits.
    pub barrier: u32,
    /// The instruction that it waits at.
    pub pc: u32,
    /// The lanes with which machine code has left.
    left: u32,
    /// What the last of the functions that preserve registers has answered.
    pub result: u32,
    pub call: preserve::Function<u32>,
    pub leave: unsafe extern "C" fn(*mut Context, u32, u32) -> u32,
    pub exit: preserve::Function<u32>,
    pub find: preserve::Function<u64>,
    pub leaf: unsafe extern "C" fn(*mut Context, u32, u32) -> u32,
    pub switch: unsafe extern "C" fn(*mut Context, u32, u32) -> u32,
    /// The block's warps, how many, and which one runs.
    warps: *mut Warp,
    count: u32,
    at: u32,
    /// Turns of lanes while others of the warp wait.
    pub patience: i32,
    all_patience: i32,
    /// Warps after this one that have not begun, all of whose lanes are there: machine code goes on with them by itself.
    quick: i32,
    /// The first warp of which nobody has been told yet that machine code has brought it to its end.
    unsettled: u32,
    /// The warps' frames.
    frames: *const *mut u8,
    all_tids: *const [[u32; 32]; 3],
    warp: *mut Warp,
    block: *mut Shared,
    grid: *const (),
    code: *const Kernel,
    stop: Option<Stop>,
}

/// Offsets in [`Context`] for the code generator.
pub mod field {
    use super::{Context, offset_of};

    macro_rules! fields {
        ($($name:ident $field:ident;)*) => {
            $(pub const $name: i32 = offset_of!(Context, $field) as i32;)*
        };
    }
    fields! {
        FRAME frame; MASKS masks; SHARED shared; SHARED_BYTES shared_bytes; PARAMS params; CACHES caches;
        SYMBOLS symbols; TIDS tids; CTAID ctaid; NCTAID nctaid; WARP warp_index; DYNAMIC_SHARED dynamic_shared;
        TOTAL_SHARED total_shared; ALIVE alive; BUDGET budget; BARRIER barrier; PC pc; CALL call; LEAVE leave;
        EXIT exit; FIND find; LEAF leaf; RESULT result; SWITCH switch; PATIENCE patience; GROUP group;
        QUICK quick; AT at; WARP_POINTER warp; FRAMES frames; ALL_PATIENCE all_patience;
    }

    /// The fields whose values change while machine code runs.
    pub const CHANGING: [i32; 5] = [ALIVE, GROUP, BUDGET, PATIENCE, RESULT];
}

/// What a block needs to run in machine code.
pub struct Machine {
    context: Box<Context>,
    /// What the context points to.
    _masks: Vec<u32>,
    _caches: Vec<CacheLine>,
    tids: Vec<[[u32; 32]; 3]>,
    frames: Vec<*mut u8>,
}

impl Machine {
    pub fn new(code: &Kernel, grid: &Grid) -> Machine {
        let block = grid.launch.block;
        let warps = block.iter().product::<u32>().div_ceil(32);
        let mut masks = vec![0; code.firsts.len()];
        let mut caches = vec![CacheLine::default(); code.accesses.len()];
        let context = Box::new(Context {
            frame: std::ptr::null_mut(),
            masks: masks.as_mut_ptr(),
            shared: std::ptr::null_mut(),
            shared_bytes: u64::from(grid.shared_bytes),
            params: grid.params.as_ptr().cast(),
            caches: caches.as_mut_ptr(),
            symbols: grid.symbols.as_ptr(),
            tids: std::ptr::null(),
            ctaid: [0; 3],
            nctaid: grid.launch.grid,
            warp_index: 0,
            dynamic_shared: grid.launch.dynamic_shared,
            total_shared: grid.shared_bytes,
            alive: 0,
            group: 0,
            budget: 0,
            barrier: 0,
            pc: 0,
            left: 0,
            result: 0,
            call: preserve::call,
            leave,
            exit: preserve::exit,
            find: preserve::find,
            leaf,
            switch,
            warps: std::ptr::null_mut(),
            count: warps,
            at: 0,
            patience: 0,
            all_patience: 0,
            quick: 0,
            unsettled: 0,
            frames: std::ptr::null(),
            all_tids: std::ptr::null(),
            warp: std::ptr::null_mut(),
            block: std::ptr::null_mut(),
            grid: std::ptr::from_ref(grid).cast(),
            code,
            stop: None,
        });
        let tids = (0..warps).map(|warp| thread_ids(block, warp)).collect();
        Machine { context, _masks: masks, _caches: caches, tids, frames: Vec::new() }
    }

    /// Gives the warps of the block their frames, which stay where they are.
    pub fn prepare(&mut self, code: &Kernel, warps: &mut [Warp]) {
        self.frames = warps
            .iter_mut()
            .map(|warp| {
                reserve(code, warp);
                frame(warp)
            })
            .collect();
        self.context.frames = self.frames.as_ptr();
    }

    /// The warp that had the last turn.
    pub fn at(&self) -> usize {
        self.context.at as usize
    }

    /// Gives a warp its turn, and those after it as long as they can go on in machine code.
    pub fn turn(
        &mut self,
        warps: &mut [Warp],
        first: usize,
        grid: &Grid,
        shared: &mut Shared,
    ) -> Result<(), Stop> {
        self.context.at = first as u32;
        let Some(code) = grid.compiled else { return warps[first].run(grid, shared, SLICE) };
        let slice = if grid.launch.cooperative.is_some() { COOPERATIVE_SLICE } else { SLICE };
        let mut interpreted = false;
        for _ in 0..CHANGES {
            let warp = &mut warps[self.context.at as usize];
            if warp.ready == 0 {
                return Ok(());
            }
            let (entry, lanes) = match warp.resume.take() {
                Some(entry) => (entry, warp.alive()),
                None => match enter(code, warp) {
                    Some(entered) => entered,
                    // The interpreter has had its slice, and lanes are still apart.
                    None if interpreted => return Ok(()),
                    None => {
                        interpreted = true;
                        warp.run(grid, shared, slice)?;
                        continue;
                    }
                },
            };
            let cooperative = grid.launch.cooperative.is_some();
            let status = self.machine_code(code, (entry, lanes), warps, shared, cooperative)?;
            match status {
                status::SWITCHED => return Ok(()),
                _ if self.context.patience < 0 => {
                    return stray(&mut warps[self.context.at as usize], self.context.left, grid, shared);
                }
                _ => {
                    interpreted = true;
                    warps[self.context.at as usize].run(grid, shared, slice)?;
                }
            }
        }
        Ok(())
    }

    fn machine_code(
        &mut self,
        code: &Kernel,
        (entry, lanes): (u32, u32),
        warps: &mut [Warp],
        shared: &mut Shared,
        cooperative: bool,
    ) -> Result<u32, Stop> {
        let context = &mut *self.context;
        // Blocks that wait for each other get short turns: most of theirs are spent waiting.
        context.all_patience = if cooperative { COOPERATIVE_PATIENCE } else { PATIENCE };
        context.shared = shared.memory.as_mut_ptr().cast();
        context.ctaid = shared.id;
        context.all_tids = self.tids.as_ptr();
        context.block = shared;
        // Both lists have an element for each warp of the block.
        (context.count, context.warps) = (warps.len().min(self.tids.len()) as u32, warps.as_mut_ptr());
        context.unsettled = context.at;
        // SAFETY: `at` is the index of a warp. The code was generated for this layout of the context. It reads and writes the context,
        // the warps' frames of `frame_bytes` bytes, the masks, the caches, and memory that it has checked as the interpreter does;
        // what it calls uses the context's pointers, whose targets outlive this call.
        let status = unsafe {
            begin(context, code, context.at);
            follow(context, code, entry);
            context.group = lanes;
            let _rounding = code.flushes().then(Rounding::flushing);
            (code.entry())(context, entry)
        };
        settle(&mut self.context);
        match self.context.stop {
            Some(stop) => Err(stop),
            None => Ok(status),
        }
    }
}

/// Tells of the warps that machine code has brought to their end by itself.
fn settle(context: &mut Context) {
    for at in context.unsettled..context.at {
        // SAFETY: these are warps of the block before the one that runs, and nobody else refers to them now.
        unsafe { (*context.warps.add(at as usize)).ended() };
    }
    context.unsettled = context.at;
}

/// Makes the context that of the warp of an index.
///
/// # Safety
/// The context's lists of warps and of their threads have that many elements, which nobody else uses now.
unsafe fn begin(context: &mut Context, code: &Kernel, at: u32) {
    // SAFETY: as the caller says.
    let warp = unsafe { &mut *context.warps.add(at as usize) };
    reserve(code, warp);
    context.frame = warp.frame_lines.as_mut_ptr().cast();
    context.tids = context.all_tids.wrapping_add(at as usize);
    (context.at, context.warp_index) = (at, warp.index);
    context.unsettled = at;
    (context.alive, context.group) = (warp.alive(), warp.alive());
    (context.budget, context.patience) = (TURN, context.all_patience);
    context.warp = warp;
}

/// Says how many of the next warps can begin without being asked for, where this one begins.
///
/// # Safety
/// As for `begin`.
unsafe fn follow(context: &mut Context, code: &Kernel, entry: u32) {
    let mut quick = 0;
    if code.quick && entry == 0 && !context.frames.is_null() {
        for at in context.at + 1..context.count {
            // SAFETY: as the caller says.
            let warp = unsafe { &*context.warps.add(at as usize) };
            if warp.used || warp.exist != u32::MAX || warp.resume != Some(0) {
                break;
            }
            quick += 1;
        }
    }
    context.quick = quick;
}

/// A warp's turn is over, as `after` says: where the next one goes on, if that is in machine code.
unsafe extern "C" fn switch(context: *mut Context, _site: u32, after: u32) -> u32 {
    // SAFETY: the machine code passes on the context that it was called with.
    unsafe { settle(&mut *context) };
    // SAFETY: as above.
    let Parts { warp, shared, grid, code } = unsafe { parts(context) };
    let _rounding = code.flushes().then(Rounding::plain);
    // SAFETY: as above; these are fields that none of the parts is in.
    let (barrier, pc, next, count, group) =
        unsafe { ((*context).barrier, (*context).pc, (*context).at + 1, (*context).count, (*context).group) };
    let result = if after == ENDED {
        match warp.alive() & group {
            0 => Ok(()),
            rest => warp.finish(grid, shared, rest),
        }
    } else {
        warp.resume = Some(after & !READY);
        if after & READY != 0 { Ok(()) } else { warp.wait(shared, barrier, pc) }
    };
    if let Err(stop) = result {
        // SAFETY: as above.
        unsafe { (*context).stop = Some(stop) };
        return RETURN | status::FAULT;
    }
    // The end of a warp may be what others have waited for.
    if next < count && (after != ENDED || shared.touched == 0) {
        // SAFETY: there are `count` warps, and no reference to this one.
        let warp = unsafe { &mut *(*context).warps.add(next as usize) };
        if warp.ready != 0
            && let Some(entry) = warp.resume.take()
        {
            // SAFETY: as above.
            unsafe {
                begin(&mut *context, code, next);
                follow(&mut *context, code, entry);
            }
            return entry;
        }
    }
    RETURN | status::SWITCHED
}

/// Code that flushes subnormals sets the processor up so; Rust's must not run like that.
struct Rounding(u32);

impl Rounding {
    fn plain() -> Rounding {
        Rounding::set(0x1f80)
    }

    /// Subnormal operands and results are zero.
    fn flushing() -> Rounding {
        Rounding::set(0x1f80 | 0x8040)
    }

    fn set(plain: u32) -> Rounding {
        let mut before = 0u32;
        // SAFETY: the two instructions read and write the named variables and the register that Rust expects to have
        // its initial value, which it gets here.
        unsafe {
            std::arch::asm!("stmxcsr [{}]", in(reg) &raw mut before, options(nostack));
            std::arch::asm!("ldmxcsr [{}]", in(reg) &raw const plain, options(nostack));
        }
        Rounding(before)
    }
}

impl Drop for Rounding {
    fn drop(&mut self) {
        // SAFETY: back to what the machine code had set, which is what runs next.
        unsafe { std::arch::asm!("ldmxcsr [{}]", in(reg) &raw const self.0, options(nostack)) };
    }
}

/// What a context points to.
struct Parts<'a> {
    warp: &'a mut Warp,
    shared: &'a mut Shared,
    grid: &'a Grid<'a>,
    code: &'a Kernel,
}

/// # Safety
/// `context` is the one that `Machine::machine_code` made, during the call of the machine code.
unsafe fn parts<'a>(context: *mut Context) -> Parts<'a> {
    // SAFETY: all of these outlive the call of the machine code, and nobody else uses the mutable ones during it.
    unsafe {
        let context = &*context;
        Parts {
            warp: &mut *context.warp,
            shared: &mut *context.block,
            grid: &*context.grid.cast(),
            code: &*context.code,
        }
    }
}

/// Has the interpreter execute one instruction. 0: done; 1: a fault; 2: lanes are missing.
pub(super) unsafe extern "C" fn call(context: *mut Context, site: u32, mask: u32) -> u32 {
    let _rounding = Rounding::plain();
    // SAFETY: the machine code passes on the context that it was called with.
    let Parts { warp, shared, grid, code } = unsafe { parts(context) };
    let Site { pc, count, reads, writes, .. } = &code.sites[site as usize];
    count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    warp.need_registers(grid);
    // SAFETY: as above.
    load(code, reads, warp, unsafe { (*context).group });
    warp.set_pc(mask, *pc);
    match warp.single(grid, shared, mask) {
        Ok(true) => {
            let frame = frame(warp);
            for slot in writes {
                slot.store(code, &warp.regs[slot.register as usize], mask, frame);
            }
            0
        }
        Ok(false) => 2,
        Err(stop) => {
            // SAFETY: as above.
            unsafe { (*context).stop = Some(stop) };
            1
        }
    }
}

/// Leaves everything to the interpreter: the lanes of `mask` at the site, others where they wait.
unsafe extern "C" fn leave(context: *mut Context, site: u32, mask: u32) -> u32 {
    let _rounding = Rounding::plain();
    // SAFETY: the machine code passes on the context that it was called with.
    let Parts { warp, grid, code, .. } = unsafe { parts(context) };
    let Site { pc, count, reads, .. } = &code.sites[site as usize];
    count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    warp.need_registers(grid);
    // SAFETY: as above.
    unsafe {
        (*context).left = mask;
        load(code, reads, warp, (*context).group);
    }
    warp.set_pc(mask, *pc);
    for (block, &first) in code.firsts.iter().enumerate() {
        // SAFETY: there is a mask for each block.
        let waiting = unsafe { std::mem::take(&mut *(*context).masks.add(block)) };
        warp.set_pc(waiting, first);
    }
    status::INTERPRET
}

/// The lanes of `mask` end while others go on.
pub(super) unsafe extern "C" fn exit(context: *mut Context, _site: u32, mask: u32) -> u32 {
    let _rounding = Rounding::plain();
    // SAFETY: the machine code passes on the context that it was called with.
    let Parts { warp, shared, grid, .. } = unsafe { parts(context) };
    let result = warp.finish(grid, shared, mask);
    // SAFETY: as above.
    unsafe {
        ((*context).alive, (*context).group) = (warp.alive(), (*context).group & !mask);
        match result {
            Ok(()) => 0,
            Err(stop) => {
                (*context).stop = Some(stop);
                1
            }
        }
    }
}

/// Computes the instruction at `pc` with what lies in the frame's room for that, in the lanes of `mask`; not zero if it could not.
unsafe extern "C" fn leaf(context: *mut Context, pc: u32, mask: u32) -> u32 {
    // SAFETY: the machine code passes on the context that it was called with.
    let Parts { warp, grid, code, .. } = unsafe { parts(context) };
    let _rounding = code.flushes().then(Rounding::plain);
    let (Some(inst), Some(at)) = (grid.code.insts.get(pc as usize), code.scratch_at) else { return 0 };
    let scratch = frame(warp).wrapping_add(at as usize).cast::<Scratch>();
    // SAFETY: the frame has room for it there, aligned to 16, and nobody else refers to the frame now.
    let scratch = unsafe { &mut *scratch };
    // SAFETY: machine code has checked the pointers of the lanes of `mask`.
    if let Some(made) = unsafe { lanewise::compute(&inst.op, scratch, mask, warp) } {
        return u32::from(!made);
    }
    if !leaf::together(&inst.op, scratch) {
        leaf::compute(&inst.op, scratch, mask);
    }
    0
}

/// Looks up what may be accessed around an address and remembers it for the access.
pub(super) unsafe extern "C" fn find(context: *mut Context, cache: u32, address: u64) -> u32 {
    let _rounding = Rounding::plain();
    // SAFETY: the machine code passes on the context that it was called with.
    let Parts { grid, code, .. } = unsafe { parts(context) };
    let Remembers { write, span, generic } = code.accesses[cache as usize];
    let span = u64::from(span);
    let line = if generic && address.wrapping_sub(SHARED_WINDOW) < WINDOW_BYTES {
        // SAFETY: as above.
        let (shared, bytes) = unsafe { ((*context).shared as u64, (*context).shared_bytes) };
        CacheLine::new(SHARED_WINDOW, SHARED_WINDOW + bytes, address, span)
            .map(|line| CacheLine { delta: shared.wrapping_sub(SHARED_WINDOW), ..line })
    } else {
        let access = if write { Access::Write } else { Access::Read };
        let around = grid.memory.around(address, access);
        around.and_then(|(start, end)| CacheLine::new(start, end, address, span))
    };
    let Some(line) = line else { return 0 };
    // SAFETY: there is a line for each access.
    unsafe { *(*context).caches.add(cache as usize) = line };
    1
}
