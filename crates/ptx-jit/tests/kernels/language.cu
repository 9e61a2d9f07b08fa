// What the language adds: printing, assertions, tables, pointers to functions, recursion, double math, locks.
#include <cstdio>
#include <cassert>
extern "C" __global__ void print(int base) {
    printf("thread %d of %u: %s %5.2f %c %lld %x\n", threadIdx.x, blockDim.x, "text", 1.5 * threadIdx.x, 'a' + threadIdx.x,
           (long long)base << 33, base);
}

extern "C" __global__ void check(const int* p) { assert(p[threadIdx.x] > 0); }

extern "C" __global__ void choose(const int* in, int* out) {
    int i = threadIdx.x, v = in[i], r;
    switch (v) {
        case 0: r = v + 100; break;
        case 1: r = v * v - 7; break;
        case 2: r = __popc(v) + 1000; break;
        case 3: r = v << 5; break;
        case 4: r = ~v; break;
        case 5: r = v / 3; break;
        case 6: r = v % 4 - 9; break;
        case 7: r = __clz(v); break;
        case 8: r = __brev(v); break;
        default: r = -1;
    }
    out[i] = r;
}

extern "C" __global__ void maths(const double* in, double* out) {
    int i = threadIdx.x;
    double v = in[i];
    out[i * 6 + 0] = sin(v);
    out[i * 6 + 1] = exp(v);
    out[i * 6 + 2] = pow(fabs(v) + 0.5, 1.75);
    out[i * 6 + 3] = log(fabs(v) + 1.0);
    out[i * 6 + 4] = sqrt(fabs(v)) / 3.0;
    out[i * 6 + 5] = tan(v) + cbrt(v) + erf(v);
}

extern "C" __global__ void maths32(const float* in, float* out) {
    int i = threadIdx.x;
    float v = in[i];
    out[i * 6 + 0] = sinf(v);
    out[i * 6 + 1] = expf(v);
    out[i * 6 + 2] = powf(fabsf(v) + 0.5f, 1.75f);
    out[i * 6 + 3] = logf(fabsf(v) + 1.0f);
    out[i * 6 + 4] = sqrtf(fabsf(v)) / 3.0f;
    out[i * 6 + 5] = tanhf(v) + fmodf(v, 0.7f);
}

__device__ __noinline__ int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
extern "C" __global__ void recurse(int* out) { out[threadIdx.x] = fib(threadIdx.x % 10); }

__device__ __noinline__ int twice(int v) { return v * 2; }
__device__ __noinline__ int square(int v) { return v * v; }
typedef int (*Op)(int);
__device__ Op table[2] = {twice, square};
extern "C" __global__ void through_pointer(int* out) {
    Op op = table[threadIdx.x & 1];
    out[threadIdx.x] = op(threadIdx.x);
}

__device__ int lock = 0;
__device__ int guarded = 0;
extern "C" __global__ void locked(int* out) {
    bool done = false;
    while (!done) {
        if (atomicCAS(&lock, 0, 1) == 0) {
            guarded = guarded + 1;
            __threadfence();
            atomicExch(&lock, 0);
            done = true;
        }
    }
    __syncthreads();
    if (threadIdx.x == 0) out[blockIdx.x] = 1;
}

struct Big { int values[12]; double scale; };
extern "C" __global__ void by_value(Big big, double* out, int pick) {
    int local[16];
    for (int i = 0; i < 16; ++i) local[i] = big.values[(i + pick) % 12] * i;
    out[threadIdx.x] = local[(threadIdx.x + pick) & 15] * big.scale;
}

extern "C" __global__ void allocate(int** out) {
    int* p = (int*)malloc(16);
    p[0] = threadIdx.x;
    p[3] = 7;
    out[threadIdx.x] = p;
}

extern "C" __global__ void wild(int* p) { p[threadIdx.x * 1000000000ll] = 1; }
extern "C" __global__ void forever(volatile int* p) { while (*p == 0) {} }
