//! PTX text to a module: the top level. Function bodies are in `body`, operands in `operands`.

mod body;
mod function;
mod operands;
mod variable;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::error::{ParseError, Reason};
use crate::form::Form;
use crate::ir::{Function, Module, Operand, Sym};
use crate::lex::{Lexer, Token};
use crate::types::Linkage;

/// Parses a PTX text, zero bytes at its end allowed.
///
/// # Errors
/// What is wrong, with line and column: bad syntax, undeclared names. An instruction that is not supported, named with
/// its modifiers, makes only the functions that need it unusable (`Function::rejected`), unless no entry is left.
pub fn parse(text: &[u8]) -> Result<Module, ParseError> {
    let mut parser = Parser {
        lex: Lexer::new(text)?,
        module: Module { address_size: 64, ..Module::default() },
        symbols: HashMap::default(),
        forms: HashMap::default(),
        aliases: Vec::new(),
    };
    parser.module()?;
    parser.resolve_aliases();
    reject_callers(&mut parser.module);
    let entries = parser.module.functions.iter().any(|function| function.entry && function.defined);
    let usable = |function: &Function| function.defined && function.entry == entries;
    let mut rejected = None;
    for function in parser.module.functions.iter().filter(|function| usable(function)) {
        match &function.rejected {
            Some(error) => rejected = rejected.or(Some(error)),
            None => return Ok(parser.module),
        }
    }
    match rejected {
        Some(error) => Err(error.clone()),
        None => Ok(parser.module),
    }
}

/// Rejects what names a rejected function: it may call it.
fn reject_callers(module: &mut Module) {
    loop {
        let mut found = Vec::new();
        for (index, function) in module.functions.iter().enumerate() {
            if function.rejected.is_some() {
                continue;
            }
            let targets = function.calls.iter().map(|call| &call.target);
            let reason = function.operands.iter().chain(targets).find_map(|operand| match operand {
                Operand::Sym(Sym::Function(callee), _) => module.functions[*callee as usize].rejected.clone(),
                _ => None,
            });
            found.extend(reason.map(|reason| (index, reason)));
        }
        if found.is_empty() {
            return;
        }
        for (index, reason) in found {
            module.functions[index].rejected = Some(reason);
        }
    }
}

/// A fast hash for short names: multiply and rotate, eight bytes at a time. Not for hostile keys' sake: a text
/// that collides only slows its own parse.
#[derive(Default)]
pub(crate) struct NameHasher(u64);

impl Hasher for NameHasher {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0u8; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }
}

pub(crate) type NameMap<K, V> = HashMap<K, V, BuildHasherDefault<NameHasher>>;

pub(crate) struct Parser<'a> {
    lex: Lexer<'a>,
    module: Module,
    symbols: NameMap<&'a [u8], Sym>,
    forms: NameMap<&'a [u8], Form>,
    /// Alias and what it stands for: indices of functions.
    aliases: Vec<(u32, u32)>,
}

/// A token as an error message shows it.
fn shown(token: Token) -> String {
    match token {
        Token::Word(word) => format!("`{}`", String::from_utf8_lossy(word)),
        Token::Dot(word) => format!("`.{}`", String::from_utf8_lossy(word)),
        Token::Int(value) => format!("{value}"),
        Token::Single(bits) => format!("0f{bits:08X}"),
        Token::Double(bits) => format!("0d{bits:016X}"),
        Token::Text(_) => "a string".to_owned(),
        Token::Punct(c) => format!("`{}`", c as char),
        Token::End => "the end of the text".to_owned(),
    }
}

fn text(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

impl<'a> Parser<'a> {
    fn unexpected<T>(&self, expected: &'static str) -> Result<T, ParseError> {
        Err(self.lex.error(Reason::Unexpected { expected, found: shown(self.lex.ahead) }))
    }

    /// Takes a character if it is next.
    fn eat(&mut self, c: u8) -> Result<bool, ParseError> {
        if self.lex.ahead == Token::Punct(c) {
            self.lex.next()?;
            return Ok(true);
        }
        Ok(false)
    }

    fn expect(&mut self, c: u8, expected: &'static str) -> Result<(), ParseError> {
        if self.eat(c)? { Ok(()) } else { self.unexpected(expected) }
    }

    /// Takes a directive or type if it is next.
    fn eat_dot(&mut self, name: &[u8]) -> Result<bool, ParseError> {
        if self.lex.ahead == Token::Dot(name) {
            self.lex.next()?;
            return Ok(true);
        }
        Ok(false)
    }

    fn word(&mut self, expected: &'static str) -> Result<&'a [u8], ParseError> {
        if let Token::Word(word) = self.lex.ahead {
            self.lex.next()?;
            return Ok(word);
        }
        self.unexpected(expected)
    }

    /// A non-negative integer that fits 32 bits.
    fn small(&mut self, expected: &'static str) -> Result<u32, ParseError> {
        if let Token::Int(value) = self.lex.ahead {
            let Ok(value) = u32::try_from(value) else { return Err(self.lex.error(Reason::Range(expected))) };
            self.lex.next()?;
            return Ok(value);
        }
        self.unexpected(expected)
    }

    fn module(&mut self) -> Result<(), ParseError> {
        loop {
            let linkage = self.linkage()?;
            match self.lex.ahead {
                Token::End => return Ok(()),
                Token::Dot(name) => match name {
                    b"version" => self.version()?,
                    b"target" => self.target()?,
                    b"address_size" => {
                        self.lex.next()?;
                        self.module.address_size = self.small("an address size")?;
                        if self.module.address_size != 64 {
                            return Err(self.lex.error(Reason::Unsupported("a 32-bit module".to_owned())));
                        }
                    }
                    b"entry" | b"func" => self.function(linkage)?,
                    b"global" | b"const" | b"shared" => {
                        let (name, sym) = self.variable(linkage, None)?;
                        self.declare_global(name, sym)?;
                    }
                    b"alias" => self.alias()?,
                    _ => {
                        if !self.debug_directive()? {
                            return self.unexpected("a directive");
                        }
                    }
                },
                // Labels and stray semicolons occur around debug sections.
                Token::Punct(b';') => {
                    self.lex.next()?;
                }
                _ => return self.unexpected("a directive"),
            }
        }
    }

    fn linkage(&mut self) -> Result<Linkage, ParseError> {
        let mut linkage = Linkage::Internal;
        while let Token::Dot(name) = self.lex.ahead {
            linkage = match name {
                b"visible" => Linkage::Visible,
                b"extern" => Linkage::Extern,
                b"weak" => Linkage::Weak,
                b"common" => Linkage::Common,
                _ => break,
            };
            self.lex.next()?;
        }
        Ok(linkage)
    }

    /// Skips what changes no meaning; whether there was such a thing.
    fn debug_directive(&mut self) -> Result<bool, ParseError> {
        match self.lex.ahead {
            Token::Dot(b"file" | b"loc") => self.lex.skip_line()?,
            Token::Dot(b"pragma") => self.skip_to_semicolon()?,
            Token::Dot(b"section") => {
                while !matches!(self.lex.ahead, Token::Punct(b'{')) {
                    if self.lex.ahead == Token::End {
                        return self.unexpected("a section");
                    }
                    self.lex.next()?;
                }
                let mut depth = 0;
                loop {
                    match self.lex.next()? {
                        Token::Punct(b'{') => depth += 1,
                        Token::Punct(b'}') => depth -= 1,
                        Token::End => return self.unexpected("`}`"),
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn skip_to_semicolon(&mut self) -> Result<(), ParseError> {
        loop {
            match self.lex.next()? {
                Token::Punct(b';') => return Ok(()),
                Token::End => return self.unexpected("`;`"),
                _ => {}
            }
        }
    }

    fn version(&mut self) -> Result<(), ParseError> {
        self.lex.next()?;
        let Token::Double(bits) = self.lex.ahead else { return self.unexpected("a version") };
        let version = f64::from_bits(bits);
        if !(1.0..100.0).contains(&version) {
            return Err(self.lex.error(Reason::Range("a version")));
        }
        let major = version.trunc();
        self.module.version = (major as u32, ((version - major) * 10.0).round() as u32);
        self.lex.next()?;
        Ok(())
    }

    fn target(&mut self) -> Result<(), ParseError> {
        self.lex.next()?;
        loop {
            let place = self.lex.place;
            let word = self.word("a target")?;
            if let Some(arch) = word.strip_prefix(b"sm_").or_else(|| word.strip_prefix(b"compute_")) {
                let suffix = arch.last().copied().filter(u8::is_ascii_alphabetic);
                let digits = &arch[..arch.len() - usize::from(suffix.is_some())];
                let number = std::str::from_utf8(digits).ok().and_then(|text| text.parse().ok());
                let Some(number) = number else {
                    let reason = Reason::Unsupported(format!("target {}", text(word)));
                    return Err(ParseError { line: place.line, column: place.column, reason });
                };
                self.module.target = number;
                self.module.target_suffix = suffix;
            }
            if !self.eat(b',')? {
                return Ok(());
            }
        }
    }

    fn alias(&mut self) -> Result<(), ParseError> {
        self.lex.next()?;
        let alias = self.function_named()?;
        self.expect(b',', "`,`")?;
        let target = self.function_named()?;
        self.expect(b';', "`;`")?;
        self.aliases.push((alias, target));
        Ok(())
    }

    fn function_named(&mut self) -> Result<u32, ParseError> {
        let Token::Word(name) = self.lex.ahead else { return self.unexpected("a function") };
        let Some(&Sym::Function(index)) = self.symbols.get(name) else {
            return Err(self.lex.error(Reason::Undeclared(text(name))));
        };
        self.lex.next()?;
        Ok(index)
    }

    /// Lets every use of an alias use what it stands for.
    fn resolve_aliases(&mut self) {
        for &(alias, target) in &self.aliases {
            let redirect = |operand: &mut Operand| {
                if let Operand::Sym(Sym::Function(index), _) = operand
                    && *index == alias
                {
                    *index = target;
                }
            };
            for function in &mut self.module.functions {
                function.operands.iter_mut().for_each(redirect);
                function.calls.iter_mut().for_each(|call| redirect(&mut call.target));
            }
            for reloc in self.module.globals.iter_mut().flat_map(|global| &mut global.relocs) {
                if reloc.target == Sym::Function(alias) {
                    reloc.target = Sym::Function(target);
                }
            }
        }
    }
}
