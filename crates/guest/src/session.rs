//! The connection to the worker as calls: one method for each row of the table. What they mean is its callers' business.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use channel::{GuestChannel, Lost};
use cuda_abi::{CuError, CuResult};
use parking_lot::Mutex;
use wire::*;

use crate::host_function::is_serving;
use crate::{record, stdio};

/// Frames that may follow a function of the program which has not run yet: fewer than the worker queues.
///
/// Beyond its queues the worker reads nothing, not even that the function has run.
const BEHIND_FUNCTION: u32 = 256;
/// This process is itself a worker: what it posts is bounded by its own guest, each frame of which becomes at most two of ours.
static SERVES_WORKER: AtomicBool = AtomicBool::new(false);

/// See [`SERVES_WORKER`].
pub fn serve_worker() {
    SERVES_WORKER.store(true, Ordering::Relaxed);
}
/// `launch_host`.
const LAUNCH_HOST: u16 = 51;
/// `host_function_done`, which everything else waits for.
const FUNCTION_DONE: u16 = 53;

/// A connected session.
pub struct Session {
    channel: Arc<dyn GuestChannel>,
    /// One more than the frames posted since a function of the program was; 0 while there is none to wait for.
    behind_function: AtomicU32,
    /// Streams that were given such functions since.
    with_functions: Mutex<Vec<StreamId>>,
    said_lost: AtomicBool,
    last_id: AtomicU32,
}

impl Session {
    /// Takes over a connected channel.
    pub fn new(channel: Arc<dyn GuestChannel>) -> Self {
        Self {
            channel,
            behind_function: AtomicU32::new(0),
            with_functions: Mutex::default(),
            said_lost: AtomicBool::new(false),
            last_id: AtomicU32::new(0),
        }
    }

    /// The channel, for staging and the shared window.
    pub fn channel(&self) -> &dyn GuestChannel {
        &*self.channel
    }

    /// An identifier that this session has not used yet, for whatever the guest names.
    pub fn new_id(&self) -> u32 {
        self.last_id.fetch_add(1, Ordering::Relaxed).wrapping_add(1)
    }

    /// Whether some context has failed for good. One load.
    #[inline]
    pub fn has_fault(&self) -> bool {
        self.channel.fault() != 0
    }

    fn lost(&self, why: Lost) -> CuError {
        match why {
            Lost::Forked => CuError::NOT_INITIALIZED,
            Lost::Closed => CuError::DEINITIALIZED,
            Lost::TooLong { .. } => CuError::INVALID_VALUE,
            Lost::PeerGone | Lost::Protocol(_) => {
                if !self.said_lost.swap(true, Ordering::Relaxed) {
                    stdio::complain(format_args!("the GPU is lost: {why}"));
                    record::note(&record::Entry::Lost(why.to_string()));
                }
                CuError::DEVICE_UNAVAILABLE
            }
        }
    }

    /// As `launch_host`, and keeps what is posted behind it within what the worker queues.
    ///
    /// # Errors
    /// Those of [`Session::launch_host`].
    pub fn launch_function(&self, stream: StreamId, function: u64) -> CuResult {
        if SERVES_WORKER.load(Ordering::Relaxed) || is_serving() {
            return self.launch_host(stream, function);
        }
        if self.behind_function.load(Ordering::Relaxed) != 0 {
            self.wait_for_functions()?;
        }
        // Under the lock that whoever waits for functions takes: what is posted behind it counts from the first frame on, and it is not
        // waited for, and forgotten, before it is posted.
        let mut streams = self.with_functions.lock();
        let _ = self.behind_function.compare_exchange(0, 1, Ordering::Relaxed, Ordering::Relaxed);
        let mut body = Writer::new();
        Encode::encode(stream, &mut body);
        Encode::encode(function, &mut body);
        self.channel.post(LAUNCH_HOST, &body.parts()).map_err(|why| self.lost(why))?;
        if !streams.contains(&stream) {
            streams.push(stream);
        }
        Ok(())
    }

    /// Lets the streams that call functions get past them, if much was posted since.
    #[cold]
    fn wait_for_functions(&self) -> CuResult {
        if self.behind_function.fetch_add(1, Ordering::Relaxed) < BEHIND_FUNCTION {
            return Ok(());
        }
        // Whoever else posts waits here too.
        let mut streams = self.with_functions.lock();
        if self.behind_function.load(Ordering::Relaxed) < BEHIND_FUNCTION {
            return Ok(());
        }
        let mut outcome = Ok(());
        for stream in streams.drain(..) {
            match self.stream_synchronize(stream) {
                // It was destroyed since.
                Err(CuError::INVALID_HANDLE) => {}
                other => outcome = outcome.and(other),
            }
        }
        self.behind_function.store(0, Ordering::Relaxed);
        outcome
    }

    #[inline]
    fn post(&self, number: u16, body: &Writer) -> CuResult {
        if self.behind_function.load(Ordering::Relaxed) != 0 && number != FUNCTION_DONE && !is_serving() {
            self.wait_for_functions()?;
        }
        self.channel.post(number, &body.parts()).map_err(|why| self.lost(why))
    }

    fn call<T: Reply>(&self, number: u16, body: &Writer) -> CuResult<T> {
        let mut reply = None;
        let status = self
            .channel
            .call(number, &body.parts(), &mut |payload| reply = Some(T::read(payload)))
            .map_err(|why| self.lost(why))?;
        self.channel.events(&mut stdio::program_output);
        if status != 0 {
            return Err(CuError::new(status));
        }
        match reply {
            Some(Ok(value)) => Ok(value),
            // The host is trusted with the answer, not with its form.
            Some(Err(_)) => Err(CuError::UNKNOWN),
            None => T::read(&[]).map_err(|_| CuError::UNKNOWN),
        }
    }
}

macro_rules! stub {
    ($(#[$doc:meta])* post $number:literal $name:ident ( $($arg:ident : $ty:ty),* ) -> $ret:ty) => {
        $(#[$doc])*
        #[inline]
        pub fn $name(&self, $($arg: $ty),*) -> CuResult {
            let mut body = Writer::new();
            $( Encode::encode($arg, &mut body); )*
            self.post($number, &body)
        }
    };
    ($(#[$doc:meta])* $class:ident $number:literal $name:ident ( $($arg:ident : $ty:ty),* ) -> $ret:ty) => {
        $(#[$doc])*
        #[allow(unused_mut, reason = "calls without arguments write none")]
        pub fn $name(&self, $($arg: $ty),*) -> CuResult<$ret> {
            let mut body = Writer::new();
            $( Encode::encode($arg, &mut body); )*
            self.call($number, &body)
        }
    };
}

macro_rules! stubs {
    ($( $(#[$doc:meta])* $class:ident $number:literal $name:ident ( $($arg:ident : $ty:ty),* ) -> $ret:ty
        = [ $($carries:ident),* ] ; )*) => {
        impl Session {
            $( stub! { $(#[$doc])* $class $number $name ( $($arg : $ty),* ) -> $ret } )*
        }
    };
}
cuda_abi::for_each_call!(stubs);
