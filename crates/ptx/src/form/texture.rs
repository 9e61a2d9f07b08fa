//! Textures and surfaces.

use super::{Form, Mods};
use crate::op::{AtomOp, Edge, Geometry, Lod, Op, TexQuery};
use crate::types::Type;

fn geometry(mods: &mut Mods) -> Result<Geometry, String> {
    mods.one_of(&[
        ("1d", Geometry::D1),
        ("2d", Geometry::D2),
        ("3d", Geometry::D3),
        ("a1d", Geometry::A1),
        ("a2d", Geometry::A2),
        ("cube", Geometry::Cube),
        ("acube", Geometry::ACube),
    ])
    .ok_or_else(|| "its geometry".to_owned())
}

fn edge(mods: &mut Mods) -> Edge {
    mods.one_of(&[("trap", Edge::Trap), ("clamp", Edge::Clamp), ("zero", Edge::Zero)]).unwrap_or(Edge::Trap)
}

fn query(mods: &mut Mods) -> Result<TexQuery, String> {
    mods.one_of(&[
        ("width", TexQuery::Width),
        ("height", TexQuery::Height),
        ("depth", TexQuery::Depth),
        ("array_size", TexQuery::ArraySize),
        ("channel_data_type", TexQuery::DataType),
        ("channel_order", TexQuery::Order),
        ("normalized_coords", TexQuery::Normalized),
        ("filter_mode", TexQuery::Filter),
        ("addr_mode_0", TexQuery::Beyond(0)),
        ("addr_mode_1", TexQuery::Beyond(1)),
        ("addr_mode_2", TexQuery::Beyond(2)),
        ("force_unnormalized_coords", TexQuery::ForceUnnormalized),
        ("num_mipmap_levels", TexQuery::Levels),
        ("num_samples", TexQuery::Samples),
    ])
    .ok_or_else(|| "its query".to_owned())
}

/// `.b` or `.p`.
fn formatted(mods: &mut Mods) -> Result<bool, String> {
    match (mods.flag("b"), mods.flag("p")) {
        (true, false) => Ok(false),
        (false, true) => Ok(true),
        _ => Err("its kind".to_owned()),
    }
}

/// Surfaces have no faces.
fn flat(geometry: Geometry) -> Result<Geometry, String> {
    match geometry {
        Geometry::Cube | Geometry::ACube => Err("a surface of cubes".to_owned()),
        flat => Ok(flat),
    }
}

/// The form of a texture or surface instruction; `None` for a name that is not one.
pub(super) fn form(base: &str, mods: &mut Mods) -> Result<Option<Form>, String> {
    let caches = |mods: &mut Mods| {
        mods.one_of(&[("ca", ()), ("cg", ()), ("cs", ()), ("cv", ()), ("wb", ()), ("wt", ())]);
    };
    let vector = |mods: &mut Mods| mods.one_of(&[("v2", 2), ("v4", 4)]).unwrap_or(1);
    let bits = |ty: Type| matches!(ty, Type::B8 | Type::B16 | Type::B32 | Type::B64);
    let color = |ty: Type| matches!(ty, Type::U32 | Type::S32 | Type::F32);
    let form = match base {
        "tex" => {
            let lods = [("base", Lod::Base), ("level", Lod::Level), ("grad", Lod::Grad)];
            let lod = mods.one_of(&lods).unwrap_or(Lod::Base);
            let geometry = geometry(mods)?;
            if vector(mods) != 4 {
                return Err("fewer than four results".to_owned());
            }
            let ty = mods.ty_of(color)?;
            let coord = mods.ty_of(|ty| matches!(ty, Type::S32 | Type::F32))?;
            let srcs = match lod {
                Lod::Base => 1,
                Lod::Level => 2,
                Lod::Grad => 3,
            };
            Form::new(Op::Tex { geometry, ty, coord, lod, sampler: false, coords: 0 }, 1, srcs, coord)
        }
        "tld4" => {
            let components = [("r", 0), ("g", 1), ("b", 2), ("a", 3)];
            let component = mods.one_of(&components).ok_or("its component")?;
            let geometry = geometry(mods)?;
            if vector(mods) != 4 || !matches!(geometry, Geometry::D2 | Geometry::A2) {
                return Err("its geometry".to_owned());
            }
            let ty = mods.ty_of(color)?;
            mods.ty_of(|ty| ty == Type::F32)?;
            Form::new(Op::Tld4 { component, geometry, ty, sampler: false, coords: 0 }, 1, 1, Type::F32)
        }
        "txq" | "suq" => {
            let level = base == "txq" && mods.flag("level");
            let query = query(mods)?;
            mods.ty_of(|ty| ty == Type::B32)?;
            Form::new(Op::TexQuery { query, level }, 1, if level { 2 } else { 1 }, Type::B32)
        }
        "suld" => {
            if formatted(mods)? {
                return Err("formatted loads".to_owned());
            }
            let geometry = flat(geometry(mods)?)?;
            caches(mods);
            let (vec, ty, edge) = (vector(mods), mods.ty_of(bits)?, edge(mods));
            Form::new(Op::Suld { geometry, ty, vec, edge, coords: 0 }, 1, 1, Type::S32)
        }
        "sust" => {
            let formatted = formatted(mods)?;
            let geometry = flat(geometry(mods)?)?;
            caches(mods);
            let vec = vector(mods);
            let ty = mods.ty_of(|ty| if formatted { color(ty) || ty == Type::B32 } else { bits(ty) })?;
            let edge = edge(mods);
            Form::new(Op::Sust { geometry, ty, vec, edge, coords: 0, formatted }, 0, 2, Type::S32)
        }
        "sured" => {
            let formatted = formatted(mods)?;
            let ops = [
                ("add", AtomOp::Add),
                ("min", AtomOp::Min),
                ("max", AtomOp::Max),
                ("and", AtomOp::And),
                ("or", AtomOp::Or),
            ];
            let op = mods.one_of(&ops).ok_or("its operation")?;
            let geometry = flat(geometry(mods)?)?;
            let ty = mods.ty_of(|ty| {
                matches!(ty, Type::U32 | Type::S32 | Type::U64 | Type::S64 | Type::B32 | Type::B64)
            })?;
            let ty = match (op, ty) {
                (AtomOp::And | AtomOp::Or, ty) if ty.bits() == 32 => Type::B32,
                (AtomOp::And | AtomOp::Or, _) => Type::B64,
                (_, Type::B32) => Type::U32,
                (_, Type::B64) => Type::U64,
                (_, ty) => ty,
            };
            let edge = edge(mods);
            Form::new(Op::Sured { op, geometry, ty, edge, coords: 0, formatted }, 0, 2, Type::S32)
        }
        _ => return Ok(None),
    };
    Ok(Some(form))
}
