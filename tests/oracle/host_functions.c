// The oracle: host functions and callbacks of streams: order, what they may not do, what waits for them.
#include "transcript.h"

static volatile int step, seen_by_first = -1, seen_by_second = -1, result_inside = -1, told = -1, release;
static CUstream stream, other;
static volatile CUstream told_stream;

static void CUDA_CB first(void *data) { seen_by_first = step, step = *(int *)data; }
static void CUDA_CB second(void *data) { seen_by_second = step, step = *(int *)data; }
static void CUDA_CB slow(void *unused) {
    while (!release) usleep(100);
    step = 77, (void)unused;
}
static void CUDA_CB calls_cuda(void *unused) {
    CUdeviceptr at = 0;
    result_inside = cuMemAlloc(&at, 16), (void)unused;
}
static void CUDA_CB callback(CUstream on, CUresult result, void *data) { told_stream = on, told = (int)result, step = *(int *)data; }
static void CUDA_CB callback_calls_cuda(CUstream on, CUresult result, void *unused) {
    CUdeviceptr at = 0;
    result_inside = cuMemAlloc(&at, 16), (void)on, (void)result, (void)unused;
}

int main(int count, char **values) {
    int one = 1, two = 2;
    unsigned *pinned = NULL;
    CUdeviceptr cell = 0;
    CUevent event = NULL;
    arguments(count, values);
    start();
    NEED(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    NEED(cuStreamCreate(&other, CU_STREAM_NON_BLOCKING));
    NEED(cuEventCreate(&event, 0));
    NEED(cuMemAlloc(&cell, 4));
    NEED(cuMemAllocHost((void **)&pinned, 4096));
    RULE("call-01", "Host functions of a stream are called in its order, each once.", "Execution Control: cuLaunchHostFunc");
    GIVES(CUDA_SUCCESS, cuLaunchHostFunc(stream, first, &one));
    GIVES(CUDA_SUCCESS, cuLaunchHostFunc(stream, second, &two));
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(stream));
    VALUE(0, seen_by_first);
    VALUE(1, seen_by_second);
    VALUE(2, step);
    RULE("call-02", "A host function is called after the work before it, and sees what that wrote.", "Execution Control: cuLaunchHostFunc");
    *pinned = 0;
    NEED(cuMemsetD32Async(cell, 41, 1, stream));
    NEED(cuMemcpyDtoHAsync(pinned, cell, 4, stream));
    NEED(cuLaunchHostFunc(stream, first, pinned));
    NEED(cuStreamSynchronize(stream));
    VALUE(41, step);
    RULE("call-03", "Work after a host function waits until it has returned.", "Execution Control: cuLaunchHostFunc");
    release = 0;
    NEED(cuLaunchHostFunc(stream, slow, NULL));
    NEED(cuMemcpyHtoDAsync(cell, pinned, 4, stream));
    GIVES(CUDA_ERROR_NOT_READY, cuStreamQuery(stream));
    RULE("call-04", "Other streams do not wait for it.", "Execution Control: cuLaunchHostFunc");
    NEED(cuMemsetD32Async(cell, 3, 1, other));
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(other));
    RULE("call-05", "An event behind a host function completes when it has returned.", "Event Management: cuEventRecord");
    NEED(cuEventRecord(event, stream));
    GIVES(CUDA_ERROR_NOT_READY, cuEventQuery(event));
    release = 1;
    GIVES(CUDA_SUCCESS, cuEventSynchronize(event));
    VALUE(77, step);
    BELIEF("call-06", "A call of CUDA inside a host function is CUDA_ERROR_NOT_PERMITTED, and poisons nothing.",
           "Execution Control: cuLaunchHostFunc, may result in CUDA_ERROR_NOT_PERMITTED");
    NEED(cuLaunchHostFunc(stream, calls_cuda, NULL));
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(stream));
    VALUE(CUDA_ERROR_NOT_PERMITTED, result_inside);
    RULE("call-07", "A host function must be one.", "Execution Control: cuLaunchHostFunc");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchHostFunc(stream, NULL, NULL));
    RULE("call-08", "A callback gets its stream, success, and its own data.", "Stream Management: cuStreamAddCallback");
    GIVES(CUDA_SUCCESS, cuStreamAddCallback(stream, callback, &one, 0));
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(stream));
    VALUE(1, told_stream == stream);
    VALUE(CUDA_SUCCESS, told);
    VALUE(1, step);
    RULE("call-09", "Flags of a callback must be 0, and the callback must be one.", "Stream Management: cuStreamAddCallback");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuStreamAddCallback(stream, callback, &one, 1));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuStreamAddCallback(stream, NULL, &one, 0));
    RULE("call-10", "A call of CUDA inside a callback is CUDA_ERROR_NOT_PERMITTED.", "Stream Management: cuStreamAddCallback");
    result_inside = -1;
    NEED(cuStreamAddCallback(stream, callback_calls_cuda, NULL, 0));
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(stream));
    VALUE(CUDA_ERROR_NOT_PERMITTED, result_inside);
    RULE("call-11", "The default stream takes host functions too, and the context waits for them.", "Execution Control: cuLaunchHostFunc");
    GIVES(CUDA_SUCCESS, cuLaunchHostFunc(NULL, second, &two));
    GIVES(CUDA_SUCCESS, cuCtxSynchronize());
    VALUE(2, step);
    return 0;
}
