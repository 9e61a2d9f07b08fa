//! generated/errors.rs: every driver error, its name and its description.

use std::collections::BTreeMap;
use std::ffi::CString;

use anyhow::{Context, Result};
use quote::{format_ident, quote};

use super::header::Header;

/// `number description`, one a line.
const STRINGS: &str = include_str!("../../data/error-strings.txt");

/// The file's text.
pub fn render(header: &Header) -> Result<String> {
    let strings = descriptions()?;
    let mut constants = Vec::new();
    let mut rows = Vec::new();
    let mut errors = header.errors.clone();
    errors.sort_by_key(|(_, number)| *number);
    for (name, number) in errors {
        let description = strings
            .get(&number)
            .with_context(|| format!("data/error-strings.txt has no line for {number}, {name}"))?;
        if let Some(short) = name.strip_prefix("CUDA_ERROR_") {
            let short = format_ident!("{short}");
            let doc = format!(" `{name}`, {number}: {description}");
            constants.push(quote! { #[doc = #doc] pub const #short: CuError = CuError::new(#number); });
        }
        let name = CString::new(name)?;
        let description = CString::new(*description)?;
        rows.push(quote! { ResultRow { number: #number, name: #name, description: #description } });
    }
    super::source(
        "The driver's error codes: constants, names and descriptions.",
        quote! {
            use crate::errors::{CuError, ResultRow};

            impl CuError { #(#constants)* }

            /// Every result, by ascending number.
            pub static RESULTS: &[ResultRow] = &[#(#rows),*];
        },
    )
}

fn descriptions() -> Result<BTreeMap<u32, &'static str>> {
    STRINGS
        .lines()
        .map(|line| {
            let (number, text) =
                line.split_once(' ').context("data/error-strings.txt: a line has no text")?;
            Ok((number.parse()?, text))
        })
        .collect()
}
