//! The broker and its workers: sessions, limits, dispatch.

pub mod board;
pub mod broker;
pub mod dispatch;
pub mod gpu;
pub mod kernels;
mod sandbox;
pub mod session;
pub mod worker;
