// Launches of every form, what is asked and set of kernels and functions, and occupancy, through the driver API.
#include "check.h"
#include <stdint.h>
#include <string.h>

static const char *const source =
    ".version 7.0\n.target sm_70\n.address_size 64\n"
    ".extern .shared .align 16 .b8 scratch[];\n"
    ".visible .entry fill(.param .u64 to, .param .u32 value, .param .align 8 .b8 pair[16]) {\n"
    "  .reg .b32 %r<6>; .reg .b64 %d<4>;\n"
    "  ld.param.u64 %d1, [to]; ld.param.u32 %r1, [value]; ld.param.u32 %r5, [pair+8]; cvta.to.global.u64 %d2, %d1;\n"
    "  mov.u32 %r2, %ctaid.x; mov.u32 %r3, %ntid.x; mov.u32 %r4, %tid.x; mad.lo.u32 %r2, %r2, %r3, %r4;\n"
    "  mul.wide.u32 %d3, %r2, 4; add.u64 %d2, %d2, %d3; add.u32 %r1, %r1, %r5; st.global.u32 [%d2], %r1; ret;\n}\n"
    // Writes to the last word of its dynamic shared memory, and says what it read there.
    ".visible .entry deep(.param .u64 to, .param .u32 bytes) {\n"
    "  .reg .b32 %r<6>; .reg .b64 %d<3>;\n"
    "  ld.param.u64 %d1, [to]; ld.param.u32 %r1, [bytes]; cvta.to.global.u64 %d2, %d1;\n"
    "  mov.u32 %r2, scratch; add.u32 %r3, %r2, %r1; st.shared.u32 [%r3+-4], %r1; ld.shared.u32 %r4, [%r3+-4];\n"
    "  st.global.u32 [%d2], %r4; ret;\n}\n"
    ".visible .entry narrow() .maxntid 64, 1, 1 { ret; }\n"
    // Every block adds one and waits until all have: blocks that run one after another would wait for ever.
    ".visible .entry meet(.param .u64 counter, .param .u32 blocks) {\n"
    "  .reg .pred %p; .reg .b32 %r<4>; .reg .b64 %d<3>;\n"
    "  ld.param.u64 %d1, [counter]; ld.param.u32 %r1, [blocks]; cvta.to.global.u64 %d2, %d1;\n"
    "  mov.u32 %r2, %tid.x; setp.ne.u32 %p, %r2, 0; @%p bra DONE;\n"
    "  atom.global.add.u32 %r2, [%d2], 1;\n"
    "AGAIN:\n  ld.volatile.global.u32 %r3, [%d2]; setp.lt.u32 %p, %r3, %r1; @%p bra AGAIN;\n"
    "DONE:\n  bar.sync 0; ret;\n}\n";

static CUdevice device;
static CUdeviceptr words;
static CUmodule module;
static CUfunction fill, deep, narrow, meet;
static struct { uint32_t pad[2], extra, end; } pair = { { 0, 0 }, 1000, 0 };

static uint32_t word(int index) {
    uint32_t value;
    CHECK(cuMemcpyDtoH(&value, words + 4 * (CUdeviceptr)index, 4));
    return value;
}

static void forms(void) {
    uint32_t value = 5;
    void *params[] = { &words, &value, &pair };
    CHECK(cuLaunchKernel(fill, 4, 1, 1, 32, 1, 1, 0, NULL, params, NULL));
    REQUIRE(word(0) == 1005 && word(127) == 1005);
    struct { CUdeviceptr to; uint32_t value, pad; uint32_t pair[4]; } packed = { words, 6, 0, { 0, 0, 100, 0 } };
    size_t size = sizeof packed;
    void *extra[] = { CU_LAUNCH_PARAM_BUFFER_POINTER, &packed, CU_LAUNCH_PARAM_BUFFER_SIZE, &size, CU_LAUNCH_PARAM_END };
    CHECK(cuLaunchKernel(fill, 4, 1, 1, 32, 1, 1, 0, NULL, NULL, extra));
    REQUIRE(word(0) == 106 && word(127) == 106);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(fill, 4, 1, 1, 32, 1, 1, 0, NULL, params, extra));
    size = 8;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(fill, 4, 1, 1, 32, 1, 1, 0, NULL, NULL, extra));

    CUevent event;
    CHECK(cuEventCreate(&event, CU_EVENT_DISABLE_TIMING));
    CUlaunchAttribute attributes[4] = {
        { .id = CU_LAUNCH_ATTRIBUTE_PRIORITY, .value.priority = -1 },
        { .id = CU_LAUNCH_ATTRIBUTE_PROGRAMMATIC_STREAM_SERIALIZATION, .value.programmaticStreamSerializationAllowed = 1 },
        { .id = CU_LAUNCH_ATTRIBUTE_CLUSTER_DIMENSION, .value.clusterDim = { 1, 1, 1 } },
        { .id = CU_LAUNCH_ATTRIBUTE_LAUNCH_COMPLETION_EVENT, .value.launchCompletionEvent = { .event = event } },
    };
    CUlaunchConfig config = { .gridDimX = 4, .gridDimY = 1, .gridDimZ = 1, .blockDimX = 32, .blockDimY = 1, .blockDimZ = 1,
                              .attrs = attributes, .numAttrs = 4 };
    value = 7;
    CHECK(cuLaunchKernelEx(&config, fill, params, NULL));
    CHECK(cuEventSynchronize(event));
    REQUIRE(word(0) == 1007);
    CHECK(cuEventDestroy(event));
    attributes[0].id = (CUlaunchAttributeID)4711;
    config.numAttrs = 1;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLaunchKernelEx(&config, fill, params, NULL));
    config.attrs = NULL;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLaunchKernelEx(&config, fill, params, NULL));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLaunchKernelEx(NULL, fill, params, NULL));

    int clusters, count;
    CHECK(cuDeviceGetAttribute(&clusters, CU_DEVICE_ATTRIBUTE_CLUSTER_LAUNCH, device));
    attributes[0].id = CU_LAUNCH_ATTRIBUTE_CLUSTER_DIMENSION;
    attributes[0].value.clusterDim.x = 2, attributes[0].value.clusterDim.y = attributes[0].value.clusterDim.z = 1;
    config.attrs = attributes;
    if (!clusters) {
        EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuLaunchKernelEx(&config, fill, params, NULL));
        EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuOccupancyMaxActiveClusters(&count, fill, &config));
        EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuOccupancyMaxPotentialClusterSize(&count, fill, &config));
    }
}

static void cooperative(void) {
    int able, multiprocessors, each;
    CHECK(cuDeviceGetAttribute(&able, CU_DEVICE_ATTRIBUTE_COOPERATIVE_LAUNCH, device));
    REQUIRE(able);
    CHECK(cuDeviceGetAttribute(&multiprocessors, CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT, device));
    CHECK(cuOccupancyMaxActiveBlocksPerMultiprocessor(&each, meet, 64, 0));
    uint32_t blocks = (uint32_t)(multiprocessors * each);
    void *params[] = { &words, &blocks };
    CHECK(cuMemsetD32(words, 0, 4));
    EXPECT(CUDA_ERROR_COOPERATIVE_LAUNCH_TOO_LARGE, cuLaunchCooperativeKernel(meet, blocks + 1, 1, 1, 64, 1, 1, 0, NULL, params));
    CHECK(cuLaunchCooperativeKernel(meet, blocks, 1, 1, 64, 1, 1, 0, NULL, params));
    REQUIRE(word(0) == blocks);
    CUlaunchAttribute together = { .id = CU_LAUNCH_ATTRIBUTE_COOPERATIVE, .value.cooperative = 1 };
    CUlaunchConfig config = { .gridDimX = blocks, .gridDimY = 1, .gridDimZ = 1, .blockDimX = 64, .blockDimY = 1, .blockDimZ = 1,
                              .attrs = &together, .numAttrs = 1 };
    CHECK(cuMemsetD32(words, 0, 4));
    CHECK(cuLaunchKernelEx(&config, meet, params, NULL));
    REQUIRE(word(0) == blocks);
    // As a node of a graph, too.
    CUgraph graph;
    CUgraphExec exec;
    CUstream stream;
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_RELAXED));
    CHECK(cuMemsetD32Async(words, 0, 4, stream));
    CHECK(cuLaunchCooperativeKernel(meet, blocks, 1, 1, 64, 1, 1, 0, stream, params));
    CHECK(cuStreamEndCapture(stream, &graph));
    CHECK(cuGraphInstantiate(&exec, graph, 0));
    CHECK(cuGraphLaunch(exec, stream));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(word(0) == blocks);
    CHECK(cuGraphExecDestroy(exec));
    CHECK(cuGraphDestroy(graph));
    CHECK(cuStreamDestroy(stream));
}

static void functions(void) {
    size_t offset, size, count;
    CHECK(cuFuncGetParamCount(fill, &count));
    REQUIRE(count == 3);
    CHECK(cuFuncGetParamInfo(fill, 2, &offset, &size));
    REQUIRE(offset == 16 && size == 16);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuFuncGetParamInfo(fill, 3, &offset, &size));
    const char *name;
    CUmodule of;
    CUfunctionLoadingState state;
    CHECK(cuFuncGetName(&name, fill));
    REQUIRE(strcmp(name, "fill") == 0);
    CHECK(cuFuncGetModule(&of, fill));
    REQUIRE(of == module);
    CHECK(cuFuncLoad(fill));
    CHECK(cuFuncIsLoaded(&state, fill));
    REQUIRE(state == CU_FUNCTION_LOADING_STATE_LOADED);
    CHECK(cuFuncSetCacheConfig(fill, CU_FUNC_CACHE_PREFER_L1));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuFuncSetCacheConfig(fill, (CUfunc_cache)9));
    CHECK(cuFuncSetSharedMemConfig(fill, CU_SHARED_MEM_CONFIG_EIGHT_BYTE_BANK_SIZE));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuFuncSetSharedMemConfig(fill, (CUsharedconfig)9));
    int value;
    CHECK(cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK, narrow));
    REQUIRE(value == 64);
    CHECK(cuFuncSetAttribute(fill, CU_FUNC_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT, 50));
    CHECK(cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT, fill));
    REQUIRE(value == 50);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuFuncSetAttribute(fill, CU_FUNC_ATTRIBUTE_NUM_REGS, 3));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuFuncGetAttribute(&value, (CUfunction_attribute)99, fill));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(narrow, 1, 1, 1, 65, 1, 1, 0, NULL, NULL, NULL));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuFuncGetParamCount((CUfunction)(uintptr_t)77, &count));

    // Dynamic shared memory beyond 48 KiB is asked for first.
    int most;
    CHECK(cuDeviceGetAttribute(&most, CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN, device));
    uint32_t bytes = 60 << 10;
    void *params[] = { &words, &bytes };
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(deep, 1, 1, 1, 1, 1, 1, bytes, NULL, params, NULL));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuFuncSetAttribute(deep, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, most + 1));
    CHECK(cuFuncSetAttribute(deep, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, (int)bytes));
    CHECK(cuLaunchKernel(deep, 1, 1, 1, 1, 1, 1, bytes, NULL, params, NULL));
    REQUIRE(word(0) == bytes);
}

static size_t shared_of(int block) { return (size_t)block * 16; }

static void occupancy(void) {
    int blocks, least, size, threads;
    size_t room;
    CHECK(cuDeviceGetAttribute(&threads, CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_MULTIPROCESSOR, device));
    CHECK(cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(&blocks, fill, 1024, 0, CU_OCCUPANCY_DISABLE_CACHING_OVERRIDE));
    REQUIRE(blocks == threads / 1024);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, fill, 0, 0));
    CHECK(cuOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, narrow, 65, 0));
    REQUIRE(blocks == 0);
    CHECK(cuOccupancyMaxPotentialBlockSize(&least, &size, fill, NULL, 0, 0));
    REQUIRE(size >= 32 && size % 32 == 0 && least >= 1);
    CHECK(cuOccupancyMaxPotentialBlockSize(&least, &size, narrow, NULL, 0, 0));
    REQUIRE(size <= 64);
    CHECK(cuOccupancyMaxPotentialBlockSizeWithFlags(&least, &size, fill, shared_of, 0, 128, CU_OCCUPANCY_DEFAULT));
    REQUIRE(size <= 128);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuOccupancyMaxPotentialBlockSizeWithFlags(&least, &size, fill, NULL, 0, 128, 8));
    CHECK(cuOccupancyAvailableDynamicSMemPerBlock(&room, fill, 2, 128));
    CHECK(cuOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, fill, 128, room));
    REQUIRE(room > 0 && blocks >= 2);
}

// A library's kernels: their settings hold for their functions, whichever was named first.
static void library(void) {
    CUlibrary library;
    CUmodule of;
    CUfunction function, same;
    CUkernel kernel, kernels[8];
    unsigned count;
    size_t parameters;
    int value;
    CHECK(cuLibraryLoadData(&library, source, NULL, NULL, 0, NULL, NULL, 0));
    CHECK(cuLibraryGetModule(&of, library));
    CHECK(cuModuleGetFunction(&function, of, "deep"));
    CHECK(cuLibraryGetKernel(&kernel, library, "deep"));
    CHECK(cuKernelSetAttribute(CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, 56 << 10, kernel, device));
    CHECK(cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, function));
    REQUIRE(value == 56 << 10);
    CHECK(cuKernelGetAttribute(&value, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, kernel, device));
    REQUIRE(value == 56 << 10);
    CHECK(cuKernelGetFunction(&same, kernel));
    REQUIRE(same == function);
    CHECK(cuKernelGetParamCount(kernel, &parameters));
    REQUIRE(parameters == 2);
    size_t offset, size;
    CHECK(cuKernelGetParamInfo(kernel, 1, &offset, &size));
    REQUIRE(offset == 8 && size == 4);
    CHECK(cuKernelSetCacheConfig(kernel, CU_FUNC_CACHE_PREFER_SHARED, device));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuKernelSetCacheConfig(kernel, (CUfunc_cache)9, device));
    const char *name;
    CUlibrary owner;
    CHECK(cuKernelGetName(&name, kernel));
    CHECK(cuKernelGetLibrary(&owner, kernel));
    REQUIRE(strcmp(name, "deep") == 0 && owner == library);
    CHECK(cuLibraryGetKernelCount(&count, library));
    REQUIRE(count == 4);
    CHECK(cuLibraryEnumerateKernels(kernels, 4, library));
    CHECK(cuKernelGetName(&name, kernels[0]));
    REQUIRE(strcmp(name, "fill") == 0);
    // A kernel's handle launches, too.
    uint32_t bytes = 52 << 10;
    void *params[] = { &words, &bytes };
    CHECK(cuLaunchKernel((CUfunction)kernel, 1, 1, 1, 1, 1, 1, bytes, NULL, params, NULL));
    REQUIRE(word(0) == bytes);
    CHECK(cuLibraryUnload(library));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuKernelGetName(&name, kernel));
}

int main(void) {
    CUcontext context;
    CHECK(cuInit(0));
    CHECK(cuDeviceGet(&device, 0));
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&fill, module, "fill"));
    CHECK(cuModuleGetFunction(&deep, module, "deep"));
    CHECK(cuModuleGetFunction(&narrow, module, "narrow"));
    CHECK(cuModuleGetFunction(&meet, module, "meet"));
    CHECK(cuMemAlloc(&words, 4096));
    forms();
    cooperative();
    functions();
    occupancy();
    library();
    CHECK(cuMemFree(words));
    CHECK(cuModuleUnload(module));
    CHECK(cuDevicePrimaryCtxRelease(device));
    printf("PASS launches\n");
    return 0;
}
