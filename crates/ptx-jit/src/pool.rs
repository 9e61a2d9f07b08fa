//! Threads that stay: kernels run on the thread that launches them and on those of this pool, which sleep meanwhile.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock};

/// Work of one launch, for as many threads as are free.
struct Job {
    /// What each thread runs. The launch that it borrows from waits until nobody does.
    work: &'static (dyn Fn() + Sync),
    /// Threads that are in `work` or may still take it: wanted, and running.
    state: Mutex<(usize, usize)>,
    left: Condvar,
}

#[derive(Default)]
struct Pool {
    jobs: Mutex<VecDeque<Arc<Job>>>,
    wake: Condvar,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Cores that blocks are spread over. Asked of the system once: it reads files, which takes longer than a small kernel.
pub fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| std::thread::available_parallelism().map_or(1, usize::from))
}

fn pool() -> &'static Pool {
    static POOL: OnceLock<&'static Pool> = OnceLock::new();
    POOL.get_or_init(|| {
        let pool: &'static Pool = Box::leak(Box::default());
        for _ in 1..cores() {
            // Without another thread the launching one does all.
            let _ = std::thread::Builder::new().name("kernels".into()).spawn(|| pool.serve());
        }
        pool
    })
}

impl Pool {
    fn serve(&self) {
        let mut jobs = lock(&self.jobs);
        loop {
            let Some(job) = jobs.front().cloned() else {
                jobs = self.wake.wait(jobs).unwrap_or_else(|poisoned| poisoned.into_inner());
                continue;
            };
            {
                let mut state = lock(&job.state);
                if state.0 == 0 {
                    jobs.pop_front();
                    continue;
                }
                state.0 -= 1;
                state.1 += 1;
                if state.0 == 0 {
                    jobs.pop_front();
                }
            }
            drop(jobs);
            (job.work)();
            lock(&job.state).1 -= 1;
            job.left.notify_all();
            jobs = lock(&self.jobs);
        }
    }
}

/// Threads that help with one piece of work, from `ask` until this is dropped.
pub struct Helpers<'a> {
    work: &'a (dyn Fn() + Sync),
    job: Mutex<Option<Arc<Job>>>,
}

impl<'a> Helpers<'a> {
    /// Nobody helps yet with `work`.
    pub fn new(work: &'a (dyn Fn() + Sync)) -> Helpers<'a> {
        Helpers { work, job: Mutex::new(None) }
    }

    /// Asks up to `count` threads of the pool to run the work as well. Only the first time counts.
    pub fn ask(&self, count: usize) {
        let mut own = lock(&self.job);
        if own.is_some() || count == 0 {
            return;
        }
        // SAFETY: only the lifetime changes. `drop` takes back what nobody has begun and waits until all who have are
        // out of it, so the work outlives every use; a `Helpers` is never forgotten (it is a local of `Loaded::run`).
        let work =
            unsafe { std::mem::transmute::<&'a (dyn Fn() + Sync), &'static (dyn Fn() + Sync)>(self.work) };
        let job = Arc::new(Job { work, state: Mutex::new((count, 0)), left: Condvar::new() });
        *own = Some(job.clone());
        let pool = pool();
        lock(&pool.jobs).push_back(job);
        if count == 1 { pool.wake.notify_one() } else { pool.wake.notify_all() }
    }
}

impl Drop for Helpers<'_> {
    fn drop(&mut self) {
        let Some(job) = lock(&self.job).take() else { return };
        let mut state = lock(&job.state);
        state.0 = 0;
        while state.1 > 0 {
            state = job.left.wait(state).unwrap_or_else(|poisoned| poisoned.into_inner());
        }
    }
}
