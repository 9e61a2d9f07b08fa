// The oracle: the primary context's count, stacks of contexts, created and destroyed contexts, limits.
#include "transcript.h"
#include <pthread.h>

static CUcontext primary, shared;

static int is_active(void) {
    unsigned flags = 0;
    int active = -1;
    NEED(cuDevicePrimaryCtxGetState(0, &flags, &active));
    return active;
}

static CUcontext current(void) {
    CUcontext context = (CUcontext)1;
    NEED(cuCtxGetCurrent(&context));
    return context;
}

static void without_any(void) {
    CUcontext context = (CUcontext)1;
    CUdevice device;
    CUdeviceptr at;
    CUstream stream;
    CUevent event;
    CUmodule module;
    size_t size;
    unsigned value;
    RULE("ctx-01", "A thread begins without a current context.", "Context Management: cuCtxGetCurrent");
    GIVES(CUDA_SUCCESS, cuCtxGetCurrent(&context));
    VALUE(1, context == NULL);
    RULE("ctx-02", "Without a current context, what needs one is CUDA_ERROR_INVALID_CONTEXT.",
         "Data types: CUDA_ERROR_INVALID_CONTEXT, no context bound to the current thread");
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuMemAlloc(&at, 16));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuMemGetInfo(&size, &size));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxSynchronize());
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxGetDevice(&device));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxGetFlags(&value));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxGetApiVersion(NULL, &value));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxGetLimit(&size, CU_LIMIT_STACK_SIZE));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuStreamCreate(&stream, 0));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuEventCreate(&event, 0));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuModuleLoadData(&module, PTX_HEAD));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuStreamSynchronize(NULL));
    RULE("ctx-03", "Nothing can be popped from an empty stack.", "Context Management: cuCtxPopCurrent");
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxPopCurrent(&context));
    RULE("ctx-04", "Making no context current succeeds where none is.", "Context Management: cuCtxSetCurrent");
    GIVES(CUDA_SUCCESS, cuCtxSetCurrent(NULL));
    RULE("ctx-05", "cuCtxGetCurrent needs a place for its result.", "Context Management: cuCtxGetCurrent");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuCtxGetCurrent(NULL));
}

static void counted(void) {
    CUcontext second = NULL, popped = NULL;
    CUdevice device = -1;
    RULE("ctx-06", "Releasing a primary context that nobody retained is CUDA_ERROR_INVALID_CONTEXT.",
         "Primary Context Management: cuDevicePrimaryCtxRelease");
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuDevicePrimaryCtxRelease(0));
    RULE("ctx-07", "Retaining needs a device and a place for the result.", "Primary Context Management: cuDevicePrimaryCtxRetain");
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDevicePrimaryCtxRetain(&primary, 4096));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDevicePrimaryCtxRetain(NULL, 0));
    VALUE(0, is_active());
    RULE("ctx-08", "Retaining activates the primary context and leaves the thread's stack as it is.",
         "Primary Context Management: cuDevicePrimaryCtxRetain");
    GIVES(CUDA_SUCCESS, cuDevicePrimaryCtxRetain(&primary, 0));
    VALUE(1, is_active());
    VALUE(1, current() == NULL);
    RULE("ctx-09", "A device has one primary context: retaining it again gives the same handle.",
         "Primary Context Management: primary contexts are shared within a process");
    GIVES(CUDA_SUCCESS, cuDevicePrimaryCtxRetain(&second, 0));
    VALUE(1, second == primary);
    RULE("ctx-10", "It stays active until it has been released as often as it was retained.",
         "Primary Context Management: cuDevicePrimaryCtxRelease");
    GIVES(CUDA_SUCCESS, cuDevicePrimaryCtxRelease(0));
    VALUE(1, is_active());
    RULE("ctx-11", "Releasing does not take it off a stack.", "Primary Context Management: cuDevicePrimaryCtxRelease");
    GIVES(CUDA_SUCCESS, cuCtxSetCurrent(primary));
    GIVES(CUDA_SUCCESS, cuDevicePrimaryCtxRelease(0));
    VALUE(0, is_active());
    VALUE(1, current() == primary);
    BELIEF("ctx-12", "A primary context that is current and no longer active is CUDA_ERROR_CONTEXT_IS_DESTROYED to what needs it.",
           "Data types: CUDA_ERROR_CONTEXT_IS_DESTROYED, also a primary context that has not been initialised yet");
    CUdeviceptr at = 0;
    GIVES(CUDA_ERROR_CONTEXT_IS_DESTROYED, cuMemAlloc(&at, 16));
    RULE("ctx-13", "Its device can still be asked for.", "Context Management: cuCtxGetDevice");
    GIVES(CUDA_SUCCESS, cuCtxGetDevice(&device));
    VALUE(0, device);
    BELIEF("ctx-14", "Retained again it has the same handle, and is alive where it is current.",
           "Primary Context Management: cuDevicePrimaryCtxRetain");
    GIVES(CUDA_SUCCESS, cuDevicePrimaryCtxRetain(&second, 0));
    VALUE(1, second == primary);
    GIVES(CUDA_SUCCESS, cuMemAlloc(&at, 16));
    RULE("ctx-15", "A reset frees what the primary context held, and does not release it.",
         "Primary Context Management: cuDevicePrimaryCtxReset");
    GIVES(CUDA_SUCCESS, cuDevicePrimaryCtxReset(0));
    GIVES(CUDA_SUCCESS, cuDevicePrimaryCtxRelease(0));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuDevicePrimaryCtxRelease(0));
    VALUE(0, is_active());
    RULE("ctx-16", "The primary context cannot be destroyed as a created one.",
         "Primary Context Management: cuCtxDestroy is for contexts from cuCtxCreate");
    GIVES(CUDA_SUCCESS, cuDevicePrimaryCtxRetain(&primary, 0));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxDestroy(primary));
    VALUE(1, is_active());
    RULE("ctx-17", "A device that is none is refused by release, reset, state and flags.", "Primary Context Management");
    unsigned flags;
    int active;
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDevicePrimaryCtxRelease(4096));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDevicePrimaryCtxReset(4096));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDevicePrimaryCtxGetState(4096, &flags, &active));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDevicePrimaryCtxSetFlags(4096, 0));
    RULE("ctx-18", "Flags that do not exist, and two ways of scheduling at once, are CUDA_ERROR_INVALID_VALUE.",
         "Primary Context Management: cuDevicePrimaryCtxSetFlags, only one of the scheduling flags can be set");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDevicePrimaryCtxSetFlags(0, 0x10000));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuDevicePrimaryCtxSetFlags(0, CU_CTX_SCHED_SPIN | CU_CTX_SCHED_YIELD));
    GIVES(CUDA_SUCCESS, cuCtxPopCurrent(&popped));
    VALUE(1, popped == primary);
}

static void stack(void) {
    CUcontext a = NULL, b = NULL, popped = NULL;
    RULE("ctx-19", "A created context is pushed on the stack of its thread.", "Context Management: cuCtxCreate");
    GIVES(CUDA_SUCCESS, cuCtxCreate(&a, NULL, 0, 0));
    VALUE(1, current() == a);
    GIVES(CUDA_SUCCESS, cuCtxCreate(&b, NULL, CU_CTX_SCHED_BLOCKING_SYNC, 0));
    VALUE(1, current() == b && a != b);
    RULE("ctx-20", "A context that is popped uncovers the one below.", "Context Management: cuCtxPopCurrent");
    GIVES(CUDA_SUCCESS, cuCtxPopCurrent(&popped));
    VALUE(1, popped == b && current() == a);
    RULE("ctx-21", "cuCtxSetCurrent replaces the top of the stack.", "Context Management: cuCtxSetCurrent");
    GIVES(CUDA_SUCCESS, cuCtxPushCurrent(b));
    GIVES(CUDA_SUCCESS, cuCtxSetCurrent(primary));
    VALUE(1, current() == primary);
    GIVES(CUDA_SUCCESS, cuCtxPopCurrent(&popped));
    VALUE(1, popped == primary && current() == a);
    RULE("ctx-22", "cuCtxSetCurrent of NULL pops.", "Context Management: cuCtxSetCurrent");
    GIVES(CUDA_SUCCESS, cuCtxPushCurrent(b));
    GIVES(CUDA_SUCCESS, cuCtxSetCurrent(NULL));
    VALUE(1, current() == a);
    RULE("ctx-23", "One context may be on a stack more than once.", "Context Management: cuCtxPushCurrent");
    GIVES(CUDA_SUCCESS, cuCtxPushCurrent(a));
    GIVES(CUDA_SUCCESS, cuCtxPopCurrent(&popped));
    VALUE(1, popped == a && current() == a);
    RULE("ctx-24", "What is popped may be thrown away.", "Context Management: cuCtxPopCurrent");
    GIVES(CUDA_SUCCESS, cuCtxPopCurrent(NULL));
    VALUE(1, current() == NULL);
    GIVES(CUDA_SUCCESS, cuCtxPushCurrent(a));
    RULE("ctx-25", "Flags of a created context are those that it was created with.", "Context Management: cuCtxGetFlags");
    unsigned flags = 0;
    GIVES(CUDA_SUCCESS, cuCtxPushCurrent(b));
    GIVES(CUDA_SUCCESS, cuCtxGetFlags(&flags));
    VALUE(CU_CTX_SCHED_BLOCKING_SYNC, flags & CU_CTX_SCHED_MASK);
    RULE("ctx-26", "Each context has an id that no other has.", "Context Management: cuCtxGetId");
    unsigned long long id_a = 0, id_b = 0, id = 0;
    GIVES(CUDA_SUCCESS, cuCtxGetId(a, &id_a));
    GIVES(CUDA_SUCCESS, cuCtxGetId(b, &id_b));
    GIVES(CUDA_SUCCESS, cuCtxGetId(NULL, &id));
    VALUE(1, id_a != id_b && id == id_b);
    RULE("ctx-27", "The version of the context's interface is 3020.", "Context Management: cuCtxGetApiVersion");
    GIVES(CUDA_SUCCESS, cuCtxGetApiVersion(a, &flags));
    VALUE(3020, flags);
    RULE("ctx-28", "Destroying the current context pops it.", "Context Management: cuCtxDestroy");
    GIVES(CUDA_SUCCESS, cuCtxDestroy(b));
    VALUE(1, current() == a);
    RULE("ctx-29", "Creating fails for flags and devices that do not exist, and then pushes nothing.", "Context Management: cuCtxCreate");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuCtxCreate(&b, NULL, 0x10000, 0));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuCtxCreate(&b, NULL, 0, 4096));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuCtxCreate(NULL, NULL, 0, 0));
    VALUE(1, current() == a);
    BELIEF("ctx-30", "Pushing or destroying no context is an error.", "Context Management: cuCtxPushCurrent, cuCtxDestroy");
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxPushCurrent(NULL));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxDestroy(NULL));
    GIVES(CUDA_SUCCESS, cuCtxDestroy(a));
    VALUE(1, current() == NULL);
}

static void *other_thread(void *unused) {
    CUcontext popped = NULL;
    CUdevice device = -1;
    CUdeviceptr at = 0;
    RULE("ctx-31", "Stacks belong to threads: another thread begins with an empty one.", "Context Management: cuCtxSetCurrent");
    VALUE(1, current() == NULL);
    RULE("ctx-32", "One context may be current to many threads.", "Context Management: cuCtxPushCurrent");
    GIVES(CUDA_SUCCESS, cuCtxSetCurrent(shared));
    GIVES(CUDA_SUCCESS, cuMemAlloc(&at, 16));
    return unused;
}

static void *left_with_a_destroyed_context(void *barrier) {
    CUdeviceptr at = 0;
    NEED(cuCtxSetCurrent(shared));
    pthread_barrier_wait(barrier);
    pthread_barrier_wait(barrier);
    RULE("ctx-33", "A context that another thread destroyed stays current, and is CUDA_ERROR_CONTEXT_IS_DESTROYED when it is used.",
         "Context Management: cuCtxDestroy");
    VALUE(1, current() == shared);
    GIVES(CUDA_ERROR_CONTEXT_IS_DESTROYED, cuMemAlloc(&at, 16));
    GIVES(CUDA_ERROR_CONTEXT_IS_DESTROYED, cuCtxSynchronize());
    return NULL;
}

static void threads(void) {
    pthread_t thread;
    pthread_barrier_t barrier;
    CUdeviceptr at = 0;
    CUcontext popped = NULL;
    NEED(cuCtxCreate(&shared, NULL, 0, 0));
    pthread_create(&thread, NULL, other_thread, NULL);
    pthread_join(thread, NULL);
    RULE("ctx-34", "A thread that ends leaves the context as it is.", "Context Management: contexts belong to the process");
    GIVES(CUDA_SUCCESS, cuMemAlloc(&at, 16));
    pthread_barrier_init(&barrier, NULL, 2);
    pthread_create(&thread, NULL, left_with_a_destroyed_context, &barrier);
    pthread_barrier_wait(&barrier);
    NEED(cuCtxDestroy(shared));
    pthread_barrier_wait(&barrier);
    pthread_join(thread, NULL);
    (void)popped;
}

static void settings(void) {
    size_t value = 0, before = 0;
    int least = 9, greatest = 9;
    CUfunc_cache config = (CUfunc_cache)9;
    NEED(cuCtxSetCurrent(primary));
    RULE("ctx-35", "Priorities of streams range from 0, the least, to a negative number.", "Context Management: cuCtxGetStreamPriorityRange");
    GIVES(CUDA_SUCCESS, cuCtxGetStreamPriorityRange(&least, &greatest));
    VALUE(0, least);
    VALUE(1, greatest <= 0);
    RULE("ctx-36", "Either end of the range may be left out.", "Context Management: cuCtxGetStreamPriorityRange");
    GIVES(CUDA_SUCCESS, cuCtxGetStreamPriorityRange(NULL, &greatest));
    GIVES(CUDA_SUCCESS, cuCtxGetStreamPriorityRange(NULL, NULL));
    RULE("ctx-37", "A limit that does not exist is CUDA_ERROR_UNSUPPORTED_LIMIT.", "Context Management: cuCtxGetLimit");
    GIVES(CUDA_ERROR_UNSUPPORTED_LIMIT, cuCtxGetLimit(&value, (CUlimit)0x7f));
    RULE("ctx-38", "A limit that is set is at least what was asked for.", "Context Management: cuCtxSetLimit");
    GIVES(CUDA_SUCCESS, cuCtxGetLimit(&before, CU_LIMIT_PRINTF_FIFO_SIZE));
    GIVES(CUDA_SUCCESS, cuCtxSetLimit(CU_LIMIT_PRINTF_FIFO_SIZE, 4u << 20));
    GIVES(CUDA_SUCCESS, cuCtxGetLimit(&value, CU_LIMIT_PRINTF_FIFO_SIZE));
    VALUE(1, value >= 4u << 20);
    GIVES(CUDA_SUCCESS, cuCtxSetLimit(CU_LIMIT_STACK_SIZE, 4096));
    GIVES(CUDA_SUCCESS, cuCtxGetLimit(&value, CU_LIMIT_STACK_SIZE));
    VALUE(1, value >= 4096);
    RULE("ctx-39", "The preference between L1 cache and shared memory can be set and read.", "Context Management: cuCtxSetCacheConfig");
    GIVES(CUDA_SUCCESS, cuCtxSetCacheConfig(CU_FUNC_CACHE_PREFER_L1));
    GIVES(CUDA_SUCCESS, cuCtxGetCacheConfig(&config));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuCtxSetCacheConfig((CUfunc_cache)77));
    RULE("ctx-40", "Waiting for a context that has no work returns at once.", "Context Management: cuCtxSynchronize");
    GIVES(CUDA_SUCCESS, cuCtxSynchronize());
    NEED(cuDevicePrimaryCtxRelease(0));
}

int main(int count, char **values) {
    arguments(count, values);
    NEED(cuInit(0));
    without_any();
    counted();
    stack();
    threads();
    settings();
    return 0;
}
