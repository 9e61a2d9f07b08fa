//! What the guest libraries share: contexts, handles, images, the connection to the host.

#![allow(non_snake_case, reason = "driver functions are named as CUDA names them")]

mod advice;
pub mod api;
mod array;
mod capture;
mod connect;
mod context;
mod driver;
mod event;
mod export_tables;
mod exports;
mod graph;
mod handles;
mod host_function;
mod image;
mod local_storage;
mod memory;
mod module;
mod pool;
mod rows;
mod session;
mod stdio;
mod stream;
mod transfer;
mod virtual_memory;
mod visible;
mod work;

pub use exports::{entry, entry_per_thread, register, unsupported, unsupported_calls};
