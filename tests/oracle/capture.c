// The oracle: capture of streams: what is recorded, what is not allowed meanwhile, how a capture ends.
#include "transcript.h"
#include <pthread.h>

static const char *const source = PTX_HEAD
    ".visible .entry add(.param .u64 to, .param .u32 value) {\n"
    "  .reg .b32 %r<2>; .reg .b64 %d<2>;\n"
    "  ld.param.u64 %d1, [to]; ld.param.u32 %r1, [value]; cvta.to.global.u64 %d1, %d1; red.global.add.u32 [%d1], %r1; ret;\n}\n";

static CUfunction add;
static CUdeviceptr cell;
static CUstream stream, other, blocking;

static int run_add(CUstream on, unsigned value) {
    void *params[] = { &cell, &value };
    return cuLaunchKernel(add, 1, 1, 1, 1, 1, 1, 0, on, params, NULL);
}

static unsigned read_cell(void) {
    unsigned value = 0;
    NEED(cuCtxSynchronize());
    NEED(cuMemcpyDtoH(&value, cell, 4));
    return value;
}

static size_t node_count(CUgraph graph) {
    size_t count = 99;
    NEED(cuGraphGetNodes(graph, NULL, &count));
    return count;
}

static void recording(void) {
    CUgraph graph = NULL;
    CUgraphExec exec = NULL;
    CUstreamCaptureStatus status = CU_STREAM_CAPTURE_STATUS_INVALIDATED;
    NEED(cuMemsetD32(cell, 0, 1));
    RULE("cap-01", "Work given to a capturing stream is recorded and not done.", "Stream Management: cuStreamBeginCapture");
    GIVES(CUDA_SUCCESS, cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    GIVES(CUDA_SUCCESS, run_add(stream, 1));
    GIVES(CUDA_SUCCESS, run_add(stream, 10));
    RULE("cap-02", "A stream tells whether it captures.", "Stream Management: cuStreamIsCapturing");
    GIVES(CUDA_SUCCESS, cuStreamIsCapturing(stream, &status));
    VALUE(CU_STREAM_CAPTURE_STATUS_ACTIVE, status);
    GIVES(CUDA_SUCCESS, cuStreamIsCapturing(other, &status));
    VALUE(CU_STREAM_CAPTURE_STATUS_NONE, status);
    GIVES(CUDA_ERROR_INVALID_VALUE, cuStreamIsCapturing(stream, NULL));
    RULE("cap-03", "A stream that captures cannot begin again.", "Stream Management: cuStreamBeginCapture");
    GIVES(CUDA_ERROR_ILLEGAL_STATE, cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    RULE("cap-04", "The end of a capture gives a graph of what was recorded.", "Stream Management: cuStreamEndCapture");
    GIVES(CUDA_SUCCESS, cuStreamEndCapture(stream, &graph));
    VALUE(2, node_count(graph));
    VALUE(0, read_cell());
    GIVES(CUDA_SUCCESS, cuStreamIsCapturing(stream, &status));
    VALUE(CU_STREAM_CAPTURE_STATUS_NONE, status);
    RULE("cap-05", "Each launch of the graph does it once.", "Graph Management: cuGraphLaunch");
    GIVES(CUDA_SUCCESS, cuGraphInstantiate(&exec, graph, 0));
    GIVES(CUDA_SUCCESS, cuGraphLaunch(exec, stream));
    GIVES(CUDA_SUCCESS, cuGraphLaunch(exec, stream));
    NEED(cuStreamSynchronize(stream));
    VALUE(22, read_cell());
    RULE("cap-06", "An instantiated graph outlives the graph.", "Graph Management: cuGraphInstantiate");
    GIVES(CUDA_SUCCESS, cuGraphDestroy(graph));
    GIVES(CUDA_SUCCESS, cuGraphLaunch(exec, stream));
    NEED(cuStreamSynchronize(stream));
    VALUE(33, read_cell());
    GIVES(CUDA_SUCCESS, cuGraphExecDestroy(exec));
    RULE("cap-07", "An empty capture gives an empty graph.", "Stream Management: cuStreamEndCapture");
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    GIVES(CUDA_SUCCESS, cuStreamEndCapture(stream, &graph));
    VALUE(0, node_count(graph));
    NEED(cuGraphDestroy(graph));
    RULE("cap-08", "A stream that does not capture cannot end.", "Stream Management: cuStreamEndCapture");
    GIVES(CUDA_ERROR_ILLEGAL_STATE, cuStreamEndCapture(stream, &graph));
    RULE("cap-09", "The legacy default stream cannot capture.", "Stream Management: cuStreamBeginCapture");
    GIVES(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, cuStreamBeginCapture(NULL, CU_STREAM_CAPTURE_MODE_RELAXED));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, cuStreamBeginCapture(CU_STREAM_LEGACY, CU_STREAM_CAPTURE_MODE_RELAXED));
    RULE("cap-10", "A mode that does not exist is CUDA_ERROR_INVALID_VALUE.", "Stream Management: cuStreamBeginCapture");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuStreamBeginCapture(stream, (CUstreamCaptureMode)9));
    RULE("cap-11", "A thread's own default stream can capture.", "Programming Guide: Creating a graph using stream capture");
    GIVES(CUDA_SUCCESS, cuStreamBeginCapture(CU_STREAM_PER_THREAD, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    GIVES(CUDA_SUCCESS, cuStreamEndCapture(CU_STREAM_PER_THREAD, &graph));
    NEED(cuGraphDestroy(graph));
}

// Begins, does what must end the capture, and ends it.
#define ENDS(wanted_call, call)                                                                           \
    do {                                                                                                  \
        CUgraph graph = (CUgraph)8;                                                                       \
        NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));                          \
        NEED(run_add(stream, 1));                                                                         \
        GIVES(wanted_call, call);                                                                         \
        GIVES(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, cuStreamEndCapture(stream, &graph));                 \
        VALUE(1, graph == NULL);                                                                          \
        GIVES_AS("cuStreamQuery(stream), after it", CUDA_SUCCESS, cuStreamQuery(stream));                 \
    } while (0)

static void invalidated(void) {
    CUgraph graph = NULL;
    CUevent event = NULL;
    CUstreamCaptureStatus status = CU_STREAM_CAPTURE_STATUS_NONE;
    NEED(cuEventCreate(&event, 0));
    RULE("cap-12", "Waiting for a capturing stream, or asking it, is CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED and invalidates the capture; its end "
         "then gives no graph and CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, and the stream works again.",
         "Programming Guide: Prohibited and unhandled operations; Invalidation");
    ENDS(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, cuStreamSynchronize(stream));
    ENDS(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, cuStreamQuery(stream));
    ENDS(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, cuCtxSynchronize());
    RULE("cap-13", "Until its end, everything on an invalidated capture is CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, and its status says so.",
         "Programming Guide: Invalidation");
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    (void)cuStreamSynchronize(stream);
    GIVES(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, run_add(stream, 1));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, cuEventRecord(event, stream));
    GIVES(CUDA_SUCCESS, cuStreamIsCapturing(stream, &status));
    VALUE(CU_STREAM_CAPTURE_STATUS_INVALIDATED, status);
    GIVES(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, cuStreamEndCapture(stream, &graph));
    RULE("cap-14", "An event recorded in a capture cannot be waited for or asked outside: CUDA_ERROR_CAPTURED_EVENT.",
         "Data types: CUDA_ERROR_CAPTURED_EVENT");
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_RELAXED));
    GIVES(CUDA_SUCCESS, cuEventRecord(event, stream));
    GIVES(CUDA_ERROR_CAPTURED_EVENT, cuEventQuery(event));
    BELIEF("cap-15", "Asking it invalidates the capture.", "Programming Guide: Prohibited and unhandled operations");
    GIVES(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, cuStreamEndCapture(stream, &graph));
    BELIEF("cap-16", "An event of a capture that has ended stays a captured one until it is recorded again.", "Data types: CUDA_ERROR_CAPTURED_EVENT");
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_RELAXED));
    NEED(cuEventRecord(event, stream));
    NEED(cuStreamEndCapture(stream, &graph));
    GIVES(CUDA_ERROR_CAPTURED_EVENT, cuEventQuery(event));
    NEED(cuGraphDestroy(graph));
    NEED(cuEventRecord(event, stream));
    GIVES(CUDA_SUCCESS, cuEventSynchronize(event));
    RULE("cap-17", "A stream callback cannot be captured; a host function can.", "Stream Management: cuStreamAddCallback");
    ENDS(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, cuStreamAddCallback(stream, (CUstreamCallback)(void *)abort, NULL, 0));
    NEED(cuEventDestroy(event));
}

static void implicit(void) {
    CUgraph graph = NULL;
    CUstreamCaptureStatus status = CU_STREAM_CAPTURE_STATUS_NONE;
    RULE("cap-18", "While a blocking stream captures, the legacy default stream is CUDA_ERROR_STREAM_CAPTURE_IMPLICIT, which does not invalidate the capture "
         "where only the status is asked for.", "Stream Management: cuStreamIsCapturing");
    NEED(cuStreamBeginCapture(blocking, CU_STREAM_CAPTURE_MODE_RELAXED));
    NEED(run_add(blocking, 1));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_IMPLICIT, cuStreamIsCapturing(NULL, &status));
    GIVES(CUDA_SUCCESS, cuStreamEndCapture(blocking, &graph));
    NEED(cuGraphDestroy(graph));
    RULE("cap-19", "Work for the legacy default stream meanwhile is the same error and invalidates it.", "Programming Guide: Prohibited and unhandled operations");
    NEED(cuStreamBeginCapture(blocking, CU_STREAM_CAPTURE_MODE_RELAXED));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_IMPLICIT, run_add(NULL, 1));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, cuStreamEndCapture(blocking, &graph));
    RULE("cap-20", "A non-blocking stream's capture leaves the legacy default stream alone.", "Programming Guide: Prohibited and unhandled operations");
    NEED(cuMemsetD32(cell, 0, 1));
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_RELAXED));
    GIVES(CUDA_SUCCESS, run_add(NULL, 4));
    GIVES(CUDA_SUCCESS, cuStreamEndCapture(stream, &graph));
    VALUE(4, read_cell());
    NEED(cuGraphDestroy(graph));
}

static void across(void) {
    CUgraph graph = NULL;
    CUgraphExec exec = NULL;
    CUevent fork_event = NULL, join = NULL;
    size_t edges = 0;
    CUstreamCaptureStatus status = CU_STREAM_CAPTURE_STATUS_NONE;
    NEED(cuEventCreate(&fork_event, CU_EVENT_DISABLE_TIMING));
    NEED(cuEventCreate(&join, CU_EVENT_DISABLE_TIMING));
    NEED(cuMemsetD32(cell, 0, 1));
    RULE("cap-21", "A stream that waits for an event of a capture joins it; the first stream must wait for it before the end.",
         "Programming Guide: Cross-stream dependencies and events");
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    NEED(run_add(stream, 1));
    GIVES(CUDA_SUCCESS, cuEventRecord(fork_event, stream));
    GIVES(CUDA_SUCCESS, cuStreamWaitEvent(other, fork_event, 0));
    GIVES(CUDA_SUCCESS, cuStreamIsCapturing(other, &status));
    VALUE(CU_STREAM_CAPTURE_STATUS_ACTIVE, status);
    NEED(run_add(other, 10));
    NEED(run_add(stream, 100));
    GIVES(CUDA_SUCCESS, cuEventRecord(join, other));
    GIVES(CUDA_SUCCESS, cuStreamWaitEvent(stream, join, 0));
    NEED(run_add(stream, 1000));
    GIVES(CUDA_SUCCESS, cuStreamEndCapture(stream, &graph));
    VALUE(4, node_count(graph));
    GIVES(CUDA_SUCCESS, cuGraphGetEdges(graph, NULL, NULL, NULL, &edges));
    VALUE(4, edges);
    NEED(cuGraphInstantiate(&exec, graph, 0));
    NEED(cuGraphLaunch(exec, other));
    NEED(cuStreamSynchronize(other));
    VALUE(1111, read_cell());
    NEED(cuGraphExecDestroy(exec));
    NEED(cuGraphDestroy(graph));
    RULE("cap-22", "A capture that ends without having been joined is CUDA_ERROR_STREAM_CAPTURE_UNJOINED.", "Data types: CUDA_ERROR_STREAM_CAPTURE_UNJOINED");
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    NEED(cuEventRecord(fork_event, stream));
    NEED(cuStreamWaitEvent(other, fork_event, 0));
    NEED(run_add(other, 1));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_UNJOINED, cuStreamEndCapture(stream, &graph));
    GIVES(CUDA_SUCCESS, cuStreamIsCapturing(other, &status));
    VALUE(CU_STREAM_CAPTURE_STATUS_NONE, status);
    RULE("cap-23", "A capture is ended on the stream that began it: CUDA_ERROR_STREAM_CAPTURE_UNMATCHED elsewhere.", "Data types: CUDA_ERROR_STREAM_CAPTURE_UNMATCHED");
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    NEED(cuEventRecord(fork_event, stream));
    NEED(cuStreamWaitEvent(other, fork_event, 0));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_UNMATCHED, cuStreamEndCapture(other, &graph));
    (void)cuStreamEndCapture(stream, &graph);
    RULE("cap-24", "Two captures cannot be merged: CUDA_ERROR_STREAM_CAPTURE_MERGE.", "Data types: CUDA_ERROR_STREAM_CAPTURE_MERGE");
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    NEED(cuStreamBeginCapture(other, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    NEED(run_add(stream, 1));
    NEED(cuEventRecord(fork_event, stream));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_MERGE, cuStreamWaitEvent(other, fork_event, 0));
    (void)cuStreamEndCapture(stream, &graph);
    (void)cuStreamEndCapture(other, &graph);
    RULE("cap-25", "A capturing stream cannot wait for an event from outside its capture: CUDA_ERROR_STREAM_CAPTURE_ISOLATION.",
         "Data types: CUDA_ERROR_STREAM_CAPTURE_ISOLATION");
    NEED(cuEventRecord(join, other));
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_ISOLATION, cuStreamWaitEvent(stream, join, 0));
    (void)cuStreamEndCapture(stream, &graph);
    NEED(cuEventDestroy(fork_event));
    NEED(cuEventDestroy(join));
}

static int result_of_thread;
static CUcontext context;
static void *allocates(void *unused) {
    CUdeviceptr at = 0;
    NEED(cuCtxSetCurrent(context));
    result_of_thread = cuMemAlloc(&at, 16);
    if (result_of_thread == CUDA_SUCCESS) cuMemFree(at);
    return unused;
}
static void *ends(void *graph) {
    NEED(cuCtxSetCurrent(context));
    result_of_thread = cuStreamEndCapture(stream, graph);
    return NULL;
}
static int in_a_thread(void *(*work)(void *), void *argument) {
    pthread_t thread;
    pthread_create(&thread, NULL, work, argument);
    pthread_join(thread, NULL);
    return result_of_thread;
}

static void modes(void) {
    CUgraph graph = NULL;
    CUdeviceptr at = 0;
    CUstreamCaptureMode mode = CU_STREAM_CAPTURE_MODE_RELAXED;
    RULE("cap-26", "In the global mode, unsafe calls of any thread are CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED and invalidate the capture.",
         "Stream Management: cuThreadExchangeStreamCaptureMode");
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_GLOBAL));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, cuMemAlloc(&at, 16));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, cuStreamEndCapture(stream, &graph));
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_GLOBAL));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, in_a_thread(allocates, NULL));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, cuStreamEndCapture(stream, &graph));
    RULE("cap-27", "In the mode of the thread, other threads are free.", "Stream Management: cuThreadExchangeStreamCaptureMode");
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    GIVES(CUDA_SUCCESS, in_a_thread(allocates, NULL));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, cuMemAlloc(&at, 16));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, cuStreamEndCapture(stream, &graph));
    RULE("cap-28", "In the relaxed mode all are free.", "Stream Management: cuThreadExchangeStreamCaptureMode");
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_RELAXED));
    GIVES(CUDA_SUCCESS, cuMemAlloc(&at, 16));
    GIVES(CUDA_SUCCESS, cuMemFree(at));
    GIVES(CUDA_SUCCESS, cuStreamEndCapture(stream, &graph));
    NEED(cuGraphDestroy(graph));
    RULE("cap-29", "Unless it is relaxed, a capture is ended by the thread that began it: CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD.",
         "Stream Management: cuStreamEndCapture");
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    GIVES(CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD, in_a_thread(ends, &graph));
    (void)cuStreamEndCapture(stream, &graph);
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_RELAXED));
    GIVES(CUDA_SUCCESS, in_a_thread(ends, &graph));
    NEED(cuGraphDestroy(graph));
    RULE("cap-30", "A thread's own mode is global at first, and exchanged for another.", "Stream Management: cuThreadExchangeStreamCaptureMode");
    GIVES(CUDA_SUCCESS, cuThreadExchangeStreamCaptureMode(&mode));
    VALUE(CU_STREAM_CAPTURE_MODE_GLOBAL, mode);
    RULE("cap-31", "A thread in the relaxed mode may do what captures of others forbid.", "Stream Management: cuThreadExchangeStreamCaptureMode");
    NEED(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_GLOBAL));
    GIVES(CUDA_SUCCESS, cuMemAlloc(&at, 16));
    GIVES(CUDA_SUCCESS, cuStreamEndCapture(stream, &graph));
    NEED(cuGraphDestroy(graph));
    NEED(cuMemFree(at));
    GIVES(CUDA_SUCCESS, cuThreadExchangeStreamCaptureMode(&mode));
    VALUE(CU_STREAM_CAPTURE_MODE_RELAXED, mode);
    GIVES(CUDA_ERROR_INVALID_VALUE, cuThreadExchangeStreamCaptureMode(NULL));
}

int main(int count, char **values) {
    CUmodule module = NULL;
    arguments(count, values);
    context = start();
    NEED(cuModuleLoadData(&module, source));
    NEED(cuModuleGetFunction(&add, module, "add"));
    NEED(cuMemAlloc(&cell, 4));
    NEED(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    NEED(cuStreamCreate(&other, CU_STREAM_NON_BLOCKING));
    NEED(cuStreamCreate(&blocking, CU_STREAM_DEFAULT));
    NEED(run_add(stream, 0));
    NEED(cuCtxSynchronize());
    recording();
    invalidated();
    implicit();
    across();
    modes();
    return 0;
}
