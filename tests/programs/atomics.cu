// Atomic operations of every kind on global and shared memory, loops of compare-and-swap, and fences between blocks.
#include "check.cuh"
#include <algorithm>

struct Results {
    int sum, least, most, both, any, odd, swapped, increments, decrements;
    unsigned long long wide, wide_most;
    float real;
    double precise;
    int shared_sum;
    float largest_real;
};

__device__ float atomic_max(float *at, float value) {
    int seen = __float_as_int(*at), old;
    do {
        old = seen;
        if (__int_as_float(old) >= value) break;
        seen = atomicCAS(reinterpret_cast<int *>(at), old, __float_as_int(value));
    } while (seen != old);
    return __int_as_float(seen);
}

__global__ void all(Results *r, const int *values, int count) {
    __shared__ int sum;
    if (threadIdx.x == 0) sum = 0;
    __syncthreads();
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) {
        const int v = values[i];
        atomicAdd(&r->sum, v);
        atomicSub(&r->sum, 1);
        atomicMin(&r->least, v);
        atomicMax(&r->most, v);
        atomicAnd(&r->both, v | 0xff00);
        atomicOr(&r->any, v);
        atomicXor(&r->odd, v);
        atomicExch(&r->swapped, 1000 + i);
        atomicInc(reinterpret_cast<unsigned *>(&r->increments), 96);
        atomicDec(reinterpret_cast<unsigned *>(&r->decrements), 96);
        atomicAdd(&r->wide, (unsigned long long)v << 32);
        atomicMax(&r->wide_most, (unsigned long long)v << 33);
        atomicAdd(&r->real, 0.25f);
        atomicAdd(&r->precise, 0.125);
        atomicAdd(&sum, v);
        atomic_max(&r->largest_real, float(v) * 0.5f);
    }
    __syncthreads();
    if (threadIdx.x == 0) atomicAdd(&r->shared_sum, sum);
}

// The last block to arrive sums what the others left.
__global__ void last_block(const int *values, volatile int *partial, unsigned *arrived, int *total) {
    __shared__ bool is_last;
    __shared__ int sum;
    if (threadIdx.x == 0) sum = 0;
    __syncthreads();
    atomicAdd(&sum, values[blockIdx.x * blockDim.x + threadIdx.x]);
    __syncthreads();
    if (threadIdx.x == 0) {
        partial[blockIdx.x] = sum;
        __threadfence();
        is_last = atomicAdd(arrived, 1) == gridDim.x - 1;
    }
    __syncthreads();
    if (is_last && threadIdx.x == 0) {
        int all = 0;
        for (unsigned b = 0; b < gridDim.x; b++) all += partial[b];
        *total = all;
    }
}

// A lock of the program's own; threads of one warp contend for it.
__global__ void locked(int *lock, int *count) {
    for (bool done = false; !done;) {
        if (atomicCAS(lock, 0, 1) == 0) {
            __threadfence();
            *reinterpret_cast<volatile int *>(count) = *reinterpret_cast<volatile int *>(count) + 1;
            __threadfence();
            atomicExch(lock, 0);
            done = true;
        }
    }
}

int main() {
    Random random(47);
    const int count = 2048;
    std::vector<int> values(count);
    for (auto &value : values) value = int(random.next() % 5000) + 1;
    Results start = {}, want = {};
    start.least = 1 << 30, start.both = -1, want.least = 1 << 30, want.both = -1;
    unsigned increments = 0, decrements = 0;
    for (int v : values) {
        want.sum += v - 1, want.least = std::min(want.least, v), want.most = std::max(want.most, v);
        want.both &= v | 0xff00, want.any |= v, want.odd ^= v;
        increments = increments >= 96 ? 0 : increments + 1;
        decrements = decrements == 0 || decrements > 96 ? 96 : decrements - 1;
        want.wide += (unsigned long long)v << 32;
        want.shared_sum += v;
    }
    int *at = to_device(values);
    Results *r = to_device(std::vector<Results>{ start });
    all<<<count / 128, 128>>>(r, at, count);
    CHECK_LAUNCH();
    const Results got = to_host(r, 1)[0];
    REQUIRE(got.sum == want.sum && got.least == want.least && got.most == want.most);
    REQUIRE(got.both == want.both && got.any == want.any && got.odd == want.odd);
    REQUIRE(got.swapped >= 1000 && got.swapped < 1000 + count);
    REQUIRE(unsigned(got.increments) == increments && unsigned(got.decrements) == decrements);
    REQUIRE(got.wide == want.wide && got.wide_most == (unsigned long long)want.most << 33);
    REQUIRE(got.real == count * 0.25f && got.precise == count * 0.125 && got.shared_sum == want.shared_sum);
    REQUIRE(got.largest_real == want.most * 0.5f);

    int *partial = device_array<int>(count / 128), *total = device_array<int>(1), *lock = device_array<int>(2);
    unsigned *arrived = device_array<unsigned>(1);
    CHECK(cudaMemset(arrived, 0, sizeof(unsigned)));
    last_block<<<count / 128, 128>>>(at, partial, arrived, total);
    CHECK_LAUNCH();
    REQUIRE(to_host(total, 1)[0] == want.shared_sum);
    CHECK(cudaMemset(lock, 0, 2 * sizeof(int)));
    locked<<<3, 40>>>(lock, lock + 1);
    CHECK_LAUNCH();
    REQUIRE(to_host(lock, 2)[1] == 120);
    return pass("atomics");
}
