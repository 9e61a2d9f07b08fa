//! `--query-gpu` and `--query-compute-apps`: fields by name, one line for each device or process.

use anyhow::{Result, bail};

use super::nvml::{Device, Nvml, chars};
use super::process_name;

/// How the lines are written: `csv`, with `noheader`, `nounits` or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format {
    no_header: bool,
    no_units: bool,
}

impl Format {
    /// Takes `--format`'s value apart.
    ///
    /// # Errors
    /// One line that names the word that there is not.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut format = Self::default();
        let mut is_csv = false;
        for word in text.split(',').map(str::trim) {
            match word {
                "csv" => is_csv = true,
                "noheader" => format.no_header = true,
                "nounits" => format.no_units = true,
                _ => return Err(format!("`{word}` is no format: csv[,noheader][,nounits]")),
            }
        }
        if is_csv { Ok(format) } else { Err("the format is csv[,noheader][,nounits]".to_owned()) }
    }

    fn header(self, fields: &[(&str, &str)]) {
        if self.no_header {
            return;
        }
        let names: Vec<_> = fields
            .iter()
            .map(|(name, unit)| if unit.is_empty() { (*name).to_owned() } else { format!("{name} [{unit}]") })
            .collect();
        println!("{}", names.join(", "));
    }

    fn value(self, value: Option<String>, unit: &str) -> String {
        match value {
            None => "[N/A]".to_owned(),
            Some(value) if unit.is_empty() || self.no_units => value,
            Some(value) => format!("{value} {unit}"),
        }
    }
}

type Get = fn(&Nvml, usize, Device) -> Option<String>;

fn number(value: Option<u32>) -> Option<String> {
    value.map(|value| value.to_string())
}

fn watts(milliwatts: Option<u32>) -> Option<String> {
    milliwatts.map(|power| format!("{:.2}", f64::from(power) / 1000.0))
}

fn enabled(state: Option<u32>) -> Option<String> {
    state.map(|state| if state == 0 { "Disabled" } else { "Enabled" }.to_owned())
}

fn mebibytes(bytes: u64) -> String {
    (bytes >> 20).to_string()
}

/// A field: the names that it is asked by, its unit, and where it comes from.
const FIELDS: &[(&[&str], &str, Get)] = &[
    (&["timestamp"], "", |_, _, _| Some(super::table::now("%Y/%m/%d %H:%M:%S.000"))),
    (&["driver_version"], "", |nvml, _, _| nvml.driver_version()),
    (&["count"], "", |nvml, _, _| nvml.devices().ok().map(|all| all.len().to_string())),
    (&["name", "gpu_name"], "", |nvml, _, device| nvml.text(device, c"nvmlDeviceGetName")),
    (&["index"], "", |_, index, _| Some(index.to_string())),
    (&["uuid", "gpu_uuid"], "", |nvml, _, device| nvml.text(device, c"nvmlDeviceGetUUID")),
    (&["serial", "gpu_serial"], "", |nvml, _, device| nvml.text(device, c"nvmlDeviceGetSerial")),
    (&["vbios_version"], "", |nvml, _, device| nvml.text(device, c"nvmlDeviceGetVbiosVersion")),
    (&["pci.bus_id", "gpu_bus_id"], "", |nvml, _, device| nvml.pci(device).map(|pci| chars(&pci.busId))),
    (&["pci.domain"], "", |nvml, _, device| nvml.pci(device).map(|pci| format!("0x{:04X}", pci.domain))),
    (&["pci.bus"], "", |nvml, _, device| nvml.pci(device).map(|pci| format!("0x{:02X}", pci.bus))),
    (&["pci.device"], "", |nvml, _, device| nvml.pci(device).map(|pci| format!("0x{:02X}", pci.device))),
    (&["pci.device_id"], "", |nvml, _, device| {
        nvml.pci(device).map(|pci| format!("0x{:08X}", pci.pciDeviceId))
    }),
    (&["pci.sub_device_id"], "", |nvml, _, device| {
        nvml.pci(device).map(|pci| format!("0x{:08X}", pci.pciSubSystemId))
    }),
    (&["pcie.link.gen.current", "pcie.link.gen.gpucurrent"], "", |nvml, _, device| {
        number(nvml.number(device, c"nvmlDeviceGetCurrPcieLinkGeneration"))
    }),
    (&["pcie.link.gen.max"], "", |nvml, _, device| {
        number(nvml.number(device, c"nvmlDeviceGetMaxPcieLinkGeneration"))
    }),
    (&["pcie.link.width.current"], "", |nvml, _, device| {
        number(nvml.number(device, c"nvmlDeviceGetCurrPcieLinkWidth"))
    }),
    (&["pcie.link.width.max"], "", |nvml, _, device| {
        number(nvml.number(device, c"nvmlDeviceGetMaxPcieLinkWidth"))
    }),
    (&["compute_cap"], "", |nvml, _, device| {
        nvml.pair(device, c"nvmlDeviceGetCudaComputeCapability")
            .map(|(major, minor)| format!("{major}.{minor}"))
    }),
    (&["compute_mode"], "", |nvml, _, device| {
        nvml.number(device, c"nvmlDeviceGetComputeMode").map(|mode| compute_mode(mode, false).to_owned())
    }),
    (&["persistence_mode"], "", |nvml, _, device| {
        enabled(nvml.number(device, c"nvmlDeviceGetPersistenceMode"))
    }),
    (&["display_mode"], "", |nvml, _, device| enabled(nvml.number(device, c"nvmlDeviceGetDisplayMode"))),
    (&["display_active"], "", |nvml, _, device| enabled(nvml.number(device, c"nvmlDeviceGetDisplayActive"))),
    (&["accounting.mode"], "", |nvml, _, device| {
        enabled(nvml.number(device, c"nvmlDeviceGetAccountingMode"))
    }),
    (&["mig.mode.current"], "", |nvml, _, device| {
        enabled(nvml.pair(device, c"nvmlDeviceGetMigMode").map(|mode| mode.0))
    }),
    (&["mig.mode.pending"], "", |nvml, _, device| {
        enabled(nvml.pair(device, c"nvmlDeviceGetMigMode").map(|mode| mode.1))
    }),
    (&["ecc.mode.current"], "", |nvml, _, device| {
        enabled(nvml.pair(device, c"nvmlDeviceGetEccMode").map(|mode| mode.0))
    }),
    (&["ecc.mode.pending"], "", |nvml, _, device| {
        enabled(nvml.pair(device, c"nvmlDeviceGetEccMode").map(|mode| mode.1))
    }),
    (&["fan.speed"], "%", |nvml, _, device| number(nvml.number(device, c"nvmlDeviceGetFanSpeed"))),
    (&["pstate"], "", |nvml, _, device| {
        nvml.number(device, c"nvmlDeviceGetPerformanceState").map(|state| format!("P{state}"))
    }),
    (&["memory.total"], "MiB", |nvml, _, device| nvml.memory(device).map(|memory| mebibytes(memory.total))),
    (&["memory.used"], "MiB", |nvml, _, device| nvml.memory(device).map(|memory| mebibytes(memory.used))),
    (&["memory.free"], "MiB", |nvml, _, device| nvml.memory(device).map(|memory| mebibytes(memory.free))),
    (&["memory.reserved"], "MiB", |nvml, _, device| {
        nvml.memory(device).map(|memory| mebibytes(memory.total.saturating_sub(memory.used + memory.free)))
    }),
    (&["utilization.gpu"], "%", |nvml, _, device| number(nvml.utilization(device).map(|both| both.gpu))),
    (&["utilization.memory"], "%", |nvml, _, device| {
        number(nvml.utilization(device).map(|both| both.memory))
    }),
    (&["utilization.encoder"], "%", |nvml, _, device| {
        number(nvml.pair(device, c"nvmlDeviceGetEncoderUtilization").map(|pair| pair.0))
    }),
    (&["utilization.decoder"], "%", |nvml, _, device| {
        number(nvml.pair(device, c"nvmlDeviceGetDecoderUtilization").map(|pair| pair.0))
    }),
    (&["temperature.gpu"], "", |nvml, _, device| {
        number(nvml.number_of(device, c"nvmlDeviceGetTemperature", 0))
    }),
    (&["power.draw", "power.draw.instant"], "W", |nvml, _, device| {
        watts(nvml.number(device, c"nvmlDeviceGetPowerUsage"))
    }),
    (&["power.limit"], "W", |nvml, _, device| {
        watts(nvml.number(device, c"nvmlDeviceGetPowerManagementLimit"))
    }),
    (&["enforced.power.limit"], "W", |nvml, _, device| {
        watts(nvml.number(device, c"nvmlDeviceGetEnforcedPowerLimit"))
    }),
    (&["power.default_limit"], "W", |nvml, _, device| {
        watts(nvml.number(device, c"nvmlDeviceGetPowerManagementDefaultLimit"))
    }),
    (&["clocks.gr", "clocks.current.graphics"], "MHz", |nvml, _, device| {
        number(nvml.number_of(device, c"nvmlDeviceGetClockInfo", 0))
    }),
    (&["clocks.sm", "clocks.current.sm"], "MHz", |nvml, _, device| {
        number(nvml.number_of(device, c"nvmlDeviceGetClockInfo", 1))
    }),
    (&["clocks.mem", "clocks.current.memory"], "MHz", |nvml, _, device| {
        number(nvml.number_of(device, c"nvmlDeviceGetClockInfo", 2))
    }),
    (&["clocks.max.gr", "clocks.max.graphics"], "MHz", |nvml, _, device| {
        number(nvml.number_of(device, c"nvmlDeviceGetMaxClockInfo", 0))
    }),
    (&["clocks.max.sm"], "MHz", |nvml, _, device| {
        number(nvml.number_of(device, c"nvmlDeviceGetMaxClockInfo", 1))
    }),
    (&["clocks.max.mem", "clocks.max.memory"], "MHz", |nvml, _, device| {
        number(nvml.number_of(device, c"nvmlDeviceGetMaxClockInfo", 2))
    }),
];

/// As NVML numbers them, in the long or the short form.
pub fn compute_mode(mode: u32, short: bool) -> &'static str {
    match (mode, short) {
        (0, _) => "Default",
        (2, _) => "Prohibited",
        (3, true) => "E. Process",
        (3, false) => "Exclusive_Process",
        _ => "Unknown",
    }
}

/// The fields that there are, one a line.
pub fn help() {
    for (names, unit, _) in FIELDS {
        let unit = if unit.is_empty() { String::new() } else { format!(" [{unit}]") };
        println!("\"{}\"{unit}", names.join("\" or \""));
    }
}

fn find(name: &str) -> Result<&'static (&'static [&'static str], &'static str, Get)> {
    match FIELDS.iter().find(|(names, ..)| names.contains(&name)) {
        Some(field) => Ok(field),
        None => bail!("Field \"{name}\" is not a valid field to query."),
    }
}

/// `--query-gpu`.
///
/// # Errors
/// A field that there is not.
pub fn gpus(nvml: &Nvml, devices: &[(usize, Device)], fields: &str, format: Format) -> Result<()> {
    let names: Vec<_> = fields.split(',').map(str::trim).collect();
    let found = names.iter().map(|name| find(name)).collect::<Result<Vec<_>>>()?;
    let titles: Vec<_> = names.iter().zip(&found).map(|(name, (_, unit, _))| (*name, *unit)).collect();
    format.header(&titles);
    for (index, device) in devices {
        let values: Vec<_> =
            found.iter().map(|(_, unit, get)| format.value(get(nvml, *index, *device), unit)).collect();
        println!("{}", values.join(", "));
    }
    Ok(())
}

/// `--query-compute-apps`.
///
/// # Errors
/// A field that there is not.
pub fn processes(nvml: &Nvml, devices: &[(usize, Device)], fields: &str, format: Format) -> Result<()> {
    let names: Vec<_> = fields.split(',').map(str::trim).collect();
    let mut titles = Vec::new();
    for name in &names {
        titles.push(match *name {
            "used_memory" | "used_gpu_memory" => (*name, "MiB"),
            "pid" | "process_name" | "name" | "gpu_uuid" | "gpu_name" | "gpu_bus_id" => (*name, ""),
            _ => bail!("Field \"{name}\" is not a valid field to query."),
        });
    }
    format.header(&titles);
    for (index, device) in devices {
        for process in nvml.processes(*device) {
            let value = |name: &str| match name {
                "pid" => Some(process.pid.to_string()),
                "process_name" | "name" => Some(process_name(process.pid)),
                "used_memory" | "used_gpu_memory" => Some(mebibytes(process.usedGpuMemory)),
                other => find(other).ok().and_then(|(_, _, get)| get(nvml, *index, *device)),
            };
            let values: Vec<_> = titles.iter().map(|(name, unit)| format.value(value(name), unit)).collect();
            println!("{}", values.join(", "));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_csv_with_or_without_header_and_units() {
        assert_eq!(Format::parse("csv"), Ok(Format::default()));
        assert_eq!(Format::parse("csv,noheader, nounits"), Ok(Format { no_header: true, no_units: true }));
        assert!(Format::parse("xml").is_err());
        assert!(Format::parse("noheader").is_err());
    }

    #[test]
    fn every_field_has_a_name_of_its_own() {
        let mut names: Vec<_> = FIELDS.iter().flat_map(|(names, ..)| *names).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(find("utilization.gpu").is_ok() && find("colour").is_err());
    }
}
