// A matrix product in tiles of shared memory; no side is a multiple of the tile.
#include "check.cuh"

constexpr int TILE = 16;

__global__ void product(const float *a, const float *b, float *c, int rows, int columns, int depth) {
    __shared__ float left[TILE][TILE], right[TILE][TILE];
    int row = blockIdx.y * TILE + threadIdx.y, column = blockIdx.x * TILE + threadIdx.x;
    float sum = 0;
    for (int start = 0; start < depth; start += TILE) {
        int ax = start + threadIdx.x, by = start + threadIdx.y;
        left[threadIdx.y][threadIdx.x] = row < rows && ax < depth ? a[row * depth + ax] : 0;
        right[threadIdx.y][threadIdx.x] = by < depth && column < columns ? b[by * columns + column] : 0;
        __syncthreads();
        for (int k = 0; k < TILE; k++) sum += left[threadIdx.y][k] * right[k][threadIdx.x];
        __syncthreads();
    }
    if (row < rows && column < columns) c[row * columns + column] = sum;
}

int main() {
    const int rows = 150, columns = 133, depth = 170;
    Random random(11);
    std::vector<float> a(rows * depth), b(depth * columns), want(rows * columns);
    for (float &x : a) x = random.between(-1, 1);
    for (float &x : b) x = random.between(-1, 1);
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < columns; c++) {
            double sum = 0;
            for (int k = 0; k < depth; k++) sum += double(a[r * depth + k]) * b[k * columns + c];
            want[r * columns + c] = float(sum);
        }
    float *da = to_device(a), *db = to_device(b), *dc = device_array<float>(want.size());
    dim3 grid((columns + TILE - 1) / TILE, (rows + TILE - 1) / TILE), block(TILE, TILE);
    product<<<grid, block>>>(da, db, dc, rows, columns, depth);
    CHECK_LAUNCH();
    require_close(to_host(dc, want.size()), want, 1e-4, "product");
    return pass("matmul");
}
