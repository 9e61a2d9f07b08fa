// Texture and surface objects by the driver alone: what they are refused for, what they say of themselves, and that kernels written by
// hand ask them the same.
#include <string.h>
#include "check.h"

enum { WIDTH = 16, HEIGHT = 8 };

static const char *const PTX =
    ".version 6.4\n.target sm_70\n.address_size 64\n"
    ".visible .entry ask(.param .u64 texture, .param .u64 surface, .param .u64 out) {\n"
    ".reg .u64 %d<4>; .reg .u32 %r<12>; .reg .f32 %f<6>;\n"
    "ld.param.u64 %d1, [texture]; ld.param.u64 %d2, [surface]; ld.param.u64 %d3, [out]; cvta.to.global.u64 %d3, %d3;\n"
    "txq.width.b32 %r1, [%d1]; st.global.u32 [%d3], %r1;\n"
    "txq.height.b32 %r1, [%d1]; st.global.u32 [%d3+4], %r1;\n"
    "txq.channel_data_type.b32 %r1, [%d1]; st.global.u32 [%d3+8], %r1;\n"
    "txq.channel_order.b32 %r1, [%d1]; st.global.u32 [%d3+12], %r1;\n"
    "txq.normalized_coords.b32 %r1, [%d1]; st.global.u32 [%d3+16], %r1;\n"
    "suq.width.b32 %r1, [%d2]; st.global.u32 [%d3+20], %r1;\n"
    "suq.height.b32 %r1, [%d2]; st.global.u32 [%d3+24], %r1;\n"
    "mov.u32 %r2, 8; mov.u32 %r3, 3; mov.u32 %r4, 5;\n"
    "sured.b.add.2d.u32.trap [%d2, {%r2, %r3}], %r4; sured.b.add.2d.u32.trap [%d2, {%r2, %r3}], %r4;\n"
    "suld.b.2d.b32.trap {%r5}, [%d2, {%r2, %r3}]; st.global.u32 [%d3+28], %r5;\n"
    "mov.s32 %r6, 2; mov.s32 %r7, 3; tex.2d.v4.u32.s32 {%r8, %r9, %r10, %r11}, [%d1, {%r6, %r7}]; st.global.u32 [%d3+32], %r8;\n"
    "ret; }\n"
    ".visible .entry read(.param .u64 texture, .param .u64 out) {\n"
    ".reg .u64 %d<3>; .reg .u32 %r<6>;\n"
    "ld.param.u64 %d1, [texture]; ld.param.u64 %d2, [out]; cvta.to.global.u64 %d2, %d2; mov.u32 %r1, 1;\n"
    "tex.1d.v4.u32.s32 {%r2, %r3, %r4, %r5}, [%d1, {%r1}]; st.global.u32 [%d2], %r2; ret; }\n";

static CUDA_TEXTURE_DESC sampling(void) {
    CUDA_TEXTURE_DESC read;
    memset(&read, 0, sizeof read);
    for (int i = 0; i < 3; i++) read.addressMode[i] = CU_TR_ADDRESS_MODE_CLAMP;
    read.filterMode = CU_TR_FILTER_MODE_POINT;
    read.flags = CU_TRSF_READ_AS_INTEGER;
    return read;
}

static CUDA_RESOURCE_DESC of_array(CUarray array) {
    CUDA_RESOURCE_DESC of;
    memset(&of, 0, sizeof of);
    of.resType = CU_RESOURCE_TYPE_ARRAY;
    of.res.array.hArray = array;
    return of;
}

int main(int count, char **values) {
    CUcontext context;
    CUmodule module;
    CUfunction ask, read_kernel;
    CUarray array, plain;
    CUtexObject texture, none;
    CUsurfObject surface;
    CUdeviceptr out, memory;
    CUDA_ARRAY3D_DESCRIPTOR shape = {WIDTH, HEIGHT, 0, CU_AD_FORMAT_UNSIGNED_INT32, 1, CUDA_ARRAY3D_SURFACE_LDST};
    CUDA_RESOURCE_DESC of, told;
    CUDA_TEXTURE_DESC read = sampling(), told_read;
    CUDA_RESOURCE_VIEW_DESC view, told_view;
    unsigned got[9], words[64];
    size_t most = 0;
    int attribute = 0;
    CHECK(cuInit(0));
    CHECK(cuDevicePrimaryCtxRetain(&context, 0));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuModuleLoadData(&module, PTX));
    CHECK(cuModuleGetFunction(&ask, module, "ask"));
    CHECK(cuModuleGetFunction(&read_kernel, module, "read"));
    CHECK(cuMemAlloc(&out, sizeof got));
    CHECK(cuMemAlloc(&memory, 4096));
    CHECK(cuArray3DCreate(&array, &shape));
    shape.Flags = 0;
    CHECK(cuArray3DCreate(&plain, &shape));

    CHECK(cuDeviceGetTexture1DLinearMaxWidth(&most, CU_AD_FORMAT_FLOAT, 1, 0));
    CHECK(cuDeviceGetAttribute(&attribute, CU_DEVICE_ATTRIBUTE_MAXIMUM_TEXTURE1D_LINEAR_WIDTH, 0));
    REQUIRE(most >= (size_t)1 << 27 && attribute > 0);

    of = of_array(array);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexObjectCreate(NULL, &of, &read, NULL));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexObjectCreate(&texture, NULL, &read, NULL));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexObjectCreate(&texture, &of, NULL, NULL));
    of.flags = 1;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexObjectCreate(&texture, &of, &read, NULL));
    of = of_array((CUarray)context);
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuTexObjectCreate(&texture, &of, &read, NULL));
    of = of_array(array);
    read.addressMode[1] = (CUaddress_mode)9;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexObjectCreate(&texture, &of, &read, NULL));
    read = sampling();
    CHECK(cuTexObjectCreate(&texture, &of, &read, NULL));
    CHECK(cuTexObjectGetResourceDesc(&told, texture));
    REQUIRE(told.resType == CU_RESOURCE_TYPE_ARRAY && told.res.array.hArray == array);
    CHECK(cuTexObjectGetTextureDesc(&told_read, texture));
    REQUIRE(memcmp(&told_read, &read, sizeof read) == 0);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexObjectGetResourceViewDesc(&told_view, texture));
    // Seen as other numbers of as many bytes.
    memset(&view, 0, sizeof view);
    view.format = CU_RES_VIEW_FORMAT_UINT_2X32;
    view.width = WIDTH;
    view.height = HEIGHT;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexObjectCreate(&none, &of, &read, &view));
    view.format = CU_RES_VIEW_FORMAT_SINT_4X8;
    CHECK(cuTexObjectCreate(&none, &of, &read, &view));
    CHECK(cuTexObjectGetResourceViewDesc(&told_view, none));
    REQUIRE(told_view.format == CU_RES_VIEW_FORMAT_SINT_4X8 && told_view.width == WIDTH);
    CHECK(cuTexObjectDestroy(none));

    EXPECT(CUDA_ERROR_INVALID_VALUE, cuSurfObjectCreate(NULL, &of));
    of = of_array(plain);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuSurfObjectCreate(&surface, &of));
    of = of_array(array);
    CHECK(cuSurfObjectCreate(&surface, &of));
    CHECK(cuSurfObjectGetResourceDesc(&told, surface));
    REQUIRE(told.res.array.hArray == array);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuSurfObjectGetResourceDesc(&told, surface + 1000));

    CUDA_MEMCPY2D fill;
    memset(&fill, 0, sizeof fill);
    static unsigned texels[WIDTH * HEIGHT];
    for (unsigned i = 0; i < WIDTH * HEIGHT; i++) texels[i] = 1000 + i;
    fill.srcMemoryType = CU_MEMORYTYPE_HOST;
    fill.srcHost = texels;
    fill.srcPitch = WIDTH * 4;
    fill.dstMemoryType = CU_MEMORYTYPE_ARRAY;
    fill.dstArray = array;
    fill.WidthInBytes = WIDTH * 4;
    fill.Height = HEIGHT;
    CHECK(cuMemcpy2D(&fill));
    void *arguments[] = {&texture, &surface, &out};
    CHECK(cuLaunchKernel(ask, 1, 1, 1, 1, 1, 1, 0, NULL, arguments, NULL));
    // Destroyed while it may be used: after that.
    CHECK(cuTexObjectDestroy(texture));
    CHECK(cuSurfObjectDestroy(surface));
    CHECK(cuMemcpyDtoH(got, out, sizeof got));
    REQUIRE(got[0] == WIDTH && got[1] == HEIGHT && got[5] == WIDTH && got[6] == HEIGHT);
    // CL_UNSIGNED_INT32 and CL_R.
    REQUIRE(got[2] == 0x10dc && got[3] == 0x10b0 && got[4] == 0);
    REQUIRE(got[7] == 1000 + 3 * WIDTH + 2 + 10 && got[8] == got[7]);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexObjectDestroy(texture));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexObjectGetTextureDesc(&told_read, texture));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuSurfObjectDestroy(surface));

    // Linear memory: aligned, within an allocation.
    for (unsigned i = 0; i < 64; i++) words[i] = i + 7;
    CHECK(cuMemcpyHtoD(memory, words, sizeof words));
    memset(&of, 0, sizeof of);
    of.resType = CU_RESOURCE_TYPE_LINEAR;
    of.res.linear.devPtr = memory + 4;
    of.res.linear.format = CU_AD_FORMAT_UNSIGNED_INT32;
    of.res.linear.numChannels = 1;
    of.res.linear.sizeInBytes = sizeof words;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexObjectCreate(&texture, &of, &read, NULL));
    of.res.linear.devPtr = (CUdeviceptr)0x1000;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexObjectCreate(&texture, &of, &read, NULL));
    of.res.linear.devPtr = memory;
    of.res.linear.sizeInBytes = 1 << 20;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexObjectCreate(&texture, &of, &read, NULL));
    of.res.linear.sizeInBytes = sizeof words;
    of.res.linear.numChannels = 3;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuTexObjectCreate(&texture, &of, &read, NULL));
    of.res.linear.numChannels = 1;
    CHECK(cuTexObjectCreate(&texture, &of, &read, NULL));
    void *two[] = {&texture, &out};
    CHECK(cuLaunchKernel(read_kernel, 1, 1, 1, 1, 1, 1, 0, NULL, two, NULL));
    CHECK(cuMemcpyDtoH(got, out, sizeof got));
    REQUIRE(got[0] == 8);
    CHECK(cuTexObjectDestroy(texture));
    CHECK(cuArrayDestroy(array));
    CHECK(cuArrayDestroy(plain));
    CHECK(cuMemFree(memory));
    if (count > 1 && strcmp(values[1], "stale") == 0) {
        // A handle of nothing is a kernel's mistake, and the context's end. Real devices say nothing of what they do then.
        CHECK(cuLaunchKernel(read_kernel, 1, 1, 1, 1, 1, 1, 0, NULL, two, NULL));
        EXPECT(CUDA_ERROR_ILLEGAL_ADDRESS, cuCtxSynchronize());
    }
    printf("PASS texture_objects\n");
    return 0;
}
