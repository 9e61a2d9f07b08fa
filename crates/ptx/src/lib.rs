//! CUDA images: fatbin and cubin containers; PTX text to a typed IR.
pub mod container;
pub mod signature;
