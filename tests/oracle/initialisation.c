// The oracle: initialisation, versions, devices, entry points, names of errors.
#include "transcript.h"

static void before(void) {
    int count = 7, version = 0;
    CUdevice device;
    CUcontext context;
    CUdeviceptr at;
    CUstream stream;
    CUevent event;
    CUmodule module;
    char name[64];
    size_t size;
    RULE("init-01", "Before cuInit, a call that needs the driver answers CUDA_ERROR_NOT_INITIALIZED.", "Initialization: cuInit");
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuDeviceGetCount(&count));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuDeviceGet(&device, 0));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuDeviceGetName(name, sizeof name, 0));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuDeviceTotalMem(&size, 0));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuCtxGetCurrent(&context));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuCtxSetCurrent(NULL));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuDevicePrimaryCtxRetain(&context, 0));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuMemAlloc(&at, 16));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuStreamCreate(&stream, 0));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuEventCreate(&event, 0));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuModuleLoadData(&module, PTX_HEAD));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuCtxSynchronize());
    BELIEF("init-02", "Before cuInit, that error comes before those of the arguments.", "Initialization: cuInit");
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuDeviceGetCount(NULL));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuMemAlloc(NULL, 0));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuStreamCreate(NULL, 0xff00));
    BELIEF("init-03", "A call that fails writes no result.", "Error Handling: results are valid after CUDA_SUCCESS only");
    VALUE(7, count);
    RULE("init-04", "The driver's version can be had before cuInit; it is at least that of the CUDA 12 that programs ask for.",
         "Version Management: cuDriverGetVersion");
    GIVES(CUDA_SUCCESS, cuDriverGetVersion(&version));
    VALUE(1, version >= 12000);
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDriverGetVersion(NULL));
    RULE("init-05", "cuInit takes no flags.", "Initialization: cuInit");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuInit(1));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuInit(0x80000000u));
    RULE("init-06", "cuInit that failed by its flags has not initialised anything.", "Initialization: cuInit");
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuDeviceGetCount(&count));
    RULE("init-07", "A second cuInit succeeds and does nothing.", "Initialization: cuInit");
    GIVES(CUDA_SUCCESS, cuInit(0));
    GIVES(CUDA_SUCCESS, cuInit(0));
    GIVES(CUDA_SUCCESS, cuDeviceGetCount(&count));
    VALUE(1, count >= 1);
}

static void devices(void) {
    CUdevice device = -1;
    int value = 0, major = 0, minor = 0, count = 0;
    char name[256], cut[5], bus[32];
    size_t bytes = 0;
    CUuuid uuid, again;
    RULE("dev-01", "Devices are numbered from 0; a number beyond the last, or below 0, is CUDA_ERROR_INVALID_DEVICE.",
         "Device Management: cuDeviceGet");
    NEED(cuDeviceGetCount(&count));
    GIVES(CUDA_SUCCESS, cuDeviceGet(&device, 0));
    VALUE(0, device);
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDeviceGet(&device, count));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDeviceGet(&device, -1));
    RULE("dev-02", "Where a result should go to NULL, the call is CUDA_ERROR_INVALID_VALUE.", "Device Management");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGetCount(NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGet(NULL, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGetName(NULL, 64, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceTotalMem(NULL, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGetAttribute(NULL, CU_DEVICE_ATTRIBUTE_WARP_SIZE, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGetUuid(NULL, 0));
    RULE("dev-03", "Every query of a device that is none is CUDA_ERROR_INVALID_DEVICE.", "Device Management");
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDeviceGetName(name, sizeof name, 4096));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDeviceTotalMem(&bytes, 4096));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_WARP_SIZE, 4096));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDeviceGetUuid(&uuid, 4096));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDeviceGetPCIBusId(bus, sizeof bus, 4096));
    RULE("dev-04", "An attribute that does not exist is CUDA_ERROR_INVALID_VALUE.", "Device Management: cuDeviceGetAttribute");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGetAttribute(&value, (CUdevice_attribute)0, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGetAttribute(&value, (CUdevice_attribute)100000, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGetAttribute(&value, (CUdevice_attribute)-1, 0));
    RULE("dev-05", "A name that does not fit is cut and still ends with a zero.", "Device Management: cuDeviceGetName");
    GIVES(CUDA_SUCCESS, cuDeviceGetName(name, sizeof name, 0));
    VALUE(1, strlen(name) >= 5);
    GIVES(CUDA_SUCCESS, cuDeviceGetName(cut, sizeof cut, 0));
    VALUE(4, strlen(cut));
    VALUE(0, strncmp(cut, name, 4));
    RULE("dev-06", "Warps have 32 threads and blocks at most 1024, in every compute capability so far.",
         "Programming Guide: Compute Capabilities, technical specifications");
    GIVES(CUDA_SUCCESS, cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_WARP_SIZE, 0));
    VALUE(32, value);
    GIVES(CUDA_SUCCESS, cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK, 0));
    VALUE(1024, value);
    RULE("dev-07", "Grids may have 2^31-1, 65535 and 65535 blocks; blocks 1024, 1024 and 64 threads in each direction.",
         "Programming Guide: Compute Capabilities, technical specifications");
    NEED(cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_X, 0));
    VALUE(2147483647, value);
    NEED(cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_Y, 0));
    VALUE(65535, value);
    NEED(cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_X, 0));
    VALUE(1024, value);
    NEED(cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_Z, 0));
    VALUE(64, value);
    RULE("dev-08", "A block has 48 KiB of shared memory unless its kernel opts in for more; the device says how much more there is.",
         "Programming Guide: Compute Capabilities, shared memory");
    NEED(cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK, 0));
    VALUE(49152, value);
    NEED(cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN, 0));
    VALUE(1, value >= 49152);
    RULE("dev-09", "The compute capability is the same from the attributes and from the deprecated call.",
         "Device Management [DEPRECATED]: cuDeviceComputeCapability");
    GIVES(CUDA_SUCCESS, cuDeviceComputeCapability(&major, &minor, 0));
    NEED(cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, 0));
    VALUE(1, value == major);
    NEED(cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, 0));
    VALUE(1, value == minor);
    RULE("dev-10", "Devices of 64-bit processes have unified addressing.", "Unified Addressing: supported platforms");
    NEED(cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_UNIFIED_ADDRESSING, 0));
    VALUE(1, value);
    RULE("dev-11", "A device's UUID does not change.", "Device Management: cuDeviceGetUuid");
    GIVES(CUDA_SUCCESS, cuDeviceGetUuid(&uuid, 0));
    GIVES(CUDA_SUCCESS, cuDeviceGetUuid(&again, 0));
    VALUE(0, memcmp(&uuid, &again, sizeof uuid));
    RULE("dev-12", "The PCI address that a device gives finds the same device; text that is no address is CUDA_ERROR_INVALID_VALUE.",
         "Device Management: cuDeviceGetByPCIBusId, cuDeviceGetPCIBusId");
    GIVES(CUDA_SUCCESS, cuDeviceGetPCIBusId(bus, sizeof bus, 0));
    device = -1;
    GIVES(CUDA_SUCCESS, cuDeviceGetByPCIBusId(&device, bus));
    VALUE(0, device);
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGetByPCIBusId(&device, "no address"));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGetByPCIBusId(&device, NULL));
    RULE("dev-13", "Memory of a device is counted in bytes and in 64 bits.", "Device Management: cuDeviceTotalMem");
    GIVES(CUDA_SUCCESS, cuDeviceTotalMem(&bytes, 0));
    VALUE(1, bytes >= (64u << 20));
    RULE("dev-14", "Queries of devices need no context, and make none.", "Device Management; Primary Context: cuDevicePrimaryCtxGetState");
    unsigned flags = 9;
    int active = 9;
    GIVES(CUDA_SUCCESS, cuDevicePrimaryCtxGetState(0, &flags, &active));
    VALUE(0, active);
    VALUE(0, flags);
    RULE("dev-15", "A device is no peer of itself.", "Peer Context Memory Access: cuDeviceCanAccessPeer");
    GIVES(CUDA_SUCCESS, cuDeviceCanAccessPeer(&value, 0, 0));
    VALUE(0, value);
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDeviceCanAccessPeer(&value, 0, 4096));
}

static void names(void) {
    const char *text = "unchanged";
    RULE("err-01", "An error's name is its identifier in cuda.h.", "Error Handling: cuGetErrorName");
    GIVES(CUDA_SUCCESS, cuGetErrorName(CUDA_SUCCESS, &text));
    TEXT("CUDA_SUCCESS", text);
    GIVES(CUDA_SUCCESS, cuGetErrorName(CUDA_ERROR_ILLEGAL_ADDRESS, &text));
    TEXT("CUDA_ERROR_ILLEGAL_ADDRESS", text);
    GIVES(CUDA_SUCCESS, cuGetErrorName(CUDA_ERROR_UNKNOWN, &text));
    TEXT("CUDA_ERROR_UNKNOWN", text);
    BELIEF("err-02", "An error's text is the one that programs and their logs know.", "Error Handling: cuGetErrorString");
    GIVES(CUDA_SUCCESS, cuGetErrorString(CUDA_SUCCESS, &text));
    TEXT("no error", text);
    GIVES(CUDA_SUCCESS, cuGetErrorString(CUDA_ERROR_OUT_OF_MEMORY, &text));
    TEXT("out of memory", text);
    GIVES(CUDA_SUCCESS, cuGetErrorString(CUDA_ERROR_ILLEGAL_ADDRESS, &text));
    TEXT("an illegal memory access was encountered", text);
    GIVES(CUDA_SUCCESS, cuGetErrorString(CUDA_ERROR_INVALID_VALUE, &text));
    TEXT("invalid argument", text);
    RULE("err-03", "Of a number that is no error, name and text are NULL, and the call is CUDA_ERROR_INVALID_VALUE.",
         "Error Handling: cuGetErrorName, cuGetErrorString");
    text = "unchanged";
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGetErrorName((CUresult)123456, &text));
    TEXT("(null)", text);
    text = "unchanged";
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGetErrorString((CUresult)-1, &text));
    TEXT("(null)", text);
    RULE("err-04", "Names need no initialised driver.", "Error Handling: cuGetErrorName lists no other error than CUDA_ERROR_INVALID_VALUE");
    GIVES(CUDA_SUCCESS, cuGetErrorName(CUDA_ERROR_INVALID_VALUE, &text));
}

static void entry_points(void) {
    void *found = &found, *other = NULL;
    CUdriverProcAddressQueryResult status = CU_GET_PROC_ADDRESS_SUCCESS;
    RULE("proc-01", "A function is found by its base name; one that does not exist is CUDA_ERROR_NOT_FOUND and NULL.",
         "Driver Entry Point Access: cuGetProcAddress");
    GIVES(CUDA_SUCCESS, cuGetProcAddress("cuMemAlloc", &found, 12000, CU_GET_PROC_ADDRESS_DEFAULT, NULL));
    VALUE(1, found != NULL);
    GIVES(CUDA_ERROR_NOT_FOUND, cuGetProcAddress("cuNoSuchFunction", &found, 12000, CU_GET_PROC_ADDRESS_DEFAULT, NULL));
    VALUE(1, found == NULL);
    RULE("proc-02", "With a place for it, the status tells a name that does not exist from a version that is too old for it.",
         "Driver Entry Point Access: cuGetProcAddress, CUdriverProcAddressQueryResult");
    cuGetProcAddress("cuNoSuchFunction", &found, 12000, CU_GET_PROC_ADDRESS_DEFAULT, &status);
    VALUE(CU_GET_PROC_ADDRESS_SYMBOL_NOT_FOUND, status);
    cuGetProcAddress("cuGraphInstantiate", &found, 5000, CU_GET_PROC_ADDRESS_DEFAULT, &status);
    VALUE(CU_GET_PROC_ADDRESS_VERSION_NOT_SUFFICIENT, status);
    cuGetProcAddress("cuInit", &found, 12000, CU_GET_PROC_ADDRESS_DEFAULT, &status);
    VALUE(CU_GET_PROC_ADDRESS_SUCCESS, status);
    RULE("proc-03", "The version chooses among the ABIs of a function.", "Driver Entry Point Access: cuGetProcAddress");
    NEED(cuGetProcAddress("cuCtxDestroy", &found, 3000, CU_GET_PROC_ADDRESS_DEFAULT, NULL));
    NEED(cuGetProcAddress("cuCtxDestroy", &other, 12000, CU_GET_PROC_ADDRESS_DEFAULT, NULL));
    VALUE(1, found != NULL && other != NULL && found != other);
    RULE("proc-04", "The flag for per-thread default streams chooses another function where streams matter.",
         "Driver Entry Point Access: CU_GET_PROC_ADDRESS_PER_THREAD_DEFAULT_STREAM");
    NEED(cuGetProcAddress("cuStreamSynchronize", &found, 12000, CU_GET_PROC_ADDRESS_LEGACY_STREAM, NULL));
    NEED(cuGetProcAddress("cuStreamSynchronize", &other, 12000, CU_GET_PROC_ADDRESS_PER_THREAD_DEFAULT_STREAM, NULL));
    VALUE(1, found != other);
    RULE("proc-05", "A name or a place that is NULL is CUDA_ERROR_INVALID_VALUE.", "Driver Entry Point Access: cuGetProcAddress");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGetProcAddress(NULL, &found, 12000, CU_GET_PROC_ADDRESS_DEFAULT, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGetProcAddress("cuInit", NULL, 12000, CU_GET_PROC_ADDRESS_DEFAULT, NULL));
}

int main(int count, char **values) {
    arguments(count, values);
    names();
    before();
    devices();
    entry_points();
    return 0;
}
