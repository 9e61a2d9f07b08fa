//! libcublas for the software GPU. NVIDIA's cuBLAS brings machine code for every GPU that it knows, which a GPU in software cannot run
//! (docs/decisions/0023); this one has the same functions over kernels in PTX, launched through whatever driver library the process has.
//!
//! It is for computing right on the software GPU, not for speed on real ones. What is not here answers `CUBLAS_STATUS_NOT_SUPPORTED`.
//! Functions, arguments and statuses: cuBLAS Library, "Using the cuBLAS API" and "cuBLAS Level-1/2/3 Function Reference".

#![allow(non_snake_case, reason = "functions are named as cuBLAS names them")]

mod api;
mod driver;
mod gemm;
mod handle;
mod modules;
mod ptx;
mod status;
mod types;
mod unsupported;

pub use ptx::every_module;
pub use status::Status;
