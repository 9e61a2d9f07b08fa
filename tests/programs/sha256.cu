// SHA-256 of many messages, one a thread: constants, rotations, byte order; against the host and a digest that everybody knows.
#include "check.cuh"
#include <cstring>

__host__ __device__ constexpr uint32_t round_constant(int i) {
    constexpr uint32_t table[64] = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
        0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
        0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
        0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
        0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
        0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    };
    return table[i];
}

__host__ __device__ inline uint32_t rotate(uint32_t x, int by) { return x >> by | x << (32 - by); }

__host__ __device__ void block(uint32_t *state, const unsigned char *bytes) {
    uint32_t w[64];
    for (int i = 0; i < 16; i++) w[i] = uint32_t(bytes[4 * i]) << 24 | uint32_t(bytes[4 * i + 1]) << 16 | uint32_t(bytes[4 * i + 2]) << 8 | bytes[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        const uint32_t a = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
        const uint32_t b = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + a + w[i - 7] + b;
    }
    uint32_t v[8];
    for (int i = 0; i < 8; i++) v[i] = state[i];
    for (int i = 0; i < 64; i++) {
        const uint32_t s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25), choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
        const uint32_t t1 = v[7] + s1 + choice + round_constant(i) + w[i];
        const uint32_t s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22), most = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        v[7] = v[6], v[6] = v[5], v[5] = v[4], v[4] = v[3] + t1, v[3] = v[2], v[2] = v[1], v[1] = v[0], v[0] = t1 + s0 + most;
    }
    for (int i = 0; i < 8; i++) state[i] += v[i];
}

__host__ __device__ void digest(const unsigned char *bytes, int length, uint32_t *state) {
    const uint32_t first[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
    for (int i = 0; i < 8; i++) state[i] = first[i];
    int at = 0;
    for (; at + 64 <= length; at += 64) block(state, bytes + at);
    unsigned char last[128] = {};
    const int rest = length - at, size = rest < 56 ? 64 : 128;
    for (int i = 0; i < rest; i++) last[i] = bytes[at + i];
    last[rest] = 0x80;
    const uint64_t bits = uint64_t(length) * 8;
    for (int i = 0; i < 8; i++) last[size - 1 - i] = (unsigned char)(bits >> (8 * i));
    block(state, last);
    if (size == 128) block(state, last + 64);
}

__global__ void digests(const unsigned char *bytes, const int *starts, uint32_t *states, int count) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) digest(bytes + starts[i], starts[i + 1] - starts[i], states + 8 * i);
}

int main() {
    Random random(37);
    std::vector<unsigned char> bytes{ 'a', 'b', 'c' };
    std::vector<int> starts{ 0, 3 };
    for (int i = 0; i < 120; i++) {
        const int length = int(random.next() % 200);
        for (int k = 0; k < length; k++) bytes.push_back((unsigned char)random.next());
        starts.push_back(int(bytes.size()));
    }
    const int count = int(starts.size()) - 1;
    std::vector<uint32_t> wanted(8 * count);
    for (int i = 0; i < count; i++) digest(&bytes[starts[i]], starts[i + 1] - starts[i], &wanted[8 * i]);
    const uint32_t abc[8] = { 0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223, 0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad };
    REQUIRE(memcmp(wanted.data(), abc, sizeof abc) == 0);
    unsigned char *at = to_device(bytes);
    int *d_starts = to_device(starts);
    uint32_t *states = device_array<uint32_t>(8 * count);
    digests<<<(count + 31) / 32, 32>>>(at, d_starts, states, count);
    CHECK_LAUNCH();
    require_equal(to_host(states, 8 * count), wanted, "digests");
    return pass("sha256");
}
