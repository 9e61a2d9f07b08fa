// Two devices of one kind: contexts on each, copies and loads between them, who may use whose memory. With `list`, the devices.
#include "check.h"
#include <stdint.h>
#include <string.h>

static const char *const source =
    ".version 6.4\n.target sm_70\n.address_size 64\n"
    // to[i] = from[i] + 1
    ".visible .entry next(.param .u64 to, .param .u64 from) {\n"
    "  .reg .b32 %r<3>; .reg .b64 %d<6>;\n"
    "  mov.u32 %r1, %tid.x; mul.wide.u32 %d1, %r1, 4; ld.param.u64 %d2, [to]; ld.param.u64 %d3, [from];\n"
    "  add.u64 %d4, %d2, %d1; add.u64 %d5, %d3, %d1;\n"
    "  ld.global.u32 %r2, [%d5]; add.u32 %r2, %r2, 1; st.global.u32 [%d4], %r2;\n  ret;\n}\n";

enum { COUNT = 64 };
static CUcontext contexts[2];
static CUfunction next[2];
static uint32_t numbers[COUNT], got[COUNT];

static void launch_next(int device, CUdeviceptr to, CUdeviceptr from) {
    void *params[] = {&to, &from};
    CHECK(cuCtxSetCurrent(contexts[device]));
    CHECK(cuLaunchKernel(next[device], 1, 1, 1, COUNT, 1, 1, 0, 0, params, 0));
}

static int list(void) {
    int count = 0;
    CUresult started = cuInit(0);
    if (started == CUDA_ERROR_NO_DEVICE) return 0;
    CHECK(started);
    CHECK(cuDeviceGetCount(&count));
    for (int i = 0; i < count; i++) {
        CUuuid uuid;
        char name[100], bus[20];
        CUdevice same = -1;
        CHECK(cuDeviceGetName(name, sizeof name, i));
        CHECK(cuDeviceGetPCIBusId(bus, sizeof bus, i));
        CHECK(cuDeviceGetByPCIBusId(&same, bus));
        REQUIRE(same == i);
        CHECK(cuDeviceGetUuid(&uuid, i));
        printf("device %s %s GPU-", name, bus);
        for (int b = 0; b < 16; b++) {
            if (b == 4 || b == 6 || b == 8 || b == 10) printf("-");
            printf("%02x", (unsigned char)uuid.bytes[b]);
        }
        printf("\n");
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "list") == 0) return list();
    CUdeviceptr memory[2];
    int count = 0, can = 0, value = 0;
    CUmodule module;
    size_t free_bytes[2], total;
    CHECK(cuInit(0));
    CHECK(cuDeviceGetCount(&count));
    REQUIRE(count == 2);
    CHECK(cuDeviceCanAccessPeer(&can, 0, 1));
    REQUIRE(can == 1);
    CHECK(cuDeviceCanAccessPeer(&can, 0, 0));
    REQUIRE(can == 0);
    CHECK(cuDeviceGetP2PAttribute(&value, CU_DEVICE_P2P_ATTRIBUTE_ACCESS_SUPPORTED, 1, 0));
    REQUIRE(value == 1);
    CUatomicOperation operation = CU_ATOMIC_OPERATION_INTEGER_ADD;
    unsigned capability = 0;
    CHECK(cuDeviceGetP2PAttribute(&value, CU_DEVICE_P2P_ATTRIBUTE_NATIVE_ATOMIC_SUPPORTED, 1, 0));
    CHECK(cuDeviceGetP2PAtomicCapabilities(&capability, &operation, 1, 1, 0));
    REQUIRE(((capability & CU_ATOMIC_CAPABILITY_SCALAR_64) != 0) == value);
    REQUIRE(cuDeviceGetP2PAttribute(&value, CU_DEVICE_P2P_ATTRIBUTE_ACCESS_SUPPORTED, 1, 1) == CUDA_ERROR_INVALID_DEVICE);
    for (int i = 0; i < COUNT; i++) numbers[i] = i * 7;
    for (int d = 0; d < 2; d++) {
        CUdevice device = -1;
        int ordinal = -1;
        CHECK(cuDevicePrimaryCtxRetain(&contexts[d], d));
        CHECK(cuCtxSetCurrent(contexts[d]));
        CHECK(cuCtxGetDevice(&device));
        REQUIRE(device == d);
        CHECK(cuModuleLoadData(&module, source));
        CHECK(cuModuleGetFunction(&next[d], module, "next"));
        CHECK(cuMemAlloc(&memory[d], sizeof numbers));
        CHECK(cuPointerGetAttribute(&ordinal, CU_POINTER_ATTRIBUTE_DEVICE_ORDINAL, memory[d]));
        REQUIRE(ordinal == d);
        CHECK(cuMemGetInfo(&free_bytes[d], &total));
    }
    // Each has memory of its own.
    CUdeviceptr large = 0;
    size_t after[2];
    CHECK(cuCtxSetCurrent(contexts[1]));
    CHECK(cuMemAlloc(&large, (size_t)1 << 30));
    for (int d = 0; d < 2; d++) {
        CHECK(cuCtxSetCurrent(contexts[d]));
        CHECK(cuMemGetInfo(&after[d], &total));
    }
    REQUIRE(after[0] == free_bytes[0] && free_bytes[1] - after[1] == (size_t)1 << 30);
    CHECK(cuMemFree(large));

    // Copies between devices need nobody's leave.
    CHECK(cuMemcpyHtoD(memory[0], numbers, sizeof numbers));
    CHECK(cuMemcpyPeer(memory[1], contexts[1], memory[0], contexts[0], sizeof numbers));
    CHECK(cuMemcpyDtoH(got, memory[1], sizeof got));
    REQUIRE(memcmp(got, numbers, sizeof got) == 0);
    launch_next(1, memory[1], memory[1]);
    CHECK(cuMemcpyPeerAsync(memory[0], contexts[0], memory[1], contexts[1], sizeof numbers, 0));
    CHECK(cuCtxSynchronize());
    CHECK(cuMemcpy((CUdeviceptr)(uintptr_t)got, memory[0], sizeof got));
    for (int i = 0; i < COUNT; i++) REQUIRE(got[i] == numbers[i] + 1);

    // Kernels use a peer's memory once they are allowed to.
    CHECK(cuCtxSetCurrent(contexts[0]));
    REQUIRE(cuCtxEnablePeerAccess(contexts[0], 0) == CUDA_ERROR_INVALID_CONTEXT);
    REQUIRE(cuCtxEnablePeerAccess(contexts[1], 1) == CUDA_ERROR_INVALID_VALUE);
    REQUIRE(cuCtxDisablePeerAccess(contexts[1]) == CUDA_ERROR_PEER_ACCESS_NOT_ENABLED);
    CHECK(cuCtxEnablePeerAccess(contexts[1], 0));
    REQUIRE(cuCtxEnablePeerAccess(contexts[1], 0) == CUDA_ERROR_PEER_ACCESS_ALREADY_ENABLED);
    launch_next(0, memory[0], memory[1]);
    CHECK(cuMemcpyDtoH(got, memory[0], sizeof got));
    for (int i = 0; i < COUNT; i++) REQUIRE(got[i] == numbers[i] + 2);
    launch_next(0, memory[1], memory[0]);
    CHECK(cuCtxSynchronize());
    CHECK(cuMemcpyDtoH(got, memory[1], sizeof got));
    for (int i = 0; i < COUNT; i++) REQUIRE(got[i] == numbers[i] + 3);

    // A pool's memory is its peers' where the pool says so; mappings name their devices.
    CUmemoryPool pool;
    CUmemAccessDesc access = {{CU_MEM_LOCATION_TYPE_DEVICE, {0}}, CU_MEM_ACCESS_FLAGS_PROT_READWRITE};
    CUmemAccess_flags flags = 0;
    CUdeviceptr pooled = 0;
    CHECK(cuDeviceGetDefaultMemPool(&pool, 1));
    CHECK(cuMemPoolSetAccess(pool, &access, 1));
    CHECK(cuMemPoolGetAccess(&flags, pool, &access.location));
    REQUIRE(flags == CU_MEM_ACCESS_FLAGS_PROT_READWRITE);
    CHECK(cuCtxSetCurrent(contexts[1]));
    CHECK(cuMemAllocAsync(&pooled, sizeof numbers, 0));
    CHECK(cuMemsetD32(pooled, 40, COUNT));
    CHECK(cuCtxSynchronize());
    launch_next(0, memory[0], pooled);
    CHECK(cuMemcpyDtoH(got, memory[0], sizeof got));
    REQUIRE(got[0] == 41 && got[COUNT - 1] == 41);
    CHECK(cuMemFree(pooled));

    CUmemAllocationProp properties;
    CUmemGenericAllocationHandle handle;
    CUdeviceptr mapped = 0;
    size_t granularity = 0;
    memset(&properties, 0, sizeof properties);
    properties.type = CU_MEM_ALLOCATION_TYPE_PINNED;
    properties.location.type = CU_MEM_LOCATION_TYPE_DEVICE, properties.location.id = 1;
    CHECK(cuMemGetAllocationGranularity(&granularity, &properties, CU_MEM_ALLOC_GRANULARITY_MINIMUM));
    CHECK(cuMemCreate(&handle, granularity, &properties, 0));
    CHECK(cuMemAddressReserve(&mapped, granularity, 0, 0, 0));
    CHECK(cuMemMap(mapped, granularity, 0, handle, 0));
    access.location.id = 0;
    CHECK(cuMemSetAccess(mapped, granularity, &access, 1));
    launch_next(0, mapped, memory[0]);
    CHECK(cuMemcpyDtoH(got, mapped, sizeof got));
    REQUIRE(got[0] == 42);
    CHECK(cuMemUnmap(mapped, granularity));
    CHECK(cuMemAddressFree(mapped, granularity));
    CHECK(cuMemRelease(handle));

    // Not after it was taken away; and the other device goes on.
    CHECK(cuCtxSetCurrent(contexts[0]));
    CHECK(cuCtxDisablePeerAccess(contexts[1]));
    launch_next(0, memory[0], memory[1]);
    REQUIRE(cuCtxSynchronize() == CUDA_ERROR_ILLEGAL_ADDRESS);
    launch_next(1, memory[1], memory[1]);
    CHECK(cuMemcpyDtoH(got, memory[1], sizeof got));
    for (int i = 0; i < COUNT; i++) REQUIRE(got[i] == numbers[i] + 4);
    puts("PASS two_devices");
    return 0;
}
