//! The video instructions: what their mnemonics and the selectors of their operands say (PTX ISA, "Scalar Video Instructions",
//! "SIMD Video Instructions").

use crate::form::{Form, Mods};
use crate::op::Op;
use crate::types::{Cmp, Type};

/// The first of two steps.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum VideoOp {
    Add,
    Sub,
    AbsDiff,
    Min,
    Max,
    Average,
    /// `a` shifted by `b`, which is cut to five bits or stops at 32.
    Shift {
        right: bool,
        wrap: bool,
    },
    /// 1 or 0.
    Compare(Cmp),
    /// `a * b + c`: the product or `c` negated, or one more; then shifted right.
    Mad {
        negative_product: bool,
        negative_c: bool,
        plus_one: bool,
        shift: u8,
    },
}

/// What is done with the first step's result and `c`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum VideoSecond {
    /// Nothing.
    None,
    Add,
    Min,
    Max,
    /// The elements that the destination names come into `c`.
    Merge,
}

/// Elements of an operand, or of two put together: how wide they are, and which.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub struct Pick {
    pub bits: u8,
    pub index: [u8; 4],
}

/// One video instruction, `d, a, b[, c]`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Video {
    /// The first step.
    pub op: VideoOp,
    /// Elements worked on: 1, 2 or 4.
    pub elements: u8,
    /// The result is signed.
    pub signed: bool,
    /// `a`'s elements are.
    pub a_signed: bool,
    /// `b`'s elements are.
    pub b_signed: bool,
    /// The first step's result is clamped to what the destination holds.
    pub saturate: bool,
    /// The second step.
    pub second: VideoSecond,
    /// The elements of `a`; of several, out of `a` and, above it, `b`.
    pub a: Pick,
    /// The elements of `b`.
    pub b: Pick,
    /// The destination's element, or whether each of several is written, lowest first.
    pub d: Pick,
}

/// A form of one of these instructions; `None` for a name that is not one.
pub(crate) fn form(base: &str, mods: &mut Mods) -> Result<Option<Form>, String> {
    let (name, elements) = match base.as_bytes() {
        [name @ .., b'2'] => (name, 2),
        [name @ .., b'4'] => (name, 4),
        name => (name, 1),
    };
    let single = elements == 1;
    let op = match name {
        b"vadd" => VideoOp::Add,
        b"vsub" => VideoOp::Sub,
        b"vabsdiff" => VideoOp::AbsDiff,
        b"vmin" => VideoOp::Min,
        b"vmax" => VideoOp::Max,
        b"vavrg" if !single => VideoOp::Average,
        b"vshl" | b"vshr" if single => {
            let wrap = mods.one_of(&[("clamp", false), ("wrap", true)]);
            VideoOp::Shift { right: base == "vshr", wrap: wrap.ok_or(".clamp or .wrap is missing")? }
        }
        b"vset" => {
            let cmp = mods.cmp()?;
            if !matches!(cmp, Cmp::Eq | Cmp::Ne | Cmp::Lt | Cmp::Le | Cmp::Gt | Cmp::Ge) {
                return Err(format!("comparison {cmp:?}"));
            }
            VideoOp::Compare(cmp)
        }
        b"vmad" if single => VideoOp::Mad {
            negative_product: false,
            negative_c: false,
            plus_one: mods.flag("po"),
            shift: mods.one_of(&[("shr7", 7), ("shr15", 15)]).unwrap_or(0),
        },
        _ => return Ok(None),
    };
    let signed = |mods: &mut Mods| -> Result<bool, String> {
        mods.ty_of(|ty| matches!(ty, Type::U32 | Type::S32)).map(|ty| ty == Type::S32)
    };
    let compares = matches!(op, VideoOp::Compare(_));
    let result = if compares { false } else { signed(mods)? };
    let (a_signed, b_signed) = (signed(mods)?, signed(mods)?);
    if matches!(op, VideoOp::Shift { .. }) && b_signed {
        return Err("a signed count".to_owned());
    }
    let saturate = !compares && mods.flag("sat");
    let mad = matches!(op, VideoOp::Mad { .. });
    let seconds = [("add", VideoSecond::Add), ("min", VideoSecond::Min), ("max", VideoSecond::Max)];
    let second = match mods.one_of(&seconds[..if single { 3 } else { 1 }]) {
        Some(_) if mad || (saturate && !single) => return Err("its second operation".to_owned()),
        Some(second) => second,
        None if single => VideoSecond::None,
        None => VideoSecond::Merge,
    };
    let bits = 32 / elements;
    let all = |first: u8| Pick { bits, index: [0, 1, 2, 3].map(|i| if single { first } else { first + i }) };
    let video = Video {
        op,
        elements,
        signed: result,
        a_signed,
        b_signed,
        saturate,
        second,
        a: all(0),
        b: all(elements),
        d: Pick { bits, index: if single { [0; 4] } else { [1; 4] } },
    };
    let (fewest, most) = match second {
        VideoSecond::None if !mad => (2, 3),
        _ => (3, 3),
    };
    Ok(Some(Form::between(Op::Video(video), 1, (fewest, most), Type::U32)))
}

impl Video {
    /// Takes what is written at operand `i`, the destination being the first: a selector, a minus.
    pub(crate) fn written(&mut self, i: usize, selector: Option<&[u8]>, minus: bool) -> Result<(), String> {
        if minus {
            match (&mut self.op, i) {
                (VideoOp::Mad { plus_one: false, negative_product, .. }, 1 | 2) => *negative_product ^= true,
                (VideoOp::Mad { plus_one: false, negative_product: false, negative_c, .. }, 3) => {
                    *negative_c = true;
                }
                _ => return Err(format!("operand {} is negated", i + 1)),
            }
        }
        let Some(selector) = selector else { return Ok(()) };
        let wrong = || format!("selector .{}", String::from_utf8_lossy(selector));
        let (bits, digits) = match selector.split_first() {
            Some((b'b', digits)) => (8, digits),
            Some((b'h', digits)) => (16, digits),
            _ => return Err(wrong()),
        };
        let mut index: Vec<u8> = digits.iter().rev().map(|digit| digit.wrapping_sub(b'0')).collect();
        let there = 32 / bits;
        let valid = |limit: u8| index.iter().all(|&i| i < limit);
        match (i, self.elements) {
            (0, 1) if index.len() == 1 && valid(there) && !matches!(self.op, VideoOp::Mad { .. }) => {
                if self.second != VideoSecond::None {
                    return Err("both a merge and a second operation".to_owned());
                }
                self.second = VideoSecond::Merge;
                self.d = Pick { bits, index: [index[0]; 4] };
            }
            (1, 1) if index.len() == 1 && valid(there) => self.a = Pick { bits, index: [index[0]; 4] },
            (2, 1) if index.len() == 1 && valid(there) => {
                self.b = Pick { bits, index: [index[0] + there; 4] };
            }
            // The elements that are written are named from the highest down.
            (0, elements) if there == elements && valid(there) && index.is_sorted_by(|a, b| a < b) => {
                self.d.index = std::array::from_fn(|i| u8::from(index.contains(&(i as u8))));
            }
            (1 | 2, elements)
                if there == elements && index.len() == usize::from(elements) && valid(2 * there) =>
            {
                index.resize(4, 0);
                let pick = Pick { bits, index: std::array::from_fn(|i| index[i]) };
                *(if i == 1 { &mut self.a } else { &mut self.b }) = pick;
            }
            _ => return Err(wrong()),
        }
        Ok(())
    }

    /// Whether `c` is needed.
    pub(crate) fn needs_c(&self) -> bool {
        self.second != VideoSecond::None || matches!(self.op, VideoOp::Mad { .. })
    }
}
