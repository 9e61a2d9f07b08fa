//! Compiling kernels through Cranelift: the second executor, for kernels of the lockstep form. What has no form in
//! machine code is done by the interpreter, instruction by instruction or for a stretch of a warp's way.

mod access;
mod affine;
mod ahead;
mod arith;
mod changeover;
mod check;
mod compare;
mod convert;
mod emit;
mod float;
mod flow;
mod handover;
mod integer;
mod lanewise;
mod leaf;
mod machine;
mod memory;
mod pages;
mod preserve;
mod slots;
mod store;
mod together;
mod transfer;
mod values;
mod wide;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Instant;

use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::{AbiParam, Function, Signature, UserFuncName, types};
use cranelift_codegen::isa::{CallConv, OwnedTargetIsa};
use cranelift_codegen::settings::{self, Configurable};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use ptx::{Module, Op, Type};
use thiserror::Error;

use crate::executor::{
    Executor, Fault, Host, Kernel as Described, Launch, LinkError, LoadError, Memory, Placement, Program,
};
use crate::interp::Loaded;
use crate::interp::code::Code;
use crate::lockstep::{Form, Shape};
use crate::tally;
use emit::Emitter;
use memory::Remembers;
use pages::Pages;
use slots::{Site, Slot};

pub use leaf::Words;
pub use machine::Machine;
pub use store::{Cache, CodeStore, Key, image_hash};

/// Instructions of a kernel above which it is compiled with less care, and above which it is not compiled.
const LARGE: usize = 4_000;
const TOO_LARGE: usize = 30_000;
/// The same in instructions of Cranelift's, of which one of a kernel becomes several for each group of lanes: from the first on registers are
/// allocated in one pass, beyond the second the kernel is left to the interpreter, since compiling it would take seconds.
const LARGE_IR: usize = 60_000;
const TOO_LARGE_IR: usize = 300_000;
/// What compiled code may take of a thread's stack, in bytes: half of what threads have.
const FRAME: u32 = 1 << 20;

/// Machine code called with a context and where to begin.
pub type Start = unsafe extern "C" fn(*mut machine::Context, u32) -> u32;

/// A kernel in machine code, for one shape of blocks.
pub(crate) struct Kernel {
    /// The first instruction of each block.
    pub firsts: Vec<u32>,
    /// Lanes of a segment, and the patterns of registers.
    pub segment: usize,
    pub patterns: Vec<[i64; 32]>,
    pages: Pages,
    pub sites: Vec<Site>,
    /// The accesses that remember memory.
    pub accesses: Vec<Remembers>,
    pub frame_bytes: usize,
    /// Its warps never wait for each other, and machine code goes from one to the next by itself.
    pub quick: bool,
    /// Where a warp's frame has room for the operands of functions.
    pub scratch_at: Option<u32>,
    /// Where machine code can be entered: instruction and block.
    pub entries: Vec<(u32, u32)>,
    /// For each block that can be entered, the registers that it needs.
    pub live: Vec<Vec<Slot>>,
    /// Operations that have no form in machine code, and at how many places.
    pub interpreted: BTreeMap<String, u32>,
    pub code_bytes: usize,
    /// Instructions of Cranelift's that it was made of, and what it takes of a thread's stack in bytes.
    pub ir: usize,
    pub stack_bytes: u32,
}

impl Kernel {
    pub fn entry(&self) -> Start {
        // SAFETY: the pages hold a function of this type, which the generator made and Cranelift compiled.
        unsafe { std::mem::transmute::<*const u8, Start>(self.pages.start()) }
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
#[derive(Clone, Default, Debug)]
pub struct Compiler {
    /// Cranelift checks what it is given: for tests.
    pub verify: bool,
    /// Where compiled kernels are kept, if anywhere.
    pub cache: Option<Cache>,
    /// Machine code as for processors without AVX-512, whatever this one has: for tests.
    pub narrow: bool,
}

impl Executor for Compiler {
    fn load(&self, module: Module) -> Result<Box<dyn Program>, LoadError> {
        let loaded = Loaded::new(module)?;
        let shared = Makers { loaded, kernels: Mutex::default(), compiler: self.clone() };
        Ok(Box::new(Compiled { shared: Arc::new(shared) }))
    }
}

/// What compiling a kernel took.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The kernel's name.
    pub name: String,
    /// Its instructions.
    pub instructions: usize,
    /// Those of Cranelift's; none if it was refused.
    pub ir: usize,
    /// Machine code in bytes.
    pub code_bytes: usize,
    /// What it takes of a thread's stack in bytes.
    pub stack_bytes: u32,
    /// How long it took.
    pub time: std::time::Duration,
    /// Why it is left to the interpreter, if it is.
    pub refused: Option<String>,
}

impl Compiler {
    /// What makes the code, and for which processor; nothing where none is made.
    fn generator(&self) -> Option<String> {
        if let Some(features) = wide::features().filter(|_| !self.narrow) {
            return Some(format!("{features:?}"));
        }
        let isa = target(false, self.verify)?;
        let flags: Vec<String> = isa.isa_flags().into_iter().map(|flag| flag.to_string()).collect();
        Some(format!("{} {}", isa.triple(), flags.join(" ")))
    }

    /// Compiles the kernels of a module that are chosen by name and number of instructions, for blocks of one shape, one after the other.
    pub fn measure(
        &self,
        module: Module,
        block: [u32; 3],
        chosen: impl Fn(&str, usize) -> bool,
    ) -> Vec<Measured> {
        let Ok(loaded) = Loaded::new(module) else { return Vec::new() };
        let one = |(index, &(function, _)): (usize, &(u32, _))| {
            let begun = Instant::now();
            let made = compile(&loaded.code, function, block, self);
            let kernel = made.as_ref().ok();
            Measured {
                name: loaded.kernels()[index].name.clone(),
                instructions: loaded.code.functions[function as usize].size(),
                ir: kernel.map_or(0, |kernel| kernel.ir),
                code_bytes: kernel.map_or(0, |kernel| kernel.code_bytes),
                stack_bytes: kernel.map_or(0, |kernel| kernel.stack_bytes),
                time: begun.elapsed(),
                refused: made.as_ref().err().map(Refused::to_string),
            }
        };
        let size = |function: u32| loaded.code.functions[function as usize].size();
        let entries = loaded.entries.iter().enumerate();
        entries.filter(|(i, (f, _))| chosen(&loaded.kernels()[*i].name, size(*f))).map(one).collect()
    }
}

/// Why a kernel is left to the interpreter.
#[derive(Debug, Error)]
enum Refused {
    #[error("its control flow is not of the lockstep form")]
    Flow,
    #[error("its blocks wait for others of their cluster")]
    Clusters,
    #[error("its frame grows as it runs")]
    Stack,
    #[error("{0} instructions are too many")]
    Instructions(usize),
    #[error("more than {0} instructions of Cranelift's are too many")]
    Code(usize),
    #[error("a stack frame of {0} bytes is too large")]
    Frame(u32),
    #[error("the processor lacks what machine code needs")]
    Processor,
    #[error("no memory for code")]
    Memory,
    #[error("{0}")]
    Generator(String),
}

/// A kernel for one shape of blocks: made once, by whoever comes first; others wait.
type Made = Arc<OnceLock<Option<Kernel>>>;

struct Compiled {
    shared: Arc<Makers>,
}

/// What a thread needs that compiles.
struct Makers {
    loaded: Loaded,
    kernels: Mutex<HashMap<(usize, [u32; 3]), Made>>,
    compiler: Compiler,
}

impl Program for Compiled {
    fn placements(&self) -> &[Placement] {
        self.shared.loaded.placements()
    }

    fn link(&mut self, addresses: &[u64]) -> Result<(), LinkError> {
        // Nobody compiles yet: launches come later.
        match Arc::get_mut(&mut self.shared) {
            Some(shared) => shared.loaded.link(addresses),
            None => Err(LinkError::InUse),
        }
    }

    fn initial(&self, placement: usize) -> Vec<u8> {
        self.shared.loaded.initial(placement)
    }

    fn kernels(&self) -> &[Described] {
        self.shared.loaded.kernels()
    }

    fn prepare(&self, kernel: usize, block: [u32; 3]) {
        let threads = block.iter().try_fold(1u32, |n, &e| n.checked_mul(e)).unwrap_or(0);
        if kernel >= self.shared.loaded.entries.len() || !(1..=1024).contains(&threads) {
            return;
        }
        let (made, known) = self.shared.place(kernel, block);
        if !known {
            let shared = self.shared.clone();
            ahead::queue(Box::new(move || {
                made.get_or_init(|| shared.make(kernel, block));
            }));
        }
    }

    fn launch(&self, launch: &Launch, memory: &dyn Memory, host: &dyn Host) -> Result<(), Fault> {
        let loaded = &self.shared.loaded;
        let threads = launch.block.iter().try_fold(1u32, |n, &e| n.checked_mul(e)).unwrap_or(0);
        let is_alone = launch.cluster.is_none_or(|cluster| cluster == [1; 3]);
        if launch.kernel >= loaded.entries.len() || !(1..=1024).contains(&threads) || !is_alone {
            return loaded.run(launch, memory, host, None);
        }
        let (made, _) = self.shared.place(launch.kernel, launch.block);
        let kernel = made.get_or_init(|| self.shared.make(launch.kernel, launch.block));
        loaded.run(launch, memory, host, kernel.as_ref())
    }
}

impl Makers {
    /// The place of a kernel, and whether anybody has asked for it before.
    fn place(&self, kernel: usize, block: [u32; 3]) -> (Made, bool) {
        let mut kernels = self.kernels.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        match kernels.entry((kernel, block)) {
            Entry::Occupied(known) => (known.get().clone(), true),
            Entry::Vacant(new) => (new.insert(Made::default()).clone(), false),
        }
    }

    fn make(&self, index: usize, block: [u32; 3]) -> Option<Kernel> {
        let begun = Instant::now();
        let function = self.loaded.entries[index].0;
        let name = &self.loaded.kernels()[index].name;
        let code = &self.loaded.code;
        let cache = &self.compiler.cache;
        let key = cache
            .as_ref()
            .zip(self.compiler.generator())
            .map(|(cache, generator)| (&cache.store, cache.key(name, block, &generator, code)));
        if let Some((store, key)) = &key
            && let Some(kernel) = store.load(key).and_then(|bytes| Kernel::decode(&bytes, code))
        {
            tally::found(name, begun.elapsed());
            return Some(kernel);
        }
        let compiled = compile(code, function, block, &self.compiler);
        let instructions = self.loaded.code.functions[function as usize].size();
        let time = begun.elapsed();
        let milliseconds = time.as_millis() as u64;
        match compiled {
            Ok(kernel) => {
                tally::compiled(name, time);
                if let Some((store, key)) = &key {
                    store.store(key, &kernel.encode());
                }
                let Kernel { interpreted, code_bytes, .. } = &kernel;
                tracing::debug!(
                    name,
                    instructions,
                    ?block,
                    milliseconds,
                    code_bytes,
                    ?interpreted,
                    "compiled"
                );
                Some(kernel)
            }
            Err(reason) => {
                tally::refused(name, time, &reason.to_string());
                tracing::debug!(name, instructions, ?block, milliseconds, %reason, "interpreted as a whole");
                None
            }
        }
    }
}

/// What an operation is called in logs and summaries.
fn name_of(op: &Op, leaves: bool) -> String {
    let name = match op {
        Op::Call(_) => "Call".to_owned(),
        op => format!("{op:?}"),
    };
    if leaves { format!("from {name} on") } else { name }
}

/// What the processor offers, or nothing where machine code cannot be made.
fn target(large: bool, verify: bool) -> Option<OwnedTargetIsa> {
    let mut flags = settings::builder();
    flags.set("opt_level", "none").ok()?;
    flags.set("enable_verifier", if verify { "true" } else { "false" }).ok()?;
    flags.set("regalloc_algorithm", if large { "single_pass" } else { "backtracking" }).ok()?;
    flags.set("enable_alias_analysis", "false").ok()?;
    flags.set("unwind_info", "false").ok()?;
    // Large frames touch every page on their way in: the one that guards the stack's end cannot be leapt over.
    flags.set("enable_probestack", "true").ok()?;
    flags.set("probestack_strategy", "inline").ok()?;
    let isa = cranelift_native::builder().ok()?.finish(settings::Flags::new(flags)).ok()?;
    let wanted = ["has_sse41", "has_fma", "has_avx2"];
    if !std::is_x86_feature_detected!("f16c") {
        return None;
    }
    let has =
        |name: &&str| isa.isa_flags().iter().any(|flag| flag.name == *name && flag.as_bool() == Some(true));
    wanted.iter().all(has).then_some(isa)
}

fn compile(code: &Code, function: u32, block: [u32; 3], compiler: &Compiler) -> Result<Kernel, Refused> {
    let verify = compiler.verify;
    let callee = &code.functions[function as usize];
    let start = callee.body.map_err(|_| Refused::Flow)?;
    let size = (callee.end - start) as usize;
    if size > TOO_LARGE {
        return Err(Refused::Instructions(size));
    }
    // Lanes that wait for other blocks leave machine code at places that it does not know.
    let insts = &code.insts[start as usize..callee.end as usize];
    if insts.iter().any(|inst| matches!(inst.op, Op::ClusterBar { .. })) {
        return Err(Refused::Clusters);
    }
    // What grows in size as it runs is the interpreter's.
    if insts.iter().any(|inst| matches!(inst.op, Op::Alloca | Op::Stackrestore)) {
        return Err(Refused::Stack);
    }
    let flushes = insts.iter().any(|inst| flushes(&inst.op));
    if let Some(features) = wide::features().filter(|_| !compiler.narrow) {
        let form = Form::new(code, function, Shape::new(block, true)).ok_or(Refused::Flow)?;
        return wide_kernel(code, form, features, flushes);
    }
    let large = size > LARGE;
    let form = Form::new(code, function, Shape::new(block, !large)).ok_or(Refused::Flow)?;
    let isa = target(large, verify).ok_or(Refused::Processor)?;
    let mut signature = Signature::new(CallConv::SystemV);
    signature.params.extend([AbiParam::new(types::I64), AbiParam::new(types::I32)]);
    signature.returns.push(AbiParam::new(types::I32));
    let mut ir = Function::with_name_signature(UserFuncName::default(), signature);
    let mut builder = FunctionBuilderContext::new();
    let mut emitter = Emitter::new(FunctionBuilder::new(&mut ir, &mut builder), code, &form, flushes);
    let entries = emitter.run();
    let made = emitter.b.func.dfg.num_insts();
    if made > TOO_LARGE_IR {
        return Err(Refused::Code(made));
    }
    let mut live = vec![Vec::new(); form.nodes.len()];
    for &(_, n) in &entries {
        let registers: Vec<u32> = form.live_in[n as usize].iter().map(|r| r as u32).collect();
        live[n as usize] = registers.into_iter().map(|r| emitter.slot(r)).collect();
    }
    let (sites, accesses) = (std::mem::take(&mut emitter.sites), std::mem::take(&mut emitter.caches));
    let interpreted = std::mem::take(&mut emitter.escapes);
    let (frame_bytes, scratch_at) = (emitter.frame_bytes as usize, emitter.scratch_at);
    let failed = emitter.failed;
    emitter.b.finalize(isa.frontend_config());
    if failed {
        return Err(Refused::Generator("values do not fit together".into()));
    }
    let size = ir.dfg.num_insts();
    if size > TOO_LARGE_IR {
        return Err(Refused::Code(size));
    }
    let isa = if size > LARGE_IR && !large { target(true, verify).ok_or(Refused::Processor)? } else { isa };
    let mut context = cranelift_codegen::Context::for_function(ir);
    let compiled = context.compile(&*isa, &mut ControlPlane::default());
    if verify && let Err(error) = &compiled {
        panic!("{:?}\n{}", error.inner, error.func.display());
    }
    let compiled = compiled.map_err(|error| Refused::Generator(format!("{:?}", error.inner)))?;
    if !compiled.buffer.relocs().is_empty() {
        return Err(Refused::Generator("code with relocations".into()));
    }
    let frame = compiled.buffer.frame_layout().map_or(u32::MAX, |frame| frame.frame_to_fp_offset);
    if frame > FRAME {
        return Err(Refused::Frame(frame));
    }
    let code_bytes = compiled.code_buffer().len();
    let pages = Pages::new(compiled.code_buffer(), flushes).ok_or(Refused::Memory)?;
    Ok(Kernel {
        firsts: form.nodes.iter().map(|node| node.first).collect(),
        segment: form.shape.segment,
        patterns: form.patterns,
        pages,
        sites,
        accesses,
        frame_bytes,
        quick: false,
        scratch_at,
        entries,
        live,
        interpreted,
        code_bytes,
        ir: size,
        stack_bytes: frame,
    })
}

/// A kernel for processors with AVX-512.
fn wide_kernel(code: &Code, form: Form, features: wide::Features, flushes: bool) -> Result<Kernel, Refused> {
    let function = &code.functions[form.function as usize];
    let insts = &code.insts[form.first as usize..function.end as usize];
    let waits = |op: &Op| matches!(op, Op::Bar { .. } | Op::ClusterBar { .. } | Op::Call(_));
    let quick = !insts.iter().any(|inst| waits(&inst.op));
    let made = wide::generate(code, &form, features, flushes)
        .ok_or_else(|| Refused::Generator("values do not fit together".into()))?;
    let pages = Pages::new(&made.code, flushes).ok_or(Refused::Memory)?;
    Ok(Kernel {
        firsts: form.nodes.iter().map(|node| node.first).collect(),
        segment: form.shape.segment,
        patterns: form.patterns,
        pages,
        sites: made.sites,
        accesses: made.accesses,
        frame_bytes: made.frame_bytes as usize,
        quick,
        scratch_at: Some(made.scratch_at),
        entries: made.entries,
        live: made.live,
        interpreted: made.interpreted,
        code_bytes: made.code.len(),
        ir: 0,
        stack_bytes: 0,
    })
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
