//! What crates/guest implements, read from its sources, and the class that the wire table gives a call.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Item, Signature, Visibility};

use crate::root;

/// The guest's side of the driver.
pub struct Guest {
    /// Public functions named `cu…` in crates/guest/src/api, by name.
    pub functions: BTreeMap<String, Signature>,
    /// Class of each call in crates/cuda-abi/src/calls.rs, by base name.
    classes: BTreeMap<String, &'static str>,
}

impl Guest {
    /// Reads the sources.
    pub fn read() -> Result<Guest> {
        let functions = functions(&root().join("crates/guest/src/api"), "cu")?;
        let mut guest = Guest { functions, classes: BTreeMap::new() };
        let calls = root().join("crates/cuda-abi/src/calls.rs");
        if let Ok(text) = fs::read_to_string(&calls) {
            let tokens: TokenStream =
                text.parse().map_err(|_| anyhow::anyhow!("{} does not parse", calls.display()))?;
            read_classes(tokens, &mut guest.classes);
        }
        Ok(guest)
    }

    /// Base names of the calls that rows of the wire table carry.
    pub fn carried(&self) -> impl Iterator<Item = &str> {
        self.classes.keys().map(String::as_str)
    }

    /// The class of a call: what its rows of the wire table say, by its base name. A call that the guest
    /// implements without such a row is answered in the guest.
    pub fn class(&self, api: &str, base: &str) -> &'static str {
        match (self.functions.contains_key(api), self.classes.get(base)) {
            (false, _) => "Unsupported",
            (true, Some(class)) => class,
            (true, None) => "Local",
        }
    }
}

/// Public functions whose names begin with `prefix` in a folder of sources, by name.
pub fn functions(folder: &Path, prefix: &str) -> Result<BTreeMap<String, Signature>> {
    let mut functions = BTreeMap::new();
    for path in sources(folder)? {
        let text = fs::read_to_string(&path)?;
        let file = syn::parse_file(&text).with_context(|| format!("{} does not parse", path.display()))?;
        for item in file.items {
            let Item::Fn(function) = item else { continue };
            let name = function.sig.ident.to_string();
            if !name.starts_with(prefix) || !matches!(function.vis, Visibility::Public(_)) {
                continue;
            }
            let again = functions.insert(name.clone(), function.sig);
            ensure!(again.is_none(), "{} has {name} twice", folder.display());
        }
    }
    Ok(functions)
}

/// Functions that macros in a folder of sources make: the identifiers in their arguments that begin with `prefix`, but for types.
pub fn functions_of_macros(folder: &Path, prefix: &str) -> Result<BTreeSet<String>> {
    fn collect(tokens: TokenStream, prefix: &str, names: &mut BTreeSet<String>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => collect(group.stream(), prefix, names),
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    if name.starts_with(prefix) && !name.ends_with("_t") {
                        names.insert(name);
                    }
                }
                _ => {}
            }
        }
    }
    let mut names = BTreeSet::new();
    for path in sources(folder)? {
        let file = syn::parse_file(&fs::read_to_string(&path)?)?;
        for item in file.items {
            if let Item::Macro(call) = item
                && call.ident.is_none()
            {
                collect(call.mac.tokens, prefix, &mut names);
            }
        }
    }
    Ok(names)
}

/// Reads rows `class number name(arguments) -> result = [driver calls];`. A call that several rows carry
/// has the class of the one that waits.
fn read_classes(tokens: TokenStream, classes: &mut BTreeMap<String, &'static str>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for row in tokens.split(|token| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ';')) {
        let class = row.windows(3).find_map(|words| match words {
            [TokenTree::Ident(class), TokenTree::Literal(_), TokenTree::Ident(_)] => {
                match class.to_string().as_str() {
                    "post" => Some("Async"),
                    "sync" | "wait" => Some("Sync"),
                    _ => None,
                }
            }
            _ => None,
        });
        match (class, row.last()) {
            (Some(class), Some(TokenTree::Group(calls))) if calls.delimiter() == Delimiter::Bracket => {
                for call in calls.stream() {
                    if let TokenTree::Ident(call) = call {
                        let known = classes.entry(call.to_string()).or_insert(class);
                        if class == "Sync" {
                            *known = class;
                        }
                    }
                }
            }
            _ => {
                for token in row {
                    if let TokenTree::Group(group) = token {
                        read_classes(group.stream(), classes);
                    }
                }
            }
        }
    }
}

fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_has_the_class_of_the_row_that_carries_it() {
        let table = r#"
            const OTHER: u32 = 3;
            macro_rules! for_each_call { ($expand:ident) => { $expand! {
                /// A comment on a sync call.
                sync 1 device_describe(device: u32) -> DeviceDescription = [cuDeviceGetName, cuDeviceGetUuid];
                post 31 write(dst: u64, bytes: &[u8]) -> () = [cuMemcpyHtoD, cuModuleLoad];
                wait 33 read(src: u64, bytes: u64) -> Vec<u8> = [cuMemcpyDtoH];
                post 40 blob_write(blob: BlobId, bytes: &[u8]) -> () = [];
                sync 41 module_load(module: ModuleId) -> () = [cuModuleLoad];
            } } }
        "#;
        let mut classes = BTreeMap::new();
        read_classes(table.parse().expect("tokens"), &mut classes);
        let expected = [
            ("cuDeviceGetName", "Sync"),
            ("cuDeviceGetUuid", "Sync"),
            ("cuMemcpyDtoH", "Sync"),
            ("cuMemcpyHtoD", "Async"),
            ("cuModuleLoad", "Sync"),
        ];
        assert_eq!(classes, expected.map(|(call, class)| (call.to_owned(), class)).into());
    }
}
