// The oracle: errors of work that stay, what each call answers after one, and what is not touched by them. Each in a process of its own.
#include "transcript.h"

static const char *const source = PTX_HEAD
    ".extern .func __assertfail(.param .b64 message, .param .b64 file, .param .b32 line, .param .b64 function, .param .b64 size);\n"
    ".global .align 1 .b8 words[8] = {102, 97, 105, 108, 115, 0, 0, 0};\n"
    ".visible .entry store(.param .u64 to) {\n"
    "  .reg .b32 %r<2>; .reg .b64 %d<2>;\n"
    "  ld.param.u64 %d1, [to]; cvta.to.global.u64 %d1, %d1; mov.u32 %r1, 1; st.global.u32 [%d1], %r1; ret;\n}\n"
    ".visible .entry stop() { trap; ret; }\n"
    ".visible .entry fails() {\n"
    "  .reg .b64 %d<3>; mov.u64 %d1, words; cvta.global.u64 %d1, %d1; mov.u64 %d2, 1;\n"
    "  { .param .b64 message; .param .b64 file; .param .b32 line; .param .b64 function; .param .b64 size;\n"
    "    st.param.b64 [message], %d1; st.param.b64 [file], %d1; st.param.b32 [line], 7; st.param.b64 [function], %d1; st.param.b64 [size], %d2;\n"
    "    call __assertfail, (message, file, line, function, size); }\n  ret;\n}\n"
    ".visible .entry endless(.param .u64 flag) {\n"
    "  .reg .pred %p; .reg .b32 %r<2>; .reg .b64 %d<2>; ld.param.u64 %d1, [flag]; cvta.to.global.u64 %d1, %d1;\n"
    "AGAIN:\n  ld.volatile.global.u32 %r1, [%d1]; setp.eq.u32 %p, %r1, 0; @%p bra AGAIN;\n  ret;\n}\n"
    ".visible .entry empty() { ret; }\n";

static CUmodule module;
static CUfunction store, stop, fails, empty;
static CUdeviceptr cell;
static CUcontext context;

static void load(void) {
    NEED(cuModuleLoadData(&module, source));
    NEED(cuModuleGetFunction(&store, module, "store"));
    NEED(cuModuleGetFunction(&stop, module, "stop"));
    NEED(cuModuleGetFunction(&fails, module, "fails"));
    NEED(cuModuleGetFunction(&empty, module, "empty"));
    NEED(cuMemAlloc(&cell, 4));
}

static int store_at(CUdeviceptr to) {
    void *params[] = { &to };
    return cuLaunchKernel(store, 1, 1, 1, 1, 1, 1, 0, NULL, params, NULL);
}

static int run(CUfunction function) { return cuLaunchKernel(function, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, NULL); }

static void bad_address(void) {
    CUdeviceptr at = 0;
    CUstream stream = NULL;
    CUevent event = NULL;
    CUcontext current = NULL;
    CUmodule other = NULL;
    CUdevice device = -1;
    unsigned value = 5;
    int count = 0, active = 0;
    size_t free = 0, total = 0;
    context = start();
    load();
    NEED(cuStreamCreate(&stream, 0));
    NEED(cuEventCreate(&event, 0));
    NEED(cuEventRecord(event, stream));
    NEED(cuCtxSynchronize());
    RULE("fault-01", "A launch of a kernel that will fail succeeds: its fault is told by a later call.", "Execution Control: launches are asynchronous");
    GIVES(CUDA_SUCCESS, store_at(16));
    RULE("fault-02", "A store where nothing is, is CUDA_ERROR_ILLEGAL_ADDRESS to whoever waits for it.", "Data types: CUDA_ERROR_ILLEGAL_ADDRESS");
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuCtxSynchronize());
    RULE("fault-03", "The error stays: it is not cleared by being told.", "Data types: CUDA_ERROR_ILLEGAL_ADDRESS, the process is left in an inconsistent state");
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuCtxSynchronize());
    RULE("fault-04", "All further work of the context gives the same error.", "Data types: CUDA_ERROR_ILLEGAL_ADDRESS, any further CUDA work will return the same error");
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, run(empty));
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuMemAlloc(&at, 16));
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuMemcpyDtoH(&value, cell, 4));
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuMemcpyHtoDAsync(cell, &value, 4, stream));
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuMemsetD8(cell, 0, 4));
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuStreamSynchronize(stream));
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuStreamQuery(stream));
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuEventRecord(event, stream));
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuEventSynchronize(event));
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuModuleLoadData(&other, source));
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuMemGetInfo(&free, &total));
    BELIEF("fault-05", "So does freeing memory in it.", "Data types: CUDA_ERROR_ILLEGAL_ADDRESS");
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuMemFree(cell));
    BELIEF("fault-06", "Nothing is copied by a copy that gives it.", "Data types: CUDA_ERROR_ILLEGAL_ADDRESS");
    VALUE(5, value);
    BELIEF("fault-07", "What only asks about the context and the device still answers.", "Context Management; Device Management");
    GIVES(CUDA_SUCCESS, cuCtxGetCurrent(&current));
    VALUE(1, current == context);
    GIVES(CUDA_SUCCESS, cuCtxGetDevice(&device));
    GIVES(CUDA_SUCCESS, cuDeviceGetCount(&count));
    GIVES(CUDA_SUCCESS, cuDevicePrimaryCtxGetState(0, &value, &active));
    VALUE(1, active);
    BELIEF("fault-08", "The primary context can be released, and ends.", "Primary Context Management: cuDevicePrimaryCtxRelease");
    GIVES(CUDA_SUCCESS, cuDevicePrimaryCtxRelease(0));
    GIVES(CUDA_SUCCESS, cuDevicePrimaryCtxGetState(0, &value, &active));
    VALUE(0, active);
}

static void asynchronously(void) {
    CUstream stream = NULL;
    CUevent event = NULL;
    unsigned *pinned = NULL, page = 3;
    context = start();
    load();
    NEED(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    NEED(cuEventCreate(&event, 0));
    NEED(cuMemAllocHost((void **)&pinned, 4096));
    *pinned = 3;
    CUdeviceptr to = 16;
    void *params[] = { &to };
    RULE("fault-09", "A fault on one stream is told by the synchronisation of it, and then by all others.", "Data types: CUDA_ERROR_ILLEGAL_ADDRESS");
    GIVES(CUDA_SUCCESS, cuLaunchKernel(store, 1, 1, 1, 1, 1, 1, 0, stream, params, NULL));
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuStreamSynchronize(stream));
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuStreamSynchronize(NULL));
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuMemcpyDtoH(&page, cell, 4));
    VALUE(3, page);
    BELIEF("fault-10", "Objects of a failed context can still be given back without harm, with the same error or with none.", "Data types: CUDA_ERROR_ILLEGAL_ADDRESS");
    int result = cuStreamDestroy(stream);
    VALUE(1, result == CUDA_SUCCESS || result == CUDA_ERROR_ILLEGAL_ADDRESS);
    result = cuEventDestroy(event);
    VALUE(1, result == CUDA_SUCCESS || result == CUDA_ERROR_ILLEGAL_ADDRESS);
    result = cuModuleUnload(module);
    VALUE(1, result == CUDA_SUCCESS || result == CUDA_ERROR_ILLEGAL_ADDRESS);
}

static void misaligned(void) {
    context = start();
    load();
    RULE("fault-11", "A store at an address that is no multiple of its size is CUDA_ERROR_MISALIGNED_ADDRESS.", "Data types: CUDA_ERROR_MISALIGNED_ADDRESS");
    GIVES(CUDA_SUCCESS, store_at(cell + 2));
    GIVES(CUDA_ERROR_MISALIGNED_ADDRESS, cuCtxSynchronize());
    GIVES(CUDA_ERROR_MISALIGNED_ADDRESS, cuCtxSynchronize());
}

static void trap(void) {
    context = start();
    load();
    BELIEF("fault-12", "A trap is CUDA_ERROR_LAUNCH_FAILED, and stays.", "PTX ISA: trap; Data types: CUDA_ERROR_LAUNCH_FAILED");
    GIVES(CUDA_SUCCESS, run(stop));
    GIVES(CUDA_ERROR_LAUNCH_FAILED, cuCtxSynchronize());
    GIVES(CUDA_ERROR_LAUNCH_FAILED, run(empty));
}

static void assertion(void) {
    context = start();
    load();
    RULE("fault-13", "An assertion that fails on the device is CUDA_ERROR_ASSERT, and stays.", "Programming Guide: Assertion; Data types: CUDA_ERROR_ASSERT");
    GIVES(CUDA_SUCCESS, run(fails));
    GIVES(CUDA_ERROR_ASSERT, cuCtxSynchronize());
    CUdeviceptr at = 0;
    GIVES(CUDA_ERROR_ASSERT, cuMemAlloc(&at, 16));
}

static void two_faults(void) {
    context = start();
    load();
    RULE("fault-14", "After one fault the context runs nothing more: a later fault does not replace the error.", "Data types: CUDA_ERROR_ILLEGAL_ADDRESS");
    GIVES(CUDA_SUCCESS, store_at(16));
    (void)run(fails);
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuCtxSynchronize());
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuCtxSynchronize());
}

static void work_behind(void) {
    unsigned *pinned = NULL;
    context = start();
    load();
    NEED(cuMemAllocHost((void **)&pinned, 4096));
    *pinned = 3;
    BELIEF("fault-15", "Work that is queued behind a fault is not done.", "Data types: CUDA_ERROR_ILLEGAL_ADDRESS");
    GIVES(CUDA_SUCCESS, store_at(16));
    (void)store_at((CUdeviceptr)pinned);
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuCtxSynchronize());
    VALUE(3, *pinned);
}

static int calls;
static void CUDA_CB count_call(void *unused) { calls++, (void)unused; }
static int told = -1;
static void CUDA_CB told_result(CUstream stream, CUresult result, void *unused) { told = (int)result, (void)stream, (void)unused; }

static void callbacks(void) {
    context = start();
    load();
    RULE("fault-16", "A host function behind a fault is not called.", "Execution Control: cuLaunchHostFunc");
    GIVES(CUDA_SUCCESS, store_at(16));
    (void)cuLaunchHostFunc(NULL, count_call, NULL);
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuCtxSynchronize());
    usleep(50000);
    VALUE(0, calls);
}

static void stream_callbacks(void) {
    CUstream stream = NULL;
    context = start();
    load();
    NEED(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CUdeviceptr to = 16;
    void *params[] = { &to };
    RULE("fault-17", "A stream callback behind a fault is called, with the error.", "Stream Management: cuStreamAddCallback");
    GIVES(CUDA_SUCCESS, cuLaunchKernel(store, 1, 1, 1, 1, 1, 1, 0, stream, params, NULL));
    NEED(cuStreamAddCallback(stream, told_result, NULL, 0));
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuStreamSynchronize(stream));
    // It is called from a thread of the driver's own, which may be late on a busy machine.
    for (int i = 0; i < 400 && told == -1; i++) usleep(5000);
    VALUE(CUDA_ERROR_ILLEGAL_ADDRESS, told);
}

static void freed(void) {
    context = start();
    load();
    CUdeviceptr gone = 0;
    // A size of its own: memory of small allocations may stay mapped for others.
    NEED(cuMemAlloc(&gone, 64 << 20));
    NEED(cuMemFree(gone));
    BELIEF("fault-18", "A store to memory that was freed is CUDA_ERROR_ILLEGAL_ADDRESS.", "Data types: CUDA_ERROR_ILLEGAL_ADDRESS");
    GIVES(CUDA_SUCCESS, store_at(gone + (32 << 20)));
    GIVES(CUDA_ERROR_ILLEGAL_ADDRESS, cuCtxSynchronize());
}

int main(int count, char **values) {
    arguments(count, values);
    in_a_process(bad_address);
    in_a_process(asynchronously);
    in_a_process(misaligned);
    in_a_process(trap);
    in_a_process(assertion);
    in_a_process(two_faults);
    in_a_process(work_behind);
    in_a_process(callbacks);
    in_a_process(stream_callbacks);
    in_a_process(freed);
    return 0;
}
