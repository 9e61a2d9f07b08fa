//! The device on a socket: vfio-user (QEMU, docs/interop/vfio-user.rst), one virtual machine at a time.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result};
use channel::pci::{Layout, REGISTERS_LEN, SlotMemory};
use channel::unix;
use gpu_soft::Profile;
use vfio_bindings::bindings::vfio::{
    VFIO_PCI_BAR0_REGION_INDEX, VFIO_PCI_BAR2_REGION_INDEX, VFIO_PCI_CONFIG_REGION_INDEX, VFIO_PCI_NUM_IRQS,
    VFIO_PCI_NUM_REGIONS, VFIO_REGION_INFO_FLAG_MMAP, VFIO_REGION_INFO_FLAG_READ,
    VFIO_REGION_INFO_FLAG_WRITE, vfio_region_info, vfio_region_sparse_mmap_area,
};
use vfio_user::{DmaMapFlags, DmaUnmapFlags, IrqInfo, Server, ServerBackend, ServerRegion, SparseArea};

use crate::config_space;
use crate::device::{Bars, Device};
use crate::sessions::{Sessions, WorkerKind};

/// What a device process serves.
#[derive(Clone, Debug)]
pub struct DeviceOptions {
    /// Where the hypervisor connects.
    pub socket: PathBuf,
    /// Where things lie in BAR2.
    pub layout: Layout,
    /// What tells this virtual machine from others.
    pub identity: [u32; 4],
    /// The software GPU's profile.
    pub profile: &'static Profile,
    /// Workers print what travelled when their sessions end.
    pub summary: bool,
}

/// Serves one virtual machine after the other, for ever. Whoever can connect to the socket is the machine: its permissions are the
/// caller's to set.
///
/// # Errors
/// It cannot listen, or there is no memory.
pub fn serve(options: &DeviceOptions) -> Result<()> {
    let memory = SlotMemory::create(options.layout).context("no memory for the device")?;
    let device = Device::new(options.layout, options.identity);
    let kind = WorkerKind { profile: options.profile, summary: options.summary };
    let sessions = Sessions::new(device, memory, kind)?;
    let listener = unix::listen(&options.socket)
        .with_context(|| format!("cannot listen at {}", options.socket.display()))?;
    let server = Server::from_owned_fd(OwnedFd::from(listener), true, irqs(), regions(sessions.memory()));
    tracing::info!(socket = %options.socket.display(), gpu = options.profile.name, "serving a PCI device");
    let mut backend = Backend { sessions };
    loop {
        match server.run(&mut backend) {
            Ok(()) => tracing::info!("the virtual machine is gone"),
            Err(vfio_user::Error::SocketAccept(error)) => return Err(error).context("the socket fails"),
            Err(error) => tracing::warn!(%error, "the virtual machine is gone"),
        }
        backend.sessions.reset();
    }
}

/// None is ever raised: a guest without a driver could not receive it.
fn irqs() -> Vec<IrqInfo> {
    (0..VFIO_PCI_NUM_IRQS).map(|index| IrqInfo { index, flags: 0, count: 0 }).collect()
}

fn regions(memory: &SlotMemory) -> Vec<ServerRegion> {
    let access = VFIO_REGION_INFO_FLAG_READ | VFIO_REGION_INFO_FLAG_WRITE;
    let bar2 = memory.layout().bar().unwrap_or(0);
    let region = |index| {
        let (size, flags) = match index {
            VFIO_PCI_BAR0_REGION_INDEX => (REGISTERS_LEN as u64, access),
            VFIO_PCI_BAR2_REGION_INDEX => (bar2, access | VFIO_REGION_INFO_FLAG_MMAP),
            VFIO_PCI_CONFIG_REGION_INDEX => (config_space::LEN as u64, access),
            _ => (0, 0),
        };
        let is_shared = index == VFIO_PCI_BAR2_REGION_INDEX;
        // Without an area that covers it QEMU sends a message for each access, and says nothing.
        let area = SparseArea { area: vfio_region_sparse_mmap_area { offset: 0, size } };
        ServerRegion {
            region_info: vfio_region_info {
                argsz: size_of::<vfio_region_info>() as u32,
                flags,
                index,
                size,
                ..vfio_region_info::default()
            },
            sparse_areas: if is_shared { vec![area] } else { Vec::new() },
            mmap_fd: is_shared.then(|| memory.as_fd().as_raw_fd()),
        }
    };
    (0..VFIO_PCI_NUM_REGIONS).map(region).collect()
}

/// What vfio-user's messages do.
struct Backend {
    sessions: Arc<Sessions>,
}

impl Backend {
    fn bars(region: u32) -> Option<Bars> {
        match region {
            VFIO_PCI_BAR0_REGION_INDEX => Some(Bars::Registers),
            VFIO_PCI_CONFIG_REGION_INDEX => Some(Bars::Config),
            _ => None,
        }
    }

    /// Whether an access by message is within BAR2: a hypervisor that does not map it makes such.
    fn is_in_memory(&self, region: u32, at: u64, len: usize) -> bool {
        let bar = self.sessions.memory().layout().bar().unwrap_or(0);
        region == VFIO_PCI_BAR2_REGION_INDEX && at.checked_add(len as u64).is_some_and(|end| end <= bar)
    }
}

impl ServerBackend for Backend {
    fn region_read(&mut self, region: u32, offset: u64, data: &mut [u8]) -> io::Result<()> {
        match Self::bars(region) {
            Some(bars) => self.sessions.read(bars, offset, data),
            None => {
                data.fill(0);
                if self.is_in_memory(region, offset, data.len()) {
                    rustix::io::pread(self.sessions.memory(), data, offset)?;
                }
            }
        }
        Ok(())
    }

    fn region_write(&mut self, region: u32, offset: u64, data: &[u8]) -> io::Result<()> {
        match Self::bars(region) {
            Some(bars) => self.sessions.write(bars, offset, data),
            None if self.is_in_memory(region, offset, data.len()) => {
                rustix::io::pwrite(self.sessions.memory(), data, offset)?;
            }
            None => {}
        }
        Ok(())
    }

    fn dma_map(&mut self, _: DmaMapFlags, _: u64, _: u64, _: u64, _: Option<File>) -> io::Result<()> {
        // The device never reads the machine's memory.
        Ok(())
    }

    fn dma_unmap(&mut self, _: DmaUnmapFlags, _: u64, _: u64) -> io::Result<()> {
        Ok(())
    }

    fn reset(&mut self) -> io::Result<()> {
        tracing::info!("the virtual machine was reset");
        self.sessions.reset();
        Ok(())
    }

    fn set_irqs(&mut self, _: u32, _: u32, _: u32, _: u32, _: Vec<File>) -> io::Result<()> {
        Ok(())
    }
}
