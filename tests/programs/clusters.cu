// Clusters of blocks: their ranks and extents, their barrier, and each other's shared memory, by the cooperative groups that nvcc
// compiles. Needs compute capability 9.0.
#include "check.cuh"
#include <cooperative_groups.h>
#include <vector>

namespace cg = cooperative_groups;

enum { THREADS = 96 };

// Each block tells its number; each reads it of the next, and the barrier keeps memory until all have.
__global__ void neighbours(unsigned *out, unsigned *shape) {
    __shared__ unsigned own[THREADS];
    cg::cluster_group cluster = cg::this_cluster();
    unsigned rank = cluster.block_rank(), blocks = cluster.num_blocks();
    own[threadIdx.x] = blockIdx.x * 1000 + threadIdx.x;
    cluster.sync();
    const unsigned *next = cluster.map_shared_rank(own, (rank + 1) % blocks);
    out[blockIdx.x * THREADS + threadIdx.x] = next[threadIdx.x];
    cluster.sync();
    if (threadIdx.x == 0) {
        shape[blockIdx.x * 4] = rank;
        shape[blockIdx.x * 4 + 1] = blocks;
        shape[blockIdx.x * 4 + 2] = cluster.thread_rank();
        shape[blockIdx.x * 4 + 3] = cluster.query_shared_rank(next);
    }
}

// A histogram whose bins are spread over the blocks of a cluster.
__global__ void __cluster_dims__(2, 2, 1) spread(const unsigned *values, int count, unsigned *bins) {
    enum { BINS = 64 };
    __shared__ unsigned part[BINS];
    cg::cluster_group cluster = cg::this_cluster();
    unsigned blocks = cluster.num_blocks(), rank = cluster.block_rank();
    for (int i = threadIdx.x; i < BINS; i += blockDim.x) part[i] = 0;
    cluster.sync();
    dim3 at = cluster.block_index();
    if (at.x + 2 * at.y != rank) atomicAdd(&bins[0], 1 << 30);
    unsigned block = blockIdx.y * gridDim.x + blockIdx.x, all = gridDim.x * gridDim.y * blockDim.x;
    for (int i = block * blockDim.x + threadIdx.x; i < count; i += all) {
        unsigned bin = values[i] % (BINS * blocks);
        atomicAdd(cluster.map_shared_rank(part, bin / BINS) + bin % BINS, 1u);
    }
    cluster.sync();
    for (int i = threadIdx.x; i < BINS; i += blockDim.x) atomicAdd(&bins[rank * BINS + i], part[i]);
}

// The barrier in halves, round after round, and one thread that tells the others by their memory.
__global__ void rounds(unsigned *out) {
    __shared__ unsigned mail;
    cg::cluster_group cluster = cg::this_cluster();
    unsigned sum = 0;
    for (unsigned round = 0; round < 50; round++) {
        unsigned speaker = round % cluster.num_blocks();
        cluster.sync();
        if (cluster.block_rank() == speaker && threadIdx.x == round % blockDim.x) {
            for (unsigned i = 0; i < cluster.num_blocks(); i++) *cluster.map_shared_rank(&mail, i) = round * 3 + 1;
        }
        cluster.barrier_arrive();
        unsigned own = round;
        cluster.barrier_wait();
        sum += mail + own;
    }
    out[blockIdx.x * blockDim.x + threadIdx.x] = sum;
}

// Without a launch in clusters each block is one.
__global__ void alone(unsigned *out) {
    cg::cluster_group cluster = cg::this_cluster();
    out[threadIdx.x] = 7;
    cluster.sync();
    if (threadIdx.x == 0) out[64] = out[63] + cluster.num_blocks() * 10 + cluster.block_rank();
}

template <typename... Arguments>
static void launch(void (*kernel)(Arguments...), dim3 grid, dim3 block, dim3 cluster, Arguments... arguments) {
    cudaLaunchConfig_t config = {};
    cudaLaunchAttribute attribute = {};
    config.gridDim = grid;
    config.blockDim = block;
    attribute.id = cudaLaunchAttributeClusterDimension;
    attribute.val.clusterDim.x = cluster.x;
    attribute.val.clusterDim.y = cluster.y;
    attribute.val.clusterDim.z = cluster.z;
    config.attrs = &attribute;
    config.numAttrs = 1;
    CHECK(cudaLaunchKernelEx(&config, kernel, arguments...));
}

int main() {
    unsigned *out, *shape;
    int has = 0;
    CHECK(cudaDeviceGetAttribute(&has, cudaDevAttrClusterLaunch, 0));
    REQUIRE(has == 1);
    CHECK(cudaMalloc(&out, 64 * THREADS * 4));
    CHECK(cudaMalloc(&shape, 64 * 16));
    for (unsigned size : {1, 2, 4, 8}) {
        unsigned grid = 24;
        launch(neighbours, dim3(grid), dim3(THREADS), dim3(size), out, shape);
        std::vector<unsigned> got(grid * THREADS), told(grid * 4);
        CHECK(cudaMemcpy(got.data(), out, got.size() * 4, cudaMemcpyDeviceToHost));
        CHECK(cudaMemcpy(told.data(), shape, told.size() * 4, cudaMemcpyDeviceToHost));
        for (unsigned block = 0; block < grid; block++) {
            unsigned rank = block % size, next = block - rank + (rank + 1) % size;
            for (unsigned t = 0; t < THREADS; t++) REQUIRE(got[block * THREADS + t] == next * 1000 + t);
            REQUIRE(told[block * 4] == rank && told[block * 4 + 1] == size);
            REQUIRE(told[block * 4 + 2] == rank * THREADS && told[block * 4 + 3] == (rank + 1) % size);
        }
    }

    int count = 20000;
    std::vector<unsigned> values(count), want(256), bins(256);
    for (int i = 0; i < count; i++) want[(values[i] = i * 2654435761u >> 7) % 256]++;
    unsigned *data, *sums;
    CHECK(cudaMalloc(&data, count * 4));
    CHECK(cudaMalloc(&sums, 256 * 4));
    CHECK(cudaMemcpy(data, values.data(), count * 4, cudaMemcpyHostToDevice));
    CHECK(cudaMemset(sums, 0, 256 * 4));
    spread<<<dim3(4, 4), 64>>>(data, count, sums);
    CHECK_LAUNCH();
    CHECK(cudaMemcpy(bins.data(), sums, 256 * 4, cudaMemcpyDeviceToHost));
    REQUIRE(bins == want);

    launch(rounds, dim3(8), dim3(40), dim3(4), out);
    std::vector<unsigned> heard(8 * 40);
    CHECK(cudaMemcpy(heard.data(), out, heard.size() * 4, cudaMemcpyDeviceToHost));
    unsigned sum = 0;
    for (unsigned round = 0; round < 50; round++) sum += round * 3 + 1 + round;
    for (unsigned got : heard) REQUIRE(got == sum);

    alone<<<1, 64>>>(out);
    CHECK_LAUNCH();
    CHECK(cudaMemcpy(heard.data(), out, 65 * 4, cudaMemcpyDeviceToHost));
    REQUIRE(heard[64] == 7 + 10);

    // Grids are of whole clusters, and clusters of few blocks.
    cudaLaunchConfig_t config = {};
    cudaLaunchAttribute attribute = {};
    config.gridDim = dim3(6);
    config.blockDim = dim3(32);
    attribute.id = cudaLaunchAttributeClusterDimension;
    attribute.val.clusterDim.x = 4;
    attribute.val.clusterDim.y = attribute.val.clusterDim.z = 1;
    config.attrs = &attribute;
    config.numAttrs = 1;
    REQUIRE(cudaLaunchKernelEx(&config, alone, out) != cudaSuccess);
    attribute.val.clusterDim.x = 32;
    config.gridDim = dim3(32);
    EXPECT_ERROR(cudaLaunchKernelEx(&config, alone, out), cudaErrorInvalidClusterSize);
    cudaGetLastError();
    CHECK(cudaDeviceSynchronize());
    return pass("clusters");
}
