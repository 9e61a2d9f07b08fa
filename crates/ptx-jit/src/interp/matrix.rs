//! Matrix instructions of a warp: fragments are put together to whole matrices, multiplied, and taken apart
//! (PTX ISA, "Matrix Fragments for mma.m16n8k8 ..", "ldmatrix", "movmatrix").

use ptx::{BoolOp, Mma, Round, Space, Type};

use super::Grid;
use super::block::Shared;
use super::float::{format_of, from_f64, to_f64};
use super::lanes::each;
use super::small;
use super::warp::{Stop, Warp};
use crate::compile::Words;
use crate::softfloat;

/// Which matrix of D = A * B + C a fragment is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    A,
    B,
    C,
}

/// Row and column of element `i` of a lane's fragment.
pub(super) fn position(part: Part, ty: Type, mma: &Mma, lane: usize, i: usize) -> (usize, usize) {
    let (group, in_group) = (lane / 4, lane % 4);
    if part == Part::C {
        // Two neighbouring columns in one row; the next two are 8 rows below.
        return (group + 8 * (i / 2), in_group * 2 + i % 2);
    }
    // A and B are cut along k in runs of consecutive elements: those that fill a register, or one of wide types.
    let run = Mma::per_register(ty);
    let (register, element) = (i / run, i % run);
    let k = in_group * run + element;
    match part {
        // Registers of A: 8 rows below for odd ones, the next half of k for each pair; one row block if m is 8.
        Part::A if mma.m == 16 => (group + 8 * (register % 2), k + 4 * run * (register / 2)),
        Part::A => (group, k + 4 * run * register),
        _ => (k + 4 * run * register, group),
    }
}

/// Element `i` of a fragment in registers.
pub(super) fn element(ty: Type, registers: &[[u64; 32]], lane: usize, i: usize) -> u64 {
    let (run, bits) = (Mma::per_register(ty), ty.bits());
    registers[i / run][lane] >> (bits as usize * (i % run)) & (u64::MAX >> (64 - bits))
}

pub(super) fn as_float(ty: Type, bits: u64) -> f64 {
    match ty {
        Type::E4m3 | Type::E5m2 => to_f64(small::to_half(bits, ty), softfloat::F16),
        // Only the upper 19 bits of a tf32 operand count.
        Type::Tf32 => f64::from(f32::from_bits(bits as u32 & 0xffff_e000)),
        _ => to_f64(bits, format_of(ty)),
    }
}

pub(super) fn as_int(ty: Type, bits: u64) -> i64 {
    match ty {
        Type::S8 => i64::from(bits as i8),
        Type::U8 => i64::from(bits as u8),
        Type::S4 => i64::from((bits as i8) << 4 >> 4),
        Type::U4 | Type::B1 => bits as i64,
        _ => i64::from(bits as i32),
    }
}

pub(super) fn elements(count: usize) -> std::ops::Range<usize> {
    0..count / 32
}

/// D = A * B + C of fragments in registers, each of 32 lanes.
fn multiply(mma: &Mma, a: &[[u64; 32]], b: &[[u64; 32]], c: &[[u64; 32]]) -> Vec<[u64; 32]> {
    if mma.is_fourfold() {
        return multiply_fourfold(mma, a, b, c);
    }
    let (m, n, k) = (usize::from(mma.m), usize::from(mma.n), usize::from(mma.k));
    let floats = mma.c.is_float();
    let mut fa = vec![0.0; m * k];
    let mut fb = vec![0.0; k * n];
    let (mut ia, mut ib) = (vec![0i64; m * k], vec![0i64; k * n]);
    for lane in 0..32 {
        for i in elements(m * k) {
            let (row, col) = position(Part::A, mma.a, mma, lane, i);
            let bits = element(mma.a, a, lane, i);
            if floats {
                fa[row * k + col] = as_float(mma.a, bits);
            } else {
                ia[row * k + col] = as_int(mma.a, bits);
            }
        }
        for i in elements(k * n) {
            let (row, col) = position(Part::B, mma.b, mma, lane, i);
            let bits = element(mma.b, b, lane, i);
            if floats {
                fb[row * n + col] = as_float(mma.b, bits);
            } else {
                ib[row * n + col] = as_int(mma.b, bits);
            }
        }
    }
    let mut d = vec![[0u64; 32]; mma.registers()[0]];
    for lane in 0..32 {
        for i in elements(m * n) {
            let (row, col) = position(Part::C, mma.c, mma, lane, i);
            let addend = element(mma.c, c, lane, i);
            if floats {
                let sum = (0..k).fold(as_float(mma.c, addend), |sum, j| {
                    add_product(fa[row * k + j], fb[j * n + col], sum, mma.round)
                });
                let bits = from_f64(sum, format_of(mma.d), Round::Rn);
                match mma.d {
                    Type::F16 => d[i / 2][lane] |= bits << (16 * (i % 2)),
                    _ => d[i][lane] = bits,
                }
            } else {
                let sum = (0..k).fold(as_int(Type::S32, addend), |sum, j| {
                    let (a, b) = (ia[row * k + j], ib[j * n + col]);
                    // A product of single bits is both of them.
                    sum + if mma.bits == Some(BoolOp::Xor) { a ^ b } else { a * b }
                });
                let sum = if mma.satfinite { sum.clamp(i32::MIN.into(), i32::MAX.into()) } else { sum };
                d[i][lane] = u64::from(sum as u32);
            }
        }
    }
    d
}

/// `a * b + c` in double precision.
pub(super) fn add_product(a: f64, b: f64, c: f64, round: Round) -> f64 {
    match round {
        Round::Rn => a.mul_add(b, c),
        _ => f64::from_bits(softfloat::fma(a.to_bits(), b.to_bits(), c.to_bits(), softfloat::F64, round)),
    }
}

/// Four products of 8x4 and 4x8 halves, each of the lanes 4i to 4i + 3 and of those 16 further on.
fn multiply_fourfold(mma: &Mma, a: &[[u64; 32]], b: &[[u64; 32]], c: &[[u64; 32]]) -> Vec<[u64; 32]> {
    let place = |ty: Type, lane: usize, i: usize| {
        let below = lane / 16 * 4;
        match ty {
            Type::F32 => ((lane & 1) + (i & 2) + below, (i & 4) + (lane & 2) + (i & 1)),
            _ => (lane % 4 + below, i),
        }
    };
    let mut d = vec![[0u64; 32]; mma.registers()[0]];
    for pair in 0..4 {
        let lanes: [usize; 8] = std::array::from_fn(|i| 4 * pair + i % 4 + 16 * (i / 4));
        let (mut left, mut right, mut sums) = ([[0.0; 4]; 8], [[0.0; 8]; 4], [[0.0; 8]; 8]);
        for lane in lanes {
            let (along, across) = (lane % 4, lane / 16 * 4);
            for i in 0..4 {
                let (row, col) = if mma.a_col { (i + across, along) } else { (along + across, i) };
                left[row][col] = as_float(mma.a, element(mma.a, a, lane, i));
                let (row, col) = if mma.b_row { (along, i + across) } else { (i, along + across) };
                right[row][col] = as_float(mma.b, element(mma.b, b, lane, i));
            }
            for i in 0..8 {
                let (row, col) = place(mma.c, lane, i);
                sums[row][col] = as_float(mma.c, element(mma.c, c, lane, i));
            }
        }
        for lane in lanes {
            for i in 0..8 {
                let (row, col) = place(mma.d, lane, i);
                let sum = (0..4).fold(sums[row][col], |sum, j| left[row][j].mul_add(right[j][col], sum));
                let bits = from_f64(sum, format_of(mma.d), Round::Rn);
                let run = Mma::per_register(mma.d);
                d[i / run][lane] |= bits << (mma.d.bits() as usize * (i % run));
            }
        }
    }
    d
}

/// The same for words, A first, then B, then C; false if an operand is of another kind.
pub fn multiply_words(mma: &Mma, sources: &[Words], results: &mut [Words]) -> bool {
    if [mma.a, mma.b, mma.c, mma.d].iter().any(|ty| ty.bits() == 64) {
        return false;
    }
    let [_, a, b, c] = mma.registers();
    let Some(sources) = sources.get(..a + b + c) else { return false };
    let lanes: Vec<[u64; 32]> =
        sources.iter().map(|words| std::array::from_fn(|l| u64::from(words.0[l]))).collect();
    let d = multiply(mma, &lanes[..a], &lanes[a..a + b], &lanes[a + b..]);
    for (result, values) in results.iter_mut().zip(&d) {
        for l in 0..32 {
            result.0[l] = values[l] as u32;
        }
    }
    true
}

impl Warp {
    /// `mma.sync` for the whole warp. Products are exact; sums are made in double precision and rounded at the end,
    /// which is at least as good as what the device does.
    pub fn mma(&mut self, grid: &Grid, shared: &Shared, group: u32, mma: &Mma) {
        let [_, a, b, c] = mma.registers();
        let mut first = 0;
        let mut read = |warp: &mut Warp, count: usize| -> Vec<[u64; 32]> {
            let read = (first..first + count).map(|i| warp.gather(grid, shared, group, i)).collect();
            first += count;
            read
        };
        let (a, b, c) = (read(self, a), read(self, b), read(self, c));
        for (i, values) in multiply(mma, &a, &b, &c).iter().enumerate() {
            self.scatter(grid, group, i, values);
        }
    }

    /// `ldmatrix`: lanes 8i to 8i+7 give the addresses of the rows of matrix i.
    pub fn ldmatrix(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        group: u32,
        num: u8,
        trans: bool,
        space: Space,
    ) -> Result<(), Stop> {
        let rows = self.gather(grid, shared, group, 0);
        for matrix in 0..usize::from(num) {
            let mut cells = [[0u16; 8]; 8];
            for (row, cells) in cells.iter_mut().enumerate() {
                let owner = matrix * 8 + row;
                for pair in 0..4 {
                    let at = (space, row_address(space, rows[owner]).wrapping_add(4 * pair as u64));
                    let word = self.load_one(grid, shared, owner, at, 4)?;
                    cells[2 * pair] = word as u16;
                    cells[2 * pair + 1] = (word >> 16) as u16;
                }
            }
            let values = std::array::from_fn(|lane| fragment(&cells, lane, trans));
            self.scatter(grid, group, matrix, &values);
        }
        Ok(())
    }

    /// `stmatrix`: the opposite of `ldmatrix`.
    pub fn stmatrix(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        group: u32,
        num: u8,
        trans: bool,
        space: Space,
    ) -> Result<(), Stop> {
        let rows = self.gather(grid, shared, group, 0);
        for matrix in 0..usize::from(num) {
            let values = self.gather(grid, shared, group, matrix + 1);
            let cells = matrix_of(&values, trans);
            for (row, cells) in cells.iter().enumerate() {
                let owner = matrix * 8 + row;
                for pair in 0..4 {
                    let at = (space, row_address(space, rows[owner]).wrapping_add(4 * pair as u64));
                    let word = u64::from(cells[2 * pair]) | u64::from(cells[2 * pair + 1]) << 16;
                    self.store_one(grid, shared, owner, at, (4, word))?;
                }
            }
        }
        Ok(())
    }

    /// `movmatrix`: transposes a matrix held in registers.
    pub fn movmatrix(&mut self, grid: &Grid, shared: &Shared, group: u32) {
        let mut values = self.gather(grid, shared, group, 0);
        let cells = matrix_of(&values, false);
        for lane in each(group) {
            values[lane] = fragment(&cells, lane, true);
        }
        self.scatter(grid, group, 0, &values);
    }
}

pub fn row_address(space: Space, address: u64) -> u64 {
    if space == Space::Shared { address & 0xffff_ffff } else { address }
}

/// A lane's two elements of an 8x8 matrix.
fn fragment(cells: &[[u16; 8]; 8], lane: usize, trans: bool) -> u64 {
    let (row, col) = (lane / 4, lane % 4 * 2);
    let (low, high) =
        if trans { (cells[col][row], cells[col + 1][row]) } else { (cells[row][col], cells[row][col + 1]) };
    u64::from(low) | u64::from(high) << 16
}

/// The 8x8 matrix that fragments make.
fn matrix_of(values: &[u64; 32], trans: bool) -> [[u16; 8]; 8] {
    let mut cells = [[0; 8]; 8];
    for (lane, &value) in values.iter().enumerate() {
        let (row, col) = (lane / 4, lane % 4 * 2);
        for (i, cell) in [value as u16, (value >> 16) as u16].into_iter().enumerate() {
            if trans {
                cells[col + i][row] = cell;
            } else {
                cells[row][col + i] = cell;
            }
        }
    }
    cells
}
