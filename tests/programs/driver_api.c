// The driver API from C, without any runtime: contexts, PTX text, launches in both parameter forms, copies, memsets, queries.
#include "check.h"
#include <stdint.h>
#include <string.h>

// y = a * x + y, and a block sum in dynamic shared memory; written by hand.
static const char *const source =
    ".version 6.4\n.target sm_70\n.address_size 64\n"
    ".visible .global .align 4 .u32 launches;\n"
    ".extern .shared .align 16 .b8 scratch[];\n"
    ".visible .entry saxpy(.param .f32 a, .param .u64 xs, .param .u64 ys, .param .u32 n) {\n"
    "  .reg .pred %p; .reg .f32 %f<4>; .reg .b32 %r<6>; .reg .b64 %d<6>;\n"
    "  mov.u32 %r1, %ctaid.x; mov.u32 %r2, %ntid.x; mov.u32 %r3, %tid.x;\n"
    "  mad.lo.s32 %r4, %r1, %r2, %r3;\n"
    "  ld.param.u32 %r5, [n]; setp.ge.u32 %p, %r4, %r5; @%p bra DONE;\n"
    "  ld.param.u64 %d1, [xs]; ld.param.u64 %d2, [ys]; cvta.to.global.u64 %d1, %d1; cvta.to.global.u64 %d2, %d2;\n"
    "  mul.wide.u32 %d3, %r4, 4; add.s64 %d4, %d1, %d3; add.s64 %d5, %d2, %d3;\n"
    "  ld.global.f32 %f1, [%d4]; ld.global.f32 %f2, [%d5]; ld.param.f32 %f3, [a];\n"
    "  fma.rn.f32 %f2, %f3, %f1, %f2; st.global.f32 [%d5], %f2;\n"
    "  setp.ne.u32 %p, %r4, 0; @%p bra DONE;\n"
    "  atom.global.add.u32 %r1, [launches], 1;\n"
    "DONE:\n  ret;\n}\n"
    ".visible .entry block_sum(.param .u64 from, .param .u64 to) {\n"
    "  .reg .pred %p; .reg .b32 %r<12>; .reg .b64 %d<6>;\n"
    "  mov.u32 %r1, %tid.x; mov.u32 %r2, %ntid.x; mov.u32 %r3, %ctaid.x; mad.lo.s32 %r4, %r3, %r2, %r1;\n"
    "  ld.param.u64 %d1, [from]; ld.param.u64 %d2, [to]; cvta.to.global.u64 %d1, %d1; cvta.to.global.u64 %d2, %d2;\n"
    "  mul.wide.u32 %d3, %r4, 4; add.s64 %d3, %d1, %d3; ld.global.u32 %r5, [%d3];\n"
    "  mov.u32 %r6, scratch; shl.b32 %r7, %r1, 2; add.u32 %r7, %r6, %r7; st.shared.u32 [%r7], %r5;\n"
    "  bar.sync 0; shr.u32 %r8, %r2, 1;\n"
    "LOOP:\n  setp.ge.u32 %p, %r1, %r8; @%p bra SKIP;\n"
    "  shl.b32 %r9, %r8, 2; add.u32 %r9, %r7, %r9; ld.shared.u32 %r10, [%r9]; ld.shared.u32 %r11, [%r7];\n"
    "  add.u32 %r11, %r11, %r10; st.shared.u32 [%r7], %r11;\n"
    "SKIP:\n  bar.sync 0; shr.u32 %r8, %r8, 1; setp.ne.u32 %p, %r8, 0; @%p bra LOOP;\n"
    "  setp.ne.u32 %p, %r1, 0; @%p bra DONE;\n"
    "  ld.shared.u32 %r11, [%r6]; mul.wide.u32 %d4, %r3, 4; add.s64 %d5, %d2, %d4; st.global.u32 [%d5], %r11;\n"
    "DONE:\n  ret;\n}\n";

enum { COUNT = 10007 };
static float x[COUNT], y[COUNT], got[COUNT];
static uint32_t words[4096], sums[16];

static void device_queries(CUdevice device) {
    char name[128];
    size_t memory = 0;
    int value = 0, version = 0, count = 0;
    CUuuid uuid;
    CHECK(cuDriverGetVersion(&version));
    REQUIRE(version >= 12000);
    CHECK(cuDeviceGetCount(&count));
    REQUIRE(count >= 1);
    CHECK(cuDeviceGetName(name, sizeof name, device));
    REQUIRE(name[0] && strlen(name) < sizeof name);
    char cut[5];
    CHECK(cuDeviceGetName(cut, sizeof cut, device));
    REQUIRE(strlen(cut) == 4 && strncmp(cut, name, 4) == 0);
    CHECK(cuDeviceTotalMem(&memory, device));
    REQUIRE(memory >= (64u << 20));
    CHECK(cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_WARP_SIZE, device));
    REQUIRE(value == 32);
    CHECK(cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK, device));
    REQUIRE(value == 1024);
    CHECK(cuDeviceGetUuid(&uuid, device));
    printf("%s, %zu MiB\n", name, memory >> 20);
}

static void context_stack(CUdevice device) {
    CUcontext primary, current, popped;
    unsigned flags;
    int active;
    CHECK(cuDevicePrimaryCtxGetState(device, &flags, &active));
    REQUIRE(!active);
    CHECK(cuDevicePrimaryCtxRetain(&primary, device));
    CHECK(cuDevicePrimaryCtxGetState(device, &flags, &active));
    REQUIRE(active);
    CHECK(cuCtxGetCurrent(&current));
    REQUIRE(current == NULL);
    CHECK(cuCtxPushCurrent(primary));
    CHECK(cuCtxGetCurrent(&current));
    REQUIRE(current == primary);
    CHECK(cuCtxPopCurrent(&popped));
    REQUIRE(popped == primary);
    CHECK(cuCtxGetCurrent(&current));
    REQUIRE(current == NULL);
    CHECK(cuCtxSetCurrent(primary));
    CUdevice of;
    CHECK(cuCtxGetDevice(&of));
    REQUIRE(of == device);
}

static void saxpy(CUmodule module) {
    CUfunction function;
    CHECK(cuModuleGetFunction(&function, module, "saxpy"));
    CUdeviceptr dx, dy, launches;
    size_t bytes = sizeof x, size;
    CHECK(cuMemAlloc(&dx, bytes));
    CHECK(cuMemAlloc(&dy, bytes));
    for (int i = 0; i < COUNT; i++) x[i] = (float)(i % 97), y[i] = (float)(i % 31);
    CHECK(cuMemcpyHtoD(dx, x, bytes));
    CHECK(cuMemcpyHtoD(dy, y, bytes));
    float a = 2.5f;
    unsigned n = COUNT;
    void *params[] = { &a, &dx, &dy, &n };
    CHECK(cuLaunchKernel(function, (COUNT + 255) / 256, 1, 1, 256, 1, 1, 0, NULL, params, NULL));
    // The same arguments once more, packed by the program.
    struct {
        float a;
        CUdeviceptr x, y;
        unsigned n;
    } packed = { a, dx, dy, n };
    size_t packed_size = 28;
    void *extra[] = { CU_LAUNCH_PARAM_BUFFER_POINTER, &packed, CU_LAUNCH_PARAM_BUFFER_SIZE, &packed_size, CU_LAUNCH_PARAM_END };
    CUstream stream;
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuCtxSynchronize());
    CHECK(cuLaunchKernel(function, (COUNT + 127) / 128, 1, 1, 128, 1, 1, 0, stream, NULL, extra));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemcpyDtoH(got, dy, bytes));
    for (int i = 0; i < COUNT; i++) REQUIRE(got[i] == y[i] + 2 * a * x[i]);
    CHECK(cuModuleGetGlobal(&launches, &size, module, "launches"));
    REQUIRE(size == 4);
    uint32_t seen = 0;
    CHECK(cuMemcpyDtoH(&seen, launches, 4));
    REQUIRE(seen == 2);

    // Memsets, copies on the device, and a copy that starts inside an allocation.
    CHECK(cuMemsetD32(dx, 0x3f800000, COUNT));
    CHECK(cuMemsetD8(dx + 40, 0, 8));
    CHECK(cuMemcpyDtoD(dy + 400, dx, 400));
    CHECK(cuMemcpyDtoH(got, dy + 400, 400));
    for (int i = 0; i < 100; i++) REQUIRE(got[i] == (i == 10 || i == 11 ? 0.0f : 1.0f));
    CUdeviceptr base;
    CHECK(cuMemGetAddressRange(&base, &size, dy + 1000));
    REQUIRE(base == dy && size == bytes);
    unsigned kind = 0;
    CHECK(cuPointerGetAttribute(&kind, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, dy));
    REQUIRE(kind == CU_MEMORYTYPE_DEVICE);
    CHECK(cuStreamDestroy(stream));
    CHECK(cuMemFree(dx));
    CHECK(cuMemFree(dy));
}

static void block_sum(CUmodule module) {
    CUfunction function;
    CHECK(cuModuleGetFunction(&function, module, "block_sum"));
    uint32_t want[16] = { 0 };
    for (int i = 0; i < 4096; i++) words[i] = (uint32_t)i * 2654435761u, want[i / 256] += words[i];
    CUdeviceptr from, to;
    CHECK(cuMemAlloc(&from, sizeof words));
    CHECK(cuMemAlloc(&to, sizeof sums));
    CHECK(cuMemcpyHtoD(from, words, sizeof words));
    void *params[] = { &from, &to };
    CHECK(cuLaunchKernel(function, 16, 1, 1, 256, 1, 1, 256 * 4, NULL, params, NULL));
    CHECK(cuMemcpyDtoH(sums, to, sizeof sums));
    REQUIRE(memcmp(sums, want, sizeof want) == 0);
    int blocks = 0, value = 0;
    CHECK(cuOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, function, 256, 1024));
    REQUIRE(blocks >= 1);
    CHECK(cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK, function));
    REQUIRE(value >= 256 && value <= 1024);
    CHECK(cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_PTX_VERSION, function));
    REQUIRE(value == 70);
    CHECK(cuMemFree(from));
    CHECK(cuMemFree(to));
}

static void events(void) {
    CUevent a, b;
    float time = -1;
    CHECK(cuEventCreate(&a, CU_EVENT_DEFAULT));
    CHECK(cuEventCreate(&b, CU_EVENT_BLOCKING_SYNC));
    CHECK(cuEventRecord(a, NULL));
    CHECK(cuEventRecord(b, NULL));
    CHECK(cuEventSynchronize(b));
    CHECK(cuEventQuery(a));
    CHECK(cuEventElapsedTime(&time, a, b));
    REQUIRE(time >= 0);
    CHECK(cuEventDestroy(a));
    CHECK(cuEventDestroy(b));
}

static void entry_points(void) {
    CUresult (*version)(int *) = NULL;
    void *found = NULL;
    CUdriverProcAddressQueryResult how;
    CHECK(cuGetProcAddress("cuDriverGetVersion", &found, 12000, 0, &how));
    REQUIRE(found && how == CU_GET_PROC_ADDRESS_SUCCESS);
    memcpy(&version, &found, sizeof found);
    int direct = 0, looked_up = -1;
    CHECK(cuDriverGetVersion(&direct));
    CHECK(version(&looked_up));
    REQUIRE(direct == looked_up);
    const char *text = NULL;
    CHECK(cuGetErrorString(CUDA_ERROR_ILLEGAL_ADDRESS, &text));
    REQUIRE(text && strstr(text, "memory"));
}

int main(void) {
    CUdevice device;
    CHECK(cuInit(0));
    CHECK(cuDeviceGet(&device, 0));
    device_queries(device);
    context_stack(device);
    size_t free_before, free_after, total;
    CHECK(cuMemGetInfo(&free_before, &total));
    CUmodule module;
    char log[4096] = "";
    CUjit_option options[] = { CU_JIT_ERROR_LOG_BUFFER, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES };
    void *values[] = { log, (void *)(uintptr_t)sizeof log };
    CUresult loaded = cuModuleLoadDataEx(&module, source, 2, options, values);
    if (loaded != CUDA_SUCCESS) printf("%s\n", log);
    CHECK(loaded);
    saxpy(module);
    block_sum(module);
    events();
    entry_points();
    CHECK(cuModuleUnload(module));
    CHECK(cuMemGetInfo(&free_after, &total));
    REQUIRE(free_before <= total && free_after <= total);
    CHECK(cuDevicePrimaryCtxRelease(device));
    printf("PASS driver_api\n");
    return 0;
}
