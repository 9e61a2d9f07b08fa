// Two vectors added; the length is no multiple of the block.
#include "check.cuh"

__global__ void add(const float *a, const float *b, float *sum, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) sum[i] = a[i] + b[i];
}

int main() {
    const int n = (1 << 18) + 37;
    Random random(7);
    std::vector<float> a(n), b(n), want(n);
    for (int i = 0; i < n; i++) {
        a[i] = random.between(-1000, 1000);
        b[i] = random.between(-1000, 1000);
        want[i] = a[i] + b[i];
    }
    float *da = to_device(a), *db = to_device(b), *dsum = device_array<float>(n);
    CHECK(cudaMemset(dsum, 0xff, n * sizeof(float)));
    add<<<(n + 255) / 256, 256>>>(da, db, dsum, n);
    CHECK_LAUNCH();
    CHECK(cudaDeviceSynchronize());
    require_equal(to_host(dsum, n), want, "sum");
    CHECK(cudaFree(da));
    CHECK(cudaFree(db));
    CHECK(cudaFree(dsum));
    return pass("vector_add");
}
