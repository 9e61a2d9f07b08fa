// Cooperative groups across blocks: a sum in steps between which the whole grid waits.
#include "check.cuh"
#include <cooperative_groups.h>
#include <vector>

namespace cg = cooperative_groups;

__global__ void halve(unsigned *values, unsigned count) {
    cg::grid_group grid = cg::this_grid();
    for (unsigned step = count / 2; step > 0; step /= 2) {
        for (unsigned i = (unsigned)grid.thread_rank(); i < step; i += (unsigned)grid.size()) values[i] += values[i + step];
        grid.sync();
    }
}

int main() {
    const unsigned count = 1 << 14;
    int each = 0, blocks = 0, able = 0;
    CHECK(cudaDeviceGetAttribute(&able, cudaDevAttrCooperativeLaunch, 0));
    REQUIRE(able == 1);
    CHECK(cudaDeviceGetAttribute(&blocks, cudaDevAttrMultiProcessorCount, 0));
    CHECK(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&each, halve, 64, 0));
    REQUIRE(each > 0);
    std::vector<unsigned> values(count);
    unsigned want = 0, got = 0, *device, n = count;
    for (unsigned i = 0; i < count; i++) want += values[i] = i * 2654435761u;
    CHECK(cudaMalloc(&device, count * sizeof *device));
    CHECK(cudaMemcpy(device, values.data(), count * sizeof *device, cudaMemcpyHostToDevice));
    void *arguments[] = { &device, &n };
    EXPECT_ERROR(cudaLaunchCooperativeKernel((void *)halve, dim3(blocks * each + 1), dim3(64), arguments, 0, 0),
                 cudaErrorCooperativeLaunchTooLarge);
    (void)cudaGetLastError();
    CHECK(cudaLaunchCooperativeKernel((void *)halve, dim3(24), dim3(64), arguments, 0, 0));
    CHECK(cudaMemcpy(&got, device, sizeof got, cudaMemcpyDeviceToHost));
    REQUIRE(got == want);
    CHECK(cudaFree(device));
    return pass("grid_barrier");
}
