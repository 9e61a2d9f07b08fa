//! The driver's error codes: constants, names and descriptions.
//!
//! Made by `cargo xtask generate`; changes go there.

use crate::errors::{CuError, ResultRow};
impl CuError {
    /// `CUDA_ERROR_INVALID_VALUE`, 1: invalid argument
    pub const INVALID_VALUE: CuError = CuError::new(1u32);
    /// `CUDA_ERROR_OUT_OF_MEMORY`, 2: out of memory
    pub const OUT_OF_MEMORY: CuError = CuError::new(2u32);
    /// `CUDA_ERROR_NOT_INITIALIZED`, 3: initialization error
    pub const NOT_INITIALIZED: CuError = CuError::new(3u32);
    /// `CUDA_ERROR_DEINITIALIZED`, 4: driver shutting down
    pub const DEINITIALIZED: CuError = CuError::new(4u32);
    /// `CUDA_ERROR_PROFILER_DISABLED`, 5: profiler disabled while using external profiling tool
    pub const PROFILER_DISABLED: CuError = CuError::new(5u32);
    /// `CUDA_ERROR_PROFILER_NOT_INITIALIZED`, 6: profiler not initialized: call cudaProfilerInitialize()
    pub const PROFILER_NOT_INITIALIZED: CuError = CuError::new(6u32);
    /// `CUDA_ERROR_PROFILER_ALREADY_STARTED`, 7: profiler already started
    pub const PROFILER_ALREADY_STARTED: CuError = CuError::new(7u32);
    /// `CUDA_ERROR_PROFILER_ALREADY_STOPPED`, 8: profiler already stopped
    pub const PROFILER_ALREADY_STOPPED: CuError = CuError::new(8u32);
    /// `CUDA_ERROR_STUB_LIBRARY`, 34: CUDA driver is a stub library
    pub const STUB_LIBRARY: CuError = CuError::new(34u32);
    /// `CUDA_ERROR_CALL_REQUIRES_NEWER_DRIVER`, 36: API call is not supported in the installed CUDA driver
    pub const CALL_REQUIRES_NEWER_DRIVER: CuError = CuError::new(36u32);
    /// `CUDA_ERROR_DEVICE_UNAVAILABLE`, 46: CUDA-capable device(s) is/are busy or unavailable
    pub const DEVICE_UNAVAILABLE: CuError = CuError::new(46u32);
    /// `CUDA_ERROR_MULTICAST_RESOURCE_FULL`, 47: multicast resources are exhausted
    pub const MULTICAST_RESOURCE_FULL: CuError = CuError::new(47u32);
    /// `CUDA_ERROR_NO_DEVICE`, 100: no CUDA-capable device is detected
    pub const NO_DEVICE: CuError = CuError::new(100u32);
    /// `CUDA_ERROR_INVALID_DEVICE`, 101: invalid device ordinal
    pub const INVALID_DEVICE: CuError = CuError::new(101u32);
    /// `CUDA_ERROR_DEVICE_NOT_LICENSED`, 102: device doesn't have valid Grid license
    pub const DEVICE_NOT_LICENSED: CuError = CuError::new(102u32);
    /// `CUDA_ERROR_INVALID_IMAGE`, 200: device kernel image is invalid
    pub const INVALID_IMAGE: CuError = CuError::new(200u32);
    /// `CUDA_ERROR_INVALID_CONTEXT`, 201: invalid device context
    pub const INVALID_CONTEXT: CuError = CuError::new(201u32);
    /// `CUDA_ERROR_CONTEXT_ALREADY_CURRENT`, 202: context already current
    pub const CONTEXT_ALREADY_CURRENT: CuError = CuError::new(202u32);
    /// `CUDA_ERROR_MAP_FAILED`, 205: mapping of buffer object failed
    pub const MAP_FAILED: CuError = CuError::new(205u32);
    /// `CUDA_ERROR_UNMAP_FAILED`, 206: unmapping of buffer object failed
    pub const UNMAP_FAILED: CuError = CuError::new(206u32);
    /// `CUDA_ERROR_ARRAY_IS_MAPPED`, 207: array is mapped
    pub const ARRAY_IS_MAPPED: CuError = CuError::new(207u32);
    /// `CUDA_ERROR_ALREADY_MAPPED`, 208: resource already mapped
    pub const ALREADY_MAPPED: CuError = CuError::new(208u32);
    /// `CUDA_ERROR_NO_BINARY_FOR_GPU`, 209: no kernel image is available for execution on the device
    pub const NO_BINARY_FOR_GPU: CuError = CuError::new(209u32);
    /// `CUDA_ERROR_ALREADY_ACQUIRED`, 210: resource already acquired
    pub const ALREADY_ACQUIRED: CuError = CuError::new(210u32);
    /// `CUDA_ERROR_NOT_MAPPED`, 211: resource not mapped
    pub const NOT_MAPPED: CuError = CuError::new(211u32);
    /// `CUDA_ERROR_NOT_MAPPED_AS_ARRAY`, 212: resource not mapped as array
    pub const NOT_MAPPED_AS_ARRAY: CuError = CuError::new(212u32);
    /// `CUDA_ERROR_NOT_MAPPED_AS_POINTER`, 213: resource not mapped as pointer
    pub const NOT_MAPPED_AS_POINTER: CuError = CuError::new(213u32);
    /// `CUDA_ERROR_ECC_UNCORRECTABLE`, 214: uncorrectable ECC error encountered
    pub const ECC_UNCORRECTABLE: CuError = CuError::new(214u32);
    /// `CUDA_ERROR_UNSUPPORTED_LIMIT`, 215: limit is not supported on this architecture
    pub const UNSUPPORTED_LIMIT: CuError = CuError::new(215u32);
    /// `CUDA_ERROR_CONTEXT_ALREADY_IN_USE`, 216: exclusive-thread device already in use by a different thread
    pub const CONTEXT_ALREADY_IN_USE: CuError = CuError::new(216u32);
    /// `CUDA_ERROR_PEER_ACCESS_UNSUPPORTED`, 217: peer access is not supported between these two devices
    pub const PEER_ACCESS_UNSUPPORTED: CuError = CuError::new(217u32);
    /// `CUDA_ERROR_INVALID_PTX`, 218: a PTX JIT compilation failed
    pub const INVALID_PTX: CuError = CuError::new(218u32);
    /// `CUDA_ERROR_INVALID_GRAPHICS_CONTEXT`, 219: invalid OpenGL or DirectX context
    pub const INVALID_GRAPHICS_CONTEXT: CuError = CuError::new(219u32);
    /// `CUDA_ERROR_NVLINK_UNCORRECTABLE`, 220: uncorrectable NVLink error detected during the execution
    pub const NVLINK_UNCORRECTABLE: CuError = CuError::new(220u32);
    /// `CUDA_ERROR_JIT_COMPILER_NOT_FOUND`, 221: PTX JIT compiler library not found
    pub const JIT_COMPILER_NOT_FOUND: CuError = CuError::new(221u32);
    /// `CUDA_ERROR_UNSUPPORTED_PTX_VERSION`, 222: the provided PTX was compiled with an unsupported toolchain.
    pub const UNSUPPORTED_PTX_VERSION: CuError = CuError::new(222u32);
    /// `CUDA_ERROR_JIT_COMPILATION_DISABLED`, 223: PTX JIT compilation was disabled
    pub const JIT_COMPILATION_DISABLED: CuError = CuError::new(223u32);
    /// `CUDA_ERROR_UNSUPPORTED_EXEC_AFFINITY`, 224: the provided execution affinity is not supported
    pub const UNSUPPORTED_EXEC_AFFINITY: CuError = CuError::new(224u32);
    /// `CUDA_ERROR_UNSUPPORTED_DEVSIDE_SYNC`, 225: the provided PTX contains unsupported call to cudaDeviceSynchronize
    pub const UNSUPPORTED_DEVSIDE_SYNC: CuError = CuError::new(225u32);
    /// `CUDA_ERROR_CONTAINED`, 226: Invalid access of peer GPU memory over nvlink or a hardware error
    pub const CONTAINED: CuError = CuError::new(226u32);
    /// `CUDA_ERROR_INSUFFICIENT_LOADER_VERSION`, 227: Loader version is insufficient for fatbin
    pub const INSUFFICIENT_LOADER_VERSION: CuError = CuError::new(227u32);
    /// `CUDA_ERROR_INVALID_SOURCE`, 300: device kernel image is invalid
    pub const INVALID_SOURCE: CuError = CuError::new(300u32);
    /// `CUDA_ERROR_FILE_NOT_FOUND`, 301: file not found
    pub const FILE_NOT_FOUND: CuError = CuError::new(301u32);
    /// `CUDA_ERROR_SHARED_OBJECT_SYMBOL_NOT_FOUND`, 302: shared object symbol not found
    pub const SHARED_OBJECT_SYMBOL_NOT_FOUND: CuError = CuError::new(302u32);
    /// `CUDA_ERROR_SHARED_OBJECT_INIT_FAILED`, 303: shared object initialization failed
    pub const SHARED_OBJECT_INIT_FAILED: CuError = CuError::new(303u32);
    /// `CUDA_ERROR_OPERATING_SYSTEM`, 304: OS call failed or operation not supported on this OS
    pub const OPERATING_SYSTEM: CuError = CuError::new(304u32);
    /// `CUDA_ERROR_INVALID_HANDLE`, 400: invalid resource handle
    pub const INVALID_HANDLE: CuError = CuError::new(400u32);
    /// `CUDA_ERROR_ILLEGAL_STATE`, 401: the operation cannot be performed in the present state
    pub const ILLEGAL_STATE: CuError = CuError::new(401u32);
    /// `CUDA_ERROR_LOSSY_QUERY`, 402: attempted introspection would be semantically lossy
    pub const LOSSY_QUERY: CuError = CuError::new(402u32);
    /// `CUDA_ERROR_NOT_FOUND`, 500: named symbol not found
    pub const NOT_FOUND: CuError = CuError::new(500u32);
    /// `CUDA_ERROR_NOT_READY`, 600: device not ready
    pub const NOT_READY: CuError = CuError::new(600u32);
    /// `CUDA_ERROR_ILLEGAL_ADDRESS`, 700: an illegal memory access was encountered
    pub const ILLEGAL_ADDRESS: CuError = CuError::new(700u32);
    /// `CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES`, 701: too many resources requested for launch
    pub const LAUNCH_OUT_OF_RESOURCES: CuError = CuError::new(701u32);
    /// `CUDA_ERROR_LAUNCH_TIMEOUT`, 702: the launch timed out and was terminated
    pub const LAUNCH_TIMEOUT: CuError = CuError::new(702u32);
    /// `CUDA_ERROR_LAUNCH_INCOMPATIBLE_TEXTURING`, 703: launch uses incompatible texturing mode
    pub const LAUNCH_INCOMPATIBLE_TEXTURING: CuError = CuError::new(703u32);
    /// `CUDA_ERROR_PEER_ACCESS_ALREADY_ENABLED`, 704: peer access is already enabled
    pub const PEER_ACCESS_ALREADY_ENABLED: CuError = CuError::new(704u32);
    /// `CUDA_ERROR_PEER_ACCESS_NOT_ENABLED`, 705: peer access has not been enabled
    pub const PEER_ACCESS_NOT_ENABLED: CuError = CuError::new(705u32);
    /// `CUDA_ERROR_PRIMARY_CONTEXT_ACTIVE`, 708: cannot set while device is active in this process
    pub const PRIMARY_CONTEXT_ACTIVE: CuError = CuError::new(708u32);
    /// `CUDA_ERROR_CONTEXT_IS_DESTROYED`, 709: context is destroyed
    pub const CONTEXT_IS_DESTROYED: CuError = CuError::new(709u32);
    /// `CUDA_ERROR_ASSERT`, 710: device-side assert triggered
    pub const ASSERT: CuError = CuError::new(710u32);
    /// `CUDA_ERROR_TOO_MANY_PEERS`, 711: peer mapping resources exhausted
    pub const TOO_MANY_PEERS: CuError = CuError::new(711u32);
    /// `CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED`, 712: part or all of the requested memory range is already mapped
    pub const HOST_MEMORY_ALREADY_REGISTERED: CuError = CuError::new(712u32);
    /// `CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED`, 713: pointer does not correspond to a registered memory region
    pub const HOST_MEMORY_NOT_REGISTERED: CuError = CuError::new(713u32);
    /// `CUDA_ERROR_HARDWARE_STACK_ERROR`, 714: hardware stack error
    pub const HARDWARE_STACK_ERROR: CuError = CuError::new(714u32);
    /// `CUDA_ERROR_ILLEGAL_INSTRUCTION`, 715: an illegal instruction was encountered
    pub const ILLEGAL_INSTRUCTION: CuError = CuError::new(715u32);
    /// `CUDA_ERROR_MISALIGNED_ADDRESS`, 716: misaligned address
    pub const MISALIGNED_ADDRESS: CuError = CuError::new(716u32);
    /// `CUDA_ERROR_INVALID_ADDRESS_SPACE`, 717: operation not supported on global/shared address space
    pub const INVALID_ADDRESS_SPACE: CuError = CuError::new(717u32);
    /// `CUDA_ERROR_INVALID_PC`, 718: invalid program counter
    pub const INVALID_PC: CuError = CuError::new(718u32);
    /// `CUDA_ERROR_LAUNCH_FAILED`, 719: unspecified launch failure
    pub const LAUNCH_FAILED: CuError = CuError::new(719u32);
    /// `CUDA_ERROR_COOPERATIVE_LAUNCH_TOO_LARGE`, 720: too many blocks in cooperative launch
    pub const COOPERATIVE_LAUNCH_TOO_LARGE: CuError = CuError::new(720u32);
    /// `CUDA_ERROR_TENSOR_MEMORY_LEAK`, 721: tensor memory not completely freed
    pub const TENSOR_MEMORY_LEAK: CuError = CuError::new(721u32);
    /// `CUDA_ERROR_NOT_PERMITTED`, 800: operation not permitted
    pub const NOT_PERMITTED: CuError = CuError::new(800u32);
    /// `CUDA_ERROR_NOT_SUPPORTED`, 801: operation not supported
    pub const NOT_SUPPORTED: CuError = CuError::new(801u32);
    /// `CUDA_ERROR_SYSTEM_NOT_READY`, 802: system not yet initialized
    pub const SYSTEM_NOT_READY: CuError = CuError::new(802u32);
    /// `CUDA_ERROR_SYSTEM_DRIVER_MISMATCH`, 803: system has unsupported display driver / cuda driver combination
    pub const SYSTEM_DRIVER_MISMATCH: CuError = CuError::new(803u32);
    /// `CUDA_ERROR_COMPAT_NOT_SUPPORTED_ON_DEVICE`, 804: forward compatibility was attempted on non supported HW
    pub const COMPAT_NOT_SUPPORTED_ON_DEVICE: CuError = CuError::new(804u32);
    /// `CUDA_ERROR_MPS_CONNECTION_FAILED`, 805: MPS client failed to connect to the MPS control daemon or the MPS server
    pub const MPS_CONNECTION_FAILED: CuError = CuError::new(805u32);
    /// `CUDA_ERROR_MPS_RPC_FAILURE`, 806: the remote procedural call between the MPS server and the MPS client failed
    pub const MPS_RPC_FAILURE: CuError = CuError::new(806u32);
    /// `CUDA_ERROR_MPS_SERVER_NOT_READY`, 807: MPS server is not ready to accept new MPS client requests
    pub const MPS_SERVER_NOT_READY: CuError = CuError::new(807u32);
    /// `CUDA_ERROR_MPS_MAX_CLIENTS_REACHED`, 808: the hardware resources required to create MPS client have been exhausted
    pub const MPS_MAX_CLIENTS_REACHED: CuError = CuError::new(808u32);
    /// `CUDA_ERROR_MPS_MAX_CONNECTIONS_REACHED`, 809: the hardware resources required to support device connections have been exhausted
    pub const MPS_MAX_CONNECTIONS_REACHED: CuError = CuError::new(809u32);
    /// `CUDA_ERROR_MPS_CLIENT_TERMINATED`, 810: the MPS client has been terminated by the server
    pub const MPS_CLIENT_TERMINATED: CuError = CuError::new(810u32);
    /// `CUDA_ERROR_CDP_NOT_SUPPORTED`, 811: is using CUDA Dynamic Parallelism, but the current configuration, like MPS, does not support it
    pub const CDP_NOT_SUPPORTED: CuError = CuError::new(811u32);
    /// `CUDA_ERROR_CDP_VERSION_MISMATCH`, 812: unsupported interaction between different versions of CUDA Dynamic Parallelism
    pub const CDP_VERSION_MISMATCH: CuError = CuError::new(812u32);
    /// `CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED`, 900: operation not permitted when stream is capturing
    pub const STREAM_CAPTURE_UNSUPPORTED: CuError = CuError::new(900u32);
    /// `CUDA_ERROR_STREAM_CAPTURE_INVALIDATED`, 901: operation failed due to a previous error during capture
    pub const STREAM_CAPTURE_INVALIDATED: CuError = CuError::new(901u32);
    /// `CUDA_ERROR_STREAM_CAPTURE_MERGE`, 902: operation would result in a merge of separate capture sequences
    pub const STREAM_CAPTURE_MERGE: CuError = CuError::new(902u32);
    /// `CUDA_ERROR_STREAM_CAPTURE_UNMATCHED`, 903: capture was not ended in the same stream as it began
    pub const STREAM_CAPTURE_UNMATCHED: CuError = CuError::new(903u32);
    /// `CUDA_ERROR_STREAM_CAPTURE_UNJOINED`, 904: capturing stream has unjoined work
    pub const STREAM_CAPTURE_UNJOINED: CuError = CuError::new(904u32);
    /// `CUDA_ERROR_STREAM_CAPTURE_ISOLATION`, 905: dependency created on uncaptured work in another stream
    pub const STREAM_CAPTURE_ISOLATION: CuError = CuError::new(905u32);
    /// `CUDA_ERROR_STREAM_CAPTURE_IMPLICIT`, 906: operation would make the legacy stream depend on a capturing blocking stream
    pub const STREAM_CAPTURE_IMPLICIT: CuError = CuError::new(906u32);
    /// `CUDA_ERROR_CAPTURED_EVENT`, 907: operation not permitted on an event last recorded in a capturing stream
    pub const CAPTURED_EVENT: CuError = CuError::new(907u32);
    /// `CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD`, 908: attempt to terminate a thread-local capture sequence from another thread
    pub const STREAM_CAPTURE_WRONG_THREAD: CuError = CuError::new(908u32);
    /// `CUDA_ERROR_TIMEOUT`, 909: wait operation timed out
    pub const TIMEOUT: CuError = CuError::new(909u32);
    /// `CUDA_ERROR_GRAPH_EXEC_UPDATE_FAILURE`, 910: the graph update was not performed because it included changes which violated constraints specific to instantiated graph update
    pub const GRAPH_EXEC_UPDATE_FAILURE: CuError = CuError::new(910u32);
    /// `CUDA_ERROR_EXTERNAL_DEVICE`, 911: an async error has occured in external entity outside of CUDA
    pub const EXTERNAL_DEVICE: CuError = CuError::new(911u32);
    /// `CUDA_ERROR_INVALID_CLUSTER_SIZE`, 912: a kernel launch error has occurred due to cluster misconfiguration
    pub const INVALID_CLUSTER_SIZE: CuError = CuError::new(912u32);
    /// `CUDA_ERROR_FUNCTION_NOT_LOADED`, 913: the function handle is not loaded when calling an API that requires a loaded function
    pub const FUNCTION_NOT_LOADED: CuError = CuError::new(913u32);
    /// `CUDA_ERROR_INVALID_RESOURCE_TYPE`, 914: one or more resources passed in are not valid resource types for the operation
    pub const INVALID_RESOURCE_TYPE: CuError = CuError::new(914u32);
    /// `CUDA_ERROR_INVALID_RESOURCE_CONFIGURATION`, 915: one or more resources are insufficient or non-applicable for the operation
    pub const INVALID_RESOURCE_CONFIGURATION: CuError = CuError::new(915u32);
    /// `CUDA_ERROR_KEY_ROTATION`, 916: an encryption key rotation is needed before the operation can proceed
    pub const KEY_ROTATION: CuError = CuError::new(916u32);
    /// `CUDA_ERROR_STREAM_DETACHED`, 917: API call not permitted since the green context associated with the stream has been destroyed
    pub const STREAM_DETACHED: CuError = CuError::new(917u32);
    /// `CUDA_ERROR_GRAPH_RECAPTURE_FAILURE`, 918: recapturing to the source graph failed and had to be terminated
    pub const GRAPH_RECAPTURE_FAILURE: CuError = CuError::new(918u32);
    /// `CUDA_ERROR_FABRIC_NOT_READY`, 919: GPU fabric is not ready within the probe wait budget; application may retry (see CUDA_FABRIC_INIT_TIMEOUT_MS)
    pub const FABRIC_NOT_READY: CuError = CuError::new(919u32);
    /// `CUDA_ERROR_UNKNOWN`, 999: unknown error
    pub const UNKNOWN: CuError = CuError::new(999u32);
}
/// Every result, by ascending number.
pub static RESULTS: &[ResultRow] = &[
    ResultRow {
        number: 0u32,
        name: c"CUDA_SUCCESS",
        description: c"no error",
    },
    ResultRow {
        number: 1u32,
        name: c"CUDA_ERROR_INVALID_VALUE",
        description: c"invalid argument",
    },
    ResultRow {
        number: 2u32,
        name: c"CUDA_ERROR_OUT_OF_MEMORY",
        description: c"out of memory",
    },
    ResultRow {
        number: 3u32,
        name: c"CUDA_ERROR_NOT_INITIALIZED",
        description: c"initialization error",
    },
    ResultRow {
        number: 4u32,
        name: c"CUDA_ERROR_DEINITIALIZED",
        description: c"driver shutting down",
    },
    ResultRow {
        number: 5u32,
        name: c"CUDA_ERROR_PROFILER_DISABLED",
        description: c"profiler disabled while using external profiling tool",
    },
    ResultRow {
        number: 6u32,
        name: c"CUDA_ERROR_PROFILER_NOT_INITIALIZED",
        description: c"profiler not initialized: call cudaProfilerInitialize()",
    },
    ResultRow {
        number: 7u32,
        name: c"CUDA_ERROR_PROFILER_ALREADY_STARTED",
        description: c"profiler already started",
    },
    ResultRow {
        number: 8u32,
        name: c"CUDA_ERROR_PROFILER_ALREADY_STOPPED",
        description: c"profiler already stopped",
    },
    ResultRow {
        number: 34u32,
        name: c"CUDA_ERROR_STUB_LIBRARY",
        description: c"CUDA driver is a stub library",
    },
    ResultRow {
        number: 36u32,
        name: c"CUDA_ERROR_CALL_REQUIRES_NEWER_DRIVER",
        description: c"API call is not supported in the installed CUDA driver",
    },
    ResultRow {
        number: 46u32,
        name: c"CUDA_ERROR_DEVICE_UNAVAILABLE",
        description: c"CUDA-capable device(s) is/are busy or unavailable",
    },
    ResultRow {
        number: 47u32,
        name: c"CUDA_ERROR_MULTICAST_RESOURCE_FULL",
        description: c"multicast resources are exhausted",
    },
    ResultRow {
        number: 100u32,
        name: c"CUDA_ERROR_NO_DEVICE",
        description: c"no CUDA-capable device is detected",
    },
    ResultRow {
        number: 101u32,
        name: c"CUDA_ERROR_INVALID_DEVICE",
        description: c"invalid device ordinal",
    },
    ResultRow {
        number: 102u32,
        name: c"CUDA_ERROR_DEVICE_NOT_LICENSED",
        description: c"device doesn't have valid Grid license",
    },
    ResultRow {
        number: 200u32,
        name: c"CUDA_ERROR_INVALID_IMAGE",
        description: c"device kernel image is invalid",
    },
    ResultRow {
        number: 201u32,
        name: c"CUDA_ERROR_INVALID_CONTEXT",
        description: c"invalid device context",
    },
    ResultRow {
        number: 202u32,
        name: c"CUDA_ERROR_CONTEXT_ALREADY_CURRENT",
        description: c"context already current",
    },
    ResultRow {
        number: 205u32,
        name: c"CUDA_ERROR_MAP_FAILED",
        description: c"mapping of buffer object failed",
    },
    ResultRow {
        number: 206u32,
        name: c"CUDA_ERROR_UNMAP_FAILED",
        description: c"unmapping of buffer object failed",
    },
    ResultRow {
        number: 207u32,
        name: c"CUDA_ERROR_ARRAY_IS_MAPPED",
        description: c"array is mapped",
    },
    ResultRow {
        number: 208u32,
        name: c"CUDA_ERROR_ALREADY_MAPPED",
        description: c"resource already mapped",
    },
    ResultRow {
        number: 209u32,
        name: c"CUDA_ERROR_NO_BINARY_FOR_GPU",
        description: c"no kernel image is available for execution on the device",
    },
    ResultRow {
        number: 210u32,
        name: c"CUDA_ERROR_ALREADY_ACQUIRED",
        description: c"resource already acquired",
    },
    ResultRow {
        number: 211u32,
        name: c"CUDA_ERROR_NOT_MAPPED",
        description: c"resource not mapped",
    },
    ResultRow {
        number: 212u32,
        name: c"CUDA_ERROR_NOT_MAPPED_AS_ARRAY",
        description: c"resource not mapped as array",
    },
    ResultRow {
        number: 213u32,
        name: c"CUDA_ERROR_NOT_MAPPED_AS_POINTER",
        description: c"resource not mapped as pointer",
    },
    ResultRow {
        number: 214u32,
        name: c"CUDA_ERROR_ECC_UNCORRECTABLE",
        description: c"uncorrectable ECC error encountered",
    },
    ResultRow {
        number: 215u32,
        name: c"CUDA_ERROR_UNSUPPORTED_LIMIT",
        description: c"limit is not supported on this architecture",
    },
    ResultRow {
        number: 216u32,
        name: c"CUDA_ERROR_CONTEXT_ALREADY_IN_USE",
        description: c"exclusive-thread device already in use by a different thread",
    },
    ResultRow {
        number: 217u32,
        name: c"CUDA_ERROR_PEER_ACCESS_UNSUPPORTED",
        description: c"peer access is not supported between these two devices",
    },
    ResultRow {
        number: 218u32,
        name: c"CUDA_ERROR_INVALID_PTX",
        description: c"a PTX JIT compilation failed",
    },
    ResultRow {
        number: 219u32,
        name: c"CUDA_ERROR_INVALID_GRAPHICS_CONTEXT",
        description: c"invalid OpenGL or DirectX context",
    },
    ResultRow {
        number: 220u32,
        name: c"CUDA_ERROR_NVLINK_UNCORRECTABLE",
        description: c"uncorrectable NVLink error detected during the execution",
    },
    ResultRow {
        number: 221u32,
        name: c"CUDA_ERROR_JIT_COMPILER_NOT_FOUND",
        description: c"PTX JIT compiler library not found",
    },
    ResultRow {
        number: 222u32,
        name: c"CUDA_ERROR_UNSUPPORTED_PTX_VERSION",
        description: c"the provided PTX was compiled with an unsupported toolchain.",
    },
    ResultRow {
        number: 223u32,
        name: c"CUDA_ERROR_JIT_COMPILATION_DISABLED",
        description: c"PTX JIT compilation was disabled",
    },
    ResultRow {
        number: 224u32,
        name: c"CUDA_ERROR_UNSUPPORTED_EXEC_AFFINITY",
        description: c"the provided execution affinity is not supported",
    },
    ResultRow {
        number: 225u32,
        name: c"CUDA_ERROR_UNSUPPORTED_DEVSIDE_SYNC",
        description: c"the provided PTX contains unsupported call to cudaDeviceSynchronize",
    },
    ResultRow {
        number: 226u32,
        name: c"CUDA_ERROR_CONTAINED",
        description: c"Invalid access of peer GPU memory over nvlink or a hardware error",
    },
    ResultRow {
        number: 227u32,
        name: c"CUDA_ERROR_INSUFFICIENT_LOADER_VERSION",
        description: c"Loader version is insufficient for fatbin",
    },
    ResultRow {
        number: 300u32,
        name: c"CUDA_ERROR_INVALID_SOURCE",
        description: c"device kernel image is invalid",
    },
    ResultRow {
        number: 301u32,
        name: c"CUDA_ERROR_FILE_NOT_FOUND",
        description: c"file not found",
    },
    ResultRow {
        number: 302u32,
        name: c"CUDA_ERROR_SHARED_OBJECT_SYMBOL_NOT_FOUND",
        description: c"shared object symbol not found",
    },
    ResultRow {
        number: 303u32,
        name: c"CUDA_ERROR_SHARED_OBJECT_INIT_FAILED",
        description: c"shared object initialization failed",
    },
    ResultRow {
        number: 304u32,
        name: c"CUDA_ERROR_OPERATING_SYSTEM",
        description: c"OS call failed or operation not supported on this OS",
    },
    ResultRow {
        number: 400u32,
        name: c"CUDA_ERROR_INVALID_HANDLE",
        description: c"invalid resource handle",
    },
    ResultRow {
        number: 401u32,
        name: c"CUDA_ERROR_ILLEGAL_STATE",
        description: c"the operation cannot be performed in the present state",
    },
    ResultRow {
        number: 402u32,
        name: c"CUDA_ERROR_LOSSY_QUERY",
        description: c"attempted introspection would be semantically lossy",
    },
    ResultRow {
        number: 500u32,
        name: c"CUDA_ERROR_NOT_FOUND",
        description: c"named symbol not found",
    },
    ResultRow {
        number: 600u32,
        name: c"CUDA_ERROR_NOT_READY",
        description: c"device not ready",
    },
    ResultRow {
        number: 700u32,
        name: c"CUDA_ERROR_ILLEGAL_ADDRESS",
        description: c"an illegal memory access was encountered",
    },
    ResultRow {
        number: 701u32,
        name: c"CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES",
        description: c"too many resources requested for launch",
    },
    ResultRow {
        number: 702u32,
        name: c"CUDA_ERROR_LAUNCH_TIMEOUT",
        description: c"the launch timed out and was terminated",
    },
    ResultRow {
        number: 703u32,
        name: c"CUDA_ERROR_LAUNCH_INCOMPATIBLE_TEXTURING",
        description: c"launch uses incompatible texturing mode",
    },
    ResultRow {
        number: 704u32,
        name: c"CUDA_ERROR_PEER_ACCESS_ALREADY_ENABLED",
        description: c"peer access is already enabled",
    },
    ResultRow {
        number: 705u32,
        name: c"CUDA_ERROR_PEER_ACCESS_NOT_ENABLED",
        description: c"peer access has not been enabled",
    },
    ResultRow {
        number: 708u32,
        name: c"CUDA_ERROR_PRIMARY_CONTEXT_ACTIVE",
        description: c"cannot set while device is active in this process",
    },
    ResultRow {
        number: 709u32,
        name: c"CUDA_ERROR_CONTEXT_IS_DESTROYED",
        description: c"context is destroyed",
    },
    ResultRow {
        number: 710u32,
        name: c"CUDA_ERROR_ASSERT",
        description: c"device-side assert triggered",
    },
    ResultRow {
        number: 711u32,
        name: c"CUDA_ERROR_TOO_MANY_PEERS",
        description: c"peer mapping resources exhausted",
    },
    ResultRow {
        number: 712u32,
        name: c"CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED",
        description: c"part or all of the requested memory range is already mapped",
    },
    ResultRow {
        number: 713u32,
        name: c"CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED",
        description: c"pointer does not correspond to a registered memory region",
    },
    ResultRow {
        number: 714u32,
        name: c"CUDA_ERROR_HARDWARE_STACK_ERROR",
        description: c"hardware stack error",
    },
    ResultRow {
        number: 715u32,
        name: c"CUDA_ERROR_ILLEGAL_INSTRUCTION",
        description: c"an illegal instruction was encountered",
    },
    ResultRow {
        number: 716u32,
        name: c"CUDA_ERROR_MISALIGNED_ADDRESS",
        description: c"misaligned address",
    },
    ResultRow {
        number: 717u32,
        name: c"CUDA_ERROR_INVALID_ADDRESS_SPACE",
        description: c"operation not supported on global/shared address space",
    },
    ResultRow {
        number: 718u32,
        name: c"CUDA_ERROR_INVALID_PC",
        description: c"invalid program counter",
    },
    ResultRow {
        number: 719u32,
        name: c"CUDA_ERROR_LAUNCH_FAILED",
        description: c"unspecified launch failure",
    },
    ResultRow {
        number: 720u32,
        name: c"CUDA_ERROR_COOPERATIVE_LAUNCH_TOO_LARGE",
        description: c"too many blocks in cooperative launch",
    },
    ResultRow {
        number: 721u32,
        name: c"CUDA_ERROR_TENSOR_MEMORY_LEAK",
        description: c"tensor memory not completely freed",
    },
    ResultRow {
        number: 800u32,
        name: c"CUDA_ERROR_NOT_PERMITTED",
        description: c"operation not permitted",
    },
    ResultRow {
        number: 801u32,
        name: c"CUDA_ERROR_NOT_SUPPORTED",
        description: c"operation not supported",
    },
    ResultRow {
        number: 802u32,
        name: c"CUDA_ERROR_SYSTEM_NOT_READY",
        description: c"system not yet initialized",
    },
    ResultRow {
        number: 803u32,
        name: c"CUDA_ERROR_SYSTEM_DRIVER_MISMATCH",
        description: c"system has unsupported display driver / cuda driver combination",
    },
    ResultRow {
        number: 804u32,
        name: c"CUDA_ERROR_COMPAT_NOT_SUPPORTED_ON_DEVICE",
        description: c"forward compatibility was attempted on non supported HW",
    },
    ResultRow {
        number: 805u32,
        name: c"CUDA_ERROR_MPS_CONNECTION_FAILED",
        description: c"MPS client failed to connect to the MPS control daemon or the MPS server",
    },
    ResultRow {
        number: 806u32,
        name: c"CUDA_ERROR_MPS_RPC_FAILURE",
        description: c"the remote procedural call between the MPS server and the MPS client failed",
    },
    ResultRow {
        number: 807u32,
        name: c"CUDA_ERROR_MPS_SERVER_NOT_READY",
        description: c"MPS server is not ready to accept new MPS client requests",
    },
    ResultRow {
        number: 808u32,
        name: c"CUDA_ERROR_MPS_MAX_CLIENTS_REACHED",
        description: c"the hardware resources required to create MPS client have been exhausted",
    },
    ResultRow {
        number: 809u32,
        name: c"CUDA_ERROR_MPS_MAX_CONNECTIONS_REACHED",
        description: c"the hardware resources required to support device connections have been exhausted",
    },
    ResultRow {
        number: 810u32,
        name: c"CUDA_ERROR_MPS_CLIENT_TERMINATED",
        description: c"the MPS client has been terminated by the server",
    },
    ResultRow {
        number: 811u32,
        name: c"CUDA_ERROR_CDP_NOT_SUPPORTED",
        description: c"is using CUDA Dynamic Parallelism, but the current configuration, like MPS, does not support it",
    },
    ResultRow {
        number: 812u32,
        name: c"CUDA_ERROR_CDP_VERSION_MISMATCH",
        description: c"unsupported interaction between different versions of CUDA Dynamic Parallelism",
    },
    ResultRow {
        number: 900u32,
        name: c"CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED",
        description: c"operation not permitted when stream is capturing",
    },
    ResultRow {
        number: 901u32,
        name: c"CUDA_ERROR_STREAM_CAPTURE_INVALIDATED",
        description: c"operation failed due to a previous error during capture",
    },
    ResultRow {
        number: 902u32,
        name: c"CUDA_ERROR_STREAM_CAPTURE_MERGE",
        description: c"operation would result in a merge of separate capture sequences",
    },
    ResultRow {
        number: 903u32,
        name: c"CUDA_ERROR_STREAM_CAPTURE_UNMATCHED",
        description: c"capture was not ended in the same stream as it began",
    },
    ResultRow {
        number: 904u32,
        name: c"CUDA_ERROR_STREAM_CAPTURE_UNJOINED",
        description: c"capturing stream has unjoined work",
    },
    ResultRow {
        number: 905u32,
        name: c"CUDA_ERROR_STREAM_CAPTURE_ISOLATION",
        description: c"dependency created on uncaptured work in another stream",
    },
    ResultRow {
        number: 906u32,
        name: c"CUDA_ERROR_STREAM_CAPTURE_IMPLICIT",
        description: c"operation would make the legacy stream depend on a capturing blocking stream",
    },
    ResultRow {
        number: 907u32,
        name: c"CUDA_ERROR_CAPTURED_EVENT",
        description: c"operation not permitted on an event last recorded in a capturing stream",
    },
    ResultRow {
        number: 908u32,
        name: c"CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD",
        description: c"attempt to terminate a thread-local capture sequence from another thread",
    },
    ResultRow {
        number: 909u32,
        name: c"CUDA_ERROR_TIMEOUT",
        description: c"wait operation timed out",
    },
    ResultRow {
        number: 910u32,
        name: c"CUDA_ERROR_GRAPH_EXEC_UPDATE_FAILURE",
        description: c"the graph update was not performed because it included changes which violated constraints specific to instantiated graph update",
    },
    ResultRow {
        number: 911u32,
        name: c"CUDA_ERROR_EXTERNAL_DEVICE",
        description: c"an async error has occured in external entity outside of CUDA",
    },
    ResultRow {
        number: 912u32,
        name: c"CUDA_ERROR_INVALID_CLUSTER_SIZE",
        description: c"a kernel launch error has occurred due to cluster misconfiguration",
    },
    ResultRow {
        number: 913u32,
        name: c"CUDA_ERROR_FUNCTION_NOT_LOADED",
        description: c"the function handle is not loaded when calling an API that requires a loaded function",
    },
    ResultRow {
        number: 914u32,
        name: c"CUDA_ERROR_INVALID_RESOURCE_TYPE",
        description: c"one or more resources passed in are not valid resource types for the operation",
    },
    ResultRow {
        number: 915u32,
        name: c"CUDA_ERROR_INVALID_RESOURCE_CONFIGURATION",
        description: c"one or more resources are insufficient or non-applicable for the operation",
    },
    ResultRow {
        number: 916u32,
        name: c"CUDA_ERROR_KEY_ROTATION",
        description: c"an encryption key rotation is needed before the operation can proceed",
    },
    ResultRow {
        number: 917u32,
        name: c"CUDA_ERROR_STREAM_DETACHED",
        description: c"API call not permitted since the green context associated with the stream has been destroyed",
    },
    ResultRow {
        number: 918u32,
        name: c"CUDA_ERROR_GRAPH_RECAPTURE_FAILURE",
        description: c"recapturing to the source graph failed and had to be terminated",
    },
    ResultRow {
        number: 919u32,
        name: c"CUDA_ERROR_FABRIC_NOT_READY",
        description: c"GPU fabric is not ready within the probe wait budget; application may retry (see CUDA_FABRIC_INIT_TIMEOUT_MS)",
    },
    ResultRow {
        number: 999u32,
        name: c"CUDA_ERROR_UNKNOWN",
        description: c"unknown error",
    },
];
