//! The same tests on the plain interpreter (`device::executor`).

#[path = "instructions.rs"]
mod instructions;
#[path = "kernels.rs"]
mod kernels;
#[path = "together.rs"]
mod together;
