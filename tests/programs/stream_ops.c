// What streams wait for and write, their priorities and attributes, callbacks of streams that fail, and queries.
#include "check.h"
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static const char *const source =
    ".version 6.4\n.target sm_70\n.address_size 64\n"
    // order[next++] = id
    ".visible .entry note(.param .u64 order, .param .u32 id) {\n"
    "  .reg .b32 %r<3>; .reg .b64 %d<4>;\n"
    "  ld.param.u64 %d1, [order]; ld.param.u32 %r1, [id]; atom.global.add.u32 %r2, [%d1], 1;\n"
    "  add.u32 %r2, %r2, 1; mul.wide.u32 %d2, %r2, 4; add.u64 %d3, %d1, %d2; st.global.u32 [%d3], %r1;\n  ret;\n}\n"
    ".visible .entry stray() {\n  .reg .b64 %d;\n  mov.u64 %d, 64; st.global.u32 [%d], 1;\n  ret;\n}\n";

static const CUresult invalid = CUDA_ERROR_INVALID_VALUE;
static CUfunction note, stray;

static void launch_note(CUdeviceptr order, uint32_t id, CUstream stream) {
    void *params[] = {&order, &id};
    CHECK(cuLaunchKernel(note, 1, 1, 1, 1, 1, 1, 0, stream, params, 0));
}

static void waits_for_words(void) {
    CUstream one, two;
    CUdeviceptr device = 0;
    volatile uint32_t *host;
    uint64_t wide = 0;
    CHECK(cuStreamCreate(&one, CU_STREAM_NON_BLOCKING));
    CHECK(cuStreamCreate(&two, CU_STREAM_NON_BLOCKING));
    CHECK(cuMemAlloc(&device, 64));
    CHECK(cuMemHostAlloc((void **)&host, 64, 0));
    CHECK(cuMemsetD8(device, 0, 64));
    CHECK(cuCtxSynchronize());
    host[0] = host[1] = 0;
    CUdeviceptr mapped = (CUdeviceptr)(uintptr_t)host;
    // The program writes a word that a stream waits for; another stream goes on meanwhile.
    CHECK(cuStreamWaitValue32(one, mapped, 3, CU_STREAM_WAIT_VALUE_GEQ));
    CHECK(cuStreamWriteValue32(one, mapped + 4, 77, 0));
    CHECK(cuMemsetD32Async(device, 5, 4, two));
    CHECK(cuStreamSynchronize(two));
    REQUIRE(cuStreamQuery(one) == CUDA_ERROR_NOT_READY);
    REQUIRE(host[1] == 0);
    host[0] = 4;
    CHECK(cuStreamSynchronize(one));
    REQUIRE(host[1] == 77);
    // One stream writes what the other waits for, with 64 bits, and a batch.
    CHECK(cuStreamWaitValue64(one, device + 32, 1ull << 40, CU_STREAM_WAIT_VALUE_EQ));
    CUstreamBatchMemOpParams ops[3];
    memset(ops, 0, sizeof ops);
    ops[0].waitValue.operation = CU_STREAM_MEM_OP_WAIT_VALUE_32, ops[0].waitValue.address = device;
    ops[0].waitValue.value = 1, ops[0].waitValue.flags = CU_STREAM_WAIT_VALUE_AND;
    ops[1].operation = CU_STREAM_MEM_OP_BARRIER;
    ops[2].writeValue.operation = CU_STREAM_MEM_OP_WRITE_VALUE_64, ops[2].writeValue.address = device + 32;
    ops[2].writeValue.value64 = 1ull << 40;
    CHECK(cuStreamBatchMemOp(two, 3, ops, 0));
    CHECK(cuStreamSynchronize(one));
    CHECK(cuMemcpyDtoH(&wide, device + 32, 8));
    REQUIRE(wide == 1ull << 40);
    CHECK(cuStreamWriteValue64(one, device + 40, 5ull << 33, 0));
    CHECK(cuStreamSynchronize(one));
    CHECK(cuMemcpyDtoH(&wide, device + 40, 8));
    REQUIRE(wide == 5ull << 33);
    REQUIRE(cuStreamWaitValue32(one, device + 2, 0, 0) == invalid);
    REQUIRE(cuStreamWaitValue64(one, device + 4, 0, 0) == invalid);
    REQUIRE(cuStreamWaitValue32(one, device, 0, 4) == invalid);
    REQUIRE(cuStreamWriteValue32(one, 0x1000, 0, 0) == invalid);
    ops[1].operation = (CUstreamBatchMemOpType)99;
    REQUIRE(cuStreamBatchMemOp(two, 3, ops, 0) == invalid);
    CHECK(cuMemFree(device));
    CHECK(cuMemFreeHost((void *)host));
    CHECK(cuStreamDestroy(one));
    CHECK(cuStreamDestroy(two));
}

// What waits in a stream of greater priority runs before what waits in others, whichever came first.
static int priorities_are_an_order(void) {
    enum { COUNT = 8 };
    int least = 9, greatest = 9, given = 9;
    CUstream low, high, gate;
    CUdeviceptr order = 0;
    CUevent opened;
    volatile uint32_t *host;
    uint32_t got[2 * COUNT + 1];
    CHECK(cuCtxGetStreamPriorityRange(&least, &greatest));
    REQUIRE(least == 0 && greatest < 0);
    CHECK(cuStreamCreateWithPriority(&low, CU_STREAM_NON_BLOCKING, least));
    CHECK(cuStreamCreateWithPriority(&high, CU_STREAM_NON_BLOCKING, greatest));
    CHECK(cuStreamCreate(&gate, CU_STREAM_NON_BLOCKING));
    CHECK(cuStreamGetPriority(high, &given));
    REQUIRE(given == greatest);
    CHECK(cuMemAlloc(&order, sizeof got));
    CHECK(cuMemsetD8(order, 0, sizeof got));
    CHECK(cuMemHostAlloc((void **)&host, 64, 0));
    CHECK(cuEventCreate(&opened, CU_EVENT_DISABLE_TIMING));
    CHECK(cuCtxSynchronize());
    host[0] = 0;
    CHECK(cuStreamWaitValue32(gate, (CUdeviceptr)(uintptr_t)host, 1, CU_STREAM_WAIT_VALUE_EQ));
    CHECK(cuEventRecord(opened, gate));
    CHECK(cuStreamWaitEvent(low, opened, 0));
    CHECK(cuStreamWaitEvent(high, opened, 0));
    for (uint32_t i = 0; i < COUNT; i++) launch_note(order, i, low);
    for (uint32_t i = 0; i < COUNT; i++) launch_note(order, 100 + i, high);
    host[0] = 1;
    CHECK(cuCtxSynchronize());
    CHECK(cuMemcpyDtoH(got, order, sizeof got));
    REQUIRE(got[0] == 2 * COUNT);
    // Both orders are kept within themselves. That all of one runs first, a GPU with several workers need not promise.
    uint32_t next_low = 0, next_high = 100, sum_low = 0, sum_high = 0;
    for (uint32_t i = 1; i <= 2 * COUNT; i++) {
        int is_low = got[i] < 100;
        REQUIRE(got[i] == (is_low ? next_low++ : next_high++));
        *(is_low ? &sum_low : &sum_high) += i;
    }
    CUstreamAttrValue value;
    CHECK(cuStreamGetAttribute(high, CU_LAUNCH_ATTRIBUTE_PRIORITY, &value));
    REQUIRE(value.priority == greatest);
    value.priority = -1;
    CHECK(cuStreamSetAttribute(high, CU_LAUNCH_ATTRIBUTE_PRIORITY, &value));
    CHECK(cuStreamGetPriority(high, &given));
    REQUIRE(given == -1);
    value.priority = 3;
    REQUIRE(cuStreamSetAttribute(high, CU_LAUNCH_ATTRIBUTE_PRIORITY, &value) == invalid);
    CHECK(cuMemFree(order));
    CHECK(cuMemFreeHost((void *)host));
    CHECK(cuEventDestroy(opened));
    CHECK(cuStreamDestroy(low));
    CHECK(cuStreamDestroy(high));
    CHECK(cuStreamDestroy(gate));
    return sum_high < sum_low;
}

static void has_attributes(void) {
    CUstream one, two;
    CUstreamAttrValue value;
    CHECK(cuStreamCreate(&one, 0));
    CHECK(cuStreamCreate(&two, 0));
    CHECK(cuStreamGetAttribute(one, CU_LAUNCH_ATTRIBUTE_SYNCHRONIZATION_POLICY, &value));
    REQUIRE(value.syncPolicy == CU_SYNC_POLICY_AUTO);
    value.syncPolicy = CU_SYNC_POLICY_YIELD;
    CHECK(cuStreamSetAttribute(one, CU_LAUNCH_ATTRIBUTE_SYNCHRONIZATION_POLICY, &value));
    CHECK(cuStreamCopyAttributes(two, one));
    memset(&value, 0, sizeof value);
    CHECK(cuStreamGetAttribute(two, CU_LAUNCH_ATTRIBUTE_SYNCHRONIZATION_POLICY, &value));
    REQUIRE(value.syncPolicy == CU_SYNC_POLICY_YIELD);
    CHECK(cuStreamGetAttribute(NULL, CU_LAUNCH_ATTRIBUTE_MEM_SYNC_DOMAIN_MAP, &value));
    REQUIRE(value.memSyncDomainMap.default_ == 0 && value.memSyncDomainMap.remote == 1);
    REQUIRE(cuStreamGetAttribute(one, CU_LAUNCH_ATTRIBUTE_CLUSTER_DIMENSION, &value) == invalid);
    REQUIRE(cuStreamGetAttribute(one, CU_LAUNCH_ATTRIBUTE_PRIORITY, NULL) == invalid);
    CHECK(cuStreamDestroy(one));
    CHECK(cuStreamDestroy(two));
}

// A blocking stream that has nothing to do is done, whatever the legacy default stream does.
static void an_empty_stream_is_done(void) {
    CUstream blocking;
    volatile uint32_t *host;
    CHECK(cuStreamCreate(&blocking, CU_STREAM_DEFAULT));
    CHECK(cuMemHostAlloc((void **)&host, 64, 0));
    host[0] = 0;
    CHECK(cuStreamWaitValue32(NULL, (CUdeviceptr)(uintptr_t)host, 1, CU_STREAM_WAIT_VALUE_EQ));
    CUresult empty = cuStreamQuery(blocking), legacy = cuStreamQuery(NULL);
    host[0] = 1;
    CHECK(cuCtxSynchronize());
    REQUIRE(empty == CUDA_SUCCESS && legacy == CUDA_ERROR_NOT_READY);
    CHECK(cuMemFreeHost((void *)host));
    CHECK(cuStreamDestroy(blocking));
}

static volatile int calls;
static volatile CUresult told[3];

static void count_call(CUstream stream, CUresult status, void *data) {
    (void)stream;
    told[(intptr_t)data] = status;
    __sync_fetch_and_add(&calls, 1);
}

static void never(void *data) {
    (void)data;
    __sync_fetch_and_add(&calls, 100);
}

// Callbacks behind a fault are called with its error; host functions are not called.
static void callbacks_hear_of_faults(void) {
    CUstream stream;
    volatile uint32_t *host;
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuStreamAddCallback(stream, count_call, (void *)0, 0));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(calls == 1 && told[0] == CUDA_SUCCESS);
    CHECK(cuMemHostAlloc((void **)&host, 64, 0));
    host[0] = 0;
    CHECK(cuStreamWaitValue32(stream, (CUdeviceptr)(uintptr_t)host, 1, CU_STREAM_WAIT_VALUE_EQ));
    CHECK(cuLaunchKernel(stray, 1, 1, 1, 1, 1, 1, 0, stream, 0, 0));
    CHECK(cuStreamAddCallback(stream, count_call, (void *)1, 0));
    CHECK(cuLaunchHostFunc(stream, never, NULL));
    CHECK(cuStreamAddCallback(stream, count_call, (void *)2, 0));
    host[0] = 1;
    REQUIRE(cuStreamSynchronize(stream) == CUDA_ERROR_ILLEGAL_ADDRESS);
    for (int i = 0; i < 2000 && calls < 3; i++) usleep(1000);
    REQUIRE(calls == 3);
    REQUIRE(told[1] == CUDA_ERROR_ILLEGAL_ADDRESS && told[2] == CUDA_ERROR_ILLEGAL_ADDRESS);
}

int main(void) {
    CUdevice device;
    CUcontext context;
    CUmodule module;
    int value = 0;
    CHECK(cuInit(0));
    CHECK(cuDeviceGet(&device, 0));
    CHECK(cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_CAN_USE_64_BIT_STREAM_MEM_OPS, device));
    REQUIRE(value == 1);
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&note, module, "note"));
    CHECK(cuModuleGetFunction(&stray, module, "stray"));
    waits_for_words();
    int in_order = 0;
    for (int attempt = 0; attempt < 5 && !in_order; attempt++) in_order = priorities_are_an_order();
    REQUIRE(in_order);
    has_attributes();
    an_empty_stream_is_done();
    callbacks_hear_of_faults();
    puts("PASS stream_ops");
    return 0;
}
