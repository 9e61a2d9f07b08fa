//! Frames between guest and host: encode, decode, versions. No I/O and no unsafe.

#![forbid(unsafe_code)]

pub mod header;
