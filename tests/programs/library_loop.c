// Modules and libraries loaded, used and unloaded again and again: neither the process nor the device grows.
#include "check.h"
#include <stdint.h>
#include <string.h>
#include <unistd.h>

// Enough of a module that a leak of each would show: its variable alone has a MiB.
static const char *const source =
    ".version 6.4\n.target sm_70\n.address_size 64\n"
    ".visible .global .align 4 .b8 room[1048576];\n"
    ".visible .entry mark(.param .u64 to, .param .u32 value) {\n"
    "  .reg .b32 %r<2>; .reg .b64 %d<3>;\n"
    "  ld.param.u64 %d1, [to]; ld.param.u32 %r1, [value]; cvta.to.global.u64 %d1, %d1; st.global.u32 [%d1], %r1;\n"
    "  mov.u64 %d2, room; st.global.u32 [%d2], %r1; ret;\n}\n";

static size_t resident(void) {
    unsigned long pages = 0, shared = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%lu %lu", &shared, &pages) != 2) return 0;
    fclose(file);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static size_t free_memory(void) {
    size_t free = 0, total = 0;
    CHECK(cuMemGetInfo(&free, &total));
    return free;
}

static void with_module(CUdeviceptr cell, unsigned value) {
    CUmodule module;
    CUfunction mark;
    CUdeviceptr room;
    size_t size;
    unsigned got = 0, in_room = 0;
    void *params[] = { &cell, &value };
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&mark, module, "mark"));
    CHECK(cuModuleGetGlobal(&room, &size, module, "room"));
    REQUIRE(size == 1048576);
    CHECK(cuLaunchKernel(mark, 1, 1, 1, 1, 1, 1, 0, NULL, params, NULL));
    CHECK(cuMemcpyDtoH(&got, cell, 4));
    CHECK(cuMemcpyDtoH(&in_room, room, 4));
    REQUIRE(got == value && in_room == value);
    CHECK(cuModuleUnload(module));
}

static void with_library(CUdeviceptr cell, unsigned value) {
    CUlibrary library;
    CUkernel mark;
    unsigned got = 0;
    void *params[] = { &cell, &value };
    CHECK(cuLibraryLoadData(&library, source, NULL, NULL, 0, NULL, NULL, 0));
    CHECK(cuLibraryGetKernel(&mark, library, "mark"));
    CHECK(cuLaunchKernel((CUfunction)mark, 1, 1, 1, 1, 1, 1, 0, NULL, params, NULL));
    CHECK(cuMemcpyDtoH(&got, cell, 4));
    REQUIRE(got == value);
    CHECK(cuLibraryUnload(library));
}

int main(void) {
    CUcontext context;
    CUdeviceptr cell;
    CHECK(cuInit(0));
    CHECK(cuDevicePrimaryCtxRetain(&context, 0));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuMemAlloc(&cell, 4));
    for (unsigned i = 0; i < 50; i++) {
        with_module(cell, i);
        with_library(cell, 1000 + i);
    }
    const size_t memory = free_memory(), resident_before = resident();
    for (unsigned i = 0; i < 400; i++) {
        with_module(cell, i);
        with_library(cell, 1000 + i);
    }
    // The last module may still be going; 800 of them would be 800 MiB.
    REQUIRE(free_memory() + (4u << 20) > memory);
    // What allocators keep for themselves is no growth; 800 modules that leaked their MiB, or their image, would be more.
    const size_t now = resident();
    printf("%zu KiB more\n", now > resident_before ? (now - resident_before) >> 10 : 0);
    REQUIRE(now < resident_before + (8u << 20));
    CHECK(cuMemFree(cell));
    CHECK(cuDevicePrimaryCtxRelease(0));
    printf("PASS library_loop\n");
    return 0;
}
