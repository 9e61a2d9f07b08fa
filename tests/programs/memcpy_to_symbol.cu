// Variables of a module: their first values, copies to and from them by name, their addresses and sizes.
#include "check.cuh"

struct Plan {
    float scale;
    int shift[3];
};
__constant__ Plan plan = { 2.0f, { 1, 2, 3 } };
__constant__ int steps[8];
__device__ float history[16] = { 1.5f, -2.5f };
__device__ int calls;
__device__ int *where = &calls;
static __device__ double hidden = 0.25;

__global__ void apply(float *to, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) to[i] = plan.scale * i + plan.shift[i % 3] + steps[i % 8] + history[i % 16] + float(hidden);
    atomicAdd(where, 1);
}

static std::vector<float> expected(const Plan &p, const int *s, const float *h, float extra, int n) {
    std::vector<float> want(n);
    for (int i = 0; i < n; i++) want[i] = p.scale * i + p.shift[i % 3] + s[i % 8] + h[i % 16] + extra;
    return want;
}

int main() {
    const int n = 1000, threads = 128, blocks = (n + threads - 1) / threads;
    float *to = device_array<float>(n);
    Plan p = { 2.0f, { 1, 2, 3 } };
    int s[8] = {};
    float h[16] = { 1.5f, -2.5f };
    apply<<<blocks, threads>>>(to, n);
    CHECK_LAUNCH();
    require_close(to_host(to, n), expected(p, s, h, 0.25f, n), 1e-6, "first values");

    p = { -0.5f, { 10, 20, 30 } };
    for (int i = 0; i < 8; i++) s[i] = 100 * i;
    CHECK(cudaMemcpyToSymbol(plan, &p, sizeof p));
    // In two parts, the second by offset and asynchronously.
    CHECK(cudaMemcpyToSymbol(steps, s, 4 * sizeof(int)));
    CHECK(cudaMemcpyToSymbolAsync(steps, s + 4, 4 * sizeof(int), 4 * sizeof(int), cudaMemcpyHostToDevice, 0));
    h[5] = 1000.0f;
    CHECK(cudaMemcpyToSymbol(history, &h[5], sizeof(float), 5 * sizeof(float)));
    double changed = 0.5;
    CHECK(cudaMemcpyToSymbol(hidden, &changed, sizeof changed));
    apply<<<blocks, threads>>>(to, n);
    CHECK_LAUNCH();
    require_close(to_host(to, n), expected(p, s, h, 0.5f, n), 1e-6, "new values");

    int count = 0;
    CHECK(cudaMemcpyFromSymbol(&count, calls, sizeof count));
    REQUIRE(count == 2 * blocks * threads);
    void *address;
    size_t size;
    CHECK(cudaGetSymbolAddress(&address, history));
    CHECK(cudaGetSymbolSize(&size, history));
    REQUIRE(size == sizeof h);
    std::vector<float> read = to_host(static_cast<float *>(address), 16);
    require_equal(read, std::vector<float>(h, h + 16), "history");
    CHECK(cudaGetSymbolSize(&size, plan));
    REQUIRE(size == sizeof(Plan));
    Plan back;
    CHECK(cudaMemcpyFromSymbol(&back, plan, sizeof back));
    REQUIRE(back.scale == p.scale && back.shift[2] == 30);
    EXPECT_ERROR(cudaMemcpyToSymbol(steps, s, 2 * sizeof s), cudaErrorInvalidValue);
    REQUIRE(cudaGetLastError() == cudaErrorInvalidValue);
    CHECK(cudaGetLastError());
    return pass("memcpy_to_symbol");
}
