//! PTX text: the guest's scan of signatures, the parser, the interpreter's loading of what it accepts, and short runs of that.
#![no_main]

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU32, Ordering};

use libfuzzer_sys::fuzz_target;
use ptx_jit::{Access, Executor, Host, Interpreter, Launch, Memory};

/// Device memory: the one place that a kernel may touch.
#[repr(align(512))]
struct Device(UnsafeCell<[u8; BYTES]>);

const BYTES: usize = 4096;

// SAFETY: only kernels touch the bytes, by raw pointers, one launch at a time; their races are theirs.
unsafe impl Sync for Device {}

impl Device {
    fn address(&self) -> u64 {
        self.0.get() as u64
    }
}

// SAFETY: what is resolved lies in the bytes, which live as long as the value.
unsafe impl Memory for Device {
    fn resolve(&self, address: u64, len: u64, _access: Access) -> Option<*mut u8> {
        let offset = address.checked_sub(self.address())?;
        let end = offset.checked_add(len)?;
        (end <= BYTES as u64).then_some(address as *mut u8)
    }
}

/// Stops kernels soon.
struct Impatient(AtomicU32);

impl Host for Impatient {
    fn print(&self, _text: &[u8]) {}

    fn cancelled(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) >= 2
    }

    fn timer_ns(&self) -> u64 {
        0
    }
}

fuzz_target!(|data: &[u8]| {
    let _ = ptx::signature::scan(data);
    let Ok(module) = ptx::parse(data) else { return };
    let Ok(mut program) = Interpreter.load(module) else { return };
    let device = Device(UnsafeCell::new([0; BYTES]));
    let addresses = vec![device.address(); program.placements().len()];
    if program.link(&addresses).is_err() {
        return;
    }
    for placement in 0..addresses.len() {
        let _ = program.initial(placement);
    }
    let kernels: Vec<_> =
        program.kernels().iter().map(|kernel| (kernel.param_bytes, kernel.shared_bytes)).take(2).collect();
    for (kernel, (param_bytes, shared_bytes)) in kernels.into_iter().enumerate() {
        if param_bytes > 4096 || shared_bytes > 1 << 16 {
            continue;
        }
        let params: Vec<u8> =
            device.address().to_le_bytes().into_iter().cycle().take(param_bytes as usize).collect();
        let launch = Launch {
            kernel,
            grid: [1; 3],
            block: [5, 1, 1],
            dynamic_shared: 64,
            params: &params,
            grid_id: 0,
            local_limit: 1 << 16,
            cluster: None,
            cooperative: None,
        };
        let _ = program.launch(&launch, &device, &Impatient(AtomicU32::new(0)));
    }
});
