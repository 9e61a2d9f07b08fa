// Sorting twice: bitonic networks in shared and global memory, and a stable radix sort of pairs by ballots and counts.
#include "check.cuh"
#include <algorithm>

__global__ void bitonic_shared(unsigned *values, unsigned span) {
    extern __shared__ unsigned tile[];
    const unsigned base = blockIdx.x * blockDim.x * 2;
    tile[threadIdx.x] = values[base + threadIdx.x];
    tile[threadIdx.x + blockDim.x] = values[base + threadIdx.x + blockDim.x];
    for (unsigned size = 2; size <= span; size *= 2) {
        for (unsigned stride = size / 2; stride; stride /= 2) {
            __syncthreads();
            const unsigned low = 2 * threadIdx.x - (threadIdx.x & (stride - 1));
            const bool up = ((base + low) & size) == 0;
            const unsigned a = tile[low], b = tile[low + stride];
            if ((a > b) == up) tile[low] = b, tile[low + stride] = a;
        }
    }
    __syncthreads();
    values[base + threadIdx.x] = tile[threadIdx.x];
    values[base + threadIdx.x + blockDim.x] = tile[threadIdx.x + blockDim.x];
}

__global__ void bitonic_step(unsigned *values, unsigned size, unsigned stride) {
    const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
    const unsigned low = 2 * i - (i & (stride - 1));
    const bool up = (low & size) == 0;
    const unsigned a = values[low], b = values[low + stride];
    if ((a > b) == up) values[low] = b, values[low + stride] = a;
}

// One block moves all pairs by one bit: zeros first, both halves in their order.
__global__ void radix_bit(const unsigned *keys, const int *data, unsigned *keys_out, int *data_out, int count, int bit) {
    __shared__ int zeros_of_warp[32], total_zeros, before;
    const int lane = threadIdx.x % 32, warp = threadIdx.x / 32, warps = blockDim.x / 32;
    int zeros = 0;
    for (int i = threadIdx.x; i < count; i += blockDim.x) zeros += !(keys[i] >> bit & 1);
    for (int step = 16; step; step /= 2) zeros += __shfl_xor_sync(0xffffffffu, zeros, step);
    if (lane == 0) zeros_of_warp[warp] = zeros;
    __syncthreads();
    if (threadIdx.x == 0) {
        total_zeros = 0;
        for (int w = 0; w < warps; w++) total_zeros += zeros_of_warp[w];
        before = 0;
    }
    __syncthreads();
    for (int base = 0; base < count; base += blockDim.x) {
        const int i = base + threadIdx.x;
        const bool is_in = i < count;
        const unsigned key = is_in ? keys[i] : 0;
        const bool is_zero = is_in && !(key >> bit & 1);
        const unsigned mask = __ballot_sync(0xffffffffu, is_zero);
        if (lane == 0) zeros_of_warp[warp] = __popc(mask);
        __syncthreads();
        int rank = before + __popc(mask & ((1u << lane) - 1));
        for (int w = 0; w < warp; w++) rank += zeros_of_warp[w];
        if (is_in) {
            const int to = is_zero ? rank : total_zeros + (i - rank);
            keys_out[to] = key;
            data_out[to] = data[i];
        }
        __syncthreads();
        if (threadIdx.x == 0) {
            for (int w = 0; w < warps; w++) before += zeros_of_warp[w];
        }
        __syncthreads();
    }
}

int main() {
    Random random(7);
    const unsigned count = 1 << 13, threads = 256;
    std::vector<unsigned> values(count);
    for (auto &value : values) value = random.next() % 100000;
    unsigned *at = to_device(values);
    bitonic_shared<<<count / (2 * threads), threads, 2 * threads * sizeof(unsigned)>>>(at, 2 * threads);
    CHECK_LAUNCH();
    for (unsigned size = 4 * threads; size <= count; size *= 2) {
        for (unsigned stride = size / 2; stride; stride /= 2) {
            bitonic_step<<<count / (2 * threads), threads>>>(at, size, stride);
            CHECK_LAUNCH();
        }
    }
    std::vector<unsigned> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    require_equal(to_host(at, count), sorted, "bitonic");
    CHECK(cudaFree(at));

    const int pairs = 3001;
    std::vector<unsigned> keys(pairs);
    std::vector<int> data(pairs);
    for (int i = 0; i < pairs; i++) keys[i] = random.next() % 700, data[i] = i;
    unsigned *a = to_device(keys), *b = device_array<unsigned>(pairs);
    int *c = to_device(data), *d = device_array<int>(pairs);
    for (int bit = 0; bit < 10; bit++) {
        radix_bit<<<1, 256>>>(a, c, b, d, pairs, bit);
        CHECK_LAUNCH();
        std::swap(a, b);
        std::swap(c, d);
    }
    std::vector<int> order = data;
    std::stable_sort(order.begin(), order.end(), [&](int x, int y) { return keys[x] < keys[y]; });
    require_equal(to_host(c, pairs), order, "radix sort is stable");
    return pass("sort");
}
