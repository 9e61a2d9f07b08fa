//! Frames between guest and host: encode, decode, versions. No I/O and no unsafe.

#![forbid(unsafe_code)]

pub mod codec;
pub mod header;
pub mod record;
pub mod trace;
pub mod types;

pub use codec::{Decode, DecodeError, Encode, Reader, Reply, Writer};
pub use types::*;
