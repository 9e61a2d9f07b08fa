//! A device for tests: allocations at their own addresses, everything printed kept.
#![allow(dead_code)]

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ptx_jit::{Access, Compiler, Executor, Fault, Host, Interpreter, Launch, Memory, Program, Texture};

/// The tests run as they are on compiled code; once more from `interpreted.rs` on the interpreter, and from `narrow.rs` on code for
/// processors without AVX-512.
fn executor() -> Box<dyn Executor> {
    let compiler = Compiler { verify: true, ..Compiler::default() };
    if module_path!().starts_with("interpreted") {
        Box::new(Interpreter)
    } else {
        Box::new(Compiler { narrow: module_path!().starts_with("narrow"), ..compiler })
    }
}

/// Allocations: start and size, textures by their handles, and handles bound to references at addresses. Their memory belongs to `Device`.
#[derive(Default)]
pub struct Ranges(Mutex<Vec<(u64, u64)>>, Mutex<Vec<Arc<Texture>>>, Mutex<Vec<(u64, u64)>>);

// SAFETY: ranges are only added, and the memory behind them lives as long as the device that runs the launches.
unsafe impl Memory for Ranges {
    fn resolve(&self, address: u64, len: u64, _access: Access) -> Option<*mut u8> {
        let end = address.checked_add(len)?;
        let ranges = self.0.lock().unwrap();
        let inside = ranges.iter().any(|&(start, size)| address >= start && end <= start + size);
        inside.then(|| std::ptr::with_exposed_provenance_mut(address as usize))
    }

    fn reference(&self, address: u64) -> Option<u64> {
        let bound = self.2.lock().unwrap();
        bound.iter().rev().find(|(known, _)| *known == address).map(|(_, handle)| *handle)
    }

    fn texture(&self, handle: u64) -> Option<Arc<Texture>> {
        self.1.lock().unwrap().get(usize::try_from(handle).ok()?.checked_sub(1)?).cloned()
    }

    fn around(&self, address: u64, _access: Access) -> Option<(u64, u64)> {
        let ranges = self.0.lock().unwrap();
        let range = ranges.iter().find(|&&(start, size)| address >= start && address < start + size);
        range.map(|&(start, size)| (start, start + size))
    }
}

#[derive(Default)]
struct Tester {
    ranges: Ranges,
    printed: Mutex<Vec<u8>>,
    heap: Mutex<Vec<Vec<u128>>>,
    deadline: Mutex<Option<Instant>>,
}

impl Host for Tester {
    fn print(&self, text: &[u8]) {
        self.printed.lock().unwrap().extend_from_slice(text);
    }

    fn cancelled(&self) -> bool {
        self.deadline.lock().unwrap().is_some_and(|deadline| Instant::now() > deadline)
    }

    fn allocate(&self, bytes: u64) -> Option<u64> {
        // As cudaMalloc, which aligns to 256 bytes.
        let mut memory = vec![0u128; (bytes as usize).div_ceil(16) + 16];
        let address = (memory.as_mut_ptr().expose_provenance() as u64).next_multiple_of(256);
        self.ranges.0.lock().unwrap().push((address, bytes));
        self.heap.lock().unwrap().push(memory);
        Some(address)
    }
}

pub struct Device {
    program: Box<dyn Program>,
    addresses: Vec<u64>,
    tester: Tester,
}

/// Values that are plain bytes.
pub trait Plain: Copy {
    fn bytes(self) -> Vec<u8>;
    fn from_bytes(bytes: &[u8]) -> Self;
}

macro_rules! plain {
    ($($t:ty)*) => { $(impl Plain for $t {
        fn bytes(self) -> Vec<u8> { self.to_le_bytes().to_vec() }
        fn from_bytes(bytes: &[u8]) -> Self { <$t>::from_le_bytes(bytes.try_into().unwrap()) }
    })* };
}
plain!(u8 u16 u32 u64 i32 i64 f32 f64);

impl Device {
    pub fn new(text: &[u8]) -> Device {
        Device::with(&*executor(), text)
    }

    pub fn compiled(text: &[u8]) -> Device {
        Device::with(&Compiler { verify: true, ..Compiler::default() }, text)
    }

    pub fn narrow(text: &[u8]) -> Device {
        Device::with(&Compiler { verify: true, narrow: true, ..Compiler::default() }, text)
    }

    pub fn interpreted(text: &[u8]) -> Device {
        Device::with(&Interpreter, text)
    }

    pub fn with(executor: &dyn Executor, text: &[u8]) -> Device {
        let module = ptx::parse(text).unwrap_or_else(|error| panic!("{error}"));
        let mut program = executor.load(module).unwrap();
        let tester = Tester::default();
        let addresses: Vec<u64> =
            program.placements().iter().map(|p| tester.allocate(p.size.max(1)).unwrap()).collect();
        program.link(&addresses).unwrap();
        let device = Device { program, addresses, tester };
        for i in 0..device.addresses.len() {
            device.write(device.addresses[i], &device.program.initial(i));
        }
        device
    }

    pub fn symbol(&self, name: &str) -> u64 {
        let index = self.program.placements().iter().position(|p| p.name == name).unwrap();
        self.addresses[index]
    }

    pub fn write<T: Plain>(&self, address: u64, values: &[T]) {
        let bytes: Vec<u8> = values.iter().flat_map(|v| v.bytes()).collect();
        let at = self.tester.ranges.resolve(address, bytes.len() as u64, Access::Write).unwrap();
        // SAFETY: `resolve` answered for all of these bytes; no kernel is running.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), at, bytes.len()) };
    }

    pub fn upload<T: Plain>(&self, values: &[T]) -> u64 {
        let address = self.zeros::<T>(values.len());
        self.write(address, values);
        address
    }

    pub fn zeros<T: Plain>(&self, n: usize) -> u64 {
        self.tester.allocate((n * size_of::<T>()) as u64).unwrap()
    }

    pub fn download<T: Plain>(&self, address: u64, n: usize) -> Vec<T> {
        let len = n * size_of::<T>();
        let at = self.tester.ranges.resolve(address, len as u64, Access::Read).unwrap();
        // SAFETY: `resolve` answered for all of these bytes; no kernel is running.
        let bytes = unsafe { std::slice::from_raw_parts(at, len) };
        bytes.chunks(size_of::<T>()).map(T::from_bytes).collect()
    }

    /// The handle of a texture or surface, whose texels are memory of this device.
    pub fn texture(&self, texture: Texture) -> u64 {
        let mut textures = self.tester.ranges.1.lock().unwrap();
        textures.push(Arc::new(texture));
        textures.len() as u64
    }

    /// Binds a texture or surface to a reference of the module's.
    pub fn bind(&self, name: &str, handle: u64) {
        self.tester.ranges.2.lock().unwrap().push((self.symbol(name), handle));
    }

    pub fn printed(&self) -> String {
        String::from_utf8(self.tester.printed.lock().unwrap().clone()).unwrap()
    }

    pub fn cancel_after(&self, time: Duration) {
        *self.tester.deadline.lock().unwrap() = Some(Instant::now() + time);
    }

    /// Launches with arguments given as integers of the parameters' sizes.
    pub fn launch(
        &self,
        name: &str,
        grid: [u32; 3],
        block: [u32; 3],
        dynamic_shared: u32,
        args: &[u64],
    ) -> Result<(), Fault> {
        let kernel = self.program.kernels().iter().find(|kernel| kernel.name == name).unwrap();
        assert_eq!(kernel.params.len(), args.len());
        let mut params = vec![0; kernel.param_bytes as usize];
        for (param, arg) in kernel.params.iter().zip(args) {
            let (at, size) = (param.offset as usize, param.size as usize);
            params[at..at + size].copy_from_slice(&arg.to_le_bytes()[..size]);
        }
        self.launch_bytes(name, grid, block, dynamic_shared, &params)
    }

    /// A parameter block with these bytes for each parameter.
    pub fn parameters(&self, name: &str, values: &[Vec<u8>]) -> Vec<u8> {
        let kernel = self.program.kernels().iter().find(|kernel| kernel.name == name).unwrap();
        assert_eq!(kernel.params.len(), values.len(), "parameters of {name}");
        let mut block = vec![0; kernel.param_bytes as usize];
        for (param, value) in kernel.params.iter().zip(values) {
            assert_eq!(param.size as usize, value.len(), "a parameter of {name}");
            block[param.offset as usize..][..value.len()].copy_from_slice(value);
        }
        block
    }

    pub fn launch_bytes(
        &self,
        name: &str,
        grid: [u32; 3],
        block: [u32; 3],
        dynamic_shared: u32,
        params: &[u8],
    ) -> Result<(), Fault> {
        self.launch_clusters(name, (grid, block, None), dynamic_shared, params)
    }

    /// Blocks of so many threads, in clusters of so many blocks.
    pub fn launch_clusters(
        &self,
        name: &str,
        (grid, block, cluster): ([u32; 3], [u32; 3], Option<[u32; 3]>),
        dynamic_shared: u32,
        params: &[u8],
    ) -> Result<(), Fault> {
        let kernel = self.program.kernels().iter().position(|kernel| kernel.name == name).unwrap();
        let launch = Launch {
            kernel,
            grid,
            block,
            dynamic_shared,
            params,
            grid_id: 1,
            local_limit: 512 << 10,
            cluster,
            cooperative: None,
        };
        self.program.launch(&launch, &self.tester.ranges, &self.tester)
    }
}
