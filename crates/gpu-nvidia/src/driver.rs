//! The driver library: opened at run time, never our own by accident, its functions found by `cuGetProcAddress`.

use std::ffi::{CStr, OsStr, c_char, c_int, c_uint, c_ulonglong, c_void};
use std::path::PathBuf;
use std::ptr;

use cuda_abi::export_tables::vgpu;
use cuda_abi::{
    CUDA_ARRAY_DESCRIPTOR, CUDA_ARRAY3D_DESCRIPTOR, CUDA_MEMCPY3D, CUDA_RESOURCE_DESC,
    CUDA_RESOURCE_VIEW_DESC, CUDA_TEXTURE_DESC, CUaddress_mode, CUarray, CUarray_format, CUcontext, CUdevice,
    CUdevice_P2PAttribute, CUdevice_attribute, CUdeviceptr, CUevent, CUfilter_mode, CUfunction,
    CUfunction_attribute, CUgraph, CUgraphConditionalHandle, CUgraphEdgeData, CUgraphExec, CUgraphNode,
    CUgraphNodeParams, CUhostFn, CUipcEventHandle, CUipcMemHandle, CUjit_option, CUlaunchAttributeID,
    CUlaunchAttributeValue, CUlaunchConfig, CUlimit, CUmemAccessDesc, CUmemAllocationGranularity_flags,
    CUmemAllocationHandleType, CUmemAllocationProp, CUmemGenericAllocationHandle, CUmemPool_attribute,
    CUmemPoolProps, CUmemPoolPtrExportData, CUmemoryPool, CUmipmappedArray, CUmodule, CUresult, CUstream,
    CUstreamCaptureMode, CUstreamCaptureStatus, CUsurfObject, CUsurfref, CUtexObject, CUtexref, CUuuid,
    CuError, CuResult, cuuint64_t,
};
use libloading::Library;

/// The library's name, as every driver installs it.
pub const LIBCUDA: &str = "libcuda.so.1";

/// The oldest driver that is asked: `cuGetProcAddress` has its present form since then.
pub const OLDEST: c_int = 12_000;

/// The version whose ABI of each function is asked for, whatever the driver's own: every later driver keeps it
/// (CUDA Driver API, "Driver Entry Point Access").
const ABI: c_int = 12_000;

/// `CU_GET_PROC_ADDRESS_LEGACY_STREAM`: stream 0 is the legacy default stream.
const LEGACY_STREAM: u64 = 1;

/// Which library to open.
#[derive(Clone, Debug, Default)]
pub struct DriverOptions {
    /// Its path; otherwise what the loader finds by its name.
    pub path: Option<PathBuf>,
    /// Take it even if it is vgpu's own: a virtual GPU behind a virtual GPU, for tests.
    pub allow_nested: bool,
}

/// Why there is no driver.
#[derive(Debug, thiserror::Error)]
pub enum DriverError {
    /// The loader found none, or one that it cannot load.
    #[error("no NVIDIA driver: {0}")]
    Missing(String),
    /// The library is vgpu's.
    #[error("{0} is vgpu's own library, not NVIDIA's driver: a GPU behind itself needs --allow-nested")]
    OurOwn(String),
    /// A function that every driver since [`OLDEST`] has.
    #[error("the driver has no {0}: it is older than CUDA 12.0, or damaged")]
    Function(&'static str),
    /// The driver is too old.
    #[error("the driver is for CUDA {0}, and 12000 is the oldest that will do")]
    Old(c_int),
    /// The driver refuses to start.
    #[error("the driver does not start: {0}")]
    Init(CuError),
    /// A device that there is not.
    #[error("there is no device {0}; the driver has {1}")]
    Device(u32, u32),
}

type GetProcAddress =
    unsafe extern "C" fn(*const c_char, *mut *mut c_void, c_int, u64, *mut c_uint) -> CUresult;

macro_rules! functions {
    ($(
        $field:ident = $symbol:literal ( $($ty:ty),* );
    )*
    [
        $( $(#[$optional_doc:meta])* $optional:ident = $optional_symbol:literal since $since:literal ( $($optional_ty:ty),* ); )*
    ]) => {
        /// The driver's functions, by what this crate calls them.
        pub struct Functions {
            $( #[doc = $symbol] pub $field: unsafe extern "C" fn($($ty),*) -> CUresult, )*
            $( $(#[$optional_doc])* pub $optional: Option<unsafe extern "C" fn($($optional_ty),*) -> CUresult>, )*
        }

        impl Functions {
            fn resolve(get: GetProcAddress) -> Result<Self, DriverError> {
                Ok(Self {
                    $( $field: {
                        let symbol = const { symbol(concat!($symbol, "\0")) };
                        let address = find(get, symbol, abi($symbol)).ok_or(DriverError::Function($symbol))?;
                        // SAFETY: the driver says that this is the function of that name as ABI declares it, which the type repeats.
                        unsafe { std::mem::transmute::<*mut c_void, unsafe extern "C" fn($($ty),*) -> CUresult>(address) }
                    }, )*
                    $( $optional: {
                        let symbol = const { symbol(concat!($optional_symbol, "\0")) };
                        // SAFETY: as above, as the version that brought it declares it.
                        find(get, symbol, $since).map(|address| unsafe {
                            std::mem::transmute::<*mut c_void, unsafe extern "C" fn($($optional_ty),*) -> CUresult>(address)
                        })
                    }, )*
                })
            }
        }
    };
}

/// The version to ask for: [`ABI`], but for functions whose form before that does all that is needed.
fn abi(symbol: &str) -> c_int {
    match symbol {
        // With 11.4 came a form that takes execution affinities.
        "cuCtxCreate" => 11_000,
        _ => ABI,
    }
}

const fn symbol(text: &'static str) -> &'static CStr {
    match CStr::from_bytes_with_nul(text.as_bytes()) {
        Ok(symbol) => symbol,
        Err(_) => panic!("a name ends with its only zero"),
    }
}

fn find(get: GetProcAddress, symbol: &CStr, version: c_int) -> Option<*mut c_void> {
    let mut address = ptr::null_mut();
    let mut status = 0;
    // SAFETY: the function is the driver's cuGetProcAddress_v2; the string and both targets live through the call.
    let found = unsafe { get(symbol.as_ptr(), &mut address, version, LEGACY_STREAM, &mut status) };
    (found == CUresult::SUCCESS && !address.is_null()).then_some(address)
}

functions! {
    init = "cuInit"(c_uint);
    driver_version = "cuDriverGetVersion"(*mut c_int);
    device_get_count = "cuDeviceGetCount"(*mut c_int);
    device_get = "cuDeviceGet"(*mut CUdevice, c_int);
    device_name = "cuDeviceGetName"(*mut c_char, c_int, CUdevice);
    device_uuid = "cuDeviceGetUuid"(*mut CUuuid, CUdevice);
    device_memory = "cuDeviceTotalMem"(*mut usize, CUdevice);
    device_attribute = "cuDeviceGetAttribute"(*mut c_int, CUdevice_attribute, CUdevice);
    device_can_access_peer = "cuDeviceCanAccessPeer"(*mut c_int, CUdevice, CUdevice);
    device_p2p_attribute = "cuDeviceGetP2PAttribute"(*mut c_int, CUdevice_P2PAttribute, CUdevice, CUdevice);
    enable_peer = "cuCtxEnablePeerAccess"(CUcontext, c_uint);
    disable_peer = "cuCtxDisablePeerAccess"(CUcontext);
    context_create = "cuCtxCreate"(*mut CUcontext, c_uint, CUdevice);
    context_destroy = "cuCtxDestroy"(CUcontext);
    context_set_current = "cuCtxSetCurrent"(CUcontext);
    context_set_limit = "cuCtxSetLimit"(CUlimit, usize);
    context_get_limit = "cuCtxGetLimit"(*mut usize, CUlimit);
    mem_alloc = "cuMemAlloc"(*mut CUdeviceptr, usize);
    mem_free = "cuMemFree"(CUdeviceptr);
    mem_info = "cuMemGetInfo"(*mut usize, *mut usize);
    host_alloc = "cuMemHostAlloc"(*mut *mut c_void, usize, c_uint);
    host_free = "cuMemFreeHost"(*mut c_void);
    host_register = "cuMemHostRegister"(*mut c_void, usize, c_uint);
    host_unregister = "cuMemHostUnregister"(*mut c_void);
    host_device_pointer = "cuMemHostGetDevicePointer"(*mut CUdeviceptr, *mut c_void, c_uint);
    managed_alloc = "cuMemAllocManaged"(*mut CUdeviceptr, usize, c_uint);
    address_reserve = "cuMemAddressReserve"(*mut CUdeviceptr, usize, usize, CUdeviceptr, u64);
    address_free = "cuMemAddressFree"(CUdeviceptr, usize);
    memory_create = "cuMemCreate"(*mut CUmemGenericAllocationHandle, usize, *const CUmemAllocationProp, u64);
    memory_release = "cuMemRelease"(CUmemGenericAllocationHandle);
    memory_map = "cuMemMap"(CUdeviceptr, usize, usize, CUmemGenericAllocationHandle, u64);
    memory_unmap = "cuMemUnmap"(CUdeviceptr, usize);
    memory_access = "cuMemSetAccess"(CUdeviceptr, usize, *const CUmemAccessDesc, usize);
    memory_granularity = "cuMemGetAllocationGranularity"(
        *mut usize, *const CUmemAllocationProp, CUmemAllocationGranularity_flags
    );
    pool_create = "cuMemPoolCreate"(*mut CUmemoryPool, *const CUmemPoolProps);
    pool_destroy = "cuMemPoolDestroy"(CUmemoryPool);
    pool_default = "cuDeviceGetDefaultMemPool"(*mut CUmemoryPool, CUdevice);
    pool_get = "cuMemPoolGetAttribute"(CUmemoryPool, CUmemPool_attribute, *mut c_void);
    pool_set = "cuMemPoolSetAttribute"(CUmemoryPool, CUmemPool_attribute, *mut c_void);
    pool_trim = "cuMemPoolTrimTo"(CUmemoryPool, usize);
    pool_access = "cuMemPoolSetAccess"(CUmemoryPool, *const CUmemAccessDesc, usize);
    pool_alloc = "cuMemAllocFromPoolAsync"(*mut CUdeviceptr, usize, CUmemoryPool, CUstream);
    free_async = "cuMemFreeAsync"(CUdeviceptr, CUstream);
    ipc_memory = "cuIpcGetMemHandle"(*mut CUipcMemHandle, CUdeviceptr);
    ipc_open_memory = "cuIpcOpenMemHandle"(*mut CUdeviceptr, CUipcMemHandle, c_uint);
    ipc_close_memory = "cuIpcCloseMemHandle"(CUdeviceptr);
    ipc_event = "cuIpcGetEventHandle"(*mut CUipcEventHandle, CUevent);
    ipc_open_event = "cuIpcOpenEventHandle"(*mut CUevent, CUipcEventHandle);
    memory_export = "cuMemExportToShareableHandle"(
        *mut c_void, CUmemGenericAllocationHandle, CUmemAllocationHandleType, u64
    );
    memory_import = "cuMemImportFromShareableHandle"(
        *mut CUmemGenericAllocationHandle, *mut c_void, CUmemAllocationHandleType
    );
    pool_export = "cuMemPoolExportToShareableHandle"(*mut c_void, CUmemoryPool, CUmemAllocationHandleType, u64);
    pool_import = "cuMemPoolImportFromShareableHandle"(*mut CUmemoryPool, *mut c_void, CUmemAllocationHandleType, u64);
    pool_export_pointer = "cuMemPoolExportPointer"(*mut CUmemPoolPtrExportData, CUdeviceptr);
    pool_import_pointer = "cuMemPoolImportPointer"(*mut CUdeviceptr, CUmemoryPool, *mut CUmemPoolPtrExportData);
    array_create = "cuArray3DCreate"(*mut CUarray, *const CUDA_ARRAY3D_DESCRIPTOR);
    array_destroy = "cuArrayDestroy"(CUarray);
    mipmapped_create = "cuMipmappedArrayCreate"(*mut CUmipmappedArray, *const CUDA_ARRAY3D_DESCRIPTOR, c_uint);
    mipmapped_destroy = "cuMipmappedArrayDestroy"(CUmipmappedArray);
    mipmapped_level = "cuMipmappedArrayGetLevel"(*mut CUarray, CUmipmappedArray, c_uint);
    texture_create = "cuTexObjectCreate"(
        *mut CUtexObject, *const CUDA_RESOURCE_DESC, *const CUDA_TEXTURE_DESC, *const CUDA_RESOURCE_VIEW_DESC
    );
    texture_destroy = "cuTexObjectDestroy"(CUtexObject);
    surface_create = "cuSurfObjectCreate"(*mut CUsurfObject, *const CUDA_RESOURCE_DESC);
    surface_destroy = "cuSurfObjectDestroy"(CUsurfObject);
    copy_3d = "cuMemcpy3DAsync"(*const CUDA_MEMCPY3D, CUstream);
    memcpy = "cuMemcpyAsync"(CUdeviceptr, CUdeviceptr, usize, CUstream);
    write = "cuMemcpyHtoDAsync"(CUdeviceptr, *const c_void, usize, CUstream);
    read = "cuMemcpyDtoHAsync"(*mut c_void, CUdeviceptr, usize, CUstream);
    set_8 = "cuMemsetD8Async"(CUdeviceptr, u8, usize, CUstream);
    set_16 = "cuMemsetD16Async"(CUdeviceptr, u16, usize, CUstream);
    set_32 = "cuMemsetD32Async"(CUdeviceptr, c_uint, usize, CUstream);
    module_load = "cuModuleLoadDataEx"(*mut CUmodule, *const c_void, c_uint, *mut CUjit_option, *mut *mut c_void);
    module_unload = "cuModuleUnload"(CUmodule);
    module_global = "cuModuleGetGlobal"(*mut CUdeviceptr, *mut usize, CUmodule, *const c_char);
    module_function = "cuModuleGetFunction"(*mut CUfunction, CUmodule, *const c_char);
    function_attribute = "cuFuncGetAttribute"(*mut c_int, CUfunction_attribute, CUfunction);
    function_set_attribute = "cuFuncSetAttribute"(CUfunction, CUfunction_attribute, c_int);
    launch = "cuLaunchKernel"(
        CUfunction, c_uint, c_uint, c_uint, c_uint, c_uint, c_uint, c_uint, CUstream, *mut *mut c_void, *mut *mut c_void
    );
    launch_ex = "cuLaunchKernelEx"(*const CUlaunchConfig, CUfunction, *mut *mut c_void, *mut *mut c_void);
    launch_host = "cuLaunchHostFunc"(CUstream, CUhostFn, *mut c_void);
    stream_create = "cuStreamCreateWithPriority"(*mut CUstream, c_uint, c_int);
    stream_destroy = "cuStreamDestroy"(CUstream);
    stream_query = "cuStreamQuery"(CUstream);
    stream_wait_event = "cuStreamWaitEvent"(CUstream, CUevent, c_uint);
    wait_value_32 = "cuStreamWaitValue32"(CUstream, CUdeviceptr, u32, c_uint);
    wait_value_64 = "cuStreamWaitValue64"(CUstream, CUdeviceptr, u64, c_uint);
    write_value_32 = "cuStreamWriteValue32"(CUstream, CUdeviceptr, u32, c_uint);
    write_value_64 = "cuStreamWriteValue64"(CUstream, CUdeviceptr, u64, c_uint);
    stream_set_attribute = "cuStreamSetAttribute"(CUstream, CUlaunchAttributeID, *const CUlaunchAttributeValue);
    event_create = "cuEventCreate"(*mut CUevent, c_uint);
    event_destroy = "cuEventDestroy"(CUevent);
    event_record = "cuEventRecord"(CUevent, CUstream);
    event_query = "cuEventQuery"(CUevent);
    event_synchronize = "cuEventSynchronize"(CUevent);
    event_elapsed = "cuEventElapsedTime"(*mut f32, CUevent, CUevent);
    [
        /// Offset and size of a kernel's parameter.
        function_param = "cuFuncGetParamInfo" since 12_040 (CUfunction, usize, *mut usize, *mut usize);
        /// A graph. Graphs are the driver's own where they have conditional nodes, which came with CUDA 12.3.
        graph_create = "cuGraphCreate" since 12_000 (*mut CUgraph, c_uint);
        /// Forgets it, and what its handles name.
        graph_destroy = "cuGraphDestroy" since 12_000 (CUgraph);
        /// Adds a node.
        graph_add_node = "cuGraphAddNode" since 12_020 (*mut CUgraphNode, CUgraph, *const CUgraphNode, usize, *mut CUgraphNodeParams);
        /// A value for a conditional node.
        condition_create = "cuGraphConditionalHandleCreate" since 12_030 (*mut CUgraphConditionalHandle, CUgraph, CUcontext, c_uint, c_uint);
        /// Makes work of a stream nodes of a graph.
        begin_capture_to = "cuStreamBeginCaptureToGraph" since 12_030 (
            CUstream, CUgraph, *const CUgraphNode, *const CUgraphEdgeData, usize, CUstreamCaptureMode
        );
        /// Ends that.
        end_capture = "cuStreamEndCapture" since 12_000 (CUstream, *mut CUgraph);
        /// What the next node comes after.
        capture_info = "cuStreamGetCaptureInfo" since 12_000 (
            CUstream, *mut CUstreamCaptureStatus, *mut cuuint64_t, *mut CUgraph, *mut *const CUgraphNode, *mut usize
        );
        /// Says what it comes after.
        capture_after = "cuStreamUpdateCaptureDependencies" since 12_000 (CUstream, *mut CUgraphNode, usize, c_uint);
        /// What can be launched of a graph.
        graph_instantiate = "cuGraphInstantiate" since 12_000 (*mut CUgraphExec, CUgraph, c_ulonglong);
        /// Launches it.
        graph_launch = "cuGraphLaunch" since 12_000 (CUgraphExec, CUstream);
        /// Forgets it.
        exec_destroy = "cuGraphExecDestroy" since 12_000 (CUgraphExec);
        /// A module's texture reference by name. References are deprecated, with all that follows.
        module_texture = "cuModuleGetTexRef" since 12_000 (*mut CUtexref, CUmodule, *const c_char);
        /// A module's surface reference by name.
        module_surface = "cuModuleGetSurfRef" since 12_000 (*mut CUsurfref, CUmodule, *const c_char);
        /// Binds an array to a surface reference.
        surface_set_array = "cuSurfRefSetArray" since 12_000 (CUsurfref, CUarray, c_uint);
        /// Binds an array to a texture reference.
        texture_set_array = "cuTexRefSetArray" since 12_000 (CUtexref, CUarray, c_uint);
        /// Binds a mipmapped array.
        texture_set_mipmapped = "cuTexRefSetMipmappedArray" since 12_000 (CUtexref, CUmipmappedArray, c_uint);
        /// Binds linear memory.
        texture_set_address = "cuTexRefSetAddress" since 12_000 (*mut usize, CUtexref, CUdeviceptr, usize);
        /// Binds rows in linear memory.
        texture_set_rows = "cuTexRefSetAddress2D" since 12_000 (CUtexref, *const CUDA_ARRAY_DESCRIPTOR, CUdeviceptr, usize);
        /// Says what texels of linear memory are.
        texture_set_format = "cuTexRefSetFormat" since 12_000 (CUtexref, CUarray_format, c_int);
        /// Says what is beyond the edges.
        texture_set_address_mode = "cuTexRefSetAddressMode" since 12_000 (CUtexref, c_int, CUaddress_mode);
        /// Says what is between texels.
        texture_set_filter = "cuTexRefSetFilterMode" since 12_000 (CUtexref, CUfilter_mode);
        /// Says what is between levels.
        texture_set_level_filter = "cuTexRefSetMipmapFilterMode" since 12_000 (CUtexref, CUfilter_mode);
        /// Says what is added to levels.
        texture_set_level_bias = "cuTexRefSetMipmapLevelBias" since 12_000 (CUtexref, f32);
        /// Says which levels are read.
        texture_set_level_clamp = "cuTexRefSetMipmapLevelClamp" since 12_000 (CUtexref, f32, f32);
        /// Says how many texels are looked at from aside.
        texture_set_anisotropy = "cuTexRefSetMaxAnisotropy" since 12_000 (CUtexref, c_uint);
        /// Says what color is beyond the edges.
        texture_set_border = "cuTexRefSetBorderColor" since 12_000 (CUtexref, *mut f32);
        /// Says how coordinates and integers are taken.
        texture_set_flags = "cuTexRefSetFlags" since 12_000 (CUtexref, c_uint);
    ]
}

/// What our own library tells of itself, when it serves as the driver.
pub struct Nested {
    runs_machine_code: unsafe extern "C" fn(CUdevice, *mut c_int) -> CUresult,
    window: unsafe extern "C" fn(*mut u64, *mut u64, *mut c_int) -> CUresult,
    serve_worker: unsafe extern "C" fn() -> CUresult,
}

/// Memory that the driver shares with the process whose driver it is.
#[derive(Clone, Copy, Debug)]
pub struct NestedWindow {
    /// The first address.
    pub base: u64,
    /// Bytes of pinned and managed memory, from the first address on.
    pub host_bytes: u64,
    /// The memory's descriptor, which stays the library's.
    pub memory: c_int,
}

/// An opened and initialised driver.
pub struct Driver {
    /// Its functions.
    pub functions: Functions,
    /// As 12080 for CUDA 12.8.
    pub version: c_int,
    nested: Option<Nested>,
    _library: Library,
}

impl Driver {
    /// Opens and initialises it. No context is created.
    ///
    /// # Errors
    /// There is none, it is too old, it is our own, or it refuses.
    pub fn open(options: &DriverOptions) -> Result<Self, DriverError> {
        let name = options.path.as_deref().map_or(OsStr::new(LIBCUDA), |path| path.as_os_str());
        // SAFETY: loading a driver runs its initialisers, which is what the host's administrator installed it for.
        let library =
            unsafe { Library::new(name) }.map_err(|error| DriverError::Missing(error.to_string()))?;
        // SAFETY: the symbol's declaration since CUDA 12.0.
        let get = unsafe { library.get::<GetProcAddress>(b"cuGetProcAddress_v2\0") };
        let get: GetProcAddress = *get.map_err(|_| DriverError::Function("cuGetProcAddress_v2"))?;
        let nested = own_table(get);
        if nested.is_some() && !options.allow_nested {
            return Err(DriverError::OurOwn(name.to_string_lossy().into_owned()));
        }
        if let Some(nested) = &nested {
            // SAFETY: our own library's function.
            unsafe { (nested.serve_worker)() }.ok().map_err(DriverError::Init)?;
        }
        let functions = Functions::resolve(get)?;
        let mut version = 0;
        // SAFETY: a plain call with a target that lives through it.
        unsafe { (functions.driver_version)(&mut version) }.ok().map_err(DriverError::Init)?;
        if version < OLDEST {
            return Err(DriverError::Old(version));
        }
        // SAFETY: a plain call.
        unsafe { (functions.init)(0) }.ok().map_err(DriverError::Init)?;
        Ok(Self { functions, version, nested, _library: library })
    }

    /// Number of devices.
    ///
    /// # Errors
    /// The driver's.
    pub fn device_count(&self) -> CuResult<u32> {
        let mut count = 0;
        // SAFETY: a plain call with a target that lives through it.
        unsafe { (self.functions.device_get_count)(&mut count) }.ok()?;
        Ok(u32::try_from(count).unwrap_or(0))
    }

    /// Whether the driver is vgpu's own library.
    pub fn is_nested(&self) -> bool {
        self.nested.is_some()
    }

    /// Whether a device takes machine code: every one but a software GPU.
    pub fn runs_machine_code(&self, device: CUdevice) -> bool {
        let Some(nested) = &self.nested else { return true };
        let mut runs = 0;
        // SAFETY: our own library's function, with a target that lives through the call.
        let answered = unsafe { (nested.runs_machine_code)(device, &mut runs) };
        answered == CUresult::SUCCESS && runs != 0
    }

    /// The window that a nested driver shares with its host.
    pub fn nested_window(&self) -> Option<NestedWindow> {
        let nested = self.nested.as_ref()?;
        let mut window = NestedWindow { base: 0, host_bytes: 0, memory: -1 };
        // SAFETY: our own library's function, with targets that live through the call.
        let answered =
            unsafe { (nested.window)(&mut window.base, &mut window.host_bytes, &mut window.memory) };
        (answered == CUresult::SUCCESS).then_some(window)
    }
}

/// The table that only vgpu's library has.
fn own_table(get: GetProcAddress) -> Option<Nested> {
    type GetExportTable = unsafe extern "C" fn(*mut *const c_void, *const CUuuid) -> CUresult;
    let address = find(get, c"cuGetExportTable", ABI)?;
    // SAFETY: the driver says that this is cuGetExportTable, whose declaration this is.
    let get_table = unsafe { std::mem::transmute::<*mut c_void, GetExportTable>(address) };
    let uuid = CUuuid { bytes: vgpu::TABLE.uuid.map(|byte| byte as c_char) };
    let mut table: *const c_void = ptr::null();
    // SAFETY: both pointers live through the call.
    let found = unsafe { get_table(&mut table, &uuid) };
    if found != CUresult::SUCCESS || table.is_null() {
        return None;
    }
    let slots: *const *const c_void = table.cast();
    // SAFETY: a library that knows the UUID has the slots that cuda_abi::export_tables::vgpu lists, with functions of these types.
    unsafe {
        Some(Nested {
            runs_machine_code: std::mem::transmute::<
                *const c_void,
                unsafe extern "C" fn(CUdevice, *mut c_int) -> CUresult,
            >(slots.add(vgpu::RUNS_MACHINE_CODE).read()),
            window: std::mem::transmute::<
                *const c_void,
                unsafe extern "C" fn(*mut u64, *mut u64, *mut c_int) -> CUresult,
            >(slots.add(vgpu::WINDOW).read()),
            serve_worker: std::mem::transmute::<*const c_void, unsafe extern "C" fn() -> CUresult>(
                slots.add(vgpu::SERVE_WORKER).read(),
            ),
        })
    }
}
