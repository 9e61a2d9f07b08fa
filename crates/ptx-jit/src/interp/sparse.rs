//! Products whose first matrix has zeros at known places, of which only the other elements are there (PTX ISA,
//! "Matrix multiply-accumulate operation using mma.sp instruction with sparse matrix A"). Products without are in `matrix`.

use ptx::{Mma, Round, Type};

use super::Grid;
use super::block::Shared;
use super::float::{format_of, from_f64};
use super::matrix::{Part, as_float, as_int, element, elements, position};
use super::warp::Warp;

/// The four bits that say which elements of a chunk of a row are there: lane and first bit (PTX ISA, the figures of
/// the metadata's layout in "Matrix fragments for multiply-accumulate operation with sparse matrix A").
fn metadata_at(mma: &Mma, (row, chunk): (usize, usize), selector: usize) -> (usize, usize) {
    let (group, below) = (row % 8, row / 8);
    let lanes = mma.metadata_lanes() as usize;
    // Halves of words for both rows of a group, or, where a row fills words, words for each.
    let (lane, bit) = match mma.a.bits() {
        16 | 32 => (chunk / 4, 16 * below + 4 * (chunk % 4)),
        _ => (chunk / 8 * 2 + below, 4 * (chunk % 8)),
    };
    (4 * group + lanes * selector + lane, bit)
}

/// Columns of a chunk, of which half the elements are there.
fn chunk(ty: Type) -> usize {
    match ty.bits() {
        32 => 2,
        4 => 8,
        _ => 4,
    }
}

/// Where in its chunk the `i`th of the elements that are there stands (PTX ISA, "Sparse matrix storage").
fn place(ty: Type, index: usize, i: usize) -> usize {
    match ty.bits() {
        // An element counts as two halves, and each has its index: 0 and 1, or 2 and 3.
        32 => index >> 1 & 1,
        // Pairs stay together.
        4 => 2 * (index >> (2 * (i / 2)) & 3) + i % 2,
        _ => index >> (2 * i) & 3,
    }
}

/// The elements that are there, row after row, each with its column.
fn kept(mma: &Mma, a: &[[u64; 32]], metadata: &[u64; 32], selector: usize) -> Vec<(usize, u64)> {
    let half = usize::from(mma.k) / 2;
    let (width, count) = (chunk(mma.a), chunk(mma.a) / 2);
    let mut kept = vec![(0, 0); usize::from(mma.m) * half];
    for lane in 0..32 {
        for i in elements(kept.len()) {
            let (row, col) = position(Part::A, mma.a, mma, lane, i);
            let (holder, bit) = metadata_at(mma, (row, col / count), selector);
            let index = (metadata[holder % 32] >> bit) as usize & 0xf;
            let at = col / count * width + place(mma.a, index, col % count);
            kept[row * half + col] = (at, element(mma.a, a, lane, i));
        }
    }
    kept
}

/// D = A * B + C, of B only what meets an element that is there: an infinity that meets none makes no NaN.
fn multiply(mma: &Mma, kept: &[(usize, u64)], b: &[[u64; 32]], c: &[[u64; 32]]) -> Vec<[u64; 32]> {
    let (m, n, k) = (usize::from(mma.m), usize::from(mma.n), usize::from(mma.k));
    let mut right = vec![0; k * n];
    for lane in 0..32 {
        for i in elements(k * n) {
            let (row, col) = position(Part::B, mma.b, mma, lane, i);
            right[row * n + col] = element(mma.b, b, lane, i);
        }
    }
    let run = Mma::per_register(mma.d);
    let mut d = vec![[0; 32]; mma.registers()[0]];
    for lane in 0..32 {
        for i in elements(m * n) {
            let (row, col) = position(Part::C, mma.c, mma, lane, i);
            let addend = element(mma.c, c, lane, i);
            let products = kept[row * k / 2..][..k / 2].iter().map(|&(at, a)| (a, right[at * n + col]));
            let bits = if mma.c.is_float() {
                let sum = products.fold(as_float(mma.c, addend), |sum, (a, b)| {
                    as_float(mma.a, a).mul_add(as_float(mma.b, b), sum)
                });
                from_f64(sum, format_of(mma.d), Round::Rn)
            } else {
                let sum = products
                    .fold(as_int(mma.c, addend), |sum, (a, b)| sum + as_int(mma.a, a) * as_int(mma.b, b));
                let sum = if mma.satfinite { sum.clamp(i32::MIN.into(), i32::MAX.into()) } else { sum };
                u64::from(sum as u32)
            };
            d[i / run][lane] |= bits << (mma.d.bits() as usize * (i % run));
        }
    }
    d
}

impl Warp {
    /// `mma.sp.sync` for the whole warp; sums are made and rounded as those of `mma`.
    pub fn mma_sparse(&mut self, grid: &Grid, shared: &Shared, group: u32, mma: &Mma) {
        let [_, a, b, c] = mma.sparse_registers();
        let sources: Vec<[u64; 32]> =
            (0..a + b + c + 2).map(|i| self.gather(grid, shared, group, i)).collect();
        let (metadata, selector) = (&sources[a + b + c], sources[a + b + c + 1][0] as usize & 3);
        let kept = kept(mma, &sources[..a], metadata, selector);
        let results = multiply(mma, &kept, &sources[a..a + b], &sources[a + b..a + b + c]);
        for (i, values) in results.iter().enumerate() {
            self.scatter(grid, group, i, values);
        }
    }
}
