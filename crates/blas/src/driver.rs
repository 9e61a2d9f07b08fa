//! The driver library of this process, and the few of its functions that are needed (CUDA Driver API).

use std::ffi::{c_char, c_uint, c_void};
use std::sync::OnceLock;

use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_NOW};

use crate::status::{Result, Status};

type Code = i32;
const CAPTURING: i32 = 1;

macro_rules! functions {
    ($($field:ident = $name:literal ($($argument:ty),*);)*) => {
        struct Functions { $($field: unsafe extern "C" fn($($argument),*) -> Code,)* }

        impl Functions {
            fn find(library: &Library) -> std::result::Result<Self, libloading::Error> {
                // SAFETY: each is declared as cuda.h declares it.
                Ok(Self { $($field: unsafe { *library.get($name)? },)* })
            }
        }
    };
}

functions! {
    init = b"cuInit\0" (c_uint);
    context = b"cuCtxGetCurrent\0" (*mut usize);
    set_context = b"cuCtxSetCurrent\0" (usize);
    context_id = b"cuCtxGetId\0" (usize, *mut u64);
    retain_primary = b"cuDevicePrimaryCtxRetain\0" (*mut usize, i32);
    load = b"cuModuleLoadData\0" (*mut usize, *const c_void);
    function = b"cuModuleGetFunction\0" (*mut usize, usize, *const c_char);
    launch = b"cuLaunchKernel\0" (usize, c_uint, c_uint, c_uint, c_uint, c_uint, c_uint, c_uint, usize, *mut *mut c_void, *mut *mut c_void);
    allocate = b"cuMemAllocAsync\0" (*mut u64, usize, usize);
    free = b"cuMemFreeAsync\0" (u64, usize);
    copy = b"cuMemcpyAsync\0" (u64, u64, usize, usize);
    copy_2d = b"cuMemcpy2DAsync_v2\0" (*const Copy2d, usize);
    synchronize = b"cuStreamSynchronize\0" (usize);
    capturing = b"cuStreamIsCapturing\0" (usize, *mut i32);
}

/// CUDA_MEMCPY2D: rows of bytes between pointers of any kind.
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct Copy2d {
    source_x: usize,
    source_y: usize,
    source_kind: u32,
    source_host: usize,
    source: u64,
    source_array: usize,
    source_pitch: usize,
    target_x: usize,
    target_y: usize,
    target_kind: u32,
    target_host: usize,
    target: u64,
    target_array: usize,
    target_pitch: usize,
    width: usize,
    height: usize,
}

impl Copy2d {
    /// `height` rows of `width` bytes; a pitch is from one row to the next.
    pub fn rows(source: (u64, usize), target: (u64, usize), width: usize, height: usize) -> Self {
        /// CU_MEMORYTYPE_UNIFIED: the driver knows whose the addresses are.
        const UNIFIED: u32 = 4;
        Self {
            source_kind: UNIFIED,
            source: source.0,
            source_pitch: source.1,
            target_kind: UNIFIED,
            target: target.0,
            target_pitch: target.1,
            width,
            height,
            ..Self::default()
        }
    }
}

/// A pointer of the program's as an address, which only the device looks at.
pub fn address<T>(at: *const T) -> u64 {
    at.expose_provenance() as u64
}

/// A grid of blocks, and the shape of a block.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Blocks.
    pub grid: [u32; 3],
    /// Threads of one.
    pub block: [u32; 2],
}

/// The library.
pub struct Driver(Functions);

impl Driver {
    /// The one that the loader finds, which is the one that the CUDA runtime has opened.
    ///
    /// # Errors
    /// There is none.
    pub fn get() -> Result<&'static Self> {
        static DRIVER: OnceLock<Option<Driver>> = OnceLock::new();
        let open = || {
            // SAFETY: the driver's initialisers are those that every CUDA program runs.
            let library = unsafe { Library::open(Some("libcuda.so.1"), RTLD_NOW | RTLD_GLOBAL) }.ok()?;
            let functions = Functions::find(&library).ok()?;
            std::mem::forget(library);
            Some(Self(functions))
        };
        DRIVER.get_or_init(open).as_ref().ok_or(Status::NOT_INITIALIZED)
    }

    /// The current context's id; without one, the first device's primary context becomes current, as the CUDA runtime does it.
    ///
    /// # Errors
    /// There is no device.
    pub fn current_context(&self) -> Result<u64> {
        let (mut context, mut id) = (0, 0);
        // SAFETY: all pointers are to variables of this function.
        unsafe {
            done((self.0.init)(0), Status::NOT_INITIALIZED)?;
            done((self.0.context)(&mut context), Status::NOT_INITIALIZED)?;
            if context == 0 {
                done((self.0.retain_primary)(&mut context, 0), Status::NOT_INITIALIZED)?;
                done((self.0.set_context)(context), Status::NOT_INITIALIZED)?;
            }
            done((self.0.context_id)(context, &mut id), Status::NOT_INITIALIZED)?;
        }
        Ok(id)
    }

    /// Loads a text of PTX, which ends with zero, into the current context, and finds its kernel.
    ///
    /// # Errors
    /// The driver takes no such kernel.
    pub fn kernel(&self, text: &str, name: &std::ffi::CStr) -> Result<usize> {
        let (mut module, mut function) = (0, 0);
        debug_assert!(text.ends_with('\0'));
        // SAFETY: the text and the name end with zero; the rest are variables of this function.
        unsafe {
            done((self.0.load)(&mut module, text.as_ptr().cast()), Status::INTERNAL_ERROR)?;
            done((self.0.function)(&mut function, module, name.as_ptr()), Status::INTERNAL_ERROR)?;
        }
        Ok(function)
    }

    /// Launches a kernel whose parameters are all of eight bytes.
    ///
    /// # Errors
    /// The driver's, as one status.
    pub fn launch(&self, function: usize, shape: Shape, stream: usize, parameters: &mut [u64]) -> Result {
        let mut pointers: Vec<*mut c_void> =
            parameters.iter_mut().map(|parameter| (&raw mut *parameter).cast()).collect();
        let ([x, y, z], [width, height]) = (shape.grid, shape.block);
        // SAFETY: there is a pointer to eight bytes for each parameter of the kernel; the driver copies them before it returns.
        let code = unsafe {
            (self.0.launch)(
                function,
                x,
                y,
                z,
                width,
                height,
                1,
                0,
                stream,
                pointers.as_mut_ptr(),
                std::ptr::null_mut(),
            )
        };
        done(code, Status::EXECUTION_FAILED)
    }

    /// Memory of the device in a stream's order.
    ///
    /// # Errors
    /// There is not as much.
    pub fn allocate(&self, bytes: usize, stream: usize) -> Result<u64> {
        let mut address = 0;
        // SAFETY: the address is a variable of this function.
        done(unsafe { (self.0.allocate)(&mut address, bytes, stream) }, Status::ALLOC_FAILED)?;
        Ok(address)
    }

    /// Frees it in the stream's order.
    ///
    /// # Errors
    /// The driver's.
    pub fn free(&self, address: u64, stream: usize) -> Result {
        // SAFETY: what the address is, the driver checks.
        done(unsafe { (self.0.free)(address, stream) }, Status::INTERNAL_ERROR)
    }

    /// Copies between pointers of any kind.
    ///
    /// # Errors
    /// The driver's.
    ///
    /// # Safety
    /// What is the host's of both ranges stays there until the stream has come so far.
    pub unsafe fn copy(&self, target: u64, source: u64, bytes: usize, stream: usize) -> Result {
        // SAFETY: the caller's.
        done(unsafe { (self.0.copy)(target, source, bytes, stream) }, Status::MAPPING_ERROR)
    }

    /// Copies rows between pointers of any kind.
    ///
    /// # Errors
    /// The driver's.
    ///
    /// # Safety
    /// As [`Driver::copy`].
    pub unsafe fn copy_rows(&self, copy: &Copy2d, stream: usize) -> Result {
        // SAFETY: the caller's.
        done(unsafe { (self.0.copy_2d)(copy, stream) }, Status::MAPPING_ERROR)
    }

    /// Waits until a stream has nothing left.
    ///
    /// # Errors
    /// What its work came to.
    pub fn synchronize(&self, stream: usize) -> Result {
        // SAFETY: what the stream is, the driver checks.
        done(unsafe { (self.0.synchronize)(stream) }, Status::EXECUTION_FAILED)
    }

    /// Whether a stream is being captured into a graph: then nothing may wait for it.
    pub fn is_capturing(&self, stream: usize) -> bool {
        let mut state = 0;
        // SAFETY: the state is a variable of this function.
        unsafe { (self.0.capturing)(stream, &mut state) == 0 && state == CAPTURING }
    }
}

fn done(code: Code, otherwise: Status) -> Result {
    if code == 0 { Ok(()) } else { Err(otherwise) }
}
