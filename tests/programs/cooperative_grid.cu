// Barriers across the whole grid: a cooperative launch that relaxes a line of cells, and one that is too large for the device.
#include "check.cuh"
#include <cooperative_groups.h>

namespace cg = cooperative_groups;

// All steps in one launch: every block sees what its neighbours wrote in the step before.
__global__ void relax(float *a, float *b, int count, int steps) {
    auto grid = cg::this_grid();
    for (int s = 0; s < steps; s++) {
        const float *from = s % 2 ? b : a;
        float *to = s % 2 ? a : b;
        for (int i = int(grid.thread_rank()); i < count; i += int(grid.size())) {
            const float left = from[i ? i - 1 : i], right = from[i + 1 < count ? i + 1 : i];
            to[i] = 0.5f * from[i] + 0.25f * (left + right);
        }
        grid.sync();
    }
}

__global__ void total(const int *values, int count, int *partial, int *to) {
    auto grid = cg::this_grid();
    __shared__ int sum;
    if (threadIdx.x == 0) sum = 0;
    __syncthreads();
    for (int i = int(grid.thread_rank()); i < count; i += int(grid.size())) atomicAdd(&sum, values[i]);
    __syncthreads();
    if (threadIdx.x == 0) partial[blockIdx.x] = sum;
    grid.sync();
    if (grid.thread_rank() == 0) {
        *to = 0;
        for (unsigned b = 0; b < gridDim.x; b++) *to += partial[b];
    }
}

int main() {
    int supported = 0, processors = 0, each = 0;
    CHECK(cudaDeviceGetAttribute(&supported, cudaDevAttrCooperativeLaunch, 0));
    CHECK(cudaDeviceGetAttribute(&processors, cudaDevAttrMultiProcessorCount, 0));
    REQUIRE(supported == 1);
    Random random(89);
    int count = 3000, steps = 9;
    std::vector<float> now(count), next(count);
    for (auto &value : now) value = random.between(-1, 1);
    float *a = to_device(now), *b = device_array<float>(count);
    void *arguments[] = { &a, &b, &count, &steps };
    CHECK(cudaLaunchCooperativeKernel((void *)relax, dim3(4), dim3(128), arguments, 0, nullptr));
    CHECK(cudaDeviceSynchronize());
    for (int s = 0; s < steps; s++) {
        for (int i = 0; i < count; i++) next[i] = 0.5f * now[i] + 0.25f * (now[i ? i - 1 : i] + now[i + 1 < count ? i + 1 : i]);
        std::swap(now, next);
    }
    require_close(to_host(steps % 2 ? b : a, count), now, 1e-6, "relaxed");

    std::vector<int> values(5000);
    int sum = 0, size = int(values.size());
    for (auto &value : values) value = int(random.next() % 100), sum += value;
    int *at = to_device(values), *partial = device_array<int>(6), *to = device_array<int>(1);
    void *sums[] = { &at, &size, &partial, &to };
    CHECK(cudaLaunchCooperativeKernel((void *)total, dim3(6), dim3(96), sums, 0, nullptr));
    CHECK(cudaDeviceSynchronize());
    REQUIRE(to_host(to, 1)[0] == sum);

    // More blocks than can be there at once could never meet.
    CHECK(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&each, relax, 128, 0));
    EXPECT_ERROR(cudaLaunchCooperativeKernel((void *)relax, dim3(each * processors + 1), dim3(128), arguments, 0, nullptr),
                 cudaErrorCooperativeLaunchTooLarge);
    (void)cudaGetLastError();
    CHECK(cudaDeviceSynchronize());
    return pass("cooperative_grid");
}
