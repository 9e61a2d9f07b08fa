// Ways to end while work is under way: none may hang, crash or change the exit code. The argument selects one.
#include "check.cuh"
#include <dlfcn.h>
#include <cstring>
#include <csignal>
#include <pthread.h>
#include <unistd.h>

__global__ void busy(unsigned *at, int rounds) {
    unsigned x = threadIdx.x;
    for (int r = 0; r < rounds; r++) x = x * 1664525u + 1013904223u;
    at[threadIdx.x] = x;
}

static unsigned *target;

static void *launch_for_ever(void *) {
    for (;;) {
        busy<<<1, 64>>>(target, 100);
        if (cudaGetLastError() != cudaSuccess) pause();
    }
}

static void *leave(void *) {
    usleep(50000);
    std::exit(0);
}

struct Late {
    ~Late() {
        if (target) (void)cudaFree(target);
    }
} late;

int main(int argc, char **argv) {
    const char *way = argc > 1 ? argv[1] : "return";
    target = device_array<unsigned>(64);
    busy<<<1, 64>>>(target, 20000);
    CHECK_LAUNCH();
    pass("exits");
    std::fflush(stdout);
    pthread_t thread;
    if (!std::strcmp(way, "return")) return 0;
    if (!std::strcmp(way, "exit")) std::exit(0);
    if (!std::strcmp(way, "_exit")) _exit(0);
    if (!std::strcmp(way, "reset")) {
        CHECK(cudaDeviceReset());
        target = nullptr;
        return 0;
    }
    if (!std::strcmp(way, "exit-while-launching")) {
        REQUIRE(pthread_create(&thread, nullptr, launch_for_ever, nullptr) == 0);
        usleep(50000);
        std::exit(0);
    }
    if (!std::strcmp(way, "exit-from-thread")) {
        REQUIRE(pthread_create(&thread, nullptr, leave, nullptr) == 0);
        launch_for_ever(nullptr);
    }
    if (!std::strcmp(way, "dlclose")) {
        // The library's code is still needed by its own threads and exit handlers, however often it is closed.
        void *driver = dlopen("libcuda.so.1", RTLD_NOW);
        REQUIRE(driver);
        for (int i = 0; i < 3; i++) (void)dlclose(driver);
        std::exit(0);
    }
    if (!std::strcmp(way, "killed")) {
        raise(SIGKILL);
    }
    std::printf("unknown way: %s\n", way);
    return 2;
}
