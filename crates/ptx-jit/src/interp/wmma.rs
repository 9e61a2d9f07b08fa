//! The older matrix instructions, whose fragments nobody but they themselves can know the layout of
//! (PTX ISA, "Matrix Fragments for WMMA"): ours are runs of the row-major matrix, repeated where it is small.

use ptx::{BoolOp, Mma, Round, Space, Type, Wmma, WmmaFragment};

use super::Grid;
use super::block::Shared;
use super::float::{format_of, from_f64};
use super::matrix::{add_product, as_float, as_int, row_address};
use super::warp::{Stop, Warp};

/// Elements in a lane's fragment.
fn elements(fragment: &WmmaFragment) -> usize {
    usize::from(fragment.registers()) * Mma::per_register(fragment.ty)
}

/// Row and column of element `i` of a lane's fragment.
fn position(fragment: &WmmaFragment, lane: usize, i: usize) -> (usize, usize) {
    let (rows, cols) = fragment.extents();
    let index = (lane * elements(fragment) + i) % (rows * cols);
    (index / cols, index % cols)
}

/// The address of an element in memory, and where it begins in its byte.
fn element_address(
    fragment: &WmmaFragment,
    start: u64,
    stride: u64,
    col_major: bool,
    (row, col): (usize, usize),
) -> (u64, u32) {
    let (row, col) = (row as u64, col as u64);
    let index = if col_major { (col * stride).wrapping_add(row) } else { (row * stride).wrapping_add(col) };
    let bit = index.wrapping_mul(u64::from(fragment.ty.bits()));
    (start.wrapping_add(bit / 8), (bit % 8) as u32)
}

/// Register and shift of element `i`.
fn register(ty: Type, i: usize) -> (usize, u32) {
    let count = Mma::per_register(ty);
    (i / count, (i % count) as u32 * ty.bits())
}

/// An element as a number: of the types here, every value is one that a double has.
fn number(bits: u64, ty: Type) -> f64 {
    let bits = bits & (u64::MAX >> (64 - ty.bits()));
    if ty.is_float() { as_float(ty, bits) } else { as_int(ty, bits) as f64 }
}

/// A sum as an element: an integer wraps, or saturates.
fn element(sum: f64, ty: Type, satfinite: bool) -> u64 {
    match ty {
        Type::S32 if satfinite => u64::from(sum as i32 as u32),
        // At most 128 products of few bits and a number of 32 bits: far from what a double cannot count.
        Type::S32 => u64::from(sum as i64 as u32),
        _ => from_f64(sum, format_of(ty), Round::Rn),
    }
}

impl Warp {
    /// The distance of rows (or columns) in elements for each lane: operand `i`, or the matrix's own.
    fn stride(
        &mut self,
        grid: &Grid,
        shared: &Shared,
        group: u32,
        i: usize,
        fragment: &WmmaFragment,
        col_major: bool,
    ) -> [u64; 32] {
        let first = group.trailing_zeros() as usize & 31;
        let inst = &grid.code.insts[self.pc[first] as usize];
        if grid.code.srcs(inst).len() > i {
            return self.gather(grid, shared, group, i).map(|v| v & 0xffff_ffff);
        }
        let (rows, cols) = fragment.extents();
        [if col_major { rows } else { cols } as u64; 32]
    }

    pub fn wmma_load(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        group: u32,
        fragment: &WmmaFragment,
        (col_major, space): (bool, Space),
    ) -> Result<(), Stop> {
        let starts = self.gather(grid, shared, group, 0);
        let strides = self.stride(grid, shared, group, 1, fragment, col_major);
        let mut registers = [[0u64; 32]; 8];
        for lane in super::lanes::each(group) {
            let start = row_address(space, starts[lane]);
            for i in 0..elements(fragment) {
                let at = position(fragment, lane, i);
                let (address, bit) = element_address(fragment, start, strides[lane], col_major, at);
                let bits = self.load_one(grid, shared, lane, (space, address), fragment.ty.size())?;
                let bits = bits >> bit & (u64::MAX >> (64 - fragment.ty.bits()));
                let (register, shift) = register(fragment.ty, i);
                registers[register][lane] |= bits << shift;
            }
        }
        for (i, values) in registers.iter().enumerate().take(fragment.registers().into()) {
            self.scatter(grid, group, i, values);
        }
        Ok(())
    }

    pub fn wmma_store(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        group: u32,
        fragment: &WmmaFragment,
        (col_major, space): (bool, Space),
    ) -> Result<(), Stop> {
        let starts = self.gather(grid, shared, group, 0);
        let count = usize::from(fragment.registers());
        let registers: Vec<_> = (0..count).map(|i| self.gather(grid, shared, group, 1 + i)).collect();
        let strides = self.stride(grid, shared, group, 1 + count, fragment, col_major);
        for lane in super::lanes::each(group) {
            let start = row_address(space, starts[lane]);
            for i in 0..elements(fragment) {
                let at = position(fragment, lane, i);
                let (address, _) = element_address(fragment, start, strides[lane], col_major, at);
                let (register, shift) = register(fragment.ty, i);
                let value = (fragment.ty.size(), registers[register][lane] >> shift);
                self.store_one(grid, shared, lane, (space, address), value)?;
            }
        }
        Ok(())
    }

    /// D = A * B + C; the sum is made in double precision and rounded at the end.
    pub fn wmma(&mut self, grid: &Grid, shared: &Shared, group: u32, wmma: &Wmma) {
        let [d, a, b, c] = wmma.fragments();
        let mut first = 0;
        let mut matrices = Vec::new();
        for fragment in [&a, &b, &c] {
            let count = usize::from(fragment.registers());
            let registers: Vec<_> =
                (first..first + count).map(|i| self.gather(grid, shared, group, i)).collect();
            first += count;
            let (rows, cols) = fragment.extents();
            let mut matrix = vec![0.0; rows * cols];
            for lane in 0..32 {
                for i in 0..elements(fragment) {
                    let (row, col) = position(fragment, lane, i);
                    let (register, shift) = register(fragment.ty, i);
                    matrix[row * cols + col] = number(registers[register][lane] >> shift, fragment.ty);
                }
            }
            matrices.push(matrix);
        }
        let (n, k) = (usize::from(wmma.shape.1), usize::from(wmma.shape.2));
        let mut registers = [[0u64; 32]; 8];
        for lane in 0..32 {
            for i in 0..elements(&d) {
                let (row, col) = position(&d, lane, i);
                let sum = (0..k).fold(matrices[2][row * n + col], |sum, j| {
                    let (a, b) = (matrices[0][row * k + j], matrices[1][j * n + col]);
                    // Of single bits, a product is both of them.
                    let xor = wmma.bits == Some(BoolOp::Xor);
                    if xor { sum + (a - b).abs() } else { add_product(a, b, sum, wmma.round) }
                });
                let (register, shift) = register(d.ty, i);
                registers[register][lane] |= element(sum, d.ty, wmma.satfinite) << shift;
            }
        }
        for (i, values) in registers.iter().enumerate().take(d.registers().into()) {
            self.scatter(grid, group, i, values);
        }
    }
}
