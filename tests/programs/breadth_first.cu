// Distances in a graph by levels: a queue filled with atomics, warps that reserve places together, until nothing is left.
#include "check.cuh"
#include <queue>

__global__ void level(const int *starts, const int *edges, int *distance, const int *queue, int count, int *next, int *next_count, int depth) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= count) return;
    const int node = queue[i];
    for (int e = starts[node]; e < starts[node + 1]; e++) {
        const int to = edges[e];
        if (atomicCAS(&distance[to], -1, depth) == -1) {
            // Those that found something at once reserve together.
            const unsigned active = __activemask();
            const int lane = threadIdx.x % 32, leader = __ffs(int(active)) - 1;
            int base = 0;
            if (lane == leader) base = atomicAdd(next_count, __popc(active));
            base = __shfl_sync(active, base, leader);
            next[base + __popc(active & ((1u << lane) - 1))] = to;
        }
    }
}

int main() {
    Random random(41);
    const int nodes = 4000;
    std::vector<std::vector<int>> neighbours(nodes);
    for (int i = 0; i < nodes; i++) {
        const int count = int(random.next() % 4);
        for (int k = 0; k < count; k++) {
            // Mostly near ones, so that there are many levels.
            const int to = random.next() % 50 == 0 ? int(random.next() % nodes) : std::min(nodes - 1, i + int(random.next() % 30));
            neighbours[i].push_back(to);
            neighbours[to].push_back(i);
        }
    }
    std::vector<int> starts{ 0 }, edges, wanted(nodes, -1);
    for (const auto &list : neighbours) {
        edges.insert(edges.end(), list.begin(), list.end());
        starts.push_back(int(edges.size()));
    }
    std::queue<int> queue;
    queue.push(0);
    wanted[0] = 0;
    while (!queue.empty()) {
        const int node = queue.front();
        queue.pop();
        for (int to : neighbours[node])
            if (wanted[to] < 0) wanted[to] = wanted[node] + 1, queue.push(to);
    }
    int *d_starts = to_device(starts), *d_edges = to_device(edges), *distance = device_array<int>(nodes);
    int *now = device_array<int>(nodes), *next = device_array<int>(nodes), *counter = device_array<int>(1);
    CHECK(cudaMemset(distance, 0xff, nodes * sizeof(int)));
    CHECK(cudaMemset(distance, 0, sizeof(int)));
    CHECK(cudaMemset(now, 0, sizeof(int)));
    int count = 1, depth = 0;
    while (count) {
        CHECK(cudaMemset(counter, 0, sizeof(int)));
        level<<<(count + 127) / 128, 128>>>(d_starts, d_edges, distance, now, count, next, counter, ++depth);
        CHECK_LAUNCH();
        count = to_host(counter, 1)[0];
        std::swap(now, next);
    }
    require_equal(to_host(distance, nodes), wanted, "distances");
    return pass("breadth_first");
}
