//! The familiar table, in the widths that scripts cut it by.

use anyhow::Result;

use super::nvml::{Device, Nvml, chars};
use super::process_name;
use super::query::compute_mode;

const NOT_THERE: &str = "N/A";

/// This moment by the local clock, as strftime(3) writes it.
pub fn now(format: &str) -> String {
    let mut text = [0u8; 64];
    let mut parts = std::mem::MaybeUninit::<libc::tm>::uninit();
    let Ok(format) = std::ffi::CString::new(format) else { return String::new() };
    // SAFETY: time(2) and localtime_r(3) fill what they are given; the buffer is as long as is said.
    let length = unsafe {
        let seconds = libc::time(std::ptr::null_mut());
        if libc::localtime_r(&seconds, parts.as_mut_ptr()).is_null() {
            return String::new();
        }
        libc::strftime(text.as_mut_ptr().cast(), text.len(), format.as_ptr(), parts.as_ptr())
    };
    String::from_utf8_lossy(&text[..length.min(text.len())]).into_owned()
}

fn or_not<T: ToString>(value: Option<T>, unit: &str) -> String {
    value.map_or(NOT_THERE.to_owned(), |value| value.to_string() + unit)
}

/// Text that is cut from the front, with two dots, as the last words of a name tell more.
fn cut(text: &str, width: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    match chars.len() > width {
        true => format!("...{}", chars[chars.len() - (width - 3)..].iter().collect::<String>()),
        false => text.to_owned(),
    }
}

/// Prints it.
///
/// # Errors
/// None; the outcome is the callers' common one.
pub fn print(nvml: &Nvml, devices: &[(usize, Device)]) -> Result<()> {
    let cuda = nvml.cuda_version().map(|version| format!("{}.{}", version / 1000, version % 1000 / 10));
    let driver = or_not(nvml.driver_version(), "");
    let own = format!("VGPU-SMI {}", env!("CARGO_PKG_VERSION"));
    println!("{}", now("%a %b %e %H:%M:%S %Y"));
    println!("+{}+", "-".repeat(89));
    println!("| {own:<33} Driver Version: {driver:<16} CUDA Version: {:<7}|", or_not(cuda, ""));
    println!("|{}+{}+{}+", "-".repeat(41), "-".repeat(24), "-".repeat(22));
    println!("| GPU  Name                 Persistence-M | Bus-Id          Disp.A | Volatile Uncorr. ECC |");
    println!("| Fan  Temp   Perf          Pwr:Usage/Cap |           Memory-Usage | GPU-Util  Compute M. |");
    println!("|                                         |                        |               MIG M. |");
    println!("|{}+{}+{}|", "=".repeat(41), "=".repeat(24), "=".repeat(22));
    for (index, device) in devices {
        print_device(nvml, *index, *device);
    }
    println!();
    print_processes(nvml, devices);
    Ok(())
}

fn print_device(nvml: &Nvml, index: usize, device: Device) {
    let on = |state: Option<u32>| state.map_or(NOT_THERE, |state| if state == 0 { "Off" } else { "On" });
    let name = cut(&or_not(nvml.text(device, c"nvmlDeviceGetName"), ""), 26);
    let persistence = on(nvml.number(device, c"nvmlDeviceGetPersistenceMode"));
    let bus = or_not(nvml.pci(device).map(|pci| chars(&pci.busId)), "");
    let display = on(nvml.number(device, c"nvmlDeviceGetDisplayActive"));
    println!("| {index:>3}  {name:<26}     {persistence:>3} | {bus:>18} {display:>3} | {NOT_THERE:>20} |");

    let fan = or_not(nvml.number(device, c"nvmlDeviceGetFanSpeed"), "%");
    let temperature = or_not(nvml.number_of(device, c"nvmlDeviceGetTemperature", 0), "C");
    let state =
        or_not(nvml.number(device, c"nvmlDeviceGetPerformanceState").map(|state| format!("P{state}")), "");
    let watts = |milliwatts: Option<u32>| or_not(milliwatts.map(|power| power / 1000), "W");
    let power = watts(nvml.number(device, c"nvmlDeviceGetPowerUsage"));
    let cap = watts(nvml.number(device, c"nvmlDeviceGetPowerManagementLimit"));
    let memory = nvml.memory(device);
    let used = or_not(memory.map(|memory| memory.used >> 20), "MiB");
    let total = or_not(memory.map(|memory| memory.total >> 20), "MiB");
    let share = or_not(nvml.utilization(device).map(|both| both.gpu), "%");
    let mode =
        nvml.number(device, c"nvmlDeviceGetComputeMode").map_or(NOT_THERE, |mode| compute_mode(mode, true));
    println!(
        "| {fan:>3}  {temperature:>4}  {state:>4}          {power:>6} / {cap:>5} | {used:>10} / {total:>9} | {share:>8} {mode:>11} |"
    );

    let mig = nvml
        .pair(device, c"nvmlDeviceGetMigMode")
        .map_or(NOT_THERE, |(current, _)| if current == 0 { "Disabled" } else { "Enabled" });
    println!("| {:<39} | {:<22} | {mig:>20} |", "", "");
    println!("+{}+{}+{}+", "-".repeat(41), "-".repeat(24), "-".repeat(22));
}

fn print_processes(nvml: &Nvml, devices: &[(usize, Device)]) {
    println!("+{}+", "-".repeat(89));
    println!("| Processes:                                                                              |");
    println!("|  GPU   GI   CI              PID   Type   Process name                        GPU Memory |");
    println!("|        ID   ID                                                               Usage      |");
    println!("|{}|", "=".repeat(89));
    let mut any = false;
    for (index, device) in devices {
        for process in nvml.processes(*device) {
            any = true;
            let (pid, used) = (process.pid, format!("{}MiB", process.usedGpuMemory >> 20));
            let name = cut(&process_name(pid), 36);
            println!(
                "| {index:>4}  {NOT_THERE:>3}  {NOT_THERE:>3} {pid:>16}      C   {name:<36} {used:>8} |"
            );
        }
    }
    if !any {
        println!(
            "|  No running processes found                                                             |"
        );
    }
    println!("+{}+", "-".repeat(89));
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn long_names_keep_their_end() {
        assert_eq!(cut("/usr/bin/ollama", 36), "/usr/bin/ollama");
        assert_eq!(cut("/opt/models/bin/llama-server", 16), ".../llama-server");
    }
}
