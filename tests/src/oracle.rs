//! The oracle: rules of the driver API, stated in `tests/oracle/*.c`, and the transcripts that show them, `tests/oracle/*.txt`.
//!
//! A program states each rule (`RULE`, or `BELIEF` where NVIDIA does not write it down) before the lines that show it. docs/semantics.md
//! is made of both. Nothing here runs a program; the tests and the binary `oracle` do.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

use crate::build::repository;
use crate::table::{ORACLE, Program};

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Family and number, `mem-01`.
    pub number: String,
    /// What must hold.
    pub text: String,
    /// Where NVIDIA says so, or what comes nearest.
    pub source: String,
    /// NVIDIA says so.
    pub is_documented: bool,
}

/// Lines of a transcript by rule, in the order in which they were printed, without the rule's number.
pub type Lines = BTreeMap<String, Vec<String>>;

/// Where a rule does not hold yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Backend {
    /// The software GPU.
    Soft,
    /// gpu-nvidia, over our own library and the software GPU.
    Chain,
}

fn folder() -> PathBuf {
    repository().join("tests/oracle")
}

/// The checked-in transcript of a program.
pub fn transcript_path(program: &Program) -> PathBuf {
    folder().join(format!("{}.txt", program.name))
}

/// docs/semantics.md.
pub fn document_path() -> PathBuf {
    repository().join("docs/semantics.md")
}

/// The transcript that is checked in.
///
/// # Errors
/// It is missing.
pub fn transcript(program: &Program) -> Result<String> {
    let path = transcript_path(program);
    fs::read_to_string(&path).with_context(|| path.display().to_string())
}

/// Splits a transcript.
///
/// # Errors
/// A line that is not `rule: words`.
pub fn lines(transcript: &str) -> Result<Lines> {
    let mut lines = Lines::new();
    for line in transcript.lines() {
        let (rule, words) = line.split_once(": ").with_context(|| format!("no rule in {line:?}"))?;
        lines.entry(rule.to_owned()).or_default().push(words.to_owned());
    }
    Ok(lines)
}

/// The rules whose lines are not the same in both.
pub fn differing(wanted: &Lines, got: &Lines) -> BTreeSet<String> {
    wanted.keys().chain(got.keys()).filter(|rule| wanted.get(*rule) != got.get(*rule)).cloned().collect()
}

/// The rules that a program states, in the order of its source.
///
/// # Errors
/// A statement that is not two or more strings, as the macros want them.
pub fn rules(program: &Program) -> Result<Vec<Rule>> {
    let path = folder().join(program.source);
    let source = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut rules = Vec::new();
    for (at, word) in statements(&source) {
        let arguments = strings(&source[at + word.len()..])
            .with_context(|| format!("{}: a {word} that is not three strings", path.display()))?;
        let [number, text, place] = arguments;
        rules.push(Rule { number, text, source: place, is_documented: word == "RULE(" });
    }
    Ok(rules)
}

/// Where the source states rules.
fn statements(source: &str) -> Vec<(usize, &'static str)> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    for word in ["RULE(", "BELIEF("] {
        found.extend(source.match_indices(&format!("    {word}\"")).map(|(at, _)| (at + 4, word)));
    }
    found.sort_unstable();
    found
}

/// The three string arguments of a macro, of which each may be several literals.
fn strings(mut rest: &str) -> Option<[String; 3]> {
    let mut arguments = [String::new(), String::new(), String::new()];
    let mut index = 0;
    loop {
        rest = rest.trim_start();
        match rest.as_bytes().first()? {
            b'"' => {
                // None of them holds an escape.
                let (literal, behind) = rest[1..].split_once('"')?;
                arguments.get_mut(index)?.push_str(literal);
                rest = behind;
            }
            b',' => {
                index += 1;
                rest = &rest[1..];
            }
            b')' => return (index == 2).then_some(arguments),
            _ => return None,
        }
    }
}

/// `pending.txt`: the rules that do not hold yet, where, and why. The one list of them; a test keeps it honest.
///
/// # Errors
/// The file is missing, or a line is not `rule both|chain reason`.
pub fn pending() -> Result<BTreeMap<String, Vec<Backend>>> {
    let path = folder().join("pending.txt");
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut pending = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let mut words = line.splitn(3, ' ');
        let (Some(rule), Some(place), Some(_reason)) = (words.next(), words.next(), words.next()) else {
            bail!("{}: {line:?}", path.display());
        };
        let backends = match place {
            "both" => vec![Backend::Soft, Backend::Chain],
            "chain" => vec![Backend::Chain],
            other => bail!("{}: {other:?} is neither both nor chain", path.display()),
        };
        ensure!(pending.insert(rule.to_owned(), backends).is_none(), "{rule} is listed twice");
    }
    Ok(pending)
}

/// docs/semantics.md as the programs, the transcripts and the list of what is pending make it.
///
/// # Errors
/// Something is missing, or a rule has no line.
pub fn document() -> Result<String> {
    let pending = pending()?;
    let mut body = String::new();
    let (mut all, mut believed) = (0, 0);
    for program in ORACLE {
        let source = fs::read_to_string(folder().join(program.source))?;
        let title = source.lines().next().and_then(|line| line.strip_prefix("// The oracle: "));
        let title = title.with_context(|| format!("{} does not begin with its title", program.source))?;
        let title = title.split('.').next().unwrap_or(title);
        body += &format!("\n## {}{}\n", title[..1].to_uppercase(), &title[1..]);
        body += &format!("\ntests/oracle/{}\n", program.source);
        let lines = lines(&transcript(program)?)?;
        for rule in rules(program)? {
            all += 1;
            believed += usize::from(!rule.is_documented);
            let mark = if rule.is_documented { "" } else { " **unconfirmed**" };
            let late = if pending.contains_key(&rule.number) { " **pending**" } else { "" };
            let Rule { number, text, source, .. } = rule;
            body += &format!("\n**{number}**{mark}{late} {text} *({source})*\n\n");
            for line in lines.get(&number).with_context(|| format!("{number} has no line"))? {
                body += &format!("    {line}\n");
            }
        }
    }
    Ok(format!(
        "{}\n{all} rules, of which {believed} are unconfirmed and {} pending.\n{body}",
        INTRODUCTION,
        pending.len()
    ))
}

const INTRODUCTION: &str = "\
# What the driver API does

Made by `cargo run -p vgpu-tests --bin oracle` from tests/oracle. Each rule has a number, the sections of NVIDIA's documents that it rests
on (chapters of the CUDA Driver API manual, where no other book is named), and the lines of a transcript that show it: a call and its
result, or an expression and its value.

The programs run on the software GPU and through gpu-nvidia in the tests, and by `make hardware` on NVIDIA's driver, whose transcript is
the truth: where it differs, the rule is mended, then we. No native transcript has been checked in yet. **unconfirmed**: NVIDIA does not
write it down, or leaves it open; it is what drivers are believed to do, or what we promise beyond them. **pending**: it does not hold on
our side yet; tests/oracle/pending.txt says why.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_read_over_several_lines_and_literals() {
        let source = "    RULE(\"a-1\", \"One \"\n    \"two.\",\n  \"There: cuThat\");\n    BELIEF(\"a-2\", \"x\", \"y\");";
        let found = statements(source);
        assert_eq!(found.len(), 2);
        let (at, word) = found[0];
        assert_eq!(
            strings(&source[at + word.len()..]),
            Some(["a-1", "One two.", "There: cuThat"].map(str::to_owned))
        );
        assert_eq!(found[1].1, "BELIEF(");
        assert_eq!(strings("\"a\", \"b\")"), None);
    }

    #[test]
    fn rules_differ_by_a_line_that_is_missing_added_or_changed() {
        let of = |text| lines(text).unwrap();
        let wanted = of("a: x -> 1\nb: y -> 2\na: z -> 3\n");
        assert!(differing(&wanted, &wanted).is_empty());
        let got = of("a: x -> 1\nb: y -> 3\nc: w -> 1\na: z -> 3\n");
        assert_eq!(differing(&wanted, &got).into_iter().collect::<Vec<_>>(), ["b", "c"]);
        assert!(lines("no rule here").is_err());
    }
}
