//! `mma` of the frequent kinds, in loops that the compiler makes vectors of: the same sums in the same order as the interpreter's.

use ptx::{Mma, Round, Type as Ty};

use super::Words;
use super::fast::{halves_of, join, odd, singles};

/// Columns of B, C and D.
const N: usize = 8;
/// Rows of A, C and D at most, and what they are long at most.
const M: usize = 16;
const K: usize = 32;

/// Multiplies fragments, A first, then B, then C; false if they are of another kind.
pub fn multiply(mma: &Mma, sources: &[Words], results: &mut [Words]) -> bool {
    let [d, a, b, c] = mma.registers();
    if sources.len() < a + b + c || results.len() < d || mma.is_fourfold() || usize::from(mma.k) > K {
        return false;
    }
    let half = |ty: Ty| matches!(ty, Ty::F16 | Ty::Bf16 | Ty::Tf32);
    let byte = |ty: Ty| matches!(ty, Ty::S8 | Ty::U8);
    let plain = mma.bits.is_none() && usize::from(mma.n) == N && matches!(usize::from(mma.m), 8 | M);
    let (a, rest) = sources.split_at(a);
    let (b, c) = (&rest[..b], &rest[b..b + c]);
    // SAFETY: machine code is only made for processors that have these (`compile::target`), and is what calls this.
    unsafe {
        if plain
            && half(mma.a)
            && mma.a == mma.b
            && mma.round == Round::Rn
            && mma.c == mma.d
            && matches!(mma.c, Ty::F32 | Ty::F16)
        {
            floats(mma, a, b, c, results);
            return true;
        }
        if plain && byte(mma.a) && byte(mma.b) && !mma.satfinite {
            bytes(mma, a, b, c, results);
            return true;
        }
    }
    false
}

/// The lanes of one of the elements in each word, as singles.
#[target_feature(enable = "avx2,fma,f16c")]
fn element(ty: Ty, words: &Words, element: usize) -> [f32; 32] {
    match ty {
        Ty::F16 => singles(words, 16 * element as u32),
        Ty::Bf16 if element == 1 => std::array::from_fn(|l| f32::from_bits(words.0[l] & 0xffff_0000)),
        Ty::Bf16 => std::array::from_fn(|l| f32::from_bits(words.0[l] << 16)),
        // Only the upper 19 bits of a tf32 operand count.
        _ => std::array::from_fn(|l| f32::from_bits(words.0[l] & 0xffff_e000)),
    }
}

#[target_feature(enable = "avx2,fma,f16c")]
fn floats(mma: &Mma, a: &[Words], b: &[Words], c: &[Words], d: &mut [Words]) {
    let (rows, depth) = (usize::from(mma.m), usize::from(mma.k));
    let run = Mma::per_register(mma.a);
    let (mut left, mut right) = ([[0f64; K]; M], [[0f64; N]; K]);
    for (register, words) in a.iter().enumerate() {
        let (below, along) = if rows == M { (8 * (register % 2), register / 2) } else { (0, register) };
        for i in 0..run {
            let values = element(mma.a, words, i);
            for lane in 0..32 {
                left[lane / 4 + below][(lane % 4 + 4 * along) * run + i] = values[lane].into();
            }
        }
    }
    for (register, words) in b.iter().enumerate() {
        for i in 0..run {
            let values = element(mma.b, words, i);
            for lane in 0..32 {
                right[(lane % 4 + 4 * register) * run + i][lane / 4] = values[lane].into();
            }
        }
    }
    let halves = mma.c == Ty::F16;
    // Of each register of halves the lower and the upper ones.
    let mut addends = [[[0f32; 32]; 2]; 2];
    if halves {
        for (both, words) in addends.iter_mut().zip(c) {
            *both = [singles(words, 0), singles(words, 16)];
        }
    }
    let mut rounded = [[[0f32; 32]; 2]; 2];
    for (row, factors) in left.iter().enumerate().take(rows) {
        let (block, first) = (row / 8, row % 8 * 4);
        let mut sums: [f64; N] = std::array::from_fn(|col| {
            let (which, lane) = (col % 2, first + col / 2);
            if halves {
                addends[block][which][lane].into()
            } else {
                f32::from_bits(c[2 * block + which].0[lane]).into()
            }
        });
        for (factor, right) in factors[..depth].iter().zip(&right) {
            for col in 0..N {
                sums[col] = factor.mul_add(right[col], sums[col]);
            }
        }
        for (col, sum) in sums.into_iter().enumerate() {
            let (which, lane) = (col % 2, first + col / 2);
            if halves {
                rounded[block][which][lane] = odd(sum);
            } else {
                let bits = if sum.is_nan() { 0x7fff_ffff } else { (sum as f32).to_bits() };
                d[2 * block + which].0[lane] = bits;
            }
        }
    }
    if halves {
        for (words, [low, high]) in d.iter_mut().zip(rounded).take(rows / 8) {
            join(words, &halves_of(&low), &halves_of(&high));
        }
    }
}

/// A byte of each lane's word.
fn byte(ty: Ty, words: &Words, element: usize) -> [i16; 32] {
    std::array::from_fn(|l| {
        let bits = (words.0[l] >> (8 * element)) as u8;
        if ty == Ty::S8 { i16::from(bits as i8) } else { i16::from(bits) }
    })
}

#[target_feature(enable = "avx2,fma,f16c")]
fn bytes(mma: &Mma, a: &[Words], b: &[Words], c: &[Words], d: &mut [Words]) {
    let (rows, depth) = (usize::from(mma.m), usize::from(mma.k));
    let (mut left, mut right) = ([[0i16; K]; M], [[[0i16; 2]; N]; K / 2]);
    for (register, words) in a.iter().enumerate() {
        let (below, along) = if rows == M { (8 * (register % 2), register / 2) } else { (0, register) };
        for i in 0..4 {
            let values = byte(mma.a, words, i);
            for lane in 0..32 {
                left[lane / 4 + below][(lane % 4 + 4 * along) * 4 + i] = values[lane];
            }
        }
    }
    for (register, words) in b.iter().enumerate() {
        for i in 0..4 {
            let values = byte(mma.b, words, i);
            for lane in 0..32 {
                let k = (lane % 4 + 4 * register) * 4 + i;
                right[k / 2][lane / 4][k % 2] = values[lane];
            }
        }
    }
    for (row, factors) in left.iter().enumerate().take(rows) {
        let (pair, first) = (row / 8 * 2, row % 8 * 4);
        let mut sums: [i32; N] = std::array::from_fn(|col| c[pair + col % 2].0[first + col / 2] as i32);
        for (two, right) in factors[..depth].chunks(2).zip(&right) {
            for col in 0..N {
                let [x, y] = right[col];
                let both = i32::from(two[0]) * i32::from(x) + i32::from(two[1]) * i32::from(y);
                sums[col] = sums[col].wrapping_add(both);
            }
        }
        for (col, sum) in sums.into_iter().enumerate() {
            d[pair + col % 2].0[first + col / 2] = sum as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interp::matrix::multiply_words;

    /// Words whose halves, and whose upper parts, are mostly numbers of a middle size.
    fn words(dice: &mut u64) -> Words {
        let mut next = || {
            *dice = dice.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            (*dice >> 32) as u32
        };
        Words(std::array::from_fn(|_| if next() % 64 == 0 { next() } else { next() & 0xbfff_bfff }))
    }

    #[test]
    fn they_compute_what_the_interpreter_does() {
        let plain = |k: u16, m: u8, a: Ty, b: Ty, c: Ty| Mma {
            m,
            n: 8,
            k,
            a_col: false,
            b_row: false,
            d: c,
            a,
            b,
            c,
            satfinite: false,
            bits: None,
            round: Round::Rn,
        };
        let kinds = [
            plain(8, 16, Ty::F16, Ty::F16, Ty::F32),
            plain(16, 16, Ty::F16, Ty::F16, Ty::F32),
            plain(8, 16, Ty::F16, Ty::F16, Ty::F16),
            plain(16, 16, Ty::F16, Ty::F16, Ty::F16),
            plain(8, 16, Ty::Bf16, Ty::Bf16, Ty::F32),
            plain(16, 16, Ty::Bf16, Ty::Bf16, Ty::F32),
            plain(4, 16, Ty::Tf32, Ty::Tf32, Ty::F32),
            plain(8, 16, Ty::Tf32, Ty::Tf32, Ty::F32),
            plain(16, 8, Ty::S8, Ty::S8, Ty::S32),
            plain(16, 16, Ty::S8, Ty::U8, Ty::S32),
            plain(32, 16, Ty::U8, Ty::S8, Ty::S32),
        ];
        let mut dice = 1;
        for mma in kinds {
            for _ in 0..50 {
                let sources: [Words; 10] = std::array::from_fn(|_| words(&mut dice));
                let mut made = [Words([0; 64]); 4];
                let mut wanted = made;
                assert!(multiply(&mma, &sources, &mut made), "{mma:?} is not one of these");
                assert!(multiply_words(&mma, &sources, &mut wanted));
                for (made, wanted) in made.iter().zip(&wanted) {
                    assert_eq!(made.0[..32], wanted.0[..32], "{mma:?}");
                }
            }
        }
    }
}
