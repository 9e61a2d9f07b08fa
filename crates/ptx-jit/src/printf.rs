//! Formatting as C's printf does, of the conversions that CUDA's device-side printf has.

/// A part of a format string.
pub enum Piece<'a> {
    /// Copied as it is.
    Literal(&'a [u8]),
    /// A conversion.
    Spec(Spec),
}

/// One conversion with its flags.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    minus: bool,
    plus: bool,
    space: bool,
    alternate: bool,
    zero: bool,
    width: i32,
    precision: Option<i32>,
    star_width: bool,
    star_precision: bool,
    /// 64 bits: `l`, `ll`, `j`, `z` or `t`.
    long: bool,
    /// Bits of `h` or `hh`.
    short: u32,
    conversion: u8,
}

/// Splits a format string.
pub fn pieces(format: &[u8]) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = format;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let plain = rest.iter().position(|&c| c == b'%').unwrap_or(rest.len());
        if plain > 0 {
            let (literal, after) = rest.split_at(plain);
            rest = after;
            return Some(Piece::Literal(literal));
        }
        if rest.get(1) == Some(&b'%') {
            let literal = &rest[..1];
            rest = &rest[2..];
            return Some(Piece::Literal(literal));
        }
        match parse(&rest[1..]) {
            Some((spec, len)) => {
                rest = &rest[1 + len..];
                Some(Piece::Spec(spec))
            }
            None => {
                // Not a conversion: printed as it stands.
                let literal = &rest[..1];
                rest = &rest[1..];
                Some(Piece::Literal(literal))
            }
        }
    })
}

fn number(text: &[u8], at: &mut usize) -> i32 {
    let mut value = 0i32;
    while let Some(c) = text.get(*at).filter(|c| c.is_ascii_digit()) {
        value = value.saturating_mul(10).saturating_add(i32::from(c - b'0'));
        *at += 1;
    }
    value
}

/// A conversion behind its percent sign, and its length.
fn parse(text: &[u8]) -> Option<(Spec, usize)> {
    let mut spec = Spec::default();
    let mut at = 0;
    loop {
        match text.get(at)? {
            b'-' => spec.minus = true,
            b'+' => spec.plus = true,
            b' ' => spec.space = true,
            b'#' => spec.alternate = true,
            b'0' => spec.zero = true,
            _ => break,
        }
        at += 1;
    }
    if text.get(at)? == &b'*' {
        spec.star_width = true;
        at += 1;
    } else {
        spec.width = number(text, &mut at);
    }
    if text.get(at)? == &b'.' {
        at += 1;
        if text.get(at)? == &b'*' {
            spec.star_precision = true;
            spec.precision = Some(0);
            at += 1;
        } else {
            spec.precision = Some(number(text, &mut at));
        }
    }
    loop {
        match text.get(at)? {
            b'l' | b'j' | b'z' | b't' => spec.long = true,
            b'h' => spec.short = if spec.short == 16 { 8 } else { 16 },
            b'L' | b'q' => spec.long = true,
            _ => break,
        }
        at += 1;
    }
    spec.conversion = *text.get(at)?;
    matches!(
        spec.conversion,
        b'd' | b'i'
            | b'u'
            | b'x'
            | b'X'
            | b'o'
            | b'c'
            | b's'
            | b'p'
            | b'f'
            | b'F'
            | b'e'
            | b'E'
            | b'g'
            | b'G'
            | b'a'
            | b'A'
    )
    .then_some((spec, at + 1))
}

impl Spec {
    /// Where widths and precisions that are arguments go, in the order of the arguments.
    pub fn stars(&mut self) -> impl Iterator<Item = &mut i32> {
        let width = self.star_width.then_some(&mut self.width);
        let precision = if self.star_precision { self.precision.as_mut() } else { None };
        width.into_iter().chain(precision)
    }

    /// Bytes that the argument takes.
    pub fn bytes(&self) -> u64 {
        match self.conversion {
            b'd' | b'i' | b'u' | b'x' | b'X' | b'o' if !self.long => 4,
            b'c' => 4,
            _ => 8,
        }
    }

    /// The argument is the address of a string.
    pub fn is_text(&self) -> bool {
        self.conversion == b's'
    }

    /// Writes the argument; `text` is the string for `%s`.
    pub fn write(&self, value: u64, text: &[u8], out: &mut Vec<u8>) {
        let precision = self.precision.filter(|&p| p >= 0).map(|p| (p as usize).min(4096));
        let (sign, body, numeric) = match self.conversion {
            b'd' | b'i' => {
                let value = match (self.long, self.short) {
                    (true, _) => value as i64,
                    (_, 8) => i64::from(value as i8),
                    (_, 16) => i64::from(value as i16),
                    _ => i64::from(value as i32),
                };
                (
                    self.sign(value < 0),
                    digits(value.unsigned_abs().to_string(), precision),
                    precision.is_none(),
                )
            }
            b'u' | b'x' | b'X' | b'o' => {
                let value = match (self.long, self.short) {
                    (true, _) => value,
                    (_, 8) => value & 0xff,
                    (_, 16) => value & 0xffff,
                    _ => value & 0xffff_ffff,
                };
                let (text, prefix) = match self.conversion {
                    b'u' => (value.to_string(), ""),
                    b'x' => (format!("{value:x}"), "0x"),
                    b'X' => (format!("{value:X}"), "0X"),
                    _ => (format!("{value:o}"), "0"),
                };
                let prefix = if self.alternate && value != 0 { prefix } else { "" };
                (prefix.to_owned(), digits(text, precision), precision.is_none())
            }
            b'p' => (String::new(), format!("{value:#x}").into_bytes(), false),
            b'c' => (String::new(), vec![value as u8], false),
            b's' => {
                let shown = precision.map_or(text.len(), |p| p.min(text.len()));
                (String::new(), text[..shown].to_vec(), false)
            }
            _ => {
                let value = f64::from_bits(value);
                let body = float(value.abs(), self.conversion, precision, self.alternate);
                (self.sign(value.is_sign_negative() && !value.is_nan()), body.into_bytes(), value.is_finite())
            }
        };
        let minus = self.minus || self.width < 0;
        let width = (self.width.unsigned_abs() as usize).min(4096);
        let padding = width.saturating_sub(sign.len() + body.len());
        let zeros = self.zero && numeric && !minus;
        if !minus && !zeros {
            out.extend(std::iter::repeat_n(b' ', padding));
        }
        out.extend_from_slice(sign.as_bytes());
        if zeros {
            out.extend(std::iter::repeat_n(b'0', padding));
        }
        out.extend_from_slice(&body);
        if minus {
            out.extend(std::iter::repeat_n(b' ', padding));
        }
    }

    fn sign(&self, negative: bool) -> String {
        if negative {
            "-"
        } else if self.plus {
            "+"
        } else if self.space {
            " "
        } else {
            ""
        }
        .to_owned()
    }
}

/// At least as many digits as the precision says; none for zero with precision zero.
fn digits(text: String, precision: Option<usize>) -> Vec<u8> {
    match precision {
        Some(0) if text == "0" => Vec::new(),
        Some(p) => format!("{text:0>p$}").into_bytes(),
        None => text.into_bytes(),
    }
}

fn float(value: f64, conversion: u8, precision: Option<usize>, alternate: bool) -> String {
    let upper = conversion.is_ascii_uppercase();
    let text = if value.is_nan() {
        "nan".to_owned()
    } else if value.is_infinite() {
        "inf".to_owned()
    } else {
        match conversion.to_ascii_lowercase() {
            b'f' => {
                let dot = if alternate && precision == Some(0) { "." } else { "" };
                format!("{value:.*}{dot}", precision.unwrap_or(6))
            }
            b'e' => exponential(value, precision.unwrap_or(6)),
            b'g' => general(value, precision.unwrap_or(6).max(1), alternate),
            _ => hexadecimal(value, precision),
        }
    };
    if upper { text.to_uppercase() } else { text }
}

fn exponential(value: f64, precision: usize) -> String {
    let text = format!("{value:.precision$e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) => {
            let exponent: i32 = exponent.parse().unwrap_or(0);
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{mantissa}e{sign}{:02}", exponent.abs())
        }
        None => text,
    }
}

fn general(value: f64, precision: usize, alternate: bool) -> String {
    let scientific = exponential(value, precision - 1);
    let exponent: i32 = scientific.split_once('e').and_then(|(_, e)| e.parse().ok()).unwrap_or(0);
    let strip = |text: &str| -> String {
        if alternate {
            return if text.contains('.') { text.to_owned() } else { format!("{text}.") };
        }
        if !text.contains('.') {
            return text.to_owned();
        }
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    if exponent < -4 || exponent >= precision as i32 {
        let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "+00"));
        format!("{}e{exponent}", strip(mantissa))
    } else {
        strip(&format!("{value:.*}", (precision as i32 - 1 - exponent).max(0) as usize))
    }
}

fn hexadecimal(value: f64, precision: Option<usize>) -> String {
    let bits = value.to_bits();
    let field = (bits >> 52 & 0x7ff) as i32;
    let mut fraction = bits & ((1 << 52) - 1);
    let mut lead = u64::from(field != 0);
    let exponent = if value == 0.0 { 0 } else { field.max(1) - 1023 };
    let mut digits = 13;
    if let Some(p) = precision.filter(|&p| p < 13) {
        let drop = 52 - 4 * p as u32;
        let all = lead << 52 | fraction;
        let (kept, rest, half) = (all >> drop, all & ((1 << drop) - 1), 1u64 << (drop - 1));
        let kept = kept + u64::from(rest > half || (rest == half && kept & 1 == 1));
        lead = kept >> (4 * p);
        fraction = kept & ((1 << (4 * p)) - 1);
        digits = p;
    }
    let mut text = if digits == 0 { String::new() } else { format!("{fraction:0digits$x}") };
    match precision {
        None => text.truncate(text.trim_end_matches('0').len()),
        Some(p) => text.extend(std::iter::repeat_n('0', p.saturating_sub(13))),
    }
    let dot = if text.is_empty() { "" } else { "." };
    format!("0x{lead}{dot}{text}p{exponent:+}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Formats one value.
    fn one(format: &str, value: u64) -> String {
        let mut out = Vec::new();
        for piece in pieces(format.as_bytes()) {
            match piece {
                Piece::Literal(text) => out.extend_from_slice(text),
                Piece::Spec(spec) => spec.write(value, b"text", &mut out),
            }
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn integers_take_flags_width_and_precision() {
        let minus = -42i32 as u32 as u64;
        assert_eq!(one("[%d|%5d|%-6i|%06d|%+d|%.4d]", minus), "[-42|  -42|-42   |-00042|-42|-0042]");
        assert_eq!(
            one("%u %x %#X %o %hhd %hu", 0xffff_fff1),
            "4294967281 fffffff1 0XFFFFFFF1 37777777761 -15 65521"
        );
        assert_eq!(one("%lld %lx", u64::MAX), "-1 ffffffffffffffff");
        assert_eq!(one("%+d|% d|%.0d|%5.0d", 0), "+0| 0||     ");
    }

    #[test]
    fn floats_print_as_c_does() {
        let bits = 1234.5678f64.to_bits();
        assert_eq!(
            one("%f %.2f %10.1f %e %.0e %g", bits),
            "1234.567800 1234.57     1234.6 1.234568e+03 1e+03 1234.57"
        );
        assert_eq!(one("%g %g", 0.00001f64.to_bits()), "1e-05 1e-05");
        assert_eq!(one("%g|%#g|%G", 100000.0f64.to_bits()), "100000|100000.|100000");
        assert_eq!(one("%a %.1a %A", 10.5f64.to_bits()), "0x1.5p+3 0x1.5p+3 0X1.5P+3");
        assert_eq!(one("%f %5.1F %06g", f64::NEG_INFINITY.to_bits()), "-inf  -INF   -inf");
        assert_eq!(one("%07.2f|%-8.1f|", (-1.5f64).to_bits()), "-001.50|-1.5    |");
    }

    #[test]
    fn texts_characters_pointers_and_percent_signs_print() {
        assert_eq!(one("%s|%6s|%-6s|%.2s", 1), "text|  text|text  |te");
        assert_eq!(one("%c%%%p", 0x41), "A%0x41");
        assert_eq!(one("100%! %", 0), "100%! %");
        assert_eq!(one("%y %5", 0), "%y %5");
    }
}
