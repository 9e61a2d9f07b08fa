//! `vgpu info`: what a program sees, told by a program: it opens the library that the loader finds and asks it.

use std::ffi::{CStr, c_char, c_int, c_uint, c_void};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use libloading::Library;

use crate::library::LIBCUDA;
use crate::run::{HostArguments, Surroundings};

/// Shows the GPU as a program sees it that `vgpu run` starts.
#[derive(clap::Args, Debug)]
pub struct InfoArguments {
    #[command(flatten)]
    host: HostArguments,
}

/// What `info` tells the program that it runs.
#[derive(clap::Args, Debug)]
pub struct InnerArguments {
    #[arg(long)]
    host: String,
}

/// Runs this program again as a guest.
///
/// # Errors
/// As for `vgpu run`.
pub fn info(arguments: &InfoArguments) -> Result<ExitCode> {
    let surroundings = Surroundings::prepare(&arguments.host, false)?;
    let host = surroundings.host();
    surroundings.run(Command::new("/proc/self/exe").args(["info-inner", "--host", &host]))
}

/// Asks the library, and prints.
///
/// # Errors
/// No library, or the error of the call that failed.
pub fn inner(arguments: &InnerArguments) -> Result<()> {
    let driver = Driver::open()?;
    driver.start()?;
    let version = driver.version()?;
    println!("library              {}", driver.path()?);
    println!("host                 {}", arguments.host);
    println!("CUDA version         {}.{}", version / 1000, version % 1000 / 10);
    let count = driver.count()?;
    println!("devices              {count}");
    for ordinal in 0..count {
        print_device(&driver, ordinal)?;
    }
    Ok(())
}

fn print_device(driver: &Driver, ordinal: c_int) -> Result<()> {
    /// cuda.h, CUdevice_attribute.
    const MULTIPROCESSORS: c_int = 16;
    const MAJOR: c_int = 75;
    const MINOR: c_int = 76;
    let device = driver.device(ordinal)?;
    println!();
    println!("{:<20} {}", format!("device {ordinal}"), driver.name(device)?);
    println!(
        "  compute capability {}.{}",
        driver.attribute(MAJOR, device)?,
        driver.attribute(MINOR, device)?
    );
    println!("  memory             {} MiB", driver.memory(device)? >> 20);
    println!("  multiprocessors    {}", driver.attribute(MULTIPROCESSORS, device)?);
    println!("  PCI                {}", driver.pci(device)?);
    println!("  UUID               {}", driver.uuid(device)?);
    Ok(())
}

/// The few functions that are asked (CUDA Driver API, "Initialization", "Version Management", "Device Management").
struct Driver(Library);

impl Driver {
    fn open() -> Result<Self> {
        // SAFETY: opening libcuda.so.1 runs its initialisers, as in every CUDA program.
        let library = unsafe { Library::new(LIBCUDA) };
        library.map(Self).with_context(|| format!("the loader does not find {LIBCUDA}"))
    }

    /// # Safety
    /// `T` is the type of the function that cuda.h declares by this name.
    unsafe fn function<T: Copy>(&self, name: &CStr) -> Result<T> {
        // SAFETY: the caller's promise.
        let symbol = unsafe { self.0.get::<T>(name.to_bytes_with_nul()) };
        symbol.map(|symbol| *symbol).with_context(|| format!("{LIBCUDA} lacks {}", name.to_string_lossy()))
    }

    /// Turns a result into an error that names the call and, where the driver knows it, the error.
    fn check(&self, call: &str, result: c_int) -> Result<()> {
        if result == 0 {
            return Ok(());
        }
        // SAFETY: CUresult cuGetErrorName(CUresult, const char **).
        let error_name = unsafe {
            self.function::<unsafe extern "C" fn(c_int, *mut *const c_char) -> c_int>(c"cuGetErrorName")?
        };
        let mut name = std::ptr::null();
        // SAFETY: `name` has room for a pointer, which is to a static string on success.
        let name = unsafe {
            match error_name(result, &mut name) {
                0 if !name.is_null() => CStr::from_ptr(name).to_string_lossy().into_owned(),
                _ => format!("error {result}"),
            }
        };
        bail!("{call}: {name}")
    }

    fn start(&self) -> Result<()> {
        // SAFETY: CUresult cuInit(unsigned int).
        let result = unsafe { self.function::<unsafe extern "C" fn(c_uint) -> c_int>(c"cuInit")?(0) };
        self.check("cuInit", result)
    }

    /// One number from a function that takes nothing else.
    fn number(&self, name: &CStr) -> Result<c_int> {
        let mut value = 0;
        // SAFETY: its callers name functions of the type CUresult (int *).
        let result = unsafe { self.function::<unsafe extern "C" fn(*mut c_int) -> c_int>(name)?(&mut value) };
        self.check(&name.to_string_lossy(), result)?;
        Ok(value)
    }

    fn version(&self) -> Result<c_int> {
        self.number(c"cuDriverGetVersion")
    }

    fn count(&self) -> Result<c_int> {
        self.number(c"cuDeviceGetCount")
    }

    fn device(&self, ordinal: c_int) -> Result<c_int> {
        let mut device = 0;
        // SAFETY: CUresult cuDeviceGet(CUdevice *, int).
        let result = unsafe {
            self.function::<unsafe extern "C" fn(*mut c_int, c_int) -> c_int>(c"cuDeviceGet")?(
                &mut device,
                ordinal,
            )
        };
        self.check("cuDeviceGet", result)?;
        Ok(device)
    }

    fn attribute(&self, attribute: c_int, device: c_int) -> Result<c_int> {
        let mut value = 0;
        // SAFETY: CUresult cuDeviceGetAttribute(int *, CUdevice_attribute, CUdevice).
        let result = unsafe {
            self.function::<unsafe extern "C" fn(*mut c_int, c_int, c_int) -> c_int>(c"cuDeviceGetAttribute")?(
                &mut value, attribute, device,
            )
        };
        self.check("cuDeviceGetAttribute", result)?;
        Ok(value)
    }

    fn memory(&self, device: c_int) -> Result<usize> {
        let mut bytes = 0;
        // SAFETY: CUresult cuDeviceTotalMem_v2(size_t *, CUdevice).
        let result = unsafe {
            self.function::<unsafe extern "C" fn(*mut usize, c_int) -> c_int>(c"cuDeviceTotalMem_v2")?(
                &mut bytes, device,
            )
        };
        self.check("cuDeviceTotalMem", result)?;
        Ok(bytes)
    }

    /// A text from a function of the type CUresult (char *, int, CUdevice).
    fn text(&self, name: &CStr, device: c_int) -> Result<String> {
        let mut text = [0u8; 256];
        // SAFETY: the function writes at most as many characters as it is told there is room for.
        let result = unsafe {
            self.function::<unsafe extern "C" fn(*mut c_char, c_int, c_int) -> c_int>(name)?(
                text.as_mut_ptr().cast(),
                text.len() as c_int,
                device,
            )
        };
        self.check(&name.to_string_lossy(), result)?;
        let text = CStr::from_bytes_until_nul(&text).context("a text without end")?;
        Ok(text.to_string_lossy().into_owned())
    }

    fn name(&self, device: c_int) -> Result<String> {
        self.text(c"cuDeviceGetName", device)
    }

    fn pci(&self, device: c_int) -> Result<String> {
        self.text(c"cuDeviceGetPCIBusId", device)
    }

    fn uuid(&self, device: c_int) -> Result<String> {
        let mut uuid = [0u8; 16];
        // SAFETY: CUresult cuDeviceGetUuid_v2(CUuuid *, CUdevice); a CUuuid is 16 bytes.
        let result = unsafe {
            self.function::<unsafe extern "C" fn(*mut u8, c_int) -> c_int>(c"cuDeviceGetUuid_v2")?(
                uuid.as_mut_ptr(),
                device,
            )
        };
        self.check("cuDeviceGetUuid", result)?;
        let hex: String = uuid.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(format!("GPU-{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]))
    }

    /// The name by which the loader knows the library.
    fn path(&self) -> Result<String> {
        // SAFETY: only the address matters.
        let address = unsafe { self.function::<*const c_void>(c"cuInit")? };
        let mut info = std::mem::MaybeUninit::<libc::Dl_info>::zeroed();
        // SAFETY: `info` has the room; zeroed, it is valid even where dladdr writes nothing; names are the loader's, which live as long
        // as the library, which is still open.
        unsafe {
            if libc::dladdr(address, info.as_mut_ptr()) == 0 {
                bail!("the loader does not know where {LIBCUDA} is from");
            }
            Ok(CStr::from_ptr(info.assume_init().dli_fname).to_string_lossy().into_owned())
        }
    }
}
