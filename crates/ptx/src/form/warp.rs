//! Instructions of several lanes: barriers, shuffles, votes, matrix operations.

use super::{Form, Mods};
use crate::op::{BarKind, Mma, Op, ReduxOp, ShflMode, VoteMode, Wmma, WmmaFragment, WmmaPart};
use crate::types::{BoolOp, Round, Space, Type};

fn barrier(mods: &mut Mods) -> Result<Form, String> {
    mods.flag("cta");
    mods.flag("aligned");
    if mods.flag("warp") {
        mods.flag("sync");
        return Ok(Form::new(Op::BarWarp, 0, 1, Type::B32));
    }
    if mods.flag("cluster") {
        let arrive = mods.one_of(&[("arrive", true), ("wait", false)]).ok_or("its kind is missing")?;
        mods.one_of(&[("release", ()), ("relaxed", ()), ("acquire", ())]);
        return Ok(Form::new(Op::ClusterBar { arrive }, 0, 0, Type::B32));
    }
    if mods.flag("red") {
        let kind =
            mods.one_of(&[("popc", BarKind::RedPopc), ("and", BarKind::RedAnd), ("or", BarKind::RedOr)]);
        let kind = kind.ok_or("its reduction is missing")?;
        mods.ty_of(|ty| matches!(ty, Type::U32 | Type::Pred))?;
        return Ok(Form::between(Op::Bar { kind, counted: false }, 1, (2, 3), Type::U32));
    }
    let kind = mods.one_of(&[("sync", BarKind::Sync), ("arrive", BarKind::Arrive)]);
    let kind = kind.ok_or("its kind is missing")?;
    let srcs = if kind == BarKind::Arrive { (2, 2) } else { (1, 2) };
    Ok(Form::between(Op::Bar { kind, counted: false }, 0, srcs, Type::U32))
}

/// `m16n8k8` to its three numbers.
fn shape(mods: &mut Mods) -> Option<(u8, u8, u16)> {
    let shapes: &[(&str, (u8, u8, u16))] = &[
        ("m8n8k4", (8, 8, 4)),
        ("m8n8k16", (8, 8, 16)),
        ("m16n8k4", (16, 8, 4)),
        ("m16n8k8", (16, 8, 8)),
        ("m16n8k16", (16, 8, 16)),
        ("m16n8k32", (16, 8, 32)),
        ("m8n8k32", (8, 8, 32)),
        ("m16n8k64", (16, 8, 64)),
        ("m8n8k128", (8, 8, 128)),
        ("m16n8k128", (16, 8, 128)),
        ("m16n8k256", (16, 8, 256)),
    ];
    mods.one_of(shapes)
}

/// The element types and shapes that `mma.sync` is executed for.
pub(super) fn mma_fits(mma: &Mma) -> bool {
    use Type as T;
    let floats = matches!((mma.d, mma.c), (T::F32, T::F32) | (T::F16, T::F16));
    let alike = matches!(
        (mma.a, mma.b),
        (T::S8 | T::U8, T::S8 | T::U8)
            | (T::S4 | T::U4, T::S4 | T::U4)
            | (T::E4m3 | T::E5m2, T::E4m3 | T::E5m2)
    );
    if (mma.a != mma.b && !alike) || (mma.a == T::B1) != mma.bits.is_some() {
        return false;
    }
    let plain = !mma.a_col && !mma.b_row;
    match (mma.a, mma.m, mma.n, mma.k) {
        // A single is not cut to a half.
        (T::F16, 8, 8, 4) => floats || (mma.d, mma.c) == (T::F32, T::F16),
        (T::F16, 16, 8, 8 | 16) => floats && plain,
        (T::Bf16, 16, 8, 8 | 16) => (mma.d, mma.c) == (T::F32, T::F32) && plain,
        (T::Tf32, 16, 8, 4 | 8) => (mma.d, mma.c) == (T::F32, T::F32) && plain,
        (T::F64, 8, 8, 4) | (T::F64, 16, 8, 4 | 8 | 16) => (mma.d, mma.c) == (T::F64, T::F64) && plain,
        (T::E4m3 | T::E5m2, 16, 8, 16 | 32) => floats && plain,
        (T::S8 | T::U8, 8, 8, 16)
        | (T::S8 | T::U8, 16, 8, 16 | 32)
        | (T::S4 | T::U4, 8, 8, 32)
        | (T::S4 | T::U4, 16, 8, 32 | 64)
        | (T::B1, 8, 8, 128)
        | (T::B1, 16, 8, 128 | 256) => (mma.d, mma.c) == (T::S32, T::S32) && plain,
        _ => false,
    }
}

/// The same for `mma.sp.sync`.
fn sparse_fits(mma: &Mma) -> bool {
    use Type as T;
    let floats = matches!((mma.d, mma.c), (T::F32, T::F32) | (T::F16, T::F16));
    let both = match mma.a {
        T::S8 | T::U8 => matches!(mma.b, T::S8 | T::U8),
        T::S4 | T::U4 => matches!(mma.b, T::S4 | T::U4),
        T::E4m3 | T::E5m2 => matches!(mma.b, T::E4m3 | T::E5m2),
        other => mma.b == other,
    };
    let sums = match mma.a {
        T::F16 => floats,
        T::Bf16 | T::Tf32 | T::E4m3 | T::E5m2 => (mma.d, mma.c) == (T::F32, T::F32),
        _ => (mma.d, mma.c) == (T::S32, T::S32),
    };
    let depths: &[u16] = match mma.a {
        T::F16 | T::Bf16 => &[16, 32],
        T::Tf32 => &[8, 16],
        T::S8 | T::U8 => &[32, 64],
        T::S4 | T::U4 => &[64, 128],
        T::E4m3 | T::E5m2 => &[64],
        _ => &[],
    };
    both && sums
        && (mma.m, mma.n) == (16, 8)
        && depths.contains(&mma.k)
        && !mma.a_col
        && !mma.b_row
        && mma.bits.is_none()
}

/// The element type of A or B: the small ones have names that no other instruction uses.
fn matrix_type(mods: &mut Mods) -> Result<Type, String> {
    let small =
        [("e4m3", Type::E4m3), ("e5m2", Type::E5m2), ("s4", Type::S4), ("u4", Type::U4), ("b1", Type::B1)];
    match mods.one_of(&small) {
        Some(ty) => Ok(ty),
        None => mods.need_ty(),
    }
}

/// What joins single bits, whose ones are then counted.
fn bits(mods: &mut Mods) -> Option<BoolOp> {
    mods.one_of(&[("and", BoolOp::And), ("xor", BoolOp::Xor)]).filter(|_| mods.flag("popc"))
}

/// The rounding of a product of doubles; no other has one.
fn double_round(mods: &mut Mods, ty: Type) -> Result<Round, String> {
    match mods.round() {
        None => Ok(Round::Rn),
        Some(round @ (Round::Rn | Round::Rz | Round::Rm | Round::Rp)) if ty == Type::F64 => Ok(round),
        Some(round) => Err(format!("rounding {round:?}")),
    }
}

fn mma(mods: &mut Mods) -> Result<Form, String> {
    // Metadata in order is metadata too.
    let sparse = mods.one_of(&[("sp", ()), ("sp::ordered_metadata", ())]).is_some();
    if !mods.flag("sync") {
        return Err(".sync is missing".to_owned());
    }
    mods.flag("aligned");
    let (m, n, k) = shape(mods).ok_or("its shape")?;
    let layout = |mods: &mut Mods| mods.one_of(&[("row", false), ("col", true)]).ok_or("its layouts");
    let a_col = layout(mods)?;
    let b_row = !layout(mods)?;
    let satfinite = mods.flag("satfinite");
    let d = mods.need_ty()?;
    let (a, b) = (matrix_type(mods)?, matrix_type(mods)?);
    let c = mods.need_ty()?;
    let bits = bits(mods);
    let round = double_round(mods, a)?;
    let mma = Mma { m, n, k, a_col, b_row, d, a, b, c, satfinite, bits, round };
    if !(if sparse { sparse_fits(&mma) } else { mma_fits(&mma) }) {
        return Err("this shape with these types".to_owned());
    }
    if sparse {
        return Ok(Form::new(Op::MmaSparse(mma), 1, 5, Type::B32));
    }
    Ok(Form::new(Op::Mma(mma), 1, 3, Type::B32))
}

/// The shapes and element types of `wmma` (PTX ISA, "Matrix Shape", "Matrix Data-types").
fn fragment_fits(fragment: &WmmaFragment) -> bool {
    use Type as T;
    let (multiplied, summed): (&[T], &[T]) = match fragment.shape {
        (16, 16, 16) | (8, 32, 16) | (32, 8, 16) => {
            (&[T::F16, T::Bf16, T::S8, T::U8], &[T::F16, T::F32, T::S32])
        }
        (16, 16, 8) => (&[T::Tf32], &[T::F32]),
        (8, 8, 4) => (&[T::F64], &[T::F64]),
        (8, 8, 32) => (&[T::S4, T::U4], &[T::S32]),
        (8, 8, 128) => (&[T::B1], &[T::S32]),
        _ => return false,
    };
    if fragment.part == WmmaPart::C { summed } else { multiplied }.contains(&fragment.ty)
}

/// Whether `wmma.mma` has these types together.
fn wmma_fits(wmma: &Wmma) -> bool {
    use Type as T;
    let both = match wmma.a {
        T::S8 | T::U8 => matches!(wmma.b, T::S8 | T::U8),
        T::S4 | T::U4 => matches!(wmma.b, T::S4 | T::U4),
        other => wmma.b == other,
    };
    let sums = match wmma.a {
        T::F16 => matches!((wmma.d, wmma.c), (T::F16 | T::F32, T::F16 | T::F32)),
        T::Bf16 | T::Tf32 => (wmma.d, wmma.c) == (T::F32, T::F32),
        T::F64 => (wmma.d, wmma.c) == (T::F64, T::F64),
        _ => (wmma.d, wmma.c) == (T::S32, T::S32),
    };
    both && sums && (wmma.a == T::B1) == wmma.bits.is_some() && wmma.fragments().iter().all(fragment_fits)
}

fn wmma(mods: &mut Mods) -> Result<Form, String> {
    #[derive(Clone, Copy)]
    enum Kind {
        Load,
        Store,
        Mma,
    }
    let kind = mods.one_of(&[("load", Kind::Load), ("store", Kind::Store), ("mma", Kind::Mma)]);
    let kind = kind.ok_or("its kind is missing")?;
    if !(mods.flag("sync") && mods.flag("aligned")) {
        return Err(".sync.aligned is missing".to_owned());
    }
    let shape = mods.one_of(&[
        ("m16n16k16", (16, 16, 16)),
        ("m8n32k16", (8, 32, 16)),
        ("m32n8k16", (32, 8, 16)),
        ("m16n16k8", (16, 16, 8)),
        ("m8n8k4", (8, 8, 4)),
        ("m8n8k32", (8, 8, 32)),
        ("m8n8k128", (8, 8, 128)),
    ]);
    let shape = shape.ok_or("its shape")?;
    let layouts = [("row", false), ("col", true)];
    let col = mods.one_of(&layouts).ok_or("its layout is missing")?;
    if matches!(kind, Kind::Mma) {
        // Fragments are the same however the matrices lay in memory.
        mods.one_of(&layouts).ok_or("its layouts")?;
        let d = mods.need_ty()?;
        // Of halves, only the types of the sums are written.
        let second = matrix_type(mods)?;
        let (a, b, c) = match mods.list.iter().any(|name| Type::from_name(name).is_some()) {
            true => (second, matrix_type(mods)?, mods.need_ty()?),
            false => (Type::F16, Type::F16, second),
        };
        let wmma = Wmma {
            shape,
            d,
            a,
            b,
            c,
            satfinite: matches!(d, Type::S32) && mods.flag("satfinite"),
            bits: bits(mods),
            round: double_round(mods, a)?,
        };
        if !wmma_fits(&wmma) {
            return Err("this shape with these types".to_owned());
        }
        return Ok(Form::new(Op::Wmma(wmma), 1, 3, Type::B32));
    }
    let part = mods.one_of(&[("a", WmmaPart::A), ("b", WmmaPart::B), ("c", WmmaPart::C), ("d", WmmaPart::C)]);
    let part = part.ok_or("its matrix is missing")?;
    let space = mods.space().unwrap_or(Space::Generic);
    let fragment = WmmaFragment { part, shape, ty: matrix_type(mods)? };
    if !fragment_fits(&fragment) {
        return Err("this shape with this type".to_owned());
    }
    Ok(match kind {
        Kind::Load => Form::between(Op::WmmaLoad { fragment, col, space }, 1, (1, 2), Type::U32),
        _ if part != WmmaPart::C => return Err("a store of what is no result".to_owned()),
        _ => Form::between(Op::WmmaStore { fragment, col, space }, 0, (2, 3), Type::U32),
    })
}

/// Matrices of elements of eight bits, and of those of six and four that become them.
fn matrix_of_bytes(base: &str, mods: &mut Mods) -> Result<Form, String> {
    let loads = base == "ldmatrix";
    let shape = mods.one_of(&[("m8n16", (8, true)), ("m16n16", (16, true)), ("m16n8", (8, false))]);
    let (rows, _) = shape.filter(|&(_, loaded)| loaded == loads).ok_or("its shape")?;
    let num = mods.one_of(&[("x1", 1), ("x2", 2), ("x4", 4)]).ok_or("its count is missing")?;
    if rows == 16 && num == 4 {
        return Err("four matrices of this shape".to_owned());
    }
    if mods.flag("trans") != (rows == 16 || !loads) {
        return Err("its order".to_owned());
    }
    let space = mods.space().unwrap_or(Space::Generic);
    let short = mods.flag("b8x16");
    let bits = mods.one_of(&[("b6x16_p32", 6), ("b4x16_p64", 4), ("b8", 8)]).ok_or("its type is missing")?;
    if short != (bits < 8) || (bits < 8 && !loads) || (bits == 8 && loads && rows == 8) {
        return Err("this shape with this type".to_owned());
    }
    Ok(if loads {
        Form::new(Op::LdmatrixBytes { num, rows, bits, space }, 1, 1, Type::B32)
    } else {
        Form::new(Op::StmatrixBytes { num, space }, 0, 2, Type::B32)
    })
}

/// The form of an instruction of several lanes; `None` for a name that is not one.
pub(super) fn form(base: &str, mods: &mut Mods) -> Result<Option<Form>, String> {
    let form = match base {
        "bar" | "barrier" => barrier(mods)?,
        "shfl" => {
            let sync = mods.flag("sync");
            let mode = mods.one_of(&[
                ("up", ShflMode::Up),
                ("down", ShflMode::Down),
                ("bfly", ShflMode::Bfly),
                ("idx", ShflMode::Idx),
            ]);
            let mode = mode.ok_or("its mode is missing")?;
            let ty = mods.ty_of(|ty| ty.bits() == 32)?;
            if sync { Form::new(Op::Shfl(mode), 2, 4, ty) } else { Form::new(Op::ShflActive(mode), 2, 3, ty) }
        }
        "vote" => {
            let sync = mods.flag("sync");
            let mode = mods.one_of(&[
                ("all", VoteMode::All),
                ("any", VoteMode::Any),
                ("uni", VoteMode::Uni),
                ("ballot", VoteMode::Ballot),
            ]);
            let mode = mode.ok_or("its mode is missing")?;
            mods.ty_of(|ty| matches!(ty, Type::Pred | Type::B32))?;
            if sync {
                Form::new(Op::Vote(mode), 1, 2, Type::B32)
            } else {
                Form::new(Op::VoteActive(mode), 1, 1, Type::B32)
            }
        }
        "match" => {
            mods.flag("sync");
            let all = mods.one_of(&[("any", false), ("all", true)]).ok_or(".any or .all is missing")?;
            let ty = mods.ty_of(|ty| matches!(ty, Type::B32 | Type::B64))?;
            Form::new(Op::Match { all, ty }, 2, 2, ty)
        }
        "redux" => {
            mods.flag("sync");
            let op = mods.one_of(&[
                ("add", ReduxOp::Add),
                ("min", ReduxOp::Min),
                ("max", ReduxOp::Max),
                ("and", ReduxOp::And),
                ("or", ReduxOp::Or),
                ("xor", ReduxOp::Xor),
            ]);
            let op = op.ok_or("its operation is missing")?;
            let (abs, nan) = (mods.flag("abs"), mods.flag("NaN"));
            let ty = mods.ty_of(|ty| match op {
                ReduxOp::Min | ReduxOp::Max if ty == Type::F32 => true,
                ReduxOp::Add | ReduxOp::Min | ReduxOp::Max => matches!(ty, Type::U32 | Type::S32),
                ReduxOp::And | ReduxOp::Or | ReduxOp::Xor => ty == Type::B32,
            })?;
            if (abs || nan) && ty != Type::F32 {
                return Err("its .abs or .NaN".to_owned());
            }
            Form::new(Op::Redux { op, ty, abs, nan }, 1, 2, ty)
        }
        "activemask" => {
            mods.ty_of(|ty| ty == Type::B32)?;
            Form::new(Op::Activemask, 1, 0, Type::B32)
        }
        "elect" => {
            mods.flag("sync");
            Form::new(Op::Elect, 2, 1, Type::B32)
        }
        "ldmatrix" | "stmatrix" => {
            mods.flag("sync");
            mods.flag("aligned");
            if !mods.flag("m8n8") {
                return matrix_of_bytes(base, mods).map(Some);
            }
            let num = mods.one_of(&[("x1", 1), ("x2", 2), ("x4", 4)]).ok_or("its count is missing")?;
            let trans = mods.flag("trans");
            let space = mods.space().unwrap_or(Space::Generic);
            mods.ty_of(|ty| ty == Type::B16)?;
            if base == "ldmatrix" {
                Form::new(Op::Ldmatrix { num, trans, space }, 1, 1, Type::B32)
            } else {
                Form::new(Op::Stmatrix { num, trans, space }, 0, 2, Type::B32)
            }
        }
        "movmatrix" => {
            mods.flag("sync");
            mods.flag("aligned");
            if !(mods.flag("m8n8") && mods.flag("trans")) {
                return Err("its shape".to_owned());
            }
            mods.ty_of(|ty| ty == Type::B16)?;
            Form::new(Op::Movmatrix, 1, 1, Type::B32)
        }
        "mma" => mma(mods)?,
        "wmma" => wmma(mods)?,
        _ => return Ok(None),
    };
    Ok(Some(form))
}
