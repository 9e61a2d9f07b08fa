//! Compiling ahead: kernels whose launches wait in queues are made on a thread of their own meanwhile.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock};

use crate::pool::cores;

type Task = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Ahead {
    tasks: Mutex<VecDeque<Task>>,
    wake: Condvar,
}

fn lock(ahead: &Ahead) -> MutexGuard<'_, VecDeque<Task>> {
    ahead.tasks.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Has a task done some time, on another thread; never, if there is none. Whoever needs its result does it then.
pub fn queue(task: Task) {
    static AHEAD: OnceLock<Option<&'static Ahead>> = OnceLock::new();
    let ahead = AHEAD.get_or_init(|| {
        let ahead: &'static Ahead = Box::leak(Box::default());
        // One core is left to those who launch.
        let mut any = None;
        for _ in 1..cores().min(5) {
            let thread = std::thread::Builder::new().name("compiler".into());
            if thread.spawn(|| ahead.serve()).is_ok() {
                any = Some(ahead);
            }
        }
        any
    });
    if let Some(ahead) = ahead {
        lock(ahead).push_back(task);
        ahead.wake.notify_one();
    }
}

impl Ahead {
    fn serve(&self) {
        let mut tasks = lock(self);
        loop {
            match tasks.pop_front() {
                Some(task) => {
                    drop(tasks);
                    task();
                    tasks = lock(self);
                }
                None => tasks = self.wake.wait(tasks).unwrap_or_else(|poisoned| poisoned.into_inner()),
            }
        }
    }
}
