//! libnvidia-ml.so.1: what NVML is asked, answered from what the host says. Listing devices and reading them creates no context.
//!
//! What a device does not have is NVML_ERROR_NOT_SUPPORTED, never a made-up value.

#![allow(non_snake_case, reason = "functions are named as NVML names them")]

mod api;
mod entry;
mod link;
mod state;
mod text;

#[allow(
    missing_docs,
    clippy::missing_safety_doc,
    clippy::redundant_closure,
    clippy::too_many_arguments,
    clippy::undocumented_unsafe_blocks,
    reason = "names, arguments and contracts are those of nvml.h; each block hands the arguments on"
)]
mod exports;
