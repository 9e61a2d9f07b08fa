// Half precision, warp collectives and tensor cores.
#include <cuda_fp16.h>
#include <mma.h>
extern "C" __global__ void half_math(const half* a, const half* b, half* out, float* wide) {
    int i = threadIdx.x;
    out[i] = __hfma(a[i], b[i], __hadd(a[i], b[i]));
    wide[i] = __half2float(__hmul(a[i], b[i]));
    half2 v = __halves2half2(a[i], b[i]);
    v = __hmax2(__hadd2(v, v), __float2half2_rn(0.5f));
    wide[i + 32] = __low2float(v) - __high2float(v);
}

extern "C" __global__ void collectives(unsigned* out) {
    unsigned lane = threadIdx.x;
    out[lane] = __ballot_sync(0xffffffff, lane % 3 == 0);
    out[32 + lane] = __match_any_sync(0xffffffff, lane / 4);
    out[64 + lane] = __shfl_up_sync(0xffffffff, lane, 3, 8);
    out[96 + lane] = __any_sync(0xffffffff, lane == 5) + 2 * __all_sync(0xffffffff, lane < 31);
    if (lane < 16) out[128 + lane] = __shfl_sync(0x0000ffff, lane * 2, 15 - lane);
    else out[128 + lane] = __activemask();
    __syncwarp();
    out[160 + lane] = __syncthreads_count(lane & 1);
}

extern "C" __global__ void tensor(const half* a, const half* b, float* d) {
    using namespace nvcuda::wmma;
    fragment<matrix_a, 8, 32, 16, half, row_major> fa;
    fragment<matrix_b, 8, 32, 16, half, col_major> fb;
    fragment<accumulator, 8, 32, 16, float> fc;
    fill_fragment(fc, 2.0f);
    load_matrix_sync(fa, a, 16);
    load_matrix_sync(fb, b, 16);
    mma_sync(fc, fa, fb, fc);
    for (int i = 0; i < fc.num_elements; ++i) fc.x[i] *= 0.5f;
    store_matrix_sync(d, fc, 32, mem_row_major);
}
