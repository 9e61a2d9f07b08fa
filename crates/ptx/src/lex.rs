//! PTX text to tokens, on bytes, without allocation. Knows no instruction and no directive.

use crate::error::{ParseError, Reason};

/// One token. Names borrow from the text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Token<'a> {
    /// A name: register, label, symbol, or a mnemonic with its dotted modifiers.
    Word(&'a [u8]),
    /// A directive or type: the name after a leading dot, up to the next dot.
    Dot(&'a [u8]),
    /// An integer.
    Int(u64),
    /// `0f`: the bits of a single.
    Single(u32),
    /// `0d` or a decimal fraction: the bits of a double.
    Double(u64),
    /// The text between double quotes.
    Text(&'a [u8]),
    /// Any other character.
    Punct(u8),
    /// The end of the text.
    End,
}

/// A place in the text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Place {
    pub line: u32,
    pub column: u32,
}

/// The reader of a text: always holds one token ahead.
pub(crate) struct Lexer<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
    line_start: usize,
    /// The token that `next` will return.
    pub ahead: Token<'a>,
    /// Where `ahead` starts.
    pub place: Place,
}

const WORD: u8 = 1;
const SPACE: u8 = 2;
const DIGIT: u8 = 4;

/// What each byte can be part of.
static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0u8; 256];
    let mut i = 0;
    while i < 256 {
        let c = i as u8;
        if c.is_ascii_alphabetic() || c == b'_' || c == b'$' || c == b'%' {
            table[i] = WORD;
        } else if c.is_ascii_digit() {
            table[i] = WORD | DIGIT;
        } else if c == b' ' || c == b'\t' || c == b'\r' {
            table[i] = SPACE;
        }
        i += 1;
    }
    table
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a [u8]) -> Result<Lexer<'a>, ParseError> {
        let mut lexer = Lexer {
            text,
            at: 0,
            line: 1,
            line_start: 0,
            ahead: Token::End,
            place: Place { line: 1, column: 1 },
        };
        lexer.next()?;
        Ok(lexer)
    }

    /// Takes the token ahead and reads the one after it.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Result<Token<'a>, ParseError> {
        let token = self.ahead;
        self.skip_space()?;
        self.place = Place { line: self.line, column: (self.at - self.line_start + 1) as u32 };
        self.ahead = self.read()?;
        Ok(token)
    }

    /// An error at the token ahead.
    pub fn error(&self, reason: Reason) -> ParseError {
        ParseError { line: self.place.line, column: self.place.column, reason }
    }

    /// The bytes of the line ahead are of no interest: continues after it. Used for `.loc` and `.file`.
    pub fn skip_line(&mut self) -> Result<(), ParseError> {
        // The token ahead may already be on a later line; then there is nothing left to skip.
        let line = self.place.line;
        while self.place.line == line && self.ahead != Token::End {
            self.next()?;
        }
        Ok(())
    }

    fn skip_space(&mut self) -> Result<(), ParseError> {
        while let Some(&c) = self.text.get(self.at) {
            if CLASS[c as usize] == SPACE {
                self.at += 1;
            } else if c == b'\n' {
                self.at += 1;
                self.line += 1;
                self.line_start = self.at;
            } else if c == b'/' && self.text.get(self.at + 1) == Some(&b'/') {
                while self.text.get(self.at).is_some_and(|&c| c != b'\n') {
                    self.at += 1;
                }
            } else if c == b'/' && self.text.get(self.at + 1) == Some(&b'*') {
                self.at += 2;
                loop {
                    match self.text.get(self.at) {
                        None => {
                            return Err(self.error(Reason::Unexpected {
                                expected: "the end of a comment",
                                found: "the end of the text".to_owned(),
                            }));
                        }
                        Some(b'*') if self.text.get(self.at + 1) == Some(&b'/') => break,
                        Some(b'\n') => {
                            self.line += 1;
                            self.line_start = self.at + 1;
                        }
                        Some(_) => {}
                    }
                    self.at += 1;
                }
                self.at += 2;
            } else if c == 0 {
                // Images end their text with zero bytes.
                self.at += 1;
            } else {
                break;
            }
        }
        Ok(())
    }

    fn read(&mut self) -> Result<Token<'a>, ParseError> {
        let start = self.at;
        let Some(&c) = self.text.get(start) else { return Ok(Token::End) };
        let class = CLASS[c as usize];
        if class & DIGIT != 0 {
            return self.number();
        }
        if class & WORD != 0 {
            self.at += 1;
            loop {
                match self.text.get(self.at) {
                    Some(&c) if CLASS[c as usize] & WORD != 0 || c == b'.' => self.at += 1,
                    Some(b':') if self.text.get(self.at + 1) == Some(&b':') => self.at += 2,
                    _ => break,
                }
            }
            return Ok(Token::Word(&self.text[start..self.at]));
        }
        if c == b'.' && self.text.get(start + 1).is_some_and(|&c| CLASS[c as usize] & WORD != 0) {
            self.at += 1;
            loop {
                match self.text.get(self.at) {
                    Some(&c) if CLASS[c as usize] & WORD != 0 => self.at += 1,
                    Some(b':') if self.text.get(self.at + 1) == Some(&b':') => self.at += 2,
                    _ => break,
                }
            }
            return Ok(Token::Dot(&self.text[start + 1..self.at]));
        }
        if c == b'"' {
            self.at += 1;
            while let Some(&c) = self.text.get(self.at) {
                match c {
                    b'"' => {
                        self.at += 1;
                        return Ok(Token::Text(&self.text[start + 1..self.at - 1]));
                    }
                    b'\n' => break,
                    b'\\' => self.at += 2,
                    _ => self.at += 1,
                }
            }
            return Err(self.error(Reason::Unexpected {
                expected: "a closing quote",
                found: "the end of the line".to_owned(),
            }));
        }
        self.at += 1;
        Ok(Token::Punct(c))
    }

    fn number(&mut self) -> Result<Token<'a>, ParseError> {
        let start = self.at;
        let second = self.text.get(start + 1).copied().unwrap_or(0);
        if self.text[start] == b'0' && matches!(second, b'f' | b'F' | b'd' | b'D') {
            let digits = if matches!(second, b'f' | b'F') { 8 } else { 16 };
            let mut bits = 0u64;
            for i in 0..digits {
                let digit = self.text.get(start + 2 + i).and_then(|&c| (c as char).to_digit(16));
                let Some(digit) = digit else { return Err(self.error(Reason::Range("a hexadecimal float"))) };
                bits = bits << 4 | u64::from(digit);
            }
            self.at = start + 2 + digits;
            return Ok(if digits == 8 { Token::Single(bits as u32) } else { Token::Double(bits) });
        }
        let (radix, from) = match (self.text[start], second) {
            (b'0', b'x' | b'X') => (16, start + 2),
            (b'0', b'b' | b'B') => (2, start + 2),
            (b'0', b'0'..=b'7') => (8, start + 1),
            _ => (10, start),
        };
        let mut value = 0u64;
        self.at = from;
        while let Some(digit) = self.text.get(self.at).and_then(|&c| (c as char).to_digit(radix)) {
            value = match value.checked_mul(u64::from(radix)).and_then(|v| v.checked_add(u64::from(digit))) {
                Some(value) => value,
                None => return Err(self.error(Reason::Range("an integer"))),
            };
            self.at += 1;
        }
        if radix == 10 && matches!(self.text.get(self.at), Some(b'.' | b'e' | b'E')) {
            while self.text.get(self.at).is_some_and(|&c| {
                c.is_ascii_digit()
                    || matches!(c, b'.' | b'e' | b'E')
                    || (matches!(c, b'+' | b'-') && matches!(self.text[self.at - 1], b'e' | b'E'))
            }) {
                self.at += 1;
            }
            let number = std::str::from_utf8(&self.text[start..self.at])
                .ok()
                .and_then(|text| text.parse::<f64>().ok());
            return match number {
                Some(number) => Ok(Token::Double(number.to_bits())),
                None => Err(self.error(Reason::Range("a decimal float"))),
            };
        }
        if self.text.get(self.at) == Some(&b'U') {
            self.at += 1;
        }
        Ok(Token::Int(value))
    }
}
