// One sum four ways: a tree in shared memory, shuffles, atomics on memory, and the warp votes beside them.
#include "check.cuh"

__global__ void tree(const int *from, long long *sums, int n) {
    extern __shared__ long long part[];
    int lane = threadIdx.x;
    long long sum = 0;
    for (int i = blockIdx.x * blockDim.x + lane; i < n; i += gridDim.x * blockDim.x) sum += from[i];
    part[lane] = sum;
    __syncthreads();
    for (int half = blockDim.x / 2; half > 0; half /= 2) {
        if (lane < half) part[lane] += part[lane + half];
        __syncthreads();
    }
    if (lane == 0) sums[blockIdx.x] = part[0];
}

__inline__ __device__ int warp_sum(int value) {
    for (int step = 16; step > 0; step /= 2) value += __shfl_down_sync(0xffffffffu, value, step);
    return value;
}

__global__ void shuffle(const int *from, int *sums, int n) {
    __shared__ int part[32];
    int sum = 0;
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) sum += from[i];
    sum = warp_sum(sum);
    if (threadIdx.x % 32 == 0) part[threadIdx.x / 32] = sum;
    __syncthreads();
    if (threadIdx.x < 32) {
        sum = threadIdx.x < blockDim.x / 32 ? part[threadIdx.x] : 0;
        sum = warp_sum(sum);
        if (threadIdx.x == 0) sums[blockIdx.x] = sum;
    }
}

struct Totals {
    int sum;
    unsigned long long squares;
    float real;
    int least, most;
    unsigned bits;
    int last;
};

__global__ void atomics(const int *from, Totals *totals, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    int value = from[i];
    atomicAdd(&totals->sum, value);
    atomicAdd(&totals->squares, (unsigned long long)(value * value));
    // Small whole numbers: exact in any order.
    atomicAdd(&totals->real, float(value & 3));
    atomicMin(&totals->least, value);
    atomicMax(&totals->most, value);
    atomicXor(&totals->bits, 2654435761u * unsigned(i));
    int seen = totals->last;
    while (seen < i) {
        int before = atomicCAS(&totals->last, seen, i);
        if (before == seen) break;
        seen = before;
    }
}

__global__ void votes(const int *from, unsigned *ballots, int *every, int *some, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    int odd = i < n && (from[i] & 1);
    unsigned ballot = __ballot_sync(0xffffffffu, odd);
    int all = __all_sync(0xffffffffu, odd), any = __any_sync(0xffffffffu, odd);
    if (threadIdx.x % 32 == 0) {
        ballots[i / 32] = ballot;
        if (all) atomicAdd(every, 1);
        if (any) atomicAdd(some, 1);
    }
}

int main() {
    const int n = 150001, blocks = 24, threads = 256;
    Random random(3);
    std::vector<int> from(n);
    Totals want = { 0, 0, 0, 1 << 30, -(1 << 30), 0, n - 1 };
    for (int i = 0; i < n; i++) {
        from[i] = int(random.next() % 2001) - 1000;
        want.sum += from[i];
        want.squares += (unsigned long long)(from[i] * from[i]);
        want.real += float(from[i] & 3);
        want.least = from[i] < want.least ? from[i] : want.least;
        want.most = from[i] > want.most ? from[i] : want.most;
        want.bits ^= 2654435761u * unsigned(i);
    }
    int *data = to_device(from);

    long long *trees = device_array<long long>(blocks);
    tree<<<blocks, threads, threads * sizeof(long long)>>>(data, trees, n);
    CHECK_LAUNCH();
    long long sum = 0;
    for (long long part : to_host(trees, blocks)) sum += part;
    REQUIRE(sum == want.sum);

    int *shuffles = device_array<int>(blocks);
    shuffle<<<blocks, threads>>>(data, shuffles, n);
    CHECK_LAUNCH();
    sum = 0;
    for (int part : to_host(shuffles, blocks)) sum += part;
    REQUIRE(sum == want.sum);

    Totals start = { 0, 0, 0, 1 << 30, -(1 << 30), 0, -1 };
    Totals *totals = to_device(std::vector<Totals>{ start });
    atomics<<<(n + threads - 1) / threads, threads>>>(data, totals, n);
    CHECK_LAUNCH();
    Totals got = to_host(totals, 1)[0];
    REQUIRE(got.sum == want.sum);
    REQUIRE(got.squares == want.squares);
    REQUIRE(got.real == want.real);
    REQUIRE(got.least == want.least);
    REQUIRE(got.most == want.most);
    REQUIRE(got.bits == want.bits);
    REQUIRE(got.last == want.last);

    const int voters = 4096;
    unsigned *ballots = device_array<unsigned>(voters / 32);
    int *counts = to_device(std::vector<int>{ 0, 0 });
    votes<<<voters / threads, threads>>>(data, ballots, counts, counts + 1, voters);
    CHECK_LAUNCH();
    std::vector<unsigned> want_ballots(voters / 32, 0);
    for (int i = 0; i < voters; i++) want_ballots[i / 32] |= unsigned(from[i] & 1) << (i % 32);
    int every = 0, some = 0;
    for (unsigned ballot : want_ballots) every += ballot == ~0u, some += ballot != 0;
    require_equal(to_host(ballots, voters / 32), want_ballots, "ballots");
    require_equal(to_host(counts, 2), { every, some }, "votes");
    return pass("reduction");
}
