//! The tables of cuGetExportTable: private functions that NVIDIA's runtime libraries ask of a driver. What each slot does was measured
//! (see [`cuda_abi::export_tables`]); slots that nobody was seen to use answer `NOT_SUPPORTED`.

use std::cell::UnsafeCell;
use std::ffi::{c_int, c_uint, c_void};
use std::sync::OnceLock;

use cuda_abi::export_tables::{
    self as layout, ExportTable, context_checks, context_identity, context_local_storage, cudart_interface,
    integrity_check, tools_runtime_callback_hooks as hooks, tools_tls, vgpu,
};
use cuda_abi::{
    CUDA_VERSION, CUcontext, CUdevice, CUmodule, CUresult, CUstream, CuError, CuResult, integrity,
};

use crate::api;
use crate::context::{self, Context};
use crate::driver::{Driver, driver};
use crate::local_storage::Destructor;
use crate::stream;

/// A table as the program reads it.
struct Table(Box<[usize]>);

struct Tables(Vec<([u8; 16], Table)>);

static TABLES: OnceLock<Tables> = OnceLock::new();

/// The table that a UUID names.
pub fn find(uuid: &[u8; 16]) -> Option<*const c_void> {
    let tables = TABLES.get_or_init(|| {
        let all = layout::TABLES.iter().chain([&vgpu::TABLE]);
        Tables(all.map(|table| (table.uuid, build(table))).collect())
    });
    let (_, table) = tables.0.iter().find(|(known, _)| known == uuid)?;
    Some(table.0.as_ptr().cast())
}

fn build(table: &ExportTable) -> Table {
    let mut slots = vec![unused as *const () as usize; table.slots];
    if table.starts_with_length {
        slots[0] = table.bytes();
    }
    for &(uuid, slot, function) in &filled() {
        if uuid == table.uuid {
            slots[slot] = function as usize;
        }
    }
    Table(slots.into())
}

/// Every slot that does something.
fn filled() -> [([u8; 16], usize, *const ()); 21] {
    [
        (cudart_interface::TABLE.uuid, cudart_interface::LOAD_MODULE, load_wrapper as *const ()),
        (cudart_interface::TABLE.uuid, cudart_interface::GET_PRIMARY_CONTEXT, primary_context as *const ()),
        (cudart_interface::TABLE.uuid, cudart_interface::LOAD_MODULE_EXTENDED, load_wrapper as *const ()),
        (cudart_interface::TABLE.uuid, cudart_interface::NOTHING, nothing as *const ()),
        (cudart_interface::TABLE.uuid, cudart_interface::LOAD_FATBIN, load_fatbin as *const ()),
        (cudart_interface::TABLE.uuid, cudart_interface::LOAD_COMPILERS, nothing as *const ()),
        (hooks::TABLE.uuid, hooks::GET_FIRST_BUFFER, first_hook_buffer as *const ()),
        (hooks::TABLE.uuid, hooks::GET_SECOND_BUFFER, second_hook_buffer as *const ()),
        (tools_tls::TABLE.uuid, tools_tls::GET_CURRENT_CONTEXT, current_context as *const ()),
        (context_local_storage::TABLE.uuid, context_local_storage::PUT, storage_put as *const ()),
        (context_local_storage::TABLE.uuid, context_local_storage::DELETE, storage_delete as *const ()),
        (context_local_storage::TABLE.uuid, context_local_storage::GET, storage_get as *const ()),
        (context_checks::TABLE.uuid, context_checks::CHECK, check_context as *const ()),
        (context_checks::TABLE.uuid, context_checks::NOTHING, nothing as *const ()),
        (integrity_check::TABLE.uuid, integrity_check::CHECK, check_integrity as *const ()),
        (context_identity::TABLE.uuid, context_identity::GET_ID, context_id as *const ()),
        (context_identity::TABLE.uuid, context_identity::GET_STREAM, stream_of as *const ()),
        (context_identity::TABLE.uuid, context_identity::GET_STREAM_ID, stream_id as *const ()),
        (vgpu::TABLE.uuid, vgpu::RUNS_MACHINE_CODE, runs_machine_code as *const ()),
        (vgpu::TABLE.uuid, vgpu::WINDOW, shared_window as *const ()),
        (vgpu::TABLE.uuid, vgpu::SERVE_WORKER, serve_worker as *const ()),
    ]
}

extern "C" fn unused() -> CUresult {
    CuError::NOT_SUPPORTED.into()
}

extern "C" fn nothing() -> CUresult {
    CUresult::SUCCESS
}

/// Loads a fatbin wrapper; the arguments after the second, where there are any, were always empty.
unsafe extern "C" fn load_wrapper(module: *mut CUmodule, wrapper: *const c_void) -> CUresult {
    // SAFETY: cudart passes the wrapper that nvcc placed in the program, and a place for the module.
    unsafe { api::cuModuleLoadData(module, wrapper) }.into()
}

unsafe extern "C" fn load_fatbin(fatbin: *const c_void, module: *mut CUmodule) -> CUresult {
    // SAFETY: as above.
    unsafe { api::cuModuleLoadData(module, fatbin) }.into()
}

/// The primary context's handle, without retaining it; a later retain gives the same handle.
unsafe extern "C" fn primary_context(context: *mut CUcontext, device: CUdevice) -> CUresult {
    let found = driver().and_then(|driver| driver.device_of(device)).map(|device| device.primary.as_c());
    // SAFETY: cudart passes a place for the context.
    found.and_then(|handle| unsafe { api::put(context, handle) }).into()
}

/// Entries that cudart keeps its own things in; ours only to lend.
struct Lent<const ENTRIES: usize>(UnsafeCell<[Entry; ENTRIES]>);

type Entry = u64;
const _: () = assert!(size_of::<Entry>() == hooks::ENTRY_BYTES);

// SAFETY: this process's code never touches it; it is lent to cudart, which guards its own access.
unsafe impl<const ENTRIES: usize> Sync for Lent<ENTRIES> {}

impl<const ENTRIES: usize> Lent<ENTRIES> {
    const fn new() -> Self {
        Self(UnsafeCell::new([0; ENTRIES]))
    }

    /// # Safety
    /// The targets are NULL or valid for writes.
    unsafe fn lend(&self, buffer: *mut *mut c_void, entries: *mut usize) -> CUresult {
        // SAFETY: the caller's promise.
        let lent = unsafe { api::put(buffer, self.0.get().cast()).and_then(|()| api::put(entries, ENTRIES)) };
        lent.into()
    }
}

static FIRST_HOOKS: Lent<{ hooks::FIRST_ENTRIES }> = Lent::new();
static SECOND_HOOKS: Lent<{ hooks::SECOND_ENTRIES }> = Lent::new();

unsafe extern "C" fn first_hook_buffer(buffer: *mut *mut c_void, entries: *mut usize) -> CUresult {
    // SAFETY: cudart passes places for both.
    unsafe { FIRST_HOOKS.lend(buffer, entries) }
}

unsafe extern "C" fn second_hook_buffer(buffer: *mut *mut c_void, entries: *mut usize) -> CUresult {
    // SAFETY: cudart passes places for both.
    unsafe { SECOND_HOOKS.lend(buffer, entries) }
}

unsafe extern "C" fn current_context(target: *mut CUcontext) -> CUresult {
    // SAFETY: the caller passes a place for the context.
    unsafe { api::cuCtxGetCurrent(target) }.into()
}

/// A context argument of which NULL means the current one.
fn context_or_current(driver: &Driver, context: CUcontext) -> CuResult<&'static Context> {
    if context.is_null() {
        return context::current().ok_or(CuError::INVALID_CONTEXT);
    }
    driver.context(api::from_c(context))
}

unsafe extern "C" fn storage_put(
    context: CUcontext,
    key: *mut c_void,
    value: *mut c_void,
    destructor: Destructor,
) -> CUresult {
    let put = |driver: &Driver| {
        context_or_current(driver, context)?.storage.put(key.addr(), value.addr(), destructor);
        Ok(())
    };
    driver().and_then(put).into()
}

unsafe extern "C" fn storage_delete(context: CUcontext, key: *mut c_void) -> CUresult {
    let delete = |driver: &Driver| match context_or_current(driver, context)?.storage.delete(key.addr()) {
        true => Ok(()),
        false => Err(CuError::INVALID_HANDLE),
    };
    driver().and_then(delete).into()
}

unsafe extern "C" fn storage_get(value: *mut *mut c_void, context: CUcontext, key: *mut c_void) -> CUresult {
    let found = driver().and_then(|driver| {
        context_or_current(driver, context)?.storage.get(key.addr()).ok_or(CuError::INVALID_HANDLE)
    });
    // SAFETY: the caller passes a place for the value.
    found.and_then(|found| unsafe { api::put(value, found as *mut c_void) }).into()
}

unsafe extern "C" fn check_context(
    _context: CUcontext,
    first: *mut c_uint,
    second: *mut *const c_void,
) -> CUresult {
    // SAFETY: the caller passes places for both, or NULL.
    unsafe {
        api::put_if_wanted(first, 0);
        api::put_if_wanted(second, std::ptr::null());
    }
    CUresult::SUCCESS
}

/// The value by which cudart recognises a driver. It is made of this process's own addresses and ids, so it is computed here.
unsafe extern "C" fn check_integrity(version: c_uint, unix_seconds: u64, value: *mut [u64; 2]) -> CUresult {
    let computed = driver().map(|driver| {
        let devices: Vec<_> = driver
            .devices
            .iter()
            .map(|device| integrity::Device {
                uuid: device.description.uuid,
                pci: device.description.pci.map(|part| part as c_int),
            })
            .collect();
        let address = |uuid| find(&uuid).map_or(0, |table| table.addr() as u64);
        integrity::value(&integrity::Inputs {
            driver_version: CUDA_VERSION,
            version,
            process: std::process::id(),
            // SAFETY: always answers.
            thread: unsafe { libc::pthread_self() } as u32,
            cudart_interface: address(cudart_interface::TABLE.uuid),
            integrity_check: address(integrity_check::TABLE.uuid),
            function: check_integrity as *const () as u64,
            unix_seconds,
            devices: &devices,
        })
    });
    // SAFETY: the caller passes a place for two words.
    computed.and_then(|computed| unsafe { api::put(value, computed) }).into()
}

unsafe extern "C" fn context_id(context: CUcontext, id: *mut u64) -> CUresult {
    // SAFETY: the caller passes a place for the id.
    unsafe { api::cuCtxGetId(context, id.cast()) }.into()
}

/// The stream that a handle means, so that the default streams have a handle of their own: what [`stream_id`] takes.
unsafe extern "C" fn stream_of(
    _context: CUcontext,
    stream: CUstream,
    target: *mut CUstream,
    is_per_thread: c_int,
) -> CUresult {
    let meant = match stream.addr() {
        0 if is_per_thread != 0 => stream::PER_THREAD as CUstream,
        0 => stream::LEGACY as CUstream,
        _ => stream,
    };
    let found = driver().and_then(|driver| stream::resolve(driver, meant));
    // SAFETY: the caller passes a place for the stream.
    found.and_then(|_| unsafe { api::put(target, meant) }).into()
}

unsafe extern "C" fn stream_id(_context: CUcontext, stream: CUstream, id: *mut u64) -> CUresult {
    // SAFETY: the caller passes a place for the id.
    unsafe { api::cuStreamGetId(stream, id.cast()) }.into()
}

unsafe extern "C" fn runs_machine_code(device: CUdevice, runs: *mut c_int) -> CUresult {
    let answer = driver().and_then(|driver| Ok(driver.device_of(device)?.description.runs_machine_code));
    // SAFETY: the caller passes a place for the answer.
    answer.and_then(|answer| unsafe { api::put(runs, answer.into()) }).into()
}

unsafe extern "C" fn shared_window(base: *mut u64, host_bytes: *mut u64, memory: *mut c_int) -> CUresult {
    let answer = driver().and_then(|driver| driver.session.channel().window().ok_or(CuError::NOT_FOUND));
    answer
        .and_then(|window| {
            let host = window.host();
            // SAFETY: the caller passes places for the three.
            unsafe {
                api::put(base, host.start as u64)?;
                api::put(host_bytes, host.len() as u64)?;
                api::put(memory, std::os::fd::AsRawFd::as_raw_fd(&std::os::fd::AsFd::as_fd(window)))
            }
        })
        .into()
}

extern "C" fn serve_worker() -> CUresult {
    crate::session::serve_worker();
    CUresult::SUCCESS
}
