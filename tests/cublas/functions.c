// functions CUBLAS [ours]: opens a libcublas by name and compares each of its functions that the software GPU's has with sums made here, in
// double precision. Prints what differs, and PASS. With `ours` also what NVIDIA's has and ours has not, and what NVIDIA's leaves undefined.
// Declarations are those of cublas_api.h, cuda.h; numbers too.
#include <dlfcn.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int (*Function)();
static void *driver, *cublas;
static void *handle;
static int failures, is_ours;

static Function in(void *library, const char *name) {
    Function function = (Function)dlsym(library, name);
    if (!function) { printf("no %s\n", name); exit(2); }
    return function;
}
#define CU(name, ...) do { int code = in(driver, #name)(__VA_ARGS__); if (code) { printf("%s: %d\n", #name, code); exit(2); } } while (0)
#define BLAS(name, ...) in(cublas, #name)(__VA_ARGS__)
#define CHECK(condition, ...) do { if (!(condition)) { failures++; printf("%s:%d: ", #condition, __LINE__); printf(__VA_ARGS__); puts(""); } } while (0)

enum { F32 = 0, F64 = 1, F16 = 2, I8 = 3, I32 = 10, BF16 = 14 };
static const char *const names[] = {"f32", "f64", "f16", "i8", 0, 0, 0, 0, 0, 0, "i32", 0, 0, 0, "bf16"};
static int size_of(int type) { return type == F64 ? 8 : type == F32 || type == I32 ? 4 : type == I8 ? 1 : 2; }

static double get(int type, const void *at, size_t i) {
    if (type == F32) return ((const float *)at)[i];
    if (type == F64) return ((const double *)at)[i];
    if (type == I8) return ((const int8_t *)at)[i];
    if (type == I32) return ((const int32_t *)at)[i];
    uint16_t h = ((const uint16_t *)at)[i];
    if (type == BF16) { uint32_t bits = (uint32_t)h << 16; float f; memcpy(&f, &bits, 4); return f; }
    int exponent = h >> 10 & 31, part = h & 1023;
    if (exponent == 31) return part ? NAN : h >> 15 ? -INFINITY : INFINITY;
    double value = exponent ? ldexp(1024 + part, exponent - 25) : ldexp(part, -24);
    return h >> 15 ? -value : value;
}

// Of values that the type has exactly.
static void put(int type, void *at, size_t i, double value) {
    if (type == F32) ((float *)at)[i] = value;
    else if (type == F64) ((double *)at)[i] = value;
    else if (type == I8) ((int8_t *)at)[i] = value;
    else if (type == I32) ((int32_t *)at)[i] = value;
    else if (type == BF16) { float f = value; uint32_t bits; memcpy(&bits, &f, 4); ((uint16_t *)at)[i] = bits >> 16; }
    else {
        int exponent;
        double part = frexp(fabs(value), &exponent);
        uint16_t sign = signbit(value) ? 0x8000 : 0;
        ((uint16_t *)at)[i] = value == 0 ? sign : sign | (exponent + 14) << 10 | ((int)(part * 2048) - 1024);
    }
}

// How far from right a result of this type may be, of the size of the numbers that were added.
static double allowed(int type) {
    return type == F64 ? 1e-13 : type == F32 ? 1e-5 : type == F16 ? 2e-3 : type == BF16 ? 1e-2 : 0;
}

typedef struct { int type; size_t count; void *host; uint64_t device; } Array;

static double next(void) {
    static uint32_t state = 12345;
    state = state * 1664525 + 1013904223;
    return ((int)(state >> 16 & 31) - 15) / 4.0;
}

static Array array(int type, size_t count, int is_poison) {
    Array a = {type, count, malloc(count * size_of(type) + 8), 0};
    for (size_t i = 0; i < count; i++) {
        double value = next();
        put(type, a.host, i, type == I8 || type == I32 ? (int)(value * 4) : value);
    }
    if (is_poison) memset(a.host, 0xff, count * size_of(type));
    CU(cuMemAlloc_v2, &a.device, count * size_of(type) + 8);
    CU(cuMemcpyHtoD_v2, a.device, a.host, count * size_of(type));
    return a;
}

// What the device has now.
static void *now(Array a) {
    void *found = malloc(a.count * size_of(a.type) + 8);
    CU(cuMemcpyDtoH_v2, found, a.device, a.count * size_of(a.type));
    return found;
}

static void done(Array a) { CU(cuMemFree_v2, a.device); free(a.host); }

// One product: types, operations, sizes, what leading dimensions have beyond the rows, how many, factors, and where those lie.
typedef struct { int from, to, compute, scale, ta, tb, m, n, k, more, batch; double alpha, beta; int on_device; enum { PLAIN, STRIDED, POINTERS } form; } Case;

static void product(Case t) {
    int lda = (t.ta ? t.k : t.m) + t.more, ldb = (t.tb ? t.n : t.k) + t.more, ldc = t.m + t.more;
    if (lda < 1) lda = 1;
    if (ldb < 1) ldb = 1;
    if (ldc < 1) ldc = 1;
    size_t each_a = (size_t)lda * (t.ta ? t.m : t.k) + 3, each_b = (size_t)ldb * (t.tb ? t.k : t.n) + 5, each_c = (size_t)ldc * t.n + 7;
    Array a = array(t.from, each_a * t.batch, 0), b = array(t.from, each_b * t.batch, 0), c = array(t.to, each_c * t.batch, t.beta == 0);
    char host_scales[16] = {0};
    put(t.scale, host_scales, 0, t.alpha);
    put(t.scale, host_scales + 8, 0, t.beta);
    uint64_t scales;
    CU(cuMemAlloc_v2, &scales, 16);
    CU(cuMemcpyHtoD_v2, scales, host_scales, 16);
    void *alpha = t.on_device ? (void *)scales : host_scales, *beta = t.on_device ? (void *)(scales + 8) : host_scales + 8;
    CHECK(BLAS(cublasSetPointerMode_v2, handle, t.on_device) == 0, "pointer mode");
    int status;
    uint64_t lists = 0;
    if (t.form == PLAIN) {
        status = BLAS(cublasGemmEx, handle, t.ta, t.tb, t.m, t.n, t.k, alpha, a.device, t.from, lda, b.device, t.from, ldb, beta, c.device, t.to, ldc, t.compute, -1);
    } else if (t.form == STRIDED) {
        status = BLAS(cublasGemmStridedBatchedEx, handle, t.ta, t.tb, t.m, t.n, t.k, alpha, a.device, t.from, lda, (int64_t)each_a, b.device, t.from, ldb, (int64_t)each_b,
                      beta, c.device, t.to, ldc, (int64_t)each_c, t.batch, t.compute, -1);
    } else {
        uint64_t *list = malloc(24 * t.batch);
        // In another order than they lie.
        for (int i = 0; i < t.batch; i++) {
            int at = t.batch - 1 - i;
            list[i] = a.device + at * each_a * size_of(t.from);
            list[t.batch + i] = b.device + at * each_b * size_of(t.from);
            list[2 * t.batch + i] = c.device + at * each_c * size_of(t.to);
        }
        CU(cuMemAlloc_v2, &lists, 24 * t.batch);
        CU(cuMemcpyHtoD_v2, lists, list, 24 * t.batch);
        status = BLAS(cublasGemmBatchedEx, handle, t.ta, t.tb, t.m, t.n, t.k, alpha, lists, t.from, lda, lists + 8 * t.batch, t.from, ldb, beta,
                      lists + 16 * t.batch, t.to, ldc, t.batch, t.compute, -1);
        free(list);
    }
    CHECK(status == 0, "status %d of %s to %s", status, names[t.from], names[t.to]);
    void *found = now(c);
    for (int at = 0; at < t.batch; at++) {
        for (size_t i = 0; i < each_c; i++) {
            size_t place = at * each_c + i, row = i % ldc, column = i / ldc;
            double was = get(t.to, c.host, place), is = get(t.to, found, place), sum = 0, size = 0;
            if (row >= (size_t)t.m || column >= (size_t)t.n) {
                CHECK(memcmp((char *)found + place * size_of(t.to), (char *)c.host + place * size_of(t.to), size_of(t.to)) == 0, "written beside the result");
                continue;
            }
            for (int l = 0; l < t.k; l++) {
                double x = get(t.from, a.host, at * each_a + (t.ta ? l + row * lda : row + (size_t)l * lda));
                double y = get(t.from, b.host, at * each_b + (t.tb ? column + (size_t)l * ldb : l + column * ldb));
                sum += x * y;
                size += fabs(x * y);
            }
            double wanted = t.alpha * sum + (t.beta == 0 ? 0 : t.beta * was);
            double may = allowed(t.to) * (fabs(t.alpha) * size + fabs(wanted) + 1e-30);
            if (!(fabs(is - wanted) <= may)) {
                CHECK(0, "%s to %s, compute %d, %d%d, %dx%dx%d, form %d, on device %d, %d: (%zu, %zu) is %g, not %g", names[t.from], names[t.to], t.compute, t.ta, t.tb, t.m,
                      t.n, t.k, t.form, t.on_device, at, row, column, is, wanted);
                at = t.batch;
                break;
            }
        }
    }
    free(found);
    CU(cuMemFree_v2, scales);
    if (lists) CU(cuMemFree_v2, lists);
    done(a), done(b), done(c);
}

static void products(void) {
    const int sizes[][3] = {{1, 1, 1}, {64, 64, 32}, {65, 63, 33}, {7, 100, 5}, {130, 8, 70}, {33, 9, 1}, {200, 1, 300}, {1, 77, 40}, {5, 6, 0}, {0, 4, 4}, {4, 0, 4}};
    const int types[][4] = {{F32, F32, 68, F32}, {F32, F32, 77, F32}, {F16, F32, 68, F32}, {F16, F16, 68, F32}, {F16, F16, 64, F16}, {BF16, F32, 68, F32},
                            {BF16, BF16, 75, F32}, {F64, F64, 70, F64}, {I8, I32, 72, I32}, {I8, F32, 68, F32}};
    for (unsigned type = 0; type < sizeof types / sizeof *types; type++) {
        // NVIDIA's takes integers at multiples of four only.
        if (types[type][0] == I8 && !is_ours) continue;
        for (unsigned size = 0; size < sizeof sizes / sizeof *sizes; size++)
            for (int way = 0; way < 4; way++) {
                int index = type + size + way;
                product((Case){.from = types[type][0], .to = types[type][1], .compute = types[type][2], .scale = types[type][3], .ta = way & 1, .tb = way >> 1, .m = sizes[size][0],
                               .n = sizes[size][1], .k = sizes[size][2], .more = index % 3, .batch = index % 3 ? 1 + index % 4 : 1, .alpha = index % 5 ? 1 : 2,
                               .beta = index % 2 ? 0 : index % 4 ? -1 : 2, .on_device = index % 7 == 0, .form = index % 3});
            }
    }
    // More columns than one grid has, of either kind and of matrices by their addresses.
    for (int form = PLAIN; form <= POINTERS; form++)
        product((Case){.from = F32, .to = F32, .compute = 68, .scale = F32, .tb = form & 1, .m = 2, .n = 4300000, .k = 1, .batch = 1, .alpha = 1, .form = form});
    // By type, as older programs call them.
    float one = 1, zero = 0;
    Array a = array(F32, 12 * 5, 0), b = array(F32, 5 * 9, 0), c = array(F32, 12 * 9, 1), d = array(F32, 12 * 9, 1);
    BLAS(cublasSetPointerMode_v2, handle, 0);
    CHECK(BLAS(cublasSgemm_v2, handle, 0, 0, 12, 9, 5, &one, a.device, 12, b.device, 5, &zero, c.device, 12) == 0, "Sgemm");
    CHECK(BLAS(cublasSgemmEx, handle, 0, 0, 12, 9, 5, &one, a.device, F32, 12, b.device, F32, 5, &zero, d.device, F32, 12) == 0, "SgemmEx");
    float *first = now(c), *second = now(d);
    CHECK(memcmp(first, second, 12 * 9 * 4) == 0, "Sgemm and SgemmEx differ");
    CHECK(isfinite(first[107]), "Sgemm has written nothing");
    // What is not there, or not right.
    CHECK(BLAS(cublasGemmEx, handle, 0, 0, 2, 2, 2, &one, a.device, F32, 2, b.device, F16, 2, &zero, c.device, F32, 2, 68, -1) == 15, "mixed factors");
    CHECK(BLAS(cublasGemmEx, handle, 0, 0, 2, 2, 2, &one, a.device, F32, 2, b.device, F32, 2, &zero, c.device, F16, 2, 68, -1) == 15, "f32 to f16");
    if (is_ours) CHECK(BLAS(cublasGemmEx, handle, 0, 0, 2, 2, 2, &one, a.device, 4, 2, b.device, 4, 2, &zero, c.device, 4, 2, 68, -1) == 15, "complex");
    CHECK(BLAS(cublasSgemm_v2, handle, 0, 0, 12, 9, 5, &one, a.device, 11, b.device, 5, &zero, c.device, 12) == 7, "lda");
    CHECK(BLAS(cublasSgemm_v2, handle, 0, 0, -1, 9, 5, &one, a.device, 12, b.device, 5, &zero, c.device, 12) == 7, "m");
    CHECK(BLAS(cublasSgemm_v2, handle, 0, 4, 12, 9, 5, &one, a.device, 12, b.device, 5, &zero, c.device, 12) == 7, "operation");
    CHECK(BLAS(cublasSgemm_v2, handle, 0, 0, 12, 9, 5, NULL, a.device, 12, b.device, 5, &zero, c.device, 12) == 7, "alpha");
    CHECK(BLAS(cublasSgemm_v2, NULL, 0, 0, 12, 9, 5, &one, a.device, 12, b.device, 5, &zero, c.device, 12) == 1, "no handle");
    if (is_ours) CHECK(BLAS(cublasCgemm_v2, handle, 0, 0, 1, 1, 1, &one, a.device, 1, b.device, 1, &zero, c.device, 1) == 15, "Cgemm");
    free(first), free(second), done(a), done(b), done(c), done(d);
}

#define NEAR(is, wanted, size) CHECK(fabs((is) - (wanted)) <= allowed(type) * (size) * 4, "%g, not %g", (double)(is), (double)(wanted))

static void vectors(int type) {
    enum { N = 1000 };
    int is_double = type == F64;
    Array x = array(type, 3 * N, 0), y = array(type, 3 * N, 0);
    char alpha[8], result[8];
    put(type, alpha, 0, -1.5);
#define CALL(s, d, ...) (is_double ? BLAS(d, __VA_ARGS__) : BLAS(s, __VA_ARGS__))
    BLAS(cublasSetPointerMode_v2, handle, 0);
    double dot = 0, back = 0, square = 0, sum = 0, greatest = -1, least = INFINITY;
    int where_greatest = 0, where_least = 0;
    for (int i = 0; i < N; i++) {
        double value = get(type, x.host, 2 * i), other = get(type, y.host, 3 * i);
        dot += value * other;
        back += get(type, x.host, 2 * (N - 1 - i)) * other;
        square += value * value;
        sum += fabs(value);
        if (fabs(value) > greatest) greatest = fabs(value), where_greatest = i + 1;
        if (fabs(value) < least) least = fabs(value), where_least = i + 1;
    }
    CHECK(CALL(cublasSdot_v2, cublasDdot_v2, handle, N, x.device, 2, y.device, 3, result) == 0, "dot");
    NEAR(get(type, result, 0), dot, N * 4.0);
    CHECK(CALL(cublasSdot_v2, cublasDdot_v2, handle, N, x.device, -2, y.device, 3, result) == 0, "dot, backwards");
    NEAR(get(type, result, 0), back, N * 4.0);
    CHECK(CALL(cublasSnrm2_v2, cublasDnrm2_v2, handle, N, x.device, 2, result) == 0, "nrm2");
    NEAR(get(type, result, 0), sqrt(square), sqrt(square));
    CHECK(CALL(cublasSasum_v2, cublasDasum_v2, handle, N, x.device, 2, result) == 0, "asum");
    NEAR(get(type, result, 0), sum, sum);
    int place = -1;
    CHECK(CALL(cublasIsamax_v2, cublasIdamax_v2, handle, N, x.device, 2, &place) == 0 && place == where_greatest, "amax %d, not %d", place, where_greatest);
    CHECK(CALL(cublasIsamin_v2, cublasIdamin_v2, handle, N, x.device, 2, &place) == 0 && place == where_least, "amin %d, not %d", place, where_least);
    CHECK(CALL(cublasIsamax_v2, cublasIdamax_v2, handle, 0, x.device, 2, &place) == 0 && place == 0, "amax of nothing %d", place);
    // The result on the device.
    uint64_t device;
    CU(cuMemAlloc_v2, &device, 8);
    BLAS(cublasSetPointerMode_v2, handle, 1);
    CHECK(CALL(cublasSasum_v2, cublasDasum_v2, handle, N, x.device, 2, device) == 0, "asum on the device");
    CU(cuMemcpyDtoH_v2, result, device, 8);
    NEAR(get(type, result, 0), sum, sum);
    CU(cuMemcpyHtoD_v2, device, alpha, 8);
    CHECK(CALL(cublasSaxpy_v2, cublasDaxpy_v2, handle, N, device, x.device, 2, y.device, -3) == 0, "axpy");
    BLAS(cublasSetPointerMode_v2, handle, 0);
    void *found = now(y);
    for (int i = 0; i < N; i++) NEAR(get(type, found, 3 * (N - 1 - i)), get(type, y.host, 3 * (N - 1 - i)) - 1.5 * get(type, x.host, 2 * i), 16);
    free(found);
    CHECK(CALL(cublasSscal_v2, cublasDscal_v2, handle, N, alpha, x.device, 2) == 0, "scal");
    CHECK(CALL(cublasScopy_v2, cublasDcopy_v2, handle, N, x.device, 2, y.device, 1) == 0, "copy");
    found = now(y);
    for (int i = 0; i < N; i++) NEAR(get(type, found, i), -1.5 * get(type, x.host, 2 * i), 16);
    free(found);
    CHECK(CALL(cublasSswap_v2, cublasDswap_v2, handle, N, x.device + size_of(type), 2, y.device, 1) == 0, "swap");
    found = now(y);
    for (int i = 0; i < N; i++) CHECK(get(type, found, i) == get(type, x.host, 2 * i + 1), "swap at %d", i);
    free(found);
    CU(cuMemFree_v2, device);
    done(x), done(y);
}

static void matrices_and_vectors(int type) {
    enum { M = 45, N = 70, LD = 50 };
    int is_double = type == F64;
    char scales[16];
    put(type, scales, 0, 2);
    put(type, scales + 8, 0, 0.5);
    BLAS(cublasSetPointerMode_v2, handle, 0);
    for (int transposed = 0; transposed < 2; transposed++) {
        Array a = array(type, LD * N, 0), x = array(type, 2 * N, 0), y = array(type, 3 * N, 0);
        int rows = transposed ? N : M, terms = transposed ? M : N;
        CHECK(CALL(cublasSgemv_v2, cublasDgemv_v2, handle, transposed, M, N, scales, a.device, LD, x.device, 2, scales + 8, y.device, -3) == 0, "gemv");
        void *found = now(y);
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int l = 0; l < terms; l++) sum += get(type, a.host, transposed ? l + i * LD : i + l * LD) * get(type, x.host, 2 * l);
            NEAR(get(type, found, 3 * (rows - 1 - i)), 2 * sum + 0.5 * get(type, y.host, 3 * (rows - 1 - i)), terms * 32.0);
        }
        free(found);
        CHECK(CALL(cublasSger_v2, cublasDger_v2, handle, M, N, scales, y.device, 1, x.device, 2, a.device, LD) == 0, "ger");
        void *left = now(y);
        found = now(a);
        for (int i = 0; i < M; i++)
            for (int j = 0; j < N; j++)
                NEAR(get(type, found, i + j * LD), get(type, a.host, i + j * LD) + 2 * get(type, left, i) * get(type, x.host, 2 * j), 8192);
        free(found), free(left);
        // One half of a symmetric product, and nothing of the other.
        for (int upper = 0; upper < 2; upper++) {
            Array c = array(type, N * N, 0), f = array(type, N * N, 0);
            int order = 40, depth = 30;
            CHECK(CALL(cublasSsyrk_v2, cublasDsyrk_v2, handle, upper, transposed, order, depth, scales, f.device, N, scales + 8, c.device, N) == 0, "syrk");
            found = now(c);
            for (int i = 0; i < order; i++)
                for (int j = 0; j < order; j++) {
                    double sum = 0;
                    for (int l = 0; l < depth; l++) sum += get(type, f.host, transposed ? l + i * N : i + l * N) * get(type, f.host, transposed ? l + j * N : j + l * N);
                    double was = get(type, c.host, i + j * N), is = get(type, found, i + j * N);
                    if (upper ? i <= j : i >= j) NEAR(is, 2 * sum + 0.5 * was, depth * 32.0);
                    else CHECK(is == was, "the other half is written");
                }
            free(found), done(c), done(f);
        }
        done(a), done(x), done(y);
    }
}

// Solves and multiplies back.
static void systems(int type) {
    enum { LD = 20 };
    int is_double = type == F64;
    char alpha[8];
    put(type, alpha, 0, 2);
    BLAS(cublasSetPointerMode_v2, handle, 0);
    for (int way = 0; way < 32; way++) {
        int side = way & 1, upper = way >> 1 & 1, transposed = way >> 2 & 1, unit = way >> 3 & 1, is_batched = way >> 4;
        int m = 13, n = 17, order = side ? n : m, batch = is_batched ? 3 : 1;
        Array a = array(type, LD * LD * batch, 0), b = array(type, LD * LD * batch, 0);
        // Well conditioned: a large diagonal.
        for (int at = 0; at < batch; at++)
            for (int i = 0; i < LD; i++)
                for (int j = 0; j < LD; j++) put(type, a.host, at * LD * LD + i + j * LD, i == j ? 8 : get(type, a.host, at * LD * LD + i + j * LD) / 64);
        CU(cuMemcpyHtoD_v2, a.device, a.host, a.count * size_of(type));
        if (is_batched) {
            uint64_t lists, list[6];
            for (int at = 0; at < 3; at++) list[at] = a.device + at * LD * LD * size_of(type), list[3 + at] = b.device + at * LD * LD * size_of(type);
            CU(cuMemAlloc_v2, &lists, sizeof list);
            CU(cuMemcpyHtoD_v2, lists, list, sizeof list);
            CHECK(CALL(cublasStrsmBatched, cublasDtrsmBatched, handle, side, upper, transposed, unit, m, n, alpha, lists, LD, lists + 24, LD, 3) == 0, "trsmBatched");
            CU(cuCtxSynchronize);
            CU(cuMemFree_v2, lists);
        } else {
            CHECK(CALL(cublasStrsm_v2, cublasDtrsm_v2, handle, side, upper, transposed, unit, m, n, alpha, a.device, LD, b.device, LD) == 0, "trsm");
        }
        void *x = now(b);
        for (int at = 0; at < batch; at++)
            for (int i = 0; i < LD; i++)
                for (int j = 0; j < LD; j++) {
                    size_t base = at * LD * LD;
                    if (i >= m || j >= n) {
                        CHECK(get(type, x, base + i + j * LD) == get(type, b.host, base + i + j * LD), "written beside the result");
                        continue;
                    }
                    double sum = 0;
                    for (int l = 0; l < order; l++) {
                        int row = side ? l : i, column = side ? j : l;
                        if (transposed) { int swap = row; row = column; column = swap; }
                        double entry = upper ? (row <= column) : (row >= column);
                        if (entry) entry = row == column && unit ? 1 : get(type, a.host, base + row + column * LD);
                        sum += entry * get(type, x, base + (side ? i + l * LD : l + j * LD));
                    }
                    NEAR(sum, 2 * get(type, b.host, base + i + j * LD), 64);
                }
        free(x), done(a), done(b);
    }
}

static void settings(void) {
    int number = 0;
    void *stream, *found = NULL, *other = NULL;
    CU(cuStreamCreate, &stream, 1);
    CHECK(BLAS(cublasSetStream_v2, handle, stream) == 0 && BLAS(cublasGetStream_v2, handle, &found) == 0 && found == stream, "stream");
    CHECK(BLAS(cublasGetVersion_v2, handle, &number) == 0 && number >= 120000, "version %d", number);
    CHECK(BLAS(cublasGetProperty, 0, &number) == 0 && number >= 12, "major %d", number);
    CHECK(BLAS(cublasSetMathMode, handle, 3) == 0 && BLAS(cublasGetMathMode, handle, &number) == 0 && number == 3, "math mode %d", number);
    CHECK(BLAS(cublasSetAtomicsMode, handle, 1) == 0 && BLAS(cublasGetAtomicsMode, handle, &number) == 0 && number == 1, "atomics mode %d", number);
    CHECK(BLAS(cublasSetPointerMode_v2, handle, 1) == 0 && BLAS(cublasGetPointerMode_v2, handle, &number) == 0 && number == 1, "pointer mode %d", number);
    CHECK(BLAS(cublasSetPointerMode_v2, handle, 2) == 7 && BLAS(cublasSetAtomicsMode, handle, 7) == 7, "modes that there are not");
    CHECK(BLAS(cublasSetSmCountTarget, handle, 8) == 0 && BLAS(cublasGetSmCountTarget, handle, &number) == 0 && number == 8, "multiprocessors %d", number);
    CHECK(BLAS(cublasSetWorkspace_v2, handle, NULL, (size_t)0) == 0, "workspace");
    const char *(*text)(int) = (const char *(*)(int))in(cublas, "cublasGetStatusString");
    const char *(*name)(int) = (const char *(*)(int))in(cublas, "cublasGetStatusName");
    CHECK(!strcmp(name(15), "CUBLAS_STATUS_NOT_SUPPORTED") && strlen(text(7)) > 4, "%s, %s", name(15), text(7));
    CHECK(BLAS(cublasCreate_v2, &other) == 0 && other != handle, "another handle");
    CHECK(BLAS(cublasDestroy_v2, other) == 0, "its end");
    if (is_ours) CHECK(BLAS(cublasDestroy_v2, other) == 1 && BLAS(cublasGetMathMode, other, &number) == 1, "a handle that is gone");
    CHECK(BLAS(cublasCreate_v2, NULL) == 7, "no place for a handle");

    // A product that is captured runs with its graph, as often as that is launched.
    float one = 1;
    BLAS(cublasSetPointerMode_v2, handle, 0);
    Array a = array(F32, 64, 0), b = array(F32, 64, 0), c = array(F32, 64, 0);
    void *graph, *executable;
    CU(cuStreamSynchronize, stream);
    // Kernels are loaded before.
    CHECK(BLAS(cublasSgemm_v2, handle, 0, 0, 8, 8, 8, &one, a.device, 8, b.device, 8, &one, c.device, 8) == 0, "before the capture");
    CU(cuStreamSynchronize, stream);
    CU(cuStreamBeginCapture_v2, stream, 1);
    CHECK(BLAS(cublasSgemm_v2, handle, 0, 0, 8, 8, 8, &one, a.device, 8, b.device, 8, &one, c.device, 8) == 0, "captured");
    float result;
    if (is_ours) CHECK(BLAS(cublasSdot_v2, handle, 8, a.device, 1, b.device, 1, &result) == 15, "the host cannot have a result while it is captured");
    CU(cuStreamEndCapture, stream, &graph);
    CU(cuGraphInstantiateWithFlags, &executable, graph, (unsigned long long)0);
    CU(cuGraphLaunch, executable, stream);
    CU(cuGraphLaunch, executable, stream);
    CU(cuStreamSynchronize, stream);
    float *sums = now(c);
    for (int i = 0; i < 64; i++) {
        double sum = 0;
        for (int l = 0; l < 8; l++) sum += get(F32, a.host, i % 8 + l * 8) * get(F32, b.host, l + i / 8 * 8);
        CHECK(fabs(sums[i] - (get(F32, c.host, i) + 3 * sum)) < 1e-3, "after three products %g, not %g", sums[i], get(F32, c.host, i) + 3 * sum);
    }
    free(sums), done(a), done(b), done(c);
    CHECK(BLAS(cublasSetStream_v2, handle, NULL) == 0, "the default stream");
}

static void copies(void) {
    float from[6 * 7], to[6 * 7] = {0};
    for (int i = 0; i < 42; i++) from[i] = i;
    uint64_t device;
    CU(cuMemAlloc_v2, &device, 4096);
    CHECK(BLAS(cublasSetMatrix, 4, 5, 4, from, 6, device, 5) == 0 && BLAS(cublasGetMatrix, 4, 5, 4, device, 5, to, 6) == 0, "matrix");
    for (int i = 0; i < 42; i++) CHECK(to[i] == (i % 6 < 4 && i / 6 < 5 ? i : 0), "matrix: %d is %g", i, to[i]);
    memset(to, 0, sizeof to);
    CHECK(BLAS(cublasSetVector, 7, 4, from, 3, device, 2) == 0 && BLAS(cublasGetVector, 7, 4, device, 2, to, 1) == 0, "vector");
    for (int i = 0; i < 7; i++) CHECK(to[i] == 3 * i, "vector: %d is %g", i, to[i]);
    CHECK(BLAS(cublasSetMatrixAsync, 4, 5, 4, from, 6, device, 5, NULL) == 0 && BLAS(cublasGetMatrixAsync, 4, 5, 4, device, 5, to, 6, NULL) == 0, "asynchronous");
    CHECK(BLAS(cublasSetVectorAsync, 7, 4, from, 3, device, 2, NULL) == 0 && BLAS(cublasGetVectorAsync, 7, 4, device, 2, to, 1, NULL) == 0, "asynchronous");
    CU(cuCtxSynchronize);
    CHECK(to[6] == 18, "asynchronous: %g", to[6]);
    CHECK(BLAS(cublasSetMatrix, 4, 5, 0, from, 6, device, 5) == 7, "elements without a size");
    CHECK(BLAS(cublasSetMatrix, 4, 5, 4, from, 0, device, 5) == 7, "a leading dimension of nothing");
    CU(cuMemFree_v2, device);
}

int main(int count, char **arguments) {
    driver = dlopen("libcuda.so.1", RTLD_NOW);
    cublas = count > 1 ? dlopen(arguments[1], RTLD_NOW) : NULL;
    is_ours = count > 2;
    if (!driver || !cublas) { printf("%s\n", dlerror()); return 2; }
    int status = BLAS(cublasCreate_v2, &handle);
    if (status) { printf("cublasCreate: %d\n", status); return 1; }
    settings();
    copies();
    products();
    for (int type = F32; type <= F64; type++) vectors(type), matrices_and_vectors(type), systems(type);
    CHECK(BLAS(cublasDestroy_v2, handle) == 0, "destroy");
    CU(cuCtxSynchronize);
    if (failures) return printf("%d differ\n", failures), 1;
    puts("PASS functions");
    return 0;
}
