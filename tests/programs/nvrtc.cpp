// A template compiled at run time by NVRTC, loaded through the driver API under its lowered name.
#include "check.h"
#include <cmath>
#include <nvrtc.h>
#include <string>
#include <vector>

#define COMPILE(call)                                                                          \
    do {                                                                                       \
        nvrtcResult result = (call);                                                           \
        if (result != NVRTC_SUCCESS) {                                                         \
            std::printf("%s:%d: %s: %s\n", __FILE__, __LINE__, #call, nvrtcGetErrorString(result)); \
            std::exit(1);                                                                      \
        }                                                                                      \
    } while (0)

static const char *const source = R"(
__constant__ float weights[4] = { 0.5f, 0.25f, 0.125f, 0.0625f };
template <typename T, int N> __global__ void polynomial(const T *x, T *y, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    T sum = 0;
#pragma unroll
    for (int k = N - 1; k >= 0; k--) sum = sum * x[i] + T(weights[k]);
    y[i] = sum + T(SHIFT);
}
)";

int main() {
    CHECK(cuInit(0));
    CUdevice device;
    CUcontext context;
    int major, minor;
    CHECK(cuDeviceGet(&device, 0));
    CHECK(cuDeviceGetAttribute(&major, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device));
    CHECK(cuDeviceGetAttribute(&minor, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device));
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));

    nvrtcProgram program;
    COMPILE(nvrtcCreateProgram(&program, source, "polynomial.cu", 0, nullptr, nullptr));
    const char *expression = "polynomial<double, 4>";
    COMPILE(nvrtcAddNameExpression(program, expression));
    std::string target = "--gpu-architecture=compute_" + std::to_string(major * 10 + minor);
    const char *options[] = { target.c_str(), "-DSHIFT=3", "--std=c++17" };
    nvrtcResult compiled = nvrtcCompileProgram(program, 3, options);
    size_t size;
    COMPILE(nvrtcGetProgramLogSize(program, &size));
    std::string log(size, '\0');
    COMPILE(nvrtcGetProgramLog(program, &log[0]));
    if (compiled != NVRTC_SUCCESS) std::printf("%s: %s\n", target.c_str(), log.c_str());
    COMPILE(compiled);
    const char *lowered;
    COMPILE(nvrtcGetLoweredName(program, expression, &lowered));
    COMPILE(nvrtcGetPTXSize(program, &size));
    std::string ptx(size, '\0');
    COMPILE(nvrtcGetPTX(program, &ptx[0]));

    CUmodule module;
    CUfunction function;
    CHECK(cuModuleLoadDataEx(&module, ptx.c_str(), 0, nullptr, nullptr));
    CHECK(cuModuleGetFunction(&function, module, lowered));
    COMPILE(nvrtcDestroyProgram(&program));

    int n = 3001;
    std::vector<double> x(n), y(n);
    for (int i = 0; i < n; i++) x[i] = i * 0.001 - 1;
    CUdeviceptr dx, dy;
    CHECK(cuMemAlloc(&dx, n * sizeof(double)));
    CHECK(cuMemAlloc(&dy, n * sizeof(double)));
    CHECK(cuMemcpyHtoD(dx, x.data(), n * sizeof(double)));
    void *params[] = { &dx, &dy, &n };
    CHECK(cuLaunchKernel(function, (n + 127) / 128, 1, 1, 128, 1, 1, 0, nullptr, params, nullptr));
    CHECK(cuMemcpyDtoH(y.data(), dy, n * sizeof(double)));
    for (int i = 0; i < n; i++) {
        double want = 0.5 + x[i] * (0.25 + x[i] * (0.125 + x[i] * 0.0625)) + 3;
        if (std::fabs(y[i] - want) > 1e-12) {
            std::printf("y[%d] is %.17g, not %.17g\n", i, y[i], want);
            return 1;
        }
    }
    CHECK(cuMemFree(dx));
    CHECK(cuMemFree(dy));
    CHECK(cuModuleUnload(module));
    CHECK(cuDevicePrimaryCtxRelease(device));
    std::printf("PASS nvrtc\n");
    return 0;
}
