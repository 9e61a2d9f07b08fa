// Stream capture and graphs: fork and join over two streams, launches that read new input, updates, and what a capture forbids.
#include "check.cuh"
#include <atomic>

__global__ void scale(const int *from, int *to, int factor, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) to[i] = from[i] * factor;
}

__global__ void sum(const int *a, const int *b, int *to, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) to[i] += a[i] + 2 * b[i];
}

static const int n = 1000, bytes = n * sizeof(int);
static std::atomic<int> calls;
static void CUDART_CB count(void *step) { calls += *static_cast<int *>(step); }

static int *pinned, *input, *left, *right, *output;
static int pageable[n], step = 3;
static cudaStream_t first, second;
static cudaEvent_t fork_event, join_event;

// output = pinned * factor + 2 * (pageable * 5) + 1 in each byte's place that memset leaves.
static cudaGraph_t captured(int factor, bool extra = false) {
    cudaGraph_t graph;
    CHECK(cudaStreamBeginCapture(first, cudaStreamCaptureModeThreadLocal));
    CHECK(cudaMemsetAsync(output, 1, bytes, first));
    CHECK(cudaEventRecord(fork_event, first));
    CHECK(cudaStreamWaitEvent(second, fork_event, 0));
    CHECK(cudaMemcpyAsync(input, pinned, bytes, cudaMemcpyHostToDevice, first));
    scale<<<(n + 127) / 128, 128, 0, first>>>(input, left, factor, n);
    CHECK_LAUNCH();
    CHECK(cudaMemcpyAsync(right, pageable, bytes, cudaMemcpyHostToDevice, second));
    scale<<<(n + 127) / 128, 128, 0, second>>>(right, right, 5, n);
    CHECK_LAUNCH();
    cudaStreamCaptureStatus status;
    CHECK(cudaStreamIsCapturing(second, &status));
    REQUIRE(status == cudaStreamCaptureStatusActive);
    CHECK(cudaEventRecord(join_event, second));
    CHECK(cudaStreamWaitEvent(first, join_event, 0));
    sum<<<(n + 255) / 256, 256, 0, first>>>(left, right, output, n);
    CHECK_LAUNCH();
    CHECK(cudaLaunchHostFunc(first, count, &step));
    if (extra) CHECK(cudaLaunchHostFunc(first, count, &step));
    CHECK(cudaStreamEndCapture(first, &graph));
    CHECK(cudaStreamIsCapturing(second, &status));
    REQUIRE(status == cudaStreamCaptureStatusNone);
    return graph;
}

static void fill(int turn) {
    for (int i = 0; i < n; i++) {
        pinned[i] = i * (turn + 1);
        pageable[i] = 7 * i - turn;
    }
}

static void expect(int factor) {
    std::vector<int> got = to_host(output, n);
    for (int i = 0; i < n; i++) REQUIRE(got[i] == 0x01010101 + pinned[i] * factor + 10 * pageable[i]);
}

int main() {
    CHECK(cudaStreamCreateWithFlags(&first, cudaStreamNonBlocking));
    CHECK(cudaStreamCreateWithFlags(&second, cudaStreamNonBlocking));
    CHECK(cudaEventCreateWithFlags(&fork_event, cudaEventDisableTiming));
    CHECK(cudaEventCreateWithFlags(&join_event, cudaEventDisableTiming));
    CHECK(cudaHostAlloc(&pinned, bytes, cudaHostAllocDefault));
    for (int **at : { &input, &left, &right, &output }) *at = device_array<int>(n);

    // Captured work does not run.
    CHECK(cudaMemset(output, 0, bytes));
    CHECK(cudaDeviceSynchronize());
    fill(0);
    cudaGraph_t graph = captured(3);
    CHECK(cudaDeviceSynchronize());
    REQUIRE(to_host(output, n)[5] == 0 && calls == 0);

    size_t nodes = 0, roots = 0;
    CHECK(cudaGraphGetNodes(graph, nullptr, &nodes));
    CHECK(cudaGraphGetRootNodes(graph, nullptr, &roots));
    REQUIRE(nodes == 7 && roots == 1);
    std::vector<cudaGraphNode_t> all(nodes);
    CHECK(cudaGraphGetNodes(graph, all.data(), &nodes));
    int kernels = 0, copies = 0;
    for (cudaGraphNode_t node : all) {
        cudaGraphNodeType type;
        CHECK(cudaGraphNodeGetType(node, &type));
        kernels += type == cudaGraphNodeTypeKernel;
        copies += type == cudaGraphNodeTypeMemcpy;
    }
    REQUIRE(kernels == 3 && copies == 2);

    cudaGraphExec_t exec;
    CHECK(cudaGraphInstantiate(&exec, graph, 0));
    for (int turn = 0; turn < 3; turn++) {
        fill(turn);
        CHECK(cudaGraphLaunch(exec, turn == 1 ? second : first));
        CHECK(cudaStreamSynchronize(turn == 1 ? second : first));
        expect(3);
        REQUIRE(calls == 3 * (turn + 1));
    }

    // An equal graph with another argument takes its place; one of another shape does not.
    cudaGraph_t changed = captured(11), longer = captured(4, true);
#if CUDART_VERSION >= 12000
    cudaGraphExecUpdateResultInfo info;
    CHECK(cudaGraphExecUpdate(exec, changed, &info));
    REQUIRE(info.result == cudaGraphExecUpdateSuccess);
    CHECK(cudaGraphLaunch(exec, first));
    CHECK(cudaStreamSynchronize(first));
    expect(11);
    EXPECT_ERROR(cudaGraphExecUpdate(exec, longer, &info), cudaErrorGraphExecUpdateFailure);
    REQUIRE(info.result == cudaGraphExecUpdateErrorTopologyChanged);
    (void)cudaGetLastError();
#endif
    CHECK(cudaGraphDestroy(changed));
    CHECK(cudaGraphDestroy(longer));
    // What was made of a graph outlives it; launches on two streams follow each other.
    CHECK(cudaGraphDestroy(graph));
    CHECK(cudaGraphLaunch(exec, first));
    CHECK(cudaGraphLaunch(exec, second));
    CHECK(cudaDeviceSynchronize());
    expect(11);
    CHECK(cudaGraphExecDestroy(exec));

    // Waiting for a capturing stream is refused, and its capture is over.
    CHECK(cudaStreamBeginCapture(first, cudaStreamCaptureModeRelaxed));
    EXPECT_ERROR(cudaStreamSynchronize(first), cudaErrorStreamCaptureUnsupported);
    EXPECT_ERROR(cudaMemsetAsync(output, 1, bytes, first), cudaErrorStreamCaptureInvalidated);
    EXPECT_ERROR(cudaStreamEndCapture(first, &graph), cudaErrorStreamCaptureInvalidated);
    REQUIRE(graph == nullptr);
    CHECK(cudaMemsetAsync(output, 1, bytes, first));
    CHECK(cudaStreamSynchronize(first));

    // A forked stream must be joined.
    CHECK(cudaStreamBeginCapture(first, cudaStreamCaptureModeRelaxed));
    CHECK(cudaEventRecord(fork_event, first));
    CHECK(cudaStreamWaitEvent(second, fork_event, 0));
    CHECK(cudaMemsetAsync(output, 2, bytes, second));
    EXPECT_ERROR(cudaStreamEndCapture(second, &graph), cudaErrorStreamCaptureUnmatched);
    EXPECT_ERROR(cudaStreamEndCapture(first, &graph), cudaErrorStreamCaptureUnjoined);
    EXPECT_ERROR(cudaEventSynchronize(fork_event), cudaErrorCapturedEvent);
    CHECK(cudaStreamSynchronize(second));

    // What is outside a capture cannot be waited for inside it.
    CHECK(cudaEventRecord(join_event, second));
    CHECK(cudaStreamBeginCapture(first, cudaStreamCaptureModeRelaxed));
    EXPECT_ERROR(cudaStreamWaitEvent(first, join_event, 0), cudaErrorStreamCaptureIsolation);
    EXPECT_ERROR(cudaStreamEndCapture(first, &graph), cudaErrorStreamCaptureInvalidated);

    // Allocations are refused by a global capture and allowed by a relaxed one.
    void *memory;
    CHECK(cudaStreamBeginCapture(first, cudaStreamCaptureModeRelaxed));
    CHECK(cudaMalloc(&memory, 256));
    CHECK(cudaFree(memory));
    CHECK(cudaStreamEndCapture(first, &graph));
    CHECK(cudaGraphDestroy(graph));
    CHECK(cudaStreamBeginCapture(first, cudaStreamCaptureModeGlobal));
    EXPECT_ERROR(cudaMalloc(&memory, 256), cudaErrorStreamCaptureUnsupported);
    EXPECT_ERROR(cudaStreamEndCapture(first, &graph), cudaErrorStreamCaptureInvalidated);

    // The legacy stream would wait for a blocking stream that is captured.
    cudaStream_t blocking;
    CHECK(cudaStreamCreate(&blocking));
    CHECK(cudaStreamBeginCapture(blocking, cudaStreamCaptureModeRelaxed));
    EXPECT_ERROR(cudaMemcpy(pageable, output, bytes, cudaMemcpyDeviceToHost), cudaErrorStreamCaptureImplicit);
    EXPECT_ERROR(cudaStreamEndCapture(blocking, &graph), cudaErrorStreamCaptureInvalidated);
    EXPECT_ERROR(cudaStreamEndCapture(blocking, &graph), cudaErrorIllegalState);
    (void)cudaGetLastError();
    CHECK(cudaDeviceSynchronize());
    return pass("graphs");
}
