//! Arithmetic, logic, comparison, selection and conversion instructions.

use super::{Form, Mods};
use crate::op::{FloatBin, FloatMode, FloatTest, FloatUn, IntBin, IntUn, MulPart, Op, PrmtMode};
use crate::types::{Round, Type};

fn int(ty: Type) -> bool {
    ty.is_integer() && ty.bits() >= 16
}

fn packed_int(ty: Type) -> bool {
    matches!(ty, Type::U16x2 | Type::S16x2)
}

fn float_mode(mods: &mut Mods) -> Result<FloatMode, String> {
    let approx = mods.flag("approx") || mods.flag("full");
    let round = mods.round().unwrap_or(Round::Rn);
    if !matches!(round, Round::Rn | Round::Rz | Round::Rm | Round::Rp) {
        return Err(format!("rounding {round:?}"));
    }
    Ok(FloatMode {
        round,
        ftz: mods.flag("ftz"),
        sat: mods.flag("sat"),
        relu: mods.flag("relu"),
        nan: mods.flag("NaN"),
        xorsign_abs: mods.flag("xorsign") && mods.flag("abs"),
        approx,
    })
}

/// The type of the operand that is shorter than the others.
fn short_float(mods: &mut Mods) -> Option<Type> {
    mods.one_of(&[("f16", Type::F16), ("bf16", Type::Bf16)])
}

fn int2(op: IntBin, ty: Type, sat: bool) -> Form {
    Form::new(Op::Int2 { op, ty, sat }, 1, 2, ty)
}

/// `add`, `sub`, `mul`, `div`, `min`, `max`: integer or floating by their type.
fn binary(base: &str, mods: &mut Mods) -> Result<Form, String> {
    let part = mods.one_of(&[("lo", IntBin::MulLo), ("hi", IntBin::MulHi), ("wide", IntBin::MulWide)]);
    let cc = mods.flag("cc");
    let ty = mods.need_ty()?;
    if ty == Type::F32x2 && matches!(base, "add" | "sub" | "mul") && part.is_none() && !cc {
        let op = match base {
            "add" => FloatBin::Add,
            "sub" => FloatBin::Sub,
            _ => FloatBin::Mul,
        };
        let mode = float_mode(mods)?;
        return Ok(Form::new(Op::Float2 { op, ty, mode }, 1, 2, Type::B64));
    }
    if ty.is_float() && part.is_none() && !cc {
        let op = match base {
            "add" => FloatBin::Add,
            "sub" => FloatBin::Sub,
            "mul" => FloatBin::Mul,
            "div" => FloatBin::Div,
            "min" => FloatBin::Min,
            _ => FloatBin::Max,
        };
        let mode = float_mode(mods)?;
        if let (Type::F32, "add" | "sub", Some(from)) = (ty, base, short_float(mods)) {
            return Ok(Form::new(Op::FloatMixed { op: Some(op), from, mode }, 1, 2, ty));
        }
        // Of three, or of two.
        let extreme = ty == Type::F32 && matches!(op, FloatBin::Min | FloatBin::Max);
        if extreme && mods.flag("abs") {
            return Ok(Form::new(Op::Float3 { op, abs: true, mode }, 1, 3, ty));
        }
        return Ok(Form::between(Op::Float2 { op, ty, mode }, 1, (2, if extreme { 3 } else { 2 }), ty));
    }
    if matches!(base, "min" | "max") && matches!(ty, Type::S16x2 | Type::S32) && mods.flag("relu") {
        return Ok(Form::new(Op::ExtremeRelu { max: base == "max", ty }, 1, 2, ty));
    }
    if packed_int(ty) && matches!(base, "add" | "min" | "max") {
        let op = match base {
            "add" => IntBin::Add,
            "min" => IntBin::Min,
            _ => IntBin::Max,
        };
        return Ok(int2(op, ty, false));
    }
    if !int(ty) {
        return Err(format!("type {ty:?}"));
    }
    if cc {
        let op = Op::AddCarry { sub: base == "sub", ty, carry_in: false, carry_out: true };
        return if matches!(base, "add" | "sub") {
            Ok(Form::new(op, 1, 2, ty))
        } else {
            Err("modifier .cc".to_owned())
        };
    }
    let op = match (base, part) {
        ("add", None) => IntBin::Add,
        ("sub", None) => IntBin::Sub,
        ("mul", Some(IntBin::MulWide)) if ty.bits() == 64 => return Err("type of .wide".to_owned()),
        ("mul", Some(part)) => part,
        ("div", None) => IntBin::Div,
        ("min", None) => IntBin::Min,
        ("max", None) => IntBin::Max,
        _ => return Err("its .lo, .hi or .wide".to_owned()),
    };
    let sat = matches!(op, IntBin::Add | IntBin::Sub) && ty == Type::S32 && mods.flag("sat");
    Ok(int2(op, ty, sat))
}

fn mad(base: &str, mods: &mut Mods) -> Result<Form, String> {
    let part = mods.one_of(&[("lo", MulPart::Lo), ("hi", MulPart::Hi), ("wide", MulPart::Wide)]);
    let carry_out = mods.flag("cc");
    let ty = mods.need_ty()?;
    if base == "mad" && matches!(ty, Type::F32 | Type::F64) && part.is_none() {
        let mode = float_mode(mods)?;
        return Ok(Form::new(Op::Fma { ty, mode }, 1, 3, ty));
    }
    let mut part = part.ok_or("its .lo, .hi or .wide is missing")?;
    if !int(ty) || (part == MulPart::Wide && ty.bits() == 64) {
        return Err(format!("type {ty:?}"));
    }
    if base == "mad24" {
        part = match part {
            MulPart::Lo => MulPart::Lo24,
            MulPart::Hi => MulPart::Hi24,
            _ => return Err("mad24.wide".to_owned()),
        };
    }
    let sat = matches!(part, MulPart::Hi | MulPart::Hi24) && ty == Type::S32 && mods.flag("sat");
    Ok(Form::new(Op::Mad { part, ty, sat, carry_in: base == "madc", carry_out }, 1, 3, ty))
}

fn cvt(mods: &mut Mods) -> Result<Form, String> {
    if mods.flag("pack") {
        if !mods.flag("sat") {
            return Err(".pack without .sat".to_owned());
        }
        let to = mods.one_of(&[("u16", Type::U16), ("s16", Type::S16), ("u8", Type::U8), ("s8", Type::S8)]);
        let to = to.ok_or("element type of .pack")?;
        let from = mods.ty_of(|ty| ty == Type::S32)?;
        let chained = mods.flag("b32");
        return Ok(Form::new(Op::CvtPack { to, from, chained }, 1, if chained { 3 } else { 2 }, from));
    }
    if mods.flag("rs") {
        return stochastic(mods);
    }
    let round = mods.round();
    let (ftz, sat, relu) = (mods.flag("ftz"), mods.flag("sat"), mods.flag("relu"));
    let satfinite = mods.flag("satfinite");
    let to = mods.need_ty()?;
    let from = mods.need_ty()?;
    if let Some(form) = small(to, from, round, (relu, satfinite))? {
        return Ok(form);
    }
    if from == Type::F32 && matches!(to, Type::F16x2 | Type::Bf16x2 | Type::E4m3x2 | Type::E5m2x2) {
        let round = round.ok_or("its rounding is missing")?;
        return Ok(Form::new(Op::CvtPair { to, from, round, relu, satfinite }, 1, 2, from));
    }
    if satfinite && from == Type::F32 && matches!(to, Type::F16 | Type::Bf16 | Type::Tf32) {
        let round = round.ok_or("its rounding is missing")?;
        return Ok(Form::new(Op::CvtFinite { to, round, relu }, 1, 1, from));
    }
    let eight = |ty| matches!(ty, Type::E4m3x2 | Type::E5m2x2);
    let one = |ty: Type| (ty.is_integer() || ty.is_float()) && !matches!(ty, Type::F16x2 | Type::Bf16x2);
    let pair8 = (eight(from) && to == Type::F16x2) || (eight(to) && from == Type::F16x2);
    if !(pair8 || (one(to) && one(from))) || (satfinite && !eight(to)) || from == Type::Tf32 {
        return Err(format!("conversion of {from:?} to {to:?}"));
    }
    if to.is_float() && one(to) && from.is_float() && to.bits() < from.bits() && round.is_none() {
        return Err("its rounding is missing".to_owned());
    }
    Ok(Form::new(Op::Cvt { to, from, round, ftz, sat, relu }, 1, 1, from))
}

/// Rounding by random bits: two singles to a pair, or four to a vector, which always saturates.
fn stochastic(mods: &mut Mods) -> Result<Form, String> {
    let (relu, satfinite) = (mods.flag("relu"), mods.flag("satfinite"));
    let four = mods.one_of(&[
        ("e4m3x4", Type::E4m3x4),
        ("e5m2x4", Type::E5m2x4),
        ("e2m3x4", Type::E2m3x4),
        ("e3m2x4", Type::E3m2x4),
        ("e2m1x4", Type::E2m1x4),
    ]);
    let to = match four {
        Some(_) if !satfinite => return Err(".satfinite is missing".to_owned()),
        Some(to) => to,
        None => mods.ty_of(|ty| matches!(ty, Type::F16x2 | Type::Bf16x2))?,
    };
    let from = mods.ty_of(|ty| ty == Type::F32)?;
    let srcs = if four.is_some() { 2 } else { 3 };
    Ok(Form::new(Op::CvtStochastic { to, relu, satfinite }, 1, srcs, from))
}

/// Conversions to and from pairs of six and four bits and of exponents; nothing for others.
fn small(
    to: Type,
    from: Type,
    round: Option<Round>,
    (relu, satfinite): (bool, bool),
) -> Result<Option<Form>, String> {
    use Type as T;
    let short = |ty| matches!(ty, T::E2m3x2 | T::E3m2x2 | T::E2m1x2);
    let wide = |ty| matches!(ty, T::F16x2 | T::Bf16x2);
    let eight = |ty| matches!(ty, T::E4m3x2 | T::E5m2x2);
    let (fits, rounds): (bool, &[Round]) = match (to, from) {
        (T::Ue8m0x2, T::F32 | T::Bf16x2) => (!relu, &[Round::Rz, Round::Rp]),
        (T::Bf16x2, T::Ue8m0x2) => (!relu && !satfinite, &[Round::Rn]),
        (T::F16x2, from) if short(from) => (!satfinite, &[Round::Rn]),
        (to, from) if short(to) && (from == T::F32 || wide(from)) => (satfinite, &[Round::Rn]),
        (to, T::Bf16x2) if eight(to) => (satfinite, &[Round::Rn]),
        _ => return Ok(None),
    };
    let Some(round) = round.filter(|round| fits && rounds.contains(round)) else {
        return Err(format!("conversion of {from:?} to {to:?}"));
    };
    let srcs = if from == T::F32 { 2 } else { 1 };
    Ok(Some(Form::new(Op::CvtSmall { to, from, round, relu, satfinite }, 1, srcs, from)))
}

/// The form of an arithmetic instruction; `None` for a name that is not one.
pub(super) fn form(base: &str, mods: &mut Mods) -> Result<Option<Form>, String> {
    let form = match base {
        "mov" => {
            let ty = mods.need_ty()?;
            Form::new(Op::Mov(ty), 1, 1, ty)
        }
        "add" | "sub" | "mul" | "div" | "min" | "max" => binary(base, mods)?,
        "rem" => int2(IntBin::Rem, mods.ty_of(int)?, false),
        "mul24" => {
            let op = mods.one_of(&[("lo", IntBin::Mul24Lo), ("hi", IntBin::Mul24Hi)]);
            int2(op.ok_or(".lo or .hi is missing")?, mods.ty_of(|ty| ty.bits() == 32)?, false)
        }
        "and" | "or" | "xor" => {
            let op = match base {
                "and" => IntBin::And,
                "or" => IntBin::Or,
                _ => IntBin::Xor,
            };
            int2(op, mods.ty_of(|ty| int(ty) || ty == Type::Pred)?, false)
        }
        "shl" => int2(IntBin::Shl, mods.ty_of(int)?, false),
        "shr" => int2(IntBin::Shr, mods.ty_of(int)?, false),
        "addc" | "subc" => {
            let carry_out = mods.flag("cc");
            let ty = mods.ty_of(int)?;
            Form::new(Op::AddCarry { sub: base == "subc", ty, carry_in: true, carry_out }, 1, 2, ty)
        }
        "mad" | "mad24" | "madc" => mad(base, mods)?,
        "not" | "cnot" | "popc" | "clz" | "brev" => {
            let op = match base {
                "not" => IntUn::Not,
                "cnot" => IntUn::Cnot,
                "popc" => IntUn::Popc,
                "clz" => IntUn::Clz,
                _ => IntUn::Brev,
            };
            let ty = mods.ty_of(|ty| int(ty) || (op == IntUn::Not && ty == Type::Pred))?;
            Form::new(Op::Int1 { op, ty }, 1, 1, ty)
        }
        "bfind" => {
            let op = if mods.flag("shiftamt") { IntUn::BfindShift } else { IntUn::Bfind };
            let ty = mods.ty_of(int)?;
            Form::new(Op::Int1 { op, ty }, 1, 1, ty)
        }
        "neg" | "abs" => {
            let ty = mods.need_ty()?;
            if ty.is_float() {
                let op = if base == "neg" { FloatUn::Neg } else { FloatUn::Abs };
                Form::new(Op::Float1 { op, ty, mode: float_mode(mods)? }, 1, 1, ty)
            } else if int(ty) {
                let op = if base == "neg" { IntUn::Neg } else { IntUn::Abs };
                Form::new(Op::Int1 { op, ty }, 1, 1, ty)
            } else {
                return Err(format!("type {ty:?}"));
            }
        }
        "rcp" | "sqrt" | "rsqrt" | "sin" | "cos" | "lg2" | "ex2" | "tanh" => {
            let op = match base {
                "rcp" => FloatUn::Rcp,
                "sqrt" => FloatUn::Sqrt,
                "rsqrt" => FloatUn::Rsqrt,
                "sin" => FloatUn::Sin,
                "cos" => FloatUn::Cos,
                "lg2" => FloatUn::Lg2,
                "ex2" => FloatUn::Ex2,
                _ => FloatUn::Tanh,
            };
            let ty = mods.ty_of(Type::is_float)?;
            Form::new(Op::Float1 { op, ty, mode: float_mode(mods)? }, 1, 1, ty)
        }
        "fma" => {
            let ty = mods.ty_of(|ty| ty.is_float() || ty == Type::F32x2)?;
            let mode = float_mode(mods)?;
            if let (Type::F32, Some(from)) = (ty, short_float(mods)) {
                return Ok(Some(Form::new(Op::FloatMixed { op: None, from, mode }, 1, 3, ty)));
            }
            // The NaN that stands for what lies beyond a tensor comes only out of tensor copies, of which there are none.
            if matches!(ty, Type::F16 | Type::F16x2 | Type::Bf16 | Type::Bf16x2) {
                mods.flag("oob");
            }
            Form::new(Op::Fma { ty, mode }, 1, 3, ty)
        }
        "sad" => {
            let ty = mods.ty_of(int)?;
            Form::new(Op::Sad(ty), 1, 3, ty)
        }
        "bfe" => {
            let ty = mods.ty_of(|ty| int(ty) && ty.bits() >= 32)?;
            Form::new(Op::Bfe(ty), 1, 3, ty)
        }
        "bfi" => {
            let ty = mods.ty_of(|ty| int(ty) && ty.bits() >= 32)?;
            Form::new(Op::Bfi(ty), 1, 4, ty)
        }
        "bmsk" => {
            let wrap =
                mods.one_of(&[("clamp", false), ("wrap", true)]).ok_or(".clamp or .wrap is missing")?;
            Form::new(Op::Bmsk { wrap }, 1, 2, mods.ty_of(|ty| ty == Type::B32)?)
        }
        "szext" => {
            let wrap =
                mods.one_of(&[("clamp", false), ("wrap", true)]).ok_or(".clamp or .wrap is missing")?;
            let ty = mods.ty_of(|ty| matches!(ty, Type::U32 | Type::S32))?;
            Form::new(Op::Szext { ty, wrap }, 1, 2, ty)
        }
        "fns" => Form::new(Op::Fns, 1, 3, mods.ty_of(|ty| ty == Type::B32)?),
        "lop3" => Form::new(Op::Lop3, 1, 4, mods.ty_of(|ty| ty == Type::B32)?),
        "prmt" => {
            let ty = mods.ty_of(|ty| ty == Type::B32)?;
            let mode = mods.one_of(&[
                ("f4e", PrmtMode::F4e),
                ("b4e", PrmtMode::B4e),
                ("rc8", PrmtMode::Rc8),
                ("ecl", PrmtMode::Ecl),
                ("ecr", PrmtMode::Ecr),
                ("rc16", PrmtMode::Rc16),
            ]);
            Form::new(Op::Prmt(mode.unwrap_or(PrmtMode::Index)), 1, 3, ty)
        }
        "shf" => {
            let right = mods.one_of(&[("l", false), ("r", true)]).ok_or(".l or .r is missing")?;
            let wrap =
                mods.one_of(&[("clamp", false), ("wrap", true)]).ok_or(".clamp or .wrap is missing")?;
            Form::new(Op::Shf { right, wrap }, 1, 3, mods.ty_of(|ty| ty == Type::B32)?)
        }
        "dp4a" | "dp2a" => {
            let half = mods.one_of(&[("lo", false), ("hi", true)]);
            let word = |ty| matches!(ty, Type::U32 | Type::S32);
            let a_signed = mods.ty_of(word)? == Type::S32;
            let b_signed = mods.ty_of(word)? == Type::S32;
            match (base, half) {
                ("dp4a", None) => Form::new(Op::Dp4a { a_signed, b_signed }, 1, 3, Type::U32),
                ("dp2a", Some(hi)) => Form::new(Op::Dp2a { hi, a_signed, b_signed }, 1, 3, Type::U32),
                _ => return Err(".lo or .hi".to_owned()),
            }
        }
        "copysign" => {
            let ty = mods.ty_of(|ty| matches!(ty, Type::F32 | Type::F64))?;
            Form::new(Op::Copysign(ty), 1, 2, ty)
        }
        "testp" => {
            let test = mods.one_of(&[
                ("finite", FloatTest::Finite),
                ("infinite", FloatTest::Infinite),
                ("number", FloatTest::Number),
                ("notanumber", FloatTest::NotANumber),
                ("normal", FloatTest::Normal),
                ("subnormal", FloatTest::Subnormal),
            ]);
            let ty = mods.ty_of(|ty| matches!(ty, Type::F32 | Type::F64))?;
            Form::new(Op::Testp { test: test.ok_or("its test is missing")?, ty }, 1, 1, ty)
        }
        "setp" => {
            let (cmp, combine) = (mods.cmp()?, mods.bool_op());
            let ftz = mods.flag("ftz");
            let ty = mods.ty_of(|ty| int(ty) || (ty.is_float() && ty != Type::Tf32))?;
            if matches!(ty, Type::F16x2 | Type::Bf16x2) && combine.is_some() {
                return Err("a combined packed comparison".to_owned());
            }
            let srcs = if combine.is_some() { 3 } else { 2 };
            Form::new(Op::Setp { cmp, combine, ty, ftz }, 2, srcs, ty)
        }
        "set" => {
            let (cmp, combine) = (mods.cmp()?, mods.bool_op());
            let ftz = mods.flag("ftz");
            let dst = mods.need_ty()?;
            let src = mods.ty_of(|ty| int(ty) || (ty.is_float() && ty != Type::Tf32))?;
            Form::new(Op::Set { cmp, combine, dst, src, ftz }, 1, if combine.is_some() { 3 } else { 2 }, src)
        }
        "selp" => {
            let ty = mods.need_ty()?;
            Form::new(Op::Selp(ty), 1, 3, ty)
        }
        "slct" => {
            let ftz = mods.flag("ftz");
            let ty = mods.need_ty()?;
            let cond = mods.ty_of(|ty| matches!(ty, Type::S32 | Type::F32))?;
            Form::new(Op::Slct { ty, cond, ftz }, 1, 3, ty)
        }
        "cvt" => cvt(mods)?,
        _ => return Ok(None),
    };
    Ok(Some(form))
}
