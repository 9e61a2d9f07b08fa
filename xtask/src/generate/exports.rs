//! crates/libcuda/src/exports.rs: one exported function per row of the table, and their addresses.

use anyhow::{Context, Result, ensure};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::functions::{Symbol, Table};
use super::guest::Guest;

/// The file's text.
pub fn render(table: &Table, guest: &Guest) -> Result<String> {
    let exports = table
        .symbols
        .iter()
        .enumerate()
        .map(|(row, symbol)| {
            export(row, symbol, guest).with_context(|| format!("cannot export {}", symbol.name))
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

fn export(row: usize, symbol: &Symbol, guest: &Guest) -> Result<TokenStream> {
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
    let entry = if symbol.per_thread { quote!(entry_per_thread) } else { quote!(entry) };
    Ok(quote! {
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn #name(#inputs) -> CUresult {
            guest::#entry(&FUNCTIONS[#row], || #call)
        }
    })
}
