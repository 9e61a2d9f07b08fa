//! End-to-end tests: programs compiled by nvcc, run on the virtual GPU.
