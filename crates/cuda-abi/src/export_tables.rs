//! The tables of `cuGetExportTable` that NVIDIA's runtime libraries ask for: UUIDs and slots.
//!
//! None of them is documented; what is here was measured with cudart 12.8 to 13.5 and libcublas 12.8. A
//! table is an array of 8-byte slots. Slot 0 holds the table's length in bytes, where the table says so;
//! the others hold functions that return `CUresult`. Slots without a name here must be there too, and
//! return an error. An unknown UUID is answered with `CUDA_ERROR_NOT_FOUND` and a null table.

/// A table's identity and shape.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ExportTable {
    /// Name for logs.
    pub name: &'static str,
    /// The UUID as the bytes of `CUuuid`, in their order.
    pub uuid: [u8; 16],
    /// Number of slots, slot 0 included.
    pub slots: usize,
    /// Whether slot 0 holds the length in bytes; otherwise it is a function like the others.
    pub starts_with_length: bool,
}

impl ExportTable {
    /// Length of the table in bytes, as slot 0 says it.
    pub const fn bytes(&self) -> usize {
        self.slots * 8
    }
}

/// What the runtime loads kernels with.
pub mod cudart_interface {
    use super::ExportTable;

    /// The table.
    pub const TABLE: ExportTable = ExportTable {
        name: "CUDART_INTERFACE",
        uuid: 0x6bd5fb6c_5bf4e74a_8987d939_12fd9df9_u128.to_be_bytes(),
        slots: 13,
        starts_with_length: true,
    };
    /// `(CUmodule *module, const void *wrapper)`: loads a fatbin wrapper.
    pub const LOAD_MODULE: usize = 1;
    /// `(CUcontext *context, CUdevice device)`: the primary context's handle, without retaining it; a later
    /// retain gives the same handle.
    pub const GET_PRIMARY_CONTEXT: usize = 2;
    /// `(CUmodule *module, const void *wrapper, void *, void *, u32)`: loads a fatbin wrapper.
    pub const LOAD_MODULE_EXTENDED: usize = 6;
    /// `(usize)`: nothing is expected of it.
    pub const NOTHING: usize = 7;
    /// `(const void *fatbin, CUmodule *module, void *, void *, u32)`: loads a fatbin by its header.
    pub const LOAD_FATBIN: usize = 8;
    /// `()`: loads compilers; 0 is the right answer.
    pub const LOAD_COMPILERS: usize = 12;
}

/// Buffers in which the runtime keeps the state of its tools callbacks.
pub mod tools_runtime_callback_hooks {
    use super::ExportTable;

    /// The table.
    pub const TABLE: ExportTable = ExportTable {
        name: "TOOLS_RUNTIME_CALLBACK_HOOKS",
        uuid: 0xa094798c_2e742e74_93f20800_200c0a66_u128.to_be_bytes(),
        slots: 7,
        starts_with_length: true,
    };
    /// `(void **buffer, size_t *entries)`: a zeroed static buffer of `FIRST_ENTRIES` entries.
    pub const GET_FIRST_BUFFER: usize = 2;
    /// `(void **buffer, size_t *entries)`: a zeroed static buffer of `SECOND_ENTRIES` entries.
    pub const GET_SECOND_BUFFER: usize = 6;
    /// Entries that `GET_FIRST_BUFFER` gives. The runtime has an entry for each of its functions, and reads that function's on every
    /// call, whatever the number it is told: cudart 13 up to byte 0x8d8, measured in its code.
    pub const FIRST_ENTRIES: usize = 1024;
    /// Entries that `GET_SECOND_BUFFER` gives.
    pub const SECOND_ENTRIES: usize = 14;
    /// The most that an entry takes, in bytes. Measured are entries of 4.
    pub const ENTRY_BYTES: usize = 8;
}

/// The current context, for libraries on top of the runtime. cuBLASLt needs it.
pub mod tools_tls {
    use super::ExportTable;

    /// The table.
    pub const TABLE: ExportTable = ExportTable {
        name: "TOOLS_TLS",
        uuid: 0x42d85a81_23f6cb47_8298f6e7_8a3aecdc_u128.to_be_bytes(),
        slots: 4,
        starts_with_length: true,
    };
    /// `(CUcontext *context)`: the current context.
    pub const GET_CURRENT_CONTEXT: usize = 2;
}

/// Values that the runtime keeps per context. One `GET` per runtime call: it must not leave the process.
pub mod context_local_storage {
    use super::ExportTable;

    /// The table. It has no length in slot 0.
    pub const TABLE: ExportTable = ExportTable {
        name: "CONTEXT_LOCAL_STORAGE",
        uuid: 0xc693336e_1121df11_a8c368f3_55d89593_u128.to_be_bytes(),
        slots: 4,
        starts_with_length: false,
    };
    /// `(CUcontext context, void *key, void *value, void (*destructor)(CUcontext, void *key, void *value))`.
    /// A null context is the current one; the destructor runs when the context is destroyed or reset.
    pub const PUT: usize = 0;
    /// `(CUcontext context, void *key)`.
    pub const DELETE: usize = 1;
    /// `(void **value, CUcontext context, void *key)`; a key that is not there is
    /// `CUDA_ERROR_INVALID_HANDLE`.
    pub const GET: usize = 2;
}

/// Checks that the runtime makes on a context before it uses it.
pub mod context_checks {
    use super::ExportTable;

    /// The table.
    pub const TABLE: ExportTable = ExportTable {
        name: "CONTEXT_CHECKS",
        uuid: 0x263e8860_7cd26143_92f6bbd5_006dfa7e_u128.to_be_bytes(),
        slots: 4,
        starts_with_length: true,
    };
    /// `(CUcontext context, u32 *first, void **second)`: stores 0 and null.
    pub const CHECK: usize = 2;
    /// `()`: 0 is the right answer.
    pub const NOTHING: usize = 3;
}

/// The check whose value [`crate::integrity`] computes.
pub mod integrity_check {
    use super::ExportTable;

    /// The table.
    pub const TABLE: ExportTable = ExportTable {
        name: "INTEGRITY_CHECK",
        uuid: 0xd4082055_bde6704b_8d34ba12_3c66e1f2_u128.to_be_bytes(),
        slots: 3,
        starts_with_length: true,
    };
    /// `(u32 version, u64 unix_seconds, u64 value[2])`.
    pub const CHECK: usize = 1;
}

/// Identity of contexts and streams; cudart 13.5 wants the table, cuBLASLt and cuBLAS 13.10 call it.
pub mod context_identity {
    use super::ExportTable;

    /// The table.
    pub const TABLE: ExportTable = ExportTable {
        name: "CONTEXT_IDENTITY",
        uuid: 0x21318c60_97143248_8ca641ff_7324c8f2_u128.to_be_bytes(),
        slots: 94,
        starts_with_length: true,
    };
    /// `(CUcontext context, u64 *id)`: as `cuCtxGetId`.
    pub const GET_ID: usize = 4;
    /// `(CUcontext context, CUstream stream, u64 *id)`: cuBLAS finds a stream's workspace by it. The stream is what `GET_STREAM` gave.
    pub const GET_STREAM_ID: usize = 39;
    /// `(CUcontext context, CUstream stream, CUstream *meant, int is_per_thread)`: the stream that a handle means.
    pub const GET_STREAM: usize = 51;
}

/// What vgpu's own library tells a vgpu worker that opened it in place of NVIDIA's driver. No other library knows the UUID.
pub mod vgpu {
    use super::ExportTable;

    /// The table.
    pub const TABLE: ExportTable = ExportTable {
        name: "VGPU",
        uuid: 0x76677075_2d6f776e_2d6c6962_63756461_u128.to_be_bytes(),
        slots: 4,
        starts_with_length: true,
    };
    /// `(CUdevice device, int *runs)`: whether the device takes machine code.
    pub const RUNS_MACHINE_CODE: usize = 1;
    /// `(u64 *base, u64 *host_bytes, int *memory)`: the shared window's first address, the bytes of its part for host memory, and
    /// its descriptor, which stays the library's. `CUDA_ERROR_NOT_FOUND` if there is none.
    pub const WINDOW: usize = 2;
    /// `()`: the caller is a worker, whose own guest bounds what follows a host function. The library does not, then: a worker
    /// that waits reads nothing, not even that the function has run.
    pub const SERVE_WORKER: usize = 3;
}

/// The tables that a driver must have.
pub const TABLES: [ExportTable; 7] = [
    cudart_interface::TABLE,
    tools_runtime_callback_hooks::TABLE,
    tools_tls::TABLE,
    context_local_storage::TABLE,
    context_checks::TABLE,
    integrity_check::TABLE,
    context_identity::TABLE,
];

/// Requirements and logging of 13.x runtimes: `CUDA_ERROR_NOT_FOUND` is the right answer, and success
/// without a table crashes them.
pub const REQUIREMENTS_UUID: [u8; 16] = 0xf8cff951_21468b4e_b9e2fb46_9e7c0dd9_u128.to_be_bytes();

/// The table that a UUID names, if it is one of `TABLES`.
pub fn find(uuid: [u8; 16]) -> Option<&'static ExportTable> {
    const { &TABLES }.iter().find(|table| table.uuid == uuid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_table_is_found_by_the_bytes_that_runtimes_pass() {
        for table in &TABLES {
            assert_eq!(find(table.uuid), Some(table));
        }
        let written =
            [0x6b, 0xd5, 0xfb, 0x6c, 0x5b, 0xf4, 0xe7, 0x4a, 0x89, 0x87, 0xd9, 0x39, 0x12, 0xfd, 0x9d, 0xf9];
        assert_eq!(find(written).map(|table| table.name), Some("CUDART_INTERFACE"));
        assert_eq!(find(REQUIREMENTS_UUID), None);
        assert_eq!(find([0; 16]), None);
    }
}
