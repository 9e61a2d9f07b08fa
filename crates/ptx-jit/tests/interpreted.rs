//! The same tests on the plain interpreter (`device::executor`).

// Each file has a device of its own, as when it is built by itself.
#![allow(clippy::duplicate_mod)]

#[path = "instructions.rs"]
mod instructions;
#[path = "kernels.rs"]
mod kernels;
#[path = "together.rs"]
mod together;
