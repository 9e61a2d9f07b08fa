// Fast Fourier transforms: many at once in shared memory, one large one by steps over global memory; against the definition.
#include "check.cuh"
#include <complex>

constexpr int SMALL = 256;

__device__ float2 times(float2 a, float2 b) { return make_float2(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x); }

__global__ void small(const float2 *from, float2 *to) {
    __shared__ float2 tile[SMALL];
    const int i = threadIdx.x;
    tile[__brev(unsigned(i)) >> 24] = from[blockIdx.x * SMALL + i];
    for (int half = 1; half < SMALL; half *= 2) {
        __syncthreads();
        if (i < SMALL / 2) {
            const int k = i % half, low = (i - k) * 2 + k;
            float2 w;
            sincospif(-float(k) / float(half), &w.y, &w.x);
            const float2 a = tile[low], b = times(w, tile[low + half]);
            tile[low] = make_float2(a.x + b.x, a.y + b.y);
            tile[low + half] = make_float2(a.x - b.x, a.y - b.y);
        }
    }
    __syncthreads();
    to[blockIdx.x * SMALL + i] = tile[i];
}

__global__ void reorder(const float2 *from, float2 *to, int bits) {
    const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
    to[__brev(i) >> (32 - bits)] = from[i];
}

__global__ void step(float2 *at, int half, float sign) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    const int k = i % half, low = (i - k) * 2 + k;
    float2 w;
    sincospif(sign * float(k) / float(half), &w.y, &w.x);
    const float2 a = at[low], b = times(w, at[low + half]);
    at[low] = make_float2(a.x + b.x, a.y + b.y);
    at[low + half] = make_float2(a.x - b.x, a.y - b.y);
}

static std::vector<float2> definition(const std::vector<float2> &from, size_t start, int count) {
    std::vector<float2> to(count);
    for (int k = 0; k < count; k++) {
        std::complex<double> sum = 0;
        for (int n = 0; n < count; n++) {
            const double angle = -2.0 * M_PI * double((long long)k * n % count) / count;
            sum += std::complex<double>(from[start + n].x, from[start + n].y) * std::polar(1.0, angle);
        }
        to[k] = make_float2(float(sum.real()), float(sum.imag()));
    }
    return to;
}

static void compare(const float2 *got, const std::vector<float2> &want, const char *what) {
    for (size_t i = 0; i < want.size(); i++) {
        if (std::hypot(got[i].x - want[i].x, got[i].y - want[i].y) > 2e-3) {
            std::printf("%s[%zu]: %g %g, not %g %g\n", what, i, got[i].x, got[i].y, want[i].x, want[i].y);
            std::exit(1);
        }
    }
}

int main() {
    Random random(17);
    const int batch = 6, bits = 11, large = 1 << bits;
    std::vector<float2> values(batch * SMALL), signal(large);
    for (auto &value : values) value = make_float2(random.between(-1, 1), random.between(-1, 1));
    for (auto &value : signal) value = make_float2(random.between(-1, 1), 0);
    float2 *from = to_device(values), *to = device_array<float2>(values.size());
    small<<<batch, SMALL>>>(from, to);
    CHECK_LAUNCH();
    const auto got = to_host(to, values.size());
    for (int b = 0; b < batch; b++) compare(&got[b * SMALL], definition(values, b * SMALL, SMALL), "small");

    float2 *a = to_device(signal), *b = device_array<float2>(large);
    reorder<<<large / 128, 128>>>(a, b, bits);
    for (int half = 1; half < large; half *= 2) step<<<large / 256, 128>>>(b, half, -1.0f);
    CHECK_LAUNCH();
    compare(to_host(b, large).data(), definition(signal, 0, large), "large");
    // There and back is the signal again, times its length.
    reorder<<<large / 128, 128>>>(b, a, bits);
    for (int half = 1; half < large; half *= 2) step<<<large / 256, 128>>>(a, half, 1.0f);
    CHECK_LAUNCH();
    auto back = to_host(a, large);
    for (auto &value : back) value.x /= large, value.y /= large;
    compare(back.data(), signal, "back");
    return pass("fourier");
}
