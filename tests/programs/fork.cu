// CUDA does not survive fork: the child is told so by the runtime and by the driver, ends in peace, and the parent goes on.
#include "check.cuh"
#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

__global__ void count(int *at) { atomicAdd(at, 1); }

static int child(int *at) {
    void *more = nullptr;
    cudaError_t error = cudaMalloc(&more, 64);
    if (error != cudaErrorInitializationError) {
        std::printf("child: cudaMalloc: %s\n", cudaGetErrorName(error));
        return 1;
    }
    error = cudaMemset(at, 0, sizeof(int));
    if (error != cudaErrorInitializationError) {
        std::printf("child: cudaMemset: %s\n", cudaGetErrorName(error));
        return 1;
    }
    void *driver = dlopen("libcuda.so.1", RTLD_NOW | RTLD_NOLOAD);
    if (!driver) {
        std::printf("child: libcuda.so.1 is not loaded\n");
        return 1;
    }
    auto allocate = reinterpret_cast<int (*)(unsigned long long *, size_t)>(dlsym(driver, "cuMemAlloc_v2"));
    auto synchronize = reinterpret_cast<int (*)()>(dlsym(driver, "cuCtxSynchronize"));
    unsigned long long pointer = 0;
    int first = allocate(&pointer, 64), second = synchronize();
    if (first != 3 || second != 3) {
        std::printf("child: cuMemAlloc %d, cuCtxSynchronize %d; not 3 (NOT_INITIALIZED)\n", first, second);
        return 1;
    }
    return 0;
}

int main() {
    int *at = device_array<int>(1);
    CHECK(cudaMemset(at, 0, sizeof(int)));
    count<<<1, 32>>>(at);
    CHECK_LAUNCH();
    CHECK(cudaDeviceSynchronize());
    for (int turn = 0; turn < 3; turn++) {
        std::fflush(stdout);
        pid_t pid = fork();
        REQUIRE(pid >= 0);
        if (pid == 0) {
            int result = child(at);
            std::fflush(stdout);
            // Once past the exit handlers, and once through them.
            if (turn == 0) _exit(result);
            std::exit(result);
        }
        count<<<1, 32>>>(at);
        CHECK_LAUNCH();
        int status = 0;
        REQUIRE(waitpid(pid, &status, 0) == pid);
        REQUIRE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    CHECK(cudaDeviceSynchronize());
    REQUIRE(to_host(at, 1)[0] == 4 * 32);
    return pass("fork");
}
