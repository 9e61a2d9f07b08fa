// What the container and signature tests read. Compiled by the commands in README.md; the products are checked in.
struct Shape { int count; double weight; char tag[3]; };
__constant__ float coefficients[16];
__device__ int counter;
__device__ double table[3][4] = { { 1.0, 2.0 } };
__device__ const char *label = "outline { } // \" */";
__device__ __noinline__ float scaled(float x, int by) { return x * by; }
__global__ void __launch_bounds__(256) gather(const float *from, float *to, int n, Shape shape, char offset, double bias) {
    __shared__ float tile[64];
    __shared__ double sums[3];
    extern __shared__ float dynamic[];
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    tile[threadIdx.x & 63] = coefficients[i & 15];
    if (threadIdx.x < 3) sums[threadIdx.x] = i;
    dynamic[threadIdx.x] = i;
    __syncthreads();
    if (i < n) to[i] = scaled(from[i], n) + tile[i & 63] + sums[i % 3] + dynamic[0] + shape.count + shape.weight + offset + bias + table[1][2] + label[i];
    atomicAdd(&counter, 1);
}
template <class T> __global__ void store(T *to, short value) { *to = T(value); }
template __global__ void store<double>(double *, short);
__global__ void nothing() {}
