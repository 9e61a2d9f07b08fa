//! The process's one driver: what cuInit sets up and every later call starts from.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use channel::fork::ForkGuard;
use cuda_abi::{CuError, CuResult};
use parking_lot::Mutex;
use wire::record::Entry;
use wire::{ContextId, DeviceDescription};

use crate::advice::Advices;
use crate::api::{Linking, OldLaunches, from_c};
use crate::array::{Array, Mipmapped};
use crate::capture::Captures;
use crate::conditional::{Condition, Slabs};
use crate::context::Context;
use crate::event::Event;
use crate::graph::{Graph, Node};
use crate::graph_exec::Exec;
use crate::graph_memory::GraphMemory;
use crate::handles::{HandleKind, Table};
use crate::host_function::{self, HostFunctions};
use crate::memory::Ranges;
use crate::module::{Function, Kernel, Library, Module};
use crate::pool::{DevicePools, Pool};
use crate::reference::Reference;
use crate::session::Session;
use crate::sharing::Sharing;
use crate::stream::{Stream, StreamAttributes};
use crate::texture::{Surfaces, Textures};
use crate::user_object::UserObject;
use crate::virtual_memory::VirtualMemory;
use crate::{connect, context, record, stdio, trace, visible};

/// A device that the program may see.
pub struct Device {
    /// Its number at the host.
    pub ordinal: u32,
    /// What the host says of it.
    pub description: DeviceDescription,
    /// Its primary context, alive or not.
    pub primary: &'static Context,
    /// Its pools of stream-ordered memory.
    pub pools: DevicePools,
}

/// What exists once cuInit has succeeded.
pub struct Driver {
    /// The connection to the worker.
    pub session: Session,
    /// The visible devices, in the program's order.
    pub devices: Vec<Device>,
    /// The contexts, by handle: see [`Context`].
    pub contexts: Table<&'static Context>,
    /// Created contexts that have ended.
    pub ended: Mutex<Vec<&'static Context>>,
    /// CUstream.
    pub streams: Table<Stream>,
    /// CUevent.
    pub events: Table<Event>,
    /// CUmodule.
    pub modules: Table<Module>,
    /// CUfunction.
    pub functions: Table<Function>,
    /// CUlibrary.
    pub libraries: Table<Library>,
    /// CUkernel.
    pub kernels: Table<Kernel>,
    /// CUgraph.
    pub graphs: Table<Graph>,
    /// CUgraphNode.
    pub graph_nodes: Table<Node>,
    /// CUgraphExec.
    pub graph_execs: Table<Exec>,
    /// CUuserObject.
    pub user_objects: Table<UserObject>,
    /// CUlinkState.
    pub links: Table<Linking>,
    /// Values of conditional nodes.
    pub conditions: Slabs,
    /// Memory that graphs allocate.
    pub graph_memory: GraphMemory,
    /// CUmemoryPool.
    pub pools: Table<Pool>,
    /// CUarray, levels of mipmapped arrays among them.
    pub arrays: Table<Array>,
    /// CUmipmappedArray.
    pub mipmapped: Table<Mipmapped>,
    /// What programs have set of streams.
    pub stream_attributes: StreamAttributes,
    /// What was said of managed memory.
    pub advices: Advices,
    /// Streams that write down what they are given.
    pub captures: Captures,
    /// What is allocated.
    pub ranges: Ranges,
    /// Reserved addresses, memory without addresses, and what of it is mapped where.
    pub virtual_memory: VirtualMemory,
    /// What was set of functions that are launched the old way.
    pub old_launches: OldLaunches,
    /// Texture objects.
    pub textures: Textures,
    /// CUtexref.
    pub texture_references: Table<Reference>,
    /// CUsurfref.
    pub surface_references: Table<Reference>,
    /// Surface objects.
    pub surfaces: Surfaces,
    /// Memory of other processes.
    pub sharing: Sharing,
    /// Memory of the program's own that it registered: first address and bytes.
    pub registered: Mutex<BTreeMap<u64, u64>>,
    /// Functions that streams will call.
    pub host_functions: HostFunctions,
    last_unique: AtomicU64,
}

static DRIVER: OnceLock<Driver> = OnceLock::new();
static FORK: OnceLock<ForkGuard> = OnceLock::new();
static SAID_NO_HOST: AtomicBool = AtomicBool::new(false);

/// The driver.
///
/// # Errors
/// `NOT_INITIALIZED` before cuInit, and in the child of a fork: the session stayed with the parent. `NOT_PERMITTED` inside a function
/// that a stream called.
#[inline]
pub fn driver() -> CuResult<&'static Driver> {
    match DRIVER.get() {
        Some(_) if host_function::is_inside() => Err(CuError::NOT_PERMITTED),
        Some(driver) if !is_forked_child() => Ok(driver),
        _ => Err(CuError::NOT_INITIALIZED),
    }
}

/// The driver, for the library's own clean-up: a function that a stream calls may be what drops the last of something.
pub fn running() -> Option<&'static Driver> {
    DRIVER.get().filter(|_| !is_forked_child())
}

#[inline]
fn is_forked_child() -> bool {
    FORK.get().is_some_and(ForkGuard::is_child)
}

/// cuInit: connects, and learns what devices there are. Again after success it does nothing; after failure it tries again.
///
/// # Errors
/// `NO_DEVICE` where no host is found, or the program's CUDA_VISIBLE_DEVICES leaves nothing.
pub fn init() -> CuResult {
    static STARTING: Mutex<()> = Mutex::new(());
    if is_forked_child() {
        return Err(CuError::NOT_INITIALIZED);
    }
    if DRIVER.get().is_some() {
        return Ok(());
    }
    let _starting = STARTING.lock();
    if DRIVER.get().is_some() {
        return Ok(());
    }
    let outcome = start();
    let result = outcome.map_or_else(|error| error.number(), |()| 0);
    record::note(&Entry::Init(result));
    outcome
}

/// cuInit's own work, with nobody else at it.
fn start() -> CuResult {
    let channel = match connect::connect() {
        Ok(channel) => channel,
        Err(error) => {
            if !SAID_NO_HOST.swap(true, Ordering::Relaxed) {
                stdio::complain(format_args!("no GPU: {error}"));
            }
            return Err(CuError::NO_DEVICE);
        }
    };
    FORK.get_or_init(ForkGuard::new);
    let driver = Driver::new(Session::new(channel))?;
    driver.session.process_id(std::process::id())?;
    if trace::is_on() {
        trace::session_begins(&driver.session);
    }
    record::note(&Entry::Devices {
        all: driver.session.device_count()?,
        visible: driver.devices.len() as u32,
    });
    if driver.devices.is_empty() {
        return Err(CuError::NO_DEVICE);
    }
    let _ = DRIVER.set(driver);
    Ok(())
}

impl Driver {
    fn new(session: Session) -> CuResult<Self> {
        let count = session.device_count()?;
        let all = (0..count).map(|ordinal| session.device_describe(ordinal)).collect::<CuResult<Vec<_>>>()?;
        let mut driver = Self {
            session,
            devices: Vec::new(),
            contexts: Table::new(HandleKind::Context),
            ended: Mutex::default(),
            streams: Table::new(HandleKind::Stream),
            events: Table::new(HandleKind::Event),
            modules: Table::new(HandleKind::Module),
            functions: Table::new(HandleKind::Function),
            libraries: Table::new(HandleKind::Library),
            kernels: Table::new(HandleKind::Kernel),
            graphs: Table::new(HandleKind::Graph),
            graph_nodes: Table::new(HandleKind::GraphNode),
            graph_execs: Table::new(HandleKind::GraphExec),
            user_objects: Table::new(HandleKind::UserObject),
            links: Table::new(HandleKind::Link),
            conditions: Slabs::default(),
            graph_memory: GraphMemory::default(),
            pools: Table::new(HandleKind::Pool),
            arrays: Table::new(HandleKind::Array),
            mipmapped: Table::new(HandleKind::MipmappedArray),
            stream_attributes: StreamAttributes::default(),
            advices: Advices::default(),
            captures: Captures::default(),
            ranges: Ranges::default(),
            virtual_memory: VirtualMemory::default(),
            old_launches: OldLaunches::default(),
            textures: Textures::default(),
            surfaces: Surfaces::default(),
            texture_references: Table::new(HandleKind::TextureReference),
            surface_references: Table::new(HandleKind::SurfaceReference),
            sharing: Sharing::default(),
            registered: Mutex::default(),
            host_functions: HostFunctions::default(),
            last_unique: AtomicU64::new(0),
        };
        for (index, ordinal) in visible::select(&all).into_iter().enumerate() {
            let primary = driver.new_context(index as u32, true, 0);
            driver.devices.push(Device {
                ordinal: ordinal as u32,
                description: all[ordinal].clone(),
                primary,
                pools: DevicePools::default(),
            });
        }
        Ok(driver)
    }

    /// A visible device by its ordinal.
    ///
    /// # Errors
    /// `INVALID_DEVICE` if there is none.
    pub fn device(&self, ordinal: u32) -> CuResult<&Device> {
        self.devices.get(ordinal as usize).ok_or(CuError::INVALID_DEVICE)
    }

    /// A visible device as C names it.
    ///
    /// # Errors
    /// `INVALID_DEVICE` if there is none.
    pub fn device_of(&self, device: cuda_abi::CUdevice) -> CuResult<&Device> {
        self.device(u32::try_from(device).map_err(|_| CuError::INVALID_DEVICE)?)
    }

    /// A number that no object of this process has had.
    pub fn new_unique(&self) -> u64 {
        self.last_unique.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// The context that a handle names.
    ///
    /// # Errors
    /// `CONTEXT_IS_DESTROYED` if it named one that has become another since; `INVALID_CONTEXT` if it never named any.
    pub fn context(&self, handle: u64) -> CuResult<&'static Context> {
        match self.contexts.get(handle) {
            Ok(context) => Ok(*context),
            Err(_) if self.contexts.was(handle) => Err(CuError::CONTEXT_IS_DESTROYED),
            Err(_) => Err(CuError::INVALID_CONTEXT),
        }
    }

    /// The context that a handle names, counted as one of this thread's stack.
    ///
    /// # Errors
    /// As [`Driver::context`].
    pub fn entered(&self, handle: u64) -> CuResult<&'static Context> {
        let context = self.context(handle)?;
        context::enter(context);
        // `new_context` takes the handle away before it looks at the count: one of the two sees the other.
        if self.contexts.get(handle).is_err() {
            context::leave(context);
            return Err(CuError::CONTEXT_IS_DESTROYED);
        }
        Ok(context)
    }

    /// A context that is not alive yet.
    pub fn new_context(&self, device: u32, is_primary: bool, flags: u32) -> &'static Context {
        let unique = self.new_unique();
        let mut ended = self.ended.lock();
        if let Some(at) = ended.iter().position(|context| context.device == device && context.is_spare()) {
            let context = ended[at];
            // The old handle is stale from here on, and nobody enters the context by it any more.
            let _ = self.contexts.remove(from_c(context.as_c()));
            if context.is_spare() {
                ended.swap_remove(at);
                drop(ended);
                self.contexts.insert_with(|handle| {
                    context.renew(handle, unique, flags);
                    context
                });
                return context;
            }
        }
        drop(ended);
        *self
            .contexts
            .insert_with(|handle| {
                Box::leak(Box::new(Context::new(handle, device, is_primary, unique, flags)))
            })
            .1
    }

    /// Whether an address lies in memory that the program registered.
    pub fn is_registered(&self, address: u64) -> bool {
        let registered = self.registered.lock();
        registered.range(..=address).next_back().is_some_and(|(start, bytes)| address - start < *bytes)
    }

    /// A conditional node's value that belongs to the graph whose body `graph` is, or to that one's.
    pub fn condition_of_parents(&self, graph: &Graph, address: u64) -> Option<Arc<Condition>> {
        let found = Mutex::new(None);
        self.graphs.for_each(|other| {
            if let Some(condition) = other.conditions.lock().iter().find(|known| known.address == address)
                && other.holds(graph.handle)
            {
                *found.lock() = Some(condition.clone());
            }
        });
        found.into_inner()
    }

    /// Whether the context with this id has not ended.
    pub fn is_context_alive(&self, id: ContextId) -> bool {
        self.contexts.any(|context| context.id() == Ok(id))
    }

    /// Forgets everything that belonged to a context that has ended: its handles are stale from now on.
    pub fn forget_context(&self, id: ContextId) {
        self.captures.forget_context(self, id);
        self.conditions.forget_context(id);
        self.graph_execs.remove_if(|exec| exec.context_id == id);
        self.streams.remove_if(|stream| stream.context_id == id);
        self.events.remove_if(|event| event.context_id == id);
        self.functions.remove_if(|function| function.context_id == id);
        self.modules.remove_if(|module| module.context_id == id);
        self.kernels.for_each(|kernel| kernel.forget_context(id));
        self.libraries.for_each(|library| library.forget_context(id));
        self.arrays.remove_if(|array| array.context_id == id);
        self.mipmapped.remove_if(|array| array.context_id == id);
        self.ranges.forget_context(id);
        self.sharing.forget_context(id);
        self.textures.lock().retain(|_, texture| texture.context_id != id);
        self.surfaces.lock().retain(|_, surface| surface.context_id != id);
        self.texture_references.remove_if(|reference| reference.context_id == id);
        self.surface_references.remove_if(|reference| reference.context_id == id);
    }
}
