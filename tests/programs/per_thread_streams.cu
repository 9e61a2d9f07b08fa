// Many host threads, each on its own default stream (--default-stream per-thread): their work is theirs, and none waits for another.
#include "check.cuh"
#include <atomic>
#include <thread>

__global__ void hold(volatile int *flag) {
    while (!*flag) {}
}
__global__ void fill(int *at, int count, int value) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) at[i] = value + i;
}
__global__ void add(int *at, int count, int value) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) at[i] += value;
}

constexpr int THREADS = 12, COUNT = 1000, ROUNDS = 20;

// Memory is made before and freed after: both may wait for the whole device.
static void work(int number, int *at, int *pinned, std::atomic<int> *right) {
    for (int round = 0; round < ROUNDS; round++) {
        fill<<<8, 128>>>(at, COUNT, number * 1000);
        add<<<8, 128>>>(at, COUNT, round);
        CHECK_LAUNCH();
        CHECK(cudaMemcpyAsync(pinned, at, COUNT * sizeof(int), cudaMemcpyDeviceToHost));
        CHECK(cudaStreamSynchronize(0));
        bool all = true;
        for (int i = 0; i < COUNT; i++) all = all && pinned[i] == number * 1000 + round + i;
        *right += all;
    }
}

int main() {
    int *flag = nullptr;
    CHECK(cudaHostAlloc(&flag, sizeof(int), cudaHostAllocMapped));
    *flag = 1;
    hold<<<1, 1>>>(flag);
    fill<<<1, 1>>>(device_array<int>(1), 1, 0);
    add<<<1, 1>>>(device_array<int>(1), 1, 0);
    CHECK(cudaDeviceSynchronize());
    int *at[THREADS], *pinned[THREADS];
    for (int i = 0; i < THREADS; i++) {
        at[i] = device_array<int>(COUNT);
        CHECK(cudaMallocHost(&pinned[i], COUNT * sizeof(int)));
    }
    *flag = 0;
    // This thread's stream is held all the while; with one default stream for all, the others would wait for it.
    hold<<<1, 1>>>(flag);
    CHECK_LAUNCH();
    std::atomic<int> right{ 0 };
    std::vector<std::thread> threads;
    for (int i = 0; i < THREADS; i++) threads.emplace_back(work, i, at[i], pinned[i], &right);
    for (auto &thread : threads) thread.join();
    EXPECT_ERROR(cudaStreamQuery(0), cudaErrorNotReady);
    *flag = 1;
    CHECK(cudaStreamSynchronize(0));
    REQUIRE(right == THREADS * ROUNDS);
    for (int i = 0; i < THREADS; i++) {
        CHECK(cudaFree(at[i]));
        CHECK(cudaFreeHost(pinned[i]));
    }
    return pass("per_thread_streams");
}
