// Stream-ordered memory: allocation and freeing in a stream's order, pools, their attributes and limits, and what is refused.
#include "check.h"
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static const char *const source =
    ".version 6.4\n.target sm_70\n.address_size 64\n"
    ".visible .entry add(.param .u64 at, .param .u32 by, .param .u32 n) {\n"
    "  .reg .pred %p; .reg .b32 %r<6>; .reg .b64 %d<4>;\n"
    "  mov.u32 %r1, %ctaid.x; mov.u32 %r2, %ntid.x; mov.u32 %r3, %tid.x; mad.lo.u32 %r1, %r1, %r2, %r3;\n"
    "  ld.param.u32 %r4, [n]; setp.ge.u32 %p, %r1, %r4; @%p bra DONE;\n"
    "  ld.param.u64 %d1, [at]; mul.wide.u32 %d2, %r1, 4; add.u64 %d3, %d1, %d2;\n"
    "  ld.param.u32 %r2, [by]; ld.global.u32 %r4, [%d3]; add.u32 %r4, %r4, %r2; st.global.u32 [%d3], %r4;\n"
    "DONE:\n  ret;\n}\n";

static CUfunction add;
static CUmemPoolProps properties;

static void launch_add(CUdeviceptr at, uint32_t by, uint32_t count, CUstream stream) {
    void *params[] = {&at, &by, &count};
    CHECK(cuLaunchKernel(add, (count + 255) / 256, 1, 1, 256, 1, 1, 0, stream, params, 0));
}

static uint64_t get(CUmemoryPool pool, CUmemPool_attribute attribute) {
    uint64_t value = 0;
    CHECK(cuMemPoolGetAttribute(pool, attribute, &value));
    return value;
}

static void allocates_and_frees_in_order(CUstream stream) {
    enum { COUNT = 1000 };
    static uint32_t got[COUNT];
    for (int round = 0; round < 50; round++) {
        CUdeviceptr one = 0, two = 0;
        CHECK(cuMemAllocAsync(&one, sizeof got, stream));
        CHECK(cuMemAllocAsync(&two, sizeof got, stream));
        REQUIRE(one && two && one != two);
        CHECK(cuMemsetD32Async(one, round, COUNT, stream));
        launch_add(one, 5, COUNT, stream);
        CHECK(cuMemcpyDtoDAsync(two, one, sizeof got, stream));
        CHECK(cuMemFreeAsync(one, stream));
        CHECK(cuMemcpyDtoHAsync(got, two, sizeof got, stream));
        CHECK(cuMemFreeAsync(two, stream));
        CHECK(cuStreamSynchronize(stream));
        for (int i = 0; i < COUNT; i++) REQUIRE(got[i] == (uint32_t)round + 5);
    }
}

// The plain functions free stream-ordered memory too, and streams free plain memory.
static void mixes(CUstream stream) {
    CUdeviceptr at = 0;
    CUmemoryPool pool = NULL, told = NULL;
    CHECK(cuDeviceGetDefaultMemPool(&pool, 0));
    CHECK(cuMemAllocAsync(&at, 100, stream));
    CHECK(cuPointerGetAttribute(&told, CU_POINTER_ATTRIBUTE_MEMPOOL_HANDLE, at));
    REQUIRE(told == pool);
    CHECK(cuMemFree(at));
    REQUIRE(cuMemFreeAsync(at, stream) == CUDA_ERROR_INVALID_VALUE);
    CHECK(cuMemAlloc(&at, 100));
    CHECK(cuPointerGetAttribute(&told, CU_POINTER_ATTRIBUTE_MEMPOOL_HANDLE, at));
    REQUIRE(told == NULL);
    CHECK(cuMemFreeAsync(at, stream));
    REQUIRE(cuMemFree(at) == CUDA_ERROR_INVALID_VALUE);
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(get(pool, CU_MEMPOOL_ATTR_USED_MEM_CURRENT) == 0);
}

static void sleep_a_while(void *data) {
    (void)data;
    usleep(50000);
}

// What a stream is about to free is there for an allocation behind it.
static void reuses_what_is_about_to_be_freed(CUstream stream) {
    size_t free_bytes, total;
    CUdeviceptr first = 0, second = 0;
    uint32_t word = 0;
    CHECK(cuMemGetInfo(&free_bytes, &total));
    const size_t most = free_bytes / 4 * 3;
    CHECK(cuMemAllocAsync(&first, most, stream));
    CHECK(cuLaunchHostFunc(stream, sleep_a_while, NULL));
    CHECK(cuMemFreeAsync(first, stream));
    CHECK(cuMemAllocAsync(&second, most, stream));
    CHECK(cuMemsetD32Async(second, 3, 1, stream));
    CHECK(cuMemcpyDtoHAsync(&word, second, 4, stream));
    CHECK(cuMemFreeAsync(second, stream));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(word == 3);
    // Without anything to wait for, it is out of memory at once.
    REQUIRE(cuMemAllocAsync(&first, total + 1, stream) == CUDA_ERROR_OUT_OF_MEMORY);
}

static void keeps_what_its_threshold_says(CUstream stream) {
    const size_t size = 4 << 20;
    CUmemoryPool pool = NULL;
    CUdeviceptr at = 0;
    uint64_t threshold = UINT64_MAX, zero = 0;
    int reuse = 5, off = 0;
    CHECK(cuMemPoolCreate(&pool, &properties));
    REQUIRE(get(pool, CU_MEMPOOL_ATTR_RELEASE_THRESHOLD) == 0);
    CHECK(cuMemPoolGetAttribute(pool, CU_MEMPOOL_ATTR_REUSE_ALLOW_OPPORTUNISTIC, &reuse));
    REQUIRE(reuse == 1);
    CHECK(cuMemPoolSetAttribute(pool, CU_MEMPOOL_ATTR_REUSE_ALLOW_OPPORTUNISTIC, &off));
    CHECK(cuMemPoolGetAttribute(pool, CU_MEMPOOL_ATTR_REUSE_ALLOW_OPPORTUNISTIC, &reuse));
    REQUIRE(reuse == 0);
    CHECK(cuMemPoolSetAttribute(pool, CU_MEMPOOL_ATTR_RELEASE_THRESHOLD, &threshold));
    REQUIRE(get(pool, CU_MEMPOOL_ATTR_RELEASE_THRESHOLD) == UINT64_MAX);
    CHECK(cuMemAllocFromPoolAsync(&at, size, pool, stream));
    REQUIRE(get(pool, CU_MEMPOOL_ATTR_USED_MEM_CURRENT) >= size);
    CHECK(cuMemFreeAsync(at, stream));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(get(pool, CU_MEMPOOL_ATTR_USED_MEM_CURRENT) == 0);
    REQUIRE(get(pool, CU_MEMPOOL_ATTR_RESERVED_MEM_CURRENT) >= size);
    REQUIRE(get(pool, CU_MEMPOOL_ATTR_USED_MEM_HIGH) >= size);
    CHECK(cuMemPoolSetAttribute(pool, CU_MEMPOOL_ATTR_USED_MEM_HIGH, &zero));
    REQUIRE(get(pool, CU_MEMPOOL_ATTR_USED_MEM_HIGH) == 0);
    CHECK(cuMemPoolTrimTo(pool, 0));
    REQUIRE(get(pool, CU_MEMPOOL_ATTR_RESERVED_MEM_CURRENT) == 0);
    // Without a threshold nothing is kept past a synchronisation.
    CHECK(cuMemPoolSetAttribute(pool, CU_MEMPOOL_ATTR_RELEASE_THRESHOLD, &zero));
    CHECK(cuMemAllocFromPoolAsync(&at, size, pool, stream));
    CHECK(cuMemFreeAsync(at, stream));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(get(pool, CU_MEMPOOL_ATTR_RESERVED_MEM_CURRENT) == 0);
    CHECK(cuMemPoolDestroy(pool));
    REQUIRE(cuMemPoolDestroy(pool) == CUDA_ERROR_INVALID_VALUE);
}

static void device_has_a_current_pool(CUstream stream) {
    CUmemoryPool own = NULL, standard = NULL, current = NULL;
    CUdeviceptr at = 0;
    CUmemLocation location = properties.location;
    CHECK(cuMemPoolCreate(&own, &properties));
    CHECK(cuDeviceGetDefaultMemPool(&standard, 0));
    CHECK(cuDeviceGetMemPool(&current, 0));
    REQUIRE(current == standard && standard != own);
    CHECK(cuMemGetDefaultMemPool(&current, &location, CU_MEM_ALLOCATION_TYPE_PINNED));
    REQUIRE(current == standard);
    CHECK(cuDeviceSetMemPool(0, own));
    CHECK(cuMemGetMemPool(&current, &location, CU_MEM_ALLOCATION_TYPE_PINNED));
    REQUIRE(current == own);
    CHECK(cuMemAllocAsync(&at, 1 << 20, stream));
    REQUIRE(get(own, CU_MEMPOOL_ATTR_USED_MEM_CURRENT) >= 1 << 20);
    // A pool that is destroyed is no device's any more; what is allocated from it stays.
    CHECK(cuMemPoolDestroy(own));
    CHECK(cuDeviceGetMemPool(&current, 0));
    REQUIRE(current == standard);
    CHECK(cuMemsetD8Async(at, 1, 1 << 20, stream));
    CHECK(cuMemFreeAsync(at, stream));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(cuMemPoolDestroy(standard) == CUDA_ERROR_INVALID_VALUE);
}

static void refuses(CUstream stream) {
    const CUresult invalid = CUDA_ERROR_INVALID_VALUE;
    CUmemoryPool pool = NULL;
    CUdeviceptr at = 0;
    CUmemPoolProps wrong = properties;
    CUmemAccessDesc access = {properties.location, CU_MEM_ACCESS_FLAGS_PROT_READWRITE};
    CUmemAccess_flags flags = 0;
    uint64_t one = 1;
    REQUIRE(cuMemAllocAsync(&at, 0, stream) == invalid);
    REQUIRE(cuMemAllocAsync(NULL, 1, stream) == invalid);
    REQUIRE(cuMemFreeAsync(0x1234, stream) == invalid);
    REQUIRE(cuMemAllocFromPoolAsync(&at, 1, NULL, stream) == invalid);
    REQUIRE(cuMemAllocAsync(&at, 1, (CUstream)0x1234) == CUDA_ERROR_INVALID_HANDLE);
    REQUIRE(cuMemPoolCreate(&pool, NULL) == invalid);
    wrong.location.id = 77;
    REQUIRE(cuMemPoolCreate(&pool, &wrong) == CUDA_ERROR_INVALID_DEVICE);
    wrong = properties;
    wrong.maxSize = 4 << 20;
    CHECK(cuMemPoolCreate(&pool, &wrong));
    CHECK(cuMemAllocFromPoolAsync(&at, 3 << 20, pool, stream));
    CUdeviceptr more = 0;
    REQUIRE(cuMemAllocFromPoolAsync(&more, 3 << 20, pool, stream) == CUDA_ERROR_OUT_OF_MEMORY);
    CHECK(cuMemFreeAsync(at, stream));
    REQUIRE(cuMemPoolSetAttribute(pool, CU_MEMPOOL_ATTR_USED_MEM_HIGH, &one) == invalid);
    REQUIRE(cuMemPoolSetAttribute(pool, CU_MEMPOOL_ATTR_USED_MEM_CURRENT, &one) == invalid);
    REQUIRE(cuMemPoolGetAttribute(pool, (CUmemPool_attribute)99, &one) == invalid);
    CHECK(cuMemPoolGetAccess(&flags, pool, &access.location));
    REQUIRE(flags == CU_MEM_ACCESS_FLAGS_PROT_READWRITE);
    CHECK(cuMemPoolSetAccess(pool, &access, 1));
    access.flags = CU_MEM_ACCESS_FLAGS_PROT_NONE;
    REQUIRE(cuMemPoolSetAccess(pool, &access, 1) == invalid);
    CHECK(cuMemPoolDestroy(pool));
}

// What is allocated in a capture becomes nodes, and each launch's.
static void is_captured(void) {
    CUstream stream;
    CUgraph graph;
    CUgraphExec exec;
    CUdeviceptr at = 0, kept = 0;
    uint32_t got = 0;
    size_t nodes = 0;
    CHECK(cuMemAlloc(&kept, 4));
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_GLOBAL));
    CHECK(cuMemAllocAsync(&at, 400, stream));
    CHECK(cuMemsetD32Async(at, 11, 100, stream));
    launch_add(at, 4, 100, stream);
    CHECK(cuMemcpyDtoDAsync(kept, at + 396, 4, stream));
    CHECK(cuMemFreeAsync(at, stream));
    CHECK(cuStreamEndCapture(stream, &graph));
    CHECK(cuGraphGetNodes(graph, NULL, &nodes));
    REQUIRE(nodes == 5);
    CHECK(cuGraphInstantiate(&exec, graph, 0));
    for (int launch = 0; launch < 3; launch++) {
        CHECK(cuMemsetD32(kept, 0, 1));
        CHECK(cuCtxSynchronize());
        CHECK(cuGraphLaunch(exec, stream));
        CHECK(cuStreamSynchronize(stream));
        CHECK(cuMemcpyDtoH(&got, kept, 4));
        REQUIRE(got == 15);
    }
    CHECK(cuGraphExecDestroy(exec));
    CHECK(cuGraphDestroy(graph));
    CHECK(cuStreamDestroy(stream));
    CHECK(cuMemFree(kept));
}

int main(void) {
    CUdevice device;
    CUcontext context;
    CUmodule module;
    CUstream stream;
    int supported = 0;
    CHECK(cuInit(0));
    CHECK(cuDeviceGet(&device, 0));
    CHECK(cuDeviceGetAttribute(&supported, CU_DEVICE_ATTRIBUTE_MEMORY_POOLS_SUPPORTED, device));
    REQUIRE(supported == 1);
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&add, module, "add"));
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    properties.allocType = CU_MEM_ALLOCATION_TYPE_PINNED;
    properties.location.type = CU_MEM_LOCATION_TYPE_DEVICE;
    allocates_and_frees_in_order(stream);
    allocates_and_frees_in_order(NULL);
    allocates_and_frees_in_order(CU_STREAM_PER_THREAD);
    mixes(stream);
    reuses_what_is_about_to_be_freed(stream);
    keeps_what_its_threshold_says(stream);
    device_has_a_current_pool(stream);
    refuses(stream);
    is_captured();
    CHECK(cuCtxSynchronize());
    puts("PASS pools");
    return 0;
}
