// The loops of the kernels that the software GPU is measured with, as one writes them in C++, on all cores. Prints a name
// and the best of five times in milliseconds a line.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

static unsigned cores = std::max(1u, std::thread::hardware_concurrency());

// Runs body(first, last) on parts of 0..n.
static void parallel(long n, const std::function<void(long, long)>& body) {
    std::vector<std::thread> threads;
    for (unsigned t = 0; t < cores; ++t) threads.emplace_back(body, n * t / cores, n * (t + 1) / cores);
    for (auto& thread : threads) thread.join();
}

static void measure(const char* name, const std::function<void()>& run) {
    double best = 1e9;
    for (int i = 0; i < 5; ++i) {
        auto begun = std::chrono::steady_clock::now();
        run();
        std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
        best = std::min(best, took.count());
    }
    std::printf("%s %f\n", name, best);
}

int main() {
    {
        long n = 64l << 20;
        std::vector<float> a(n, 1), b(n, 2), c(n);
        measure("vector_add", [&] {
            parallel(n, [&](long first, long last) {
                for (long i = first; i < last; ++i) c[i] = a[i] + b[i];
            });
        });
        std::vector<double> part(cores);
        measure("reduce", [&] {
            std::vector<std::thread> threads;
            for (unsigned t = 0; t < cores; ++t)
                threads.emplace_back([&, t] {
                    float sum = 0;
                    for (long i = n * t / cores; i < n * (t + 1) / cores; ++i) sum += a[i];
                    part[t] = sum;
                });
            for (auto& thread : threads) thread.join();
        });
    }
    {
        const int n = 1024;
        std::vector<float> a(n * n, 1), b(n * n, 2), c(n * n);
        measure("matmul", [&] {
            parallel(n / 16, [&](long first, long last) {
                for (long bi = first; bi < last; ++bi)
                    for (int bj = 0; bj < n; bj += 16) {
                        float tile[16][16] = {};
                        for (int k = 0; k < n; ++k)
                            for (int i = 0; i < 16; ++i)
                                for (int j = 0; j < 16; ++j)
                                    tile[i][j] += a[(bi * 16 + i) * n + k] * b[k * n + bj + j];
                        for (int i = 0; i < 16; ++i)
                            for (int j = 0; j < 16; ++j) c[(bi * 16 + i) * n + bj + j] = tile[i][j];
                    }
            });
        });
    }
    {
        const int w = 1024, h = 1024, limit = 256;
        std::vector<int> out(w * h);
        measure("mandelbrot", [&] {
            parallel(h, [&](long first, long last) {
                for (long y = first; y < last; ++y)
                    for (int x = 0; x < w; ++x) {
                        float cr = -2.0f + 3.0f * x / w, ci = -1.5f + 3.0f * y / h, zr = 0, zi = 0;
                        int i = 0;
                        while (i < limit && zr * zr + zi * zi < 4.0f) {
                            float t = zr * zr - zi * zi + cr;
                            zi = 2 * zr * zi + ci;
                            zr = t;
                            ++i;
                        }
                        out[y * w + x] = i;
                    }
            });
        });
    }
    {
        struct Body {
            float x, y, z, w;
        };
        const int n = 8192;
        std::vector<Body> pos(n), acc(n);
        for (int i = 0; i < n; ++i) pos[i] = {float(i % 97), float(i % 89), float(i % 83), 1};
        measure("nbody", [&] {
            parallel(n, [&](long first, long last) {
                for (long i = first; i < last; ++i) {
                    Body p = pos[i];
                    float ax = 0, ay = 0, az = 0;
                    for (int j = 0; j < n; ++j) {
                        float dx = pos[j].x - p.x, dy = pos[j].y - p.y, dz = pos[j].z - p.z;
                        float r = 1 / std::sqrt(dx * dx + dy * dy + dz * dz + 0.01f);
                        float s = pos[j].w * r * r * r;
                        ax += dx * s, ay += dy * s, az += dz * s;
                    }
                    acc[i] = {ax, ay, az, 0};
                }
            });
        });
    }
}
