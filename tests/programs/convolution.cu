// A picture filtered by a 5 x 5 kernel in constant memory, from a tile with its rim in shared memory; edges repeat.
#include "check.cuh"

constexpr int RADIUS = 2, SIDE = 2 * RADIUS + 1, TILE = 16;
__constant__ float weights[SIDE * SIDE];

__host__ __device__ inline int clamp(int value, int high) { return value < 0 ? 0 : value > high ? high : value; }

__global__ void filter(const uint8_t *from, uint8_t *to, int width, int height) {
    __shared__ uint8_t tile[TILE + 2 * RADIUS][TILE + 2 * RADIUS];
    int left = blockIdx.x * TILE - RADIUS, top = blockIdx.y * TILE - RADIUS;
    for (int y = threadIdx.y; y < TILE + 2 * RADIUS; y += TILE)
        for (int x = threadIdx.x; x < TILE + 2 * RADIUS; x += TILE)
            tile[y][x] = from[clamp(top + y, height - 1) * width + clamp(left + x, width - 1)];
    __syncthreads();
    int x = blockIdx.x * TILE + threadIdx.x, y = blockIdx.y * TILE + threadIdx.y;
    if (x >= width || y >= height) return;
    float sum = 0;
    for (int dy = 0; dy < SIDE; dy++)
        for (int dx = 0; dx < SIDE; dx++) sum += weights[dy * SIDE + dx] * tile[threadIdx.y + dy][threadIdx.x + dx];
    to[y * width + x] = uint8_t(fminf(fmaxf(rintf(sum), 0.0f), 255.0f));
}

int main() {
    const int width = 250, height = 187;
    std::vector<uint8_t> from(width * height), want(width * height);
    Random random(19);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            double wave = 128 + 80 * std::sin(x * 0.07) * std::cos(y * 0.05) + 20 * random.unit();
            from[y * width + x] = uint8_t(((x / 16 + y / 16) & 1) ? wave : 255 - wave);
        }
    // Whole 256ths: every product and sum is exact, so both sides round the same number.
    const int row[SIDE] = { 1, 4, 6, 4, 1 };
    float kernel[SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) kernel[i] = float(row[i / SIDE] * row[i % SIDE]) / 256;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            float sum = 0;
            for (int i = 0; i < SIDE * SIDE; i++)
                sum += kernel[i] * from[clamp(y + i / SIDE - RADIUS, height - 1) * width + clamp(x + i % SIDE - RADIUS, width - 1)];
            want[y * width + x] = uint8_t(std::fmin(std::fmax(std::rint(sum), 0.0f), 255.0f));
        }
    CHECK(cudaMemcpyToSymbol(weights, kernel, sizeof kernel));
    uint8_t *a = to_device(from), *b = device_array<uint8_t>(want.size());
    filter<<<dim3((width + TILE - 1) / TILE, (height + TILE - 1) / TILE), dim3(TILE, TILE)>>>(a, b, width, height);
    CHECK_LAUNCH();
    require_equal(to_host(b, want.size()), want, "picture");
    return pass("convolution");
}
