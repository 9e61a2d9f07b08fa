//! The CUDA driver's C ABI as data: types, error codes, the table of calls.
pub mod calls;
