//! The outline of a PTX module: its kernels with their parameters, and its variables. Not the code, which [`scan`] steps over.
//!
//! The guest needs just this to check and pack launches; on modules of many megabytes a full parse would cost seconds.
//! Source: PTX ISA, "Kernel and Function Directives", "State Spaces", "Performance-Tuning Directives".
mod lex;

use lex::{Lexer, Token};

/// What keeps a text from being read as a PTX module.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error("line {line}: {problem}")]
pub struct ScanError {
    /// Counted from 1.
    pub line: usize,
    /// What was found there.
    pub problem: Problem,
}

/// The kinds of [`ScanError`].
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub enum Problem {
    /// A comment, string, body or list without its end.
    #[error("the text ends inside {0}")]
    Unterminated(&'static str),
    /// Something else stands where this was expected.
    #[error("{0} expected")]
    Expected(&'static str),
    /// A type that PTX does not have.
    #[error("unknown type .{0}")]
    Type(String),
    /// A number that is no number, or too large for what it counts.
    #[error("a number is out of range")]
    Number,
    /// Bytes that are not UTF-8 in a name.
    #[error("a name is not text")]
    Name,
    /// No `.version` and no `.target`: whatever it is, it is not PTX.
    #[error("neither .version nor .target: not PTX")]
    NotPtx,
}

/// One kernel parameter, laid out as a launch's parameter block has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param<'a> {
    /// Its name in the PTX.
    pub name: &'a str,
    /// Bytes from the start of the block.
    pub offset: u32,
    /// Bytes.
    pub size: u32,
    /// Bytes, a power of two.
    pub align: u32,
}

/// One `.entry`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kernel<'a> {
    /// The mangled name.
    pub name: &'a str,
    /// In the order of the declaration.
    pub params: Vec<Param<'a>>,
    /// `.maxntid`: the product is the most threads a block may have. Dimensions not given are 1.
    pub max_threads: Option<[u32; 3]>,
    /// `.reqntid`: the one block shape allowed.
    pub required_threads: Option<[u32; 3]>,
    /// Bytes of the `.shared` variables declared in its body, each aligned. Those of the module come on top where it uses them.
    pub shared: u64,
}

impl Kernel<'_> {
    /// Bytes of the whole parameter block.
    pub fn param_bytes(&self) -> u32 {
        self.params.last().map_or(0, |last| last.offset + last.size)
    }
}

/// Where a module variable lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Space {
    /// `.global`: `__device__` variables.
    Global,
    /// `.const`: `__constant__` variables.
    Const,
    /// `.shared` at module level, such as `extern __shared__`.
    Shared,
}

/// One variable of the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable<'a> {
    /// The mangled name.
    pub name: &'a str,
    /// Where it lives.
    pub space: Space,
    /// Bytes; 0 for an `.extern` array without a size.
    pub size: u64,
    /// Bytes, a power of two.
    pub align: u32,
    /// Declared here, defined in another module.
    pub external: bool,
}

/// What [`scan`] finds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signatures<'a> {
    /// `.version`, such as (9, 5).
    pub version: (u32, u32),
    /// `.target` up to the first comma, such as `sm_90a`.
    pub target: &'a str,
    /// In the order of the text.
    pub kernels: Vec<Kernel<'a>>,
    /// In the order of the text.
    pub variables: Vec<Variable<'a>>,
}

/// Reads the outline of a PTX module; a NUL byte ends the text.
///
/// # Errors
/// [`ScanError`] with its line. Code inside bodies is not looked at, so a module that scans may still fail to compile.
pub fn scan(text: &[u8]) -> Result<Signatures<'_>, ScanError> {
    let mut lexer = Lexer::new(text);
    outline(&mut lexer).map_err(|problem| ScanError { line: lexer.line(), problem })
}

fn outline<'a>(lexer: &mut Lexer<'a>) -> Result<Signatures<'a>, Problem> {
    let mut found = Signatures::default();
    let mut external = false;
    loop {
        let directive = match lexer.next()? {
            Token::End => break,
            Token::Directive(directive) => directive,
            // Bodies of sections and blocks of debug data.
            Token::Punct(b'{') => {
                lexer.skip_block()?;
                continue;
            }
            _ => continue,
        };
        match directive {
            b"version" => found.version = version(lexer.word()?)?,
            b"target" => found.target = text(lexer.word()?)?,
            b"extern" => external = true,
            b"visible" | b"weak" | b"common" => {}
            b"entry" => {
                if let Some(kernel) = kernel(lexer)? {
                    found.kernels.push(kernel);
                }
                external = false;
            }
            b"func" => {
                skip_function(lexer)?;
                external = false;
            }
            b"global" | b"const" | b"shared" => {
                let space = match directive {
                    b"global" => Space::Global,
                    b"const" => Space::Const,
                    _ => Space::Shared,
                };
                for declared in declarations(lexer)? {
                    let Declared { name, size, align } = declared;
                    found.variables.push(Variable { name, space, size, align, external });
                }
                external = false;
            }
            _ => {}
        }
    }
    if found.version == (0, 0) || found.target.is_empty() {
        return Err(Problem::NotPtx);
    }
    Ok(found)
}

fn version(word: &[u8]) -> Result<(u32, u32), Problem> {
    let mut parts = text(word)?.splitn(2, '.').map(|part| part.parse::<u32>().map_err(|_| Problem::Number));
    match (parts.next(), parts.next()) {
        (Some(major), Some(minor)) => Ok((major?, minor?)),
        _ => Err(Problem::Expected("a version such as 9.5")),
    }
}

fn text(word: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(word).map_err(|_| Problem::Name)
}

/// What follows `.entry`; `None` for a prototype, whose definition is elsewhere.
fn kernel<'a>(lexer: &mut Lexer<'a>) -> Result<Option<Kernel<'a>>, Problem> {
    let name = text(lexer.word()?)?;
    let mut kernel =
        Kernel { name, params: Vec::new(), max_threads: None, required_threads: None, shared: 0 };
    loop {
        match lexer.next()? {
            Token::Punct(b'(') => kernel.params = params(lexer)?,
            Token::Punct(b'{') => {
                kernel.shared = body(lexer)?;
                return Ok(Some(kernel));
            }
            Token::Punct(b';') => return Ok(None),
            Token::Directive(b"maxntid") => kernel.max_threads = Some(shape(lexer)?),
            Token::Directive(b"reqntid") => kernel.required_threads = Some(shape(lexer)?),
            // The one performance directive that ends in a semicolon.
            Token::Directive(b"pragma") => lexer.skip_statement()?,
            Token::End => return Err(Problem::Unterminated("a kernel's head")),
            _ => {}
        }
    }
}

fn shape(lexer: &mut Lexer<'_>) -> Result<[u32; 3], Problem> {
    let mut shape = [1; 3];
    for (index, extent) in shape.iter_mut().enumerate() {
        if index > 0 && !lexer.take(b',')? {
            break;
        }
        *extent = u32::try_from(number(lexer.word()?)?).map_err(|_| Problem::Number)?;
    }
    Ok(shape)
}

fn params<'a>(lexer: &mut Lexer<'a>) -> Result<Vec<Param<'a>>, Problem> {
    let mut params = Vec::new();
    let mut end = 0u32;
    loop {
        match lexer.next()? {
            Token::Punct(b')') => return Ok(params),
            Token::Punct(b',') => {}
            Token::Directive(b"param") => {
                let Declared { name, size, align } = declarator(lexer)?;
                let size = u32::try_from(size).map_err(|_| Problem::Number)?;
                let offset = end.checked_next_multiple_of(align).ok_or(Problem::Number)?;
                end = offset.checked_add(size).ok_or(Problem::Number)?;
                params.push(Param { name, offset, size, align });
            }
            Token::End => return Err(Problem::Unterminated("a parameter list")),
            _ => return Err(Problem::Expected(".param")),
        }
    }
}

/// Steps over `.func`, with or without result, parameters and body.
fn skip_function(lexer: &mut Lexer<'_>) -> Result<(), Problem> {
    loop {
        match lexer.next()? {
            Token::Punct(b'{') => return lexer.skip_block(),
            Token::Punct(b';') => return Ok(()),
            Token::Directive(b"pragma") => lexer.skip_statement()?,
            Token::End => return Err(Problem::Unterminated("a function's head")),
            _ => {}
        }
    }
}

/// Steps over a kernel's body; gives the bytes of the `.shared` variables in it.
fn body(lexer: &mut Lexer<'_>) -> Result<u64, Problem> {
    let mut shared = 0u64;
    let mut depth = 0;
    while lexer.skip_to_shared(&mut depth)? {
        for Declared { size, align, .. } in declarations(lexer)? {
            let start = shared.checked_next_multiple_of(u64::from(align)).ok_or(Problem::Number)?;
            shared = start.checked_add(size).ok_or(Problem::Number)?;
        }
    }
    Ok(shared)
}

struct Declared<'a> {
    name: &'a str,
    size: u64,
    align: u32,
}

/// The declarators of one statement, up to its semicolon, initialisers stepped over.
fn declarations<'a>(lexer: &mut Lexer<'a>) -> Result<Vec<Declared<'a>>, Problem> {
    let mut found = Vec::new();
    let mut kind = Kind::default();
    let mut first = declarator_of(lexer, &mut kind)?;
    loop {
        let declared = first.finish(lexer)?;
        found.push(declared);
        match lexer.next()? {
            Token::Punct(b';') => return Ok(found),
            Token::Punct(b',') => first = declarator_of(lexer, &mut kind)?,
            _ => return Err(Problem::Expected("a semicolon after a declaration")),
        }
    }
}

/// A declaration without initialiser: a parameter.
fn declarator<'a>(lexer: &mut Lexer<'a>) -> Result<Declared<'a>, Problem> {
    let mut kind = Kind::default();
    let raw = declarator_of(lexer, &mut kind)?;
    match raw.open {
        true => Err(Problem::Expected("the length of an array")),
        false => Ok(Declared { name: raw.name, size: raw.bytes, align: raw.align }),
    }
}

/// Type, vector width and alignment, which the later declarators of a statement share.
#[derive(Default)]
struct Kind {
    element: Option<u32>,
    lanes: u32,
    align: Option<u32>,
}

struct Raw<'a> {
    name: &'a str,
    /// Bytes, or bytes of one element of the first dimension where that is open.
    bytes: u64,
    element: u64,
    align: u32,
    /// The first dimension is `[]`.
    open: bool,
}

impl<'a> Raw<'a> {
    /// Steps over an initialiser, which is what counts the elements of an array whose length is open.
    fn finish(self, lexer: &mut Lexer<'a>) -> Result<Declared<'a>, Problem> {
        let leaves = if lexer.take(b'=')? { lexer.skip_initialiser()? } else { 0 };
        let size = match self.open {
            true => {
                let given = leaves.checked_mul(self.element).ok_or(Problem::Number)?;
                given.checked_next_multiple_of(self.bytes.max(1)).ok_or(Problem::Number)?
            }
            false => self.bytes,
        };
        Ok(Declared { name: self.name, size, align: self.align })
    }
}

fn declarator_of<'a>(lexer: &mut Lexer<'a>, kind: &mut Kind) -> Result<Raw<'a>, Problem> {
    let name = loop {
        match lexer.next()? {
            Token::Word(name) => break text(name)?,
            Token::Directive(b"align") => {
                let align = u32::try_from(number(lexer.word()?)?).ok().filter(|n| n.is_power_of_two());
                kind.align = Some(align.ok_or(Problem::Number)?);
            }
            // `.ptr .space .align N` describes what a pointer points to; the parameter itself keeps its type's alignment.
            Token::Directive(b"ptr") => pointee(lexer)?,
            Token::Directive(b"v2") => kind.lanes = 2,
            Token::Directive(b"v4") => kind.lanes = 4,
            Token::Directive(b"v8") => kind.lanes = 8,
            Token::Directive(b"attribute" | b"managed" | b"unified") => {}
            // `.attribute(.managed)`.
            Token::Punct(b'(' | b')') => {}
            Token::Directive(b"constant") | Token::Directive(b"const") => {}
            Token::Directive(other) => kind.element = Some(type_bytes(other)?),
            Token::End => return Err(Problem::Unterminated("a declaration")),
            _ => return Err(Problem::Expected("a name")),
        }
    };
    let scalar = kind.element.ok_or(Problem::Expected("a type"))?;
    let element = u64::from(scalar) * u64::from(kind.lanes.max(1));
    let mut bytes = element;
    let mut open = false;
    let mut first = true;
    while lexer.take(b'[')? {
        if lexer.take(b']')? {
            if !first {
                return Err(Problem::Expected("the length of an array"));
            }
            open = true;
        } else {
            bytes = bytes.checked_mul(number(lexer.word()?)?).ok_or(Problem::Number)?;
            if !lexer.take(b']')? {
                return Err(Problem::Expected("a closing bracket"));
            }
        }
        first = false;
    }
    let natural = u32::try_from(element).map_err(|_| Problem::Number)?;
    Ok(Raw { name, bytes, element, align: kind.align.unwrap_or(natural), open })
}

fn pointee(lexer: &mut Lexer<'_>) -> Result<(), Problem> {
    loop {
        match lexer.peek()? {
            Token::Directive(b"global" | b"const" | b"shared" | b"local" | b"param") => {
                lexer.next()?;
            }
            Token::Directive(b"align") => {
                lexer.next()?;
                lexer.word()?;
            }
            _ => return Ok(()),
        }
    }
}

/// Bytes of a fundamental or packed type, or of a handle to a texture, sampler or surface.
fn type_bytes(name: &[u8]) -> Result<u32, Problem> {
    Ok(match name {
        b"u8" | b"s8" | b"b8" | b"e4m3" | b"e5m2" => 1,
        b"u16" | b"s16" | b"b16" | b"f16" | b"bf16" | b"e4m3x2" | b"e5m2x2" => 2,
        b"u32" | b"s32" | b"b32" | b"f32" | b"f16x2" | b"bf16x2" | b"tf32" | b"u16x2" | b"s16x2" => 4,
        b"u64" | b"s64" | b"b64" | b"f64" | b"texref" | b"samplerref" | b"surfref" => 8,
        b"b128" => 16,
        other => return Err(Problem::Type(String::from_utf8_lossy(other).into_owned())),
    })
}

/// A PTX integer: decimal, 0x, 0b or octal, with an optional U.
fn number(word: &[u8]) -> Result<u64, Problem> {
    let word = word.strip_suffix(b"U").unwrap_or(word);
    let (digits, radix) = match word {
        [b'0', b'x' | b'X', digits @ ..] => (digits, 16),
        [b'0', b'b' | b'B', digits @ ..] => (digits, 2),
        [b'0', digits @ ..] if !digits.is_empty() => (digits, 8),
        digits => (digits, 10),
    };
    let digits = std::str::from_utf8(digits).map_err(|_| Problem::Number)?;
    u64::from_str_radix(digits, radix).map_err(|_| Problem::Number)
}
