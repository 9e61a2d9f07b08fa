//! What is exported and not implemented: told once by name, and counted.

use std::collections::BTreeMap;

use parking_lot::Mutex;

use crate::Status;

static CALLS: Mutex<BTreeMap<&'static str, u64>> = Mutex::new(BTreeMap::new());

/// The answer of such a function. Whatever arguments the caller passes are not looked at: C allows callers to pass more than is taken.
pub fn answer(name: &'static str) -> Status {
    let mut calls = CALLS.lock();
    let count = calls.entry(name).or_default();
    *count += 1;
    if *count == 1 {
        eprintln!("vgpu: {name} is not supported by the software GPU's cuBLAS");
    }
    Status::NOT_SUPPORTED
}

include!(concat!(env!("OUT_DIR"), "/unsupported.rs"));
