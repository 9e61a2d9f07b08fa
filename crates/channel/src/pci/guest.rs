//! The guest's part of sessions: finding the device through sysfs, without a driver, and starting a session on it.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, Ordering, fence};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::mm::{Advice, MapFlags, ProtFlags};
use wire::header::{VERSION, VERSION_MIN, negotiate};

use super::{
    BEAT, DEVICE, LAYOUT, Layout, MAGIC, REGISTERS_LEN, SUBSYSTEM, SUBSYSTEM_VENDOR, SlotState, Ticket,
    VENDOR, register,
};
use crate::fork::ForkGuard;
use crate::handshake::PATIENCE;
use crate::line::Line;
use crate::region::{Extent, Region, RegionError};
use crate::region_guest::RegionGuest;
use crate::window::{self, Window, WindowSize};
use crate::{GuestChannel, quiet_thread};

/// Where the kernel lists PCI devices.
const SYSFS: &str = "/sys/bus/pci/devices";
/// How often a guest looks whether its worker has started.
const LOOK: Duration = Duration::from_millis(1);

/// Why a device gave no session.
#[derive(Debug, thiserror::Error)]
pub enum PciError {
    /// It has our ids and is something else: a card, perhaps.
    #[error("it is not a virtual GPU")]
    NotOurs,
    /// This process may not use it, or the kernel refuses for another reason.
    #[error("cannot {what}")]
    Kernel {
        /// What was asked.
        what: &'static str,
        /// Its answer.
        source: io::Error,
    },
    /// Nobody answers: the device process is gone.
    #[error("the device does not answer")]
    Gone,
    /// Its registers say what cannot be.
    #[error("the device has a layout that this version does not know")]
    Layout,
    /// No version in common.
    #[error("the device speaks other versions of the protocol")]
    Version,
    /// Every slot is taken.
    #[error("the device has no free session")]
    Full,
    /// No worker could be started.
    #[error("the device could not start a worker")]
    Refused,
    /// The region could not be mapped.
    #[error("the session's memory could not be mapped")]
    Region(#[from] RegionError),
    /// No address was free on both sides.
    #[error("no address was free for a window of {0:?} on both sides")]
    NoAddress(WindowSize),
}

fn refused(what: &'static str) -> impl FnOnce(io::Error) -> PciError {
    move |source| PciError::Kernel { what, source }
}

fn refused_by_kernel(what: &'static str) -> impl FnOnce(Errno) -> PciError {
    move |source| PciError::Kernel { what, source: source.into() }
}

/// The device's registers: BAR0. Accesses are whole words at multiples of 4 below [`REGISTERS_LEN`].
pub trait Registers: Send + Sync {
    /// Reads the register at `at`; all ones if there is no device any more.
    fn read(&self, at: usize) -> u32;
    /// Writes the register at `at`.
    fn write(&self, at: usize, value: u32);
}

/// The devices of this machine whose ids are ours, by their folders in sysfs. Whether they are ours, [`Device::open`] finds out.
pub fn devices() -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(SYSFS) else { return Vec::new() };
    let mut found: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|folder| has_our_ids(folder)).collect();
    found.sort();
    found
}

/// The folder of the device at a PCI address such as `0000:00:05.0`, or `00:05.0` in the first domain.
pub(super) fn folder_of(address: &str) -> PathBuf {
    let full = if address.matches(':').count() == 1 { format!("0000:{address}") } else { address.to_owned() };
    Path::new(SYSFS).join(full)
}

fn has_our_ids(folder: &Path) -> bool {
    let is = |file: &str, id: u16| {
        let text = fs::read_to_string(folder.join(file)).unwrap_or_default();
        text.trim().strip_prefix("0x").and_then(|digits| u16::from_str_radix(digits, 16).ok()) == Some(id)
    };
    is("vendor", VENDOR)
        && is("device", DEVICE)
        && is("subsystem_vendor", SUBSYSTEM_VENDOR)
        && is("subsystem_device", SUBSYSTEM)
}

/// A device that answers.
pub struct Device {
    registers: Arc<dyn Registers>,
    memory: OwnedFd,
    /// Bytes of BAR2.
    len: u64,
}

impl Device {
    /// Opens the device at a PCI address.
    ///
    /// # Errors
    /// It is not there, not ours, or this process may not use it.
    pub fn at(address: &str) -> Result<Self, PciError> {
        Self::open(&folder_of(address))
    }

    /// Opens the device of a sysfs folder. A device whose first BAR has not the size of ours is not touched.
    ///
    /// # Errors
    /// It is not ours, or this process may not use it.
    pub fn open(folder: &Path) -> Result<Self, PciError> {
        let table = fs::read_to_string(folder.join("resource")).map_err(refused("read its resources"))?;
        let (registers_len, len) = (bar_len(&table, 0), bar_len(&table, 2));
        if registers_len != REGISTERS_LEN as u64 || len == 0 {
            return Err(PciError::NotOurs);
        }
        enable(folder)?;
        let registers = Bar0::map(&open(&folder.join("resource0"), libc::O_SYNC, "open its registers")?)?;
        if registers.read(register::MAGIC) != MAGIC {
            return Err(PciError::NotOurs);
        }
        // Write-combining where the kernel offers it: ordinary mappings of a BAR write one word at a time.
        let combining = folder.join("resource2_wc");
        let memory = if combining.exists() { combining } else { folder.join("resource2") };
        let memory = open(&memory, 0, "open its memory")?.into();
        Ok(Self { registers: Arc::new(registers), memory, len })
    }

    /// A device whose registers and BAR2, of `len` bytes, are reached by other means.
    pub fn new(registers: Arc<dyn Registers>, memory: OwnedFd, len: u64) -> Self {
        Self { registers, memory, len }
    }

    /// What tells this virtual machine from others.
    pub fn identity(&self) -> [u32; 4] {
        [0, 4, 8, 12].map(|at| self.registers.read(register::IDENTITY + at))
    }

    /// Where things lie in BAR2.
    ///
    /// # Errors
    /// The registers say what cannot be.
    pub fn layout(&self) -> Result<Layout, PciError> {
        if self.registers.read(register::MAGIC) == u32::MAX {
            return Err(PciError::Gone);
        }
        let pages = |at| u64::from(self.registers.read(at)) * Layout::PAGE;
        let layout = Layout {
            slots: self.registers.read(register::SLOTS),
            slot: pages(register::SLOT_PAGES),
            window_at: pages(register::WINDOW_AT),
            window: WindowSize { host: pages(register::WINDOW_HOST), device: pages(register::WINDOW_DEVICE) },
        };
        let known = self.registers.read(register::LAYOUT) == LAYOUT && layout.is_valid();
        if known && layout.bar().is_some_and(|bar| bar <= self.len) {
            Ok(layout)
        } else {
            Err(PciError::Layout)
        }
    }

    /// Takes a slot and starts a session in it. Gives the slot back if that fails.
    ///
    /// # Errors
    /// See [`PciError`].
    pub fn connect(&self) -> Result<Arc<dyn GuestChannel>, PciError> {
        let layout = self.layout()?;
        let theirs = (self.registers.read(register::VERSION_MIN), self.registers.read(register::VERSION_MAX));
        let version = negotiate((VERSION_MIN, VERSION), theirs).ok_or(PciError::Version)?;
        let ticket = match self.registers.read(register::ALLOCATE) {
            0 => return Err(PciError::Full),
            word => {
                Ticket::from_word(word).filter(|ticket| ticket.slot() < layout.slots).ok_or(PciError::Gone)?
            }
        };
        let session = Session { registers: self.registers.clone(), ticket };
        let (region, window) = self.start(&session, &layout, version).inspect_err(|_| session.release())?;
        let guest = Arc::new(RegionGuest::new(region, Some(window), Line::Device(session), version));
        let beating = Arc::downgrade(&guest);
        if let Err(error) = quiet_thread::spawn("vgpu-beat", move || beat(&beating)) {
            guest.close();
            return Err(refused("start the thread that says that this process lives")(error));
        }
        open_sessions().push(Arc::downgrade(&guest));
        Ok(guest)
    }

    fn start(&self, session: &Session, layout: &Layout, version: u32) -> Result<(Region, Window), PciError> {
        let at = layout.at(session.ticket.slot());
        let region = Region::map_device(&self.memory, Extent { at, len: layout.window_at })?;
        let mut memory = self.memory.try_clone().map_err(refused("use its memory"))?;
        for base in window::candidates() {
            match Window::map_known(base, layout.window, memory, at + layout.window_at, false) {
                Ok(window) => {
                    region.ask(version, base as u64);
                    if session.start(&region)? {
                        return Ok((region, window));
                    }
                    memory = window.into_memory();
                }
                Err((_, back)) => memory = back,
            }
        }
        Err(PciError::NoAddress(layout.window))
    }
}

/// One session of a device, as its guest process holds it.
pub(crate) struct Session {
    registers: Arc<dyn Registers>,
    ticket: Ticket,
}

impl Session {
    fn word(&self) -> u32 {
        self.registers.read(register::SESSION + 4 * self.ticket.slot() as usize)
    }

    /// What the slot does, if it still is this session's.
    fn state(&self) -> Result<SlotState, PciError> {
        let word = self.word();
        let ours = word >> 8 == self.ticket.generation();
        SlotState::of(word).filter(|_| ours).ok_or(PciError::Gone)
    }

    /// Asks for a worker; whether the window's address suits it.
    fn start(&self, region: &Region) -> Result<bool, PciError> {
        // What is asked precedes the register, in a write-combining mapping too.
        fence(Ordering::SeqCst);
        self.registers.write(register::START, self.ticket.word());
        // The worker has five seconds for each of its two messages.
        let deadline = Instant::now() + 3 * PATIENCE;
        loop {
            match self.state()? {
                SlotState::Live => return Ok(true),
                SlotState::OtherBase => return Ok(false),
                SlotState::Starting if Instant::now() < deadline => {}
                SlotState::Starting | SlotState::Refused => return Err(PciError::Refused),
                _ => return Err(PciError::Gone),
            }
            region.beat().fetch_add(1, Ordering::Relaxed);
            std::thread::sleep(LOOK);
        }
    }

    /// Whether a worker serves this session.
    pub fn is_live(&self) -> bool {
        matches!(self.state(), Ok(SlotState::Live))
    }

    /// Wakes the worker.
    pub fn ring_doorbell(&self) {
        self.registers.write(register::DOORBELL, self.ticket.word());
    }

    /// Ends the session.
    pub fn release(&self) {
        self.registers.write(register::RELEASE, self.ticket.word());
    }
}

/// The sessions of this process.
static OPEN: Mutex<Vec<Weak<RegionGuest>>> = Mutex::new(Vec::new());

fn open_sessions() -> MutexGuard<'static, Vec<Weak<RegionGuest>>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives the slots back when the process exits, after its own exit handlers and destructors: the kernel does not, as it closes sockets.
extern "C" fn release_at_exit() {
    // Threads still run; whoever holds the lock is just starting a session, which its lease will end.
    if let Ok(open) = OPEN.try_lock() {
        open.iter().filter_map(Weak::upgrade).for_each(|guest| guest.close());
    }
}

#[used]
// SAFETY: the loader calls each function of this section, without arguments that matter, when the process exits.
#[unsafe(link_section = ".fini_array")]
static AT_EXIT: extern "C" fn() = release_at_exit;

/// Nothing tells the host of a guest process's end: the session is over when it gives no sign of life.
fn beat(guest: &Weak<RegionGuest>) {
    while guest.upgrade().is_some_and(|guest| guest.beat()) {
        std::thread::sleep(BEAT);
    }
}

/// The length of a BAR in sysfs's table: lines of first address, last address and flags; all zeros where there is none.
fn bar_len(table: &str, bar: usize) -> u64 {
    let mut words = table.lines().nth(bar).unwrap_or_default().split_whitespace();
    let mut next =
        || words.next().and_then(|word| u64::from_str_radix(word.trim_start_matches("0x"), 16).ok());
    match (next(), next()) {
        (Some(first), Some(last)) if last > first => last - first + 1,
        _ => 0,
    }
}

/// Lets the device answer to its addresses, which takes root, once.
fn enable(folder: &Path) -> Result<(), PciError> {
    let file = folder.join("enable");
    let is_enabled = fs::read_to_string(&file).is_ok_and(|count| count.trim() != "0");
    if is_enabled { Ok(()) } else { fs::write(&file, "1").map_err(refused("enable it")) }
}

fn open(path: &Path, flags: i32, what: &'static str) -> Result<File, PciError> {
    OpenOptions::new().read(true).write(true).custom_flags(flags).open(path).map_err(refused(what))
}

/// BAR0, mapped.
struct Bar0 {
    start: NonNull<AtomicU32>,
    guard: ForkGuard,
}

// SAFETY: the mapping lives as long as the value, and each access is one whole register.
unsafe impl Send for Bar0 {}
// SAFETY: as above.
unsafe impl Sync for Bar0 {}

impl Bar0 {
    fn map(file: &File) -> Result<Self, PciError> {
        let access = ProtFlags::READ | ProtFlags::WRITE;
        // SAFETY: a new mapping at an address of the kernel's choice touches nothing.
        let start = unsafe {
            rustix::mm::mmap(std::ptr::null_mut(), REGISTERS_LEN, access, MapFlags::SHARED, file, 0)
        }
        .map_err(refused_by_kernel("map its registers"))?;
        let start_of = NonNull::new(start.cast()).ok_or(PciError::NotOurs)?;
        let bar = Self { start: start_of, guard: ForkGuard::new() };
        // SAFETY: the range is this mapping; the advice changes only what a forked child sees.
        unsafe { rustix::mm::madvise(start, REGISTERS_LEN, Advice::LinuxDontFork) }
            .map_err(refused_by_kernel("keep its registers from children"))?;
        Ok(bar)
    }

    fn register(&self, at: usize) -> Option<NonNull<AtomicU32>> {
        let within = at.is_multiple_of(4) && at < REGISTERS_LEN && !self.guard.is_child();
        // SAFETY: within the mapping, just checked.
        within.then(|| unsafe { self.start.byte_add(at) })
    }
}

impl Registers for Bar0 {
    fn read(&self, at: usize) -> u32 {
        // SAFETY: a word of the mapping.
        self.register(at).map_or(u32::MAX, |register| unsafe { register.cast::<u32>().read_volatile() })
    }

    fn write(&self, at: usize, value: u32) {
        if let Some(register) = self.register(at) {
            // SAFETY: a word of the mapping.
            unsafe { register.cast::<u32>().write_volatile(value) };
        }
    }
}

impl Drop for Bar0 {
    fn drop(&mut self) {
        if self.guard.is_child() {
            // A child has not inherited the mapping: what lies at its address is not ours.
            return;
        }
        // SAFETY: the mapping is this value's own.
        let _ = unsafe { rustix::mm::munmap(self.start.as_ptr().cast(), REGISTERS_LEN) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_come_from_the_kernels_table() {
        let table = "0x00000000febf1000 0x00000000febf1fff 0x0000000000040200\n\
                     0x0000000000000000 0x0000000000000000 0x0000000000000000\n\
                     0x0000000100000000 0x000000013fffffff 0x000000000014220c\n";
        assert_eq!(bar_len(table, 0), 4096);
        assert_eq!(bar_len(table, 1), 0);
        assert_eq!(bar_len(table, 2), 1 << 30);
        assert_eq!(bar_len(table, 9), 0);
    }

    #[test]
    fn addresses_may_leave_the_domain_out() {
        assert_eq!(folder_of("00:05.0"), Path::new(SYSFS).join("0000:00:05.0"));
        assert_eq!(folder_of("0001:00:05.0"), Path::new(SYSFS).join("0001:00:05.0"));
    }
}
