//! The broker and its workers: sessions, limits, dispatch.

pub mod board;
pub mod broker;
pub mod dispatch;
pub mod exchange;
pub mod exchange_line;
mod exchange_message;
pub mod gpu;
pub mod kernels;
mod sandbox;
pub mod session;
mod shared_event;
pub mod worker;
