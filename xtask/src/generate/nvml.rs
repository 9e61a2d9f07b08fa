//! NVML: generated/nvml.rs from nvml.h, the exports of libnvidia-ml.so.1, and docs/nvml-coverage.md.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{ForeignItemFn, Item, ReturnType, Signature};

use super::{guest, header};
use crate::{assets, root};

/// What the library of driver 550.163 exports.
const EXPORTS: &str = include_str!("../../data/libnvidia-ml-exports-550.163.txt");

/// Every version of each function is declared under its symbol's name.
const WRAPPER: &str = "#define NVML_NO_UNVERSIONED_FUNC_DEFS
#include <nvml.h>
";

/// nvml.h, what has to be exported, and what is implemented.
pub struct Nvml {
    items: Vec<Item>,
    prototypes: BTreeMap<String, ForeignItemFn>,
    names: BTreeSet<String>,
    /// `None` for those that a macro makes, which are all unsafe.
    implemented: BTreeMap<String, Option<Signature>>,
}

impl Nvml {
    /// Reads the pinned header, fetching it if it is not there, and crates/libnvml.
    pub fn read() -> Result<Nvml> {
        let libclang = assets::site_packages(&assets::environment("headers")?)?.join("clang/native");
        let packages = assets::site_packages(&assets::environment("nvml")?)?;
        let include = packages.join("nvidia/nvml_dev/include");
        ensure!(include.join("nvml.h").exists(), "no nvml.h in {}", include.display());
        let text = bind(&include, &libclang)?;
        let api = root().join("crates/libnvml/src/api");
        let written = guest::functions(&api, "nvml")?.into_iter().map(|(name, sig)| (name, Some(sig)));
        let made = guest::functions_of_macros(&api, "nvml")?.into_iter().map(|name| (name, None));
        let mut nvml = Nvml {
            items: Vec::new(),
            prototypes: BTreeMap::new(),
            names: EXPORTS.lines().map(str::to_owned).collect(),
            implemented: written.chain(made).collect(),
        };
        for item in syn::parse_file(&text).context("the bindings do not parse")?.items {
            let Item::ForeignMod(block) = item else {
                nvml.items.push(item);
                continue;
            };
            for declared in block.items {
                if let syn::ForeignItem::Fn(function) = declared {
                    let name = function.sig.ident.to_string();
                    nvml.names.insert(name.clone());
                    nvml.prototypes.insert(name, function);
                }
            }
        }
        if let Some(name) = nvml.implemented.keys().find(|name| !nvml.names.contains(*name)) {
            anyhow::bail!("crates/libnvml/src/api has {name}, which NVML has not");
        }
        Ok(nvml)
    }

    /// crates/cuda-abi/src/generated/nvml.rs.
    pub fn types(&self) -> Result<String> {
        let items = &self.items;
        super::source(
            "Types, constants and enums of NVML's C interface, with checks of their layout.",
            quote! { #(#items)* },
        )
    }

    /// crates/libnvml/src/exports.rs.
    pub fn exports(&self) -> Result<String> {
        let exports = self.names.iter().map(|name| self.export(name)).collect::<Result<Vec<_>>>()?;
        super::source(
            "The exported functions of libnvidia-ml.so.1.",
            quote! {
                use cuda_abi::nvml::*;
                #(#exports)*
            },
        )
    }

    fn export(&self, name: &str) -> Result<TokenStream> {
        let ident = format_ident!("{name}");
        let prototype = self.prototypes.get(name).map(|function| &function.sig);
        let Some(api) = self.implemented.get(name) else {
            let inputs = prototype.into_iter().flat_map(|sig| &sig.inputs).filter_map(|input| match input {
                syn::FnArg::Typed(typed) => {
                    let ty = &typed.ty;
                    Some(quote! { _: #ty })
                }
                syn::FnArg::Receiver(_) => None,
            });
            return Ok(quote! {
                #[unsafe(no_mangle)]
                pub unsafe extern "C" fn #ident(#(#inputs),*) -> nvmlReturn_t {
                    crate::entry::unsupported(#name)
                }
            });
        };
        let sig = prototype.with_context(|| format!("nvml.h does not declare {name}"))?;
        if let Some(api) = api {
            ensure!(sig.inputs.len() == api.inputs.len(), "{name} takes {} arguments", sig.inputs.len());
        }
        let inputs = &sig.inputs;
        let arguments = inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(typed) => Some(&typed.pat),
            syn::FnArg::Receiver(_) => None,
        });
        let mut call = quote! { crate::api::#ident(#(#arguments),*) };
        if api.as_ref().is_none_or(|api| matches!(api.safety, syn::Safety::Unsafe(_))) {
            call = quote! { unsafe { #call } };
        }
        let output = &sig.output;
        let answers = matches!(output, ReturnType::Type(_, ty) if quote!(#ty).to_string() == "nvmlReturn_t");
        if answers {
            call = quote! { crate::entry::entry(#name, || #call) };
        }
        Ok(quote! {
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn #ident(#inputs) #output {
                #call
            }
        })
    }

    /// docs/nvml-coverage.md.
    pub fn coverage(&self) -> String {
        let mut text = String::from(
            "# NVML coverage\n\nMade by `cargo xtask generate`. Every name that the library of driver 550.163 exports, or that nvml.h of\nCUDA 12.9 declares, is exported; what is not implemented returns NVML_ERROR_NOT_SUPPORTED.\n\n",
        );
        let (all, implemented) = (self.names.len(), self.implemented.len());
        let _ = writeln!(text, "{all} functions exported, {implemented} implemented:\n");
        for name in self.implemented.keys() {
            let _ = writeln!(text, "* {name}");
        }
        text
    }
}

fn bind(include: &Path, libclang: &Path) -> Result<String> {
    // SAFETY: xtask has a single thread here.
    unsafe { std::env::set_var("LIBCLANG_PATH", libclang) };
    let bindings = bindgen::Builder::default()
        .header_contents("management.h", WRAPPER)
        .clang_arg(format!("-I{}", include.display()))
        .clang_arg(format!("-I{}", header::compiler_include()?.display()))
        .allowlist_item("(NVML|nvml).*")
        .default_enum_style(bindgen::EnumVariation::NewType { is_bitfield: false, is_global: false })
        .default_macro_constant_type(bindgen::MacroTypeVariation::Unsigned)
        .generate_comments(false)
        .layout_tests(true)
        .derive_default(true)
        .use_core()
        .rust_target(bindgen::RustTarget::stable(85, 0).map_err(|error| anyhow::anyhow!("{error}"))?)
        .rust_edition(bindgen::RustEdition::Edition2024)
        .disable_header_comment()
        .formatter(bindgen::Formatter::None)
        .generate()
        .context("cannot read nvml.h")?;
    Ok(bindings.to_string())
}
