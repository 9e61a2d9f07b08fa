// What PyTorch requires of a driver: each of these resolves at version 12000 and does its work when called through what was resolved.
#include "check.h"
#include <stdint.h>
#include <string.h>
#include <unistd.h>

// Declares a pointer to a driver function and resolves it under its plain name.
#define RESOLVE(name)                                                                          \
    __typeof__(&name) p_##name = NULL;                                                         \
    do {                                                                                       \
        CUdriverProcAddressQueryResult found = CU_GET_PROC_ADDRESS_SYMBOL_NOT_FOUND;           \
        CHECK(cuGetProcAddress(#name, (void **)&p_##name, 12000, 0, &found));                  \
        if (found != CU_GET_PROC_ADDRESS_SUCCESS || p_##name == NULL) {                        \
            printf("%s does not resolve\n", #name);                                            \
            return 1;                                                                          \
        }                                                                                      \
    } while (0)

int main(void) {
    CUcontext context;
    CUdevice device = -1;
    CUdeviceptr words = 0, at = 0, base = 0;
    CUstream stream;
    CUmemGenericAllocationHandle handle = 0, retained = 0, imported = 0;
    CUmemAllocationProp prop, told;
    CUmemAccessDesc access;
    size_t unit = 0, bytes = 0;
    unsigned long long flags = 0;
    int value = 0, descriptor = -1;
    uint32_t got = 0;
    const char *text = NULL;
    CHECK(cuInit(0));
    RESOLVE(cuDeviceGet);
    RESOLVE(cuDeviceGetAttribute);
    RESOLVE(cuMemGetAddressRange);
    RESOLVE(cuMemAddressReserve);
    RESOLVE(cuMemAddressFree);
    RESOLVE(cuMemCreate);
    RESOLVE(cuMemRelease);
    RESOLVE(cuMemMap);
    RESOLVE(cuMemUnmap);
    RESOLVE(cuMemSetAccess);
    RESOLVE(cuMemGetAccess);
    RESOLVE(cuMemGetAllocationGranularity);
    RESOLVE(cuMemRetainAllocationHandle);
    RESOLVE(cuMemGetAllocationPropertiesFromHandle);
    RESOLVE(cuMemExportToShareableHandle);
    RESOLVE(cuMemImportFromShareableHandle);
    RESOLVE(cuMemsetD32Async);
    RESOLVE(cuStreamWriteValue32);
    RESOLVE(cuGetErrorString);
    CHECK(p_cuDeviceGet(&device, 0));
    CHECK(p_cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device));
    REQUIRE(value >= 7);
    CHECK(p_cuGetErrorString(CUDA_ERROR_OUT_OF_MEMORY, &text));
    REQUIRE(text && strcmp(text, "out of memory") == 0);
    CHECK(cuDevicePrimaryCtxRetain(&context, device));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuMemAlloc(&words, 4096));
    CHECK(p_cuMemGetAddressRange(&base, &bytes, words + 100));
    REQUIRE(base == words && bytes == 4096);
    CHECK(p_cuMemsetD32Async(words, 0x01020304, 1024, stream));
    CHECK(p_cuStreamWriteValue32(stream, words + 4, 77, CU_STREAM_WRITE_VALUE_DEFAULT));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemcpyDtoH(&got, words + 4, 4));
    REQUIRE(got == 77);
    CHECK(cuMemcpyDtoH(&got, words + 8, 4));
    REQUIRE(got == 0x01020304);

    memset(&prop, 0, sizeof prop);
    prop.type = CU_MEM_ALLOCATION_TYPE_PINNED, prop.location.type = CU_MEM_LOCATION_TYPE_DEVICE, prop.location.id = device;
    CHECK(p_cuDeviceGetAttribute(&value, CU_DEVICE_ATTRIBUTE_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR_SUPPORTED, device));
    if (value) prop.requestedHandleTypes = CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR;
    memset(&access, 0, sizeof access);
    access.location = prop.location, access.flags = CU_MEM_ACCESS_FLAGS_PROT_READWRITE;
    CHECK(p_cuMemGetAllocationGranularity(&unit, &prop, CU_MEM_ALLOC_GRANULARITY_RECOMMENDED));
    CHECK(p_cuMemCreate(&handle, unit, &prop, 0));
    CHECK(p_cuMemAddressReserve(&at, 2 * unit, 0, 0, 0));
    CHECK(p_cuMemMap(at, unit, 0, handle, 0));
    CHECK(p_cuMemSetAccess(at, unit, &access, 1));
    CHECK(p_cuMemGetAccess(&flags, &access.location, at));
    REQUIRE(flags == CU_MEM_ACCESS_FLAGS_PROT_READWRITE);
    CHECK(p_cuMemsetD32Async(at, 5, unit / 4, stream));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemcpyDtoH(&got, at + unit - 4, 4));
    REQUIRE(got == 5);
    CHECK(p_cuMemRetainAllocationHandle(&retained, (void *)(uintptr_t)at));
    REQUIRE(retained == handle);
    CHECK(p_cuMemGetAllocationPropertiesFromHandle(&told, handle));
    REQUIRE(told.type == prop.type && told.location.id == device && told.requestedHandleTypes == prop.requestedHandleTypes);
    if (value) {
        CHECK(p_cuMemExportToShareableHandle(&descriptor, handle, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR, 0));
        REQUIRE(descriptor >= 0);
        // Within the process that exported it: the same memory again, or a refusal, as drivers differ.
        CUresult result = p_cuMemImportFromShareableHandle(&imported, (void *)(uintptr_t)descriptor, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR);
        if (result == CUDA_SUCCESS) CHECK(p_cuMemRelease(imported));
        close(descriptor);
    } else {
        EXPECT(CUDA_ERROR_NOT_SUPPORTED,
               p_cuMemExportToShareableHandle(&descriptor, handle, CU_MEM_HANDLE_TYPE_FABRIC, 0));
    }
    CHECK(p_cuMemRelease(retained));
    CHECK(p_cuMemUnmap(at, unit));
    CHECK(p_cuMemRelease(handle));
    CHECK(p_cuMemAddressFree(at, 2 * unit));
    CHECK(cuMemFree(words));
    CHECK(cuStreamDestroy(stream));
    CHECK(cuDevicePrimaryCtxRelease(device));
    puts("PASS required_calls");
    return 0;
}
