// CUB: its device-wide algorithms with temporary storage of the program's own, and its block collectives.
#include "check.cuh"
#include <algorithm>
#include <cub/cub.cuh>
#include <numeric>

// Asks how much storage a call needs, gives it, and calls again.
template <class Call> void with_storage(Call call) {
    size_t bytes = 0;
    CHECK(call(nullptr, bytes));
    void *storage = nullptr;
    CHECK(cudaMalloc(&storage, bytes ? bytes : 1));
    CHECK(call(storage, bytes));
    CHECK(cudaDeviceSynchronize());
    CHECK(cudaFree(storage));
}

__global__ void block_sort(const int *from, int *to, int *sums) {
    using Sort = cub::BlockRadixSort<int, 128, 4>;
    using Reduce = cub::BlockReduce<int, 128>;
    __shared__ union {
        typename Sort::TempStorage sort;
        typename Reduce::TempStorage reduce;
    } storage;
    int items[4];
    cub::LoadDirectBlocked(threadIdx.x, from + blockIdx.x * 512, items);
    Sort(storage.sort).Sort(items);
    cub::StoreDirectBlocked(threadIdx.x, to + blockIdx.x * 512, items);
    __syncthreads();
    const int sum = Reduce(storage.reduce).Sum(items[0] + items[1] + items[2] + items[3]);
    if (threadIdx.x == 0) sums[blockIdx.x] = sum;
}

int main() {
    Random random(31);
    const int count = 4096;
    std::vector<int> values(count);
    for (auto &value : values) value = int(random.next() % 1000);
    int *from = to_device(values), *to = device_array<int>(count), *more = device_array<int>(count + 1);

    with_storage([&](void *at, size_t &bytes) { return cub::DeviceReduce::Sum(at, bytes, from, to, count); });
    REQUIRE(to_host(to, 1)[0] == std::accumulate(values.begin(), values.end(), 0));
    with_storage([&](void *at, size_t &bytes) { return cub::DeviceReduce::Max(at, bytes, from, to, count); });
    REQUIRE(to_host(to, 1)[0] == *std::max_element(values.begin(), values.end()));

    with_storage([&](void *at, size_t &bytes) { return cub::DeviceScan::ExclusiveSum(at, bytes, from, to, count); });
    std::vector<int> wanted(count);
    for (int i = 1; i < count; i++) wanted[i] = wanted[i - 1] + values[i - 1];
    require_equal(to_host(to, count), wanted, "ExclusiveSum");

    std::vector<int> indices(count);
    std::iota(indices.begin(), indices.end(), 0);
    int *d_indices = to_device(indices), *out_indices = device_array<int>(count);
    with_storage([&](void *at, size_t &bytes) { return cub::DeviceRadixSort::SortPairs(at, bytes, from, to, d_indices, out_indices, count); });
    std::stable_sort(indices.begin(), indices.end(), [&](int a, int b) { return values[a] < values[b]; });
    require_equal(to_host(out_indices, count), indices, "SortPairs");

    with_storage([&](void *at, size_t &bytes) {
        return cub::DeviceSelect::If(at, bytes, from, to, more, count, [] __host__ __device__(int value) { return value % 3 == 0; });
    });
    std::vector<int> chosen;
    std::copy_if(values.begin(), values.end(), std::back_inserter(chosen), [](int value) { return value % 3 == 0; });
    REQUIRE(to_host(more, 1)[0] == int(chosen.size()));
    require_equal(to_host(to, chosen.size()), chosen, "Select");

    with_storage([&](void *at, size_t &bytes) { return cub::DeviceHistogram::HistogramEven(at, bytes, from, to, 11, 0, 1000, count); });
    std::vector<int> bins(10);
    for (int value : values) bins[value / 100]++;
    require_equal(to_host(to, 10), bins, "HistogramEven");

    block_sort<<<count / 512, 128>>>(from, to, more);
    CHECK_LAUNCH();
    std::vector<int> sorted = values, sums(count / 512);
    for (int b = 0; b < count / 512; b++) {
        std::sort(sorted.begin() + b * 512, sorted.begin() + (b + 1) * 512);
        sums[b] = std::accumulate(values.begin() + b * 512, values.begin() + (b + 1) * 512, 0);
    }
    require_equal(to_host(to, count), sorted, "BlockRadixSort");
    require_equal(to_host(more, count / 512), sums, "BlockReduce");
    return pass("cub_algorithms");
}
