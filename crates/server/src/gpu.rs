//! Which GPU a host serves, and a session's own instance of it.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use channel::WorkerChannel;
use channel::unix::SessionMemory;
use channel::window::{self, WindowSize};
use gpu::{Gpu, Host};
use gpu_nvidia::{Capture, Driver, DriverOptions, NvidiaGpu, Window};
use gpu_soft::{Options, Profile, SoftGpu, Space};

use crate::sandbox;

/// A GPU that a host can serve.
#[derive(Clone, Debug)]
pub enum GpuChoice {
    /// Software GPUs, at least one.
    Soft(Vec<&'static Profile>),
    /// NVIDIA's driver.
    Nvidia {
        /// The devices by their numbers, in the order in which guests see them; none: all.
        devices: Vec<u32>,
        /// The library.
        driver: DriverOptions,
    },
}

impl GpuChoice {
    /// For people.
    pub fn name(&self) -> &str {
        match self {
            Self::Soft(profiles) => profiles.first().map_or("none", |profile| profile.name),
            Self::Nvidia { .. } => "NVIDIA driver",
        }
    }

    /// The window that its sessions have: host memory, and device memory where that is ours to place. Nothing of it is committed before
    /// use.
    pub fn window(&self) -> WindowSize {
        let align = |bytes: u64| bytes.next_multiple_of(WindowSize::ALIGN);
        match self {
            // Half as much for pinned and managed memory as the devices have.
            Self::Soft(profiles) => {
                let memory = total(profiles);
                WindowSize { host: align(memory / 2), device: align(memory) }
            }
            Self::Nvidia { .. } => WindowSize { host: align(machine_memory() / 2), device: 0 },
        }
    }
}

fn total(profiles: &[&Profile]) -> u64 {
    profiles.iter().map(|profile| profile.memory).sum()
}

fn machine_memory() -> u64 {
    let info = rustix::system::sysinfo();
    let bytes = (info.totalram as u64).saturating_mul(info.mem_unit.into());
    bytes.min(WindowSize::MAX)
}

/// What a worker has of its GPU before it has spoken with its guest.
pub enum Prepared {
    /// Nothing is needed.
    Soft(Vec<&'static Profile>),
    /// The driver is open, and what kernels print is kept.
    Nvidia {
        /// The driver.
        driver: Arc<Driver>,
        /// The devices.
        devices: Vec<u32>,
        /// Standard output.
        capture: Capture,
    },
}

impl Prepared {
    /// Gives up this process's rights as far as the GPU allows, and opens the driver in between. `memory` becomes the driver's where
    /// that shares its own.
    ///
    /// # Errors
    /// Rights that could not be given up, a driver that does not open.
    pub fn new(choice: &GpuChoice, memory: Option<&mut SessionMemory>) -> Result<Self> {
        match choice {
            GpuChoice::Soft(profiles) => {
                sandbox::give_up_rights(sandbox::Needs::Nothing).context("rights could not be given up")?;
                sandbox::filter(sandbox::Needs::Nothing).context("rights could not be given up")?;
                Ok(Self::Soft(profiles.clone()))
            }
            GpuChoice::Nvidia { devices, driver } => {
                sandbox::give_up_rights(sandbox::Needs::Driver).context("rights could not be given up")?;
                let driver = Arc::new(Driver::open(driver)?);
                if let Some(memory) = memory.filter(|_| driver.is_nested()) {
                    share_window(&driver, memory)?;
                }
                let capture = Capture::begin().context("standard output cannot be kept")?;
                sandbox::filter(sandbox::Needs::Driver).context("rights could not be given up")?;
                Ok(Self::Nvidia { driver, devices: devices.clone(), capture })
            }
        }
    }

    /// The GPU, once guest and worker share their memory, with these options if it is software; and what counts the calls that it does not support.
    ///
    /// # Errors
    /// No window where there must be one; what the driver refuses.
    pub fn start(
        self,
        channel: &Arc<dyn WorkerChannel>,
        host: Arc<dyn Host>,
        options: Options,
    ) -> Result<(Arc<dyn Gpu>, Unsupported)> {
        match self {
            Self::Soft(profiles) => {
                let space = match channel.window() {
                    Some(_) => shared_space(channel)?,
                    None => private_space(total(&profiles))?,
                };
                let mut gpu = SoftGpu::new(&profiles, space, host);
                gpu.set_options(options);
                let gpu = Arc::new(gpu);
                Ok((gpu.clone(), Box::new(move || gpu.unsupported())))
            }
            Self::Nvidia { driver, devices, capture } => {
                let window = channel.window().map(|window| {
                    let host = window.host();
                    Window { base: host.start as u64, bytes: host.len() as u64, decommit: decommit(channel) }
                });
                let gpu = Arc::new(NvidiaGpu::new(driver, &devices, window, Some(capture), host)?);
                Ok((gpu.clone(), Box::new(move || gpu.unsupported())))
            }
        }
    }
}

/// Tells the names of calls that were made and not supported, with how often.
pub type Unsupported = Box<dyn Fn() -> Vec<(String, u64)>>;

/// A driver that is vgpu's own library has a window with its host. The guest gets the same one, so that memory of it means the same in
/// all three processes.
fn share_window(driver: &Driver, memory: &mut SessionMemory) -> Result<()> {
    let Some(window) = driver.nested_window().filter(|window| window.host_bytes > 0) else {
        memory.window = None;
        return Ok(());
    };
    // SAFETY: the library keeps its descriptor open as long as it is loaded, which is until the process ends.
    let shared: OwnedFd = unsafe { BorrowedFd::borrow_raw(window.memory) }
        .as_fd()
        .try_clone_to_owned()
        .context("the driver's window")?;
    memory.window = Some((shared, WindowSize { host: window.host_bytes, device: 0 }));
    memory.window_mapped = Some(window.base as usize);
    Ok(())
}

/// The shared window as the software GPU's memory.
fn shared_space(channel: &Arc<dyn WorkerChannel>) -> Result<Space> {
    let Some(window) = channel.window() else { bail!("the guest could not map the window") };
    let (host, device) = (window.host(), window.device());
    Ok(Space {
        host: (host.start as u64, host.len() as u64),
        device: (device.start as u64, device.len() as u64),
        reserved: rest(device.end as u64),
        decommit: decommit(channel),
    })
}

/// What a window leaves of the addresses up to the next place for one: first address and bytes. No process puts anything there.
fn rest(end: u64) -> (u64, u64) {
    let next = window::candidates().map(|base| base as u64).find(|base| *base >= end).unwrap_or(end);
    (end, next - end)
}

/// Gives the pages of a range of the window back.
fn decommit(channel: &Arc<dyn WorkerChannel>) -> Box<dyn Fn(u64, u64) + Send + Sync> {
    let channel = channel.clone();
    Box::new(move |address, bytes| {
        let (start, end) = whole_pages(address, bytes);
        if let Some(window) = channel.window()
            && start < end
            && let Err(error) = window.decommit(start as usize, (end - start) as usize)
        {
            tracing::warn!(%error, "freed memory could not be given back");
        }
    })
}

/// Memory that the guest cannot see, at addresses that its own memory rarely has. It has no part for pinned host memory.
fn private_space(bytes: u64) -> Result<Space> {
    let flags = libc::MAP_SHARED | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_FIXED_NOREPLACE;
    for base in window::candidates() {
        // SAFETY: a new mapping, which the flags keep from replacing another.
        let mapped = unsafe {
            libc::mmap(base as *mut _, bytes as usize, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0)
        };
        if mapped as usize == base {
            let (device, reserved) = ((base as u64, bytes), rest(base as u64 + bytes));
            return Ok(Space { host: (0, 0), device, reserved, decommit: Box::new(give_back) });
        }
    }
    bail!("no address is free for {bytes} bytes of device memory")
}

/// Gives freed memory of [`private_space`] back to the kernel.
fn give_back(address: u64, bytes: u64) {
    let (start, end) = whole_pages(address, bytes);
    if start >= end {
        return;
    }
    // SAFETY: the software GPU passes ranges of its space that nobody uses any more.
    let given = unsafe { libc::madvise(start as *mut _, (end - start) as usize, libc::MADV_REMOVE) };
    if given != 0 {
        tracing::warn!(error = %std::io::Error::last_os_error(), "freed memory could not be given back");
    }
}

/// The pages that lie wholly in a range: only those can be given back.
fn whole_pages(address: u64, bytes: u64) -> (u64, u64) {
    const PAGE: u64 = 4096;
    (address.next_multiple_of(PAGE), (address + bytes) / PAGE * PAGE)
}
