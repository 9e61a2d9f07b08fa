//! Calls as they happen, told to `vgpu trace`: to the socket beside this library, if there is one. Off, it costs what looking at a flag does.

use std::ffi::{CStr, c_char, c_void};
use std::fmt::{Debug, Display, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use cuda_abi::functions::Function;
use cuda_abi::{CUfunction, CuResult};
use parking_lot::Mutex;
use rustix::net::{AddressFamily, SendFlags, SocketAddrUnix, SocketFlags, SocketType};
use wire::trace::{Call, LONGEST_LINE, Line, Work};

use crate::{connect, driver};

/// Beside the library, where `vgpu trace` listens.
pub const BESIDE_LIBRARY: &str = "vgpu.trace";
/// How long a line waits for another thread's, which in a forked child may be there no more.
const PATIENCE: Duration = Duration::from_millis(100);
/// Characters of a program's text that are shown.
const LONGEST_TEXT: usize = 80;

/// A connection to the tracer.
struct Sink {
    socket: OwnedFd,
    /// Which socket that is: a program may close all descriptors, and open others under their numbers.
    inode: u64,
    /// Whose connection: a forked child makes its own.
    pid: u32,
}

static SINK: Mutex<Option<Sink>> = Mutex::new(None);
static IS_ON: AtomicBool = AtomicBool::new(false);
/// What is to be added to the worker's clock to have ours, in nanoseconds.
static OFFSET: AtomicI64 = AtomicI64::new(0);

/// Whether calls are traced.
#[inline]
pub fn is_on() -> bool {
    IS_ON.load(Ordering::Relaxed)
}

fn path() -> Option<PathBuf> {
    Some(connect::own_folder()?.join(BESIDE_LIBRARY)).filter(|path| path.exists())
}

/// Looks, when the library is loaded, whether somebody listens; whether it does.
pub fn start() -> bool {
    let is_on = path().is_some();
    IS_ON.store(is_on, Ordering::Relaxed);
    is_on
}

/// Nanoseconds of the clock that does not jump.
pub fn now() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// The worker is asked to tell of its work, and how its clock stands to ours.
pub fn session_begins(session: &crate::session::Session) {
    let before = now();
    // A host that does not tell is traced without it.
    let Ok(theirs) = session.trace_work(1) else { return };
    let after = now();
    // On one machine it is the same clock, and lies between; elsewhere it was read half-way.
    if !(before..=after).contains(&theirs) {
        OFFSET.store((before.midpoint(after) as i64).wrapping_sub(theirs as i64), Ordering::Relaxed);
    }
}

impl Sink {
    fn connect() -> Option<Self> {
        let path = path()?;
        let socket =
            rustix::net::socket_with(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None)
                .ok()?;
        rustix::net::connect(&socket, &SocketAddrUnix::new(path).ok()?).ok()?;
        let inode = rustix::fs::fstat(&socket).ok()?.st_ino;
        let sink = Self { socket, inode, pid: std::process::id() };
        let name = std::fs::read_to_string("/proc/self/comm").unwrap_or_default();
        sink.send(&Line::Process(sink.pid, name.trim().to_owned())).then_some(sink)
    }

    /// Whether it was taken, whole.
    fn send(&self, line: &Line) -> bool {
        let text = format!("{line}\n");
        if text.len() > LONGEST_LINE
            || rustix::fs::fstat(&self.socket).is_ok_and(|now| now.st_ino != self.inode)
        {
            return false;
        }
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            match rustix::net::send(self.socket.as_fd(), rest, SendFlags::NOSIGNAL) {
                Ok(sent) => rest = &rest[sent..],
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return false,
            }
        }
        true
    }
}

fn tell(line: &Line) {
    let Some(mut sink) = SINK.try_lock_for(PATIENCE) else { return };
    if sink.as_ref().is_none_or(|sink| sink.pid != std::process::id()) {
        // The parent's descriptor, if it is that, is left alone: closing it here is the child's own business.
        std::mem::forget(sink.take());
        *sink = Sink::connect();
    }
    if !sink.as_ref().is_some_and(|sink| sink.send(line)) {
        // Nobody listens any more.
        std::mem::forget(sink.take());
        IS_ON.store(false, Ordering::Relaxed);
    }
}

/// An event of the worker's; whether it was one of these.
pub fn event(event: &[u8]) -> bool {
    let Some(mut work) = Work::of_event(event) else { return false };
    let offset = OFFSET.load(Ordering::Relaxed);
    work.begin = work.begin.wrapping_add_signed(offset);
    work.end = work.end.wrapping_add_signed(offset);
    tell(&Line::Work(work));
    true
}

/// A call has returned.
pub fn call(function: &Function, begin: u64, outcome: CuResult, describe: impl FnOnce(&mut Arguments)) {
    let end = now();
    let mut arguments = Arguments { text: String::new(), has_succeeded: outcome.is_ok() };
    describe(&mut arguments);
    tell(&Line::Call(Call {
        thread: rustix::thread::gettid().as_raw_nonzero().get() as u32,
        begin,
        end,
        name: function.symbol.to_owned(),
        result: outcome.map_or_else(|error| error.number(), |()| 0),
        arguments: arguments.text,
    }));
    // What the worker has told by now.
    if let Some(driver) = driver::running() {
        driver.session.channel().events(&mut crate::stdio::program_output);
    }
}

/// The arguments of a call, as text.
pub struct Arguments {
    text: String,
    has_succeeded: bool,
}

impl Arguments {
    fn put(&mut self, name: &str, value: impl Display) {
        let separator = if self.text.is_empty() { "" } else { ", " };
        let _ = write!(self.text, "{separator}{name}={value}");
    }

    /// A number, or a constant.
    pub fn value(&mut self, name: &str, value: impl Debug) {
        self.put(name, format_args!("{value:?}"));
    }

    /// An address of the device's.
    pub fn hex(&mut self, name: &str, value: u64) {
        self.put(name, format_args!("{value:#x}"));
    }

    /// A pointer or a handle.
    pub fn address<T: ?Sized>(&mut self, name: &str, pointer: *const T) {
        self.put(name, format_args!("{:#x}", pointer.cast::<c_void>().addr()));
    }

    /// Something that is passed whole.
    pub fn whole(&mut self, name: &str) {
        self.put(name, "{…}");
    }

    /// A kernel, with its name where it has one.
    pub fn kernel(&mut self, name: &str, handle: CUfunction) {
        self.address(name, handle);
        let Some(driver) = driver::running() else { return };
        // Kernels of libraries are launched by their own handles, too.
        let number = handle.addr() as u64;
        let of_module = driver.functions.get(number).map(|function| function.name.clone());
        if let Ok(found) = of_module.or_else(|_| driver.kernels.get(number).map(|kernel| kernel.name.clone()))
        {
            let _ = write!(self.text, " ({})", found.to_string_lossy());
        }
    }

    /// A text of the program's.
    ///
    /// # Safety
    /// If the call has succeeded, `text` is NULL or a C string.
    pub unsafe fn text(&mut self, name: &str, text: *const c_char) {
        if text.is_null() || !self.has_succeeded {
            return self.address(name, text);
        }
        // SAFETY: the caller's promise.
        let text = unsafe { CStr::from_ptr(text) }.to_string_lossy();
        let shown: String = text.chars().take(LONGEST_TEXT).collect();
        self.put(name, format_args!("{shown:?}"));
    }

    /// What the call has written, if it has succeeded.
    ///
    /// # Safety
    /// If the call has succeeded, `pointer` is NULL or was written to.
    pub unsafe fn written<T: Copy + Debug>(&mut self, name: &str, pointer: *const T) {
        if pointer.is_null() || !self.has_succeeded {
            return self.address(name, pointer);
        }
        // SAFETY: the caller's promise; whether it is aligned is the program's affair.
        let value = unsafe { pointer.read_unaligned() };
        self.put(name, format_args!("[{value:?}]"));
    }

    /// As [`Arguments::written`], of an address of the device's.
    ///
    /// # Safety
    /// As there.
    pub unsafe fn written_hex(&mut self, name: &str, pointer: *const u64) {
        if pointer.is_null() || !self.has_succeeded {
            return self.address(name, pointer);
        }
        // SAFETY: the caller's promise.
        let value = unsafe { pointer.read_unaligned() };
        self.put(name, format_args!("[{value:#x}]"));
    }
}
