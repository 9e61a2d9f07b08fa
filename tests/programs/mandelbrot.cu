// Escape times: lanes of one warp leave their loop at different times. Built with -fmad=false, so that the host's arithmetic is the same.
#include "check.cuh"

constexpr int WIDTH = 150, HEIGHT = 101, LIMIT = 96;

__host__ __device__ inline int escape(int column, int row) {
    float cx = -2.2f + column * (3.2f / WIDTH), cy = -1.2f + row * (2.4f / HEIGHT);
    float x = 0, y = 0;
    int steps = 0;
    while (steps < LIMIT && x * x + y * y <= 4.0f) {
        float next = x * x - y * y + cx;
        y = 2 * x * y + cy;
        x = next;
        steps++;
    }
    return steps;
}

__global__ void render(int *steps) {
    int column = blockIdx.x * blockDim.x + threadIdx.x, row = blockIdx.y * blockDim.y + threadIdx.y;
    if (column < WIDTH && row < HEIGHT) steps[row * WIDTH + column] = escape(column, row);
}

int main() {
    std::vector<int> want(WIDTH * HEIGHT);
    for (int row = 0; row < HEIGHT; row++)
        for (int column = 0; column < WIDTH; column++) want[row * WIDTH + column] = escape(column, row);
    int *steps = device_array<int>(want.size());
    dim3 block(32, 4), grid((WIDTH + 31) / 32, (HEIGHT + 3) / 4);
    render<<<grid, block>>>(steps);
    CHECK_LAUNCH();
    require_equal(to_host(steps, want.size()), want, "steps");
    return pass("mandelbrot");
}
