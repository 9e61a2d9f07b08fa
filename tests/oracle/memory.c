// The oracle: device, pinned, registered and managed memory; what is known of pointers.
#include "transcript.h"

static unsigned char page[8192] __attribute__((aligned(4096)));

static void allocations(void) {
    CUdeviceptr a = 0, b = 0;
    size_t before = 0, after = 0, total = 0, pitch = 0;
    RULE("mem-01", "An allocation of no bytes is CUDA_ERROR_INVALID_VALUE.", "Memory Management: cuMemAlloc");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAlloc(&a, 0));
    RULE("mem-02", "A result that should go to NULL is CUDA_ERROR_INVALID_VALUE.", "Memory Management: cuMemAlloc");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAlloc(NULL, 16));
    RULE("mem-03", "More than the device has is CUDA_ERROR_OUT_OF_MEMORY, and the context goes on.", "Memory Management: cuMemAlloc");
    GIVES(CUDA_ERROR_OUT_OF_MEMORY, cuMemAlloc(&a, (size_t)1 << 46));
    GIVES(CUDA_SUCCESS, cuMemAlloc(&a, 1));
    RULE("mem-04", "Device memory is aligned to at least 256 bytes, however little is asked for.",
         "Programming Guide: Device Memory Accesses, size and alignment requirement");
    GIVES(CUDA_SUCCESS, cuMemAlloc(&b, 3));
    VALUE(0, a % 256);
    VALUE(0, b % 256);
    RULE("mem-05", "What is free and what there is are told together, and either may be left out.", "Memory Management: cuMemGetInfo");
    GIVES(CUDA_SUCCESS, cuMemGetInfo(&before, &total));
    VALUE(1, before > 0 && before <= total);
    BELIEF("mem-06", "Either of the two may be left out.", "Memory Management: cuMemGetInfo");
    GIVES(CUDA_SUCCESS, cuMemGetInfo(NULL, &total));
    RULE("mem-07", "Memory is freed by the address that was given for it, and no other.", "Memory Management: cuMemFree");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemFree(a + 1));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemFree((CUdeviceptr)0x10));
    GIVES(CUDA_SUCCESS, cuMemFree(a));
    BELIEF("mem-08", "Memory that is freed twice is CUDA_ERROR_INVALID_VALUE.", "Memory Management: cuMemFree");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemFree(a));
    BELIEF("mem-09", "Freeing address 0 does nothing.", "Memory Management: cuMemFree");
    GIVES(CUDA_SUCCESS, cuMemFree(0));
    GIVES(CUDA_SUCCESS, cuMemFree(b));
    BELIEF("mem-10", "A size whose rounding overflows is an error that poisons nothing.", "Memory Management: cuMemAlloc");
    VALUE(1, cuMemAlloc(&a, (size_t)-1) != CUDA_SUCCESS);
    GIVES(CUDA_SUCCESS, cuCtxSynchronize());
    RULE("mem-11", "A large allocation is missing from the free memory until it is freed.", "Memory Management: cuMemGetInfo");
    NEED(cuMemGetInfo(&before, &total));
    NEED(cuMemAlloc(&a, 32 << 20));
    NEED(cuMemGetInfo(&after, &total));
    VALUE(1, before - after >= 32 << 20);
    NEED(cuMemFree(a));
    NEED(cuMemGetInfo(&after, &total));
    VALUE(1, after >= before);
    RULE("mem-12", "Rows of a pitched allocation are at least as wide as asked for and start aligned.", "Memory Management: cuMemAllocPitch");
    GIVES(CUDA_SUCCESS, cuMemAllocPitch(&a, &pitch, 100, 7, 4));
    VALUE(1, pitch >= 100 && pitch % 32 == 0);
    GIVES(CUDA_SUCCESS, cuMemFree(a));
    RULE("mem-13", "The element of a pitched allocation has 4, 8 or 16 bytes.", "Memory Management: cuMemAllocPitch");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAllocPitch(&a, &pitch, 100, 7, 3));
    BELIEF("mem-14", "A pitched allocation has rows, and bytes in them.", "Memory Management: cuMemAllocPitch");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAllocPitch(&a, &pitch, 0, 7, 4));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAllocPitch(&a, &pitch, 100, 0, 4));
}

static void pointers(CUcontext context) {
    CUdeviceptr a = 0, base = 0, seen = 0;
    size_t size = 0;
    void *host = NULL, *seen_host = NULL;
    unsigned value = 99;
    int ordinal = 99;
    unsigned long long id_a = 0, id_b = 0;
    CUcontext owner = NULL;
    NEED(cuMemAlloc(&a, 1000));
    NEED(cuMemAllocHost(&host, 5000));
    RULE("ptr-01", "Any address within an allocation finds its start and its size as it was asked for.", "Memory Management: cuMemGetAddressRange");
    GIVES(CUDA_SUCCESS, cuMemGetAddressRange(&base, &size, a + 999));
    VALUE(0, base - a);
    VALUE(1000, size);
    RULE("ptr-02", "Either result may be left out.", "Memory Management: cuMemGetAddressRange");
    GIVES(CUDA_SUCCESS, cuMemGetAddressRange(NULL, &size, a));
    GIVES(CUDA_SUCCESS, cuMemGetAddressRange(&base, NULL, a));
    BELIEF("ptr-03", "An address of nothing has no range: CUDA_ERROR_NOT_FOUND.", "Memory Management: cuMemGetAddressRange");
    GIVES(CUDA_ERROR_NOT_FOUND, cuMemGetAddressRange(&base, &size, (CUdeviceptr)0x10));
    RULE("ptr-04", "Device memory says so, wherever within it one asks.", "Unified Addressing: CU_POINTER_ATTRIBUTE_MEMORY_TYPE");
    GIVES(CUDA_SUCCESS, cuPointerGetAttribute(&value, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, a + 500));
    VALUE(CU_MEMORYTYPE_DEVICE, value);
    RULE("ptr-05", "Pinned memory is host memory.", "Unified Addressing: CU_POINTER_ATTRIBUTE_MEMORY_TYPE");
    GIVES(CUDA_SUCCESS, cuPointerGetAttribute(&value, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, (CUdeviceptr)host));
    VALUE(CU_MEMORYTYPE_HOST, value);
    RULE("ptr-06", "An address that CUDA does not know has no attributes.", "Unified Addressing: cuPointerGetAttribute");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuPointerGetAttribute(&value, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, (CUdeviceptr)page));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuPointerGetAttribute(&value, CU_POINTER_ATTRIBUTE_IS_MANAGED, (CUdeviceptr)page));
    RULE("ptr-07", "Memory knows the context that it was allocated in, and its device.",
         "Unified Addressing: CU_POINTER_ATTRIBUTE_CONTEXT, CU_POINTER_ATTRIBUTE_DEVICE_ORDINAL");
    GIVES(CUDA_SUCCESS, cuPointerGetAttribute(&owner, CU_POINTER_ATTRIBUTE_CONTEXT, a));
    VALUE(1, owner == context);
    GIVES(CUDA_SUCCESS, cuPointerGetAttribute(&ordinal, CU_POINTER_ATTRIBUTE_DEVICE_ORDINAL, a));
    VALUE(0, ordinal);
    RULE("ptr-08", "The device pointer of an address is the address itself.", "Unified Addressing: CU_POINTER_ATTRIBUTE_DEVICE_POINTER");
    GIVES(CUDA_SUCCESS, cuPointerGetAttribute(&seen, CU_POINTER_ATTRIBUTE_DEVICE_POINTER, a + 4));
    VALUE(4, seen - a);
    GIVES(CUDA_SUCCESS, cuPointerGetAttribute(&seen, CU_POINTER_ATTRIBUTE_DEVICE_POINTER, (CUdeviceptr)host));
    VALUE(1, seen == (CUdeviceptr)host);
    RULE("ptr-09", "The host pointer of pinned memory is the address itself; device memory has none.",
         "Unified Addressing: CU_POINTER_ATTRIBUTE_HOST_POINTER");
    GIVES(CUDA_SUCCESS, cuPointerGetAttribute(&seen_host, CU_POINTER_ATTRIBUTE_HOST_POINTER, (CUdeviceptr)host));
    VALUE(1, seen_host == host);
    GIVES(CUDA_ERROR_INVALID_VALUE, cuPointerGetAttribute(&seen_host, CU_POINTER_ATTRIBUTE_HOST_POINTER, a));
    RULE("ptr-10", "Every allocation has an id that no later one has, at the same address or elsewhere.",
         "Unified Addressing: CU_POINTER_ATTRIBUTE_BUFFER_ID");
    GIVES(CUDA_SUCCESS, cuPointerGetAttribute(&id_a, CU_POINTER_ATTRIBUTE_BUFFER_ID, a));
    NEED(cuMemFree(a));
    NEED(cuMemAlloc(&a, 1000));
    GIVES(CUDA_SUCCESS, cuPointerGetAttribute(&id_b, CU_POINTER_ATTRIBUTE_BUFFER_ID, a));
    VALUE(1, id_a != id_b);
    RULE("ptr-11", "The start and the size of the allocation are attributes too.",
         "Unified Addressing: CU_POINTER_ATTRIBUTE_RANGE_START_ADDR, CU_POINTER_ATTRIBUTE_RANGE_SIZE");
    GIVES(CUDA_SUCCESS, cuPointerGetAttribute(&base, CU_POINTER_ATTRIBUTE_RANGE_START_ADDR, a + 17));
    VALUE(0, base - a);
    GIVES(CUDA_SUCCESS, cuPointerGetAttribute(&size, CU_POINTER_ATTRIBUTE_RANGE_SIZE, a + 17));
    VALUE(1000, size);
    RULE("ptr-12", "Asked for many attributes, an unknown address is no error: what it has not is zero.", "Unified Addressing: cuPointerGetAttributes");
    CUpointer_attribute wanted[] = { CU_POINTER_ATTRIBUTE_MEMORY_TYPE, CU_POINTER_ATTRIBUTE_DEVICE_POINTER, CU_POINTER_ATTRIBUTE_IS_MANAGED };
    unsigned managed = 99;
    void *places[] = { &value, &seen, &managed };
    GIVES(CUDA_SUCCESS, cuPointerGetAttributes(3, wanted, places, (CUdeviceptr)page));
    VALUE(0, value);
    VALUE(0, seen);
    VALUE(0, managed);
    GIVES(CUDA_SUCCESS, cuPointerGetAttributes(3, wanted, places, a));
    VALUE(CU_MEMORYTYPE_DEVICE, value);
    VALUE(1, seen == a);
    RULE("ptr-13", "An attribute that does not exist, and a place that is NULL, are CUDA_ERROR_INVALID_VALUE.", "Unified Addressing: cuPointerGetAttribute");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuPointerGetAttribute(&value, (CUpointer_attribute)5000, a));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuPointerGetAttribute(NULL, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, a));
    RULE("ptr-14", "Freed memory has no attributes any more.", "Unified Addressing: cuPointerGetAttribute");
    NEED(cuMemFree(a));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuPointerGetAttribute(&value, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, a));
    RULE("ptr-15", "Synchronous operations on an allocation can be made to synchronise always, by setting its attribute.",
         "Unified Addressing: cuPointerSetAttribute, CU_POINTER_ATTRIBUTE_SYNC_MEMOPS");
    NEED(cuMemAlloc(&a, 1000));
    unsigned yes = 1;
    value = 9;
    GIVES(CUDA_SUCCESS, cuPointerGetAttribute(&value, CU_POINTER_ATTRIBUTE_SYNC_MEMOPS, a));
    VALUE(0, value);
    GIVES(CUDA_SUCCESS, cuPointerSetAttribute(&yes, CU_POINTER_ATTRIBUTE_SYNC_MEMOPS, a));
    GIVES(CUDA_SUCCESS, cuPointerGetAttribute(&value, CU_POINTER_ATTRIBUTE_SYNC_MEMOPS, a));
    VALUE(1, value);
    NEED(cuMemFree(a));
    NEED(cuMemFreeHost(host));
}

static void host_memory(void) {
    void *host = NULL, *small = NULL;
    CUdeviceptr at = 0;
    unsigned flags = 99;
    RULE("host-01", "Pinned memory of no bytes, or for NULL, is CUDA_ERROR_INVALID_VALUE.", "Memory Management: cuMemHostAlloc, cuMemAllocHost");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemHostAlloc(&host, 0, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAllocHost(NULL, 16));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemHostAlloc(NULL, 16, 0));
    RULE("host-02", "Flags that do not exist are CUDA_ERROR_INVALID_VALUE.", "Memory Management: cuMemHostAlloc");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemHostAlloc(&host, 16, 0x8000));
    RULE("host-03", "The flags of an allocation can be read; with unified addressing it is always mapped.",
         "Unified Addressing: automatic mapping of host allocated host memory; cuMemHostGetFlags");
    GIVES(CUDA_SUCCESS, cuMemHostAlloc(&host, 4096, CU_MEMHOSTALLOC_PORTABLE));
    GIVES(CUDA_SUCCESS, cuMemHostGetFlags(&flags, host));
    VALUE(CU_MEMHOSTALLOC_PORTABLE | CU_MEMHOSTALLOC_DEVICEMAP, flags);
    RULE("host-04", "Mapped memory has its own address on the device, unless it is write-combined.",
         "Unified Addressing: automatic mapping; cuMemHostGetDevicePointer");
    GIVES(CUDA_SUCCESS, cuMemHostGetDevicePointer(&at, host, 0));
    VALUE(1, at == (CUdeviceptr)host);
    RULE("host-05", "The flags of that question must be 0.", "Memory Management: cuMemHostGetDevicePointer");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemHostGetDevicePointer(&at, host, 1));
    RULE("host-06", "Memory that is not pinned has no device pointer and no flags.", "Memory Management: cuMemHostGetDevicePointer");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemHostGetDevicePointer(&at, page, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemHostGetFlags(&flags, page));
    RULE("host-07", "Each of the two frees what its own allocators gave.", "Memory Management: cuMemFreeHost, cuMemFree");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemFreeHost(page));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemFree((CUdeviceptr)host));
    GIVES(CUDA_SUCCESS, cuMemFreeHost(host));
    BELIEF("host-08", "Pinned memory that is freed twice, or at NULL, is CUDA_ERROR_INVALID_VALUE.", "Memory Management: cuMemFreeHost");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemFreeHost(host));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemFreeHost(NULL));
    RULE("host-09", "A range of the program's own memory can be registered once.", "Memory Management: cuMemHostRegister");
    GIVES(CUDA_SUCCESS, cuMemHostRegister(page, 4096, 0));
    GIVES(CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED, cuMemHostRegister(page, 4096, 0));
    RULE("host-10", "Registered memory is unregistered by the address that it was registered by, once.", "Memory Management: cuMemHostUnregister");
    GIVES(CUDA_SUCCESS, cuMemHostUnregister(page));
    GIVES(CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED, cuMemHostUnregister(page));
    RULE("host-11", "Registering nothing, or at NULL, is CUDA_ERROR_INVALID_VALUE.", "Memory Management: cuMemHostRegister");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemHostRegister(NULL, 4096, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemHostRegister(page, 0, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemHostRegister(page, 4096, 0x8000));
    RULE("host-12", "Registered memory cannot be freed as pinned memory.", "Memory Management: cuMemFreeHost");
    NEED(cuMemHostRegister(page, 4096, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemFreeHost(page));
    GIVES(CUDA_SUCCESS, cuMemHostUnregister(page));
    (void)small;
}

static void managed(void) {
    CUdeviceptr at = 0;
    unsigned value = 99;
    RULE("man-01", "Managed memory is attached to all or to the host at first; it must be one of them, and have a size.",
         "Memory Management: cuMemAllocManaged");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAllocManaged(&at, 4096, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAllocManaged(&at, 0, CU_MEM_ATTACH_GLOBAL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAllocManaged(NULL, 4096, CU_MEM_ATTACH_GLOBAL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemAllocManaged(&at, 4096, CU_MEM_ATTACH_SINGLE));
    RULE("man-02", "Managed memory says so, and is read and written by the host at the same address.",
         "Unified Addressing: CU_POINTER_ATTRIBUTE_IS_MANAGED");
    GIVES(CUDA_SUCCESS, cuMemAllocManaged(&at, 4096, CU_MEM_ATTACH_GLOBAL));
    GIVES(CUDA_SUCCESS, cuPointerGetAttribute(&value, CU_POINTER_ATTRIBUTE_IS_MANAGED, at));
    VALUE(1, value);
    *(volatile int *)at = 41;
    NEED(cuMemsetD32(at + 4, 43, 1));
    NEED(cuCtxSynchronize());
    VALUE(41, *(volatile int *)at);
    VALUE(43, *(volatile int *)(at + 4));
    RULE("man-03", "Managed memory is freed as device memory.", "Memory Management: cuMemAllocManaged");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemFreeHost((void *)at));
    GIVES(CUDA_SUCCESS, cuMemFree(at));
}

int main(int count, char **values) {
    arguments(count, values);
    CUcontext context = start();
    allocations();
    pointers(context);
    host_memory();
    managed();
    return 0;
}
