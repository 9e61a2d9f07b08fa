// Two non-blocking streams, ordered by events; polling; times between events; host functions in stream order.
#include "check.cuh"
#include <atomic>

__global__ void slow_fill(unsigned *to, int n, unsigned seed, int rounds) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    unsigned x = seed + i;
    for (int r = 0; r < rounds; r++) x = x * 1664525u + 1013904223u;
    to[i] = x;
}

__global__ void combine(const unsigned *a, unsigned *b, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) b[i] = a[i] * 3u + b[i];
}

static unsigned filled(int i, unsigned seed, int rounds) {
    unsigned x = seed + i;
    for (int r = 0; r < rounds; r++) x = x * 1664525u + 1013904223u;
    return x;
}

static std::atomic<int> order;
struct Call {
    int place;
};
static void CUDART_CB note(void *argument) { static_cast<Call *>(argument)->place = order.fetch_add(1); }

int main() {
    const int n = 4096, rounds = 400;
    cudaStream_t first, second;
    CHECK(cudaStreamCreateWithFlags(&first, cudaStreamNonBlocking));
    CHECK(cudaStreamCreateWithFlags(&second, cudaStreamNonBlocking));
    cudaEvent_t start, middle, stop, untimed, never;
    CHECK(cudaEventCreate(&start));
    CHECK(cudaEventCreate(&middle));
    CHECK(cudaEventCreate(&stop));
    CHECK(cudaEventCreate(&never));
    CHECK(cudaEventCreateWithFlags(&untimed, cudaEventDisableTiming));

    unsigned *a = device_array<unsigned>(n), *b = device_array<unsigned>(n), *host;
    CHECK(cudaHostAlloc(&host, n * sizeof(unsigned), cudaHostAllocDefault));
    for (int turn = 0; turn < 3; turn++) {
        Call before{ -1 }, after{ -1 };
        CHECK(cudaMemsetAsync(b, 0, n * sizeof(unsigned), second));
        // An event that was never recorded holds nobody up.
        CHECK(cudaStreamWaitEvent(second, never, 0));
        CHECK(cudaEventRecord(start, first));
        slow_fill<<<(n + 127) / 128, 128, 0, first>>>(a, n, 100 + turn, rounds);
        CHECK_LAUNCH();
        CHECK(cudaEventRecord(middle, first));
        CHECK(cudaEventRecord(untimed, first));
        CHECK(cudaLaunchHostFunc(first, note, &before));
        CHECK(cudaStreamWaitEvent(second, untimed, 0));
        combine<<<(n + 255) / 256, 256, 0, second>>>(a, b, n);
        CHECK_LAUNCH();
        CHECK(cudaMemcpyAsync(host, b, n * sizeof(unsigned), cudaMemcpyDeviceToHost, second));
        CHECK(cudaEventRecord(stop, second));
        cudaError_t state;
        long polls = 0;
        while ((state = cudaStreamQuery(second)) == cudaErrorNotReady) polls++;
        CHECK(state);
        CHECK(cudaEventQuery(stop));
        // The program's own store, then work that must come after it.
        for (int i = 0; i < n; i++)
            if (host[i] != 3u * filled(i, 100 + turn, rounds)) {
                std::printf("turn %d: host[%d] is %u after %ld polls\n", turn, i, host[i], polls);
                return 1;
            }
        CHECK(cudaLaunchHostFunc(first, note, &after));
        CHECK(cudaStreamSynchronize(first));
        REQUIRE(before.place == 2 * turn && after.place == 2 * turn + 1);
        CHECK(cudaEventSynchronize(stop));
        float head, tail, whole;
        CHECK(cudaEventElapsedTime(&head, start, middle));
        CHECK(cudaEventElapsedTime(&tail, middle, stop));
        CHECK(cudaEventElapsedTime(&whole, start, stop));
        REQUIRE(head >= 0 && tail >= 0 && whole >= head);
        REQUIRE(std::fabs(head + tail - whole) <= 0.01f + 0.001f * whole);
        float backwards;
        CHECK(cudaEventElapsedTime(&backwards, stop, start));
        REQUIRE(backwards <= 0);
    }
    float time;
    EXPECT_ERROR(cudaEventElapsedTime(&time, start, never), cudaErrorInvalidResourceHandle);
    EXPECT_ERROR(cudaEventElapsedTime(&time, start, untimed), cudaErrorInvalidResourceHandle);
    (void)cudaGetLastError();
    CHECK(cudaEventQuery(never));

    // The legacy default stream waits for blocking streams, and they for it.
    cudaStream_t blocking;
    CHECK(cudaStreamCreate(&blocking));
    CHECK(cudaMemset(b, 0, n * sizeof(unsigned)));
    slow_fill<<<(n + 127) / 128, 128, 0, blocking>>>(a, n, 7, rounds);
    combine<<<(n + 255) / 256, 256>>>(a, b, n);
    slow_fill<<<(n + 127) / 128, 128, 0, blocking>>>(a, n, 9, 1);
    CHECK_LAUNCH();
    CHECK(cudaDeviceSynchronize());
    std::vector<unsigned> got = to_host(b, n), last = to_host(a, n);
    for (int i = 0; i < n; i++) REQUIRE(got[i] == 3u * filled(i, 7, rounds) && last[i] == filled(i, 9, 1));

    int low, high;
    CHECK(cudaDeviceGetStreamPriorityRange(&low, &high));
    REQUIRE(high <= low);
    for (cudaEvent_t event : { start, middle, stop, untimed, never }) CHECK(cudaEventDestroy(event));
    for (cudaStream_t stream : { first, second, blocking }) CHECK(cudaStreamDestroy(stream));
    CHECK(cudaFreeHost(host));
    return pass("streams_events");
}
