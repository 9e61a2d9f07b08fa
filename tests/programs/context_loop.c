// Contexts created and destroyed again and again, on several threads, some of which end with one on their stack: nothing is left of them.
#include "check.h"
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>

enum { ROUNDS = 3000, KEPT = 8 };

static void round_of(CUdevice device) {
    CUcontext context, current;
    CUdeviceptr at;
    CHECK(cuCtxCreate(&context, NULL, 0, device));
    CHECK(cuMemAlloc(&at, 64));
    CHECK(cuCtxPopCurrent(&current));
    CHECK(cuCtxPushCurrent(context));
    REQUIRE(current == context);
    CHECK(cuCtxDestroy(context));
    CHECK(cuCtxGetCurrent(&current));
    REQUIRE(current == NULL);
}

static void *ends_with(void *context) {
    CHECK(cuCtxPushCurrent((CUcontext)context));
    CHECK(cuCtxPushCurrent((CUcontext)context));
    return NULL;
}

static void on_a_thread(CUdevice device) {
    CUcontext context;
    pthread_t thread;
    CHECK(cuCtxCreate(&context, NULL, 0, device));
    REQUIRE(pthread_create(&thread, NULL, ends_with, context) == 0 && pthread_join(thread, NULL) == 0);
    CHECK(cuCtxDestroy(context));
}

static size_t in_use(void) { return mallinfo2().uordblks; }

int main(void) {
    CUdevice device;
    CUcontext kept[KEPT], other, current;
    unsigned long long first = 0, second = 0;
    CHECK(cuInit(0));
    CHECK(cuDeviceGet(&device, 0));
    for (int i = 0; i < 100; i++) round_of(device), on_a_thread(device);
    size_t before = in_use();
    for (int i = 0; i < ROUNDS; i++) round_of(device);
    for (int i = 0; i < ROUNDS / 10; i++) on_a_thread(device);
    // Less than a byte a context: what the allocator itself keeps.
    REQUIRE(in_use() < before + ROUNDS);

    // A context that is still on a stack stays what it was, whatever is created after it.
    for (int i = 0; i < KEPT; i++) CHECK(cuCtxCreate(&kept[i], NULL, 0, device));
    CHECK(cuCtxGetId(kept[0], &first));
    for (int i = 0; i < KEPT - 1; i++) CHECK(cuCtxDestroy(kept[i]));
    for (int i = 0; i < KEPT; i++) {
        CHECK(cuCtxCreate(&other, NULL, 0, device));
        CHECK(cuCtxGetId(other, &second));
        REQUIRE(second != first);
        for (int k = 0; k < KEPT; k++) REQUIRE(other != kept[k]);
        CHECK(cuCtxDestroy(other));
    }
    CHECK(cuCtxDestroy(kept[KEPT - 1]));
    for (int i = KEPT - 2; i >= 0; i--) {
        CHECK(cuCtxGetCurrent(&current));
        REQUIRE(current == kept[i]);
        EXPECT(CUDA_ERROR_CONTEXT_IS_DESTROYED, cuCtxSynchronize());
        CHECK(cuCtxPopCurrent(&current));
    }
    EXPECT(CUDA_ERROR_INVALID_CONTEXT, cuCtxSynchronize());
    // Handles of contexts that became others are of nothing.
    CHECK(cuCtxCreate(&other, NULL, 0, device));
    for (int i = 0; i < KEPT; i++) EXPECT(CUDA_ERROR_CONTEXT_IS_DESTROYED, cuCtxDestroy(kept[i]));
    CHECK(cuCtxDestroy(other));
    puts("PASS context_loop");
    return 0;
}
