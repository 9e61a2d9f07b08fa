//! generated/functions.rs: the exported symbols, and which of them each entry-point name means.
//!
//! A row `PFN_<name>_v<version>[_ptds|_ptsz]` of the typedef headers says that `cuGetProcAddress(name)`
//! finds an ABI from that CUDA version on. Which symbol has that ABI is found by comparing prototypes;
//! where several symbols have the same one, the older row takes the older symbol.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, bail, ensure};
use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{ForeignItemFn, Item};

use super::guest::Guest;
use super::header::{Header, Typedef};

/// The names that the real libcuda.so.1 exports.
const EXPORTS: &str = include_str!("../../data/libcuda-exports-550.163.txt");

/// Those of them that are variables, which a debugger writes: name and size in bytes (cudadebugger.h).
const VARIABLES: &str = include_str!("../../data/debugger-variables.txt");

/// One exported symbol.
pub struct Symbol {
    pub name: String,
    /// The name without version and stream variant, as `cuGetProcAddress` takes it.
    pub base: String,
    /// 1 for the plain name, 2 for `_v2` and so on.
    pub abi: u32,
    pub per_thread: bool,
    /// The first CUDA version of a typedef row that means this symbol.
    pub since: Option<u32>,
    pub prototype: Option<ForeignItemFn>,
    pub implemented: bool,
    pub class: &'static str,
}

/// The symbols in the table's order, and the rows of `cuGetProcAddress`.
pub struct Table {
    pub symbols: Vec<Symbol>,
    /// Sorted by name, stream variant and version.
    pub rows: Vec<Row>,
    /// Exported variables and their sizes in bytes.
    pub variables: BTreeMap<String, usize>,
}

/// One entry-point typedef and the symbol it means.
pub struct Row {
    pub name: String,
    pub per_thread: bool,
    pub version: u32,
    /// Index into the symbols.
    pub symbol: usize,
}

impl Symbol {
    /// The symbol without its stream variant: the name under which crates/guest implements it.
    pub fn api(&self) -> &str {
        without_variant(&self.name)
    }
}

/// Joins the export list, the headers and what crates/guest implements.
pub fn table(header: &Header, guest: &Guest) -> Result<Table> {
    let variables = variables()?;
    let prototypes: BTreeMap<String, &ForeignItemFn> =
        header.functions.iter().map(|function| (function.sig.ident.to_string(), function)).collect();
    let names: BTreeSet<&str> = EXPORTS
        .lines()
        .chain(prototypes.keys().map(String::as_str))
        .filter(|name| !variables.contains_key(*name))
        .collect();
    let mut symbols: Vec<Symbol> = names
        .into_iter()
        .map(|name| {
            let plain = without_variant(name);
            let (base, abi) = without_version(plain);
            Symbol {
                name: name.to_owned(),
                base: base.to_owned(),
                abi,
                per_thread: plain != name,
                since: None,
                prototype: prototypes.get(name).map(|function| (*function).clone()),
                implemented: guest.functions.contains_key(plain),
                class: guest.class(plain, base),
            }
        })
        .collect();
    let aliases = aliases(&header.items);
    let typedefs = foreign_typedefs(header)?;
    let rows = rows(header.typedefs.iter().chain(&typedefs), &symbols, &aliases)?;
    for row in &rows {
        let since = &mut symbols[row.symbol].since;
        *since = Some(since.map_or(row.version, |known| known.min(row.version)));
    }
    for name in guest.functions.keys() {
        ensure!(
            symbols.iter().any(|symbol| symbol.name == *name),
            "crates/guest implements {name}, which no driver exports"
        );
    }
    Ok(Table { symbols, rows, variables })
}

fn variables() -> Result<BTreeMap<String, usize>> {
    VARIABLES
        .lines()
        .map(|line| {
            let (name, size) =
                line.split_once(' ').context("data/debugger-variables.txt: a line has no size")?;
            Ok((name.to_owned(), size.parse()?))
        })
        .collect()
}

fn rows<'a>(
    all: impl Iterator<Item = &'a Typedef>,
    symbols: &[Symbol],
    aliases: &Aliases,
) -> Result<Vec<Row>> {
    let mut families: BTreeMap<(&str, bool), Vec<&Typedef>> = BTreeMap::new();
    for typedef in all {
        families.entry((&typedef.name, typedef.per_thread)).or_default().push(typedef);
    }
    let mut rows = Vec::new();
    let mut unmatched = Vec::new();
    for ((name, per_thread), mut typedefs) in families {
        typedefs.sort_by_key(|typedef| typedef.version);
        let mut family: Vec<usize> = (0..symbols.len())
            .filter(|&at| symbols[at].base == name && symbols[at].per_thread == per_thread)
            .collect();
        family.sort_by_key(|&at| symbols[at].abi);
        if family.is_empty() && typedefs.iter().all(|typedef| typedef.parameters.is_none()) {
            // Of another system's driver, as cuWGLGetDevice is of Windows's.
            continue;
        }
        for (at, typedef) in typedefs.iter().enumerate() {
            let found = choose(&typedefs, at, &family, symbols, aliases);
            match found {
                Some(symbol) => {
                    rows.push(Row { name: name.to_owned(), per_thread, version: typedef.version, symbol });
                }
                None => {
                    let of: Vec<&str> = family.iter().map(|&at| symbols[at].name.as_str()).collect();
                    unmatched.push(format!("{name} {} {per_thread} of {of:?}", typedef.version));
                }
            }
        }
    }
    if !unmatched.is_empty() {
        bail!("rows without a symbol:\n{}", unmatched.join("\n"));
    }
    Ok(rows)
}

/// The symbol of the row `at`: the one with its prototype, and by age where several have it.
fn choose(
    typedefs: &[&Typedef],
    at: usize,
    family: &[usize],
    symbols: &[Symbol],
    aliases: &Aliases,
) -> Option<usize> {
    let Some(wanted) = &typedefs[at].parameters else {
        return family.get(at).copied();
    };
    let wanted = aliases.normal(wanted.iter());
    let same_rows = typedefs[..at]
        .iter()
        .filter(|other| other.parameters.as_ref().is_some_and(|known| aliases.normal(known.iter()) == wanted))
        .count();
    let alike: Vec<usize> = family
        .iter()
        .copied()
        .filter(|&symbol| {
            symbols[symbol]
                .prototype
                .as_ref()
                .is_some_and(|known| aliases.normal(parameters(known)) == wanted)
        })
        .collect();
    alike.get(same_rows).or(alike.last()).copied()
}

fn parameters(function: &ForeignItemFn) -> impl Iterator<Item = &syn::Type> {
    function.sig.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(typed) => Some(&*typed.ty),
        syn::FnArg::Receiver(_) => None,
    })
}

/// What each type alias of the header stands for.
struct Aliases(BTreeMap<String, TokenStream>);

fn aliases(items: &[Item]) -> Aliases {
    let mut known = BTreeMap::new();
    for item in items {
        match item {
            Item::Type(alias) => {
                known.insert(alias.ident.to_string(), alias.ty.to_token_stream());
            }
            Item::Use(item) => {
                if let syn::UseTree::Path(path) = &item.tree
                    && let syn::UseTree::Rename(renamed) = &*path.tree
                {
                    known.insert(renamed.rename.to_string(), renamed.ident.to_token_stream());
                }
            }
            _ => {}
        }
    }
    Aliases(known)
}

impl Aliases {
    /// Parameter types with every alias expanded, and without `const`, on which the headers disagree.
    fn normal<'a>(&self, types: impl Iterator<Item = &'a syn::Type>) -> Vec<String> {
        types
            .map(|ty| {
                let mut words = Vec::new();
                self.expand(ty.to_token_stream(), &mut words);
                words.join(" ")
            })
            .collect()
    }

    fn expand(&self, tokens: TokenStream, words: &mut Vec<String>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => {
                    words.push("(".to_owned());
                    self.expand(group.stream(), words);
                    words.push(")".to_owned());
                }
                TokenTree::Ident(ident) => {
                    let word = ident.to_string();
                    match self.0.get(&word) {
                        Some(meaning) => self.expand(meaning.clone(), words),
                        None if word == "const" => words.push("mut".to_owned()),
                        None => words.push(word),
                    }
                }
                other => words.push(other.to_string()),
            }
        }
    }
}

fn without_variant(name: &str) -> &str {
    name.strip_suffix("_ptds").or_else(|| name.strip_suffix("_ptsz")).unwrap_or(name)
}

fn without_version(name: &str) -> (&str, u32) {
    if let Some((base, digits)) = name.rsplit_once("_v")
        && let Ok(abi) = digits.parse()
    {
        return (base, abi);
    }
    (name, 1)
}

/// Typedef rows of the headers for EGL, OpenGL, the profiler and VDPAU, which need headers that are not
/// there; only names and versions are read.
fn foreign_typedefs(header: &Header) -> Result<Vec<Typedef>> {
    let mut typedefs = Vec::new();
    for file in ["cudaEGLTypedefs.h", "cudaGLTypedefs.h", "cudaProfilerTypedefs.h", "cudaVDPAUTypedefs.h"] {
        let text = fs::read_to_string(header.include.join(file)).with_context(|| format!("no {file}"))?;
        for rest in text.split("CUDAAPI *").skip(1) {
            let name = rest.split(')').next().unwrap_or_default();
            typedefs.extend(Typedef::parse(name, None));
        }
    }
    Ok(typedefs)
}

/// The file's text.
pub fn render(header: &Header, table: &Table) -> Result<String> {
    let functions = table.symbols.iter().map(|symbol| {
        let Symbol { name, base, implemented, .. } = symbol;
        let since = match symbol.since.map(Literal::u32_unsuffixed) {
            Some(version) => quote! { Some(#version) },
            None => quote! { None },
        };
        let variant = if symbol.per_thread { quote!(PerThreadStream) } else { quote!(Plain) };
        let documented = symbol.prototype.is_some();
        let class = format_ident!("{}", symbol.class);
        quote! { function(#name, #base, #since, #variant, #documented, #implemented, #class) }
    });
    let entries = table.rows.iter().map(|row| {
        let Row { name, per_thread, version, symbol } = row;
        let version = Literal::u32_unsuffixed(*version);
        let symbol = Literal::u16_unsuffixed(u16::try_from(*symbol)?);
        Ok(quote! { entry(#name, #per_thread, #version, #symbol) })
    });
    let entries = entries.collect::<Result<Vec<_>>>()?;
    let version = Literal::u32_unsuffixed(header.version);
    let count = Literal::usize_unsuffixed(table.symbols.len());
    let variables = table.variables.keys();
    super::source(
        "The driver's exported symbols, and the entry-point names that mean them.",
        quote! {
            use crate::functions::Class::*;
            use crate::functions::Variant::*;
            use crate::functions::{Class, EntryPoint, Function, Variant};

            const fn function(
                symbol: &'static str,
                base: &'static str,
                since: Option<u32>,
                variant: Variant,
                documented: bool,
                implemented: bool,
                class: Class,
            ) -> Function {
                Function { symbol, base, since, variant, documented, implemented, class }
            }

            const fn entry(name: &'static str, per_thread: bool, version: u32, function: u16) -> EntryPoint {
                EntryPoint { name, per_thread, version, function }
            }

            /// The CUDA version of the headers that this was made from.
            pub const HEADER_VERSION: u32 = #version;

            /// Every exported symbol, in ascending order.
            pub static FUNCTIONS: [Function; #count] = [#(#functions),*];

            /// Every exported variable, in ascending order; a debugger reads and writes them.
            pub static VARIABLES: &[&str] = &[#(#variables),*];

            /// Every entry point, by name, stream variant and version, ascending.
            pub static ENTRY_POINTS: &[EntryPoint] = &[#(#entries),*];
        },
    )
}

/// Every typedef of cudaTypedefs.h by name alone, for the test of the table: found by the text, so that
/// a mistake in reading the header as C does not hide itself.
pub fn typedef_list(header: &Header) -> Result<String> {
    let text = fs::read_to_string(header.include.join("cudaTypedefs.h")).context("no cudaTypedefs.h")?;
    let mut lines = vec![
        "# Entry points of cudaTypedefs.h: name, CUDA version, stream variant.".to_owned(),
        "# Made by `cargo xtask generate`; changes go there.".to_owned(),
    ];
    for rest in text.split("CUDAAPI *").skip(1) {
        let typedef = rest.split(')').next().unwrap_or_default();
        let Typedef { name, version, per_thread, .. } =
            Typedef::parse(typedef, None).with_context(|| format!("{typedef} has an unknown form"))?;
        let variant = if per_thread { "per-thread" } else { "plain" };
        lines.push(format!("{name} {version} {variant}"));
    }
    Ok(lines.join("\n") + "\n")
}
