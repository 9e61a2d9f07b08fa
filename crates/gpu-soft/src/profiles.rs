//! The table of profiles: one row for each compute capability, and for a product that software knows by name.
//!
//! Sizes of each compute capability: CUDA C++ Programming Guide, "Technical Specifications per Compute Capability".
//! The rest is a common product's: its memory, multiprocessors, clocks and PCI device id.

use crate::profile::Profile;

/// One row: what it is called, what it can do, what it has.
#[allow(clippy::too_many_arguments, reason = "the columns of a table")]
const fn row(
    key: &'static str,
    name: &'static str,
    compute_capability: (i32, i32),
    // GiB; multiprocessors; MHz of both clocks; bits; MiB.
    (memory, multiprocessors, clock, memory_clock, memory_bus_bits, l2): (u64, i32, i32, i32, i32, i32),
    // Of a multiprocessor: threads and blocks, KiB of shared memory; of these for one block, and reserved for each.
    (threads, blocks, shared, shared_for_block, reserved): (i32, i32, i32, i32, i32),
    pci_device: u16,
) -> Profile {
    Profile {
        key,
        name,
        compute_capability,
        memory: memory << 30,
        multiprocessors,
        clock_khz: clock * 1000,
        memory_clock_khz: memory_clock * 1000,
        memory_bus_bits,
        l2_bytes: l2 << 20,
        threads_per_multiprocessor: threads,
        blocks_per_multiprocessor: blocks,
        shared_per_multiprocessor: shared << 10,
        shared_per_block_optin: shared_for_block << 10,
        reserved_shared_per_block: reserved << 10,
        pci: [0, 5, 0],
        pci_device,
    }
}

/// The device id of rows that are no product, or one without PCI: that of the device which virtual machines are given
/// (docs/pci-device.md).
const NONE: u16 = 0x2331;

/// The profiles that `--gpu soft:NAME` knows; the first is the default.
#[rustfmt::skip]
pub const PROFILES: &[Profile] = &[
    //                                                    GiB  SM   MHz   MHz  bits MiB   threads bl  sm   one  res  PCI
    row("sm75",  "vGPU Software GPU (sm_75)",  (7, 5),  (16,  16, 1590, 5001,  256,   4), (1024, 16,  64,  64, 0), NONE),
    row("sm50",  "vGPU Software GPU (sm_50)",  (5, 0),  ( 2,   5, 1085, 2700,  128,   2), (2048, 32,  64,  48, 0), 0x1380),
    row("sm52",  "vGPU Software GPU (sm_52)",  (5, 2),  ( 4,  16, 1216, 3505,  256,   2), (2048, 32,  96,  48, 0), 0x13c0),
    row("sm53",  "vGPU Software GPU (sm_53)",  (5, 3),  ( 4,   2,  998, 1600,   64,   1), (2048, 32,  64,  48, 0), NONE),
    row("sm60",  "vGPU Software GPU (sm_60)",  (6, 0),  (16,  56, 1328,  715, 4096,   4), (2048, 32,  64,  48, 0), 0x15f8),
    row("sm61",  "vGPU Software GPU (sm_61)",  (6, 1),  ( 8,  20, 1733, 5005,  256,   2), (2048, 32,  96,  48, 0), 0x1b80),
    row("sm62",  "vGPU Software GPU (sm_62)",  (6, 2),  ( 8,   2, 1300, 1600,  128,   1), (2048, 32,  64,  48, 0), NONE),
    row("sm70",  "vGPU Software GPU (sm_70)",  (7, 0),  (16,  80, 1380,  877, 4096,   6), (2048, 32,  96,  96, 0), 0x1db4),
    row("sm72",  "vGPU Software GPU (sm_72)",  (7, 2),  (16,   8, 1377, 2133,  256,   1), (2048, 32,  96,  96, 0), NONE),
    row("sm80",  "vGPU Software GPU (sm_80)",  (8, 0),  (16,  16, 1410, 1215, 5120,  40), (2048, 32, 164, 163, 1), NONE),
    row("sm86",  "vGPU Software GPU (sm_86)",  (8, 6),  (24,  82, 1695, 9751,  384,   6), (1536, 16, 100,  99, 1), 0x2204),
    row("sm87",  "vGPU Software GPU (sm_87)",  (8, 7),  (32,  16, 1300, 3200,  256,   4), (1536, 16, 164, 163, 1), NONE),
    row("sm89",  "vGPU Software GPU (sm_89)",  (8, 9),  (24,  58, 2040, 6251,  192,  48), (1536, 24, 100,  99, 1), 0x27b8),
    row("sm90",  "vGPU Software GPU (sm_90)",  (9, 0),  (16,  16, 1755, 1593, 5120,  50), (2048, 32, 228, 227, 1), 0x2331),
    row("h100",  "vGPU Software GPU (H100)",   (9, 0),  (80, 114, 1755, 1593, 5120,  50), (2048, 32, 228, 227, 1), 0x2331),
    row("sm100", "vGPU Software GPU (sm_100)", (10, 0), (180, 148, 1965, 3996, 8192, 126), (2048, 32, 228, 227, 1), 0x2901),
    row("sm103", "vGPU Software GPU (sm_103)", (10, 3), (280, 148, 1920, 3996, 8192, 126), (2048, 32, 228, 227, 1), 0x3182),
    row("sm110", "vGPU Software GPU (sm_110)", (11, 0), (64,  20, 1575, 4266,  256,  32), (1536, 24, 228, 227, 1), NONE),
    row("sm120", "vGPU Software GPU (sm_120)", (12, 0), (32, 170, 2407, 14001, 512,  96), (1536, 24, 100,  99, 1), 0x2b85),
    row("sm121", "vGPU Software GPU (sm_121)", (12, 1), (96,  48, 2418, 4266,  256,  24), (1536, 24, 100,  99, 1), 0x2e12),
    // No GPU of today: newer than every library, so that those which carry machine code for the GPUs they know take PTX here.
    row("sm130", "vGPU Software GPU (sm_130)", (13, 0), (16,  16, 1590, 5001,  256,  24), (1536, 24, 100,  99, 1), NONE),
];
