// Memory, events and pools of another process: kernels of both write what both see, in the order that events give it; who has closed
// or freed leaves nothing behind; what is no handle opens nothing.
//
// With the argument "export" it shares memory, prints the handle and waits for a line; with "open HANDLE" it prints what opening that
// gives. Two users' processes are told apart so.
#define _GNU_SOURCE
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "check.h"

enum { COUNT = 1 << 16 };

// To the other process and from it.
static int wire_fd;

static void tell(const void *bytes, size_t length) { REQUIRE(write(wire_fd, bytes, length) == (ssize_t)length); }

static void hear(void *bytes, size_t length) {
    size_t have = 0;
    while (have < length) {
        ssize_t got = read(wire_fd, (char *)bytes + have, length - have);
        REQUIRE(got > 0);
        have += (size_t)got;
    }
}

static void step(void) { tell("x", 1); }

static void wait_step(void) {
    char word = 0;
    hear(&word, 1);
    REQUIRE(word == 'x');
}

static void send_fd(int fd) {
    char word = 'f', room[CMSG_SPACE(sizeof fd)] = {0};
    struct iovec part = {&word, 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    struct cmsghdr *control = CMSG_FIRSTHDR(&message);
    control->cmsg_level = SOL_SOCKET;
    control->cmsg_type = SCM_RIGHTS;
    control->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(control), &fd, sizeof fd);
    REQUIRE(sendmsg(wire_fd, &message, 0) == 1);
}

static int receive_fd(void) {
    char word = 0, room[CMSG_SPACE(sizeof(int))];
    struct iovec part = {&word, 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    int fd = -1;
    REQUIRE(recvmsg(wire_fd, &message, 0) == 1);
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
    return fd;
}

static const char *PTX =
    ".version 6.4\n.target sm_70\n.address_size 64\n"
    ".visible .entry add(.param .u64 at, .param .u32 count, .param .u32 more) {\n"
    ".reg .u32 %r<8>; .reg .u64 %d<4>; .reg .pred %p;\n"
    "mov.u32 %r1, %ctaid.x; mov.u32 %r2, %ntid.x; mov.u32 %r3, %tid.x; mad.lo.u32 %r4, %r1, %r2, %r3;\n"
    "ld.param.u32 %r5, [count]; setp.ge.u32 %p, %r4, %r5; @%p bra done;\n"
    "ld.param.u64 %d1, [at]; cvta.to.global.u64 %d1, %d1; mul.wide.u32 %d2, %r4, 4; add.u64 %d3, %d1, %d2;\n"
    "ld.param.u32 %r6, [more]; ld.global.u32 %r7, [%d3]; add.u32 %r7, %r7, %r6; st.global.u32 [%d3], %r7;\n"
    "done: ret; }\n";

static CUcontext context;
static CUfunction add_kernel;

static void start(void) {
    CUmodule module;
    CHECK(cuInit(0));
    CHECK(cuDevicePrimaryCtxRetain(&context, 0));
    CHECK(cuCtxSetCurrent(context));
    CHECK(cuModuleLoadData(&module, PTX));
    CHECK(cuModuleGetFunction(&add_kernel, module, "add"));
}

static void add(CUdeviceptr at, unsigned count, unsigned more, CUstream stream) {
    void *arguments[] = {&at, &count, &more};
    CHECK(cuLaunchKernel(add_kernel, (count + 255) / 256, 1, 1, 256, 1, 1, 0, stream, arguments, NULL));
}

static void all_are(CUdeviceptr at, unsigned want) {
    static unsigned words[COUNT];
    CHECK(cuMemcpyDtoH(words, at, sizeof words));
    for (int i = 0; i < COUNT; i++) REQUIRE(words[i] == want);
}

static CUmemAllocationProp properties(void) {
    CUmemAllocationProp wanted;
    memset(&wanted, 0, sizeof wanted);
    wanted.type = CU_MEM_ALLOCATION_TYPE_PINNED;
    wanted.location.type = CU_MEM_LOCATION_TYPE_DEVICE;
    wanted.requestedHandleTypes = CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR;
    return wanted;
}

static void map(CUdeviceptr *at, size_t bytes, CUmemGenericAllocationHandle handle) {
    CUmemAccessDesc access = {.location = {.type = CU_MEM_LOCATION_TYPE_DEVICE}, .flags = CU_MEM_ACCESS_FLAGS_PROT_READWRITE};
    CHECK(cuMemAddressReserve(at, bytes, 0, 0, 0));
    CHECK(cuMemMap(*at, bytes, 0, handle, 0));
    CHECK(cuMemSetAccess(*at, bytes, &access, 1));
}

static size_t used(void) {
    size_t available = 0, total = 0;
    CHECK(cuMemGetInfo(&available, &total));
    return total - available;
}

// --- memory and events

static void memory_here(void) {
    CUdeviceptr before, at, small;
    CUipcMemHandle handle, inner;
    CUipcEventHandle mine;
    CUevent filled, plain;
    CUstream stream;
    unsigned value = 0;
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuMemAlloc(&before, 100));
    CHECK(cuMemAlloc(&at, COUNT * 4));
    CHECK(cuMemAlloc(&small, 1000));
    CHECK(cuMemsetD32(small, 77, 250));
    CHECK(cuIpcGetMemHandle(&handle, at));
    // Of an address within it, too.
    CHECK(cuIpcGetMemHandle(&inner, at + 12));
    REQUIRE(memcmp(&handle, &inner, sizeof handle) == 0);
    CHECK(cuIpcGetMemHandle(&inner, small));
    REQUIRE(memcmp(&handle, &inner, sizeof handle) != 0);
    EXPECT(CUDA_ERROR_INVALID_CONTEXT, cuIpcOpenMemHandle(&before, handle, CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuEventCreate(&filled, CU_EVENT_INTERPROCESS));
    CHECK(cuEventCreate(&filled, CU_EVENT_INTERPROCESS | CU_EVENT_DISABLE_TIMING));
    CHECK(cuEventCreate(&plain, CU_EVENT_DISABLE_TIMING));
    EXPECT(CUDA_ERROR_INVALID_HANDLE, cuIpcGetEventHandle(&mine, plain));
    CHECK(cuIpcGetEventHandle(&mine, filled));
    CHECK(cuEventQuery(filled));
    tell(&handle, sizeof handle), tell(&inner, sizeof inner), tell(&mine, sizeof mine);
    for (unsigned round = 0; round < 20; round++) {
        // Here one is added, there ten, each after the other's event.
        if (round) CHECK(cuStreamWaitEvent(stream, filled, 0));
        else CHECK(cuMemsetD32Async(at, 0, COUNT, stream));
        add(at, COUNT, 1, stream);
        CHECK(cuEventRecord(filled, stream));
        step();
        wait_step();
    }
    CHECK(cuEventSynchronize(filled));
    CHECK(cuEventQuery(filled));
    all_are(at, 20 * 11);
    CHECK(cuMemcpyDtoH(&value, small + 8, 4));
    REQUIRE(value == 78);
    // Freed here while it is open there: there it stays what it was.
    CHECK(cuMemFree(at));
    CHECK(cuMemAlloc(&at, COUNT * 4));
    CHECK(cuMemsetD32(at, 5, COUNT));
    CHECK(cuCtxSynchronize());
    step();
    wait_step();
    CHECK(cuMemFree(at));
    CHECK(cuMemFree(before));
    CHECK(cuMemFree(small));
    CHECK(cuEventDestroy(filled));
    CHECK(cuStreamDestroy(stream));
}

static void memory_there(void) {
    CUdeviceptr at, again, small;
    CUipcMemHandle handle, inner, wrong;
    CUipcEventHandle theirs;
    CUevent filled, none;
    size_t bytes = 0;
    unsigned value = 0;
    hear(&handle, sizeof handle), hear(&inner, sizeof inner), hear(&theirs, sizeof theirs);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuIpcOpenMemHandle(&at, handle, 0));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuIpcOpenMemHandle(NULL, handle, CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS));
    wrong = handle;
    wrong.reserved[63] ^= 1;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuIpcOpenMemHandle(&at, wrong, CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS));
    memset(&wrong, 0, sizeof wrong);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuIpcOpenMemHandle(&at, wrong, CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS));
    // A handle of an event is none of memory.
    memcpy(&wrong, &theirs, sizeof wrong);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuIpcOpenMemHandle(&at, wrong, CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS));
    CHECK(cuIpcOpenMemHandle(&at, handle, CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS));
    CHECK(cuIpcOpenMemHandle(&again, handle, CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS));
    REQUIRE(at == again);
    CHECK(cuIpcCloseMemHandle(again));
    CHECK(cuIpcOpenMemHandle(&small, inner, CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS));
    CHECK(cuMemGetAddressRange(&again, &bytes, at + 100));
    REQUIRE(again == at && bytes >= COUNT * 4);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemFree(at));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuIpcGetMemHandle(&wrong, at));
    CHECK(cuIpcOpenEventHandle(&filled, theirs));
    theirs.reserved[0] ^= 1;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuIpcOpenEventHandle(&none, theirs));
    CHECK(cuMemcpyDtoH(&value, small + 8, 4));
    REQUIRE(value == 77);
    add(small, 250, 1, NULL);
    CHECK(cuCtxSynchronize());
    for (unsigned round = 0; round < 20; round++) {
        wait_step();
        CHECK(cuStreamWaitEvent(NULL, filled, 0));
        add(at, COUNT, 10, NULL);
        CHECK(cuEventRecord(filled, NULL));
        step();
    }
    // Once more in step: the other process has waited for what is above.
    wait_step();
    all_are(at, 20 * 11);
    CHECK(cuIpcCloseMemHandle(at));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuIpcCloseMemHandle(at));
    CHECK(cuIpcCloseMemHandle(small));
    CHECK(cuEventDestroy(filled));
    step();
}

// --- memory without addresses

static void created_here(void) {
    CUmemAllocationProp wanted = properties();
    CUmemGenericAllocationHandle memory, plain;
    CUdeviceptr at;
    size_t step_bytes = 0;
    int fd = -1;
    CHECK(cuMemGetAllocationGranularity(&step_bytes, &wanted, CU_MEM_ALLOC_GRANULARITY_MINIMUM));
    CHECK(cuMemCreate(&memory, 2 * step_bytes, &wanted, 0));
    map(&at, 2 * step_bytes, memory);
    CHECK(cuMemsetD32(at, 3, COUNT));
    CHECK(cuMemExportToShareableHandle(&fd, memory, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR, 0));
    REQUIRE(fd >= 0);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemExportToShareableHandle(&fd, memory, CU_MEM_HANDLE_TYPE_NONE, 0));
    wanted.requestedHandleTypes = CU_MEM_HANDLE_TYPE_NONE;
    CHECK(cuMemCreate(&plain, step_bytes, &wanted, 0));
    int none = -1;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemExportToShareableHandle(&none, plain, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR, 0));
    CHECK(cuMemRelease(plain));
    // The mapping keeps it.
    CHECK(cuMemRelease(memory));
    CHECK(cuCtxSynchronize());
    send_fd(fd);
    close(fd);
    wait_step();
    all_are(at, 7);
    CHECK(cuMemUnmap(at, 2 * step_bytes));
    CHECK(cuMemAddressFree(at, 2 * step_bytes));
    step();
    wait_step();
}

static void created_there(void) {
    CUmemAllocationProp wanted = properties(), found;
    CUmemGenericAllocationHandle memory, other;
    CUdeviceptr at;
    size_t step_bytes = 0;
    int fd = receive_fd();
    CHECK(cuMemGetAllocationGranularity(&step_bytes, &wanted, CU_MEM_ALLOC_GRANULARITY_MINIMUM));
    EXPECT(CUDA_ERROR_INVALID_VALUE,
           cuMemImportFromShareableHandle(&other, (void *)(uintptr_t)wire_fd, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR));
    EXPECT(CUDA_ERROR_INVALID_VALUE,
           cuMemImportFromShareableHandle(&other, (void *)(uintptr_t)9999, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR));
    CHECK(cuMemImportFromShareableHandle(&memory, (void *)(uintptr_t)fd, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR));
    close(fd);
    CHECK(cuMemGetAllocationPropertiesFromHandle(&found, memory));
    REQUIRE(found.type == CU_MEM_ALLOCATION_TYPE_PINNED && found.location.type == CU_MEM_LOCATION_TYPE_DEVICE);
    REQUIRE(found.location.id == 0);
    map(&at, 2 * step_bytes, memory);
    all_are(at, 3);
    add(at, COUNT, 4, NULL);
    CHECK(cuCtxSynchronize());
    step();
    // The other process has unmapped and released it by now; here it stays.
    wait_step();
    all_are(at, 7);
    CHECK(cuMemUnmap(at, 2 * step_bytes));
    CHECK(cuMemRelease(memory));
    CHECK(cuMemAddressFree(at, 2 * step_bytes));
    step();
}

// --- pools

static void pool_here(void) {
    CUmemPoolProps wanted;
    CUmemoryPool pool, plain;
    CUmemPoolPtrExportData data;
    CUdeviceptr at, other;
    CUstream stream;
    int fd = -1;
    memset(&wanted, 0, sizeof wanted);
    wanted.allocType = CU_MEM_ALLOCATION_TYPE_PINNED;
    wanted.location.type = CU_MEM_LOCATION_TYPE_DEVICE;
    CHECK(cuStreamCreate(&stream, CU_STREAM_DEFAULT));
    CHECK(cuMemPoolCreate(&plain, &wanted));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemPoolExportToShareableHandle(&fd, plain, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR, 0));
    CHECK(cuMemAllocFromPoolAsync(&other, 512, plain, stream));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemPoolExportPointer(&data, other));
    CHECK(cuMemFreeAsync(other, stream));
    wanted.handleTypes = CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR;
    CHECK(cuMemPoolCreate(&pool, &wanted));
    CHECK(cuMemPoolExportToShareableHandle(&fd, pool, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR, 0));
    CHECK(cuMemAllocFromPoolAsync(&at, COUNT * 4, pool, stream));
    CHECK(cuMemsetD32Async(at, 40, COUNT, stream));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemPoolExportPointer(&data, at));
    send_fd(fd);
    close(fd);
    tell(&data, sizeof data);
    wait_step();
    all_are(at, 42);
    CHECK(cuMemFreeAsync(at, stream));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemPoolDestroy(pool));
    CHECK(cuMemPoolDestroy(plain));
    CHECK(cuStreamDestroy(stream));
}

static void pool_there(void) {
    CUmemPoolPtrExportData data;
    CUmemoryPool pool;
    CUdeviceptr at, none;
    CUstream stream;
    int fd = receive_fd();
    hear(&data, sizeof data);
    CHECK(cuStreamCreate(&stream, CU_STREAM_DEFAULT));
    CHECK(cuMemPoolImportFromShareableHandle(&pool, (void *)(uintptr_t)fd, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR, 0));
    close(fd);
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemAllocFromPoolAsync(&none, 512, pool, stream));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuDeviceSetMemPool(0, pool));
    CHECK(cuMemPoolImportPointer(&at, pool, &data));
    data.reserved[1] ^= 1;
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemPoolImportPointer(&none, pool, &data));
    all_are(at, 40);
    add(at, COUNT, 2, stream);
    CHECK(cuMemFreeAsync(at, stream));
    CHECK(cuStreamSynchronize(stream));
    CHECK(cuMemPoolDestroy(pool));
    CHECK(cuStreamDestroy(stream));
    step();
}

// --- the end of a process

// Leaves its memory open there and an event recorded that never completes.
static void dies_here(void) {
    CUdeviceptr at, flag;
    CUipcMemHandle handle;
    CUipcEventHandle event_handle;
    CUevent event;
    CUstream stream;
    CHECK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    CHECK(cuMemAlloc(&at, COUNT * 4));
    CHECK(cuMemAlloc(&flag, 4));
    CHECK(cuMemsetD32(at, 9, COUNT));
    CHECK(cuMemsetD32(flag, 0, 1));
    CHECK(cuCtxSynchronize());
    CHECK(cuEventCreate(&event, CU_EVENT_INTERPROCESS | CU_EVENT_DISABLE_TIMING));
    CHECK(cuStreamWaitValue32(stream, flag, 1, CU_STREAM_WAIT_VALUE_EQ));
    CHECK(cuEventRecord(event, stream));
    CHECK(cuIpcGetMemHandle(&handle, at));
    CHECK(cuIpcGetEventHandle(&event_handle, event));
    tell(&handle, sizeof handle), tell(&event_handle, sizeof event_handle);
    wait_step();
    _exit(0);
}

static void outlives_there(pid_t other) {
    CUdeviceptr at, again;
    CUipcMemHandle handle;
    CUipcEventHandle event_handle;
    CUevent event, late;
    CUresult opened;
    hear(&handle, sizeof handle), hear(&event_handle, sizeof event_handle);
    CHECK(cuIpcOpenMemHandle(&at, handle, CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS));
    CHECK(cuIpcOpenEventHandle(&event, event_handle));
    EXPECT(CUDA_ERROR_NOT_READY, cuEventQuery(event));
    CHECK(cuStreamWaitEvent(NULL, event, 0));
    add(at, COUNT, 1, NULL);
    step();
    REQUIRE(waitpid(other, NULL, 0) == other);
    // What it recorded will never come: nobody waits for it for ever. Its memory stays as long as it is open.
    CHECK(cuEventSynchronize(event));
    CHECK(cuCtxSynchronize());
    all_are(at, 10);
    CHECK(cuIpcCloseMemHandle(at));
    // Its session may end a moment after the process.
    for (int tries = 0; tries < 500; tries++) {
        opened = cuIpcOpenMemHandle(&again, handle, CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS);
        if (opened == CUDA_ERROR_INVALID_VALUE) break;
        CHECK(opened);
        CHECK(cuIpcCloseMemHandle(again));
        usleep(10000);
    }
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuIpcOpenMemHandle(&again, handle, CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS));
    EXPECT(CUDA_ERROR_INVALID_VALUE, cuIpcOpenEventHandle(&late, event_handle));
    CHECK(cuEventDestroy(event));
}

// --- for the test with two users

static int hexadecimal(const char *text, CUipcMemHandle *handle) {
    for (int i = 0; i < 64; i++) {
        unsigned byte = 0;
        if (sscanf(text + 2 * i, "%2x", &byte) != 1) return 0;
        handle->reserved[i] = (char)byte;
    }
    return 1;
}

static int export_and_print(void) {
    CUdeviceptr at;
    CUipcMemHandle handle;
    char line[8];
    start();
    CHECK(cuMemAlloc(&at, 4096));
    CHECK(cuMemsetD32(at, 123, 1024));
    CHECK(cuCtxSynchronize());
    CHECK(cuIpcGetMemHandle(&handle, at));
    for (int i = 0; i < 64; i++) printf("%02x", (unsigned char)handle.reserved[i]);
    printf("\n");
    fflush(stdout);
    if (!fgets(line, sizeof line, stdin)) return 1;
    printf("PASS ipc\n");
    return 0;
}

static int open_and_print(const char *text) {
    CUdeviceptr at = 0;
    CUipcMemHandle handle;
    unsigned value = 0;
    REQUIRE(hexadecimal(text, &handle));
    start();
    CUresult opened = cuIpcOpenMemHandle(&at, handle, CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS);
    if (opened == CUDA_SUCCESS) CHECK(cuMemcpyDtoH(&value, at, 4));
    printf("%s %u\n", result_name(opened), value);
    return 0;
}

int main(int count, char **values) {
    if (count == 2 && strcmp(values[1], "export") == 0) return export_and_print();
    if (count == 3 && strcmp(values[1], "open") == 0) return open_and_print(values[2]);
    int ends[2];
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    pid_t child = fork();
    REQUIRE(child >= 0);
    wire_fd = ends[child == 0];
    close(ends[child != 0]);
    start();
    if (child == 0) {
        memory_here();
        created_here();
        pool_here();
        dies_here();
    }
    size_t before = used();
    memory_there();
    created_there();
    pool_there();
    outlives_there(child);
    REQUIRE(used() == before);
    printf("PASS ipc\n");
    return 0;
}
