// The mathematical functions of the device in both precisions, within the errors that the Programming Guide gives them, and at the edges.
#include "check.cuh"
#include <cstring>

constexpr int FUNCTIONS = 24;

template <class T> __host__ __device__ T value_of(int which, T x, T y) {
    using std::fabs;
    switch (which) {
        case 0: return sin(x);
        case 1: return cos(x);
        case 2: return tan(x);
        case 3: return exp(x * T(0.25));
        case 4: return log(fabs(x) + T(0.001));
        case 5: return pow(fabs(x) + T(0.1), y * T(0.2));
        case 6: return sqrt(fabs(x));
        case 7: return cbrt(x);
        case 8: return hypot(x, y);
        case 9: return atan2(x, y);
        case 10: return asin(x / T(40));
        case 11: return acos(x / T(40));
        case 12: return sinh(x * T(0.1));
        case 13: return tanh(x);
        case 14: return erf(x);
        case 15: return erfc(x * T(0.2));
        case 16: return lgamma(fabs(x) + T(0.5));
        case 17: return fmod(x, y);
        case 18: return floor(x) + ceil(y) * T(3) + round(x * T(2)) + trunc(y * T(5));
        case 19: return exp2(y) + log2(fabs(x) + T(1)) + log10(fabs(y) + T(1));
        case 20: return ldexp(x, 5) + copysign(y, x);
        case 21: return fma(x, y, T(0.125));
        case 22: return remainder(x, y);
        default: return expm1(x * T(0.01)) + log1p(fabs(y));
    }
}

template <class T> __global__ void evaluate(const T *x, const T *y, T *to, int count) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) to[blockIdx.y * count + i] = value_of<T>(blockIdx.y, x[i], y[i]);
}

template <class T> void check(double bound, const char *what) {
    Random random(61);
    const int count = 600;
    std::vector<T> x(count), y(count);
    for (int i = 0; i < count; i++) x[i] = T(random.between(-30, 30)), y[i] = T(random.between(-9, 9));
    T *to = device_array<T>(size_t(count) * FUNCTIONS);
    evaluate<T><<<dim3((count + 127) / 128, FUNCTIONS), 128>>>(to_device(x), to_device(y), to, count);
    CHECK_LAUNCH();
    const auto got = to_host(to, size_t(count) * FUNCTIONS);
    for (int f = 0; f < FUNCTIONS; f++) {
        // Rounding, remainders and fused operations are exact; the tangent is steep.
        const double allowed = f == 17 || f == 18 || f == 20 || f == 21 || f == 22 ? 0 : f == 2 ? bound * 4 : bound;
        for (int i = 0; i < count; i++) {
            const T want = T(allowed == 0 ? value_of<T>(f, x[i], y[i]) : T(value_of<double>(f, x[i], y[i])));
            const double error = std::fabs(double(got[f * count + i]) - double(want));
            if (!(error <= allowed * std::fmax(1e-30, std::fabs(double(want))) + (allowed ? bound * 0.05 : 0))) {
                std::printf("%s function %d of %.9g, %.9g: %.17g, not %.17g\n", what, f, double(x[i]), double(y[i]), double(got[f * count + i]), double(want));
                std::exit(1);
            }
        }
    }
}

__global__ void edges(float *to) {
    const float zero = to[0], infinity = 1.0f / zero, nan = infinity - infinity;
    to[1] = sqrtf(-1.0f) != sqrtf(-1.0f);
    to[2] = log(zero) == -infinity;
    to[3] = expf(200.0f) == infinity;
    to[4] = fmaxf(nan, 3.0f);
    to[5] = fminf(2.0f, nan);
    to[6] = __float2int_rn(2.5f) * 10 + __float2int_rz(-2.5f);
    to[7] = float(__float2int_rn(nan)) + float(__float2uint_rz(-5.0f));
    to[8] = __fadd_ru(1.0f, 1e-10f) > 1.0f && __fadd_rd(1.0f, 1e-10f) == 1.0f;
    to[9] = isinf(infinity) && isnan(nan) && !isfinite(nan) && signbit(-zero);
    to[10] = __saturatef(1.5f) + __saturatef(-2.0f) + __saturatef(nan);
    to[11] = float(1e-40f * 1.0f) > 0;
    to[12] = rsqrtf(4.0f) + __frcp_rn(8.0f) + __fdividef(3.0f, 4.0f);
}

int main() {
    check<float>(2e-5, "float");
    check<double>(1e-13, "double");
    float *to = device_array<float>(13);
    CHECK(cudaMemset(to, 0, 13 * sizeof(float)));
    edges<<<1, 1>>>(to);
    CHECK_LAUNCH();
    require_close(to_host(to, 13), { 0, 1, 1, 1, 3, 2, 18, 0, 1, 1, 1, 1, 0.5f + 0.125f + 0.75f }, 1e-6, "edges");
    return pass("math_functions");
}
