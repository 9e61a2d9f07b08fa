// The oracle: graphs made node by node, instantiated, launched, changed; what is refused.
#include "transcript.h"

static const char *const source = PTX_HEAD
    ".visible .entry add(.param .u64 to, .param .u32 value) {\n"
    "  .reg .b32 %r<2>; .reg .b64 %d<2>;\n"
    "  ld.param.u64 %d1, [to]; ld.param.u32 %r1, [value]; cvta.to.global.u64 %d1, %d1; red.global.add.u32 [%d1], %r1; ret;\n}\n";

static CUfunction add;
static CUcontext context;
static CUdeviceptr cell;
static unsigned value = 3;
static void *params[] = { &cell, &value };
static int calls;
static void CUDA_CB call(void *unused) { calls++, (void)unused; }

static unsigned read_cell(void) {
    unsigned got = 0;
    NEED(cuCtxSynchronize());
    NEED(cuMemcpyDtoH(&got, cell, 4));
    return got;
}

static CUDA_KERNEL_NODE_PARAMS kernel(void) {
    CUDA_KERNEL_NODE_PARAMS node;
    memset(&node, 0, sizeof node);
    node.func = add, node.kernelParams = params;
    node.gridDimX = node.gridDimY = node.gridDimZ = node.blockDimX = node.blockDimY = node.blockDimZ = 1;
    return node;
}

static CUDA_MEMSET_NODE_PARAMS set(unsigned to) {
    CUDA_MEMSET_NODE_PARAMS node;
    memset(&node, 0, sizeof node);
    node.dst = cell, node.value = to, node.elementSize = 4, node.width = 1, node.height = 1;
    return node;
}

static void building(void) {
    CUgraph graph = NULL, copy = NULL;
    CUgraphNode a = NULL, b = NULL, c = NULL, found[4], in_copy = NULL;
    CUgraphNodeType type = (CUgraphNodeType)99;
    CUgraphExec exec = NULL;
    size_t count = 0;
    RULE("graph-01", "A graph begins empty; its flags must be 0.", "Graph Management: cuGraphCreate");
    GIVES(CUDA_SUCCESS, cuGraphCreate(&graph, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGraphCreate(&copy, 1));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGraphCreate(NULL, 0));
    GIVES(CUDA_SUCCESS, cuGraphGetNodes(graph, NULL, &count));
    VALUE(0, count);
    RULE("graph-02", "Nodes depend on those that they are told to.", "Graph Management: cuGraphAddKernelNode");
    CUDA_MEMSET_NODE_PARAMS zero = set(0);
    CUDA_KERNEL_NODE_PARAMS run = kernel();
    CUDA_HOST_NODE_PARAMS host = { call, NULL };
    GIVES(CUDA_SUCCESS, cuGraphAddMemsetNode(&a, graph, NULL, 0, &zero, context));
    GIVES(CUDA_SUCCESS, cuGraphAddKernelNode(&b, graph, &a, 1, &run));
    GIVES(CUDA_SUCCESS, cuGraphAddHostNode(&c, graph, &b, 1, &host));
    GIVES(CUDA_SUCCESS, cuGraphGetNodes(graph, NULL, &count));
    VALUE(3, count);
    GIVES(CUDA_SUCCESS, cuGraphGetEdges(graph, NULL, NULL, NULL, &count));
    VALUE(2, count);
    RULE("graph-03", "Nodes without dependencies are the roots.", "Graph Management: cuGraphGetRootNodes");
    count = 4;
    GIVES(CUDA_SUCCESS, cuGraphGetRootNodes(graph, found, &count));
    VALUE(1, count);
    VALUE(1, found[0] == a);
    RULE("graph-04", "A node tells its kind and its parameters.", "Graph Management: cuGraphNodeGetType, cuGraphKernelNodeGetParams");
    GIVES(CUDA_SUCCESS, cuGraphNodeGetType(a, &type));
    VALUE(CU_GRAPH_NODE_TYPE_MEMSET, type);
    GIVES(CUDA_SUCCESS, cuGraphNodeGetType(b, &type));
    VALUE(CU_GRAPH_NODE_TYPE_KERNEL, type);
    GIVES(CUDA_SUCCESS, cuGraphNodeGetType(c, &type));
    VALUE(CU_GRAPH_NODE_TYPE_HOST, type);
    GIVES(CUDA_SUCCESS, cuGraphKernelNodeGetParams(b, &run));
    VALUE(1, run.func == add && run.gridDimX == 1);
    RULE("graph-05", "A list that is asked for has as many entries as there is room, and the rest is NULL.", "Graph Management: cuGraphGetNodes");
    count = 4;
    GIVES(CUDA_SUCCESS, cuGraphGetNodes(graph, found, &count));
    VALUE(3, count);
    VALUE(1, found[3] == NULL);
    RULE("graph-06", "An edge can be there once, and not to the node itself.", "Graph Management: cuGraphAddDependencies");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGraphAddDependencies(graph, &a, &b, NULL, 1));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGraphAddDependencies(graph, &a, &a, NULL, 1));
    RULE("graph-09", "A clone has its own nodes, found by the originals, and is changed alone.", "Graph Management: cuGraphClone, cuGraphNodeFindInClone");
    GIVES(CUDA_SUCCESS, cuGraphClone(&copy, graph));
    GIVES(CUDA_SUCCESS, cuGraphNodeFindInClone(&in_copy, b, copy));
    VALUE(1, in_copy != NULL && in_copy != b);
    GIVES(CUDA_SUCCESS, cuGraphDestroyNode(in_copy));
    GIVES(CUDA_SUCCESS, cuGraphGetNodes(copy, NULL, &count));
    VALUE(2, count);
    GIVES(CUDA_SUCCESS, cuGraphGetNodes(graph, NULL, &count));
    VALUE(3, count);
    NEED(cuGraphDestroy(copy));
    RULE("graph-10", "A launched graph does its nodes in the order of their edges, each time.", "Graph Management: cuGraphLaunch");
    GIVES(CUDA_SUCCESS, cuGraphInstantiate(&exec, graph, 0));
    GIVES(CUDA_SUCCESS, cuGraphLaunch(exec, NULL));
    GIVES(CUDA_SUCCESS, cuGraphLaunch(exec, NULL));
    VALUE(3, read_cell());
    VALUE(2, calls);
    RULE("graph-11", "Parameters of kernels were read when the node was made.", "Graph Management: cuGraphAddKernelNode, parameters are copied");
    value = 1000;
    NEED(cuGraphLaunch(exec, NULL));
    VALUE(3, read_cell());
    RULE("graph-12", "A node of an instantiated graph takes other parameters, and the graph keeps its own.", "Graph Management: cuGraphExecKernelNodeSetParams");
    value = 7;
    run = kernel();
    GIVES(CUDA_SUCCESS, cuGraphExecKernelNodeSetParams(exec, b, &run));
    NEED(cuGraphLaunch(exec, NULL));
    VALUE(7, read_cell());
    RULE("graph-13", "An instantiated graph takes over the parameters of another graph of the same shape.", "Graph Management: cuGraphExecUpdate");
    value = 11;
    run = kernel();
    NEED(cuGraphKernelNodeSetParams(b, &run));
    CUgraphExecUpdateResultInfo info;
    memset(&info, 0, sizeof info);
    GIVES(CUDA_SUCCESS, cuGraphExecUpdate(exec, graph, &info));
    VALUE(CU_GRAPH_EXEC_UPDATE_SUCCESS, info.result);
    NEED(cuGraphLaunch(exec, NULL));
    VALUE(11, read_cell());
    RULE("graph-14", "One of another shape is CUDA_ERROR_GRAPH_EXEC_UPDATE_FAILURE, and the reason is told.", "Graph Management: cuGraphExecUpdate");
    CUgraphNode extra = NULL;
    NEED(cuGraphAddEmptyNode(&extra, graph, &c, 1));
    GIVES(CUDA_ERROR_GRAPH_EXEC_UPDATE_FAILURE, cuGraphExecUpdate(exec, graph, &info));
    VALUE(CU_GRAPH_EXEC_UPDATE_ERROR_TOPOLOGY_CHANGED, info.result);
    RULE("graph-15", "A node that is destroyed goes with its edges.", "Graph Management: cuGraphDestroyNode");
    GIVES(CUDA_SUCCESS, cuGraphDestroyNode(b));
    GIVES(CUDA_SUCCESS, cuGraphGetEdges(graph, NULL, NULL, NULL, &count));
    VALUE(1, count);
    RULE("graph-16", "Uploading before the first launch is allowed and changes nothing.", "Graph Management: cuGraphUpload");
    GIVES(CUDA_SUCCESS, cuGraphUpload(exec, NULL));
    NEED(cuGraphLaunch(exec, NULL));
    VALUE(11, read_cell());
    GIVES(CUDA_SUCCESS, cuGraphExecDestroy(exec));
    GIVES(CUDA_SUCCESS, cuGraphDestroy(graph));
}

static void edges(void) {
    CUgraph graph = NULL;
    CUgraphNode a = NULL, b = NULL, c = NULL;
    CUgraphExec exec = NULL;
    NEED(cuGraphCreate(&graph, 0));
    NEED(cuGraphAddEmptyNode(&a, graph, NULL, 0));
    NEED(cuGraphAddEmptyNode(&b, graph, &a, 1));
    NEED(cuGraphAddEmptyNode(&c, graph, &b, 1));
    RULE("graph-07", "An edge that is not there cannot be removed; one that is can, and be added again.", "Graph Management: cuGraphRemoveDependencies");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGraphRemoveDependencies(graph, &a, &c, NULL, 1));
    GIVES(CUDA_SUCCESS, cuGraphRemoveDependencies(graph, &a, &b, NULL, 1));
    GIVES(CUDA_SUCCESS, cuGraphAddDependencies(graph, &a, &b, NULL, 1));
    RULE("graph-08", "A circle is found when the graph is instantiated, at the latest.", "Graph Management: cuGraphInstantiate");
    int added = cuGraphAddDependencies(graph, &c, &a, NULL, 1);
    VALUE(CUDA_ERROR_INVALID_VALUE, added == CUDA_SUCCESS ? (int)cuGraphInstantiate(&exec, graph, 0) : added);
    NEED(cuGraphDestroy(graph));
}

static void refused(void) {
    CUgraph graph = NULL, other = NULL;
    CUgraphNode a = NULL, b = NULL;
    CUgraphExec exec = NULL;
    NEED(cuGraphCreate(&graph, 0));
    NEED(cuGraphCreate(&other, 0));
    NEED(cuGraphAddEmptyNode(&a, other, NULL, 0));
    RULE("graph-17", "A node cannot depend on one of another graph, or on no node.", "Graph Management: cuGraphAddEmptyNode");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGraphAddEmptyNode(&b, graph, &a, 1));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGraphAddEmptyNode(&b, graph, NULL, 1));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGraphAddEmptyNode(NULL, graph, NULL, 0));
    RULE("graph-18", "A kernel node needs a function and a shape that can be launched.", "Graph Management: cuGraphAddKernelNode");
    CUDA_KERNEL_NODE_PARAMS run = kernel();
    run.blockDimX = 2000;
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGraphAddKernelNode(&b, graph, NULL, 0, &run));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGraphAddKernelNode(&b, graph, NULL, 0, NULL));
    RULE("graph-19", "A set node has elements of 1, 2 or 4 bytes.", "Graph Management: cuGraphAddMemsetNode");
    CUDA_MEMSET_NODE_PARAMS wrong = set(0);
    wrong.elementSize = 3;
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGraphAddMemsetNode(&b, graph, NULL, 0, &wrong, context));
    RULE("graph-20", "An empty graph can be launched, and completes.", "Graph Management: cuGraphLaunch");
    GIVES(CUDA_SUCCESS, cuGraphInstantiate(&exec, graph, 0));
    GIVES(CUDA_SUCCESS, cuGraphLaunch(exec, NULL));
    GIVES(CUDA_SUCCESS, cuCtxSynchronize());
    RULE("graph-21", "Flags of instantiation that do not exist are CUDA_ERROR_INVALID_VALUE.", "Graph Management: cuGraphInstantiate");
    CUgraphExec second = NULL;
    GIVES(CUDA_ERROR_INVALID_VALUE, cuGraphInstantiate(&second, graph, 0xff00));
    RULE("graph-22", "A graph may hold another as one node.", "Graph Management: cuGraphAddChildGraphNode");
    GIVES(CUDA_SUCCESS, cuGraphAddChildGraphNode(&b, graph, NULL, 0, other));
    GIVES(CUDA_SUCCESS, cuGraphInstantiate(&second, graph, 0));
    GIVES(CUDA_SUCCESS, cuGraphLaunch(second, NULL));
    GIVES(CUDA_SUCCESS, cuCtxSynchronize());
    NEED(cuGraphExecDestroy(exec));
    NEED(cuGraphExecDestroy(second));
    NEED(cuGraphDestroy(graph));
    NEED(cuGraphDestroy(other));
}

int main(int count, char **values) {
    CUmodule module = NULL;
    arguments(count, values);
    context = start();
    NEED(cuModuleLoadData(&module, source));
    NEED(cuModuleGetFunction(&add, module, "add"));
    NEED(cuMemAlloc(&cell, 4));
    building();
    edges();
    refused();
    return 0;
}
