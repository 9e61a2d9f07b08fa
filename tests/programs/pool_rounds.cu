// Memory in the order of streams: allocated, used, freed and used again without waiting, across streams by events, and from own pools.
#include "check.cuh"

__global__ void fill(unsigned *at, int count, unsigned seed) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) at[i] = seed * 2654435761u + i;
}
__global__ void fold(const unsigned *at, int count, unsigned *to) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) atomicXor(to, at[i] * 31u + i);
}

static unsigned folded(int count, unsigned seed) {
    unsigned x = 0;
    for (int i = 0; i < count; i++) x ^= (seed * 2654435761u + i) * 31u + i;
    return x;
}

int main() {
    int supported = 0;
    CHECK(cudaDeviceGetAttribute(&supported, cudaDevAttrMemoryPoolsSupported, 0));
    REQUIRE(supported == 1);
    cudaStream_t first, second;
    cudaEvent_t event;
    CHECK(cudaStreamCreateWithFlags(&first, cudaStreamNonBlocking));
    CHECK(cudaStreamCreateWithFlags(&second, cudaStreamNonBlocking));
    CHECK(cudaEventCreateWithFlags(&event, cudaEventDisableTiming));
    const int rounds = 60;
    unsigned *results = device_array<unsigned>(rounds);
    CHECK(cudaMemset(results, 0, rounds * sizeof(unsigned)));
    std::vector<unsigned> wanted(rounds);
    Random random(97);
    cudaMemPool_t pool;
    CHECK(cudaDeviceGetDefaultMemPool(&pool, 0));
    // Without a wait in between: each round's memory may be that of a round before, and must not be seen by its work.
    for (int round = 0; round < rounds; round++) {
        const int count = 100 + int(random.next() % 5000);
        unsigned *at = nullptr;
        cudaStream_t from = round % 2 ? first : second, by = round % 3 ? from : round % 2 ? second : first;
        CHECK(cudaMallocAsync(&at, count * sizeof(unsigned), from));
        fill<<<(count + 127) / 128, 128, 0, from>>>(at, count, unsigned(round));
        if (by != from) {
            CHECK(cudaEventRecord(event, from));
            CHECK(cudaStreamWaitEvent(by, event, 0));
        }
        fold<<<(count + 127) / 128, 128, 0, by>>>(at, count, results + round);
        CHECK_LAUNCH();
        CHECK(cudaFreeAsync(at, by));
        wanted[round] = folded(count, unsigned(round));
    }
    CHECK(cudaDeviceSynchronize());
    require_equal(to_host(results, rounds), wanted, "rounds");
    uint64_t used = 1;
    CHECK(cudaMemPoolGetAttribute(pool, cudaMemPoolAttrUsedMemCurrent, &used));
    REQUIRE(used == 0);

    cudaMemPoolProps properties = {};
    properties.allocType = cudaMemAllocationTypePinned;
    properties.location.type = cudaMemLocationTypeDevice;
    cudaMemPool_t own;
    CHECK(cudaMemPoolCreate(&own, &properties));
    uint64_t keep = UINT64_MAX;
    CHECK(cudaMemPoolSetAttribute(own, cudaMemPoolAttrReleaseThreshold, &keep));
    unsigned *at = nullptr;
    CHECK(cudaMallocFromPoolAsync((void **)&at, 1 << 20, own, first));
    CHECK(cudaMemsetAsync(at, 0x11, 1 << 20, first));
    unsigned last = 0;
    CHECK(cudaMemcpyAsync(&last, at + (1 << 18) - 1, 4, cudaMemcpyDeviceToHost, first));
    CHECK(cudaStreamSynchronize(first));
    REQUIRE(last == 0x11111111);
    CHECK(cudaMemPoolGetAttribute(own, cudaMemPoolAttrUsedMemCurrent, &used));
    REQUIRE(used >= 1 << 20);
    CHECK(cudaFreeAsync(at, first));
    CHECK(cudaStreamSynchronize(first));
    CHECK(cudaMemPoolTrimTo(own, 0));
    CHECK(cudaMemPoolGetAttribute(own, cudaMemPoolAttrReservedMemCurrent, &used));
    REQUIRE(used == 0);
    CHECK(cudaMemPoolDestroy(own));
    return pass("pool_rounds");
}
