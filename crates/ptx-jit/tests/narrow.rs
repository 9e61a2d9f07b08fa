//! The same tests on code for processors without AVX-512, where they have it (`device::executor`).

// Each file has a device of its own, as when it is built by itself.
#![allow(clippy::duplicate_mod)]

#[path = "instructions.rs"]
mod instructions;
#[path = "kernels.rs"]
mod kernels;
#[path = "together.rs"]
mod together;
