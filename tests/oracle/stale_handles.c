// The oracle: handles that were destroyed or never were. NVIDIA leaves most of it undefined, and its driver may crash; ours checks every
// handle, and promises these answers.
#include "transcript.h"

static const char *const source = PTX_HEAD ".visible .entry empty() { ret; }\n";

static void streams(void) {
    CUstream stream = NULL;
    CUmodule module = NULL;
    CUfunction function = NULL;
    start();
    BELIEF("old-01", "A stream that was destroyed is CUDA_ERROR_INVALID_HANDLE.", "Stream Management; a promise of ours");
    NEED(cuStreamCreate(&stream, 0));
    GIVES(CUDA_SUCCESS, cuStreamDestroy(stream));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamQuery(stream));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamSynchronize(stream));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamDestroy(stream));
    NEED(cuModuleLoadData(&module, source));
    NEED(cuModuleGetFunction(&function, module, "empty"));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuLaunchKernel(function, 1, 1, 1, 1, 1, 1, 0, stream, NULL, NULL));
    BELIEF("old-02", "What never was a stream is CUDA_ERROR_INVALID_HANDLE, whatever lies there.", "Stream Management; a promise of ours");
    unsigned bytes[64] = { 0x1234, 0x5678 };
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamQuery((CUstream)bytes));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamQuery((CUstream)0x1000));
}

static void events(void) {
    CUevent event = NULL;
    CUstream stream = NULL;
    float time = 0;
    start();
    BELIEF("old-03", "An event that was destroyed is CUDA_ERROR_INVALID_HANDLE.", "Event Management; a promise of ours");
    NEED(cuEventCreate(&event, 0));
    GIVES(CUDA_SUCCESS, cuEventDestroy(event));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventQuery(event));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventRecord(event, NULL));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventDestroy(event));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamWaitEvent(NULL, event, 0));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventElapsedTime(&time, event, event));
    BELIEF("old-04", "One kind of handle in the place of another is CUDA_ERROR_INVALID_HANDLE.", "a promise of ours");
    NEED(cuStreamCreate(&stream, 0));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventQuery((CUevent)stream));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuModuleUnload((CUmodule)stream));
}

static void modules(void) {
    CUmodule module = NULL;
    CUfunction function = NULL, again = NULL;
    int value = 0;
    start();
    BELIEF("old-05", "A module that was unloaded, and functions of it, are CUDA_ERROR_INVALID_HANDLE.", "Module Management; a promise of ours");
    NEED(cuModuleLoadData(&module, source));
    NEED(cuModuleGetFunction(&function, module, "empty"));
    GIVES(CUDA_SUCCESS, cuModuleUnload(module));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuModuleGetFunction(&again, module, "empty"));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuModuleUnload(module));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuLaunchKernel(function, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_NUM_REGS, function));
}

static void contexts(void) {
    CUcontext created = NULL;
    CUstream stream = NULL;
    CUevent event = NULL;
    unsigned bytes[64] = { 0 };
    CUdeviceptr at = 0;
    start();
    BELIEF("old-06", "A context that never was is CUDA_ERROR_INVALID_CONTEXT.", "Context Management; a promise of ours");
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxSetCurrent((CUcontext)bytes));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxPushCurrent((CUcontext)bytes));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxDestroy((CUcontext)bytes));
    BELIEF("old-07", "What belonged to a context that was destroyed is an error, and never work elsewhere.", "Context Management: cuCtxDestroy; a promise of ours");
    NEED(cuCtxCreate(&created, NULL, 0, 0));
    NEED(cuStreamCreate(&stream, 0));
    NEED(cuEventCreate(&event, 0));
    NEED(cuMemAlloc(&at, 64));
    GIVES(CUDA_SUCCESS, cuCtxDestroy(created));
    VALUE(1, cuStreamSynchronize(stream) != CUDA_SUCCESS);
    VALUE(1, cuEventRecord(event, NULL) != CUDA_SUCCESS);
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemsetD8(at, 0, 1));
    VALUE(1, cuCtxDestroy(created) != CUDA_SUCCESS);
    GIVES(CUDA_SUCCESS, cuCtxSynchronize());
}

static void graphs(void) {
    CUgraph graph = NULL;
    CUgraphNode node = NULL;
    CUgraphExec exec = NULL;
    size_t count = 0;
    start();
    BELIEF("old-08", "A graph, a node or an instantiated graph that was destroyed is an error.", "Graph Management; a promise of ours");
    NEED(cuGraphCreate(&graph, 0));
    NEED(cuGraphAddEmptyNode(&node, graph, NULL, 0));
    NEED(cuGraphInstantiate(&exec, graph, 0));
    GIVES(CUDA_SUCCESS, cuGraphDestroyNode(node));
    VALUE(1, cuGraphDestroyNode(node) != CUDA_SUCCESS);
    GIVES(CUDA_SUCCESS, cuGraphDestroy(graph));
    VALUE(1, cuGraphGetNodes(graph, NULL, &count) != CUDA_SUCCESS);
    VALUE(1, cuGraphDestroy(graph) != CUDA_SUCCESS);
    GIVES(CUDA_SUCCESS, cuGraphExecDestroy(exec));
    VALUE(1, cuGraphLaunch(exec, NULL) != CUDA_SUCCESS);
}

int main(int count, char **values) {
    arguments(count, values);
    in_a_process(streams);
    in_a_process(events);
    in_a_process(modules);
    in_a_process(contexts);
    in_a_process(graphs);
    return 0;
}
