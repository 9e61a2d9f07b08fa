//! THE table of calls that travel: one row for each operation that a worker executes.
//!
//! Everything that has to know a call expands [`crate::for_each_call!`]: the encoder and the guest's stub, the decoder and the
//! server's dispatch, the method of the `Gpu` trait, the trace line, the row of docs/api-coverage.md. Adding a call is
//! adding a row here, a method to each backend, and the guest's function that packs it.
//!
//! A row reads `class number name(arguments) -> result = [driver functions that it carries];`
//!
//! * The **number** goes over the wire. It is written out, never reused and never changed; gaps are room for a family.
//! * The **class** says who waits:
//!   `post` returns at once and has no reply; its error, if any, is given to the next call that waits;
//!   `sync` is answered by the worker as soon as it is decoded;
//!   `wait` is answered when the work that it waits for has completed, while other calls flow.
//! * **Arguments** are of fixed width; at most one, the last, is a byte string.
//! * Identifiers of contexts, streams, events, modules and functions are chosen by the guest.
//! * Driver functions are named by their base name: all versions and per-thread-stream forms are meant.

/// Invokes `$expand!` with every row of the table.
#[macro_export]
macro_rules! for_each_call {
    ($expand:ident) => {
        $expand! {
            /// How many devices this session may use.
            sync 1 device_count() -> u32 = [cuDeviceGetCount];
            /// Everything that the guest answers about a device by itself.
            sync 2 device_describe(device: u32) -> DeviceDescription
                = [cuDeviceGetAttribute, cuDeviceGetName, cuDeviceGetUuid, cuDeviceTotalMem, cuDeviceGetPCIBusId,
                   cuDeviceGetByPCIBusId, cuDeviceGetProperties, cuDeviceComputeCapability];
            /// A context on a device, and the id of its legacy default stream.
            sync 3 context_create(context: ContextId, device: u32, flags: u32, default_stream: StreamId) -> ()
                = [cuDevicePrimaryCtxRetain, cuCtxCreate];
            /// Ends a context: its work is abandoned, everything that it holds is freed.
            sync 4 context_destroy(context: ContextId) -> () = [cuDevicePrimaryCtxRelease, cuDevicePrimaryCtxReset, cuCtxDestroy];
            /// Waits for all work of a context.
            wait 5 context_synchronize(context: ContextId) -> () = [cuCtxSynchronize];
            /// The sticky error of a context, if it has one.
            sync 6 context_status(context: ContextId) -> () = [];
            /// Sets a limit (CU_LIMIT_*); the device may round it.
            sync 7 context_set_limit(context: ContextId, limit: u32, value: u64) -> () = [cuCtxSetLimit];
            /// What a limit is.
            sync 8 context_get_limit(context: ContextId, limit: u32) -> u64 = [cuCtxGetLimit];

            /// What two devices can do with each other's memory: `attribute` is a CU_DEVICE_P2P_ATTRIBUTE_*, or 0 for whether they reach it.
            sync 10 device_peer(device: u32, peer: u32, attribute: u32) -> i64 = [cuDeviceCanAccessPeer, cuDeviceGetP2PAttribute];
            /// Lets a context use the memory of another one's device, or not.
            sync 11 peer_access(context: ContextId, peer: ContextId, is_allowed: u32) -> ()
                = [cuCtxEnablePeerAccess, cuCtxDisablePeerAccess];

            /// Linear device memory; `bytes` is at least 1. Returns its address.
            sync 20 mem_alloc(context: ContextId, bytes: u64) -> u64 = [cuMemAlloc, cuMemAllocPitch];
            /// Frees device or managed memory once the work that may use it is done.
            wait 21 mem_free(context: ContextId, address: u64) -> () = [cuMemFree, cuIpcCloseMemHandle];
            /// Free and total device memory in bytes.
            sync 22 mem_info(context: ContextId) -> MemInfo = [cuMemGetInfo];
            /// Page-locked host memory in the shared window; `flags` are CU_MEMHOSTALLOC_*. Returns its address.
            sync 23 host_alloc(context: ContextId, bytes: u64, flags: u32) -> u64 = [cuMemHostAlloc, cuMemAllocHost];
            /// Frees page-locked host memory once the work that may use it is done.
            wait 24 host_free(context: ContextId, address: u64) -> () = [cuMemFreeHost];
            /// Managed memory in the shared window. Returns its address.
            sync 25 managed_alloc(context: ContextId, bytes: u64, flags: u32) -> u64 = [cuMemAllocManaged];

            /// Copies between two ranges that the device reaches.
            post 30 memcpy(dst: u64, src: u64, bytes: u64, stream: StreamId) -> ()
                = [cuMemcpy, cuMemcpyAsync, cuMemcpyDtoD, cuMemcpyDtoDAsync, cuMemcpy2D, cuMemcpy2DUnaligned, cuMemcpy2DAsync,
                   cuMemcpy3D, cuMemcpy3DAsync];
            /// Copies bytes that travel in the frame to the device.
            post 31 write(dst: u64, stream: StreamId, bytes: &[u8]) -> () = [cuMemcpyHtoD, cuMemcpyHtoDAsync];
            /// Copies bytes that wait in the arena to the device, then releases their chunk.
            post 32 write_staged(dst: u64, stream: StreamId, source: Staged) -> () = [cuMemcpyHtoD, cuMemcpyHtoDAsync];
            /// Copies from the device into the reply; at most [`wire::MAX_INLINE_READ`] bytes.
            wait 33 read(src: u64, bytes: u64, stream: StreamId) -> Vec<u8> = [cuMemcpyDtoH, cuMemcpyDtoHAsync];
            /// Copies from the device into a chunk of the arena, which the guest releases.
            wait 34 read_staged(src: u64, stream: StreamId, target: Staged) -> () = [cuMemcpyDtoH, cuMemcpyDtoHAsync];
            /// Sets `count` elements of `width` bytes (1, 2 or 4) to `value`.
            post 35 memset(dst: u64, value: u32, width: u32, count: u64, stream: StreamId) -> ()
                = [cuMemsetD8, cuMemsetD16, cuMemsetD32, cuMemsetD8Async, cuMemsetD16Async, cuMemsetD32Async,
                   cuMemsetD2D8, cuMemsetD2D16, cuMemsetD2D32, cuMemsetD2D8Async, cuMemsetD2D16Async, cuMemsetD2D32Async];

            /// A piece of an image that a later `module_load` names.
            post 40 blob_write(blob: BlobId, offset: u64, bytes: &[u8]) -> () = [];
            /// Loads the image in a blob, which is consumed, as a module.
            sync 41 module_load(context: ContextId, module: ModuleId, blob: BlobId, kind: ImageKind) -> ()
                = [cuModuleLoadData, cuModuleLoadDataEx, cuModuleLoadFatBinary, cuModuleLoad, cuLibraryLoadData, cuLibraryLoadFromFile];
            /// Unloads a module once the work that may use it is done.
            post 42 module_unload(module: ModuleId) -> () = [cuModuleUnload, cuLibraryUnload];
            /// Address and size in bytes of a module's variable.
            sync 43 module_global(module: ModuleId, name: &str) -> Range
                = [cuModuleGetGlobal, cuLibraryGetGlobal, cuLibraryGetManaged];
            /// Names a kernel of a module, and describes it.
            sync 44 function_get(module: ModuleId, function: FunctionId, name: &str) -> FunctionDescription
                = [cuModuleGetFunction, cuLibraryGetKernel, cuKernelGetFunction, cuFuncGetAttribute, cuFuncGetParamInfo];
            /// The names of a module's kernels, each ended by a zero byte, from the `first`-th on, as many as fit.
            sync 45 module_functions(module: ModuleId, first: u32) -> Vec<u8>
                = [cuModuleGetFunctionCount, cuModuleEnumerateFunctions, cuLibraryGetKernelCount, cuLibraryEnumerateKernels];
            /// The last compiler message of this context, at most a reply long.
            sync 46 module_log(context: ContextId) -> Vec<u8> = [cuModuleLoadDataEx];

            /// Launches a kernel; `shape` holds grid and block, `params` its parameter block.
            post 50 launch(function: FunctionId, stream: StreamId, shape: LaunchShape, params: &[u8]) -> ()
                = [cuLaunchKernel, cuLaunchKernelEx, cuLaunchCooperativeKernel];

            /// Calls back into the guest when the stream gets there; the stream goes on when the guest says that it is done.
            post 51 launch_host(stream: StreamId, function: u64) -> () = [cuLaunchHostFunc, cuStreamAddCallback];
            /// The next host function that is due. Answered when there is one.
            wait 52 next_host_function() -> u64 = [];
            /// The guest has run a host function.
            post 53 host_function_done(function: u64) -> () = [];
            /// The guest could not do what a stream waits for: the context fails with `CUDA_ERROR_LAUNCH_FAILED`.
            post 54 host_function_failed(function: u64) -> () = [];

            /// A stream; `flags` are CU_STREAM_*.
            post 60 stream_create(context: ContextId, stream: StreamId, flags: u32, priority: i32) -> ()
                = [cuStreamCreate, cuStreamCreateWithPriority];
            /// Forgets a stream once its work is done.
            post 61 stream_destroy(stream: StreamId) -> () = [cuStreamDestroy];
            /// Waits for the work of a stream.
            wait 62 stream_synchronize(stream: StreamId) -> () = [cuStreamSynchronize];
            /// CUDA_SUCCESS or CUDA_ERROR_NOT_READY.
            sync 63 stream_query(stream: StreamId) -> () = [cuStreamQuery];
            /// Later work of the stream waits for what the event has recorded now.
            post 64 stream_wait_event(stream: StreamId, event: EventId) -> () = [cuStreamWaitEvent];

            /// Waits for a word of memory, or writes it; `operation` is a CU_STREAM_MEM_OP_*_VALUE_*, `flags` are its.
            post 65 stream_mem_op(stream: StreamId, operation: u32, address: u64, value: u64, flags: u32) -> ()
                = [cuStreamWaitValue32, cuStreamWaitValue64, cuStreamWriteValue32, cuStreamWriteValue64, cuStreamBatchMemOp];
            /// Lets a stream run before others or after them; lower numbers run first.
            post 66 stream_priority(stream: StreamId, priority: i32) -> () = [cuStreamSetAttribute];

            /// An event; `flags` are CU_EVENT_*.
            post 70 event_create(context: ContextId, event: EventId, flags: u32) -> () = [cuEventCreate];
            /// Forgets an event.
            post 71 event_destroy(event: EventId) -> () = [cuEventDestroy];
            /// Starts a new generation of the event, complete when the stream gets there.
            post 72 event_record(event: EventId, stream: StreamId) -> () = [cuEventRecord, cuEventRecordWithFlags];
            /// CUDA_SUCCESS or CUDA_ERROR_NOT_READY, of the newest generation.
            sync 73 event_query(event: EventId) -> () = [cuEventQuery];
            /// Waits for the newest generation.
            wait 74 event_synchronize(event: EventId) -> () = [cuEventSynchronize];
            /// Nanoseconds between the newest generations of two events.
            sync 75 event_elapsed(start: EventId, end: EventId) -> i64 = [cuEventElapsedTime];

            /// A call that the guest refused with CUDA_ERROR_NOT_SUPPORTED, to be counted by name.
            post 90 count_unsupported(name: &str) -> () = [];

            /// Addresses for mappings: at `wanted` if that is not 0 and free, else anywhere. Returns the first.
            sync 100 address_reserve(bytes: u64, alignment: u64, wanted: u64) -> u64 = [cuMemAddressReserve];
            /// Gives reserved addresses back, of which none is mapped.
            sync 101 address_free(address: u64, bytes: u64) -> () = [cuMemAddressFree];
            /// Memory without an address.
            sync 102 physical_create(memory: MemoryId, bytes: u64, properties: MemoryProperties) -> () = [cuMemCreate];
            /// Lets go of such memory; it is freed when no mapping of it is left.
            post 103 physical_release(memory: MemoryId) -> () = [cuMemRelease];
            /// Puts `bytes` of such memory, from `offset` on, at reserved addresses. Nobody may access it yet.
            sync 104 memory_map(address: u64, bytes: u64, offset: u64, memory: MemoryId) -> () = [cuMemMap];
            /// Takes all mappings in a range of addresses away, at once: whoever uses them has to be waited for first.
            sync 105 memory_unmap(address: u64, bytes: u64) -> () = [cuMemUnmap];
            /// Says what a place may do with the mappings in a range of addresses; `access` are CU_MEM_ACCESS_FLAGS_*.
            sync 106 memory_access(address: u64, bytes: u64, place: Place, access: u32) -> () = [cuMemSetAccess];
            /// What sizes and addresses of such memory must be multiples of; `option` is a CU_MEM_ALLOC_GRANULARITY_*.
            sync 107 allocation_granularity(properties: MemoryProperties, option: u32) -> u64
                = [cuMemGetAllocationGranularity];

            /// A pool of memory; `max_bytes` 0 means as much as there is.
            sync 110 pool_create(pool: PoolId, max_bytes: u64, properties: MemoryProperties) -> () = [cuMemPoolCreate];
            /// Forgets a pool once nothing of it is in use.
            post 111 pool_destroy(pool: PoolId) -> () = [cuMemPoolDestroy];
            /// Names a device's default pool.
            sync 112 pool_default(pool: PoolId, device: u32) -> () = [cuDeviceGetDefaultMemPool, cuMemGetDefaultMemPool];
            /// A number that the pool keeps; `attribute` is a CU_MEMPOOL_ATTR_*.
            sync 113 pool_get(pool: PoolId, attribute: u32) -> u64 = [cuMemPoolGetAttribute];
            /// Sets such a number.
            sync 114 pool_set(pool: PoolId, attribute: u32, value: u64) -> () = [cuMemPoolSetAttribute];
            /// Gives back what is not in use, down to `keep` bytes.
            sync 115 pool_trim(pool: PoolId, keep: u64) -> () = [cuMemPoolTrimTo];
            /// Says what a place may do with all memory of the pool; `access` are CU_MEM_ACCESS_FLAGS_*.
            sync 116 pool_access(pool: PoolId, place: Place, access: u32) -> () = [cuMemPoolSetAccess];
            /// Memory of a pool, for work of the stream from here on; waits for memory that streams are about to free.
            wait 117 pool_alloc(pool: PoolId, stream: StreamId, bytes: u64) -> u64
                = [cuMemAllocAsync, cuMemAllocFromPoolAsync];
            /// Frees device memory when the stream gets there.
            post 118 free_async(address: u64, stream: StreamId) -> () = [cuMemFreeAsync];

            /// An array, with as many levels as its description says.
            sync 120 array_create(context: ContextId, array: ArrayId, description: ArrayDescription) -> ()
                = [cuArrayCreate, cuArray3DCreate, cuMipmappedArrayCreate];
            /// Frees an array once the work that may use it is done.
            wait 121 array_destroy(array: ArrayId) -> () = [cuArrayDestroy, cuMipmappedArrayDestroy];
            /// Copies a box between an array and linear memory that the device reaches.
            post 122 array_copy(array: ArrayId, part: ArrayBox, linear: Rows, stream: StreamId) -> ()
                = [cuMemcpyAtoA, cuMemcpyAtoD, cuMemcpyAtoH, cuMemcpyAtoHAsync, cuMemcpyDtoA, cuMemcpyHtoA, cuMemcpyHtoAAsync,
                   cuMemcpy2D, cuMemcpy2DAsync, cuMemcpy3D, cuMemcpy3DAsync];

            /// A key for an allocation, under which other processes of the tenant open it. The same every time.
            sync 123 share_memory(address: u64) -> ShareKey = [cuIpcGetMemHandle];
            /// Makes another process's allocation memory of a context's, at an address of this session's own. Freed with `mem_free`.
            sync 124 open_memory(context: ContextId, key: ShareKey) -> Range = [cuIpcOpenMemHandle];
            /// A key for an event that was created for it.
            sync 126 share_event(event: EventId) -> ShareKey = [cuIpcGetEventHandle];
            /// Names another process's event.
            sync 127 open_event(context: ContextId, event: EventId, key: ShareKey) -> () = [cuIpcOpenEventHandle];
            /// A key for memory without an address.
            sync 128 share_physical(memory: MemoryId) -> ShareKey = [cuMemExportToShareableHandle];
            /// Names another process's memory without an address.
            sync 129 open_physical(memory: MemoryId, key: ShareKey) -> SharedMemory = [cuMemImportFromShareableHandle];
            /// A key for a pool.
            sync 130 share_pool(pool: PoolId) -> ShareKey = [cuMemPoolExportToShareableHandle];
            /// Names another process's pool, from which nothing can be allocated.
            sync 131 open_pool(pool: PoolId, key: ShareKey) -> SharedMemory = [cuMemPoolImportFromShareableHandle];
            /// A key for an allocation of a pool that is shared.
            sync 132 share_pooled(address: u64) -> ShareKey = [cuMemPoolExportPointer];
            /// Makes an allocation of another process's pool memory of a context's. Freed like memory of a pool.
            sync 133 open_pooled(context: ContextId, pool: PoolId, key: ShareKey) -> Range = [cuMemPoolImportPointer];
            /// A texture; returns what kernels know it by.
            sync 134 texture_create(context: ContextId, resource: TextureResource, sampling: TextureSampling) -> u64
                = [cuTexObjectCreate];
            /// Forgets a texture once the work that may use it is done.
            post 135 texture_destroy(texture: u64) -> () = [cuTexObjectDestroy];
            /// A surface of an array, or of one level; returns what kernels know it by.
            sync 136 surface_create(context: ContextId, array: ArrayId, level: u32) -> u64 = [cuSurfObjectCreate];
            /// Forgets a surface once the work that may use it is done.
            post 137 surface_destroy(surface: u64) -> () = [cuSurfObjectDestroy];
            /// Whether a module has a texture reference of that name, or a surface reference.
            sync 138 reference_get(module: ModuleId, is_surface: u32, name: &str) -> () = [cuModuleGetTexRef, cuModuleGetSurfRef];
            /// Says what later launches of the module's kernels read by a reference; of a surface, the array and level alone.
            sync 139 reference_bind(module: ModuleId, is_surface: u32, resource: TextureResource, sampling: TextureSampling, name: &str)
                -> () = [cuTexRefSetArray, cuTexRefSetMipmappedArray, cuTexRefSetAddress, cuTexRefSetAddress2D, cuTexRefSetFormat,
                   cuTexRefSetAddressMode, cuTexRefSetFilterMode, cuTexRefSetMipmapFilterMode, cuTexRefSetMipmapLevelBias,
                   cuTexRefSetMipmapLevelClamp, cuTexRefSetMaxAnisotropy, cuTexRefSetBorderColor, cuTexRefSetFlags,
                   cuSurfRefSetArray];

            /// A graph of the device's own, without nodes. `NOT_SUPPORTED` where the guest decides what conditional nodes do.
            sync 150 graph_create(context: ContextId, graph: GraphId) -> () = [];
            /// Forgets a graph with its bodies; launches of it go on.
            post 151 graph_destroy(graph: GraphId) -> () = [];
            /// A value that decides what a conditional node of the graph does: `default` whenever it begins, if `has_default`. Returns
            /// what kernels know it by.
            sync 152 condition_create(graph: GraphId, default: u32, has_default: u32) -> u64 = [cuGraphConditionalHandleCreate];
            /// Makes a stream, to be named in launches, copies between device memory and sets alone: they become the graph's nodes, one
            /// after another. A graph is recorded once.
            sync 153 graph_record(graph: GraphId, stream: StreamId) -> () = [];
            /// Adds a conditional node behind what the stream has recorded; `kind` is a CU_GRAPH_COND_TYPE_*.
            sync 154 graph_branch(stream: StreamId, condition: u64, kind: u32, bodies: u32) -> () = [];
            /// Ends such a stream.
            sync 155 graph_recorded(stream: StreamId) -> () = [];
            /// Names the `index`-th body of a condition's node, to be recorded.
            sync 156 graph_body(condition: u64, index: u32, body: GraphId) -> () = [];
            /// Launches a graph that was recorded.
            sync 157 graph_launch(graph: GraphId, stream: StreamId) -> () = [cuGraphLaunch];

            /// Memory and time of a device, over all sessions that the guest may know of. What NVML is asked, as are the next ones.
            sync 200 device_usage(device: u32) -> DeviceUsage = [];
            /// The guest's own processes that have a context on a device.
            sync 201 device_processes(device: u32) -> Processes = [];
            /// One figure of a device; `metric` is a [`wire::metric`], `argument` what that says.
            sync 202 device_metric(device: u32, metric: u32, argument: u32) -> u64 = [];
            /// The host's driver, as its NVML names its version; nothing where there is no such driver.
            sync 203 driver_version() -> Vec<u8> = [];
            /// Which of the guest's processes this session is, as the guest counts them.
            post 204 process_id(pid: u32) -> () = [];

            /// Tell of work as it is done, or do not any more, where the guest traces. Returns the worker's clock in nanoseconds.
            sync 230 trace_work(is_wanted: u32) -> u64 = [];
        }
    };
}

/// Driver functions that the guest answers by itself, by base name.
pub const LOCAL: &[&str] = &[
    "cuInit",
    "cuDriverGetVersion",
    "cuGetProcAddress",
    "cuGetExportTable",
    "cuGetErrorName",
    "cuGetErrorString",
    "cuModuleGetLoadingMode",
    "cuDeviceGet",
    "cuDeviceGetLuid",
    "cuDeviceGetExecAffinitySupport",
    "cuDeviceGetHostAtomicCapabilities",
    "cuDeviceGetP2PAtomicCapabilities",
    "cuDevicePrimaryCtxGetState",
    "cuDevicePrimaryCtxSetFlags",
    "cuCtxGetCurrent",
    "cuCtxSetCurrent",
    "cuCtxPushCurrent",
    "cuCtxPopCurrent",
    "cuCtxGetDevice",
    "cuCtxGetId",
    "cuCtxGetFlags",
    "cuCtxGetApiVersion",
    "cuCtxGetStreamPriorityRange",
    "cuCtxGetCacheConfig",
    "cuCtxSetCacheConfig",
    "cuCtxResetPersistingL2Cache",
    "cuDeviceGetMemPool",
    "cuDeviceSetMemPool",
    "cuCtxAttach",
    "cuCtxDetach",
    "cuFuncSetBlockShape",
    "cuFuncSetSharedSize",
    "cuParamSetSize",
    "cuParamSeti",
    "cuParamSetf",
    "cuParamSetv",
    "cuLaunch",
    "cuLaunchGrid",
    "cuLaunchGridAsync",
    "cuMemDiscardBatchAsync",
    "cuMemDiscardAndPrefetchBatchAsync",
    "cuStreamAttachMemAsync",
    "cuLibraryGetUnifiedFunction",
    "cuDeviceGetTexture1DLinearMaxWidth",
    "cuSurfObjectGetResourceDesc",
    "cuTexObjectGetResourceDesc",
    "cuTexObjectGetResourceViewDesc",
    "cuTexObjectGetTextureDesc",
    "cuParamSetTexRef",
    "cuSurfRefGetArray",
    "cuTexRefCreate",
    "cuTexRefDestroy",
    "cuTexRefGetAddress",
    "cuTexRefGetAddressMode",
    "cuTexRefGetArray",
    "cuTexRefGetBorderColor",
    "cuTexRefGetFilterMode",
    "cuTexRefGetFlags",
    "cuTexRefGetFormat",
    "cuTexRefGetMaxAnisotropy",
    "cuTexRefGetMipmapFilterMode",
    "cuTexRefGetMipmapLevelBias",
    "cuTexRefGetMipmapLevelClamp",
    "cuTexRefGetMipmappedArray",
    "cuArray3DGetDescriptor",
    "cuArrayGetDescriptor",
    "cuArrayGetMemoryRequirements",
    "cuArrayGetPlane",
    "cuArrayGetSparseProperties",
    "cuMipmappedArrayGetSparseProperties",
    "cuMipmappedArrayGetMemoryRequirements",
    "cuMemAdvise",
    "cuMemPrefetchAsync",
    "cuMemPrefetchBatchAsync",
    "cuMemRangeGetAttribute",
    "cuMemRangeGetAttributes",
    "cuMemcpy3DBatchAsync",
    "cuMemcpy3DPeer",
    "cuMemcpy3DPeerAsync",
    "cuMemcpy3DWithAttributesAsync",
    "cuMemcpyBatchAsync",
    "cuMemcpyPeer",
    "cuMemcpyPeerAsync",
    "cuMemcpyWithAttributesAsync",
    "cuMipmappedArrayGetLevel",
    "cuPointerSetAttribute",
    "cuMemGetMemPool",
    "cuMemPoolGetAccess",
    "cuMemSetMemPool",
    "cuMemGetAccess",
    "cuMemGetAddressRange",
    "cuMemGetAllocationPropertiesFromHandle",
    "cuMemRetainAllocationHandle",
    "cuMemHostGetDevicePointer",
    "cuMemHostGetFlags",
    "cuMemHostRegister",
    "cuMemHostUnregister",
    "cuPointerGetAttribute",
    "cuPointerGetAttributes",
    "cuLibraryGetModule",
    "cuKernelGetName",
    "cuKernelGetLibrary",
    "cuKernelGetAttribute",
    "cuKernelSetAttribute",
    "cuKernelGetParamInfo",
    "cuFuncGetName",
    "cuFuncGetModule",
    "cuFuncSetAttribute",
    "cuFuncSetCacheConfig",
    "cuFuncIsLoaded",
    "cuFuncLoad",
    "cuOccupancyMaxActiveBlocksPerMultiprocessor",
    "cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags",
    "cuStreamCopyAttributes",
    "cuStreamGetAttribute",
    "cuStreamGetCtx",
    "cuStreamGetFlags",
    "cuStreamGetGreenCtx",
    "cuStreamGetPriority",
    "cuStreamGetDevice",
    "cuStreamGetId",
    "cuStreamIsCapturing",
    "cuStreamGetCaptureInfo",
    "cuThreadExchangeStreamCaptureMode",
    "cuGraphAddChildGraphNode",
    "cuGraphAddDependencies",
    "cuGraphAddEmptyNode",
    "cuGraphAddEventRecordNode",
    "cuGraphAddEventWaitNode",
    "cuGraphAddHostNode",
    "cuGraphAddKernelNode",
    "cuGraphAddMemcpyNode",
    "cuGraphAddMemsetNode",
    "cuGraphClone",
    "cuGraphCreate",
    "cuGraphDestroy",
    "cuGraphDestroyNode",
    "cuGraphEventRecordNodeGetEvent",
    "cuGraphEventWaitNodeGetEvent",
    "cuGraphExecDestroy",
    "cuGraphExecGetFlags",
    "cuGraphExecGetId",
    "cuGraphExecKernelNodeSetParams",
    "cuGraphExecMemcpyNodeSetParams",
    "cuGraphExecUpdate",
    "cuGraphGetEdges",
    "cuGraphGetId",
    "cuGraphGetNodes",
    "cuGraphGetRootNodes",
    "cuGraphHostNodeGetParams",
    "cuGraphInstantiate",
    "cuGraphInstantiateWithFlags",
    "cuGraphInstantiateWithParams",
    "cuGraphKernelNodeGetParams",
    "cuGraphKernelNodeSetParams",
    "cuGraphLaunch",
    "cuGraphMemcpyNodeGetParams",
    "cuGraphMemcpyNodeSetParams",
    "cuGraphMemsetNodeGetParams",
    "cuGraphMemsetNodeSetParams",
    "cuGraphNodeGetDependencies",
    "cuGraphNodeGetDependentNodes",
    "cuGraphNodeGetType",
    "cuGraphUpload",
    "cuStreamBeginCapture",
    "cuStreamBeginCaptureToGraph",
    "cuStreamEndCapture",
    "cuStreamUpdateCaptureDependencies",
];

/// Who waits for a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Returns at once; there is no reply.
    Post,
    /// Answered as soon as it is decoded.
    Sync,
    /// Answered when the work that it waits for has completed.
    Wait,
}

/// One row of the table, for what needs the table as data.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The number on the wire.
    pub number: u16,
    /// The operation's name, a method of the `Gpu` trait.
    pub name: &'static str,
    /// Who waits for it.
    pub class: Class,
    /// Base names of the driver functions that it carries.
    pub carries: &'static [&'static str],
}

macro_rules! class {
    (post) => {
        Class::Post
    };
    (sync) => {
        Class::Sync
    };
    (wait) => {
        Class::Wait
    };
}

macro_rules! rows {
    ($( $(#[$doc:meta])* $class:ident $number:literal $name:ident ( $($arg:ident : $ty:ty),* ) -> $ret:ty
        = [ $($carries:ident),* ] ; )*) => {
        /// Every row, in the order of its number.
        pub const ROWS: &[Row] = &[
            $( Row { number: $number, name: stringify!($name), class: class!($class), carries: &[$(stringify!($carries)),*] }, )*
        ];
    };
}
for_each_call!(rows);

/// The row with this number.
pub fn row(number: u16) -> Option<&'static Row> {
    ROWS.binary_search_by_key(&number, |row| row.number).ok().map(|index| &ROWS[index])
}

#[cfg(test)]
mod tests {
    use super::ROWS;

    #[test]
    fn numbers_are_strictly_ascending() {
        assert!(ROWS.windows(2).all(|pair| pair[0].number < pair[1].number));
    }
}
