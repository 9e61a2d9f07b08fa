// Contexts through the driver API: created, stacked, limited, flagged, waited for; error texts, logs, the profiler's switch.
#include "check.h"
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static const char *const source =
    ".version 7.0\n.target sm_70\n.address_size 64\n"
    ".extern .func (.param .b64 result) malloc(.param .b64 bytes);\n"
    ".visible .entry take(.param .u64 to, .param .u64 bytes) {\n"
    "  .reg .b64 %d<5>;\n"
    "  ld.param.u64 %d1, [to]; ld.param.u64 %d2, [bytes]; cvta.to.global.u64 %d3, %d1;\n"
    "  { .param .b64 a; .param .b64 b; st.param.b64 [a], %d2; call.uni (b), malloc, (a); ld.param.b64 %d4, [b]; }\n"
    "  st.global.u64 [%d3], %d4; ret;\n}\n"
    ".visible .entry bad() { .reg .b64 %d<2>; mov.u64 %d1, 64; st.global.u64 [%d1], %d1; ret; }\n"
    // Waits, then writes.
    ".visible .entry slow(.param .u64 to) {\n"
    "  .reg .pred %p; .reg .b32 %r<3>; .reg .b64 %d<3>;\n"
    "  ld.param.u64 %d1, [to]; cvta.to.global.u64 %d2, %d1; mov.u32 %r1, 0;\n"
    "AGAIN:\n  add.u32 %r1, %r1, 1; setp.lt.u32 %p, %r1, 100000; @%p bra AGAIN;\n"
    "  st.global.u32 [%d2], %r1; ret;\n}\n";

// cudaProfiler.h, which not every toolkit has.
CUresult cuProfilerStart(void);
CUresult cuProfilerStop(void);

static CUdevice device;

static void stack(void) {
    CUcontext primary, first, second, got;
    CUdevice of;
    unsigned flags, version;
    unsigned long long id, other;
    int active;
    EXPECT(CUDA_ERROR_INVALID_CONTEXT, cuCtxGetDevice(&of));
    EXPECT(CUDA_ERROR_INVALID_CONTEXT, cuCtxSynchronize());
    EXPECT(CUDA_ERROR_INVALID_CONTEXT, cuCtxPopCurrent(&got));
    EXPECT(CUDA_ERROR_INVALID_CONTEXT, cuDevicePrimaryCtxRelease(device));
    CHECK(cuDevicePrimaryCtxSetFlags(device, CU_CTX_SCHED_YIELD));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuDevicePrimaryCtxSetFlags(device, 0x10000));
    CHECK(cuDevicePrimaryCtxGetState(device, &flags, &active));
    REQUIRE(flags == CU_CTX_SCHED_YIELD && !active);
    CHECK(cuDevicePrimaryCtxRetain(&primary, device));
    CHECK(cuCtxCreate(&first, NULL, CU_CTX_SCHED_SPIN, device));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuCtxCreate(&second, NULL, 0x10000, device));
    EXPECT(CUDA_ERROR_INVALID_DEVICE, cuCtxCreate(&second, NULL, 0, 99));
    CHECK(cuCtxCreate(&second, NULL, 0, device));
    CHECK(cuCtxGetCurrent(&got));
    REQUIRE(got == second);
    CHECK(cuCtxGetId(first, &id));
    CHECK(cuCtxGetId(NULL, &other));
    REQUIRE(id != other);
    CHECK(cuCtxGetApiVersion(first, &version));
    REQUIRE(version >= 3010);
    CHECK(cuCtxPushCurrent(first));
    CHECK(cuCtxGetFlags(&flags));
    REQUIRE(flags == CU_CTX_SCHED_SPIN);
    CHECK(cuCtxSetFlags(CU_CTX_SCHED_BLOCKING_SYNC));
    CHECK(cuCtxGetFlags(&flags));
    REQUIRE(flags == CU_CTX_SCHED_BLOCKING_SYNC);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuCtxSetFlags(0x10000));
    CHECK(cuCtxPopCurrent(&got));
    REQUIRE(got == first);
    CHECK(cuCtxDestroy(first));
    EXPECT(CUDA_ERROR_CONTEXT_IS_DESTROYED, cuCtxDestroy(first));
    CHECK(cuCtxGetCurrent(&got));
    REQUIRE(got == second);
    CHECK(cuCtxDestroy(second));
    CHECK(cuCtxSetCurrent(primary));
    EXPECT(CUDA_ERROR_INVALID_CONTEXT, cuCtxDestroy(primary));
    EXPECT(CUDA_ERROR_INVALID_CONTEXT, cuCtxSetCurrent((CUcontext)(uintptr_t)12));
    CHECK(cuCtxGetDevice(&of));
    REQUIRE(of == device);
    int least = 9, greatest = 9;
    CHECK(cuCtxGetStreamPriorityRange(&least, &greatest));
    REQUIRE(least == 0 && greatest < 0);
    CUexecAffinityParam affinity;
    EXPECT(CUDA_ERROR_UNSUPPORTED_EXEC_AFFINITY, cuCtxGetExecAffinity(&affinity, CU_EXEC_AFFINITY_TYPE_SM_COUNT));
}

static void limits(void) {
    size_t value;
    CHECK(cuCtxGetLimit(&value, CU_LIMIT_STACK_SIZE));
    REQUIRE(value >= 512);
    CHECK(cuCtxSetLimit(CU_LIMIT_STACK_SIZE, 8192));
    CHECK(cuCtxGetLimit(&value, CU_LIMIT_STACK_SIZE));
    REQUIRE(value >= 8192);
    CHECK(cuCtxSetLimit(CU_LIMIT_PRINTF_FIFO_SIZE, 4 << 20));
    CHECK(cuCtxGetLimit(&value, CU_LIMIT_PRINTF_FIFO_SIZE));
    REQUIRE(value >= (4u << 20));
    EXPECT(CUDA_ERROR_UNSUPPORTED_LIMIT, cuCtxGetLimit(&value, (CUlimit)77));
    value = 77;
    CHECK(cuCtxGetLimit(&value, CU_LIMIT_CIG_ENABLED));
    REQUIRE(value == 0);
    EXPECT(CUDA_ERROR_UNSUPPORTED_LIMIT, cuCtxSetLimit((CUlimit)77, 1));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuCtxGetLimit(NULL, CU_LIMIT_STACK_SIZE));
    CUfunc_cache cache;
    CHECK(cuCtxSetCacheConfig(CU_FUNC_CACHE_PREFER_SHARED));
    CHECK(cuCtxGetCacheConfig(&cache));
    REQUIRE(cache == CU_FUNC_CACHE_PREFER_SHARED);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuCtxSetCacheConfig((CUfunc_cache)9));
    CUsharedconfig banks;
    CHECK(cuCtxGetSharedMemConfig(&banks));
    REQUIRE(banks == CU_SHARED_MEM_CONFIG_FOUR_BYTE_BANK_SIZE);
    CHECK(cuCtxSetSharedMemConfig(CU_SHARED_MEM_CONFIG_EIGHT_BYTE_BANK_SIZE));
    CHECK(cuCtxGetSharedMemConfig(&banks));
    REQUIRE(banks == CU_SHARED_MEM_CONFIG_EIGHT_BYTE_BANK_SIZE);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuCtxSetSharedMemConfig((CUsharedconfig)9));

    // The heap of kernels is as large as was said.
    CUmodule module;
    CUfunction take;
    CUdeviceptr word;
    uint64_t got = 1, bytes = 12 << 20;
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&take, module, "take"));
    CHECK(cuMemAlloc(&word, 8));
    void *params[] = { &word, &bytes };
    CHECK(cuCtxSetLimit(CU_LIMIT_MALLOC_HEAP_SIZE, 16 << 20));
    CHECK(cuCtxGetLimit(&value, CU_LIMIT_MALLOC_HEAP_SIZE));
    REQUIRE(value >= (16u << 20));
    CHECK(cuLaunchKernel(take, 1, 1, 1, 1, 1, 1, 0, NULL, params, NULL));
    CHECK(cuMemcpyDtoH(&got, word, 8));
    REQUIRE(got != 0);
    bytes = 1ull << 40;
    CHECK(cuLaunchKernel(take, 1, 1, 1, 1, 1, 1, 0, NULL, params, NULL));
    CHECK(cuMemcpyDtoH(&got, word, 8));
    REQUIRE(got == 0);
    CHECK(cuMemFree(word));
    CHECK(cuModuleUnload(module));
}

static void *other_thread(void *argument) {
    CUcontext got = (CUcontext)(uintptr_t)1;
    (void)argument;
    CHECK(cuCtxGetCurrent(&got));
    REQUIRE(got == NULL);
    return NULL;
}

static void events(CUcontext context) {
    CUstream streams[2], later;
    CUevent all, gate;
    CUmodule module;
    CUfunction slow;
    CUdeviceptr words;
    uint32_t got[3];
    pthread_t thread;
    REQUIRE(pthread_create(&thread, NULL, other_thread, NULL) == 0 && pthread_join(thread, NULL) == 0);
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&slow, module, "slow"));
    CHECK(cuMemAlloc(&words, 64));
    CHECK(cuMemsetD32(words, 0, 16));
    CHECK(cuStreamCreate(&streams[0], CU_STREAM_NON_BLOCKING));
    CHECK(cuStreamCreate(&streams[1], CU_STREAM_DEFAULT));
    CHECK(cuEventCreate(&all, CU_EVENT_DISABLE_TIMING));
    CHECK(cuEventCreate(&gate, CU_EVENT_DISABLE_TIMING));
    CHECK(cuCtxSynchronize());
    for (int i = 0; i < 3; i++) {
        CUdeviceptr to = words + 4 * (CUdeviceptr)i;
        void *params[] = { &to };
        CHECK(cuLaunchKernel(slow, 1, 1, 1, 1, 1, 1, 0, i < 2 ? streams[i] : NULL, params, NULL));
    }
    CHECK(cuCtxRecordEvent(context, all));
    CHECK(cuEventSynchronize(all));
    CHECK(cuStreamQuery(streams[0]));
    CHECK(cuStreamQuery(streams[1]));
    CHECK(cuMemcpyDtoH(got, words, sizeof got));
    REQUIRE(got[0] == 100000 && got[1] == 100000 && got[2] == 100000);

    // Streams that there are, and such as are made later, wait for the event.
    CUdeviceptr to = words + 32;
    void *params[] = { &to };
    CHECK(cuLaunchKernel(slow, 1, 1, 1, 1, 1, 1, 0, streams[0], params, NULL));
    CHECK(cuEventRecord(gate, streams[0]));
    CHECK(cuCtxWaitEvent(context, gate));
    CHECK(cuStreamCreate(&later, CU_STREAM_NON_BLOCKING));
    CHECK(cuMemcpyDtoDAsync(words + 36, words + 32, 4, later));
    CHECK(cuMemcpyDtoDAsync(words + 40, words + 32, 4, streams[1]));
    CHECK(cuStreamSynchronize(later));
    CHECK(cuStreamSynchronize(streams[1]));
    CHECK(cuMemcpyDtoH(got, words + 32, sizeof got));
    REQUIRE(got[0] == 100000 && got[1] == 100000 && got[2] == 100000);
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuCtxRecordEvent(context, (CUevent)(uintptr_t)12));
    EXPECT(CUDA_ERROR_INVALID_CONTEXT, cuCtxWaitEvent((CUcontext)(uintptr_t)12, gate));
    CHECK(cuStreamDestroy(later));
    CHECK(cuStreamDestroy(streams[0]));
    CHECK(cuStreamDestroy(streams[1]));
    CHECK(cuEventDestroy(all));
    CHECK(cuEventDestroy(gate));
    CHECK(cuMemFree(words));
    CHECK(cuModuleUnload(module));
}

static int heard;
static void hear(void *data, CUlogLevel level, char *message, size_t length) {
    REQUIRE(data == &heard && level == CU_LOG_LEVEL_ERROR && strlen(message) == length && strstr(message, "[CUDA][E]"));
    heard++;
}

static void logs(void) {
    CUlogsCallbackHandle handle;
    CUlogIterator from;
    char text[2048], small[4];
    size_t size = sizeof text;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLogsRegisterCallback(NULL, NULL, &handle));
    CHECK(cuLogsRegisterCallback(hear, &heard, &handle));
    CHECK(cuLogsCurrent(&from, 0));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLogsCurrent(&from, 1));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemAlloc(NULL, 1));
    REQUIRE(heard == 2);
    size = sizeof small;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLogsDumpToMemory(&from, small, &size, 0));
    REQUIRE(size == 0);
    size = sizeof text;
    CHECK(cuLogsDumpToMemory(&from, text, &size, 0));
    REQUIRE(strlen(text) == size && strstr(text, "cuMemAlloc") && strstr(text, "cuLogsCurrent"));
    size = sizeof text;
    CHECK(cuLogsDumpToMemory(&from, text, &size, 0));
    REQUIRE(size == 0);
    CHECK(cuLogsUnregisterCallback(handle));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLogsUnregisterCallback(handle));
    int before = heard;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemAlloc(NULL, 1));
    REQUIRE(heard == before);
    char path[] = "/tmp/vgpu-log-XXXXXX";
    int file = mkstemp(path);
    REQUIRE(file >= 0);
    CHECK(cuLogsDumpToFile(NULL, path, 0));
    REQUIRE(read(file, text, sizeof text) > 0);
    close(file);
    unlink(path);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLogsDumpToFile(NULL, "/nowhere/at/all", 0));
}

static void texts(void) {
    int named = 0;
    for (int code = 0; code < 1100; code++) {
        const char *name = "x", *text = "x";
        CUresult known = cuGetErrorName((CUresult)code, &name), said = cuGetErrorString((CUresult)code, &text);
        REQUIRE(known == said);
        if (known == CUDA_SUCCESS) {
            REQUIRE(strncmp(name, "CUDA_", 5) == 0 && strlen(text) > 0);
            named++;
        } else {
            REQUIRE(known == CUDA_ERROR_INVALID_VALUE && name == NULL && text == NULL);
        }
    }
    REQUIRE(named > 90);
    const char *name;
    CHECK(cuGetErrorName(CUDA_ERROR_NO_DEVICE, &name));
    REQUIRE(strcmp(name, "CUDA_ERROR_NO_DEVICE") == 0);
    CHECK(cuGetErrorString(CUDA_SUCCESS, &name));
    CHECK(cuProfilerStart());
    CHECK(cuProfilerStop());
    CUdevprop properties;
    CHECK(cuDeviceGetProperties(&properties, device));
    REQUIRE(properties.maxThreadsPerBlock == 1024 && properties.SIMDWidth == 32);
    CUcoredumpSettings setting = CU_COREDUMP_FILE;
    size_t size = 4;
    char value[4];
    EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuCoredumpGetAttribute(setting, value, &size));
}

// With CUDA_LAUNCH_BLOCKING=1 a launch says itself what became of its kernel.
static void blocking(void) {
    CUmodule module;
    CUfunction bad;
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&bad, module, "bad"));
    const char *mode = getenv("CUDA_LAUNCH_BLOCKING");
    if (mode && strcmp(mode, "1") == 0) {
        EXPECT(CUDA_ERROR_ILLEGAL_ADDRESS, cuLaunchKernel(bad, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, NULL));
    } else {
        CHECK(cuLaunchKernel(bad, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, NULL));
    }
    EXPECT(CUDA_ERROR_ILLEGAL_ADDRESS, cuCtxSynchronize());
    // A reset brings the context back, for those who hold it.
    CHECK(cuDevicePrimaryCtxReset(device));
    CHECK(cuCtxSynchronize());
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuModuleUnload(module));
}

int main(void) {
    CUcontext context;
    CHECK(cuInit(0));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuInit(1));
    CHECK(cuDeviceGet(&device, 0));
    stack();
    CHECK(cuCtxGetCurrent(&context));
    limits();
    events(context);
    CHECK(cuCtxSynchronize());
    logs();
    texts();
    blocking();
    CHECK(cuDevicePrimaryCtxRelease(device));
    printf("PASS contexts\n");
    return 0;
}
