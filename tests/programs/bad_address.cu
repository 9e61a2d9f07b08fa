// A kernel writes where nothing is: cudaErrorIllegalAddress at the next synchronisation, and from every call after it.
#include "check.cuh"

__global__ void scribble(int *at) { at[threadIdx.x] = 1; }

int main() {
    int *fine = device_array<int>(64);
    scribble<<<1, 64>>>(fine);
    CHECK_LAUNCH();
    CHECK(cudaDeviceSynchronize());
    scribble<<<1, 64>>>(reinterpret_cast<int *>(0x123456789000ull));
    CHECK_LAUNCH();
    EXPECT_ERROR(cudaDeviceSynchronize(), cudaErrorIllegalAddress);
    EXPECT_ERROR(cudaGetLastError(), cudaErrorIllegalAddress);
    // It stays: the context is lost.
    EXPECT_ERROR(cudaDeviceSynchronize(), cudaErrorIllegalAddress);
    void *more = nullptr;
    EXPECT_ERROR(cudaMalloc(&more, 64), cudaErrorIllegalAddress);
    EXPECT_ERROR(cudaMemset(fine, 0, 64), cudaErrorIllegalAddress);
    scribble<<<1, 64>>>(fine);
    EXPECT_ERROR(cudaGetLastError(), cudaErrorIllegalAddress);
    cudaStream_t stream;
    EXPECT_ERROR(cudaStreamCreate(&stream), cudaErrorIllegalAddress);
    EXPECT_ERROR(cudaFree(fine), cudaErrorIllegalAddress);
    return pass("bad_address");
}
