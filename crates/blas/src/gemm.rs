//! Products of matrices in columns: C = alpha op(A) op(B) + beta C, for one or many (cuBLAS Library, `cublas<t>gemm()`).

use crate::driver::Shape;
use crate::handle::{self, Raw};
use crate::modules;
use crate::ptx::{self, Kernel, Product, Tile};
use crate::status::{Result, Status};
use crate::types::{Element, Scale, Sum};

/// What a grid may have along y and z.
const MOST: u64 = 65_535;

/// A matrix that is read.
#[derive(Clone, Copy, Debug)]
pub struct Factor {
    /// Where it is, or where there is an array of such addresses.
    pub at: u64,
    /// Elements from one of its columns to the next; from one of its rows, if it is transposed.
    pub leading: i64,
    /// Elements from one of the batch to the next.
    pub step: i64,
    /// Whether its transpose is meant.
    pub is_transposed: bool,
}

/// A product.
#[derive(Clone, Copy, Debug)]
pub struct Gemm {
    /// Rows of the result, its columns, and what both factors have in common.
    pub sizes: [i64; 3],
    /// The factors.
    pub factors: [Factor; 2],
    /// The result: where, elements from one column to the next, and from one of the batch to the next.
    pub result: (u64, i64, i64),
    /// Elements of the factors, and of the result.
    pub types: (Element, Element),
    /// What sums are made in, and what alpha and beta are.
    pub sum: (Sum, Element),
    /// alpha and beta.
    pub scales: [Scale; 2],
    /// How many, at arrays of addresses or one step after the other.
    pub batch: i64,
    /// Whether there are arrays of addresses.
    pub has_arrays: bool,
    /// [`ptx::LOWER`], [`ptx::UPPER`], or 0 for the whole result.
    pub part: u64,
}

/// Whether an operation (cublasOperation_t) transposes. Conjugating changes no real number.
///
/// # Errors
/// There is no such operation.
pub fn is_transposed(operation: i32) -> Result<bool> {
    match operation {
        0 => Ok(false),
        1 | 2 => Ok(true),
        _ => Err(Status::INVALID_VALUE),
    }
}

/// The result's shape and types are right, and each leading dimension is at least what a column has.
///
/// # Errors
/// Not so.
pub fn check(gemm: &Gemm) -> Result {
    let [m, n, k] = gemm.sizes;
    let [a, b] = gemm.factors;
    let rows_a = if a.is_transposed { k } else { m };
    let rows_b = if b.is_transposed { n } else { k };
    let is_valid = m >= 0
        && n >= 0
        && k >= 0
        && gemm.batch >= 0
        && a.leading >= rows_a.max(1)
        && b.leading >= rows_b.max(1)
        && gemm.result.1 >= m.max(1);
    if !is_valid {
        return Err(Status::INVALID_VALUE);
    }
    if !gemm.sum.0.allows(gemm.sum.1, gemm.types.0, gemm.types.1) {
        return Err(Status::NOT_SUPPORTED);
    }
    Ok(())
}

/// Launches it in the handle's stream.
///
/// # Errors
/// There is no such handle; a kernel cannot be loaded or launched.
pub fn launch(handle: Raw, gemm: &Gemm) -> Result {
    let stream = handle::settings(handle)?.stream;
    let [m, n, k] = gemm.sizes.map(|size| size as u64);
    if m == 0 || n == 0 || gemm.batch == 0 {
        return Ok(());
    }
    let tile = Tile::of(m, n);
    let [a, b] = gemm.factors;
    let kernel = Kernel::Product(Product {
        from: gemm.types.0,
        to: gemm.types.1,
        sum: gemm.sum.0,
        scale: gemm.sum.1,
        a_transposed: a.is_transposed,
        b_transposed: b.is_transposed,
        tile,
    });
    let mut flags = gemm.part;
    if gemm.has_arrays {
        flags |= ptx::ARRAYS;
    }
    // Both by one pointer mode.
    let scales = gemm.scales.map(|scale| match scale {
        Scale::Bits(bits) => bits,
        Scale::At(at) => {
            flags |= ptx::SCALES_AT;
            at
        }
    });
    // Sizes beyond 2^31 do not fit the kernels' indices.
    if [m, n, k].iter().any(|size| *size > i32::MAX as u64) {
        return Err(Status::NOT_SUPPORTED);
    }
    let columns = u64::from(tile.columns);
    let most_columns = MOST * columns;
    let mut matrix = 0;
    while matrix < gemm.batch as u64 {
        let matrices = (gemm.batch as u64 - matrix).min(MOST);
        let mut column = 0;
        while column < n {
            let now = (n - column).min(most_columns);
            let place = |at: u64, step: i64, size: u64| match gemm.has_arrays {
                true => at.wrapping_add(8 * matrix),
                false => at.wrapping_add((step as u64).wrapping_mul(matrix).wrapping_mul(size)),
            };
            let (from, to) = (gemm.types.0.size(), gemm.types.1.size());
            let mut parameters = [
                place(a.at, a.step, from),
                place(b.at, b.step, from),
                place(gemm.result.0, gemm.result.2, to),
                scales[0],
                scales[1],
                m,
                column + now,
                k,
                a.leading as u64,
                b.leading as u64,
                gemm.result.1 as u64,
                a.step as u64,
                b.step as u64,
                gemm.result.2 as u64,
                flags,
                column,
            ];
            let grid =
                [m.div_ceil(u64::from(tile.rows)) as u32, now.div_ceil(columns) as u32, matrices as u32];
            modules::launch(kernel, Shape { grid, block: [32, 8] }, stream, &mut parameters)?;
            column += now;
        }
        matrix += matrices;
    }
    Ok(())
}
