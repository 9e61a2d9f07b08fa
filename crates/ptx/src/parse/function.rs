//! Entries and functions: their headers, and where parameters live.

use super::body::Body;
use super::{Parser, text};
use crate::error::{ParseError, Reason};
use crate::ir::{Function, Operand, Param, Reg, Sym, Var};
use crate::lex::Token;
use crate::types::{Linkage, Space, Type};

/// Largest parameter block of an entry, in bytes (CUDA 12.1 and later on sm_70 and later: 32,764).
const MAX_PARAM_BYTES: u32 = 32_764;
/// Largest frame of a function, in bytes (CUDA's limit of local memory a thread: 512 KiB).
const MAX_FRAME_BYTES: u32 = 512 << 10;

impl<'a> Parser<'a> {
    /// `.entry` or `.func`, from that directive on.
    pub(super) fn function(&mut self, linkage: Linkage) -> Result<(), ParseError> {
        let entry = self.lex.next()? == Token::Dot(b"entry");
        // `.attribute(.unified(..))` says nothing that concerns a module of its own.
        if self.eat_dot(b"attribute")? {
            while self.lex.next()? != Token::Punct(b')') {
                if self.lex.ahead == Token::End {
                    return self.unexpected("`)`");
                }
            }
            self.eat(b')')?;
        }
        let mut function = Function {
            name: String::new(),
            entry,
            linkage,
            defined: false,
            params: Vec::new(),
            rets: Vec::new(),
            param_bytes: 0,
            regs: Vec::new(),
            vars: Vec::new(),
            frame_bytes: 0,
            local_bytes: 0,
            insts: Vec::new(),
            operands: Vec::new(),
            tables: Vec::new(),
            calls: Vec::new(),
            max_threads: None,
            required_cluster: None,
            required_threads: None,
            min_blocks: None,
            max_registers: None,
            noreturn: false,
            rejected: None,
            line: 0,
        };
        let mut body = Body::default();
        if !entry && self.lex.ahead == Token::Punct(b'(') {
            function.rets = self.params(&mut function, &mut body)?;
        }
        function.line = self.lex.place.line;
        let place = self.lex.place;
        let name = self.word("a function's name")?;
        function.name = text(name);
        if self.lex.ahead == Token::Punct(b'(') {
            function.params = self.params(&mut function, &mut body)?;
        }
        self.attributes(&mut function)?;
        let index = match self.symbols.get(name) {
            Some(&Sym::Function(index)) => index,
            Some(_) => {
                let reason = Reason::Redeclared(text(name));
                return Err(ParseError { line: place.line, column: place.column, reason });
            }
            None => {
                let index = self.module.functions.len() as u32;
                self.symbols.insert(name, Sym::Function(index));
                self.module.functions.push(function.clone());
                index
            }
        };
        if self.eat(b';')? {
            return Ok(());
        }
        if self.lex.ahead != Token::Punct(b'{') {
            return self.unexpected("`{` or `;`");
        }
        if self.module.functions[index as usize].defined {
            let reason = Reason::Redeclared(text(name));
            return Err(ParseError { line: place.line, column: place.column, reason });
        }
        function.defined = true;
        self.body(&mut function, body, index)?;
        self.module.functions[index as usize] = function;
        Ok(())
    }

    fn attributes(&mut self, function: &mut Function) -> Result<(), ParseError> {
        while let Token::Dot(name) = self.lex.ahead {
            match name {
                b"maxntid" | b"reqntid" => {
                    self.lex.next()?;
                    let extents = self.extents()?;
                    if name == b"maxntid" {
                        function.max_threads = Some(extents);
                    } else {
                        function.required_threads = Some(extents);
                    }
                }
                b"minnctapersm" | b"maxnctapersm" => {
                    self.lex.next()?;
                    function.min_blocks = Some(self.small("a number of blocks")?);
                }
                b"maxnreg" => {
                    self.lex.next()?;
                    function.max_registers = Some(self.small("a number of registers")?);
                }
                b"noreturn" => {
                    self.lex.next()?;
                    function.noreturn = true;
                }
                b"reqnctapercluster" => {
                    self.lex.next()?;
                    function.required_cluster = Some(self.extents()?);
                }
                b"explicitcluster" => {
                    self.lex.next()?;
                }
                b"maxclusterrank" => {
                    self.lex.next()?;
                    self.small("a number of blocks")?;
                }
                b"abi_preserve" | b"abi_preserve_control" => {
                    self.lex.next()?;
                    self.small("a number of registers")?;
                }
                _ => {
                    if !self.debug_directive()? {
                        return self.unexpected("a function's attribute or body");
                    }
                }
            }
        }
        Ok(())
    }

    fn extents(&mut self) -> Result<[u32; 3], ParseError> {
        let mut extents = [1; 3];
        for (i, extent) in extents.iter_mut().enumerate() {
            if i > 0 && !self.eat(b',')? {
                break;
            }
            *extent = self.small("a number of threads")?;
        }
        Ok(extents)
    }

    /// A parenthesised list of parameters; their places go to the function and their names to the body.
    fn params(&mut self, function: &mut Function, body: &mut Body<'a>) -> Result<Vec<Param>, ParseError> {
        let mut params = Vec::new();
        self.expect(b'(', "`(`")?;
        while !self.eat(b')')? {
            let register = match self.lex.ahead {
                Token::Dot(b"reg") => true,
                Token::Dot(b"param") => false,
                _ => return self.unexpected("`.param` or `.reg`"),
            };
            self.lex.next()?;
            let declared = self.declared()?;
            let size = u32::try_from(declared.size).unwrap_or(u32::MAX);
            let mut param = Param {
                name: text(declared.name),
                ty: declared.ty,
                align: declared.align,
                size,
                offset: 0,
                place: Operand::Sink,
            };
            if register {
                if !declared.extents.is_empty() || function.entry {
                    return Err(self.lex.error(Reason::Unsupported("an array in a register".to_owned())));
                }
                let reg = body.registers(function, declared.name, None, declared.ty);
                param.place = Operand::Reg(reg);
            } else if function.entry {
                let offset = function.param_bytes.next_multiple_of(declared.align);
                param.offset = offset;
                function.param_bytes = offset.saturating_add(size);
                if function.param_bytes > MAX_PARAM_BYTES {
                    return Err(self.lex.error(Reason::Range("the size of the parameters")));
                }
                let sym = Sym::Param(params.len() as u32);
                param.place = Operand::Sym(sym, 0);
                body.names.push((declared.name, sym));
            } else {
                let sym = self.frame_variable(function, Space::Param, declared.align, declared.size)?;
                param.place = Operand::Sym(sym, 0);
                body.names.push((declared.name, sym));
            }
            params.push(param);
            if !self.eat(b',')? {
                self.expect(b')', "`,` or `)`")?;
                break;
            }
        }
        Ok(params)
    }

    /// Places a variable in the function's frame.
    pub(super) fn frame_variable(
        &mut self,
        function: &mut Function,
        space: Space,
        align: u32,
        size: u64,
    ) -> Result<Sym, ParseError> {
        let offset = function.frame_bytes.next_multiple_of(align);
        let end = u64::from(offset) + size;
        if end > u64::from(MAX_FRAME_BYTES) {
            return Err(self.lex.error(Reason::Range("the size of a function's local variables")));
        }
        let size = size as u32;
        function.vars.push(Var { space, align, size, offset });
        function.frame_bytes = end as u32;
        if space == Space::Local {
            function.local_bytes += size;
        }
        Ok(Sym::Var(function.vars.len() as u32 - 1))
    }
}

/// The number of entries that a register of that type takes.
pub(super) fn slots(ty: Type) -> u32 {
    if ty == Type::B128 { 2 } else { 1 }
}

impl<'a> Body<'a> {
    /// Declares one register, or `count` numbered ones; the first of them.
    pub(super) fn registers(
        &mut self,
        function: &mut Function,
        name: &'a [u8],
        count: Option<u32>,
        ty: Type,
    ) -> Reg {
        let base = function.regs.len() as u32;
        let total = count.unwrap_or(1).saturating_mul(slots(ty));
        function.regs.resize(function.regs.len() + total as usize, ty);
        self.declared.push(super::body::Registers { name, count, base, ty });
        Reg(base)
    }
}
