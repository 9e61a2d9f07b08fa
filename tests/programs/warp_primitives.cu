// What the lanes of a warp tell each other: shuffles of every width and type, votes, matches, masks that leave lanes out.
#include "check.cuh"

struct Row {
    int up, down, across, indexed, narrow;
    unsigned ballot, same, all_same, active;
    int any, all, uniform;
    double wide;
    long long long_down;
    unsigned mask_lt, popc, brev, clz, ffs, fns;
    int perm;
};

__global__ void lanes(const int *values, Row *rows) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x, lane = threadIdx.x % 32, v = values[i];
    const unsigned full = 0xffffffffu;
    Row r = {};
    r.up = __shfl_up_sync(full, v, 3);
    r.down = __shfl_down_sync(full, v, 5);
    r.across = __shfl_xor_sync(full, v, 17);
    r.indexed = __shfl_sync(full, v, (lane * 7 + 1) % 32);
    r.narrow = __shfl_down_sync(full, v, 2, 8);
    r.ballot = __ballot_sync(full, v % 3 == 0);
    r.same = __match_any_sync(full, v % 4);
    int is_uniform = 0;
    r.all_same = __match_all_sync(full, v / 1000000, &is_uniform);
    r.uniform = is_uniform;
    r.any = __any_sync(full, v == values[0]);
    r.all = __all_sync(full, v >= 0);
    r.wide = __shfl_xor_sync(full, double(v) * 0.1, 1);
    r.long_down = __shfl_down_sync(full, (long long)v << 33, 1);
    asm("mov.u32 %0, %%lanemask_lt;" : "=r"(r.mask_lt));
    r.popc = __popc(v), r.brev = __brev(v), r.clz = __clz(v), r.ffs = __ffs(v);
    r.fns = __fns(0xf0f0f0f0u, lane, 2);
    r.perm = int(__byte_perm(unsigned(v), 0x12345678u, 0x3615));
    if (lane % 2) {
        // Only odd lanes; each gets from the next odd one.
        const unsigned odd = 0xaaaaaaaau;
        r.active = __ballot_sync(odd, 1);
        r.any += 10 * __shfl_sync(odd, lane, (lane + 2) % 32);
    }
    __syncwarp();
    rows[i] = r;
}

static unsigned nth_set(unsigned mask, int base, int offset) {
    for (int bit = base; bit < 32; bit++)
        if (mask >> bit & 1 && --offset == 0) return bit;
    return ~0u;
}

int main() {
    Random random(59);
    const int count = 256;
    std::vector<int> values(count);
    for (auto &value : values) value = int(random.next() % 5000);
    Row *rows = device_array<Row>(count);
    lanes<<<2, 128>>>(to_device(values), rows);
    CHECK_LAUNCH();
    const auto got = to_host(rows, count);
    for (int i = 0; i < count; i++) {
        const int lane = i % 32, base = i - lane, v = values[i];
        const int *warp = &values[base];
        const Row &r = got[i];
        REQUIRE(r.up == (lane < 3 ? v : warp[lane - 3]));
        REQUIRE(r.down == (lane + 5 > 31 ? v : warp[lane + 5]));
        REQUIRE(r.across == warp[lane ^ 17]);
        REQUIRE(r.indexed == warp[(lane * 7 + 1) % 32]);
        REQUIRE(r.narrow == (lane % 8 + 2 > 7 ? v : warp[lane + 2]));
        unsigned ballot = 0, same = 0;
        bool any = false;
        for (int k = 0; k < 32; k++) {
            ballot |= unsigned(warp[k] % 3 == 0) << k;
            same |= unsigned(warp[k] % 4 == v % 4) << k;
            any = any || warp[k] == values[0];
        }
        REQUIRE(r.ballot == ballot && r.same == same && r.all_same == ~0u && r.uniform == 1);
        REQUIRE(r.all == 1 && r.wide == double(warp[lane ^ 1]) * 0.1);
        REQUIRE(r.long_down == (long long)(lane == 31 ? v : warp[lane + 1]) << 33);
        REQUIRE(r.mask_lt == (1u << lane) - 1);
        REQUIRE(r.popc == unsigned(__builtin_popcount(v)) && r.clz == (v ? unsigned(__builtin_clz(v)) : 32) && r.ffs == unsigned(__builtin_ffs(v)));
        unsigned reversed = 0;
        for (int bit = 0; bit < 32; bit++) reversed |= (unsigned(v) >> bit & 1) << (31 - bit);
        REQUIRE(r.brev == reversed);
        REQUIRE(r.fns == nth_set(0xf0f0f0f0u, lane, 2));
        const unsigned char bytes[8] = { (unsigned char)v, (unsigned char)(v >> 8), (unsigned char)(v >> 16), (unsigned char)(v >> 24), 0x78, 0x56, 0x34, 0x12 };
        REQUIRE(unsigned(r.perm) == (bytes[5] | bytes[1] << 8 | bytes[6] << 16 | unsigned(bytes[3]) << 24));
        if (lane % 2) REQUIRE(r.active == 0xaaaaaaaau && r.any == int(any) + 10 * ((lane + 2) % 32));
        else REQUIRE(r.any == int(any));
    }
    return pass("warp_primitives");
}
