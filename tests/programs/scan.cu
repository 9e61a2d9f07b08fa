// Prefix sums in three passes: within blocks by warp shuffles, over the blocks' totals, and added back; inclusive and exclusive.
#include "check.cuh"

constexpr int BLOCK = 256;

__device__ int warp_inclusive(int value) {
    const int lane = threadIdx.x % 32;
    for (int step = 1; step < 32; step *= 2) {
        const int below = __shfl_up_sync(0xffffffffu, value, step);
        if (lane >= step) value += below;
    }
    return value;
}

__device__ int block_inclusive(int value) {
    __shared__ int totals[BLOCK / 32];
    const int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
    value = warp_inclusive(value);
    if (lane == 31) totals[warp] = value;
    __syncthreads();
    if (warp == 0) {
        const int total = warp_inclusive(lane < BLOCK / 32 ? totals[lane] : 0);
        if (lane < BLOCK / 32) totals[lane] = total;
    }
    __syncthreads();
    return warp ? value + totals[warp - 1] : value;
}

__global__ void scan_blocks(const int *from, int *to, int *totals, int count) {
    const int i = blockIdx.x * BLOCK + threadIdx.x;
    const int sum = block_inclusive(i < count ? from[i] : 0);
    if (i < count) to[i] = sum;
    if (threadIdx.x == BLOCK - 1) totals[blockIdx.x] = sum;
}

__global__ void add_totals(int *to, const int *totals, int count) {
    const int i = blockIdx.x * BLOCK + threadIdx.x;
    if (blockIdx.x > 0 && i < count) to[i] += totals[blockIdx.x - 1];
}

__global__ void shift(const int *inclusive, int *exclusive, int count) {
    const int i = blockIdx.x * BLOCK + threadIdx.x;
    if (i < count) exclusive[i] = i ? inclusive[i - 1] : 0;
}

static void scan(const int *from, int *to, int count) {
    const int blocks = (count + BLOCK - 1) / BLOCK;
    int *totals = device_array<int>(blocks), *scanned = device_array<int>(blocks);
    scan_blocks<<<blocks, BLOCK>>>(from, to, totals, count);
    CHECK_LAUNCH();
    if (blocks > 1) {
        scan(totals, scanned, blocks);
        add_totals<<<blocks, BLOCK>>>(to, scanned, count);
        CHECK_LAUNCH();
    }
    CHECK(cudaFree(totals));
    CHECK(cudaFree(scanned));
}

int main() {
    for (int count : { 1, 31, 256, 257, 4099, 70000 }) {
        Random random(count);
        std::vector<int> values(count), inclusive(count), exclusive(count);
        int sum = 0;
        for (int i = 0; i < count; i++) {
            values[i] = int(random.next() % 201) - 100;
            exclusive[i] = sum;
            sum += values[i];
            inclusive[i] = sum;
        }
        int *from = to_device(values), *to = device_array<int>(count), *shifted = device_array<int>(count);
        scan(from, to, count);
        shift<<<(count + BLOCK - 1) / BLOCK, BLOCK>>>(to, shifted, count);
        CHECK_LAUNCH();
        require_equal(to_host(to, count), inclusive, "inclusive");
        require_equal(to_host(shifted, count), exclusive, "exclusive");
        CHECK(cudaFree(from));
        CHECK(cudaFree(to));
        CHECK(cudaFree(shifted));
    }
    return pass("scan");
}
