//! End-to-end tests: programs compiled by nvcc, run on the virtual GPU.
//!
//! [`table`] lists the programs, [`build`] compiles and links them when asked, [`run()`] starts them under `vgpu run`; [`oracle`] compares
//! what a driver answers with what it must.
#![forbid(unsafe_code)]
pub mod assets;
pub mod build;
pub mod host;
pub mod models;
pub mod oracle;
pub mod picture;
pub mod run;
pub mod table;

pub use build::program;
pub use run::{Finished, run, run_nested};
pub use table::{Link, ORACLE, PROGRAMS, Program, find};
