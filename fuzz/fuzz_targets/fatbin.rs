//! Containers of images: fatbins with their compressed entries, cubins.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ptx::container::{Fatbin, cubin, select};

/// What an image may unpack to, in bytes.
const LIMIT: usize = 1 << 20;

fuzz_target!(|data: &[u8]| {
    if let Ok(fatbin) = Fatbin::parse(data) {
        assert!(fatbin.bytes().len() <= data.len());
        let mut entries = Vec::new();
        for entry in fatbin.entries().flatten() {
            if let Ok(payload) = entry.payload(LIMIT) {
                assert!(payload.len() <= LIMIT);
                let _ = cubin::kernels(&payload);
            }
            if let Ok(text) = entry.text(LIMIT) {
                assert!(!text.contains(&0));
            }
            entries.push(entry);
        }
        for (capability, can_run_elf) in [((7, 5), false), ((9, 0), true), ((12, 1), true)] {
            if let Some(entry) = select(&entries, capability, can_run_elf) {
                assert!(entry.runs_on(capability));
            }
        }
    }
    let _ = cubin::kernels(data);
});
