// Virtual memory as ggml's pool uses it: a large range reserved once, physical memory mapped behind its end as it grows, freed in reverse.
#include "check.h"
#include <string.h>

enum { STEPS = 6 };

int main(void) {
    CUcontext context;
    CUdevice device;
    CUdeviceptr base = 0;
    CUmemAllocationProp prop;
    CUmemAccessDesc access;
    size_t unit = 0, size = 0, free_before = 0, free_after = 0, total = 0;
    int supported = 0;
    CHECK(cuInit(0));
    CHECK(cuDeviceGet(&device, 0));
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuDeviceGetAttribute(&supported, CU_DEVICE_ATTRIBUTE_VIRTUAL_MEMORY_MANAGEMENT_SUPPORTED, device));
    REQUIRE(supported == 1);
    memset(&prop, 0, sizeof prop);
    prop.type = CU_MEM_ALLOCATION_TYPE_PINNED, prop.location.type = CU_MEM_LOCATION_TYPE_DEVICE, prop.location.id = device;
    CHECK(cuMemGetAllocationGranularity(&unit, &prop, CU_MEM_ALLOC_GRANULARITY_RECOMMENDED));
    REQUIRE(unit > 0 && (unit & (unit - 1)) == 0);
    CHECK(cuMemGetInfo(&free_before, &total));
    // 32 GiB of addresses, and not a byte of memory.
    CHECK(cuMemAddressReserve(&base, (size_t)32 << 30, 0, 0, 0));
    memset(&access, 0, sizeof access);
    access.location = prop.location, access.flags = CU_MEM_ACCESS_FLAGS_PROT_READWRITE;
    for (int step = 1; step <= STEPS; step++) {
        CUmemGenericAllocationHandle handle;
        const size_t more = unit * (size_t)step;
        CHECK(cuMemCreate(&handle, more, &prop, 0));
        CHECK(cuMemMap(base + size, more, 0, handle, 0));
        // The mapping keeps the memory; the handle is not needed any more.
        CHECK(cuMemRelease(handle));
        CHECK(cuMemSetAccess(base + size, more, &access, 1));
        CHECK(cuMemsetD32(base + size, (unsigned)step, more / 4));
        size += more;
        // One write across the seam of two pieces.
        if (step > 1) CHECK(cuMemsetD8(base + size - more - 2, 0xee, 4));
    }
    CHECK(cuMemGetInfo(&free_after, &total));
    REQUIRE(free_before - free_after >= size);
    size_t at = 0;
    for (int step = 1; step <= STEPS; step++) {
        unsigned first = 0, middle = 0;
        CHECK(cuMemcpyDtoH(&first, base + at, 4));
        CHECK(cuMemcpyDtoH(&middle, base + at + unit / 2, 4));
        REQUIRE(middle == (unsigned)step);
        REQUIRE(first == (step > 1 ? ((unsigned)step & 0xffff0000u) | 0xeeeeu : (unsigned)step));
        at += unit * (size_t)step;
    }
    // All of it in one copy, pieces and seams.
    unsigned *all = malloc(size);
    REQUIRE(all);
    CHECK(cuMemcpyDtoH(all, base, size));
    REQUIRE(all[0] == 1 && all[size / 4 - 1] == STEPS);
    free(all);
    CHECK(cuCtxSynchronize());
    CHECK(cuMemUnmap(base, size));
    REQUIRE(cuMemsetD8(base, 0, 1) == CUDA_ERROR_INVALID_VALUE);
    CHECK(cuMemAddressFree(base, (size_t)32 << 30));
    CHECK(cuMemGetInfo(&free_after, &total));
    REQUIRE(free_after == free_before);
    CHECK(cuDevicePrimaryCtxRelease(device));
    printf("PASS growing_memory\n");
    return 0;
}
