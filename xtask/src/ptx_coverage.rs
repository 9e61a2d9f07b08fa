//! Which PTX instruction forms are parsed, executed and tested, and whether the modules of a file parse. Runs no kernel.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result, bail};
use ptx::container::{Fatbin, Kind};

/// Where the lists are: forms of a widely used library, `count form` a line, most frequent first.
const LISTS: &str = "crates/ptx/tests/forms";
/// Tests that execute PTX: sources with rows of forms, and PTX texts with a kernel for each test.
const TESTS: &str = "crates/ptx-jit/tests";
/// Those of them that are PTX texts, which every executor runs and NVIDIA's assembler assembles.
const FILES: &str = "crates/ptx-jit/tests/files";
/// An image that claims to be larger is refused.
const MAX_IMAGE: usize = 1 << 30;

/// One form of the lists.
#[derive(Default)]
struct Form {
    /// The lists that have it.
    lists: Vec<String>,
    /// How often all of them have it.
    count: u64,
}

/// Prints the table of forms, then what is wrong with the modules in `images`.
///
/// # Errors
/// A form of the lists that is not parsed, not executed or not tested, an instruction without a file test, and a module
/// that is rejected.
pub fn run(images: &[PathBuf]) -> Result<()> {
    let root = super::root();
    let mut missing = forms(&root)?;
    for image in images {
        missing += modules(image)?;
    }
    if missing > 0 {
        bail!("{missing} are missing or rejected");
    }
    Ok(())
}

/// A form as the lists write it: they were counted with single dots only.
fn listed(form: &str) -> String {
    form.replace("::", ".").trim_end_matches('.').to_owned()
}

fn forms(root: &Path) -> Result<usize> {
    let mut forms: BTreeMap<String, Form> = BTreeMap::new();
    for path in files(&root.join(LISTS), &["txt"])? {
        let list = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for line in fs::read_to_string(&path)?.lines() {
            let (count, form) = line.trim().split_once(' ').context("a line that is not `count form`")?;
            let entry = forms.entry(listed(form)).or_default();
            entry.lists.push(list.clone());
            entry.count += count.parse::<u64>()?;
        }
    }
    let wanted: HashSet<&str> = forms.keys().map(String::as_str).collect();
    let tests = tests(root, &wanted)?;
    let mut rows: Vec<_> = forms.iter().collect();
    rows.sort_by_key(|(form, entry)| (std::cmp::Reverse(entry.count), form.as_str()));
    let (mut parsed, mut tested) = (0, 0);
    println!("{:<58} {:>8} {:<7} {:<9} tested", "form", "count", "parsed", "executed");
    for (form, entry) in &rows {
        let operation = ptx::operation_of(&form.replace(".L2.", ".L2::"));
        let test = tests.get(form.as_str());
        parsed += usize::from(operation.is_some());
        tested += usize::from(test.is_some());
        let executed = match operation {
            None => "no",
            Some(ptx::Op::Nop) => "no effect",
            // The parser accepts only what the interpreter executes.
            Some(_) => "yes",
        };
        println!(
            "{form:<58} {:>8} {:<7} {executed:<9} {}",
            entry.count,
            if operation.is_some() { "yes" } else { "no" },
            test.map_or("no", String::as_str)
        );
    }
    println!("{} forms: {parsed} parsed and executed, {tested} tested", rows.len());
    let filed = filed(root)?;
    let beyond = filed.iter().filter(|form| !wanted.contains(form.as_str())).count();
    println!("{beyond} forms beyond the lists are executed and have a file test");
    let names: HashSet<&str> = filed.iter().filter_map(|form| form.split('.').next()).collect();
    let untested: Vec<&str> =
        ptx::INSTRUCTIONS.iter().copied().filter(|name| !names.contains(name)).collect();
    if !untested.is_empty() {
        println!("instructions without a file test: {}", untested.join(", "));
    }
    Ok(2 * rows.len() - parsed - tested + untested.len())
}

/// The forms that the file tests execute.
fn filed(root: &Path) -> Result<HashSet<String>> {
    let mut found = HashSet::new();
    for path in files(&root.join(FILES), &["ptx"])? {
        for line in fs::read_to_string(&path)?.lines() {
            let line = line.split("//").next().unwrap_or_default();
            for word in line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | ':' | '_'))) {
                if ptx::knows_form(word) {
                    found.insert(listed(word));
                }
            }
        }
    }
    Ok(found)
}

/// For each of the wanted forms, the first test that has it.
fn tests(root: &Path, wanted: &HashSet<&str>) -> Result<HashMap<String, String>> {
    let folder = root.join(TESTS);
    let mut found = HashMap::new();
    for path in files(&folder, &["ptx", "rs"])? {
        let name = path.strip_prefix(&folder)?.display().to_string();
        let text = fs::read_to_string(&path)?;
        let is_ptx = name.ends_with("ptx");
        let mut place = String::new();
        for line in text.lines() {
            let line = line.split("//").next().unwrap_or_default();
            let declares = if is_ptx { line.split_once(".entry ") } else { line.split_once("fn ") };
            if let Some((_, rest)) = declares {
                let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
                place = format!("{name} {}", &rest[..end]);
            }
            for word in line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | ':' | '_'))) {
                let form = listed(word);
                if wanted.contains(form.as_str()) {
                    found.entry(form).or_insert_with(|| place.clone());
                }
            }
        }
    }
    Ok(found)
}

/// The files below a folder with one of these extensions, in order.
fn files(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, extensions)?);
        } else if path.extension().is_some_and(|e| extensions.iter().any(|known| e == *known)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Parses every PTX module of a file: PTX text, or anything that holds fatbins.
fn modules(path: &Path) -> Result<usize> {
    let bytes = fs::read(path).with_context(|| path.display().to_string())?;
    let magic = ptx::container::fatbin::FATBIN_MAGIC.to_le_bytes();
    let mut texts = Vec::new();
    let mut fatbins = 0;
    let mut at = 0;
    while let Some(offset) = bytes[at..].windows(magic.len()).position(|window| window == magic) {
        at += offset;
        // The magic number alone may be anything.
        let Ok(fatbin) = Fatbin::parse(&bytes[at..]) else {
            at += magic.len();
            continue;
        };
        for (index, entry) in
            fatbin.collect().with_context(|| format!("fatbin at {at:#x}"))?.into_iter().enumerate()
        {
            if entry.kind == Kind::Ptx {
                texts.push((
                    format!("fatbin {fatbins} entry {index} sm_{}{}", entry.major, entry.minor),
                    entry,
                ));
            }
        }
        fatbins += 1;
        at += fatbin.bytes().len();
    }
    if fatbins == 0 {
        let rejected = report("the text", &bytes);
        return Ok(rejected);
    }
    let next = AtomicUsize::new(0);
    let rejected = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((name, entry)) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let wrong = match entry.text(MAX_IMAGE) {
                        Ok(text) => report(name, &text),
                        Err(error) => {
                            println!("{name}: {error}");
                            1
                        }
                    };
                    rejected.fetch_add(wrong, Ordering::Relaxed);
                }
            });
        }
    });
    let rejected = rejected.into_inner();
    println!("{}: {fatbins} fatbins, {} PTX modules, {rejected} rejected", path.display(), texts.len());
    Ok(rejected)
}

/// Parses one text and says what is wrong with it.
fn report(name: &str, text: &[u8]) -> usize {
    match ptx::parse(text) {
        Ok(module) => {
            let rejected = module.functions.iter().filter_map(|f| Some((&f.name, f.rejected.as_ref()?)));
            rejected.map(|(function, error)| println!("{name}: {function}: {error}")).count()
        }
        Err(error) => {
            println!("{name}: {error}");
            1
        }
    }
}
