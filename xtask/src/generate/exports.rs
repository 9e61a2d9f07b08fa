//! crates/libcuda/src/exports.rs: one exported function per row of the table, and their addresses.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::functions::{Symbol, Table};
use super::guest::Guest;
use super::header::Header;

/// The file's text.
pub fn render(header: &Header, table: &Table, guest: &Guest) -> Result<String> {
    let constants = constants(header);
    let exports = table
        .symbols
        .iter()
        .enumerate()
        .map(|(row, symbol)| {
            export(row, symbol, guest, &constants).with_context(|| format!("cannot export {}", symbol.name))
        })
        .collect::<Result<Vec<_>>>()?;
    let names = table.symbols.iter().map(|symbol| format_ident!("{}", symbol.name));
    let count = Literal::usize_unsuffixed(table.symbols.len());
    let variables = table.variables.iter().map(|(name, size)| {
        let name = format_ident!("{name}");
        let size = Literal::usize_unsuffixed(*size);
        quote! {
            #[unsafe(no_mangle)]
            pub static #name: Variable<#size> = Variable::zeroed();
        }
    });
    super::source(
        "The exported functions of libcuda.so.1, each one row of the table of functions.",
        quote! {
            use core::ffi::c_void;

            use cuda_abi::functions::{Address, FUNCTIONS};
            use cuda_abi::types::*;

            use crate::variable::Variable;

            #(#exports)*

            #(#variables)*

            /// Addresses of the exported functions, parallel to `FUNCTIONS`.
            pub static ADDRESSES: [Address; #count] = [#(Address(#names as *const c_void)),*];
        },
    )
}

fn export(row: usize, symbol: &Symbol, guest: &Guest, constants: &BTreeSet<String>) -> Result<TokenStream> {
    let row = Literal::usize_unsuffixed(row);
    let name = format_ident!("{}", symbol.name);
    let inputs = symbol.prototype.as_ref().map(|function| &function.sig.inputs);
    let Some(api) = guest.functions.get(symbol.api()) else {
        let inputs = inputs.into_iter().flatten().map(|input| match input {
            syn::FnArg::Typed(typed) => {
                let ty = &typed.ty;
                quote! { _: #ty }
            }
            syn::FnArg::Receiver(_) => quote!(),
        });
        return Ok(quote! {
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn #name(#(#inputs),*) -> CUresult {
                guest::unsupported(&FUNCTIONS[#row])
            }
        });
    };
    let inputs = inputs.unwrap_or(&api.inputs);
    ensure!(
        inputs.len() == api.inputs.len(),
        "crates/guest takes {} arguments, the driver {}",
        api.inputs.len(),
        inputs.len()
    );
    let arguments = inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(typed) => Some(&typed.pat),
        syn::FnArg::Receiver(_) => None,
    });
    let function = format_ident!("{}", symbol.api());
    let call = quote! { guest::api::#function(#(#arguments),*) };
    let call = if matches!(api.safety, syn::Safety::Unsafe(_)) {
        quote! { unsafe { #call } }
    } else {
        call
    };
    let described = describe(inputs.iter(), constants);
    let entry = if symbol.per_thread { quote!(entry_per_thread) } else { quote!(entry) };
    Ok(quote! {
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn #name(#inputs) -> CUresult {
            guest::#entry(&FUNCTIONS[#row], || #call, |shown| #described)
        }
    })
}

/// What a trace shows of the arguments: each by what its type is, and what is written through pointers to plain values.
fn describe<'a>(inputs: impl Iterator<Item = &'a syn::FnArg>, constants: &BTreeSet<String>) -> TokenStream {
    let mut lines = Vec::new();
    let mut is_unsafe = false;
    for input in inputs {
        let syn::FnArg::Typed(typed) = input else { continue };
        let (pattern, ty) = (&typed.pat, &*typed.ty);
        let name = quote!(#pattern).to_string();
        let (line, reads) = match ty {
            syn::Type::Ptr(pointer) => {
                let target = spelled(&pointer.elem);
                let is_written = quote!(#pointer).to_string().starts_with("* mut");
                match target.as_str() {
                    "c_char" if !is_written => (quote! { shown.text(#name, #pattern) }, true),
                    "CUdeviceptr" if is_written => (quote! { shown.written_hex(#name, #pattern) }, true),
                    target if is_written && is_number(target) => {
                        (quote! { shown.written(#name, #pattern) }, true)
                    }
                    target if is_written && is_handle(target) => {
                        (quote! { shown.written(#name, #pattern) }, true)
                    }
                    _ => (quote! { shown.address(#name, #pattern) }, false),
                }
            }
            _ => match spelled(ty).as_str() {
                "CUdeviceptr" => (quote! { shown.hex(#name, #pattern) }, false),
                "CUfunction" => (quote! { shown.kernel(#name, #pattern) }, false),
                plain if is_handle(plain) => (quote! { shown.address(#name, #pattern) }, false),
                plain if is_number(plain) => (quote! { shown.value(#name, #pattern) }, false),
                constant if constants.contains(constant) => {
                    (quote! { shown.value(#name, #pattern.0) }, false)
                }
                _ => (quote! { shown.whole(#name) }, false),
            },
        };
        is_unsafe |= reads;
        lines.push(line);
    }
    match (lines.is_empty(), is_unsafe) {
        (true, _) => quote! { { let _ = shown; } },
        (_, true) => quote! { unsafe { #(#lines);* } },
        (_, false) => quote! { { #(#lines);* } },
    }
}

/// Types whose values are constants by name: a number each.
fn constants(header: &Header) -> BTreeSet<String> {
    let numbers = header.items.iter().filter_map(|item| match item {
        syn::Item::Struct(item) if matches!(&item.fields, syn::Fields::Unnamed(fields) if fields.unnamed.len() == 1) => {
            Some(item.ident.to_string())
        }
        _ => None,
    });
    let mut known: BTreeSet<String> = numbers.collect();
    // Two names for one: `typedef enum x_enum x`.
    for item in &header.items {
        let (name, of) = match item {
            syn::Item::Type(alias) => (alias.ident.to_string(), spelled(&alias.ty)),
            syn::Item::Use(item) => match &item.tree {
                syn::UseTree::Path(path) => match &*path.tree {
                    syn::UseTree::Rename(renamed) => (renamed.rename.to_string(), renamed.ident.to_string()),
                    _ => continue,
                },
                _ => continue,
            },
            _ => continue,
        };
        if known.contains(&of) {
            known.insert(name);
        }
    }
    known
}

/// A type's name without its path.
fn spelled(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Path(path) => {
            path.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn is_number(name: &str) -> bool {
    matches!(
        name,
        "c_int"
            | "c_uint"
            | "c_uchar"
            | "c_ushort"
            | "c_short"
            | "c_long"
            | "c_ulong"
            | "c_longlong"
            | "c_ulonglong"
            | "c_float"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "i32"
            | "i64"
            | "f32"
            | "f64"
            | "usize"
            | "CUdevice"
            | "cuuint32_t"
            | "cuuint64_t"
    )
}

/// Handles are pointers to what nobody sees.
fn is_handle(name: &str) -> bool {
    matches!(
        name,
        "CUcontext"
            | "CUstream"
            | "CUevent"
            | "CUmodule"
            | "CUfunction"
            | "CUlibrary"
            | "CUkernel"
            | "CUgraph"
            | "CUgraphNode"
            | "CUgraphExec"
            | "CUuserObject"
            | "CUlinkState"
            | "CUmemoryPool"
            | "CUarray"
            | "CUmipmappedArray"
    )
}
