// Host memory that kernels read and write directly: mapped pinned, and managed; a flag raised by the host while a kernel waits for it.
#include "check.cuh"
#include <cstring>

__global__ void weave(const int *from, int *to, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) to[i] = from[n - 1 - i] * 2 + to[i];
}

struct Node {
    int value;
    Node *next;
};

// Follows pointers that the host wrote.
__global__ void walk(Node *node, long long *sum) {
    long long total = 0;
    for (; node; node = node->next) {
        total += node->value;
        node->value = -node->value;
    }
    *sum = total;
}

__global__ void wait_for(volatile int *flag, volatile int *answer) {
    for (long long turns = 0; turns < 400000000LL; turns++)
        if (*flag) {
            __threadfence_system();
            *answer = 1000 + *flag;
            return;
        }
    *answer = -1;
}

int main() {
    const int n = 5000;
    int device = 0, can_map = 0, managed = 0, concurrent = 0;
    CHECK(cudaGetDevice(&device));
    CHECK(cudaDeviceGetAttribute(&can_map, cudaDevAttrCanMapHostMemory, device));
    CHECK(cudaDeviceGetAttribute(&managed, cudaDevAttrManagedMemory, device));
    CHECK(cudaDeviceGetAttribute(&concurrent, cudaDevAttrConcurrentManagedAccess, device));
    REQUIRE(can_map && managed);

    int *host, *mapped;
    CHECK(cudaHostAlloc(&host, n * sizeof(int), cudaHostAllocMapped));
    CHECK(cudaHostGetDevicePointer(&mapped, host, 0));
    int *both;
    CHECK(cudaMallocManaged(&both, n * sizeof(int)));
    for (int i = 0; i < n; i++) host[i] = i * 3, both[i] = 7 - i;
    weave<<<(n + 255) / 256, 256>>>(mapped, both, n);
    CHECK_LAUNCH();
    CHECK(cudaDeviceSynchronize());
    for (int i = 0; i < n; i++) REQUIRE(both[i] == (n - 1 - i) * 6 + 7 - i);
    weave<<<(n + 255) / 256, 256>>>(both, mapped, n);
    CHECK_LAUNCH();
    CHECK(cudaDeviceSynchronize());
    for (int i = 0; i < n; i++) REQUIRE(host[i] == (i * 6 + 7 - (n - 1 - i)) * 2 + i * 3);

    Node *nodes;
    long long *sum;
    CHECK(cudaMallocManaged(&nodes, 100 * sizeof(Node)));
    CHECK(cudaMallocManaged(&sum, sizeof *sum));
    for (int i = 0; i < 100; i++) nodes[i] = { i * i, i < 99 ? &nodes[(i * 37 + 37) % 100] : nullptr };
    // 37 is prime to 100, so the links form cycles; the one through 0 was cut behind 99, which would lead back to it.
    long long want = 0;
    int visited = 0;
    for (Node *node = nodes; node; node = node->next) want += node->value, visited++;
    walk<<<1, 1>>>(nodes, sum);
    CHECK_LAUNCH();
    CHECK(cudaDeviceSynchronize());
    REQUIRE(*sum == want && visited > 1);
    for (Node *node = nodes; node; node = node->next) REQUIRE(node->value <= 0);

    cudaPointerAttributes about;
    CHECK(cudaPointerGetAttributes(&about, host));
    REQUIRE(about.type == cudaMemoryTypeHost && about.devicePointer == mapped);
    CHECK(cudaPointerGetAttributes(&about, both));
    REQUIRE(about.type == cudaMemoryTypeManaged);
    int *plain = device_array<int>(n);
    CHECK(cudaPointerGetAttributes(&about, plain));
    REQUIRE(about.type == cudaMemoryTypeDevice && about.device == device);

    CHECK(cudaMemcpy(plain, host, n * sizeof(int), cudaMemcpyDefault));
    CHECK(cudaMemcpy(both, plain, n * sizeof(int), cudaMemcpyDefault));
    REQUIRE(std::memcmp(both, host, n * sizeof(int)) == 0);

    volatile int *flag = host, *answer = host + 1;
    *flag = 0, *answer = 0;
    wait_for<<<1, 1>>>((volatile int *)mapped, (volatile int *)mapped + 1);
    CHECK_LAUNCH();
    *flag = 23;
    CHECK(cudaDeviceSynchronize());
    REQUIRE(*answer == 1023);

    // The program's own memory, registered.
    std::vector<int> own(n, 5);
    CHECK(cudaHostRegister(own.data(), n * sizeof(int), cudaHostRegisterDefault));
    CHECK(cudaMemcpyAsync(plain, own.data(), n * sizeof(int), cudaMemcpyHostToDevice, 0));
    CHECK(cudaDeviceSynchronize());
    require_equal(to_host(plain, n), own, "registered");
    CHECK(cudaHostUnregister(own.data()));

    CHECK(cudaFreeHost(host));
    CHECK(cudaFree(both));
    CHECK(cudaFree(nodes));
    CHECK(cudaFree(sum));
    CHECK(cudaFree(plain));
    (void)concurrent;
    return pass("pinned_managed");
}
