// Virtual memory management: reservations, memory without addresses, mappings that grow as allocators let them, and what is refused.
#include "check.h"
#include <stdint.h>
#include <string.h>

static const char *const source =
    ".version 6.4\n.target sm_70\n.address_size 64\n"
    // at[i] += by
    ".visible .entry add(.param .u64 at, .param .u32 by, .param .u32 n) {\n"
    "  .reg .pred %p; .reg .b32 %r<6>; .reg .b64 %d<4>;\n"
    "  mov.u32 %r1, %ctaid.x; mov.u32 %r2, %ntid.x; mov.u32 %r3, %tid.x; mad.lo.u32 %r1, %r1, %r2, %r3;\n"
    "  ld.param.u32 %r4, [n]; setp.ge.u32 %p, %r1, %r4; @%p bra DONE;\n"
    "  ld.param.u64 %d1, [at]; mul.wide.u32 %d2, %r1, 4; add.u64 %d3, %d1, %d2;\n"
    "  ld.param.u32 %r2, [by]; ld.global.u32 %r4, [%d3]; add.u32 %r4, %r4, %r2; st.global.u32 [%d3], %r4;\n"
    "DONE:\n  ret;\n}\n";

static CUmemAllocationProp properties;
static CUmemAccessDesc access;
static size_t granularity;
static CUfunction add;

static void launch_add(CUdeviceptr at, uint32_t by, uint32_t count) {
    void *params[] = {&at, &by, &count};
    CHECK(cuLaunchKernel(add, (count + 255) / 256, 1, 1, 256, 1, 1, 0, 0, params, 0));
}

// Grows in steps within one reservation, as ggml's pool does: every step is new memory behind the old.
static void grows_in_place(void) {
    enum { STEPS = 3 };
    const size_t reserved = (size_t)32 << 30;
    CUdeviceptr base = 0;
    size_t free_before, free_grown, free_after, total;
    CHECK(cuMemGetInfo(&free_before, &total));
    CHECK(cuMemAddressReserve(&base, reserved, 0, 0, 0));
    REQUIRE(base % granularity == 0);
    const size_t step = 2 * granularity;
    for (int i = 0; i < STEPS; i++) {
        CUmemGenericAllocationHandle handle;
        CHECK(cuMemCreate(&handle, step, &properties, 0));
        CHECK(cuMemMap(base + i * step, step, 0, handle, 0));
        // The mapping keeps the memory.
        CHECK(cuMemRelease(handle));
        CHECK(cuMemSetAccess(base + i * step, step, &access, 1));
    }
    CHECK(cuMemGetInfo(&free_grown, &total));
    REQUIRE(free_before - free_grown == STEPS * step);
    // One copy, one set and one kernel across what was mapped in three pieces.
    const size_t words = STEPS * step / 4;
    uint32_t *host = malloc(words * 4);
    for (size_t i = 0; i < words; i++) host[i] = (uint32_t)i;
    CHECK(cuMemcpyHtoD(base, host, words * 4));
    launch_add(base, 7, (uint32_t)words);
    memset(host, 0, words * 4);
    CHECK(cuMemcpyDtoH(host, base, words * 4));
    for (size_t i = 0; i < words; i++) REQUIRE(host[i] == (uint32_t)i + 7);
    CHECK(cuMemsetD32(base + step - 8, 0xabcd, 4));
    CHECK(cuMemcpyDtoH(host, base + step - 16, 32));
    REQUIRE(host[1] != 0xabcd && host[2] == 0xabcd && host[5] == 0xabcd && host[6] != 0xabcd);
    // Beyond the last mapping there is nothing.
    REQUIRE(cuMemcpyHtoD(base + STEPS * step - 4, host, 8) == CUDA_ERROR_INVALID_VALUE);
    REQUIRE(cuMemcpyHtoD(base + STEPS * step, host, 4) == CUDA_ERROR_INVALID_VALUE);
    REQUIRE(cuMemcpy(base + STEPS * step, (CUdeviceptr)(uintptr_t)host, 4) == CUDA_ERROR_INVALID_VALUE);
    free(host);
    CHECK(cuCtxSynchronize());
    CHECK(cuMemUnmap(base, STEPS * step));
    CHECK(cuMemAddressFree(base, reserved));
    CHECK(cuMemGetInfo(&free_after, &total));
    REQUIRE(free_after == free_before);
}

// One memory at two addresses, and at an offset.
static void aliases(void) {
    CUdeviceptr one = 0, two = 0;
    CUmemGenericAllocationHandle handle, again;
    uint32_t word = 41;
    CHECK(cuMemCreate(&handle, 2 * granularity, &properties, 0));
    CHECK(cuMemAddressReserve(&one, 2 * granularity, 4 * granularity, 0, 0));
    REQUIRE(one % (4 * granularity) == 0);
    CHECK(cuMemAddressReserve(&two, granularity, 0, 0, 0));
    CHECK(cuMemMap(one, 2 * granularity, 0, handle, 0));
    CHECK(cuMemMap(two, granularity, granularity, handle, 0));
    CHECK(cuMemSetAccess(one, 2 * granularity, &access, 1));
    CHECK(cuMemSetAccess(two, granularity, &access, 1));
    CHECK(cuMemcpyHtoD(one + granularity + 12, &word, 4));
    launch_add(two + 12, 1, 1);
    CHECK(cuMemcpyDtoH(&word, one + granularity + 12, 4));
    REQUIRE(word == 42);
    // A mapping tells its memory.
    CHECK(cuMemRelease(handle));
    CHECK(cuMemRetainAllocationHandle(&again, (void *)(uintptr_t)(two + 100)));
    REQUIRE(again == handle);
    CUmemAllocationProp told;
    CHECK(cuMemGetAllocationPropertiesFromHandle(&told, again));
    REQUIRE(told.type == CU_MEM_ALLOCATION_TYPE_PINNED && told.location.type == CU_MEM_LOCATION_TYPE_DEVICE);
    REQUIRE(told.location.id == 0 && told.requestedHandleTypes == 0);
    CHECK(cuMemRelease(again));
    CHECK(cuMemUnmap(one, 2 * granularity));
    // The other mapping still has it; it can be mapped again where the first was.
    CHECK(cuMemcpyDtoH(&word, two + 12, 4));
    REQUIRE(word == 42);
    CHECK(cuMemUnmap(two, granularity));
    REQUIRE(cuMemGetAllocationPropertiesFromHandle(&told, handle) == CUDA_ERROR_INVALID_VALUE);
    CHECK(cuMemAddressFree(one, 2 * granularity));
    CHECK(cuMemAddressFree(two, granularity));
}

// Memory keeps its contents when it moves to another address.
static void moves(void) {
    CUdeviceptr from = 0, to = 0;
    CUmemGenericAllocationHandle handle;
    uint32_t word = 5;
    CHECK(cuMemCreate(&handle, granularity, &properties, 0));
    CHECK(cuMemAddressReserve(&from, granularity, 0, 0, 0));
    CHECK(cuMemMap(from, granularity, 0, handle, 0));
    CHECK(cuMemSetAccess(from, granularity, &access, 1));
    CHECK(cuMemcpyHtoD(from, &word, 4));
    CHECK(cuMemUnmap(from, granularity));
    CHECK(cuMemAddressFree(from, granularity));
    CHECK(cuMemAddressReserve(&to, granularity, 0, 0, 0));
    CHECK(cuMemMap(to, granularity, 0, handle, 0));
    REQUIRE(cuMemcpyDtoH(&word, to, 4) == CUDA_ERROR_INVALID_VALUE);
    CHECK(cuMemSetAccess(to, granularity, &access, 1));
    word = 0;
    CHECK(cuMemcpyDtoH(&word, to, 4));
    REQUIRE(word == 5);
    CHECK(cuMemUnmap(to, granularity));
    CHECK(cuMemAddressFree(to, granularity));
    CHECK(cuMemRelease(handle));
}

static void tells_what_it_is(void) {
    CUdeviceptr at = 0, base = 0;
    CUmemGenericAllocationHandle handle;
    unsigned long long flags = 9;
    size_t size = 0;
    CUcontext context = (CUcontext)1;
    CUmemorytype kind = 0;
    CHECK(cuMemCreate(&handle, granularity, &properties, 0));
    CHECK(cuMemAddressReserve(&at, granularity, 0, 0, 0));
    REQUIRE(cuMemGetAccess(&flags, &access.location, at) == CUDA_ERROR_INVALID_VALUE);
    CHECK(cuMemMap(at, granularity, 0, handle, 0));
    CHECK(cuMemGetAccess(&flags, &access.location, at));
    REQUIRE(flags == CU_MEM_ACCESS_FLAGS_PROT_NONE);
    CHECK(cuMemSetAccess(at, granularity, &access, 1));
    CHECK(cuMemGetAccess(&flags, &access.location, at + 77));
    REQUIRE(flags == CU_MEM_ACCESS_FLAGS_PROT_READWRITE);
    CHECK(cuMemGetAddressRange(&base, &size, at + 1000));
    REQUIRE(base == at && size == granularity);
    CHECK(cuPointerGetAttribute(&context, CU_POINTER_ATTRIBUTE_CONTEXT, at));
    REQUIRE(context == NULL);
    CHECK(cuPointerGetAttribute(&kind, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, at));
    REQUIRE(kind == CU_MEMORYTYPE_DEVICE);
    access.flags = CU_MEM_ACCESS_FLAGS_PROT_NONE;
    CHECK(cuMemSetAccess(at, granularity, &access, 1));
    access.flags = CU_MEM_ACCESS_FLAGS_PROT_READWRITE;
    REQUIRE(cuMemsetD8(at, 0, 1) == CUDA_ERROR_INVALID_VALUE);
    CHECK(cuMemUnmap(at, granularity));
    CHECK(cuMemAddressFree(at, granularity));
    CHECK(cuMemRelease(handle));
}

static void refuses(void) {
    CUdeviceptr at = 0, other = 0;
    CUmemGenericAllocationHandle handle, none;
    CUmemAllocationProp wrong = properties;
    const CUresult invalid = CUDA_ERROR_INVALID_VALUE;
    REQUIRE(cuMemAddressReserve(&at, 0, 0, 0, 0) == invalid);
    REQUIRE(cuMemAddressReserve(&at, granularity, 3, 0, 0) == invalid);
    REQUIRE(cuMemAddressReserve(&at, granularity, 0, 0, 1) == invalid);
    REQUIRE(cuMemAddressReserve(NULL, granularity, 0, 0, 0) == invalid);
    REQUIRE(cuMemAddressReserve(&at, (size_t)1 << 60, 0, 0, 0) == CUDA_ERROR_OUT_OF_MEMORY);
    REQUIRE(cuMemCreate(&none, granularity + 1, &properties, 0) == invalid);
    REQUIRE(cuMemCreate(&none, 0, &properties, 0) == invalid);
    REQUIRE(cuMemCreate(&none, (size_t)1 << 50, &properties, 0) == CUDA_ERROR_OUT_OF_MEMORY);
    wrong.type = 0;
    REQUIRE(cuMemCreate(&none, granularity, &wrong, 0) == invalid);
    wrong = properties;
    wrong.location.id = 99;
    REQUIRE(cuMemCreate(&none, granularity, &wrong, 0) == CUDA_ERROR_INVALID_DEVICE);
    REQUIRE(cuMemRelease(0) == invalid);
    REQUIRE(cuMemRelease(12345) == invalid);

    CHECK(cuMemCreate(&handle, granularity, &properties, 0));
    CHECK(cuMemAddressReserve(&at, 2 * granularity, 0, 0, 0));
    // A hint that is free is taken.
    CHECK(cuMemAddressFree(at, 2 * granularity));
    CHECK(cuMemAddressReserve(&other, 2 * granularity, 0, at, 0));
    REQUIRE(other == at);
    REQUIRE(cuMemMap(at + 4096, granularity, 0, handle, 0) == invalid);
    REQUIRE(cuMemMap(at, 2 * granularity, 0, handle, 0) == invalid);
    REQUIRE(cuMemMap(at, granularity, granularity, handle, 0) == invalid);
    REQUIRE(cuMemMap(at + 2 * granularity, granularity, 0, handle, 0) == invalid);
    REQUIRE(cuMemMap(at, granularity, 0, handle, 1) == invalid);
    REQUIRE(cuMemMap(at, granularity, 0, handle + 1, 0) == invalid);
    CHECK(cuMemMap(at, granularity, 0, handle, 0));
    REQUIRE(cuMemMap(at, granularity, 0, handle, 0) == invalid);
    REQUIRE(cuMemSetAccess(at, 2 * granularity, &access, 1) == invalid);
    REQUIRE(cuMemSetAccess(at, granularity, &access, 0) == invalid);
    REQUIRE(cuMemUnmap(at, 2 * granularity) == invalid);
    REQUIRE(cuMemUnmap(at + granularity, granularity) == invalid);
    REQUIRE(cuMemAddressFree(at, 2 * granularity) == invalid);
    REQUIRE(cuMemFree(at) == invalid);
    CHECK(cuMemUnmap(at, granularity));
    REQUIRE(cuMemAddressFree(at, granularity) == invalid);
    CHECK(cuMemAddressFree(at, 2 * granularity));
    REQUIRE(cuMemAddressFree(at, 2 * granularity) == invalid);
    CHECK(cuMemRelease(handle));
    REQUIRE(cuMemRelease(handle) == invalid);
    REQUIRE(cuMemMap(at, granularity, 0, handle, 0) == invalid);
}

// Last: the kernel's fault ends the context. Memory that no context owns outlives it.
static void survives_its_context(CUdevice device) {
    CUdeviceptr at = 0;
    CUmemGenericAllocationHandle handle;
    CUcontext context;
    uint32_t word = 77;
    CHECK(cuMemCreate(&handle, granularity, &properties, 0));
    CHECK(cuMemAddressReserve(&at, 2 * granularity, 0, 0, 0));
    CHECK(cuMemMap(at, granularity, 0, handle, 0));
    CHECK(cuMemSetAccess(at, granularity, &access, 1));
    CHECK(cuMemcpyHtoD(at, &word, 4));
    launch_add(at + granularity, 1, 1);
    REQUIRE(cuCtxSynchronize() == CUDA_ERROR_ILLEGAL_ADDRESS);
    REQUIRE(cuMemcpyDtoH(&word, at, 4) == CUDA_ERROR_ILLEGAL_ADDRESS);
    CHECK(cuDevicePrimaryCtxReset(device));
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    word = 0;
    CHECK(cuMemcpyDtoH(&word, at, 4));
    REQUIRE(word == 77);
    CHECK(cuMemUnmap(at, granularity));
    CHECK(cuMemAddressFree(at, 2 * granularity));
    CHECK(cuMemRelease(handle));
}

// Two mappings of the same memory, of which one may only be read: kernels read through it, and fail where they write.
static void only_reads(CUdevice device) {
    CUdeviceptr at = 0;
    CUmemGenericAllocationHandle handle;
    CUcontext context;
    CUmemAccessDesc reads = access;
    unsigned long long flags = 0;
    uint32_t word = 0;
    reads.flags = CU_MEM_ACCESS_FLAGS_PROT_READ;
    CHECK(cuMemAddressReserve(&at, 2 * granularity, 0, 0, 0));
    CHECK(cuMemCreate(&handle, granularity, &properties, 0));
    CHECK(cuMemMap(at, granularity, 0, handle, 0));
    CHECK(cuMemMap(at + granularity, granularity, 0, handle, 0));
    CHECK(cuMemSetAccess(at, granularity, &access, 1));
    CHECK(cuMemSetAccess(at + granularity, granularity, &reads, 1));
    CHECK(cuMemGetAccess(&flags, &access.location, at + granularity));
    REQUIRE(flags == CU_MEM_ACCESS_FLAGS_PROT_READ);
    CHECK(cuMemsetD32(at, 5, granularity / 4));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemsetD32(at + granularity, 6, 1));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemsetD32(at + granularity - 4, 6, 2));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemcpyHtoD(at + granularity, &word, 4));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoD(at + granularity + 4, at, 4));
    CHECK(cuMemcpyDtoD(at, at + granularity + 4, 4));
    launch_add(at, 2, 1);
    CHECK(cuMemcpyDtoH(&word, at + granularity, 4));
    REQUIRE(word == 7);
    // It may be written to once that is allowed, and not any more after that.
    CHECK(cuMemSetAccess(at + granularity, granularity, &access, 1));
    launch_add(at + granularity, 1, 256);
    CHECK(cuMemcpyDtoH(&word, at, 4));
    REQUIRE(word == 8);
    CHECK(cuMemSetAccess(at + granularity, granularity, &reads, 1));
    launch_add(at + granularity - 128, 1, 256);
    EXPECT(CUDA_ERROR_ILLEGAL_ADDRESS, cuCtxSynchronize());
    CHECK(cuDevicePrimaryCtxReset(device));
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuMemcpyDtoH(&word, at, 4));
    REQUIRE(word == 8);
    CHECK(cuMemUnmap(at, 2 * granularity));
    CHECK(cuMemAddressFree(at, 2 * granularity));
    CHECK(cuMemRelease(handle));
}

int main(void) {
    CUdevice device;
    CUcontext context;
    CUmodule module;
    int supported = 0;
    size_t recommended = 0;
    CHECK(cuInit(0));
    CHECK(cuDeviceGet(&device, 0));
    CHECK(cuDeviceGetAttribute(&supported, CU_DEVICE_ATTRIBUTE_VIRTUAL_MEMORY_MANAGEMENT_SUPPORTED, device));
    REQUIRE(supported == 1);
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&add, module, "add"));
    properties.type = CU_MEM_ALLOCATION_TYPE_PINNED;
    properties.location.type = CU_MEM_LOCATION_TYPE_DEVICE;
    properties.location.id = 0;
    access.location = properties.location;
    access.flags = CU_MEM_ACCESS_FLAGS_PROT_READWRITE;
    CHECK(cuMemGetAllocationGranularity(&granularity, &properties, CU_MEM_ALLOC_GRANULARITY_MINIMUM));
    CHECK(cuMemGetAllocationGranularity(&recommended, &properties, CU_MEM_ALLOC_GRANULARITY_RECOMMENDED));
    REQUIRE(granularity >= 4096 && recommended % granularity == 0);
    grows_in_place();
    aliases();
    moves();
    tells_what_it_is();
    refuses();
    survives_its_context(device);
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&add, module, "add"));
    only_reads(device);
    puts("PASS virtual_memory");
    return 0;
}
