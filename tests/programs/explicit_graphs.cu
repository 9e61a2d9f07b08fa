// Graphs made node by node: kernels, copies, sets, host functions, events, child graphs, edges; cloned, changed and launched many times.
#include "check.cuh"

__global__ void scale(float *at, int count, float by) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) at[i] *= by;
}
__global__ void sum(const float *a, const float *b, float *to, int count) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) to[i] = a[i] + b[i];
}

static int calls;
static void CUDART_CB count_call(void *by) { calls += *static_cast<int *>(by); }

static cudaKernelNodeParams kernel(void *function, void **params, int count) {
    cudaKernelNodeParams node = {};
    node.func = function, node.kernelParams = params;
    node.gridDim = dim3((count + 127) / 128), node.blockDim = dim3(128);
    return node;
}

int main() {
    int count = 1000, one = 1;
    std::vector<float> values(count), wanted(count), got(count);
    Random random(79);
    for (auto &value : values) value = random.between(-4, 4);
    float *a = device_array<float>(count), *b = device_array<float>(count), *c = device_array<float>(count);
    float *pinned = nullptr;
    CHECK(cudaMallocHost(&pinned, count * sizeof(float)));

    // a and b are loaded, scaled apart, and added: a diamond; b's half lies in a child graph.
    cudaGraph_t graph, child;
    CHECK(cudaGraphCreate(&graph, 0));
    CHECK(cudaGraphCreate(&child, 0));
    float by_a = 2, by_b = 10;
    void *scale_a[] = { &a, &count, &by_a }, *scale_b[] = { &b, &count, &by_b }, *adds[] = { &a, &b, &c, &count };
    cudaGraphNode_t load_a, load_b, node_a, node_b, half, add, store, call, clear;
    CHECK(cudaGraphAddMemcpyNode1D(&load_a, graph, nullptr, 0, a, values.data(), count * sizeof(float), cudaMemcpyHostToDevice));
    CHECK(cudaGraphAddMemcpyNode1D(&load_b, child, nullptr, 0, b, values.data(), count * sizeof(float), cudaMemcpyHostToDevice));
    auto params = kernel((void *)scale, scale_b, count);
    CHECK(cudaGraphAddKernelNode(&node_b, child, &load_b, 1, &params));
    params = kernel((void *)scale, scale_a, count);
    CHECK(cudaGraphAddKernelNode(&node_a, graph, &load_a, 1, &params));
    CHECK(cudaGraphAddChildGraphNode(&half, graph, nullptr, 0, child));
    const cudaGraphNode_t both[] = { node_a, half };
    params = kernel((void *)sum, adds, count);
    CHECK(cudaGraphAddKernelNode(&add, graph, both, 2, &params));
    CHECK(cudaGraphAddMemcpyNode1D(&store, graph, &add, 1, pinned, c, count * sizeof(float), cudaMemcpyDeviceToHost));
    cudaHostNodeParams host = { count_call, &one };
    CHECK(cudaGraphAddHostNode(&call, graph, &store, 1, &host));
    cudaMemsetParams set = {};
    set.dst = c, set.elementSize = 4, set.width = size_t(count), set.height = 1;
    CHECK(cudaGraphAddMemsetNode(&clear, graph, &store, 1, &set));
    size_t nodes = 0;
    CHECK(cudaGraphGetNodes(graph, nullptr, &nodes));
    REQUIRE(nodes == 7);

    cudaGraphExec_t exec;
    cudaStream_t stream;
    CHECK(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
    CHECK(cudaGraphInstantiate(&exec, graph, 0));
    for (int round = 0; round < 5; round++) {
        // Memory that is not pinned is read at each launch.
        for (int i = 0; i < count; i++) values[i] += 1, wanted[i] = values[i] * 2 + values[i] * 10;
        CHECK(cudaGraphLaunch(exec, stream));
        CHECK(cudaStreamSynchronize(stream));
        got.assign(pinned, pinned + count);
        require_close(got, wanted, 1e-6, "launched");
    }
    REQUIRE(calls == 5);
    require_equal(to_host(c, count), std::vector<float>(count), "cleared");

    // One node of the instantiated graph changes; then its whole graph does.
    by_a = 3;
    params = kernel((void *)scale, scale_a, count);
    CHECK(cudaGraphExecKernelNodeSetParams(exec, node_a, &params));
    CHECK(cudaGraphLaunch(exec, stream));
    CHECK(cudaStreamSynchronize(stream));
    for (int i = 0; i < count; i++) wanted[i] = values[i] * 3 + values[i] * 10;
    got.assign(pinned, pinned + count);
    require_close(got, wanted, 1e-6, "a node changed");
    cudaGraph_t clone;
    CHECK(cudaGraphClone(&clone, graph));
    CHECK(cudaGraphDestroy(graph));
    CHECK(cudaGraphDestroy(child));
    cudaGraphExecUpdateResultInfo info;
    CHECK(cudaGraphExecUpdate(exec, clone, &info));
    CHECK(cudaGraphLaunch(exec, stream));
    CHECK(cudaStreamSynchronize(stream));
    for (int i = 0; i < count; i++) wanted[i] = values[i] * 2 + values[i] * 10;
    got.assign(pinned, pinned + count);
    require_close(got, wanted, 1e-6, "updated from the clone");
    REQUIRE(calls == 7);
    CHECK(cudaGraphDestroy(clone));
    CHECK(cudaGraphExecDestroy(exec));
    CHECK(cudaStreamDestroy(stream));
    CHECK(cudaFreeHost(pinned));
    return pass("explicit_graphs");
}
