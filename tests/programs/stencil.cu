// Heat in three dimensions: planes held in registers, rows in shared memory with a halo; compared with the same steps on the host.
#include "check.cuh"

constexpr int NX = 70, NY = 37, NZ = 19, BX = 32, BY = 8, STEPS = 4;

__global__ void step(const float *from, float *to, float rate) {
    __shared__ float plane[BY + 2][BX + 2];
    const int x = blockIdx.x * BX + threadIdx.x, y = blockIdx.y * BY + threadIdx.y;
    const bool is_in = x < NX && y < NY;
    auto at = [&](int i, int j, int k) {
        i = min(max(i, 0), NX - 1), j = min(max(j, 0), NY - 1), k = min(max(k, 0), NZ - 1);
        return from[(k * NY + j) * NX + i];
    };
    float below = at(x, y, -1), here = at(x, y, 0), above;
    for (int z = 0; z < NZ; z++) {
        above = at(x, y, z + 1);
        __syncthreads();
        plane[threadIdx.y + 1][threadIdx.x + 1] = here;
        if (threadIdx.x == 0) plane[threadIdx.y + 1][0] = at(x - 1, y, z);
        if (threadIdx.x == BX - 1) plane[threadIdx.y + 1][BX + 1] = at(x + 1, y, z);
        if (threadIdx.y == 0) plane[0][threadIdx.x + 1] = at(x, y - 1, z);
        if (threadIdx.y == BY - 1) plane[BY + 1][threadIdx.x + 1] = at(x, y + 1, z);
        __syncthreads();
        // At the far edges the neighbour is the cell itself, wherever in the block the edge lies.
        const float east = x + 1 < NX ? plane[threadIdx.y + 1][threadIdx.x + 2] : here;
        const float south = y + 1 < NY ? plane[threadIdx.y + 2][threadIdx.x + 1] : here;
        const float west = plane[threadIdx.y + 1][threadIdx.x], north = plane[threadIdx.y][threadIdx.x + 1];
        if (is_in) to[(z * NY + y) * NX + x] = here + rate * (east + west + north + south + above + below - 6.0f * here);
        below = here;
        here = above;
    }
}

int main() {
    Random random(3);
    const size_t count = size_t(NX) * NY * NZ;
    std::vector<float> now(count), next(count);
    for (auto &value : now) value = random.between(-10, 10);
    float *a = to_device(now), *b = device_array<float>(count);
    const float rate = 0.1f;
    for (int i = 0; i < STEPS; i++) {
        step<<<dim3((NX + BX - 1) / BX, (NY + BY - 1) / BY), dim3(BX, BY)>>>(a, b, rate);
        CHECK_LAUNCH();
        std::swap(a, b);
        for (int z = 0; z < NZ; z++)
            for (int y = 0; y < NY; y++)
                for (int x = 0; x < NX; x++) {
                    auto at = [&](int i, int j, int k) {
                        i = std::min(std::max(i, 0), NX - 1), j = std::min(std::max(j, 0), NY - 1), k = std::min(std::max(k, 0), NZ - 1);
                        return now[(size_t(k) * NY + j) * NX + i];
                    };
                    const float here = at(x, y, z);
                    next[(size_t(z) * NY + y) * NX + x] =
                        here + rate * (at(x + 1, y, z) + at(x - 1, y, z) + at(x, y - 1, z) + at(x, y + 1, z) + at(x, y, z + 1) + at(x, y, z - 1) - 6.0f * here);
                }
        std::swap(now, next);
    }
    require_close(to_host(a, count), now, 1e-5, "heat");
    return pass("stencil");
}
