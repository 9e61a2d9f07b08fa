// Graphs made node by node through the driver API: every kind of node, what is asked and changed of it, copies, updates, user objects.
#include "check.h"
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static const char *const source =
    ".version 7.0\n.target sm_70\n.address_size 64\n"
    ".extern .func cudaGraphSetConditional(.param .b64 handle, .param .b32 value);\n"
    ".visible .entry add(.param .u64 to, .param .u32 value) {\n"
    "  .reg .b32 %r<3>; .reg .b64 %d<3>;\n"
    "  ld.param.u64 %d1, [to]; ld.param.u32 %r1, [value]; cvta.to.global.u64 %d2, %d1;\n"
    "  atom.global.add.u32 %r2, [%d2], %r1; ret;\n}\n"
    // *count += 1; sets the condition to whether it is below the limit.
    ".visible .entry below(.param .u64 count, .param .u64 handle, .param .u32 limit) {\n"
    "  .reg .pred %p; .reg .b32 %r<5>; .reg .b64 %d<4>;\n"
    "  ld.param.u64 %d1, [count]; ld.param.u64 %d3, [handle]; ld.param.u32 %r1, [limit]; cvta.to.global.u64 %d2, %d1;\n"
    "  ld.global.u32 %r2, [%d2]; add.u32 %r2, %r2, 1; st.global.u32 [%d2], %r2;\n"
    "  setp.lt.u32 %p, %r2, %r1; selp.u32 %r3, 1, 0, %p;\n"
    "  { .param .b64 a; .param .b32 b; st.param.b64 [a], %d3; st.param.b32 [b], %r3;\n"
    "    call.uni cudaGraphSetConditional, (a, b); }\n"
    "  ret;\n}\n"
    ".visible .entry choose(.param .u64 handle, .param .u32 value) {\n"
    "  .reg .b32 %r<2>; .reg .b64 %d<2>;\n"
    "  ld.param.u64 %d1, [handle]; ld.param.u32 %r1, [value];\n"
    "  { .param .b64 a; .param .b32 b; st.param.b64 [a], %d1; st.param.b32 [b], %r1;\n"
    "    call.uni cudaGraphSetConditional, (a, b); }\n"
    "  ret;\n}\n";

static CUcontext context;
static CUdevice device;
static CUstream stream;
static CUfunction add, below, choose;
static CUdeviceptr words;
static int destroyed;

static void count_call(void *data) { ++*(int *)data; }

static long read_all(int file, char *text, size_t room) {
    long got = read(file, text, room - 1);
    close(file);
    return got;
}

static uint32_t word(int index) {
    uint32_t value = 0;
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemcpyDtoH(&value, words + 4 * (CUdeviceptr)index, 4));
    return value;
}

static void clear(void) { CHECK(cuMemsetD32(words, 0, 64)); }

// Parameters of `add`, which must outlive the call only.
static CUDA_KERNEL_NODE_PARAMS adding(CUdeviceptr *to, uint32_t *value, void **params) {
    params[0] = to, params[1] = value;
    CUDA_KERNEL_NODE_PARAMS node = { .func = add, .gridDimX = 1, .gridDimY = 1, .gridDimZ = 1, .blockDimX = 1, .blockDimY = 1,
                                     .blockDimZ = 1, .kernelParams = params };
    return node;
}

static CUgraphNode add_kernel(CUgraph graph, const CUgraphNode *after, size_t count, int index, uint32_t value) {
    CUgraphNode node;
    void *params[2];
    CUdeviceptr to = words + 4 * (CUdeviceptr)index;
    CUDA_KERNEL_NODE_PARAMS kernel = adding(&to, &value, params);
    CHECK(cuGraphAddKernelNode(&node, graph, after, count, &kernel));
    return node;
}

static void topology(void) {
    CUgraph graph, other, clone;
    CUgraphNode a, b, c, d, got[8], from[8], to[8], twin;
    size_t count;
    CHECK(cuGraphCreate(&graph, 0));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphCreate(&other, 1));
    CHECK(cuGraphCreate(&other, 0));
    CHECK(cuGraphAddEmptyNode(&a, graph, NULL, 0));
    b = add_kernel(graph, &a, 1, 0, 1);
    c = add_kernel(graph, &a, 1, 1, 2);
    CUgraphNode both[] = { b, c };
    d = add_kernel(graph, both, 2, 2, 4);
    CUgraphNode twice[] = { b, b }, stranger;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphAddEmptyNode(&twin, graph, twice, 2));
    CHECK(cuGraphAddEmptyNode(&stranger, other, NULL, 0));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphAddEmptyNode(&twin, graph, &stranger, 1));

    CHECK(cuGraphGetNodes(graph, NULL, &count));
    REQUIRE(count == 4);
    count = 8;
    CHECK(cuGraphGetNodes(graph, got, &count));
    REQUIRE(count == 4 && got[0] == a && got[3] == d && got[4] == NULL);
    count = 8;
    CHECK(cuGraphGetRootNodes(graph, got, &count));
    REQUIRE(count == 1 && got[0] == a);
    CUgraphEdgeData edges[8];
    count = 8;
    CHECK(cuGraphGetEdges(graph, from, to, edges, &count));
    REQUIRE(count == 4 && edges[0].type == CU_GRAPH_DEPENDENCY_TYPE_DEFAULT);
    count = 8;
    CHECK(cuGraphNodeGetDependencies(d, got, edges, &count));
    REQUIRE(count == 2 && ((got[0] == b && got[1] == c) || (got[0] == c && got[1] == b)));
    count = 8;
    CHECK(cuGraphNodeGetDependentNodes(a, got, edges, &count));
    REQUIRE(count == 2);

    // An edge of another kind is for kernels, and is not lost silently.
    CUgraphEdgeData programmatic = { .from_port = CU_GRAPH_KERNEL_NODE_PORT_PROGRAMMATIC, .type = CU_GRAPH_DEPENDENCY_TYPE_PROGRAMMATIC };
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphAddDependencies(graph, &a, &d, &programmatic, 1));
    CHECK(cuGraphAddDependencies(graph, &b, &c, &programmatic, 1));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphAddDependencies(graph, &b, &c, &programmatic, 1));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphAddDependencies(graph, &b, &b, NULL, 1));
    count = 8;
    EXPECT(CUDA_ERROR_LOSSY_QUERY, cuGraphNodeGetDependencies(c, got, NULL, &count));
    count = 8;
    CHECK(cuGraphNodeGetDependencies(c, got, edges, &count));
    REQUIRE(count == 2 && edges[1].type == CU_GRAPH_DEPENDENCY_TYPE_PROGRAMMATIC);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphRemoveDependencies(graph, &b, &c, NULL, 1));
    CHECK(cuGraphRemoveDependencies(graph, &b, &c, &programmatic, 1));

    CUgraph of;
    unsigned local, id, other_id;
    unsigned long long tools;
    CHECK(cuGraphNodeGetContainingGraph(b, &of));
    CHECK(cuGraphNodeGetLocalId(b, &local));
    CHECK(cuGraphNodeGetToolsId(b, &tools));
    CHECK(cuGraphGetId(graph, &id));
    CHECK(cuGraphGetId(other, &other_id));
    REQUIRE(of == graph && local == 1 && tools != 0 && id != other_id);

    CHECK(cuGraphClone(&clone, graph));
    CHECK(cuGraphNodeFindInClone(&twin, d, clone));
    REQUIRE(twin != d);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphNodeFindInClone(&twin, stranger, clone));
    CHECK(cuGraphDestroyNode(c));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuGraphDestroyNode(c));
    CHECK(cuGraphGetNodes(clone, NULL, &count));
    REQUIRE(count == 4);

    CUgraphExec exec;
    clear();
    CHECK(cuGraphInstantiate(&exec, clone, 0));
    CHECK(cuGraphUpload(exec, stream));
    CHECK(cuGraphLaunch(exec, stream));
    REQUIRE(word(0) == 1 && word(1) == 2 && word(2) == 4);
    cuuint64_t flags = 9;
    unsigned exec_id;
    CHECK(cuGraphExecGetFlags(exec, &flags));
    CHECK(cuGraphExecGetId(exec, &exec_id));
    REQUIRE(flags == 0);
    // A circle cannot be launched.
    CHECK(cuGraphAddDependencies(graph, &d, &a, NULL, 1));
    CUgraphExec none;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphInstantiate(&none, graph, 0));
    CHECK(cuGraphExecDestroy(exec));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuGraphLaunch(exec, stream));
    CHECK(cuGraphDestroy(graph));
    CHECK(cuGraphDestroy(other));
    CHECK(cuGraphDestroy(clone));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuGraphNodeGetLocalId(a, &local));
}

// Kernel, memcpy, memset, host, event record and wait, child: made, asked, changed in the graph and in what was made of it.
static void kinds(void) {
    CUgraph graph, child, inner;
    CUgraphNode kernel, copy, set, host, recorded, awaited, embedded, in_child;
    CUgraphNodeType type;
    int calls = 0, others = 0;
    CUevent event, second, got_event;
    CHECK(cuEventCreate(&event, CU_EVENT_DISABLE_TIMING));
    CHECK(cuEventCreate(&second, CU_EVENT_DISABLE_TIMING));
    CHECK(cuGraphCreate(&graph, 0));
    CUDA_MEMSET_NODE_PARAMS fill = { .dst = words, .value = 5, .elementSize = 4, .width = 8, .height = 1 }, got_fill;
    CHECK(cuGraphAddMemsetNode(&set, graph, NULL, 0, &fill, context));
    kernel = add_kernel(graph, &set, 1, 0, 2);
    CUDA_MEMCPY3D rows = { .srcMemoryType = CU_MEMORYTYPE_DEVICE, .srcDevice = words, .dstMemoryType = CU_MEMORYTYPE_DEVICE,
                           .dstDevice = words + 32, .WidthInBytes = 16, .Height = 1, .Depth = 1 }, got_rows;
    CHECK(cuGraphAddMemcpyNode(&copy, graph, &kernel, 1, &rows, context));
    CUDA_HOST_NODE_PARAMS call = { .fn = count_call, .userData = &calls }, got_call;
    CHECK(cuGraphAddHostNode(&host, graph, &copy, 1, &call));
    CHECK(cuGraphAddEventRecordNode(&recorded, graph, &host, 1, event));
    CHECK(cuGraphAddEventWaitNode(&awaited, graph, &recorded, 1, event));
    CHECK(cuGraphCreate(&child, 0));
    in_child = add_kernel(child, NULL, 0, 16, 100);
    CHECK(cuGraphAddChildGraphNode(&embedded, graph, &awaited, 1, child));
    CHECK(cuGraphNodeGetType(embedded, &type));
    REQUIRE(type == CU_GRAPH_NODE_TYPE_GRAPH);
    CHECK(cuGraphNodeGetType(recorded, &type));
    REQUIRE(type == CU_GRAPH_NODE_TYPE_EVENT_RECORD);

    CUDA_KERNEL_NODE_PARAMS got_kernel;
    CHECK(cuGraphKernelNodeGetParams(kernel, &got_kernel));
    REQUIRE(got_kernel.func == add && got_kernel.blockDimX == 1 && *(uint32_t *)got_kernel.kernelParams[1] == 2);
    CHECK(cuGraphMemcpyNodeGetParams(copy, &got_rows));
    REQUIRE(got_rows.dstDevice == words + 32 && got_rows.WidthInBytes == 16);
    CHECK(cuGraphMemsetNodeGetParams(set, &got_fill));
    REQUIRE(got_fill.value == 5 && got_fill.width == 8);
    CHECK(cuGraphHostNodeGetParams(host, &got_call));
    REQUIRE(got_call.fn == count_call && got_call.userData == &calls);
    CHECK(cuGraphEventRecordNodeGetEvent(recorded, &got_event));
    REQUIRE(got_event == event);
    CHECK(cuGraphEventWaitNodeGetEvent(awaited, &got_event));
    REQUIRE(got_event == event);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphHostNodeGetParams(copy, &got_call));
    // The child is the node's own copy: the first graph no longer matters, the copy does.
    CHECK(cuGraphChildGraphNodeGetGraph(embedded, &inner));
    REQUIRE(inner != child);
    CHECK(cuGraphDestroyNode(in_child));
    add_kernel(inner, NULL, 0, 17, 200);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphDestroy(inner));

    CUgraphExec exec;
    CHECK(cuGraphInstantiateWithFlags(&exec, graph, CUDA_GRAPH_INSTANTIATE_FLAG_AUTO_FREE_ON_LAUNCH));
    clear();
    CHECK(cuGraphLaunch(exec, stream));
    REQUIRE(word(0) == 7 && word(8) == 7 && word(9) == 5 && word(16) == 100 && word(17) == 200 && calls == 1);
    CHECK(cuEventQuery(event));

    // Changed in what was made of it, once each; the graph stays as it was.
    void *params[2];
    CUdeviceptr to = words;
    uint32_t value = 10;
    CUDA_KERNEL_NODE_PARAMS changed = adding(&to, &value, params);
    CHECK(cuGraphExecKernelNodeSetParams(exec, kernel, &changed));
    fill.value = 6;
    CHECK(cuGraphExecMemsetNodeSetParams(exec, set, &fill, context));
    rows.dstDevice = words + 40;
    CHECK(cuGraphExecMemcpyNodeSetParams(exec, copy, &rows, context));
    call.userData = &others;
    CHECK(cuGraphExecHostNodeSetParams(exec, host, &call));
    CHECK(cuGraphExecEventRecordNodeSetEvent(exec, recorded, second));
    CHECK(cuGraphExecEventWaitNodeSetEvent(exec, awaited, second));
    CHECK(cuGraphClone(&child, inner));
    CHECK(cuGraphExecChildGraphNodeSetParams(exec, embedded, child));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphExecChildGraphNodeSetParams(exec, embedded, graph));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphExecHostNodeSetParams(exec, copy, &call));
    clear();
    CHECK(cuGraphLaunch(exec, stream));
    REQUIRE(word(0) == 16 && word(8) == 0 && word(10) == 16 && word(11) == 6 && calls == 1 && others == 1);

    // What is disabled does nothing.
    unsigned enabled = 7;
    CHECK(cuGraphNodeSetEnabled(exec, kernel, 0));
    CHECK(cuGraphNodeGetEnabled(exec, kernel, &enabled));
    REQUIRE(enabled == 0);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphNodeSetEnabled(exec, host, 0));
    CHECK(cuGraphLaunch(exec, stream));
    REQUIRE(word(0) == 6);

    // Changed in the graph: what was made of it before does not hear of it, an update does.
    CHECK(cuGraphKernelNodeSetParams(kernel, &changed));
    fill.value = 20;
    CHECK(cuGraphMemsetNodeSetParams(set, &fill));
    CHECK(cuGraphMemcpyNodeSetParams(copy, &rows));
    call.userData = &calls;
    CHECK(cuGraphHostNodeSetParams(host, &call));
    CHECK(cuGraphEventRecordNodeSetEvent(recorded, second));
    CHECK(cuGraphEventWaitNodeSetEvent(awaited, second));
    CUgraphExecUpdateResultInfo info;
    CHECK(cuGraphExecUpdate(exec, graph, &info));
    REQUIRE(info.result == CU_GRAPH_EXEC_UPDATE_SUCCESS);
    CHECK(cuGraphNodeSetEnabled(exec, kernel, 1));
    clear();
    CHECK(cuGraphLaunch(exec, stream));
    REQUIRE(word(0) == 30 && word(10) == 30 && calls == 2);
    CHECK(cuGraphDestroyNode(host));
    EXPECT(CUDA_ERROR_GRAPH_EXEC_UPDATE_FAILURE, cuGraphExecUpdate(exec, graph, &info));
    REQUIRE(info.result == CU_GRAPH_EXEC_UPDATE_ERROR_TOPOLOGY_CHANGED);
    CUDA_GRAPH_INSTANTIATE_PARAMS with = { .flags = 0 };
    CUgraphExec again;
    CHECK(cuGraphInstantiateWithParams(&again, graph, &with));
    REQUIRE(with.result_out == CUDA_GRAPH_INSTANTIATE_SUCCESS && with.hErrNode_out == NULL);
    CHECK(cuGraphExecDestroy(again));
    CHECK(cuGraphExecDestroy(exec));
    CHECK(cuGraphDestroy(graph));
    CHECK(cuGraphDestroy(child));
    CHECK(cuEventDestroy(event));
    CHECK(cuEventDestroy(second));
}

// The same kinds by one structure.
static void generic(void) {
    CUgraph graph;
    CUgraphNode set, kernel;
    CHECK(cuGraphCreate(&graph, 0));
    CUgraphNodeParams params = { .type = CU_GRAPH_NODE_TYPE_MEMSET };
    params.memset.dst = words, params.memset.value = 3, params.memset.elementSize = 4, params.memset.width = 4, params.memset.height = 1;
    params.memset.ctx = context;
    CHECK(cuGraphAddNode(&set, graph, NULL, NULL, 0, &params));
    void *arguments[2];
    CUdeviceptr to = words;
    uint32_t value = 4;
    CUDA_KERNEL_NODE_PARAMS same = adding(&to, &value, arguments);
    CUgraphNodeParams launch = { .type = CU_GRAPH_NODE_TYPE_KERNEL };
    launch.kernel.func = same.func, launch.kernel.gridDimX = launch.kernel.gridDimY = launch.kernel.gridDimZ = 1;
    launch.kernel.blockDimX = launch.kernel.blockDimY = launch.kernel.blockDimZ = 1;
    launch.kernel.kernelParams = same.kernelParams;
    CHECK(cuGraphAddNode(&kernel, graph, &set, NULL, 1, &launch));
    CUgraphNodeParams got;
    CHECK(cuGraphNodeGetParams(kernel, &got));
    REQUIRE(got.type == CU_GRAPH_NODE_TYPE_KERNEL && got.kernel.func == add);
    CUgraphNodeParams unknown = { .type = (CUgraphNodeType)77 };
    CUgraphNode none;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphAddNode(&none, graph, NULL, NULL, 0, &unknown));
    unknown.type = CU_GRAPH_NODE_TYPE_EXT_SEMAS_WAIT;
    EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuGraphAddNode(&none, graph, NULL, NULL, 0, &unknown));
    CUgraphExec exec;
    CHECK(cuGraphInstantiate(&exec, graph, 0));
    clear();
    CHECK(cuGraphLaunch(exec, stream));
    REQUIRE(word(0) == 7);
    value = 40;
    CHECK(cuGraphExecNodeSetParams(exec, kernel, &launch));
    CHECK(cuGraphLaunch(exec, stream));
    REQUIRE(word(0) == 43);
    params.memset.value = 9;
    CHECK(cuGraphNodeSetParams(set, &params));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphNodeSetParams(kernel, &params));
    CHECK(cuGraphNodeGetParams(set, &got));
    REQUIRE(got.memset.value == 9);

    // Attributes of kernel nodes stay when their parameters change, and are copied.
    CUkernelNodeAttrValue attribute = { .priority = -2 }, was;
    CUgraphNode second = add_kernel(graph, NULL, 0, 3, 1);
    CHECK(cuGraphKernelNodeSetAttribute(kernel, CU_KERNEL_NODE_ATTRIBUTE_PRIORITY, &attribute));
    CHECK(cuGraphNodeSetParams(kernel, &launch));
    CHECK(cuGraphKernelNodeCopyAttributes(second, kernel));
    CHECK(cuGraphKernelNodeGetAttribute(second, CU_KERNEL_NODE_ATTRIBUTE_PRIORITY, &was));
    REQUIRE(was.priority == -2);
    CHECK(cuGraphKernelNodeGetAttribute(second, CU_KERNEL_NODE_ATTRIBUTE_COOPERATIVE, &was));
    REQUIRE(was.cooperative == 0);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphKernelNodeGetAttribute(set, CU_KERNEL_NODE_ATTRIBUTE_PRIORITY, &was));

    char path[] = "/tmp/vgpu-graph-XXXXXX";
    int file = mkstemp(path);
    REQUIRE(file >= 0);
    CHECK(cuGraphDebugDotPrint(graph, path, CU_GRAPH_DEBUG_DOT_FLAGS_VERBOSE));
    char text[4096] = "";
    REQUIRE(read_all(file, text, sizeof text) > 0);
    unlink(path);
    REQUIRE(strncmp(text, "digraph", 7) == 0 && strstr(text, "MEMSET") && strstr(text, "->") && strstr(text, "add"));
    EXPECT(CUDA_ERROR_OPERATING_SYSTEM, cuGraphDebugDotPrint(graph, "/nowhere/at/all", 0));
    CHECK(cuGraphExecDestroy(exec));
    CHECK(cuGraphDestroy(graph));
}

static void objects(void) {
    CUgraph graph, clone;
    CUgraphExec exec;
    CUuserObject object, moved;
    destroyed = 0;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuUserObjectCreate(&object, &destroyed, count_call, 1, 0));
    CHECK(cuUserObjectCreate(&object, &destroyed, count_call, 1, CU_USER_OBJECT_NO_DESTRUCTOR_SYNC));
    CHECK(cuUserObjectRetain(object, 2));
    CHECK(cuUserObjectRelease(object, 1));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuUserObjectRelease(object, 3));
    CHECK(cuGraphCreate(&graph, 0));
    CHECK(cuGraphRetainUserObject(graph, object, 2, 0));
    CHECK(cuGraphReleaseUserObject(graph, object, 1));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphReleaseUserObject(graph, object, 2));
    CHECK(cuUserObjectCreate(&moved, &destroyed, count_call, 1, CU_USER_OBJECT_NO_DESTRUCTOR_SYNC));
    CHECK(cuGraphRetainUserObject(graph, moved, 1, CU_GRAPH_USER_OBJECT_MOVE));
    CHECK(cuUserObjectRelease(object, 2));
    CHECK(cuGraphClone(&clone, graph));
    add_kernel(graph, NULL, 0, 0, 1);
    CHECK(cuGraphInstantiate(&exec, graph, 0));
    CHECK(cuGraphDestroy(graph));
    CHECK(cuGraphDestroy(clone));
    CHECK(cuGraphLaunch(exec, stream));
    REQUIRE(destroyed == 0);
    CHECK(cuGraphExecDestroy(exec));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(destroyed == 2);
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuUserObjectRetain(object, 1));
}

static void memory(void) {
    CUgraph graph, clone;
    CUgraphExec exec, again;
    CUgraphNode allocated, kernel, freed;
    CUDA_MEM_ALLOC_NODE_PARAMS wanted = { .poolProps = { .allocType = CU_MEM_ALLOCATION_TYPE_PINNED,
                                                         .location = { .type = CU_MEM_LOCATION_TYPE_DEVICE, .id = device } },
                                          .bytesize = 4096 }, got;
    cuuint64_t used, reserved, high;
    CHECK(cuGraphCreate(&graph, 0));
    CHECK(cuGraphAddMemAllocNode(&allocated, graph, NULL, 0, &wanted));
    REQUIRE(wanted.dptr != 0);
    CUDA_MEMSET_NODE_PARAMS fill = { .dst = wanted.dptr, .value = 77, .elementSize = 4, .width = 4, .height = 1 };
    CHECK(cuGraphAddMemsetNode(&kernel, graph, &allocated, 1, &fill, context));
    CHECK(cuGraphMemAllocNodeGetParams(allocated, &got));
    REQUIRE(got.dptr == wanted.dptr && got.bytesize == 4096);
    EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuGraphClone(&clone, graph));
    EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuGraphDestroyNode(allocated));
    EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuGraphRemoveDependencies(graph, &allocated, &kernel, NULL, 1));
    CHECK(cuGraphInstantiate(&exec, graph, 0));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphInstantiate(&again, graph, 0));
    CHECK(cuGraphLaunch(exec, stream));
    uint32_t value = 0;
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemcpyDtoH(&value, wanted.dptr, 4));
    REQUIRE(value == 77);
    CHECK(cuDeviceGetGraphMemAttribute(device, CU_GRAPH_MEM_ATTR_USED_MEM_CURRENT, &used));
    CHECK(cuDeviceGetGraphMemAttribute(device, CU_GRAPH_MEM_ATTR_RESERVED_MEM_CURRENT, &reserved));
    REQUIRE(used >= 4096 && reserved >= used);
    // It must be freed before it is allocated again.
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphLaunch(exec, stream));
    CHECK(cuMemFree(wanted.dptr));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemFree(wanted.dptr));
    CHECK(cuDeviceGetGraphMemAttribute(device, CU_GRAPH_MEM_ATTR_USED_MEM_CURRENT, &used));
    CHECK(cuDeviceGetGraphMemAttribute(device, CU_GRAPH_MEM_ATTR_USED_MEM_HIGH, &high));
    REQUIRE(used == 0 && high >= 4096);
    high = 0;
    CHECK(cuDeviceSetGraphMemAttribute(device, CU_GRAPH_MEM_ATTR_USED_MEM_HIGH, &high));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuDeviceSetGraphMemAttribute(device, CU_GRAPH_MEM_ATTR_USED_MEM_CURRENT, &high));
    CHECK(cuGraphLaunch(exec, stream));
    // A graph of its own frees what this one allocates.
    CUgraph freeing;
    CUgraphExec free_exec;
    CUdeviceptr got_address;
    CHECK(cuGraphCreate(&freeing, 0));
    CHECK(cuGraphAddMemFreeNode(&freed, freeing, NULL, 0, wanted.dptr));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphAddMemFreeNode(&freed, freeing, NULL, 0, words));
    CHECK(cuGraphMemFreeNodeGetParams(freed, &got_address));
    REQUIRE(got_address == wanted.dptr);
    CHECK(cuGraphInstantiate(&free_exec, freeing, 0));
    CHECK(cuGraphLaunch(free_exec, stream));
    CHECK(cuGraphLaunch(exec, stream));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuGraphExecDestroy(free_exec));
    CHECK(cuGraphDestroy(freeing));
    CHECK(cuGraphExecDestroy(exec));
    CHECK(cuGraphDestroy(graph));
    // The program still has it.
    CHECK(cuMemFree(wanted.dptr));
    // Captured: allocated, used and freed by each launch.
    CUdeviceptr inside, kept;
    CHECK(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_RELAXED));
    CHECK(cuMemAllocAsync(&inside, 256, stream));
    CHECK(cuMemAllocAsync(&kept, 256, stream));
    CHECK(cuMemsetD32Async(inside, 88, 16, stream));
    CHECK(cuMemcpyDtoDAsync(kept, inside, 64, stream));
    CHECK(cuMemFreeAsync(inside, stream));
    CHECK(cuStreamEndCapture(stream, &graph));
    CHECK(cuGraphInstantiateWithFlags(&exec, graph, CUDA_GRAPH_INSTANTIATE_FLAG_AUTO_FREE_ON_LAUNCH));
    CHECK(cuGraphLaunch(exec, stream));
    CHECK(cuGraphLaunch(exec, stream));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemcpyDtoH(&value, kept, 4));
    REQUIRE(value == 88);
    CHECK(cuMemFreeAsync(kept, stream));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemFreeAsync(kept, stream));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuGraphExecDestroy(exec));
    CHECK(cuGraphDestroy(graph));
    CHECK(cuDeviceGraphMemTrim(device));
    CHECK(cuDeviceGetGraphMemAttribute(device, CU_GRAPH_MEM_ATTR_RESERVED_MEM_CURRENT, &reserved));
    REQUIRE(reserved == 0);
}

// Words that a graph waits for and writes.
static void memory_operations(void) {
    CUgraph graph;
    CUgraphExec exec;
    CUgraphNode node;
    clear();
    CUstreamBatchMemOpParams operations[2] = {
        { .writeValue = { .operation = CU_STREAM_MEM_OP_WRITE_VALUE_32, .address = words, .value = 7 } },
        { .waitValue = { .operation = CU_STREAM_MEM_OP_WAIT_VALUE_32, .address = words, .value = 7, .flags = CU_STREAM_WAIT_VALUE_EQ } },
    };
    CUDA_BATCH_MEM_OP_NODE_PARAMS params = { .ctx = context, .count = 2, .paramArray = operations }, got;
    CHECK(cuGraphCreate(&graph, 0));
    CHECK(cuGraphAddBatchMemOpNode(&node, graph, NULL, 0, &params));
    CHECK(cuGraphBatchMemOpNodeGetParams(node, &got));
    REQUIRE(got.count == 2 && got.paramArray[0].writeValue.value == 7 && got.paramArray != operations);
    CHECK(cuGraphInstantiate(&exec, graph, 0));
    CHECK(cuGraphLaunch(exec, stream));
    REQUIRE(word(0) == 7);
    operations[0].writeValue.value = operations[1].waitValue.value = 9;
    CHECK(cuGraphExecBatchMemOpNodeSetParams(exec, node, &params));
    CHECK(cuGraphLaunch(exec, stream));
    REQUIRE(word(0) == 9);
    CHECK(cuGraphBatchMemOpNodeSetParams(node, &params));
    params.count = 0;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphBatchMemOpNodeSetParams(node, &params));
    params.count = 1, operations[0].writeValue.address = 16;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphAddBatchMemOpNode(&node, graph, NULL, 0, &params));
    CHECK(cuGraphExecDestroy(exec));
    CHECK(cuGraphDestroy(graph));
    // Captured.
    CUgraphNodeType type;
    size_t count = 1;
    CHECK(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_RELAXED));
    CHECK(cuStreamWriteValue64(stream, words + 8, 11, 0));
    CHECK(cuStreamEndCapture(stream, &graph));
    CHECK(cuGraphGetNodes(graph, &node, &count));
    CHECK(cuGraphNodeGetType(node, &type));
    REQUIRE(count == 1 && type == CU_GRAPH_NODE_TYPE_BATCH_MEM_OP);
    CHECK(cuGraphInstantiate(&exec, graph, 0));
    CHECK(cuGraphLaunch(exec, stream));
    REQUIRE(word(2) == 11 && word(3) == 0);
    CHECK(cuGraphExecDestroy(exec));
    CHECK(cuGraphDestroy(graph));
}

static CUgraphNode conditional(CUgraph graph, CUgraphNode after, CUgraphConditionalHandle handle, CUgraphConditionalNodeType type,
                               unsigned size, CUgraph *bodies) {
    CUgraphNode node;
    CUgraphNodeParams params = { .type = CU_GRAPH_NODE_TYPE_CONDITIONAL };
    params.conditional.handle = handle, params.conditional.type = type, params.conditional.size = size, params.conditional.ctx = context;
    CHECK(cuGraphAddNode(&node, graph, after ? &after : NULL, NULL, after ? 1 : 0, &params));
    memcpy(bodies, params.conditional.phGraph_out, size * sizeof *bodies);
    return node;
}

static CUgraphNode kernel_of(CUgraph graph, CUgraphNode after, CUfunction function, void **arguments) {
    CUgraphNode node;
    CUDA_KERNEL_NODE_PARAMS kernel = { .func = function, .gridDimX = 1, .gridDimY = 1, .gridDimZ = 1, .blockDimX = 1, .blockDimY = 1,
                                       .blockDimZ = 1, .kernelParams = arguments };
    CHECK(cuGraphAddKernelNode(&node, graph, after ? &after : NULL, after ? 1 : 0, &kernel));
    return node;
}

static void conditionals(void) {
    CUgraph graph, bodies[3], inner[2];
    CUgraphExec exec;
    CUgraphConditionalHandle loop, branch, which;
    CHECK(cuGraphCreate(&graph, 0));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphConditionalHandleCreate(&loop, graph, context, 1, 4));
    CHECK(cuGraphConditionalHandleCreate(&loop, graph, context, 1, CU_GRAPH_COND_ASSIGN_DEFAULT));
    CUDA_GRAPH_INSTANTIATE_PARAMS with = { .flags = 0 };
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphInstantiateWithParams(&exec, graph, &with));
    REQUIRE(with.result_out == CUDA_GRAPH_INSTANTIATE_CONDITIONAL_HANDLE_UNUSED);
    CUgraphNode node = conditional(graph, NULL, loop, CU_GRAPH_COND_TYPE_WHILE, 1, bodies);
    CUdeviceptr count = words;
    uint32_t limit = 5;
    void *arguments[] = { &count, &loop, &limit };
    CUgraphNode counted = kernel_of(bodies[0], NULL, below, arguments);
    // In each turn: one of two, by a value that the body sets.
    CHECK(cuGraphConditionalHandleCreate(&branch, bodies[0], context, 0, CU_GRAPH_COND_ASSIGN_DEFAULT));
    conditional(bodies[0], counted, branch, CU_GRAPH_COND_TYPE_IF, 2, inner);
    add_kernel(inner[0], NULL, 0, 1, 1);
    add_kernel(inner[1], NULL, 0, 2, 1);
    // After the loop: a switch.
    CHECK(cuGraphConditionalHandleCreate(&which, graph, context, 0, 0));
    uint32_t second = 1;
    void *chosen[] = { &which, &second };
    CUgraphNode set = kernel_of(graph, node, choose, chosen), last;
    last = conditional(graph, set, which, CU_GRAPH_COND_TYPE_SWITCH, 3, bodies);
    for (int i = 0; i < 3; i++) add_kernel(bodies[i], NULL, 0, 10 + i, 1);
    add_kernel(graph, &last, 1, 20, 1);
    CUgraphNodeType type;
    CHECK(cuGraphNodeGetType(last, &type));
    REQUIRE(type == CU_GRAPH_NODE_TYPE_CONDITIONAL);
    CUgraph clone;
    EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuGraphClone(&clone, graph));
    CHECK(cuGraphInstantiate(&exec, graph, 0));
    for (int turn = 1; turn <= 3; turn++) {
        clear();
        CHECK(cuGraphLaunch(exec, stream));
        REQUIRE(word(0) == 5 && word(1) == 0 && word(2) == 5);
        REQUIRE(word(10) == 0 && word(11) == 1 && word(12) == 0 && word(20) == 1);
    }
    CHECK(cuGraphExecDestroy(exec));
    CHECK(cuGraphDestroy(graph));
}

int main(void) {
    CUmodule module;
    CHECK(cuInit(0));
    CHECK(cuDeviceGet(&device, 0));
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&add, module, "add"));
    CHECK(cuModuleGetFunction(&below, module, "below"));
    CHECK(cuModuleGetFunction(&choose, module, "choose"));
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuMemAlloc(&words, 4096));
    topology();
    kinds();
    generic();
    objects();
    memory();
    memory_operations();
    conditionals();
    CHECK(cuMemFree(words));
    CHECK(cuStreamDestroy(stream));
    CHECK(cuModuleUnload(module));
    CHECK(cuDevicePrimaryCtxRelease(device));
    printf("PASS graph_nodes\n");
    return 0;
}
