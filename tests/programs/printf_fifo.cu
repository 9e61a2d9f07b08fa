// The buffer of device printf is as large as its limit says; when it is full, the newest lines take the place of the oldest. It can be set
// until a kernel that prints has been launched.
#include "check.cuh"

__global__ void speak(int lines) {
    for (int i = 0; i < lines; i++) printf("line %06d\n", i);
}

__global__ void silent(int *out) { *out = 1; }

static void launch(int lines) {
    std::printf("launch\n");
    speak<<<1, 1>>>(lines);
    CHECK(cudaDeviceSynchronize());
}

int main() {
    size_t limit = 0;
    CHECK(cudaDeviceGetLimit(&limit, cudaLimitPrintfFifoSize));
    REQUIRE(limit == 1 << 20);
    int *out = device_array<int>(1);
    silent<<<1, 1>>>(out);
    CHECK(cudaDeviceSetLimit(cudaLimitPrintfFifoSize, 2000));
    CHECK(cudaDeviceGetLimit(&limit, cudaLimitPrintfFifoSize));
    REQUIRE(limit >= 2000);
    int many = int(limit);
    std::printf("limit %zu\nprinted %d\n", limit, many);
    launch(5);
    launch(many);
    launch(5);
    EXPECT_ERROR(cudaDeviceSetLimit(cudaLimitPrintfFifoSize, 1 << 20), cudaErrorInvalidValue);
    size_t now = 0;
    CHECK(cudaDeviceGetLimit(&now, cudaLimitPrintfFifoSize));
    REQUIRE(now == limit);
    return pass("printf_fifo");
}
