// The oracle: copies in one and two dimensions, sets, and when they have happened.
#include "transcript.h"

enum { COUNT = 1024 };
static unsigned words[COUNT], got[COUNT];
static unsigned char bytes[COUNT], seen[COUNT];
static const CUdeviceptr wild = 0x123456789000ull;

static int equals(const void *a, const void *b, size_t size) { return memcmp(a, b, size) == 0; }

static void linear(void) {
    CUdeviceptr a = 0, b = 0, small = 0;
    void *pinned = NULL;
    for (int i = 0; i < COUNT; i++) words[i] = 2654435761u * (unsigned)i;
    NEED(cuMemAlloc(&a, sizeof words));
    NEED(cuMemAlloc(&b, sizeof words));
    NEED(cuMemAlloc(&small, 64));
    NEED(cuMemAllocHost(&pinned, sizeof words));
    RULE("copy-01", "What is copied to the device comes back.", "Memory Management: cuMemcpyHtoD, cuMemcpyDtoH");
    GIVES(CUDA_SUCCESS, cuMemcpyHtoD(a, words, sizeof words));
    GIVES(CUDA_SUCCESS, cuMemcpyDtoH(got, a, sizeof words));
    VALUE(1, equals(got, words, sizeof words));
    RULE("copy-02", "Copies may start and end at any byte.", "Memory Management: cuMemcpyHtoD has no alignment");
    GIVES(CUDA_SUCCESS, cuMemcpyHtoD(a + 3, "unaligned", 9));
    GIVES(CUDA_SUCCESS, cuMemcpyDtoH(seen, a + 3, 9));
    VALUE(1, equals(seen, "unaligned", 9));
    BELIEF("copy-03", "A copy of no bytes succeeds.", "Memory Management: cuMemcpyHtoD");
    GIVES(CUDA_SUCCESS, cuMemcpyHtoD(a, words, 0));
    GIVES(CUDA_SUCCESS, cuMemcpyDtoH(got, a, 0));
    GIVES(CUDA_SUCCESS, cuMemcpyDtoD(b, a, 0));
    RULE("copy-04", "Host memory at NULL is CUDA_ERROR_INVALID_VALUE.", "Memory Management: cuMemcpyHtoD");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyHtoD(a, NULL, 16));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoH(NULL, a, 16));
    RULE("copy-05", "A device address that belongs to nothing is CUDA_ERROR_INVALID_VALUE, on either side.", "Memory Management: cuMemcpyDtoD");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyHtoD(wild, words, 16));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoH(got, wild, 16));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoD(a, wild, 16));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoD(wild, a, 16));
    BELIEF("copy-06", "A copy that leaves its allocation is CUDA_ERROR_INVALID_VALUE.", "Memory Management: cuMemcpyHtoD");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoH(got, a, (size_t)1 << 45));
    RULE("copy-07", "A copy that was refused has poisoned nothing.", "Error Handling: only faults of work stay");
    GIVES(CUDA_SUCCESS, cuCtxSynchronize());
    GIVES(CUDA_SUCCESS, cuMemcpyHtoD(a, words, sizeof words));
    RULE("copy-08", "cuMemcpy finds the direction from the two addresses.", "Memory Management: cuMemcpy");
    memset(got, 0, sizeof got);
    GIVES(CUDA_SUCCESS, cuMemcpy(b, (CUdeviceptr)words, sizeof words));
    GIVES(CUDA_SUCCESS, cuMemcpy(a, b, sizeof words));
    GIVES(CUDA_SUCCESS, cuMemcpy((CUdeviceptr)got, a, sizeof words));
    VALUE(1, equals(got, words, sizeof words));
    memset(got, 0, sizeof got);
    GIVES(CUDA_SUCCESS, cuMemcpy((CUdeviceptr)got, (CUdeviceptr)words, sizeof words));
    VALUE(1, equals(got, words, sizeof words));
    RULE("copy-09", "Pinned memory may stand on the device's side of a copy.", "Unified Addressing: pointers of pinned memory are device pointers");
    memcpy(pinned, words, sizeof words);
    NEED(cuMemsetD8(b, 0, sizeof words));
    GIVES(CUDA_SUCCESS, cuMemcpyDtoD(b, (CUdeviceptr)pinned, sizeof words));
    GIVES(CUDA_SUCCESS, cuMemcpyDtoH(got, b, sizeof words));
    VALUE(1, equals(got, words, sizeof words));
    RULE("copy-10", "A copy from device to device within one allocation, beside itself, is exact.", "Memory Management: cuMemcpyDtoD");
    GIVES(CUDA_SUCCESS, cuMemcpyDtoD(a + 2048, a, 2048));
    NEED(cuMemcpyDtoH(got, a, sizeof words));
    VALUE(1, equals(got + 512, words, 2048));
    NEED(cuMemFree(small));
    NEED(cuMemFreeHost(pinned));
    NEED(cuMemFree(a));
    NEED(cuMemFree(b));
}

static void asynchronous(void) {
    CUdeviceptr a = 0, b = 0;
    CUstream stream = NULL;
    unsigned *pinned = NULL;
    NEED(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    NEED(cuMemAlloc(&a, sizeof words));
    NEED(cuMemAlloc(&b, sizeof words));
    NEED(cuMemAllocHost((void **)&pinned, sizeof words));
    RULE("async-01", "Pageable memory has been read when a copy to the device returns, asynchronous or not.",
         "API synchronization behavior: transfers from pageable memory are staged first");
    memcpy(got, words, sizeof words);
    GIVES(CUDA_SUCCESS, cuMemcpyHtoDAsync(a, got, sizeof got, stream));
    memset(got, 0xff, sizeof got);
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(stream));
    GIVES(CUDA_SUCCESS, cuMemcpyDtoH(got, a, sizeof got));
    VALUE(1, equals(got, words, sizeof words));
    RULE("async-02", "A copy to pageable memory is complete when it returns.", "API synchronization behavior: device to pageable host memory");
    memset(got, 0, sizeof got);
    GIVES(CUDA_SUCCESS, cuMemcpyDtoHAsync(got, a, sizeof got, stream));
    VALUE(1, equals(got, words, sizeof words));
    RULE("async-03", "Copies of pinned memory happen in the order of their stream.", "API synchronization behavior: page-locked memory is asynchronous");
    memcpy(pinned, words, sizeof words);
    GIVES(CUDA_SUCCESS, cuMemcpyHtoDAsync(a, pinned, sizeof words, stream));
    GIVES(CUDA_SUCCESS, cuMemcpyDtoDAsync(b, a, sizeof words, stream));
    GIVES(CUDA_SUCCESS, cuMemsetD32Async(a, 5, 1, stream));
    GIVES(CUDA_SUCCESS, cuMemcpyDtoHAsync(pinned, b, sizeof words, stream));
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(stream));
    VALUE(1, equals(pinned, words, sizeof words));
    RULE("async-04", "An asynchronous copy checks its addresses when it is called.", "Memory Management: cuMemcpyHtoDAsync");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyHtoDAsync(wild, words, 16, stream));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoHAsync(NULL, a, 16, stream));
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(stream));
    RULE("async-05", "cuMemcpyAsync finds the direction too.", "Memory Management: cuMemcpyAsync");
    GIVES(CUDA_SUCCESS, cuMemcpyAsync((CUdeviceptr)got, b, sizeof words, stream));
    GIVES(CUDA_SUCCESS, cuStreamSynchronize(stream));
    VALUE(1, equals(got, words, sizeof words));
    RULE("async-06", "Memory that is freed while queued work uses it is freed after that work.", "Memory Management: cuMemFree synchronises implicitly");
    NEED(cuMemcpyDtoHAsync(pinned, b, sizeof words, stream));
    GIVES(CUDA_SUCCESS, cuMemFree(b));
    NEED(cuStreamSynchronize(stream));
    VALUE(1, equals(pinned, words, sizeof words));
    NEED(cuMemFree(a));
    NEED(cuMemFreeHost(pinned));
    NEED(cuStreamDestroy(stream));
}

static void sets(void) {
    CUdeviceptr a = 0, rows = 0;
    size_t pitch = 0;
    NEED(cuMemAlloc(&a, sizeof words));
    RULE("set-01", "Sets write values of 8, 16 and 32 bits; the count is of values.", "Memory Management: cuMemsetD8, cuMemsetD16, cuMemsetD32");
    GIVES(CUDA_SUCCESS, cuMemsetD8(a, 0xab, sizeof words));
    GIVES(CUDA_SUCCESS, cuMemsetD16(a + 2, 0x1234, 3));
    GIVES(CUDA_SUCCESS, cuMemsetD32(a + 8, 0xdeadbeef, 2));
    NEED(cuMemcpyDtoH(got, a, sizeof words));
    VALUE(0x1234abab, got[0]);
    VALUE(0x12341234, got[1]);
    VALUE(0xdeadbeef, got[2]);
    VALUE(0xdeadbeef, got[3]);
    VALUE(0xabababab, got[4]);
    RULE("set-02", "Values of 16 and 32 bits are set at addresses that are multiples of their size.", "Memory Management: cuMemsetD16, cuMemsetD32");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemsetD16(a + 1, 0, 1));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemsetD32(a + 2, 0, 1));
    BELIEF("set-03", "Setting nothing succeeds.", "Memory Management: cuMemsetD8");
    GIVES(CUDA_SUCCESS, cuMemsetD8(a, 0, 0));
    RULE("set-04", "Addresses of nothing, and ranges beyond an allocation, are CUDA_ERROR_INVALID_VALUE.", "Memory Management: cuMemsetD8");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemsetD8(wild, 0, 16));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemsetD8(a, 0, (size_t)1 << 45));
    RULE("set-05", "Sets in two dimensions leave what lies between the rows.", "Memory Management: cuMemsetD2D8");
    NEED(cuMemAllocPitch(&rows, &pitch, 100, 3, 4));
    NEED(cuMemsetD8(rows, 1, 3 * pitch));
    GIVES(CUDA_SUCCESS, cuMemsetD2D8(rows, pitch, 2, 100, 2));
    NEED(cuMemcpyDtoH(seen, rows + pitch, pitch > sizeof seen ? sizeof seen : pitch));
    VALUE(2, seen[99]);
    VALUE(1, seen[100]);
    NEED(cuMemcpyDtoH(seen, rows + 2 * pitch, 100));
    VALUE(1, seen[0]);
    RULE("set-06", "A pitch below the width is CUDA_ERROR_INVALID_VALUE, where there is more than one row.", "Memory Management: cuMemsetD2D8");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemsetD2D8(rows, 4, 0, 8, 2));
    GIVES(CUDA_SUCCESS, cuMemsetD2D8(rows, 4, 0, 8, 1));
    NEED(cuMemFree(rows));
    NEED(cuMemFree(a));
}

static void two_dimensions(void) {
    CUdeviceptr a = 0;
    CUDA_MEMCPY2D copy;
    NEED(cuMemAlloc(&a, 1024));
    NEED(cuMemsetD8(a, 0, 1024));
    for (int i = 0; i < COUNT; i++) bytes[i] = (unsigned char)i;
    memset(&copy, 0, sizeof copy);
    copy.srcMemoryType = CU_MEMORYTYPE_HOST, copy.srcHost = bytes, copy.srcPitch = 16, copy.srcXInBytes = 3, copy.srcY = 1;
    copy.dstMemoryType = CU_MEMORYTYPE_DEVICE, copy.dstDevice = a, copy.dstPitch = 32, copy.dstXInBytes = 5, copy.dstY = 2;
    copy.WidthInBytes = 8, copy.Height = 4;
    RULE("copy2d-01", "A copy in two dimensions starts at its offsets and steps by its pitches.", "Memory Management: cuMemcpy2D");
    GIVES(CUDA_SUCCESS, cuMemcpy2D(&copy));
    NEED(cuMemcpyDtoH(seen, a, 1024));
    VALUE(1 * 16 + 3, seen[2 * 32 + 5]);
    VALUE(4 * 16 + 3 + 7, seen[5 * 32 + 5 + 7]);
    VALUE(0, seen[2 * 32 + 4]);
    VALUE(0, seen[2 * 32 + 13]);
    VALUE(0, seen[6 * 32 + 5]);
    RULE("copy2d-02", "The unified kind of memory finds out by itself where an address is.", "Memory Management: cuMemcpy2D, CU_MEMORYTYPE_UNIFIED");
    memset(seen, 0, sizeof seen);
    copy.srcMemoryType = CU_MEMORYTYPE_UNIFIED, copy.srcDevice = a, copy.srcPitch = 32, copy.srcXInBytes = 5, copy.srcY = 2;
    copy.dstMemoryType = CU_MEMORYTYPE_UNIFIED, copy.dstDevice = (CUdeviceptr)seen, copy.dstPitch = 8, copy.dstXInBytes = 0, copy.dstY = 0;
    GIVES(CUDA_SUCCESS, cuMemcpy2D(&copy));
    VALUE(19, seen[0]);
    VALUE(4 * 16 + 3 + 7, seen[31]);
    RULE("copy2d-03", "A pitch below width and offset is CUDA_ERROR_INVALID_VALUE.", "Memory Management: cuMemcpy2D");
    copy.srcPitch = 12;
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpy2D(&copy));
    copy.srcPitch = 32;
    RULE("copy2d-04", "A kind of memory that does not exist is CUDA_ERROR_INVALID_VALUE.", "Memory Management: cuMemcpy2D");
    copy.srcMemoryType = (CUmemorytype)77;
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpy2D(&copy));
    copy.srcMemoryType = CU_MEMORYTYPE_DEVICE;
    BELIEF("copy2d-05", "A copy without rows or columns succeeds.", "Memory Management: cuMemcpy2D");
    copy.Height = 0;
    GIVES(CUDA_SUCCESS, cuMemcpy2D(&copy));
    copy.Height = 4, copy.WidthInBytes = 0;
    GIVES(CUDA_SUCCESS, cuMemcpy2D(&copy));
    RULE("copy2d-06", "The description must not be NULL.", "Memory Management: cuMemcpy2D");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpy2D(NULL));
    NEED(cuMemFree(a));
}

int main(int count, char **values) {
    arguments(count, values);
    start();
    linear();
    asynchronous();
    sets();
    two_dimensions();
    return 0;
}
