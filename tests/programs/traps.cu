// Faults of kernels, each in a process of its own: what the error is, that it stays, and that other processes do not notice.
#include "check.cuh"
#include <cassert>
#include <cstring>
#include <sys/wait.h>
#include <unistd.h>

__global__ void trapped(int which) {
    if (threadIdx.x == which) __trap();
}
__global__ void asserted(const int *value) { assert(value[threadIdx.x] < 5); }
__global__ void stray(int *at) { at[threadIdx.x] = 1; }
__global__ void skewed(char *at) { *reinterpret_cast<volatile int *>(at + 1) = 3; }
__global__ void add(int *at) { atomicAdd(at, 1); }

static void dies(const char *how, int *at) {
    cudaError_t wanted = cudaErrorLaunchFailure;
    if (!strcmp(how, "trap")) trapped<<<2, 64>>>(40);
    if (!strcmp(how, "assert")) asserted<<<1, 8>>>(at), wanted = cudaErrorAssert;
    if (!strcmp(how, "address")) stray<<<1, 4>>>(reinterpret_cast<int *>(4096)), wanted = cudaErrorIllegalAddress;
    if (!strcmp(how, "align")) skewed<<<1, 1>>>(reinterpret_cast<char *>(at)), wanted = cudaErrorMisalignedAddress;
    CHECK_LAUNCH();
    EXPECT_ERROR(cudaDeviceSynchronize(), wanted);
    // It stays, whatever comes after it.
    EXPECT_ERROR(cudaDeviceSynchronize(), wanted);
    void *more = nullptr;
    EXPECT_ERROR(cudaMalloc(&more, 16), wanted);
    add<<<1, 1>>>(at);
    EXPECT_ERROR(cudaGetLastError(), wanted);
    int value = 0;
    EXPECT_ERROR(cudaMemcpy(&value, at, 4, cudaMemcpyDeviceToHost), wanted);
}

int main(int count, char **values) {
    const std::vector<int> numbers{ 1, 2, 3, 4, 5, 6, 7, 8 };
    if (count > 1) {
        dies(values[1], to_device(numbers));
        return 0;
    }
    int *at = to_device(numbers);
    for (const char *how : { "trap", "assert", "address", "align" }) {
        const pid_t child = fork();
        if (child == 0) {
            execl(values[0], values[0], how, nullptr);
            _exit(99);
        }
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        if (status != 0) {
            std::printf("%s: status %x\n", how, unsigned(status));
            return 1;
        }
        add<<<1, 32>>>(at);
        CHECK_LAUNCH();
        CHECK(cudaDeviceSynchronize());
    }
    REQUIRE(to_host(at, 1)[0] == 1 + 4 * 32);
    return pass("traps");
}
