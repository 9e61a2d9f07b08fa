// A long array through a short device: chunks copied in, worked on and copied out on three streams, with events for what is shared.
#include "check.cuh"

__global__ void polish(const float *from, float *to, int count, float weight) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) {
        const float left = i ? from[i - 1] : from[i], right = i + 1 < count ? from[i + 1] : from[i];
        to[i] = from[i] + weight * (left + right - 2 * from[i]);
    }
}

int main() {
    Random random(73);
    const int streams = 3, chunk = 4096, chunks = 25, count = chunk * chunks - 1000;
    float *in = nullptr, *out = nullptr;
    CHECK(cudaMallocHost(&in, count * sizeof(float)));
    CHECK(cudaMallocHost(&out, count * sizeof(float)));
    for (int i = 0; i < count; i++) in[i] = random.between(-1, 1);
    struct Lane {
        cudaStream_t stream;
        cudaEvent_t copied, free;
        float *from, *to;
    } lanes[streams];
    for (auto &lane : lanes) {
        CHECK(cudaStreamCreateWithFlags(&lane.stream, cudaStreamNonBlocking));
        CHECK(cudaEventCreateWithFlags(&lane.copied, cudaEventDisableTiming));
        CHECK(cudaEventCreateWithFlags(&lane.free, cudaEventDisableTiming));
        lane.from = device_array<float>(chunk);
        lane.to = device_array<float>(chunk);
    }
    // Kernels run on a stream of their own, copies on those of their lanes.
    cudaStream_t worker;
    CHECK(cudaStreamCreateWithPriority(&worker, cudaStreamNonBlocking, -1));
    cudaEvent_t worked;
    CHECK(cudaEventCreateWithFlags(&worked, cudaEventDisableTiming));
    for (int c = 0; c < chunks; c++) {
        Lane &lane = lanes[c % streams];
        const int start = c * chunk, size = std::min(chunk, count - start);
        CHECK(cudaMemcpyAsync(lane.from, in + start, size * sizeof(float), cudaMemcpyHostToDevice, lane.stream));
        CHECK(cudaEventRecord(lane.copied, lane.stream));
        CHECK(cudaStreamWaitEvent(worker, lane.copied, 0));
        polish<<<(size + 127) / 128, 128, 0, worker>>>(lane.from, lane.to, size, 0.25f);
        CHECK_LAUNCH();
        // The same event again and again: each wait is for the record before it.
        CHECK(cudaEventRecord(worked, worker));
        CHECK(cudaStreamWaitEvent(lane.stream, worked, 0));
        CHECK(cudaMemcpyAsync(out + start, lane.to, size * sizeof(float), cudaMemcpyDeviceToHost, lane.stream));
        CHECK(cudaEventRecord(lane.free, lane.stream));
    }
    for (auto &lane : lanes) CHECK(cudaEventSynchronize(lane.free));
    std::vector<float> got(out, out + count), wanted(count);
    for (int c = 0; c < chunks; c++) {
        const int start = c * chunk, size = std::min(chunk, count - start);
        for (int i = 0; i < size; i++) {
            const float here = in[start + i], left = i ? in[start + i - 1] : here, right = i + 1 < size ? in[start + i + 1] : here;
            wanted[start + i] = here + 0.25f * (left + right - 2 * here);
        }
    }
    require_close(got, wanted, 1e-6, "polished");
    for (auto &lane : lanes) {
        CHECK(cudaFree(lane.from));
        CHECK(cudaFree(lane.to));
        CHECK(cudaStreamDestroy(lane.stream));
        CHECK(cudaEventDestroy(lane.copied));
        CHECK(cudaEventDestroy(lane.free));
    }
    CHECK(cudaFreeHost(in));
    CHECK(cudaFreeHost(out));
    return pass("pipeline");
}
