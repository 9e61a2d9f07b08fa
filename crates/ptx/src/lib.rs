//! CUDA images: fatbin and cubin containers; PTX text to a typed IR.
