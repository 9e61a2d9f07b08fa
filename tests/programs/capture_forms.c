// Captures in all modes and across streams, copies and sets in rows, and what is asked of streams, devices and contexts.
#include "check.h"
#include <stdint.h>
#include <string.h>

static CUdevice device;
static CUcontext context;
static CUdeviceptr words;

static void captures(void) {
    CUstream first, second, got;
    CUevent fork, join, outside;
    CUgraph graph, given;
    CUgraphExec exec;
    CUgraphNode root, found[8];
    size_t count;
    uint32_t value;
    CHECK(cuStreamCreate(&first, CU_STREAM_NON_BLOCKING));
    CHECK(cuStreamCreate(&second, CU_STREAM_NON_BLOCKING));
    CHECK(cuEventCreate(&fork, CU_EVENT_DISABLE_TIMING));
    CHECK(cuEventCreate(&join, CU_EVENT_DISABLE_TIMING));
    CHECK(cuEventCreate(&outside, CU_EVENT_DISABLE_TIMING));
    for (int mode = CU_STREAM_CAPTURE_MODE_GLOBAL; mode <= CU_STREAM_CAPTURE_MODE_RELAXED; mode++) {
        CHECK(cuStreamBeginCapture(first, (CUstreamCaptureMode)mode));
        EXPECT(CUDA_ERROR_ILLEGAL_STATE, cuStreamBeginCapture(first, (CUstreamCaptureMode)mode));
        CHECK(cuMemsetD32Async(words, 5, 1, first));
        CHECK(cuEventRecord(fork, first));
        CHECK(cuStreamWaitEvent(second, fork, 0));
        CHECK(cuMemcpyDtoDAsync(words + 4, words, 4, second));
        CHECK(cuEventRecord(join, second));
        CHECK(cuStreamWaitEvent(first, join, 0));
        CHECK(cuEventRecordWithFlags(outside, first, CU_EVENT_RECORD_EXTERNAL));
        EXPECT(CUDA_ERROR_INVALID_VALUE, cuEventRecordWithFlags(outside, first, 8));
        CUstreamCaptureStatus status;
        CHECK(cuStreamIsCapturing(second, &status));
        REQUIRE(status == CU_STREAM_CAPTURE_STATUS_ACTIVE);
        CHECK(cuStreamEndCapture(first, &graph));
        CHECK(cuGraphGetNodes(graph, NULL, &count));
        REQUIRE(count == 3);
        CHECK(cuMemsetD32(words, 0, 4));
        CHECK(cuGraphInstantiate(&exec, graph, 0));
        CHECK(cuGraphLaunch(exec, second));
        CHECK(cuStreamSynchronize(second));
        CHECK(cuEventQuery(outside));
        CHECK(cuMemcpyDtoH(&value, words + 4, 4));
        REQUIRE(value == 5);
        // A launch that is captured becomes a child.
        CUgraph outer;
        CUgraphNodeType type;
        CHECK(cuStreamBeginCapture(first, (CUstreamCaptureMode)mode));
        CHECK(cuGraphLaunch(exec, first));
        CHECK(cuStreamEndCapture(first, &outer));
        count = 8;
        CHECK(cuGraphGetNodes(outer, found, &count));
        CHECK(cuGraphNodeGetType(found[0], &type));
        REQUIRE(count == 1 && type == CU_GRAPH_NODE_TYPE_GRAPH);
        CHECK(cuGraphExecDestroy(exec));
        CHECK(cuGraphInstantiate(&exec, outer, 0));
        CHECK(cuMemsetD32(words, 0, 4));
        CHECK(cuGraphLaunch(exec, first));
        CHECK(cuStreamSynchronize(first));
        CHECK(cuMemcpyDtoH(&value, words + 4, 4));
        REQUIRE(value == 5);
        CHECK(cuGraphExecDestroy(exec));
        CHECK(cuGraphDestroy(outer));
        CHECK(cuGraphDestroy(graph));
    }
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuStreamBeginCapture(first, (CUstreamCaptureMode)9));
    EXPECT(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, cuStreamBeginCapture(CU_STREAM_LEGACY, CU_STREAM_CAPTURE_MODE_RELAXED));
    EXPECT(CUDA_ERROR_ILLEGAL_STATE, cuStreamEndCapture(first, &graph));

    // Into a graph that there is, behind one of its nodes.
    CUstreamCaptureStatus status;
    cuuint64_t id;
    CUgraph now;
    const CUgraphNode *before;
    const CUgraphEdgeData *edges;
    CHECK(cuGraphCreate(&given, 0));
    CHECK(cuGraphAddEmptyNode(&root, given, NULL, 0));
    CHECK(cuStreamBeginCaptureToGraph(first, given, &root, NULL, 1, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    CHECK(cuStreamGetCaptureInfo(first, &status, &id, &now, &before, &edges, &count));
    REQUIRE(status == CU_STREAM_CAPTURE_STATUS_ACTIVE && now == given && count == 1 && before[0] == root);
    CHECK(cuStreamUpdateCaptureDependencies(first, NULL, NULL, 0, CU_STREAM_SET_CAPTURE_DEPENDENCIES));
    CHECK(cuStreamUpdateCaptureDependencies(first, &root, NULL, 1, CU_STREAM_ADD_CAPTURE_DEPENDENCIES));
    CHECK(cuMemsetD32Async(words, 6, 1, first));
    CHECK(cuStreamEndCapture(first, &now));
    REQUIRE(now == given);
    CHECK(cuGraphNodeGetDependentNodes(root, found, NULL, (count = 8, &count)));
    REQUIRE(count == 1);
    CHECK(cuGraphDestroy(given));
    CUstreamCaptureMode mode = CU_STREAM_CAPTURE_MODE_RELAXED;
    CHECK(cuThreadExchangeStreamCaptureMode(&mode));
    REQUIRE(mode == CU_STREAM_CAPTURE_MODE_GLOBAL);
    CHECK(cuThreadExchangeStreamCaptureMode(&mode));
    REQUIRE(mode == CU_STREAM_CAPTURE_MODE_RELAXED);
    mode = (CUstreamCaptureMode)9;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuThreadExchangeStreamCaptureMode(&mode));

    CUdevice of;
    CUcontext in;
    unsigned flags;
    int priority;
    unsigned long long number;
    CHECK(cuStreamGetDevice(first, &of));
    CHECK(cuStreamGetCtx(first, &in));
    CHECK(cuStreamGetFlags(first, &flags));
    CHECK(cuStreamGetId(first, &number));
    REQUIRE(of == device && in == context && flags == CU_STREAM_NON_BLOCKING);
    CUgreenCtx green = (CUgreenCtx)&green;
    CHECK(cuStreamGetGreenCtx(first, &green));
    REQUIRE(green == NULL);
    green = (CUgreenCtx)&green;
    CHECK(cuStreamGetGreenCtx(CU_STREAM_PER_THREAD, &green));
    REQUIRE(green == NULL);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuStreamGetGreenCtx(first, NULL));
    CHECK(cuStreamCreateWithPriority(&got, CU_STREAM_DEFAULT, -1));
    CHECK(cuStreamGetPriority(got, &priority));
    REQUIRE(priority == -1);
    CHECK(cuStreamDestroy(got));
    CHECK(cuStreamDestroy(first));
    CHECK(cuStreamDestroy(second));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuStreamGetId(first, &number));
    CHECK(cuEventDestroy(fork));
    CHECK(cuEventDestroy(join));
    CHECK(cuEventDestroy(outside));
}

static unsigned char host[4096], back[4096];

static void rows(void) {
    CUstream stream;
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    for (int i = 0; i < 4096; i++) host[i] = (unsigned char)(i * 7);
    CHECK(cuMemsetD8(words, 0, 4096));
    CUDA_MEMCPY2D two = { .srcMemoryType = CU_MEMORYTYPE_HOST, .srcHost = host, .srcPitch = 64, .dstMemoryType = CU_MEMORYTYPE_DEVICE,
                          .dstDevice = words, .dstPitch = 128, .WidthInBytes = 10, .Height = 8 };
    CHECK(cuMemcpy2DUnaligned(&two));
    CHECK(cuMemcpyDtoH(back, words, 4096));
    REQUIRE(memcmp(back + 128 * 3, host + 64 * 3, 10) == 0 && back[128 * 3 + 10] == 0);
    two.WidthInBytes = 12;
    CHECK(cuMemcpy2DAsync(&two, stream));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemcpyDtoH(back, words, 4096));
    REQUIRE(back[128 * 7 + 11] == host[64 * 7 + 11] && back[128 * 7 + 12] == 0);
    two.WidthInBytes = 200;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemcpy2DAsync(&two, stream));
    CUDA_MEMCPY3D three = { .srcMemoryType = CU_MEMORYTYPE_DEVICE, .srcDevice = words, .srcPitch = 128, .srcHeight = 4,
                            .dstMemoryType = CU_MEMORYTYPE_HOST, .dstHost = back, .dstPitch = 16, .dstHeight = 4, .WidthInBytes = 12,
                            .Height = 4, .Depth = 2 };
    memset(back, 0, sizeof back);
    CHECK(cuMemcpy3D(&three));
    REQUIRE(memcmp(back + 16 * 7, host + 64 * 7, 12) == 0);
    memset(back, 0, sizeof back);
    CHECK(cuMemcpy3DAsync(&three, stream));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(memcmp(back + 16 * 5, host + 64 * 5, 12) == 0);
    three.srcDevice = 16;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemcpy3D(&three));

    uint16_t shorts[64];
    uint32_t ints[64];
    CHECK(cuMemsetD8(words, 0, 4096));
    CHECK(cuMemsetD2D16(words, 32, 0x1234, 3, 2));
    CHECK(cuMemsetD16Async(words + 64, 0x4321, 2, stream));
    CHECK(cuMemsetD2D16Async(words + 96, 8, 0x5678, 2, 2, stream));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemcpyDtoH(shorts, words, sizeof shorts));
    REQUIRE(shorts[2] == 0x1234 && shorts[3] == 0 && shorts[18] == 0x1234 && shorts[33] == 0x4321 && shorts[34] == 0);
    REQUIRE(shorts[49] == 0x5678 && shorts[50] == 0 && shorts[53] == 0x5678);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemsetD2D16(words + 1, 32, 1, 3, 2));
    CHECK(cuMemsetD2D32(words, 32, 0x12345678, 2, 2));
    CHECK(cuMemsetD2D32Async(words + 64, 32, 0x11111111, 2, 2, stream));
    CHECK(cuMemsetD2D8Async(words + 128, 32, 0x22, 4, 2, stream));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemcpyDtoH(ints, words, sizeof ints));
    REQUIRE(ints[1] == 0x12345678 && ints[9] == 0x12345678 && ints[25] == 0x11111111 && ints[32] == 0x22222222 && ints[40] == 0x22222222);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemsetD2D32Async(words, 4, 1, 2, 2, stream));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemsetD2D8Async(words, 2, 1, 4, 2, stream));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemsetD2D16Async(words, 2, 1, 4, 2, stream));
    CHECK(cuStreamDestroy(stream));
}

static void queries(void) {
    CUdevice of;
    int value;
    unsigned mask;
    char luid[8];
    CUuuid uuid;
    CHECK(cuCtxGetDevice_v2(&of, context));
    REQUIRE(of == device);
    EXPECT(CUDA_ERROR_INVALID_CONTEXT, cuCtxGetDevice_v2(&of, (CUcontext)(uintptr_t)12));
    CHECK(cuCtxSynchronize_v2(context));
    CHECK(cuDeviceGetExecAffinitySupport(&value, CU_EXEC_AFFINITY_TYPE_SM_COUNT, device));
    REQUIRE(value == 0);
    // Of Windows.
    EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuDeviceGetLuid(luid, &mask, device));
    CHECK(cuDeviceGetUuid(&uuid, device));
    EXPECT(CUDA_ERROR_INVALID_DEVICE, cuDeviceGetUuid(&uuid, 99));
    CUmemLocation here = { .type = CU_MEM_LOCATION_TYPE_DEVICE, .id = device };
    CUmemoryPool pool, same;
    CHECK(cuMemGetDefaultMemPool(&pool, &here, CU_MEM_ALLOCATION_TYPE_PINNED));
    CHECK(cuMemSetMemPool(&here, CU_MEM_ALLOCATION_TYPE_PINNED, pool));
    CHECK(cuMemGetMemPool(&same, &here, CU_MEM_ALLOCATION_TYPE_PINNED));
    REQUIRE(same == pool);
    EXPECT(CUDA_ERROR_INVALID_DEVICE, cuDeviceGetP2PAttribute(&value, CU_DEVICE_P2P_ATTRIBUTE_ACCESS_SUPPORTED, device, 99));
}

int main(void) {
    CHECK(cuInit(0));
    CHECK(cuDeviceGet(&device, 0));
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuMemAlloc(&words, 4096));
    captures();
    rows();
    queries();
    CHECK(cuMemFree(words));
    CHECK(cuDevicePrimaryCtxRelease(device));
    printf("PASS capture_forms\n");
    return 0;
}
