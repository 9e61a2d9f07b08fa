// Conway's game, a bit for each cell: words of 32, carries by bit logic; against counting neighbours one by one.
#include "check.cuh"

constexpr int WORDS = 8, WIDTH = WORDS * 32, HEIGHT = 90;

__device__ uint32_t row_of(const uint32_t *from, int word, int y, int shift) {
    const uint32_t *row = from + ((y + HEIGHT) % HEIGHT) * WORDS;
    const uint32_t here = row[word];
    if (shift < 0) return __funnelshift_l(row[(word + WORDS - 1) % WORDS], here, 1);
    if (shift > 0) return __funnelshift_r(here, row[(word + 1) % WORDS], 1);
    return here;
}

__global__ void generation(const uint32_t *from, uint32_t *to) {
    const int word = threadIdx.x, y = blockIdx.x * blockDim.y + threadIdx.y;
    if (y >= HEIGHT) return;
    // Eight neighbours added up in a counter of four bits, all 32 cells at once.
    uint32_t one = 0, two = 0, four = 0;
    for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++) {
            if (dx == 0 && dy == 0) continue;
            const uint32_t n = row_of(from, word, y + dy, dx), carry = one & n, more = two & carry;
            one ^= n;
            two ^= carry;
            four |= more;
        }
    to[y * WORDS + word] = two & ~four & (one | from[y * WORDS + word]);
}

int main() {
    Random random(29);
    std::vector<uint32_t> words(WORDS * HEIGHT);
    for (auto &word : words) word = random.next() & random.next();
    std::vector<char> cells(WIDTH * HEIGHT), next(cells.size());
    for (int i = 0; i < WIDTH * HEIGHT; i++) cells[i] = words[i / 32] >> (i % 32) & 1;
    uint32_t *a = to_device(words), *b = device_array<uint32_t>(words.size());
    for (int round = 0; round < 12; round++) {
        generation<<<(HEIGHT + 15) / 16, dim3(WORDS, 16)>>>(a, b);
        CHECK_LAUNCH();
        std::swap(a, b);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++) {
                int count = 0;
                for (int dy = -1; dy <= 1; dy++)
                    for (int dx = -1; dx <= 1; dx++)
                        if (dx || dy) count += cells[(y + dy + HEIGHT) % HEIGHT * WIDTH + (x + dx + WIDTH) % WIDTH];
                next[y * WIDTH + x] = count == 3 || (count == 2 && cells[y * WIDTH + x]);
            }
        std::swap(cells, next);
    }
    const auto got = to_host(a, words.size());
    for (int i = 0; i < WIDTH * HEIGHT; i++) REQUIRE(cells[i] == char(got[i / 32] >> (i % 32) & 1));
    return pass("life");
}
