// Copies of every form: batches, between contexts, to and from arrays of each dimension and level; and hints on managed memory.
#include "check.h"
#include <stdint.h>
#include <string.h>

static const CUresult invalid = CUDA_ERROR_INVALID_VALUE;
static CUcontext context;

static void advises(void) {
    enum { PAGE = 4096 };
    CUdeviceptr at = 0, plain = 0;
    int value = 7, devices[2] = {7, 7};
    CHECK(cuMemAllocManaged(&at, 8 * PAGE, CU_MEM_ATTACH_GLOBAL));
    CHECK(cuMemAlloc(&plain, 64));
    CUmemLocation device = {CU_MEM_LOCATION_TYPE_DEVICE, {0}}, host = {CU_MEM_LOCATION_TYPE_HOST, {0}};
    CHECK(cuMemRangeGetAttribute(&value, 4, CU_MEM_RANGE_ATTRIBUTE_READ_MOSTLY, at, 8 * PAGE));
    REQUIRE(value == 0);
    CHECK(cuMemAdvise_v2(at, 4 * PAGE, CU_MEM_ADVISE_SET_READ_MOSTLY, device));
    CHECK(cuMemRangeGetAttribute(&value, 4, CU_MEM_RANGE_ATTRIBUTE_READ_MOSTLY, at, 4 * PAGE));
    REQUIRE(value == 1);
    CHECK(cuMemRangeGetAttribute(&value, 4, CU_MEM_RANGE_ATTRIBUTE_READ_MOSTLY, at, 5 * PAGE));
    REQUIRE(value == 0);
    CHECK(cuMemRangeGetAttribute(&value, 4, CU_MEM_RANGE_ATTRIBUTE_PREFERRED_LOCATION, at, PAGE));
    REQUIRE(value == CU_DEVICE_INVALID);
    CHECK(cuMemAdvise_v2(at, PAGE, CU_MEM_ADVISE_SET_PREFERRED_LOCATION, host));
    CHECK(cuMemRangeGetAttribute(&value, 4, CU_MEM_RANGE_ATTRIBUTE_PREFERRED_LOCATION, at, PAGE));
    REQUIRE(value == CU_DEVICE_CPU);
    CHECK(cuMemAdvise_v2(at, PAGE, CU_MEM_ADVISE_SET_ACCESSED_BY, device));
    CHECK(cuMemRangeGetAttribute(devices, 8, CU_MEM_RANGE_ATTRIBUTE_ACCESSED_BY, at, PAGE));
    REQUIRE(devices[0] == 0 && devices[1] == CU_DEVICE_INVALID);
    CHECK(cuMemAdvise_v2(at, PAGE, CU_MEM_ADVISE_UNSET_ACCESSED_BY, device));
    CHECK(cuMemPrefetchAsync_v2(at, 2 * PAGE, device, 0, NULL));
    void *data[2] = {&value, devices};
    size_t sizes[2] = {4, 8};
    CUmem_range_attribute attributes[2] = {CU_MEM_RANGE_ATTRIBUTE_LAST_PREFETCH_LOCATION, CU_MEM_RANGE_ATTRIBUTE_ACCESSED_BY};
    CHECK(cuMemRangeGetAttributes(data, sizes, attributes, 2, at, 2 * PAGE));
    REQUIRE(value == 0 && devices[0] == CU_DEVICE_INVALID);
    REQUIRE(cuMemAdvise_v2(plain, 64, CU_MEM_ADVISE_SET_READ_MOSTLY, device) == invalid);
    REQUIRE(cuMemAdvise_v2(at, 9 * PAGE, CU_MEM_ADVISE_SET_READ_MOSTLY, device) == invalid);
    REQUIRE(cuMemAdvise_v2(at, 0, CU_MEM_ADVISE_SET_READ_MOSTLY, device) == invalid);
    REQUIRE(cuMemAdvise_v2(at, PAGE, (CUmem_advise)99, device) == invalid);
    // Two pieces to the device and one to the host, by the index of the first that each location is for.
    CUdeviceptr pieces[3] = {at, at + PAGE, at + 2 * PAGE};
    size_t lengths[3] = {PAGE, PAGE, PAGE}, firsts[2] = {0, 2};
    CUmemLocation locations[2] = {device, host};
    CHECK(cuMemPrefetchBatchAsync(pieces, lengths, 3, locations, firsts, 2, 0, NULL));
    for (int i = 0; i < 3; i++) {
        CHECK(cuMemRangeGetAttribute(&value, 4, CU_MEM_RANGE_ATTRIBUTE_LAST_PREFETCH_LOCATION, pieces[i], PAGE));
        REQUIRE(value == (i < 2 ? 0 : CU_DEVICE_CPU));
    }
    firsts[0] = 1;
    EXPECT(invalid, cuMemPrefetchBatchAsync(pieces, lengths, 3, locations, firsts, 2, 0, NULL));
    firsts[0] = 0, pieces[2] = plain;
    EXPECT(invalid, cuMemPrefetchBatchAsync(pieces, lengths, 3, locations, firsts, 2, 0, NULL));
    EXPECT(invalid, cuMemPrefetchBatchAsync(pieces, lengths, 1, locations, firsts, 1, 1, NULL));
    device.id = 99;
    REQUIRE(cuMemPrefetchAsync_v2(at, PAGE, device, 0, NULL) == CUDA_ERROR_INVALID_DEVICE);
    REQUIRE(cuMemRangeGetAttribute(&value, 2, CU_MEM_RANGE_ATTRIBUTE_READ_MOSTLY, at, PAGE) == invalid);
    CHECK(cuMemFree(at));
    CHECK(cuMemFree(plain));
}

static void in_batches(void) {
    enum { COUNT = 5, BYTES = 1000 };
    CUstream stream;
    CUdeviceptr device[COUNT], srcs[2 * COUNT], dsts[2 * COUNT];
    static uint8_t from[COUNT][BYTES], to[COUNT][BYTES];
    size_t sizes[2 * COUNT], zero = 0, two[2] = {0, COUNT};
    CUmemcpyAttributes attributes[2];
    memset(attributes, 0, sizeof attributes);
    attributes[0].srcAccessOrder = CU_MEMCPY_SRC_ACCESS_ORDER_STREAM;
    attributes[1].srcAccessOrder = CU_MEMCPY_SRC_ACCESS_ORDER_DURING_API_CALL;
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    for (int i = 0; i < COUNT; i++) {
        CHECK(cuMemAlloc(&device[i], BYTES));
        memset(from[i], i + 1, BYTES);
        srcs[i] = (CUdeviceptr)(uintptr_t)from[i], dsts[i] = device[i];
        sizes[i] = sizes[COUNT + i] = BYTES - i;
        srcs[COUNT + i] = device[i], dsts[COUNT + i] = (CUdeviceptr)(uintptr_t)to[i];
    }
    CHECK(cuMemcpyBatchAsync(dsts, srcs, sizes, 2 * COUNT, attributes, two, 2, stream));
    CHECK(cuStreamSynchronize(stream));
    for (int i = 0; i < COUNT; i++) {
        for (int b = 0; b < BYTES - i; b++) REQUIRE(to[i][b] == i + 1);
        for (int b = BYTES - i; b < BYTES; b++) REQUIRE(to[i][b] == 0);
    }
    sizes[3] = BYTES * 10;
    REQUIRE(cuMemcpyBatchAsync(dsts, srcs, sizes, COUNT, attributes, &zero, 1, stream) == invalid);
    sizes[3] = BYTES;
    REQUIRE(cuMemcpyBatchAsync(dsts, srcs, sizes, COUNT, attributes, &zero, 1, NULL) == invalid);
    REQUIRE(cuMemcpyBatchAsync(dsts, srcs, sizes, COUNT, attributes, &zero, 0, stream) == invalid);
    REQUIRE(cuMemcpyBatchAsync(dsts, srcs, sizes, 0, attributes, &zero, 1, stream) == invalid);
    // Boxes: 4 rows of 10 bytes out of rows of 100.
    CUDA_MEMCPY3D_BATCH_OP op;
    memset(&op, 0, sizeof op);
    op.src.type = op.dst.type = CU_MEMCPY_OPERAND_TYPE_POINTER;
    op.src.op.ptr.ptr = device[1], op.src.op.ptr.rowLength = 100, op.src.op.ptr.layerHeight = 4;
    op.dst.op.ptr.ptr = (CUdeviceptr)(uintptr_t)to[0], op.dst.op.ptr.rowLength = 10, op.dst.op.ptr.layerHeight = 4;
    op.extent.width = 10, op.extent.height = 4, op.extent.depth = 1;
    op.srcAccessOrder = CU_MEMCPY_SRC_ACCESS_ORDER_STREAM;
    memset(to[0], 0, BYTES);
    CHECK(cuMemcpy3DBatchAsync(1, &op, 0, stream));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(to[0][0] == 2 && to[0][39] == 2 && to[0][40] == 0);
    // One piece alone.
    memset(to[0], 0, BYTES);
    op.src.op.ptr.ptr = device[2];
    CHECK(cuMemcpy3DWithAttributesAsync(&op, 0, stream));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(to[0][0] == 3 && to[0][39] == 3 && to[0][40] == 0);
    EXPECT(invalid, cuMemcpy3DWithAttributesAsync(&op, 1, stream));
    EXPECT(invalid, cuMemcpy3DWithAttributesAsync(NULL, 0, stream));
    CHECK(cuMemcpyWithAttributesAsync((CUdeviceptr)(uintptr_t)to[0], device[3], 100, attributes, stream));
    CHECK(cuStreamSynchronize(stream));
    REQUIRE(to[0][0] == 4 && to[0][99] == 4 && to[0][100] == 0);
    EXPECT(invalid, cuMemcpyWithAttributesAsync(device[0], device[3], 10 * BYTES, attributes, stream));
    attributes[0].srcAccessOrder = CU_MEMCPY_SRC_ACCESS_ORDER_INVALID;
    EXPECT(invalid, cuMemcpyWithAttributesAsync(device[0], device[3], 100, attributes, stream));
    for (int i = 0; i < COUNT; i++) CHECK(cuMemFree(device[i]));
    CHECK(cuStreamDestroy(stream));
}

static void between_contexts(CUdevice device) {
    CUcontext other;
    CUdeviceptr here = 0, there = 0;
    uint32_t words[4] = {1, 2, 3, 4}, got[4] = {0};
    CHECK(cuMemAlloc(&here, sizeof words));
    CHECK(cuMemcpyHtoD(here, words, sizeof words));
    CHECK(cuCtxCreate(&other, NULL, 0, device));
    CHECK(cuMemAlloc(&there, sizeof words));
    CHECK(cuMemcpyPeer(there, other, here, context, sizeof words));
    CHECK(cuMemcpyDtoH(got, there, sizeof got));
    REQUIRE(memcmp(words, got, sizeof got) == 0);
    CHECK(cuMemsetD32(there, 9, 4));
    CHECK(cuMemcpyPeerAsync(here, context, there, other, 8, NULL));
    CHECK(cuCtxSynchronize());
    CHECK(cuMemcpyDtoH(got, here, sizeof got));
    REQUIRE(got[0] == 9 && got[1] == 9 && got[2] == 3);
    CUDA_MEMCPY3D_PEER box;
    memset(&box, 0, sizeof box);
    box.srcMemoryType = box.dstMemoryType = CU_MEMORYTYPE_DEVICE;
    box.srcDevice = there, box.srcContext = other, box.srcPitch = 8, box.srcHeight = 2;
    box.dstDevice = here, box.dstContext = context, box.dstPitch = 8, box.dstHeight = 2;
    box.WidthInBytes = 4, box.Height = 2, box.Depth = 1;
    box.dstXInBytes = 4;
    CHECK(cuMemcpy3DPeer(&box));
    CHECK(cuMemcpyDtoH(got, here, sizeof got));
    REQUIRE(got[0] == 9 && got[1] == 9 && got[2] == 3 && got[3] == 9);
    box.WidthInBytes = 8, box.Height = 1, box.dstXInBytes = 0;
    CHECK(cuMemcpy3DPeerAsync(&box, NULL));
    CHECK(cuCtxSynchronize());
    CHECK(cuMemcpyDtoH(got, here, sizeof got));
    REQUIRE(got[0] == 9 && got[1] == 9 && got[2] == 3);
    box.srcContext = (CUcontext)0x55;
    EXPECT(CUDA_ERROR_INVALID_CONTEXT, cuMemcpy3DPeerAsync(&box, NULL));
    EXPECT(invalid, cuMemcpy3DPeerAsync(NULL, NULL));
    REQUIRE(cuMemcpyPeer(there, (CUcontext)0x55, here, context, 4) == CUDA_ERROR_INVALID_CONTEXT);
    CHECK(cuCtxDestroy(other));
    REQUIRE(cuMemcpyPeer(here, other, here, context, 4) == CUDA_ERROR_CONTEXT_IS_DESTROYED);
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuMemFree(here));
}

static void arrays_of_one_and_two_dimensions(void) {
    enum { WIDTH = 100, HEIGHT = 7 };
    CUarray line, plane, other;
    CUDA_ARRAY_DESCRIPTOR one = {WIDTH, 0, CU_AD_FORMAT_FLOAT, 2}, two = {WIDTH, HEIGHT, CU_AD_FORMAT_UNSIGNED_INT32, 1}, told;
    static float from[WIDTH * 2], to[WIDTH * 2];
    static uint32_t pixels[HEIGHT][WIDTH], got[HEIGHT][WIDTH];
    CUdeviceptr device = 0;
    size_t pitch = 0, free_before, free_after, total;
    CHECK(cuMemGetInfo(&free_before, &total));
    CHECK(cuArrayCreate(&line, &one));
    CHECK(cuArrayGetDescriptor(&told, line));
    REQUIRE(told.Width == WIDTH && told.Height == 0 && told.Format == CU_AD_FORMAT_FLOAT && told.NumChannels == 2);
    for (int i = 0; i < WIDTH * 2; i++) from[i] = i * 0.5f;
    CHECK(cuMemcpyHtoA(line, 0, from, sizeof from));
    CHECK(cuMemcpyAtoH(to, line, 16, sizeof to - 16));
    REQUIRE(memcmp(to, from + 4, sizeof to - 16) == 0);
    CHECK(cuMemAlloc(&device, sizeof from));
    CHECK(cuMemcpyAtoD(device, line, 0, sizeof from));
    CHECK(cuMemsetD32(device, 0, 4));
    CHECK(cuMemcpyDtoA(line, 8, device, 16));
    CHECK(cuMemcpyAtoH(to, line, 0, sizeof to));
    REQUIRE(to[0] == from[0] && to[1] == from[1] && to[2] == 0 && to[5] == 0 && to[6] == from[6]);
    REQUIRE(cuMemcpyHtoA(line, 8, from, sizeof from) == invalid);
    REQUIRE(cuMemcpyAtoH(to, line, sizeof from, 8) == invalid);
    CHECK(cuMemFree(device));
    // Parts of it in the order of a stream, and to another of its kind.
    CUarray second;
    CHECK(cuMemcpyHtoAAsync(line, 0, from, sizeof from, CU_STREAM_PER_THREAD));
    CHECK(cuMemcpyAtoHAsync(to, line, 32, sizeof to - 32, CU_STREAM_PER_THREAD));
    CHECK(cuStreamSynchronize(CU_STREAM_PER_THREAD));
    REQUIRE(memcmp(to, from + 8, sizeof to - 32) == 0);
    EXPECT(invalid, cuMemcpyHtoAAsync(line, 8, from, sizeof from, CU_STREAM_PER_THREAD));
    EXPECT(invalid, cuMemcpyAtoHAsync(NULL, line, 0, 8, CU_STREAM_PER_THREAD));
    CHECK(cuArrayCreate(&second, &one));
    CHECK(cuMemcpyHtoA(second, 0, to, sizeof to));
    CHECK(cuMemcpyAtoA(second, 8, line, 80, 40));
    CHECK(cuMemcpyAtoH(to, second, 0, sizeof to));
    REQUIRE(to[0] == from[8] && to[1] == from[9] && memcmp(to + 2, from + 20, 40) == 0 && to[12] == from[20]);
    EXPECT(invalid, cuMemcpyAtoA(second, 0, line, sizeof from, 8));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuMemcpyAtoA(second, 0, (CUarray)0x1234, 0, 8));
    // Of one plane, and with its memory from the start.
    CUDA_ARRAY_MEMORY_REQUIREMENTS requirements;
    CUarray none;
    EXPECT(invalid, cuArrayGetPlane(&none, second, 0));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuArrayGetPlane(&none, (CUarray)0x1234, 0));
    EXPECT(invalid, cuArrayGetMemoryRequirements(&requirements, second, 0));
    EXPECT(CUDA_ERROR_INVALID_DEVICE, cuArrayGetMemoryRequirements(&requirements, second, 99));
    CUDA_ARRAY_SPARSE_PROPERTIES tiles;
    EXPECT(invalid, cuArrayGetSparseProperties(&tiles, second));
    CHECK(cuArrayDestroy(second));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuArrayGetSparseProperties(&tiles, second));

    CHECK(cuArrayCreate(&plane, &two));
    CHECK(cuArrayCreate(&other, &two));
    for (uint32_t y = 0; y < HEIGHT; y++)
        for (uint32_t x = 0; x < WIDTH; x++) pixels[y][x] = y * 1000 + x;
    CUDA_MEMCPY2D copy;
    memset(&copy, 0, sizeof copy);
    copy.srcMemoryType = CU_MEMORYTYPE_HOST, copy.srcHost = pixels, copy.srcPitch = sizeof pixels[0];
    copy.dstMemoryType = CU_MEMORYTYPE_ARRAY, copy.dstArray = plane;
    copy.WidthInBytes = sizeof pixels[0], copy.Height = HEIGHT;
    CHECK(cuMemcpy2D(&copy));
    // A part of one array to a part of another.
    memset(&copy, 0, sizeof copy);
    copy.srcMemoryType = copy.dstMemoryType = CU_MEMORYTYPE_ARRAY, copy.srcArray = plane, copy.dstArray = other;
    copy.srcXInBytes = 40, copy.srcY = 2, copy.dstXInBytes = 4, copy.dstY = 1, copy.WidthInBytes = 20, copy.Height = 3;
    CHECK(cuMemcpy2D(&copy));
    // To pitched device memory, and back.
    CHECK(cuMemAllocPitch(&device, &pitch, sizeof pixels[0], HEIGHT, 4));
    memset(&copy, 0, sizeof copy);
    copy.srcMemoryType = CU_MEMORYTYPE_ARRAY, copy.srcArray = other;
    copy.dstMemoryType = CU_MEMORYTYPE_DEVICE, copy.dstDevice = device, copy.dstPitch = pitch;
    copy.WidthInBytes = sizeof pixels[0], copy.Height = HEIGHT;
    CHECK(cuMemcpy2DAsync(&copy, CU_STREAM_PER_THREAD));
    CHECK(cuStreamSynchronize(CU_STREAM_PER_THREAD));
    memset(&copy, 0, sizeof copy);
    copy.srcMemoryType = CU_MEMORYTYPE_DEVICE, copy.srcDevice = device, copy.srcPitch = pitch;
    copy.dstMemoryType = CU_MEMORYTYPE_HOST, copy.dstHost = got, copy.dstPitch = sizeof got[0];
    copy.WidthInBytes = sizeof pixels[0], copy.Height = HEIGHT;
    CHECK(cuMemcpy2D(&copy));
    for (int y = 0; y < 3; y++)
        for (int x = 0; x < 5; x++) REQUIRE(got[1 + y][1 + x] == pixels[2 + y][10 + x]);
    copy.srcMemoryType = CU_MEMORYTYPE_ARRAY, copy.srcArray = plane, copy.srcY = 1;
    REQUIRE(cuMemcpy2D(&copy) == invalid);
    copy.srcArray = (CUarray)0x1234, copy.srcY = 0;
    REQUIRE(cuMemcpy2D(&copy) == CUDA_ERROR_INVALID_HANDLE);
    CHECK(cuMemFree(device));
    CHECK(cuArrayDestroy(line));
    CHECK(cuArrayDestroy(plane));
    CHECK(cuArrayDestroy(other));
    REQUIRE(cuArrayDestroy(other) == CUDA_ERROR_INVALID_HANDLE);
    CHECK(cuCtxSynchronize());
    CHECK(cuMemGetInfo(&free_after, &total));
    REQUIRE(free_after == free_before);
    two.NumChannels = 3;
    REQUIRE(cuArrayCreate(&other, &two) == invalid);
    two.NumChannels = 1, two.Width = 0;
    REQUIRE(cuArrayCreate(&other, &two) == invalid);
}

static void arrays_of_three_dimensions_and_levels(void) {
    enum { W = 8, H = 6, D = 4 };
    CUDA_ARRAY3D_DESCRIPTOR box = {W, H, D, CU_AD_FORMAT_UNSIGNED_INT8, 4, 0}, told;
    CUDA_ARRAY3D_DESCRIPTOR layers = {W, H, 3, CU_AD_FORMAT_HALF, 1, CUDA_ARRAY3D_LAYERED | CUDA_ARRAY3D_SURFACE_LDST};
    CUarray array, level, same;
    CUmipmappedArray mipmapped;
    static uint32_t from[D][H][W], to[D][H][W];
    CHECK(cuArray3DCreate(&array, &box));
    for (uint32_t i = 0; i < W * H * D; i++) (&from[0][0][0])[i] = i * 3;
    CUDA_MEMCPY3D copy;
    memset(&copy, 0, sizeof copy);
    copy.srcMemoryType = CU_MEMORYTYPE_HOST, copy.srcHost = from, copy.srcPitch = W * 4, copy.srcHeight = H;
    copy.dstMemoryType = CU_MEMORYTYPE_ARRAY, copy.dstArray = array;
    copy.WidthInBytes = W * 4, copy.Height = H, copy.Depth = D;
    CHECK(cuMemcpy3D(&copy));
    memset(&copy, 0, sizeof copy);
    copy.srcMemoryType = CU_MEMORYTYPE_ARRAY, copy.srcArray = array, copy.srcXInBytes = 8, copy.srcY = 1, copy.srcZ = 2;
    copy.dstMemoryType = CU_MEMORYTYPE_HOST, copy.dstHost = to, copy.dstPitch = W * 4, copy.dstHeight = H;
    copy.dstZ = 1, copy.WidthInBytes = 16, copy.Height = 3, copy.Depth = 2;
    CHECK(cuMemcpy3DAsync(&copy, NULL));
    CHECK(cuCtxSynchronize());
    for (int z = 0; z < 2; z++)
        for (int y = 0; y < 3; y++)
            for (int x = 0; x < 4; x++) REQUIRE(to[1 + z][y][x] == from[2 + z][1 + y][2 + x]);
    REQUIRE(to[0][0][0] == 0 && to[1][3][0] == 0 && to[1][0][4] == 0);
    // The same box by elements, in a batch.
    CUDA_MEMCPY3D_BATCH_OP op;
    CUstream stream;
    memset(&op, 0, sizeof op), memset(to, 0, sizeof to);
    op.src.type = CU_MEMCPY_OPERAND_TYPE_ARRAY, op.dst.type = CU_MEMCPY_OPERAND_TYPE_POINTER;
    op.src.op.array.array = array, op.src.op.array.offset.x = 2, op.src.op.array.offset.y = 1, op.src.op.array.offset.z = 2;
    op.dst.op.ptr.ptr = (CUdeviceptr)(uintptr_t)to, op.dst.op.ptr.rowLength = W, op.dst.op.ptr.layerHeight = H;
    op.extent.width = 4, op.extent.height = 3, op.extent.depth = 2;
    op.srcAccessOrder = CU_MEMCPY_SRC_ACCESS_ORDER_ANY;
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuMemcpy3DBatchAsync(1, &op, 0, stream));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuStreamDestroy(stream));
    REQUIRE(to[0][0][0] == from[2][1][2] && to[1][2][3] == from[3][3][5] && to[1][2][4] == 0);
    CHECK(cuArrayDestroy(array));

    CHECK(cuArray3DCreate(&array, &layers));
    CHECK(cuArray3DGetDescriptor(&told, array));
    REQUIRE(told.Depth == 3 && told.Flags == layers.Flags && told.Format == CU_AD_FORMAT_HALF);
    CHECK(cuArrayDestroy(array));
    REQUIRE(cuArray3DGetDescriptor(&told, array) == CUDA_ERROR_INVALID_HANDLE);

    CHECK(cuMipmappedArrayCreate(&mipmapped, &box, 3));
    CHECK(cuMipmappedArrayGetLevel(&level, mipmapped, 1));
    CHECK(cuMipmappedArrayGetLevel(&same, mipmapped, 1));
    REQUIRE(level == same);
    CHECK(cuArray3DGetDescriptor(&told, level));
    REQUIRE(told.Width == W / 2 && told.Height == H / 2 && told.Depth == D / 2);
    memset(&copy, 0, sizeof copy);
    copy.srcMemoryType = CU_MEMORYTYPE_HOST, copy.srcHost = from, copy.srcPitch = W * 4, copy.srcHeight = H;
    copy.dstMemoryType = CU_MEMORYTYPE_ARRAY, copy.dstArray = level;
    copy.WidthInBytes = W / 2 * 4, copy.Height = H / 2, copy.Depth = D / 2;
    CHECK(cuMemcpy3D(&copy));
    memset(to, 0, sizeof to);
    copy.dstMemoryType = CU_MEMORYTYPE_HOST, copy.dstHost = to, copy.dstPitch = W * 4, copy.dstHeight = H;
    copy.srcMemoryType = CU_MEMORYTYPE_ARRAY, copy.srcArray = level;
    CHECK(cuMemcpy3D(&copy));
    REQUIRE(to[1][2][3] == from[1][2][3] && to[1][2][4] == 0 && to[0][0][1] == 3);
    REQUIRE(cuMipmappedArrayGetLevel(&same, mipmapped, 3) == invalid);
    REQUIRE(cuArrayDestroy(level) == CUDA_ERROR_INVALID_HANDLE);
    CUDA_ARRAY_SPARSE_PROPERTIES tiles;
    CUDA_ARRAY_MEMORY_REQUIREMENTS requirements;
    EXPECT(invalid, cuMipmappedArrayGetSparseProperties(&tiles, mipmapped));
    EXPECT(invalid, cuMipmappedArrayGetMemoryRequirements(&requirements, mipmapped, 0));
    EXPECT(CUDA_ERROR_INVALID_DEVICE, cuMipmappedArrayGetMemoryRequirements(&requirements, mipmapped, 99));
    CHECK(cuMipmappedArrayDestroy(mipmapped));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuMipmappedArrayGetSparseProperties(&tiles, mipmapped));
    REQUIRE(cuArray3DGetDescriptor(&told, level) == CUDA_ERROR_INVALID_HANDLE);
}

static void synchronous_on_demand(void) {
    CUdeviceptr at = 0;
    unsigned value = 7, one = 1;
    CHECK(cuMemAlloc(&at, 64));
    CHECK(cuPointerGetAttribute(&value, CU_POINTER_ATTRIBUTE_SYNC_MEMOPS, at));
    REQUIRE(value == 0);
    CHECK(cuPointerSetAttribute(&one, CU_POINTER_ATTRIBUTE_SYNC_MEMOPS, at));
    CHECK(cuPointerGetAttribute(&value, CU_POINTER_ATTRIBUTE_SYNC_MEMOPS, at + 5));
    REQUIRE(value == 1);
    CHECK(cuMemsetD8(at, 1, 64));
    CHECK(cuStreamQuery(NULL));
    CHECK(cuMemcpyDtoD(at, at + 32, 32));
    CHECK(cuStreamQuery(NULL));
    REQUIRE(cuPointerSetAttribute(&one, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, at) == invalid);
    CHECK(cuMemFree(at));
    REQUIRE(cuPointerSetAttribute(&one, CU_POINTER_ATTRIBUTE_SYNC_MEMOPS, at) == invalid);
}

// Memory of the program's own, registered: copies may use it, and kernels where the device says so.
static void registered(CUdevice device) {
    enum { PAGE = 4096 };
    static _Alignas(PAGE) unsigned char page[2 * PAGE], back[PAGE];
    CUdeviceptr at = 0, mapped = 0;
    int is_mapped = -1;
    CHECK(cuDeviceGetAttribute(&is_mapped, CU_DEVICE_ATTRIBUTE_HOST_REGISTER_SUPPORTED, device));
    CHECK(cuMemAlloc(&at, PAGE));
    memset(page, 7, sizeof page);
    CHECK(cuMemHostRegister(page, PAGE, CU_MEMHOSTREGISTER_PORTABLE));
    EXPECT(CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED, cuMemHostRegister(page, PAGE, 0));
    CHECK(cuMemcpyHtoDAsync(at, page, PAGE, CU_STREAM_PER_THREAD));
    CHECK(cuMemcpyDtoHAsync(back, at, PAGE, CU_STREAM_PER_THREAD));
    CHECK(cuStreamSynchronize(CU_STREAM_PER_THREAD));
    REQUIRE(memcmp(page, back, PAGE) == 0);
    CHECK(cuMemHostUnregister(page));
    EXPECT(CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED, cuMemHostUnregister(page));
    if (is_mapped) {
        CHECK(cuMemHostRegister(page, PAGE, CU_MEMHOSTREGISTER_DEVICEMAP));
        CHECK(cuMemHostGetDevicePointer(&mapped, page, 0));
        CHECK(cuMemsetD8(mapped, 9, PAGE));
        CHECK(cuCtxSynchronize());
        REQUIRE(page[0] == 9 && page[PAGE - 1] == 9 && page[PAGE] == 7);
        CHECK(cuMemHostUnregister(page));
    } else {
        EXPECT(CUDA_ERROR_NOT_SUPPORTED, cuMemHostRegister(page, PAGE, CU_MEMHOSTREGISTER_DEVICEMAP));
        EXPECT(invalid, cuMemHostGetDevicePointer(&mapped, page, 0));
    }
    EXPECT(invalid, cuMemHostRegister(page, PAGE, 1 << 10));
    CHECK(cuMemFree(at));
}

int main(void) {
    CUdevice device;
    CHECK(cuInit(0));
    CHECK(cuDeviceGet(&device, 0));
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    advises();
    in_batches();
    between_contexts(device);
    arrays_of_one_and_two_dimensions();
    arrays_of_three_dimensions_and_levels();
    synchronous_on_demand();
    registered(device);
    puts("PASS copies");
    return 0;
}
