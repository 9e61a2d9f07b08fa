// Opens libcuda.so.1 as any program does and says which file that was and what the first device is called.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>

int main(void) {
    void *library = dlopen("libcuda.so.1", RTLD_NOW);
    if (!library) {
        printf("not found: %s\n", dlerror());
        return 1;
    }
    int (*init)(unsigned) = dlsym(library, "cuInit");
    int (*name)(char *, int, int) = dlsym(library, "cuDeviceGetName");
    Dl_info info;
    char device[256] = "";
    if (!init || !name || !dladdr((void *)init, &info)) {
        puts("not a CUDA driver");
        return 1;
    }
    int result = init(0);
    if (result == 0) result = name(device, sizeof device, 0);
    printf("result %d library %s device %s\n", result, info.dli_fname, device);
    return result != 0;
}
