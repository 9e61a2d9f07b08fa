//! Loads, stores, atomics, fences, address conversions, and control flow.

use super::{Form, Mods};
use crate::op::{AtomOp, MbarrierOp, Op};
use crate::types::{Space, Type};

/// Takes the qualifiers that say how strong, how far or how cached an access is. Every access of an executor
/// is at least as strong as any of them asks for, or is made so by `Fence`; caching changes no result.
fn strength(mods: &mut Mods) {
    mods.policy |= mods.flag("L2::cache_hint");
    mods.list.retain(|m| {
        let known: &[&[u8]] = &[
            b"weak",
            b"relaxed",
            b"acquire",
            b"release",
            b"acq_rel",
            b"volatile",
            b"mmio",
            b"cta",
            b"cluster",
            b"gpu",
            b"sys",
            b"ca",
            b"cg",
            b"cs",
            b"lu",
            b"cv",
            b"wb",
            b"wt",
            b"nc",
            b"noftz",
            b"unified",
        ];
        !(known.contains(m) || m.starts_with(b"L1::") || m.starts_with(b"L2::"))
    });
}

fn vector(mods: &mut Mods) -> u8 {
    mods.one_of(&[("v2", 2), ("v4", 4), ("v8", 8)]).unwrap_or(1)
}

fn atomic_op(mods: &mut Mods) -> Result<AtomOp, String> {
    mods.one_of(&[
        ("add", AtomOp::Add),
        ("min", AtomOp::Min),
        ("max", AtomOp::Max),
        ("inc", AtomOp::Inc),
        ("dec", AtomOp::Dec),
        ("and", AtomOp::And),
        ("or", AtomOp::Or),
        ("xor", AtomOp::Xor),
        ("exch", AtomOp::Exch),
        ("cas", AtomOp::Cas),
    ])
    .ok_or_else(|| "its operation is missing".to_owned())
}

fn atomic_fits(op: AtomOp, ty: Type) -> bool {
    use AtomOp as A;
    use Type as T;
    match op {
        A::Add => matches!(
            ty,
            T::U32 | T::S32 | T::U64 | T::S64 | T::F32 | T::F64 | T::F16 | T::F16x2 | T::Bf16 | T::Bf16x2
        ),
        A::Min | A::Max => {
            matches!(ty, T::U32 | T::S32 | T::U64 | T::S64 | T::F16 | T::F16x2 | T::Bf16 | T::Bf16x2)
        }
        A::Inc | A::Dec => ty == T::U32,
        A::And | A::Or | A::Xor => matches!(ty, T::B32 | T::B64),
        A::Exch => matches!(ty, T::B32 | T::B64 | T::B128),
        A::Cas => matches!(ty, T::B16 | T::B32 | T::B64 | T::B128),
    }
}

fn atomic(base: &str, mods: &mut Mods) -> Result<Form, String> {
    strength(mods);
    let space = mods.space().unwrap_or(Space::Generic);
    let op = atomic_op(mods)?;
    let vec = vector(mods);
    let mut ty = mods.need_ty()?;
    if vec > 1 {
        let halves = matches!(ty, Type::F16 | Type::F16x2 | Type::Bf16 | Type::Bf16x2);
        let known = (ty == Type::F32 && op == AtomOp::Add)
            || (halves && matches!(op, AtomOp::Add | AtomOp::Min | AtomOp::Max));
        if !known || u32::from(vec) * ty.size() > 16 || !matches!(space, Space::Generic | Space::Global) {
            return Err(format!("{op:?} of {vec} {ty:?} in {space:?}"));
        }
        let dsts = if base == "atom" { 1 } else { 0 };
        return Ok(Form::new(Op::AtomVec { space, op, ty, vec }, dsts, 2, ty));
    }
    // Older texts write the exchanges and bit operations with u32 and the like.
    if matches!(op, AtomOp::Exch | AtomOp::Cas | AtomOp::And | AtomOp::Or | AtomOp::Xor) {
        ty = match ty {
            Type::U32 | Type::S32 | Type::F32 => Type::B32,
            Type::U64 | Type::S64 | Type::F64 => Type::B64,
            other => other,
        };
    }
    if !atomic_fits(op, ty) || !matches!(space, Space::Generic | Space::Global | Space::Shared) {
        return Err(format!("{op:?} of {ty:?} in {space:?}"));
    }
    Ok(if base == "atom" {
        Form::new(Op::Atom { space, op, ty }, 1, if op == AtomOp::Cas { 3 } else { 2 }, ty)
    } else if op != AtomOp::Cas && op != AtomOp::Exch {
        Form::new(Op::Red { space, op, ty }, 0, 2, ty)
    } else {
        return Err("a reduction without a result".to_owned());
    })
}

/// `cp.async.bulk` without tensor maps.
fn bulk(mods: &mut Mods) -> Result<Form, String> {
    let none = Type::U32;
    if mods.flag("commit_group") {
        return Ok(Form::new(Op::Nop, 0, 0, none));
    }
    if mods.flag("wait_group") {
        mods.flag("read");
        return Ok(Form::new(Op::Nop, 0, 1, none));
    }
    if mods.flag("prefetch") {
        mods.flag("L2");
        mods.space();
        return Ok(Form::new(Op::Nop, 0, 2, none));
    }
    let (to, from) = (mods.space().ok_or("its spaces")?, mods.space().ok_or("its spaces")?);
    let counted = mods.flag("mbarrier::complete_tx::bytes");
    let fits = match (to, from) {
        (Space::Shared, Space::Global | Space::Shared) => counted,
        (Space::Global, Space::Shared) => !counted && mods.flag("bulk_group"),
        _ => false,
    };
    if !fits {
        return Err("its spaces or its completion".to_owned());
    }
    Ok(Form::new(Op::CpBulk { to, from }, 0, if counted { 4 } else { 3 }, none))
}

fn mbarrier(mods: &mut Mods) -> Result<Form, String> {
    strength(mods);
    let (parity, no_complete) = (mods.flag("parity"), mods.flag("noComplete"));
    let kinds = [
        ("init", MbarrierOp::Init),
        ("inval", MbarrierOp::Inval),
        ("arrive", MbarrierOp::Arrive { drop: false }),
        ("arrive_drop", MbarrierOp::Arrive { drop: true }),
        ("test_wait", MbarrierOp::Wait { parity }),
        ("try_wait", MbarrierOp::Wait { parity }),
        ("pending_count", MbarrierOp::PendingCount),
        ("complete_tx", MbarrierOp::CompleteTx),
    ];
    let kind = mods.one_of(&kinds);
    let expects = mods.flag("expect_tx");
    let op = match (kind, expects) {
        (Some(MbarrierOp::Arrive { drop }), true) => MbarrierOp::ArriveExpect { drop },
        (None, true) => MbarrierOp::ExpectTx,
        (Some(op), false) => op,
        _ => return Err("its kind".to_owned()),
    };
    if (parity && !matches!(op, MbarrierOp::Wait { .. })) || (no_complete && expects) {
        return Err("its modifiers".to_owned());
    }
    let space = mods.space().unwrap_or(Space::Generic);
    if !matches!(space, Space::Generic | Space::Shared) {
        return Err("its space".to_owned());
    }
    mods.ty_of(|ty| ty == Type::B64)?;
    let (dsts, srcs) = match op {
        MbarrierOp::Init | MbarrierOp::ExpectTx | MbarrierOp::CompleteTx => (0, (2, 2)),
        MbarrierOp::Inval => (0, (1, 1)),
        MbarrierOp::Arrive { .. } => (1, (1, 2)),
        MbarrierOp::ArriveExpect { .. } => (1, (2, 2)),
        // try_wait may say for how long.
        MbarrierOp::Wait { .. } => (1, (2, 3)),
        MbarrierOp::PendingCount => (1, (1, 1)),
    };
    Ok(Form::between(Op::Mbarrier { op, space }, dsts, srcs, Type::U32))
}

/// The form of a memory or control instruction; `None` for a name that is not one.
pub(super) fn form(base: &str, mods: &mut Mods) -> Result<Option<Form>, String> {
    let none = Type::B64;
    let form = match base {
        "ld" | "ldu" | "st" => {
            strength(mods);
            let space = mods.space().unwrap_or(Space::Generic);
            let vec = vector(mods);
            let ty = mods.ty_of(|ty| !matches!(ty, Type::Pred))?;
            if ty == Type::B128 && vec > 2 {
                return Err("vector of .b128".to_owned());
            }
            if base == "st" {
                if space == Space::Const {
                    return Err("a store to constants".to_owned());
                }
                Form::new(Op::St { space, ty, vec }, 0, 2, ty)
            } else {
                Form::new(Op::Ld { space, ty, vec }, 1, 1, ty)
            }
        }
        "atom" => atomic(base, mods)?,
        "red" => atomic(base, mods)?,
        "mbarrier" => mbarrier(mods)?,
        "cvta" => {
            let to_space = mods.flag("to");
            let space = mods.space().ok_or("its space is missing")?;
            let ty = mods.ty_of(|ty| matches!(ty, Type::U32 | Type::U64))?;
            Form::new(Op::Cvta { to_space, space, ty }, 1, 1, ty)
        }
        "mapa" | "getctarank" => {
            let generic = match mods.space() {
                None => true,
                Some(Space::Shared) => false,
                Some(_) => return Err("its space".to_owned()),
            };
            let ty = mods.ty_of(|ty| matches!(ty, Type::U32 | Type::U64))?;
            match base {
                "mapa" => Form::new(Op::Mapa { generic }, 1, 2, ty),
                _ => Form::new(Op::Getctarank { generic }, 1, 1, ty),
            }
        }
        "isspacep" => Form::new(Op::Isspacep(mods.space().ok_or("its space is missing")?), 1, 1, none),
        "membar" => {
            mods.one_of(&[("cta", ()), ("gl", ()), ("sys", ())]);
            Form::new(Op::Fence, 0, 0, none)
        }
        "fence" => {
            if mods.flag("proxy") {
                mods.one_of(&[("alias", ()), ("async", ()), ("generic", ())]);
                mods.space();
            }
            mods.one_of(&[("sc", ()), ("acq_rel", ()), ("acquire", ()), ("release", ())]);
            mods.one_of(&[("cta", ()), ("cluster", ()), ("gpu", ()), ("sys", ())]);
            Form::new(Op::Fence, 0, 0, none)
        }
        "createpolicy" => {
            let kinds = [("range", (3, 3)), ("fractional", (0, 1)), ("cvt", (1, 1))];
            let srcs = mods.one_of(&kinds).ok_or("its kind is missing")?;
            let literal = if srcs == (0, 1) { Type::F32 } else { Type::U64 };
            strength(mods);
            mods.flag("L2");
            mods.space();
            mods.ty_of(|ty| ty == Type::B64)?;
            Form::between(Op::CreatePolicy, 1, srcs, literal)
        }
        "prefetch" | "prefetchu" | "applypriority" | "discard" => {
            strength(mods);
            mods.space();
            mods.one_of(&[("L1", ()), ("L2", ())]);
            if mods.flag("tensormap") {
                return Err("tensor maps".to_owned());
            }
            Form::between(Op::Nop, 0, (1, 2), none)
        }
        "cp" => {
            if !mods.flag("async") {
                return Err("only cp.async".to_owned());
            }
            if mods.flag("bulk") {
                return bulk(mods).map(Some);
            }
            if mods.flag("mbarrier") {
                // Copies are over when they are issued: what arrives for them arrives now. Without .noinc the barrier
                // first expects that arrival too, so that nothing changes.
                if !mods.flag("arrive") {
                    return Err("its kind".to_owned());
                }
                let noinc = mods.flag("noinc");
                let space = mods.space().unwrap_or(Space::Generic);
                mods.ty_of(|ty| ty == Type::B64)?;
                let op = MbarrierOp::Arrive { drop: false };
                let op = if noinc { Op::Mbarrier { op, space } } else { Op::Nop };
                return Ok(Some(Form::new(op, 0, 1, none)));
            }
            if mods.flag("commit_group") || mods.flag("wait_all") {
                Form::new(Op::Nop, 0, 0, none)
            } else if mods.flag("wait_group") {
                Form::new(Op::Nop, 0, 1, none)
            } else {
                strength(mods);
                let shared = mods.space() == Some(Space::Shared);
                if !shared || mods.space() != Some(Space::Global) {
                    return Err("its spaces".to_owned());
                }
                Form::between(Op::CpAsync { bytes: 0 }, 0, (3, 4), Type::U32)
            }
        }
        "bra" => {
            mods.flag("uni");
            Form::new(Op::Bra(0), 0, 1, none)
        }
        "brx" => {
            if !mods.flag("idx") {
                return Err("only brx.idx".to_owned());
            }
            mods.flag("uni");
            Form::new(Op::BrxIdx(0), 0, 2, Type::U32)
        }
        "call" => {
            mods.flag("uni");
            Form::new(Op::Call(0), 0, 0, none)
        }
        "ret" | "exit" | "trap" | "brkpt" => {
            mods.flag("uni");
            let op = match base {
                "ret" => Op::Ret,
                "exit" => Op::Exit,
                "trap" => Op::Trap,
                _ => Op::Brkpt,
            };
            Form::new(op, 0, 0, none)
        }
        "nanosleep" => Form::new(Op::Nanosleep, 0, 1, mods.ty_of(|ty| ty == Type::U32)?),
        "pmevent" => {
            mods.flag("mask");
            Form::new(Op::Nop, 0, 1, Type::U32)
        }
        "setmaxnreg" => {
            mods.one_of(&[("inc", ()), ("dec", ())]);
            mods.flag("sync");
            mods.flag("aligned");
            Form::new(Op::Nop, 0, 1, mods.ty_of(|ty| ty == Type::U32)?)
        }
        // Grids start when the ones before them have ended, so there is nothing to wait for or to announce.
        "griddepcontrol" => {
            mods.one_of(&[("launch_dependents", ()), ("wait", ())]);
            Form::new(Op::Nop, 0, 0, none)
        }
        _ => return Ok(None),
    };
    Ok(Some(form))
}
