//! Module variables, their initial values, and what variables and parameters share: alignment, type, extents.

use super::{Parser, text};
use crate::error::{ParseError, Reason};
use crate::ir::{Global, Opaque, Reloc, Sym};
use crate::lex::Token;
use crate::sampler::{AddressMode, Sampler};
use crate::types::{Linkage, Space, Type};

/// Largest variable, in bytes: what a 64-bit device could hold.
const MAX_BYTES: u64 = 1 << 40;

/// Most extents of an array.
const MAX_EXTENTS: usize = 16;

/// The parts of a declaration behind its space.
pub(super) struct Declared<'a> {
    pub name: &'a [u8],
    pub ty: Type,
    pub align: u32,
    /// Size in bytes; 0 where an extent was left out.
    pub size: u64,
    /// Extents, outermost first; 0 for one left out.
    pub extents: Vec<u64>,
    pub managed: bool,
    pub opaque: Option<Opaque>,
}

impl<'a> Parser<'a> {
    /// `.align N .v4 .type name[a][b]`, the space already taken.
    pub(super) fn declared(&mut self) -> Result<Declared<'a>, ParseError> {
        let mut align = 0;
        let mut vector = 1;
        let mut ty = None;
        let mut managed = false;
        let mut opaque = None;
        while let Token::Dot(name) = self.lex.ahead {
            match name {
                b"align" => {
                    self.lex.next()?;
                    align = self.small("an alignment")?;
                    if !align.is_power_of_two() || align > 1 << 16 {
                        return Err(self.lex.error(Reason::Range("an alignment")));
                    }
                    continue;
                }
                b"ptr" => {
                    // What a pointer parameter points to; its alignment is not the parameter's.
                    self.lex.next()?;
                    while let Token::Dot(b"global" | b"shared" | b"const" | b"local") = self.lex.ahead {
                        self.lex.next()?;
                    }
                    if self.eat_dot(b"align")? {
                        self.small("an alignment")?;
                    }
                    continue;
                }
                b"attribute" => {
                    self.lex.next()?;
                    self.expect(b'(', "`(`")?;
                    while !self.eat(b')')? {
                        match self.lex.next()? {
                            Token::Dot(b"managed") => managed = true,
                            Token::End => return self.unexpected("`)`"),
                            _ => {}
                        }
                    }
                    continue;
                }
                // What these hold is a handle (PTX ISA, "Texture Sampler and Surface Types").
                b"texref" | b"samplerref" | b"surfref" => {
                    ty = Some(Type::B64);
                    opaque = Some(match name {
                        b"texref" => Opaque::Texture,
                        b"surfref" => Opaque::Surface,
                        _ => Opaque::Sampler,
                    });
                }
                b"v2" => vector = 2,
                b"v4" => vector = 4,
                _ => match Type::from_name(name) {
                    Some(found) => ty = Some(found),
                    None => return Err(self.lex.error(Reason::Unsupported(format!("`.{}`", text(name))))),
                },
            }
            self.lex.next()?;
        }
        let Some(ty) = ty else { return self.unexpected("a type") };
        let name = self.word("a name")?;
        let mut extents = Vec::new();
        while self.eat(b'[')? {
            if self.eat(b']')? {
                if !extents.is_empty() {
                    return self.unexpected("an extent");
                }
                extents.push(0);
                continue;
            }
            let Token::Int(extent) = self.lex.ahead else { return self.unexpected("an extent") };
            self.lex.next()?;
            extents.push(extent);
            if extents.len() > MAX_EXTENTS {
                return Err(self.lex.error(Reason::Range("the number of extents")));
            }
            self.expect(b']', "`]`")?;
        }
        let mut size = u64::from(ty.size() * vector);
        align = align.max(if align == 0 { size as u32 } else { 1 });
        if vector > 1 {
            extents.push(u64::from(vector));
        }
        for &extent in &extents[..extents.len() - usize::from(vector > 1)] {
            size = size
                .checked_mul(extent)
                .filter(|&size| size <= MAX_BYTES)
                .ok_or_else(|| self.lex.error(Reason::Range("a variable's size")))?;
        }
        Ok(Declared { name, ty, align, size, extents, managed, opaque })
    }

    /// One `.global`, `.const` or `.shared` variable to the module's list; the name is declared by the caller.
    pub(super) fn variable(
        &mut self,
        linkage: Linkage,
        owner: Option<u32>,
    ) -> Result<(&'a [u8], u32), ParseError> {
        let space = match self.lex.next()? {
            Token::Dot(b"global") => Space::Global,
            Token::Dot(b"const") => Space::Const,
            _ => Space::Shared,
        };
        // `.const[bank]` of old texts.
        if self.eat(b'[')? {
            return Err(self.lex.error(Reason::Unsupported("a constant bank".to_owned())));
        }
        let declared = self.declared()?;
        let mut global = Global {
            name: text(declared.name),
            space,
            linkage,
            ty: declared.ty,
            align: declared.align,
            size: declared.size,
            init: Vec::new(),
            relocs: Vec::new(),
            owner,
            managed: declared.managed,
            opaque: declared.opaque,
        };
        if declared.opaque == Some(Opaque::Sampler) && declared.extents.is_empty() {
            if linkage != Linkage::Extern {
                global.init = self.sampler()?.to_bits().to_le_bytes().to_vec();
            }
        } else if self.eat(b'=')? {
            self.initialiser(&mut global, &declared.extents)?;
        }
        self.expect(b';', "`;`")?;
        let index = self.module.globals.len() as u32;
        self.module.globals.push(global);
        Ok((declared.name, index))
    }

    /// Declares a module variable; a definition takes the place of an earlier `.extern` declaration.
    pub(super) fn declare_global(&mut self, name: &'a [u8], index: u32) -> Result<(), ParseError> {
        let Some(&known) = self.symbols.get(name) else {
            self.symbols.insert(name, Sym::Global(index));
            return Ok(());
        };
        let Sym::Global(earlier) = known else { return Err(self.lex.error(Reason::Redeclared(text(name)))) };
        let Some(new) = self.module.globals.pop() else { return Ok(()) };
        let old = &mut self.module.globals[earlier as usize];
        if old.linkage == Linkage::Extern {
            *old = new;
        } else if matches!(new.linkage, Linkage::Internal | Linkage::Visible) {
            return Err(self.lex.error(Reason::Redeclared(text(name))));
        }
        Ok(())
    }

    /// `= { field = value, .. }` of a sampler, or nothing (PTX ISA, "Sampler Properties").
    fn sampler(&mut self) -> Result<Sampler, ParseError> {
        let mut sampler = Sampler::default();
        if !self.eat(b'=')? {
            return Ok(sampler);
        }
        self.expect(b'{', "`{`")?;
        while !self.eat(b'}')? {
            let field = self.word("a field of a sampler")?;
            self.expect(b'=', "`=`")?;
            match (field, self.lex.next()?) {
                (b"addr_mode_0", Token::Word(mode)) => sampler.beyond[0] = self.address_mode(mode)?,
                (b"addr_mode_1", Token::Word(mode)) => sampler.beyond[1] = self.address_mode(mode)?,
                (b"addr_mode_2", Token::Word(mode)) => sampler.beyond[2] = self.address_mode(mode)?,
                (b"filter_mode", Token::Word(b"nearest")) => sampler.is_linear = false,
                (b"filter_mode", Token::Word(b"linear")) => sampler.is_linear = true,
                (b"force_unnormalized_coords", Token::Int(value @ (0 | 1))) => {
                    sampler.is_unnormalized = value == 1;
                }
                _ => {
                    let reason = Reason::Unsupported(format!("a sampler's `{}`", text(field)));
                    return Err(self.lex.error(reason));
                }
            }
            if !self.eat(b',')? {
                self.expect(b'}', "`,` or `}`")?;
                break;
            }
        }
        Ok(sampler)
    }

    fn address_mode(&self, name: &[u8]) -> Result<AddressMode, ParseError> {
        Ok(match name {
            b"wrap" => AddressMode::Wrap,
            b"mirror" => AddressMode::Mirror,
            b"clamp_to_edge" => AddressMode::ClampToEdge,
            b"clamp_to_border" => AddressMode::ClampToBorder,
            _ => return Err(self.lex.error(Reason::Unsupported(format!("address mode `{}`", text(name))))),
        })
    }

    fn initialiser(&mut self, global: &mut Global, extents: &[u64]) -> Result<(), ParseError> {
        let element = u64::from(global.ty.size());
        if self.lex.ahead != Token::Punct(b'{') {
            return self.element(global, 0);
        }
        let end = self.list(global, extents, 0)?;
        if extents.first() == Some(&0) {
            let inner: u64 = extents[1..].iter().product::<u64>().max(1) * element;
            global.size = end.div_ceil(inner) * inner;
        } else if end > global.size {
            return Err(self.lex.error(Reason::Range("the number of initial values")));
        }
        Ok(())
    }

    /// A brace list whose first element goes to `offset`; the offset after the last one.
    fn list(&mut self, global: &mut Global, extents: &[u64], mut offset: u64) -> Result<u64, ParseError> {
        let element = u64::from(global.ty.size());
        let inner = extents.get(1..).unwrap_or(&[]);
        let stride = inner.iter().product::<u64>().saturating_mul(element).max(1);
        self.expect(b'{', "`{`")?;
        while !self.eat(b'}')? {
            if self.lex.ahead == Token::Punct(b'{') {
                if extents.len() < 2 {
                    return self.unexpected("a value");
                }
                self.list(global, inner, offset)?;
                offset = offset.saturating_add(stride);
            } else {
                self.element(global, offset)?;
                offset = offset.saturating_add(element);
            }
            if !self.eat(b',')? {
                self.expect(b'}', "`}`")?;
                break;
            }
        }
        Ok(offset)
    }

    /// One value at `offset`: a number, or a symbol's address, or some bytes of one.
    fn element(&mut self, global: &mut Global, offset: u64) -> Result<(), ParseError> {
        let size = global.ty.size() as usize;
        let negative = self.eat(b'-')?;
        let value = match self.lex.ahead {
            Token::Int(value) => {
                self.lex.next()?;
                if self.eat(b'(')? {
                    // `0xFF00(symbol)`: the bytes of the address that the mask selects.
                    let (target, addend) = self.address()?;
                    self.expect(b')', "`)`")?;
                    let shift = value.trailing_zeros().min(56) as u8;
                    self.reloc(global, offset, target, addend, shift);
                    0
                } else if negative {
                    value.wrapping_neg()
                } else {
                    value
                }
            }
            Token::Single(bits) => {
                self.lex.next()?;
                let value = f32::from_bits(bits ^ u32::from(negative) << 31);
                if global.ty == Type::F64 { f64::from(value).to_bits() } else { u64::from(value.to_bits()) }
            }
            Token::Double(bits) => {
                self.lex.next()?;
                let value = f64::from_bits(bits ^ u64::from(negative) << 63);
                if global.ty == Type::F32 { u64::from((value as f32).to_bits()) } else { value.to_bits() }
            }
            _ => {
                let (target, addend) = self.address()?;
                self.reloc(global, offset, target, addend, 0);
                0
            }
        };
        let at = offset as usize;
        if offset > MAX_BYTES / 1024 {
            return Err(self.lex.error(Reason::Range("the number of initial values")));
        }
        if global.init.len() < at + size {
            global.init.resize(at + size, 0);
        }
        let bytes = value.to_le_bytes();
        let count = size.min(8);
        global.init[at..at + count].copy_from_slice(&bytes[..count]);
        Ok(())
    }

    fn reloc(&self, global: &mut Global, offset: u64, target: Sym, addend: i64, shift: u8) {
        let size = global.ty.size().min(8) as u8;
        global.relocs.push(Reloc { offset, size, target, addend, shift });
    }

    /// `symbol`, `generic(symbol)`, either with `+ offset`. Generic and global addresses are the same here.
    fn address(&mut self) -> Result<(Sym, i64), ParseError> {
        let Token::Word(mut name) = self.lex.ahead else { return self.unexpected("a value") };
        let generic = name == b"generic";
        if generic {
            self.lex.next()?;
            self.expect(b'(', "`(`")?;
            let Token::Word(inner) = self.lex.ahead else { return self.unexpected("a symbol") };
            name = inner;
        }
        let Some(&target) = self.symbols.get(name) else {
            return Err(self.lex.error(Reason::Undeclared(text(name))));
        };
        self.lex.next()?;
        let mut addend = self.addend()?;
        if generic {
            self.expect(b')', "`)`")?;
            addend = addend.wrapping_add(self.addend()?);
        }
        Ok((target, addend))
    }

    /// `+ n`, `- n` or nothing.
    pub(super) fn addend(&mut self) -> Result<i64, ParseError> {
        let mut negative = false;
        let mut signed = false;
        while matches!(self.lex.ahead, Token::Punct(b'+' | b'-')) {
            negative ^= self.lex.next()? == Token::Punct(b'-');
            signed = true;
        }
        if !signed {
            return Ok(0);
        }
        let Token::Int(value) = self.lex.ahead else { return self.unexpected("an offset") };
        self.lex.next()?;
        let value = value as i64;
        Ok(if negative { value.wrapping_neg() } else { value })
    }
}
