// Far more device printf than waits anywhere for the program, from a buffer that holds all of it: lines that arrive are whole, and lost
// ones are spoken of.
#include "check.cuh"

__global__ void flood(int turns) {
    for (int i = 0; i < turns; i++)
        printf("line of thread %08u, turn %08d, and some more words so that it takes room enough ...\n",
               blockIdx.x * blockDim.x + threadIdx.x, i);
}

int main() {
    CHECK(cudaDeviceSetLimit(cudaLimitPrintfFifoSize, 64 << 20));
    flood<<<64, 256>>>(8);
    CHECK(cudaDeviceSynchronize());
    CHECK(cudaDeviceSynchronize());
    return pass("printf_flood");
}
