// Graphs with conditional nodes, whoever decides what these do. With the argument "device" it is the device, which records a graph once:
// what it refuses then, the guest does with the argument "guest".
#include "check.h"
#include <stdint.h>
#include <string.h>

static const char *const source =
    ".version 7.0\n.target sm_70\n.address_size 64\n"
    ".extern .func cudaGraphSetConditional(.param .b64 handle, .param .b32 value);\n"
    ".visible .entry add(.param .u64 to, .param .u32 value) {\n"
    "  .reg .b32 %r<3>; .reg .b64 %d<3>;\n"
    "  ld.param.u64 %d1, [to]; ld.param.u32 %r1, [value]; cvta.to.global.u64 %d2, %d1;\n"
    "  atom.global.add.u32 %r2, [%d2], %r1; ret;\n}\n"
    // The condition becomes the word.
    ".visible .entry tell(.param .u64 from, .param .u64 handle) {\n"
    "  .reg .b32 %r<2>; .reg .b64 %d<4>;\n"
    "  ld.param.u64 %d1, [from]; ld.param.u64 %d3, [handle]; cvta.to.global.u64 %d2, %d1; ld.global.u32 %r1, [%d2];\n"
    "  { .param .b64 a; .param .b32 b; st.param.b64 [a], %d3; st.param.b32 [b], %r1;\n"
    "    call.uni cudaGraphSetConditional, (a, b); }\n"
    "  ret;\n}\n";

static CUcontext context;
static CUstream stream;
static CUfunction add, tell;
static CUdeviceptr words;

static void CUDA_CB nothing(void *data) { (void)data; }

static uint32_t word(int index) {
    uint32_t value = 0;
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemcpyDtoH(&value, words + 4 * (CUdeviceptr)index, 4));
    return value;
}

static CUgraphNode kernel(CUgraph graph, const CUgraphNode *after, CUfunction function, void **arguments) {
    CUgraphNode node;
    CUDA_KERNEL_NODE_PARAMS params = { .func = function, .gridDimX = 1, .gridDimY = 1, .gridDimZ = 1, .blockDimX = 1, .blockDimY = 1,
                                       .blockDimZ = 1, .kernelParams = arguments };
    CHECK(cuGraphAddKernelNode(&node, graph, after, after ? 1 : 0, &params));
    return node;
}

static CUgraphNode adding(CUgraph graph, const CUgraphNode *after, int index, uint32_t by) {
    CUdeviceptr to = words + 4 * (CUdeviceptr)index;
    void *arguments[] = { &to, &by };
    return kernel(graph, after, add, arguments);
}

static CUgraphNode telling(CUgraph graph, const CUgraphNode *after, int index, CUgraphConditionalHandle handle) {
    CUdeviceptr from = words + 4 * (CUdeviceptr)index;
    void *arguments[] = { &from, &handle };
    return kernel(graph, after, tell, arguments);
}

static CUgraphNode conditional(CUgraph graph, const CUgraphNode *after, CUgraphConditionalHandle handle, CUgraphConditionalNodeType type,
                               unsigned size, CUgraph *bodies) {
    CUgraphNode node;
    CUgraphNodeParams params = { .type = CU_GRAPH_NODE_TYPE_CONDITIONAL };
    params.conditional.handle = handle, params.conditional.type = type, params.conditional.size = size, params.conditional.ctx = context;
    CHECK(cuGraphAddNode(&node, graph, after, NULL, after ? 1 : 0, &params));
    memcpy(bodies, params.conditional.phGraph_out, size * sizeof *bodies);
    return node;
}

static void set(int index, uint32_t value) {
    CHECK(cuMemsetD32Async(words + 4 * (CUdeviceptr)index, value, 1, stream));
    CHECK(cuStreamSynchronize(stream));
}

static void clear(void) { CHECK(cuMemsetD32Async(words, 0, 16, stream)); }

// Word 0 decides which of the words from 1 on is counted up; bodies copy, set and hold other graphs.
static void choices(int is_device, int is_guest) {
    CUgraph graph, bodies[3], child;
    CUgraphExec exec, second;
    CUgraphConditionalHandle which;
    CUgraphNode told, node, copied, inner;
    CHECK(cuGraphCreate(&graph, 0));
    CHECK(cuGraphConditionalHandleCreate(&which, graph, context, 0, 0));
    told = telling(graph, NULL, 0, which);
    node = conditional(graph, &told, which, CU_GRAPH_COND_TYPE_SWITCH, 3, bodies);
    adding(bodies[0], NULL, 1, 1);
    CUDA_MEMCPY3D copy = { .WidthInBytes = 4, .Height = 1, .Depth = 1 };
    copy.srcMemoryType = copy.dstMemoryType = CU_MEMORYTYPE_DEVICE;
    copy.srcDevice = words, copy.dstDevice = words + 8;
    CHECK(cuGraphAddMemcpyNode(&copied, bodies[1], NULL, 0, &copy, context));
    CUDA_MEMSET_NODE_PARAMS seven = { .dst = words + 16, .value = 7, .elementSize = 4, .width = 2, .height = 1 };
    CHECK(cuGraphAddMemsetNode(&inner, bodies[1], &copied, 1, &seven, context));
    CHECK(cuGraphCreate(&child, 0));
    adding(child, NULL, 3, 5);
    CHECK(cuGraphAddChildGraphNode(&inner, bodies[2], NULL, 0, child));
    CHECK(cuGraphDestroy(child));
    CUgraphNode last = adding(graph, &node, 8, 1);
    CHECK(cuGraphInstantiate(&exec, graph, 0));
    // No body is for 3.
    for (uint32_t value = 0; value < 4; value++) {
        clear();
        set(0, value);
        CHECK(cuGraphLaunch(exec, stream));
        CHECK(cuGraphLaunch(exec, stream));
        REQUIRE(word(1) == (value == 0 ? 2 : 0) && word(2) == (value == 1 ? 1 : 0) && word(3) == (value == 2 ? 10 : 0));
        REQUIRE(word(4) == (value == 1 ? 7 : 0) && word(5) == word(4) && word(6) == 0 && word(8) == 2);
    }
    // One at a time can be launched.
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuGraphInstantiate(&second, graph, 0));
    unsigned is_enabled = 0;
    CHECK(cuGraphNodeGetEnabled(exec, last, &is_enabled));
    REQUIRE(is_enabled == 1);
    CUDA_KERNEL_NODE_PARAMS params;
    CHECK(cuGraphKernelNodeGetParams(last, &params));
    CUdeviceptr to = words + 36;
    uint32_t by = 3;
    void *arguments[] = { &to, &by };
    params.kernelParams = arguments;
    if (is_device) EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuGraphExecKernelNodeSetParams(exec, last, &params));
    if (is_device) EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuGraphNodeSetEnabled(exec, last, 0));
    if (is_guest) {
        CHECK(cuGraphExecKernelNodeSetParams(exec, last, &params));
        CHECK(cuGraphLaunch(exec, stream));
        REQUIRE(word(8) == 2 && word(9) == 3);
    }
    CUgraphExecUpdateResultInfo info;
    CHECK(cuGraphExecUpdate(exec, graph, &info));
    REQUIRE(info.result == CU_GRAPH_EXEC_UPDATE_SUCCESS);
    CHECK(cuGraphExecDestroy(exec));
    // Again, of the same graph; then of a changed one.
    CHECK(cuGraphInstantiate(&exec, graph, 0));
    clear();
    CHECK(cuGraphLaunch(exec, stream));
    REQUIRE(word(1) == 1 && word(8) == 1);
    CHECK(cuGraphExecDestroy(exec));
    adding(graph, &last, 9, 1);
    if (is_device) EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuGraphInstantiate(&exec, graph, 0));
    if (is_guest) {
        CHECK(cuGraphInstantiate(&exec, graph, 0));
        CHECK(cuGraphLaunch(exec, stream));
        REQUIRE(word(1) == 2 && word(8) == 2 && word(9) == 1);
        CHECK(cuGraphExecDestroy(exec));
    }
    CHECK(cuGraphDestroy(graph));
}

// Launches outlive their graph, on whatever stream, in turn; a value has its default when each begins.
static void launches(void) {
    CUgraph graph, bodies[2];
    CUgraphExec exec;
    CUgraphConditionalHandle turns;
    CUstream other;
    CHECK(cuGraphCreate(&graph, 0));
    CHECK(cuGraphConditionalHandleCreate(&turns, graph, context, 1, CU_GRAPH_COND_ASSIGN_DEFAULT));
    conditional(graph, NULL, turns, CU_GRAPH_COND_TYPE_WHILE, 1, bodies);
    CUgraphNode counted = adding(bodies[0], NULL, 0, (uint32_t)-1);
    CUgraphNode last = adding(bodies[0], &counted, 1, 1);
    telling(bodies[0], &last, 0, turns);
    CHECK(cuGraphInstantiate(&exec, graph, 0));
    CHECK(cuGraphDestroy(graph));
    CHECK(cuStreamCreate(&other, CU_STREAM_NON_BLOCKING));
    clear();
    for (int i = 1; i <= 4; i++) {
        set(0, 3);
        CHECK(cuGraphLaunch(exec, i % 2 ? stream : other));
        CHECK(cuStreamSynchronize(other));
        REQUIRE(word(0) == 0 && word(1) == 3 * (uint32_t)i);
    }
    CHECK(cuStreamDestroy(other));
    CHECK(cuGraphExecDestroy(exec));
}

// What calls the program is the guest's to do.
static void calls(int is_device, int is_guest) {
    CUgraph graph, body;
    CUgraphExec exec;
    CUgraphConditionalHandle handle;
    CUgraphNode node, called;
    CUDA_HOST_NODE_PARAMS call = { .fn = nothing };
    CHECK(cuGraphCreate(&graph, 0));
    CHECK(cuGraphConditionalHandleCreate(&handle, graph, context, 1, CU_GRAPH_COND_ASSIGN_DEFAULT));
    node = conditional(graph, NULL, handle, CU_GRAPH_COND_TYPE_IF, 1, &body);
    adding(body, NULL, 2, 1);
    CHECK(cuGraphAddHostNode(&called, graph, &node, 1, &call));
    if (is_device) EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuGraphInstantiate(&exec, graph, 0));
    if (is_guest) {
        set(2, 0);
        CHECK(cuGraphInstantiate(&exec, graph, 0));
        CHECK(cuGraphLaunch(exec, stream));
        REQUIRE(word(2) == 1);
        CHECK(cuGraphExecDestroy(exec));
    }
    CHECK(cuGraphDestroy(graph));
}

int main(int count, char **values) {
    CUmodule module;
    int is_device = count > 1 && strcmp(values[1], "device") == 0, is_guest = count > 1 && strcmp(values[1], "guest") == 0;
    CHECK(cuInit(0));
    CHECK(cuDevicePrimaryCtxRetain(&context, 0));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&add, module, "add"));
    CHECK(cuModuleGetFunction(&tell, module, "tell"));
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuMemAlloc(&words, 256));
    choices(is_device, is_guest);
    launches();
    calls(is_device, is_guest);
    // The context may go with a graph in it.
    CUgraph graph;
    CUgraphConditionalHandle handle;
    CHECK(cuGraphCreate(&graph, 0));
    CHECK(cuGraphConditionalHandleCreate(&handle, graph, context, 1, 0));
    CHECK(cuDevicePrimaryCtxReset(0));
    CHECK(cuGraphDestroy(graph));
    CHECK(cuDevicePrimaryCtxRelease(0));
    printf("PASS conditionals\n");
    return 0;
}
