// The oracle: modules from text, their functions and variables, what is refused, unloading; libraries.
#include "transcript.h"

static const char *const source = PTX_HEAD
    ".visible .global .align 4 .b8 table[64];\n"
    ".visible .const .align 4 .u32 factor = 5;\n"
    ".visible .global .align 4 .u32 counter = 42;\n"
    ".global .align 4 .u32 inner;\n"
    ".func helper() { ret; }\n"
    ".visible .entry put(.param .u64 to, .param .u32 value, .param .align 8 .b8 rest[24]) {\n"
    "  .reg .b32 %r<2>; .reg .b64 %d<2>;\n"
    "  ld.param.u64 %d1, [to]; ld.param.u32 %r1, [value]; cvta.to.global.u64 %d1, %d1; st.global.u32 [%d1], %r1; ret;\n}\n"
    ".visible .entry empty() { ret; }\n";

static void refused(void) {
    CUmodule module = NULL;
    static const unsigned char broken_elf[64] = { 0x7f, 'E', 'L', 'F', 2, 1, 1 };
    RULE("mod-01", "An image, and a place for the handle, must not be NULL.", "Module Management: cuModuleLoadData");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuModuleLoadData(&module, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuModuleLoadData(NULL, source));
    RULE("mod-02", "PTX that does not compile is CUDA_ERROR_INVALID_PTX.", "Data types: CUDA_ERROR_INVALID_PTX");
    GIVES(CUDA_ERROR_INVALID_PTX, cuModuleLoadData(&module, PTX_HEAD ".visible .entry k() { frobnicate.u32; ret; }"));
    GIVES(CUDA_ERROR_INVALID_PTX, cuModuleLoadData(&module, PTX_HEAD ".visible .entry k( { ret; }"));
    GIVES(CUDA_ERROR_INVALID_PTX, cuModuleLoadData(&module, PTX_HEAD ".visible .entry k() { mov.u32 %r1, 0; ret; }"));
    RULE("mod-03", "PTX of a version that the driver does not know is CUDA_ERROR_UNSUPPORTED_PTX_VERSION.",
         "Data types: CUDA_ERROR_UNSUPPORTED_PTX_VERSION");
    GIVES(CUDA_ERROR_UNSUPPORTED_PTX_VERSION,
          cuModuleLoadData(&module, ".version 99.0\n.target sm_70\n.address_size 64\n.visible .entry k() { ret; }"));
    BELIEF("mod-04", "PTX for a newer architecture than the device's is CUDA_ERROR_INVALID_PTX.",
           "PTX ISA: .target, PTX can be compiled for its target or newer");
    GIVES(CUDA_ERROR_INVALID_PTX,
          cuModuleLoadData(&module, ".version 9.0\n.target sm_121\n.address_size 64\n.visible .entry k() { ret; }"));
    RULE("mod-05", "Data that is no image is CUDA_ERROR_INVALID_IMAGE.", "Data types: CUDA_ERROR_INVALID_IMAGE");
    GIVES(CUDA_ERROR_INVALID_IMAGE, cuModuleLoadData(&module, broken_elf));
    RULE("mod-06", "A file that is not there is CUDA_ERROR_FILE_NOT_FOUND.", "Module Management: cuModuleLoad");
    GIVES(CUDA_ERROR_FILE_NOT_FOUND, cuModuleLoad(&module, "/nonexistent/module.ptx"));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuModuleLoad(&module, NULL));
    RULE("mod-07", "An image that was refused has poisoned nothing.", "Error Handling: only faults of work stay");
    GIVES(CUDA_SUCCESS, cuCtxSynchronize());
}

static void contents(void) {
    CUmodule module = NULL, again = NULL, owner = NULL;
    CUfunction put = NULL, same = NULL;
    CUdeviceptr at = 0, other = 0;
    size_t size = 0, offset = 0;
    unsigned value = 0, written = 77;
    const char *name = NULL;
    RULE("mod-08", "PTX text makes a module.", "Module Management: cuModuleLoadData");
    GIVES(CUDA_SUCCESS, cuModuleLoadData(&module, source));
    RULE("mod-09", "Functions are found by name, and the same function has the same handle.", "Module Management: cuModuleGetFunction");
    GIVES(CUDA_SUCCESS, cuModuleGetFunction(&put, module, "put"));
    GIVES(CUDA_SUCCESS, cuModuleGetFunction(&same, module, "put"));
    VALUE(1, put == same);
    RULE("mod-10", "A name that the module does not have, or that names something else, is CUDA_ERROR_NOT_FOUND.", "Module Management: cuModuleGetFunction");
    GIVES(CUDA_ERROR_NOT_FOUND, cuModuleGetFunction(&same, module, "missing"));
    GIVES(CUDA_ERROR_NOT_FOUND, cuModuleGetFunction(&same, module, "table"));
    GIVES(CUDA_ERROR_NOT_FOUND, cuModuleGetFunction(&same, module, "helper"));
    GIVES(CUDA_ERROR_NOT_FOUND, cuModuleGetGlobal(&at, &size, module, "missing"));
    GIVES(CUDA_ERROR_NOT_FOUND, cuModuleGetGlobal(&at, &size, module, "put"));
    RULE("mod-11", "Names and places must not be NULL.", "Module Management: cuModuleGetFunction");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuModuleGetFunction(&same, module, NULL));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuModuleGetFunction(NULL, module, "put"));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuModuleGetGlobal(&at, &size, module, NULL));
    RULE("mod-12", "No module is CUDA_ERROR_INVALID_HANDLE.", "Module Management");
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuModuleGetFunction(&same, NULL, "put"));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuModuleGetGlobal(&at, &size, NULL, "table"));
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuModuleUnload(NULL));
    RULE("mod-13", "A variable has an address and a size; either may be left out.", "Module Management: cuModuleGetGlobal");
    GIVES(CUDA_SUCCESS, cuModuleGetGlobal(&at, &size, module, "table"));
    VALUE(64, size);
    GIVES(CUDA_SUCCESS, cuModuleGetGlobal(NULL, &size, module, "counter"));
    VALUE(4, size);
    GIVES(CUDA_SUCCESS, cuModuleGetGlobal(&at, NULL, module, "counter"));
    RULE("mod-14", "A variable begins with its initial value, or with zeros, and can be copied as memory.", "PTX ISA: initializers; cuModuleGetGlobal");
    GIVES(CUDA_SUCCESS, cuMemcpyDtoH(&value, at, 4));
    VALUE(42, value);
    GIVES(CUDA_SUCCESS, cuMemcpyHtoD(at, &written, 4));
    GIVES(CUDA_SUCCESS, cuModuleGetGlobal(&at, &size, module, "factor"));
    GIVES(CUDA_SUCCESS, cuMemcpyDtoH(&value, at, 4));
    VALUE(5, value);
    GIVES(CUDA_SUCCESS, cuModuleGetGlobal(&at, &size, module, "table"));
    GIVES(CUDA_SUCCESS, cuMemcpyDtoH(&value, at + 60, 4));
    VALUE(0, value);
    RULE("mod-15", "The same image loaded again is another module with variables of its own.", "Module Management: cuModuleLoadData");
    GIVES(CUDA_SUCCESS, cuModuleLoadData(&again, source));
    GIVES(CUDA_SUCCESS, cuModuleGetGlobal(&at, &size, module, "counter"));
    GIVES(CUDA_SUCCESS, cuModuleGetGlobal(&other, &size, again, "counter"));
    VALUE(1, at != other);
    NEED(cuMemcpyDtoH(&value, at, 4));
    VALUE(77, value);
    NEED(cuMemcpyDtoH(&value, other, 4));
    VALUE(42, value);
    RULE("mod-16", "A function tells its name and its module.", "Execution Control: cuFuncGetName, cuFuncGetModule");
    GIVES(CUDA_SUCCESS, cuFuncGetName(&name, put));
    TEXT("put", name);
    GIVES(CUDA_SUCCESS, cuFuncGetModule(&owner, put));
    VALUE(1, owner == module);
    RULE("mod-17", "A function tells where its parameters lie, as C would lay them out; there is none beyond the last.",
         "Execution Control: cuFuncGetParamInfo");
    GIVES(CUDA_SUCCESS, cuFuncGetParamInfo(put, 0, &offset, &size));
    VALUE(0, offset);
    VALUE(8, size);
    GIVES(CUDA_SUCCESS, cuFuncGetParamInfo(put, 1, &offset, &size));
    VALUE(8, offset);
    VALUE(4, size);
    GIVES(CUDA_SUCCESS, cuFuncGetParamInfo(put, 2, &offset, NULL));
    VALUE(16, offset);
    GIVES(CUDA_ERROR_INVALID_VALUE, cuFuncGetParamInfo(put, 3, &offset, &size));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuFuncGetParamInfo(put, 0, NULL, &size));
    RULE("mod-18", "A module can be unloaded while work of it is queued, which is then done first.", "Module Management: cuModuleUnload");
    CUdeviceptr cell = 0;
    unsigned long long rest[3] = { 0 };
    unsigned put_value = 99;
    NEED(cuMemAlloc(&cell, 4));
    void *params[] = { &cell, &put_value, rest };
    GIVES(CUDA_SUCCESS, cuLaunchKernel(put, 1, 1, 1, 1, 1, 1, 0, NULL, params, NULL));
    GIVES(CUDA_SUCCESS, cuModuleUnload(module));
    GIVES(CUDA_SUCCESS, cuMemcpyDtoH(&value, cell, 4));
    VALUE(99, value);
    RULE("mod-19", "Unloading one module leaves the other.", "Module Management: cuModuleUnload");
    GIVES(CUDA_SUCCESS, cuModuleGetFunction(&put, again, "put"));
    GIVES(CUDA_SUCCESS, cuModuleUnload(again));
    NEED(cuMemFree(cell));
}

static void options(void) {
    CUmodule module = NULL;
    char log[4096] = "unchanged";
    RULE("mod-20", "The compiler's words about an image that it refuses are written to the error log buffer, ended by a zero.",
         "Module Management: cuModuleLoadDataEx, CU_JIT_ERROR_LOG_BUFFER");
    CUjit_option names[] = { CU_JIT_ERROR_LOG_BUFFER, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES };
    void *values[] = { log, (void *)sizeof log };
    GIVES(CUDA_ERROR_INVALID_PTX, cuModuleLoadDataEx(&module, PTX_HEAD ".visible .entry k() { frobnicate.u32; ret; }", 2, names, values));
    VALUE(1, strlen(log) > 0 && strcmp(log, "unchanged") != 0);
    RULE("mod-21", "Options that only advise the compiler are accepted.", "Data types: CUjit_option");
    CUjit_option advice[] = { CU_JIT_MAX_REGISTERS, CU_JIT_OPTIMIZATION_LEVEL };
    void *advice_values[] = { (void *)32, (void *)4 };
    GIVES(CUDA_SUCCESS, cuModuleLoadDataEx(&module, source, 2, advice, advice_values));
    GIVES(CUDA_SUCCESS, cuModuleUnload(module));
    RULE("mod-22", "Options that are counted must be there.", "Module Management: cuModuleLoadDataEx");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuModuleLoadDataEx(&module, source, 1, NULL, NULL));
}

static void references(void) {
    static const char *const text = PTX_HEAD ".global .texref image;\n.global .surfref face;\n.visible .global .u32 word;\n"
        ".visible .entry empty() { ret; }\n";
    CUDA_ARRAY3D_DESCRIPTOR shape = { 4, 4, 0, CU_AD_FORMAT_UNSIGNED_INT32, 1, CUDA_ARRAY3D_SURFACE_LDST };
    CUmodule module = NULL;
    CUfunction empty = NULL;
    CUtexref image = NULL, same = NULL;
    CUsurfref face = NULL;
    CUarray array = NULL, plain = NULL, got = NULL;
    CUdeviceptr address = 0, memory = 0;
    CUfilter_mode filter = 0;
    CUaddress_mode mode = 0;
    CUarray_format format = 0;
    int number = 0;
    unsigned flags = 0;
    size_t offset = 99;
    NEED(cuModuleLoadData(&module, text));
    NEED(cuArray3DCreate(&array, &shape));
    shape.Flags = 0;
    NEED(cuArray3DCreate(&plain, &shape));
    NEED(cuMemAlloc(&memory, 4096));
    RULE("ref-01", "A module's texture and surface references have names; a name that it does not have is CUDA_ERROR_NOT_FOUND.",
         "Module Management: cuModuleGetTexRef, cuModuleGetSurfRef");
    GIVES(CUDA_SUCCESS, cuModuleGetTexRef(&image, module, "image"));
    GIVES(CUDA_SUCCESS, cuModuleGetSurfRef(&face, module, "face"));
    GIVES(CUDA_ERROR_NOT_FOUND, cuModuleGetTexRef(&same, module, "missing"));
    GIVES(CUDA_ERROR_NOT_FOUND, cuModuleGetSurfRef(&face, module, "missing"));
    BELIEF("ref-02", "A reference of the other kind, or a variable, is not found.", "Module Management: cuModuleGetTexRef");
    GIVES(CUDA_ERROR_NOT_FOUND, cuModuleGetTexRef(&same, module, "face"));
    GIVES(CUDA_ERROR_NOT_FOUND, cuModuleGetTexRef(&same, module, "word"));
    RULE("ref-03", "Of a reference to which nothing is bound, what is bound is CUDA_ERROR_INVALID_VALUE.",
         "Texture Reference Management: cuTexRefGetArray, cuTexRefGetAddress; cuSurfRefGetArray");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuTexRefGetArray(&got, image));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuTexRefGetAddress(&address, image));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuSurfRefGetArray(&got, face));
    RULE("ref-04", "What is set of a reference is what it says.", "Texture Reference Management");
    GIVES(CUDA_SUCCESS, cuTexRefSetFilterMode(image, CU_TR_FILTER_MODE_LINEAR));
    GIVES(CUDA_SUCCESS, cuTexRefGetFilterMode(&filter, image));
    VALUE(CU_TR_FILTER_MODE_LINEAR, filter);
    GIVES(CUDA_SUCCESS, cuTexRefSetAddressMode(image, 1, CU_TR_ADDRESS_MODE_MIRROR));
    GIVES(CUDA_SUCCESS, cuTexRefGetAddressMode(&mode, image, 1));
    VALUE(CU_TR_ADDRESS_MODE_MIRROR, mode);
    GIVES(CUDA_SUCCESS, cuTexRefSetFlags(image, CU_TRSF_READ_AS_INTEGER));
    GIVES(CUDA_SUCCESS, cuTexRefGetFlags(&flags, image));
    VALUE(CU_TRSF_READ_AS_INTEGER, flags);
    GIVES(CUDA_SUCCESS, cuTexRefSetFormat(image, CU_AD_FORMAT_FLOAT, 2));
    GIVES(CUDA_SUCCESS, cuTexRefGetFormat(&format, &number, image));
    VALUE(CU_AD_FORMAT_FLOAT, format);
    VALUE(2, number);
    RULE("ref-05", "An array is bound with CU_TRSA_OVERRIDE_FORMAT.", "Texture Reference Management: cuTexRefSetArray");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuTexRefSetArray(image, array, 0));
    GIVES(CUDA_SUCCESS, cuTexRefSetArray(image, array, CU_TRSA_OVERRIDE_FORMAT));
    GIVES(CUDA_SUCCESS, cuTexRefGetArray(&got, image));
    VALUE(1, got == array);
    RULE("ref-06", "What is bound takes the place of what was; memory as it was allocated needs no offset.",
         "Texture Reference Management: cuTexRefSetAddress");
    GIVES(CUDA_SUCCESS, cuTexRefSetAddress(&offset, image, memory, 4096));
    VALUE(0, offset);
    GIVES(CUDA_SUCCESS, cuTexRefGetAddress(&address, image));
    VALUE(1, address == memory);
    GIVES(CUDA_ERROR_INVALID_VALUE, cuTexRefGetArray(&got, image));
    RULE("ref-07", "A surface reference takes arrays that were made for surfaces, and no flags.", "Surface Reference Management: cuSurfRefSetArray");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuSurfRefSetArray(face, plain, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuSurfRefSetArray(face, array, 1));
    GIVES(CUDA_SUCCESS, cuSurfRefSetArray(face, array, 0));
    GIVES(CUDA_SUCCESS, cuSurfRefGetArray(&got, face));
    VALUE(1, got == array);
    RULE("ref-08", "A kernel's texture unit is CU_PARAM_TR_DEFAULT, and its reference the module's.", "Execution Control: cuParamSetTexRef");
    NEED(cuModuleGetFunction(&empty, module, "empty"));
    GIVES(CUDA_SUCCESS, cuParamSetTexRef(empty, CU_PARAM_TR_DEFAULT, image));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuParamSetTexRef(empty, 0, image));
    RULE("ref-09", "A program makes references of its own, and destroys those.", "Texture Reference Management: cuTexRefCreate, cuTexRefDestroy");
    GIVES(CUDA_SUCCESS, cuTexRefCreate(&same));
    GIVES(CUDA_SUCCESS, cuTexRefSetFilterMode(same, CU_TR_FILTER_MODE_LINEAR));
    GIVES(CUDA_SUCCESS, cuTexRefDestroy(same));
    NEED(cuModuleUnload(module));
    NEED(cuArrayDestroy(array));
    NEED(cuArrayDestroy(plain));
    NEED(cuMemFree(memory));
}

static void libraries(void) {
    CUlibrary library = NULL;
    CUkernel kernel = NULL;
    CUfunction function = NULL;
    CUmodule module = NULL;
    CUdeviceptr at = 0;
    size_t size = 0;
    unsigned count = 0;
    RULE("lib-01", "A library is loaded without regard to a context; its kernels have names.", "Library Management: cuLibraryLoadData");
    NEED(cuCtxSetCurrent(NULL));
    GIVES(CUDA_SUCCESS, cuLibraryLoadData(&library, source, NULL, NULL, 0, NULL, NULL, 0));
    GIVES(CUDA_SUCCESS, cuLibraryGetKernel(&kernel, library, "empty"));
    GIVES(CUDA_ERROR_NOT_FOUND, cuLibraryGetKernel(&kernel, library, "missing"));
    GIVES(CUDA_SUCCESS, cuLibraryGetKernelCount(&count, library));
    VALUE(2, count);
    RULE("lib-02", "A kernel becomes a function in the current context; without one there is none.", "Library Management: cuKernelGetFunction");
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuKernelGetFunction(&function, kernel));
    CUcontext context = start();
    GIVES(CUDA_SUCCESS, cuKernelGetFunction(&function, kernel));
    RULE("lib-03", "A kernel is launched in the place of a function.", "Execution Control: cuLaunchKernel accepts CUkernel");
    GIVES(CUDA_SUCCESS, cuLaunchKernel((CUfunction)kernel, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, NULL));
    GIVES(CUDA_SUCCESS, cuCtxSynchronize());
    RULE("lib-04", "A library has a module for each context, and variables in it.", "Library Management: cuLibraryGetModule, cuLibraryGetGlobal");
    GIVES(CUDA_SUCCESS, cuLibraryGetModule(&module, library));
    GIVES(CUDA_SUCCESS, cuLibraryGetGlobal(&at, &size, library, "counter"));
    VALUE(4, size);
    RULE("lib-05", "A module of a library is unloaded with it and not by itself.", "Library Management: cuLibraryGetModule");
    GIVES(CUDA_ERROR_NOT_PERMITTED, cuModuleUnload(module));
    RULE("lib-06", "No library is CUDA_ERROR_INVALID_HANDLE.", "Library Management");
    GIVES(CUDA_ERROR_INVALID_HANDLE, cuLibraryGetKernel(&kernel, NULL, "empty"));
    GIVES(CUDA_SUCCESS, cuLibraryUnload(library));
    (void)context;
}

int main(int count, char **values) {
    arguments(count, values);
    start();
    refused();
    contents();
    options();
    references();
    libraries();
    return 0;
}
