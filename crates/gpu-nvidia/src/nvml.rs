//! The host's management library, libnvidia-ml.so.1, for the figures that only it has.
//!
//! Structures and functions: NVML API Reference Guide, "Device Queries". Whatever it lacks or refuses is not supported.

use std::ffi::{CStr, c_char, c_int, c_uint, c_ulonglong, c_void};
use std::fmt::Write;

use cuda_abi::nvml::nvmlPciInfo_t;
use cuda_abi::{CuError, CuResult};
use libloading::Library;
use wire::metric;

/// The library's name, as every driver installs it.
const LIBNVML: &str = "libnvidia-ml.so.1";
const SUCCESS: c_int = 0;
/// Bytes for the driver's version (`NVML_SYSTEM_DRIVER_VERSION_BUFFER_SIZE`).
const VERSION_BYTES: usize = 80;

type Handle = *mut c_void;
type Init = unsafe extern "C" fn() -> c_int;
type Version = unsafe extern "C" fn(*mut c_char, c_uint) -> c_int;
type ByUuid = unsafe extern "C" fn(*const c_char, *mut Handle) -> c_int;
type Figure = unsafe extern "C" fn(Handle, *mut c_uint) -> c_int;
type FigureOf = unsafe extern "C" fn(Handle, c_uint, *mut c_uint) -> c_int;
type Pair = unsafe extern "C" fn(Handle, *mut c_uint, *mut c_uint) -> c_int;
type Long = unsafe extern "C" fn(Handle, *mut c_ulonglong) -> c_int;
type Both = unsafe extern "C" fn(Handle, *mut [c_uint; 2]) -> c_int;
type Pci = unsafe extern "C" fn(Handle, *mut nvmlPciInfo_t) -> c_int;
type Memory = unsafe extern "C" fn(Handle, *mut [c_ulonglong; 3]) -> c_int;

/// The opened and initialised library.
pub struct Nvml {
    library: Library,
}

/// A device as it names it. Good for any thread (NVML API Reference Guide: the library is thread-safe).
#[derive(Clone, Copy)]
pub struct Device(Handle);

// SAFETY: a name for the library, which is thread-safe; nothing here looks behind it.
unsafe impl Send for Device {}
// SAFETY: as above.
unsafe impl Sync for Device {}

fn check(status: c_int) -> CuResult {
    if status == SUCCESS { Ok(()) } else { Err(CuError::NOT_SUPPORTED) }
}

impl Nvml {
    /// Opens and initialises it.
    ///
    /// # Errors
    /// `NOT_SUPPORTED` where there is none, or where it refuses.
    pub fn open() -> CuResult<Self> {
        // SAFETY: loading it runs its initialisers, which is what the host's administrator installed it for.
        let library = unsafe { Library::new(LIBNVML) }.map_err(|error| {
            tracing::debug!(%error, "the host has no NVML");
            CuError::NOT_SUPPORTED
        })?;
        let this = Self { library };
        // SAFETY: the symbol's declaration in nvml.h.
        let init: Init = unsafe { this.symbol(c"nvmlInit_v2")? };
        // SAFETY: a plain call.
        check(unsafe { init() })?;
        Ok(this)
    }

    /// # Safety
    /// `T` is the function type that nvml.h declares for `name`.
    unsafe fn symbol<T: Copy>(&self, name: &CStr) -> CuResult<T> {
        // SAFETY: the caller's promise.
        let symbol = unsafe { self.library.get::<T>(name.to_bytes_with_nul()) };
        symbol.map(|symbol| *symbol).map_err(|_| CuError::NOT_SUPPORTED)
    }

    /// The driver's version, such as 580.65.06.
    ///
    /// # Errors
    /// `NOT_SUPPORTED` where it does not say.
    pub fn driver_version(&self) -> CuResult<Vec<u8>> {
        let mut text = [0; VERSION_BYTES];
        // SAFETY: the symbol's declaration; the buffer is as long as is said.
        unsafe {
            let version: Version = self.symbol(c"nvmlSystemGetDriverVersion")?;
            check(version(text.as_mut_ptr(), VERSION_BYTES as c_uint))?;
        }
        Ok(text.iter().take_while(|byte| **byte != 0).map(|byte| *byte as u8).collect())
    }

    /// The device that CUDA knows by this UUID.
    ///
    /// # Errors
    /// `NOT_SUPPORTED` where it knows none.
    pub fn device(&self, uuid: &[u8; 16]) -> CuResult<Device> {
        let mut name = String::from("GPU-");
        for (index, byte) in uuid.iter().enumerate() {
            let dash = if matches!(index, 4 | 6 | 8 | 10) { "-" } else { "" };
            let _ = write!(name, "{dash}{byte:02x}");
        }
        name.push('\0');
        let mut handle = std::ptr::null_mut();
        // SAFETY: the symbol's declaration; the string ends with a zero, the target lives through the call.
        unsafe {
            let by_uuid: ByUuid = self.symbol(c"nvmlDeviceGetHandleByUUID")?;
            check(by_uuid(name.as_ptr().cast(), &mut handle))?;
        }
        Ok(Device(handle))
    }

    /// Total and used memory of a device, in bytes.
    ///
    /// # Errors
    /// `NOT_SUPPORTED` where it does not say.
    pub fn memory(&self, device: Device) -> CuResult<(u64, u64)> {
        let mut info = [0; 3];
        // SAFETY: the symbol's declaration: total, free, used.
        unsafe {
            let memory: Memory = self.symbol(c"nvmlDeviceGetMemoryInfo")?;
            check(memory(device.0, &mut info))?;
        }
        Ok((info[0], info[2]))
    }

    /// One figure; see [`wire::metric`].
    ///
    /// # Errors
    /// `NOT_SUPPORTED` where it has none.
    pub fn metric(&self, device: Device, which: u32, argument: u32) -> CuResult<u64> {
        match which {
            metric::UTILIZATION => self.utilization(device).map(|both| both[0].into()),
            metric::MEMORY_UTILIZATION => self.utilization(device).map(|both| both[1].into()),
            metric::TEMPERATURE => self.figure_of(c"nvmlDeviceGetTemperature", device, argument),
            metric::TEMPERATURE_THRESHOLD => {
                self.figure_of(c"nvmlDeviceGetTemperatureThreshold", device, argument)
            }
            metric::POWER => self.figure(c"nvmlDeviceGetPowerUsage", device),
            metric::POWER_LIMIT => self.figure(c"nvmlDeviceGetPowerManagementLimit", device),
            metric::ENFORCED_POWER_LIMIT => self.figure(c"nvmlDeviceGetEnforcedPowerLimit", device),
            metric::DEFAULT_POWER_LIMIT => self.figure(c"nvmlDeviceGetPowerManagementDefaultLimit", device),
            metric::ENERGY => self.energy(device),
            metric::CLOCK => self.figure_of(c"nvmlDeviceGetClockInfo", device, argument),
            metric::MAX_CLOCK => self.figure_of(c"nvmlDeviceGetMaxClockInfo", device, argument),
            metric::PERFORMANCE_STATE => self.figure(c"nvmlDeviceGetPerformanceState", device),
            metric::FAN => self.figure(c"nvmlDeviceGetFanSpeed", device),
            metric::ENCODER => self.pair(c"nvmlDeviceGetEncoderUtilization", device).map(|pair| pair.0),
            metric::DECODER => self.pair(c"nvmlDeviceGetDecoderUtilization", device).map(|pair| pair.0),
            metric::ECC => {
                let (now, pending) = self.pair(c"nvmlDeviceGetEccMode", device)?;
                Ok((now & 1) | (pending & 1) << 1)
            }
            metric::PCIE_THROUGHPUT => self.figure_of(c"nvmlDeviceGetPcieThroughput", device, argument),
            metric::PCIE_GENERATION => self.figure(c"nvmlDeviceGetCurrPcieLinkGeneration", device),
            metric::PCIE_WIDTH => self.figure(c"nvmlDeviceGetCurrPcieLinkWidth", device),
            metric::MAX_PCIE_GENERATION => self.figure(c"nvmlDeviceGetMaxPcieLinkGeneration", device),
            metric::MAX_PCIE_WIDTH => self.figure(c"nvmlDeviceGetMaxPcieLinkWidth", device),
            metric::PCI_DEVICE => self.pci(device).map(|pci| pci.pciDeviceId.into()),
            metric::PCI_SUBSYSTEM => self.pci(device).map(|pci| pci.pciSubSystemId.into()),
            _ => Err(CuError::NOT_SUPPORTED),
        }
    }

    fn pci(&self, device: Device) -> CuResult<nvmlPciInfo_t> {
        let mut info = nvmlPciInfo_t::default();
        // SAFETY: the symbol's declaration; the target lives through the call.
        unsafe {
            let pci: Pci = self.symbol(c"nvmlDeviceGetPciInfo_v3")?;
            check(pci(device.0, &mut info))?;
        }
        Ok(info)
    }

    fn figure(&self, name: &CStr, device: Device) -> CuResult<u64> {
        let mut value = 0;
        // SAFETY: all names given here have this declaration in nvml.h; the target lives through the call.
        unsafe {
            let figure: Figure = self.symbol(name)?;
            check(figure(device.0, &mut value))?;
        }
        Ok(value.into())
    }

    fn figure_of(&self, name: &CStr, device: Device, argument: u32) -> CuResult<u64> {
        let mut value = 0;
        // SAFETY: as in `figure`.
        unsafe {
            let figure: FigureOf = self.symbol(name)?;
            check(figure(device.0, argument, &mut value))?;
        }
        Ok(value.into())
    }

    fn pair(&self, name: &CStr, device: Device) -> CuResult<(u64, u64)> {
        let (mut first, mut second) = (0, 0);
        // SAFETY: as in `figure`.
        unsafe {
            let pair: Pair = self.symbol(name)?;
            check(pair(device.0, &mut first, &mut second))?;
        }
        Ok((first.into(), second.into()))
    }

    fn utilization(&self, device: Device) -> CuResult<[c_uint; 2]> {
        let mut both = [0; 2];
        // SAFETY: the symbol's declaration: of the device, of its memory.
        unsafe {
            let utilization: Both = self.symbol(c"nvmlDeviceGetUtilizationRates")?;
            check(utilization(device.0, &mut both))?;
        }
        Ok(both)
    }

    fn energy(&self, device: Device) -> CuResult<u64> {
        let mut value = 0;
        // SAFETY: the symbol's declaration; the target lives through the call.
        unsafe {
            let energy: Long = self.symbol(c"nvmlDeviceGetTotalEnergyConsumption")?;
            check(energy(device.0, &mut value))?;
        }
        Ok(value)
    }
}
