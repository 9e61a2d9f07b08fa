//! From a frame to a method of the [`Gpu`] trait, and from its outcome to a reply. Expanded from the table of calls.

use std::sync::Arc;

use channel::{ReplyTo, WorkerChannel};
use cuda_abi::{CuError, CuResult};
use gpu::{Completion, Gpu};
use parking_lot::Mutex;
use thiserror::Error;
use wire::*;

/// A frame that means nothing. It ends the session.
#[derive(Debug, Error)]
pub enum FrameError {
    /// No row of the table.
    #[error("there is no call number {0}")]
    Unknown(u16),
    /// A body that its row does not describe.
    #[error("call {name}: {source}")]
    Body {
        /// The row's name.
        name: &'static str,
        /// What is wrong.
        source: DecodeError,
    },
    /// A call whose outcome somebody must hear of came without a place for it.
    #[error("call {0} came without a reply slot")]
    NoReply(&'static str),
}

/// The first error of calls that have no reply, for the next call that waits.
pub type Deferred = Arc<Mutex<Option<CuError>>>;

/// Answers one call.
pub struct Answer {
    to: ReplyTo,
    channel: Arc<dyn WorkerChannel>,
}

impl Answer {
    /// Sends the outcome.
    fn send<T: Reply>(self, outcome: CuResult<T>) {
        let mut payload = Vec::new();
        let status = match outcome {
            Ok(value) => {
                value.write(&mut payload);
                0
            }
            Err(error) => error.number(),
        };
        if let Err(error) = self.channel.reply(self.to, status, &payload) {
            tracing::error!(%error, "a reply could not be sent");
        }
    }
}

macro_rules! perform {
    (post $name:ident, $gpu:ident, $answer:ident, $deferred:ident, ( $($arg:ident),* )) => {{
        if let Err(error) = $gpu.$name($($arg),*) {
            tracing::debug!(call = stringify!($name), %error, "a call without reply failed");
            // A failed context tells by itself; somebody who waits in another must not hear of it.
            if !error.is_sticky() {
                $deferred.lock().get_or_insert(error);
            }
        }
    }};
    (sync $name:ident, $gpu:ident, $answer:ident, $deferred:ident, ( $($arg:ident),* )) => {{
        let answer = $answer.ok_or(FrameError::NoReply(stringify!($name)))?;
        answer.send($gpu.$name($($arg),*));
    }};
    // Asked for by a thread of the library, which has nobody to tell of earlier errors.
    (wait next_host_function, $gpu:ident, $answer:ident, $deferred:ident, $args:tt) => {
        perform!(alone next_host_function, $gpu, $answer, $args)
    };
    // What these return changes what there is: an error means that nothing has changed.
    (wait mem_free, $gpu:ident, $answer:ident, $deferred:ident, $args:tt) => {
        perform!(alone mem_free, $gpu, $answer, $args)
    };
    (wait host_free, $gpu:ident, $answer:ident, $deferred:ident, $args:tt) => {
        perform!(alone host_free, $gpu, $answer, $args)
    };
    (wait pool_alloc, $gpu:ident, $answer:ident, $deferred:ident, $args:tt) => {
        perform!(alone pool_alloc, $gpu, $answer, $args)
    };
    (wait array_destroy, $gpu:ident, $answer:ident, $deferred:ident, $args:tt) => {
        perform!(alone array_destroy, $gpu, $answer, $args)
    };
    (alone $name:ident, $gpu:ident, $answer:ident, ( $($arg:ident),* )) => {{
        let answer = $answer.ok_or(FrameError::NoReply(stringify!($name)))?;
        $gpu.$name($($arg,)* Completion::new(move |outcome| answer.send(outcome)));
    }};
    (wait $name:ident, $gpu:ident, $answer:ident, $deferred:ident, ( $($arg:ident),* )) => {{
        let answer = $answer.ok_or(FrameError::NoReply(stringify!($name)))?;
        let deferred = $deferred.clone();
        $gpu.$name($($arg,)* Completion::new(move |outcome| {
            // Somebody waited, so whatever went wrong before without a reply is told now, once: by the call's own error if it has one.
            let earlier = deferred.lock().take();
            let outcome = outcome.and_then(|value| earlier.map_or(Ok(value), Err));
            answer.send(outcome);
        }));
    }};
}

macro_rules! dispatch {
    ($( $(#[$doc:meta])* $class:ident $number:literal $name:ident ( $($arg:ident : $ty:ty),* ) -> $ret:ty
        = [ $($carries:ident),* ] ; )*) => {
        /// Performs one frame.
        ///
        /// # Errors
        /// A frame that means nothing; the session is over.
        pub fn perform(
            gpu: &dyn Gpu,
            number: u16,
            body: &[u8],
            reply: Option<ReplyTo>,
            channel: &Arc<dyn WorkerChannel>,
            deferred: &Deferred,
        ) -> Result<(), FrameError> {
            let answer = reply.map(|to| Answer { to, channel: channel.clone() });
            #[allow(unused_variables, unused_mut, reason = "calls without arguments read none")]
            let mut reader = Reader::new(body);
            match number {
                $( $number => {
                    $( let $arg = <$ty as Decode>::decode(&mut reader)
                        .map_err(|source| FrameError::Body { name: stringify!($name), source })?; )*
                    perform!($class $name, gpu, answer, deferred, ( $($arg),* ));
                } )*
                unknown => return Err(FrameError::Unknown(unknown)),
            }
            Ok(())
        }
    };
}
cuda_abi::for_each_call!(dispatch);
