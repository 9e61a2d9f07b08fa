// What the driver-API programs share: a checked call, in C and C++.
#pragma once
#include <cuda.h>
#include <stdio.h>
#include <stdlib.h>

static inline const char *result_name(CUresult result) {
    const char *name = NULL;
    return cuGetErrorName(result, &name) == CUDA_SUCCESS && name ? name : "unnamed";
}

static inline void check_result(CUresult result, const char *what, const char *file, int line) {
    if (result == CUDA_SUCCESS) return;
    printf("%s:%d: %s: %s (%d)\n", file, line, what, result_name(result), (int)result);
    fflush(stdout);
    exit(1);
}

#define CHECK(call) check_result((call), #call, __FILE__, __LINE__)

static inline void expect_result(CUresult want, CUresult result, const char *what, const char *file, int line) {
    if (result == want) return;
    printf("%s:%d: %s: %s (%d), not %s\n", file, line, what, result_name(result), (int)result, result_name(want));
    fflush(stdout);
    exit(1);
}

// A call that must end with one result.
#define EXPECT(want, call) expect_result((want), (call), #call, __FILE__, __LINE__)
#define REQUIRE(condition)                                                      \
    do {                                                                        \
        if (!(condition)) {                                                     \
            printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);      \
            fflush(stdout);                                                     \
            exit(1);                                                            \
        }                                                                       \
    } while (0)
