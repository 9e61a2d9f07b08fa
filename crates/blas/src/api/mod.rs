//! The exported functions that are implemented. `build.rs` reads their names here, and exports the others of NVIDIA's list.
//!
//! All of them are called by C: pointers are what cublas_api.h says they are.

mod copy;
mod product;
mod settings;
mod triangular;
mod vector;
