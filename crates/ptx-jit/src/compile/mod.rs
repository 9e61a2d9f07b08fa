//! Compiling kernels through Cranelift: the second executor, for kernels of the lockstep form. What has no form in
//! machine code is done by the interpreter, instruction by instruction or for a stretch of a warp's way.

mod access;
mod arith;
mod convert;
mod emit;
mod flow;
mod machine;
mod memory;
mod pages;
mod slots;
mod together;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Instant;

use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::{AbiParam, Function, Signature, UserFuncName, types};
use cranelift_codegen::isa::{CallConv, OwnedTargetIsa};
use cranelift_codegen::settings::{self, Configurable};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use ptx::{Module, Op, Type};

use crate::executor::{
    Executor, Fault, Host, Kernel as Described, Launch, LinkError, LoadError, Memory, Placement, Program,
};
use crate::interp::Loaded;
use crate::interp::code::Code;
use crate::lockstep::{Form, Shape};
use emit::Emitter;
use pages::Pages;
use slots::{Site, Slot};

pub use machine::Machine;

/// Instructions of a kernel above which it is compiled with less care, and above which it is not compiled.
const LARGE: usize = 4_000;
const TOO_LARGE: usize = 30_000;
/// The same in instructions of Cranelift's, of which one of a kernel becomes several for each group of lanes: from the first on registers are
/// allocated in one pass, beyond the second the kernel is left to the interpreter, since compiling it would take seconds.
const LARGE_IR: usize = 60_000;
const TOO_LARGE_IR: usize = 300_000;
/// What compiled code may take of a thread's stack, in bytes. Nothing looks for the stack's end on the way in, so that a larger frame would
/// reach past the pages that guard it.
const FRAME: u32 = 256 << 10;

/// Machine code called with a context and where to begin.
pub type Entry = unsafe extern "C" fn(*mut machine::Context, u32) -> u32;

/// A kernel in machine code, for one shape of blocks.
pub(crate) struct Kernel {
    pub form: Form,
    pages: Pages,
    pub sites: Vec<Site>,
    /// Whether each access that remembers memory writes, and its span in bytes.
    pub accesses: Vec<(bool, u32)>,
    pub frame_bytes: usize,
    /// Where machine code can be entered: instruction and block.
    pub entries: Vec<(u32, u32)>,
    /// For each block that can be entered, the registers that it needs.
    pub live: Vec<Vec<Slot>>,
    /// Operations that have no form in machine code, and at how many places.
    pub interpreted: BTreeMap<String, u32>,
    pub code_bytes: usize,
}

impl Kernel {
    pub fn entry(&self) -> Entry {
        // SAFETY: the pages hold a function of this type, which the generator made and Cranelift compiled.
        unsafe { std::mem::transmute::<*const u8, Entry>(self.pages.start()) }
    }

    /// Where a warp with these lanes begins.
    pub fn beginning(&self, lanes: u32) -> Option<u32> {
        self.live[0].is_empty().then_some(u32::from(lanes != u32::MAX))
    }

    pub fn flushes(&self) -> bool {
        self.pages.flushes
    }

    pub fn is_entry(&self, pc: u32) -> bool {
        self.entries.iter().any(|&(at, _)| at == pc)
    }
}

/// The executor that compiles.
#[derive(Clone, Copy, Default, Debug)]
pub struct Compiler {
    /// Cranelift checks what it is given: for tests.
    pub verify: bool,
}

impl Executor for Compiler {
    fn load(&self, module: Module) -> Result<Box<dyn Program>, LoadError> {
        let loaded = Loaded::new(module)?;
        Ok(Box::new(Compiled { loaded, kernels: Mutex::default(), verify: self.verify }))
    }
}

type Made = Arc<OnceLock<Option<Kernel>>>;

struct Compiled {
    loaded: Loaded,
    kernels: Mutex<HashMap<(usize, [u32; 3]), Made>>,
    verify: bool,
}

impl Program for Compiled {
    fn placements(&self) -> &[Placement] {
        self.loaded.placements()
    }

    fn link(&mut self, addresses: &[u64]) -> Result<(), LinkError> {
        self.loaded.link(addresses)
    }

    fn initial(&self, placement: usize) -> Vec<u8> {
        self.loaded.initial(placement)
    }

    fn kernels(&self) -> &[Described] {
        self.loaded.kernels()
    }

    fn launch(&self, launch: &Launch, memory: &dyn Memory, host: &dyn Host) -> Result<(), Fault> {
        let threads = launch.block.iter().try_fold(1u32, |n, &e| n.checked_mul(e)).unwrap_or(0);
        let is_alone = launch.cluster.is_none_or(|cluster| cluster == [1; 3]);
        if launch.kernel >= self.loaded.entries.len() || !(1..=1024).contains(&threads) || !is_alone {
            return self.loaded.run(launch, memory, host, None);
        }
        let made = {
            let mut kernels = self.kernels.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            kernels.entry((launch.kernel, launch.block)).or_default().clone()
        };
        let function = self.loaded.entries[launch.kernel].0;
        let kernel = made.get_or_init(|| {
            let begun = Instant::now();
            let kernel = compile(&self.loaded.code, function, launch.block, self.verify);
            let name = &self.loaded.kernels()[launch.kernel].name;
            let instructions = self.loaded.code.functions[function as usize].size();
            let (milliseconds, block) = (begun.elapsed().as_millis() as u64, launch.block);
            match &kernel {
                Some(Kernel { interpreted, code_bytes, .. }) => {
                    tracing::debug!(
                        name,
                        instructions,
                        ?block,
                        milliseconds,
                        code_bytes,
                        ?interpreted,
                        "compiled"
                    );
                }
                None => tracing::debug!(name, instructions, ?block, milliseconds, "interpreted as a whole"),
            }
            kernel
        });
        self.loaded.run(launch, memory, host, kernel.as_ref())
    }
}

/// What the processor offers, or nothing where machine code cannot be made.
fn target(large: bool, verify: bool) -> Option<OwnedTargetIsa> {
    let mut flags = settings::builder();
    flags.set("opt_level", "none").ok()?;
    flags.set("enable_verifier", if verify { "true" } else { "false" }).ok()?;
    flags.set("regalloc_algorithm", if large { "single_pass" } else { "backtracking" }).ok()?;
    flags.set("enable_alias_analysis", "false").ok()?;
    flags.set("unwind_info", "false").ok()?;
    let isa = cranelift_native::builder().ok()?.finish(settings::Flags::new(flags)).ok()?;
    let wanted = ["has_sse41", "has_fma", "has_avx2"];
    let has =
        |name: &&str| isa.isa_flags().iter().any(|flag| flag.name == *name && flag.as_bool() == Some(true));
    wanted.iter().all(has).then_some(isa)
}

fn compile(code: &Code, function: u32, block: [u32; 3], verify: bool) -> Option<Kernel> {
    let callee = &code.functions[function as usize];
    let start = callee.body.ok()?;
    let size = (callee.end - start) as usize;
    if size > TOO_LARGE {
        return None;
    }
    // Lanes that wait for other blocks leave machine code at places that it does not know.
    let insts = &code.insts[start as usize..callee.end as usize];
    if insts.iter().any(|inst| matches!(inst.op, Op::ClusterBar { .. })) {
        return None;
    }
    let large = size > LARGE;
    let form = Form::new(code, function, Shape::new(block, !large))?;
    let isa = target(large, verify)?;
    let mut signature = Signature::new(CallConv::SystemV);
    signature.params.extend([AbiParam::new(types::I64), AbiParam::new(types::I32)]);
    signature.returns.push(AbiParam::new(types::I32));
    let mut ir = Function::with_name_signature(UserFuncName::default(), signature);
    let mut builder = FunctionBuilderContext::new();
    let flushes = code.insts[start as usize..callee.end as usize].iter().any(|inst| flushes(&inst.op));
    let mut emitter = Emitter::new(FunctionBuilder::new(&mut ir, &mut builder), code, &form, flushes);
    let entries = emitter.run();
    let mut live = vec![Vec::new(); form.nodes.len()];
    for &(_, n) in &entries {
        let registers: Vec<u32> = form.live_in[n as usize].iter().map(|r| r as u32).collect();
        live[n as usize] = registers.into_iter().map(|r| emitter.slot(r)).collect();
    }
    let (sites, accesses) = (std::mem::take(&mut emitter.sites), std::mem::take(&mut emitter.caches));
    let interpreted = std::mem::take(&mut emitter.escapes);
    let (frame_bytes, failed) = (emitter.frame_bytes as usize, emitter.failed);
    emitter.b.finalize(isa.frontend_config());
    if failed {
        return None;
    }
    let size = ir.dfg.num_insts();
    if size > TOO_LARGE_IR {
        return None;
    }
    let isa = if size > LARGE_IR && !large { target(true, verify)? } else { isa };
    let mut context = cranelift_codegen::Context::for_function(ir);
    let compiled = context.compile(&*isa, &mut ControlPlane::default());
    if verify && let Err(error) = &compiled {
        panic!("{:?}\n{}", error.inner, error.func.display());
    }
    let compiled = compiled.ok()?;
    if !compiled.buffer.relocs().is_empty() {
        return None;
    }
    if compiled.buffer.frame_layout().is_none_or(|frame| frame.frame_to_fp_offset > FRAME) {
        return None;
    }
    let code_bytes = compiled.code_buffer().len();
    let pages = Pages::new(compiled.code_buffer(), flushes)?;
    Some(Kernel { form, pages, sites, accesses, frame_bytes, entries, live, interpreted, code_bytes })
}

/// Whether an operation wants subnormals flushed.
fn flushes(op: &Op) -> bool {
    match op {
        Op::Float2 { ty: Type::F32, mode, .. }
        | Op::Float1 { ty: Type::F32, mode, .. }
        | Op::Fma { ty: Type::F32, mode } => mode.ftz,
        Op::Setp { ftz, ty: Type::F32, .. } => *ftz,
        _ => false,
    }
}
