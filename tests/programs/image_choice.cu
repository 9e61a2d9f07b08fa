// Built with machine code for 7.5 and PTX for 7.5, 8.0 and 9.0: the kernel tells which of them the driver took.
#include "check.cuh"

__global__ void architecture(int *of) {
#ifdef __CUDA_ARCH__
    *of = __CUDA_ARCH__;
#endif
}

int main() {
    int device, major, minor;
    CHECK(cudaGetDevice(&device));
    CHECK(cudaDeviceGetAttribute(&major, cudaDevAttrComputeCapabilityMajor, device));
    CHECK(cudaDeviceGetAttribute(&minor, cudaDevAttrComputeCapabilityMinor, device));
    int own = major * 100 + minor * 10;
    int want = own >= 900 ? 900 : own >= 800 ? 800 : 750;
    int *of = device_array<int>(1);
    CHECK(cudaMemset(of, 0, sizeof(int)));
    architecture<<<1, 1>>>(of);
    CHECK_LAUNCH();
    int took = to_host(of, 1)[0];
    std::printf("device %d.%d took the image for %d\n", major, minor, took);
    REQUIRE(took == want);
    cudaFuncAttributes about;
    CHECK(cudaFuncGetAttributes(&about, architecture));
    REQUIRE(about.ptxVersion == want / 10);
    return pass("image_choice");
}
