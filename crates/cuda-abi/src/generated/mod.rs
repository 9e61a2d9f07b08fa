//! What `cargo xtask generate` makes from the CUDA headers.

pub mod errors;
pub mod functions;
#[allow(
    missing_docs,
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals,
    unpredictable_function_pointer_comparisons,
    clippy::all,
    clippy::undocumented_unsafe_blocks,
    reason = "names and layouts are C's"
)]
pub mod nvml;
#[allow(
    missing_docs,
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals,
    unpredictable_function_pointer_comparisons,
    clippy::all,
    clippy::undocumented_unsafe_blocks,
    reason = "names and layouts are C's"
)]
pub mod types;
