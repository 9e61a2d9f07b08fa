// What a review found that programs may rely on: each case once went wrong, or nearly.
#include "check.cuh"
#include <cstring>

__global__ void hold(volatile int *flag) {
    while (*flag == 0) {}
}

__global__ void copy_one(int *to, volatile int *from) { *to = *from; }

__global__ void set_one(volatile int *at, int value) { *at = value; }

__global__ void allocate(int *sum) {
    int *own = static_cast<int *>(malloc(64 * sizeof(int)));
    if (!own) return;
    for (int i = 0; i < 64; i++) own[i] = i;
    int total = 0;
    for (int i = 0; i < 64; i++) total += own[i];
    free(own);
    atomicAdd(sum, total);
}

__global__ void wild(int *at) { *at = 1; }

// An event that is destroyed still holds back whoever waits for it.
static void destroyed_event_holds() {
    cudaStream_t first, second;
    CHECK(cudaStreamCreateWithFlags(&first, cudaStreamNonBlocking));
    CHECK(cudaStreamCreateWithFlags(&second, cudaStreamNonBlocking));
    volatile int *shared;
    CHECK(cudaHostAlloc((void **)&shared, 4096, cudaHostAllocMapped));
    std::memset((void *)shared, 0, 4096);
    cudaEvent_t event;
    CHECK(cudaEventCreateWithFlags(&event, cudaEventDisableTiming));
    hold<<<1, 1, 0, first>>>(shared);
    set_one<<<1, 1, 0, first>>>(shared + 1, 7);
    CHECK(cudaEventRecord(event, first));
    CHECK(cudaStreamWaitEvent(second, event, 0));
    CHECK(cudaEventDestroy(event));
    copy_one<<<1, 1, 0, second>>>((int *)shared + 2, shared + 1);
    CHECK_LAUNCH();
    REQUIRE(cudaStreamQuery(second) == cudaErrorNotReady);
    shared[0] = 1;
    CHECK(cudaStreamSynchronize(second));
    REQUIRE(shared[2] == 7);
    CHECK(cudaStreamDestroy(first));
    CHECK(cudaStreamDestroy(second));
    CHECK(cudaFreeHost((void *)shared));
}

// A kernel's own allocations, and memory that was allocated after it started.
static void kernels_allocate() {
    int *sum = device_array<int>(1);
    CHECK(cudaMemset(sum, 0, sizeof(int)));
    allocate<<<4, 32>>>(sum);
    CHECK_LAUNCH();
    CHECK(cudaDeviceSynchronize());
    int total = 0;
    CHECK(cudaMemcpy(&total, sum, sizeof total, cudaMemcpyDeviceToHost));
    REQUIRE(total == 4 * 32 * (63 * 64 / 2));
    CHECK(cudaFree(sum));
}

// The host reads what a synchronous set has set.
static void sets_of_host_memory_wait() {
    const size_t bytes = 32 << 20;
    unsigned char *host;
    CHECK(cudaHostAlloc((void **)&host, bytes, cudaHostAllocMapped));
    CHECK(cudaMemset2D(host, 4096, 0x5a, 4096, bytes / 4096));
    REQUIRE(host[bytes - 1] == 0x5a);
    CHECK(cudaMemset2D(host, 4096, 0xa5, 100, bytes / 4096));
    REQUIRE(host[bytes - 4096] == 0xa5 && host[bytes - 4096 + 100] == 0x5a);
    CHECK(cudaFreeHost(host));
}

static void write_42(void *at) { *static_cast<int *>(at) = 42; }

// Registered memory is read when the stream gets there, not when the copy is asked for.
static void registered_memory_is_read_in_order() {
    static int own[1024];
    int *device = device_array<int>(1024);
    cudaStream_t stream;
    CHECK(cudaStreamCreate(&stream));
    CHECK(cudaHostRegister(own, sizeof own, cudaHostRegisterDefault));
    CHECK(cudaLaunchHostFunc(stream, write_42, own));
    CHECK(cudaMemcpyAsync(device, own, sizeof own, cudaMemcpyHostToDevice, stream));
    CHECK(cudaStreamSynchronize(stream));
    int first = 0;
    CHECK(cudaMemcpy(&first, device, sizeof first, cudaMemcpyDeviceToHost));
    REQUIRE(first == 42);
    CHECK(cudaHostUnregister(own));
    CHECK(cudaStreamDestroy(stream));
    CHECK(cudaFree(device));
}

// After a fault and a reset the device works as if nothing had been.
static void reset_ends_a_fault() {
    wild<<<1, 1>>>((int *)0xdead0000);
    for (int i = 0; i < 4; i++) wild<<<1, 1>>>((int *)0xdead0000);
    REQUIRE(cudaDeviceSynchronize() == cudaErrorIllegalAddress);
    CHECK(cudaDeviceReset());
    (void)cudaGetLastError();
    int *device = device_array<int>(1);
    set_one<<<1, 1>>>(device, 5);
    CHECK_LAUNCH();
    CHECK(cudaDeviceSynchronize());
    int value = 0;
    CHECK(cudaMemcpy(&value, device, sizeof value, cudaMemcpyDeviceToHost));
    REQUIRE(value == 5);
    CHECK(cudaFree(device));
}

int main() {
    destroyed_event_holds();
    kernels_allocate();
    sets_of_host_memory_wait();
    registered_memory_is_read_in_order();
    reset_ends_a_fault();
    return pass("semantics");
}
