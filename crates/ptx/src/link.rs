//! Linking PTX texts into one: what one declares and another defines becomes one thing, and what is each text's own stays its own.
//!
//! It works on statements of the module's scope and does not look into functions (PTX ISA, "Linking Directives").

use std::collections::{HashMap, HashSet};

use thiserror::Error;

/// Functions that every device offers to kernels.
const OFFERED: &[&str] = &["vprintf", "malloc", "free", "__assertfail", "cudaGraphSetConditional"];

/// Why texts cannot be linked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkTextError {
    /// Nothing to link.
    #[error("there is nothing to link")]
    Empty,
    /// A text that is not PTX, or is cut off.
    #[error("{0}: a statement does not end")]
    Unfinished(String),
    /// A text without `.version` or `.target`.
    #[error("{0}: no .version or no .target")]
    Header(String),
    /// Two texts define it.
    #[error("{1}: multiple definition of '{0}'")]
    Twice(String, String),
    /// No text defines it.
    #[error("{1}: undefined reference to '{0}'")]
    Undefined(String, String),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Linkage {
    Internal,
    Visible,
    Weak,
    Extern,
}

/// A statement at the module's scope.
#[derive(Clone, Debug)]
struct Statement<'a> {
    text: &'a str,
    /// What it declares or defines; of directives that do neither, nothing.
    names: Vec<&'a str>,
    linkage: Linkage,
    is_function: bool,
    is_definition: bool,
    is_managed: bool,
}

struct Source<'a> {
    name: &'a str,
    version: &'a str,
    target: &'a str,
    statements: Vec<Statement<'a>>,
}

/// Links texts, each with a name for messages, into one.
///
/// # Errors
/// Texts that are not PTX, definitions that are missing or are too many.
pub fn link(texts: &[(&str, &str)]) -> Result<String, LinkTextError> {
    let sources = texts.iter().map(|(name, text)| read(name, text)).collect::<Result<Vec<_>, _>>()?;
    let newest = sources.iter().map(|source| source.version).max_by_key(|version| numbers(version));
    let target = sources.iter().map(|source| source.target).max_by_key(|target| numbers(target));
    let (Some(version), Some(target)) = (newest, target) else { return Err(LinkTextError::Empty) };
    let defined = definitions(&sources)?;
    let renamed = own_names(&sources);
    let mut declared = HashSet::new();
    let (mut front, mut back) = (String::new(), String::new());
    for (index, source) in sources.iter().enumerate() {
        for statement in &source.statements {
            let Some(&name) = statement.names.first() else {
                front += statement.text;
                front.push('\n');
                continue;
            };
            if statement.linkage == Linkage::Internal {
                let into =
                    if statement.is_definition && statement.is_function { &mut back } else { &mut front };
                into.push_str(&rename(statement.text, &renamed[index]));
                into.push('\n');
                continue;
            }
            if statement.is_definition {
                // Of weak definitions the first stays, unless another is not weak.
                if defined.get(name).is_some_and(|(of, _)| *of == index) {
                    let into = if statement.is_function { &mut back } else { &mut front };
                    into.push_str(&rename(statement.text, &renamed[index]));
                    into.push('\n');
                }
                continue;
            }
            let definition = defined.get(name);
            let is_shared = statement.text.contains(".shared");
            if definition.is_none() && !is_shared && !OFFERED.contains(&name) {
                return Err(LinkTextError::Undefined(name.to_owned(), source.name.to_owned()));
            }
            // One declaration is enough, and of a variable that is defined its definition; a function's is as visible as that.
            if !declared.insert(name) || (definition.is_some() && !statement.is_function) {
                continue;
            }
            let linkage = match definition {
                Some((_, Linkage::Weak)) => ".weak",
                Some(_) => ".visible",
                None => ".extern",
            };
            front += &statement.text.replacen(".extern", linkage, 1).replacen(".visible", linkage, 1);
            front.push('\n');
        }
    }
    Ok(format!(".version {version}\n.target {target}\n.address_size 64\n{front}{back}"))
}

/// Whether a text has a managed variable of that name.
///
/// # Errors
/// The text is not PTX.
pub fn has_managed(text: &str, name: &str) -> Result<bool, LinkTextError> {
    let source = read("", text)?;
    Ok(source.statements.iter().any(|statement| statement.is_managed && statement.names.contains(&name)))
}

/// Which source has the definition of each visible name that counts.
fn definitions<'a>(sources: &[Source<'a>]) -> Result<HashMap<&'a str, (usize, Linkage)>, LinkTextError> {
    let mut defined: HashMap<&str, (usize, Linkage)> = HashMap::new();
    for (index, source) in sources.iter().enumerate() {
        let all = source.statements.iter().filter(|statement| {
            statement.is_definition && matches!(statement.linkage, Linkage::Visible | Linkage::Weak)
        });
        for statement in all {
            for &name in &statement.names {
                match (defined.get(name), statement.linkage) {
                    (Some((_, Linkage::Visible)), Linkage::Visible) => {
                        return Err(LinkTextError::Twice(name.to_owned(), source.name.to_owned()));
                    }
                    (Some(_), Linkage::Weak) => {}
                    (_, linkage) => {
                        defined.insert(name, (index, linkage));
                    }
                }
            }
        }
    }
    Ok(defined)
}

/// For each source, names of its own that others have too, and what they are called from now on.
fn own_names<'a>(sources: &[Source<'a>]) -> Vec<HashMap<&'a str, String>> {
    let mut users: HashMap<&str, usize> = HashMap::new();
    for source in sources {
        let names: HashSet<&str> =
            source.statements.iter().flat_map(|statement| &statement.names).copied().collect();
        names.into_iter().for_each(|name| *users.entry(name).or_default() += 1);
    }
    let own = |(index, source): (usize, &Source<'a>)| {
        let internal = source.statements.iter().filter(|statement| statement.linkage == Linkage::Internal);
        let shared =
            internal.flat_map(|statement| &statement.names).filter(|name| users.get(*name) > Some(&1));
        shared.map(|name| (*name, format!("{name}$link{index}"))).collect()
    };
    sources.iter().enumerate().map(own).collect()
}

/// The digits in a version or an architecture, as numbers.
fn numbers(text: &str) -> Vec<u32> {
    text.split(|letter: char| !letter.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'%')
}

/// Tokens with their places: words (with a leading dot, if they have one) and single signs. Comments and strings are none.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        loop {
            let start = self.at;
            let byte = *bytes.get(start)?;
            let rest = &self.text[start..];
            if byte.is_ascii_whitespace() {
                self.at += 1;
            } else if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                self.at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            } else if byte == b'"' {
                self.at += rest[1..].find('"').map_or(rest.len(), |end| end + 2);
            } else {
                let first = usize::from(byte == b'.');
                let length = bytes[start + first..].iter().take_while(|byte| is_word(**byte)).count();
                self.at += (first + length).max(1);
                // A sign may be more than one byte long in text that is not PTX.
                while !self.text.is_char_boundary(self.at) {
                    self.at += 1;
                }
                return Some((start, &self.text[start..self.at]));
            }
        }
    }
}

fn read<'a>(name: &'a str, text: &'a str) -> Result<Source<'a>, LinkTextError> {
    let mut source = Source { name, version: "", target: "", statements: Vec::new() };
    let mut tokens = Tokens { text, at: 0 };
    while let Some((start, word)) = tokens.next() {
        let line = |tokens: &mut Tokens<'a>| {
            let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
            tokens.at = tokens.at.max(end);
            let line = text[start + word.len()..end].trim();
            line.split("//").next().unwrap_or_default().trim()
        };
        match word {
            ".version" => source.version = line(&mut tokens),
            ".target" => source.target = line(&mut tokens),
            ".address_size" | ".file" | "@" => {
                line(&mut tokens);
            }
            _ => {
                let end =
                    end_of(&mut tokens, word).ok_or_else(|| LinkTextError::Unfinished(name.to_owned()))?;
                // Debugging information is of one text alone.
                if word != ".section" {
                    source.statements.push(statement(&text[start..end]));
                }
            }
        }
    }
    match source.version.is_empty() || source.target.is_empty() {
        true => Err(LinkTextError::Header(name.to_owned())),
        false => Ok(source),
    }
}

/// Where the statement that begins with `first` ends: behind its body if it has one, else behind its semicolon.
fn end_of(tokens: &mut Tokens, first: &str) -> Option<usize> {
    let mut has_body = matches!(first, ".func" | ".entry" | ".section");
    let (mut braces, mut parentheses) = (0u32, 0u32);
    loop {
        let (_, word) = tokens.next()?;
        match word {
            ".func" | ".entry" => has_body = true,
            "(" => parentheses += 1,
            ")" => parentheses = parentheses.saturating_sub(1),
            "{" => braces += 1,
            "}" => {
                braces = braces.checked_sub(1)?;
                if braces == 0 && has_body {
                    return Some(tokens.at);
                }
            }
            ";" if braces == 0 && parentheses == 0 => return Some(tokens.at),
            _ => {}
        }
    }
}

fn statement(text: &str) -> Statement<'_> {
    let words = || Tokens { text, at: 0 }.map(|(_, word)| word);
    let has = |wanted: &str| words().take_while(|word| *word != "{").any(|word| word == wanted);
    let linkage = match () {
        () if has(".extern") => Linkage::Extern,
        () if has(".weak") || has(".common") => Linkage::Weak,
        () if has(".visible") => Linkage::Visible,
        () => Linkage::Internal,
    };
    let is_function = has(".func") || has(".entry");
    let is_variable = !is_function && [".global", ".const", ".shared"].into_iter().any(has);
    let mut names = Vec::new();
    if is_function || is_variable {
        let (mut depth, mut takes) = (0u32, true);
        for word in words() {
            let first = word.as_bytes()[0];
            match word {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                "," if depth == 0 && is_variable => takes = true,
                _ if depth > 0 || !takes || first == b'.' || first.is_ascii_digit() || !is_word(first) => {}
                name => {
                    names.push(name);
                    takes = false;
                    if is_function {
                        break;
                    }
                }
            }
        }
    }
    let is_definition = match is_function {
        true => words().any(|word| word == "{"),
        false => linkage != Linkage::Extern,
    };
    let is_managed = is_variable && has(".managed");
    Statement { text, names, linkage, is_function, is_definition, is_managed }
}

fn rename(text: &str, names: &HashMap<&str, String>) -> String {
    let mut renamed = String::with_capacity(text.len());
    let mut done = 0;
    for (start, word) in (Tokens { text, at: 0 }) {
        if let Some(name) = names.get(word) {
            renamed += &text[done..start];
            renamed += name;
            done = start + word.len();
        }
    }
    renamed + &text[done..]
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIN: &str = "//\n.version 7.0\n.target sm_70 // texts\n.address_size 64\n\
        .extern .func (.param .b32 r) twice(.param .b32 a);\n.extern .global .u32 shared_word;\n\
        .global .u32 own = 1;\n\
        .visible .entry go(.param .u64 to) { .reg .b32 %r<2>; ld.global.u32 %r1, [own]; { call twice; } ret; }\n";
    const OTHER: &str = ".version 8.1\n.target sm_75\n.address_size 64\n.file 1 \"a;b{\"\n\
        .visible .global .u32 shared_word = 7;\n.global .align 4 .u32 own;\n.global .align 4 .u32 mine[2] = {1, 2};\n\
        .visible .func (.param .b32 r) twice(.param .b32 a) { .reg .b32 %r<2>; ld.global.u32 %r1, [own]; ret; }\n";

    #[test]
    fn what_one_text_declares_another_defines() {
        let linked = link(&[("main", MAIN), ("other", OTHER)]).expect("linked");
        assert!(linked.starts_with(".version 8.1\n.target sm_75\n"), "{linked}");
        assert!(!linked.contains(".extern"), "{linked}");
        assert_eq!(linked.matches("shared_word = 7").count(), 1);
        assert_eq!(linked.matches("own$link0").count(), 2, "{linked}");
        assert_eq!(linked.matches("own$link1").count(), 2, "{linked}");
        assert!(linked.contains(".visible .func (.param .b32 r) twice(.param .b32 a);"), "{linked}");
        assert!(linked.contains("mine[2] = {1, 2};"));
        crate::parse(linked.replace("call twice;", "").as_bytes()).expect("it parses");
    }

    #[test]
    fn definitions_that_are_missing_or_too_many_are_named() {
        let undefined = LinkTextError::Undefined("twice".to_owned(), "main".to_owned());
        assert_eq!(link(&[("main", MAIN)]), Err(undefined));
        let twice = LinkTextError::Twice("shared_word".to_owned(), "again".to_owned());
        assert_eq!(link(&[("other", OTHER), ("again", OTHER)]), Err(twice));
        assert_eq!(link(&[]), Err(LinkTextError::Empty));
    }

    #[test]
    fn of_weak_definitions_one_stays() {
        let weak = ".version 7.0\n.target sm_70\n.weak .func f() { ret; }\n.weak .global .u32 w = 1;\n";
        let strong = ".version 7.0\n.target sm_70\n.visible .func f() { trap; }\n";
        let linked = link(&[("a", weak), ("b", weak), ("c", strong)]).expect("linked");
        assert_eq!((linked.matches("f()").count(), linked.matches("w = 1").count()), (1, 1), "{linked}");
        assert!(linked.contains("trap"));
    }

    #[test]
    fn what_is_no_ptx_is_refused_and_never_panics() {
        let texts = [
            "",
            "}",
            "{",
            ".func",
            "\u{e4}\u{20ac}",
            ".version",
            ".version 7.0\n.target sm_70\n.global .u32 x",
            "\"",
            "/*",
        ];
        for text in texts {
            assert!(link(&[("x", text)]).is_err() || text.is_empty(), "{text}");
        }
    }

    #[test]
    fn managed_variables_are_told_from_others() {
        let text = ".version 7.0\n.target sm_70\n.visible .global .attribute(.managed) .align 4 .u32 both;\n.visible .global .u32 one;\n";
        assert_eq!(has_managed(text, "both"), Ok(true));
        assert_eq!(has_managed(text, "one"), Ok(false));
    }
}
