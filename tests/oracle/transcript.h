// What the oracle's programs share: rules, and lines that show them, "rule: call -> result".
//
// A line holds no address, time or figure of a device, so that it is the same on every driver. With the argument "expected" a program
// makes the same calls and prints what they should have given, as its source says: that is how NAME.txt is made before any driver has
// been asked. Control flow therefore never depends on what a driver answers.
#pragma once
#include <cuda.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *current_rule = "";
static int prints_expected;

// A rule that NVIDIA documents: its number, what must hold, where it is written.
#define RULE(number, text, source) (current_rule = (number))
// A rule that is believed and not written down anywhere; a native transcript has to confirm it.
#define BELIEF(number, text, source) (current_rule = (number))

// Names are the header's, not the driver's: cuGetErrorName is one of the calls under test.
static const char *name_of(int result) {
#define NAME(result) case result: return #result
    switch (result) {
        NAME(CUDA_SUCCESS); NAME(CUDA_ERROR_INVALID_VALUE); NAME(CUDA_ERROR_OUT_OF_MEMORY); NAME(CUDA_ERROR_NOT_INITIALIZED);
        NAME(CUDA_ERROR_DEINITIALIZED); NAME(CUDA_ERROR_NO_DEVICE); NAME(CUDA_ERROR_INVALID_DEVICE); NAME(CUDA_ERROR_INVALID_IMAGE);
        NAME(CUDA_ERROR_INVALID_CONTEXT); NAME(CUDA_ERROR_CONTEXT_ALREADY_CURRENT); NAME(CUDA_ERROR_MAP_FAILED);
        NAME(CUDA_ERROR_NO_BINARY_FOR_GPU); NAME(CUDA_ERROR_UNSUPPORTED_LIMIT); NAME(CUDA_ERROR_PEER_ACCESS_UNSUPPORTED);
        NAME(CUDA_ERROR_INVALID_PTX); NAME(CUDA_ERROR_UNSUPPORTED_PTX_VERSION); NAME(CUDA_ERROR_INVALID_SOURCE);
        NAME(CUDA_ERROR_FILE_NOT_FOUND); NAME(CUDA_ERROR_INVALID_HANDLE); NAME(CUDA_ERROR_ILLEGAL_STATE); NAME(CUDA_ERROR_NOT_FOUND);
        NAME(CUDA_ERROR_NOT_READY); NAME(CUDA_ERROR_ILLEGAL_ADDRESS); NAME(CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES);
        NAME(CUDA_ERROR_LAUNCH_TIMEOUT); NAME(CUDA_ERROR_PEER_ACCESS_ALREADY_ENABLED); NAME(CUDA_ERROR_PEER_ACCESS_NOT_ENABLED);
        NAME(CUDA_ERROR_PRIMARY_CONTEXT_ACTIVE); NAME(CUDA_ERROR_CONTEXT_IS_DESTROYED); NAME(CUDA_ERROR_ASSERT);
        NAME(CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED); NAME(CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED);
        NAME(CUDA_ERROR_ILLEGAL_INSTRUCTION); NAME(CUDA_ERROR_MISALIGNED_ADDRESS); NAME(CUDA_ERROR_INVALID_ADDRESS_SPACE);
        NAME(CUDA_ERROR_LAUNCH_FAILED); NAME(CUDA_ERROR_COOPERATIVE_LAUNCH_TOO_LARGE); NAME(CUDA_ERROR_NOT_PERMITTED);
        NAME(CUDA_ERROR_NOT_SUPPORTED); NAME(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED); NAME(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED);
        NAME(CUDA_ERROR_STREAM_CAPTURE_MERGE); NAME(CUDA_ERROR_STREAM_CAPTURE_UNMATCHED); NAME(CUDA_ERROR_STREAM_CAPTURE_UNJOINED);
        NAME(CUDA_ERROR_STREAM_CAPTURE_ISOLATION); NAME(CUDA_ERROR_STREAM_CAPTURE_IMPLICIT); NAME(CUDA_ERROR_CAPTURED_EVENT);
        NAME(CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD); NAME(CUDA_ERROR_GRAPH_EXEC_UPDATE_FAILURE); NAME(CUDA_ERROR_UNKNOWN);
    }
#undef NAME
    static char number[32];
    snprintf(number, sizeof number, "error %d", result);
    return number;
}

static void say_result(const char *call, int got, int want) {
    printf("%s: %s -> %s\n", current_rule, call, name_of(prints_expected ? want : got));
    fflush(stdout);
}

static void say_value(const char *what, long long got, long long want) {
    printf("%s: %s = %lld\n", current_rule, what, prints_expected ? want : got);
    fflush(stdout);
}

static void say_text(const char *what, const char *got, const char *want) {
    printf("%s: %s = %s\n", current_rule, what, prints_expected ? want : got ? got : "(null)");
    fflush(stdout);
}

// The call and the result that it must have.
#define GIVES(want, call) say_result(#call, (int)(call), (want))
// The same with other words for the call.
#define GIVES_AS(words, want, call) say_result((words), (int)(call), (want))
#define VALUE(want, expression) say_value(#expression, (long long)(expression), (long long)(want))
#define TEXT(want, expression) say_text(#expression, (expression), (want))
// What a line needs beforehand and does not show. Where it fails the transcript says so, and the rule does not hold.
#define NEED(call)                                                                                  \
    do {                                                                                            \
        int need_result = (int)(call);                                                              \
        if (need_result != CUDA_SUCCESS && !prints_expected) {                                      \
            printf("%s: needs %s -> %s\n", current_rule, #call, name_of(need_result));              \
            fflush(stdout);                                                                         \
        }                                                                                           \
    } while (0)

// Runs a part in a process of its own, since what it does to its context cannot be undone. The parent never initialises the driver.
static inline void in_a_process(void (*part)(void)) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        part();
        fflush(stdout);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0) {
        printf("%s: the process ended with status %x\n", current_rule, (unsigned)status);
        fflush(stdout);
    }
}

static inline void arguments(int count, char **values) {
    prints_expected = count > 1 && strcmp(values[1], "expected") == 0;
}

// The primary context of device 0, current.
static inline CUcontext start(void) {
    CUcontext context = NULL;
    NEED(cuInit(0));
    NEED(cuDevicePrimaryCtxRetain(&context, 0));
    NEED(cuCtxSetCurrent(context));
    return context;
}

// Kernels by hand, for every device since compute capability 7.0.
#define PTX_HEAD ".version 6.4\n.target sm_70\n.address_size 64\n"
