// The demo: a photograph smoothed, toned and drawn over with its own edges; then a ray-traced scene. Both are checked against the CPU.
// Usage: demo IN.ppm [OUT.ppm [SCENE.ppm]]. Built with -fmad=false, so that both sides compute alike.
#include "check.cuh"
#include <algorithm>
#include <chrono>
#include <cstring>
#include <string>

constexpr int RADIUS = 4, TAPS = 2 * RADIUS + 1;
constexpr int SCENE_WIDTH = 480, SCENE_HEIGHT = 320;

struct Picture {
    int width = 0, height = 0;
    std::vector<uchar4> pixels;
};

__constant__ float device_taps[TAPS];

__host__ __device__ inline int clamp(int value, int high) { return value < 0 ? 0 : value > high ? high : value; }
__host__ __device__ inline float unit(float x) { return x < 0 ? 0 : x > 1 ? 1 : x; }
__host__ __device__ inline unsigned char level(float x) { return (unsigned char)(unit(x) * 255.0f + 0.5f); }

// One line of the separable filter: `stride` is 1 along a row, the width along a column.
__host__ __device__ inline float4 blurred(const float4 *from, const float *taps, int at, int place, int last, int stride) {
    float4 sum = make_float4(0, 0, 0, 0);
    for (int t = -RADIUS; t <= RADIUS; t++) {
        float4 pixel = from[at + (clamp(place + t, last) - place) * stride];
        float weight = taps[t + RADIUS];
        sum.x += weight * pixel.x;
        sum.y += weight * pixel.y;
        sum.z += weight * pixel.z;
    }
    sum.w = 0.299f * sum.x + 0.587f * sum.y + 0.114f * sum.z;
    return sum;
}

// A filmic curve, without functions that round differently elsewhere.
__host__ __device__ inline float tone(float x) {
    float lifted = x * 0.85f;
    return unit(lifted * (2.51f * lifted + 0.03f) / (lifted * (2.43f * lifted + 0.59f) + 0.14f));
}

// The smoothed picture toned, darkened where the brightness changes fast.
__host__ __device__ inline uchar4 finished(const float4 *smooth, uchar4 original, int x, int y, int width, int height) {
    int left = clamp(x - 1, width - 1), right = clamp(x + 1, width - 1);
    int up = clamp(y - 1, height - 1) * width, down = clamp(y + 1, height - 1) * width, row = y * width;
    float horizontal = smooth[up + right].w - smooth[up + left].w + 2 * (smooth[row + right].w - smooth[row + left].w)
                       + smooth[down + right].w - smooth[down + left].w;
    float vertical = smooth[down + left].w - smooth[up + left].w + 2 * (smooth[down + x].w - smooth[up + x].w)
                     + smooth[down + right].w - smooth[up + right].w;
    float edge = unit(2.2f * sqrtf(horizontal * horizontal + vertical * vertical));
    float4 s = smooth[row + x];
    float keep = 1 - 0.8f * edge;
    return make_uchar4(level(tone(0.75f * s.x + 0.25f * original.x / 255.0f) * keep), level(tone(0.75f * s.y + 0.25f * original.y / 255.0f) * keep),
                       level(tone(0.75f * s.z + 0.25f * original.z / 255.0f) * keep), 255);
}

__global__ void unpack(const uchar4 *from, float4 *to, int count) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) to[i] = make_float4(from[i].x / 255.0f, from[i].y / 255.0f, from[i].z / 255.0f, 0);
}

__global__ void blur_rows(const float4 *from, float4 *to, int width, int height) {
    int x = blockIdx.x * blockDim.x + threadIdx.x, y = blockIdx.y * blockDim.y + threadIdx.y;
    if (x < width && y < height) to[y * width + x] = blurred(from, device_taps, y * width + x, x, width - 1, 1);
}

__global__ void blur_columns(const float4 *from, float4 *to, int width, int height) {
    int x = blockIdx.x * blockDim.x + threadIdx.x, y = blockIdx.y * blockDim.y + threadIdx.y;
    if (x < width && y < height) to[y * width + x] = blurred(from, device_taps, y * width + x, y, height - 1, width);
}

__global__ void finish(const float4 *smooth, const uchar4 *original, uchar4 *to, int width, int height) {
    int x = blockIdx.x * blockDim.x + threadIdx.x, y = blockIdx.y * blockDim.y + threadIdx.y;
    if (x < width && y < height) to[y * width + x] = finished(smooth, original[y * width + x], x, y, width, height);
}

struct Vector {
    float x, y, z;
};
__host__ __device__ inline Vector operator+(Vector a, Vector b) { return { a.x + b.x, a.y + b.y, a.z + b.z }; }
__host__ __device__ inline Vector operator-(Vector a, Vector b) { return { a.x - b.x, a.y - b.y, a.z - b.z }; }
__host__ __device__ inline Vector operator*(Vector a, float s) { return { a.x * s, a.y * s, a.z * s }; }
__host__ __device__ inline float dot(Vector a, Vector b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
__host__ __device__ inline Vector normal(Vector a) { return a * (1 / sqrtf(dot(a, a))); }
__host__ __device__ inline Vector mix(Vector a, Vector b, float t) { return a * (1 - t) + b * t; }

constexpr int BALLS = 5;

__host__ __device__ inline Vector ball_place(int i) {
    return { -2.4f + 1.25f * i, i % 2 ? 0.55f : 0.8f, i % 2 ? 2.6f : 4.1f };
}
__host__ __device__ inline float ball_size(int i) { return i % 2 ? 0.55f : 0.8f; }
__host__ __device__ inline Vector ball_colour(int i) { return { 0.9f - 0.17f * i, 0.25f + 0.12f * (i % 3), 0.2f + 0.16f * i }; }

// The nearest thing on the ray: a ball's number, BALLS for the floor, -1 for the sky.
__host__ __device__ inline int hit(Vector from, Vector along, float &distance) {
    int nearest = -1;
    distance = 1e9f;
    for (int i = 0; i < BALLS; i++) {
        Vector to = from - ball_place(i);
        float b = dot(to, along), c = dot(to, to) - ball_size(i) * ball_size(i);
        float root = b * b - c;
        if (root <= 0) continue;
        float t = -b - sqrtf(root);
        if (t > 0.001f && t < distance) distance = t, nearest = i;
    }
    if (along.y < -0.0001f) {
        float t = -from.y / along.y;
        if (t > 0.001f && t < distance && t < 40) distance = t, nearest = BALLS;
    }
    return nearest;
}

__host__ __device__ inline Vector sky(Vector along) {
    float height = unit(along.y * 1.6f + 0.08f);
    return mix({ 0.96f, 0.78f, 0.62f }, { 0.22f, 0.42f, 0.78f }, height);
}

__host__ __device__ inline uchar4 traced(int column, int row) {
    const Vector light = { 0.52f, 0.74f, -0.43f };
    Vector from = { 0.1f, 1.35f, -2.6f };
    Vector along = normal({ (column + 0.5f - SCENE_WIDTH / 2) / SCENE_HEIGHT, (SCENE_HEIGHT / 2 - row - 0.5f) / SCENE_HEIGHT - 0.1f, 1.15f });
    Vector colour = { 0, 0, 0 };
    float share = 1;
    for (int bounce = 0; bounce < 3; bounce++) {
        float distance;
        int thing = hit(from, along, distance);
        if (thing < 0) {
            colour = colour + sky(along) * share;
            break;
        }
        Vector at = from + along * distance, up = { 0, 1, 0 }, own;
        float mirror;
        if (thing == BALLS) {
            int check = (int(floorf(at.x)) + int(floorf(at.z))) & 1;
            own = check ? Vector{ 0.85f, 0.83f, 0.78f } : Vector{ 0.22f, 0.25f, 0.30f };
            own = mix(own, sky(along), unit(distance / 40));
            mirror = 0.15f;
        } else {
            up = (at - ball_place(thing)) * (1 / ball_size(thing));
            own = ball_colour(thing);
            mirror = 0.35f;
        }
        float blocked, bright = dot(up, light);
        bright = bright > 0 && hit(at + up * 0.002f, light, blocked) < 0 ? bright : 0;
        colour = colour + own * ((0.28f + 0.85f * bright) * share * (1 - mirror));
        share *= mirror;
        from = at + up * 0.002f;
        along = along - up * (2 * dot(along, up));
    }
    return make_uchar4(level(tone(colour.x)), level(tone(colour.y)), level(tone(colour.z)), 255);
}

__global__ void trace(uchar4 *to) {
    int x = blockIdx.x * blockDim.x + threadIdx.x, y = blockIdx.y * blockDim.y + threadIdx.y;
    if (x < SCENE_WIDTH && y < SCENE_HEIGHT) to[y * SCENE_WIDTH + x] = traced(x, y);
}

static Picture read_picture(const char *path) {
    std::FILE *file = std::fopen(path, "rb");
    if (!file) {
        std::perror(path);
        std::exit(2);
    }
    Picture picture;
    int levels = 0;
    if (std::fscanf(file, "P6 %d %d %d", &picture.width, &picture.height, &levels) != 3 || levels != 255 || std::fgetc(file) == EOF
        || picture.width < 1 || picture.height < 1 || picture.width > 16384 || picture.height > 16384) {
        std::printf("%s: not a PNM picture (P6, 255 levels)\n", path);
        std::exit(2);
    }
    std::vector<unsigned char> rgb(size_t(picture.width) * picture.height * 3);
    if (std::fread(rgb.data(), 1, rgb.size(), file) != rgb.size()) {
        std::printf("%s: cut short\n", path);
        std::exit(2);
    }
    std::fclose(file);
    for (size_t i = 0; i < rgb.size(); i += 3) picture.pixels.push_back(make_uchar4(rgb[i], rgb[i + 1], rgb[i + 2], 255));
    return picture;
}

static void write_picture(const char *path, const Picture &picture) {
    std::FILE *file = std::fopen(path, "wb");
    if (!file) {
        std::perror(path);
        std::exit(2);
    }
    std::fprintf(file, "P6\n%d %d\n255\n", picture.width, picture.height);
    for (uchar4 p : picture.pixels) {
        unsigned char rgb[3] = { p.x, p.y, p.z };
        std::fwrite(rgb, 1, 3, file);
    }
    if (std::fclose(file) != 0) {
        std::perror(path);
        std::exit(2);
    }
}

// Roots and quotients may differ in the last bit, which moves a pixel by one level, or a ray past an edge.
static void compare(const char *what, const std::vector<uchar4> &got, const std::vector<uchar4> &want, size_t allowed) {
    REQUIRE(got.size() == want.size());
    size_t different = 0;
    int most = 0;
    for (size_t i = 0; i < got.size(); i++) {
        int off = std::max({ std::abs(got[i].x - want[i].x), std::abs(got[i].y - want[i].y), std::abs(got[i].z - want[i].z) });
        different += off > 1;
        most = std::max(most, off);
    }
    std::printf("%-10s %zu of %zu pixels differ from the CPU's by more than one level (at most by %d)\n", what, different, got.size(), most);
    if (different > allowed) {
        std::printf("%s is wrong\n", what);
        std::exit(1);
    }
}

struct Clock {
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    double milliseconds() const { return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count(); }
};

int main(int argc, char **argv) {
    if (argc < 2) {
        std::printf("usage: %s IN.ppm [OUT.ppm [SCENE.ppm]]\n", argv[0]);
        return 2;
    }
    Picture photo = read_picture(argv[1]);
    const int width = photo.width, height = photo.height, count = width * height;

    cudaDeviceProp about;
    CHECK(cudaGetDeviceProperties(&about, 0));
    std::printf("device     %s, compute capability %d.%d, %zu MiB, %d multiprocessors\n", about.name, about.major, about.minor,
                about.totalGlobalMem >> 20, about.multiProcessorCount);

    float taps[TAPS], sum = 0;
    for (int t = 0; t < TAPS; t++) sum += taps[t] = std::exp(-float((t - RADIUS) * (t - RADIUS)) / (2 * 1.8f * 1.8f));
    for (float &tap : taps) tap /= sum;

    uchar4 *original = to_device(photo.pixels), *result = device_array<uchar4>(count), *scene = device_array<uchar4>(SCENE_WIDTH * SCENE_HEIGHT);
    float4 *a = device_array<float4>(count), *b = device_array<float4>(count);
    CHECK(cudaMemcpyToSymbol(device_taps, taps, sizeof taps));
    cudaEvent_t start, filtered, rendered;
    CHECK(cudaEventCreate(&start));
    CHECK(cudaEventCreate(&filtered));
    CHECK(cudaEventCreate(&rendered));

    Clock gpu;
    dim3 block(32, 4), grid((width + 31) / 32, (height + 3) / 4);
    CHECK(cudaEventRecord(start));
    unpack<<<(count + 255) / 256, 256>>>(original, a, count);
    blur_rows<<<grid, block>>>(a, b, width, height);
    blur_columns<<<grid, block>>>(b, a, width, height);
    finish<<<grid, block>>>(a, original, result, width, height);
    CHECK_LAUNCH();
    CHECK(cudaEventRecord(filtered));
    trace<<<dim3((SCENE_WIDTH + 31) / 32, (SCENE_HEIGHT + 3) / 4), block>>>(scene);
    CHECK_LAUNCH();
    CHECK(cudaEventRecord(rendered));
    CHECK(cudaEventSynchronize(rendered));
    double gpu_time = gpu.milliseconds();
    float filter_time, render_time;
    CHECK(cudaEventElapsedTime(&filter_time, start, filtered));
    CHECK(cudaEventElapsedTime(&render_time, filtered, rendered));
    Picture toned{ width, height, to_host(result, count) };
    Picture rays{ SCENE_WIDTH, SCENE_HEIGHT, to_host(scene, SCENE_WIDTH * SCENE_HEIGHT) };
    if (argc > 2) write_picture(argv[2], toned);
    if (argc > 3) write_picture(argv[3], rays);

    Clock cpu;
    std::vector<float4> one(count), two(count);
    std::vector<uchar4> want(count), want_scene(SCENE_WIDTH * SCENE_HEIGHT);
    for (int i = 0; i < count; i++) one[i] = make_float4(photo.pixels[i].x / 255.0f, photo.pixels[i].y / 255.0f, photo.pixels[i].z / 255.0f, 0);
    for (int i = 0; i < count; i++) two[i] = blurred(one.data(), taps, i, i % width, width - 1, 1);
    for (int i = 0; i < count; i++) one[i] = blurred(two.data(), taps, i, i / width, height - 1, width);
    for (int i = 0; i < count; i++) want[i] = finished(one.data(), photo.pixels[i], i % width, i / width, width, height);
    for (int i = 0; i < SCENE_WIDTH * SCENE_HEIGHT; i++) want_scene[i] = traced(i % SCENE_WIDTH, i / SCENE_WIDTH);
    double cpu_time = cpu.milliseconds();

    std::printf("filter     %9.2f ms (%d x %d)\n", filter_time, width, height);
    std::printf("render     %9.2f ms (%d x %d)\n", render_time, SCENE_WIDTH, SCENE_HEIGHT);
    std::printf("both       %9.2f ms by the host's clock; the CPU, one core: %.2f ms\n", gpu_time, cpu_time);
    compare("photograph", toned.pixels, want, 0);
    compare("scene", rays.pixels, want_scene, want_scene.size() / 500);
    return pass("demo");
}
