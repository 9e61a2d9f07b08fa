// Adds one to a vector for ever: says RUNNING when the first round is right, and how it ended when a call fails.
#include "check.cuh"

__global__ void increment(unsigned *at, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) at[i] += 1;
}

static int ended(cudaError_t error) {
    std::printf("ENDED %s\n", cudaGetErrorName(error));
    return 3;
}

int main() {
    const int n = 4096;
    unsigned *at = device_array<unsigned>(n), last = 0;
    // Enough memory that its return can be seen.
    void *more = nullptr;
    const size_t bytes = 32 << 20;
    CHECK(cudaMalloc(&more, bytes));
    CHECK(cudaMemset(more, 1, bytes));
    CHECK(cudaMemset(at, 0, n * sizeof(unsigned)));
    for (unsigned round = 1;; round++) {
        increment<<<(n + 127) / 128, 128>>>(at, n);
        if (cudaError_t error = cudaGetLastError()) return ended(error);
        if (cudaError_t error = cudaMemcpy(&last, at + n - 1, sizeof last, cudaMemcpyDeviceToHost)) return ended(error);
        REQUIRE(last == round);
        if (round == 1) {
            std::printf("RUNNING\n");
            std::fflush(stdout);
        }
    }
}
