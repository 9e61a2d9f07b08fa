// Texture and surface references: what they say of themselves, what they are refused for, and that kernels read and write what is bound
// to them when they are launched.
#include <string.h>
#include "check.h"

enum { WIDTH = 16, HEIGHT = 8 };

static const char *const PTX =
    ".version 6.4\n.target sm_70\n.address_size 64\n"
    ".global .texref plane;\n.global .texref line;\n.global .texref rows;\n.global .texref levels;\n.global .surfref face;\n"
    ".visible .global .u32 plain;\n"
    ".visible .entry texel(.param .u64 out, .param .f32 x, .param .f32 y) {\n"
    ".reg .u64 %d1; .reg .f32 %f<7>;\n"
    "ld.param.u64 %d1, [out]; cvta.to.global.u64 %d1, %d1; ld.param.f32 %f1, [x]; ld.param.f32 %f2, [y];\n"
    "tex.2d.v4.f32.f32 {%f3, %f4, %f5, %f6}, [plane, {%f1, %f2}]; st.global.f32 [%d1], %f3; ret; }\n"
    ".visible .entry word(.param .u64 out, .param .u32 x) {\n"
    ".reg .u64 %d1; .reg .u32 %r<6>;\n"
    "ld.param.u64 %d1, [out]; cvta.to.global.u64 %d1, %d1; ld.param.u32 %r1, [x];\n"
    "tex.1d.v4.u32.s32 {%r2, %r3, %r4, %r5}, [line, {%r1}]; st.global.u32 [%d1], %r2; ret; }\n"
    ".visible .entry cell(.param .u64 out, .param .f32 x, .param .f32 y) {\n"
    ".reg .u64 %d1; .reg .f32 %f<7>;\n"
    "ld.param.u64 %d1, [out]; cvta.to.global.u64 %d1, %d1; ld.param.f32 %f1, [x]; ld.param.f32 %f2, [y];\n"
    "tex.2d.v4.f32.f32 {%f3, %f4, %f5, %f6}, [rows, {%f1, %f2}]; st.global.f32 [%d1], %f4; ret; }\n"
    ".visible .entry level(.param .u64 out, .param .f32 lod) {\n"
    ".reg .u64 %d1; .reg .f32 %f<7>;\n"
    "ld.param.u64 %d1, [out]; cvta.to.global.u64 %d1, %d1; ld.param.f32 %f1, [lod]; mov.f32 %f2, 0f3E800000;\n"
    "tex.level.2d.v4.f32.f32 {%f3, %f4, %f5, %f6}, [levels, {%f2, %f2}], %f1; st.global.f32 [%d1], %f3; ret; }\n"
    ".visible .entry paint(.param .u64 out, .param .u32 x, .param .u32 y) {\n"
    ".reg .u64 %d1; .reg .u32 %r<8>;\n"
    "ld.param.u64 %d1, [out]; cvta.to.global.u64 %d1, %d1; ld.param.u32 %r1, [x]; ld.param.u32 %r2, [y]; shl.b32 %r3, %r1, 2;\n"
    "mov.u32 %r4, 5; sured.b.add.2d.u32.trap [face, {%r3, %r2}], %r4; suld.b.2d.b32.trap {%r5}, [face, {%r3, %r2}];\n"
    "add.u32 %r6, %r5, 100; sust.b.2d.b32.trap [face, {%r3, %r2}], {%r6}; st.global.u32 [%d1], %r5;\n"
    "suq.width.b32 %r7, [face]; st.global.u32 [%d1+4], %r7; txq.height.b32 %r7, [plane]; st.global.u32 [%d1+8], %r7; ret; }\n";

static CUmodule module;
static CUdeviceptr out;

static float real(const char *name, CUstream stream, float x, float y) {
    CUfunction kernel;
    float got;
    void *arguments[] = {&out, &x, &y};
    CHECK(cuModuleGetFunction(&kernel, module, name));
    CHECK(cuLaunchKernel(kernel, 1, 1, 1, 1, 1, 1, 0, stream, arguments, NULL));
    CHECK(cuMemcpyDtoH(&got, out, sizeof got));
    return got;
}

static unsigned word(unsigned x) {
    CUfunction kernel;
    unsigned got;
    void *arguments[] = {&out, &x};
    CHECK(cuModuleGetFunction(&kernel, module, "word"));
    CHECK(cuLaunchKernel(kernel, 1, 1, 1, 1, 1, 1, 0, NULL, arguments, NULL));
    CHECK(cuMemcpyDtoH(&got, out, sizeof got));
    return got;
}

static void fill(CUarray array, const void *from, size_t row, size_t rows) {
    CUDA_MEMCPY2D copy;
    memset(&copy, 0, sizeof copy);
    copy.srcMemoryType = CU_MEMORYTYPE_HOST;
    copy.srcHost = from;
    copy.srcPitch = row;
    copy.dstMemoryType = CU_MEMORYTYPE_ARRAY;
    copy.dstArray = array;
    copy.WidthInBytes = row;
    copy.Height = rows;
    CHECK(cuMemcpy2D(&copy));
}

// What is set is what is told; each refuses what there is not.
static void settings(CUtexref plane) {
    CUtexref own, again;
    CUsurfref face;
    CUfunction kernel;
    CUaddress_mode mode;
    CUfilter_mode filter;
    CUarray_format format;
    CUarray array;
    CUmipmappedArray mipmapped;
    CUdeviceptr address;
    unsigned flags = 7;
    int number = -1;
    float least = -1, most = -1, color[4] = {0.5f, 0.25f, 1.0f, 2.0f}, told[4];
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuModuleGetTexRef(NULL, module, "plane"));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuModuleGetTexRef(&own, module, NULL));
    EXPECT(CUDA_ERROR_NOT_FOUND, cuModuleGetTexRef(&own, module, "nothing"));
    EXPECT(CUDA_ERROR_NOT_FOUND, cuModuleGetTexRef(&own, module, "plain"));
    EXPECT(CUDA_ERROR_NOT_FOUND, cuModuleGetTexRef(&own, module, "face"));
    EXPECT(CUDA_ERROR_NOT_FOUND, cuModuleGetSurfRef(&face, module, "plane"));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuModuleGetSurfRef(NULL, module, "face"));
    EXPECT(CUDA_ERROR_NOT_FOUND, cuModuleGetGlobal(&address, NULL, module, "plane"));
    CHECK(cuModuleGetTexRef(&again, module, "plane"));
    REQUIRE(again == plane);

    CHECK(cuTexRefSetAddressMode(plane, 1, CU_TR_ADDRESS_MODE_MIRROR));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetAddressMode(plane, 3, CU_TR_ADDRESS_MODE_WRAP));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetAddressMode(plane, 0, (CUaddress_mode)4));
    CHECK(cuTexRefGetAddressMode(&mode, plane, 1));
    REQUIRE(mode == CU_TR_ADDRESS_MODE_MIRROR);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefGetAddressMode(&mode, plane, -1));
    CHECK(cuTexRefSetFilterMode(plane, CU_TR_FILTER_MODE_LINEAR));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetFilterMode(plane, (CUfilter_mode)2));
    CHECK(cuTexRefGetFilterMode(&filter, plane));
    REQUIRE(filter == CU_TR_FILTER_MODE_LINEAR);
    CHECK(cuTexRefSetMipmapFilterMode(plane, CU_TR_FILTER_MODE_LINEAR));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetMipmapFilterMode(plane, (CUfilter_mode)2));
    CHECK(cuTexRefGetMipmapFilterMode(&filter, plane));
    REQUIRE(filter == CU_TR_FILTER_MODE_LINEAR);
    CHECK(cuTexRefSetMipmapLevelBias(plane, 0.5f));
    CHECK(cuTexRefGetMipmapLevelBias(&least, plane));
    REQUIRE(least == 0.5f);
    CHECK(cuTexRefSetMipmapLevelClamp(plane, 1.0f, 2.0f));
    CHECK(cuTexRefGetMipmapLevelClamp(&least, &most, plane));
    REQUIRE(least == 1.0f && most == 2.0f);
    CHECK(cuTexRefSetMaxAnisotropy(plane, 4));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetMaxAnisotropy(plane, 17));
    CHECK(cuTexRefGetMaxAnisotropy(&number, plane));
    REQUIRE(number == 4);
    CHECK(cuTexRefSetBorderColor(plane, color));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetBorderColor(plane, NULL));
    CHECK(cuTexRefGetBorderColor(told, plane));
    REQUIRE(memcmp(color, told, sizeof color) == 0);
    CHECK(cuTexRefSetFlags(plane, CU_TRSF_NORMALIZED_COORDINATES | CU_TRSF_READ_AS_INTEGER));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetFlags(plane, 0x100));
    CHECK(cuTexRefGetFlags(&flags, plane));
    REQUIRE(flags == (CU_TRSF_NORMALIZED_COORDINATES | CU_TRSF_READ_AS_INTEGER));
    CHECK(cuTexRefSetFormat(plane, CU_AD_FORMAT_HALF, 2));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetFormat(plane, CU_AD_FORMAT_HALF, 3));
    CHECK(cuTexRefGetFormat(&format, &number, plane));
    REQUIRE(format == CU_AD_FORMAT_HALF && number == 2);
    CHECK(cuTexRefGetFormat(NULL, NULL, plane));
    // Nothing is bound.
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefGetArray(&array, plane));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefGetMipmappedArray(&mipmapped, plane));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefGetAddress(&address, plane));

    // A reference of the program's own.
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefCreate(NULL));
    CHECK(cuTexRefCreate(&own));
    CHECK(cuTexRefSetFormat(own, CU_AD_FORMAT_FLOAT, 1));
    CHECK(cuModuleGetFunction(&kernel, module, "texel"));
    CHECK(cuParamSetTexRef(kernel, CU_PARAM_TR_DEFAULT, plane));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuParamSetTexRef(kernel, 0, plane));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuParamSetTexRef(kernel, CU_PARAM_TR_DEFAULT, own));
    CHECK(cuTexRefDestroy(own));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefDestroy(own));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefDestroy(plane));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefGetFlags(&flags, own));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefGetFlags(&flags, NULL));

    CHECK(cuTexRefSetAddressMode(plane, 1, CU_TR_ADDRESS_MODE_CLAMP));
    CHECK(cuTexRefSetFilterMode(plane, CU_TR_FILTER_MODE_POINT));
    CHECK(cuTexRefSetMaxAnisotropy(plane, 0));
    CHECK(cuTexRefSetFlags(plane, 0));
}

static void arrays(CUtexref plane) {
    CUDA_ARRAY_DESCRIPTOR shape = {WIDTH, HEIGHT, CU_AD_FORMAT_FLOAT, 1};
    CUarray first, second, got;
    CUarray_format format;
    CUstream stream;
    CUdeviceptr gate;
    CUfunction kernel;
    int channels;
    static float texels[WIDTH * HEIGHT];
    CHECK(cuArrayCreate(&first, &shape));
    CHECK(cuArrayCreate(&second, &shape));
    for (int i = 0; i < WIDTH * HEIGHT; i++) texels[i] = (float)i;
    fill(first, texels, WIDTH * 4, HEIGHT);
    for (int i = 0; i < WIDTH * HEIGHT; i++) texels[i] = (float)(1000 + i);
    fill(second, texels, WIDTH * 4, HEIGHT);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetArray(plane, first, 0));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuTexRefSetArray(plane, (CUarray)plane, CU_TRSA_OVERRIDE_FORMAT));
    CHECK(cuTexRefSetArray(plane, first, CU_TRSA_OVERRIDE_FORMAT));
    CHECK(cuTexRefGetArray(&got, plane));
    REQUIRE(got == first);
    CHECK(cuTexRefGetFormat(&format, &channels, plane));
    REQUIRE(format == CU_AD_FORMAT_FLOAT && channels == 1);
    REQUIRE(real("texel", NULL, 3.5f, 2.5f) == 2 * WIDTH + 3);
    REQUIRE(real("texel", NULL, -3.0f, 100.0f) == 7 * WIDTH);
    // Between texels, and beyond the edge.
    CHECK(cuTexRefSetFilterMode(plane, CU_TR_FILTER_MODE_LINEAR));
    REQUIRE(real("texel", NULL, 4.0f, 0.5f) == 3.5f);
    float color[4] = {-8, 0, 0, 0};
    CHECK(cuTexRefSetFilterMode(plane, CU_TR_FILTER_MODE_POINT));
    CHECK(cuTexRefSetAddressMode(plane, 0, CU_TR_ADDRESS_MODE_BORDER));
    CHECK(cuTexRefSetAddressMode(plane, 1, CU_TR_ADDRESS_MODE_BORDER));
    CHECK(cuTexRefSetBorderColor(plane, color));
    REQUIRE(real("texel", NULL, 40.0f, 0.5f) == -8);
    CHECK(cuTexRefSetAddressMode(plane, 0, CU_TR_ADDRESS_MODE_WRAP));
    CHECK(cuTexRefSetAddressMode(plane, 1, CU_TR_ADDRESS_MODE_WRAP));
    CHECK(cuTexRefSetFlags(plane, CU_TRSF_NORMALIZED_COORDINATES));
    REQUIRE(real("texel", NULL, 1.0f + 3.5f / WIDTH, -1.0f + 2.5f / HEIGHT) == 2 * WIDTH + 3);
    CHECK(cuTexRefSetFlags(plane, 0));

    // A launch that waits reads what was bound when it was made.
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuMemAlloc(&gate, 4));
    CHECK(cuMemsetD32(gate, 0, 1));
    CHECK(cuModuleGetFunction(&kernel, module, "texel"));
    float x = 1.5f, y = 1.5f, results[2];
    CUdeviceptr behind = out + 4;
    void *arguments[] = {&out, &x, &y}, *others[] = {&behind, &x, &y};
    CHECK(cuStreamWaitValue32(stream, gate, 1, CU_STREAM_WAIT_VALUE_EQ));
    CHECK(cuLaunchKernel(kernel, 1, 1, 1, 1, 1, 1, 0, stream, arguments, NULL));
    CHECK(cuTexRefSetArray(plane, second, CU_TRSA_OVERRIDE_FORMAT));
    CHECK(cuLaunchKernel(kernel, 1, 1, 1, 1, 1, 1, 0, stream, others, NULL));
    CHECK(cuStreamWriteValue32(NULL, gate, 1, 0));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemcpyDtoH(results, out, sizeof results));
    REQUIRE(results[0] == WIDTH + 1 && results[1] == 1000 + WIDTH + 1);
    CHECK(cuMemFree(gate));
    CHECK(cuStreamDestroy(stream));
    CHECK(cuArrayDestroy(first));
    REQUIRE(real("texel", NULL, 1.5f, 1.5f) == 1000 + WIDTH + 1);
    // That an array is gone is no matter to kernels that do not read it.
    CHECK(cuArrayDestroy(second));
    CHECK(cuTexRefSetFilterMode(plane, CU_TR_FILTER_MODE_POINT));
}

static void linear(void) {
    CUtexref line, rows;
    CUdeviceptr memory, got;
    CUarray array;
    size_t offset = 99;
    static unsigned words[1024];
    for (unsigned i = 0; i < 1024; i++) words[i] = 7 + i;
    CHECK(cuModuleGetTexRef(&line, module, "line"));
    CHECK(cuModuleGetTexRef(&rows, module, "rows"));
    CHECK(cuMemAlloc(&memory, sizeof words));
    CHECK(cuMemcpyHtoD(memory, words, sizeof words));
    CHECK(cuTexRefSetFormat(line, CU_AD_FORMAT_UNSIGNED_INT32, 1));
    CHECK(cuTexRefSetFlags(line, CU_TRSF_READ_AS_INTEGER));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetAddress(&offset, line, memory, sizeof words + 4));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetAddress(&offset, line, 64, 64));
    CHECK(cuTexRefSetAddress(&offset, line, memory, sizeof words));
    REQUIRE(offset == 0);
    CHECK(cuTexRefGetAddress(&got, line));
    REQUIRE(got == memory);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefGetArray(&array, line));
    REQUIRE(word(0) == 7 && word(1023) == 1030);
    // An address beside an alignment: the rest is for the kernel to add.
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetAddress(NULL, line, memory + 516, 64));
    CHECK(cuTexRefSetAddress(&offset, line, memory + 516, 64));
    REQUIRE(offset % 4 == 0 && offset > 0 && offset < 516 + 1);
    REQUIRE(word((unsigned)offset / 4) == 7 + 129);

    CUDA_ARRAY_DESCRIPTOR shape = {6, 4, CU_AD_FORMAT_UNSIGNED_INT8, 4};
    unsigned char bytes[4 * 64];
    for (int i = 0; i < 256; i++) bytes[i] = (unsigned char)i;
    CHECK(cuMemcpyHtoD(memory, bytes, sizeof bytes));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetAddress2D(rows, NULL, memory, 64));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetAddress2D(rows, &shape, memory + 4, 64));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetAddress2D(rows, &shape, memory, 20));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetAddress2D(rows, &shape, memory, 4096));
    CHECK(cuTexRefSetAddress2D(rows, &shape, memory, 64));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetFormat(rows, CU_AD_FORMAT_FLOAT, 1));
    // The second number of the texel, as a part of 255.
    REQUIRE(real("cell", NULL, 2.5f, 3.5f) == (float)(3 * 64 + 2 * 4 + 1) / 255.0f);
    CHECK(cuMemFree(memory));
}

static void levels(void) {
    CUtexref reference;
    CUmipmappedArray array, got;
    CUarray level;
    CUDA_ARRAY3D_DESCRIPTOR shape = {4, 4, 0, CU_AD_FORMAT_FLOAT, 1, 0};
    float texels[16];
    CHECK(cuModuleGetTexRef(&reference, module, "levels"));
    CHECK(cuMipmappedArrayCreate(&array, &shape, 3));
    for (unsigned i = 0; i < 3; i++) {
        for (int j = 0; j < 16; j++) texels[j] = (float)(10 * (i + 1));
        CHECK(cuMipmappedArrayGetLevel(&level, array, i));
        fill(level, texels, (4u >> i) * 4, 4u >> i);
    }
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefSetMipmappedArray(reference, array, 0));
    CHECK(cuTexRefSetMipmappedArray(reference, array, CU_TRSA_OVERRIDE_FORMAT));
    CHECK(cuTexRefGetMipmappedArray(&got, reference));
    REQUIRE(got == array);
    CHECK(cuTexRefSetFlags(reference, CU_TRSF_NORMALIZED_COORDINATES));
    CHECK(cuTexRefSetMipmapLevelClamp(reference, 0.0f, 2.0f));
    REQUIRE(real("level", NULL, 1.0f, 0) == 20);
    CHECK(cuTexRefSetMipmapFilterMode(reference, CU_TR_FILTER_MODE_LINEAR));
    REQUIRE(real("level", NULL, 1.5f, 0) == 25);
    CHECK(cuTexRefSetMipmapLevelBias(reference, -1.0f));
    REQUIRE(real("level", NULL, 1.0f, 0) == 10);
    CHECK(cuTexRefSetMipmapLevelBias(reference, 0.0f));
    CHECK(cuTexRefSetMipmapLevelClamp(reference, 0.0f, 0.0f));
    REQUIRE(real("level", NULL, 2.0f, 0) == 10);
    CHECK(cuMipmappedArrayDestroy(array));
}

static void surfaces(CUtexref plane) {
    CUsurfref face;
    CUarray array, flat, got;
    CUfunction paint;
    CUDA_ARRAY3D_DESCRIPTOR shape = {WIDTH, HEIGHT, 0, CU_AD_FORMAT_UNSIGNED_INT32, 1, CUDA_ARRAY3D_SURFACE_LDST};
    static unsigned texels[WIDTH * HEIGHT];
    unsigned x = 3, y = 2, told[3];
    for (unsigned i = 0; i < WIDTH * HEIGHT; i++) texels[i] = 50 + i;
    CHECK(cuModuleGetSurfRef(&face, module, "face"));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuSurfRefGetArray(&got, face));
    CHECK(cuArray3DCreate(&array, &shape));
    shape.Flags = 0;
    CHECK(cuArray3DCreate(&flat, &shape));
    fill(array, texels, WIDTH * 4, HEIGHT);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuSurfRefSetArray(face, flat, 0));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuSurfRefSetArray(face, array, 1));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuSurfRefSetArray((CUsurfref)plane, array, 0));
    CHECK(cuSurfRefSetArray(face, array, 0));
    CHECK(cuSurfRefGetArray(&got, face));
    REQUIRE(got == array);
    CHECK(cuTexRefSetArray(plane, array, CU_TRSA_OVERRIDE_FORMAT));
    CHECK(cuModuleGetFunction(&paint, module, "paint"));
    void *arguments[] = {&out, &x, &y};
    CHECK(cuLaunchKernel(paint, 1, 1, 1, 1, 1, 1, 0, NULL, arguments, NULL));
    CHECK(cuMemcpyDtoH(told, out, sizeof told));
    REQUIRE(told[0] == 50 + 2 * WIDTH + 3 + 5 && told[1] == WIDTH && told[2] == HEIGHT);
    CHECK(cuLaunchKernel(paint, 1, 1, 1, 1, 1, 1, 0, NULL, arguments, NULL));
    CHECK(cuMemcpyDtoH(told, out, sizeof told));
    REQUIRE(told[0] == 50 + 2 * WIDTH + 3 + 5 + 100 + 5);
    CHECK(cuArrayDestroy(array));
    CHECK(cuArrayDestroy(flat));
}

int main(void) {
    CUcontext context;
    CUtexref plane;
    unsigned flags;
    CHECK(cuInit(0));
    CHECK(cuDevicePrimaryCtxRetain(&context, 0));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuModuleLoadData(&module, PTX));
    CHECK(cuMemAlloc(&out, 64));
    CHECK(cuModuleGetTexRef(&plane, module, "plane"));
    settings(plane);
    arrays(plane);
    linear();
    levels();
    surfaces(plane);
    // They go with their module.
    CHECK(cuModuleUnload(module));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexRefGetFlags(&flags, plane));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuModuleGetTexRef(&plane, module, "plane"));
    printf("PASS references\n");
    return 0;
}
