//! What readers of NVML are told: by its own functions through NVIDIA's Python binding, by gpustat and nvitop, and by `vgpu smi`.
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use vgpu_tests::assets;
use vgpu_tests::host::{Host, SOON, within};
use vgpu_tests::run::vgpu;

/// A command that reads through the host's socket, and nothing else of ours in its environment.
fn reader(host: &Host, program: &Path) -> Command {
    let lib = vgpu().unwrap().parent().unwrap().with_file_name("lib");
    let mut command = Command::new(program);
    command.env("VGPU_HOST", format!("unix:{}", host.socket().display())).env("LD_LIBRARY_PATH", lib);
    command
}

fn python() -> PathBuf {
    let python = assets::root().unwrap().join("readers/bin/python");
    assert!(python.exists(), "{} is missing: run `cargo xtask assets` first", python.display());
    python
}

#[track_caller]
fn text(output: Output) -> String {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{}\n{said}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

/// Runs a Python program that has `from pynvml import *` before it.
#[track_caller]
fn nvml(host: &Host, program: &str) -> String {
    let program = format!("from pynvml import *\nfrom ctypes import cast\nimport os, time\n{program}");
    text(reader(host, &python()).arg("-c").arg(program).output().unwrap())
}

fn smi(host: &Host, arguments: &[&str]) -> Output {
    reader(host, &vgpu().unwrap()).arg("smi").args(arguments).output().unwrap()
}

#[test]
fn a_device_is_found_by_number_uuid_and_pci_address_without_a_context() {
    let host = Host::start(&["--gpu", "soft:sm80"]).unwrap();
    let said = nvml(
        &host,
        r#"
nvmlInit()
assert nvmlDeviceGetCount() == 1
device = nvmlDeviceGetHandleByIndex(0)
name, uuid, pci = nvmlDeviceGetName(device), nvmlDeviceGetUUID(device), nvmlDeviceGetPciInfo(device)
assert nvmlDeviceGetUUID(nvmlDeviceGetHandleByUUID(uuid)) == uuid
for address in pci.busId, pci.busIdLegacy, pci.busId.lower():
    assert nvmlDeviceGetUUID(nvmlDeviceGetHandleByPciBusId(address)) == uuid, address
assert nvmlDeviceGetIndex(device) == 0
assert nvmlDeviceGetCudaComputeCapability(device) == (8, 0)
assert nvmlDeviceGetArchitecture(device) == NVML_DEVICE_ARCH_AMPERE
assert nvmlDeviceGetMigMode(device) == [0, 0] and nvmlDeviceGetComputeMode(device) == 0
assert pci.pciDeviceId == 0x233110de and pci.pciSubSystemId == 0x16c110de
for failing, error in [
    (lambda: nvmlDeviceGetHandleByIndex(1), NVML_ERROR_INVALID_ARGUMENT),
    (lambda: nvmlDeviceGetHandleByUUID("GPU-0"), NVML_ERROR_NOT_FOUND),
    (lambda: nvmlDeviceGetHandleByPciBusId("0000:99:00.0"), NVML_ERROR_NOT_FOUND),
    (lambda: nvmlDeviceGetName(cast(12345, c_nvmlDevice_t)), NVML_ERROR_INVALID_ARGUMENT),
    # What a software GPU does not have is not made up.
    (lambda: nvmlDeviceGetTemperature(device, 0), NVML_ERROR_NOT_SUPPORTED),
    (lambda: nvmlDeviceGetPowerUsage(device), NVML_ERROR_NOT_SUPPORTED),
    (lambda: nvmlDeviceGetClockInfo(device, 0), NVML_ERROR_NOT_SUPPORTED),
    (lambda: nvmlDeviceGetSerial(device), NVML_ERROR_NOT_SUPPORTED),
    (lambda: nvmlDeviceGetNvLinkState(device, 0), NVML_ERROR_NOT_SUPPORTED),
]:
    try:
        failing()
        raise SystemExit("no error")
    except NVMLError as raised:
        assert raised.value == error, raised
assert nvmlDeviceGetComputeRunningProcesses(device) == [], "a reader has no context"
print(name, nvmlSystemGetDriverVersion(), nvmlSystemGetCudaDriverVersion())
"#,
    );
    assert!(said.contains("Software GPU (sm_80)"), "{said}");
    let driver = said.split_whitespace().rev().nth(1).unwrap();
    let branch: u32 = driver.split('.').next().unwrap().parse().unwrap();
    assert!(branch >= 570, "{driver}: readers that want at least 570 are content");
}

#[test]
fn initialisations_are_counted_and_leave_nothing_behind() {
    let host = Host::start(&["--gpu", "soft"]).unwrap();
    nvml(
        &host,
        r#"
def uninitialised():
    try:
        nvmlDeviceGetCount()
        return False
    except NVMLError as raised:
        return raised.value == NVML_ERROR_UNINITIALIZED
assert uninitialised()
nvmlInit(); nvmlInit(); nvmlShutdown()
assert nvmlDeviceGetCount() == 1
nvmlShutdown()
assert uninitialised()
def held(): return len(open('/proc/self/maps').readlines()), len(os.listdir('/proc/self/fd')), len(os.listdir('/proc/self/task'))
nvmlInit(); nvmlShutdown()
before = held()
for _ in range(50): nvmlInit(); nvmlShutdown()
after = held()
assert all(now <= then + 2 for now, then in zip(after, before)), (before, after)
# The child of a fork has a connection of its own; the parent's goes on.
nvmlInit()
child = os.fork()
if child == 0:
    os._exit(0 if nvmlDeviceGetCount() == 1 else 1)
assert os.waitpid(child, 0)[1] == 0
assert nvmlDeviceGetCount() == 1
"#,
    );
    within(SOON, "no worker is left", || host.workers().is_empty()).unwrap();
}

#[test]
fn memory_time_and_processes_are_what_sessions_use() {
    let host = Host::start(&["--gpu", "soft"]).unwrap();
    let mut busy = host.start_session("metered").unwrap();
    busy.expect("ready").unwrap();
    let script = format!(
        r#"
nvmlInit()
device = nvmlDeviceGetHandleByIndex(0)
share = nvmlDeviceGetUtilizationRates(device).gpu
assert share >= 90, share
running = nvmlDeviceGetComputeRunningProcesses(device)
assert [process.pid for process in running] == [{pid}], running
used = nvmlDeviceGetMemoryInfo(device).used
assert used == running[0].usedGpuMemory and used >= 32 << 20, (used, running)
assert nvmlDeviceGetMemoryInfo(device).free + used == nvmlDeviceGetMemoryInfo(device).total
assert nvmlSystemGetProcessName({pid}).endswith('session.driver')
try: nvmlDeviceGetProcessUtilization(device, 0)
except NVMLError: pass
time.sleep(0.2)
sample = nvmlDeviceGetProcessUtilization(device, 0)[0]
assert sample.pid == {pid} and sample.smUtil >= 90, (sample.pid, sample.smUtil)
"#,
        pid = busy.pid()
    );
    nvml(&host, &script);
    let apps = text(smi(&host, &["--query-compute-apps=pid,used_memory", "--format=csv,noheader,nounits"]));
    let (pid, used) = apps.trim().split_once(", ").unwrap();
    assert_eq!(pid, busy.pid().to_string());
    assert!(used.parse::<u64>().unwrap() >= 32, "{apps}");
    let share = text(smi(&host, &["--query-gpu=utilization.gpu", "--format=csv,noheader,nounits"]));
    assert!(share.trim().parse::<u32>().unwrap() >= 90, "{share}");
    let table = text(smi(&host, &[]));
    assert!(table.contains(&format!("{} ", busy.pid())) && table.contains("session.driver"), "{table}");

    busy.kill().unwrap();
    within(SOON, "its worker is gone", || host.workers().is_empty()).unwrap();
    nvml(
        &host,
        "nvmlInit()\ndevice = nvmlDeviceGetHandleByIndex(0)\nassert nvmlDeviceGetMemoryInfo(device).used == 0\n\
         assert nvmlDeviceGetComputeRunningProcesses(device) == []\nassert nvmlDeviceGetUtilizationRates(device).gpu == 0",
    );
}

#[test]
fn gpustat_and_nvitop_show_the_device_and_its_process() {
    let host = Host::start(&["--gpu", "soft"]).unwrap();
    let mut busy = host.start_session("metered").unwrap();
    busy.expect("ready").unwrap();
    let bin = python().parent().unwrap().to_owned();
    let stat = text(reader(&host, &bin.join("gpustat")).arg("--json").output().unwrap());
    for part in ["vGPU Software GPU", "\"temperature.gpu\": null", &format!("\"pid\": {}", busy.pid())] {
        assert!(stat.contains(part), "no {part} in\n{stat}");
    }
    let top = text(reader(&host, &bin.join("nvitop")).args(["--once", "--no-unicode"]).output().unwrap());
    for part in ["CUDA Driver Version", "16384MiB", &busy.pid().to_string()] {
        assert!(top.contains(part), "no {part} in\n{top}");
    }
}

#[test]
fn smi_prints_what_scripts_read() {
    let host = Host::start(&["--gpu", "soft"]).unwrap();
    let list = text(smi(&host, &["-L"]));
    assert!(list.starts_with("GPU 0: vGPU Software GPU (sm_75) (UUID: GPU-"), "{list}");
    let uuid = list.trim_end().trim_end_matches(')').rsplit(' ').next().unwrap().to_owned();
    let query = ["--query-gpu=index,uuid,memory.total,temperature.gpu", "--format=csv", "-i", &uuid];
    let lines = text(smi(&host, &query));
    assert_eq!(
        lines,
        format!("index, uuid, memory.total [MiB], temperature.gpu\n0, {uuid}, 16384 MiB, [N/A]\n")
    );
    let table = text(smi(&host, &[]));
    assert!(table.contains("CUDA Version: 13.") && table.contains("No running processes found"), "{table}");
    let widths: Vec<_> = table.lines().skip(1).filter(|line| !line.is_empty()).map(str::len).collect();
    assert!(widths.iter().all(|width| *width == 91), "{widths:?}\n{table}");
    assert_eq!(smi(&host, &["--query-gpu=colour", "--format=csv"]).status.code(), Some(2));
    assert_eq!(smi(&host, &["-i", "7", "-L"]).status.code(), Some(2));

    // Scripts know it by another name.
    let folder = tempfile::tempdir().unwrap();
    let other_name = folder.path().join("nvidia-smi");
    std::os::unix::fs::symlink(vgpu().unwrap(), &other_name).unwrap();
    assert_eq!(text(reader(&host, &other_name).arg("-L").output().unwrap()), list);
}

/// As in `nvidia-smi | head -1`: whoever stops reading ends it, without a word.
#[test]
fn a_reader_that_stops_early_is_no_error() {
    let host = Host::start(&["--gpu", "soft"]).unwrap();
    let (ours, theirs) = std::io::pipe().unwrap();
    drop(ours);
    let mut command = reader(&host, &vgpu().unwrap());
    let output = command.arg("smi").stdout(theirs).stderr(std::process::Stdio::piped()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.signal(), Some(13), "SIGPIPE");
}

/// What `ollama runner` of 0.24 and before does to learn how much memory is free: it opens the library by name, takes each function by dlsym,
/// and names the device by the UUID that the CUDA runtime gave it.
#[test]
fn free_memory_is_read_by_the_uuid_that_cuda_gives() {
    let host = Host::start(&["--gpu", "soft:2x"]).unwrap();
    let mut busy = host.start_session("metered").unwrap();
    busy.expect("ready").unwrap();
    let program = r#"
import ctypes, uuid
cuda, nvml = ctypes.CDLL("libcuda.so.1"), ctypes.CDLL("libnvidia-ml.so.1")
assert cuda.cuInit(0) == 0
names = []
for ordinal in range(2):
    raw, name = (ctypes.c_ubyte * 16)(), ctypes.create_string_buffer(96)
    assert cuda.cuDeviceGetUuid(raw, ordinal) == 0
    names.append(("GPU-" + str(uuid.UUID(bytes=bytes(raw)))).encode())
class Memory(ctypes.Structure):
    _fields_ = [(field, ctypes.c_ulonglong) for field in ("total", "free", "used")]
nvml.nvmlErrorString.restype = ctypes.c_char_p
assert nvml.nvmlErrorString(0) == b"Success" and nvml.nvmlErrorString(6) == b"Not Found"
memory, handle, name = [], ctypes.c_void_p(), ctypes.create_string_buffer(96)
for _ in range(3):  # as it polls: from the start to the end each time
    assert nvml.nvmlInit_v2() == 0
    for uuid_text in names:
        assert nvml.nvmlDeviceGetHandleByUUID(uuid_text, ctypes.byref(handle)) == 0
        assert nvml.nvmlDeviceGetName(handle, name, 96) == 0 and b"vGPU Software GPU" in name.value
        info = Memory()
        assert nvml.nvmlDeviceGetMemoryInfo(handle, ctypes.byref(info)) == 0
        memory.append((info.total, info.free, info.used))
    assert nvml.nvmlDeviceGetHandleByUUID(b"GPU-00000000-0000-0000-0000-000000000000", ctypes.byref(handle)) == 6
    assert nvml.nvmlShutdown() == 0
assert nvml.nvmlDeviceGetMemoryInfo(handle, ctypes.byref(Memory())) == 1, "not initialised any more"
first, second = memory[:2]
assert all(total == 16 << 30 and free + used == total for total, free, used in memory), memory
assert first[2] >= 32 << 20 and second[2] == 0, "the session's memory is the first device's"
"#;
    text(reader(&host, &python()).arg("-c").arg(program).output().unwrap());
}

#[test]
fn of_two_devices_each_has_its_own_identity_memory_and_processes() {
    let host = Host::start(&["--gpu", "soft:2x"]).unwrap();
    let mut busy = host.start_session("metered").unwrap();
    busy.expect("ready").unwrap();
    let script = format!(
        r#"
nvmlInit()
assert nvmlDeviceGetCount() == 2
first, second = (nvmlDeviceGetHandleByIndex(index) for index in range(2))
assert nvmlDeviceGetUUID(first) != nvmlDeviceGetUUID(second)
assert nvmlDeviceGetPciInfo(first).busId != nvmlDeviceGetPciInfo(second).busId
for index, device in enumerate((first, second)):
    assert nvmlDeviceGetIndex(device) == index
    assert nvmlDeviceGetIndex(nvmlDeviceGetHandleByUUID(nvmlDeviceGetUUID(device))) == index
    assert nvmlDeviceGetIndex(nvmlDeviceGetHandleByPciBusId(nvmlDeviceGetPciInfo(device).busId)) == index
# The session works on the first.
assert [process.pid for process in nvmlDeviceGetComputeRunningProcesses(first)] == [{pid}]
assert nvmlDeviceGetComputeRunningProcesses(second) == []
assert nvmlDeviceGetMemoryInfo(first).used >= 32 << 20 and nvmlDeviceGetMemoryInfo(second).used == 0
assert nvmlDeviceGetUtilizationRates(first).gpu >= 90 and nvmlDeviceGetUtilizationRates(second).gpu == 0
# What is between them: the memory of each other, and nothing that is not known. NVIDIA's binding spells some of these constants wrong.
NVML_P2P_CAPS_INDEX_READ, NVML_P2P_CAPS_INDEX_WRITE, NVML_P2P_CAPS_INDEX_NVLINK, NVML_P2P_STATUS_OK = 0, 1, 2, 0
assert nvmlDeviceGetP2PStatus(first, second, NVML_P2P_CAPS_INDEX_READ) == NVML_P2P_STATUS_OK
assert nvmlDeviceGetP2PStatus(second, first, NVML_P2P_CAPS_INDEX_WRITE) == NVML_P2P_STATUS_OK
assert nvmlDeviceOnSameBoard(first, second) == 0 and nvmlDeviceOnSameBoard(first, first) == 1
def refused(call, error):
    try:
        call()
        raise SystemExit('no error')
    except NVMLError as raised:
        assert raised.value == error, raised
refused(lambda: nvmlDeviceGetP2PStatus(first, second, NVML_P2P_CAPS_INDEX_NVLINK), NVML_ERROR_NOT_SUPPORTED)
refused(lambda: nvmlDeviceGetP2PStatus(first, first, NVML_P2P_CAPS_INDEX_READ), NVML_ERROR_INVALID_ARGUMENT)
refused(lambda: nvmlDeviceGetP2PStatus(first, second, 77), NVML_ERROR_INVALID_ARGUMENT)
refused(lambda: nvmlDeviceGetTopologyCommonAncestor(first, second), NVML_ERROR_NOT_SUPPORTED)
for device in first, second:
    for link in range(2):
        refused(lambda: nvmlDeviceGetNvLinkState(device, link), NVML_ERROR_NOT_SUPPORTED)
        refused(lambda: nvmlDeviceGetNvLinkVersion(device, link), NVML_ERROR_NOT_SUPPORTED)
# Events: none that a software GPU could send, and a set that says so in time.
events = nvmlEventSetCreate()
assert nvmlDeviceGetSupportedEventTypes(first) == 0
refused(lambda: nvmlEventSetWait_v2(events, 1), NVML_ERROR_TIMEOUT)
nvmlEventSetFree(events)
"#,
        pid = busy.pid()
    );
    nvml(&host, &script);
    let list = text(smi(&host, &["-L"]));
    assert!(list.lines().count() == 2 && list.contains("\nGPU 1: "), "{list}");
    let query = [
        "--query-gpu=index,name,utilization.gpu,temperature.gpu,power.draw",
        "--format=csv,noheader,nounits",
    ];
    let lines = text(smi(&host, &query));
    assert!(lines.lines().all(|line| line.ends_with("[N/A], [N/A]")), "nothing is made up: {lines}");
    assert!(lines.lines().nth(1).unwrap().starts_with("1, ") && lines.contains(", 0, "), "{lines}");
}

#[test]
fn without_a_host_readers_are_told_that_no_driver_is_loaded() {
    let lib = vgpu().unwrap().parent().unwrap().with_file_name("lib");
    let nowhere = |program: &Path| {
        let mut command = Command::new(program);
        command.env("VGPU_HOST", "unix:/nonexistent/vgpu.sock").env("LD_LIBRARY_PATH", &lib);
        command
    };
    let smi = nowhere(&vgpu().unwrap()).arg("smi").output().unwrap();
    assert_eq!(smi.status.code(), Some(9));
    assert!(String::from_utf8_lossy(&smi.stderr).contains("no host is reachable"));
    let program = "from pynvml import *\ntry: nvmlInit()\nexcept NVMLError as e: print(e.value)";
    let said = text(nowhere(&python()).arg("-c").arg(program).output().unwrap());
    assert_eq!(said, "9\n", "NVML_ERROR_DRIVER_NOT_LOADED");
}
