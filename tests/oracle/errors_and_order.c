// Prints a transcript of what a driver answers: errors of calls, order of streams, events, freed memory. Opens libcuda.so.1 itself, so that
// it runs on any driver. The native driver's transcript is the truth that docs/semantics.md rests on.
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

typedef int (*fn)();
static void *library;

static fn find(const char *name) {
    fn found = (fn)dlsym(library, name);
    if (!found) printf("%s: not exported\n", name);
    return found;
}

#define ASK(label, name, ...)                                             \
    do {                                                                  \
        fn call = find(name);                                             \
        if (call) printf("%-60s %d\n", label, call(__VA_ARGS__));         \
    } while (0)

int main(void) {
    library = dlopen("libcuda.so.1", RTLD_NOW);
    if (!library) {
        fprintf(stderr, "no driver: %s\n", dlerror());
        return 2;
    }
    int device = 0, version = 0, count = 0, value = 0;
    void *context = NULL, *stream = NULL, *event = NULL, *second = NULL, *module = NULL;
    unsigned long long at = 0;
    unsigned char bytes[16] = {0};
    float milliseconds = 0;
    ASK("cuDeviceGetCount before cuInit", "cuDeviceGetCount", &count);
    ASK("cuInit with flags 1", "cuInit", 1u);
    ASK("cuInit", "cuInit", 0u);
    ASK("cuDriverGetVersion", "cuDriverGetVersion", &version);
    fprintf(stderr, "driver %d\n", version);
    ASK("cuDeviceGet beyond the last", "cuDeviceGet", &device, 4096);
    ASK("cuDeviceGet", "cuDeviceGet", &device, 0);
    ASK("cuDeviceGetAttribute of no attribute", "cuDeviceGetAttribute", &value, 0, device);
    ASK("cuMemAlloc without a context", "cuMemAlloc_v2", &at, (size_t)16);
    ASK("cuCtxSynchronize without a context", "cuCtxSynchronize", 0);
    ASK("cuDevicePrimaryCtxRetain", "cuDevicePrimaryCtxRetain", &context, device);
    ASK("cuCtxSetCurrent", "cuCtxSetCurrent", context);
    ASK("cuMemAlloc of nothing", "cuMemAlloc_v2", &at, (size_t)0);
    ASK("cuMemAlloc of 2^60 bytes", "cuMemAlloc_v2", &at, (size_t)1 << 60);
    ASK("cuMemAlloc after an allocation that failed", "cuMemAlloc_v2", &at, (size_t)16);
    ASK("cuMemFree of an address within", "cuMemFree_v2", at + 4);
    ASK("cuMemsetD32Async, misaligned", "cuMemsetD32Async", at + 2, 0u, (size_t)1, (void *)0);
    ASK("cuMemsetD8Async beyond the allocation by 2^40", "cuMemsetD8Async", at, (unsigned char)0, (size_t)1 << 40, (void *)0);
    ASK("cuMemcpyDtoH of nothing", "cuMemcpyDtoH_v2", bytes, at, (size_t)0);
    ASK("cuStreamCreate", "cuStreamCreate", &stream, 1u);
    ASK("cuStreamCreate with flags 8", "cuStreamCreate", &second, 8u);
    ASK("cuEventCreate", "cuEventCreate", &event, 0u);
    ASK("cuEventCreate, a second", "cuEventCreate", &second, 0u);
    ASK("cuEventQuery, never recorded", "cuEventQuery", event);
    ASK("cuEventElapsedTime, never recorded", "cuEventElapsedTime", &milliseconds, event, second);
    ASK("cuStreamWaitEvent, never recorded", "cuStreamWaitEvent", stream, event, 0u);
    ASK("cuEventRecord", "cuEventRecord", event, stream);
    ASK("cuEventSynchronize", "cuEventSynchronize", event);
    ASK("cuEventQuery after it", "cuEventQuery", event);
    ASK("cuStreamQuery of an idle stream", "cuStreamQuery", stream);
    ASK("cuModuleLoadData of nonsense", "cuModuleLoadData", &module, ".version 6.4\n.target sm_70\n.address_size 64\n.nonsense\n");
    ASK("cuModuleLoadData of NULL", "cuModuleLoadData", &module, (void *)0);
    ASK("cuStreamDestroy", "cuStreamDestroy_v2", stream);
    ASK("cuMemFree", "cuMemFree_v2", at);
    ASK("cuMemFree of NULL", "cuMemFree_v2", 0ull);
    ASK("cuMemFreeHost of NULL", "cuMemFreeHost", (void *)0);
    ASK("cuDevicePrimaryCtxRelease", "cuDevicePrimaryCtxRelease_v2", device);
    ASK("cuDevicePrimaryCtxRelease once more", "cuDevicePrimaryCtxRelease_v2", device);
    ASK("cuMemAlloc in a context that has ended", "cuMemAlloc_v2", &at, (size_t)16);
    return 0;
}
