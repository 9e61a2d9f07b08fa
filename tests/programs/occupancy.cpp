// A device's sizes, and how many blocks fit on its multiprocessors, against NVIDIA's own tables and its own calculator, which need no
// driver: cuda/__device/arch_traits.h (CCCL) and cuda_occupancy.h (CUDA toolkit).
#include "check.h"
#include <cuda/__device/arch_id.h>
#include <cuda/__device/arch_traits.h>
#include <cuda_occupancy.h>
#include <string>

// For every compute capability there is; this compiler makes none before 7.5.
static const char *const source = R"(
.version 6.0
.target sm_50
.address_size 64
.visible .entry few(.param .u64 out) { ret; }
.visible .entry with_shared(.param .u64 out) {
    .shared .align 4 .b8 held[10000];
    .reg .b32 %r<2>;
    mov.u32 %r1, held;
    st.shared.u32 [%r1], %r1;
    ret;
}
.visible .entry bounded(.param .u64 out) .maxntid 256, 1, 1 { ret; }
.visible .entry with_dynamic(.param .u64 out) { ret; }
)";

// A kernel in which so many values are alive at once.
static std::string many(int values) {
    std::string text = ".visible .entry many" + std::to_string(values) + "(.param .u64 out) {\n.reg .b64 %d<2>;\n.reg .b32 %r<" +
                       std::to_string(values) + ">;\nld.param.u64 %d1, [out];\n";
    for (const char *what : {"ld.global.u32 %r@, [%d1+#];\n", "st.global.u32 [%d1+#], %r@;\n"})
        for (int i = 0; i < values; i++) {
            std::string line = what;
            line.replace(line.find('@'), 1, std::to_string(i));
            text += line.replace(line.find('#'), 1, std::to_string(4 * (values - i)));
        }
    return text + "ret;\n}\n";
}

// An exception of theirs asks the runtime library for its text, which this program is not linked with.
extern "C" const char *cudaGetErrorString(cudaError_t) { return "an error"; }

static int wrong = 0;

static void compare(const char *what, const char *kernel, long size, long shared, long got, long want) {
    if (got != want && wrong++ < 20)
        printf("%s of %s, %ld threads, %ld bytes: %ld, not %ld\n", what, kernel, size, shared, got, want);
}

static int attribute(CUdevice_attribute which) {
    int value = -1;
    CHECK(cuDeviceGetAttribute(&value, which, 0));
    return value;
}

#define SIZE(name) CU_DEVICE_ATTRIBUTE_##name

static cudaOccDeviceProp described() {
    cudaOccDeviceProp device;
    device.computeMajor = attribute(SIZE(COMPUTE_CAPABILITY_MAJOR));
    device.computeMinor = attribute(SIZE(COMPUTE_CAPABILITY_MINOR));
    device.maxThreadsPerBlock = attribute(SIZE(MAX_THREADS_PER_BLOCK));
    device.maxThreadsPerMultiprocessor = attribute(SIZE(MAX_THREADS_PER_MULTIPROCESSOR));
    device.regsPerBlock = attribute(SIZE(MAX_REGISTERS_PER_BLOCK));
    device.regsPerMultiprocessor = attribute(SIZE(MAX_REGISTERS_PER_MULTIPROCESSOR));
    device.warpSize = attribute(SIZE(WARP_SIZE));
    device.sharedMemPerBlock = attribute(SIZE(MAX_SHARED_MEMORY_PER_BLOCK));
    device.sharedMemPerMultiprocessor = attribute(SIZE(MAX_SHARED_MEMORY_PER_MULTIPROCESSOR));
    device.numSms = attribute(SIZE(MULTIPROCESSOR_COUNT));
    device.sharedMemPerBlockOptin = attribute(SIZE(MAX_SHARED_MEMORY_PER_BLOCK_OPTIN));
    device.reservedSharedMemPerBlock = attribute(SIZE(RESERVED_SHARED_MEMORY_PER_BLOCK));
    return device;
}

static void sizes(const cudaOccDeviceProp &device) {
    // The one that NVIDIA's table leaves out.
    if (device.computeMajor == 7 && device.computeMinor == 2) return;
    const auto traits = cuda::arch_traits_for(cuda::compute_capability{device.computeMajor * 10 + device.computeMinor});
#define SAME(name, trait) compare(#name, "the device", 0, 0, attribute(SIZE(name)), long(traits.trait))
    SAME(MAX_THREADS_PER_BLOCK, max_threads_per_block);
    SAME(MAX_BLOCK_DIM_X, max_block_dim_x);
    SAME(MAX_BLOCK_DIM_Y, max_block_dim_y);
    SAME(MAX_BLOCK_DIM_Z, max_block_dim_z);
    SAME(MAX_GRID_DIM_X, max_grid_dim_x);
    SAME(MAX_GRID_DIM_Y, max_grid_dim_y);
    SAME(MAX_GRID_DIM_Z, max_grid_dim_z);
    SAME(MAX_SHARED_MEMORY_PER_BLOCK, max_shared_memory_per_block);
    SAME(MAX_SHARED_MEMORY_PER_BLOCK_OPTIN, max_shared_memory_per_block_optin);
    SAME(MAX_SHARED_MEMORY_PER_MULTIPROCESSOR, max_shared_memory_per_multiprocessor);
    SAME(RESERVED_SHARED_MEMORY_PER_BLOCK, reserved_shared_memory_per_block);
    SAME(TOTAL_CONSTANT_MEMORY, total_constant_memory);
    SAME(WARP_SIZE, warp_size);
    SAME(GPU_OVERLAP, gpu_overlap);
    SAME(CAN_MAP_HOST_MEMORY, can_map_host_memory);
    SAME(CONCURRENT_KERNELS, concurrent_kernels);
    SAME(STREAM_PRIORITIES_SUPPORTED, stream_priorities_supported);
    SAME(GLOBAL_L1_CACHE_SUPPORTED, global_l1_cache_supported);
    SAME(LOCAL_L1_CACHE_SUPPORTED, local_l1_cache_supported);
    SAME(MAX_REGISTERS_PER_BLOCK, max_registers_per_block);
    SAME(MAX_REGISTERS_PER_MULTIPROCESSOR, max_registers_per_multiprocessor);
    SAME(MAX_BLOCKS_PER_MULTIPROCESSOR, max_blocks_per_multiprocessor);
    SAME(MAX_THREADS_PER_MULTIPROCESSOR, max_threads_per_multiprocessor);
}

static int get(CUfunction function, CUfunction_attribute which) {
    int value = -1;
    CHECK(cuFuncGetAttribute(&value, which, function));
    return value;
}

static void kernel(const cudaOccDeviceProp &device, CUmodule module, const char *name, int granted) {
    CUfunction function;
    CHECK(cuModuleGetFunction(&function, module, name));
    if (granted) CHECK(cuFuncSetAttribute(function, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, granted));
    const cudaOccDeviceState state;
    cudaOccFuncAttributes attributes;
    attributes.maxThreadsPerBlock = get(function, CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK);
    attributes.numRegs = get(function, CU_FUNC_ATTRIBUTE_NUM_REGS);
    attributes.sharedSizeBytes = get(function, CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES);
    attributes.maxDynamicSharedSizeBytes = get(function, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES);
    attributes.shmemLimitConfig = FUNC_SHMEM_LIMIT_OPTIN;
    attributes.numBlockBarriers = 1;
    for (int size = 1; size <= 1088; size += size < 32 ? 31 : 16) {
        const bool is_too_large = size > attributes.maxThreadsPerBlock;
        for (long shared : {0L, 1L, 100L, 1000L, 5000L, 16000L, 33000L, 48L << 10, long(granted)}) {
            cudaOccResult want;
            REQUIRE(cudaOccMaxActiveBlocksPerMultiprocessor(&want, &device, &attributes, &state, size, shared) == CUDA_OCC_SUCCESS);
            int got = -1;
            CHECK(cuOccupancyMaxActiveBlocksPerMultiprocessor(&got, function, size, shared));
            // The calculator does not look at the kernel's own bound.
            compare("blocks", name, size, shared, got, is_too_large ? 0 : want.activeBlocksPerMultiprocessor);
        }
        for (int blocks : {1, 2, 3, 8, 32}) {
            size_t want = 0, got = 0;
            const bool fits =
                !is_too_large &&
                cudaOccAvailableDynamicSMemPerBlock(&want, &device, &attributes, &state, blocks, size) == CUDA_OCC_SUCCESS;
            const CUresult error = cuOccupancyAvailableDynamicSMemPerBlock(&got, function, blocks, size);
            compare("an answer for shared memory", name, size, blocks, error, fits ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE);
            if (fits && error == CUDA_SUCCESS) compare("shared memory", name, size, blocks, long(got), long(want));
        }
    }
    int want_grid, want_size, got_grid, got_size;
    REQUIRE(cudaOccMaxPotentialOccupancyBlockSize(&want_grid, &want_size, &device, &attributes, &state, nullptr, 1000) == CUDA_OCC_SUCCESS);
    CHECK(cuOccupancyMaxPotentialBlockSize(&got_grid, &got_size, function, nullptr, 1000, 0));
    compare("the best size", name, 0, 1000, got_size, want_size);
    compare("the best grid", name, 0, 1000, got_grid, want_grid);
    CHECK(cuOccupancyMaxPotentialBlockSize(&got_grid, &got_size, function, nullptr, 1000, 100));
    REQUIRE(0 < got_size && got_size <= 100);
}

int main() {
    CUcontext context;
    CHECK(cuInit(0));
    const cudaOccDeviceProp device = described();
    sizes(device);
    CHECK(cuDevicePrimaryCtxRetain(&context, 0));
    CHECK(cuCtxSetCurrent(context));
    std::string text = source;
    for (int values : {40, 70, 100, 200, 250}) text += many(values);
    CUmodule module;
    CHECK(cuModuleLoadData(&module, text.c_str()));
    for (const char *name : {"few", "with_shared", "bounded", "with_dynamic", "many40", "many70", "many100", "many200", "many250"})
        kernel(device, module, name, 0);
    if (device.sharedMemPerBlockOptin > device.sharedMemPerBlock)
        kernel(device, module, "with_dynamic", int(device.sharedMemPerBlockOptin));
    CUfunction function;
    CHECK(cuModuleGetFunction(&function, module, "many100"));
    REQUIRE(get(function, CU_FUNC_ATTRIBUTE_NUM_REGS) > 40);
    REQUIRE(wrong == 0);
    printf("PASS occupancy\n");
    return 0;
}
