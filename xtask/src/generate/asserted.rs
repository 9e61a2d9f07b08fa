//! Which test program asserts which driver call: a call counts where its result is checked, not where its name is written.
//!
//! In the C sources of the tests a result is checked inside one of [`CHECKS`]: `EXPECT(CUDA_ERROR_INVALID_VALUE, cuMemAlloc(NULL, 1))`.
//! The programs themselves run in `make test`, and end badly if a check does not hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::functions::Table;
use crate::root;

/// Macros of the test programs that check, or write down for comparison, the result of the call that they are given.
const CHECKS: &[&str] = &[
    "CHECK",
    "EXPECT",
    "EXPECT_ERROR",
    "GIVES",
    "GIVES_EITHER",
    "REQUIRE",
    "SHOW",
    "SAY",
    "STEP",
    "GIVES_AS",
    "NEED",
    "VALUE",
    "TEXT",
];

/// Where test programs are.
const FOLDERS: &[&str] = &["tests/programs", "tests/oracle"];

/// Rows that no program asserts yet: a list that only gets shorter.
const UNASSERTED: &str = "xtask/data/unasserted.txt";

/// In these sources plain names mean themselves, not what cuda.h makes of them.
const PLAIN_NAMES: &str = "#define __CUDA_API_VERSION_INTERNAL";

/// For each symbol, the programs that assert it.
pub type Asserted = BTreeMap<String, BTreeSet<String>>;

/// Reads the test programs.
pub fn read(macros: &BTreeMap<String, String>) -> Result<Asserted> {
    let mut asserted = Asserted::new();
    for folder in FOLDERS {
        let Ok(entries) = fs::read_dir(root().join(folder)) else { continue };
        for entry in entries {
            let path = entry?.path();
            if !path.extension().is_some_and(|kind| ["c", "cpp", "cu"].iter().any(|known| kind == *known)) {
                continue;
            }
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            for name in calls(&text) {
                let means_itself = text.contains(PLAIN_NAMES);
                let symbol = if means_itself { name } else { macros.get(name).map_or(name, String::as_str) };
                asserted.entry(symbol.to_owned()).or_default().insert(stem.clone());
            }
        }
    }
    Ok(asserted)
}

/// The driver calls inside checks.
fn calls(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for check in CHECKS {
        for (start, _) in text.match_indices(check) {
            let is_word =
                |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
            let after = start + check.len();
            if is_word(text.as_bytes().get(start.wrapping_sub(1)))
                || text.as_bytes().get(after) != Some(&b'(')
            {
                continue;
            }
            let inside = &text[after..after + closing(&text[after..])];
            let words =
                inside.split_inclusive(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
            found.extend(
                words
                    .filter_map(|word| word.strip_suffix('('))
                    .filter(|word| word.starts_with("cu") && word[2..].starts_with(char::is_uppercase)),
            );
        }
    }
    found
}

/// Where the parenthesis that `text` begins with is closed.
fn closing(text: &str) -> usize {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// Fails for an implemented call that no program asserts, unless it is among those known; and for a known one that is asserted by now.
pub fn check(table: &Table, asserted: &Asserted) -> Result<()> {
    let path = root().join(UNASSERTED);
    let list = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let known: BTreeSet<&str> =
        list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let missing: BTreeSet<&str> = table
        .symbols
        .iter()
        .filter(|symbol| symbol.implemented && !asserted.contains_key(symbol.api()))
        .map(super::functions::Symbol::api)
        .collect();
    let new: Vec<&str> = missing.difference(&known).copied().collect();
    ensure!(new.is_empty(), "no program in {} asserts {}", FOLDERS.join(" or "), new.join(", "));
    let old: Vec<&str> = known.difference(&missing).copied().collect();
    ensure!(old.is_empty(), "asserted by now, or gone: take {} out of {UNASSERTED}", old.join(", "));
    Ok(())
}

/// Fails for a name in the table of calls without a function in crates/guest: among those that rows carry, or in `LOCAL`.
pub fn check_names<'a>(
    calls: &Path,
    carried: impl Iterator<Item = &'a str>,
    is_implemented: impl Fn(&str) -> bool,
) -> Result<()> {
    for name in carried {
        ensure!(is_implemented(name), "a row carries {name}, which crates/guest/src/api has not");
    }
    let text = fs::read_to_string(calls).with_context(|| calls.display().to_string())?;
    let local =
        text.split("pub const LOCAL").nth(1).and_then(|rest| rest.split("];").next()).unwrap_or_default();
    let mut seen = BTreeSet::new();
    for name in local.split('"').skip(1).step_by(2) {
        ensure!(is_implemented(name), "LOCAL names {name}, which crates/guest/src/api has not");
        ensure!(seen.insert(name), "LOCAL names {name} twice");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_counts_where_its_result_is_checked() {
        let text = "cuInit(0); CHECK(cuMemAlloc(&a, f(1))); EXPECT(E, cuMemFree_v2(a)); UNCHECK(cuCtxSynchronize());\n\
                    REQUIRE(cuStreamQuery(s) == 0 && name(cuEventQuery)); CHECKED(cuLaunch(x))";
        let found: Vec<&str> = calls(text).into_iter().collect();
        assert_eq!(found, ["cuMemAlloc", "cuMemFree_v2", "cuStreamQuery"]);
    }
}
