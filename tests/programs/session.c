// A program for tests that end, starve or overload its session: the argument selects what it does, its lines say how far it is.
#include "check.h"
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *const source =
    ".version 6.4\n.target sm_70\n.address_size 64\n"
    // Waits until the word at `flag` is not 0.
    ".visible .entry wait_for(.param .u64 flag) {\n"
    "  .reg .pred %p; .reg .b32 %r<2>; .reg .b64 %d<2>;\n"
    "  ld.param.u64 %d1, [flag];\n"
    "LOOP:\n  ld.volatile.global.u32 %r1, [%d1]; setp.eq.u32 %p, %r1, 0; @%p bra LOOP;\n  ret;\n}\n"
    // at[thread] += by, `rounds` times.
    ".visible .entry add(.param .u64 at, .param .u32 by, .param .u32 rounds) {\n"
    "  .reg .pred %p; .reg .b32 %r<6>; .reg .b64 %d<4>;\n"
    "  mov.u32 %r1, %ctaid.x; mov.u32 %r2, %ntid.x; mov.u32 %r3, %tid.x; mad.lo.u32 %r1, %r1, %r2, %r3;\n"
    "  ld.param.u64 %d1, [at]; mul.wide.u32 %d2, %r1, 4; add.u64 %d3, %d1, %d2;\n"
    "  ld.param.u32 %r2, [by]; ld.param.u32 %r3, [rounds];\n"
    "LOOP:\n  ld.global.u32 %r4, [%d3]; add.u32 %r4, %r4, %r2; st.global.u32 [%d3], %r4;\n"
    "  sub.u32 %r3, %r3, 1; setp.ne.u32 %p, %r3, 0; @%p bra LOOP;\n  ret;\n}\n"
    // Writes where nothing is.
    ".visible .entry stray() {\n  .reg .b64 %d;\n  mov.u64 %d, 64; st.global.u32 [%d], 1;\n  ret;\n}\n";

static CUcontext context;
static CUfunction wait_for, add, stray;

static void say(const char *what) {
    puts(what);
    fflush(stdout);
}

// Until the test writes a line.
static void wait_for_test(void) {
    char line[16];
    if (!fgets(line, sizeof line, stdin)) exit(3);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void begin(void) {
    CUdevice device;
    CUmodule module;
    CHECK(cuInit(0));
    CHECK(cuDeviceGet(&device, 0));
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&wait_for, module, "wait_for"));
    CHECK(cuModuleGetFunction(&add, module, "add"));
    CHECK(cuModuleGetFunction(&stray, module, "stray"));
}

// Pinned memory that the device reads under the same address; zero.
static volatile uint32_t *flag(void) {
    void *pointer;
    CHECK(cuMemHostAlloc(&pointer, 64, CU_MEMHOSTALLOC_DEVICEMAP | CU_MEMHOSTALLOC_PORTABLE));
    memset(pointer, 0, 64);
    return pointer;
}

static void launch_wait(volatile uint32_t *until, CUstream stream) {
    CUdeviceptr at;
    CHECK(cuMemHostGetDevicePointer(&at, (void *)until, 0));
    void *args[] = {&at};
    CHECK(cuLaunchKernel(wait_for, 1, 1, 1, 1, 1, 1, 0, stream, args, NULL));
}

static CUresult launch_add(CUdeviceptr at, unsigned blocks, unsigned threads, uint32_t by, uint32_t rounds, CUstream stream) {
    void *args[] = {&at, &by, &rounds};
    return cuLaunchKernel(add, blocks, 1, 1, threads, 1, 1, 0, stream, args, NULL);
}

// After the session has ended: every call says so, and soon.
static void expect_lost(CUresult first) {
    printf("first %s\n", result_name(first));
    REQUIRE(first != CUDA_SUCCESS);
    double start = seconds();
    size_t free_bytes, total;
    CUdeviceptr at;
    uint32_t word = 0;
    CUstream stream;
    REQUIRE(cuMemGetInfo(&free_bytes, &total) != CUDA_SUCCESS);
    REQUIRE(cuMemAlloc(&at, 64) != CUDA_SUCCESS);
    REQUIRE(cuStreamCreate(&stream, 0) != CUDA_SUCCESS);
    REQUIRE(cuCtxSynchronize() != CUDA_SUCCESS);
    REQUIRE(cuMemcpyHtoD(4096, &word, 4) != CUDA_SUCCESS);
    REQUIRE(cuStreamSynchronize(NULL) != CUDA_SUCCESS);
    REQUIRE(cuCtxSynchronize() != CUDA_SUCCESS);
    printf("later calls took %.3f s\n", seconds() - start);
    REQUIRE(seconds() - start < 5);
    say("lost");
}

// No host, or one that refuses; cuInit may be tried again.
static int init(void) {
    for (int i = 0; i < 2; i++) printf("%s\n", result_name(cuInit(0)));
    fflush(stdout);
    return 0;
}

// Memory in use and nothing under way.
static int idle(void) {
    CUdeviceptr at;
    size_t free_bytes, total;
    begin();
    CHECK(cuMemAlloc(&at, 32 << 20));
    CHECK(cuMemsetD8(at, 1, 32 << 20));
    CHECK(cuCtxSynchronize());
    say("ready");
    wait_for_test();
    CUresult result = cuMemGetInfo(&free_bytes, &total);
    if (result != CUDA_SUCCESS) expect_lost(result);
    else say("alive");
    return 0;
}

// A kernel that never ends, and nobody who waits for it.
static int busy(void) {
    begin();
    launch_wait(flag(), NULL);
    say("ready");
    wait_for_test();
    return 0;
}

// More kernels that never end than a worker has threads for: calls are still answered.
// Holds memory and executes, until the test ends it.
static int metered(void) {
    begin();
    CUdeviceptr memory;
    CHECK(cuMemAlloc(&memory, 32 << 20));
    launch_wait(flag(), NULL);
    say("ready");
    wait_for_test();
    return 0;
}

static int crowded(void) {
    size_t free_bytes, total;
    begin();
    volatile uint32_t *shared = flag();
    for (int i = 0; i < 40; i++) {
        CUstream stream;
        CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
        launch_wait(shared, stream);
    }
    for (int i = 0; i < 20; i++) {
        usleep(10000);
        CHECK(cuMemGetInfo(&free_bytes, &total));
    }
    say("ready");
    wait_for_test();
    return 0;
}

// A kernel that never ends, and a call that waits for it.
static int waiting(void) {
    CUstream stream;
    begin();
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    launch_wait(flag(), stream);
    say("ready");
    expect_lost(cuStreamSynchronize(stream));
    return 0;
}

// Posts for ever; the ring is full most of the time.
static int posting(void) {
    CUdeviceptr at;
    begin();
    CHECK(cuMemAlloc(&at, 4096));
    launch_wait(flag(), NULL);
    say("ready");
    CUresult result;
    do {
        result = launch_add(at, 1, 32, 1, 1, NULL);
    } while (result == CUDA_SUCCESS);
    expect_lost(result);
    return 0;
}

// Works, and finds its own results right; between its two lines it may be disturbed.
static int work(void) {
    enum { COUNT = 4096, ROUNDS = 300 };
    static uint32_t got[COUNT];
    CUdeviceptr at;
    begin();
    CHECK(cuMemAlloc(&at, sizeof got));
    CHECK(cuMemsetD32(at, 7, COUNT));
    say("ready");
    for (int round = 0; round < ROUNDS; round++) {
        CHECK(launch_add(at, COUNT / 128, 128, (uint32_t)round, 1, NULL));
        if (round % 10 == 0) CHECK(cuCtxSynchronize());
    }
    CHECK(cuMemcpyDtoH(got, at, sizeof got));
    for (int i = 0; i < COUNT; i++) REQUIRE(got[i] == 7 + ROUNDS * (ROUNDS - 1) / 2);
    CHECK(cuMemFree(at));
    say("PASS session");
    return 0;
}

static int faulting(void) {
    begin();
    CHECK(cuLaunchKernel(stray, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, NULL));
    REQUIRE(cuCtxSynchronize() == CUDA_ERROR_ILLEGAL_ADDRESS);
    REQUIRE(cuCtxSynchronize() == CUDA_ERROR_ILLEGAL_ADDRESS);
    say("PASS session");
    return 0;
}

enum { THREADS = 8, WORDS = 512, TURNS = 40 };

static void *one_thread(void *argument) {
    uint32_t own = (uint32_t)(uintptr_t)argument;
    static uint32_t results[THREADS][WORDS];
    CUdeviceptr at;
    CUevent done;
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuMemAlloc(&at, WORDS * 4));
    CHECK(cuEventCreate(&done, CU_EVENT_DISABLE_TIMING));
    CHECK(cuMemsetD32Async(at, own, WORDS, CU_STREAM_PER_THREAD));
    for (uint32_t turn = 0; turn < TURNS; turn++) {
        CHECK(launch_add(at, WORDS / 64, 64, own + turn, 1, CU_STREAM_PER_THREAD));
        CHECK(cuEventRecord(done, CU_STREAM_PER_THREAD));
        if (turn % 3 == 0) CHECK(cuEventSynchronize(done));
        if (turn % 7 == 0) CHECK(cuStreamSynchronize(CU_STREAM_PER_THREAD));
        if (turn % 11 == 0) {
            CUresult result;
            while ((result = cuEventQuery(done)) == CUDA_ERROR_NOT_READY) {}
            CHECK(result);
        }
    }
    CHECK(cuMemcpyDtoHAsync(results[own], at, WORDS * 4, CU_STREAM_PER_THREAD));
    CHECK(cuStreamSynchronize(CU_STREAM_PER_THREAD));
    for (int i = 0; i < WORDS; i++) REQUIRE(results[own][i] == own + TURNS * own + TURNS * (TURNS - 1) / 2);
    CHECK(cuEventDestroy(done));
    CHECK(cuMemFree(at));
    return NULL;
}

// Eight threads, each on its own default stream.
static int threads(void) {
    pthread_t all[THREADS];
    begin();
    for (uintptr_t i = 0; i < THREADS; i++) REQUIRE(pthread_create(&all[i], NULL, one_thread, (void *)i) == 0);
    for (int i = 0; i < THREADS; i++) REQUIRE(pthread_join(all[i], NULL) == 0);
    say("PASS session");
    return 0;
}

// While a kernel runs on one stream, nothing else waits for it.
static int overlap(void) {
    CUstream long_one, short_one;
    CUdeviceptr at;
    size_t free_bytes, total;
    uint32_t got = 0;
    begin();
    CHECK(cuStreamCreate(&long_one, CU_STREAM_NON_BLOCKING));
    CHECK(cuStreamCreate(&short_one, CU_STREAM_NON_BLOCKING));
    CHECK(cuMemAlloc(&at, 64));
    CHECK(cuMemsetD32Async(at, 0, 16, short_one));
    CHECK(cuStreamSynchronize(short_one));
    volatile uint32_t *go = flag();
    launch_wait(go, long_one);
    for (int i = 0; i < 20; i++) {
        CHECK(cuMemGetInfo(&free_bytes, &total));
        REQUIRE(cuStreamQuery(long_one) == CUDA_ERROR_NOT_READY);
        CHECK(launch_add(at, 1, 1, 1, 1, short_one));
        CHECK(cuStreamSynchronize(short_one));
    }
    CHECK(cuMemcpyDtoHAsync(&got, at, 4, short_one));
    CHECK(cuStreamSynchronize(short_one));
    REQUIRE(got == 20);
    REQUIRE(cuStreamQuery(long_one) == CUDA_ERROR_NOT_READY);
    *go = 1;
    CHECK(cuStreamSynchronize(long_one));
    CHECK(cuStreamQuery(long_one));
    say("PASS session");
    return 0;
}

static unsigned called;

static void CUDA_CB call_slowly(void *data) {
    (void)data;
    usleep(100000);
    called++;
}

static void CUDA_CB call(void *data) {
    if (called == (unsigned)(uintptr_t)data) called++;
}

// More work behind the program's own functions than any queue holds.
static int callbacks(void) {
    enum { BEHIND = 40000, PAIRS = 4000 };
    CUdeviceptr at;
    CUstream stream;
    uint32_t got = 0;
    begin();
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuMemAlloc(&at, 4));
    CHECK(cuMemsetD32Async(at, 0, 1, stream));
    CHECK(cuLaunchHostFunc(stream, call_slowly, NULL));
    for (int i = 0; i < BEHIND; i++) CHECK(launch_add(at, 1, 1, 1, 1, stream));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(called == 1);
    for (uintptr_t i = 0; i < PAIRS; i++) {
        CHECK(launch_add(at, 1, 1, 1, 1, stream));
        CHECK(cuLaunchHostFunc(stream, call, (void *)(i + 1)));
    }
    CHECK(cuMemcpyDtoHAsync(&got, at, 4, stream));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(called == 1 + PAIRS);
    REQUIRE(got == BEHIND + PAIRS);
    say("PASS session");
    return 0;
}

// Programs that look again and again instead of waiting.
static int polling(void) {
    CUdeviceptr at;
    CUevent done;
    CUstream stream;
    CUresult result;
    begin();
    CHECK(cuMemAlloc(&at, 4096));
    CHECK(cuEventCreate(&done, CU_EVENT_DISABLE_TIMING));
    CHECK(cuStreamCreate(&stream, 0));
    for (int turn = 0; turn < 5; turn++) {
        CHECK(launch_add(at, 8, 128, 1, 2000, stream));
        CHECK(cuEventRecord(done, stream));
        while ((result = cuEventQuery(done)) == CUDA_ERROR_NOT_READY) {}
        CHECK(result);
        CHECK(launch_add(at, 8, 128, 1, 2000, stream));
        while ((result = cuStreamQuery(stream)) == CUDA_ERROR_NOT_READY) {}
        CHECK(result);
    }
    // No call at all after the launch: it must reach the device by itself.
    volatile uint32_t *word = flag();
    CUdeviceptr mapped;
    CHECK(cuMemHostGetDevicePointer(&mapped, (void *)word, 0));
    for (uint32_t turn = 1; turn <= 5; turn++) {
        CHECK(launch_add(mapped, 1, 1, 1, 1, stream));
        while (*word != turn) {}
        // Long enough for the worker to sleep before the next.
        usleep(20000);
    }
    say("PASS session");
    return 0;
}

int main(int argc, char **argv) {
    static const struct { const char *name; int (*run)(void); } modes[] = {
        {"init", init}, {"idle", idle}, {"busy", busy}, {"metered", metered}, {"crowded", crowded}, {"waiting", waiting}, {"posting", posting}, {"work", work},
        {"faulting", faulting}, {"threads", threads}, {"overlap", overlap}, {"polling", polling},
        {"callbacks", callbacks},
    };
    for (size_t i = 0; argc > 1 && i < sizeof modes / sizeof *modes; i++) {
        if (strcmp(argv[1], modes[i].name) == 0) return modes[i].run();
    }
    fprintf(stderr, "usage: session MODE\n");
    return 2;
}
