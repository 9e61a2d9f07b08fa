// All shortest paths by Floyd and Warshall, in tiles: the diagonal, its row and column, then all others.
#include "check.cuh"

constexpr int TILE = 16, N = 112;

__device__ void relax(int (*to)[TILE], const int (*left)[TILE], const int (*top)[TILE]) {
    for (int k = 0; k < TILE; k++) {
        __syncthreads();
        const int through = left[threadIdx.y][k] + top[k][threadIdx.x];
        __syncthreads();
        to[threadIdx.y][threadIdx.x] = min(to[threadIdx.y][threadIdx.x], through);
    }
    __syncthreads();
}

// Phase 0: the tile at (round, round). Phase 1: its row and column. Phase 2: the rest.
__global__ void phase(int *at, int round, int which) {
    __shared__ int own[TILE][TILE], left[TILE][TILE], top[TILE][TILE];
    int ty = blockIdx.y, tx = blockIdx.x;
    if (which == 0) ty = tx = round;
    if (which == 1 && blockIdx.y == 0) ty = round;
    if (which == 1 && blockIdx.y == 1) tx = round, ty = blockIdx.x;
    if (which > 0 && (ty == round && tx == round)) return;
    if (which == 2 && (ty == round || tx == round)) return;
    auto load = [&](int (*tile)[TILE], int y, int x) { tile[threadIdx.y][threadIdx.x] = at[(y * TILE + threadIdx.y) * N + x * TILE + threadIdx.x]; };
    load(own, ty, tx);
    load(left, ty, round);
    load(top, round, tx);
    __syncthreads();
    if (which == 0) relax(own, own, own);
    else if (ty == round) relax(own, left, own);
    else if (tx == round) relax(own, own, top);
    else relax(own, left, top);
    at[(ty * TILE + threadIdx.y) * N + tx * TILE + threadIdx.x] = own[threadIdx.y][threadIdx.x];
}

int main() {
    Random random(43);
    const int far = 1 << 20, tiles = N / TILE;
    std::vector<int> lengths(N * N, far);
    for (int i = 0; i < N; i++) lengths[i * N + i] = 0;
    for (int i = 0; i < N * 4; i++) lengths[random.next() % N * N + random.next() % N] = 1 + int(random.next() % 100);
    for (int i = 0; i < N; i++) lengths[i * N + i] = 0;
    int *at = to_device(lengths);
    for (int round = 0; round < tiles; round++) {
        phase<<<1, dim3(TILE, TILE)>>>(at, round, 0);
        phase<<<dim3(tiles, 2), dim3(TILE, TILE)>>>(at, round, 1);
        phase<<<dim3(tiles, tiles), dim3(TILE, TILE)>>>(at, round, 2);
        CHECK_LAUNCH();
    }
    for (int k = 0; k < N; k++)
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++) lengths[i * N + j] = std::min(lengths[i * N + j], lengths[i * N + k] + lengths[k * N + j]);
    require_equal(to_host(at, N * N), lengths, "lengths");
    return pass("shortest_paths");
}
