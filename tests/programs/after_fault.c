// Functions of the program behind a kernel that fails: callbacks hear of the error, host functions are not called.
#include "check.h"
#include <stdatomic.h>
#include <stdint.h>
#include <unistd.h>

static const char *const source =
    ".version 7.0\n.target sm_70\n.address_size 64\n"
    ".visible .entry bad() {\n"
    "  .reg .pred %p; .reg .b32 %r<2>; .reg .b64 %d<2>; mov.u32 %r1, 0;\n"
    "AGAIN:\n  add.u32 %r1, %r1, 1; setp.lt.u32 %p, %r1, 300000; @%p bra AGAIN;\n"
    "  mov.u64 %d1, 64; st.global.u64 [%d1], %d1; ret;\n}\n";

static _Atomic int heard = -1, called;

static void CUDA_CB hear(CUstream stream, CUresult status, void *data) {
    (void)stream, (void)data;
    heard = (int)status;
}

static void CUDA_CB call(void *data) { (void)data, called++; }

int main(void) {
    CUdevice device;
    CUcontext context;
    CUmodule module;
    CUfunction bad;
    CUstream stream;
    CHECK(cuInit(0));
    CHECK(cuDeviceGet(&device, 0));
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&bad, module, "bad"));
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuStreamAddCallback(stream, hear, NULL, 0));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuStreamAddCallback(stream, NULL, NULL, 0));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuStreamAddCallback(stream, hear, NULL, 1));
    CHECK(cuLaunchHostFunc(stream, call, NULL));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLaunchHostFunc(stream, NULL, NULL));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLaunchHostFunc_v2(stream, call, NULL, 9));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(heard == CUDA_SUCCESS && called == 1);
    CHECK(cuLaunchKernel(bad, 1, 1, 1, 1, 1, 1, 0, stream, NULL, NULL));
    // On a machine that stops this process here, the error is known before these are posted.
    CUresult added = cuStreamAddCallback(stream, hear, NULL, 0), posted = cuLaunchHostFunc(stream, call, NULL);
    REQUIRE(added == CUDA_SUCCESS || added == CUDA_ERROR_ILLEGAL_ADDRESS);
    REQUIRE(posted == CUDA_SUCCESS || posted == CUDA_ERROR_ILLEGAL_ADDRESS);
    EXPECT(CUDA_ERROR_ILLEGAL_ADDRESS, cuStreamSynchronize(stream));
    for (int wait = 0; added == CUDA_SUCCESS && heard == CUDA_SUCCESS && wait < 5000; wait++) usleep(1000);
    REQUIRE(added != CUDA_SUCCESS || heard == CUDA_ERROR_ILLEGAL_ADDRESS);
    REQUIRE(called == 1);
    CHECK(cuDevicePrimaryCtxReset(device));
    // The context that came back calls again.
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuLaunchHostFunc(stream, call, NULL));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(called == 2);
    // Calls that the library answers itself; with "--summary" of `vgpu run` the host's share of them shows.
    CUfunc_cache cache;
    for (int i = 0; i < 1000; i++) CHECK(cuCtxGetCacheConfig(&cache));
    CHECK(cuDevicePrimaryCtxRelease(device));
    printf("PASS after_fault\n");
    return 0;
}
