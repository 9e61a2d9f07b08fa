// A conditional node of a graph whose work has no thread: the stream's context fails, and nobody waits for ever.
#include "check.h"
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

// Room for small allocations, and for no stack.
enum { SPARE = 1 << 20 };

static rlim_t mapped(void) {
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    REQUIRE(file && fscanf(file, "%lu", &pages) == 1);
    fclose(file);
    return pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static void CUDA_CB nothing(void *data) { (void)data; }

int main(void) {
    CUcontext context;
    CUstream stream;
    CUgraph graph;
    CUgraphExec exec;
    CUgraphNode node, set;
    CUgraphConditionalHandle handle;
    CUdeviceptr word;
    unsigned value = 0;
    CHECK(cuInit(0));
    CHECK(cuDevicePrimaryCtxRetain(&context, 0));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuMemAlloc(&word, 4));
    CHECK(cuMemsetD32(word, 1, 1));
    CHECK(cuGraphCreate(&graph, 0));
    CHECK(cuGraphConditionalHandleCreate(&handle, graph, context, 1, CU_GRAPH_COND_ASSIGN_DEFAULT));
    CUgraphNodeParams params = { .type = CU_GRAPH_NODE_TYPE_CONDITIONAL };
    params.conditional.handle = handle, params.conditional.type = CU_GRAPH_COND_TYPE_IF;
    params.conditional.size = 1, params.conditional.ctx = context;
    CHECK(cuGraphAddNode(&node, graph, NULL, NULL, 0, &params));
    CUDA_MEMSET_NODE_PARAMS to_two = { .dst = word, .value = 2, .elementSize = 4, .width = 1, .height = 1 };
    CHECK(cuGraphAddMemsetNode(&set, params.conditional.phGraph_out[0], NULL, 0, &to_two, context));
    CHECK(cuGraphInstantiate(&exec, graph, 0));
    // The thread that calls functions of the program exists from here on.
    CHECK(cuLaunchHostFunc(stream, nothing, NULL));
    CHECK(cuStreamSynchronize(stream));
    struct rlimit before, little;
    REQUIRE(getrlimit(RLIMIT_AS, &before) == 0);
    little = before;
    little.rlim_cur = mapped() + SPARE;
    REQUIRE(setrlimit(RLIMIT_AS, &little) == 0);
    CHECK(cuGraphLaunch(exec, stream));
    EXPECT(CUDA_ERROR_LAUNCH_FAILED, cuStreamSynchronize(stream));
    REQUIRE(setrlimit(RLIMIT_AS, &before) == 0);
    EXPECT(CUDA_ERROR_LAUNCH_FAILED, cuMemcpyDtoH(&value, word, 4));
    CHECK(cuGraphExecDestroy(exec));
    CHECK(cuGraphDestroy(graph));
    CHECK(cuDevicePrimaryCtxReset(0));
    // With room for a stack the same works.
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuMemAlloc(&word, 4));
    CHECK(cuMemsetD32(word, 1, 1));
    CHECK(cuGraphCreate(&graph, 0));
    CHECK(cuGraphConditionalHandleCreate(&handle, graph, context, 1, CU_GRAPH_COND_ASSIGN_DEFAULT));
    params.conditional.handle = handle;
    CHECK(cuGraphAddNode(&node, graph, NULL, NULL, 0, &params));
    to_two.dst = word;
    CHECK(cuGraphAddMemsetNode(&set, params.conditional.phGraph_out[0], NULL, 0, &to_two, context));
    CHECK(cuGraphInstantiate(&exec, graph, 0));
    CHECK(cuGraphLaunch(exec, stream));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemcpyDtoH(&value, word, 4));
    REQUIRE(value == 2);
    CHECK(cuGraphExecDestroy(exec));
    CHECK(cuGraphDestroy(graph));
    CHECK(cuStreamDestroy(stream));
    CHECK(cuDevicePrimaryCtxRelease(0));
    puts("PASS no_thread");
    return 0;
}
