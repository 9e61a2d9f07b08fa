//! Products of matrices, and of a matrix and a vector.

use std::ffi::{c_int, c_void};

use crate::Status;
use crate::driver::address;
use crate::gemm::{self, Factor, Gemm, is_transposed};
use crate::handle::{self, Raw};
use crate::status::Result;
use crate::types::{Element, Scale, Sum};

/// What the arguments of all products have in common, by their order in cublas_api.h.
struct Arguments {
    handle: Raw,
    operations: [c_int; 2],
    sizes: [i64; 3],
    alpha: *const u8,
    a: (u64, i64, i64),
    b: (u64, i64, i64),
    beta: *const u8,
    c: (u64, i64, i64),
    types: (Element, Element),
    sum: (Sum, Element),
    batch: i64,
    has_arrays: bool,
}

/// Checks and launches.
///
/// # Safety
/// alpha and beta are null or, in the host's pointer mode, point to one element each.
unsafe fn product(arguments: Arguments) -> Result {
    let settings = handle::settings(arguments.handle)?;
    let [a, b] = [(arguments.a, 0), (arguments.b, 1)].map(|((at, leading, step), which)| {
        is_transposed(arguments.operations[which]).map(|is_transposed| Factor {
            at,
            leading,
            step,
            is_transposed,
        })
    });
    let scale = arguments.sum.1;
    let gemm = Gemm {
        sizes: arguments.sizes,
        factors: [a?, b?],
        result: arguments.c,
        types: arguments.types,
        sum: arguments.sum,
        // SAFETY: the caller's.
        scales: unsafe { [settings.scale(arguments.alpha, scale)?, settings.scale(arguments.beta, scale)?] },
        batch: arguments.batch,
        has_arrays: arguments.has_arrays,
        part: 0,
    };
    gemm::check(&gemm)?;
    gemm::launch(arguments.handle, &gemm)
}

/// The functions of one type, each with 32-bit and with 64-bit sizes.
macro_rules! products {
    ($size:ty: $($type:ident, $element:expr, $sum:expr => $one:ident, $batched:ident, $strided:ident;)*) => {$(
        /// # Safety
        /// alpha and beta point to elements, as the handle's pointer mode says.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $one(
            handle: Raw, ta: c_int, tb: c_int, m: $size, n: $size, k: $size, alpha: *const $type, a: *const $type, lda: $size,
            b: *const $type, ldb: $size, beta: *const $type, c: *mut $type, ldc: $size,
        ) -> Status {
            // SAFETY: the caller's.
            unsafe {
                product(Arguments {
                    handle, operations: [ta, tb], sizes: [m.into(), n.into(), k.into()], alpha: alpha.cast(), beta: beta.cast(),
                    a: (address(a), lda.into(), 0), b: (address(b), ldb.into(), 0), c: (address(c), ldc.into(), 0),
                    types: ($element, $element), sum: ($sum, $element), batch: 1, has_arrays: false,
                })
            }.into()
        }

        /// # Safety
        /// As for one.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $batched(
            handle: Raw, ta: c_int, tb: c_int, m: $size, n: $size, k: $size, alpha: *const $type, a: *const *const $type, lda: $size,
            b: *const *const $type, ldb: $size, beta: *const $type, c: *const *mut $type, ldc: $size, batch: $size,
        ) -> Status {
            // SAFETY: the caller's.
            unsafe {
                product(Arguments {
                    handle, operations: [ta, tb], sizes: [m.into(), n.into(), k.into()], alpha: alpha.cast(), beta: beta.cast(),
                    a: (address(a), lda.into(), 0), b: (address(b), ldb.into(), 0), c: (address(c), ldc.into(), 0),
                    types: ($element, $element), sum: ($sum, $element), batch: batch.into(), has_arrays: true,
                })
            }.into()
        }

        /// # Safety
        /// As for one.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $strided(
            handle: Raw, ta: c_int, tb: c_int, m: $size, n: $size, k: $size, alpha: *const $type, a: *const $type, lda: $size, step_a: i64,
            b: *const $type, ldb: $size, step_b: i64, beta: *const $type, c: *mut $type, ldc: $size, step_c: i64, batch: $size,
        ) -> Status {
            // SAFETY: the caller's.
            unsafe {
                product(Arguments {
                    handle, operations: [ta, tb], sizes: [m.into(), n.into(), k.into()], alpha: alpha.cast(), beta: beta.cast(),
                    a: (address(a), lda.into(), step_a), b: (address(b), ldb.into(), step_b), c: (address(c), ldc.into(), step_c),
                    types: ($element, $element), sum: ($sum, $element), batch: batch.into(), has_arrays: false,
                })
            }.into()
        }
    )*};
}

products! { c_int:
    f32, Element::F32, Sum::F32 => cublasSgemm_v2, cublasSgemmBatched, cublasSgemmStridedBatched;
    f64, Element::F64, Sum::F64 => cublasDgemm_v2, cublasDgemmBatched, cublasDgemmStridedBatched;
    u16, Element::F16, Sum::F32 => cublasHgemm, cublasHgemmBatched, cublasHgemmStridedBatched;
}
products! { i64:
    f32, Element::F32, Sum::F32 => cublasSgemm_v2_64, cublasSgemmBatched_64, cublasSgemmStridedBatched_64;
    f64, Element::F64, Sum::F64 => cublasDgemm_v2_64, cublasDgemmBatched_64, cublasDgemmStridedBatched_64;
    u16, Element::F16, Sum::F32 => cublasHgemm_64, cublasHgemmBatched_64, cublasHgemmStridedBatched_64;
}

/// Those of a product whose types are arguments: both factors have the same.
fn types(a: c_int, b: c_int, c: c_int) -> Result<(Element, Element)> {
    if a != b {
        return Err(Status::NOT_SUPPORTED);
    }
    Ok((Element::of(a)?, Element::of(c)?))
}

/// The functions that take types as arguments. The algorithm is a hint, which none here needs.
macro_rules! products_by_type {
    ($($size:ty => $one:ident, $batched:ident, $strided:ident, $single:ident;)*) => {$(
        /// # Safety
        /// alpha and beta point to elements of the compute type's, as the handle's pointer mode says.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $one(
            handle: Raw, ta: c_int, tb: c_int, m: $size, n: $size, k: $size, alpha: *const c_void, a: *const c_void, type_a: c_int,
            lda: $size, b: *const c_void, type_b: c_int, ldb: $size, beta: *const c_void, c: *mut c_void, type_c: c_int, ldc: $size,
            compute: c_int, _algorithm: c_int,
        ) -> Status {
            let run = || -> Result {
                // SAFETY: the caller's.
                unsafe {
                    product(Arguments {
                        handle, operations: [ta, tb], sizes: [m.into(), n.into(), k.into()], alpha: alpha.cast(), beta: beta.cast(),
                        a: (address(a), lda.into(), 0), b: (address(b), ldb.into(), 0), c: (address(c), ldc.into(), 0),
                        types: types(type_a, type_b, type_c)?, sum: Sum::of(compute)?, batch: 1, has_arrays: false,
                    })
                }
            };
            run().into()
        }

        /// # Safety
        /// As for one.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $batched(
            handle: Raw, ta: c_int, tb: c_int, m: $size, n: $size, k: $size, alpha: *const c_void, a: *const *const c_void,
            type_a: c_int, lda: $size, b: *const *const c_void, type_b: c_int, ldb: $size, beta: *const c_void, c: *const *mut c_void,
            type_c: c_int, ldc: $size, batch: $size, compute: c_int, _algorithm: c_int,
        ) -> Status {
            let run = || -> Result {
                // SAFETY: the caller's.
                unsafe {
                    product(Arguments {
                        handle, operations: [ta, tb], sizes: [m.into(), n.into(), k.into()], alpha: alpha.cast(), beta: beta.cast(),
                        a: (address(a), lda.into(), 0), b: (address(b), ldb.into(), 0), c: (address(c), ldc.into(), 0),
                        types: types(type_a, type_b, type_c)?, sum: Sum::of(compute)?, batch: batch.into(), has_arrays: true,
                    })
                }
            };
            run().into()
        }

        /// # Safety
        /// As for one.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $strided(
            handle: Raw, ta: c_int, tb: c_int, m: $size, n: $size, k: $size, alpha: *const c_void, a: *const c_void, type_a: c_int,
            lda: $size, step_a: i64, b: *const c_void, type_b: c_int, ldb: $size, step_b: i64, beta: *const c_void, c: *mut c_void,
            type_c: c_int, ldc: $size, step_c: i64, batch: $size, compute: c_int, _algorithm: c_int,
        ) -> Status {
            let run = || -> Result {
                // SAFETY: the caller's.
                unsafe {
                    product(Arguments {
                        handle, operations: [ta, tb], sizes: [m.into(), n.into(), k.into()], alpha: alpha.cast(), beta: beta.cast(),
                        a: (address(a), lda.into(), step_a), b: (address(b), ldb.into(), step_b), c: (address(c), ldc.into(), step_c),
                        types: types(type_a, type_b, type_c)?, sum: Sum::of(compute)?, batch: batch.into(), has_arrays: false,
                    })
                }
            };
            run().into()
        }

        /// # Safety
        /// alpha and beta point to singles, as the handle's pointer mode says.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $single(
            handle: Raw, ta: c_int, tb: c_int, m: $size, n: $size, k: $size, alpha: *const f32, a: *const c_void, type_a: c_int,
            lda: $size, b: *const c_void, type_b: c_int, ldb: $size, beta: *const f32, c: *mut c_void, type_c: c_int, ldc: $size,
        ) -> Status {
            let run = || -> Result {
                // SAFETY: the caller's.
                unsafe {
                    product(Arguments {
                        handle, operations: [ta, tb], sizes: [m.into(), n.into(), k.into()], alpha: alpha.cast(), beta: beta.cast(),
                        a: (address(a), lda.into(), 0), b: (address(b), ldb.into(), 0), c: (address(c), ldc.into(), 0),
                        types: types(type_a, type_b, type_c)?, sum: (Sum::F32, Element::F32), batch: 1, has_arrays: false,
                    })
                }
            };
            run().into()
        }
    )*};
}

products_by_type! {
    c_int => cublasGemmEx, cublasGemmBatchedEx, cublasGemmStridedBatchedEx, cublasSgemmEx;
    i64 => cublasGemmEx_64, cublasGemmBatchedEx_64, cublasGemmStridedBatchedEx_64, cublasSgemmEx_64;
}

/// The first element of a vector: with a negative increment, the vector goes backwards to where the pointer is (BLAS).
fn first(at: u64, count: i64, increment: i64, size: u64) -> u64 {
    if increment >= 0 {
        return at;
    }
    at.wrapping_add(((count - 1) * -increment) as u64 * size)
}

/// y = alpha op(A) x + beta y, as a product of a row with a matrix: yᵀ = xᵀ op(A)ᵀ.
///
/// # Safety
/// As [`product`].
#[allow(clippy::too_many_arguments, reason = "the arguments are cuBLAS's")]
unsafe fn matrix_vector(
    handle: Raw,
    element: Element,
    sum: Sum,
    operation: c_int,
    (m, n): (i64, i64),
    (alpha, beta): (*const u8, *const u8),
    (a, lda): (u64, i64),
    (x, incx): (u64, i64),
    (y, incy): (u64, i64),
) -> Result {
    let settings = handle::settings(handle)?;
    let is_transposed = is_transposed(operation)?;
    if m < 0 || n < 0 || lda < m.max(1) || incx == 0 || incy == 0 {
        return Err(Status::INVALID_VALUE);
    }
    let (results, terms) = if is_transposed { (n, m) } else { (m, n) };
    let size = element.size();
    gemm::launch(
        handle,
        &Gemm {
            sizes: [1, results, terms],
            factors: [
                Factor { at: first(x, terms, incx, size), leading: incx, step: 0, is_transposed: false },
                Factor { at: a, leading: lda, step: 0, is_transposed: !is_transposed },
            ],
            result: (first(y, results, incy, size), incy, 0),
            types: (element, element),
            sum: (sum, element),
            // SAFETY: the caller's.
            scales: unsafe { [settings.scale(alpha, element)?, settings.scale(beta, element)?] },
            batch: 1,
            has_arrays: false,
            part: 0,
        },
    )
}

/// A += alpha x yᵀ, as a product with one term.
///
/// # Safety
/// As [`product`].
unsafe fn rank_one(
    handle: Raw,
    (element, sum): (Element, Sum),
    (m, n): (i64, i64),
    alpha: *const u8,
    (x, incx): (u64, i64),
    (y, incy): (u64, i64),
    (a, lda): (u64, i64),
) -> Result {
    let settings = handle::settings(handle)?;
    if m < 0 || n < 0 || lda < m.max(1) || incx == 0 || incy == 0 {
        return Err(Status::INVALID_VALUE);
    }
    let size = element.size();
    // SAFETY: the caller's.
    let alpha = unsafe { settings.scale(alpha, element)? };
    if let Scale::At(_) = alpha {
        // Both factors of a product lie at the same place, and there is no one on the device.
        return Err(Status::NOT_SUPPORTED);
    }
    let one = if element == Element::F64 { 1f64.to_bits() } else { u64::from(1f32.to_bits()) };
    gemm::launch(
        handle,
        &Gemm {
            sizes: [m, n, 1],
            factors: [
                Factor { at: first(x, m, incx, size), leading: incx, step: 0, is_transposed: true },
                Factor { at: first(y, n, incy, size), leading: incy, step: 0, is_transposed: false },
            ],
            result: (a, lda, 0),
            types: (element, element),
            sum: (sum, element),
            scales: [alpha, Scale::Bits(one)],
            batch: 1,
            has_arrays: false,
            part: 0,
        },
    )
}

/// C = alpha op(A) op(A)ᵀ + beta C on one side of the diagonal.
///
/// # Safety
/// As [`product`].
unsafe fn symmetric(
    handle: Raw,
    (element, sum): (Element, Sum),
    (side, operation): (c_int, c_int),
    (n, k): (i64, i64),
    (alpha, beta): (*const u8, *const u8),
    (a, lda): (u64, i64),
    (c, ldc): (u64, i64),
) -> Result {
    let settings = handle::settings(handle)?;
    let is_transposed = is_transposed(operation)?;
    let part = match side {
        0 => crate::ptx::LOWER,
        1 => crate::ptx::UPPER,
        _ => return Err(Status::INVALID_VALUE),
    };
    let factor = |is_transposed| Factor { at: a, leading: lda, step: 0, is_transposed };
    let gemm = Gemm {
        sizes: [n, n, k],
        factors: [factor(is_transposed), factor(!is_transposed)],
        result: (c, ldc, 0),
        types: (element, element),
        sum: (sum, element),
        // SAFETY: the caller's.
        scales: unsafe { [settings.scale(alpha, element)?, settings.scale(beta, element)?] },
        batch: 1,
        has_arrays: false,
        part,
    };
    gemm::check(&gemm)?;
    gemm::launch(handle, &gemm)
}

macro_rules! with_vectors {
    ($($type:ident, $element:expr, $sum:expr => $gemv:ident, $ger:ident, $syrk:ident;)*) => {$(
        /// # Safety
        /// alpha and beta point to elements, as the handle's pointer mode says.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $gemv(
            handle: Raw, operation: c_int, m: c_int, n: c_int, alpha: *const $type, a: *const $type, lda: c_int, x: *const $type,
            incx: c_int, beta: *const $type, y: *mut $type, incy: c_int,
        ) -> Status {
            // SAFETY: the caller's.
            unsafe {
                matrix_vector(
                    handle, $element, $sum, operation, (m.into(), n.into()), (alpha.cast(), beta.cast()), (address(a), lda.into()),
                    (address(x), incx.into()), (address(y), incy.into()),
                )
            }.into()
        }

        /// # Safety
        /// alpha points to an element, as the handle's pointer mode says.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $ger(
            handle: Raw, m: c_int, n: c_int, alpha: *const $type, x: *const $type, incx: c_int, y: *const $type, incy: c_int,
            a: *mut $type, lda: c_int,
        ) -> Status {
            // SAFETY: the caller's.
            unsafe {
                rank_one(
                    handle, ($element, $sum), (m.into(), n.into()), alpha.cast(), (address(x), incx.into()), (address(y), incy.into()),
                    (address(a), lda.into()),
                )
            }.into()
        }

        /// # Safety
        /// alpha and beta point to elements, as the handle's pointer mode says.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $syrk(
            handle: Raw, side: c_int, operation: c_int, n: c_int, k: c_int, alpha: *const $type, a: *const $type, lda: c_int,
            beta: *const $type, c: *mut $type, ldc: c_int,
        ) -> Status {
            // SAFETY: the caller's.
            unsafe {
                symmetric(
                    handle, ($element, $sum), (side, operation), (n.into(), k.into()), (alpha.cast(), beta.cast()),
                    (address(a), lda.into()), (address(c), ldc.into()),
                )
            }.into()
        }
    )*};
}

with_vectors! {
    f32, Element::F32, Sum::F32 => cublasSgemv_v2, cublasSger_v2, cublasSsyrk_v2;
    f64, Element::F64, Sum::F64 => cublasDgemv_v2, cublasDger_v2, cublasDsyrk_v2;
}
