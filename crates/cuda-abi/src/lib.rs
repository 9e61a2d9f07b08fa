//! The CUDA driver's C ABI as data: types, error codes, the table of calls.

pub mod calls;
pub mod errors;
pub mod export_tables;
pub mod functions;
pub mod integrity;
pub mod types;

mod generated;

/// NVML's C interface.
pub use generated::nvml;

pub use errors::*;
pub use types::*;
