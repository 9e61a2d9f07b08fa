//! From facts to a verdict: one line for each process, and what to do.

use wire::record::Entry;

use super::facts::{Facts, Library};
use super::machine::Machine;
use super::search::By;
use crate::host::SYSTEM_SOCKET;
use crate::library::LIBCUDA;

/// What is to be said of a process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// One line.
    pub verdict: String,
    /// Whether something keeps it from the GPU, or from all of it.
    pub is_trouble: bool,
    /// What to do, most useful first.
    pub advice: Vec<String>,
}

impl Judgement {
    fn fine(verdict: impl Into<String>) -> Self {
        Self { verdict: verdict.into(), ..Self::default() }
    }

    fn trouble(verdict: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { verdict: verdict.into(), is_trouble: true, advice: vec![advice.into()] }
    }
}

const INSTALL: &str = "`vgpu install` makes it findable for every process of this machine, `vgpu run -- program` for one process tree";
const UNSHIM: &str = "remove the shims from LD_PRELOAD: libcuda.so.1 is found by the loader's own search, and nothing has to be preloaded";
/// CUDA_ERROR_NO_DEVICE.
const NO_DEVICE: u32 = 100;

/// The CUDA version of NVIDIA's drivers by their branch (CUDA Toolkit Release Notes, "CUDA Toolkit and Corresponding Driver Versions").
const BRANCHES: &[(u32, u32)] = &[
    (450, 11_000),
    (455, 11_010),
    (460, 11_020),
    (465, 11_030),
    (470, 11_040),
    (495, 11_050),
    (510, 11_060),
    (515, 11_070),
    (520, 11_080),
    (525, 12_000),
    (530, 12_010),
    (535, 12_020),
    (545, 12_030),
    (550, 12_040),
    (555, 12_050),
    (560, 12_060),
    (565, 12_070),
    (570, 12_080),
    (575, 12_090),
    (580, 13_000),
    (590, 13_010),
];

/// Judges a process.
pub fn judge(facts: &Facts, machine: &Machine) -> Judgement {
    if let Some(why) = &facts.hidden {
        return Judgement::trouble(
            format!("cannot be looked at: {why}"),
            "run `vgpu doctor` as that user or as root",
        );
    }
    shims(facts)
        .or_else(|| other_driver(facts))
        .or_else(|| facts.record.as_ref().and_then(|record| recorded(facts, record, machine)))
        .or_else(|| old_driver(facts))
        .unwrap_or_else(|| without_record(facts, machine))
}

fn names(libraries: &[&Library]) -> String {
    libraries.iter().map(|library| library.path.display().to_string()).collect::<Vec<_>>().join(" and ")
}

/// What comes of LD_PRELOAD.
fn shims(facts: &Facts) -> Option<Judgement> {
    let drivers = facts.drivers();
    if drivers.len() > 1 {
        return Some(Judgement::trouble(
            format!(
                "two driver libraries are loaded, {}: calls of one know nothing of the other's",
                names(&drivers)
            ),
            UNSHIM,
        ));
    }
    let at = |wanted: fn(&Library) -> bool| facts.preloaded.iter().position(wanted);
    let (runtime, driver) = (at(|library| library.exports.runtime), at(|library| library.exports.driver));
    if let (Some(runtime), Some(driver)) = (runtime, driver)
        && runtime < driver
    {
        let (runtime, driver) = (&facts.preloaded[runtime], &facts.preloaded[driver]);
        return Some(Judgement::trouble(
            format!(
                "LD_PRELOAD names the driver library {} after the runtime library {}, which is started first and finds no driver",
                driver.path.display(),
                runtime.path.display()
            ),
            UNSHIM,
        ));
    }
    let left_out: Vec<&Library> = facts.left_out.iter().collect();
    if !left_out.is_empty() {
        let preloaded: Vec<_> = facts.preloaded.iter().filter(|library| library.exports.any()).collect();
        let origin = match &facts.before {
            Some(before) if before.environment.get("LD_PRELOAD") != facts.environment.get("LD_PRELOAD") => {
                format!(" (set by {})", before.who)
            }
            _ => String::new(),
        };
        return Some(Judgement::trouble(
            format!("LD_PRELOAD{origin} loads {} and leaves out {}", names(&preloaded), names(&left_out)),
            UNSHIM,
        ));
    }
    None
}

/// A driver library that is not ours, where ours could be.
fn other_driver(facts: &Facts) -> Option<Judgement> {
    let loaded = facts.drivers().into_iter().find(|library| !library.is_ours);
    let (path, is_loaded) = match (loaded, &facts.found) {
        (Some(library), _) => (library.path.display().to_string(), true),
        (None, Some((found, false))) if facts.wants_driver && facts.drivers().is_empty() => {
            (found.path.display().to_string(), false)
        }
        _ => return None,
    };
    let by_path =
        facts.found.as_ref().is_some_and(|(found, is_ours)| found.by == By::LibraryPath && !is_ours);
    if by_path && facts.ours_elsewhere.is_some() {
        let verb = if is_loaded { "is loaded" } else { "would be loaded" };
        let path_list = facts.library_path().unwrap_or_default();
        return Some(Judgement::trouble(
            format!("another libcuda comes first: {path} {verb}, by LD_LIBRARY_PATH={path_list}"),
            format!(
                "take its folder out of LD_LIBRARY_PATH: vgpu's is {}, by {}",
                facts
                    .ours_elsewhere
                    .as_ref()
                    .map(|found| found.path.display().to_string())
                    .unwrap_or_default(),
                facts.ours_elsewhere.as_ref().map_or("", |found| found.by.text())
            ),
        ));
    }
    if is_loaded && facts.found.as_ref().is_some_and(|(_, is_ours)| *is_ours) {
        return Some(Judgement::trouble(
            format!("another libcuda is loaded, {path}, though the loader would find vgpu's"),
            "see what opens it by its path, or preloads it",
        ));
    }
    old_driver(facts).or_else(|| {
        let verb = if is_loaded { "uses" } else { "would use" };
        Some(Judgement::fine(format!("{verb} another driver library, {path}, which is not vgpu's")))
    })
}

fn version(number: u32) -> String {
    format!("{}.{}", number / 1000, number % 1000 / 10)
}

/// The CUDA version in a runtime library's name: `libcudart.so.12.9.79`, or `libcudart.so.13`.
fn runtime_version(name: &str) -> Option<u32> {
    let mut numbers = name.strip_prefix("libcudart.so.")?.split('.').map(|word| word.parse::<u32>().ok());
    let major = numbers.next()??;
    Some(1000 * major + 10 * numbers.next().flatten().unwrap_or(0))
}

/// The CUDA version of an NVIDIA driver by its file's name, `libcuda.so.550.54.14`.
fn driver_version(name: &str) -> Option<u32> {
    let branch: u32 = name.strip_prefix("libcuda.so.")?.split('.').next()?.parse().ok()?;
    let at = BRANCHES.partition_point(|(known, _)| *known <= branch);
    BRANCHES.get(at.checked_sub(1)?).filter(|_| branch >= 450).map(|(_, version)| *version)
}

/// A runtime of a newer major version than the driver's refuses to work (CUDA Compatibility, "Minor Version Compatibility").
fn old_driver(facts: &Facts) -> Option<Judgement> {
    let runtime = facts.libraries.iter().filter(|library| library.exports.runtime);
    let (runtime, newest) = runtime
        .filter_map(|library| Some((library, runtime_version(&library.name())?)))
        .max_by_key(|(_, version)| *version)?;
    let of_file = facts.drivers().into_iter().find(|library| !library.is_ours);
    let (driver, has) = of_file.and_then(|library| Some((library, driver_version(&library.name())?)))?;
    (newest / 1000 > has / 1000).then(|| {
        too_old(newest, &runtime.path.display().to_string(), has, &driver.path.display().to_string())
    })
}

fn too_old(newest: u32, runtime: &str, has: u32, driver: &str) -> Judgement {
    Judgement::trouble(
        format!(
            "the runtime is newer than the driver: CUDA {} ({runtime}) on a driver of CUDA {} ({driver})",
            version(newest),
            version(has)
        ),
        "update the driver library, or use a runtime of its CUDA version",
    )
}

/// What the library has written down of itself.
fn recorded(facts: &Facts, record: &[Entry], machine: &Machine) -> Option<Judgement> {
    let writer = record.iter().find_map(|entry| match entry {
        Entry::Process(pid) => Some(*pid),
        _ => None,
    });
    if writer.is_some_and(|pid| !facts.own_pids.iter().any(|own| *own as u32 == pid)) {
        return Some(Judgement::fine(format!(
            "was forked after process {} had started CUDA: CUDA cannot be used in it until it executes a program",
            writer.unwrap_or_default()
        )));
    }
    for entry in record.iter().rev() {
        if let Entry::Lost(why) = entry {
            return Some(Judgement::trouble(
                format!("lost the GPU: {why}"),
                "see the host's log; the program has to be started again",
            ));
        }
    }
    let driver = record.iter().find_map(|entry| match entry {
        Entry::Driver(version) => Some(*version),
        _ => None,
    })?;
    let runtime = record.iter().rev().find_map(|entry| match entry {
        Entry::Runtime(version) => Some(*version),
        _ => None,
    });
    if let Some(runtime) = runtime.filter(|runtime| runtime / 1000 > driver / 1000) {
        return Some(too_old(runtime, "what it asks for", driver, "vgpu's"));
    }
    let init = record.iter().rev().find_map(|entry| match entry {
        Entry::Init(result) => Some(*result),
        _ => None,
    })?;
    let devices = record.iter().rev().find_map(|entry| match entry {
        Entry::Devices { all, visible } => Some((*all, *visible)),
        _ => None,
    });
    match (init, devices) {
        (0, Some((all, visible))) => Some(started(facts, record, all, visible)),
        (NO_DEVICE, Some((all, 0))) if all > 0 => {
            let list = facts.environment.get("CUDA_VISIBLE_DEVICES").map_or("its value", String::as_str);
            Some(Judgement::trouble(
                format!("CUDA_VISIBLE_DEVICES hides all {all} devices: {list:?}"),
                "unset it, or name devices by number from 0 or by UUID, as `vgpu smi -L` lists them",
            ))
        }
        (NO_DEVICE, None) => Some(no_host(record, machine)),
        (error, _) => Some(Judgement::trouble(
            format!("cuInit failed with error {error}"),
            "VGPU_LOG=calls shows the driver's calls; see the host's log",
        )),
    }
}

/// cuInit succeeded.
fn started(facts: &Facts, record: &[Entry], all: u32, visible: u32) -> Judgement {
    let host = record.iter().rev().find_map(|entry| match entry {
        Entry::Host(host) => Some(host.as_str()),
        _ => None,
    });
    let refused = record.iter().find_map(|entry| match entry {
        Entry::NoImage { device, code, ptx } => Some((*device, code, ptx)),
        _ => None,
    });
    let capability = |number: &u32| format!("{}.{}", number / 10, number % 10);
    let list = |numbers: &[u32]| match numbers {
        [] => "none".to_owned(),
        some => some.iter().map(capability).collect::<Vec<_>>().join(", "),
    };
    if let Some((device, code, ptx)) = refused {
        let device_text = capability(&device);
        // Machine code runs on devices of its major version; PTX on every newer one.
        let has_code = code.iter().any(|made_for| made_for / 10 == device / 10 && *made_for <= device);
        return if ptx.is_empty() && (has_code || code.is_empty()) {
            Judgement::trouble(
                format!(
                    "its kernels exist as machine code only (for compute capability {}), and this GPU executes PTX",
                    list(code)
                ),
                "build it with PTX, too (nvcc -gencode arch=compute_75,code=compute_75), or use a host with a real GPU",
            )
        } else {
            Judgement::trouble(
                format!(
                    "it was not built for compute capability {device_text}: it has PTX for {}, machine code for {}",
                    list(ptx),
                    list(code)
                ),
                "choose a profile that it was built for (vgpu serve --gpu soft:smNN), or build it for this one",
            )
        };
    }
    let unsupported: Vec<_> = record
        .iter()
        .filter_map(|entry| match entry {
            Entry::Unsupported { name, .. } => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let seen = match visible == all {
        true => format!("sees {visible} {}", if visible == 1 { "device" } else { "devices" }),
        false => format!("sees {visible} of {all} devices"),
    };
    let mut judgement = Judgement::fine(match host {
        Some(host) => format!("{seen} of the host at {host}"),
        None => seen,
    });
    if !unsupported.is_empty() {
        let mut different: Vec<_> = unsupported;
        different.sort_unstable();
        different.dedup();
        judgement.verdict.push_str(&format!("; calls that are not supported: {}", different.join(", ")));
        judgement.advice.push("what is supported: docs/api-coverage.md".into());
    }
    let of_setuid = facts.is_setuid && facts.environment.contains_key("LD_LIBRARY_PATH");
    if of_setuid {
        judgement.advice.push("it is setuid: its loader ignores LD_LIBRARY_PATH and LD_PRELOAD".into());
    }
    judgement
}

/// No place that was tried has a host: the one that is nearest to having one says why.
fn no_host(record: &[Entry], machine: &Machine) -> Judgement {
    let tried: Vec<(&str, i32, &str)> = record
        .iter()
        .filter_map(|entry| match entry {
            Entry::Tried { place, errno, text } => Some((place.as_str(), *errno, text.as_str())),
            _ => None,
        })
        .collect();
    let is_device = |place: &str| place.starts_with("/sys/") || place.starts_with("pci:");
    let rank = |(place, errno, _): &&(&str, i32, &str)| match *errno {
        libc::EPERM if is_device(place) && machine.lockdown.is_some() => 5,
        libc::EACCES | libc::EPERM => 4,
        libc::ECONNREFUSED => 3,
        libc::ENOENT => 1,
        _ => 2,
    };
    let Some((place, errno, text)) = tried.iter().max_by_key(rank) else {
        return Judgement::trouble("found no host", "`vgpu serve` starts one");
    };
    let start = "start it: `vgpu serve`, or `systemctl start vgpu.socket` after `vgpu install`";
    match *errno {
        libc::EPERM | libc::EACCES if is_device(place) => match &machine.lockdown {
            Some(mode) => Judgement::trouble(
                format!("the kernel forbids mapping PCI memory: lockdown is {mode} ({place})"),
                "boot the virtual machine without secure boot, or without lockdown=; or use a host over a socket",
            ),
            None => Judgement::trouble(
                format!("its user may not open the PCI device {place}: {text}"),
                "`vgpu install` gives every user the right to map its memory",
            ),
        },
        libc::EACCES | libc::EPERM => Judgement::trouble(
            format!("its user may not open the socket {place}"),
            "`vgpu serve --public` lets every user of the machine connect, as the service of `vgpu install` does",
        ),
        libc::ECONNREFUSED => {
            Judgement::trouble(format!("the host is down: nobody listens at {place}"), start)
        }
        libc::ENOENT => Judgement::trouble(format!("found no host: there is no {place}"), start),
        _ => Judgement::trouble(format!("the host at {place} did not answer: {text}"), "see the host's log"),
    }
}

/// The driver library is not there, or has not been used.
fn without_record(facts: &Facts, machine: &Machine) -> Judgement {
    let drivers = facts.drivers();
    if let Some(driver) = drivers.first() {
        return Judgement::fine(format!(
            "has loaded {}, and has not called cuInit{}",
            driver.path.display(),
            if machine.host_error.is_none() || !machine.devices.is_empty() {
                ""
            } else {
                "; no host of this machine answers"
            }
        ));
    }
    if facts.program.is_static {
        let what = if facts.is_setuid { "a static, setuid program" } else { "a static program" };
        return Judgement::fine(format!(
            "{what}: it loads no library, so it does not use CUDA; what it starts may"
        ));
    }
    if !facts.wants_driver {
        return Judgement::fine("does not use CUDA");
    }
    let lost: Vec<&str> = ["LD_LIBRARY_PATH", "LD_PRELOAD"]
        .into_iter()
        .filter(|name| {
            let before = facts.before.as_ref().and_then(|before| before.environment.get(*name));
            before.is_some_and(|value| !value.is_empty()) && !facts.environment.contains_key(*name)
        })
        .collect();
    match &facts.found {
        Some((found, _)) => Judgement::fine(format!(
            "knows {LIBCUDA} and has not loaded it; it would find {} by {}",
            found.path.display(),
            found.by.text()
        )),
        None if facts.is_setuid => Judgement::trouble(
            format!(
                "a setuid program: its loader ignores LD_LIBRARY_PATH and LD_PRELOAD, and finds no {LIBCUDA}"
            ),
            INSTALL,
        ),
        None if !lost.is_empty() && (facts.found_before.is_some() || lost == ["LD_PRELOAD"]) => {
            let who = facts.before.as_ref().map_or("what started it", |before| before.who.as_str());
            Judgement::trouble(
                format!(
                    "lost its environment: {who} had {}, it has not, and finds no {LIBCUDA}",
                    lost.join(" and ")
                ),
                INSTALL,
            )
        }
        None => Judgement::trouble(format!("its loader finds no {LIBCUDA}"), INSTALL),
    }
}

/// Judges the machine itself, for who asks about nothing else.
pub fn judge_machine(machine: &Machine) -> Judgement {
    match (machine.devices.as_slice(), machine.host_error) {
        (_, None) => Judgement::fine(format!("the host at {SYSTEM_SOCKET} answers")),
        ([device, ..], _) => match &machine.lockdown {
            Some(mode) => Judgement::trouble(
                format!("the kernel forbids mapping PCI memory: lockdown is {mode} ({})", device.display()),
                "boot the virtual machine without secure boot, or without lockdown=",
            ),
            None => Judgement::fine(format!("there is a PCI device, {}", device.display())),
        },
        ([], Some(libc::ENOENT)) => Judgement::trouble(
            format!("there is neither a PCI device nor a host at {SYSTEM_SOCKET}"),
            "`vgpu install` and `vgpu serve`; `vgpu run -- program` needs neither",
        ),
        ([], Some(libc::EACCES | libc::EPERM)) => Judgement::trouble(
            format!("this user may not open {SYSTEM_SOCKET}"),
            "`vgpu serve --public` lets every user connect",
        ),
        ([], Some(_)) => {
            Judgement::trouble(format!("the host is down: nobody listens at {SYSTEM_SOCKET}"), "`vgpu serve`")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_the_names_of_files() {
        assert_eq!(runtime_version("libcudart.so.12.9.79"), Some(12_090));
        assert_eq!(runtime_version("libcudart.so.13"), Some(13_000));
        assert_eq!(runtime_version("libcublas.so.13"), None);
        assert_eq!(driver_version("libcuda.so.550.54.14"), Some(12_040));
        assert_eq!(driver_version("libcuda.so.553.1"), Some(12_040));
        assert_eq!(driver_version("libcuda.so.1"), None);
    }

    #[test]
    fn of_several_places_the_one_nearest_to_a_host_says_why() {
        let tried = |place: &str, errno| Entry::Tried { place: place.into(), errno, text: "refused".into() };
        let record =
            [tried("/run/vgpu/vgpu.sock", libc::ENOENT), tried("/sys/bus/pci/devices/x", libc::EPERM)];
        let mut machine = Machine::default();
        assert!(no_host(&record, &machine).verdict.contains("may not open the PCI device"));
        machine.lockdown = Some("integrity".into());
        assert!(no_host(&record, &machine).verdict.contains("lockdown is integrity"));
        assert!(no_host(&record[..1], &machine).verdict.contains("there is no /run/vgpu/vgpu.sock"));
        assert!(no_host(&[], &machine).is_trouble);
    }

    #[test]
    fn a_record_that_another_process_wrote_is_a_forked_childs() {
        let facts = Facts { pid: 8, own_pids: vec![8], ..Facts::default() };
        let judgement = recorded(&facts, &[Entry::Process(7), Entry::Init(0)], &Machine::default()).unwrap();
        assert!(judgement.verdict.contains("forked after process 7"));
    }
}
