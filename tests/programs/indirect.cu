// Code chosen at run time: function pointers in tables, virtual functions of objects made on the device, recursion, templates, lambdas.
#include "check.cuh"
#include <algorithm>
#include <new>

using Operation = int (*)(int, int);
__device__ int plus(int a, int b) { return a + b; }
__device__ int minus(int a, int b) { return a - b; }
__device__ int times(int a, int b) { return a * b; }
__device__ Operation table[3] = { plus, minus, times };

struct Shape {
    __device__ virtual float area() const = 0;
    __device__ virtual ~Shape() {}
};
struct Circle : Shape {
    float radius;
    __device__ explicit Circle(float r) : radius(r) {}
    __device__ float area() const override { return 3.0f * radius * radius; }
};
struct Box : Shape {
    float width, height;
    __device__ Box(float w, float h) : width(w), height(h) {}
    __device__ float area() const override { return width * height; }
};

__global__ void apply(const int *which, const int *a, const int *b, int *to, int count) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) to[i] = table[which[i]](a[i], b[i]);
}

// Objects are made by one kernel and used by another.
__global__ void make(unsigned char *room, Shape **shapes, int count) {
    const int i = threadIdx.x;
    if (i >= count) return;
    if (i % 2) shapes[i] = new (room + i * 32) Circle(float(i));
    else shapes[i] = new (room + i * 32) Box(float(i), 2.0f);
}
__global__ void areas(Shape **shapes, float *to, int count) {
    if (threadIdx.x < count) to[threadIdx.x] = shapes[threadIdx.x]->area();
}

__device__ __noinline__ int ackermann(int m, int n) {
    return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}
__device__ void quicksort(int *at, int low, int high) {
    if (low >= high) return;
    const int pivot = at[(low + high) / 2];
    int i = low, j = high;
    while (i <= j) {
        while (at[i] < pivot) i++;
        while (at[j] > pivot) j--;
        if (i <= j) {
            const int t = at[i];
            at[i++] = at[j];
            at[j--] = t;
        }
    }
    quicksort(at, low, j);
    quicksort(at, i, high);
}
__global__ void recursive(int *values, int each, int *ack) {
    quicksort(values, threadIdx.x * each, threadIdx.x * each + each - 1);
    ack[threadIdx.x] = ackermann(2, threadIdx.x % 4);
}

template <class F> __global__ void each(int *at, int count, F f) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) at[i] = f(i, at[i]);
}

int main() {
    Random random(53);
    const int count = 500, shapes = 20;
    std::vector<int> which(count), a(count), b(count), wanted(count);
    for (int i = 0; i < count; i++) {
        which[i] = int(random.next() % 3), a[i] = int(random.next() % 100), b[i] = int(random.next() % 100);
        wanted[i] = which[i] == 0 ? a[i] + b[i] : which[i] == 1 ? a[i] - b[i] : a[i] * b[i];
    }
    int *to = device_array<int>(count);
    apply<<<4, 128>>>(to_device(which), to_device(a), to_device(b), to, count);
    CHECK_LAUNCH();
    require_equal(to_host(to, count), wanted, "table");

    Shape **list = device_array<Shape *>(shapes);
    float *sizes = device_array<float>(shapes);
    make<<<1, 32>>>(device_array<unsigned char>(shapes * 32), list, shapes);
    areas<<<1, 32>>>(list, sizes, shapes);
    CHECK_LAUNCH();
    std::vector<float> wanted_sizes(shapes);
    for (int i = 0; i < shapes; i++) wanted_sizes[i] = i % 2 ? 3.0f * i * i : 2.0f * i;
    require_equal(to_host(sizes, shapes), wanted_sizes, "areas");

    int *values = to_device(a), *ack = device_array<int>(10);
    recursive<<<1, 10>>>(values, 50, ack);
    CHECK_LAUNCH();
    for (int i = 0; i < 10; i++) std::sort(a.begin() + i * 50, a.begin() + (i + 1) * 50);
    require_equal(to_host(values, count), a, "quicksort");
    const auto got = to_host(ack, 10);
    for (int i = 0; i < 10; i++) REQUIRE(got[i] == 2 * (i % 4) + 3);

    const int factor = 7;
    each<<<4, 128>>>(values, count, [factor] __device__(int i, int value) { return value * factor + i; });
    CHECK_LAUNCH();
    for (int i = 0; i < count; i++) a[i] = a[i] * factor + i;
    require_equal(to_host(values, count), a, "lambda");
    return pass("indirect");
}
