//! The CUDA driver's C ABI as data: types, error codes, the table of calls.

pub mod calls;
pub mod errors;
pub mod export_tables;
pub mod functions;
pub mod integrity;
pub mod types;

mod generated;

pub use errors::*;
pub use types::*;
