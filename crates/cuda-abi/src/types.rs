//! Types, constants and enums of cuda.h, and the constants that a generator cannot read from it.
//!
//! Enums are transparent newtypes: a program may pass any number, and Rust must not mind.

use core::ffi::c_void;
use core::ptr::without_provenance_mut;

pub use crate::errors::CUresult;
pub use crate::generated::types::*;

/// The legacy default stream (`CU_STREAM_LEGACY`), also when stream 0 means the per-thread one.
pub const CU_STREAM_LEGACY: CUstream = without_provenance_mut(1);
/// The calling thread's default stream (`CU_STREAM_PER_THREAD`).
pub const CU_STREAM_PER_THREAD: CUstream = without_provenance_mut(2);

/// Ends the `extra` array of a launch (`CU_LAUNCH_PARAM_END`).
pub const CU_LAUNCH_PARAM_END: *mut c_void = without_provenance_mut(0);
/// Before the pointer to the packed parameters in `extra` (`CU_LAUNCH_PARAM_BUFFER_POINTER`).
pub const CU_LAUNCH_PARAM_BUFFER_POINTER: *mut c_void = without_provenance_mut(1);
/// Before the pointer to their size in `extra` (`CU_LAUNCH_PARAM_BUFFER_SIZE`).
pub const CU_LAUNCH_PARAM_BUFFER_SIZE: *mut c_void = without_provenance_mut(2);

/// The host, where a call takes a device or the host (`CU_DEVICE_CPU`).
pub const CU_DEVICE_CPU: CUdevice = -1;
/// No device (`CU_DEVICE_INVALID`).
pub const CU_DEVICE_INVALID: CUdevice = -2;
