//! Modules: from PTX text to kernels that can be launched, with their variables in device memory.

use std::collections::HashMap;
use std::sync::Arc;

use cuda_abi::{CuError, CuResult};
use parking_lot::Mutex;
use ptx::Opaque;
use ptx_jit::{Cache, Checker, Compiler, Executor, Program, image_hash};
use wire::{
    BlobId, ContextId, FunctionDescription, FunctionId, ImageKind, MAX_PARAMS, ModuleId, ParamLayout, Range,
};

use crate::kernel::{Bound, Kernel};
use crate::memory::{Kind, Memory};
use crate::options::Options;

/// Bytes of images on their way that a session may hold.
const MAX_BLOBS: usize = 1 << 30;
/// Bytes of names in one reply.
const NAMES_PAGE: usize = 2048;
/// The newest PTX ISA that is understood.
const NEWEST_PTX: (u32, u32) = (9, 5);
/// A compiler message is cut after this many bytes.
const MAX_LOG: usize = 2048;

/// A variable of a module's.
struct Variable {
    name: String,
    range: Range,
    is_visible: bool,
    opaque: Option<Opaque>,
}

/// A loaded module.
pub struct Module {
    context: ContextId,
    program: Arc<dyn Program>,
    variables: Vec<Variable>,
    /// What the next launches read by its references.
    references: Arc<Mutex<Bound>>,
    allocations: Vec<u64>,
    /// The virtual architecture that it was compiled for, as 75 for compute_75.
    target: u32,
    /// That of the device that it was loaded for.
    capability: u32,
}

impl Module {
    pub fn context(&self) -> ContextId {
        self.context
    }

    /// What its references are bound to.
    pub fn bound(&self) -> Bound {
        self.references.lock().clone()
    }

    /// Binds the reference at an address to a texture or surface, for later launches; returns what was bound before.
    pub fn bind(&self, address: u64, handle: u64) -> Option<u64> {
        Arc::make_mut(&mut self.references.lock()).insert(address, handle)
    }

    /// A variable. cudart asks for those without external linkage too; of two of one name the visible one is meant.
    fn variable(&self, is_it: impl Fn(&Variable) -> bool) -> Option<&Variable> {
        let named = || self.variables.iter().filter(|variable| is_it(variable));
        named().find(|variable| variable.is_visible).or_else(|| named().next())
    }

    /// Frees what its variables take. Nothing of it runs any more.
    pub fn free_variables(&self, memory: &Memory) {
        for &address in &self.allocations {
            // An allocation that is gone went with its context.
            if let Ok(retired) = memory.retire(address, |_| true) {
                memory.release(retired);
            }
        }
    }
}

/// The modules and functions of a session, and images on their way.
#[derive(Default)]
pub struct Modules {
    pub options: Options,
    blobs: Mutex<HashMap<BlobId, Vec<u8>>>,
    modules: Mutex<HashMap<ModuleId, Arc<Module>>>,
    functions: Mutex<HashMap<FunctionId, (ModuleId, Arc<Kernel>)>>,
    logs: Mutex<HashMap<ContextId, Vec<u8>>>,
}

impl Modules {
    /// Appends a piece of an image.
    pub fn blob_write(&self, blob: BlobId, offset: u64, bytes: &[u8]) -> CuResult {
        let mut blobs = self.blobs.lock();
        let held: usize = blobs.values().map(Vec::len).sum();
        if held + bytes.len() > MAX_BLOBS {
            return Err(CuError::OUT_OF_MEMORY);
        }
        let image = blobs.entry(blob).or_default();
        if image.len() as u64 != offset {
            return Err(CuError::INVALID_VALUE);
        }
        image.extend_from_slice(bytes);
        Ok(())
    }

    /// The image that was written, which is forgotten.
    pub fn take_blob(&self, blob: BlobId) -> CuResult<Vec<u8>> {
        self.blobs.lock().remove(&blob).ok_or(CuError::INVALID_IMAGE)
    }

    /// The last message of the compiler.
    pub fn log(&self, context: ContextId) -> Vec<u8> {
        self.logs.lock().get(&context).cloned().unwrap_or_default()
    }

    fn refuse(&self, context: ContextId, error: CuError, message: &dyn std::fmt::Display) -> CuError {
        let mut text = message.to_string().into_bytes();
        text.truncate(MAX_LOG);
        tracing::warn!(message = %message, "an image was refused");
        self.logs.lock().insert(context, text);
        error
    }

    /// Makes an image a module.
    pub fn load(
        &self,
        context: ContextId,
        id: ModuleId,
        image: &[u8],
        kind: ImageKind,
        capability: (i32, i32),
        memory: &Memory,
    ) -> CuResult {
        if kind != ImageKind::Ptx {
            let why = "machine code needs a real GPU: the software GPU runs PTX";
            return Err(self.refuse(context, CuError::NO_BINARY_FOR_GPU, &why));
        }
        let module = ptx::parse(image).map_err(|error| self.refuse(context, CuError::INVALID_PTX, &error))?;
        let newest = (capability.0 * 10 + capability.1) as u32;
        if module.target > newest || (module.target_suffix == Some(b'a') && module.target != newest) {
            let why = format!("the module is for sm_{}, the device is sm_{newest}", module.target);
            return Err(self.refuse(context, CuError::INVALID_PTX, &why));
        }
        if module.version > NEWEST_PTX {
            let why =
                format!("PTX {}.{} is newer than this device knows", module.version.0, module.version.1);
            return Err(self.refuse(context, CuError::UNSUPPORTED_PTX_VERSION, &why));
        }
        let target = module.target;
        let store = self.options.kernels.clone();
        let cache = store.map(|store| Cache { store, image: image_hash(image) });
        let compiler = Compiler { cache, ..Compiler::default() };
        let executor: &dyn Executor = if self.options.memcheck { &Checker } else { &compiler };
        let mut program =
            executor.load(module).map_err(|error| self.refuse(context, CuError::INVALID_PTX, &error))?;
        let loaded = place(&mut *program, context, memory).map_err(|error| match error {
            CuError::INVALID_PTX => {
                self.refuse(context, error, &"the module names a variable that it does not define")
            }
            other => other,
        })?;
        let (variables, allocations) = loaded;
        let module = Module {
            context,
            program: Arc::from(program),
            variables,
            references: Arc::default(),
            allocations,
            target,
            capability: newest,
        };
        match self.modules.lock().insert(id, Arc::new(module)) {
            None => Ok(()),
            Some(_) => Err(CuError::INVALID_HANDLE),
        }
    }

    fn find(&self, module: ModuleId) -> CuResult<Arc<Module>> {
        self.modules.lock().get(&module).cloned().ok_or(CuError::INVALID_HANDLE)
    }

    /// Forgets a module and its functions; queued launches keep what they need.
    pub fn unload(&self, id: ModuleId) -> CuResult<Arc<Module>> {
        let module = self.modules.lock().remove(&id).ok_or(CuError::INVALID_HANDLE)?;
        self.functions.lock().retain(|_, (of, _)| *of != id);
        Ok(module)
    }

    /// Forgets what belongs to a context.
    pub fn drop_context(&self, context: ContextId) {
        let mut modules = self.modules.lock();
        modules.retain(|_, module| module.context != context);
        self.functions.lock().retain(|_, (of, _)| modules.contains_key(of));
        self.logs.lock().remove(&context);
    }

    /// Where a variable is.
    pub fn global(&self, module: ModuleId, name: &str) -> CuResult<Range> {
        let module = self.find(module)?;
        let found = module.variable(|known| known.name == name && known.opaque.is_none());
        found.map(|variable| variable.range).ok_or(CuError::NOT_FOUND)
    }

    /// A module's texture or surface reference of that name: its module, and where it is.
    ///
    /// # Errors
    /// `INVALID_HANDLE` for no such module, `NOT_FOUND` if it has none.
    pub fn reference(&self, module: ModuleId, name: &str, is_surface: bool) -> CuResult<(Arc<Module>, u64)> {
        let module = self.find(module)?;
        let kind = Some(if is_surface { Opaque::Surface } else { Opaque::Texture });
        let found = module.variable(|known| known.name == name && known.opaque == kind);
        let address = found.map(|variable| variable.range.address).ok_or(CuError::NOT_FOUND)?;
        Ok((module, address))
    }

    /// Names a kernel and describes it.
    pub fn function(
        &self,
        module: ModuleId,
        function: FunctionId,
        name: &str,
    ) -> CuResult<FunctionDescription> {
        let found = self.find(module)?;
        let kernels = found.program.kernels();
        let index = kernels.iter().position(|kernel| kernel.name == name).ok_or(CuError::NOT_FOUND)?;
        let kernel = &kernels[index];
        if let Some(reason) = &kernel.rejected {
            return Err(self.refuse(found.context, CuError::INVALID_PTX, &format!("{name}: {reason}")));
        }
        if kernel.params.len() > MAX_PARAMS {
            return Err(CuError::INVALID_IMAGE);
        }
        let short = |value: u32| u16::try_from(value).map_err(|_| CuError::INVALID_IMAGE);
        let layout = kernel
            .params
            .iter()
            .map(|param| Ok(ParamLayout { offset: short(param.offset)?, size: short(param.size)? }))
            .collect::<CuResult<Vec<_>>>()?;
        let bound = kernel.required_threads.or(kernel.max_threads);
        let threads = bound.map_or(1024, |[x, y, z]| x.saturating_mul(y).saturating_mul(z).min(1024));
        let has_references = found.variables.iter().any(|variable| variable.opaque.is_some());
        let references = has_references.then(|| found.references.clone());
        let ready = Kernel::new(found.program.clone(), index, references);
        self.functions.lock().insert(function, (module, Arc::new(ready)));
        Ok(FunctionDescription {
            max_threads_per_block: threads,
            shared_bytes: kernel.shared_bytes,
            const_bytes: u32::try_from(kernel.const_bytes).unwrap_or(u32::MAX),
            local_bytes: kernel.local_bytes,
            registers: kernel.registers,
            ptx_version: found.target,
            binary_version: found.capability,
            required_threads: kernel.required_threads.unwrap_or_default(),
            params: layout,
        })
    }

    /// Names of kernels from the `first`-th on, each ended by a zero.
    pub fn function_names(&self, module: ModuleId, first: u32) -> CuResult<Vec<u8>> {
        let module = self.find(module)?;
        let mut page = Vec::new();
        for kernel in module.program.kernels().iter().skip(first as usize) {
            if page.len() + kernel.name.len() + 1 > NAMES_PAGE {
                break;
            }
            page.extend_from_slice(kernel.name.as_bytes());
            page.push(0);
        }
        Ok(page)
    }

    /// A kernel that was named.
    pub fn kernel(&self, function: FunctionId) -> CuResult<Arc<Kernel>> {
        self.functions.lock().get(&function).map(|(_, kernel)| kernel.clone()).ok_or(CuError::INVALID_HANDLE)
    }
}

type Placed = (Vec<Variable>, Vec<u64>);

/// Gives a program's variables device memory with their first values.
fn place(program: &mut dyn Program, context: ContextId, memory: &Memory) -> CuResult<Placed> {
    let mut allocations = Vec::new();
    let mut addresses = Vec::new();
    let mut variables = Vec::new();
    let mut outcome = Ok(());
    for placement in program.placements() {
        if placement.external {
            outcome = Err(CuError::INVALID_PTX);
            break;
        }
        let kind = if placement.managed { Kind::Managed } else { Kind::Device };
        match memory.allocate(context, kind, placement.size.max(1)) {
            Ok(address) => {
                allocations.push(address);
                addresses.push(address);
                let range = Range { address, bytes: placement.size };
                variables.push(Variable {
                    name: placement.name.clone(),
                    range,
                    is_visible: placement.visible,
                    opaque: placement.opaque,
                });
            }
            Err(error) => {
                outcome = Err(error);
                break;
            }
        }
    }
    let linked = outcome.and_then(|()| program.link(&addresses).map_err(|_| CuError::INVALID_IMAGE));
    if let Err(error) = linked {
        for address in allocations {
            if let Ok(retired) = memory.retire(address, |_| true) {
                memory.release(retired);
            }
        }
        return Err(error);
    }
    for (index, &Variable { range, .. }) in variables.iter().enumerate() {
        let bytes = program.initial(index);
        let given = bytes.len().min(range.bytes as usize);
        let start = range.address as *mut u8;
        // SAFETY: a fresh allocation of this many bytes, of which nobody else knows yet; what the image does not give is zero.
        unsafe {
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), start, given);
            std::ptr::write_bytes(start.add(given), 0, range.bytes as usize - given);
        }
    }
    Ok((variables, allocations))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &[u8] = b".version 8.6\n.target sm_90a\n.address_size 64\n.visible .entry good() { ret; }\n\
        .visible .entry bad() { wgmma.fence.sync.aligned; ret; }\n\
        .visible .entry newer() { .reg .b32 %r; mov.u32 %r, %of_tomorrow; ret; }\n";

    #[test]
    fn a_kernel_that_cannot_run_is_invalid_ptx_with_its_reason_and_the_others_are_there() {
        let memory = crate::memory::tests::memory();
        let (modules, context, id) = (Modules::default(), ContextId(1), ModuleId(1));
        modules.load(context, id, TEXT, ImageKind::Ptx, (9, 0), &memory).expect("one kernel is good");
        let log = || String::from_utf8(modules.log(context)).expect("text");
        for (number, name, why) in [(2, "bad", "wgmma.fence"), (3, "newer", "%of_tomorrow")] {
            let refused = modules.function(id, FunctionId(number), name);
            assert_eq!(refused.err(), Some(CuError::INVALID_PTX), "{name}");
            assert!(log().contains(name) && log().contains(why), "{}", log());
            assert!(modules.kernel(FunctionId(number)).is_err(), "{name}");
        }
        modules.function(id, FunctionId(1), "good").expect("it can run");
    }
}
