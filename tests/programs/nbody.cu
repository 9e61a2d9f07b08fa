// Bodies that attract one another, a few steps of them; positions pass through shared memory.
#include "check.cuh"

constexpr int BODIES = 320, BLOCK = 64, STEPS = 3;
constexpr float SOFTENING = 0.05f, STEP = 0.01f;

__global__ void step(const float4 *from, float4 *to, float4 *speeds, int n) {
    __shared__ float4 tile[BLOCK];
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    float4 own = from[i];
    float ax = 0, ay = 0, az = 0;
    for (int start = 0; start < n; start += BLOCK) {
        tile[threadIdx.x] = from[start + threadIdx.x];
        __syncthreads();
        for (int j = 0; j < BLOCK; j++) {
            float dx = tile[j].x - own.x, dy = tile[j].y - own.y, dz = tile[j].z - own.z;
            float near = rsqrtf(dx * dx + dy * dy + dz * dz + SOFTENING);
            float pull = tile[j].w * near * near * near;
            ax += dx * pull;
            ay += dy * pull;
            az += dz * pull;
        }
        __syncthreads();
    }
    float4 speed = speeds[i];
    speed.x += ax * STEP;
    speed.y += ay * STEP;
    speed.z += az * STEP;
    speeds[i] = speed;
    to[i] = make_float4(own.x + speed.x * STEP, own.y + speed.y * STEP, own.z + speed.z * STEP, own.w);
}

struct Body {
    double x, y, z, w;
};

int main() {
    Random random(17);
    std::vector<float4> places(BODIES), speeds(BODIES);
    std::vector<Body> at(BODIES), going(BODIES);
    for (int i = 0; i < BODIES; i++) {
        places[i] = make_float4(random.between(-1, 1), random.between(-1, 1), random.between(-1, 1), random.between(0.5f, 2));
        speeds[i] = make_float4(random.between(-1, 1), random.between(-1, 1), random.between(-1, 1), 0);
        at[i] = { places[i].x, places[i].y, places[i].z, places[i].w };
        going[i] = { speeds[i].x, speeds[i].y, speeds[i].z, 0 };
    }
    float4 *a = to_device(places), *b = device_array<float4>(BODIES), *v = to_device(speeds);
    for (int s = 0; s < STEPS; s++) {
        step<<<BODIES / BLOCK, BLOCK>>>(a, b, v, BODIES);
        CHECK_LAUNCH();
        std::swap(a, b);

        std::vector<Body> before = at;
        for (int i = 0; i < BODIES; i++) {
            double ax = 0, ay = 0, az = 0;
            for (int j = 0; j < BODIES; j++) {
                double dx = before[j].x - before[i].x, dy = before[j].y - before[i].y, dz = before[j].z - before[i].z;
                double near = 1 / std::sqrt(dx * dx + dy * dy + dz * dz + double(SOFTENING));
                double pull = before[j].w * near * near * near;
                ax += dx * pull, ay += dy * pull, az += dz * pull;
            }
            going[i].x += ax * STEP, going[i].y += ay * STEP, going[i].z += az * STEP;
            at[i] = { before[i].x + going[i].x * STEP, before[i].y + going[i].y * STEP, before[i].z + going[i].z * STEP, before[i].w };
        }
    }
    std::vector<float> got, want;
    for (const float4 &p : to_host(a, BODIES)) got.insert(got.end(), { p.x, p.y, p.z, p.w });
    for (const Body &p : at) want.insert(want.end(), { float(p.x), float(p.y), float(p.z), float(p.w) });
    require_close(got, want, 2e-4, "places");
    return pass("nbody");
}
