//! What the guest libraries share: contexts, handles, images, the connection to the host.

#![allow(non_snake_case, reason = "driver functions are named as CUDA names them")]

mod advice;
pub mod api;
mod array;
mod capture;
mod conditional;
mod conditional_native;
mod connect;
mod context;
mod driver;
mod event;
mod export_tables;
mod exports;
mod graph;
mod graph_exec;
mod graph_memory;
mod handles;
mod host_function;
mod image;
mod jit;
mod launch_attribute;
mod local_storage;
mod logs;
mod memory;
mod module;
mod occupancy;
mod pool;
mod record;
mod reference;
mod rows;
mod session;
mod sharing;
mod stdio;
mod stream;
mod texture;
mod trace;
mod transfer;
mod user_object;
mod virtual_memory;
mod visible;
mod work;

pub use connect::{NoHost, connect};
pub use session::Session;
pub use stdio::complain;
pub use trace::Arguments;

pub use exports::{entry, entry_per_thread, register, unsupported, unsupported_calls};
