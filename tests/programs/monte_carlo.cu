// Estimates with generators of the program's own, a state for each thread: the counts are exactly those of the host.
#include "check.cuh"

struct State {
    uint32_t x, y, z, w, carry;
};

__host__ __device__ State seeded(uint32_t seed, uint32_t thread) {
    State s = { seed ^ 123456789u, 362436069u ^ thread * 2654435761u, 521288629u + thread, 88675123u, 6615241u + seed };
    return s;
}
__host__ __device__ uint32_t next(State &s) {
    const uint32_t t = s.x ^ s.x >> 2;
    s.x = s.y, s.y = s.z, s.z = s.w, s.w = s.carry;
    s.carry = s.carry ^ s.carry << 4 ^ t ^ t << 1;
    return s.carry;
}
__host__ __device__ uint32_t hits(State &s, int rounds) {
    uint32_t inside = 0;
    for (int i = 0; i < rounds; i++) {
        const uint64_t x = next(s) >> 1, y = next(s) >> 1;
        inside += x * x + y * y <= (uint64_t(1) << 62);
    }
    return inside;
}

__global__ void start(State *states, uint32_t seed) {
    const uint32_t i = blockIdx.x * blockDim.x + threadIdx.x;
    states[i] = seeded(seed, i);
}
__global__ void estimate(State *states, uint32_t *counts, int rounds) {
    const uint32_t i = blockIdx.x * blockDim.x + threadIdx.x;
    State s = states[i];
    counts[i] += hits(s, rounds);
    states[i] = s;
}

int main() {
    const int threads = 2048, rounds = 40, launches = 3;
    State *states = device_array<State>(threads);
    uint32_t *counts = device_array<uint32_t>(threads);
    CHECK(cudaMemset(counts, 0, threads * sizeof(uint32_t)));
    start<<<threads / 128, 128>>>(states, 71);
    for (int i = 0; i < launches; i++) estimate<<<threads / 128, 128>>>(states, counts, rounds);
    CHECK_LAUNCH();
    std::vector<uint32_t> wanted(threads);
    uint64_t all = 0;
    for (int i = 0; i < threads; i++) {
        State s = seeded(71, uint32_t(i));
        wanted[i] = hits(s, rounds * launches);
        all += wanted[i];
    }
    require_equal(to_host(counts, threads), wanted, "counts");
    const double pi = 4.0 * double(all) / (double(threads) * rounds * launches);
    REQUIRE(std::fabs(pi - M_PI) < 0.02);
    return pass("monte_carlo");
}
