// Copies in two and three dimensions: pitched memory, offsets on both sides, every direction, with and without streams; and sets.
#include "check.cuh"

using Bytes = std::vector<unsigned char>;

static Bytes pattern(size_t count, uint32_t seed) {
    Random random(seed);
    Bytes bytes(count);
    for (auto &byte : bytes) byte = (unsigned char)random.next();
    return bytes;
}

// What a copy of a box does, on the host.
static void box(const Bytes &from, size_t from_row, size_t from_rows, Bytes &to, size_t to_row, size_t to_rows, cudaPos a, cudaPos b, cudaExtent e) {
    for (size_t z = 0; z < e.depth; z++)
        for (size_t y = 0; y < e.height; y++)
            for (size_t x = 0; x < e.width; x++)
                to[((b.z + z) * to_rows + b.y + y) * to_row + b.x + x] = from[((a.z + z) * from_rows + a.y + y) * from_row + a.x + x];
}

int main() {
    cudaStream_t stream;
    CHECK(cudaStreamCreate(&stream));
    // Two dimensions.
    const size_t width = 61, height = 23, row = 80;
    Bytes from = pattern(row * height, 1), back(row * height, 7), wanted = back;
    void *device = nullptr;
    size_t pitch = 0;
    CHECK(cudaMallocPitch(&device, &pitch, width, height));
    REQUIRE(pitch >= width);
    CHECK(cudaMemcpy2D(device, pitch, from.data(), row, width, height, cudaMemcpyHostToDevice));
    CHECK(cudaMemcpy2DAsync(back.data() + 3, row, device, pitch, width, height, cudaMemcpyDefault, stream));
    CHECK(cudaStreamSynchronize(stream));
    for (size_t y = 0; y < height; y++)
        for (size_t x = 0; x < width; x++) wanted[y * row + 3 + x] = from[y * row + x];
    REQUIRE(back == wanted);
    CHECK(cudaMemset2D(device, pitch, 0x5a, 10, height - 1));
    CHECK(cudaMemcpy2D(back.data(), row, device, pitch, width, height, cudaMemcpyDeviceToHost));
    REQUIRE(back[9] == 0x5a && back[10] == from[10] && back[(height - 1) * row] == from[(height - 1) * row]);
    EXPECT_ERROR(cudaMemcpy2D(back.data(), 10, device, pitch, width, height, cudaMemcpyDeviceToHost), cudaErrorInvalidPitchValue);
    (void)cudaGetLastError();

    // Three dimensions: host to device, device to device at other offsets, and back into the middle of a larger box.
    const cudaExtent size = make_cudaExtent(40, 12, 7), part = make_cudaExtent(17, 5, 4);
    const size_t large_row = 64, large_rows = 20, large_depth = 9;
    Bytes source = pattern(large_row * large_rows * large_depth, 2), result(source.size(), 9), want_result = result;
    cudaPitchedPtr a, b;
    CHECK(cudaMalloc3D(&a, size));
    CHECK(cudaMalloc3D(&b, size));
    CHECK(cudaMemset3D(a, 1, size));
    CHECK(cudaMemset3DAsync(b, 2, size, stream));
    Bytes in_a(a.pitch * size.height * size.depth, 1), in_b(b.pitch * size.height * size.depth, 2);
    const cudaPos p = make_cudaPos(5, 6, 2), q = make_cudaPos(9, 3, 1), r = make_cudaPos(20, 7, 3), s = make_cudaPos(31, 11, 4);
    cudaMemcpy3DParms copy = {};
    copy.srcPtr = make_cudaPitchedPtr(source.data(), large_row, large_row, large_rows), copy.srcPos = p;
    copy.dstPtr = a, copy.dstPos = q, copy.extent = part, copy.kind = cudaMemcpyHostToDevice;
    CHECK(cudaMemcpy3D(&copy));
    box(source, large_row, large_rows, in_a, a.pitch, size.height, p, q, part);
    copy.srcPtr = a, copy.srcPos = make_cudaPos(8, 2, 0), copy.dstPtr = b, copy.dstPos = r, copy.kind = cudaMemcpyDeviceToDevice;
    CHECK(cudaMemcpy3DAsync(&copy, stream));
    box(in_a, a.pitch, size.height, in_b, b.pitch, size.height, make_cudaPos(8, 2, 0), r, part);
    copy.srcPtr = b, copy.srcPos = make_cudaPos(19, 6, 2), copy.dstPtr = make_cudaPitchedPtr(result.data(), large_row, large_row, large_rows);
    copy.dstPos = s, copy.kind = cudaMemcpyDefault;
    CHECK(cudaMemcpy3DAsync(&copy, stream));
    CHECK(cudaStreamSynchronize(stream));
    box(in_b, b.pitch, size.height, want_result, large_row, large_rows, make_cudaPos(19, 6, 2), s, part);
    REQUIRE(result == want_result);

    // What is not copied is not touched.
    Bytes all(size.width * size.height * size.depth), want_all(all.size());
    cudaMemcpy3DParms whole = {};
    whole.srcPtr = b, whole.dstPtr = make_cudaPitchedPtr(all.data(), size.width, size.width, size.height), whole.extent = size;
    whole.kind = cudaMemcpyDeviceToHost;
    CHECK(cudaMemcpy3D(&whole));
    box(in_b, b.pitch, size.height, want_all, size.width, size.height, make_cudaPos(0, 0, 0), make_cudaPos(0, 0, 0), size);
    REQUIRE(all == want_all);
    return pass("copies_3d");
}
