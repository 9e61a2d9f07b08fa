// The stack of a thread is as large as its limit says: a kernel that calls itself deeper than that fails, and the context with it.
#include "check.cuh"

__device__ __noinline__ unsigned deep(unsigned n, unsigned *keep) {
    volatile unsigned frame[64];
    for (int i = 0; i < 64; i++) frame[i] = n + i;
    unsigned below = n ? deep(n - 1, keep) : *keep;
    return below + frame[n % 64];
}

__global__ void calls(unsigned depth, unsigned *out) { *out = deep(depth, out); }

int main() {
    unsigned *out, got = 0, want = 5;
    size_t limit = 0;
    CHECK(cudaMalloc(&out, 4));
    for (unsigned n = 0; n <= 100; n++) want += n + n % 64;
    CHECK(cudaDeviceSetLimit(cudaLimitStackSize, 64 << 10));
    CHECK(cudaDeviceGetLimit(&limit, cudaLimitStackSize));
    REQUIRE(limit == 64 << 10);
    got = 5;
    CHECK(cudaMemcpy(out, &got, 4, cudaMemcpyHostToDevice));
    calls<<<1, 1>>>(100, out);
    CHECK(cudaMemcpy(&got, out, 4, cudaMemcpyDeviceToHost));
    REQUIRE(got == want);
    CHECK(cudaDeviceSetLimit(cudaLimitStackSize, 2 << 10));
    calls<<<1, 1>>>(2, out);
    CHECK(cudaDeviceSynchronize());
    calls<<<1, 1>>>(100, out);
    EXPECT_ERROR(cudaDeviceSynchronize(), cudaErrorHardwareStackError);
    EXPECT_ERROR(cudaMemcpy(&got, out, 4, cudaMemcpyDeviceToHost), cudaErrorHardwareStackError);
    return pass("stack_limit");
}
