//! Loads and stores of matrices whose elements have eight bits in registers (PTX ISA, "ldmatrix" with `.m16n16` and
//! `.m8n16`, "stmatrix" with `.m16n8`). Those of sixteen bits are in `matrix`.

use ptx::Space;

use super::Grid;
use super::block::Shared;
use super::matrix::row_address;
use super::warp::{Stop, Warp};

/// Elements of a row, and bytes that it takes in memory, whatever its elements have.
const ROW: usize = 16;

/// The elements of a row, each in the low bits of a byte: they follow each other from the lowest bit on, and behind
/// them is padding (PTX ISA, "ldmatrix", `.b6x16_p32` and `.b4x16_p64`).
fn spread(row: u128, bits: u8) -> [u8; ROW] {
    std::array::from_fn(|i| (row >> (usize::from(bits) * i)) as u8 & (0xff >> (8 - bits)))
}

/// A lane's register of a matrix of 8 rows, of which four lanes have each, or the one of a half of the columns of a matrix of
/// 16 rows: four elements below each other.
fn fragment(cells: &[[u8; ROW]], lane: usize, half: usize) -> u64 {
    let (group, first) = (lane / 4, lane % 4 * 4);
    let bytes: [u8; 4] = std::array::from_fn(|i| match cells.len() {
        8 => cells[group][first + i],
        _ => cells[first + i][group + 8 * half],
    });
    u32::from_le_bytes(bytes).into()
}

impl Warp {
    /// `ldmatrix` of `num` matrices of so many rows and of elements of so many bits; lanes give the addresses of the rows,
    /// one after the other.
    pub fn ldmatrix_bytes(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        group: u32,
        (num, rows, bits): (u8, u8, u8),
        space: Space,
    ) -> Result<(), Stop> {
        let addresses = self.gather(grid, shared, group, 0);
        let (rows, halves) = (usize::from(rows), usize::from(rows) / 8);
        for matrix in 0..usize::from(num) {
            let mut cells = [[0; ROW]; 16];
            for (row, cells) in cells.iter_mut().enumerate().take(rows) {
                let owner = (matrix * rows + row) % 32;
                let start = row_address(space, addresses[owner]);
                let mut whole = 0;
                for word in 0..4 {
                    let at = (space, start.wrapping_add(4 * word));
                    whole |= u128::from(self.load_one(grid, shared, owner, at, 4)?) << (32 * word);
                }
                *cells = spread(whole, bits);
            }
            for half in 0..halves {
                let values = std::array::from_fn(|lane| fragment(&cells[..rows], lane, half));
                self.scatter(grid, group, matrix * halves + half, &values);
            }
        }
        Ok(())
    }

    /// `stmatrix.m16n8.trans.b8`: the matrix lies in registers as a sum of `mma.m16n8` does, and its columns are
    /// the rows in memory.
    pub fn stmatrix_bytes(
        &mut self,
        grid: &Grid,
        shared: &mut Shared,
        group: u32,
        num: u8,
        space: Space,
    ) -> Result<(), Stop> {
        let addresses = self.gather(grid, shared, group, 0);
        for matrix in 0..usize::from(num) {
            let values = self.gather(grid, shared, group, matrix + 1);
            for col in 0..8 {
                let owner = (matrix * 8 + col) % 32;
                let start = row_address(space, addresses[owner]);
                for word in 0..4 {
                    let bytes: [u8; 4] = std::array::from_fn(|i| {
                        let row = 4 * word + i;
                        let (lane, element) = (row % 8 * 4 + col / 2, row / 8 * 2 + col % 2);
                        (values[lane] >> (8 * element)) as u8
                    });
                    let at = (space, start.wrapping_add(4 * word as u64));
                    self.store_one(grid, shared, owner, at, (4, u32::from_le_bytes(bytes).into()))?;
                }
            }
        }
        Ok(())
    }
}
