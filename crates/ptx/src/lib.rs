//! CUDA images: fatbin and cubin containers; PTX text to a typed IR.

#![deny(unsafe_code)]

pub mod container;
mod error;
mod form;
mod ir;
mod lex;
pub mod link;
mod op;
mod parse;
mod sampler;
pub mod signature;
mod types;
mod video;

pub use error::{ParseError, Reason};
pub use form::{INSTRUCTIONS, knows_form, operation_of};
pub use ir::*;
pub use op::*;
pub use parse::parse;
pub use sampler::{AddressMode, Sampler};
pub use types::*;
pub use video::{Pick, Video, VideoOp, VideoSecond};
