// Dynamic shared memory beyond 48 KiB: what is asked for must be opted in to, is really there, and no more than the device has.
#include "check.cuh"

// Reverses a tile that fills all of the block's shared memory.
__global__ void reverse(const unsigned *from, unsigned *to, int count) {
    extern __shared__ unsigned tile[];
    for (int i = threadIdx.x; i < count; i += blockDim.x) tile[i] = from[blockIdx.x * count + i];
    __syncthreads();
    for (int i = threadIdx.x; i < count; i += blockDim.x) to[blockIdx.x * count + i] = tile[count - 1 - i];
}

int main() {
    int most = 0, usual = 0;
    CHECK(cudaDeviceGetAttribute(&most, cudaDevAttrMaxSharedMemoryPerBlockOptin, 0));
    CHECK(cudaDeviceGetAttribute(&usual, cudaDevAttrMaxSharedMemoryPerBlock, 0));
    REQUIRE(usual == 48 << 10);
    REQUIRE(most >= 64 << 10);
    const int count = most / 4, blocks = 3;
    std::vector<unsigned> values(size_t(count) * blocks), wanted(values.size());
    Random random(9);
    for (auto &value : values) value = random.next() >> 8;
    for (int b = 0; b < blocks; b++)
        for (int i = 0; i < count; i++) wanted[size_t(b) * count + i] = values[size_t(b) * count + count - 1 - i];
    unsigned *from = to_device(values), *to = device_array<unsigned>(values.size());
    reverse<<<blocks, 256, most>>>(from, to, count);
    EXPECT_ERROR(cudaGetLastError(), cudaErrorInvalidValue);
    EXPECT_ERROR(cudaFuncSetAttribute(reverse, cudaFuncAttributeMaxDynamicSharedMemorySize, most + 1), cudaErrorInvalidValue);
    (void)cudaGetLastError();
    CHECK(cudaFuncSetAttribute(reverse, cudaFuncAttributeMaxDynamicSharedMemorySize, most));
    reverse<<<blocks, 256, most>>>(from, to, count);
    CHECK_LAUNCH();
    require_equal(to_host(to, values.size()), wanted, "reversed");
    cudaFuncAttributes attributes;
    CHECK(cudaFuncGetAttributes(&attributes, reverse));
    REQUIRE(attributes.maxDynamicSharedSizeBytes == most);
    int per_processor = 0;
    CHECK(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&per_processor, reverse, 256, most));
    REQUIRE(per_processor == 1);
    return pass("large_shared");
}
