// Half and bfloat16: conversions with their rounding, arithmetic in pairs, comparisons, and a product that adds up in float.
#include "check.cuh"
#include <cstring>
#include <cuda_bf16.h>
#include <cuda_fp16.h>

__global__ void convert(const float *from, __half *halves, __nv_bfloat16 *brains, float *back, int count) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= count) return;
    halves[i] = __float2half_rn(from[i]);
    brains[i] = __float2bfloat16_rn(from[i]);
    back[2 * i] = __half2float(halves[i]);
    back[2 * i + 1] = __bfloat162float(brains[i]);
}

__global__ void pairs(const __half2 *a, const __half2 *b, __half2 *to, int *less, int count) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= count) return;
    to[3 * i] = __hadd2(a[i], b[i]);
    to[3 * i + 1] = __hmul2(a[i], b[i]);
    to[3 * i + 2] = __hfma2(a[i], b[i], a[i]);
    less[i] = __hlt(__low2half(a[i]), __low2half(b[i])) + 2 * __hge(__high2half(a[i]), __high2half(b[i]));
}

__global__ void dot(const __half *a, const __half *b, float *to, int count) {
    __shared__ float sums[128];
    float sum = 0;
    for (int i = threadIdx.x; i < count; i += 128) sum += __half2float(a[i]) * __half2float(b[i]);
    sums[threadIdx.x] = sum;
    for (int half = 64; half; half /= 2) {
        __syncthreads();
        if (threadIdx.x < half) sums[threadIdx.x] += sums[threadIdx.x + half];
    }
    if (threadIdx.x == 0) *to = sums[0];
}

template <class T> unsigned short bits(T value) {
    unsigned short raw;
    memcpy(&raw, &value, 2);
    return raw;
}

int main() {
    Random random(67);
    const int count = 1000;
    std::vector<float> values(count), small(count);
    for (auto &value : values) value = random.between(-100, 100) * std::pow(10.0f, float(int(random.next() % 14) - 8));
    values[0] = 65504.0f, values[1] = 65520.0f, values[2] = 1e-8f, values[3] = -0.0f, values[4] = 6e-8f, values[5] = 2049.0f, values[6] = INFINITY;
    __half *halves = device_array<__half>(count);
    __nv_bfloat16 *brains = device_array<__nv_bfloat16>(count);
    float *back = device_array<float>(2 * count);
    convert<<<8, 128>>>(to_device(values), halves, brains, back, count);
    CHECK_LAUNCH();
    const auto got_halves = to_host(halves, count);
    const auto got_brains = to_host(brains, count);
    const auto got_back = to_host(back, 2 * count);
    for (int i = 0; i < count; i++) {
        // The headers convert on the host as well, in software.
        REQUIRE(bits(got_halves[i]) == bits(__float2half_rn(values[i])));
        REQUIRE(bits(got_brains[i]) == bits(__float2bfloat16_rn(values[i])));
        REQUIRE(got_back[2 * i] == __half2float(got_halves[i]) && got_back[2 * i + 1] == __bfloat162float(got_brains[i]));
    }
    REQUIRE(bits(got_halves[0]) == 0x7bff && bits(got_halves[1]) == 0x7c00 && bits(got_halves[2]) == 0 && bits(got_halves[3]) == 0x8000);
    REQUIRE(bits(got_halves[4]) == 1 && bits(got_halves[5]) == 0x6800 && bits(got_halves[6]) == 0x7c00);

    std::vector<__half2> a(count), b(count);
    for (int i = 0; i < count; i++) {
        a[i] = __floats2half2_rn(random.between(-8, 8), random.between(-8, 8));
        b[i] = __floats2half2_rn(random.between(-8, 8), random.between(-8, 8));
    }
    __half2 *d_a = to_device(a), *d_b = to_device(b), *to = device_array<__half2>(3 * count);
    int *less = device_array<int>(count);
    pairs<<<8, 128>>>(d_a, d_b, to, less, count);
    CHECK_LAUNCH();
    const auto got = to_host(to, 3 * count);
    const auto got_less = to_host(less, count);
    double wanted = 0;
    for (int i = 0; i < count; i++) {
        const float x[2] = { __low2float(a[i]), __high2float(a[i]) }, y[2] = { __low2float(b[i]), __high2float(b[i]) };
        for (int k = 0; k < 2; k++) {
            const auto part = [&](int which) { return k ? __high2half(got[3 * i + which]) : __low2half(got[3 * i + which]); };
            // Of two halves, sums and products are exact in float, and so is x * y + x in double.
            REQUIRE(bits(part(0)) == bits(__float2half_rn(x[k] + y[k])));
            REQUIRE(bits(part(1)) == bits(__float2half_rn(x[k] * y[k])));
            REQUIRE(bits(part(2)) == bits(__double2half(double(x[k]) * y[k] + x[k])));
            wanted += double(x[k]) * y[k];
        }
        REQUIRE(got_less[i] == (x[0] < y[0]) + 2 * (x[1] >= y[1]));
    }
    float *sum = device_array<float>(1);
    dot<<<1, 128>>>(reinterpret_cast<__half *>(d_a), reinterpret_cast<__half *>(d_b), sum, 2 * count);
    CHECK_LAUNCH();
    require_close(to_host(sum, 1), { float(wanted) }, 1e-4, "dot");
    return pass("half_precision");
}
