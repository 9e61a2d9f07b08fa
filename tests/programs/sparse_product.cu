// A sparse matrix times a vector, in compressed rows: one thread a row, one warp a row, and from coordinates with atomics.
#include "check.cuh"

__global__ void scalar(const int *starts, const int *columns, const float *values, const float *x, float *y, int rows) {
    const int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row >= rows) return;
    float sum = 0;
    for (int i = starts[row]; i < starts[row + 1]; i++) sum += values[i] * __ldg(&x[columns[i]]);
    y[row] = sum;
}

__global__ void vector(const int *starts, const int *columns, const float *values, const float *x, float *y, int rows) {
    const int row = (blockIdx.x * blockDim.x + threadIdx.x) / 32, lane = threadIdx.x % 32;
    if (row >= rows) return;
    float sum = 0;
    for (int i = starts[row] + lane; i < starts[row + 1]; i += 32) sum += values[i] * x[columns[i]];
    for (int step = 16; step; step /= 2) sum += __shfl_down_sync(0xffffffffu, sum, step);
    if (lane == 0) y[row] = sum;
}

__global__ void coordinates(const int *row_of, const int *columns, const float *values, const float *x, float *y, int count) {
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < count; i += gridDim.x * blockDim.x)
        atomicAdd(&y[row_of[i]], values[i] * x[columns[i]]);
}

int main() {
    Random random(11);
    const int rows = 1500, width = 900;
    std::vector<int> starts{ 0 }, columns, row_of;
    std::vector<float> values, x(width);
    for (auto &value : x) value = random.between(-1, 1);
    for (int row = 0; row < rows; row++) {
        // Some rows are empty, a few are long.
        const int length = row % 7 == 0 ? 0 : row % 97 == 0 ? 400 : int(random.next() % 20);
        for (int i = 0; i < length; i++) {
            columns.push_back(int(random.next() % width));
            values.push_back(random.between(-2, 2));
            row_of.push_back(row);
        }
        starts.push_back(int(columns.size()));
    }
    std::vector<float> wanted(rows);
    for (int row = 0; row < rows; row++) {
        double sum = 0;
        for (int i = starts[row]; i < starts[row + 1]; i++) sum += double(values[i]) * x[columns[i]];
        wanted[row] = float(sum);
    }
    int *d_starts = to_device(starts), *d_columns = to_device(columns), *d_rows = to_device(row_of);
    float *d_values = to_device(values), *d_x = to_device(x), *y = device_array<float>(rows);
    scalar<<<(rows + 127) / 128, 128>>>(d_starts, d_columns, d_values, d_x, y, rows);
    CHECK_LAUNCH();
    require_close(to_host(y, rows), wanted, 1e-4, "a thread a row");
    CHECK(cudaMemset(y, 0xff, rows * sizeof(float)));
    vector<<<(rows + 3) / 4, 128>>>(d_starts, d_columns, d_values, d_x, y, rows);
    CHECK_LAUNCH();
    require_close(to_host(y, rows), wanted, 1e-4, "a warp a row");
    CHECK(cudaMemset(y, 0, rows * sizeof(float)));
    coordinates<<<8, 128>>>(d_rows, d_columns, d_values, d_x, y, int(values.size()));
    CHECK_LAUNCH();
    require_close(to_host(y, rows), wanted, 1e-4, "coordinates");
    return pass("sparse_product");
}
