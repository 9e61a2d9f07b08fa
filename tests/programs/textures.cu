// Textures and surfaces as nvcc compiles them: filters, edges, formats, layers, faces, levels; each against the same read on the host,
// done as the programming guide's appendix on texture fetching says.
#include "check.cuh"
#include <cmath>
#include <cstring>
#include <vector>

enum { WIDTH = 37, HEIGHT = 23, DEPTH = 5 };

// --- the same on the host

struct Reference {
    const float *texels;
    int width, height, depth;
    cudaTextureAddressMode mode;
    bool linear, normalized;

    bool place(long long &i, int size) const {
        if (mode == cudaAddressModeBorder) return i >= 0 && i < size;
        if (mode == cudaAddressModeWrap && normalized) i = ((i % size) + size) % size;
        else if (mode == cudaAddressModeMirror && normalized) {
            long long twice = ((i % (2 * size)) + 2 * size) % (2 * size);
            i = twice < size ? twice : 2 * size - 1 - twice;
        } else i = i < 0 ? 0 : i >= size ? size - 1 : i;
        return true;
    }
    float fetch(long long x, long long y, long long z) const {
        if (!place(x, width) || !place(y, height) || !place(z, depth)) return 0;
        return texels[(z * height + y) * width + x];
    }
    float turned(float x, int size) const {
        if (!normalized) return x;
        if (mode == cudaAddressModeWrap) x -= floorf(x);
        if (mode == cudaAddressModeMirror) x = ((long long)floorf(x) & 1) ? 1 - (x - floorf(x)) : x - floorf(x);
        return x * size;
    }
    float read(float x, float y, float z, int dimensions) const {
        float at[3] = {turned(x, width), turned(y, height), turned(z, depth)};
        if (!linear) {
            return fetch((long long)floorf(at[0]), dimensions > 1 ? (long long)floorf(at[1]) : 0, dimensions > 2 ? (long long)floorf(at[2]) : 0);
        }
        long long first[3] = {0, 0, 0};
        float weight[3] = {0, 0, 0};
        for (int d = 0; d < dimensions; d++) {
            float c = at[d] - 0.5f;
            first[d] = (long long)floorf(c);
            weight[d] = roundf((c - floorf(c)) * 256) / 256;
        }
        float sum = 0;
        for (int corner = 0; corner < 8; corner++) {
            float w = 1;
            long long i[3];
            for (int d = 0; d < 3; d++) {
                int far = corner >> d & 1;
                w *= far ? weight[d] : 1 - weight[d];
                i[d] = first[d] + far;
            }
            if (w != 0) sum += w * fetch(i[0], i[1], i[2]);
        }
        return sum;
    }
};

static bool near(float a, float b) { return fabsf(a - b) <= 1e-4f + 1e-5f * fabsf(b); }

// --- kernels

__global__ void read_1d(cudaTextureObject_t texture, const float3 *at, float *out, int count) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) out[i] = tex1D<float>(texture, at[i].x);
}
__global__ void read_2d(cudaTextureObject_t texture, const float3 *at, float *out, int count) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) out[i] = tex2D<float>(texture, at[i].x, at[i].y);
}
__global__ void read_3d(cudaTextureObject_t texture, const float3 *at, float *out, int count) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) out[i] = tex3D<float>(texture, at[i].x, at[i].y, at[i].z);
}
__global__ void read_layers(cudaTextureObject_t texture, const float3 *at, float *out, int count) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) out[i] = tex2DLayered<float>(texture, at[i].x, at[i].y, (int)at[i].z);
}
__global__ void read_faces(cudaTextureObject_t texture, const float3 *at, float *out, int count) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) out[i] = texCubemap<float>(texture, at[i].x, at[i].y, at[i].z);
}
__global__ void read_level(cudaTextureObject_t texture, const float3 *at, float *out, int count) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) out[i] = tex2DLod<float>(texture, at[i].x, at[i].y, at[i].z);
}
__global__ void fetch(cudaTextureObject_t texture, int4 *out, int count) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    // One before the first, and one behind the last.
    if (i < count) out[i] = tex1Dfetch<int4>(texture, i - 1);
}
__global__ void fraction(cudaTextureObject_t texture, float4 *out, int count) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) out[i] = tex1Dfetch<float4>(texture, i);
}
__global__ void gather(cudaTextureObject_t texture, float4 *out) {
    out[0] = tex2Dgather<float4>(texture, 3.0f, 5.0f, 0);
    out[1] = tex2Dgather<float4>(texture, 3.0f, 5.0f, 1);
}
__global__ void shift(cudaSurfaceObject_t from, cudaSurfaceObject_t to) {
    int x = blockIdx.x * blockDim.x + threadIdx.x, y = blockIdx.y * blockDim.y + threadIdx.y;
    if (x >= WIDTH || y >= HEIGHT) return;
    float value;
    // Beyond the right edge the last texel, beyond the lower one zero.
    surf2Dread(&value, from, (x + 1) * (int)sizeof value, y, cudaBoundaryModeClamp);
    float below;
    surf2Dread(&below, from, x * (int)sizeof below, y + 1, cudaBoundaryModeZero);
    surf2Dwrite(value + 2 * below, to, x * (int)sizeof value, y);
    // Nothing is written there.
    surf2Dwrite(-1.0f, to, x * (int)sizeof value, y + HEIGHT, cudaBoundaryModeZero);
}
__global__ void volume(cudaSurfaceObject_t surface, cudaSurfaceObject_t layers) {
    int x = threadIdx.x, y = threadIdx.y, z = blockIdx.x;
    uchar4 value = make_uchar4(x, y, z, 7);
    surf3Dwrite(value, surface, x * (int)sizeof value, y, z);
    __syncthreads();
    uchar4 other = surf3Dread<uchar4>(surface, (int)(blockDim.x - 1 - x) * (int)sizeof value, y, z);
    surf2DLayeredwrite((short)(other.x * 100 + other.y), layers, x * (int)sizeof(short), y, z);
}
__global__ void beyond(cudaSurfaceObject_t surface) { surf1Dwrite(1.0f, surface, WIDTH * 4); }

// --- what is read

static cudaTextureDesc sampling(cudaTextureAddressMode mode, bool linear, bool normalized) {
    cudaTextureDesc read;
    memset(&read, 0, sizeof read);
    for (int i = 0; i < 3; i++) read.addressMode[i] = mode;
    read.filterMode = linear ? cudaFilterModeLinear : cudaFilterModePoint;
    read.readMode = cudaReadModeElementType;
    read.normalizedCoords = normalized;
    return read;
}

static cudaResourceDesc of_array(cudaArray_t array) {
    cudaResourceDesc of;
    memset(&of, 0, sizeof of);
    of.resType = cudaResourceTypeArray;
    of.res.array.array = array;
    return of;
}

typedef void (*Kernel)(cudaTextureObject_t, const float3 *, float *, int);

static std::vector<float> run(Kernel kernel, cudaTextureObject_t texture, const std::vector<float3> &at) {
    float3 *places;
    float *values;
    int count = (int)at.size();
    std::vector<float> out(count);
    CHECK(cudaMalloc(&places, count * sizeof(float3)));
    CHECK(cudaMalloc(&values, count * sizeof(float)));
    CHECK(cudaMemcpy(places, at.data(), count * sizeof(float3), cudaMemcpyHostToDevice));
    kernel<<<(count + 63) / 64, 64>>>(texture, places, values, count);
    CHECK(cudaGetLastError());
    CHECK(cudaMemcpy(out.data(), values, count * sizeof(float), cudaMemcpyDeviceToHost));
    CHECK(cudaFree(places));
    CHECK(cudaFree(values));
    return out;
}

static std::vector<float3> places(float x, float y, float z) {
    std::vector<float3> all;
    for (int i = 0; i < 300; i++) {
        float t = i / 299.0f;
        // From well before the first texel to well behind the last, and the middle of some.
        all.push_back(make_float3((t * 1.6f - 0.3f) * x, (1.3f - t * 1.7f) * y, (fmodf(t * 7, 1.5f) - 0.25f) * z));
        if (i % 10 == 0) all.push_back(make_float3((i % 31 + 0.5f) / WIDTH * x, (i % 17 + 0.5f) / HEIGHT * y, 0.5f / DEPTH * z));
    }
    return all;
}

static std::vector<float> numbers(int count) {
    std::vector<float> all(count);
    for (int i = 0; i < count; i++) all[i] = (float)((i * 2654435761u) >> 20) / 16;
    return all;
}

static void compare(const Reference &reference, const std::vector<float3> &at, const std::vector<float> &got, int dimensions) {
    for (size_t i = 0; i < at.size(); i++) {
        float want = reference.read(at[i].x, at[i].y, at[i].z, dimensions);
        if (!near(got[i], want)) {
            printf("%dd mode %d linear %d normalized %d at %g %g %g: %g, not %g\n", dimensions, reference.mode, reference.linear,
                   reference.normalized, at[i].x, at[i].y, at[i].z, got[i], want);
            exit(1);
        }
    }
}

static void filters_and_edges() {
    cudaChannelFormatDesc format = cudaCreateChannelDesc<float>();
    std::vector<float> data = numbers(WIDTH * HEIGHT * DEPTH);
    cudaArray_t line, plane, block;
    CHECK(cudaMallocArray(&line, &format, WIDTH));
    CHECK(cudaMallocArray(&plane, &format, WIDTH, HEIGHT));
    CHECK(cudaMalloc3DArray(&block, &format, make_cudaExtent(WIDTH, HEIGHT, DEPTH)));
    CHECK(cudaMemcpy2DToArray(line, 0, 0, data.data(), WIDTH * 4, WIDTH * 4, 1, cudaMemcpyHostToDevice));
    CHECK(cudaMemcpy2DToArray(plane, 0, 0, data.data(), WIDTH * 4, WIDTH * 4, HEIGHT, cudaMemcpyHostToDevice));
    cudaMemcpy3DParms copy = {};
    copy.srcPtr = make_cudaPitchedPtr(data.data(), WIDTH * 4, WIDTH, HEIGHT);
    copy.dstArray = block;
    copy.extent = make_cudaExtent(WIDTH, HEIGHT, DEPTH);
    copy.kind = cudaMemcpyHostToDevice;
    CHECK(cudaMemcpy3D(&copy));
    cudaTextureAddressMode modes[] = {cudaAddressModeWrap, cudaAddressModeClamp, cudaAddressModeMirror, cudaAddressModeBorder};
    for (int way = 0; way < 16; way++) {
        bool linear = way & 1, normalized = way >> 1 & 1;
        cudaTextureAddressMode mode = modes[way >> 2];
        cudaTextureDesc read = sampling(mode, linear, normalized);
        std::vector<float3> at = normalized ? places(1, 1, 1) : places(WIDTH, HEIGHT, DEPTH);
        cudaArray_t arrays[] = {line, plane, block};
        Kernel kernels[] = {read_1d, read_2d, read_3d};
        for (int d = 0; d < 3; d++) {
            cudaResourceDesc of = of_array(arrays[d]);
            cudaTextureObject_t texture;
            CHECK(cudaCreateTextureObject(&texture, &of, &read, NULL));
            Reference reference = {data.data(), WIDTH, d > 0 ? HEIGHT : 1, d > 1 ? DEPTH : 1, mode, linear, normalized};
            compare(reference, at, run(kernels[d], texture, at), d + 1);
            cudaTextureDesc told;
            CHECK(cudaGetTextureObjectTextureDesc(&told, texture));
            REQUIRE(told.filterMode == read.filterMode && told.addressMode[1] == mode);
            CHECK(cudaDestroyTextureObject(texture));
        }
    }
    CHECK(cudaFreeArray(line));
    CHECK(cudaFreeArray(plane));
    CHECK(cudaFreeArray(block));
}

static void layers_and_faces() {
    enum { SIDE = 16, LAYERS = 3 };
    cudaChannelFormatDesc format = cudaCreateChannelDesc<float>();
    std::vector<float> data = numbers(SIDE * SIDE * 6);
    cudaArray_t stack, cube;
    CHECK(cudaMalloc3DArray(&stack, &format, make_cudaExtent(SIDE, SIDE, LAYERS), cudaArrayLayered));
    CHECK(cudaMalloc3DArray(&cube, &format, make_cudaExtent(SIDE, SIDE, 6), cudaArrayCubemap));
    cudaMemcpy3DParms copy = {};
    copy.srcPtr = make_cudaPitchedPtr(data.data(), SIDE * 4, SIDE, SIDE);
    copy.kind = cudaMemcpyHostToDevice;
    copy.dstArray = stack;
    copy.extent = make_cudaExtent(SIDE, SIDE, LAYERS);
    CHECK(cudaMemcpy3D(&copy));
    copy.dstArray = cube;
    copy.extent = make_cudaExtent(SIDE, SIDE, 6);
    CHECK(cudaMemcpy3D(&copy));

    cudaTextureDesc read = sampling(cudaAddressModeClamp, true, false);
    cudaResourceDesc of = of_array(stack);
    cudaTextureObject_t texture;
    CHECK(cudaCreateTextureObject(&texture, &of, &read, NULL));
    std::vector<float3> at;
    for (int i = 0; i < 200; i++) at.push_back(make_float3(i * 0.09f - 0.5f, i * 0.07f, (float)(i % (LAYERS + 1))));
    std::vector<float> got = run(read_layers, texture, at);
    for (size_t i = 0; i < at.size(); i++) {
        // Beyond the last layer is the last.
        int layer = at[i].z < LAYERS ? (int)at[i].z : LAYERS - 1;
        Reference reference = {data.data() + layer * SIDE * SIDE, SIDE, SIDE, 1, cudaAddressModeClamp, true, false};
        REQUIRE(near(got[i], reference.read(at[i].x, at[i].y, 0, 2)));
    }
    CHECK(cudaDestroyTextureObject(texture));

    read = sampling(cudaAddressModeClamp, false, true);
    of = of_array(cube);
    CHECK(cudaCreateTextureObject(&texture, &of, &read, NULL));
    at.clear();
    for (int face = 0; face < 6; face++) {
        for (int i = 0; i < 30; i++) {
            float s = (i % 7) / 3.5f - 0.9f, t = (i % 5) / 2.6f - 0.7f;
            float d[6][3] = {{1, -t, -s}, {-1, -t, s}, {s, 1, t}, {s, -1, -t}, {s, -t, 1}, {-s, -t, -1}};
            at.push_back(make_float3(d[face][0] * 3, d[face][1] * 3, d[face][2] * 3));
        }
    }
    got = run(read_faces, texture, at);
    for (size_t i = 0; i < at.size(); i++) {
        int face = (int)i / 30, j = (int)i % 30;
        float s = (j % 7) / 3.5f - 0.9f, t = (j % 5) / 2.6f - 0.7f;
        int x = (int)((s + 1) / 2 * SIDE), y = (int)((t + 1) / 2 * SIDE);
        REQUIRE(got[i] == data[(face * SIDE + y) * SIDE + x]);
    }
    CHECK(cudaDestroyTextureObject(texture));
    CHECK(cudaFreeArray(stack));
    CHECK(cudaFreeArray(cube));
}

static void levels() {
    enum { SIDE = 16, LEVELS = 4 };
    cudaChannelFormatDesc format = cudaCreateChannelDesc<float>();
    cudaMipmappedArray_t pyramid;
    CHECK(cudaMallocMipmappedArray(&pyramid, &format, make_cudaExtent(SIDE, SIDE, 0), LEVELS));
    for (int level = 0; level < LEVELS; level++) {
        cudaArray_t array;
        int side = SIDE >> level;
        std::vector<float> data(side * side, (float)(level * 10));
        CHECK(cudaGetMipmappedArrayLevel(&array, pyramid, level));
        CHECK(cudaMemcpy2DToArray(array, 0, 0, data.data(), side * 4, side * 4, side, cudaMemcpyHostToDevice));
    }
    cudaResourceDesc of;
    memset(&of, 0, sizeof of);
    of.resType = cudaResourceTypeMipmappedArray;
    of.res.mipmap.mipmap = pyramid;
    cudaTextureDesc read = sampling(cudaAddressModeClamp, true, true);
    read.mipmapFilterMode = cudaFilterModeLinear;
    read.maxMipmapLevelClamp = 100;
    cudaTextureObject_t texture;
    CHECK(cudaCreateTextureObject(&texture, &of, &read, NULL));
    std::vector<float3> at;
    for (int i = 0; i < 50; i++) at.push_back(make_float3(0.5f, 0.5f, i * 0.125f - 1));
    std::vector<float> got = run(read_level, texture, at);
    for (size_t i = 0; i < at.size(); i++) REQUIRE(near(got[i], 10 * fminf(fmaxf(at[i].z, 0), LEVELS - 1)));
    CHECK(cudaDestroyTextureObject(texture));
    // A view of the last two alone.
    cudaResourceViewDesc view;
    memset(&view, 0, sizeof view);
    view.format = cudaResViewFormatFloat1;
    view.width = view.height = SIDE >> 2;
    view.firstMipmapLevel = 2;
    view.lastMipmapLevel = 3;
    CHECK(cudaCreateTextureObject(&texture, &of, &read, &view));
    got = run(read_level, texture, at);
    for (size_t i = 0; i < at.size(); i++) REQUIRE(near(got[i], 20 + 10 * fminf(fmaxf(at[i].z, 0), 1)));
    CHECK(cudaDestroyTextureObject(texture));
    CHECK(cudaFreeMipmappedArray(pyramid));
}

static void formats() {
    enum { COUNT = 50 };
    signed char *bytes;
    int4 *out;
    std::vector<signed char> data(COUNT * 4);
    for (int i = 0; i < COUNT * 4; i++) data[i] = (signed char)(i * 37 - 128);
    CHECK(cudaMalloc(&bytes, COUNT * 4));
    CHECK(cudaMalloc(&out, (COUNT + 2) * sizeof(int4)));
    CHECK(cudaMemcpy(bytes, data.data(), COUNT * 4, cudaMemcpyHostToDevice));
    cudaResourceDesc of;
    memset(&of, 0, sizeof of);
    of.resType = cudaResourceTypeLinear;
    of.res.linear.devPtr = bytes;
    of.res.linear.desc = cudaCreateChannelDesc<char4>();
    of.res.linear.sizeInBytes = COUNT * 4;
    cudaTextureDesc read = sampling(cudaAddressModeClamp, false, false);
    cudaTextureObject_t texture;
    CHECK(cudaCreateTextureObject(&texture, &of, &read, NULL));
    fetch<<<1, 64>>>(texture, out, COUNT + 2);
    std::vector<int4> got(COUNT + 2);
    CHECK(cudaMemcpy(got.data(), out, got.size() * sizeof(int4), cudaMemcpyDeviceToHost));
    for (int i = 0; i < COUNT; i++) {
        REQUIRE(got[i + 1].x == data[4 * i] && got[i + 1].y == data[4 * i + 1] && got[i + 1].z == data[4 * i + 2] && got[i + 1].w == data[4 * i + 3]);
    }
    REQUIRE(got[0].x == 0 && got[COUNT + 1].w == 0);
    CHECK(cudaDestroyTextureObject(texture));
    read.readMode = cudaReadModeNormalizedFloat;
    CHECK(cudaCreateTextureObject(&texture, &of, &read, NULL));
    fraction<<<1, 64>>>(texture, (float4 *)out, COUNT);
    std::vector<float4> parts(COUNT);
    CHECK(cudaMemcpy(parts.data(), out, parts.size() * sizeof(float4), cudaMemcpyDeviceToHost));
    for (int i = 0; i < COUNT; i++) REQUIRE(near(parts[i].y, fmaxf(data[4 * i + 1] / 127.0f, -1)));
    CHECK(cudaDestroyTextureObject(texture));
    CHECK(cudaFree(bytes));
    CHECK(cudaFree(out));

    // Rows in linear memory, and four texels at once.
    float2 *rows;
    float4 *four;
    size_t pitch;
    std::vector<float> pairs = numbers(WIDTH * HEIGHT * 2);
    CHECK(cudaMallocPitch((void **)&rows, &pitch, WIDTH * sizeof(float2), HEIGHT));
    CHECK(cudaMalloc(&four, 2 * sizeof(float4)));
    CHECK(cudaMemcpy2D(rows, pitch, pairs.data(), WIDTH * 8, WIDTH * 8, HEIGHT, cudaMemcpyHostToDevice));
    memset(&of, 0, sizeof of);
    of.resType = cudaResourceTypePitch2D;
    of.res.pitch2D.devPtr = rows;
    of.res.pitch2D.desc = cudaCreateChannelDesc<float2>();
    of.res.pitch2D.width = WIDTH;
    of.res.pitch2D.height = HEIGHT;
    of.res.pitch2D.pitchInBytes = pitch;
    read = sampling(cudaAddressModeClamp, true, false);
    CHECK(cudaCreateTextureObject(&texture, &of, &read, NULL));
    gather<<<1, 1>>>(texture, four);
    float4 told[2];
    CHECK(cudaMemcpy(told, four, sizeof told, cudaMemcpyDeviceToHost));
    for (int c = 0; c < 2; c++) {
        float *want = &pairs[c];
        REQUIRE(told[c].x == want[(5 * WIDTH + 2) * 2] && told[c].y == want[(5 * WIDTH + 3) * 2]);
        REQUIRE(told[c].z == want[(4 * WIDTH + 3) * 2] && told[c].w == want[(4 * WIDTH + 2) * 2]);
    }
    CHECK(cudaDestroyTextureObject(texture));
    CHECK(cudaFree(rows));
    CHECK(cudaFree(four));
}

static void surfaces() {
    cudaChannelFormatDesc format = cudaCreateChannelDesc<float>();
    std::vector<float> data = numbers(WIDTH * HEIGHT), got(WIDTH * HEIGHT);
    cudaArray_t from, to;
    CHECK(cudaMallocArray(&from, &format, WIDTH, HEIGHT, cudaArraySurfaceLoadStore));
    CHECK(cudaMallocArray(&to, &format, WIDTH, HEIGHT, cudaArraySurfaceLoadStore));
    CHECK(cudaMemcpy2DToArray(from, 0, 0, data.data(), WIDTH * 4, WIDTH * 4, HEIGHT, cudaMemcpyHostToDevice));
    cudaResourceDesc of = of_array(from);
    cudaSurfaceObject_t a, b;
    CHECK(cudaCreateSurfaceObject(&a, &of));
    of = of_array(to);
    CHECK(cudaCreateSurfaceObject(&b, &of));
    shift<<<dim3(3, 2), dim3(16, 16)>>>(a, b);
    CHECK(cudaMemcpy2DFromArray(got.data(), WIDTH * 4, to, 0, 0, WIDTH * 4, HEIGHT, cudaMemcpyDeviceToHost));
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            float right = data[y * WIDTH + (x + 1 < WIDTH ? x + 1 : WIDTH - 1)];
            float below = y + 1 < HEIGHT ? data[(y + 1) * WIDTH + x] : 0;
            REQUIRE(got[y * WIDTH + x] == right + 2 * below);
        }
    }
    CHECK(cudaDestroySurfaceObject(a));
    CHECK(cudaDestroySurfaceObject(b));
    CHECK(cudaFreeArray(from));
    CHECK(cudaFreeArray(to));

    enum { X = 8, Y = 4, Z = 3 };
    cudaChannelFormatDesc four = cudaCreateChannelDesc<uchar4>(), half = cudaCreateChannelDesc<short>();
    cudaArray_t block, stack;
    CHECK(cudaMalloc3DArray(&block, &four, make_cudaExtent(X, Y, Z), cudaArraySurfaceLoadStore));
    CHECK(cudaMalloc3DArray(&stack, &half, make_cudaExtent(X, Y, Z), cudaArraySurfaceLoadStore | cudaArrayLayered));
    of = of_array(block);
    CHECK(cudaCreateSurfaceObject(&a, &of));
    of = of_array(stack);
    CHECK(cudaCreateSurfaceObject(&b, &of));
    volume<<<Z, dim3(X, Y)>>>(a, b);
    std::vector<short> layers(X * Y * Z);
    cudaMemcpy3DParms copy = {};
    copy.srcArray = stack;
    copy.dstPtr = make_cudaPitchedPtr(layers.data(), X * 2, X, Y);
    copy.extent = make_cudaExtent(X, Y, Z);
    copy.kind = cudaMemcpyDeviceToHost;
    CHECK(cudaMemcpy3D(&copy));
    for (int z = 0; z < Z; z++)
        for (int y = 0; y < Y; y++)
            for (int x = 0; x < X; x++) REQUIRE(layers[(z * Y + y) * X + x] == (X - 1 - x) * 100 + y);
    CHECK(cudaDestroySurfaceObject(a));
    CHECK(cudaDestroySurfaceObject(b));
    CHECK(cudaFreeArray(block));
    CHECK(cudaFreeArray(stack));
}

// A write beyond the edge that nothing allows stops the kernel, for good.
static void edges_trap() {
    cudaChannelFormatDesc format = cudaCreateChannelDesc<float>();
    cudaArray_t array;
    CHECK(cudaMallocArray(&array, &format, WIDTH, 0, cudaArraySurfaceLoadStore));
    cudaResourceDesc of = of_array(array);
    cudaSurfaceObject_t surface;
    CHECK(cudaCreateSurfaceObject(&surface, &of));
    beyond<<<1, 1>>>(surface);
    REQUIRE(cudaDeviceSynchronize() != cudaSuccess);
    REQUIRE(cudaGetLastError() != cudaSuccess);
}

int main() {
    filters_and_edges();
    layers_and_faces();
    levels();
    formats();
    surfaces();
    edges_trap();
    printf("PASS textures\n");
    return 0;
}
