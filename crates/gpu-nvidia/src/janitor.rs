//! A thread for calls of the driver that may wait: freeing, unloading, destroying. Nobody's work waits behind them.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use parking_lot::{Condvar, Mutex};

type Chore = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Backlog {
    chores: Mutex<usize>,
    none: Condvar,
}

/// Does chores, one after the other. Clones share the thread.
#[derive(Clone)]
pub struct Janitor {
    chores: Sender<Chore>,
    backlog: Arc<Backlog>,
}

impl Janitor {
    /// Starts its thread.
    ///
    /// # Errors
    /// There is none.
    pub fn start() -> std::io::Result<Self> {
        let (chores, due): (Sender<Chore>, Receiver<Chore>) = channel();
        let backlog = Arc::new(Backlog::default());
        let done = backlog.clone();
        thread::Builder::new().name("janitor".into()).spawn(move || {
            for chore in due {
                chore();
                let mut chores = done.chores.lock();
                *chores -= 1;
                if *chores == 0 {
                    done.none.notify_all();
                }
            }
        })?;
        Ok(Self { chores, backlog })
    }

    /// Does it later.
    pub fn give(&self, chore: Chore) {
        *self.backlog.chores.lock() += 1;
        if self.chores.send(chore).is_err() {
            tracing::error!("the thread that frees memory has ended");
        }
    }

    /// Waits until nothing is left to do, but not long; whether there was something.
    pub fn wait(&self, patience: Duration) -> bool {
        let deadline = Instant::now() + patience;
        let mut chores = self.backlog.chores.lock();
        let had_some = *chores > 0;
        while *chores > 0 {
            if self.backlog.none.wait_until(&mut chores, deadline).timed_out() {
                break;
            }
        }
        had_some
    }
}
