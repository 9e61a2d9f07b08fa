//! generated/types.rs: the types, constants and enums of cuda.h.

use anyhow::Result;
use quote::quote;

use super::header::Header;

/// The file's text.
pub fn render(header: &Header) -> Result<String> {
    let items = &header.items;
    super::source(
        "Types, constants and enums of the CUDA driver's C interface, with checks of their layout.",
        quote! {
            use crate::errors::CUresult;
            #(#items)*
        },
    )
}
