// Modules, libraries and linking through the driver API: logs, several PTX texts made one, variables, loading and unloading in a loop.
#include "check.h"
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#define HEAD ".version 7.0\n.target sm_70\n.address_size 64\n"

static const char *const caller =
    HEAD ".extern .func (.param .b32 result) twice(.param .b32 value);\n.extern .global .align 4 .u32 offset;\n"
         ".global .align 4 .u32 hidden = 5;\n"
         ".visible .entry go(.param .u64 to) {\n"
         "  .reg .b32 %r<4>; .reg .b64 %d<3>;\n"
         "  ld.param.u64 %d1, [to]; cvta.to.global.u64 %d2, %d1; ld.global.u32 %r1, [hidden];\n"
         "  { .param .b32 a; .param .b32 b; st.param.b32 [a], %r1; call.uni (b), twice, (a); ld.param.b32 %r2, [b]; }\n"
         "  ld.global.u32 %r3, [offset]; add.u32 %r2, %r2, %r3; st.global.u32 [%d2], %r2; ret;\n}\n";
static const char *const callee =
    HEAD ".visible .global .align 4 .u32 offset = 100;\n.global .align 4 .u32 hidden = 2;\n"
         ".visible .func (.param .b32 result) twice(.param .b32 value) {\n"
         "  .reg .b32 %r<4>;\n"
         "  ld.param.b32 %r1, [value]; ld.global.u32 %r2, [hidden]; mul.lo.u32 %r3, %r1, %r2; st.param.b32 [result], %r3; ret;\n}\n";
static const char *const whole =
    HEAD ".visible .global .align 8 .b8 table[64];\n.visible .global .attribute(.managed) .align 4 .u32 both = 9;\n"
         ".visible .entry first() { ret; }\n.visible .entry second() { ret; }\n"
         ".visible .entry bump() { .reg .b32 %r<2>; atom.global.add.u32 %r1, [both], 1; ret; }\n";
static const char *const broken = HEAD ".visible .entry bad() { no.such.instruction %r1; ret; }\n";

static CUdevice device;
static char info[512], error[512];

static void jit_options(void) {
    CUmodule module;
    CUjit_option names[] = { CU_JIT_INFO_LOG_BUFFER, CU_JIT_INFO_LOG_BUFFER_SIZE_BYTES, CU_JIT_ERROR_LOG_BUFFER,
                             CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES, CU_JIT_WALL_TIME, CU_JIT_LOG_VERBOSE, CU_JIT_MAX_REGISTERS,
                             CU_JIT_OPTIMIZATION_LEVEL };
    void *values[] = { info, (void *)sizeof info, error, (void *)sizeof error, NULL, (void *)1, (void *)32, (void *)4 };
    memset(info, 'x', sizeof info), memset(error, 'x', sizeof error);
    CHECK(cuModuleLoadDataEx(&module, whole, 8, names, values));
    float time;
    memcpy(&time, &values[4], sizeof time);
    REQUIRE(strlen(info) == (size_t)values[1] && strlen(info) > 0 && error[0] == 0 && values[3] == 0 && time >= 0);
    CHECK(cuModuleUnload(module));
    values[1] = (void *)sizeof info, values[3] = (void *)sizeof error;
    EXPECT(CUDA_ERROR_INVALID_PTX, cuModuleLoadDataEx(&module, broken, 8, names, values));
    REQUIRE(strlen(error) == (size_t)values[3] && strlen(error) > 0 && strlen(info) == (size_t)values[1]);
    // A message that does not fit is cut, and ends.
    memset(error, 'x', sizeof error);
    values[1] = (void *)sizeof info, values[3] = (void *)8;
    EXPECT(CUDA_ERROR_INVALID_PTX, cuModuleLoadDataEx(&module, broken, 4, names, values));
    REQUIRE(error[7] == 0 && error[8] == 'x' && values[3] == (void *)7);
    names[0] = (CUjit_option)999;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuModuleLoadDataEx(&module, whole, 1, names, values));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuModuleLoadDataEx(&module, whole, 1, NULL, values));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuModuleLoadData(&module, NULL));
    EXPECT(CUDA_ERROR_FILE_NOT_FOUND, cuModuleLoad(&module, "/nowhere/at/all.ptx"));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuModuleUnload((CUmodule)(uintptr_t)12));
}

static void files(void) {
    char path[] = "/tmp/vgpu-module-XXXXXX";
    int file = mkstemp(path);
    REQUIRE(file >= 0 && write(file, whole, strlen(whole)) == (ssize_t)strlen(whole));
    close(file);
    CUmodule module;
    CUlibrary library;
    CUfunction function, functions[4];
    CUkernel kernel;
    unsigned count;
    const char *name;
    CUdeviceptr table;
    size_t bytes;
    CHECK(cuModuleLoad(&module, path));
    CHECK(cuModuleGetFunctionCount(&count, module));
    REQUIRE(count == 3);
    CHECK(cuModuleEnumerateFunctions(functions, 3, module));
    CHECK(cuFuncGetName(&name, functions[1]));
    REQUIRE(strcmp(name, "second") == 0);
    CHECK(cuModuleGetFunction(&function, module, "second"));
    REQUIRE(function == functions[1]);
    EXPECT(CUDA_ERROR_NOT_FOUND, cuModuleGetFunction(&function, module, "third"));
    CHECK(cuModuleGetGlobal(&table, &bytes, module, "table"));
    REQUIRE(bytes == 64);
    CHECK(cuModuleGetGlobal(&table, NULL, module, "table"));
    EXPECT(CUDA_ERROR_NOT_FOUND, cuModuleGetGlobal(&table, &bytes, module, "chair"));
    CHECK(cuModuleUnload(module));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuModuleGetFunction(&function, module, "first"));

    CHECK(cuLibraryLoadFromFile(&library, path, NULL, NULL, 0, NULL, NULL, 0));
    CHECK(cuLibraryGetKernel(&kernel, library, "bump"));
    EXPECT(CUDA_ERROR_NOT_FOUND, cuLibraryGetKernel(&kernel, library, "jump"));
    CHECK(cuLibraryGetGlobal(&table, &bytes, library, "table"));
    REQUIRE(bytes == 64);
    CHECK(cuLibraryGetManaged(&table, &bytes, library, "both"));
    REQUIRE(bytes == 4 && *(volatile uint32_t *)(uintptr_t)table == 9);
    CHECK(cuLaunchKernel((CUfunction)kernel, 1, 1, 1, 3, 1, 1, 0, NULL, NULL, NULL));
    CHECK(cuCtxSynchronize());
    REQUIRE(*(volatile uint32_t *)(uintptr_t)table == 12);
    EXPECT(CUDA_ERROR_NOT_FOUND, cuLibraryGetManaged(&table, &bytes, library, "table"));
    CHECK(cuLibraryUnload(library));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuLibraryUnload(library));
    unlink(path);
    CUmoduleLoadingMode mode;
    CHECK(cuModuleGetLoadingMode(&mode));
    REQUIRE(mode == (getenv("CUDA_MODULE_LOADING") ? CU_MODULE_EAGER_LOADING : CU_MODULE_LAZY_LOADING));
}

static void linking(void) {
    CUlinkState state;
    CUmodule module;
    CUfunction go;
    CUdeviceptr word;
    void *image;
    size_t bytes;
    uint32_t got = 0;
    CUjit_option names[] = { CU_JIT_ERROR_LOG_BUFFER, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES };
    void *values[] = { error, (void *)sizeof error };
    CHECK(cuLinkCreate(0, NULL, NULL, &state));
    CHECK(cuLinkAddData(state, CU_JIT_INPUT_PTX, (void *)(uintptr_t)caller, strlen(caller) + 1, "caller", 0, NULL, NULL));
    CHECK(cuLinkAddData(state, CU_JIT_INPUT_PTX, (void *)(uintptr_t)callee, strlen(callee), "callee", 0, NULL, NULL));
    EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuLinkAddData(state, CU_JIT_INPUT_LIBRARY, (void *)(uintptr_t)callee, 8, "l", 0, NULL, NULL));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuLinkAddData(state, CU_JIT_INPUT_PTX, NULL, 8, "none", 0, NULL, NULL));
    EXPECT(CUDA_ERROR_FILE_NOT_FOUND, cuLinkAddFile(state, CU_JIT_INPUT_PTX, "/nowhere/at/all.ptx", 0, NULL, NULL));
    CHECK(cuLinkComplete(state, &image, &bytes));
    REQUIRE(image != NULL && bytes > 0);
    CHECK(cuModuleLoadData(&module, image));
    CHECK(cuLinkDestroy(state));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuLinkDestroy(state));
    CHECK(cuModuleGetFunction(&go, module, "go"));
    CHECK(cuMemAlloc(&word, 4));
    void *params[] = { &word };
    CHECK(cuLaunchKernel(go, 1, 1, 1, 1, 1, 1, 0, NULL, params, NULL));
    CHECK(cuMemcpyDtoH(&got, word, 4));
    // Each text has a variable `hidden` of its own: 5 here, 2 there.
    REQUIRE(got == 5 * 2 + 100);
    CHECK(cuMemFree(word));
    CHECK(cuModuleUnload(module));

    // What nobody defines, or two define, is named.
    CHECK(cuLinkCreate(2, names, values, &state));
    CHECK(cuLinkAddData(state, CU_JIT_INPUT_PTX, (void *)(uintptr_t)caller, strlen(caller), "caller", 0, NULL, NULL));
    EXPECT(CUDA_ERROR_INVALID_PTX, cuLinkComplete(state, &image, &bytes));
    REQUIRE(strstr(error, "twice") && (size_t)values[1] == strlen(error));
    CHECK(cuLinkDestroy(state));
    char path[] = "/tmp/vgpu-link-XXXXXX";
    int file = mkstemp(path);
    REQUIRE(file >= 0 && write(file, callee, strlen(callee)) == (ssize_t)strlen(callee));
    close(file);
    CHECK(cuLinkCreate(0, NULL, NULL, &state));
    CHECK(cuLinkAddFile(state, CU_JIT_INPUT_PTX, path, 0, NULL, NULL));
    CHECK(cuLinkAddFile(state, CU_JIT_INPUT_PTX, path, 0, NULL, NULL));
    EXPECT(CUDA_ERROR_INVALID_PTX, cuLinkComplete(state, &image, &bytes));
    CHECK(cuLinkDestroy(state));
    unlink(path);
}

static long resident(void) {
    long pages = 0, skipped;
    FILE *file = fopen("/proc/self/statm", "r");
    REQUIRE(file && fscanf(file, "%ld %ld", &skipped, &pages) == 2);
    fclose(file);
    return pages * sysconf(_SC_PAGESIZE);
}

static void loop(void) {
    size_t free_before, free_after, total;
    long before = 0;
    for (int turn = 0; turn < 600; turn++) {
        CUmodule module;
        CUlibrary library;
        CUkernel kernel;
        CUdeviceptr table;
        CHECK(cuModuleLoadData(&module, whole));
        CHECK(cuModuleGetGlobal(&table, NULL, module, "table"));
        CHECK(cuModuleUnload(module));
        CHECK(cuLibraryLoadData(&library, whole, NULL, NULL, 0, NULL, NULL, 0));
        CHECK(cuLibraryGetKernel(&kernel, library, "first"));
        CHECK(cuLaunchKernel((CUfunction)kernel, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, NULL));
        CHECK(cuLibraryUnload(library));
        if (turn == 100) {
            CHECK(cuCtxSynchronize());
            CHECK(cuMemGetInfo(&free_before, &total));
            before = resident();
        }
    }
    CHECK(cuCtxSynchronize());
    CHECK(cuMemGetInfo(&free_after, &total));
    REQUIRE(free_after == free_before && resident() - before < (1 << 20));
}

int main(void) {
    CUcontext context;
    CHECK(cuInit(0));
    CHECK(cuDeviceGet(&device, 0));
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    jit_options();
    files();
    linking();
    loop();
    CHECK(cuDevicePrimaryCtxRelease(device));
    printf("PASS modules\n");
    return 0;
}
