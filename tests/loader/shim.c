// A library that exports what its name promises and is nobody's driver: what preloading shims do.
#ifdef DRIVER
#ifndef VERSION
#define VERSION 13000
#endif
int cuInit(unsigned flags) { (void)flags; return 0; }
int cuDriverGetVersion(int *version) { *version = VERSION; return 0; }
int cuDeviceGetName(char *name, int length, int device) {
    (void)device;
    if (length > 4) __builtin_memcpy(name, "shim", 5);
    return 0;
}
#endif
#ifdef RUNTIME
int cudaGetDeviceCount(int *count) { *count = 0; return 0; }
#endif
#ifdef MANAGEMENT
int nvmlInit_v2(void) { return 0; }
#endif
