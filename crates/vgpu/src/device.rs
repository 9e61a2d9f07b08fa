//! `vgpu device`: from the command line to the PCI device of one virtual machine.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use channel::pci::Layout;
use pci::server::{DeviceOptions, serve};

use gpu_soft::Profile;

use crate::gpu::GpuKind;

/// Serve a PCI device to one virtual machine
///
/// The hypervisor connects by vfio-user; QEMU 10.1 and later:
/// -device '{"driver":"vfio-user-pci","socket":{"type":"unix","path":"PATH"}}'.
/// Whoever can connect to the socket is the machine. One such process serves one machine; it goes on when the machine is restarted.
#[derive(clap::Args, Debug)]
pub struct DeviceArguments {
    /// Where the hypervisor connects
    #[arg(long, value_name = "PATH")]
    socket: PathBuf,
    /// The GPU behind it: soft, or soft:PROFILE
    #[arg(long, value_name = "GPU", value_parser = GpuKind::parse, default_value = "soft")]
    gpu: GpuKind,
    /// Processes of the machine that may use it at the same time
    #[arg(long, value_name = "N", default_value_t = 4)]
    slots: u32,
    /// Memory of each in MiB, used as touched: a third is for pinned memory, the rest is device memory. Times the slots it must be a
    /// power of two, which the machine's firmware must find room for
    #[arg(long, value_name = "MIB", default_value_t = 256)]
    slot_memory: u64,
    /// Let workers print what travelled when their sessions end
    #[arg(long)]
    summary: bool,
}

/// Serves for ever.
///
/// # Errors
/// It cannot listen, or the sizes are not ones that a device can have.
pub fn device(arguments: DeviceArguments) -> Result<()> {
    // A slot's memory is the device's memory too, which a real device brings itself.
    let profile = match arguments.gpu {
        GpuKind::Soft(keys) if keys.len() == 1 => Profile::by_key(keys[0]).context("no such profile")?,
        GpuKind::Soft(_) => bail!("the PCI device has one software GPU behind it"),
        _ => bail!("the PCI device has a software GPU behind it: --gpu soft[:PROFILE]"),
    };
    let slot = arguments.slot_memory.checked_mul(1 << 20);
    let layout = slot
        .and_then(|slot| Layout::new(arguments.slots, slot))
        .with_context(|| format!("{} slots of {} MiB cannot be", arguments.slots, arguments.slot_memory))?;
    if let Some(folder) = arguments.socket.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    serve(&DeviceOptions {
        socket: arguments.socket,
        layout,
        identity: random_identity()?,
        profile,
        summary: arguments.summary,
    })
}

/// 122 random bits, from the kernel.
fn random_identity() -> Result<[u32; 4]> {
    const SOURCE: &str = "/proc/sys/kernel/random/uuid";
    let text = fs::read_to_string(SOURCE).context(SOURCE)?;
    let digits: String = text.chars().filter(char::is_ascii_hexdigit).collect();
    let bits = u128::from_str_radix(&digits, 16).context(SOURCE)?;
    Ok([96, 64, 32, 0].map(|shift| (bits >> shift) as u32))
}
