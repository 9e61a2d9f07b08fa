// A transposition through a padded tile, on pitched memory and back by two-dimensional copies.
#include "check.cuh"

constexpr int TILE = 32, ROWS = 8;

__global__ void transpose(const int *from, size_t from_pitch, int *to, size_t to_pitch, int width, int height) {
    __shared__ int tile[TILE][TILE + 1];
    int x = blockIdx.x * TILE + threadIdx.x, y = blockIdx.y * TILE + threadIdx.y;
    for (int j = 0; j < TILE; j += ROWS)
        if (x < width && y + j < height) tile[threadIdx.y + j][threadIdx.x] = from[(y + j) * from_pitch + x];
    __syncthreads();
    x = blockIdx.y * TILE + threadIdx.x;
    y = blockIdx.x * TILE + threadIdx.y;
    for (int j = 0; j < TILE; j += ROWS)
        if (x < height && y + j < width) to[(y + j) * to_pitch + x] = tile[threadIdx.x][threadIdx.y + j];
}

int main() {
    const int width = 333, height = 517;
    Random random(13);
    std::vector<int> from(width * height), want(width * height), got(width * height, -1);
    for (int &x : from) x = int(random.next());
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) want[x * height + y] = from[y * width + x];
    int *a, *b;
    size_t pitch_a, pitch_b;
    CHECK(cudaMallocPitch(&a, &pitch_a, width * sizeof(int), height));
    CHECK(cudaMallocPitch(&b, &pitch_b, height * sizeof(int), width));
    REQUIRE(pitch_a >= width * sizeof(int) && pitch_a % sizeof(int) == 0);
    REQUIRE(pitch_b >= height * sizeof(int) && pitch_b % sizeof(int) == 0);
    CHECK(cudaMemcpy2D(a, pitch_a, from.data(), width * sizeof(int), width * sizeof(int), height, cudaMemcpyHostToDevice));
    CHECK(cudaMemset2D(b, pitch_b, 0, height * sizeof(int), width));
    dim3 grid((width + TILE - 1) / TILE, (height + TILE - 1) / TILE), block(TILE, ROWS);
    transpose<<<grid, block>>>(a, pitch_a / sizeof(int), b, pitch_b / sizeof(int), width, height);
    CHECK_LAUNCH();
    CHECK(cudaMemcpy2D(got.data(), height * sizeof(int), b, pitch_b, height * sizeof(int), width, cudaMemcpyDeviceToHost));
    require_equal(got, want, "transposed");
    return pass("transpose");
}
