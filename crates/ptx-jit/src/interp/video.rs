//! The video instructions (PTX ISA, "Scalar Video Instructions", "SIMD Video Instructions").

use ptx::{Cmp, Pick, Video, VideoOp, VideoSecond};

/// Element `i` of those picked out of two words.
fn picked(pick: Pick, i: usize, both: u64, signed: bool) -> i64 {
    let bits = u32::from(pick.bits);
    let value = both >> (bits * u32::from(pick.index[i])) << (64 - bits);
    if signed { value as i64 >> (64 - bits) } else { (value >> (64 - bits)) as i64 }
}

/// Smallest and largest number of so many bits.
fn range(bits: u8, signed: bool) -> (i128, i128) {
    if signed { (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) } else { (0, (1 << bits) - 1) }
}

fn first(op: VideoOp, a: i64, b: i64) -> i128 {
    let (wide_a, wide_b) = (i128::from(a), i128::from(b));
    match op {
        VideoOp::Add => wide_a + wide_b,
        VideoOp::Sub => wide_a - wide_b,
        VideoOp::AbsDiff => (wide_a - wide_b).abs(),
        VideoOp::Min => wide_a.min(wide_b),
        VideoOp::Max => wide_a.max(wide_b),
        VideoOp::Average => {
            let sum = wide_a + wide_b;
            (sum + i128::from(sum >= 0)) >> 1
        }
        VideoOp::Shift { right, wrap } => {
            let by = if wrap { b & 31 } else { b.min(32) };
            if right { wide_a >> by } else { wide_a << by }
        }
        VideoOp::Compare(cmp) => i128::from(match cmp {
            Cmp::Eq => a == b,
            Cmp::Ne => a != b,
            Cmp::Lt => a < b,
            Cmp::Le => a <= b,
            Cmp::Gt => a > b,
            _ => a >= b,
        }),
        VideoOp::Mad { .. } => wide_a * wide_b,
    }
}

/// `a * b + c` with all its modifiers.
fn mad(video: &Video, product: i128, c: u32) -> u32 {
    let VideoOp::Mad { negative_product, negative_c, plus_one, shift } = video.op else { return 0 };
    let signed = video.a_signed || video.b_signed || negative_product || negative_c;
    let c = if signed { i128::from(c as i32) } else { i128::from(c) };
    let product = if negative_product { -product } else { product };
    let sum = product + if negative_c { -c } else { c } + i128::from(plus_one);
    let result = sum >> shift;
    let (low, high) = range(32, signed);
    (if video.saturate { result.clamp(low, high) } else { result }) as u32
}

/// What the instruction computes of its operands.
pub fn compute(video: &Video, a: u32, b: u32, c: u32) -> u32 {
    let both = u64::from(b) << 32 | u64::from(a);
    let step = |i: usize| {
        let (a, b) = (picked(video.a, i, both, video.a_signed), picked(video.b, i, both, video.b_signed));
        first(video.op, a, b)
    };
    if matches!(video.op, VideoOp::Mad { .. }) {
        return mad(video, step(0), c);
    }
    let (low, high) = range(video.d.bits, video.signed);
    let clamped = |value: i128| if video.saturate { value.clamp(low, high) } else { value };
    let mask = (u64::MAX >> (64 - u32::from(video.d.bits))) as u32;
    if video.elements == 1 {
        let value = clamped(step(0));
        let wide_c = if video.signed { i128::from(c as i32) } else { i128::from(c) };
        return match video.second {
            VideoSecond::None => value as u32,
            VideoSecond::Add => (value + wide_c) as u32,
            VideoSecond::Min => value.min(wide_c) as u32,
            VideoSecond::Max => value.max(wide_c) as u32,
            VideoSecond::Merge => {
                let at = u32::from(video.d.bits) * u32::from(video.d.index[0]);
                c & !(mask << at) | (value as u32 & mask) << at
            }
        };
    }
    (0..usize::from(video.elements)).filter(|&i| video.d.index[i] != 0).fold(c, |word, i| {
        let value = clamped(step(i)) as u32;
        let at = u32::from(video.d.bits) * i as u32;
        match video.second {
            VideoSecond::Add => word.wrapping_add(value),
            _ => word & !(mask << at) | (value & mask) << at,
        }
    })
}
