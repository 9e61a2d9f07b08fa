//! What crates/guest implements, read from its sources, and the class that the wire table gives a call.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use proc_macro2::{TokenStream, TokenTree};
use syn::{Item, Signature, Visibility};

use crate::root;

/// The guest's side of the driver.
pub struct Guest {
    /// Public functions named `cu…` in crates/guest/src/api, by name.
    pub functions: BTreeMap<String, Signature>,
    /// Class of each call in crates/cuda-abi/src/calls.rs.
    classes: BTreeMap<String, &'static str>,
}

impl Guest {
    /// Reads the sources.
    pub fn read() -> Result<Guest> {
        let mut guest = Guest { functions: BTreeMap::new(), classes: BTreeMap::new() };
        for path in sources(&root().join("crates/guest/src/api"))? {
            let text = fs::read_to_string(&path)?;
            let file =
                syn::parse_file(&text).with_context(|| format!("{} does not parse", path.display()))?;
            for item in file.items {
                let Item::Fn(function) = item else { continue };
                let name = function.sig.ident.to_string();
                if !name.starts_with("cu") || !matches!(function.vis, Visibility::Public(_)) {
                    continue;
                }
                let again = guest.functions.insert(name.clone(), function.sig);
                ensure!(again.is_none(), "crates/guest/src/api has {name} twice");
            }
        }
        let calls = root().join("crates/cuda-abi/src/calls.rs");
        if let Ok(text) = fs::read_to_string(&calls) {
            let tokens: TokenStream =
                text.parse().map_err(|_| anyhow::anyhow!("{} does not parse", calls.display()))?;
            guest.read_classes(tokens);
        }
        Ok(guest)
    }

    /// A call that the guest implements without a row in the wire table is answered in the guest.
    pub fn class(&self, api: &str) -> &'static str {
        match (self.functions.contains_key(api), self.classes.get(api)) {
            (false, _) => "Unsupported",
            (true, Some(class)) => class,
            (true, None) => "Local",
        }
    }

    /// Takes each row, up to its comma or semicolon, that names both a driver call and a class.
    fn read_classes(&mut self, tokens: TokenStream) {
        let mut names: Vec<String> = Vec::new();
        let mut class = None;
        for token in tokens
            .into_iter()
            .chain([TokenTree::from(proc_macro2::Punct::new(';', proc_macro2::Spacing::Alone))])
        {
            match token {
                TokenTree::Punct(mark) if matches!(mark.as_char(), ',' | ';') => {
                    if let Some(class) = class.take() {
                        self.classes.extend(names.drain(..).map(|name| (name, class)));
                    }
                    names.clear();
                }
                TokenTree::Group(group) => {
                    collect(group.stream(), &mut names, &mut class);
                    self.read_classes(group.stream());
                }
                word => collect(word.into(), &mut names, &mut class),
            }
        }
    }
}

fn collect(tokens: TokenStream, names: &mut Vec<String>, class: &mut Option<&'static str>) {
    for token in tokens {
        let word = token.to_string();
        match word.trim_matches('"') {
            "Local" | "local" => *class = Some("Local"),
            "Async" | "async" => *class = Some("Async"),
            "Sync" | "sync" => *class = Some("Sync"),
            name if name.starts_with("cu") && name.chars().nth(2).is_some_and(char::is_uppercase) => {
                names.push(name.to_owned());
            }
            _ => {}
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
