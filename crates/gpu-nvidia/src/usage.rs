//! What a session holds of each device, told to whoever counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use gpu::Host;

/// One session's holdings, by device.
pub struct Usage {
    host: Arc<dyn Host>,
    devices: Vec<(AtomicU32, AtomicU64)>,
}

impl Usage {
    /// Nothing yet of so many devices.
    pub fn new(host: Arc<dyn Host>, devices: usize) -> Self {
        Self { host, devices: (0..devices).map(|_| Default::default()).collect() }
    }

    /// A context was created.
    pub fn add_context(&self, device: u32) {
        if let Some((contexts, _)) = self.devices.get(device as usize) {
            self.host.holds_contexts(device, contexts.fetch_add(1, Ordering::Relaxed) + 1);
        }
    }

    /// A context with so many bytes of device memory was destroyed.
    pub fn drop_context(&self, device: u32, bytes: u64) {
        if let Some((contexts, _)) = self.devices.get(device as usize) {
            self.host.holds_contexts(device, contexts.fetch_sub(1, Ordering::Relaxed).saturating_sub(1));
        }
        self.drop_memory(device, bytes);
    }

    /// Device memory was allocated, in bytes.
    pub fn add_memory(&self, device: u32, bytes: u64) {
        if let Some((_, memory)) = self.devices.get(device as usize) {
            self.host.holds_memory(device, memory.fetch_add(bytes, Ordering::Relaxed) + bytes);
        }
    }

    /// Device memory was freed, in bytes.
    pub fn drop_memory(&self, device: u32, bytes: u64) {
        if let Some((_, memory)) = self.devices.get(device as usize) {
            self.host.holds_memory(device, memory.fetch_sub(bytes, Ordering::Relaxed).saturating_sub(bytes));
        }
    }
}
