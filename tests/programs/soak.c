// Many random calls, right and wrong ones, from eight threads at once: each thread's results must be those that the same calls had when
// nothing else ran, its data must be what it wrote, and nothing may be left over.
#include "check.h"
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum { THREADS = 8, CALLS = 12500, SLOTS = 6, ROOM = 2048 };

static const char *const source =
    ".version 7.0\n.target sm_70\n.address_size 64\n"
    ".visible .entry add(.param .u64 to, .param .u32 value) {\n"
    "  .reg .b32 %r<4>; .reg .b64 %d<4>;\n"
    "  ld.param.u64 %d1, [to]; ld.param.u32 %r1, [value]; cvta.to.global.u64 %d2, %d1;\n"
    "  mov.u32 %r2, %tid.x; mul.wide.u32 %d3, %r2, 4; add.u64 %d2, %d2, %d3;\n"
    "  ld.global.u32 %r3, [%d2]; add.u32 %r3, %r3, %r1; st.global.u32 [%d2], %r3; ret;\n}\n";

static CUcontext context;
static CUmodule module;
static CUfunction add;
static int16_t expected[THREADS][CALLS], got[THREADS][CALLS];

// One thread's world: handles, of which some are stale or never were, and what its memory should hold.
typedef struct {
    uint64_t random;
    CUstream streams[SLOTS], data;
    CUevent events[SLOTS];
    CUgraph graphs[SLOTS];
    CUgraphExec execs[SLOTS];
    CUdeviceptr blocks[SLOTS];
    unsigned char shadow[SLOTS][ROOM];
    CUstream capturing;
    int calls;
} World;

static unsigned pick(World *world, unsigned below) {
    world->random = world->random * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(world->random >> 33) % below;
}

// Sometimes a handle that is nothing.
static void *maybe(World *world, void *handle) {
    switch (pick(world, 24)) {
        case 0: return NULL;
        case 1: return (void *)(uintptr_t)(0x1234567 + pick(world, 1000));
        default: return handle;
    }
}

// A step that found nothing to call.
static const CUresult nothing = (CUresult)-1;

static CUresult check_block(World *world, unsigned slot) {
    unsigned char back[ROOM];
    if (world->blocks[slot] == 0) return nothing;
    CUresult result = cuMemcpyDtoHAsync(back, world->blocks[slot], ROOM, world->data);
    if (result == CUDA_SUCCESS) result = cuStreamSynchronize(world->data);
    if (result == CUDA_SUCCESS) REQUIRE(memcmp(back, world->shadow[slot], ROOM) == 0);
    return result;
}

static void count_call(void *data) { ++*(int *)data; }

static CUresult with_pool(World *world) {
    CUdeviceptr at = 0;
    CUresult result = cuMemAllocAsync(&at, pick(world, 9) ? ROOM : 0, world->data);
    if (result != CUDA_SUCCESS) return result;
    result = cuMemsetD8Async(at, 9, ROOM + (pick(world, 9) ? 0 : ROOM * 1024), world->data);
    CUresult freed = cuMemFreeAsync(at, world->data);
    return result == CUDA_SUCCESS ? freed : result;
}

static CUresult with_array(World *world) {
    CUDA_ARRAY_DESCRIPTOR line = { .Width = pick(world, 9) ? 64 : 0, .Format = CU_AD_FORMAT_UNSIGNED_INT8, .NumChannels = pick(world, 9) ? 1 : 3 };
    unsigned char from[64], to[64];
    CUarray array;
    CUresult result = cuArrayCreate(&array, &line);
    if (result != CUDA_SUCCESS) return result;
    memset(from, (int)pick(world, 256), sizeof from);
    result = cuMemcpyHtoAAsync(array, 0, from, pick(world, 9) ? 64 : 65, world->data);
    if (result == CUDA_SUCCESS) result = cuMemcpyAtoHAsync(to, array, 0, 64, world->data);
    if (result == CUDA_SUCCESS) result = cuStreamSynchronize(world->data);
    if (result == CUDA_SUCCESS) REQUIRE(memcmp(from, to, sizeof to) == 0);
    CUresult destroyed = cuArrayDestroy(array);
    return result == CUDA_SUCCESS ? destroyed : result;
}

static CUresult with_addresses(World *world) {
    enum { UNIT = 2 << 20 };
    CUdeviceptr at = 0;
    CUresult result = cuMemAddressReserve(&at, pick(world, 4) ? UNIT : 100, 0, 0, 0);
    if (result != CUDA_SUCCESS) return result;
    result = cuMemsetD8Async(at, 1, 1, world->data);
    REQUIRE(result == CUDA_ERROR_INVALID_VALUE);
    return cuMemAddressFree(at, UNIT);
}

static CUresult with_library(World *world) {
    CUlibrary library;
    CUkernel kernel;
    CUresult result = cuLibraryLoadData(&library, pick(world, 9) ? source : "nothing", NULL, NULL, 0, NULL, NULL, 0);
    if (result != CUDA_SUCCESS) return result;
    result = cuLibraryGetKernel(&kernel, library, pick(world, 2) ? "add" : "sub");
    CUresult unloaded = cuLibraryUnload(library);
    return result == CUDA_SUCCESS ? unloaded : result;
}

static CUresult call(World *world) {
    unsigned slot = pick(world, SLOTS), other = pick(world, SLOTS), kind = pick(world, 40);
    CUstream stream = maybe(world, world->streams[slot]);
    CUevent event = maybe(world, world->events[other]);
    CUgraph graph = maybe(world, world->graphs[slot]);
    CUgraphExec exec = maybe(world, world->execs[other]);
    // Of default streams others use the same ones.
    if (stream == NULL) stream = (CUstream)(uintptr_t)0xdead;
    switch (kind) {
        case 0: {
            if (world->streams[slot] && world->streams[slot] != world->capturing) cuStreamDestroy(world->streams[slot]);
            if (world->streams[slot] == world->capturing && world->capturing) return nothing;
            return cuStreamCreate(&world->streams[slot], pick(world, 9) ? CU_STREAM_NON_BLOCKING : 77);
        }
        case 1: {
            if (stream == world->capturing) return nothing;
            return cuStreamDestroy(stream);
        }
        case 2: return cuStreamSynchronize(stream);
        case 3: return cuStreamQuery(stream);
        case 4: {
            if (world->events[slot]) cuEventDestroy(world->events[slot]);
            return cuEventCreate(&world->events[slot], pick(world, 9) ? CU_EVENT_DISABLE_TIMING : 64);
        }
        case 5: return cuEventDestroy(event);
        case 6:
        case 7: return cuEventRecord(event, stream);
        case 8:
        case 9: return cuStreamWaitEvent(stream, event, pick(world, 9) ? 0 : 6);
        case 10: return cuEventQuery(event);
        case 11: return cuEventSynchronize(event);
        case 12: {
            if (world->blocks[slot]) return check_block(world, slot);
            CUresult result = cuMemAlloc(&world->blocks[slot], pick(world, 9) ? ROOM : 0);
            if (result != CUDA_SUCCESS) return world->blocks[slot] = 0, result;
            memset(world->shadow[slot], 3, ROOM);
            return cuMemsetD8Async(world->blocks[slot], 3, ROOM, world->data);
        }
        case 13: {
            if (pick(world, 4)) return nothing;
            CUresult result = cuMemFree(world->blocks[slot]);
            if (result == CUDA_SUCCESS) world->blocks[slot] = 0;
            return result;
        }
        case 14:
        case 15: {
            unsigned at = pick(world, ROOM), bytes = pick(world, ROOM + 200), value = pick(world, 256);
            if (world->blocks[slot] == 0) return cuMemsetD8Async(16 + at, 1, bytes + 1, world->data);
            if (bytes == 0) bytes = 1;
            CUresult result = cuMemsetD8Async(world->blocks[slot] + at, (unsigned char)value, bytes, world->data);
            if (result == CUDA_SUCCESS) memset(world->shadow[slot] + at, (int)value, bytes);
            return result;
        }
        case 16:
        case 17: {
            unsigned at = pick(world, ROOM), bytes = 1 + pick(world, 300);
            if (!world->blocks[slot] || !world->blocks[other] || slot == other) return nothing;
            CUresult result = cuMemcpyDtoDAsync(world->blocks[slot] + at, world->blocks[other] + at, bytes, world->data);
            if (result == CUDA_SUCCESS) memcpy(world->shadow[slot] + at, world->shadow[other] + at, bytes);
            return result;
        }
        case 18: {
            unsigned at = pick(world, ROOM), bytes = 1 + pick(world, 300);
            unsigned char pattern[300];
            if (world->blocks[slot] == 0) return nothing;
            memset(pattern, (int)pick(world, 256), sizeof pattern);
            CUresult result = cuMemcpyHtoDAsync(world->blocks[slot] + at, pattern, bytes, world->data);
            if (result == CUDA_SUCCESS) memcpy(world->shadow[slot] + at, pattern, bytes);
            return result;
        }
        case 19: return check_block(world, slot);
        case 20:
        case 21: {
            unsigned threads = pick(world, 9) ? 1 + pick(world, 256) : 2000 * pick(world, 2);
            uint32_t value = pick(world, 1000);
            CUfunction function = maybe(world, (void *)add);
            void *params[] = { &world->blocks[slot], &value };
            if (world->blocks[slot] == 0) return nothing;
            CUresult result = cuLaunchKernel(function, 1, 1, 1, threads, 1, 1, 0, world->data, pick(world, 9) ? params : NULL, NULL);
            for (unsigned i = 0; result == CUDA_SUCCESS && i < threads; i++) {
                uint32_t word;
                memcpy(&word, world->shadow[slot] + 4 * i, 4);
                word += value;
                memcpy(world->shadow[slot] + 4 * i, &word, 4);
            }
            return result;
        }
        case 22: {
            if (world->graphs[slot]) cuGraphDestroy(world->graphs[slot]);
            return cuGraphCreate(&world->graphs[slot], pick(world, 9) ? 0 : 1);
        }
        case 23: return cuGraphDestroy(graph);
        case 24:
        case 25: {
            CUgraphNode node, first[16];
            size_t count = 16;
            CUresult result = cuGraphGetNodes(graph, first, &count);
            if (result != CUDA_SUCCESS || count >= 16) return result;
            if (count > 0 && pick(world, 4) == 0) return cuGraphDestroyNode(first[pick(world, (unsigned)count)]);
            size_t before = count ? pick(world, 2) : 0;
            if (pick(world, 2)) return cuGraphAddEmptyNode(&node, graph, first, before);
            CUDA_HOST_NODE_PARAMS host = { .fn = pick(world, 9) ? count_call : NULL, .userData = &world->calls };
            return cuGraphAddHostNode(&node, graph, first, before, &host);
        }
        case 26: {
            if (world->execs[other]) cuGraphExecDestroy(world->execs[other]);
            world->execs[other] = NULL;
            return cuGraphInstantiate(&world->execs[other], graph, pick(world, 9) ? 0 : 1 << 20);
        }
        case 27: return cuGraphExecDestroy(exec);
        case 28: return cuGraphLaunch(exec, stream);
        case 29: {
            CUgraphExecUpdateResultInfo info;
            return cuGraphExecUpdate(exec, graph, &info);
        }
        case 30: {
            CUgraph clone;
            CUresult result = cuGraphClone(&clone, graph);
            return result == CUDA_SUCCESS ? cuGraphDestroy(clone) : result;
        }
        case 31: {
            if (world->capturing == NULL) {
                CUresult result = cuStreamBeginCapture(stream, pick(world, 2) ? CU_STREAM_CAPTURE_MODE_RELAXED : CU_STREAM_CAPTURE_MODE_THREAD_LOCAL);
                if (result == CUDA_SUCCESS) world->capturing = stream;
                return result;
            }
            CUgraph captured = NULL;
            CUresult result = cuStreamEndCapture(world->capturing, &captured);
            world->capturing = NULL;
            if (captured) cuGraphDestroy(captured);
            return result;
        }
        case 32: {
            CUstreamCaptureStatus status;
            return cuStreamIsCapturing(stream, &status);
        }
        case 33: return cuLaunchHostFunc(stream == world->capturing ? world->data : stream, pick(world, 9) ? count_call : NULL, &world->calls);
        case 34: return with_pool(world);
        case 35: return with_array(world);
        case 36: return with_addresses(world);
        case 37: return pick(world, 8) ? nothing : with_library(world);
        case 38: return cuArrayDestroy(maybe(world, (void *)world->streams[slot]));
        default: {
            CUpointer_attribute attribute = (CUpointer_attribute)(pick(world, 30));
            unsigned long long value[8];
            return cuPointerGetAttribute(value, attribute, world->blocks[slot] ? world->blocks[slot] : 16);
        }
    }
}

static void run(unsigned thread, int16_t *results) {
    static World worlds[THREADS];
    World *world = &worlds[thread];
    memset(world, 0, sizeof *world);
    world->random = 0x9e3779b97f4a7c15u * (thread + 1);
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuStreamCreate(&world->data, CU_STREAM_NON_BLOCKING));
    for (int i = 0; i < CALLS; i++) {
        CUresult result;
        do result = call(world);
        while (result == nothing);
        results[i] = (int16_t)(result == CUDA_ERROR_NOT_READY ? CUDA_SUCCESS : result);
    }
    if (world->capturing) {
        CUgraph captured = NULL;
        cuStreamEndCapture(world->capturing, &captured);
        if (captured) CHECK(cuGraphDestroy(captured));
    }
    for (unsigned slot = 0; slot < SLOTS; slot++) {
        if (world->blocks[slot]) CHECK(check_block(world, slot));
        if (world->blocks[slot]) CHECK(cuMemFree(world->blocks[slot]));
        cuStreamDestroy(world->streams[slot]);
        cuEventDestroy(world->events[slot]);
        cuGraphDestroy(world->graphs[slot]);
        cuGraphExecDestroy(world->execs[slot]);
    }
    CHECK(cuStreamDestroy(world->data));
}

static void *thread(void *number) {
    run((unsigned)(uintptr_t)number, got[(uintptr_t)number]);
    return NULL;
}

static long resident(void) {
    long pages = 0, skipped;
    FILE *file = fopen("/proc/self/statm", "r");
    REQUIRE(file && fscanf(file, "%ld %ld", &skipped, &pages) == 2);
    fclose(file);
    return pages * sysconf(_SC_PAGESIZE);
}

int main(void) {
    CUdevice device;
    size_t free_before, free_after, total;
    pthread_t threads[THREADS];
    int failures = 0;
    CHECK(cuInit(0));
    CHECK(cuDeviceGet(&device, 0));
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuModuleLoadData(&module, source));
    CHECK(cuModuleGetFunction(&add, module, "add"));
    CHECK(cuMemGetInfo(&free_before, &total));
    for (unsigned i = 0; i < THREADS; i++) run(i, expected[i]);
    long before = resident();
    for (uintptr_t i = 0; i < THREADS; i++) REQUIRE(pthread_create(&threads[i], NULL, thread, (void *)i) == 0);
    for (int i = 0; i < THREADS; i++) REQUIRE(pthread_join(threads[i], NULL) == 0);
    CHECK(cuCtxSynchronize());
    for (int i = 0; i < THREADS; i++) {
        for (int at = 0; at < CALLS; at++) {
            failures += expected[i][at] != CUDA_SUCCESS;
            if (got[i][at] == expected[i][at]) continue;
            printf("thread %d, call %d: %s alone, %s with others\n", i, at, result_name((CUresult)expected[i][at]),
                   result_name((CUresult)got[i][at]));
            return 1;
        }
    }
    CHECK(cuMemGetInfo(&free_after, &total));
    REQUIRE(free_after == free_before);
    // Eight stacks and what the allocator keeps for as many threads.
    REQUIRE(resident() - before < (64 << 20));
    printf("%d calls, %d refused\n", THREADS * CALLS, failures);
    REQUIRE(failures > THREADS * CALLS / 20 && failures < THREADS * CALLS * 3 / 4);
    CHECK(cuModuleUnload(module));
    CHECK(cuDevicePrimaryCtxRelease(device));
    printf("PASS soak\n");
    return 0;
}
