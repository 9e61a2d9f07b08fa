// Matrix products on tensor cores: halves with sums in float and in half, bytes with sums in integers, through nvcuda::wmma.
#include "check.cuh"
#include <cuda_fp16.h>
#include <mma.h>

using namespace nvcuda;
constexpr int N = 64;

// A warp for each tile of 16 x 16.
template <class IN, class SUM> __global__ void product(const IN *a, const IN *b, SUM *c) {
    wmma::fragment<wmma::matrix_a, 16, 16, 16, IN, wmma::row_major> x;
    wmma::fragment<wmma::matrix_b, 16, 16, 16, IN, wmma::col_major> y;
    wmma::fragment<wmma::accumulator, 16, 16, 16, SUM> sum;
    wmma::fill_fragment(sum, SUM(0));
    for (int k = 0; k < N; k += 16) {
        wmma::load_matrix_sync(x, a + blockIdx.y * 16 * N + k, N);
        wmma::load_matrix_sync(y, b + blockIdx.x * 16 * N + k, N);
        wmma::mma_sync(sum, x, y, sum);
    }
    for (int i = 0; i < sum.num_elements; i++) sum.x[i] = sum.x[i] + sum.x[i];
    wmma::store_matrix_sync(c + blockIdx.y * 16 * N + blockIdx.x * 16, sum, N, wmma::mem_row_major);
}

template <class IN, class SUM, class READ> static void check(READ read, double bound, const char *what) {
    Random random(83);
    std::vector<IN> a(N * N), b(N * N);
    for (auto &value : a) value = IN(int(random.next() % 9) - 4);
    for (auto &value : b) value = IN(int(random.next() % 9) - 4);
    SUM *to = device_array<SUM>(N * N);
    product<IN, SUM><<<dim3(N / 16, N / 16), 32>>>(to_device(a), to_device(b), to);
    CHECK_LAUNCH();
    const auto got = to_host(to, N * N);
    std::vector<float> seen(N * N), wanted(N * N);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            for (int k = 0; k < N; k++) wanted[i * N + j] += float(a[i * N + k]) * float(b[j * N + k]);
            wanted[i * N + j] *= 2;
            seen[i * N + j] = read(got[i * N + j]);
        }
    require_close(seen, wanted, bound, what);
}

int main() {
    check<__half, float>([](float value) { return value; }, 1e-6, "halves, summed in float");
    // Whole numbers below 2048 are exact in half.
    check<__half, __half>([](__half value) { return __half2float(value); }, 1e-3, "halves, summed in half");
    check<signed char, int>([](int value) { return float(value); }, 0, "bytes");
    return pass("tensor_product");
}
