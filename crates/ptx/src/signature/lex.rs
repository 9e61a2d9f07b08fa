//! Tokens of a PTX module outside bodies, and quick ways over what lies inside braces.
use super::Problem;

/// A piece of PTX.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A dot and a word, without the dot.
    Directive(&'a [u8]),
    /// A name or a number.
    Word(&'a [u8]),
    /// A string, without its quotes.
    Text,
    /// Any other character.
    Punct(u8),
    /// The end of the text.
    End,
}

/// Reads tokens from a PTX text.
#[derive(Debug, Clone)]
pub(super) struct Lexer<'a> {
    text: &'a [u8],
    at: usize,
}

/// Characters that names and numbers are made of. A dot belongs to a number such as `9.5` when a digit stands on both sides.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'%') || byte >= 0x80
}

/// Bytes that [`Lexer::skip_to_shared`] has to look at; all others it steps over.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let bytes = *b"{}/\".";
    let mut index = 0;
    while index < bytes.len() {
        stops[bytes[index] as usize] = true;
        index += 1;
    }
    stops
};

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        let end = text.iter().position(|&b| b == 0).unwrap_or(text.len());
        Self { text: &text[..end], at: 0 }
    }

    /// The line reached, from 1.
    pub(super) fn line(&self) -> usize {
        self.text[..self.at.min(self.text.len())].iter().filter(|&&b| b == b'\n').count() + 1
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    /// Steps over the comment that starts here, if one does.
    fn comment(&mut self) -> Result<bool, Problem> {
        let rest = &self.text[self.at..];
        if rest.starts_with(b"//") {
            self.at += rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
            Ok(true)
        } else if rest.starts_with(b"/*") {
            let close = rest[2..].windows(2).position(|pair| pair == b"*/");
            self.at += 4 + close.ok_or(Problem::Unterminated("a comment"))?;
            Ok(true)
        } else {
            Ok(false)
        }
    }

    /// Steps over the string whose opening quote stands here.
    fn string(&mut self) -> Result<(), Problem> {
        self.at += 1;
        loop {
            match self.byte(0) {
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(_) => self.at += 1,
                None => {
                    self.at = self.text.len();
                    return Err(Problem::Unterminated("a string"));
                }
            }
        }
        self.at += 1;
        Ok(())
    }

    fn run(&mut self) -> &'a [u8] {
        let rest = &self.text[self.at..];
        let mut length = 0;
        while let Some(&byte) = rest.get(length) {
            let digit = |at: usize| rest.get(at).is_some_and(u8::is_ascii_digit);
            let point = byte == b'.' && length > 0 && rest[0].is_ascii_digit() && digit(length + 1);
            if !is_word(byte) && !point {
                break;
            }
            length += 1;
        }
        self.at += length;
        &rest[..length]
    }

    pub(super) fn next(&mut self) -> Result<Token<'a>, Problem> {
        loop {
            let Some(byte) = self.byte(0) else { return Ok(Token::End) };
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'\x0b' => self.at += 1,
                b'/' if self.comment()? => {}
                b'"' => {
                    self.string()?;
                    return Ok(Token::Text);
                }
                b'.' if self.byte(1).is_some_and(is_word) => {
                    self.at += 1;
                    let word = self.run();
                    return Ok(Token::Directive(word));
                }
                byte if is_word(byte) => return Ok(Token::Word(self.run())),
                other => {
                    self.at += 1;
                    return Ok(Token::Punct(other));
                }
            }
        }
    }

    pub(super) fn peek(&self) -> Result<Token<'a>, Problem> {
        self.clone().next()
    }

    /// Steps over `punct` if it comes next; says whether it did.
    pub(super) fn take(&mut self, punct: u8) -> Result<bool, Problem> {
        let mut ahead = self.clone();
        let found = ahead.next()? == Token::Punct(punct);
        if found {
            *self = ahead;
        }
        Ok(found)
    }

    /// The name or number that must come next.
    pub(super) fn word(&mut self) -> Result<&'a [u8], Problem> {
        match self.next()? {
            Token::Word(word) => Ok(word),
            _ => Err(Problem::Expected("a name or number")),
        }
    }

    /// Steps behind the next semicolon.
    pub(super) fn skip_statement(&mut self) -> Result<(), Problem> {
        loop {
            match self.next()? {
                Token::Punct(b';') => return Ok(()),
                Token::End => return Err(Problem::Unterminated("a statement")),
                _ => {}
            }
        }
    }

    /// Steps over an initialiser, up to the comma or semicolon behind it; counts its values.
    pub(super) fn skip_initialiser(&mut self) -> Result<u64, Problem> {
        let (mut depth, mut values, mut in_value) = (0u32, 0u64, false);
        loop {
            match self.peek()? {
                Token::End => return Err(Problem::Unterminated("an initialiser")),
                Token::Punct(b',' | b';') if depth == 0 => return Ok(values + u64::from(in_value)),
                Token::Punct(b'{' | b'(') => depth = depth.saturating_add(1),
                Token::Punct(close @ (b'}' | b')')) => {
                    depth = depth.checked_sub(1).ok_or(Problem::Expected("an opening brace"))?;
                    if close == b'}' {
                        values += u64::from(std::mem::take(&mut in_value));
                    }
                }
                Token::Punct(b',') => values += u64::from(std::mem::take(&mut in_value)),
                _ => in_value = true,
            }
            self.next()?;
        }
    }

    /// Steps behind the brace that closes the block just entered.
    pub(super) fn skip_block(&mut self) -> Result<(), Problem> {
        let mut depth = 0;
        while self.skip_to_shared(&mut depth)? {}
        Ok(())
    }

    /// Inside a block: steps behind the next `.shared` that starts a declaration (true), or behind the block's closing brace (false).
    /// `depth` counts the nested blocks entered, 0 at first.
    pub(super) fn skip_to_shared(&mut self, depth: &mut u32) -> Result<bool, Problem> {
        loop {
            let rest = &self.text[self.at.min(self.text.len())..];
            let Some(ahead) = rest.iter().position(|&b| STOPS[usize::from(b)]) else {
                self.at = self.text.len();
                return Err(Problem::Unterminated("a body"));
            };
            self.at += ahead;
            match rest[ahead] {
                b'{' => *depth = depth.saturating_add(1),
                b'}' if *depth == 0 => {
                    self.at += 1;
                    return Ok(false);
                }
                b'}' => *depth -= 1,
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'/' => {
                    if self.comment()? {
                        continue;
                    }
                }
                _ => {
                    // `ld.shared` has a letter before the dot, a declaration has not.
                    let starts = self.at == 0 || !is_word(self.text[self.at - 1]);
                    let ends = !rest.get(ahead + 7).is_some_and(|&b| is_word(b));
                    if starts && ends && rest[ahead..].starts_with(b".shared") {
                        self.at += 7;
                        return Ok(true);
                    }
                }
            }
            self.at += 1;
        }
    }
}
