// Wrong arguments to the driver API, one row each, with the results that a driver gives; afterwards everything must still work.
// Where drivers were seen or are documented to differ, a row names two results.
#include "check.h"
#include <stdint.h>
#include <string.h>

static int rows, wrong;

static void row(const char *call, CUresult got, int want, int or_else) {
    rows++;
    if ((int)got == want || (int)got == or_else) return;
    wrong++;
    printf("%s: %s (%d), not %s (%d)\n", call, result_name(got), (int)got, result_name((CUresult)want), want);
    fflush(stdout);
}

#define GIVES(want, call) row(#call, (call), (want), (want))
#define GIVES_EITHER(want, other, call) row(#call, (call), (want), (other))

static const char *const source =
    ".version 6.4\n.target sm_70\n.address_size 64\n"
    ".visible .global .align 4 .b8 table[64];\n"
    ".extern .shared .align 16 .b8 scratch[];\n"
    ".visible .entry put(.param .u64 to, .param .u32 value) {\n"
    "  .reg .b32 %r<3>; .reg .b64 %d<3>;\n"
    "  ld.param.u64 %d1, [to]; ld.param.u32 %r1, [value]; cvta.to.global.u64 %d2, %d1; st.global.u32 [%d2], %r1; ret;\n}\n"
    ".visible .entry narrow() .maxntid 64, 1, 1 { ret; }\n"
    ".visible .entry large() { .shared .align 4 .b8 own[40960]; .reg .b32 %r<2>; mov.u32 %r1, own; st.shared.u32 [%r1], %r1; ret; }\n";

// A fatbin with one entry: machine code for compute capability 3.5, which nothing runs any more.
static const struct {
    uint32_t magic;
    uint16_t version, header;
    uint64_t size;
    uint16_t kind, entry_version;
    uint32_t entry_header;
    uint64_t payload_size;
    uint32_t compressed, zero;
    uint16_t minor, major;
    uint32_t arch, name, name_length;
    uint64_t flags, zero_2, uncompressed;
    unsigned char payload[64];
} old_fatbin = { 0xBA55ED50, 1, 16, 128, 2, 0x101, 64, 64, 0, 0, 7, 1, 35, 0, 0, 0x11, 0, 0, { 0x7f, 'E', 'L', 'F', 2, 1, 1 } };

static const unsigned char broken_elf[64] = { 0x7f, 'E', 'L', 'F', 2, 1, 1 };

static void before_initialisation(void) {
    int count;
    CUdevice device;
    CUcontext context;
    CUdeviceptr pointer;
    CUstream stream;
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuDeviceGetCount(&count));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuDeviceGet(&device, 0));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuCtxGetCurrent(&context));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuMemAlloc(&pointer, 16));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuStreamCreate(&stream, 0));
    GIVES(CUDA_ERROR_NOT_INITIALIZED, cuCtxSynchronize());
    GIVES(CUDA_ERROR_INVALID_VALUE, cuInit(1));
    GIVES(CUDA_SUCCESS, cuDriverGetVersion(&count));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDriverGetVersion(NULL));
}

static void devices(void) {
    CUdevice device;
    char name[64];
    int value;
    size_t size;
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGetCount(NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGet(NULL, 0));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDeviceGet(&device, -1));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDeviceGet(&device, 1000));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGetName(NULL, 64, 0));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDeviceGetName(name, 64, 1000));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceTotalMem(NULL, 0));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDeviceTotalMem(&size, -7));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGetAttribute(NULL, CU_DEVICE_ATTRIBUTE_WARP_SIZE, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGetAttribute(&value, (CUdevice_attribute)0, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGetAttribute(&value, (CUdevice_attribute)100000, 0));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_WARP_SIZE, 1000));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDeviceGetByPCIBusId(&device, "no bus"));
}

static void without_context(void) {
    CUcontext context;
    CUdevice device;
    CUdeviceptr pointer;
    CUstream stream;
    CUevent event;
    CUmodule module;
    size_t a, b;
    GIVES(CUDA_SUCCESS, cuCtxSetCurrent(NULL));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuMemAlloc(&pointer, 16));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuMemGetInfo(&a, &b));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxSynchronize());
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxGetDevice(&device));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxPopCurrent(&context));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuStreamCreate(&stream, 0));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuEventCreate(&event, 0));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuModuleLoadData(&module, source));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuCtxGetCurrent(NULL));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDevicePrimaryCtxRetain(&context, 1000));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDevicePrimaryCtxRetain(NULL, 0));
    GIVES_EITHER(CUDA_ERROR_INVALID_CONTEXT, CUDA_ERROR_INVALID_VALUE, cuCtxDestroy(NULL));
}

static void memory(void) {
    const CUdeviceptr wild = 0x123456789000ull;
    CUdeviceptr pointer, second;
    unsigned char bytes[256] = { 0 };
    size_t size, pitch;
    unsigned kind;
    void *host;
    CHECK(cuMemAlloc(&pointer, 256));
    CHECK(cuMemAlloc(&second, 256));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAlloc(&second, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAlloc(NULL, 16));
    GIVES(CUDA_ERROR_OUT_OF_MEMORY, cuMemAlloc(&second, (size_t)1 << 50));
    GIVES_EITHER(CUDA_ERROR_OUT_OF_MEMORY, CUDA_ERROR_INVALID_VALUE, cuMemAlloc(&second, (size_t)-1));
    GIVES(CUDA_SUCCESS, cuMemFree(0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemFree(wild));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemFree(pointer + 16));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyHtoD(wild, bytes, 16));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyHtoD(pointer, NULL, 16));
    GIVES(CUDA_SUCCESS, cuMemcpyHtoD(pointer, bytes, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyHtoD(pointer, bytes, (size_t)1 << 45));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoH(bytes, wild, 16));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoH(NULL, pointer, 16));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoH(bytes, pointer, (size_t)1 << 45));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoH(bytes, pointer, (size_t)-1));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoD(pointer, wild, 16));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoD(wild, pointer, 16));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemsetD8(wild, 0, 16));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemsetD8(pointer, 0, (size_t)1 << 45));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemsetD32(pointer + 2, 0, 4));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemsetD16(pointer + 1, 0, 4));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemsetD2D8(pointer, 4, 0, 8, 2));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAllocPitch(&second, &pitch, 16, 16, 3));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAllocPitch(&second, &pitch, 0, 16, 4));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAllocManaged(&second, 0, CU_MEM_ATTACH_GLOBAL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAllocManaged(&second, 16, 0));
    GIVES_EITHER(CUDA_ERROR_INVALID_VALUE, CUDA_ERROR_NOT_FOUND, cuMemGetAddressRange(NULL, &size, wild));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuPointerGetAttribute(&kind, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, wild));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuPointerGetAttribute(NULL, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, pointer));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuPointerGetAttribute(&kind, (CUpointer_attribute)5000, pointer));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemHostAlloc(NULL, 16, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemHostAlloc(&host, 16, 0x8000));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemFreeHost(bytes));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemHostRegister(NULL, 4096, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemHostRegister(bytes, 0, 0));
    GIVES_EITHER(CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED, CUDA_ERROR_INVALID_VALUE, cuMemHostUnregister(bytes));
    CUDA_MEMCPY2D copy;
    memset(&copy, 0, sizeof copy);
    copy.srcMemoryType = CU_MEMORYTYPE_HOST, copy.srcHost = bytes, copy.srcPitch = 4;
    copy.dstMemoryType = CU_MEMORYTYPE_DEVICE, copy.dstDevice = pointer, copy.dstPitch = 16;
    copy.WidthInBytes = 8, copy.Height = 2;
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpy2D(&copy));
    copy.srcPitch = 16, copy.dstMemoryType = (CUmemorytype)77;
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpy2D(&copy));
    GIVES(CUDA_SUCCESS, cuMemFree(pointer));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemFree(pointer));
}

static void modules(CUmodule module, CUfunction put) {
    CUmodule other;
    CUfunction function;
    CUdeviceptr pointer;
    size_t size;
    int value;
    GIVES(CUDA_ERROR_INVALID_VALUE, cuModuleLoadData(&other, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuModuleLoadData(NULL, source));
    GIVES_EITHER(CUDA_ERROR_INVALID_IMAGE, CUDA_ERROR_INVALID_PTX, cuModuleLoadData(&other, "this is no PTX"));
    GIVES_EITHER(CUDA_ERROR_INVALID_IMAGE, CUDA_ERROR_INVALID_PTX, cuModuleLoadData(&other, ""));
    GIVES(CUDA_ERROR_INVALID_PTX, cuModuleLoadData(&other, ".version 6.4\n.target sm_70\n.address_size 64\n.entry k() { frob.u32; }"));
    GIVES(CUDA_ERROR_INVALID_PTX, cuModuleLoadData(&other, ".version 6.4\n.target sm_70\n.address_size 64\n.entry k( {"));
    GIVES_EITHER(CUDA_ERROR_UNSUPPORTED_PTX_VERSION, CUDA_ERROR_INVALID_PTX,
                 cuModuleLoadData(&other, ".version 99.0\n.target sm_70\n.address_size 64\n.entry k() { ret; }"));
    GIVES_EITHER(CUDA_ERROR_INVALID_IMAGE, CUDA_ERROR_NO_BINARY_FOR_GPU, cuModuleLoadData(&other, broken_elf));
    GIVES(CUDA_ERROR_NO_BINARY_FOR_GPU, cuModuleLoadData(&other, &old_fatbin));
    GIVES(CUDA_ERROR_FILE_NOT_FOUND, cuModuleLoad(&other, "/nonexistent/module.ptx"));
    GIVES(CUDA_ERROR_NOT_FOUND, cuModuleGetFunction(&function, module, "missing"));
    GIVES(CUDA_ERROR_NOT_FOUND, cuModuleGetFunction(&function, module, "table"));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuModuleGetFunction(&function, module, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuModuleGetFunction(NULL, module, "put"));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuModuleGetFunction(&function, NULL, "put"));
    GIVES(CUDA_ERROR_NOT_FOUND, cuModuleGetGlobal(&pointer, &size, module, "missing"));
    GIVES(CUDA_ERROR_NOT_FOUND, cuModuleGetGlobal(&pointer, &size, module, "put"));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuModuleGetGlobal(&pointer, &size, NULL, "table"));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuModuleUnload(NULL));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_NUM_REGS, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuFuncGetAttribute(&value, (CUfunction_attribute)999, put));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuFuncGetAttribute(NULL, CU_FUNC_ATTRIBUTE_NUM_REGS, put));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuFuncSetAttribute(put, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, 1 << 30));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuFuncSetAttribute(put, CU_FUNC_ATTRIBUTE_NUM_REGS, 8));
    CHECK(cuModuleLoadData(&other, source));
    CHECK(cuModuleUnload(other));
}

static void launches(CUmodule module, CUfunction put) {
    CUdeviceptr to;
    CUfunction narrow, large;
    CHECK(cuMemAlloc(&to, 4));
    CHECK(cuModuleGetFunction(&narrow, module, "narrow"));
    CHECK(cuModuleGetFunction(&large, module, "large"));
    unsigned value = 5;
    void *params[] = { &to, &value };
    size_t size = 12;
    struct {
        CUdeviceptr to;
        unsigned value;
    } packed = { to, value };
    void *extra[] = { CU_LAUNCH_PARAM_BUFFER_POINTER, &packed, CU_LAUNCH_PARAM_BUFFER_SIZE, &size, CU_LAUNCH_PARAM_END };
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 0, 1, 1, 1, 1, 1, 0, NULL, params, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 1, 0, 1, 1, 1, 1, 0, NULL, params, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 1, 1, 1, 0, 1, 1, 0, NULL, params, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 1, 1, 1, 1025, 1, 1, 0, NULL, params, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 1, 1, 1, 64, 32, 1, 0, NULL, params, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 1, 1, 1, 1, 1, 65, 0, NULL, params, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 1, 1, 1, 0x80000000u, 0x80000000u, 4, 0, NULL, params, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 0x80000000u, 1, 1, 1, 1, 1, 0, NULL, params, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 1, 65536, 1, 1, 1, 1, 0, NULL, params, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 1, 1, 65536, 1, 1, 1, 0, NULL, params, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 1, 1, 1, 1, 1, 1, 49153, NULL, params, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 1, 1, 1, 1, 1, 1, 0xffffffffu, NULL, params, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(large, 1, 1, 1, 1, 1, 1, 16384, NULL, NULL, NULL));
    GIVES_EITHER(CUDA_ERROR_INVALID_VALUE, CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES,
                 cuLaunchKernel(narrow, 1, 1, 1, 65, 1, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 1, 1, 1, 1, 1, 1, 0, NULL, params, extra));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, NULL));
    GIVES_EITHER(CUDA_ERROR_INVALID_HANDLE, CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(NULL, 1, 1, 1, 1, 1, 1, 0, NULL, params, NULL));
    int blocks;
    GIVES(CUDA_ERROR_INVALID_VALUE, cuOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, put, 0, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuOccupancyMaxActiveBlocksPerMultiprocessor(NULL, put, 32, 0));
    // Nothing of the above may have poisoned the context.
    GIVES(CUDA_SUCCESS, cuCtxSynchronize());
    GIVES(CUDA_SUCCESS, cuLaunchKernel(put, 1, 1, 1, 1, 1, 1, 0, NULL, params, NULL));
    GIVES(CUDA_SUCCESS, cuLaunchKernel(put, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, extra));
    unsigned seen = 0;
    GIVES(CUDA_SUCCESS, cuMemcpyDtoH(&seen, to, 4));
    REQUIRE(seen == 5);
    CHECK(cuMemFree(to));
}

static void streams_and_events(void) {
    CUstream stream;
    CUevent event, untimed, fresh;
    float time;
    int low, high;
    GIVES(CUDA_ERROR_INVALID_VALUE, cuStreamCreate(NULL, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuStreamCreate(&stream, 0xff00));
    GIVES_EITHER(CUDA_ERROR_INVALID_HANDLE, CUDA_ERROR_INVALID_VALUE, cuStreamDestroy(NULL));
    GIVES(CUDA_SUCCESS, cuCtxGetStreamPriorityRange(&low, &high));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuEventCreate(NULL, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuEventCreate(&event, 0xff00));
    // An event for other processes cannot have times.
    GIVES(CUDA_ERROR_INVALID_VALUE, cuEventCreate(&event, CU_EVENT_INTERPROCESS));
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuEventCreate(&event, CU_EVENT_DEFAULT));
    CHECK(cuEventCreate(&fresh, CU_EVENT_DEFAULT));
    CHECK(cuEventCreate(&untimed, CU_EVENT_DISABLE_TIMING));
    CHECK(cuEventRecord(event, stream));
    CHECK(cuEventRecord(untimed, stream));
    CHECK(cuStreamSynchronize(stream));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventRecord(NULL, stream));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventQuery(NULL));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventSynchronize(NULL));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventDestroy(NULL));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamWaitEvent(stream, NULL, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuStreamWaitEvent(stream, event, 0xff00));
    GIVES(CUDA_SUCCESS, cuEventQuery(fresh));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventElapsedTime(&time, event, fresh));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventElapsedTime(&time, event, untimed));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuEventElapsedTime(NULL, event, event));
    GIVES(CUDA_SUCCESS, cuEventDestroy(event));
    GIVES(CUDA_SUCCESS, cuEventDestroy(fresh));
    GIVES(CUDA_SUCCESS, cuEventDestroy(untimed));
    GIVES(CUDA_SUCCESS, cuStreamDestroy(stream));
}

// Handles that were destroyed, or never were: our library checks them; a native driver may read through them and crash, so these
// rows run only where the argument "strict" asks for them.
static void stale_and_foreign(CUmodule live) {
    CUmodule module;
    CUfunction function, again;
    CUstream stream;
    CUevent event;
    int value;
    unsigned bytes[64] = { 0x1234, 0x5678 };
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&function, module, "narrow"));
    CHECK(cuModuleUnload(module));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuModuleGetFunction(&again, module, "narrow"));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuModuleUnload(module));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuLaunchKernel(function, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_NUM_REGS, function));
    CHECK(cuStreamCreate(&stream, 0));
    CHECK(cuStreamDestroy(stream));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamQuery(stream));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamSynchronize(stream));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamDestroy(stream));
    CHECK(cuModuleGetFunction(&function, live, "narrow"));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuLaunchKernel(function, 1, 1, 1, 1, 1, 1, 0, stream, NULL, NULL));
    CHECK(cuEventCreate(&event, 0));
    CHECK(cuEventDestroy(event));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventQuery(event));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventRecord(event, NULL));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventDestroy(event));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamQuery((CUstream)bytes));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamQuery((CUstream)0x1000));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventQuery((CUevent)bytes));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuModuleUnload((CUmodule)bytes));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuLaunchKernel((CUfunction)bytes, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, NULL));
    // One kind of handle in the place of another.
    CHECK(cuStreamCreate(&stream, 0));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventQuery((CUevent)stream));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuModuleUnload((CUmodule)stream));
    CHECK(cuStreamDestroy(stream));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxSetCurrent((CUcontext)bytes));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxPushCurrent((CUcontext)bytes));
}

static void names(void) {
    const char *name = "unchanged";
    void *found = &name;
    const void *table;
    CUuuid unknown = { "no such table.." };
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGetErrorName((CUresult)123456, &name));
    REQUIRE(name == NULL);
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGetErrorString((CUresult)123456, &name));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGetErrorName(CUDA_SUCCESS, NULL));
    GIVES(CUDA_ERROR_NOT_FOUND, cuGetProcAddress("cuNoSuchFunction", &found, 12000, 0, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGetProcAddress(NULL, &found, 12000, 0, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGetProcAddress("cuInit", NULL, 12000, 0, NULL));
    GIVES_EITHER(CUDA_ERROR_NOT_FOUND, CUDA_ERROR_INVALID_VALUE, cuGetExportTable(&table, &unknown));
}

int main(int argc, char **argv) {
    CUcontext context;
    CUmodule module;
    CUfunction put;
    before_initialisation();
    CHECK(cuInit(0));
    devices();
    without_context();
    CHECK(cuDevicePrimaryCtxRetain(&context, 0));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&put, module, "put"));
    memory();
    modules(module, put);
    launches(module, put);
    streams_and_events();
    names();
    if (argc > 1 && strcmp(argv[1], "strict") == 0) stale_and_foreign(module);
    GIVES(CUDA_SUCCESS, cuCtxSynchronize());
    CHECK(cuModuleUnload(module));
    CHECK(cuDevicePrimaryCtxRelease(0));
    printf("%d of %d rows differ\n", wrong, rows);
    if (wrong) return 1;
    printf("PASS bad_arguments\n");
    return 0;
}
