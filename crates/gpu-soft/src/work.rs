//! One piece of a stream's work, and what becomes of it when its context fails first.

use cuda_abi::CuError;
use gpu::{Completion, Host};
use std::sync::Arc;
use wire::{EventId, LaunchShape, Staged};

use crate::arrays::Boxes;
use crate::host_function::HostCall;
use crate::kernel::{Bound, Kernel};
use crate::pools::Pending;

/// What a stream does, in order. Addresses were checked when it was queued, and stay within the session's window for ever.
pub enum Work {
    /// Copy between two device-reachable ranges, which may overlap.
    Copy { dst: u64, src: u64, bytes: u64 },
    /// Copy between an array and linear memory.
    CopyBoxes(Boxes),
    /// Copy bytes that came with the call.
    Write { dst: u64, bytes: Box<[u8]> },
    /// Copy bytes that wait in the arena.
    WriteStaged { dst: u64, source: StagedInput },
    /// Read into a reply.
    Read { src: u64, bytes: u64, done: Completion<Vec<u8>> },
    /// Read into the arena.
    ReadStaged { src: u64, target: Staged, done: Completion },
    /// Set elements of 1, 2 or 4 bytes.
    Set { dst: u64, value: u32, width: u32, count: u64 },
    /// Run a kernel.
    Launch { kernel: Arc<Kernel>, shape: LaunchShape, params: Box<[u8]>, bound: Option<Bound> },
    /// Have the guest run a function of the program; the stream goes on when it says that it has.
    Host(HostCall),
    /// Wait until a word of memory compares as wanted.
    WaitValue { address: u64, value: u64, is_wide: bool, compare: u32 },
    /// Write a word of memory.
    WriteValue { address: u64, value: u64, is_wide: bool },
    /// Free memory of a pool, or of the device.
    Free { address: u64, pending: Pending },
    /// A generation of an event completes.
    Record { event: EventId, generation: u64 },
    /// Wait for a generation of an event; runs only when it has completed.
    Await { event: EventId, generation: u64 },
    /// Tell that the stream got here.
    Notify(Completion),
}

impl Work {
    /// What a trace calls it; `None` for what only keeps an order.
    pub fn name(&self) -> Option<String> {
        Some(match self {
            Work::Launch { kernel, .. } => kernel.name().to_owned(),
            Work::Copy { bytes, .. } => format!("copy {bytes} bytes"),
            Work::CopyBoxes(_) => "copy of an array".to_owned(),
            Work::Write { bytes, .. } => format!("write {} bytes", bytes.len()),
            Work::WriteStaged { .. } => "write".to_owned(),
            Work::Read { bytes, .. } => format!("read {bytes} bytes"),
            Work::ReadStaged { target, .. } => format!("read {} bytes", target.length),
            Work::Set { width, count, .. } => {
                format!("set {} bytes", u64::from(*width).saturating_mul(*count))
            }
            Work::WriteValue { .. } => "write a value".to_owned(),
            Work::Host(_)
            | Work::WaitValue { .. }
            | Work::Free { .. }
            | Work::Record { .. }
            | Work::Await { .. }
            | Work::Notify(_) => return None,
        })
    }

    /// It will never run: whoever waits is told why.
    pub fn abandon(self, error: CuError) {
        match self {
            Work::Read { done, .. } => done.complete(Err(error)),
            Work::ReadStaged { done, .. } | Work::Notify(done) => done.complete(Err(error)),
            _ => {}
        }
    }
}

/// Staged bytes that go back to the guest when they were copied, or when their copy was abandoned.
pub struct StagedInput {
    staged: Option<Staged>,
    host: Arc<dyn Host>,
}

impl StagedInput {
    pub fn new(staged: Staged, host: Arc<dyn Host>) -> Self {
        Self { staged: Some(staged), host }
    }

    /// Copies them to `to`.
    ///
    /// # Safety
    /// `to` is valid for writes of their length.
    pub unsafe fn take(mut self, to: *mut u8) -> cuda_abi::CuResult {
        match self.staged.take() {
            // SAFETY: the caller's promise is ours.
            Some(staged) => unsafe { self.host.take_staged(staged, to) },
            None => Ok(()),
        }
    }
}

impl Drop for StagedInput {
    fn drop(&mut self) {
        if let Some(staged) = self.staged.take() {
            self.host.drop_staged(staged);
        }
    }
}
