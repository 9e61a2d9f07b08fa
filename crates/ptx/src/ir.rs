//! A parsed module: variables, functions, instructions with operands. Built by `parse`, read by executors.

use crate::error::ParseError;
use crate::op::Op;
use crate::types::{Linkage, Space, Special, Type};

/// A register: an index into `Function::regs`. A `.b128` register is two entries, the low half first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Reg(pub u32);

/// Something with an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Sym {
    /// `Module::globals[i]`.
    Global(u32),
    /// `Module::functions[i]`.
    Function(u32),
    /// `Function::vars[i]` of the function that the operand is in.
    Var(u32),
    /// `Function::params[i]` of the entry that the operand is in.
    Param(u32),
}

/// One operand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    /// A register.
    Reg(Reg),
    /// The negation of a predicate register.
    NotReg(Reg),
    /// A constant, as bits in the instruction's type; integers are sign-extended to 64 bits.
    Imm(u64),
    /// A special register.
    Special(Special),
    /// The address of a symbol plus an offset in bytes.
    Sym(Sym, i32),
    /// The address in a register plus an offset in bytes.
    RegOffset(Reg, i32),
    /// `_`: a destination that nobody reads, or an absent element.
    Sink,
}

/// `@p` or `@!p`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Guard {
    /// The predicate.
    pub reg: Reg,
    /// Execute where it is false.
    pub negated: bool,
}

/// One instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Inst {
    /// The operation.
    pub op: Op,
    /// The predicate that must hold.
    pub guard: Option<Guard>,
    /// Line of the PTX text, from 1.
    pub line: u32,
    /// Index of the first operand in `Function::operands`: destinations, then sources.
    pub first: u32,
    /// Number of destinations.
    pub dsts: u8,
    /// Number of sources.
    pub srcs: u8,
}

/// One call in a function.
#[derive(Clone, PartialEq, Debug)]
pub struct CallSite {
    /// `Sym::Function` for a direct call, a register for an indirect one.
    pub target: Operand,
    /// Arguments: `.param` variables, registers, constants.
    pub args: Box<[Operand]>,
    /// Where results go: `.param` variables or registers.
    pub rets: Box<[Operand]>,
}

/// A parameter of an entry or function, or a result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Param {
    /// Its name in the text.
    pub name: String,
    /// Element type.
    pub ty: Type,
    /// Alignment in bytes.
    pub align: u32,
    /// Size in bytes.
    pub size: u32,
    /// Offset in the parameter block of an entry, in bytes; 0 for functions.
    pub offset: u32,
    /// In a function: where the value lives, a register or `Sym::Var`.
    pub place: Operand,
}

/// A variable of a function's frame: `.local`, or `.param` of a call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Var {
    /// `Local` or `Param`.
    pub space: Space,
    /// Alignment in bytes.
    pub align: u32,
    /// Size in bytes.
    pub size: u32,
    /// Offset in the frame, in bytes.
    pub offset: u32,
}

/// An entry or a function.
#[derive(Clone, PartialEq, Debug)]
pub struct Function {
    /// Its (mangled) name.
    pub name: String,
    /// `.entry`: it can be launched.
    pub entry: bool,
    /// Linkage.
    pub linkage: Linkage,
    /// It has a body in this module.
    pub defined: bool,
    /// Parameters in order.
    pub params: Vec<Param>,
    /// Results in order (functions only).
    pub rets: Vec<Param>,
    /// Size of an entry's parameter block in bytes, without padding at the end.
    pub param_bytes: u32,
    /// Types of the registers.
    pub regs: Vec<Type>,
    /// Frame variables.
    pub vars: Vec<Var>,
    /// Size of the frame in bytes, a multiple of 16.
    pub frame_bytes: u32,
    /// The part of `frame_bytes` that `.local` variables take, as CUDA reports it.
    pub local_bytes: u32,
    /// The body.
    pub insts: Vec<Inst>,
    /// The operands of all instructions.
    pub operands: Vec<Operand>,
    /// Jump tables of `brx.idx`: instruction indices.
    pub tables: Vec<Box<[u32]>>,
    /// Call sites.
    pub calls: Vec<CallSite>,
    /// `.maxntid`.
    pub max_threads: Option<[u32; 3]>,
    /// `.reqntid`.
    pub required_threads: Option<[u32; 3]>,
    /// `.reqnctapercluster`.
    pub required_cluster: Option<[u32; 3]>,
    /// `.minnctapersm`.
    pub min_blocks: Option<u32>,
    /// `.maxnreg`.
    pub max_registers: Option<u32>,
    /// `.noreturn`.
    pub noreturn: bool,
    /// The first instruction that it has, or that a function it may call has, and that is not supported: it cannot run.
    pub rejected: Option<ParseError>,
    /// Line of its name, from 1.
    pub line: u32,
}

impl Function {
    /// The destinations of an instruction of this function.
    pub fn dsts(&self, inst: &Inst) -> &[Operand] {
        let first = inst.first as usize;
        &self.operands[first..first + usize::from(inst.dsts)]
    }

    /// The sources of an instruction of this function.
    pub fn srcs(&self, inst: &Inst) -> &[Operand] {
        let first = inst.first as usize + usize::from(inst.dsts);
        &self.operands[first..first + usize::from(inst.srcs)]
    }
}

/// A part of a variable's initial value that is a symbol's address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reloc {
    /// Where, in bytes from the variable's start.
    pub offset: u64,
    /// How many bytes are written there.
    pub size: u8,
    /// Whose address: `Global` or `Function`.
    pub target: Sym,
    /// Added to the address, in bytes.
    pub addend: i64,
    /// The value is shifted right by so many bits before its low bytes are written.
    pub shift: u8,
}

/// What variables stand for that a driver binds (PTX ISA, "Texture Sampler and Surface Types").
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opaque {
    /// `.texref`.
    Texture,
    /// `.samplerref`.
    Sampler,
    /// `.surfref`.
    Surface,
}

/// A module variable, or a `.shared`, `.global` or `.const` variable of one function.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Global {
    /// Its name; for a function's own variable, as written there.
    pub name: String,
    /// `Global`, `Const` or `Shared`.
    pub space: Space,
    /// Linkage.
    pub linkage: Linkage,
    /// Element type.
    pub ty: Type,
    /// Alignment in bytes.
    pub align: u32,
    /// Size in bytes; 0 for `.extern .shared x[]`, whose size the launch gives.
    pub size: u64,
    /// Initial bytes; shorter than `size` means that zeros follow.
    pub init: Vec<u8>,
    /// Addresses in the initial bytes.
    pub relocs: Vec<Reloc>,
    /// The function that it is declared in.
    pub owner: Option<u32>,
    /// `.attribute(.managed)`.
    pub managed: bool,
    /// What it stands for, if not for its bytes.
    pub opaque: Option<Opaque>,
}

/// A module.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Module {
    /// PTX ISA version: major, minor.
    pub version: (u32, u32),
    /// `.target sm_NN`: 75 for sm_75.
    pub target: u32,
    /// The suffix of an architecture- or family-specific target: `a` or `f`.
    pub target_suffix: Option<u8>,
    /// 32 or 64.
    pub address_size: u32,
    /// Variables.
    pub globals: Vec<Global>,
    /// Entries and functions.
    pub functions: Vec<Function>,
}

impl Module {
    /// The function or entry of that name.
    pub fn function(&self, name: &str) -> Option<&Function> {
        self.functions.iter().find(|function| function.name == name)
    }

    /// The entries.
    pub fn entries(&self) -> impl Iterator<Item = &Function> {
        self.functions.iter().filter(|function| function.entry && function.defined)
    }
}
