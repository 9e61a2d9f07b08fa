// What the test programs share: checked CUDA calls, repeatable input, and the last line.
#pragma once
#include <cuda_runtime.h>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#define CHECK(call) check_call((call), #call, __FILE__, __LINE__)
#define CHECK_LAUNCH() check_call(cudaGetLastError(), "launch", __FILE__, __LINE__)
#define REQUIRE(condition)                                                             \
    do {                                                                               \
        if (!(condition)) {                                                            \
            std::printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);        \
            std::fflush(stdout);                                                       \
            std::exit(1);                                                              \
        }                                                                              \
    } while (0)
#define EXPECT_ERROR(call, wanted) expect_error((call), (wanted), #call, __FILE__, __LINE__)

inline void check_call(cudaError_t error, const char *what, const char *file, int line) {
    if (error == cudaSuccess) return;
    std::printf("%s:%d: %s: %s (%d)\n", file, line, what, cudaGetErrorName(error), int(error));
    std::fflush(stdout);
    std::exit(1);
}

inline void expect_error(cudaError_t error, cudaError_t wanted, const char *what, const char *file, int line) {
    if (error == wanted) return;
    std::printf("%s:%d: %s: %s (%d), not %s (%d)\n", file, line, what, cudaGetErrorName(error), int(error),
                cudaGetErrorName(wanted), int(wanted));
    std::fflush(stdout);
    std::exit(1);
}

inline int pass(const char *name) {
    std::printf("PASS %s\n", name);
    return 0;
}

// Repeatable numbers (xorshift32).
struct Random {
    uint32_t state;
    explicit Random(uint32_t seed) : state(seed ? seed : 1) {}
    uint32_t next() {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return state;
    }
    float unit() { return float(next() >> 8) * (1.0f / 16777216.0f); }
    float between(float low, float high) { return low + (high - low) * unit(); }
};

template <class T> T *device_array(size_t count) {
    void *at = nullptr;
    CHECK(cudaMalloc(&at, count * sizeof(T)));
    return static_cast<T *>(at);
}

template <class T> T *to_device(const std::vector<T> &from) {
    T *at = device_array<T>(from.size());
    CHECK(cudaMemcpy(at, from.data(), from.size() * sizeof(T), cudaMemcpyHostToDevice));
    return at;
}

template <class T> std::vector<T> to_host(const T *from, size_t count) {
    std::vector<T> to(count);
    CHECK(cudaMemcpy(to.data(), from, count * sizeof(T), cudaMemcpyDeviceToHost));
    return to;
}

// Compares with a bound relative to the larger magnitude (at least 1); prints the first few differences.
template <class T> void require_close(const std::vector<T> &got, const std::vector<T> &want, double bound, const char *what) {
    REQUIRE(got.size() == want.size());
    size_t wrong = 0;
    for (size_t i = 0; i < got.size(); i++) {
        double size = std::fmax(1.0, std::fmax(std::fabs(double(got[i])), std::fabs(double(want[i]))));
        if (!(std::fabs(double(got[i]) - double(want[i])) <= bound * size)) {
            if (wrong++ < 5) std::printf("%s[%zu]: %.9g, not %.9g\n", what, i, double(got[i]), double(want[i]));
        }
    }
    if (wrong) {
        std::printf("%s: %zu of %zu differ\n", what, wrong, got.size());
        std::fflush(stdout);
        std::exit(1);
    }
}

template <class T> void require_equal(const std::vector<T> &got, const std::vector<T> &want, const char *what) {
    require_close(got, want, 0.0, what);
}
