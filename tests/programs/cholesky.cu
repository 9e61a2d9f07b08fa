// Factors a symmetric matrix in double precision column by column, and solves with it; the residual is checked on the host.
#include "check.cuh"

constexpr int N = 96;

__global__ void pivot(double *a, int k) {
    if (threadIdx.x == 0) a[k * N + k] = sqrt(a[k * N + k]);
    __syncthreads();
    for (int i = k + 1 + threadIdx.x; i < N; i += blockDim.x) a[i * N + k] /= a[k * N + k];
}

__global__ void update(double *a, int k) {
    const int i = k + 1 + blockIdx.y * blockDim.y + threadIdx.y, j = k + 1 + blockIdx.x * blockDim.x + threadIdx.x;
    if (i < N && j <= i) a[i * N + j] = fma(-a[i * N + k], a[j * N + k], a[i * N + j]);
}

// One block: forwards, then backwards, a column at a time.
__global__ void solve(const double *a, double *x) {
    for (int k = 0; k < N; k++) {
        if (threadIdx.x == 0) x[k] /= a[k * N + k];
        __syncthreads();
        for (int i = k + 1 + threadIdx.x; i < N; i += blockDim.x) x[i] -= a[i * N + k] * x[k];
        __syncthreads();
    }
    for (int k = N - 1; k >= 0; k--) {
        if (threadIdx.x == 0) x[k] /= a[k * N + k];
        __syncthreads();
        for (int i = threadIdx.x; i < k; i += blockDim.x) x[i] -= a[k * N + i] * x[k];
        __syncthreads();
    }
}

int main() {
    Random random(23);
    std::vector<double> m(N * N), a(N * N), right(N);
    for (auto &value : m) value = random.between(-1, 1);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            a[i * N + j] = i == j ? N / 2.0 : 0.0;
            for (int k = 0; k < N; k++) a[i * N + j] += m[i * N + k] * m[j * N + k];
        }
    for (auto &value : right) value = random.between(-5, 5);
    double *at = to_device(a), *x = to_device(right);
    for (int k = 0; k < N; k++) {
        pivot<<<1, 64>>>(at, k);
        const int blocks = (N - k - 1 + 15) / 16;
        if (blocks) update<<<dim3(blocks, blocks), dim3(16, 16)>>>(at, k);
    }
    solve<<<1, 64>>>(at, x);
    CHECK_LAUNCH();
    const auto factor = to_host(at, N * N), solution = to_host(x, N);
    std::vector<double> product(N * N), residual(N), zero(N);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            const int last = std::min(i, j);
            for (int k = 0; k <= last; k++) product[i * N + j] += factor[i * N + k] * factor[j * N + k];
        }
    require_close(product, a, 1e-11, "the factor times itself");
    for (int i = 0; i < N; i++) {
        residual[i] = -right[i];
        for (int j = 0; j < N; j++) residual[i] += a[i * N + j] * solution[j];
    }
    require_close(residual, zero, 1e-10, "residual");
    return pass("cholesky");
}
