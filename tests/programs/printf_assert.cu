// Device printf reaches standard output at a synchronisation, in each thread's own order; an assertion that holds costs nothing.
// With the argument "fail": an assertion that does not hold, which is cudaErrorAssert, and stays.
#include "check.cuh"
#include <cassert>
#include <cstring>

__global__ void speak(const char *word, int count) {
    int i = threadIdx.x + blockIdx.x * blockDim.x;
    assert(count > 0);
    if (i < count) printf("thread %d: %s %5.2f %c %lld %x %%\n", i, "says", i * 1.5, 'a' + i, -5000000000LL * i, 255u << i);
    if (i == 0) printf("second line of thread 0, %d argument%s\n", 2, "s");
    (void)word;
}

__global__ void deny(int *touched, int bad) {
    *touched = 1;
    assert(threadIdx.x != bad);
}

int main(int argc, char **argv) {
    if (argc > 1 && std::strcmp(argv[1], "fail") == 0) {
        int *touched = device_array<int>(1);
        deny<<<1, 32>>>(touched, 3);
        CHECK_LAUNCH();
        EXPECT_ERROR(cudaDeviceSynchronize(), cudaErrorAssert);
        EXPECT_ERROR(cudaFree(touched), cudaErrorAssert);
        return pass("printf_assert");
    }
    std::printf("before\n");
    std::fflush(stdout);
    speak<<<2, 4>>>(nullptr, 6);
    CHECK_LAUNCH();
    CHECK(cudaDeviceSynchronize());
    std::printf("after\n");
    return pass("printf_assert");
}
