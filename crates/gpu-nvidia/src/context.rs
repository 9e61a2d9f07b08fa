//! A context of the driver, with what vgpu keeps in it: staging memory and events that mark how far a stream has got.

use std::cell::Cell;
use std::ffi::c_void;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use cuda_abi::{CUcontext, CUctx_st, CUdevice, CUevent, CUevent_st, CuError, CuResult};
use parking_lot::{Mutex, RwLock};
use wire::ContextId;

use crate::driver::Driver;

/// A handle of the driver's. It may be used on any thread (CUDA Driver API, "Difference between the driver and runtime APIs":
/// contexts are process-wide, being current is a thread's).
pub struct Raw<T>(pub *mut T);

impl<T> Clone for Raw<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Raw<T> {}

// SAFETY: a handle is a name for the driver, which is thread-safe; nothing here looks behind it.
unsafe impl<T> Send for Raw<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for Raw<T> {}

/// `CU_EVENT_DISABLE_TIMING`.
const NO_TIMING: u32 = 2;
/// `CU_MEMHOSTALLOC_PORTABLE`.
const PORTABLE: u32 = 1;
/// Contexts can run kernels that use pinned memory (`CU_CTX_MAP_HOST`), and keep local memory as they are told to
/// (`CU_CTX_LMEM_RESIZE_TO_MAX`). How a thread waits does not matter: none does.
const MAP_HOST: u32 = 8;
const KEEP_LOCAL: u32 = 16;

static LAST_SERIAL: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// The serial of the context that is current on this thread. Handles are reused, serials are not.
    static CURRENT: Cell<u64> = const { Cell::new(0) };
}

/// A context.
pub struct Context {
    /// The guest's name of it.
    pub id: ContextId,
    /// The device's number in this session.
    pub device: u32,
    /// The driver.
    pub driver: Arc<Driver>,
    /// Some image of it can print.
    pub prints: AtomicBool,
    handle: Raw<CUctx_st>,
    serial: u64,
    /// False from just before the driver destroys it. Whoever gives something of it back holds this for reading.
    is_alive: RwLock<bool>,
    fault: Mutex<Option<CuError>>,
    marks: Mutex<Vec<Raw<CUevent_st>>>,
    staging: Staging,
}

impl Context {
    /// Creates one on a device, given by its number in this session and its handle.
    ///
    /// # Errors
    /// The driver's.
    pub fn create(
        driver: &Arc<Driver>,
        id: ContextId,
        device: (u32, CUdevice),
        flags: u32,
    ) -> CuResult<Self> {
        let mut handle: CUcontext = ptr::null_mut();
        // SAFETY: a plain call with a target that lives through it.
        unsafe { (driver.functions.context_create)(&mut handle, MAP_HOST | flags & KEEP_LOCAL, device.1) }
            .ok()?;
        let serial = LAST_SERIAL.fetch_add(1, Ordering::Relaxed) + 1;
        // Creating made it current.
        CURRENT.set(serial);
        Ok(Self {
            id,
            device: device.0,
            driver: driver.clone(),
            prints: AtomicBool::new(false),
            handle: Raw(handle),
            serial,
            is_alive: RwLock::new(true),
            fault: Mutex::new(None),
            marks: Mutex::default(),
            staging: Staging::default(),
        })
    }

    /// Makes it current on this thread.
    ///
    /// # Errors
    /// The driver's, and the context's own if it has failed.
    #[inline]
    pub fn enter(&self) -> CuResult {
        self.status()?;
        self.make_current()
    }

    fn make_current(&self) -> CuResult {
        if CURRENT.get() != self.serial {
            // SAFETY: the handle was created here and is destroyed only after the last use, see `destroy`.
            unsafe { (self.driver.functions.context_set_current)(self.handle.0) }.ok()?;
            CURRENT.set(self.serial);
        }
        Ok(())
    }

    /// The error that it has failed with, if it has.
    ///
    /// # Errors
    /// That one.
    pub fn status(&self) -> CuResult {
        match *self.fault.lock() {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    /// The driver's.
    pub fn handle(&self) -> CUcontext {
        self.handle.0
    }

    /// Remembers that it has failed; whether that is news.
    pub fn set_fault(&self, error: CuError) -> bool {
        let mut fault = self.fault.lock();
        let is_news = fault.is_none();
        fault.get_or_insert(error);
        is_news
    }

    /// Destroys it, with all that it holds. Waits for its work. The caller has seen to it that nobody asks for its events any more.
    pub fn destroy(&self) {
        *self.is_alive.write() = false;
        // SAFETY: it was created here and is destroyed once; nobody gives back or asks for anything of it from here on.
        let destroyed = unsafe { (self.driver.functions.context_destroy)(self.handle.0) }.ok();
        if let Err(error) = destroyed {
            tracing::debug!(%error, "a context was destroyed after it had failed");
        }
        CURRENT.set(0);
    }

    /// Does something with the driver, unless the context is gone.
    pub fn while_alive(&self, act: impl FnOnce()) {
        let alive = self.is_alive.read();
        if *alive {
            act();
        }
    }

    /// An event for a mark, not recorded. The context is current.
    ///
    /// # Errors
    /// The driver's.
    pub fn take_mark(&self) -> CuResult<Raw<CUevent_st>> {
        if let Some(mark) = self.marks.lock().pop() {
            return Ok(mark);
        }
        let mut event: CUevent = ptr::null_mut();
        // SAFETY: a plain call with a target that lives through it.
        unsafe { (self.driver.functions.event_create)(&mut event, NO_TIMING) }.ok()?;
        Ok(Raw(event))
    }

    /// The mark was reached and may be used again.
    pub fn give_mark(&self, mark: Raw<CUevent_st>) {
        self.marks.lock().push(mark);
    }

    /// Page-locked memory of at least `bytes` bytes, for as long as a copy runs. The context is current.
    ///
    /// # Errors
    /// The driver's; `OUT_OF_MEMORY` if more than [`STAGING_LIMIT`] is in use.
    pub fn stage(self: &Arc<Self>, bytes: usize) -> CuResult<Stage> {
        let class = CLASSES.iter().position(|size| *size >= bytes).ok_or(CuError::INVALID_VALUE)?;
        let mut free = self.staging.free[class].lock();
        if free.is_empty() {
            let mut total = self.staging.total.lock();
            if *total >= STAGING_LIMIT {
                return Err(CuError::OUT_OF_MEMORY);
            }
            let mut slab: *mut c_void = ptr::null_mut();
            // SAFETY: a plain call with a target that lives through it.
            unsafe { (self.driver.functions.host_alloc)(&mut slab, SLAB, PORTABLE) }.ok()?;
            *total += SLAB;
            // SAFETY: each piece lies within the slab.
            free.extend(
                (0..SLAB / CLASSES[class])
                    .map(|index| unsafe { Raw(slab.cast::<u8>().add(index * CLASSES[class])) }),
            );
        }
        let memory = free.pop().ok_or(CuError::OUT_OF_MEMORY)?;
        Ok(Stage { memory, class, context: self.clone() })
    }
}

/// Sizes of pieces of staging memory, in bytes: of most parameters and small copies, of a frame, of a chunk of the arena.
const CLASSES: [usize; 3] = [4 << 10, 64 << 10, 1 << 20];
/// What is allocated at a time, in bytes.
const SLAB: usize = 1 << 20;
/// What a context may have, in bytes.
pub const STAGING_LIMIT: usize = 1 << 30;

#[derive(Default)]
struct Staging {
    free: [Mutex<Vec<Raw<u8>>>; CLASSES.len()],
    total: Mutex<usize>,
}

/// A piece of page-locked memory on loan. It goes back when dropped, and away with its context.
pub struct Stage {
    memory: Raw<u8>,
    class: usize,
    context: Arc<Context>,
}

impl Stage {
    /// Its first byte.
    pub fn as_ptr(&self) -> *mut u8 {
        self.memory.0
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.context.staging.free[self.class].lock().push(self.memory);
    }
}

/// An event of the guest's, for one generation or several: whoever waits for a generation keeps it.
pub struct Event {
    /// The driver's.
    pub handle: Raw<CUevent_st>,
    /// Where it was created.
    pub context: Arc<Context>,
    /// CU_EVENT_*.
    pub flags: u32,
}

impl Event {
    /// CU_EVENT_INTERPROCESS: other processes have it too.
    pub const INTERPROCESS: u32 = 4;

    /// Creates one.
    ///
    /// # Errors
    /// The driver's.
    pub fn create(context: &Arc<Context>, flags: u32) -> CuResult<Arc<Self>> {
        context.enter()?;
        let mut event: CUevent = ptr::null_mut();
        // SAFETY: a plain call with a target that lives through it.
        unsafe { (context.driver.functions.event_create)(&mut event, flags) }.ok()?;
        Ok(Arc::new(Self { handle: Raw(event), context: context.clone(), flags }))
    }
}

impl Drop for Event {
    fn drop(&mut self) {
        self.context.while_alive(|| {
            // SAFETY: nobody else has the handle any more, and its context is alive.
            let _ = unsafe { (self.context.driver.functions.event_destroy)(self.handle.0) };
        });
    }
}
