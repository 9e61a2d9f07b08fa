//! Takes what traced processes tell, in one thread, until the program is over and nothing more is there.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};
use cuda_abi::CuError;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use wire::trace::{Call, LONGEST_LINE, Line};

use super::perfetto::Perfetto;
use super::summary::Summary;

/// How often it looks whether the program is over, in nanoseconds.
const LOOK: i64 = 20_000_000;
/// Processes that tell at the same time, at most: others go on untraced.
const MAX_TELLERS: usize = 512;

/// A process that tells.
struct Teller {
    stream: UnixStream,
    /// What has come of a line that is not whole yet.
    rest: Vec<u8>,
    pid: u32,
}

/// The collecting end.
pub struct Collector {
    listener: UnixListener,
    tellers: Vec<Teller>,
    perfetto: Perfetto,
    summary: Summary,
    is_quiet: bool,
    is_over: Arc<AtomicBool>,
    begin: u64,
}

impl Collector {
    /// Collects from whoever connects, into a file.
    ///
    /// # Errors
    /// The file cannot be written, or the socket cannot be set.
    pub fn new(listener: UnixListener, file: File, is_quiet: bool, is_over: Arc<AtomicBool>) -> Result<Self> {
        listener.set_nonblocking(true).context("the trace's socket")?;
        let time = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
        let begin = time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64;
        Ok(Self {
            listener,
            tellers: Vec::new(),
            perfetto: Perfetto::begin(file, begin)?,
            summary: Summary::default(),
            is_quiet,
            is_over,
            begin,
        })
    }

    /// Until the program is over.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn run(mut self) -> Result<Summary> {
        loop {
            // Before looking whether there is something: what was written before the end is there then.
            let is_over = self.is_over.load(Ordering::Acquire);
            let mut waits = vec![PollFd::new(&self.listener, PollFlags::IN)];
            waits.extend(self.tellers.iter().map(|teller| PollFd::new(&teller.stream, PollFlags::IN)));
            let patience = Timespec { tv_sec: 0, tv_nsec: if is_over { 0 } else { LOOK } };
            let count = match poll(&mut waits, Some(&patience)) {
                Ok(count) => count,
                Err(rustix::io::Errno::INTR) => continue,
                Err(error) => return Err(error).context("waiting for traces"),
            };
            if count == 0 {
                if is_over {
                    break;
                }
                continue;
            }
            let ready: Vec<bool> = waits.iter().map(|wait| !wait.revents().is_empty()).collect();
            drop(waits);
            // From the last one on, so that places stay what they are.
            for (index, _) in ready.iter().skip(1).enumerate().rev().filter(|(_, is_ready)| **is_ready) {
                if !self.read(index)? {
                    self.tellers.swap_remove(index);
                }
            }
            if ready.first() == Some(&true)
                && let Ok((stream, _)) = self.listener.accept()
                && self.tellers.len() < MAX_TELLERS
                && stream.set_nonblocking(true).is_ok()
            {
                self.tellers.push(Teller { stream, rest: Vec::new(), pid: 0 });
            }
        }
        self.perfetto.finish()?;
        Ok(self.summary)
    }

    /// Takes what a process has told; whether it may tell more.
    fn read(&mut self, index: usize) -> Result<bool> {
        let mut bytes = [0; 64 << 10];
        let teller = &mut self.tellers[index];
        let length = match teller.stream.read(&mut bytes) {
            Ok(0) => return Ok(false),
            Ok(length) => length,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {
                return Ok(true);
            }
            Err(_) => return Ok(false),
        };
        let mut all = std::mem::take(&mut teller.rest);
        all.extend_from_slice(&bytes[..length]);
        let whole = all.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        let rest = all.split_off(whole);
        if rest.len() > LONGEST_LINE {
            return Ok(false);
        }
        teller.rest = rest;
        for line in String::from_utf8_lossy(&all).lines() {
            self.take(index, line)?;
        }
        Ok(true)
    }

    fn take(&mut self, index: usize, line: &str) -> Result<()> {
        let pid = self.tellers[index].pid;
        match Line::parse(line) {
            Some(Line::Process(pid, name)) => {
                self.tellers[index].pid = pid;
                self.perfetto.process(pid, &name)
            }
            Some(Line::Call(call)) => {
                if !self.is_quiet {
                    eprintln!("{}", shown(pid, &call, self.begin));
                }
                self.summary.call(&call);
                self.perfetto.call(pid, &call)
            }
            Some(Line::Work(work)) => {
                self.summary.work(&work);
                self.perfetto.work(pid, &work)
            }
            None => Ok(()),
        }
    }
}

/// What a call returned, by name.
pub fn result(number: u32) -> String {
    match number {
        0 => "CUDA_SUCCESS".to_owned(),
        number => cuda_abi::lookup(CuError::new(number).into())
            .map_or_else(|| number.to_string(), |row| row.name.to_string_lossy().into_owned()),
    }
}

fn shown(pid: u32, call: &Call, begin: u64) -> String {
    format!(
        "{:12.6} {pid}/{} {}({}) = {}  {:.1} us",
        call.begin.saturating_sub(begin) as f64 / 1e9,
        call.thread,
        call.name,
        call.arguments,
        result(call.result),
        call.end.saturating_sub(call.begin) as f64 / 1e3
    )
}
