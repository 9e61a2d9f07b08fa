//! Operands: their syntax, and whether they fit the instruction.

use super::body::Body;
use super::{Parser, text};
use crate::error::{ParseError, Reason};
use crate::form::Form;
use crate::ir::{Function, Inst, Operand, Reg, Sym};
use crate::lex::Token;
use crate::op::{Geometry, Lod, MbarrierOp, Op};
use crate::types::{Space, Special, Type};
use crate::video::Video;

/// How one operand was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    Plain,
    /// `[a+b]`.
    Address,
    /// `[t, {a, b}]`: a texture or surface and coordinates.
    Texel,
    /// The same with a sampler of its own between them.
    Sampled,
    /// `{a, b}`.
    Vector,
    /// `p|q`.
    Pair,
}

/// The operands of one instruction: flat, and how they were grouped.
#[derive(Default)]
pub(super) struct Operands {
    flat: Vec<Operand>,
    groups: Vec<(Shape, usize)>,
}

impl<'a> Parser<'a> {
    /// All operands up to the semicolon.
    pub(super) fn operands(
        &mut self,
        body: &Body<'a>,
        out: &mut Operands,
        literal: Type,
    ) -> Result<(), ParseError> {
        if self.lex.ahead == Token::Punct(b';') {
            return Ok(());
        }
        loop {
            let start = out.flat.len();
            let shape = if self.eat(b'[')? {
                let address = self.address_operand(body)?;
                out.flat.push(address);
                let mut shape = Shape::Address;
                // A texture may be followed by its sampler; the last is the place.
                while self.eat(b',')? {
                    shape = if shape == Shape::Address { Shape::Texel } else { Shape::Sampled };
                    if !self.eat(b'{')? {
                        out.flat.push(self.plain(body, literal)?);
                        continue;
                    }
                    self.elements(body, out, literal)?;
                }
                self.expect(b']', "`]`")?;
                shape
            } else if self.eat(b'{')? {
                self.elements(body, out, literal)?;
                Shape::Vector
            } else {
                out.flat.push(self.plain(body, literal)?);
                if self.eat(b'|')? {
                    out.flat.push(self.plain(body, literal)?);
                    Shape::Pair
                } else {
                    Shape::Plain
                }
            };
            out.groups.push((shape, out.flat.len() - start));
            if !self.eat(b',')? {
                return Ok(());
            }
        }
    }

    /// The same for a video instruction, whose operands have selectors and signs.
    pub(super) fn video_operands(
        &mut self,
        body: &Body<'a>,
        out: &mut Operands,
        (mnemonic, video): (&[u8], &mut Video),
    ) -> Result<(), ParseError> {
        loop {
            let place = self.lex.place;
            let minus = self.eat(b'-')?;
            let mut selector = None;
            let operand = match self.lex.ahead {
                Token::Word(name) => {
                    let dot = name.iter().position(|&c| c == b'.').unwrap_or(name.len());
                    match body.register(&name[..dot]) {
                        Some(reg) => {
                            selector = name.get(dot + 1..);
                            self.lex.next()?;
                            Operand::Reg(reg)
                        }
                        None => self.plain(body, Type::U32)?,
                    }
                }
                _ => self.plain(body, Type::U32)?,
            };
            // A number's minus is its own.
            let (operand, minus) = match operand {
                Operand::Imm(value) if minus => (Operand::Imm(value.wrapping_neg()), false),
                other => (other, minus),
            };
            out.flat.push(operand);
            out.groups.push((Shape::Plain, 1));
            video.written(out.groups.len() - 1, selector, minus).map_err(|why| ParseError {
                line: place.line,
                column: place.column,
                reason: Reason::Operands { form: text(mnemonic), why },
            })?;
            if !self.eat(b',')? {
                return Ok(());
            }
        }
    }

    /// The rest of a vector, behind its brace.
    fn elements(&mut self, body: &Body<'a>, out: &mut Operands, literal: Type) -> Result<(), ParseError> {
        loop {
            out.flat.push(self.plain(body, literal)?);
            if !self.eat(b',')? {
                break;
            }
        }
        self.expect(b'}', "`,` or `}`")
    }

    fn address_operand(&mut self, body: &Body<'a>) -> Result<Operand, ParseError> {
        if let Token::Int(value) = self.lex.ahead {
            self.lex.next()?;
            return Ok(Operand::Imm(value));
        }
        let base = self.plain(body, Type::B64)?;
        let offset = self.offset()?;
        Ok(match base {
            Operand::Reg(reg) => Operand::RegOffset(reg, offset),
            Operand::Sym(sym, first) => Operand::Sym(sym, first.wrapping_add(offset)),
            _ => return self.unexpected("an address"),
        })
    }

    fn offset(&mut self) -> Result<i32, ParseError> {
        let offset = self.addend()?;
        // An offset is 32 bits, written signed or unsigned.
        match i32::try_from(offset).ok().or_else(|| u32::try_from(offset).ok().map(|v| v as i32)) {
            Some(offset) => Ok(offset),
            None => Err(self.lex.error(Reason::Range("an offset"))),
        }
    }

    /// An operand that is neither an address nor a vector.
    pub(super) fn plain(&mut self, body: &Body<'a>, literal: Type) -> Result<Operand, ParseError> {
        match self.lex.ahead {
            Token::Word(name) => {
                if let Some(reg) = body.register(name) {
                    self.lex.next()?;
                    return Ok(Operand::Reg(reg));
                }
                if name == b"_" {
                    self.lex.next()?;
                    return Ok(Operand::Sink);
                }
                if name == b"WARP_SZ" {
                    self.lex.next()?;
                    return Ok(Operand::Imm(32));
                }
                if let Some(special) = Special::from_name(name) {
                    self.lex.next()?;
                    return Ok(Operand::Special(special));
                }
                let local = body.names.iter().rev().find(|(known, _)| *known == name).map(|&(_, sym)| sym);
                let Some(sym) = local.or_else(|| self.symbols.get(name).copied()) else {
                    return Err(self.lex.error(Reason::Undeclared(text(name))));
                };
                self.lex.next()?;
                Ok(Operand::Sym(sym, self.offset()?))
            }
            Token::Punct(b'!') => {
                self.lex.next()?;
                let reg = match self.lex.ahead {
                    Token::Word(name) => body.register(name),
                    _ => None,
                };
                match reg {
                    Some(reg) => {
                        self.lex.next()?;
                        Ok(Operand::NotReg(reg))
                    }
                    None => self.unexpected("a predicate register"),
                }
            }
            _ => self.literal(literal),
        }
    }

    fn literal(&mut self, ty: Type) -> Result<Operand, ParseError> {
        let negative = self.eat(b'-')?;
        let complement = !negative && self.eat(b'~')?;
        let bits = match self.lex.ahead {
            Token::Int(value) if negative => value.wrapping_neg(),
            Token::Int(value) if complement => !value,
            Token::Int(value) => value,
            Token::Single(bits) => {
                let bits = bits ^ u32::from(negative) << 31;
                if ty == Type::F64 { f64::from(f32::from_bits(bits)).to_bits() } else { u64::from(bits) }
            }
            Token::Double(bits) => {
                let bits = bits ^ u64::from(negative) << 63;
                if ty == Type::F32 { u64::from((f64::from_bits(bits) as f32).to_bits()) } else { bits }
            }
            _ => return self.unexpected("an operand"),
        };
        self.lex.next()?;
        Ok(Operand::Imm(bits))
    }
}

impl Operands {
    pub(super) fn clear(&mut self) {
        self.flat.clear();
        self.groups.clear();
    }

    /// Checks the operands against the form and appends them to the function's pool.
    pub(super) fn check(
        &mut self,
        form: &mut Form,
        function: &mut Function,
        inst: &mut Inst,
    ) -> Result<(), String> {
        if form.policy {
            match self.groups.pop() {
                Some((Shape::Plain, 1)) => self.flat.pop(),
                _ => return Err("its cache policy is missing".to_owned()),
            };
        }
        let dst_groups = usize::from(form.dsts > 0);
        let Some(sources) = self.groups.len().checked_sub(dst_groups) else {
            return Err("the destination is missing".to_owned());
        };
        let (fewest, most) = (usize::from(form.srcs.0), usize::from(form.srcs.1));
        if !(fewest..=most).contains(&sources) {
            return Err(format!("{sources} sources"));
        }
        let mut dsts = if dst_groups == 1 { self.groups[0].1 } else { 0 };
        if form.dsts == 2 && dsts == 1 {
            self.flat.insert(1, Operand::Sink);
            dsts = 2;
        }
        self.shapes(form, inst, dsts)?;
        for (i, operand) in self.flat.iter().enumerate() {
            match operand {
                Operand::Reg(_) | Operand::Sink if i < dsts => {}
                _ if i < dsts => return Err("the destination is not a register".to_owned()),
                Operand::Sink => return Err("a source is missing".to_owned()),
                _ => {}
            }
        }
        self.types(inst, function, dsts)?;
        inst.dsts = dsts as u8;
        inst.srcs = (self.flat.len() - dsts) as u8;
        function.operands.extend_from_slice(&self.flat);
        Ok(())
    }

    /// Settles what only the operands tell, and checks how each was written.
    fn shapes(&mut self, form: &Form, inst: &mut Inst, dsts: usize) -> Result<(), String> {
        let shapes: Vec<Shape> = self.groups.iter().map(|group| group.0).collect();
        let expect = |i: usize, shape: Shape| -> Result<(), String> {
            if shapes.get(i) == Some(&shape) {
                Ok(())
            } else {
                Err(format!("operand {} is not {shape:?}", i + 1))
            }
        };
        let element = |i: usize, count: u8| -> Result<(), String> {
            let shape = if count > 1 { Shape::Vector } else { Shape::Plain };
            match self.groups.get(i) {
                // A single element may be written in braces too.
                Some(&(Shape::Vector, 1)) if count == 1 => Ok(()),
                Some(&(found, n)) if found == shape && n == usize::from(count) => Ok(()),
                _ => Err(format!("operand {} does not have {count} elements", i + 1)),
            }
        };
        match form.op {
            Op::Mov(ty) => match (shapes[0], shapes[1]) {
                (Shape::Plain, Shape::Plain) => {}
                (Shape::Plain, Shape::Vector) => {
                    inst.op = Op::Pack(ty);
                    part_count(ty, self.groups[1].1)?;
                }
                (Shape::Vector, Shape::Plain) => {
                    inst.op = Op::Unpack(ty);
                    part_count(ty, self.groups[0].1)?;
                }
                _ => return Err("neither a move nor a packing".to_owned()),
            },
            // With a third source it is another operation.
            Op::Float2 { op, mode, .. } if shapes.len() == 4 => {
                if mode.xorsign_abs {
                    return Err("3 sources".to_owned());
                }
                inst.op = Op::Float3 { op, abs: false, mode };
                (0..4).try_for_each(|i| expect(i, Shape::Plain))?;
            }
            Op::CvtStochastic { to, .. } if !matches!(to, Type::F16x2 | Type::Bf16x2) => {
                expect(0, Shape::Plain)?;
                element(1, 4)?;
                expect(2, Shape::Plain)?;
            }
            Op::Ld { vec, .. } => {
                element(0, vec)?;
                expect(1, Shape::Address)?;
            }
            Op::St { vec, .. } => {
                expect(0, Shape::Address)?;
                element(1, vec)?;
            }
            Op::Atom { .. } => {
                expect(0, Shape::Plain)?;
                expect(1, Shape::Address)?;
                expect(2, Shape::Plain)?;
            }
            Op::AtomVec { vec, .. } => {
                let at = usize::from(form.dsts);
                if at == 1 {
                    element(0, vec)?;
                }
                expect(at, Shape::Address)?;
                element(at + 1, vec)?;
            }
            Op::Red { .. } => {
                expect(0, Shape::Address)?;
                expect(1, Shape::Plain)?;
            }
            Op::CpAsync { .. } => {
                expect(0, Shape::Address)?;
                expect(1, Shape::Address)?;
                match self.flat[2] {
                    Operand::Imm(bytes @ (4 | 8 | 16)) => inst.op = Op::CpAsync { bytes: bytes as u8 },
                    _ => return Err("the size is not 4, 8 or 16".to_owned()),
                }
            }
            Op::CpBulk { to, .. } | Op::CpReduceBulk { to, .. } => {
                for i in 0..shapes.len() {
                    let barrier = i == 3 && to == Space::Shared;
                    expect(i, if i < 2 || barrier { Shape::Address } else { Shape::Plain })?;
                }
            }
            Op::StBulk { .. } => {
                expect(0, Shape::Address)?;
                expect(1, Shape::Plain)?;
                if self.flat[2] != Operand::Imm(0) {
                    return Err("the value is not 0".to_owned());
                }
            }
            Op::StAsync { vec, .. } => {
                expect(0, Shape::Address)?;
                element(1, vec)?;
                expect(2, Shape::Address)?;
            }
            Op::RedAsync { .. } => {
                expect(0, Shape::Address)?;
                expect(1, Shape::Plain)?;
                expect(2, Shape::Address)?;
            }
            Op::Fence if shapes.is_empty() => {}
            Op::Fence => {
                expect(0, Shape::Address)?;
                expect(1, Shape::Plain)?;
            }
            Op::Mbarrier { op, .. } => {
                let at = usize::from(form.dsts);
                for i in 0..shapes.len() {
                    let address = i == at && op != MbarrierOp::PendingCount;
                    expect(i, if address { Shape::Address } else { Shape::Plain })?;
                }
            }
            Op::Bar { kind, .. } => {
                use crate::op::BarKind as K;
                let sources = self.flat.len() - dsts;
                let counted = sources == if matches!(kind, K::Sync | K::Arrive) { 2 } else { 3 };
                inst.op = Op::Bar { kind, counted };
            }
            Op::Tex { geometry, ty, coord, lod, .. } => {
                element(0, 4)?;
                let (sampler, coords) = self.sampled(1, geometry)?;
                inst.op = Op::Tex { geometry, ty, coord, lod, sampler, coords };
                match lod {
                    Lod::Base => {}
                    Lod::Level => expect(2, Shape::Plain)?,
                    Lod::Grad => {
                        // Of three coordinates there are four, of which the last says nothing.
                        let filtered = geometry.coordinates() - usize::from(geometry.is_layered());
                        for i in [2, 3] {
                            let count = self.groups.get(i).map_or(0, |group| group.1);
                            if count < filtered || count > 4 {
                                return Err(format!("operand {} has {count} elements", i + 1));
                            }
                        }
                        if self.groups[2].1 != self.groups[3].1 {
                            return Err("gradients of two sizes".to_owned());
                        }
                    }
                }
            }
            Op::Tld4 { component, geometry, ty, .. } => {
                element(0, 4)?;
                let (sampler, coords) = self.sampled(1, geometry)?;
                inst.op = Op::Tld4 { component, geometry, ty, sampler, coords };
            }
            Op::TexQuery { level, .. } => {
                expect(0, Shape::Plain)?;
                expect(1, Shape::Address)?;
                if level {
                    expect(2, Shape::Plain)?;
                }
            }
            Op::Suld { geometry, ty, vec, edge, .. } => {
                element(0, vec)?;
                let coords = self.coordinates(1, geometry)?;
                inst.op = Op::Suld { geometry, ty, vec, edge, coords };
            }
            Op::Sust { geometry, ty, vec, edge, formatted, .. } => {
                let coords = self.coordinates(0, geometry)?;
                element(1, vec)?;
                inst.op = Op::Sust { geometry, ty, vec, edge, coords, formatted };
            }
            Op::Sured { op, geometry, ty, edge, formatted, .. } => {
                let coords = self.coordinates(0, geometry)?;
                element(1, 1)?;
                inst.op = Op::Sured { op, geometry, ty, edge, coords, formatted };
            }
            Op::Ldmatrix { num, .. } | Op::LdmatrixBytes { num, rows: 8, .. } => {
                element(0, num)?;
                expect(1, Shape::Address)?;
            }
            Op::LdmatrixBytes { num, .. } => {
                element(0, 2 * num)?;
                expect(1, Shape::Address)?;
            }
            Op::Stmatrix { num, .. } | Op::StmatrixBytes { num, .. } => {
                expect(0, Shape::Address)?;
                element(1, num)?;
            }
            Op::Mma(mma) => {
                for (i, count) in mma.registers().into_iter().enumerate() {
                    element(i, count as u8)?;
                }
            }
            Op::MmaSparse(mma) => {
                for (i, count) in mma.sparse_registers().into_iter().enumerate() {
                    element(i, count as u8)?;
                }
                expect(4, Shape::Plain)?;
                expect(5, Shape::Plain)?;
                let lanes = u64::from(mma.metadata_lanes());
                match self.flat.last() {
                    Some(&Operand::Imm(which)) if which < 4 / lanes => {}
                    _ => return Err("its selector".to_owned()),
                }
            }
            Op::WmmaLoad { fragment, .. } => {
                element(0, fragment.registers())?;
                expect(1, Shape::Address)?;
                if shapes.len() > 2 {
                    expect(2, Shape::Plain)?;
                }
            }
            Op::WmmaStore { fragment, .. } => {
                expect(0, Shape::Address)?;
                element(1, fragment.registers())?;
                if shapes.len() > 2 {
                    expect(2, Shape::Plain)?;
                }
            }
            Op::Wmma(wmma) => {
                for (i, fragment) in wmma.fragments().iter().enumerate() {
                    element(i, fragment.registers())?;
                }
            }
            Op::Nop | Op::CreatePolicy => {}
            Op::Video(video) if video.needs_c() != (shapes.len() == 4) => {
                return Err(format!("{} sources", shapes.len() - 1));
            }
            _ => {
                for (i, &shape) in shapes.iter().enumerate() {
                    let pair = i == 0 && form.dsts == 2 && shape == Shape::Pair;
                    if shape != Shape::Plain && !pair {
                        return Err(format!("operand {} is not plain", i + 1));
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether a texture is read with a sampler of its own, and how many coordinates it is named with.
    fn sampled(&self, group: usize, geometry: Geometry) -> Result<(bool, u8), String> {
        match self.groups.get(group) {
            Some(&(Shape::Sampled, count)) if (geometry.coordinates() + 2..=6).contains(&count) => {
                Ok((true, (count - 2) as u8))
            }
            _ => Ok((false, self.coordinates(group, geometry)?)),
        }
    }

    /// How many coordinates a texture or surface is named with.
    fn coordinates(&self, group: usize, geometry: Geometry) -> Result<u8, String> {
        match self.groups.get(group) {
            Some(&(Shape::Texel, count)) if (geometry.coordinates()..=4).contains(&(count - 1)) => {
                Ok((count - 1) as u8)
            }
            Some(&(Shape::Sampled, _)) => Err("a sampler of its own".to_owned()),
            _ => Err("its coordinates".to_owned()),
        }
    }

    /// Registers whose type would let an executor read or write beside them are refused here.
    fn types(&self, inst: &Inst, function: &Function, dsts: usize) -> Result<(), String> {
        let ty_of = |reg: Reg| function.regs[reg.0 as usize];
        for (i, operand) in self.flat.iter().enumerate() {
            let (reg, plain) = match *operand {
                Operand::Reg(reg) => (reg, true),
                Operand::NotReg(reg) => {
                    if ty_of(reg) != Type::Pred {
                        return Err("`!` of what is no predicate".to_owned());
                    }
                    continue;
                }
                Operand::RegOffset(reg, _) => (reg, false),
                Operand::Sym(Sym::Function(_), _) if matches!(inst.op, Op::Ld { .. } | Op::St { .. }) => {
                    return Err("an access to a function".to_owned());
                }
                _ => continue,
            };
            let wide = match inst.op {
                Op::Mov(Type::B128) => true,
                Op::Pack(Type::B128) => i < dsts,
                Op::Unpack(Type::B128) => i >= dsts,
                Op::Ld { ty: Type::B128, .. }
                | Op::St { ty: Type::B128, .. }
                | Op::Atom { ty: Type::B128, .. } => plain,
                _ => false,
            };
            if wide != (ty_of(reg) == Type::B128) {
                return Err("a register is not as wide as the operation".to_owned());
            }
            if !plain && ty_of(reg) == Type::Pred {
                return Err("a predicate as an address".to_owned());
            }
        }
        // Parameters of an entry are read only, and only under their own names.
        if let Op::St { space: Space::Param, .. } = inst.op
            && let Operand::Sym(Sym::Param(_), _) = self.flat[0]
        {
            return Err("a store to an entry's parameter".to_owned());
        }
        Ok(())
    }
}

/// A packing of `count` parts into a value of `ty` must leave no bits over.
fn part_count(ty: Type, count: usize) -> Result<(), String> {
    let bits = ty.bits() as usize;
    if matches!(count, 2 | 4 | 8) && bits / count >= 8 && bits <= 128 && (bits < 128 || count == 2) {
        Ok(())
    } else {
        Err(format!("{count} parts"))
    }
}
