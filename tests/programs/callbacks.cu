// Callbacks that lead to more work: they may not call CUDA, so they wake a thread that does; and events that callbacks let go on.
#include "check.cuh"
#include <condition_variable>
#include <mutex>
#include <queue>
#include <thread>

__global__ void next(unsigned *at, unsigned step) { *at = *at * 1664525u + step; }

struct Pump {
    std::mutex mutex;
    std::condition_variable arrived;
    std::queue<int> due;
    int stages = 0;

    void post(int chain) {
        std::lock_guard<std::mutex> lock(mutex);
        due.push(chain);
        arrived.notify_one();
    }
    int take() {
        std::unique_lock<std::mutex> lock(mutex);
        arrived.wait(lock, [&] { return !due.empty(); });
        const int chain = due.front();
        due.pop();
        stages++;
        return chain;
    }
};

static Pump pump;
struct Chain {
    int number;
    unsigned step = 0;
    unsigned *at = nullptr;
    cudaStream_t stream = nullptr;
};

static void CUDART_CB done(void *chain) { pump.post(static_cast<Chain *>(chain)->number); }
static void CUDART_CB old_done(cudaStream_t, cudaError_t status, void *chain) {
    if (status == cudaSuccess) pump.post(static_cast<Chain *>(chain)->number);
}

static void post_stage(Chain &chain) {
    next<<<1, 1, 0, chain.stream>>>(chain.at, chain.step);
    CHECK_LAUNCH();
    // Both ways to be called, in turns.
    if (chain.step % 2) {
        CHECK(cudaLaunchHostFunc(chain.stream, done, &chain));
    } else {
        CHECK(cudaStreamAddCallback(chain.stream, old_done, &chain, 0));
    }
    chain.step++;
}

int main() {
    const int chains = 5, steps = 30;
    std::vector<Chain> all(chains);
    std::vector<unsigned> wanted(chains);
    for (int i = 0; i < chains; i++) {
        all[i].number = i;
        all[i].at = device_array<unsigned>(1);
        CHECK(cudaMemset(all[i].at, 0, sizeof(unsigned)));
        CHECK(cudaStreamCreateWithFlags(&all[i].stream, cudaStreamNonBlocking));
        for (unsigned s = 0; s < steps; s++) wanted[i] = wanted[i] * 1664525u + s;
    }
    CHECK(cudaDeviceSynchronize());
    std::thread poster([&] {
        for (auto &chain : all) post_stage(chain);
        int left = chains;
        while (left) {
            Chain &chain = all[pump.take()];
            if (chain.step < steps) post_stage(chain);
            else left--;
        }
    });
    poster.join();
    REQUIRE(pump.stages == chains * steps);
    CHECK(cudaDeviceSynchronize());
    for (int i = 0; i < chains; i++) {
        REQUIRE(to_host(all[i].at, 1)[0] == wanted[i]);
        CHECK(cudaStreamDestroy(all[i].stream));
    }
    return pass("callbacks");
}
