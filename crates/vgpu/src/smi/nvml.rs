//! The few functions of NVML that `smi` asks, through the library that the loader finds: ours, or a real driver's.

use std::ffi::{CStr, c_char, c_int, c_uint};

use anyhow::{Context, Result, bail};
use cuda_abi::nvml::*;
use libloading::Library;

use crate::library::LIBNVML;

/// The opened and initialised library.
pub struct Nvml(Library);

/// What a device does not have is `None`.
pub type Maybe<T> = Option<T>;

/// One device.
#[derive(Clone, Copy)]
pub struct Device(nvmlDevice_t);

type Number = unsafe extern "C" fn(nvmlDevice_t, *mut c_uint) -> nvmlReturn_t;
type NumberOf = unsafe extern "C" fn(nvmlDevice_t, c_uint, *mut c_uint) -> nvmlReturn_t;
type Text = unsafe extern "C" fn(nvmlDevice_t, *mut c_char, c_uint) -> nvmlReturn_t;

impl Nvml {
    /// Opens and initialises it.
    ///
    /// # Errors
    /// There is no such library, or no host behind it.
    pub fn open() -> Result<Self> {
        // SAFETY: opening the library runs its initialisers, as in every reader.
        let library = unsafe { Library::new(LIBNVML) };
        let this = Self(library.with_context(|| format!("the loader does not find {LIBNVML}"))?);
        // SAFETY: nvmlReturn_t nvmlInit_v2(void).
        let init: unsafe extern "C" fn() -> nvmlReturn_t = unsafe { this.function(c"nvmlInit_v2")? };
        // SAFETY: a plain call.
        match unsafe { init() } {
            nvmlReturn_t::NVML_SUCCESS => Ok(this),
            nvmlReturn_t::NVML_ERROR_DRIVER_NOT_LOADED => {
                bail!("no host is reachable: `vgpu serve` is not running here, and there is no device")
            }
            failed => bail!("nvmlInit_v2: error {}", failed.0),
        }
    }

    /// # Safety
    /// `T` is the type of the function that nvml.h declares by this name.
    unsafe fn function<T: Copy>(&self, name: &CStr) -> Result<T> {
        // SAFETY: the caller's promise.
        let symbol = unsafe { self.0.get::<T>(name.to_bytes_with_nul()) };
        symbol.map(|symbol| *symbol).with_context(|| format!("{LIBNVML} lacks {}", name.to_string_lossy()))
    }

    /// The driver's version.
    pub fn driver_version(&self) -> Maybe<String> {
        // SAFETY: nvmlReturn_t nvmlSystemGetDriverVersion(char *, unsigned int).
        let version: unsafe extern "C" fn(*mut c_char, c_uint) -> nvmlReturn_t =
            unsafe { self.function(c"nvmlSystemGetDriverVersion") }.ok()?;
        // SAFETY: the buffer is as long as is said.
        text(|buffer, length| unsafe { version(buffer, length) })
    }

    /// As 13050 for 13.5.
    pub fn cuda_version(&self) -> Maybe<i32> {
        let mut version: c_int = 0;
        // SAFETY: nvmlReturn_t nvmlSystemGetCudaDriverVersion_v2(int *); the target lives through the call.
        let said = unsafe {
            let get: unsafe extern "C" fn(*mut c_int) -> nvmlReturn_t =
                self.function(c"nvmlSystemGetCudaDriverVersion_v2").ok()?;
            get(&mut version)
        };
        (said == nvmlReturn_t::NVML_SUCCESS).then_some(version)
    }

    /// All devices.
    ///
    /// # Errors
    /// The library's.
    pub fn devices(&self) -> Result<Vec<Device>> {
        let mut count = 0;
        // SAFETY: nvmlReturn_t nvmlDeviceGetCount_v2(unsigned int *).
        let said = unsafe {
            let get: unsafe extern "C" fn(*mut c_uint) -> nvmlReturn_t =
                self.function(c"nvmlDeviceGetCount_v2")?;
            get(&mut count)
        };
        if said != nvmlReturn_t::NVML_SUCCESS {
            bail!("nvmlDeviceGetCount_v2: error {}", said.0);
        }
        // SAFETY: nvmlReturn_t nvmlDeviceGetHandleByIndex_v2(unsigned int, nvmlDevice_t *).
        let by_index: unsafe extern "C" fn(c_uint, *mut nvmlDevice_t) -> nvmlReturn_t =
            unsafe { self.function(c"nvmlDeviceGetHandleByIndex_v2")? };
        let mut devices = Vec::new();
        for index in 0..count {
            let mut device = std::ptr::null_mut();
            // SAFETY: a plain call with a target that lives through it.
            if unsafe { by_index(index, &mut device) } == nvmlReturn_t::NVML_SUCCESS {
                devices.push(Device(device));
            }
        }
        Ok(devices)
    }

    /// A number of a device, by the function that gives it.
    pub fn number(&self, device: Device, name: &CStr) -> Maybe<u32> {
        let mut value = 0;
        // SAFETY: all names given here are declared as (nvmlDevice_t, unsigned int or enum *).
        let said = unsafe { self.function::<Number>(name).ok()?(device.0, &mut value) };
        (said == nvmlReturn_t::NVML_SUCCESS).then_some(value)
    }

    /// A number of a device, of the sensor, clock or counter `which`.
    pub fn number_of(&self, device: Device, name: &CStr, which: u32) -> Maybe<u32> {
        let mut value = 0;
        // SAFETY: all names given here are declared as (nvmlDevice_t, enum, unsigned int *).
        let said = unsafe { self.function::<NumberOf>(name).ok()?(device.0, which, &mut value) };
        (said == nvmlReturn_t::NVML_SUCCESS).then_some(value)
    }

    /// Two numbers of a device.
    pub fn pair(&self, device: Device, name: &CStr) -> Maybe<(u32, u32)> {
        let (mut first, mut second) = (0, 0);
        // SAFETY: all names given here are declared as (nvmlDevice_t, int, unsigned int or enum *, the same).
        let said = unsafe {
            let get: unsafe extern "C" fn(nvmlDevice_t, *mut c_uint, *mut c_uint) -> nvmlReturn_t =
                self.function(name).ok()?;
            get(device.0, &mut first, &mut second)
        };
        (said == nvmlReturn_t::NVML_SUCCESS).then_some((first, second))
    }

    /// A text of a device.
    pub fn text(&self, device: Device, name: &CStr) -> Maybe<String> {
        // SAFETY: all names given here are declared as (nvmlDevice_t, char *, unsigned int).
        let get = unsafe { self.function::<Text>(name) }.ok()?;
        // SAFETY: the buffer is as long as is said.
        text(|buffer, length| unsafe { get(device.0, buffer, length) })
    }

    /// Where the device is in PCI.
    pub fn pci(&self, device: Device) -> Maybe<nvmlPciInfo_t> {
        let mut info = nvmlPciInfo_t::default();
        // SAFETY: nvmlReturn_t nvmlDeviceGetPciInfo_v3(nvmlDevice_t, nvmlPciInfo_t *).
        let said = unsafe {
            let get: unsafe extern "C" fn(nvmlDevice_t, *mut nvmlPciInfo_t) -> nvmlReturn_t =
                self.function(c"nvmlDeviceGetPciInfo_v3").ok()?;
            get(device.0, &mut info)
        };
        (said == nvmlReturn_t::NVML_SUCCESS).then_some(info)
    }

    /// Memory in bytes.
    pub fn memory(&self, device: Device) -> Maybe<nvmlMemory_t> {
        let mut info = nvmlMemory_t::default();
        // SAFETY: nvmlReturn_t nvmlDeviceGetMemoryInfo(nvmlDevice_t, nvmlMemory_t *).
        let said = unsafe {
            let get: unsafe extern "C" fn(nvmlDevice_t, *mut nvmlMemory_t) -> nvmlReturn_t =
                self.function(c"nvmlDeviceGetMemoryInfo").ok()?;
            get(device.0, &mut info)
        };
        (said == nvmlReturn_t::NVML_SUCCESS).then_some(info)
    }

    /// Percent of the last sample period.
    pub fn utilization(&self, device: Device) -> Maybe<nvmlUtilization_t> {
        let mut info = nvmlUtilization_t::default();
        // SAFETY: nvmlReturn_t nvmlDeviceGetUtilizationRates(nvmlDevice_t, nvmlUtilization_t *).
        let said = unsafe {
            let get: unsafe extern "C" fn(nvmlDevice_t, *mut nvmlUtilization_t) -> nvmlReturn_t =
                self.function(c"nvmlDeviceGetUtilizationRates").ok()?;
            get(device.0, &mut info)
        };
        (said == nvmlReturn_t::NVML_SUCCESS).then_some(info)
    }

    /// Processes that compute.
    pub fn processes(&self, device: Device) -> Vec<nvmlProcessInfo_t> {
        // SAFETY: nvmlReturn_t nvmlDeviceGetComputeRunningProcesses_v3(nvmlDevice_t, unsigned int *, nvmlProcessInfo_t *).
        let get = unsafe {
            self.function::<unsafe extern "C" fn(
                nvmlDevice_t,
                *mut c_uint,
                *mut nvmlProcessInfo_t,
            ) -> nvmlReturn_t>(c"nvmlDeviceGetComputeRunningProcesses_v3")
        };
        let Ok(get) = get else { return Vec::new() };
        let mut infos = vec![nvmlProcessInfo_t::default(); 1024];
        let mut count = infos.len() as c_uint;
        // SAFETY: there is room for as many as is said.
        let said = unsafe { get(device.0, &mut count, infos.as_mut_ptr()) };
        infos.truncate(if said == nvmlReturn_t::NVML_SUCCESS { count as usize } else { 0 });
        infos
    }
}

fn text(get: impl FnOnce(*mut c_char, c_uint) -> nvmlReturn_t) -> Maybe<String> {
    let mut buffer = [0 as c_char; 96];
    let said = get(buffer.as_mut_ptr(), buffer.len() as c_uint);
    (said == nvmlReturn_t::NVML_SUCCESS).then(|| chars(&buffer))
}

/// A text that a zero byte ends.
pub fn chars(bytes: &[c_char]) -> String {
    let bytes: Vec<u8> = bytes.iter().take_while(|byte| **byte != 0).map(|byte| *byte as u8).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}
