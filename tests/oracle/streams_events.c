// The oracle: streams and their order, events and their generations.
#include "transcript.h"
#include <pthread.h>

// A kernel that waits until the host writes its flag, and one that writes a value.
static const char *const source = PTX_HEAD
    ".visible .entry hold(.param .u64 flag) {\n"
    "  .reg .pred %p; .reg .b32 %r<2>; .reg .b64 %d<2>;\n"
    "  ld.param.u64 %d1, [flag]; cvta.to.global.u64 %d1, %d1;\n"
    "AGAIN:\n  ld.volatile.global.u32 %r1, [%d1]; setp.eq.u32 %p, %r1, 0; @%p bra AGAIN;\n  ret;\n}\n"
    ".visible .entry put(.param .u64 to, .param .u32 value) {\n"
    "  .reg .b32 %r<2>; .reg .b64 %d<2>;\n"
    "  ld.param.u64 %d1, [to]; ld.param.u32 %r1, [value]; cvta.to.global.u64 %d1, %d1; st.global.u32 [%d1], %r1; ret;\n}\n";

static CUfunction hold, put;
static volatile unsigned *flag, *cell;

static int start_hold(CUstream stream) {
    CUdeviceptr at = (CUdeviceptr)flag;
    void *params[] = { &at };
    *flag = 0;
    return cuLaunchKernel(hold, 1, 1, 1, 1, 1, 1, 0, stream, params, NULL);
}

static int start_put(CUstream stream, unsigned value) {
    CUdeviceptr at = (CUdeviceptr)cell;
    void *params[] = { &at, &value };
    return cuLaunchKernel(put, 1, 1, 1, 1, 1, 1, 0, stream, params, NULL);
}

// Whether a stream finishes within a time that is long for the device.
static int finishes(CUstream stream) {
    for (int i = 0; i < 20000; i++) {
        int result = cuStreamQuery(stream);
        if (result != CUDA_ERROR_NOT_READY) return result == CUDA_SUCCESS;
        usleep(100);
    }
    return 0;
}

static void streams(void) {
    CUstream stream = NULL, other = NULL;
    CUcontext context = NULL, current = NULL;
    unsigned flags = 99;
    int priority = 99, least = 0, greatest = 0;
    unsigned long long id_a = 0, id_b = 0;
    RULE("str-01", "A stream needs a place for its handle and flags that exist.", "Stream Management: cuStreamCreate");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuStreamCreate(NULL, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuStreamCreate(&stream, 0xff00));
    GIVES(CUDA_SUCCESS, cuStreamCreate(&stream, CU_STREAM_DEFAULT));
    GIVES(CUDA_SUCCESS, cuStreamCreate(&other, CU_STREAM_NON_BLOCKING));
    RULE("str-02", "A stream tells the flags it was made with.", "Stream Management: cuStreamGetFlags");
    GIVES(CUDA_SUCCESS, cuStreamGetFlags(stream, &flags));
    VALUE(CU_STREAM_DEFAULT, flags);
    GIVES(CUDA_SUCCESS, cuStreamGetFlags(other, &flags));
    VALUE(CU_STREAM_NON_BLOCKING, flags);
    GIVES(CUDA_ERROR_INVALID_VALUE, cuStreamGetFlags(stream, NULL));
    RULE("str-03", "A stream knows its context.", "Stream Management: cuStreamGetCtx");
    NEED(cuCtxGetCurrent(&current));
    GIVES(CUDA_SUCCESS, cuStreamGetCtx(stream, &context));
    VALUE(1, context == current);
    GIVES(CUDA_SUCCESS, cuStreamGetCtx(NULL, &context));
    VALUE(1, context == current);
    RULE("str-04", "A priority outside the range becomes the nearest within.", "Stream Management: cuStreamCreateWithPriority");
    CUstream urgent = NULL;
    NEED(cuCtxGetStreamPriorityRange(&least, &greatest));
    GIVES(CUDA_SUCCESS, cuStreamCreateWithPriority(&urgent, CU_STREAM_NON_BLOCKING, -1000));
    GIVES(CUDA_SUCCESS, cuStreamGetPriority(urgent, &priority));
    VALUE(1, priority == greatest);
    GIVES(CUDA_SUCCESS, cuStreamDestroy(urgent));
    GIVES(CUDA_SUCCESS, cuStreamCreateWithPriority(&urgent, CU_STREAM_NON_BLOCKING, 1000));
    GIVES(CUDA_SUCCESS, cuStreamGetPriority(urgent, &priority));
    VALUE(1, priority == least);
    GIVES(CUDA_SUCCESS, cuStreamDestroy(urgent));
    GIVES(CUDA_SUCCESS, cuStreamGetPriority(stream, &priority));
    VALUE(0, priority);
    RULE("str-05", "Streams have ids, and no two the same.", "Stream Management: cuStreamGetId");
    GIVES(CUDA_SUCCESS, cuStreamGetId(stream, &id_a));
    GIVES(CUDA_SUCCESS, cuStreamGetId(other, &id_b));
    VALUE(1, id_a != id_b);
    RULE("str-06", "A stream without work is complete.", "Stream Management: cuStreamQuery");
    GIVES(CUDA_SUCCESS, cuStreamQuery(stream));
    GIVES(CUDA_SUCCESS, cuStreamQuery(NULL));
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(stream));
    RULE("str-07", "A stream with work that runs is CUDA_ERROR_NOT_READY, which is no failure and poisons nothing.", "Stream Management: cuStreamQuery");
    NEED(start_hold(stream));
    GIVES(CUDA_ERROR_NOT_READY, cuStreamQuery(stream));
    *flag = 1;
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(stream));
    GIVES(CUDA_SUCCESS, cuStreamQuery(stream));
    RULE("str-08", "Work of one stream waits for the work before it.", "Programming Guide: Streams, operations of a stream execute in issue order");
    *cell = 0;
    NEED(start_hold(stream));
    NEED(start_put(stream, 7));
    usleep(20000);
    VALUE(0, *cell);
    *flag = 1;
    NEED(cuStreamSynchronize(stream));
    VALUE(7, *cell);
    RULE("str-09", "Two created streams do not wait for each other.", "Programming Guide: Streams");
    NEED(start_hold(stream));
    NEED(start_put(other, 9));
    VALUE(1, finishes(other));
    VALUE(9, *cell);
    RULE("str-10", "Work of the legacy default stream waits for what blocking streams were given before.",
         "Stream synchronization behavior: legacy default stream");
    NEED(start_put(NULL, 11));
    usleep(20000);
    VALUE(9, *cell);
    *flag = 1;
    NEED(cuStreamSynchronize(NULL));
    VALUE(11, *cell);
    RULE("str-11", "Work of a blocking stream waits for what the legacy default stream was given before.",
         "Stream synchronization behavior: legacy default stream");
    NEED(start_hold(NULL));
    NEED(start_put(stream, 13));
    usleep(20000);
    VALUE(11, *cell);
    GIVES(CUDA_ERROR_NOT_READY, cuStreamQuery(stream));
    RULE("str-12", "A non-blocking stream does not wait for the legacy default stream.", "Stream Management: CU_STREAM_NON_BLOCKING");
    NEED(start_put(other, 15));
    VALUE(1, finishes(other));
    VALUE(15, *cell);
    *flag = 1;
    NEED(cuCtxSynchronize());
    VALUE(13, *cell);
    RULE("str-13", "NULL and CU_STREAM_LEGACY are the same stream where the program uses the legacy default.",
         "Stream synchronization behavior: CU_STREAM_LEGACY");
    NEED(start_hold(NULL));
    GIVES(CUDA_ERROR_NOT_READY, cuStreamQuery(CU_STREAM_LEGACY));
    RULE("str-14", "A thread's own default stream waits for the legacy one, as blocking streams do.",
         "Stream synchronization behavior: per-thread default stream is not non-blocking");
    NEED(start_put(CU_STREAM_PER_THREAD, 17));
    GIVES(CUDA_ERROR_NOT_READY, cuStreamQuery(CU_STREAM_PER_THREAD));
    *flag = 1;
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(CU_STREAM_PER_THREAD));
    VALUE(17, *cell);
    RULE("str-15", "A stream that is destroyed with work still does it, and the call does not wait.", "Stream Management: cuStreamDestroy");
    NEED(start_hold(other));
    NEED(start_put(other, 19));
    GIVES(CUDA_SUCCESS, cuStreamDestroy(other));
    VALUE(17, *cell);
    *flag = 1;
    GIVES(CUDA_SUCCESS, cuCtxSynchronize());
    VALUE(19, *cell);
    BELIEF("str-16", "The default streams cannot be destroyed.", "Stream Management: cuStreamDestroy");
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamDestroy(NULL));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamDestroy(CU_STREAM_LEGACY));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamDestroy(CU_STREAM_PER_THREAD));
    GIVES(CUDA_SUCCESS, cuStreamDestroy(stream));
}

static void *per_thread(void *unused) {
    CUcontext context = unused;
    NEED(cuCtxSetCurrent(context));
    RULE("str-17", "Each thread has a default stream of its own, complete while another thread's runs.",
         "Stream synchronization behavior: per-thread default stream");
    GIVES(CUDA_SUCCESS, cuStreamQuery(CU_STREAM_PER_THREAD));
    NEED(start_put(CU_STREAM_PER_THREAD, 23));
    VALUE(1, finishes(CU_STREAM_PER_THREAD));
    VALUE(23, *cell);
    return NULL;
}

static void values_in_memory(void) {
    CUstream a = NULL, b = NULL;
    CUdeviceptr at = 0;
    unsigned word = 0;
    unsigned long long wide = 0;
    NEED(cuStreamCreate(&a, CU_STREAM_NON_BLOCKING));
    NEED(cuStreamCreate(&b, CU_STREAM_NON_BLOCKING));
    NEED(cuMemAlloc(&at, 64));
    NEED(cuMemsetD8(at, 0, 64));
    NEED(cuCtxSynchronize());
    RULE("str-18", "A stream writes a value of 32 or 64 bits to memory when it gets there.", "Stream Memory Operations: cuStreamWriteValue32, cuStreamWriteValue64");
    GIVES(CUDA_SUCCESS, cuStreamWriteValue32(a, at, 41, CU_STREAM_WRITE_VALUE_DEFAULT));
    GIVES(CUDA_SUCCESS, cuStreamWriteValue64(a, at + 8, 1ull << 40, CU_STREAM_WRITE_VALUE_DEFAULT));
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(a));
    NEED(cuMemcpyDtoH(&word, at, 4));
    NEED(cuMemcpyDtoH(&wide, at + 8, 8));
    VALUE(41, word);
    VALUE(1ull << 40, wide);
    RULE("str-19", "A stream waits until a value in memory is large enough, and goes on by itself.", "Stream Memory Operations: cuStreamWaitValue32");
    GIVES(CUDA_SUCCESS, cuStreamWaitValue32(b, at + 16, 3, CU_STREAM_WAIT_VALUE_GEQ));
    GIVES(CUDA_ERROR_NOT_READY, cuStreamQuery(b));
    GIVES(CUDA_SUCCESS, cuStreamWriteValue32(a, at + 16, 3, CU_STREAM_WRITE_VALUE_DEFAULT));
    VALUE(1, finishes(b));
    RULE("str-20", "Values lie at multiples of their size.", "Stream Memory Operations: cuStreamWriteValue32");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuStreamWriteValue32(a, at + 2, 1, CU_STREAM_WRITE_VALUE_DEFAULT));
    NEED(cuCtxSynchronize());
    NEED(cuMemFree(at));
    NEED(cuStreamDestroy(a));
    NEED(cuStreamDestroy(b));
}

static void events(void) {
    CUstream a = NULL, b = NULL;
    CUevent event = NULL, fresh = NULL, untimed = NULL, late = NULL;
    float time = -1;
    NEED(cuStreamCreate(&a, CU_STREAM_NON_BLOCKING));
    NEED(cuStreamCreate(&b, CU_STREAM_NON_BLOCKING));
    RULE("evt-01", "An event needs a place for its handle and flags that exist; one for other processes has no times.", "Event Management: cuEventCreate");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuEventCreate(NULL, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuEventCreate(&event, 0xff00));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuEventCreate(&event, CU_EVENT_INTERPROCESS));
    NEED(cuEventCreate(&event, CU_EVENT_DEFAULT));
    NEED(cuEventCreate(&fresh, CU_EVENT_BLOCKING_SYNC));
    NEED(cuEventCreate(&untimed, CU_EVENT_DISABLE_TIMING));
    NEED(cuEventCreate(&late, CU_EVENT_DEFAULT));
    RULE("evt-02", "An event that was never recorded holds no work: it is complete, and waiting for it does nothing.", "Event Management: cuEventRecord");
    GIVES(CUDA_SUCCESS, cuEventQuery(fresh));
    GIVES(CUDA_SUCCESS, cuEventSynchronize(fresh));
    GIVES(CUDA_SUCCESS, cuStreamWaitEvent(a, fresh, 0));
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(a));
    RULE("evt-03", "A recorded event is complete when the work before it is.", "Event Management: cuEventRecord, cuEventQuery");
    NEED(start_hold(a));
    GIVES(CUDA_SUCCESS, cuEventRecord(event, a));
    GIVES(CUDA_ERROR_NOT_READY, cuEventQuery(event));
    RULE("evt-04", "Work after the record does not change the event.", "Event Management: cuEventRecord");
    *flag = 1;
    NEED(cuStreamSynchronize(a));
    NEED(start_hold(a));
    GIVES(CUDA_SUCCESS, cuEventQuery(event));
    RULE("evt-05", "A record replaces the one before it.", "Event Management: cuEventRecord");
    GIVES(CUDA_SUCCESS, cuEventRecord(event, a));
    GIVES(CUDA_ERROR_NOT_READY, cuEventQuery(event));
    RULE("evt-06", "A stream that waits for an event waits for what was recorded when it was told to.", "Stream Management: cuStreamWaitEvent");
    *cell = 0;
    GIVES(CUDA_SUCCESS, cuStreamWaitEvent(b, event, 0));
    NEED(start_put(b, 3));
    usleep(20000);
    VALUE(0, *cell);
    GIVES(CUDA_ERROR_NOT_READY, cuStreamQuery(b));
    RULE("evt-07", "Recording again does not make those wait longer who wait already.", "Event Management: cuEventRecord");
    NEED(cuEventRecord(event, NULL));
    *flag = 1;
    VALUE(1, finishes(b));
    VALUE(3, *cell);
    RULE("evt-08", "An event may be destroyed while work waits for it; the wait remains.", "Event Management: cuEventDestroy");
    NEED(start_hold(a));
    NEED(cuEventRecord(late, a));
    NEED(cuStreamWaitEvent(b, late, 0));
    NEED(start_put(b, 5));
    GIVES(CUDA_SUCCESS, cuEventDestroy(late));
    usleep(20000);
    VALUE(3, *cell);
    *flag = 1;
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(b));
    VALUE(5, *cell);
    RULE("evt-09", "The time between two events is not below zero, and zero from an event to itself.", "Event Management: cuEventElapsedTime");
    NEED(cuEventCreate(&late, CU_EVENT_DEFAULT));
    NEED(cuEventRecord(event, a));
    NEED(cuEventRecord(late, a));
    NEED(cuEventSynchronize(late));
    GIVES(CUDA_SUCCESS, cuEventElapsedTime(&time, event, late));
    VALUE(1, time >= 0);
    GIVES(CUDA_SUCCESS, cuEventElapsedTime(&time, event, event));
    VALUE(1, time == 0);
    RULE("evt-10", "No time is from or to an event without times, or one that was never recorded: CUDA_ERROR_INVALID_HANDLE.",
         "Event Management: cuEventElapsedTime");
    NEED(cuEventRecord(untimed, a));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventElapsedTime(&time, event, untimed));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventElapsedTime(&time, fresh, event));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuEventElapsedTime(NULL, event, late));
    RULE("evt-11", "The time to an event that is not complete is CUDA_ERROR_NOT_READY.", "Event Management: cuEventElapsedTime");
    NEED(start_hold(a));
    NEED(cuEventRecord(late, a));
    GIVES(CUDA_ERROR_NOT_READY, cuEventElapsedTime(&time, event, late));
    *flag = 1;
    GIVES(CUDA_SUCCESS, cuEventSynchronize(late));
    RULE("evt-12", "No event at all is CUDA_ERROR_INVALID_HANDLE.", "Event Management");
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventRecord(NULL, a));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventQuery(NULL));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventSynchronize(NULL));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventDestroy(NULL));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuStreamWaitEvent(a, NULL, 0));
    RULE("evt-13", "Flags of a wait that do not exist are CUDA_ERROR_INVALID_VALUE.", "Stream Management: cuStreamWaitEvent");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuStreamWaitEvent(a, event, 0xff00));
    RULE("evt-14", "A stream and an event of different contexts cannot be recorded together, but one may wait for the other.",
         "Event Management: cuEventRecord; Stream Management: cuStreamWaitEvent");
    CUcontext second = NULL;
    CUstream foreign = NULL;
    NEED(cuCtxCreate(&second, NULL, 0, 0));
    NEED(cuStreamCreate(&foreign, CU_STREAM_NON_BLOCKING));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuEventRecord(event, foreign));
    GIVES(CUDA_SUCCESS, cuStreamWaitEvent(foreign, event, 0));
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(foreign));
    NEED(cuStreamDestroy(foreign));
    NEED(cuCtxDestroy(second));
    NEED(cuEventDestroy(event));
    NEED(cuEventDestroy(fresh));
    NEED(cuEventDestroy(untimed));
    NEED(cuEventDestroy(late));
    NEED(cuStreamDestroy(a));
    NEED(cuStreamDestroy(b));
}

int main(int count, char **values) {
    CUmodule module = NULL;
    pthread_t thread;
    arguments(count, values);
    CUcontext context = start();
    NEED(cuModuleLoadData(&module, source));
    NEED(cuModuleGetFunction(&hold, module, "hold"));
    NEED(cuModuleGetFunction(&put, module, "put"));
    NEED(cuMemHostAlloc((void **)&flag, 4096, CU_MEMHOSTALLOC_DEVICEMAP));
    cell = flag + 64;
    // Lazily loaded kernels are loaded before any is held: loading may wait for the device.
    NEED(start_put(NULL, 0));
    NEED(start_hold(NULL));
    *flag = 1;
    NEED(cuCtxSynchronize());
    streams();
    NEED(start_hold(CU_STREAM_PER_THREAD));
    pthread_create(&thread, NULL, per_thread, context);
    pthread_join(thread, NULL);
    *flag = 1;
    NEED(cuCtxSynchronize());
    values_in_memory();
    events();
    return 0;
}
