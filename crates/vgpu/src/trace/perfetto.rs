//! The file for Perfetto: the JSON form of trace events ("Trace Event Format"), which ui.perfetto.dev and chrome://tracing load.
//!
//! Calls are complete events of the thread that made them. A stream's work is on a track of its own in the same process.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, Write};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use wire::trace::{Call, Work};

use super::collect::result;

/// Numbers of streams' tracks begin here: no thread has one as large.
const STREAMS: u64 = 1 << 30;
/// Streams of one device.
const PER_DEVICE: u64 = 1 << 20;

/// A file that is being written.
pub struct Perfetto {
    file: BufWriter<File>,
    begin: u64,
    is_first: bool,
    streams: HashSet<(u32, u64)>,
}

impl Perfetto {
    /// Begins a file whose time starts at `begin`, in nanoseconds.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn begin(file: File, begin: u64) -> Result<Self> {
        let mut file = BufWriter::new(file);
        file.write_all(b"{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n").context("the trace")?;
        Ok(Self { file, begin, is_first: true, streams: HashSet::new() })
    }

    fn event(&mut self, event: &Value) -> Result<()> {
        let separator = if std::mem::take(&mut self.is_first) { "" } else { ",\n" };
        write!(self.file, "{separator}{event}").context("the trace")
    }

    /// Microseconds since the beginning.
    fn time(&self, nanoseconds: u64) -> f64 {
        nanoseconds.saturating_sub(self.begin) as f64 / 1e3
    }

    fn name(&mut self, what: &str, pid: u32, track: u64, name: &str) -> Result<()> {
        self.event(&json!({"ph": "M", "name": what, "pid": pid, "tid": track, "args": {"name": name}}))
    }

    fn span(
        &mut self,
        (pid, track): (u32, u64),
        name: &str,
        kind: &str,
        (begin, end): (u64, u64),
        more: &Value,
    ) -> Result<()> {
        let (begin, end) = (self.time(begin), self.time(end));
        self.event(&json!({
            "ph": "X", "name": name, "cat": kind, "pid": pid, "tid": track,
            "ts": begin, "dur": (end - begin).max(0.0), "args": more
        }))
    }

    /// A process tells from now on.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn process(&mut self, pid: u32, name: &str) -> Result<()> {
        self.name("process_name", pid, 0, name)
    }

    /// A call has returned.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn call(&mut self, pid: u32, call: &Call) -> Result<()> {
        let more = json!({"arguments": call.arguments, "result": result(call.result)});
        self.span((pid, call.thread.into()), &call.name, "call", (call.begin, call.end), &more)
    }

    /// The GPU has done something.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn work(&mut self, pid: u32, work: &Work) -> Result<()> {
        let track = STREAMS + u64::from(work.device) * PER_DEVICE + u64::from(work.stream) % PER_DEVICE;
        if self.streams.insert((pid, track)) {
            self.name("thread_name", pid, track, &format!("GPU {} stream {}", work.device, work.stream))?;
        }
        let more = json!({"device": work.device, "stream": work.stream});
        self.span((pid, track), &work.name, "gpu", (work.begin, work.end), &more)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(mut self) -> Result<()> {
        self.file.write_all(b"\n]}\n").and_then(|()| self.file.flush()).context("the trace")
    }
}
