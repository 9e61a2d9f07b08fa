//! What a GPU must do for the server: the [`Gpu`] trait, one method for each row of the table of calls.
//!
//! A backend *is* a CUDA driver for one session. It is called from several threads, must return quickly from every method,
//! and does its work in [`Gpu::advance`] or by itself. It knows nothing of frames, rings or processes.

mod share;

use std::sync::Arc;

use cuda_abi::{CuError, CuResult};
use wire::*;

pub use share::{NOTE_LEN, Note, Offer, Opened, ShareKind, SharedEvent, note};

/// Called, once, when what a call waits for has happened.
pub struct Completion<T = ()>(Box<dyn FnOnce(CuResult<T>) + Send>);

impl<T> Completion<T> {
    /// Calls `then` with the outcome.
    pub fn new(then: impl FnOnce(CuResult<T>) + Send + 'static) -> Self {
        Self(Box::new(then))
    }

    /// Says that it has happened.
    pub fn complete(self, outcome: CuResult<T>) {
        (self.0)(outcome);
    }
}

/// What a GPU asks of the session that it works for.
pub trait Host: Send + Sync {
    /// Bytes that a kernel wrote for the program to show.
    fn output(&self, to: Output, bytes: &[u8]);
    /// A context has failed for good: nothing but its destruction helps. `report` is for people.
    fn fault(&self, context: ContextId, error: CuError, report: &str);
    /// A context has been destroyed: if it had failed, nobody needs to ask after that any more.
    fn is_gone(&self, context: ContextId);
    /// There is something for [`Gpu::advance`] to do.
    fn wake(&self);
    /// Copies the staged bytes to `to` and gives their room back to the guest.
    ///
    /// # Errors
    /// `INVALID_VALUE` if they are not in the arena.
    ///
    /// # Safety
    /// `to` is valid for writes of `source.length` bytes.
    unsafe fn take_staged(&self, source: Staged, to: *mut u8) -> CuResult;
    /// Copies from `from` into the staged room, which stays the guest's to give back.
    ///
    /// # Errors
    /// `INVALID_VALUE` if the room is not in the arena.
    ///
    /// # Safety
    /// `from` is valid for reads of `target.length` bytes.
    unsafe fn put_staged(&self, target: Staged, from: *const u8) -> CuResult;
    /// Gives staged bytes back to the guest unread, because their copy will never be made.
    fn drop_staged(&self, source: Staged);
    /// This session is that process of the guest's.
    fn is_process(&self, _pid: u32) {}
    /// How many contexts the session has on a device now.
    fn holds_contexts(&self, _device: u32, _count: u32) {}
    /// How many bytes of a device's memory the session holds now.
    fn holds_memory(&self, _device: u32, _bytes: u64) {}
    /// A device begins or ends one piece of work of the session's. Pieces may overlap.
    fn executes(&self, _device: u32, _begins: bool) {}
    /// A device has done a piece of work, and the guest traces.
    fn has_done(&self, _work: &trace::Work) {}
    /// What all sessions together use of a device, of whose memory only what is held is said; nothing where nobody counts.
    fn usage(&self, _device: u32) -> Option<DeviceUsage> {
        None
    }
    /// The sessions that have a context on a device; nothing where nobody counts.
    fn processes(&self, _device: u32) -> Option<Processes> {
        None
    }
    /// Whether there is a way to other sessions of the tenant.
    fn can_share(&self) -> bool {
        false
    }
    /// Lets other sessions of the tenant open something by the key.
    ///
    /// # Errors
    /// `NOT_SUPPORTED` where sessions share nothing, `OUT_OF_MEMORY` beyond what one may share.
    fn offer(&self, _offer: Offer<'_>) -> CuResult<ShareKey> {
        Err(CuError::NOT_SUPPORTED)
    }
    /// Opens what another session of the tenant offers. As often as it is opened it is to be closed.
    ///
    /// # Errors
    /// `INVALID_VALUE` for a key of nothing, or of another kind; `INVALID_CONTEXT` for what is this session's own; `NOT_SUPPORTED`.
    fn open_offered(&self, _key: ShareKey, _kind: ShareKind) -> CuResult<Opened> {
        Err(CuError::NOT_SUPPORTED)
    }
    /// This session does not use any more what it has opened once.
    fn close_offered(&self, _key: ShareKey) {}
    /// Nobody may open it any more; whether others still use it. May be asked again.
    fn withdraw(&self, _key: ShareKey) -> bool {
        false
    }
    /// An event for several sessions, and the key that others open it by.
    ///
    /// # Errors
    /// As [`Host::offer`].
    fn offer_event(&self) -> CuResult<(ShareKey, Arc<dyn SharedEvent>)> {
        Err(CuError::NOT_SUPPORTED)
    }
    /// Another session's event.
    ///
    /// # Errors
    /// As [`Host::open_offered`].
    fn open_event(&self, _key: ShareKey) -> CuResult<Arc<dyn SharedEvent>> {
        Err(CuError::NOT_SUPPORTED)
    }
}

macro_rules! method {
    ($(#[$doc:meta])* post $name:ident ( $($arg:ident : $ty:ty),* ) -> $ret:ty) => {
        $(#[$doc])*
        fn $name(&self, $($arg: $ty),*) -> CuResult<$ret>;
    };
    ($(#[$doc:meta])* sync $name:ident ( $($arg:ident : $ty:ty),* ) -> $ret:ty) => {
        $(#[$doc])*
        fn $name(&self, $($arg: $ty),*) -> CuResult<$ret>;
    };
    ($(#[$doc:meta])* wait $name:ident ( $($arg:ident : $ty:ty),* ) -> $ret:ty) => {
        $(#[$doc])*
        fn $name(&self, $($arg: $ty,)* done: Completion<$ret>);
    };
}

macro_rules! gpu_trait {
    ($( $(#[$doc:meta])* $class:ident $number:literal $name:ident ( $($arg:ident : $ty:ty),* ) -> $ret:ty
        = [ $($carries:ident),* ] ; )*) => {
        /// A GPU, or several, for one session. See the table of calls for what each method means.
        pub trait Gpu: Send + Sync {
            $( method! { $(#[$doc])* $class $name ( $($arg : $ty),* ) -> $ret } )*

            /// Does one piece of the work that is ready, on the calling thread; `false` if there is none.
            fn advance(&self) -> bool;

            /// Whether [`Gpu::advance`] would find something to do.
            fn has_work(&self) -> bool;

            /// How many pieces of work are queued or running.
            fn backlog(&self) -> usize;

            /// What a session's summary says of it: a line each.
            fn remarks(&self) -> Vec<String> {
                Vec::new()
            }

            /// A generation of a [`SharedEvent`] may have completed in another session.
            fn heard(&self) {}
        }
    };
}
cuda_abi::for_each_call!(gpu_trait);
