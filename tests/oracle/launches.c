// The oracle: launches and their limits, attributes of functions, occupancy.
#include "transcript.h"

static const char *const source = PTX_HEAD
    ".visible .entry put(.param .u64 to, .param .u32 value) {\n"
    "  .reg .b32 %r<2>; .reg .b64 %d<2>;\n"
    "  ld.param.u64 %d1, [to]; ld.param.u32 %r1, [value]; cvta.to.global.u64 %d1, %d1; st.global.u32 [%d1], %r1; ret;\n}\n"
    ".visible .entry count(.param .u64 to) {\n"
    "  .reg .b32 %r<2>; .reg .b64 %d<2>;\n"
    "  ld.param.u64 %d1, [to]; cvta.to.global.u64 %d1, %d1; red.global.add.u32 [%d1], 1; ret;\n}\n"
    ".visible .entry narrow() .maxntid 64, 1, 1 { ret; }\n"
    ".visible .entry exact() .reqntid 32, 2, 1 { ret; }\n"
    ".visible .entry large() { .shared .align 4 .b8 own[40960]; .reg .b32 %r<2>; mov.u32 %r1, own; st.shared.u32 [%r1], %r1; ret; }\n"
    ".visible .entry empty() { ret; }\n";

static CUfunction put, count, narrow, exact, large, empty;
static CUdeviceptr cell;

static unsigned read_cell(void) {
    unsigned value = 0;
    NEED(cuMemcpyDtoH(&value, cell, 4));
    return value;
}

static void shapes(void) {
    unsigned value = 5;
    void *params[] = { &cell, &value };
    RULE("run-01", "A grid or block with a size of zero is CUDA_ERROR_INVALID_VALUE.", "Execution Control: cuLaunchKernel");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(empty, 0, 1, 1, 1, 1, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(empty, 1, 0, 1, 1, 1, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(empty, 1, 1, 0, 1, 1, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(empty, 1, 1, 1, 0, 1, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(empty, 1, 1, 1, 1, 1, 0, 0, NULL, NULL, NULL));
    RULE("run-02", "A grid or block larger than the device's limits is CUDA_ERROR_INVALID_VALUE.", "Execution Control: cuLaunchKernel; Compute Capabilities");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(empty, 1, 1, 1, 1025, 1, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(empty, 1, 1, 1, 64, 32, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(empty, 1, 1, 1, 1, 1, 65, 0, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(empty, 0x80000000u, 1, 1, 1, 1, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(empty, 1, 65536, 1, 1, 1, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(empty, 1, 1, 65536, 1, 1, 1, 0, NULL, NULL, NULL));
    RULE("run-03", "Blocks may have as many threads as the device allows, in any direction.", "Compute Capabilities");
    GIVES(CUDA_SUCCESS, cuLaunchKernel(empty, 1, 1, 1, 1024, 1, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_SUCCESS, cuLaunchKernel(empty, 1, 1, 1, 4, 4, 64, 0, NULL, NULL, NULL));
    GIVES(CUDA_SUCCESS, cuLaunchKernel(empty, 3, 1, 65535, 1, 1, 1, 0, NULL, NULL, NULL));
    BELIEF("run-04", "More threads than the kernel was compiled for is CUDA_ERROR_INVALID_VALUE.", "PTX ISA: .maxntid, .reqntid: the launch fails");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(narrow, 1, 1, 1, 65, 1, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(exact, 1, 1, 1, 64, 1, 1, 0, NULL, NULL, NULL));
    RULE("run-05", "As many as it was compiled for are allowed.", "PTX ISA: .maxntid, .reqntid");
    GIVES(CUDA_SUCCESS, cuLaunchKernel(narrow, 1, 1, 1, 64, 1, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_SUCCESS, cuLaunchKernel(exact, 1, 1, 1, 32, 2, 1, 0, NULL, NULL, NULL));
    RULE("run-06", "No function is CUDA_ERROR_INVALID_HANDLE.", "Execution Control: cuLaunchKernel");
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuLaunchKernel(NULL, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, NULL));
    RULE("run-07", "A launch that was refused has poisoned nothing.", "Error Handling: only faults of work stay");
    GIVES(CUDA_SUCCESS, cuCtxSynchronize());
    GIVES(CUDA_SUCCESS, cuLaunchKernel(put, 1, 1, 1, 1, 1, 1, 0, NULL, params, NULL));
    VALUE(5, read_cell());
    RULE("run-08", "Every thread of every block runs once.", "Programming Guide: Thread hierarchy");
    NEED(cuMemsetD32(cell, 0, 1));
    GIVES(CUDA_SUCCESS, cuLaunchKernel(count, 7, 3, 2, 5, 4, 3, 0, NULL, params, NULL));
    VALUE(7 * 3 * 2 * 5 * 4 * 3, read_cell());
}

static void parameters(void) {
    unsigned value = 6;
    void *params[] = { &cell, &value };
    struct {
        CUdeviceptr to;
        unsigned value;
    } packed = { cell, 7 };
    size_t size = 12, small = 8;
    void *extra[] = { CU_LAUNCH_PARAM_BUFFER_POINTER, &packed, CU_LAUNCH_PARAM_BUFFER_SIZE, &size, CU_LAUNCH_PARAM_END };
    void *ended_by_null[] = { CU_LAUNCH_PARAM_BUFFER_POINTER, &packed, CU_LAUNCH_PARAM_BUFFER_SIZE, &size, NULL };
    void *too_small[] = { CU_LAUNCH_PARAM_BUFFER_POINTER, &packed, CU_LAUNCH_PARAM_BUFFER_SIZE, &small, CU_LAUNCH_PARAM_END };
    RULE("run-09", "Parameters are read before the launch returns.", "Execution Control: cuLaunchKernel, parameters are copied");
    GIVES(CUDA_SUCCESS, cuLaunchKernel(put, 1, 1, 1, 1, 1, 1, 0, NULL, params, NULL));
    value = 1000;
    VALUE(6, read_cell());
    RULE("run-10", "Parameters may come packed, in one buffer; the list ends with CU_LAUNCH_PARAM_END or NULL.", "Execution Control: cuLaunchKernel, extra");
    GIVES(CUDA_SUCCESS, cuLaunchKernel(put, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, extra));
    VALUE(7, read_cell());
    packed.value = 8;
    GIVES(CUDA_SUCCESS, cuLaunchKernel(put, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, ended_by_null));
    VALUE(8, read_cell());
    RULE("run-11", "Both forms at once are CUDA_ERROR_INVALID_VALUE.", "Execution Control: cuLaunchKernel");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 1, 1, 1, 1, 1, 1, 0, NULL, params, extra));
    BELIEF("run-12", "Neither form, for a kernel with parameters, is CUDA_ERROR_INVALID_VALUE, and so is a buffer that is too small.",
           "Execution Control: cuLaunchKernel");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(put, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, too_small));
    RULE("run-13", "cuLaunchKernelEx without attributes is cuLaunchKernel.", "Execution Control: cuLaunchKernelEx");
    CUlaunchConfig config;
    memset(&config, 0, sizeof config);
    config.gridDimX = config.gridDimY = config.gridDimZ = config.blockDimX = config.blockDimY = config.blockDimZ = 1;
    value = 9;
    GIVES(CUDA_SUCCESS, cuLaunchKernelEx(&config, put, params, NULL));
    VALUE(9, read_cell());
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernelEx(NULL, put, params, NULL));
    config.gridDimX = 0;
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernelEx(&config, put, params, NULL));
    RULE("run-14", "A count of attributes without a list of them is CUDA_ERROR_INVALID_VALUE.", "Execution Control: cuLaunchKernelEx");
    config.gridDimX = 1, config.numAttrs = 1, config.attrs = NULL;
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernelEx(&config, put, params, NULL));
    RULE("run-15", "The attribute that says ignore is ignored.", "Data types: CU_LAUNCH_ATTRIBUTE_IGNORE");
    CUlaunchAttribute attribute;
    memset(&attribute, 0, sizeof attribute);
    attribute.id = CU_LAUNCH_ATTRIBUTE_IGNORE;
    config.attrs = &attribute;
    value = 10;
    GIVES(CUDA_SUCCESS, cuLaunchKernelEx(&config, put, params, NULL));
    VALUE(10, read_cell());
    RULE("run-16", "A stream of another context than the function's is CUDA_ERROR_INVALID_HANDLE.", "Execution Control: cuLaunchKernel");
    CUcontext other = NULL;
    CUstream foreign = NULL;
    NEED(cuCtxCreate(&other, NULL, 0, 0));
    NEED(cuStreamCreate(&foreign, 0));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuLaunchKernel(empty, 1, 1, 1, 1, 1, 1, 0, foreign, NULL, NULL));
    NEED(cuStreamDestroy(foreign));
    NEED(cuCtxDestroy(other));
}

static void shared_memory(void) {
    int most = 0, own = 0, value = 0;
    NEED(cuDeviceGetAttribute(&most, CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN, 0));
    RULE("run-17", "Without opting in, a block has at most 48 KiB of shared memory, static and dynamic together.",
         "Programming Guide: shared memory; CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES");
    GIVES(CUDA_SUCCESS, cuLaunchKernel(empty, 1, 1, 1, 1, 1, 1, 49152, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(empty, 1, 1, 1, 1, 1, 1, 49153, NULL, NULL, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(large, 1, 1, 1, 1, 1, 1, 16384, NULL, NULL, NULL));
    GIVES(CUDA_SUCCESS, cuLaunchKernel(large, 1, 1, 1, 1, 1, 1, 8192, NULL, NULL, NULL));
    RULE("run-18", "A function tells the shared memory that it declares.", "Execution Control: CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES");
    GIVES(CUDA_SUCCESS, cuFuncGetAttribute(&own, CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES, large));
    VALUE(40960, own);
    GIVES(CUDA_SUCCESS, cuFuncGetAttribute(&own, CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES, empty));
    VALUE(0, own);
    RULE("run-19", "A function may opt in to as much dynamic shared memory as the device has beside its own, and not to more.",
         "Execution Control: CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES");
    GIVES(CUDA_SUCCESS, cuFuncSetAttribute(empty, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, most));
    GIVES(CUDA_SUCCESS, cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, empty));
    VALUE(1, value == most);
    GIVES(CUDA_ERROR_INVALID_VALUE, cuFuncSetAttribute(empty, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, most + 1));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuFuncSetAttribute(large, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, most));
    RULE("run-20", "After opting in, a launch may use it.", "Execution Control: CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES");
    GIVES_AS("cuLaunchKernel(empty, ..., most, ...)", CUDA_SUCCESS, cuLaunchKernel(empty, 1, 1, 1, 1, 1, 1, (unsigned)most, NULL, NULL, NULL));
    GIVES(CUDA_SUCCESS, cuCtxSynchronize());
}

static void attributes(void) {
    int value = 0;
    RULE("fun-01", "The most threads that a function can be launched with are the device's, or what it was compiled for.",
         "Execution Control: CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK");
    GIVES(CUDA_SUCCESS, cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK, empty));
    VALUE(1024, value);
    GIVES(CUDA_SUCCESS, cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK, narrow));
    VALUE(64, value);
    RULE("fun-02", "The version of PTX is the target's, ten times the major number plus the minor.", "Execution Control: CU_FUNC_ATTRIBUTE_PTX_VERSION");
    GIVES(CUDA_SUCCESS, cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_PTX_VERSION, empty));
    VALUE(70, value);
    RULE("fun-03", "Attributes that do not exist, functions that are none, and places at NULL are refused.", "Execution Control: cuFuncGetAttribute");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuFuncGetAttribute(&value, (CUfunction_attribute)999, empty));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_NUM_REGS, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuFuncGetAttribute(NULL, CU_FUNC_ATTRIBUTE_NUM_REGS, empty));
    RULE("fun-04", "Attributes that describe compiled code cannot be set.", "Execution Control: cuFuncSetAttribute");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuFuncSetAttribute(empty, CU_FUNC_ATTRIBUTE_NUM_REGS, 8));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuFuncSetAttribute(empty, CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK, 8));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuFuncSetAttribute(empty, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, -1));
    RULE("fun-05", "A share of the cache for shared memory may be asked for, in percent, or -1 for none in particular.",
         "Execution Control: CU_FUNC_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT");
    GIVES(CUDA_SUCCESS, cuFuncSetAttribute(empty, CU_FUNC_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT, 50));
    GIVES(CUDA_SUCCESS, cuFuncSetAttribute(empty, CU_FUNC_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT, -1));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuFuncSetAttribute(empty, CU_FUNC_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT, 101));
    RULE("fun-06", "A preference of caches can be set for a function.", "Execution Control: cuFuncSetCacheConfig");
    GIVES(CUDA_SUCCESS, cuFuncSetCacheConfig(empty, CU_FUNC_CACHE_PREFER_SHARED));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuFuncSetCacheConfig(empty, (CUfunc_cache)77));
}

static int no_shared(int threads) { return threads * 0; }
static size_t CUDA_CB shared_for(int threads) { return (size_t)no_shared(threads); }

static void occupancy(void) {
    int blocks = 0, fewer = 0, grid = 0, block = 0, processors = 0, threads = 0;
    RULE("occ-01", "At least one block of a small kernel runs on a multiprocessor, and no more than its threads and blocks allow.",
         "Occupancy: cuOccupancyMaxActiveBlocksPerMultiprocessor");
    NEED(cuDeviceGetAttribute(&threads, CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_MULTIPROCESSOR, 0));
    GIVES(CUDA_SUCCESS, cuOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, narrow, 64, 0));
    VALUE(1, blocks >= 1 && blocks * 64 <= threads);
    RULE("occ-02", "Shared memory limits how many run at once.", "Occupancy: cuOccupancyMaxActiveBlocksPerMultiprocessor");
    GIVES(CUDA_SUCCESS, cuOccupancyMaxActiveBlocksPerMultiprocessor(&fewer, narrow, 64, 40000));
    VALUE(1, fewer >= 1 && fewer < blocks);
    RULE("occ-03", "A block of no threads, no function and no place are refused.", "Occupancy");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, narrow, 0, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuOccupancyMaxActiveBlocksPerMultiprocessor(NULL, narrow, 32, 0));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, NULL, 32, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(&blocks, narrow, 32, 0, 0xff00));
    RULE("occ-04", "The block that fills the device best, and the smallest grid of it that does, can be asked for.",
         "Occupancy: cuOccupancyMaxPotentialBlockSize");
    NEED(cuDeviceGetAttribute(&processors, CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT, 0));
    GIVES(CUDA_SUCCESS, cuOccupancyMaxPotentialBlockSize(&grid, &block, narrow, shared_for, 0, 0));
    VALUE(1, block > 0 && block <= 64);
    VALUE(1, grid >= processors);
    RULE("occ-05", "How much dynamic shared memory leaves room for a number of blocks can be asked for.",
         "Occupancy: cuOccupancyAvailableDynamicSMemPerBlock");
    size_t available = 0;
    GIVES(CUDA_SUCCESS, cuOccupancyAvailableDynamicSMemPerBlock(&available, narrow, 1, 64));
    VALUE(1, available >= 48 * 1024);
}

int main(int argc, char **values) {
    CUmodule module = NULL;
    arguments(argc, values);
    start();
    NEED(cuModuleLoadData(&module, source));
    NEED(cuModuleGetFunction(&put, module, "put"));
    NEED(cuModuleGetFunction(&count, module, "count"));
    NEED(cuModuleGetFunction(&narrow, module, "narrow"));
    NEED(cuModuleGetFunction(&exact, module, "exact"));
    NEED(cuModuleGetFunction(&large, module, "large"));
    NEED(cuModuleGetFunction(&empty, module, "empty"));
    NEED(cuMemAlloc(&cell, 4));
    shapes();
    parameters();
    shared_memory();
    attributes();
    occupancy();
    NEED(cuCtxSynchronize());
    return 0;
}
