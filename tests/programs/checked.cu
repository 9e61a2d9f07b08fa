// Kernels that go on for ever, write past what was asked for, or race on shared memory: what each is under the options that look for it.
#include <cstring>

#include "check.cuh"

__global__ void spin(volatile unsigned *flag) {
    while (*flag == 0) {
    }
}

__global__ void fill(unsigned char *at, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) at[i] = 7;
}

__global__ void reverse(unsigned *at, bool synchronised) {
    __shared__ unsigned values[64];
    values[threadIdx.x] = at[threadIdx.x];
    if (synchronised) __syncthreads();
    at[threadIdx.x] = values[63 - threadIdx.x];
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    unsigned *at = device_array<unsigned>(64);
    CHECK(cudaMemset(at, 0, 64 * sizeof(unsigned)));
    if (std::strcmp(what, "spin") == 0) {
        spin<<<2, 64>>>(at);
        REQUIRE(cudaDeviceSynchronize() == cudaErrorLaunchTimeout);
        REQUIRE(cudaMemset(at, 0, 4) == cudaErrorLaunchTimeout);
    } else if (std::strcmp(what, "past") == 0) {
        unsigned char *bytes = device_array<unsigned char>(100);
        fill<<<1, 128>>>(bytes, 101);
        REQUIRE(cudaDeviceSynchronize() == cudaErrorIllegalAddress);
    } else {
        unsigned char *bytes = device_array<unsigned char>(100);
        fill<<<1, 128>>>(bytes, 100);
        reverse<<<2, 64>>>(at, std::strcmp(what, "race") != 0);
        CHECK(cudaDeviceSynchronize());
    }
    return pass("checked");
}
