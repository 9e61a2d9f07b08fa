// Cooperative groups below the grid: blocks, tiles of every size, coalesced threads, labelled partitions, and their collectives.
#include "check.cuh"
#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>
#include <cooperative_groups/scan.h>

namespace cg = cooperative_groups;

template <int SIZE> __global__ void tile_sums(const int *from, int *sums, int *scans) {
    auto block = cg::this_thread_block();
    auto tile = cg::tiled_partition<SIZE>(block);
    const int i = blockIdx.x * blockDim.x + block.thread_rank();
    const int value = from[i];
    const int sum = cg::reduce(tile, value, cg::plus<int>());
    scans[i] = cg::inclusive_scan(tile, value, cg::plus<int>());
    if (tile.thread_rank() == 0) sums[i / SIZE] = sum;
}

__global__ void coalesced(const int *from, int *counts, int count) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count && from[i] > 0) {
        auto active = cg::coalesced_threads();
        // One thread adds for all that came along.
        if (active.thread_rank() == 0) atomicAdd(&counts[0], int(active.size()));
        counts[1 + i] = int(active.thread_rank());
    }
}

__global__ void labelled(const int *from, int *sums) {
    auto warp = cg::tiled_partition<32>(cg::this_thread_block());
    const int i = blockIdx.x * blockDim.x + threadIdx.x, label = (from[i] & 3);
    auto group = cg::labeled_partition(warp, label);
    const int sum = cg::reduce(group, 1, cg::plus<int>());
    if (group.thread_rank() == 0) atomicAdd(&sums[label], sum);
}

__global__ void shuffles(int *to) {
    auto tile = cg::tiled_partition<8>(cg::this_thread_block());
    const int rank = int(tile.thread_rank());
    int *row = to + (blockIdx.x * blockDim.x + threadIdx.x) * 4;
    row[0] = tile.shfl(rank * 10, 3);
    row[1] = tile.shfl_xor(rank, 5);
    row[2] = int(tile.ballot(rank % 3 == 0));
    row[3] = tile.any(rank == 9) * 2 + tile.all(rank < 8);
}

template <int SIZE> void check_tiles(const std::vector<int> &values) {
    const int count = int(values.size());
    int *from = to_device(values), *sums = device_array<int>(count / SIZE), *scans = device_array<int>(count);
    tile_sums<SIZE><<<count / 128, 128>>>(from, sums, scans);
    CHECK_LAUNCH();
    std::vector<int> wanted(count / SIZE), scanned(count);
    for (int i = 0; i < count; i++) {
        wanted[i / SIZE] += values[i];
        scanned[i] = wanted[i / SIZE];
    }
    require_equal(to_host(sums, count / SIZE), wanted, "sums of tiles");
    require_equal(to_host(scans, count), scanned, "scans of tiles");
}

int main() {
    Random random(5);
    std::vector<int> values(1024);
    for (auto &value : values) value = int(random.next() % 100) - 50;
    check_tiles<32>(values);
    check_tiles<16>(values);
    check_tiles<4>(values);
    check_tiles<1>(values);
    const int count = int(values.size());
    int *from = to_device(values), *counts = device_array<int>(count + 1), *sums = device_array<int>(4), *rows = device_array<int>(64 * 4);
    CHECK(cudaMemset(counts, 0, (count + 1) * sizeof(int)));
    coalesced<<<count / 128, 128>>>(from, counts, count);
    CHECK_LAUNCH();
    const auto counted = to_host(counts, count + 1);
    int positive = 0;
    for (int i = 0; i < count; i++) positive += values[i] > 0;
    REQUIRE(counted[0] == positive);
    for (int i = 0; i < count; i++) REQUIRE(counted[1 + i] >= 0 && counted[1 + i] < 32);
    CHECK(cudaMemset(sums, 0, 4 * sizeof(int)));
    labelled<<<count / 128, 128>>>(from, sums);
    CHECK_LAUNCH();
    std::vector<int> by_label(4);
    for (int value : values) by_label[value & 3]++;
    require_equal(to_host(sums, 4), by_label, "labelled");
    shuffles<<<1, 64>>>(rows);
    CHECK_LAUNCH();
    const auto got = to_host(rows, 64 * 4);
    for (int i = 0; i < 64; i++) {
        REQUIRE(got[i * 4] == 30);
        REQUIRE(got[i * 4 + 1] == (i % 8 ^ 5));
        REQUIRE(got[i * 4 + 2] == 0b01001001);
        REQUIRE(got[i * 4 + 3] == 1);
    }
    return pass("groups");
}
