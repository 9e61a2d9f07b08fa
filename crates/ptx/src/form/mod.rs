//! A mnemonic with its modifiers to a typed operation. Operands are parsed elsewhere.

mod arith;
mod memory;
mod texture;
mod warp;

use crate::op::Op;
use crate::types::{BoolOp, Cmp, Round, Space, Type};

/// What a mnemonic says: the operation and the number of top-level destinations and sources in the text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Form {
    pub op: Op,
    /// Destinations, a `d|p` pair counting as two.
    pub dsts: u8,
    /// Fewest and most sources.
    pub srcs: (u8, u8),
    /// The type that literals are written for.
    pub literal: Type,
    /// Behind the sources stands a cache policy, which changes no result.
    pub policy: bool,
}

impl Form {
    fn new(op: Op, dsts: u8, srcs: u8, literal: Type) -> Form {
        Form::between(op, dsts, (srcs, srcs), literal)
    }

    /// With the fewest and most sources.
    pub(crate) fn between(op: Op, dsts: u8, srcs: (u8, u8), literal: Type) -> Form {
        Form { op, dsts, srcs, literal, policy: false }
    }
}

/// The names of all instructions that are executed, in order.
pub const INSTRUCTIONS: &[&str] = &[
    "abs",
    "activemask",
    "add",
    "addc",
    "alloca",
    "and",
    "applypriority",
    "atom",
    "bar",
    "barrier",
    "bfe",
    "bfi",
    "bfind",
    "bmsk",
    "bra",
    "brev",
    "brkpt",
    "brx",
    "call",
    "clz",
    "cnot",
    "copysign",
    "cos",
    "cp",
    "createpolicy",
    "cvt",
    "cvta",
    "discard",
    "div",
    "dp2a",
    "dp4a",
    "elect",
    "ex2",
    "exit",
    "fence",
    "fma",
    "fns",
    "getctarank",
    "griddepcontrol",
    "isspacep",
    "ld",
    "ldmatrix",
    "ldu",
    "lg2",
    "lop3",
    "mad",
    "mad24",
    "madc",
    "mapa",
    "match",
    "max",
    "mbarrier",
    "membar",
    "min",
    "mma",
    "mov",
    "movmatrix",
    "mul",
    "mul24",
    "nanosleep",
    "neg",
    "not",
    "or",
    "pmevent",
    "popc",
    "prefetch",
    "prefetchu",
    "prmt",
    "rcp",
    "red",
    "redux",
    "rem",
    "ret",
    "rsqrt",
    "sad",
    "selp",
    "set",
    "setmaxnreg",
    "setp",
    "shf",
    "shfl",
    "shl",
    "shr",
    "sin",
    "slct",
    "sqrt",
    "st",
    "stackrestore",
    "stacksave",
    "stmatrix",
    "sub",
    "subc",
    "suld",
    "suq",
    "sured",
    "sust",
    "szext",
    "tanh",
    "testp",
    "tex",
    "tld4",
    "trap",
    "txq",
    "vabsdiff",
    "vabsdiff2",
    "vabsdiff4",
    "vadd",
    "vadd2",
    "vadd4",
    "vavrg2",
    "vavrg4",
    "vmad",
    "vmax",
    "vmax2",
    "vmax4",
    "vmin",
    "vmin2",
    "vmin4",
    "vote",
    "vset",
    "vset2",
    "vset4",
    "vshl",
    "vshr",
    "vsub",
    "vsub2",
    "vsub4",
    "wmma",
    "xor",
];

/// Whether the parser knows this instruction form, for instance `fma.rn.ftz.f32`.
pub fn knows_form(mnemonic: &str) -> bool {
    parse(mnemonic.trim_end_matches('.').as_bytes()).is_ok()
}

/// The operation that an instruction form stands for, if the parser knows it.
pub fn operation_of(mnemonic: &str) -> Option<Op> {
    parse(mnemonic.trim_end_matches('.').as_bytes()).ok().map(|form| form.op)
}

/// The modifiers of one mnemonic; each may be taken once, and all must be.
pub(crate) struct Mods<'a> {
    list: Vec<&'a [u8]>,
    /// `.L2::cache_hint` was among them.
    policy: bool,
}

impl<'a> Mods<'a> {
    /// Takes a modifier if it is there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        match self.list.iter().position(|&m| m == name.as_bytes()) {
            Some(i) => {
                self.list.remove(i);
                true
            }
            None => false,
        }
    }

    /// Takes the first modifier that `table` knows.
    pub(crate) fn one_of<T: Copy>(&mut self, table: &[(&str, T)]) -> Option<T> {
        for i in 0..self.list.len() {
            if let Some(&(_, value)) = table.iter().find(|(name, _)| name.as_bytes() == self.list[i]) {
                self.list.remove(i);
                return Some(value);
            }
        }
        None
    }

    /// Takes the first type.
    fn ty(&mut self) -> Option<Type> {
        let i = self.list.iter().position(|&m| Type::from_name(m).is_some())?;
        Type::from_name(self.list.remove(i))
    }

    fn need_ty(&mut self) -> Result<Type, String> {
        self.ty().ok_or_else(|| "its type is missing".to_owned())
    }

    /// Takes a type that `allowed` accepts.
    pub(crate) fn ty_of(&mut self, allowed: impl Fn(Type) -> bool) -> Result<Type, String> {
        let ty = self.need_ty()?;
        if allowed(ty) { Ok(ty) } else { Err(format!("type {ty:?}")) }
    }

    fn round(&mut self) -> Option<Round> {
        self.one_of(&[
            ("rn", Round::Rn),
            ("rna", Round::Rna),
            ("rz", Round::Rz),
            ("rm", Round::Rm),
            ("rp", Round::Rp),
            ("rni", Round::Rni),
            ("rzi", Round::Rzi),
            ("rmi", Round::Rmi),
            ("rpi", Round::Rpi),
        ])
    }

    fn space(&mut self) -> Option<Space> {
        self.one_of(&[
            ("global", Space::Global),
            ("shared", Space::Shared),
            ("shared::cta", Space::Shared),
            // A cluster is one block.
            ("shared::cluster", Space::Shared),
            ("local", Space::Local),
            ("const", Space::Const),
            ("param", Space::Param),
            ("param::entry", Space::Param),
            ("param::func", Space::Param),
        ])
    }

    pub(crate) fn cmp(&mut self) -> Result<Cmp, String> {
        self.one_of(&[
            ("eq", Cmp::Eq),
            ("ne", Cmp::Ne),
            ("lt", Cmp::Lt),
            ("le", Cmp::Le),
            ("gt", Cmp::Gt),
            ("ge", Cmp::Ge),
            ("lo", Cmp::Lo),
            ("ls", Cmp::Ls),
            ("hi", Cmp::Hi),
            ("hs", Cmp::Hs),
            ("equ", Cmp::Equ),
            ("neu", Cmp::Neu),
            ("ltu", Cmp::Ltu),
            ("leu", Cmp::Leu),
            ("gtu", Cmp::Gtu),
            ("geu", Cmp::Geu),
            ("num", Cmp::Num),
            ("nan", Cmp::Nan),
        ])
        .ok_or_else(|| "its comparison is missing".to_owned())
    }

    fn bool_op(&mut self) -> Option<BoolOp> {
        self.one_of(&[("and", BoolOp::And), ("or", BoolOp::Or), ("xor", BoolOp::Xor)])
    }
}

/// The form of a mnemonic, or why it is not known.
pub(crate) fn parse(mnemonic: &[u8]) -> Result<Form, String> {
    let mut parts = mnemonic.split(|&c| c == b'.').filter(|part| !part.is_empty());
    let base = parts.next().and_then(|base| std::str::from_utf8(base).ok()).ok_or("no name")?;
    if INSTRUCTIONS.binary_search(&base).is_err() {
        return Err("unknown name".to_owned());
    }
    let mut mods = Mods { list: parts.collect(), policy: false };
    let form = match arith::form(base, &mut mods)? {
        Some(form) => form,
        None => match memory::form(base, &mut mods)? {
            Some(form) => form,
            None => match texture::form(base, &mut mods)? {
                Some(form) => form,
                None if base.starts_with('v') && base != "vote" => {
                    crate::video::form(base, &mut mods)?.ok_or("unknown name")?
                }
                None => warp::form(base, &mut mods)?.ok_or("unknown name")?,
            },
        },
    };
    match mods.list.first() {
        None => Ok(Form { policy: mods.policy, ..form }),
        Some(rest) => Err(format!("modifier .{}", String::from_utf8_lossy(rest))),
    }
}
