// Bytes counted with atomics on global memory, and with a private histogram in shared memory.
#include "check.cuh"

__global__ void direct(const uint8_t *bytes, unsigned *bins, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) atomicAdd(&bins[bytes[i]], 1u);
}

__global__ void privately(const uint8_t *bytes, unsigned *bins, int n) {
    __shared__ unsigned own[256];
    for (int bin = threadIdx.x; bin < 256; bin += blockDim.x) own[bin] = 0;
    __syncthreads();
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) atomicAdd(&own[bytes[i]], 1u);
    __syncthreads();
    for (int bin = threadIdx.x; bin < 256; bin += blockDim.x) atomicAdd(&bins[bin], own[bin]);
}

int main() {
    const int n = 200003;
    Random random(5);
    std::vector<uint8_t> bytes(n);
    std::vector<unsigned> want(256, 0);
    for (uint8_t &byte : bytes) {
        // Uneven on purpose: some bins are fought for.
        uint32_t r = random.next();
        byte = r & 0x100 ? uint8_t(r) : uint8_t(r & 7);
        want[byte]++;
    }
    uint8_t *data = to_device(bytes);
    unsigned *bins = device_array<unsigned>(256);
    CHECK(cudaMemset(bins, 0, 256 * sizeof(unsigned)));
    direct<<<(n + 127) / 128, 128>>>(data, bins, n);
    CHECK_LAUNCH();
    require_equal(to_host(bins, 256), want, "direct");
    CHECK(cudaMemset(bins, 0, 256 * sizeof(unsigned)));
    privately<<<16, 192>>>(data, bins, n);
    CHECK_LAUNCH();
    require_equal(to_host(bins, 256), want, "private");
    return pass("histogram");
}
