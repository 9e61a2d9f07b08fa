//! What a program says to the compiler and the linker, and where it wants their messages (CUjit_option).

use std::ffi::{c_uint, c_void};
use std::time::Instant;

use cuda_abi::{CUjit_option, CuError, CuResult};

type O = CUjit_option;

/// A buffer for messages, and where its length is said.
#[derive(Clone, Copy)]
struct Log {
    buffer: usize,
    room: usize,
    /// The slot that held the room, and gets the bytes used.
    used: usize,
}

/// Options that a program gave. The slots of their values are the program's, which keeps them until the compiler is done.
pub struct Options {
    info: Option<Log>,
    error: Option<Log>,
    /// The slot that gets the milliseconds that it took.
    wall_time: Option<usize>,
    is_verbose: bool,
    begun: Instant,
}

/// The `count` options at `names` with their values.
///
/// # Errors
/// `INVALID_VALUE` for unknown options, or without a place for them.
///
/// # Safety
/// `names` and `values` are NULL or have `count` entries.
unsafe fn pairs(
    count: c_uint,
    names: *const O,
    values: *mut *mut c_void,
) -> CuResult<Vec<(O, *mut *mut c_void)>> {
    // SAFETY: the caller's promise.
    let names = unsafe { crate::api::list(names, count as usize) }?;
    if count > 0 && values.is_null() {
        return Err(CuError::INVALID_VALUE);
    }
    if names.iter().any(|name| name.0 >= O::CU_JIT_NUM_OPTIONS.0) {
        return Err(CuError::INVALID_VALUE);
    }
    // SAFETY: the caller's promise: there are as many values.
    Ok(names.into_iter().enumerate().map(|(index, name)| (name, unsafe { values.add(index) })).collect())
}

impl Options {
    /// What a program said. What changes no result is not kept: how well to compile, what to keep for debuggers, how many registers to
    /// use.
    ///
    /// # Errors
    /// `INVALID_VALUE` for unknown options, or without a place for them.
    ///
    /// # Safety
    /// `names` and `values` are NULL or have `count` entries, each value what its option asks for, as long as this is used.
    pub unsafe fn read(count: c_uint, names: *const O, values: *mut *mut c_void) -> CuResult<Self> {
        // SAFETY: the caller's promise.
        let pairs = unsafe { pairs(count, names, values) }?;
        let slot = |wanted: O| pairs.iter().find(|(name, _)| *name == wanted).map(|(_, slot)| *slot);
        // SAFETY: the caller's promise: a slot can be read.
        let value = |wanted: O| slot(wanted).map(|slot| unsafe { slot.read() }.expose_provenance());
        let log = |buffer: O, size: O| {
            let (buffer, room) = (value(buffer)?, value(size)?);
            let used = slot(size)?.expose_provenance();
            (buffer != 0 && room != 0).then_some(Log { buffer, room, used })
        };
        Ok(Self {
            info: log(O::CU_JIT_INFO_LOG_BUFFER, O::CU_JIT_INFO_LOG_BUFFER_SIZE_BYTES),
            error: log(O::CU_JIT_ERROR_LOG_BUFFER, O::CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES),
            wall_time: slot(O::CU_JIT_WALL_TIME).map(|slot| slot.expose_provenance()),
            is_verbose: value(O::CU_JIT_LOG_VERBOSE).is_some_and(|verbose| verbose != 0),
            begun: Instant::now(),
        })
    }

    /// Whether the program has room for messages of failures.
    pub fn wants_errors(&self) -> bool {
        self.error.is_some()
    }

    /// Writes the messages, and how long it took.
    ///
    /// # Safety
    /// The buffers and slots that the options named are still valid.
    pub unsafe fn report(&self, info: &str, error: &[u8]) {
        let info = if self.is_verbose { info } else { "" };
        // SAFETY: the caller's promise.
        unsafe {
            self.info.iter().for_each(|log| log.write(info.as_bytes()));
            self.error.iter().for_each(|log| log.write(error));
            if let Some(slot) = self.wall_time {
                let milliseconds = self.begun.elapsed().as_secs_f32() * 1e3;
                // The value itself becomes a float, in the low half of its slot.
                std::ptr::with_exposed_provenance_mut::<f32>(slot).write(milliseconds);
            }
        }
    }
}

impl Log {
    /// # Safety
    /// The buffer has as much room as was said, and the slot can be written.
    unsafe fn write(&self, message: &[u8]) {
        let bytes = &message[..message.len().min(self.room - 1)];
        // SAFETY: the caller's promise; with its zero the message fits.
        unsafe {
            let target: *mut u8 = std::ptr::with_exposed_provenance_mut(self.buffer);
            target.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            target.add(bytes.len()).write(0);
            std::ptr::with_exposed_provenance_mut::<*mut c_void>(self.used)
                .write(std::ptr::without_provenance_mut(bytes.len()));
        }
    }
}
