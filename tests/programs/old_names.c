// Functions under their first names and in their first forms: programs that were built years ago call these.
#define __CUDA_API_VERSION_INTERNAL
#include "check.h"
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static const char *const source =
    ".version 7.0\n.target sm_70\n.address_size 64\n"
    ".visible .entry add(.param .u64 to, .param .u32 value) {\n"
    "  .reg .b32 %r<3>; .reg .b64 %d<3>;\n"
    "  ld.param.u64 %d1, [to]; ld.param.u32 %r1, [value]; cvta.to.global.u64 %d2, %d1;\n"
    "  atom.global.add.u32 %r2, [%d2], %r1; ret;\n}\n";

static CUdevice device;

static void contexts(void) {
    CUcontext first, second, third, got;
    CUuuid uuid;
    CHECK(cuDeviceGetUuid(&uuid, device));
    CHECK(cuDevicePrimaryCtxSetFlags(device, CU_CTX_SCHED_AUTO));
    CHECK(cuCtxCreate(&first, CU_CTX_SCHED_AUTO, device));
    CHECK(cuCtxCreate_v2(&second, CU_CTX_SCHED_AUTO, device));
    CHECK(cuCtxCreate_v3(&third, NULL, 0, CU_CTX_SCHED_AUTO, device));
    EXPECT(CUDA_ERROR_UNSUPPORTED_EXEC_AFFINITY, cuCtxCreate_v3(&got, (CUexecAffinityParam *)&uuid, 1, 0, device));
    CHECK(cuCtxPopCurrent(&got));
    REQUIRE(got == third);
    CHECK(cuCtxPushCurrent(third));
    CHECK(cuCtxDestroy(third));
    CHECK(cuCtxDestroy(second));
    CHECK(cuCtxDestroy(first));
    EXPECT(CUDA_ERROR_CONTEXT_IS_DESTROYED, cuCtxDestroy(first));
    CHECK(cuDevicePrimaryCtxRetain(&first, device));
    CHECK(cuDevicePrimaryCtxReset(device));
    CHECK(cuDevicePrimaryCtxRelease(device));
    EXPECT(CUDA_ERROR_INVALID_CONTEXT, cuDevicePrimaryCtxRelease(device));
    void *found = NULL;
    CHECK(cuGetProcAddress("cuInit", &found, 11030, 0));
    REQUIRE(found != NULL);
    EXPECT(CUDA_ERROR_NOT_FOUND, cuGetProcAddress("cuNothing", &found, 11030, 0));
}

static uint32_t word(CUdeviceptr words, CUstream stream) {
    uint32_t value = 0;
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemcpyDtoH_v2(&value, words, 4));
    return value;
}

static void graphs(void) {
    CUmodule module;
    CUfunction add;
    CUdeviceptr words;
    CUstream stream;
    CUgraph graph, captured;
    CUgraphExec exec, second;
    CUgraphNode nodes[3], got[4], got_to[4], bad;
    CUevent start, end;
    CHECK(cuModuleLoadFatBinary(&module, source));
    CHECK(cuModuleGetFunction(&add, module, "add"));
    CHECK(cuMemAlloc_v2(&words, 64));
    CHECK(cuMemsetD32_v2(words, 0, 16));
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    uint32_t value = 3;
    void *params[] = { &words, &value };
    CUDA_KERNEL_NODE_PARAMS_v1 kernel = { .func = add, .gridDimX = 1, .gridDimY = 1, .gridDimZ = 1, .blockDimX = 1, .blockDimY = 1,
                                          .blockDimZ = 1, .kernelParams = params }, read;
    CHECK(cuGraphCreate(&graph, 0));
    CHECK(cuGraphAddKernelNode(&nodes[0], graph, NULL, 0, &kernel));
    CHECK(cuGraphAddKernelNode(&nodes[1], graph, NULL, 0, &kernel));
    CUgraphNodeParams empty = { .type = CU_GRAPH_NODE_TYPE_EMPTY };
    CHECK(cuGraphAddNode(&nodes[2], graph, nodes, 1, &empty));
    CUgraphNode more;
    CHECK(cuGraphAddNode_v3(&more, graph, nodes, NULL, 1, &empty));
    CHECK(cuGraphDestroyNode(more));
    CHECK(cuGraphAddDependencies(graph, &nodes[0], &nodes[1], 1));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphAddDependencies(graph, &nodes[0], &nodes[1], 1));
    size_t count = 4;
    CHECK(cuGraphGetEdges(graph, got, got_to, &count));
    REQUIRE(count == 2);
    count = 4;
    CHECK(cuGraphNodeGetDependencies(nodes[1], got, &count));
    REQUIRE(count == 1 && got[0] == nodes[0]);
    count = 4;
    CHECK(cuGraphNodeGetDependentNodes(nodes[0], got, &count));
    REQUIRE(count == 2);
    CHECK(cuGraphRemoveDependencies(graph, &nodes[0], &nodes[1], 1));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphRemoveDependencies(graph, &nodes[0], &nodes[1], 1));
    CHECK(cuGraphKernelNodeGetParams(nodes[0], &read));
    REQUIRE(read.func == add && read.gridDimX == 1);
    char log[64] = "x";
    CHECK(cuGraphInstantiate(&exec, graph, &bad, log, sizeof log));
    REQUIRE(bad == NULL);
    CHECK(cuGraphInstantiate_v2(&second, graph, &bad, log, sizeof log));
    CHECK(cuGraphLaunch(exec, stream));
    REQUIRE(word(words, stream) == 6);
    value = 10;
    CHECK(cuGraphExecKernelNodeSetParams(exec, nodes[0], &kernel));
    CHECK(cuGraphLaunch(exec, stream));
    REQUIRE(word(words, stream) == 6 + 13);
    CHECK(cuGraphKernelNodeSetParams(nodes[1], &kernel));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphKernelNodeSetParams(nodes[2], &kernel));
    CUgraphNodeParams wrong = { .type = CU_GRAPH_NODE_TYPE_CONDITIONAL };
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphNodeSetParams_v2(nodes[0], &wrong));
    CUgraphExecUpdateResult result;
    CHECK(cuGraphExecUpdate(exec, graph, &bad, &result));
    REQUIRE(result == CU_GRAPH_EXEC_UPDATE_SUCCESS);

    // A capture, asked after in each form, which follows what it is told.
    CUstreamCaptureStatus status;
    cuuint64_t id = 0;
    const CUgraphNode *before;
    const CUgraphEdgeData *edges;
    CHECK(cuStreamBeginCapture(stream));
    CHECK(cuMemsetD32Async(words, 1, 1, stream));
    CHECK(cuStreamGetCaptureInfo(stream, &status, &id));
    REQUIRE(status == CU_STREAM_CAPTURE_STATUS_ACTIVE && id != 0);
    CHECK(cuStreamGetCaptureInfo_v2(stream, &status, &id, &captured, &before, &count));
    REQUIRE(count == 1);
    CUgraphNode first = before[0];
    CHECK(cuStreamUpdateCaptureDependencies(stream, NULL, 0, CU_STREAM_SET_CAPTURE_DEPENDENCIES));
    CHECK(cuStreamGetCaptureInfo_v3(stream, &status, &id, &captured, &before, &edges, &count));
    REQUIRE(count == 0);
    CHECK(cuStreamUpdateCaptureDependencies(stream, &first, 1, CU_STREAM_ADD_CAPTURE_DEPENDENCIES));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuStreamUpdateCaptureDependencies(stream, &first, 1, 9));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuStreamUpdateCaptureDependencies(stream, &nodes[0], 1, 0));
    CHECK(cuStreamEndCapture(stream, &captured));
    CHECK(cuGraphDestroy(captured));

    float time = -1;
    CHECK(cuEventCreate(&start, CU_EVENT_DEFAULT));
    CHECK(cuEventCreate(&end, CU_EVENT_DEFAULT));
    CHECK(cuEventRecord(start, stream));
    CHECK(cuEventRecord(end, stream));
    CHECK(cuEventSynchronize(end));
    CHECK(cuEventElapsedTime(&time, start, end));
    REQUIRE(time >= 0);
    CHECK(cuEventDestroy(start));
    CHECK(cuEventDestroy(end));
    CHECK(cuGraphExecDestroy(exec));
    CHECK(cuGraphExecDestroy(second));
    CHECK(cuGraphDestroy(graph));
    CHECK(cuStreamDestroy(stream));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuStreamDestroy(stream));
    CHECK(cuMemFree_v2(words));
    CHECK(cuModuleUnload(module));
}

static void linking(void) {
    CUlinkState state;
    CUmodule module;
    void *image;
    size_t bytes;
    char path[] = "/tmp/vgpu-old-XXXXXX";
    int file = mkstemp(path);
    static const char *const other = ".version 7.0\n.target sm_70\n.address_size 64\n.visible .entry none() { ret; }\n";
    REQUIRE(file >= 0 && write(file, other, strlen(other)) == (ssize_t)strlen(other));
    close(file);
    CHECK(cuLinkCreate(0, NULL, NULL, &state));
    CHECK(cuLinkAddData(state, CU_JIT_INPUT_PTX, (void *)(uintptr_t)source, strlen(source), "a", 0, NULL, NULL));
    CHECK(cuLinkAddFile(state, CU_JIT_INPUT_PTX, path, 0, NULL, NULL));
    CHECK(cuLinkComplete(state, &image, &bytes));
    CHECK(cuModuleLoadData(&module, image));
    CHECK(cuModuleUnload(module));
    CHECK(cuLinkDestroy(state));
    unlink(path);
}

static void sharing(void) {
    CUdeviceptr at, opened;
    CUipcMemHandle handle;
    CHECK(cuMemAlloc_v2(&at, 512));
    CHECK(cuIpcGetMemHandle(&handle, at));
    // A process has its own memory already.
    EXPECT(CUDA_ERROR_INVALID_CONTEXT, cuIpcOpenMemHandle(&opened, handle, CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS));
    CHECK(cuMemFree_v2(at));
}

// Copies in batches that say which piece was wrong, and hints that name a device by its ordinal.
static void copies(void) {
    enum { BYTES = 4096 };
    CUdeviceptr at = 0, managed = 0;
    CUstream stream;
    static unsigned char from[BYTES], to[BYTES];
    int value = 7;
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuMemAlloc_v2(&at, BYTES));
    for (int i = 0; i < BYTES; i++) from[i] = (unsigned char)(i * 7);
    CUmemcpyAttributes attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.srcAccessOrder = CU_MEMCPY_SRC_ACCESS_ORDER_STREAM;
    CUdeviceptr dsts[2] = {at, (CUdeviceptr)(uintptr_t)to}, srcs[2] = {(CUdeviceptr)(uintptr_t)from, at};
    size_t sizes[2] = {BYTES, BYTES}, zero = 0, failed = 5;
    CHECK(cuMemcpyBatchAsync(dsts, srcs, sizes, 2, &attributes, &zero, 1, &failed, stream));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(memcmp(from, to, BYTES) == 0);
    memset(to, 0, BYTES);
    sizes[1] = 2 * BYTES;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemcpyBatchAsync(dsts, srcs, sizes, 2, &attributes, &zero, 1, &failed, stream));
    REQUIRE(failed == 1);
    zero = 1;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemcpyBatchAsync(dsts, srcs, sizes, 2, &attributes, &zero, 1, &failed, stream));
    REQUIRE(failed == SIZE_MAX);
    CUDA_MEMCPY3D_BATCH_OP ops[2];
    memset(ops, 0, sizeof ops);
    ops[0].srcAccessOrder = CU_MEMCPY_SRC_ACCESS_ORDER_STREAM;
    ops[0].src.op.ptr.ptr = at, ops[0].dst.op.ptr.ptr = (CUdeviceptr)(uintptr_t)to;
    ops[0].src.type = ops[0].dst.type = CU_MEMCPY_OPERAND_TYPE_POINTER;
    ops[0].src.op.ptr.rowLength = 64, ops[0].src.op.ptr.layerHeight = 8;
    ops[0].dst.op.ptr.rowLength = 16, ops[0].dst.op.ptr.layerHeight = 8;
    ops[0].extent.width = 16, ops[0].extent.height = 8, ops[0].extent.depth = 2;
    ops[1] = ops[0];
    ops[1].src.op.ptr.ptr = at + BYTES - 16;
    CHECK(cuMemcpy3DBatchAsync(1, ops, &failed, 0, stream));
    CHECK(cuStreamSynchronize(stream));
    for (int i = 0; i < 256; i++) REQUIRE(to[i] == from[i / 16 * 64 + i % 16]);
    REQUIRE(to[256] == 0);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemcpy3DBatchAsync(2, ops, &failed, 0, stream));
    REQUIRE(failed == 1);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemcpy3DBatchAsync(1, ops, &failed, 1, stream));

    CHECK(cuMemAllocManaged(&managed, BYTES, CU_MEM_ATTACH_GLOBAL));
    CHECK(cuMemAdvise(managed, BYTES, CU_MEM_ADVISE_SET_PREFERRED_LOCATION, CU_DEVICE_CPU));
    CHECK(cuMemRangeGetAttribute(&value, 4, CU_MEM_RANGE_ATTRIBUTE_PREFERRED_LOCATION, managed, BYTES));
    REQUIRE(value == CU_DEVICE_CPU);
    CHECK(cuMemAdvise(managed, BYTES, CU_MEM_ADVISE_SET_PREFERRED_LOCATION, device));
    CHECK(cuMemRangeGetAttribute(&value, 4, CU_MEM_RANGE_ATTRIBUTE_PREFERRED_LOCATION, managed, BYTES));
    REQUIRE(value == device);
    EXPECT(CUDA_ERROR_INVALID_DEVICE, cuMemAdvise(managed, BYTES, CU_MEM_ADVISE_SET_ACCESSED_BY, 99));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemAdvise(at, BYTES, CU_MEM_ADVISE_SET_READ_MOSTLY, device));
    CHECK(cuMemPrefetchAsync(managed, BYTES, CU_DEVICE_CPU, stream));
    CHECK(cuMemRangeGetAttribute(&value, 4, CU_MEM_RANGE_ATTRIBUTE_LAST_PREFETCH_LOCATION, managed, BYTES));
    REQUIRE(value == CU_DEVICE_CPU);
    CHECK(cuMemPrefetchAsync(managed, BYTES, device, stream));
    CHECK(cuMemRangeGetAttribute(&value, 4, CU_MEM_RANGE_ATTRIBUTE_LAST_PREFETCH_LOCATION, managed, BYTES));
    REQUIRE(value == device);
    EXPECT(CUDA_ERROR_INVALID_DEVICE, cuMemPrefetchAsync(managed, BYTES, 99, stream));
    CHECK(cuMemFree_v2(managed));
    CHECK(cuMemFree_v2(at));
    CHECK(cuStreamDestroy_v2(stream));
}

static void references(void) {
    CUtexref rows;
    CUdeviceptr memory, got;
    CUDA_ARRAY_DESCRIPTOR shape = {4, 2, CU_AD_FORMAT_FLOAT, 1};
    CHECK(cuTexRefCreate(&rows));
    CHECK(cuMemAlloc_v2(&memory, 256));
    CHECK(cuTexRefSetAddress2D_v2(rows, &shape, memory, 64));
    CHECK(cuTexRefGetAddress_v2(&got, rows));
    REQUIRE(got == memory);
    CHECK(cuTexRefDestroy(rows));
    CHECK(cuMemFree_v2(memory));
}

int main(void) {
    CUcontext context;
    CHECK(cuInit(0));
    CHECK(cuDeviceGet(&device, 0));
    contexts();
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    graphs();
    linking();
    sharing();
    copies();
    references();
    CHECK(cuDevicePrimaryCtxRelease(device));
    printf("PASS old_names\n");
    return 0;
}
