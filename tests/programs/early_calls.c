// Calls of CUDA's first versions: launches set piece by piece, contexts that are attached and detached; and what managed memory is told
// of streams and of contents that nobody needs.
#include <stdint.h>
#include <string.h>
#include "check.h"

static const char *const PTX =
    ".version 6.4\n.target sm_70\n.address_size 64\n"
    ".visible .entry put(.param .u64 to, .param .u32 add, .param .f32 scale) {\n"
    ".reg .u64 %d<4>; .reg .u32 %r<6>; .reg .f32 %f<3>;\n"
    "ld.param.u64 %d1, [to]; cvta.to.global.u64 %d1, %d1; ld.param.u32 %r1, [add]; ld.param.f32 %f1, [scale];\n"
    "mov.u32 %r2, %ctaid.x; mov.u32 %r3, %nctaid.x; mov.u32 %r4, %ctaid.y; mad.lo.u32 %r2, %r4, %r3, %r2;\n"
    "mov.u32 %r3, %ntid.x; mov.u32 %r4, %tid.x; mad.lo.u32 %r2, %r2, %r3, %r4; add.u32 %r5, %r2, %r1;\n"
    "cvt.rn.f32.u32 %f2, %r5; mul.f32 %f2, %f2, %f1; mul.wide.u32 %d2, %r2, 4; add.u64 %d3, %d1, %d2; st.global.f32 [%d3], %f2; ret; }\n";

int main(void) {
    CUcontext first, second, got;
    CUmodule module;
    CUfunction put;
    CUdeviceptr words, managed;
    CUstream stream;
    CUlibrary library;
    float values[96];
    void *pointer = NULL;
    unsigned version = 0;
    CHECK(cuInit(0));
    CHECK(cuCtxCreate(&first, NULL, CU_CTX_SCHED_AUTO, 0));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuCtxAttach(NULL, 0));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuCtxAttach(&second, 1));
    CHECK(cuCtxAttach(&second, 0));
    REQUIRE(first == second);
    CHECK(cuCtxDetach(first));
    CHECK(cuCtxGetApiVersion(first, &version));
    CHECK(cuCtxCreate(&second, NULL, CU_CTX_SCHED_AUTO, 0));
    // Only the current one is detached; with its last user it goes.
    EXPECT(CUDA_ERROR_INVALID_CONTEXT, cuCtxDetach(first));
    CHECK(cuCtxDetach(second));
    CHECK(cuCtxGetCurrent(&got));
    REQUIRE(got == first);
    EXPECT(CUDA_ERROR_CONTEXT_IS_DESTROYED, cuCtxDetach(second));

    CHECK(cuModuleLoadData(&module, PTX));
    CHECK(cuModuleGetFunction(&put, module, "put"));
    CHECK(cuMemAlloc(&words, sizeof values));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuFuncSetBlockShape(NULL, 1, 1, 1));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuFuncSetBlockShape(put, 0, 1, 1));
    CHECK(cuFuncSetBlockShape(put, 16, 1, 1));
    CHECK(cuFuncSetSharedSize(put, 128));
    uint64_t address = words;
    CHECK(cuParamSetv(put, 0, &address, sizeof address));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuParamSetv(put, 0, NULL, 4));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuParamSeti(put, -4, 1));
    CHECK(cuParamSeti(put, 8, 100));
    CHECK(cuParamSetf(put, 12, 0.5f));
    CHECK(cuParamSetSize(put, 16));
    CHECK(cuMemsetD32(words, 0, 96));
    CHECK(cuLaunch(put));
    CHECK(cuMemcpyDtoH(values, words, sizeof values));
    for (int i = 0; i < 96; i++) REQUIRE(values[i] == (i < 16 ? (i + 100) / 2.0f : 0));
    CHECK(cuLaunchGrid(put, 3, 2));
    CHECK(cuMemcpyDtoH(values, words, sizeof values));
    for (int i = 0; i < 96; i++) REQUIRE(values[i] == (i + 100) / 2.0f);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLaunchGrid(put, 0, 1));
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuParamSetf(put, 12, 2));
    CHECK(cuLaunchGridAsync(put, 6, 1, stream));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemcpyDtoH(values, words, sizeof values));
    for (int i = 0; i < 96; i++) REQUIRE(values[i] == (i + 100) * 2.0f);

    CHECK(cuMemAllocManaged(&managed, 8192, CU_MEM_ATTACH_GLOBAL));
    CHECK(cuStreamAttachMemAsync(stream, managed, 0, CU_MEM_ATTACH_SINGLE));
    CHECK(cuStreamAttachMemAsync(stream, managed, 8192, CU_MEM_ATTACH_GLOBAL));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuStreamAttachMemAsync(stream, managed, 4096, CU_MEM_ATTACH_GLOBAL));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuStreamAttachMemAsync(NULL, managed, 0, CU_MEM_ATTACH_SINGLE));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuStreamAttachMemAsync(stream, words, 0, CU_MEM_ATTACH_GLOBAL));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuStreamAttachMemAsync(stream, managed, 0, 8));
    size_t bytes = 8192, index = 0;
    CUmemLocation location;
    memset(&location, 0, sizeof location);
    location.type = CU_MEM_LOCATION_TYPE_DEVICE;
    CHECK(cuMemDiscardBatchAsync(&managed, &bytes, 1, 0, stream));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemDiscardBatchAsync(&managed, &bytes, 1, 1, stream));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemDiscardBatchAsync(&managed, &bytes, 0, 0, stream));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemDiscardBatchAsync(&words, &bytes, 1, 0, stream));
    CHECK(cuMemDiscardAndPrefetchBatchAsync(&managed, &bytes, 1, &location, &index, 1, 0, stream));
    CHECK(cuMemsetD8Async(managed, 3, 8192, stream));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(((unsigned char *)(uintptr_t)managed)[8191] == 3);
    CHECK(cuMemFree(managed));

    // The context of a stream, and the green one that it has not; and what of the cache persists, which is nothing.
    CUgreenCtx green = (CUgreenCtx)&index;
    CHECK(cuStreamGetCtx_v2(stream, &got, &green));
    REQUIRE(got == first && green == NULL);
    CHECK(cuCtxResetPersistingL2Cache());

    // Atomic operations on the host's memory.
    CUatomicOperation operations[3] = {CU_ATOMIC_OPERATION_INTEGER_ADD, CU_ATOMIC_OPERATION_CAS, CU_ATOMIC_OPERATION_FLOAT_MIN};
    unsigned capabilities[3] = {~0u, ~0u, ~0u}, native = 0;
    CHECK(cuDeviceGetAttribute((int *)&native, CU_DEVICE_ATTRIBUTE_HOST_NATIVE_ATOMIC_SUPPORTED, 0));
    CHECK(cuDeviceGetHostAtomicCapabilities(capabilities, operations, 3, 0));
    REQUIRE(((capabilities[0] & CU_ATOMIC_CAPABILITY_SCALAR_32) != 0) == native && (capabilities[1] & CU_ATOMIC_CAPABILITY_REDUCTION) == 0);
    REQUIRE(capabilities[2] == 0);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuDeviceGetHostAtomicCapabilities(NULL, operations, 3, 0));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuDeviceGetHostAtomicCapabilities(capabilities, operations, 0, 0));
    EXPECT(CUDA_ERROR_INVALID_DEVICE, cuDeviceGetHostAtomicCapabilities(capabilities, operations, 3, 99));
    EXPECT(CUDA_ERROR_INVALID_DEVICE, cuDeviceGetP2PAtomicCapabilities(capabilities, operations, 3, 0, 0));
    operations[0] = CU_ATOMIC_OPERATION_MAX;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuDeviceGetHostAtomicCapabilities(capabilities, operations, 3, 0));

    int has = 1;
    CHECK(cuDeviceGetAttribute(&has, CU_DEVICE_ATTRIBUTE_UNIFIED_FUNCTION_POINTERS, 0));
    CHECK(cuLibraryLoadData(&library, PTX, NULL, NULL, 0, NULL, NULL, 0));
    EXPECT(CUDA_ERROR_NOT_FOUND, cuLibraryGetUnifiedFunction(&pointer, library, "put"));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLibraryGetUnifiedFunction(NULL, library, "put"));
    CHECK(cuLibraryUnload(library));
    CHECK(cuStreamDestroy(stream));
    CHECK(cuCtxDetach(first));
    CHECK(cuCtxGetCurrent(&got));
    REQUIRE(got == NULL);
    printf("PASS early_calls\n");
    return 0;
}
