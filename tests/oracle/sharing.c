// The oracle: peers, and memory and events shared between processes.
#include "transcript.h"

static int to_child[2], to_parent[2];

static void peers(void) {
    CUcontext context = start(), other = NULL;
    CUdeviceptr a = 0, b = 0;
    unsigned words[16], got[16];
    int value = 9;
    RULE("peer-01", "A context is not its own peer.", "Peer Context Memory Access: cuCtxEnablePeerAccess");
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxEnablePeerAccess(context, 0));
    RULE("peer-02", "A context that is none is CUDA_ERROR_INVALID_CONTEXT.", "Peer Context Memory Access: cuCtxEnablePeerAccess, cuCtxDisablePeerAccess");
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxEnablePeerAccess(NULL, 0));
    GIVES(CUDA_ERROR_INVALID_CONTEXT, cuCtxDisablePeerAccess(NULL));
    BELIEF("peer-03", "There are no flags.", "Peer Context Memory Access: cuCtxEnablePeerAccess");
    NEED(cuCtxCreate(&other, NULL, 0, 0));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuCtxEnablePeerAccess(context, 1));
    RULE("peer-04", "Access that was not enabled cannot be disabled.", "Peer Context Memory Access: cuCtxDisablePeerAccess");
    GIVES(CUDA_ERROR_PEER_ACCESS_NOT_ENABLED, cuCtxDisablePeerAccess(context));
    RULE("peer-05", "The link of a device with itself has no attributes.", "Peer Context Memory Access: cuDeviceGetP2PAttribute");
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDeviceGetP2PAttribute(&value, CU_DEVICE_P2P_ATTRIBUTE_ACCESS_SUPPORTED, 0, 0));
    GIVES(CUDA_ERROR_INVALID_DEVICE, cuDeviceGetP2PAttribute(&value, CU_DEVICE_P2P_ATTRIBUTE_ACCESS_SUPPORTED, 0, 4096));
    RULE("peer-06", "Memory is copied between two contexts, of one device too.", "Memory Management: cuMemcpyPeer");
    for (unsigned i = 0; i < 16; i++) words[i] = i * 77 + 1;
    NEED(cuMemAlloc(&b, sizeof words));
    NEED(cuCtxSetCurrent(context));
    NEED(cuMemAlloc(&a, sizeof words));
    NEED(cuMemcpyHtoD(a, words, sizeof words));
    GIVES(CUDA_SUCCESS, cuMemcpyPeer(b, other, a, context, sizeof words));
    NEED(cuCtxSetCurrent(other));
    GIVES(CUDA_SUCCESS, cuMemcpyDtoH(got, b, sizeof got));
    VALUE(1, memcmp(got, words, sizeof got) == 0);
}

static void export_and_wait(void) {
    CUdeviceptr at = 0;
    CUipcMemHandle handle, again;
    CUipcEventHandle event_handle;
    CUevent event = NULL, plain = NULL;
    unsigned value = 0;
    char word = 0;
    close(to_child[0]), close(to_parent[1]);
    memset(&handle, 0, sizeof handle);
    memset(&event_handle, 0, sizeof event_handle);
    start();
    NEED(cuMemAlloc(&at, 4 << 20));
    NEED(cuMemsetD32(at, 0x71717171, 1 << 20));
    NEED(cuCtxSynchronize());
    RULE("ipc-01", "A handle of an allocation can be had more than once, and is the same.", "Memory Management: cuIpcGetMemHandle");
    GIVES(CUDA_SUCCESS, cuIpcGetMemHandle(&handle, at));
    GIVES(CUDA_SUCCESS, cuIpcGetMemHandle(&again, at));
    VALUE(0, memcmp(&handle, &again, sizeof handle));
    RULE("ipc-02", "Without a place, or of an address that is no allocation, there is none.", "Memory Management: cuIpcGetMemHandle");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuIpcGetMemHandle(NULL, at));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuIpcGetMemHandle(&again, (CUdeviceptr)0x10));
    RULE("ipc-03", "An event is shared if it was made for that, without times.", "Event Management: cuEventCreate, CU_EVENT_INTERPROCESS; cuIpcGetEventHandle");
    GIVES(CUDA_SUCCESS, cuEventCreate(&event, CU_EVENT_INTERPROCESS | CU_EVENT_DISABLE_TIMING));
    GIVES(CUDA_SUCCESS, cuIpcGetEventHandle(&event_handle, event));
    NEED(cuEventCreate(&plain, CU_EVENT_DISABLE_TIMING));
    VALUE(1, cuIpcGetEventHandle(&event_handle, plain) != CUDA_SUCCESS);
    NEED(cuIpcGetEventHandle(&event_handle, event));
    NEED(cuEventRecord(event, NULL));
    if (write(to_child[1], &handle, sizeof handle) < 0 || write(to_child[1], &event_handle, sizeof event_handle) < 0) return;
    // The other process prints; then this one goes on.
    if (read(to_parent[0], &word, 1) != 1) return;
    RULE("ipc-04", "What the other process wrote is there, and stays when it has closed the memory.", "Memory Management: cuIpcOpenMemHandle, cuIpcCloseMemHandle");
    GIVES(CUDA_SUCCESS, cuMemcpyDtoH(&value, at, 4));
    VALUE(0x72727272, value);
    GIVES(CUDA_SUCCESS, cuMemFree(at));
}

static void import(void) {
    CUdeviceptr at = 0, second = 0;
    CUipcMemHandle handle;
    CUipcEventHandle event_handle;
    CUevent event = NULL;
    unsigned value = 0;
    close(to_child[1]), close(to_parent[0]);
    if (read(to_child[0], &handle, sizeof handle) <= 0 || read(to_child[0], &event_handle, sizeof event_handle) <= 0) return;
    start();
    RULE("ipc-05", "Another process opens the handle and sees the memory.", "Memory Management: cuIpcOpenMemHandle");
    GIVES(CUDA_SUCCESS, cuIpcOpenMemHandle(&at, handle, CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS));
    GIVES(CUDA_SUCCESS, cuMemcpyDtoH(&value, at + (4 << 20) - 4, 4));
    VALUE(0x71717171, value);
    RULE("ipc-06", "Opened again it is the same address, and has to be closed as often.", "Memory Management: cuIpcOpenMemHandle");
    GIVES(CUDA_SUCCESS, cuIpcOpenMemHandle(&second, handle, CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS));
    VALUE(1, at == second);
    GIVES(CUDA_SUCCESS, cuIpcCloseMemHandle(at));
    RULE("ipc-07", "Memory of another process is not freed by this one.", "Memory Management: cuIpcCloseMemHandle");
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemFree(at));
    RULE("ipc-08", "An event of another process is waited for, and has no times.", "Event Management: cuIpcOpenEventHandle");
    GIVES(CUDA_SUCCESS, cuIpcOpenEventHandle(&event, event_handle));
    GIVES(CUDA_SUCCESS, cuEventSynchronize(event));
    GIVES(CUDA_SUCCESS, cuStreamWaitEvent(NULL, event, 0));
    GIVES(CUDA_SUCCESS, cuEventDestroy(event));
    NEED(cuMemsetD32(at, 0x72727272, 1));
    NEED(cuCtxSynchronize());
    RULE("ipc-09", "Closed as often as opened, it is no memory any more.", "Memory Management: cuIpcCloseMemHandle");
    GIVES(CUDA_SUCCESS, cuIpcCloseMemHandle(at));
    GIVES(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoH(&value, at, 4));
    fflush(stdout);
    if (write(to_parent[1], "x", 1) < 0) return;
}

int main(int count, char **values) {
    arguments(count, values);
    in_a_process(peers);
    fflush(stdout);
    if (pipe(to_child) || pipe(to_parent)) return 2;
    pid_t child = fork();
    if (child == 0) {
        import();
        fflush(stdout);
        _exit(0);
    }
    // Nobody initialises the driver before the fork.
    in_a_process(export_and_wait);
    close(to_child[0]), close(to_child[1]), close(to_parent[0]), close(to_parent[1]);
    waitpid(child, NULL, 0);
    return 0;
}
